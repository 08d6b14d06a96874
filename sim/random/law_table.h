/// Laws that are made of tables of values, or of other laws.
#ifndef RANDOM_LAW_TABLE_H
#define RANDOM_LAW_TABLE_H

#include <stddef.h>

#include "random/law.h"

/// Choices with their probabilities, and what is chosen. Never changed once it is made.
struct law_table {
    size_t count;
    double *cumulative; ///< of choices 0 .. i; the last is 1. NULL for triangular
    double *values;     ///< empirical: in order; hyperexponential: means; triangular: min, mode, max
    law *laws;          ///< mixture
    bool interpolated;  ///< empirical: choice i is anything from values[i] to values[i + 1], all alike
    double mean;
    uint64_t hash; ///< of the file that the values are from; 0: of none
};

/// The tables that laws of one scenario point to.
typedef struct law_tables {
    size_t count;
    law_table **items;
} law_tables;

/// Each makes a law whose table is added to `tables`. Weights are more than 0, and scaled to a sum of 1.
/// Triangular: 0 <= min <= mode <= max, min < max.
law law_triangular(double min, double mode, double max, law_tables *tables);
/// Exponential with means[i] > 0 in the share weights[i] of cases.
law law_hyperexponential(const double *weights, const double *means, size_t count, law_tables *tables);
/// Two branches that contribute the same to the mean ("balanced means"). mean > 0, cv > 1.
law law_hyperexponential_balanced(double mean, double cv, law_tables *tables);
/// The values themselves, >= 0, in any order; weights may be NULL: all alike. Interpolated (two values or
/// more): anything between neighbours, between each two in proportion to the sum of their weights.
law law_empirical(const double *values, const double *weights, size_t count, bool interpolate,
                  law_tables *tables);
/// laws[i] in the share weights[i] of cases.
law law_mixture(const double *weights, const law *laws, size_t count, law_tables *tables);

double law_table_mean(const law *l);
double law_table_draw(const law *l, stream *s);

void law_tables_free(law_tables *tables);

#endif
