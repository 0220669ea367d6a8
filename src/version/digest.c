#include "version/digest.h"

#include "media/image.h"

struct reader_key
reader_key_of(const unsigned char key[VERSION_KEY_SIZE], struct text id)
{
    struct reader_key reader = {0};
    struct blake2 hash;
    blake2_init(&hash);
    blake2_add(&hash, key, VERSION_KEY_SIZE);
    blake2_add_text(&hash, id);
    blake2_end(&hash, reader.bytes);
    return reader;
}

void
keyed_init(struct blake2 *hash, const struct reader_key *key)
{
    blake2_init(hash);
    blake2_add(hash, key->bytes, sizeof key->bytes);
}

short_digest
keyed_end(struct blake2 *hash)
{
    enum { BYTES = 6 };
    unsigned char digest[BLAKE2_SIZE];
    short_digest number = 0;
    blake2_end(hash, digest);
    for (int i = 0; i < BYTES; i++)
        number = number << 8 | digest[i];
    return number ? number : 1;
}

short_digest
keyed_text(const struct reader_key *key, struct text text)
{
    struct blake2 hash;
    keyed_init(&hash, key);
    blake2_add_text(&hash, text);
    return keyed_end(&hash);
}

/* --- pieces ----------------------------------------------------------------
 */

static bool
is_piece(const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_ITEM:
    case NODE_CODE_BLOCK:
    case NODE_FIGURE:
    case NODE_CAPTION:
    case NODE_ROW:
    case NODE_TERM:
    case NODE_DEFINITION:
    case NODE_WRITING_LINES:
        return true;
    default:
        return false;
    }
}

/* What a piece cannot lie in: the chapters of a part, what a pass made of
 * another place. */
static bool
is_elsewhere(const struct node *node, const struct node *chapter)
{
    return node->is_generated ||
           (node->kind == NODE_CHAPTER && node != chapter);
}

struct node *
piece_next(struct node *node, const struct node *chapter)
{
    bool leave = node != chapter;
    for (;;) {
        node = leave ? node_skip(node, chapter) : node_next(node, chapter);
        if (!node || is_piece(node))
            return node;
        leave = is_elsewhere(node, chapter);
    }
}

/* --- what is in them -------------------------------------------------------
 */

/* Texts come raw, all else behind a NUL, which no text has: so it is the same
 * however a text is cut. */
static void
add_sign(struct blake2 *hash, char sign, unsigned kind)
{
    const unsigned char bytes[] = {0, (unsigned char)sign, (unsigned char)kind};
    blake2_add(hash, bytes, sizeof bytes);
}

static void
add_looks(struct blake2 *hash, const struct node *node)
{
    blake2_add_text(hash, node->role);
    blake2_add_text(hash, node->language);
    for (uint32_t i = 0; i < node->class_count; i++)
        blake2_add_text(hash, node->classes[i]);
    blake2_add_number(hash, node->class_count);
}

static void
add_image(struct blake2 *hash, const struct node *node)
{
    const struct image *image = node->image.image;
    blake2_add_text(hash, node->text);
    blake2_add_text(hash, node->image.title);
    blake2_add_text(hash, image ? image->bytes : TEXT(""));
    blake2_add_number(hash, image ? image->orientation : 0);
}

/* What only some kinds have. */
static void
add_particulars(struct blake2 *hash, const struct node *node)
{
    switch ((int)node->kind) {
    case NODE_HEADING:
        blake2_add_number(hash, (uint64_t)node->heading.level);
        break;
    case NODE_LIST:
        blake2_add_number(hash, node->list.ordered);
        break;
    case NODE_ITEM:
        blake2_add_number(hash, node->item.task);
        blake2_add_number(hash, node->item.checked);
        break;
    case NODE_CELL:
        blake2_add_number(hash, node->cell.header);
        blake2_add_number(hash, (uint64_t)node->cell.alignment);
        break;
    case NODE_LINK:
        blake2_add_text(hash, node->link.url);
        break;
    case NODE_IMAGE:
        add_image(hash, node);
        break;
    case NODE_REFERENCE:
        if (!node->reference.written)
            blake2_add_text(hash, node->reference.label);
        break;
    case NODE_WRITING_LINES:
        blake2_add_number(hash, (uint64_t)node->lines.count);
        break;
    default:
        break;
    }
}

/* Marks for the index are not seen here; what passes made is of another
 * place. */
static bool
is_skipped(const struct node *node)
{
    return node->kind == NODE_INDEX_MARK || node->is_generated;
}

/* Its content is seen as if it stood there by itself: the link from a term to
 * its explanation, what only said who may see it. */
static bool
is_transparent(const struct node *node)
{
    if (node->kind == NODE_SPAN || node->kind == NODE_DIV)
        return !node->class_count && !node->role.size && !node->language.size;
    return node->kind == NODE_REFERENCE && node->parent &&
           node->parent->kind == NODE_SPAN &&
           node_has_class(node->parent, "term");
}

static void add_tree(struct blake2 *hash, const struct node *root);

static void
add_open(struct blake2 *hash, const struct node *node)
{
    if (is_transparent(node))
        return;
    if (node->kind == NODE_TEXT) {
        blake2_add(hash, node->text.data, node->text.size);
        return;
    }
    if (node->kind == NODE_SOFT_BREAK) {
        blake2_add(hash, " ", 1);
        return;
    }
    add_sign(hash, '<', node->kind);
    if (node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK)
        blake2_add_text(hash, node->text);
    add_looks(hash, node);
    add_particulars(hash, node);
    if (node->kind == NODE_NOTE_CALL && node->target)
        add_tree(hash, node->target); /* no note is called in a note */
}

static void
add_close(struct blake2 *hash, const struct node *node)
{
    if (node->kind != NODE_TEXT && node->kind != NODE_SOFT_BREAK &&
        !is_transparent(node))
        add_sign(hash, '>', 0);
}

static void
add_tree(struct blake2 *hash, const struct node *root)
{
    const struct node *node = root;
    for (;;) {
        bool skipped = is_skipped(node);
        if (!skipped)
            add_open(hash, node);
        if (!skipped && node->first_child) {
            node = node->first_child;
            continue;
        }
        for (;; node = node->parent) {
            if (!is_skipped(node))
                add_close(hash, node);
            if (node == root)
                return;
            if (node->next)
                break;
        }
        node = node->next;
    }
}

short_digest
piece_digest(const struct reader_key *key, const struct node *piece)
{
    struct blake2 hash;
    keyed_init(&hash, key);
    for (const struct node *around = piece->parent;
         around && around->kind != NODE_CHAPTER && around->kind != NODE_PART;
         around = around->parent) {
        if (is_transparent(around))
            continue;
        add_sign(&hash, '^', around->kind);
        add_looks(&hash, around);
        add_particulars(&hash, around);
    }
    add_tree(&hash, piece);
    return keyed_end(&hash);
}
