#include "read/slips.h"

#include "base/utf8.h"
#include "read/scan_line.h"
#include "read/table_rule.h"

#include <string.h>

/* --- lines ------------------------------------------------------------------
 */

/* "##Kop"; one '#' only before a capital, since "#wijk" may be meant. */
static bool
is_heading_without_space(struct text line)
{
    size_t level = 0;
    while (level < line.size && line.data[level] == '#')
        level++;
    if (level == 0 || level > 6 || level == line.size)
        return false;
    size_t at = level;
    unsigned next = utf8_next(line, &at);
    return level == 1 ? utf8_is_upper(next) : utf8_is_letter(next);
}

static bool
is_row(struct text line)
{
    line = text_trim(line);
    return line.size > 2 && text_has_prefix(line, "|") &&
           text_has_suffix(line, "|") && table_columns(line) > 1;
}

/* What word processors draw before an item, with a space or tab behind it:
 * a bullet, one of Symbol's or Wingdings' own. */
static bool
is_bullet_of_text(struct text line)
{
    static const unsigned bullets[] = {0x2022, 0x25AA, 0x25CF, 0x25E6,
                                       0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC};
    size_t at = 0;
    unsigned first = utf8_next(line, &at);
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (first == bullets[i])
            return at < line.size &&
                   (line.data[at] == ' ' || line.data[at] == '\t' ||
                    line.data[at] == '\xC2'); /* U+00A0 */
    return false;
}

void
slips_check_line(struct reader *reader, const struct slip_line *slip,
                 int *columns)
{
    const struct line *line = slip->line;
    struct text text = text_slice(slip->region->text, line->content, line->end);
    struct span span =
        region_span(reader, slip->region, line->content, line->end);
    if (slip->number == 1)
        *columns = 0;
    if (is_heading_without_space(text))
        diag_report(reader->diag, HEADING_SPACE, span);
    if (is_bullet_of_text(text))
        diag_report(reader->diag, LIST_BULLET, span);
    if (slip->number == 2 && line_is_table_rule(text))
        *columns = table_columns(text);
    else if (slip->number == 2 && is_row(slip->above) && is_row(text))
        diag_report(reader->diag, TABLE_RULE_MISSING, span);
    int cells = *columns ? table_columns(text) : 0;
    if (cells > *columns)
        diag_report(reader->diag, TABLE_ROW_LONG, span, cells, *columns);
}

/* --- text -------------------------------------------------------------------
 */

void
slips_check_text(struct reader *reader, const struct node *node)
{
    const char *found = memmem(node->text.data, node->text.size, "](", 2);
    if (!found)
        return;
    uint32_t at = (uint32_t)(found - node->text.data);
    struct span span = node->span;
    if (span.source && span.end - span.start == node->text.size) {
        if (at == 0 && span.start > 0 &&
            span.source->content.data[span.start - 1] == '\\')
            return;
        span.start += at;
        span.end = span.start + 2;
    }
    diag_report(reader->diag, LINK_BROKEN, span);
}

void
slips_check_item(struct reader *reader, const struct node *item)
{
    const struct node *first = item->first_child;
    if (first && first->kind == NODE_PARAGRAPH)
        first = first->first_child;
    if (first && first->kind == NODE_TEXT &&
        (text_has_prefix(first->text, "[] ") ||
         text_has_prefix(first->text, "[]\t")))
        diag_report(reader->diag, TASK_BOX, first->span);
}
