#include "edition/removed.h"

#include "base/file.h"
#include "doc/slug.h"

#include <string.h>

/* Belongs to no block; its address tells "removed" from "never heard of". */
static const struct block_title no_block;

struct text
removed_block_label(const struct book *book, struct arena *arena, int number)
{
    struct text slug = slug_of(arena, book_block_word(book));
    return arena_printf(arena, "%.*s-%d", TEXT_PRINTF(slug), number);
}

int
removed_block_number(const struct book *book, struct arena *arena,
                     struct text label, struct text *rest)
{
    struct text slug = slug_of(arena, book_block_word(book));
    *rest = TEXT("");
    size_t at = slug.size + 1;
    if (slug.size == 0 || label.size <= at ||
        !text_equal(text_slice(label, 0, slug.size), slug) ||
        label.data[slug.size] != '-')
        return 0;
    int number = 0;
    for (; at < label.size && label.data[at] >= '0' && label.data[at] <= '9';
         at++) {
        if (number > 9999)
            return 0;
        number = number * 10 + (label.data[at] - '0');
    }
    if (at == label.size)
        return number;
    if (label.data[at] != '-')
        return 0;
    *rest = text_slice(label, at + 1, label.size);
    return number;
}

void
removed_note(struct edition_tree *tree, const struct node *node,
             const struct block_title *block)
{
    if (!block)
        block = &no_block;
    for (const struct node *at = node; at; at = node_next(at, node))
        if (at->id.size)
            map_set(&tree->removed, at->id, (void *)(uintptr_t)block);
}

const struct block_title *
removed_find(const struct edition_tree *tree, const struct book *book,
             struct arena *arena, struct text label)
{
    const struct block_title *block = map_find(&tree->removed, label);
    if (block)
        return block;
    struct text rest;
    int number = removed_block_number(book, arena, label, &rest);
    block = number ? book_block(book, number) : NULL;
    if (!block || !rest.size)
        return NULL;
    /* A part of a block: certain when the block is not here at all, or when
     * it is one of the parts that every block may have. */
    struct text whole = removed_block_label(book, arena, number);
    return map_find(&tree->removed, whole) || book_role(book, rest) ? block
                                                                    : NULL;
}

/* Is "{#label" written there, and not only the beginning of a longer one? */
static bool
is_written(struct arena *arena, struct text content, struct text label)
{
    struct text written = arena_printf(arena, "{#%.*s", TEXT_PRINTF(label));
    const char *end = content.data + content.size;
    for (const char *at = content.data;
         (at = memmem(at, (size_t)(end - at), written.data, written.size));
         at++)
        if (at + written.size < end && strchr(" }\t\r\n", at[written.size]))
            return true;
    return false;
}

int
removed_label_file(const struct book *book, struct arena *arena,
                   struct text label)
{
    enum { MOST = 16 * 1024 * 1024 };
    size_t count = 0;
    bool outside;
    struct text *names =
        folder_list(arena, &book->folder, book->block_folder, &count, &outside);
    for (size_t i = 0; i < count; i++) {
        struct text content,
            path = arena_printf(arena, "%.*s/%.*s",
                                TEXT_PRINTF(book->block_folder),
                                TEXT_PRINTF(names[i]));
        int number = book_file_number(names[i]);
        path = folder_resolve(arena, &book->folder, path, &outside);
        if (number && path.size &&
            file_read_bytes(arena, path.data, MOST, &content) &&
            is_written(arena, content, label))
            return number;
    }
    return 0;
}
