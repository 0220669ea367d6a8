#include "layout/line.h"

#include "layout/line_piece.h"

struct decoration { /* a stretch of one run that is underlined or struck */
    uint32_t run;
    scaled x, width;
};

struct setter {
    struct item_list *list;
    struct layout_context *context;
    struct line *line;
    struct pieces pieces;
    ARRAY(struct mark) marks;
    ARRAY(struct page_link) links;
    ARRAY(const struct node *) notes, anchors;
    ARRAY(struct decoration) decorations;
    struct page_word *words; /* room for one a piece */
    size_t word_count;
    scaled spaces_added; /* to the stretch or shrink of all spaces */
    int expansion;
};

static const struct item_run *
item_run_of(const struct setter *setter, const struct item *item)
{
    return &setter->list->runs.items[item->run];
}

/* --- justification
 * ------------------------------------------------------------ */

struct totals {
    scaled width, flex, stretch, shrink, left, right;
};

static struct totals
totals_of(const struct setter *setter)
{
    struct totals totals = {0};
    const struct line_style *lines = style_lines(setter->context->style);
    const struct piece *first = NULL, *last = NULL;
    for (size_t i = 0; i < setter->pieces.count; i++) {
        const struct piece *piece = &setter->pieces.items[i];
        totals.width += piece->width;
        totals.flex += piece->flex;
        totals.stretch += piece->stretch;
        totals.shrink += piece->shrink;
        if (piece->shape && piece->shape->glyph_count) {
            first = first ? first : piece;
            last = piece;
        }
    }
    if (first && lines->protrusion) {
        totals.left = scaled_ratio(item_run_of(setter, first->item)->look.size,
                                   shape_protrusion_left(first->shape), 1000);
        totals.right = scaled_ratio(item_run_of(setter, last->item)->look.size,
                                    shape_protrusion_right(last->shape), 1000);
    }
    return totals;
}

/* In whatever pass the line was broken. */
static scaled
most_shrink(const struct break_rules *rules, scaled shrink)
{
    return linebreak_most_shrink(rules, 3, shrink);
}

/* Glyphs give way first, as the line breaker counts on; the spaces take the
 * rest, and never become narrower than the sheet allows. */
static void
justify(struct setter *setter, const struct break_rules *rules,
        const struct totals *totals, scaled excess)
{
    const struct line_style *lines = style_lines(setter->context->style);
    int most = lines->expansion;
    if (totals->flex) {
        int64_t wanted = scaled_ratio(excess, most, totals->flex);
        wanted = wanted > most ? most : wanted < -most ? -most : wanted;
        setter->expansion = 1000 + (int)wanted;
        excess -= scaled_ratio(totals->flex, wanted, most);
    }
    /* Rounding and the kerning of a divided word may ask for a trifle more
     * than the shrink. */
    scaled least = -most_shrink(rules, totals->shrink) - SCALED_PT / 2;
    setter->spaces_added = excess < least ? least : excess;
}

/* The spaces' width as set, in 1/1000 of their own. */
static int
spaces_ratio(const struct setter *setter)
{
    scaled natural = 0;
    for (size_t i = 0; i < setter->pieces.count; i++)
        if (setter->pieces.items[i].item->kind == ITEM_SPACE)
            natural += setter->pieces.items[i].width;
    if (!natural)
        return 1000;
    return 1000 + (int)scaled_ratio(setter->spaces_added, 1000, natural);
}

static scaled
piece_width(const struct setter *setter, const struct totals *totals,
            const struct piece *piece)
{
    if (piece->item->kind == ITEM_BOX)
        return piece->flex ? scaled_ratio(piece->width, setter->expansion, 1000)
                           : piece->width;
    scaled give = setter->spaces_added > 0 ? totals->stretch : totals->shrink;
    scaled own = setter->spaces_added > 0 ? piece->stretch : piece->shrink;
    if (!give)
        return piece->width;
    return piece->width + scaled_ratio(setter->spaces_added, own, give);
}

/* --- marks
 * ------------------------------------------------------------------------ */

static void
note_decoration(struct setter *setter, const struct piece *piece, scaled x,
                scaled width)
{
    const struct item_run *run = item_run_of(setter, piece->item);
    if (!run->look.underline && !run->look.strike)
        return;
    size_t count = setter->decorations.count;
    if (count && setter->decorations.items[count - 1].run == piece->item->run) {
        struct decoration *last = &setter->decorations.items[count - 1];
        last->width = x + width - last->x;
        return;
    }
    *ARRAY_PUSH(setter->context->scratch, &setter->decorations) =
        (struct decoration){piece->item->run, x, width};
}

static void
add_rule(struct setter *setter, const struct decoration *decoration, scaled y)
{
    const struct text_style *look =
        &setter->list->runs.items[decoration->run].look;
    struct mark *mark = ARRAY_PUSH(setter->context->scratch, &setter->marks);
    *mark = (struct mark){.kind = MARK_LINE,
                          .artifact = ARTIFACT_LAYOUT,
                          .x = decoration->x,
                          .y = y - look->rise,
                          .width = decoration->width,
                          .colour = look->colour};
    mark->line.stroke = look->size / 18;
}

static void
add_decorations(struct setter *setter)
{
    for (size_t i = 0; i < setter->decorations.count; i++) {
        const struct decoration *item = &setter->decorations.items[i];
        const struct text_style *look =
            &setter->list->runs.items[item->run].look;
        if (look->underline)
            add_rule(setter, item, look->size / 8);
        if (look->strike)
            add_rule(setter, item, -look->size / 4);
    }
}

static struct mark *
open_mark(struct setter *setter, const struct piece *piece, scaled x)
{
    const struct item_run *run = item_run_of(setter, piece->item);
    struct mark *mark = ARRAY_PUSH(setter->context->scratch, &setter->marks);
    *mark = (struct mark){.kind = MARK_TEXT,
                          .part = piece->part,
                          .node = run->node,
                          .x = x,
                          .y = -run->look.rise,
                          .colour = run->look.colour};
    mark->text.size = run->look.size;
    mark->text.expansion = piece->flex ? setter->expansion : 1000;
    mark->text.tracking = run->look.tracking;
    mark->text.actual = piece->actual;
    return mark;
}

/* The words of a line lie in one array; each mark has its slice. */
static void
mark_add_word(struct setter *setter, struct mark *mark,
              const struct piece *piece, scaled x)
{
    struct page_word *word = &setter->words[setter->word_count++];
    if (!mark->text.word_count)
        mark->text.words = word;
    *word = (struct page_word){.shape = piece->shape,
                               .x = (int32_t)(x - mark->x),
                               .offset = piece->offset};
    mark->text.word_count++;
}

static void
add_link(struct setter *setter, const struct piece *piece, scaled x,
         scaled width)
{
    const struct item_run *run = item_run_of(setter, piece->item);
    if (!run->link)
        return;
    size_t count = setter->links.count;
    struct page_link *links = setter->links.items;
    if (count && links[count - 1].node == run->link) {
        links[count - 1].width = x + width - links[count - 1].x;
        return;
    }
    *ARRAY_PUSH(setter->context->scratch, &setter->links) =
        (struct page_link){.x = x,
                           .y = -run->look.rise - run->look.size * 4 / 5,
                           .width = width,
                           .height = run->look.size * 11 / 10,
                           .node = run->link};
}

static void
add_image_mark(struct setter *setter, const struct piece *piece, scaled x)
{
    const struct item_run *run = item_run_of(setter, piece->item);
    struct mark *mark = ARRAY_PUSH(setter->context->scratch, &setter->marks);
    *mark = (struct mark){.kind = MARK_IMAGE,
                          .node = run->node,
                          .x = x,
                          .y = -run->look.size * 4 / 5,
                          .width = piece->width,
                          .height = run->look.size};
    mark->image.image = run->node->image.image;
}

static void
note_height(struct line *line, const struct piece *piece,
            const struct item_run *run)
{
    const struct font_face *face = piece->shape->font->face;
    scaled size = shape_size(piece->shape, run->look.size);
    scaled up =
        run->look.rise + scaled_ratio(size, face->ascender, face->units_per_em);
    scaled down = -run->look.rise -
                  scaled_ratio(size, face->descender, face->units_per_em);
    line->ascent = up > line->ascent ? up : line->ascent;
    line->descent = down > line->descent ? down : line->descent;
}

/* One word; `mark` is the last text mark, NULL when nothing can join it. */
static struct mark *
place_word(struct setter *setter, const struct piece *piece,
           const struct piece *before, struct mark *mark, scaled x,
           scaled width)
{
    const struct item_run *run = item_run_of(setter, piece->item);
    /* Words of a mark have a space between them: what is glued to the word
     * before gets a mark of its own. */
    bool joins = mark && mark->space_after && before && !piece->alone &&
                 !before->alone && before->item->run == piece->item->run;
    if (!joins)
        mark = open_mark(setter, piece, x);
    mark->space_after = false;
    mark_add_word(setter, mark, piece, x);
    mark->width = x + width - mark->x;
    add_link(setter, piece, x, width);
    note_decoration(setter, piece, x, width);
    note_height(setter->line, piece, run);
    if (run->node->kind == NODE_NOTE_CALL && run->node->target)
        *ARRAY_PUSH(setter->context->scratch, &setter->notes) =
            run->node->target;
    return mark;
}

static void
place_space(struct setter *setter, const struct piece *piece, struct mark *mark,
            scaled x, scaled width)
{
    const struct node *link = item_run_of(setter, piece->item)->link;
    if (mark)
        mark->space_after = true;
    if (link && setter->links.count &&
        setter->links.items[setter->links.count - 1].node == link)
        add_link(setter, piece, x, width);
}

static void
place_pieces(struct setter *setter, const struct totals *totals, scaled x,
             bool ends_in_space)
{
    struct mark *mark = NULL;
    const struct piece *before = NULL; /* the last word placed */
    for (size_t i = 0; i < setter->pieces.count; i++) {
        const struct piece *piece = &setter->pieces.items[i];
        scaled width = piece_width(setter, totals, piece);
        const struct item *item = piece->item;
        if (item->kind == ITEM_ANCHOR) {
            if (item->anchor)
                *ARRAY_PUSH(setter->context->scratch, &setter->anchors) =
                    item->anchor;
        } else if (item->kind == ITEM_SPACE) {
            place_space(setter, piece, mark, x, width);
        } else if (!piece->shape) {
            if (item_run_of(setter, item)->node->image.image)
                add_image_mark(setter, piece, x);
            mark = NULL;
        } else {
            mark = place_word(setter, piece, before, mark, x, width);
            before = piece;
        }
        x += width;
    }
    if (mark && ends_in_space)
        mark->space_after = true;
    add_decorations(setter);
}

static scaled
start_of_line(const struct setter *setter, const struct totals *totals,
              scaled indent, scaled excess)
{
    switch (setter->list->rules->style->align) {
    case TEXT_CENTER:
        return indent + excess / 2 - totals->left;
    case TEXT_RIGHT:
        return indent + excess - totals->left;
    case TEXT_JUSTIFY:
    case TEXT_LEFT:
        break;
    }
    return indent - totals->left;
}

static struct span
first_span(const struct setter *setter)
{
    for (size_t i = 0; i < setter->pieces.count; i++) {
        const struct piece *piece = &setter->pieces.items[i];
        if (piece->shape)
            return item_span(item_run_of(setter, piece->item),
                             piece->item->offset,
                             item_text(setter->list, piece->item));
    }
    return setter->list->block->span;
}

static size_t
words_in(const struct setter *setter)
{
    size_t count = 0;
    for (size_t i = 0; i < setter->pieces.count; i++)
        count += setter->pieces.items[i].shape != NULL;
    return count;
}

/* What was collected goes into the line, without the room to grow. */
static void
line_take(struct setter *setter)
{
    struct arena *arena = setter->context->galleys;
    struct line *line = setter->line;
    line->mark_count = setter->marks.count;
    line->link_count = setter->links.count;
    line->note_count = setter->notes.count;
    line->anchor_count = setter->anchors.count;
    line->marks = arena_copy(arena, setter->marks.items, line->mark_count,
                             sizeof *line->marks);
    line->links = arena_copy(arena, setter->links.items, line->link_count,
                             sizeof *line->links);
    line->notes = arena_copy(arena, setter->notes.items, line->note_count,
                             sizeof *line->notes);
    line->anchors = arena_copy(arena, setter->anchors.items, line->anchor_count,
                               sizeof *line->anchors);
}

void
line_set(struct item_list *list, const struct break_rules *rules,
         const struct line_break *from, const struct line_break *to,
         struct line *line)
{
    struct setter setter = {.list = list,
                            .context = list->context,
                            .line = line,
                            .pieces = {.list = list},
                            .expansion = 1000};
    /* A divided word at both ends, its hyphen, a hyphen of the text's own. */
    size_t most = to->item - (from ? from->item : 0) + 4;
    if (most > list->piece_capacity) {
        list->pieces = ARENA_ARRAY(list->context->scratch, most, struct piece);
        list->piece_capacity = most;
    }
    setter.pieces.items = list->pieces;
    setter.pieces.capacity = list->piece_capacity;
    line_pieces(&setter.pieces, from, to);
    line->hyphenated = setter.pieces.hyphenated;
    setter.words =
        ARENA_ARRAY(list->context->arena, words_in(&setter), struct page_word);
    struct totals totals = totals_of(&setter);
    scaled indent = from ? 0 : rules->first_indent;
    scaled excess =
        rules->measure - indent - totals.width + totals.left + totals.right;
    bool is_forced = list->items.items[to->item].kind == ITEM_BREAK;
    line->is_last = is_forced && to->item + 1 == list->items.count;
    bool justified = list->rules->style->align == TEXT_JUSTIFY;
    if (justified && (!is_forced || excess < 0))
        justify(&setter, rules, &totals, excess);
    scaled least = totals.flex + most_shrink(rules, totals.shrink);
    /* Half a point is rounding and the kerning of a divided word. */
    line->is_overfull = excess + least < -(SCALED_PT / 2);
    if (line->is_overfull)
        diag_report(list->context->diag, LINE_OVERFULL, first_span(&setter),
                    (int)((-excess - least) / SCALED_PT) + 1);
    /* The white space that the break took the place of; a forced break
     * within the paragraph parts words too. */
    bool ends_in_space = to->point < 0 && !line->is_last;
    place_pieces(&setter, &totals,
                 start_of_line(&setter, &totals, indent, excess),
                 ends_in_space);
    line->ratio = spaces_ratio(&setter);
    line_take(&setter);
    line->width = totals.width;
}
