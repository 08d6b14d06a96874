// Who takes whom, told second by second. Talk times are constant: each line was worked out by hand.
#include "support/story.h"

#define CLASS(name, more)                                                                                    \
    "'" name "': {'arrivals': {'per_hour': 0}, 'talk': {'law': 'constant', 'value': 120}" more "}"
#define CENTER(classes, agents)                                                                              \
    "{'hotline': 1, 'name': 'story', 'duration': '1d', 'classes': {" classes "}, 'agents': {" agents "}}"

typedef struct comes {
    const char *class_name;
    int second;
} comes;

static void calls_come(story *t, const comes *calls, size_t count) {
    for (size_t i = 0; i < count; i++)
        story_call(t, calls[i].class_name, calls[i].second);
}

#define CALLS_COME(t, calls) calls_come(t, calls, sizeof(calls) / sizeof((calls)[0]))

// Group a takes calls at once, b after exactly 30 s, c after 40 s. The last call has waited exactly 30 s when
// b becomes free.
static void calls_overflow_in_stages(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}, {"k", 25}, {"k", 60}, {"k", 140}};
    story t;
    story_begin(&t,
                CENTER(CLASS("k", ""), "'a': {'size': 1, 'skills': {'k': {}}},"
                                       "'b': {'size': 1, 'skills': {'k': {'after': 30}}},"
                                       "'c': {'size': 1, 'skills': {'k': {'after': 40, 'rank': 2}}}"),
                NULL, 0);
    CALLS_COME(&t, calls);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "20 call 2 queues at center\n"
                   "25 call 3 queues at center\n"
                   "50 call 2 answered at center by 1, waited 30\n"
                   "60 call 4 queues at center\n"
                   "65 call 3 answered at center by 2, waited 40\n"
                   "130 call 1 ends\n"
                   "130 call 4 answered at center by 0, waited 70\n"
                   "140 call 1 queues at center\n"
                   "170 call 2 ends\n"
                   "170 call 1 answered at center by 1, waited 30\n"
                   "185 call 3 ends\n"
                   "185 agent 2 idle at -\n"
                   "250 call 4 ends\n"
                   "250 agent 0 idle at -\n"
                   "290 call 1 ends\n"
                   "290 agent 1 idle at -\n");
}

// One of three is kept for vip: the third plain call waits while he is free, and still when the first of the
// others is (two free, the taken one included, are needed).
static void a_reserve_is_kept_free(void **state) {
    (void)state;
    static const comes calls[] = {{"plain", 10}, {"plain", 20}, {"plain", 30}, {"vip", 40}};
    story t;
    story_begin(&t,
                CENTER(CLASS("plain", "") "," CLASS("vip", ""),
                       "'team': {'size': 3, 'skills': {'plain': {'keep_free': 1}, 'vip': {}}}"),
                NULL, 0);
    CALLS_COME(&t, calls);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "20 call 2 answered at center by 1, waited 0\n"
                   "30 call 3 queues at center\n"
                   "40 call 4 answered at center by 2, waited 0\n"
                   "130 call 1 ends\n"
                   "130 agent 0 idle at -\n"
                   "140 call 2 ends\n"
                   "140 call 3 answered at center by 1, waited 110\n"
                   "160 call 4 ends\n"
                   "160 agent 2 idle at -\n"
                   "260 call 3 ends\n"
                   "260 agent 1 idle at -\n");
}

/// The classes of the waiting calls in the order in which the only agent takes them, one letter each.
static void assert_order(const char *policy, const char *expected) {
    static const char *const center =
        CENTER(CLASS("a", ", 'priority': 1") "," CLASS("b", ", 'weight': 3") "," CLASS("c", ""),
               "'team': {'size': 1, 'skills': {'a': {'preference': 2}, 'b': {'preference': 2}, 'c': {}}}");
    // At 130 have waited: b 100 s, c 90 s and 80 s, a 70 s.
    static const comes calls[] = {{"a", 10}, {"b", 30}, {"c", 40}, {"c", 50}, {"a", 60}};
    char change[64];
    (void)snprintf(change, sizeof change, "routing.calls=%s", policy);
    const char *const changes[] = {change};
    story t;
    story_begin(&t, center, changes, 1);
    CALLS_COME(&t, calls);
    for (size_t i = 0; i < strlen(expected); i++) {
        (void)sim_run_until(t.sim, (131 + 120 * (int)i) * SIM_SECOND);
        if ('a' + t.sim->agents[0].call_class != expected[i])
            fail_msg("%s: call %d is of class %c", policy, (int)i, 'a' + t.sim->agents[0].call_class);
    }
    free(text_take(&t.text));
    sim_destroy(t.sim);
    scenario_file_free(t.file);
}

static void a_freed_agent_chooses_by_policy(void **state) {
    (void)state;
    assert_order("priority", "accb");        // a's priority; then c is preferred to b
    assert_order("longest_waiting", "bcca"); // 100, 90, 80, 70 s
    assert_order("preference", "ccba");      // c first; of a and b the longer wait
    assert_order("longest_queue", "cbca");   // two of c; then one of each, the longest wait
    assert_order("weighted_wait", "bcca");   // 3 x 100 s, then as they wait
}

// 3 x 10 s is less than 70 s, but 3 x 40 s is more than 100 s.
static void weights_multiply_waits(void **state) {
    (void)state;
    static const char *const center =
        CENTER(CLASS("a", "") "," CLASS("b", ", 'weight': 3"),
               "'team': {'size': 1, 'call_choice': 'weighted_wait', 'skills': {'a': {}, 'b': {}}}");
    static const comes early[] = {{"a", 10}, {"a", 60}, {"b", 120}},
                       late[] = {{"a", 10}, {"a", 30}, {"b", 90}};
    story t;
    story_begin(&t, center, NULL, 0);
    CALLS_COME(&t, early);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "60 call 2 queues at center\n"
                   "120 call 3 queues at center\n"
                   "130 call 1 ends\n"
                   "130 call 2 answered at center by 0, waited 70\n"
                   "250 call 2 ends\n"
                   "250 call 3 answered at center by 0, waited 130\n"
                   "370 call 3 ends\n"
                   "370 agent 0 idle at -\n");
    story_begin(&t, center, NULL, 0);
    CALLS_COME(&t, late);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "30 call 2 queues at center\n"
                   "90 call 3 queues at center\n"
                   "130 call 1 ends\n"
                   "130 call 3 answered at center by 0, waited 40\n"
                   "250 call 3 ends\n"
                   "250 call 2 answered at center by 0, waited 220\n"
                   "370 call 2 ends\n"
                   "370 agent 0 idle at -\n");
}

// Group `fast` works at one and a half times the speed; it is the call's second choice, and its agents prefer
// b.
static void speed_divides_talk_and_rank_is_not_preference(void **state) {
    (void)state;
    static const comes calls[] = {{"a", 10}, {"a", 20}, {"a", 30}, {"b", 40}};
    story t;
    story_begin(&t,
                CENTER(CLASS("a", "") "," CLASS("b", ""),
                       "'fast': {'size': 1, 'skills': {'a': {'rank': 2, 'speed': 1.5}, 'b': {'speed': 1.5}}},"
                       "'slow': {'size': 1, 'skills': {'a': {}}}"),
                NULL, 0);
    CALLS_COME(&t, calls);
    story_ends(&t, "10 call 1 answered at center by 1, waited 0\n"
                   "20 call 2 answered at center by 0, waited 0\n"
                   "30 call 3 queues at center\n"
                   "40 call 4 queues at center\n"
                   "100 call 2 ends\n"
                   "100 call 4 answered at center by 0, waited 60\n"
                   "130 call 1 ends\n"
                   "130 call 3 answered at center by 1, waited 100\n"
                   "180 call 4 ends\n"
                   "180 agent 0 idle at -\n"
                   "250 call 3 ends\n"
                   "250 agent 1 idle at -\n");
}

/// Who answers each call, as digits.
static void assert_agents(const char *const *changes, size_t change_count, const char *expected) {
    static const char *const center =
        CENTER("'long': {'arrivals': {'per_hour': 0}, 'talk': {'law': 'constant', 'value': 100}},"
               "'short': {'arrivals': {'per_hour': 0}, 'talk': {'law': 'constant', 'value': 10}}",
               "'team': {'size': 3, 'skills': {'long': {}, 'short': {}}}");
    static const comes calls[] = {{"long", 10},   {"short", 20},  {"short", 40},  {"short", 60},
                                  {"short", 80},  {"short", 120}, {"short", 140}, {"short", 160},
                                  {"short", 180}, {"short", 200}};
    story t;
    story_begin(&t, center, changes, change_count);
    CALLS_COME(&t, calls);
    assert_int_equal(sim_run(t.sim), SIM_FINISHED);
    char *told = text_take(&t.text), answered[16] = {0};
    size_t count = 0;
    for (const char *by = strstr(told, " by "); by; by = strstr(by + 1, " by "))
        answered[count++] = by[4];
    assert_string_equal(answered, expected);
    free(told);
    sim_destroy(t.sim);
    scenario_file_free(t.file);
}

// Worked after each call: 0 has 100 s from 110 on; 1 and 2 take turns at 10 s each. The longest idle would be
// agent 0 at 160.
static void the_least_occupied_agent_is_chosen(void **state) {
    (void)state;
    static const char *const least[] = {"routing.agents=least_occupied"};
    static const char *const own[] = {"classes.short.agent_choice=least_occupied"};
    assert_agents(NULL, 0, "0121212012");
    assert_agents(least, 1, "0121212121");
    assert_agents(own, 1, "0121212121");
}

// 8000 calls one at a time for two agents of one group and six of another: each agent is as likely as any
// other. Chi-square with 7 degrees of freedom: a fair choice exceeds 24.32 with probability 0.001. An agent
// who is never idle longest, or groups instead of agents, would give some thousands.
static void random_agents_are_chosen_alike(void **state) {
    (void)state;
    enum { CALLS = 8000, AGENTS = 8 };
    story t;
    story_begin(&t,
                CENTER("'k': {'arrivals': {'per_hour': 0}, 'agent_choice': 'random', 'talk': {'law': "
                       "'constant', 'value': 1}}",
                       "'one': {'size': 2, 'skills': {'k': {}}}, 'other': {'size': 6, 'skills': {'k': {}}},"
                       "'third': {'size': 5, 'skills': {'k': {'rank': 2}}}"),
                NULL, 0);
    int answered[AGENTS] = {0}, repeats = 0, last = -1;
    for (int i = 0; i < CALLS; i++) {
        story_call(&t, "k", 5 * i + 1);
        int talking = 0;
        while (t.sim->agents[talking].state != AGENT_TALKING)
            talking++;
        assert_true(talking < AGENTS);
        answered[talking]++;
        repeats += talking == last;
        last = talking;
    }
    double chi_square = 0, expected = (double)CALLS / AGENTS;
    for (int i = 0; i < AGENTS; i++)
        chi_square += (answered[i] - expected) * (answered[i] - expected) / expected;
    assert_true(chi_square < 24.32);
    assert_in_range(repeats, 1000 - 100, 1000 + 100); // independent: 3.4 standard deviations of 29.6
    free(text_take(&t.text));
    sim_destroy(t.sim);
    scenario_file_free(t.file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_overflow_in_stages),
        cmocka_unit_test(a_reserve_is_kept_free),
        cmocka_unit_test(a_freed_agent_chooses_by_policy),
        cmocka_unit_test(weights_multiply_waits),
        cmocka_unit_test(speed_divides_talk_and_rank_is_not_preference),
        cmocka_unit_test(the_least_occupied_agent_is_chosen),
        cmocka_unit_test(random_agents_are_chosen_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
