#include "proof/sign_off.h"

#include "base/file.h"

struct text
sign_off_path(struct arena *arena, const struct edition *excerpt)
{
    return arena_printf(arena, "partners/%.*s.approved",
                        TEXT_PRINTF(excerpt->id));
}

/* NULL when it was never approved, or cannot be read; the latter is
 * reported. */
static const struct source *
read_file(struct arena *arena, const struct book *book,
          const struct edition *excerpt, struct diag *diag)
{
    struct text path = sign_off_path(arena, excerpt);
    bool outside;
    struct text real = folder_resolve(arena, &book->folder, path, &outside);
    if (!real.size && !outside)
        return NULL;
    return file_read_source(arena, &book->folder, path, excerpt->span, diag);
}

/* The title of what changed, and where it is now. */
static void
report_change(const struct edition *excerpt,
              const struct approval_change *change, enum sign_off_rule rule,
              struct diag *diag)
{
    const struct approved_chapter *chapter =
        change->after ? change->after : change->before;
    if (!chapter)
        return;
    struct span span = chapter == change->after ? chapter->span : excerpt->span;
    if (!span.source)
        span = excerpt->span;
    if (rule == SIGN_OFF_TOLD)
        diag_report(diag, EXCERPT_OUTDATED, span, TEXT_PRINTF(chapter->title),
                    TEXT_PRINTF(excerpt->id));
    else if (!change->before)
        diag_report(diag, EXCERPT_NEW, span, TEXT_PRINTF(chapter->title),
                    TEXT_PRINTF(excerpt->id));
    else if (!change->after)
        diag_report(diag, EXCERPT_GONE, span, TEXT_PRINTF(chapter->title),
                    TEXT_PRINTF(excerpt->id));
    else
        diag_report(diag, EXCERPT_CHANGED, span, TEXT_PRINTF(chapter->title),
                    TEXT_PRINTF(excerpt->id));
}

struct sign_off
sign_off_judge(struct arena *arena, const struct book *book,
               const struct edition *excerpt, const struct node *tree,
               const struct attachments *attached, enum sign_off_rule rule,
               struct diag *diag)
{
    struct sign_off sign_off = {.now = approval_of(arena, tree, attached)};
    const struct source *source = read_file(arena, book, excerpt, diag);
    if (!source ||
        !approval_parse(arena, source, excerpt->id, &sign_off.before, diag)) {
        if (!source && rule == SIGN_OFF_REQUIRED)
            diag_report(diag, EXCERPT_UNAPPROVED, excerpt->span,
                        TEXT_PRINTF(excerpt->id));
        return sign_off;
    }
    sign_off.changes = approval_compare(arena, &sign_off.before, &sign_off.now,
                                        &sign_off.change_count);
    sign_off.state = sign_off.change_count ? SIGN_OFF_CHANGED : SIGN_OFF_VALID;
    for (size_t i = 0; i < sign_off.change_count; i++)
        if (rule == SIGN_OFF_TOLD || rule == SIGN_OFF_REQUIRED)
            report_change(excerpt, &sign_off.changes[i], rule, diag);
    return sign_off;
}

bool
sign_off_marks(const struct sign_off *sign_off, enum sign_off_rule rule)
{
    return rule == SIGN_OFF_DRAFT || sign_off->state != SIGN_OFF_VALID;
}
