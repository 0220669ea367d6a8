#include "layout/line_piece.h"

#include "base/utf8.h"

static const struct item_run *
item_run_of(const struct pieces *pieces, const struct item *item)
{
    return &pieces->list->runs.items[item->run];
}

static struct piece *
add_piece(struct pieces *pieces, const struct item *item, struct text text,
          uint32_t offset)
{
    struct layout_context *context = pieces->list->context;
    const struct item_run *run = item_run_of(pieces, item);
    const struct line_style *lines = style_lines(context->style);
    struct piece *piece = ARRAY_PUSH(context->scratch, pieces);
    *piece = (struct piece){.item = item};
    piece->shape = shape_word(context->shapes, run->font, text);
    piece->width = shape_width(piece->shape, run->look.size) +
                   run->look.tracking * (scaled)utf8_length(text);
    piece->offset = item->offset + offset;
    piece->part = run->part;
    if (item->flex)
        piece->flex = scaled_ratio(piece->width, lines->expansion, 1000);
    return piece;
}

/* Is a word parted there with nothing added? */
static bool
is_bare(const struct break_point *point)
{
    return point->kind == POINT_HARD || point->kind == POINT_FREE;
}

/* The end of a divided word at the head of a line; a letter that loses its
 * trema there is set without it and stands for the one it was. */
static void
add_tail(struct pieces *pieces, const struct item *item,
         const struct break_point *point)
{
    struct text word = item_text(pieces->list, item);
    struct text tail = text_slice(word, point->offset, word.size);
    if (!point->replaces) {
        struct piece *piece = add_piece(pieces, item, tail, point->offset);
        if (is_bare(point)) {
            piece->actual = TEXT("");
            piece->alone = true;
        }
        return;
    }
    struct arena *arena = pieces->list->context->arena;
    struct text plain =
        hyphen_without_trema(text_slice(tail, 0, point->replaces));
    struct text shown = arena_text_concat(
        arena, plain, text_slice(tail, point->replaces, tail.size));
    struct piece *piece = add_piece(pieces, item, shown, point->offset);
    piece->actual = tail;
    piece->alone = true;
}

/* A whole word at the end of a line, whose own hyphen ends it.  That becomes a
 * mark of its own that stands for U+2010: readers of the PDF take a plain one
 * there for a division and swallow it. */
static void
add_line_end(struct pieces *pieces, const struct item *item)
{
    struct text word = item_text(pieces->list, item);
    size_t hyphen = word.size - 1;
    add_piece(pieces, item, text_slice(word, 0, hyphen), 0);
    struct piece *piece = add_piece(
        pieces, item, text_slice(word, hyphen, word.size), (uint32_t)hyphen);
    piece->alone = true;
    piece->actual = TEXT("\u2010");
}

/* What a word says from `start` on, over all lines until a hyphen is added.
 * `to` is the break after the first of them; a paragraph does not end in the
 * middle of a word, so that there is one more. */
static struct text
bare_text(const struct pieces *pieces, const struct item *item,
          const struct line_break *to, size_t start)
{
    struct text word = item_text(pieces->list, item);
    const struct line_break *last = to + 1;
    while (last->item == to->item && last->point >= 0 &&
           is_bare(&item->points[last->point]))
        last++;
    if (last->item == to->item && last->point >= 0)
        word.size = item->points[last->point].offset;
    return text_slice(word, start, word.size);
}

/* The beginning of a divided word at the end of a line.  Readers of the PDF see
 * a blank where it is parted and nothing is added, as in an address or after
 * the text's own hyphen: so what stands before that says the whole, and what
 * follows on the next line nothing. */
static void
add_head(struct pieces *pieces, const struct line_break *from,
         const struct line_break *to, uint32_t start)
{
    const struct item *item = &pieces->list->items.items[to->item];
    const struct break_point *point = &item->points[to->point];
    struct text word = item_text(pieces->list, item);
    bool is_said = start && is_bare(&item->points[from->point]);
    struct piece *piece =
        add_piece(pieces, item, text_slice(word, start, point->offset), start);
    piece->alone = is_said || is_bare(point);
    if (is_said)
        piece->actual = TEXT("");
    else if (is_bare(point))
        piece->actual = bare_text(pieces, item, to, start);
    if (is_bare(point)) {
        pieces->hyphenated = word.data[point->offset - 1] == '-';
        return;
    }
    piece = add_piece(pieces, item, TEXT("-"), point->offset);
    piece->alone = true;
    piece->part = PART_SOFT_HYPHEN;
    pieces->hyphenated = true;
}

/* A whole word whose own hyphen ends the line ("buurt- en ..."). */
static void
split_last_hyphen(struct pieces *pieces)
{
    if (!pieces->count)
        return;
    struct piece last = pieces->items[pieces->count - 1];
    pieces->hyphenated = last.shape && last.item->ends_in_hyphen;
    if (!last.shape || last.actual.size || last.part != PART_CONTENT ||
        last.item->offset != last.offset)
        return;
    struct text word = item_text(pieces->list, last.item);
    if (word.size < 2 || word.data[word.size - 1] != '-')
        return;
    pieces->count--;
    add_line_end(pieces, last.item);
}

static void
add_item_piece(struct pieces *pieces, const struct item *item)
{
    if (item->kind == ITEM_BOX && item->shape) {
        struct piece *piece =
            ARRAY_PUSH(pieces->list->context->scratch, pieces);
        *piece = (struct piece){.item = item,
                                .shape = item->shape,
                                .width = item->width,
                                .flex = item->flex,
                                .offset = item->offset,
                                .part = item_run_of(pieces, item)->part};
        return;
    }
    struct piece *piece = ARRAY_PUSH(pieces->list->context->scratch, pieces);
    *piece = (struct piece){.item = item,
                            .width = item->width,
                            .stretch = item->stretch,
                            .shrink = item->shrink};
}

void
line_pieces(struct pieces *pieces, const struct line_break *from,
            const struct line_break *to)
{
    const struct item *items = pieces->list->items.items;
    size_t first = 0;
    uint32_t start = 0;
    if (from) {
        first = from->item + 1;
        if (from->point >= 0) {
            const struct item *item = &items[from->item];
            const struct break_point *point = &item->points[from->point];
            if (from->item == to->item) /* a word over three lines */
                start = point->offset;
            else
                add_tail(pieces, item, point);
        }
    }
    for (size_t i = first; i < to->item; i++)
        add_item_piece(pieces, &items[i]);
    if (to->point >= 0)
        add_head(pieces, from, to, start);
    size_t *count = &pieces->count;
    while (*count && pieces->items[*count - 1].item->kind == ITEM_SPACE)
        --*count;
    if (to->point < 0 && items[to->item].kind == ITEM_SPACE)
        split_last_hyphen(pieces);
}
