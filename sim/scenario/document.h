/// A scenario document as it is bound from JSON: typed and checked one by one, defaults filled in, names not
/// yet looked up. Maps are in order of their names.
#ifndef SCENARIO_DOCUMENT_H
#define SCENARIO_DOCUMENT_H

#include "base/recorded_time.h"
#include "scenario/field.h"

enum {
    CLASSES_MAX = 10000,
    STEPS_MAX = 1000,
    BACKENDS_MAX = 1000,
    GROUPS_MAX = 10000,
    SHIFTS_MAX = 1000,
    BREAKS_MAX = 20,
    SITES_MAX = 1000,
    COMPONENTS_MAX = 1000,
    COMPONENT_UNITS_MAX = 10000,
    ALL_UNITS_MAX = 1000000,
    CREWS_MAX = 1000,
    PLANS_MAX = 500,
    STANDBYS_MAX = 16,
    OUTAGES_MAX = 10000,
    TARGETS_MAX = 1000,
    CRITERIA_MAX = 100,
    SCHEMES_MAX = 200,
    ASSUMPTIONS_MAX = 100,
    STRESSES_MAX = 50,
    AGENTS_MAX = 1000000,
    VALUES_MAX = 1000000,
    INTERVALS_MAX = 100000,
    SPECIAL_DAYS_MAX = 10000,
};

typedef struct file_document {
    char *path; ///< NULL: no file
    char *time;
    int format; ///< time_format
    char *counts;
    sim_time slice;
    filter_list where;
    int replay; ///< recorded_order
    char *day;
    text_list days;
} file_document;

typedef enum calls_law { CALLS_POISSON, CALLS_FIXED } calls_law;

typedef struct special_day_document {
    char *name;
    civil_time date, until;
    double factor;
    number_list profile;
} special_day_document;

typedef struct call_model_document {
    yearly of[FACTOR_COUNT];
    int64_t year;
    int day; ///< 0: busiest, 1: mean
} call_model_document;

typedef enum calls_asked { CALLS_OF_AGENTS, CALLS_AUTOMATIC, CALLS_MIXED } calls_asked;

typedef struct arrivals_document {
    series per_hour, profile;
    double volume;
    int call_model; ///< calls_asked; -1: none of them
    double share;
    number_list weekdays;
    object_map days;
    int calls; ///< calls_law
    double busyness_cv, interval_cv, interval_correlation, busyness_correlation;
    file_document file;
} arrivals_document;

typedef struct redial_document {
    double probability;
    optional_law delay;
    int64_t limit;
    char *to_class;
} redial_document;

typedef struct redials_document {
    redial_document causes[REDIAL_CAUSE_COUNT];
    int draws, wait;
} redials_document;

typedef struct balking_document {
    double probability;
    int64_t waiting;
} balking_document;

typedef struct wait_limit_document {
    sim_time after;
    char *to, *to_class;
} wait_limit_document;

typedef struct transfer_document {
    char *name;
    double probability;
    int kind;
    optional_law handover;
} transfer_document;

typedef struct ticket_document {
    char *name;
    double probability;
} ticket_document;

typedef struct late_document {
    char *to_class;
    double probability;
} late_document;

typedef struct callback_document {
    char *to_class;
    sim_time after, queue_wait;
    double probability;
} callback_document;

typedef struct dial_document {
    optional_law ring, retry;
    double reached;
    int64_t tries;
} dial_document;

typedef struct class_document {
    char *name;
    double weight;
    int agent_choice; ///< agent_policy; -1: as in `routing`
    arrivals_document arrivals;
    char *entry;
    share_list enter;
    int64_t priority;
    sim_time awt;
    optional_law patience, talk, wrapup;
    number_list talk_by_time;
    redials_document redial;
    int channel, at_closing;
    double resolution;
    balking_document balking;
    wait_limit_document wait_limit;
    object_map transfers, tickets;
    late_document late;
    callback_document callback;
    dial_document dial;
} class_document;

typedef struct step_document {
    char *name;
    optional_law time;
    char *backend;
    share_list next;
} step_document;

typedef struct backend_document {
    char *name;
    optional_law latency;
    int64_t capacity;
} backend_document;

typedef struct skill_document {
    char *name;
    int64_t rank, preference, keep_free, at_once;
    double slowdown;
    double speed;
    sim_time after;
} skill_document;

typedef struct break_document {
    char *name;
    sim_time from, to;
} break_document;

typedef struct shift_document {
    char *name;
    int64_t agents;
    sim_time from, to;
    unsigned days; ///< bit 0: Monday
    object_map breaks;
} shift_document;

typedef struct routing_document {
    int calls, agents; ///< call_policy, agent_policy
} routing_document;

typedef struct group_document {
    char *name;
    int64_t size;
    series staffing;
    object_map shifts;
    double shrinkage;
    int leaving;     ///< 0: detailed, 1: counter
    int call_choice; ///< call_policy; -1: as in `routing`
    object_map skills;
    char *site;
    name_list login;
} group_document;

typedef struct calls_document {
    share_list ivr, queue, talk; ///< of names of call_fate
} calls_document;

typedef struct component_document {
    char *name;
    double mtbf, mttr;
    optional_law uptime, downtime;
    int64_t count, needed;
    takes_document takes;
    int ages; ///< 0: always, 1: in use
    text_list needs;
    char *crew;
    int64_t spares;
    sim_time restock;
    calls_document calls;
} component_document;

typedef struct crew_document {
    char *name;
    int64_t size;
    hours_document hours;
} crew_document;

typedef struct gap_document {
    int64_t setups; ///< a second
    int when;       ///< gap_time
} gap_document;

typedef struct site_document {
    char *name;
    int64_t trunks, ivr_ports, queue_places, setups;
    int when_ports_busy;
    gap_document gap;
    char *overflow;
    object_map components;
} site_document;

typedef struct survive_document {
    double ivr, queue, talk;
} survive_document;

typedef struct plan_document {
    char *name;
    name_list from, to;
    int mode;
    delay steps[PLAN_STEP_COUNT];
    sim_time relogin, hold_down;
    double coverage;
    survive_document survive;
    failback_rule failback;
} plan_document;

typedef struct outage_document {
    char *name;
    moment at;
    char *site, *component;
    takes_document takes;
    int64_t units;
    sim_time down_for, every;
} outage_document;

typedef struct target_document {
    char *name;
    char *metric;
    double at_least, at_most, confidence;
    name_list schemes;
    char *of, *after;
    sim_time within, lasts; ///< TIME_ABSENT when not given
    int expect;
} target_document;

typedef struct criterion_document {
    char *name;
    char *metric;
    double weight, worst, best;
} criterion_document;

typedef struct decision_document {
    name_list require;
    object_map criteria;
} decision_document;

typedef struct assumption_document {
    char *name; ///< path
    value_range range;
    int law; ///< assumption_law
    char *source;
} assumption_document;

typedef struct stress_document {
    char *name;
    char *title;
    const cJSON *set;
} stress_document;

typedef struct scheme_document {
    char *name;
    char *title, *description;
    const cJSON *patch;
} scheme_document;

typedef struct document {
    int64_t hotline;
    char *name, *title, *extends;
    civil_time start;
    sim_time duration, warmup, interval;
    int folding; ///< interval_folding
    int64_t replications, batches, seed;
    time_list awt;
    sim_time awt_all;
    object_map classes, ivr, backends, agents, sites, components, crews, failover, timeline, targets;
    call_model_document call_model;
    routing_document routing;
    decision_document decision;
    object_map assumptions, stress, schemes;
    const char *name_of_file; ///< paths are relative to where it is; not bound, not owned
} document;

/// The table of the whole document; the others hang below it.
extern const object_type document_type;

#endif
