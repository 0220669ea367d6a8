/* One font file: mapped into memory, its tables read, its HarfBuzz font.
 *
 * Private to font/.  It never looks for files (locate does) and never shapes.
 * The HarfBuzz font is made at first use, so that faces a book does not set
 * cost only their mapping. */
#ifndef FONT_FACE_H
#define FONT_FACE_H

#include "font/font.h"

#include <hb.h>

struct font_face_data;

/* Maps face->path and fills in all the face's measures and names.  False
 * when the file cannot be read (errno is set) or is no font (errno 0). */
bool face_open(struct arena *arena, struct font_face *face);
void face_close(struct font_face *face);

/* Immutable, scaled to font units, thread-safe; lives as long as the face. */
hb_font_t *face_hb_font(const struct font_face *face);
hb_face_t *face_hb_face(const struct font_face *face);
/* A table of the file; empty if it has none. */
struct text face_table(const struct font_face *face, const char *tag);
/* "4.105": the revision of the table head, with three decimals. */
struct text face_version(struct arena *arena, const struct font_face *face);

#endif
