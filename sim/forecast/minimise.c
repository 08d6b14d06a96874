#include "forecast/minimise.h"

#include <gsl/gsl_multimin.h>
#include <math.h>

#include "base/check.h"

enum { ITERATIONS_MAX = 400, GRID = 4 };

static const double huge_value = 1e300;

typedef struct search {
    minimise_function *function;
    const void *context;
    const share_range *ranges;
    size_t count, free_count;
    size_t free_ones[MINIMISE_SHARES_MAX];
    double *shares;
} search;

/// The simplex moves over all numbers: a share is low + (high - low) sin^2 of one, so that the bounds can be
/// reached.
static double share_of(const share_range *r, double x) {
    double s = sin(x);
    return r->low + (r->high - r->low) * s * s;
}

static double value_now(const search *q) {
    double value = q->function(q->shares, q->context);
    return isfinite(value) ? fmin(value, huge_value) : huge_value;
}

static double value_at(const gsl_vector *x, void *context) {
    const search *q = context;
    for (size_t i = 0; i < q->free_count; i++)
        q->shares[q->free_ones[i]] = share_of(&q->ranges[q->free_ones[i]], gsl_vector_get(x, i));
    return value_now(q);
}

/// Angles of the grid point `index`, whose digits to the base GRID say which of the steps in each direction.
static void grid_point(const search *q, size_t index, gsl_vector *x) {
    for (size_t i = 0; i < q->free_count; i++, index /= GRID)
        gsl_vector_set(x, i, M_PI_2 * ((double)(index % GRID) + 0.5) / GRID);
}

static void grid_search(search *q, gsl_vector *best) {
    size_t points = 1;
    double least = INFINITY;
    gsl_vector *x = gsl_vector_alloc(q->free_count);
    for (size_t i = 0; i < q->free_count; i++)
        points *= GRID;
    for (size_t i = 0; i < points; i++) {
        grid_point(q, i, x);
        double value = value_at(x, q);
        if (value < least) {
            least = value;
            (void)gsl_vector_memcpy(best, x);
        }
    }
    gsl_vector_free(x);
}

static void descend(search *q, gsl_vector *x) {
    gsl_multimin_function f = {.f = value_at, .n = q->free_count, .params = q};
    gsl_multimin_fminimizer *m =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, q->free_count);
    gsl_vector *steps = gsl_vector_alloc(q->free_count);
    gsl_vector_set_all(steps, M_PI_2 / GRID / 2);
    (void)gsl_multimin_fminimizer_set(m, &f, x, steps);
    for (int i = 0; i < ITERATIONS_MAX && gsl_multimin_fminimizer_size(m) > 1e-7; i++)
        if (gsl_multimin_fminimizer_iterate(m) != GSL_SUCCESS)
            break;
    (void)value_at(gsl_multimin_fminimizer_x(m), q);
    gsl_vector_free(steps);
    gsl_multimin_fminimizer_free(m);
}

void minimise_shares(minimise_function *function, const void *context, const share_range *ranges,
                     size_t count, double *shares) {
    SIM_REQUIRE(count <= MINIMISE_SHARES_MAX);
    search q = {.function = function, .context = context, .ranges = ranges, .count = count, .shares = shares};
    for (size_t i = 0; i < count; i++) {
        shares[i] = ranges[i].low;
        if (ranges[i].low < ranges[i].high)
            q.free_ones[q.free_count++] = i;
    }
    if (q.free_count == 0)
        return;
    gsl_vector *x = gsl_vector_alloc(q.free_count);
    grid_search(&q, x);
    descend(&q, x);
    gsl_vector_free(x);
}
