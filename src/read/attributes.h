/* {#id .class key="value"}: attributes in Pandoc's notation.
 * Internal to read/. */
#ifndef READ_ATTRIBUTES_H
#define READ_ATTRIBUTES_H

#include "read/reader.h"

struct attributes {
    struct text id;
    struct text *classes;
    struct span *class_spans;
    uint32_t class_count;
    struct attribute *items; /* key="value", all of them */
    uint32_t item_count;
    struct span span; /* from brace to brace */
};

/* What attributes are put on: decides which keys they may hold. */
enum attribute_place {
    PLACE_SPAN = 1,
    PLACE_LINK = 2,
    PLACE_IMAGE = 4,
    PLACE_HEADING = 8,
    PLACE_DIV = 16,
    PLACE_ITEM = 32, /* items, rows, captions, terms */
    PLACE_CODE = 64
};

/* Parses text that starts with `{`.  Returns the bytes used, 0 when it does
 * not parse; *fault then says why.  `start` is the text's offset in the
 * source. */
size_t attributes_parse(const struct reader *reader, struct text text,
                        size_t start, struct attributes *attributes,
                        const char **fault);
/* Does text that starts with `{` look as if attributes were meant? */
bool attributes_meant(struct text text);
/* The value of a key; NULL if absent. */
const struct attribute *attributes_find(const struct attributes *attributes,
                                        const char *key);
bool attributes_have_class(const struct attributes *attributes,
                           const char *name);
/* Puts them on a node; reports unknown keys and classes, except in a plain
 * book.  Classes that name a role set node->role. */
void attributes_apply(struct reader *reader,
                      const struct attributes *attributes,
                      enum attribute_place place, struct node *node);

#endif
