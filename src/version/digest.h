/* Short digests under the book's key, of what a reader sees.
 *
 * With the key, which lies in the book's folder alone (versions/key), they
 * tell what has changed.  Without it nobody can try whether a text that they
 * guess is in the book: not even that two readers see the same. */
#ifndef VERSION_DIGEST_H
#define VERSION_DIGEST_H

#include "base/blake2.h"
#include "doc/node.h"
#include "doc/version.h"

enum { VERSION_KEY_SIZE = 32 };

/* The key as one reader's digests use it. */
struct reader_key {
    unsigned char bytes[BLAKE2_SIZE];
};

/* `id`: of the reader.  An empty one gives what says whose key it is. */
struct reader_key reader_key_of(const unsigned char key[VERSION_KEY_SIZE],
                                struct text id);
void keyed_init(struct blake2 *hash, const struct reader_key *key);
/* Never 0. */
short_digest keyed_end(struct blake2 *hash);
/* Of a name, that says nothing of it. */
short_digest keyed_text(const struct reader_key *key, struct text text);

/* What is compared by itself: a paragraph, a heading, an item with all below
 * it, a row, a figure, a term.  The next one in `chapter` after `node`
 * (`chapter` itself: the first); NULL. */
struct node *piece_next(struct node *node, const struct node *chapter);
/* As the author wrote it for this reader: with its notes, its pictures, and
 * what it stands in; not how the text is cut into nodes, no labels, no
 * numbers, nothing that passes made of other places.  Pictures are loaded. */
short_digest piece_digest(const struct reader_key *key,
                          const struct node *piece);

#endif
