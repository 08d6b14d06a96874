#include "scenario/report.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/json_spots.h"
#include "scenario/report_item.h"

static size_t place_depth(const place *at) {
    size_t depth = 0;
    for (; at; at = at->parent)
        depth++;
    return depth;
}

static const cJSON *child_of(const cJSON *json, const place *step) {
    if (step->key)
        return cJSON_IsObject(json) ? cJSON_GetObjectItemCaseSensitive(json, step->key) : NULL;
    return cJSON_IsArray(json) ? cJSON_GetArrayItem(json, (int)step->index) : NULL;
}

/// Follows a place as far as there is something. *depth: the steps that could be taken; the value there.
static const cJSON *place_follow(const cJSON *root, const place *at, size_t *depth) {
    *depth = 0;
    if (!at)
        return root;
    const cJSON *parent = place_follow(root, at->parent, depth);
    const cJSON *child = *depth + 1 == place_depth(at) ? child_of(parent, at) : NULL;
    *depth += child != NULL;
    return child ? child : parent;
}

/// Where in a scheme's patched document the place is from.
typedef enum origin { FROM_DOCUMENT, FROM_PATCH, FROM_PATCH_WHOLLY } origin;

static origin place_origin(const reporter *r, const place *at) {
    if (!r->scheme)
        return FROM_DOCUMENT;
    size_t patched = 0, before = 0;
    const cJSON *value = place_follow(r->patch, at, &patched);
    (void)place_follow(r->before, at, &before);
    if (patched == 0 || patched < before)
        return FROM_DOCUMENT;
    return patched == place_depth(at) && !cJSON_IsObject(value) ? FROM_PATCH_WHOLLY : FROM_PATCH;
}

static void prefixes_fill(uint64_t *prefixes, size_t depth, uint64_t root, const place *at) {
    if (depth == 0) {
        prefixes[0] = root;
        return;
    }
    prefixes_fill(prefixes, depth - 1, root, at->parent);
    prefixes[depth] =
        at->key ? path_key(prefixes[depth - 1], at->key) : path_element(prefixes[depth - 1], at->index);
}

/// The same error of another scheme, or of the document without a patch; NULL when it is a new one.
static report_item *item_find(report *all, uint64_t key, origin from) {
    for (size_t i = 0; i < all->count; i++) {
        report_item *item = &all->items[i];
        bool same = item->key == key && item->path;
        if (same && (item->scheme ? from == FROM_DOCUMENT && !item->in_patch : from != FROM_PATCH_WHOLLY))
            return item;
    }
    return NULL;
}

static report_item *item_new(report *all) {
    if (!all->items)
        all->items = memory_new(REPORT_MAX, sizeof *all->items);
    report_item *item = &all->items[all->count];
    item->number = all->count++;
    return item;
}

static void item_add(const reporter *r, const place *at, const char *text) {
    char *plain = place_text(at, NULL);
    uint64_t key = path_key(path_key(PATH_ROOT, plain), text);
    origin from = place_origin(r, at);
    report_item *same = r->scheme ? item_find(r->report, key, from) : NULL;
    if (same && same->scheme && strcmp(same->last_scheme, r->scheme) != 0) {
        same->other_schemes++;
        free(same->last_scheme);
        same->last_scheme = text_copy(r->scheme);
    }
    if (same) {
        free(plain);
        return;
    }
    report_item *item = item_new(r->report);
    item->key = key;
    item->in_patch = from != FROM_DOCUMENT;
    item->scheme = text_copy(r->scheme);
    item->last_scheme = text_copy(r->scheme);
    item->text = text_copy(text);
    item->path = item->in_patch ? place_text(at, r->scheme) : text_copy(plain);
    item->depth = place_depth(at);
    item->prefixes = memory_new(item->depth + 1, sizeof(uint64_t));
    place schemes = place_of(NULL, "schemes"), scheme = place_of(&schemes, r->scheme),
          patch = place_of(&scheme, "patch");
    prefixes_fill(item->prefixes, item->depth, item->in_patch ? place_path(&patch) : PATH_ROOT, at);
    free(plain);
}

/// Is there a doubt inside what stands at the place, one step down?
static bool holds_doubt(const doubts *d, const place *at) {
    uint64_t path = place_path(at);
    for (size_t i = 0; d && d->active && i < d->count; i++)
        if (d->parents[i] == path)
            return true;
    return false;
}

static bool is_doubted(const doubts *d, const place *at) {
    for (; d && d->active && at; at = at->parent) {
        uint64_t path = place_path(at);
        for (size_t i = 0; i < d->count; i++)
            if (d->places[i] == path)
                return true;
    }
    return false;
}

bool reporter_is_full(const reporter *r) {
    return !r->report || r->report->count == REPORT_MAX;
}

bool reporter_is_certain(const reporter *r) {
    return !r->doubts || (r->doubts->count == 0 && !r->doubts->too_many);
}

static void place_report(const reporter *r, const place *at, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

static void place_report(const reporter *r, const place *at, const char *format, va_list arguments) {
    if (!r->report || is_doubted(r->doubts, at))
        return;
    if (reporter_is_full(r)) {
        r->report->dropped += !r->scheme; // those of patches may be repetitions
        return;
    }
    char text[sizeof((input_error *)NULL)->text];
    (void)vsnprintf(text, sizeof text, format, arguments);
    item_add(r, at, text);
}

bool place_error(const reporter *r, const place *at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    if (!holds_doubt(r->doubts, at))
        place_report(r, at, format, arguments);
    va_end(arguments);
    return false;
}

bool place_name_error(const reporter *r, const place *at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    place_report(r, at, format, arguments);
    va_end(arguments);
    return false;
}

void reporter_doubt(const reporter *r, const place *at) {
    doubts *d = r->doubts;
    if (!d)
        return;
    d->too_many = d->too_many || !at || reporter_is_full(r);
    if (d->too_many)
        return;
    if (d->count == d->capacity) {
        d->capacity = 2 * d->capacity + 16;
        d->places = memory_resize(d->places, d->capacity, sizeof *d->places);
        d->parents = memory_resize(d->parents, d->capacity, sizeof *d->parents);
    }
    d->places[d->count] = place_path(at);
    d->parents[d->count++] = place_path(at->parent);
}

void report_add(report *all, size_t layer, const input_error *err) {
    if (err->kind == ERROR_NONE)
        return;
    if (all->count == REPORT_MAX) {
        all->dropped++;
        return;
    }
    report_item *item = item_new(all);
    item->error = *err;
    item->line = err->line;
    item->layer = layer;
}

bool report_is_empty(const report *all) {
    return all->count == 0;
}

void report_note_table(report *all, const char *path) {
    for (size_t i = 0; i < all->table_count; i++)
        if (strcmp(all->tables[i], path) == 0)
            return;
    all->tables = memory_resize(all->tables, all->table_count + 1, sizeof *all->tables);
    all->tables[all->table_count++] = text_copy(path);
}

void report_release(report *all) {
    for (size_t i = 0; i < all->table_count; i++)
        free(all->tables[i]);
    free(all->tables);
    for (size_t i = 0; i < all->count; i++) {
        free(all->items[i].path);
        free(all->items[i].text);
        free(all->items[i].file);
        free(all->items[i].scheme);
        free(all->items[i].last_scheme);
        free(all->items[i].prefixes);
    }
    free(all->items);
    *all = (report){0};
}

void doubts_release(doubts *d) {
    free(d->places);
    free(d->parents);
    *d = (doubts){0};
}
