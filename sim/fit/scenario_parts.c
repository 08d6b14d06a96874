#include "fit/scenario_parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"

static void lognormal_print(const fit_part *p, FILE *out) {
    double variance = p->b * p->b;
    (void)fprintf(out, "{ \"law\": \"lognormal\", \"mean\": %.5g, \"cv\": %.4g }", exp(p->a + variance / 2),
                  sqrt(expm1(variance)));
}

static void parts_print(const fit_law *l, FILE *out) {
    bool first_is_short = l->parts[0].a < l->parts[1].a;
    for (size_t i = 0; i < 2; i++) {
        const fit_part *p = &l->parts[first_is_short ? i : 1 - i];
        (void)fprintf(out, "%s\"%s\": { \"weight\": %.4f, ", i ? ", " : "", i ? "long" : "short", p->weight);
        if (l->kind == FIT_HYPEREXPONENTIAL)
            (void)fprintf(out, "\"mean\": %.5g", p->a);
        else {
            (void)fputs("\"time\": ", out);
            lognormal_print(p, out);
        }
        (void)fputs(" }", out);
    }
}

void law_print(const fit_laws *laws, FILE *out) {
    const fit_law *l = laws->laws;
    if (laws->count == 0) {
        (void)fprintf(out, "{ \"law\": \"constant\", \"value\": %.5g }",
                      laws->moments.count ? laws->moments.mean : 0);
        return;
    }
    switch (l->kind) {
    case FIT_EXPONENTIAL:
        (void)fprintf(out, "{ \"law\": \"exponential\", \"mean\": %.5g }", l->mean);
        return;
    case FIT_LOGNORMAL:
        lognormal_print(&l->parts[0], out);
        return;
    case FIT_GAMMA:
        (void)fprintf(out, "{ \"law\": \"gamma\", \"mean\": %.5g, \"cv\": %.4g }", l->mean,
                      1 / sqrt(l->parts[0].a));
        return;
    case FIT_WEIBULL:
        (void)fprintf(out, "{ \"law\": \"weibull\", \"mean\": %.5g, \"shape\": %.4g }", l->mean,
                      l->parts[0].a);
        return;
    case FIT_HYPEREXPONENTIAL:
    case FIT_MIXTURE:
        (void)fprintf(out, "{ \"law\": \"%s\", \"%s\": { ",
                      l->kind == FIT_MIXTURE ? "mixture" : "hyperexponential",
                      l->kind == FIT_MIXTURE ? "parts" : "branches");
        parts_print(l, out);
        (void)fputs(" } }", out);
        return;
    case FIT_LAW_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

/// A share of callers who give up between two times.
static void piece_print(double from, double to, double share, const char *indent, bool *any, FILE *out) {
    if (share < 1e-6)
        return;
    (void)fprintf(
        out,
        "%s\n%s\"from-%.0f\": { \"weight\": %.5f, \"time\": { \"law\": \"uniform\", \"min\": %.5g, \"max\": "
        "%.5g } }",
        *any ? "," : "", indent, from, share, from, to);
    *any = true;
}

/// Who is more patient than the bands tell: exponential, in pieces.
static void tail_print(double from, double mean, double share, const char *indent, bool *any, FILE *out) {
    static const double bounds[] = {0, 0.5, 1, 2, 4, 8}; // in means
    enum { PIECES = sizeof bounds / sizeof *bounds - 1 };
    for (size_t i = 0; i < PIECES; i++) {
        double rest = i + 1 < PIECES ? exp(-bounds[i + 1]) : 0;
        piece_print(from + bounds[i] * mean, from + bounds[i + 1] * mean, share * (exp(-bounds[i]) - rest),
                    indent, any, out);
    }
}

/// As patient as a scenario may say: some years, eight times of which are within its range.
static const double for_ever = 1e9;

void patience_print(const fit_patience *p, const char *indent, FILE *out) {
    enum { FEWEST_IN_A_BAND = 10 };
    if (!p->by_bands) {
        (void)fprintf(out, "{ \"law\": \"exponential\", \"mean\": %.5g }", fmin(p->mean, for_ever));
        return;
    }
    (void)fputs("{ \"law\": \"mixture\", \"parts\": {", out);
    double left = 1, deaths = 0, exposure = 0;
    bool any = false;
    size_t bands = FIT_BANDS - 1; // without the last, which has no end
    while (bands > 1 && p->deaths[bands - 1] < FEWEST_IN_A_BAND)
        bands--;
    for (size_t i = 0; i < bands; i++) {
        double rest = left * exp(-p->hazard[i] * (fit_band_bounds[i + 1] - fit_band_bounds[i]));
        piece_print(fit_band_bounds[i], fit_band_bounds[i + 1], left - rest, indent, &any, out);
        left = rest;
    }
    for (size_t i = bands - 1; i < FIT_BANDS; i++) {
        deaths += (double)p->deaths[i];
        exposure += p->exposure[i];
    }
    tail_print(fit_band_bounds[bands], fmin(exposure / deaths, for_ever), left, indent, &any, out);
    (void)fputs(" } }", out);
}

void numbers_print(const double *values, size_t count, size_t width, int digits, const char *indent,
                   FILE *out) {
    (void)fputc('[', out);
    for (size_t i = 0; i < count; i++) {
        if (i % width == 0)
            (void)fprintf(out, "%s\n%s", i ? "," : "", indent);
        (void)fprintf(out, "%s%.*g", i % width ? ", " : "", digits, values[i]);
    }
    (void)fputc(']', out);
}

/// How the model's covariances of slices are like the data's.
static void busyness_note(const fit_arrivals *a, text_buffer *t) {
    if (!a->is_over) {
        text_add(t, ", which vary no more than Poisson numbers");
        return;
    }
    text_add(t,
             ". Busyness: from the variance of slices beyond Poisson's, the covariance of all slices of a "
             "day, and that of "
             "neighbours. Covariances of slices, relative to their means, times 10,000, in the data and by "
             "the model: 0 min "
             "%.0f and %.0f",
             1e4 * a->single, 1e4 * ((1 + a->day_cv * a->day_cv) * (1 + a->slice_cv * a->slice_cv) - 1));
    for (size_t lag = 0; lag < FIT_LAGS; lag++)
        if (!isnan(a->covariances[lag]))
            text_add(t, ", %u min %.0f and %.0f", (unsigned)fit_lag_minutes[lag], 1e4 * a->covariances[lag],
                     1e4 * a->by_model[lag]);
    if (!isnan(a->day_lag))
        text_add(t, ". A day depends on the day before (correlation %.2f); in the scenario it does not",
                 a->day_lag);
}

char *arrivals_note(const fit *f, const fit_class *c) {
    const fit_arrivals *a = &c->arrivals;
    text_buffer t = {0};
    text_add(&t, "%llu calls on %zu day%s, %.1f a day", (unsigned long long)c->calls, f->day_count,
             text_plural(f->day_count), a->mean);
    if (c->closed > 0)
        text_add(&t, " (without %llu of hours in which fewer than half asked for an agent: closed)",
                 (unsigned long long)c->closed);
    if (f->day_count > 1)
        text_add(&t, " with a standard deviation of %.1f (Poisson: %.1f)", a->sd, sqrt(a->mean));
    text_add(&t, "; %s, by slices of %g min",
             f->by_week          ? "means of each slice of the week"
             : f->weekdays_known ? "one profile of the day and the means of weekdays"
                                 : "one profile of the day",
             f->slice / 60.0);
    if (f->day_count > 1)
        busyness_note(a, &t);
    return text_take(&t);
}

char *laws_note(const fit_laws *l, const char *what) {
    const fit_moments *m = &l->moments;
    text_buffer t = {0};
    text_add(
        &t,
        "%llu %s: mean %.1f s, cv %.2f, median %.0f, mean of logarithms %.3f, their standard deviation %.3f",
        (unsigned long long)m->count, what, m->mean, m->cv, m->median, m->log_mean, m->log_sd);
    if (m->zeros > 0)
        text_add(&t, "; %llu of 0 s left out", (unsigned long long)m->zeros);
    if (l->count == 0)
        return text_take(&t);
    text_add(&t, ". Of %zu laws with this mean, %s has the smallest AIC", l->count,
             fit_law_name(l->laws[0].kind));
    if (l->count > 1)
        text_add(&t, " (%s: %.0f more)", fit_law_name(l->laws[1].kind), l->laws[1].aic - l->laws[0].aic);
    text_add(&t, "; its distribution function is %.3f off at most (Kolmogorov's distance; %s's, %.3f)",
             l->laws[0].distance, l->count > 1 ? fit_law_name(l->laws[1].kind) : "the same",
             l->laws[l->count > 1].distance);
    return text_take(&t);
}

/// A band ends where the factor changes: neighbours with the same mean would have been made one.
char *services_note(const fit_class *c) {
    const fit_by_hour *h = &c->by_hour;
    text_buffer t = {0};
    char *laws = laws_note(&c->service, "services");
    text_add(&t, "%s", laws);
    free(laws);
    if (h->bands < 2)
        return text_take(&t);
    text_add(&t, ". By the hour, in %zu bands (minimum description length, twice: %.0f less):", h->bands,
             h->gain);
    for (size_t hour = 0; hour < FIT_HOURS; hour++)
        if (hour == 0 || fabs(h->factors[hour] - h->factors[hour - 1]) > 0)
            text_add(&t, "%s %.1f s from %02zu:00", hour ? "," : "",
                     c->service.moments.mean * h->factors[hour], hour);
    return text_take(&t);
}

char *patience_note(const fit_patience *p) {
    text_buffer t = {0};
    text_add(&t, "%llu gave up, %llu were answered after a wait: total wait / those who gave up = %.1f s",
             (unsigned long long)p->abandoned, (unsigned long long)p->answered_after_wait, p->mean);
    text_add(&t, "; still there after (Kaplan-Meier)");
    for (size_t i = 0; i < FIT_SURVIVALS && !isnan(p->survival[i]); i++)
        text_add(&t, "%s %.0f s %.3f", i ? "," : "", fit_survival_times[i], p->survival[i]);
    if (p->by_bands)
        text_add(
            &t, ". The hazard is not constant (AIC %.0f less by bands of time): uniform between their bounds",
            p->aic_exponential - p->aic_bands);
    return text_take(&t);
}
