#include "scenario/tables.h"

static const field redial_fields[] = {
    {.key = "probability",
     .type = KEY_NUMBER,
     AT(redial_document, probability),
     RANGE(0, 1),
     .required = true,
     .meaning = "that the caller calls again"},
    {.key = "delay",
     .type = KEY_LAW,
     AT(redial_document, delay),
     RANGE(1, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "time until then; its mean must be 1 s or more"},
    {.key = "limit",
     .type = KEY_WHOLE,
     AT(redial_document, limit),
     RANGE(0, 1e6),
     .meaning = "most redials of one caller for this cause (default: no limit)"},
};

static const object_type redial_type = {"redial", "classes.NAME.redial.CAUSE",
                                        "Whether and when a caller calls again.", sizeof(redial_document),
                                        TABLE(redial_fields)};

static const field redials_fields[] = {
    {.key = "blocked",
     .type = KEY_OBJECT,
     AT(redials_document, causes[REDIAL_BLOCKED]),
     .object = &redial_type,
     .meaning = "after a busy tone (no trunk, IVR port or queue place; site down)"},
    {.key = "abandoned",
     .type = KEY_OBJECT,
     AT(redials_document, causes[REDIAL_ABANDONED]),
     .object = &redial_type,
     .meaning = "after giving up in the queue"},
    {.key = "dropped",
     .type = KEY_OBJECT,
     AT(redials_document, causes[REDIAL_DROPPED]),
     .object = &redial_type,
     .meaning = "after the center lost the call"},
};

static const object_type redials_type = {"redials", "classes.NAME.redial",
                                         "What makes callers call again; causes left out do not.",
                                         sizeof(redials_document), TABLE(redials_fields)};

static const field class_fields[] = {
    {.key = "arrivals",
     .type = KEY_OBJECT,
     AT(class_document, arrivals),
     .required = true,
     .object = &arrivals_type,
     .meaning = "when its callers call"},
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
    {.key = "talk",
     .type = KEY_LAW,
     AT(class_document, talk),
     RANGE(0, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "talk time"},
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
    {.key = "next",
     .type = KEY_SHARES,
     AT(step_document, next),
     .required = true,
     .meaning = "what follows: a step, `agent` (asks for an agent), `done` (served) or `hangup`; or "
                "probabilities of "
                "several, `{\"agent\": 0.3, \"done\": 0.7}`"},
};

const object_type step_type = {
    "step", "ivr.NAME",
    "A step of the voice menu. From each step an end (`agent`, `done`, `hangup`) must be possible.",
    sizeof(step_document), TABLE(step_fields)};
