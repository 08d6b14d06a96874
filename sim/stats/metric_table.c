#include "stats/metric_table.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/check.h"

enum {
    CALLS = SCOPE_ALL | SCOPE_CLASS | SCOPE_SITE | SCOPE_INTERVAL | SCOPE_INTERVAL_CLASS,
    CALLS_NO_SITE = CALLS & ~SCOPE_SITE,
    GROUPS = SCOPE_GROUP | SCOPE_INTERVAL_GROUP,
    AGENTS = SCOPE_ALL | GROUPS | SCOPE_SITE | SCOPE_INTERVAL,
    WORK = CALLS | GROUPS,
    SYSTEM = SCOPE_ALL | SCOPE_INTERVAL,
    SYSTEM_OR_SITE = SYSTEM | SCOPE_SITE,
};

#define C(field)                                                                                             \
    { (int16_t) offsetof(metric_sums, counts.field), 1 }
#define LESS(field)                                                                                          \
    { (int16_t) offsetof(metric_sums, counts.field), -1 }
#define I(field)                                                                                             \
    { (int16_t) offsetof(metric_sums, integrals.field), 1 }
#define DOWN(field)                                                                                          \
    { (int16_t) offsetof(metric_sums, integrals.field), -1 }
#define AFTER(field)                                                                                         \
    { (int16_t) offsetof(metric_sums, closing.field), 1 }
#define E(field)                                                                                             \
    { (int16_t) offsetof(metric_sums, extremes.field), 1 }
#define OF(...)                                                                                              \
    { __VA_ARGS__ }

#define NOTHING                                                                                              \
    {                                                                                                        \
        { 0, 0 }                                                                                             \
    }

#define ALWAYS                                                                                               \
    { 0, 0 }

#define SUM(name, unit, scopes, per, formula, numerator)                                                     \
    { name, unit, formula, per, scopes, numerator, NOTHING, 0, ALWAYS }
#define SUM_WHERE(name, unit, scopes, per, formula, numerator, where)                                        \
    { name, unit, formula, per, scopes, numerator, NOTHING, 0, where }
#define RATIO(name, unit, scopes, per, formula, numerator, denominator)                                      \
    { name, unit, formula, per, scopes, numerator, denominator, 0, ALWAYS }
#define PERCENTILE(percent)                                                                                  \
    {                                                                                                        \
        "wait_p" #percent, "s", "the wait that " #percent " % of the answered calls do not exceed", 1,       \
            WORK & ~SCOPE_INTERVAL_GROUP, NOTHING, NOTHING, 1 + PERCENTILE_##percent, ALWAYS                 \
    }
#define COUNT(field) SUM(#field, "calls", CALLS, 1, #field, OF(C(field)))

#define BLOCKED                                                                                              \
    OF(C(blocked_fault), C(blocked_trunk), C(blocked_ivr_port), C(blocked_queue), C(blocked_setup))
#define LOST OF(C(blocked_fault), C(dropped_ivr), C(dropped_queue), C(dropped_talk))

static const metric table[] = {
    COUNT(offered),
    COUNT(redials),
    COUNT(returns),
    SUM("callers", "callers", CALLS, 1, "offered - redials - returns",
        OF(C(offered), LESS(redials), LESS(returns))),
    SUM("blocked", "calls", CALLS, 1,
        "blocked_fault + blocked_trunk + blocked_ivr_port + blocked_queue + blocked_setup", BLOCKED),
    COUNT(blocked_fault),
    COUNT(blocked_trunk),
    COUNT(blocked_ivr_port),
    COUNT(blocked_queue),
    COUNT(blocked_setup),
    COUNT(self_served),
    COUNT(abandoned_ivr),
    COUNT(asked_for_agent),
    COUNT(queued),
    SUM("answered", "calls", WORK, 1, "answered", OF(C(answered))),
    SUM("answered_within", "calls", WORK, 1, "answered_within", OF(C(answered_within))),
    COUNT(abandoned),
    COUNT(abandoned_within),
    COUNT(balked),
    SUM("messages", "calls", CALLS, 1, "messages_queue + messages_ivr",
        OF(C(messages_queue), C(messages_ivr))),
    COUNT(disconnected),
    COUNT(sent_on),
    COUNT(sent_to_ivr),
    COUNT(callbacks_offered),
    COUNT(callbacks_accepted),
    COUNT(legs),
    COUNT(transfers),
    COUNT(callbacks),
    COUNT(tickets),
    COUNT(transferred),
    COUNT(unresolved),
    COUNT(unreached),
    COUNT(late),
    COUNT(cut),
    COUNT(suspended),
    SUM("dropped", "calls", CALLS, 1, "dropped_ivr + dropped_queue + dropped_talk",
        OF(C(dropped_ivr), C(dropped_queue), C(dropped_talk))),
    COUNT(dropped_ivr),
    COUNT(dropped_queue),
    COUNT(dropped_talk),
    SUM("dropped_by_platform", "calls", CALLS, 1, "dropped_by_platform", OF(I(dropped_by_platform))),
    SUM("dropped_by_trunks", "calls", CALLS, 1, "dropped_by_trunks", OF(I(dropped_by_trunks))),
    SUM("dropped_by_ports", "calls", CALLS, 1, "dropped_by_ports", OF(I(dropped_by_ports))),
    SUM("dropped_by_seats", "calls", CALLS, 1, "dropped_by_seats", OF(I(dropped_by_seats))),
    SUM("left_waiting", "calls", SCOPE_ALL | SCOPE_CLASS, 1,
        "asked_for_agent - blocked_queue - answered - abandoned - messages_queue - disconnected - sent_on - "
        "sent_to_ivr - callbacks_accepted - dropped_queue",
        OF(C(asked_for_agent), LESS(blocked_queue), LESS(answered), LESS(abandoned), LESS(messages_queue),
           LESS(disconnected), LESS(sent_on), LESS(sent_to_ivr), LESS(callbacks_accepted),
           LESS(dropped_queue))),
    SUM("queries", "queries", CALLS, 1, "queries", OF(C(queries))),
    SUM("callers_served", "callers", CALLS, 1, "self_served + ended", OF(C(self_served), C(ended))),
    SUM("lost_calls", "calls", CALLS, 1, "blocked_fault + dropped_ivr + dropped_queue + dropped_talk", LOST),
    RATIO("service_level", "", CALLS, 1, "answered_within / (asked_for_agent - abandoned_within)",
          OF(C(answered_within)), OF(C(asked_for_agent), LESS(abandoned_within))),
    RATIO("service_level_of_offered", "", CALLS, 1, "answered_within / offered", OF(C(answered_within)),
          OF(C(offered))),
    RATIO("service_level_of_answered", "", WORK, 1, "answered_within / answered", OF(C(answered_within)),
          OF(C(answered))),
    RATIO("connection_rate", "", CALLS, 1, "answered / asked_for_agent", OF(C(answered)),
          OF(C(asked_for_agent))),
    RATIO("connection_rate_within", "", CALLS, 1, "answered_within / asked_for_agent", OF(C(answered_within)),
          OF(C(asked_for_agent))),
    RATIO("abandonment_rate", "", CALLS, 1, "abandoned / asked_for_agent", OF(C(abandoned)),
          OF(C(asked_for_agent))),
    RATIO("delay_probability", "", CALLS, 1, "queued / asked_for_agent", OF(C(queued)),
          OF(C(asked_for_agent))),
    RATIO("blocking_rate", "", CALLS, 1,
          "(blocked_fault + blocked_trunk + blocked_ivr_port + blocked_queue + blocked_setup) / offered",
          BLOCKED, OF(C(offered))),
    RATIO("first_call_resolution", "", CALLS, 1, "first_resolved / first_talks", OF(C(first_resolved)),
          OF(C(first_talks))),
    RATIO("unavailability", "per million", CALLS, 1e-6,
          "(blocked_fault + dropped_ivr + dropped_queue + dropped_talk) / offered", LOST, OF(C(offered))),
    RATIO("mean_wait", "s", CALLS, 1e6, "(wait_answered + wait_abandoned) / (answered + abandoned)",
          OF(C(wait_answered), C(wait_abandoned)), OF(C(answered), C(abandoned))),
    RATIO("asa", "s", WORK, 1e6, "wait_answered / answered", OF(C(wait_answered)), OF(C(answered))),
    RATIO("mean_time_to_abandon", "s", CALLS, 1e6, "wait_abandoned / abandoned", OF(C(wait_abandoned)),
          OF(C(abandoned))),
    PERCENTILE(50),
    PERCENTILE(80),
    PERCENTILE(90),
    PERCENTILE(95),
    PERCENTILE(99),
    SUM_WHERE("wait_max", "s", WORK, 1e6, "wait_longest, where answered > 0", OF(E(wait_longest)),
              C(answered)),
    RATIO("aht", "s", WORK, 1e6, "(agents_talking + agents_wrapup) / answers",
          OF(I(agents_talking), I(agents_wrapup)), OF(I(answers))),
    RATIO("mean_completion", "s", WORK, 1e6, "agents_talking / answers", OF(I(agents_talking)),
          OF(I(answers))),
    RATIO("mean_queue", "calls", CALLS, 1, "calls_queued / time", OF(I(calls_queued)), OF(I(time))),
    SUM("max_queue", "calls", CALLS, 1, "queue_longest", OF(E(queue_longest))),
    RATIO("mean_ivr", "calls", CALLS, 1, "calls_ivr / time", OF(I(calls_ivr)), OF(I(time))),
    RATIO("mean_waiting_to_redial", "callers", CALLS_NO_SITE, 1, "callers_away / time", OF(I(callers_away)),
          OF(I(time))),
    RATIO("mean_query", "s", CALLS, 1e6, "query_time / queries_answered", OF(C(query_time)),
          OF(C(queries_answered))),
    RATIO("mean_query_wait", "s", CALLS, 1e6, "query_wait / queries_begun", OF(C(query_wait)),
          OF(C(queries_begun))),
    RATIO("backend_load", "queries", SYSTEM, 1, "queries_running / time", OF(I(queries_running)),
          OF(I(time))),
    RATIO("backend_occupancy", "", SYSTEM, 1, "limited_queries / limited_capacity", OF(I(limited_queries)),
          OF(I(limited_capacity))),
    RATIO("busy_trunks", "trunks", SYSTEM_OR_SITE, 1, "trunks_busy / time", OF(I(trunks_busy)), OF(I(time))),
    RATIO("trunk_occupancy", "", SYSTEM_OR_SITE, 1, "limited_busy / limited_trunks", OF(I(limited_busy)),
          OF(I(limited_trunks))),
    SUM("busy_hour_calls", "calls", SCOPE_ALL | SCOPE_CLASS | SCOPE_SITE, 1, "busiest_hour",
        OF(E(busiest_hour))),
    RATIO("offered_load", "Erlang", CALLS, 1, "work_offered / time", OF(C(work_offered)), OF(I(time))),
    RATIO("carried_load", "Erlang", WORK, 1, "(agents_talking + agents_wrapup) / time",
          OF(I(agents_talking), I(agents_wrapup)), OF(I(time))),
    RATIO("agents_logged_in", "agents", AGENTS, 1, "(agents_idle + agents_talking + agents_wrapup) / time",
          OF(I(agents_idle), I(agents_talking), I(agents_wrapup)), OF(I(time))),
    RATIO("occupancy", "", AGENTS, 1,
          "(agents_talking + agents_wrapup) / (agents_idle + agents_talking + agents_wrapup)",
          OF(I(agents_talking), I(agents_wrapup)), OF(I(agents_idle), I(agents_talking), I(agents_wrapup))),
    RATIO("occupancy_to_end", "", SCOPE_ALL | SCOPE_GROUP, 1,
          "(agents_talking + agents_wrapup + busy_after) / "
          "(agents_idle + agents_talking + agents_wrapup + idle_after + busy_after)",
          OF(I(agents_talking), I(agents_wrapup), AFTER(busy_after)),
          OF(I(agents_idle), I(agents_talking), I(agents_wrapup), AFTER(idle_after), AFTER(busy_after))),
    RATIO("fraction_occupied", "", SCOPE_ALL | GROUPS | SCOPE_INTERVAL, 1, "agents_talking / agents",
          OF(I(agents_talking)), OF(I(agents))),
    RATIO("availability", "", SYSTEM_OR_SITE, 1, "entries_open / entries", OF(I(entries_open)),
          OF(I(entries))),
    SUM("downtime", "s", SYSTEM_OR_SITE, 1e6, "entries - entries_open", OF(I(entries), DOWN(entries_open))),
    SUM("switchovers", "switchovers", SYSTEM, 1, "switchovers", OF(I(switchovers))),
    RATIO("rto", "s", SYSTEM, 1e6, "switch_time / switchovers", OF(I(switch_time)), OF(I(switchovers))),
    RATIO("share_detecting", "", SYSTEM, 1, "plans_detecting / plans", OF(I(plans_detecting)), OF(I(plans))),
    RATIO("share_deciding", "", SYSTEM, 1, "plans_deciding / plans", OF(I(plans_deciding)), OF(I(plans))),
    RATIO("share_switching", "", SYSTEM, 1, "plans_switching / plans", OF(I(plans_switching)), OF(I(plans))),
    RATIO("share_uncovered", "", SYSTEM, 1, "plans_uncovered / plans", OF(I(plans_uncovered)), OF(I(plans))),
    RATIO("share_all_down", "", SYSTEM, 1, "plans_down / plans", OF(I(plans_down)), OF(I(plans))),
    RATIO("mean_units_down", "units", SYSTEM_OR_SITE, 1, "units_down / time", OF(I(units_down)), OF(I(time))),
};

size_t metric_count(void) {
    return sizeof table / sizeof *table;
}

const metric *metric_at(size_t index) {
    SIM_REQUIRE(index < metric_count());
    return &table[index];
}

const metric *metric_find(const char *name) {
    for (size_t i = 0; i < metric_count(); i++) {
        if (!strcmp(table[i].name, name))
            return &table[i];
    }
    return NULL;
}

const char *metric_name(const metric *m) {
    return m->name;
}

const char *metric_unit(const metric *m) {
    return m->unit;
}

const char *metric_formula(const metric *m) {
    return m->formula;
}

bool metric_in_scope(const metric *m, metric_scope scope) {
    return (m->scopes & (unsigned)scope) != 0;
}

bool metric_is_ratio(const metric *m) {
    return m->denominator[0].sign != 0;
}

bool metric_is_percentile(const metric *m, percentile *which) {
    if (which && m->percentile)
        *which = (percentile)(m->percentile - 1);
    return m->percentile != 0;
}

double percentile_share(percentile which) {
#define X(percent) percent / 100.0,
    static const double shares[PERCENTILE_COUNT] = {HOTLINE_PERCENTILES(X)};
#undef X
    SIM_REQUIRE(which < PERCENTILE_COUNT);
    return shares[which];
}

static int64_t field_of(const metric_sums *s, int16_t offset) {
    int64_t field;
    memcpy(&field, (const char *)s + offset, sizeof field);
    return field;
}

/// Integers are added as such: exact, in whatever order. They wrap, as the sums of a hostile trace may.
static double sum_of(const metric_term *terms, const metric_sums *s) {
    uint64_t sum = 0;
    for (const metric_term *t = terms; t->sign; t++) {
        uint64_t field = (uint64_t)field_of(s, t->offset);
        sum = t->sign < 0 ? sum - field : sum + field;
    }
    return (double)(int64_t)sum;
}

double metric_numerator(const metric *m, const metric_sums *s) {
    SIM_REQUIRE(!m->percentile);
    return sum_of(m->numerator, s) / m->per;
}

double metric_denominator(const metric *m, const metric_sums *s) {
    SIM_REQUIRE(!m->percentile);
    if (m->where.sign && field_of(s, m->where.offset) <= 0)
        return 0;
    return metric_is_ratio(m) ? sum_of(m->denominator, s) : 1;
}

double metric_value(const metric *m, const metric_sums *s) {
    if (m->percentile)
        return s->wait_percentiles[m->percentile - 1];
    double denominator = metric_denominator(m, s);
    return denominator != 0 ? metric_numerator(m, s) / denominator : (double)NAN;
}
