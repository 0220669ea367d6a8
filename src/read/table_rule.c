#include "read/table_rule.h"

#include "base/array.h"
#include "base/buffer.h"
#include "read/note.h"
#include "read/scan.h"
#include "read/scan_line.h"

#include <string.h>

/* --- columns ----------------------------------------------------------------
 */

/* Past code that opens at `at`; past the backquotes when it does not close. */
static size_t
skip_code(struct text row, size_t at)
{
    size_t size = 0;
    while (at + size < row.size && row.data[at + size] == '`')
        size++;
    for (size_t end = at + size; end < row.size;) {
        size_t run = 0;
        while (end + run < row.size && row.data[end + run] == '`')
            run++;
        if (run == size)
            return end + run;
        end += run ? run : 1;
    }
    return at + size;
}

int
table_columns(struct text row)
{
    int bars = 0;
    row = text_trim(row);
    if (text_has_prefix(row, "|"))
        row = text_slice(row, 1, row.size);
    if (text_has_suffix(row, "|") && !text_has_suffix(row, "\\|"))
        row.size--;
    for (size_t at = 0; at < row.size;) {
        if (row.data[at] == '`') {
            at = skip_code(row, at);
            continue;
        }
        if (row.data[at] == '\\')
            at++;
        else if (row.data[at] == '|')
            bars++;
        at++;
    }
    return bars + 1;
}

/* --- lines of dashes --------------------------------------------------------
 */

/* Takes ":-:" and the like off the front; 0 when there is none. */
static size_t
take_dashes(struct text cell)
{
    size_t at = text_has_prefix(cell, ":");
    size_t start = at;
    while (at < cell.size && cell.data[at] == '-')
        at++;
    if (at == start)
        return 0;
    return at + (at < cell.size && cell.data[at] == ':');
}

/* Is it a line of dashes with a '|'?  *is_short: with a column too short for
 * md4c. */
static bool
parse_rule(struct text line, bool *is_short)
{
    bool has_bar = false;
    *is_short = false;
    line = text_trim(line);
    if (text_has_prefix(line, "|")) {
        has_bar = true;
        line = text_trim(text_slice(line, 1, line.size));
    }
    while (line.size) {
        size_t size = take_dashes(line);
        if (!size)
            return false;
        *is_short = *is_short || size < 3;
        line = text_trim(text_slice(line, size, line.size));
        if (!line.size)
            break;
        if (line.data[0] != '|')
            return false;
        has_bar = true;
        line = text_trim(text_slice(line, 1, line.size));
    }
    return has_bar;
}

static struct text
without_marks(struct text line)
{
    size_t at = 0;
    while (at < line.size && strchr(" \t>", line.data[at]))
        at++;
    return text_slice(line, at, line.size);
}

/* Could there be a line to change?  A look at lines alone, which is cheap. */
static bool
may_have_odd_rule(struct text text)
{
    struct text above = TEXT("");
    if (!memchr(text.data, '|', text.size))
        return false;
    for (size_t at = 0; at < text.size;) {
        size_t end = line_end(text, at);
        struct text line = without_marks(text_slice(text, at, end));
        bool is_short;
        if (line.size && strchr("|:-", line.data[0]) &&
            parse_rule(line, &is_short) &&
            (is_short || table_columns(line) != table_columns(above)))
            return true;
        above = line;
        at = line_after(text, end);
    }
    return false;
}

struct odd_rule { /* without containers' marks */
    size_t start, end;
    bool is_escaped; /* the line above has other columns */
};

struct odd_rules {
    struct odd_rule *items;
    size_t count, capacity;
};

/* A note and a definition may begin with a table. */
static struct text
without_our_marks(struct text line)
{
    struct text name;
    size_t size = note_definition_size(line, &name);
    if (!size && text_has_prefix(line, ":"))
        size = 1;
    return text_slice(line, size, line.size);
}

static void
find_odd_rules(struct reader *reader, const struct region *region,
               struct odd_rules *found)
{
    struct scanner *scanner = scanner_new(reader->arena, region->text);
    struct line line;
    struct text above = TEXT("");
    while (scanner_next(scanner, &line)) {
        struct text text = text_slice(region->text, line.content, line.end);
        bool is_short;
        if (line.kind == LINE_CONTINUATION &&
            scanner_paragraph_lines(scanner) == 2 &&
            parse_rule(text, &is_short)) {
            int head = table_columns(above), rule = table_columns(text);
            if (head != rule)
                diag_report(reader->diag, TABLE_COLUMNS,
                            region_span(reader, region, line.content, line.end),
                            rule, head);
            if (is_short || head != rule)
                *ARRAY_PUSH(reader->arena, found) =
                    (struct odd_rule){line.content, line.end, head != rule};
        }
        above = without_our_marks(text);
    }
}

/* --- mending ---------------------------------------------------------------
 */

struct mending {
    struct reader *reader;
    const struct region *region;
    struct buffer out;
    struct {
        struct segment *items;
        size_t count, capacity;
    } segments;
    size_t segment; /* the region's own, next to be looked at */
};

/* What comes next in `out` stems from byte `start` of the source. */
static void
add_segment(struct mending *mending, size_t start)
{
    *ARRAY_PUSH(mending->reader->arena, &mending->segments) =
        (struct segment){mending->out.size, start};
}

/* Copies bytes start..end of the region, with their segments. */
static void
copy_part(struct mending *mending, size_t start, size_t end)
{
    const struct region *region = mending->region;
    size_t at = start;
    add_segment(mending,
                region_span(mending->reader, region, start, start).start);
    while (mending->segment < region->segment_count &&
           region->segments[mending->segment].at < end) {
        struct segment next = region->segments[mending->segment++];
        if (next.at <= start)
            continue;
        buffer_append_text(&mending->out,
                           text_slice(region->text, at, next.at));
        add_segment(mending, next.start);
        at = next.at;
    }
    buffer_append_text(&mending->out, text_slice(region->text, at, end));
}

/* Three dashes for each run of one or two; or a backslash in front, so that it
 * is text. */
static void
copy_mended(struct mending *mending, const struct odd_rule *rule)
{
    struct text text =
        text_slice(mending->region->text, rule->start, rule->end);
    add_segment(mending, region_span(mending->reader, mending->region,
                                     rule->start, rule->start)
                             .start);
    if (rule->is_escaped) {
        buffer_append_byte(&mending->out, '\\');
        buffer_append_text(&mending->out, text);
        return;
    }
    for (size_t at = 0; at < text.size;) {
        size_t dashes = 0;
        while (at + dashes < text.size && text.data[at + dashes] == '-')
            dashes++;
        for (size_t i = dashes; dashes && i < 3; i++)
            buffer_append_byte(&mending->out, '-');
        size_t size = dashes ? dashes : 1;
        buffer_append_text(&mending->out, text_slice(text, at, at + size));
        at += size;
    }
}

struct region
table_rules_mend(struct reader *reader, const struct region *region)
{
    struct odd_rules found = {0};
    if (may_have_odd_rule(region->text))
        find_odd_rules(reader, region, &found);
    if (!found.count)
        return *region;
    struct mending mending = {.reader = reader, .region = region};
    size_t done = 0;
    for (size_t i = 0; i < found.count; i++) {
        copy_part(&mending, done, found.items[i].start);
        copy_mended(&mending, &found.items[i]);
        done = found.items[i].end;
    }
    copy_part(&mending, done, region->text.size);
    struct region mended = {
        arena_text(reader->arena, buffer_text(&mending.out)),
        mending.segments.items, mending.segments.count};
    buffer_release(&mending.out);
    return mended;
}
