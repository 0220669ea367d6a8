/* The colours of a file: those of the screen, the inks of a printing press, or
 * one black.  Everything drawn gets its colour here. */
#ifndef PDF_PDF_INK_H
#define PDF_PDF_INK_H

#include "base/arena.h"
#include "base/buffer.h"
#include "media/press.h"
#include "media/tone.h"
#include "pdf/pdf.h"

struct pdf_inks {
    struct press *press;         /* NULL: the screen's colours */
    const struct style_ink *own; /* colours whose inks the style tells */
    size_t own_count;
    bool is_black;      /* greys alone */
    struct tones tones; /* when is_black */
};

void pdf_inks_init(struct pdf_inks *inks, const struct pdf_rules *rules);
/* The operator that sets a colour 0xRRGGBB: `r g b rg` or `g g`, of the press
 * `c m y k k`; for strokes the same in capitals. */
void pdf_colour(struct buffer *out, const struct pdf_inks *inks, uint32_t rgb,
                bool stroke);
/* Is it all of the black ink and nothing else?  Then it overprints. */
bool pdf_is_black(const struct pdf_inks *inks, uint32_t rgb);

/* --- pictures --- */

/* "/DeviceCMYK": the space of pictures that have three or one component. */
const char *pdf_picture_space(const struct pdf_inks *inks, int components);
/* Must its pixels be changed? */
bool pdf_picture_changes(const struct pdf_inks *inks, int components);
/* The bytes of `count` pixels of three or one component in that space, in the
 * arena. */
struct text pdf_picture_inks(const struct pdf_inks *inks, struct arena *arena,
                             const uint8_t *pixels, size_t count,
                             int components);

#endif
