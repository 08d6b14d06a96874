// The days of scenarios/bank/bank-calls.json have the mean and the variance of those that were measured, and
// neighbouring slices of a day the correlation.

#include "scenario/compiled.h"
#include "support/test.h"
#include <hotline/sim.h>

enum { WEEKS = 40, DAYS = 5, SLICES = 288, HALF_HOUR = 6 };

/// Of the data, 164 days.
static const double measured_mean = 32461.35, measured_deviation = 2914.85, measured_days = 164;

/// Likewise: the correlation of the numbers of neighbouring slices, and its standard error, by leaving out
/// one week after the other.
typedef struct measured {
    int width; ///< in slices of 5 minutes
    double correlation, error;
} measured;

static const measured neighbours[] = {{1, 0.6002, 0.0359}, {HALF_HOUR, 0.8294, 0.0233}};

typedef struct week {
    double calls[DAYS][SLICES];
} week;

static void count_observe(void *observer, const record *records, size_t count) {
    week *w = observer;
    for (size_t i = 0; i < count; i++)
        if (records[i].kind == CALL_ARRIVES)
            w->calls[records[i].time / SIM_DAY][records[i].time % SIM_DAY * SLICES / SIM_DAY]++;
}

/// Callers hang up at once: only who comes matters.
static scenario_file *bank_load(void) {
    static const char *const sets[] = {
        "agents=null", "targets=null", "classes.call.entry=menu",
        "ivr={\"menu\":{\"time\":{\"law\":\"constant\",\"value\":0},\"next\":\"hangup\"}}"};
    scenario_changes changes = {.sets = sets, .set_count = sizeof sets / sizeof sets[0]};
    scenario_file *f = NULL;
    input_error err = {0};
    if (!scenario_load(HOTLINE_SOURCE_DIR "/scenarios/bank/bank-calls.json", &changes, &f, &err))
        fail_msg("%s: %s", err.path, err.text);
    return f;
}

typedef struct bank {
    scenario_file *file;
    week weeks[WEEKS];
} bank;

static int bank_simulate(void **state) {
    bank *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->file = bank_load();
    for (uint32_t i = 0; i < WEEKS; i++) {
        probe watchers = {0};
        probe_add(&watchers, count_observe, &b->weeks[i]);
        sim *s = sim_create(scenario_scheme(b->file, 0), &(sim_options){.seed = 2003, .replication = i},
                            &watchers);
        assert_int_equal(sim_run(s), SIM_FINISHED);
        sim_destroy(s);
    }
    *state = b;
    return 0;
}

static int bank_free(void **state) {
    bank *b = *state;
    scenario_file_free(b->file);
    free(b);
    return 0;
}

/// Both are samples: the difference of the means has the variance s²/164 + s²/200, that of the logarithms of
/// the variances 2/163 + 2/199 (normal totals). A true claim fails with probability 2e-4 (3.9 standard
/// errors).
static void days_are_as_measured(void **state) {
    const bank *b = *state;
    double sum = 0, squares = 0, n = WEEKS * DAYS;
    for (int day = 0; day < WEEKS * DAYS; day++) {
        double total = 0;
        for (int i = 0; i < SLICES; i++)
            total += b->weeks[day / DAYS].calls[day % DAYS][i];
        sum += total;
        squares += total * total;
    }
    double mean = sum / n, variance = (squares - sum * sum / n) / (n - 1);
    print_message("%.0f days: mean %.0f, standard deviation %.0f\n", n, mean, sqrt(variance));
    assert_near(mean, measured_mean, 3.9 * measured_deviation * sqrt(1 / measured_days + 1 / n));
    assert_near(log(variance / (measured_deviation * measured_deviation)), 0,
                3.9 * sqrt(2 / (measured_days - 1) + 2 / (n - 1)));
}

/// Sums of products of deviations, and of means, of slices with themselves [0] and with the next ones [1].
typedef struct products {
    double deviations[2], means[2];
} products;

static products products_of(const bank *b, const week *w, int width) {
    const arrival_rates *rates = &scenario_scheme(b->file, 0)->classes[0].arrivals;
    products p = {{0}, {0}};
    for (int day = 0; day < DAYS; day++) {
        double before = 0, mean_before = 0;
        for (int i = 0; i < SLICES; i += width) {
            double deviation = 0, mean = 0;
            for (int k = i; k < i + width; k++) {
                double m = rates->per_second[k] * sim_time_to_s(rates->slice) * rates->weekdays[day];
                mean += m;
                deviation += w->calls[day][k] - m;
            }
            p.deviations[0] += deviation * deviation;
            p.deviations[1] += deviation * before;
            p.means[0] += mean * mean;
            p.means[1] += mean * mean_before;
            before = deviation;
            mean_before = mean;
        }
    }
    return p;
}

/// Of the sums, `less` taken off: as for the data.
static double correlation_of(const products *sum, const products *less) {
    double relative[2];
    for (int lag = 0; lag < 2; lag++)
        relative[lag] = (sum->deviations[lag] - less->deviations[lag]) / (sum->means[lag] - less->means[lag]);
    return relative[1] / relative[0];
}

/// Both are estimates, whose errors are found by leaving out one week after the other. A true claim fails
/// with probability 1e-4 (3.9 standard errors of the difference), each.
static void neighbours_are_as_measured(void **state) {
    const bank *b = *state;
    for (size_t m = 0; m < sizeof neighbours / sizeof neighbours[0]; m++) {
        products by_week[WEEKS], sum = {{0}, {0}}, nothing = {{0}, {0}};
        for (int i = 0; i < WEEKS; i++) {
            by_week[i] = products_of(b, &b->weeks[i], neighbours[m].width);
            for (int lag = 0; lag < 2; lag++) {
                sum.deviations[lag] += by_week[i].deviations[lag];
                sum.means[lag] += by_week[i].means[lag];
            }
        }
        double left_out = 0, squares = 0, all = correlation_of(&sum, &nothing);
        for (int i = 0; i < WEEKS; i++) {
            double without = correlation_of(&sum, &by_week[i]);
            left_out += without / WEEKS;
            squares += without * without;
        }
        double error = sqrt((squares - WEEKS * left_out * left_out) * (WEEKS - 1) / WEEKS);
        print_message("slices of %d min: correlation %.3f (standard error %.3f), measured %.3f (%.3f)\n",
                      5 * neighbours[m].width, all, error, neighbours[m].correlation, neighbours[m].error);
        assert_near(all, neighbours[m].correlation,
                    3.9 * sqrt(error * error + neighbours[m].error * neighbours[m].error));
        assert_true(error < 0.05); // without it, slices of 5 min would have 0.37 instead of 0.60
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(days_are_as_measured),
                                       cmocka_unit_test(neighbours_are_as_measured)};
    return cmocka_run_group_tests(tests, bank_simulate, bank_free);
}
