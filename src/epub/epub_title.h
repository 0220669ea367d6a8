/* The words by which the e-book names its parts: titles for lists, labels of
 * figures, and what a reference says. */
#ifndef EPUB_EPUB_TITLE_H
#define EPUB_EPUB_TITLE_H

#include "epub/epub_plan.h"

/* A REFERENCE without words of its own.  The words that a pass wrote for
 * print ("bouwsteen 7 op bladzijde 58") lose their page and gain this: the
 * title of a numbered chapter or part; else empty. */
struct text epub_reference_addition(const struct epub_plan *plan,
                                    const struct node *reference);
/* What it says when print has nothing but a page number for it: "bouwsteen 7,
 * Krachtenveld", "figuur 25.1", a title.  Never empty. */
struct text epub_reference_words(const struct epub_plan *plan,
                                 const struct node *reference);

#endif
