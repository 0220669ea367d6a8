#include "font/shape.h"

#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "font/face.h"
#include "font/font_data.h"
#include "font/protrusion.h"
#include "font/shaper.h"
#include "font/simple.h"
#include "font/word_table.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    FONTS_MOST = 1024,
    PIECE_LIMIT = 60000 /* bytes: glyph.cluster has 16 bits */
};

struct entry {
    struct word_entry entry;
    struct shape shape; /* the head of the chain */
};

/* What shapes the words of one font. */
struct setter {
    const struct font *font;
    struct shaper *shaper;
    struct simple *simple;
};

struct shape_cache {
    struct word_table *words;
    hb_language_t language;
    atomic_uint numbers;                          /* given to shapes */
    pthread_mutex_t mutex;                        /* for making setters */
    _Atomic(struct setter *) setters[FONTS_MOST]; /* by font index */
};

/* Where the shapes of one word are made. */
struct workplace {
    struct shape_cache *cache;
    struct arena *arena;
    hb_buffer_t *buffer;
};

static word_maker make_entry;

/* --- the cache as a whole ---------------------------------------------------
 */

struct shape_cache *
shape_cache_new(void)
{
    struct shape_cache *cache = memory_alloc(sizeof *cache);
    memset(cache, 0, sizeof *cache);
    cache->language = hb_language_from_string("nl", -1);
    cache->words = word_table_new(sizeof(struct entry), make_entry, cache);
    pthread_mutex_init(&cache->mutex, NULL);
    return cache;
}

static void
setter_free(struct setter *setter)
{
    if (!setter)
        return;
    simple_free(setter->simple);
    shaper_free(setter->shaper);
    free(setter);
}

static void
free_buffer(void *buffer)
{
    hb_buffer_destroy(buffer);
}

void
shape_cache_free(struct shape_cache *cache)
{
    if (!cache)
        return;
    word_table_free(cache->words, free_buffer);
    for (size_t i = 0; i < FONTS_MOST; i++)
        setter_free(atomic_load(&cache->setters[i]));
    pthread_mutex_destroy(&cache->mutex);
    free(cache);
}

void
shape_cache_set_language(struct shape_cache *cache, struct text language)
{
    cache->language =
        hb_language_from_string(language.data, (int)language.size);
}

size_t
shape_cache_count(struct shape_cache *cache)
{
    return word_table_count(cache->words);
}

size_t
shape_cache_numbers(struct shape_cache *cache)
{
    return atomic_load_explicit(&cache->numbers, memory_order_relaxed);
}

static struct setter *
setter_new(const struct font *font, hb_language_t language)
{
    struct setter *setter = memory_alloc(sizeof *setter);
    setter->font = font;
    setter->shaper = shaper_new(font, language);
    setter->simple = simple_new(setter->shaper);
    return setter;
}

static const struct setter *
find_setter(struct shape_cache *cache, const struct font *font)
{
    _Atomic(struct setter *) *place =
        &cache->setters[font->data->index % FONTS_MOST];
    struct setter *setter = atomic_load_explicit(place, memory_order_acquire);
    if (setter)
        return setter;
    pthread_mutex_lock(&cache->mutex);
    setter = atomic_load_explicit(place, memory_order_relaxed);
    if (!setter) {
        setter = setter_new(font, cache->language);
        atomic_store_explicit(place, setter, memory_order_release);
    }
    pthread_mutex_unlock(&cache->mutex);
    return setter;
}

/* --- shaping one word -------------------------------------------------------
 */

/* What is shown for a character that no font has: U+FFFD where the font has
 * that, else glyph 0. */
static struct glyph
stand_in(const struct font *font)
{
    enum { REPLACEMENT = 0xFFFD };
    struct glyph glyph = {.is_safe = true};
    hb_font_t *hb_font = face_hb_font(font->face);
    hb_codepoint_t id;
    if (hb_font_get_nominal_glyph(hb_font, REPLACEMENT, &id)) {
        glyph.id = (uint16_t)id;
        glyph.advance = (int16_t)hb_font_get_glyph_h_advance(hb_font, id);
    }
    return glyph;
}

/* One stand-in for each cluster with missing glyphs: an emoji of many
 * characters is one sign. */
static void
replace_missing(struct arena *arena, struct shape *shape)
{
    struct glyph sign = stand_in(shape->font);
    struct glyph *glyphs = ARENA_ARRAY(arena, shape->glyph_count, struct glyph);
    uint32_t count = 0;
    shape->width = 0;
    for (uint32_t i = 0; i < shape->glyph_count; i++) {
        struct glyph glyph = shape->glyphs[i];
        if (glyph.id == 0) {
            uint16_t cluster = glyph.cluster;
            if (count && glyphs[count - 1].id == sign.id &&
                glyphs[count - 1].cluster == cluster)
                continue;
            glyph = sign;
            glyph.cluster = cluster;
        }
        glyphs[count++] = glyph;
        shape->width += glyph.advance;
    }
    shape->glyphs = glyphs;
    shape->glyph_count = count;
}

static void
copy_glyphs(struct arena *arena, hb_buffer_t *buffer, struct shape *shape)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position =
        hb_buffer_get_glyph_positions(buffer, NULL);
    struct glyph *glyphs = ARENA_ARRAY(arena, count, struct glyph);
    for (unsigned i = 0; i < count; i++) {
        bool is_safe = !(hb_glyph_info_get_glyph_flags(&info[i]) &
                         HB_GLYPH_FLAG_UNSAFE_TO_BREAK);
        glyphs[i] = (struct glyph){.id = (uint16_t)info[i].codepoint,
                                   .cluster = (uint16_t)info[i].cluster,
                                   .advance = (int16_t)position[i].x_advance,
                                   .x_offset = (int16_t)position[i].x_offset,
                                   .y_offset = (int16_t)position[i].y_offset,
                                   .is_safe = is_safe};
        shape->width += glyphs[i].advance;
    }
    shape->glyphs = glyphs;
    shape->glyph_count = count;
}

static bool
has_missing_glyph(hb_buffer_t *buffer)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    for (unsigned i = 0; i < count; i++)
        if (info[i].codepoint == 0)
            return true;
    return false;
}

/* A part of a word that one font has, or lacks, as a whole. */
struct stretch {
    size_t start, end;
    bool is_missing;
};

struct stretches {
    struct stretch *items;
    size_t count, capacity;
};

/* Cuts the shaped text where glyphs begin or cease to be missing.  A cluster
 * with a missing glyph is missing as a whole. */
static struct stretches
find_stretches(struct arena *arena, hb_buffer_t *buffer, size_t size)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    struct stretches stretches = {0};
    for (unsigned i = 0, end; i < count; i = end) {
        bool is_missing = false;
        for (end = i; end < count && info[end].cluster == info[i].cluster;
             end++)
            is_missing = is_missing || info[end].codepoint == 0;
        if (stretches.count &&
            stretches.items[stretches.count - 1].is_missing == is_missing)
            continue;
        size_t start = stretches.count ? info[i].cluster : 0;
        if (stretches.count)
            stretches.items[stretches.count - 1].end = start;
        *ARRAY_PUSH(arena, &stretches) =
            (struct stretch){start, size, is_missing};
    }
    return stretches;
}

static void
chain_append(struct shape *head, struct shape *more)
{
    while (head->next)
        head = (struct shape *)(uintptr_t)head->next;
    head->next = more;
}

/* Sets the glyphs without HarfBuzz when the text is simple. */
static bool
shape_simple(const struct workplace *at, const struct setter *setter,
             struct text text, struct shape *shape)
{
    struct glyph glyphs[SIMPLE_GLYPHS_MOST];
    int count = simple_shape(setter->simple, at->buffer, text, glyphs);
    if (count < 0)
        return false;
    size_t size = (size_t)count * sizeof *glyphs;
    struct glyph *copy = arena_alloc(at->arena, size);
    memcpy(copy, glyphs, size);
    *shape = (struct shape){.font = setter->font,
                            .text = text,
                            .glyphs = copy,
                            .glyph_count = (uint32_t)count};
    for (int i = 0; i < count; i++)
        shape->width += glyphs[i].advance;
    return true;
}

/* Shapes `text` into *head and shapes chained to it. */
static void
shape_text(const struct workplace *at, const struct font *font,
           struct text text, struct shape *head)
{
    const struct setter *setter = find_setter(at->cache, font);
    if (shape_simple(at, setter, text, head))
        return;
    shaper_run(setter->shaper, at->buffer, text);
    bool has_missing = has_missing_glyph(at->buffer);
    if (!has_missing || !font->fallback) {
        *head = (struct shape){
            .font = font, .text = text, .has_missing = has_missing};
        copy_glyphs(at->arena, at->buffer, head);
        if (has_missing)
            replace_missing(at->arena, head);
        return;
    }
    struct stretches parts = find_stretches(at->arena, at->buffer, text.size);
    for (size_t i = 0; i < parts.count; i++) {
        const struct stretch *part = &parts.items[i];
        struct shape *piece =
            i == 0 ? head : ARENA_NEW(at->arena, struct shape);
        shape_text(at, part->is_missing ? font->fallback : font,
                   text_slice(text, part->start, part->end), piece);
        if (i > 0) {
            chain_append(head, piece);
            head->has_missing = head->has_missing || piece->has_missing;
        }
    }
}

/* The largest end <= start + PIECE_LIMIT that cuts no character. */
static size_t
piece_end(struct text word, size_t start)
{
    size_t end = start + PIECE_LIMIT;
    if (end >= word.size)
        return word.size;
    while (end > start + 1 && ((unsigned char)word.data[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static void
shape_pieces(const struct workplace *at, const struct font *font,
             struct text word, struct shape *head)
{
    size_t end = piece_end(word, 0);
    shape_text(at, font, text_slice(word, 0, end), head);
    while (end < word.size) {
        size_t start = end;
        struct shape *piece = ARENA_NEW(at->arena, struct shape);
        end = piece_end(word, start);
        shape_text(at, font, text_slice(word, start, end), piece);
        chain_append(head, piece);
        head->has_missing = head->has_missing || piece->has_missing;
    }
}

/* For word_table: the tag is the font's index. */
static void
make_entry(void *context, struct word_entry *entry, struct arena *arena,
           void **scratch)
{
    struct shape_cache *cache = context;
    struct setter *setter = atomic_load_explicit(
        &cache->setters[entry->tag % FONTS_MOST], memory_order_acquire);
    if (!*scratch)
        *scratch = hb_buffer_create();
    struct workplace at = {cache, arena, *scratch};
    struct shape *shape = &((struct entry *)entry)->shape;
    shape_pieces(&at, setter->font, entry->word, shape);
    for (; shape; shape = (struct shape *)(uintptr_t)shape->next)
        shape->number =
            atomic_fetch_add_explicit(&cache->numbers, 1, memory_order_relaxed);
}

const struct shape *
shape_word(struct shape_cache *cache, const struct font *font, struct text word)
{
    unsigned tag = font->data->index;
    find_setter(cache, font);
    return &((struct entry *)word_table_place(cache->words, tag, word))->shape;
}

/* --- measuring --------------------------------------------------------------
 */

scaled
shape_width(const struct shape *shape, scaled size)
{
    scaled width = 0;
    for (; shape; shape = shape->next)
        width += scaled_ratio(shape_size(shape, size), shape->width,
                              shape->font->face->units_per_em);
    return width;
}

struct text
shape_glyph_text(struct arena *arena, const struct shape *shape, uint32_t index)
{
    const struct glyph *glyphs = shape->glyphs;
    size_t start = glyphs[index].cluster, end = shape->text.size;
    for (uint32_t i = index + 1; i < shape->glyph_count; i++)
        if (glyphs[i].cluster != start) {
            end = glyphs[i].cluster;
            break;
        }
    struct text whole = text_slice(shape->text, start, end);
    struct buffer visible = {0};
    for (size_t at = 0; at < whole.size;) {
        unsigned code_point = utf8_next(whole, &at);
        if (!shaper_is_invisible(code_point))
            buffer_append_code_point(&visible, code_point);
    }
    struct text text = whole;
    if (visible.size != whole.size)
        text = arena_text(arena, buffer_text(&visible));
    buffer_release(&visible);
    return text;
}

/* --- optical margins --------------------------------------------------------
 */

/* `part` (1/1000) of a glyph's width, in 1/1000 em. */
static int
hang(const struct shape *shape, const struct glyph *glyph, int part)
{
    return part * glyph->advance / shape->font->face->units_per_em;
}

int
shape_protrusion_left(const struct shape *shape)
{
    size_t at = 0;
    unsigned code_point = utf8_next(shape->text, &at);
    if (!shape->glyph_count)
        return 0;
    return hang(shape, &shape->glyphs[0], protrusion_left_part(code_point));
}

int
shape_protrusion_right(const struct shape *shape)
{
    while (shape->next)
        shape = shape->next;
    size_t at = shape->text.size;
    unsigned code_point = utf8_previous(shape->text, &at);
    if (!shape->glyph_count)
        return 0;
    return hang(shape, &shape->glyphs[shape->glyph_count - 1],
                protrusion_right_part(code_point));
}
