/* The note that each finished file carries: which book and edition it is, of
 * which version, what it was made from, and a digest of all its bytes.
 *
 * In a PDF it is a stream of the catalog's PieceInfo, in an EPUB the entry
 * META-INF/bouwsteen.txt; both uncompressed:
 *
 *     bouwsteen-manifest 1
 *     book: bouwstenenboek
 *     edition: partners              (or "excerpt: wijkteam")
 *     version: 0.1
 *     date: 2026-11-23
 *     sources: 64 digits             of what the file shows, never of what is
 *                                    hidden from it
 *     content: 64 digits             of the file, these digits taken as zeros
 *
 * Digests are BLAKE2b.  No key is in them: they find damage and careless
 * changes, and no forger. */
#ifndef PROOF_SEAL_H
#define PROOF_SEAL_H

#include "base/arena.h"
#include "base/blake2.h"
#include "base/buffer.h"

/* Where a sealed EPUB holds its note. */
#define SEAL_ENTRY "META-INF/bouwsteen.txt"

struct seal {
    struct text book, edition, version, date;
    bool is_excerpt;
    unsigned char sources[BLAKE2_SIZE];
};

/* The note, to be put into the file as it is.  Control characters in the
 * values become blanks. */
struct text seal_note(struct arena *arena, const struct seal *seal);
/* Fills in the digest of a file that holds the note, and what hangs on it.
 * False when there is none. */
bool seal_close(struct buffer *file);

enum seal_state {
    SEAL_INTACT,
    SEAL_BROKEN, /* the note can be read; the bytes are others */
    SEAL_NONE    /* not ours, or damaged beyond reading */
};
/* Reads a file's note into *seal (texts point into `file`) and checks it. */
enum seal_state seal_check(struct text file, struct seal *seal);

#endif
