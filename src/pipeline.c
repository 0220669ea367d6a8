#include "pipeline.h"

#include "base/array.h"
#include "carried.h"
#include "doc/date.h"
#include "edition/attached.h"
#include "edition/edition.h"
#include "edition/edition_form.h"
#include "epub/epub.h"
#include "layout/booklet.h"
#include "layout/contrast.h"
#include "layout/cover.h"
#include "layout/layout.h"
#include "layout/page_start.h"
#include "layout/printer_sheet.h"
#include "pass/pass.h"
#include "pdf/pdf.h"
#include "pictures_load.h"
#include "print_shop.h"
#include "proof/judge.h"
#include "proof/seal.h"
#include "proof/shown.h"
#include "reader_changes.h"

#include <time.h>

struct clock {
    phase_observer *observer;
    void *closure;
    struct product *product;
    enum phase phase;
    double started;
    bool runs;
};

/* One of the files of a product: they are written side by side. */
struct part {
    const struct session *session;
    struct clock clock;
};

static double
clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
clock_stop(struct clock *clock)
{
    if (clock->runs)
        clock->product->seconds[clock->phase] += clock_now() - clock->started;
    clock->runs = false;
}

static void
clock_phase(struct clock *clock, enum phase phase)
{
    clock_stop(clock);
    clock->phase = phase;
    clock->started = clock_now();
    clock->runs = true;
    if (clock->observer)
        clock->observer(clock->product, phase, clock->closure);
}

/* Tree to tree.  Selection has been done: nothing that this edition may not
 * see is in the tree any more. */
static void
passes_run(const struct session *session, unsigned wanted,
           struct product *product, struct pass_context *context)
{
    changes_place(context);
    variables_replace(context);
    labels_collect(context);
    references_omit(context);
    concordance_fill(context);
    numbers_assign(context);
    glossary_trim(context);
    if (wanted & PRODUCT_SEEN || context->since.size) {
        pictures_load(session, context);
        product->changes =
            reader_changes_find(session, context, &product->seen);
    }
    links_resolve(context);
    references_resolve(context);
    titlepage_fill(context);
    index_fill(context);
    contents_fill(context);
    part_maps_fill(context);
    typography_apply(context);
    structure_check(context);
}

/* What was only looked at; what was reported of it is still to be shown. */
static void
product_discard(const struct session *session, struct product *product)
{
    diag_keep_sources(session->diag);
    product_release(product);
}

/* What nobody has approved says so on every page.  A form is approved with
 * the excerpt that it is of. */
static void
product_sign_off(const struct session *session, struct pass_context *passes,
                 struct product *product)
{
    if (product->edition->whole) {
        struct product approved;
        product_make(session, form_root(product->edition), PRODUCT_TREE, NULL,
                     NULL, &approved);
        product->sign_off.state = approved.sign_off.state;
        product_discard(session, &approved);
    } else {
        product->sign_off = sign_off_judge(
            product->arena, session->book, product->edition, product->tree,
            &product->attachments, session->sign_off, session->diag);
    }
    if (!sign_off_marks(&product->sign_off, session->sign_off))
        return;
    struct edition *draft = ARENA_NEW(product->arena, struct edition);
    *draft = *product->edition;
    draft->is_draft = true;
    product->edition = draft;
    titlepage_mark_draft(passes);
}

static const struct style *
product_style(const struct session *session, const struct product *product)
{
    const struct edition *edition = product->edition;
    return style_open(product->arena, session->folders, session->folder_count,
                      edition->style, edition->style_span, session->diag);
}

/* Of what it shows and carries along. */
static void
product_digest(const struct session *session, const struct product *product,
               uint64_t style, unsigned char digest[BLAKE2_SIZE])
{
    struct arena *arena = product->arena;
    const struct attachments *attachments = &product->attachments;
    struct attachments known = {0};
    for (size_t i = 0; i < attachments->count; i++) {
        struct attachment *attachment = ARRAY_PUSH(arena, &known);
        char *shown = arena_alloc(arena, BLAKE2_SIZE);
        *attachment = attachments->items[i];
        if (attachment->form == FORM_OWN)
            continue;
        product_shown(
            session,
            form_of(arena, session->book, product->edition, attachment->form),
            (unsigned char *)shown);
        attachment->content = (struct text){shown, BLAKE2_SIZE};
    }
    shown_digest(session->book, product->edition, product->tree, &known, style,
                 session->date, digest);
}

/* What both files say of themselves; before layout, which writes page
 * numbers into the tree. */
static void
product_note(const struct session *session, struct product *product)
{
    const struct book *book = session->book;
    struct seal seal = {.book = book->name,
                        .edition = product->edition->id,
                        .is_excerpt = product->edition->profile != NULL,
                        .version = book->version,
                        .date = date_of_seconds(product->arena, session->date)};
    product_digest(session, product, product->style_digest, seal.sources);
    product->note = seal_note(product->arena, &seal);
}

static void
product_audit(const struct session *session, const struct style *style,
              struct product *product)
{
    const struct audit *audit = &product->audit;
    audit_pages(product->arena, &product->pages, style, &product->audit);
    for (size_t i = 0; i < audit->finding_count; i++)
        diag_report(session->diag, TYPOGRAPHY_FAULT, audit->findings[i].span,
                    TEXT_PRINTF(audit->findings[i].page->label),
                    TEXT_PRINTF(product->edition->id),
                    audit_fault_name(audit->findings[i].fault));
}

static void
product_add_pages_seen(const struct session *session, struct product *product)
{
    struct reader_key key = reader_key_now(session, product->edition);
    reader_add_pages(product->arena, &key, &product->pages, &product->seen);
}

static struct layout_context
layout_context(const struct session *session, const struct style *style,
               const struct product *product)
{
    return (struct layout_context){
        .arena = product->arena,
        .scratch = arena_new(),
        .diag = session->diag,
        .book = session->book,
        .edition = product->edition,
        .style = style,
        .fonts = session->fonts,
        .shapes = session->shapes,
        .hyphenator = session->hyphenator,
        .images = session->images,
        .pool = session->pool,
    };
}

static void
product_lay_out(const struct session *session, const struct style *style,
                unsigned wanted, struct product *product)
{
    const struct edition *edition = product->edition;
    struct layout_context context = layout_context(session, style, product);
    bool has_pack = wanted & PRODUCT_PACK && product->changes;
    context.kept = has_pack || edition->pack ? product->changes : NULL;
    layout_pages(&context, product->tree, &product->pages);
    if (has_pack) {
        struct reader_before before = reader_before_of(session, edition);
        pack_lay_out(&context, &before, &product->pages, &product->pack_file);
    }
    if (edition->form == FORM_COVER) {
        product->tree = product->cover_words;
        cover_pages(&context, product->tree, &product->pages, &product->cover);
    }
    layout_page_labels(product->arena, &product->pages, &product->labels);
    contrast_check(&product->pages, edition->span, session->diag);
    if (edition->form == FORM_BOOKLET)
        booklet_impose(product->arena, edition, style, &product->pages,
                       session->diag, &product->imposition);
    arena_free(context.scratch);
}

/* What holds a form is scanned with it. */
static void
write_carried_form(const void *closure, const struct edition *form,
                   struct buffer *pdf)
{
    struct session unscanned = *(const struct session *)closure;
    struct product made;
    unscanned.scan = NULL;
    product_make(&unscanned, form, PRODUCT_PDF, NULL, NULL, &made);
    *pdf = made.pdf;
    made.pdf = (struct buffer){0};
    product_release(&made);
}

/* What is written without tags, for printing: on sheets, or for a press.  Both
 * NULL: the pages by themselves, tagged. */
struct print_rules {
    const struct imposition *imposition;
    const struct pdf_press *press;
};

static bool
pages_write(const struct session *session, const struct product *product,
            struct print_rules print, struct span_table *origins,
            struct buffer *out)
{
    bool is_pack = out == &product->pack;
    bool bare = print.imposition || print.press || is_pack;
    struct carried carried = {.arena = NULL};
    if (!is_pack)
        carried_make(session->book, product->edition, &product->attachments,
                     write_carried_form, session, &carried);
    struct pdf_rules rules = {.book = session->book,
                              .edition = product->edition,
                              .fonts = session->fonts,
                              .shapes = session->shapes,
                              .date = session->date,
                              .version = TEXT(BOUWSTEEN_VERSION),
                              .style_digest = product->style_digest,
                              .attachments = carried.items,
                              .attachment_count = carried.count,
                              .note = product->note,
                              .tagged = !bare,
                              .bare = bare,
                              .imposition = print.imposition,
                              .press = print.press,
                              .pool = session->pool,
                              .packed = true,
                              .origins = origins};
    struct arena *arena = arena_new();
    bool done =
        pdf_write(arena, is_pack ? &product->pack_file.pages : &product->pages,
                  product->tree, &rules, session->diag, out);
    arena_free(arena);
    carried_release(&carried);
    return done;
}

static void
write_pdf(void *closure)
{
    struct part *part = closure;
    const struct session *session = part->session;
    struct product *product = part->clock.product;
    struct pdf_press press = {0};
    struct print_rules print = {
        .imposition = product->edition->form == FORM_BOOKLET
                          ? &product->imposition
                          : NULL,
        .press = print_shop_wants(product->edition) ? &press : NULL};
    struct span_table origins = {.arena = arena_new()};
    clock_phase(&part->clock, PHASE_PDF);
    if ((!print.press ||
         print_shop_open(session, origins.arena, product->edition,
                         product->style, &product->cover, &press)) &&
        pages_write(session, product, print, &origins, &product->pdf)) {
        seal_close(&product->pdf);
        clock_phase(&part->clock, PHASE_PROOF);
        judge_pdf(buffer_text(&product->pdf), &origins, product->edition,
                  !print.imposition && !print.press, session->diag);
    }
    print_shop_close(&press);
    arena_free(origins.arena);
    clock_stop(&part->clock);
}

static void
write_pack(void *closure)
{
    struct part *part = closure;
    const struct session *session = part->session;
    struct product *product = part->clock.product;
    struct span_table origins = {.arena = arena_new()};
    if (pages_write(session, product, (struct print_rules){0}, &origins,
                    &product->pack)) {
        seal_close(&product->pack);
        judge_pdf(buffer_text(&product->pack), &origins, product->edition,
                  false, session->diag);
    }
    arena_free(origins.arena);
}

static void
write_epub(void *closure)
{
    struct part *part = closure;
    const struct session *session = part->session;
    struct product *product = part->clock.product;
    struct epub_rules rules = {
        .book = session->book,
        .edition = product->edition,
        .fonts = session->fonts,
        .images = session->images,
        .page_labels = product->edition->pdf ? &product->labels : NULL,
        .cover = style_cover(product->style),
        .style_sheet = session->epub_style_sheet,
        .modern_style_sheet = session->epub_modern_sheet,
        .date = session->date,
        .version = TEXT(BOUWSTEEN_VERSION),
        .note = product->note};
    struct arena *arena = arena_new();
    clock_phase(&part->clock, PHASE_EPUB);
    struct origins origins;
    if (epub_write(arena, product->tree, &rules, session->diag, &product->epub,
                   &origins)) {
        seal_close(&product->epub);
        judge_epub(buffer_text(&product->epub), &origins, session->diag);
    }
    arena_free(arena);
    clock_stop(&part->clock);
}

/* Both only read the tree and the pages. */
static void
write_files(const struct session *session, unsigned wanted, struct clock clock)
{
    struct pool_group group = {.pool = session->pool};
    struct part pdf = {session, clock}, epub = {session, clock};
    struct part pack = {session, clock};
    if (wanted & PRODUCT_PDF)
        pool_post(&group, write_pdf, &pdf);
    if (wanted & PRODUCT_EPUB)
        pool_post(&group, write_epub, &epub);
    if (wanted & PRODUCT_PACK && clock.product->pack_file.sheet_count)
        pool_post(&group, write_pack, &pack);
    pool_wait(&group);
}

bool
product_tagged_write(const struct session *session,
                     const struct product *product, struct buffer *out)
{
    return pages_write(session, product, (struct print_rules){0}, NULL, out);
}

/* A file without tags is held against the pages that it shows. */
static void
scan_printed(const struct session *session, const struct edition *edition,
             const struct product *product, struct leak_printed *printed)
{
    struct buffer pages = {0};
    if (printed->sheets.size &&
        product_tagged_write(session, product, &pages)) {
        printed->pages = buffer_text(&pages);
        leak_scan_printed(session->scan->leaks, edition, printed,
                          session->diag);
    }
    buffer_release(&pages);
}

static void
scan_files(const struct session *session, const struct edition *edition,
           const struct product *product)
{
    const struct imposition *imposition = &product->imposition;
    bool is_booklet = edition->form == FORM_BOOKLET;
    struct leak_printed pack = {.sheets = buffer_text(&product->pack),
                                .order = product->pack_file.order,
                                .side_count = product->pack_file.pages.count,
                                .pages_on_side = 1};
    struct leak_printed whole = {.sheets = buffer_text(&product->pdf),
                                 .order = is_booklet ? imposition->order : NULL,
                                 .side_count = is_booklet
                                                   ? imposition->side_count
                                                   : product->pages.count,
                                 .pages_on_side = is_booklet ? 2 : 1};
    if (is_booklet || print_shop_wants(edition))
        scan_printed(session, edition, product, &whole);
    else
        leak_scan(session->scan->leaks, edition, buffer_text(&product->pdf),
                  buffer_text(&product->epub), session->diag);
    scan_printed(session, edition, product, &pack);
}

/* The files, and the search in what partners get for what they may not see. */
static void
product_write(const struct session *session, const struct edition *edition,
              unsigned wanted, struct clock clock)
{
    const struct product *product = clock.product;
    write_files(session, wanted, clock);
    if (!session->scan || !leak_is_wanted(session->book, edition))
        return;
    pool_wait(&session->scan->group);
    clock_phase(&clock, PHASE_SCAN);
    scan_files(session, edition, product);
    clock_stop(&clock);
}

/* What was only needed for the files goes. */
static void
product_trim(const struct session *session, const struct edition *edition,
             struct product *product)
{
    diag_keep_sources(session->diag);
    arena_free(product->arena);
    product->edition = edition; /* a draft's lay in the arena */
    product->arena = NULL;
    product->tree = NULL;
    product->style = NULL;
    product->pages = (struct pages){0};
    product->changes = NULL;
    product->pack_file.pages = (struct pages){0};
    product->labels = (struct page_labels){0};
    product->note = TEXT("");
    product->attachments = (struct attachments){0};
    product->sign_off = (struct sign_off){.state = product->sign_off.state};
}

void
product_make(const struct session *session, const struct edition *edition,
             unsigned wanted, phase_observer *observer, void *closure,
             struct product *product)
{
    *product = (struct product){.edition = edition, .arena = arena_new()};
    struct clock clock = {
        .observer = observer, .closure = closure, .product = product};

    clock_phase(&clock, PHASE_READ);
    struct edition_tree tree =
        edition_assemble(product->arena, session->book, edition, session->diag);
    product->tree = tree.root;
    if (tree.is_empty) {
        clock_stop(&clock);
        if (!(wanted & (PRODUCT_TREE | PRODUCT_PAGES)))
            product_trim(session, edition, product);
        return;
    }

    clock_phase(&clock, PHASE_PASSES);
    struct pass_context passes = {
        .arena = product->arena,
        .book = session->book,
        .edition = edition,
        .tree = &tree,
        .concordance = session->concordance,
        .since = reader_before_of(session, edition).version,
        .diag = session->diag,
        .labels = map_in(product->arena),
        .local_labels = map_in(product->arena)};
    passes_run(session, wanted, product, &passes);
    pictures_load(session, &passes);
    pictures_replace(&passes);
    if (wanted & PRODUCT_LANGUAGE && session->language)
        language_check(session->language, &passes, &product->language);
    product->attachments =
        attached_load(product->arena, session->book, edition, session->diag);
    if (edition->profile)
        product_sign_off(session, &passes, product);
    if (edition->form == FORM_COVER)
        product->cover_words = cover_tree(&passes, product->edition);

    /* Layout reports overfull lines and missing characters, so that a check
     * needs it even when errors already forbid any output.  The e-book of an
     * edition that is printed lists the print pages, also when it is made
     * alone. */
    bool has_pages =
        wanted & (PRODUCT_PAGES | PRODUCT_PDF | PRODUCT_AUDIT | PRODUCT_PACK) ||
        (wanted & PRODUCT_EPUB && edition->pdf);
    const struct style *style = NULL;
    if (has_pages || wanted & PRODUCT_EPUB) {
        clock_phase(&clock, PHASE_LAYOUT);
        product->style = style = product_style(session, product);
    }
    if (style) {
        product->style_digest = style_digest(style);
        product_note(session, product);
    }
    if (style && has_pages)
        product_lay_out(session, style, wanted, product);
    if (style && wanted & PRODUCT_SEEN && edition->pdf)
        product_add_pages_seen(session, product);
    if (style && wanted & PRODUCT_AUDIT)
        product_audit(session, style, product);
    clock_stop(&clock);
    if (!diag_has_errors(session->diag))
        product_write(session, edition, wanted, clock);
    product->page_count = product->pages.count;
    product->memory = arena_size(product->arena);
    if (!(wanted & (PRODUCT_TREE | PRODUCT_PAGES | PRODUCT_AUDIT)))
        product_trim(session, edition, product);
}

void
product_add(const struct session *session, struct product *product,
            unsigned wanted)
{
    struct clock clock = {.product = product};
    if (!diag_has_errors(session->diag))
        product_write(session, product->edition, wanted, clock);
}

bool
testsheet_make(const struct session *session, struct buffer *pdf)
{
    struct arena *arena = arena_new();
    struct edition edition = testsheet_edition(session->book);
    struct product product = {.edition = &edition,
                              .arena = arena,
                              .tree = node_new(arena, NODE_BOOK, edition.span)};
    const struct style *style = product_style(session, &product);
    bool done = style != NULL;
    if (done) {
        struct layout_context context =
            layout_context(session, style, &product);
        printer_sheet_pages(&context, &product.pages);
        arena_free(context.scratch);
        struct print_rules print = {.imposition = &product.imposition};
        done = booklet_impose(arena, &edition, style, &product.pages,
                              session->diag, &product.imposition) &&
               pages_write(session, &product, print, NULL, pdf);
    }
    arena_free(arena);
    return done;
}

bool
product_shown(const struct session *session, const struct edition *edition,
              unsigned char digest[BLAKE2_SIZE])
{
    struct product product;
    product_make(session, edition, PRODUCT_TREE, NULL, NULL, &product);
    const struct style *style = product_style(session, &product);
    bool good = style && !diag_has_errors(session->diag);
    if (good)
        product_digest(session, &product, style_digest(style), digest);
    product_discard(session, &product);
    return good;
}

void
product_release(struct product *product)
{
    buffer_release(&product->pdf);
    buffer_release(&product->epub);
    buffer_release(&product->pack);
    arena_free(product->arena);
    *product = (struct product){0};
}
