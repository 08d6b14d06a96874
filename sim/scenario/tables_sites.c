#include "scenario/tables.h"

#define COUNT_MAX 1e9

static const char *const mode_choices[] = {"cold", "warm", "hot", "active-active", "n+1", NULL};
static const char *const failback_choices[] = {"never", "auto", NULL};

static const char *const ports_choices[] = {"block", "wait", NULL};

static const char *const gap_choices[] = {"always", "failover", NULL};

static const field gap_fields[] = {
    {.key = "per_second",
     .type = KEY_WHOLE,
     AT(gap_document, setups),
     RANGE(1, COUNT_MAX),
     .required = true,
     .meaning = "calls that are admitted a second, on the average; and so many at once"},
    {.key = "when",
     .type = KEY_CHOICE,
     AT(gap_document, when),
     .choices = gap_choices,
     .standard = "\"failover\"",
     .meaning = "`failover`: while the site's plan switches, or another site is in charge; or `always`"},
};

static const object_type gap_type = {"gap", "sites.NAME.gap",
                                     "Call gapping: spares what takes over the rush of callers.",
                                     sizeof(gap_document), TABLE(gap_fields)};

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
     .meaning = "telephone calls waiting at once, of all classes (default: no limit)"},
    {.key = "calls_per_second",
     .type = KEY_WHOLE,
     AT(site_document, setups),
     RANGE(0, COUNT_MAX),
     .meaning =
         "telephone calls that it sets up a second, on the average, and at once; further ones are blocked "
         "(default: what its components carry, else no limit)"},
    {.key = "gap",
     .type = KEY_OBJECT,
     AT(site_document, gap),
     .object = &gap_type,
     .meaning = "calls to this site that are admitted a second (default: all)"},
    {.key = "overflow",
     .type = KEY_NAME,
     AT(site_document, overflow),
     .meaning =
         "site to which telephone calls go for which this one has no free trunk, or while no site takes "
         "its calls; if it is up and has one (default: none)"},
    {.key = "when_ports_busy",
     .type = KEY_CHOICE,
     AT(site_document, when_ports_busy),
     .choices = ports_choices,
     .standard = "\"block\"",
     .meaning =
         "a call that finds all IVR ports busy gets a busy tone (`block`), or holds its trunk and waits "
         "for a port (`wait`)"},
    {.key = "components",
     .type = KEY_MAP,
     AT(site_document, components),
     RANGE(0, COMPONENTS_MAX),
     .object = &component_type,
     .meaning = "its parts that fail and are repaired (default: none)"},
};

const object_type site_type = {"site", "sites.NAME",
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

static const object_type failback_hours_type = {"failback_hours",     "failover.NAME.failback",
                                                "Hours of each day.", sizeof(hours_document),
                                                hours_fields,         HOURS_FIELD_COUNT};

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
     RANGE(1, STANDBYS_MAX),
     .required = true,
     .meaning = "sites that may take over: the first that is up and stands in for no other site"},
    {.key = "mode",
     .type = KEY_CHOICE,
     AT(plan_document, mode),
     .choices = mode_choices,
     .standard = "\"cold\"",
     .meaning = "presets the times and `survive`, nothing else"},
    {.key = "detect",
     .type = KEY_DELAY,
     AT(plan_document, steps[0]),
     RANGE(0, TIME_MAX_S),
     .meaning = "from the failure until it is known (default: by `mode`)"},
    {.key = "decide",
     .type = KEY_DELAY,
     AT(plan_document, steps[1]),
     RANGE(0, TIME_MAX_S),
     .meaning = "then until the decision to switch (default: by `mode`)"},
    {.key = "switch",
     .type = KEY_DELAY,
     AT(plan_document, steps[2]),
     RANGE(0, TIME_MAX_S),
     .meaning = "then until calls enter at the other site (default: by `mode`)"},
    {.key = "coverage",
     .type = KEY_NUMBER,
     AT(plan_document, coverage),
     RANGE(0, 1),
     .standard = "1",
     .meaning =
         "probability that the switch works; else nothing happens until the site is repaired, or, after "
         "all sites of the plan were down, the first of them"},
    {.key = "hold_down",
     .type = KEY_TIME,
     AT(plan_document, hold_down),
     RANGE(0, TIME_MAX_S),
     .standard = "0",
     .meaning = "no switch, and no failback, so long after another one"},
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
     .object = &failback_hours_type,
     .meaning =
         "when the repaired site is in charge again: `never` (it becomes the standby), `auto` (at "
         "once), a clock time `\"HH:MM\"`, or hours of the day `{\"from\": \"02:00\", \"to\": \"04:00\"}`"},
};

const object_type plan_type = {
    "plan", "failover.NAME",
    "A failover plan. A site is `from` of one plan at most, and then `to` of none, but "
    "of one that leads the other way between the same two sites.",
    sizeof(plan_document), TABLE(plan_fields)};

static const object_type outage_capacities_type = {
    "outage_capacities",         "timeline.NAME.takes", "What a site loses of its capacities.",
    sizeof(capacities_document), capacities_fields,     CAPACITIES_FIELD_COUNT};

static const field outage_fields[] = {
    {.key = "at",
     .type = KEY_MOMENT,
     AT(outage_document, at),
     .required = true,
     .meaning =
         "when: a clock time `\"10:20\"` (the first one at or after `start`), a duration from `start`, or a "
         "date and time"},
    {.key = "site", .type = KEY_NAME, AT(outage_document, site), .meaning = "the site that it hits"},
    {.key = "takes",
     .type = KEY_TAKES,
     AT(outage_document, takes),
     .choices = site_part_names,
     .standard = "[\"platform\"]",
     .object = &outage_capacities_type,
     .meaning =
         "what is lost: the `platform` (seats survive and may log in elsewhere), the `seats`, or both (the "
         "building); or a part of the site's capacities, `{\"trunks\": 90}`"},
    {.key = "component",
     .type = KEY_LINE,
     AT(outage_document, component),
     RANGE(1, 2 * NAME_LENGTH_MAX + 1),
     .meaning =
         "instead of `site` and `takes`: a component that it takes out, `\"main.e1\"`, or one of no site"},
    {.key = "units",
     .type = KEY_WHOLE,
     AT(outage_document, units),
     RANGE(1, COMPONENT_UNITS_MAX),
     .meaning = "with `component`: so many of its units, from the first (default: all)"},
    {.key = "down_for",
     .type = KEY_TIME,
     AT(outage_document, down_for),
     RANGE(1e-6, TIME_MAX_S),
     .required = true,
     .meaning = "until it is repaired"},
    {.key = "every",
     .type = KEY_TIME,
     AT(outage_document, every),
     RANGE(1, TIME_MAX_S),
     .meaning =
         "for windows of maintenance: it comes again so long after each begin (default: it comes once)"},
};

const object_type outage_type = {"outage", "timeline.NAME", "An outage at a given time, or at given times.",
                                 sizeof(outage_document), TABLE(outage_fields)};
