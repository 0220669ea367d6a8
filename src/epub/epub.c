#include "epub/epub.h"

#include "doc/identifier.h"
#include "epub/epub_cover.h"
#include "epub/epub_font.h"
#include "epub/epub_nav.h"
#include "epub/epub_package.h"
#include "epub/epub_plan.h"
#include "epub/epub_xhtml.h"
#include "epub/epub_zip.h"

struct package {
    struct epub_plan *plan;
    ARRAY(struct epub_entry) entries;
};

static const char container[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
    "<container version=\"1.0\" "
    "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "<rootfiles><rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/></rootfiles>\n"
    "</container>\n";

static void
add_entry(struct package *package, const char *folder, struct text name,
          struct text bytes, bool stored)
{
    struct arena *arena = package->plan->arena;
    *ARRAY_PUSH(arena, &package->entries) = (struct epub_entry){
        .name = arena_printf(arena, "%s%.*s", folder, TEXT_PRINTF(name)),
        .bytes = bytes,
        .stored = stored};
}

/* Takes the buffer's bytes into the arena. */
static void
add_buffer(struct package *package, struct text name, struct buffer *buffer,
           bool stored)
{
    add_entry(package, "EPUB/", name,
              arena_text(package->plan->arena, buffer_text(buffer)), stored);
    buffer_release(buffer);
}

/* The reader's shelf shows the title only: it must tell editions apart. */
static struct text
full_title(const struct epub_plan *plan)
{
    const struct edition *edition = plan->rules->edition;
    return edition->subtitle.size ? arena_printf(plan->arena, "%.*s: %.*s",
                                                 TEXT_PRINTF(edition->title),
                                                 TEXT_PRINTF(edition->subtitle))
                                  : edition->title;
}

static void
write_text_files(struct epub_plan *plan)
{
    for (size_t i = 0; i < plan->files.count; i++) {
        struct epub_file *file = plan->files.items[i];
        struct buffer out = {0};
        if (file->kind == EPUB_TEXT)
            epub_xhtml_write(plan, file, &out);
        else if (file->kind == EPUB_COVER)
            epub_cover_write(plan, file, &out);
        else
            continue;
        file->content = arena_text(plan->arena, buffer_text(&out));
        buffer_release(&out);
    }
}

/* The style sheet as the designer wrote it, then the faces in this book. */
static void
add_styles(struct package *package)
{
    const struct epub_plan *plan = package->plan;
    struct buffer css = {0};
    buffer_append_text(&css, plan->rules->style_sheet);
    buffer_append_text(&css, plan->font_rules);
    add_buffer(package, TEXT("css/book.css"), &css, false);
    if (plan->rules->modern_style_sheet.size)
        add_entry(package, "EPUB/css/", TEXT("modern.css"),
                  plan->rules->modern_style_sheet, false);
}

/* Once the text stands: only its characters are kept in the faces. */
static void
embed_fonts(struct epub_plan *plan)
{
    struct buffer rules = {0};
    struct epub_font *fonts =
        ARENA_ARRAY(plan->arena, EPUB_FONT_LIMIT, struct epub_font);
    plan->font_count = epub_fonts_cut(plan, fonts, &rules);
    plan->fonts = fonts;
    plan->font_rules = arena_text(plan->arena, buffer_text(&rules));
    buffer_release(&rules);
}

static void
add_files(struct package *package, struct text identifier, struct text title)
{
    struct epub_plan *plan = package->plan;
    struct epub_toc toc = epub_toc_of(plan);
    struct buffer nav = {0}, ncx = {0}, opf = {0};
    write_text_files(plan);
    epub_nav_write(plan, &toc, &nav); /* after all page markers stand */
    plan->nav->content = arena_text(plan->arena, buffer_text(&nav));
    buffer_release(&nav);
    embed_fonts(plan);
    epub_ncx_write(plan, &toc, identifier, title, &ncx);
    epub_package_write(plan, identifier, title, &opf);
    add_entry(package, "META-INF/", TEXT("container.xml"), text_of(container),
              false);
    if (plan->rules->note.size)
        add_entry(package, "META-INF/", TEXT("bouwsteen.txt"),
                  plan->rules->note, true);
    add_buffer(package, TEXT("package.opf"), &opf, false);
    add_entry(package, "EPUB/", plan->nav->name, plan->nav->content, false);
    add_buffer(package, TEXT("toc.ncx"), &ncx, false);
    add_styles(package);
    for (size_t i = 0; i < plan->files.count; i++) {
        const struct epub_file *file = plan->files.items[i];
        if (file->kind != EPUB_NAV)
            add_entry(package, "EPUB/", file->name, file->content, false);
    }
}

static bool
add_pictures(struct package *package)
{
    struct epub_plan *plan = package->plan;
    struct buffer cover = {0};
    if (!epub_cover_draw(plan, &cover)) {
        buffer_release(&cover);
        return false;
    }
    add_buffer(package, TEXT("img/cover.png"), &cover, true);
    for (size_t i = 0; i < plan->pictures.count; i++) {
        const struct epub_picture *picture = plan->pictures.items[i];
        add_entry(package, "EPUB/", picture->name, picture->image->bytes,
                  picture->image->kind != IMAGE_SVG);
    }
    for (size_t i = 0; i < plan->font_count; i++)
        add_entry(package, "EPUB/", plan->fonts[i].name, plan->fonts[i].bytes,
                  false);
    return true;
}

static void
note_origins(struct epub_plan *plan, struct origins *origins)
{
    *origins = (struct origins){0};
    for (size_t i = 0; i < plan->files.count; i++) {
        struct epub_file *file = plan->files.items[i];
        file->origins.name =
            arena_text_concat(plan->arena, TEXT("EPUB/"), file->name);
        *ARRAY_PUSH(plan->arena, &origins->files) = file->origins;
    }
}

bool
epub_write(struct arena *arena, const struct node *tree,
           const struct epub_rules *rules, struct diag *diag,
           struct buffer *out, struct origins *origins)
{
    struct package package = {.plan = epub_plan_new(arena, tree, rules, diag)};
    struct text identifier =
        edition_identifier(arena, rules->book, rules->edition, "epub");
    struct text failure = TEXT("the cover could not be drawn");
    add_files(&package, identifier, full_title(package.plan));
    note_origins(package.plan, origins);
    if (add_pictures(&package) &&
        epub_zip_write(arena, package.entries.items, package.entries.count, out,
                       &failure))
        return true;
    diag_report(diag, EPUB_FAILED, (struct span){0}, TEXT_PRINTF(failure));
    return false;
}
