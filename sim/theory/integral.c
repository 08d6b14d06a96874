#include "theory/integral.h"

#include <gsl/gsl_integration.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"

/// What is this many nats below the peak is left out: e^-45 = 3e-20.
static const double depth = 45;
/// A peak this low, in nats, is none: the integral is too small for a double.
static const double nothing = -1000;
enum { POINTS = 20, SEARCH_STEPS = 200, PANELS_MAX = 200, GRADES_MAX = 64 };

typedef struct integrand {
    log_function f;
    const void *context;
    double peak;  ///< ln f there
    double whole; ///< the integral, roughly, as a multiple of f at the peak
    int budget;   ///< panels that may still be halved
    gsl_integration_glfixed_table *table;
} integrand;

static double log_at(const integrand *g, double x) {
    return g->f(x, g->context);
}

/// A point beyond which f only falls: from `from` on in growing steps.
static double end_find(const integrand *g, double from, double scale) {
    double last = log_at(g, from + scale), width = scale;
    while (isfinite(from + 2 * width)) {
        width *= 2;
        double now = log_at(g, from + width);
        if (now < last - depth)
            break;
        last = now;
    }
    return from + width;
}

/// A point where f is largest, or less than a tenth of a nat below: by thirds, since it has one peak.
static double peak_find(const integrand *g, double low, double high) {
    double at_low = log_at(g, low), at_high = log_at(g, high);
    for (int i = 0; i < SEARCH_STEPS; i++) {
        double left = low + (high - low) / 3, right = high - (high - low) / 3;
        double at_left = log_at(g, left), at_right = log_at(g, right);
        if (fmin(at_low, at_high) > fmax(at_left, at_right) - 0.05)
            break;
        if (at_left < at_right) {
            low = left;
            at_low = at_left;
        } else {
            high = right;
            at_high = at_right;
        }
    }
    return low + (high - low) / 2;
}

/// The point between `inside` and `outside` from which on f is next to nothing; `outside` when it never is.
static double bound_find(const integrand *g, double inside, double outside) {
    if (log_at(g, outside) > g->peak - depth)
        return outside;
    for (int i = 0; i < SEARCH_STEPS; i++) {
        double middle = inside + (outside - inside) / 2;
        double here = log_at(g, middle);
        if (here > g->peak - depth)
            inside = middle;
        else
            outside = middle;
        if (here > g->peak - 1.2 * depth && here <= g->peak - depth)
            break;
    }
    return outside;
}

static double panel(const integrand *g, double from, double to) {
    double sum = 0;
    for (size_t i = 0; i < POINTS; i++) {
        double x = 0, weight = 0;
        (void)gsl_integration_glfixed_point(from, to, i, &x, &weight, g->table);
        sum += weight * exp(log_at(g, x) - g->peak);
    }
    return sum;
}

/// Halves the panel until halving changes next to nothing, of itself or of the whole; the halves are then
/// exact, for the error of 20 points falls by 2^40 with each halving. The budget is spent only where rounding
/// makes f rough: there more panels would not help.
static double refine(integrand *g, double from, double to, double known) {
    double middle = from + (to - from) / 2;
    double left = panel(g, from, middle), right = panel(g, middle, to);
    if (g->budget-- <= 0 || fabs(left + right - known) <= 1e-12 * known + 1e-16 * g->whole)
        return left + right;
    return refine(g, from, middle, left) + refine(g, middle, to, right);
}

/// The integral over [low, high] as a multiple of f at the peak. The first panels grow from `scale` on, so
/// that what f does at the begin is not overlooked.
static double graded(integrand *g, double low, double high, double scale) {
    double known[GRADES_MAX], ends[GRADES_MAX], sum = 0;
    size_t count = 0;
    for (double from = low; from < high && count < GRADES_MAX; count++) {
        ends[count] = count + 1 < GRADES_MAX ? fmin(high, from + scale) : high;
        known[count] = panel(g, from, ends[count]);
        g->whole += known[count];
        from = ends[count];
        scale *= 4;
    }
    for (size_t i = 0; i < count; i++)
        sum += refine(g, i ? ends[i - 1] : low, ends[i], known[i]);
    return sum;
}

double log_concave_integral(log_function f, const void *context, double from, double to, double scale) {
    integrand g = {.f = f, .context = context, .budget = PANELS_MAX};
    SIM_ASSERT(from < to && scale > 0);
    double end = isinf(to) ? end_find(&g, from, scale) : to;
    double peak = peak_find(&g, from, end);
    g.peak = log_at(&g, peak);
    if (g.peak < nothing)
        return 0;
    double low = bound_find(&g, peak, from), high = bound_find(&g, peak, end);
    g.table = gsl_integration_glfixed_table_alloc(POINTS);
    SIM_REQUIRE(g.table);
    double sum = graded(&g, low, high, scale);
    gsl_integration_glfixed_table_free(g.table);
    return sum * exp(g.peak);
}
