/* The structure tree: which elements may stand where, and what they must
 * say. */
#include "proof/pdf_checker.h"

#include "base/map.h"

#include <string.h>

/* --- types ---------------------------------------------------------------- */

static enum pdf_type
standard_type(struct text name)
{
    static const char *const names[] = {
#define TYPE(name) #name,
        PDF_TYPES(TYPE)
#undef TYPE
    };
    for (unsigned i = 0; i < TYPE_COUNT; i++)
        if (names[i][0] == (name.size ? name.data[0] : '\0') &&
            text_equals(name, names[i]))
            return (enum pdf_type)i;
    return TYPE_NONE;
}

/* The standard type that a type stands for, by the role map. */
static enum pdf_type
type_of(struct pdf_checker *checker, const struct pdf_value *element,
        int64_t object)
{
    enum { LONGEST = 16 };
    struct pdf_reader *reader = &checker->reader;
    struct text name = pdf_bytes_of(pdf_find(reader, element, "S"));
    enum pdf_type type = standard_type(name);
    if (type != TYPE_NONE)
        return type;
    const struct pdf_value *roles =
        pdf_find(reader, pdf_find(reader, checker->catalog, "StructTreeRoot"),
                 "RoleMap");
    for (int i = 0; i < LONGEST && type == TYPE_NONE; i++) {
        char key[128] = "";
        memcpy(key, name.data, name.size < 127 ? name.size : 127);
        name = pdf_bytes_of(pdf_find(reader, roles, key));
        if (!name.size) {
            pdf_broken(checker, RULE_TYPE_UNKNOWN, object);
            return TYPE_NONE;
        }
        type = standard_type(name);
    }
    pdf_require(checker, type != TYPE_NONE, RULE_TYPE_CIRCLE, object);
    return type;
}

static void
check_role_map(struct pdf_checker *checker)
{
    struct pdf_reader *reader = &checker->reader;
    const struct pdf_value *reference =
        pdf_entry(checker->catalog, "StructTreeRoot");
    const struct pdf_value *roles =
        pdf_find(reader, pdf_resolve(reader, reference), "RoleMap");
    for (size_t i = 0; roles->kind == PDF_DICTIONARY && i < roles->count; i++)
        pdf_require(checker,
                    standard_type(roles->items[2 * i].text) == TYPE_NONE,
                    RULE_TYPE_REMAPPED, pdf_number_of(reference));
}

/* --- collecting ----------------------------------------------------------- */

struct pending { /* a kid to be looked at */
    const struct pdf_value *value;
    const struct pdf_value *page; /* a reference; of the element around */
    uint32_t parent;
};

struct collector {
    struct pdf_checker *checker;
    ARRAY(struct pending) stack;
    size_t claims; /* MCIDs that elements have */
};

/* Content that an element has must be what the parent tree gives it. */
static void
claim(struct collector *collector, const struct pending *kid, int64_t mcid,
      const struct pdf_value *page)
{
    struct pdf_checker *checker = collector->checker;
    const struct pdf_element *owner = &checker->elements.items[kid->parent];
    const struct pdf_value *key = pdf_find(
        &checker->reader, pdf_resolve(&checker->reader, page), "StructParents");
    const struct pdf_value *list =
        pdf_resolve(&checker->reader, pdf_parent_entry(checker, key));
    int64_t found = mcid < 0 ? 0 : pdf_number_of(pdf_item(list, (size_t)mcid));
    collector->claims++;
    pdf_require(checker, found && found == owner->object, RULE_PARENT_TREE,
                owner->object);
}

static void
claim_object(struct collector *collector, const struct pending *kid)
{
    struct pdf_checker *checker = collector->checker;
    const struct pdf_element *owner = &checker->elements.items[kid->parent];
    const struct pdf_value *key =
        pdf_find(&checker->reader,
                 pdf_find(&checker->reader, kid->value, "Obj"), "StructParent");
    pdf_require(checker,
                pdf_number_of(pdf_parent_entry(checker, key)) ==
                    (int64_t)owner->object,
                RULE_PARENT_TREE, owner->object);
}

static void
push(struct collector *collector, const struct pdf_value *value,
     const struct pdf_value *page, uint32_t parent)
{
    *ARRAY_PUSH(collector->checker->arena, &collector->stack) =
        (struct pending){value, page, parent};
}

static void
push_kids(struct collector *collector, const struct pdf_value *kids,
          const struct pdf_value *page, uint32_t parent)
{
    const struct pdf_value *list =
        pdf_resolve(&collector->checker->reader, kids);
    if (list->kind != PDF_ARRAY) {
        if (kids->kind != PDF_NULL)
            push(collector, kids, page, parent);
        return;
    }
    for (uint32_t i = list->count; i-- > 0;)
        push(collector, pdf_item(list, i), page, parent);
}

static void
link_element(struct pdf_checker *checker, uint32_t index, uint32_t parent)
{
    struct pdf_element *elements = checker->elements.items;
    if (parent == NO_ELEMENT)
        return;
    if (elements[parent].first_kid == NO_ELEMENT)
        elements[parent].first_kid = index;
    else
        elements[elements[parent].last_kid].next = index;
    elements[parent].last_kid = index;
}

static void
add_element(struct collector *collector, const struct pending *kid,
            const struct pdf_value *value, int64_t object)
{
    struct pdf_checker *checker = collector->checker;
    uint32_t index = (uint32_t)checker->elements.count;
    *ARRAY_PUSH(checker->arena, &checker->elements) =
        (struct pdf_element){.value = value,
                             .object = (uint32_t)object,
                             .parent = kid->parent,
                             .first_kid = NO_ELEMENT,
                             .last_kid = NO_ELEMENT,
                             .next = NO_ELEMENT};
    if (object)
        checker->element_of[object] = index + 1;
    link_element(checker, index, kid->parent);
    checker->elements.items[index].type = type_of(checker, value, object);
    const struct pdf_value *own = pdf_entry(value, "Pg");
    push_kids(collector, pdf_entry(value, "K"),
              own->kind == PDF_REFERENCE ? own : kid->page, index);
}

static void
collect(struct collector *collector, const struct pending *kid)
{
    struct pdf_checker *checker = collector->checker;
    int64_t object = pdf_number_of(kid->value);
    if (object &&
        (object >= checker->reader.count || checker->element_of[object])) {
        pdf_broken(checker, RULE_PARENT_TREE, object); /* two parents */
        return;
    }
    const struct pdf_value *value = pdf_resolve(&checker->reader, kid->value);
    const struct pdf_value *own = pdf_entry(value, "Pg");
    bool has_element = kid->parent != NO_ELEMENT;
    if (value->kind == PDF_INTEGER && has_element)
        claim(collector, kid, value->integer, kid->page);
    else if (pdf_is_name(pdf_entry(value, "Type"), "MCR") && has_element)
        claim(collector, kid, pdf_whole(pdf_entry(value, "MCID")),
              own->kind == PDF_REFERENCE ? own : kid->page);
    else if (pdf_is_name(pdf_entry(value, "Type"), "OBJR") && has_element)
        claim_object(collector,
                     &(struct pending){value, kid->page, kid->parent});
    else if (value->kind == PDF_DICTIONARY)
        add_element(collector, kid, value, object);
}

/* Each entry of a page in the parent tree was claimed by one element. */
static void
check_claims(struct collector *collector)
{
    struct pdf_checker *checker = collector->checker;
    size_t entries = 0;
    for (size_t i = 0; i < checker->parent_count; i++) {
        if (!checker->parents[i])
            continue;
        const struct pdf_value *list =
            pdf_resolve(&checker->reader, checker->parents[i]);
        for (size_t j = 0; list->kind == PDF_ARRAY && j < list->count; j++)
            entries += pdf_item(list, j)->kind == PDF_REFERENCE;
    }
    pdf_require(checker, entries == collector->claims, RULE_PARENT_TREE,
                pdf_number_of(pdf_entry(checker->catalog, "StructTreeRoot")));
}

void
pdf_collect_elements(struct pdf_checker *checker)
{
    struct collector collector = {.checker = checker};
    const struct pdf_value *root =
        pdf_find(&checker->reader, checker->catalog, "StructTreeRoot");
    checker->element_of =
        ARENA_ARRAY(checker->arena, checker->reader.count, uint32_t);
    push_kids(&collector, pdf_entry(root, "K"), &pdf_null, NO_ELEMENT);
    while (collector.stack.count) {
        struct pending kid = collector.stack.items[--collector.stack.count];
        collect(&collector, &kid);
    }
    check_claims(&collector);
    check_role_map(checker);
}

/* --- what may stand in what ----------------------------------------------- */

#define BIT(type) ((uint64_t)1 << TYPE_##type)

static const struct {
    enum pdf_type type;
    enum pdf_rule rule;
    uint64_t kids;
} kid_rules[] = {
    {TYPE_Table, RULE_TABLE_KIDS,
     BIT(TR) | BIT(THead) | BIT(TBody) | BIT(TFoot) | BIT(Caption)},
    {TYPE_TR, RULE_TR_KIDS, BIT(TH) | BIT(TD)},
    {TYPE_THead, RULE_THEAD_KIDS, BIT(TR)},
    {TYPE_TBody, RULE_TBODY_KIDS, BIT(TR)},
    {TYPE_TFoot, RULE_TFOOT_KIDS, BIT(TR)},
    {TYPE_L, RULE_L_KIDS, BIT(L) | BIT(LI) | BIT(Caption)},
    {TYPE_LI, RULE_LI_KIDS, BIT(Lbl) | BIT(LBody)},
    {TYPE_TOC, RULE_TOC_KIDS, BIT(TOC) | BIT(TOCI) | BIT(Caption)},
};

static const struct {
    enum pdf_type type;
    enum pdf_rule rule;
    uint64_t parents;
} parent_rules[] = {
    {TYPE_TR, RULE_TR_PARENT,
     BIT(Table) | BIT(THead) | BIT(TBody) | BIT(TFoot)},
    {TYPE_THead, RULE_THEAD_PARENT, BIT(Table)},
    {TYPE_TBody, RULE_TBODY_PARENT, BIT(Table)},
    {TYPE_TFoot, RULE_TFOOT_PARENT, BIT(Table)},
    {TYPE_TH, RULE_TH_PARENT, BIT(TR)},
    {TYPE_TD, RULE_TD_PARENT, BIT(TR)},
    {TYPE_LI, RULE_LI_PARENT, BIT(L)},
    {TYPE_LBody, RULE_LBODY_PARENT, BIT(LI)},
    {TYPE_TOCI, RULE_TOCI_PARENT, BIT(TOC)},
};

static uint64_t
bit_of(enum pdf_type type)
{
    return type == TYPE_NONE ? 0 : (uint64_t)1 << type;
}

static void
check_place(struct pdf_checker *checker, const struct pdf_element *element)
{
    const struct pdf_element *elements = checker->elements.items;
    uint64_t parent = element->parent == NO_ELEMENT
                          ? 0
                          : bit_of(elements[element->parent].type);
    for (size_t i = 0; i < sizeof parent_rules / sizeof *parent_rules; i++)
        if (parent_rules[i].type == element->type)
            pdf_require(checker, (parent & parent_rules[i].parents) != 0,
                        parent_rules[i].rule, element->object);
    for (size_t i = 0; i < sizeof kid_rules / sizeof *kid_rules; i++) {
        if (kid_rules[i].type != element->type)
            continue;
        for (uint32_t kid = element->first_kid; kid != NO_ELEMENT;
             kid = elements[kid].next)
            pdf_require(checker,
                        (bit_of(elements[kid].type) & kid_rules[i].kids) != 0,
                        kid_rules[i].rule, element->object);
    }
}

/* Captions stand first (in a table also last), and there is one. */
static void
check_captions(struct pdf_checker *checker, const struct pdf_element *element)
{
    const struct pdf_element *elements = checker->elements.items;
    bool is_table = element->type == TYPE_Table,
         is_list = element->type == TYPE_L;
    unsigned captions = 0;
    if (!is_table && !is_list && element->type != TYPE_TOC)
        return;
    for (uint32_t kid = element->first_kid; kid != NO_ELEMENT;
         kid = elements[kid].next) {
        if (elements[kid].type != TYPE_Caption)
            continue;
        captions++;
        if (kid == element->first_kid ||
            (is_table && elements[kid].next == NO_ELEMENT))
            continue;
        pdf_broken(checker,
                   is_table  ? RULE_CAPTION_PLACE
                   : is_list ? RULE_L_CAPTION
                             : RULE_TOC_CAPTION,
                   element->object);
    }
    pdf_require(checker, !is_table || captions < 2, RULE_CAPTION_COUNT,
                element->object);
}

/* --- what elements must say ----------------------------------------------- */

static bool
says(struct pdf_checker *checker, const struct pdf_element *element,
     const char *key)
{
    return pdf_bytes_of(pdf_find(&checker->reader, element->value, key)).size;
}

static void
check_alternatives(struct pdf_checker *checker,
                   const struct pdf_element *element)
{
    bool is_said =
        says(checker, element, "Alt") || says(checker, element, "ActualText");
    if (element->type == TYPE_Figure)
        pdf_require(checker, is_said, RULE_FIGURE_ALT, element->object);
    if (element->type == TYPE_Formula)
        pdf_require(checker, is_said, RULE_FORMULA_ALT, element->object);
}

static void
check_parent(struct pdf_checker *checker, const struct pdf_element *element)
{
    int64_t named = pdf_number_of(pdf_entry(element->value, "P"));
    int64_t wanted =
        element->parent == NO_ELEMENT
            ? pdf_number_of(pdf_entry(checker->catalog, "StructTreeRoot"))
            : checker->elements.items[element->parent].object;
    if (pdf_require(checker, named > 0, RULE_PARENT, element->object))
        pdf_require(checker, !wanted || named == wanted, RULE_PARENT_TREE,
                    element->object);
}

/* A Form holds one field and nothing else. */
static void
check_form_kids(struct pdf_checker *checker, const struct pdf_element *element)
{
    struct pdf_reader *reader = &checker->reader;
    if (element->type != TYPE_Form)
        return;
    const struct pdf_value *kids = pdf_find(reader, element->value, "K");
    const struct pdf_value *kid =
        kids->kind == PDF_ARRAY ? kids->count == 1
                                      ? pdf_resolve(reader, pdf_item(kids, 0))
                                      : &pdf_null
                                : kids;
    pdf_require(checker, pdf_is_name(pdf_find(reader, kid, "Type"), "OBJR"),
                RULE_FORM_KIDS, element->object);
}

struct headings {
    int last;
    bool has_levels, has_plain;
};

static void
check_heading(struct pdf_checker *checker, const struct pdf_element *element,
              struct headings *headings)
{
    if (element->type == TYPE_H) {
        headings->has_plain = true;
    } else if (element->type >= TYPE_H1 && element->type <= TYPE_H6) {
        int level = (int)element->type - TYPE_H1 + 1;
        pdf_require(checker, level <= headings->last + 1, RULE_HEADING_SKIPPED,
                    element->object);
        headings->last = level;
        headings->has_levels = true;
    }
    pdf_require(checker, !headings->has_plain || !headings->has_levels,
                RULE_HEADING_MIXED, element->object);
}

static void
check_note(struct pdf_checker *checker, const struct pdf_element *element,
           struct map *identifiers)
{
    if (element->type != TYPE_Note)
        return;
    struct text identifier =
        pdf_bytes_of(pdf_find(&checker->reader, element->value, "ID"));
    if (!pdf_require(checker, identifier.size > 0, RULE_NOTE_ID,
                     element->object))
        return;
    void **place = map_place(identifiers, identifier);
    pdf_require(checker, !*place, RULE_NOTE_ID_TWICE, element->object);
    *place = checker;
}

static void
check_heading_count(struct pdf_checker *checker,
                    const struct pdf_element *element)
{
    const struct pdf_element *elements = checker->elements.items;
    unsigned count = 0;
    for (uint32_t kid = element->first_kid; kid != NO_ELEMENT;
         kid = elements[kid].next)
        count += elements[kid].type == TYPE_H;
    pdf_require(checker, count < 2, RULE_HEADING_COUNT, element->object);
}

void
pdf_check_elements(struct pdf_checker *checker)
{
    struct headings headings = {0};
    struct map identifiers = map_in(checker->arena);
    for (size_t i = 0; i < checker->elements.count; i++) {
        const struct pdf_element *element = &checker->elements.items[i];
        check_parent(checker, element);
        check_place(checker, element);
        check_captions(checker, element);
        check_alternatives(checker, element);
        check_form_kids(checker, element);
        check_heading(checker, element, &headings);
        check_heading_count(checker, element);
        check_note(checker, element, &identifiers);
        pdf_check_language(checker,
                           pdf_find(&checker->reader, element->value, "Lang"),
                           element->object);
    }
}
