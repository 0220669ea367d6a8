/* The order of reading, and all strings: the views of the whole file. */
#include "proof/pdf_words.h"

#include <string.h>

/* --- the structure tree --------------------------------------------------- */

struct page_texts {
    const struct pdf_value *page; /* a reference */
    struct pdf_runs runs;
    size_t next; /* after the run that was said last */
    bool is_read;
};

struct reading {
    struct pdf_words *words;
    struct buffer *out;
    struct page_texts *pages;
    uint32_t *page_of; /* by object number: index into pages, from 1 */
    const struct pdf_value *page; /* of the element around */
    unsigned char *seen;          /* by object number */
    bool is_broken;
};

/* Elements inside a line of text (14.8.4.4). */
static bool
is_inline(const struct pdf_value *type)
{
    static const char *const names[] = {
        "Span",     "Quote", "Note",  "Code", "Reference",
        "BibEntry", "Link",  "Annot", "Lbl",  "Figure"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pdf_is_name(type, names[i]))
            return true;
    return false;
}

/* A figure is told by its alternative text, not by the words in it. */
static bool
is_told_otherwise(struct pdf_reader *reader, const struct pdf_value *element)
{
    return pdf_is_name(pdf_find(reader, element, "S"), "Figure") &&
           pdf_bytes_of(pdf_find(reader, element, "Alt")).size;
}

static void
append_without_soft_hyphens(struct buffer *out, struct text text)
{
    static const char soft[] = "\u00ad";
    for (size_t at = 0; at < text.size;) {
        if (text.size - at >= 2 && !memcmp(text.data + at, soft, 2)) {
            at += 2;
            continue;
        }
        buffer_append_byte(out, text.data[at++]);
    }
}

static void
line_end(struct buffer *out)
{
    if (out->size && out->data[out->size - 1] != '\n')
        buffer_append_byte(out, '\n');
}

/* Adds what the page shows under an MCID.  Content is mostly asked for in the
 * order in which it stands. */
static void
say_runs(struct reading *reading, struct page_texts *texts, int64_t mcid)
{
    size_t count = texts->runs.items.count, start = texts->next;
    for (size_t i = 0; i < count; i++) {
        size_t at = start + i < count ? start + i : start + i - count;
        const struct pdf_run *run = &texts->runs.items.items[at];
        if (run->mcid != mcid || run->is_artifact) {
            if (i && at == texts->next)
                return; /* all of its runs, which stand together */
            continue;
        }
        append_without_soft_hyphens(
            reading->out, run->actual.data ? run->actual : run->shown);
        texts->next = at + 1;
    }
}

static void
say_content(struct reading *reading, const struct pdf_value *page, int64_t mcid)
{
    int64_t number = page->kind == PDF_REFERENCE ? page->integer : 0;
    uint32_t index =
        number < reading->words->reader->count ? reading->page_of[number] : 0;
    if (!index) {
        reading->is_broken = true;
        return;
    }
    struct page_texts *texts = &reading->pages[index - 1];
    if (!texts->is_read) {
        texts->is_read = true;
        pdf_words_page(reading->words, texts->page, reading->words->arena,
                       &texts->runs);
    }
    say_runs(reading, texts, mcid);
}

static void say(struct reading *reading, const struct pdf_value *kid,
                const struct pdf_value *page, int depth);

static void
say_element(struct reading *reading, const struct pdf_value *element,
            const struct pdf_value *page, int depth)
{
    struct pdf_reader *reader = reading->words->reader;
    const struct pdf_value *own = pdf_entry(element, "Pg");
    const struct pdf_value *actual = pdf_find(reader, element, "ActualText");
    const struct pdf_value *kids = pdf_find(reader, element, "K");
    bool is_block = !is_inline(pdf_find(reader, element, "S"));
    if (is_told_otherwise(reader, element))
        return;
    if (own->kind == PDF_REFERENCE)
        page = own;
    if (is_block)
        line_end(reading->out);
    if (actual->kind == PDF_STRING)
        append_without_soft_hyphens(reading->out,
                                    pdf_text_of(reading->words->arena, actual));
    else if (kids->kind == PDF_ARRAY)
        for (uint32_t i = 0; i < kids->count; i++)
            say(reading, pdf_item(kids, i), page, depth + 1);
    else
        say(reading, pdf_entry(element, "K"), page, depth + 1);
    if (is_block)
        line_end(reading->out);
}

/* A kid: an element, an MCID, or a reference to content or an object.  Trees
 * of ours are as deep as the book's; deeper ones are cut. */
static void
say(struct reading *reading, const struct pdf_value *kid,
    const struct pdf_value *page, int depth)
{
    enum { DEEPEST = 500 };
    struct pdf_reader *reader = reading->words->reader;
    if (depth > DEEPEST) {
        reading->is_broken = true;
        return;
    }
    if (kid->kind == PDF_REFERENCE) {
        if (kid->integer >= reader->count || reading->seen[kid->integer]++) {
            reading->is_broken = true;
            return;
        }
        kid = pdf_resolve(reader, kid);
    }
    if (kid->kind == PDF_INTEGER) {
        say_content(reading, page, kid->integer);
        return;
    }
    const struct pdf_value *own = pdf_entry(kid, "Pg");
    if (pdf_is_name(pdf_entry(kid, "Type"), "MCR"))
        say_content(reading, own->kind == PDF_REFERENCE ? own : page,
                    pdf_whole(pdf_entry(kid, "MCID")));
    else if (pdf_entry(kid, "S")->kind == PDF_NAME)
        say_element(reading, kid, page, depth);
}

static void
note_pages(struct reading *reading)
{
    struct pdf_reader *reader = reading->words->reader;
    struct arena *arena = reading->words->arena;
    struct pdf_pages pages = {0};
    pdf_reader_pages(reader, &pages);
    reading->pages = ARENA_ARRAY(arena, pages.items.count, struct page_texts);
    reading->page_of = ARENA_ARRAY(arena, (size_t)reader->count + 1, uint32_t);
    for (size_t i = 0; i < pages.items.count; i++) {
        const struct pdf_value *page = pages.items.items[i];
        reading->pages[i].page = page;
        if (page->kind == PDF_REFERENCE && page->integer < reader->count)
            reading->page_of[page->integer] = (uint32_t)i + 1;
    }
}

bool
pdf_words_structure(struct pdf_words *words, struct buffer *out)
{
    struct pdf_reader *reader = words->reader;
    struct reading reading = {.words = words, .out = out};
    const struct pdf_value *root =
        pdf_find(reader, pdf_catalog(reader), "StructTreeRoot");
    const struct pdf_value *kids = pdf_find(reader, root, "K");
    note_pages(&reading);
    reading.seen =
        ARENA_ARRAY(words->arena, (size_t)reader->count + 1, unsigned char);
    if (kids->kind == PDF_ARRAY)
        for (uint32_t i = 0; i < kids->count; i++)
            say(&reading, pdf_item(kids, i), &pdf_null, 0);
    else
        say(&reading, pdf_entry(root, "K"), &pdf_null, 0);
    return !reading.is_broken && kids->kind != PDF_NULL && !reader->broken;
}

/* --- all strings ---------------------------------------------------------- */

struct strings {
    struct pdf_words *words;
    pdf_string_fn *each;
    void *closure;
    int64_t object;
};

/* Values nest at most PDF_DEEPEST deep. */
static void
strings_of(struct strings *strings, const struct pdf_value *value)
{
    size_t step = value->kind == PDF_DICTIONARY ? 2 : 1;
    if (value->kind == PDF_STRING)
        strings->each(strings->object, value->text,
                      pdf_text_of(strings->words->arena, value),
                      strings->closure);
    if (value->kind != PDF_ARRAY && value->kind != PDF_DICTIONARY)
        return;
    for (size_t i = 0; i < value->count; i++)
        strings_of(strings, &value->items[i * step + step - 1]);
}

void
pdf_words_strings(struct pdf_words *words, pdf_string_fn *each, void *closure)
{
    struct strings strings = {.words = words, .each = each, .closure = closure};
    struct pdf_reader *reader = words->reader;
    strings_of(&strings, &reader->trailer);
    for (uint32_t number = 1; number < reader->count; number++) {
        const struct pdf_indirect *object = pdf_reader_object(reader, number);
        if (!object)
            continue;
        strings.object = number;
        strings_of(&strings, &object->value);
        struct pdf_value self = {.kind = PDF_REFERENCE, .integer = number};
        if (pdf_is_name(pdf_entry(&object->value, "Type"), "Metadata") &&
            pdf_reader_stream(reader, &self, &words->decoded)) {
            struct text xmp =
                arena_text(words->arena, buffer_text(&words->decoded));
            each(number, xmp, xmp, closure);
        }
    }
}
