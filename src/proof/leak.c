#include "proof/leak.h"

#include "proof/epub_archive.h"
#include "proof/leak_image.h"
#include "proof/leak_target.h"
#include "proof/markup_text.h"
#include "proof/pdf_words.h"

#include <string.h>

/* One finished file being looked through. */
struct scan {
    const struct leak_marks *marks;
    struct diag *diag;
    const char *kind; /* "PDF" */
    struct text place;
    struct leak_run run;
    size_t found;
    ARRAY(struct span) reported; /* one report for one place in the sources */
};

/* Beyond these, one more says nothing new. */
enum { MOST_REPORTS = 20 };

static bool
is_reported(const struct scan *scan, struct span span)
{
    for (size_t i = 0; i < scan->reported.count; i++)
        if (scan->reported.items[i].source == span.source &&
            scan->reported.items[i].start == span.start)
            return true;
    return false;
}

/* The words as they stand in the file, as far as they lie in the piece of
 * text that is being read. */
static struct text
run_text(const struct leak_run *run, unsigned count)
{
    const struct leak_word *last = &run->words[LEAK_RUN - 1], *first = last;
    while (--count && first[-1].start)
        first--;
    return (struct text){first->start, (size_t)(last->end - first->start)};
}

static void
report(struct scan *scan, const struct leak_slot *slot, unsigned count)
{
    scan->found++;
    if (scan->reported.count == MOST_REPORTS || is_reported(scan, slot->span))
        return;
    *ARRAY_PUSH(scan->marks->arena, &scan->reported) = slot->span;
    diag_report(scan->diag, LEAK, slot->span,
                TEXT_PRINTF(run_text(&scan->run, count)), scan->kind,
                TEXT_PRINTF(scan->marks->edition->id),
                TEXT_PRINTF(scan->place));
}

static void
report_unreadable(struct scan *scan, const char *why)
{
    scan->found++;
    diag_report(scan->diag, LEAK_UNREADABLE, scan->marks->edition->span,
                scan->kind, TEXT_PRINTF(scan->marks->edition->id), why);
}

/* --- text ------------------------------------------------------------------
 */

static void
scan_gap(struct scan *scan)
{
    scan->run.count = 0;
}

/* Goes on from the text before, unless there was a gap. */
static void
scan_text(struct scan *scan, struct text text)
{
    const struct leak_marks *marks = scan->marks;
    struct leak_word word;
    for (unsigned i = 0; i < LEAK_RUN; i++)
        scan->run.words[i].start = NULL; /* that piece may be gone */
    for (size_t at = 0; leak_word_next(text, &at, &word);) {
        leak_run_add(&scan->run, &word);
        for (unsigned count = 1; count <= scan->run.count; count++) {
            const struct leak_slot *slot =
                leak_find(marks->leaks, leak_run_hash(&scan->run, count));
            if (slot && !marks->seen[slot - marks->leaks->slots] &&
                !(count == LEAK_RUN && leak_is_listed(marks, &scan->run)))
                report(scan, slot, count);
        }
    }
}

static void
scan_aside(struct scan *scan, struct text text)
{
    struct leak_run run = scan->run;
    scan_gap(scan);
    scan_text(scan, text);
    scan->run = run;
}

static void
scan_markup(void *closure, enum markup_part part, struct text text)
{
    struct scan *scan = closure;
    if (part == MARKUP_TEXT)
        scan_text(scan, text);
    else if (part == MARKUP_GAP)
        scan_gap(scan);
    else
        scan_aside(scan, text);
}

static void
scan_image(struct scan *scan, struct text bytes)
{
    struct text what;
    if (!leak_image_metadata(bytes, &what))
        return;
    scan->found++;
    diag_report(scan->diag, LEAK_IMAGE, scan->marks->edition->span, scan->kind,
                TEXT_PRINTF(scan->marks->edition->id), TEXT_PRINTF(what),
                TEXT_PRINTF(scan->place));
}

/* --- EPUB ------------------------------------------------------------------
 */

static bool
is_markup(struct text name)
{
    static const char *const endings[] = {".xhtml", ".opf", ".ncx", ".xml",
                                          ".svg"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (text_has_suffix(name, endings[i]))
            return true;
    return false;
}

static void
scan_entry(struct scan *scan, const struct epub_archive_entry *entry)
{
    scan->place = entry->name;
    scan_aside(scan, entry->name);
    if (entry->is_broken)
        report_unreadable(scan, "an entry cannot be read");
    else if (is_markup(entry->name))
        markup_text(entry->bytes, scan_markup, scan);
    else if (text_has_suffix(entry->name, ".txt"))
        scan_aside(scan, entry->bytes);
    else
        scan_image(scan, entry->bytes);
}

static void
scan_epub(struct scan *scan, struct text bytes)
{
    struct epub_archive archive;
    if (!epub_archive_open(scan->marks->arena, bytes, &archive)) {
        report_unreadable(scan, "no archive");
        return;
    }
    for (size_t i = 0; i < archive.count; i++)
        scan_entry(scan, &archive.entries[i]);
}

/* --- PDF -------------------------------------------------------------------
 */

static void
scan_string(int64_t object, struct text bytes, struct text text, void *closure)
{
    struct scan *scan = closure;
    (void)bytes;
    scan->place = arena_printf(scan->marks->arena, "object %d", (int)object);
    if (text_has_prefix(text, "<?xpacket"))
        markup_text(text, scan_markup, scan);
    else
        scan_aside(scan, text);
}

/* Without its first and last word: in tagged content these may be halves, of
 * words that are broken over lines; whole they are in the structure. */
static struct text
without_edges(struct text text)
{
    struct leak_word word, last = {0};
    const char *start = NULL;
    for (size_t at = 0; leak_word_next(text, &at, &word); last = word)
        if (last.start && !start)
            start = word.start;
    return start && last.start > start
               ? (struct text){start, (size_t)(last.start - start)}
               : TEXT("");
}

static void
scan_page(struct scan *scan, struct pdf_words *words,
          const struct pdf_value *page, struct arena *arena)
{
    struct pdf_runs runs;
    pdf_words_page(words, page, arena, &runs);
    if (runs.is_broken)
        report_unreadable(scan, "a page cannot be read");
    for (size_t i = 0; i < runs.items.count; i++) {
        const struct pdf_run *run = &runs.items.items[i];
        bool is_tagged = run->mcid >= 0 && !run->is_artifact;
        scan_aside(scan, is_tagged ? without_edges(run->shown) : run->shown);
        if (run->actual.data)
            scan_aside(scan, run->actual);
    }
}

static void
scan_pages(struct scan *scan, struct pdf_reader *reader,
           struct pdf_words *words)
{
    struct pdf_pages pages = {0};
    struct arena *arena = arena_new();
    pdf_reader_pages(reader, &pages);
    for (size_t i = 0; i < pages.items.count; i++) {
        scan->place = arena_printf(scan->marks->arena, "page %zu", i + 1);
        scan_page(scan, words, pages.items.items[i], arena);
        arena_reset(arena);
    }
    arena_free(arena);
}

/* The book as a screen reader has it: a block a line. */
static void
scan_structure(struct scan *scan, struct pdf_words *words)
{
    struct buffer out = {0};
    scan->place = TEXT("structure");
    if (!pdf_words_structure(words, &out))
        report_unreadable(scan, "its structure cannot be read");
    struct text text = buffer_text(&out);
    for (size_t at = 0; at < text.size;) {
        size_t end = text_index(text, '\n', at);
        scan_aside(scan, text_slice(text, at, end));
        at = end + 1;
    }
    buffer_release(&out);
}

/* JPEGs lie in streams as they are; PNGs only as their pixels. */
static void
scan_streams(struct scan *scan, struct pdf_reader *reader)
{
    for (uint32_t number = 1; number < reader->count; number++) {
        const struct pdf_indirect *object = pdf_reader_object(reader, number);
        if (!object || !object->stream.data)
            continue;
        scan->place =
            arena_printf(scan->marks->arena, "object %d", (int)number);
        scan_image(scan, object->stream);
    }
}

/* All that is not shown on pages. */
static void
scan_aside_pages(struct scan *scan, struct pdf_reader *reader,
                 struct pdf_words *words)
{
    pdf_words_strings(words, scan_string, scan);
    scan_streams(scan, reader);
}

static void scan_pdf(struct scan *scan, struct text bytes);

/* What the file carries along: PDFs as any other, all else as text. */
static void
scan_attached(struct scan *scan, struct pdf_reader *reader)
{
    for (uint32_t number = 1; number < reader->count; number++) {
        const struct pdf_indirect *object = pdf_reader_object(reader, number);
        struct buffer data = {0};
        struct pdf_value reference = {.kind = PDF_REFERENCE, .integer = number};
        if (!object || !object->stream.data ||
            !pdf_is_name(pdf_entry(&object->value, "Type"), "EmbeddedFile"))
            continue;
        if (!pdf_reader_stream(reader, &reference, &data))
            report_unreadable(scan, "an attached file cannot be read");
        if (text_has_prefix(buffer_text(&data), "%PDF-")) {
            scan_pdf(scan, buffer_text(&data));
        } else {
            scan->place = TEXT("attached file");
            scan_aside(scan, buffer_text(&data));
        }
        buffer_release(&data);
    }
}

static void
scan_pdf(struct scan *scan, struct text bytes)
{
    struct pdf_reader reader;
    struct pdf_words words;
    const char *why = "";
    struct arena *arena = arena_new();
    if (pdf_reader_open(&reader, arena, bytes, &why)) {
        pdf_words_init(&words, &reader, arena);
        scan_structure(scan, &words);
        scan_pages(scan, &reader, &words);
        scan_aside_pages(scan, &reader, &words);
        scan_attached(scan, &reader);
        pdf_words_release(&words);
    } else {
        report_unreadable(scan, why);
    }
    pdf_reader_close(&reader);
    arena_free(arena);
}

/* --- what has no tags ----------------------------------------------------- */

/* A PDF with the text that its pages show. */
struct shown {
    struct arena *arena;
    struct pdf_reader reader;
    struct pdf_words words;
    struct pdf_pages pages;
    const char *why; /* it cannot be read; NULL */
};

static void
shown_open(struct shown *shown, struct text bytes)
{
    *shown = (struct shown){.arena = arena_new()};
    if (!pdf_reader_open(&shown->reader, shown->arena, bytes, &shown->why))
        return;
    shown->why = NULL;
    pdf_words_init(&shown->words, &shown->reader, shown->arena);
    pdf_reader_pages(&shown->reader, &shown->pages);
}

static void
shown_close(struct shown *shown)
{
    pdf_words_release(&shown->words);
    pdf_reader_close(&shown->reader);
    arena_free(shown->arena);
}

static void
append_shown(struct shown *shown, size_t page, struct buffer *out)
{
    struct pdf_runs runs;
    if (page >= shown->pages.items.count)
        return;
    pdf_words_page(&shown->words, shown->pages.items.items[page], shown->arena,
                   &runs);
    if (runs.is_broken)
        shown->why = "a page cannot be read";
    for (size_t i = 0; i < runs.items.count; i++)
        buffer_append_text(out, runs.items.items[i].shown);
}

/* Does each side of a sheet say what its pages say? */
static bool
sides_match(const struct leak_printed *printed, struct shown *sheets,
            struct shown *pages)
{
    struct buffer side = {0}, all = {0};
    size_t on_side = printed->pages_on_side;
    bool takes_some = printed->order && on_side == 1;
    bool same = printed->side_count == sheets->pages.items.count &&
                (takes_some ||
                 printed->side_count * on_side == pages->pages.items.count);
    for (size_t i = 0; i < printed->side_count && same; i++) {
        buffer_clear(&side);
        buffer_clear(&all);
        if (takes_some && printed->order[i] == LEAK_OWN_PAGE)
            continue;
        append_shown(sheets, i, &side);
        for (size_t j = i * on_side; j < (i + 1) * on_side; j++)
            append_shown(pages, printed->order ? printed->order[j] : j, &all);
        same = text_equal(buffer_text(&side), buffer_text(&all));
    }
    buffer_release(&side);
    buffer_release(&all);
    return same;
}

static bool
has_digit(struct text text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

/* What stands between numbers: a hidden list of numbers may be the same as one
 * of sheets, and gives nothing away. */
static void
scan_between_numbers(struct scan *scan, struct text text)
{
    struct text rest = text, word;
    const char *start = text.data;
    while (text_next_word(&rest, &word)) {
        if (!has_digit(word))
            continue;
        scan_aside(scan, (struct text){start, (size_t)(word.data - start)});
        start = word.data + word.size;
    }
    scan_aside(scan, text_slice(text, (size_t)(start - text.data), text.size));
}

static void
scan_own_page(struct scan *scan, struct shown *sheets, size_t page)
{
    struct pdf_runs runs;
    scan->place = arena_printf(scan->marks->arena, "page %zu", page + 1);
    pdf_words_page(&sheets->words, sheets->pages.items.items[page],
                   sheets->arena, &runs);
    if (runs.is_broken)
        report_unreadable(scan, "a page cannot be read");
    for (size_t i = 0; i < runs.items.count; i++)
        scan_between_numbers(scan, runs.items.items[i].shown);
}

static void
scan_own_pages(struct scan *scan, const struct leak_printed *printed,
               struct shown *sheets)
{
    for (size_t i = 0; i < sheets->pages.items.count; i++)
        if (i < printed->side_count && printed->order[i] == LEAK_OWN_PAGE)
            scan_own_page(scan, sheets, i);
}

static void
scan_sheets(struct scan *scan, const struct leak_printed *printed)
{
    struct shown sheets, pages;
    shown_open(&sheets, printed->sheets);
    shown_open(&pages, printed->pages);
    bool readable = !sheets.why && !pages.why;
    if (readable && !sides_match(printed, &sheets, &pages))
        report_unreadable(scan, "a sheet says something else than its pages");
    if (readable && printed->order && printed->pages_on_side == 1)
        scan_own_pages(scan, printed, &sheets);
    if (readable)
        scan_aside_pages(scan, &sheets.reader, &sheets.words);
    if (sheets.why || pages.why)
        report_unreadable(scan, sheets.why ? sheets.why : pages.why);
    shown_close(&sheets);
    shown_close(&pages);
}

/* --- both ------------------------------------------------------------------
 */

/* Does the audience hold a partner, and is it not everybody? */
static bool
is_of_partners(const struct book *book, const struct audience *audience)
{
    bool has_partner = false, has_all = true;
    for (size_t i = 0; i < book->excerpt_count; i++)
        has_partner |= atoms_has(&audience->atoms, book->excerpts[i].atom);
    for (size_t i = 0; i < book->atom_count; i++)
        has_all &= atoms_has(&audience->atoms, (int)i);
    return has_partner && !has_all;
}

bool
leak_is_wanted(const struct book *book, const struct edition *edition)
{
    if (edition->profile)
        return true;
    for (size_t i = 0; i < book->audience_count; i++)
        if (book->audiences[i].is_group &&
            atoms_has(&book->audiences[i].atoms, edition->atom) &&
            is_of_partners(book, &book->audiences[i]))
            return true;
    return false;
}

bool
leak_scan(const struct leak_book *leaks, const struct edition *edition,
          struct text pdf, struct text epub, struct diag *diag)
{
    struct arena *arena = arena_new();
    struct leak_marks marks;
    leak_mark(&marks, arena, leaks, edition);
    struct scan scans[] = {{.marks = &marks, .diag = diag, .kind = "PDF"},
                           {.marks = &marks, .diag = diag, .kind = "EPUB"}};
    if (pdf.size)
        scan_pdf(&scans[0], pdf);
    if (epub.size)
        scan_epub(&scans[1], epub);
    arena_free(arena);
    return scans[0].found + scans[1].found == 0;
}

bool
leak_scan_printed(const struct leak_book *leaks, const struct edition *edition,
                  const struct leak_printed *printed, struct diag *diag)
{
    struct arena *arena = arena_new();
    struct leak_marks marks;
    leak_mark(&marks, arena, leaks, edition);
    struct scan scan = {.marks = &marks, .diag = diag, .kind = "PDF"};
    scan_pdf(&scan, printed->pages);
    scan_sheets(&scan, printed);
    arena_free(arena);
    return scan.found == 0;
}
