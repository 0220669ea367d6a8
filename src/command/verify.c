/* verify: is a finished file as it was made, and is it still what the book
 * says? */
#include "base/file.h"
#include "base/message.h"
#include "command/command.h"
#include "command/concordance_run.h"
#include "edition/edition_form.h"
#include "pipeline.h"
#include "proof/seal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct verification {
    const struct options *options;
    struct session *session; /* of --against; NULL */
    struct arena *arena;     /* of one file */
    bool any_intact;
};

/* What the note names, on a line of its own. */
static void
print_origin(const struct seal *seal)
{
    const char *format =
        seal->is_excerpt
            ? message("    %.*s, excerpt for %.*s, version %.*s of %.*s\n")
            : message("    %.*s, edition %.*s, version %.*s of %.*s\n");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    printf(format, TEXT_PRINTF(seal->book), TEXT_PRINTF(seal->edition),
           TEXT_PRINTF(seal->version), TEXT_PRINTF(seal->date));
#pragma GCC diagnostic pop
}

/* False when the book shows something else by now, or nothing any more. */
static bool
compare(const struct verification *verification, const struct seal *seal)
{
    struct session *session = verification->session;
    const struct edition *edition =
        text_equal(seal->book, session->book->name)
            ? form_find(verification->arena, session->book, seal->edition)
            : NULL;
    unsigned char digest[BLAKE2_SIZE];
    if (!edition) {
        printf("    %s\n", message("outdated: the book has no such edition"));
        return false;
    }
    concordance_prepare(session, &edition, 1);
    if (!product_shown(session, edition, digest)) {
        printf("    %s\n", message("unknown: the book has errors"));
        return false;
    }
    bool same = !memcmp(digest, seal->sources, sizeof digest);
    printf("    %s\n", same ? message("up to date: the book shows the same")
                            : message("outdated: the book shows something "
                                      "else now"));
    return same;
}

static bool
verify_file(struct verification *verification, const char *path)
{
    enum { LIMIT = INT32_MAX }; /* libharu's and libzip's files end here */
    struct text content;
    struct seal seal;
    if (!file_read_bytes(verification->arena, path, LIMIT, &content)) {
        fprintf(stderr, message("bouwsteen: cannot read '%s': %s\n"), path,
                message(strerror(errno)));
        return false;
    }
    bool good = false;
    switch (seal_check(content, &seal)) {
    case SEAL_INTACT:
        printf("%s: %s\n", path, message("intact"));
        verification->any_intact = good = true;
        break;
    case SEAL_BROKEN:
        printf("%s: %s\n", path, message("CHANGED since it was made"));
        break;
    case SEAL_NONE:
        printf("%s: %s\n", path,
               message("not made by bouwsteen, or damaged beyond reading"));
        return false;
    }
    print_origin(&seal);
    if (good && verification->session)
        good = compare(verification, &seal);
    return good;
}

static bool
verify_all(struct verification *verification)
{
    const struct options *options = verification->options;
    bool good = true;
    for (size_t i = 0; i < options->operand_count; i++) {
        verification->arena = arena_new();
        good &= verify_file(verification, options->operands[i]);
        arena_free(verification->arena);
    }
    if (verification->any_intact && !options->quiet)
        puts(message("Intact means: not damaged, and not changed by who did "
                     "not mean to deceive.\nIt is no signature: who changes a "
                     "file on purpose can make it intact again."));
    return good;
}

enum status
command_verify(const struct options *options, const char *program)
{
    struct verification verification = {.options = options};
    if (!options->operand_count) {
        fputs(message("bouwsteen: name one file or more\n"), stderr);
        return STATUS_USAGE;
    }
    if (!options->against)
        return verify_all(&verification) ? STATUS_DONE : STATUS_BOOK;
    struct session session;
    enum status status = STATUS_BOOK;
    bool open = session_open(&session, options->against, program);
    verification.session = &session;
    if (open && verify_all(&verification))
        status = STATUS_DONE;
    diag_print(session.diag, stderr, options->format);
    if (!open && (!session.book || !diag_has_errors(session.diag)))
        status = STATUS_USAGE;
    session_close(&session);
    return status;
}
