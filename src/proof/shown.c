#include "proof/shown.h"

#include "media/image.h"

/* `whole`: with what hangs on other parts of the tree too: labels, which may
 * be counted on from others, and the numbers of notes. */
static void
add_attributes(struct blake2 *hash, const struct node *node, bool whole)
{
    blake2_add_text(hash, node->text);
    if (whole)
        blake2_add_text(hash, node->id);
    blake2_add_text(hash, node->role);
    blake2_add_text(hash, node->language);
    blake2_add_number(hash, node->class_count);
    for (uint32_t i = 0; i < node->class_count; i++)
        blake2_add_text(hash, node->classes[i]);
    blake2_add_number(hash, node->attribute_count);
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        blake2_add_text(hash, node->attributes[i].key);
        blake2_add_text(hash, node->attributes[i].value);
    }
    if (whole)
        blake2_add_text(hash, node->target ? node->target->id : TEXT(""));
}

static void
add_image(struct blake2 *hash, const struct node *node)
{
    const struct image *image = node->image.image;
    blake2_add_text(hash, node->image.title);
    blake2_add_text(hash, image ? image->bytes : TEXT(""));
    blake2_add_number(hash, image ? image->orientation : 0);
}

/* What only some kinds have. */
static void
add_particulars(struct blake2 *hash, const struct node *node)
{
    if (node->kind == NODE_CHAPTER) {
        blake2_add_number(hash, (uint64_t)node->chapter.kind);
        blake2_add_number(hash, (uint64_t)node->chapter.matter);
        blake2_add_number(hash, (uint64_t)node->chapter.number);
    } else if (node->kind == NODE_PART) {
        blake2_add_number(hash, (uint64_t)node->part.number);
        if (node->part.tab.size)
            blake2_add_text(hash, node->part.tab);
    } else if (node->kind == NODE_HEADING) {
        blake2_add_number(hash, (uint64_t)node->heading.level);
    } else if (node->kind == NODE_LIST) {
        blake2_add_number(hash, node->list.ordered);
        blake2_add_number(hash, node->list.tight);
        blake2_add_number(hash, (uint64_t)node->list.start);
    } else if (node->kind == NODE_ITEM) {
        blake2_add_number(hash, node->item.task);
        blake2_add_number(hash, node->item.checked);
    } else if (node->kind == NODE_CODE_BLOCK) {
        blake2_add_text(hash, node->code.language);
    } else if (node->kind == NODE_CELL) {
        blake2_add_number(hash, node->cell.header);
        blake2_add_number(hash, (uint64_t)node->cell.alignment);
    } else if (node->kind == NODE_LINK) {
        blake2_add_text(hash, node->link.url);
        blake2_add_text(hash, node->link.title);
    } else if (node->kind == NODE_IMAGE) {
        add_image(hash, node);
    } else if (node->kind == NODE_LOCATOR) {
        blake2_add_number(hash, node->locator.main);
    } else if (node->kind == NODE_WRITING_LINES) {
        blake2_add_number(hash, (uint64_t)node->lines.count);
    }
}

static void
add_node(struct blake2 *hash, const struct node *node, const struct node *root,
         bool whole)
{
    uint64_t depth = 0;
    for (const struct node *up = node; up != root; up = up->parent)
        depth++;
    blake2_add_number(hash, depth);
    blake2_add_number(hash, (uint64_t)node->kind);
    add_attributes(hash, node, whole);
    add_particulars(hash, node);
}

static void
add_tree(struct blake2 *hash, const struct node *root, bool whole)
{
    for (const struct node *node = root; node; node = node_next(node, root)) {
        const struct node *note = node->target;
        add_node(hash, node, root, whole);
        if (node->kind != NODE_NOTE_CALL || !note)
            continue;
        if (whole)
            blake2_add_number(hash, (uint64_t)note->footnote.number);
        for (const struct node *at = note; at; at = node_next(at, note))
            add_node(hash, at, note, whole);
    }
}

/* The last of the texts, how the maker is filed, came later: without one the
 * digest is what it was. */
static void
add_manifest(struct blake2 *hash, const struct book *book,
             const struct edition *edition)
{
    struct text texts[BOOK_TEXTS];
    book_texts(book, edition, texts);
    for (size_t i = 0; i < BOOK_TEXTS; i++)
        if (i + 1 < BOOK_TEXTS || texts[i].size)
            blake2_add_text(hash, texts[i]);
    for (size_t i = 0; i < book->subject_count; i++)
        blake2_add_text(hash, book->subjects[i]);
}

static void
add_attached(struct blake2 *hash, const struct attachments *attached)
{
    for (size_t i = 0; i < attached->count; i++) {
        const struct attachment *attachment = &attached->items[i];
        blake2_add_number(hash, (uint64_t)attachment->form);
        blake2_add_text(hash, attachment->path);
        blake2_add_text(hash, attachment->title);
        blake2_add_text(hash, attachment->content);
    }
}

void
shown_digest(const struct book *book, const struct edition *edition,
             const struct node *tree, const struct attachments *attached,
             uint64_t style, int64_t date, unsigned char digest[BLAKE2_SIZE])
{
    struct blake2 hash;
    blake2_init(&hash);
    add_manifest(&hash, book, edition);
    blake2_add_number(&hash, style);
    blake2_add_number(&hash, (uint64_t)date);
    add_tree(&hash, tree, true);
    add_attached(&hash, attached);
    blake2_end(&hash, digest);
}

void
shown_part_digest(const struct node *root, unsigned char digest[BLAKE2_SIZE])
{
    struct blake2 hash;
    blake2_init(&hash);
    add_tree(&hash, root, false);
    blake2_end(&hash, digest);
}
