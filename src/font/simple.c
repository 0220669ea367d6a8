#include "font/simple.h"

#include "font/face.h"
#include "font/trigger.h"

#include <hb-ot.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Characters have numbers: printable ASCII, Latin letters with accents, and
 * the dashes and quotes of general punctuation. */
enum {
    LATIN_FIRST = 0x20,
    LATIN_END = 0x180,
    PUNCTUATION_FIRST = 0x2010,
    PUNCTUATION_END = 0x2028,
    PUNCTUATION_NUMBER = LATIN_END - LATIN_FIRST,
    NUMBERS = PUNCTUATION_NUMBER + PUNCTUATION_END - PUNCTUATION_FIRST
};
_Static_assert((int)NUMBERS <= (int)TRIGGER_CHARACTERS,
               "trigger sets are too small");

/* What is known of a pair: bits, and the kerning above them. */
enum {
    PAIR_KNOWN = 1,
    PAIR_COMPLEX = 2, /* more than the first glyph's advance changes */
    PAIR_UNSAFE = 4,
    PAIR_SHIFT = 3
};

struct simple {
    const struct shaper *shaper;
    uint16_t glyphs[NUMBERS]; /* 0: not simple */
    int16_t advances[NUMBERS];
    struct triggers triggers;
    _Atomic int32_t pairs[NUMBERS][NUMBERS];
};

/* --- making ----------------------------------------------------------------- */

static unsigned
number_code_point(unsigned number)
{
    return number < PUNCTUATION_NUMBER
               ? number + LATIN_FIRST
               : number - PUNCTUATION_NUMBER + PUNCTUATION_FIRST;
}

/* Marks would be placed, soft hyphens vanish, U+00A0 is set as a space. */
static unsigned
simple_glyph(hb_font_t *font, unsigned code_point)
{
    hb_codepoint_t glyph;
    bool is_other = (code_point >= 0x7F && code_point < 0xA1) ||
                    shaper_is_invisible(code_point);
    if (is_other ||
        !hb_font_get_nominal_glyph(font, code_point, &glyph) ||
        hb_ot_layout_get_glyph_class(hb_font_get_face(font), glyph) ==
            HB_OT_LAYOUT_GLYPH_CLASS_MARK)
        return 0;
    return glyph;
}

static bool
find_triggers(struct simple *simple, unsigned glyph_count)
{
    uint16_t others[NUMBERS] = {0};
    uint16_t *first = calloc(glyph_count, sizeof *first);
    const struct font *font = shaper_font(simple->shaper);
    if (!first)
        return false;
    for (unsigned i = 0; i < NUMBERS; i++) {
        unsigned glyph = simple->glyphs[i];
        if (!glyph)
            continue;
        others[i] = first[glyph];
        first[glyph] = (uint16_t)(i + 1);
    }
    struct trigger_glyphs glyphs = {first, glyph_count, others};
    bool is_known = triggers_find(font, shaper_plan(simple->shaper),
                                  &glyphs, &simple->triggers);
    free(first);
    return is_known;
}

struct simple *
simple_new(const struct shaper *shaper)
{
    /* Zeroed by the system page by page: most pairs are never met. */
    struct simple *simple = calloc(1, sizeof *simple);
    if (!simple)
        memory_alloc(SIZE_MAX);
    simple->shaper = shaper;
    const struct font_face *face = shaper_font(shaper)->face;
    hb_font_t *font = face_hb_font(face);
    unsigned glyph_count = hb_face_get_glyph_count(face_hb_face(face));
    for (unsigned i = 0; i < NUMBERS; i++) {
        unsigned glyph = simple_glyph(font, number_code_point(i));
        if (!glyph || glyph >= glyph_count)
            continue;
        simple->glyphs[i] = (uint16_t)glyph;
        simple->advances[i] =
            (int16_t)hb_font_get_glyph_h_advance(font, glyph);
    }
    bool is_known = find_triggers(simple, glyph_count);
    for (unsigned i = 0; i < NUMBERS; i++)
        if (!is_known || trigger_has(&simple->triggers.alone, i))
            simple->glyphs[i] = 0;
    return simple;
}

void
simple_free(struct simple *simple)
{
    free(simple);
}

/* --- pairs ------------------------------------------------------------------ */

static int32_t
ask_pair(const struct simple *simple, hb_buffer_t *buffer, unsigned a,
         unsigned b)
{
    unsigned count;
    shaper_run_pair(simple->shaper, buffer, number_code_point(a),
                    number_code_point(b));
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *at =
        hb_buffer_get_glyph_positions(buffer, NULL);
    if (count != 2 || info[0].codepoint != simple->glyphs[a] ||
        info[1].codepoint != simple->glyphs[b] ||
        at[1].x_advance != simple->advances[b] || at[0].x_offset ||
        at[0].y_offset || at[1].x_offset || at[1].y_offset)
        return PAIR_KNOWN | PAIR_COMPLEX;
    int32_t kern = at[0].x_advance - simple->advances[a];
    bool is_unsafe = hb_glyph_info_get_glyph_flags(&info[1]) &
                     HB_GLYPH_FLAG_UNSAFE_TO_BREAK;
    return kern * (1 << PAIR_SHIFT) + PAIR_KNOWN +
           (is_unsafe ? PAIR_UNSAFE : 0);
}

/* Threads may ask at the same time; they get the same answer. */
static int32_t
find_pair(struct simple *simple, hb_buffer_t *buffer, unsigned a, unsigned b)
{
    _Atomic int32_t *place = &simple->pairs[a][b];
    int32_t pair = atomic_load_explicit(place, memory_order_relaxed);
    if (pair)
        return pair;
    pair = trigger_has(&simple->triggers.after[a], b)
               ? PAIR_KNOWN | PAIR_COMPLEX
               : ask_pair(simple, buffer, a, b);
    atomic_store_explicit(place, pair, memory_order_relaxed);
    return pair;
}

/* --- words ------------------------------------------------------------------ */

/* The number of the character at *at, which moves past it; NUMBERS when it
 * has none. */
static unsigned
next_number(struct text word, size_t *at)
{
    const unsigned char *byte = (const unsigned char *)word.data + *at;
    size_t left = word.size - *at;
    if (byte[0] < 0x80) {
        *at += 1;
        return byte[0] >= LATIN_FIRST ? byte[0] - LATIN_FIRST : NUMBERS;
    }
    if ((byte[0] & 0xE0) == 0xC0 && left > 1 && (byte[1] & 0xC0) == 0x80) {
        unsigned code_point = (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3Fu);
        *at += 2;
        return code_point >= 0x80 && code_point < LATIN_END
                   ? code_point - LATIN_FIRST
                   : NUMBERS;
    }
    if (byte[0] == 0xE2 && left > 2 && byte[1] == 0x80 &&
        (byte[2] & 0xC0) == 0x80) {
        unsigned code_point = 0x2000u + (byte[2] & 0x3Fu);
        *at += 3;
        if (code_point >= PUNCTUATION_FIRST && code_point < PUNCTUATION_END)
            return code_point - PUNCTUATION_FIRST + PUNCTUATION_NUMBER;
    }
    return NUMBERS;
}

int
simple_shape(struct simple *simple, hb_buffer_t *buffer, struct text word,
             struct glyph glyphs[SIMPLE_GLYPHS_MOST])
{
    unsigned previous = 0;
    int count = 0;
    if (word.size > SIMPLE_GLYPHS_MOST)
        return -1;
    for (size_t at = 0; at < word.size; count++) {
        size_t cluster = at;
        unsigned number = next_number(word, &at);
        if (number == NUMBERS || !simple->glyphs[number])
            return -1;
        int32_t pair =
            count ? find_pair(simple, buffer, previous, number) : PAIR_KNOWN;
        if (pair & PAIR_COMPLEX)
            return -1;
        /* Kerning is a multiple of 1 << PAIR_SHIFT plus the bits. */
        if (count)
            glyphs[count - 1].advance = (int16_t)(
                glyphs[count - 1].advance + (pair >> PAIR_SHIFT));
        glyphs[count] =
            (struct glyph){.id = simple->glyphs[number],
                           .cluster = (uint16_t)cluster,
                           .advance = simple->advances[number],
                           .is_safe = !(pair & PAIR_UNSAFE)};
        previous = number;
    }
    return count;
}
