/// The busy hour of a call model as a scenario file in memory.
#ifndef PLAN_BUSY_HOUR_H
#define PLAN_BUSY_HOUR_H

#include <hotline/call_model.h>
#include <hotline/scenario.h>

/// Which part of the center, the rest being without limits or left out.
typedef enum busy_hour_part {
    PART_SEATS,  ///< calls for agents alone, straight to their queue
    PART_PORTS,  ///< the voice menu alone
    PART_TRUNKS, ///< all of it, with so many seats
} busy_hour_part;

typedef struct busy_hour {
    const call_factors *factors;
    double agent_calls, automatic_calls; ///< in the hour
    busy_hour_part part;
    double seats;
} busy_hour;

/// Simulated before the hour, seconds.
double busy_hour_warmup(const busy_hour *b);

/// `count` of what the part is named after. False, and `err` set, when the loader refuses it.
bool busy_hour_load(const busy_hour *b, double count, scenario_file **out, input_error *err);

#endif
