#include "pdf/pdf_file.h"

#include "base/pool.h"
#include "pdf/pdf_format.h"
#include "pdf/pdf_pack.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <libdeflate.h>
#include <stdlib.h>

/* libharu counts bytes of the file in 32 bits, signed in places. */
static const size_t MAX_FILE = 0x7fffffff;
/* Pages and the objects that tag them are most of a file, and glyph numbers
 * pack badly: level 1 makes a book 2 to 5 % larger than level 6 in less than
 * half the time, a tenth of all there is to do.  Fonts and pictures are few. */
enum level { LEVEL_BULK = 1, LEVEL_OTHERS = 6 };

/* What each thread compresses with. */
struct packer {
    struct libdeflate_compressor *bulk, *others; /* made when needed */
    struct buffer scratch;
};

/* Content that is to be compressed. */
struct packing {
    struct pdf_object *object;
    struct buffer data;
    struct packing *next; /* older */
};

struct pdf_file {
    HPDF_Doc document;
    HPDF_STATUS error, detail; /* the first */
    /* One dictionary stands for all our objects in libharu's table, which
     * writes them in the order in which they were added. */
    HPDF_Dict carrier;
    struct pdf_object **objects;
    size_t object_count, object_capacity, written;
    struct packer *packers; /* by pool_worker() */
    size_t packer_count;
    struct pool_group group;  /* of packings */
    struct packing *packings; /* all; each holds its stream */
    struct buffer scratch;    /* body under way */
    struct buffer *out;       /* while saving */
    unsigned char identifier[16];
};

/* --- errors -------------------------------------------------------------- */

static void
error_record(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
    struct pdf_file *file = data;
    if (!file->error) {
        file->error = error;
        file->detail = detail;
    }
}

static const char *
error_words(HPDF_STATUS error)
{
    static const struct {
        HPDF_STATUS error;
        const char *words;
    } table[] = {
        {HPDF_ARRAY_COUNT_ERR, "an array has too many elements"},
        {HPDF_DICT_COUNT_ERR, "a dictionary has too many keys"},
        {HPDF_FAILD_TO_ALLOC_MEM, "out of memory"},
        {HPDF_FILE_IO_ERROR, "the file would be larger than 2 GiB"},
        {HPDF_INVALID_OBJECT, "an object is used twice or missing"},
        {HPDF_INVALID_DOCUMENT, "the document is in no fit state"},
        {HPDF_INVALID_STREAM, "a stream is in no fit state"},
        {HPDF_NAME_INVALID_VALUE, "a name is empty"},
        {HPDF_NAME_OUT_OF_RANGE, "a name is too long"},
        {HPDF_REAL_OUT_OF_RANGE, "a number is too large"},
        {HPDF_STRING_OUT_OF_RANGE, "a string is too long"},
        {HPDF_XREF_COUNT_ERR, "more than 8,388,607 objects"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].error == error)
            return table[i].words;
    return "libharu reports a fault of ours";
}

/* --- the file ------------------------------------------------------------ */

static HPDF_STATUS
sink_write(HPDF_Stream stream, const HPDF_BYTE *data, HPDF_UINT size)
{
    struct buffer *out = stream->attr;
    if (size > MAX_FILE - out->size)
        return HPDF_SetError(stream->error, HPDF_FILE_IO_ERROR, 0);
    buffer_append(out, data, size);
    return HPDF_OK;
}

struct pdf_file *
pdf_file_new(struct pool *pool, const char **why)
{
    struct pdf_file *file = memory_alloc(sizeof *file);
    *file = (struct pdf_file){.packer_count = pool_size(pool),
                              .group = {.pool = pool}};
    file->packers =
        memory_alloc_zeroed(file->packer_count, sizeof *file->packers);
    file->document = HPDF_New(error_record, file);
    if (!file->document) {
        *why = error_words(file->error ? file->error : HPDF_FAILD_TO_ALLOC_MEM);
        pdf_file_free(file);
        return NULL;
    }
    file->document->pdf_version = HPDF_VER_17;
    file->carrier = HPDF_Dict_New(file->document->mmgr);
    if (!file->carrier)
        error_record(HPDF_FAILD_TO_ALLOC_MEM, 0, file);
    return file;
}

void
pdf_file_say_6(struct pdf_file *file)
{
    file->document->pdf_version = HPDF_VER_16;
}

/* The table would free the carrier once for each object. */
static void
carrier_forget(struct pdf_file *file)
{
    HPDF_Xref xref = file->document->xref;
    for (HPDF_UINT i = 0; i < xref->entries->count; i++) {
        HPDF_XrefEntry entry = HPDF_Xref_GetEntry(xref, i);
        if (entry->obj == file->carrier)
            entry->obj = NULL;
    }
    file->carrier = NULL;
}

static void
packings_free(struct packing *packing)
{
    while (packing) {
        struct packing *next = packing->next;
        buffer_release(&packing->data);
        free(packing);
        packing = next;
    }
}

void
pdf_file_free(struct pdf_file *file)
{
    if (!file)
        return;
    pool_wait(&file->group);
    if (file->document) {
        HPDF_Dict carrier = file->carrier;
        carrier_forget(file);
        HPDF_Dict_Free(carrier);
        HPDF_Free(file->document);
    }
    free(file->objects);
    packings_free(file->packings);
    for (size_t i = 0; i < file->packer_count; i++) {
        libdeflate_free_compressor(file->packers[i].bulk);
        libdeflate_free_compressor(file->packers[i].others);
        buffer_release(&file->packers[i].scratch);
    }
    free(file->packers);
    buffer_release(&file->scratch);
    free(file);
}

/* --- objects ------------------------------------------------------------- */

static HPDF_STATUS
stream_write(HPDF_Stream stream, struct text text)
{
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)text.data,
                             (HPDF_UINT)text.size);
}

/* Called by libharu just before ">>". */
static HPDF_STATUS
dict_write(HPDF_Dict dict, HPDF_Stream stream)
{
    struct pdf_object *object = dict->attr;
    struct buffer *scratch = &object->file->scratch;
    struct text body = object->body;
    if (object->write) {
        buffer_clear(scratch);
        object->write(object, scratch);
        body = buffer_text(scratch);
    }
    HPDF_STATUS status = stream_write(stream, body);
    if (status == HPDF_OK && object->stream.data) {
        buffer_clear(scratch);
        buffer_append_string(scratch, "/Length ");
        pdf_integer(scratch, (int64_t)object->stream.size);
        status = stream_write(stream, buffer_text(scratch));
    }
    return status;
}

/* Called by libharu after ">>": our streams have a direct Length, and lie in
 * one piece, not in libharu's blocks of 4 KB. */
static HPDF_STATUS
dict_write_after(HPDF_Dict dict)
{
    struct pdf_object *object = dict->attr;
    HPDF_Stream stream = object->file->document->stream;
    HPDF_STATUS status = HPDF_OK;
    if (!object->stream.data)
        return HPDF_OK;
    status = stream_write(stream, TEXT("\nstream\n"));
    if (status == HPDF_OK)
        status = stream_write(stream, object->stream);
    if (status == HPDF_OK)
        status = stream_write(stream, TEXT("\nendstream"));
    return status;
}

static void
object_bind(struct pdf_file *file, struct pdf_object *object, HPDF_Dict dict)
{
    object->file = file;
    object->id = dict->header.obj_id & 0x00ffffff;
    dict->attr = object;
    dict->write_fn = dict_write;
    dict->after_write_fn = dict_write_after;
}

/* Called by libharu before it writes the carrier. */
static HPDF_STATUS
carrier_turn(HPDF_Dict carrier)
{
    struct pdf_file *file = ((struct pdf_object *)carrier->attr)->file;
    carrier->attr = file->objects[file->written++];
    return HPDF_OK;
}

static void
objects_push(struct pdf_file *file, struct pdf_object *object)
{
    if (file->object_count == file->object_capacity) {
        file->object_capacity = file->object_capacity * 2 + 1024;
        file->objects = memory_realloc(
            file->objects, file->object_capacity * sizeof *file->objects);
    }
    file->objects[file->object_count++] = object;
}

void
pdf_object_add(struct pdf_file *file, struct pdf_object *object)
{
    HPDF_Xref xref = file->document->xref;
    HPDF_Dict carrier = file->carrier;
    object->file = file;
    if (!carrier)
        return;
    /* A table that grows by a fixed step is copied far too often. */
    xref->entries->items_per_block = xref->entries->block_siz + 1;
    carrier->header.obj_id = 0; /* as if it had never been added */
    if (HPDF_Xref_Add(xref, carrier) != HPDF_OK) {
        carrier_forget(file); /* libharu has freed it */
        error_record(HPDF_Error_GetCode(&file->document->error), 0, file);
        return;
    }
    object_bind(file, object, carrier);
    carrier->before_write_fn = carrier_turn;
    objects_push(file, object);
}

void
pdf_file_set_catalog(struct pdf_file *file, struct pdf_object *catalog)
{
    object_bind(file, catalog, file->document->catalog);
}

/* libharu's root node would count pages of its own kind; it becomes one of
 * ours. */
void
pdf_file_set_pages(struct pdf_file *file, struct pdf_object *pages)
{
    HPDF_Dict root = file->document->root_pages;
    root->before_write_fn = NULL;
    HPDF_Dict_RemoveElement(root, "Kids");
    HPDF_Dict_RemoveElement(root, "Count");
    object_bind(file, pages, root);
}

void
pdf_file_set_info(struct pdf_file *file, struct pdf_object *info)
{
    HPDF_Dict_RemoveElement(file->document->info, "Producer");
    object_bind(file, info, file->document->info);
}

void
pdf_file_set_identifier(struct pdf_file *file,
                        const unsigned char identifier[16])
{
    HPDF_Doc document = file->document;
    HPDF_Array array = HPDF_Array_New(document->mmgr);
    unsigned char copy[16];
    if (!array || HPDF_Dict_Add(document->trailer, "ID", array) != HPDF_OK)
        return;
    for (int i = 0; i < 16; i++)
        copy[i] = file->identifier[i] = identifier[i];
    for (int i = 0; i < 2; i++)
        HPDF_Array_Add(array, HPDF_Binary_New(document->mmgr, copy, 16));
}

/* --- streams ------------------------------------------------------------- */

/* The data compressed, in the scratch of the calling thread; the data itself
 * where that would not make it smaller. */
static struct text
compressed(struct pdf_file *file, enum level level, struct text data,
           const char **filter)
{
    struct packer *packer = &file->packers[pool_worker()];
    struct libdeflate_compressor **compressor =
        level == LEVEL_BULK ? &packer->bulk : &packer->others;
    if (!*compressor)
        *compressor = libdeflate_alloc_compressor(level);
    size_t size = 0;
    buffer_clear(&packer->scratch);
    buffer_reserve(&packer->scratch, data.size + 64);
    if (*compressor)
        size = libdeflate_zlib_compress(*compressor, data.data, data.size,
                                        packer->scratch.data, data.size);
    bool is_smaller = size > 0 && size < data.size;
    *filter = is_smaller ? "/Filter/FlateDecode" : "";
    return is_smaller ? (struct text){packer->scratch.data, size} : data;
}

struct text
pdf_file_compress(struct pdf_file *file, struct arena *arena, struct text data,
                  const char **filter)
{
    return arena_text(arena, compressed(file, LEVEL_OTHERS, data, filter));
}

static void
pack(void *closure)
{
    struct packing *packing = closure;
    struct pdf_object *object = packing->object;
    const char *filter;
    struct text packed = compressed(object->file, LEVEL_BULK,
                                    buffer_text(&packing->data), &filter);
    struct buffer kept = {0};
    buffer_reserve(&kept, packed.size);
    buffer_append_text(&kept, packed);
    buffer_release(&packing->data);
    packing->data = kept;
    object->stream = buffer_text(&packing->data);
    object->body = text_of(filter);
}

void
pdf_object_pack_stream(struct pdf_object *object, struct buffer *data)
{
    struct pdf_file *file = object->file;
    struct packing *packing = memory_alloc(sizeof *packing);
    *packing = (struct packing){object, *data, file->packings};
    *data = (struct buffer){0};
    file->packings = packing;
    pool_post(&file->group, pack, packing);
}

void
pdf_object_set_stream(struct pdf_object *object, struct arena *arena,
                      struct text body, struct text data)
{
    const char *filter;
    object->stream = pdf_file_compress(object->file, arena, data, &filter);
    object->body =
        text_is_empty(body) && !*filter
            ? TEXT("")
            : arena_printf(arena, "%.*s%s", TEXT_PRINTF(body), filter);
}

/* --- saving --------------------------------------------------------------- */

static struct text
shrink(void *closure, struct text data, const char **filter)
{
    return compressed(closure, LEVEL_BULK, data, filter);
}

/* Where each object begins, and where the last one ends. */
static uint32_t *
object_offsets(const struct pdf_file *file, uint32_t count)
{
    HPDF_Xref xref = file->document->xref;
    uint32_t *offsets = memory_alloc(((size_t)count + 1) * sizeof *offsets);
    for (uint32_t i = 0; i < count; i++)
        offsets[i] = HPDF_Xref_GetEntry(xref, i + 1)->byte_offset;
    offsets[count] = xref->addr;
    return offsets;
}

static bool
save_packed(struct pdf_file *file, struct text bytes, struct buffer *out)
{
    HPDF_Doc document = file->document;
    uint32_t count = document->xref->entries->count - 1; /* the first is free */
    uint32_t *offsets = object_offsets(file, count);
    struct pdf_plain plain = {
        .bytes = bytes,
        .offsets = offsets,
        .count = count,
        .root = document->catalog->header.obj_id & 0x00ffffff,
        .info = document->info->header.obj_id & 0x00ffffff,
        .identifier = file->identifier};
    bool done = pdf_pack(&plain, shrink, file, out);
    free(offsets);
    return done;
}

static bool
save_plain(struct pdf_file *file, struct buffer *out, const char **why)
{
    HPDF_Doc document = file->document;
    pool_wait(&file->group);
    if (!file->error && !HPDF_GetError(document)) {
        document->stream =
            HPDF_CallbackWriter_New(document->mmgr, sink_write, out);
        HPDF_SaveToStream(document);
    }
    if (HPDF_GetError(document))
        error_record(HPDF_GetError(document), 0, file);
    if (!file->error)
        return true;
    *why = error_words(file->error);
    return false;
}

bool
pdf_file_save(struct pdf_file *file, bool packed, struct buffer *out,
              const char **why)
{
    struct buffer plain = {0};
    if (!packed)
        return save_plain(file, out, why);
    bool done = save_plain(file, &plain, why);
    if (done && !save_packed(file, buffer_text(&plain), out)) {
        *why = "libharu has written an object in another form";
        done = false;
    }
    buffer_release(&plain);
    return done;
}
