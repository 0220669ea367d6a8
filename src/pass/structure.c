#include "base/utf8.h"
#include "doc/address.h"
#include "pass/pass.h"
#include "pass/roots.h"

#include <string.h>

/* What has been seen of a chapter so far. */
struct structure {
    struct pass_context *context;
    int heading_level; /* of the last heading; 0 before the first */
};

static void
check_image(struct structure *structure, const struct node *image)
{
    if (text_trim(image->text).size)
        return;
    diag_report(structure->context->diag, ALT_MISSING, image->span);
}

static void
check_heading(struct structure *structure, const struct node *heading)
{
    int level = heading->heading.level, last = structure->heading_level;
    if (last && level > last + 1)
        diag_report(structure->context->diag, HEADING_SKIPPED, heading->span,
                    level, last);
    structure->heading_level = level;
}

static bool
has_words(const struct node *head)
{
    for (const struct node *node = head; node; node = node_next(node, head))
        if ((node->kind == NODE_TEXT && text_trim(node->text).size) ||
            node->kind == NODE_CODE || node->kind == NODE_IMAGE)
            return true;
    return false;
}

static void
check_table(struct structure *structure, const struct node *table)
{
    for (const struct node *part = table->first_child; part; part = part->next)
        if (part->kind == NODE_TABLE_HEAD && has_words(part))
            return;
    diag_report(structure->context->diag, TABLE_HEAD_MISSING, table->span);
}

/* A link's words must make sense in a list of links. */
static void
check_link(struct structure *structure, const struct node *link)
{
    static const char *const vague[] = {"hier",      "klik hier", "lees meer",
                                        "meer",      "deze link", "link",
                                        "lees hier", "here",      "click here",
                                        "read more", "this link"};
    struct arena *arena = structure->context->arena;
    struct text words = text_trim(node_plain_text(arena, link));
    if (words.size > 12)
        return;
    char lower[16] = "";
    for (size_t at = 0; at < words.size; at++)
        lower[at] = words.data[at] >= 'A' && words.data[at] <= 'Z'
                        ? (char)(words.data[at] - 'A' + 'a')
                        : words.data[at];
    for (size_t i = 0; i < sizeof vague / sizeof vague[0]; i++)
        if (strcmp(lower, vague[i]) == 0)
            diag_report(structure->context->diag, LINK_TEXT_VAGUE, link->span,
                        TEXT_PRINTF(words));
}

/* Where `words` stand in a text, as words of their own; NULL. */
static const char *
find_words(struct text text, const char *words)
{
    size_t size = strlen(words);
    const char *at = text.data, *end = text.data + text.size;
    while (at && (at = memmem(at, (size_t)(end - at), words, size))) {
        size_t before = (size_t)(at - text.data);
        size_t after = before + size;
        if (!utf8_is_letter(utf8_previous(text, &before)) &&
            !utf8_is_letter(utf8_next(text, &after)))
            return at;
        at++;
    }
    return NULL;
}

/* "het kader hiernaast": somewhere else in another edition, and nowhere for
 * who listens.  "Van hiernaast" is where the neighbours live. */
static void
check_wording(struct structure *structure, const struct node *node)
{
    static const char *const places[] = {"hiernaast", "vorige bladzijde",
                                         "volgende bladzijde"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const char *at = find_words(node->text, places[i]);
        if (!at)
            continue;
        struct text before =
            text_slice(node->text, 0, (size_t)(at - node->text.data));
        if (!text_has_suffix(before, "van "))
            diag_report(structure->context->diag, WORDING_BY_PLACE, node->span,
                        (int)strlen(places[i]), places[i]);
    }
}

/* A code without its address is of no use to who has no telephone at hand. */
static void
check_code(struct structure *structure, const struct node *link)
{
    struct arena *arena = structure->context->arena;
    if (!node_has_class(link, "qr") ||
        (address_is_web(link->link.url) &&
         address_is_shown(node_plain_text(arena, link), link->link.url)))
        return;
    diag_report(structure->context->diag, QR_ADDRESS, link->span);
}

static void
check_node(struct structure *structure, const struct node *node)
{
    const struct book *book = structure->context->book;
    if (node->kind == NODE_CHAPTER || node->kind == NODE_PART)
        structure->heading_level = 0;
    else if (node->kind == NODE_HEADING)
        check_heading(structure, node);
    else if (node->kind == NODE_IMAGE)
        check_image(structure, node);
    else if (node->kind == NODE_TABLE)
        check_table(structure, node);
    else if (node->kind == NODE_LINK ||
             (node->kind == NODE_REFERENCE &&
              node->parent->kind != NODE_INDEX_ENTRY))
        check_link(structure, node);
    if (node->kind == NODE_LINK)
        check_code(structure, node);
    else if (node->kind == NODE_TEXT && !book->plain && book_is_dutch(book))
        check_wording(structure, node);
}

void
structure_check(struct pass_context *context)
{
    struct structure structure = {.context = context};
    struct roots roots = roots_collect(context);
    for (size_t i = 0; i < roots.count; i++) {
        struct node *root = roots.items[i].node;
        for (struct node *node = root; node; node = node_next(node, root))
            check_node(&structure, node);
    }
}
