/// Places in a scenario document, and the errors that name them. A document is made of layers: the files of
/// the chain of `extends`, what --set changes, the patch of a scheme. An error names the layer in which the
/// value stands.
#ifndef SCENARIO_PLACE_H
#define SCENARIO_PLACE_H

#include <stddef.h>

#include <hotline/error.h>
#include <hotline/scenario.h>

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

enum { EXTENDS_MAX = 8, FILES_MAX = EXTENDS_MAX + 1 };

/// One file of the chain of `extends`.
typedef struct layer_file {
    char *name;
    char *text;
    size_t length;
} layer_file;

/// All layers of a scenario file: files[0] is the one that was asked for, it extends files[1], and so on.
typedef struct layers {
    size_t file_count;
    layer_file files[FILES_MAX];
    scenario_changes changes;
} layers;

/// Where a walk reports to: the layers, and the scheme whose patched document it reads (NULL: without a
/// patch).
typedef struct reporter {
    const layers *layers;
    const char *scheme;
    input_error *err;
} reporter;

/// Sets the reporter's error at a place, with file and line as well as they can be found. Always false.
bool place_error(const reporter *r, const place *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/// The steps of the path of a --set ("$.classes.query.talk.mean=90"), each ended by NUL, in one allocation
/// that *steps points into. NULL when it is not path=value. Free both with free().
char *set_path_split(const char *set, const char ***steps, size_t *count);

/// The value of a --set: what stands behind its first '='. NULL when there is none.
const char *set_value(const char *set);

#endif
