#include "pdf/pdf_shape.h"

#include "base/array.h"
#include "base/utf8.h"
#include "pdf/pdf_format.h"

#include <stdlib.h>
#include <string.h>

/* Deviations below half of 1/1000 em are not corrected. */
enum { SMALLEST_CORRECTION = 50 };

void
pdf_shapes_init(struct pdf_shapes *shapes, struct arena *arena,
                struct pdf_fonts *fonts, struct shape_cache *cache)
{
    *shapes =
        (struct pdf_shapes){.arena = arena, .fonts = fonts, .cache = cache};
}

void
pdf_shapes_release(struct pdf_shapes *shapes)
{
    buffer_release(&shapes->codes);
}

/* --- the table ----------------------------------------------------------- */

/* Room for all shapes that the cache knows, and for this one: other editions
 * may be adding to it. */
static void
table_grow(struct pdf_shapes *shapes, uint32_t number)
{
    size_t count = shapes->cache ? shape_cache_numbers(shapes->cache) : 0;
    if (count <= number)
        count = number + (size_t)1;
    if (count < shapes->count * 2)
        count = shapes->count * 2;
    struct pdf_shape *items =
        arena_alloc_table(shapes->arena, count, sizeof *items);
    if (shapes->count)
        memcpy(items, shapes->items, shapes->count * sizeof *items);
    shapes->items = items;
    shapes->count = count;
}

/* --- noting -------------------------------------------------------------- */

/* Glyphs first..last-1 that stand for one text. */
struct cluster {
    uint32_t first, last;
    struct text text;
};

static bool
cluster_next(const struct shape *shape, struct cluster *cluster)
{
    cluster->first = cluster->last;
    if (cluster->first >= shape->glyph_count)
        return false;
    size_t start = shape->glyphs[cluster->first].cluster;
    size_t end = shape->text.size;
    uint32_t i = cluster->first;
    while (i < shape->glyph_count && shape->glyphs[i].cluster == start)
        i++;
    if (i < shape->glyph_count)
        end = shape->glyphs[i].cluster;
    cluster->last = i;
    cluster->text = text_slice(shape->text, start, end);
    return true;
}

/* One character a glyph, in order? */
static bool
cluster_is_even(const struct cluster *cluster)
{
    return utf8_length(cluster->text) == cluster->last - cluster->first;
}

/* Notes the glyphs of a cluster; false when their texts together are not the
 * cluster's. */
static bool
cluster_note(struct pdf_shapes *shapes, struct pdf_shape *item,
             const struct cluster *cluster)
{
    if (cluster->last - cluster->first == 1)
        return pdf_face_note(shapes->fonts, item->face,
                             item->shape->glyphs[cluster->first].id,
                             cluster->text, false);
    bool is_even = cluster_is_even(cluster), fits = is_even;
    size_t at = 0;
    for (uint32_t i = cluster->first; i < cluster->last; i++) {
        size_t start = at;
        utf8_next(cluster->text, &at);
        struct text text = text_slice(cluster->text, start, at);
        if (!text.size) /* more glyphs than characters */
            text = cluster->text;
        fits &= pdf_face_note(shapes->fonts, item->face,
                              item->shape->glyphs[i].id, text, !is_even);
    }
    return fits;
}

static bool
shape_note(struct pdf_shapes *shapes, const struct shape *shape)
{
    if (shape->number >= shapes->count)
        table_grow(shapes, shape->number);
    struct pdf_shape *item = &shapes->items[shape->number];
    item->shape = shape;
    item->face = pdf_fonts_face(shapes->fonts, shape->font->face);
    struct cluster cluster = {0};
    while (cluster_next(shape, &cluster))
        if (!cluster_note(shapes, item, &cluster))
            item->has_exceptions = true;
    for (uint32_t i = 0; i < shape->glyph_count; i++)
        if (shape->glyphs[i].id == 0) {
            shapes->missing = shape;
            return false;
        }
    return true;
}

bool
pdf_shapes_note(struct pdf_shapes *shapes, const struct shape *shape)
{
    if (shape->number < shapes->count && shapes->items[shape->number].shape)
        return true;
    return shape_note(shapes, shape);
}

const struct shape *
pdf_shapes_space(struct pdf_shapes *shapes, const struct font *font)
{
    if (!shapes->cache)
        return NULL;
    if (shapes->space_font == font)
        return shapes->space;
    const struct shape *space = shape_word(shapes->cache, font, TEXT(" "));
    bool is_fit = space->font == font && space->glyph_count == 1 &&
                  space->glyphs[0].id != 0;
    shapes->space_font = font;
    shapes->space = is_fit ? space : NULL;
    return shapes->space;
}

/* --- encoding ------------------------------------------------------------ */

struct encoder {
    struct pdf_shapes *shapes;
    struct pdf_shape *item;
    em_width pen;  /* where PDF's pen is, from the shape's start */
    int64_t ideal; /* where HarfBuzz's is, font units */
    bool in_piece;
    size_t begun; /* where the piece's codes begin in the buffer */
};

static void
append_code(struct buffer *out, unsigned glyph)
{
    char bytes[2] = {(char)(glyph >> 8), (char)(glyph & 255)};
    for (int i = 0; i < 2; i++) {
        if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\')
            buffer_append_byte(out, '\\');
        if (bytes[i] == '\r')
            buffer_append(out, "\\r", 2);
        else
            buffer_append_byte(out, bytes[i]);
    }
}

static struct pdf_piece *
piece_now(struct encoder *encoder)
{
    struct pdf_shapes *shapes = encoder->shapes;
    return &shapes->pieces.items[shapes->pieces.count - 1];
}

static void
piece_end(struct encoder *encoder)
{
    if (!encoder->in_piece)
        return;
    struct pdf_piece *piece = piece_now(encoder);
    piece->codes.size = encoder->shapes->codes.size - encoder->begun;
    piece->width = encoder->pen - piece->x;
    encoder->in_piece = false;
}

static void
piece_begin(struct encoder *encoder, em_width x, int rise)
{
    piece_end(encoder);
    *ARRAY_PUSH(encoder->shapes->arena, &encoder->shapes->pieces) =
        (struct pdf_piece){.x = x, .rise = rise};
    encoder->begun = encoder->shapes->codes.size;
    encoder->pen = x;
    encoder->in_piece = true;
}

static void
encode_glyph(struct encoder *encoder, const struct glyph *glyph)
{
    const struct pdf_face *face = encoder->item->face;
    struct buffer *codes = &encoder->shapes->codes;
    em_width target = pdf_face_units(face, encoder->ideal + glyph->x_offset);
    if (!encoder->in_piece || piece_now(encoder)->rise != glyph->y_offset)
        piece_begin(encoder, target, glyph->y_offset);
    em_width deviation = encoder->pen - target;
    if (abs(deviation) >= SMALLEST_CORRECTION) {
        int64_t correction = scaled_ratio(deviation, 1, 100);
        buffer_append_byte(codes, ')');
        pdf_integer(codes, correction);
        buffer_append_byte(codes, '(');
        encoder->pen -= (em_width)(correction * 100);
    }
    append_code(codes, face->subset.new_glyphs[glyph->id]);
    encoder->pen += pdf_face_width(face, glyph->id);
    encoder->ideal += glyph->advance;
    piece_now(encoder)->glyph_count++;
}

/* Do the glyphs of a cluster, as ToUnicode has them, say its text? */
static bool
cluster_reads(const struct pdf_shape *item, const struct cluster *cluster)
{
    struct text rest = cluster->text;
    if (cluster->last - cluster->first == 1)
        return pdf_texts_read_alike(
            item->face->texts[item->shape->glyphs[cluster->first].id], rest);
    for (uint32_t i = cluster->first; i < cluster->last; i++) {
        struct text said = item->face->texts[item->shape->glyphs[i].id];
        if (said.size > rest.size ||
            memcmp(said.data, rest.data, said.size) != 0)
            return false;
        rest = text_slice(rest, said.size, rest.size);
    }
    return rest.size == 0;
}

/* The pieces and their codes in one block, since they are read together. */
static void
pieces_keep(struct pdf_shapes *shapes, struct pdf_shape *item)
{
    size_t count = shapes->pieces.count;
    size_t size = count * sizeof *item->pieces;
    item->pieces = arena_alloc(shapes->arena, size + shapes->codes.size);
    item->piece_count = (uint32_t)count;
    char *codes = (char *)(item->pieces + count);
    memcpy(item->pieces, shapes->pieces.items, size);
    memcpy(codes, shapes->codes.data, shapes->codes.size);
    for (size_t i = 0; i < count; i++) {
        item->pieces[i].codes.data = codes;
        codes += item->pieces[i].codes.size;
    }
}

static void
shape_encode(struct pdf_shapes *shapes, struct pdf_shape *item)
{
    struct encoder encoder = {.shapes = shapes, .item = item};
    shapes->pieces.count = 0;
    buffer_clear(&shapes->codes);
    struct cluster cluster = {0};
    const struct shape *shape = item->shape;
    while (cluster_next(shape, &cluster)) {
        bool is_exception =
            item->has_exceptions && !cluster_reads(item, &cluster);
        if (is_exception)
            piece_end(&encoder);
        for (uint32_t i = cluster.first; i < cluster.last; i++)
            encode_glyph(&encoder, &shape->glyphs[i]);
        if (is_exception) {
            piece_now(&encoder)->actual = cluster.text;
            piece_end(&encoder);
        }
    }
    piece_end(&encoder);
    pieces_keep(shapes, item);
}

const struct pdf_shape *
pdf_shapes_find(struct pdf_shapes *shapes, const struct shape *shape)
{
    if (shape->number >= shapes->count)
        return NULL;
    struct pdf_shape *item = &shapes->items[shape->number];
    if (!item->shape)
        return NULL;
    if (!item->pieces && shape->glyph_count)
        shape_encode(shapes, item);
    return item;
}
