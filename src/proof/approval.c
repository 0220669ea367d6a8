#include "proof/approval.h"

#include "base/array.h"
#include "base/map.h"
#include "proof/shown.h"

#include <string.h>

#define MAGIC "bouwsteen-approved 1"

struct sentences {
    struct text *items;
    size_t count, capacity;
};

/* --- what a tree says ----------------------------------------------------- */

/* May it stand between a sentence's end and the blank after it?  Quotation
 * marks are beyond ASCII. */
static bool
closes_sentence(char byte)
{
    return byte == ')' || byte == '"' || byte == '\'' ||
           (unsigned char)byte >= 0x80;
}

/* A sentence ends at . ! or ? and what closes it, before a blank. */
static size_t
sentence_end(struct text text, size_t start)
{
    for (size_t at = start; at < text.size; at++) {
        if (!strchr(".!?", text.data[at]))
            continue;
        size_t end = at + 1;
        while (end < text.size && closes_sentence(text.data[end]))
            end++;
        if (end < text.size && text.data[end] == ' ')
            return end;
    }
    return text.size;
}

/* One line each: blanks for line ends. */
static void
add_sentences(struct arena *arena, struct sentences *sentences,
              struct text text)
{
    struct text copy = arena_text(arena, text);
    char *bytes = (char *)(uintptr_t)copy.data; /* our own copy */
    for (size_t i = 0; i < copy.size; i++)
        if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')
            bytes[i] = ' ';
    for (size_t at = 0; at < copy.size;) {
        size_t end = sentence_end(copy, at);
        struct text sentence = text_trim(text_slice(copy, at, end));
        if (sentence.size)
            *ARRAY_PUSH(arena, sentences) = sentence;
        at = end + (end < copy.size);
    }
}

/* Pictures' words and notes, which plain text leaves out. */
static void
add_attached(struct arena *arena, struct sentences *sentences,
             const struct node *root)
{
    for (const struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind == NODE_IMAGE)
            add_sentences(arena, sentences, node->text);
        const struct node *note = node->target;
        if (node->kind != NODE_NOTE_CALL || !note)
            continue;
        for (const struct node *block = note->first_child; block;
             block = block->next)
            add_sentences(arena, sentences, node_plain_text(arena, block));
    }
}

static void
add_chapter_sentences(struct arena *arena, struct sentences *sentences,
                      const struct node *chapter)
{
    for (const struct node *node = chapter; node;) {
        bool is_text = node->kind == NODE_CODE_BLOCK ||
                       (node->first_child &&
                        node_kind_is_inline(node->first_child->kind) &&
                        !node_kind_is_inline(node->kind));
        if (is_text) {
            add_sentences(arena, sentences, node_plain_text(arena, node));
            add_attached(arena, sentences, node);
        }
        node = is_text ? node_skip(node, chapter) : node_next(node, chapter);
    }
}

static struct approved_chapter
chapter_of(struct arena *arena, const struct node *node, size_t place)
{
    const struct node *heading = node_heading(node);
    struct approved_chapter chapter = {
        .key = node->id, .span = heading ? heading->span : node->span};
    struct sentences sentences = {0};
    unsigned char digest[BLAKE2_SIZE];
    if (!chapter.key.size)
        chapter.key = arena_printf(arena, "%zu", place);
    add_chapter_sentences(arena, &sentences, node);
    chapter.sentences = sentences.items;
    chapter.sentence_count = sentences.count;
    chapter.title = sentences.count ? sentences.items[0] : chapter.key;
    shown_part_digest(node, digest);
    blake2_hex(digest, chapter.digest);
    return chapter;
}

/* A file's lines. */
static struct approved_chapter
chapter_of_file(struct arena *arena, const struct attachment *file)
{
    struct approved_chapter chapter = {
        .key = arena_printf(arena, "attached:%.*s", TEXT_PRINTF(file->path)),
        .span = file->span};
    struct sentences sentences = {0};
    struct blake2 hash;
    unsigned char digest[BLAKE2_SIZE];
    blake2_init(&hash);
    blake2_add_text(&hash, file->title);
    blake2_add_text(&hash, file->content);
    blake2_end(&hash, digest);
    blake2_hex(digest, chapter.digest);
    add_sentences(arena, &sentences,
                  file->title.size ? file->title : file->path);
    for (size_t at = 0; at < file->content.size;) {
        size_t end = text_index(file->content, '\n', at);
        add_sentences(arena, &sentences, text_slice(file->content, at, end));
        at = end + 1;
    }
    chapter.sentences = sentences.items;
    chapter.sentence_count = sentences.count;
    chapter.title = sentences.count ? sentences.items[0] : file->path;
    return chapter;
}

struct approval
approval_of(struct arena *arena, const struct node *tree,
            const struct attachments *attached)
{
    ARRAY(struct approved_chapter) chapters = {0};
    for (const struct node *node = tree->first_child; node;) {
        bool is_chapter = node->kind == NODE_CHAPTER;
        bool follows = is_chapter && (node->chapter.kind == CHAPTER_CONTENTS ||
                                      node->chapter.kind == CHAPTER_INDEX ||
                                      node->chapter.kind == CHAPTER_CHANGES);
        size_t place = chapters.count;
        if (is_chapter && !follows)
            *ARRAY_PUSH(arena, &chapters) = chapter_of(arena, node, place);
        node = is_chapter ? node_skip(node, tree) : node_next(node, tree);
    }
    for (size_t i = 0; i < attached->count; i++)
        if (attached->items[i].form == FORM_OWN)
            *ARRAY_PUSH(arena, &chapters) =
                chapter_of_file(arena, &attached->items[i]);
    return (struct approval){chapters.items, chapters.count};
}

/* --- the file ------------------------------------------------------------- */

void
approval_write(const struct approval *approval, struct text excerpt,
               struct text version, struct buffer *out)
{
    buffer_printf(out, MAGIC "\nexcerpt: %.*s\nversion: %.*s\n",
                  TEXT_PRINTF(excerpt), TEXT_PRINTF(version));
    for (size_t i = 0; i < approval->chapter_count; i++) {
        const struct approved_chapter *chapter = &approval->chapters[i];
        buffer_printf(out, "chapter: %.*s %.*s\n", TEXT_PRINTF(chapter->key),
                      2 * BLAKE2_SIZE, chapter->digest);
        for (size_t j = 0; j < chapter->sentence_count; j++)
            buffer_printf(out, "| %.*s\n", TEXT_PRINTF(chapter->sentences[j]));
    }
}

/* The next line without its end.  False when none is left. */
static bool
next_line(struct text content, size_t *at, struct text *line)
{
    if (*at >= content.size)
        return false;
    size_t end = text_index(content, '\n', *at);
    *line = text_slice(content, *at, end);
    if (line->size && line->data[line->size - 1] == '\r')
        line->size--;
    *at = end + 1;
    return true;
}

/* "chapter: KEY DIGITS"; false when it is none. */
static bool
parse_chapter(struct text line, struct approved_chapter *chapter)
{
    static const size_t start = sizeof "chapter: " - 1;
    size_t digits = 2 * BLAKE2_SIZE;
    if (!text_has_prefix(line, "chapter: ") || line.size < start + digits + 2 ||
        line.data[line.size - digits - 1] != ' ')
        return false;
    chapter->key = text_slice(line, start, line.size - digits - 1);
    chapter->title = chapter->key;
    memcpy(chapter->digest, line.data + line.size - digits, digits);
    return true;
}

bool
approval_parse(struct arena *arena, const struct source *source,
               struct text excerpt, struct approval *approval,
               struct diag *diag)
{
    ARRAY(struct approved_chapter) chapters = {0};
    struct sentences sentences = {0};
    struct text name =
        arena_printf(arena, "excerpt: %.*s", TEXT_PRINTF(excerpt));
    struct text line;
    size_t at = 0, number = 0, start = 0;
    bool good = true;
    for (; good && next_line(source->content, &at, &line); number++) {
        struct approved_chapter chapter = {0};
        if (number == 0)
            good = text_equals(line, MAGIC);
        else if (number == 1)
            good = text_equal(line, name);
        else if (number == 2)
            good = text_has_prefix(line, "version:");
        else if (parse_chapter(line, &chapter))
            *ARRAY_PUSH(arena, &chapters) = chapter;
        else if (text_has_prefix(line, "| ") && chapters.count)
            *ARRAY_PUSH(arena, &sentences) = text_slice(line, 2, line.size);
        else
            good = false;
        if (good && chapters.count) {
            struct approved_chapter *last = &chapters.items[chapters.count - 1];
            if (chapter.key.size)
                start = sentences.count;
            last->sentence_count = sentences.count - start;
        }
        if (!good)
            diag_report(diag, APPROVAL_BROKEN,
                        span_of(source,
                                (size_t)(line.data - source->content.data),
                                at - 1),
                        TEXT_PRINTF(source->path));
    }
    if (good && number < 3) {
        good = false;
        diag_report(diag, APPROVAL_BROKEN, span_of(source, 0, 0),
                    TEXT_PRINTF(source->path));
    }
    size_t done = 0;
    for (size_t i = 0; i < chapters.count; i++) {
        struct approved_chapter *chapter = &chapters.items[i];
        chapter->sentences = sentences.items + done;
        done += chapter->sentence_count;
        if (chapter->sentence_count)
            chapter->title = chapter->sentences[0];
    }
    *approval = (struct approval){chapters.items, chapters.count};
    return good;
}

/* --- comparing ------------------------------------------------------------ */

static const struct approved_chapter *
find_chapter(const struct approval *approval, struct text key)
{
    for (size_t i = 0; i < approval->chapter_count; i++)
        if (text_equal(approval->chapters[i].key, key))
            return &approval->chapters[i];
    return NULL;
}

struct approval_change *
approval_compare(struct arena *arena, const struct approval *before,
                 const struct approval *after, size_t *count)
{
    ARRAY(struct approval_change) changes = {0};
    for (size_t i = 0; i < after->chapter_count; i++) {
        const struct approved_chapter *now = &after->chapters[i];
        const struct approved_chapter *then = find_chapter(before, now->key);
        if (!then || memcmp(then->digest, now->digest, sizeof now->digest))
            *ARRAY_PUSH(arena, &changes) = (struct approval_change){then, now};
    }
    for (size_t i = 0; i < before->chapter_count; i++)
        if (!find_chapter(after, before->chapters[i].key))
            *ARRAY_PUSH(arena, &changes) =
                (struct approval_change){&before->chapters[i], NULL};
    *count = changes.count;
    return changes.items;
}

struct text *
approval_difference(struct arena *arena, const struct approved_chapter *one,
                    const struct approved_chapter *other, size_t *count)
{
    struct map counts = map_in(arena);
    struct sentences only = {0};
    for (size_t i = 0; other && i < other->sentence_count; i++) {
        void **place = map_place(&counts, other->sentences[i]);
        *place = (void *)((uintptr_t)*place + 1);
    }
    for (size_t i = 0; one && i < one->sentence_count; i++) {
        void **place = map_place(&counts, one->sentences[i]);
        if (*place)
            *place = (void *)((uintptr_t)*place - 1);
        else
            *ARRAY_PUSH(arena, &only) = one->sentences[i];
    }
    *count = only.count;
    return only.items;
}
