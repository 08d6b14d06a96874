/// What `hotline size` answers.
#ifndef CLI_SIZE_ANSWER_H
#define CLI_SIZE_ANSWER_H

#include <hotline/plan.h>

#include "cli/size/question.h"
#include "print/chart.h"

/// The ways to size, side by side: those of the call model, and the simulation.
enum { WAY_SIMULATION = METHOD_COUNT, WAY_COUNT };

/// Results whose elasticities are shown, each by a method.
enum { ELASTICITY_COLUMNS = 5 };
typedef struct elasticity_column {
    const char *name;
    call_result result;
    call_method method;
} elasticity_column;
extern const elasticity_column elasticity_columns[ELASTICITY_COLUMNS];

/// A bar of the tornado.
typedef struct swing {
    call_factor factor;
    double low, high;       ///< of the factor
    double at_low, at_high; ///< the result there
    bool is_assumption;     ///< the range is one of the scenario's assumptions; else a tenth more and less
} swing;

typedef struct size_answer {
    bool has[WAY_COUNT];
    char *why[WAY_COUNT]; ///< it has none; NULL: nothing was asked of it
    call_results by[WAY_COUNT];
    plan_results simulation;
    size_t contradiction_count;
    contradiction contradictions[CONTRADICTIONS_MAX];
    double elasticities[FACTOR_COUNT][ELASTICITY_COLUMNS]; ///< NAN: none
    double tornado_base;
    size_t swing_count;
    swing swings[FACTOR_COUNT]; ///< the longest first
    call_capacity capacity[RESOURCE_COUNT];
    int first_by_rule, first_by_formula; ///< the resource that runs out first; -1: none is known
} size_answer;

extern const char *const size_way_keys[WAY_COUNT], *const size_way_names[WAY_COUNT];
extern const char *const size_resource_keys[RESOURCE_COUNT], *const size_resource_names[RESOURCE_COUNT];

/// False, and `err` set, when the simulation could not be finished.
bool size_answer_make(size_answer *a, const size_question *q, const options *o, input_error *err);

void size_answer_free(size_answer *a);

#endif
