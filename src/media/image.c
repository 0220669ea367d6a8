#include "media/image.h"

#include "base/map.h"
#include "base/path.h"
#include "media/image_read.h"
#include "media/svg.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 100 << 20 };

struct image_store {
    pthread_mutex_t mutex;
    struct arena *arena;
    const struct folder *folder;
    struct map images; /* path -> struct image */
};

struct image_store *
image_store_new(const struct folder *folder)
{
    struct image_store *store = memory_alloc(sizeof *store);
    struct arena *arena = arena_new();
    *store = (struct image_store){
        .arena = arena, .folder = folder, .images = map_in(arena)};
    pthread_mutex_init(&store->mutex, NULL);
    return store;
}

void
image_store_free(struct image_store *store)
{
    if (!store)
        return;
    pthread_mutex_destroy(&store->mutex);
    arena_free(store->arena);
    free(store);
}

static bool
looks_like_png(struct text bytes)
{
    return bytes.size >= 8 && memcmp(bytes.data, "\x89PNG\r\n\x1a\n", 8) == 0;
}

static bool
looks_like_jpeg(struct text bytes)
{
    return bytes.size >= 3 && memcmp(bytes.data, "\xff\xd8\xff", 3) == 0;
}

/* XML in UTF-8: base/file has more to say about other encodings. */
static bool
looks_like_svg(struct text bytes, struct text path)
{
    if (text_has_suffix(path, ".svg") || text_has_suffix(path, ".SVG"))
        return true;
    if (text_has_prefix(bytes, "\xef\xbb\xbf"))
        bytes = text_slice(bytes, 3, bytes.size);
    bytes = text_trim(text_slice(bytes, 0, 512));
    return text_has_prefix(bytes, "<?xml") || text_has_prefix(bytes, "<svg");
}

/* Where an image came from, for its reports. */
struct load {
    struct image_store *store;
    struct text path;
    struct span from;
    struct diag *diag;
};

static bool
load_svg(const struct load *load, struct image *image)
{
    image->kind = IMAGE_SVG;
    struct source *source =
        file_read_source(load->store->arena, load->store->folder, load->path,
                         load->from, load->diag);
    if (!source)
        return false;
    image->svg = svg_parse(load->store->arena, source, load->diag);
    if (!image->svg)
        return false;
    image->bytes = svg_write(load->store->arena, image->svg);
    image->width = (uint32_t)ceil(image->svg->width);
    image->height = (uint32_t)ceil(image->svg->height);
    image->natural_width = scaled_from_pt(image->svg->natural_width * 72 / 96);
    image->natural_height =
        scaled_from_pt(image->svg->natural_height * 72 / 96);
    return true;
}

static bool
load_raster(const struct load *load, struct image *image)
{
    const char *why = "";
    enum image_verdict verdict =
        image->kind == IMAGE_PNG ? png_read(load->store->arena, image, &why)
                                 : jpeg_read(load->store->arena, image, &why);
    switch (verdict) {
    case IMAGE_FINE:
        return true;
    case IMAGE_FAULTY:
        diag_report(load->diag, IMAGE_BROKEN, load->from,
                    TEXT_PRINTF(load->path), why);
        break;
    case IMAGE_NOT_SUITED:
        diag_report(load->diag, IMAGE_UNSUPPORTED, load->from,
                    TEXT_PRINTF(load->path), why);
        break;
    case IMAGE_TOO_MANY_PIXELS:
        diag_report(load->diag, IMAGE_TOO_LARGE, load->from,
                    TEXT_PRINTF(load->path), image->width, image->height);
        break;
    }
    return false;
}

/* The file's bytes; NULL data after reporting. */
static struct text
load_bytes(const struct load *load)
{
    bool outside = false;
    struct text bytes = {0};
    struct text real = folder_resolve(load->store->arena, load->store->folder,
                                      load->path, &outside);
    if (path_is_address(load->path))
        diag_report(load->diag, IMAGE_ADDRESS, load->from,
                    TEXT_PRINTF(load->path));
    else if (outside || path_has_drive(load->path))
        diag_report(load->diag, IMAGE_OUTSIDE, load->from,
                    TEXT_PRINTF(load->path));
    else if (!real.size)
        diag_report_hint(
            load->diag, IMAGE_MISSING,
            folder_suggest(load->store->arena, load->store->folder, load->path),
            load->from, TEXT_PRINTF(load->path));
    else if (file_read_bytes(load->store->arena, real.data, MAX_BYTES, &bytes))
        return bytes;
    else if (errno == EFBIG)
        diag_report_hint(load->diag, FILE_TOO_LARGE,
                         TEXT("save the picture smaller"), load->from,
                         TEXT_PRINTF(load->path), MAX_BYTES >> 20);
    else
        diag_report(load->diag, FILE_UNREADABLE, load->from,
                    TEXT_PRINTF(load->path), strerror(errno));
    return (struct text){0};
}

static const struct image *
load_image(const struct load *load)
{
    struct text bytes = load_bytes(load);
    if (!bytes.data)
        return NULL;
    struct image *image = ARENA_NEW(load->store->arena, struct image);
    image->path = arena_text(load->store->arena, load->path);
    image->bytes = bytes;
    image->orientation = 1;
    bool done = false;
    if (looks_like_png(bytes)) {
        image->kind = IMAGE_PNG;
        done = load_raster(load, image);
    } else if (looks_like_jpeg(bytes)) {
        image->kind = IMAGE_JPEG;
        done = load_raster(load, image);
    } else if (looks_like_svg(bytes, load->path)) {
        done = load_svg(load, image);
    } else {
        diag_report(load->diag, IMAGE_KIND, load->from,
                    TEXT_PRINTF(load->path));
    }
    return done ? image : NULL;
}

/* Pictures that failed are not kept: each place that names one is told. */
const struct image *
image_load(struct image_store *store, struct text path, struct span from,
           struct diag *diag)
{
    struct load load = {store, path, from, diag};
    pthread_mutex_lock(&store->mutex);
    const struct image *image = map_find(&store->images, path);
    if (!image) {
        image = load_image(&load);
        if (image)
            map_set(&store->images, image->path, (void *)image);
    }
    pthread_mutex_unlock(&store->mutex);
    return image;
}
