#include "scenario/json_spots.h"

#include <stdlib.h>

#include "base/text.h"

static int path_compare(const void *a, const void *b) {
    uint64_t left = ((const json_spot *)a)->path, right = ((const json_spot *)b)->path;
    return (left > right) - (left < right);
}

void json_spots_make(json_spots *spots, const uint64_t *paths, size_t count) {
    spots->items = memory_new(count, sizeof *spots->items);
    spots->count = 0;
    for (size_t i = 0; i < count; i++)
        spots->items[i].path = paths[i];
    qsort(spots->items, count, sizeof *spots->items, path_compare);
    for (size_t i = 0; i < count; i++)
        if (spots->count == 0 || spots->items[spots->count - 1].path != spots->items[i].path)
            spots->items[spots->count++] = spots->items[i];
}

static json_spot *spot_find(const json_spots *spots, uint64_t path) {
    json_spot key = {.path = path};
    return spots->count ? bsearch(&key, spots->items, spots->count, sizeof key, path_compare) : NULL;
}

void json_spots_tell(json_spots *spots, uint64_t path, int line, size_t offset, bool is_object) {
    json_spot *spot = spot_find(spots, path);
    if (spot && spot->line == 0)
        *spot = (json_spot){.path = path, .line = line, .offset = offset, .is_object = is_object};
}

const json_spot *json_spots_find(const json_spots *spots, uint64_t path) {
    const json_spot *spot = spot_find(spots, path);
    return spot && spot->line ? spot : NULL;
}
