/* What one reader sees of the book now, as plain digests: what `release`
 * writes down, and what an earlier version is held against. */
#ifndef VERSION_SEEN_H
#define VERSION_SEEN_H

#include "layout/page.h"
#include "version/digest.h"

/* The chapter after `node` below `root` (`root` itself: the first), or the
 * part, whose opening counts as one; NULL. */
struct node *chapter_next(const struct node *node, const struct node *root);
/* Its name among the chapters of one reader; says nothing of its title. */
struct text chapter_key(struct arena *arena, const struct reader_key *key,
                        const struct node *chapter);
/* All chapters, without pages.  As piece_digest: what passes that follow the
 * glossary make of the tree does not count. */
struct version_reader reader_seen(struct arena *arena,
                                  const struct reader_key *key, struct text id,
                                  const struct node *tree);
/* The same with the pages that chapters have got. */
void reader_add_pages(struct arena *arena, const struct reader_key *key,
                      const struct pages *pages, struct version_reader *reader);
/* Of all that is printed on a page; 0 when it is blank.  The glyphs' own
 * shapes are not in it: another version of a font is not seen. */
short_digest page_digest(const struct reader_key *key, const struct page *page);

#endif
