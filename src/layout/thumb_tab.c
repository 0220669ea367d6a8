#include "layout/thumb_tab.h"

#include "layout/compose.h"

/* Of 100: how far below the top of its line the foot of a figure or capital
 * stands, when they are to stand in the middle of the tab. */
enum { CAPITAL_HEIGHT = 72 };

static scaled
place_of(const struct node *part)
{
    scaled place = 0;
    for (const struct node *before = part->previous; before;
         before = before->previous)
        place += before->kind == NODE_PART;
    return place;
}

/* More parts than there are places: they begin again at the top. */
static scaled
top_of(const struct page_style *style, const struct node *part)
{
    scaled room = style->height - style->tab_top - style->tab_height;
    scaled places =
        style->tab_step > 0 && room > 0 ? room / style->tab_step + 1 : 1;
    return style->tab_top + place_of(part) % places * style->tab_step;
}

static struct text
word_of(struct arena *arena, const struct node *part)
{
    if (part->part.tab.size)
        return part->part.tab;
    const struct node *heading = node_heading(part);
    return heading ? node_plain_text(arena, heading) : TEXT("");
}

/* The number, upright in the middle; returns where it ends. */
static scaled
add_number(struct layout_context *context, const struct node *part,
           const struct mark *ground, struct page *page)
{
    const struct text_style *look = &style_page(context->style)->tab;
    scaled cap = look->size * CAPITAL_HEIGHT / 100;
    scaled above = look->size / 2;
    if (!part->part.number)
        return ground->y + above;
    struct mark set;
    struct text number = arena_printf(context->arena, "%d", part->part.number);
    scaled width =
        text_set(context, number, look, NULL, PART_CONTENT, ARTIFACT_TAB, &set);
    struct mark *mark = page_add_mark(context->galleys, page);
    *mark = set;
    mark->x = ground->x + (ground->width - width) / 2;
    mark->y = ground->y + above + cap;
    return mark->y + above;
}

/* Its word, when there is room: half a word says less than none. */
static void
add_word(struct layout_context *context, const struct node *part,
         const struct mark *ground, scaled top, struct page *page)
{
    const struct text_style *look = &style_page(context->style)->tab;
    scaled room = ground->y + ground->height - look->size / 3 - top;
    struct mark set;
    scaled width = text_set(context, word_of(context->arena, part), look, NULL,
                            PART_CONTENT, ARTIFACT_TAB, &set);
    if (!width || width > room)
        return;
    struct mark *mark = page_add_mark(context->galleys, page);
    scaled cap = look->size * CAPITAL_HEIGHT / 100;
    *mark = set;
    mark->turned = true;
    mark->x = ground->x + (ground->width - cap) / 2;
    mark->y = top;
}

void
thumb_tab_add(struct layout_context *context, const struct node *part,
              struct page *page)
{
    const struct page_style *style = style_page(context->style);
    if (part->kind != NODE_PART)
        return;
    struct mark ground = {.kind = MARK_RECT,
                          .artifact = ARTIFACT_TAB,
                          .to_edge = true,
                          .colour = style->tab_ground,
                          .x = page->recto ? page->width - style->tab_width : 0,
                          .y = top_of(style, part),
                          .width = style->tab_width,
                          .height = style->tab_height};
    *page_add_mark(context->galleys, page) = ground;
    scaled below = add_number(context, part, &ground, page);
    add_word(context, part, &ground, below, page);
}
