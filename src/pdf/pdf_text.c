#include "pdf/pdf_writer.h"

#include "pdf/pdf_format.h"

/* Words nearer than this many 1/1000 em belong together; a word space is
 * never so narrow. */
enum { NARROWEST_SPACE = 80 };

/* --- noting -------------------------------------------------------------- */

void
pdf_text_note_chain(struct pdf_writer *writer, const struct shape *shape,
                    const struct node *node)
{
    for (; shape; shape = shape->next) {
        struct span span = node ? node->span : (struct span){0};
        if (!pdf_shapes_note(&writer->shapes, shape))
            diag_report(writer->diag, PDF_GLYPH_MISSING, span,
                        TEXT_PRINTF(shape->text));
        if (writer->shapes.space_font == shape->font)
            continue; /* its space is noted already */
        const struct shape *space =
            pdf_shapes_space(&writer->shapes, shape->font);
        if (space)
            pdf_shapes_note(&writer->shapes, space);
    }
}

void
pdf_text_note(struct pdf_writer *writer, const struct mark *mark)
{
    for (uint32_t i = 0; i < mark->text.word_count; i++)
        pdf_text_note_chain(writer, mark->text.words[i].shape, mark->node);
}

/* --- segments ------------------------------------------------------------ */

scaled
pdf_text_width(const struct shape *segment, const struct pdf_run *run)
{
    scaled size = shape_size(segment, run->size);
    scaled width =
        scaled_ratio(size, segment->width, segment->font->face->units_per_em);
    return scaled_ratio(width, run->expansion, 1000) +
           run->tracking * segment->glyph_count;
}

static void
piece_show(struct pdf_writer *writer, struct pdf_content *content,
           const struct pdf_place *place, const struct pdf_text_state *state,
           scaled x, scaled y, const struct pdf_piece *piece)
{
    if (!piece->actual.data || place->actual.data || content->is_figure ||
        (content->tags && !place->tag)) {
        pdf_content_text(content, place);
        pdf_content_show(content, state, x, y, piece);
        return;
    }
    /* Never nested: the Span is marked content of its own. */
    struct pdf_place span = *place;
    span.actual = piece->actual;
    if (content->tags)
        span.tag = pdf_tags_span(&writer->tags, place->tag, piece->actual);
    pdf_content_text(content, &span);
    pdf_content_show(content, state, x, y, piece);
    pdf_content_text(content, place);
}

scaled
pdf_text_segment(struct pdf_writer *writer, struct pdf_content *content,
                 const struct pdf_place *place, const struct shape *segment,
                 const struct pdf_run *run, scaled x, scaled y)
{
    const struct pdf_shape *shape = pdf_shapes_find(&writer->shapes, segment);
    if (!shape)
        return 0;
    scaled size = shape_size(segment, run->size);
    struct pdf_text_state state = {
        .face = shape->face,
        .size = scaled_ratio(size, 1000, SCALED_PT),
        .expansion = run->expansion > 0 ? run->expansion : 1000,
    };
    if (run->tracking)
        state.tracking = scaled_ratio(run->tracking, 1000 * 1000,
                                      SCALED_PT * state.expansion);
    scaled shown = 0; /* glyphs before a piece, for their tracking */
    for (uint32_t i = 0; i < shape->piece_count; i++) {
        const struct pdf_piece *piece = &shape->pieces[i];
        scaled offset = 0;
        state.rise = 0;
        if (piece->rise)
            state.rise = scaled_ratio(state.size, piece->rise,
                                      shape->face->face->units_per_em);
        if (piece->x)
            offset = scaled_ratio(scaled_ratio(size, piece->x, EM_WIDTH),
                                  state.expansion, 1000);
        piece_show(writer, content, place, &state,
                   x + offset + run->tracking * shown, y, piece);
        shown += piece->glyph_count;
    }
    return pdf_text_width(segment, run);
}

/* --- marks --------------------------------------------------------------- */

/* A picture that nobody describes says nothing, as in HTML: an artifact.
 * Books with editions must describe them all (pass/structure). */
static bool
is_mute(const struct node *node)
{
    return node->kind == NODE_IMAGE && !text_trim(node->text).size;
}

struct pdf_place
pdf_mark_place(struct pdf_writer *writer, const struct mark *mark)
{
    struct pdf_place place = {.artifact = mark->artifact};
    bool is_text = mark->kind == MARK_TEXT;
    /* Of the rest of a word: a blank, since PDFium takes nothing for none. */
    if (is_text && mark->text.actual.data)
        place.actual = mark->text.actual.size ? mark->text.actual : TEXT(" ");
    if (!writer->rules->tagged || mark->artifact != ARTIFACT_NONE ||
        !mark->node || is_mute(mark->node))
        return place;
    place.tag = pdf_tags_find(&writer->tags, mark->node, mark->part);
    if (mark->part == PART_SOFT_HYPHEN) {
        /* On the element only: poppler would lose the line's rest. */
        place.tag = pdf_tags_span(&writer->tags, place.tag, TEXT("\u00ad"));
        place.actual = (struct text){0};
    } else if (is_text && mark->text.actual.size) {
        place.tag = pdf_tags_word(&writer->tags, place.tag, mark->node,
                                  mark->text.actual);
    } else if (is_text && mark->text.actual.data) {
        place.tag = pdf_tags_word_rest(&writer->tags, place.tag, mark->node);
    }
    return place;
}

/* Does a space stand in the text between two words of a mark? */
static bool
is_space_between(const struct page_word *word, scaled end,
                 const struct mark *mark)
{
    scaled gap = mark->x + word[1].x - end;
    return gap * 1000 > mark->text.size * NARROWEST_SPACE;
}

struct text_drawing {
    struct pdf_writer *writer;
    const struct mark *mark;
    struct pdf_run run;
    struct pdf_place place;
    const struct font *font; /* of the last segment */
};

static void
draw_space(struct text_drawing *drawing, scaled x)
{
    const struct shape *space =
        drawing->font
            ? pdf_shapes_space(&drawing->writer->shapes, drawing->font)
            : NULL;
    if (space)
        pdf_text_segment(drawing->writer, &drawing->writer->content,
                         &drawing->place, space, &drawing->run, x,
                         drawing->mark->y);
}

/* Returns where the word ends. */
static scaled
draw_word(struct text_drawing *drawing, const struct page_word *word)
{
    scaled x = drawing->mark->x + word->x;
    for (const struct shape *segment = word->shape; segment;
         segment = segment->next) {
        x += pdf_text_segment(drawing->writer, &drawing->writer->content,
                              &drawing->place, segment, &drawing->run, x,
                              drawing->mark->y);
        drawing->font = segment->font;
    }
    return x;
}

static void
draw_turned(struct pdf_writer *writer, const struct mark *mark)
{
    struct pdf_content *content = &writer->content;
    struct mark upright = *mark;
    upright.turned = false;
    upright.x = 0;
    upright.y = content->height; /* 0 in the turned system */
    pdf_content_end(content);
    buffer_append_string(&content->out, "q 0 -1 1 0 ");
    pdf_length(&content->out, mark->x);
    buffer_append_byte(&content->out, ' ');
    pdf_length(&content->out, content->height - mark->y);
    buffer_append_string(&content->out, " cm\n");
    pdf_text_draw(writer, &upright);
    pdf_content_end(content);
    buffer_append_string(&content->out, "Q\n");
    pdf_content_forget(content);
}

void
pdf_text_draw(struct pdf_writer *writer, const struct mark *mark)
{
    if (mark->turned) {
        draw_turned(writer, mark);
        return;
    }
    struct text_drawing drawing = {
        .writer = writer,
        .mark = mark,
        .run = {.size = mark->text.size,
                .expansion =
                    mark->text.expansion > 0 ? mark->text.expansion : 1000,
                .tracking = mark->text.tracking},
        .place = pdf_mark_place(writer, mark),
    };
    scaled end = mark->x;
    if (!mark->text.word_count && !mark->space_after)
        return;
    pdf_content_text(&writer->content, &drawing.place);
    pdf_content_fill(&writer->content, mark->colour);
    for (uint32_t i = 0; i < mark->text.word_count; i++) {
        const struct page_word *word = &mark->text.words[i];
        end = draw_word(&drawing, word);
        if (i + 1 < mark->text.word_count && is_space_between(word, end, mark))
            draw_space(&drawing, end);
    }
    if (!mark->space_after)
        return;
    if (drawing.place.actual.data || mark->part == PART_SOFT_HYPHEN) {
        /* The space is not part of what is said otherwise. */
        struct mark plain = *mark;
        plain.part = PART_CONTENT;
        plain.text.actual = (struct text){0};
        drawing.place = pdf_mark_place(writer, &plain);
    }
    draw_space(&drawing, end);
}
