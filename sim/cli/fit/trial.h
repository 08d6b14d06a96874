/// The fitted scenario, simulated and held against the log that it is from.
#ifndef CLI_FIT_TRIAL_H
#define CLI_FIT_TRIAL_H

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
    double repeats; ///< how many times as long as the scenario the log is
    size_t measure_count;
    trial_row all;
    size_t hour_count, class_count;
    trial_row hours[FIT_HOURS], classes[FIT_TYPES_MAX]; ///< hours in which there were calls
} trial;

bool trial_fits(const trial_value *v);

/// How many of the hours' figures there are, and how many fit.
void trial_count(const trial *t, size_t *fitting, size_t *all);

bool trial_run(trial *t, const fit *f, const scenario_file *file, const options *o, input_error *err);

#endif
