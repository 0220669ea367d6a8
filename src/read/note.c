#include "read/note.h"

#include "base/message.h"

#include <string.h>

struct note {
    struct text name;
    struct region region;
    const struct scope *scope;
    struct span span;
    struct note *other; /* of the same name, in another scope */
    struct node *node;  /* FOOTNOTE, once it is called; of all its calls */
};

size_t
note_definition_size(struct text text, struct text *name)
{
    if (!text_has_prefix(text, "[^"))
        return 0;
    size_t end = 2;
    while (end < text.size && !strchr(" \t\r\n[]^", text.data[end]))
        end++;
    if (end == 2 || end >= text.size || text.data[end] != ']')
        return 0;
    *name = text_slice(text, 2, end);
    /* A space before the colon is a slip that everyone makes. */
    do
        end++;
    while (end < text.size && text.data[end] == ' ');
    return end < text.size && text.data[end] == ':' ? end + 1 : 0;
}

void
note_define(struct reader *reader, const struct scope *scope, struct text name,
            const struct region *region, struct span span)
{
    struct note *first = map_find(&reader->notes, name);
    for (struct note *other = first; other; other = other->other)
        if (other->scope == scope) {
            if (!reader->book->plain)
                diag_report(reader->diag, NOTE_TWICE, span, TEXT_PRINTF(name));
            return;
        }
    struct note *note = ARENA_NEW(reader->arena, struct note);
    *note = (struct note){.name = name,
                          .region = *region,
                          .scope = scope,
                          .span = span,
                          .other = first};
    map_set(&reader->notes, name, note);
}

/* The definition that a part of the file sees: the nearest around it. */
static struct note *
note_find(const struct reader *reader, const struct scope *scope,
          struct text name)
{
    struct note *first = map_find(&reader->notes, name);
    for (; first && scope; scope = scope->parent)
        for (struct note *note = first; note; note = note->other)
            if (note->scope == scope)
                return note;
    return NULL;
}

static void
report_undefined(struct reader *reader, struct text name, struct span span)
{
    size_t count = reader->notes.count;
    struct text *names = ARENA_ARRAY(reader->arena, count + 1, struct text);
    struct text hint =
        text_of(N_("it is defined in a part for some readers only: move it "
                   "out, or call it there"));
    for (size_t i = 0; i < count; i++)
        names[i] = reader->notes.entries[i].key;
    if (!map_find(&reader->notes, name))
        hint = diag_suggest(reader->arena, name, names, count);
    diag_report_hint(reader->diag, NOTE_UNDEFINED, hint, span,
                     TEXT_PRINTF(name));
}

bool
note_may_stand(struct reader *reader, struct span span)
{
    if (!reader->in_note)
        return true;
    if (!reader->book->plain)
        diag_report(reader->diag, NOTE_PLACE, span, "it lies in another note");
    return false;
}

struct node *
note_call(struct reader *reader, const struct scope *scope, struct text name,
          struct span span)
{
    struct note *note = note_find(reader, scope, name);
    if (!note) {
        if (!reader->book->plain)
            report_undefined(reader, name, span);
        return NULL;
    }
    if (!note_may_stand(reader, span))
        return NULL;
    struct node *call = node_new(reader->arena, NODE_NOTE_CALL, span);
    if (!note->node) {
        note->node = node_new(reader->arena, NODE_FOOTNOTE, note->span);
        reader->in_note = true;
        region_read(reader, &note->region, note->scope, note->node);
        reader->in_note = false;
    }
    call->target = note->node;
    return call;
}
