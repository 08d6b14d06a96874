/// From files and the command line to one JSON document: `extends` merged, --set applied.
#ifndef SCENARIO_LOAD_H
#define SCENARIO_LOAD_H

#include "scenario/json_tree.h"
#include "scenario/place.h"

enum { FILE_SIZE_MAX = 16 << 20, VERSION = 1 };

/// Reads the file `path` whole; at most FILE_SIZE_MAX bytes. NULL, and `err` set, when it cannot.
char *file_read(const char *path, size_t *length, input_error *err);

/// Makes the document of layers->files[0], whose text is there; adds the files that it extends.
/// NULL, and `err` set, when anything in them or in layers->changes is wrong. Free with cJSON_Delete.
cJSON *document_load(layers *l, input_error *err);

void layers_free(layers *l);

#endif
