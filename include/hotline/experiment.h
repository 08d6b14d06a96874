/// Replications of schemes on all cores, and what they say: means with confidence, paired differences,
/// verdicts on targets, a recommendation.
#ifndef HOTLINE_EXPERIMENT_H
#define HOTLINE_EXPERIMENT_H

#include <hotline/metrics.h>
#include <hotline/scenario.h>

/// Told of progress from one thread at a time: `done` of `total` replications are finished; of all the work
/// this `share`.
typedef void (*experiment_progress)(void *context, size_t done, size_t total, double share);

typedef struct experiment {
    const scenario_file *file;
    const size_t *schemes; ///< indices of schemes to run
    size_t scheme_count;
    uint32_t replications; ///< at least 1
    uint32_t
        batches; ///< parts of each replication's duration that are taken as replications; 0, 1: the whole
    uint64_t seed;
    uint32_t jobs;     ///< threads; 0: as many as there are processors
    const char *trace; ///< path of the trace to write, NULL for none; with several schemes OUT.trace becomes
                       ///< OUT.<scheme>.trace
    uint32_t trace_replication;   ///< from 0; less than `replications` when there is a trace
    experiment_progress progress; ///< may be NULL
    void *progress_context;
    bool (*cancelled)(void *context); ///< polled by all threads; may be NULL
    void *cancel_context;
} experiment;

/// Where the trace of a scheme goes, the experiment's trace being at `path`. Free with free().
char *experiment_trace_path(const char *path, const char *scheme, bool several_schemes);

/// The sums of all replications of all schemes that were run. What counts as a replication in statistics is a
/// unit: a replication, or each batch of it.
typedef struct results {
    const scenario_file *file;
    size_t scheme_count;
    size_t *schemes;       ///< indices into the file's schemes
    uint32_t replications; ///< finished in every scheme: all, or fewer when `partial`
    uint64_t seed;
    uint32_t batches; ///< units in each replication, at least 1
    bool partial;     ///< interrupted: only the first `replications` replications count
    metric_catalog *catalog;
    metric_scopes *scopes;    ///< [scheme]: those of its layout, and windows
    sim_span **windows;       ///< [scheme][window]: what its targets look at after events, each once
    metric_sums **sums;       ///< [scheme][unit * scope count + scope], unit = replication * batches + batch
    struct wait_pool **waits; ///< [scheme]; waits of all units
} results;

/// Checks that the metrics that targets and the decision rule name exist, and are defined where targets look,
/// in every scheme. False, and `err` set to the first error, when not.
bool experiment_check(const scenario_file *file, input_error *err);
/// The same, but with all errors, in the order of their places.
bool experiment_check_all(const scenario_file *file, input_errors *errors);

/// Checks and runs it. False, and `err` set, when it could not finish; interrupted after at least one whole
/// replication it is true, and the results are partial. The same whatever the number of threads.
bool experiment_run(const experiment *e, results *out, input_error *err);
void results_free(results *r);

/// Number of units.
size_t results_units(const results *r);

/// A measure by its name; NULL when there is none.
const metric *results_metric(const results *r, const char *name);

/// Waits of answered calls in a scope, of all replications together, to be freed with waits_free; empty where
/// none are kept.
wait_histogram results_waits(const results *r, size_t scheme, size_t scope);

/// An estimate over replications. half_width, sd are NaN with one replication; all are NaN when undefined.
typedef struct estimate {
    double mean, sd, half_width;
} estimate;

/// Mean of a metric in a scope of a scheme (index into results.schemes): the ratio of the sums, its
/// half-width by the delta method with Student's t on n-1 degrees of freedom; sd of the replications' own
/// values. Percentiles are of all waits together: see stats/percentile.h.
estimate results_estimate(const results *r, size_t scheme, size_t scope, const metric *m, double confidence);

/// Do batches that follow each other go together? Of the service level, or where that never varies of the
/// mean wait.
typedef struct autocorrelation {
    const metric *metric; ///< NULL: neither varies, or there are too few batches
    double lag1;
    bool is_significant; ///< more than one in twenty would show by chance: intervals are too narrow
} autocorrelation;
autocorrelation results_autocorrelation(const results *r, size_t scheme);

/// Paired difference `a` - `b` on common random numbers.
typedef struct difference {
    double mean, half_width;
    double variance_ratio; ///< variance of the paired difference / of the unpaired one; NaN if both are 0
} difference;
difference results_difference(const results *r, size_t a, size_t b, size_t scope, const metric *m,
                              double confidence);

typedef struct verdict {
    const target *target;
    size_t scheme; ///< index into results.schemes
    target_status status;
    estimate value;       ///< at the target's own confidence
    size_t units_met;     ///< units whose own value keeps the bound,
    size_t units_defined; ///< of those that have one
} verdict;

/// The whole interval must lie on one side of the bound; where it is not known (NAN), undecided.
target_status target_status_of(const estimate *value, bool at_least, double bound);

/// "met", "missed" or "undecided".
const char *target_status_name(target_status status);

/// Judges every target in every scheme that it applies to and that was run. Returns their number; `out` may
/// be NULL to ask for it.
size_t results_verdicts(const results *r, verdict *out);

typedef struct recommendation {
    size_t scheme; ///< index into results.schemes; SIZE_MAX: undecided
    char reason[512];
} recommendation;

/// By the scenario's decision rule; see docs/metrics.md.
recommendation results_recommend(const results *r, double confidence);

/// Score of a scheme by the decision rule, and its half-width.
estimate results_score(const results *r, size_t scheme, double confidence);

#endif
