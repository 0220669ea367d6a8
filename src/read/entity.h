/* Character references: &eacute; &#233; &#xE9;.  Internal to read/. */
#ifndef READ_ENTITY_H
#define READ_ENTITY_H

#include "base/arena.h"

/* The characters that an entity stands for, as UTF-8; the text itself when
 * there is no such entity. */
struct text entity_text(struct arena *arena, struct text entity);

#endif
