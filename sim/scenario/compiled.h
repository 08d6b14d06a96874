/// The compiled scenario: arrays and indices, no JSON. Filled by the loader, read by the model.
#ifndef SCENARIO_COMPILED_H
#define SCENARIO_COMPILED_H

#include <hotline/call_model.h>
#include <hotline/layout.h>
#include <hotline/record.h>
#include <hotline/scenario.h>

#include "random/law_table.h"

/// A law that a scenario may leave out.
typedef struct optional_law {
    bool given;
    law law;
} optional_law;

/// In which order recorded days are replayed.
typedef enum recorded_order {
    ORDER_ONCE,         ///< each on its own date
    ORDER_DAYS,         ///< one after the other from the day of the start, round and round
    ORDER_REPLICATIONS, ///< likewise, but replication k begins with the k-th
} recorded_order;

/// Calls of a CSV file by days; rows are in order of their times within a day.
typedef struct recorded_calls {
    uint64_t hash; ///< of the file's content (XXH64)
    recorded_order order;
    uint32_t day_count;
    int64_t *day_numbers; ///< ORDER_ONCE: days from that of the start, in order
    uint32_t *day_begin;  ///< first row of each day, and the number of rows
    uint32_t sequence_count;
    uint32_t *sequence; ///< else: the days as they are replayed
    sim_time *times;    ///< of calls, or of the begins of slices, since midnight
    uint32_t *counts;   ///< calls of the slices; NULL: each row is a call
} recorded_calls;

/// How many callers come in a slice, and when.
typedef enum arrival_kind {
    ARRIVALS_POISSON, ///< a Poisson process of the rates
    ARRIVALS_FIXED,   ///< the day's expected number, rounded; each caller's time by itself as the rates say
    ARRIVALS_TIMES,   ///< recorded times; slices are days
    ARRIVALS_COUNTS,  ///< recorded numbers of each slice; each caller's time by itself, uniform in the slice
} arrival_kind;

/// A day, or several in a row, with a factor and perhaps with a profile of its own.
typedef struct special_day {
    int64_t first, last; ///< days since 1970-01-01
    double factor;       ///< besides the weekday's
    double *shares;      ///< of the day's calls, by slice of the day; NULL: as on any such weekday
    double *rest;        ///< sums of the shares from a slice to the end of the day; NULL like `shares`
} special_day;

enum { WEEKDAYS = 7 };

/// Rates of first attempts, constant in slices of equal length. Slice k covers the times t with
/// floor((t + phase) / slice) = k; its rate is per_second[k mod count] when periodic, else per_second[k]
/// with k cut to 0 .. count - 1 (before the first: as in the first).
/// Days have factors. A slice belongs to the day in which it begins; where the factors differ, or kind is
/// ARRIVALS_FIXED, slices lie within days.
typedef struct arrival_rates {
    arrival_kind kind;
    double *per_second;
    double *rest; ///< ARRIVALS_FIXED: calls expected from a slice to the end of its day, without factors
    uint32_t count;
    sim_time slice; ///< > 0
    sim_time phase;
    bool periodic;
    double weekdays[WEEKDAYS];  ///< factors, from Monday
    double day_calls[WEEKDAYS]; ///< expected calls of a day without factors; 0 unless slices lie within days
    uint32_t special_count;
    special_day *specials;    ///< in order of their dates, apart
    recorded_calls *recorded; ///< ARRIVALS_TIMES and ARRIVALS_COUNTS: then there are no rates (count is 0)
} arrival_rates;

/// Factors with mean 1 on all rates of a day and of a slice, gamma. `correlation`: of their normal scores
/// with those that all classes share.
typedef struct busyness {
    double day_cv, slice_cv;  ///< 0: none
    double correlation;       ///< 0 to 1
    double slice_correlation; ///< of the normal scores of neighbouring slices of a day, 0 to 1
} busyness;

/// What may make a caller call again.
typedef enum redial_cause {
    REDIAL_BLOCKED,
    REDIAL_ABANDONED,
    REDIAL_DROPPED,
    REDIAL_DISCONNECTED,
    REDIAL_UNRESOLVED,
    REDIAL_CAUSE_COUNT
} redial_cause;

typedef struct redial_rule {
    double probability; ///< 0: never
    law delay;
    uint16_t limit;    ///< most redials of one caller for this cause; UINT16_MAX: no limit
    uint16_t to_class; ///< in which the caller calls again
} redial_rule;

/// A choice among things by probability: cumulative[i] is the probability of choosing 0 .. i; the last is 1.
typedef struct weighted {
    uint16_t target;
    double cumulative;
} weighted;

/// Where a call goes after an IVR step, besides the index of another step.
enum { IVR_TO_AGENT = 0xFFF0, IVR_TO_DONE = 0xFFF1, IVR_TO_HANGUP = 0xFFF2, IVR_TO_MESSAGE = 0xFFF3 };

/// What comes to a waiting call at a certain time after it has asked.
typedef enum milestone_kind {
    MILESTONE_OFFER,    ///< of a call-back
    MILESTONE_LIMIT,    ///< it may wait no longer
    MILESTONE_DEADLINE, ///< it is late
} milestone_kind;

typedef struct milestone {
    sim_time after;
    milestone_kind kind;
} milestone;

/// A leg that may follow: a transfer, or a work order.
typedef struct leg_rule {
    double probability; ///< of transfers: cumulative, the last below or equal to 1
    uint16_t to_class;
    bool is_warm; ///< a transfer at which the agent stays until another has taken over
    law handover; ///< of a warm transfer: time that both agents are with the caller
} leg_rule;

/// The offer of a call-back to those who wait.
typedef struct callback_rule {
    double probability;  ///< of accepting
    sim_time queue_wait; ///< offered only while the first in the queue has waited so long
    uint16_t to_class;
} callback_rule;

/// How the center calls back.
typedef struct dial_rule {
    law ring;
    double reached; ///< probability that somebody picks up
    uint16_t tries;
    law retry;
} dial_rule;

/// Which waiting call a free agent takes, among those that its group may take.
typedef enum call_policy {
    CALLS_BY_PRIORITY,   ///< highest class priority, then preference, then longest waiting
    CALLS_LONGEST_WAIT,  ///< longest waiting
    CALLS_BY_PREFERENCE, ///< best preference, then longest waiting
    CALLS_LONGEST_QUEUE, ///< of the class of which most calls wait, then longest waiting
    CALLS_WEIGHTED_WAIT, ///< largest class weight x wait, then longest waiting
} call_policy;

/// Which free agent takes a call, among those of the groups of best rank.
typedef enum agent_policy {
    AGENTS_LONGEST_IDLE,
    AGENTS_RANDOM,         ///< all alike, whatever their group
    AGENTS_LEAST_OCCUPIED, ///< least talk and wrap-up time since its shift began, then longest idle
} agent_policy;

/// Factors in equal slices of the day, which are numbered as those of arrival_rates are.
typedef struct day_factors {
    double *values;
    uint32_t count; ///< 0: always 1
    sim_time slice; ///< > 0
    sim_time phase;
} day_factors;

typedef struct scenario_class {
    uint64_t source; ///< stream_source() of its name
    arrival_rates arrivals;
    busyness busyness;
    int32_t priority; ///< larger goes first
    sim_time awt;
    uint16_t entry; ///< IVR step, or IVR_TO_AGENT
    uint16_t enter_count;
    weighted *enter; ///< sites
    optional_law patience, wrapup;
    law talk;
    day_factors talk_by_time; ///< on the talk, by the time at which the call asks
    uint8_t channel;
    bool ends_plainly;        ///< a talk settles the need, and nothing follows from it
    bool draws_anew;          ///< each attempt has patience, talk and wrap-up of its own
    bool wait_adds_up;        ///< earlier attempts' waits count against the AWT
    bool closes;              ///< who waits is disconnected when the last agents go home
    uint16_t milestone_count; ///< in the order of time
    milestone *milestones;
    double balking;        ///< probability that a caller is not willing to wait
    uint32_t balking_from; ///< if so many wait already
    double resolution;     ///< probability that a talk settles the need
    redial_rule redial[REDIAL_CAUSE_COUNT];
    double weight; ///< of its wait, for CALLS_WEIGHTED_WAIT
    agent_policy agent_choice;
    sim_time first_overflow; ///< the shortest `after` of a skill for it that is not 0; 0: there is none
    uint16_t
        limit_step; ///< where a call goes on that may wait no longer: IVR step, IVR_TO_MESSAGE; NO_INDEX16:
    uint16_t limit_class; ///< to this class
    uint16_t transfer_count, ticket_count;
    leg_rule *transfers, *tickets;
    leg_rule late; ///< what a deadline that has passed leads to; probability 0: nothing
    callback_rule callback;
    dial_rule dial;
} scenario_class;

/// A system that IVR steps ask.
typedef struct scenario_backend {
    law latency;
    uint32_t capacity; ///< queries at once; UNLIMITED
} scenario_backend;

typedef struct scenario_step {
    law time;
    uint16_t backend; ///< that is asked when the time has passed; NO_INDEX16: none
    uint16_t branch_count;
    weighted *branches;
} scenario_step;

typedef struct scenario_skill {
    uint16_t call_class;
    uint16_t rank;       ///< 1: the call's first choice
    uint16_t preference; ///< 1: the agent's first choice
    uint16_t at_once;    ///< so many of the class at a time; above 1 only for chats
    double slowdown;     ///< what each further chat adds to the length of one, as a share
    uint32_t keep_free;  ///< it is used only while more agents of the group than these are free
    sim_time after;      ///< and once the call has waited so long
    double speed;        ///< talk times are divided by it
} scenario_skill;

/// Agents scheduled in slices, which are numbered as those of arrival_rates are.
typedef struct agent_slices {
    uint32_t *agents;
    uint32_t count; ///< 0: no such schedule
    sim_time slice; ///< > 0
    sim_time phase;
    bool periodic;
} agent_slices;

typedef enum shift_change { SHIFT_BEGINS, BREAK_BEGINS, BREAK_ENDS, SHIFT_ENDS } shift_change;

typedef struct shift_step {
    sim_time at;   ///< since Monday 00:00, less than a week
    sim_time into; ///< since the shift began
    shift_change change;
} shift_step;

typedef struct scenario_shift {
    uint32_t first_agent, agents; ///< whose shift it is
    uint32_t step_count;          ///< > 0
    shift_step *steps;            ///< in order of time
} scenario_shift;

typedef struct scenario_group {
    uint32_t first_agent, size;
    uint16_t site;  ///< NO_INDEX16: virtual seats
    bool login_all; ///< serves all queues of all sites as one
    uint16_t login_count;
    uint16_t *login; ///< sites, in order; empty when login_all
    uint16_t skill_count;
    scenario_skill *skills; ///< in order of class index
    uint16_t at_once;       ///< most chats that one of its agents has
    bool has_speeds;        ///< some skill has a speed other than 1
    bool counter;           ///< too many agents: whoever is done first leaves, else certain ones
    call_policy call_choice;
    uint64_t source;  ///< stream_source() of its name
    double shrinkage; ///< probability that a scheduled agent is absent for the day
    agent_slices staffing;
    uint16_t shift_count; ///< 0, or there is no staffing
    scenario_shift *shifts;
} scenario_group;

/// What becomes of a call on a unit that fails.
typedef enum call_fate { FATE_DROP, FATE_KEEP, FATE_REQUEUE, FATE_SUSPEND, FATE_COUNT } call_fate;

/// Where a call can be when a unit fails.
typedef enum call_stage { STAGE_IVR, STAGE_QUEUE, STAGE_TALK, STAGE_COUNT } call_stage;

/// Units that fail and are repaired, each by itself. A component works while `needed` of its units do, and
/// all components that it needs.
typedef struct scenario_component {
    uint64_t source; ///< stream_source() of "site/component"; "/component" of those of no site
    law uptime, downtime;
    bool fails;     ///< by itself
    bool shares;    ///< each unit takes its share; else all or nothing
    bool in_use;    ///< ages only when in use
    bool decides;   ///< `fates` are given: they go before the plan's `survive`
    uint16_t site;  ///< NO_INDEX16: none
    uint16_t takes; ///< SITE_..._UP bits
    uint16_t crew;  ///< NO_INDEX16: there is always somebody
    uint32_t first_unit, count, needed;
    uint32_t capacities[CAPACITY_COUNT]; ///< of a unit
    uint32_t need_count, follower_count;
    uint32_t *needs;     ///< components
    uint32_t *followers; ///< components that need this one
    uint32_t spares;     ///< UNLIMITED: there are always some
    sim_time restock;
    double fates[STAGE_COUNT][FATE_COUNT]; ///< cumulative probabilities, in the order of call_fate
} scenario_component;

typedef struct scenario_crew {
    uint32_t size;
    sim_time from, to; ///< of each day, since midnight; the same: always
} scenario_crew;

/// When calls are gapped.
typedef enum gap_time { GAP_ALWAYS, GAP_IN_FAILOVER } gap_time;

typedef struct scenario_site {
    uint32_t trunks, ivr_ports, queue_places; ///< UNLIMITED when not given
    uint32_t setups;                          ///< calls set up a second; UNLIMITED
    uint32_t gap;                             ///< of the site as an entry: calls admitted a second; UNLIMITED
    gap_time gap_when;
    uint16_t overflow;   ///< where calls go that find no trunk, or no site in charge; NO_INDEX16
    bool waits_for_port; ///< when all IVR ports are busy; else the call is blocked
} scenario_site;

typedef enum failback { FAILBACK_NEVER, FAILBACK_AUTO, FAILBACK_CLOCK, FAILBACK_HOURS } failback;

/// A time, or a law from which it is drawn each time.
typedef struct delay {
    sim_time time;
    optional_law law;
} delay;

/// Steps of a plan: detect, decide, switch; the phases from PLAN_DETECTING on.
enum { PLAN_STEP_COUNT = PLAN_SWITCHING - PLAN_DETECTING + 1 };

/// Presets of a plan's times and survival: see docs/scenario.md.
typedef struct scenario_plan {
    uint64_t source; ///< stream_source() of its name
    uint16_t from, to_count;
    uint16_t *to; ///< sites that may take over, in order of preference
    delay steps[PLAN_STEP_COUNT];
    sim_time relogin;
    sim_time hold_down;                              ///< no switch so long after another one
    double coverage;                                 ///< probability that a switch works
    double survive_ivr, survive_queue, survive_talk; ///< probabilities
    failback failback;
    sim_time failback_from,
        failback_to; ///< since midnight: FAILBACK_CLOCK has the first, FAILBACK_HOURS both
} scenario_plan;

/// It takes parts and capacities of a site, or units of a component.
typedef struct scenario_outage {
    uint64_t source; ///< stream_source() of its name
    sim_time at, down_for;
    sim_time every; ///< from one begin to the next; 0: it comes once
    uint16_t site;  ///< NO_INDEX16: of a component that belongs to none
    uint16_t takes; ///< SITE_..._UP bits
    uint32_t capacities[CAPACITY_COUNT];
    uint32_t first_unit, units; ///< that it holds
} scenario_outage;

struct scenario {
    layout layout; ///< the counts of everything, names, start, warmup, duration, interval
    char *text;
    uint64_t hash;
    scenario_class *classes;
    scenario_step *steps;
    scenario_backend *backends;
    scenario_site *sites;
    scenario_group *groups;
    scenario_plan *plans;
    scenario_outage *outages;
    scenario_component *components; ///< as many as the layout has
    uint32_t crew_count;
    scenario_crew *crews;
    law_tables tables;      ///< what its laws point to
    call_model *call_model; ///< NULL: none
    uint64_t model_hash;    ///< of the contents of tables that its factors are from; 0: of none
};

#endif
