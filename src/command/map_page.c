#include "command/map_page.h"

#include "base/message.h"

#include <string.h>

/* --- what never changes ----------------------------------------------------
 */

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#767676;"
    "--full:#d9ead3;--short:#fdebc8;--mark:#ffe45c}"
    "@media(prefers-color-scheme:dark){:root{--ink:#f0f0f0;--paper:#161616;"
    "--full:#234a23;--short:#5a4510;--mark:#6b5900}}"
    "body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);"
    "background:var(--paper);margin:0 auto;max-width:76rem;padding:1rem}"
    "a{color:inherit}"
    ".skip{position:absolute;left:-99rem}.skip:focus{position:static}"
    ":focus-visible{outline:3px solid #1a66d6;outline-offset:2px}"
    ".wide{overflow-x:auto}"
    "table{border-collapse:collapse}"
    "caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{border:1px solid var(--line);padding:.2rem .5rem;text-align:left;"
    "vertical-align:top}"
    "td.full{background:var(--full)}td.short{background:var(--short)}"
    "label{display:block;font-weight:bold}"
    "input{font:inherit;padding:.4rem;width:min(40rem,95%)}"
    "article{border-top:1px solid var(--line);padding:.4rem 0}"
    "article p{margin:.2rem 0}.who{font-size:.9rem}"
    "mark{background:var(--mark);color:inherit}"
    "[hidden]{display:none}";

/* Shows the pieces that hold all words that are looked for; says how many.
 * Its digest stands in the page's policy: whoever changes it sees a page
 * whose search does nothing, and tests/map.py fail. */
static const char script[] =
    "\"use strict\";"
    "const field=document.getElementById(\"search\"),"
    "count=document.getElementById(\"count\"),"
    "pieces=[...document.querySelectorAll(\"article\")],"
    "groups=[...document.querySelectorAll(\"section.chapter\")],"
    "plain=t=>t.toLowerCase().normalize(\"NFD\")"
    ".replace(/[\\u0300-\\u036f]/g,\"\"),"
    "texts=pieces.map(p=>plain(p.textContent));"
    "let timer;"
    "function show(){"
    "const words=plain(field.value).split(/\\s+/).filter(w=>w);let n=0;"
    "pieces.forEach((p,i)=>{"
    "const hit=words.every(w=>texts[i].includes(w));p.hidden=!hit;n+=hit});"
    "groups.forEach(g=>{g.hidden=!g.querySelector(\"article:not([hidden])\")});"
    "count.textContent=count.dataset.words.replace(\"#\",n)}"
    "field.addEventListener(\"input\",()=>{clearTimeout(timer);"
    "timer=setTimeout(show,150)});"
    "field.addEventListener(\"keydown\",e=>{if(e.key===\"Escape\"){"
    "field.value=\"\";show()}});"
    "show();";

/* SHA-256 of the script, in base64. */
static const char script_digest[] =
    "sMpc/VOe8/OGQCQN0jBquNPj+m8eT5bdNl8/gSsbPlI=";

/* --- pieces of markup ------------------------------------------------------
 */

static void
escape_rule(struct buffer *out, const struct sight *sight)
{
    struct buffer rule = {0};
    map_rule(sight, &rule);
    buffer_append_markup(out, buffer_text(&rule));
    buffer_release(&rule);
}

/* --- the table -------------------------------------------------------------
 */

static void
write_cell(const struct visibility_chapter *chapter,
           const struct visibility_cell *cell, struct buffer *out)
{
    if (cell->state == VISIBILITY_NONE) {
        buffer_printf(out, "<td><small>%s", message("none"));
        if (cell->sight.rule != SIGHT_NOT_TAKEN) {
            buffer_append_string(out, ": ");
            escape_rule(out, &cell->sight);
        }
        buffer_append_string(out, "</small></td>");
        return;
    }
    bool is_full = cell->state == VISIBILITY_FULL;
    buffer_printf(out, "<td class=\"%s\">%s <small>%zu/%zu</small></td>",
                  is_full ? "full" : "short",
                  is_full ? message("full") : message("short"), cell->shown,
                  chapter->piece_count);
}

static void
write_row(const struct visibility *view, size_t index, struct buffer *out)
{
    const struct visibility_chapter *chapter = &view->chapters.items[index];
    struct buffer name = {0};
    map_chapter_name(chapter, &name);
    buffer_append_string(out, "<tr><th scope=\"row\">");
    if (chapter->piece_count)
        buffer_printf(out, "<a href=\"#c%zu\">", index);
    buffer_append_markup(out, buffer_text(&name));
    if (chapter->piece_count)
        buffer_append_string(out, "</a>");
    if (!chapter->path.size)
        buffer_printf(out, " %s", message("(not written yet)"));
    buffer_append_string(out, "</th>");
    for (size_t i = 0; i < view->reader_count; i++)
        write_cell(chapter, &chapter->cells[i], out);
    buffer_append_string(out, "</tr>\n");
    buffer_release(&name);
}

static void
write_table(const struct visibility *view, struct buffer *out)
{
    buffer_printf(out,
                  "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
                  "aria-labelledby=\"t\"><table>\n<caption id=\"t\">%s"
                  "</caption>\n<thead><tr><th scope=\"col\">%s</th>",
                  message("Chapters and readers"), message("Chapter"));
    for (size_t i = 0; i < view->reader_count; i++) {
        buffer_append_string(out, "<th scope=\"col\">");
        buffer_append_markup(out, view->readers[i]->id);
        buffer_append_string(out, "</th>");
    }
    buffer_append_string(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < view->chapters.count; i++)
        if (visibility_is_seen(view, &view->chapters.items[i]))
            write_row(view, i, out);
    buffer_append_string(out, "</tbody></table></div>\n");
}

static void
write_unseen(const struct visibility *view, struct buffer *out)
{
    buffer_printf(out, "<h2>%s</h2>\n<ul>\n",
                  message("In no edition or excerpt"));
    for (size_t i = 0; i < view->chapters.count; i++) {
        const struct visibility_chapter *chapter = &view->chapters.items[i];
        struct buffer name = {0};
        if (visibility_is_seen(view, chapter))
            continue;
        map_chapter_name(chapter, &name);
        buffer_append_string(out, "<li>");
        buffer_append_markup(out, buffer_text(&name));
        if (!chapter->path.size)
            buffer_printf(out, " %s", message("(not written yet)"));
        buffer_append_string(out, "</li>\n");
        buffer_release(&name);
    }
    buffer_append_string(out, "</ul>\n");
}

/* --- pieces of text --------------------------------------------------------
 */

/* The readers who see the piece, the excerpts in one word when it is all of
 * them. */
static void
write_seers(const struct visibility *view, const struct visibility_piece *piece,
            struct buffer *out)
{
    size_t count = 0, excerpts = 0, all_excerpts = 0;
    for (size_t i = 0; i < view->reader_count; i++) {
        bool sees = piece->sights[i].rule == SIGHT_SHOWN;
        all_excerpts += view->readers[i]->profile != NULL;
        excerpts += sees && view->readers[i]->profile;
        count += sees;
    }
    buffer_printf(out, "<p class=\"who\"><b>%s</b> ", message("Seen by:"));
    if (!count)
        buffer_append_string(out, message("nobody"));
    bool is_short = all_excerpts > 1 && excerpts == all_excerpts;
    const char *separator = "";
    for (size_t i = 0; i < view->reader_count; i++) {
        if (piece->sights[i].rule != SIGHT_SHOWN ||
            (is_short && view->readers[i]->profile))
            continue;
        buffer_append_string(out, separator);
        buffer_append_markup(out, view->readers[i]->id);
        separator = ", ";
    }
    if (is_short)
        buffer_printf(out, "%s%s", separator, message("all excerpts"));
    buffer_append_string(out, "</p>\n");
}

static bool
is_same_rule(const struct sight *a, const struct sight *b)
{
    return a->rule == b->rule && a->decider == b->decider;
}

/* Who does not, rule by rule. */
static void
write_hidden(const struct visibility *view,
             const struct visibility_piece *piece, struct buffer *out)
{
    for (size_t i = 0; i < view->reader_count; i++) {
        const struct sight *sight = &piece->sights[i];
        bool is_first = sight->rule != SIGHT_SHOWN;
        for (size_t j = 0; j < i && is_first; j++)
            is_first = !is_same_rule(&piece->sights[j], sight);
        if (!is_first)
            continue;
        buffer_printf(out, "<p class=\"who\">%s ", message("Not by:"));
        const char *separator = "";
        for (size_t j = i; j < view->reader_count; j++) {
            if (!is_same_rule(&piece->sights[j], sight))
                continue;
            buffer_append_string(out, separator);
            buffer_append_markup(out, view->readers[j]->id);
            separator = ", ";
        }
        buffer_append_string(out, " (");
        escape_rule(out, sight);
        buffer_append_string(out, ")</p>\n");
    }
}

static void
write_piece(const struct visibility *view, const struct visibility_piece *piece,
            struct buffer *out)
{
    bool is_picture = piece->node->kind == NODE_IMAGE;
    buffer_append_string(out, "<article><p>");
    if (is_picture)
        buffer_printf(out, "[%s] ", message("picture"));
    buffer_append_markup(out, piece->text);
    buffer_printf(out, " <small>%s %d</small></p>\n", message("line"),
                  visibility_line(piece->node->span));
    write_seers(view, piece, out);
    write_hidden(view, piece, out);
    buffer_append_string(out, "</article>\n");
}

static void
write_chapter(const struct visibility *view, size_t index, struct buffer *out)
{
    const struct visibility_chapter *chapter = &view->chapters.items[index];
    struct buffer name = {0};
    if (!chapter->piece_count)
        return;
    map_chapter_name(chapter, &name);
    buffer_printf(out,
                  "<section class=\"chapter\" aria-labelledby=\"c%zu\">\n"
                  "<h3 id=\"c%zu\">",
                  index, index);
    buffer_append_markup(out, buffer_text(&name));
    buffer_append_string(out, " <small>");
    buffer_append_markup(out, chapter->path);
    buffer_append_string(out, "</small></h3>\n");
    for (size_t i = 0; i < chapter->piece_count; i++)
        write_piece(view, &view->pieces.items[chapter->first_piece + i], out);
    buffer_append_string(out, "</section>\n");
    buffer_release(&name);
}

/* --- the page --------------------------------------------------------------
 */

static void
write_head(const struct visibility *view, struct buffer *out)
{
    buffer_printf(
        out,
        "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
        "charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
        "'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; base-uri "
        "'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n<title>",
        message("en"), script_digest);
    buffer_append_string(out, message("Who sees what"));
    buffer_append_string(out, ": ");
    buffer_append_markup(out, view->book->title);
    buffer_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
}

void
map_page(const struct visibility *view, struct buffer *out)
{
    write_head(view, out);
    buffer_printf(out, "<a class=\"skip\" href=\"#search\">%s</a>\n<main>\n",
                  message("To the search field"));
    buffer_printf(out, "<h1>%s: ", message("Who sees what"));
    buffer_append_markup(out, view->book->title);
    buffer_printf(out, "</h1>\n<p>%s</p>\n",
                  message("This page holds the whole text of the book, also "
                          "what is hidden from some. It is for editors only."));
    buffer_printf(out, "<p>%s</p>\n",
                  message("41/115: the reader sees 41 of 115 pieces of text "
                          "(paragraphs, rows, pictures). Short: only the parts "
                          "that the depth takes. None: the chapter is not "
                          "among the reader's, or the rule says why."));
    write_table(view, out);
    write_unseen(view, out);
    buffer_printf(
        out,
        "<h2>%s</h2>\n<div role=\"search\"><label for=\"search\">%s</label>\n"
        "<input id=\"search\" type=\"search\" autocomplete=\"off\" "
        "aria-describedby=\"count\">\n"
        "<p id=\"count\" role=\"status\" data-words=\"%s\"></p></div>\n",
        message("Who sees this paragraph?"),
        message("Some words of the paragraph, or a reader"),
        message("# pieces of text"));
    for (size_t i = 0; i < view->chapters.count; i++)
        write_chapter(view, i, out);
    buffer_printf(out, "</main>\n<script>%s</script>\n</body>\n</html>\n",
                  script);
}
