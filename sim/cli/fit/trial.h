/// The fitted scenario, simulated and held against the log that it is from.
#ifndef CLI_FIT_TRIAL_H
#define CLI_FIT_TRIAL_H

#include <hotline/experiment.h>
#include <hotline/fit.h>
#include <hotline/scenario.h>

#include "cli/options.h"

typedef enum trial_measure {
    TRIAL_CALLS,     ///< a day
    TRIAL_WAITED,    ///< share of those who asked for an agent
    TRIAL_GAVE_UP,   ///< likewise
    TRIAL_MEAN_WAIT, ///< of all who asked
    TRIAL_ASA,       ///< mean wait of the answered
    TRIAL_MEASURES
} trial_measure;

typedef struct trial_name {
    const char *key, *head, *unit; ///< in JSON and on the command line; of a column; "s", "%" or ""
} trial_name;
const trial_name *trial_name_of(trial_measure m);

/// What was observed lies within `half_width` of what is simulated with the stated confidence, if the
/// scenario is true. NaN: nothing to compare.
typedef struct trial_value {
    double observed, simulated, half_width;
} trial_value;

typedef struct trial_row {
    const char *name; ///< of a class; NULL: of all
    int hour;         ///< of the day
    trial_value values[TRIAL_MEASURES];
} trial_row;

typedef struct trial {
    uint32_t replications;
    bool held_out;              ///< what was observed is of weeks that the scenario is not from
    fit_calibration calibrated; ///< what the agents were made to have
    double repeats;             ///< how many times as long as the scenario the log is
    double fitted_repeats; ///< likewise, with `held_out`, the part that the scenario is from; else infinite
    size_t measure_count;
    trial_row all;
    size_t hour_count, class_count;
    trial_row hours[FIT_HOURS], classes[FIT_TYPES_MAX]; ///< hours in which there were calls
} trial;

bool trial_fits(const trial_value *v);

/// Is the measure a prediction, or was the scenario made to have it?
bool trial_predicts(const trial *t, trial_measure m);

/// How many of the hours' figures that are (not) predictions there are, and how many fit.
void trial_count(const trial *t, bool predicted, size_t *fitting, size_t *all);

/// Sums of a time as long as the scenario, of hours from `from` to before `to`: each weekday counts once, by
/// the mean of its days.
fit_observed trial_observed(const fit *f, const fit_class *c, size_t from, size_t to);

/// Did enough callers ask then to say something of waits?
bool trial_is_enough(const fit_class *c, size_t from, size_t to);

/// Simulates the baseline. False, and `err` set, when it could not finish; else free the results.
bool trial_simulate(const scenario_file *file, const options *o, uint32_t replications, uint64_t seed,
                    results *r, input_error *err);

/// Simulates what was `fitted`, and holds it against what was `seen`: the same, or other weeks of the log.
bool trial_run(trial *t, const fit *fitted, const fit *seen, const scenario_file *file, const options *o,
               input_error *err);

#endif
