/// The parts of the report for people.
#ifndef RUN_REPORT_PARTS_H
#define RUN_REPORT_PARTS_H

#include <hotline/report.h>

#include "print/table.h"

/// A report in the making.
typedef struct text_report {
    const results *results;
    const report_options *options;
    FILE *out;
} text_report;

/// One scheme of it.
typedef struct scheme_report {
    const text_report *report;
    size_t scheme;
    const layout *layout;
    metric_scopes scopes;
} scheme_report;

/// What was simulated: the first thing that anybody wants to know.
void report_head(const text_report *t);

/// Prints a heading, after a blank line.
void report_heading(const text_report *t, const char *title, const char *note);

/// Adds a cell "value ± half-width" of a metric in a scope; flags as in report_number.h.
void report_value(table *into, const scheme_report *s, size_t scope, const char *metric_name, unsigned flags);

/// Everything about one scheme: all calls, classes, groups, sites, intervals.
void report_scheme(const text_report *t, size_t scheme);

/// Bars: how the waits of the answered are spread.
void report_histogram(const scheme_report *s);

/// One table of all schemes, differences to the first, decision.
void report_comparison(const text_report *t);

/// The classes side by side: what a scheme gives to one and takes from another. Nothing with one class.
void report_classes_compared(const text_report *t);

/// How a difference to the first scheme is marked: better, worse, or maybe chance. `better`: +1 more is, -1
/// less is, 0 neither.
typedef struct difference_look {
    const char *mark;
    cell_style style;
} difference_look;
difference_look look_of_difference(const difference *d, int better);

/// A table with `labels` columns of labels under `head`, then for each scheme one of values and one of marks.
table *schemes_table_begin(const text_report *t, const char *head, size_t labels, size_t first, size_t count);

/// Prints a table that has `count` schemes from `first` on beside each other; as several where it is too
/// wide.
typedef table *(*schemes_table)(const text_report *t, size_t first, size_t count);
void print_schemes_table(const text_report *t, schemes_table make);

/// One line a target and scheme.
void report_targets(const text_report *t);

/// Is the metric 0 in every replication, or undefined? Then tables may leave it out.
bool report_is_zero(const results *r, size_t scheme, const char *metric_name);

#endif
