/* What an edition's reader had in an earlier version, as the session was told
 * to hold it against.
 *
 * Between the session and the phases: it chooses, version/ compares. */
#ifndef READER_CHANGES_H
#define READER_CHANGES_H

#include "book_session.h"
#include "pass/pass.h"
#include "version/compare.h"

/* A reader with an earlier version; before.reader NULL: nothing is said of
 * changes. */
struct reader_before {
    const struct version_reader *reader;
    struct text version; /* its name; empty: none */
    struct reader_key key;
};

/* Forms show what the edition shows that they are of; worksheets alone show
 * no changes. */
struct reader_before reader_before_of(const struct session *session,
                                      const struct edition *edition);
/* What the reader sees, while the tree is still as its authors wrote it but
 * for what this reader does not see; and what of it has changed: the chapter
 * on that is filled.  NULL: there was no version before.  Pictures are
 * loaded. */
struct version_changes *reader_changes_find(const struct session *session,
                                            struct pass_context *context,
                                            struct version_reader *seen);
/* Digests under the key of the book's versions: of what a release writes. */
struct reader_key reader_key_now(const struct session *session,
                                 const struct edition *edition);

#endif
