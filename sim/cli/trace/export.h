/// All records of a trace as text, names instead of numbers.
#ifndef CLI_TRACE_EXPORT_H
#define CLI_TRACE_EXPORT_H

#include <stdbool.h>

#include <hotline/error.h>
#include <hotline/trace.h>

/// Writes to `path` (NULL: standard output), as one JSON object or as CSV with a header line.
bool trace_export(const trace *t, const char *path, bool json, input_error *err);

#endif
