#define _POSIX_C_SOURCE 200809L // open_memstream

#include "cli/fit/calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool fitted_scenario_make(fitted_scenario *s, const fit *f, const fit_question *q, input_error *err) {
    *s = (fitted_scenario){0};
    FILE *memory = open_memstream(&s->text, &s->length);
    if (!memory)
        return runtime_error_set(err, NULL, "out of memory");
    fit_scenario_print(f, &q->assumed, memory);
    if (fclose(memory) != 0)
        return runtime_error_set(err, NULL, "out of memory");
    return scenario_parse(s->text, s->length, q->out, NULL, &s->file, err);
}

void fitted_scenario_free(fitted_scenario *s) {
    scenario_file_free(s->file);
    free(s->text);
    *s = (fitted_scenario){0};
}

enum { ROUNDS = 12, REPLICATIONS = 40 };

/// Of the callers of a team in an hour of the day.
typedef struct wait {
    double asked, waited, gave_up; ///< how many of them
    double seconds;                ///< that they waited together
    bool is_enough;                ///< to be told from chance
} wait;

typedef struct waits {
    wait at[FIT_TEAMS_MAX][FIT_HOURS];
} waits;

typedef struct factors {
    double at[FIT_TEAMS_MAX][FIT_HOURS];
} factors;

static void observe(const fit *f, waits *out) {
    *out = (waits){0};
    for (size_t i = 0; i < f->type_count; i++)
        for (size_t hour = 0; hour < FIT_HOURS; hour++) {
            wait *w = &out->at[f->types[i].team][hour];
            fit_observed o = trial_observed(f, &f->types[i], hour, hour + 1);
            w->asked += o.asked;
            w->waited += o.waited;
            w->gave_up += o.abandoned;
            w->seconds += o.wait_answered + o.wait_abandoned;
            w->is_enough = w->is_enough || trial_is_enough(&f->types[i], hour, hour + 1);
        }
}

/// The class of the scenario that a type became.
static uint32_t class_find(const layout *l, const char *name) {
    uint32_t k = 0;
    while (k + 1 < l->class_count && strcmp(l->classes[k].name, name) != 0)
        k++;
    return k;
}

/// A sum over replications; none of what nobody did.
static double sum_of(const results *r, size_t scope, const char *per_caller, double callers) {
    double share = results_estimate(r, 0, scope, results_metric(r, per_caller), 0.95).mean;
    return callers > 0 && share > 0 ? callers * share : 0;
}

static void results_wait(const fit *f, const results *r, waits *out) {
    const layout *l = scenario_layout(scenario_scheme(r->file, 0));
    const metric *asked = results_metric(r, "asked_for_agent");
    *out = (waits){0};
    for (size_t i = 0; i < f->type_count; i++)
        for (uint32_t hour = 0; hour < FIT_HOURS; hour++) {
            size_t scope = metric_scope_interval_class(&r->scopes[0], hour, class_find(l, f->types[i].name));
            double callers = results_estimate(r, 0, scope, asked, 0.95).mean;
            wait *w = &out->at[f->types[i].team][hour];
            w->asked += callers > 0 ? callers : 0;
            w->waited += sum_of(r, scope, "delay_probability", callers);
            w->gave_up += sum_of(r, scope, "abandonment_rate", callers);
            w->seconds += sum_of(r, scope, "mean_wait", callers);
        }
}

static bool simulate(const fit *f, const fit_question *q, const options *o, waits *out, input_error *err) {
    fitted_scenario s;
    results r;
    bool good = fitted_scenario_make(&s, f, q, err) &&
                trial_simulate(s.file, o, REPLICATIONS, scenario_file_seed(s.file) + 1, &r, err);
    if (good) {
        results_wait(f, &r, out);
        results_free(&r);
    }
    fitted_scenario_free(&s);
    return good;
}

/// What is to be as in the log: the mean wait, or the geometric mean of the shares of those who waited and
/// who gave up, so that where one comes out too small the other is too large by the same factor.
static double figure_of(const wait *w, fit_calibration to) {
    if (!(w->asked > 0))
        return 0;
    return (to == FIT_TO_WAITS ? w->seconds : sqrt(w->waited * w->gave_up)) / w->asked;
}

/// By how much the figures are off, on average over callers.
static double distance(const fit *f, fit_calibration to, const waits *observed, const waits *simulated) {
    double off = 0, asked = 0;
    for (size_t team = 0; team < f->team_count; team++)
        for (size_t hour = 0; hour < FIT_HOURS; hour++) {
            const wait *seen = &observed->at[team][hour];
            if (!seen->is_enough)
                continue;
            off += seen->asked * fabs(figure_of(&simulated->at[team][hour], to) - figure_of(seen, to));
            asked += seen->asked;
        }
    return asked > 0 ? off / asked : 0;
}

/// One step nearer. Waits of a few seconds, or shares of a percent, are as good as none: `little` is
/// added.
static void factors_move(fit *f, fit_calibration to, const waits *observed, const waits *simulated,
                         size_t round) {
    static const double least = 0.85, most = 1.18, range = 2;
    double little = to == FIT_TO_WAITS ? 2 : 0.01;
    double power = 1 / (2.5 + 0.5 * (double)round);
    for (size_t team = 0; team < f->team_count; team++)
        for (size_t hour = 0; hour < FIT_HOURS; hour++) {
            const wait *seen = &observed->at[team][hour];
            if (!seen->is_enough)
                continue;
            double ratio =
                (figure_of(&simulated->at[team][hour], to) + little) / (figure_of(seen, to) + little);
            double *factor = &f->teams[team].factors[hour];
            *factor *= fmin(fmax(pow(ratio, power), least), most);
            *factor = fmin(fmax(*factor, 1 / range), range);
        }
}

static void factors_copy(const fit *f, factors *to) {
    for (size_t team = 0; team < f->team_count; team++)
        memcpy(to->at[team], f->teams[team].factors, sizeof to->at[team]);
}

bool fit_calibrate(fit *f, const fit_question *q, const options *o, input_error *err) {
    enum { ENOUGH = 100 };
    fit_calibration to = f->all.abandoned >= ENOUGH ? FIT_TO_SHARES : FIT_TO_WAITS;
    waits observed, simulated;
    factors best = {0};
    double least = INFINITY;
    observe(f, &observed);
    for (size_t round = 0; round < ROUNDS; round++) {
        if (!simulate(f, q, o, &simulated, err))
            return false;
        double off = distance(f, to, &observed, &simulated);
        if (off < least)
            factors_copy(f, &best);
        least = fmin(least, off);
        factors_move(f, to, &observed, &simulated, round);
    }
    for (size_t team = 0; team < f->team_count; team++) {
        memcpy(f->teams[team].factors, best.at[team], sizeof best.at[team]);
        f->teams[team].calibrated = to;
    }
    return true;
}
