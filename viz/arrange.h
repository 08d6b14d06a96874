/// Where everything is: the window and the panes cut into boxes. Pure, so that pointer and picture agree.
#ifndef VIZ_ARRANGE_H
#define VIZ_ARRANGE_H

#include "geometry.h"
#include "view.h"

typedef enum button {
    BUTTON_PREVIOUS,
    BUTTON_PLAY,
    BUTTON_NEXT,
    BUTTON_SLOWER,
    BUTTON_FASTER,
    BUTTON_HELP,
    BUTTON_COUNT
} button;

typedef struct window_boxes {
    double unit; ///< pixels of a unit: 1 at 1600 x 900
    box title, date, clock, speed, buttons[BUTTON_COUNT];
    box panes[PANES_MAX];
    box timeline; ///< the card
    box heading, chart, axis, bands[PANES_MAX], labels[PANES_MAX];
    box legend;
} window_boxes;

enum { LANES_MAX = 64 };

/// What all panes must have room for: they are arranged alike, whatever their schemes differ in.
typedef struct pane_shape {
    uint32_t sites, steps, plans;
    const layout *largest; ///< the one with most agents
    uint32_t lane_count;   ///< queue lanes: the classes of which somebody, in some pane, asks for an agent
    uint16_t lanes[LANES_MAX];
    bool limits_queues; ///< some site has a limit on its queue, for which a bar is drawn
} pane_shape;

pane_shape pane_shape_of(const viz_view *v);

typedef struct pane_boxes {
    box title, hero, kpis[4], plan, agents;
    box sites[SITES_SHOWN_MAX];
} pane_boxes;

/// Sizes from 960 x 540 on; smaller ones are arranged as well, but nobody can read them.
window_boxes window_arrange(int width, int height, unsigned pane_count);
/// `plan` is empty when the layout has no failover plan.
pane_boxes pane_arrange(box pane, double unit, const pane_shape *shape);

/// From a column of the chart to its time and back.
sim_time chart_time_at(const window_boxes *w, const viz_view *v, double x);
double chart_x_at(const window_boxes *w, const viz_view *v, sim_time time);

#endif
