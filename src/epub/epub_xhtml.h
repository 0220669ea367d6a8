/* One chapter or part opener as an XHTML file: frame, body, notes. */
#ifndef EPUB_EPUB_XHTML_H
#define EPUB_EPUB_XHTML_H

#include "epub/epub_plan.h"

/* The frame that all XHTML files share.  `up` is the way to EPUB/: "" or
 * "../". */
void epub_frame_open(struct epub_plan *plan, const struct epub_file *file,
                     const char *up, struct buffer *out);
void epub_frame_close(struct buffer *out);
/* The whole file, for a file of kind EPUB_TEXT. */
void epub_xhtml_write(struct epub_plan *plan, struct epub_file *file,
                      struct buffer *out);

#endif
