#include "layout/page.h"

#include "base/map.h"

const struct page *
pages_find(const struct pages *pages, const struct node *node)
{
    struct text key = {(const char *)&node, sizeof node};
    return pages->by_node ? map_find(pages->by_node, key) : NULL;
}

static void
dump_length(struct buffer *out, scaled length)
{
    buffer_printf(out, " %.2f", scaled_to_pt(length));
}

static void
dump_words(const struct mark *mark, struct buffer *out)
{
    for (uint32_t i = 0; i < mark->text.word_count; i++) {
        const struct page_word *word = &mark->text.words[i];
        if (i)
            buffer_append_byte(out, ' ');
        for (const struct shape *shape = word->shape; shape;
             shape = shape->next)
            buffer_append_text(out, shape->text);
    }
}

static void
dump_text(const struct mark *mark, struct buffer *out)
{
    const struct shape *shape =
        mark->text.word_count ? mark->text.words[0].shape : NULL;
    if (shape) {
        const struct font_face *face = shape->font->face;
        buffer_printf(out, " %.*s/%d", TEXT_PRINTF(face->role),
                      (int)face->variant);
    }
    dump_length(out, mark->text.size);
    if (mark->text.expansion && mark->text.expansion != 1000)
        buffer_printf(out, " x%d", mark->text.expansion);
    buffer_append_string(out, " \"");
    dump_words(mark, out);
    buffer_append_byte(out, '"');
    if (mark->text.actual.data)
        buffer_printf(out, " = \"%.*s\"", TEXT_PRINTF(mark->text.actual));
}

static void
dump_field(const struct mark *mark, struct buffer *out)
{
    static const char *const kinds[] = {"lines", "cell", "tick", "choice",
                                        "scale"};
    buffer_printf(out, " %s", kinds[mark->field.kind]);
    if (mark->field.option.size)
        buffer_printf(out, " \"%.*s\"", TEXT_PRINTF(mark->field.option));
}

static void
dump_mark(const struct mark *mark, struct buffer *out)
{
    static const char *const kinds[] = {"text",  "rect", "frame", "line",
                                        "image", "path", "field"};
    static const char *const parts[] = {"", " label", " soft-hyphen",
                                        " leader"};
    static const char *const artifacts[] = {
        "", " (header)", " (footer)", " (tab)", " (layout)", " (background)"};
    buffer_printf(out, "  %s", kinds[mark->kind]);
    dump_length(out, mark->x);
    dump_length(out, mark->y);
    dump_length(out, mark->width);
    if (mark->kind != MARK_TEXT)
        dump_length(out, mark->height);
    if (mark->kind == MARK_TEXT)
        dump_text(mark, out);
    if (mark->kind == MARK_PATH)
        buffer_printf(out, " %.*s", TEXT_PRINTF(mark->path.name));
    if (mark->kind == MARK_FIELD)
        dump_field(mark, out);
    if (mark->kind == MARK_FRAME && mark->line.dashed)
        buffer_append_string(out, " dashed");
    buffer_printf(out, "%s%s%s%s\n", mark->turned ? " turned" : "",
                  mark->to_edge ? " to-edge" : "", parts[mark->part],
                  artifacts[mark->artifact]);
}

void
pages_dump(const struct pages *pages, struct buffer *out)
{
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->items[i];
        buffer_printf(out, "page %.*s %s%s", TEXT_PRINTF(page->label),
                      page->recto ? "recto" : "verso",
                      page->blank ? " blank" : "");
        dump_length(out, page->width);
        dump_length(out, page->height);
        buffer_append_byte(out, '\n');
        for (size_t j = 0; j < page->anchor_count; j++)
            if (page->anchors[j].node->id.size)
                buffer_printf(out, "  anchor %.*s %.2f\n",
                              TEXT_PRINTF(page->anchors[j].node->id),
                              scaled_to_pt(page->anchors[j].y));
        for (size_t j = 0; j < page->mark_count; j++) {
            if (j && j == page->float_count)
                buffer_append_string(out, "  end-of-float\n");
            dump_mark(&page->marks[j], out);
        }
        for (size_t j = 0; j < page->link_count; j++) {
            buffer_printf(out, "  link %s",
                          node_kind_name(page->links[j].node->kind));
            dump_length(out, page->links[j].x);
            dump_length(out, page->links[j].y);
            dump_length(out, page->links[j].width);
            dump_length(out, page->links[j].height);
            buffer_append_byte(out, '\n');
        }
    }
}
