#include "layout/compose.h"

#include "layout/page_tops.h"
#include "layout/text_columns.h"

struct mark *
page_add_mark(struct arena *arena, struct page *page)
{
    page->marks = array_grow(arena, page->marks, page->mark_count,
                             &page->mark_capacity, sizeof *page->marks);
    return &page->marks[page->mark_count++];
}

struct page_link *
page_add_link(struct arena *arena, struct page *page)
{
    page->links = array_grow(arena, page->links, page->link_count,
                             &page->link_capacity, sizeof *page->links);
    return &page->links[page->link_count++];
}

void
page_add_anchor(struct arena *arena, struct page *page, const struct node *node,
                scaled y)
{
    page->anchors = array_grow(arena, page->anchors, page->anchor_count,
                               &page->anchor_capacity, sizeof *page->anchors);
    page->anchors[page->anchor_count++] = (struct page_anchor){node, y};
}

void
page_begin(struct page *page, const struct page *draft)
{
    page->marks = draft->marks;
    page->mark_capacity = draft->mark_capacity;
    page->links = draft->links;
    page->link_capacity = draft->link_capacity;
    page->anchors = draft->anchors;
    page->anchor_capacity = draft->anchor_capacity;
}

void
page_settle(struct arena *arena, struct page *page, struct page *draft)
{
    draft->marks = page->marks;
    draft->mark_capacity = page->mark_capacity;
    draft->links = page->links;
    draft->link_capacity = page->link_capacity;
    draft->anchors = page->anchors;
    draft->anchor_capacity = page->anchor_capacity;
    page->marks =
        arena_copy(arena, page->marks, page->mark_count, sizeof *page->marks);
    page->links =
        arena_copy(arena, page->links, page->link_count, sizeof *page->links);
    page->anchors = arena_copy(arena, page->anchors, page->anchor_count,
                               sizeof *page->anchors);
    page->mark_capacity = page->mark_count;
    page->link_capacity = page->link_count;
    page->anchor_capacity = page->anchor_count;
}

struct composer {
    struct galley *galley;
    struct arena *arena; /* of the galley */
    struct page *page;
    struct page_cut cut;
    scaled left;      /* of the text area */
    scaled *tops;     /* of each box on the page, above its padding */
    bool is_repeated; /* what stood on a page before */
};

/* --- frames --------------------------------------------------------------- */

static bool
frame_opens_at(const struct frame *frame, size_t box)
{
    return frame->first == box;
}

/* The padding of the frames inside `outer` around a box that go on there lies
 * between its edge and the box. */
static scaled
padding_within(const struct frame *inner, const struct frame *outer,
               scaled (*padding)(const struct frame *frame), bool below,
               size_t box)
{
    scaled sum = padding(outer);
    for (const struct frame *frame = inner; frame && frame != outer;
         frame = frame->parent)
        if (below ? frame->last > box : frame->first < box)
            sum += padding(frame);
    return sum;
}

/* Padding of the ancestors that open at the same box lies above it. */
static scaled
frame_top(const struct composer *composer, const struct frame *frame)
{
    const struct page_cut *cut = &composer->cut;
    if (frame->first < cut->first) {
        const struct galley *galley = composer->galley;
        const struct galley_box *box = &galley->boxes.items[cut->first];
        return composer->tops[0] - repeated_head_height(galley, cut->first) -
               padding_within(box->frame, frame, frame_padding_above, false,
                              cut->first);
    }
    scaled y = composer->tops[frame->first - cut->first];
    for (const struct frame *outer = frame->parent;
         outer && frame_opens_at(outer, frame->first); outer = outer->parent)
        y += outer->style->padding_top + outer->style->rule_above;
    return y;
}

static scaled
frame_bottom(const struct composer *composer, const struct frame *frame)
{
    const struct page_cut *cut = &composer->cut;
    size_t last = frame->last < cut->last ? frame->last : cut->last - 1;
    const struct galley_box *box = &composer->galley->boxes.items[last];
    scaled y = composer->tops[last - cut->first] + box->pad_above +
               box->height + box->pad_below;
    if (frame->last >= cut->last)
        return y + padding_within(box->frame, frame, frame_padding_below, true,
                                  last);
    for (const struct frame *outer = frame->parent;
         outer && outer->last == frame->last; outer = outer->parent)
        y -= outer->style->padding_bottom + outer->style->rule_below;
    return y;
}

static struct mark *
add_artifact(struct composer *composer, enum mark_kind kind, scaled x, scaled y,
             scaled width, scaled height, colour paint)
{
    struct mark *mark = page_add_mark(composer->arena, composer->page);
    *mark = (struct mark){.kind = kind,
                          .artifact = ARTIFACT_LAYOUT,
                          .x = x,
                          .y = y,
                          .width = width,
                          .height = height,
                          .colour = paint};
    return mark;
}

static void
draw_frame(struct composer *composer, const struct frame *frame)
{
    const struct block_style *style = frame->style;
    scaled x = composer->left + frame->x, width = frame->width;
    scaled top = frame_top(composer, frame);
    scaled bottom = frame_bottom(composer, frame);
    if (style->has_background)
        add_artifact(composer, MARK_RECT, x, top, width, bottom - top,
                     style->background)
            ->artifact = ARTIFACT_BACKGROUND;
    if (style->has_border)
        add_artifact(composer, MARK_FRAME, x, top, width, bottom - top,
                     style->border_colour)
            ->line.stroke = style->border_width;
    if (style->bar_width)
        add_artifact(composer, MARK_RECT, x, top, style->bar_width,
                     bottom - top, style->bar_colour);
    if (style->rule_above && frame->first >= composer->cut.first)
        add_artifact(composer, MARK_RECT, x, top, width, style->rule_above,
                     style->border_colour);
    if (style->rule_below)
        add_artifact(composer, MARK_RECT, x, bottom - style->rule_below, width,
                     style->rule_below, style->border_colour);
}

/* Outer frames are painted before inner ones; each once. */
static void
draw_frames(struct composer *composer)
{
    const struct page_cut *cut = &composer->cut;
    enum { DEEPEST = 128 };
    const struct frame *chain[DEEPEST];
    for (size_t i = cut->first; i < cut->last; i++) {
        const struct galley_box *box = &composer->galley->boxes.items[i];
        size_t depth = 0;
        for (const struct frame *frame = box->frame; frame && depth < DEEPEST;
             frame = frame->parent)
            if (frame->first == i || i == cut->first)
                chain[depth++] = frame;
        while (depth)
            draw_frame(composer, chain[--depth]);
    }
}

/* --- boxes ------------------------------------------------------------------
 */

static void
place_box(struct composer *composer, const struct galley_box *box, scaled top,
          bool repeated)
{
    scaled x = composer->left + box->x;
    scaled y = top + box->pad_above + box->baseline;
    composer->page->overfull_count += box->overfull_count;
    for (size_t i = 0; i < box->mark_count; i++) {
        struct mark *mark = page_add_mark(composer->arena, composer->page);
        *mark = box->marks[i];
        mark->x += x;
        mark->y += y;
        if (repeated) {
            mark->artifact = ARTIFACT_HEADER;
            mark->node = NULL;
        }
    }
    for (size_t i = 0; i < box->link_count && !repeated; i++) {
        struct page_link *link = page_add_link(composer->arena, composer->page);
        *link = box->links[i];
        link->x += x;
        link->y += y;
    }
    for (size_t i = 0; i < box->anchor_count && !repeated; i++)
        page_add_anchor(composer->arena, composer->page, box->anchors[i],
                        top + box->pad_above);
}

static void
place_repeated_head(struct composer *composer)
{
    struct galley *galley = composer->galley;
    size_t first = composer->cut.first;
    if (!repeated_head_height(galley, first))
        return;
    const struct galley_table *table = galley->boxes.items[first].table;
    scaled *tops = ARENA_ARRAY(composer->arena, table->head_count, scaled);
    scaled y = composer->tops[0] - repeated_head_height(galley, first);
    for (size_t i = 0; i < table->head_count; i++) {
        const struct galley_box *box =
            &galley->boxes.items[table->head_first + i];
        tops[i] = y;
        y += box->pad_above + box->height + box->pad_below;
    }
    struct composer head = *composer;
    head.cut = (struct page_cut){.first = table->head_first,
                                 .last = table->head_first + table->head_count};
    head.tops = tops;
    draw_frames(&head);
    for (size_t i = 0; i < table->head_count; i++)
        place_box(&head, &galley->boxes.items[table->head_first + i], tops[i],
                  true);
}

static void place_margin(struct composer *composer, size_t index,
                         struct galley *margin);
static void compose_columns(struct composer *composer,
                            const struct text_columns *columns, scaled left,
                            scaled top);

/* A line beside what has changed, on the outer side of the text; in the look of
 * a paragraph of class change-bar. */
static void
draw_bar(struct composer *composer, size_t first, size_t last)
{
    struct galley *galley = composer->galley;
    const struct page_style *sheet = style_page(galley->context->style);
    const struct page *page = composer->page;
    struct node look = {.kind = NODE_PARAGRAPH};
    node_add_class(composer->arena, &look, TEXT("change-bar"));
    const struct block_style *style =
        style_block(galley->context->style, &look);
    scaled width = style->bar_width ? style->bar_width : SCALED_PT;
    scaled gap = style->bar_width ? style->margin_left : 6 * SCALED_PT;
    const struct galley_box *boxes = galley->boxes.items;
    scaled top =
        composer->tops[first - composer->cut.first] + boxes[first].pad_above;
    scaled bottom = composer->tops[last - composer->cut.first] +
                    boxes[last].pad_above + boxes[last].height;
    /* What stands in the margin has it beyond the margin's column. */
    scaled outer = sheet->outer;
    if (galley->in_margin)
        outer -= sheet->margin_gap + sheet->margin_column;
    add_artifact(composer, MARK_RECT,
                 page->recto ? page->width - outer + gap : outer - gap - width,
                 top, width, bottom - top, style->bar_colour);
}

/* One for each run of changed boxes. */
static void
draw_bars(struct composer *composer)
{
    const struct galley_box *boxes = composer->galley->boxes.items;
    for (size_t i = composer->cut.first; i < composer->cut.last; i++) {
        size_t first = i;
        if (!boxes[i].is_changed)
            continue;
        while (i + 1 < composer->cut.last && boxes[i + 1].is_changed)
            i++;
        draw_bar(composer, first, i);
    }
}

/* A margin note comes after the paragraph beside which it stands, or what of
 * that is on the page: so it is read.  What had no paragraph before it stands
 * beside the next one, and is read before that. */
static void
compose_boxes(struct composer *composer)
{
    const struct page_cut *cut = &composer->cut;
    const struct galley_box *boxes = composer->galley->boxes.items;
    size_t noted = SIZE_MAX;
    draw_frames(composer);
    draw_bars(composer);
    for (size_t i = cut->first; i < cut->last; i++) {
        scaled top = composer->tops[i - cut->first];
        if (boxes[i].margin_before)
            place_margin(composer, i, boxes[i].margin_before);
        if (boxes[i].columns)
            compose_columns(composer, boxes[i].columns,
                            composer->left + boxes[i].x, top);
        else
            place_box(composer, &boxes[i], top, composer->is_repeated);
        if (boxes[i].margin)
            noted = i;
        bool goes_on = i + 1 < cut->last && boxes[i + 1].goes_on;
        if (noted != SIZE_MAX && !goes_on) {
            place_margin(composer, noted, boxes[noted].margin);
            noted = SIZE_MAX;
        }
    }
}

/* Puts boxes of a small galley (footnote, margin note, column) at `left`, from
 * *y down, which moves to their end. */
static void
compose_aside(struct composer *composer, struct galley *aside,
              struct page_cut cut, scaled left, scaled *y)
{
    struct composer inner = *composer;
    inner.galley = aside;
    inner.left = left;
    inner.cut = cut;
    inner.tops = ARENA_ARRAY(composer->arena, cut.last - cut.first + 1, scaled);
    for (size_t i = cut.first; i < cut.last; i++) {
        const struct galley_box *box = &aside->boxes.items[i];
        if (i > cut.first)
            *y += box->space_before;
        inner.tops[i - cut.first] = *y;
        *y += box->pad_above + box->height + box->pad_below;
    }
    compose_boxes(&inner);
}

/* The entry of an index that goes on with box `first`; *y moves to its end. */
static void
place_continued(struct composer *composer, struct galley *galley, size_t first,
                scaled left, scaled *y)
{
    struct galley *continued = galley->boxes.items[first].continued;
    struct composer repeated = *composer;
    repeated.is_repeated = true;
    if (continued)
        compose_aside(&repeated, continued,
                      (struct page_cut){.last = continued->boxes.count}, left,
                      y);
}

static void
compose_columns(struct composer *composer, const struct text_columns *columns,
                scaled left, scaled top)
{
    for (int i = 0; i < columns->count; i++) {
        scaled y = top;
        place_continued(composer, columns->galley, columns->items[i].first,
                        left + columns->items[i].x, &y);
        compose_aside(composer, columns->galley,
                      (struct page_cut){.first = columns->items[i].first,
                                        .last = columns->items[i].last},
                      left + columns->items[i].x, &y);
    }
}

/* How far a picture moves to the right on a left-hand page, to stand as near to
 * the text as it does on a right-hand one; lines stay where they are. */
static scaled
picture_hang(const struct page *page, const struct galley *margin)
{
    const struct galley_box *box = margin->boxes.items;
    bool is_picture = margin->boxes.count == 1 && box->mark_count == 1 &&
                      box->marks[0].kind == MARK_IMAGE;
    return !page->recto && is_picture ? margin->width - box->marks[0].width : 0;
}

/* Its first baseline stands level with that of the box; below an earlier
 * note, and moved up when it would run off the page. */
static void
place_margin(struct composer *composer, size_t index, struct galley *margin)
{
    const struct page_style *style =
        style_page(composer->galley->context->style);
    const struct galley_box *box = &composer->galley->boxes.items[index];
    scaled top = composer->tops[index - composer->cut.first] + box->pad_above;
    struct page *page = composer->page;
    if (!margin->boxes.count)
        return;
    scaled left = page->recto
                      ? page->width - style->outer + style->margin_gap
                      : style->outer - style->margin_gap -
                            style->margin_column + picture_hang(page, margin);
    scaled height = galley_height(margin, 0, margin->boxes.count);
    scaled y = top + box->baseline - margin->boxes.items[0].baseline -
               margin->boxes.items[0].pad_above;
    scaled lowest = page->height - style->bottom - height;
    if (y > lowest)
        y = lowest;
    if (y < composer->page->margin_bottom)
        y = composer->page->margin_bottom;
    compose_aside(composer, margin,
                  (struct page_cut){.last = margin->boxes.count}, left, &y);
    composer->page->margin_bottom = y + style->margin_gap;
}

/* --- footnotes --------------------------------------------------------------
 */

/* A note that stands on an earlier page too, called there.  Who does not see
 * the page is told it once: here it is an artifact, and nothing leads away. */
static void
compose_again(struct composer *composer, struct galley *note, scaled *y)
{
    struct page *page = composer->page;
    size_t marks = page->mark_count, links = page->link_count,
           anchors = page->anchor_count;
    compose_aside(composer, note, (struct page_cut){.last = note->boxes.count},
                  composer->left, y);
    for (size_t i = marks; i < page->mark_count; i++) {
        page->marks[i].node = NULL;
        page->marks[i].artifact = ARTIFACT_LAYOUT;
    }
    page->link_count = links;
    page->anchor_count = anchors;
}

/* With the gap above them; 0: there are none. */
static scaled
notes_height(const struct composer *composer)
{
    struct galley *galley = composer->galley;
    size_t first = composer->cut.first;
    scaled height = 0;
    for (size_t i = first; i < composer->cut.last; i++)
        height += footnotes_height(galley, first, i);
    return height ? height + style_page(galley->context->style)->footnote_gap
                  : 0;
}

static void
compose_notes(struct composer *composer)
{
    struct galley *galley = composer->galley;
    const struct page_style *style = style_page(galley->context->style);
    scaled foot = composer->page->height - style->bottom;
    size_t first = composer->cut.first;
    scaled height = notes_height(composer);
    composer->page->room = foot - composer->page->content_bottom - height;
    if (!height)
        return;
    scaled y = foot - height + style->footnote_gap;
    add_artifact(composer, MARK_RECT, composer->left,
                 y - style->footnote_gap / 2, style->footnote_separator,
                 scaled_from_pt(0.5), style->folio.colour);
    for (size_t i = first; i < composer->cut.last; i++)
        for (size_t j = 0; j < galley->boxes.items[i].note_count; j++) {
            struct galley *note =
                footnote_galley(galley, galley->boxes.items[i].notes[j]);
            bool is_repeated = galley->boxes.items[i].repeats_note;
            if (is_repeated && footnote_is_there(galley, first, i, j))
                continue;
            if (is_repeated && footnote_is_there(galley, 0, i, j))
                compose_again(composer, note, &y);
            else
                compose_aside(composer, note,
                              (struct page_cut){.last = note->boxes.count},
                              composer->left, &y);
        }
}

void
page_compose(struct galley *galley, struct page_cut cut, scaled left,
             scaled drop, struct page *page)
{
    const struct page_style *style = style_page(galley->context->style);
    struct composer composer = {.galley = galley,
                                .arena = galley->context->galleys,
                                .page = page,
                                .cut = cut,
                                .left = left};
    struct page_tops tops;
    page->content_top = page->margin_bottom = style->top + drop;
    page_tops_find(galley, &cut, page->content_top,
                   page->height - style->bottom - notes_height(&composer),
                   &tops);
    page->content_bottom = tops.end;
    composer.tops = tops.text;
    place_repeated_head(&composer);
    scaled continued = composer.tops[0] - continued_height(galley, cut.first);
    place_continued(&composer, galley, cut.first, left, &continued);
    struct page_runs runs = page_runs_read(galley, &cut);
    for (int run = 0; run < runs.count; run++) {
        struct page_run boxes = runs.items[run];
        struct composer part = composer;
        part.cut.first = boxes.first;
        part.cut.last = boxes.last;
        part.tops = boxes.first < cut.first
                        ? tops.moved
                        : tops.text + (boxes.first - cut.first);
        compose_boxes(&part);
        if (boxes.first < cut.first)
            page->float_count = page->mark_count;
    }
    compose_notes(&composer);
}
