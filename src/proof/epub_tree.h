/* An XML file of an e-book as a small tree, for the rules that look at it.
 *
 * Names come without their namespace: "p", and "epub:type", "xml:lang" for
 * attributes.  An element of a foreign namespace keeps the name with a
 * prefix of ours: "math:mi", "svg:path", "?:x". */
#ifndef PROOF_EPUB_TREE_H
#define PROOF_EPUB_TREE_H

#include "base/arena.h"

#include <stdint.h>

struct epub_attribute {
    struct text name, value;
    struct epub_attribute *next;
};

struct epub_element {
    struct text name; /* empty: a piece of text */
    struct text text; /* of such a piece */
    struct epub_attribute *attributes;
    struct epub_element *parent, *first_child, *last_child, *next;
    uint32_t offset; /* byte in the file where it begins */
};

/* The root; NULL when the file is not well-formed, with *offset at the
 * place.  At most `EPUB_TREE_DEPTH` levels. */
enum { EPUB_TREE_DEPTH = 1 << 20 };
struct epub_element *epub_tree_read(struct arena *arena, struct text xml,
                                    uint32_t *offset);

/* The next in the order of the file below `root`; NULL at the end. */
const struct epub_element *epub_tree_next(const struct epub_element *element,
                                          const struct epub_element *root);
bool epub_is(const struct epub_element *element, const char *name);
/* Empty when absent; *is_there (may be NULL) tells. */
struct text epub_value(const struct epub_element *element, const char *name,
                       bool *is_there);
bool epub_has(const struct epub_element *element, const char *name);
/* Is `word` one of the words of the attribute? */
bool epub_has_word(const struct epub_element *element, const char *name,
                   const char *word);
/* The first element of that name below `root`, itself included; NULL. */
const struct epub_element *epub_tree_find(const struct epub_element *root,
                                          const char *name);
/* All text below, white space as single blanks, trimmed. */
struct text epub_text(struct arena *arena, const struct epub_element *element);

#endif
