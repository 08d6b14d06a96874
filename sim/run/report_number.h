/// Numbers as people read them: percent, thousands apart, no more digits than the half-width carries.
#ifndef RUN_REPORT_NUMBER_H
#define RUN_REPORT_NUMBER_H

#include <hotline/experiment.h>

enum { NUMBER_TEXT_SIZE = 96 };

/// What follows a metric's value: "%" for shares, "s", "Erlang", "" for plain counts.
const char *metric_unit_shown(const metric *m);

/// "86.3 ± 0.8" in the unit shown; without the half-width when it is NaN; "–" when undefined.
void value_format(const metric *m, double value, double half_width, char text[NUMBER_TEXT_SIZE]);

/// The same of a difference, always with its sign: "+4.9 ± 0.6".
void difference_format(const metric *m, double value, double half_width, char text[NUMBER_TEXT_SIZE]);

/// "86.3", for tables where a column has one number of decimals.
void short_format(const metric *m, double value, char text[NUMBER_TEXT_SIZE]);

/// A bound as the user wrote it, in the unit shown: "85", "0.125".
void bound_format(const metric *m, double value, char text[NUMBER_TEXT_SIZE]);

/// A number with this many decimals and thousands apart: "-12,345.6".
void grouped_format(double value, int decimals, bool sign, char text[NUMBER_TEXT_SIZE]);

#endif
