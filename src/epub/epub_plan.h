/* What will stand where in the e-book: files, ids, notes, print pages and
 * pictures, settled before the first tag is written, so that every link knows
 * its end.
 *
 * Private to epub/.  The plan never writes XHTML. */
#ifndef EPUB_EPUB_PLAN_H
#define EPUB_EPUB_PLAN_H

#include "base/array.h"
#include "base/map.h"
#include "epub/epub.h"
#include "epub/epub_map.h"

enum epub_file_kind { EPUB_COVER, EPUB_NAV, EPUB_TEXT };

struct epub_note;
struct epub_font;

/* One XHTML file. */
struct epub_file {
    enum epub_file_kind kind;
    const struct node *node; /* CHAPTER or PART; NULL: made by us */
    struct text name;        /* below EPUB/: "text/bouwsteen-07.xhtml" */
    struct text id;          /* of its manifest item */
    struct text title;       /* plain text, never empty */
    enum matter matter;
    ARRAY(struct epub_note *) notes; /* in order of their first call */
    struct map ids;                  /* in use in it, but for the plan's own */
    struct text content;             /* once written */
    struct file_origins origins;     /* of its pieces */
};

/* A footnote in one file: a note called in two files stands in both, since
 * readers pop up only notes of the same file. */
struct epub_note {
    const struct node *node; /* FOOTNOTE */
    struct epub_file *file;
    struct text id;                /* "fn2": the second of its file */
    ARRAY(struct text) calls;      /* ids of the calls: "fnref2" */
    const struct page_label *page; /* print page of the first call */
};

struct epub_call { /* what a NOTE_CALL node leads to */
    struct epub_note *note;
    struct text id;
};

/* Where a node stands. */
struct epub_place {
    const struct epub_file *file;
    struct text id;     /* link to this; empty: the start of the file */
    struct text own_id; /* id attribute of the node's own element */
    const struct page_label *page; /* print page; NULL: none known */
};

struct epub_page { /* a print page's marker */
    struct text label, id;
    const struct epub_file *file; /* set when the marker is written */
};

struct epub_picture {
    const struct image *image;
    struct text name; /* below EPUB/: "img/fig-vierhoek.svg" */
    const char *media_type;
};

struct epub_plan {
    struct arena *arena;
    const struct epub_rules *rules;
    struct diag *diag;
    const struct node *tree;
    struct text language; /* "nl-NL" */

    ARRAY(struct epub_file *) files; /* spine order */
    struct epub_file *cover, *nav;
    const struct epub_file *body; /* the first of the main text; NULL */

    struct epub_map places;  /* node -> struct epub_place */
    struct epub_map calls;   /* NOTE_CALL -> struct epub_call */
    struct epub_map marks;   /* node -> struct epub_mark: pages that open */
    struct epub_page *pages; /* as rules->page_labels; NULL */
    size_t page_count;
    const struct page_label *current_page; /* while places are assigned */
    struct epub_map picture_map; /* struct image -> struct epub_picture */
    ARRAY(struct epub_picture *) pictures;
    ARRAY(const struct node *) figures; /* captioned, in reading order */
    ARRAY(const struct node *) tables;
    ARRAY(const struct node *) worksheets; /* sections */
    struct epub_map uses; /* TERM -> struct epub_uses: links to its entry */

    const struct epub_font *fonts; /* embedded */
    size_t font_count;
    struct text font_rules; /* style rules that use them */

    struct map labels; /* id as written -> node */
    struct map ids;    /* of markers and our own: in no file for others */
    struct map names;  /* all file names in use */

    /* For the accessibility metadata. */
    bool has_missing_alternative, has_long_description, has_index;
};

/* The references to an entry of the glossary, the first of each file. */
struct epub_uses {
    ARRAY(const struct node *) references;
    const struct epub_file *last; /* of the last of them */
};

/* The pages first..end of plan->pages open at a node, or in the middle of a
 * reference, whose words are others in print: then behind it. */
struct epub_mark {
    size_t first, end;
    bool is_behind;
};

/* The whole plan of a tree.  Missing pictures are reported. */
struct epub_plan *epub_plan_new(struct arena *arena, const struct node *tree,
                                const struct epub_rules *rules,
                                struct diag *diag);

/* NULL when nothing can be linked there. */
const struct epub_place *epub_place_of(const struct epub_plan *plan,
                                       const struct node *node);
/* Loaded if need be; NULL after a report. */
const struct image *epub_image_of(const struct epub_plan *plan,
                                  const struct node *node);
/* The first node of a file's part of the tree, and the next: the chapters
 * of a PART stand in files of their own and are left out. */
const struct node *epub_file_next(const struct epub_file *file,
                                  const struct node *node);
/* Which words of the book's own are needed: "Bouwsteen 7" or "Deel 2"; empty
 * when the chapter or part bears no number. */
struct text epub_number_label(const struct epub_plan *plan,
                              const struct node *node);
/* Plain title of a chapter, part or section, without number. */
struct text epub_plain_title(const struct epub_plan *plan,
                             const struct node *node);
/* The title as in a contents list: "7 Krachtenveld" with a hard space. */
struct text epub_list_title(const struct epub_plan *plan,
                            const struct node *node);
/* "Figuur 13.1" of a FIGURE or TABLE; empty without number. */
struct text epub_caption_label(const struct epub_plan *plan,
                               const struct node *node, bool capital);
/* An id for the file under way: as wished, made safe, with a number behind it
 * where the file has it already.  What other files hold does not matter, so
 * that ids survive when something is added to the book elsewhere. */
struct text epub_id_make(struct epub_plan *plan, struct epub_file *file,
                         struct text wish);
/* Marks of a node; NULL. */
const struct epub_mark *epub_mark_of(const struct epub_plan *plan,
                                     const struct node *node);

#endif
