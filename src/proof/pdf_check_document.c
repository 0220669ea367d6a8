/* The document as a whole: catalog, colour profile, pages, annotations. */
#include "proof/pdf_checker.h"

#include <string.h>

/* --- language ------------------------------------------------------------- */

/* letters{1,8}(-alphanumerics{1,8})* */
static bool
is_language(struct text tag)
{
    size_t part = 0;
    bool is_first = true;
    for (size_t i = 0; i < tag.size; i++) {
        char byte = tag.data[i];
        bool is_letter =
            (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (byte == '-' && part) {
            part = 0;
            is_first = false;
        } else if ((!is_letter && (is_first || byte < '0' || byte > '9')) ||
                   ++part > 8) {
            return false;
        }
    }
    return part > 0;
}

void
pdf_check_language(struct pdf_checker *checker,
                   const struct pdf_value *language, int64_t object)
{
    if (language->kind != PDF_NULL)
        pdf_require(checker, is_language(pdf_text_of(checker->arena, language)),
                    RULE_LANGUAGE_INVALID, object);
}

/* --- colours -------------------------------------------------------------- */

static uint32_t
big_endian(struct text data, size_t at)
{
    const unsigned char *byte = (const unsigned char *)data.data + at;
    return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 |
           (uint32_t)byte[2] << 8 | byte[3];
}

/* An ICC profile (ICC.1, 7.2): for a display or printer, version < 5. */
static bool
is_profile_fit(struct text data)
{
    if (data.size < 128)
        return false;
    uint32_t class = big_endian(data, 12);
    return (class == 0x6d6e7472 || class == 0x70727472) && /* mntr, prtr */
           big_endian(data, 8) < 0x05000000 &&
           big_endian(data, 36) == 0x61637370; /* acsp */
}

static bool
is_profile_rgb(struct text data)
{
    return data.size >= 128 && big_endian(data, 16) == 0x52474220; /* RGB */
}

static void
check_intents(struct pdf_checker *checker)
{
    struct pdf_reader *reader = &checker->reader;
    struct buffer *data = &checker->words.decoded;
    const struct pdf_value *intents =
        pdf_find(reader, checker->catalog, "OutputIntents");
    for (uint32_t i = 0; intents->kind == PDF_ARRAY && i < intents->count;
         i++) {
        const struct pdf_value *intent =
            pdf_resolve(reader, pdf_item(intents, i));
        const struct pdf_value *profile =
            pdf_entry(intent, "DestOutputProfile");
        if (!pdf_is_name(pdf_find(reader, intent, "S"), "GTS_PDFA1"))
            continue;
        pdf_reader_stream(reader, profile, data);
        checker->has_rgb_intent = is_profile_rgb(buffer_text(data));
        pdf_require(checker, is_profile_fit(buffer_text(data)),
                    RULE_OUTPUT_PROFILE, pdf_number_of(profile));
    }
}

/* --- the catalog ---------------------------------------------------------- */

static bool
is_absent(struct pdf_checker *checker, const char *key)
{
    return pdf_find(&checker->reader, checker->catalog, key)->kind == PDF_NULL;
}

static void
check_forbidden(struct pdf_checker *checker, int64_t root)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *catalog = checker->catalog;
    const struct pdf_value *names = pdf_find(reader, catalog, "Names");
    pdf_require(checker, is_absent(checker, "AA"), RULE_ADDITIONAL_ACTION,
                root);
    pdf_require(checker, is_absent(checker, "Requirements"), RULE_REQUIREMENTS,
                root);
    pdf_require(checker,
                !pdf_is_true(pdf_find(reader, catalog, "NeedsRendering")),
                RULE_FORM_NEEDS_RENDERING, root);
    pdf_require(checker,
                pdf_entry(names, "AlternatePresentations")->kind == PDF_NULL,
                RULE_ALTERNATE_PRESENTATION, root);
    const struct pdf_value *layers =
        pdf_find(reader, pdf_find(reader, catalog, "OCProperties"), "D");
    if (layers->kind == PDF_DICTIONARY)
        pdf_require(checker,
                    pdf_bytes_of(pdf_find(reader, layers, "Name")).size > 0,
                    RULE_LAYERS_UNNAMED, root);
}

static void
check_tagging(struct pdf_checker *checker, int64_t root)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *catalog = checker->catalog;
    const struct pdf_value *mark = pdf_find(reader, catalog, "MarkInfo");
    const struct pdf_value *viewer =
        pdf_find(reader, catalog, "ViewerPreferences");
    const struct pdf_value *language = pdf_find(reader, catalog, "Lang");
    pdf_require(checker, pdf_is_true(pdf_find(reader, mark, "Marked")),
                RULE_MARKED, root);
    pdf_require(checker, !pdf_is_true(pdf_find(reader, mark, "Suspects")),
                RULE_SUSPECTS, root);
    pdf_require(checker,
                pdf_is_true(pdf_find(reader, viewer, "DisplayDocTitle")),
                RULE_DISPLAY_TITLE, root);
    pdf_require(checker, !is_absent(checker, "StructTreeRoot"),
                RULE_TREE_MISSING, root);
    pdf_require(checker, pdf_bytes_of(language).size > 0, RULE_LANGUAGE_MISSING,
                root);
    if (pdf_bytes_of(language).size)
        pdf_check_language(checker, language, root);
}

static void
check_page(struct pdf_checker *checker, const struct pdf_value *reference)
{
    struct pdf_reader *reader = &checker->reader;
    int64_t number = pdf_number_of(reference);
    const struct pdf_value *page = pdf_resolve(reader, reference);
    const struct pdf_value *box = pdf_page_entry(reader, reference, "MediaBox");
    for (size_t i = 0; i < 2; i++) {
        double side =
            pdf_number(pdf_item(box, i + 2)) - pdf_number(pdf_item(box, i));
        pdf_require(checker, side >= 3 && side <= 14400, RULE_PAGE_SIZE,
                    number);
    }
    pdf_require(checker, pdf_entry(page, "AA")->kind == PDF_NULL,
                RULE_PAGE_ACTION, number);
    pdf_require(checker, pdf_entry(page, "PresSteps")->kind == PDF_NULL,
                RULE_ALTERNATE_PRESENTATION, number);
    if (pdf_find(reader, page, "Annots")->count)
        pdf_require(checker, pdf_is_name(pdf_find(reader, page, "Tabs"), "S"),
                    RULE_TABS, number);
}

void
pdf_check_document(struct pdf_checker *checker)
{
    int64_t root = pdf_number_of(pdf_entry(&checker->reader.trailer, "Root"));
    const struct pdf_value *metadata = pdf_entry(checker->catalog, "Metadata");
    check_tagging(checker, root);
    check_forbidden(checker, root);
    check_intents(checker);
    if (pdf_require(checker, metadata->kind == PDF_REFERENCE,
                    RULE_METADATA_MISSING, root))
        pdf_check_xmp(checker, metadata);
    for (size_t i = 0; i < checker->pages.items.count; i++)
        check_page(checker, checker->pages.items.items[i]);
}

/* --- annotations ---------------------------------------------------------- */

static bool
is_type_allowed(const struct pdf_value *subtype)
{
    static const char *const names[] = {
        "Link",      "Widget",   "Text",        "FreeText", "Line",
        "Square",    "Circle",   "Polygon",     "PolyLine", "Highlight",
        "Underline", "Squiggly", "StrikeOut",   "Stamp",    "Caret",
        "Ink",       "Popup",    "PrinterMark", "TrapNet",  "Watermark",
        "Redact"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pdf_is_name(subtype, names[i]))
            return true;
    return false;
}

static void
check_structure_parent(struct pdf_checker *checker,
                       const struct pdf_value *annotation, bool is_link,
                       bool is_widget, int64_t number)
{
    const struct pdf_element *element = pdf_element_at(
        checker,
        pdf_parent_entry(
            checker, pdf_find(&checker->reader, annotation, "StructParent")));
    if (is_link)
        pdf_require(checker, element && element->type == TYPE_Link,
                    RULE_LINK_PARENT, number);
    else if (is_widget)
        pdf_require(checker, element && element->type == TYPE_Form,
                    RULE_WIDGET_PARENT, number);
    else
        pdf_require(checker, element && element->type == TYPE_Annot,
                    RULE_ANNOTATION_PARENT, number);
}

static void
check_annotation(struct pdf_checker *checker, const struct pdf_value *reference,
                 int64_t page)
{
    enum { INVISIBLE = 1, HIDDEN = 2, PRINT = 4, NO_VIEW = 32, TOGGLE = 256 };
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *annotation = pdf_resolve(reader, reference);
    int64_t number = pdf_number_of(reference);
    const struct pdf_value *subtype = pdf_find(reader, annotation, "Subtype");
    const struct pdf_value *flags = pdf_find(reader, annotation, "F");
    bool is_link = pdf_is_name(subtype, "Link");
    bool is_popup = pdf_is_name(subtype, "Popup");
    bool is_widget = pdf_is_name(subtype, "Widget");
    number = number ? number : page;
    pdf_require(checker, is_type_allowed(subtype), RULE_ANNOTATION_TYPE,
                number);
    if (flags->kind == PDF_NULL)
        pdf_require(checker, is_popup, RULE_ANNOTATION_NO_FLAGS, number);
    else
        pdf_require(checker,
                    (flags->integer &
                     (INVISIBLE | HIDDEN | PRINT | NO_VIEW | TOGGLE)) == PRINT,
                    RULE_ANNOTATION_FLAGS, number);
    pdf_require(checker,
                is_link || is_popup ||
                    pdf_find(reader, annotation, "AP")->kind != PDF_NULL,
                RULE_ANNOTATION_APPEARANCE, number);
    if (flags->kind == PDF_INTEGER && flags->integer & HIDDEN)
        return; /* what is hidden need say nothing */
    bool says = pdf_bytes_of(pdf_find(reader, annotation, "Contents")).size;
    pdf_require(checker, says || is_widget, RULE_ANNOTATION_TEXT, number);
    if (is_link)
        pdf_require(checker, says, RULE_LINK_TEXT, number);
    check_structure_parent(checker, annotation, is_link, is_widget, number);
}

void
pdf_check_annotations(struct pdf_checker *checker)
{
    struct pdf_reader *reader = &checker->reader;
    for (size_t i = 0; i < checker->pages.items.count; i++) {
        const struct pdf_value *page = checker->pages.items.items[i];
        const struct pdf_value *list =
            pdf_find(reader, pdf_resolve(reader, page), "Annots");
        for (uint32_t j = 0; list->kind == PDF_ARRAY && j < list->count; j++)
            check_annotation(checker, pdf_item(list, j), pdf_number_of(page));
    }
}
