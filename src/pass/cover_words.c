/* The words on a printed cover. */
#include "doc/variable.h"
#include "pass/copy.h"
#include "pass/pass.h"

static void
add(struct pass_context *context, struct node *chapter, const char *class_name,
    struct text text)
{
    if (text_trim(text).size)
        append_paragraph(context->arena, chapter, NODE_PARAGRAPH, class_name,
                         text_trim(text));
}

/* A blank line, in YAML a line break, parts paragraphs. */
static void
add_blurb(struct pass_context *context, struct node *chapter, struct text blurb)
{
    for (size_t at = 0; at < blurb.size;) {
        size_t end = text_index(blurb, '\n', at);
        add(context, chapter, "blurb", text_slice(blurb, at, end));
        at = end + 1;
    }
}

struct node *
cover_tree(struct pass_context *context, const struct edition *edition)
{
    struct arena *arena = context->arena;
    const struct book *book = context->book;
    struct node *root = node_new(arena, NODE_BOOK, edition->span);
    struct node *chapter = node_new(arena, NODE_CHAPTER, edition->span);
    node_append(root, chapter);
    node_add_class(arena, chapter, TEXT("cover"));
    add(context, chapter, "title", edition->title);
    add(context, chapter, "subtitle", edition->subtitle);
    add(context, chapter, "publisher",
        book->publisher.size ? book->publisher : book->creator);
    if (edition->is_draft)
        add(context, chapter, "lead", book_word(book, "Draft-mark"));
    add(context, chapter, "lead", edition->subtitle);
    struct text blurb =
        edition->blurb.size ? edition->blurb : book->description;
    add_blurb(context, chapter,
              variables_expand(arena, blurb, edition->span, edition->variables,
                               edition->variable_count, context->diag));
    struct text version =
        book->version.size
            ? arena_printf(arena, "%.*s\xC2\xA0%.*s",
                           TEXT_PRINTF(book_word(book, "Version")),
                           TEXT_PRINTF(book->version))
            : TEXT("");
    const char *between = version.size && book->licence.size ? " \u00b7 " : "";
    add(context, chapter, "rights",
        arena_printf(arena, "%.*s%s%.*s", TEXT_PRINTF(version), between,
                     TEXT_PRINTF(book->licence)));
    return root;
}
