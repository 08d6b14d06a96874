// Queries to backends, told second by second. All times are constant: each line was worked out by hand.
#include "support/story.h"

#define CONSTANT(seconds) "{'law': 'constant', 'value': " seconds "}"
#define CLASS(name, more) "'" name "': {'entry': 'balance', 'talk': " CONSTANT("100") more "}"
/// A step of 5 s, then an answer that takes 10 s.
#define CENTER(classes, next, capacity, more)                                                                \
    "{'hotline': 1, 'name': 'story', 'duration': '1h', 'classes': {" classes "}, "                           \
    "'ivr': {'balance': {'time': " CONSTANT("5") ", 'backend': 'boss', 'next': '" next "'}}, "               \
                                                 "'backends': {'boss': {'latency': " CONSTANT("10") capacity \
        "}}" more "}"

typedef struct comes {
    const char *class_name;
    int second;
} comes;

static void story_is(const char *center, const comes *calls, size_t count, const char *expected) {
    story t;
    story_begin(&t, center, NULL, 0);
    for (size_t i = 0; i < count; i++)
        story_call(&t, calls[i].class_name, calls[i].second);
    story_ends(&t, expected);
}

#define STORY(center, calls, expected) story_is(center, calls, sizeof(calls) / sizeof((calls)[0]), expected)

static void without_limit_all_are_looked_up_at_once(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 12}};
    STORY(CENTER(CLASS("k", ""), "done", "", ""), calls,
          "15 call 1 asks boss\n"
          "15 call 1 is looked up, waited 0\n"
          "17 call 2 asks boss\n"
          "17 call 2 is looked up, waited 0\n"
          "25 call 1 has its answer after 10\n"
          "27 call 2 has its answer after 10\n");
}

// The third has hardly asked when the first two have been answered; then each goes on as `next` says.
static void queries_wait_in_the_order_of_asking(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 12}, {"k", 14}};
    STORY(CENTER(CLASS("k", ""), "agent", ", 'capacity': 1",
                 ", 'agents': {'team': {'size': 3, 'skills': {'k': {}}}}"),
          calls,
          "15 call 1 asks boss\n"
          "15 call 1 is looked up, waited 0\n"
          "17 call 2 asks boss\n"
          "19 call 3 asks boss\n"
          "25 call 1 has its answer after 10\n"
          "25 call 2 is looked up, waited 8\n"
          "25 call 1 answered at center by 0, waited 0\n"
          "35 call 2 has its answer after 18\n"
          "35 call 3 is looked up, waited 16\n"
          "35 call 2 answered at center by 1, waited 0\n"
          "45 call 3 has its answer after 26\n"
          "45 call 3 answered at center by 2, waited 0\n"
          "125 call 1 ends\n"
          "125 agent 0 idle at -\n"
          "135 call 2 ends\n"
          "135 agent 1 idle at -\n"
          "145 call 3 ends\n"
          "145 agent 2 idle at -\n");
}

// With two ports the third caller gets a busy tone; the one at 30 comes when the first has left.
static void who_waits_for_an_answer_keeps_the_port(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 12}, {"k", 24}, {"k", 30}};
    STORY(CENTER(CLASS("k", ""), "done", ", 'capacity': 1", ", 'sites': {'main': {'ivr_ports': 2}}"), calls,
          "15 call 1 asks boss\n"
          "15 call 1 is looked up, waited 0\n"
          "17 call 2 asks boss\n"
          "24 call 3 blocked, cause 2\n"
          "25 call 1 has its answer after 10\n"
          "25 call 2 is looked up, waited 8\n"
          "35 call 2 has its answer after 18\n"
          "35 call 1 asks boss\n"
          "35 call 1 is looked up, waited 0\n"
          "45 call 1 has its answer after 10\n");
}

// Of calls on trunks the site's failure at 20 takes the one that is looked up, and one that waits; who stands
// at the counter is next.
static void lost_calls_take_their_queries_along(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 12}, {"c", 13}, {"k", 17}};
    STORY(CENTER(CLASS("k", "") ", " CLASS("c", ", 'channel': 'counter'"), "done", ", 'capacity': 1",
                 ", 'sites': {'main': {}}, 'timeline': {'o': {'at': 20, 'site': 'main', 'down_for': 1000}}"),
          calls,
          "15 call 1 asks boss\n"
          "15 call 1 is looked up, waited 0\n"
          "17 call 2 asks boss\n"
          "18 call 3 asks boss\n"
          "20 main has 2\n"
          "20 call 1 dropped in ivr\n"
          "20 call 2 dropped in ivr\n"
          "20 call 4 dropped in ivr\n"
          "20 call 3 is looked up, waited 2\n"
          "20 calls to main go to -\n"
          "30 call 3 has its answer after 12\n"
          "1020 main has 3\n"
          "1020 calls to main go to main\n");
}

static void who_survives_still_gets_the_answer(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 12}};
    STORY(
        CENTER(
            CLASS("k", ""), "done", ", 'capacity': 1",
            ", 'sites': {'main': {}, 'standby': {}}, "
            "'failover': {'p': {'from': ['main'], 'to': ['standby'], 'detect': 3, 'decide': 0, 'switch': 0, "
            "'survive': {'ivr': 1}}}, 'timeline': {'o': {'at': 20, 'site': 'main', 'down_for': 3000}}"),
        calls,
        "15 call 1 asks boss\n"
        "15 call 1 is looked up, waited 0\n"
        "17 call 2 asks boss\n"
        "20 main has 2\n"
        "20 calls to main go to -\n"
        "20 plan detecting, main in charge\n"
        "23 plan deciding, main in charge\n"
        "23 plan switching, main in charge\n"
        "23 plan watching, standby in charge\n"
        "23 calls to main go to standby\n"
        "23 call 1 moves to standby\n"
        "23 call 2 moves to standby\n"
        "25 call 1 has its answer after 10\n"
        "25 call 2 is looked up, waited 8\n"
        "35 call 2 has its answer after 18\n"
        "3020 main has 3\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_limit_all_are_looked_up_at_once),
        cmocka_unit_test(queries_wait_in_the_order_of_asking),
        cmocka_unit_test(who_waits_for_an_answer_keeps_the_port),
        cmocka_unit_test(lost_calls_take_their_queries_along),
        cmocka_unit_test(who_survives_still_gets_the_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
