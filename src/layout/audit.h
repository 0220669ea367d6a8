/* What a fine typesetter would mend: faults of pages that are made.
 *
 * Looks at placed marks only, not at how they came there, so that it does not
 * share the page breaker's mistakes.  Each fault has its place; two facing
 * pages that do not end level are a fault unless one of the reasons of
 * enum audit_reason explains it. */
#ifndef LAYOUT_AUDIT_H
#define LAYOUT_AUDIT_H

#include "layout/page.h"
#include "style/style.h"

enum audit_fault {
    AUDIT_WIDOW,            /* last line of a paragraph alone on a page */
    AUDIT_ORPHAN,           /* first line of a paragraph alone on a page */
    AUDIT_STRANDED_HEADING, /* less than two lines of text below it */
    AUDIT_NOTE_ELSEWHERE,   /* footnote begins off the page of its call */
    AUDIT_NOTE_SPLIT,       /* footnote goes on on another page */
    AUDIT_LONE_ITEM,        /* a list's last item, under three lines, opens a
                               page */
    AUDIT_RECTO_HYPHEN,     /* right-hand page ends in a divided word */
    AUDIT_LADDER,           /* more than two hyphens in a row */
    AUDIT_SHORT_LAST_LINE,  /* shorter than the indent, or than an em */
    AUDIT_OVERFULL,         /* line wider than its column */
    AUDIT_OFF_GRID,         /* baseline of running text off the grid */
    AUDIT_UNLEVEL,          /* facing pages end at different heights */
    AUDIT_FAULT_COUNT
};

enum audit_reason { /* why facing pages may end at different heights */
                    AUDIT_CHAPTER_ENDS,
                    AUDIT_NEW_PAGE, /* what comes next begins a page */
                    AUDIT_HEADING,  /* or a term: it stays with its text */
                    AUDIT_FIGURE,
                    AUDIT_TABLE,     /* a row, or a head with its first row */
                    AUDIT_BOX,       /* stays whole, or has padding */
                    AUDIT_FOOTNOTES, /* of the next lines do not fit */
                    AUDIT_ANNOUNCED, /* a sentence stays with its list, its
                                        table, its lines to write on */
                    AUDIT_GROUP,     /* of the contents: a part, a chapter stays
                                        with what is listed in it */
                    AUDIT_BESIDE_END, /* the taller one ends another chapter,
                                         and is as tall as that comes out */
                    AUDIT_WHITE, /* a white line between paragraphs falls at the
                                    foot of the one that is a line shorter */
                    AUDIT_REASON_COUNT
};

struct audit_finding {
    enum audit_fault fault;
    const struct page *page;
    struct span span;
};

struct audit {
    size_t faults[AUDIT_FAULT_COUNT];
    size_t reasons[AUDIT_REASON_COUNT];
    struct audit_finding *findings; /* in order of pages, by fault */
    size_t finding_count, finding_capacity;
};

/* Short names for the table, to be translated. */
const char *audit_fault_name(enum audit_fault fault);
const char *audit_reason_name(enum audit_reason reason);
/* `style` must be the pages' own. */
void audit_pages(struct arena *arena, const struct pages *pages,
                 const struct style *style, struct audit *audit);

#endif
