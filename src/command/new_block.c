/* new block NUMBER TITLE: a building block that compiles, every part in
 * place, every line of it an instruction to its author. */
#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/refuse.h"
#include "doc/slug.h"
#include "read/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What each part is for, as the handbook's outline has it; a role that a
 * manifest adds gets a plain line. */
static struct text
role_hint(const struct book *book, struct text slug)
{
    static const struct {
        const char *slug, *dutch, *english;
    } hints[] = {
        {"in-een-minuut", "Vat de bouwsteen samen in drie zinnen.",
         "Sum the block up in three sentences."},
        {"waarom", "Schrijf waarom dit ertoe doet.", "Write why this matters."},
        {"stappen", "1. Schrijf hier de eerste stap.",
         "1. Write the first step here."},
        {"checklist", "- [ ] Schrijf hier wat klaar moet zijn.",
         "- [ ] Write here what must be ready."},
        {"praktijkvoorbeeld",
         "**Praktijkvoorbeeld – verzonnen.** "
         "Beschrijf een situatie zonder namen.",
         "**Invented example.** Describe a situation without names."},
    };
    bool dutch = book_is_dutch(book);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (text_equals(slug, hints[i].slug))
            return text_of(dutch ? hints[i].dutch : hints[i].english);
    return dutch ? TEXT("Schrijf hier de tekst van dit onderdeel.")
                 : TEXT("Write the text of this part here.");
}

/* All atoms, so that the block is seen by everyone until its author says
 * otherwise: the group that holds all, or the names one by one. */
static void
append_audience(const struct book *book, struct buffer *out)
{
    struct atoms all = atoms_first(book->atom_count);
    if (!book->audience_count)
        return;
    buffer_append_string(out, "audience:");
    for (size_t i = 0; i < book->audience_count; i++)
        if (book->audiences[i].is_group &&
            atoms_equal(&book->audiences[i].atoms, &all)) {
            buffer_printf(out, " %.*s\n", TEXT_PRINTF(book->audiences[i].name));
            return;
        }
    for (size_t i = 0; i < book->atom_count; i++)
        buffer_printf(out, " %.*s", TEXT_PRINTF(book->audiences[i].name));
    buffer_append_byte(out, '\n');
}

static void
compose_block(const struct book *book, int number, struct text title,
              struct buffer *out)
{
    buffer_printf(out, "---\nnummer: %d\n", number);
    append_audience(book, out);
    buffer_printf(out, "---\n\n# %.*s\n", TEXT_PRINTF(title));
    for (size_t i = 0; i < book->role_count; i++) {
        const struct role *role = &book->roles[i];
        if (!role->heading_count)
            continue;
        struct text hint = role_hint(book, role->slug);
        buffer_printf(out, "\n## %.*s\n\n%.*s\n",
                      TEXT_PRINTF(role->headings[0]), TEXT_PRINTF(hint));
    }
}

/* The file of that number which is there; empty if none. */
static struct text
file_of_number(struct arena *arena, const char *folder, int number)
{
    struct text found = TEXT("");
    DIR *listing = opendir(folder);
    for (struct dirent *file; listing && (file = readdir(listing));)
        if (book_file_number(text_of(file->d_name)) == number)
            found = arena_text(arena, text_of(file->d_name));
    if (listing)
        closedir(listing);
    return found;
}

/* With a backslash before what Markdown would read, or YAML in quotes. */
static struct text
escaped(struct arena *arena, struct text title, const char *signs)
{
    char *out = arena_alloc(arena, 2 * title.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < title.size; i++) {
        if (strchr(signs, title.data[i]))
            out[size++] = '\\';
        out[size++] = title.data[i];
    }
    return (struct text){out, size};
}

static void
say_made(struct arena *arena, const struct book *book, const char *path,
         int number, struct text title)
{
    printf(message("%s was made.\n"), path);
    if (book_block(book, number))
        return;
    struct text yaml = escaped(arena, title, "\\\"");
    printf(message("Now add this line to book.yaml under 'blocks', and "
                   "the number %d to the\neditions that take it:\n"
                   "  %d: \"%.*s\"\n"),
           number, number, TEXT_PRINTF(yaml));
}

static enum status
write_block(struct arena *arena, const struct book *book, int number,
            struct text title)
{
    struct text folder =
        book->block_folder.size ? book->block_folder : TEXT("bouwstenen");
    struct text slug = slug_of(arena, title);
    struct text place =
        arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(book->folder.path),
                     TEXT_PRINTF(folder));
    struct text path =
        arena_printf(arena, "%.*s/%02d-%.*s.md", TEXT_PRINTF(place), number,
                     TEXT_PRINTF(slug));
    struct text taken = file_of_number(arena, place.data, number);
    if (taken.size)
        return refuse("the number is taken: '%s' is there already; nothing was "
                      "changed",
                      taken.data);
    struct buffer out = {0};
    compose_block(book, number, escaped(arena, title, "\\`*[]{}<"), &out);
    bool done = file_write(path.data, out.data, out.size);
    int error = errno;
    buffer_release(&out);
    if (!done)
        return refuse("cannot write the block: %s", strerror(error));
    say_made(arena, book, path.data, number, title);
    return STATUS_DONE;
}

enum status
command_new(const struct options *options, const char *program)
{
    (void)program;
    if (options->operand_count != 3 || strcmp(options->operands[0], "block"))
        return refuse("%s", message("say: bouwsteen new block NUMBER TITLE"));
    char *end;
    long number = strtol(options->operands[1], &end, 10);
    if (*end || number < 1 || number > 999)
        return refuse("'%s' is no block number from 1 to 999",
                      options->operands[1]);
    struct text title = text_trim(text_of(options->operands[2]));
    if (!title.size || utf8_first_invalid(title) < title.size ||
        text_index(title, '\n', 0) < title.size)
        return refuse("%s", message("the title must be one line of text"));
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    struct book *book = manifest_read(arena, options->book, diag);
    enum status status = STATUS_BOOK;
    if (book && !diag_has_errors(diag))
        status = write_block(arena, book, (int)number, title);
    else
        options_report(options, diag);
    diag_free(diag);
    arena_free(arena);
    return status;
}
