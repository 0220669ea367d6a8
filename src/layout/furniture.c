#include "layout/furniture.h"

#include "layout/compose.h"
#include "layout/thumb_tab.h"

/* Title pages and blank versos bear no folio. */
static bool
has_folio(const struct furniture *furniture, const struct page *page)
{
    const struct node *node = furniture->chapter;
    return !page->blank && !(node->kind == NODE_CHAPTER &&
                             (node->chapter.kind == CHAPTER_TITLEPAGE ||
                              node->chapter.kind == CHAPTER_COLOPHON));
}

static struct text
node_title(struct arena *arena, const struct node *node)
{
    if (node->text.size)
        return node->text;
    const struct node *heading = node_heading(node);
    return heading ? node_plain_text(arena, heading) : TEXT("");
}

/* "Bouwsteen 7" before a block's title, "Deel 2" before a part's. */
static struct text
numbered_title(struct layout_context *context, const struct node *node)
{
    struct arena *arena = context->arena;
    struct text title = node_title(arena, node);
    const char *separator = "\u2002";
    if (node->kind == NODE_PART && node->part.number)
        return arena_printf(arena, "%.*s %d%s%.*s",
                            TEXT_PRINTF(book_word(context->book, "Part")),
                            node->part.number, separator, TEXT_PRINTF(title));
    if (node->kind == NODE_CHAPTER && node->chapter.number)
        return arena_printf(arena, "%d%s%.*s", node->chapter.number, separator,
                            TEXT_PRINTF(title));
    return title;
}

/* Verso: the part, or the book; recto: the chapter. */
static struct text
running_head(struct layout_context *context, const struct furniture *furniture,
             const struct page *page)
{
    if (page->recto || furniture->chapter->kind == NODE_PART)
        return numbered_title(context, furniture->chapter);
    if (furniture->part)
        return numbered_title(context, furniture->part);
    return context->edition->title;
}

/* At the outer edge of the text's measure. */
static void
add_text(struct layout_context *context, struct page *page, struct text text,
         const struct text_style *style, enum artifact artifact,
         scaled baseline)
{
    const struct page_style *sheet = style_page(context->style);
    scaled left = page->recto ? sheet->inner : sheet->outer;
    scaled width = page->width - sheet->inner - sheet->outer;
    struct mark set;
    scaled size =
        text_set(context, text, style, NULL, PART_CONTENT, artifact, &set);
    if (size > width) /* a title too long for the head: none is better */
        return;
    struct mark *mark = page_add_mark(context->galleys, page);
    *mark = set;
    mark->x = page->recto ? left + width - size : left;
    mark->y = baseline;
}

/* In the middle of the foot of every page, also of those without folio. */
static void
add_draft_mark(struct layout_context *context, struct page *page)
{
    const struct page_style *style = style_page(context->style);
    struct mark set;
    scaled size =
        text_set(context, book_word(context->book, "Draft-mark"), &style->folio,
                 NULL, PART_CONTENT, ARTIFACT_FOOTER, &set);
    struct mark *mark = page_add_mark(context->arena, page);
    *mark = set;
    mark->x = (page->width - size) / 2;
    mark->y = page->height - style->footer_baseline;
}

void
furniture_add(struct layout_context *context, const struct furniture *furniture,
              struct page *page)
{
    const struct page_style *style = style_page(context->style);
    if (context->edition->is_draft)
        add_draft_mark(context, page);
    if (!has_folio(furniture, page))
        return;
    if (style->thumb_tabs)
        thumb_tab_add(context,
                      furniture->part ? furniture->part : furniture->chapter,
                      page);
    if (!furniture->is_opening)
        add_text(context, page, running_head(context, furniture, page),
                 &style->header, ARTIFACT_HEADER, style->header_baseline);
    add_text(context, page, page->label, &style->folio, ARTIFACT_FOOTER,
             page->height - style->footer_baseline);
}
