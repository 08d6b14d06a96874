/// The traces that are shown, their players and their histories.
#ifndef VIZ_SHOW_H
#define VIZ_SHOW_H

#include <hotline/error.h>

#include "view.h"

typedef struct show {
    trace *traces[PANES_MAX];
    replay *replays[PANES_MAX];
    history *histories[PANES_MAX];
    sim_time ends[PANES_MAX]; ///< time of the last record of each
    unsigned count;
    sim_time from, to; ///< from the start to the end of the longest
} show;

/// Opens up to PANES_MAX traces and reads each once. False, and `err` set, when one is no trace, is damaged,
/// or does not start with the others.
bool show_open(show *s, const char *const *paths, unsigned count, input_error *err);
/// Accepts what show_open left behind when it failed.
void show_close(show *s);

/// Goes to a time and fills the panes of `v`. False, and `err` set, when a part of a trace is damaged.
bool show_seek(show *s, sim_time now, viz_view *v, input_error *err);

#endif
