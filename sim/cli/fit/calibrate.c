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
    double asked, seconds; ///< of all of them together
    bool is_enough;        ///< to be told from chance
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

static void results_wait(const fit *f, const results *r, waits *out) {
    const layout *l = scenario_layout(scenario_scheme(r->file, 0));
    const metric *asked = results_metric(r, "asked_for_agent"), *mean = results_metric(r, "mean_wait");
    *out = (waits){0};
    for (size_t i = 0; i < f->type_count; i++)
        for (uint32_t hour = 0; hour < FIT_HOURS; hour++) {
            size_t scope = metric_scope_interval_class(&r->scopes[0], hour, class_find(l, f->types[i].name));
            double callers = results_estimate(r, 0, scope, asked, 0.95).mean;
            double seconds = results_estimate(r, 0, scope, mean, 0.95).mean;
            wait *w = &out->at[f->types[i].team][hour];
            w->asked += callers > 0 ? callers : 0;
            w->seconds += callers > 0 && seconds > 0 ? callers * seconds : 0;
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

static double mean_of(const wait *w) {
    return w->asked > 0 ? w->seconds / w->asked : 0;
}

/// By how many seconds the mean waits are off, on average over callers.
static double distance(const waits *observed, const waits *simulated, size_t teams) {
    double off = 0, asked = 0;
    for (size_t team = 0; team < teams; team++)
        for (size_t hour = 0; hour < FIT_HOURS; hour++) {
            const wait *seen = &observed->at[team][hour];
            if (!seen->is_enough)
                continue;
            off += seen->asked * fabs(mean_of(&simulated->at[team][hour]) - mean_of(seen));
            asked += seen->asked;
        }
    return asked > 0 ? off / asked : 0;
}

/// One step nearer. Waits of a few seconds are as good as none: both have two seconds more.
static void factors_move(fit *f, const waits *observed, const waits *simulated, size_t round) {
    static const double little = 2, least = 0.85, most = 1.18, range = 4;
    double power = 1 / (4 + 0.5 * (double)round);
    for (size_t team = 0; team < f->team_count; team++)
        for (size_t hour = 0; hour < FIT_HOURS; hour++) {
            const wait *seen = &observed->at[team][hour];
            if (!seen->is_enough)
                continue;
            double ratio = (mean_of(&simulated->at[team][hour]) + little) / (mean_of(seen) + little);
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
    waits observed, simulated;
    factors best;
    double least = INFINITY;
    observe(f, &observed);
    for (size_t round = 0; round < ROUNDS; round++) {
        if (!simulate(f, q, o, &simulated, err))
            return false;
        double off = distance(&observed, &simulated, f->team_count);
        if (off < least)
            factors_copy(f, &best);
        least = fmin(least, off);
        factors_move(f, &observed, &simulated, round);
    }
    for (size_t team = 0; team < f->team_count; team++) {
        memcpy(f->teams[team].factors, best.at[team], sizeof best.at[team]);
        f->teams[team].calibrated = true;
    }
    return true;
}
