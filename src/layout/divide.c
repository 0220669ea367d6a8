#include "layout/item.h"

#include "base/utf8.h"

#include <string.h>

enum {
    MOST_POINTS = 48,        /* breaks in a word */
    PENALTY_ANYWHERE = 2000, /* of a break in code where nothing parts it */
    PENALTY_NAME = 500,      /* of a hyphen in a proper name */
    SHORT_CODE = 20          /* bytes; shorter code stays whole */
};

/* The tracking after the letters of some text. */
static scaled
tracked(const struct item_run *run, struct text text)
{
    return run->look.tracking ? run->look.tracking * (scaled)utf8_length(text)
                              : 0;
}

/* --- the text's own hyphens ------------------------------------------------
 */

struct hard_points {
    struct break_point items[MOST_POINTS];
    uint32_t count;
};

static void
add_hard_point(struct item_list *list, const struct item *item, size_t at,
               enum point_kind kind, struct hard_points *points)
{
    const struct item_run *run = &list->runs.items[item->run];
    const struct line_style *lines = style_lines(list->context->style);
    struct text head = text_slice(item_text(list, item), 0, at);
    const struct shape *shape =
        shape_word(list->context->shapes, run->font, head);
    scaled before = shape_width(shape, run->look.size) + tracked(run, head);
    if (points->count == MOST_POINTS)
        return;
    points->items[points->count++] = (struct break_point){
        .before = before,
        .rest = item->width - before,
        .right = item_hang(run, lines, shape_protrusion_right(shape)),
        .penalty = lines->explicit_penalty,
        .offset = (uint32_t)at,
        .kind = (uint8_t)kind};
}

/* How many letters stand around byte `at`, up to three each way: less than
 * three beside a hyphen are not parted from it (e-mail, co-creatie). */
static bool
stands_between_letters(struct text word, size_t start, size_t end)
{
    for (int i = 0; i < 3; i++)
        if (!start || !utf8_is_letter(utf8_previous(word, &start)) ||
            !utf8_is_letter(utf8_next(word, &end)))
            return false;
    return true;
}

/* Hyphens and dashes of the text's own, inside a word: a line may end after
 * them.  Ranges of figures (2012-2016) stay whole. */
static void
find_hard_points(struct item_list *list, const struct item *item,
                 struct hard_points *points)
{
    struct text word = item_text(list, item);
    for (size_t at = 0; at < word.size;) {
        size_t start = at;
        unsigned code_point = utf8_next(word, &at);
        bool is_hyphen = code_point == '-' || code_point == 0x2010;
        bool is_dash = code_point == 0x2013 || code_point == 0x2014;
        if (code_point == 0x200B && start && at < word.size)
            add_hard_point(list, item, at, POINT_FREE, points);
        else if ((is_hyphen || is_dash) &&
                 stands_between_letters(word, start, at))
            add_hard_point(list, item, at, is_hyphen ? POINT_HARD : POINT_FREE,
                           points);
    }
}

static bool
is_letter_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* A web address, a path of files, or a domain (three letters before a point
 * and two after it: no abbreviation). */
static bool
is_address(struct text word)
{
    int letters = 0;
    for (size_t i = 0; i + 2 < word.size; i++) {
        if (!memcmp(word.data + i, "://", 3) ||
            !memcmp(word.data + i, "www", 3))
            return true;
        if (word.data[i] == '.' && letters >= 3 &&
            is_letter_byte(word.data[i + 1]) &&
            is_letter_byte(word.data[i + 2]))
            return true;
        letters = is_letter_byte(word.data[i]) ? letters + 1 : 0;
    }
    return text_index(word, '/', 1) < word.size &&
           text_index(word, '.', 1) < word.size;
}

/* Long code and addresses are broken after their signs, and nothing is added;
 * what is wider than a line anywhere, though that costs more. */
static void
find_sign_points(struct item_list *list, const struct item *item,
                 const char *signs, struct hard_points *points)
{
    enum { STEP = 4 }; /* bytes that stay together */
    struct text word = item_text(list, item);
    bool is_wide = item->width > list->rules->measure;
    /* So far apart that the points last to the end. */
    size_t apart = word.size / (MOST_POINTS - 1), last = 0;
    size_t step = apart > STEP ? apart : STEP;
    for (size_t at = STEP; at + STEP <= word.size; at++) {
        bool begins = ((unsigned char)word.data[at] & 0xC0) != 0x80;
        bool is_sign =
            strchr(signs, word.data[at - 1]) && !strchr(signs, word.data[at]);
        if (!begins || at < last + apart ||
            !(is_sign || (is_wide && at >= last + step)))
            continue;
        add_hard_point(list, item, at, POINT_FREE, points);
        if (!is_sign && points->count)
            points->items[points->count - 1].penalty = PENALTY_ANYWHERE;
        last = at;
    }
}

static bool
is_code(const struct item_list *list, const struct item *item)
{
    return list->runs.items[item->run].node->kind == NODE_CODE;
}

void
item_find_points(struct item_list *list, struct item *item)
{
    struct hard_points points = {.count = 0};
    struct text word = item_text(list, item);
    if (is_address(word)) {
        find_sign_points(list, item, "/.-_?&=", &points);
        item->may_divide = false;
    } else if (is_code(list, item)) {
        if (word.size >= SHORT_CODE)
            find_sign_points(list, item, "/.-_?&=:;,()[]{}<>|+*\"", &points);
    } else {
        find_hard_points(list, item, &points);
    }
    if (!points.count)
        return;
    item->point_count = points.count;
    item->points =
        ARENA_ARRAY(list->context->scratch, points.count, struct break_point);
    memcpy(item->points, points.items, points.count * sizeof *points.items);
}

/* --- dividing words
 * ------------------------------------------------------------ */

/* Does a sentence begin after this word?  Its stop may stand inside a closing
 * quotation mark or bracket. */
static bool
ends_sentence(struct text word)
{
    size_t at = word.size;
    while (at > 0) {
        unsigned code_point = utf8_previous(word, &at);
        if (code_point == ')' || code_point == 0x2019 || code_point == 0x201D)
            continue;
        return code_point == '.' || code_point == '?' || code_point == '!' ||
               code_point == ':' || code_point == 0x2026;
    }
    return false;
}

/* A capital within a sentence: a proper name, which is not divided but where
 * the author says so with a soft hyphen. */
static bool
is_name(const struct item_list *list, const struct item *item, struct text word)
{
    size_t at = 0;
    if (!word.size || !utf8_is_upper(utf8_next(word, &at)) ||
        memmem(word.data, word.size, "\u00AD", 2))
        return false;
    while (item-- > list->items.items) {
        if (item->kind == ITEM_BREAK)
            return false;
        if (item->kind == ITEM_BOX)
            return item->shape && !ends_sentence(item_text(list, item));
    }
    return false;
}

/* Advances of the glyphs before a byte of the word; -1 when a fallback font
 * makes that hard to say. */
static scaled
width_before(const struct item_run *run, const struct shape *shape,
             size_t offset)
{
    int64_t units = 0;
    if (shape->next)
        return -1;
    for (uint32_t i = 0; i < shape->glyph_count; i++)
        if (shape->glyphs[i].cluster < offset)
            units += shape->glyphs[i].advance;
    return scaled_ratio(shape_size(shape, run->look.size), units,
                        shape->font->face->units_per_em);
}

void
item_divide(void *closure, struct item *item)
{
    struct item_list *list = closure;
    struct layout_context *context = list->context;
    const struct item_run *run = &list->runs.items[item->run];
    const struct block_style *style = list->rules->style;
    const struct line_style *lines = style_lines(context->style);
    struct text word = item_text(list, item);
    bool is_emergency = item->waits;
    item->waits = !is_emergency && is_name(list, item, word);
    if (item->waits)
        return;
    struct hyphen_point found[MOST_POINTS];
    size_t count =
        hyphenate_word(context->hyphenator, word, (unsigned)style->hyphen_left,
                       (unsigned)style->hyphen_right, found, MOST_POINTS);
    if (!count)
        return;
    const struct shape *hyphen =
        shape_word(context->shapes, run->font, TEXT("-"));
    scaled hyphen_width = shape_width(hyphen, run->look.size);
    int32_t hangs = item_hang(run, lines, shape_protrusion_right(hyphen));
    struct break_point *points = ARENA_ARRAY(
        context->scratch, count + item->point_count + 1, struct break_point);
    uint32_t made = 0, hard = 0;
    for (size_t i = 0; i < count; i++) {
        while (hard < item->point_count &&
               item->points[hard].offset <= found[i].offset)
            points[made++] = item->points[hard++];
        if (made && points[made - 1].offset == found[i].offset)
            continue;
        scaled before = width_before(run, item->shape, found[i].offset);
        if (before < 0)
            continue;
        before += tracked(run, text_slice(word, 0, found[i].offset));
        points[made++] =
            (struct break_point){.before = before + hyphen_width,
                                 .rest = item->width - before,
                                 .right = hangs,
                                 .penalty = is_emergency ? PENALTY_NAME
                                            : found[i].kind == HYPHEN_COMPOUND
                                                ? lines->compound_penalty
                                                : lines->hyphen_penalty,
                                 .offset = found[i].offset,
                                 .kind = POINT_SYLLABLE,
                                 .replaces = found[i].replaces};
    }
    while (hard < item->point_count)
        points[made++] = item->points[hard++];
    item->points = points;
    item->point_count = made;
}
