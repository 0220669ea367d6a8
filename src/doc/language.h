/* Language tags (BCP 47), as far as books need them. */
#ifndef DOC_LANGUAGE_H
#define DOC_LANGUAGE_H

#include "base/text.h"

/* Two or three letters, then groups of 1 to 8 letters and digits after
 * hyphens: "nl", "en-GB". */
bool language_is_tag(struct text language);

#endif
