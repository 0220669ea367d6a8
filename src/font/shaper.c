#include "font/shaper.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "font/face.h"
#include "font/font_data.h"

#include <stdlib.h>

struct shaper {
    const struct font *font;
    hb_font_t *hb_font;
    hb_shape_plan_t *plan;
    hb_segment_properties_t properties;
};

struct shaper *
shaper_new(const struct font *font, hb_language_t language)
{
    struct shaper *shaper = memory_alloc(sizeof *shaper);
    *shaper = (struct shaper){.font = font,
                              .hb_font = face_hb_font(font->face),
                              .properties = {.direction = HB_DIRECTION_LTR,
                                             .script = HB_SCRIPT_LATIN,
                                             .language = language}};
    shaper->plan = hb_shape_plan_create(
        hb_font_get_face(shaper->hb_font), &shaper->properties,
        font->data->features, font->data->feature_count, NULL);
    return shaper;
}

void
shaper_free(struct shaper *shaper)
{
    if (!shaper)
        return;
    hb_shape_plan_destroy(shaper->plan);
    free(shaper);
}

bool
shaper_is_invisible(unsigned code_point)
{
    enum {
        SOFT_HYPHEN = 0xAD,
        ZERO_WIDTH_SPACE = 0x200B,
        WORD_JOINER = 0x2060,
        BYTE_ORDER_MARK = 0xFEFF
    };
    return code_point == SOFT_HYPHEN || code_point == ZERO_WIDTH_SPACE ||
           code_point == WORD_JOINER || code_point == BYTE_ORDER_MARK;
}

/* Adds a character, or what stands in for it where the font has none. */
static void
add_character(const struct shaper *shaper, hb_buffer_t *buffer,
              unsigned code_point, unsigned cluster)
{
    enum {
        NO_BREAK_SPACE = 0xA0,
        CAPITAL_IJ = 0x132,
        SMALL_IJ = 0x133,
        HYPHEN = 0x2010,
        NO_BREAK_HYPHEN = 0x2011
    };
    if (code_point < 0x80) {
        hb_buffer_add(buffer, code_point < ' ' ? ' ' : code_point, cluster);
        return;
    }
    if (code_point == NO_BREAK_SPACE)
        code_point = ' ';
    else if ((code_point == NO_BREAK_HYPHEN || code_point == HYPHEN) &&
             !font_has(shaper->font, code_point))
        code_point = '-';
    else if ((code_point == CAPITAL_IJ || code_point == SMALL_IJ) &&
             !font_has(shaper->font, code_point)) {
        bool is_capital = code_point == CAPITAL_IJ;
        hb_buffer_add(buffer, is_capital ? 'I' : 'i', cluster);
        code_point = is_capital ? 'J' : 'j';
    }
    hb_buffer_add(buffer, code_point, cluster);
}

static void
buffer_prepare(const struct shaper *shaper, hb_buffer_t *buffer)
{
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_segment_properties(buffer, &shaper->properties);
    hb_buffer_set_cluster_level(buffer,
                                HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
}

static void
buffer_shape(const struct shaper *shaper, hb_buffer_t *buffer)
{
    hb_shape_plan_execute(shaper->plan, shaper->hb_font, buffer,
                          shaper->font->data->features,
                          shaper->font->data->feature_count);
}

void
shaper_run(const struct shaper *shaper, hb_buffer_t *buffer, struct text text)
{
    buffer_prepare(shaper, buffer);
    for (size_t at = 0; at < text.size;) {
        unsigned cluster = (unsigned)at;
        unsigned code_point = utf8_next(text, &at);
        if (!shaper_is_invisible(code_point))
            add_character(shaper, buffer, code_point, cluster);
    }
    buffer_shape(shaper, buffer);
}

void
shaper_run_characters(const struct shaper *shaper, hb_buffer_t *buffer,
                      const uint32_t *code_points, unsigned count)
{
    buffer_prepare(shaper, buffer);
    for (unsigned i = 0; i < count; i++)
        hb_buffer_add(buffer, code_points[i], i);
    buffer_shape(shaper, buffer);
}

const struct font *
shaper_font(const struct shaper *shaper)
{
    return shaper->font;
}

hb_shape_plan_t *
shaper_plan(const struct shaper *shaper)
{
    return shaper->plan;
}
