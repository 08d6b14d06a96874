/// Which rows of a table count: those that have, in each column of a `where`, one of its values.
#ifndef SCENARIO_ROW_FILTER_H
#define SCENARIO_ROW_FILTER_H

#include "base/csv.h"
#include "scenario/field.h"

typedef struct row_filter {
    const filter_list *where;
    size_t *columns; ///< of each filter
    bool **met;      ///< by filter and its value: is there such a row?
} row_filter;

/// Finds the columns. False, and `c` says what is wrong. Release it in any case; `where` must outlive it.
bool row_filter_open(row_filter *f, csv *c, const filter_list *where);

/// Is the table's last row wanted?
bool row_filter_takes(row_filter *f, const csv *c);

/// After the last row: a value of `where` that no row has is a slip of the pen.
bool row_filter_check(const row_filter *f, csv *c);

void row_filter_release(row_filter *f);

#endif
