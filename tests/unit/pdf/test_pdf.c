/* PDFs of hand-made pages: what stands in the file, and that it is the same
 * each time.  With PDF_TEST_OUT=FILE the first one is kept for qpdf and
 * veraPDF. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "media/image.h"
#include "media/svg.h"
#include "pdf/pdf.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;
static struct font_set *fonts;
static struct shape_cache *shapes;
static struct book book;
static struct edition edition;

static int
setup(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    arena = arena_new();
    diag = diag_new();
    fonts = font_set_open(arena, folders, 1, diag);
    shapes = shape_cache_new();
    book = (struct book){.title = TEXT("Proef"), .language = TEXT("nl")};
    edition = (struct edition){.id = TEXT("proef"),
                               .title = TEXT("Pro\xc3\xa9"
                                             "f & zo")};
    return fonts ? 0 : 1;
}

static int
teardown(void **state)
{
    (void)state;
    shape_cache_free(shapes);
    font_set_close(fonts);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

/* --- making pages -------------------------------------------------------- */

static struct node *
add(struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(arena, kind, (struct span){0});
    if (parent)
        node_append(parent, node);
    return node;
}

static struct node *
add_text(struct node *parent, const char *text)
{
    struct node *node = node_text_new(arena, text_of(text), (struct span){0});
    node_append(parent, node);
    return node;
}

static struct page *
page_new(struct pages *pages, const char *label)
{
    if (!pages->items)
        pages->items = ARENA_ARRAY(arena, 64, struct page);
    struct page *page = &pages->items[pages->count];
    *page = (struct page){.index = (uint32_t)pages->count++,
                          .label = text_of(label),
                          .width = 400 * SCALED_PT,
                          .height = 600 * SCALED_PT};
    page->marks = ARENA_ARRAY(arena, 64, struct mark);
    page->links = ARENA_ARRAY(arena, 16, struct page_link);
    return page;
}

/* Words of `text` on a line, 5 pt apart. */
static struct mark *
show(struct page *page, scaled x, scaled y, const struct node *node,
     const char *text)
{
    const struct font *font =
        font_find(fonts, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
    struct mark *mark = &page->marks[page->mark_count++];
    *mark = (struct mark){.kind = MARK_TEXT, .node = node, .x = x, .y = y};
    mark->text.size = 10 * SCALED_PT;
    mark->text.expansion = 1000;
    mark->text.words = ARENA_ARRAY(arena, 16, struct page_word);
    mark->text.actual = (struct text){0};
    if (!node)
        mark->artifact = ARTIFACT_LAYOUT;
    struct text rest = text_of(text), word;
    scaled at = 0;
    while (text_next_word(&rest, &word)) {
        struct page_word *place = &mark->text.words[mark->text.word_count++];
        place->shape = shape_word(shapes, font, word);
        place->x = (int32_t)at;
        at += shape_width(place->shape, mark->text.size) + 5 * SCALED_PT;
    }
    return mark;
}

static bool
write(const struct pages *pages, const struct node *tree, bool tagged,
      struct buffer *out)
{
    struct pdf_rules rules = {.book = &book,
                              .edition = &edition,
                              .fonts = fonts,
                              .shapes = shapes,
                              .date = 1700000000,
                              .version = TEXT("0"),
                              .tagged = tagged};
    return pdf_write(arena, pages, tree, &rules, diag, out);
}

/* --- looking into files -------------------------------------------------- */

static bool
has(const struct buffer *pdf, const char *words)
{
    return memmem(pdf->data, pdf->size, words, strlen(words)) != NULL;
}

static void
assert_has(const struct buffer *pdf, const char *words)
{
    if (!has(pdf, words))
        fail_msg("no \"%s\" in the file", words);
}

/* All streams with this word in them, unpacked, one after the other: "TJ" is
 * in page content. */
static void
streams_with(const char *word, const struct buffer *pdf, struct buffer *out)
{
    struct libdeflate_decompressor *engine = libdeflate_alloc_decompressor();
    char *plain = malloc(1 << 20);
    const char *at = pdf->data, *end = pdf->data + pdf->size;
    static const char head[] = ">>\nstream\n";
    while ((at = memmem(at, (size_t)(end - at), head, sizeof head - 1))) {
        size_t size = 0;
        at += sizeof head - 1;
        if (libdeflate_zlib_decompress_ex(engine, at, (size_t)(end - at), plain,
                                          1 << 20, NULL, &size) == 0 &&
            memmem(plain, size, word, strlen(word)))
            buffer_append(out, plain, size);
        else if (memmem(at, 40, "BDC", 3) || memmem(at, 40, "BT", 2))
            buffer_append(out, at, 200);
    }
    free(plain);
    libdeflate_free_decompressor(engine);
}

static void
contents(const struct buffer *pdf, struct buffer *out)
{
    streams_with("TJ", pdf, out);
}

/* Marked content opens and closes in turn, and never across BT or ET. */
static void
assert_marks_are_flat(const struct buffer *content)
{
    int depth = 0;
    struct text rest = buffer_text(content), word;
    while (text_next_word(&rest, &word)) {
        if (text_has_suffix(word, "BDC"))
            assert_int_equal(++depth, 1);
        if (text_equals(word, "EMC"))
            assert_int_equal(--depth, 0);
        if (text_equals(word, "BT") || text_equals(word, "ET"))
            assert_int_equal(depth, 0);
    }
    assert_int_equal(depth, 0);
}

/* --- tests --------------------------------------------------------------- */

/* A heading, a paragraph over two pages with a note, a link and a soft
 * hyphen, a list with a box to tick, a table with an empty cell, a figure. */
static struct node *
sample(struct pages *pages)
{
    scaled x = 50 * SCALED_PT, line = 14 * SCALED_PT, y = 60 * SCALED_PT;
    struct node *tree = add(NULL, NODE_BOOK);
    struct node *chapter = add(tree, NODE_CHAPTER);
    struct node *heading = add(chapter, NODE_HEADING);
    heading->heading.level = 1;
    heading->id = TEXT("begin");
    struct page *one = page_new(pages, "i"), *two = page_new(pages, "1");
    show(one, x, 20 * SCALED_PT, NULL, "kopregel")->artifact = ARTIFACT_HEADER;
    show(one, x, y, add_text(heading, "Een begin"), "Een begin");

    struct node *paragraph = add(chapter, NODE_PARAGRAPH);
    struct node *text = add_text(paragraph, "Samenhangende affiche.");
    struct node *call = add(paragraph, NODE_NOTE_CALL);
    struct node *note = node_new(arena, NODE_FOOTNOTE, (struct span){0});
    struct node *note_paragraph = add(note, NODE_PARAGRAPH);
    note->footnote.number = 1;
    call->target = note;
    struct node *link = add(paragraph, NODE_LINK);
    link->link.url = TEXT("https://example.org/\xc3\xa9");
    show(one, x, y += line, text, "samenhang");
    struct mark *hyphen = show(one, x + 60 * SCALED_PT, y, text, "-");
    hyphen->part = PART_SOFT_HYPHEN;
    show(one, x, y += line, text, "ende affiche.")->space_after = true;
    struct mark *number = show(one, x + 80 * SCALED_PT, y, call, "1");
    number->part = PART_LABEL;
    one->links[one->link_count++] =
        (struct page_link){x + 80 * SCALED_PT, y - line, line, line, call};
    show(one, x, 560 * SCALED_PT, note, "1")->part = PART_LABEL;
    show(one, x + line, 560 * SCALED_PT, add_text(note_paragraph, "Bron."),
         "Bron.");
    show(two, x, y, add_text(link, "hier"), "hier");
    two->links[two->link_count++] =
        (struct page_link){x, y - line, 30 * SCALED_PT, line, link};
    struct node *last = add_text(paragraph, "o");
    show(two, x + line * 3, y, last, "ordinatie")->text.actual =
        TEXT("\xc3\xb6rdinatie");
    show(two, x + line * 8, y, last, "slot.");

    struct node *list = add(chapter, NODE_LIST);
    list->list.ordered = list->list.task = true;
    struct node *item = add(list, NODE_ITEM);
    struct mark *box = &two->marks[two->mark_count++];
    *box = (struct mark){.kind = MARK_PATH,
                         .part = PART_LABEL,
                         .node = item,
                         .x = x,
                         .y = y += line,
                         .width = line,
                         .height = line};
    box->path.name = TEXT("box");
    show(two, x + line * 2, y, add_text(add(item, NODE_PARAGRAPH), "punt"),
         "punt");

    struct node *table = add(chapter, NODE_TABLE);
    struct node *row = add(add(table, NODE_TABLE_HEAD), NODE_ROW);
    struct node *cell = add(row, NODE_CELL);
    cell->cell.header = true;
    show(two, x, y += line, add_text(cell, "Kop"), "Kop");
    add(add(add(table, NODE_TABLE_BODY), NODE_ROW), NODE_CELL);
    return tree;
}

static void
a_tagged_file_has_its_structure(void **state)
{
    (void)state;
    struct pages pages = {0};
    struct node *tree = sample(&pages);
    struct buffer pdf = {0}, content = {0};
    assert_true(write(&pages, tree, true, &pdf));
    static const char *const words[] = {"%PDF-1.7",
                                        "/S/H1",
                                        "/S/Sect",
                                        "/S/Note",
                                        "/S/Reference",
                                        "/S/Link",
                                        "/S/LBody",
                                        "/S/Lbl",
                                        "/ListNumbering/Decimal",
                                        "/Scope/Column",
                                        "/S/TD",
                                        "/S/TBody",
                                        "/ActualText<FEFF00AD>",
                                        "/ID(note-00000001)",
                                        "/ActualText(aankruisvakje)",
                                        "/Lang(nl-NL)",
                                        "/Marked true",
                                        "/DisplayDocTitle true",
                                        "(begin)",
                                        "/S/r/St 1",
                                        "/S/D/St 1",
                                        "example.org/%C3%A9",
                                        "<pdfuaid:part>1",
                                        "Pro\xc3\xa9"
                                        "f &amp; zo",
                                        "/Type/OBJR",
                                        "/Type/MCR",
                                        "/Limits[0 3]"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_has(&pdf, words[i]);
    contents(&pdf, &content);
    assert_has(&content, "/ActualText<FEFF00F6");
    assert_has(&content, "/Subtype/Header");
    assert_marks_are_flat(&content);
    const char *keep = getenv("PDF_TEST_OUT");
    FILE *out = keep ? fopen(keep, "wb") : NULL;
    if (out) {
        fwrite(pdf.data, 1, pdf.size, out);
        fclose(out);
    }
    buffer_release(&pdf);
    buffer_release(&content);
}

static void
an_untagged_file_has_none(void **state)
{
    (void)state;
    struct pages pages = {0};
    struct node *tree = sample(&pages);
    struct buffer pdf = {0}, content = {0};
    assert_true(write(&pages, tree, false, &pdf));
    contents(&pdf, &content);
    assert_false(has(&pdf, "StructTreeRoot"));
    assert_false(has(&pdf, "pdfuaid:part"));
    assert_false(has(&content, "MCID"));
    assert_has(&content, "/Span<</ActualText<FEFF00F6");
    assert_marks_are_flat(&content);
    buffer_release(&pdf);
    buffer_release(&content);
}

static void
the_same_pages_give_the_same_bytes(void **state)
{
    (void)state;
    struct buffer first = {0}, second = {0};
    struct pages pages = {0}, again = {0};
    assert_true(write(&pages, sample(&pages), true, &first));
    assert_true(write(&again, sample(&again), true, &second));
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    buffer_release(&first);
    buffer_release(&second);
}

static void
another_text_gives_another_identifier(void **state)
{
    (void)state;
    struct buffer first = {0}, second = {0};
    struct pages pages = {0};
    struct node *tree = sample(&pages);
    assert_true(write(&pages, tree, true, &first));
    tree->first_child->first_child->first_child->text = TEXT("Een einde");
    assert_true(write(&pages, tree, true, &second));
    const char *a = memmem(first.data, first.size, "/ID [", 5);
    const char *b = memmem(second.data, second.size, "/ID [", 5);
    assert_non_null(a);
    assert_non_null(b);
    assert_memory_not_equal(a, b, 30);
    buffer_release(&first);
    buffer_release(&second);
}

/* One sign stands for both: it says the first, the second is said aside. */
static void
characters_that_no_font_has_keep_their_text(void **state)
{
    (void)state;
    struct buffer pdf = {0}, content = {0};
    struct pages pages = {0};
    struct node *tree = add(NULL, NODE_BOOK);
    struct node *text =
        add_text(add(tree, NODE_PARAGRAPH), "\xe4\xb8\xad \xe6\x96\x87");
    show(page_new(&pages, "1"), 0, 0, text, text->text.data);
    assert_true(write(&pages, tree, true, &pdf));
    contents(&pdf, &content);
    assert_has(&content, "/ActualText<FEFF6587>");
    buffer_release(&pdf);
    buffer_release(&content);
}

static void
a_glyph_that_stands_for_nothing_is_an_error(void **state)
{
    (void)state;
    struct buffer pdf = {0};
    struct pages pages = {0};
    struct node *tree = add(NULL, NODE_BOOK);
    struct node *text = add_text(add(tree, NODE_PARAGRAPH), "a");
    struct mark *mark = show(page_new(&pages, "1"), 0, 0, text, "a");
    struct shape shape = *mark->text.words[0].shape;
    struct glyph glyph = {.id = 0};
    shape.glyphs = &glyph;
    mark->text.words[0].shape = &shape;
    assert_false(write(&pages, tree, true, &pdf));
    assert_true(diag_has_errors(diag));
    buffer_release(&pdf);
}

/* House style R2: the glyphs are capitals, the text is what was written. */
static void
small_capitals_are_letters_to_who_copies_them(void **state)
{
    (void)state;
    struct pages pages = {0};
    struct node *tree = add(NULL, NODE_BOOK);
    struct node *paragraph = add(add(tree, NODE_CHAPTER), NODE_PARAGRAPH);
    struct page *page = page_new(&pages, "1");
    struct node *text = add_text(paragraph, "avg");
    struct mark *mark = show(page, 50 * SCALED_PT, 60 * SCALED_PT, text, "avg");
    const struct font *font =
        font_find(fonts, TEXT("text"), FONT_REGULAR, FONT_SMALL_CAPS);
    const struct shape *plain = mark->text.words[0].shape;
    mark->text.words[0].shape = shape_word(shapes, font, TEXT("avg"));
    assert_int_not_equal(plain->glyphs[0].id,
                         mark->text.words[0].shape->glyphs[0].id);
    struct buffer pdf = {0}, maps = {0};
    assert_true(write(&pages, tree, true, &pdf));
    streams_with("beginbfchar", &pdf, &maps);
    assert_has(&maps, "<0061>");
    assert_has(&maps, "<0076>");
    assert_has(&maps, "<0067>");
    assert_false(has(&maps, "<0041>"));
    buffer_release(&pdf);
    buffer_release(&maps);
}

static void
a_turned_figure_keeps_its_text(void **state)
{
    (void)state;
    struct source source = {
        .path = TEXT("f.svg"),
        .content =
            TEXT("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                 "<path d='M0 0h9' stroke='red'/><text x='4' y='5' "
                 "transform='rotate(90 4 5)'>schuin</text></svg>")};
    struct image image = {.kind = IMAGE_SVG, .orientation = 1};
    image.svg = svg_parse(arena, &source, diag);
    assert_non_null(image.svg);
    struct pages pages = {0};
    struct node *tree = add(NULL, NODE_BOOK);
    struct node *figure = add(tree, NODE_IMAGE);
    figure->text = TEXT("een streep");
    struct page *page = page_new(&pages, "1");
    struct mark *mark = &page->marks[page->mark_count++];
    *mark = (struct mark){.kind = MARK_IMAGE,
                          .node = figure,
                          .width = 90 * SCALED_PT,
                          .height = 90 * SCALED_PT};
    mark->image.image = &image;
    struct buffer pdf = {0}, content = {0};
    assert_true(write(&pages, tree, true, &pdf));
    assert_has(&pdf, "/S/Figure");
    assert_has(&pdf, "/Alt(een streep)");
    assert_has(&pdf, "/BBox[0 510 90 600]");
    contents(&pdf, &content);
    assert_has(&content, "0 -1 1 0 ");
    assert_has(&content, "1 0 0 RG");
    buffer_release(&pdf);
    buffer_release(&content);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        CASE(a_tagged_file_has_its_structure),
        CASE(an_untagged_file_has_none),
        CASE(the_same_pages_give_the_same_bytes),
        CASE(another_text_gives_another_identifier),
        CASE(characters_that_no_font_has_keep_their_text),
        CASE(a_glyph_that_stands_for_nothing_is_an_error),
        CASE(small_capitals_are_letters_to_who_copies_them),
        CASE(a_turned_figure_keeps_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
