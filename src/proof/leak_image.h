/* Pictures in finished files: pixels, and nothing else. */
#ifndef PROOF_LEAK_IMAGE_H
#define PROOF_LEAK_IMAGE_H

#include "base/text.h"

/* Does a PNG or JPEG hold what is no part of the picture: text, dates, EXIF,
 * comments?  *what names the chunk or marker.  False for what is neither. */
bool leak_image_metadata(struct text bytes, struct text *what);

#endif
