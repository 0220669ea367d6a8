/* Notes: definitions [^name]: text, and their calls.  Internal to read/. */
#ifndef READ_NOTE_H
#define READ_NOTE_H

#include "read/reader.h"

/* The name and the size of what opens a definition: "[^name]:"; 0 if the text
 * does not start with one. */
size_t note_definition_size(struct text text, struct text *name);
/* A definition in `scope`; reports a name that is used twice there. */
void note_define(struct reader *reader, const struct scope *scope,
                 struct text name, const struct region *region,
                 struct span span);
/* A NOTE_CALL with its FOOTNOTE.  NULL when there is no such note: reported,
 * except in a plain book, where it is text. */
struct node *note_call(struct reader *reader, const struct scope *scope,
                       struct text name, struct span span);
/* Reports a note in a note. */
bool note_may_stand(struct reader *reader, struct span span);

#endif
