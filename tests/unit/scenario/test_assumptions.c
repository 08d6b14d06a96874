// What a file says about inputs that are not certain. What is wrong with it stands in
// tests/cli/bad_scenarios.txt.
#include "support/scenario_text.h"

#define CENTER(more)                                                                                         \
    "{\"hotline\": 1, \"name\": \"x\", \"duration\": \"8h\", \"classes\": {\"query\": {"                     \
    "\"arrivals\": {\"per_hour\": [60, 90]}, \"talk\": {\"law\": \"exponential\", \"mean\": \"3min\"}}}, "   \
    "\"agents\": {\"team\": {\"size\": 9, \"skills\": {\"query\": {}}}}" more "}"
#define ASSUMED                                                                                              \
    ", \"assumptions\": {\"notes\": \"from a talk with the supervisor\", "                                   \
    "\"classes.query.talk.mean\": {\"range\": [120, \"5min\"], \"law\": \"triangular\", \"source\": "        \
    "\"May\"}, "                                                                                             \
    "\"classes.query.arrivals.per_hour.1\": {\"range\": [80, 100], \"law\": \"loguniform\"}, "               \
    "\"agents.team.size\": {\"range\": [7, 9], \"notes\": \"who is ill\"}}"
#define SCHEME                                                                                               \
    ", \"schemes\": {\"quick\": {\"patch\": {\"classes\": {\"query\": {\"talk\": {\"mean\": 60}}}}}}"

static void assumptions_are_kept(void **state) {
    (void)state;
    scenario_file *f = scenario_of(CENTER(ASSUMED), NULL);
    assert_int_equal(scenario_assumption_count(f), 3);
    const assumption *size = scenario_assumption(f, 0), *rate = scenario_assumption(f, 1),
                     *talk = scenario_assumption(f, 2);
    assert_string_equal(size->path, "agents.team.size");
    assert_near(size->low, 7, 0);
    assert_near(size->high, 9, 0);
    assert_near(size->value, 9, 0);
    assert_int_equal(size->law, ASSUMPTION_UNIFORM);
    assert_null(size->source);
    assert_string_equal(rate->path, "classes.query.arrivals.per_hour.1");
    assert_near(rate->value, 90, 0);
    assert_int_equal(rate->law, ASSUMPTION_LOGUNIFORM);
    assert_string_equal(talk->path, "classes.query.talk.mean");
    assert_near(talk->low, 120, 0);
    assert_near(talk->value, 180, 0);
    assert_near(talk->high, 300, 0);
    assert_int_equal(talk->law, ASSUMPTION_TRIANGULAR);
    assert_string_equal(talk->source, "May");
    scenario_file_free(f);
}

static void they_change_no_scheme(void **state) {
    (void)state;
    scenario_file *with = scenario_of(CENTER(ASSUMED SCHEME), NULL),
                  *without = scenario_of(CENTER(SCHEME), NULL);
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(scenario_text(scenario_scheme(with, i)),
                            scenario_text(scenario_scheme(without, i)));
    assert_int_equal(scenario_assumption_count(without), 0);
    scenario_file_free(with);
    scenario_file_free(without);
}

// A scheme that has another value does not contradict the range, nor does who tries one beyond it.
static void another_value_may_be_tried(void **state) {
    (void)state;
    const char *sets[] = {"classes.query.talk.mean=1000"};
    scenario_file *f = scenario_of(CENTER(ASSUMED SCHEME), &(scenario_changes){.sets = sets, .set_count = 1});
    assert_int_equal(scenario_assumption_count(f), 3);
    assert_near(scenario_assumption(f, 2)->value, 1000, 0);
    assert_near(scenario_assumption(f, 2)->high, 300, 0);
    scenario_file_free(f);
}

static void what_is_taken_away_is_not_assumed(void **state) {
    (void)state;
    const char *sets[] = {"agents=null"}, *all[] = {"assumptions=null"};
    scenario_file *f = scenario_of(CENTER(ASSUMED), &(scenario_changes){.sets = sets, .set_count = 1});
    assert_int_equal(scenario_assumption_count(f), 2);
    scenario_file_free(f);
    f = scenario_of(CENTER(ASSUMED), &(scenario_changes){.sets = all, .set_count = 1});
    assert_int_equal(scenario_assumption_count(f), 0);
    scenario_file_free(f);
}

#define STRESSED                                                                                             \
    ", \"stress\": {\"notes\": \"what May was like\", \"slow\": {\"title\": \"slow agents\", \"set\": "      \
    "{\"classes.query.talk.mean\": \"5min\", \"agents.team.size\": 8}}, \"bare\": {\"set\": "                \
    "{\"classes.query.patience\": {\"law\": \"constant\", \"value\": 60}}}}"

static void stresses_are_kept(void **state) {
    (void)state;
    scenario_file *f = scenario_of(CENTER(STRESSED SCHEME), NULL), *plain = scenario_of(CENTER(SCHEME), NULL);
    assert_int_equal(scenario_stress_count(f), 2);
    assert_int_equal(scenario_stress_count(plain), 0);
    const stress *bare = scenario_stress(f, 0), *slow = scenario_stress(f, 1);
    assert_string_equal(bare->title, "bare");
    assert_string_equal(slow->name, "slow");
    assert_string_equal(slow->title, "slow agents");
    assert_int_equal(slow->set_count, 2);
    for (size_t i = 0; i < 2; i++) // no scheme knows of them
        assert_string_equal(scenario_text(scenario_scheme(f, i)), scenario_text(scenario_scheme(plain, i)));
    scenario_changes changes = {.sets = (const char *const *)slow->sets, .set_count = slow->set_count};
    scenario_file *stressed = scenario_of(CENTER(STRESSED SCHEME), &changes);
    assert_non_null(strstr(scenario_text(scenario_scheme(stressed, 0)), "\"5min\""));
    scenario_file_free(stressed);
    scenario_file_free(plain);
    scenario_file_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(assumptions_are_kept),
        cmocka_unit_test(stresses_are_kept),
        cmocka_unit_test(they_change_no_scheme),
        cmocka_unit_test(another_value_may_be_tried),
        cmocka_unit_test(what_is_taken_away_is_not_assumed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
