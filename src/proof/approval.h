/* What a partner has approved: the sentences of each chapter of its excerpt,
 * and a digest of each chapter's visible tree.  Kept in the book, beside the
 * profile, as partners/NAME.approved:
 *
 *     bouwsteen-approved 1
 *     excerpt: wijkteam
 *     version: 0.1
 *     chapter: bouwsteen-10 (64 digits)
 *     | Van klacht naar gedeelde kwestie
 *     | Een klacht komt meestal alleen.
 *
 * An attached file is a chapter "attached:" with its path, and each of its
 * lines a sentence.
 *
 * It holds nothing but what the partner's own files show.  Contents and index
 * follow from the rest and are not in it; neither are page numbers. */
#ifndef PROOF_APPROVAL_H
#define PROOF_APPROVAL_H

#include "base/blake2.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "doc/book.h"

struct approved_chapter {
    struct text key, title;
    char digest[2 * BLAKE2_SIZE]; /* hexadecimal */
    struct text *sentences;       /* the title first */
    size_t sentence_count;
    struct span span;
};

struct approval {
    struct approved_chapter *chapters;
    size_t chapter_count;
};

/* Of a finished tree with its pictures loaded.  Each file that the PDF carries
 * along is a chapter too; worksheets are not: their words are in the tree. */
struct approval approval_of(struct arena *arena, const struct node *tree,
                            const struct attachments *attached);
/* The text of NAME.approved. */
void approval_write(const struct approval *approval, struct text excerpt,
                    struct text version, struct buffer *out);
/* The other way; reports what is no such text, and returns false. */
bool approval_parse(struct arena *arena, const struct source *source,
                    struct text excerpt, struct approval *approval,
                    struct diag *diag);
/* A chapter that is not as it was: before NULL: new; after NULL: gone. */
struct approval_change {
    const struct approved_chapter *before, *after;
};
/* In the order of `after`, then what is gone. */
struct approval_change *approval_compare(struct arena *arena,
                                         const struct approval *before,
                                         const struct approval *after,
                                         size_t *count);
/* The sentences of `one` that `other` does not have as often. */
struct text *approval_difference(struct arena *arena,
                                 const struct approved_chapter *one,
                                 const struct approved_chapter *other,
                                 size_t *count);

#endif
