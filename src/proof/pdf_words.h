/* The text of a finished PDF: what its glyphs say by their ToUnicode maps,
 * and in which order it is read.
 *
 * Three views, since what is hidden from one may be seen in another: the runs
 * of a page in content order, the book in the order of its structure tree,
 * and every string of the file. */
#ifndef PROOF_PDF_WORDS_H
#define PROOF_PDF_WORDS_H

#include "proof/pdf_reader.h"
#include "proof/pdf_scan.h"

/* --- fonts ---------------------------------------------------------------- */

struct pdf_glyphs {     /* what the codes of a font say */
    int64_t object;     /* the font's number */
    struct text *texts; /* UTF-8, by two-byte code; data NULL: not said */
    uint32_t count;
    bool has_map;      /* a ToUnicode map that could be read */
    bool is_two_bytes; /* /Identity-H, as all fonts of ours */
    uint64_t *used;    /* bit set of 65,536 codes, for who counts them */
};

struct pdf_words {
    struct pdf_reader *reader;
    struct arena *arena;
    ARRAY(struct pdf_glyphs *) fonts;
    struct buffer scratch, decoded; /* of streams */
};

void pdf_words_init(struct pdf_words *words, struct pdf_reader *reader,
                    struct arena *arena);
void pdf_words_release(struct pdf_words *words);
/* The glyphs of the font that `reference` names, its map read once; NULL when
 * it names no font. */
struct pdf_glyphs *pdf_words_font(struct pdf_words *words,
                                  const struct pdf_value *reference);
/* What a shown string says, appended to *out. */
void pdf_glyphs_text(const struct pdf_glyphs *glyphs, struct text codes,
                     struct buffer *out);

/* --- pages ---------------------------------------------------------------- */

struct pdf_run {  /* one marked-content sequence, or what lies between two */
    int64_t mcid; /* -1: not of the structure */
    bool is_artifact;
    struct text shown;  /* what the glyphs say */
    struct text actual; /* ActualText in the content; data NULL: none */
};

struct pdf_runs {
    ARRAY(struct pdf_run) items;
    bool is_broken; /* some content could not be read */
};

/* The runs of a page, in content order, forms opened where they are drawn.
 * `page` is a reference of pdf_reader_pages; texts lie in `arena`. */
void pdf_words_page(struct pdf_words *words, const struct pdf_value *page,
                    struct arena *arena, struct pdf_runs *runs);

/* --- the whole ------------------------------------------------------------ */

/* The book's text in the order of its structure tree, as UTF-8: ActualText
 * in place of what it replaces, soft hyphens left out, each block on a line
 * of its own; artifacts and figures that have an alternative text not at
 * all.  False when there is no tree or it is
 * broken. */
bool pdf_words_structure(struct pdf_words *words, struct buffer *out);

/* Called for every string of every object (names of keys are none), and for
 * the document's XMP: titles, alternative texts, bookmarks, addresses,
 * ActualText.  `bytes` is as the file means it, `text` read as text. */
typedef void pdf_string_fn(int64_t object, struct text bytes, struct text text,
                           void *closure);
void pdf_words_strings(struct pdf_words *words, pdf_string_fn *each,
                       void *closure);

#endif
