#include "proof/pdf_check.h"

#include "proof/pdf_checker.h"

enum { KEPT = 4 }; /* findings of one rule: more say nothing new */

static const struct {
    const char *ua, *a, *words;
} rules[RULE_COUNT] = {
#define RULE(id, ua, a, words) {ua, a, words},
#include "proof/pdf_rule.def"
#undef RULE
};

struct text
pdf_rule_clauses(struct arena *arena, enum pdf_rule rule, int archive)
{
    const char *ua = rules[rule].ua, *a = rules[rule].a;
    if (!*ua && !*a)
        return TEXT("PDF 1.7");
    struct text clauses = arena_printf(arena, "%s%s%s", *ua ? "PDF/UA-1 " : "",
                                       ua, *ua && *a ? ", " : "");
    return *a ? arena_printf(arena, "%.*sPDF/A-%da %s", TEXT_PRINTF(clauses),
                             archive, a)
              : clauses;
}

const char *
pdf_rule_words(enum pdf_rule rule)
{
    return rules[rule].words;
}

const char *
pdf_rule_ua(enum pdf_rule rule)
{
    return rules[rule].ua;
}

const char *
pdf_rule_a(enum pdf_rule rule)
{
    return rules[rule].a;
}

/* --- reporting ------------------------------------------------------------ */

/* Where an object comes from; an element without a place of its own (a cell,
 * a span that the writer added) has its parent's. */
static struct span
origin_of(const struct pdf_checker *checker, int64_t object)
{
    const struct span_table *origins = checker->origins;
    enum { FARTHEST = 16 };
    for (int i = 0; i < FARTHEST && origins && object > 0; i++) {
        if ((uint64_t)object < origins->count && origins->items[object].source)
            return origins->items[object];
        if (!checker->element_of || object >= checker->reader.count ||
            !checker->element_of[object])
            break;
        const struct pdf_element *element =
            &checker->elements.items[checker->element_of[object] - 1];
        if (element->parent == NO_ELEMENT)
            break;
        object = checker->elements.items[element->parent].object;
    }
    return (struct span){0};
}

void
pdf_broken(struct pdf_checker *checker, enum pdf_rule rule, int64_t object)
{
    checker->findings->total++;
    if (checker->counts[rule] == KEPT)
        return;
    checker->counts[rule]++;
    *ARRAY_PUSH(checker->arena, checker->findings) =
        (struct pdf_finding){.rule = rule,
                             .object = (uint32_t)object,
                             .span = origin_of(checker, object)};
}

/* --- looking things up ---------------------------------------------------- */

int64_t
pdf_number_of(const struct pdf_value *reference)
{
    return reference->kind == PDF_REFERENCE ? reference->integer : 0;
}

const struct pdf_value *
pdf_parent_entry(const struct pdf_checker *checker, const struct pdf_value *key)
{
    if (key->kind != PDF_INTEGER || key->integer < 0 ||
        (uint64_t)key->integer >= checker->parent_count ||
        !checker->parents[key->integer])
        return &pdf_null;
    return checker->parents[key->integer];
}

const struct pdf_element *
pdf_element_at(const struct pdf_checker *checker,
               const struct pdf_value *reference)
{
    int64_t object = pdf_number_of(reference);
    if (object <= 0 || object >= checker->reader.count ||
        !checker->element_of[object])
        return NULL;
    return &checker->elements.items[checker->element_of[object] - 1];
}

static void
collect_parents(struct pdf_checker *checker)
{
    struct pdf_reader *reader = &checker->reader;
    struct pdf_leaves leaves = {0};
    const struct pdf_value *root =
        pdf_find(reader, checker->catalog, "StructTreeRoot");
    pdf_reader_tree(reader, pdf_entry(root, "ParentTree"), "Nums", &leaves);
    /* Keys count up from 0, by page and by annotation: none is larger than
     * there are objects. */
    checker->parent_count = reader->count;
    checker->parents = ARENA_ARRAY(checker->arena, checker->parent_count,
                                   const struct pdf_value *);
    for (size_t i = 0; i + 1 < leaves.items.count; i += 2) {
        const struct pdf_value *key = leaves.items.items[i];
        if (key->kind == PDF_INTEGER && key->integer >= 0 &&
            (uint64_t)key->integer < checker->parent_count)
            checker->parents[key->integer] = leaves.items.items[i + 1];
    }
}

/* --- the whole ------------------------------------------------------------ */

static void
check_all(struct pdf_checker *checker)
{
    struct pdf_reader *reader = &checker->reader;
    pdf_check_file(checker);
    pdf_check_objects(checker);
    if (reader->broken) /* what rests on it would only be noise */
        return;
    checker->catalog = pdf_catalog(reader);
    checker->forms = ARENA_ARRAY(checker->arena, reader->count, unsigned char);
    pdf_reader_pages(reader, &checker->pages);
    collect_parents(checker);
    pdf_collect_elements(checker);
    pdf_check_document(checker);
    pdf_check_attachments(checker);
    pdf_check_elements(checker);
    pdf_check_tables(checker);
    pdf_check_annotations(checker);
    if (pdf_form_of(checker)->kind != PDF_NULL)
        pdf_check_form(checker);
    pdf_check_content(checker);
    pdf_check_fonts(checker);
}

void
pdf_check(struct arena *arena, struct text bytes,
          const struct span_table *origins, struct pdf_findings *findings)
{
    struct pdf_checker checker = {
        .arena = arena, .origins = origins, .findings = findings};
    const char *problem;
    findings->archive = 2;
    pdf_words_init(&checker.words, &checker.reader, arena);
    if (pdf_reader_open(&checker.reader, arena, bytes, &problem))
        check_all(&checker);
    else
        pdf_broken(&checker, RULE_FILE_UNREADABLE, 0);
    pdf_words_release(&checker.words);
    pdf_reader_close(&checker.reader);
}
