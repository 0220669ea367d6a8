#include "epub/epub_font.h"

#include "base/utf8.h"
#include "epub/epub_ids.h"

enum { PLANE_SIZE = 0x10000 }; /* what lies above is left to the reader */

/* Of all fonts with either kind of outlines.  EPUB 3.3 has newer names too,
 * but readers made for EPUB 3.0 (and calibre) know this one only. */
#define EPUB_FONT_TYPE "application/vnd.ms-opentype"

/* The characters of all files, as sorted code points. */
static uint32_t *
characters_used(const struct epub_plan *plan, size_t *count)
{
    unsigned char *used = arena_alloc(plan->arena, PLANE_SIZE);
    for (size_t i = 0; i < plan->files.count; i++) {
        struct text content = plan->files.items[i]->content;
        for (size_t at = 0; at < content.size;) {
            unsigned char byte = (unsigned char)content.data[at];
            unsigned c = byte < 128 ? (at++, byte) : utf8_next(content, &at);
            if (c < PLANE_SIZE)
                used[c] = 1;
        }
    }
    uint32_t *points = ARENA_ARRAY(plan->arena, PLANE_SIZE, uint32_t);
    *count = 0;
    for (uint32_t c = ' '; c < PLANE_SIZE; c++)
        if (used[c])
            points[(*count)++] = c;
    return points;
}

/* One face; false when it is another's stand-in, or cannot be cut. */
static bool
cut(const struct epub_plan *plan, enum font_variant variant,
    const uint32_t *points, size_t count, struct epub_font *font)
{
    const struct font *found =
        font_find(plan->rules->fonts, TEXT("text"), variant, FONT_PLAIN);
    if (!found || found->face->variant != variant)
        return false;
    const struct font_face *face = found->face;
    font->name = arena_printf(
        plan->arena, "fonts/%.*s.%s",
        TEXT_PRINTF(epub_slug(plan->arena, face->postscript_name, "tekst")),
        face->is_cff ? "otf" : "ttf");
    font->media_type = EPUB_FONT_TYPE;
    return font_subset_file(plan->arena, face, points, count, &font->bytes);
}

/* A family name in quotes may hold no quote and no end of line. */
static struct text
family_name(const struct epub_plan *plan)
{
    const struct font *font =
        font_find(plan->rules->fonts, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
    struct text family = font ? font->face->family : TEXT("");
    for (size_t i = 0; i < family.size; i++)
        if (family.data[i] == '"' || family.data[i] == '\\' ||
            (unsigned char)family.data[i] < ' ')
            return TEXT("Tekst");
    return family.size ? family : TEXT("Tekst");
}

size_t
epub_fonts_cut(const struct epub_plan *plan,
               struct epub_font fonts[EPUB_FONT_LIMIT], struct buffer *rules)
{
    static const struct {
        enum font_variant variant;
        const char *style, *weight;
    } faces[EPUB_FONT_LIMIT] = {{FONT_REGULAR, "normal", "normal"},
                                {FONT_ITALIC, "italic", "normal"},
                                {FONT_BOLD, "normal", "bold"}};
    size_t count = 0, points_count;
    if (!plan->rules->fonts || !plan->rules->book->embeds_fonts)
        return 0;
    uint32_t *points = characters_used(plan, &points_count);
    struct text family = family_name(plan);
    for (size_t i = 0; i < EPUB_FONT_LIMIT; i++) {
        if (!cut(plan, faces[i].variant, points, points_count, &fonts[count]))
            continue;
        buffer_printf(rules,
                      "@font-face { font-family: \"%.*s\"; font-style: %s; "
                      "font-weight: %s; src: url(\"../%.*s\"); }\n",
                      TEXT_PRINTF(family), faces[i].style, faces[i].weight,
                      TEXT_PRINTF(fonts[count].name));
        count++;
    }
    if (count)
        /* Of the whole page, so that what a reading app sets on the body has
         * the last word. */
        buffer_printf(rules, "html { font-family: \"%.*s\", serif; }\n",
                      TEXT_PRINTF(family));
    return count;
}
