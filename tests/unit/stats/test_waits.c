/// Histograms of waits against sorted data, and the interval of a percentile against its level.
#include "support/test.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "stats/estimate.h"
#include "stats/percentile.h"

enum { WAITS = 4000 };

static int compare(const void *a, const void *b) {
    sim_time x = *(const sim_time *)a, y = *(const sim_time *)b;
    return (x > y) - (x < y);
}

static uint64_t next_random(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 11;
}

static double uniform(uint64_t *state) {
    return ((double)next_random(state) + 0.5) / 9007199254740992.0;
}

/// Exponential waits of this mean in seconds, some of them 0.
static sim_time draw_wait(uint64_t *state, double share_zero, double mean_s) {
    double waits = uniform(state), u = uniform(state);
    return waits < share_zero ? 0 : sim_time_from_s(-mean_s * log(u));
}

static void test_bins_follow_each_other(void **state) {
    (void)state;
    for (uint32_t bin = 1; bin < WAIT_BINS_MAX - WAIT_BINS_PER_OCTAVE; bin++) {
        sim_time begin = wait_bin_begin(bin), end = wait_bin_begin(bin + 1);
        assert_true(begin < end);
        assert_int_equal(wait_bin(begin), bin);
        assert_int_equal(wait_bin(end - 1), bin);
        assert_true(end - begin <= 16 || (end - begin) * WAIT_BINS_PER_OCTAVE <= begin);
    }
    assert_int_equal(wait_bin(1), 0);
    assert_true(wait_bin(INT64_MAX) < WAIT_BINS_MAX);
}

/// Every percentile is within 1/64, or 16 us, of that of the sorted waits.
static void test_percentiles_of_sorted_waits(void **state) {
    (void)state;
    static const double shares[] = {0, 0.001, 0.25, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1};
    uint64_t seed = 5;
    for (int round = 0; round < 40; round++) {
        static sim_time waits[WAITS];
        wait_histogram h = {0};
        size_t count = 1 + next_random(&seed) % WAITS;
        double mean = pow(10, (double)(round % 10) - 4);
        for (size_t i = 0; i < count; i++)
            waits_add(&h, waits[i] = draw_wait(&seed, 0.1 * (round % 5), mean));
        qsort(waits, count, sizeof *waits, compare);
        for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
            size_t rank = (size_t)fmax(ceil(shares[i] * (double)count - 1e-9), 1);
            double exact = sim_time_to_s(waits[rank - 1]), found = waits_percentile(&h, shares[i]);
            if (shares[i] == 0)
                assert_true(found <= exact);
            else
                assert_near(found, exact, fmax(exact / 64, 16e-6));
            assert_true(found <= sim_time_to_s(waits[count - 1]));
        }
        assert_int_equal(h.longest, waits[count - 1]);
        assert_int_equal(h.count, count);
        assert_near(waits_up_to(&h, 1e12), (double)count, 0);
        waits_free(&h);
    }
}

static void test_merging_has_no_order(void **state) {
    (void)state;
    wait_histogram parts[3] = {{0}}, one = {0}, other = {0}, all = {0};
    uint64_t seed = 9;
    for (int i = 0; i < 3000; i++) {
        sim_time wait = draw_wait(&seed, 0.3, pow(100, i % 3));
        waits_add(&parts[i % 3], wait);
        waits_add(&all, wait);
    }
    for (int i = 0; i < 3; i++) {
        waits_merge(&one, &parts[i]);
        waits_merge(&other, &parts[2 - i]);
    }
    assert_int_equal(one.count, 3000);
    assert_int_equal(one.immediate, all.immediate);
    assert_int_equal(one.longest, all.longest);
    assert_int_equal(other.longest, all.longest);
    for (double p = 0; p <= 1; p += 0.01) {
        assert_near(waits_percentile(&one, p), waits_percentile(&all, p), 0);
        assert_near(waits_percentile(&other, p), waits_percentile(&all, p), 0);
    }
    static const double shares[] = {0, 0.1, 0.5, 0.5, 0.9, 1};
    double found[6];
    waits_percentiles(&one, shares, 6, found);
    for (int i = 0; i < 6; i++)
        assert_near(found[i], waits_percentile(&one, shares[i]), 0);
    waits_clear(&one);
    assert_int_equal(one.count, 0);
    assert_int_equal(one.longest, 0);
    assert_true(isnan(waits_percentile(&one, 0.5)));
    waits_merge(&one, &all);
    assert_near(waits_percentile(&one, 0.9), waits_percentile(&all, 0.9), 0);
    for (int i = 0; i < 3; i++)
        waits_free(&parts[i]);
    waits_free(&one);
    waits_free(&other);
    waits_free(&all);
}

/// Waits of one length: every percentile is that length, not the middle or the end of its bin, and sure.
static void test_equal_waits(void **state) {
    (void)state;
    wait_histogram days[2] = {{0}};
    const wait_histogram *list[] = {&days[0], &days[1]};
    for (int i = 0; i < 2000; i++)
        waits_add(&days[i % 2], 1800 * SIM_SECOND);
    percentile_result e = percentile_estimate(list, 2, 0.9, 0.95, NULL);
    assert_near(e.value, 1800, 0);
    assert_near(e.half_width, 0, 0);
    assert_near(waits_percentile(&days[0], 1), 1800, 0);
    waits_free(&days[0]);
    waits_free(&days[1]);
}

static void test_negative_and_huge_waits(void **state) {
    (void)state;
    wait_histogram h = {0};
    waits_add(&h, INT64_MIN);
    waits_add(&h, INT64_MAX);
    assert_int_equal(h.immediate, 1);
    assert_int_equal(h.count, 2);
    assert_true(waits_percentile(&h, 1) > 1e12);
    waits_free(&h);
}

enum { GROUPS = 20, PER_GROUP = 400, TRIALS = 500 };

/// One experiment of days that differ, busy ones with longer waits: does the interval hold the true
/// percentile?
static bool interval_holds(uint64_t *seed, double p, double truth) {
    wait_histogram days[GROUPS] = {{0}};
    const wait_histogram *list[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
        double mean = uniform(seed) < 0.5 ? 10 : 30;
        for (int i = 0; i < PER_GROUP; i++)
            waits_add(&days[g], draw_wait(seed, 0.4, mean));
        list[g] = &days[g];
    }
    percentile_result e = percentile_estimate(list, GROUPS, p, 0.9, NULL);
    for (int g = 0; g < GROUPS; g++)
        waits_free(&days[g]);
    return fabs(e.value - truth) <= e.half_width;
}

/// The wait x with 0.6 (exp(-x/10) + exp(-x/30)) / 2 = 1 - p.
static double true_percentile(double p) {
    double low = 0, high = 1000;
    for (int i = 0; i < 100; i++) {
        double x = (low + high) / 2;
        if (0.3 * (exp(-x / 10) + exp(-x / 30)) > 1 - p)
            low = x;
        else
            high = x;
    }
    return low;
}

/// Nominal 0.9; the interval takes the longer side, so it may hold more often. It must not hold less often
/// than 0.9 by more than 0.04: with 500 trials three standard errors.
static void test_intervals_hold_as_often_as_they_say(void **state) {
    (void)state;
    static const double shares[] = {0.5, 0.9, 0.99};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        uint64_t seed = 77 + i;
        int held = 0;
        for (int t = 0; t < TRIALS; t++)
            held += interval_holds(&seed, shares[i], true_percentile(shares[i]));
        assert_true(held >= TRIALS * 86 / 100);
        assert_true(held <= TRIALS * 99 / 100);
    }
}

static void test_influence_has_the_half_width(void **state) {
    (void)state;
    wait_histogram days[3] = {{0}};
    const wait_histogram *list[3] = {&days[0], &days[1], &days[2]};
    double influence[3], sum = 0;
    for (int g = 0; g < 3; g++) {
        for (int i = 1; i <= 1000; i++)
            waits_add(&days[g], i * (10 + g) * SIM_SECOND / 100);
    }
    percentile_result e = percentile_estimate(list, 3, 0.9, 0.95, influence);
    for (int g = 0; g < 3; g++)
        sum += influence[g];
    assert_near(sum, 0, 1e-9 * e.value);
    assert_true(influence[0] < 0 && influence[2] > 0); // the third day has the longest waits
    assert_near(influence_half_width(influence, 3, 0.95), e.half_width, 1e-9 * e.half_width);
    assert_true(isnan(percentile_estimate(list, 1, 0.9, 0.95, NULL).half_width));
    for (int g = 0; g < 3; g++)
        waits_free(&days[g]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bins_follow_each_other),
        cmocka_unit_test(test_percentiles_of_sorted_waits),
        cmocka_unit_test(test_merging_has_no_order),
        cmocka_unit_test(test_equal_waits),
        cmocka_unit_test(test_negative_and_huge_waits),
        cmocka_unit_test(test_intervals_hold_as_often_as_they_say),
        cmocka_unit_test(test_influence_has_the_half_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
