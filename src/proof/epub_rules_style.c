#include "proof/epub_checking.h"

/* Style sheets: sound (CSS Syntax 3, as far as ours go), and leaving the
 * reader's own colours, sizes and faces alone. */

struct style_reading {
    struct epub_checking *checking;
    struct text name, css; /* the entry */
    size_t at;
    bool is_first;        /* the sheet that old readers must understand */
    struct text selector; /* of the block at hand */
    unsigned depth;
    bool in_rules[8]; /* by depth: a block of declarations? */
};

static void
found(const struct style_reading *reading, enum epub_rule rule,
      struct text detail)
{
    struct epub_element place = {.offset = (uint32_t)reading->at};
    epub_found(reading->checking, rule, reading->name, &place,
               text_trim(detail));
}

static bool
holds(struct text text, const char *piece)
{
    size_t size = strlen(piece);
    for (size_t i = 0; i + size <= text.size; i++)
        if (!memcmp(text.data + i, piece, size))
            return true;
    return false;
}

/* A number followed by the unit. */
static bool
has_unit(struct text value, const char *unit)
{
    size_t size = strlen(unit);
    for (size_t i = 1; i + size <= value.size; i++)
        if (value.data[i - 1] >= '0' && value.data[i - 1] <= '9' &&
            !memcmp(value.data + i, unit, size))
            return true;
    return false;
}

static void
check_url(const struct style_reading *reading, struct text value)
{
    static const char mark[] = "url(";
    for (size_t i = 0; i + 4 <= value.size; i++) {
        if (memcmp(value.data + i, mark, 4))
            continue;
        size_t end = text_index(value, ')', i);
        struct text fragment, url = text_trim(text_slice(value, i + 4, end));
        if (url.size > 1 && (url.data[0] == '"' || url.data[0] == '\''))
            url = text_slice(url, 1, url.size - 1);
        struct text name = epub_resolve(reading->checking->arena, reading->name,
                                        url, &fragment);
        if (!name.size)
            found(reading, EPUB_RULE_REMOTE, url);
        else if (!epub_archive_find(&reading->checking->archive, name))
            found(reading, EPUB_RULE_CSS_FILE, url);
    }
}

/* Marks the classes of the selector: their content may scroll. */
static void
note_scroll(const struct style_reading *reading)
{
    struct text rest = reading->selector;
    for (size_t i = 0; i < rest.size; i++) {
        size_t end = i + 1;
        if (rest.data[i] != '.')
            continue;
        while (end < rest.size && !strchr(" ,.:>+~[", rest.data[end]))
            end++;
        map_set(&reading->checking->css_scrolls, text_slice(rest, i + 1, end),
                reading->checking);
    }
}

static bool
is_face(const struct style_reading *reading)
{
    struct text selector = text_trim(reading->selector);
    return text_has_prefix(selector, "@font-face") ||
           text_equals(selector, "html") || holds(selector, "code");
}

static void
check_declaration(const struct style_reading *reading, struct text name,
                  struct text value)
{
    bool is_picture = holds(reading->selector, "img");
    bool is_border = text_has_prefix(name, "border");
    if (text_equals(name, "color") ||
        (text_has_prefix(name, "background") && !is_picture) ||
        holds(value, "light-dark("))
        found(reading, EPUB_RULE_CSS_COLOUR, name);
    if (holds(value, "!important") || text_equals(value, "justify") ||
        (text_equals(name, "font-family") && !is_face(reading)) ||
        (has_unit(value, "px") && !is_border) || has_unit(value, "pt") ||
        has_unit(value, "rem") || has_unit(value, "vh") ||
        has_unit(value, "vw") || text_has_suffix(name, "text-size-adjust"))
        found(reading, EPUB_RULE_CSS_FORCED, name);
    if (text_equals(name, "position") || text_equals(name, "direction") ||
        text_equals(name, "unicode-bidi"))
        found(reading, EPUB_RULE_CSS_POSITION, name);
    if (text_has_prefix(name, "overflow") &&
        !text_equals(name, "overflow-wrap") &&
        (holds(value, "auto") || holds(value, "scroll")))
        note_scroll(reading);
    check_url(reading, value);
}

static bool
is_name(struct text name)
{
    for (size_t i = 0; i < name.size; i++)
        if (!(name.data[i] >= 'a' && name.data[i] <= 'z') &&
            name.data[i] != '-')
            return false;
    return name.size > 0;
}

/* "name: value", or nothing. */
static void
read_declaration(const struct style_reading *reading, struct text text)
{
    text = text_trim(text);
    size_t colon = text_index(text, ':', 0);
    struct text name = text_trim(text_slice(text, 0, colon));
    struct text value = text_trim(text_slice(text, colon + 1, text.size));
    if (text.size == 0)
        return;
    if (!is_name(name) || value.size == 0)
        found(reading, EPUB_RULE_CSS, text);
    else
        check_declaration(reading, name, value);
}

static void
open_block(struct style_reading *reading, struct text prelude)
{
    static const char *const groups[] = {"@media", "@container", "@supports"};
    bool is_group = false;
    prelude = text_trim(prelude);
    for (size_t i = 0; i < 3; i++)
        is_group = is_group || text_has_prefix(prelude, groups[i]);
    if (is_group && reading->is_first)
        found(reading, EPUB_RULE_CSS_MEDIA, prelude);
    /* No rule inside a rule, none without selector, no unknown @rule. */
    bool is_good = prelude.size > 0 && reading->depth < 7 &&
                   !reading->in_rules[reading->depth] && !holds(prelude, "&") &&
                   (prelude.data[0] != '@' || is_group ||
                    text_has_prefix(prelude, "@font-face"));
    if (!is_good)
        found(reading, EPUB_RULE_CSS, prelude);
    if (reading->depth < 7)
        reading->in_rules[++reading->depth] = !is_group;
    reading->selector = prelude;
}

/* A statement that ends at ';' or '}'. */
static void
end_statement(const struct style_reading *reading, struct text text)
{
    text = text_trim(text);
    if (reading->in_rules[reading->depth])
        read_declaration(reading, text);
    else if (text.size && !text_has_prefix(text, "@charset ") &&
             !text_has_prefix(text, "@namespace "))
        found(reading, EPUB_RULE_CSS, text);
}

/* Past a comment, a string or parentheses that begin here; false when they
 * do not end.  *skipped tells whether something began. */
static bool
skip_opaque(struct text css, size_t *at, bool *skipped)
{
    char first = css.data[*at];
    size_t end = *at + 1;
    *skipped = true;
    if (first == '/' && end < css.size && css.data[end] == '*') {
        for (end++; end + 1 < css.size; end++)
            if (css.data[end] == '*' && css.data[end + 1] == '/')
                break;
        end++;
    } else if (first == '"' || first == '\'' || first == '(') {
        end = text_index(css, first == '(' ? ')' : first, end);
    } else {
        *skipped = false;
        return true;
    }
    *at = end + 1;
    return end < css.size;
}

/* Without its comments. */
static struct text
without_comments(struct arena *arena, struct text css)
{
    char *bytes = arena_string(arena, css);
    for (size_t i = 0; i + 1 < css.size; i++) {
        if (bytes[i] != '/' || bytes[i + 1] != '*')
            continue;
        size_t end = i + 2;
        while (end + 1 < css.size &&
               !(bytes[end] == '*' && bytes[end + 1] == '/'))
            end++;
        if (end + 1 >= css.size)
            break;
        memset(bytes + i, ' ', end + 2 - i);
        i = end + 1;
    }
    return (struct text){bytes, css.size};
}

static void
read_sheet(struct style_reading *reading)
{
    struct text css = reading->css;
    size_t start = 0;
    while (reading->at < css.size) {
        bool skipped;
        if (!skip_opaque(css, &reading->at, &skipped)) {
            found(reading, EPUB_RULE_CSS, TEXT(""));
            return;
        }
        if (skipped)
            continue;
        char c = css.data[reading->at];
        struct text piece = text_slice(css, start, reading->at);
        if (c == '{')
            open_block(reading, piece);
        else if (c == ';' || c == '}')
            end_statement(reading, piece);
        if (c == '}' && reading->depth == 0)
            found(reading, EPUB_RULE_CSS, TEXT("}"));
        else if (c == '}')
            reading->depth--;
        reading->at++;
        if (c == '{' || c == ';' || c == '}')
            start = reading->at;
    }
    if (reading->depth || text_trim(text_slice(css, start, css.size)).size)
        found(reading, EPUB_RULE_CSS, TEXT(""));
}

void
epub_rules_style(struct epub_checking *checking)
{
    for (size_t i = 0; i < checking->items.count; i++) {
        const struct epub_item *item = &checking->items.items[i];
        const struct epub_archive_entry *entry =
            epub_archive_find(&checking->archive, item->name);
        if (!entry || !text_equals(item->media_type, "text/css"))
            continue;
        struct style_reading reading = {
            .checking = checking,
            .name = item->name,
            .css = without_comments(checking->arena, entry->bytes),
            .is_first = text_has_suffix(item->name, "/book.css")};
        read_sheet(&reading);
    }
}
