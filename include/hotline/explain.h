/// Why service was as it was at a time of day: load, agents, callers, redials and faults of one interval
/// against all of them together.
#ifndef HOTLINE_EXPLAIN_H
#define HOTLINE_EXPLAIN_H

#include <hotline/report.h>

/// The interval of the results that holds `at`: "10:20" by time of day, "tue 10:20" by time of week,
/// "2011-03-07T10:20" or, for its first occurrence, "10:20" where intervals are not folded. False when there
/// is none; then *wrong says why, to be freed.
bool explain_find(const layout *l, const char *at, uint32_t *interval, char **wrong);

/// The explanation of an interval, in the first scheme of `r`: for people, and for programs.
void explain_text(const results *r, const report_options *o, uint32_t interval, FILE *out);
void explain_json(const results *r, const report_options *o, uint32_t interval, FILE *out);

#endif
