#include "doc/date.h"
#include "pass/copy.h"
#include "pass/pass.h"

static struct text
version_words(struct pass_context *context)
{
    const struct book *book = context->book;
    struct text date =
        date_words(context->arena, book->date, book_is_dutch(book));
    if (!book->version.size)
        return date;
    struct text version = arena_printf(context->arena, "%.*s\xC2\xA0%.*s",
                                       TEXT_PRINTF(book_word(book, "version")),
                                       TEXT_PRINTF(book->version));
    if (!date.size)
        return version;
    return arena_printf(context->arena, "%.*s, %.*s", TEXT_PRINTF(version),
                        TEXT_PRINTF(date));
}

static void
add_line(struct pass_context *context, struct node *page,
         const char *class_name, struct text text)
{
    if (text.size)
        append_paragraph(context->arena, page, NODE_PARAGRAPH, class_name,
                         text);
}

static void
add_logo(struct pass_context *context, struct node *page)
{
    const struct profile *profile = context->edition->profile;
    if (!profile || !profile->logo.size)
        return;
    struct node *figure =
        node_new(context->arena, NODE_FIGURE, profile->logo_span);
    struct node *image =
        node_new(context->arena, NODE_IMAGE, profile->logo_span);
    node_add_class(context->arena, figure, TEXT("logo"));
    image->text = profile->logo_alt;
    image->image.path = profile->logo;
    image->image.path_span = profile->logo_span;
    node_append(figure, image);
    node_append(page, figure);
}

static void
fill(struct pass_context *context, struct node *page)
{
    const struct book *book = context->book;
    const struct edition *edition = context->edition;
    struct text title = edition->title.size ? edition->title : book->title;
    struct node *heading =
        append_paragraph(context->arena, page, NODE_HEADING, "title", title);
    heading->heading.level = 1;
    add_line(context, page, "subtitle", edition->subtitle);
    add_line(context, page, "publisher",
             book->publisher.size ? book->publisher : book->creator);
    add_line(context, page, "version", version_words(context));
    add_logo(context, page);
}

static struct node *
find_titlepage(struct pass_context *context)
{
    struct node *root = context->tree->root;
    for (struct node *node = root->first_child; node; node = node->next)
        if (node->kind == NODE_CHAPTER &&
            node->chapter.kind == CHAPTER_TITLEPAGE)
            return node;
    return NULL;
}

void
titlepage_fill(struct pass_context *context)
{
    struct node *root = context->tree->root;
    for (struct node *node = root->first_child; node; node = node->next)
        if (node->kind == NODE_CHAPTER &&
            node->chapter.kind == CHAPTER_TITLEPAGE && !node->first_child)
            fill(context, node);
}

void
titlepage_mark_draft(struct pass_context *context)
{
    struct node *page = find_titlepage(context);
    if (page)
        add_line(context, page, "draft",
                 book_word(context->book, "Draft-mark"));
}
