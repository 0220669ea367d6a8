/* What the parts of pdf/ share while one PDF is written. */
#ifndef PDF_PDF_WRITER_H
#define PDF_PDF_WRITER_H

#include "base/array.h"
#include "media/svg.h"
#include "pdf/pdf.h"
#include "pdf/pdf_content.h"
#include "pdf/pdf_field.h"

struct pdf_picture;

struct pdf_writer {
    struct arena *arena;
    const struct pages *pages;
    const struct node *tree;
    const struct pdf_rules *rules;
    struct diag *diag;
    struct pdf_file *file;
    struct pdf_inks inks;
    struct pdf_fonts fonts;
    struct pdf_shapes shapes;
    struct pdf_nodes nodes;
    struct pdf_tags tags; /* unused when the rules say untagged */
    struct pdf_fields fields;
    ARRAY(struct pdf_picture *) pictures;
    struct pdf_content content;
    struct pdf_object *page_objects; /* by page; imposed: forms */
    /* What the page tree holds: pages, or sides of sheets. */
    struct pdf_object *leaves;
    size_t leaf_count;
    struct pdf_object resources, catalog, root_pages, info, metadata;
    struct text *page_annotations; /* by page: "12 0 R 13 0 R" */
    unsigned outline;              /* object number; 0: none */
    struct text destinations;      /* "/Dests<<...>>", or empty */
    struct text attached;          /* "/EmbeddedFiles<<...>>", or empty */
    struct text associated;        /* "/AF[12 0 R]", or empty */
};

/* Notes for rules->origins that an object stands for a node. */
void pdf_origin_set(struct pdf_writer *writer, const struct pdf_object *object,
                    const struct node *node);

/* pdf_text: words on one baseline. */
void pdf_text_note(struct pdf_writer *writer, const struct mark *mark);
void pdf_text_draw(struct pdf_writer *writer, const struct mark *mark);
/* Where a mark belongs. */
struct pdf_place pdf_mark_place(struct pdf_writer *writer,
                                const struct mark *mark);
/* One segment of a shape's chain at x; its width with tracking. */
struct pdf_run {
    scaled size; /* nominal */
    int expansion;
    scaled tracking;
};
scaled pdf_text_segment(struct pdf_writer *writer, struct pdf_content *content,
                        const struct pdf_place *place,
                        const struct shape *segment, const struct pdf_run *run,
                        scaled x, scaled y);
scaled pdf_text_width(const struct shape *segment, const struct pdf_run *run);
/* Notes a whole chain; reports missing glyphs at `node`. */
void pdf_text_note_chain(struct pdf_writer *writer, const struct shape *shape,
                         const struct node *node);

/* pdf_draw: rectangles, frames, lines, icons. */
void pdf_draw_mark(struct pdf_writer *writer, const struct mark *mark);
/* pdf_image, pdf_svg: pictures. */
void pdf_picture_note(struct pdf_writer *writer, const struct mark *mark);
void pdf_picture_draw(struct pdf_writer *writer, const struct mark *mark);
bool pdf_pictures_write(struct pdf_writer *writer);
void pdf_pictures_resources(const struct pdf_writer *writer,
                            struct buffer *out);
void pdf_svg_note(struct pdf_writer *writer, const struct svg *svg,
                  const struct node *node);
void pdf_svg_content(struct pdf_writer *writer, const struct svg *svg,
                     struct pdf_content *content);

/* pdf_link, pdf_outline, pdf_metadata: what stands around the pages. */
void pdf_links_write(struct pdf_writer *writer, const struct page *page);
/* The destination of a node: "[12 0 R/XYZ null 500 null]"; false: none. */
bool pdf_destination(const struct pdf_writer *writer, const struct node *node,
                     struct buffer *out);
void pdf_destinations_write(struct pdf_writer *writer);
void pdf_outline_write(struct pdf_writer *writer);
void pdf_page_labels(const struct pdf_writer *writer, struct buffer *out);
void pdf_metadata_write(struct pdf_writer *writer);
/* "D:20261123000000Z", or as XMP writes it. */
struct text pdf_date(struct arena *arena, int64_t date, bool in_xmp);
/* pdf_attach: files in the file.  Before the tags are written, of which those
 * of worksheets name theirs. */
void pdf_attachments_write(struct pdf_writer *writer);
/* pdf_sheet: pages two-up on the sides of sheets. */
void pdf_sheet_write(struct pdf_writer *writer, size_t side,
                     const struct pdf_object *parent);
/* pdf_press: what a print shop needs; nothing without rules->press. */
void pdf_press_open(struct pdf_writer *writer);
struct mark pdf_press_bleed(const struct pdf_writer *writer,
                            const struct page *page, const struct mark *mark);
void pdf_press_marks(struct pdf_writer *writer, const struct page *page);
void pdf_press_boxes(const struct pdf_writer *writer, const struct page *page,
                     struct buffer *out);
void pdf_press_resources(const struct pdf_writer *writer, struct buffer *out);
/* pdf_intent: how its colours are to be printed; an object's number. */
unsigned pdf_intent_write(struct pdf_writer *writer);
/* pdf_digest: the file's identifier. */
void pdf_digest(const struct pdf_writer *writer, unsigned char out[16]);
/* pdf_icc: an sRGB profile, made by our own code. */
struct text pdf_icc_srgb(struct arena *arena);

#endif
