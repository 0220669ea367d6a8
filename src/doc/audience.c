#include "doc/audience.h"

struct atoms
audience_everyone(const struct book *book)
{
    return atoms_first(book->atom_count);
}

/* The span of one word of the value: exact when the value stands in the
 * source as it is. */
static struct span
word_span(const struct attribute *value, struct text word)
{
    struct span span = value->span;
    size_t offset = (size_t)(word.data - value->value.data);
    struct text written = span_text(span);
    /* The span may include quotes. */
    for (size_t quote = 0; span.source && quote < 2; quote++)
        if (text_equal(
                text_slice(written, offset + quote, offset + quote + word.size),
                word))
            return span_of(span.source, span.start + offset + quote,
                           span.start + offset + quote + word.size);
    return span;
}

static const struct audience *
find_declared(const struct book *book, const struct attribute *value,
              struct text word, struct arena *arena, struct diag *diag)
{
    const struct audience *found = book_audience(book, word);
    if (found)
        return found;
    struct text *names =
        ARENA_ARRAY(arena, book->audience_count + 1, struct text);
    for (size_t i = 0; i < book->audience_count; i++)
        names[i] = book->audiences[i].name;
    diag_report_hint(diag, AUDIENCE_UNDECLARED,
                     diag_choose(arena, word, names, book->audience_count),
                     word_span(value, word), TEXT_PRINTF(word));
    return NULL;
}

static const struct atoms nobody;

/* What the words name before the parent is looked at.  `not` takes away from
 * what stands before it.  False when a word is not declared. */
static bool
words_resolve(const struct book *book, const struct attribute *value,
              const struct atoms *parent, struct atoms *atoms,
              struct arena *arena, struct diag *diag)
{
    struct text rest = value->value, word;
    bool takes_away = false, good = true;
    size_t words = 0;
    *atoms = (struct atoms){{0}};
    while (text_next_word(&rest, &word)) {
        if (text_equals(word, "not") && !takes_away) {
            if (words++ == 0)
                *atoms = *parent;
            takes_away = true;
            continue;
        }
        const struct atoms *named = parent;
        words++;
        if (!text_equals(word, "all")) {
            const struct audience *audience =
                find_declared(book, value, word, arena, diag);
            good = good && audience;
            named = audience ? &audience->atoms : &nobody;
        }
        if (takes_away)
            atoms_subtract(atoms, named);
        else
            atoms_unite(atoms, named);
        takes_away = false;
    }
    if (takes_away)
        diag_report(diag, VALUE_INVALID, value->span, TEXT_PRINTF(value->value),
                    "complete: 'not' needs a name after it");
    return good && !takes_away;
}

struct atoms
audience_atoms(const struct book *book, const struct attribute *value,
               const struct atoms *parent, struct arena *arena,
               struct diag *diag)
{
    struct atoms atoms;
    if (!words_resolve(book, value, parent, &atoms, arena, diag))
        return nobody;
    atoms_intersect(&atoms, parent);
    /* Below what nobody sees, the fault was reported above. */
    if (atoms_is_empty(&atoms) && !atoms_is_empty(parent))
        diag_report(diag, AUDIENCE_EMPTY, value->span,
                    TEXT_PRINTF(value->value));
    return atoms;
}

struct atoms
audience_file_atoms(const struct book *book, const struct attribute *value,
                    struct arena *arena, struct diag *diag)
{
    struct text rest = value->value, word;
    struct atoms atoms = nobody;
    bool good = true;
    while (text_next_word(&rest, &word)) {
        if (text_equals(word, "all") || text_equals(word, "not")) {
            diag_report(diag, AUDIENCE_KEYWORD, word_span(value, word),
                        TEXT_PRINTF(word));
            good = false;
            continue;
        }
        const struct audience *audience =
            find_declared(book, value, word, arena, diag);
        good = good && audience;
        if (audience)
            atoms_unite(&atoms, &audience->atoms);
    }
    return good ? atoms : nobody;
}

void
audience_check_names(const struct book *book, struct arena *arena,
                     struct diag *diag)
{
    (void)arena;
    for (size_t i = 0; i < book->audience_count; i++)
        for (size_t j = i + 1; j < book->audience_count; j++) {
            struct text a = book->audiences[i].name;
            struct text b = book->audiences[j].name;
            if (text_edit_distance(a, b, 1) <= 1)
                diag_report(diag, AUDIENCE_SIMILAR, book->audiences[j].span,
                            TEXT_PRINTF(a), TEXT_PRINTF(b));
        }
}
