#include "version/pack.h"

#include "base/array.h"

/* --- sheets as digests -----------------------------------------------------
 */

/* Both sides in one number; a last page has nothing on its back. */
static short_digest
sheet_digest(short_digest recto, short_digest verso)
{
    struct blake2 hash;
    unsigned char digest[BLAKE2_SIZE];
    short_digest number = 0;
    blake2_init(&hash);
    blake2_add_number(&hash, recto);
    blake2_add_number(&hash, verso);
    blake2_end(&hash, digest);
    for (size_t i = 0; i < sizeof number; i++)
        number = number << 8 | digest[i];
    return number;
}

struct sheets {
    short_digest *items;
    size_t count;
};

static struct sheets
sheets_of(struct arena *arena, const struct version_page *pages, size_t count)
{
    struct sheets sheets = {.count = (count + 1) / 2};
    sheets.items = ARENA_ARRAY(arena, sheets.count + 1, short_digest);
    for (size_t i = 0; i < sheets.count; i++)
        sheets.items[i] =
            sheet_digest(pages[2 * i].digest,
                         2 * i + 1 < count ? pages[2 * i + 1].digest : 0);
    return sheets;
}

static void
collect_old(struct arena *arena, const struct version_reader *before,
            struct pack *pack)
{
    for (size_t i = 0; i < before->chapter_count; i++)
        pack->old_count += before->chapters[i].page_count;
    pack->old = ARENA_ARRAY(arena, pack->old_count + 1, struct version_page);
    size_t at = 0;
    for (size_t i = 0; i < before->chapter_count; i++)
        for (size_t j = 0; j < before->chapters[i].page_count; j++)
            pack->old[at++] = before->chapters[i].pages[j];
}

/* --- steps ------------------------------------------------------------------
 */

/* Lengths of the longest sequences that what is left of both has in common. */
struct table {
    uint32_t *lengths;
    size_t width;
};

static uint32_t *
length_at(const struct table *table, size_t old, size_t now)
{
    return &table->lengths[old * table->width + now];
}

static struct table
table_make(struct arena *arena, const struct sheets *old,
           const struct sheets *now)
{
    struct table table = {.width = now->count + 1};
    table.lengths =
        ARENA_ARRAY(arena, (old->count + 1) * table.width, uint32_t);
    for (size_t i = old->count; i-- > 0;)
        for (size_t j = now->count; j-- > 0;) {
            uint32_t below = *length_at(&table, i + 1, j);
            uint32_t right = *length_at(&table, i, j + 1);
            *length_at(&table, i, j) =
                old->items[i] == now->items[j]
                    ? *length_at(&table, i + 1, j + 1) + 1
                : below > right ? below
                                : right;
        }
    return table;
}

struct steps {
    struct arena *arena;
    ARRAY(struct pack_step) items;
    size_t skipped; /* sheets before those that are compared */
};

/* Old sheets old .. old_end - 1 give way to now .. now_end - 1. */
static void
add_step(struct steps *steps, size_t old, size_t old_end, size_t now,
         size_t now_end)
{
    if (old < old_end || now < now_end)
        *ARRAY_PUSH(steps->arena, &steps->items) = (struct pack_step){
            .out = {2 * (steps->skipped + old), 2 * (old_end - old)},
            .in = {2 * (steps->skipped + now), 2 * (now_end - now)}};
}

/* Sheets that stay part the steps. */
static void
steps_by_table(struct steps *steps, const struct sheets *old,
               const struct sheets *now)
{
    struct table table = table_make(steps->arena, old, now);
    size_t i = 0, j = 0, out = 0, in = 0;
    while (i < old->count && j < now->count) {
        if (old->items[i] == now->items[j]) {
            add_step(steps, out, i, in, j);
            out = ++i;
            in = ++j;
        } else if (*length_at(&table, i + 1, j) >=
                   *length_at(&table, i, j + 1)) {
            i++;
        } else {
            j++;
        }
    }
    add_step(steps, out, old->count, in, now->count);
}

/* What is the same at both ends needs no table; beyond a million comparisons
 * all between is replaced. */
static void
steps_find(struct steps *steps, struct sheets old, struct sheets now)
{
    enum { MOST = 1000000 };
    while (old.count && now.count && old.items[0] == now.items[0]) {
        old.items++;
        now.items++;
        old.count--;
        now.count--;
        steps->skipped++;
    }
    while (old.count && now.count &&
           old.items[old.count - 1] == now.items[now.count - 1]) {
        old.count--;
        now.count--;
    }
    if (old.count + 1 <= MOST / (now.count + 1))
        steps_by_table(steps, &old, &now);
    else
        add_step(steps, 0, old.count, 0, now.count);
}

struct pack *
pack_make(struct arena *arena, const struct reader_key *key,
          const struct version_reader *before, const struct pages *pages)
{
    struct pack *pack = ARENA_NEW(arena, struct pack);
    struct version_page *now =
        ARENA_ARRAY(arena, pages->count + 1, struct version_page);
    collect_old(arena, before, pack);
    for (size_t i = 0; i < pages->count; i++)
        now[i].digest = page_digest(key, &pages->items[i]);
    struct steps steps = {.arena = arena};
    steps_find(&steps, sheets_of(arena, pack->old, pack->old_count),
               sheets_of(arena, now, pages->count));
    pack->steps = steps.items.items;
    pack->step_count = steps.items.count;
    return pack;
}

/* --- words -----------------------------------------------------------------
 */

static void
append_sheet(struct buffer *out, struct text recto, struct text verso)
{
    if (out->size)
        buffer_append_string(out, ", ");
    buffer_append_text(out, recto);
    if (verso.size)
        buffer_append_byte(out, '/');
    buffer_append_text(out, verso);
}

static struct text
taken(struct arena *arena, struct buffer *out)
{
    struct text words = arena_text(arena, buffer_text(out));
    buffer_release(out);
    return words;
}

struct text
pack_old_words(struct arena *arena, const struct pack *pack,
               struct pack_sheets sheets)
{
    struct buffer out = {0};
    for (size_t i = sheets.first; i < sheets.first + sheets.count; i += 2)
        append_sheet(&out, pack->old[i].label,
                     i + 1 < pack->old_count ? pack->old[i + 1].label
                                             : TEXT(""));
    return taken(arena, &out);
}

struct text
pack_new_words(struct arena *arena, const struct pages *pages,
               struct pack_sheets sheets)
{
    struct buffer out = {0};
    for (size_t i = sheets.first; i < sheets.first + sheets.count; i += 2)
        append_sheet(&out, pages->items[i].label,
                     i + 1 < pages->count ? pages->items[i + 1].label
                                          : TEXT(""));
    return taken(arena, &out);
}
