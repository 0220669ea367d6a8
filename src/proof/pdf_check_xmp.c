/* The XMP metadata (ISO 16684-1): well-formed, and saying what the file is. */
#include "proof/pdf_checker.h"

#include <expat.h>
#include <string.h>

/* Names as expat gives them: namespace, a blank, local name. */
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
#define DC "http://purl.org/dc/elements/1.1/ "
#define XMP "http://ns.adobe.com/xap/1.0/ "
#define XMP_MM "http://ns.adobe.com/xap/1.0/mm/ "
#define XMP_RIGHTS "http://ns.adobe.com/xap/1.0/rights/ "
#define PDF "http://ns.adobe.com/pdf/1.3/ "
#define PDFA_ID "http://www.aiim.org/pdfa/ns/id/ "
#define PDFA_EXTENSION "http://www.aiim.org/pdfa/ns/extension/ "
#define PDFA_SCHEMA "http://www.aiim.org/pdfa/ns/schema# "
#define PDFA_PROPERTY "http://www.aiim.org/pdfa/ns/property# "
#define PDFUA_ID "http://www.aiim.org/pdfua/ns/id/ "

enum { DEEPEST = 32 };

struct packet {
    struct pdf_checker *checker;
    XML_Parser parser;
    struct text names[DEEPEST]; /* open elements */
    int depth;
    struct buffer value; /* of the innermost */
    struct text schema;  /* namespace that is being described */
    ARRAY(struct text) described, used;
    struct text part, level, ua_part, title;
    bool is_title_default;
};

static bool
is_open(const struct packet *packet, int up, const char *name)
{
    return packet->depth > up &&
           text_equals(packet->names[packet->depth - 1 - up], name);
}

/* A property stands right below an rdf:Description of the packet. */
static bool
is_property(const struct packet *packet)
{
    return packet->depth == 4 && is_open(packet, 1, RDF "Description") &&
           is_open(packet, 2, RDF "RDF");
}

static void XMLCALL
element_start(void *data, const char *name, const char **attributes)
{
    struct packet *packet = data;
    struct arena *arena = packet->checker->arena;
    if (packet->depth == DEEPEST) {
        XML_StopParser(packet->parser, XML_FALSE);
        return;
    }
    packet->names[packet->depth++] = arena_text(arena, text_of(name));
    buffer_clear(&packet->value);
    if (is_property(packet))
        *ARRAY_PUSH(arena, &packet->used) = packet->names[packet->depth - 1];
    packet->is_title_default = false;
    for (; attributes[0]; attributes += 2)
        if (!strcmp(attributes[1], "x-default"))
            packet->is_title_default = true;
}

static struct text
value_of(struct packet *packet)
{
    return arena_text(packet->checker->arena,
                      text_trim(buffer_text(&packet->value)));
}

static void XMLCALL
element_end(void *data, const char *name)
{
    struct packet *packet = data;
    struct arena *arena = packet->checker->arena;
    if (!strcmp(name, PDFA_ID "part"))
        packet->part = value_of(packet);
    else if (!strcmp(name, PDFA_ID "conformance"))
        packet->level = value_of(packet);
    else if (!strcmp(name, PDFUA_ID "part"))
        packet->ua_part = value_of(packet);
    else if (!strcmp(name, PDFA_SCHEMA "namespaceURI"))
        packet->schema = value_of(packet);
    else if (!strcmp(name, PDFA_PROPERTY "name"))
        *ARRAY_PUSH(arena, &packet->described) =
            arena_printf(arena, "%.*s %.*s", TEXT_PRINTF(packet->schema),
                         TEXT_PRINTF(value_of(packet)));
    else if (packet->is_title_default && is_open(packet, 2, DC "title"))
        packet->title = value_of(packet);
    buffer_clear(&packet->value);
    packet->depth--;
}

static void XMLCALL
characters(void *data, const char *bytes, int size)
{
    struct packet *packet = data;
    buffer_append(&packet->value, bytes, (size_t)size);
}

/* Properties that the standards describe, of those that we write. */
static bool
is_predefined(struct text name)
{
    static const char *const names[] = {DC "title",
                                        DC "creator",
                                        DC "publisher",
                                        DC "description",
                                        DC "language",
                                        DC "rights",
                                        DC "subject",
                                        DC "format",
                                        DC "date",
                                        DC "identifier",
                                        DC "contributor",
                                        DC "source",
                                        XMP "CreateDate",
                                        XMP "ModifyDate",
                                        XMP "MetadataDate",
                                        XMP "CreatorTool",
                                        PDF "Producer",
                                        PDF "Keywords",
                                        XMP_MM "DocumentID",
                                        XMP_MM "InstanceID",
                                        XMP_RIGHTS "WebStatement",
                                        XMP_RIGHTS "Marked",
                                        XMP_RIGHTS "UsageTerms",
                                        PDFA_ID "part",
                                        PDFA_ID "conformance",
                                        PDFA_EXTENSION "schemas"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equals(name, names[i]))
            return true;
    return false;
}

static bool
is_described(const struct packet *packet, struct text name)
{
    for (size_t i = 0; i < packet->described.count; i++)
        if (text_equal(packet->described.items[i], name))
            return true;
    return is_predefined(name);
}

static void
judge(struct packet *packet, int64_t object)
{
    struct pdf_checker *checker = packet->checker;
    bool is_form = pdf_has_fields(checker);
    for (size_t i = 0; i < packet->used.count && !is_form; i++)
        pdf_require(checker, is_described(packet, packet->used.items[i]),
                    RULE_XMP_PROPERTY, object);
    if (is_form) {
        pdf_require(checker, !packet->part.data, RULE_FORM_ARCHIVED, object);
    } else if (pdf_require(checker, packet->part.data != NULL, RULE_XMP_PDFA,
                           object)) {
        /* Part 3 allows more, and is not for files that do not need it. */
        bool is_third =
            text_equals(packet->part, "3") && checker->attached.count;
        checker->findings->archive = is_third ? 3 : 2;
        pdf_require(checker, is_third || text_equals(packet->part, "2"),
                    RULE_XMP_PDFA_PART, object);
        pdf_require(checker, text_equals(packet->level, "A"),
                    RULE_XMP_PDFA_LEVEL, object);
    }
    if (pdf_require(checker, packet->ua_part.data != NULL, RULE_XMP_PDFUA,
                    object))
        pdf_require(checker, text_equals(packet->ua_part, "1"),
                    RULE_XMP_PDFUA_PART, object);
    pdf_require(checker, packet->title.size > 0, RULE_XMP_TITLE, object);
}

/* <?xpacket begin="..." id="..."?>: neither bytes= nor encoding=. */
static bool
is_header_plain(struct text xmp)
{
    const char *end = memmem(xmp.data, xmp.size, "?>", 2);
    size_t size = end ? (size_t)(end - xmp.data) : xmp.size;
    return !memmem(xmp.data, size, "bytes=", 6) &&
           !memmem(xmp.data, size, "encoding=", 9);
}

void
pdf_check_xmp(struct pdf_checker *checker, const struct pdf_value *reference)
{
    struct packet packet = {.checker = checker};
    int64_t object = pdf_number_of(reference);
    if (!pdf_require(checker,
                     pdf_reader_stream(&checker->reader, reference,
                                       &checker->words.decoded),
                     RULE_STREAM_BROKEN, object))
        return;
    struct text xmp = buffer_text(&checker->words.decoded);
    pdf_require(checker, is_header_plain(xmp), RULE_XMP_HEADER, object);
    packet.parser = XML_ParserCreateNS("UTF-8", ' ');
    if (!packet.parser)
        return;
    XML_SetUserData(packet.parser, &packet);
    XML_SetElementHandler(packet.parser, element_start, element_end);
    XML_SetCharacterDataHandler(packet.parser, characters);
    bool is_sound = XML_Parse(packet.parser, xmp.data, (int)xmp.size,
                              XML_TRUE) == XML_STATUS_OK;
    XML_ParserFree(packet.parser);
    buffer_release(&packet.value);
    if (pdf_require(checker, is_sound, RULE_XMP_BROKEN, object))
        judge(&packet, object);
}
