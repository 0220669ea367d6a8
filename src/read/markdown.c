#include "read/markdown.h"

#include "base/utf8.h"
#include "doc/audience.h"
#include "read/front_matter.h"
#include "read/reader.h"
#include "read/tree.h"

/* A book without editions may hold its title in the front matter only. */
static void
add_plain_title(struct reader *reader, const struct front_matter *front)
{
    struct node *chapter = reader->chapter;
    if (!front->title.size || node_heading(chapter))
        return;
    struct node *heading =
        node_new(reader->arena, NODE_HEADING, front->title_span);
    heading->heading.level = 1;
    node_append(heading,
                node_text_new(reader->arena, front->title, front->title_span));
    node_prepend(chapter, heading);
}

/* Once every run is read: what parts wait for is there. */
static struct node *
read_chapter(struct reader *reader)
{
    const struct source *source = reader->source;
    struct front_matter front = front_matter_read(reader);
    reader->file_scope.is_visible =
        reader_sees(reader, &reader->file_scope.atoms);
    reader->chapter->chapter.faulty =
        atoms_is_empty(&reader->file_scope.atoms) &&
        reader->book->audience_count;
    if (reader->chapter->chapter.faulty)
        return reader->chapter;
    if (!reader->file_scope.is_visible)
        return NULL;
    struct segment *segment = ARENA_NEW(reader->arena, struct segment);
    struct region *region = ARENA_NEW(reader->arena, struct region);
    segment->start = front.body;
    *region = (struct region){
        text_slice(source->content, front.body, source->content.size), segment,
        1};
    region_read(reader, region, &reader->file_scope, reader->chapter);
    tree_sections(reader, reader->chapter);
    add_plain_title(reader, &front);
    return reader->chapter;
}

static struct node *
parse(struct arena *arena, const struct book *book,
      const struct edition *edition, const struct source *source,
      struct text path, struct diag *diag)
{
    struct reader reader = {.arena = arena,
                            .book = book,
                            .edition = edition,
                            .source = source,
                            .diag = diag,
                            .path = path,
                            .notes = map_in(arena)};
    reader.chapter = node_new(arena, NODE_CHAPTER, span_of(source, 0, 0));
    reader.chapter->chapter.file = path;
    reader.file_scope.atoms = audience_everyone(book);
    return read_chapter(&reader);
}

struct node *
markdown_parse(struct arena *arena, const struct book *book,
               const struct edition *edition, const struct source *source,
               struct diag *diag)
{
    return parse(arena, book, edition, source, source->path, diag);
}

struct node *
markdown_read(struct arena *arena, const struct book *book,
              const struct edition *edition, struct text path, struct span from,
              struct diag *diag)
{
    const struct source *source =
        file_read_source(arena, &book->folder, path, from, diag);
    if (source)
        return parse(arena, book, edition, source, path, diag);
    struct node *chapter = node_new(arena, NODE_CHAPTER, from);
    chapter->chapter.file = path;
    chapter->chapter.faulty = true;
    return chapter;
}
