/* The content of pages and forms: all of it tagged or an artifact, with
 * operators and resources that exist. */
#include "proof/pdf_checker.h"

#include <string.h>

enum { MOST_MARKS = 64, DEEPEST_STATE = 28, DEEPEST_FORM = 8 };

enum mark { MARK_PLAIN, MARK_TAGGED, MARK_ARTIFACT };

struct content {
    struct pdf_checker *checker;
    const struct pdf_value *resources;
    const struct pdf_value *list; /* elements by MCID; &pdf_null in a form */
    int64_t object;               /* the page or form, for reports */
    struct pdf_glyphs *font;
    struct pdf_glyphs *saved_fonts[DEEPEST_STATE]; /* by q */
    enum mark marks[MOST_MARKS];
    bool marks_in_text[MOST_MARKS];
    unsigned depth, tagged, artifacts; /* open sequences */
    bool is_inside; /* a form that is drawn in tagged content */
    bool in_text, has_mcid;
    int states;      /* q not yet followed by Q */
    int64_t element; /* object of the innermost element */
    int form_depth;
    struct arena *scratch; /* of operands */
};

/* --- operators ------------------------------------------------------------ */

/* An operator as a number, so that a switch can tell them apart. */
#define OPERATOR(a, b, c)                                                      \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

static uint32_t
operator_of(struct text name)
{
    uint32_t value = 0;
    if (name.size > 3)
        return 0;
    for (size_t i = 0; i < name.size; i++)
        value |= (uint32_t)(unsigned char)name.data[i] << (8 * i);
    return value;
}

/* Those that need no look (ISO 32000-1, Annex A). */
static bool
is_operator_known(struct text name)
{
    static const char known[] =
        " w J j M d i m l c v y h re W W* n Tc Tw Tz TL Tr Ts Td TD Tm T* "
        "G g RG rg SC SCN sc scn MP DP BX EX d0 d1 cm ";
    char word[8] = " ";
    if (name.size > 4 || !name.size)
        return false;
    memcpy(word + 1, name.data, name.size);
    word[name.size + 1] = ' ';
    return strstr(known, word) != NULL;
}

/* --- marks ---------------------------------------------------------------- */

static int64_t
place_of(const struct content *content)
{
    return content->element ? content->element : content->object;
}

static void
broken(struct content *content, enum pdf_rule rule)
{
    pdf_broken(content->checker, rule, place_of(content));
}

/* Something is drawn here. */
static void
need_mark(struct content *content)
{
    if (!content->tagged && !content->artifacts && !content->is_inside)
        broken(content, RULE_CONTENT_UNMARKED);
}

static enum mark
mark_kind(struct content *content, const struct pdf_scan *scan)
{
    const struct pdf_value *properties = pdf_operand(scan, 1);
    if (pdf_is_name(pdf_operand(scan, 0), "Artifact"))
        return MARK_ARTIFACT;
    const struct pdf_value *mcid = pdf_entry(properties, "MCID");
    const struct pdf_value *language = pdf_entry(properties, "Lang");
    if (language->kind != PDF_NULL)
        pdf_check_language(content->checker, language, place_of(content));
    if (mcid->kind != PDF_INTEGER)
        return MARK_PLAIN;
    content->has_mcid = true;
    const struct pdf_element *element = pdf_element_at(
        content->checker,
        pdf_item(content->list,
                 mcid->integer < 0 ? SIZE_MAX : (size_t)mcid->integer));
    content->element = element ? element->object : 0;
    return element ? MARK_TAGGED : MARK_PLAIN;
}

static void
mark_begin(struct content *content, const struct pdf_scan *scan)
{
    enum mark kind = mark_kind(content, scan);
    if (kind == MARK_ARTIFACT && (content->tagged || content->is_inside))
        broken(content, RULE_ARTIFACT_INSIDE);
    if (kind == MARK_TAGGED && content->artifacts)
        broken(content, RULE_TAGGED_INSIDE);
    if (content->depth == MOST_MARKS) {
        broken(content, RULE_MARKS_UNBALANCED);
        return;
    }
    content->marks[content->depth] = kind;
    content->marks_in_text[content->depth++] = content->in_text;
    content->tagged += kind == MARK_TAGGED;
    content->artifacts += kind == MARK_ARTIFACT;
}

static void
mark_end(struct content *content)
{
    if (!content->depth) {
        broken(content, RULE_MARKS_UNBALANCED);
        return;
    }
    enum mark kind = content->marks[--content->depth];
    if (content->marks_in_text[content->depth] != content->in_text)
        broken(content, RULE_MARKS_UNBALANCED);
    content->tagged -= kind == MARK_TAGGED;
    content->artifacts -= kind == MARK_ARTIFACT;
    if (!content->tagged)
        content->element = 0;
}

/* --- text ----------------------------------------------------------------- */

static void
use_codes(struct pdf_glyphs *glyphs, struct text codes)
{
    const unsigned char *byte = (const unsigned char *)codes.data;
    for (size_t i = 0; i + 1 < codes.size; i += 2) {
        unsigned code = (unsigned)byte[i] << 8 | byte[i + 1];
        glyphs->used[code / 64] |= (uint64_t)1 << (code % 64);
    }
}

static void
show(struct content *content, const struct pdf_scan *scan)
{
    const struct pdf_value *value =
        pdf_operand(scan, scan->count ? scan->count - 1 : 0);
    need_mark(content);
    if (!content->font) {
        broken(content, RULE_RESOURCE);
        return;
    }
    if (value->kind == PDF_STRING)
        use_codes(content->font, value->text);
    if (value->kind != PDF_ARRAY)
        return;
    struct pdf_parser strings = pdf_scan_strings(scan);
    for (struct pdf_value string; pdf_next_string(&strings, &string);)
        use_codes(content->font, string.text);
}

static const struct pdf_value *
resource(struct content *content, const char *kind,
         const struct pdf_value *name)
{
    struct pdf_reader *reader = &content->checker->reader;
    char key[128] = "";
    struct text bytes = pdf_bytes_of(name);
    if (bytes.size < sizeof key)
        memcpy(key, bytes.data, bytes.size);
    const struct pdf_value *found =
        pdf_entry(pdf_find(reader, content->resources, kind), key);
    if (found->kind == PDF_NULL)
        broken(content, RULE_RESOURCE);
    return found;
}

static void
select_font(struct content *content, const struct pdf_scan *scan)
{
    content->font =
        pdf_words_font(&content->checker->words,
                       resource(content, "Font", pdf_operand(scan, 0)));
}

/* --- pictures and forms --------------------------------------------------- */

static void check_stream(struct content *content,
                         const struct pdf_value *reference);

static void
check_form(const struct content *content, const struct pdf_value *reference)
{
    struct pdf_checker *checker = content->checker;
    int64_t object = pdf_number_of(reference);
    const struct pdf_value *form = pdf_resolve(&checker->reader, reference);
    struct content inner = {
        .checker = checker,
        .resources = pdf_find(&checker->reader, form, "Resources"),
        .list = &pdf_null,
        .object = object,
        .element = content->element,
        .is_inside =
            content->tagged || content->artifacts || content->is_inside,
        .form_depth = content->form_depth + 1,
        .scratch = content->scratch,
    };
    if (object <= 0 || object >= checker->reader.count ||
        content->form_depth == DEEPEST_FORM)
        return;
    /* 1: drawn once; 2: drawn once, and it has content of elements. */
    if (checker->forms[object]) {
        pdf_require(checker, checker->forms[object] == 1, RULE_FORM_REUSED,
                    object);
        return;
    }
    checker->forms[object] = 1;
    check_stream(&inner, reference);
    if (inner.has_mcid)
        checker->forms[object] = 2;
}

static void
draw_object(struct content *content, const struct pdf_scan *scan)
{
    const struct pdf_value *reference =
        resource(content, "XObject", pdf_operand(scan, 0));
    struct pdf_reader *reader = &content->checker->reader;
    need_mark(content);
    if (pdf_is_name(pdf_find(reader, pdf_resolve(reader, reference), "Subtype"),
                    "Form"))
        check_form(content, reference);
}

/* --- the rest ------------------------------------------------------------- */

static void
save_state(struct content *content)
{
    if (content->states < DEEPEST_STATE)
        content->saved_fonts[content->states] = content->font;
    if (++content->states == DEEPEST_STATE + 1)
        broken(content, RULE_NESTING);
}

static void
restore_state(struct content *content)
{
    if (!content->states) {
        broken(content, RULE_CONTENT_BROKEN);
        return;
    }
    if (--content->states < DEEPEST_STATE)
        content->font = content->saved_fonts[content->states];
}

static void
set_text(struct content *content, bool in_text)
{
    if (content->in_text == in_text)
        broken(content, RULE_CONTENT_BROKEN);
    content->in_text = in_text;
}

static void
check_intent(struct content *content, const struct pdf_scan *scan)
{
    static const char *const names[] = {"RelativeColorimetric",
                                        "AbsoluteColorimetric", "Perceptual",
                                        "Saturation"};
    for (size_t i = 0; i < 4; i++)
        if (pdf_is_name(pdf_operand(scan, 0), names[i]))
            return;
    broken(content, RULE_RENDERING_INTENT);
}

static void
check_space(struct content *content, const struct pdf_scan *scan)
{
    const struct pdf_value *name = pdf_operand(scan, 0);
    if (pdf_is_name(name, "DeviceCMYK"))
        broken(content, RULE_CMYK);
    else if (!pdf_is_name(name, "DeviceRGB") &&
             !pdf_is_name(name, "DeviceGray") && !pdf_is_name(name, "Pattern"))
        resource(content, "ColorSpace", name);
}

static void
check_operator(struct content *content, const struct pdf_scan *scan)
{
    switch (operator_of(scan->operator)) {
    case OPERATOR('T', 'J', 0):
    case OPERATOR('T', 'j', 0):
    case OPERATOR('\'', 0, 0):
    case OPERATOR('"', 0, 0):
        show(content, scan);
        return;
    case OPERATOR('T', 'f', 0):
        select_font(content, scan);
        return;
    case OPERATOR('B', 'D', 'C'):
    case OPERATOR('B', 'M', 'C'):
        mark_begin(content, scan);
        return;
    case OPERATOR('E', 'M', 'C'):
        mark_end(content);
        return;
    case OPERATOR('B', 'T', 0):
    case OPERATOR('E', 'T', 0):
        set_text(content, scan->operator.data[0] == 'B');
        return;
    case OPERATOR('f', 0, 0):
    case OPERATOR('F', 0, 0):
    case OPERATOR('f', '*', 0):
    case OPERATOR('S', 0, 0):
    case OPERATOR('s', 0, 0):
    case OPERATOR('B', 0, 0):
    case OPERATOR('B', '*', 0):
    case OPERATOR('b', 0, 0):
    case OPERATOR('b', '*', 0):
        need_mark(content);
        return;
    case OPERATOR('s', 'h', 0):
        need_mark(content);
        resource(content, "Shading", pdf_operand(scan, 0));
        return;
    case OPERATOR('D', 'o', 0):
        draw_object(content, scan);
        return;
    case OPERATOR('q', 0, 0):
        save_state(content);
        return;
    case OPERATOR('Q', 0, 0):
        restore_state(content);
        return;
    case OPERATOR('K', 0, 0):
    case OPERATOR('k', 0, 0):
        broken(content, RULE_CMYK);
        return;
    case OPERATOR('c', 's', 0):
    case OPERATOR('C', 'S', 0):
        check_space(content, scan);
        return;
    case OPERATOR('g', 's', 0):
        resource(content, "ExtGState", pdf_operand(scan, 0));
        return;
    case OPERATOR('r', 'i', 0):
        check_intent(content, scan);
        return;
    default:
        if (!is_operator_known(scan->operator))
            broken(content, RULE_OPERATOR);
    }
}

static void
check_stream(struct content *content, const struct pdf_value *reference)
{
    struct pdf_checker *checker = content->checker;
    struct buffer data = {0};
    struct pdf_scan scan;
    if (!pdf_reader_stream(&checker->reader, reference, &data)) {
        broken(content, RULE_STREAM_BROKEN);
        buffer_release(&data);
        return;
    }
    pdf_scan_start(&scan, content->scratch, buffer_text(&data));
    scan.skips_arrays = true;
    while (pdf_scan_next(&scan))
        check_operator(content, &scan);
    if (scan.is_broken || content->states || content->in_text)
        broken(content, RULE_CONTENT_BROKEN);
    if (content->depth)
        broken(content, RULE_MARKS_UNBALANCED);
    buffer_release(&data);
}

void
pdf_check_appearance(struct pdf_checker *checker,
                     const struct pdf_value *reference)
{
    struct arena *scratch = arena_new();
    struct content around = {.checker = checker,
                             .resources = &pdf_null,
                             .list = &pdf_null,
                             .object = pdf_number_of(reference),
                             .is_inside = true,
                             .scratch = scratch};
    check_form(&around, reference);
    arena_free(scratch);
}

void
pdf_check_content(struct pdf_checker *checker)
{
    struct pdf_reader *reader = &checker->reader;
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < checker->pages.items.count; i++) {
        const struct pdf_value *reference = checker->pages.items.items[i];
        const struct pdf_value *page = pdf_resolve(reader, reference);
        struct content content = {
            .checker = checker,
            /* Its own: those that it would inherit are not allowed. */
            .resources = pdf_find(reader, page, "Resources"),
            .list = pdf_resolve(
                reader, pdf_parent_entry(
                            checker, pdf_find(reader, page, "StructParents"))),
            .object = pdf_number_of(reference),
            .scratch = scratch,
        };
        arena_reset(scratch);
        check_stream(&content, pdf_entry(page, "Contents"));
    }
    arena_free(scratch);
    /* Black is what text has that asks for no other colour. */
    if (checker->pages.items.count && !pdf_has_fields(checker))
        pdf_require(checker, checker->has_rgb_intent, RULE_OUTPUT_INTENT, 0);
}
