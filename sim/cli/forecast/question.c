#define _POSIX_C_SOURCE 200809L

#include "cli/forecast/question.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/number.h"

static const char command[] = "hotline forecast";
enum { BACKTEST_MAX = 1000, BACKTEST_DEFAULT = 5 };
static const double confidence_default = 0.95;

static bool refuse(input_error *err, char *text) {
    return options_refuse(command, err, text);
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

#define OF(method) (1u << FORECAST_##method)

enum {
    REGRESSIONS = OF(LINEAR) | OF(EXPONENTIAL) | OF(POLYNOMIAL),
    GROWTHS = OF(LOGISTIC) | OF(GOMPERTZ),
    HOLTS = OF(HOLT) | OF(DAMPED_HOLT),
    MIXTURES = OF(AUTO) | OF(COMBINATION),
    SEASONALS = OF(HOLT_WINTERS) | OF(SEASONAL_NAIVE),
};

/// One --param that is a number: where it goes, its range, and the methods that read it.
typedef struct number_param {
    const char *name;
    size_t offset;
    double low, high;
    unsigned methods;
} number_param;

#define AT(member) offsetof(forecast_spec, member)

static const number_param number_params[] = {
    {"alpha", AT(alpha), 0, 1, HOLTS | OF(HOLT_WINTERS)},
    {"beta", AT(beta), 0, 1, HOLTS | OF(HOLT_WINTERS)},
    {"gamma", AT(gamma), 0, 1, OF(HOLT_WINTERS)},
    {"phi", AT(phi), 0, 1, HOLTS},
    {"level", AT(level), -1e150, 1e150, HOLTS},
    {"trend", AT(trend), -1e150, 1e150, HOLTS},
    {"origin", AT(origin), -1e9, 1e9, REGRESSIONS | GROWTHS},
};

typedef struct count_param {
    const char *name;
    size_t offset;
    uint64_t low, high;
    unsigned methods;
} count_param;

typedef struct word_param {
    const char *name;
    bool (*read)(forecast_question *q, const char *text, input_error *err);
    unsigned methods;
} word_param;

static const count_param count_params[] = {
    {"degree", AT(degree), 1, FORECAST_DEGREE_MAX, OF(POLYNOMIAL)},
    {"window", AT(window), 2, FORECAST_PERIOD_MAX, OF(MOVING_AVERAGE)},
    {"order", AT(order), 1, 2, OF(MOVING_AVERAGE)},
};

enum {
    NUMBER_PARAMS = sizeof number_params / sizeof number_params[0],
    COUNT_PARAMS = sizeof count_params / sizeof count_params[0],
};

static bool members_read(forecast_question *q, const char *text, input_error *err) {
    forecast_spec *spec = &q->spec;
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

static bool weights_read(forecast_question *q, const char *text, input_error *err) {
    static const char *const names[] = {"equal", "inverse-error", "bates-granger"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(text, names[i]) == 0) {
            q->spec.weights = (forecast_weights)i;
            return true;
        }
    return refuse(err, text_format("weights is '%s'; must be equal, inverse-error or bates-granger", text));
}

static bool seasonal_read(forecast_question *q, const char *text, input_error *err) {
    q->spec.multiplicative = strcmp(text, "multiplicative") == 0;
    return q->spec.multiplicative || strcmp(text, "additive") == 0 ||
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

static const word_param word_params[] = {
    {"members", members_read, MIXTURES},
    {"weights", weights_read, OF(COMBINATION)},
    {"seasonal", seasonal_read, OF(HOLT_WINTERS)},
    {"period", period_read, SEASONALS},
};

enum { WORD_PARAMS = sizeof word_params / sizeof word_params[0] };

/// A parameter that the method does not read would be a silent mistake; a mixture hands it to its members.
static bool suits(const forecast_question *q, const char *name, unsigned methods, input_error *err) {
    return ((methods | MIXTURES) & (1u << q->spec.method)) ||
           refuse(err, text_format("%s has no parameter '%s'", forecast_method_name(q->spec.method), name));
}

static bool number_read(forecast_question *q, const number_param *p, const char *text, input_error *err) {
    double value;
    if (!suits(q, p->name, p->methods, err))
        return false;
    if (!signed_parse(text, &value) || value < p->low || value > p->high)
        return refuse(
            err, text_format("%s is '%s'; must be a number from %g to %g", p->name, text, p->low, p->high));
    memcpy((char *)&q->spec + p->offset, &value, sizeof value);
    return true;
}

static bool counted_read(forecast_question *q, const count_param *p, const char *text, input_error *err) {
    uint64_t value;
    if (!suits(q, p->name, p->methods, err))
        return false;
    if (!number_parse_whole(text, p->low, p->high, &value))
        return refuse(err, text_format("%s is '%s'; must be a whole number from %llu to %llu", p->name, text,
                                       (unsigned long long)p->low, (unsigned long long)p->high));
    size_t count = (size_t)value;
    memcpy((char *)&q->spec + p->offset, &count, sizeof count);
    return true;
}

static bool param_read(forecast_question *q, const char *name, const char *text, input_error *err) {
    for (size_t i = 0; i < NUMBER_PARAMS; i++)
        if (strcmp(name, number_params[i].name) == 0)
            return number_read(q, &number_params[i], text, err);
    for (size_t i = 0; i < COUNT_PARAMS; i++)
        if (strcmp(name, count_params[i].name) == 0)
            return counted_read(q, &count_params[i], text, err);
    for (size_t i = 0; i < WORD_PARAMS; i++)
        if (strcmp(name, word_params[i].name) == 0)
            return suits(q, name, word_params[i].methods, err) && word_params[i].read(q, text, err);
    return refuse(err,
                  text_format("there is no parameter '%s'; there are alpha, beta, gamma, phi, level, trend, "
                              "origin, degree, window, order, period, seasonal, members and weights",
                              name));
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
    return q->spec.method != FORECAST_COMBINATION || q->spec.member_count >= 2 ||
           refuse(err,
                  text_copy("combination needs --param members=NAME,NAME, such as members=gm11,gompertz"));
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
           params_read(q, o, err);
}
