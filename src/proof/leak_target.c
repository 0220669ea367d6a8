#include "proof/leak_target.h"

#include "base/file.h"
#include "doc/slug.h"
#include "doc/variable.h"
#include "proof/markup_text.h"

#include <string.h>

/* One pass over texts: either all become targets, or what is seen is crossed
 * off. */
struct pass {
    struct leak_book *leaks;  /* gathering; NULL */
    struct leak_marks *marks; /* crossing off; NULL */
    struct leak_run run;      /* of the text under way */
    unsigned unit;            /* words in it so far */
    struct span span;         /* where it is written */
};

enum { PAGE_DIGITS = 3 };

/* --- the table ------------------------------------------------------------ */

static struct leak_slot *
slot_of(const struct leak_book *leaks, uint64_t hash)
{
    size_t mask = leaks->slot_count - 1;
    for (size_t at = (size_t)(hash >> 20) & mask;; at = (at + 1) & mask)
        if (leaks->slots[at].hash == hash || !leaks->slots[at].hash)
            return &leaks->slots[at];
}

const struct leak_slot *
leak_find(const struct leak_book *leaks, uint64_t hash)
{
    const struct leak_slot *slot = slot_of(leaks, hash);
    return slot->hash ? slot : NULL;
}

static void
table_grow(struct leak_book *leaks)
{
    struct leak_slot *old = leaks->slots;
    size_t count = leaks->slot_count;
    leaks->slot_count = count ? 2 * count : 1 << 12;
    leaks->slots =
        ARENA_ARRAY(leaks->arena, leaks->slot_count, struct leak_slot);
    for (size_t i = 0; i < count; i++)
        if (old[i].hash)
            *slot_of(leaks, old[i].hash) = old[i];
}

static void
add_target(struct leak_book *leaks, uint64_t hash, struct span span)
{
    if (4 * leaks->target_count >= 3 * leaks->slot_count)
        table_grow(leaks);
    struct leak_slot *slot = slot_of(leaks, hash);
    if (slot->hash)
        return;
    *slot = (struct leak_slot){hash, span};
    leaks->target_count++;
}

/* --- words ---------------------------------------------------------------- */

/* Two capitals or two numbers in a row: a name, a telephone number. */
static bool
is_name(const struct leak_run *run)
{
    const struct leak_word *last = &run->words[LEAK_RUN - 1];
    const struct leak_word *before = last - 1;
    return run->count > 1 && ((last->is_capital && before->is_capital) ||
                              (last->is_number && before->is_number &&
                               last->size + before->size >= 6));
}

static void
pass_word(struct pass *pass, const struct leak_word *word)
{
    leak_run_add(&pass->run, word);
    pass->unit++;
    if (pass->marks) {
        for (unsigned count = 1; count <= pass->run.count; count++) {
            const struct leak_slot *slot =
                leak_find(pass->marks->leaks, leak_run_hash(&pass->run, count));
            if (slot)
                pass->marks->seen[slot - pass->marks->leaks->slots] = 1;
        }
        return;
    }
    if (leak_word_is_telling(word))
        add_target(pass->leaks, leak_run_hash(&pass->run, 1), pass->span);
    if (is_name(&pass->run))
        add_target(pass->leaks, leak_run_hash(&pass->run, 2), pass->span);
    if (pass->run.count == LEAK_RUN)
        add_target(pass->leaks, leak_run_hash(&pass->run, LEAK_RUN),
                   pass->span);
}

/* Nothing but numbers as short as those of pages: "9-12" in a cell, which an
 * index may well have in a row. */
static bool
is_small_numbers(const struct leak_run *run, unsigned count)
{
    for (unsigned i = LEAK_RUN - count; i < LEAK_RUN; i++)
        if (!run->words[i].is_number || run->words[i].size > PAGE_DIGITS)
            return false;
    return true;
}

/* The end of a text: two or three words alone are a target as they are. */
static void
pass_end(struct pass *pass)
{
    if (!pass->marks && (pass->unit == 2 || pass->unit == 3) &&
        !is_small_numbers(&pass->run, pass->unit))
        add_target(pass->leaks, leak_run_hash(&pass->run, pass->unit),
                   pass->span);
    pass->run.count = pass->unit = 0;
}

static void
pass_words(struct pass *pass, struct text text)
{
    struct leak_word word;
    for (size_t at = 0; leak_word_next(text, &at, &word);)
        pass_word(pass, &word);
}

/* Text with local names in it: their values for who sees it, a gap while
 * targets are gathered, since each reader has other values. */
static void
pass_text(struct pass *pass, struct text text, struct span span)
{
    pass->span = span;
    for (size_t at = 0; at < text.size;) {
        struct text rest = text_slice(text, at, text.size);
        const char *open = memmem(rest.data, rest.size, "{{", 2);
        size_t before = open ? (size_t)(open - rest.data) : rest.size;
        pass_words(pass, text_slice(rest, 0, before));
        if (!open)
            break;
        size_t close = text_index(rest, '}', before);
        struct text name = text_trim(text_slice(rest, before + 2, close));
        if (pass->marks) {
            const struct edition *edition = pass->marks->edition;
            const struct variable *variable = variable_find(
                edition->variables, edition->variable_count, name);
            pass_words(pass, variable ? variable->value : name);
        } else {
            pass_end(pass);
        }
        at += close + 2 < rest.size ? close + 2 : rest.size;
    }
}

/* A text of its own, beside the one under way. */
static void
pass_aside(const struct pass *pass, struct text text, struct span span)
{
    struct pass aside = {.leaks = pass->leaks, .marks = pass->marks};
    pass_text(&aside, text, span);
    pass_end(&aside);
}

/* --- nodes ---------------------------------------------------------------- */

/* "gesprek!doorvragen": two texts. */
static void
pass_key(const struct pass *pass, struct text key, struct span span)
{
    size_t cut = text_index(key, '!', 0);
    pass_aside(pass, text_slice(key, 0, cut), span);
    if (cut < key.size)
        pass_key(pass, text_slice(key, cut + 1, key.size), span);
}

/* A file's name without its folders and ending. */
static struct text
file_stem(struct text path)
{
    for (size_t at; (at = text_index(path, '/', 0)) < path.size;)
        path = text_slice(path, at + 1, path.size);
    return text_slice(path, 0, text_index(path, '.', 0));
}

static void
markup_words(void *closure, enum markup_part part, struct text text)
{
    const struct pass *pass = closure;
    (void)part;
    pass_aside(pass, text, pass->span);
}

/* The words of an SVG picture.  Others have none that we could read. */
static void
pass_picture(struct pass *pass, const struct node *node)
{
    const struct leak_book *leaks =
        pass->marks ? pass->marks->leaks : pass->leaks;
    if (!text_has_suffix(node->image.path, ".svg"))
        return;
    struct diag *diag = diag_new(); /* who builds it reports its faults */
    const struct image *image =
        image_load(leaks->images, node->image.path, node->span, diag);
    pass->span = node->span;
    if (image)
        markup_text(image->bytes, markup_words, pass);
    diag_free(diag);
}

static void
pass_inline(struct pass *pass, const struct node *node, struct arena *arena)
{
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE) {
        pass_text(pass, node->text, node->span);
    } else if (node->kind == NODE_IMAGE) {
        pass_aside(pass, node->text, node->span);
        pass_aside(pass, node->image.title, node->span);
        pass_picture(pass, node);
        if (!pass->marks) /* a file's name is nobody's to see */
            pass_aside(pass, file_stem(node->image.path), node->span);
    } else if (node->kind == NODE_LINK) {
        pass_aside(pass, node->link.url, node->span);
        pass_aside(pass, node->link.title, node->span);
    } else if (node->kind == NODE_INDEX_MARK) {
        pass_key(pass, node->index.key, node->span);
        pass_key(pass, node->index.see, node->span);
        pass_key(pass, node->index.see_also, node->span);
    }
    if (node->audience && node->first_child && !pass->marks)
        pass_aside(pass, node_plain_text(arena, node), node->span);
}

static void
pass_node(struct pass *pass, const struct node *node, struct arena *arena)
{
    pass_aside(pass, node->id, node->span);
    for (uint32_t i = 0; i < node->attribute_count; i++)
        pass_aside(pass, node->attributes[i].value, node->span);
    if (node_kind_is_inline(node->kind)) {
        pass_inline(pass, node, arena);
        return;
    }
    pass_end(pass);
    if (node->kind == NODE_CHAPTER) {
        pass_aside(pass, node->text, node->span);
    } else if (node->kind == NODE_CODE_BLOCK) {
        pass_text(pass, node->text, node->span);
        pass_aside(pass, node->code.language, node->span);
    }
}

/* A file that some PDF carries along: its name, its title, its lines.  Who
 * builds it reports when it cannot be read. */
static void
pass_attached(const struct pass *pass, struct arena *arena,
              const struct book *book, const struct attachment *attachment)
{
    struct pass aside = {.leaks = pass->leaks, .marks = pass->marks};
    pass_aside(pass, attachment->title, attachment->span);
    pass_aside(pass, file_stem(attachment->path), attachment->span);
    if (attachment->form != FORM_OWN)
        return;
    struct diag *diag = diag_new();
    const struct source *source = file_read_source(
        arena, &book->folder, attachment->path, attachment->span, diag);
    diag_free(diag);
    struct text content = source ? source->content : TEXT("");
    for (size_t at = 0; at < content.size;) {
        size_t end = text_index(content, '\n', at);
        aside.span = span_of(source, at, end);
        pass_words(&aside, text_slice(content, at, end));
        at = end + 1;
    }
    pass_end(&aside);
}

/* --- gathering ------------------------------------------------------------ */

/* Comments are in no tree, and in no file. */
static void
gather_comments(const struct pass *pass, const struct source *source)
{
    struct text rest = source->content;
    for (const char *open; (open = memmem(rest.data, rest.size, "<!--", 4));) {
        size_t start = (size_t)(open - source->content.data);
        const char *close =
            memmem(open, source->content.size - start, "-->", 3);
        size_t end = close ? (size_t)(close - source->content.data)
                           : source->content.size;
        pass_aside(pass, text_slice(source->content, start, end),
                   span_of(source, (uint32_t)start, (uint32_t)end));
        rest = text_slice(source->content, end, source->content.size);
    }
}

static void
gather_attached(struct pass *pass, struct arena *arena, const struct book *book,
                const struct edition *editions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct attachments *list = &editions[i].attachments;
        for (size_t j = 0; j < list->count; j++) {
            const struct attachment *attachment = &list->items[j];
            pass_attached(pass, arena, book, attachment);
        }
    }
}

const struct leak_book *
leak_book_new(struct arena *arena, const struct book *book,
              struct image_store *images)
{
    struct leak_book *leaks = ARENA_NEW(arena, struct leak_book);
    struct pass pass = {.leaks = leaks};
    *leaks = (struct leak_book){.arena = arena, .images = images};
    table_grow(leaks);
    sight_read(&leaks->sights, arena, book);
    for (size_t i = 0; i < leaks->sights.chapters.count; i++) {
        const struct sight_chapter *chapter = &leaks->sights.chapters.items[i];
        struct sight_walk walk;
        struct sight sight;
        sight_start(&walk, arena, book, NULL, chapter);
        for (const struct node *node; (node = sight_next(&walk, &sight));)
            pass_node(&pass, node, arena);
        pass_end(&pass);
        pass_aside(&pass, file_stem(chapter->path), chapter->tree->span);
        if (chapter->tree->span.source)
            gather_comments(&pass, chapter->tree->span.source);
    }
    gather_attached(&pass, arena, book, book->editions, book->edition_count);
    gather_attached(&pass, arena, book, book->excerpts, book->excerpt_count);
    return leaks;
}

/* --- crossing off --------------------------------------------------------- */

enum { TITLE_END = LEAK_RUN - 1 };

/* The last words of a title, as leak_is_listed wants them. */
static void
mark_listed(struct leak_marks *marks, const struct leak_run *run)
{
    if (run->count >= TITLE_END)
        *ARRAY_PUSH(marks->arena, &marks->listed) =
            leak_run_hash(run, TITLE_END);
}

bool
leak_is_listed(const struct leak_marks *marks, const struct leak_run *run)
{
    const struct leak_word *last = &run->words[LEAK_RUN - 1];
    struct leak_run title = {.count = TITLE_END};
    if (run->count < LEAK_RUN || !last->is_number || last->size > PAGE_DIGITS)
        return false;
    memcpy(title.words + 1, run->words, TITLE_END * sizeof *title.words);
    uint64_t hash = leak_run_hash(&title, TITLE_END);
    for (size_t i = 0; i < marks->listed.count; i++)
        if (marks->listed.items[i] == hash)
            return true;
    return false;
}

/* "bouwsteen 7 Sleutelfiguren en krachtenveld" */
static void
mark_numbered(struct pass *pass, struct text word, int number,
              struct text title)
{
    pass_words(pass, word);
    if (number)
        pass_words(pass, arena_printf(pass->marks->arena, "%d", number));
    pass_words(pass, title);
    mark_listed(pass->marks, &pass->run);
    pass_end(pass);
}

/* A block's number stands before its running head. */
static void
mark_running_head(struct pass *pass, const struct node *node,
                  const struct sight_chapter *chapter)
{
    const struct book *book = pass->marks->leaks->sights.book;
    if (chapter->block && node->kind == NODE_CHAPTER)
        mark_numbered(pass, book_block_word(book), chapter->block, node->text);
}

static void
mark_manifest(struct pass *pass, const struct book *book,
              const struct edition *edition)
{
    struct text texts[BOOK_TEXTS];
    book_texts(book, edition, texts);
    for (size_t i = 0; i < BOOK_TEXTS; i++)
        pass_aside(pass, texts[i], edition->span);
    pass_aside(pass, book->block_name, edition->span);
    for (size_t i = 0; i < book->subject_count; i++)
        pass_aside(pass, book->subjects[i], edition->span);
    for (size_t i = 0; i < edition->variable_count; i++)
        pass_aside(pass, edition->variables[i].value, edition->span);
    for (size_t i = 0; i < book->block_count; i++) /* the public list */
        mark_numbered(pass, book_block_word(book), book->blocks[i].number,
                      book->blocks[i].title);
    for (size_t i = 0; i < book->role_count; i++)
        pass_aside(pass, book->roles[i].slug, edition->span);
    if (edition->profile) {
        pass_aside(pass, edition->profile->name, edition->span);
        pass_aside(pass, edition->profile->logo_alt, edition->span);
    }
}

/* By a reading of its own of who gets what. */
static void
mark_attached(struct pass *pass, struct arena *arena, const struct book *book,
              const struct edition *edition)
{
    const struct attachments *list = &edition->attachments;
    for (size_t i = 0; i < list->count; i++) {
        const struct attachment *attachment = &list->items[i];
        if (attachment->audience_span.source &&
            !sight_audience(book, edition, attachment->audience))
            continue;
        pass_attached(pass, arena, book, attachment);
    }
}

static void
mark_parts(struct pass *pass, struct text part,
           const struct outline_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mark_numbered(pass, part, entries[i].number, entries[i].title);
        mark_numbered(pass, TEXT(""), entries[i].number, entries[i].tab);
        mark_parts(pass, part, entries[i].entries, entries[i].entry_count);
    }
}

/* What the program itself writes into files: words of its own, the months,
 * and the names that stand in any PDF or EPUB. */
static void
mark_own_words(struct pass *pass, const struct book *book)
{
    static const char words[] =
        "januari, februari, maart, april, mei, juni, juli, augustus, "
        "september, oktober, november, december, January, February, March, "
        "May, June, July, August, October, December, bouwsteen, tip, let op, "
        "take care, mimetype, container, package, toc, ncx, nav, css, book, "
        "dark, text, img, cover, fonts, html, xhtml, svg, png, jpg, kop, fn, "
        "fnref, reg, ingang, file as, page, ref, Adobe, Identity, sRGB, IEC, "
        "application, pdf, "
        "http, https, www, org, begrip, reeks, uid, titel, auteur, bron, "
        "norm, noten, landmarks, lijst, deel, font, modern, beeld, tekst, "
        "plek, reg, bij, "
        "EPUB Accessibility 1.1 WCAG 2.2 Level AA, "
        "Koppen, lijsten, tabellen en verwijzingen zijn als zodanig "
        "vastgelegd, Headings, lists, tables and references are marked as "
        "such, "
        /* of packages, of PDF's metadata, of the note in proof/seal */
        "META-INF, xml, opf, txt, ttf, version, alternativeText, "
        "displayTransformability, index, longDescription, pageBreakMarkers, "
        "pageNavigation, readingOrder, structuralNavigation, "
        "tableOfContents, unlocked, none, textual, visual, series, "
        "pagination, aut, dtb, depth, maxPageNumber, totalPageCount, list, "
        "figures, note, content, bold, italic, part, "
        "MpCehiHzreSzNTczkc9d, pdfua, pdfuaid, aiim, internal, Integer, "
        "PDF/UA Universal Accessibility Schema, Part of ISO 14289 that the "
        "file conforms to, bouwsteen-manifest, edition, excerpt, date, "
        "sources, worksheets";
    for (size_t at = 0; at < sizeof words - 1;) {
        struct text list = {words, sizeof words - 1};
        size_t end = text_index(list, ',', at);
        pass_aside(pass, text_slice(list, at, end), (struct span){0});
        at = end + 1;
    }
    size_t position = 0;
    for (struct text word; (word = book_word_next(book, &position)).size;)
        pass_aside(pass, word, (struct span){0});
}

void
leak_mark(struct leak_marks *marks, struct arena *arena,
          const struct leak_book *leaks, const struct edition *edition)
{
    const struct book *book = leaks->sights.book;
    struct pass pass = {.marks = marks};
    *marks = (struct leak_marks){.leaks = leaks,
                                 .edition = edition,
                                 .arena = arena,
                                 .seen = arena_alloc(arena, leaks->slot_count)};
    mark_manifest(&pass, book, edition);
    mark_attached(&pass, arena, book, edition);
    mark_parts(&pass, book_word(book, "part"), edition->outline,
               edition->outline_count);
    mark_own_words(&pass, book);
    for (size_t i = 0; i < leaks->sights.chapters.count; i++) {
        struct sight_walk walk;
        struct sight sight;
        if (!sight_entry(edition, &leaks->sights.chapters.items[i]))
            continue;
        sight_start(&walk, arena, book, edition,
                    &leaks->sights.chapters.items[i]);
        for (const struct node *node; (node = sight_next(&walk, &sight));)
            if (sight.rule == SIGHT_SHOWN) {
                pass_node(&pass, node, arena);
                mark_running_head(&pass, node,
                                  &leaks->sights.chapters.items[i]);
            }
        pass_end(&pass);
    }
}
