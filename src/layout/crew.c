#include "layout/crew.h"

#include "base/pool.h"

static struct crew_member *
member_new(struct layout_context *context)
{
    struct crew_member *member =
        ARENA_NEW(context->galleys, struct crew_member);
    member->context = context;
    return member;
}

void
crew_open(struct crew *crew, struct layout_context *context)
{
    crew->pattern = *context;
    context->galleys = arena_new();
    crew->count = pool_size(context->pool);
    crew->members =
        ARENA_ARRAY(context->galleys, crew->count, struct crew_member *);
    crew->captain = member_new(context);
    crew->members[pool_worker()] = crew->captain;
}

/* The captain's own may be changing. */
static struct layout_context *
context_fork(const struct layout_context *pattern)
{
    struct arena *arena = arena_new();
    struct layout_context *context = ARENA_NEW(arena, struct layout_context);
    *context = *pattern;
    context->arena = arena;
    context->galleys = arena_new();
    context->scratch = arena_new();
    context->style = style_fork(arena, pattern->style);
    return context;
}

struct crew_member *
crew_member(const struct crew *crew)
{
    struct crew_member **mine = &crew->members[pool_worker()];
    if (!*mine)
        *mine = member_new(context_fork(&crew->pattern));
    if (*mine != crew->captain)
        (*mine)->context->place_labels = crew->captain->context->place_labels;
    return *mine;
}

void
crew_close(struct crew *crew)
{
    struct layout_context *captain = crew->captain->context;
    for (size_t i = 0; i < crew->count; i++) {
        struct crew_member *member = crew->members[i];
        if (!member || member == crew->captain)
            continue;
        struct layout_context *context = member->context;
        arena_free(context->scratch);
        arena_free(context->galleys);
        arena_adopt(captain->arena, context->arena);
    }
    captain->place_labels = NULL; /* its keys lie in galleys */
    arena_free(captain->galleys);
    captain->galleys = NULL;
    captain->spare_boxes = NULL; /* lay there too */
    captain->spare_lines = NULL;
    captain->spare_box_capacity = captain->spare_line_capacity = 0;
}
