#include "read/block_list.h"

#include "base/array.h"

/* Where a block stands in the list; its count when it is not there. */
static size_t
find_block(const struct outline *blocks, int number)
{
    size_t at = 0;
    while (at < blocks->count && blocks->items[at].number != number)
        at++;
    return at;
}

/* Puts a block in the place of the same number, else before the first higher
 * number. */
static void
put_block(struct manifest *manifest, struct outline *blocks,
          struct outline_entry entry)
{
    size_t at = find_block(blocks, entry.number);
    if (at == blocks->count) {
        (void)ARRAY_PUSH(manifest->arena, blocks);
        while (at > 0 && blocks->items[at - 1].number > entry.number) {
            blocks->items[at] = blocks->items[at - 1];
            at--;
        }
    }
    blocks->items[at] = entry;
}

static void
remove_block(struct outline *blocks, int number)
{
    size_t at = find_block(blocks, number);
    for (; at + 1 < blocks->count; at++)
        blocks->items[at] = blocks->items[at + 1];
    if (at < blocks->count)
        blocks->count--;
}

/* The name of a depth, or a list of roles. */
static const struct depth *
read_depth(struct manifest *manifest, const struct yaml *value)
{
    if (value->kind != YAML_LIST)
        return manifest_find_depth(manifest, value);
    struct depth *depth = ARENA_NEW(manifest->arena, struct depth);
    *depth = (struct depth){.name = TEXT("roles"),
                            .roles = manifest_read_roles(manifest, value),
                            .span = value->span};
    return depth;
}

static void
read_block(struct manifest *manifest, const struct yaml *item,
           struct outline *blocks)
{
    const struct yaml *depth = NULL;
    struct yaml number = *item;
    if (item->kind == YAML_MAP && item->child_count == 1) {
        depth = &item->children[0];
        number = (struct yaml){.kind = YAML_SCALAR,
                               .span = depth->key_span,
                               .scalar = depth->key,
                               .key = depth->key};
    }
    struct outline_entry entry = {
        .kind = OUTLINE_BLOCK, .must_show = true, .span = number.span};
    if (!yaml_int(&number, 1, 9999, &entry.number, manifest->diag))
        return;
    if (!book_block(manifest->book, entry.number)) {
        diag_report(manifest->diag, BLOCK_UNLISTED, entry.span, entry.number);
        return;
    }
    if (depth && depth->kind == YAML_SCALAR &&
        text_equals(depth->scalar, "none")) {
        remove_block(blocks, entry.number);
        return;
    }
    entry.depth = depth ? read_depth(manifest, depth) : NULL;
    put_block(manifest, blocks, entry);
}

static struct text
block_key(const struct yaml *item)
{
    return item->kind == YAML_MAP && item->child_count ? item->children[0].key
                                                       : item->scalar;
}

void
block_list_add(struct manifest *manifest, const struct yaml *list,
               struct outline *blocks)
{
    if (!list || !yaml_is_list(list, manifest->diag))
        return;
    for (size_t i = 0; i < list->child_count; i++) {
        read_block(manifest, &list->children[i], blocks);
        struct text number = block_key(&list->children[i]);
        for (size_t j = 0; j < i; j++)
            if (text_equal(number, block_key(&list->children[j])))
                diag_report_hint(manifest->diag, NAME_TWICE,
                                 TEXT("take one of the two out"),
                                 list->children[i].span, TEXT_PRINTF(number));
    }
}
