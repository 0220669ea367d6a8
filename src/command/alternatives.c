/* list --alternatives: what figures say to who does not see them, for a person
 * to judge: no program knows whether it is the right thing. */
#include "command/alternatives.h"

#include "base/array.h"
#include "base/message.h"

#include <stdio.h>

/* A picture at one place of the sources. */
struct alternative {
    struct text place;   /* "book/een.md:3:1: beelden/een.png" */
    struct text text;    /* as it is in the first edition that shows it */
    struct buffer pages; /* "nieuw p. 12, ervaren p. 14" */
};

struct listing {
    struct session *session;
    struct arena *arena;
    ARRAY(struct alternative) items;
};

static struct text
place_of(struct arena *arena, const struct node *image)
{
    struct text path = image->image.path;
    if (!image->span.source)
        return arena_text(arena, path);
    struct place place = span_place(image->span);
    return arena_printf(arena, "%.*s:%u:%u: %.*s",
                        TEXT_PRINTF(image->span.source->path), place.line,
                        place.column, TEXT_PRINTF(path));
}

/* Editions read their sources anew: places are told apart by their words. */
static struct alternative *
alternative_at(struct listing *listing, const struct node *image)
{
    struct text place = place_of(listing->arena, image);
    for (size_t i = 0; i < listing->items.count; i++)
        if (text_equal(listing->items.items[i].place, place))
            return &listing->items.items[i];
    struct alternative *item = ARRAY_PUSH(listing->arena, &listing->items);
    *item = (struct alternative){
        .place = place,
        .text = arena_text(listing->arena, text_trim(image->text))};
    return item;
}

static void
add_page(struct listing *listing, const struct edition *edition,
         const struct page *page)
{
    for (size_t i = 0; i < page->mark_count; i++) {
        const struct mark *mark = &page->marks[i];
        if (mark->kind != MARK_IMAGE || !mark->node ||
            mark->node->kind != NODE_IMAGE)
            continue;
        struct alternative *item = alternative_at(listing, mark->node);
        buffer_printf(
            &item->pages, "%s%.*s %.*s %.*s", item->pages.size ? ", " : "",
            TEXT_PRINTF(edition->id),
            TEXT_PRINTF(book_word(listing->session->book, "page-short")),
            TEXT_PRINTF(page->label));
    }
}

static void
add_edition(struct listing *listing, const struct edition *edition)
{
    struct product product;
    product_make(listing->session, edition, PRODUCT_TREE | PRODUCT_PAGES, NULL,
                 NULL, &product);
    for (size_t i = 0; i < product.pages.count; i++)
        add_page(listing, edition, &product.pages.items[i]);
    product_release(&product);
}

static void
print(struct listing *listing)
{
    for (size_t i = 0; i < listing->items.count; i++) {
        struct alternative *item = &listing->items.items[i];
        struct text text = item->text.size
                               ? item->text
                               : text_of(message("no alternative text: it is "
                                                 "not read out"));
        printf("%.*s\n    (%.*s)\n    %.*s\n", TEXT_PRINTF(item->place),
               TEXT_PRINTF(buffer_text(&item->pages)), TEXT_PRINTF(text));
        buffer_release(&item->pages);
    }
}

void
alternatives_print(struct session *session,
                   const struct edition *const *editions, size_t count)
{
    struct listing listing = {.session = session, .arena = session->arena};
    for (size_t i = 0; i < count; i++)
        add_edition(&listing, editions[i]);
    print(&listing);
}
