/// The clock of the window: playing, speed, steps, marks.
#ifndef VIZ_PLAYER_H
#define VIZ_PLAYER_H

#include <hotline/time.h>

#include <stddef.h>

enum { SPEED_MAX = 3600 };

typedef struct player {
    sim_time from, to; ///< where it may be
    sim_time now;
    int speed; ///< simulated seconds a second, 1 .. SPEED_MAX
    bool is_playing;
} player;

player player_create(sim_time from, sim_time to, int speed);
/// Lets `elapsed` microseconds of the wall clock pass; stops at the end.
void player_advance(player *p, sim_time elapsed);
/// Goes to a time, cut to the range.
void player_seek(player *p, sim_time to);
/// Plays or pauses; at the end it begins anew.
void player_toggle(player *p);
/// The next faster (+1) or slower (-1) of the speeds on offer.
void player_change_speed(player *p, int direction);
/// To the next (+1) or previous (-1) of the marks of all panes; stays when there is none.
/// marks[i]: `counts[i]` rising times.
void player_to_mark(player *p, const sim_time *const *marks, const size_t *counts, size_t lists,
                    int direction);

/// Parses where to go: a clock time ("10:20") of the first day from `start` on that has it, or a time since
/// `start`
/// ("10h30min", "5400"). False when it is neither.
bool player_parse_time(const char *text, civil_time start, sim_time *out);

#endif
