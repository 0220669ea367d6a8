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
/* Is there FOLDER/NAME.yaml in the book?  If its profile or session is not
 * there all the same, it could not be read, and that has been reported. */
bool is_unread_file(struct arena *arena, const struct book *book,
                    const char *folder, const char *name);
/* No edition, excerpt or session of the book has this name. */
enum status refuse_edition(struct arena *arena, const struct book *book,
                           const char *name);

#endif
