/* Chapters: front matter, directives, CommonMark.  Each input is read twice:
 * as a plain book's, and for an edition with audiences. */
#include "fuzz.h"

#include "read/manifest.h"
#include "read/markdown.h"

static const char plain[] = "title: P\nlanguage: nl\nchapters: [a.md]\n";
static const char full[] = "name: p\ntitle: P\nlanguage: nl\n"
                           "variables: {wijkteam: sociaal wijkteam}\n"
                           "audiences: {nieuw: N, ervaren: E}\n"
                           "groups: {iedereen: [nieuw, ervaren]}\n"
                           "roles: {waarom: Waarom, valkuilen: Valkuilen}\n"
                           "depths: {short: [waarom]}\nclasses: [kader]\n"
                           "editions: {nieuw: {chapters: [a.md]}}\n";

static void
parse_as(const char *manifest, const uint8_t *data, size_t size)
{
    struct fuzz fuzz;
    if (!fuzz_open(&fuzz, "a.md", data, size))
        return;
    struct source yaml = {.path = text_of("book.yaml"),
                          .content = text_of(manifest)};
    struct folder folder = {.path = text_of("."), .real = text_of("/")};
    struct book *book = manifest_parse(fuzz.arena, &folder, &yaml, fuzz.diag);
    if (book->edition_count)
        markdown_parse(fuzz.arena, book, &book->editions[0], &fuzz.source,
                       fuzz.diag);
    fuzz_close(&fuzz);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    parse_as(plain, data, size);
    parse_as(full, data, size);
    return 0;
}
