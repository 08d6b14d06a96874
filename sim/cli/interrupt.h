/// Ctrl-C: the run stops at the next good moment and reports what is finished.
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

/// From now on the first SIGINT, SIGTERM or SIGHUP (a terminal that is closed) only sets a flag; a second of
/// its kind ends the program at once. A SIGHUP that is ignored stays so.
void interrupt_watch(void);

bool interrupt_seen(void);

/// The same in the form that an experiment polls; `context` is not used.
bool interrupt_cancelled(void *context);

#endif
