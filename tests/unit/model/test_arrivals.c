// The laws of arrivals: numbers, times, busyness and its correlation.

#include "arrivals_seen.h"
#include "moments.h"
#include "support/test.h"
#include <hotline/sim.h>

/// A fixed number spread over the day: each slice's number is binomial, each place in it equally likely.
static void fixed_numbers_are_multinomial(void **state) {
    (void)state;
    enum { DAYS = 700, VOLUME = 90, PARTS = 6 };
    static const char text[] =
        CENTER("\"duration\":\"700d\"",
               "\"a\":{" ARRIVALS("\"profile\":[1,2,0,3,1,2],\"volume\":90,\"calls\":\"fixed\"") "}");
    static const double weights[] = {1, 2, 0, 3, 1, 2};
    arrivals_seen a = arrivals_of(text, 0);
    assert_int_equal(a.count, DAYS * VOLUME);
    double hours[PARTS][10] = {{0}}, counts[DAYS][PARTS] = {{0}}, chi_square = 0, covariance = 0;
    moments by_part[PARTS] = {{0}};
    for (size_t i = 0; i < a.count; i++) {
        sim_time time = a.items[i].time, part = time % SIM_DAY / (4 * SIM_HOUR);
        assert_true(i == 0 || time >= a.items[i - 1].time);
        hours[part][time % (4 * SIM_HOUR) * 10 / (4 * SIM_HOUR)]++;
        counts[time / SIM_DAY][part]++;
    }
    for (int day = 0; day < DAYS; day++) {
        for (int part = 0; part < PARTS; part++)
            moments_add(&by_part[part], counts[day][part]);
        covariance += (counts[day][1] - 20) * (counts[day][3] - 30) / DAYS;
    }
    for (int part = 0; part < PARTS; part++) {
        double p = weights[part] / 9, mean = VOLUME * p, variance = mean * (1 - p);
        assert_near(mean_of(&by_part[part]), mean, Z * sqrt(variance / DAYS));
        assert_near(variance_of(&by_part[part]), variance, Z * variance * sqrt(2.0 / DAYS) * 1.05);
        for (int k = 0; k < 10 && p > 0; k++) {
            double expected = mean * DAYS / 10;
            chi_square += (hours[part][k] - expected) * (hours[part][k] - expected) / expected;
        }
    }
    assert_true(chi_square < 92); // 49 degrees of freedom: above it in less than 2e-4 of the cases
    // covariance of a multinomial: -n p q; its standard error, normal numbers: sqrt((v1 v3 + c²) / days)
    double c = -VOLUME * 2.0 / 9 * 3 / 9, v1 = 20 * 7.0 / 9, v3 = 30 * 6.0 / 9;
    assert_near(covariance, c, Z * sqrt((v1 * v3 + c * c) / DAYS));
    arrivals_seen_free(&a);
}

/// Day and slice busyness: Var N = m + m² ((1 + cd²)(1 + cs²) - 1), Cov of two slices of a day = m² cd².
static void busyness_has_its_moments(void **state) {
    (void)state;
    enum { DAYS = 4000 };
    static const char text[] = CENTER(
        "\"duration\":\"4000d\"",
        "\"a\":{" ARRIVALS("\"per_hour\":{\"day\":[2,2]},\"busyness_cv\":0.3,\"interval_cv\":0.4") "}");
    static double counts[DAYS][2];
    arrivals_seen a = arrivals_of(text, 0);
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < a.count; i++)
        counts[a.items[i].time / SIM_DAY][a.items[i].time % SIM_DAY / (12 * SIM_HOUR)]++;
    moments all = {0}, spread = {0}, product = {0};
    double m = 24;
    for (int day = 0; day < DAYS; day++) {
        for (int half = 0; half < 2; half++) {
            moments_add(&all, counts[day][half]);
            moments_add(&spread, (counts[day][half] - m) * (counts[day][half] - m));
        }
        moments_add(&product, (counts[day][0] - m) * (counts[day][1] - m));
    }
    // halves of a day are not independent: errors as if there were only DAYS of them
    assert_near(mean_of(&all), m, Z * sqrt(variance_of(&all) / DAYS));
    assert_near(mean_of(&spread), m + m * m * (1.09 * 1.16 - 1), Z * sqrt(variance_of(&spread) / DAYS));
    assert_near(mean_of(&product), m * m * 0.09, Z * sqrt(variance_of(&product) / DAYS));
    arrivals_seen_free(&a);
}

/// Correlation of the numbers of classes 0 and 1 by slices of `slice`.
static double correlation_of(const char *text, sim_time slice, size_t slices) {
    arrivals_seen a = arrivals_of(text, 0);
    double *x = calloc(2 * slices, sizeof *x), xy = 0;
    moments m[2] = {{0}};
    for (size_t i = 0; i < a.count; i++)
        x[2 * (a.items[i].time / slice) + a.items[i].call_class]++;
    for (size_t i = 0; i < slices; i++) {
        moments_add(&m[0], x[2 * i]);
        moments_add(&m[1], x[2 * i + 1]);
        xy += x[2 * i] * x[2 * i + 1];
    }
    double n = (double)slices, covariance = (xy - m[0].sum * m[1].sum / n) / (n - 1);
    free(x);
    arrivals_seen_free(&a);
    return covariance / sqrt(variance_of(&m[0]) * variance_of(&m[1]));
}

/// Fisher's z, with standard error 1 / sqrt(n - 3), of normal variables; factors with cv 0.2 are near enough:
/// their correlation differs from that of their scores by less than 0.01 of itself.
static void assert_correlation(double actual, double expected, double n) {
    assert_near(atanh(actual), atanh(expected), Z / sqrt(n - 3) + 0.01);
}

#define PAIR(keys0, keys1) "\"a\":{" ARRIVALS(keys0) "},\"b\":{" ARRIVALS(keys1) "}"

/// Numbers have the variance of chance besides: m = 200 calls and cv 0.2 leave 8/9 of the correlation.
static void classes_are_correlated(void **state) {
    (void)state;
#define DAILY(r) "\"per_hour\":{\"day\":[8.333333333333334]},\"busyness_cv\":0.2,\"busyness_correlation\":" r
#define BY_SLICE(r)                                                                                          \
    "\"per_hour\":{\"day\":[8.333333333333334]},\"interval_cv\":0.2,\"busyness_correlation\":" r
    double left = 8.0 / 9;
    assert_correlation(
        correlation_of(CENTER("\"duration\":\"1000d\"", PAIR(DAILY("0.9"), DAILY("0.8"))), SIM_DAY, 1000),
        0.72 * left, 1000);
    assert_correlation(
        correlation_of(CENTER("\"duration\":\"1000d\"", PAIR(DAILY("1"), DAILY("1"))), SIM_DAY, 1000), left,
        1000);
    assert_correlation(
        correlation_of(CENTER("\"duration\":\"1000d\"", PAIR(DAILY("0"), DAILY("1"))), SIM_DAY, 1000), 0,
        1000);
    assert_correlation(
        correlation_of(CENTER("\"duration\":\"1000d\"", PAIR(BY_SLICE("0.9"), BY_SLICE("0.8"))), SIM_DAY,
                       1000),
        0.72 * left, 1000);
}

/// With correlation 1 classes of one cv have one factor: without chance in the numbers they would be equal.
/// Of the two classes' numbers n, the standardized difference (n0 - n1) / sqrt(n0 + n1) has variance 1.
static void full_correlation_is_one_factor(void **state) {
    (void)state;
    enum { DAYS = 1000 };
#define SAME "\"per_hour\":{\"day\":[5]},\"busyness_cv\":0.5,\"interval_cv\":0.3,\"busyness_correlation\":1"
    arrivals_seen a = arrivals_of(CENTER("\"duration\":\"1000d\"", PAIR(SAME, SAME)), 0);
    double counts[DAYS][2] = {{0}};
    moments difference = {0};
    for (size_t i = 0; i < a.count; i++)
        counts[a.items[i].time / SIM_DAY][a.items[i].call_class]++;
    for (int day = 0; day < DAYS; day++)
        if (counts[day][0] + counts[day][1] > 0)
            moments_add(&difference,
                        (counts[day][0] - counts[day][1]) / sqrt(counts[day][0] + counts[day][1]));
    assert_near(variance_of(&difference), 1, Z * sqrt(2.0 / DAYS));
    arrivals_seen_free(&a);
}

/// A hundred years of slices of 4 s in which hardly anybody calls: whoever runs it can stop between events.
static void quiet_years_can_be_stopped(void **state) {
    (void)state;
    static const char text[] = CENTER("\"duration\":\"5200w\",\"interval\":\"4s\",\"intervals\":\"none\"",
                                      "\"a\":{" ARRIVALS("\"per_hour\":1e-9") "}");
    scenario_file *file = NULL;
    assert_true(scenario_parse(text, strlen(text), "test.json", NULL, &file, NULL));
    sim *s = sim_create(scenario_scheme(file, 0), &(sim_options){.seed = 1}, NULL);
    assert_int_equal(sim_run_until(s, SIM_DAY), SIM_RUNNING);
    uint64_t events = sim_event_count(s); // one for each 4096 slices: 16,384 s
    assert_in_range(events, 4, 7);
    sim_destroy(s);
    scenario_file_free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_numbers_are_multinomial), cmocka_unit_test(busyness_has_its_moments),
        cmocka_unit_test(classes_are_correlated),        cmocka_unit_test(full_correlation_is_one_factor),
        cmocka_unit_test(quiet_years_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
