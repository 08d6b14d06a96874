/// Numbers as people read them: percent, thousands apart, no more digits than the half-width carries.
#ifndef RUN_REPORT_NUMBER_H
#define RUN_REPORT_NUMBER_H

#include <hotline/experiment.h>

#include "print/number.h"

/// What follows a metric's value: "%" for shares, "s", "Erlang", "" for plain counts.
const char *metric_unit_shown(const metric *m);

/// How a value is written.
enum {
    NUMBER_SIGNED = 1,  ///< "+4.9 ± 0.6": of a difference
    NUMBER_COMPACT = 2, ///< "53.4k ± 1.1k", "374k ± 20k": from 10,000 on, in thousands
};

/// "86.3 ± 0.8" in the unit shown; without the half-width when it is NaN, or 0: nothing varies; "–" when
/// undefined. No more digits than the half-width carries, but a value that is neither 0 nor a difference does
/// not read as 0.
void value_format(const metric *m, double value, double half_width, unsigned flags,
                  char text[NUMBER_TEXT_SIZE]);

/// "86.3", for tables where a column has one number of decimals.
void short_format(const metric *m, double value, char text[NUMBER_TEXT_SIZE]);

/// A bound as the user wrote it, in the unit shown: "85", "0.125".
void bound_format(const metric *m, double value, char text[NUMBER_TEXT_SIZE]);

#endif
