/* QR codes, drawn as paths: what they say is read by telephones, and scales to
 * any size.  By libqrencode; ISO/IEC 18004. */
#ifndef MEDIA_QR_H
#define MEDIA_QR_H

#include "media/image.h"

/* White around the code, in modules: less, and readers do not find it. */
enum { QR_QUIET = 4 };

/* The code of a text as a picture, with its quiet zone, in the arena: error
 * correction M (15 % may be lost).  One unit of the picture is one module.
 * NULL when the text is empty or longer than a code can hold. */
const struct image *qr_picture(struct arena *arena, struct text text);
/* Modules from edge to edge, quiet zone and all. */
uint32_t qr_modules(const struct image *picture);

#endif
