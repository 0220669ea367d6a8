/* A digest of what a deliverable shows: its finished tree, its pictures, what
 * the manifest says of it, its style.  Nothing hidden goes into it: a change
 * that the reader cannot see leaves it as it is. */
#ifndef PROOF_SHOWN_H
#define PROOF_SHOWN_H

#include "base/blake2.h"
#include "doc/book.h"

/* `tree`: after all passes, with its pictures loaded.  `attached`: what the PDF
 * carries along; the content of a form is the digest of what that shows.
 * `style`: the style sheet's own digest. */
void shown_digest(const struct book *book, const struct edition *edition,
                  const struct node *tree, const struct attachments *attached,
                  uint64_t style, int64_t date,
                  unsigned char digest[BLAKE2_SIZE]);

/* Of one chapter, by itself: it stays the same when others change. */
void shown_part_digest(const struct node *root,
                       unsigned char digest[BLAKE2_SIZE]);

#endif
