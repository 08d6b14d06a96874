/// CSV files that a scenario names, and what is said of bad ones.
#ifndef SCENARIO_TABLE_FILE_H
#define SCENARIO_TABLE_FILE_H

#include "base/csv.h"
#include "scenario/report.h"

/// The content of the file `path`, which is relative to the scenario file `beside`; for csv_open. NULL, and
/// the error reported at the key 'path' of `at`, when it cannot be read.
char *table_file_read(const reporter *r, const place *at, const char *beside, const char *path,
                      size_t *length);

/// Reports what is wrong with the table at `at`: file, line, what. Always false.
bool table_file_error(const reporter *r, const place *at, const char *path, const csv *table);

#endif
