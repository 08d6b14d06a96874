#include "support/test.h"

#include <hotline/theory.h>

#include "erlang_values.h"
#include "exact_values.h"

enum { FIGURE_COUNT = sizeof(erlang_measures) / sizeof(double) };

static const double *figures_of(const erlang_measures *m) {
    return &m->offered_load;
}

/// Relative, so that a small share must be as exact as a large one.
static void assert_figures(const erlang_value *known, double tolerance) {
    assert_true(erlang_check(&known->system, NULL));
    erlang_measures m = erlang_solve(&known->system);
    for (size_t i = 0; i < FIGURE_COUNT; i++) {
        double expected = figures_of(&known->measures)[i];
        if (!isnan(expected))
            assert_near(figures_of(&m)[i], expected, tolerance * fabs(expected));
    }
}

static void test_exact_cases(void **state) {
    (void)state;
    // the cases are printed with 12 digits, the last of them rounded
    for (size_t i = 0; i < sizeof exact_values / sizeof *exact_values; i++)
        assert_figures(&exact_values[i], 1e-11);
}

static void test_from_one_to_100000_servers(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof erlang_values / sizeof *erlang_values; i++)
        assert_figures(&erlang_values[i], 5e-12);
}

/// Erlang's recursion B(n) = a B(n-1) / (n + a B(n-1)).
static double loss_by_recursion(double servers, double load) {
    double b = 1;
    for (double n = 1; n <= servers; n++)
        b = load * b / (n + load * b);
    return b;
}

static void test_loss_equals_recursion(void **state) {
    (void)state;
    for (double servers = 1; servers < 2e5; servers = floor(servers * 1.7) + 1)
        for (double share = 1e-3; share < 1e4; share *= 3) {
            double load = servers * share, expected = loss_by_recursion(servers, load);
            erlang_system s = {load, 1, servers, INFINITY, servers, 0};
            // below, both may be denormal numbers, which have few digits
            if (expected > 1e-290)
                assert_near(erlang_solve(&s).blocking, expected, 1e-11 * expected);
        }
}

/// C = B / (1 - occupancy (1 - B)), A. K. Erlang 1917.
static void test_delay_from_loss(void **state) {
    (void)state;
    for (double servers = 1; servers < 2e5; servers = floor(servers * 1.9) + 1)
        for (double idle = 0.5; idle > 1e-6; idle /= 3) {
            double load = servers * (1 - idle);
            erlang_system delay = {load, 1, servers, INFINITY, INFINITY, 0.5 / servers}, loss = delay;
            loss.places = servers;
            double b = erlang_solve(&loss).blocking, c = b / (idle + load / servers * b);
            erlang_measures m = erlang_solve(&delay);
            // `idle` itself is known with 1e-16 only after it was subtracted from 1
            double tolerance = 1e-12 + 4e-16 / idle;
            assert_near(m.delay_probability, c, tolerance * c);
            assert_near(m.mean_wait, c / (servers - load), 2 * tolerance * m.mean_wait);
            assert_near(m.service_level, 1 - c * exp(-0.5 * idle), 1e-10);
        }
}

static void test_patience_without_end_is_none(void **state) {
    (void)state;
    erlang_system a = {0.3, 180, 60, 1e12, INFINITY, 20}, c = a;
    c.patience = INFINITY;
    erlang_measures with = erlang_solve(&a), without = erlang_solve(&c);
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        assert_near(figures_of(&with)[i], figures_of(&without)[i], 1e-9 * figures_of(&without)[i] + 1e-10);
    a.places = c.places = 80;
    with = erlang_solve(&a), without = erlang_solve(&c);
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        assert_near(figures_of(&with)[i], figures_of(&without)[i], 1e-9 * figures_of(&without)[i] + 1e-10);
}

static void test_no_patience_is_loss(void **state) {
    (void)state;
    erlang_system a = {0.3, 180, 50, 1e-9, INFINITY, 20}, b = a;
    b.places = 50;
    erlang_measures impatient = erlang_solve(&a), loss = erlang_solve(&b);
    // whoever must wait is gone at once, but one server in 1e9/service frees before that
    assert_near(impatient.abandonment, loss.blocking, 1e-9);
    assert_near(impatient.delay_probability, loss.blocking, 1e-9);
    assert_near(impatient.carried_load, loss.carried_load, 1e-7);
    assert_near(impatient.mean_queue, 0, 1e-9);
}

static void test_many_places_are_no_limit(void **state) {
    (void)state;
    const double patiences[] = {INFINITY, 60};
    for (size_t p = 0; p < 2; p++) {
        erlang_system wide = {0.3, 180, 56, patiences[p], INFINITY, 20}, limited = wide;
        erlang_measures m = erlang_solve(&wide);
        for (double places = 5000; places < 1e18; places *= 1000) {
            limited.places = places;
            erlang_measures n = erlang_solve(&limited);
            for (size_t i = 0; i < FIGURE_COUNT; i++)
                assert_near(figures_of(&n)[i], figures_of(&m)[i], 1e-11 * figures_of(&m)[i] + 1e-70);
        }
    }
}

/// Whoever arrives is blocked, gives up or is served.
static void assert_balanced(const erlang_system *s) {
    erlang_measures m = erlang_solve(s);
    assert_near(m.carried_load, m.offered_load * (1 - m.blocking - m.abandonment), 1e-12 * m.offered_load);
    assert_near(m.mean_queue, s->rate * (1 - m.blocking) * m.mean_wait,
                1e-12 * (m.mean_queue + m.offered_load));
    assert_true(m.service_level >= 0 && m.service_level <= 1 - m.blocking + 1e-12);
    assert_true(m.occupancy >= 0 && m.occupancy <= 1 + 1e-12);
    assert_true(m.asa >= 0 && isfinite(m.asa));
}

static void test_balance(void **state) {
    (void)state;
    const double patiences[] = {INFINITY, 1e-3, 1, 1e3}, queues[] = {INFINITY, 0, 1, 30, 3000};
    for (double servers = 1; servers < 2e5; servers *= 10)
        for (double share = 1e-9; share < 1e7; share *= 7)
            for (size_t p = 0; p < 4; p++)
                for (size_t q = 0; q < 5; q++) {
                    erlang_system s = {servers * share, 1, servers, patiences[p], servers + queues[q], 0.3};
                    if (erlang_check(&s, NULL))
                        assert_balanced(&s);
                }
}

static void test_more_servers_are_better(void **state) {
    (void)state;
    erlang_system s = {0.3, 180, 30, 60, 90, 20};
    erlang_measures before = erlang_solve(&s);
    for (s.servers = 31; s.servers <= 90; s.servers++) {
        erlang_measures now = erlang_solve(&s);
        assert_true(now.service_level > before.service_level);
        assert_true(now.abandonment < before.abandonment);
        assert_true(now.mean_wait < before.mean_wait);
        assert_true(now.asa < before.asa);
        assert_true(now.occupancy < before.occupancy);
        before = now;
    }
}

static void test_more_time_is_more_served(void **state) {
    (void)state;
    const double places[] = {INFINITY, 60};
    for (size_t i = 0; i < 2; i++) {
        erlang_system s = {0.4, 180, 50, 60, places[i], 0};
        erlang_measures m = erlang_solve(&s);
        // at once are served those who neither wait nor are blocked
        assert_near(m.service_level, 1 - m.delay_probability - m.blocking, 1e-12);
        for (s.awt = 1; s.awt < 2000; s.awt *= 1.5) {
            double before = m.service_level;
            m = erlang_solve(&s);
            assert_true(m.service_level >= before - 1e-13);
        }
        assert_near(m.service_level, 1 - m.abandonment - m.blocking, 1e-12);
    }
}

static void assert_refused(erlang_system s, const char *says) {
    input_error err = {0};
    assert_false(erlang_check(&s, &err));
    assert_int_equal(err.kind, ERROR_INPUT);
    if (!strstr(err.text, says))
        fail_msg("'%s' does not say '%s'", err.text, says);
}

static void test_what_is_refused(void **state) {
    (void)state;
    const erlang_system good = {1, 1, 2, INFINITY, INFINITY, 0};
    erlang_system s = good;
    assert_true(erlang_check(&s, NULL));
    const double rates[] = {0, -1, NAN, INFINITY, 1e13}, services[] = {0, -1, NAN, INFINITY};
    for (size_t i = 0; i < 5; i++, s = good) {
        s.rate = rates[i];
        assert_refused(s, "the rate is");
    }
    for (size_t i = 0; i < 4; i++, s = good) {
        s.service = services[i];
        assert_refused(s, "the mean service is");
    }
    assert_refused((erlang_system){1, 1, 0, 1, 5, 0}, "the number of servers is 0; must be 1 to");
    assert_refused((erlang_system){1, 1, 2.5, 1, 5, 0},
                   "the number of servers is 2.5; must be a whole number");
    assert_refused((erlang_system){1, 1, 2, 1, 1, 0}, "the number of places is 1; must be at least");
    assert_refused((erlang_system){1, 1, 2, 1, NAN, 0}, "the number of places is nan");
    assert_refused((erlang_system){1, 1, 2, 0, 5, 0}, "the mean patience is 0");
    assert_refused((erlang_system){1, 1, 2, -INFINITY, 5, 0}, "the mean patience is -inf");
    assert_refused((erlang_system){1, 1, 2, 1, 5, -1}, "the acceptable waiting time is -1");
    assert_refused((erlang_system){2, 1, 2, INFINITY, INFINITY, 0}, "2 servers cannot carry 2 Erlang");
    assert_refused((erlang_system){0.3, 180, 54, INFINITY, INFINITY, 0}, "54 servers cannot carry 54 Erlang");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_cases),
        cmocka_unit_test(test_from_one_to_100000_servers),
        cmocka_unit_test(test_loss_equals_recursion),
        cmocka_unit_test(test_delay_from_loss),
        cmocka_unit_test(test_patience_without_end_is_none),
        cmocka_unit_test(test_no_patience_is_loss),
        cmocka_unit_test(test_many_places_are_no_limit),
        cmocka_unit_test(test_balance),
        cmocka_unit_test(test_more_servers_are_better),
        cmocka_unit_test(test_more_time_is_more_served),
        cmocka_unit_test(test_what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
