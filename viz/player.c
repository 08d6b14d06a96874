#include "player.h"

static const int speeds[] = {1, 10, 60, 300, 600, SPEED_MAX};
enum { SPEED_COUNT = sizeof speeds / sizeof *speeds };

player player_create(sim_time from, sim_time to, int speed) {
    return (player){.from = from, .to = to, .now = from, .speed = speed};
}

void player_seek(player *p, sim_time to) {
    p->now = to < p->from ? p->from : to > p->to ? p->to : to;
}

void player_advance(player *p, sim_time elapsed) {
    if (!p->is_playing)
        return;
    player_seek(p, p->now + elapsed * p->speed);
    if (p->now >= p->to)
        p->is_playing = false;
}

void player_toggle(player *p) {
    if (!p->is_playing && p->now >= p->to)
        p->now = p->from;
    p->is_playing = !p->is_playing;
}

static int faster(int speed) {
    for (int i = 0; i < SPEED_COUNT; i++)
        if (speeds[i] > speed)
            return speeds[i];
    return speed;
}

static int slower(int speed) {
    for (int i = SPEED_COUNT - 1; i >= 0; i--)
        if (speeds[i] < speed)
            return speeds[i];
    return speed;
}

void player_change_speed(player *p, int direction) {
    p->speed = direction > 0 ? faster(p->speed) : slower(p->speed);
}

/// Whether `mark` is a better place to go than `best` from `now` on.
static bool is_nearer(sim_time mark, sim_time best, sim_time now, int direction) {
    return direction > 0 ? mark > now && mark < best : mark < now && mark > best;
}

void player_to_mark(player *p, const sim_time *const *marks, const size_t *counts, size_t lists,
                    int direction) {
    sim_time none = direction > 0 ? SIM_NEVER : -SIM_NEVER, best = none;
    for (size_t list = 0; list < lists; list++)
        for (size_t i = 0; i < counts[list]; i++)
            if (is_nearer(marks[list][i], best, p->now, direction))
                best = marks[list][i];
    if (best != none)
        player_seek(p, best);
}

bool player_parse_time(const char *text, civil_time start, sim_time *out) {
    sim_time clock = 0;
    if (clock_parse(text, &clock)) {
        *out = clock - civil_time_of_day(start);
        if (*out < 0)
            *out += SIM_DAY;
        return true;
    }
    double seconds = 0;
    if (!duration_parse_s(text, &seconds))
        return false;
    *out = sim_time_from_s(seconds);
    return true;
}
