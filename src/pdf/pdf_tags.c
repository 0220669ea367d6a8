#include "pdf/pdf_tags.h"

#include "pdf/pdf_role.h"
#include "pdf/pdf_format.h"

/* What stands in an element, in reading order. */
struct pdf_kid {
    enum { KID_TAG, KID_CONTENT, KID_OBJECT } kind;
    unsigned mcid;                   /* CONTENT */
    const struct pdf_tag *tag;       /* TAG */
    const struct pdf_object *page;   /* CONTENT, OBJECT */
    const struct pdf_object *object; /* OBJECT */
    struct pdf_kid *next;
};

struct page_tags {
    ARRAY(struct pdf_tag *) elements; /* by MCID */
};

void
pdf_tags_init(struct pdf_tags *tags, struct arena *arena, struct pdf_file *file,
              struct pdf_nodes *nodes, const struct pdf_object *pages,
              size_t page_count)
{
    *tags = (struct pdf_tags){.arena = arena,
                              .file = file,
                              .nodes = nodes,
                              .pages = pages,
                              .page_count = page_count};
    tags->page_tags = ARENA_ARRAY(arena, page_count, struct page_tags);
    tags->document.type = "Document";
}

/* --- kids ---------------------------------------------------------------- */

/* A kid after `before`; at the front when that is NULL. */
static struct pdf_kid *
kid_insert(struct pdf_tags *tags, struct pdf_tag *parent,
           struct pdf_kid *before)
{
    struct pdf_kid *kid = ARENA_NEW(tags->arena, struct pdf_kid);
    kid->next = before ? before->next : parent->first;
    if (before)
        before->next = kid;
    else
        parent->first = kid;
    if (parent->last == before || !parent->last)
        parent->last = kid;
    return kid;
}

static struct pdf_tag *
tag_insert(struct pdf_tags *tags, struct pdf_tag *parent,
           struct pdf_kid *before, const char *type, const struct node *node)
{
    struct pdf_tag *tag = ARENA_NEW(tags->arena, struct pdf_tag);
    *ARRAY_PUSH(tags->arena, &tags->list) = tag;
    tag->type = type;
    tag->parent = parent;
    tag->node = node;
    tag->own = kid_insert(tags, parent, before);
    tag->own->kind = KID_TAG;
    tag->own->tag = tag;
    return tag;
}

static struct pdf_tag *
tag_append(struct pdf_tags *tags, struct pdf_tag *parent, const char *type,
           const struct node *node)
{
    return tag_insert(tags, parent, parent->last, type, node);
}

/* --- elements of nodes --------------------------------------------------- */

/* The block in which a note is called. */
static const struct node *
block_around(const struct node *node)
{
    while (node && node_kind_is_inline(node->kind))
        node = node->parent;
    return node;
}

/* A note stands after the paragraph or heading that calls it; in other
 * blocks (captions, cells, terms) at their end. */
static struct pdf_tag *
note_add(struct pdf_tags *tags, const struct pdf_node *entry)
{
    const struct node *block = entry->call ? block_around(entry->call) : NULL;
    struct pdf_tag *tag;
    if (!block) {
        tag = tag_append(tags, &tags->document, "Note", entry->node);
    } else {
        struct pdf_tag *inside = pdf_tags_find(tags, block, PART_CONTENT);
        bool after =
            (block->kind == NODE_PARAGRAPH || block->kind == NODE_HEADING) &&
            inside->own;
        if (after) {
            struct pdf_kid *before =
                inside->last_note ? inside->last_note : inside->own;
            tag = tag_insert(tags, inside->parent, before, "Note", entry->node);
            inside->last_note = tag->own;
        } else {
            tag = tag_append(tags, inside, "Note", entry->node);
        }
    }
    *ARRAY_PUSH(tags->arena, &tags->notes) = tag;
    tag->note = (unsigned)tags->notes.count;
    return tag;
}

static int
heading_level(struct pdf_tags *tags, const struct node *heading)
{
    int level = heading->heading.level;
    if (level > tags->heading_level + 1)
        level = tags->heading_level + 1;
    if (level < 1)
        level = 1;
    if (level > 6)
        level = 6;
    tags->heading_level = level;
    return level;
}

/* A definition stands in the list item of its term. */
static bool
definition_fill(struct pdf_tags *tags, struct pdf_node *entry)
{
    const struct node *term = entry->node->previous;
    while (term && term->kind != NODE_TERM)
        term = term->previous;
    const struct pdf_node *item =
        term ? pdf_nodes_find(tags->nodes, term) : NULL;
    if (!item || !item->inner)
        return false;
    entry->outer = item->outer;
    entry->inner = tag_append(tags, item->outer, "LBody", entry->node);
    return true;
}

/* A float that stands on a later page than text after it still comes before
 * that: behind the element of what was written before it. */
static struct pdf_kid *
kid_before(struct pdf_tags *tags, const struct node *node,
           const struct pdf_tag *parent)
{
    const struct node *block = node_block_before(node);
    const struct pdf_node *before =
        block ? pdf_nodes_find(tags->nodes, block) : NULL;
    const struct pdf_tag *tag = before ? before->outer : NULL;
    while (tag && tag->parent != parent) /* in a div of its own */
        tag = tag->parent;
    if (!tag || !tag->own)
        return parent->last;
    return tag->last_note ? tag->last_note : tag->own;
}

static bool
may_float(const struct node *node)
{
    return node->kind == NODE_FIGURE || node->kind == NODE_TABLE ||
           node->kind == NODE_DIV;
}

/* A link inside a link (the page number of a reference) is part of that. */
static bool
is_in_link(const struct pdf_tags *tags, const struct node *node)
{
    for (node = node->parent; node && (node_kind_is_inline(node->kind) ||
                                       node->kind == NODE_CONTENTS_ENTRY);
         node = node->parent) {
        const struct pdf_node *entry = pdf_nodes_find(tags->nodes, node);
        if (entry && entry->is_linked)
            return true;
    }
    return false;
}

static void
entry_fill(struct pdf_tags *tags, struct pdf_node *entry,
           struct pdf_tag *parent)
{
    static const char *const headings[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    const struct node *node = entry->node;
    struct pdf_role role =
        pdf_role_of(node, entry->is_linked && !is_in_link(tags, node));
    entry->outer = entry->inner = parent;
    if (node->kind == NODE_BOOK) {
        entry->outer = entry->inner = &tags->document;
        return;
    }
    if (node->kind == NODE_DEFINITION && definition_fill(tags, entry))
        return;
    if (node->kind == NODE_FOOTNOTE)
        entry->outer = note_add(tags, entry);
    else if (node->kind == NODE_HEADING)
        entry->outer = tag_append(
            tags, parent, headings[heading_level(tags, node) - 1], node);
    else if (role.types[0] && may_float(node))
        entry->outer = tag_insert(tags, parent, kid_before(tags, node, parent),
                                  role.types[0], node);
    else if (role.types[0])
        entry->outer = tag_append(tags, parent, role.types[0], node);
    entry->inner = entry->outer;
    if (entry->outer == parent)
        return;
    entry->outer->language = node->language;
    entry->outer->entries = text_of(role.entries);
    for (int i = 1; i < PDF_ROLE_TYPES && role.types[i]; i++)
        entry->inner = tag_append(tags, entry->inner, role.types[i], node);
    if (node->kind == NODE_IMAGE)
        entry->inner->alternative = node->text;
}

/* All of a table down to its cells, so that rows have as many columns as the
 * table even where cells are empty, as on worksheets. */
static void
table_fill(struct pdf_tags *tags, const struct node *table)
{
    for (const struct node *n = table->first_child; n;
         n = n->kind == NODE_CELL || n->kind == NODE_CAPTION
                 ? node_skip(n, table)
                 : node_next(n, table)) {
        struct pdf_node *entry = pdf_nodes_place(tags->nodes, n);
        if (!entry->inner)
            entry_fill(tags, entry,
                       pdf_nodes_find(tags->nodes, n->parent)->inner);
    }
    pdf_tags_name_heads(tags, table);
}

/* Puts `node` and those around it that have no elements yet on the chain,
 * innermost first; returns the element that they hang in. */
static struct pdf_tag *
chain_collect(struct pdf_tags *tags, const struct node *node)
{
    for (const struct node *n = node; n; n = n->parent) {
        if (n != node && !pdf_role_matters(n))
            continue;
        const struct pdf_node *entry = pdf_nodes_find(tags->nodes, n);
        if (entry && entry->inner)
            return entry->inner;
        *ARRAY_PUSH(tags->arena, &tags->chain) = n;
    }
    return &tags->document;
}

/* The entry of a node with its elements, all those around it first.  No
 * recursion over the tree's depth; notes nest only as deep as calls do, and
 * put what they need on top of the chain. */
static struct pdf_node *
entry_of(struct pdf_tags *tags, const struct node *node)
{
    size_t base = tags->chain.count;
    struct pdf_tag *parent = chain_collect(tags, node);
    while (tags->chain.count > base) {
        const struct node *n = tags->chain.items[--tags->chain.count];
        struct pdf_node *entry = pdf_nodes_place(tags->nodes, n);
        if (!entry->inner) /* a note or a table may have made it */
            entry_fill(tags, entry, parent);
        if (n->kind == NODE_TABLE)
            table_fill(tags, n);
        parent = entry->inner;
    }
    return pdf_nodes_find(tags->nodes, node);
}

static struct pdf_tag *
label_tag(struct pdf_tags *tags, struct pdf_node *entry)
{
    if (entry->label)
        return entry->label;
    switch (pdf_role_label(entry->node)) {
    case PDF_LABEL_LBL:
        entry->label = tag_insert(tags, entry->outer, NULL, "Lbl", NULL);
        if (entry->is_linked)
            entry->label = tag_append(tags, entry->label, "Link", NULL);
        break;
    case PDF_LABEL_PARAGRAPH:
        entry->label = tag_append(tags, entry->inner, "P", NULL);
        break;
    case PDF_LABEL_INLINE:
        entry->label = entry->inner;
        break;
    }
    return entry->label;
}

/* The nearest node that has elements of its own. */
static const struct node *
node_that_matters(struct pdf_tags *tags, const struct node *node)
{
    for (; node->parent; node = node->parent) {
        const struct pdf_node *entry;
        if (pdf_role_matters(node))
            break;
        entry = pdf_nodes_find(tags->nodes, node);
        if (entry && entry->is_linked)
            break;
    }
    return node;
}

struct pdf_tag *
pdf_tags_find(struct pdf_tags *tags, const struct node *node,
              enum mark_part part)
{
    if (node == tags->last_node && part == tags->last_part)
        return tags->last_tag;
    struct pdf_node *entry = entry_of(tags, node_that_matters(tags, node));
    if (node->kind == NODE_NOTE_CALL && node->target) {
        struct pdf_node *note = pdf_nodes_place(tags->nodes, node->target);
        if (!note->call)
            note->call = node;
    }
    bool is_label = part == PART_LABEL && entry->node == node;
    struct pdf_tag *tag = is_label ? label_tag(tags, entry) : entry->inner;
    tags->last_node = node;
    tags->last_part = part;
    tags->last_tag = tag;
    return tag;
}

struct pdf_tag *
pdf_tags_span(struct pdf_tags *tags, struct pdf_tag *parent, struct text actual)
{
    struct pdf_tag *tag = tag_append(tags, parent, "Span", NULL);
    tag->actual = actual;
    return tag;
}

struct pdf_tag *
pdf_tags_word(struct pdf_tags *tags, struct pdf_tag *parent,
              const struct node *node, struct text actual)
{
    struct pdf_tag *tag = pdf_tags_span(tags, parent, actual);
    *ARRAY_PUSH(tags->arena, &tags->words) = (struct pdf_word){node, tag};
    return tag;
}

struct pdf_tag *
pdf_tags_word_rest(struct pdf_tags *tags, struct pdf_tag *parent,
                   const struct node *node)
{
    for (size_t i = tags->words.count; i-- > 0;)
        if (tags->words.items[i].node == node)
            return tags->words.items[i].tag;
    return parent;
}

struct pdf_tag *
pdf_tags_form(struct pdf_tags *tags, struct pdf_tag *parent,
              const struct node *node)
{
    return tag_append(tags, parent, "Form", node);
}

/* --- content ------------------------------------------------------------- */

unsigned
pdf_tags_content(struct pdf_tags *tags, struct pdf_tag *tag, uint32_t page)
{
    struct page_tags *page_tags = &tags->page_tags[page];
    unsigned mcid = (unsigned)page_tags->elements.count;
    *ARRAY_PUSH(tags->arena, &page_tags->elements) = tag;
    struct pdf_kid *kid = kid_insert(tags, tag, tag->last);
    kid->kind = KID_CONTENT;
    kid->mcid = mcid;
    kid->page = &tags->pages[page];
    if (!tag->page)
        tag->page = kid->page;
    return mcid;
}

unsigned
pdf_tags_annotation(struct pdf_tags *tags, struct pdf_tag *tag,
                    const struct pdf_object *annotation, uint32_t page)
{
    struct pdf_kid *kid = kid_insert(tags, tag, tag->last);
    kid->kind = KID_OBJECT;
    kid->page = &tags->pages[page];
    kid->object = annotation;
    *ARRAY_PUSH(tags->arena, &tags->annotations) = tag;
    return (unsigned)(tags->page_count + tags->annotations.count - 1);
}

/* --- objects ------------------------------------------------------------- */

static void
kid_write(const struct pdf_tag *tag, const struct pdf_kid *kid,
          struct buffer *out)
{
    if (kid->kind == KID_TAG) {
        pdf_reference(out, kid->tag->object.id);
    } else if (kid->kind == KID_OBJECT) {
        buffer_append_string(out, "<</Type/OBJR/Obj ");
        pdf_reference(out, kid->object->id);
        buffer_append_string(out, "/Pg ");
        pdf_reference(out, kid->page->id);
        buffer_append_string(out, ">>");
    } else if (kid->page == tag->page) {
        pdf_integer(out, kid->mcid);
    } else {
        buffer_append_string(out, "<</Type/MCR/Pg ");
        pdf_reference(out, kid->page->id);
        buffer_append_string(out, "/MCID ");
        pdf_integer(out, kid->mcid);
        buffer_append_string(out, ">>");
    }
}

static void
string_entry(struct buffer *out, const char *key, struct text value)
{
    if (!value.size)
        return;
    buffer_append_string(out, key);
    pdf_string(out, value);
}

static void
tag_write(const struct pdf_object *object, struct buffer *out)
{
    const struct pdf_tag *tag = (const struct pdf_tag *)object;
    buffer_append_string(out, "/S/");
    buffer_append_string(out, tag->type);
    buffer_append_string(out, "/P ");
    pdf_reference(out, tag->parent ? tag->parent->object.id : tag->root_id);
    if (tag->page) {
        buffer_append_string(out, "/Pg ");
        pdf_reference(out, tag->page->id);
    }
    string_entry(out, "/Lang", tag->language);
    string_entry(out, "/Alt", tag->alternative);
    string_entry(out, "/ActualText", tag->actual);
    if (tag->note)
        buffer_printf(out, "/ID(note-%08u)", tag->note);
    if (tag->head)
        buffer_printf(out, "/ID(th-%08u)", tag->head);
    buffer_append_text(out, tag->entries);
    if (!tag->first)
        return;
    buffer_append_string(out, "/K");
    bool single = !tag->first->next && tag->first->kind != KID_OBJECT;
    buffer_append_byte(out, single ? ' ' : '[');
    for (const struct pdf_kid *kid = tag->first; kid; kid = kid->next) {
        kid_write(tag, kid, out);
        if (kid->next)
            buffer_append_byte(out, ' ');
    }
    if (!single)
        buffer_append_byte(out, ']');
}

/* --- the trees beside the elements --------------------------------------- */

enum { LEAF = 64 }; /* keys in a leaf of a number or name tree */

/* Key `index` of the parent tree: a page's elements, or an annotation's. */
static void
parent_entry(const struct pdf_tags *tags, size_t index, struct buffer *out)
{
    pdf_integer(out, (int64_t)index);
    if (index >= tags->page_count) {
        buffer_append_byte(out, ' ');
        pdf_reference(
            out, tags->annotations.items[index - tags->page_count]->object.id);
        buffer_append_byte(out, '\n');
        return;
    }
    const struct page_tags *page = &tags->page_tags[index];
    buffer_append_byte(out, '[');
    for (size_t i = 0; i < page->elements.count; i++) {
        if (i)
            buffer_append_byte(out, i % 16 ? ' ' : '\n');
        pdf_reference(out, page->elements.items[i]->object.id);
    }
    buffer_append_string(out, "]\n");
}

static struct text
parent_tree(struct pdf_tags *tags)
{
    struct buffer out = {0}, kids = {0};
    size_t count = tags->page_count + tags->annotations.count;
    for (size_t first = 0; first < count; first += LEAF) {
        size_t end = first + LEAF < count ? first + LEAF : count;
        struct pdf_object *leaf = ARENA_NEW(tags->arena, struct pdf_object);
        pdf_object_add(tags->file, leaf);
        buffer_clear(&out);
        buffer_printf(&out, "/Limits[%zu %zu]/Nums[", first, end - 1);
        for (size_t i = first; i < end; i++)
            parent_entry(tags, i, &out);
        buffer_append_byte(&out, ']');
        leaf->body = arena_text(tags->arena, buffer_text(&out));
        pdf_reference(&kids, leaf->id);
        buffer_append_byte(&kids, '\n');
    }
    struct text result = arena_printf(tags->arena,
                                      "/ParentTree<</Kids[%s]>>"
                                      "/ParentTreeNextKey %zu",
                                      kids.data ? kids.data : "", count);
    buffer_release(&out);
    buffer_release(&kids);
    return result;
}

/* The leaves with "WORD-00000001" and on; their references in *kids. */
static void
identifier_leaves(struct pdf_tags *tags, const char *word,
                  struct pdf_tag *const *items, size_t count,
                  struct buffer *kids)
{
    struct buffer out = {0};
    for (size_t first = 0; first < count; first += LEAF) {
        size_t end = first + LEAF < count ? first + LEAF : count;
        struct pdf_object *leaf = ARENA_NEW(tags->arena, struct pdf_object);
        pdf_object_add(tags->file, leaf);
        buffer_clear(&out);
        buffer_printf(&out, "/Limits[(%s-%08zu)(%s-%08zu)]/Names[", word,
                      first + 1, word, end);
        for (size_t i = first; i < end; i++) {
            buffer_printf(&out, "(%s-%08zu)", word, i + 1);
            pdf_reference(&out, items[i]->object.id);
            buffer_append_byte(&out, '\n');
        }
        buffer_append_byte(&out, ']');
        leaf->body = arena_text(tags->arena, buffer_text(&out));
        pdf_reference(kids, leaf->id);
        buffer_append_byte(kids, '\n');
    }
    buffer_release(&out);
}

/* Names are sorted: notes stand before heads. */
static struct text
identifier_tree(struct pdf_tags *tags)
{
    struct buffer kids = {0};
    identifier_leaves(tags, "note", tags->notes.items, tags->notes.count,
                      &kids);
    identifier_leaves(tags, "th", tags->heads.items, tags->heads.count, &kids);
    struct text result =
        kids.size ? arena_printf(tags->arena, "/IDTree<</Kids[%s]>>", kids.data)
                  : TEXT("");
    buffer_release(&kids);
    return result;
}

void
pdf_tags_write(struct pdf_tags *tags)
{
    pdf_object_add(tags->file, &tags->root);
    pdf_object_add(tags->file, &tags->document.object);
    tags->document.root_id = tags->root.id;
    tags->document.object.write = tag_write;
    bool has_asides = false;
    for (size_t i = 0; i < tags->list.count; i++) {
        struct pdf_tag *tag = tags->list.items[i];
        pdf_object_add(tags->file, &tag->object);
        tag->object.write = tag_write;
        has_asides |= tag->type == pdf_role_aside;
    }
    struct text parents = parent_tree(tags);
    struct text identifiers = identifier_tree(tags);
    tags->root.body = arena_printf(
        tags->arena, "/Type/StructTreeRoot/K %u 0 R%s%.*s%.*s",
        tags->document.object.id, has_asides ? "/RoleMap<</Aside/Div>>" : "",
        TEXT_PRINTF(parents), TEXT_PRINTF(identifiers));
}
