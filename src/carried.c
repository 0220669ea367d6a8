#include "carried.h"

#include "base/path.h"
#include "edition/edition_form.h"

/* A form is named and described as its own file would be. */
static struct pdf_attachment
carry_form(const struct book *book, const struct edition *form,
           form_writer *write, const void *closure, struct arena *arena)
{
    struct buffer pdf = {0};
    write(closure, form, &pdf);
    struct pdf_attachment item = {
        .name = arena_printf(arena, "%.*s.pdf",
                             TEXT_PRINTF(book_file_name(arena, book, form))),
        .description = book_word(book, "to-fill-in"),
        .media_type = TEXT("application/pdf"),
        .content = arena_text(arena, buffer_text(&pdf)),
        .is_worksheets = form->form == FORM_WORKSHEETS};
    buffer_release(&pdf);
    return item;
}

static struct pdf_attachment
carry_file(const struct attachment *attachment)
{
    struct text name = path_name(attachment->path);
    return (struct pdf_attachment){.name = name,
                                   .description = name,
                                   .media_type =
                                       attachment_media_type(attachment->path),
                                   .content = attachment->content};
}

void
carried_make(const struct book *book, const struct edition *edition,
             const struct attachments *attachments, form_writer *write,
             const void *closure, struct carried *carried)
{
    *carried = (struct carried){0};
    if (!attachments->count)
        return;
    struct arena *arena = carried->arena = arena_new();
    carried->items =
        ARENA_ARRAY(arena, attachments->count, struct pdf_attachment);
    for (size_t i = 0; i < attachments->count; i++) {
        const struct attachment *attachment = &attachments->items[i];
        bool is_file = attachment->form == FORM_OWN;
        struct pdf_attachment item =
            is_file
                ? carry_file(attachment)
                : carry_form(book,
                             form_of(arena, book, edition, attachment->form),
                             write, closure, arena);
        if (attachment->title.size)
            item.description = attachment->title;
        if (is_file || item.content.size)
            carried->items[carried->count++] = item;
    }
}

void
carried_release(struct carried *carried)
{
    if (carried->arena)
        arena_free(carried->arena);
    *carried = (struct carried){0};
}
