#include "layout/folios.h"

#include "base/map.h"
#include "doc/list_number.h"

#define DASH "\xE2\x80\x93"

bool
folios_turn(const struct version_chapter *before, size_t index)
{
    return before->page_count && index % 2 != before->first_page % 2;
}

bool
folios_is_new_blank(const struct folio_unit *unit, size_t behind)
{
    size_t at = unit->count + behind;
    return !unit->before || at >= unit->before->page_count ||
           unit->before->pages[at].digest;
}

/* --- numbers further on ----------------------------------------------------
 */

/* Labels being given out: those after `last` go on with letters. */
struct numbering {
    struct arena *arena;
    struct map taken;  /* by units that keep their labels */
    struct text stem;  /* what letters are put behind: "14" */
    unsigned letter;   /* of the last one; 0: none yet */
    bool counts_below; /* letters are taken: 14.1, 14.2 */
};

/* The page before those to be numbered: "14", "14b", "18-20". */
static void
number_after(struct numbering *numbering, struct text label)
{
    for (size_t i = label.size; i-- > 0;)
        if (i + strlen(DASH) <= label.size &&
            !memcmp(label.data + i, DASH, strlen(DASH))) {
            label = text_slice(label, i + strlen(DASH), label.size);
            break;
        }
    size_t end = label.size;
    while (end > 1 && label.data[end - 1] >= 'a' && label.data[end - 1] <= 'z')
        end--;
    bool has_number =
        end > 0 && label.data[end - 1] >= '0' && label.data[end - 1] <= '9';
    numbering->stem = has_number ? text_slice(label, 0, end) : label;
    numbering->letter = 0;
    numbering->counts_below = false;
    for (size_t i = end; i < label.size && has_number; i++)
        numbering->letter =
            numbering->letter * 26 + (unsigned)(label.data[i] - 'a' + 1);
}

static struct text
number_label(struct numbering *numbering)
{
    struct arena *arena = numbering->arena;
    struct text stem = numbering->stem;
    unsigned number = ++numbering->letter;
    if (numbering->counts_below)
        return arena_printf(arena, "%.*s.%u", TEXT_PRINTF(stem), number);
    return arena_text_concat(arena, stem, list_letters(arena, (int)number));
}

static struct text
number_next(struct numbering *numbering)
{
    struct text label = number_label(numbering);
    if (map_find(&numbering->taken, label) && !numbering->counts_below) {
        numbering->counts_below = true;
        if (numbering->letter > 1) /* behind the last letter: "14b.1" */
            numbering->stem = arena_text_concat(
                numbering->arena, numbering->stem,
                list_letters(numbering->arena, (int)numbering->letter - 1));
        numbering->letter = 0;
        label = number_label(numbering);
    }
    while (map_find(&numbering->taken, label))
        label = number_label(numbering);
    return label;
}

/* --- all labels ------------------------------------------------------------
 */

/* A range's own first number: "18-20" is page 18 again, if need be. */
static struct text
range_start(struct text label)
{
    size_t at = 0;
    while (at < label.size && (unsigned char)label.data[at] < 0x80)
        at++;
    return text_slice(label, 0, at);
}

static struct text
range_end(struct text label)
{
    size_t at = label.size;
    while (at > 0 && (unsigned char)label.data[at - 1] < 0x80)
        at--;
    return text_slice(label, at, label.size);
}

/* Pages first .. end - 1 of a unit and what is blank behind it. */
static void
label_unit(struct numbering *numbering, const struct folio_unit *unit,
           size_t end, struct text *labels)
{
    const struct version_chapter *before = unit->before;
    size_t old = before ? before->page_count : 0;
    size_t count = end - unit->first;
    for (size_t i = 0; i < count; i++) {
        struct text *label = &labels[unit->first + i];
        if (i >= old)
            *label = number_next(numbering);
        else if (i < unit->count || old <= count)
            *label = before->pages[i].label;
        else /* a blank one stands for the last that was there */
            *label = before->pages[old - (count - i)].label;
        if (i < old)
            number_after(numbering, *label);
    }
    if (count < old && unit->count) {
        struct text *last = &labels[unit->first + unit->count - 1];
        struct text gone = before->pages[old - 1 - (count - unit->count)].label;
        *last = arena_printf(numbering->arena, "%.*s" DASH "%.*s",
                             TEXT_PRINTF(range_start(*last)),
                             TEXT_PRINTF(range_end(gone)));
        if (count == unit->count)
            number_after(numbering, *last);
    } else if (count > old && old && unit->count > old) {
        /* It has grown where it had become shorter: no range any more. */
        struct text *last = &labels[unit->first + old - 1];
        *last = range_start(*last);
    }
}

struct text *
folios_label(struct arena *arena, const struct folio_unit *units,
             size_t unit_count, size_t page_count)
{
    struct numbering numbering = {
        .arena = arena, .taken = map_in(arena), .stem = TEXT("0")};
    struct text *labels = ARENA_ARRAY(arena, page_count + 1, struct text);
    for (size_t i = 0; i < unit_count; i++)
        for (size_t j = 0; units[i].before && j < units[i].before->page_count;
             j++)
            map_set(&numbering.taken, units[i].before->pages[j].label, arena);
    for (size_t i = 0; i < unit_count; i++)
        label_unit(&numbering, &units[i],
                   i + 1 < unit_count ? units[i + 1].first : page_count,
                   labels);
    return labels;
}
