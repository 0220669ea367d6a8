/* Paragraphs set with the real fonts, patterns and sheet. */
#include "layout_fixture.h"

static const char prose[] =
    "Een opbouwwerker helpt bewoners om samen iets voor elkaar te krijgen. "
    "Dat begint met luisteren, en met de vraag wie er nog niet aan tafel zit. "
    "Verantwoordelijkheidsgevoel en samenwerkingsbereidheid groeien niet van "
    "vergaderen alleen. Wie een buurtontmoetingsplaats wil openhouden, heeft "
    "sleutelfiguren nodig die elkaar vertrouwen, en een gemeente die op tijd "
    "antwoord geeft op vragen over subsidievoorwaarden en vergunningen.";

static void
justified_lines_fill_the_measure(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, paragraph(fixture, prose), TEXT_JUSTIFY, 312);
    assert_true(fixture->lines.count > 6);
    for (size_t i = 0; i + 1 < fixture->lines.count; i++) {
        scaled end = line_end(&fixture->lines.items[i]);
        /* The last character may hang out by half its width or so. */
        assert_true(end > 312 * SCALED_PT - SCALED_PT / 20);
        assert_true(end < 317 * SCALED_PT);
        assert_in_range(fixture->lines.items[i].ratio, 700, 1700);
    }
    assert_true(fixture->lines.items[fixture->lines.count - 1].is_last);
    assert_int_equal(diag_count(fixture->context.diag, DIAG_WARNING), 0);
}

static void
no_text_is_lost(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, paragraph(fixture, prose), TEXT_JUSTIFY, 150);
    char all[2000];
    size_t size = 0;
    for (size_t i = 0; i < fixture->lines.count; i++) {
        struct text text = text_of(line_text(fixture, i));
        if (fixture->lines.items[i].hyphenated)
            text.size -= 2; /* "-~" */
        for (size_t j = 0; j < text.size; j++)
            if (text.data[j] != '~')
                all[size++] = text.data[j];
    }
    all[size] = '\0';
    assert_string_equal(all, prose);
}

static void
ragged_lines_stay_within_the_measure(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, paragraph(fixture, prose), TEXT_LEFT, 200);
    for (size_t i = 0; i < fixture->lines.count; i++) {
        assert_int_equal(fixture->lines.items[i].ratio, 1000);
        assert_true(line_end(&fixture->lines.items[i]) < 205 * SCALED_PT);
        for (size_t j = 0; j < fixture->lines.items[i].mark_count; j++)
            assert_int_equal(fixture->lines.items[i].marks[j].text.expansion,
                             1000);
    }
}

static void
a_trema_goes_where_the_break_makes_it_needless(void **state)
{
    struct fixture *fixture = *state;
    struct node *block =
        paragraph(fixture, "met de financi\xC2\xAD\xC3\xABle gevolgen");
    set(fixture, block, TEXT_LEFT, 40);
    bool found = false;
    for (size_t i = 0; i < fixture->lines.count; i++) {
        const struct mark *mark = &fixture->lines.items[i].marks[0];
        if (!text_equals(mark->text.words[0].shape->text, "ele"))
            continue;
        found = true;
        assert_true(text_equals(mark->text.actual, "\xC3\xABle"));
        assert_true(fixture->lines.items[i - 1].hyphenated);
    }
    assert_true(found);
}

static void
a_hyphen_that_we_add_is_a_mark_of_its_own(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, paragraph(fixture, prose), TEXT_JUSTIFY, 120);
    int count = 0;
    for (size_t i = 0; i < fixture->lines.count; i++) {
        const struct line *line = &fixture->lines.items[i];
        const struct mark *last = &line->marks[line->mark_count - 1];
        assert_int_equal(last->part == PART_SOFT_HYPHEN, line->hyphenated);
        if (!line->hyphenated)
            continue;
        assert_int_equal(last->text.word_count, 1);
        assert_false(last->space_after);
        count++;
    }
    assert_true(count > 0);
}

static void
the_texts_own_hyphen_at_a_line_end_is_kept(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, paragraph(fixture, "sociaal-cultureel werk"), TEXT_LEFT, 45);
    assert_string_equal(line_text(fixture, 0), "sociaal-~");
    const struct line *line = &fixture->lines.items[0];
    /* The first part says the word, the second nothing. */
    assert_true(text_equals(line->marks[0].text.actual, "sociaal-cultureel"));
    assert_true(line->hyphenated); /* for the foot of a page */
    assert_int_equal(line->marks[0].part, PART_CONTENT);
    assert_string_equal(line_text(fixture, 1), "cultureel ");
    assert_non_null(line[1].marks[0].text.actual.data);
    assert_int_equal(line[1].marks[0].text.actual.size, 0);
    set(fixture, paragraph(fixture, "de buurt- en wijkbewoners"), TEXT_LEFT,
        51);
    assert_string_equal(line_text(fixture, 0), "de buurt~- ");
    line = &fixture->lines.items[0];
    assert_true(text_equals(line->marks[1].text.actual, "\xE2\x80\x90"));
    assert_true(line->hyphenated);
}

static void
short_parts_and_ranges_are_not_broken(void **state)
{
    struct fixture *fixture = *state;
    static const char *const words[] = {
        "xx e-mail", "xx A4-vel", "xx 2012-2016", "xx en/of", "xx co-creatie"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        set(fixture, paragraph(fixture, words[i]), TEXT_LEFT, 25);
        assert_string_equal(line_text(fixture, 0), "xx ");
    }
}

static void
abbreviations_stay_whole(void **state)
{
    struct fixture *fixture = *state;
    static const char *const words[] = {"xx d.w.z.", "xx o.a.", "xx t/m"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        set(fixture, paragraph(fixture, words[i]), TEXT_LEFT, 22);
        assert_int_equal(fixture->lines.count, 2);
        assert_string_equal(line_text(fixture, 0), "xx ");
    }
}

static void
no_break_spaces_tie(void **state)
{
    struct fixture *fixture = *state;
    set(fixture,
        paragraph(fixture, "nog stap\xC2\xA0"
                           "7"),
        TEXT_LEFT, 44);
    assert_string_equal(line_text(fixture, 0), "nog ");
    assert_string_equal(line_text(fixture, 1), "stap 7~");
}

static void
a_word_before_its_number_is_not_divided(void **state)
{
    struct fixture *fixture = *state;
    const char *const texts[] = {"zie ook de bladzijde\xC2\xA0"
                                 "12",
                                 "zie ook de bladzijde 12"};
    for (int i = 0; i < 2; i++) {
        bool divides = false;
        for (int measure = 60; measure < 120; measure += 2) {
            set(fixture, paragraph(fixture, texts[i]), TEXT_JUSTIFY, measure);
            for (size_t j = 0; j < fixture->lines.count; j++)
                divides |= fixture->lines.items[j].hyphenated;
        }
        assert_int_equal(divides, i);
    }
}

static void
looks_make_marks_and_links_make_areas(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    add_text(fixture, block, "Lees ");
    struct node *link = add(fixture, block, NODE_LINK);
    add_text(fixture, link, "de hele tekst");
    add_text(fixture, block, ", nu.");
    set(fixture, block, TEXT_LEFT, 300);
    assert_int_equal(fixture->lines.count, 1);
    const struct line *line = &fixture->lines.items[0];
    assert_string_equal(line_text(fixture, 0), "Lees de hele tekst~, nu.~");
    assert_int_equal(line->mark_count, 3);
    assert_int_equal(line->marks[1].text.words[1].offset, 3);
    assert_int_equal(line->link_count, 1);
    assert_ptr_equal(line->links[0].node, link);
    assert_true(line->links[0].width >= line->marks[1].width);
    assert_true(line->links[0].width <= line->marks[1].width + SCALED_PT);
    set(fixture, block, TEXT_LEFT, 56);
    for (size_t i = 0; i < fixture->lines.count; i++)
        assert_int_equal(fixture->lines.items[i].link_count, 1);
}

static void
a_note_call_is_raised_and_known_to_its_line(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    add_text(fixture, block, "Woord");
    struct node *call = add(fixture, block, NODE_NOTE_CALL);
    struct node *note =
        node_new(fixture->context.arena, NODE_FOOTNOTE, (struct span){0});
    note->footnote.number = 12;
    call->target = note;
    set(fixture, block, TEXT_LEFT, 300);
    const struct line *line = &fixture->lines.items[0];
    assert_int_equal(line->note_count, 1);
    assert_ptr_equal(line->notes[0], note);
    const struct mark *mark = &line->marks[1];
    assert_ptr_equal(mark->node, call);
    assert_int_equal(mark->part, PART_LABEL);
    assert_true(mark->y < 0);
    assert_true(mark->text.size < line->marks[0].text.size);
}

static void
anchors_take_no_room(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    struct node *first = add(fixture, block, NODE_INDEX_MARK);
    add_text(fixture, block, " Woord ");
    struct node *last = add(fixture, block, NODE_INDEX_MARK);
    set(fixture, block, TEXT_LEFT, 300);
    assert_int_equal(fixture->lines.count, 1);
    const struct line *line = &fixture->lines.items[0];
    assert_string_equal(line_text(fixture, 0), "Woord~");
    assert_int_equal(line->anchor_count, 2);
    assert_ptr_equal(line->anchors[0], first);
    assert_ptr_equal(line->anchors[1], last);
    assert_true(line->marks[0].x <= 0);
}

static void
hard_breaks_end_lines_without_stretching_them(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    add_text(fixture, block, "Een straat ");
    add(fixture, block, NODE_HARD_BREAK);
    add_text(fixture, block, " en een plein");
    set(fixture, block, TEXT_JUSTIFY, 300);
    assert_int_equal(fixture->lines.count, 2);
    assert_string_equal(line_text(fixture, 0), "Een straat ");
    assert_string_equal(line_text(fixture, 1), "en een plein~");
    assert_int_equal(fixture->lines.items[0].ratio, 1000);
}

static void
alignments_place_the_line(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "nummer");
    set(fixture, block, TEXT_RIGHT, 300);
    scaled end = line_end(&fixture->lines.items[0]);
    assert_true(end >= 300 * SCALED_PT && end < 302 * SCALED_PT);
    set(fixture, block, TEXT_CENTER, 300);
    const struct mark *mark = &fixture->lines.items[0].marks[0];
    scaled middle = mark->x + mark->width / 2;
    assert_true(middle > 149 * SCALED_PT && middle < 151 * SCALED_PT);
}

static void
a_line_too_wide_is_reported_with_its_word(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, paragraph(fixture, "de 12345678901234567890 x"), TEXT_LEFT,
        60);
    assert_int_equal(diag_count(fixture->context.diag, DIAG_WARNING), 1);
    assert_int_equal(fixture->lines.count, 3);
}

static void
a_character_that_no_font_has_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, paragraph(fixture, "een \xF0\x92\x80\x80 teken"), TEXT_LEFT,
        300);
    assert_int_equal(diag_count(fixture->context.diag, DIAG_ERROR), 1);
}

static void
addresses_are_broken_after_their_own_signs(void **state)
{
    struct fixture *fixture = *state;
    set(fixture,
        paragraph(fixture, "https://voorbeeld.nl/een/lange/weg/naar-iets"),
        TEXT_LEFT, 110);
    assert_true(fixture->lines.count > 1);
    for (size_t i = 0; i < fixture->lines.count; i++)
        assert_false(fixture->lines.items[i].hyphenated);
    assert_int_equal(diag_count(fixture->context.diag, DIAG_WARNING), 0);
}

static void
widths_for_a_table_are_those_of_the_lines(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = paragraph(fixture, "een buurthuis en een plein");
    const struct block_style *style =
        style_block(fixture->context.style, block);
    struct cell_words words;
    struct arena *arena = arena_new();
    paragraph_words(&fixture->context, block, style, arena, &words);
    assert_int_equal(words.count, 5);
    scaled natural = words.padding;
    for (size_t i = 0; i < words.count; i++)
        natural += words.items[i].width + (i ? words.items[i].space : 0);
    assert_int_equal(cell_line_count(&words, natural, NULL), 1);
    assert_int_equal(cell_line_count(&words, natural - SCALED_PT / 2, NULL), 2);
    arena_free(arena);
    struct paragraph_rules rules = {.style = style, .measure = natural};
    paragraph_set(&fixture->context, block, &rules, &fixture->lines);
    assert_int_equal(fixture->lines.count, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(justified_lines_fill_the_measure),
        TEST(no_text_is_lost),
        TEST(ragged_lines_stay_within_the_measure),
        TEST(a_trema_goes_where_the_break_makes_it_needless),
        TEST(a_hyphen_that_we_add_is_a_mark_of_its_own),
        TEST(the_texts_own_hyphen_at_a_line_end_is_kept),
        TEST(short_parts_and_ranges_are_not_broken),
        TEST(abbreviations_stay_whole),
        TEST(no_break_spaces_tie),
        TEST(a_word_before_its_number_is_not_divided),
        TEST(looks_make_marks_and_links_make_areas),
        TEST(a_note_call_is_raised_and_known_to_its_line),
        TEST(anchors_take_no_room),
        TEST(hard_breaks_end_lines_without_stretching_them),
        TEST(alignments_place_the_line),
        TEST(a_line_too_wide_is_reported_with_its_word),
        TEST(a_character_that_no_font_has_is_an_error),
        TEST(addresses_are_broken_after_their_own_signs),
        TEST(widths_for_a_table_are_those_of_the_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
