#include "proof/epub_rule.h"

#include "base/message.h"

#include <stddef.h>

static const char *const messages[EPUB_RULE_COUNT] = {
    [EPUB_RULE_ARCHIVE] = N_("it is no archive that can be read"),
    [EPUB_RULE_MIMETYPE_FIRST] = N_("the mimetype does not come first"),
    [EPUB_RULE_MIMETYPE_STORED] = N_("the mimetype is compressed"),
    [EPUB_RULE_MIMETYPE_WORDS] = N_("the mimetype says something else"),
    [EPUB_RULE_ENTRY_EXTRA] = N_("an entry has an extra field"),
    [EPUB_RULE_ENTRY_BROKEN] = N_("an entry cannot be unpacked"),
    [EPUB_RULE_ENTRY_FOLDER] = N_("a folder has an entry of its own"),
    [EPUB_RULE_ENTRY_NAME] = N_("the name of an entry is not plain"),
    [EPUB_RULE_ENTRY_TWICE] = N_("two entries bear one name"),
    [EPUB_RULE_ENTRY_DATE] = N_("an entry bears a date"),
    [EPUB_RULE_CONTAINER] = N_("the container names no package"),
    [EPUB_RULE_XML] = N_("a file is not well-formed"),
    [EPUB_RULE_XML_START] = N_("a file does not begin as it should"),
    [EPUB_RULE_FILE_UNLISTED] = N_("a file is not in the manifest"),
    [EPUB_RULE_FILE_MISSING] = N_("a file of the manifest is missing"),
    [EPUB_RULE_ITEM_TWICE] = N_("a file or id stands twice in the manifest"),
    [EPUB_RULE_MEDIA_TYPE] = N_("a media type does not fit the file"),
    [EPUB_RULE_IDENTIFIER] = N_("the identifier is no UUID"),
    [EPUB_RULE_LANGUAGE] = N_("the package does not say its language"),
    [EPUB_RULE_TITLE] = N_("there is not exactly one title"),
    [EPUB_RULE_DATE] = N_("there is more than one date"),
    [EPUB_RULE_MODIFIED] = N_("the time of change is missing or wrong"),
    [EPUB_RULE_COVER_IMAGE] = N_("the cover picture is not marked as such"),
    [EPUB_RULE_NAV_ITEM] = N_("there is not exactly one navigation file"),
    [EPUB_RULE_PROPERTIES] = N_("the properties of a file do not fit it"),
    [EPUB_RULE_NCX] = N_("there is no table of contents for old readers"),
    [EPUB_RULE_GUIDE] = N_("there is no guide for old readers"),
    [EPUB_RULE_SPINE] = N_("the reading order does not hold each text once"),
    [EPUB_RULE_REFINES] = N_("a property refines nothing"),
    [EPUB_RULE_ACCESSIBILITY] = N_("accessibility metadata is missing"),
    [EPUB_RULE_VOCABULARY] = N_("an accessibility term is unknown"),
    [EPUB_RULE_HAZARD] = N_("'none' stands beside another hazard"),
    [EPUB_RULE_CLAIM] = N_("the content does not bear out a claim"),
    [EPUB_RULE_CONFORMANCE] =
        N_("conformance is claimed without certifier, or not in its words"),
    [EPUB_RULE_PAGE_SOURCE] = N_("pages and print edition do not go together"),
    [EPUB_RULE_NCX_UID] = N_("the old contents bear another identifier"),
    [EPUB_RULE_NCX_ORDER] = N_("the old contents are not numbered in order"),
    [EPUB_RULE_NCX_PAGES] = N_("the old contents list other pages"),
    [EPUB_RULE_TOC] = N_("the contents lack an entry, or its words"),
    [EPUB_RULE_TOC_ORDER] = N_("the contents are not in reading order"),
    [EPUB_RULE_LANDMARKS] = N_("a landmark is missing or stands twice"),
    [EPUB_RULE_LANDMARK_TYPE] = N_("a landmark has not exactly one type"),
    [EPUB_RULE_PAGE_LIST] = N_("page list and page markers differ"),
    [EPUB_RULE_PAGE_MARK] = N_("a page marker lacks something"),
    [EPUB_RULE_LABEL_LANGUAGE] = N_("a label is not in the book's language"),
    [EPUB_RULE_LANG] = N_("the language is not stated as it should"),
    [EPUB_RULE_LANG_TEXT] = N_("the text is not in the language it states"),
    [EPUB_RULE_DOCUMENT_TITLE] = N_("a file has no title of its own"),
    [EPUB_RULE_ID_TWICE] = N_("an id stands twice"),
    [EPUB_RULE_ID] = N_("an id is not plain"),
    [EPUB_RULE_LINK] = N_("a link leads nowhere"),
    [EPUB_RULE_ADDRESS] = N_("a web address is not complete"),
    [EPUB_RULE_LINK_EMPTY] = N_("a link has no words"),
    [EPUB_RULE_ALT_MISSING] = N_("a picture lacks its alternative text"),
    [EPUB_RULE_ALT_EMPTY] = N_("a figure's alternative text is empty"),
    [EPUB_RULE_ALT_FILE_NAME] = N_("the alternative text is the file's name"),
    [EPUB_RULE_IMAGE] = N_("a picture lacks its size"),
    [EPUB_RULE_HEADING_EMPTY] = N_("a heading is empty"),
    [EPUB_RULE_HEADING_LEVEL] = N_("a level of headings is left out"),
    [EPUB_RULE_SCOPE] = N_("a header cell has no scope"),
    [EPUB_RULE_TABLE_HEAD] = N_("a table has no header cells"),
    [EPUB_RULE_TABLE_NAME] = N_("a table has no caption or name"),
    [EPUB_RULE_SCROLL] = N_("the keyboard cannot reach a part that scrolls"),
    [EPUB_RULE_NOTE_CALL] = N_("the call of a note is not as it should"),
    [EPUB_RULE_NOTE] = N_("a note is not as it should"),
    [EPUB_RULE_NOTE_BACK] = N_("a note has no way back to its call"),
    [EPUB_RULE_MATH] = N_("a formula has no words"),
    [EPUB_RULE_NAME_DANGLING] = N_("a name points to nothing"),
    [EPUB_RULE_NAME_TWICE] = N_("two parts of a file bear one name"),
    [EPUB_RULE_REMOTE] = N_("a file would be fetched from elsewhere"),
    [EPUB_RULE_ELEMENT] = N_("there is an element that has no place here"),
    [EPUB_RULE_ATTRIBUTE] = N_("there is an attribute that has no place here"),
    [EPUB_RULE_NESTING] = N_("an element stands where it may not"),
    [EPUB_RULE_TYPE_AND_ROLE] = N_("type and role do not go together"),
    [EPUB_RULE_SPAN_BARE] = N_("a span says nothing"),
    [EPUB_RULE_CSS] = N_("the style sheet has a fault"),
    [EPUB_RULE_CSS_FILE] = N_("the style sheet names a missing file"),
    [EPUB_RULE_CSS_COLOUR] = N_("the style sheet forces a colour"),
    [EPUB_RULE_CSS_FORCED] = N_("the style sheet overrules the reader"),
    [EPUB_RULE_CSS_POSITION] = N_("the style sheet places things by hand"),
    [EPUB_RULE_CSS_MEDIA] =
        N_("the first style sheet has a rule that old readers trip over"),
};

const char *
epub_rule_message(enum epub_rule rule)
{
    return messages[rule];
}

enum epub_rule_kind
epub_rule_kind(enum epub_rule rule)
{
    static const enum epub_rule of_content[] = {
        EPUB_RULE_ALT_MISSING,    EPUB_RULE_ALT_EMPTY,
        EPUB_RULE_ALT_FILE_NAME,  EPUB_RULE_TABLE_HEAD,
        EPUB_RULE_LANG_TEXT,      EPUB_RULE_HEADING_EMPTY,
        EPUB_RULE_LABEL_LANGUAGE, EPUB_RULE_DOCUMENT_TITLE,
        EPUB_RULE_LINK_EMPTY};
    for (size_t i = 0; i < sizeof of_content / sizeof of_content[0]; i++)
        if (rule == of_content[i])
            return EPUB_RULE_OF_CONTENT;
    return rule >= EPUB_RULE_CSS ? EPUB_RULE_OF_STYLE : EPUB_RULE_OF_FORM;
}
