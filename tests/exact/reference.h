/// Cases of known values: a scenario file, and figures that its replications must give.
#ifndef EXACT_REFERENCE_H
#define EXACT_REFERENCE_H

#include <cjson/cJSON.h>

#include <hotline/experiment.h>

enum { SCOPES_MAX = 16, METRICS_MAX = 4, SETS_MAX = 16 };

/// One figure: what stands above and below the line in each unit (replication or batch), of all rounds.
typedef struct figure {
    char name[96];                  ///< "classes.high.mean_wait", or what the list says it is
    const char *scopes[SCOPES_MAX]; ///< whose sums are added: "all", "classes.high", "intervals.3"
    const char *above[METRICS_MAX]; ///< metrics that are added; of a ratio, what is above its line
    const char *below[METRICS_MAX]; ///< the same; none: `constant`
    double constant, scale;         ///< our value is divided by `scale` to be in the unit printed
    double value, half_width, confidence, digit; ///< half_width 0: exact; digit: half a unit of the last one
    double relative; ///< > 0: share of the value, and of 1 - value, see test_exact.c
    bool is_ratio;   ///< `above` is one metric, taken with its own denominator
    double *numerators, *denominators;
    size_t units, capacity;
    double mean, error; ///< ours, and its standard error, in the unit printed
} figure;

typedef struct reference_case {
    const char *name;
    scenario_file *file;
    size_t scheme;
    figure *figures;
    size_t figure_count;
    double attempts;
    unsigned rounds;
} reference_case;

/// Says why on standard error, and exits with 2.
_Noreturn void give_up(const char *why, const char *more);

/// Number of figures of a case of the list.
size_t reference_figure_count(const cJSON *json);

/// Loads a case; its scenario's path is relative to `folder`. Whatever is wrong ends the program.
void reference_case_load(reference_case *c, const cJSON *json, const char *folder);
void reference_case_free(reference_case *c);

/// One more round of the scenario's replications, with a seed of its own; renews mean and error.
void reference_case_round(reference_case *c);

#endif
