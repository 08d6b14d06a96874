// Components told second by second: each line was worked out by hand.
#include "support/story.h"

// Two agents at desks of their own; units fail at constant times.
static const char *const center =
    "{'hotline': 1, 'name': 'story', 'start': '2011-03-07T10:00', 'duration': '500s',"
    " 'classes': {'call': {'arrivals': {'per_hour': 0}, 'talk': {'law': 'constant', 'value': 120}}},"
    " 'agents': {'team': {'size': 2, 'skills': {'call': {}}, 'site': 'main'}},"
    " 'sites': {'main': {}}}";

static void begin(story *t, const char *components, const char *duration) {
    char *change = text_format("sites.main.components=%s", components);
    for (char *c = change; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    const char *const changes[] = {change, duration};
    story_begin(t, center, changes, 2);
    free(change);
}

// Both talks stand still from 100 to 130: each ends 30 s later.
static void a_talk_goes_on_where_it_stopped(void **state) {
    (void)state;
    story t;
    begin(&t,
          "{'desk': {'count': 2, 'takes': {'seats': 1}, 'calls': {'talk': 'suspend'},"
          " 'uptime': {'law': 'constant', 'value': 100}, 'downtime': {'law': 'constant', 'value': 30}}}",
          "duration=220");
    story_call(&t, "call", 10);
    story_call(&t, "call", 50);
    story_ends(&t, "10 call 1 answered at main by 0, waited 0\n"
                   "50 call 2 answered at main by 1, waited 0\n"
                   "100 main.desk 0 fails\n"
                   "100 main lacks 1 seats\n"
                   "100 call 1 stands still\n"
                   "100 main.desk 1 fails\n"
                   "100 main lacks 2 seats\n"
                   "100 call 2 stands still\n"
                   "130 main.desk 0 works\n"
                   "130 main lacks 1 seats\n"
                   "130 call 1 goes on\n"
                   "130 main.desk 1 works\n"
                   "130 main lacks 0 seats\n"
                   "130 call 2 goes on\n"
                   "160 call 1 ends\n"
                   "160 agent 0 idle at main\n"
                   "200 call 2 ends\n"
                   "200 agent 1 idle at main\n");
}

// Only the first desk fails, once. Its call goes before the one that waits, and its talk begins again; the
// other agent takes it at 170.
static void a_cut_talk_goes_first(void **state) {
    (void)state;
    story t;
    begin(&t,
          "{'desk': {'takes': {'seats': 1}, 'calls': {'talk': 'requeue'}, "
          "'uptime': {'law': 'constant', 'value': 100}, 'downtime': {'law': 'constant', 'value': 3600}}}",
          "duration=500");
    story_call(&t, "call", 10);
    story_call(&t, "call", 50);
    story_call(&t, "call", 60);
    story_ends(&t, "10 call 1 answered at main by 0, waited 0\n"
                   "50 call 2 answered at main by 1, waited 0\n"
                   "60 call 3 queues at main\n"
                   "100 main.desk 0 fails\n"
                   "100 main lacks 1 seats\n"
                   "100 call 1 ends cut\n"
                   "100 agent 0 off at -\n"
                   "100 call 1 requeued to call\n"
                   "100 call 1 queues at main\n"
                   "170 call 2 ends\n"
                   "170 call 1 answered at main by 1, waited 70\n"
                   "290 call 1 ends\n"
                   "290 call 3 answered at main by 1, waited 230\n"
                   "410 call 3 ends\n"
                   "410 agent 1 idle at main\n"
                   "3700 main.desk 0 works\n"
                   "3700 main lacks 0 seats\n"
                   "3700 agent 0 idle at main\n");
}

// A kept talk goes on to its end; then the agent, whose desk is down, leaves.
static void a_kept_talk_goes_on(void **state) {
    (void)state;
    story t;
    begin(&t,
          "{'desk': {'takes': {'seats': 1}, 'calls': {'talk': 'keep'}, "
          "'uptime': {'law': 'constant', 'value': 300}, 'downtime': {'law': 'constant', 'value': 3600}}}",
          "duration=500");
    story_call(&t, "call", 250);
    story_ends(&t, "250 call 1 answered at main by 0, waited 0\n"
                   "300 main.desk 0 fails\n"
                   "300 main lacks 1 seats\n"
                   "370 call 1 ends\n"
                   "370 agent 0 off at -\n"
                   "3900 main.desk 0 works\n"
                   "3900 main lacks 0 seats\n"
                   "3900 agent 0 idle at main\n");
}

// It lives 150 s of use: 120 of the first talk, and 30 of the third.
static void a_desk_ages_only_while_somebody_works_at_it(void **state) {
    (void)state;
    story t;
    begin(&t,
          "{'desk': {'takes': {'seats': 1}, 'ages': 'in_use', "
          "'uptime': {'law': 'constant', 'value': 150}, 'downtime': {'law': 'constant', 'value': 3600}}}",
          "duration=500");
    story_call(&t, "call", 10);
    story_call(&t, "call", 200);
    story_call(&t, "call", 210);
    story_ends(&t, "10 call 1 answered at main by 0, waited 0\n"
                   "130 call 1 ends\n"
                   "130 agent 0 idle at main\n"
                   "200 call 1 answered at main by 1, waited 0\n"
                   "210 call 2 answered at main by 0, waited 0\n"
                   "240 main.desk 0 fails\n"
                   "240 main lacks 1 seats\n"
                   "240 call 2 dropped in talk\n"
                   "240 agent 0 off at -\n"
                   "320 call 1 ends\n"
                   "320 agent 1 idle at main\n"
                   "3840 main.desk 0 works\n"
                   "3840 main lacks 0 seats\n"
                   "3840 agent 0 idle at main\n");
}

// The switch needs power, of which two supplies are there and one is enough: both fail at 100, since both are
// new at 0. One man repairs them, 50 s each: the switch is back at 150.
static void what_is_needed_takes_the_platform_along(void **state) {
    (void)state;
    static const char *const changes[] = {
        "crews={\"man\": {\"size\": 1}}",
        "sites.main.components={\"power\": {\"count\": 2, \"needed\": 1, \"takes\": {}, \"crew\": \"man\","
        " \"uptime\": {\"law\": \"constant\", \"value\": 100}, \"downtime\": {\"law\": \"constant\", "
        "\"value\": 50}},"
        " \"acd\": {\"needs\": \"power\"}}",
        "duration=160"};
    story t;
    story_begin(&t, center, changes, 3);
    story_call(&t, "call", 90);
    story_call(&t, "call", 120);
    story_ends(&t, "90 call 1 answered at main by 0, waited 0\n"
                   "100 main.power 0 fails\n"
                   "100 main.power 1 lacks a crew\n"
                   "100 main has 2\n"
                   "100 agent 1 off at -\n"
                   "100 call 1 dropped in talk\n"
                   "100 agent 0 off at -\n"
                   "100 calls to main go to -\n"
                   "120 call 1 blocked, cause 0\n"
                   "150 main.power 0 works\n"
                   "150 main has 3\n"
                   "150 calls to main go to main\n"
                   "150 main.power 1 fails\n"
                   "150 agent 0 idle at main\n"
                   "150 agent 1 idle at main\n"
                   "200 main.power 1 works\n");
}

// One spare part. The unit takes it at 100; its successor comes at 400. The next failure, at 210, waits for
// it.
static void a_repair_waits_for_a_spare_part(void **state) {
    (void)state;
    story t;
    begin(&t,
          "{'part': {'takes': {}, 'spares': 1, 'restock': 300, "
          "'uptime': {'law': 'constant', 'value': 100}, 'downtime': {'law': 'constant', 'value': 10}}}",
          "duration=500");
    story_ends(&t, "100 main.part 0 fails\n"
                   "110 main.part 0 works\n"
                   "210 main.part 0 lacks a spare\n"
                   "400 main.part 0 fails\n"
                   "410 main.part 0 works\n");
}

// The crew comes at 10:05, 300 s after the start; the repair began with it is done to its end.
static void a_repair_waits_for_the_hours_of_its_crew(void **state) {
    (void)state;
    static const char *const changes[] = {
        "crews={\"day\": {\"size\": 1, \"hours\": {\"from\": \"10:05\", \"to\": \"10:06\"}}}",
        "sites.main.components={\"part\": {\"takes\": {}, \"crew\": \"day\","
        " \"uptime\": {\"law\": \"constant\", \"value\": 100}, \"downtime\": {\"law\": \"constant\", "
        "\"value\": 90}}}",
        "duration=400"};
    story t;
    story_begin(&t, center, changes, 3);
    story_ends(&t, "100 main.part 0 lacks a crew\n"
                   "300 main.part 0 fails\n"
                   "390 main.part 0 works\n");
}

// One board of one trunk, which fails from 100 to 160: it takes the call along, and the next one finds no
// trunk. Which calls a board of several takes is by lot: see test_failures.c.
static void a_board_takes_the_calls_on_its_trunks(void **state) {
    (void)state;
    story t;
    begin(&t,
          "{'e1': {'takes': {'trunks': 1}, 'uptime': {'law': 'constant', 'value': 100},"
          " 'downtime': {'law': 'constant', 'value': 60}}}",
          "duration=200");
    story_call(&t, "call", 91);
    story_call(&t, "call", 95); // no trunk
    story_call(&t, "call", 110);
    story_call(&t, "call", 170);
    story_ends(&t, "91 call 1 answered at main by 0, waited 0\n"
                   "95 call 2 blocked, cause 1\n"
                   "100 main.e1 0 fails\n"
                   "100 main lacks 1 trunks\n"
                   "100 call 1 dropped in talk\n"
                   "100 agent 0 idle at main\n"
                   "110 call 1 blocked, cause 1\n"
                   "160 main.e1 0 works\n"
                   "160 main lacks 0 trunks\n"
                   "170 call 1 answered at main by 1, waited 0\n"
                   "290 call 1 ends\n"
                   "290 agent 1 idle at main\n");
}

// One board of two is taken out for 50 s every 200 s; a cut wire takes 59 of 60 trunks from 120 to 220.
static void windows_of_maintenance_come_again(void **state) {
    (void)state;
    static const char *const changes[] = {
        "duration=400", "sites.main.components={\"e1\": {\"count\": 2, \"takes\": {\"trunks\": 30}}}",
        "timeline={\"work\": {\"at\": 100, \"component\": \"main.e1\", \"units\": 1, \"down_for\": 50,"
        " \"every\": 200}, \"wire\": {\"at\": 120, \"site\": \"main\", \"takes\": {\"trunks\": 59},"
        " \"down_for\": 100}}"};
    story t;
    story_begin(&t, center, changes, 3);
    story_call(&t, "call", 110);
    story_call(&t, "call", 130); // no trunk is left: 30 and 59 of 60 are lost
    story_call(&t, "call", 160); // one
    story_ends(&t, "100 main.e1 0 held\n"
                   "100 main lacks 30 trunks\n"
                   "110 call 1 answered at main by 0, waited 0\n"
                   "120 main lacks 89 trunks\n"
                   "120 call 1 dropped in talk\n"
                   "120 agent 0 idle at main\n"
                   "130 call 1 blocked, cause 1\n"
                   "150 main.e1 0 works\n"
                   "150 main lacks 59 trunks\n"
                   "160 call 1 answered at main by 1, waited 0\n"
                   "220 main lacks 0 trunks\n"
                   "280 call 1 ends\n"
                   "280 agent 1 idle at main\n"
                   "300 main.e1 0 held\n"
                   "300 main lacks 30 trunks\n"
                   "350 main.e1 0 works\n"
                   "350 main lacks 0 trunks\n");
}

// Its part in need fails by an outage: the seats go, and both talks with them. Repaired at 130.
static void what_an_outage_holds_takes_along_what_needs_it(void **state) {
    (void)state;
    static const char *const changes[] = {
        "duration=200", "components={\"grid\": {}}",
        "sites.main.components={\"lamp\": {\"needs\": \"grid\", \"takes\": \"seats\"}}",
        "timeline={\"storm\": {\"at\": 100, \"component\": \"grid\", \"down_for\": 30}}"};
    story t;
    story_begin(&t, center, changes, 4);
    story_call(&t, "call", 50);
    story_ends(&t, "50 call 1 answered at main by 0, waited 0\n"
                   "100 grid 0 held\n"
                   "100 main has 1\n"
                   "100 agent 1 off at -\n"
                   "100 call 1 dropped in talk\n"
                   "100 agent 0 off at -\n"
                   "130 grid 0 works\n"
                   "130 main has 3\n"
                   "130 agent 0 idle at main\n"
                   "130 agent 1 idle at main\n");
}

// Two calls a second: two at once, then each half a second. The unit that fails at 100 carries one of them.
static void only_so_many_calls_are_set_up_a_second(void **state) {
    (void)state;
    static const char *const changes[] = {
        "duration=150", "agents.team.size=9",
        "sites.main.components={\"cti\": {\"takes\": {\"calls_per_second\": 1}, "
        "\"uptime\": {\"law\": \"constant\", \"value\": 100}, \"downtime\": {\"law\": \"constant\", "
        "\"value\": 60}},"
        " \"acd\": {\"takes\": {\"calls_per_second\": 1}}}"};
    story t;
    story_begin(&t, center, changes, 3);
    for (int i = 0; i < 3; i++)
        story_call(&t, "call", 95);
    for (int i = 0; i < 2; i++)
        story_call(&t, "call", 120);
    story_ends(&t, "95 call 1 answered at main by 0, waited 0\n"
                   "95 call 2 answered at main by 1, waited 0\n"
                   "95 call 3 blocked, cause 4\n"
                   "100 main.cti 0 fails\n"
                   "100 main lacks 1 set-ups\n"
                   "120 call 3 answered at main by 2, waited 0\n"
                   "120 call 4 blocked, cause 4\n"
                   "160 main.cti 0 works\n"
                   "160 main lacks 0 set-ups\n"
                   "215 call 1 ends\n"
                   "215 agent 0 idle at main\n"
                   "215 call 2 ends\n"
                   "215 agent 1 idle at main\n"
                   "240 call 3 ends\n"
                   "240 agent 2 idle at main\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_talk_goes_on_where_it_stopped),
        cmocka_unit_test(a_cut_talk_goes_first),
        cmocka_unit_test(a_kept_talk_goes_on),
        cmocka_unit_test(a_desk_ages_only_while_somebody_works_at_it),
        cmocka_unit_test(what_is_needed_takes_the_platform_along),
        cmocka_unit_test(a_repair_waits_for_a_spare_part),
        cmocka_unit_test(a_repair_waits_for_the_hours_of_its_crew),
        cmocka_unit_test(a_board_takes_the_calls_on_its_trunks),
        cmocka_unit_test(windows_of_maintenance_come_again),
        cmocka_unit_test(what_an_outage_holds_takes_along_what_needs_it),
        cmocka_unit_test(only_so_many_calls_are_set_up_a_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
