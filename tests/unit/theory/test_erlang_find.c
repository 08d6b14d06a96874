#include "support/test.h"

#include <hotline/theory.h>

static const erlang_system delay = {0.3, 180, 60, INFINITY, INFINITY, 20};
static const erlang_system impatient = {0.3, 180, 50, 60, INFINITY, 20};
static const erlang_system limited = {0.3, 180, 50, 60, 60, 20};

static erlang_targets service_level(double least) {
    erlang_targets t = ERLANG_NO_TARGETS;
    t.service_level = least;
    return t;
}

static erlang_targets blocking(double most) {
    erlang_targets t = ERLANG_NO_TARGETS;
    t.blocking = most;
    return t;
}

static bool meets(const erlang_system *s, const erlang_targets *t) {
    if (!erlang_check(s, NULL))
        return false;
    erlang_measures m = erlang_solve(s);
    return erlang_meets(&m, t);
}

static void test_servers_one_after_the_other(void **state) {
    (void)state;
    const erlang_system systems[] = {delay, impatient, limited};
    for (size_t i = 0; i < 3; i++)
        for (double least = 0.05; least < 0.95; least += 0.2) {
            erlang_system found = systems[i], tried = systems[i];
            erlang_targets t = service_level(least);
            assert_true(erlang_find(&found, ERLANG_SERVERS, &t, NULL));
            tried.servers = 1;
            while (!meets(&tried, &t))
                tried.servers++;
            assert_near(found.servers, tried.servers, 0);
        }
}

static void test_servers_by_every_target(void **state) {
    (void)state;
    const erlang_targets each[] = {
        {0.8, NAN, NAN, NAN, NAN},  {NAN, NAN, 0.03, NAN, NAN}, {NAN, NAN, NAN, 4, NAN},
        {NAN, NAN, NAN, NAN, 0.85}, {0.8, NAN, 0.03, 4, 0.85},
    };
    double most = 0;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        erlang_system s = impatient;
        assert_true(erlang_find(&s, ERLANG_SERVERS, &each[i], NULL));
        assert_true(meets(&s, &each[i]));
        most = i < 4 ? fmax(most, s.servers) : most;
        if (i == 4) // all at once is as hard as the hardest
            assert_near(s.servers, most, 0);
        s.servers--;
        assert_false(meets(&s, &each[i]));
    }
}

static void test_lines(void **state) {
    (void)state;
    erlang_system s = {10, 1, 1, INFINITY, 1, 0};
    erlang_targets t = blocking(0.02);
    assert_true(erlang_find(&s, ERLANG_LOSS, &t, NULL));
    assert_near(s.servers, 17, 0); // B(16, 10) = 0.0223, B(17, 10) = 0.0129
    assert_near(s.places, 17, 0);
    s.rate = 100000;
    t = blocking(0.001);
    assert_true(erlang_find(&s, ERLANG_LOSS, &t, NULL));
    assert_true(meets(&s, &t));
    s.servers = s.places = s.servers - 1;
    assert_false(meets(&s, &t));
}

static void test_places(void **state) {
    (void)state;
    erlang_system s = delay;
    erlang_targets t = blocking(0.01);
    assert_true(erlang_find(&s, ERLANG_PLACES, &t, NULL));
    assert_true(meets(&s, &t));
    s.places--;
    assert_false(meets(&s, &t));
}

/// Under overload a few places raise the service level and more of them lower it again.
static void assert_best_places_found(double awt) {
    erlang_system s = {0.4, 180, 60, INFINITY, INFINITY, awt}, best = s;
    double most = 0;
    for (s.places = 60; s.places < 140; s.places++) {
        double level = erlang_solve(&s).service_level;
        if (level > most) {
            most = level;
            best = s;
        }
    }
    assert_true(best.places > 60 && best.places < 139);
    erlang_targets t = service_level(most);
    assert_true(erlang_find(&s, ERLANG_PLACES, &t, NULL));
    assert_near(s.places, best.places, 0);
    t.service_level = most + 1e-6;
    assert_false(erlang_find(&s, ERLANG_PLACES, &t, NULL));
}

static void test_places_that_help_and_then_do_not(void **state) {
    (void)state;
    for (double awt = 10; awt < 130; awt += 25)
        assert_best_places_found(awt);
}

static void test_rate_there_and_back(void **state) {
    (void)state;
    const erlang_system systems[] = {delay, impatient, limited, {0.3, 180, 100000, 120, INFINITY, 20}};
    for (size_t i = 0; i < 4; i++) {
        erlang_system s = systems[i];
        erlang_targets t = service_level(0.8);
        assert_true(erlang_find(&s, ERLANG_RATE, &t, NULL));
        assert_near(erlang_solve(&s).service_level, 0.8, 1e-9);
        assert_true(meets(&s, &t));
        double rate = s.rate;
        s.rate *= 1 + 1e-9;
        assert_false(meets(&s, &t));
        // the same system, asked the other way
        s.rate = rate;
        assert_true(erlang_find(&s, ERLANG_SERVERS, &t, NULL));
        assert_near(s.servers, systems[i].servers, 0);
    }
}

static void assert_unreachable(erlang_system s, erlang_unknown what, erlang_targets t, const char *says) {
    input_error err = {0};
    erlang_system before = s;
    assert_false(erlang_find(&s, what, &t, &err));
    assert_int_equal(err.kind, ERROR_INPUT);
    if (!strstr(err.text, says))
        fail_msg("'%s' does not say '%s'", err.text, says);
    assert_near(s.servers, before.servers, 0);
    assert_near(s.rate, before.rate, 0);
}

static void test_what_cannot_be_reached(void **state) {
    (void)state;
    erlang_system overloaded = delay;
    overloaded.rate = 0.4;
    assert_unreachable(limited, ERLANG_SERVERS, service_level(0.999),
                       "with 60 servers the service level is 0.954151, and must be at least 0.999");
    assert_unreachable(overloaded, ERLANG_PLACES, blocking(0.01),
                       "blocking is 0.166667, and must be at most 0.01");
    assert_unreachable((erlang_system){1e12, 1e12, 1, INFINITY, INFINITY, 20}, ERLANG_SERVERS,
                       service_level(0.5), "the queue grows for ever");
    erlang_targets fast = ERLANG_NO_TARGETS;
    fast.asa = 1e6; // no queue of 10 places lasts that long
    assert_unreachable(limited, ERLANG_RATE, fast, "every rate up to 1e+12");
    assert_unreachable((erlang_system){1, 0, 1, 1, 1, 1}, ERLANG_RATE, fast, "the mean service is 0");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_servers_one_after_the_other),
        cmocka_unit_test(test_servers_by_every_target),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_places_that_help_and_then_do_not),
        cmocka_unit_test(test_rate_there_and_back),
        cmocka_unit_test(test_what_cannot_be_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
