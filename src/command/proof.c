/* proof: are finished e-books sound? */
#include "base/file.h"
#include "base/message.h"
#include "command/command.h"
#include "proof/epub_proof.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* "book.epub: EPUB/text/een.xhtml:12: a link leads nowhere (x.xhtml)". */
static void
print_finding(const char *path, const struct epub_finding *finding)
{
    printf("%s: ", path);
    if (finding->file.size)
        printf("%.*s:", TEXT_PRINTF(finding->file));
    if (finding->line)
        printf("%u:", finding->line);
    printf("%s%s", finding->file.size ? " " : "",
           message(epub_rule_message(finding->rule)));
    if (finding->detail.size)
        printf(" (%.*s)", TEXT_PRINTF(finding->detail));
    putchar('\n');
}

/* True when nothing was found. */
static bool
proof_file(struct arena *arena, const char *path, bool quiet)
{
    struct text content;
    struct epub_findings findings = {0};
    if (!file_read_bytes(arena, path, INT32_MAX, &content)) {
        fprintf(stderr, message("bouwsteen: cannot read '%s': %s\n"), path,
                message(strerror(errno)));
        return false;
    }
    epub_proof(arena, content, &findings);
    for (size_t i = 0; i < findings.count; i++)
        print_finding(path, &findings.items[i]);
    if (findings.count == 0 && !quiet)
        printf("%s: %s\n", path, message("sound"));
    return findings.count == 0;
}

enum status
command_proof(const struct options *options, const char *program)
{
    bool good = true;
    (void)program;
    if (!options->operand_count) {
        fputs(message("bouwsteen: name one file or more\n"), stderr);
        return STATUS_USAGE;
    }
    for (size_t i = 0; i < options->operand_count; i++) {
        struct arena *arena = arena_new();
        good &= proof_file(arena, options->operands[i], options->quiet);
        arena_free(arena);
    }
    return good ? STATUS_DONE : STATUS_BOOK;
}
