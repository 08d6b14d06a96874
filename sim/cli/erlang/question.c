#include "cli/erlang/question.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/number.h"

static const char command[] = "hotline erlang";
static const double awt_default = 20;

static bool refuse(input_error *err, char *text) {
    return options_refuse(command, err, text);
}

static bool model_read(erlang_question *q, const char *text, input_error *err) {
    static const char names[] = "bca";
    const char *found = text[0] && !text[1] ? strchr(names, text[0]) : NULL;
    if (!found)
        return refuse(err, text_format("the model is '%s'; must be b, c or a", text));
    q->model = (erlang_model)(found - names);
    return true;
}

static bool seconds_read(const options *o, erlang_option which, const char *name, double *out,
                         input_error *err) {
    const char *text = o->own[which];
    if (!text || number_parse_seconds(text, out))
        return true;
    return refuse(err, text_format("%s is '%s'; must be seconds, or a duration such as 3min", name, text));
}

static bool fraction_read(const options *o, erlang_option which, const char *name, double *out,
                          input_error *err) {
    const char *text = o->own[which];
    if (!text || number_parse_fraction(text, out))
        return true;
    return refuse(err, text_format("%s is '%s'; must be a number between 0 and 1, such as 0.8", name, text));
}

/// "0.3", "18/min", "1080/h".
static bool rate_read(erlang_question *q, const char *text, input_error *err) {
    if (!text)
        return true;
    const char *slash = strchr(text, '/');
    char *number = text_format("%.*s", (int)(slash ? slash - text : (ptrdiff_t)strlen(text)), text);
    char *unit = text_format("1%s", slash ? slash + 1 : "s");
    double count = 0, seconds = 0;
    bool good = number_parse_decimal(number, &count) && (!slash || (slash[1] >= 'a' && slash[1] <= 'z')) &&
                number_parse_seconds(unit, &seconds) && seconds > 0;
    free(number);
    free(unit);
    q->system.rate = slash ? count / seconds : count;
    return good ||
           refuse(err,
                  text_format("--rate is '%s'; must be a number of arrivals per second, or 18/min or 1080/h",
                              text));
}

static bool count_read(const char *text, double *out) {
    uint64_t count = 0;
    bool good = number_parse_whole(text, 1, UINT64_C(1000000000000000), &count);
    *out = (double)count;
    return good;
}

/// "50" or "40..60".
static bool servers_read(erlang_question *q, const char *text, input_error *err) {
    if (!text)
        return true;
    const char *dots = strstr(text, "..");
    char *first = text_format("%.*s", (int)(dots ? dots - text : (ptrdiff_t)strlen(text)), text);
    bool good = count_read(first, &q->servers_from) && count_read(dots ? dots + 2 : first, &q->servers_to) &&
                q->servers_from <= q->servers_to;
    free(first);
    q->is_range = dots != NULL;
    q->system.servers = q->servers_from;
    if (!good)
        return refuse(
            err,
            text_format("--servers is '%s'; must be a whole number from 1, or a range such as 40..60", text));
    if (q->servers_to - q->servers_from >= ERLANG_ROWS_MAX)
        return refuse(
            err, text_format("--servers is '%s'; a range may have %d numbers", text, (int)ERLANG_ROWS_MAX));
    return true;
}

static bool places_read(erlang_question *q, const char *text, input_error *err) {
    if (!text || count_read(text, &q->system.places))
        return true;
    return refuse(err, text_format("--places is '%s'; must be a whole number from 1", text));
}

static bool find_read(erlang_question *q, const char *text, input_error *err) {
    static const erlang_unknown unknowns[] = {ERLANG_SERVERS, ERLANG_RATE, ERLANG_PLACES};
    static const char *const names[] = {"servers", "rate", "trunks"};
    q->find = text;
    for (size_t i = 0; text && i < 3; i++)
        if (strcmp(text, names[i]) == 0) {
            q->unknown = q->model == ERLANG_B && i != 1 ? ERLANG_LOSS : unknowns[i];
            return true;
        }
    return !text || refuse(err, text_format("--find is '%s'; must be servers, rate or trunks", text));
}

static bool values_read(erlang_question *q, const options *o, input_error *err) {
    erlang_targets *t = &q->targets;
    return rate_read(q, o->own[ERLANG_OPTION_RATE], err) &&
           seconds_read(o, ERLANG_OPTION_AHT, "--aht", &q->system.service, err) &&
           servers_read(q, o->own[ERLANG_OPTION_SERVERS], err) &&
           seconds_read(o, ERLANG_OPTION_PATIENCE, "--patience", &q->system.patience, err) &&
           places_read(q, o->own[ERLANG_OPTION_PLACES], err) &&
           seconds_read(o, ERLANG_OPTION_AWT, "--awt", &q->system.awt, err) &&
           find_read(q, o->own[ERLANG_OPTION_FIND], err) &&
           fraction_read(o, ERLANG_OPTION_SERVICE_LEVEL, "--service-level", &t->service_level, err) &&
           fraction_read(o, ERLANG_OPTION_BLOCKING, "--blocking", &t->blocking, err) &&
           fraction_read(o, ERLANG_OPTION_ABANDONMENT, "--abandonment", &t->abandonment, err) &&
           seconds_read(o, ERLANG_OPTION_ASA, "--asa", &t->asa, err) &&
           fraction_read(o, ERLANG_OPTION_OCCUPANCY, "--occupancy", &t->occupancy, err);
}

/// What the model does not know, and what it cannot do without.
static bool model_check(const erlang_question *q, const options *o, input_error *err) {
    bool patient = !o->own[ERLANG_OPTION_PATIENCE];
    if (q->model == ERLANG_B && o->own[ERLANG_OPTION_PLACES])
        return refuse(err, text_copy("model b has no places but its servers: --places is for c and a"));
    if (q->model == ERLANG_B && !patient)
        return refuse(err, text_copy("nobody waits in model b: --patience is for a"));
    if (q->model == ERLANG_C && !patient)
        return refuse(err, text_copy("nobody gives up in model c: --patience is for a"));
    if (q->model == ERLANG_A && patient)
        return refuse(err, text_copy("model a needs --patience"));
    return true;
}

/// Each value is given or looked for, not both.
static bool given_check(const options *o, erlang_option which, const char *name, bool is_found,
                        input_error *err) {
    if (is_found && o->own[which])
        return refuse(err, text_format("%s is what --find looks for", name));
    if (!is_found && !o->own[which])
        return refuse(err, text_format("needs %s", name));
    return true;
}

static bool targets_check(const erlang_question *q, const options *o, input_error *err) {
    static const char *const names[] = {"--service-level", "--blocking", "--abandonment", "--asa",
                                        "--occupancy"};
    const char *first = NULL;
    for (size_t i = 0; i < 5; i++)
        if (!first && o->own[ERLANG_OPTION_SERVICE_LEVEL + i])
            first = names[i];
    if (q->find && !first)
        return refuse(err, text_copy("--find needs a target, such as --service-level 0.8"));
    if (!q->find && first)
        return refuse(err,
                      text_format("%s is a target: --find servers, rate or trunks would reach it", first));
    if (q->find && q->is_range)
        return refuse(err, text_copy("--find needs one number of --servers, not a range"));
    return true;
}

static bool question_check(const erlang_question *q, const options *o, input_error *err) {
    bool rate = q->find && q->unknown == ERLANG_RATE, places = q->find && q->unknown == ERLANG_PLACES;
    if (places && o->own[ERLANG_OPTION_PLACES])
        return refuse(err, text_copy("--places is what --find trunks looks for"));
    return model_check(q, o, err) && given_check(o, ERLANG_OPTION_RATE, "--rate", rate, err) &&
           (o->own[ERLANG_OPTION_AHT] || refuse(err, text_copy("needs --aht"))) && targets_check(q, o, err) &&
           given_check(o, ERLANG_OPTION_SERVERS, "--servers", q->find && !rate && !places, err);
}

bool erlang_question_read(erlang_question *q, const options *o, input_error *err) {
    *q = (erlang_question){.targets = ERLANG_NO_TARGETS};
    q->system = (erlang_system){
        .rate = 1, .servers = 1, .patience = INFINITY, .places = INFINITY, .awt = awt_default};
    if (!model_read(q, o->arguments[0], err) || !values_read(q, o, err) || !question_check(q, o, err))
        return false;
    if (q->model == ERLANG_B)
        q->system.places = q->system.servers;
    return true;
}
