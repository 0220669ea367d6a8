#include "read/index_mark.h"

#include "base/utf8.h"

static bool
is_index_key(struct text key)
{
    return text_equals(key, "key") || text_equals(key, "see") ||
           text_equals(key, "seealso") || text_equals(key, "range");
}

/* What is left for the text itself. */
static struct attributes
attributes_of_text(struct reader *reader, const struct attributes *all)
{
    struct attributes rest = *all;
    rest.classes = ARENA_ARRAY(reader->arena, all->class_count, struct text);
    rest.class_spans =
        ARENA_ARRAY(reader->arena, all->class_count, struct span);
    rest.items = ARENA_ARRAY(reader->arena, all->item_count, struct attribute);
    rest.class_count = rest.item_count = 0;
    for (uint32_t i = 0; i < all->class_count; i++) {
        if (text_equals(all->classes[i], "index") ||
            text_equals(all->classes[i], "main"))
            continue;
        rest.class_spans[rest.class_count] = all->class_spans[i];
        rest.classes[rest.class_count++] = all->classes[i];
    }
    for (uint32_t i = 0; i < all->item_count; i++)
        if (!is_index_key(all->items[i].key))
            rest.items[rest.item_count++] = all->items[i];
    return rest;
}

static struct text
value_of(struct reader *reader, const struct attributes *attributes,
         const char *key)
{
    const struct attribute *item = attributes_find(attributes, key);
    return item ? utf8_compose(reader->arena, text_trim(item->value))
                : TEXT("");
}

static void
read_range(struct reader *reader, const struct attributes *attributes,
           struct node *mark)
{
    static const struct text names[] = {{"start", 5}, {"end", 3}};
    const struct attribute *range = attributes_find(attributes, "range");
    if (!range)
        return;
    if (text_equal(range->value, names[0]))
        mark->index.range = RANGE_START;
    else if (text_equal(range->value, names[1]))
        mark->index.range = RANGE_END;
    else
        diag_report_hint(reader->diag, VALUE_UNKNOWN,
                         diag_choose(reader->arena, range->value, names, 2),
                         range->span, "range", TEXT_PRINTF(range->value));
}

static struct node *
mark_new(struct reader *reader, const struct attributes *attributes,
         const struct node *node)
{
    struct node *mark =
        node_new(reader->arena, NODE_INDEX_MARK, attributes->span);
    mark->index.key = value_of(reader, attributes, "key");
    mark->index.see = value_of(reader, attributes, "see");
    mark->index.see_also = value_of(reader, attributes, "seealso");
    mark->index.main = attributes_have_class(attributes, "main");
    read_range(reader, attributes, mark);
    if (!mark->index.key.size)
        mark->index.key =
            text_trim(node->kind == NODE_IMAGE || node->kind == NODE_CODE
                          ? node->text
                          : node_plain_text(reader->arena, node));
    if (!mark->index.key.size)
        diag_report(reader->diag, INDEX_KEY_MISSING, attributes->span);
    return mark;
}

void
index_mark_apply(struct reader *reader, const struct attributes *attributes,
                 enum attribute_place place, struct node *node)
{
    struct attributes rest = attributes_of_text(reader, attributes);
    struct node *mark = mark_new(reader, attributes, node);
    bool is_span = node->kind == NODE_SPAN;
    bool is_bare = !rest.class_count && !rest.item_count && !rest.id.size;
    if (is_span && !node->first_child) {
        attributes_apply(reader, &rest, place, mark);
        node_insert_after(node, mark);
        node_remove(node);
        return;
    }
    attributes_apply(reader, &rest, place, node);
    if (is_span && !is_bare) {
        node_append(node, mark);
        return;
    }
    node_insert_after(node, mark);
    /* For these readers only: so is the mark. */
    mark->audience = node->audience;
    if (is_span)
        node_unwrap(node);
}
