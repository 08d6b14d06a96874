#include "scenario/tables.h"

const char *const call_policy_names[] = {"priority",      "longest_waiting", "preference",
                                         "longest_queue", "weighted_wait",   NULL};
const char *const agent_policy_names[] = {"longest_idle", "random", "least_occupied", NULL};

static const char *const leaving_choices[] = {"detailed", "counter", NULL};
static const char *const weekday_choices[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};

static const field skill_fields[] = {
    {.key = "rank",
     .type = KEY_WHOLE,
     AT(skill_document, rank),
     RANGE(1, 1000),
     .standard = "1",
     .meaning = "the call's view: 1 is the group that is tried first"},
    {.key = "preference",
     .type = KEY_WHOLE,
     AT(skill_document, preference),
     RANGE(1, 1000),
     .meaning =
         "the agent's view when it becomes free: 1 is the class that it takes first (default: `rank`)"},
    {.key = "speed",
     .type = KEY_NUMBER,
     AT(skill_document, speed),
     RANGE(0.01, 100),
     .standard = "1",
     .meaning = "talk times are divided by it"},
    {.key = "after",
     .type = KEY_TIME,
     AT(skill_document, after),
     RANGE(0, TIME_MAX_S),
     .standard = "0",
     .meaning = "overflow: the group takes the class's calls only once they have waited so long"},
    {.key = "keep_free",
     .type = KEY_WHOLE,
     AT(skill_document, keep_free),
     RANGE(0, AGENTS_MAX),
     .standard = "0",
     .meaning = "reserve for other classes: the group takes the class's calls only while more than so many "
                "of its agents are free"},
    {.key = "at_once",
     .type = KEY_WHOLE,
     AT(skill_document, at_once),
     RANGE(1, 100),
     .standard = "1",
     .meaning =
         "for the channel `chat`: an agent has so many of them at a time; takes another when nobody is "
         "free and no other chats with fewer"},
    {.key = "slowdown",
     .type = KEY_NUMBER,
     AT(skill_document, slowdown),
     RANGE(0, 10),
     .standard = "0",
     .meaning = "share by which each chat that the agent has already lengthens a new one"},
};

static const object_type skill_type = {"skill", "agents.NAME.skills.CLASS",
                                       "That a group serves a class. `{}` is enough.", sizeof(skill_document),
                                       TABLE(skill_fields)};

static const field break_fields[] = {
    {.key = "from",
     .type = KEY_CLOCK,
     AT(break_document, from),
     .required = true,
     .meaning = "when it begins, after the shift has begun"},
    {.key = "to",
     .type = KEY_CLOCK,
     AT(break_document, to),
     .required = true,
     .meaning = "when it ends, before the shift ends"},
};

static const object_type break_type = {"break", "agents.NAME.shifts.NAME.breaks.NAME",
                                       "A break of all agents of a shift.", sizeof(break_document),
                                       TABLE(break_fields)};

static const field shift_fields[] = {
    {.key = "agents",
     .type = KEY_WHOLE,
     AT(shift_document, agents),
     RANGE(0, AGENTS_MAX),
     .required = true,
     .meaning = "number of agents who work it; each works no other one"},
    {.key = "from",
     .type = KEY_CLOCK,
     AT(shift_document, from),
     .required = true,
     .meaning = "when it begins"},
    {.key = "to",
     .type = KEY_CLOCK,
     AT(shift_document, to),
     .required = true,
     .meaning = "when it ends; before `from`: on the next day"},
    {.key = "days",
     .type = KEY_BITS,
     AT(shift_document, days),
     .choices = weekday_choices,
     .standard = "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]",
     .meaning = "the days on which it begins"},
    {.key = "breaks",
     .type = KEY_MAP,
     AT(shift_document, breaks),
     RANGE(0, BREAKS_MAX),
     .object = &break_type,
     .meaning = "its breaks (default: none)"},
};

static const object_type shift_type = {"shift", "agents.NAME.shifts.NAME",
                                       "When some agents of a group work.", sizeof(shift_document),
                                       TABLE(shift_fields)};

static const field group_fields[] = {
    {.key = "size",
     .type = KEY_WHOLE,
     AT(group_document, size),
     RANGE(0, AGENTS_MAX),
     .meaning = "number of agents, at most 1000000 in all groups together; with `staffing` or `shifts`: at "
                "most so many (default: as many as these need), else required: all are always there"},
    {.key = "staffing",
     .type = KEY_SERIES,
     AT(group_document, staffing),
     RANGE(0, AGENTS_MAX),
     .meaning =
         "agents scheduled, in equal slices of the duration, of the day from 00:00 or of the week from "
         "Monday"},
    {.key = "shifts",
     .type = KEY_MAP,
     AT(group_document, shifts),
     RANGE(1, SHIFTS_MAX),
     .object = &shift_type,
     .meaning = "instead of `staffing`: shifts, with agents of their own"},
    {.key = "shrinkage",
     .type = KEY_NUMBER,
     AT(group_document, shrinkage),
     RANGE(0, 1),
     .standard = "0",
     .meaning = "probability that a scheduled agent is absent for the day"},
    {.key = "leaving",
     .type = KEY_CHOICE,
     AT(group_document, leaving),
     .choices = leaving_choices,
     .standard = "\"detailed\"",
     .meaning = "who goes when `staffing` decreases and all are busy: certain agents, each when its own call "
                "is done (`detailed`), or whoever is done first (`counter`)"},
    {.key = "skills",
     .type = KEY_MAP,
     AT(group_document, skills),
     RANGE(1, CLASSES_MAX),
     .required = true,
     .object = &skill_type,
     .meaning = "the classes that it serves"},
    {.key = "call_choice",
     .type = KEY_CHOICE,
     AT(group_document, call_choice),
     .choices = call_policy_names,
     .meaning = "which call its agents take when they become free (default: `routing.calls`)"},
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

static const field routing_fields[] = {
    {.key = "calls",
     .type = KEY_CHOICE,
     AT(routing_document, calls),
     .choices = call_policy_names,
     .standard = "\"priority\"",
     .meaning = "which call a free agent takes, see [Routing](#routing)"},
    {.key = "agents",
     .type = KEY_CHOICE,
     AT(routing_document, agents),
     .choices = agent_policy_names,
     .standard = "\"longest_idle\"",
     .meaning = "which free agent takes a call, among those of the groups of best rank"},
};

const object_type routing_type = {"routing", "routing", "Who takes whom.", sizeof(routing_document),
                                  TABLE(routing_fields)};
