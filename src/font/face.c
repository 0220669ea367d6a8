#include "font/face.h"

#include "base/buffer.h"
#include "font/table.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct font_face_data {
    struct text bytes; /* mapped */
    pthread_mutex_t mutex;
    _Atomic(hb_font_t *) font; /* made under the mutex */
};

/* Bits of the PDF font descriptor's Flags. */
enum {
    FLAG_FIXED_PITCH = 1 << 0,
    FLAG_SERIF = 1 << 1,
    FLAG_SYMBOLIC = 1 << 2,
    FLAG_ITALIC = 1 << 6
};

/* Where the font begins: 0, or the first of a collection. */
static size_t
font_offset(struct text bytes)
{
    return text_has_prefix(bytes, "ttcf") ? table_u32(bytes, 12) : 0;
}

struct text
face_table(const struct font_face *face, const char *tag)
{
    struct text bytes = face->data->bytes;
    size_t start = font_offset(bytes);
    unsigned count = table_u16(bytes, start + 4);
    for (size_t i = 0; i < count; i++) {
        size_t entry = start + 12 + i * 16;
        if (entry + 16 > bytes.size)
            break;
        if (memcmp(bytes.data + entry, tag, 4) != 0)
            continue;
        size_t offset = table_u32(bytes, entry + 8);
        return text_slice(bytes, offset, offset + table_u32(bytes, entry + 12));
    }
    return TEXT("");
}

/* --- names ------------------------------------------------------------------
 */

/* The name with the id in Windows English, or the empty text. */
static struct text
face_name(struct arena *arena, const struct font_face *face, unsigned id)
{
    enum { WINDOWS = 3, ENGLISH = 0x409 };
    struct text table = face_table(face, "name");
    size_t strings = table_u16(table, 4);
    for (size_t i = 0; i < table_u16(table, 2); i++) {
        size_t record = 6 + i * 12;
        if (table_u16(table, record) != WINDOWS ||
            table_u16(table, record + 4) != ENGLISH ||
            table_u16(table, record + 6) != id)
            continue;
        size_t start = strings + table_u16(table, record + 10);
        size_t end = start + table_u16(table, record + 8);
        struct buffer utf8 = {0};
        for (size_t at = start; at + 2 <= end; at += 2)
            buffer_append_code_point(&utf8, table_u16(table, at));
        struct text name = arena_text(arena, buffer_text(&utf8));
        buffer_release(&utf8);
        return name;
    }
    return TEXT("");
}

struct text
face_version(struct arena *arena, const struct font_face *face)
{
    uint32_t revision = table_u32(face_table(face, "head"), 4);
    uint64_t thousandths = ((uint64_t)revision * 1000 + 32768) >> 16;
    return arena_printf(arena, "%u.%03u", (unsigned)(thousandths / 1000),
                        (unsigned)(thousandths % 1000));
}

/* File name without folder and suffix: a name for fonts without one. */
static struct text
file_stem(struct text path)
{
    size_t start = path.size, end = path.size;
    while (start > 0 && path.data[start - 1] != '/')
        start--;
    for (size_t i = start + 1; i < path.size; i++)
        if (path.data[i] == '.')
            end = i;
    return text_slice(path, start, end);
}

/* A PostScript name may hold nothing that PDF would have to escape. */
static bool
is_postscript_name(struct text name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] <= ' ' || name.data[i] > '~' ||
            strchr("[](){}<>/%#", name.data[i]))
            return false;
    return name.size > 0 && name.size < 64;
}

static void
read_names(struct arena *arena, struct font_face *face)
{
    enum { FAMILY = 1, POSTSCRIPT = 6, TYPOGRAPHIC_FAMILY = 16 };
    face->postscript_name = face_name(arena, face, POSTSCRIPT);
    if (!is_postscript_name(face->postscript_name))
        face->postscript_name = file_stem(face->path);
    if (!is_postscript_name(face->postscript_name))
        face->postscript_name = TEXT("Font");
    face->family = face_name(arena, face, TYPOGRAPHIC_FAMILY);
    if (!face->family.size)
        face->family = face_name(arena, face, FAMILY);
    if (!face->family.size)
        face->family = face->postscript_name;
}

/* --- measures ---------------------------------------------------------------
 */

/* Letter heights from OS/2; older tables lack them, so usual proportions. */
static void
read_heights(struct font_face *face, struct text os2)
{
    if (table_u16(os2, 0) >= 2) {
        face->x_height = table_i16(os2, 86);
        face->cap_height = table_i16(os2, 88);
    }
    if (face->x_height <= 0)
        face->x_height = face->units_per_em * 48 / 100;
    if (face->cap_height <= 0)
        face->cap_height = face->units_per_em * 68 / 100;
}

/* PDF wants the flags of ISO 32000-1, table 123.  Fonts with their own glyph
 * ids are symbolic: no standard encoding names their glyphs. */
static void
read_flags(struct font_face *face, struct text os2, struct text post)
{
    face->flags = FLAG_SYMBOLIC;
    if (table_u32(post, 12))
        face->flags |= FLAG_FIXED_PITCH;
    unsigned class = table_u16(os2, 30) >> 8;
    unsigned panose_family = table_u16(os2, 32) >> 8;
    unsigned panose_serif = table_u16(os2, 32) & 0xFF;
    if ((class >= 1 && class <= 7) ||
        (panose_family == 2 && panose_serif >= 2 && panose_serif <= 10))
        face->flags |= FLAG_SERIF;
    if (face->italic_angle || (table_u16(os2, 62) & 1))
        face->flags |= FLAG_ITALIC;
}

static bool
read_measures(struct font_face *face)
{
    struct text head = face_table(face, "head");
    struct text hhea = face_table(face, "hhea");
    struct text os2 = face_table(face, "OS/2");
    struct text post = face_table(face, "post");
    face->is_cff = face_table(face, "CFF ").size > 0;
    if (head.size < 54 || hhea.size < 36 || !face_table(face, "cmap").size ||
        (!face->is_cff && !face_table(face, "glyf").size))
        return false;
    face->units_per_em = (int)table_u16(head, 18);
    if (face->units_per_em < 16 || face->units_per_em > 16384)
        return false;
    for (size_t i = 0; i < 4; i++)
        face->bbox[i] = table_i16(head, 36 + i * 2);
    face->ascender = table_i16(hhea, 4);
    face->descender = table_i16(hhea, 6);
    face->italic_angle = (int32_t)table_u32(post, 4);
    face->weight = os2.size ? (int)table_u16(os2, 4) : 400;
    /* No table says it; viewers only use it to imitate a lost font.  A line
     * through usual values: 400 -> 84, 700 -> 144 per 1000 em. */
    face->stem_v = 4 + face->weight / 5;
    read_heights(face, os2);
    read_flags(face, os2, post);
    return true;
}

/* --- opening ----------------------------------------------------------------
 */

static bool
map_file(const char *path, struct text *bytes)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    struct stat status;
    bool done = !fstat(descriptor, &status);
    if (done && (!S_ISREG(status.st_mode) || status.st_size < 12)) {
        errno = 0;
        done = false;
    }
    if (done) {
        size_t size = (size_t)status.st_size;
        void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        done = data != MAP_FAILED;
        *bytes = (struct text){data, size};
    }
    int error = errno;
    close(descriptor);
    errno = error;
    return done;
}

bool
face_open(struct arena *arena, struct font_face *face)
{
    struct text bytes;
    if (!map_file(face->path.data, &bytes))
        return false;
    face->data = ARENA_NEW(arena, struct font_face_data);
    face->data->bytes = bytes;
    pthread_mutex_init(&face->data->mutex, NULL);
    if (!read_measures(face)) {
        face_close(face);
        errno = 0;
        return false;
    }
    read_names(arena, face);
    return true;
}

void
face_close(struct font_face *face)
{
    struct font_face_data *data = face->data;
    if (!data)
        return;
    hb_font_destroy(atomic_load(&data->font));
    munmap((void *)(uintptr_t)data->bytes.data, data->bytes.size);
    pthread_mutex_destroy(&data->mutex);
    face->data = NULL;
}

static hb_font_t *
font_make(const struct font_face *face)
{
    struct text bytes = face->data->bytes;
    hb_blob_t *blob = hb_blob_create(bytes.data, (unsigned)bytes.size,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *hb_face = hb_face_create(blob, 0);
    hb_face_make_immutable(hb_face);
    hb_font_t *font = hb_font_create(hb_face);
    hb_font_set_scale(font, face->units_per_em, face->units_per_em);
    hb_font_make_immutable(font);
    hb_face_destroy(hb_face);
    hb_blob_destroy(blob);
    return font;
}

hb_font_t *
face_hb_font(const struct font_face *face)
{
    struct font_face_data *data = face->data;
    hb_font_t *font = atomic_load_explicit(&data->font, memory_order_acquire);
    if (font)
        return font;
    pthread_mutex_lock(&data->mutex);
    font = atomic_load_explicit(&data->font, memory_order_relaxed);
    if (!font) {
        font = font_make(face);
        atomic_store_explicit(&data->font, font, memory_order_release);
    }
    pthread_mutex_unlock(&data->mutex);
    return font;
}

hb_face_t *
face_hb_face(const struct font_face *face)
{
    return hb_font_get_face(face_hb_font(face));
}

struct text
font_face_bytes(const struct font_face *face)
{
    return face->data->bytes;
}

int
font_glyph_advance(const struct font_face *face, unsigned glyph)
{
    hb_font_t *font = face_hb_font(face);
    if (glyph >= hb_face_get_glyph_count(hb_font_get_face(font)))
        return 0;
    return hb_font_get_glyph_h_advance(font, glyph);
}
