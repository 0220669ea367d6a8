/* Faults of hand-made pages: marks put where no breaker would put them. */
#include "layout/audit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PAGES = 4, MARKS = 100 };

struct fixture {
    struct arena *arena;
    struct diag *diag;
    struct font_set *fonts;
    struct shape_cache *shapes;
    const struct style *style;
    struct node *chapter;
    struct page items[PAGES];
    struct mark marks[PAGES][MARKS];
    struct pages pages;
    struct audit audit;
    struct page_word word, hyphen;
};

static int
open_fixture(void **state)
{
    static struct fixture fixture;
    const struct text folders[] = {TEXT(".")}, fonts[] = {TEXT("fonts")};
    fixture = (struct fixture){
        .arena = arena_new(), .diag = diag_new(), .shapes = shape_cache_new()};
    fixture.fonts = font_set_open(fixture.arena, fonts, 1, fixture.diag);
    fixture.style = style_open(fixture.arena, folders, 1, TEXT("handboek"),
                               (struct span){0}, fixture.diag);
    const struct font *font =
        font_find(fixture.fonts, TEXT("text"), FONT_REGULAR, FONT_PLAIN);
    fixture.word.shape = shape_word(fixture.shapes, font, TEXT("woord"));
    fixture.hyphen.shape = shape_word(fixture.shapes, font, TEXT("-"));
    fixture.chapter = node_new(fixture.arena, NODE_CHAPTER, (struct span){0});
    for (uint32_t i = 0; i < PAGES; i++)
        fixture.items[i] = (struct page){.index = i,
                                         .label = TEXT("1"),
                                         .recto = i % 2 == 0,
                                         .unit = fixture.chapter,
                                         .marks = fixture.marks[i]};
    fixture.pages = (struct pages){.items = fixture.items, .count = PAGES};
    *state = &fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    shape_cache_free(fixture->shapes);
    font_set_close(fixture->fonts);
    diag_free(fixture->diag);
    arena_free(fixture->arena);
    return 0;
}

static struct node *
add(struct fixture *fixture, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(fixture->arena, kind, (struct span){0});
    node_append(parent, node);
    return node;
}

static struct node *
add_paragraph(struct fixture *fixture)
{
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    node_append(block,
                node_text_new(fixture->arena, TEXT("woord"), (struct span){0}));
    return block;
}

static struct mark *
add_mark(struct fixture *fixture, int page, const struct node *node)
{
    struct page *to = &fixture->items[page];
    struct mark *mark = &to->marks[to->mark_count++];
    *mark = (struct mark){.kind = MARK_TEXT, .node = node};
    mark->text.words = &fixture->word;
    mark->text.word_count = 1;
    mark->text.size = SCALED_PT * 41 / 4;
    return mark;
}

/* A line of a block on a page, `at` lines from the top; its marks' node is
 * the first text in it. */
static struct mark *
add_line(struct fixture *fixture, int page, const struct node *block, int at)
{
    const struct page_style *style = style_page(fixture->style);
    struct mark *mark = add_mark(fixture, page, block->first_child);
    scaled size = SCALED_PT * 41 / 4;
    mark->y = style->top + at * style->grid + style->grid -
              (style->grid - size) / 2 - scaled_ratio(size, 22, 100);
    mark->width = 300 * SCALED_PT;
    return mark;
}

static void
add_hyphen(struct fixture *fixture, int page)
{
    struct page *on = &fixture->items[page];
    const struct mark *line = &on->marks[on->mark_count - 1];
    struct mark *mark = add_mark(fixture, page, line->node);
    mark->x = line->width;
    mark->y = line->y;
    mark->part = PART_SOFT_HYPHEN;
    mark->text.words = &fixture->hyphen;
}

static void
check(struct fixture *fixture)
{
    audit_pages(fixture->arena, &fixture->pages, fixture->style,
                &fixture->audit);
}

/* Nothing but this fault, so often. */
static void
assert_fault(const struct fixture *fixture, enum audit_fault fault,
             size_t count)
{
    for (int i = 0; i < AUDIT_FAULT_COUNT; i++)
        assert_int_equal(fixture->audit.faults[i], i == (int)fault ? count : 0);
    assert_int_equal(fixture->audit.finding_count, count);
}

static void
a_fair_page_has_no_faults(void **state)
{
    struct fixture *fixture = *state;
    const struct node *block = add_paragraph(fixture);
    for (int i = 0; i < 4; i++)
        add_line(fixture, i / 2, block, i % 2);
    check(fixture);
    assert_fault(fixture, AUDIT_WIDOW, 0);
}

static void
lines_alone_on_a_page_are_widows_and_orphans(void **state)
{
    struct fixture *fixture = *state;
    const struct node *widow = add_paragraph(fixture);
    const struct node *orphan = add_paragraph(fixture);
    for (int i = 0; i < 3; i++)
        add_line(fixture, i / 2, widow, i % 2);
    check(fixture);
    assert_fault(fixture, AUDIT_WIDOW, 1);
    assert_ptr_equal(fixture->audit.findings[0].page, &fixture->items[1]);
    add_line(fixture, 1, widow, 1);
    add_line(fixture, 1, orphan, 2);
    add_line(fixture, 2, orphan, 0);
    add_line(fixture, 2, orphan, 1);
    check(fixture);
    assert_fault(fixture, AUDIT_ORPHAN, 1);
}

static void
a_heading_has_two_lines_below_it(void **state)
{
    struct fixture *fixture = *state;
    struct node *heading = add(fixture, fixture->chapter, NODE_HEADING);
    heading->heading.level = 1; /* off the grid */
    node_append(heading,
                node_text_new(fixture->arena, TEXT("kop"), (struct span){0}));
    const struct node *block = add_paragraph(fixture);
    add_line(fixture, 0, heading, 30);
    add_line(fixture, 0, block, 31);
    check(fixture);
    assert_fault(fixture, AUDIT_STRANDED_HEADING, 1);
    add_line(fixture, 0, block, 32);
    check(fixture);
    assert_fault(fixture, AUDIT_STRANDED_HEADING, 0);
}

static void
a_note_stands_on_the_page_of_its_call(void **state)
{
    struct fixture *fixture = *state;
    struct node *block = add_paragraph(fixture);
    struct node *call = add(fixture, block, NODE_NOTE_CALL);
    struct node *note =
        node_new(fixture->arena, NODE_FOOTNOTE, (struct span){0});
    call->target = note;
    node_append(note,
                node_text_new(fixture->arena, TEXT("noot"), (struct span){0}));
    add_line(fixture, 0, block, 0);
    add_mark(fixture, 0, call)->y = fixture->marks[0][0].y;
    add_line(fixture, 1, note, 30);
    check(fixture);
    assert_fault(fixture, AUDIT_NOTE_ELSEWHERE, 1);
    fixture->items[1].mark_count = 0;
    add_line(fixture, 0, note, 30);
    add_line(fixture, 1, note, 30);
    check(fixture);
    assert_fault(fixture, AUDIT_NOTE_SPLIT, 1);
}

static void
a_last_item_is_not_alone(void **state)
{
    struct fixture *fixture = *state;
    struct node *list = add(fixture, fixture->chapter, NODE_LIST);
    struct node *items[2];
    for (int i = 0; i < 2; i++) {
        items[i] = add(fixture, list, NODE_ITEM);
        node_append(items[i], node_text_new(fixture->arena, TEXT("punt"),
                                            (struct span){0}));
        add_line(fixture, i, items[i], i ? 0 : 38);
        add_line(fixture, i, items[i], i ? 1 : 39);
    }
    check(fixture);
    assert_fault(fixture, AUDIT_LONE_ITEM, 1);
    add_line(fixture, 1, items[1], 2);
    check(fixture);
    assert_fault(fixture, AUDIT_LONE_ITEM, 0);
}

static void
hyphens_do_not_end_a_recto_page(void **state)
{
    struct fixture *fixture = *state;
    const struct node *block = add_paragraph(fixture);
    for (int page = 0; page < 3; page++)
        for (int i = 0; i < 2; i++) {
            add_line(fixture, page, block, i);
            if (i == 1)
                add_hyphen(fixture, page);
        }
    fixture->pages.count = 3; /* the last hyphen ends the book */
    check(fixture);
    assert_fault(fixture, AUDIT_RECTO_HYPHEN, 1);
    assert_ptr_equal(fixture->audit.findings[0].page, &fixture->items[0]);
}

static void
three_hyphens_are_a_ladder(void **state)
{
    struct fixture *fixture = *state;
    const struct node *block = add_paragraph(fixture);
    for (int i = 0; i < 9; i++) {
        add_line(fixture, 1, block, i);
        if (i != 2 && i < 7) /* two, then four */
            add_hyphen(fixture, 1);
    }
    check(fixture);
    assert_fault(fixture, AUDIT_LADDER, 1);
}

static void
a_last_line_is_an_em_long(void **state)
{
    struct fixture *fixture = *state;
    const struct node *block = add_paragraph(fixture);
    add_line(fixture, 0, block, 0);
    add_line(fixture, 0, block, 1)->width = 9 * SCALED_PT;
    check(fixture);
    assert_fault(fixture, AUDIT_SHORT_LAST_LINE, 1);
}

static void
baselines_lie_on_the_grid(void **state)
{
    struct fixture *fixture = *state;
    const struct node *block = add_paragraph(fixture);
    add_line(fixture, 0, block, 0)->y += SCALED_PT / 20;
    add_line(fixture, 0, block, 1)->y -= SCALED_PT / 20;
    check(fixture);
    assert_fault(fixture, AUDIT_OFF_GRID, 0);
    add_line(fixture, 0, block, 2)->y += SCALED_PT / 5;
    check(fixture);
    assert_fault(fixture, AUDIT_OFF_GRID, 1);
}

static void
facing_pages_end_level_or_for_a_reason(void **state)
{
    struct fixture *fixture = *state;
    scaled grid = style_page(fixture->style)->grid;
    const struct node *block = add_paragraph(fixture);
    for (int i = 0; i < 8; i++)
        add_line(fixture, i / 2, block, i % 2);
    fixture->items[1].room = grid;
    check(fixture);
    assert_fault(fixture, AUDIT_UNLEVEL, 1);
    fixture->items[2].room = grid;
    check(fixture);
    assert_fault(fixture, AUDIT_UNLEVEL, 0);
    fixture->items[1].room = 0;
    fixture->items[3].unit = NULL;
    check(fixture);
    assert_fault(fixture, AUDIT_UNLEVEL, 0);
    assert_int_equal(fixture->audit.reasons[AUDIT_CHAPTER_ENDS], 1);
}

/* Of three pages the second faces the third, which begins a chapter and is a
 * line short. */
static void
a_chapter_beside_the_end_of_another_may_be_short(void **state)
{
    struct fixture *fixture = *state;
    struct node *other =
        node_new(fixture->arena, NODE_CHAPTER, (struct span){0});
    const struct node *block = add_paragraph(fixture);
    for (int i = 0; i < 4; i++)
        add_line(fixture, i / 2, block, i % 2);
    block = add_paragraph(fixture);
    for (int i = 4; i < 8; i++)
        add_line(fixture, i / 2, block, i % 2);
    fixture->items[2].unit = fixture->items[3].unit = other;
    fixture->items[2].room = style_page(fixture->style)->grid;
    check(fixture);
    assert_fault(fixture, AUDIT_UNLEVEL, 0);
    assert_int_equal(fixture->audit.reasons[AUDIT_BESIDE_END], 1);
}

/* Two paragraphs, the second on the page after a spread whose right-hand page
 * is so many lines short; in a sheet with white between paragraphs or not. */
static void
spread_with(struct fixture *fixture, const char *sheet, int lines)
{
    const struct text folders[] = {TEXT(".")};
    fixture->style = style_open(fixture->arena, folders, 1, text_of(sheet),
                                (struct span){0}, fixture->diag);
    scaled grid = style_page(fixture->style)->grid;
    const struct node *block = add_paragraph(fixture);
    for (int i = 0; i < 6; i++)
        add_line(fixture, i / 2, block, i % 2);
    block = add_paragraph(fixture);
    for (int i = 0; i < 2; i++)
        add_line(fixture, 3, block, i);
    fixture->items[2].room = lines * grid;
    for (int i = 1; i < PAGES; i++) /* pages 2 and 3 face each other */
        fixture->items[i].recto = i % 2 == 0;
    check(fixture);
}

static void
a_white_line_at_the_foot_is_a_reason(void **state)
{
    struct fixture *fixture = *state;
    spread_with(fixture, "leidraad", 1);
    assert_fault(fixture, AUDIT_UNLEVEL, 0);
    assert_int_equal(fixture->audit.reasons[AUDIT_WHITE], 1);
}

static void
two_white_lines_are_none(void **state)
{
    struct fixture *fixture = *state;
    spread_with(fixture, "leidraad", 2);
    assert_fault(fixture, AUDIT_UNLEVEL, 1);
}

static void
where_paragraphs_have_no_white_there_is_none(void **state)
{
    struct fixture *fixture = *state;
    spread_with(fixture, "handboek", 1);
    assert_fault(fixture, AUDIT_UNLEVEL, 1);
}

static void
entries_of_the_contents_stay_together(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < PAGES; i++) {
        struct node *entry =
            add(fixture, fixture->chapter, NODE_CONTENTS_ENTRY);
        node_append(entry, node_text_new(fixture->arena, TEXT("woord"),
                                         (struct span){0}));
        entry->entry.level = i == 3 ? 2 : 1;
        add_line(fixture, i, entry, 0);
    }
    fixture->items[1].room = 2 * style_page(fixture->style)->grid;
    check(fixture);
    assert_fault(fixture, AUDIT_UNLEVEL, 0);
    assert_int_equal(fixture->audit.reasons[AUDIT_GROUP], 1);
    fixture->chapter->last_child->entry.level = 1;
    check(fixture);
    assert_fault(fixture, AUDIT_UNLEVEL, 1);
}

/* A picture that floats to the next page explains no white on this one. */
static void
a_float_is_no_reason(void **state)
{
    struct fixture *fixture = *state;
    struct node *figure = add(fixture, fixture->chapter, NODE_FIGURE);
    struct node *caption = add(fixture, figure, NODE_CAPTION);
    node_append(caption,
                node_text_new(fixture->arena, TEXT("woord"), (struct span){0}));
    const struct node *block = add_paragraph(fixture);
    for (int i = 0; i < 8; i++) {
        if (i == 4)
            add_line(fixture, 2, caption, 0);
        add_line(fixture, i / 2, block, 1 + i % 2);
    }
    fixture->items[1].room = style_page(fixture->style)->grid;
    check(fixture);
    assert_fault(fixture, AUDIT_UNLEVEL, 0);
    assert_int_equal(fixture->audit.reasons[AUDIT_FIGURE], 1);
    fixture->items[2].float_count = 1;
    check(fixture);
    assert_fault(fixture, AUDIT_UNLEVEL, 1);
}

static void
overfull_lines_are_counted(void **state)
{
    struct fixture *fixture = *state;
    fixture->items[2].overfull_count = 3;
    check(fixture);
    assert_fault(fixture, AUDIT_OVERFULL, 3);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_fair_page_has_no_faults),
        TEST(lines_alone_on_a_page_are_widows_and_orphans),
        TEST(a_heading_has_two_lines_below_it),
        TEST(a_note_stands_on_the_page_of_its_call),
        TEST(a_last_item_is_not_alone),
        TEST(hyphens_do_not_end_a_recto_page),
        TEST(three_hyphens_are_a_ladder),
        TEST(a_last_line_is_an_em_long),
        TEST(baselines_lie_on_the_grid),
        TEST(facing_pages_end_level_or_for_a_reason),
        TEST(a_chapter_beside_the_end_of_another_may_be_short),
        TEST(a_white_line_at_the_foot_is_a_reason),
        TEST(two_white_lines_are_none),
        TEST(where_paragraphs_have_no_white_there_is_none),
        TEST(entries_of_the_contents_stay_together),
        TEST(a_float_is_no_reason),
        TEST(overfull_lines_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
