/// What records index: the names and sizes of a center. It is the part of a scenario that a metric,
/// a trace reader or the visualizer must know, and stands in every trace's header.
#ifndef HOTLINE_LAYOUT_H
#define HOTLINE_LAYOUT_H

#include <hotline/time.h>

#define UNLIMITED UINT32_MAX

/// How intervals are folded in the results.
typedef enum interval_folding {
    FOLD_NONE,     ///< no intervals
    FOLD_ABSOLUTE, ///< each interval of the duration by itself
    FOLD_DAY,      ///< by time of day
    FOLD_WEEK,     ///< by time of the week, from Monday
    FOLDING_COUNT
} interval_folding;

/// How callers of a class reach the center.
typedef enum channel {
    CHANNEL_TELEPHONE, ///< on a trunk from arrival to exit, through the IVR
    CHANNEL_CHAT,      ///< without a trunk; an agent may have several at once
    CHANNEL_COUNTER,   ///< in person: without a trunk
    CHANNEL_MESSAGE,   ///< e-mail, SMS, fax, letters, work orders: wait as long as it takes; AWT is the
                       ///< deadline
    CHANNEL_CALLBACK,  ///< the center calls: on a trunk from the dialling on
    CHANNEL_COUNT
} channel;

/// Further acceptable waiting times beside that of each class.
enum { FURTHER_AWTS_MAX = 3 };

typedef struct layout_class {
    char *name;
    sim_time awt;
    int32_t priority;
    uint8_t channel;
} layout_class;
typedef struct layout_step {
    char *name;
    uint16_t backend; ///< that is asked at its end; NO_INDEX16: none
} layout_step;
/// A system that is asked: a data base, a billing system.
typedef struct layout_backend {
    char *name;
    uint32_t capacity; ///< queries at once; UNLIMITED
} layout_backend;
typedef struct layout_site {
    char *name;
    uint32_t trunks, ivr_ports, queue_places;
    bool is_entry; ///< a class's `enter` names it: its entry counts for availability
} layout_site;

/// Agents are numbered through all groups: those of a group are first_agent .. first_agent + size - 1.
typedef struct layout_group {
    char *name;
    uint32_t first_agent, size;
    uint16_t site; ///< where its seats stand; NO_INDEX16: nowhere (virtual seats)
} layout_group;

typedef struct layout_plan {
    char *name;
    uint16_t from, to;                    ///< `to`: the first that may take over
    sim_time detect, decide, switch_time; ///< where they vary, their means
    uint32_t standby_count;
    uint16_t *standbys; ///< all that may take over, in order of preference
} layout_plan;

/// Equal units that fail one by one, numbered through all components: those of a component are
/// first_unit .. first_unit + count - 1.
typedef struct layout_component {
    char *name;
    uint32_t first_unit, count;
    uint16_t site; ///< NO_INDEX16 (65,535): of no site
} layout_component;

/// A scheduled outage: a mark on the timeline.
typedef struct layout_outage {
    char *name;
    uint16_t site; ///< NO_INDEX16 (65,535): of a component that belongs to none
    sim_time at, down_for;
} layout_outage;

/// A service-level target for `all` that a picture may draw as a line. `bound` within 0..1.
typedef struct layout_target {
    char *name;
    char *metric;
    double bound;
    bool at_least;
} layout_target;

typedef struct layout {
    char *name, *title; ///< of the scenario
    char *scheme, *scheme_title;
    civil_time start;
    sim_time warmup, duration, interval;
    uint32_t further_awt_count;
    sim_time further_awts[FURTHER_AWTS_MAX]; ///< the same for all classes
    bool has_awt_all; ///< `all` judges every call by awt_all, else each by its class's AWT
    sim_time awt_all;
    interval_folding folding;
    uint32_t class_count, step_count, site_count, group_count, plan_count, outage_count, target_count,
        backend_count, component_count;
    layout_class *classes;
    layout_step *steps;
    layout_site *sites;
    layout_group *groups;
    layout_plan *plans;
    layout_outage *outages;
    layout_target *targets;
    layout_backend *backends;
    layout_component *components;
} layout;

/// Number of agents of all groups together.
uint32_t layout_agent_count(const layout *l);

/// Number of units of all components together.
uint32_t layout_unit_count(const layout *l);

/// The group of an agent (index over all groups).
uint16_t layout_group_of(const layout *l, uint32_t agent);

/// A deep copy that owns all it points to; frees with layout_free. Aborts when memory is exhausted.
layout *layout_copy(const layout *l);

/// Frees a layout made by layout_copy or by a trace reader; accepts NULL.
void layout_free(layout *l);

#endif
