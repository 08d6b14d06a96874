/// A small center made by hand: layouts, states, histories and views for the tests of the picture.
#ifndef VIZ_FIXTURE_H
#define VIZ_FIXTURE_H

#include "history.h"
#include "view.h"

/// How large the center is. Texts are constant; free the layout with fixture_layout_free.
typedef struct fixture_size {
    uint32_t classes, steps, sites, groups, agents_per_group, plans, targets;
} fixture_size;

fixture_size fixture_usual(void);
layout *fixture_layout(fixture_size size, const char *scheme_title);
void fixture_layout_free(layout *l);

/// Puts a caller into the state; returns its slot.
uint32_t fixture_add_call(replay_state *s, call_state state, uint16_t site, uint16_t call_class,
                          sim_time since);

/// A busy moment 2 h 25 min after the start, in which `waiting` callers of each class queue at the first site
/// that is up. `quality` 0..1: how well the scheme does.
replay_state *fixture_state(const layout *l, double quality, uint32_t waiting);
/// A day with an outage of the first site at 10:20 for two hours and a switchover in `recover`.
history *fixture_history(const layout *l, double quality, sim_time recover);

/// A view and all that it shows.
typedef struct fixture {
    viz_view view;
    layout *layouts[PANES_MAX];
    replay_state *states[PANES_MAX];
    history *histories[PANES_MAX];
} fixture;

/// A view with `panes` schemes, each better than the one before; free with fixture_free.
fixture fixture_create(int width, int height, unsigned panes, fixture_size size);
void fixture_free(fixture *f);

#endif
