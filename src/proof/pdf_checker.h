/* What the parts of the check share: one finished PDF under judgement. */
#ifndef PROOF_PDF_CHECKER_H
#define PROOF_PDF_CHECKER_H

#include "proof/pdf_check.h"
#include "proof/pdf_words.h"

/* The standard structure types (ISO 32000-1, 14.8.4). */
#define PDF_TYPES(TYPE)                                                        \
    TYPE(Document)                                                             \
    TYPE(Part)                                                                 \
    TYPE(Art)                                                                  \
    TYPE(Sect)                                                                 \
    TYPE(Div)                                                                  \
    TYPE(BlockQuote)                                                           \
    TYPE(Caption)                                                              \
    TYPE(TOC)                                                                  \
    TYPE(TOCI)                                                                 \
    TYPE(Index)                                                                \
    TYPE(NonStruct)                                                            \
    TYPE(Private)                                                              \
    TYPE(P)                                                                    \
    TYPE(H)                                                                    \
    TYPE(H1)                                                                   \
    TYPE(H2)                                                                   \
    TYPE(H3)                                                                   \
    TYPE(H4)                                                                   \
    TYPE(H5)                                                                   \
    TYPE(H6)                                                                   \
    TYPE(L)                                                                    \
    TYPE(LI)                                                                   \
    TYPE(Lbl)                                                                  \
    TYPE(LBody)                                                                \
    TYPE(Table)                                                                \
    TYPE(TR)                                                                   \
    TYPE(TH)                                                                   \
    TYPE(TD)                                                                   \
    TYPE(THead)                                                                \
    TYPE(TBody)                                                                \
    TYPE(TFoot)                                                                \
    TYPE(Span)                                                                 \
    TYPE(Quote)                                                                \
    TYPE(Note)                                                                 \
    TYPE(Reference)                                                            \
    TYPE(BibEntry)                                                             \
    TYPE(Code)                                                                 \
    TYPE(Link)                                                                 \
    TYPE(Annot)                                                                \
    TYPE(Ruby)                                                                 \
    TYPE(RB)                                                                   \
    TYPE(RT)                                                                   \
    TYPE(RP)                                                                   \
    TYPE(Warichu)                                                              \
    TYPE(WT)                                                                   \
    TYPE(WP)                                                                   \
    TYPE(Figure)                                                               \
    TYPE(Formula)                                                              \
    TYPE(Form)

enum pdf_type {
#define TYPE(name) TYPE_##name,
    PDF_TYPES(TYPE)
#undef TYPE
        TYPE_COUNT,
    TYPE_NONE = TYPE_COUNT /* no standard type */
};

#define NO_ELEMENT ((uint32_t)0xffffffff)

struct pdf_element { /* of the structure tree, in its order */
    const struct pdf_value *value;
    uint32_t object; /* its number; 0: it lies in its parent */
    enum pdf_type type;
    uint32_t parent;                    /* index; NO_ELEMENT: the root */
    uint32_t first_kid, last_kid, next; /* elements only */
};

struct pdf_attached {             /* a file in the file */
    const struct pdf_value *file; /* the dictionary that names it */
    int64_t object;               /* in which that lies */
};

struct pdf_checker {
    struct arena *arena;
    struct pdf_reader reader;
    struct pdf_words words;
    const struct pdf_value *catalog;
    struct pdf_pages pages;
    ARRAY(struct pdf_element) elements;
    uint32_t *element_of; /* by object number: index + 1 */
    /* By key of the parent tree: what it holds, a reference or an array. */
    const struct pdf_value **parents;
    size_t parent_count;
    ARRAY(struct pdf_attached) attached; /* by pdf_check_objects */
    bool has_rgb_intent;
    unsigned char *forms; /* by object number: how often drawn; 2: often */
    const struct span_table *origins;
    struct pdf_findings *findings;
    unsigned char counts[RULE_COUNT];
};

/* Reports a rule as broken by an object (0: the file). */
void pdf_broken(struct pdf_checker *checker, enum pdf_rule rule,
                int64_t object);
/* The same unless `holds`; returns it. */
static inline bool
pdf_require(struct pdf_checker *checker, bool holds, enum pdf_rule rule,
            int64_t object)
{
    if (!holds)
        pdf_broken(checker, rule, object);
    return holds;
}
/* The object number of a reference; 0. */
int64_t pdf_number_of(const struct pdf_value *reference);
/* What the parent tree has under a key; &pdf_null. */
const struct pdf_value *pdf_parent_entry(const struct pdf_checker *checker,
                                         const struct pdf_value *key);
/* The element that a reference of the parent tree names; NULL. */
const struct pdf_element *pdf_element_at(const struct pdf_checker *checker,
                                         const struct pdf_value *reference);
/* A language tag as BCP 47 writes it, roughly; the empty one is. */
void pdf_check_language(struct pdf_checker *checker,
                        const struct pdf_value *language, int64_t object);

void pdf_check_file(struct pdf_checker *checker); /* pdf_check_file */
void pdf_check_objects(struct pdf_checker *checker);
void pdf_check_document(struct pdf_checker *checker); /* pdf_check_document */
void pdf_check_annotations(struct pdf_checker *checker);
void
pdf_check_attachments(struct pdf_checker *checker); /* pdf_check_attached */
void pdf_check_xmp(struct pdf_checker *checker,     /* pdf_check_xmp */
                   const struct pdf_value *reference);
void pdf_collect_elements(struct pdf_checker *checker); /* pdf_check_elements */
void pdf_check_elements(struct pdf_checker *checker);
void pdf_check_tables(struct pdf_checker *checker);  /* pdf_check_table */
void pdf_check_content(struct pdf_checker *checker); /* pdf_check_content */
/* The appearance of an annotation. */
void pdf_check_appearance(struct pdf_checker *checker,
                          const struct pdf_value *reference);
void pdf_check_fonts(struct pdf_checker *checker); /* pdf_check_font */
void pdf_check_form(struct pdf_checker *checker);  /* pdf_check_form */
/* The interactive form; &pdf_null. */
const struct pdf_value *pdf_form_of(struct pdf_checker *checker);
/* Is the file there to be filled in?  It is then judged as PDF/UA-1 alone, and
 * may not say that it is PDF/A; rules of PDF/A that do good stay. */
bool pdf_has_fields(struct pdf_checker *checker);

#endif
