/// Calls that were recorded in a CSV file, by days.
#ifndef SCENARIO_RECORDED_H
#define SCENARIO_RECORDED_H

#include "base/csv.h"
#include "base/recorded_time.h"
#include "scenario/document.h"

/// Reads what `from` says of the table `text` (taken over, as by csv_open) into `out` (zeros). `start` is the
/// scenario's. False, and `c` says what is wrong. Release `c` and `out` in any case.
bool recorded_read(csv *c, char *text, size_t length, const file_document *from, civil_time start,
                   recorded_calls *out);

/// Frees it, if it is not NULL, and what it owns.
void recorded_release(recorded_calls *r);

#endif
