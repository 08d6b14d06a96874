// A failover told second by second. Calls come when the test says, everything else is constant: each line of
// the expected story was worked out by hand.
#include "support/story.h"

static const char *const center =
    "{'hotline': 1, 'name': 'story', 'start': '2011-03-07T10:00', 'duration': '2h',"
    " 'classes': {'call': {'arrivals': {'per_hour': 0}, 'entry': 'menu', 'talk': {'law': 'constant', "
    "'value': 120},"
    "   'patience': {'law': 'constant', 'value': 300}}},"
    " 'ivr': {'menu': {'time': {'law': 'constant', 'value': 30}, 'next': {'agent': 1}}},"
    " 'agents': {'team': {'size': 2, 'skills': {'call': {}}, 'site': 'main'}},"
    " 'sites': {'main': {'trunks': 9}, 'spare': {'trunks': 9}},"
    " 'failover': {'plan': {'from': ['main'], 'to': ['spare'], 'mode': 'cold', 'detect': 10, 'decide': 20, "
    "'switch': 30,"
    "   'relogin': 20, 'survive': {'ivr': 0, 'queue': 1, 'talk': 0}}},"
    " 'timeline': {'power': {'at': 100, 'site': 'main', 'takes': ['platform'], 'down_for': 600}}}";

static void begin(story *t, const char *const *changes, size_t change_count) {
    story_begin(t, center, changes, change_count);
}

/// A caller calls the main site.
static void call_comes(story *t, int second) {
    story_call(t, "call", second);
}

// Two agents, three calls before the failure, one in the IVR when it comes; one call during the switch, two
// after.
static void a_cold_switch_loses_what_it_must_and_no_more(void **state) {
    (void)state;
    story t;
    begin(&t, NULL, 0);
    static const int calls[] = {1, 10, 20, 90, 105, 165, 200};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        call_comes(&t, calls[i]);
    story_ends(&t, "31 call 1 answered at main by 0, waited 0\n"
                   "40 call 2 answered at main by 1, waited 0\n"
                   "50 call 3 queues at main\n"
                   "100 main has 2\n"
                   "100 call 1 dropped in talk\n"
                   "100 agent 0 off at -\n"
                   "100 call 2 dropped in talk\n"
                   "100 agent 1 off at -\n"
                   "100 call 4 dropped in ivr\n"
                   "100 calls to main go to -\n"
                   "100 plan detecting, main in charge\n"
                   "105 call 4 blocked, cause 0\n"
                   "110 plan deciding, main in charge\n"
                   "130 plan switching, main in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to main go to spare\n"
                   "160 call 3 moves to spare\n"
                   "170 agent 0 idle at spare\n"
                   "170 call 3 answered at spare by 0, waited 120\n"
                   "180 agent 1 idle at spare\n"
                   "195 call 4 answered at spare by 1, waited 0\n"
                   "230 call 2 queues at spare\n"
                   "290 call 3 ends\n"
                   "290 call 2 answered at spare by 0, waited 60\n"
                   "315 call 4 ends\n"
                   "315 agent 1 idle at spare\n"
                   "410 call 2 ends\n"
                   "410 agent 0 idle at spare\n"
                   "700 main has 3\n");
}

// Repaired 45 s after the failure, in the middle of the switch: everything stays, agents come back over 20 s.
static void a_repair_in_time_cancels_the_switch(void **state) {
    (void)state;
    static const char *const changes[] = {"timeline.power.down_for=45"};
    story t;
    begin(&t, changes, 1);
    call_comes(&t, 1);
    call_comes(&t, 10);
    call_comes(&t, 20);
    call_comes(&t, 140);
    call_comes(&t, 150);
    story_ends(&t, "31 call 1 answered at main by 0, waited 0\n"
                   "40 call 2 answered at main by 1, waited 0\n"
                   "50 call 3 queues at main\n"
                   "100 main has 2\n"
                   "100 call 1 dropped in talk\n"
                   "100 agent 0 off at -\n"
                   "100 call 2 dropped in talk\n"
                   "100 agent 1 off at -\n"
                   "100 calls to main go to -\n"
                   "100 plan detecting, main in charge\n"
                   "110 plan deciding, main in charge\n"
                   "130 plan switching, main in charge\n"
                   "140 call 2 blocked, cause 0\n"
                   "145 main has 3\n"
                   "145 plan watching, main in charge\n"
                   "145 calls to main go to main\n"
                   "155 agent 0 idle at main\n"
                   "155 call 3 answered at main by 0, waited 105\n"
                   "165 agent 1 idle at main\n"
                   "180 call 2 answered at main by 1, waited 0\n"
                   "275 call 3 ends\n"
                   "275 agent 0 idle at main\n"
                   "300 call 2 ends\n"
                   "300 agent 1 idle at main\n");
}

// Hot: calls in the IVR and in talk survive. Who talks stays where he is and logs in elsewhere when the call
// ends; who is in the IVR asks for an agent during the switch and waits. The main site comes back at once.
static void a_hot_switch_keeps_calls_and_fails_back(void **state) {
    (void)state;
    static const char *const changes[] = {
        "failover.plan.mode=hot",      "failover.plan.detect=1",
        "failover.plan.decide=0",      "failover.plan.switch=29",
        "failover.plan.relogin=10",    "failover.plan.survive={\"ivr\":1,\"queue\":1,\"talk\":1}",
        "failover.plan.failback=auto", "timeline.power.down_for=90"};
    story t;
    begin(&t, changes, sizeof changes / sizeof changes[0]);
    call_comes(&t, 1);
    call_comes(&t, 10);
    call_comes(&t, 80);
    call_comes(&t, 140);
    story_ends(&t, "31 call 1 answered at main by 0, waited 0\n"
                   "40 call 2 answered at main by 1, waited 0\n"
                   "100 main has 2\n"
                   "100 calls to main go to -\n"
                   "100 plan detecting, main in charge\n"
                   "101 plan deciding, main in charge\n"
                   "101 plan switching, main in charge\n"
                   "110 call 3 queues at main\n"
                   "130 plan watching, spare in charge\n"
                   "130 calls to main go to spare\n"
                   "130 call 3 moves to spare\n"
                   "151 call 1 ends\n"
                   "151 agent 0 idle at spare\n"
                   "151 call 3 answered at spare by 0, waited 41\n"
                   "160 call 2 ends\n"
                   "160 agent 1 idle at spare\n"
                   "170 call 4 answered at spare by 1, waited 0\n"
                   "190 main has 3\n"
                   "190 plan watching, main in charge\n"
                   "190 calls to main go to main\n"
                   "271 call 3 ends\n"
                   "271 agent 0 idle at main\n"
                   "290 call 4 ends\n"
                   "290 agent 1 idle at main\n");
}

// Without seats nobody answers, wherever the calls go.
static void the_loss_of_the_building_takes_the_agents_too(void **state) {
    (void)state;
    static const char *const changes[] = {"timeline.power.takes=[\"platform\",\"seats\"]"};
    story t;
    begin(&t, changes, 1);
    call_comes(&t, 1);
    call_comes(&t, 165);
    story_ends(&t, "31 call 1 answered at main by 0, waited 0\n"
                   "100 main has 0\n"
                   "100 agent 1 off at -\n"
                   "100 call 1 dropped in talk\n"
                   "100 agent 0 off at -\n"
                   "100 calls to main go to -\n"
                   "100 plan detecting, main in charge\n"
                   "110 plan deciding, main in charge\n"
                   "130 plan switching, main in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to main go to spare\n"
                   "195 call 1 queues at spare\n"
                   "495 call 1 gives up\n"
                   "700 main has 3\n"
                   "710 agent 0 idle at spare\n"
                   "720 agent 1 idle at spare\n");
}

// Without a plan agents go to the next site of their list, and back when the first is up again.
static void agents_go_back_to_their_first_site(void **state) {
    (void)state;
    static const char *const changes[] = {"failover=null", "classes.call.enter=main",
                                          "agents.team.login=[\"main\",\"spare\"]",
                                          "timeline.power.down_for=50"};
    story t;
    begin(&t, changes, sizeof changes / sizeof changes[0]);
    call_comes(&t, 160);
    story_ends(&t, "100 main has 2\n"
                   "100 agent 0 off at -\n"
                   "100 agent 1 off at -\n"
                   "100 calls to main go to -\n"
                   "100 agent 0 idle at spare\n"
                   "100 agent 1 idle at spare\n"
                   "150 main has 3\n"
                   "150 calls to main go to main\n"
                   "150 agent 0 off at -\n"
                   "150 agent 0 idle at main\n"
                   "150 agent 1 off at -\n"
                   "150 agent 1 idle at main\n"
                   "190 call 1 answered at main by 0, waited 0\n"
                   "310 call 1 ends\n"
                   "310 agent 0 idle at main\n");
}

// The main site comes back at 200 while the spare one, in charge, is down from 180 to 210: too short for a
// switch. The failback that could not be then is made up for when the spare site is back.
static void a_failback_waits_for_the_site_in_charge(void **state) {
    (void)state;
    static const char *const changes[] = {"failover.plan.failback=auto", "timeline.power.down_for=100",
                                          "timeline.later={\"at\":180,\"site\":\"spare\",\"down_for\":30}"};
    story t;
    begin(&t, changes, sizeof changes / sizeof changes[0]);
    call_comes(&t, 220);
    story_ends(&t, "100 main has 2\n"
                   "100 agent 0 off at -\n"
                   "100 agent 1 off at -\n"
                   "100 calls to main go to -\n"
                   "100 plan detecting, main in charge\n"
                   "110 plan deciding, main in charge\n"
                   "130 plan switching, main in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to main go to spare\n"
                   "170 agent 0 idle at spare\n"
                   "180 spare has 2\n"
                   "180 agent 0 off at -\n"
                   "180 calls to main go to -\n"
                   "180 calls to spare go to -\n"
                   "180 plan detecting, spare in charge\n"
                   "190 plan deciding, spare in charge\n"
                   "200 main has 3\n"
                   "210 spare has 3\n"
                   "210 plan watching, spare in charge\n"
                   "210 calls to main go to spare\n"
                   "210 plan watching, main in charge\n"
                   "210 calls to main go to main\n"
                   "210 calls to spare go to spare\n"
                   "220 agent 0 idle at main\n"
                   "230 agent 1 idle at main\n"
                   "250 call 1 answered at main by 0, waited 0\n"
                   "370 call 1 ends\n"
                   "370 agent 0 idle at main\n");
}

// Half of those who wait survive the loss of the main site, and half of those who are left that of the spare
// one: a draw for each.
static void each_loss_is_survived_by_itself(void **state) {
    (void)state;
    static const char *const changes[] = {"agents.team.size=0",
                                          "failover.plan.detect=1",
                                          "failover.plan.decide=0",
                                          "failover.plan.switch=0",
                                          "failover.plan.survive.queue=0.5",
                                          "classes.call.entry=agent",
                                          "classes.call.patience=null",
                                          "timeline.later={\"at\":200,\"site\":\"spare\",\"down_for\":30}",
                                          "sites.main.trunks=1000"};
    story t;
    begin(&t, changes, sizeof changes / sizeof changes[0]);
    for (int i = 1; i <= 80; i++)
        call_comes(&t, i);
    assert_int_equal(sim_run_until(t.sim, 150 * SIM_SECOND), SIM_RUNNING);
    uint32_t once = t.sim->sites[1].waiting;
    assert_int_equal(sim_run(t.sim), SIM_FINISHED);
    uint32_t twice = t.sim->sites[0].waiting + t.sim->sites[1].waiting;
    // Bounds at 3.5 standard deviations and more of a fair coin.
    assert_in_range(once, 24, 56);
    assert_in_range(twice, once / 5, 4 * once / 5);
    free(text_take(&t.text));
    sim_destroy(t.sim);
    scenario_file_free(t.file);
}

// Nobody works. Two calls survive in the queue, and go to the IVR with its only port after 50 s: the second
// waits for the port, moves with the first and gets it at 170.
static void who_waits_for_a_port_survives_too(void **state) {
    (void)state;
    static const char *const changes[] = {
        "agents.team.size=0",
        "classes.call.entry=null",
        "classes.call.patience=null",
        "sites.main.ivr_ports=1",
        "sites.main.when_ports_busy=wait",
        "ivr.menu={\"time\": {\"law\": \"constant\", \"value\": 60}, \"next\": \"done\"}",
        "classes.call.wait_limit={\"after\": 50, \"to\": \"menu\"}"};
    story t;
    begin(&t, changes, sizeof changes / sizeof changes[0]);
    call_comes(&t, 60);
    call_comes(&t, 70);
    assert_int_equal(sim_run_until(t.sim, 171 * SIM_SECOND), SIM_RUNNING);
    assert_int_equal(t.sim->sites[0].trunks_used, 1);
    assert_int_equal(t.sim->sites[0].ports_used, 1);
    story_ends(&t, "60 call 1 queues at main\n"
                   "70 call 2 queues at main\n"
                   "100 main has 2\n"
                   "100 calls to main go to -\n"
                   "100 plan detecting, main in charge\n"
                   "110 plan deciding, main in charge\n"
                   "110 call 1 leaves for the IVR, waited 50\n"
                   "120 call 2 leaves for the IVR, waited 50\n"
                   "120 call 2 waits for a port\n"
                   "130 plan switching, main in charge\n"
                   "160 plan watching, spare in charge\n"
                   "160 calls to main go to spare\n"
                   "160 call 1 moves to spare\n"
                   "160 call 2 moves to spare\n"
                   "700 main has 3\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cold_switch_loses_what_it_must_and_no_more),
        cmocka_unit_test(a_repair_in_time_cancels_the_switch),
        cmocka_unit_test(a_hot_switch_keeps_calls_and_fails_back),
        cmocka_unit_test(the_loss_of_the_building_takes_the_agents_too),
        cmocka_unit_test(agents_go_back_to_their_first_site),
        cmocka_unit_test(a_failback_waits_for_the_site_in_charge),
        cmocka_unit_test(each_loss_is_survived_by_itself),
        cmocka_unit_test(who_waits_for_a_port_survives_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
