#include "scenario/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/json_scan.h"
#include "scenario/report_item.h"

/// The places that a report asks for, in each file.
typedef struct lookup {
    const layers *layers;
    json_spots files[FILES_MAX];
} lookup;

static void lookup_make(lookup *look, const report *all) {
    size_t count = 0, index = 0;
    for (size_t i = 0; i < all->count; i++)
        count += all->items[i].path ? all->items[i].depth + 1 : 0;
    uint64_t *paths = memory_new(count, sizeof *paths);
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; all->items[i].path && k <= all->items[i].depth; k++)
            paths[index++] = all->items[i].prefixes[k];
    look->layers = all->layers;
    for (size_t i = 0; i < all->layers->file_count; i++) {
        json_spots_make(&look->files[i], paths, count);
        json_scan_spots(all->layers->files[i].text, all->layers->files[i].length, &look->files[i]);
    }
    free(paths);
}

static void lookup_release(lookup *look) {
    for (size_t i = 0; i < look->layers->file_count; i++)
        free(look->files[i].items);
}

static bool set_leads_through(const layer_set *set, uint64_t path) {
    for (size_t i = 0; i < set->path_count; i++)
        if (set->paths[i] == path)
            return true;
    return false;
}

/// Does the --set give the value itself, or something that it stands in?
static bool set_gives(const layer_set *set, const report_item *item, size_t depth) {
    for (size_t i = 0; set->path_count && i <= depth; i++)
        if (item->prefixes[i] == set->paths[set->path_count - 1])
            return true;
    return false;
}

static bool set_found(const lookup *look, report_item *item, size_t set) {
    item->file = text_format("--set %s", look->layers->sets[set].text);
    item->layer = look->layers->file_count + set;
    return true;
}

/// What else made the object of what stands in layers->files[file]: an error of the whole may come from
/// there.
static void others_name(const lookup *look, const report_item *item, size_t file, text_buffer *text) {
    uint64_t path = item->prefixes[item->depth];
    for (size_t i = file + 1; i < look->layers->file_count; i++) {
        const json_spot *spot = json_spots_find(&look->files[i], path);
        if (spot && spot->is_object)
            text_add(text, " (it extends %s:%d)", look->layers->files[i].name, spot->line);
    }
    for (size_t i = 0; i < look->layers->set_count; i++)
        if (set_leads_through(&look->layers->sets[i], path))
            text_add(text, " (changed by --set %s)", look->layers->sets[i].text);
}

static bool file_found(const lookup *look, report_item *item, size_t depth, text_buffer *text) {
    for (size_t i = 0; i < look->layers->file_count; i++) {
        const json_spot *spot = json_spots_find(&look->files[i], item->prefixes[depth]);
        if (!spot)
            continue;
        item->file = text_copy(look->layers->files[i].name);
        item->line = spot->line;
        item->layer = i;
        item->offset = spot->offset;
        if (spot->is_object && depth == item->depth && (depth > 0 || item->in_patch))
            others_name(look, item, i, text);
        return true;
    }
    return false;
}

/// Looks for the value, the last --set first, and when it stands nowhere (a key is missing) for what it
/// should stand in.
static bool depth_found(const lookup *look, report_item *item, size_t depth, text_buffer *text) {
    const layers *l = look->layers;
    for (size_t i = l->set_count; i-- > 0;)
        if (set_gives(&l->sets[i], item, depth))
            return set_found(look, item, i);
    if (file_found(look, item, depth, text))
        return true;
    for (size_t i = l->set_count; i-- > 0;)
        if (set_leads_through(&l->sets[i], item->prefixes[depth]))
            return set_found(look, item, i);
    return false;
}

static void item_resolve(const lookup *look, report_item *item) {
    text_buffer text = {0};
    text_add(&text, "%s", item->text);
    for (size_t depth = item->depth + 1; depth-- > 0;)
        if (depth_found(look, item, depth, &text))
            break;
    if (item->scheme && !item->in_patch && item->other_schemes)
        text_add(&text, " (in scheme '%s' and %zu more)", item->scheme, item->other_schemes);
    else if (item->scheme && !item->in_patch)
        text_add(&text, " (in scheme '%s')", item->scheme);
    char *why = text_take(&text);
    const char *file = item->file ? item->file : look->layers->files[0].name;
    (void)input_error_set(&item->error, file, item->line, item->path, "%s", why);
    free(why);
}

static int item_compare(const void *a, const void *b) {
    const report_item *left = a, *right = b;
    if (left->layer != right->layer)
        return left->layer < right->layer ? -1 : 1;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->offset != right->offset)
        return left->offset < right->offset ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

void report_finish(report *all, input_errors *out) {
    if (all->count == 0)
        return;
    lookup look = {0};
    lookup_make(&look, all);
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].path)
            item_resolve(&look, &all->items[i]);
    qsort(all->items, all->count, sizeof *all->items, item_compare);
    for (size_t i = 0; i < all->count; i++)
        input_errors_add(out, &all->items[i].error);
    out->count += all->dropped;
    lookup_release(&look);
}
