/* `map` as one HTML page that needs nothing but itself. */
#ifndef COMMAND_MAP_PAGE_H
#define COMMAND_MAP_PAGE_H

#include "base/buffer.h"
#include "proof/visibility.h"

/* The table of chapters and readers, and every piece of text with a field to
 * search them.  No remote resource, and a policy that allows none. */
void map_page(const struct visibility *view, struct buffer *out);

/* What `map` prints too.  The rule that hides something, in words. */
void map_rule(const struct sight *sight, struct buffer *out);
/* "7 Krachtenveld" */
void map_chapter_name(const struct visibility_chapter *chapter,
                      struct buffer *out);

#endif
