/* Where the program finds what belongs to it. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/arena.h"
#include "base/text.h"

/* Where styles/ and fonts/ are looked for, in this order: in BOOK, beside it,
 * two levels above the program, in ../share/bouwsteen.  Returns how many; the
 * same folders' fonts/ in `font_folders`. */
size_t program_folders(struct arena *arena, const char *book_folder,
                       const char *program, struct text folders[4],
                       struct text font_folders[4]);

#endif
