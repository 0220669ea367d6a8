#include "command/new_profile.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/message.h"
#include "read/manifest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What the profile is written from. */
struct draft {
    const struct book *book;
    struct text name;
    struct buffer out;
};

/* A comment in the book's language. */
static void
say(struct draft *draft, const char *dutch, const char *english)
{
    buffer_append_string(&draft->out,
                         book_is_dutch(draft->book) ? dutch : english);
}

/* Does an entry of the outline take this block? */
static bool
takes(const struct outline_entry *entries, size_t count, int number)
{
    for (size_t i = 0; i < count; i++)
        if ((entries[i].kind == OUTLINE_BLOCK && entries[i].number == number) ||
            takes(entries[i].entries, entries[i].entry_count, number))
            return true;
    return false;
}

/* Another partner's block is one that partners may see; without another
 * partner, any that the book has. */
static bool
is_taken(const struct book *book, int number)
{
    const struct edition *editions =
        book->excerpt_count ? book->excerpts : book->editions;
    size_t count =
        book->excerpt_count ? book->excerpt_count : book->edition_count;
    for (size_t i = 0; i < count; i++)
        if (takes(editions[i].outline, editions[i].outline_count, number))
            return true;
    return false;
}

/* The first block is taken; the others wait behind a '#'. */
static void
append_blocks(struct draft *draft)
{
    const struct book *book = draft->book;
    const char *depth = book->depth_count ? book->depths[0].name.data : NULL;
    bool first = true;
    say(draft,
        "\n# De bouwstenen. 'short' is de korte vorm; zonder 'short' komt hij "
        "heel.\n# Haal het hekje weg bij wat erin moet.\nblocks:\n",
        "\n# The blocks. 'short' is the short form; without it, all of it.\n"
        "# Take the '#' away from what you want.\nblocks:\n");
    for (size_t i = 0; i < book->block_count; i++) {
        const struct block_title *block = &book->blocks[i];
        if (!is_taken(book, block->number))
            continue;
        buffer_printf(&draft->out, "  %s- %d", first ? "" : "# ",
                      block->number);
        if (depth)
            buffer_printf(&draft->out, ": %.*s",
                          TEXT_PRINTF(book->depths[0].name));
        buffer_printf(&draft->out, "  # %.*s\n", TEXT_PRINTF(block->title));
        first = false;
    }
}

static void
append_variables(struct draft *draft)
{
    const struct book *book = draft->book;
    say(draft,
        "\n# Woorden die bij deze partner anders zijn. Wat je niet invult, "
        "blijft zoals in\n# book.yaml.\n# variables:\n",
        "\n# Words that differ for this partner. The others stay as in "
        "book.yaml.\n# variables:\n");
    for (size_t i = 0; i < book->variable_count; i++)
        if (!text_equals(book->variables[i].name, "partner"))
            buffer_printf(&draft->out, "#   %.*s: \"%.*s\"\n",
                          TEXT_PRINTF(book->variables[i].name),
                          TEXT_PRINTF(book->variables[i].value));
}

static void
compose_profile(struct draft *draft)
{
    int size = (int)draft->name.size;
    const char *name = draft->name.data;
    say(draft,
        "# Een uittreksel voor een partner. Een regel met een hekje ervoor "
        "doet niets.\n# Springt een regel in, gebruik dan spaties, geen tabs."
        "\n\n# Zo heet de partner midden in een zin. In de tekst: "
        "{{partner}}.\n",
        "# An excerpt for a partner. A line that starts with '#' does nothing."
        "\n# Indent with spaces, not tabs.\n\n"
        "# The partner's name in a sentence; in the text: {{partner}}.\n");
    buffer_printf(&draft->out, "name: \"%.*s\"\n", size, name);
    say(draft, "\n# De titel voorop.\n", "\n# The title on the front.\n");
    buffer_printf(&draft->out, "title: \"%.*s\"\n",
                  TEXT_PRINTF(draft->book->title));
    say(draft,
        "# subtitle: \"Uittreksel voor {{partner}}\"\n\n"
        "# De tekst waarmee het uittreksel opent. Schrijf die zelf.\n",
        "# subtitle: \"Excerpt for {{partner}}\"\n\n"
        "# What the excerpt opens with. Write it yourself.\n");
    buffer_printf(&draft->out, "introduction: partners/%.*s.md\n", size, name);
    say(draft,
        "\n# Een logo op de titelpagina: SVG, PNG of JPEG, in deze map.\n",
        "\n# A logo on the title page: SVG, PNG or JPEG.\n");
    buffer_printf(&draft->out, "# logo: partners/%.*s.svg\n# logo-alt: \"\"\n",
                  size, name);
    append_blocks(draft);
    say(draft,
        "\n# Onderdelen die alleen komen als je erom vraagt.\n"
        "# optional: [checklist]\n",
        "\n# Parts that come only when asked for.\n# optional: [checklist]\n");
    append_variables(draft);
    say(draft,
        "\n# Verwijzing naar een bouwsteen die er niet in staat: 'reworded' "
        "noemt het\n# nummer en het volledige boek, 'omit' laat haar weg, "
        "'error' meldt een fout.\n# references: reworded\n\n"
        "# Lijkt deze partner op een andere? Dan neemt dit alles van die over, "
        "en schrijf\n# je hier alleen wat anders is.\n# based-on: ",
        "\n# A reference to a block that is not in it: 'reworded' names its "
        "number, 'omit'\n# leaves it out, 'error' is an error.\n"
        "# references: reworded\n\n# Takes over another profile; say here only "
        "what differs.\n# based-on: ");
    struct text other =
        draft->book->excerpt_count ? draft->book->excerpts[0].id : TEXT("NAME");
    buffer_printf(&draft->out, "%.*s\n", TEXT_PRINTF(other));
}

static void
compose_introduction(struct draft *draft)
{
    buffer_printf(&draft->out,
                  "---\naudience: %.*s\nkind: introduction\n---\n\n# ",
                  TEXT_PRINTF(draft->name));
    say(draft,
        "Voor {{partner}}\n\nSchrijf hier voor wie dit uittreksel is, en waar "
        "die persoon tegenaan loopt.\n\n## Wanneer je ons belt\n\nNoem twee of "
        "drie situaties.\n\n## Wat je van ons kunt verwachten\n\nZeg wat je "
        "doet, en wat niet.\n\n## Wat we van je vragen\n\nHoud het bij drie "
        "dingen.\n",
        "For {{partner}}\n\nWrite for whom this excerpt is, and what they run "
        "into.\n\n## When to call us\n\nName two or three situations.\n\n"
        "## What you can expect\n\nSay what you do, and what not.\n\n"
        "## What we ask\n\nThree things will do.\n");
}

static enum status
refuse(const char *format, struct text name)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    fprintf(stderr, format, TEXT_PRINTF(name));
#pragma GCC diagnostic pop
    return STATUS_USAGE;
}

/* Writes what was composed to partners/NAME.ENDING. */
static bool
save(struct draft *draft, struct arena *arena, const char *ending)
{
    struct text name = arena_printf(arena, "partners/%.*s.%s",
                                    TEXT_PRINTF(draft->name), ending);
    struct text path =
        arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(draft->book->folder.real),
                     TEXT_PRINTF(name));
    struct stat status;
    bool done = lstat(path.data, &status) != 0;
    int error = EEXIST;
    if (done) {
        done = file_write(path.data, draft->out.data, draft->out.size);
        error = errno;
    }
    buffer_release(&draft->out);
    draft->out = (struct buffer){0};
    if (done)
        printf(message("%.*s/%.*s was made.\n"),
               TEXT_PRINTF(draft->book->folder.path), TEXT_PRINTF(name));
    else
        fprintf(stderr, message("bouwsteen: cannot write '%s': %s\n"),
                path.data, strerror(error));
    return done;
}

static enum status
write_profile(const struct book *book, struct text name, struct arena *arena)
{
    struct draft draft = {.book = book, .name = name};
    if (book_audience(book, name) || book_edition(book, name))
        return refuse(message("bouwsteen: '%.*s' is there already; nothing "
                              "was changed\n"),
                      name);
    compose_profile(&draft);
    if (!save(&draft, arena, "yaml"))
        return STATUS_USAGE;
    compose_introduction(&draft);
    if (!save(&draft, arena, "md"))
        return STATUS_USAGE;
    printf(message("Now write its introduction, choose the blocks, and say: "
                   "bouwsteen excerpt %.*s\n"),
           TEXT_PRINTF(name));
    return STATUS_DONE;
}

static bool
is_name(struct text name)
{
    for (size_t i = 0; i < name.size; i++) {
        char byte = name.data[i];
        if (!((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
              (byte == '-' && i > 0)))
            return false;
    }
    return name.size > 0;
}

enum status
new_profile(const struct options *options)
{
    struct text name = text_of(options->new_name);
    if (!is_name(name))
        return refuse(message("bouwsteen: '%.*s' cannot be a name: use "
                              "lower-case letters a-z, digits and hyphens\n"),
                      name);
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    struct book *book = manifest_read(arena, options->book, diag);
    enum status status = STATUS_BOOK;
    if (book && !diag_has_errors(diag) && !book->plain)
        status = write_profile(book, name, arena);
    else if (book && book->plain)
        status = refuse(message("bouwsteen: '%.*s': a book without audiences "
                                "has no excerpts\n"),
                        name);
    options_report(options, diag);
    diag_free(diag);
    arena_free(arena);
    return status;
}
