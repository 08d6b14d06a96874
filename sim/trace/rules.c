#include "trace/rules.h"

#define FROM(state) (1U << (state))

const call_rule call_rules[RECORD_KIND_COUNT] = {
    [CALL_ARRIVES] = {FROM(CALL_NONE) | FROM(CALL_AWAY), CALL_ENTERING,
                      RECORD_COUNTED | RECORD_REDIAL | RECORD_RETURN, BASE_NONE},
    [CALL_BLOCKED] = {FROM(CALL_ENTERING) | FROM(CALL_IVR) | FROM(CALL_ASKING), CALL_NONE,
                      RECORD_COUNTED | RECORD_REDIALS, BASE_ARRIVED},
    [CALL_STEPS] = {FROM(CALL_ENTERING) | FROM(CALL_AT_PORT) | FROM(CALL_IVR), CALL_IVR, RECORD_COUNTED,
                    BASE_NONE},
    [CALL_LEAVES_IVR] = {FROM(CALL_IVR), CALL_NONE, RECORD_COUNTED, BASE_ARRIVED},
    [CALL_ASKS] = {FROM(CALL_ENTERING) | FROM(CALL_IVR), CALL_ASKING, RECORD_COUNTED, BASE_NONE},
    [CALL_QUEUES] = {FROM(CALL_ASKING), CALL_QUEUED, RECORD_COUNTED, BASE_NONE},
    [CALL_ANSWERED] = {FROM(CALL_ASKING) | FROM(CALL_QUEUED), CALL_TALKING, RECORD_COUNTED, BASE_SINCE},
    [CALL_ABANDONS] = {FROM(CALL_ASKING) | FROM(CALL_QUEUED), CALL_NONE, RECORD_COUNTED | RECORD_REDIALS,
                       BASE_SINCE},
    [CALL_DROPPED] = {FROM(CALL_AT_PORT) | FROM(CALL_IVR) | FROM(CALL_QUEUED) | FROM(CALL_TALKING), CALL_NONE,
                      RECORD_COUNTED | RECORD_REDIALS, BASE_ARRIVED},
    [CALL_ENDS] = {FROM(CALL_TALKING), CALL_NONE,
                   RECORD_COUNTED | RECORD_REDIALS | RECORD_GOES_ON | RECORD_FIRST_TALK, BASE_ARRIVED},
    [CALL_MOVES] = {FROM(CALL_ENTERING) | FROM(CALL_AT_PORT) | FROM(CALL_IVR) | FROM(CALL_ASKING) |
                        FROM(CALL_QUEUED) | FROM(CALL_TALKING),
                    CALL_STATE_COUNT, RECORD_COUNTED, BASE_NONE},
    [CALLER_GIVES_UP] = {FROM(CALL_AWAY), CALL_NONE, RECORD_COUNTED, BASE_NONE},
    [CALL_WAITS_FOR_PORT] = {FROM(CALL_ENTERING), CALL_AT_PORT, RECORD_COUNTED, BASE_NONE},
    [CALL_LEAVES_QUEUE] = {FROM(CALL_QUEUED), CALL_NONE, RECORD_COUNTED | RECORD_REDIALS | RECORD_GOES_ON,
                           BASE_SINCE},
    [CALL_CHANGES_CLASS] = {FROM(CALL_AWAY) | FROM(CALL_ENTERING), CALL_STATE_COUNT, RECORD_COUNTED,
                            BASE_NONE},
    [CALL_STARTS_LEG] = {FROM(CALL_NONE) | FROM(CALL_AWAY) | FROM(CALL_ENTERING), CALL_ENTERING,
                         RECORD_COUNTED, BASE_NONE},
    [CALL_IS_OFFERED_CALLBACK] = {FROM(CALL_ASKING) | FROM(CALL_QUEUED), CALL_STATE_COUNT, RECORD_COUNTED,
                                  BASE_NONE},
    [CALL_IS_LATE] = {FROM(CALL_QUEUED), CALL_STATE_COUNT, RECORD_COUNTED, BASE_SINCE},
    [CALL_HAS_WAITED] = {FROM(CALL_ASKING), CALL_STATE_COUNT, RECORD_COUNTED, BASE_NONE},
    [CALL_ASKS_BACKEND] = {FROM(CALL_IVR), CALL_STATE_COUNT, RECORD_COUNTED, BASE_NONE},
    [CALL_QUERY_BEGINS] = {FROM(CALL_IVR), CALL_STATE_COUNT, RECORD_COUNTED, BASE_QUERIED},
    [CALL_QUERY_ENDS] = {FROM(CALL_IVR), CALL_STATE_COUNT, RECORD_COUNTED, BASE_QUERIED},
    [CALL_SUSPENDS] = {FROM(CALL_TALKING), CALL_STATE_COUNT, RECORD_COUNTED, BASE_NONE},
    [CALL_RESUMES] = {FROM(CALL_TALKING), CALL_STATE_COUNT, RECORD_COUNTED, BASE_NONE},
};

/// An agent that logs in at another site moves to the state that it is in.
const uint8_t agent_rules[AGENT_STATE_COUNT] = {
    [AGENT_OFF] = FROM(AGENT_IDLE),
    [AGENT_IDLE] = FROM(AGENT_OFF) | FROM(AGENT_IDLE) | FROM(AGENT_TALKING),
    [AGENT_TALKING] =
        FROM(AGENT_OFF) | FROM(AGENT_IDLE) | FROM(AGENT_TALKING) | FROM(AGENT_WRAPUP) | FROM(AGENT_HANDOVER),
    [AGENT_WRAPUP] = FROM(AGENT_OFF) | FROM(AGENT_IDLE) | FROM(AGENT_TALKING) | FROM(AGENT_WRAPUP),
    [AGENT_HANDOVER] = FROM(AGENT_OFF) | FROM(AGENT_IDLE) | FROM(AGENT_TALKING) | FROM(AGENT_WRAPUP),
};

bool layout_agent_is_of(const layout *l, uint32_t agent, uint16_t group) {
    return index_is_in(group, l->group_count) && agent >= l->groups[group].first_agent &&
           agent - l->groups[group].first_agent < l->groups[group].size;
}

bool layout_unit_is_of(const layout *l, uint32_t unit, int64_t component) {
    return component >= 0 && component < (int64_t)l->component_count &&
           unit >= l->components[component].first_unit &&
           unit - l->components[component].first_unit < l->components[component].count;
}

static bool unused_fields_are_zero(const record *r) {
    unsigned present = (r->flags != 0 ? FIELD_FLAGS : 0U) | (r->call != 0 ? FIELD_CALL : 0U) |
                       (r->call_class != 0 ? FIELD_CLASS : 0U) | (r->site != 0 ? FIELD_SITE : 0U) |
                       (r->detail != 0 ? FIELD_DETAIL : 0U) | (r->agent != 0 ? FIELD_AGENT : 0U) |
                       (r->value != 0 ? FIELD_VALUE : 0U);
    return (present & ~(unsigned)record_types[r->kind].fields) == 0;
}

static bool value_fits(const record *r) {
    switch ((record_value)record_types[r->kind].value) {
    case VALUE_NONE:
    case VALUE_ID:
        return true;
    case VALUE_BACK:
        return r->value >= 0 && r->value <= SIM_NEVER + r->time;
    case VALUE_SPAN:
        return r->value >= 0 && r->value <= SIM_NEVER;
    }
    return false;
}

static bool call_fits(const layout *l, const record *r) {
    return index_is_in(r->call_class, l->class_count) && index_is_in(r->site, l->site_count) &&
           r->call >= 1 && r->call <= CALL_SLOTS_MAX &&
           (r->flags & ~(unsigned)call_rules[r->kind].flags) == 0 &&
           (r->flags & (RECORD_REDIALS | RECORD_GOES_ON)) != (RECORD_REDIALS | RECORD_GOES_ON);
}

static bool many_at_once(const layout *l, uint16_t call_class) {
    return index_is_in(call_class, l->class_count) && l->classes[call_class].channel == CHANNEL_CHAT;
}

static bool agent_move_fits(const layout *l, const record *r) {
    unsigned from = r->flags >> 4U, to = r->flags & 15U;
    bool with_call = to == AGENT_TALKING || to == AGENT_HANDOVER;
    return from < AGENT_STATE_COUNT && to < AGENT_STATE_COUNT && (agent_rules[from] >> to & 1U) != 0 &&
           layout_agent_is_of(l, r->agent, r->detail) &&
           (agent_works(to) ? index_is_in(r->call_class, l->class_count) : r->call_class == NO_INDEX16) &&
           (with_call && !many_at_once(l, r->call_class) ? r->call >= 1 && r->call <= CALL_SLOTS_MAX
                                                         : r->call == 0) &&
           (to == AGENT_OFF ? r->site == NO_INDEX16 : index_is_in_or_none(r->site, l->site_count));
}

static bool site_change_fits(const layout *l, const record *r) {
    return index_is_in(r->site, l->site_count) && (r->detail & ~(SITE_PLATFORM_UP | SITE_SEATS_UP)) == 0 &&
           r->value >= -1 && r->value < (int64_t)l->outage_count;
}

static bool plan_move_fits(const layout *l, const record *r) {
    return index_is_in(r->site, l->site_count) && r->detail < PLAN_PHASE_COUNT && r->value >= 0 &&
           r->value < (int64_t)l->plan_count;
}

static bool capacity_change_fits(const layout *l, const record *r) {
    return index_is_in(r->site, l->site_count) && r->detail < CAPACITY_COUNT && r->value >= 0 &&
           r->value <= UINT32_MAX;
}

/// What a kind asks beyond call_fits().
static bool detail_fits(const layout *l, const record *r) {
    switch ((record_kind)r->kind) {
    case RECORD_PHASE:
        return r->detail < SIM_PHASE_COUNT;
    case CALL_ARRIVES:
        return r->agent >= 1 && (r->flags & (RECORD_REDIAL | RECORD_RETURN)) != RECORD_RETURN;
    case CALL_BLOCKED:
        return r->detail < BLOCKED_CAUSE_COUNT;
    case CALL_STEPS:
        return r->detail < l->step_count;
    case CALL_LEAVES_IVR:
        return r->detail < IVR_EXIT_COUNT;
    case CALL_ANSWERED:
        return layout_agent_is_of(l, r->agent, r->detail);
    case CALL_MOVES:
        return r->detail < l->site_count;
    case CALL_DROPPED:
        return r->detail < CALL_STATE_COUNT && (call_rules[CALL_DROPPED].from >> r->detail & 1U) != 0;
    case CALL_ABANDONS:
    case CALL_IS_OFFERED_CALLBACK:
        return r->detail <= 1;
    case CALL_ENDS:
        return r->detail < TALK_END_COUNT;
    case CALL_LEAVES_QUEUE:
        return r->detail < QUEUE_EXIT_COUNT;
    case CALL_CHANGES_CLASS:
        return index_is_in(r->detail, l->class_count);
    case CALL_ASKS_BACKEND:
    case CALL_QUERY_BEGINS:
    case CALL_QUERY_ENDS:
        return index_is_in(r->detail, l->backend_count);
    case CALL_STARTS_LEG:
        return r->agent >= 1 && r->detail < LEG_KIND_COUNT;
    case CALL_ASKS:
    case CALL_QUEUES:
    case CALLER_GIVES_UP:
    case CALL_WAITS_FOR_PORT:
    case CALL_IS_LATE:
    case CALL_HAS_WAITED:
    case CALL_SUSPENDS:
    case CALL_RESUMES:
        return true;
    case UNIT_MOVES:
        return r->detail < UNIT_STATE_COUNT + UNIT_HELD && layout_unit_is_of(l, r->agent, r->value);
    case CAPACITY_CHANGES:
        return capacity_change_fits(l, r);
    case AGENT_MOVES:
        return agent_move_fits(l, r);
    case SITE_CHANGES:
        return site_change_fits(l, r);
    case PLAN_MOVES:
    case PLAN_FAILS:
        return plan_move_fits(l, r);
    case ENTRY_CHANGES:
        return index_is_in(r->site, l->site_count) && index_is_in_or_none(r->detail, l->site_count);
    case RECORD_KIND_COUNT:
        return false;
    }
    return false;
}

bool record_fits(const layout *l, const record *r) {
    return r->kind < RECORD_KIND_COUNT && time_is_in_range(r->time) && unused_fields_are_zero(r) &&
           value_fits(r) && (!record_is_of_call(r) || call_fits(l, r)) && detail_fits(l, r);
}
