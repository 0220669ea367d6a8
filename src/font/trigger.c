#include "font/trigger.h"

#include "font/face.h"
#include "font/font_data.h"
#include "font/table.h"

#include <hb-ot.h>
#include <string.h>

struct scan {
    struct text table; /* GSUB or GPOS */
    bool is_gsub;
    const struct trigger_glyphs *glyphs;
    struct triggers *triggers;
};

/* Lookup flags: rules that skip more than marks do not look at the
 * character beside them. */
enum { IGNORE_BASES = 2, IGNORE_LIGATURES = 4 };

/* --- sets of characters -----------------------------------------------------
 */

static void
set_add_glyph(const struct scan *scan, unsigned glyph, struct trigger_set *set)
{
    if (glyph >= scan->glyphs->glyph_count)
        return;
    for (unsigned number = scan->glyphs->first[glyph]; number;
         number = scan->glyphs->others[number - 1])
        set->bits[(number - 1) / 64] |= (uint64_t)1 << (number - 1) % 64;
}

static void
set_join(struct trigger_set *set, const struct trigger_set *more)
{
    for (size_t i = 0; i < TRIGGER_WORDS; i++)
        set->bits[i] |= more->bits[i];
}

/* The characters of a coverage table. */
static struct trigger_set
read_coverage(const struct scan *scan, size_t offset)
{
    struct trigger_set set = {{0}};
    unsigned count = table_u16(scan->table, offset + 2);
    bool is_list = table_u16(scan->table, offset) == 1;
    for (unsigned i = 0; i < count; i++) {
        size_t at = offset + 4 + i * (is_list ? 2u : 6u);
        unsigned start = table_u16(scan->table, at);
        unsigned end = is_list ? start : table_u16(scan->table, at + 2);
        for (unsigned glyph = start; glyph <= end; glyph++)
            set_add_glyph(scan, glyph, &set);
    }
    return set;
}

/* The coverage that lies `offset`'s number beyond the subtable. */
static struct trigger_set
coverage_at(const struct scan *scan, size_t subtable, size_t offset)
{
    return read_coverage(scan, subtable + table_u16(scan->table, offset));
}

static void
add_pairs(struct triggers *triggers, const struct trigger_set *first,
          const struct trigger_set *second)
{
    for (unsigned i = 0; i < TRIGGER_CHARACTERS; i++)
        if (trigger_has(first, i))
            set_join(&triggers->after[i], second);
}

/* --- rules ------------------------------------------------------------------
 */

/* A ligature needs its first two components side by side. */
static void
scan_ligatures(const struct scan *scan, size_t subtable)
{
    struct text table = scan->table;
    size_t coverage = subtable + table_u16(table, subtable + 2);
    unsigned sets = table_u16(table, subtable + 4);
    if (table_u16(table, coverage) != 1) { /* glyphs given as ranges */
        struct trigger_set all = read_coverage(scan, coverage);
        set_join(&scan->triggers->alone, &all);
        return;
    }
    for (unsigned i = 0; i < sets; i++) {
        struct trigger_set first = {{0}}, second = {{0}};
        size_t set = subtable + table_u16(table, subtable + 6 + i * 2);
        set_add_glyph(scan, table_u16(table, coverage + 4 + i * 2), &first);
        for (unsigned j = 0; j < table_u16(table, set); j++) {
            size_t ligature = set + table_u16(table, set + 2 + j * 2);
            if (table_u16(table, ligature + 2) < 2)
                set_join(&scan->triggers->alone, &first);
            set_add_glyph(scan, table_u16(table, ligature + 4), &second);
        }
        add_pairs(scan->triggers, &first, &second);
    }
}

/* A rule of coverages needs its first glyph and the one after it (or, when
 * it looks no further, the one before it). */
static void
scan_context(const struct scan *scan, size_t subtable, bool is_chain)
{
    struct text table = scan->table;
    struct trigger_set input, next, back;
    size_t at = subtable + 2;
    unsigned back_count = 0, input_count, ahead_count = 0;
    if (is_chain) {
        back_count = table_u16(table, at);
        back = coverage_at(scan, subtable, at + 2);
        at += 2 + back_count * 2;
    }
    input_count = table_u16(table, at);
    size_t inputs = at + (is_chain ? 2 : 4);
    size_t aheads = inputs + input_count * 2 + 2;
    if (is_chain)
        ahead_count = table_u16(table, aheads - 2);
    input = coverage_at(scan, subtable, inputs);
    if (input_count > 1 || ahead_count) {
        next =
            coverage_at(scan, subtable, input_count > 1 ? inputs + 2 : aheads);
        add_pairs(scan->triggers, &input, &next);
    } else if (back_count) {
        add_pairs(scan->triggers, &back, &input);
    } else {
        set_join(&scan->triggers->alone, &input);
    }
}

/* The first glyphs of any other kind of rule: they count wherever they
 * stand. */
static void
scan_other(const struct scan *scan, size_t subtable, bool is_coverage_rule,
           bool is_chain)
{
    size_t at = subtable + 2;
    if (is_coverage_rule && is_chain) {
        at += 2 + table_u16(scan->table, at) * (size_t)2; /* backtrack */
        at += 2;
    } else if (is_coverage_rule) {
        at += 4;
    }
    struct trigger_set first = coverage_at(scan, subtable, at);
    set_join(&scan->triggers->alone, &first);
}

/* Pairs that only shorten the first glyph's advance are kerning, which the
 * caller asks HarfBuzz for pair by pair. */
static bool
is_plain_kerning(const struct scan *scan, size_t subtable)
{
    enum { X_ADVANCE = 4 };
    return (table_u16(scan->table, subtable + 4) & ~(unsigned)X_ADVANCE) == 0 &&
           table_u16(scan->table, subtable + 6) == 0;
}

static void
scan_subtable(const struct scan *scan, size_t subtable, unsigned type,
              unsigned flags)
{
    /* One numbering for both tables: GPOS 7 and 8 are GSUB 5 and 6. */
    enum { PAIR = 2, LIGATURE = 4, CONTEXT = 5, CHAIN = 6 };
    unsigned shift = scan->is_gsub ? 0 : 2;
    bool is_chain = type == CHAIN + shift;
    bool is_context = is_chain || type == CONTEXT + shift;
    bool is_coverage_rule = is_context && table_u16(scan->table, subtable) == 3;
    bool sees_neighbour = !(flags & (IGNORE_BASES | IGNORE_LIGATURES));
    if (scan->is_gsub && type == LIGATURE && sees_neighbour)
        scan_ligatures(scan, subtable);
    else if (is_coverage_rule && sees_neighbour)
        scan_context(scan, subtable, is_chain);
    else if (!scan->is_gsub && type >= 4 && type <= 6)
        return; /* marks to letters: none of our characters is a mark */
    else if (!scan->is_gsub && type == PAIR && sees_neighbour &&
             is_plain_kerning(scan, subtable))
        return;
    else
        scan_other(scan, subtable, is_coverage_rule, is_chain);
}

static void
scan_lookup(const struct scan *scan, unsigned index)
{
    struct text table = scan->table;
    const unsigned extension = scan->is_gsub ? 7 : 9;
    size_t list = table_u16(table, 8);
    size_t lookup = list + table_u16(table, list + 2 + index * 2);
    unsigned flags = table_u16(table, lookup + 2);
    for (unsigned i = 0; i < table_u16(table, lookup + 4); i++) {
        unsigned type = table_u16(table, lookup);
        size_t subtable = lookup + table_u16(table, lookup + 6 + i * 2);
        if (type == extension) {
            type = table_u16(table, subtable + 2);
            subtable += table_u32(table, subtable + 4);
        }
        scan_subtable(scan, subtable, type, flags);
    }
}

static void
collect_lookups(hb_face_t *face, hb_tag_t tag, const hb_tag_t *features,
                hb_set_t *lookups)
{
    hb_ot_layout_collect_lookups(face, tag, NULL, NULL, features, lookups);
}

/* Takes away the rules for fractions: a plan holds them, but HarfBuzz puts
 * them to work only beside U+2044, which is none of our characters. */
static void
drop_fractions(const struct font *font, hb_tag_t tag, hb_set_t *lookups)
{
    static const hb_tag_t fractions[] = {HB_TAG('f', 'r', 'a', 'c'),
                                         HB_TAG('n', 'u', 'm', 'r'),
                                         HB_TAG('d', 'n', 'o', 'm'), 0};
    hb_tag_t others[32] = {
        HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'),
        HB_TAG('r', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'),
        HB_TAG('c', 'l', 'i', 'g'), HB_TAG('l', 'i', 'g', 'a'),
        HB_TAG('r', 'c', 'l', 't'), HB_TAG('r', 'v', 'r', 'n'),
        HB_TAG('l', 't', 'r', 'a'), HB_TAG('l', 't', 'r', 'm'),
        HB_TAG('k', 'e', 'r', 'n'), HB_TAG('d', 'i', 's', 't'),
        HB_TAG('r', 'a', 'n', 'd')};
    size_t count = 13;
    for (unsigned i = 0; i < font->data->feature_count && count < 31; i++)
        others[count++] = font->data->features[i].tag;
    hb_face_t *face = face_hb_face(font->face);
    hb_set_t *only = hb_set_create(), *used = hb_set_create();
    collect_lookups(face, tag, fractions, only);
    collect_lookups(face, tag, others, used);
    hb_set_subtract(only, used);
    hb_set_subtract(lookups, only);
    hb_set_destroy(only);
    hb_set_destroy(used);
}

static void
scan_table(struct scan *scan, const struct font *font, hb_shape_plan_t *plan,
           hb_tag_t tag)
{
    hb_set_t *lookups = hb_set_create();
    hb_codepoint_t index = HB_SET_VALUE_INVALID;
    hb_ot_shape_plan_collect_lookups(plan, tag, lookups);
    drop_fractions(font, tag, lookups);
    while (hb_set_next(lookups, &index))
        scan_lookup(scan, index);
    hb_set_destroy(lookups);
}

bool
triggers_find(const struct font *font, hb_shape_plan_t *plan,
              const struct trigger_glyphs *glyphs, struct triggers *triggers)
{
    const struct font_face *face = font->face;
    struct scan scan = {.glyphs = glyphs, .triggers = triggers};
    memset(triggers, 0, sizeof *triggers);
    if (face_table(face, "morx").size || face_table(face, "mort").size ||
        face_table(face, "kerx").size || face_table(face, "trak").size ||
        face_table(face, "fvar").size)
        return false;
    scan.table = face_table(face, "GSUB");
    scan.is_gsub = true;
    scan_table(&scan, font, plan, HB_OT_TAG_GSUB);
    scan.table = face_table(face, "GPOS");
    scan.is_gsub = false;
    scan_table(&scan, font, plan, HB_OT_TAG_GPOS);
    return true;
}
