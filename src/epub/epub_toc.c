#include "epub/epub_nav.h"

/* Titles of sections are listed, but not those deeper: a list that a thumb
 * can scroll through.  The page of contents is shorter still, as in print:
 * without the fixed parts of each block. */
static void
add_sections(const struct epub_plan *plan, struct epub_toc *toc,
             const struct epub_file *file, int depth)
{
    for (const struct node *at = file->node->first_child; at; at = at->next) {
        const struct epub_place *place = epub_place_of(plan, at);
        struct text title =
            at->kind == NODE_SECTION ? epub_plain_title(plan, at) : TEXT("");
        bool is_minor = at->role.size || file->matter != MATTER_BODY;
        if (title.size && place)
            *ARRAY_PUSH(plan->arena, toc) = (struct epub_toc_entry){
                depth, title, file, place->id, is_minor};
    }
}

struct epub_toc
epub_toc_of(const struct epub_plan *plan)
{
    struct epub_toc toc = {0};
    for (size_t i = 0; i < plan->files.count; i++) {
        const struct epub_file *file = plan->files.items[i];
        if (file->kind != EPUB_TEXT)
            continue;
        bool in_part = file->node->kind == NODE_CHAPTER && file->node->parent &&
                       file->node->parent->kind == NODE_PART;
        *ARRAY_PUSH(plan->arena, &toc) = (struct epub_toc_entry){
            in_part ? 1 : 0, file->title, file, TEXT(""), false};
        if (file->node->kind == NODE_CHAPTER)
            add_sections(plan, &toc, file, in_part ? 2 : 1);
    }
    return toc;
}

/* The landmark of a chapter's kind; NULL for most. */
static const char *
landmark_type(const struct node *node)
{
    static const char *const types[] = {
        [CHAPTER_TITLEPAGE] = "titlepage",
        [CHAPTER_COLOPHON] = "colophon",
        [CHAPTER_PREFACE] = "preface",
        [CHAPTER_GLOSSARY] = "glossary",
        [CHAPTER_BIBLIOGRAPHY] = "bibliography",
        [CHAPTER_INDEX] = "index",
    };
    size_t count = sizeof types / sizeof types[0];
    if (!node || node->kind != NODE_CHAPTER ||
        (size_t)node->chapter.kind >= count)
        return NULL;
    return types[node->chapter.kind];
}

static void
add_landmark(struct epub_landmark *landmarks, size_t *count, size_t limit,
             struct epub_landmark landmark)
{
    for (size_t i = 0; i < *count; i++)
        if (text_equals(text_of(landmarks[i].type), landmark.type))
            return;
    if (*count < limit)
        landmarks[(*count)++] = landmark;
}

size_t
epub_landmarks_of(const struct epub_plan *plan, struct epub_landmark *landmarks,
                  size_t limit)
{
    const struct book *book = plan->rules->book;
    size_t count = 0;
    for (size_t i = 0; i < plan->files.count; i++) {
        const struct epub_file *file = plan->files.items[i];
        const char *type = landmark_type(file->node);
        struct text title = file->title;
        if (file->kind == EPUB_COVER)
            type = "cover";
        else if (file->kind == EPUB_NAV)
            type = "toc";
        if (type)
            add_landmark(landmarks, &count, limit,
                         (struct epub_landmark){type, title, file});
        if (file == plan->body)
            add_landmark(landmarks, &count, limit,
                         (struct epub_landmark){"bodymatter",
                                                book_word(book, "body"), file});
    }
    return count;
}
