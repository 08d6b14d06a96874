/// Targets, the decision rule, and what a layout shows of them.
#include "support/scenario_text.h"

#include <hotline/scenario.h>

#define BASE                                                                                                 \
    "{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\","                                                     \
    "\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":9},\"talk\":{\"law\":\"exponential\",\"mean\":180}}}" \
    ","                                                                                                      \
    "\"schemes\":{\"b\":{\"patch\":{\"agents\":{\"new\":{\"size\":1,\"skills\":{\"call\":{}}}}}},\"c\":{"    \
    "\"patch\":{}}}"

static void targets(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        BASE ",\"targets\":{"
             "\"fast\":{\"metric\":\"service_level\",\"at_least\":0.8,\"schemes\":\"all\",\"of\":\"classes."
             "call\"},"
             "\"quick\":{\"metric\":\"asa\",\"at_most\":\"30s\",\"confidence\":0.9,\"expect\":\"missed\"},"
             "\"busy\":{\"metric\":\"occupancy\",\"at_most\":0.9,\"schemes\":[\"b\"],\"of\":\"groups.new\"},"
             "\"site\":{\"metric\":\"blocked\",\"at_most\":5,\"schemes\":\"c\",\"of\":\"sites.center\"}}}",
        NULL);
    assert_int_equal(scenario_target_count(f), 4);
    const target *busy = scenario_target(f, 0), *fast = scenario_target(f, 1), *quick = scenario_target(f, 2);
    assert_string_equal(busy->name, "busy");
    assert_int_equal(busy->scope, TARGET_GROUP);
    assert_string_equal(busy->of, "new");
    assert_false(busy->schemes[0]);
    assert_true(busy->schemes[1]);
    assert_false(busy->schemes[2]);
    assert_string_equal(fast->metric, "service_level");
    assert_true(fast->at_least);
    assert_near(fast->bound, 0.8, 0);
    assert_near(fast->confidence, 0.95, 0);
    assert_int_equal(fast->scope, TARGET_CLASS);
    assert_true(fast->schemes[0] && fast->schemes[1] && fast->schemes[2]);
    assert_int_equal(fast->expected, TARGET_MET);
    assert_false(quick->at_least);
    assert_near(quick->bound, 30, 0);
    assert_near(quick->confidence, 0.9, 0);
    assert_int_equal(quick->scope, TARGET_ALL);
    assert_null(quick->of);
    assert_true(quick->schemes[0]);
    assert_false(quick->schemes[1]);
    assert_int_equal(quick->expected, TARGET_MISSED);
    assert_int_equal(scenario_target(f, 3)->scope, TARGET_SITE);
    scenario_file_free(f);
}

/// The event is at 1 h, in scheme b at 2 h; the duration is 8 h, an interval 30 min.
static void windows_after_an_event(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        "{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\",\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":"
        "9},"
        "\"talk\":{\"law\":\"exponential\",\"mean\":180}}},"
        "\"timeline\":{\"power\":{\"at\":\"1h\",\"site\":\"center\",\"down_for\":\"1h\"}},"
        "\"schemes\":{\"b\":{\"patch\":{\"timeline\":{\"power\":{\"at\":\"2h\"}}}},"
        "\"c\":{\"patch\":{\"timeline\":null}}},\"targets\":{"
        "\"a\":{\"metric\":\"service_level\",\"at_least\":0.8,\"after\":\"power\",\"within\":\"10min\","
        "\"schemes\":[\"b\"]},"
        "\"b\":{\"metric\":\"asa\",\"at_most\":9,\"after\":\"power\",\"for\":\"2h\"},"
        "\"c\":{\"metric\":\"asa\",\"at_most\":9,\"after\":\"power\",\"within\":\"6h30min\",\"for\":\"2h\"},"
        "\"d\":{\"metric\":\"service_level\",\"at_least\":0.8}}}",
        NULL);
    const target *a = scenario_target(f, 0), *b = scenario_target(f, 1), *c = scenario_target(f, 2);
    assert_string_equal(a->after, "power");
    assert_int_equal(a->within, 10 * SIM_MINUTE);
    assert_int_equal(a->windows[0].from, 70 * SIM_MINUTE);
    assert_int_equal(a->windows[0].to, 100 * SIM_MINUTE);
    assert_int_equal(a->windows[1].from, 130 * SIM_MINUTE);
    assert_int_equal(a->windows[1].to, 160 * SIM_MINUTE);
    assert_int_equal(a->windows[2].to, 0); // there is no event
    assert_int_equal(b->within, 0);
    assert_int_equal(b->windows[0].from, SIM_HOUR);
    assert_int_equal(b->windows[0].to, 3 * SIM_HOUR);
    assert_int_equal(c->windows[0].to, 8 * SIM_HOUR); // cut at the end of the duration
    assert_int_equal(c->windows[1].to, 0);            // after it, but not looked at there
    assert_null(scenario_target(f, 3)->after);
    assert_null(scenario_target(f, 3)->windows);
    const layout *l = scenario_layout(scenario_scheme(f, 0));
    assert_int_equal(l->target_count, 1); // pictures show what is promised of the whole
    assert_string_equal(l->targets[0].name, "d");
    scenario_file_free(f);
}

static void layouts_show_shares_of_all(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        BASE
        ",\"targets\":{\"a\":{\"metric\":\"service_level\",\"at_least\":0.8,\"schemes\":[\"baseline\",\"c\"]}"
        ","
        "\"b\":{\"metric\":\"asa\",\"at_most\":0.5},\"c\":{\"metric\":\"blocking_rate\",\"at_most\":0.01},"
        "\"d\":{\"metric\":\"service_level\",\"at_least\":0.7,\"of\":\"classes.call\"}}}",
        NULL);
    const layout *base = scenario_layout(scenario_scheme(f, 0)), *c = scenario_layout(scenario_scheme(f, 2));
    assert_int_equal(base->target_count, 2);
    assert_string_equal(base->targets[0].name, "a");
    assert_near(base->targets[0].bound, 0.8, 0);
    assert_true(base->targets[0].at_least);
    assert_string_equal(base->targets[1].metric, "blocking_rate");
    assert_int_equal(scenario_layout(scenario_scheme(f, 1))->target_count, 0);
    assert_int_equal(c->target_count, 1);
    scenario_file_free(f);
}

static void decision_rule(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        BASE
        ",\"targets\":{\"a\":{\"metric\":\"asa\",\"at_most\":5},\"b\":{\"metric\":\"asa\",\"at_most\":6}},"
        "\"decision\":{\"require\":[\"b\"],\"criteria\":{"
        "\"wait\":{\"metric\":\"asa\",\"weight\":3,\"worst\":\"1min\",\"best\":0},"
        "\"level\":{\"metric\":\"service_level\",\"weight\":1,\"worst\":0.5,\"best\":1}}}}",
        NULL);
    const decision *d = scenario_decision(f);
    assert_int_equal(d->require_count, 1);
    assert_int_equal(d->require[0], 1);
    assert_int_equal(d->criterion_count, 2);
    assert_string_equal(d->criteria[0].name, "level");
    assert_string_equal(d->criteria[1].metric, "asa");
    assert_near(d->criteria[1].weight, 3, 0);
    assert_near(d->criteria[1].worst, 60, 0);
    assert_near(d->criteria[1].best, 0, 0);
    scenario_file_free(f);
}

static void decision_by_default(void **state) {
    (void)state;
    scenario_file *f = scenario_of(BASE "}", NULL);
    const decision *d = scenario_decision(f);
    assert_int_equal(d->require_count, 0);
    assert_int_equal(d->criterion_count, 1);
    assert_string_equal(d->criteria[0].metric, "service_level");
    assert_near(d->criteria[0].worst, 0, 0);
    assert_near(d->criteria[0].best, 1, 0);
    assert_int_equal(scenario_target_count(f), 0);
    scenario_file_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets),
        cmocka_unit_test(windows_after_an_event),
        cmocka_unit_test(layouts_show_shares_of_all),
        cmocka_unit_test(decision_rule),
        cmocka_unit_test(decision_by_default),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
