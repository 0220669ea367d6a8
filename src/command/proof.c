/* proof: are finished PDFs and e-books sound? */
#include "base/file.h"
#include "base/message.h"
#include "command/command.h"
#include "proof/epub_proof.h"
#include "proof/pdf_check.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* "book.pdf: object 12: PDF/UA-1 7.3-1: a figure has no alternative text". */
static void
print_pdf_finding(struct arena *arena, const char *path,
                  const struct pdf_finding *finding, int archive)
{
    printf("%s: ", path);
    if (finding->object)
        printf(message("object %u: "), finding->object);
    printf("%.*s: %s\n",
           TEXT_PRINTF(pdf_rule_clauses(arena, finding->rule, archive)),
           pdf_rule_words(finding->rule));
}

/* "book.epub: EPUB/text/een.xhtml:12: a link leads nowhere (x.xhtml)". */
static void
print_epub_finding(const char *path, const struct epub_finding *finding)
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

static size_t
proof_pdf(struct arena *arena, const char *path, struct text content)
{
    struct pdf_findings findings = {0};
    pdf_check(arena, content, NULL, &findings);
    for (size_t i = 0; i < findings.count; i++)
        print_pdf_finding(arena, path, &findings.items[i], findings.archive);
    return findings.count;
}

static size_t
proof_epub(struct arena *arena, const char *path, struct text content)
{
    struct epub_findings findings = {0};
    epub_proof(arena, content, &findings);
    for (size_t i = 0; i < findings.count; i++)
        print_epub_finding(path, &findings.items[i]);
    return findings.count;
}

/* True when nothing was found. */
static bool
proof_file(struct arena *arena, const char *path, bool quiet)
{
    struct text content;
    if (!file_read_bytes(arena, path, INT32_MAX, &content)) {
        fprintf(stderr, message("bouwsteen: cannot read '%s': %s\n"), path,
                message(strerror(errno)));
        return false;
    }
    size_t count = text_has_prefix(content, "%PDF")
                       ? proof_pdf(arena, path, content)
                       : proof_epub(arena, path, content);
    if (count == 0 && !quiet)
        printf("%s: %s\n", path, message("sound"));
    return count == 0;
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
