#include "show.h"

#include <string.h>

static bool open_one(show *s, unsigned i, const char *path, input_error *err) {
    if (!trace_open(&s->traces[i], path, err))
        return false;
    s->count = i + 1;
    sim_time first = 0;
    trace_span(s->traces[i], &first, &s->ends[i]);
    s->replays[i] = replay_create(s->traces[i], err);
    if (!s->replays[i])
        return false;
    s->histories[i] = history_create(trace_info(s->traces[i])->layout);
    if (!trace_read_all(s->traces[i], history_observe, s->histories[i], err))
        return false;
    history_finish(s->histories[i], s->ends[i]);
    return true;
}

/// Traces can share a clock only when they begin together.
static bool starts_agree(const show *s, unsigned i, const char *path, input_error *err) {
    civil_time a = trace_info(s->traces[0])->layout->start, b = trace_info(s->traces[i])->layout->start;
    if (civil_days(a) == civil_days(b) && civil_time_of_day(a) == civil_time_of_day(b))
        return true;
    return input_error_set(
        err, path, 0, NULL,
        "starts on %04d-%02d-%02d at %02d:%02d, but the first trace on %04d-%02d-%02d at %02d:%02d; "
        "traces side by side must start together",
        b.year, b.month, b.day, b.hour, b.minute, a.year, a.month, a.day, a.hour, a.minute);
}

bool show_open(show *s, const char *const *paths, unsigned count, input_error *err) {
    *s = (show){0};
    for (unsigned i = 0; i < count; i++) {
        if (!open_one(s, i, paths[i], err) || !starts_agree(s, i, paths[i], err))
            return false;
        sim_time duration = trace_info(s->traces[i])->layout->duration;
        s->to = duration > s->to ? duration : s->to;
    }
    return true;
}

void show_close(show *s) {
    for (unsigned i = 0; i < PANES_MAX; i++) {
        replay_destroy(s->replays[i]);
        history_destroy(s->histories[i]);
        trace_close(s->traces[i]);
    }
    *s = (show){0};
}

bool show_seek(show *s, sim_time now, viz_view *v, input_error *err) {
    v->now = now;
    v->from = s->from;
    v->to = s->to;
    v->pane_count = s->count;
    for (unsigned i = 0; i < s->count; i++) {
        if (!replay_seek(s->replays[i], now, err))
            return false;
        v->panes[i] = (viz_pane){.state = replay_at(s->replays[i]),
                                 .history = s->histories[i],
                                 .is_cut = !trace_is_whole(s->traces[i]),
                                 .cut_at = s->ends[i]};
    }
    return true;
}
