/// The call model of a hotline: from subscribers to the calls of the busy hour, and from these to seats, IVR
/// ports, trunks and processor load, by the operators' rules of thumb and by Erlang's formulas. All functions
/// are pure.
///
/// Sources, named by their letters below:
/// [H] Huawei, worked example of a provincial China Mobile center (1.2 million users, 150 seats) in
///     certification exams, http://itgle.com/dianxinzhiye/qiG1H2W.html: rules of load, trunks by seats.
/// [T] A. K. Erlang 1917, C. Palm 1957: see hotline/theory.h.
/// [P] Exam question on the BHCA of a processor, t = a + b N, https://jikaoti.com/ti/3qkCFFFM.
/// [X] Exam question on the BHCA of an exchange, https://360docs.net/doc/5e9328954.html.
#ifndef HOTLINE_CALL_MODEL_H
#define HOTLINE_CALL_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include <hotline/error.h>

typedef enum factor_unit {
    UNIT_NUMBER,
    UNIT_SHARE,   ///< of 1
    UNIT_SECONDS, ///< in files also a duration such as "2min"
} factor_unit;

/// X(NAME, key in files, unit, smallest value, largest value, default or NAN, meaning): the factors of the
/// model, in the order in which people read them. A default is that of [H], or neutral.
#define CALL_FACTORS(X)                                                                                      \
    X(SUBSCRIBERS, "subscribers", NUMBER, 1, 1e10, NAN, "subscribers that the hotline serves")               \
    X(CALLS, "calls", NUMBER, 1e-6, 1e4, NAN, "calls of a subscriber in a month, of all kinds")              \
    X(AGENT_CALLS, "agent_calls", NUMBER, 0, 1e4, NAN,                                                       \
      "calls a month of these that ask for an agent; instead of `agent_share`")                              \
    X(AGENT_SHARE, "agent_share", SHARE, 0, 1, NAN,                                                          \
      "share of all calls that ask for an agent; manual to automatic as 1 to 3 is 0.25")                     \
    X(DAYS_IN_MONTH, "days_in_month", NUMBER, 1, 31, 30, "days over which the calls of a month are spread")  \
    X(CONCENTRATION, "busy_hour_concentration", SHARE, 0.001, 1, 0.1,                                        \
      "share of a day's calls that come in its busiest hour")                                                \
    X(BUSIEST_DAY, "busiest_day_factor", NUMBER, 0.01, 100, 1,                                               \
      "calls of the planned day, in those of the mean day")                                                  \
    X(AHT, "aht", SECONDS, 0.1, 86400, NAN, "mean handling time of an agent: talk and wrap-up")              \
    X(CALLS_PER_SEAT, "calls_per_seat", NUMBER, 0.01, 36000, NAN,                                            \
      "calls that an agent handles in the busy hour (default: 3600 s × `agent_load` / `aht`)")               \
    X(AUTOMATIC_CALL, "automatic_call", SECONDS, 0, 86400, 65,                                               \
      "mean duration of a call that the voice menu serves (with `mixed_call` given: what that leaves)")      \
    X(PREAMBLE, "preamble", SECONDS, 0, 86400, 30, "mean time in the menu before an agent is asked for")     \
    X(QUEUE_WAIT, "queue_wait", SECONDS, 0, 86400, 10,                                                       \
      "mean wait for an agent that the rules of thumb assume")                                               \
    X(MIXED_CALL, "mixed_call", SECONDS, 0.1, 86400, NAN,                                                    \
      "mean duration of a call of any kind in the busy hour (default: of its parts)")                        \
    X(CONNECTION_RATE, "connection_rate", SHARE, 0.01, 1, 1,                                                 \
      "share of the calls for agents to be answered; of the rule by calls a seat")                           \
    X(AGENT_LOAD, "agent_load", SHARE, 0.01, 1, 0.8,                                                         \
      "share of the busy hour for which an agent may be busy")                                               \
    X(TRUNK_LOAD, "trunk_load", SHARE, 0.01, 1, 0.7, "Erlang that a trunk may carry")                        \
    X(PORT_LOAD, "port_load", SHARE, 0.01, 1, 0.7, "Erlang that an IVR port may carry")                      \
    X(E1_CHANNELS, "e1_channels", NUMBER, 1, 32, 30, "trunks of an E1")                                      \
    X(SHRINKAGE, "shrinkage", SHARE, 0, 0.95, 0, "share of the agents on the rota who are away")             \
    X(SERVICE_LEVEL, "service_level", SHARE, 0.01, 0.9999, 0.8,                                              \
      "target: share of agent calls answered within `awt`")                                                  \
    X(AWT, "awt", SECONDS, 0, 86400, 20, "acceptable waiting time of the target")                            \
    X(BLOCKING, "blocking", SHARE, 1e-6, 0.5, 0.01, "target: share of calls that find no trunk, or no port") \
    X(PATIENCE, "patience", SECONDS, 0.1, 1e6, NAN,                                                          \
      "mean patience of waiting callers, exponential (default: they wait for ever)")                         \
    X(AHT_CV, "aht_cv", NUMBER, 0, 10, 1, "cv of the handling time, lognormal; of the simulation")           \
    X(CTI_RATE, "cti_rate", NUMBER, 1e-3, 1e7, NAN, "calls a second that the CTI platform can take")         \
    X(CTI_FIXED, "cti_fixed_load", SHARE, 0, 0.99, NAN, "load of its processor without calls")               \
    X(CTI_TIME, "cti_call_time", SECONDS, 1e-6, 60, NAN, "time of its processor that a call takes")          \
    X(CTI_LOAD, "cti_load", SHARE, 0.01, 1, 0.8, "load that its processor may have")                         \
    X(SEATS, "seats", NUMBER, 0, 1e7, NAN, "seats that are there in the busy hour")                          \
    X(PORTS, "ports", NUMBER, 0, 1e7, NAN, "IVR ports that are there")                                       \
    X(TRUNKS, "trunks", NUMBER, 0, 1e7, NAN, "trunks that are there")

typedef enum call_factor {
#define X(name, ...) FACTOR_##name,
    CALL_FACTORS(X)
#undef X
        FACTOR_COUNT
} call_factor;

typedef struct factor_info {
    const char *key;
    factor_unit unit;
    double low, high;
    double standard; ///< NAN: none
    const char *meaning;
} factor_info;

extern const factor_info call_factor_table[FACTOR_COUNT];

/// FACTOR_COUNT when there is no such key.
call_factor call_factor_find(const char *key);

/// One value for each factor; NAN where none is given.
typedef struct call_factors {
    double of[FACTOR_COUNT];
} call_factors;

/// No factor given.
call_factors call_factors_none(void);

/// Fills what is not given: with defaults, and with what follows from other factors
///   agent_calls = calls × agent_share, and the other way round; agent_calls goes first;
///   aht = 3600 agent_load / calls_per_seat, and the other way round;
///   automatic_call = (calls × mixed_call − agent_calls × (preamble + queue_wait + aht)) / (calls −
///   agent_calls) where mixed_call is given and automatic_call is not; mixed_call = ((calls − agent_calls) ×
///   automatic_call + agent_calls × (preamble + queue_wait + aht)) / calls; cti_rate = (cti_load −
///   cti_fixed_load) / cti_call_time [P].
/// False, and `err` set, when a factor is out of its range or one that nothing follows without is missing.
/// Factors that contradict one another are no error: see call_contradictions.
bool call_factors_complete(const call_factors *given, call_factors *out, input_error *err);

/// Calls of the day that is planned for, and of its busiest hour.
typedef struct call_demand {
    double day, hour;             ///< all calls
    double agent_day, agent_hour; ///< those that ask for an agent
} call_demand;

/// The same from what concerns calls alone: for those who do not ask for resources. `mean_day`: of a mean
/// day, whatever the busiest-day factor. False, and `err` set, as above.
bool call_demand_of(const call_factors *given, bool mean_day, call_demand *out, input_error *err);

/// The largest share of a day's calls in 60 minutes that begin at a slice, the day being `count` slices with
/// these weights: a multiple of 24, so that an hour has whole slices. NAN when they sum to 0.
double profile_concentration(const double *weights, size_t count);

/// Between which concentrations a profile may be bent: from where all slices that have calls are alike to
/// where its largest ones have nearly all. `room` is for `count` values.
void profile_reach(const double *weights, size_t count, double *low, double *high, double *room);

/// Bends a profile so that its busiest hour has the share `concentration`: every weight to one power, so that
/// the order of busy and quiet hours stays, and hours without calls stay without. False when that is out of
/// its reach, or when the weights sum to 0; what `out` (as many values) holds then does not matter.
bool profile_bend(const double *weights, size_t count, double concentration, double *out);

/// Two figures for one thing.
typedef struct contradiction {
    const char *what;      ///< "calls of an agent in the busy hour"
    call_factor stated_by; ///< the factor that says the one, which counts
    double stated;
    const char *implied_by; ///< what the other follows from
    double implied;
} contradiction;

enum { CONTRADICTIONS_MAX = 5 };

/// Figures given that differ by more than a hundredth from what others given make of them. Returns how many.
size_t call_contradictions(const call_factors *given, contradiction out[CONTRADICTIONS_MAX]);

/// X(NAME, key, is it a whole number in the end, name, unit)
#define CALL_RESULTS(X)                                                                                      \
    X(CALLS, "busy_hour_calls", false, "calls in the busy hour (BHCA)", "")                                  \
    X(AGENT_CALLS, "busy_hour_agent_calls", false, "of them for agents", "")                                 \
    X(AUTOMATIC_CALLS, "busy_hour_automatic_calls", false, "served by the menu", "")                         \
    X(AGENT_ERLANG, "agent_erlang", false, "work of agents", "Erlang")                                       \
    X(IVR_ERLANG, "ivr_erlang", false, "calls in the menu", "Erlang")                                        \
    X(TRUNK_ERLANG, "trunk_erlang", false, "calls on trunks", "Erlang")                                      \
    X(SEATS, "seats", true, "seats", "")                                                                     \
    X(ROSTERED, "rostered_agents", true, "agents on the rota", "")                                           \
    X(OCCUPANCY, "occupancy", false, "occupancy of these seats", "%")                                        \
    X(WITHIN, "answered_within_awt", false, "answered within", "%")                                          \
    X(PORTS, "ivr_ports", true, "IVR ports", "")                                                             \
    X(AGENT_TRUNKS, "agent_trunks", true, "busy trunks of calls for agents", "")                             \
    X(AUTOMATIC_TRUNKS, "automatic_trunks", true, "busy trunks of the others", "")                           \
    X(TRUNKS, "trunks", true, "trunks", "")                                                                  \
    X(E1, "e1", true, "E1", "")                                                                              \
    X(CTI_LOAD, "cti_load", false, "load of the CTI processor", "%")

typedef enum call_result {
#define X(name, ...) RESULT_##name,
    CALL_RESULTS(X)
#undef X
        RESULT_COUNT
} call_result;

typedef struct result_info {
    const char *key;
    bool is_whole;
    const char *name, *unit;
} result_info;

extern const result_info call_result_table[RESULT_COUNT];

/// How resources are found.
typedef enum call_method {
    METHOD_LOAD,     ///< rules of thumb: an agent, a port, a trunk may have so much load
    METHOD_SEATS,    ///< rules of thumb: so many calls a seat; trunks by seats
    METHOD_ERLANG_C, ///< targets, callers wait for ever; Erlang B for ports and trunks
    METHOD_ERLANG_A, ///< targets, callers give up after an exponential patience; likewise
    METHOD_COUNT
} call_method;

/// NAN where a method says nothing. Whole numbers are as the formula gives them: call_result_needed rounds.
typedef struct call_results {
    double of[RESULT_COUNT];
} call_results;

/// What is needed: whole numbers rounded up, but for what is above one by rounding errors alone.
double call_result_needed(call_result which, double value);

/// Busy-hour calls and resources by a method, from factors that call_factors_complete has filled.
///
/// With U subscribers, c calls and ca agent calls a month, d days, f busiest-day factor, b concentration:
///   calls Q = U c / d × f × b, agent calls Qa = U ca / d × f × b, automatic Q − Qa              [H step 2]
///   agent Erlang = Qa × aht / 3600, IVR Erlang = ((Q − Qa) × automatic_call + Qa × preamble) / 3600,
///   trunk Erlang = Q × mixed_call / 3600
/// METHOD_LOAD:  seats = agent Erlang / agent_load, ports = IVR Erlang / port_load, trunks = trunk Erlang /
///   trunk_load.                                                                                  [H step 3]
/// METHOD_SEATS: seats = Qa × connection_rate / calls_per_seat; with S = `seats` if given, else these seats:
///   agent trunks = S × agent_load × (1 + queue_wait / aht + preamble / aht)                      [H step 1]
///   automatic trunks = (Q − Qa) × automatic_call / 3600                                          [H step 2]
///   trunks = (both, each rounded up) / trunk_load; ports as METHOD_LOAD.                         [H step 3]
/// METHOD_ERLANG_C, _A: seats are the fewest with `service_level` of the agent calls answered within `awt`;
///   ports and trunks the fewest that block at most `blocking` (Erlang B); the trunk Erlang has the mean wait
///   of the model instead of queue_wait.                                                                [T]
/// In all: rostered = seats / (1 − shrinkage), E1 = trunks / e1_channels, of rounded numbers; CTI load =
/// cti_load × Q / 3600 / cti_rate, or cti_fixed_load + cti_call_time × Q / 3600 [P]; occupancy, and the share
/// answered within `awt`, with that many seats: by Erlang A where `patience` is given and the method is not
/// METHOD_ERLANG_C, else by Erlang C (agent Erlang / seats, and 0, when the queue grows for ever).
///
/// False, and `err` set, when a target cannot be reached, or METHOD_ERLANG_A has no patience.
bool call_model_size(const call_factors *f, call_method method, call_results *out, input_error *err);

/// What the model takes for a factor: as given, else its default; NAN where it follows from others, or is
/// not known.
double call_factor_taken(const call_factors *given, call_factor factor);

/// The elasticity of a result to a factor: by how many percent it changes when the factor does by one; from
/// the results at factor × 1.01 and factor / 1.01 (Erlang: 1.1, since their seats are whole numbers), or the
/// ends of the factor's range. NAN where the factor has no value, or is 0, or makes no difference to what is
/// given.
double call_elasticity(const call_factors *given, call_method method, call_result which, call_factor factor);

/// A result with one factor changed. NAN when there is none.
double call_result_with(const call_factors *given, call_method method, call_result which, call_factor factor,
                        double value);

/// What the center has, and how many subscribers it carries.
typedef struct call_capacity {
    double has;     ///< NAN: unlimited, or not known
    double used;    ///< share of it at the present subscribers, by the rules of load
    double rule;    ///< subscribers that it carries by METHOD_LOAD; INFINITY: any number
    double formula; ///< by Erlang A where patience is given, else C; Erlang B for ports and trunks
} call_capacity;

typedef enum call_resource {
    RESOURCE_SEATS,
    RESOURCE_PORTS,
    RESOURCE_TRUNKS,
    RESOURCE_CTI, ///< in calls of the busy hour
    RESOURCE_COUNT
} call_resource;

/// The other way round: from the factors `seats`, `ports`, `trunks` and the CTI's to subscribers, everything
/// else being as it is.
void call_model_capacity(const call_factors *f, call_capacity out[RESOURCE_COUNT]);

/// BHCA of an exchange [X]: subscriber lines with so many Erlang each, and trunks, with calls that last for
/// `holding` seconds: (lines × line_erlang + trunks × trunk_erlang) × 3600 / holding.
double exchange_calls(double lines, double line_erlang, double trunks, double trunk_erlang, double holding);

/// BHCA of a processor [P]: the N with load = fixed + call_time × N / 3600.
double processor_calls(double load, double fixed, double call_time);

/// Years that values may be of.
enum { CALL_YEAR_FIRST = 1900, CALL_YEAR_LAST = 2199 };

/// Values of a factor by years, or one for all years.
typedef struct factor_series {
    size_t count;   ///< 0: not given
    int *years;     ///< rising; NULL: the only value is that of all years
    double *values; ///< [count]
} factor_series;

/// A call model as a scenario has it.
typedef struct call_model {
    factor_series of[FACTOR_COUNT];
    int year;                     ///< whose values count for the arrivals of classes
    bool feeds_classes;           ///< classes take their calls from it
    bool mean_day;                ///< they are those of a mean day, not of the busiest
    double profile_concentration; ///< share of the day in the busiest hour of its classes' profiles before
                                  ///< they are bent, the largest; NAN: none has one
} call_model;

/// The factors of a year. False, and `err` set, when one is given by years, but not for this one.
bool call_model_year(const call_model *m, int year, call_factors *out, input_error *err);

#endif
