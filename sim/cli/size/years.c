#include "cli/size/years.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/interrupt.h"
#include "cli/number.h"
#include "cli/progress.h"

enum { DRAWS = 10000, DRAWS_OF_ERLANG = 1000 };

/// "2011..2015", or one year.
static bool span_read(years_question *y, const options *o, input_error *err) {
    const char *text = o->own[SIZE_YEARS], *dots = strstr(text, "..");
    char *first = text_format("%.*s", (int)(dots ? dots - text : (ptrdiff_t)strlen(text)), text);
    uint64_t from = 0, to = 0;
    bool good = number_parse_whole(first, CALL_YEAR_FIRST, CALL_YEAR_LAST, &from) &&
                number_parse_whole(dots ? dots + 2 : first, from, CALL_YEAR_LAST, &to) &&
                to - from < YEARS_MAX;
    free(first);
    y->first = (int)from;
    y->last = (int)to;
    return good ||
           size_refuse(err,
                       text_format("--years is '%s'; must be years such as 2011..2015, at most %d of them",
                                   text, (int)YEARS_MAX));
}

static bool method_read(years_question *y, const size_question *q, const options *o, input_error *err) {
    static const char *const names[METHOD_COUNT] = {"load", "seats", "erlang-c", "erlang-a"};
    const char *text = o->own[SIZE_METHOD];
    y->method = METHOD_LOAD;
    for (int i = 0; text && i < METHOD_COUNT; i++)
        if (strcmp(text, names[i]) == 0) {
            y->method = (call_method)i;
            return i != METHOD_ERLANG_A || !isnan(q->full.of[FACTOR_PATIENCE]) ||
                   size_refuse(err, text_copy("--method erlang-a needs a patience"));
        }
    return !text ||
           size_refuse(err, text_format("--method is '%s'; must be load, seats, erlang-c or erlang-a", text));
}

static bool draws_read(years_question *y, const options *o, input_error *err) {
    const char *text = o->own[SIZE_DRAWS];
    bool rule = y->method == METHOD_LOAD || y->method == METHOD_SEATS;
    uint64_t draws = rule ? DRAWS : DRAWS_OF_ERLANG;
    bool good = !text || number_parse_whole(text, 1, YEARS_DRAWS_MAX, &draws);
    y->draws = draws;
    return good || size_refuse(err, text_format("--draws is '%s'; must be a whole number from 1 to %d", text,
                                                (int)YEARS_DRAWS_MAX));
}

static bool known_until_read(years_question *y, const options *o, input_error *err) {
    const char *text = o->own[SIZE_KNOWN_UNTIL];
    uint64_t year = 0;
    bool good = !text || number_parse_whole(text, CALL_YEAR_FIRST, CALL_YEAR_LAST, &year);
    y->known_until = (int)year;
    return good || size_refuse(err, text_format("--known-until is '%s'; must be a year from %d to %d", text,
                                                (int)CALL_YEAR_FIRST, (int)CALL_YEAR_LAST));
}

/// What options say holds for all years, and so does what only the scheme tells.
static void model_fill(years_answer *a, const size_question *q) {
    a->model.year = q->year;
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        bool by_file = q->model && q->model->of[i].count > 0 && !q->is_option[i];
        if (by_file)
            a->model.of[i] = q->model->of[i];
        else if (!isnan(q->given.of[i]))
            a->model.of[i] = (factor_series){.count = 1, .values = (double *)&q->given.of[i]};
    }
    // of two ways to say the same the command line's counts
    if (q->is_option[FACTOR_AGENT_SHARE] && !q->is_option[FACTOR_AGENT_CALLS])
        a->model.of[FACTOR_AGENT_CALLS].count = 0;
}

static void ranges_fill(years_question *y, const size_question *q) {
    factor_range *ranges = memory_new(FACTOR_COUNT, sizeof *ranges);
    // guesses of today are none of what was known then, and no error of the forecast
    for (size_t i = 0; i < FACTOR_COUNT && !y->known_until; i++)
        if (!isnan(q->low[i]) && !q->is_option[i])
            ranges[y->range_count++] = (factor_range){.factor = (call_factor)i,
                                                      .year = q->range_year[i],
                                                      .law = q->law[i],
                                                      .low = q->low[i],
                                                      .high = q->high[i]};
    y->ranges = ranges;
}

static const char *why_no_proof(const years_answer *a, const size_question *q, bool is_csv) {
    if (!q->job.file)
        return "there is no FILE with a center";
    if (a->question.known_until)
        return "a back-test is of the forecast alone";
    if (is_csv)
        return "--csv has no place for it";
    return q->model && q->model->feeds_classes ? NULL
                                               : "no class of FILE takes its calls from its 'call_model'";
}

/// Options are put into the scenario, too.
static char **option_changes(const size_question *q, const options *o, size_t *count) {
    char **all = memory_new(o->set_count + FACTOR_COUNT + 1, sizeof *all);
    for (*count = 0; *count < o->set_count; ++*count)
        all[*count] = text_copy(o->sets[*count]);
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        if (q->is_option[i])
            all[(*count)++] = text_format("call_model.%s=%.17g", call_factor_table[i].key, q->given.of[i]);
    if (q->is_option[FACTOR_AGENT_SHARE] && !q->is_option[FACTOR_AGENT_CALLS])
        all[(*count)++] = text_copy("call_model.agent_calls=null");
    return all;
}

static bool years_simulate(years_answer *a, const size_question *q, const options *o, input_error *err) {
    progress bar;
    size_t count = 0;
    char **sets = option_changes(q, o, &count);
    scenario_changes changes = {.sets = (const char *const *)sets, .set_count = count};
    uint32_t replications = o->replications ? o->replications : scenario_file_replications(q->job.file);
    proof_question p = {.path = o->arguments[0],
                        .changes = &changes,
                        .scheme = job_scheme_name(q->job.file, q->job.schemes[0]),
                        .model = &a->model,
                        .years = a->years,
                        .year_count = a->year_count,
                        .replications = replications < 2 ? 2 : replications,
                        .seed = a->question.seed,
                        .jobs = o->jobs,
                        .confidence = o->confidence,
                        .progress = progress_show,
                        .progress_context = &bar,
                        .cancelled = interrupt_cancelled};
    progress_begin(&bar);
    bar.what = "trials";
    bool good = proof_make(&p, &a->proof, err);
    progress_end(&bar);
    for (size_t i = 0; i < count; i++)
        free(sets[i]);
    free(sets);
    return good;
}

bool years_answer_make(years_answer *a, const size_question *q, const options *o, input_error *err) {
    years_question *y = &a->question;
    input_error why = {0};
    *a = (years_answer){0};
    if (!span_read(y, o, err) || !method_read(y, q, o, err) || !draws_read(y, o, err) ||
        !known_until_read(y, o, err))
        return false;
    y->seed = o->seed_given ? o->seed : q->job.file ? scenario_file_seed(q->job.file) : 1;
    y->confidence = o->confidence;
    y->cancelled = interrupt_cancelled;
    y->model = &a->model;
    model_fill(a, q);
    ranges_fill(y, q);
    a->year_count = (size_t)(y->last - y->first) + 1;
    a->years = memory_new(a->year_count, sizeof *a->years);
    if (!years_predict(y, a->years, &why)) {
        if (why.kind != ERROR_RUNTIME)
            return size_refuse(err, text_copy(why.text));
        *err = why;
        return false;
    }
    a->why_no_proof = q->simulate ? why_no_proof(a, q, o->csv) : NULL;
    return !q->simulate || a->why_no_proof || years_simulate(a, q, o, err);
}

void years_answer_free(years_answer *a) {
    free((factor_range *)a->question.ranges);
    free(a->years);
    proof_free(&a->proof);
    *a = (years_answer){0};
}
