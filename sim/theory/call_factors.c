#include <hotline/call_model.h>

#include <math.h>
#include <string.h>

#include "theory/call_parts.h"

const factor_info call_factor_table[FACTOR_COUNT] = {
#define X(name, key, unit, low, high, standard, meaning)                                                     \
    [FACTOR_##name] = {key, UNIT_##unit, low, high, (double)(standard), meaning},
    CALL_FACTORS(X)
#undef X
};

call_factor call_factor_find(const char *key) {
    size_t i = 0;
    while (i < FACTOR_COUNT && strcmp(call_factor_table[i].key, key) != 0)
        i++;
    return (call_factor)i;
}

call_factors call_factors_none(void) {
    call_factors none;
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        none.of[i] = NAN;
    return none;
}

static bool ranges_check(const call_factors *f, input_error *err) {
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        const factor_info *info = &call_factor_table[i];
        if (!isnan(f->of[i]) && !(f->of[i] >= info->low && f->of[i] <= info->high))
            return input_error_set(err, NULL, 0, NULL, "%s is %.10g; must be a number from %.10g to %.10g",
                                   info->key, f->of[i], info->low, info->high);
    }
    return true;
}

static bool missing(input_error *err, call_factor which, const char *or_else) {
    return input_error_set(err, NULL, 0, NULL, "'%s' is missing%s (%s)", call_factor_table[which].key,
                           or_else, call_factor_table[which].meaning);
}

/// What nothing follows without.
static bool demand_check(const call_factors *f, input_error *err) {
    if (isnan(f->of[FACTOR_SUBSCRIBERS]))
        return missing(err, FACTOR_SUBSCRIBERS, "");
    if (isnan(f->of[FACTOR_CALLS]))
        return missing(err, FACTOR_CALLS, "");
    if (isnan(f->of[FACTOR_AGENT_CALLS]) && isnan(f->of[FACTOR_AGENT_SHARE]))
        return missing(err, FACTOR_AGENT_CALLS, ", or 'agent_share'");
    if (f->of[FACTOR_AGENT_CALLS] > f->of[FACTOR_CALLS])
        return input_error_set(err, NULL, 0, NULL,
                               "'agent_calls' is %.10g, more than the %.10g 'calls' of a subscriber in a "
                               "month, of which they are",
                               f->of[FACTOR_AGENT_CALLS], f->of[FACTOR_CALLS]);
    return true;
}

static bool needs_check(const call_factors *f, input_error *err) {
    if (!ranges_check(f, err) || !demand_check(f, err))
        return false;
    if (isnan(f->of[FACTOR_AHT]) && isnan(f->of[FACTOR_CALLS_PER_SEAT]))
        return missing(err, FACTOR_AHT, ", or 'calls_per_seat'");
    return true;
}

double agent_call_duration(const call_factors *f) {
    return f->of[FACTOR_PREAMBLE] + f->of[FACTOR_QUEUE_WAIT] + f->of[FACTOR_AHT];
}

double mixed_call_of_parts(const call_factors *f) {
    double agent = f->of[FACTOR_AGENT_CALLS] / f->of[FACTOR_CALLS];
    return (1 - agent) * f->of[FACTOR_AUTOMATIC_CALL] + agent * agent_call_duration(f);
}

double cti_rate_of_processor(const call_factors *f) {
    return (f->of[FACTOR_CTI_LOAD] - f->of[FACTOR_CTI_FIXED]) / f->of[FACTOR_CTI_TIME];
}

static void standards_fill(call_factors *f, bool automatic_follows) {
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        if (isnan(f->of[i]) && !(i == FACTOR_AUTOMATIC_CALL && automatic_follows))
            f->of[i] = call_factor_table[i].standard;
}

/// What the mean duration of all calls leaves for those without an agent.
static bool automatic_call_derive(call_factors *f, input_error *err) {
    double agent = f->of[FACTOR_AGENT_CALLS], all = f->of[FACTOR_CALLS];
    double rest = all * f->of[FACTOR_MIXED_CALL] - agent * agent_call_duration(f);
    if (agent >= all)
        f->of[FACTOR_AUTOMATIC_CALL] = 0;
    else if (rest < 0)
        return input_error_set(
            err, NULL, 0, NULL,
            "'mixed_call' is %.10g s, but calls for agents alone, %.10g s each, make a mean "
            "of %.10g s; give 'automatic_call' to be told more",
            f->of[FACTOR_MIXED_CALL], agent_call_duration(f), agent / all * agent_call_duration(f));
    else
        f->of[FACTOR_AUTOMATIC_CALL] = rest / (all - agent);
    return true;
}

static double or_else(double value, double other) {
    return isnan(value) ? other : value;
}

static void calls_derive(call_factors *f) {
    f->of[FACTOR_AGENT_CALLS] =
        or_else(f->of[FACTOR_AGENT_CALLS], f->of[FACTOR_CALLS] * f->of[FACTOR_AGENT_SHARE]);
    f->of[FACTOR_AGENT_SHARE] =
        or_else(f->of[FACTOR_AGENT_SHARE], f->of[FACTOR_AGENT_CALLS] / f->of[FACTOR_CALLS]);
    double seconds = SECONDS_PER_HOUR * f->of[FACTOR_AGENT_LOAD];
    f->of[FACTOR_AHT] = or_else(f->of[FACTOR_AHT], seconds / f->of[FACTOR_CALLS_PER_SEAT]);
    f->of[FACTOR_CALLS_PER_SEAT] = or_else(f->of[FACTOR_CALLS_PER_SEAT], seconds / f->of[FACTOR_AHT]);
}

bool call_factors_complete(const call_factors *given, call_factors *out, input_error *err) {
    call_factors f = *given;
    if (!needs_check(&f, err))
        return false;
    bool automatic_follows = isnan(f.of[FACTOR_AUTOMATIC_CALL]) && !isnan(f.of[FACTOR_MIXED_CALL]);
    standards_fill(&f, automatic_follows);
    calls_derive(&f);
    if (automatic_follows && !automatic_call_derive(&f, err))
        return false;
    f.of[FACTOR_MIXED_CALL] = or_else(f.of[FACTOR_MIXED_CALL], mixed_call_of_parts(&f));
    if (f.of[FACTOR_CTI_FIXED] >= f.of[FACTOR_CTI_LOAD])
        return input_error_set(err, NULL, 0, NULL,
                               "'cti_fixed_load' is %.10g; must be below 'cti_load', %.10g",
                               f.of[FACTOR_CTI_FIXED], f.of[FACTOR_CTI_LOAD]);
    if (!isnan(f.of[FACTOR_CTI_TIME]))
        f.of[FACTOR_CTI_FIXED] = or_else(f.of[FACTOR_CTI_FIXED], 0);
    f.of[FACTOR_CTI_RATE] = or_else(f.of[FACTOR_CTI_RATE], cti_rate_of_processor(&f));
    *out = f;
    return true;
}

bool call_demand_of(const call_factors *given, bool mean_day, call_demand *out, input_error *err) {
    call_factors f = *given;
    if (!ranges_check(&f, err) || !demand_check(&f, err))
        return false;
    standards_fill(&f, true);
    calls_derive(&f);
    double factor = mean_day ? 1 : f.of[FACTOR_BUSIEST_DAY];
    double a_call = f.of[FACTOR_SUBSCRIBERS] / f.of[FACTOR_DAYS_IN_MONTH] * factor;
    double day = a_call * f.of[FACTOR_CALLS], agent_day = a_call * f.of[FACTOR_AGENT_CALLS];
    *out = (call_demand){.day = day,
                         .hour = day * f.of[FACTOR_CONCENTRATION],
                         .agent_day = agent_day,
                         .agent_hour = agent_day * f.of[FACTOR_CONCENTRATION]};
    return true;
}

static double series_at(const factor_series *s, int year) {
    if (!s->years)
        return s->count > 0 ? s->values[0] : NAN;
    for (size_t i = 0; i < s->count; i++)
        if (s->years[i] == year)
            return s->values[i];
    return NAN;
}

bool call_model_year(const call_model *m, int year, call_factors *out, input_error *err) {
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        const factor_series *s = &m->of[i];
        out->of[i] = series_at(s, year);
        if (s->count > 0 && isnan(out->of[i]))
            return input_error_set(
                err, NULL, 0, NULL, "'%s' has no value for the year %d, but %zu from %d to %d",
                call_factor_table[i].key, year, s->count, s->years[0], s->years[s->count - 1]);
    }
    return true;
}
