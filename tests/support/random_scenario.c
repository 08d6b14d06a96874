#include "support/random_scenario.h"

#include <stdbool.h>

#include "base/text.h"
#include "random/stream.h"

typedef struct maker {
    stream dice;
    text_buffer text;
    int classes, sites;
    bool has_ivr, has_office;
    int channels[3]; ///< of the classes: telephone, chat, counter
} maker;

static const char *const call_choices[] = {"priority", "longest_waiting", "preference", "longest_queue",
                                           "weighted_wait"};
static const char *const agent_choices[] = {"longest_idle", "random", "least_occupied"};

static int roll(maker *m, int from, int to) {
    return from + (int)(stream_word(&m->dice) % (uint64_t)(to - from + 1));
}

static bool chance(maker *m, int percent) {
    return roll(m, 1, 100) <= percent;
}

static void add_law(maker *m, const char *key, int mean) {
    text_add(&m->text, "\"%s\": {", key);
    switch (roll(m, 0, 6)) { // one call for each, since a format must be a constant
    case 0:
        text_add(&m->text, "\"law\": \"exponential\", \"mean\": %d", mean);
        break;
    case 1:
        text_add(&m->text, "\"law\": \"lognormal\", \"mean\": %d, \"cv\": 1.2", mean);
        break;
    case 2:
        text_add(&m->text, "\"law\": \"gamma\", \"mean\": %d, \"cv\": 0.6", mean);
        break;
    case 3:
        text_add(&m->text, "\"law\": \"erlang\", \"mean\": %d, \"shape\": 3", mean);
        break;
    case 4:
        text_add(&m->text, "\"law\": \"weibull\", \"mean\": %d, \"shape\": 0.8", mean);
        break;
    case 5:
        text_add(&m->text, "\"law\": \"constant\", \"value\": %d", mean);
        break;
    default:
        text_add(&m->text, "\"law\": \"uniform\", \"min\": 1, \"max\": %d", 1 + 2 * mean);
    }
    text_add(&m->text, "}");
}

static void add_redial(maker *m) {
    static const char *const causes[] = {"blocked", "abandoned", "dropped", "disconnected", "unresolved"};
    text_add(&m->text, ", \"redial\": {\"draws\": \"%s\", \"wait\": \"%s\"", chance(m, 50) ? "same" : "new",
             chance(m, 50) ? "fresh" : "cumulative");
    for (int i = 0; i < 5; i++) {
        text_add(&m->text, ", \"%s\": {\"probability\": 0.%d, ", causes[i], roll(m, 1, 9));
        if (chance(m, 50))
            text_add(&m->text, "\"limit\": %d, ", roll(m, 0, 3));
        if (chance(m, 20))
            text_add(&m->text, "\"class\": \"k%d\", ", roll(m, 0, m->classes - 1));
        add_law(m, "delay", roll(m, 5, 600));
        text_add(&m->text, "}");
    }
    text_add(&m->text, "}");
}

static void add_enter(maker *m) {
    int share = roll(m, 1, 9);
    if (m->sites == 2 && chance(m, 30))
        text_add(&m->text, ", \"enter\": {\"main\": 0.%d, \"other\": 0.%d}", share, 10 - share);
    else if (m->sites == 2)
        text_add(&m->text, ", \"enter\": \"main\"");
}

static void add_busyness(maker *m) {
    int interval_cv = roll(m, 0, 5);
    text_add(&m->text, ", \"busyness_cv\": 0.3, \"interval_cv\": 0.%d, \"busyness_correlation\": 0.%d",
             interval_cv, roll(m, 0, 9));
    if (interval_cv > 0 && chance(m, 50))
        text_add(&m->text, ", \"interval_correlation\": 0.%d", roll(m, 0, 9));
}

static void add_rates(maker *m) {
    bool fixed = false;
    switch (roll(m, 0, 4)) {
    case 0:
    case 1:
        text_add(&m->text, "\"per_hour\": %d", roll(m, 10, 300));
        break;
    case 2:
    case 3:
        text_add(&m->text, "\"per_hour\": [%d, 0, %d]", roll(m, 0, 300), roll(m, 10, 200));
        break;
    default:
        fixed = chance(m, 50);
        text_add(&m->text, "\"profile\": [%d, 0, %d], \"volume\": %d, \"calls\": \"%s\"", roll(m, 0, 3),
                 roll(m, 1, 3), roll(m, 100, 5000), fixed ? "fixed" : "poisson");
        text_add(&m->text, ", \"days\": {\"d\": {\"date\": \"2011-03-07\", \"factor\": %d}}", roll(m, 0, 2));
        break;
    }
    if (!fixed && chance(m, 30))
        add_busyness(m);
}

/// What may become of those who wait, and of a talk.
static void add_ways(maker *m, int number, bool telephone) {
    if (chance(m, 30))
        text_add(&m->text, ", \"balking\": {\"probability\": 0.%d, \"waiting\": %d}", roll(m, 1, 5),
                 roll(m, 0, 2));
    if (chance(m, 40))
        text_add(&m->text, ", \"resolution\": 0.%d", roll(m, 1, 9));
    if (chance(m, 40))
        text_add(&m->text, ", \"at_closing\": \"disconnect\"");
    if (chance(m, 40)) {
        text_add(&m->text, ", \"wait_limit\": {\"after\": %d, ", roll(m, 1, 200));
        if (m->has_ivr && chance(m, 40))
            text_add(&m->text, "\"to\": \"more\"}");
        else if (m->has_office && chance(m, 40) && telephone)
            text_add(&m->text, "\"class\": \"%s\"}", chance(m, 50) ? "mail" : "back");
        else
            text_add(&m->text, "\"to\": \"message\"}");
    }
    if (telephone && chance(m, 40)) {
        text_add(&m->text, ", \"transfers\": {\"k0\": {\"probability\": 0.%d, \"kind\": \"%s\"",
                 roll(m, 1, 9), number % 2 ? "cold" : "warm");
        if (number % 2 == 0) {
            text_add(&m->text, ", ");
            add_law(m, "handover", roll(m, 1, 60));
        }
        text_add(&m->text, "}}");
    }
    if (m->has_office && chance(m, 50))
        text_add(&m->text, ", \"tickets\": {\"mail\": {\"probability\": 0.%d}}", roll(m, 1, 9));
    if (m->has_office && telephone && chance(m, 50))
        text_add(&m->text,
                 ", \"callback\": {\"class\": \"back\", \"after\": %d, \"queue_wait\": %d, "
                 "\"probability\": 0.%d}",
                 roll(m, 0, 60), roll(m, 0, 60), roll(m, 1, 9));
}

/// Classes that nobody calls: messages with a deadline, and call-backs.
static void add_office(maker *m) {
    text_add(&m->text, ", \"mail\": {\"channel\": \"message\", \"awt\": %d, ", roll(m, 10, 1000));
    if (chance(m, 30))
        text_add(&m->text, "\"arrivals\": {\"per_hour\": %d}, ", roll(m, 1, 60));
    if (chance(m, 50))
        text_add(&m->text, "\"late\": {\"class\": \"%s\", \"probability\": 0.%d}, ",
                 chance(m, 50) ? "back" : "k0", roll(m, 1, 9));
    add_law(m, "talk", roll(m, 5, 300));
    add_enter(m);
    text_add(&m->text, "}, \"back\": {\"channel\": \"callback\", \"awt\": %d, \"priority\": %d, ",
             roll(m, 10, 1000), roll(m, -1, 1));
    if (chance(m, 70)) {
        text_add(&m->text, "\"dial\": {\"reached\": 0.%d, \"tries\": %d, ", roll(m, 1, 9), roll(m, 1, 3));
        add_law(m, "ring", roll(m, 1, 20));
        text_add(&m->text, ", ");
        add_law(m, "retry", roll(m, 5, 600));
        text_add(&m->text, "}, ");
    }
    add_law(m, "talk", roll(m, 5, 300));
    add_enter(m);
    text_add(&m->text, "}");
}

static void add_class(maker *m, int number) {
    text_add(&m->text, "%s\"k%d\": {\"arrivals\": {", number ? ", " : "", number);
    add_rates(m);
    text_add(&m->text, "}, \"priority\": %d, ", roll(m, -1, 1));
    if (chance(m, 40))
        text_add(&m->text, "\"weight\": %d, \"agent_choice\": \"%s\", ", roll(m, 0, 3),
                 agent_choices[roll(m, 0, 2)]);
    if (m->has_ivr && chance(m, 70))
        text_add(&m->text, "\"entry\": \"menu\", ");
    if (chance(m, 70)) {
        add_law(m, "patience", roll(m, 1, 300));
        text_add(&m->text, ", ");
    }
    if (m->channels[number] != 1 && chance(m, 60)) {
        add_law(m, "wrapup", roll(m, 1, 60));
        text_add(&m->text, ", ");
    }
    add_law(m, "talk", roll(m, 5, 300));
    static const char *const channels[] = {"telephone", "chat", "counter"};
    int channel = m->channels[number];
    text_add(&m->text, ", \"channel\": \"%s\"", channels[channel]);
    if (chance(m, 60))
        add_redial(m);
    add_ways(m, number, channel == 0);
    add_enter(m);
    text_add(&m->text, "}");
}

static void add_backend(maker *m, const char *name, int mean) {
    text_add(&m->text, "\"%s\": {", name);
    add_law(m, "latency", mean);
    if (chance(m, 70))
        text_add(&m->text, ", \"capacity\": %d", roll(m, 1, 5));
    text_add(&m->text, "}");
}

static void add_ivr(maker *m) {
    bool asks = chance(m, 60);
    if (asks) {
        text_add(&m->text, ", \"backends\": {");
        add_backend(m, "boss", roll(m, 1, 60));
        text_add(&m->text, ", ");
        add_backend(m, "crm", roll(m, 1, 5));
        text_add(&m->text, "}");
    }
    text_add(&m->text, ", \"ivr\": {\"menu\": {");
    if (asks && chance(m, 30))
        text_add(&m->text, "\"backend\": \"%s\", ", chance(m, 50) ? "crm" : "boss");
    add_law(m, "time", 20);
    text_add(&m->text, ", \"next\": {\"agent\": 0.5, \"more\": 0.4, \"hangup\": 0.1}}, \"more\": {");
    if (asks)
        text_add(&m->text, "\"backend\": \"boss\", ");
    add_law(m, "time", 40);
    text_add(&m->text, ", \"next\": {\"done\": 0.5, \"menu\": 0.2, \"agent\": 0.2, \"message\": 0.1}}}");
}

static void add_numbers(maker *m, int count, int most) {
    for (int i = 0; i < count; i++)
        text_add(&m->text, "%s%d", i ? ", " : "", roll(m, 0, most));
}

static void add_staffing(maker *m) {
    switch (roll(m, 0, 2)) {
    case 0:
        text_add(&m->text, "\"staffing\": [");
        add_numbers(m, roll(m, 1, 9), 8);
        text_add(&m->text, "]");
        break;
    case 1:
        text_add(&m->text, "\"staffing\": {\"day\": [");
        add_numbers(m, 96, 8);
        text_add(&m->text, "]}");
        break;
    default:
        text_add(&m->text, "\"staffing\": {\"week\": [");
        add_numbers(m, 168, 8);
        text_add(&m->text, "]}");
    }
    if (m->channels[1] != 1 && m->channels[2] != 1 && chance(m, 50))
        text_add(&m->text, ", \"leaving\": \"counter\"");
}

/// Shifts that begin or end while the scenario runs, whichever of its two starts it has.
static void add_shifts(maker *m) {
    text_add(&m->text, "\"shifts\": {\"early\": {\"agents\": %d, \"from\": \"0%d:%d\", \"to\": \"09:%d\"",
             roll(m, 0, 6), roll(m, 7, 8), roll(m, 10, 59), roll(m, 40, 59));
    if (chance(m, 60))
        text_add(&m->text,
                 ", \"breaks\": {\"tea\": {\"from\": \"09:0%d\", \"to\": \"09:%d\"}, "
                 "\"rest\": {\"from\": \"09:21\", \"to\": \"09:23:30\"}}",
                 roll(m, 0, 9), roll(m, 10, 20));
    text_add(&m->text, "}, \"night\": {\"agents\": %d, \"from\": \"2%d:%d\", \"to\": \"0%d:%d\"",
             roll(m, 0, 6), roll(m, 2, 3), roll(m, 10, 59), chance(m, 50) ? 0 : 9, roll(m, 10, 59));
    if (chance(m, 60))
        text_add(&m->text, ", \"days\": [\"sun\", \"wed\"]");
    text_add(&m->text, "}}");
}

static void add_presence(maker *m) {
    int kind = roll(m, 0, 3);
    if (kind == 0)
        add_staffing(m);
    else if (kind == 1)
        add_shifts(m);
    else
        text_add(&m->text, "\"size\": %d", roll(m, 0, 8));
    if (chance(m, 30))
        text_add(&m->text, ", \"shrinkage\": 0.%d", roll(m, 1, 5));
}

static void add_skill(maker *m, int call_class, bool first) {
    text_add(&m->text, "%s\"k%d\": {\"rank\": %d", first ? "" : ", ", call_class, roll(m, 1, 2));
    if (chance(m, 30))
        text_add(&m->text, ", \"preference\": %d", roll(m, 1, 2));
    if (chance(m, 20))
        text_add(&m->text, ", \"speed\": 1.%d", roll(m, 1, 9));
    if (chance(m, 30))
        text_add(&m->text, ", \"after\": %d", roll(m, 1, 60));
    if (chance(m, 30))
        text_add(&m->text, ", \"keep_free\": %d", roll(m, 1, 3));
    if (m->channels[call_class] == 1)
        text_add(&m->text, ", \"at_once\": %d, \"slowdown\": 0.%d", roll(m, 1, 4), roll(m, 0, 5));
    text_add(&m->text, "}");
}

static void add_group(maker *m, int number) {
    text_add(&m->text, "%s\"g%d\": {", number ? ", " : "", number);
    add_presence(m);
    text_add(&m->text, ", \"skills\": {");
    bool first = true;
    for (int k = 0; k < m->classes; k++) {
        if (number > 0 && k > 0 && chance(m, 40))
            continue;
        add_skill(m, k, first);
        first = false;
    }
    if (m->has_office && (number == 0 || chance(m, 60)))
        text_add(&m->text, "%s\"mail\": {\"rank\": 2}, \"back\": {\"rank\": %d}", first ? "" : ", ",
                 roll(m, 1, 2));
    text_add(&m->text, "}");
    if (chance(m, 30))
        text_add(&m->text, ", \"call_choice\": \"%s\"", call_choices[roll(m, 0, 4)]);
    if (m->sites == 2 && chance(m, 75)) {
        text_add(&m->text, ", \"site\": \"%s\"", chance(m, 70) ? "main" : "other");
        if (chance(m, 30))
            text_add(&m->text, ", \"login\": %s", chance(m, 50) ? "[\"main\", \"other\"]" : "\"all\"");
    }
    text_add(&m->text, "}");
}

/// What becomes of the calls on a unit.
static void add_fates(maker *m, bool seats) {
    static const char *const talks[] = {"\"suspend\"", "\"requeue\"", "\"keep\"",
                                        "{\"drop\": 0.2, \"keep\": 0.2, \"requeue\": 0.3, \"suspend\": 0.3}"};
    if (seats)
        text_add(&m->text, ", \"calls\": {\"talk\": %s}", talks[roll(m, 0, 3)]);
    else if (chance(m, 50))
        text_add(&m->text, ", \"calls\": {\"ivr\": \"keep\", \"talk\": {\"drop\": 0.5, \"keep\": 0.5}}");
}

/// How long units work, and all that they may wait for.
static void add_unit_times(maker *m) {
    if (chance(m, 50))
        text_add(&m->text, "\"mtbf\": \"%dmin\", \"mttr\": \"%ds\"", roll(m, 10, 120), roll(m, 5, 1200));
    else {
        add_law(m, "uptime", roll(m, 300, 6000));
        text_add(&m->text, ", ");
        add_law(m, "downtime", roll(m, 5, 1200));
    }
    if (chance(m, 40))
        text_add(&m->text, ", \"crew\": \"%s\"", chance(m, 50) ? "day" : "two");
    if (chance(m, 30))
        text_add(&m->text, ", \"spares\": %d, \"restock\": %d", roll(m, 0, 2), roll(m, 0, 3000));
    if (chance(m, 30))
        text_add(&m->text, ", \"needs\": \"grid\"");
}

static void add_components(maker *m, int trunks) {
    text_add(&m->text, ", \"components\": {");
    if (chance(m, 60)) {
        text_add(&m->text, "\"platform\": {");
        add_unit_times(m);
        text_add(&m->text, ", \"takes\": [%s]", chance(m, 60) ? "\"platform\"" : "\"platform\", \"seats\"");
        if (chance(m, 40))
            text_add(&m->text, ", \"count\": 3, \"needed\": %d", roll(m, 1, 3));
        text_add(&m->text, "}, ");
    }
    text_add(&m->text, "\"e1\": {");
    add_unit_times(m);
    text_add(&m->text, ", \"count\": 4, \"ages\": \"%s\", \"takes\": {\"trunks\": %d, \"ivr_ports\": %d}",
             chance(m, 50) ? "always" : "in_use", 1 + trunks / 4, roll(m, 0, 5));
    add_fates(m, false);
    text_add(&m->text, "}, \"desk\": {");
    add_unit_times(m);
    text_add(&m->text, ", \"count\": %d, \"ages\": \"%s\", \"takes\": {\"seats\": %d}", roll(m, 1, 6),
             chance(m, 50) ? "always" : "in_use", roll(m, 1, 3));
    add_fates(m, true);
    text_add(&m->text, "}, \"floor\": {");
    add_unit_times(m);
    text_add(&m->text, ", \"takes\": \"seats\"");
    add_fates(m, true);
    text_add(&m->text, "}}");
}

static void add_site(maker *m, const char *name) {
    int trunks = roll(m, 1, 60);
    text_add(&m->text, "\"%s\": {\"trunks\": %d", name, trunks);
    bool waits = chance(m, 40);
    if (chance(m, 70))
        text_add(&m->text, ", \"ivr_ports\": %d", roll(m, waits, 30));
    if (chance(m, 70))
        text_add(&m->text, ", \"queue_places\": %d", roll(m, 0, 20));
    if (waits)
        text_add(&m->text, ", \"when_ports_busy\": \"wait\"");
    if (chance(m, 20))
        text_add(&m->text, ", \"calls_per_second\": %d", roll(m, 1, 2));
    if (chance(m, 20))
        text_add(&m->text, ", \"gap\": {\"per_second\": 1, \"when\": \"%s\"}",
                 chance(m, 50) ? "always" : "failover");
    if (m->sites == 2 && chance(m, 30))
        text_add(&m->text, ", \"overflow\": \"%s\"", *name == 'm' ? "other" : "main");
    if (chance(m, 60))
        add_components(m, trunks);
    text_add(&m->text, "}");
}

static void add_step_time(maker *m, const char *key, int most) {
    if (chance(m, 70)) {
        text_add(&m->text, ", \"%s\": %d", key, roll(m, 0, most));
        return;
    }
    text_add(&m->text, ", ");
    add_law(m, key, 1 + roll(m, 0, most));
}

/// `to`: a list.
static void add_plan(maker *m, const char *name, const char *from, const char *to) {
    static const char *const modes[] = {"cold", "warm", "hot", "active-active", "n+1"};
    static const char *const failbacks[] = {"\"never\"", "\"auto\"", "\"09:15\"",
                                            "{\"from\": \"09:00\", \"to\": \"09:20\"}"};
    text_add(&m->text, "\"%s\": {\"from\": [\"%s\"], \"to\": %s, \"mode\": \"%s\"", name, from, to,
             modes[roll(m, 0, 4)]);
    add_step_time(m, "detect", 60);
    add_step_time(m, "decide", 60);
    add_step_time(m, "switch", 200);
    if (chance(m, 30))
        text_add(&m->text, ", \"coverage\": 0.%d", roll(m, 1, 9));
    if (chance(m, 30))
        text_add(&m->text, ", \"hold_down\": %d", roll(m, 0, 1200));
    text_add(
        &m->text,
        ", \"relogin\": %d, \"survive\": {\"ivr\": 0.%d, \"queue\": 0.%d, \"talk\": 0.%d}, \"failback\": %s}",
        roll(m, 0, 120), roll(m, 0, 9), roll(m, 0, 9), roll(m, 0, 9), failbacks[roll(m, 0, 3)]);
}

/// Between two sites, one way or both; or with a third one: behind the second, or for both.
static void add_plans(maker *m, bool third) {
    text_add(&m->text, ", \"failover\": {");
    bool for_both = third && chance(m, 50);
    add_plan(m, "p", "main", !third ? "[\"other\"]" : for_both ? "[\"spare\"]" : "[\"other\", \"spare\"]");
    if (for_both || (!third && chance(m, 40))) {
        text_add(&m->text, ", ");
        add_plan(m, "q", "other", for_both ? "\"spare\"" : "\"main\"");
    }
    text_add(&m->text, "}");
}

static void add_outages(maker *m) {
    static const char *const taken[] = {"\"platform\"", "\"seats\"", "\"platform\", \"seats\""};
    text_add(&m->text, ", \"timeline\": {");
    for (int i = 0, count = roll(m, 1, 4); i < count; i++) {
        int down_for = roll(m, 1, 3000);
        text_add(&m->text, "%s\"o%d\": {\"at\": \"%dmin\", \"down_for\": \"%ds\"", i ? ", " : "", i,
                 roll(m, 0, 80), down_for);
        const char *site = m->sites == 2 && chance(m, 40) ? "other" : "main";
        if (chance(m, 60))
            text_add(&m->text, ", \"site\": \"%s\", \"takes\": [%s]", site, taken[roll(m, 0, 2)]);
        else if (chance(m, 60))
            text_add(&m->text, ", \"site\": \"%s\", \"takes\": {\"trunks\": %d, \"seats\": %d}", site,
                     roll(m, 0, 40), roll(m, 0, 9));
        else
            text_add(&m->text, ", \"component\": \"grid\"");
        if (chance(m, 30))
            text_add(&m->text, ", \"every\": %d", down_for + roll(m, 0, 1000));
        text_add(&m->text, "}");
    }
    text_add(&m->text, "}");
}

static void add_sites(maker *m) {
    text_add(&m->text, ", \"sites\": {");
    add_site(m, "main");
    if (m->sites == 2) {
        text_add(&m->text, ", ");
        add_site(m, "other");
    }
    bool third = m->sites == 2 && chance(m, 30);
    if (third)
        text_add(&m->text, ", \"spare\": {}");
    text_add(&m->text,
             "}, \"components\": {\"grid\": {\"mtbf\": \"3h\", \"mttr\": \"4min\"}}, \"crews\": {\"day\": "
             "{\"size\": 1, \"hours\": {\"from\": \"08:00\", \"to\": \"09:40\"}}, \"two\": {\"size\": 2}}");
    if (m->sites < 2 || chance(m, 20))
        return;
    add_plans(m, third);
}

char *random_scenario(uint64_t number) {
    maker m = {.text = {0}};
    stream_family family = {.seed = 2011, .replication = 0};
    stream_open(&m.dice, &family, STREAM_TEST, 0, number, 0);
    m.classes = roll(&m, 1, 3);
    m.sites = roll(&m, 1, 2);
    m.has_ivr = chance(&m, 60);
    m.has_office = chance(&m, 60);
    for (int k = 1; k < m.classes; k++)
        m.channels[k] = chance(&m, 60) ? roll(&m, 0, 2) : 0;
    text_add(&m.text,
             "{\"hotline\": 1, \"name\": \"random\", \"start\": \"%s\", \"duration\": \"90min\", "
             "\"interval\": \"15min\", \"warmup\": \"%dmin\", \"replications\": 2, \"classes\": {",
             chance(&m, 80) ? "2011-03-07T08:30" : "2011-03-06T23:10", chance(&m, 50) ? 0 : 20);
    for (int k = 0; k < m.classes; k++)
        add_class(&m, k);
    if (m.has_office)
        add_office(&m);
    text_add(&m.text, "}");
    if (m.has_ivr)
        add_ivr(&m);
    text_add(&m.text, ", \"agents\": {");
    for (int g = 0, count = roll(&m, 1, 3); g < count; g++)
        add_group(&m, g);
    text_add(&m.text, "}");
    if (chance(&m, 50))
        text_add(&m.text, ", \"routing\": {\"calls\": \"%s\", \"agents\": \"%s\"}",
                 call_choices[roll(&m, 0, 4)], agent_choices[roll(&m, 0, 2)]);
    add_sites(&m);
    if (chance(&m, 70))
        add_outages(&m);
    text_add(&m.text, "}");
    return text_take(&m.text);
}
