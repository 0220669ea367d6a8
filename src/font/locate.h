/* Where a font file lies: beside fonts.yaml, in its package's folder, or,
 * last and slow (22 ms), wherever fontconfig knows it.  It never reads one. */
#ifndef FONT_LOCATE_H
#define FONT_LOCATE_H

#include "base/arena.h"

/* The file's path, NUL-terminated; the empty text when it is nowhere. */
struct text locate_font(struct arena *arena, struct text own_folder,
                        struct text package_folder, struct text file);

#endif
