#include "layout/booklet.h"

#include "layout/compose.h"
#include "layout/furniture.h"

/* --- pages to write on ---------------------------------------------------- */

/* Nodes that only say what such a page looks like: they are in no tree. */
struct look {
    struct node *chapter, *heading, *lines;
};

static struct look
look_make(struct layout_context *context)
{
    struct arena *arena = context->arena;
    struct span span = context->edition->span;
    struct look look = {node_new(arena, NODE_CHAPTER, span),
                        node_new(arena, NODE_HEADING, span),
                        node_new(arena, NODE_WRITING_LINES, span)};
    look.heading->heading.level = 2;
    node_append(look.chapter, look.heading);
    node_append(look.chapter, look.lines);
    return look;
}

static scaled
add_title(struct layout_context *context, const struct look *look, scaled left,
          struct page *page)
{
    const struct block_style *style =
        style_block(context->style, look->heading);
    const struct page_style *sheet = style_page(context->style);
    struct mark *mark = page_add_mark(context->galleys, page);
    text_set(context, book_word(context->book, "notes-page"), &style->text,
             NULL, PART_CONTENT, ARTIFACT_LAYOUT, mark);
    mark->x = left;
    mark->y = sheet->top + style->leading * 3 / 4;
    return sheet->top + style->leading + style->space_after;
}

static void
add_lines(struct layout_context *context, const struct look *look, scaled left,
          scaled top, struct page *page)
{
    const struct block_style *style = style_block(context->style, look->lines);
    const struct page_style *sheet = style_page(context->style);
    scaled bottom = page->height - sheet->bottom;
    for (scaled y = top + style->leading; y <= bottom; y += style->leading) {
        struct mark *mark = page_add_mark(context->galleys, page);
        *mark =
            (struct mark){.kind = MARK_LINE,
                          .artifact = ARTIFACT_LAYOUT,
                          .colour = style->border_colour,
                          .x = left,
                          .y = y,
                          .width = page->width - sheet->inner - sheet->outer,
                          .line = {.stroke = style->rule_below}};
    }
}

static void
add_page(struct crew_member *member, const struct look *look,
         struct pages *pages)
{
    struct layout_context *context = member->context;
    const struct page_style *style = style_page(context->style);
    size_t index = pages->count++;
    struct page *page = &pages->items[index];
    struct furniture furniture = {.chapter = look->chapter, .is_opening = true};
    *page =
        (struct page){.index = (uint32_t)index,
                      .label = arena_printf(context->arena, "%zu", index + 1),
                      .recto = index % 2 == 0,
                      .width = style->width,
                      .height = style->height};
    scaled left = page->recto ? style->inner : style->outer;
    page_begin(page, &member->draft);
    scaled top = add_title(context, look, left, page);
    add_lines(context, look, left, top, page);
    furniture_add(context, &furniture, page);
    page->blank = true; /* of text */
    page_settle(context->arena, page, &member->draft);
}

void
booklet_fill(struct crew_member *member, struct pages *pages)
{
    struct look look = look_make(member->context);
    size_t wanted = imposition_pages(pages->count);
    while (pages->count < wanted)
        add_page(member, &look, pages);
}

/* --- on sheets ------------------------------------------------------------ */

struct box {
    scaled left, top, right, bottom;
};

static struct box
mark_box(const struct mark *mark)
{
    struct box box = {mark->x, mark->y, mark->x + mark->width,
                      mark->y + mark->height};
    if (mark->kind == MARK_TEXT) { /* ascenders, descenders */
        box.top = mark->y - mark->text.size * 3 / 4;
        box.bottom = mark->y + mark->text.size / 4;
    }
    return box;
}

/* The part of the page that lies on the printable part of its half sheet. */
static struct box
printable(const struct page *page, scaled creep)
{
    scaled aside = IMPOSITION_WIDTH / 2 - IMPOSITION_EDGE + creep;
    scaled above = (page->height - IMPOSITION_HEIGHT) / 2 + IMPOSITION_EDGE;
    struct box box = {page->width - aside, above, aside, page->height - above};
    if (page->recto)
        box.left = 0;
    else
        box.right = page->width;
    return box;
}

static bool
lies_within(const struct page *page, struct box inner)
{
    for (size_t i = 0; i < page->mark_count; i++) {
        struct box box = mark_box(&page->marks[i]);
        if (box.left < inner.left || box.top < inner.top ||
            box.right > inner.right || box.bottom > inner.bottom)
            return false;
    }
    return true;
}

static void
check_edges(const struct edition *edition, const struct pages *pages,
            const struct imposition *imposition, struct diag *diag)
{
    for (size_t i = 0; i < imposition->side_count; i++) {
        const struct imposition_side *side = &imposition->sides[i];
        const uint32_t both[2] = {side->left, side->right};
        for (int j = 0; j < 2; j++) {
            const struct page *page = &pages->items[both[j]];
            if (lies_within(page, printable(page, side->creep)))
                continue;
            diag_report(diag, BOOKLET_EDGE, edition->span,
                        TEXT_PRINTF(page->label), TEXT_PRINTF(edition->id));
            return; /* mostly all of them */
        }
    }
}

bool
booklet_impose(struct arena *arena, const struct edition *edition,
               const struct style *style, const struct pages *pages,
               struct diag *diag, struct imposition *imposition)
{
    const struct page_style *page = style_page(style);
    const struct booklet_style *booklet = style_booklet(style);
    *imposition = (struct imposition){.page_width = page->width,
                                      .page_height = page->height};
    if (page->width > IMPOSITION_WIDTH / 2 ||
        page->height > IMPOSITION_HEIGHT) {
        diag_report(diag, BOOKLET_PAGE, edition->span,
                    TEXT_PRINTF(edition->style));
        return false;
    }
    imposition_make(arena, pages->count, booklet->sheets, booklet->paper,
                    imposition);
    check_edges(edition, pages, imposition, diag);
    if (imposition->signature_count > 1)
        diag_report(diag, BOOKLET_THICK, edition->span,
                    TEXT_PRINTF(edition->whole->id),
                    (int)imposition->sheet_count, booklet->sheets,
                    (int)imposition->signature_count);
    return true;
}
