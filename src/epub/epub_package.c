#include "epub/epub_package.h"

#include "doc/identifier.h"
#include "epub/epub_font.h"
#include "epub/epub_nav.h"
#include "epub/epub_xml.h"

#include <string.h>
#include <time.h>

static void
element(struct buffer *out, const char *tag, const char *attributes,
        struct text value)
{
    if (!value.size)
        return;
    buffer_printf(out, "<%s%s>", tag, attributes);
    xml_text(out, value);
    buffer_printf(out, "</%s>\n", tag);
}

static void
property(struct buffer *out, const char *name, struct text value)
{
    if (!value.size)
        return;
    buffer_printf(out, "<meta property=\"%s\">", name);
    xml_text(out, value);
    buffer_append_string(out, "</meta>\n");
}

static void
file_as(struct buffer *out, const char *id, struct text value)
{
    if (!value.size)
        return;
    buffer_printf(out, "<meta refines=\"#%s\" property=\"file-as\">", id);
    xml_text(out, value);
    buffer_append_string(out, "</meta>\n");
}

/* Where a title stands on a shelf: "Het krachtenveld" at the K, as
 * "krachtenveld, Het"; empty when it begins with no article. */
static struct text
title_file_as(const struct epub_plan *plan, struct text title)
{
    static const char *const dutch[] = {"De ", "Het ", "Een ", NULL};
    static const char *const english[] = {"The ", "A ", "An ", NULL};
    const char *const *articles =
        book_is_dutch(plan->rules->book) ? dutch : english;
    for (; *articles; articles++) {
        size_t size = strlen(*articles);
        if (text_has_prefix(title, *articles) && title.size > size)
            return arena_printf(
                plan->arena, "%.*s, %.*s",
                TEXT_PRINTF(text_slice(title, size, title.size)),
                TEXT_PRINTF(text_slice(title, 0, size - 1)));
    }
    return TEXT("");
}

static struct text
date_text(const struct epub_plan *plan, const char *format)
{
    time_t seconds = (time_t)plan->rules->date;
    struct tm day;
    char text[40];
    gmtime_r(&seconds, &day);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    size_t size = strftime(text, sizeof text, format, &day);
#pragma GCC diagnostic pop
    return arena_text(plan->arena, (struct text){text, size});
}

static bool
has_page_list(const struct epub_plan *plan)
{
    for (size_t i = 0; i < plan->page_count; i++)
        if (plan->pages[i].file)
            return true;
    return false;
}

/* A claim after a human has looked: only in the words of whom the manifest
 * names for it. */
static void
write_conformance(const struct epub_plan *plan, struct buffer *out)
{
    struct text certifier = plan->rules->book->accessibility_certifier;
    if (!certifier.size)
        return;
    buffer_append_string(out, "<meta property=\"dcterms:conformsTo\" "
                              "id=\"norm\">EPUB Accessibility 1.1 - WCAG 2.2 "
                              "Level AA</meta>\n"
                              "<meta property=\"a11y:certifiedBy\" "
                              "refines=\"#norm\">");
    xml_text(out, certifier);
    buffer_append_string(out, "</meta>\n");
}

/* Computed from what the book holds, never claimed (EPUB Accessibility
 * 1.1).  The cover is a picture, so there is always something to see. */
static void
write_accessibility(const struct epub_plan *plan, struct buffer *out)
{
    bool has_alternatives = !plan->has_missing_alternative;
    property(out, "schema:accessMode", TEXT("textual"));
    property(out, "schema:accessMode", TEXT("visual"));
    property(out, "schema:accessModeSufficient", TEXT("textual,visual"));
    if (has_alternatives) {
        property(out, "schema:accessModeSufficient", TEXT("textual"));
        property(out, "schema:accessibilityFeature", TEXT("alternativeText"));
    }
    property(out, "schema:accessibilityFeature",
             TEXT("displayTransformability"));
    if (plan->has_index)
        property(out, "schema:accessibilityFeature", TEXT("index"));
    if (plan->has_long_description)
        property(out, "schema:accessibilityFeature", TEXT("longDescription"));
    if (has_page_list(plan)) {
        property(out, "schema:accessibilityFeature", TEXT("pageBreakMarkers"));
        property(out, "schema:accessibilityFeature", TEXT("pageNavigation"));
    }
    property(out, "schema:accessibilityFeature", TEXT("readingOrder"));
    property(out, "schema:accessibilityFeature", TEXT("structuralNavigation"));
    property(out, "schema:accessibilityFeature", TEXT("tableOfContents"));
    property(out, "schema:accessibilityFeature", TEXT("unlocked"));
    property(out, "schema:accessibilityHazard", TEXT("none"));
    struct text summary = plan->rules->book->accessibility_summary;
    property(out, "schema:accessibilitySummary",
             summary.size ? summary
             : book_is_dutch(plan->rules->book)
                 ? TEXT("Koppen, lijsten, tabellen en verwijzingen zijn als "
                        "zodanig vastgelegd.")
                 : TEXT("Headings, lists, tables and references are marked "
                        "as such."));
    write_conformance(plan, out);
}

static void
write_metadata(const struct epub_plan *plan, struct text identifier,
               struct text title, struct buffer *out)
{
    const struct book *book = plan->rules->book;
    buffer_append_string(
        out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
             "<meta name=\"cover\" content=\"img-cover\"/>\n");
    element(out, "dc:identifier", " id=\"uid\"", identifier);
    element(out, "dc:title", " id=\"titel\"", title);
    file_as(out, "titel", title_file_as(plan, title));
    element(out, "dc:language", "", plan->language);
    if (book->creator.size) {
        element(out, "dc:creator", " id=\"auteur\"", book->creator);
        buffer_append_string(out, "<meta refines=\"#auteur\" property=\"role\" "
                                  "scheme=\"marc:relators\">aut</meta>\n");
        file_as(out, "auteur", book->creator_file_as);
    }
    element(out, "dc:publisher", "", book->publisher);
    element(out, "dc:date", "", date_text(plan, "%Y-%m-%d"));
    property(out, "dcterms:modified", date_text(plan, "%Y-%m-%dT%H:%M:%SZ"));
    element(out, "dc:description", "", book->description);
    for (size_t i = 0; i < book->subject_count; i++)
        element(out, "dc:subject", "", book->subjects[i]);
    element(out, "dc:rights", "", book->licence);
    property(out, "dcterms:license", book->licence_url);
    if (!book->plain) {
        element(out, "meta", " property=\"belongs-to-collection\" id=\"reeks\"",
                book->title);
        buffer_append_string(out,
                             "<meta refines=\"#reeks\" "
                             "property=\"collection-type\">series</meta>\n");
    }
    if (has_page_list(plan)) {
        struct text pdf =
            edition_identifier(plan->arena, book, plan->rules->edition, "pdf");
        element(out, "dc:source", " id=\"bron\"", pdf);
        buffer_append_string(out, "<meta refines=\"#bron\" "
                                  "property=\"source-of\">pagination</meta>\n");
        property(out, "pageBreakSource", pdf);
    }
    write_accessibility(plan, out);
    buffer_append_string(out, "</metadata>\n");
}

static void
write_item(struct buffer *out, const char *id, struct text name,
           const char *media_type, const char *properties)
{
    buffer_printf(out, "<item id=\"%s\"", id);
    xml_attribute(out, "href", name);
    buffer_printf(out, " media-type=\"%s\"%s/>\n", media_type, properties);
}

static void
write_manifest(const struct epub_plan *plan, struct buffer *out)
{
    buffer_append_string(out, "<manifest>\n");
    write_item(out, "ncx", TEXT("toc.ncx"), "application/x-dtbncx+xml", "");
    write_item(out, "css", TEXT("css/book.css"), "text/css", "");
    if (plan->rules->modern_style_sheet.size)
        write_item(out, "css-modern", TEXT("css/modern.css"), "text/css", "");
    write_item(out, "img-cover", TEXT("img/cover.png"), "image/png",
               " properties=\"cover-image\"");
    for (size_t i = 0; i < plan->files.count; i++) {
        const struct epub_file *file = plan->files.items[i];
        struct text id = arena_text(plan->arena, file->id);
        write_item(out, id.data, file->name, "application/xhtml+xml",
                   file->kind == EPUB_NAV ? " properties=\"nav\"" : "");
    }
    for (size_t i = 0; i < plan->pictures.count; i++) {
        char id[32];
        snprintf(id, sizeof id, "img-%zu", i + 1);
        write_item(out, id, plan->pictures.items[i]->name,
                   plan->pictures.items[i]->media_type, "");
    }
    for (size_t i = 0; i < plan->font_count; i++) {
        char id[32];
        snprintf(id, sizeof id, "font-%zu", i + 1);
        write_item(out, id, plan->fonts[i].name, plan->fonts[i].media_type, "");
    }
    buffer_append_string(out, "</manifest>\n");
}

static void
write_guide(const struct epub_plan *plan, struct buffer *out)
{
    const struct book *book = plan->rules->book;
    buffer_append_string(out, "<guide>\n<reference type=\"cover\"");
    xml_attribute(out, "title", book_word(book, "cover"));
    xml_attribute(out, "href", plan->cover->name);
    buffer_append_string(out, "/>\n<reference type=\"toc\"");
    xml_attribute(out, "title", book_word(book, "contents"));
    xml_attribute(out, "href", plan->nav->name);
    buffer_append_string(out, "/>\n");
    if (plan->body) {
        buffer_append_string(out, "<reference type=\"text\"");
        xml_attribute(out, "title", book_word(book, "body"));
        xml_attribute(out, "href", plan->body->name);
        buffer_append_string(out, "/>\n");
    }
    buffer_append_string(out, "</guide>\n");
}

void
epub_package_write(const struct epub_plan *plan, struct text identifier,
                   struct text title, struct buffer *out)
{
    buffer_append_string(
        out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<package "
             "xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
             "unique-identifier=\"uid\" dir=\"ltr\"");
    xml_attribute(out, "xml:lang", plan->language);
    buffer_append_string(out, ">\n");
    write_metadata(plan, identifier, title, out);
    write_manifest(plan, out);
    buffer_append_string(
        out, "<spine toc=\"ncx\" page-progression-direction=\"ltr\">\n");
    for (size_t i = 0; i < plan->files.count; i++) {
        buffer_append_string(out, "<itemref");
        xml_attribute(out, "idref", plan->files.items[i]->id);
        buffer_append_string(out, "/>\n");
    }
    buffer_append_string(out, "</spine>\n");
    write_guide(plan, out);
    buffer_append_string(out, "</package>\n");
}
