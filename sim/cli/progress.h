/// A progress bar with the time that is left, on standard error, and only when that is a terminal.
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct progress {
    bool shown;
    const char *what;    ///< is counted: "replications" unless set after progress_begin()
    double begin, drawn; ///< seconds of a clock that only goes forward
} progress;

void progress_begin(progress *p);

/// An experiment_progress function, `bar` being the progress.
void progress_show(void *bar, size_t done, size_t total, double share);

/// Wipes the bar away.
void progress_end(progress *p);

#endif
