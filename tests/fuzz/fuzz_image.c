/* Headers of PNG and JPEG files; small ones are decoded too. */
#include "fuzz.h"

#include "media/image_read.h"

enum { SMALL = 64 * 64 };

static void
read_png(struct fuzz *fuzz, struct image *image)
{
    const char *why = NULL;
    if (png_read(fuzz->arena, image, &why) != IMAGE_FINE)
        return;
    struct png_rows rows;
    image_png_rows(fuzz->arena, image, &rows);
    struct pixels pixels;
    if ((uint64_t)image->width * image->height <= SMALL &&
        image_decode_png(image, &pixels)) {
        free(pixels.colour);
        free(pixels.alpha);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz fuzz = {.arena = arena_new(), .diag = diag_new()};
    const char *why = NULL;
    struct image image = {.kind = IMAGE_PNG,
                          .bytes = fuzz_bytes(&fuzz, data, size)};
    if (size >= 8 && !memcmp(data, "\x89PNG\r\n\x1a\n", 8)) {
        read_png(&fuzz, &image);
    } else if (size >= 3 && !memcmp(data, "\xFF\xD8\xFF", 3)) {
        image.kind = IMAGE_JPEG;
        struct pixels pixels;
        if (jpeg_read(fuzz.arena, &image, &why) == IMAGE_FINE &&
            (uint64_t)image.width * image.height <= SMALL &&
            image_decode_jpeg(&image, &pixels))
            free(pixels.colour);
    }
    fuzz_close(&fuzz);
    return 0;
}
