/// How reports write the bounds of intervals.
#ifndef RUN_TIME_LABEL_H
#define RUN_TIME_LABEL_H

#include <hotline/layout.h>

/// The bounds of an interval: "08:00" and "08:30" by time of day ("24:00" at its end), "Mon 08:00" by time of
/// week, "2011-03-07T08:00" by date; with seconds where there are any.
void interval_labels(const layout *l, uint32_t interval, char from[TIME_TEXT_SIZE], char to[TIME_TEXT_SIZE]);

/// The date of a moment: "2011-03-07T08:00", with seconds where there are any.
void moment_label(const layout *l, sim_time moment, char text[TIME_TEXT_SIZE]);

#endif
