#include <hotline/years.h>

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "base/text.h"
#include "plan/futures.h"

static const double seconds_per_hour = 3600;

/// What is drawn of all years: rows of one number a draw.
typedef struct sample {
    size_t years, draws;
    double *needed;  ///< [year][resource][draw]
    double *factors; ///< [year][factor][draw]
    double *has;     ///< [year][resource][draw]: what there is may be guessed too
} sample;

static double *row(double *rows, size_t kinds, const sample *s, size_t year, size_t kind) {
    return &rows[(year * kinds + kind) * s->draws];
}

static double needed_of(const call_results *r, call_resource which) {
    static const call_result results[RESOURCE_COUNT] = {[RESOURCE_SEATS] = RESULT_SEATS,
                                                        [RESOURCE_PORTS] = RESULT_PORTS,
                                                        [RESOURCE_TRUNKS] = RESULT_TRUNKS,
                                                        [RESOURCE_CTI] = RESULT_CALLS};
    return call_result_needed(results[which], r->of[results[which]]);
}

static double has_of(const call_factors *f, call_resource which) {
    static const call_factor factors[RESOURCE_COUNT] = {[RESOURCE_SEATS] = FACTOR_SEATS,
                                                        [RESOURCE_PORTS] = FACTOR_PORTS,
                                                        [RESOURCE_TRUNKS] = FACTOR_TRUNKS,
                                                        [RESOURCE_CTI] = FACTOR_CTI_RATE};
    return f->of[factors[which]] * (which == RESOURCE_CTI ? seconds_per_hour : 1);
}

/// A year's needs; INFINITY for a draw that nothing could serve, so that whatever is there does not suffice.
static void year_size(const years_question *q, const call_factors *given, double needed[RESOURCE_COUNT],
                      double has[RESOURCE_COUNT]) {
    call_factors f;
    call_results r;
    bool good = call_factors_complete(given, &f, NULL) && call_model_size(&f, q->method, &r, NULL);
    for (size_t i = 0; i < RESOURCE_COUNT; i++) {
        needed[i] = good ? needed_of(&r, (call_resource)i) : (double)INFINITY;
        has[i] = has_of(good ? &f : given, (call_resource)i);
    }
}

static void draw_add(const years_question *q, sample *s, size_t draw, const call_factors *years) {
    for (size_t y = 0; y < s->years; y++) {
        double needed[RESOURCE_COUNT], has[RESOURCE_COUNT];
        year_size(q, &years[y], needed, has);
        for (size_t i = 0; i < RESOURCE_COUNT; i++) {
            row(s->needed, RESOURCE_COUNT, s, y, i)[draw] = needed[i];
            row(s->has, RESOURCE_COUNT, s, y, i)[draw] = has[i];
        }
        for (size_t i = 0; i < FACTOR_COUNT; i++)
            row(s->factors, FACTOR_COUNT, s, y, i)[draw] = years[y].of[i];
    }
}

/// How often each year is short, and the first to be so.
static void shortage_count(const sample *s, call_resource which, size_t draw, size_t is_short[YEARS_MAX],
                           size_t is_first[YEARS_MAX]) {
    bool before = false;
    for (size_t y = 0; y < s->years; y++) {
        bool now = row(s->needed, RESOURCE_COUNT, s, y, which)[draw] >
                   row(s->has, RESOURCE_COUNT, s, y, which)[draw];
        is_short[y] += now;
        is_first[y] += now && !before;
        before = before || now;
    }
}

static void shortage_conclude(const sample *s, call_resource which, year_capacity *out) {
    size_t is_short[YEARS_MAX] = {0}, is_first[YEARS_MAX] = {0}, so_far = 0;
    double draws = (double)s->draws;
    for (size_t draw = 0; draw < s->draws; draw++)
        shortage_count(s, which, draw, is_short, is_first);
    for (size_t y = 0; y < s->years; y++) {
        year_resource *r = &out[y].resources[which];
        so_far += is_first[y];
        r->short_of = (double)is_short[y] / draws;
        r->first = (double)is_first[y] / draws;
        r->exhausted = (double)so_far / draws;
    }
}

/// Sorts the row.
static void spread_of(double *values, size_t count, double confidence, spread *out) {
    gsl_sort(values, 1, count);
    out->median = gsl_stats_quantile_from_sorted_data(values, 1, count, 0.5);
    out->lower = gsl_stats_quantile_from_sorted_data(values, 1, count, (1 - confidence) / 2);
    out->upper = gsl_stats_quantile_from_sorted_data(values, 1, count, (1 + confidence) / 2);
}

static void sample_conclude(const years_question *q, sample *s, year_capacity *out) {
    for (size_t i = 0; i < RESOURCE_COUNT; i++)
        shortage_conclude(s, (call_resource)i, out);
    for (size_t y = 0; y < s->years; y++) {
        for (size_t i = 0; i < RESOURCE_COUNT; i++) {
            year_resource *r = &out[y].resources[i];
            spread_of(row(s->needed, RESOURCE_COUNT, s, y, i), s->draws, q->confidence, &r->needed);
            if (isnan(r->has))
                r->short_of = r->first = r->exhausted = NAN;
        }
        for (size_t i = 0; i < FACTOR_COUNT; i++)
            spread_of(row(s->factors, FACTOR_COUNT, s, y, i), s->draws, q->confidence, &out[y].factors[i]);
    }
}

/// What the model itself says of the year, and what it would need.
static void actual_fill(const years_question *q, year_capacity *out) {
    call_factors full;
    call_results r;
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        const factor_series *s = &q->model->of[i];
        out->actual.of[i] = s->count > 0 && !s->years ? s->values[0] : (double)NAN;
        for (size_t k = 0; s->years && k < s->count; k++)
            if (s->years[k] == out->year)
                out->actual.of[i] = s->values[k];
    }
    bool good = call_model_year(q->model, out->year, &full, NULL) &&
                call_factors_complete(&out->actual, &full, NULL) &&
                call_model_size(&full, q->method, &r, NULL);
    for (size_t i = 0; i < RESOURCE_COUNT; i++)
        out->resources[i].actual = good ? needed_of(&r, (call_resource)i) : (double)NAN;
}

/// At the best guess each year must make sense: else the question does not.
static bool best_fill(const years_question *q, const call_factors *years, year_capacity *out,
                      input_error *err) {
    for (int year = q->first; year <= q->last; year++) {
        year_capacity *y = &out[year - q->first];
        call_results r;
        input_error why = {0};
        *y = (year_capacity){.year = year};
        if (!call_factors_complete(&years[year - q->first], &y->best, &why) ||
            !call_model_size(&y->best, q->method, &r, &why))
            return input_error_set(err, NULL, 0, NULL, "in %d: %s", year, why.text);
        for (size_t i = 0; i < RESOURCE_COUNT; i++) {
            y->resources[i].needed.best = needed_of(&r, (call_resource)i);
            y->resources[i].has = has_of(&y->best, (call_resource)i);
        }
        for (size_t i = 0; i < FACTOR_COUNT; i++)
            y->factors[i].best = years[year - q->first].of[i];
        actual_fill(q, y);
    }
    return true;
}

static bool draws_make(const years_question *q, const futures *f, call_factors *years, year_capacity *out,
                       input_error *err) {
    sample s = {.years = (size_t)(q->last - q->first) + 1, .draws = q->draws};
    s.needed = memory_new(s.years * RESOURCE_COUNT * s.draws, sizeof(double));
    s.has = memory_new(s.years * RESOURCE_COUNT * s.draws, sizeof(double));
    s.factors = memory_new(s.years * FACTOR_COUNT * s.draws, sizeof(double));
    bool good = true;
    for (size_t draw = 0; draw < s.draws && good; draw++) {
        futures_draw(f, (uint32_t)draw, years);
        draw_add(q, &s, draw, years);
        good =
            !(q->cancelled && q->cancelled(q->cancel_context)) || runtime_error_set(err, NULL, "interrupted");
    }
    if (good)
        sample_conclude(q, &s, out);
    free(s.needed);
    free(s.has);
    free(s.factors);
    return good;
}

bool years_predict(const years_question *q, year_capacity *out, input_error *err) {
    futures *f = futures_make(q, err);
    if (!f)
        return false;
    call_factors *years = memory_new((size_t)(q->last - q->first) + 1, sizeof *years);
    futures_best(f, years);
    bool good = best_fill(q, years, out, err) && draws_make(q, f, years, out, err);
    free(years);
    futures_free(f);
    return good;
}
