/* The text of one block as code points, for rules that look around: quotes,
 * dashes, spaces.  Internal to the typography pass.
 *
 * The block's inline leaves are its owners, in order.  Text gives its code
 * points; a soft break is a space; what is no text (code, images) is one
 * U+FFFC, which no rule changes; notes and index marks are not there. */
#ifndef PASS_PROSE_H
#define PASS_PROSE_H

#include "doc/node.h"

enum prose_language { PROSE_OTHER, PROSE_DUTCH, PROSE_ENGLISH };

enum {
    NO_BREAK_SPACE = 0xA0,
    MIDDLE_DOT = 0xB7,
    NO_BREAK_HYPHEN = 0x2011,
    EN_DASH = 0x2013,
    EM_DASH = 0x2014,
    SINGLE_OPEN = 0x2018,
    SINGLE_CLOSE = 0x2019, /* the apostrophe too */
    LOW_SINGLE = 0x201A,
    DOUBLE_OPEN = 0x201C,
    DOUBLE_CLOSE = 0x201D,
    LOW_DOUBLE = 0x201E,
    ELLIPSIS = 0x2026,
    WORD_JOINER = 0x2060,
    EURO = 0x20AC,
    PROSE_OBJECT = 0xFFFC
};

/* What a text holds that rules act on: most blocks hold nothing, and are left
 * alone. */
enum {
    PROSE_HAS_DASH = 1,
    PROSE_HAS_DOTS = 2, /* two in a row */
    PROSE_HAS_DIGIT = 4,
    PROSE_HAS_QUOTE = 8, /* of any kind; an apostrophe */
    PROSE_HAS_TITLE = 16 /* perhaps: "dr.", "prof." */
};

struct letter {
    unsigned code;
    uint32_t owner;
};

struct letters {
    struct letter *items;
    size_t count, capacity;
};

struct owner {
    struct node *node; /* NULL for a plain text */
    enum prose_language language;
    bool changed;
};

struct prose {
    struct letters letters;
    struct letters made; /* a filter's output, then the letters */
    struct owner *owners;
    size_t owner_count, owner_capacity;
    unsigned has;           /* set of PROSE_HAS_..., as added */
    struct text block_word; /* "bouwsteen": keeps its number */
    bool is_cell;           /* of a table */
    bool is_title;          /* a heading, a title: a sentence without a stop */
};

void prose_release(struct prose *prose);
/* Forgets the text, keeps the memory. */
void prose_clear(struct prose *prose);
void prose_add_owner(struct prose *prose, struct node *node,
                     enum prose_language language);
/* Adds to the last owner. */
void prose_add_code(struct prose *prose, unsigned code);
void prose_add_text(struct prose *prose, struct text text);

/* The code point at `at`; 0 outside the text. */
unsigned prose_at(const struct prose *prose, size_t at);
enum prose_language prose_language_at(const struct prose *prose, size_t at);
/* Replaces one code point by another. */
void prose_set(struct prose *prose, size_t at, unsigned code);

/* A filter reads `letters` and emits to `made`; prose_filtered makes that
 * the text. */
void prose_emit(struct prose *prose, unsigned code, size_t like);
/* The last code emitted; 0 at the start. */
unsigned prose_emitted(const struct prose *prose);
void prose_set_emitted(struct prose *prose, unsigned code);
void prose_copy(struct prose *prose, size_t at);
/* Leaves one out. */
void prose_drop(struct prose *prose, size_t at);
void prose_filtered(struct prose *prose);

/* Space of any width, line break, or the text's edge. */
bool code_is_space(unsigned code);
bool code_is_word(unsigned code);
bool code_is_ascii_digit(unsigned code);
/* Do the letters from `at` on spell `word` (ASCII lower case; either case in
 * the text)? */
bool prose_spells(const struct prose *prose, size_t at, const char *word);
/* Do start..end spell one of these words?  NULL closes the list. */
bool prose_is_one_of(const struct prose *prose, size_t start, size_t end,
                     const char *const *words);
/* The start of the run of letters and digits that ends before `end`. */
size_t prose_word_start(const struct prose *prose, size_t end);
/* The end of the run of letters and digits from `at` on. */
size_t prose_word_end(const struct prose *prose, size_t at);

/* The rules, in their order. */
void prose_set_dashes(struct prose *prose);   /* dashes.c: a filter */
void prose_set_amounts(struct prose *prose);  /* amounts.c: a filter */
void prose_set_quotes(struct prose *prose);   /* quotes.c */
void prose_set_spaces(struct prose *prose);   /* spaces.c */
void prose_set_capitals(struct prose *prose); /* capitals.c */

#endif
