/// Labels of time in a file, as numbers at equal steps: years, decimal years, months, dates, or any rising
/// number.
#ifndef CLI_FORECAST_AXIS_H
#define CLI_FORECAST_AXIS_H

#include <stdbool.h>
#include <stddef.h>

enum { AXIS_LABEL_SIZE = 64 };

typedef enum axis_kind {
    AXIS_NUMBER, ///< 2011, 1949.0833: the position is the number
    AXIS_MONTH,  ///< 2009-03: the position counts months
    AXIS_SECOND, ///< 2009-03-07, 2009-03-07T08:00: the position counts seconds
} axis_kind;

/// How labels are written. Start with {0} and read the first one.
typedef struct axis {
    axis_kind kind;
    bool known;    ///< a label has been read
    int decimals;  ///< AXIS_NUMBER: the most that a label has
    int day;       ///< AXIS_MONTH: of the month, when labels are dates a month apart; 0: labels have none
    bool has_time; ///< AXIS_SECOND: labels have a time of day,
    bool has_seconds, has_zone; ///< with seconds, with a Z behind
} axis;

/// Reads a label. False when it is none, or of another kind than those before.
bool axis_read(axis *a, const char *label, double *position);

/// Dates that are whole months apart are months: changes kind and positions. `count` positions.
void axis_settle(axis *a, double *positions, size_t count);

/// Position in the unit in which models count: years for months, days for seconds.
double axis_time(const axis *a, double position);

/// As the file's labels are written.
void axis_format(const axis *a, double position, char text[AXIS_LABEL_SIZE]);

/// How many steps of this length make a season: 12 months, 4 quarters, 7 days, 24 hours; 0: none known.
size_t axis_period(const axis *a, double step);

#endif
