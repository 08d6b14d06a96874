#include "cli/size/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/number.h"
#include "plan/scheme_resources.h"

static const char command[] = "hotline size";
static const char section[] = "call_model";

const call_result size_tornado_results[TORNADO_COUNT] = {RESULT_SEATS, RESULT_PORTS, RESULT_TRUNKS,
                                                         RESULT_CALLS};
static const char *const tornado_names[TORNADO_COUNT] = {"seats", "ports", "trunks", "calls"};

bool size_refuse(input_error *err, char *text) {
    return options_refuse(command, err, text);
}

char *size_option_name(call_factor factor) {
    char *name = text_copy(call_factor_table[factor].key);
    for (char *c = name; *c; c++)
        *c = *c == '_' ? '-' : *c;
    return name;
}

static bool option_parse(const char *text, const factor_info *info, double *out) {
    bool read =
        info->unit == UNIT_SECONDS ? number_parse_seconds(text, out) : number_parse_decimal(text, out);
    return read && *out >= info->low && *out <= info->high;
}

static bool option_read(size_question *q, const options *o, call_factor i, input_error *err) {
    const factor_info *info = &call_factor_table[i];
    const char *text = o->own[i];
    if (!text)
        return true;
    q->is_option[i] = true;
    if (option_parse(text, info, &q->given.of[i]))
        return true;
    char *name = size_option_name(i);
    (void)size_refuse(err,
                      text_format("--%s is '%s'; must be a %s from %.10g to %.10g", name, text,
                                  info->unit == UNIT_SECONDS ? "time, in seconds or such as 2min," : "number",
                                  info->low, info->high));
    free(name);
    return false;
}

static bool options_read(size_question *q, const options *o, input_error *err) {
    bool good = true;
    // of two ways to say the same the command line's counts
    if (o->own[FACTOR_AGENT_SHARE] && !o->own[FACTOR_AGENT_CALLS])
        q->given.of[FACTOR_AGENT_CALLS] = NAN;
    if (o->own[FACTOR_AGENT_CALLS] && !o->own[FACTOR_AGENT_SHARE])
        q->given.of[FACTOR_AGENT_SHARE] = NAN;
    for (size_t i = 0; i < FACTOR_COUNT && good; i++)
        good = option_read(q, o, (call_factor)i, err);
    return good;
}

static bool year_read(size_question *q, const options *o, input_error *err) {
    const char *text = o->own[SIZE_YEAR];
    uint64_t year = 0;
    q->year = q->model ? q->model->year : 0;
    if (!text)
        return true;
    if (!number_parse_whole(text, CALL_YEAR_FIRST, CALL_YEAR_LAST, &year))
        return size_refuse(err, text_format("--year is '%s'; must be a year from %d to %d", text,
                                            (int)CALL_YEAR_FIRST, (int)CALL_YEAR_LAST));
    if (!q->model)
        return size_refuse(err, text_copy("--year chooses among values by years: there is no FILE with a "
                                          "'call_model'"));
    q->year = (int)year;
    return true;
}

static bool tornado_read(size_question *q, const char *text, input_error *err) {
    q->tornado = RESULT_SEATS;
    for (size_t i = 0; text && i < TORNADO_COUNT; i++)
        if (strcmp(text, tornado_names[i]) == 0) {
            q->tornado = size_tornado_results[i];
            return true;
        }
    return !text ||
           size_refuse(err, text_format("--tornado is '%s'; must be seats, ports, trunks or calls", text));
}

/// The factor that an assumption is about, and the year, 0 when it is about all; FACTOR_COUNT when it is
/// about none.
static call_factor assumption_factor(const assumption *a, int *year) {
    size_t prefix = strlen(section);
    if (strncmp(a->path, section, prefix) != 0 || a->path[prefix] != '.')
        return FACTOR_COUNT;
    const char *key = a->path + prefix + 1, *dot = strchr(key, '.');
    char *name = text_format("%.*s", (int)(dot ? (size_t)(dot - key) : strlen(key)), key);
    call_factor found = call_factor_find(name);
    *year = dot ? (int)strtol(dot + 1, NULL, 10) : 0;
    free(name);
    return found;
}

/// Who says --set of a value, or of what it is part of, knows it.
static bool is_set(const options *o, const char *path) {
    for (size_t i = 0; i < o->set_count; i++) {
        const char *set = strncmp(o->sets[i], "$.", 2) == 0 ? o->sets[i] + 2 : o->sets[i];
        size_t length = strcspn(set, "=");
        if (strncmp(set, path, length) == 0 && (path[length] == '\0' || path[length] == '.'))
            return true;
    }
    return false;
}

/// One year is asked about, or several: then a guess about any of them is one about all.
static void ranges_read(size_question *q, const options *o) {
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        q->low[i] = q->high[i] = NAN;
    for (size_t i = 0; q->job.file && i < scenario_assumption_count(q->job.file); i++) {
        const assumption *a = scenario_assumption(q->job.file, i);
        int year = 0;
        call_factor f = assumption_factor(a, &year);
        if (f == FACTOR_COUNT || is_set(o, a->path) || (year && year != q->year && !o->own[SIZE_YEARS]))
            continue;
        q->low[f] = a->low;
        q->high[f] = a->high;
        q->law[f] = a->law;
        q->range_year[f] = year;
    }
}

static bool scenario_read(size_question *q, const options *o, input_error *err) {
    const char *path = o->arguments[0];
    if (!job_load(&q->job, o, path))
        return false;
    if (!job_choose(&q->job, path, o->scheme, err))
        return false;
    if (q->job.scheme_count != 1)
        return size_refuse(err, text_copy("--scheme must name one scheme"));
    q->model = scenario_call_model(scenario_scheme(q->job.file, q->job.schemes[0]));
    return true;
}

static bool model_read(size_question *q, input_error *err) {
    input_error wrong = {0};
    if (!q->model || call_model_year(q->model, q->year, &q->given, &wrong))
        return true;
    return size_refuse(err, text_copy(wrong.text));
}

/// Options that say something of years alone, or of one.
static bool years_check(const options *o, input_error *err) {
    static const struct {
        int key;
        const char *name;
    } of_years[] = {{SIZE_METHOD, "--method"}, {SIZE_DRAWS, "--draws"}, {SIZE_KNOWN_UNTIL, "--known-until"}};
    if (o->own[SIZE_YEARS] && o->own[SIZE_YEAR])
        return size_refuse(err, text_copy("--year and --years exclude each other"));
    for (size_t i = 0; i < sizeof of_years / sizeof of_years[0]; i++)
        if (!o->own[SIZE_YEARS] && o->own[of_years[i].key])
            return size_refuse(err, text_format("%s says something of --years only", of_years[i].name));
    return true;
}

static bool uses_check(const options *o, input_error *err) {
    if (o->argument_count == 0 && o->set_count > 0)
        return size_refuse(err, text_copy("--set changes a scenario: there is no FILE"));
    if (o->argument_count == 0 && o->scheme)
        return size_refuse(err, text_copy("--scheme is of a scenario: there is no FILE"));
    if (o->replications == 1)
        return size_refuse(err, text_copy("--replications is '1'; an interval needs at least 2"));
    if (o->json && o->csv)
        return size_refuse(err, text_copy("--json and --csv exclude each other"));
    return years_check(o, err);
}

bool size_question_read(size_question *q, const options *o, input_error *err) {
    *q = (size_question){.given = call_factors_none(), .simulate = !o->own[SIZE_NO_SIMULATION]};
    if (!uses_check(o, err) || (o->argument_count > 0 && !scenario_read(q, o, err)) ||
        !year_read(q, o, err) || !model_read(q, err) || !options_read(q, o, err) ||
        !tornado_read(q, o->own[SIZE_TORNADO], err))
        return false;
    ranges_read(q, o);
    if (q->job.file)
        scheme_resources(scenario_layout(scenario_scheme(q->job.file, q->job.schemes[0])), &q->given);
    input_error wrong = {0};
    return call_factors_complete(&q->given, &q->full, &wrong) || size_refuse(err, text_copy(wrong.text));
}

void size_question_free(size_question *q) {
    if (q->job.file)
        job_free(&q->job);
}
