/* Style sheets: typed properties for the print page, from styles/NAME.yaml.
 *
 * A sheet gives the page's geometry and, by selector, how a block or a piece
 * of text looks.  style/ knows nothing of fonts' insides or of pages being
 * made; units are scaled points.  The language of sheets is described in
 * styles/README.md. */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "base/diag.h"
#include "base/file.h"
#include "base/scaled.h"
#include "doc/node.h"
#include "font/font.h"
#include "media/press.h"

/* Where the QR code of a link goes that asks for one. */
enum qr_place { QR_NONE, QR_BESIDE, QR_MARGIN };

enum text_align { TEXT_JUSTIFY, TEXT_LEFT, TEXT_CENTER, TEXT_RIGHT };

/* How one piece of text looks; inherited from block to inline. */
struct text_style {
    struct text font; /* role: "text", "sans", "mono", "symbols" */
    enum font_variant variant;
    unsigned feature; /* enum font_feature set */
    scaled size;
    scaled rise; /* baseline shift, up */
    scaled tracking;
    uint32_t colour; /* 0xRRGGBB */
    bool underline, strike;
};

/* How a block looks.  All lengths scaled points; margins outside the box,
 * padding inside. */
struct block_style {
    struct text_style text;
    scaled leading; /* baseline to baseline */
    enum text_align align;
    bool hyphenate;
    int hyphen_left, hyphen_right;    /* minima, letters */
    scaled indent;                    /* first line */
    scaled space_before, space_after; /* between blocks the larger counts */
    scaled margin_left, margin_right;
    scaled padding_left, padding_right, padding_top, padding_bottom;
    bool has_background, has_border;
    uint32_t background, border_colour;
    scaled border_width; /* all sides */
    scaled bar_width;    /* a bar at the left, 0 none */
    uint32_t bar_colour;
    struct text icon;              /* name drawn before the title, or empty */
    struct text label;             /* fixed label set above the box, or empty */
    scaled rule_above, rule_below; /* thickness, 0 none */
    bool in_margin; /* set in the margin column, where the page has one */
    bool floats;    /* may move to the top or the foot of a page */
    bool keep_with_next, keep_together;
    bool new_page, new_recto; /* starts on one */
    int keep_lines;           /* widows and orphans, at least 2 */
    struct text marker;       /* LIST: bullet character */
    scaled marker_gap;        /* ITEM: width of the label's column */
    bool has_number_ground;   /* CONTENTS_ENTRY: a square behind its number */
    uint32_t number_ground;
    enum qr_place qr;    /* PARAGRAPH */
    scaled least_height; /* ROW */
    bool equal_columns;  /* TABLE */
    bool dashed;         /* CELL: its border, a line to cut along */
    scaled drop;         /* white space at the top of a new page */
    int columns;         /* INDEX: side by side, at least 1 */
    scaled column_gap;
};

struct page_style {
    scaled width, height;
    scaled inner, outer, top, bottom; /* margins: the text area is the rest */
    scaled margin_column, margin_gap; /* width 0: none; lies in `outer` */
    scaled grid;                      /* body leading */
    scaled header_baseline;           /* of the running head, from the top */
    scaled footer_baseline;           /* of the folio, from the bottom edge */
    struct text_style header, folio, margin_note;
    scaled margin_note_leading;
    scaled footnote_separator; /* width of the rule above the notes */
    scaled footnote_gap;
    bool thumb_tabs; /* at the outer edge, each part's below the last one's */
    scaled tab_width, tab_height, tab_top;
    scaled tab_step; /* from one tab's top to the next one's */
    struct text_style tab;
    uint32_t tab_ground;
    scaled qr_module; /* the side of a dot of a QR code */
};

struct print_style { /* for a print shop */
    scaled bleed;
};

enum { COVER_MOST_INKS = 8 };

struct cover_style {
    uint32_t inks[COVER_MOST_INKS]; /* each edition has one of these */
    int ink_count;
    uint32_t paper; /* 0xRRGGBB, below the band */
    int band;       /* height of the band, per cent of the cover's */
    bool has_wall;
    scaled margin;
    scaled spine_size; /* of its letters, when there is room for them */
};

struct booklet_style { /* how it is folded */
    scaled paper;      /* thickness of a sheet */
    int sheets;        /* most in a signature */
};

struct line_style {  /* how lines are broken; sheet-wide */
    int expansion;   /* most glyph scaling, 1/1000: 15 */
    bool protrusion; /* optical margins */
    int tolerance;   /* badness of the second pass */
    scaled space_stretch_permille, space_shrink_permille; /* of the space */
    int hyphen_penalty, compound_penalty, explicit_penalty;
    int ladder; /* most hyphens in a row */
};

/* What a colour of the sheet is printed with, by a print shop. */
struct style_ink {
    uint32_t colour; /* 0xRRGGBB */
    struct ink ink;
};

struct style;

/* Reads styles/NAME.yaml from the first of `folders` that has it (a folder
 * called `styles` is searched itself).  NULL after reporting: unknown keys,
 * bad units, unknown selectors, at places.  A style keeps what it worked out:
 * it serves one thread, and a tree that no longer changes. */
const struct style *style_open(struct arena *arena, const struct text *folders,
                               size_t folder_count, struct text name,
                               struct span from, struct diag *diag);
/* The same style for another thread; lives as long as the first. */
const struct style *style_fork(struct arena *arena, const struct style *style);
const struct page_style *style_page(const struct style *style);
const struct line_style *style_lines(const struct style *style);
const struct booklet_style *style_booklet(const struct style *style);
const struct print_style *style_print(const struct style *style);
const struct cover_style *style_cover(const struct style *style);
const struct style_ink *style_inks(const struct style *style, size_t *count);
/* The style of a block node, from its selectors and its ancestors' text.
 * Cheap: cached by (kind, role, class, parent's style). */
const struct block_style *style_block(const struct style *style,
                                      const struct node *node);
/* The style of inline text below `node`, within a block of style `block`. */
struct text_style style_text(const struct style *style,
                             const struct block_style *block,
                             const struct node *inline_node);
/* A digest of the sheet's content, for the PDF's /ID. */
uint64_t style_digest(const struct style *style);

#endif
