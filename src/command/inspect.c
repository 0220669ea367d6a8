/* dump, list, hyphenate: looking at the book without building it. */
#include "base/array.h"
#include "base/message.h"
#include "base/utf8.h"
#include "command/alternatives.h"
#include "command/command.h"
#include "command/concordance_run.h"
#include "command/refuse.h"
#include "doc/node_dump.h"
#include "edition/edition_form.h"
#include "font/hyphenate.h"
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void dump_text(struct arena *arena, const struct node *tree, int *noted,
                      struct buffer *out);

/* Notes come after the block that calls them first; they count up as they
 * are called, *noted being the last. */
static void
dump_notes(struct arena *arena, const struct node *block, int *noted,
           struct buffer *out)
{
    for (const struct node *node = block; node; node = node_next(node, block)) {
        const struct node *note = node->target;
        if (node->kind != NODE_NOTE_CALL || !note ||
            note->footnote.number <= *noted)
            continue;
        *noted = note->footnote.number;
        dump_text(arena, note, noted, out);
    }
}

/* The text of an edition, a block a paragraph. */
static void
dump_text(struct arena *arena, const struct node *tree, int *noted,
          struct buffer *out)
{
    for (const struct node *node = tree; node;) {
        bool is_text = node->first_child &&
                       node_kind_is_inline(node->first_child->kind) &&
                       !node_kind_is_inline(node->kind);
        if (is_text || node->kind == NODE_CODE_BLOCK) {
            buffer_append_text(out, node_plain_text(arena, node));
            buffer_append_string(out, "\n\n");
            dump_notes(arena, node, noted, out);
            node = node_skip(node, tree);
        } else {
            node = node_next(node, tree);
        }
    }
}

/* The product is the caller's to release: diagnostics point into it. */
static void
dump_product(struct session *session, const struct edition *edition,
             const char *what, struct product *made)
{
    bool is_pages = !strcmp(what, "pages");
    struct buffer out = {0};
    concordance_prepare(session, &edition, 1);
    product_make(session, edition, is_pages ? PRODUCT_PAGES : PRODUCT_TREE,
                 NULL, NULL, made);
    if (is_pages)
        pages_dump(&made->pages, &out);
    else if (!strcmp(what, "tree"))
        node_dump(made->tree, &out);
    else
        dump_text(made->arena, made->tree, &(int){0}, &out);
    if (out.size)
        fwrite(out.data, 1, out.size, stdout);
    buffer_release(&out);
}

enum status
command_dump(const struct options *options, const char *program)
{
    const char *what = options->what ? options->what : "tree";
    if (strcmp(what, "tree") && strcmp(what, "pages") && strcmp(what, "text")) {
        return refuse("there is nothing to dump as '%s': say tree, pages or "
                      "text",
                      what);
    }
    struct session session;
    struct product product = {0};
    enum status status = STATUS_DONE;
    if (session_open(&session, options->book, program)) {
        const struct edition *edition =
            options->edition_count ? form_find(session.arena, session.book,
                                               text_of(options->editions[0]))
            : session.book->edition_count ? &session.book->editions[0]
                                          : NULL;
        if (edition) {
            dump_product(&session, edition, what, &product);
        } else {
            status = refuse_edition(
                session.arena, session.book,
                options->edition_count ? options->editions[0] : "");
        }
    }
    options_report(options, session.diag);
    if (!session.book)
        status = STATUS_USAGE;
    else if (status == STATUS_DONE && diag_has_errors(session.diag))
        status = STATUS_BOOK;
    if (product.arena)
        product_release(&product);
    session_close(&session);
    return status;
}

/* "pdf+epub+worksheets" */
static struct text
target_names(struct arena *arena, const struct edition *edition)
{
    struct buffer out = {0};
    if (edition->pdf)
        buffer_append_string(&out, "+pdf");
    if (edition->epub)
        buffer_append_string(&out, "+epub");
    for (int form = FORM_OWN + 1; form < FORM_COUNT; form++)
        if (edition->forms & 1u << form)
            buffer_printf(&out, "+%.*s",
                          TEXT_PRINTF(form_name((enum form)form)));
    struct text names = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text_slice(names, 1, names.size);
}

static void
list_editions(struct arena *arena, const struct book *book)
{
    printf("%s\n", message("Editions"));
    for (size_t i = 0; i < book->edition_count; i++) {
        const struct edition *edition = &book->editions[i];
        printf("  %.*s  %.*s  %.*s%s%.*s\n", TEXT_PRINTF(edition->id),
               TEXT_PRINTF(target_names(arena, edition)),
               TEXT_PRINTF(edition->title), edition->subtitle.size ? ": " : "",
               TEXT_PRINTF(edition->subtitle));
    }
}

static void
list_profiles(struct arena *arena, const struct book *book)
{
    printf("%s\n", message("Partner profiles"));
    for (size_t i = 0; i < book->excerpt_count; i++) {
        const struct edition *excerpt = &book->excerpts[i];
        printf("  %.*s  %.*s  %.*s\n", TEXT_PRINTF(excerpt->id),
               TEXT_PRINTF(target_names(arena, excerpt)),
               TEXT_PRINTF(excerpt->profile->name));
    }
}

static void
list_sessions(const struct book *book)
{
    printf("%s\n", message("Sessions"));
    for (size_t i = 0; i < book->session_file_count; i++)
        printf("  %.*s  %.*s\n", TEXT_PRINTF(book->sessions[i].id),
               TEXT_PRINTF(book->sessions[i].title));
}

static void
list_audiences(const struct book *book)
{
    printf("%s\n", message("Audiences"));
    for (size_t i = 0; i < book->audience_count; i++) {
        const struct audience *audience = &book->audiences[i];
        printf("  %.*s", TEXT_PRINTF(audience->name));
        if (!audience->is_group) {
            printf("  %.*s\n", TEXT_PRINTF(audience->label));
            continue;
        }
        fputs(" =", stdout);
        for (size_t j = 0; j < book->atom_count; j++)
            if (atoms_has(&audience->atoms, (int)j))
                printf(" %.*s", TEXT_PRINTF(book->audiences[j].name));
        putchar('\n');
    }
}

/* " [nieuw] [ervaren]": those that take the block. */
static void
list_takers(const struct edition *editions, size_t count, int number)
{
    for (size_t i = 0; i < count; i++)
        if (edition_takes_block(&editions[i], number))
            printf(" [%.*s]", TEXT_PRINTF(editions[i].id));
}

static void
list_blocks(const struct book *book)
{
    printf("%s\n", message("Blocks"));
    for (size_t i = 0; i < book->block_count; i++) {
        printf("  %3d  %.*s ", book->blocks[i].number,
               TEXT_PRINTF(book->blocks[i].title));
        list_takers(book->editions, book->edition_count,
                    book->blocks[i].number);
        list_takers(book->excerpts, book->excerpt_count,
                    book->blocks[i].number);
        putchar('\n');
    }
}

/* Of the editions that are named; else of all, and of the excerpts. */
static bool
list_alternatives(const struct options *options, struct session *session)
{
    const struct book *book = session->book;
    size_t count = 0;
    const struct edition **editions = ARENA_ARRAY(
        session->arena,
        options->edition_count + book->edition_count + book->excerpt_count + 1,
        const struct edition *);
    for (size_t i = 0; i < options->edition_count; i++) {
        editions[count] =
            form_find(session->arena, book, text_of(options->editions[i]));
        if (!editions[count++]) {
            refuse_edition(session->arena, book, options->editions[i]);
            return false;
        }
    }
    for (size_t i = 0; i < book->edition_count && !options->edition_count; i++)
        editions[count++] = &book->editions[i];
    for (size_t i = 0; i < book->excerpt_count && !options->edition_count; i++)
        editions[count++] = &book->excerpts[i];
    alternatives_print(session, editions, count);
    return true;
}

enum status
command_list(const struct options *options, const char *program)
{
    (void)program;
    struct session session;
    bool open = session_open(&session, options->book, program);
    bool known = true;
    session.sign_off = SIGN_OFF_UNASKED;
    if (options->alternatives && session.book) {
        known = open && list_alternatives(options, &session);
    } else if (session.book) {
        list_editions(session.arena, session.book);
        if (session.book->excerpt_count)
            list_profiles(session.arena, session.book);
        if (session.book->session_file_count)
            list_sessions(session.book);
        if (session.book->audience_count)
            list_audiences(session.book);
        if (session.book->block_count)
            list_blocks(session.book);
    }
    options_report(options, session.diag);
    enum status status = !session.book || (open && !known)        ? STATUS_USAGE
                         : !open || diag_has_errors(session.diag) ? STATUS_BOOK
                                                                  : STATUS_DONE;
    session_close(&session);
    return status;
}

static void
print_hyphenated(const struct hyphenator *hyphenator, struct text word)
{
    enum { MOST_BREAKS = 64 };
    struct hyphen_point points[MOST_BREAKS];
    size_t count = hyphenate_word(hyphenator, word, 2, 2, points, MOST_BREAKS);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        fwrite(word.data + at, 1, points[i].offset - at, stdout);
        fputs("\u00B7", stdout);
        at = points[i].offset;
    }
    fwrite(word.data + at, 1, word.size - at, stdout);
}

enum status
command_hyphenate(const struct options *options, const char *program)
{
    if (!hyphenator_knows(text_of(options->language)))
        return refuse("there are no hyphenation patterns for '%s'",
                      options->language);
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    struct text folders[4], font_folders[4];
    size_t folder_count =
        program_folders(arena, options->book, program, folders, font_folders);
    struct hyphenator *hyphenator = hyphenator_open(
        arena, text_of(options->language), font_folders, folder_count, diag);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t size;
    while (hyphenator && (size = getline(&line, &capacity, stdin)) > 0) {
        struct text rest = {line, (size_t)size}, word;
        bool first = true;
        while (text_next_word(&rest, &word)) {
            if (!first)
                putchar(' ');
            print_hyphenated(hyphenator, word);
            first = false;
        }
        putchar('\n');
    }
    free(line);
    if (hyphenator)
        hyphenator_close(hyphenator);
    options_report(options, diag);
    bool failed = diag_has_errors(diag) || !hyphenator;
    diag_free(diag);
    arena_free(arena);
    return failed ? STATUS_USAGE : STATUS_DONE;
}
