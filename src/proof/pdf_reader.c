#include "proof/pdf_reader.h"

#include <libdeflate.h>
#include <string.h>

/* A book of 10,000 pages inflates to less; what says it is larger lies. */
static const size_t LARGEST_STREAM = (size_t)256 << 20;
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

bool
pdf_reader_open(struct pdf_reader *reader, struct arena *arena,
                struct text bytes, const char **problem)
{
    *reader = (struct pdf_reader){.arena = arena, .bytes = bytes};
    *problem = "its cross-reference table cannot be read";
    if (!find_table(reader, &reader->table_offset))
        return false;
    struct pdf_parser parser = parser_at(reader, reader->table_offset);
    parser.is_content = true; /* "0 12 R..." is no reference here */
    if (!read_table(reader, &parser))
        return false;
    parser.is_content = false;
    *problem = "its trailer cannot be read";
    if (!pdf_parse(&parser, &reader->trailer) ||
        reader->trailer.kind != PDF_DICTIONARY)
        return false;
    *problem = "it is made of several parts";
    if (pdf_entry(&reader->trailer, "Prev")->kind != PDF_NULL)
        return false;
    *problem = "";
    reader->trailer_oddities = parser.oddities;
    reader->budget = bytes.size * PARSES_OF_EACH_BYTE;
    reader->inflater = libdeflate_alloc_decompressor();
    return reader->inflater != NULL;
}

void
pdf_reader_close(struct pdf_reader *reader)
{
    libdeflate_free_decompressor(reader->inflater);
    reader->inflater = NULL;
}

/* --- objects -------------------------------------------------------------- */

static bool
give_up(struct pdf_reader *reader, uint32_t number, const char *problem)
{
    if (!reader->broken) {
        reader->broken = number;
        reader->problem = problem;
    }
    return false;
}

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

static bool
read_object(struct pdf_reader *reader, uint32_t number)
{
    struct pdf_indirect *object = &reader->objects[number];
    struct pdf_parser parser = parser_at(reader, object->offset);
    const char *start = parser.at;
    struct pdf_value found, generation;
    parser.is_content = true;
    if (!pdf_parse(&parser, &found) || !pdf_parse(&parser, &generation) ||
        found.kind != PDF_INTEGER || found.integer != number)
        return give_up(reader, number, "it is not where the table says");
    parser.is_content = false;
    pdf_skip_blanks(&parser);
    if (!pdf_skip_word(&parser, "obj") || !pdf_parse(&parser, &object->value))
        return give_up(reader, number, "its value cannot be read");
    pdf_skip_blanks(&parser);
    if (object->value.kind == PDF_DICTIONARY &&
        pdf_skip_word(&parser, "stream") &&
        !read_stream(reader, &parser, object))
        return give_up(reader, number, "its stream has another length");
    pdf_skip_blanks(&parser);
    if (!pdf_skip_word(&parser, "endobj"))
        return give_up(reader, number, "something stands after its value");
    object->oddities = parser.oddities;
    object->end = (uint32_t)(parser.at - reader->bytes.data);
    size_t size = (size_t)(parser.at - start);
    if (size > reader->budget)
        return give_up(reader, number, "objects lie within each other");
    reader->budget -= size;
    return true;
}

const struct pdf_indirect *
pdf_reader_object(struct pdf_reader *reader, int64_t number)
{
    if (number <= 0 || number >= reader->count)
        return NULL;
    struct pdf_indirect *object = &reader->objects[number];
    if (!object->is_read) {
        /* After one broken object no further is read: a damaged file is not
         * worth the time that it could cost. */
        if (!object->offset || reader->broken)
            return NULL;
        object->is_read = true;
        if (!read_object(reader, (uint32_t)number))
            object->offset = 0;
    }
    return object->offset ? object : NULL;
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
inflate(struct pdf_reader *reader, struct text data, struct buffer *out)
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
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE ||
            out->capacity > LARGEST_STREAM)
            return false;
        buffer_reserve(out, out->capacity * 2);
    }
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
    if (!object || !object->stream.data)
        return false;
    const struct pdf_value *filter = pdf_find(reader, &object->value, "Filter");
    if (filter->kind == PDF_ARRAY && filter->count == 1)
        filter = pdf_resolve(reader, pdf_item(filter, 0));
    if (filter->kind == PDF_NULL) {
        buffer_append_text(out, object->stream);
        return true;
    }
    return pdf_is_name(filter, "FlateDecode") &&
           pdf_entry(&object->value, "DecodeParms")->kind == PDF_NULL &&
           inflate(reader, object->stream, out);
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
