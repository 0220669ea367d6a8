/* Why a command does nothing: wrong usage, said on stderr. */
#ifndef COMMAND_REFUSE_H
#define COMMAND_REFUSE_H

#include "command/options.h"
#include "doc/book.h"

/* "bouwsteen: ", then the format's translation with one %s.  Returns
 * STATUS_USAGE. */
enum status refuse(const char *format, const char *detail);
/* The same for a name that is none of `names`, with the nearest one, or all
 * when they are few. */
enum status refuse_name(struct arena *arena, const char *format,
                        const char *name, const struct text *names,
                        size_t count);
/* No edition, excerpt or session of the book has this name. */
enum status refuse_edition(struct arena *arena, const struct book *book,
                           const char *name);

#endif
