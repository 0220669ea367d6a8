/* Single lines of Markdown, as CommonMark 0.30 defines what they can be.
 * Internal to read/. */
#ifndef READ_SCAN_LINE_H
#define READ_SCAN_LINE_H

#include "base/text.h"

/* A place in a line.  Columns count tabs to the next multiple of four; a tab
 * may be used in part. */
struct cursor {
    struct text text; /* ends where the line ends */
    size_t at;
    size_t column;
};

/* Columns of white space ahead. */
size_t cursor_indent(const struct cursor *cursor);
/* The byte after it; the line's end if none. */
size_t cursor_content(const struct cursor *cursor);
struct text cursor_rest(const struct cursor *cursor);
bool cursor_is_blank(const struct cursor *cursor);
/* Goes past up to `columns` columns of white space. */
void cursor_advance(struct cursor *cursor, size_t columns);
/* Takes `>` and a space after it. */
bool cursor_take_quote(struct cursor *cursor);

struct mark {      /* of a list item */
    char byte;     /* bullet, or delimiter of a number */
    size_t indent; /* columns that the item's lines are indented */
    bool is_empty; /* nothing follows on its line */
};

/* Takes a list item's mark and the space after it.  One that interrupts a
 * paragraph must not be empty, and numbered 1. */
bool cursor_take_mark(struct cursor *cursor, bool interrupts,
                      struct mark *mark);

/* Kinds of HTML blocks, numbered as in CommonMark. */
enum html_kind {
    HTML_NONE,
    HTML_VERBATIM,
    HTML_COMMENT,
    HTML_INSTRUCTION,
    HTML_DECLARATION,
    HTML_CDATA,
    HTML_BLOCK_TAG, /* from here on: ended by a blank line */
    HTML_OTHER_TAG
};

/* Each is given a line without its indentation. */
bool line_is_directive(struct text line);
int line_heading_level(struct text line);
int line_underline_level(struct text line);
bool line_is_rule(struct text line);
/* |---|:--:| below a table's head, as md4c 0.4.8 wants it. */
bool line_is_table_rule(struct text line);
bool line_opens_fence(struct text line, char *byte, size_t *size);
bool line_closes_fence(struct text line, char byte, size_t size);
enum html_kind line_opens_html(struct text line, bool in_paragraph);
bool line_ends_html(struct text line, enum html_kind kind);

/* Where the line that `start` lies in ends, and where the next one starts:
 * LF, CR LF or CR. */
size_t line_end(struct text text, size_t start);
size_t line_after(struct text text, size_t end);

#endif
