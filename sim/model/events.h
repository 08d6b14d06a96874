/// Everything that is scheduled: one line here and one function in its module.
#ifndef MODEL_EVENTS_H
#define MODEL_EVENTS_H

/// X(kind, handler, rank): among events of equal time, lower ranks happen first: the state of sites before
/// agents, who become free before callers lose patience, and all of them before somebody new arrives.
#define MODEL_EVENTS(X)                                                                                      \
    X(EVENT_PHASE_BEGINS, sim_on_phase, 0)                                                                   \
    X(EVENT_OUTAGE_ENDS, outages_on_end, 1)                                                                  \
    X(EVENT_UNIT_REPAIRED, units_on_repair, 1)                                                               \
    X(EVENT_SPARE_COMES, repairs_on_spare, 1)                                                                \
    X(EVENT_CREW_COMES, repairs_on_crew, 1)                                                                  \
    X(EVENT_OUTAGE_BEGINS, outages_on_begin, 2)                                                              \
    X(EVENT_UNIT_FAILS, units_on_failure, 2)                                                                 \
    X(EVENT_PLAN_STEP_ENDS, failover_on_step_end, 3)                                                         \
    X(EVENT_FAILBACK_DUE, failover_on_failback_due, 3)                                                       \
    X(EVENT_SCHEDULES_CHANGE, schedules_on_change, 4)                                                        \
    X(EVENT_AGENT_LOGS_IN, agents_on_login, 4)                                                               \
    X(EVENT_TALK_ENDS, agents_on_talk_end, 5)                                                                \
    X(EVENT_WRAPUP_ENDS, agents_on_wrapup_end, 5)                                                            \
    X(EVENT_CALL_OVERFLOWS, queueing_on_overflow, 6)                                                         \
    X(EVENT_HANDOVER_ENDS, agents_on_handover_end, 5)                                                        \
    X(EVENT_IVR_STEP_ENDS, ivr_on_step_end, 6)                                                               \
    X(EVENT_QUERY_ENDS, backends_on_answer, 6)                                                               \
    X(EVENT_PATIENCE_ENDS, queueing_on_patience_end, 7)                                                      \
    X(EVENT_MILESTONE_PASSES, queueing_on_milestone, 7)                                                      \
    X(EVENT_CALLER_RETURNS, redial_on_return, 8)                                                             \
    X(EVENT_QUIET_ENDS, arrivals_on_quiet, 9)                                                                \
    X(EVENT_CALL_ARRIVES, arrivals_on_arrival, 9)

#define X(kind, handler, rank) kind,
typedef enum event_kind { MODEL_EVENTS(X) EVENT_KIND_COUNT } event_kind;
#undef X

#endif
