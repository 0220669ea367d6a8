/* Link definitions, [label]: address "title": those outside a run that it may
 * use.  Internal to read/. */
#ifndef READ_LINK_DEFINITION_H
#define READ_LINK_DEFINITION_H

#include "base/buffer.h"
#include "read/reader.h"

/* Notes the definitions that a paragraph at `start` of the region begins
 * with. */
void link_definitions_collect(struct reader *reader,
                              const struct region *region, size_t start,
                              const struct scope *scope);
/* Writes the definitions that bytes start..end of a region use and do not
 * hold: those of `scope` and what is around it. */
void link_definitions_write(const struct reader *reader,
                            const struct region *region, size_t start,
                            size_t end, const struct scope *scope,
                            struct buffer *out);
/* Where in the text a definition begins that md4c might take for one, marks of
 * lists and quotes left aside; text.size if nowhere. */
size_t link_definition_find(struct text text, bool indented_only);

#endif
