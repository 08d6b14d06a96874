/// Paths of files that scenario files name.
#ifndef SCENARIO_PATHS_H
#define SCENARIO_PATHS_H

#include <cjson/cJSON.h>

/// Paths of CSV files (`path` of an object `file`) are relative to the file that names them: makes those of a
/// document that is merged onto `top` from the file `file` relative to `top`.
void paths_rebase(cJSON *json, const char *file, const char *top);

#endif
