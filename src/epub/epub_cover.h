/* The cover, drawn from the edition's data. */
#ifndef EPUB_EPUB_COVER_H
#define EPUB_EPUB_COVER_H

#include "epub/epub_plan.h"
#include "style/cover_look.h"

enum { EPUB_COVER_WIDTH = COVER_WIDTH, EPUB_COVER_HEIGHT = 2400 };

/* The picture as a PNG. */
bool epub_cover_draw(const struct epub_plan *plan, struct buffer *png);
/* The page that shows it. */
void epub_cover_write(struct epub_plan *plan, const struct epub_file *file,
                      struct buffer *out);

#endif
