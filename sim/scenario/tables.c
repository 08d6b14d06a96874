#include "scenario/document.h"

#define AT(type, member) .offset = offsetof(type, member)
#define TABLE(rows)      .fields = (rows), .field_count = sizeof(rows) / sizeof((rows)[0])
#define RANGE(low, high) .min = (low), .max = (high)
#define TIME_MAX_S       3155760000.0 // 100 years
#define COUNT_MAX        1e9
#define TITLE_LENGTH_MAX 200
#define TEXT_LENGTH_MAX  10000
#define METRIC_VALUE_MAX 1e15

static const char *const takes_choices[] = {"platform", "seats", NULL};
static const char *const folding_choices[] = {"none", "absolute", "day", "week", NULL};
static const char *const mode_choices[] = {"cold", "hot", NULL};
static const char *const failback_choices[] = {"never", "auto", NULL};
static const char *const expect_choices[] = {"met", "missed", NULL};

static const field arrivals_fields[] = {
    {.key = "per_hour",
     .type = KEY_NUMBERS,
     AT(arrivals_document, per_hour),
     RANGE(0, 1e9),
     .meaning =
         "rate of first attempts per hour: one number, or a list for slices of equal length over `duration` "
         "(in the warm-up: as in the first slice)"},
    {.key = "profile",
     .type = KEY_NUMBERS,
     AT(arrivals_document, profile),
     RANGE(0, 1e9),
     .meaning = "instead of `per_hour`: weights of equal slices of the day, from 00:00"},
    {.key = "volume",
     .type = KEY_NUMBER,
     AT(arrivals_document, volume),
     RANGE(0, 1e10),
     .meaning = "with `profile`: calls a day"},
    {.key = "busyness_cv",
     .type = KEY_NUMBER,
     AT(arrivals_document, busyness_cv),
     RANGE(0, 5),
     .standard = "0",
     .meaning =
         "coefficient of variation of the day's busyness, a gamma factor with mean 1 on all rates of a day"},
};

static const object_type arrivals_type = {
    "arrivals", "classes.NAME.arrivals",
    "When callers call for the first time: a Poisson process of the rates given.", sizeof(arrivals_document),
    TABLE(arrivals_fields)};

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

static const object_type class_type = {"class", "classes.NAME",
                                       "A class of calls: callers with one kind of need.",
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

static const object_type step_type = {
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

static const object_type group_type = {"group", "agents.NAME", "A group of agents alike.",
                                       sizeof(group_document), TABLE(group_fields)};

static const field component_fields[] = {
    {.key = "mtbf",
     .type = KEY_SECONDS,
     AT(component_document, mtbf),
     RANGE(1, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "mean time between a repair and the next failure; exponential"},
    {.key = "mttr",
     .type = KEY_SECONDS,
     AT(component_document, mttr),
     RANGE(1, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "mean time to repair; exponential"},
    {.key = "takes",
     .type = KEY_BITS,
     AT(component_document, takes),
     .choices = takes_choices,
     .standard = "[\"platform\"]",
     .meaning = "what fails with it: the `platform` (trunks, IVR, queues), the `seats`, or both"},
};

static const object_type component_type = {"component", "sites.NAME.components.NAME",
                                           "A part of a site that fails at random and is repaired.",
                                           sizeof(component_document), TABLE(component_fields)};

static const field site_fields[] = {
    {.key = "trunks",
     .type = KEY_WHOLE,
     AT(site_document, trunks),
     RANGE(0, COUNT_MAX),
     .meaning = "calls that it can hold at once, in IVR, queue and talk (default: no limit)"},
    {.key = "ivr_ports",
     .type = KEY_WHOLE,
     AT(site_document, ivr_ports),
     RANGE(0, COUNT_MAX),
     .meaning = "calls in the IVR at once (default: no limit)"},
    {.key = "queue_places",
     .type = KEY_WHOLE,
     AT(site_document, queue_places),
     RANGE(0, COUNT_MAX),
     .meaning = "calls waiting at once, of all classes (default: no limit)"},
    {.key = "components",
     .type = KEY_MAP,
     AT(site_document, components),
     RANGE(0, COMPONENTS_MAX),
     .object = &component_type,
     .meaning = "its parts that fail at random (default: none)"},
};

static const object_type site_type = {"site", "sites.NAME",
                                      "A site: trunks, IVR and queues (the platform), and seats of agents.",
                                      sizeof(site_document), TABLE(site_fields)};

static const field survive_fields[] = {
    {.key = "ivr",
     .type = KEY_NUMBER,
     AT(survive_document, ivr),
     RANGE(0, 1),
     .meaning = "probability for a call in the IVR (default: by `mode`)"},
    {.key = "queue",
     .type = KEY_NUMBER,
     AT(survive_document, queue),
     RANGE(0, 1),
     .meaning = "for a call in a queue (default: by `mode`)"},
    {.key = "talk",
     .type = KEY_NUMBER,
     AT(survive_document, talk),
     RANGE(0, 1),
     .meaning = "for a call with an agent (default: by `mode`)"},
};

static const object_type survive_type = {"survive", "failover.NAME.survive",
                                         "Which calls survive the loss of the site, by where they are.",
                                         sizeof(survive_document), TABLE(survive_fields)};

static const field plan_fields[] = {
    {.key = "from",
     .type = KEY_NAMES,
     AT(plan_document, from),
     RANGE(1, 1),
     .required = true,
     .meaning = "list of the one site that is in charge at first"},
    {.key = "to",
     .type = KEY_NAMES,
     AT(plan_document, to),
     RANGE(1, 1),
     .required = true,
     .meaning = "list of the one site that takes over"},
    {.key = "mode",
     .type = KEY_CHOICE,
     AT(plan_document, mode),
     .choices = mode_choices,
     .standard = "\"cold\"",
     .meaning = "presets the times and `survive`, nothing else"},
    {.key = "detect",
     .type = KEY_TIME,
     AT(plan_document, detect),
     RANGE(0, TIME_MAX_S),
     .meaning = "from the failure until it is known (default: by `mode`)"},
    {.key = "decide",
     .type = KEY_TIME,
     AT(plan_document, decide),
     RANGE(0, TIME_MAX_S),
     .meaning = "then until the decision to switch (default: by `mode`)"},
    {.key = "switch",
     .type = KEY_TIME,
     AT(plan_document, switch_time),
     RANGE(0, TIME_MAX_S),
     .meaning = "then until calls enter at the other site (default: by `mode`)"},
    {.key = "relogin",
     .type = KEY_TIME,
     AT(plan_document, relogin),
     RANGE(0, TIME_MAX_S),
     .meaning = "time over which the agents come back, evenly (default: by `mode`)"},
    {.key = "survive",
     .type = KEY_OBJECT,
     AT(plan_document, survive),
     .standard = "{}",
     .object = &survive_type,
     .meaning = "which calls survive the failure"},
    {.key = "failback",
     .type = KEY_FAILBACK,
     AT(plan_document, failback),
     .choices = failback_choices,
     .standard = "\"never\"",
     .meaning = "when the repaired site is in charge again: `never` (it becomes the standby), `auto` (at "
                "once), or a "
                "clock time `\"HH:MM\"`"},
};

static const object_type plan_type = {"plan", "failover.NAME",
                                      "A failover plan between two sites. A site may be in one plan only.",
                                      sizeof(plan_document), TABLE(plan_fields)};

static const field outage_fields[] = {
    {.key = "at",
     .type = KEY_MOMENT,
     AT(outage_document, at),
     .required = true,
     .meaning =
         "when: a clock time `\"10:20\"` (the first one at or after `start`), a duration from `start`, or a "
         "date and time"},
    {.key = "site",
     .type = KEY_NAME,
     AT(outage_document, site),
     .required = true,
     .meaning = "the site that it hits"},
    {.key = "takes",
     .type = KEY_BITS,
     AT(outage_document, takes),
     .choices = takes_choices,
     .standard = "[\"platform\"]",
     .meaning =
         "what is lost: the `platform` (seats survive and may log in elsewhere), the `seats`, or both (the "
         "building)"},
    {.key = "down_for",
     .type = KEY_TIME,
     AT(outage_document, down_for),
     RANGE(1e-6, TIME_MAX_S),
     .required = true,
     .meaning = "until it is repaired"},
};

static const object_type outage_type = {"outage", "timeline.NAME", "An outage at a given time.",
                                        sizeof(outage_document), TABLE(outage_fields)};

static const field target_fields[] = {
    {.key = "metric",
     .type = KEY_METRIC,
     AT(target_document, metric),
     .required = true,
     .meaning = "a metric, see metrics.md"},
    {.key = "at_least",
     .type = KEY_SECONDS,
     AT(target_document, at_least),
     RANGE(0, METRIC_VALUE_MAX),
     .meaning = "bound; either this or `at_most`"},
    {.key = "at_most",
     .type = KEY_SECONDS,
     AT(target_document, at_most),
     RANGE(0, METRIC_VALUE_MAX),
     .meaning = "bound; either this or `at_least`"},
    {.key = "confidence",
     .type = KEY_NUMBER,
     AT(target_document, confidence),
     RANGE(0.5, 0.9999),
     .standard = "0.95",
     .meaning = "of the interval that must be on the right side of the bound"},
    {.key = "schemes",
     .type = KEY_NAMES,
     AT(target_document, schemes),
     RANGE(1, SCHEMES_MAX),
     .standard = "\"baseline\"",
     .meaning = "where it is promised: a scheme, a list of schemes, or `all`"},
    {.key = "of",
     .type = KEY_LINE,
     AT(target_document, of),
     RANGE(1, 80),
     .standard = "\"all\"",
     .meaning = "of what: `all`, `classes.NAME`, `groups.NAME` or `sites.NAME`"},
    {.key = "expect",
     .type = KEY_CHOICE,
     AT(target_document, expect),
     .choices = expect_choices,
     .standard = "\"met\"",
     .meaning = "`missed`: `hotline check` holds that the target is missed"},
};

static const object_type target_type = {"target", "targets.NAME", "What is promised of a metric.",
                                        sizeof(target_document), TABLE(target_fields)};

static const field criterion_fields[] = {
    {.key = "metric",
     .type = KEY_METRIC,
     AT(criterion_document, metric),
     .required = true,
     .meaning = "a metric, see metrics.md"},
    {.key = "weight",
     .type = KEY_NUMBER,
     AT(criterion_document, weight),
     RANGE(1e-9, 1e9),
     .required = true,
     .meaning = "its weight in the score, more than 0"},
    {.key = "worst",
     .type = KEY_SECONDS,
     AT(criterion_document, worst),
     RANGE(0, METRIC_VALUE_MAX),
     .required = true,
     .meaning = "value that scores 0"},
    {.key = "best",
     .type = KEY_SECONDS,
     AT(criterion_document, best),
     RANGE(0, METRIC_VALUE_MAX),
     .required = true,
     .meaning = "value that scores 1"},
};

static const object_type criterion_type = {
    "criterion", "decision.criteria.NAME",
    "One criterion: linear from `worst` (0) to `best` (1), cut to that range.", sizeof(criterion_document),
    TABLE(criterion_fields)};

static const field decision_fields[] = {
    {.key = "require",
     .type = KEY_NAMES,
     AT(decision_document, require),
     RANGE(0, TARGETS_MAX),
     .standard = "[]",
     .meaning = "targets that a scheme must not miss to be recommended"},
    {.key = "criteria",
     .type = KEY_MAP,
     AT(decision_document, criteria),
     RANGE(1, CRITERIA_MAX),
     .object = &criterion_type,
     .meaning = "what makes the score (default: `service_level`, from 0 to 1)"},
};

static const object_type decision_type = {"decision", "decision", "How the best scheme is found.",
                                          sizeof(decision_document), TABLE(decision_fields)};

static const field scheme_fields[] = {
    {.key = "title",
     .type = KEY_LINE,
     AT(scheme_document, title),
     RANGE(1, TITLE_LENGTH_MAX),
     .meaning = "for people (default: its name)"},
    {.key = "description",
     .type = KEY_TEXT,
     AT(scheme_document, description),
     RANGE(0, TEXT_LENGTH_MAX),
     .meaning = "for people"},
    {.key = "patch",
     .type = KEY_ANY,
     AT(scheme_document, patch),
     .meaning =
         "JSON Merge Patch (RFC 7386) on the document: objects are merged, `null` takes a key away, all else "
         "replaces"},
};

static const object_type scheme_type = {
    "scheme", "schemes.NAME",
    "A scheme: the center as it would be with a change. `baseline` is the file "
    "without a patch; it may be listed to give it a title.",
    sizeof(scheme_document), TABLE(scheme_fields)};

static const field document_fields[] = {
    {.key = "hotline",
     .type = KEY_WHOLE,
     AT(document, hotline),
     RANGE(1, 1),
     .required = true,
     .meaning = "version of the file format"},
    {.key = "name",
     .type = KEY_NAME,
     AT(document, name),
     .required = true,
     .meaning = "name of the scenario"},
    {.key = "title",
     .type = KEY_LINE,
     AT(document, title),
     RANGE(1, TITLE_LENGTH_MAX),
     .meaning = "for people (default: the name)"},
    {.key = "extends",
     .type = KEY_LINE,
     AT(document, extends),
     RANGE(1, 4096),
     .meaning = "path of a scenario file, relative to this one, onto which this one is merged"},
    {.key = "start",
     .type = KEY_DATE,
     AT(document, start),
     .standard = "\"2011-03-07T00:00\"",
     .meaning = "local date and time at which counting begins (the default is a Monday)"},
    {.key = "duration",
     .type = KEY_TIME,
     AT(document, duration),
     RANGE(1, TIME_MAX_S),
     .required = true,
     .meaning = "what is simulated and counted"},
    {.key = "warmup",
     .type = KEY_TIME,
     AT(document, warmup),
     RANGE(0, TIME_MAX_S),
     .standard = "0",
     .meaning = "simulated before `start`, not counted"},
    {.key = "interval",
     .type = KEY_TIME,
     AT(document, interval),
     RANGE(1, TIME_MAX_S),
     .standard = "\"30min\"",
     .meaning =
         "length of the intervals of the results; must divide the day (or week) into which they are folded"},
    {.key = "intervals",
     .type = KEY_CHOICE,
     AT(document, folding),
     .choices = folding_choices,
     .standard = "\"day\"",
     .meaning = "how intervals are folded: by time of day, of the week, not at all (`absolute`); `none`: no "
                "intervals"},
    {.key = "replications",
     .type = KEY_WHOLE,
     AT(document, replications),
     RANGE(1, 1e6),
     .standard = "20",
     .meaning = "independent runs"},
    {.key = "seed",
     .type = KEY_WHOLE,
     AT(document, seed),
     RANGE(0, 9007199254740991.0),
     .standard = "1",
     .meaning = "of all random numbers"},
    {.key = "awt",
     .type = KEY_TIME,
     AT(document, awt),
     RANGE(0, TIME_MAX_S),
     .standard = "\"20s\"",
     .meaning = "acceptable waiting time of the service level"},
    {.key = "classes",
     .type = KEY_MAP,
     AT(document, classes),
     RANGE(1, CLASSES_MAX),
     .required = true,
     .object = &class_type,
     .meaning = "classes of calls"},
    {.key = "ivr",
     .type = KEY_MAP,
     AT(document, ivr),
     RANGE(0, STEPS_MAX),
     .object = &step_type,
     .meaning = "steps of the voice menu (default: none)"},
    {.key = "agents",
     .type = KEY_MAP,
     AT(document, agents),
     RANGE(0, GROUPS_MAX),
     .object = &group_type,
     .meaning = "groups of agents (default: none)"},
    {.key = "sites",
     .type = KEY_MAP,
     AT(document, sites),
     RANGE(1, SITES_MAX),
     .object = &site_type,
     .meaning = "sites (default: one, named `center`, without limits)"},
    {.key = "failover",
     .type = KEY_MAP,
     AT(document, failover),
     RANGE(0, PLANS_MAX),
     .object = &plan_type,
     .meaning = "failover plans (default: none)"},
    {.key = "timeline",
     .type = KEY_MAP,
     AT(document, timeline),
     RANGE(0, OUTAGES_MAX),
     .object = &outage_type,
     .meaning = "outages at given times (default: none)"},
    {.key = "targets",
     .type = KEY_MAP,
     AT(document, targets),
     RANGE(0, TARGETS_MAX),
     .object = &target_type,
     .meaning = "what `hotline check` holds (default: nothing)"},
    {.key = "decision",
     .type = KEY_OBJECT,
     AT(document, decision),
     .standard = "{}",
     .object = &decision_type,
     .meaning = "how `hotline compare` recommends a scheme"},
    {.key = "schemes",
     .type = KEY_MAP,
     AT(document, schemes),
     RANGE(0, SCHEMES_MAX),
     .object = &scheme_type,
     .meaning = "changes of the center to be compared (default: none)"},
};

const object_type document_type = {
    "scenario", "The whole file",
    "Any object below may also carry `notes`: a string or an object of strings.", sizeof(document),
    TABLE(document_fields)};
