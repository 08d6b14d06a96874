/// How measures are made of sums: what the table of measures consists of.
#ifndef STATS_METRIC_TABLE_H
#define STATS_METRIC_TABLE_H

#include <hotline/metrics.h>

enum { METRIC_TERMS_MAX = 11 };

/// One field of metric_sums, added or subtracted.
typedef struct metric_term {
    int16_t offset; ///< of the field in metric_sums
    int16_t sign;   ///< +1 or -1; 0 ends the list
} metric_term;

struct metric {
    const char *name, *unit, *formula;
    double per;      ///< the numerator is divided by this: 1e6 turns microseconds into seconds
    unsigned scopes; ///< metric_scope bits
    metric_term numerator[METRIC_TERMS_MAX];
    metric_term denominator[METRIC_TERMS_MAX]; ///< empty: no ratio
    uint8_t percentile;                        ///< 1 + the percentile of the waits; 0: none
    metric_term where; ///< undefined unless this field is above 0; sign 0: always defined
};

#endif
