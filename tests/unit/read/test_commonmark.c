/* All 652 examples of CommonMark 0.30 go through without a crash, and mean what
 * they should: our tree has the outline of the expected HTML, and its text.
 * Where HTML of the author's own stands in an example, the text alone is
 * compared.  Where we differ, the example stands in a list below.
 *
 * The specification (CC BY-SA) is not part of this repository: `make
 * setup-test` installs the npm package commonmark-spec.  COMMONMARK_SPEC names
 * another place of its spec.txt. */
#include "base/buffer.h"
#include "read/manifest.h"
#include "read/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const char usual_place[] =
    "out/tools/node_modules/commonmark-spec/spec.txt";
static const char fence[] = "````````````````````````````````";

/* What differs, and why.  It must differ, too. */
static const struct {
    int first, last;
    const char *why;
} differences[] = {
    {171, 171, "md4c 0.4.8 does not know that <textarea> is verbatim"},
};

struct example {
    int number;
    struct text markdown, html;
};

/* --- the specification
 * -------------------------------------------------------- */

static struct text
read_spec(struct arena *arena)
{
    const char *path = getenv("COMMONMARK_SPEC");
    struct text content = TEXT("");
    if (!file_read_bytes(arena, path ? path : usual_place, 1 << 20, &content))
        return TEXT("");
    return content;
}

/* Arrows stand for tabs. */
static struct text
with_tabs(struct arena *arena, struct text text)
{
    struct buffer out = {0};
    for (size_t at = 0; at < text.size; at++) {
        if (at + 3 <= text.size && !memcmp(text.data + at, "\xE2\x86\x92", 3)) {
            buffer_append_byte(&out, '\t');
            at += 2;
        } else {
            buffer_append_byte(&out, text.data[at]);
        }
    }
    struct text result = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return result;
}

/* The next line of *rest, with its line end. */
static struct text
take_line(struct text *rest)
{
    size_t end = text_index(*rest, '\n', 0);
    struct text line = text_slice(*rest, 0, end + 1);
    *rest = text_slice(*rest, end + 1, rest->size);
    return line;
}

static bool
next_example(struct arena *arena, struct text *rest, struct example *example)
{
    while (rest->size) {
        struct text line = take_line(rest);
        if (!text_has_prefix(line, fence) ||
            !text_has_suffix(text_trim(line), " example"))
            continue;
        const char *start = rest->data, *middle = NULL;
        for (;;) {
            line = take_line(rest);
            if (!middle && text_equals(line, ".\n"))
                middle = line.data;
            else if (text_has_prefix(line, fence))
                break;
        }
        example->number++;
        example->markdown =
            with_tabs(arena, (struct text){start, (size_t)(middle - start)});
        example->html = with_tabs(
            arena, (struct text){middle + 2, (size_t)(line.data - middle) - 2});
        return true;
    }
    return false;
}

/* --- outlines
 * -----------------------------------------------------------------
 *
 * Both sides are written as the same plain outline: tags without attributes,
 * and the text between them.  White space does not count: HTML has line ends
 * where we have none. */

static void
append_visible(struct buffer *out, struct text text)
{
    for (size_t at = 0; at < text.size; at++)
        if (!strchr(" \t\n\r", text.data[at]))
            buffer_append_byte(out, text.data[at]);
}

static void
append_entity(struct buffer *out, struct text html, size_t *at)
{
    static const char *const names[][2] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}};
    struct text rest = text_slice(html, *at, html.size);
    for (size_t i = 0; i < 4; i++)
        if (text_has_prefix(rest, names[i][0])) {
            buffer_append_string(out, names[i][1]);
            *at += strlen(names[i][0]);
            return;
        }
    buffer_append_byte(out, html.data[(*at)++]);
}

static void append_html(struct buffer *out, struct text html);

/* The value of an attribute; empty. */
static struct text
html_attribute(struct text tag, const char *name)
{
    const char *at = memmem(tag.data, tag.size, name, strlen(name));
    if (!at)
        return TEXT("");
    size_t start = (size_t)(at - tag.data) + strlen(name);
    return text_slice(tag, start, text_index(tag, '"', start));
}

/* We keep addresses as they are written; whoever writes a file escapes them. */
static void
append_address(struct buffer *out, struct text address)
{
    struct buffer plain = {0};
    for (size_t at = 0; at < address.size; at++) {
        char digits[3] = "";
        if (address.data[at] == '%' && at + 2 < address.size) {
            memcpy(digits, address.data + at + 1, 2);
            buffer_append_byte(&plain, (char)strtol(digits, NULL, 16));
            at += 2;
        } else {
            buffer_append_byte(&plain, address.data[at]);
        }
    }
    append_visible(out, buffer_text(&plain));
    buffer_release(&plain);
}

static void
append_html_address(struct buffer *out, struct text html)
{
    struct buffer address = {0};
    append_html(&address, html);
    append_address(out, buffer_text(&address));
    buffer_release(&address);
}

/* Past a tag: its name, where a list starts, where a link leads, what an
 * image stands for. */
static size_t
append_tag(struct buffer *out, struct text html, size_t at)
{
    size_t end = text_index(html, '>', at);
    struct text tag = text_slice(html, at, end), rest = tag, name;
    text_next_word(&rest, &name);
    buffer_append_text(out, name);
    append_visible(out, html_attribute(tag, " start=\""));
    append_html_address(out, html_attribute(tag, " href=\""));
    append_html_address(out, html_attribute(tag, " src=\""));
    append_html(out, html_attribute(tag, " class=\"language-"));
    buffer_append_byte(out, '>');
    if (text_has_prefix(tag, "<img"))
        append_html(out, html_attribute(tag, " alt=\""));
    return end + 1;
}

static void
append_html(struct buffer *out, struct text html)
{
    for (size_t at = 0; at < html.size;) {
        if (html.data[at] == '<')
            at = append_tag(out, html, at);
        else if (html.data[at] == '&')
            append_entity(out, html, &at);
        else if (strchr(" \t\n\r", html.data[at]))
            at++;
        else
            buffer_append_byte(out, html.data[at++]);
    }
}

/* What a node would be in HTML: "p", "pre><code"; NULL when it has no tag. */
static const char *
node_tag(const struct node *node)
{
    static const char *const headings[] = {"",   "h1", "h2", "h3",
                                           "h4", "h5", "h6"};
    const struct node *item = node->parent;
    bool is_tight = item && item->kind == NODE_ITEM && item->parent->list.tight;
    switch ((int)node->kind) {
    case NODE_HEADING:
        return headings[node->heading.level];
    case NODE_PARAGRAPH:
    case NODE_FIGURE:
        return is_tight ? NULL : "p";
    case NODE_LIST:
        return node->list.ordered ? "ol" : "ul";
    case NODE_ITEM:
        return "li";
    case NODE_QUOTE:
        return "blockquote";
    case NODE_CODE_BLOCK:
        return "pre";
    case NODE_RULE:
        return "hr";
    case NODE_EMPHASIS:
        return "em";
    case NODE_STRONG:
        return "strong";
    case NODE_CODE:
        return "code";
    case NODE_LINK:
    case NODE_REFERENCE:
        return "a";
    case NODE_IMAGE:
        return "img";
    case NODE_HARD_BREAK:
        return "br";
    default:
        return NULL;
    }
}

/* "<ol7>", "<a/url>", "<pre><coderuby>" */
static void
append_start(struct buffer *out, const struct node *node, const char *tag)
{
    buffer_printf(out, "<%s", tag);
    if (node->kind == NODE_LIST && node->list.ordered && node->list.start != 1)
        buffer_printf(out, "%d", node->list.start);
    else if (node->kind == NODE_LINK)
        append_address(out, node->link.url);
    else if (node->kind == NODE_IMAGE)
        append_address(out, node->image.path);
    else if (node->kind == NODE_REFERENCE)
        buffer_append_byte(out, '#');
    if (node->kind == NODE_REFERENCE)
        append_address(out, node->reference.label);
    if (node->kind == NODE_CODE_BLOCK) {
        buffer_append_string(out, "><code");
        append_visible(out, node->code.language);
    }
    buffer_append_byte(out, '>');
}

static void
append_end(struct buffer *out, const struct node *node, const char *tag)
{
    bool is_empty = node->kind == NODE_RULE || node->kind == NODE_IMAGE ||
                    node->kind == NODE_HARD_BREAK;
    if (node->kind == NODE_CODE_BLOCK)
        buffer_append_string(out, "</code>");
    if (!is_empty)
        buffer_printf(out, "</%s>", tag);
}

static void
append_node(struct buffer *out, const struct node *node, bool has_tags)
{
    const char *tag = has_tags ? node_tag(node) : NULL;
    if (node->kind == NODE_CAPTION)
        return;
    if (tag)
        append_start(out, node, tag);
    if (node->kind != NODE_CHAPTER)
        append_visible(out, node->text);
    for (const struct node *child = node->first_child; child;
         child = child->next)
        append_node(out, child, has_tags);
    if (tag)
        append_end(out, node, tag);
}

static void
strip_tags(struct buffer *out)
{
    struct buffer stripped = {0};
    struct text text = buffer_text(out);
    for (size_t at = 0; at < text.size; at++)
        if (text.data[at] == '<')
            at = text_index(text, '>', at);
        else
            buffer_append_byte(&stripped, text.data[at]);
    buffer_release(out);
    *out = stripped;
}

/* --- the test
 * ------------------------------------------------------------------ */

static const char *
why_different(int number)
{
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
        if (number >= differences[i].first && number <= differences[i].last)
            return differences[i].why;
    return NULL;
}

static bool
example_agrees(struct arena *arena, const struct book *book,
               const struct example *example)
{
    struct diag *diag = diag_new();
    diag_set_plain(diag, true);
    /* With a title, since a chapter's first heading moves to its top. */
    struct source source = {
        TEXT("example.md"),
        arena_text_concat(arena, TEXT("# T\n\n"), example->markdown)};
    struct node *chapter =
        markdown_parse(arena, book, &book->editions[0], &source, diag);
    struct buffer ours = {0}, expected = {0};
    bool may_have_html =
        text_index(example->markdown, '<', 0) < example->markdown.size;
    bool has_html = may_have_html && diag_count(diag, DIAG_WARNING) > 0;
    append_node(&ours, chapter, !has_html);
    buffer_append_string(&expected, "<h1>T</h1>");
    append_html(&expected, example->html);
    /* Raw HTML is printed as it stands. */
    if (may_have_html) {
        strip_tags(&ours);
        strip_tags(&expected);
    }
    bool agrees = text_equal(buffer_text(&ours), buffer_text(&expected)) &&
                  !diag_has_errors(diag);
    if (!agrees && !why_different(example->number)) {
        print_message("example %d\n--- Markdown\n%.*s", example->number,
                      TEXT_PRINTF(example->markdown));
        print_message("--- expected %.*s\n--- found    %.*s\n",
                      TEXT_PRINTF(buffer_text(&expected)),
                      TEXT_PRINTF(buffer_text(&ours)));
        diag_print(diag, stdout, DIAG_TEXT);
    }
    buffer_release(&ours);
    buffer_release(&expected);
    diag_free(diag);
    return agrees;
}

static void
every_example_means_what_it_should(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    struct text spec = read_spec(arena);
    if (!spec.size) {
        print_message("no spec.txt: run `make setup-test`\n");
        arena_free(arena);
        diag_free(diag);
        skip();
    }
    struct folder folder = {TEXT("."), TEXT(".")};
    struct source manifest = {
        TEXT("book.yaml"), TEXT("title: T\nlanguage: en\nchapters: [a.md]\n")};
    const struct book *book = manifest_parse(arena, &folder, &manifest, diag);
    struct example example = {0};
    int failures = 0;
    while (next_example(arena, &spec, &example)) {
        bool agrees = example_agrees(arena, book, &example);
        bool differs = why_different(example.number) != NULL;
        if (agrees && differs)
            print_message("example %d is listed, but agrees\n", example.number);
        failures += agrees == differs;
    }
    assert_int_equal(example.number, 652);
    assert_int_equal(failures, 0);
    arena_free(arena);
    diag_free(diag);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_means_what_it_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
