/* What a sheet says to a print shop. */
#include "style/sheet.h"

/* Paper takes no more ink than this, in all, before it smears (Fogra). */
enum { MOST_INK = 300 /* per cent */ };

void
print_read(struct sheet_reader *reader, const struct yaml *map,
           struct print_style *print)
{
    static const char *const known[] = {"bleed", NULL};
    if (!map || (reader->failed |= !yaml_is_map(map, reader->diag)))
        return;
    reader->failed |= !yaml_check_keys(map, known, reader->arena, reader->diag);
    sheet_length(reader, map, "bleed", 0, &print->bleed);
}

static bool
colour_read(struct sheet_reader *reader, struct text text, struct span span,
            uint32_t *colour)
{
    const struct colour_entry *named = map_find(&reader->colours, text);
    if (named)
        *colour = named->colour;
    if (named || colour_parse(text, colour))
        return true;
    diag_report(reader->diag, STYLE_COLOUR, span, TEXT_PRINTF(text));
    reader->failed = true;
    return false;
}

static void
cover_inks_read(struct sheet_reader *reader, const struct yaml *value,
                struct cover_style *cover)
{
    struct text *texts;
    size_t count;
    if (!value)
        return;
    if (!yaml_texts(value, reader->arena, &texts, &count, reader->diag)) {
        reader->failed = true;
        return;
    }
    if (count > COVER_MOST_INKS) {
        diag_report(reader->diag, TOO_MANY, value->span, COVER_MOST_INKS,
                    "colours of covers");
        reader->failed = true;
        return;
    }
    cover->ink_count = 0;
    for (size_t i = 0; i < count; i++)
        if (colour_read(reader, texts[i], value->span,
                        &cover->inks[cover->ink_count]))
            cover->ink_count++;
    if (!cover->ink_count)
        cover->inks[cover->ink_count++] = 0;
}

void
cover_read(struct sheet_reader *reader, const struct yaml *map, scaled grid,
           struct cover_style *cover)
{
    static const char *const known[] = {"inks",   "paper",      "band", "wall",
                                        "margin", "spine-size", NULL};
    struct text text;
    if (!map || (reader->failed |= !yaml_is_map(map, reader->diag)))
        return;
    reader->failed |= !yaml_check_keys(map, known, reader->arena, reader->diag);
    cover_inks_read(reader, yaml_find(map, "inks"), cover);
    const struct yaml *paper = yaml_find(map, "paper");
    if (paper && yaml_text(paper, &text, reader->diag))
        colour_read(reader, text, paper->span, &cover->paper);
    const struct yaml *band = yaml_find(map, "band");
    if (band)
        reader->failed |= !yaml_int(band, 0, 100, &cover->band, reader->diag);
    const struct yaml *wall = yaml_find(map, "wall");
    if (wall)
        reader->failed |= !yaml_bool(wall, &cover->has_wall, reader->diag);
    sheet_length(reader, map, "margin", grid, &cover->margin);
    sheet_length(reader, map, "spine-size", grid, &cover->spine_size);
}

/* "90 40 0 55": four whole percentages. */
static bool
ink_parse(struct text text, struct ink *ink)
{
    uint8_t *const parts[4] = {&ink->cyan, &ink->magenta, &ink->yellow,
                               &ink->black};
    int count = 0, total = 0;
    struct text word;
    while (text_next_word(&text, &word)) {
        int number = 0;
        for (size_t i = 0; i < word.size; i++) {
            if (word.data[i] < '0' || word.data[i] > '9' || i > 2)
                return false;
            number = number * 10 + word.data[i] - '0';
        }
        if (count == 4 || number > 100)
            return false;
        *parts[count++] = (uint8_t)number;
        total += number;
    }
    return count == 4 && total <= MOST_INK;
}

void
inks_read(struct sheet_reader *reader, const struct yaml *map,
          struct style_inks *inks)
{
    if (!map || (reader->failed |= !yaml_is_map(map, reader->diag)))
        return;
    for (size_t i = 0; i < map->child_count; i++) {
        const struct yaml *value = &map->children[i];
        const struct colour_entry *entry =
            map_find(&reader->colours, value->key);
        struct style_ink ink = {0};
        struct text text = TEXT("");
        if (!yaml_text(value, &text, reader->diag)) {
            reader->failed = true;
        } else if (!entry) {
            diag_report(reader->diag, STYLE_COLOUR, value->key_span,
                        TEXT_PRINTF(value->key));
            reader->failed = true;
        } else if (!ink_parse(text, &ink.ink)) {
            diag_report(reader->diag, STYLE_INKS, value->span,
                        TEXT_PRINTF(text), MOST_INK);
            reader->failed = true;
        } else {
            ink.colour = entry->colour;
            *ARRAY_PUSH(reader->arena, inks) = ink;
        }
    }
}
