// What plans can do beside the plain switch, told second by second: each line was worked out by hand.
#include "support/story.h"

// Two sites that each have a plan, and a third. Nobody calls but when a story says.
static const char *const center =
    "{'hotline': 1, 'name': 'story', 'start': '2011-03-07T10:00', 'duration': '2000s',"
    " 'classes': {'call': {'arrivals': {'per_hour': 0}, 'enter': 'east', 'talk': {'law': 'constant', "
    "'value': 120}}},"
    " 'agents': {'team': {'size': 1, 'skills': {'call': {}}}},"
    " 'sites': {'east': {}, 'west': {}, 'spare': {}},"
    " 'failover': {'e': {'from': 'east', 'to': 'spare', 'detect': 10, 'decide': 20, 'switch': 30, 'relogin': "
    "0},"
    "              'w': {'from': 'west', 'to': 'spare', 'detect': 10, 'decide': 20, 'switch': 30, 'relogin': "
    "0}},"
    " 'timeline': {'fire': {'at': 100, 'site': 'east', 'down_for': 400}}}";

static void begin(story *t, const char *const *changes, size_t change_count) {
    story_begin(t, center, changes, change_count);
}

#define BEGIN(t, changes) begin(t, changes, sizeof(changes) / sizeof(changes)[0])

// West fails at 200, when the spare site stands in for east: it waits. East takes its traffic back at 500.
static void one_spare_site_stands_in_for_one_of_two(void **state) {
    (void)state;
    static const char *const changes[] = {
        "failover.e.failback=auto", "timeline.flood={\"at\": 200, \"site\": \"west\", \"down_for\": 500}"};
    story t;
    BEGIN(&t, changes);
    story_call(&t, "call", 300);
    story_ends(&t, "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to east go to spare\n"
                   "200 west has 2\n"
                   "200 calls to west go to -\n"
                   "200 plan detecting, west in charge\n"
                   "210 plan deciding, west in charge\n"
                   "230 plan switching, west in charge\n"
                   "300 call 1 answered at spare by 0, waited 0\n"
                   "420 call 1 ends\n"
                   "420 agent 0 idle at -\n"
                   "500 east has 3\n"
                   "500 plan watching, east in charge\n"
                   "500 calls to east go to east\n"
                   "500 plan watching, spare in charge\n"
                   "500 calls to west go to spare\n"
                   "700 west has 3\n");
}

// The first site of the list is down from 50 on: the second takes over.
static void the_first_site_that_is_up_takes_over(void **state) {
    (void)state;
    static const char *const changes[] = {
        "failover.w=null", "failover.e.to=[\"west\",\"spare\"]",
        "timeline.flood={\"at\": 50, \"site\": \"west\", \"down_for\": 3000}"};
    story t;
    BEGIN(&t, changes);
    story_ends(&t, "50 west has 2\n"
                   "50 calls to west go to -\n"
                   "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to east go to spare\n"
                   "500 east has 3\n"
                   "3050 west has 3\n"
                   "3050 calls to west go to west\n");
}

// The switch does not work: nothing until the site is repaired.
static void an_uncovered_failure_lasts_until_the_repair(void **state) {
    (void)state;
    static const char *const changes[] = {"failover.e.coverage=0"};
    story t;
    BEGIN(&t, changes);
    story_call(&t, "call", 300);
    story_ends(&t, "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "130 the switch fails\n"
                   "300 call 1 blocked, cause 0\n"
                   "500 east has 3\n"
                   "500 plan watching, east in charge\n"
                   "500 calls to east go to east\n");
}

// The spare site fails too, at 200: whichever of both is repaired first takes over.
static void after_both_were_down_the_first_takes_over(void **state) {
    (void)state;
    static const char *const changes[] = {
        "failover.e.coverage=0", "timeline.quake={\"at\": 200, \"site\": \"spare\", \"down_for\": 100}"};
    story t;
    BEGIN(&t, changes);
    story_ends(&t, "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "130 the switch fails\n"
                   "200 spare has 2\n"
                   "200 calls to spare go to -\n"
                   "200 plan switching, east in charge\n"
                   "300 spare has 3\n"
                   "300 plan watching, spare in charge\n"
                   "300 calls to east go to spare\n"
                   "300 calls to spare go to spare\n"
                   "500 east has 3\n");
}

// East is up from 150 to 300 and from 320 on. Switched at 160, and not again within 500 s: back at 660.
static void flapping_is_damped(void **state) {
    (void)state;
    static const char *const changes[] = {
        "failover.e.failback=auto", "failover.e.hold_down=500", "timeline.fire.down_for=80",
        "timeline.again={\"at\": 300, \"site\": \"east\", \"down_for\": 20}"};
    story t;
    BEGIN(&t, changes);
    story_ends(&t, "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to east go to spare\n"
                   "180 east has 3\n"
                   "300 east has 2\n"
                   "320 east has 3\n"
                   "660 plan watching, east in charge\n"
                   "660 calls to east go to east\n");
}

// The spare site fails at 200, 40 s after the switch: the next one comes 500 s after it, at 660, and 30 s of
// switching later.
static void the_next_switch_is_held_down(void **state) {
    (void)state;
    static const char *const changes[] = {
        "failover.e.hold_down=500", "timeline.fire.down_for=80",
        "timeline.quake={\"at\": 200, \"site\": \"spare\", \"down_for\": 1000}"};
    story t;
    BEGIN(&t, changes);
    story_ends(&t, "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to east go to spare\n"
                   "180 east has 3\n"
                   "200 spare has 2\n"
                   "200 calls to east go to -\n"
                   "200 calls to spare go to -\n"
                   "200 plan detecting, spare in charge\n"
                   "210 plan deciding, spare in charge\n"
                   "660 plan switching, spare in charge\n"
                   "690 plan watching, east in charge\n"
                   "690 calls to east go to east\n"
                   "1200 spare has 3\n"
                   "1200 calls to spare go to spare\n");
}

// Repaired at 10:08:20. The window begins at 10:15, 900 s after the start; in the second story it is open
// already.
static void traffic_goes_back_within_hours(void **state) {
    (void)state;
    static const char *const later[] = {"failover.e.failback={\"from\": \"10:15\", \"to\": \"10:30\"}"};
    static const char *const now[] = {"failover.e.failback={\"from\": \"23:00\", \"to\": \"10:30\"}"};
    story t;
    BEGIN(&t, later);
    story_ends(&t, "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to east go to spare\n"
                   "500 east has 3\n"
                   "900 plan watching, east in charge\n"
                   "900 calls to east go to east\n");
    BEGIN(&t, now);
    story_ends(&t, "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to east go to spare\n"
                   "500 east has 3\n"
                   "500 plan watching, east in charge\n"
                   "500 calls to east go to east\n");
}

// Each mode with its own times and survivors: a call in talk and one in the queue when the site fails.
static void mode_is_told(const char *mode, const char *expected) {
    char *change =
        text_format("failover={\"e\": {\"from\": \"east\", \"to\": \"spare\", \"mode\": \"%s\"}}", mode);
    const char *const changes[] = {change, "timeline.fire.down_for=1700", "sites.west=null",
                                   "agents.team.site=east", "agents.team.login=[\"east\",\"spare\"]"};
    story t;
    BEGIN(&t, changes);
    story_call(&t, "call", 80);
    story_call(&t, "call", 90);
    story_ends(&t, expected);
    free(change);
}

// Warm: found after 7 s, switched 20 s later; the talk goes on, the agent is back when it ends.
static void warm_keeps_talks(void **state) {
    (void)state;
    mode_is_told("warm", "80 call 1 answered at east by 0, waited 0\n"
                         "90 call 2 queues at east\n"
                         "100 east has 2\n"
                         "100 call 2 dropped in queue\n"
                         "100 calls to east go to -\n"
                         "100 plan detecting, east in charge\n"
                         "107 plan deciding, east in charge\n"
                         "107 plan switching, east in charge\n"
                         "127 plan watching, spare in charge\n"
                         "127 calls to east go to spare\n"
                         "200 call 1 ends\n"
                         "200 agent 0 idle at spare\n"
                         "1800 east has 3\n");
}

// Active-active: what is there is lost, the other site takes new calls after a second; log-in within a
// minute.
static void active_active_loses_what_is_there(void **state) {
    (void)state;
    mode_is_told("active-active", "80 call 1 answered at east by 0, waited 0\n"
                                  "90 call 2 queues at east\n"
                                  "100 east has 2\n"
                                  "100 call 1 dropped in talk\n"
                                  "100 agent 0 off at -\n"
                                  "100 call 2 dropped in queue\n"
                                  "100 calls to east go to -\n"
                                  "100 plan detecting, east in charge\n"
                                  "101 plan deciding, east in charge\n"
                                  "101 plan switching, east in charge\n"
                                  "101 plan watching, spare in charge\n"
                                  "101 calls to east go to spare\n"
                                  "161 agent 0 idle at spare\n"
                                  "1800 east has 3\n");
}

// N+1: the spare site is asked after 3 min, and ready 30 s later; talks go on.
static void a_common_spare_site_takes_its_time(void **state) {
    (void)state;
    mode_is_told("n+1", "80 call 1 answered at east by 0, waited 0\n"
                        "90 call 2 queues at east\n"
                        "100 east has 2\n"
                        "100 call 2 dropped in queue\n"
                        "100 calls to east go to -\n"
                        "100 plan detecting, east in charge\n"
                        "200 call 1 ends\n"
                        "200 agent 0 off at -\n"
                        "280 plan deciding, east in charge\n"
                        "280 plan switching, east in charge\n"
                        "310 plan watching, spare in charge\n"
                        "310 calls to east go to spare\n"
                        "550 agent 0 idle at spare\n"
                        "1800 east has 3\n");
}

// One trunk at each site: the second call finds it busy and goes to the other site, the third finds none.
// From 100 on no site takes calls to east: they overflow, too, if there is a trunk.
static void calls_overflow_to_another_site(void **state) {
    (void)state;
    static const char *const changes[] = {"failover=null",
                                          "agents.team.size=3",
                                          "classes.call.talk.value=15",
                                          "sites.east={\"trunks\": 1, \"overflow\": \"west\"}",
                                          "sites.west.trunks=1",
                                          "sites.spare=null"};
    story t;
    BEGIN(&t, changes);
    story_call(&t, "call", 80);
    story_call(&t, "call", 82);
    story_call(&t, "call", 84);
    story_call(&t, "call", 110);
    story_call(&t, "call", 112);
    story_ends(&t, "80 call 1 answered at east by 0, waited 0\n"
                   "82 call 2 answered at west by 1, waited 0\n"
                   "84 call 3 blocked, cause 1\n"
                   "95 call 1 ends\n"
                   "95 agent 0 idle at -\n"
                   "97 call 2 ends\n"
                   "97 agent 1 idle at -\n"
                   "100 east has 2\n"
                   "100 calls to east go to -\n"
                   "110 call 2 answered at west by 2, waited 0\n"
                   "112 call 1 blocked, cause 0\n"
                   "125 call 2 ends\n"
                   "125 agent 2 idle at -\n"
                   "500 east has 3\n"
                   "500 calls to east go to east\n");
}

// One call a second is admitted while the spare site stands in.
static void calls_are_gapped_in_failover(void **state) {
    (void)state;
    static const char *const changes[] = {"agents.team.size=3", "sites.east.gap={\"per_second\": 1}"};
    story t;
    BEGIN(&t, changes);
    story_call(&t, "call", 50);
    story_call(&t, "call", 50);
    story_call(&t, "call", 200);
    story_call(&t, "call", 200);
    story_call(&t, "call", 201);
    story_ends(&t, "50 call 1 answered at east by 0, waited 0\n"
                   "50 call 2 answered at east by 1, waited 0\n"
                   "100 east has 2\n"
                   "100 call 1 dropped in talk\n"
                   "100 agent 0 idle at -\n"
                   "100 call 2 dropped in talk\n"
                   "100 agent 1 idle at -\n"
                   "100 calls to east go to -\n"
                   "100 plan detecting, east in charge\n"
                   "110 plan deciding, east in charge\n"
                   "130 plan switching, east in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to east go to spare\n"
                   "200 call 2 answered at spare by 2, waited 0\n"
                   "200 call 1 blocked, cause 4\n"
                   "201 call 1 answered at spare by 0, waited 0\n"
                   "320 call 2 ends\n"
                   "320 agent 2 idle at -\n"
                   "321 call 1 ends\n"
                   "321 agent 0 idle at -\n"
                   "500 east has 3\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_spare_site_stands_in_for_one_of_two),
        cmocka_unit_test(the_first_site_that_is_up_takes_over),
        cmocka_unit_test(an_uncovered_failure_lasts_until_the_repair),
        cmocka_unit_test(after_both_were_down_the_first_takes_over),
        cmocka_unit_test(flapping_is_damped),
        cmocka_unit_test(the_next_switch_is_held_down),
        cmocka_unit_test(traffic_goes_back_within_hours),
        cmocka_unit_test(warm_keeps_talks),
        cmocka_unit_test(active_active_loses_what_is_there),
        cmocka_unit_test(a_common_spare_site_takes_its_time),
        cmocka_unit_test(calls_overflow_to_another_site),
        cmocka_unit_test(calls_are_gapped_in_failover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
