/* package.opf: metadata, manifest, spine, guide. */
#ifndef EPUB_EPUB_PACKAGE_H
#define EPUB_EPUB_PACKAGE_H

#include "epub/epub_plan.h"

void epub_package_write(const struct epub_plan *plan, struct text identifier,
                        struct text title, struct buffer *out);

#endif
