#include "edition/attached.h"

#include "base/array.h"
#include "doc/audience.h"

static bool
may_have(struct arena *arena, const struct book *book,
         const struct edition *edition, const struct attachment *attachment,
         struct diag *diag)
{
    const struct attribute audience = {.key = TEXT("audience"),
                                       .value = attachment->audience,
                                       .span = attachment->audience_span};
    if (!attachment->audience_span.source)
        return true;
    struct atoms everyone = audience_everyone(book);
    struct atoms atoms =
        audience_atoms(book, &audience, &everyone, arena, diag);
    return atoms_has(&atoms, edition->atom);
}

struct attachments
attached_load(struct arena *arena, const struct book *book,
              const struct edition *edition, struct diag *diag)
{
    struct attachments loaded = {0};
    for (size_t i = 0; i < edition->attachments.count; i++) {
        struct attachment attachment = edition->attachments.items[i];
        if (!may_have(arena, book, edition, &attachment, diag))
            continue;
        if (attachment.form == FORM_OWN) {
            const struct source *source = file_read_source(
                arena, &book->folder, attachment.path, attachment.span, diag);
            if (!source)
                continue;
            attachment.content = source->content;
        }
        *ARRAY_PUSH(arena, &loaded) = attachment;
    }
    return loaded;
}
