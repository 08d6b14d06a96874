#include "random/law_table.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"

static law_table *table_new(law_tables *tables, size_t count) {
    SIM_REQUIRE(count > 0);
    tables->items = memory_resize(tables->items, tables->count + 1, sizeof(law_table *));
    law_table *t = memory_new(1, sizeof *t);
    t->count = count;
    tables->items[tables->count++] = t;
    return t;
}

/// Probabilities from weights: weights[i] by itself, or with its right neighbour when `pairs`. NULL: all
/// alike.
static void choices_fill(law_table *t, const double *weights, bool pairs) {
    double sum = 0;
    t->cumulative = memory_new(t->count, sizeof *t->cumulative);
    for (size_t i = 0; i < t->count; i++) {
        double right = pairs && weights ? weights[i + 1] : 0;
        sum += weights ? weights[i] + right : 1;
        t->cumulative[i] = sum;
    }
    for (size_t i = 0; i < t->count; i++)
        t->cumulative[i] /= sum;
}

static double probability(const law_table *t, size_t i) {
    return t->cumulative[i] - (i ? t->cumulative[i - 1] : 0);
}

/// The choice that a uniform number makes: the first whose cumulative probability reaches it.
static size_t choose(const law_table *t, double unit) {
    size_t low = 0, high = t->count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->cumulative[middle] < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static law law_of(law_kind kind, const law_table *t) {
    return (law){.kind = kind, .table = t};
}

law law_triangular(double min, double mode, double max, law_tables *tables) {
    SIM_REQUIRE(min >= 0 && mode >= min && max >= mode && max > min);
    law_table *t = table_new(tables, 3);
    t->values = memory_new(3, sizeof *t->values);
    t->values[0] = min;
    t->values[1] = mode;
    t->values[2] = max;
    t->mean = (min + mode + max) / 3;
    return law_of(LAW_TRIANGULAR, t);
}

law law_hyperexponential(const double *weights, const double *means, size_t count, law_tables *tables) {
    law_table *t = table_new(tables, count);
    choices_fill(t, weights, false);
    t->values = memory_new(count, sizeof *t->values);
    for (size_t i = 0; i < count; i++) {
        SIM_REQUIRE(means[i] > 0);
        t->values[i] = means[i];
        t->mean += probability(t, i) * means[i];
    }
    return law_of(LAW_HYPEREXPONENTIAL, t);
}

// With p m1 = (1 - p) m2 = mean / 2: cv² = 1 / (2 p (1 - p)) - 1. Source: Tijms, A First Course in Stochastic
// Models, appendix B.
law law_hyperexponential_balanced(double mean, double cv, law_tables *tables) {
    SIM_REQUIRE(mean > 0 && cv > 1);
    double p = (1 + sqrt((cv * cv - 1) / (cv * cv + 1))) / 2;
    const double weights[] = {p, 1 - p}, means[] = {mean / (2 * p), mean / (2 * (1 - p))};
    return law_hyperexponential(weights, means, 2, tables);
}

typedef struct weighted_value {
    double value, weight;
} weighted_value;

static int weighted_value_compare(const void *a, const void *b) {
    double x = ((const weighted_value *)a)->value, y = ((const weighted_value *)b)->value;
    return (x > y) - (x < y);
}

static double empirical_mean(const law_table *t) {
    double sum = 0;
    for (size_t i = 0; i < t->count; i++)
        sum += probability(t, i) * (t->interpolated ? (t->values[i] + t->values[i + 1]) / 2 : t->values[i]);
    return sum;
}

law law_empirical(const double *values, const double *weights, size_t count, bool interpolate,
                  law_tables *tables) {
    SIM_REQUIRE(!interpolate || count >= 2);
    law_table *t = table_new(tables, interpolate ? count - 1 : count);
    weighted_value *sorted = memory_new(count, sizeof *sorted);
    double *ordered = memory_new(count, sizeof *ordered);
    for (size_t i = 0; i < count; i++) {
        SIM_REQUIRE(values[i] >= 0);
        sorted[i] = (weighted_value){values[i], weights ? weights[i] : 1};
    }
    qsort(sorted, count, sizeof *sorted, weighted_value_compare);
    t->values = memory_new(count, sizeof *t->values);
    for (size_t i = 0; i < count; i++) {
        t->values[i] = sorted[i].value;
        ordered[i] = sorted[i].weight;
    }
    t->interpolated = interpolate;
    choices_fill(t, ordered, interpolate);
    t->mean = empirical_mean(t);
    free(ordered);
    free(sorted);
    return law_of(LAW_EMPIRICAL, t);
}

law law_mixture(const double *weights, const law *laws, size_t count, law_tables *tables) {
    law_table *t = table_new(tables, count);
    choices_fill(t, weights, false);
    t->laws = memory_new(count, sizeof *t->laws);
    for (size_t i = 0; i < count; i++) {
        t->laws[i] = laws[i];
        t->mean += probability(t, i) * law_mean(&laws[i]);
    }
    return law_of(LAW_MIXTURE, t);
}

double law_table_mean(const law *l) {
    return l->table->mean;
}

/// The inverse of the distribution function.
static double triangular_draw(const double *v, double unit) {
    double width = v[2] - v[0], left = v[1] - v[0], right = v[2] - v[1];
    if (unit * width < left)
        return v[0] + sqrt(unit * width * left);
    return v[2] - sqrt((1 - unit) * width * right);
}

static double empirical_draw(const law_table *t, stream *s) {
    size_t i = choose(t, stream_unit(s));
    return t->interpolated ? t->values[i] + (t->values[i + 1] - t->values[i]) * stream_unit(s) : t->values[i];
}

double law_table_draw(const law *l, stream *s) {
    const law_table *t = l->table;
    if (l->kind == LAW_TRIANGULAR)
        return triangular_draw(t->values, stream_unit(s));
    if (l->kind == LAW_EMPIRICAL)
        return empirical_draw(t, s);
    size_t i = choose(t, stream_unit(s));
    law chosen = l->kind == LAW_MIXTURE ? t->laws[i] : law_exponential(t->values[i]);
    return law_draw(&chosen, s);
}

void law_tables_free(law_tables *tables) {
    for (size_t i = 0; i < tables->count; i++) {
        free(tables->items[i]->cumulative);
        free(tables->items[i]->values);
        free(tables->items[i]->laws);
        free(tables->items[i]);
    }
    free(tables->items);
    *tables = (law_tables){0};
}
