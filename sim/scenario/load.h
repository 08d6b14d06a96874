/// From files and the command line to one JSON document: `extends` merged, --set applied.
#ifndef SCENARIO_LOAD_H
#define SCENARIO_LOAD_H

#include "scenario/json_tree.h"
#include "scenario/report.h"

enum { FILE_SIZE_MAX = 16 << 20, VERSION = 1 };

/// Reads the file `path` whole; at most FILE_SIZE_MAX bytes. NULL, and `err` set, when it cannot.
char *file_read(const char *path, size_t *length, input_error *err);

/// Makes the document of layers->files[0], whose text is there; adds the files that it extends. Reports what
/// is wrong in them or in layers->sets; NULL when there is no document then. Free with cJSON_Delete.
cJSON *document_load(layers *l, report *all);

#endif
