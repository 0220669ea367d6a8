/* Footnotes: each set once in the text's measure, with its number before its
 * first line. */
#include "layout/galley.h"

#include "base/map.h"

static struct text
node_key(struct arena *arena, const struct node *node)
{
    return arena_text(arena, (struct text){(const char *)&node, sizeof node});
}

struct galley *
footnote_galley(struct galley *galley, const struct node *note)
{
    struct layout_context *context = galley->context;
    struct text probe = {(const char *)&note, sizeof note};
    struct galley *made = map_find(galley->note_galleys, probe);
    if (made)
        return made;
    made = ARENA_NEW(context->galleys, struct galley);
    map_set(galley->note_galleys, node_key(context->galleys, note), made);
    const struct page_style *page = style_page(context->style);
    galley_init(made, context, page->width - page->inner - page->outer,
                galley->note_galleys);
    made->outer = galley;
    const struct block_style *style = style_block(context->style, note);
    struct item_label label = {
        .text = arena_printf(context->arena, "%d", note->footnote.number),
        .node = note,
        .width =
            style->marker_gap ? style->marker_gap : style->text.size * 3 / 2};
    *ARRAY_PUSH(context->galleys, &made->pending) = note;
    made->x += label.width;
    made->width -= label.width;
    galley_add_children(made, (struct node *)note, &label);
    galley_settle(made);
    return made;
}

bool
footnote_is_there(const struct galley *galley, size_t first, size_t index,
                  size_t call)
{
    const struct galley_box *boxes = galley->boxes.items;
    const struct node *note = boxes[index].notes[call];
    for (size_t i = first; i <= index; i++) {
        size_t count = i == index ? call : boxes[i].note_count;
        for (size_t j = 0; j < count; j++)
            if (boxes[i].notes[j] == note)
                return true;
    }
    return false;
}

scaled
footnotes_height(struct galley *galley, size_t first, size_t index)
{
    const struct galley_box *box = &galley->boxes.items[index];
    scaled height = 0;
    for (size_t i = 0; i < box->note_count; i++) {
        struct galley *note = footnote_galley(galley, box->notes[i]);
        if (!footnote_is_there(galley, first, index, i))
            height += galley_height(note, 0, note->boxes.count);
    }
    return height;
}

void
footnotes_find_repeated(struct galley *galley)
{
    struct map seen = map_in(galley->context->galleys);
    for (size_t i = 0; i < galley->boxes.count; i++) {
        struct galley_box *box = &galley->boxes.items[i];
        box->repeats_note = false;
        for (size_t j = 0; j < box->note_count; j++) {
            struct text key = node_key(galley->context->galleys, box->notes[j]);
            box->repeats_note |= map_find(&seen, key) != NULL;
            map_set(&seen, key, galley);
        }
    }
}

/* Where a note that is too tall is parted: the last place within `most` where
 * it may be, else the last that fits; 0 when nothing does. */
static size_t
part_at(const struct galley *note, scaled most)
{
    size_t fits = 0, allowed = 0;
    for (size_t i = 1; i < note->boxes.count; i++) {
        if (galley_height(note, 0, i) > most)
            break;
        fits = i;
        if (note->boxes.items[i].break_cost < BREAK_FORBIDDEN)
            allowed = i;
    }
    return allowed ? allowed : fits;
}

/* The galley of what is left, found by a node of its own. */
static const struct node *
part_off(struct galley *galley, struct galley *note, size_t at)
{
    struct layout_context *context = galley->context;
    struct galley *rest = ARENA_NEW(context->galleys, struct galley);
    const struct node *key =
        node_new(context->galleys, NODE_FOOTNOTE, (struct span){0});
    *rest = *note;
    rest->boxes.items += at;
    rest->boxes.count -= at;
    rest->boxes.capacity = rest->boxes.count;
    rest->boxes.items[0].space_before = 0;
    note->boxes.count = at;
    map_set(galley->note_galleys, node_key(context->galleys, key), rest);
    return key;
}

static void
box_add_note(struct galley *galley, struct galley_box *box,
             const struct node *note)
{
    const struct node **notes = arena_alloc_array(
        galley->context->galleys, box->note_count + 1, sizeof *notes);
    notes[0] = note; /* before those that are called there */
    for (size_t i = 0; i < box->note_count; i++)
        notes[i + 1] = box->notes[i];
    box->notes = notes;
    box->note_count++;
}

void
footnotes_part(struct galley *galley, scaled most)
{
    for (size_t i = 0; i < galley->boxes.count; i++)
        for (size_t j = 0; j < galley->boxes.items[i].note_count; j++) {
            struct galley *note =
                footnote_galley(galley, galley->boxes.items[i].notes[j]);
            size_t at = galley_height(note, 0, note->boxes.count) > most
                            ? part_at(note, most)
                            : 0;
            if (!at)
                continue;
            const struct node *rest = part_off(galley, note, at);
            if (i + 1 == galley->boxes.count)
                galley_add_box(galley, 0, 0);
            box_add_note(galley, &galley->boxes.items[i + 1], rest);
        }
}
