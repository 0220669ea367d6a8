/* A small PDF, made by hand, read back; and broken in many places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "proof/pdf_words.h"

#include <stdio.h>
#include <string.h>

static struct arena *arena;

static int
setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* --- values --------------------------------------------------------------- */

static struct pdf_value
parse(const char *words, unsigned *oddities)
{
    struct pdf_parser parser = {
        .arena = arena, .at = words, .end = words + strlen(words)};
    struct pdf_value value = {0};
    assert_true(pdf_parse(&parser, &value));
    if (oddities)
        *oddities = parser.oddities;
    return value;
}

static void
assert_text(struct text text, const char *words)
{
    if (!text_equals(text, words))
        fail_msg("'%.*s' is not '%s'", TEXT_PRINTF(text), words);
}

static void
values_are_read_as_they_are_written(void **state)
{
    (void)state;
    struct pdf_value value = parse(" <</A[1 -2.5 (a\\(b\\051\\\nc)]/B 7 0 R"
                                   "/C#20D/Name % words\n/E<4a4B5>>>",
                                   NULL);
    assert_int_equal(value.kind, PDF_DICTIONARY);
    assert_int_equal(value.count, 4);
    const struct pdf_value *array = pdf_entry(&value, "A");
    assert_int_equal(pdf_whole(pdf_item(array, 0)), 1);
    assert_true(pdf_number(pdf_item(array, 1)) == -2.5);
    assert_text(pdf_item(array, 2)->text, "a(b)c");
    assert_int_equal(pdf_entry(&value, "B")->kind, PDF_REFERENCE);
    assert_int_equal(pdf_entry(&value, "B")->integer, 7);
    assert_true(pdf_is_name(pdf_entry(&value, "C D"), "Name"));
    assert_text(pdf_entry(&value, "E")->text, "JKP");
    assert_int_equal(pdf_entry(&value, "F")->kind, PDF_NULL);
    assert_int_equal(pdf_item(pdf_entry(&value, "F"), 3)->kind, PDF_NULL);
}

static void
text_strings_are_utf_8(void **state)
{
    (void)state;
    struct pdf_value value = parse("<FEFF00EBD83DDE00>", NULL);
    assert_text(pdf_text_of(arena, &value), "ë\U0001F600");
    value = parse("(\\353 \\240)", NULL);
    assert_text(pdf_text_of(arena, &value), "ë €");
}

static void
odd_notation_is_noted(void **state)
{
    (void)state;
    unsigned oddities = 0;
    parse("[<414> <4g44>]", &oddities);
    assert_int_equal(oddities, PDF_HEX_ODD | PDF_HEX_STRANGE);
    parse("[99999999999 /a#ff]", &oddities);
    assert_int_equal(oddities, PDF_NUMBER_LARGE | PDF_NAME_NO_UTF8);
}

static void
broken_values_are_refused(void **state)
{
    (void)state;
    static const char *const words[] = {"",        "(a",   "<</A", "<</A 1",
                                        "<<1 2>>", "[1 2", "<12",  "endobj",
                                        "1x",      "]"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct pdf_parser parser = {
            .arena = arena, .at = words[i], .end = words[i] + strlen(words[i])};
        struct pdf_value value;
        assert_false(pdf_parse(&parser, &value));
    }
    char deep[1000];
    memset(deep, '[', sizeof deep);
    struct pdf_parser parser = {
        .arena = arena, .at = deep, .end = deep + sizeof deep};
    struct pdf_value value;
    assert_false(pdf_parse(&parser, &value));
}

/* --- a file --------------------------------------------------------------- */

static const char content[] =
    "/Artifact<</Type/Pagination>>BDC BT /F0 9 Tf [<0003>]TJ ET EMC\n"
    "BT /P<</MCID 0>>BDC /F0 10 Tf 0 0 Td [<0001>-20<0002>]TJ EMC\n"
    "/Span<</MCID 1>>BDC <0003> Tj EMC\n"
    "/P<</MCID 2>>BDC /Span<</ActualText<FEFF00EB>>>BDC <0001>Tj EMC EMC ET\n"
    "/Figure<</MCID 3>>BDC /X0 Do EMC\n";
static const char map[] =
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "2 beginbfchar\n<0001> <0061>\n<0003> <002D>\nendbfchar\n"
    "1 beginbfrange <0002> <0002> <0066 0069> endbfrange\n";

/* A document in ten objects; `sizes` off by `lie`. */
static struct text
make(int lie)
{
    struct buffer out = {0};
    size_t offsets[16] = {0};
    char streams[3][1024];
    snprintf(streams[0], 1024, "<</Length %d>>\nstream\n%s\nendstream",
             (int)strlen(content) + lie, content);
    snprintf(streams[1], 1024, "<</Length %d>>\nstream\n%s\nendstream",
             (int)strlen(map), map);
    snprintf(streams[2], 1024,
             "<</Type/XObject/Subtype/Form/Resources<</Font<</F9 5 0 R>>>>"
             "/Length 23>>\nstream\nBT /F9 5 Tf <0002>Tj ET\nendstream");
    const char *bodies[] = {
        "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 8 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/Resources"
        "<</Font<</F0 5 0 R>>/XObject<</X0 7 0 R>>>>>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        streams[0],
        "<</Type/Font/Encoding/Identity-H/ToUnicode 6 0 R>>",
        streams[1],
        streams[2],
        "<</Type/StructTreeRoot/K 9 0 R>>",
        "<</S/P/Pg 3 0 R/P 8 0 R/K[0 10 0 R 2 3]/Alt(beeld)>>",
        "<</S/Span/P 9 0 R/Pg 3 0 R/K[1]/ActualText<FEFF00AD>>>"};
    int count = (int)(sizeof bodies / sizeof *bodies);
    buffer_append_string(&out, "%PDF-1.7\n");
    for (int i = 0; i < count; i++) {
        offsets[i] = out.size;
        buffer_printf(&out, "%d 0 obj\n%s\nendobj\n", i + 1, bodies[i]);
    }
    size_t table = out.size;
    buffer_printf(&out, "xref\n0 %d\n0000000000 65535 f\r\n", count + 1);
    for (int i = 0; i < count; i++)
        buffer_printf(&out, "%010zu 00000 n\r\n", offsets[i]);
    buffer_printf(&out,
                  "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                  count + 1, table);
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

/* The same document with all but its streams in an object stream, and the
 * table in a stream; nothing compressed, so that any byte can be damaged. */
static struct text
make_packed(void)
{
    struct text plain = make(0);
    struct buffer out = {0}, head = {0}, bodies = {0}, table = {0};
    const char *at = plain.data;
    size_t places[16][2] = {{0}}, packed = 0;
    buffer_append_string(&out, "%PDF-1.7\n");
    for (int i = 1; i <= 10; i++) {
        char start[16], *end = "\nendobj\n";
        snprintf(start, sizeof start, "%d 0 obj\n", i);
        at = strstr(at, start);
        const char *stop = strstr(at, end);
        struct text body = {at + strlen(start),
                            (size_t)(stop - at) - strlen(start)};
        if (text_has_suffix(body, "endstream")) {
            places[i][0] = out.size;
            buffer_append(&out, at, (size_t)(stop - at) + strlen(end));
        } else {
            places[i][1] = ++packed;
            buffer_printf(&head, "%d %zu ", i, bodies.size);
            buffer_append_text(&bodies, body);
            buffer_append_byte(&bodies, ' ');
        }
        at = stop;
    }
    places[11][0] = out.size;
    buffer_printf(&out,
                  "11 0 obj\n<</Type/ObjStm/N %zu/First %zu/Length %zu>>\n"
                  "stream\n%s%s\nendstream\nendobj\n",
                  packed, head.size, head.size + bodies.size, head.data,
                  bodies.data);
    places[12][0] = out.size;
    for (int i = 0; i <= 12; i++) {
        buffer_append_byte(&table, places[i][0] ? 1 : places[i][1] ? 2 : 0);
        size_t where = places[i][0] ? places[i][0] : 11;
        buffer_append_byte(&table, (char)(where >> 8));
        buffer_append_byte(&table, (char)where);
        buffer_append_byte(&table, (char)(places[i][1] ? places[i][1] - 1 : 0));
    }
    buffer_printf(&out,
                  "12 0 obj\n<</Type/XRef/Size 13/W[1 2 1]/Root 1 0 R"
                  "/Length %zu>>\nstream\n",
                  table.size);
    buffer_append_text(&out, buffer_text(&table));
    buffer_printf(&out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n",
                  places[12][0]);
    struct text text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    buffer_release(&head);
    buffer_release(&bodies);
    buffer_release(&table);
    return text;
}

static void
read_all(struct text bytes, struct buffer *structure, struct pdf_runs *runs)
{
    struct pdf_reader reader;
    struct pdf_words words;
    struct pdf_pages pages = {0};
    const char *problem;
    *runs = (struct pdf_runs){0};
    pdf_words_init(&words, &reader, arena);
    if (pdf_reader_open(&reader, arena, bytes, &problem)) {
        pdf_words_structure(&words, structure);
        pdf_reader_pages(&reader, &pages);
        if (pages.items.count)
            pdf_words_page(&words, pages.items.items[0], arena, runs);
    }
    pdf_words_release(&words);
    pdf_reader_close(&reader);
}

static void
a_page_gives_its_runs(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct pdf_runs runs;
    read_all(make(0), &out, &runs);
    assert_false(runs.is_broken);
    assert_int_equal(runs.items.count, 5);
    assert_true(runs.items.items[0].is_artifact);
    assert_text(runs.items.items[0].shown, "-");
    assert_text(runs.items.items[1].shown, "afi");
    assert_int_equal(runs.items.items[1].mcid, 0);
    assert_text(runs.items.items[3].shown, "a");
    assert_text(runs.items.items[3].actual, "ë");
    assert_int_equal(runs.items.items[3].mcid, 2);
    assert_text(runs.items.items[4].shown, "fi");
    assert_int_equal(runs.items.items[4].mcid, 3);
    buffer_release(&out);
}

static void
the_structure_gives_the_order_of_reading(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct pdf_runs runs;
    read_all(make(0), &out, &runs);
    assert_text(buffer_text(&out), "afiëfi\n");
    buffer_release(&out);
}

static void
a_packed_file_reads_the_same(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct pdf_runs runs;
    read_all(make_packed(), &out, &runs);
    assert_text(buffer_text(&out), "afiëfi\n");
    assert_int_equal(runs.items.count, 5);
    buffer_release(&out);
}

static void
note_string(int64_t object, struct text bytes, struct text text, void *closure)
{
    (void)bytes;
    buffer_printf(closure, "%d:%.*s ", (int)object, TEXT_PRINTF(text));
}

static void
all_strings_are_found(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct pdf_reader reader;
    struct pdf_words words;
    const char *problem;
    assert_true(pdf_reader_open(&reader, arena, make(0), &problem));
    pdf_words_init(&words, &reader, arena);
    pdf_words_strings(&words, note_string, &out);
    assert_text(buffer_text(&out), "9:beeld 10:\u00ad ");
    pdf_words_release(&words);
    pdf_reader_close(&reader);
    buffer_release(&out);
}

static void
a_wrong_length_is_told(void **state)
{
    (void)state;
    struct pdf_reader reader;
    const char *problem;
    assert_true(pdf_reader_open(&reader, arena, make(5), &problem));
    assert_null(pdf_reader_object(&reader, 4));
    assert_int_equal(reader.broken, 4);
    assert_string_equal(reader.problem, "its stream has another length");
    assert_null(pdf_reader_object(&reader, 99));
    pdf_reader_close(&reader);
}

/* Whatever byte is lost or changed: nothing crashes, nothing hangs. */
static void
damage(struct text whole)
{
    for (size_t i = 0; i < whole.size; i++) {
        struct buffer out = {0};
        struct pdf_runs runs;
        char *copy = arena_string(arena, whole);
        copy[i] = (char)(copy[i] ^ (char)(i % 7 + 1));
        read_all((struct text){copy, whole.size}, &out, &runs);
        read_all(text_slice(whole, 0, i), &out, &runs);
        buffer_release(&out);
    }
}

static void
damage_does_no_harm(void **state)
{
    (void)state;
    damage(make(0));
    damage(make_packed());
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_as_they_are_written),
        cmocka_unit_test(text_strings_are_utf_8),
        cmocka_unit_test(odd_notation_is_noted),
        cmocka_unit_test(broken_values_are_refused),
        cmocka_unit_test(a_page_gives_its_runs),
        cmocka_unit_test(the_structure_gives_the_order_of_reading),
        cmocka_unit_test(a_packed_file_reads_the_same),
        cmocka_unit_test(all_strings_are_found),
        cmocka_unit_test(a_wrong_length_is_told),
        cmocka_unit_test(damage_does_no_harm),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
