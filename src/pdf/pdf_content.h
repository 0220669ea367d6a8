/* The content of one page (or of a figure), as PDF operators.
 *
 * It keeps the graphics state, so that only changes are written, and opens
 * and closes text objects and marked content in the one order that PDF
 * allows: marked content never crosses the edge of a text object. */
#ifndef PDF_PDF_CONTENT_H
#define PDF_PDF_CONTENT_H

#include "pdf/pdf_ink.h"
#include "pdf/pdf_shape.h"
#include "pdf/pdf_tags.h"

/* Where content belongs. */
struct pdf_place {
    struct pdf_tag *tag;    /* real content */
    enum artifact artifact; /* when tag is NULL */
    struct text actual;     /* ActualText in the content; data NULL: none */
    const scaled *box;      /* left, top, width, height of a background */
};

struct pdf_text_state {
    const struct pdf_face *face;
    int64_t size;      /* thousandths of a point */
    int64_t expansion; /* thousandths */
    int64_t tracking;  /* thousandths of a point, before expansion */
    int64_t rise;      /* thousandths of a point */
};

struct pdf_content {
    struct buffer out;
    struct pdf_tags *tags; /* NULL: untagged */
    const struct pdf_inks *inks;
    uint32_t page;
    scaled height;  /* of the page: PDF counts from below */
    bool is_figure; /* no marked content: the figure has its own text */
    bool in_text, in_array, is_marked, has_line;
    struct pdf_place place;
    struct pdf_text_state text;
    uint32_t fill, stroke;
    bool has_fill, has_stroke;
    /* On a press black ink is printed over what is there; the rest leaves a
     * hole for itself. */
    bool has_overprint, fill_overprints, stroke_overprints;
    int64_t line_x, line_y; /* of the text line, hundredths */
    scaled pen;             /* where the next glyph would stand */
};

/* Empties it for a page. */
void pdf_content_begin(struct pdf_content *content, const struct pdf_inks *inks,
                       struct pdf_tags *tags, uint32_t page, scaled height);
/* The graphics states that it names, as resources: "/O00<<...>>". */
void pdf_content_resources(struct buffer *out);
/* Closes all that is open. */
void pdf_content_end(struct pdf_content *content);

/* Makes ready for text, or for graphics, that belong to `place`. */
void pdf_content_text(struct pdf_content *content,
                      const struct pdf_place *place);
void pdf_content_graphics(struct pdf_content *content,
                          const struct pdf_place *place);
/* Colours, whichever mode it is in. */
void pdf_content_fill(struct pdf_content *content, uint32_t rgb);
void pdf_content_stroke(struct pdf_content *content, uint32_t rgb);
/* After a Q, what was set before q counts no more. */
void pdf_content_forget(struct pdf_content *content);

/* Shows a piece at x on the baseline y (from the top), in text mode. */
void pdf_content_show(struct pdf_content *content,
                      const struct pdf_text_state *state, scaled x, scaled y,
                      const struct pdf_piece *piece);

#endif
