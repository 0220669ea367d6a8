#include "proof/pdf_words.h"

#include <string.h>

enum { CODES = 65536 };

void
pdf_words_init(struct pdf_words *words, struct pdf_reader *reader,
               struct arena *arena)
{
    *words = (struct pdf_words){.reader = reader, .arena = arena};
}

void
pdf_words_release(struct pdf_words *words)
{
    buffer_release(&words->scratch);
    buffer_release(&words->decoded);
}

/* --- ToUnicode maps ------------------------------------------------------- */

static uint32_t
code_of(struct text bytes)
{
    uint32_t code = 0;
    for (size_t i = 0; i < bytes.size && i < 2; i++)
        code = code << 8 | (unsigned char)bytes.data[i];
    return code;
}

/* Keeps what a code says; `plus` is added to its last character. */
static void
map_code(struct pdf_words *words, struct pdf_glyphs *glyphs, uint32_t code,
         struct text utf16, uint32_t plus)
{
    char last[512];
    if (code >= CODES || utf16.size > sizeof last)
        return;
    if (code >= glyphs->count) {
        uint32_t count = code < 512 ? 512 : CODES;
        struct text *texts = ARENA_ARRAY(words->arena, count, struct text);
        if (glyphs->count)
            memcpy(texts, glyphs->texts, glyphs->count * sizeof *texts);
        glyphs->texts = texts;
        glyphs->count = count;
    }
    memcpy(last, utf16.data, utf16.size);
    if (plus && utf16.size >= 2) {
        uint32_t unit =
            plus + code_of(text_slice(utf16, utf16.size - 2, utf16.size));
        last[utf16.size - 2] = (char)(unit >> 8);
        last[utf16.size - 1] = (char)unit;
    }
    buffer_clear(&words->scratch);
    pdf_utf16_decode((struct text){last, utf16.size}, &words->scratch);
    glyphs->texts[code] =
        arena_text(words->arena, buffer_text(&words->scratch));
}

static void
map_range(struct pdf_words *words, struct pdf_glyphs *glyphs,
          const struct pdf_value range[3])
{
    uint32_t first = code_of(range[0].text), last = code_of(range[1].text);
    for (uint32_t code = first; code <= last && code < CODES; code++) {
        const struct pdf_value *to = &range[2];
        if (to->kind == PDF_ARRAY)
            map_code(words, glyphs, code,
                     pdf_bytes_of(pdf_item(to, code - first)), 0);
        else
            map_code(words, glyphs, code, pdf_bytes_of(to), code - first);
    }
}

/* A CMap is a program, but one of which only the lists matter: all between
 * "beginbfchar" and "endbfchar" are its operands. */
static bool
map_read(struct pdf_words *words, struct pdf_glyphs *glyphs, struct text data)
{
    struct pdf_parser parser = {.arena = words->arena,
                                .at = data.data,
                                .end = data.data + data.size,
                                .is_content = true};
    struct pdf_value values[3] = {0};
    unsigned count = 0, wanted = 0; /* values of a line of the list */
    bool found = false;
    for (;;) {
        pdf_skip_blanks(&parser);
        if (parser.at == parser.end)
            return found;
        if (pdf_parse(&parser, &values[count])) {
            if (!wanted || ++count < wanted)
                continue;
            if (wanted == 2)
                map_code(words, glyphs, code_of(pdf_bytes_of(&values[0])),
                         pdf_bytes_of(&values[1]), 0);
            else if (values[0].kind == PDF_STRING &&
                     values[1].kind == PDF_STRING)
                map_range(words, glyphs, values);
            count = 0;
            continue;
        }
        struct text word = pdf_take_word(&parser);
        if (!word.size)
            return false;
        wanted = text_equals(word, "beginbfchar")    ? 2
                 : text_equals(word, "beginbfrange") ? 3
                                                     : 0;
        count = 0;
        found |= wanted > 0;
    }
}

struct pdf_glyphs *
pdf_words_font(struct pdf_words *words, const struct pdf_value *reference)
{
    if (reference->kind != PDF_REFERENCE)
        return NULL;
    for (size_t i = 0; i < words->fonts.count; i++)
        if (words->fonts.items[i]->object == reference->integer)
            return words->fonts.items[i];
    const struct pdf_value *font = pdf_resolve(words->reader, reference);
    if (font->kind != PDF_DICTIONARY)
        return NULL;
    struct pdf_glyphs *glyphs = ARENA_NEW(words->arena, struct pdf_glyphs);
    glyphs->object = reference->integer;
    glyphs->used = ARENA_ARRAY(words->arena, CODES / 64, uint64_t);
    glyphs->is_two_bytes =
        pdf_is_name(pdf_find(words->reader, font, "Encoding"), "Identity-H");
    if (pdf_reader_stream(words->reader, pdf_entry(font, "ToUnicode"),
                          &words->decoded))
        glyphs->has_map = map_read(words, glyphs, buffer_text(&words->decoded));
    *ARRAY_PUSH(words->arena, &words->fonts) = glyphs;
    return glyphs;
}

void
pdf_glyphs_text(const struct pdf_glyphs *glyphs, struct text codes,
                struct buffer *out)
{
    if (!glyphs->is_two_bytes) {
        buffer_append_text(out, codes);
        return;
    }
    for (size_t i = 0; i + 1 < codes.size; i += 2) {
        uint32_t code = code_of(text_slice(codes, i, i + 2));
        if (code < glyphs->count)
            buffer_append_text(out, glyphs->texts[code]);
    }
}

/* --- pages ---------------------------------------------------------------- */

enum { DEEPEST_FORM = 8, DEEPEST_MARK = 32 };

struct page_walk {
    struct pdf_words *words;
    struct arena *arena;
    struct pdf_runs *runs;
    struct pdf_glyphs *font;
    struct buffer shown;
    struct pdf_run marks[DEEPEST_MARK]; /* open sequences; [0]: none */
    unsigned depth, too_deep;
};

/* What was shown since the last one becomes a run of the open sequence. */
static void
run_end(struct page_walk *walk)
{
    struct pdf_run *open = &walk->marks[walk->depth];
    if (!walk->shown.size && !open->actual.data)
        return;
    struct pdf_run *run = ARRAY_PUSH(walk->arena, &walk->runs->items);
    *run = *open;
    run->shown = arena_text(walk->arena, buffer_text(&walk->shown));
    buffer_clear(&walk->shown);
    open->actual = (struct text){0}; /* said once */
}

static void
mark_begin(struct page_walk *walk, const struct pdf_scan *scan)
{
    run_end(walk);
    if (walk->depth + 1 == DEEPEST_MARK) {
        walk->too_deep++;
        return;
    }
    struct pdf_run *outer = &walk->marks[walk->depth++];
    struct pdf_run *mark = &walk->marks[walk->depth];
    const struct pdf_value *properties = pdf_operand(scan, 1);
    const struct pdf_value *mcid = pdf_entry(properties, "MCID");
    const struct pdf_value *actual = pdf_entry(properties, "ActualText");
    *mark = *outer;
    mark->actual = (struct text){0};
    mark->is_artifact |= pdf_is_name(pdf_operand(scan, 0), "Artifact");
    if (mcid->kind == PDF_INTEGER)
        mark->mcid = mcid->integer;
    if (actual->kind == PDF_STRING)
        mark->actual = pdf_text_of(walk->arena, actual);
}

static void
mark_end(struct page_walk *walk)
{
    run_end(walk);
    if (walk->too_deep)
        walk->too_deep--;
    else if (walk->depth)
        walk->depth--;
}

static void
show(struct page_walk *walk, const struct pdf_value *value)
{
    if (!walk->font)
        return;
    if (value->kind == PDF_STRING)
        pdf_glyphs_text(walk->font, value->text, &walk->shown);
    for (uint32_t i = 0; value->kind == PDF_ARRAY && i < value->count; i++)
        if (value->items[i].kind == PDF_STRING)
            pdf_glyphs_text(walk->font, value->items[i].text, &walk->shown);
}

static void walk_content(struct page_walk *walk, const struct pdf_value *stream,
                         const struct pdf_value *resources, int depth);

static const struct pdf_value *
resource(struct page_walk *walk, const struct pdf_value *resources,
         const char *kind, const struct pdf_value *name)
{
    const struct pdf_value *list =
        pdf_find(walk->words->reader, resources, kind);
    char key[128];
    struct text bytes = pdf_bytes_of(name);
    if (bytes.size >= sizeof key)
        return &pdf_null;
    memcpy(key, bytes.data, bytes.size);
    key[bytes.size] = '\0';
    return pdf_entry(list, key);
}

static void
draw_form(struct page_walk *walk, const struct pdf_value *reference, int depth)
{
    struct pdf_reader *reader = walk->words->reader;
    const struct pdf_value *form = pdf_resolve(reader, reference);
    if (depth < DEEPEST_FORM &&
        pdf_is_name(pdf_find(reader, form, "Subtype"), "Form"))
        walk_content(walk, reference, pdf_find(reader, form, "Resources"),
                     depth + 1);
}

static void
walk_operator(struct page_walk *walk, const struct pdf_scan *scan,
              const struct pdf_value *resources, int depth)
{
    const struct pdf_value *last =
        pdf_operand(scan, scan->count ? scan->count - 1 : 0);
    if (pdf_is_operator(scan, "TJ") || pdf_is_operator(scan, "Tj") ||
        pdf_is_operator(scan, "'") || pdf_is_operator(scan, "\""))
        show(walk, last);
    else if (pdf_is_operator(scan, "Tf"))
        walk->font =
            pdf_words_font(walk->words, resource(walk, resources, "Font",
                                                 pdf_operand(scan, 0)));
    else if (pdf_is_operator(scan, "BDC") || pdf_is_operator(scan, "BMC"))
        mark_begin(walk, scan);
    else if (pdf_is_operator(scan, "EMC"))
        mark_end(walk);
    else if (pdf_is_operator(scan, "Do"))
        draw_form(walk, resource(walk, resources, "XObject", last), depth);
}

static void
walk_content(struct page_walk *walk, const struct pdf_value *stream,
             const struct pdf_value *resources, int depth)
{
    struct pdf_scan scan;
    struct buffer data = {0};
    if (!pdf_reader_stream(walk->words->reader, stream, &data)) {
        walk->runs->is_broken = true;
        buffer_release(&data);
        return;
    }
    pdf_scan_start(&scan, walk->arena, buffer_text(&data));
    while (pdf_scan_next(&scan))
        walk_operator(walk, &scan, resources, depth);
    walk->runs->is_broken |= scan.is_broken;
    run_end(walk);
    buffer_release(&data);
}

void
pdf_words_page(struct pdf_words *words, const struct pdf_value *page,
               struct arena *arena, struct pdf_runs *runs)
{
    struct page_walk walk = {.words = words, .arena = arena, .runs = runs};
    struct pdf_reader *reader = words->reader;
    *runs = (struct pdf_runs){0};
    walk.marks[0].mcid = -1;
    walk_content(&walk, pdf_entry(pdf_resolve(reader, page), "Contents"),
                 pdf_page_entry(reader, page, "Resources"), 0);
    buffer_release(&walk.shown);
}
