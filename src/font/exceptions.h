/* The project's word lists: exceptions-LANGUAGE.txt has words that the
 * hyphenation patterns break wrongly, a middle dot at each right break;
 * compounds-LANGUAGE.txt has members of compounds.  One word a line, # for a
 * comment.
 *
 * Private to font/. */
#ifndef FONT_EXCEPTIONS_H
#define FONT_EXCEPTIONS_H

#include "base/diag.h"
#include "base/map.h"

struct hyphen_exception {
    size_t size;  /* letters */
    bool *breaks; /* breaks[i]: before letter i */
};

/* Adds the words of the first folder's file, by their Latin-1 lower-case
 * letters, as struct hyphen_exception.  No file is no error.  False after
 * reporting. */
bool exceptions_read(struct map *exceptions, const char *language,
                     const struct text *folders, size_t folder_count,
                     struct diag *diag);

/* The same for the members of compounds; the value says nothing. */
bool compounds_read(struct map *members, const char *language,
                    const struct text *folders, size_t folder_count,
                    struct diag *diag);

#endif
