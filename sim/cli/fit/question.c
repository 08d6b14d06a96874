#include "cli/fit/question.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "cli/interrupt.h"
#include "cli/number.h"
#include "scenario/compiled.h"

static const char command[] = "hotline fit";

static bool refuse(input_error *err, char *text) {
    return options_refuse(command, err, text);
}

/// "wait=q_time_s", or of the outcome's words "answered=AGENT".
static bool pair_read(fit_question *q, const char *pair, input_error *err) {
    const char *value = strchr(pair, '=') + 1;
    char *name = text_format("%.*s", (int)(value - pair - 1), pair);
    fit_reading *r = &q->reading;
    size_t field = fit_field_find(name);
    const char **word = strcmp(name, "answered") == 0    ? &r->answered
                        : strcmp(name, "abandoned") == 0 ? &r->abandoned
                        : strcmp(name, "ignored") == 0   ? &r->ignored
                                                         : NULL;
    free(name);
    if (field < FIT_FIELD_COUNT)
        r->columns[field] = value;
    else if (word)
        *word = value;
    else
        return refuse(
            err,
            text_format("--map is '%s'; it begins with day, time, type, caller, ivr_time, queue_start, wait, "
                        "outcome, answer, end, service or calls, or with answered, abandoned or ignored",
                        pair));
    return true;
}

static bool pairs_read(fit_question *q, const options *o, input_error *err) {
    for (size_t i = 0; i < o->pair_count; i++)
        if (!pair_read(q, o->pairs[i], err))
            return false;
    return true;
}

static bool slice_read(fit_question *q, const char *text, input_error *err) {
    double seconds = 0;
    if (!text)
        return true;
    bool good = number_parse_seconds(text, &seconds) && seconds >= 60 && seconds <= 86400;
    q->reading.slice = good ? (uint32_t)seconds : 0;
    if (good && (double)q->reading.slice >= seconds && 86400 % q->reading.slice == 0)
        return true;
    return refuse(err,
                  text_format("--slice is '%s'; must be a duration that divides the day, from 1min", text));
}

static bool profile_read(fit_question *q, const char *text, input_error *err) {
    if (!text)
        return true;
    q->reading.shape = strcmp(text, "week") == 0 ? FIT_SHAPE_WEEK : FIT_SHAPE_DAY;
    return q->reading.shape == FIT_SHAPE_WEEK || strcmp(text, "day") == 0 ||
           refuse(err, text_format("--profile is '%s'; must be day or week", text));
}

/// What is held out is not read at first.
static bool weeks_read(fit_question *q, const char *text, input_error *err) {
    if (!text)
        return true;
    q->reading.weeks = strcmp(text, "odd") == 0 ? FIT_WEEKS_EVEN : FIT_WEEKS_ODD;
    return q->reading.weeks == FIT_WEEKS_EVEN || strcmp(text, "even") == 0 ||
           refuse(err,
                  text_format("--hold-out is '%s'; must be odd or even, the weeks to be held out", text));
}

static bool first_day_read(fit_question *q, const char *text, input_error *err) {
    civil_time date;
    q->reading.first_day = text;
    return !text || (strlen(text) == 10 && civil_parse(text, &date)) ||
           refuse(err, text_format("--first-day is '%s'; must be a date such as 1999-08-01", text));
}

static bool teams_read(fit_question *q, const char *text, input_error *err) {
    size_t teams = 1;
    for (const char *c = text; c && *c; c++)
        teams += *c == ',';
    q->reading.teams = text;
    return teams <= FIT_TEAMS_MAX ||
           refuse(err, text_format("--teams names %zu teams; must be at most %d", teams, FIT_TEAMS_MAX));
}

static bool chart_of_read(fit_question *q, const char *text, input_error *err) {
    q->chart_of = TRIAL_MEASURES; // as the log allows
    for (trial_measure m = 0; text && m < TRIAL_MEASURES; m++)
        if (strcmp(text, trial_name_of(m)->key) == 0)
            q->chart_of = m;
    return !text || q->chart_of < TRIAL_MEASURES ||
           refuse(err,
                  text_format("--chart-of is '%s'; must be calls, waited, gave_up, mean_wait or asa", text));
}

/// A law as JSON, or a duration, the mean of an exponential one. Adds its mean to `*mean`.
static bool law_read(const options *o, fit_option which, const char *name, char **json, double *mean,
                     input_error *err) {
    const char *text = o->own[which];
    double seconds;
    if (!text)
        return true;
    bool is_duration = number_parse_seconds(text, &seconds) && seconds > 0;
    *json =
        is_duration ? text_format("{ \"law\": \"exponential\", \"mean\": %g }", seconds) : text_copy(text);
    char *document = text_format(
        "{\"hotline\": 1, \"name\": \"law\", \"duration\": 1, \"classes\": {\"call\": {\"talk\": %s}}}",
        *json);
    scenario_file *file = NULL;
    bool good = scenario_parse(document, strlen(document), name, NULL, &file, err);
    if (good)
        *mean += law_mean(&scenario_scheme(file, 0)->classes[0].talk);
    scenario_file_free(file);
    free(document);
    return good;
}

static bool laws_read(fit_question *q, const options *o, input_error *err) {
    double ignored = 0;
    if (!law_read(o, FIT_OPTION_TALK, "--talk", &q->laws[0], &q->assumed.handling, err) ||
        !law_read(o, FIT_OPTION_WRAPUP, "--wrapup", &q->laws[1], &q->assumed.handling, err) ||
        !law_read(o, FIT_OPTION_PATIENCE, "--patience", &q->laws[2], &ignored, err))
        return false;
    q->assumed.talk = q->laws[0];
    q->assumed.wrapup = q->laws[1];
    q->assumed.patience = q->laws[2];
    if (q->laws[1] && !q->laws[0])
        return refuse(err, text_copy("--wrapup needs --talk"));
    return true;
}

/// The file's name without folder and ending, as names in scenarios are.
static char *plain_name(const char *path) {
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    char *name = text_format("%.*s", (int)strcspn(base, "."), base);
    for (char *c = name; *c; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        bool plain =
            (*c >= 'a' && *c <= 'z') || (c > name && ((*c >= '0' && *c <= '9') || *c == '-' || *c == '_'));
        *c = plain ? *c : c > name ? '-' : 'x';
    }
    name[strlen(name) > 60 ? 60 : strlen(name)] = '\0';
    return name;
}

/// The command again, without folders: results do not depend on where files are.
static void made_by_tell(fit_question *q, const options *o) {
    static const char *const names[] = {
        [FIT_OPTION_HOLD_OUT] = "hold-out", [FIT_OPTION_SLICE] = "slice",
        [FIT_OPTION_PROFILE] = "profile",   [FIT_OPTION_FIRST_DAY] = "first-day",
        [FIT_OPTION_TEAMS] = "teams",       [FIT_OPTION_TALK] = "talk",
        [FIT_OPTION_WRAPUP] = "wrapup",     [FIT_OPTION_PATIENCE] = "patience"};
    const char *base = strrchr(q->log, '/');
    text_buffer t = {0};
    text_add(&t, "hotline fit %s", base ? base + 1 : q->log);
    for (size_t i = 0; i < o->pair_count; i++)
        text_add(&t, " --map %s", o->pairs[i]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] && o->own[i])
            text_add(&t, strpbrk(o->own[i], " \"{") ? " --%s \"%s\"" : " --%s %s", names[i], o->own[i]);
    if (q->reading.lenient)
        text_add(&t, " --lenient");
    if (q->calibrate)
        text_add(&t, " --calibrate");
    if (o->seed_given)
        text_add(&t, " --seed %llu", (unsigned long long)o->seed);
    if (o->replications)
        text_add(&t, " -n %lu", (unsigned long)o->replications);
    q->made_by = text_take(&t);
    q->assumed.made_by = q->made_by;
}

bool fit_question_read(fit_question *q, const options *o, input_error *err) {
    *q = (fit_question){.log = o->arguments[0],
                        .out = o->own[FIT_OPTION_OUT],
                        .chart = o->own[FIT_OPTION_CHART],
                        .reading.lenient = o->own[FIT_OPTION_LENIENT] != NULL,
                        .reading.cancelled = interrupt_seen};
    q->validate = o->own[FIT_OPTION_VALIDATE] || o->own[FIT_OPTION_HOLD_OUT] || q->chart;
    q->calibrate = o->own[FIT_OPTION_CALIBRATE];
    q->assumed.seed = o->seed_given ? o->seed : 1;
    q->assumed.replications = o->replications ? o->replications : 20;
    q->assumed.title = o->own[FIT_OPTION_TITLE];
    q->assumed.source = o->own[FIT_OPTION_SOURCE];
    if (!q->out || !*q->out)
        return refuse(err, text_copy("needs --out FILE: where the scenario goes"));
    if (q->chart && !*q->chart)
        return refuse(err, text_copy("--chart needs a file name"));
    if (o->own[FIT_OPTION_NAME] && !*o->own[FIT_OPTION_NAME])
        return refuse(err, text_copy("--name is ''; must be a name such as bank-calls"));
    if (q->assumed.seed > UINT64_C(9007199254740991))
        return refuse(err,
                      text_copy("--seed must be at most 9007199254740991, which is what a scenario may say"));
    q->name = o->own[FIT_OPTION_NAME] ? text_copy(o->own[FIT_OPTION_NAME]) : plain_name(q->out);
    q->assumed.name = q->name;
    if (!pairs_read(q, o, err) || !slice_read(q, o->own[FIT_OPTION_SLICE], err) ||
        !profile_read(q, o->own[FIT_OPTION_PROFILE], err) ||
        !weeks_read(q, o->own[FIT_OPTION_HOLD_OUT], err) ||
        !first_day_read(q, o->own[FIT_OPTION_FIRST_DAY], err) ||
        !teams_read(q, o->own[FIT_OPTION_TEAMS], err) ||
        !chart_of_read(q, o->own[FIT_OPTION_CHART_OF], err) || !laws_read(q, o, err))
        return false;
    made_by_tell(q, o);
    return true;
}

void fit_question_release(fit_question *q) {
    free(q->name);
    free(q->made_by);
    for (size_t i = 0; i < 3; i++)
        free(q->laws[i]);
}
