/* Fields that are filled in on the screen (ISO 32000-1, 12.7): an interactive
 * form with a widget for each MARK_FIELD, each in a Form element of its own.
 *
 * Nothing is left to viewers: a widget has its appearance, and the font of
 * what is typed is embedded. */
#ifndef PDF_PDF_FIELD_H
#define PDF_PDF_FIELD_H

#include "base/array.h"
#include "base/map.h"
#include "pdf/pdf_file.h"
#include "pdf/pdf_tags.h"

struct book;
struct pdf_writer;

struct pdf_choices { /* radio buttons: one of them can be chosen */
    struct pdf_object object;
    const struct node *owner; /* the CELL, or the ROW of a scale */
    struct text name, label;
    struct buffer kids; /* references */
    struct map states;  /* of the buttons, so that each has its own */
};

struct pdf_field {
    struct pdf_object object, text; /* the widget; its appearance as a text */
    const struct mark *mark;        /* the first, when there are more */
    struct text name, label;
    struct pdf_choices *choices; /* NULL: a field of its own */
    uint32_t page;
    scaled bottom; /* of the last mark */
    unsigned parent_key;
};

struct pdf_fields {
    struct arena *arena;
    ARRAY(struct pdf_field *) items;
    ARRAY(struct pdf_choices *) choices;
    size_t page_first;        /* of the page under way */
    struct map names, labels; /* those that are taken */
    struct map appearances;   /* of buttons: struct pdf_object */
    struct pdf_object resources, font, descriptor, program;
    unsigned font_scale; /* 1/1000 */
    unsigned form;       /* object number of the AcroForm; 0: no fields */
};

void pdf_fields_init(struct pdf_fields *fields, struct arena *arena);
/* Takes up a mark of the page being drawn. */
void pdf_field_note(struct pdf_writer *writer, const struct page *page,
                    const struct mark *mark);
/* Draws the ground of the page's text fields; appends its widgets. */
void pdf_fields_end_page(struct pdf_writer *writer, struct buffer *annotations);
/* The objects of all fields, once all pages are drawn.  False when there is no
 * font for them. */
bool pdf_fields_write(struct pdf_writer *writer);

/* pdf_field_name: what a field is called, by programs and by people.  Both
 * are made from the tree, not from the page, and are each other's only. */
struct text pdf_field_name(struct pdf_fields *fields, const struct mark *mark);
struct text pdf_field_label(struct pdf_fields *fields, const struct book *book,
                            const struct mark *mark);
/* Of the group that a choice belongs to: its name is the field's, its label
 * names what is chosen, not the choice. */
struct text pdf_choices_label(struct pdf_fields *fields,
                              const struct book *book, const struct mark *mark);
/* The node that a mark's choices are of: a CELL, or the ROW of a scale. */
const struct node *pdf_choices_owner(const struct mark *mark);

/* pdf_field_font: the font of what is typed, as /F of the resources. */
bool pdf_field_font_write(struct pdf_writer *writer);
/* pdf_field_look: the appearance of a button, made once for each size. */
unsigned pdf_field_look(struct pdf_writer *writer,
                        const struct pdf_field *field, bool is_on);

#endif
