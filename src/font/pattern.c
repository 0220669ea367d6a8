#include "font/pattern.h"

#include "base/file.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A trie whose edges lie in one hash table: (node, letter) -> node.  A word
 * is walked from each of its letters; no failure links are needed, which is
 * what makes it quick to build.
 *
 * libhyphen is an automaton that, at each letter, applies only the longest
 * path of the trie that ends there (dictionaries are prepared for that: a
 * longer pattern repeats the digits of those inside it).  The longest path
 * that ends at a letter is the one that began first, so walks from left to
 * right only count where no earlier walk came. */
struct patterns {
    uint64_t *edges; /* key << 32 | child; 0 is free */
    size_t edge_mask, edge_count;
    struct node *nodes;
    size_t node_count, node_capacity;
    unsigned char *values;
    size_t value_count;
};

/* A pattern that ends at a node: its digits, aligned at the end. */
struct node {
    uint32_t value;
    uint8_t count; /* 0: no pattern ends here */
};

enum {
    FIRST_EDGES = 1 << 16, /* hyph_nl has 18,214: a quarter full */
    FIRST_NODES = 1 << 15,
    PATTERN_MOST = 100 /* letters in one pattern: libhyphen's limit */
};

/* --- building ---------------------------------------------------------------
 */

static uint32_t
edge_key(uint32_t node, unsigned char letter)
{
    return node << 8 | letter;
}

static size_t
edge_slot(const struct patterns *patterns, uint32_t key)
{
    size_t slot = (key * 0x9E3779B1u >> 13) & patterns->edge_mask;
    while (patterns->edges[slot] && patterns->edges[slot] >> 32 != key)
        slot = (slot + 1) & patterns->edge_mask;
    return slot;
}

/* 0 when there is no such edge: the root is no one's child. */
static uint32_t
find_child(const struct patterns *patterns, uint32_t node, unsigned char letter)
{
    size_t slot = edge_slot(patterns, edge_key(node, letter));
    return (uint32_t)patterns->edges[slot];
}

static void
grow_edges(struct patterns *patterns)
{
    size_t old_count = patterns->edge_mask + 1;
    uint64_t *old = patterns->edges;
    patterns->edge_mask = old_count * 2 - 1;
    patterns->edges =
        memory_alloc_table(old_count * 2, sizeof *patterns->edges);
    for (size_t i = 0; i < old_count; i++)
        if (old[i])
            patterns->edges[edge_slot(patterns, (uint32_t)(old[i] >> 32))] =
                old[i];
    free(old);
}

static uint32_t
make_child(struct patterns *patterns, uint32_t node, unsigned char letter)
{
    uint32_t key = edge_key(node, letter);
    size_t slot = edge_slot(patterns, key);
    if (patterns->edges[slot])
        return (uint32_t)patterns->edges[slot];
    if (patterns->node_count == patterns->node_capacity) {
        patterns->node_capacity *= 2;
        patterns->nodes = memory_realloc(
            patterns->nodes, patterns->node_capacity * sizeof *patterns->nodes);
    }
    uint32_t child = (uint32_t)patterns->node_count++;
    patterns->nodes[child] = (struct node){0};
    patterns->edges[slot] = (uint64_t)key << 32 | child;
    if (++patterns->edge_count > patterns->edge_mask / 2)
        grow_edges(patterns);
    return child;
}

/* The pattern before, whose first letters the next mostly shares. */
struct path {
    unsigned char letters[PATTERN_MOST];
    uint32_t nodes[PATTERN_MOST]; /* after each letter */
    size_t size;
};

/* One line: letters with digits between them, as ".a4n3d2". */
static void
add_pattern(struct patterns *patterns, struct path *path,
            const unsigned char *line, size_t size)
{
    unsigned char digits[PATTERN_MOST + 1] = {0};
    size_t letters = 0, first = 0;
    uint32_t node = 0;
    for (size_t i = 0; i < size && letters < PATTERN_MOST; i++) {
        if (line[i] >= '0' && line[i] <= '9')
            digits[letters] = (unsigned char)(line[i] - '0');
        else {
            if (letters >= path->size || path->letters[letters] != line[i]) {
                path->size = letters + 1;
                path->letters[letters] = line[i];
                path->nodes[letters] = make_child(patterns, node, line[i]);
            }
            node = path->nodes[letters++];
        }
    }
    while (first < letters && digits[first] == 0)
        first++;
    size_t count = letters + 1 - first;
    if (letters == 0)
        return;
    patterns->nodes[node] =
        (struct node){(uint32_t)patterns->value_count, (uint8_t)count};
    memcpy(patterns->values + patterns->value_count, digits + first, count);
    patterns->value_count += count;
}

/* Lines that are no patterns: settings of minima, which callers know better.
 * Replacements and a second level would change what breaks mean. */
static bool
is_setting(const unsigned char *line, size_t size)
{
    struct text text = {(const char *)line, size};
    if (!size || line[0] < 'A' || line[0] > 'Z') /* nearly always */
        return false;
    return text_has_prefix(text, "LEFTHYPHENMIN") ||
           text_has_prefix(text, "RIGHTHYPHENMIN") ||
           text_has_prefix(text, "COMPOUNDLEFTHYPHENMIN") ||
           text_has_prefix(text, "COMPOUNDRIGHTHYPHENMIN");
}

static bool
add_lines(struct patterns *patterns, const unsigned char *at,
          const unsigned char *end)
{
    struct path path = {.size = 0};
    while (at < end) {
        const unsigned char *line_end = memchr(at, '\n', (size_t)(end - at));
        if (!line_end)
            line_end = end;
        size_t size = (size_t)(line_end - at);
        while (size && at[size - 1] <= ' ')
            size--;
        if (memchr(at, '/', size) || (size == 9 && !memcmp(at, "NEXTLEVEL", 9)))
            return false;
        if (size && at[0] != '%' && !is_setting(at, size))
            add_pattern(patterns, &path, at, size);
        at = line_end + 1;
    }
    return true;
}

static struct patterns *
patterns_new(size_t file_size)
{
    struct patterns *patterns = memory_alloc(sizeof *patterns);
    *patterns = (struct patterns){.edge_mask = FIRST_EDGES - 1,
                                  .node_count = 1,
                                  .node_capacity = FIRST_NODES};
    patterns->edges = memory_alloc_table(FIRST_EDGES, sizeof *patterns->edges);
    patterns->nodes = memory_alloc(FIRST_NODES * sizeof *patterns->nodes);
    patterns->nodes[0] = (struct node){0};
    /* A line of n bytes has at most n + 1 digits, its line end counted. */
    patterns->values = memory_alloc(file_size + 1);
    return patterns;
}

struct patterns *
patterns_open(const char *path)
{
    struct arena *arena = arena_new();
    struct text file;
    struct patterns *patterns = NULL;
    if (file_read_bytes(arena, path, 4 << 20, &file)) {
        const unsigned char *bytes = (const unsigned char *)file.data;
        size_t line = text_index(file, '\n', 0);
        struct text charset = text_trim(text_slice(file, 0, line));
        patterns = patterns_new(file.size);
        if (!text_equals(charset, "ISO8859-1") ||
            !add_lines(patterns, bytes + line + 1 - (line == file.size),
                       bytes + file.size)) {
            patterns_close(patterns);
            patterns = NULL;
            errno = EILSEQ;
        }
    }
    int error = errno;
    arena_free(arena);
    errno = error;
    return patterns;
}

void
patterns_close(struct patterns *patterns)
{
    if (!patterns)
        return;
    free(patterns->edges);
    free(patterns->nodes);
    free(patterns->values);
    free(patterns);
}

/* --- applying ---------------------------------------------------------------
 */

/* Raises the values before the letters up to `end` to a pattern's. */
static void
raise(const struct patterns *patterns, const struct node *node,
      unsigned char *values, size_t end)
{
    const unsigned char *digits = patterns->values + node->value;
    unsigned char *at = values + end - node->count;
    for (size_t i = 0; i < node->count; i++)
        if (at[i] < digits[i])
            at[i] = digits[i];
}

void
patterns_apply(const struct patterns *patterns, const unsigned char *word,
               size_t size, bool *breaks)
{
    unsigned char dotted[PATTERN_WORD_MOST + 2];
    /* values[i]: before dotted[i]. */
    unsigned char values[PATTERN_WORD_MOST + 3] = {0};
    memset(breaks, 0, size * sizeof *breaks);
    if (size > PATTERN_WORD_MOST || size < 2)
        return;
    dotted[0] = dotted[size + 1] = '.';
    memcpy(dotted + 1, word, size);
    size_t seen = 0; /* letters that a walk has reached */
    for (size_t start = 0; start < size + 2; start++) {
        uint32_t node = 0;
        for (size_t i = start; i < size + 2; i++) {
            node = find_child(patterns, node, dotted[i]);
            if (!node)
                break;
            if (i < seen)
                continue;
            seen = i + 1;
            if (patterns->nodes[node].count)
                raise(patterns, &patterns->nodes[node], values, i + 2);
        }
    }
    for (size_t i = 1; i < size; i++)
        breaks[i] = values[i + 1] & 1;
}
