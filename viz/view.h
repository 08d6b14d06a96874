/// All that a picture is made of.
#ifndef VIZ_VIEW_H
#define VIZ_VIEW_H

#include <hotline/replay.h>

#include "history.h"

enum { PANES_MAX = 4, SITES_SHOWN_MAX = 4 };

typedef struct viz_pane {
    const replay_state *state; ///< at the view's time, or at the end of a trace that is cut off
    const history *history;
    bool is_cut;     ///< the trace breaks off
    sim_time cut_at; ///< time of its last record
} viz_pane;

typedef struct viz_view {
    int width, height; ///< pixels
    sim_time now;
    sim_time from, to; ///< of the timeline
    int speed;         ///< simulated seconds a second
    bool is_playing;
    bool shows_help;
    unsigned pane_count; ///< 1 .. PANES_MAX
    viz_pane panes[PANES_MAX];
} viz_view;

#endif
