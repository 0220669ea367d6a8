#include "edition/edition_form.h"

#include "edition/worksheets.h"

/* Style sheets by form; a book may have its own of these names.  A form that
 * is not listed looks as what it is made of. */
static const struct text styles[FORM_COUNT] = {
    [FORM_WORKSHEETS] = {"werkbladen", 10},
    [FORM_LARGE] = {"groot", 5},
    [FORM_HANDOUT] = {"handout", 7},
    [FORM_BOOKLET] = {"boekje", 6},
};

const struct edition *
form_of(struct arena *arena, const struct book *book,
        const struct edition *whole, enum form form)
{
    struct edition *edition = ARENA_NEW(arena, struct edition);
    *edition = *whole;
    edition->form = form;
    edition->whole = whole;
    edition->id = arena_printf(arena, "%.*s-%.*s", TEXT_PRINTF(whole->id),
                               TEXT_PRINTF(form_name(form)));
    if (form == FORM_HANDOUT && worksheets_alone(whole))
        edition->style = TEXT("werkbladen-handout");
    else if (styles[form].size)
        edition->style = styles[form];
    if (styles[form].size)
        edition->style_span = whole->span;
    edition->pdf = true;
    edition->epub = edition->pack = false;
    edition->forms = 0;
    edition->attachments = (struct attachments){0};
    if (form == FORM_WORKSHEETS)
        worksheets_take(arena, book, edition);
    return edition;
}

const struct edition *
form_in_black(struct arena *arena, const struct edition *whole)
{
    if (whole->is_black)
        return whole;
    struct edition *edition = ARENA_NEW(arena, struct edition);
    *edition = *whole;
    edition->whole = whole;
    edition->id =
        arena_printf(arena, "%.*s-" FORM_BLACK, TEXT_PRINTF(whole->id));
    edition->pdf = true;
    edition->epub = false;
    edition->forms = 0;
    edition->is_black = true;
    return edition;
}

const struct edition *
form_find(struct arena *arena, const struct book *book, struct text id)
{
    const struct edition *found = book_edition(book, id);
    size_t dash = id.size;
    while (!found && dash > 0 && id.data[dash - 1] != '-')
        dash--;
    if (found || !dash)
        return found;
    struct text name = text_slice(id, dash, id.size);
    enum form form = form_named(name);
    bool is_black = text_equals(name, FORM_BLACK);
    if (form || is_black)
        found = form_find(arena, book, text_slice(id, 0, dash - 1));
    return !found     ? NULL
           : is_black ? form_in_black(arena, found)
                      : form_of(arena, book, found, form);
}

const struct edition *
form_root(const struct edition *edition)
{
    while (edition->whole)
        edition = edition->whole;
    return edition;
}

struct edition
testsheet_edition(const struct book *book)
{
    return (struct edition){.id = TEXT("testsheet"),
                            .title = book_word(book, "testsheet"),
                            .style = styles[FORM_BOOKLET],
                            .style_span = span_of(book->manifest, 0, 0),
                            .form = FORM_BOOKLET,
                            .span = span_of(book->manifest, 0, 0)};
}
