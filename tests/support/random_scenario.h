/// Small random scenarios that use everything that there is: for laws that hold in every center.
#ifndef SUPPORT_RANDOM_SCENARIO_H
#define SUPPORT_RANDOM_SCENARIO_H

#include <stdint.h>

/// The JSON text of a scenario; the same for the same number. Free it with free().
char *random_scenario(uint64_t number);

#endif
