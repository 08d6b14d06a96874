// Busyness of neighbouring slices: `interval_correlation` against the moments of gamma factors whose normal
// scores are correlated, and what it may not depend on.

#include "arrivals_seen.h"
#include "base/text.h"
#include "moments.h"
#include "random/quantile.h"
#include "support/test.h"

enum { DAYS = 4000, SLICES = 6 };

#define LENGTH (SIM_DAY / SLICES)
#define MEAN   20.0 // calls in a slice

/// E[X Y] of two gamma factors with mean 1 whose normal scores have the correlation r: trapezoids over both
/// scores, which for such smooth functions are exact to many digits.
static double factors_product(double cv_x, double cv_y, double r) {
    enum { POINTS = 120 };
    const double most = 7.5, step = 2 * most / POINTS;
    double sum = 0, weights = 0;
    for (int i = 0; i <= POINTS; i++) {
        double u = -most + i * step;
        for (int j = 0; j <= POINTS; j++) {
            double v = -most + j * step, weight = exp(-(u * u + v * v) / 2);
            sum += weight * gamma_at_score(cv_x, u) * gamma_at_score(cv_y, r * u + sqrt(1 - r * r) * v);
            weights += weight;
        }
    }
    return sum / weights;
}

typedef struct day_counts {
    double calls[SLICES];
} day_counts;

/// Numbers of calls by slices of days from the start on. Free with free().
static day_counts *counts_of(const char *text, uint16_t call_class) {
    arrivals_seen a = arrivals_of(text, 0);
    day_counts *counts = calloc(DAYS, sizeof *counts);
    assert_non_null(counts);
    for (size_t i = 0; i < a.count; i++)
        if (a.items[i].call_class == call_class)
            counts[a.items[i].time / SIM_DAY].calls[a.items[i].time % SIM_DAY / LENGTH]++;
    arrivals_seen_free(&a);
    return counts;
}

/// The mean over pairs of slices `lag` apart, of one or of two classes, of the product of their deviations:
/// one number a day, and days are independent.
static moments products(const day_counts *x, const day_counts *y, int lag) {
    moments m = {0};
    for (int day = 0; day < DAYS; day++) {
        double sum = 0;
        for (int i = 0; i + lag < SLICES; i++)
            sum += (x[day].calls[i] - MEAN) * (y[day].calls[i + lag] - MEAN);
        moments_add(&m, sum / (SLICES - lag));
    }
    return m;
}

static void assert_mean(const moments *m, double expected) {
    double error = Z * sqrt(variance_of(m) / DAYS);
    assert_near(mean_of(m), expected, error);
    assert_true(error < 0.15 * MEAN * MEAN * 0.25); // sharp enough to tell
}

#define TIMES "\"duration\":\"4000d\",\"interval\":\"4h\""
#define RATES "\"per_hour\":{\"day\":[5,5,5,5,5,5]}"

/// Factors with cv 0.5: Var N = m + m² c², Cov of slices k apart m² (E[X Y] - 1) with scores of the
/// correlation 0.8^k; nothing over midnight. The third factorial moment is m³ (1 + c²)(1 + 2 c²), as without
/// correlation.
static void slices_have_their_moments(void **state) {
    (void)state;
    day_counts *n = counts_of(
        CENTER(TIMES, "\"a\":{" ARRIVALS(RATES ",\"interval_cv\":0.5,\"interval_correlation\":0.8") "}"), 0);
    moments mean = {0}, third = {0}, midnight = {0};
    for (int day = 0; day < DAYS; day++) {
        double sum = 0, falling = 0;
        for (int i = 0; i < SLICES; i++) {
            double x = n[day].calls[i];
            sum += x / SLICES;
            falling += x * (x - 1) * (x - 2) / SLICES;
        }
        moments_add(&mean, sum);
        moments_add(&third, falling);
        moments_add(&midnight,
                    day > 0 ? (n[day - 1].calls[SLICES - 1] - MEAN) * (n[day].calls[0] - MEAN) : 0);
    }
    assert_mean(&mean, MEAN);
    assert_near(mean_of(&third), MEAN * MEAN * MEAN * 1.25 * 1.5, Z * sqrt(variance_of(&third) / DAYS));
    moments spread = products(n, n, 0);
    assert_mean(&spread, MEAN + MEAN * MEAN * 0.25);
    assert_mean(&midnight, 0);
    for (int lag = 1; lag < SLICES; lag++) {
        moments m = products(n, n, lag);
        assert_mean(&m, MEAN * MEAN * (factors_product(0.5, 0.5, pow(0.8, lag)) - 1));
    }
    free(n);
}

/// Two classes of the correlations 0.9 and 0.8 with what is shared: at one time their scores have the
/// correlation 0.72 whether neighbours are correlated or not, and k slices apart 0.6^k of that.
static void classes_stay_correlated(void **state) {
    (void)state;
#define BOTH(cv, r) RATES ",\"interval_cv\":" cv ",\"interval_correlation\":0.6,\"busyness_correlation\":" r
    static const char text[] =
        CENTER(TIMES, "\"a\":{" ARRIVALS(BOTH("0.5", "0.9")) "},\"b\":{" ARRIVALS(BOTH("0.4", "0.8")) "}");
    day_counts *a = counts_of(text, 0), *b = counts_of(text, 1);
    for (int lag = 0; lag < 3; lag++) {
        moments forth = products(a, b, lag), back = products(b, a, lag);
        double expected = MEAN * MEAN * (factors_product(0.5, 0.4, 0.72 * pow(0.6, lag)) - 1);
        assert_mean(&forth, expected);
        assert_mean(&back, expected);
    }
    free(a);
    free(b);
}

/// With the correlation 1 all slices of a day have one factor: beyond their day's mean they have no variance
/// but that of chance.
static void full_correlation_is_one_factor(void **state) {
    (void)state;
    day_counts *n = counts_of(
        CENTER(TIMES, "\"a\":{" ARRIVALS(RATES ",\"interval_cv\":0.5,\"interval_correlation\":1") "}"), 0);
    moments within = {0};
    for (int day = 0; day < DAYS; day++) {
        double sum = 0, squares = 0;
        for (int i = 0; i < SLICES; i++) {
            sum += n[day].calls[i];
            squares += n[day].calls[i] * n[day].calls[i];
        }
        moments_add(&within, (squares - sum * sum / SLICES) / (SLICES - 1) - sum / SLICES);
    }
    assert_mean(&within, 0);
    free(n);
}

/// Those who come in `a` from `from` on, until before `to`, are the callers of `b`, in which all times are
/// `shift` earlier.
static void assert_same(const arrivals_seen *a, const arrivals_seen *b, sim_time from, sim_time to,
                        sim_time shift) {
    size_t i = 0, j = 0, compared = 0;
    while (i < a->count && a->items[i].time < from)
        i++;
    while (j < b->count && b->items[j].time < from - shift)
        j++;
    for (; i < a->count && a->items[i].time < to; i++, j++, compared++) {
        assert_true(j < b->count);
        assert_int_equal(a->items[i].time, b->items[j].time + shift);
        assert_int_equal(a->items[i].caller, b->items[j].caller);
    }
    assert_true(j == b->count || b->items[j].time >= to - shift);
    assert_true(compared > 10);
}

/// A day of slices of two hours, none of which has calls where `hours` says 0.
static arrivals_seen day_of(const char *times, const char *hours, double correlation) {
    char *text = text_format(
        "{\"hotline\":1,\"name\":\"x\",\"start\":\"2011-02-02T%s,\"classes\":{\"a\":{" ARRIVALS(
            "\"per_hour\":{\"day\":[%s]},\"busyness_cv\":0.2,\"interval_cv\":0.4,"
            "\"busyness_correlation\":0.5,\"interval_correlation\":%g") "}},"
                                                                        "\"ivr\":{\"menu\":{\"time\":{"
                                                                        "\"law\":\"constant\",\"value\":0},"
                                                                        "\"next\":\"hangup\"}}}",
        times, hours, correlation);
    arrivals_seen seen = arrivals_of(text, 1);
    free(text);
    return seen;
}

/// A slice's factor follows from the slices of its day before it, whether they are simulated or not: a start
/// within the day, a warm-up, hours in which nobody can call change nobody.
static void the_start_does_not_matter(void **state) {
    (void)state;
    static const double correlations[] = {0, 0.9, 1};
    static const char all[] = "20,20,30,40,50,60,70,80,90,80,70,60", some[] = "0,0,0,40,0,60,0,80,90,0,0,60";
    for (size_t k = 0; k < sizeof correlations / sizeof correlations[0]; k++) {
        double c = correlations[k];
        arrivals_seen whole = day_of("00:00\",\"duration\":\"2d\"", all, c);
        arrivals_seen late = day_of("13:00\",\"duration\":\"1d\"", all, c);
        arrivals_seen warm = day_of("13:00\",\"duration\":\"1d\",\"warmup\":\"5h\"", all, c);
        arrivals_seen gaps = day_of("00:00\",\"duration\":\"2d\"", some, c);
        assert_same(&whole, &late, 13 * SIM_HOUR, 37 * SIM_HOUR, 13 * SIM_HOUR);
        assert_same(&whole, &warm, 8 * SIM_HOUR, 37 * SIM_HOUR, 13 * SIM_HOUR);
        for (sim_time midnight = 0; midnight <= SIM_DAY; midnight += SIM_DAY) {
            assert_same(&whole, &gaps, midnight + 14 * SIM_HOUR, midnight + 18 * SIM_HOUR, 0);
            assert_same(&whole, &gaps, midnight + 22 * SIM_HOUR, midnight + 24 * SIM_HOUR, 0);
        }
        arrivals_seen_free(&whole);
        arrivals_seen_free(&late);
        arrivals_seen_free(&warm);
        arrivals_seen_free(&gaps);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_have_their_moments),
        cmocka_unit_test(classes_stay_correlated),
        cmocka_unit_test(full_correlation_is_one_factor),
        cmocka_unit_test(the_start_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
