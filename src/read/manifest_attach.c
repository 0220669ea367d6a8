#include "read/manifest_attach.h"

#include "base/array.h"
#include "base/path.h"

/* In the file two attachments of one name could not be told apart. */
static bool
is_name_taken(const struct attachments *list, struct text path)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equal(path_name(list->items[i].path), path_name(path)))
            return true;
    return false;
}

static void
add(struct manifest *manifest, struct attachment attachment,
    struct attachments *list)
{
    struct text path = attachment.path;
    if (text_equal(path, form_name(FORM_WORKSHEETS))) {
        attachment.form = FORM_WORKSHEETS;
    } else if (!attachment_media_type(path).size) {
        diag_report(manifest->diag, ATTACHMENT_KIND, attachment.span,
                    TEXT_PRINTF(path));
        return;
    }
    if (is_name_taken(list, path))
        diag_report(manifest->diag, NAME_TWICE, attachment.span,
                    TEXT_PRINTF(path_name(path)));
    else
        *ARRAY_PUSH(manifest->arena, list) = attachment;
}

static void
read_entry(struct manifest *manifest, const struct yaml *entry,
           struct attachments *list)
{
    static const char *const keys[] = {"file", "title", "audience", NULL};
    struct attachment attachment = {.span = entry->span};
    if (entry->kind != YAML_MAP) {
        if (yaml_text(entry, &attachment.path, manifest->diag))
            add(manifest, attachment, list);
        return;
    }
    yaml_check_keys(entry, keys, manifest->arena, manifest->diag);
    const struct yaml *file = yaml_find(entry, "file");
    const struct yaml *audience = yaml_find(entry, "audience");
    yaml_text(yaml_find(entry, "title"), &attachment.title, manifest->diag);
    if (yaml_text(audience, &attachment.audience, manifest->diag))
        attachment.audience_span = audience->span;
    if (!file) {
        diag_report(manifest->diag, YAML_KEY_MISSING, entry->span,
                    TEXT_PRINTF(TEXT("file")));
    } else if (yaml_text(file, &attachment.path, manifest->diag)) {
        attachment.span = file->span;
        add(manifest, attachment, list);
    }
}

void
manifest_read_attachments(struct manifest *manifest, const struct yaml *value,
                          struct edition *edition)
{
    struct attachments *list = &edition->attachments;
    if (!value)
        return;
    *list = (struct attachments){0};
    if (value->kind == YAML_SCALAR)
        read_entry(manifest, value, list);
    else if (!yaml_is_list(value, manifest->diag))
        return;
    for (size_t i = 0; i < value->child_count; i++)
        read_entry(manifest, &value->children[i], list);
}
