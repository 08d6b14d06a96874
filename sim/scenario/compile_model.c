// The call model: copied for who plans with it, and turned into the arrivals of classes.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"

enum { HOURS_OF_DAY = 24 };

static bool model_is_given(const call_model_document *m) {
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        if (m->of[i].series.count > 0)
            return true;
    return false;
}

static factor_series series_copy(const factor_series *from) {
    factor_series s = {.count = from->count, .values = memory_new(from->count, sizeof(double))};
    memcpy(s.values, from->values, from->count * sizeof *s.values);
    if (from->years) {
        s.years = memory_new(from->count, sizeof(int));
        memcpy(s.years, from->years, from->count * sizeof *s.years);
    }
    return s;
}

/// Of the tables that factors are from; 0 when there are none.
static uint64_t tables_hash(const call_model_document *from) {
    uint64_t hash = 0;
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        if (from->of[i].file_hash != 0)
            hash = hash_mix(hash, from->of[i].file_hash);
    return hash;
}

bool model_compile(compiler *c) {
    const call_model_document *from = &c->document->call_model;
    if (!model_is_given(from))
        return true;
    call_model *m = memory_new(1, sizeof *m);
    c->scenario->call_model = m;
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        if (from->of[i].series.count > 0)
            m->of[i] = series_copy(&from->of[i].series);
    c->scenario->model_hash = tables_hash(from);
    m->year = from->year == WHOLE_ABSENT ? c->document->start.year : (int)from->year;
    m->mean_day = from->day == 1;
    m->profile_concentration = NAN;
    place at = place_of(NULL, "call_model");
    input_error err = {0};
    call_factors f;
    call_demand d;
    if (!call_model_year(m, m->year, &f, &err))
        return place_error(c->reporter, &at, "%s%s", err.text,
                           from->year == WHOLE_ABSENT ? "; 'year' names another year than that of 'start'"
                                                      : "");
    return call_demand_of(&f, m->mean_day, &d, &err) || place_error(c->reporter, &at, "%s", err.text);
}

void model_release(call_model *m) {
    for (size_t i = 0; m && i < FACTOR_COUNT; i++) {
        free(m->of[i].years);
        free(m->of[i].values);
    }
    free(m);
}

/// Calls of the class, of all and of those for agents.
static double calls_of(const arrivals_document *from, double all, double agent) {
    double share = isnan(from->share) ? 1 : from->share;
    switch ((calls_asked)from->call_model) {
    case CALLS_OF_AGENTS:
        return share * agent;
    case CALLS_AUTOMATIC:
        return share * (all - agent);
    case CALLS_MIXED:
        break;
    }
    return share * all;
}

static bool profile_check(const compiler *c, const place *at, const series *profile) {
    if (profile->span == SPAN_WEEK)
        return place_error(c->reporter, at, "is of the week; with a 'call_model' it must be of the day");
    if (profile->list.count % HOURS_OF_DAY)
        return place_error(c->reporter, at,
                           "has %zu values; with a 'call_model' it must have 24 or a multiple of 24, so that "
                           "one can tell its busiest hour",
                           profile->list.count);
    return true;
}

static bool profile_make(const compiler *c, const place *at, const series *profile, double concentration,
                         double *values) {
    place here = place_of(at, "profile");
    const number_list *given = &profile->list;
    if (!profile_check(c, &here, profile))
        return false;
    double share = profile_concentration(given->values, given->count);
    if (isnan(share))
        return place_error(c->reporter, &here, "has weights that sum to 0; must be more");
    if (profile_bend(given->values, given->count, concentration, values))
        return true;
    double low, high;
    profile_reach(given->values, given->count, &low, &high, values);
    return place_error(c->reporter, &here,
                       "has %.4g of the day in its busiest hour, and cannot be bent to the %.4g of the call "
                       "model's 'busy_hour_concentration': only to %.4g to %.4g",
                       share, concentration, low, high);
}

/// NAN when it has no hours.
static double profile_share(const number_list *weights) {
    return weights->count % HOURS_OF_DAY ? (double)NAN
                                         : profile_concentration(weights->values, weights->count);
}

bool modelled_arrivals(const compiler *c, const place *at, const arrivals_document *from,
                       arrivals_document *out, double **values) {
    call_model *m = c->scenario->call_model;
    place here = place_of(at, "call_model");
    call_factors f;
    call_demand d;
    *out = *from;
    if (!m)
        return place_error(c->reporter, &here,
                           "takes calls from the 'call_model' at the top of the file, and there is none");
    if (!call_model_year(m, m->year, &f, NULL) || !call_demand_of(&f, m->mean_day, &d, NULL))
        return false; // said at the model itself
    m->feeds_classes = true;
    size_t count = from->profile.list.count > 0 ? from->profile.list.count : 1;
    *values = memory_new(count, sizeof **values);
    if (from->profile.list.count == 0) {
        (*values)[0] = calls_of(from, d.hour, d.agent_hour);
        out->per_hour = (series){.list = {.count = 1, .values = *values, .single = true}};
        return true;
    }
    out->volume = calls_of(from, d.day, d.agent_day);
    out->profile.list.values = *values;
    m->profile_concentration = fmax(m->profile_concentration, profile_share(&from->profile.list));
    return profile_make(c, at, &from->profile, d.hour / d.day, *values);
}
