#include "cli/fit/trial.h"

#include <math.h>
#include <string.h>

#include <hotline/experiment.h>

#include "cli/interrupt.h"
#include "cli/progress.h"

const trial_name *trial_name_of(trial_measure m) {
    static const trial_name names[] = {{"calls", "calls a day", ""},
                                       {"waited", "waited", "%"},
                                       {"gave_up", "gave up", "%"},
                                       {"mean_wait", "mean wait", "s"},
                                       {"asa", "ASA", "s"}};
    return &names[m];
}

bool trial_fits(const trial_value *v) {
    return fabs(v->observed - v->simulated) <= v->half_width;
}

bool trial_predicts(const trial *t, trial_measure m) {
    bool is_share = m == TRIAL_WAITED || m == TRIAL_GAVE_UP;
    return t->held_out || !((t->calibrated == FIT_TO_SHARES && is_share) ||
                            (t->calibrated == FIT_TO_WAITS && m == TRIAL_MEAN_WAIT));
}

void trial_count(const trial *t, bool predicted, size_t *fitting, size_t *all) {
    *fitting = *all = 0;
    for (size_t i = 0; i < t->hour_count; i++)
        for (trial_measure m = 0; m < t->measure_count; m++) {
            if (trial_predicts(t, m) != predicted)
                continue;
            const trial_value *v = &t->hours[i].values[m];
            bool is_known = !isnan(v->observed) && !isnan(v->half_width);
            *all += is_known;
            *fitting += is_known && trial_fits(v);
        }
}

static size_t weekdays_open(const fit *f) {
    size_t open = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        open += f->weekday_days[k] > 0;
    return open;
}

bool trial_is_enough(const fit_class *c, size_t from, size_t to) {
    enum { ENOUGH = 30 };
    double asked = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        for (size_t hour = from; hour < to; hour++)
            asked += c->hours[k][hour].asked;
    return asked >= ENOUGH;
}

fit_observed trial_observed(const fit *f, const fit_class *c, size_t from, size_t to) {
    fit_observed sum = {0};
    for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
        if (f->weekday_days[k] == 0)
            continue;
        double share = 1 / (double)f->weekday_days[k];
        for (size_t hour = from; hour < to; hour++) {
            const fit_observed *o = &c->hours[k][hour];
            sum.offered += share * o->offered;
            sum.asked += share * o->asked;
            sum.waited += share * o->waited;
            sum.answered += share * o->answered;
            sum.abandoned += share * o->abandoned;
            sum.wait_answered += share * o->wait_answered;
            sum.wait_abandoned += share * o->wait_abandoned;
        }
    }
    return sum;
}

static double observed_value(const fit_observed *o, trial_measure m, double days) {
    switch (m) {
    case TRIAL_CALLS:
        return o->offered / days;
    case TRIAL_WAITED:
        return o->waited / o->asked;
    case TRIAL_GAVE_UP:
        return o->abandoned / o->asked;
    case TRIAL_MEAN_WAIT:
        return (o->wait_answered + o->wait_abandoned) / o->asked;
    case TRIAL_ASA:
        return o->wait_answered / o->answered;
    case TRIAL_MEASURES:
        break;
    }
    return NAN;
}

/// Whose calls, of which hours of the day.
typedef struct observation {
    const fit *fit;
    const fit_class *of;
    size_t from, to;
} observation;

static void row_fill(trial_row *row, const trial *t, const results *r, size_t scope, const observation *from,
                     double confidence) {
    static const char *const names[] = {"offered", "delay_probability", "abandonment_rate", "mean_wait",
                                        "asa"};
    fit_observed o = trial_observed(from->fit, from->of, from->from, from->to);
    double days = (double)weekdays_open(from->fit);
    for (trial_measure m = 0; m < t->measure_count; m++) {
        trial_value *v = &row->values[m];
        estimate e = results_estimate(r, 0, scope, results_metric(r, names[m]), confidence);
        double scale = m == TRIAL_CALLS ? 1 / days : 1;
        v->observed = m == TRIAL_CALLS || trial_is_enough(from->of, from->from, from->to)
                          ? observed_value(&o, m, days)
                          : NAN;
        v->simulated = e.mean * scale;
        // of a mean of `repeats` more such weeks, as the log is one; and of those that the scenario is from
        v->half_width = e.half_width * scale *
                        sqrt(1 + r->replications / t->repeats + r->replications / t->fitted_repeats);
    }
}

/// The class of the same type; one without calls where there is none.
static const fit_class *type_find(const fit *in, const char *type) {
    static const fit_class none = {0};
    for (size_t i = 0; i < in->type_count; i++)
        if (strcmp(in->types[i].type, type) == 0)
            return &in->types[i];
    return &none;
}

static void rows_fill(trial *t, const fit *fitted, const fit *f, const results *r, double confidence) {
    const layout *l = scenario_layout(scenario_scheme(r->file, 0));
    observation all = {f, &f->all, 0, FIT_HOURS};
    t->all.hour = -1;
    row_fill(&t->all, t, r, 0, &all, confidence);
    for (size_t hour = 0; hour < FIT_HOURS; hour++) {
        observation one = {f, &f->all, hour, hour + 1};
        if (!(trial_observed(f, &f->all, hour, hour + 1).offered > 0))
            continue;
        trial_row *row = &t->hours[t->hour_count++];
        row->hour = (int)hour;
        row_fill(row, t, r, metric_scope_interval(&r->scopes[0], (uint32_t)hour), &one, confidence);
    }
    for (size_t i = 0; i < fitted->type_count && fitted->type_count > 1; i++) {
        observation one = {f, type_find(f, fitted->types[i].type), 0, FIT_HOURS};
        trial_row *row = &t->classes[t->class_count++];
        *row = (trial_row){.name = fitted->types[i].name, .hour = -1};
        for (uint32_t k = 0; k < l->class_count; k++)
            if (strcmp(l->classes[k].name, row->name) == 0)
                row_fill(row, t, r, metric_scope_class(&r->scopes[0], k), &one, confidence);
    }
}

bool trial_simulate(const scenario_file *file, const options *o, uint32_t replications, uint64_t seed,
                    results *r, input_error *err) {
    progress bar;
    const size_t baseline = 0;
    experiment e = {
        .file = file,
        .schemes = &baseline,
        .scheme_count = 1,
        .replications = replications,
        .seed = seed,
        .jobs = o->jobs,
        .progress = progress_show,
        .progress_context = &bar,
        .cancelled = interrupt_cancelled,
    };
    progress_begin(&bar);
    bool ran = experiment_run(&e, r, err);
    progress_end(&bar);
    if (ran && r->partial) {
        results_free(r);
        return runtime_error_set(err, NULL, "interrupted");
    }
    return ran;
}

static double repeats_of(const fit *f) {
    return (double)f->day_count / (double)weekdays_open(f);
}

bool trial_run(trial *t, const fit *fitted, const fit *seen, const scenario_file *file, const options *o,
               input_error *err) {
    results r;
    uint32_t replications = o->replications ? o->replications : scenario_file_replications(file);
    *t = (trial){.replications = replications,
                 .measure_count = fitted->waits_known ? TRIAL_MEASURES : TRIAL_CALLS + 1,
                 .held_out = seen != fitted,
                 .calibrated = fitted->teams[0].calibrated,
                 .repeats = repeats_of(seen),
                 .fitted_repeats = seen == fitted ? INFINITY : repeats_of(fitted)};
    if (!trial_simulate(file, o, replications, scenario_file_seed(file), &r, err))
        return false;
    rows_fill(t, fitted, seen, &r, o->confidence);
    results_free(&r);
    return true;
}
