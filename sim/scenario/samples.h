/// Measured values of a CSV file, for the empirical law.
#ifndef SCENARIO_SAMPLES_H
#define SCENARIO_SAMPLES_H

#include "base/csv.h"
#include "scenario/field.h"

/// Reads what `from` says of the table `text` (taken over, as by csv_open): values in seconds and, where it
/// names a column of them, weights; rows of the weight 0 are left out. *hash: of the content (XXH64). False,
/// and `c` says what is wrong. Release `c` in any case, and the lists by free().
bool samples_read(csv *c, char *text, size_t length, const samples_document *from, number_list *values,
                  number_list *weights, uint64_t *hash);

#endif
