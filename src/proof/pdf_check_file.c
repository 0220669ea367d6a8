/* The file as bytes and objects: how it is notated. */
#include "proof/pdf_checker.h"

#include <string.h>

/* --- header, end, table --------------------------------------------------- */

static bool
is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

static void
check_header(struct pdf_checker *checker, struct text bytes)
{
    pdf_require(checker,
                text_has_prefix(bytes, "%PDF-1.") && bytes.size > 14 &&
                    bytes.data[7] >= '0' && bytes.data[7] <= '7' &&
                    is_line_end(bytes.data[8]),
                RULE_HEADER, 0);
    size_t line = text_index(bytes, '%', 1);
    bool is_binary = line == 9 || line == 10;
    for (size_t i = 1; i <= 4 && is_binary; i++)
        is_binary =
            line + i < bytes.size && (unsigned char)bytes.data[line + i] > 127;
    pdf_require(checker, is_binary, RULE_HEADER_BINARY, 0);
}

static void
check_end(struct pdf_checker *checker, struct text bytes)
{
    size_t size = bytes.size;
    if (size && bytes.data[size - 1] == '\n')
        size--;
    if (size && bytes.data[size - 1] == '\r')
        size--;
    pdf_require(checker,
                size >= 5 && !memcmp(bytes.data + size - 5, "%%EOF", 5),
                RULE_AFTER_END, 0);
}

/* "xref", one line end, "0 1643". */
static void
check_table(struct pdf_checker *checker, struct text bytes)
{
    const char *at = bytes.data + checker->reader.table_offset + 4;
    const char *end = bytes.data + bytes.size;
    bool is_sound = at < end && is_line_end(*at);
    at += at + 1 < end && at[0] == '\r' && at[1] == '\n' ? 2 : 1;
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    is_sound = is_sound && end - at > 1 && at[-1] >= '0' && at[-1] <= '9' &&
               at[0] == ' ' && at[1] >= '0' && at[1] <= '9';
    pdf_require(checker, is_sound, RULE_XREF_NOTATION, 0);
}

void
pdf_check_file(struct pdf_checker *checker)
{
    struct text bytes = checker->reader.bytes;
    const struct pdf_value *trailer = &checker->reader.trailer;
    check_header(checker, bytes);
    check_end(checker, bytes);
    if (checker->reader.has_plain_table)
        check_table(checker, bytes);
    const struct pdf_value *identifier =
        pdf_find(&checker->reader, trailer, "ID");
    pdf_require(checker,
                pdf_bytes_of(pdf_item(identifier, 0)).size &&
                    pdf_bytes_of(pdf_item(identifier, 1)).size,
                RULE_IDENTIFIER, 0);
    pdf_require(checker, pdf_entry(trailer, "Encrypt")->kind == PDF_NULL,
                RULE_ENCRYPTED, 0);
}

/* --- the notation of objects ---------------------------------------------- */

static void
check_oddities(struct pdf_checker *checker, unsigned oddities, int64_t object)
{
    static const struct {
        enum pdf_oddity oddity;
        enum pdf_rule rule;
    } table[] = {
        {PDF_HEX_ODD, RULE_HEX_ODD},
        {PDF_HEX_STRANGE, RULE_HEX_STRANGE},
        {PDF_NUMBER_LARGE, RULE_NUMBER_LARGE},
        {PDF_STRING_LONG, RULE_STRING_LONG},
        {PDF_NAME_LONG, RULE_NAME_LONG},
        {PDF_NAME_NO_UTF8, RULE_NAME_UTF8},
    };
    for (size_t i = 0; oddities && i < sizeof table / sizeof *table; i++)
        pdf_require(checker, !(oddities & table[i].oddity), table[i].rule,
                    object);
}

/* "12 0 obj" on a line of its own, "endobj" too. */
static void
check_notation(struct pdf_checker *checker, const struct pdf_indirect *object,
               int64_t number)
{
    struct text bytes = checker->reader.bytes;
    const char *at = bytes.data + object->offset;
    const char *end = bytes.data + bytes.size;
    bool is_sound = object->offset && is_line_end(at[-1]);
    for (int i = 0; i < 2; i++) {
        is_sound = is_sound && at < end && *at >= '0' && *at <= '9';
        while (at < end && *at >= '0' && *at <= '9')
            at++;
        is_sound = is_sound && at < end && *at == ' ';
        at++;
    }
    is_sound = is_sound && end - at > 3 && is_line_end(at[3]);
    const char *last = bytes.data + object->end;
    is_sound =
        is_sound && is_line_end(last[-7]) && last < end && is_line_end(*last);
    pdf_require(checker, is_sound, RULE_OBJECT_NOTATION, number);
}

/* --- streams -------------------------------------------------------------- */

static bool
is_filter_known(const struct pdf_value *filter)
{
    static const char *const names[] = {
        "FlateDecode", "DCTDecode",       "ASCIIHexDecode", "ASCII85Decode",
        "JPXDecode",   "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pdf_is_name(filter, names[i]))
            return true;
    return false;
}

static void
check_stream(struct pdf_checker *checker, const struct pdf_indirect *object,
             int64_t number)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *filter = pdf_find(reader, &object->value, "Filter");
    if (filter->kind == PDF_NAME)
        pdf_require(checker, is_filter_known(filter), RULE_FILTER, number);
    for (uint32_t i = 0; filter->kind == PDF_ARRAY && i < filter->count; i++)
        pdf_require(checker,
                    is_filter_known(pdf_resolve(reader, pdf_item(filter, i))),
                    RULE_FILTER, number);
    static const char *const external[] = {"F", "FFilter", "FDecodeParms"};
    for (int i = 0; i < 3; i++)
        pdf_require(checker,
                    pdf_entry(&object->value, external[i])->kind == PDF_NULL,
                    RULE_STREAM_EXTERNAL, number);
    const char *at = object->stream.data + object->stream.size;
    at += at[0] == '\r';
    at += at[0] == '\n';
    pdf_require(checker,
                is_line_end(at[-1]) &&
                    at > object->stream.data + object->stream.size &&
                    !memcmp(at, "endstream", 9),
                RULE_STREAM_KEYWORDS, number);
}

/* --- dictionaries, wherever they lie -------------------------------------- */

static void
check_action(struct pdf_checker *checker, const struct pdf_value *dictionary,
             int64_t object)
{
    static const char *const forbidden[] = {
        "Launch",      "Sound",     "Movie", "ResetForm",  "ImportData", "Hide",
        "SetOCGState", "Rendition", "Trans", "GoTo3DView", "JavaScript"};
    const struct pdf_value *kind = pdf_entry(dictionary, "S");
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        pdf_require(checker, !pdf_is_name(kind, forbidden[i]), RULE_ACTION,
                    object);
}

static void
check_picture(struct pdf_checker *checker, const struct pdf_value *picture,
              int64_t object)
{
    struct pdf_reader *reader = &checker->reader;
    int64_t bits = pdf_whole(pdf_find(reader, picture, "BitsPerComponent"));
    pdf_require(checker, pdf_entry(picture, "Alternates")->kind == PDF_NULL,
                RULE_IMAGE_ALTERNATES, object);
    pdf_require(checker, pdf_entry(picture, "OPI")->kind == PDF_NULL,
                RULE_IMAGE_OPI, object);
    pdf_require(checker, !pdf_is_true(pdf_find(reader, picture, "Interpolate")),
                RULE_IMAGE_INTERPOLATE, object);
    pdf_require(checker,
                bits == 0 || bits == 1 || bits == 2 || bits == 4 || bits == 8 ||
                    bits == 16,
                RULE_IMAGE_DEPTH, object);
}

static void
check_form(struct pdf_checker *checker, const struct pdf_value *form,
           int64_t object)
{
    pdf_require(checker,
                !pdf_is_name(pdf_entry(form, "Subtype2"), "PS") &&
                    pdf_entry(form, "PS")->kind == PDF_NULL &&
                    pdf_entry(form, "OPI")->kind == PDF_NULL,
                RULE_FORM_POSTSCRIPT, object);
    pdf_require(checker, pdf_entry(form, "Ref")->kind == PDF_NULL,
                RULE_FORM_REFERENCE, object);
}

static void
check_state(struct pdf_checker *checker, const struct pdf_value *state,
            int64_t object)
{
    static const char *const modes[] = {
        "Normal",     "Compatible", "Multiply",   "Screen",    "Overlay",
        "Darken",     "Lighten",    "ColorDodge", "ColorBurn", "HardLight",
        "SoftLight",  "Difference", "Exclusion",  "Hue",       "Saturation",
        "Luminosity", "Color"};
    const struct pdf_value *mode = pdf_entry(state, "BM");
    const struct pdf_value *transfer = pdf_entry(state, "TR2");
    bool is_known = mode->kind == PDF_NULL;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        is_known |= pdf_is_name(mode, modes[i]);
    pdf_require(checker, is_known, RULE_BLEND_MODE, object);
    pdf_require(
        checker,
        pdf_entry(state, "TR")->kind == PDF_NULL &&
            (transfer->kind == PDF_NULL || pdf_is_name(transfer, "Default")),
        RULE_STATE_TRANSFER, object);
}

static void
check_dictionary(struct pdf_checker *checker,
                 const struct pdf_value *dictionary, int64_t object)
{
    const struct pdf_value *type = pdf_entry(dictionary, "Type");
    const struct pdf_value *subtype = pdf_entry(dictionary, "Subtype");
    if (pdf_is_name(subtype, "Image"))
        check_picture(checker, dictionary, object);
    else if (pdf_is_name(subtype, "Form"))
        check_form(checker, dictionary, object);
    else if (pdf_is_name(subtype, "PS"))
        pdf_broken(checker, RULE_XOBJECT_TYPE, object);
    else if (pdf_is_name(type, "ExtGState"))
        check_state(checker, dictionary, object);
    if (pdf_entry(dictionary, "EF")->kind != PDF_NULL)
        *ARRAY_PUSH(checker->arena, &checker->attached) =
            (struct pdf_attached){dictionary, object};
    check_action(checker, dictionary, object);
}

/* All values of an object; they nest at most PDF_DEEPEST deep. */
static void
check_value(struct pdf_checker *checker, const struct pdf_value *value,
            int64_t object)
{
    struct pdf_reader *reader = &checker->reader;
    if (value->kind == PDF_REFERENCE) {
        pdf_require(checker, pdf_reader_has(reader, value->integer),
                    RULE_REFERENCE_DANGLING, object);
        return;
    }
    if (value->kind == PDF_DICTIONARY) {
        check_dictionary(checker, value, object);
        for (size_t i = 0; i < value->count; i++)
            check_value(checker, &value->items[2 * i + 1], object);
    }
    for (size_t i = 0; value->kind == PDF_ARRAY && i < value->count; i++)
        check_value(checker, &value->items[i], object);
}

static void
report_broken(struct pdf_checker *checker)
{
    const char *problem = checker->reader.problem;
    bool is_length = strstr(problem, "length") != NULL;
    pdf_broken(checker, is_length ? RULE_STREAM_LENGTH : RULE_FILE_UNREADABLE,
               checker->reader.broken);
}

void
pdf_check_objects(struct pdf_checker *checker)
{
    struct pdf_reader *reader = &checker->reader;
    check_oddities(checker, reader->trailer_oddities, 0);
    check_value(checker, &reader->trailer, 0);
    for (uint32_t i = 1; i < reader->count; i++) {
        const struct pdf_indirect *object = pdf_reader_object(reader, i);
        if (!object)
            continue;
        check_oddities(checker, object->oddities, i);
        if (!object->stream_number)
            check_notation(checker, object, i);
        check_value(checker, &object->value, i);
        if (object->stream.data)
            check_stream(checker, object, i);
    }
    if (reader->broken)
        report_broken(checker);
}
