#include "version/compare.h"

#include "base/array.h"
#include "base/map.h"

#include <stdlib.h>

/* --- pieces ----------------------------------------------------------------
 */

static int
compare_digests(const void *a, const void *b)
{
    const short_digest *one = a, *other = b;
    return (*one > *other) - (*one < *other);
}

/* Marks those of `some` that are not in `others`; their number. */
static size_t
mark_strangers(struct arena *arena, const short_digest *some, size_t count,
               const short_digest *others, size_t other_count, bool *is_strange)
{
    size_t strangers = 0;
    short_digest *sorted =
        arena_copy(arena, others, other_count, sizeof *others);
    if (other_count)
        qsort(sorted, other_count, sizeof *sorted, compare_digests);
    for (size_t i = 0; i < count; i++) {
        bool known = other_count && bsearch(&some[i], sorted, other_count,
                                            sizeof *sorted, compare_digests);
        if (is_strange)
            is_strange[i] = !known;
        strangers += !known;
    }
    return strangers;
}

/* The table of lengths of common sequences of what is left of both. */
static size_t
mark_by_table(struct arena *arena, const short_digest *before,
              size_t before_count, const short_digest *now, size_t now_count,
              bool *is_new)
{
    size_t width = now_count + 1, gone = 0;
    uint32_t *table = ARENA_ARRAY(arena, (before_count + 1) * width, uint32_t);
    for (size_t i = before_count; i-- > 0;)
        for (size_t j = now_count; j-- > 0;) {
            uint32_t below = table[(i + 1) * width + j];
            uint32_t right = table[i * width + j + 1];
            table[i * width + j] = before[i] == now[j]
                                       ? table[(i + 1) * width + j + 1] + 1
                                   : below > right ? below
                                                   : right;
        }
    size_t i = 0, j = 0;
    while (i < before_count || j < now_count) {
        if (i < before_count && j < now_count && before[i] == now[j]) {
            is_new[j++] = false;
            i++;
        } else if (j == now_count ||
                   (i < before_count &&
                    table[(i + 1) * width + j] >= table[i * width + j + 1])) {
            gone++;
            i++;
        } else {
            is_new[j++] = true;
        }
    }
    return gone;
}

size_t
pieces_differ(struct arena *arena, const short_digest *before,
              size_t before_count, const short_digest *now, size_t now_count,
              bool *is_new)
{
    enum { MOST = 1000000 };
    size_t same = 0;
    while (same < before_count && same < now_count && before[same] == now[same])
        is_new[same++] = false;
    before_count -= same;
    now_count -= same;
    before = before_count ? before + same : NULL;
    now = now_count ? now + same : NULL;
    is_new += same;
    while (before_count && now_count &&
           before[before_count - 1] == now[now_count - 1]) {
        is_new[--now_count] = false;
        before_count--;
    }
    if ((before_count + 1) <= MOST / (now_count + 1))
        return mark_by_table(arena, before, before_count, now, now_count,
                             is_new);
    mark_strangers(arena, now, now_count, before, before_count, is_new);
    return mark_strangers(arena, before, before_count, now, now_count, NULL);
}

/* --- chapters --------------------------------------------------------------
 */

/* Does it follow from what all others are? */
static bool
follows(const struct node *node)
{
    if (node->kind != NODE_CHAPTER)
        return false;
    switch (node->chapter.kind) {
    case CHAPTER_TITLEPAGE:
    case CHAPTER_COLOPHON:
    case CHAPTER_CONTENTS:
    case CHAPTER_INDEX:
    case CHAPTER_CONCORDANCE:
    case CHAPTER_CHANGES:
        return true;
    case CHAPTER_PLAIN:
    case CHAPTER_BLOCK:
    case CHAPTER_PREFACE:
    case CHAPTER_INTRODUCTION:
    case CHAPTER_GLOSSARY:
    case CHAPTER_BIBLIOGRAPHY:
    case CHAPTER_APPENDIX:
    case CHAPTER_ACCESSIBILITY:
    case CHAPTER_KIND_COUNT:
        break;
    }
    return false;
}

static void
mark_pieces(struct arena *arena, const struct version_chapter *now,
            struct version_match *match)
{
    static const struct version_chapter nothing;
    const struct version_chapter *before =
        match->before ? match->before : &nothing;
    if (follows(match->node) || before->digest == now->digest)
        return;
    bool *is_new = ARENA_ARRAY(arena, now->piece_count + 1, bool);
    match->gone = pieces_differ(arena, before->pieces, before->piece_count,
                                now->pieces, now->piece_count, is_new);
    struct node *piece = match->node;
    for (size_t i = 0; i < now->piece_count; i++) {
        piece = piece_next(piece, match->node);
        piece->is_changed = is_new[i];
        match->changed += is_new[i];
    }
}

/* A longest run of chapters that stand in the same order as before: the others
 * have been moved. */
static void
find_places(struct arena *arena, struct version_changes *changes)
{
    struct version_match *matches = changes->matches;
    size_t count = changes->match_count, best = count;
    size_t *lengths = ARENA_ARRAY(arena, count + 1, size_t);
    size_t *links = ARENA_ARRAY(arena, count + 1, size_t);
    for (size_t i = 0; i < count; i++) {
        links[i] = count;
        lengths[i] = matches[i].before != NULL;
        for (size_t j = 0; j < i && matches[i].before; j++)
            if (matches[j].before && matches[j].before < matches[i].before &&
                lengths[j] >= lengths[i]) {
                lengths[i] = lengths[j] + 1;
                links[i] = j;
            }
        if (matches[i].before && (best == count || lengths[i] > lengths[best]))
            best = i;
    }
    for (; best < count; best = links[best])
        matches[best].keeps_place = true;
}

/* A chapter that is no block has its label for a name, which follows its title:
 * one that comes where one has gone is that with another title. */
static void
match_retitled(const struct version_reader *before, bool *is_taken,
               struct version_changes *changes)
{
    const struct version_chapter *end =
        before->chapters + before->chapter_count;
    for (size_t i = 1; i < changes->match_count; i++) {
        struct version_match *match = &changes->matches[i];
        const struct version_chapter *last = changes->matches[i - 1].before;
        const struct version_chapter *next = last ? last + 1 : end;
        if (match->before || next == end || is_taken[next - before->chapters] ||
            match->node->kind == NODE_PART ||
            match->node->chapter.kind == CHAPTER_BLOCK ||
            !text_has_prefix(next->key, "chapter-"))
            continue;
        match->before = next;
        is_taken[next - before->chapters] = true;
    }
}

static void
match_chapters(struct arena *arena, struct node *tree,
               const struct version_reader *now,
               const struct version_reader *before,
               struct version_changes *changes)
{
    struct map by_key = map_in(arena);
    bool *is_taken = ARENA_ARRAY(arena, before->chapter_count + 1, bool);
    for (size_t i = before->chapter_count; i-- > 0;)
        map_set(&by_key, before->chapters[i].key, &before->chapters[i]);
    const struct node *at = tree;
    for (size_t i = 0; i < now->chapter_count; i++) {
        struct node *node = chapter_next(at, tree);
        const struct version_chapter *old =
            map_find(&by_key, now->chapters[i].key);
        if (old && is_taken[old - before->chapters])
            old = NULL;
        if (old)
            is_taken[old - before->chapters] = true;
        changes->matches[i].node = node;
        changes->matches[i].before = old;
        at = node;
    }
    match_retitled(before, is_taken, changes);
    for (size_t i = 0; i < before->chapter_count; i++)
        if (!is_taken[i])
            changes->dropped[changes->dropped_count++] = &before->chapters[i];
}

struct version_changes *
versions_compare(struct arena *arena, struct node *tree,
                 const struct version_reader *now,
                 const struct version_reader *before)
{
    struct version_changes *changes = ARENA_NEW(arena, struct version_changes);
    changes->matches =
        ARENA_ARRAY(arena, now->chapter_count + 1, struct version_match);
    changes->match_count = now->chapter_count;
    changes->dropped = ARENA_ARRAY(arena, before->chapter_count + 1,
                                   const struct version_chapter *);
    match_chapters(arena, tree, now, before, changes);
    find_places(arena, changes);
    for (size_t i = 0; i < now->chapter_count; i++)
        mark_pieces(arena, &now->chapters[i], &changes->matches[i]);
    return changes;
}

const struct version_reader *
version_reader_find(const struct version *version, struct text id)
{
    for (size_t i = 0; i < version->reader_count; i++)
        if (text_equal(version->readers[i].id, id))
            return &version->readers[i];
    return NULL;
}
