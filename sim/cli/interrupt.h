/// Ctrl-C: the run stops at the next good moment and reports what is finished.
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

/// From now on the first SIGINT or SIGTERM only sets a flag; the second ends the program at once.
void interrupt_watch(void);

bool interrupt_seen(void);

/// The same in the form that an experiment polls; `context` is not used.
bool interrupt_cancelled(void *context);

#endif
