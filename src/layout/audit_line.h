/* Lines as the reader sees them, put together again from a page's marks. */
#ifndef LAYOUT_AUDIT_LINE_H
#define LAYOUT_AUDIT_LINE_H

#include "base/array.h"
#include "layout/page.h"
#include "style/style.h"

enum audit_flow {
    FLOW_TEXT,
    FLOW_NOTE,
    FLOW_MARGIN,
    FLOW_FLOAT /* a figure, a table that was called on the page before */
};

struct audit_line {
    uint32_t page;            /* index */
    const struct node *block; /* innermost around the text or picture */
    const struct mark *last;  /* mark of the line */
    enum audit_flow flow;
    bool is_text;       /* else a picture or a line to write on */
    bool in_table;      /* cells stand side by side */
    bool has_call;      /* of a footnote */
    scaled x, right, y; /* y: its lowest baseline but for what is raised */
    uint32_t number;    /* in its block, from 0 */
    size_t next;        /* of its block; SIZE_MAX: none */
};

struct audit_block {
    const struct node *node;
    size_t first, last; /* lines */
    uint32_t line_count;
};

struct audit_lines {
    ARRAY(struct audit_line) items; /* in the order of the pages */
    ARRAY(struct audit_block) blocks;
    size_t *page_first; /* by page; one more than there are pages */
};

void audit_lines_collect(struct arena *arena, const struct pages *pages,
                         const struct style *style, struct audit_lines *lines);
/* Does the line end in a hyphen, the text's own or an added one? */
bool audit_line_ends_in_hyphen(const struct audit_line *line);

#endif
