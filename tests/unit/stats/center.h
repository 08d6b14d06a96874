/// A small center for tests of the fold: two classes, two sites (main is the entry), two groups, one plan.
#ifndef STATS_CENTER_H
#define STATS_CENTER_H

#include <hotline/metrics.h>

#define S SIM_SECOND

typedef struct center {
    layout_class classes[2];
    layout_site sites[2];
    layout_group groups[2];
    layout_plan plan;
    layout layout;
} center;

/// One hour from 08:00 in half hours; a: AWT 10 s, b: AWT 20 s; groups of 2 agents each.
static inline void center_init(center *c) {
    *c = (center){
        .classes = {{.name = "a", .awt = 10 * S}, {.name = "b", .awt = 20 * S}},
        .sites = {{.name = "main", .is_entry = true}, {.name = "standby"}},
        .groups = {{.name = "front", .first_agent = 0, .size = 2},
                   {.name = "back", .first_agent = 2, .size = 2}},
        .plan = {.name = "pair", .from = 0, .to = 1},
    };
    c->layout = (layout){
        .name = "center",
        .title = "Center",
        .scheme = "baseline",
        .scheme_title = "baseline",
        .start = {2011, 3, 7, 8, 0, 0},
        .warmup = 100 * S,
        .duration = 3600 * S,
        .interval = 1800 * S,
        .folding = FOLD_DAY,
        .class_count = 2,
        .site_count = 2,
        .group_count = 2,
        .plan_count = 1,
        .classes = c->classes,
        .sites = c->sites,
        .groups = c->groups,
        .plans = &c->plan,
    };
}

#endif
