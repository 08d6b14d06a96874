// Who is there when: staffing, shifts, breaks and absence, told second by second. Everything is constant:
// each line was worked out by hand.
#include "support/story.h"

static const char *const center =
    "{'hotline': 1, 'name': 'story', 'start': '2011-03-07T10:00', 'duration': 300,"
    " 'classes': {'call': {'arrivals': {'per_hour': 0}, 'talk': {'law': 'constant', 'value': 120}}},"
    " 'agents': {'team': {'staffing': [3, 1, 2], 'skills': {'call': {}}}}}";

static void calls_come(story *t, const int *seconds, size_t count) {
    for (size_t i = 0; i < count; i++)
        story_call(t, "call", seconds[i]);
}

// At 100 two of three busy agents are no longer scheduled: those who came last. Each leaves when its own call
// is done, while the first goes on taking calls. At 200 one of them comes back and takes the call that waits.
// After the end of the duration a list keeps its last value.
static void certain_agents_leave_after_their_own_call(void **state) {
    (void)state;
    static const int calls[] = {10, 20, 30, 105, 160};
    story t;
    story_begin(&t, center, NULL, 0);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "20 call 2 answered at center by 1, waited 0\n"
                   "30 call 3 answered at center by 2, waited 0\n"
                   "105 call 4 queues at center\n"
                   "130 call 1 ends\n"
                   "130 call 4 answered at center by 0, waited 25\n"
                   "140 call 2 ends\n"
                   "140 agent 1 off at -\n"
                   "150 call 3 ends\n"
                   "150 agent 2 off at -\n"
                   "160 call 3 queues at center\n"
                   "200 agent 2 idle at -\n"
                   "200 call 3 answered at center by 2, waited 40\n"
                   "250 call 4 ends\n"
                   "250 agent 0 idle at -\n"
                   "320 call 3 ends\n"
                   "320 agent 2 idle at -\n");
}

// The same by counting: nobody takes a call until fewer are busy than scheduled, so the first two who are
// done leave, and the call that came at 105 waits until 150.
static void whoever_is_done_first_leaves(void **state) {
    (void)state;
    static const int calls[] = {10, 20, 30, 105, 160};
    static const char *const changes[] = {"agents.team.leaving=counter"};
    story t;
    story_begin(&t, center, changes, 1);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "20 call 2 answered at center by 1, waited 0\n"
                   "30 call 3 answered at center by 2, waited 0\n"
                   "105 call 4 queues at center\n"
                   "130 call 1 ends\n"
                   "130 agent 0 off at -\n"
                   "140 call 2 ends\n"
                   "140 agent 1 off at -\n"
                   "150 call 3 ends\n"
                   "150 call 4 answered at center by 2, waited 45\n"
                   "160 call 3 queues at center\n"
                   "200 agent 1 idle at -\n"
                   "200 call 3 answered at center by 1, waited 40\n"
                   "270 call 4 ends\n"
                   "270 agent 2 idle at -\n"
                   "320 call 3 ends\n"
                   "320 agent 1 idle at -\n");
}

// Staffing falls slice by slice while talks last longer than slices. Certain agents: 3, 2 and 1 are to leave
// at 100, 200 and 300. Of the four whose calls end from 260 on, 0 and 1 may go on, so the fifth and sixth
// call wait until 260 and 270; at 300 agent 1 is to leave after the sixth.
static void long_calls_outlast_certain_agents(void **state) {
    (void)state;
    static const char *const changes[] = {"duration=400", "agents.team.staffing=[4, 3, 2, 1]",
                                          "classes.call.talk.value=250"};
    static const int calls[] = {10, 20, 30, 40, 50, 60, 70};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "20 call 2 answered at center by 1, waited 0\n"
                   "30 call 3 answered at center by 2, waited 0\n"
                   "40 call 4 answered at center by 3, waited 0\n"
                   "50 call 5 queues at center\n"
                   "60 call 6 queues at center\n"
                   "70 call 7 queues at center\n"
                   "260 call 1 ends\n"
                   "260 call 5 answered at center by 0, waited 210\n"
                   "270 call 2 ends\n"
                   "270 call 6 answered at center by 1, waited 210\n"
                   "280 call 3 ends\n"
                   "280 agent 2 off at -\n"
                   "290 call 4 ends\n"
                   "290 agent 3 off at -\n"
                   "510 call 5 ends\n"
                   "510 call 7 answered at center by 0, waited 440\n"
                   "520 call 6 ends\n"
                   "520 agent 1 off at -\n"
                   "760 call 7 ends\n"
                   "760 agent 0 idle at -\n");
}

// The same by counting: at 260 and 270 more than the two scheduled are busy, so 0 and 1, who are done first,
// leave; the fifth and sixth call wait until 280 and 290. At 530 two are busy where one is scheduled.
static void long_calls_outlast_a_counter(void **state) {
    (void)state;
    static const char *const changes[] = {"duration=400", "agents.team.staffing=[4, 3, 2, 1]",
                                          "classes.call.talk.value=250", "agents.team.leaving=counter"};
    static const int calls[] = {10, 20, 30, 40, 50, 60, 70};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "20 call 2 answered at center by 1, waited 0\n"
                   "30 call 3 answered at center by 2, waited 0\n"
                   "40 call 4 answered at center by 3, waited 0\n"
                   "50 call 5 queues at center\n"
                   "60 call 6 queues at center\n"
                   "70 call 7 queues at center\n"
                   "260 call 1 ends\n"
                   "260 agent 0 off at -\n"
                   "270 call 2 ends\n"
                   "270 agent 1 off at -\n"
                   "280 call 3 ends\n"
                   "280 call 5 answered at center by 2, waited 230\n"
                   "290 call 4 ends\n"
                   "290 call 6 answered at center by 3, waited 230\n"
                   "530 call 5 ends\n"
                   "530 agent 2 off at -\n"
                   "540 call 6 ends\n"
                   "540 call 7 answered at center by 3, waited 470\n"
                   "790 call 7 ends\n"
                   "790 agent 3 idle at -\n");
}

// Scheduled again while two who were to leave still talk: with everybody on the spot, they simply stay.
static void those_about_to_leave_stay_when_wanted_again(void **state) {
    (void)state;
    static const int calls[] = {90, 92, 94, 96};
    static const char *const changes[] = {"agents.team.staffing=[3, 1, 3]"};
    story t;
    story_begin(&t, center, changes, 1);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "90 call 1 answered at center by 0, waited 0\n"
                   "92 call 2 answered at center by 1, waited 0\n"
                   "94 call 3 answered at center by 2, waited 0\n"
                   "96 call 4 queues at center\n"
                   "210 call 1 ends\n"
                   "210 call 4 answered at center by 0, waited 114\n"
                   "212 call 2 ends\n"
                   "212 agent 1 idle at -\n"
                   "214 call 3 ends\n"
                   "214 agent 2 idle at -\n"
                   "330 call 4 ends\n"
                   "330 agent 0 idle at -\n");
}

// The break from 90 to 180 begins when the call is done, at 130; the shift ends at 600, and its last call at
// 670.
static void breaks_and_the_end_wait_for_the_call(void **state) {
    (void)state;
    static const int calls[] = {10, 100, 550, 560};
    static const char *const changes[] = {
        "duration=900", "agents.team.staffing=null",
        "agents.team.shifts={\"early\": {\"agents\": 1, \"from\": \"09:00\", \"to\": \"10:10\","
        " \"breaks\": {\"tea\": {\"from\": \"10:01:30\", \"to\": \"10:03\"}}}}",
        "classes.call.patience={\"law\": \"constant\", \"value\": 300}"};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "100 call 2 queues at center\n"
                   "130 call 1 ends\n"
                   "130 agent 0 off at -\n"
                   "180 agent 0 idle at -\n"
                   "180 call 2 answered at center by 0, waited 80\n"
                   "300 call 2 ends\n"
                   "300 agent 0 idle at -\n"
                   "550 call 2 answered at center by 0, waited 0\n"
                   "560 call 1 queues at center\n"
                   "670 call 2 ends\n"
                   "670 agent 0 off at -\n"
                   "860 call 1 gives up\n");
}

// While the site is down, the schedule goes on: of the two who were there one goes, and three others come;
// four log in when the site is back.
static void schedules_go_on_while_a_site_is_down(void **state) {
    (void)state;
    static const int calls[] = {90};
    static const char *const changes[] = {
        "agents.team.staffing=[2, 2, 1, 4, 4, 4]", "agents.team.site=center", "sites={\"center\": {}}",
        "timeline={\"power\": {\"at\": 80, \"site\": \"center\", \"down_for\": 90}}"};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, 1);
    story_ends(&t, "80 center has 2\n"
                   "80 agent 0 off at -\n"
                   "80 agent 1 off at -\n"
                   "80 calls to center go to -\n"
                   "90 call 1 blocked, cause 0\n"
                   "170 center has 3\n"
                   "170 calls to center go to center\n"
                   "170 agent 0 idle at center\n"
                   "170 agent 1 idle at center\n"
                   "170 agent 2 idle at center\n"
                   "170 agent 3 idle at center\n");
}

// Virtual seats serve all sites as one; without any they log out, and come back by the plan.
static void virtual_seats_need_a_platform(void **state) {
    (void)state;
    static const char *const changes[] = {
        "agents.team.staffing=[2]", "sites={\"a\": {}, \"b\": {}}",
        "failover={\"p\": {\"from\": \"a\", \"to\": \"b\", \"relogin\": 20}}",
        "timeline={\"first\": {\"at\": 50, \"site\": \"a\", \"down_for\": 90},"
        " \"second\": {\"at\": 70, \"site\": \"b\", \"down_for\": 50}}"};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    story_ends(&t, "50 a has 2\n"
                   "50 calls to a go to -\n"
                   "50 plan detecting, a in charge\n"
                   "70 b has 2\n"
                   "70 agent 0 off at -\n"
                   "70 agent 1 off at -\n"
                   "70 calls to b go to -\n"
                   "110 plan deciding, a in charge\n"
                   "120 b has 3\n"
                   "120 calls to b go to b\n"
                   "130 agent 0 idle at -\n"
                   "140 a has 3\n"
                   "140 plan watching, a in charge\n"
                   "140 calls to a go to a\n"
                   "140 agent 1 idle at -\n");
}

// The duration ends at 300, the shift at 240. What waits is taken when the shift begins again, at 09:00 of
// the next day; then nobody waits any more, and the shift's end is not waited for.
static void shifts_go_on_for_those_who_wait(void **state) {
    (void)state;
    static const int calls[] = {10, 200, 250};
    static const char *const changes[] = {
        "agents.team.staffing=null",
        "agents.team.shifts={\"early\": {\"agents\": 1, \"from\": \"09:00\", \"to\": \"10:04\"}}"};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "130 call 1 ends\n"
                   "130 agent 0 idle at -\n"
                   "200 call 1 answered at center by 0, waited 0\n"
                   "250 call 2 queues at center\n"
                   "320 call 1 ends\n"
                   "320 agent 0 off at -\n"
                   "82800 agent 0 idle at -\n"
                   "82800 call 2 answered at center by 0, waited 82550\n"
                   "82920 call 2 ends\n"
                   "82920 agent 0 idle at -\n");
}

// Staffing by the day goes on too: the duration ends at 300, midnight is at 600, when a second agent comes
// and takes a call at once. At 01:00 nobody waits any more, and nobody leaves.
static void staffing_of_the_day_goes_on(void **state) {
    (void)state;
    static const int calls[] = {10, 20, 30, 295};
    static const char *const changes[] = {
        "start=2011-03-07T23:50", "classes.call.talk.value=280",
        "agents.team.staffing={\"day\": [2,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]}"};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "10 call 1 answered at center by 0, waited 0\n"
                   "20 call 2 queues at center\n"
                   "30 call 3 queues at center\n"
                   "290 call 1 ends\n"
                   "290 call 2 answered at center by 0, waited 270\n"
                   "295 call 1 queues at center\n"
                   "570 call 2 ends\n"
                   "570 call 3 answered at center by 0, waited 540\n"
                   "600 agent 1 idle at -\n"
                   "600 call 1 answered at center by 1, waited 305\n"
                   "850 call 3 ends\n"
                   "850 agent 0 idle at -\n"
                   "880 call 1 ends\n"
                   "880 agent 1 idle at -\n");
}

// When the last agents go home after the end of the duration, those who wait are disconnected all the same,
// and nobody calls again.
static void closing_time_comes_in_the_drain_too(void **state) {
    (void)state;
    static const int calls[] = {280, 290};
    static const char *const changes[] = {
        "agents.team.staffing=null", "classes.call.at_closing=disconnect",
        "classes.call.redial={\"disconnected\": {\"probability\": 1, \"delay\": {\"law\": \"constant\", "
        "\"value\": 5}}}",
        "agents.team.shifts={\"early\": {\"agents\": 1, \"from\": \"09:00\", \"to\": \"10:06\"}}"};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "280 call 1 answered at center by 0, waited 0\n"
                   "290 call 2 queues at center\n"
                   "360 call 2 leaves for closing, waited 70\n"
                   "400 call 1 ends\n"
                   "400 agent 0 off at -\n");
}

// The agents come on Wednesdays, to a site at which nobody waits: after a week in which nothing else has
// happened it is given up. Whose class nobody serves who comes again is not waited for at all.
static void the_drain_ends_when_nobody_can_be_served(void **state) {
    (void)state;
    static const int calls[] = {20};
#define WEDNESDAYS "{\"agents\": 1, \"from\": \"09:00\", \"to\": \"09:10\", \"days\": \"wed\"}"
    static const char *const changes[] = {
        "agents.team.staffing=null", "sites={\"a\": {}, \"b\": {}}", "classes.call.enter=a",
        "agents.team.site=b",        "agents.team.login=b",          "agents.team.shifts.early=" WEDNESDAYS};
    static const char *const list[] = {
        "agents.team.staffing=[1, 1, 0]", "classes.other.talk={\"law\": \"constant\", \"value\": 1}",
        "agents.others={\"staffing\": {\"day\": [0, 5]}, \"skills\": {\"other\": {}}}"};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, 1);
    story_ends(&t, "20 call 1 queues at a\n"
                   "169200 agent 0 idle at b\n"
                   "169800 agent 0 off at -\n");
    story_begin(&t, center, list, sizeof list / sizeof list[0]);
    story_call(&t, "call", 250);
    story_ends(&t, "200 agent 5 off at -\n"
                   "250 call 1 queues at center\n");
}

/// How many agents of the only group are on duty at a time.
static uint32_t on_duty_at(const char *const *changes, size_t change_count, sim_time time) {
    story t;
    story_begin(&t, center, changes, change_count);
    (void)sim_run_until(t.sim, time);
    uint32_t on_duty = t.sim->groups[0].on_duty;
    free(text_take(&t.text));
    sim_destroy(t.sim);
    scenario_file_free(t.file);
    return on_duty;
}

// A fifth of 1000 agents is absent. Who is absent depends on the agent and the day alone: not on how many are
// scheduled before, nor on routing.
static void absence_is_of_the_agent_and_the_day(void **state) {
    (void)state;
    static const char *const all[] = {"duration=3d", "agents.team.shrinkage=0.2",
                                      "agents.team.staffing=1000"};
    static const char *const rising[] = {"duration=3d", "agents.team.shrinkage=0.2",
                                         "routing.calls=preference",
                                         "agents.team.staffing={\"day\": [500, 1000]}"};
    uint32_t present[3];
    for (int day = 0; day < 3; day++) {
        sim_time afternoon = day * SIM_DAY + 5 * SIM_HOUR; // from the start at 10:00
        present[day] = on_duty_at(all, 3, afternoon);
        assert_in_range(present[day], 800 - 42, 800 + 42); // 3.3 standard deviations, 12.6 each
        assert_int_equal(on_duty_at(rising, 4, afternoon), present[day]);
        assert_in_range(on_duty_at(rising, 4, afternoon - 4 * SIM_HOUR), 400 - 30, 400 + 30);
    }
    assert_true(present[0] != present[1] || present[1] != present[2]);
}

// A night shift belongs to the day on which it begins: on Monday morning Sunday's is at work, until 06:00.
static void a_night_shift_passes_midnight(void **state) {
    (void)state;
    static const char *const changes[] = {
        "start=2011-03-07T04:00", "duration=7d", "agents.team.staffing=null",
        "agents.team.shifts={\"night\": {\"agents\": 5, \"from\": \"22:00\", \"to\": \"06:00\","
        " \"days\": [\"sun\", \"tue\"]}}"};
    static const int hours[] = {0, 1, 2, 18, 41, 42, 49, 50, 66, 161, 162, 167};
    static const uint32_t there[] = {5, 5, 0, 0, 0, 5, 5, 0, 0, 0, 5, 5};
    for (size_t i = 0; i < sizeof hours / sizeof hours[0]; i++)
        assert_int_equal(on_duty_at(changes, 4, hours[i] * SIM_HOUR), there[i]);
}

// In the warm-up a list over the duration holds its first value, after the end its last one.
static void lists_keep_their_ends(void **state) {
    (void)state;
    static const char *const changes[] = {"warmup=200"};
    assert_int_equal(on_duty_at(changes, 1, -150 * SIM_SECOND), 3);
    assert_int_equal(on_duty_at(changes, 1, 99 * SIM_SECOND), 3);
    assert_int_equal(on_duty_at(changes, 1, 100 * SIM_SECOND), 1);
    assert_int_equal(on_duty_at(changes, 1, 400 * SIM_SECOND), 2);
}

/// Talks by half-days: the first asks before noon, the next ones after it; on the next day it is morning
/// again.
static void talks_by_the_time_of_day(void **state) {
    (void)state;
    static const char *const changes[] = {"start=2011-03-07T11:59", "duration=2d",
                                          "classes.call.talk_by_time=[0.5,2]",
                                          "agents.team={\"size\":9,"
                                          "\"skills\":{\"call\":{}}}"};
    static const int calls[] = {59, 60, 43260};
    story t;
    story_begin(&t, center, changes, sizeof changes / sizeof changes[0]);
    calls_come(&t, calls, sizeof calls / sizeof calls[0]);
    story_ends(&t, "59 call 1 answered at center by 0, waited 0\n"
                   "60 call 2 answered at center by 1, waited 0\n"
                   "119 call 1 ends\n"
                   "119 agent 0 idle at -\n"
                   "300 call 2 ends\n"
                   "300 agent 1 idle at -\n"
                   "43260 call 2 answered at center by 2, waited 0\n"
                   "43320 call 2 ends\n"
                   "43320 agent 2 idle at -\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certain_agents_leave_after_their_own_call),
        cmocka_unit_test(whoever_is_done_first_leaves),
        cmocka_unit_test(long_calls_outlast_certain_agents),
        cmocka_unit_test(long_calls_outlast_a_counter),
        cmocka_unit_test(those_about_to_leave_stay_when_wanted_again),
        cmocka_unit_test(breaks_and_the_end_wait_for_the_call),
        cmocka_unit_test(schedules_go_on_while_a_site_is_down),
        cmocka_unit_test(virtual_seats_need_a_platform),
        cmocka_unit_test(shifts_go_on_for_those_who_wait),
        cmocka_unit_test(staffing_of_the_day_goes_on),
        cmocka_unit_test(closing_time_comes_in_the_drain_too),
        cmocka_unit_test(the_drain_ends_when_nobody_can_be_served),
        cmocka_unit_test(absence_is_of_the_agent_and_the_day),
        cmocka_unit_test(a_night_shift_passes_midnight),
        cmocka_unit_test(lists_keep_their_ends),
        cmocka_unit_test(talks_by_the_time_of_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
