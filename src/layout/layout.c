#include "layout/layout.h"

#include "base/map.h"
#include "base/pool.h"
#include "doc/slug.h"
#include "layout/blank_page.h"
#include "layout/booklet.h"
#include "layout/compose.h"
#include "layout/crew.h"
#include "layout/folios.h"
#include "layout/furniture.h"
#include "layout/locator.h"
#include "layout/galley_float.h"
#include "layout/page_runs.h"
#include "layout/vary.h"
#include "layout/reading.h"

#include <string.h>

/* A stretch of the book that begins on a new page: a part's opener or a
 * chapter. */
struct unit {
    struct run *run;
    struct node *node;
    const struct node *part;
    struct galley galley;
    struct map note_galleys;
    struct page_cuts cuts;
    struct page_rules rules;
    bool is_recto;     /* must begin on a right-hand page */
    bool is_broken;    /* cuts are those of rules */
    size_t first_page; /* index, blanks before it counted */
    /* What it was in the print that readers have; NULL: it is new there, or
     * pages are counted. */
    const struct version_chapter *before;
};

struct run {
    struct layout_context *context;
    struct crew crew;
    ARRAY(struct unit) units;
    struct map labels;        /* node address -> struct text: its page */
    struct text *page_labels; /* of all pages */
    struct pages *pages;
};

enum {
    MOST_ROUNDS = 4,
    NOTE_PERCENT = 60 /* of a page: most of one footnote */
};

static struct text
node_key(const struct node *const *node)
{
    return (struct text){(const char *)node, sizeof *node};
}

/* --- units ---------------------------------------------------------------- */

/* "Bouwsteen 7", "Deel 2": set above the title in the sheet's class
 * chapter-label, as part of the heading. */
static void
add_number_label(struct galley *galley, struct node *unit)
{
    struct layout_context *context = galley->context;
    const struct book *book = context->book;
    struct node *heading = node_heading(unit);
    struct text label = TEXT("");
    if (unit->kind == NODE_PART && unit->part.number)
        label = arena_printf(context->arena, "%.*s %d",
                             TEXT_PRINTF(book_word(book, "Part")),
                             unit->part.number);
    else if (unit->kind == NODE_CHAPTER && unit->chapter.number)
        label =
            arena_printf(context->arena, "%.*s %d",
                         TEXT_PRINTF(book_block_capital(book, context->arena)),
                         unit->chapter.number);
    if (!label.size || !heading)
        return;
    struct node *line = node_new(context->arena, NODE_PARAGRAPH, unit->span);
    node_add_class(context->arena, line, TEXT("chapter-label"));
    line->parent = unit;
    const struct block_style *style = style_block(context->style, line);
    struct galley_box *box =
        galley_add_box(galley, style->leading, style->leading * 3 / 4);
    struct mark *mark = galley_box_add_mark(galley, box);
    text_set(context, label, &style->text, heading, PART_LABEL, ARTIFACT_NONE,
             mark);
    mark->space_after = true; /* "Bouwsteen 7 Krachtenveld" */
    galley_add_space(galley, style->space_after);
    galley_discourage(galley, BREAK_FORBIDDEN);
}

/* For units_each, as unit_update and unit_compose. */
static void
unit_set(void *closure)
{
    struct unit *unit = closure;
    struct layout_context *context = crew_member(&unit->run->crew)->context;
    const struct page_style *page = style_page(context->style);
    const struct block_style *style = style_block(context->style, unit->node);
    unit->note_galleys = map_in(context->galleys);
    galley_init(&unit->galley, context, page->width - page->inner - page->outer,
                &unit->note_galleys);
    *ARRAY_PUSH(context->galleys, &unit->galley.pending) = unit->node;
    add_number_label(&unit->galley, unit->node);
    for (struct node *child = unit->node->first_child; child;
         child = child->next)
        if (child->kind != NODE_CHAPTER)
            galley_add_block(&unit->galley, child, NULL);
    unit->rules =
        (struct page_rules){.height = page->height - page->top - page->bottom,
                            .first_drop = style->drop,
                            .note_gap = page->footnote_gap};
    footnotes_part(&unit->galley, unit->rules.height * NOTE_PERCENT / 100);
    floats_settle(&unit->galley);
    galley_settle(&unit->galley);
    unit->is_recto = style->new_recto;
    unit->is_broken = false;
}

static void
unit_add(struct run *run, struct node *node, const struct node *part)
{
    struct unit *unit = ARRAY_PUSH(run->context->galleys, &run->units);
    unit->run = run;
    unit->node = node;
    unit->part = part;
}

/* Those that keep their folios know what they were. */
static void
units_match(struct run *run)
{
    const struct version_changes *kept = run->context->kept;
    size_t match = 0;
    for (size_t i = 0; kept && i < run->units.count; i++) {
        struct unit *unit = &run->units.items[i];
        size_t at = match;
        while (at < kept->match_count && kept->matches[at].node != unit->node)
            at++;
        if (at == kept->match_count) /* made later than it was compared */
            continue;
        match = at + 1;
        if (kept->matches[at].keeps_place &&
            kept->matches[at].before->page_count)
            unit->before = kept->matches[at].before;
    }
}

static void
units_collect(struct run *run, struct node *book)
{
    for (struct node *child = book->first_child; child; child = child->next) {
        unit_add(run, child, NULL);
        if (child->kind != NODE_PART)
            continue;
        for (struct node *chapter = child->first_child; chapter;
             chapter = chapter->next)
            if (chapter->kind == NODE_CHAPTER)
                unit_add(run, chapter, child);
    }
}

/* Does something for each unit, side by side as far as there are threads. */
static void
units_each(struct run *run, pool_task *task)
{
    pool_each(run->context->pool, run->units.items, run->units.count,
              sizeof *run->units.items, task);
}

/* --- page numbers ------------------------------------------------------------
 */

static void
label_nodes(struct run *run, const struct node *const *nodes, size_t count,
            struct text *label)
{
    for (size_t i = 0; i < count; i++)
        map_set(&run->labels, node_key(&nodes[i]), label);
}

/* A footnote, what stands in the margin. */
static void
label_aside(struct run *run, const struct galley *aside, struct text *label)
{
    for (size_t i = 0; i < aside->boxes.count; i++)
        label_nodes(run, aside->boxes.items[i].anchors,
                    aside->boxes.items[i].anchor_count, label);
}

static void
label_box(struct run *run, struct galley *galley, const struct galley_box *box,
          struct text *label)
{
    label_nodes(run, box->anchors, box->anchor_count, label);
    for (size_t i = 0; i < box->note_count; i++)
        label_aside(run, footnote_galley(galley, box->notes[i]), label);
    if (box->margin_before)
        label_aside(run, box->margin_before, label);
    if (box->margin)
        label_aside(run, box->margin, label);
}

static void
label_page(struct run *run, struct galley *galley, const struct page_cut *cut,
           struct text *label)
{
    struct page_runs runs = page_runs_read(galley, cut);
    for (int i = 0; i < runs.count; i++)
        for (size_t box = runs.items[i].first; box < runs.items[i].last; box++)
            label_box(run, galley, &galley->boxes.items[box], label);
}

static bool
cuts_differ(const struct page_cuts *a, const struct page_cuts *b)
{
    if (a->count != b->count)
        return true;
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i].first != b->items[i].first ||
            a->items[i].place != b->items[i].place)
            return true;
    return false;
}

/* What the best breaks are depends on whether the first page is a left-hand
 * one, and on what it faces: the page `before`, of another unit, or NULL.
 * True if pages begin elsewhere now. */
static bool
unit_break(struct unit *unit, size_t first_page, const struct unit *before)
{
    struct page_cuts old = unit->cuts;
    struct page_rules rules = unit->rules;
    rules.starts_verso = first_page % 2;
    rules.faces = before && !rules.starts_verso;
    rules.faced_room = rules.faces ? before->cuts.last_room : 0;
    if (unit->is_broken && unit->rules.starts_verso == rules.starts_verso &&
        unit->rules.faces == rules.faces &&
        unit->rules.faced_room == rules.faced_room)
        return false;
    unit->rules = rules;
    pages_break(&unit->galley, &unit->rules, &unit->cuts);
    unit->is_broken = true;
    return cuts_differ(&old, &unit->cuts);
}

/* Does a blank page come before it? */
static bool
unit_turns(const struct unit *unit, size_t page)
{
    if (!unit->galley.boxes.count)
        return false;
    return unit->before ? folios_turn(unit->before, page)
                        : unit->is_recto && page % 2;
}

/* Breaks all units into pages and says where they begin.  True if a page has
 * moved. */
static bool
units_place(struct run *run)
{
    bool moved = false;
    size_t page = 0;
    const struct unit *before = NULL;
    for (size_t i = 0; i < run->units.count; i++) {
        struct unit *unit = &run->units.items[i];
        if (unit_turns(unit, page)) {
            page++;
            before = NULL;
        }
        moved |= unit_break(unit, page, before);
        before = unit->cuts.count ? unit : before;
        moved |= unit->first_page != page;
        unit->first_page = page;
        page += unit->cuts.count;
    }
    run->pages->capacity = page;
    return moved;
}

/* What is printed on a page as its number. */
static struct text *
pages_label(const struct run *run)
{
    struct arena *arena = run->context->arena;
    size_t count = run->pages->capacity, unit_count = 0;
    struct folio_unit *units =
        ARENA_ARRAY(arena, run->units.count + 1, struct folio_unit);
    for (size_t i = 0; i < run->units.count && run->context->kept; i++) {
        const struct unit *unit = &run->units.items[i];
        if (unit->cuts.count)
            units[unit_count++] = (struct folio_unit){
                unit->before, unit->first_page, unit->cuts.count};
    }
    if (unit_count)
        return folios_label(arena, units, unit_count, count);
    struct text *labels = ARENA_ARRAY(arena, count + 1, struct text);
    for (size_t i = 0; i < count; i++)
        labels[i] = arena_printf(arena, "%zu", i + 1);
    return labels;
}

/* Numbers the pages and notes where each node begins.  True if a page has
 * moved. */
static bool
units_number(struct run *run)
{
    bool moved = units_place(run);
    run->labels = map_in(run->context->galleys);
    run->page_labels = pages_label(run);
    for (size_t i = 0; i < run->units.count; i++) {
        struct unit *unit = &run->units.items[i];
        for (size_t cut = 0; cut < unit->cuts.count; cut++)
            label_page(run, &unit->galley, &unit->cuts.items[cut],
                       &run->page_labels[unit->first_page + cut]);
    }
    run->context->place_labels = &run->labels;
    return moved;
}

/* --- page numbers in the text ----------------------------------------------
 */

/* Sets one block again with its page numbers.  False when it now takes
 * another number of lines, so that pages must be broken anew. */
static bool
locator_block_set(struct unit *unit, const struct locator_block *block)
{
    struct lines lines = {0};
    paragraph_set(unit->galley.context, block->node, &block->rules, &lines);
    if (lines.count != block->line_count)
        return false;
    for (size_t i = 0; i < lines.count; i++) {
        struct galley_box *box =
            &unit->galley.boxes.items[block->first_box + i];
        const struct line *line = &lines.items[i];
        if (box->note_count != line->note_count ||
            box->mark_count < line->mark_count)
            return false;
        box->marks = line->marks;
        box->mark_count = line->mark_count;
        box->mark_capacity = 0;
        box->links = line->links;
        box->link_count = line->link_count;
        box->notes = line->notes;
    }
    paragraph_forget(unit->galley.context, &lines);
    return true;
}

/* The galley goes on in the calling thread's context. */
static struct crew_member *
unit_take(struct unit *unit)
{
    struct crew_member *member = crew_member(&unit->run->crew);
    unit->galley.context = member->context;
    unit->note_galleys.arena = member->context->galleys;
    return member;
}

static bool
has_page_numbers(const struct unit *unit)
{
    if (unit->node->kind == NODE_PART)
        return unit->run->context->edition->has_part_maps;
    return unit->node->kind == NODE_CHAPTER &&
           (unit->node->chapter.kind == CHAPTER_CONTENTS ||
            unit->node->chapter.kind == CHAPTER_INDEX ||
            unit->node->chapter.kind == CHAPTER_CONCORDANCE);
}

/* Labels drawn beside the lines (box to tick, icon) belong to the box, not
 * to its paragraph: such boxes are set anew with their chapter. */
static bool
box_has_extra_marks(const struct unit *unit, const struct locator_block *block)
{
    for (size_t i = 0; i < block->line_count; i++) {
        const struct galley_box *box =
            &unit->galley.boxes.items[block->first_box + i];
        for (size_t j = 0; j < box->mark_count; j++)
            if (box->marks[j].kind == MARK_PATH ||
                box->marks[j].kind == MARK_FIELD ||
                box->marks[j].kind == MARK_IMAGE)
                return true;
    }
    return false;
}

static void
unit_update(void *closure)
{
    struct unit *unit = closure;
    bool fits = !has_page_numbers(unit) && !unit->galley.has_loose_locators;
    unit_take(unit);
    for (size_t i = 0; i < unit->galley.locator_blocks.count && fits; i++) {
        const struct locator_block *block =
            &unit->galley.locator_blocks.items[i];
        fits =
            !box_has_extra_marks(unit, block) && locator_block_set(unit, block);
    }
    if (!fits)
        unit_set(unit);
}

/* --- pages
 * ---------------------------------------------------------------------- */

/* All pages, blank: those of the units are filled afterwards. */
static void
pages_make(struct run *run)
{
    struct arena *arena = run->context->arena;
    const struct page_style *style = style_page(run->context->style);
    struct pages *pages = run->pages;
    pages->items =
        ARENA_ARRAY(arena, pages->capacity + BOOKLET_MOST_FILL, struct page);
    for (size_t i = 0; i < pages->capacity; i++)
        pages->items[i] = (struct page){.index = (uint32_t)i,
                                        .label = run->page_labels[i],
                                        .recto = i % 2 == 0,
                                        .blank = true,
                                        .width = style->width,
                                        .height = style->height};
    pages->count = pages->capacity;
}

static void
unit_compose(void *closure)
{
    struct unit *unit = closure;
    struct crew_member *member = unit_take(unit);
    struct layout_context *context = member->context;
    const struct page_style *style = style_page(context->style);
    floats_leave(&unit->galley, &unit->cuts);
    galley_vary(&unit->galley, &unit->cuts);
    for (size_t i = 0; i < unit->cuts.count; i++) {
        struct page *page = &unit->run->pages->items[unit->first_page + i];
        page->blank = false;
        page->unit = unit->node;
        page_begin(page, &member->draft);
        page_compose(&unit->galley, unit->cuts.items[i],
                     page->recto ? style->inner : style->outer,
                     i ? 0 : unit->rules.first_drop, page);
        reading_order(context->scratch, page);
        struct furniture furniture = {
            .chapter = unit->node, .part = unit->part, .is_opening = i == 0};
        furniture_add(context, &furniture, page);
        page_settle(context->arena, page, &member->draft);
    }
}

/* Blank pages that readers' print did not have say that they are. */
static void
blanks_fill(struct run *run)
{
    struct crew_member *member = crew_member(&run->crew);
    const struct unit *unit = NULL;
    size_t end = run->pages->count;
    for (size_t i = run->units.count; i-- > 0; end = unit->first_page) {
        unit = &run->units.items[i];
        const struct folio_unit place = {unit->before, unit->first_page,
                                         unit->cuts.count};
        size_t first = unit->first_page + unit->cuts.count;
        for (size_t page = first; page < end && unit->cuts.count; page++)
            if (folios_is_new_blank(&place, page - first))
                blank_page_fill(member, unit->node, &run->pages->items[page]);
    }
}

static void
pages_index(struct arena *arena, struct pages *pages)
{
    pages->by_node = ARENA_NEW(arena, struct map);
    *pages->by_node = map_in(arena);
    for (size_t i = 0; i < pages->count; i++) {
        struct page *page = &pages->items[i];
        for (size_t j = 0; j < page->anchor_count; j++) {
            struct text key = node_key(&page->anchors[j].node);
            if (!map_find(pages->by_node, key))
                map_set(pages->by_node, key, page);
        }
    }
}

void
layout_pages(struct layout_context *context, struct node *book_node,
             struct pages *pages)
{
    struct run run = {.context = context, .pages = pages};
    *pages = (struct pages){0};
    crew_open(&run.crew, context);
    units_collect(&run, book_node);
    units_match(&run);
    units_each(&run, unit_set);
    units_number(&run);
    bool moved = true;
    for (int round = 0; round < MOST_ROUNDS && moved; round++) {
        locators_update(context, book_node);
        units_each(&run, unit_update);
        moved = units_number(&run);
    }
    if (locators_update(context, book_node))
        diag_report(context->diag, LAYOUT_UNSTABLE, book_node->span);
    pages_make(&run);
    units_each(&run, unit_compose);
    if (context->kept)
        blanks_fill(&run);
    if (context->edition->form == FORM_BOOKLET)
        booklet_fill(crew_member(&run.crew), pages);
    pages_index(context->arena, pages);
    crew_close(&run.crew);
}
