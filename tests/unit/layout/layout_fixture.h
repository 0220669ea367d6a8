/* Real fonts, patterns and a sheet, for the tests of layout: a chapter to hang
 * blocks in, and their lines. */
#ifndef TESTS_LAYOUT_FIXTURE_H
#define TESTS_LAYOUT_FIXTURE_H

#include "layout/paragraph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

struct fixture {
    struct layout_context context;
    struct edition edition;
    struct font_set *fonts;
    struct hyphenator *hyphenator;
    struct node *chapter;
    struct lines lines;
};

static inline int
open_fixture(void **state)
{
    static struct fixture fixture;
    const struct text folders[] = {TEXT(".")}, fonts[] = {TEXT("fonts")};
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    fixture = (struct fixture){.context = {.arena = arena,
                                           .galleys = arena_new(),
                                           .scratch = arena_new(),
                                           .diag = diag,
                                           .shapes = shape_cache_new()}};
    fixture.fonts = font_set_open(arena, fonts, 1, diag);
    fixture.hyphenator = hyphenator_open(arena, TEXT("nl"), fonts, 1, diag);
    fixture.context.edition = &fixture.edition;
    fixture.context.fonts = fixture.fonts;
    fixture.context.hyphenator = fixture.hyphenator;
    fixture.context.style =
        style_open(arena, folders, 1, TEXT("handboek"), (struct span){0}, diag);
    fixture.chapter = node_new(arena, NODE_CHAPTER, (struct span){0});
    *state = &fixture;
    return !fixture.fonts || !fixture.context.style;
}

static inline int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    hyphenator_close(fixture->hyphenator);
    shape_cache_free(fixture->context.shapes);
    font_set_close(fixture->fonts);
    diag_free(fixture->context.diag);
    arena_free(fixture->context.scratch);
    arena_free(fixture->context.galleys);
    arena_free(fixture->context.arena);
    return 0;
}

static inline struct node *
add(struct fixture *fixture, struct node *parent, enum node_kind kind)
{
    struct node *node =
        node_new(fixture->context.arena, kind, (struct span){0});
    node_append(parent, node);
    return node;
}

static inline struct node *
add_text(struct fixture *fixture, struct node *parent, const char *text)
{
    struct source *source = ARENA_NEW(fixture->context.arena, struct source);
    source->content = text_of(text);
    source->path = TEXT("proef.md");
    struct node *node = node_text_new(fixture->context.arena, text_of(text),
                                      span_of(source, 0, strlen(text)));
    node_append(parent, node);
    return node;
}

static inline struct node *
paragraph(struct fixture *fixture, const char *text)
{
    struct node *block = add(fixture, fixture->chapter, NODE_PARAGRAPH);
    add_text(fixture, block, text);
    return block;
}

/* Sets a block with an alignment in a measure of so many points. */
static inline void
set(struct fixture *fixture, const struct node *block, enum text_align align,
    int points)
{
    struct block_style style = *style_block(fixture->context.style, block);
    style.align = align;
    struct block_style *kept =
        ARENA_NEW(fixture->context.arena, struct block_style);
    *kept = style;
    struct paragraph_rules rules = {.style = kept,
                                    .measure = points * SCALED_PT};
    paragraph_set(&fixture->context, block, &rules, &fixture->lines);
}

/* All text marks of a line as words, "~" where no space follows a mark. */
static inline const char *
line_text(const struct fixture *fixture, size_t index)
{
    static char text[2000];
    size_t size = 0;
    const struct line *line = &fixture->lines.items[index];
    text[0] = '\0';
    for (size_t i = 0; i < line->mark_count; i++) {
        const struct mark *mark = &line->marks[i];
        for (uint32_t j = 0;
             mark->kind == MARK_TEXT && j < mark->text.word_count; j++)
            size += (size_t)snprintf(
                text + size, sizeof text - size, "%.*s%s",
                TEXT_PRINTF(mark->text.words[j].shape->text),
                j + 1 < mark->text.word_count || mark->space_after ? " " : "~");
    }
    return text;
}

static inline scaled
line_end(const struct line *line)
{
    scaled end = 0;
    for (size_t i = 0; i < line->mark_count; i++)
        if (line->marks[i].x + line->marks[i].width > end)
            end = line->marks[i].x + line->marks[i].width;
    return end;
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

#endif
