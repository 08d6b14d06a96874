/// What the files of field tables share: short forms of columns, and the tables that others hang below
/// theirs.
#ifndef SCENARIO_TABLES_H
#define SCENARIO_TABLES_H

#include "scenario/document.h"

#define AT(type, member) .offset = offsetof(type, member)
#define TABLE(rows)      .fields = (rows), .field_count = sizeof(rows) / sizeof((rows)[0])
#define RANGE(low, high) .min = (low), .max = (high)
#define TIME_MAX_S       3155760000.0 // 100 years

extern const object_type redials_type, balking_type, wait_limit_type, transfer_type, ticket_type, late_type,
    callback_type, dial_type;
extern const object_type call_model_type, arrivals_type, class_type, step_type, backend_type, group_type,
    routing_type;
extern const object_type site_type, plan_type, outage_type;
extern const object_type component_type, shared_component_type, crew_type;

/// Rows of hours_document and capacities_document.
enum { HOURS_FIELD_COUNT = 2, CAPACITIES_FIELD_COUNT = 4 };
extern const field hours_fields[HOURS_FIELD_COUNT], capacities_fields[CAPACITIES_FIELD_COUNT];

/// What outages and components may take as a whole, ended by NULL: bit i of SITE_..._UP for name i.
extern const char *const site_part_names[];

/// Names of call_policy and agent_policy in scenario files, ended by NULL.
extern const char *const call_policy_names[], *const agent_policy_names[];

#endif
