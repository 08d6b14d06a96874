/// Hours in which a center is closed: callers learn it from the voice menu, and hardly anybody asks for an
/// agent.
#ifndef FIT_OPENING_H
#define FIT_OPENING_H

#include "fit/log.h"

/// Finds for each team the hours of the week in which fewer than half of its callers asked for an agent
/// (where in all hours together more did), and takes the calls of these hours out of the log's arrivals and
/// its hours: into `closed` of their classes. Only for logs with waits.
void opening_find(fit *f, call_log *l);

#endif
