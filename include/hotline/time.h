/// Simulated time.
#ifndef HOTLINE_TIME_H
#define HOTLINE_TIME_H

#include <stdbool.h>
#include <stdint.h>

/// Microseconds since the scenario's `start`; the warm-up runs before it, at negative times.
/// An integer, so that ties are real ties and sums of times are exact in any order.
typedef int64_t sim_time;

#define SIM_MICROSECOND INT64_C(1)
#define SIM_SECOND      INT64_C(1000000)
#define SIM_MINUTE      (60 * SIM_SECOND)
#define SIM_HOUR        (60 * SIM_MINUTE)
#define SIM_DAY         (24 * SIM_HOUR)

/// Later than anything that a simulation does (about 100,000 years).
#define SIM_NEVER INT64_C(0x2BCB82F4A9A7FFFF)

/// The longest time that a scenario may name: 1,000 years in seconds.
#define SIM_SECONDS_MAX 31557600000.0

/// What begins at `from` and ends before `to`.
typedef struct sim_span {
    sim_time from, to;
} sim_span;

/// Seconds to simulated time, rounded to the nearest microsecond. `seconds` must be finite and within
/// ±SIM_SECONDS_MAX; values outside are cut to that range (draws of heavy-tailed laws may be huge).
sim_time sim_time_from_s(double seconds);

/// Simulated time to seconds.
static inline double sim_time_to_s(sim_time t) {
    return (double)t / (double)SIM_SECOND;
}

/// Parses a duration: `"90s"`, `"10h30min"`, `"250ms"`, `"1d"` (units ms s min h d w, each at most once,
/// largest first), or a plain number of seconds such as `"12.5"`. Not negative. False when it is neither, or
/// more than SIM_SECONDS_MAX.
bool duration_parse(const char *text, sim_time *out);

/// The same in seconds, of any length, so that one that is too long can be told from what is no duration.
bool duration_parse_s(const char *text, double *out);

/// Parses a clock time `"08:30"` or `"08:30:15"` into the time since midnight. False when it is none.
bool clock_parse(const char *text, sim_time *out);

/// A civil date and time, without zone or daylight saving.
typedef struct civil_time {
    int year, month, day; ///< 2011, 1..12, 1..31
    int hour, minute, second;
} civil_time;

/// Parses `"2011-03-07T08:00"` (or with seconds, or the date alone). False when it is no such date.
bool civil_parse(const char *text, civil_time *out);

/// Days since 1970-01-01 of a civil date (proleptic Gregorian calendar).
int64_t civil_days(civil_time c);

/// 0 = Monday .. 6 = Sunday.
int civil_weekday(civil_time c);

/// Time since midnight of a civil time.
sim_time civil_time_of_day(civil_time c);

/// The civil time `offset` after (or, when negative, before) `start`, cut to whole seconds.
civil_time civil_add(civil_time start, sim_time offset);

/// Room for any text that the format functions below write.
#define TIME_TEXT_SIZE 40

/// Writes a duration for people, "10 h 30 min", "2.5 s", "250 ms"; negative ones with a minus sign.
void duration_format(sim_time t, char text[TIME_TEXT_SIZE]);

/// Writes the clock time at `offset` from `start`: "08:30:15", from the second day on "day 2 08:30:15".
void clock_format(civil_time start, sim_time offset, char text[TIME_TEXT_SIZE]);

#endif
