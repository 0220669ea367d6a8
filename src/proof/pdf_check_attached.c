/* Files in the file (ISO 32000-1, 7.11; ISO 19005-3, 6.8). */
#include "proof/pdf_checker.h"

#include "base/md5.h"

#include <string.h>

/* Something "/" something, of letters, figures and - + . _ */
static bool
is_media_type(struct text type)
{
    size_t cut = text_index(type, '/', 0);
    for (size_t i = 0; i < type.size; i++) {
        char byte = type.data[i];
        bool is_fit = (byte >= 'a' && byte <= 'z') ||
                      (byte >= 'A' && byte <= 'Z') ||
                      (byte >= '0' && byte <= '9') || byte == '-' ||
                      byte == '+' || byte == '.' || byte == '_';
        if (i != cut && !is_fit)
            return false;
    }
    return cut > 0 && cut + 1 < type.size;
}

static bool
is_relation(const struct pdf_value *name)
{
    static const char *const names[] = {"Source", "Data", "Alternative",
                                        "Supplement", "Unspecified"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pdf_is_name(name, names[i]))
            return true;
    return false;
}

/* Is the file among those of an array, as a reference or in it? */
static bool
is_among(struct pdf_checker *checker, const struct pdf_value *list,
         const struct pdf_value *file)
{
    for (uint32_t i = 0; list->kind == PDF_ARRAY && i < list->count; i++)
        if (pdf_resolve(&checker->reader, pdf_item(list, i)) == file)
            return true;
    return false;
}

static bool
is_listed(struct pdf_checker *checker, const struct pdf_value *file)
{
    struct pdf_reader *reader = &checker->reader;
    struct pdf_leaves leaves = {0};
    const struct pdf_value *names = pdf_find(reader, checker->catalog, "Names");
    pdf_reader_tree(reader, pdf_entry(names, "EmbeddedFiles"), "Names",
                    &leaves);
    for (size_t i = 0; i + 1 < leaves.items.count; i += 2)
        if (pdf_resolve(reader, leaves.items.items[i + 1]) == file)
            return true;
    return false;
}

/* Its bytes as the parameters say they are. */
static bool
is_whole(struct pdf_checker *checker, const struct pdf_value *stream)
{
    struct pdf_reader *reader = &checker->reader;
    struct buffer *data = &checker->words.decoded;
    const struct pdf_value *parameters =
        pdf_find(reader, pdf_resolve(reader, stream), "Params");
    const struct pdf_value *size = pdf_find(reader, parameters, "Size");
    struct text sum = pdf_bytes_of(pdf_find(reader, parameters, "CheckSum"));
    unsigned char digest[MD5_SIZE];
    if (!pdf_reader_stream(reader, stream, data))
        return false;
    md5(buffer_text(data), digest);
    return (size->kind == PDF_NULL || size->integer == (int64_t)data->size) &&
           (!sum.size ||
            (sum.size == MD5_SIZE && memcmp(sum.data, digest, MD5_SIZE) == 0));
}

static void
check_file(struct pdf_checker *checker, const struct pdf_attached *attached)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *file = attached->file;
    const struct pdf_value *stream =
        pdf_entry(pdf_find(reader, file, "EF"), "F");
    int64_t object = attached->object;
    pdf_require(checker,
                pdf_bytes_of(pdf_find(reader, file, "F")).size &&
                    pdf_bytes_of(pdf_find(reader, file, "UF")).size,
                RULE_ATTACHMENT_NAME, object);
    if (checker->findings->archive == 2) {
        pdf_broken(checker, RULE_ATTACHMENT, object);
        return;
    }
    const struct pdf_value *type =
        pdf_find(reader, pdf_resolve(reader, stream), "Subtype");
    pdf_require(checker,
                type->kind == PDF_NAME && is_media_type(pdf_bytes_of(type)),
                RULE_ATTACHMENT_TYPE, object);
    pdf_require(checker, is_relation(pdf_find(reader, file, "AFRelationship")),
                RULE_ATTACHMENT_RELATION, object);
    bool is_associated =
        is_among(checker, pdf_find(reader, checker->catalog, "AF"), file);
    for (size_t i = 0; i < checker->elements.count && !is_associated; i++)
        is_associated = is_among(
            checker, pdf_find(reader, checker->elements.items[i].value, "AF"),
            file);
    pdf_require(checker, is_associated, RULE_ATTACHMENT_LOOSE, object);
    pdf_require(checker, is_listed(checker, file), RULE_ATTACHMENT_LISTED,
                object);
    pdf_require(checker, is_whole(checker, stream), RULE_ATTACHMENT_DAMAGED,
                object);
}

void
pdf_check_attachments(struct pdf_checker *checker)
{
    for (size_t i = 0; i < checker->attached.count; i++)
        check_file(checker, &checker->attached.items[i]);
}
