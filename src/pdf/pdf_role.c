#include "pdf/pdf_role.h"

#include "doc/list_number.h"

const char pdf_role_aside[] = "Aside";

static const char *
list_entries(const struct node *list)
{
    static const char *const ordered[] = {
        [LIST_FIGURES] = "/A<</O/List/ListNumbering/Decimal>>",
        [LIST_LETTERS] = "/A<</O/List/ListNumbering/LowerAlpha>>",
        [LIST_ROMAN] = "/A<</O/List/ListNumbering/LowerRoman>>"};
    if (list->list.ordered)
        return ordered[list_number_of(list)];
    if (list->list.task)
        return "/A<</O/List/ListNumbering/Square>>";
    return "/A<</O/List/ListNumbering/Disc>>";
}

static struct pdf_role
cell_role(const struct node *cell)
{
    const struct node *group = cell->parent ? cell->parent->parent : NULL;
    if (group && group->kind == NODE_TABLE_HEAD)
        return (struct pdf_role){{"TH"}, "/A<</O/Table/Scope/Column>>"};
    if (!cell->cell.header || !cell->first_child)
        return (struct pdf_role){{"TD"}, ""};
    return (struct pdf_role){{"TH"}, "/A<</O/Table/Scope/Row>>"};
}

/* A node without a type of its own: a Span when its language differs. */
static struct pdf_role
plain_role(const struct node *node)
{
    if (node->language.size)
        return (struct pdf_role){
            {node_kind_is_inline(node->kind) ? "Span" : "Div"}, ""};
    return (struct pdf_role){{NULL}, ""};
}

/* What is explained beside the text stands aside. */
static struct pdf_role
div_role(const struct node *node)
{
    bool is_aside = node_has_class(node, "begrip");
    return (struct pdf_role){{is_aside ? pdf_role_aside : "Div"}, ""};
}

struct pdf_role
pdf_role_of(const struct node *node, bool is_linked)
{
    const char *link = is_linked ? "Link" : NULL;
    switch (node->kind) {
    case NODE_BOOK:
        return (struct pdf_role){{"Document"}, ""};
    case NODE_PART:
        return (struct pdf_role){{"Part"}, ""};
    case NODE_CHAPTER:
    case NODE_SECTION:
        return (struct pdf_role){{"Sect"}, ""};
    case NODE_HEADING:
        return (struct pdf_role){{"H1"}, ""};
    case NODE_PARAGRAPH:
    case NODE_INDEX_ENTRY:
        return (struct pdf_role){{"P"}, ""};
    case NODE_LIST:
        return (struct pdf_role){{"L"}, list_entries(node)};
    case NODE_ITEM:
    case NODE_DEFINITION:
        return (struct pdf_role){{"LI", "LBody"}, ""};
    case NODE_TERM:
        return (struct pdf_role){{"LI", "Lbl"}, ""};
    case NODE_DEFINITIONS:
        return (struct pdf_role){{"L"}, "/A<</O/List/ListNumbering/None>>"};
    case NODE_QUOTE:
        return (struct pdf_role){{"BlockQuote"}, ""};
    case NODE_CODE_BLOCK:
        return (struct pdf_role){{"P", "Code"}, ""};
    case NODE_DIV:
        return div_role(node);
    case NODE_FIGURE:
    case NODE_INDEX_GROUP:
        return (struct pdf_role){{"Div"}, ""};
    case NODE_CAPTION:
        return (struct pdf_role){{"Caption"}, ""};
    case NODE_TABLE:
        return (struct pdf_role){{"Table"}, ""};
    case NODE_TABLE_HEAD:
        return (struct pdf_role){{"THead"}, ""};
    case NODE_TABLE_BODY:
        return (struct pdf_role){{"TBody"}, ""};
    case NODE_ROW:
        return (struct pdf_role){{"TR"}, ""};
    case NODE_CELL:
        return cell_role(node);
    case NODE_FOOTNOTE:
        return (struct pdf_role){{"Note"}, ""};
    case NODE_CONTENTS:
        return (struct pdf_role){{"TOC"}, ""};
    case NODE_CONTENTS_ENTRY:
        return (struct pdf_role){{"TOCI", "Reference", link}, ""};
    case NODE_INDEX:
        return (struct pdf_role){{"Index"}, ""};
    case NODE_IMAGE:
        return (struct pdf_role){{"Figure"}, ""};
    case NODE_CODE:
        return (struct pdf_role){{"Code"}, ""};
    case NODE_NOTE_CALL:
        return (struct pdf_role){{"Reference", link}, ""};
    case NODE_LINK:
    case NODE_REFERENCE:
    case NODE_LOCATOR:
        return link ? (struct pdf_role){{link}, ""} : plain_role(node);
    case NODE_RULE:
    case NODE_WRITING_LINES:
    case NODE_TEXT:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_SPAN:
    case NODE_INDEX_MARK:
    case NODE_KIND_COUNT:
        break;
    }
    return plain_role(node);
}

bool
pdf_role_matters(const struct node *node)
{
    static const bool is_plain[NODE_KIND_COUNT] = {
        [NODE_TEXT] = true,       [NODE_SOFT_BREAK] = true,
        [NODE_HARD_BREAK] = true, [NODE_EMPHASIS] = true,
        [NODE_STRONG] = true,     [NODE_STRIKE] = true,
        [NODE_SPAN] = true,       [NODE_INDEX_MARK] = true,
    };
    return !is_plain[node->kind] || node->language.size > 0;
}

enum pdf_label
pdf_role_label(const struct node *node)
{
    static const enum pdf_label labels[NODE_KIND_COUNT] = {
        [NODE_ITEM] = PDF_LABEL_LBL,
        [NODE_FOOTNOTE] = PDF_LABEL_LBL,
        [NODE_BOOK] = PDF_LABEL_PARAGRAPH,
        [NODE_PART] = PDF_LABEL_PARAGRAPH,
        [NODE_CHAPTER] = PDF_LABEL_PARAGRAPH,
        [NODE_SECTION] = PDF_LABEL_PARAGRAPH,
        [NODE_DIV] = PDF_LABEL_PARAGRAPH,
        [NODE_FIGURE] = PDF_LABEL_PARAGRAPH,
        [NODE_INDEX_GROUP] = PDF_LABEL_PARAGRAPH,
        [NODE_QUOTE] = PDF_LABEL_PARAGRAPH,
    };
    return labels[node->kind];
}
