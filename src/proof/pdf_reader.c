#include "proof/pdf_reader.h"

#include <libdeflate.h>
#include <string.h>

/* A book of 10,000 pages inflates to less; what says it is larger lies. */
static const size_t LARGEST_STREAM = (size_t)256 << 20;
/* An object stream of ours holds 200 small dictionaries. */
static const size_t LARGEST_OBJECT_STREAM = (size_t)16 << 20;
/* No file of ours parses any byte more than once; some slack. */
enum { PARSES_OF_EACH_BYTE = 4 };

/* --- the cross-reference table -------------------------------------------- */

static struct pdf_parser
parser_at(struct pdf_reader *reader, size_t offset)
{
    struct text bytes = reader->bytes;
    return (struct pdf_parser){.arena = reader->arena,
                               .at = bytes.data + offset,
                               .end = bytes.data + bytes.size};
}

/* The last "startxref" and the offset after it. */
static bool
find_table(struct pdf_reader *reader, size_t *offset)
{
    static const char word[] = "startxref";
    enum { SIZE = sizeof word - 1, TAIL = 1024 };
    struct text bytes = reader->bytes;
    if (bytes.size < SIZE)
        return false;
    size_t lowest = bytes.size > TAIL ? bytes.size - TAIL : 0;
    for (size_t at = bytes.size - SIZE + 1; at-- > lowest;) {
        struct pdf_value value;
        if (memcmp(bytes.data + at, word, SIZE))
            continue;
        struct pdf_parser parser = parser_at(reader, at + SIZE);
        if (!pdf_parse(&parser, &value) || value.kind != PDF_INTEGER ||
            value.integer < 0 || (size_t)value.integer >= bytes.size)
            return false;
        *offset = (size_t)value.integer;
        return true;
    }
    return false;
}

/* One line: ten digits of offset, five of generation, n or f, 20 bytes. */
static bool
read_line(struct pdf_reader *reader, const char *line, uint32_t number)
{
    uint64_t offset = 0;
    for (int i = 0; i < 10; i++) {
        if (line[i] < '0' || line[i] > '9')
            return false;
        offset = offset * 10 + (uint64_t)(line[i] - '0');
    }
    if (line[17] == 'f')
        return true;
    if (line[17] != 'n' || offset >= reader->bytes.size || offset > UINT32_MAX)
        return false;
    reader->objects[number].offset = (uint32_t)offset;
    return true;
}

enum { LINE = 20 };

static bool
read_section(struct pdf_reader *reader, struct pdf_parser *parser,
             int64_t first, int64_t count)
{
    size_t left = (size_t)(parser->end - parser->at);
    if (first < 0 || count < 0 || (uint64_t)count > left / LINE ||
        first + count > (int64_t)(reader->bytes.size / LINE) + 1)
        return false;
    if (first + count > reader->count) {
        uint32_t more = (uint32_t)(first + count);
        struct pdf_indirect *objects =
            ARENA_ARRAY(reader->arena, more, struct pdf_indirect);
        if (reader->count)
            memcpy(objects, reader->objects, reader->count * sizeof *objects);
        reader->objects = objects;
        reader->count = more;
    }
    for (int64_t i = 0; i < count; i++, parser->at += LINE)
        if (!read_line(reader, parser->at, (uint32_t)(first + i)))
            return false;
    return true;
}

/* Sections until "trailer". */
static bool
read_table(struct pdf_reader *reader, struct pdf_parser *parser)
{
    enum { MOST_SECTIONS = 64 }; /* libharu writes one */
    if (!pdf_skip_word(parser, "xref"))
        return false;
    for (int i = 0; i < MOST_SECTIONS; i++) {
        struct pdf_value first, count;
        pdf_skip_blanks(parser);
        if (pdf_skip_word(parser, "trailer"))
            return true;
        if (!pdf_parse(parser, &first) || !pdf_parse(parser, &count) ||
            first.kind != PDF_INTEGER || count.kind != PDF_INTEGER)
            return false;
        pdf_skip_blanks(parser);
        if (!read_section(reader, parser, first.integer, count.integer))
            return false;
    }
    return false;
}

/* --- objects -------------------------------------------------------------- */

/* The data between "stream" and "endstream"; Length may be an object that
 * stands after it. */
static bool
read_stream(struct pdf_reader *reader, struct pdf_parser *parser,
            struct pdf_indirect *object)
{
    parser->at += parser->at < parser->end && *parser->at == '\r';
    if (parser->at == parser->end || *parser->at++ != '\n')
        return false;
    int64_t size = pdf_whole(pdf_find(reader, &object->value, "Length"));
    if (size < 0 || size > parser->end - parser->at)
        return false;
    object->stream = (struct text){parser->at, (size_t)size};
    parser->at += size;
    pdf_skip_blanks(parser);
    return pdf_skip_word(parser, "endstream");
}

/* Reads what stands at the object's offset; gives its number. */
static const char *
read_at(struct pdf_reader *reader, struct pdf_indirect *object,
        uint32_t *number)
{
    struct pdf_parser parser = parser_at(reader, object->offset);
    const char *start = parser.at;
    struct pdf_value found, generation;
    parser.is_content = true;
    if (!pdf_parse(&parser, &found) || !pdf_parse(&parser, &generation) ||
        found.kind != PDF_INTEGER || found.integer <= 0 ||
        found.integer >= UINT32_MAX)
        return "it is not where the table says";
    *number = (uint32_t)found.integer;
    parser.is_content = false;
    pdf_skip_blanks(&parser);
    if (!pdf_skip_word(&parser, "obj") || !pdf_parse(&parser, &object->value))
        return "its value cannot be read";
    pdf_skip_blanks(&parser);
    if (object->value.kind == PDF_DICTIONARY &&
        pdf_skip_word(&parser, "stream") &&
        !read_stream(reader, &parser, object))
        return "its stream has another length";
    pdf_skip_blanks(&parser);
    if (!pdf_skip_word(&parser, "endobj"))
        return "something stands after its value";
    object->oddities = parser.oddities;
    object->end = (uint32_t)(parser.at - reader->bytes.data);
    size_t size = (size_t)(parser.at - start);
    if (size > reader->budget)
        return "objects lie within each other";
    reader->budget -= size;
    return NULL;
}

static const char *read_packed(struct pdf_reader *reader,
                               struct pdf_indirect *object, uint32_t *number);

static void
read_object(struct pdf_reader *reader, uint32_t number)
{
    struct pdf_indirect *object = &reader->objects[number];
    uint32_t found = 0;
    const char *problem = object->stream_number
                              ? read_packed(reader, object, &found)
                              : read_at(reader, object, &found);
    if (!problem && found != number)
        problem = "it is not where the table says";
    if (!problem)
        return;
    object->is_broken = true;
    if (!reader->broken) {
        reader->broken = number;
        reader->problem = problem;
    }
}

bool
pdf_reader_has(const struct pdf_reader *reader, int64_t number)
{
    return number > 0 && number < reader->count &&
           (reader->objects[number].offset ||
            reader->objects[number].stream_number);
}

const struct pdf_indirect *
pdf_reader_object(struct pdf_reader *reader, int64_t number)
{
    if (!pdf_reader_has(reader, number))
        return NULL;
    struct pdf_indirect *object = &reader->objects[number];
    if (!object->is_read) {
        /* After one broken object no further is read: a damaged file is not
         * worth the time that it could cost. */
        if (reader->broken)
            return NULL;
        object->is_read = true;
        read_object(reader, (uint32_t)number);
    }
    return object->is_broken ? NULL : object;
}

const struct pdf_value *
pdf_resolve(struct pdf_reader *reader, const struct pdf_value *value)
{
    enum { LONGEST_CHAIN = 8 };
    for (int i = 0; value->kind == PDF_REFERENCE; i++) {
        const struct pdf_indirect *object =
            pdf_reader_object(reader, value->integer);
        if (!object || i == LONGEST_CHAIN)
            return &pdf_null;
        value = &object->value;
    }
    return value;
}

const struct pdf_value *
pdf_find(struct pdf_reader *reader, const struct pdf_value *dictionary,
         const char *key)
{
    return pdf_resolve(reader, pdf_entry(dictionary, key));
}

const struct pdf_value *
pdf_catalog(struct pdf_reader *reader)
{
    return pdf_find(reader, &reader->trailer, "Root");
}

/* --- streams -------------------------------------------------------------- */

static bool
inflate(struct pdf_reader *reader, struct text data, size_t most,
        struct buffer *out)
{
    size_t size = 0;
    buffer_reserve(out, data.size * 6 + 4096);
    for (;;) {
        enum libdeflate_result result =
            libdeflate_zlib_decompress(reader->inflater, data.data, data.size,
                                       out->data, out->capacity - 1, &size);
        if (result == LIBDEFLATE_SUCCESS) {
            out->size = size;
            out->data[size] = '\0';
            return true;
        }
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE || out->capacity > most)
            return false;
        buffer_reserve(out, out->capacity * 2);
    }
}

/* A stream's data, up to `most` bytes. */
static bool
decode(struct pdf_reader *reader, const struct pdf_indirect *object,
       size_t most, struct buffer *out)
{
    const struct pdf_value *filter = pdf_find(reader, &object->value, "Filter");
    if (filter->kind == PDF_ARRAY && filter->count == 1)
        filter = pdf_resolve(reader, pdf_item(filter, 0));
    if (filter->kind == PDF_NULL) {
        buffer_append_text(out, object->stream);
        return true;
    }
    return pdf_is_name(filter, "FlateDecode") &&
           pdf_entry(&object->value, "DecodeParms")->kind == PDF_NULL &&
           inflate(reader, object->stream, most, out);
}

bool
pdf_reader_stream(struct pdf_reader *reader, const struct pdf_value *reference,
                  struct buffer *out)
{
    const struct pdf_indirect *object =
        reference->kind == PDF_REFERENCE
            ? pdf_reader_object(reader, reference->integer)
            : NULL;
    buffer_clear(out);
    return object && object->stream.data &&
           decode(reader, object, LARGEST_STREAM, out);
}

/* --- object streams (7.5.7) ----------------------------------------------- */

/* Its head: as many pairs of number and offset as it says. */
static bool
read_places(struct pdf_reader *reader, struct pdf_object_stream *stream,
            const struct pdf_value *dictionary, struct text data)
{
    int64_t count = pdf_whole(pdf_find(reader, dictionary, "N"));
    int64_t first = pdf_whole(pdf_find(reader, dictionary, "First"));
    struct pdf_parser parser = {.arena = reader->arena,
                                .at = data.data,
                                .end = data.data + data.size,
                                .is_content = true};
    if (first < 0 || (uint64_t)first > data.size || count < 0 ||
        count > first / 4 + 1)
        return false;
    uint32_t *places = ARENA_ARRAY(reader->arena, (size_t)count * 2, uint32_t);
    for (int64_t i = 0; i < count * 2; i++) {
        struct pdf_value value;
        if (!pdf_parse(&parser, &value) || value.kind != PDF_INTEGER ||
            value.integer < 0 || value.integer >= UINT32_MAX)
            return false;
        places[i] = (uint32_t)value.integer;
    }
    stream->count = (uint32_t)count;
    stream->places = places;
    stream->data = text_slice(data, (size_t)first, data.size);
    return true;
}

static const struct pdf_object_stream *
object_stream(struct pdf_reader *reader, uint32_t number)
{
    struct buffer data = {0};
    size_t count = reader->object_streams.count;
    for (size_t i = count; i-- > 0;) /* the last one, mostly */
        if (reader->object_streams.items[i].number == number)
            return &reader->object_streams.items[i];
    struct pdf_object_stream stream = {.number = number};
    /* No object stream is packed in one. */
    const struct pdf_indirect *object = reader->objects[number].stream_number
                                            ? NULL
                                            : pdf_reader_object(reader, number);
    bool done = object && object->stream.data &&
                decode(reader, object, LARGEST_OBJECT_STREAM, &data) &&
                read_places(reader, &stream, &object->value,
                            arena_text(reader->arena, buffer_text(&data)));
    buffer_release(&data);
    if (!done)
        return NULL;
    reader->budget += stream.data.size * PARSES_OF_EACH_BYTE;
    *ARRAY_PUSH(reader->arena, &reader->object_streams) = stream;
    return &reader->object_streams.items[count];
}

static const char *
read_packed(struct pdf_reader *reader, struct pdf_indirect *object,
            uint32_t *number)
{
    const struct pdf_object_stream *stream =
        object->stream_number < reader->count
            ? object_stream(reader, object->stream_number)
            : NULL;
    if (!stream || object->index >= stream->count)
        return "its object stream cannot be read";
    *number = stream->places[2 * (size_t)object->index];
    size_t offset = stream->places[2 * (size_t)object->index + 1];
    if (offset > stream->data.size)
        return "its object stream cannot be read";
    struct pdf_parser parser = {.arena = reader->arena,
                                .at = stream->data.data + offset,
                                .end = stream->data.data + stream->data.size};
    const char *start = parser.at;
    if (!pdf_parse(&parser, &object->value))
        return "its value cannot be read";
    object->oddities = parser.oddities;
    size_t size = (size_t)(parser.at - start);
    if (size > reader->budget)
        return "objects lie within each other";
    reader->budget -= size;
    return NULL;
}

/* --- the cross-reference stream (7.5.8) ----------------------------------- */

/* A field of `width` bytes; *at moves on. */
static uint64_t
read_field(const char *data, size_t *at, int64_t width)
{
    uint64_t value = 0;
    for (int64_t i = 0; i < width; i++)
        value = value << 8 | (unsigned char)data[(*at)++];
    return value;
}

static bool
read_fields(struct pdf_reader *reader, const struct pdf_value *dictionary,
            struct text data)
{
    const struct pdf_value *list = pdf_entry(dictionary, "W");
    int64_t widths[3], size = pdf_whole(pdf_entry(dictionary, "Size"));
    size_t line = 0;
    for (size_t i = 0; i < 3; i++) {
        widths[i] = pdf_whole(pdf_item(list, i));
        if (widths[i] < 1 || widths[i] > 8)
            return false;
        line += (size_t)widths[i];
    }
    if (size < 1 || (uint64_t)size > data.size / line ||
        pdf_entry(dictionary, "Index")->kind != PDF_NULL)
        return false;
    reader->objects =
        ARENA_ARRAY(reader->arena, (size_t)size, struct pdf_indirect);
    reader->count = (uint32_t)size;
    size_t at = 0;
    for (uint32_t i = 0; i < reader->count; i++) {
        uint64_t kind = read_field(data.data, &at, widths[0]);
        uint64_t where = read_field(data.data, &at, widths[1]);
        uint64_t index = read_field(data.data, &at, widths[2]);
        if (kind > 2 || (kind == 1 && where >= reader->bytes.size) ||
            where >= UINT32_MAX || index >= UINT32_MAX)
            return false;
        if (kind == 1)
            reader->objects[i].offset = (uint32_t)where;
        if (kind == 2)
            reader->objects[i].stream_number = (uint32_t)where;
        reader->objects[i].index = (uint32_t)index;
    }
    return true;
}

static bool
read_table_stream(struct pdf_reader *reader)
{
    struct pdf_indirect table = {.offset = (uint32_t)reader->table_offset};
    struct buffer data = {0};
    uint32_t number;
    bool done = reader->table_offset < UINT32_MAX &&
                !read_at(reader, &table, &number) && table.stream.data &&
                pdf_is_name(pdf_entry(&table.value, "Type"), "XRef") &&
                decode(reader, &table, LARGEST_STREAM, &data) &&
                read_fields(reader, &table.value, buffer_text(&data));
    buffer_release(&data);
    reader->trailer = table.value;
    return done;
}

/* --- opening -------------------------------------------------------------- */

static bool
read_plain_table(struct pdf_reader *reader, struct pdf_parser *parser)
{
    parser->is_content = true; /* "0 12 R..." is no reference here */
    if (!read_table(reader, parser))
        return false;
    parser->is_content = false;
    reader->has_plain_table = true;
    return pdf_parse(parser, &reader->trailer) &&
           reader->trailer.kind == PDF_DICTIONARY;
}

static bool
open_table(struct pdf_reader *reader)
{
    struct pdf_parser parser = parser_at(reader, reader->table_offset);
    bool done = read_plain_table(reader, &parser) ||
                (!reader->has_plain_table && read_table_stream(reader));
    reader->trailer_oddities = parser.oddities;
    return done;
}

bool
pdf_reader_open(struct pdf_reader *reader, struct arena *arena,
                struct text bytes, const char **problem)
{
    *reader = (struct pdf_reader){
        .arena = arena,
        .bytes = bytes,
        .budget = bytes.size * PARSES_OF_EACH_BYTE,
        .inflater = libdeflate_alloc_decompressor(),
    };
    *problem = "its cross-reference table cannot be read";
    if (!reader->inflater || !find_table(reader, &reader->table_offset) ||
        !open_table(reader))
        return false;
    *problem = "it is made of several parts";
    if (pdf_entry(&reader->trailer, "Prev")->kind != PDF_NULL)
        return false;
    *problem = "";
    return true;
}

void
pdf_reader_close(struct pdf_reader *reader)
{
    libdeflate_free_decompressor(reader->inflater);
    reader->inflater = NULL;
}

/* --- trees ---------------------------------------------------------------- */

/* Walks a tree of Kids in order, without recursion; each object is entered
 * once, so that a circle ends. */
struct tree_walk {
    struct pdf_reader *reader;
    unsigned char *seen; /* by object number */
    ARRAY(const struct pdf_value *) open;
};

static struct tree_walk
walk_start(struct pdf_reader *reader, const struct pdf_value *root)
{
    struct tree_walk walk = {.reader = reader};
    walk.seen =
        ARENA_ARRAY(reader->arena, (size_t)reader->count + 1, unsigned char);
    *ARRAY_PUSH(reader->arena, &walk.open) = root;
    return walk;
}

/* The next node, unresolved; its kids come next. NULL at the end. */
static const struct pdf_value *
walk_next(struct tree_walk *walk)
{
    while (walk->open.count) {
        const struct pdf_value *node = walk->open.items[--walk->open.count];
        if (node->kind == PDF_REFERENCE &&
            (node->integer >= walk->reader->count ||
             walk->seen[node->integer]++))
            continue;
        const struct pdf_value *kids =
            pdf_find(walk->reader, pdf_resolve(walk->reader, node), "Kids");
        for (uint32_t i = kids->kind == PDF_ARRAY ? kids->count : 0; i-- > 0;)
            *ARRAY_PUSH(walk->reader->arena, &walk->open) = pdf_item(kids, i);
        return node;
    }
    return NULL;
}

void
pdf_reader_pages(struct pdf_reader *reader, struct pdf_pages *pages)
{
    const struct pdf_value *root = pdf_entry(pdf_catalog(reader), "Pages");
    struct tree_walk walk = walk_start(reader, root);
    for (const struct pdf_value *node; (node = walk_next(&walk));)
        if (pdf_is_name(pdf_find(reader, pdf_resolve(reader, node), "Type"),
                        "Page"))
            *ARRAY_PUSH(reader->arena, &pages->items) = node;
}

const struct pdf_value *
pdf_page_entry(struct pdf_reader *reader, const struct pdf_value *page,
               const char *key)
{
    enum { DEEPEST_TREE = 16 };
    page = pdf_resolve(reader, page);
    for (int i = 0; i < DEEPEST_TREE; i++) {
        const struct pdf_value *value = pdf_find(reader, page, key);
        if (value->kind != PDF_NULL)
            return value;
        page = pdf_find(reader, page, "Parent");
    }
    return &pdf_null;
}

void
pdf_reader_tree(struct pdf_reader *reader, const struct pdf_value *root,
                const char *leaf_key, struct pdf_leaves *leaves)
{
    struct tree_walk walk = walk_start(reader, root);
    for (const struct pdf_value *node; (node = walk_next(&walk));) {
        const struct pdf_value *items =
            pdf_find(reader, pdf_resolve(reader, node), leaf_key);
        for (size_t i = 0; items->kind == PDF_ARRAY && i < items->count; i++)
            *ARRAY_PUSH(reader->arena, &leaves->items) = pdf_item(items, i);
    }
}
