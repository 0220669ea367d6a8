/* The reader and the judge of finished PDFs.
 *
 * An input that begins with "%PDF" is taken as it is.  Any other is the objects
 * of a file, in lines between lines "%%"; table, trailer and the lengths of
 * streams are made here, since no mutation would ever get them right. */
#include "fuzz.h"

#include "proof/pdf_check.h"
#include "proof/pdf_words.h"

enum { MOST_OBJECTS = 4096 };

static void
add_object(struct buffer *out, struct text body)
{
    static const char mark[] = ">>\nstream\n";
    size_t size = sizeof mark - 1;
    const char *at = memmem(body.data, body.size, mark, size);
    if (!at) {
        buffer_append_text(out, body);
        return;
    }
    struct text data =
        text_slice(body, (size_t)(at - body.data) + size, body.size);
    buffer_append(out, body.data, (size_t)(at - body.data));
    buffer_printf(out, "/Length %zu>>\nstream\n", data.size);
    buffer_append_text(out, data);
    buffer_append_string(out, "\nendstream");
}

static void
assemble(struct text parts, struct buffer *out)
{
    static const char border[] = "\n%%\n";
    size_t offsets[MOST_OBJECTS], count = 0, start = 0;
    buffer_append_string(out, "%PDF-1.7\n%\xb7\xbe\xad\xaa\n");
    while (start < parts.size && count < MOST_OBJECTS) {
        const char *end = memmem(parts.data + start, parts.size - start, border,
                                 sizeof border - 1);
        size_t stop = end ? (size_t)(end - parts.data) : parts.size;
        offsets[count++] = out->size;
        buffer_printf(out, "%zu 0 obj\n", count);
        add_object(out, text_slice(parts, start, stop));
        buffer_append_string(out, "\nendobj\n");
        start = stop + sizeof border - 1;
    }
    size_t table = out->size;
    buffer_printf(out, "xref\n0 %zu\n0000000000 65535 f\r\n", count + 1);
    for (size_t i = 0; i < count; i++)
        buffer_printf(out, "%010zu 00000 n\r\n", offsets[i]);
    buffer_printf(out,
                  "trailer\n<</Size %zu/Root 1 0 R/ID[(a)(a)]>>\n"
                  "startxref\n%zu\n%%%%EOF\n",
                  count + 1, table);
}

static void
note_string(int64_t object, struct text bytes, struct text text, void *closure)
{
    (void)object;
    *(size_t *)closure += bytes.size + text.size;
}

static void
read_words(struct arena *arena, struct text bytes)
{
    struct pdf_reader reader;
    struct pdf_words words;
    struct buffer out = {0};
    const char *problem;
    size_t size = 0;
    pdf_words_init(&words, &reader, arena);
    if (pdf_reader_open(&reader, arena, bytes, &problem)) {
        pdf_words_structure(&words, &out);
        pdf_words_strings(&words, note_string, &size);
    }
    pdf_words_release(&words);
    pdf_reader_close(&reader);
    buffer_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct pdf_findings findings = {0};
    struct text input = {(const char *)data, size};
    struct buffer file = {0};
    if (!text_has_prefix(input, "%PDF")) {
        assemble(input, &file);
        input = buffer_text(&file);
    }
    /* A copy of exactly its size, so that ASan sees its end. */
    char *copy = malloc(input.size ? input.size : 1);
    if (copy) {
        memcpy(copy, input.data, input.size);
        input.data = copy;
        pdf_check(arena, input, NULL, &findings);
        read_words(arena, input);
    }
    free(copy);
    buffer_release(&file);
    arena_free(arena);
    return 0;
}
