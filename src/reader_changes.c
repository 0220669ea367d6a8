#include "reader_changes.h"

#include "edition/edition_form.h"
#include "edition/worksheets.h"

struct reader_before
reader_before_of(const struct session *session, const struct edition *edition)
{
    struct reader_before before = {.reader = NULL};
    struct text id = form_root(edition)->id;
    const struct earlier *earlier = map_find(&session->earlier, id);
    if (!earlier || worksheets_alone(edition))
        return before;
    before.reader = version_reader_find(&earlier->version, id);
    before.key = reader_key_of(earlier->key, id);
    if (before.reader)
        before.version = earlier->version.name;
    return before;
}

struct reader_key
reader_key_now(const struct session *session, const struct edition *edition)
{
    return reader_key_of(session->version_key, form_root(edition)->id);
}

struct version_changes *
reader_changes_find(const struct session *session, struct pass_context *context,
                    struct version_reader *seen)
{
    const struct edition *edition = context->edition;
    struct node *tree = context->tree->root;
    struct reader_before before = reader_before_of(session, edition);
    struct reader_key key =
        before.reader ? before.key : reader_key_now(session, edition);
    *seen = reader_seen(context->arena, &key, form_root(edition)->id, tree);
    if (!before.reader)
        return NULL;
    struct version_changes *changes =
        versions_compare(context->arena, tree, seen, before.reader);
    changes->since = before.version;
    changes_fill(context, changes);
    return changes;
}
