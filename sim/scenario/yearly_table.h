/// Values of a factor by years, from a CSV file.
#ifndef SCENARIO_YEARLY_TABLE_H
#define SCENARIO_YEARLY_TABLE_H

#include "base/csv.h"
#include "scenario/field.h"

/// Reads what `from` says of the table `text` (taken over, as by csv_open) into `out` (zeros): years in their
/// order, without a gap, with values in the range of `factor`. False, and `c` says what is wrong. Release `c`
/// in any case, and `out` by yearly_release().
bool yearly_table_read(csv *c, char *text, size_t length, const yearly_document *from, const field *factor,
                       yearly *out);

#endif
