/* Lines of Markdown: which containers a line lies in, and what it is.
 * Internal to read/.
 *
 * A second, smaller reading of CommonMark's block structure, needed because
 * fences, notes and restricted parts must be found before md4c runs, and
 * because md4c tells neither where list items lie nor where blank lines
 * stand. */
#ifndef READ_SCAN_H
#define READ_SCAN_H

#include "read/reader.h"

enum line_kind {
    LINE_BLANK,
    LINE_PARAGRAPH,    /* first line of one */
    LINE_CONTINUATION, /* a further line of a paragraph */
    LINE_HEADING,      /* # ... */
    LINE_UNDERLINE,    /* === or --- below a paragraph: a heading */
    LINE_RULE,
    LINE_CODE, /* fenced or indented, with the fences */
    LINE_HTML,
    LINE_FENCE /* ::: */
};

struct line {
    enum line_kind kind;
    size_t start;    /* of the line */
    size_t content;  /* after containers' marks and indentation */
    size_t end;      /* without the line end */
    size_t next;     /* start of the next line */
    size_t depth;    /* containers it lies in */
    int level;       /* HEADING, UNDERLINE: 1..6 */
    bool ends_table; /* follows a table's row; md4c takes it for another row */
};

struct scan_item {     /* a list item */
    size_t start;      /* of its mark */
    size_t end;        /* after its last line that is not blank */
    bool blank_inside; /* between two of its blocks */
    bool blank_after;  /* before the next item of its list */
};

struct scan_fence { /* a ::: line inside a list or quote */
    size_t start, end;
};

struct scanner;

/* Reads text from byte `start` on as the beginning of a document. */
struct scanner *scanner_new(struct arena *arena, struct text text);
void scanner_restart(struct scanner *scanner, size_t start);
/* The next line.  False at the end. */
bool scanner_next(struct scanner *scanner, struct line *line);
/* Where the paragraph that the line continues or underlines began, and how
 * many lines it has so far. */
size_t scanner_paragraph_start(const struct scanner *scanner);
size_t scanner_paragraph_lines(const struct scanner *scanner);
/* All items so far, in order of their marks. */
const struct scan_item *scanner_items(const struct scanner *scanner,
                                      size_t *count);

#endif
