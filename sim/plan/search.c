#include "plan/search.h"

#include <math.h>

enum { TRIALS_MAX = 200 };

#define COUNT_MAX          1e7
#define CALLS_OF_A_TRIAL   400000.0 ///< so many make intervals narrow
#define REPLICATIONS_LEAST 8.0
#define REPLICATIONS_MOST  400.0

typedef struct trial {
    double count;
    measured with;
} trial;

typedef struct search {
    const busy_hour *hour;
    const plan_search *how;
    double target;
    uint32_t replications;
    trial trials[TRIALS_MAX]; ///< each number once
    size_t trial_count;
} search;

/// What is asked of a number that is tried.
typedef enum question {
    NOT_SURELY_MISSED, ///< the interval reaches the target
    MET,               ///< the mean does
    SURELY_MET,        ///< the whole interval does
} question;

static bool is_at_least(const search *x) {
    return x->hour->part == PART_SEATS;
}

static uint32_t replications_of(const busy_hour *b, const plan_search *how) {
    double an_hour = b->agent_calls + (b->part == PART_SEATS ? 0 : b->automatic_calls);
    double calls = an_hour * (1 + busy_hour_warmup(b) / 3600);
    double count = fmax(REPLICATIONS_LEAST, fmin(REPLICATIONS_MOST, ceil(CALLS_OF_A_TRIAL / calls)));
    return how->replications > 0 ? how->replications : (uint32_t)count;
}

static measured measure(const search *x, const results *r) {
    const char *name = is_at_least(x) ? "connection_rate_within" : "blocking_rate";
    double c = x->how->confidence;
    return (measured){.value = results_estimate(r, 0, 0, results_metric(r, name), c),
                      .occupancy = results_estimate(r, 0, 0, results_metric(r, "occupancy"), c).mean,
                      .mean_wait = results_estimate(r, 0, 0, results_metric(r, "mean_wait"), c).mean};
}

static bool simulate(const search *x, double count, measured *out, input_error *err) {
    scenario_file *file = NULL;
    results r = {0};
    const size_t baseline = 0;
    if (!busy_hour_load(x->hour, count, &file, err))
        return false;
    experiment e = {.file = file,
                    .schemes = &baseline,
                    .scheme_count = 1,
                    .replications = x->replications,
                    .seed = x->how->seed,
                    .jobs = x->how->jobs,
                    .cancelled = x->how->cancelled,
                    .cancel_context = x->how->cancel_context};
    bool good = experiment_run(&e, &r, err);
    if (good && r.partial)
        good = runtime_error_set(err, NULL, "interrupted");
    if (good)
        *out = measure(x, &r);
    results_free(&r);
    scenario_file_free(file);
    return good;
}

/// NULL, and `err` set, when it cannot be told.
static const trial *trial_of(search *x, double count, input_error *err) {
    for (size_t i = 0; i < x->trial_count; i++)
        if (fabs(x->trials[i].count - count) < 0.5)
            return &x->trials[i];
    trial *t = &x->trials[x->trial_count];
    if (x->trial_count == TRIALS_MAX) {
        (void)input_error_set(err, NULL, 0, NULL, "no number was found within %d tries", TRIALS_MAX);
        return NULL;
    }
    t->count = count;
    if (!simulate(x, count, &t->with, err))
        return NULL;
    x->trial_count++;
    return t;
}

/// By how much the answer is yes; below 0: no.
static double margin_of(const search *x, const estimate *e, question q) {
    double sign = is_at_least(x) ? 1 : -1, margin = sign * (e->mean - x->target);
    double width = isnan(e->half_width) ? 0 : e->half_width;
    switch (q) {
    case NOT_SURELY_MISSED:
        return margin + width;
    case MET:
        return margin;
    case SURELY_MET:
        break;
    }
    return margin - width;
}

/// A number and by how much it meets what is asked.
typedef struct point {
    double count, margin;
} point;

/// Nothing at all meets no target.
static bool ask(search *x, double count, question q, point *out, input_error *err) {
    const trial *t = count < 1 ? NULL : trial_of(x, count, err);
    *out = (point){count, t ? margin_of(x, &t->with.value, q) : -1};
    return t || count < 1;
}

/// From `from` in growing steps to where the answer is the other: `no` and `yes` bracket.
static bool bracket(search *x, question q, point from, point *no, point *yes, input_error *err) {
    bool answer = from.margin >= 0;
    double step = fmax(1, floor(sqrt(from.count) / 8));
    point at = from;
    while ((at.margin >= 0) == answer) {
        *(answer ? yes : no) = at;
        double next = answer ? fmax(0, at.count - step) : at.count + step;
        if (next > COUNT_MAX)
            return input_error_set(err, NULL, 0, NULL, "cannot be reached: not even with %.0f", COUNT_MAX);
        if (!ask(x, next, q, &at, err))
            return false;
        step *= 2;
    }
    *(answer ? no : yes) = at;
    return true;
}

/// Between the two: where a straight line says, in turns with the middle, since margins are nearly straight.
static double between(point no, point yes, bool straight) {
    double width = yes.count - no.count;
    double share = straight ? -no.margin / (yes.margin - no.margin) : 0.5;
    return no.count + fmax(1, fmin(width - 1, floor(width * share)));
}

/// The smallest number of which `q` holds.
static bool smallest_find(search *x, question q, double guess, double *out, input_error *err) {
    point first, no = {0}, yes = {0}, middle;
    if (!ask(x, fmax(1, guess), q, &first, err) || !bracket(x, q, first, &no, &yes, err))
        return false;
    for (bool straight = true; yes.count - no.count > 1; straight = !straight) {
        if (!ask(x, between(no, yes, straight), q, &middle, err))
            return false;
        *(middle.margin >= 0 ? &yes : &no) = middle;
    }
    *out = yes.count;
    return true;
}

/// How many numbers the interval at `count` reaches over, as the step from the number before shows.
static double reach_of(search *x, double count, input_error *err) {
    point here, before;
    if (!ask(x, count, MET, &here, err) || !ask(x, count - 1, MET, &before, err))
        return 0;
    double width = here.margin - margin_of(x, &trial_of(x, count, err)->with.value, SURELY_MET);
    return fmin(floor(count / 2), floor(width / fmax(1e-12, here.margin - before.margin)));
}

static bool ends_find(search *x, plan_count *out, input_error *err) {
    double reach = reach_of(x, out->count, err);
    return smallest_find(x, NOT_SURELY_MISSED, out->count - reach, &out->low, err) &&
           smallest_find(x, SURELY_MET, out->count + reach, &out->high, err);
}

bool search_run(const busy_hour *b, const plan_search *how, double bound, double guess, plan_count *out,
                measured *with, uint32_t *tries, input_error *err) {
    search x = {.hour = b, .how = how, .target = bound, .replications = replications_of(b, how)};
    bool good = smallest_find(&x, MET, fmax(1, guess), &out->count, err) && ends_find(&x, out, err);
    *tries += (uint32_t)x.trial_count;
    if (!good)
        return false;
    *with = trial_of(&x, out->count, err)->with;
    out->reached = with->value;
    out->replications = x.replications;
    return true;
}
