/* The state of writing one XHTML file, and the pieces that share it: blocks,
 * inlines, tables.  Private to epub/. */
#ifndef EPUB_EPUB_WRITER_H
#define EPUB_EPUB_WRITER_H

#include "epub/epub_plan.h"
#include "epub/epub_xml.h"

struct epub_writer {
    struct epub_plan *plan;
    struct epub_file *file;
    struct buffer *out;
    unsigned links, terms; /* how many <a>, <dfn> we are inside */
    /* Markers of pages that wait for the end of a word or a link. */
    size_t waiting_first, waiting_end;
    const struct epub_note *note; /* whose backlink is still to be written */
    bool is_glossary;
};

/* `<span id="p58" epub:type="pagebreak" ...></span>` for pages first..end. */
void epub_write_marks(struct epub_writer *writer, size_t first, size_t end);
/* The text of a TEXT, CODE or CODE_BLOCK, with the markers of the pages that
 * open in it, and those that waited for the end of a word. */
void epub_write_marked_text(struct epub_writer *writer,
                            const struct node *node);
/* Those that wait, when they need wait no longer. */
void epub_write_waiting(struct epub_writer *writer);
/* ` id="..."` when links lead to the node. */
void epub_write_id(struct epub_writer *writer, const struct node *node);
/* ` class="..."`: `own` (NULL for none), then the node's classes. */
void epub_write_classes(struct epub_writer *writer, const struct node *node,
                        const char *own);
/* ` lang="" xml:lang=""` where the language changes. */
void epub_write_language(struct epub_writer *writer, const struct node *node);
/* The address of a place, seen from the file under way. */
void epub_write_href(struct epub_writer *writer,
                     const struct epub_place *place);
/* A word of ours, as text. */
void epub_write_word(struct epub_writer *writer, const char *key);

/* `<element id class lang>`. */
void epub_open_element(struct epub_writer *writer, const struct node *node,
                       const char *element, const char *own_class);

/* Any node.  Open gives false when its children are not to be written. */
bool epub_node_open(struct epub_writer *writer, const struct node *node);
void epub_node_close(struct epub_writer *writer, const struct node *node);
bool epub_inline_open(struct epub_writer *writer, const struct node *node);
void epub_inline_close(struct epub_writer *writer, const struct node *node);

/* Chapters, parts, sections, boxes and their headings. */
void epub_open_chapter(struct epub_writer *writer, const struct node *node);
void epub_open_section(struct epub_writer *writer, const struct node *node);
void epub_open_heading(struct epub_writer *writer, const struct node *node);
void epub_close_heading(struct epub_writer *writer, const struct node *node);
void epub_open_div(struct epub_writer *writer, const struct node *node);
void epub_close_div(struct epub_writer *writer, const struct node *node);
/* Is the heading the title of a box, and so no heading of the chapter? */
bool epub_is_box_title(const struct node *heading);

/* Lists, definitions, index. */
void epub_open_list(struct epub_writer *writer, const struct node *node);
void epub_close_list(struct epub_writer *writer, const struct node *node);
void epub_open_item(struct epub_writer *writer, const struct node *node);
void epub_open_term(struct epub_writer *writer, const struct node *node);
void epub_close_term(struct epub_writer *writer, const struct node *node);
void epub_open_definition(struct epub_writer *writer, const struct node *node);
void epub_close_definition(struct epub_writer *writer, const struct node *node);
void epub_open_group(struct epub_writer *writer, const struct node *node);
void epub_open_entry(struct epub_writer *writer, const struct node *node);
void epub_close_entry(struct epub_writer *writer, const struct node *node);
/* The map at the opening of a part: a list of links.  (The contents of the
 * book are in the nav.) */
void epub_open_contents(struct epub_writer *writer, const struct node *node);
void epub_close_contents(struct epub_writer *writer, const struct node *node);
void epub_open_contents_entry(struct epub_writer *writer,
                              const struct node *node);
void epub_close_contents_entry(struct epub_writer *writer,
                               const struct node *node);

/* Figures and tables. */
void epub_open_caption(struct epub_writer *writer, const struct node *node);
void epub_close_caption(struct epub_writer *writer, const struct node *node);
void epub_close_figure(struct epub_writer *writer, const struct node *node);
/* ` aria-details="..."` of an IMAGE whose long description is in this file. */
void epub_write_details(struct epub_writer *writer, const struct node *image);
void epub_open_table(struct epub_writer *writer, const struct node *node);
void epub_close_table(struct epub_writer *writer, const struct node *node);
void epub_open_cell(struct epub_writer *writer, const struct node *node);
void epub_close_cell(struct epub_writer *writer, const struct node *node);

#endif
