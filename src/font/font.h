/* Faces and fonts, loaded once a process and shared read-only by all
 * editions and threads.
 *
 * A face is a font file; a font is a face with features, as a role of
 * fonts.yaml asks.  Only font/ knows FreeType, HarfBuzz and libhyphen; what
 * others need of a face is here. */
#ifndef FONT_FONT_H
#define FONT_FONT_H

#include "base/diag.h"
#include "base/file.h"

#include <stdint.h>

/* Variants of a role.  A role that lacks one falls back: SEMIBOLD -> BOLD,
 * BLACK -> BOLD, BOLD_ITALIC -> BOLD, ITALIC -> REGULAR (with a warning
 * once, since markup gets lost). */
enum font_variant {
    FONT_REGULAR,
    FONT_ITALIC,
    FONT_SEMIBOLD,
    FONT_BOLD,
    FONT_BOLD_ITALIC,
    FONT_BLACK,
    FONT_VARIANT_COUNT
};

/* Figures and letters beyond the face's default. */
enum font_feature {
    FONT_PLAIN = 0,
    FONT_TABULAR = 1,    /* lnum + tnum: tables, folios, contents */
    FONT_SMALL_CAPS = 2, /* smcp where the face has it */
    FONT_FEATURE_COUNT = 4
};

struct font_face {
    unsigned index;   /* in the font set, from 0 */
    struct text role; /* "text" */
    enum font_variant variant;
    struct text path; /* of the file */
    struct text postscript_name, family;
    bool is_cff;
    bool may_subset_in_epub; /* false: reserved font name, ship whole */
    int units_per_em;
    int ascender, descender, cap_height, x_height; /* font units */
    int bbox[4];
    int italic_angle; /* degrees * 65536 */
    int stem_v;
    int weight; /* 400.. */
    int flags;  /* PDF font descriptor flags (ISO 32000-1, table 123) */
    struct font_face_data *data; /* private: HarfBuzz and FreeType handles */
};

struct font {
    const struct font_face *face;
    unsigned feature;            /* set of enum font_feature */
    unsigned scale;              /* 1/1000: 905 for Lato beside Vollkorn */
    const struct font *fallback; /* tried for characters the face lacks */
    struct font_data *data;      /* private */
};

struct font_set;

/* Reads fonts/fonts.yaml in the first of `folders` that has it and opens its
 * faces: a file lying beside fonts.yaml wins, then the package's path, then
 * fontconfig.  Reports missing faces (naming the package) and versions
 * other than pinned.  NULL after errors. */
struct font_set *font_set_open(struct arena *arena, const struct text *folders,
                               size_t folder_count, struct diag *diag);
void font_set_close(struct font_set *set);

/* The font of a role ("text", "sans", "symbols", "mono"), NULL if fonts.yaml
 * has no such role. */
const struct font *font_find(const struct font_set *set, struct text role,
                             enum font_variant variant, unsigned feature);
size_t font_face_count(const struct font_set *set);
const struct font_face *font_face_at(const struct font_set *set, size_t index);
/* The whole file's bytes. */
struct text font_face_bytes(const struct font_face *face);
/* Does the font itself (not its fallbacks) have this character? */
bool font_has(const struct font *font, unsigned code_point);
/* Font units; 0 for glyphs unknown. */
int font_glyph_advance(const struct font_face *face, unsigned glyph);

/* A subset for one output file (hb-subset).  `used` is a bit set of glyph
 * ids of the face: 32 a word, `used_size` words.  The result's new ids come
 * from the same plan as its bytes. */
struct font_subset {
    struct text bytes;    /* sfnt, or the bare CFF table when the face is CFF */
    uint16_t *new_glyphs; /* by old id */
    unsigned old_count, new_count;
};
bool font_subset(struct arena *arena, const struct font_face *face,
                 const uint32_t *used, size_t used_size,
                 struct font_subset *subset);
/* A subset for a PDF font of one-byte codes: the sfnt with its map from the
 * characters given to glyphs.  False for faces that are CFF. */
bool font_subset_simple(struct arena *arena, const struct font_face *face,
                        const uint32_t *code_points, size_t count,
                        struct text *bytes);
/* The advance of a character's glyph, font units; glyph 0's if the face lacks
 * it. */
int font_character_advance(const struct font_face *face, uint32_t code_point);
/* A subset as a whole font file for EPUB, for the characters given. */
bool font_subset_file(struct arena *arena, const struct font_face *face,
                      const uint32_t *code_points, size_t count,
                      struct text *bytes);

#endif
