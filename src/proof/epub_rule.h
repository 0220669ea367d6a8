/* The rules that a finished e-book is held to, by name.
 *
 * They are those of EPUB 3.3 and EPUB Accessibility 1.1 that a writer can
 * break, what no validator sees (a table's head without scope, a note
 * without way back, claims that the content does not bear out), and what
 * bouwsteen's own e-books always have: so an element that bouwsteen never
 * writes is a finding too. */
#ifndef PROOF_EPUB_RULE_H
#define PROOF_EPUB_RULE_H

/* clang-format never comes to rest on these. */
/* clang-format off */
#define EPUB_RULES(RULE)                                                       \
    /* the archive */                                                          \
    RULE(ARCHIVE)                                                              \
    RULE(MIMETYPE_FIRST)                                                       \
    RULE(MIMETYPE_STORED)                                                      \
    RULE(MIMETYPE_WORDS)                                                       \
    RULE(ENTRY_EXTRA)                                                          \
    RULE(ENTRY_BROKEN)                                                         \
    RULE(ENTRY_FOLDER)                                                         \
    RULE(ENTRY_NAME)                                                           \
    RULE(ENTRY_TWICE)                                                          \
    RULE(ENTRY_DATE)                                                           \
    RULE(CONTAINER)                                                            \
    /* the package */                                                          \
    RULE(XML)                                                                  \
    RULE(XML_START)                                                            \
    RULE(FILE_UNLISTED)                                                        \
    RULE(FILE_MISSING)                                                         \
    RULE(ITEM_TWICE)                                                           \
    RULE(MEDIA_TYPE)                                                           \
    RULE(IDENTIFIER)                                                           \
    RULE(LANGUAGE)                                                             \
    RULE(TITLE)                                                                \
    RULE(DATE)                                                                 \
    RULE(MODIFIED)                                                             \
    RULE(COVER_IMAGE)                                                          \
    RULE(NAV_ITEM)                                                             \
    RULE(PROPERTIES)                                                           \
    RULE(NCX)                                                                  \
    RULE(GUIDE)                                                                \
    RULE(SPINE)                                                                \
    RULE(REFINES)                                                              \
    RULE(ACCESSIBILITY)                                                        \
    RULE(VOCABULARY)                                                           \
    RULE(HAZARD)                                                               \
    RULE(CLAIM)                                                                \
    RULE(CONFORMANCE)                                                          \
    RULE(PAGE_SOURCE)                                                          \
    /* navigation */                                                           \
    RULE(NCX_UID)                                                              \
    RULE(NCX_ORDER)                                                            \
    RULE(NCX_PAGES)                                                            \
    RULE(TOC)                                                                  \
    RULE(TOC_ORDER)                                                            \
    RULE(LANDMARKS)                                                            \
    RULE(LANDMARK_TYPE)                                                        \
    RULE(PAGE_LIST)                                                            \
    RULE(PAGE_MARK)                                                            \
    RULE(LABEL_LANGUAGE)                                                       \
    /* texts */                                                                \
    RULE(LANG)                                                                 \
    RULE(LANG_TEXT)                                                            \
    RULE(DOCUMENT_TITLE)                                                       \
    RULE(ID_TWICE)                                                             \
    RULE(ID)                                                                   \
    RULE(LINK)                                                                 \
    RULE(ADDRESS)                                                              \
    RULE(LINK_EMPTY)                                                           \
    RULE(ALT_MISSING)                                                          \
    RULE(ALT_EMPTY)                                                            \
    RULE(ALT_FILE_NAME)                                                        \
    RULE(IMAGE)                                                                \
    RULE(HEADING_EMPTY)                                                        \
    RULE(HEADING_LEVEL)                                                        \
    RULE(SCOPE)                                                                \
    RULE(TABLE_HEAD)                                                           \
    RULE(TABLE_NAME)                                                           \
    RULE(SCROLL)                                                               \
    RULE(NOTE_CALL)                                                            \
    RULE(NOTE)                                                                 \
    RULE(NOTE_BACK)                                                            \
    RULE(MATH)                                                                 \
    RULE(NAME_DANGLING)                                                        \
    RULE(NAME_TWICE)                                                           \
    RULE(REMOTE)                                                               \
    /* shape */                                                                \
    RULE(ELEMENT)                                                              \
    RULE(ATTRIBUTE)                                                            \
    RULE(NESTING)                                                              \
    RULE(TYPE_AND_ROLE)                                                        \
    RULE(SPAN_BARE)                                                            \
    /* style */                                                                \
    RULE(CSS)                                                                  \
    RULE(CSS_FILE)                                                             \
    RULE(CSS_COLOUR)                                                           \
    RULE(CSS_FORCED)                                                           \
    RULE(CSS_POSITION)                                                         \
    RULE(CSS_MEDIA)

/* clang-format on */
enum epub_rule {
#define RULE(id) EPUB_RULE_##id,
    EPUB_RULES(RULE)
#undef RULE
        EPUB_RULE_COUNT
};

/* What is wrong, in English, to be translated. */
const char *epub_rule_message(enum epub_rule rule);
/* Whose fault it is. */
enum epub_rule_kind {
    EPUB_RULE_OF_CONTENT, /* the author's: reported when the book is read */
    EPUB_RULE_OF_STYLE,   /* the designer's */
    EPUB_RULE_OF_FORM     /* bouwsteen's own */
};
enum epub_rule_kind epub_rule_kind(enum epub_rule rule);

#endif
