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

/* --- making -----------------------------------------------------------------
 */

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
    if (is_other || !hb_font_get_nominal_glyph(font, code_point, &glyph) ||
        hb_ot_layout_get_glyph_class(hb_font_get_face(font), glyph) ==
            HB_OT_LAYOUT_GLYPH_CLASS_MARK)
        return 0;
    return glyph;
}

static bool
find_triggers(struct simple *simple, unsigned glyph_count)
{
    uint16_t others[NUMBERS] = {0};
    uint16_t *first = memory_alloc_zeroed(glyph_count, sizeof *first);
    const struct font *font = shaper_font(simple->shaper);
    for (unsigned i = 0; i < NUMBERS; i++) {
        unsigned glyph = simple->glyphs[i];
        if (!glyph)
            continue;
        others[i] = first[glyph];
        first[glyph] = (uint16_t)(i + 1);
    }
    struct trigger_glyphs glyphs = {first, glyph_count, others};
    bool is_known = triggers_find(font, shaper_plan(simple->shaper), &glyphs,
                                  &simple->triggers);
    free(first);
    return is_known;
}

struct simple *
simple_new(const struct shaper *shaper)
{
    /* Zeroed by the system page by page: most pairs are never met. */
    struct simple *simple = memory_alloc_zeroed(1, sizeof *simple);
    simple->shaper = shaper;
    const struct font_face *face = shaper_font(shaper)->face;
    hb_font_t *font = face_hb_font(face);
    unsigned glyph_count = hb_face_get_glyph_count(face_hb_face(face));
    for (unsigned i = 0; i < NUMBERS; i++) {
        unsigned glyph = simple_glyph(font, number_code_point(i));
        if (!glyph || glyph >= glyph_count)
            continue;
        simple->glyphs[i] = (uint16_t)glyph;
        simple->advances[i] = (int16_t)hb_font_get_glyph_h_advance(font, glyph);
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

/* --- pairs ------------------------------------------------------------------
 */

static _Atomic int32_t *
pair_place(struct simple *simple, unsigned a, unsigned b)
{
    return &simple->pairs[a][b];
}

/* 0 while it is not known.  Threads may learn a pair at the same time: they
 * learn the same. */
static int32_t
pair_load(struct simple *simple, unsigned a, unsigned b)
{
    return atomic_load_explicit(pair_place(simple, a, b), memory_order_relaxed);
}

static void
pair_store(struct simple *simple, unsigned a, unsigned b, int32_t pair)
{
    atomic_store_explicit(pair_place(simple, a, b), pair, memory_order_relaxed);
}

/* Has HarfBuzz set these characters in their own glyphs, none moved, the last
 * one as wide as it is alone?  Then what else changed is kerning that narrows
 * the first glyph of a pair. */
static bool
is_only_kerned(const struct simple *simple, const unsigned *numbers,
               unsigned count, hb_buffer_t *buffer)
{
    unsigned glyph_count;
    const hb_glyph_info_t *info =
        hb_buffer_get_glyph_infos(buffer, &glyph_count);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
    if (glyph_count != count)
        return false;
    for (unsigned i = 0; i < count; i++)
        if (info[i].codepoint != simple->glyphs[numbers[i]] || at[i].x_offset ||
            at[i].y_offset)
            return false;
    return at[count - 1].x_advance == simple->advances[numbers[count - 1]];
}

/* Has HarfBuzz shape the characters and keeps what it did to each pair. */
static bool
learn(struct simple *simple, hb_buffer_t *buffer, const unsigned *numbers,
      unsigned count)
{
    uint32_t code_points[SIMPLE_GLYPHS_MOST] = {0};
    for (unsigned i = 0; i < count; i++)
        code_points[i] = number_code_point(numbers[i]);
    shaper_run_characters(simple->shaper, buffer, code_points, count);
    if (!is_only_kerned(simple, numbers, count, buffer))
        return false;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, NULL);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
    for (unsigned i = 0; i + 1 < count; i++) {
        int32_t kern = at[i].x_advance - simple->advances[numbers[i]];
        bool is_unsafe = hb_glyph_info_get_glyph_flags(&info[i + 1]) &
                         HB_GLYPH_FLAG_UNSAFE_TO_BREAK;
        pair_store(simple, numbers[i], numbers[i + 1],
                   kern * (1 << PAIR_SHIFT) + PAIR_KNOWN +
                       (is_unsafe ? PAIR_UNSAFE : 0));
    }
    return true;
}

/* Learns what is not known yet of a word's pairs: several from the word as a
 * whole, which costs HarfBuzz little more than one.  False when one of them
 * is not simple. */
static bool
learn_word(struct simple *simple, hb_buffer_t *buffer, const unsigned *numbers,
           unsigned count)
{
    unsigned unknown = 0;
    for (unsigned i = 0; i + 1 < count; i++) {
        int32_t pair = pair_load(simple, numbers[i], numbers[i + 1]);
        if (!pair &&
            trigger_has(&simple->triggers.after[numbers[i]], numbers[i + 1])) {
            pair = PAIR_KNOWN | PAIR_COMPLEX;
            pair_store(simple, numbers[i], numbers[i + 1], pair);
        }
        if (pair & PAIR_COMPLEX)
            return false;
        unknown += !pair;
    }
    if (!unknown || (unknown > 1 && learn(simple, buffer, numbers, count)))
        return true;
    bool is_simple = true;
    for (unsigned i = 0; i + 1 < count; i++) {
        if (pair_load(simple, numbers[i], numbers[i + 1]) ||
            learn(simple, buffer, numbers + i, 2))
            continue;
        pair_store(simple, numbers[i], numbers[i + 1],
                   PAIR_KNOWN | PAIR_COMPLEX);
        is_simple = false;
    }
    return is_simple;
}

/* --- words ------------------------------------------------------------------
 */

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
    unsigned numbers[SIMPLE_GLYPHS_MOST], count = 0;
    if (word.size > SIMPLE_GLYPHS_MOST)
        return -1;
    for (size_t at = 0; at < word.size; count++) {
        size_t cluster = at;
        unsigned number = next_number(word, &at);
        if (number == NUMBERS || !simple->glyphs[number])
            return -1;
        numbers[count] = number;
        glyphs[count] = (struct glyph){.id = simple->glyphs[number],
                                       .cluster = (uint16_t)cluster,
                                       .advance = simple->advances[number],
                                       .is_safe = true};
    }
    if (!learn_word(simple, buffer, numbers, count))
        return -1;
    for (unsigned i = 0; i + 1 < count; i++) {
        /* Kerning is a multiple of 1 << PAIR_SHIFT plus the bits. */
        int32_t pair = pair_load(simple, numbers[i], numbers[i + 1]);
        glyphs[i].advance = (int16_t)(glyphs[i].advance + (pair >> PAIR_SHIFT));
        glyphs[i + 1].is_safe = !(pair & PAIR_UNSAFE);
    }
    return (int)count;
}
