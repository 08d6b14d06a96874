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

static bool holds(const search *x, const estimate *e, question q) {
    double sign = is_at_least(x) ? 1 : -1, margin = sign * (e->mean - x->target);
    double width = isnan(e->half_width) ? 0 : e->half_width;
    switch (q) {
    case NOT_SURELY_MISSED:
        return margin + width >= 0;
    case MET:
        return margin >= 0;
    case SURELY_MET:
        break;
    }
    return margin - width >= 0;
}

static bool ask(search *x, double count, question q, bool *answer, input_error *err) {
    const trial *t = count < 1 ? NULL : trial_of(x, count, err);
    *answer = t && holds(x, &t->with.value, q);
    return t || count < 1;
}

/// From `from`, where the answer is `answer`, in growing steps to where it is the other: *no and *yes
/// bracket.
static bool bracket(search *x, question q, double from, bool answer, double *no, double *yes,
                    input_error *err) {
    double at = from, step = fmax(1, floor(sqrt(from) / 8));
    bool now = answer;
    while (now == answer) {
        *(answer ? yes : no) = at;
        at = answer ? fmax(0, at - step) : at + step;
        if (at > COUNT_MAX)
            return input_error_set(err, NULL, 0, NULL, "cannot be reached: not even with %.0f", COUNT_MAX);
        if (!ask(x, at, q, &now, err))
            return false;
        step *= 2;
    }
    *(answer ? no : yes) = at;
    return true;
}

/// The smallest number of which `q` holds.
static bool smallest_find(search *x, question q, double guess, double *out, input_error *err) {
    bool answer = false;
    double no = 0, yes = guess;
    if (!ask(x, guess, q, &answer, err) || !bracket(x, q, guess, answer, &no, &yes, err))
        return false;
    while (yes - no > 1) {
        double middle = floor(no + (yes - no) / 2);
        if (!ask(x, middle, q, &answer, err))
            return false;
        *(answer ? &yes : &no) = middle;
    }
    *out = yes;
    return true;
}

bool search_run(const busy_hour *b, const plan_search *how, double bound, double guess, plan_count *out,
                measured *with, uint32_t *tries, input_error *err) {
    search x = {.hour = b, .how = how, .target = bound, .replications = replications_of(b, how)};
    bool good = smallest_find(&x, MET, fmax(1, guess), &out->count, err) &&
                smallest_find(&x, NOT_SURELY_MISSED, out->count, &out->low, err) &&
                smallest_find(&x, SURELY_MET, out->count, &out->high, err);
    *tries += (uint32_t)x.trial_count;
    if (!good)
        return false;
    *with = trial_of(&x, out->count, err)->with;
    out->reached = with->value;
    out->replications = x.replications;
    return true;
}
