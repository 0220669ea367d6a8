/* Pixels of a JPEG, for printing: other readers of a PDF decode it
 * themselves. */
#include "media/image.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

struct jpeg_job {
    struct jpeg_error_mgr errors; /* first: libjpeg hands it back */
    jmp_buf failure;
    struct jpeg_decompress_struct jpeg;
    struct pixels *pixels;
};

static void
job_error(j_common_ptr jpeg)
{
    longjmp(((struct jpeg_job *)(void *)jpeg->err)->failure, 1);
}

/* Damage that can be lived with: viewers do as well. */
static void
job_message(j_common_ptr jpeg)
{
    (void)jpeg;
}

static void
job_decode(struct jpeg_job *job, struct text bytes)
{
    struct jpeg_decompress_struct *jpeg = &job->jpeg;
    struct pixels *pixels = job->pixels;
    jpeg_create_decompress(jpeg);
    jpeg_mem_src(jpeg, (const unsigned char *)bytes.data, bytes.size);
    jpeg_read_header(jpeg, TRUE);
    jpeg->out_color_space = jpeg->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW; /* the same bytes on every machine */
    jpeg_start_decompress(jpeg);
    pixels->width = jpeg->output_width;
    pixels->height = jpeg->output_height;
    pixels->components = (uint8_t)jpeg->output_components;
    size_t row_size = (size_t)pixels->width * pixels->components;
    pixels->colour = memory_alloc(row_size * pixels->height);
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = pixels->colour + row_size * jpeg->output_scanline;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_decompress(jpeg);
}

bool
image_decode_jpeg(const struct image *image, struct pixels *pixels)
{
    struct jpeg_job job = {.pixels = pixels};
    *pixels = (struct pixels){0};
    job.jpeg.err = jpeg_std_error(&job.errors);
    job.errors.error_exit = job_error;
    job.errors.output_message = job_message;
    volatile bool done = false;
    if (setjmp(job.failure) == 0) {
        job_decode(&job, image->bytes);
        done = true;
    }
    jpeg_destroy_decompress(&job.jpeg);
    if (!done) {
        free(pixels->colour);
        pixels->colour = NULL;
    }
    return done;
}

bool
image_decode(const struct image *image, struct pixels *pixels)
{
    switch (image->kind) {
    case IMAGE_PNG:
        return image_decode_png(image, pixels);
    case IMAGE_JPEG:
        return image_decode_jpeg(image, pixels);
    case IMAGE_SVG:
        break;
    }
    return false;
}
