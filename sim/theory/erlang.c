#include <hotline/theory.h>

#include "base/check.h"
#include "theory/poisson.h"
#include "theory/range.h"
#include "theory/wait_law.h"

bool erlang_check(const erlang_system *s, input_error *err) {
    if (!range_check(s, err))
        return false;
    if (!range_is_stable(s))
        return input_error_set(err, NULL, 0, NULL,
                               "%.15g servers cannot carry %.6g Erlang, %.6g calls a second of %.6g s: "
                               "the queue would grow for ever "
                               "(more servers, patience, or a limit of places would end that)",
                               s->servers, s->rate * s->service, s->rate, s->service);
    return true;
}

/// Weights of what an arrival may find, relative to the law's reference.
typedef struct weights {
    double free, waiting, full, sum;
} weights;

/// All weight is on free servers: the others are too small for a double.
static erlang_measures measures_idle(const erlang_system *s) {
    double load = s->rate * s->service;
    return (erlang_measures){
        .offered_load = load, .carried_load = load, .occupancy = load / s->servers, .service_level = 1};
}

static erlang_measures measures_of(const erlang_system *s, const wait_law *w, const weights *x) {
    double load = s->rate * s->service, unit = s->service / s->servers;
    double within = wait_integral(w, WAIT_SERVED, s->awt / unit),
           spent = wait_integral(w, WAIT_SPENT, INFINITY);
    double served = x->free + wait_integral(w, WAIT_SERVED, INFINITY);
    // a free server takes the next call: load * free is what is served by those who wait for calls, and all
    // servers are busy in the states above the one that this counts already
    double busy =
        load * (x->free / x->sum) + s->servers * ((x->waiting + x->full - w->servers_weight) / x->sum);
    return (erlang_measures){
        .offered_load = load,
        .carried_load = busy,
        .occupancy = busy / s->servers,
        .blocking = x->full / x->sum,
        .delay_probability = x->waiting / x->sum,
        .abandonment = w->phi * spent / x->sum,
        .service_level = (x->free + within) / x->sum,
        .mean_queue = w->r * spent / x->sum,
        .mean_wait = unit * spent / (x->free + x->waiting),
        .asa = unit * wait_integral(w, WAIT_OF_SERVED, INFINITY) / served,
    };
}

erlang_measures erlang_solve(const erlang_system *s) {
    SIM_REQUIRE(erlang_check(s, NULL));
    wait_law w = wait_law_of(s);
    weights x = {.free = poisson_below(s->servers, s->rate * s->service), .full = w.full_weight};
    if (isinf(x.free))
        return measures_idle(s);
    x.free *= w.servers_weight;
    x.waiting = wait_integral(&w, WAIT_ALL, INFINITY);
    x.sum = x.free + x.waiting + x.full;
    return measures_of(s, &w, &x);
}
