#include <hotline/proof.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plan/agreement.h"
#include "plan/proof_notes.h"
#include "plan/scheme_resources.h"

enum { MODEL_VERDICTS = 2 };

/// The changes of one trial.
typedef struct change_list {
    char **texts;
    size_t count;
} change_list;

static bool is_by_years(const proof_question *q, size_t factor) {
    return q->model->of[factor].count > 0 && q->model->of[factor].years;
}

static void change_add(change_list *l, char *text) {
    l->texts = memory_resize(l->texts, l->count + 1, sizeof *l->texts);
    l->texts[l->count++] = text;
}

/// Of one year, so that a stress on one of many years still finds what it is about.
static void year_add(change_list *l, const proof_question *q, size_t year) {
    const year_capacity *y = &q->years[year];
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        if (is_by_years(q, i))
            change_add(l, text_format("call_model.%s={\"%d\":%.17g}", call_factor_table[i].key, y->year,
                                      y->factors[i].best));
    change_add(l, text_format("call_model.year=%d", y->year));
}

static change_list changes_of(const proof_question *q, size_t year, const stress *under) {
    change_list l = {0};
    for (size_t i = 0; q->changes && i < q->changes->set_count; i++)
        change_add(&l, text_copy(q->changes->sets[i]));
    change_add(&l, text_copy("assumptions=null")); // they speak of the file's own values,
    change_add(&l, text_copy("stress=null"));      // and so do the other stresses
    year_add(&l, q, year);
    for (size_t i = 0; under && i < under->set_count; i++)
        change_add(&l, text_copy(under->sets[i]));
    return l;
}

static void changes_free(change_list *l) {
    for (size_t i = 0; i < l->count; i++)
        free(l->texts[i]);
    free(l->texts);
}

/// Where the work is, of all trials.
typedef struct course {
    const proof_question *question;
    size_t trial, trials;
    uint64_t *planned; ///< hash of the scheme as planned, by year; 0: not known
} course;

static void trial_progress(void *context, size_t done, size_t total, double share) {
    const course *c = context;
    (void)total;
    (void)done;
    c->question->progress(c->question->progress_context, c->trial, c->trials,
                          ((double)c->trial + share) / (double)c->trials);
}

static proof_verdict model_verdict(const char *name, const estimate *value, bool at_least, double bound) {
    return (proof_verdict){.name = text_copy(name),
                           .at_least = at_least,
                           .bound = bound,
                           .value = *value,
                           .status = target_status_of(value, at_least, bound)};
}

/// What is expected to be missed is no promise.
static void file_verdicts(const results *r, proof_trial *t) {
    size_t count = results_verdicts(r, NULL);
    verdict *all = memory_new(count, sizeof *all);
    (void)results_verdicts(r, all);
    t->verdicts = memory_resize(t->verdicts, t->verdict_count + count, sizeof *t->verdicts);
    for (size_t i = 0; i < count; i++)
        if (all[i].target->expected == TARGET_MET)
            t->verdicts[t->verdict_count++] = (proof_verdict){.name = text_copy(all[i].target->name),
                                                              .at_least = all[i].target->at_least,
                                                              .bound = all[i].target->bound,
                                                              .value = all[i].value,
                                                              .status = all[i].status};
    free(all);
}

static void verdicts_fill(const results *r, const call_factors *f, proof_trial *t) {
    t->verdicts = memory_new(MODEL_VERDICTS, sizeof *t->verdicts);
    if (!isnan(t->of[PROOF_WITHIN].simulated.mean))
        t->verdicts[t->verdict_count++] =
            model_verdict("service_level", &t->of[PROOF_WITHIN].simulated, true, f->of[FACTOR_SERVICE_LEVEL]);
    if (!isnan(t->of[PROOF_BLOCKED].simulated.mean))
        t->verdicts[t->verdict_count++] =
            model_verdict("blocking", &t->of[PROOF_BLOCKED].simulated, false, f->of[FACTOR_BLOCKING]);
    file_verdicts(r, t);
}

static bool trial_simulate(const course *c, const scenario_file *file, size_t scheme, results *r,
                           input_error *err) {
    const proof_question *q = c->question;
    experiment e = {.file = file,
                    .schemes = &scheme,
                    .scheme_count = 1,
                    .replications = q->replications,
                    .batches = scenario_file_batches(file),
                    .seed = q->seed,
                    .jobs = q->jobs,
                    .progress = q->progress ? trial_progress : NULL,
                    .progress_context = (void *)c,
                    .cancelled = q->cancelled,
                    .cancel_context = q->cancel_context};
    if (!experiment_run(&e, r, err))
        return false;
    return !r->partial || runtime_error_set(err, NULL, "interrupted");
}

/// A stress that a scheme's patch takes back would be said to be borne.
static bool scheme_check(const course *c, size_t year, const scenario *s, bool planned, char **why) {
    if (planned)
        c->planned[year] = scenario_hash(s);
    else if (scenario_hash(s) == c->planned[year])
        *why = text_copy("changes nothing in this scheme");
    return !*why;
}

/// The complete factors of the trial. False when a stress has left none: it is said why.
static bool factors_of(const scenario *s, call_factors *full, char **why) {
    const call_model *m = s ? scenario_call_model(s) : NULL;
    call_factors given;
    input_error err = {0};
    if (m && call_model_year(m, m->year, &given, &err) && call_factors_complete(&given, full, &err))
        return true;
    *why = text_copy(m ? err.text : "there is no scheme of that name, or it has no 'call_model'");
    return false;
}

static bool trial_conclude(const course *c, size_t year, const scenario_file *file, bool planned, proof *all,
                           input_error *err) {
    proof_trial *out = &all->trials[c->trial];
    size_t scheme = scenario_scheme_find(file, c->question->scheme);
    const scenario *s = scheme == SIZE_MAX ? NULL : scenario_scheme(file, scheme);
    call_factors full, has = call_factors_none();
    results r = {0};
    if (!factors_of(s, &full, &out->why) || !scheme_check(c, year, s, planned, &out->why))
        return true;
    bool good = trial_simulate(c, file, scheme, &r, err);
    if (good) {
        scheme_resources(scenario_layout(s), &has);
        agreement_predict(&full, &has, out);
        agreement_measure(&r, c->question->confidence, out);
        verdicts_fill(&r, &full, out);
        if (planned && year == 0)
            proof_notes_make(s, &full, &has, all);
    }
    results_free(&r);
    return good;
}

static bool trial_run(const course *c, const stress *under, proof *all, input_error *err) {
    size_t year = c->trial % c->question->year_count;
    change_list list = changes_of(c->question, year, under);
    scenario_changes changes = {.sets = (const char *const *)list.texts, .set_count = list.count};
    scenario_file *file = NULL;
    input_error why = {0};
    bool good = true;
    if (scenario_load(c->question->path, &changes, &file, &why))
        good = trial_conclude(c, year, file, !under, all, err);
    else
        all->trials[c->trial].why = text_format("%s%s%s", why.path, why.path[0] ? " " : "", why.text);
    if (file)
        scenario_file_free(file);
    changes_free(&list);
    return good;
}

static void stresses_name(const scenario_file *file, proof *out) {
    out->stress_count = scenario_stress_count(file) + 1;
    out->names = memory_new(out->stress_count, sizeof *out->names);
    out->titles = memory_new(out->stress_count, sizeof *out->titles);
    for (size_t i = 0; i < out->stress_count; i++) {
        const stress *s = i ? scenario_stress(file, i - 1) : NULL;
        out->names[i] = text_copy(s ? s->name : "as planned");
        out->titles[i] = text_copy(s ? s->title : "as planned");
    }
}

bool proof_make(const proof_question *q, proof *out, input_error *err) {
    scenario_file *file = NULL;
    *out = (proof){.year_count = q->year_count};
    if (!scenario_load(q->path, q->changes, &file, err))
        return false;
    stresses_name(file, out);
    course c = {.question = q, .trials = out->stress_count * q->year_count};
    out->trials = memory_new(c.trials, sizeof *out->trials);
    c.planned = memory_new(q->year_count, sizeof *c.planned);
    bool good = true;
    for (; c.trial < c.trials && good; c.trial++) {
        size_t under = c.trial / q->year_count;
        good = trial_run(&c, under ? scenario_stress(file, under - 1) : NULL, out, err);
    }
    free(c.planned);
    scenario_file_free(file);
    return good;
}

void proof_free(proof *p) {
    for (size_t i = 0; p->trials && i < p->stress_count * p->year_count; i++) {
        proof_trial *t = &p->trials[i];
        for (size_t v = 0; v < t->verdict_count; v++)
            free(t->verdicts[v].name);
        free(t->verdicts);
        free(t->why);
    }
    free(p->trials);
    for (size_t i = 0; i < p->stress_count; i++) {
        free(p->names[i]);
        free(p->titles[i]);
    }
    for (size_t i = 0; i < p->note_count; i++)
        free(p->notes[i]);
    free(p->notes);
    free(p->names);
    free(p->titles);
    *p = (proof){0};
}

target_status proof_status(const proof_trial *t) {
    target_status worst = t->why || t->verdict_count == 0 ? TARGET_UNDECIDED : TARGET_MET;
    for (size_t i = 0; i < t->verdict_count; i++) {
        target_status s = t->verdicts[i].status;
        if (s == TARGET_MISSED)
            return TARGET_MISSED;
        if (s == TARGET_UNDECIDED)
            worst = TARGET_UNDECIDED;
    }
    return worst;
}
