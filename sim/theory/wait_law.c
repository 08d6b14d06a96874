#include "theory/wait_law.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_exp.h>
#include <math.h>

#include "base/check.h"
#include "theory/integral.h"
#include "theory/poisson.h"

/// 1 - load / servers: the product's rounding error is brought back before it matters.
static double slack_of(const erlang_system *s) {
    double load = s->rate * s->service, lost = fma(s->rate, s->service, -load);
    return ((s->servers - load) - lost) / s->servers;
}

/// e^-t - 1 + t, for small t too.
static double exp_less(double t) {
    return 0.5 * t * t * gsl_sf_exprel_2(-t);
}

/// The callers' own clock: (1 - e^(-phi u)) / phi, the mean time that a caller waits who is offered the wait
/// u.
static double patience_spent(const wait_law *w, double u) {
    double given_up = w->phi * u;
    return given_up > 0 ? -expm1(-given_up) / w->phi : u;
}

/// ln of x, given x - 1, which the caller may know better.
static double log_of(double x, double less_one) {
    return fabs(less_one) < 0.5 ? log1p(less_one) : log(x);
}

/// ln of the weight of the state with all places taken, relative to the one where nobody waits.
static double full_log(const wait_law *w) {
    double j = w->queue_max;
    if (j <= 0)
        return 0;
    if (isinf(j))
        return -INFINITY;
    if (w->phi <= 0)
        return j * log_of(w->r, -w->slack);
    double s = 1 / w->phi, n = s + j;
    return j * log_of(w->r * s / n, (-w->slack * s - j) / n) - s * log1p_less(j / s) - 0.5 * log1p(j / s) +
           stirling_rest(s) - stirling_rest(n);
}

/// The same, relative to the crowd's peak.
static double full_log_in_crowd(const wait_law *w) {
    if (isinf(w->queue_max))
        return -INFINITY;
    double s = 1 / w->phi, n = s + w->queue_max;
    return n * log1p_less((-w->slack * s - w->queue_max) / n) - 0.5 * log1p(w->queue_max / s) +
           stirling_rest(s) - stirling_rest(n);
}

wait_law wait_law_of(const erlang_system *s) {
    wait_law w = {.slack = slack_of(s), .queue_max = s->places - s->servers};
    w.r = s->rate * s->service / s->servers;
    w.phi = isinf(s->patience) ? 0 : s->service / s->servers / s->patience;
    bool overloaded = w.slack < 0 && w.queue_max > 0;
    // in this state as many arrive as leave or give up; without patience there is none
    double balance = w.phi > 0 ? -w.slack / w.phi : INFINITY;
    w.reference = !overloaded                           ? REFERENCE_SERVERS
                  : balance <= w.queue_max && w.phi > 0 ? REFERENCE_CROWD
                                                        : REFERENCE_FULL;
    switch (w.reference) {
    case REFERENCE_SERVERS:
        w.servers_weight = 1;
        w.full_weight = exp(full_log(&w));
        break;
    case REFERENCE_CROWD:
        w.origin = log1p(-w.slack) / w.phi;
        w.servers_weight = exp(log1p_less(-w.slack) / w.phi);
        w.full_weight = exp(full_log_in_crowd(&w));
        break;
    case REFERENCE_FULL:
        w.servers_weight = exp(-full_log(&w));
        w.full_weight = 1;
        break;
    }
    return w;
}

/// The deviance of s = 1 / phi from the mean (s + last) e^(-phi u).
static double deviance_of_servers(const wait_law *w, double last, double u) {
    double s = 1 / w->phi, difference = last * exp(-w->phi * u) - patience_spent(w, u);
    // a mean near 0 is known by its logarithm only
    return difference > -0.5 * s ? deviance(s, difference) : u - s * log1p(last / s) + difference;
}

/// ln of r y^(J-1) / (J-1)! e^-u / q(J), with which callers are offered the wait u by the last place: but for
/// the first factor a binomial probability, written as C. Loader does.
static double last_place_log(const wait_law *w, double u) {
    double last = w->queue_max - 1, s = 1 / w->phi;
    if (w->phi <= 0)
        return poisson_log(last, u);
    double places = log1p(w->queue_max * w->phi);
    if (last < 1)
        return places - u;
    return places - deviance(last, patience_spent(w, u) * (1 + last * w->phi) - last) -
           deviance_of_servers(w, last, u) + 0.5 * log1p(last / s) - 0.5 * log(2 * M_PI * last) +
           stirling_rest(s + last) - stirling_rest(s) - stirling_rest(last);
}

/// ln of e^(y-u), from numbers of one sign.
static double growth_log(const wait_law *w, double u) {
    double drift = w->phi > 0 ? w->r * exp_less(w->phi * u) / w->phi : 0;
    return -w->slack * u - drift;
}

/// ln of e^-u sum_{j<J} y^j / j!, relative to the weight of all places taken.
static double density_full_log(const wait_law *w, double u, double y) {
    double count = w->queue_max;
    // far from the last place the sum is nearly e^y, and the factors below are nearly inverse to each other
    if (y < fmax(count / 2, count - 6 * sqrt(count)))
        return growth_log(w, u) - full_log(w) + poisson_log_less(count, y);
    bool is_near = y < count + fmax(1, 0.05 * count);
    double places =
        is_near ? poisson_log_less(count, y) - poisson_log(count - 1, y) : log1p(poisson_below(count - 1, y));
    return last_place_log(w, u) - log1p(-w->slack) + places;
}

/// ln of e^-u sum_{j<J} y^j / j!, relative to the reference. `from_origin` is u - origin.
static double density_log(const wait_law *w, double u, double from_origin) {
    double y = w->r * patience_spent(w, u);
    switch (w->reference) {
    case REFERENCE_SERVERS:
        return growth_log(w, u) + poisson_log_less(w->queue_max, y);
    case REFERENCE_CROWD:
        return -exp_less(w->phi * from_origin) / w->phi + poisson_log_less(w->queue_max, y);
    case REFERENCE_FULL:
        return u > 0 ? density_full_log(w, u, y) : -full_log(w);
    }
    SIM_UNREACHABLE();
}

typedef struct weighted {
    const wait_law *law;
    wait_part part;
} weighted;

static double weighted_log(double from_origin, const void *context) {
    const weighted *x = context;
    const wait_law *w = x->law;
    double u = from_origin + w->origin;
    if (u < 0 || (u <= 0 && (x->part == WAIT_SPENT || x->part == WAIT_OF_SERVED)))
        return -INFINITY;
    double density = density_log(w, u, from_origin);
    switch (x->part) {
    case WAIT_ALL:
        return density;
    case WAIT_SPENT:
        return density + log(patience_spent(w, u));
    case WAIT_SERVED:
        return density - w->phi * u;
    case WAIT_OF_SERVED:
        return density - w->phi * u + log(u);
    }
    SIM_UNREACHABLE();
}

/// Erlang C, where waits are exponential.
static double exponential_integral(const wait_law *w, wait_part part, double until) {
    switch (part) {
    case WAIT_ALL:
    case WAIT_SERVED:
        return -expm1(-w->slack * until) / w->slack;
    case WAIT_SPENT:
    case WAIT_OF_SERVED:
        SIM_ASSERT(isinf(until));
        return 1 / (w->slack * w->slack);
    }
    SIM_UNREACHABLE();
}

double wait_integral(const wait_law *w, wait_part part, double until) {
    if (w->queue_max <= 0 || until <= 0)
        return 0;
    if (w->phi <= 0 && isinf(w->queue_max))
        return exponential_integral(w, part, until);
    weighted x = {.law = w, .part = part};
    double from = -w->origin;
    return log_concave_integral(weighted_log, &x, from, until + from, 1 / (1 + w->phi + w->r));
}
