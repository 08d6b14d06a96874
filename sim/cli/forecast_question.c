#define _POSIX_C_SOURCE 200809L

#include "cli/forecast_question.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/number.h"

static const char command[] = "hotline forecast";
enum { BACKTEST_MAX = 1000, BACKTEST_DEFAULT = 5 };
static const double confidence_default = 0.95;

static bool refuse(input_error *err, char *text) {
    (void)input_error_set(err, command, 0, NULL, "%s (see '%s --help')", text, command);
    free(text);
    return false;
}

static bool method_read(const char *role, const char *text, forecast_method *method, input_error *err) {
    const char *names[FORECAST_METHOD_COUNT];
    if (forecast_method_find(text, method))
        return true;
    for (size_t i = 0; i < FORECAST_METHOD_COUNT; i++)
        names[i] = forecast_method_name((forecast_method)i);
    const char *near = text_nearest(text, names, FORECAST_METHOD_COUNT);
    if (near)
        return refuse(err, text_format("%s is '%s': did you mean '%s'?", role, text, near));
    return refuse(
        err, text_format("%s is '%s'; must be auto, linear, exponential, polynomial, logistic, gompertz, "
                         "moving-average, holt, damped-holt, holt-winters, gm11, naive, seasonal-naive or "
                         "combination",
                         role, text));
}

static bool count_read(const options *o, forecast_option which, const char *name, uint64_t high, size_t *out,
                       input_error *err) {
    uint64_t value;
    const char *text = o->own[which];
    if (!text)
        return true;
    if (!number_parse_whole(text, 1, high, &value))
        return refuse(err, text_format("%s is '%s'; must be a whole number from 1 to %llu", name, text,
                                       (unsigned long long)high));
    *out = (size_t)value;
    return true;
}

/// A number with a sign, if it likes.
static bool signed_parse(const char *text, double *out) {
    bool negative = *text == '-';
    bool good = number_parse_decimal(text + negative, out) && text[negative] != '-' && text[negative] != '+';
    *out = negative ? -*out : *out;
    return good;
}

/// One --param that is a number: where it goes, and its range.
typedef struct number_param {
    const char *name;
    size_t offset;
    double low, high;
} number_param;

#define AT(member) offsetof(forecast_spec, member)

static const number_param number_params[] = {
    {"alpha", AT(alpha), 0, 1},          {"beta", AT(beta), 0, 1},
    {"gamma", AT(gamma), 0, 1},          {"phi", AT(phi), 0, 1},
    {"level", AT(level), -1e150, 1e150}, {"trend", AT(trend), -1e150, 1e150},
    {"origin", AT(origin), -1e9, 1e9},
};

typedef struct count_param {
    const char *name;
    size_t offset;
    uint64_t low, high;
} count_param;

static const count_param count_params[] = {
    {"degree", AT(degree), 1, FORECAST_DEGREE_MAX},
    {"window", AT(window), 2, FORECAST_PERIOD_MAX},
    {"order", AT(order), 1, 2},
};

enum {
    NUMBER_PARAMS = sizeof number_params / sizeof number_params[0],
    COUNT_PARAMS = sizeof count_params / sizeof count_params[0],
};

static bool members_read(forecast_spec *spec, const char *text, input_error *err) {
    char *copy = text_copy(text), *rest = NULL;
    bool good = true;
    spec->member_count = 0;
    for (char *name = strtok_r(copy, ",", &rest); name && good; name = strtok_r(NULL, ",", &rest)) {
        if (spec->member_count == FORECAST_MEMBERS_MAX)
            good = refuse(err, text_format("members are more than %d", (int)FORECAST_MEMBERS_MAX));
        else
            good = method_read("a member", name, &spec->members[spec->member_count++], err);
    }
    free(copy);
    return good;
}

static bool weights_read(forecast_spec *spec, const char *text, input_error *err) {
    static const char *const names[] = {"equal", "inverse-error", "bates-granger"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(text, names[i]) == 0) {
            spec->weights = (forecast_weights)i;
            return true;
        }
    return refuse(err, text_format("weights is '%s'; must be equal, inverse-error or bates-granger", text));
}

static bool seasonal_read(forecast_spec *spec, const char *text, input_error *err) {
    spec->multiplicative = strcmp(text, "multiplicative") == 0;
    return spec->multiplicative || strcmp(text, "additive") == 0 ||
           refuse(err, text_format("seasonal is '%s'; must be additive or multiplicative", text));
}

static bool period_read(forecast_question *q, const char *text, input_error *err) {
    uint64_t value;
    if (!number_parse_whole(text, 0, FORECAST_PERIOD_MAX, &value) || value == 1)
        return refuse(err, text_format("period is '%s'; must be 0 for none, or 2 to %d", text,
                                       (int)FORECAST_PERIOD_MAX));
    q->period = (long)value;
    return true;
}

/// What is no number and no count.
static bool word_param(forecast_question *q, const char *name, const char *text, input_error *err) {
    if (strcmp(name, "members") == 0)
        return members_read(&q->spec, text, err);
    if (strcmp(name, "weights") == 0)
        return weights_read(&q->spec, text, err);
    if (strcmp(name, "seasonal") == 0)
        return seasonal_read(&q->spec, text, err);
    if (strcmp(name, "period") == 0)
        return period_read(q, text, err);
    return refuse(err,
                  text_format("there is no parameter '%s'; there are alpha, beta, gamma, phi, level, trend, "
                              "origin, degree, window, order, period, seasonal, members and weights",
                              name));
}

static bool param_read(forecast_question *q, const char *name, const char *text, input_error *err) {
    char *spec = (char *)&q->spec;
    for (size_t i = 0; i < NUMBER_PARAMS; i++) {
        const number_param *p = &number_params[i];
        double value;
        if (strcmp(name, p->name) != 0)
            continue;
        if (!signed_parse(text, &value) || value < p->low || value > p->high)
            return refuse(
                err, text_format("%s is '%s'; must be a number from %g to %g", name, text, p->low, p->high));
        memcpy(spec + p->offset, &value, sizeof value);
        return true;
    }
    for (size_t i = 0; i < COUNT_PARAMS; i++) {
        const count_param *p = &count_params[i];
        uint64_t value;
        if (strcmp(name, p->name) != 0)
            continue;
        if (!number_parse_whole(text, p->low, p->high, &value))
            return refuse(err, text_format("%s is '%s'; must be a whole number from %llu to %llu", name, text,
                                           (unsigned long long)p->low, (unsigned long long)p->high));
        size_t count = (size_t)value;
        memcpy(spec + p->offset, &count, sizeof count);
        return true;
    }
    return word_param(q, name, text, err);
}

static bool params_read(forecast_question *q, const options *o, input_error *err) {
    for (size_t i = 0; i < o->pair_count; i++) {
        const char *equals = strchr(o->pairs[i], '=');
        char *name = text_format("%.*s", (int)(equals - o->pairs[i]), o->pairs[i]);
        bool good = param_read(q, name, equals + 1, err);
        free(name);
        if (!good)
            return false;
    }
    if (q->spec.method == FORECAST_COMBINATION && q->spec.member_count < 2)
        return refuse(
            err, text_copy("combination needs --param members=NAME,NAME, such as members=gm11,gompertz"));
    return true;
}

/// A parameter that the method does not read would be a silent mistake.
static bool params_suit(const forecast_question *q, input_error *err) {
    const forecast_spec *s = &q->spec;
    bool mixed = s->method == FORECAST_AUTO || s->method == FORECAST_COMBINATION;
    if (s->member_count && !mixed)
        return refuse(err, text_format("members are for combination and auto, not for %s",
                                       forecast_method_name(s->method)));
    return true;
}

bool forecast_question_read(forecast_question *q, const options *o, input_error *err) {
    forecast_method method = FORECAST_AUTO;
    const char *const *own = o->own;
    *q = (forecast_question){.period = -1, .backtest = BACKTEST_DEFAULT, .confidence = o->confidence};
    if (!(q->confidence > 0))
        q->confidence = confidence_default;
    if (own[FORECAST_OPTION_METHOD] && !method_read("--method", own[FORECAST_OPTION_METHOD], &method, err))
        return false;
    q->spec = forecast_spec_default(method);
    q->backtest_given = own[FORECAST_OPTION_BACKTEST];
    q->chart = own[FORECAST_OPTION_CHART];
    q->file = (series_question){.path = o->arguments[0],
                                .value = own[FORECAST_OPTION_COLUMN],
                                .time = own[FORECAST_OPTION_TIME],
                                .from = own[FORECAST_OPTION_FROM],
                                .to = own[FORECAST_OPTION_TO],
                                .filters = o->filters,
                                .filter_count = o->filter_count};
    if (q->chart && !*q->chart)
        return refuse(err, text_copy("--chart needs a file name"));
    return count_read(o, FORECAST_OPTION_HORIZON, "--horizon", FORECAST_HORIZON_MAX, &q->spec.horizon, err) &&
           count_read(o, FORECAST_OPTION_BACKTEST, "--backtest", BACKTEST_MAX, &q->backtest, err) &&
           params_read(q, o, err) && params_suit(q, err);
}
