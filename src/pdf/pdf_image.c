#include "pdf/pdf_writer.h"

#include "media/image.h"
#include "pdf/pdf_format.h"

#include <stdlib.h>

struct pdf_picture {
    const struct image *image;
    const struct node *node; /* the first that shows it */
    struct pdf_object object, mask;
};

/* --- which pictures ------------------------------------------------------ */

/* A book has few pictures: a plain search. */
static size_t
picture_index(const struct pdf_writer *writer, const struct image *image)
{
    size_t i = 0;
    while (i < writer->pictures.count &&
           writer->pictures.items[i]->image != image)
        i++;
    return i;
}

void
pdf_picture_note(struct pdf_writer *writer, const struct mark *mark)
{
    const struct image *image = mark->image.image;
    if (!image || picture_index(writer, image) < writer->pictures.count)
        return;
    struct pdf_picture *picture = ARENA_NEW(writer->arena, struct pdf_picture);
    picture->image = image;
    picture->node = mark->node;
    *ARRAY_PUSH(writer->arena, &writer->pictures) = picture;
    if (image->kind == IMAGE_SVG)
        pdf_svg_note(writer, image->svg, mark->node);
}

void
pdf_pictures_resources(const struct pdf_writer *writer, struct buffer *out)
{
    for (size_t i = 0; i < writer->pictures.count; i++) {
        buffer_append_string(out, "/I");
        pdf_integer(out, (int64_t)i);
        buffer_append_byte(out, ' ');
        pdf_reference(out, writer->pictures.items[i]->object.id);
    }
}

/* --- raster -------------------------------------------------------------- */

static struct text
raster_body(struct pdf_writer *writer, uint32_t width, uint32_t height,
            const char *space)
{
    return arena_printf(writer->arena,
                        "/Type/XObject/Subtype/Image/Width %u/Height %u"
                        "/ColorSpace%s/BitsPerComponent 8",
                        width, height, space);
}

static void
jpeg_write(struct pdf_writer *writer, struct pdf_picture *picture)
{
    const struct image *image = picture->image;
    bool turned = image->orientation >= 5;
    struct text body =
        raster_body(writer, turned ? image->height : image->width,
                    turned ? image->width : image->height,
                    image->components == 1 ? "/DeviceGray" : "/DeviceRGB");
    picture->object.body =
        arena_text_concat(writer->arena, body, TEXT("/Filter/DCTDecode"));
    picture->object.stream = image->bytes;
}

/* A PNG's own compressed rows, which PDF can read. */
static void
rows_write(struct pdf_writer *writer, struct pdf_picture *picture,
           const struct png_rows *rows)
{
    struct buffer out = {0};
    buffer_printf(&out,
                  "/Type/XObject/Subtype/Image/Width %u/Height %u"
                  "/BitsPerComponent %d/Filter/FlateDecode/DecodeParms"
                  "<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %u>>"
                  "/ColorSpace",
                  rows->width, rows->height, rows->bits, rows->components,
                  rows->bits, rows->width);
    if (rows->palette.size) {
        buffer_printf(&out, "[/Indexed/DeviceRGB %zu<",
                      rows->palette.size / 3 - 1);
        for (size_t i = 0; i < rows->palette.size / 3 * 3; i++)
            buffer_printf(&out, "%02X", (unsigned char)rows->palette.data[i]);
        buffer_append_string(&out, ">]");
    } else {
        buffer_append_string(&out, rows->components == 1 ? "/DeviceGray"
                                                         : "/DeviceRGB");
    }
    picture->object.body = arena_text(writer->arena, buffer_text(&out));
    picture->object.stream = rows->data;
    buffer_release(&out);
}

static bool
pixels_write(struct pdf_writer *writer, struct pdf_picture *picture)
{
    const struct pdf_inks *inks = &writer->inks;
    struct pixels pixels;
    if (!image_decode(picture->image, &pixels))
        return false;
    size_t count = (size_t)pixels.width * pixels.height;
    struct text body = raster_body(writer, pixels.width, pixels.height,
                                   pdf_picture_space(inks, pixels.components));
    if (pixels.alpha) {
        pdf_object_add(writer->file, &picture->mask);
        pdf_object_set_stream(
            &picture->mask, writer->arena,
            raster_body(writer, pixels.width, pixels.height, "/DeviceGray"),
            (struct text){(const char *)pixels.alpha, count});
        body = arena_printf(writer->arena, "%.*s/SMask %u 0 R",
                            TEXT_PRINTF(body), picture->mask.id);
    }
    struct text colours = {(const char *)pixels.colour,
                           count * pixels.components};
    if (pdf_picture_changes(inks, pixels.components))
        colours = pdf_picture_inks(inks, writer->arena, pixels.colour, count,
                                   pixels.components);
    pdf_object_set_stream(&picture->object, writer->arena, body, colours);
    free(pixels.colour);
    free(pixels.alpha);
    return true;
}

static void
form_write(struct pdf_writer *writer, struct pdf_picture *picture)
{
    const struct svg *svg = picture->image->svg;
    struct pdf_content content = {.is_figure = true};
    struct buffer body = {0};
    pdf_content_begin(&content, &writer->inks, NULL, 0, 0);
    content.is_figure = true;
    pdf_svg_content(writer, svg, &content);
    pdf_content_end(&content);
    buffer_append_string(&body, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    pdf_real(&body, svg->width);
    buffer_append_byte(&body, ' ');
    pdf_real(&body, svg->height);
    buffer_append_string(&body, "]/Resources ");
    pdf_reference(&body, writer->resources.id);
    pdf_object_set_stream(&picture->object, writer->arena, buffer_text(&body),
                          buffer_text(&content.out));
    buffer_release(&body);
    buffer_release(&content.out);
}

bool
pdf_pictures_write(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->pictures.count; i++) {
        struct pdf_picture *picture = writer->pictures.items[i];
        bool changes =
            pdf_picture_changes(&writer->inks, picture->image->components);
        struct png_rows rows;
        pdf_object_add(writer->file, &picture->object);
        pdf_origin_set(writer, &picture->object, picture->node);
        if (picture->image->kind == IMAGE_SVG)
            form_write(writer, picture);
        else if (picture->image->kind == IMAGE_JPEG && !changes)
            jpeg_write(writer, picture);
        else if (picture->image->kind == IMAGE_PNG && !changes &&
                 image_png_rows(writer->arena, picture->image, &rows))
            rows_write(writer, picture, &rows);
        else if (!pixels_write(writer, picture))
            return false;
    }
    return true;
}

/* --- drawing ------------------------------------------------------------- */

/* How the stored rows are turned (EXIF 2.3, table 6): matrices of the unit
 * square, by orientation. */
static const signed char turns[9][6] = {
    {1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
    {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
    {0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0},
};

static void
figure_box(struct pdf_writer *writer, const struct mark *mark,
           struct pdf_tag *tag)
{
    struct buffer out = {0};
    scaled bottom = writer->content.height - mark->y - mark->height;
    scaled box[4] = {mark->x, bottom, mark->x + mark->width,
                     bottom + mark->height};
    buffer_append_string(&out, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        pdf_length(&out, box[i]);
        buffer_append_byte(&out, i < 3 ? ' ' : ']');
    }
    buffer_append_string(&out, ">>");
    tag->entries = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
}

/* A picture without alternative text is decoration. */
static struct pdf_place
picture_place(struct pdf_writer *writer, const struct mark *mark)
{
    struct pdf_place place = {.artifact = ARTIFACT_LAYOUT};
    if (mark->artifact != ARTIFACT_NONE || !mark->node ||
        (mark->node->kind == NODE_IMAGE && !mark->node->text.size))
        return place;
    place = pdf_mark_place(writer, mark);
    if (place.tag && mark->node->kind == NODE_IMAGE)
        figure_box(writer, mark, place.tag);
    return place;
}

void
pdf_picture_draw(struct pdf_writer *writer, const struct mark *mark)
{
    const struct image *image = mark->image.image;
    if (!image)
        return;
    struct pdf_content *content = &writer->content;
    struct pdf_place place = picture_place(writer, mark);
    double width = scaled_to_pt(mark->width);
    double height = scaled_to_pt(mark->height);
    const signed char *t = turns[image->orientation];
    if (image->kind == IMAGE_SVG) {
        width /= image->svg->width;
        height /= image->svg->height;
    }
    double x = scaled_to_pt(mark->x);
    double y = scaled_to_pt(content->height - mark->y - mark->height);
    double matrix[6] = {t[0] * width,  t[1] * height,    t[2] * width,
                        t[3] * height, x + t[4] * width, y + t[5] * height};
    pdf_content_graphics(content, &place);
    buffer_append_string(&content->out, "q ");
    pdf_reals(&content->out, matrix, 6);
    buffer_append_string(&content->out, "cm /I");
    pdf_integer(&content->out, (int64_t)picture_index(writer, image));
    buffer_append_string(&content->out, " Do Q\n");
}
