#include "layout/vary.h"

#include <assert.h>
#include <string.h>

struct vary {
    struct galley *galley;
    struct galley_box *boxes; /* as they will be */
    size_t count;
    size_t *moved; /* old index -> new one; one more than there were */
};

static void
keep_boxes(struct vary *vary, size_t *from, size_t to)
{
    for (; *from < to; ++*from) {
        vary->moved[*from] = vary->count;
        vary->boxes[vary->count++] = vary->galley->boxes.items[*from];
    }
}

/* The box of a line that was not there: like the others of its paragraph. */
static struct galley_box
inner_box(const struct galley_box *first)
{
    struct galley_box box = *first;
    box.space_before = box.pad_above = box.pad_below = 0;
    box.break_cost = BREAK_FREE;
    box.anchors = NULL;
    box.anchor_count = 0;
    box.margin = box.margin_before = NULL;
    box.goes_on = true;
    box.is_rigid = box.is_heading = false;
    return box;
}

static void
set_paragraph(struct vary *vary, const struct galley_paragraph *paragraph,
              int extra)
{
    struct galley *galley = vary->galley;
    const struct galley_box *old = &galley->boxes.items[paragraph->first];
    struct paragraph_rules rules = paragraph->rules;
    struct lines lines;
    rules.extra_lines = extra;
    paragraph_set(galley->context, paragraph->node, &rules, &lines);
    assert(lines.count == paragraph->count + (size_t)extra);
    for (size_t i = 0; i < paragraph->count; i++)
        vary->moved[paragraph->first + i] = vary->count;
    for (size_t i = 0; i < lines.count; i++) {
        struct galley_box *box = &vary->boxes[vary->count++];
        *box = inner_box(old);
        if (i == 0) {
            *box = *old;
            box->pad_below = 0;
            box->anchor_count = paragraph->anchor_count;
        }
        if (i + 1 == lines.count)
            box->pad_below = old[paragraph->count - 1].pad_below;
        galley_box_set_line(galley, box, &lines.items[i]);
        if (i == 0 && paragraph->has_label && paragraph->label.path)
            galley_box_add_tick(galley, box, &paragraph->label, rules.style);
    }
    paragraph_forget(galley->context, &lines);
}

static bool
comes_after(const struct page_variation *a, const struct page_variation *b)
{
    return a->is_space != b->is_space ? a->is_space : a->index > b->index;
}

/* In the order of the paragraphs, though cheaper ones were noted first. */
static void
sort_variations(struct page_cut *cut)
{
    struct page_variation *items = cut->variations;
    for (int i = 1; i < cut->variation_count; i++)
        for (int j = i; j > 0 && comes_after(&items[j - 1], &items[j]); j--) {
            struct page_variation swap = items[j];
            items[j] = items[j - 1];
            items[j - 1] = swap;
        }
}

static size_t
extra_boxes(const struct page_cuts *cuts, bool *varies)
{
    size_t extra = 0;
    *varies = false;
    for (size_t i = 0; i < cuts->count; i++)
        for (int j = 0; j < cuts->items[i].variation_count; j++) {
            const struct page_variation *variation =
                &cuts->items[i].variations[j];
            *varies |= !variation->is_space;
            extra += !variation->is_space && variation->extra > 0;
        }
    return extra;
}

static void
move_all(struct vary *vary, struct page_cuts *cuts)
{
    struct galley *galley = vary->galley;
    for (size_t i = 0; i < galley->frames.count; i++) {
        struct frame *frame = galley->frames.items[i];
        if (frame->first == SIZE_MAX)
            continue;
        frame->first = vary->moved[frame->first];
        frame->last = vary->moved[frame->last + 1] - 1;
    }
    for (size_t i = 0; i < galley->tables.count; i++)
        galley->tables.items[i]->head_first =
            vary->moved[galley->tables.items[i]->head_first];
    for (size_t i = 0; i < galley->floats.count; i++) {
        struct galley_float *item = &galley->floats.items[i];
        item->first = vary->moved[item->first];
        item->last = vary->moved[item->last];
    }
    for (size_t i = 0; i < cuts->count; i++) {
        struct page_cut *cut = &cuts->items[i];
        cut->first = vary->moved[cut->first];
        cut->last = vary->moved[cut->last];
        for (int j = 0; j < cut->variation_count; j++)
            if (cut->variations[j].is_space)
                cut->variations[j].index =
                    (uint32_t)vary->moved[cut->variations[j].index];
    }
}

void
galley_vary(struct galley *galley, struct page_cuts *cuts)
{
    bool varies;
    size_t count = galley->boxes.count;
    size_t most = count + extra_boxes(cuts, &varies);
    if (!varies)
        return;
    struct arena *arena = galley->context->galleys;
    struct vary vary = {.galley = galley,
                        .boxes = ARENA_ARRAY(arena, most, struct galley_box),
                        .moved = ARENA_ARRAY(arena, count + 1, size_t)};
    size_t at = 0;
    for (size_t i = 0; i < cuts->count; i++) {
        struct page_cut *cut = &cuts->items[i];
        sort_variations(cut);
        for (int j = 0; j < cut->variation_count; j++) {
            if (cut->variations[j].is_space)
                continue;
            const struct galley_paragraph *paragraph =
                &galley->paragraphs.items[cut->variations[j].index];
            keep_boxes(&vary, &at, paragraph->first);
            set_paragraph(&vary, paragraph, cut->variations[j].extra);
            at += paragraph->count;
        }
    }
    keep_boxes(&vary, &at, count);
    vary.moved[count] = vary.count;
    move_all(&vary, cuts);
    galley->boxes.items = vary.boxes;
    galley->boxes.count = galley->boxes.capacity = vary.count;
}
