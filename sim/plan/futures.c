#include "plan/futures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <hotline/forecast.h>

#include "base/text.h"
#include "random/stream.h"
#include "random/ziggurat.h"

/// How one factor goes on.
typedef struct track {
    factor_series known;    ///< lists are the model's; count 0: no value
    forecast_model *future; ///< NULL: one value for all years, or all that is asked is known
    size_t steps;           ///< from the last year known to the last one asked
} track;

struct futures {
    const years_question *question;
    track tracks[FACTOR_COUNT];
};

static double within(call_factor factor, double value) {
    const factor_info *info = &call_factor_table[factor];
    return fmin(info->high, fmax(info->low, value));
}

static bool years_follow(const factor_series *s, call_factor factor, int first, input_error *err) {
    for (size_t i = 1; i < s->count; i++)
        if (s->years[i] != s->years[i - 1] + 1)
            return input_error_set(
                err, NULL, 0, NULL, "'%s' has no value for the year %d, between those for %d and %d",
                call_factor_table[factor].key, s->years[i - 1] + 1, s->years[i - 1], s->years[i]);
    return s->years[0] <= first ||
           input_error_set(err, NULL, 0, NULL, "'%s' begins in %d; must have a value for %d or a year before",
                           call_factor_table[factor].key, s->years[0], first);
}

/// What people do is forecast; what is there, is planned by or is aimed at stays as it was last said.
static bool is_behaviour(call_factor factor) {
    static const bool behaviour[FACTOR_COUNT] = {
        [FACTOR_SUBSCRIBERS] = true, [FACTOR_CALLS] = true,          [FACTOR_AGENT_CALLS] = true,
        [FACTOR_AGENT_SHARE] = true, [FACTOR_BUSIEST_DAY] = true,    [FACTOR_CONCENTRATION] = true,
        [FACTOR_AHT] = true,         [FACTOR_CALLS_PER_SEAT] = true, [FACTOR_AUTOMATIC_CALL] = true,
        [FACTOR_PREAMBLE] = true,    [FACTOR_MIXED_CALL] = true,     [FACTOR_PATIENCE] = true,
        [FACTOR_SHRINKAGE] = true};
    return behaviour[factor];
}

static forecast_model *series_fit(const factor_series *s, size_t steps, input_error *err) {
    forecast_spec spec = forecast_spec_default(FORECAST_AUTO);
    double *times = memory_new(s->count, sizeof *times);
    for (size_t i = 0; i < s->count; i++)
        times[i] = s->years[i];
    spec.horizon = steps;
    forecast_series series = {.times = times, .values = s->values, .count = s->count};
    forecast_model *m = forecast_fit(&series, &spec, err);
    free(times);
    return m;
}

/// Forgets what came after a year.
static bool series_cut(factor_series *s, call_factor factor, int until, input_error *err) {
    if (until == 0)
        return true;
    while (s->count > 0 && s->years[s->count - 1] > until)
        s->count--;
    return s->count > 0 || input_error_set(err, NULL, 0, NULL, "'%s' has no value for %d or a year before",
                                           call_factor_table[factor].key, until);
}

static bool track_open(track *t, call_factor factor, const years_question *q, input_error *err) {
    *t = (track){.known = q->model->of[factor]};
    const factor_series *s = &t->known;
    if (s->count == 0 || !s->years)
        return true;
    if (!series_cut(&t->known, factor, q->known_until, err))
        return false;
    if (!years_follow(s, factor, q->first, err))
        return false;
    int ahead = q->last - s->years[s->count - 1];
    if (ahead <= 0 || !is_behaviour(factor))
        return true;
    input_error why = {0};
    t->steps = (size_t)ahead;
    t->future = series_fit(s, t->steps, &why);
    return t->future || input_error_set(err, NULL, 0, NULL, "'%s' cannot be forecast: %s",
                                        call_factor_table[factor].key, why.text);
}

futures *futures_make(const years_question *q, input_error *err) {
    futures *f = memory_new(1, sizeof *f);
    f->question = q;
    bool good = true;
    for (size_t i = 0; i < FACTOR_COUNT && good; i++)
        good = track_open(&f->tracks[i], (call_factor)i, q, err);
    if (good)
        return f;
    futures_free(f);
    return NULL;
}

void futures_free(futures *f) {
    for (size_t i = 0; f && i < FACTOR_COUNT; i++)
        forecast_free(f->tracks[i].future);
    free(f);
}

/// Fills a factor of all years: `path` is what comes after the last year known.
static void track_fill(const futures *f, call_factor factor, const double *path, call_factors *out) {
    const track *t = &f->tracks[factor];
    const factor_series *s = &t->known;
    const years_question *q = f->question;
    for (int year = q->first; year <= q->last; year++) {
        double value = s->count > 0 ? s->values[0] : NAN;
        if (s->count > 0 && s->years) {
            int at = year - s->years[0], beyond = at - (int)s->count;
            value = beyond < 0  ? s->values[at]
                    : t->future ? within(factor, path[beyond])
                                : s->values[s->count - 1];
        }
        out[year - q->first].of[factor] = value;
    }
}

static void track_go(const futures *f, call_factor factor, const double *scores, call_factors *out) {
    const track *t = &f->tracks[factor];
    double path[FORECAST_HORIZON_MAX];
    if (t->future)
        forecast_draw_path(t->future, scores, t->steps, path);
    track_fill(f, factor, path, out);
}

void futures_best(const futures *f, call_factors *out) {
    static const double medians[FORECAST_HORIZON_MAX] = {0};
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        track_go(f, (call_factor)i, medians, out);
}

static double guess_draw(const factor_range *r, double best, double u) {
    double width = r->high - r->low, rising = fmin(fmax((best - r->low) / width, 0), 1);
    switch (r->law) {
    case ASSUMPTION_UNIFORM:
        return r->low + width * u;
    case ASSUMPTION_LOGUNIFORM:
        return r->low * pow(r->high / r->low, u);
    case ASSUMPTION_TRIANGULAR:
        return u < rising ? r->low + width * sqrt(u * rising)
                          : r->high - width * sqrt((1 - u) * (1 - rising));
    }
    return best;
}

/// What the guess is about: the value of its year, else of the first year asked.
static double guess_best(const futures *f, const factor_range *r, const call_factors *out) {
    const factor_series *s = &f->tracks[r->factor].known;
    for (size_t i = 0; s->years && i < s->count; i++)
        if (s->years[i] == r->year)
            return s->values[i];
    return out[0].of[r->factor];
}

/// A guess is one number, the same for all years: a factor that is given by years moves by the same share.
static void guess_apply(const futures *f, const factor_range *r, double u, call_factors *out) {
    const years_question *q = f->question;
    double best = guess_best(f, r, out), drawn = guess_draw(r, best, u);
    for (int i = 0; i <= q->last - q->first; i++)
        out[i].of[r->factor] = within(r->factor, best != 0 ? out[i].of[r->factor] * (drawn / best) : drawn);
}

void futures_draw(const futures *f, uint32_t draw, call_factors *out) {
    stream_family family = {.seed = f->question->seed, .replication = draw};
    stream draws;
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        double scores[FORECAST_HORIZON_MAX];
        stream_open(&draws, &family, STREAM_FUTURE, stream_source(call_factor_table[i].key), 0, 0);
        for (size_t step = 0; step < f->tracks[i].steps; step++)
            scores[step] = normal_draw(&draws);
        track_go(f, (call_factor)i, scores, out);
    }
    for (size_t i = 0; i < f->question->range_count; i++) {
        const factor_range *r = &f->question->ranges[i];
        stream_open(&draws, &family, STREAM_GUESS, stream_source(call_factor_table[r->factor].key), 0, 0);
        guess_apply(f, r, stream_unit(&draws), out);
    }
}
