// What becomes of calls besides being answered, told second by second. All times are constant: each line was
// worked out by hand.
#include "support/story.h"

#define CONSTANT(seconds) "{'law': 'constant', 'value': " seconds "}"
#define CLASS(name, more) "'" name "': {'arrivals': {'per_hour': 0}, 'talk': " CONSTANT("100") more "}"
#define LEG(name, channel, awt, talk, more)                                                                  \
    ", '" name "': {'channel': '" channel "', 'awt': " awt ", 'talk': " CONSTANT(talk) more "}"
#define CENTER(classes, more)                                                                                \
    "{'hotline': 1, 'name': 'story', 'duration': '1h', 'classes': {" classes "}, " more "}"
#define TEAM(size, skills) "'agents': {'team': {'size': " size ", 'skills': {" skills "}}}"

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

// The second caller will not wait behind nobody (1 must wait already), the third does not wait at all.
static void callers_balk_where_others_wait(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}, {"k", 30}};
    STORY(CENTER(CLASS("k", ", 'balking': {'probability': 1, 'waiting': 1}"), TEAM("1", "'k': {}")), calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 queues at center\n"
          "30 call 3 balks\n"
          "110 call 1 ends\n"
          "110 call 2 answered at center by 0, waited 90\n"
          "210 call 2 ends\n"
          "210 agent 0 idle at -\n");
}

static void who_has_waited_long_enough_leaves_a_message(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}, {"k", 90}};
    STORY(CENTER(CLASS("k", ", 'wait_limit': {'after': 30, 'to': 'message'}"), TEAM("1", "'k': {}")), calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 queues at center\n"
          "50 call 2 leaves for message, waited 30\n"
          "90 call 2 queues at center\n"
          "110 call 1 ends\n"
          "110 call 2 answered at center by 0, waited 20\n"
          "210 call 2 ends\n"
          "210 agent 0 idle at -\n");
}

// After 30 s in the queue 20 s in the IVR, then it asks again.
static void who_has_waited_long_enough_goes_on_in_the_ivr(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}};
    STORY(CENTER(CLASS("k", ", 'wait_limit': {'after': 30, 'to': 'music'}"),
                 "'ivr': {'music': {'time': " CONSTANT("20") ", 'next': 'agent'}}, " TEAM("1", "'k': {}")),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 queues at center\n"
          "50 call 2 leaves for the IVR, waited 30\n"
          "70 call 2 queues at center\n"
          "100 call 2 leaves for the IVR, waited 30\n"
          "110 call 1 ends\n"
          "110 agent 0 idle at -\n"
          "120 call 2 answered at center by 0, waited 0\n"
          "220 call 2 ends\n"
          "220 agent 0 idle at -\n");
}

static void a_cold_transfer_frees_the_agent(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}};
    STORY(CENTER(CLASS("k", ", 'wrapup': " CONSTANT("5") ", 'transfers': {'x': {'probability': 1}}")
                     LEG("x", "telephone", "20", "50", ""),
                 "'agents': {'a': {'size': 1, 'skills': {'k': {}}}, 'b': {'size': 1, 'skills': {'x': {}}}}"),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 queues at center\n"
          "110 call 1 ends transferred\n"
          "110 call 1 transferred to x\n"
          "110 call 1 answered at center by 1, waited 0\n"
          "115 call 2 answered at center by 0, waited 95\n"
          "160 call 1 ends\n"
          "160 agent 1 idle at -\n"
          "215 call 2 ends transferred\n"
          "215 call 2 transferred to x\n"
          "215 call 2 answered at center by 1, waited 0\n"
          "220 agent 0 idle at -\n"
          "265 call 2 ends\n"
          "265 agent 1 idle at -\n");
}

// Agent 0 stays with the first caller until agent 1 has taken over, 10 s later; the second has to wait for a
// colleague who is busy.
static void a_warm_transfer_keeps_the_agent(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"x", 80}};
    STORY(CENTER(CLASS("k", ", 'wrapup': " CONSTANT("5") ", 'transfers': {'x': {'probability': 1, 'kind': "
                                                         "'warm', 'handover': " CONSTANT("10") "}}")
                     LEG("x", "telephone", "20", "50", ""),
                 "'agents': {'a': {'size': 1, 'skills': {'k': {}}}, 'b': {'size': 1, 'skills': {'x': {}}}}"),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "80 call 2 answered at center by 1, waited 0\n"
          "110 call 1 ends transferred\n"
          "110 agent 0 handover at -\n"
          "110 call 1 transferred to x\n"
          "110 call 1 queues at center\n"
          "130 call 2 ends\n"
          "130 call 1 answered at center by 1, waited 20\n"
          "145 agent 0 idle at -\n"
          "190 call 1 ends\n"
          "190 agent 1 idle at -\n");
}

// The offer comes after 15 s, but only once the first in the queue has waited 20 s.
static void a_call_back_is_promised_and_kept(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}, {"k", 30}};
    STORY(
        CENTER(CLASS("k", ", 'callback': {'class': 'back', 'after': 15, 'queue_wait': 20, 'probability': 1}")
                   LEG("back", "callback", "60", "40", ", 'dial': {'ring': " CONSTANT("6") "}"),
               TEAM("1", "'k': {}, 'back': {}") ", 'sites': {'main': {'trunks': 3}}"),
        calls,
        "10 call 1 answered at main by 0, waited 0\n"
        "20 call 2 queues at main\n"
        "30 call 3 queues at main\n"
        "45 call 3 accepts a call-back\n"
        "45 call 3 leaves for call-back, waited 15\n"
        "45 call 3 call-back to back\n"
        "45 call 3 queues at main\n"
        "105 call 3 is late\n"
        "110 call 1 ends\n"
        "110 call 2 answered at main by 0, waited 90\n"
        "210 call 2 ends\n"
        "210 call 3 answered at main by 0, waited 165\n"
        "256 call 3 ends\n"
        "256 agent 0 idle at -\n");
}

static void nobody_picks_up(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}};
    STORY(CENTER(CLASS("k", ", 'callback': {'class': 'back', 'probability': 1}")
                     LEG("back", "callback", "60", "40",
                         ", 'dial': {'ring': " CONSTANT("6") ", 'reached': 0, 'tries': 2, 'retry': " CONSTANT(
                             "100") "}"),
                 TEAM("1", "'k': {}, 'back': {}")),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 queues at center\n"
          "20 call 2 accepts a call-back\n"
          "20 call 2 leaves for call-back, waited 0\n"
          "20 call 2 call-back to back\n"
          "20 call 2 queues at center\n"
          "80 call 2 is late\n"
          "110 call 1 ends\n"
          "110 call 2 answered at center by 0, waited 90\n"
          "116 call 2 ends unreached, will return\n"
          "116 agent 0 idle at -\n"
          "216 call 2 call-back to back\n"
          "216 call 2 answered at center by 0, waited 0\n"
          "222 call 2 ends unreached\n"
          "222 agent 0 idle at -\n");
}

// The talk leaves a ticket, which nobody has time for until its deadline: the customer calls again.
static void a_late_ticket_makes_the_customer_call(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}};
    STORY(CENTER(CLASS("k", ", 'tickets': {'mail': {'probability': 1}}")
                     LEG("mail", "message", "90", "30", ", 'late': {'class': 'asks'}")
                         LEG("asks", "telephone", "20", "10", ""),
                 TEAM("1", "'k': {}, 'mail': {'preference': 2}, 'asks': {}")),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 queues at center\n"
          "110 call 1 ends\n"
          "110 call 2 answered at center by 0, waited 90\n"
          "110 call 1 ticket to mail\n"
          "110 call 1 queues at center\n"
          "200 call 1 is late\n"
          "200 call 3 returns as asks\n"
          "200 call 3 queues at center\n"
          "210 call 2 ends\n"
          "210 call 3 answered at center by 0, waited 10\n"
          "210 call 2 ticket to mail\n"
          "210 call 2 queues at center\n"
          "220 call 3 ends\n"
          "220 call 1 answered at center by 0, waited 110\n"
          "250 call 1 ends\n"
          "250 call 2 answered at center by 0, waited 40\n"
          "280 call 2 ends\n"
          "280 agent 0 idle at -\n");
}

static void the_need_is_not_settled(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}};
    STORY(CENTER(CLASS("k", ", 'resolution': 0, 'redial': {'unresolved': {'probability': 1, 'limit': 1, "
                            "'delay': " CONSTANT("60") "}}"),
                 TEAM("1", "'k': {}")),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "110 call 1 ends unresolved, will return\n"
          "110 agent 0 idle at -\n"
          "170 call 1 returns as k\n"
          "170 call 1 answered at center by 0, waited 0\n"
          "270 call 1 ends unresolved\n"
          "270 agent 0 idle at -\n");
}

// Impatient after 20 s, the caller calls again after 30 s, and waits 20 s again; then it goes to the counter.
static void waits_add_up_and_channels_change(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}};
    STORY(CENTER(CLASS("k", ", 'patience': " CONSTANT("20") ", 'redial': {'wait': 'cumulative', 'abandoned': "
                                                            "{'probability': 1, 'class': 'again', "
                                                            "'delay': " CONSTANT("30") "}}")
                     LEG("again", "counter", "20", "50", ""),
                 TEAM("1", "'k': {}, 'again': {}")),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 queues at center\n"
          "40 call 2 gives up\n"
          "70 call 2 redials as again\n"
          "70 call 2 has waited 20 before\n"
          "70 call 2 queues at center\n"
          "110 call 1 ends\n"
          "110 call 2 answered at center by 0, waited 40\n"
          "160 call 2 ends\n"
          "160 agent 0 idle at -\n");
}

// At 600 s everybody goes home: who talks is served to the end, who waits is disconnected.
static void waiting_ends_at_closing(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 550}, {"k", 560}, {"k", 700}};
    STORY(CENTER(CLASS("k", ", 'at_closing': 'disconnect'"),
                 "'agents': {'team': {'staffing': [1, 0, 0, 0, 0, 0], 'skills': {'k': {}}}}"),
          calls,
          "550 call 1 answered at center by 0, waited 0\n"
          "560 call 2 queues at center\n"
          "600 call 2 leaves for closing, waited 40\n"
          "650 call 1 ends\n"
          "650 agent 0 off at -\n"
          "700 call 1 queues at center\n");
}

// With 'counter' the agent is on duty until the call is done: then it closes.
static void a_counter_closes_with_its_last_call(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 550}, {"k", 560}, {"k", 700}};
    STORY(CENTER(CLASS("k", ", 'at_closing': 'disconnect'"),
                 "'agents': {'team': {'staffing': [1, 0, 0, 0, 0, "
                 "0], 'leaving': 'counter', 'skills': {'k': {}}}}"),
          calls,
          "550 call 1 answered at center by 0, waited 0\n"
          "560 call 2 queues at center\n"
          "650 call 1 ends\n"
          "650 agent 0 off at -\n"
          "650 call 2 leaves for closing, waited 90\n"
          "700 call 2 queues at center\n");
}

static void a_call_waits_for_a_port(void **state) {
    (void)state;
    static const comes calls[] = {{"k", 10}, {"k", 20}, {"k", 25}};
    STORY(CENTER(CLASS("k", ", 'entry': 'menu'"),
                 "'ivr': {'menu': {'time': " CONSTANT("30") ", 'next': 'agent'}}, " TEAM(
                     "3", "'k': {}") ", 'sites': {'main': {'ivr_ports': 1, 'when_ports_busy': 'wait'}}"),
          calls,
          "20 call 2 waits for a port\n"
          "25 call 3 waits for a port\n"
          "40 call 1 answered at main by 0, waited 0\n"
          "70 call 2 answered at main by 1, waited 0\n"
          "100 call 3 answered at main by 2, waited 0\n"
          "140 call 1 ends\n"
          "140 agent 0 idle at -\n"
          "170 call 2 ends\n"
          "170 agent 1 idle at -\n"
          "200 call 3 ends\n"
          "200 agent 2 idle at -\n");
}

// Two at once each: the third chat goes to who has one, and takes twice as long as it would alone.
static void an_agent_has_two_chats(void **state) {
    (void)state;
    static const comes calls[] = {{"c", 10}, {"c", 20}, {"c", 30}, {"c", 40}, {"c", 50}};
    STORY(CENTER("'c': {'channel': 'chat', 'talk': " CONSTANT("100") "}",
                 TEAM("2", "'c': {'at_once': 2, 'slowdown': 1}")),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 answered at center by 1, waited 0\n"
          "30 call 3 answered at center by 1, waited 0\n"
          "40 call 4 answered at center by 0, waited 0\n"
          "50 call 5 queues at center\n"
          "110 call 1 ends\n"
          "110 call 5 answered at center by 0, waited 60\n"
          "120 call 2 ends\n"
          "230 call 3 ends\n"
          "230 agent 1 idle at -\n"
          "240 call 4 ends\n"
          "310 call 5 ends\n"
          "310 agent 0 idle at -\n");
}

// Of two groups of one rank, too, who has fewer chats takes the next.
static void groups_share_chats_evenly(void **state) {
    (void)state;
    static const comes calls[] = {{"c", 10}, {"c", 20}, {"c", 30}, {"c", 40}};
    STORY(CENTER("'c': {'channel': 'chat', 'talk': " CONSTANT("100") "}",
                 "'agents': {'a': {'size': 1, 'skills': {'c': {'at_once': 3}}},"
                 " 'b': {'size': 1, 'skills': {'c': {'at_once': 3}}}}"),
          calls,
          "10 call 1 answered at center by 0, waited 0\n"
          "20 call 2 answered at center by 1, waited 0\n"
          "30 call 3 answered at center by 0, waited 0\n"
          "40 call 4 answered at center by 1, waited 0\n"
          "110 call 1 ends\n"
          "120 call 2 ends\n"
          "130 call 3 ends\n"
          "130 agent 0 idle at -\n"
          "140 call 4 ends\n"
          "140 agent 1 idle at -\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callers_balk_where_others_wait),
        cmocka_unit_test(who_has_waited_long_enough_leaves_a_message),
        cmocka_unit_test(who_has_waited_long_enough_goes_on_in_the_ivr),
        cmocka_unit_test(a_cold_transfer_frees_the_agent),
        cmocka_unit_test(a_warm_transfer_keeps_the_agent),
        cmocka_unit_test(a_call_back_is_promised_and_kept),
        cmocka_unit_test(nobody_picks_up),
        cmocka_unit_test(a_late_ticket_makes_the_customer_call),
        cmocka_unit_test(the_need_is_not_settled),
        cmocka_unit_test(waits_add_up_and_channels_change),
        cmocka_unit_test(waiting_ends_at_closing),
        cmocka_unit_test(a_counter_closes_with_its_last_call),
        cmocka_unit_test(a_call_waits_for_a_port),
        cmocka_unit_test(an_agent_has_two_chats),
        cmocka_unit_test(groups_share_chats_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
