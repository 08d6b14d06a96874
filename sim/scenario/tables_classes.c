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

static const field skill_fields[] = {
    {.key = "rank",
     .type = KEY_WHOLE,
     AT(skill_document, rank),
     RANGE(1, 1000),
     .standard = "1",
     .meaning = "1 is first choice"},
};

static const object_type skill_type = {"skill", "agents.NAME.skills.CLASS",
                                       "That a group serves a class. `{}` is enough.", sizeof(skill_document),
                                       TABLE(skill_fields)};

static const field group_fields[] = {
    {.key = "size",
     .type = KEY_WHOLE,
     AT(group_document, size),
     RANGE(0, AGENTS_MAX),
     .required = true,
     .meaning = "number of agents; at most 1000000 in all groups together"},
    {.key = "skills",
     .type = KEY_MAP,
     AT(group_document, skills),
     RANGE(1, CLASSES_MAX),
     .required = true,
     .object = &skill_type,
     .meaning = "the classes that it serves"},
    {.key = "site",
     .type = KEY_NAME,
     AT(group_document, site),
     .meaning = "where its seats stand (default: nowhere, virtual seats)"},
    {.key = "login",
     .type = KEY_NAMES,
     AT(group_document, login),
     RANGE(1, SITES_MAX),
     .meaning =
         "sites whose queues it may serve, one at a time, the first that is up; `\"all\"`: the queues of all "
         "sites as one (default: its site, then the other site of that one's plan; without `site`: all)"},
};

const object_type group_type = {"group", "agents.NAME", "A group of agents alike.", sizeof(group_document),
                                TABLE(group_fields)};
