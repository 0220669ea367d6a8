#include "read/scan_line.h"

#include <string.h>
#include <strings.h>

/* --- a place in a line -------------------------------------------------- */

static size_t
next_stop(size_t column)
{
    return (column / 4 + 1) * 4;
}

size_t
cursor_indent(const struct cursor *cursor)
{
    size_t column = cursor->column;
    for (size_t at = cursor->at; at < cursor->text.size; at++) {
        if (cursor->text.data[at] == ' ')
            column++;
        else if (cursor->text.data[at] == '\t')
            column = next_stop(column);
        else
            break;
    }
    return column - cursor->column;
}

size_t
cursor_content(const struct cursor *cursor)
{
    size_t at = cursor->at;
    while (at < cursor->text.size &&
           (cursor->text.data[at] == ' ' || cursor->text.data[at] == '\t'))
        at++;
    return at;
}

struct text
cursor_rest(const struct cursor *cursor)
{
    return text_slice(cursor->text, cursor_content(cursor), cursor->text.size);
}

bool
cursor_is_blank(const struct cursor *cursor)
{
    return cursor_content(cursor) == cursor->text.size;
}

void
cursor_advance(struct cursor *cursor, size_t columns)
{
    while (columns && cursor->at < cursor->text.size) {
        char byte = cursor->text.data[cursor->at];
        size_t width = 1;
        if (byte == '\t')
            width = next_stop(cursor->column) - cursor->column;
        else if (byte != ' ')
            return;
        if (width > columns) { /* part of a tab */
            cursor->column += columns;
            return;
        }
        cursor->at++;
        cursor->column += width;
        columns -= width;
    }
}

/* Goes to the first byte that is no white space, and past `size` bytes. */
static void
cursor_take(struct cursor *cursor, size_t size)
{
    cursor->column += cursor_indent(cursor) + size;
    cursor->at = cursor_content(cursor) + size;
}

bool
cursor_take_quote(struct cursor *cursor)
{
    struct text rest = cursor_rest(cursor);
    if (!rest.size || rest.data[0] != '>')
        return false;
    cursor_take(cursor, 1);
    cursor_advance(cursor, 1);
    return true;
}

/* Bytes of a mark at the start of the text; 0 if none. */
static size_t
mark_size(struct text rest, bool interrupts)
{
    size_t size = 0;
    if (rest.size && strchr("-+*", rest.data[0]))
        return 1;
    while (size < rest.size && rest.data[size] >= '0' && rest.data[size] <= '9')
        size++;
    if (size == 0 || size > 9 || size >= rest.size ||
        (rest.data[size] != '.' && rest.data[size] != ')'))
        return 0;
    bool is_one = rest.data[size - 1] == '1';
    for (size_t i = 0; i + 1 < size; i++)
        is_one = is_one && rest.data[i] == '0';
    return interrupts && !is_one ? 0 : size + 1;
}

bool
cursor_take_mark(struct cursor *cursor, bool interrupts, struct mark *mark)
{
    struct text rest = cursor_rest(cursor);
    size_t indent = cursor_indent(cursor);
    size_t size = mark_size(rest, interrupts);
    if (!size ||
        (size < rest.size && rest.data[size] != ' ' && rest.data[size] != '\t'))
        return false;
    bool empty = text_trim(text_slice(rest, size, rest.size)).size == 0;
    if (empty && interrupts)
        return false;
    cursor_take(cursor, size);
    size_t gap = cursor_indent(cursor);
    *mark = (struct mark){rest.data[size - 1], 0, empty};
    /* Five columns are one, and code indented by four. */
    if (empty || gap > 4)
        gap = 1;
    cursor_advance(cursor, gap);
    mark->indent = indent + size + gap;
    return true;
}

/* --- what a line is ----------------------------------------------------- */

static size_t
run_of(struct text line, char byte)
{
    size_t size = 0;
    while (size < line.size && line.data[size] == byte)
        size++;
    return size;
}

static bool
is_blank_from(struct text line, size_t at)
{
    return text_trim(text_slice(line, at, line.size)).size == 0;
}

bool
line_is_directive(struct text line)
{
    return run_of(line, ':') >= 3;
}

int
line_heading_level(struct text line)
{
    size_t size = run_of(line, '#');
    if (size == 0 || size > 6 ||
        (size < line.size && line.data[size] != ' ' && line.data[size] != '\t'))
        return 0;
    return (int)size;
}

int
line_underline_level(struct text line)
{
    if (!line.size || (line.data[0] != '=' && line.data[0] != '-'))
        return 0;
    if (!is_blank_from(line, run_of(line, line.data[0])))
        return 0;
    return line.data[0] == '=' ? 1 : 2;
}

bool
line_is_rule(struct text line)
{
    size_t count = 0;
    if (!line.size || !strchr("*-_", line.data[0]))
        return false;
    for (size_t i = 0; i < line.size; i++) {
        if (line.data[i] == line.data[0])
            count++;
        else if (line.data[i] != ' ' && line.data[i] != '\t')
            return false;
    }
    return count >= 3;
}

static size_t
skip_space(struct text line, size_t at)
{
    while (at < line.size && strchr(" \t\v\f", line.data[at]))
        at++;
    return at;
}

bool
line_is_table_rule(struct text line)
{
    bool has_pipe = line.size && line.data[0] == '|';
    size_t at = has_pipe ? skip_space(line, 1) : 0;
    for (;;) {
        size_t start = at;
        at += at < line.size && line.data[at] == ':';
        while (at < line.size && line.data[at] == '-')
            at++;
        at += at < line.size && line.data[at] == ':';
        if (at - start < 3)
            return false;
        at = skip_space(line, at);
        bool delimited = at < line.size && line.data[at] == '|';
        has_pipe = has_pipe || delimited;
        if (delimited)
            at = skip_space(line, at + 1);
        if (at == line.size)
            return has_pipe;
        if (!delimited)
            return false;
    }
}

bool
line_opens_fence(struct text line, char *byte, size_t *size)
{
    if (!line.size || (line.data[0] != '`' && line.data[0] != '~'))
        return false;
    *byte = line.data[0];
    *size = run_of(line, *byte);
    if (*size < 3)
        return false;
    return *byte == '~' || text_index(line, '`', *size) == line.size;
}

bool
line_closes_fence(struct text line, char byte, size_t size)
{
    size_t run = run_of(line, byte);
    return run >= size && is_blank_from(line, run);
}

/* --- HTML --------------------------------------------------------------- */

static bool
has_prefix_caseless(struct text line, size_t at, const char *prefix)
{
    size_t size = strlen(prefix);
    return line.size >= at + size && !strncasecmp(line.data + at, prefix, size);
}

static bool
contains_caseless(struct text line, const char *part)
{
    for (size_t at = 0; at < line.size; at++)
        if (has_prefix_caseless(line, at, part))
            return true;
    return false;
}

static size_t
tag_name_end(struct text line, size_t at)
{
    size_t start = at;
    while (at < line.size &&
           (((line.data[at] | 0x20) >= 'a' && (line.data[at] | 0x20) <= 'z') ||
            (at > start && ((line.data[at] >= '0' && line.data[at] <= '9') ||
                            line.data[at] == '-'))))
        at++;
    return at;
}

static bool
is_word_of(const char *words, struct text word)
{
    char padded[16] = " ";
    if (!word.size || word.size > sizeof padded - 3)
        return false;
    for (size_t i = 0; i < word.size; i++)
        padded[i + 1] = (char)(word.data[i] | 0x20);
    padded[word.size + 1] = ' ';
    return strstr(words, padded) != NULL;
}

/* Elements that start a block of HTML wherever they stand. */
static const char block_names[] =
    " address article aside base basefont blockquote body caption center col"
    " colgroup dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frame frameset head header hr html iframe legend li"
    " link main menu menuitem nav noframes ol optgroup option p param section"
    " source summary table tbody td tfoot th thead title tr track ul ";

/* h1 to h6: the bit that makes letters small leaves digits as they are. */
static bool
is_block_name(struct text name)
{
    if (name.size == 2 && (name.data[0] | 0x20) == 'h')
        return (name.data[1] >= '1' && name.data[1] <= '6') ||
               is_word_of(block_names, name);
    return is_word_of(block_names, name);
}

/* A whole tag of any name, and nothing after it. */
static bool
is_lone_tag(struct text line, size_t name_end, bool closing)
{
    struct text trimmed = text_trim(line);
    char quote = 0;
    if (name_end >= line.size ||
        (line.data[name_end] != '>' && line.data[name_end] != '/' &&
         line.data[name_end] != ' ' && line.data[name_end] != '\t'))
        return false;
    for (size_t at = name_end; at < trimmed.size; at++) {
        char byte = trimmed.data[at];
        if (quote)
            quote = byte == quote ? 0 : quote;
        else if ((byte == '"' || byte == '\'') && !closing)
            quote = byte;
        else if (byte == '<')
            return false;
        else if (byte == '>')
            return at + 1 == trimmed.size;
    }
    return false;
}

enum html_kind
line_opens_html(struct text line, bool in_paragraph)
{
    if (line.size < 2 || line.data[0] != '<')
        return HTML_NONE;
    if (text_has_prefix(line, "<!--"))
        return HTML_COMMENT;
    if (text_has_prefix(line, "<?"))
        return HTML_INSTRUCTION;
    if (text_has_prefix(line, "<![CDATA["))
        return HTML_CDATA;
    /* As md4c 0.4.8 has it: capitals only; and no <textarea> below. */
    if (line.data[1] == '!')
        return line.size > 2 && line.data[2] >= 'A' && line.data[2] <= 'Z'
                   ? HTML_DECLARATION
                   : HTML_NONE;
    bool closing = line.data[1] == '/';
    size_t start = closing ? 2 : 1, end = tag_name_end(line, start);
    struct text name = text_slice(line, start, end);
    if (!name.size)
        return HTML_NONE;
    char after = end < line.size ? line.data[end] : ' ';
    bool stands_alone = after == ' ' || after == '\t' || after == '>';
    if (!closing && stands_alone && is_word_of(" script pre style ", name))
        return HTML_VERBATIM;
    stands_alone = stands_alone || has_prefix_caseless(line, end, "/>");
    if (stands_alone && is_block_name(name))
        return HTML_BLOCK_TAG;
    return !in_paragraph && is_lone_tag(line, end, closing) ? HTML_OTHER_TAG
                                                            : HTML_NONE;
}

bool
line_ends_html(struct text line, enum html_kind kind)
{
    switch (kind) {
    case HTML_VERBATIM:
        return contains_caseless(line, "</script>") ||
               contains_caseless(line, "</pre>") ||
               contains_caseless(line, "</style>");
    case HTML_COMMENT:
        return contains_caseless(line, "-->");
    case HTML_INSTRUCTION:
        return contains_caseless(line, "?>");
    case HTML_DECLARATION:
        return contains_caseless(line, ">");
    case HTML_CDATA:
        return contains_caseless(line, "]]>");
    case HTML_NONE:
    case HTML_BLOCK_TAG:
    case HTML_OTHER_TAG:
        break;
    }
    return false;
}

/* --- line ends
 * ---------------------------------------------------------------- */

size_t
line_end(struct text text, size_t start)
{
    size_t end = start;
    while (end < text.size && text.data[end] != '\n' && text.data[end] != '\r')
        end++;
    return end;
}

size_t
line_after(struct text text, size_t end)
{
    if (end < text.size && text.data[end] == '\r') {
        end++;
        return end < text.size && text.data[end] == '\n' ? end + 1 : end;
    }
    return end < text.size ? end + 1 : end;
}
