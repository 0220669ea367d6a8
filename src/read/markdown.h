/* One chapter's Markdown to a CHAPTER node. */
#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H

#include "doc/book.h"

/* Reads `path` in the book's folder: front matter, directives, CommonMark by
 * md4c.  What `edition` may not see below a div or heading section is cut out
 * before md4c sees it; the rest (list items, rows, spans, images, index
 * terms) keeps its audience attribute for edition/select.  The chapter's
 * title is its first level-1 heading; sections are nested.
 * NULL when the file is not for this edition.  A file with a fault as a whole
 * (it is not there, nobody may see it) gives an empty chapter that is marked
 * as faulty, after the fault was reported. */
struct node *markdown_read(struct arena *arena, const struct book *book,
                           const struct edition *edition, struct text path,
                           struct span from, struct diag *diag);
/* The same for text already at hand (tests, fuzzing, plain text of the
 * manifest). */
struct node *markdown_parse(struct arena *arena, const struct book *book,
                            const struct edition *edition,
                            const struct source *source, struct diag *diag);

#endif
