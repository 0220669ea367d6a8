#include "epub/epub_nav.h"
#include "epub/epub_plan.h"
#include "epub/epub_xhtml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* A book of one chapter, made by hand. */
struct world {
    struct arena *arena;
    struct diag *diag;
    struct book book;
    struct edition edition;
    struct epub_rules rules;
    struct page_labels labels;
    struct node *tree, *chapter;
    struct epub_plan *plan;
    struct buffer out;
};

static struct node *
add(struct world *world, struct node *parent, enum node_kind kind,
    const char *text)
{
    struct node *node = node_new(world->arena, kind, (struct span){0});
    node_append(parent, node);
    if (text && kind == NODE_TEXT)
        node->text = text_of(text);
    else if (text)
        add(world, node, NODE_TEXT, text);
    return node;
}

static struct node *
add_chapter(struct world *world, const char *id, const char *title)
{
    struct node *chapter = add(world, world->tree, NODE_CHAPTER, NULL);
    chapter->id = text_of(id);
    add(world, chapter, NODE_HEADING, title)->heading.level = 1;
    return chapter;
}

static int
set_up(void **state)
{
    static struct world world;
    world = (struct world){.arena = arena_new(), .diag = diag_new()};
    world.book.language = TEXT("nl");
    world.book.title = world.edition.title = TEXT("Boek");
    world.book.block_name = TEXT("bouwsteen");
    world.edition.id = TEXT("nieuw");
    world.rules.book = &world.book;
    world.rules.edition = &world.edition;
    world.tree = node_new(world.arena, NODE_BOOK, (struct span){0});
    world.chapter = add_chapter(&world, "een", "Een & twee");
    *state = &world;
    return 0;
}

static int
tear_down(void **state)
{
    struct world *world = *state;
    buffer_release(&world->out);
    diag_free(world->diag);
    arena_free(world->arena);
    return 0;
}

/* The file of a chapter; the others are written too, for their markers. */
static const char *
written(struct world *world, const struct node *chapter)
{
    world->plan =
        epub_plan_new(world->arena, world->tree, &world->rules, world->diag);
    const char *found = "";
    for (size_t i = 0; i < world->plan->files.count; i++) {
        struct epub_file *file = world->plan->files.items[i];
        if (file->kind != EPUB_TEXT)
            continue;
        buffer_clear(&world->out);
        epub_xhtml_write(world->plan, file, &world->out);
        if (file->node == chapter)
            found = arena_string(world->arena, buffer_text(&world->out));
    }
    return found;
}

static void
expect(const char *text, const char *piece)
{
    if (!strstr(text, piece))
        fail_msg("'%s' is not in:\n%s", piece, text);
}

static void
refuse(const char *text, const char *piece)
{
    if (strstr(text, piece))
        fail_msg("'%s' is in:\n%s", piece, text);
}

static void
a_block_is_a_chapter_with_number_and_role(void **state)
{
    struct world *world = *state;
    world->chapter->chapter.kind = CHAPTER_BLOCK;
    world->chapter->chapter.number = 7;
    const char *text = written(world, world->chapter);
    expect(text, "<title>7\xC2\xA0"
                 "Een &amp; twee</title>");
    expect(text, "<section epub:type=\"chapter\" role=\"doc-chapter\" "
                 "id=\"een\" class=\"bouwsteen\" aria-labelledby=\"een-kop\">");
    expect(text, "<h1 id=\"een-kop\"><span class=\"nummer\">Bouwsteen\xC2\xA0"
                 "7</span> Een &amp; twee</h1>");
}

static void
a_note_stands_at_the_end_with_a_backlink_for_each_call(void **state)
{
    struct world *world = *state;
    struct node *note = node_new(world->arena, NODE_FOOTNOTE, (struct span){0});
    note->footnote.number = 3;
    add(world, note, NODE_PARAGRAPH, "Bron.");
    struct node *paragraph = add(world, world->chapter, NODE_PARAGRAPH, "Zin.");
    add(world, paragraph, NODE_NOTE_CALL, NULL)->target = note;
    add(world, paragraph, NODE_NOTE_CALL, NULL)->target = note;
    const char *text = written(world, world->chapter);
    expect(text, "Zin.<a href=\"#fn1\" id=\"fnref1\" epub:type=\"noteref\" "
                 "role=\"doc-noteref\" class=\"noteref\">3</a>");
    expect(text, "id=\"fnref1-2\"");
    expect(text, "<div id=\"fn1\" epub:type=\"footnote\" "
                 "role=\"doc-footnote\"><p><a href=\"#fnref1\" "
                 "role=\"doc-backlink\" "
                 "aria-label=\"3, terug naar de tekst\">3</a> ");
    expect(text, "<a href=\"#fnref1-2\"");
    expect(text, "Bron.</p>");
}

static void
label_at(struct world *world, const char *label, const struct node *node,
         uint32_t offset)
{
    static struct page_label items[8];
    if (world->labels.count == 0)
        world->labels.items = items;
    items[world->labels.count++] =
        (struct page_label){text_of(label), node, offset};
    world->rules.page_labels = &world->labels;
}

static void
page_markers_stand_between_words_and_before_headings(void **state)
{
    struct world *world = *state;
    struct node *paragraph =
        add(world, world->chapter, NODE_PARAGRAPH, "een samenwerking wacht");
    struct node *list = add(world, world->chapter, NODE_LIST, NULL);
    add(world, list, NODE_ITEM, "punt");
    label_at(world, "iv", world->chapter->first_child->first_child, 0);
    label_at(world, "5", paragraph->first_child, 9); /* samen-werking */
    label_at(world, "6", list, 0);
    const char *text = written(world, world->chapter);
    expect(text, "aria-label=\"iv\"></span><h1 ");
    expect(text, "een samenwerking<span id=\"p5\" epub:type=\"pagebreak\" "
                 "role=\"doc-pagebreak\" aria-label=\"5\"></span> wacht");
    expect(text, "<li><span id=\"p6\"");
    struct epub_toc toc = epub_toc_of(world->plan);
    buffer_clear(&world->out);
    epub_nav_write(world->plan, &toc, &world->out);
    expect(world->out.data, "<a href=\"text/een.xhtml#piv\">iv</a>");
    expect(world->out.data, "<a href=\"text/een.xhtml#p6\">6</a>");
}

static void
page_markers_stand_inside_code_and_outside_links(void **state)
{
    struct world *world = *state;
    struct node *code = add(world, world->chapter, NODE_CODE_BLOCK, NULL);
    code->text = TEXT("een\ntwee\n");
    struct node *paragraph = add(world, world->chapter, NODE_PARAGRAPH, "Zie ");
    struct node *link = add(world, paragraph, NODE_LINK, "deze site");
    link->link.url = TEXT("https://example.org/");
    struct node *tip = add(world, world->chapter, NODE_DIV, NULL);
    static struct text tip_class[] = {{"tip", 3}};
    tip->classes = tip_class;
    tip->class_count = 1;
    add(world, tip, NODE_PARAGRAPH, "Vraag.");
    label_at(world, "2", code, 4);
    label_at(world, "3", link->first_child, 0);
    label_at(world, "4", tip, 0);
    const char *text = written(world, world->chapter);
    expect(text, "een\n<span id=\"p2\"");
    expect(text, "></span>twee\n</code></pre>");
    expect(text, "aria-label=\"3\"></span><a href=\"https://example.org/\">"
                 "deze site</a>");
    expect(text, "aria-label=\"4\"></span><aside epub:type=\"tip\" "
                 "role=\"doc-tip\" class=\"tip\" "
                 "aria-labelledby=\"soort\">\n"
                 "<p class=\"kader-soort\" id=\"soort\">Tip</p>\n");
}

static void
references_say_number_and_title_and_no_page(void **state)
{
    struct world *world = *state;
    struct node *other = add_chapter(world, "bouwsteen-7", "Krachtenveld");
    other->chapter.kind = CHAPTER_BLOCK;
    other->chapter.number = 7;
    struct node *paragraph = add(world, world->chapter, NODE_PARAGRAPH, "Zie ");
    struct node *reference =
        add(world, paragraph, NODE_REFERENCE, "bouwsteen 7");
    reference->target = other;
    add(world, reference, NODE_TEXT, " op bladzijde ");
    add(world, reference, NODE_LOCATOR, NULL)->target = other;
    struct node *lost = add(world, paragraph, NODE_REFERENCE,
                            "bouwsteen 9 in het volledige boek");
    assert_null(lost->target);
    const char *text = written(world, world->chapter);
    expect(text, "Zie <a href=\"bouwsteen-7.xhtml#bouwsteen-7\">bouwsteen 7, "
                 "Krachtenveld</a>bouwsteen 9 in het volledige boek</p>");
}

static void
a_page_that_opens_within_a_reference_is_marked_behind_it(void **state)
{
    struct world *world = *state;
    struct node *other = add_chapter(world, "twee", "Ver weg");
    struct node *paragraph = add(world, world->chapter, NODE_PARAGRAPH, "Zie ");
    struct node *reference = add(world, paragraph, NODE_REFERENCE, NULL);
    reference->target = other;
    add(world, reference, NODE_TEXT, "Ver weg");
    struct node *words = add(world, reference, NODE_TEXT, " op bladzijde ");
    add(world, reference, NODE_LOCATOR, NULL)->target = other;
    add(world, paragraph, NODE_TEXT, "). Klaar.");
    label_at(world, "2", words, 4); /* op | bladzijde */
    const char *text = written(world, world->chapter);
    expect(text, "Ver weg</a>).<span id=\"p2\"");
    expect(text, "aria-label=\"2\"></span> Klaar.");
}

static void
a_reference_that_opens_a_page_is_marked_before_it(void **state)
{
    struct world *world = *state;
    struct node *other = add_chapter(world, "twee", "Ver weg");
    struct node *paragraph = add(world, world->chapter, NODE_PARAGRAPH, "Zie ");
    struct node *reference = add(world, paragraph, NODE_REFERENCE, NULL);
    reference->target = other;
    struct node *words = add(world, reference, NODE_TEXT, "Ver weg");
    label_at(world, "2", words, 0);
    const char *text = written(world, world->chapter);
    expect(text, "Zie <span id=\"p2\"");
    expect(text, "aria-label=\"2\"></span><a href=");
}

static void
ids_do_not_hang_on_other_chapters(void **state)
{
    struct world *world = *state;
    struct node *other = add_chapter(world, "twee", "Ver weg");
    struct node *chapters[] = {world->chapter, other};
    for (size_t i = 0; i < 2; i++) {
        struct node *section = add(world, chapters[i], NODE_SECTION, NULL);
        section->id = i ? TEXT("stappen-2") : TEXT("stappen");
        section->section.slug = TEXT("stappen"); /* both have that title */
        add(world, section, NODE_HEADING, "Stappen")->heading.level = 2;
    }
    const char *text = written(world, other);
    expect(text, "<section id=\"stappen\">");
    refuse(text, "stappen-2");
}

static void
tables_have_scopes_a_name_and_cells_that_know_their_column(void **state)
{
    struct world *world = *state;
    struct node *table = add(world, world->chapter, NODE_TABLE, NULL);
    table->id = TEXT("tab-a");
    table->table.number = TEXT("1");
    add(world, table, NODE_CAPTION, "Dagen");
    struct node *head = add(world, table, NODE_TABLE_HEAD, NULL);
    struct node *row = add(world, head, NODE_ROW, NULL);
    add(world, row, NODE_CELL, NULL)->cell.header = true;
    add(world, row, NODE_CELL, "Dag")->cell.header = true;
    row = add(world, add(world, table, NODE_TABLE_BODY, NULL), NODE_ROW, NULL);
    add(world, row, NODE_CELL, "ma")->cell.header = true;
    add(world, row, NODE_CELL, "12")->cell.alignment = ALIGN_RIGHT;
    table->table.column_count = 2;
    struct node *nameless = add(world, world->chapter, NODE_TABLE, NULL);
    nameless->table.column_count = 9;
    head = add(world, nameless, NODE_TABLE_HEAD, NULL);
    row = add(world, head, NODE_ROW, NULL);
    add(world, row, NODE_CELL, "Vraag");
    add(world, row, NODE_CELL, "Antwoord");
    const char *text = written(world, world->chapter);
    expect(text, "<div class=\"tabel kolommen-2\">\n<table id=\"tab-a\">");
    expect(text, "<div class=\"tabel kolommen-5\">\n"
                 "<table aria-label=\"Tabel: Vraag, Antwoord\">");
    expect(text, "<span class=\"label\">Tabel\xC2\xA0"
                 "1.</span> Dagen");
    expect(text, "<td></td><th scope=\"col\">Dag</th>");
    expect(text, "<th scope=\"row\">ma</th>"
                 "<td class=\"n\" data-kop=\"Dag\">12</td>");
}

static void
links_never_nest_and_unsafe_addresses_are_no_links(void **state)
{
    struct world *world = *state;
    struct node *paragraph = add(world, world->chapter, NODE_PARAGRAPH, NULL);
    struct node *link = add(world, paragraph, NODE_LINK, "a");
    link->link.url = TEXT("https://example.org/");
    struct node *inner = add(world, link, NODE_REFERENCE, "b");
    inner->target = world->chapter;
    inner->reference.written = true;
    add(world, paragraph, NODE_LINK, "c")->link.url = TEXT("javascript:x");
    const char *text = written(world, world->chapter);
    expect(text, "<a href=\"https://example.org/\">a<span>b</span></a>");
    refuse(text, "javascript");
}

static void
lines_tasks_and_languages_speak_to_listeners(void **state)
{
    struct world *world = *state;
    add(world, world->chapter, NODE_WRITING_LINES, NULL)->lines.count = 3;
    struct node *list = add(world, world->chapter, NODE_LIST, NULL);
    list->list.task = true;
    struct node *item = add(world, list, NODE_ITEM, "doe dit");
    item->item.task = true;
    struct node *paragraph = add(world, world->chapter, NODE_PARAGRAPH, NULL);
    add(world, paragraph, NODE_SPAN, "worker")->language = TEXT("en");
    const char *text = written(world, world->chapter);
    expect(text, "role=\"img\" aria-label=\"3 schrijfregels\"");
    expect(text, "role=\"img\" aria-label=\"aankruisvakje\">\xE2\x98\x90");
    expect(text, "<span lang=\"en\" xml:lang=\"en\">worker</span>");
}

static void
deep_trees_are_written_without_recursion(void **state)
{
    struct world *world = *state;
    struct node *at = world->chapter;
    for (int i = 0; i < 100000; i++)
        at = add(world, at, NODE_QUOTE, NULL);
    add(world, at, NODE_PARAGRAPH, "diep");
    expect(written(world, world->chapter), "<p>diep</p>");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_block_is_a_chapter_with_number_and_role),
        TEST(a_note_stands_at_the_end_with_a_backlink_for_each_call),
        TEST(page_markers_stand_between_words_and_before_headings),
        TEST(page_markers_stand_inside_code_and_outside_links),
        TEST(references_say_number_and_title_and_no_page),
        TEST(a_page_that_opens_within_a_reference_is_marked_behind_it),
        TEST(a_reference_that_opens_a_page_is_marked_before_it),
        TEST(ids_do_not_hang_on_other_chapters),
        TEST(tables_have_scopes_a_name_and_cells_that_know_their_column),
        TEST(links_never_nest_and_unsafe_addresses_are_no_links),
        TEST(lines_tasks_and_languages_speak_to_listeners),
        TEST(deep_trees_are_written_without_recursion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
