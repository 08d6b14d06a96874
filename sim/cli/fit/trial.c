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

void trial_count(const trial *t, size_t *fitting, size_t *all) {
    *fitting = *all = 0;
    for (size_t i = 0; i < t->hour_count; i++)
        for (size_t m = 0; m < t->measure_count; m++) {
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

/// So few calls say nothing of waits.
static bool is_enough(const fit_class *c, size_t from, size_t to) {
    enum { ENOUGH = 30 };
    double asked = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        for (size_t hour = from; hour < to; hour++)
            asked += c->hours[k][hour].asked;
    return asked >= ENOUGH;
}

/// Sums of a time as long as the scenario: each weekday counts once, by the mean of its days.
static fit_observed mean_of(const fit *f, const fit_class *c, size_t from, size_t to) {
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
    fit_observed o = mean_of(from->fit, from->of, from->from, from->to);
    double days = (double)weekdays_open(from->fit);
    for (trial_measure m = 0; m < t->measure_count; m++) {
        trial_value *v = &row->values[m];
        estimate e = results_estimate(r, 0, scope, results_metric(r, names[m]), confidence);
        double scale = m == TRIAL_CALLS ? 1 / days : 1;
        v->observed =
            m == TRIAL_CALLS || is_enough(from->of, from->from, from->to) ? observed_value(&o, m, days) : NAN;
        v->simulated = e.mean * scale;
        // of a mean of `repeats` more such weeks, as the log is one
        v->half_width = e.half_width * scale * sqrt(1 + r->replications / t->repeats);
    }
}

static void rows_fill(trial *t, const fit *f, const results *r, double confidence) {
    const layout *l = scenario_layout(scenario_scheme(r->file, 0));
    observation all = {f, &f->all, 0, FIT_HOURS};
    t->all.hour = -1;
    row_fill(&t->all, t, r, 0, &all, confidence);
    for (size_t hour = 0; hour < FIT_HOURS; hour++) {
        observation one = {f, &f->all, hour, hour + 1};
        if (!(mean_of(f, &f->all, hour, hour + 1).offered > 0))
            continue;
        trial_row *row = &t->hours[t->hour_count++];
        row->hour = (int)hour;
        row_fill(row, t, r, metric_scope_interval(&r->scopes[0], (uint32_t)hour), &one, confidence);
    }
    for (size_t i = 0; i < f->type_count && f->type_count > 1; i++) {
        observation one = {f, &f->types[i], 0, FIT_HOURS};
        trial_row *row = &t->classes[t->class_count++];
        *row = (trial_row){.name = f->types[i].name, .hour = -1};
        for (uint32_t k = 0; k < l->class_count; k++)
            if (strcmp(l->classes[k].name, row->name) == 0)
                row_fill(row, t, r, metric_scope_class(&r->scopes[0], k), &one, confidence);
    }
}

bool trial_run(trial *t, const fit *f, const scenario_file *file, const options *o, input_error *err) {
    progress bar;
    results r;
    const size_t baseline = 0;
    experiment e = {
        .file = file,
        .schemes = &baseline,
        .scheme_count = 1,
        .replications = o->replications ? o->replications : scenario_file_replications(file),
        .seed = scenario_file_seed(file),
        .jobs = o->jobs,
        .progress = progress_show,
        .progress_context = &bar,
        .cancelled = interrupt_cancelled,
    };
    *t = (trial){.replications = e.replications,
                 .measure_count = f->waits_known ? TRIAL_MEASURES : TRIAL_CALLS + 1};
    t->repeats = (double)f->day_count / (double)weekdays_open(f);
    progress_begin(&bar);
    bool ran = experiment_run(&e, &r, err);
    progress_end(&bar);
    if (!ran)
        return false;
    bool whole = !r.partial || runtime_error_set(err, NULL, "interrupted");
    if (whole)
        rows_fill(t, f, &r, o->confidence);
    results_free(&r);
    return whole;
}
