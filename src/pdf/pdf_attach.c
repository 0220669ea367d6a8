/* Files in the file (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8 and annex E). */
#include "pdf/pdf_writer.h"

#include "base/md5.h"
#include "doc/book.h"
#include "pdf/pdf_format.h"

/* The bytes, as an embedded file stream. */
static unsigned
write_content(struct pdf_writer *writer,
              const struct pdf_attachment *attachment)
{
    struct pdf_object *object = ARENA_NEW(writer->arena, struct pdf_object);
    struct buffer body = {0};
    unsigned char digest[MD5_SIZE];
    md5(attachment->content, digest);
    pdf_object_add(writer->file, object);
    buffer_append_string(&body, "/Type/EmbeddedFile/Subtype/");
    for (size_t i = 0; i < attachment->media_type.size; i++)
        if (attachment->media_type.data[i] == '/')
            buffer_append_string(&body, "#2F");
        else
            buffer_append_byte(&body, attachment->media_type.data[i]);
    buffer_printf(&body, "/Params<</Size %zu/ModDate",
                  attachment->content.size);
    pdf_string(&body, pdf_date(writer->arena, writer->rules->date, false));
    buffer_append_string(&body, "/CheckSum<");
    for (int i = 0; i < MD5_SIZE; i++)
        buffer_printf(&body, "%02X", digest[i]);
    buffer_append_string(&body, ">>>");
    pdf_object_set_stream(object, writer->arena, buffer_text(&body),
                          attachment->content);
    buffer_release(&body);
    return object->id;
}

/* Older readers take names as bytes. */
static void
append_plain_name(struct buffer *out, struct text name)
{
    struct buffer plain = {0};
    for (size_t i = 0; i < name.size; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        if (byte < 0x80)
            buffer_append_byte(&plain, name.data[i]);
        else if (byte >= 0xC0)
            buffer_append_byte(&plain, '_');
    }
    pdf_string(out, buffer_text(&plain));
    buffer_release(&plain);
}

static unsigned
write_file(struct pdf_writer *writer, const struct pdf_attachment *attachment)
{
    struct pdf_object *object = ARENA_NEW(writer->arena, struct pdf_object);
    struct buffer body = {0};
    unsigned content = write_content(writer, attachment);
    pdf_object_add(writer->file, object);
    buffer_append_string(&body, "/Type/Filespec/F");
    append_plain_name(&body, attachment->name);
    buffer_append_string(&body, "/UF");
    pdf_string(&body, attachment->name);
    buffer_append_string(&body, "/Desc");
    pdf_string(&body, attachment->description);
    buffer_printf(&body, "/AFRelationship/Supplement/EF<</F %u 0 R/UF %u 0 R>>",
                  content, content);
    object->body = arena_text(writer->arena, buffer_text(&body));
    buffer_release(&body);
    return object->id;
}

/* The sections that are worksheets say which file they are in to fill in. */
static void
name_worksheets(struct pdf_writer *writer, unsigned file)
{
    struct text entry = arena_printf(writer->arena, "/AF[%u 0 R]", file);
    for (size_t i = 0; i < writer->tags.list.count; i++) {
        struct pdf_tag *tag = writer->tags.list.items[i];
        if (tag->node && tag->node->kind == NODE_SECTION &&
            text_equals(tag->node->role, ROLE_WORKSHEET))
            tag->entries = entry;
    }
}

void
pdf_attachments_write(struct pdf_writer *writer)
{
    const struct pdf_rules *rules = writer->rules;
    struct buffer files = {0}, names = {0};
    if (!rules->attachment_count)
        return;
    for (size_t i = 0; i < rules->attachment_count; i++) {
        const struct pdf_attachment *attachment = &rules->attachments[i];
        unsigned file = write_file(writer, attachment);
        if (i)
            buffer_append_byte(&files, ' ');
        pdf_reference(&files, file);
        /* A name tree is sorted; what is shown is the file's own name. */
        buffer_printf(&names, "(%04zu)", i + 1);
        pdf_reference(&names, file);
        if (attachment->is_worksheets)
            name_worksheets(writer, file);
    }
    writer->associated = arena_printf(writer->arena, "/AF[%.*s]",
                                      TEXT_PRINTF(buffer_text(&files)));
    writer->attached =
        arena_printf(writer->arena, "/EmbeddedFiles<</Names[%.*s]>>",
                     TEXT_PRINTF(buffer_text(&names)));
    buffer_release(&files);
    buffer_release(&names);
}
