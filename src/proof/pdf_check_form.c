/* Fields to fill in: each says what it is, has a name and a look of its own,
 * and is written in a font that lies in the file. */
#include "proof/pdf_checker.h"

#include "base/map.h"

#include <string.h>

enum { DEEPEST_FIELD = 16 };

struct form {
    struct pdf_checker *checker;
    const struct pdf_value *fonts; /* that fields may name */
    struct map names;
    unsigned char *reached; /* by object number: a widget of the form */
    struct text sound_look; /* a default look that was found sound */
};

/* --- the document --------------------------------------------------------- */

const struct pdf_value *
pdf_form_of(struct pdf_checker *checker)
{
    return pdf_find(&checker->reader, checker->catalog, "AcroForm");
}

bool
pdf_has_fields(struct pdf_checker *checker)
{
    return pdf_find(&checker->reader, pdf_form_of(checker), "Fields")->count >
           0;
}

/* --- looks ---------------------------------------------------------------- */

static bool
is_embedded(struct pdf_checker *checker, const struct pdf_value *font)
{
    const struct pdf_value *descriptor =
        pdf_find(&checker->reader, font, "FontDescriptor");
    static const char *const keys[] = {"FontFile", "FontFile2", "FontFile3"};
    for (size_t i = 0; i < 3; i++)
        if (pdf_find(&checker->reader, descriptor, keys[i])->kind ==
            PDF_DICTIONARY)
            return true;
    return false;
}

/* "/F 10 Tf 0 g": does it name a font of the form that is in the file? */
static bool
is_look_sound(struct form *form, struct text look)
{
    char key[128] = "";
    size_t start = text_index(look, '/', 0), end = text_index(look, ' ', start);
    struct text name = text_slice(look, start + 1, end);
    if (start == look.size || !name.size || name.size >= sizeof key)
        return false;
    memcpy(key, name.data, name.size);
    return is_embedded(form->checker,
                       pdf_find(&form->checker->reader, form->fonts, key));
}

static void
check_default_look(struct form *form, const struct pdf_value *look,
                   int64_t object)
{
    struct text text = pdf_bytes_of(look);
    if (text.size && text_equal(text, form->sound_look))
        return;
    if (pdf_require(form->checker, text.size && is_look_sound(form, text),
                    RULE_FIELD_FONT, object))
        form->sound_look = text;
}

static bool
is_stream(struct pdf_checker *checker, const struct pdf_value *reference)
{
    const struct pdf_indirect *object =
        pdf_reader_object(&checker->reader, pdf_number_of(reference));
    return object && object->stream.data;
}

/* A button has a look for each of its states, another widget one. */
static void
check_look(struct pdf_checker *checker, const struct pdf_value *widget,
           bool is_button, int64_t object)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *look = pdf_find(reader, widget, "AP");
    const struct pdf_value *normal = pdf_entry(look, "N");
    if (look->kind == PDF_NULL) /* reported already */
        return;
    if (!is_button) {
        if (pdf_require(checker, is_stream(checker, normal),
                        RULE_FIELD_APPEARANCE, object))
            pdf_check_appearance(checker, normal);
        return;
    }
    const struct pdf_value *states = pdf_resolve(reader, normal);
    struct text state = pdf_bytes_of(pdf_find(reader, widget, "AS"));
    bool is_there = false;
    for (size_t i = 0; states->kind == PDF_DICTIONARY && i < states->count;
         i++) {
        const struct pdf_value *stream = &states->items[2 * i + 1];
        is_there |= text_equal(states->items[2 * i].text, state);
        if (is_stream(checker, stream))
            pdf_check_appearance(checker, stream);
        else
            is_there = false;
    }
    pdf_require(checker, !is_stream(checker, normal) && is_there,
                RULE_BUTTON_APPEARANCE, object);
}

/* --- fields --------------------------------------------------------------- */

struct field {
    const struct pdf_value *value;
    struct text name;             /* with those of the fields around */
    const struct pdf_value *kind; /* FT, its own or inherited */
    const struct pdf_value *look; /* DA, likewise */
    bool is_labelled;
};

/* Its own entry, or that of the field around. */
static const struct pdf_value *
inherited(struct form *form, const struct pdf_value *field, const char *key,
          const struct pdf_value *outer)
{
    const struct pdf_value *own = pdf_find(&form->checker->reader, field, key);
    return own->kind == PDF_NULL ? outer : own;
}

static void
check_widget(struct form *form, const struct field *field, int64_t object)
{
    struct pdf_checker *checker = form->checker;
    struct pdf_reader *reader = &checker->reader;
    bool is_button = pdf_is_name(field->kind, "Btn");
    if (object > 0 && object < checker->reader.count)
        form->reached[object] = 1;
    pdf_require(checker, field->is_labelled, RULE_FIELD_LABEL, object);
    pdf_require(checker,
                pdf_find(reader, field->value, "A")->kind == PDF_NULL &&
                    pdf_find(reader, field->value, "AA")->kind == PDF_NULL,
                RULE_FIELD_ACTION, object);
    check_look(checker, field->value, is_button, object);
    if (!is_button)
        check_default_look(form, field->look, object);
}

static void
check_name(struct form *form, struct text name, int64_t object)
{
    if (!pdf_require(form->checker, name.size > 0, RULE_FIELD_NAME, object))
        return;
    void **place = map_place(&form->names, name);
    pdf_require(form->checker, !*place, RULE_FIELD_NAME, object);
    *place = form;
}

static void
check_field(struct form *form, const struct pdf_value *reference,
            const struct field *outer, int depth)
{
    struct pdf_checker *checker = form->checker;
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *value = pdf_resolve(reader, reference);
    const struct pdf_value *kids = pdf_find(reader, value, "Kids");
    const struct pdf_value *name = pdf_find(reader, value, "T");
    int64_t object = pdf_number_of(reference);
    struct field field = {
        .value = value,
        .name = outer->name,
        .kind = inherited(form, value, "FT", outer->kind),
        .look = inherited(form, value, "DA", outer->look),
        .is_labelled = pdf_bytes_of(pdf_find(reader, value, "TU")).size ||
                       outer->is_labelled};
    if (depth == DEEPEST_FIELD || value->kind != PDF_DICTIONARY)
        return;
    if (name->kind == PDF_STRING || depth == 0) {
        struct text own = pdf_text_of(checker->arena, name);
        field.name =
            outer->name.size
                ? arena_printf(checker->arena, "%.*s.%.*s",
                               TEXT_PRINTF(outer->name), TEXT_PRINTF(own))
                : own;
        check_name(form, field.name, object);
    }
    if (pdf_is_name(pdf_find(reader, value, "Subtype"), "Widget"))
        check_widget(form, &field, object);
    for (uint32_t i = 0; kids->kind == PDF_ARRAY && i < kids->count; i++)
        check_field(form, pdf_item(kids, i), &field, depth + 1);
}

/* --- the whole ------------------------------------------------------------ */

/* Whatever is shown to fill in belongs to the form. */
static void
check_reached(struct form *form)
{
    struct pdf_checker *checker = form->checker;
    struct pdf_reader *reader = &checker->reader;
    for (size_t i = 0; i < checker->pages.items.count; i++) {
        const struct pdf_value *page =
            pdf_resolve(reader, checker->pages.items.items[i]);
        const struct pdf_value *list = pdf_find(reader, page, "Annots");
        for (uint32_t j = 0; list->kind == PDF_ARRAY && j < list->count; j++) {
            const struct pdf_value *item = pdf_item(list, j);
            int64_t number = pdf_number_of(item);
            if (pdf_is_name(
                    pdf_find(reader, pdf_resolve(reader, item), "Subtype"),
                    "Widget"))
                pdf_require(checker,
                            number > 0 && number < reader->count &&
                                form->reached[number],
                            RULE_FIELD_LOST, number);
        }
    }
}

void
pdf_check_form(struct pdf_checker *checker)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *dictionary = pdf_form_of(checker);
    const struct pdf_value *fields = pdf_find(reader, dictionary, "Fields");
    int64_t object = pdf_number_of(pdf_entry(checker->catalog, "AcroForm"));
    struct form form = {
        .checker = checker,
        .fonts = pdf_find(reader, pdf_find(reader, dictionary, "DR"), "Font"),
        .names = map_in(checker->arena),
        .reached = ARENA_ARRAY(checker->arena, reader->count, unsigned char)};
    const struct field none = {.kind = &pdf_null,
                               .look = pdf_find(reader, dictionary, "DA")};
    pdf_require(checker,
                !pdf_is_true(pdf_find(reader, dictionary, "NeedAppearances")),
                RULE_FORM_NEEDS_APPEARANCES, object);
    pdf_require(checker, pdf_find(reader, dictionary, "XFA")->kind == PDF_NULL,
                RULE_FORM_XFA, object);
    for (uint32_t i = 0; fields->kind == PDF_ARRAY && i < fields->count; i++)
        check_field(&form, pdf_item(fields, i), &none, 0);
    check_reached(&form);
}
