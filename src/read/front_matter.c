#include "read/front_matter.h"

#include "base/message.h"
#include "base/yaml.h"
#include "doc/audience.h"
#include "doc/slug.h"
#include "read/scan_line.h"

static const char *const known_keys[] = {
    "nummer", "audience", "kind", "id", "running-head", "themes", NULL};

static const struct {
    const char *name;
    enum chapter_kind kind;
} kinds[] = {
    {"chapter", CHAPTER_PLAIN},
    {"preface", CHAPTER_PREFACE},
    {"introduction", CHAPTER_INTRODUCTION},
    {"colophon", CHAPTER_COLOPHON},
    {"glossary", CHAPTER_GLOSSARY},
    {"bibliography", CHAPTER_BIBLIOGRAPHY},
    {"appendix", CHAPTER_APPENDIX},
    {"accessibility", CHAPTER_ACCESSIBILITY},
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* --- where it is
 * ---------------------------------------------------------------- */

struct fences {
    size_t start, end; /* of the YAML */
    size_t body;
};

static bool
is_line(struct text content, size_t start, const char *wanted)
{
    struct text line = text_slice(content, start, line_end(content, start));
    return text_equals(text_trim(line), wanted) && line.size &&
           line.data[0] == wanted[0];
}

static bool
find_fences(struct text content, struct fences *fences)
{
    if (!is_line(content, 0, "---"))
        return false;
    fences->start = line_after(content, line_end(content, 0));
    for (size_t at = fences->start; at < content.size;
         at = line_after(content, line_end(content, at)))
        if (is_line(content, at, "---") || is_line(content, at, "...")) {
            fences->end = at;
            fences->body = line_after(content, line_end(content, at));
            return true;
        }
    fences->end = fences->body = 0;
    return false;
}

/* Without editions `---` may be a line across the page: front matter holds
 * "key:" on its first line. */
static bool
looks_like_yaml(struct text content, size_t start)
{
    struct text line = text_slice(content, start, line_end(content, start));
    size_t colon = text_index(line, ':', 0);
    if (line.size && line.data[0] == '#')
        return true;
    if (colon == line.size || colon == 0)
        return false;
    for (size_t i = 0; i < colon; i++)
        if (line.data[i] == ' ')
            return false;
    return colon + 1 == line.size || line.data[colon + 1] == ' ';
}

/* --- values
 * --------------------------------------------------------------------- */

static struct text
file_name(struct text path)
{
    size_t start = path.size;
    while (start > 0 && path.data[start - 1] != '/')
        start--;
    return text_slice(path, start, path.size);
}

/* The number that a file name begins with, as written; empty if none. */
static struct text
name_digits(struct text name)
{
    size_t size = 0;
    while (size < name.size && size < 6 && name.data[size] >= '0' &&
           name.data[size] <= '9')
        size++;
    return text_slice(name, 0, size);
}

static int
number_of(struct text digits)
{
    int number = 0;
    for (size_t i = 0; i < digits.size; i++)
        number = number * 10 + (digits.data[i] - '0');
    return number;
}

static bool
lies_in_block_folder(const struct reader *reader)
{
    struct text folder = reader->book->block_folder;
    return folder.size && reader->path.size > folder.size + 1 &&
           text_equal(text_slice(reader->path, 0, folder.size), folder) &&
           reader->path.data[folder.size] == '/';
}

static void
read_number(struct reader *reader, const struct yaml *root, struct span whole)
{
    struct node *chapter = reader->chapter;
    const struct yaml *value = yaml_find(root, "nummer");
    struct text name = file_name(reader->path), digits = name_digits(name);
    int number = 0;
    if (!value) {
        if (lies_in_block_folder(reader))
            diag_report_hint(
                reader->diag, BLOCK_NUMBER_MISSING,
                arena_printf(reader->arena,
                             message("add 'nummer: %d' to the front matter"),
                             number_of(digits)),
                whole);
        return;
    }
    if (!yaml_int(value, 1, 9999, &number, reader->diag))
        return;
    if (number_of(digits) != number) {
        diag_report(reader->diag, BLOCK_NUMBER_MISMATCH, value->span, number,
                    TEXT_PRINTF(name));
        if (digits.size) /* one message is enough */
            number = number_of(digits);
    } else if (!book_block(reader->book, number)) {
        diag_report(reader->diag, BLOCK_UNLISTED, value->span, number);
    }
    chapter->chapter.kind = CHAPTER_BLOCK;
    chapter->chapter.number = number;
    chapter->id =
        arena_printf(reader->arena, "%.*s-%d",
                     TEXT_PRINTF(book_block_word(reader->book)), number);
}

static void
read_kind(struct reader *reader, const struct yaml *value)
{
    struct text name, names[KIND_COUNT];
    if (!yaml_text(value, &name, reader->diag))
        return;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        names[i] = text_of(kinds[i].name);
        if (text_equal(names[i], name)) {
            if (reader->chapter->chapter.kind != CHAPTER_BLOCK)
                reader->chapter->chapter.kind = kinds[i].kind;
            return;
        }
    }
    diag_report_hint(reader->diag, VALUE_UNKNOWN,
                     diag_choose(reader->arena, name, names, KIND_COUNT),
                     value->span, "kind of chapter", TEXT_PRINTF(name));
}

/* A list or words: as one text. */
static struct text
joined_texts(struct reader *reader, const struct yaml *value)
{
    struct text *texts, joined = TEXT("");
    size_t count;
    yaml_texts(value, reader->arena, &texts, &count, reader->diag);
    for (size_t i = 0; i < count; i++)
        joined = i ? arena_printf(reader->arena, "%.*s %.*s",
                                  TEXT_PRINTF(joined), TEXT_PRINTF(texts[i]))
                   : texts[0];
    return joined;
}

static void
read_audience(struct reader *reader, const struct yaml *value,
              struct span whole)
{
    if (!value) {
        if (reader->book->audience_count) {
            diag_report(reader->diag, AUDIENCE_MISSING, whole);
            reader->file_scope.atoms = (struct atoms){{0}};
        }
        return;
    }
    struct attribute *audience = ARENA_NEW(reader->arena, struct attribute);
    *audience = (struct attribute){TEXT("audience"),
                                   joined_texts(reader, value), value->span};
    reader->chapter->audience = audience;
    reader->file_scope.atoms = audience_file_atoms(reader->book, audience,
                                                   reader->arena, reader->diag);
    if (!audience->value.size)
        diag_report(reader->diag, AUDIENCE_MISSING, value->span);
}

static void
read_themes(struct reader *reader, const struct yaml *value)
{
    if (!value)
        return;
    struct attribute *themes = ARENA_NEW(reader->arena, struct attribute);
    *themes = (struct attribute){TEXT("themes"), joined_texts(reader, value),
                                 value->span};
    reader->chapter->attributes = themes;
    reader->chapter->attribute_count = 1;
}

static void
read_keys(struct reader *reader, const struct yaml *root, struct span whole)
{
    struct node *chapter = reader->chapter;
    if (root)
        yaml_check_keys(root, known_keys, reader->arena, reader->diag);
    read_number(reader, root, whole);
    read_kind(reader, yaml_find(root, "kind"));
    yaml_text(yaml_find(root, "id"), &chapter->id, reader->diag);
    yaml_text(yaml_find(root, "running-head"), &chapter->text, reader->diag);
    read_themes(reader, yaml_find(root, "themes"));
    read_audience(reader, yaml_find(root, "audience"), whole);
}

/* Other programs' keys and slips are of no concern there. */
static void
read_plain(struct reader *reader, const struct fences *fences,
           struct front_matter *front)
{
    struct diag *unheard = diag_new();
    const struct yaml *root = yaml_parse(reader->arena, reader->source,
                                         fences->start, fences->end, unheard);
    const struct yaml *title = yaml_find(root, "title");
    const struct yaml *id = yaml_find(root, "id");
    if (title && yaml_text(title, &front->title, unheard))
        front->title_span = title->span;
    yaml_text(id, &reader->chapter->id, unheard);
    diag_free(unheard);
}

struct front_matter
front_matter_read(struct reader *reader)
{
    struct text content = reader->source->content;
    struct front_matter front = {0};
    struct fences fences = {0};
    bool found = find_fences(content, &fences);
    struct span whole = span_of(reader->source, 0, line_end(content, 0));
    if (reader->book->plain) {
        if (found && looks_like_yaml(content, fences.start)) {
            front.body = fences.body;
            read_plain(reader, &fences, &front);
        }
        return front;
    }
    const struct yaml *root = NULL;
    if (found)
        root = yaml_parse(reader->arena, reader->source, fences.start,
                          fences.end, reader->diag);
    else if (fences.start)
        diag_report(reader->diag, FRONT_MATTER_UNCLOSED, whole);
    front.body = fences.body;
    if ((found || fences.start) && !root)
        reader->file_scope.atoms = (struct atoms){{0}}; /* reported */
    else if (!root || yaml_is_map(root, reader->diag))
        read_keys(reader, root, whole);
    return front;
}
