/// What keyframes and players need of a replay state beyond <hotline/replay.h>.
#ifndef TRACE_REPLAY_STATE_H
#define TRACE_REPLAY_STATE_H

#include <hotline/replay.h>

/// The state before the first record, in memory that is there already.
void replay_state_reset(replay_state *s);

/// True when every index in the state names something and all times lie before `now`: what a keyframe of a
/// hostile trace must pass before anybody looks at it.
bool replay_state_is_sound(const replay_state *s);

#endif
