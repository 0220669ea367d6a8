/* The sides of sheets on which a booklet's pages lie two-up: each page is a
 * form, moved to its place. */
#include "pdf/pdf_format.h"
#include "pdf/pdf_writer.h"

/* Draws "/NAME" with its lower left corner at (x, y), within its half of what
 * a printer can print, `left` to `right`. */
static void
place(struct buffer *out, const char *name, scaled x, scaled y, scaled left,
      scaled right)
{
    buffer_append_string(out, "q ");
    pdf_length(out, left);
    buffer_append_byte(out, ' ');
    pdf_length(out, IMPOSITION_EDGE);
    buffer_append_byte(out, ' ');
    pdf_length(out, right - left);
    buffer_append_byte(out, ' ');
    pdf_length(out, IMPOSITION_HEIGHT - 2 * IMPOSITION_EDGE);
    buffer_append_string(out, " re W n 1 0 0 1 ");
    pdf_length(out, x);
    buffer_append_byte(out, ' ');
    pdf_length(out, y);
    buffer_printf(out, " cm /%s Do Q\n", name);
}

void
pdf_sheet_write(struct pdf_writer *writer, size_t side,
                const struct pdf_object *parent)
{
    const struct imposition *imposition = writer->rules->imposition;
    const struct imposition_side *at = &imposition->sides[side];
    struct pdf_object *object = &writer->leaves[side];
    struct pdf_object *content = ARENA_NEW(writer->arena, struct pdf_object);
    struct buffer out = {0}, body = {0};
    scaled fold = IMPOSITION_WIDTH / 2;
    scaled y = (IMPOSITION_HEIGHT - imposition->page_height) / 2;
    place(&out, "L", fold - imposition->page_width + at->creep, y,
          IMPOSITION_EDGE, fold);
    place(&out, "R", fold - at->creep, y, fold,
          IMPOSITION_WIDTH - IMPOSITION_EDGE);
    pdf_object_add(writer->file, content);
    pdf_object_pack_stream(content, &out);
    buffer_printf(&body,
                  "/Type/Page/Parent %u 0 R/Contents %u 0 R"
                  "/Resources<</XObject<</L %u 0 R/R %u 0 R>>>>"
                  "/MediaBox[0 0 ",
                  parent->id, content->id, writer->page_objects[at->left].id,
                  writer->page_objects[at->right].id);
    pdf_length(&body, IMPOSITION_WIDTH);
    buffer_append_byte(&body, ' ');
    pdf_length(&body, IMPOSITION_HEIGHT);
    buffer_append_byte(&body, ']');
    object->body = arena_text(writer->arena, buffer_text(&body));
    buffer_release(&body);
}
