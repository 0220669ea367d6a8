#include "doc/book.h"

/* Keys are lower case; headings ("contents") come with their capital, words
 * for running text ("page") without.  A key asked for with a capital
 * ("Figure") gives the capital form of the word. */
static const struct {
    const char *key, *dutch, *english;
} words[] = {
    /* Titles of what the compiler itself makes. */
    {"contents", "Inhoud", "Contents"},
    {"index", "Register", "Index"},
    {"titlepage", "Titelpagina", "Title page"},
    {"cover", "Omslag", "Cover"},
    {"colophon", "Colofon", "Colophon"},
    {"notes", "Noten", "Notes"},
    {"glossary", "Begrippen", "Glossary"},
    {"bibliography", "Bronnen", "Sources"},
    {"preface", "Voorwoord", "Preface"},
    {"introduction", "Inleiding", "Introduction"},
    {"appendix", "Bijlage", "Appendix"},
    {"accessibility", "Toegankelijkheid", "Accessibility"},
    {"landmarks", "Wegwijzer", "Landmarks"},
    {"page-list", "Bladzijden van de gedrukte uitgave",
     "Pages of the printed edition"},
    {"body", "Begin van de tekst", "Start of the text"},
    {"figures", "Figuren", "Figures"},
    {"tables", "Tabellen", "Tables"},
    {"worksheets", "Werkbladen", "Worksheets"},
    {"used-in", "Genoemd in", "Named in"},
    {"version", "Versie", "Version"},
    {"notes-page", "Aantekeningen", "Notes to make"},
    {"changes", "Wat is er veranderd", "What has changed"},
    {"changes-since", "Dit is anders dan in versie",
     "This is other than in version"},
    {"changes-bar", "Een streep in de marge wijst de veranderde tekst aan.",
     "A bar in the margin points out what has changed."},
    {"changes-new", "Nieuw", "New"},
    {"changes-changed", "Veranderd", "Changed"},
    {"changes-gone", "Vervallen", "Gone"},
    {"changes-less", "er is tekst vervallen", "some text has gone"},
    {"changes-other", "een ander hoofdstuk", "another chapter"},
    {"changes-others", "andere hoofdstukken", "other chapters"},
    {"page-empty", "Deze bladzijde is met opzet leeg.",
     "This page is left blank on purpose."},
    {"pack", "Vervangbladen", "Replacement sheets"},
    {"pack-intro", "Hiermee werk je een gedrukt boek bij: van versie",
     "With these you bring a printed book up to date: from version"},
    {"pack-to", "naar versie", "to version"},
    {"pack-how",
     "Druk alle bladen dubbelzijdig af, omslaan langs de lange kant. Werk van "
     "voor naar achter. Haal weg wat links staat, en leg op die plaats wat "
     "rechts staat. Daarna is je boek gelijk aan de nieuwe druk.",
     "Print all sheets on both sides, flip on the long edge. Work from front "
     "to back. Take out what stands on the left, and put in its place what "
     "stands on the right. Your book then equals the new print."},
    {"pack-out", "Haal weg", "Take out"},
    {"pack-in", "Leg op die plaats", "Put in its place"},
    {"pack-after", "niets; het komt na", "nothing; it comes after"},
    {"pack-nothing", "niets", "nothing"},
    {"changes-mark", "veranderd", "changed"},
    {"concordance", "Op welke bladzijde?", "On which page?"},
    /* On the test sheet; "|" parts two lines. */
    {"testsheet", "Proefvel voor boekjes", "Test sheet for booklets"},
    {"testsheet-up", "deze kant boven", "this side up"},
    {"testsheet-ruler",
     "Meet na: van 0 tot 100 is 100 mm.|Anders: zet de schaal op 100 %.",
     "Measure: from 0 to 100 is 100 mm.|If not: set the scale to 100 %."},
    {"testsheet-edge",
     "De lijn langs de rand staat 5 mm van de rand.|Wat daarbuiten valt, print "
     "een boekje niet.",
     "The line along the edge is 5 mm from it.|A booklet prints nothing beyond "
     "it."},
    {"testsheet-turn",
     "Draai het vel om als een bladzijde. Staat het op|zijn kop? Kies omslaan "
     "langs de korte kant.",
     "Turn the sheet like a page. Is it upside|down? Choose: flip on the short "
     "edge."},
    {"testsheet-order",
     "Vouw het vel met 1 vooraan:|de bladzijden liggen op volgorde.",
     "Fold the sheet with 1 in front:|the pages lie in order."},
    /* Words in running text. */
    {"page", "bladzijde", "page"},
    {"pages", "bladzijden", "pages"},
    {"page-short", "p.", "p."},
    {"figure", "figuur", "figure"},
    {"table", "tabel", "table"},
    {"part", "deel", "part"},
    {"chapter", "hoofdstuk", "chapter"},
    {"section", "paragraaf", "section"},
    {"worksheet", "werkblad", "worksheet"},
    {"note", "noot", "note"},
    {"footnote", "voetnoot", "footnote"},
    {"on-page", "op bladzijde", "on page"},
    {"in", "in", "in"},
    {"in-full-book", "in het volledige boek", "in the full book"},
    {"full-book", "het volledige boek", "the full book"},
    {"see", "zie", "see"},
    {"continued", "vervolg", "continued"},
    {"see-also", "zie ook", "see also"},
    {"continued", "vervolg", "continued"},
    {"back-to-text", "terug naar de tekst", "back to the text"},
    {"checkbox", "aankruisvakje", "checkbox"},
    {"checked", "aangekruist", "checked"},
    {"to-fill-in", "Werkbladen om in te vullen", "Worksheets to fill in"},
    {"row", "rij", "row"},
    {"writing-line", "schrijfregel", "writing line"},
    {"writing-lines", "schrijfregels", "writing lines"},
    {"squares", "vlak met ruitjes", "squared area"},
    {"long-description", "uitgebreide beschrijving", "long description"},
    {"part-map", "Delen van dit boek", "Parts of this book"},
    {"draft", "concept", "draft"},
    {"for-facilitator", "voor de begeleider", "for the facilitator"},
    {"draft-mark", "concept, nog niet goedgekeurd", "draft, not approved yet"},
};

/* The capital form of a word that is printed so; others as they are. */
static struct text
word_capital(const char *word)
{
    static const struct {
        const char *word, *capital;
    } capitals[] = {
        {"figuur", "Figuur"},
        {"figure", "Figure"},
        {"tabel", "Tabel"},
        {"table", "Table"},
        {"deel", "Deel"},
        {"part", "Part"},
        {"hoofdstuk", "Hoofdstuk"},
        {"chapter", "Chapter"},
        {"bladzijde", "Bladzijde"},
        {"page", "Page"},
        {"bladzijden", "Bladzijden"},
        {"pages", "Pages"},
        {"werkblad", "Werkblad"},
        {"worksheet", "Worksheet"},
        {"noot", "Noot"},
        {"note", "Note"},
        {"voetnoot", "Voetnoot"},
        {"footnote", "Footnote"},
        {"zie", "Zie"},
        {"see", "See"},
        {"zie ook", "Zie ook"},
        {"see also", "See also"},
        {"concept", "Concept"},
        {"draft", "Draft"},
        {"voor de begeleider", "Voor de begeleider"},
        {"for the facilitator", "For the facilitator"},
        {"concept, nog niet goedgekeurd", "Concept, nog niet goedgekeurd"},
        {"draft, not approved yet", "Draft, not approved yet"},
        {"paragraaf", "Paragraaf"},
        {"section", "Section"},
    };
    for (size_t i = 0; i < sizeof capitals / sizeof capitals[0]; i++)
        if (text_equals(text_of(word), capitals[i].word))
            return text_of(capitals[i].capital);
    return text_of(word);
}

/* Is `asked` the key, or the key with a capital? */
static bool
key_matches(const char *key, const char *asked, bool capital)
{
    char first = asked[0];
    if (capital)
        first = (char)(first - 'A' + 'a');
    return key[0] == first && text_equals(text_of(key + 1), asked + 1);
}

struct text
book_word(const struct book *book, const char *key)
{
    bool capital = key[0] >= 'A' && key[0] <= 'Z';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!key_matches(words[i].key, key, capital))
            continue;
        const char *word =
            book_is_dutch(book) ? words[i].dutch : words[i].english;
        return capital ? word_capital(word) : text_of(word);
    }
    /* A word that the table lacks is a fault of ours; its key is at least
     * readable. */
    return text_of(key);
}

struct text
book_word_next(const struct book *book, size_t *position)
{
    if (*position >= sizeof words / sizeof words[0])
        return TEXT("");
    size_t at = (*position)++;
    return text_of(book_is_dutch(book) ? words[at].dutch : words[at].english);
}
