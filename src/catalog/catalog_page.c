#include "catalog/catalog.h"

#include "doc/date.h"
#include "epub/epub_xml.h"

#include <string.h>

/* The words of the page in both languages. */
struct words {
    const char *dutch, *english;
};

static const char *
say(const struct catalog *catalog, struct words words)
{
    return book_is_dutch(catalog->book) ? words.dutch : words.english;
}

/* Its look: the reader's own type size, light or dark as the system has it
 * (all colours with a contrast above 7), a measure that reads well, and
 * nothing to load from elsewhere. */
static const char style[] =
    "<style>\n"
    ":root { color-scheme: light dark; background: #ffffff; color: #1a1a1a; "
    "}\n"
    "a { color: #0b4f6c; }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  :root { background: #16181a; color: #e8e8e8; }\n"
    "  a { color: #9ecbff; }\n"
    "}\n"
    "body { font-family: system-ui, sans-serif; line-height: 1.5; "
    "max-width: 42em; margin: 0 auto; padding: 1em; }\n"
    "h1, h2, h3 { line-height: 1.2; }\n"
    "h2 { margin-top: 2em; }\n"
    ".uitgave { display: flex; flex-wrap: wrap; gap: 1em; "
    "border-top: 1px solid #808080; padding-top: 1em; margin-top: 1em; }\n"
    ".uitgave img { width: 8em; height: auto; border: 1px solid #808080; }\n"
    ".uitgave div { flex: 1 1 16em; }\n"
    ".uitgave h3 { margin-top: 0; }\n"
    "li { margin: .4em 0; }\n"
    "code { overflow-wrap: anywhere; }\n"
    "</style>\n";

static void
write_head(const struct catalog *catalog, struct buffer *out)
{
    buffer_append_string(out, "<!DOCTYPE html>\n<html");
    xml_attribute(out, "lang", catalog_language(catalog));
    buffer_append_string(out,
                         ">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta name=\"viewport\" "
                         "content=\"width=device-width, initial-scale=1\">\n"
                         "<title>");
    xml_text(out, catalog->book->title);
    buffer_append_string(
        out, "</title>\n<link rel=\"alternate\" "
             "type=\"application/atom+xml;profile=opds-catalog;"
             "kind=acquisition\" href=\"opds.xml\" title=\"OPDS\">\n");
    buffer_append_string(out, style);
    buffer_append_string(out, "</head>\n<body>\n<header>\n<h1>");
    xml_text(out, catalog->book->title);
    buffer_append_string(out, "</h1>\n");
    if (catalog->book->description.size) {
        buffer_append_string(out, "<p>");
        xml_text(out, catalog->book->description);
        buffer_append_string(out, "</p>\n");
    }
    buffer_append_string(out, "</header>\n<main>\n");
}

static void
write_heading(const struct catalog *catalog, struct words words,
              struct buffer *out)
{
    buffer_printf(out, "<h2>%s</h2>\n", say(catalog, words));
}

/* What a PDF is for. */
static struct words
use_of_form(enum form form)
{
    switch (form) {
    case FORM_OWN:
        break;
    case FORM_WORKSHEETS:
        return (struct words){"werkbladen om op het scherm in te vullen",
                              "worksheets to fill in on a screen"};
    case FORM_LARGE:
        return (struct words){"met grote letters", "in large print"};
    case FORM_HANDOUT:
        return (struct words){"op A4, met ruimte voor de perforator",
                              "on A4, with room for a punch"};
    case FORM_BOOKLET:
        return (struct words){"om als boekje te printen en te nieten",
                              "to print and staple as a booklet"};
    case FORM_PRINT:
        return (struct words){"voor de drukker", "for the print shop"};
    case FORM_COVER:
        return (struct words){"het omslag, voor de drukker",
                              "the cover, for the print shop"};
    }
    return (struct words){"om te printen", "for print"};
}

/* "EPUB, 157 kB: voor telefoon, tablet en e-reader". */
static void
write_file(const struct catalog *catalog, const struct catalog_entry *entry,
           const struct catalog_file *file, struct buffer *out)
{
    bool is_epub = !strcmp(file->media_type, "application/epub+zip");
    static const struct words on_screens = {
        "voor telefoon, tablet en e-reader",
        "for phones, tablets and e-readers"};
    const char *use =
        say(catalog, is_epub ? on_screens : use_of_form(file->form));
    buffer_append_string(out, "<li><a");
    xml_attribute(out, "href", file->address);
    buffer_printf(out, " type=\"%s\" download>", file->media_type);
    xml_text(out, entry->edition->subtitle.size ? entry->edition->subtitle
                                                : entry->edition->title);
    /* Links that look alike would lead to different files. */
    if (file->form)
        buffer_printf(out, ", %s", use);
    buffer_printf(out, ", %s</a>, %zu kB", is_epub ? "EPUB" : "PDF",
                  (file->size + 512) / 1024);
    if (!is_epub && file->page_count)
        buffer_printf(out, ", %zu %s", file->page_count,
                      say(catalog, (struct words){"pagina's", "pages"}));
    if (!file->form)
        buffer_printf(out, ": %s", use);
    buffer_append_string(out, "</li>\n");
}

static void
write_edition(const struct catalog *catalog, const struct catalog_entry *entry,
              struct buffer *out)
{
    const struct edition *edition = entry->edition;
    buffer_append_string(out, "<div class=\"uitgave\">\n");
    if (entry->cover.size) {
        /* The words on it stand beside it. */
        buffer_append_string(out, "<img alt=\"\" width=\"160\" height=\"240\"");
        xml_attribute(out, "src", entry->cover);
        buffer_append_string(out, ">\n");
    }
    buffer_append_string(out, "<div>\n<h3>");
    xml_text(out, edition->subtitle.size ? edition->subtitle : edition->title);
    buffer_append_string(out, "</h3>\n<ul>\n");
    for (size_t i = 0; i < entry->file_count; i++)
        write_file(catalog, entry, &entry->files[i], out);
    buffer_append_string(out, "</ul>\n</div>\n</div>\n");
}

static void
write_version(const struct catalog *catalog, struct buffer *out)
{
    const struct book *book = catalog->book;
    buffer_append_string(out, "<p>");
    if (book->version.size) {
        xml_text(out, book_word(book, "Version"));
        buffer_append_byte(out, ' ');
        xml_text(out, book->version);
        buffer_append_string(out, ", ");
    }
    buffer_printf(out, "<time datetime=\"%.*s\">",
                  TEXT_PRINTF(catalog_date(catalog, false)));
    xml_text(out, date_words(catalog->arena, catalog_date(catalog, false),
                             book_is_dutch(book)));
    buffer_append_string(out, "</time>.");
    if (book->licence.size) {
        buffer_append_byte(out, ' ');
        xml_text(out, book->licence);
        buffer_append_byte(out, '.');
    }
    buffer_append_string(out, "</p>\n");
    if (book->change_count == 0)
        return;
    write_heading(catalog,
                  (struct words){"Wat is er veranderd?", "What changed?"}, out);
    buffer_append_string(out, "<ul>\n");
    for (size_t i = 0; i < book->change_count; i++) {
        buffer_append_string(out, "<li>");
        xml_text(out, book->changes[i]);
        buffer_append_string(out, "</li>\n");
    }
    buffer_append_string(out, "</ul>\n");
}

/* One device after another: what to tap. */
static void
write_help(const struct catalog *catalog, struct buffer *out)
{
    static const struct {
        struct words device, steps;
    } help[] = {
        {{"iPhone en iPad", "iPhone and iPad"},
         {"Tik op de EPUB en daarna op Open in Boeken. Staat die keus er niet, "
          "tik dan op het deelteken en kies Boeken.",
          "Tap the EPUB, then Open in Books. If that is not offered, tap Share "
          "and choose Books."}},
        {{"Android", "Android"},
         {"Tik op de EPUB. Vraagt je telefoon waarmee je hem wilt openen, kies "
          "dan je leesapp. Heb je er geen? Installeer er eerst een, "
          "bijvoorbeeld Moon+ Reader, KOReader of Google Play Boeken.",
          "Tap the EPUB. If your phone asks what to open it with, choose your "
          "reading app. If you have none, install one first, such as Moon+ "
          "Reader, KOReader or Google Play Books."}},
        {{"E-reader", "E-reader"},
         {"Download de EPUB op een computer. Sluit de e-reader aan met een "
          "kabel en sleep het bestand ernaartoe.",
          "Download the EPUB on a computer. Connect the e-reader with a cable "
          "and drag the file onto it."}},
        {{"Computer", "Computer"},
         {"Open de EPUB met Thorium Reader. Dat programma is gratis en werkt "
          "met een schermlezer.",
          "Open the EPUB with Thorium Reader, which is free and works with "
          "screen readers."}},
        {{"Voorlezen", "Read aloud"},
         {"Zet de voorleesstem van je telefoon aan, of gebruik de voorleesknop "
          "van je leesapp. De paginanummers in de EPUB zijn die van de pdf.",
          "Turn on the voice of your phone, or use the read-aloud button of "
          "your app. The page numbers of the EPUB are those of the PDF."}}};
    write_heading(catalog,
                  (struct words){"Zo open je dit op je telefoon",
                                 "How to open it on your phone"},
                  out);
    for (size_t i = 0; i < sizeof help / sizeof help[0]; i++)
        buffer_printf(out, "<h3>%s</h3>\n<p>%s</p>\n",
                      say(catalog, help[i].device),
                      say(catalog, help[i].steps));
    write_heading(catalog,
                  (struct words){"Altijd de nieuwste versie",
                                 "Always the latest version"},
                  out);
    buffer_printf(
        out, "<p>%s</p>\n",
        say(catalog,
            (struct words){
                "Leesapps als Thorium, KOReader en Moon+ Reader kunnen zich op "
                "deze boeken abonneren. Voeg daar een OPDS-catalogus toe en "
                "plak het adres van <a href=\"opds.xml\">deze catalogus</a>. "
                "Je "
                "bladwijzers blijven staan als er een nieuwe versie komt.",
                "Reading apps such as Thorium, KOReader and Moon+ Reader can "
                "subscribe to these books. Add an OPDS catalog there and paste "
                "the address of <a href=\"opds.xml\">this catalog</a>. Your "
                "bookmarks stay when a new version comes."}));
}

static struct text
base_name(struct text path)
{
    for (size_t slash; (slash = text_index(path, '/', 0)) < path.size;)
        path = text_slice(path, slash + 1, path.size);
    return path;
}

static void
write_digests(const struct catalog *catalog, struct buffer *out)
{
    write_heading(catalog, (struct words){"Controlegetallen", "Checksums"},
                  out);
    buffer_printf(
        out, "<p>%s</p>\n<ul>\n",
        say(catalog,
            (struct words){
                "Wil je weten of een bestand heel is aangekomen? Het antwoord "
                "van <code>b2sum -l 256</code> moet hetzelfde zijn als hier.",
                "To see whether a file has arrived whole: <code>b2sum -l "
                "256</code> must say the same as here."}));
    for (size_t i = 0; i < catalog->entry_count; i++)
        for (size_t j = 0; j < catalog->entries[i].file_count; j++) {
            const struct catalog_file *file = &catalog->entries[i].files[j];
            buffer_append_string(out, "<li>");
            xml_text(out, base_name(file->address));
            buffer_printf(out, ": <code>%.*s</code></li>\n",
                          (int)sizeof file->digest, file->digest);
        }
    buffer_append_string(out, "</ul>\n");
}

void
catalog_page_write(const struct catalog *catalog, struct buffer *out)
{
    write_head(catalog, out);
    write_heading(catalog, (struct words){"De uitgaven", "The editions"}, out);
    for (size_t i = 0; i < catalog->entry_count; i++)
        write_edition(catalog, &catalog->entries[i], out);
    write_version(catalog, out);
    write_help(catalog, out);
    write_digests(catalog, out);
    buffer_append_string(out, "</main>\n</body>\n</html>\n");
}
