#include "pdf/pdf_pack.h"

#include "base/arena.h"
#include "pdf/pdf_format.h"

#include <stdlib.h>
#include <string.h>

/* Objects of an object stream: an index of them fits into a byte, and a
 * reader that wants one object unpacks no more than these. */
enum { PACKED = 200 };

struct place { /* of an object, as the cross-reference stream tells it */
    unsigned char kind; /* 1: at an offset, 2: in an object stream */
    uint32_t where;     /* the offset, or the number of the stream */
    unsigned char index;
};

struct packer {
    const struct pdf_plain *plain;
    pdf_shrink_fn *shrink;
    void *closure;
    struct buffer *out;
    struct place *places;        /* by number */
    uint32_t count;              /* of places */
    struct buffer heads, bodies; /* of the object stream under way */
    unsigned packed;             /* objects in it */
    uint32_t stream;             /* its number */
};

/* --- objects of the plain file -------------------------------------------- */

/* What stands between "12 0 obj\n" and "\nendobj"; data NULL: something else
 * stands there. */
static struct text
body_of(const struct pdf_plain *plain, uint32_t number)
{
    static const char head[] = " 0 obj\n", tail[] = "\nendobj";
    struct text text = text_slice(plain->bytes, plain->offsets[number - 1],
                                  plain->offsets[number]);
    const char *start = memmem(text.data, text.size < 24 ? text.size : 24, head,
                               sizeof head - 1);
    while (text.size && text.data[text.size - 1] == '\n')
        text.size--;
    if (!start || !text_has_suffix(text, tail))
        return (struct text){0};
    start += sizeof head - 1;
    const char *end = text.data + text.size - (sizeof tail - 1);
    if (end < start)
        return (struct text){0};
    return (struct text){start, (size_t)(end - start)};
}

/* --- writing -------------------------------------------------------------- */

static void
place_here(struct packer *packer, uint32_t number)
{
    packer->places[number] =
        (struct place){.kind = 1, .where = (uint32_t)packer->out->size};
}

/* A stream object; `entries` stand in its dictionary before Filter. */
static void
write_stream(struct packer *packer, uint32_t number, struct text entries,
             struct text data)
{
    const char *filter;
    data = packer->shrink(packer->closure, data, &filter);
    buffer_printf(packer->out, "%u 0 obj\n<<%.*s%s/Length %zu>>\nstream\n",
                  number, TEXT_PRINTF(entries), filter, data.size);
    buffer_append_text(packer->out, data);
    buffer_append_string(packer->out, "\nendstream\nendobj\n");
}

static void
finish_object_stream(struct packer *packer)
{
    struct buffer entries = {0};
    if (!packer->packed)
        return;
    buffer_printf(&entries, "/Type/ObjStm/N %u/First %zu", packer->packed,
                  packer->heads.size);
    buffer_append_text(&packer->heads, buffer_text(&packer->bodies));
    place_here(packer, packer->stream);
    write_stream(packer, packer->stream, buffer_text(&entries),
                 buffer_text(&packer->heads));
    buffer_clear(&packer->heads);
    buffer_clear(&packer->bodies);
    buffer_release(&entries);
    packer->packed = 0;
    packer->stream++;
}

static void
pack_object(struct packer *packer, uint32_t number, struct text body)
{
    packer->places[number] =
        (struct place){.kind = 2,
                       .where = packer->stream,
                       .index = (unsigned char)packer->packed++};
    pdf_integer(&packer->heads, number);
    buffer_append_byte(&packer->heads, ' ');
    pdf_integer(&packer->heads, (int64_t)packer->bodies.size);
    buffer_append_byte(&packer->heads, ' ');
    buffer_append_text(&packer->bodies, body);
    buffer_append_byte(&packer->bodies, '\n');
    if (packer->packed == PACKED)
        finish_object_stream(packer);
}

/* Streams stay as they are; so does the catalog, where simple tools look. */
static bool
write_objects(struct packer *packer)
{
    const struct pdf_plain *plain = packer->plain;
    for (uint32_t number = 1; number <= plain->count; number++) {
        struct text body = body_of(plain, number);
        if (!body.data)
            return false;
        if (number != plain->root && !text_has_suffix(body, "endstream")) {
            pack_object(packer, number, body);
            continue;
        }
        place_here(packer, number);
        buffer_append_text(packer->out,
                           text_slice(plain->bytes, plain->offsets[number - 1],
                                      plain->offsets[number]));
    }
    finish_object_stream(packer);
    return true;
}

static int
bytes_for(size_t value)
{
    int bytes = 1;
    while (value >>= 8)
        bytes++;
    return bytes;
}

static void
append_number(struct buffer *out, uint32_t value, int bytes)
{
    while (bytes-- > 0)
        buffer_append_byte(out, (char)(value >> 8 * bytes));
}

static void
write_table(struct packer *packer)
{
    struct buffer entries = {0}, table = {0};
    size_t offset = packer->out->size;
    uint32_t number = packer->stream;
    int bytes = bytes_for(offset);
    place_here(packer, number);
    for (uint32_t i = 0; i <= number; i++) {
        const struct place *place = &packer->places[i];
        buffer_append_byte(&table, (char)place->kind);
        append_number(&table, place->where, bytes);
        buffer_append_byte(&table, (char)place->index);
    }
    buffer_printf(&entries,
                  "/Type/XRef/Size %u/W[1 %d 1]/Root %u 0 R/Info %u 0 R/ID[",
                  number + 1, bytes, packer->plain->root, packer->plain->info);
    for (int i = 0; i < 2; i++) {
        buffer_append_byte(&entries, '<');
        for (int j = 0; j < 16; j++)
            buffer_printf(&entries, "%02X", packer->plain->identifier[j]);
        buffer_append_byte(&entries, '>');
    }
    buffer_append_byte(&entries, ']');
    write_stream(packer, number, buffer_text(&entries), buffer_text(&table));
    buffer_printf(packer->out, "startxref\n%zu\n%%%%EOF\n", offset);
    buffer_release(&entries);
    buffer_release(&table);
}

bool
pdf_pack(const struct pdf_plain *plain, pdf_shrink_fn *shrink, void *closure,
         struct buffer *out)
{
    size_t start = out->size;
    struct packer packer = {.plain = plain,
                            .shrink = shrink,
                            .closure = closure,
                            .out = out,
                            .stream = plain->count + 1};
    /* The first entry is free; after the objects come their streams and the
     * table. */
    packer.count = plain->count + plain->count / PACKED + 4;
    packer.places = memory_alloc_zeroed(packer.count, sizeof *packer.places);
    buffer_append(out, plain->bytes.data, plain->offsets[0]);
    bool done = write_objects(&packer);
    if (done)
        write_table(&packer);
    else
        out->size = start;
    free(packer.places);
    buffer_release(&packer.heads);
    buffer_release(&packer.bodies);
    return done;
}
