/// Places in a scenario document.
#ifndef SCENARIO_PLACE_H
#define SCENARIO_PLACE_H

#include <stddef.h>
#include <stdint.h>

/// A step down from `parent` (NULL: the root, whose own place is NULL). Lives on the stack of whoever walks.
typedef struct place {
    const struct place *parent;
    const char *key; ///< NULL: element `index` of a list
    size_t index;
} place;

static inline place place_of(const place *parent, const char *key) {
    return (place){.parent = parent, .key = key};
}

static inline place place_at(const place *parent, size_t index) {
    return (place){.parent = parent, .index = index};
}

/// A path by its hash: how places are compared without keeping them. Collisions of 64 bits could only lead a
/// message astray.
#define PATH_ROOT UINT64_C(0)
uint64_t path_key(uint64_t parent, const char *key);
uint64_t path_element(uint64_t parent, size_t index);
uint64_t place_path(const place *at);

/// "$.classes.query.talk", "$.schemes.NAME.patch.classes..." with `scheme`. Free with free().
char *place_text(const place *at, const char *scheme);

#endif
