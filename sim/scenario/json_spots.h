/// Finds out where values stand in a JSON text, for many of them at once.
#ifndef SCENARIO_JSON_SPOTS_H
#define SCENARIO_JSON_SPOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A value (of a member: where its key stands). Paths as in place.h.
typedef struct json_spot {
    uint64_t path;
    int line; ///< from 1; 0: there is no such value
    size_t offset;
    bool is_object;
} json_spot;

/// Values that are sought, in the order of their paths.
typedef struct json_spots {
    json_spot *items;
    size_t count;
} json_spots;

/// Makes `spots` of `paths`, in any order and with repetitions. Free `spots->items` with free().
void json_spots_make(json_spots *spots, const uint64_t *paths, size_t count);

/// Told of a value with its path; the first one counts.
void json_spots_tell(json_spots *spots, uint64_t path, int line, size_t offset, bool is_object);

/// The spot of a path that was sought; NULL when there is no such value.
const json_spot *json_spots_find(const json_spots *spots, uint64_t path);

#endif
