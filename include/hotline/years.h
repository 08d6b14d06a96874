/// Capacity over the years: the factors of a call model are forecast, and what each year needs is held
/// against what is there. What is uncertain, the future of each factor and guesses within their ranges, is
/// carried through by drawing: the probability that a resource does not suffice is the share of the draws in
/// which it does not.
#ifndef HOTLINE_YEARS_H
#define HOTLINE_YEARS_H

#include <stdint.h>

#include <hotline/call_model.h>
#include <hotline/scenario.h>

enum { YEARS_MAX = 50, YEARS_DRAWS_MAX = 100000 };

/// What a factor that is only guessed could be; its best guess is in the call model, that of `year` where it
/// is given by years: the other years' values move by the same share.
typedef struct factor_range {
    call_factor factor;
    int year; ///< 0: of no certain one
    assumption_law law;
    double low, high; ///< low < high; ASSUMPTION_LOGUNIFORM: 0 < low
} factor_range;

typedef struct years_question {
    const call_model *model;
    int first, last;    ///< years, at most YEARS_MAX of them
    int known_until;    ///< as if no value of a later year were known; 0: all are
    call_method method; ///< by which resources are found
    const factor_range *ranges;
    size_t range_count;
    size_t draws;                     ///< 1 to YEARS_DRAWS_MAX
    uint64_t seed;                    ///< same seed and years, same draws, whatever else is asked
    double confidence;                ///< of [lower, upper], between 0 and 1
    bool (*cancelled)(void *context); ///< asked before each draw; may be NULL
    void *cancel_context;
} years_question;

/// A value that is not certain.
typedef struct spread {
    double best;   ///< with every factor at its best guess or the median of its forecast
    double median; ///< of the draws
    double lower,
        upper; ///< hold it with the confidence asked; of what is needed INFINITY: more than any number
} spread;

typedef struct year_resource {
    spread needed;
    double has;       ///< NAN: without limit, or not known
    double short_of;  ///< probability that more is needed in this year than there is; NAN without `has`
    double first;     ///< probability that this is the first year asked in which more is needed
    double exhausted; ///< probability that it is this year or an earlier one
    double actual;    ///< needed with the values that the model gives for this year; NAN: it does not
} year_resource;

typedef struct year_capacity {
    int year;
    call_factors best, actual;    ///< at the best guess; as the model gives them, NAN where it does not
    spread factors[FACTOR_COUNT]; ///< best NAN where a factor has no value
    year_resource resources[RESOURCE_COUNT];
} year_capacity;

/// Predicts. A factor that is given by years keeps the values that are known, and goes on from its last one
/// by forecast_fit with FORECAST_AUTO, each by itself; but what is there, is planned by or is aimed at
/// (resources, loads, targets) stays as it is; the years given must follow one another, and begin no later
/// than `first`. One that is given once is the same in all years. Values drawn are kept within the factor's
/// range. With `known_until` the values of later years are only reported (`actual`): what would have been
/// said then, against what came. `out` has room for last - first + 1. False, and `err` set, when a series is
/// too short or has a gap, or no year can be sized at the best guess.
bool years_predict(const years_question *q, year_capacity *out, input_error *err);

#endif
