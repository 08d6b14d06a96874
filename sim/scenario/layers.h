/// What a document is made of: the files of the chain of `extends`, and what --set changes. An error names
/// the layer in which the value stands.
#ifndef SCENARIO_LAYERS_H
#define SCENARIO_LAYERS_H

#include <stddef.h>
#include <stdint.h>

#include <hotline/scenario.h>

enum { FILES_MAX = 8 };

/// One file of the chain of `extends`.
typedef struct layer_file {
    char *name;
    char *text;
    size_t length;
} layer_file;

/// One --set. paths[i] is the path (place.h) after i steps, from the root on; `path_count` 0 until it is
/// applied.
typedef struct layer_set {
    char *text; ///< "path=value"
    uint64_t *paths;
    size_t path_count;
} layer_set;

/// files[0] is the one that was asked for, it extends files[1], and so on.
typedef struct layers {
    size_t file_count;
    layer_file files[FILES_MAX];
    size_t set_count;
    layer_set *sets;
} layers;

void layers_free(layers *l);

#endif
