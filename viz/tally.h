/// Who is where in a state: the numbers and lists that a pane shows.
#ifndef VIZ_TALLY_H
#define VIZ_TALLY_H

#include <hotline/replay.h>

typedef struct tally_site {
    uint32_t inside, in_ivr, queued;
} tally_site;
typedef struct tally_lane {
    uint32_t count;
    const double *stress; ///< wait / AWT of each, falling
} tally_lane;

typedef struct tally {
    const replay_state *state;
    uint32_t away;
    tally_site *sites;                     ///< by site
    uint32_t *in_step;                     ///< [site * step_count + step]
    tally_lane *lanes;                     ///< [site * class_count + class]
    double *waiting;                       ///< what the lanes point to
    uint32_t (*agents)[AGENT_STATE_COUNT]; ///< by group
} tally;

/// Puts the most urgent first.
void tally_sort(double *stress, size_t count);

/// Counts `s`, which must outlive the tally; free with tally_free. Aborts when memory is exhausted.
tally tally_of(const replay_state *s);
void tally_free(tally *t);

#endif
