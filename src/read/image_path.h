/* Where a picture lies that Markdown names.  Internal to read/. */
#ifndef READ_IMAGE_PATH_H
#define READ_IMAGE_PATH_H

#include "read/reader.h"

/* The path in the book's folder of what an image names: seen from the
 * chapter's own folder, as other programs do, or else from the book's.  What
 * is there under neither stays as it is written, for the message. */
struct text image_path(const struct reader *reader, struct text written);

#endif
