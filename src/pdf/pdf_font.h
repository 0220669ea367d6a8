/* The faces of one PDF: which glyphs are used and what they say, the subset
 * of each, and its objects in the file.
 *
 * First all glyphs of all pages are noted, then pdf_fonts_subset makes one
 * subset a face, and only then glyphs have the ids that pages show. */
#ifndef PDF_PDF_FONT_H
#define PDF_PDF_FONT_H

#include "font/font.h"
#include "pdf/pdf_file.h"

/* A width in 1/100 of 1/1000 em: what /W says, exactly. */
typedef int32_t em_width;
#define EM_WIDTH ((em_width)100000) /* one em */

struct pdf_face {
    const struct font_face *face;
    uint32_t *used;     /* bit set of glyph ids, 32 a word */
    struct text *texts; /* what a glyph says, by old id */
    bool *weak;         /* only a guess: the next that knows wins */
    em_width *widths;   /* by old id */
    size_t capacity;    /* of the three, glyphs */
    struct font_subset subset;
    struct pdf_object font, descendant, descriptor, program, unicode;
};

struct pdf_fonts {
    struct arena *arena;
    struct pdf_face *faces; /* by font_face.index */
    size_t count;
};

void pdf_fonts_init(struct pdf_fonts *fonts, struct arena *arena,
                    const struct font_set *set);
struct pdf_face *pdf_fonts_face(struct pdf_fonts *fonts,
                                const struct font_face *face);
/* Notes that a glyph is shown for `text`.  False when it already stands for
 * another text; a weak note never does. */
bool pdf_face_note(struct pdf_fonts *fonts, struct pdf_face *face,
                   unsigned glyph, struct text text, bool weak);
/* Do two texts read alike (a no-break space as a space)? */
bool pdf_texts_read_alike(struct text a, struct text b);
/* The width that /W gives the glyph. */
em_width pdf_face_width(const struct pdf_face *face, unsigned glyph);
/* Font units as em_width. */
em_width pdf_face_units(const struct pdf_face *face, int64_t units);
bool pdf_face_is_used(const struct pdf_face *face);

/* Makes the subsets.  False with *failed when one cannot be made. */
bool pdf_fonts_subset(struct pdf_fonts *fonts, const struct font_face **failed);
/* Adds the objects of all used faces to the file. */
void pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_file *file);
/* The entries of a /Font resource: "/F0 12 0 R ...". */
void pdf_fonts_resources(const struct pdf_fonts *fonts, struct buffer *out);

#endif
