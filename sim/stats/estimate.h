/// Estimates over replications: pure functions on arrays, one number for each replication.
#ifndef STATS_ESTIMATE_H
#define STATS_ESTIMATE_H

#include <stddef.h>

/// A ratio of means over replications.
typedef struct ratio_estimate {
    double value;      ///< sum of numerators / sum of denominators; NaN when the denominators are 0 together
    double sd;         ///< between the replications' own ratios, where they are defined; NaN below two
    double half_width; ///< NaN below two replications
} ratio_estimate;

/// Quantile of Student's t that leaves (1 - confidence) / 2 above. 0 < confidence < 1; NaN when freedom is 0.
double student_quantile(double confidence, size_t freedom);

/// Sum of numerators / sum of denominators by the delta method. `influence`, count values, is filled:
/// (N_i - R D_i) / mean D, whose mean is 0 and whose variance / count is the estimator's. It may be NULL.
/// Source: Asmussen and Glynn, Stochastic Simulation (2007), III.3 and IV.4.
ratio_estimate estimate_ratio(const double *numerators, const double *denominators, size_t count,
                              double confidence, double *influence);

/// Sample variance of influence values, whose mean is 0 by construction; NaN below two.
double influence_variance(const double *influence, size_t count);

/// Half-width of the mean of `count` influence values.
double influence_half_width(const double *influence, size_t count, double confidence);

#endif
