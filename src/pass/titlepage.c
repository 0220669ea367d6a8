#include "pass/copy.h"
#include "pass/pass.h"

static const char *const months_nl[] = {
    "januari", "februari", "maart",     "april",   "mei",      "juni",
    "juli",    "augustus", "september", "oktober", "november", "december"};
static const char *const months_en[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/* Digits start..end as a number; -1 when they are no digits. */
static int
digits(struct text text, size_t start, size_t end)
{
    int number = 0;
    for (size_t at = start; at < end; at++) {
        if (text.data[at] < '0' || text.data[at] > '9')
            return -1;
        number = number * 10 + (text.data[at] - '0');
    }
    return number;
}

/* "2026-11-23" as "23 november 2026"; other dates as they are. */
static struct text
date_words(struct pass_context *context)
{
    struct text date = context->book->date;
    if (date.size != 10 || date.data[4] != '-' || date.data[7] != '-')
        return date;
    int year = digits(date, 0, 4), month = digits(date, 5, 7),
        day = digits(date, 8, 10);
    if (year < 0 || month < 1 || month > 12 || day < 1)
        return date;
    const char *name = book_is_dutch(context->book) ? months_nl[month - 1]
                                                    : months_en[month - 1];
    return arena_printf(context->arena, "%d\xC2\xA0%s\xC2\xA0%04d", day, name,
                        year);
}

static struct text
version_words(struct pass_context *context)
{
    const struct book *book = context->book;
    struct text date = date_words(context);
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
