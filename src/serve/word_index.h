/* The words of laid-out pages, and where each was written: from the page to the
 * Markdown and back, and searching.
 *
 * Made of finished pages once somebody asks; read-only after. */
#ifndef SERVE_WORD_INDEX_H
#define SERVE_WORD_INDEX_H

#include "doc/book.h"
#include "layout/page.h"

/* A word, or the part of one that stands on its line. */
struct placed_word {
    uint32_t page, mark, word;   /* indexes */
    const struct source *source; /* NULL: nobody wrote it */
    uint32_t offset;             /* where it begins in the source */
    uint32_t size;               /* bytes of its text on the page */
    bool is_made; /* what stands there is not this word: a variable, a reference
                   */
    bool is_copy; /* generated from it: contents, index, running heads */
    /* Its letters in the text for searching. */
    uint32_t text_start, text_end;
};

struct word_index {
    struct placed_word *words; /* in reading order, page by page */
    size_t count;
    size_t *pages; /* first word of each page; one more at the end */
    struct placed_word const **by_source; /* sorted by source and offset */
    size_t by_source_count;
    struct text text; /* all that can be searched, folded; pages are parted by
                         a line feed */
};

struct word_index *word_index_new(struct arena *arena, const struct book *book,
                                  const struct pages *pages);
/* The text of a word as the page shows it. */
struct text placed_word_text(struct arena *arena, const struct pages *pages,
                             const struct placed_word *word);
/* A word by its numbers; NULL. */
const struct placed_word *word_index_at(const struct word_index *index,
                                        uint32_t page, uint32_t mark,
                                        uint32_t word);
/* The words that show a byte of a file of the book, the text itself before
 * copies of it; where none does, those that come next.  At most `most`;
 * returns how many. */
size_t word_index_find(const struct word_index *index, struct text path,
                       size_t offset, const struct placed_word **found,
                       size_t most);
/* Small letters without accents, and one space for any. */
struct text search_fold(struct arena *arena, struct text text);

#endif
