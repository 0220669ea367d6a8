/* The structure tree: what is meant, for readers that do not see the page.
 *
 * Elements come from the document tree, not from the page; each is made when
 * its first content is drawn, so that nothing empty is left.  Marked content
 * is never nested: a Span with ActualText is an element of its own. */
#ifndef PDF_PDF_TAGS_H
#define PDF_PDF_TAGS_H

#include "base/array.h"
#include "pdf/pdf_file.h"
#include "pdf/pdf_nodes.h"

struct pdf_kid;

struct pdf_tag { /* a structure element */
    struct pdf_object object;
    const char *type; /* "P" */
    struct pdf_tag *parent;
    const struct node *node;
    struct pdf_kid *first, *last;
    struct pdf_kid *last_note;       /* notes called in it stand after it */
    struct pdf_kid *own;             /* its place in the parent */
    const struct pdf_object *page;   /* of its first content; NULL */
    struct text actual, alternative; /* data NULL: none */
    struct text language;
    struct text entries; /* further entries of the dictionary */
    unsigned note;       /* number for its ID; 0: none */
    unsigned head;       /* likewise, of a head cell that others name */
    unsigned root_id;    /* the document's parent */
};

struct pdf_word { /* a Span that says a whole word */
    const struct node *node;
    struct pdf_tag *tag;
};

struct pdf_tags {
    struct arena *arena;
    struct pdf_file *file;
    struct pdf_nodes *nodes;
    const struct pdf_object *pages; /* page objects, by index */
    size_t page_count;
    struct pdf_tag document;
    ARRAY(struct pdf_tag *) list;        /* all others, as they were made */
    struct page_tags *page_tags;         /* by page: elements by MCID */
    ARRAY(struct pdf_tag *) annotations; /* elements, by annotation */
    ARRAY(struct pdf_tag *) notes;       /* elements with an ID */
    ARRAY(struct pdf_tag *) heads;       /* head cells with one */
    ARRAY(const struct node *) chain;    /* elements yet to be made */
    ARRAY(struct pdf_word) words;        /* as they were made */
    int heading_level;            /* of the last heading; no level is skipped */
    const struct node *last_node; /* of pdf_tags_find */
    enum mark_part last_part;
    struct pdf_tag *last_tag;
    struct pdf_object root;
};

void pdf_tags_init(struct pdf_tags *tags, struct arena *arena,
                   struct pdf_file *file, struct pdf_nodes *nodes,
                   const struct pdf_object *pages, size_t page_count);
/* The element for content of a node. */
struct pdf_tag *pdf_tags_find(struct pdf_tags *tags, const struct node *node,
                              enum mark_part part);
/* A new Span below `parent` that says `actual`. */
struct pdf_tag *pdf_tags_span(struct pdf_tags *tags, struct pdf_tag *parent,
                              struct text actual);
/* The same for a word of `node`, the rest of which may stand on the next line
 * and have no hyphen before it; and the last one of a node, for that rest. */
struct pdf_tag *pdf_tags_word(struct pdf_tags *tags, struct pdf_tag *parent,
                              const struct node *node, struct text actual);
struct pdf_tag *pdf_tags_word_rest(struct pdf_tags *tags,
                                   struct pdf_tag *parent,
                                   const struct node *node);
/* A new Form below `parent`, for one annotation to fill in. */
struct pdf_tag *pdf_tags_form(struct pdf_tags *tags, struct pdf_tag *parent,
                              const struct node *node);
/* pdf_tags_table: in a table whose columns and rows both have heads, each cell
 * names its own.  Once all elements of the table are there. */
void pdf_tags_name_heads(struct pdf_tags *tags, const struct node *table);
/* A new MCID on a page for content of the element. */
unsigned pdf_tags_content(struct pdf_tags *tags, struct pdf_tag *tag,
                          uint32_t page);
/* Takes an annotation into the element; returns its StructParent. */
unsigned pdf_tags_annotation(struct pdf_tags *tags, struct pdf_tag *tag,
                             const struct pdf_object *annotation,
                             uint32_t page);
/* Adds the elements' objects to the file; `root` is the StructTreeRoot. */
void pdf_tags_write(struct pdf_tags *tags);

#endif
