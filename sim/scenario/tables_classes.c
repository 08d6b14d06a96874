#include "scenario/tables.h"

static const char *const channel_choices[CHANNEL_COUNT + 1] = {
    [CHANNEL_TELEPHONE] = "telephone", [CHANNEL_CHAT] = "chat",         [CHANNEL_COUNTER] = "counter",
    [CHANNEL_MESSAGE] = "message",     [CHANNEL_CALLBACK] = "callback",
};

static const char *const closing_choices[] = {"keep", "disconnect", NULL};

static const field class_fields[] = {
    {.key = "channel",
     .type = KEY_CHOICE,
     AT(class_document, channel),
     .choices = channel_choices,
     .standard = "\"telephone\"",
     .meaning = "`telephone`: on a trunk from arrival to exit; `chat`, `counter` (in person): without one; "
                "`message` (e-mail, SMS, fax, work orders): waits as long as it takes, `awt` being its "
                "deadline; `callback`: the center calls, on a trunk from the dialling on"},
    {.key = "arrivals",
     .type = KEY_OBJECT,
     AT(class_document, arrivals),
     .object = &arrivals_type,
     .meaning = "when its callers call (default: never; the class has legs of others only)"},
    {.key = "entry",
     .type = KEY_NAME,
     AT(class_document, entry),
     .standard = "\"agent\"",
     .meaning = "IVR step at which its calls begin; `agent`: straight to the queue"},
    {.key = "enter",
     .type = KEY_SHARES,
     AT(class_document, enter),
     .meaning =
         "site at which its calls enter, or shares of sites, `{\"main\": 0.5, \"east\": 0.5}` (default: the "
         "only site that is in no plan's `to`)"},
    {.key = "priority",
     .type = KEY_WHOLE,
     AT(class_document, priority),
     RANGE(-1e6, 1e6),
     .standard = "0",
     .meaning = "larger goes first"},
    {.key = "awt",
     .type = KEY_TIME,
     AT(class_document, awt),
     RANGE(0, TIME_MAX_S),
     .meaning = "acceptable waiting time (default: that of the scenario)"},
    {.key = "patience",
     .type = KEY_LAW,
     AT(class_document, patience),
     RANGE(0, SIM_SECONDS_MAX),
     .meaning = "time in the queue after which a caller gives up (default: never)"},
    {.key = "balking",
     .type = KEY_OBJECT,
     AT(class_document, balking),
     .object = &balking_type,
     .meaning = "callers who are not willing to wait at all (default: none)"},
    {.key = "talk",
     .type = KEY_LAW,
     AT(class_document, talk),
     RANGE(0, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "talk time"},
    {.key = "talk_by_time",
     .type = KEY_NUMBERS,
     AT(class_document, talk_by_time),
     RANGE(0.01, 100),
     .meaning = "factors on the talk time, in equal slices of the day from 00:00, by the time at which the "
                "call asks for an agent (default: 1)"},
    {.key = "wrapup",
     .type = KEY_LAW,
     AT(class_document, wrapup),
     RANGE(0, SIM_SECONDS_MAX),
     .meaning = "after-call work, in which the agent is not free (default: none)"},
    {.key = "weight",
     .type = KEY_NUMBER,
     AT(class_document, weight),
     RANGE(0, 1e9),
     .standard = "1",
     .meaning = "of its waiting time, where a group's `call_choice` is `weighted_wait`"},
    {.key = "agent_choice",
     .type = KEY_CHOICE,
     AT(class_document, agent_choice),
     .choices = agent_policy_names,
     .meaning = "which free agent takes its calls (default: `routing.agents`)"},
    {.key = "resolution",
     .type = KEY_NUMBER,
     AT(class_document, resolution),
     RANGE(0, 1),
     .standard = "1",
     .meaning =
         "probability that a talk settles the caller's need; who returns otherwise: `redial.unresolved`"},
    {.key = "wait_limit",
     .type = KEY_OBJECT,
     AT(class_document, wait_limit),
     .object = &wait_limit_type,
     .meaning = "the longest that a call may wait, and what becomes of it then (default: no limit)"},
    {.key = "at_closing",
     .type = KEY_CHOICE,
     AT(class_document, at_closing),
     .choices = closing_choices,
     .standard = "\"keep\"",
     .meaning =
         "what becomes of those who wait when the last agents who serve the class go home: `keep` them "
         "waiting, or `disconnect`"},
    {.key = "transfers",
     .type = KEY_MAP,
     AT(class_document, transfers),
     RANGE(0, CLASSES_MAX),
     .object = &transfer_type,
     .meaning =
         "classes to which a talk may be handed over, with probabilities that sum to at most 1 (default: "
         "none)"},
    {.key = "tickets",
     .type = KEY_MAP,
     AT(class_document, tickets),
     RANGE(0, CLASSES_MAX),
     .object = &ticket_type,
     .meaning = "classes of work orders that a talk may leave behind (default: none)"},
    {.key = "late",
     .type = KEY_OBJECT,
     AT(class_document, late),
     .object = &late_type,
     .meaning =
         "for messages and call-backs: what follows when the deadline (`awt`) passes (default: nothing)"},
    {.key = "callback",
     .type = KEY_OBJECT,
     AT(class_document, callback),
     .object = &callback_type,
     .meaning = "the offer of a call-back to those who wait (default: none)"},
    {.key = "dial",
     .type = KEY_OBJECT,
     AT(class_document, dial),
     .object = &dial_type,
     .meaning = "for the channel `callback`: how the center calls back (default: reached at once)"},
    {.key = "redial",
     .type = KEY_OBJECT,
     AT(class_document, redial),
     .object = &redials_type,
     .meaning = "what makes its callers call again (default: nothing)"},
};

const object_type class_type = {"class", "classes.NAME", "A class of calls: callers with one kind of need.",
                                sizeof(class_document), TABLE(class_fields)};

static const field step_fields[] = {
    {.key = "time",
     .type = KEY_LAW,
     AT(step_document, time),
     RANGE(0, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "time that a call spends in the step"},
    {.key = "backend",
     .type = KEY_NAME,
     AT(step_document, backend),
     .meaning =
         "that is asked when the time has passed; the call stays in the step until the answer (default: "
         "none)"},
    {.key = "next",
     .type = KEY_SHARES,
     AT(step_document, next),
     .required = true,
     .meaning = "what follows: a step, `agent` (asks for an agent), `done` (served), `message` (leaves a "
                "message) or "
                "`hangup`; or probabilities of several, `{\"agent\": 0.3, \"done\": 0.7}`"},
};

const object_type step_type = {"step", "ivr.NAME",
                               "A step of the voice menu. From each step an end (`agent`, `done`, `message`, "
                               "`hangup`) must be possible.",
                               sizeof(step_document), TABLE(step_fields)};

static const field backend_fields[] = {
    {.key = "latency",
     .type = KEY_LAW,
     AT(backend_document, latency),
     RANGE(0, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "time that it takes for a query, once it has begun with it"},
    {.key = "capacity",
     .type = KEY_WHOLE,
     AT(backend_document, capacity),
     RANGE(1, 1e9),
     .meaning = "queries at once; further ones wait, first come, first served (default: no limit)"},
};

const object_type backend_type = {"backend", "backends.NAME",
                                  "A system that steps of the voice menu ask, of whatever site.",
                                  sizeof(backend_document), TABLE(backend_fields)};
