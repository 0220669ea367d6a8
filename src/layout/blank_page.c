#include "layout/blank_page.h"

#include "layout/compose.h"
#include "layout/furniture.h"

void
blank_page_fill(struct crew_member *member, const struct node *unit,
                struct page *page)
{
    struct layout_context *context = member->context;
    const struct page_style *sheet = style_page(context->style);
    struct furniture furniture = {.chapter = unit, .is_opening = true};
    struct mark words;
    page_begin(page, &member->draft);
    scaled width =
        text_set(context, book_word(context->book, "page-empty"),
                 &sheet->header, NULL, PART_CONTENT, ARTIFACT_LAYOUT, &words);
    scaled left = page->recto ? sheet->inner : sheet->outer;
    words.x = left + (page->width - sheet->inner - sheet->outer - width) / 2;
    words.y = page->height / 2;
    *page_add_mark(context->galleys, page) = words;
    page->blank = false;
    furniture_add(context, &furniture, page);
    page->blank = true; /* of text */
    page_settle(context->arena, page, &member->draft);
}
