#include "media/image_read.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNATURE = 8, CHUNK_HEAD = 8, CHUNK_TAIL = 4 };

/* --- chunks -------------------------------------------------------------- */

struct chunk {
    const char *type; /* four letters */
    struct text data;
    struct text whole; /* with length, type and check sum */
};

/* The chunk at *position, which moves past it; false at the end or when the
 * file is cut short. */
static bool
chunk_next(struct text bytes, size_t *position, struct chunk *chunk)
{
    if (bytes.size - *position < CHUNK_HEAD + CHUNK_TAIL)
        return false;
    const char *at = bytes.data + *position;
    size_t size = read_u32(at);
    if (size > bytes.size - *position - CHUNK_HEAD - CHUNK_TAIL)
        return false;
    chunk->type = at + 4;
    chunk->data = (struct text){at + CHUNK_HEAD, size};
    chunk->whole = (struct text){at, size + CHUNK_HEAD + CHUNK_TAIL};
    *position += chunk->whole.size;
    return true;
}

static bool
chunk_is(const struct chunk *chunk, const char *type)
{
    return memcmp(chunk->type, type, 4) == 0;
}

/* What a picture needs; all else (texts, dates, EXIF, animation, previews)
 * is left out. */
static bool
chunk_is_needed(const struct chunk *chunk)
{
    static const char needed[][5] = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND",
                                     "gAMA", "cHRM", "sRGB", "iCCP", "pHYs"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (chunk_is(chunk, needed[i]))
            return true;
    return false;
}

/* A copy without metadata; empty when the file is cut short. */
static struct text
png_strip(struct arena *arena, struct text bytes)
{
    char *copy = arena_alloc(arena, bytes.size);
    size_t size = SIGNATURE, position = SIGNATURE;
    struct chunk chunk;
    memcpy(copy, bytes.data, SIGNATURE);
    while (chunk_next(bytes, &position, &chunk)) {
        if (!chunk_is_needed(&chunk))
            continue;
        memcpy(copy + size, chunk.whole.data, chunk.whole.size);
        size += chunk.whole.size;
        if (chunk_is(&chunk, "IEND"))
            return (struct text){copy, size};
    }
    return TEXT("");
}

/* --- libpng -------------------------------------------------------------- */

struct png_job {
    struct text bytes;
    size_t position;
    char message[80];
    jmp_buf failure;
    png_structp png;
    png_infop info;
    struct pixels *pixels;
    png_bytep *rows;
    uint8_t *raw;
};

static void
job_error(png_structp png, png_const_charp message)
{
    struct png_job *job = png_get_error_ptr(png);
    strncpy(job->message, message, sizeof job->message - 1);
    longjmp(job->failure, 1);
}

static void
job_warning(png_structp png, png_const_charp message)
{
    (void)png, (void)message;
}

static void
job_read(png_structp png, png_bytep out, png_size_t size)
{
    struct png_job *job = png_get_io_ptr(png);
    if (size > job->bytes.size - job->position)
        png_error(png, "the file is cut short");
    memcpy(out, job->bytes.data + job->position, size);
    job->position += size;
}

/* Everything to 8-bit gray or RGB, with alpha when there is any. */
static void
job_transform(struct png_job *job)
{
    png_set_expand(job->png); /* palette, small gray, tRNS */
    png_set_scale_16(job->png);
    png_set_interlace_handling(job->png);
    png_read_update_info(job->png, job->info);
}

static void
job_split(struct png_job *job, unsigned channels)
{
    struct pixels *pixels = job->pixels;
    size_t count = (size_t)pixels->width * pixels->height;
    bool has_alpha = channels == 2 || channels == 4;
    pixels->components = (uint8_t)(channels - has_alpha);
    if (!has_alpha) {
        pixels->colour = job->raw;
        job->raw = NULL;
        return;
    }
    unsigned components = pixels->components;
    pixels->colour = memory_alloc(count * components);
    pixels->alpha = memory_alloc(count);
    for (size_t i = 0; i < count; i++) {
        memcpy(pixels->colour + i * components, job->raw + i * channels,
               components);
        pixels->alpha[i] = job->raw[i * channels + components];
    }
}

static void
job_decode(struct png_job *job)
{
    struct pixels *pixels = job->pixels;
    png_set_read_fn(job->png, job, job_read);
    png_set_user_limits(job->png, 1000000, 1000000);
    png_set_chunk_malloc_max(job->png, 8 << 20);
    png_read_info(job->png, job->info);
    pixels->width = png_get_image_width(job->png, job->info);
    pixels->height = png_get_image_height(job->png, job->info);
    if ((uint64_t)pixels->width * pixels->height > IMAGE_MAX_PIXELS)
        png_error(job->png, "too many pixels");
    job_transform(job);
    size_t row_size = png_get_rowbytes(job->png, job->info);
    job->raw = memory_alloc(row_size * pixels->height);
    job->rows = memory_alloc(sizeof *job->rows * pixels->height);
    for (uint32_t i = 0; i < pixels->height; i++)
        job->rows[i] = job->raw + i * row_size;
    png_read_image(job->png, job->rows);
    png_read_end(job->png, NULL);
    job_split(job, png_get_channels(job->png, job->info));
}

/* Runs a job; the message tells why it failed. */
static bool
job_run(struct png_job *job)
{
    job->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, job, job_error,
                                      job_warning);
    job->info = job->png ? png_create_info_struct(job->png) : NULL;
    volatile bool done = false;
    if (job->info && setjmp(job->failure) == 0) {
        job_decode(job);
        done = true;
    }
    png_destroy_read_struct(&job->png, &job->info, NULL);
    free(job->rows);
    free(job->raw);
    if (!done) {
        free(job->pixels->colour);
        free(job->pixels->alpha);
        job->pixels->colour = job->pixels->alpha = NULL;
    }
    return done;
}

bool
image_decode_png(const struct image *image, struct pixels *pixels)
{
    struct png_job job = {.bytes = image->bytes, .pixels = pixels};
    *pixels = (struct pixels){0};
    return job_run(&job);
}

/* --- rows for PDF -------------------------------------------------------- */

bool
image_png_rows(struct arena *arena, const struct image *image,
               struct png_rows *rows)
{
    struct chunk chunk;
    size_t position = SIGNATURE, size = 0;
    *rows = (struct png_rows){.palette = TEXT("")};
    if (!chunk_next(image->bytes, &position, &chunk) || chunk.data.size < 13)
        return false;
    const unsigned char *head = (const unsigned char *)chunk.data.data;
    int bits = head[8], type = head[9], interlace = head[12];
    if (bits > 8 || interlace || (type & PNG_COLOR_MASK_ALPHA))
        return false;
    rows->width = read_u32(chunk.data.data);
    rows->height = read_u32(chunk.data.data + 4);
    rows->bits = (uint8_t)bits;
    rows->components = type == PNG_COLOR_TYPE_RGB ? 3 : 1;
    char *data = arena_alloc(arena, image->bytes.size);
    while (chunk_next(image->bytes, &position, &chunk)) {
        if (chunk_is(&chunk, "tRNS"))
            return false;
        if (chunk_is(&chunk, "PLTE") && type == PNG_COLOR_TYPE_PALETTE)
            rows->palette = chunk.data;
        if (chunk_is(&chunk, "IDAT")) {
            memcpy(data + size, chunk.data.data, chunk.data.size);
            size += chunk.data.size;
        }
    }
    rows->data = (struct text){data, size};
    return type != PNG_COLOR_TYPE_PALETTE || rows->palette.size >= 3;
}

/* --- reading ------------------------------------------------------------- */

/* Dots a metre from pHYs; 0 when it is not said. */
static void
png_density(struct text bytes, uint32_t *x, uint32_t *y)
{
    struct chunk chunk;
    size_t position = SIGNATURE;
    *x = *y = 0;
    while (chunk_next(bytes, &position, &chunk))
        if (chunk_is(&chunk, "pHYs") && chunk.data.size == 9 &&
            chunk.data.data[8] == 1) {
            *x = read_u32(chunk.data.data);
            *y = read_u32(chunk.data.data + 4);
        }
}

static scaled
natural_length(uint32_t pixels, uint32_t per_metre)
{
    /* 72 points are 0.0254 m; without a density 96 dots an inch, 0.75 pt. */
    if (per_metre < 100 || per_metre > 1000000)
        return (scaled)pixels * SCALED_PT * 3 / 4;
    return scaled_ratio((scaled)pixels * SCALED_PT, 720000,
                        (int64_t)per_metre * 254);
}

enum image_verdict
png_read(struct arena *arena, struct image *image, const char **why)
{
    struct chunk head;
    size_t position = SIGNATURE;
    if (!chunk_next(image->bytes, &position, &head) ||
        !chunk_is(&head, "IHDR") || head.data.size != 13) {
        *why = "its header is damaged";
        return IMAGE_FAULTY;
    }
    image->width = read_u32(head.data.data);
    image->height = read_u32(head.data.data + 4);
    if ((uint64_t)image->width * image->height > IMAGE_MAX_PIXELS)
        return IMAGE_TOO_MANY_PIXELS;
    image->bytes = png_strip(arena, image->bytes);
    if (!image->bytes.size) {
        *why = "the file is cut short";
        return IMAGE_FAULTY;
    }
    /* Decoded once here, so that a broken file is found before any page is
     * made. */
    struct pixels pixels = {0};
    struct png_job job = {.bytes = image->bytes, .pixels = &pixels};
    if (!job_run(&job)) {
        *why = arena_string(arena, text_of(job.message));
        return IMAGE_FAULTY;
    }
    image->components = pixels.components;
    free(pixels.colour);
    free(pixels.alpha);
    uint32_t x, y;
    png_density(image->bytes, &x, &y);
    image->natural_width = natural_length(image->width, x);
    image->natural_height = natural_length(image->height, y);
    return IMAGE_FINE;
}
