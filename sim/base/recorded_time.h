/// Times as tables of recorded calls have them.
#ifndef BASE_RECORDED_TIME_H
#define BASE_RECORDED_TIME_H

#include <hotline/time.h>

typedef enum time_format { TIME_SECONDS, TIME_CLOCK, TIME_DATE } time_format;

/// What seconds in a table must be, for messages; as far as SIM_SECONDS_MAX.
#define RECORDED_SECONDS "a number of seconds from 0 to 31557600000, such as 610 or 35.5"

/// Parses the time of a row: seconds since midnight ("610", "35.5"), a clock time ("08:30", "08:30:15.25"),
/// or a date and time ("2003-03-03T07:05:00Z", a space for the T; the zone is passed over), whose date is put
/// to `day`
/// ("2003-03-03"). False when it is none.
bool recorded_time_parse(const char *text, time_format format, sim_time *time, char day[11]);

#endif
