/// What several reports, verdicts and the decision read out of results.
#ifndef RUN_RESULTS_H
#define RUN_RESULTS_H

#include <hotline/experiment.h>

/// Fills all but what is known before: file, schemes, seed, batches; sums are 0, and no waits are pooled.
void results_make_room(results *r, uint32_t replications);

/// The window of a scheme that is this span; UINT32_MAX when none is.
uint32_t results_window(const results *r, size_t scheme, sim_span span);

/// The compiled scenario's layout of a scheme, by its index in results.
const layout *results_layout(const results *r, size_t scheme);
/// Its name and its title ("" when it has none of its own).
const char *results_scheme_name(const results *r, size_t scheme);
const char *results_scheme_title(const results *r, size_t scheme);

/// Into how many parts the units are put to see how sure an estimate is: each by itself, or, where a
/// percentile takes part, in the groups in which waits are kept.
size_t results_parts(const results *r, bool with_percentiles);

/// The estimate, and the influence values of which it is made, one for each of `parts`, which is what
/// results_parts gave; with percentiles if `m` is one. `influence` may be NULL.
estimate results_influence(const results *r, size_t scheme, size_t scope, const metric *m, double confidence,
                           size_t parts, double *influence);

/// Difference of two estimates from the influence values of both.
difference difference_of(double a, double b, const double *influence_a, const double *influence_b,
                         size_t count, double confidence);

/// The same for a scope whose index is another one in the two schemes, such as a class.
difference results_difference_of(const results *r, size_t a, size_t scope_a, size_t b, size_t scope_b,
                                 const metric *m, double confidence);

/// Scope of the class of that name in a scheme; SIZE_MAX when it has none.
size_t results_class_scope(const results *r, size_t scheme, const char *name);

/// What a target is of: its scope's index in a scheme's sums over the whole duration, and its kind. SIZE_MAX
/// when the layout has none of that name.
size_t target_scope_index(const target *t, const layout *l);
metric_scope target_scope_kind(const target *t);

/// What a verdict is about, in its scheme: "service_level of query, from 10 min after power for 30 min", or
/// in brief "service_level of query 10 min after power". To be freed.
char *target_text(const results *r, const verdict *v, bool in_brief);

/// "17 of 20": how many units met the target by themselves. To be freed.
char *target_share_text(const verdict *v);

/// What units are called: "replications" or "batches".
const char *results_unit_name(const results *r);

/// A verdict on one target in one scheme, whether it applies there or not.
verdict results_judge(const results *r, const target *t, size_t scheme);

/// Influence values of a score.
size_t results_score_parts(const results *r);

/// The score of a scheme and its influence values; NaN when a criterion is undefined there.
estimate results_score_influence(const results *r, size_t scheme, double confidence, double *influence);

#endif
