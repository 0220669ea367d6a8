#include "pack_file.h"

#include "base/array.h"
#include "pass/pack_page.h"
#include "version/pack.h"

struct packing {
    struct arena *arena;
    const struct pages *pages; /* of the edition */
    const struct pack *pack;
    ARRAY(struct page) collected;
    ARRAY(uint32_t) order;
};

/* --- what to do with them --------------------------------------------------
 */

/* "niets; het komt na 17/18" */
static struct text
after_words(struct layout_context *context, const struct packing *packing,
            const struct pack_step *step)
{
    struct text after =
        step->out.first
            ? pack_old_words(context->arena, packing->pack,
                             (struct pack_sheets){step->out.first - 2, 2})
            : TEXT("");
    if (!after.size)
        return book_word(context->book, "pack-nothing");
    return arena_printf(context->arena, "%.*s\u00A0%.*s",
                        TEXT_PRINTF(book_word(context->book, "pack-after")),
                        TEXT_PRINTF(after));
}

static struct node *
instructions(struct layout_context *context, const struct packing *packing,
             struct text from)
{
    const struct pack *pack = packing->pack;
    struct pack_row *rows =
        ARENA_ARRAY(context->arena, pack->step_count + 1, struct pack_row);
    for (size_t i = 0; i < pack->step_count; i++) {
        const struct pack_step *step = &pack->steps[i];
        rows[i].out = pack_old_words(context->arena, pack, step->out);
        rows[i].in = pack_new_words(context->arena, packing->pages, step->in);
        if (!rows[i].out.size)
            rows[i].out = after_words(context, packing, step);
    }
    return pack_page_make(context->arena, context->book, context->edition, from,
                          rows, pack->step_count);
}

/* --- collecting ------------------------------------------------------------
 */

/* Links lead nowhere from here. */
static void
add_page(struct packing *packing, const struct page *page, uint32_t order)
{
    struct page *copy = ARRAY_PUSH(packing->arena, &packing->collected);
    *copy = *page;
    copy->index = (uint32_t)packing->collected.count - 1;
    copy->link_count = copy->anchor_count = 0;
    *ARRAY_PUSH(packing->arena, &packing->order) = order;
}

/* The back of a sheet on which nothing is printed. */
static void
add_back(struct packing *packing, const struct page *front)
{
    struct page back = {.blank = true,
                        .width = front->width,
                        .height = front->height,
                        .label = TEXT("")};
    add_page(packing, &back, PACK_OWN_PAGE);
}

/* The pages of the instructions are in no book: they have no folios. */
static void
add_instructions(struct packing *packing, struct pages *pages)
{
    for (size_t i = 0; i < pages->count; i++) {
        struct page *page = &pages->items[i];
        size_t kept = 0;
        for (size_t j = 0; j < page->mark_count; j++)
            if (page->marks[j].artifact != ARTIFACT_FOOTER &&
                page->marks[j].artifact != ARTIFACT_HEADER)
                page->marks[kept++] = page->marks[j];
        page->mark_count = kept;
        page->label = TEXT("");
        add_page(packing, page, PACK_OWN_PAGE);
    }
    if (pages->count % 2)
        add_back(packing, &pages->items[pages->count - 1]);
}

static void
add_sheets(struct packing *packing, struct pack_sheets sheets)
{
    const struct pages *pages = packing->pages;
    for (size_t i = sheets.first; i < sheets.first + sheets.count; i++)
        if (i < pages->count)
            add_page(packing, &pages->items[i], (uint32_t)i);
        else
            add_back(packing, &pages->items[i - 1]);
}

void
pack_lay_out(struct layout_context *context, const struct reader_before *before,
             const struct pages *pages, struct pack_file *file)
{
    struct packing packing = {.arena = context->arena, .pages = pages};
    struct layout_context own = *context;
    struct pages first;
    own.kept = NULL;
    own.scratch = arena_new();
    packing.pack =
        pack_make(context->arena, &before->key, before->reader, pages);
    layout_pages(&own, instructions(context, &packing, before->version),
                 &first);
    arena_free(own.scratch);
    add_instructions(&packing, &first);
    *file = (struct pack_file){.sheet_count = 0};
    for (size_t i = 0; i < packing.pack->step_count; i++) {
        add_sheets(&packing, packing.pack->steps[i].in);
        file->sheet_count += packing.pack->steps[i].in.count / 2;
    }
    file->pages.items = packing.collected.items;
    file->pages.count = file->pages.capacity = packing.collected.count;
    file->order = packing.order.items;
}
