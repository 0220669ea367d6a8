#include "layout/page_runs.h"

bool
page_cut_holds(const struct galley *galley, const struct page_cut *cut)
{
    const struct galley_float *item = page_cut_float(galley, cut);
    return item && item->first < cut->first;
}

static void
run_add(struct page_runs *runs, size_t first, size_t last)
{
    if (first < last)
        runs->items[runs->count++] = (struct page_run){first, last};
}

/* The text, without the float. */
static void
text_add(struct page_runs *runs, const struct page_cut *cut,
         const struct galley_float *item)
{
    if (!item || item->first < cut->first) {
        run_add(runs, cut->first, cut->last);
        return;
    }
    run_add(runs, cut->first, item->first);
    run_add(runs, item->last, cut->last);
}

struct page_runs
page_runs_seen(const struct galley *galley, const struct page_cut *cut)
{
    const struct galley_float *item = page_cut_float(galley, cut);
    struct page_runs runs = {.count = 0};
    if (cut->place == FLOAT_TOP)
        run_add(&runs, item->first, item->last);
    text_add(&runs, cut, item);
    if (cut->place == FLOAT_FOOT)
        run_add(&runs, item->first, item->last);
    return runs;
}

struct page_runs
page_runs_read(const struct galley *galley, const struct page_cut *cut)
{
    const struct galley_float *item = page_cut_float(galley, cut);
    struct page_runs runs = {.count = 0};
    if (page_cut_holds(galley, cut))
        run_add(&runs, item->first, item->last);
    if (cut->place == FLOAT_LATER)
        text_add(&runs, cut, item);
    else
        run_add(&runs, cut->first, cut->last);
    return runs;
}

scaled
page_space(const struct galley *galley, const struct page_cut *cut,
           size_t index)
{
    const struct galley_float *item = page_cut_float(galley, cut);
    scaled space = galley->boxes.items[index].space_before;
    if (!item)
        return index == cut->first ? 0 : space;
    if (cut->place == FLOAT_TOP && index == item->first)
        return 0;
    size_t text = cut->first == item->first ? item->last : cut->first;
    if (index == text) {
        if (cut->place != FLOAT_TOP)
            return 0;
        return item->space_after > space ? item->space_after : space;
    }
    return index == item->last ? item->space_without : space;
}
