/* Web addresses as readers see them: those who hold paper can only type, or
 * point a telephone at a code. */
#ifndef DOC_ADDRESS_H
#define DOC_ADDRESS_H

#include "base/text.h"

#include <stdbool.h>

/* http or https. */
bool address_is_web(struct text url);
/* Are these words the address?  "https://", "www." and a last slash need not
 * be there, and where lines may be broken does not count. */
bool address_is_shown(struct text words, struct text url);

#endif
