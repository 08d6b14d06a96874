/// What a scheme has, as factors of a call model.
#ifndef PLAN_SCHEME_RESOURCES_H
#define PLAN_SCHEME_RESOURCES_H

#include <hotline/call_model.h>
#include <hotline/layout.h>

/// Seats of all groups, ports and trunks of all sites, where there is a limit; where nothing is given yet.
void scheme_resources(const layout *l, call_factors *given);

#endif
