/// Calls that were recorded in a CSV file, by days.
#ifndef SCENARIO_RECORDED_H
#define SCENARIO_RECORDED_H

#include "base/csv.h"
#include "scenario/document.h"

/// Reads what `from` says of the table `text` (taken over, as by csv_open) into `out` (zeros). `start` is the
/// scenario's. False, and `c` says what is wrong. Release `c` and `out` in any case.
bool recorded_read(csv *c, char *text, size_t length, const file_document *from, civil_time start,
                   recorded_calls *out);

/// Frees it, if it is not NULL, and what it owns.
void recorded_release(recorded_calls *r);

/// What seconds in a table must be, for messages; as far as SIM_SECONDS_MAX.
#define RECORDED_SECONDS "a number of seconds from 0 to 31557600000, such as 610 or 35.5"

/// Parses the time of a row: seconds since midnight ("610", "35.5"), a clock time ("08:30", "08:30:15.25"),
/// or a date and time ("2003-03-03T07:05:00Z", a space for the T; the zone is passed over), whose date is put
/// to `day`
/// ("2003-03-03"). False when it is none.
bool recorded_time_parse(const char *text, time_format format, sim_time *time, char day[11]);

#endif
