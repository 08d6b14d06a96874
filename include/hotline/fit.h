/// Scenarios from call logs: what a table of calls, or of numbers of calls, says about the callers, the
/// services and the agents of a center. docs/fit.md tells the methods.
#ifndef HOTLINE_FIT_H
#define HOTLINE_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <hotline/error.h>
#include <hotline/time.h>

/// What a column of a log may hold. X(name, what it is)
#define HOTLINE_FIT_FIELDS(X)                                                                                \
    X(day, "the day: a date, or a name or number of its own")                                                \
    X(time, "when the call came: seconds of the day, a clock time, or date and time")                        \
    X(type, "the class of the call")                                                                         \
    X(caller, "who calls, so that redials can be told")                                                      \
    X(ivr_time, "seconds in the voice menu")                                                                 \
    X(queue_start, "when it asked for an agent; 0 or empty: it did not")                                     \
    X(wait, "seconds of waiting for an agent")                                                               \
    X(outcome, "what became of it: answered, abandoned, or to be ignored")                                   \
    X(answer, "when an agent answered")                                                                      \
    X(end, "when the call ended")                                                                            \
    X(service, "seconds with an agent")                                                                      \
    X(calls, "number of calls in the slice that begins at `time`")

#define X(name, meaning) FIT_##name,
typedef enum fit_field { HOTLINE_FIT_FIELDS(X) FIT_FIELD_COUNT } fit_field;
#undef X

/// The name of a field; its index by name, FIT_FIELD_COUNT when there is none.
const char *fit_field_name(size_t field);
size_t fit_field_find(const char *name);

typedef enum fit_shape {
    FIT_SHAPE_AUTO, ///< week where weekdays are open at other hours, else day
    FIT_SHAPE_DAY,  ///< one profile of the day and a factor for each weekday
    FIT_SHAPE_WEEK, ///< a profile of the week
} fit_shape;

/// Which weeks of the log count, by their order from the first row's on; without dates weeks are seven days.
typedef enum fit_weeks { FIT_WEEKS_ALL, FIT_WEEKS_ODD, FIT_WEEKS_EVEN } fit_weeks;

/// How to read a log.
typedef struct fit_reading {
    const char *columns[FIT_FIELD_COUNT];       ///< NULL: guessed
    const char *answered, *abandoned, *ignored; ///< values of the outcome, separated by commas; NULL: guessed
    const char *teams;                          ///< types by team, "PS+NW,IN"; NULL: one team
    const char *first_day; ///< date of the day "1", where days are numbered; NULL: not known
    bool lenient;          ///< values that are none count as not known, rows without a time are left out
    uint32_t slice;        ///< seconds; of the arrival profile; 0: that of the counts, else half an hour
    fit_shape shape;
    fit_weeks weeks;         ///< rows of other weeks are left out
    bool (*cancelled)(void); ///< asked now and then while the log is read; may be NULL
} fit_reading;

enum {
    FIT_TYPES_MAX = 32,
    FIT_TEAMS_MAX = 8,
    FIT_DAYS_MAX = 4000,
    FIT_AGENT_DAYS_MAX = 96,   ///< days that the number of agents is estimated from
    FIT_CALLERS_MAX = 1 << 22, ///< callers that redials are looked for
    FIT_REDIAL_WINDOW = 7200,  ///< seconds after a call in which one of the same caller belongs to it
    FIT_STAFFING_SLICE = 1800, ///< seconds
    FIT_STAFFING_SLICES = 48,
    FIT_HOURS = 24,
    FIT_WEEKDAYS = 7,
};

/// Sums of durations: moments and quantiles. Zeros are counted apart.
typedef struct fit_moments {
    uint64_t count, zeros; ///< `count` without the zeros
    double mean, sd, cv;   ///< of those above 0; seconds
    double median;
    double log_mean, log_sd; ///< of their logarithms
} fit_moments;

#define HOTLINE_FIT_LAWS(X)                                                                                  \
    X(EXPONENTIAL, "exponential")                                                                            \
    X(LOGNORMAL, "lognormal")                                                                                \
    X(GAMMA, "gamma")                                                                                        \
    X(WEIBULL, "weibull")                                                                                    \
    X(HYPEREXPONENTIAL, "hyperexponential")                                                                  \
    X(MIXTURE, "mixture of two lognormal laws")

#define X(name, text) FIT_##name,
typedef enum fit_law_kind { HOTLINE_FIT_LAWS(X) FIT_LAW_COUNT } fit_law_kind;
#undef X
const char *fit_law_name(fit_law_kind kind);

/// One of the laws that are mixed; the others have only the first, with the weight 1.
/// `a`, `b`: mean, - (exponential); mean and standard deviation of the logarithm (lognormal); shape and scale
/// (gamma, Weibull).
typedef struct fit_part {
    double weight, a, b;
} fit_part;

/// A law, by the greatest likelihood of those with the mean of the data.
typedef struct fit_law {
    fit_law_kind kind;
    fit_part parts[2];
    double mean;
    double log_likelihood;
    double aic;      ///< 2 (parameters) - 2 log_likelihood; the smallest is taken
    double distance; ///< Kolmogorov's: the largest difference of the distribution functions, data taken at
                     ///< the middle of their steps
} fit_law;

/// Laws for durations, the best (by AIC) first; none without data.
typedef struct fit_laws {
    fit_moments moments;
    size_t count;
    fit_law laws[FIT_LAW_COUNT];
} fit_laws;

enum { FIT_BANDS = 15, FIT_SURVIVALS = 9 };

/// How patient callers are: waits that ended with giving up, and such that an answer cut short.
typedef struct fit_patience {
    uint64_t abandoned, answered_after_wait;
    double total_wait;
    double
        mean; ///< total wait / abandoned: by the greatest likelihood if patience is exponential; NaN without
    double survival[FIT_SURVIVALS]; ///< Kaplan-Meier's estimate at fit_survival_times; NaN beyond the data
    double restricted_mean;         ///< of the lesser of patience and 900 s, by Kaplan-Meier
    double hazard[FIT_BANDS];       ///< abandonments a second of waiting, between fit_band_bounds
    uint64_t deaths[FIT_BANDS];
    double exposure[FIT_BANDS]; ///< seconds of waiting
    double aic_exponential, aic_bands;
    bool by_bands; ///< the hazards of the bands describe it better than one for all
} fit_patience;
extern const double fit_survival_times[FIT_SURVIVALS];
extern const double fit_band_bounds[FIT_BANDS + 1]; ///< the last is INFINITY

enum { FIT_LAGS = 5 };
extern const uint32_t fit_lag_minutes[FIT_LAGS]; ///< the first is that which `neighbours` is from

/// Calls by day and slice.
typedef struct fit_arrivals {
    double volume;                       ///< calls a day, or with a profile of the week, a week
    double weekdays[FIT_WEEKDAYS];       ///< factors, from Monday; 1 with a profile of the week
    size_t slice_count;                  ///< of a day or a week
    double *profile;                     ///< calls a slice, on average
    double mean, sd;                     ///< of days
    double day_cv, slice_cv, neighbours; ///< busyness_cv, interval_cv, interval_correlation
    double
        single; ///< covariance of slices with themselves, relative to their means, without Poisson's variance
    double covariances[FIT_LAGS]; ///< likewise of slices fit_lag_minutes apart; NaN where slices are longer
    double by_model[FIT_LAGS];    ///< the same by the three figures above
    double day_lag; ///< correlation of a day's number, relative to its weekday's mean, with the next day's
    bool is_over;   ///< the data vary more than Poisson numbers
} fit_arrivals;

/// Sums over calls that asked for an agent in an hour of the day.
typedef struct fit_observed {
    double offered, asked, waited, answered, abandoned;
    double wait_answered, wait_abandoned; ///< seconds
    double services, service;             ///< number and sum of services above 0 s that are known
} fit_observed;

/// How services depend on the hour in which callers ask for an agent.
typedef struct fit_by_hour {
    size_t bands;              ///< of hours that are alike; 1: services do not depend on the hour
    double factors[FIT_HOURS]; ///< on the mean of all; 1 with one band
    double gain;               ///< by how much twice the description length is less than with one band
} fit_by_hour;

/// Why somebody calls again.
typedef enum fit_cause { FIT_GAVE_UP, FIT_ANSWERED, FIT_CAUSES } fit_cause;

/// Calls of the same callers within FIT_REDIAL_WINDOW.
typedef struct fit_repeats {
    uint64_t of;    ///< calls that ended so and whose callers were followed
    fit_laws delay; ///< until the next one; its `moments` tell the number, with those after 0 s
} fit_repeats;

/// How many there are.
uint64_t fit_repeats_count(const fit_repeats *r);

typedef struct fit_class {
    const char *type; ///< as the log has it
    char name[64];    ///< in the scenario
    size_t team;
    uint64_t calls, asked, waited, answered, abandoned;
    uint64_t gone_before; ///< left the voice menu, or gave up at once
    uint64_t closed,
        closed_asked; ///< calls in hours in which the team is closed; who asked then all the same
    fit_arrivals arrivals;
    fit_laws service;
    fit_by_hour by_hour; ///< of services
    fit_patience patience;
    fit_repeats again[FIT_CAUSES];
    fit_observed hours[FIT_WEEKDAYS]
                      [FIT_HOURS]; ///< sums, without closed hours; of unknown weekdays in the first
} fit_class;

/// What of a log agents may be calibrated to, by the hour.
typedef enum fit_calibration {
    FIT_UNCALIBRATED,
    FIT_TO_SHARES, ///< of those who asked for an agent, who waited and who gave up: their geometric mean
    FIT_TO_WAITS,  ///< the mean wait of those who asked
} fit_calibration;

/// Agents by half-hours.
typedef struct fit_staffing {
    bool closed[FIT_WEEKDAYS][FIT_HOURS];             ///< fewer than half of the callers ask for an agent
    double agents[FIT_WEEKDAYS][FIT_STAFFING_SLICES]; ///< means of days; of unknown weekdays in the first
    double factors[FIT_HOURS];  ///< on the agents, by the hour, to be calibrated; 1 until then
    fit_calibration calibrated; ///< what of the log the factors bring about
    double by_waits; ///< share of the days' half-hours in which somebody waited for a minute or more
    double follows;  ///< by how many times 1 % there are more on days with 1 % more calls, each relative to
                     ///< its weekday's mean; NaN when that cannot be told
} fit_staffing;

/// Whole agents of a half-hour of a weekday, times the hour's factor; one at least where there were some.
double fit_agents(const fit_staffing *s, size_t weekday, size_t half);

/// What a log says.
typedef struct fit {
    bool is_counts; ///< numbers of calls, not calls
    uint64_t rows, ignored,
        unknown; ///< rows read; left out as they say; with something that is no value (lenient)
    const char *columns[FIT_FIELD_COUNT];         ///< used; NULL: none
    size_t day_count, weekday_days[FIT_WEEKDAYS]; ///< days with calls
    bool weekdays_known;
    char first_date[TIME_TEXT_SIZE], monday[TIME_TEXT_SIZE]; ///< "" when not known; the Monday of its week
    bool by_week;                                            ///< profiles are of the week
    uint32_t slice;                                          ///< seconds
    size_t type_count;
    fit_class *types;
    fit_class all; ///< together; no arrivals of a scenario
    fit_laws ivr;
    size_t team_count;
    fit_staffing teams[FIT_TEAMS_MAX];
    size_t agent_days; ///< that the agents are estimated from
    bool waits_known, services_known, ivr_known, callers_known;
} fit;

/// Reads a log, once, and fits. False, and `err` set with file and line, when it cannot. Memory does not grow
/// with the number of rows.
bool fit_log(const char *path, const fit_reading *how, fit **out, input_error *err);
void fit_free(fit *f);

/// What a scenario needs beside what the log says.
typedef struct fit_assumed {
    const char *name, *title;             ///< NULL: by the file
    const char *made_by;                  ///< the command, for the notes
    const char *source;                   ///< where the data are from, for the notes; NULL: nothing is said
    const char *talk, *wrapup, *patience; ///< laws as JSON, or NULL; the patience is taken in any case
    double handling; ///< mean of talk and wrap-up together, seconds, where they are assumed; 0: those of NULL
    uint64_t seed;
    uint32_t replications;
} fit_assumed;

/// Writes the scenario. It is sound if the assumed laws are.
void fit_scenario_print(const fit *f, const fit_assumed *a, FILE *out);

#endif
