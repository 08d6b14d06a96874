/// Arrivals that come from the call model.
#include "support/scenario_text.h"

#include <hotline/call_model.h>

#include "scenario/compiled.h"

#define HEAD "{\"hotline\":1,\"name\":\"x\",\"duration\":\"1d\",\"start\":\"2012-03-05\","
#define MODEL                                                                                                \
    "\"call_model\":{\"subscribers\":{\"2011\":600000,\"2012\":1200000},\"calls\":2,\"agent_share\":0.25,"   \
    "\"busiest_day_factor\":2%s},"
#define CLASS(name, arrivals)                                                                                \
    "\"" name "\":{\"talk\":{\"law\":\"constant\",\"value\":1},\"arrivals\":{" arrivals "}}"
#define HOURS "\"profile\":[4,2,1,1,1,2,6,30,56,94,100,96,91,88,85,82,72,54,42,33,28,16,10,6]"

static scenario_file *file_of(const char *model, const char *classes) {
    char text[4096];
    int length = snprintf(text, sizeof text, HEAD MODEL "\"classes\":{%s}}", model, classes);
    assert_true(length > 0 && (size_t)length < sizeof text);
    return scenario_of(text, NULL);
}

static double hourly(const scenario_file *f, size_t class_index, size_t slice) {
    return 3600 * scenario_scheme(f, 0)->classes[class_index].arrivals.per_second[slice];
}

/// 16,000 calls in the busiest hour, 4,000 of them for agents.
static void test_constant(void **state) {
    (void)state;
    scenario_file *f = file_of(
        "",
        CLASS("a", "\"call_model\":\"agent\"") "," CLASS(
            "b", "\"call_model\":\"automatic\",\"share\":0.5") "," CLASS("c", "\"call_model\":\"mixed\""));
    assert_near(hourly(f, 0, 0), 4000, 1e-9);
    assert_near(hourly(f, 1, 0), 6000, 1e-9);
    assert_near(hourly(f, 2, 0), 16000, 1e-9);
    scenario_file_free(f);
}

static void test_year_and_day(void **state) {
    (void)state;
    scenario_file *f = file_of(",\"year\":2011,\"day\":\"mean\"", CLASS("a", "\"call_model\":\"agent\""));
    assert_near(hourly(f, 0, 0), 1000, 1e-9);
    assert_int_equal(scenario_call_model(scenario_scheme(f, 0))->year, 2011);
    scenario_file_free(f);
}

static void test_profile(void **state) {
    (void)state;
    scenario_file *f = file_of(",\"busy_hour_concentration\":0.13",
                               CLASS("a", "\"call_model\":\"agent\",\"share\":0.35," HOURS));
    double sum = 0, day = 0.35 * 40000;
    for (size_t i = 0; i < 24; i++)
        sum += hourly(f, 0, i);
    assert_near(sum, day, 1e-6);
    assert_near(hourly(f, 0, 10), 0.13 * day, 1e-6);
    assert_true(hourly(f, 0, 9) < hourly(f, 0, 10));
    assert_near(scenario_call_model(scenario_scheme(f, 0))->profile_concentration, 0.1, 1e-12);
    scenario_file_free(f);
}

/// A scheme may change the demand; --set too.
static void test_schemes_and_sets(void **state) {
    (void)state;
    const char *const sets[] = {"call_model.calls=4"};
    scenario_changes changes = {.sets = sets, .set_count = 1};
    scenario_file *f =
        scenario_of(HEAD "\"call_model\":{\"subscribers\":1200000,\"calls\":2,\"agent_calls\":0.5},"
                         "\"schemes\":{\"more\":{\"patch\":{\"call_model\":{\"subscribers\":2400000}}}},"
                         "\"classes\":{" CLASS("a", "\"call_model\":\"mixed\"") "}}",
                    &changes);
    assert_near(hourly(f, 0, 0), 16000, 1e-9);
    assert_near(3600 * scenario_scheme(f, 1)->classes[0].arrivals.per_second[0], 32000, 1e-9);
    scenario_file_free(f);
}

static void test_none(void **state) {
    (void)state;
    scenario_file *f = scenario_of(HEAD "\"classes\":{" CLASS("a", "\"per_hour\":9") "}}", NULL);
    assert_null(scenario_call_model(scenario_scheme(f, 0)));
    scenario_file_free(f);
}

/// An assumption may be about a factor, and about its value in a year.
static void test_assumptions(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        HEAD
        "\"call_model\":{\"subscribers\":{\"2012\":9000},\"calls\":2,\"agent_calls\":0.5,\"aht\":\"2min\"},"
        "\"assumptions\":{\"call_model.subscribers.2012\":{\"range\":[8000,9500]},"
        "\"call_model.aht\":{\"range\":[\"100s\",\"3min\"]}},"
        "\"classes\":{" CLASS("a", "\"call_model\":\"agent\"") "}}",
        NULL);
    assert_int_equal(scenario_assumption_count(f), 2);
    assert_near(scenario_assumption(f, 0)->high, 180, 0);
    assert_near(scenario_assumption(f, 1)->value, 9000, 0);
    scenario_file_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constant), cmocka_unit_test(test_year_and_day),
        cmocka_unit_test(test_profile),  cmocka_unit_test(test_schemes_and_sets),
        cmocka_unit_test(test_none),     cmocka_unit_test(test_assumptions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
