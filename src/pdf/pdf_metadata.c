#include "pdf/pdf_writer.h"

#include "pdf/pdf_format.h"

#include <time.h>

/* --- pieces -------------------------------------------------------------- */

struct text
pdf_date(struct arena *arena, int64_t date, bool in_xmp)
{
    char text[40];
    struct tm parts;
    time_t seconds = (time_t)date;
    if (!gmtime_r(&seconds, &parts))
        return TEXT("");
    size_t size =
        in_xmp ? strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)
               : strftime(text, sizeof text, "D:%Y%m%d%H%M%SZ", &parts);
    return arena_text(arena, (struct text){text, size});
}

static struct text
full_title(const struct pdf_writer *writer)
{
    const struct edition *edition = writer->rules->edition;
    struct text title =
        edition->title.size ? edition->title : writer->rules->book->title;
    if (!edition->subtitle.size)
        return title;
    return arena_printf(writer->arena, "%.*s. %.*s", TEXT_PRINTF(title),
                        TEXT_PRINTF(edition->subtitle));
}

static struct text
full_language(const struct pdf_writer *writer)
{
    struct text language = writer->rules->book->language;
    if (text_equals(language, "nl"))
        return TEXT("nl-NL");
    if (!language.size)
        return TEXT("nl-NL");
    return language;
}

static struct text
producer(const struct pdf_writer *writer)
{
    return arena_printf(writer->arena, "bouwsteen %.*s",
                        TEXT_PRINTF(writer->rules->version));
}

static void
append_xml(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '<')
            buffer_append_string(out, "&lt;");
        else if (byte == '>')
            buffer_append_string(out, "&gt;");
        else if (byte == '&')
            buffer_append_string(out, "&amp;");
        else if ((unsigned char)byte >= ' ' || byte == '\n')
            buffer_append_byte(out, byte);
    }
}

/* --- XMP ----------------------------------------------------------------- */

static void
element(struct buffer *out, const char *name, struct text value)
{
    if (!value.size)
        return;
    buffer_printf(out, "<%s>", name);
    append_xml(out, value);
    buffer_printf(out, "</%s>\n", name);
}

/* A value in a container: Alt (with x-default), Seq or Bag. */
static void
listed(struct buffer *out, const char *name, const char *container,
       const struct text *values, size_t count)
{
    bool is_alternative = container[0] == 'A';
    if (!count || !values[0].size)
        return;
    buffer_printf(out, "<%s><rdf:%s>", name, container);
    for (size_t i = 0; i < count; i++) {
        buffer_printf(out, "<rdf:li%s>",
                      is_alternative ? " xml:lang=\"x-default\"" : "");
        append_xml(out, values[i]);
        buffer_append_string(out, "</rdf:li>");
    }
    buffer_printf(out, "</rdf:%s></%s>\n", container, name);
}

/* PDF/A wants every schema that it does not know described. */
static const char ua_schema[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema"
    "</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to"
    "</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

/* PDF/X-4, and what it wants to be told besides (ISO 15930-7, 6.3). */
static const char press_claims[] =
    "<pdfxid:GTS_PDFXVersion"
    " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">PDF/X-4</"
    "pdfxid:GTS_PDFXVersion>\n"
    "<pdf:Trapped>False</pdf:Trapped>\n"
    "<xmpMM:VersionID>1</xmpMM:VersionID>\n"
    "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n";

static const char ua_part[] = "<pdfuaid:part>1</pdfuaid:part>\n";

static const char packet_head[] =
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\""
    " xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n";

static struct text
identifier_uuid(struct arena *arena, const unsigned char digest[16])
{
    struct buffer out = {0};
    for (int i = 0; i < 16; i++) {
        /* Version 8, variant 1 (RFC 9562): a digest of our own kind. */
        unsigned byte = digest[i];
        byte = i == 6 ? 0x80 | (byte & 15) : byte;
        byte = i == 8 ? 0x80 | (byte & 63) : byte;
        buffer_printf(&out, "%s%02x",
                      i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", byte);
    }
    struct text result = arena_printf(arena, "uuid:%s", out.data);
    buffer_release(&out);
    return result;
}

static void
packet(struct pdf_writer *writer, const unsigned char digest[16],
       struct buffer *out)
{
    const struct book *book = writer->rules->book;
    struct text title = full_title(writer), language = full_language(writer);
    struct text date = pdf_date(writer->arena, writer->rules->date, true);
    struct text identifier = identifier_uuid(writer->arena, digest);
    bool is_tagged = writer->rules->tagged;
    buffer_append_string(out, packet_head);
    if (writer->rules->press)
        buffer_append_string(out, press_claims);
    /* Viewers open what says PDF/A for reading only. */
    else if (!writer->fields.form)
        buffer_printf(out,
                      "<pdfaid:part>%d</pdfaid:part>\n"
                      "<pdfaid:conformance>%s</pdfaid:conformance>\n",
                      writer->rules->attachment_count ? 3 : 2,
                      is_tagged ? "A" : "U");
    if (is_tagged && !writer->fields.form)
        buffer_append_string(out, ua_schema);
    if (is_tagged)
        buffer_append_string(out, ua_part);
    element(out, "dc:format", TEXT("application/pdf"));
    listed(out, "dc:title", "Alt", &title, 1);
    listed(out, "dc:creator", "Seq", &book->creator, 1);
    listed(out, "dc:publisher", "Bag", &book->publisher, 1);
    listed(out, "dc:description", "Alt", &book->description, 1);
    listed(out, "dc:language", "Bag", &language, 1);
    listed(out, "dc:rights", "Alt", &book->licence, 1);
    listed(out, "dc:subject", "Bag", book->subjects, book->subject_count);
    element(out, "xmpRights:WebStatement", book->licence_url);
    element(out, "xmp:CreateDate", date);
    element(out, "xmp:ModifyDate", date);
    element(out, "xmp:MetadataDate", date);
    element(out, "xmp:CreatorTool", producer(writer));
    element(out, "pdf:Producer", producer(writer));
    element(out, "xmpMM:DocumentID", identifier);
    element(out, "xmpMM:InstanceID", identifier);
    buffer_append_string(out, "</rdf:Description>\n</rdf:RDF>\n"
                              "</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

/* --- Info and catalog ---------------------------------------------------- */

static void
info_entry(struct buffer *out, const char *key, struct text value)
{
    if (!value.size)
        return;
    buffer_append_string(out, key);
    pdf_string(out, value);
}

/* What Info says, XMP says alike: PDF/A compares them. */
static struct text
info_body(struct pdf_writer *writer)
{
    struct buffer out = {0};
    const struct book *book = writer->rules->book;
    struct text date = pdf_date(writer->arena, writer->rules->date, false);
    info_entry(&out, "/Title", full_title(writer));
    info_entry(&out, "/Author", book->creator);
    info_entry(&out, "/Subject", book->description);
    info_entry(&out, "/Creator", producer(writer));
    info_entry(&out, "/Producer", producer(writer));
    info_entry(&out, "/CreationDate", date);
    info_entry(&out, "/ModDate", date);
    if (writer->rules->press)
        buffer_append_string(&out, "/Trapped/False/GTS_PDFXVersion(PDF/X-4)");
    struct text body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
    return body;
}

/* What the file says of itself to its maker: a page-piece dictionary (ISO
 * 32000-1, 14.5) of ours, of the whole document. */
static void
append_note(struct pdf_writer *writer, struct buffer *out)
{
    struct pdf_object *note = ARENA_NEW(writer->arena, struct pdf_object);
    if (!writer->rules->note.size)
        return;
    pdf_object_add(writer->file, note);
    note->body = TEXT("");
    note->stream = writer->rules->note;
    buffer_append_string(out, "/PieceInfo<</Bouwsteen<</LastModified");
    pdf_string(out, pdf_date(writer->arena, writer->rules->date, false));
    buffer_append_string(out, "/Private ");
    pdf_reference(out, note->id);
    buffer_append_string(out, ">>>>");
}

/* What is made for a printer asks it for the size it has, and to turn the
 * sheets over the right edge. */
static void
append_preferences(const struct pdf_writer *writer, struct buffer *out)
{
    buffer_append_string(out, "/ViewerPreferences<</DisplayDocTitle true");
    switch (writer->rules->edition->form) {
    case FORM_OWN:
    case FORM_WORKSHEETS:
    case FORM_PRINT:
    case FORM_COVER:
        break;
    case FORM_LARGE:
    case FORM_HANDOUT:
        buffer_append_string(out, "/PrintScaling/None"
                                  "/Duplex/DuplexFlipLongEdge");
        break;
    case FORM_BOOKLET:
        buffer_append_string(out, "/PrintScaling/None"
                                  "/Duplex/DuplexFlipShortEdge");
        break;
    }
    buffer_append_string(out, ">>");
}

static struct text
catalog_body(struct pdf_writer *writer)
{
    struct buffer out = {0};
    buffer_append_string(&out, "/Lang");
    pdf_string(&out, full_language(writer));
    append_preferences(writer, &out);
    buffer_append_string(&out, "/Metadata ");
    pdf_reference(&out, writer->metadata.id);
    if (writer->fields.form) {
        buffer_append_string(&out, "/AcroForm ");
        pdf_reference(&out, writer->fields.form);
    } else {
        buffer_append_string(&out, "/OutputIntents[");
        pdf_reference(&out, pdf_intent_write(writer));
        buffer_append_byte(&out, ']');
    }
    append_note(writer, &out);
    if (!writer->rules->imposition)
        pdf_page_labels(writer, &out);
    if (writer->destinations.size || writer->attached.size) {
        buffer_append_string(&out, "/Names<<");
        buffer_append_text(&out, writer->destinations);
        buffer_append_text(&out, writer->attached);
        buffer_append_string(&out, ">>");
    }
    buffer_append_text(&out, writer->associated);
    if (writer->outline) {
        buffer_append_string(&out, "/PageMode/UseOutlines/Outlines ");
        pdf_reference(&out, writer->outline);
    }
    if (writer->rules->tagged) {
        buffer_append_string(&out, "/MarkInfo<</Marked true>>"
                                   "/StructTreeRoot ");
        pdf_reference(&out, writer->tags.root.id);
    }
    struct text body = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
    return body;
}

void
pdf_metadata_write(struct pdf_writer *writer)
{
    struct buffer out = {0};
    unsigned char digest[16];
    pdf_digest(writer, digest);
    pdf_file_set_identifier(writer->file, digest);
    pdf_file_set_info(writer->file, &writer->info);
    writer->info.body = info_body(writer);
    packet(writer, digest, &out);
    pdf_object_add(writer->file, &writer->metadata);
    writer->metadata.body = TEXT("/Type/Metadata/Subtype/XML");
    writer->metadata.stream = arena_text(writer->arena, buffer_text(&out));
    buffer_release(&out);
    pdf_file_set_catalog(writer->file, &writer->catalog);
    writer->catalog.body = catalog_body(writer);
}
