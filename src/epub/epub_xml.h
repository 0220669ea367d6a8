/* XML text: escaped, and free of what XML 1.0 does not allow. */
#ifndef EPUB_EPUB_XML_H
#define EPUB_EPUB_XML_H

#include "base/buffer.h"

/* Writes text for element content or a quoted attribute.  Characters that
 * XML 1.0 lacks become U+FFFD; soft hyphens and word joiners go: they break
 * look-up in readers' dictionaries, or show as boxes. */
void xml_text(struct buffer *out, struct text text);
/* ` name="value"`. */
void xml_attribute(struct buffer *out, const char *name, struct text value);
/* An address for href: white space and other bytes that a URL may not hold
 * are percent-encoded.  False when it is no address an e-book may link to
 * (relative, javascript:, data:, file:, an empty host ...). */
bool xml_web_address(struct buffer *out, struct text url);

#endif
