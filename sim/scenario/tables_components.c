#include "scenario/tables.h"

const char *const site_part_names[] = {"platform", "seats", NULL};

static const char *const ages_choices[] = {"always", "in_use", NULL};

#define CAPACITY_MAX 1e5

const field capacities_fields[CAPACITIES_FIELD_COUNT] = {
    {.key = "trunks",
     .type = KEY_WHOLE,
     AT(capacities_document, trunks),
     RANGE(0, CAPACITY_MAX),
     .meaning = "trunks: an E1 has 30 (default: none)"},
    {.key = "ivr_ports",
     .type = KEY_WHOLE,
     AT(capacities_document, ivr_ports),
     RANGE(0, CAPACITY_MAX),
     .meaning = "IVR ports (default: none)"},
    {.key = "seats",
     .type = KEY_WHOLE,
     AT(capacities_document, seats),
     RANGE(0, CAPACITY_MAX),
     .meaning = "seats, from those of the first agents of the site's groups on (default: none)"},
    {.key = "calls_per_second",
     .type = KEY_WHOLE,
     AT(capacities_document, setups),
     RANGE(0, CAPACITY_MAX),
     .meaning = "calls that are set up a second (default: none)"},
};

static const object_type capacities_type = {
    "unit_capacities", "sites.NAME.components.NAME.takes",
    "What one unit carries. `{}`: nothing by itself; but others may need it.", sizeof(capacities_document),
    TABLE(capacities_fields)};

static const field calls_fields[] = {
    {.key = "ivr",
     .type = KEY_SHARES,
     AT(calls_document, ivr),
     .meaning = "of a call in the voice menu, or that waits for a port (default: `drop`)"},
    {.key = "queue",
     .type = KEY_SHARES,
     AT(calls_document, queue),
     .meaning = "of a call that waits for an agent (default: `drop`)"},
    {.key = "talk",
     .type = KEY_SHARES,
     AT(calls_document, talk),
     .meaning = "of a call with an agent (default: `drop`)"},
};

static const object_type calls_type = {
    "calls_on_unit", "sites.NAME.components.NAME.calls",
    "What becomes of the calls on a unit that fails: `drop`, `keep` (they go on as if nothing had happened); "
    "where seats alone fail also, of a talk, `suspend` (it stands still until the seat is back) and "
    "`requeue` "
    "(it goes back to its queue, in front of all others, and begins again). One of them, or probabilities.",
    sizeof(calls_document), TABLE(calls_fields)};

// Rows of components of a site, and of those that belong to none.
#define KEY_OF_MTBF                                                                                          \
    {                                                                                                        \
        .key = "mtbf", .type = KEY_SECONDS, AT(component_document, mtbf), RANGE(1, SIM_SECONDS_MAX),         \
        .meaning = "mean time between a repair of a unit and its next failure; exponential"                  \
    }
#define KEY_OF_MTTR                                                                                          \
    {                                                                                                        \
        .key = "mttr", .type = KEY_SECONDS, AT(component_document, mttr), RANGE(1, SIM_SECONDS_MAX),         \
        .meaning = "mean time to repair it; exponential"                                                     \
    }
#define KEY_OF_UPTIME                                                                                        \
    {                                                                                                        \
        .key = "uptime", .type = KEY_LAW, AT(component_document, uptime), RANGE(1, 0),                       \
        .meaning = "instead of `mtbf`: its law. Without either it does not fail by itself"                   \
    }
#define KEY_OF_DOWNTIME                                                                                      \
    {                                                                                                        \
        .key = "downtime", .type = KEY_LAW, AT(component_document, downtime), RANGE(0, 0),                   \
        .meaning = "instead of `mttr`: its law"                                                              \
    }
#define KEY_OF_COUNT                                                                                         \
    {                                                                                                        \
        .key = "count", .type = KEY_WHOLE, AT(component_document, count), RANGE(1, COMPONENT_UNITS_MAX),     \
        .standard = "1", .meaning = "equal units, each of which fails and is repaired by itself"             \
    }
#define KEY_OF_NEEDED                                                                                        \
    {                                                                                                        \
        .key = "needed", .type = KEY_WHOLE, AT(component_document, needed), RANGE(1, COMPONENT_UNITS_MAX),   \
        .meaning = "units without which nothing works that the component takes; with so many, all does "     \
                   "(default: each unit takes its share of capacities; of one unit, that one)"               \
    }
#define KEY_OF_NEEDS                                                                                         \
    {                                                                                                        \
        .key = "needs", .type = KEY_TEXTS, AT(component_document, needs),                                    \
        .meaning = "components without which it does not work: `\"power\"` of the same site or of no site, " \
                   "`\"main.power\"` of a site (default: none)"                                              \
    }
#define KEY_OF_CREW                                                                                          \
    {                                                                                                        \
        .key = "crew", .type = KEY_NAME, AT(component_document, crew),                                       \
        .meaning = "who repairs it: units wait for somebody who is free, first come, first served "          \
                   "(default: there is always somebody)"                                                     \
    }
#define KEY_OF_SPARES                                                                                        \
    {                                                                                                        \
        .key = "spares", .type = KEY_WHOLE, AT(component_document, spares), RANGE(0, 1e6),                   \
        .meaning = "spare parts in stock: a repair takes one; without one it waits for the next that is "    \
                   "delivered (default: there are always some)"                                              \
    }
#define KEY_OF_RESTOCK                                                                                       \
    {                                                                                                        \
        .key = "restock", .type = KEY_TIME, AT(component_document, restock), RANGE(0, TIME_MAX_S),           \
        .meaning = "with `spares`: from the taking of a spare part until its successor is delivered"         \
    }

static const field component_fields[] = {
    KEY_OF_MTBF,
    KEY_OF_MTTR,
    KEY_OF_UPTIME,
    KEY_OF_DOWNTIME,
    KEY_OF_COUNT,
    KEY_OF_NEEDED,
    {.key = "takes",
     .type = KEY_TAKES,
     AT(component_document, takes),
     .choices = site_part_names,
     .standard = "[\"platform\"]",
     .object = &capacities_type,
     .meaning = "what fails with it: the `platform` (trunks, IVR, queues), the `seats`, or both; or "
                "capacities of each unit, `{\"trunks\": 30}`"},
    {.key = "ages",
     .type = KEY_CHOICE,
     AT(component_document, ages),
     .choices = ages_choices,
     .standard = "\"always\"",
     .meaning =
         "when its time to failure runs: by the calendar, or only `in_use`: while one of a unit's seats "
         "is busy; if it takes no seats, while a call is on the site's trunks"},
    KEY_OF_NEEDS,
    KEY_OF_CREW,
    KEY_OF_SPARES,
    KEY_OF_RESTOCK,
    {.key = "calls",
     .type = KEY_OBJECT,
     AT(component_document, calls),
     .object = &calls_type,
     .meaning =
         "what becomes of the calls on a unit that fails (default: `drop`; where the `platform` fails, "
         "what the plan says that covers the site)"},
};

const object_type component_type = {"component", "sites.NAME.components.NAME",
                                    "A part of a site that fails at random and is repaired.",
                                    sizeof(component_document), TABLE(component_fields)};

static const field shared_component_fields[] = {
    KEY_OF_MTBF,   KEY_OF_MTTR,  KEY_OF_UPTIME, KEY_OF_DOWNTIME, KEY_OF_COUNT,
    KEY_OF_NEEDED, KEY_OF_NEEDS, KEY_OF_CREW,   KEY_OF_SPARES,   KEY_OF_RESTOCK,
};

const object_type shared_component_type = {"shared_component", "components.NAME",
                                           "A component that belongs to no site: what several sites need, "
                                           "such as a program that both of two twins run.",
                                           sizeof(component_document), TABLE(shared_component_fields)};

const field hours_fields[HOURS_FIELD_COUNT] = {
    {.key = "from",
     .type = KEY_CLOCK,
     AT(hours_document, from),
     .required = true,
     .meaning = "clock time at which they begin"},
    {.key = "to",
     .type = KEY_CLOCK,
     AT(hours_document, to),
     .required = true,
     .meaning = "clock time at which they end; before `from`: on the next day"},
};

static const object_type hours_type = {"crew_hours", "crews.NAME.hours", "Hours of each day.",
                                       sizeof(hours_document), TABLE(hours_fields)};

static const field crew_fields[] = {
    {.key = "size",
     .type = KEY_WHOLE,
     AT(crew_document, size),
     RANGE(1, 1e6),
     .required = true,
     .meaning = "repairs that it can do at once"},
    {.key = "hours",
     .type = KEY_OBJECT,
     AT(crew_document, hours),
     .object = &hours_type,
     .meaning = "when repairs may begin; one that has begun is done to its end (default: always)"},
};

const object_type crew_type = {"crew", "crews.NAME", "Those who repair components.", sizeof(crew_document),
                               TABLE(crew_fields)};
