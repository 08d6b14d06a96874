#include "arrange.h"

#include <math.h>

static double px(double unit, double units) {
    return fmax(1, round(units * unit));
}

/// From the right: help, the clock's own buttons, date and clock; the title takes what is left.
static void arrange_header(window_boxes *w, box header) {
    double u = w->unit, side = px(u, 38), gap = px(u, 6);
    w->clock = box_cut_right(&header, px(u, 196));
    box_cut_right(&header, px(u, 14));
    w->date = box_cut_right(&header, px(u, 176));
    box_cut_right(&header, px(u, 26));
    box strip = box_cut_right(&header, 6 * side + px(u, 80) + px(u, 2 * 16) + 4 * gap);
    strip = box_center(strip, strip.w, side);
    w->buttons[BUTTON_PREVIOUS] = box_cut_left(&strip, side);
    box_cut_left(&strip, gap);
    w->buttons[BUTTON_PLAY] = box_cut_left(&strip, side);
    box_cut_left(&strip, gap);
    w->buttons[BUTTON_NEXT] = box_cut_left(&strip, side);
    box_cut_left(&strip, px(u, 16));
    w->buttons[BUTTON_SLOWER] = box_cut_left(&strip, side);
    box_cut_left(&strip, gap);
    w->speed = box_cut_left(&strip, px(u, 80));
    box_cut_left(&strip, gap);
    w->buttons[BUTTON_FASTER] = box_cut_left(&strip, side);
    w->buttons[BUTTON_HELP] = box_cut_right(&strip, side);
    box_cut_right(&header, px(u, 26));
    w->title = header;
}

static void arrange_timeline(window_boxes *w, unsigned pane_count) {
    double u = w->unit;
    box inner = box_inset(w->timeline, px(u, 14), px(u, 9));
    box_cut_right(&inner, px(u, 28));
    w->heading = box_cut_top(&inner, px(u, 24));
    box_cut_top(&inner, px(u, 6));
    box gutter = box_cut_left(&inner, px(u, 240));
    for (unsigned i = pane_count; i-- > 0;) {
        w->bands[i] = box_cut_bottom(&inner, px(u, 19));
        w->labels[i] = (box){gutter.x, w->bands[i].y, gutter.w - px(u, 10), w->bands[i].h};
        box_cut_bottom(&inner, px(u, 2));
    }
    w->axis = box_cut_bottom(&inner, px(u, 24));
    w->chart = inner;
}

window_boxes window_arrange(int width, int height, unsigned pane_count) {
    double u = fmin(width / 1600.0, height / 900.0);
    window_boxes w = {.unit = u};
    box all = box_inset((box){0, 0, width, height}, px(u, 14), px(u, 10));
    arrange_header(&w, box_cut_top(&all, px(u, 54)));
    box_cut_top(&all, px(u, 8));
    w.legend = box_cut_bottom(&all, px(u, 24));
    box_cut_bottom(&all, px(u, 8));
    double chart = pane_count == 1 ? 190 : 72;
    w.timeline = box_cut_bottom(&all, px(u, 74 + chart) + pane_count * (px(u, 19) + px(u, 2)));
    box_cut_bottom(&all, px(u, 10));
    for (unsigned i = 0; i < pane_count; i++)
        w.panes[i] = box_column(all, pane_count, i, px(u, 12));
    arrange_timeline(&w, pane_count);
    return w;
}

static bool is_asked_for(const viz_view *v, uint32_t class_index) {
    for (unsigned i = 0; i < v->pane_count; i++)
        if (class_index < v->panes[i].state->layout->class_count && v->panes[i].history->asks[class_index])
            return true;
    return false;
}

static bool limits_queues(const layout *l) {
    for (uint32_t i = 0; i < l->site_count; i++)
        if (l->sites[i].queue_places != UNLIMITED)
            return true;
    return false;
}

pane_shape pane_shape_of(const viz_view *v) {
    pane_shape shape = {.largest = v->panes[0].state->layout};
    uint32_t classes = 0;
    for (unsigned i = 0; i < v->pane_count; i++) {
        const layout *l = v->panes[i].state->layout;
        shape.sites = l->site_count > shape.sites ? l->site_count : shape.sites;
        shape.steps = l->step_count > shape.steps ? l->step_count : shape.steps;
        shape.plans = l->plan_count > shape.plans ? l->plan_count : shape.plans;
        shape.limits_queues = shape.limits_queues || limits_queues(l);
        classes = l->class_count > classes ? l->class_count : classes;
        if (layout_agent_count(l) > layout_agent_count(shape.largest))
            shape.largest = l;
    }
    if (shape.sites > SITES_SHOWN_MAX)
        shape.sites = SITES_SHOWN_MAX;
    for (uint32_t c = 0; c < classes && shape.lane_count < LANES_MAX; c++)
        if (is_asked_for(v, c))
            shape.lanes[shape.lane_count++] = (uint16_t)c;
    return shape;
}

/// The height of a site without IVR steps and with `lanes` queue lanes, in pixels.
static double site_base(const pane_shape *shape, double u, double lanes) {
    double meters = (shape->steps > 0 ? 2 : 1) * 26 + (shape->limits_queues ? 26 : 19);
    return px(u, 12 + 27 + meters + lanes);
}

/// The height at which a site shows everything.
static double site_height(const pane_shape *shape, double u) {
    double steps = shape->steps > 0 ? px(u, 19 * ceil(shape->steps / 2.0)) : 0;
    return site_base(shape, u, 19 * shape->lane_count) + steps;
}

/// The height below which a site would not show what matters: its meters and some of its lanes.
static double site_least(const pane_shape *shape, double u) {
    return site_base(shape, u, 16.5 * fmin(4, shape->lane_count));
}

/// The height of the agents' block with cells of `cell` units, its groups one or two in a row.
static double agents_height(const layout *l, double u, double width, double cell) {
    unsigned columns = width >= px(u, 254) && l->group_count > 1 ? 2 : 1;
    double across = fmax(1, floor((width - (columns - 1) * px(u, 14)) / columns / px(u, cell)));
    double height = px(u, 14 + 24), row = 0;
    for (uint32_t i = 0; i < l->group_count; i++) {
        row = fmax(row, px(u, 21) + ceil(l->groups[i].size / across) * px(u, cell));
        if ((i + 1) % columns == 0 || i + 1 == l->group_count) {
            height += row;
            row = 0;
        }
    }
    return height;
}

static unsigned site_columns(const pane_shape *shape, double width, double u) {
    double room = fmax(1, floor((width + px(u, 10)) / px(u, 172)));
    return (unsigned)fmax(1, fmin(room, shape->sites));
}

static unsigned site_rows(const pane_shape *shape, double width, double u) {
    unsigned columns = site_columns(shape, width, u);
    return (shape->sites + columns - 1) / columns;
}

static void arrange_sites(pane_boxes *p, box body, double u, const pane_shape *shape) {
    unsigned columns = site_columns(shape, body.w, u), rows = site_rows(shape, body.w, u);
    for (unsigned i = 0; i < shape->sites; i++) {
        box row = box_row(body, rows, i / columns, px(u, 10));
        p->sites[i] = box_column(row, columns, i % columns, px(u, 10));
    }
}

/// The height that agents get: for the largest of some cells beside which sites still show everything, at
/// least for such that can be seen.
static double agents_share(double room, double snug, double u, double width, const layout *l) {
    static const double cells[] = {22, 19, 16};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        double height = agents_height(l, u, width, cells[i]);
        if (snug + height <= room)
            return height;
    }
    return agents_height(l, u, width, 14);
}

/// The height of the sites over the agents. Agents are what a center is about: where there is not room for
/// all, lanes and steps give way until every agent has a cell that can be seen.
static double sites_share(double room, double u, double width, const pane_shape *shape) {
    unsigned rows = site_rows(shape, width, u);
    double gaps = (rows - 1) * px(u, 10), sites = rows * site_height(shape, u) + gaps;
    double snug = sites - rows * px(u, 2 * shape->lane_count);
    double least = fmin(rows * site_least(shape, u) + gaps, 0.62 * room);
    double agents = agents_share(room, snug, u, width - px(u, 20), shape->largest);
    double spare = room - sites - agents;
    return round(fmax(least, spare > 0 ? sites + spare / 3 : room - agents));
}

static void arrange_stacked(pane_boxes *p, box body, double u, const pane_shape *shape) {
    double gap = px(u, 10);
    box top = box_cut_top(&body, sites_share(body.h - gap, u, body.w, shape));
    box_cut_top(&body, gap);
    arrange_sites(p, top, u, shape);
    p->agents = body;
}

/// The service level over the other figures, or beside them where there is room; the rest stays in `inner`.
static void arrange_figures(pane_boxes *p, box *inner, double u, bool is_wide) {
    box kpis;
    p->hero = box_cut_top(inner, px(u, 88));
    if (is_wide) {
        kpis = box_cut_right(&p->hero, round(p->hero.w * 0.42));
        box_cut_right(&p->hero, px(u, 24));
        box_cut_top(&kpis, px(u, 20));
    } else {
        box_cut_top(inner, px(u, 6));
        kpis = box_cut_top(inner, px(u, 62));
    }
    for (unsigned i = 0; i < 4; i++)
        p->kpis[i] = box_column(kpis, 4, i, px(u, 8));
    box_cut_top(inner, px(u, is_wide ? 12 : 6));
}

pane_boxes pane_arrange(box pane, double unit, const pane_shape *shape) {
    pane_boxes p = {0};
    double u = unit;
    box inner = box_inset(pane, px(u, 14), px(u, 8));
    bool is_wide = inner.w >= px(u, 900);
    box_cut_top(&inner, px(u, 4));
    p.title = box_cut_top(&inner, px(u, 30));
    arrange_figures(&p, &inner, u, is_wide);
    if (shape->plans > 0) {
        p.plan = box_cut_top(&inner, px(u, 24));
        box_cut_top(&inner, px(u, 7));
    }
    if (is_wide) {
        p.agents = box_cut_right(&inner, round(inner.w * 0.42));
        box_cut_right(&inner, px(u, 10));
        arrange_sites(&p, inner, u, shape);
    } else {
        arrange_stacked(&p, inner, u, shape);
    }
    return p;
}

sim_time chart_time_at(const window_boxes *w, const viz_view *v, double x) {
    double share = w->chart.w > 0 ? (x - w->chart.x) / w->chart.w : 0;
    return v->from + (sim_time)(fmax(0, fmin(1, share)) * (double)(v->to - v->from));
}

double chart_x_at(const window_boxes *w, const viz_view *v, sim_time time) {
    if (v->to <= v->from)
        return w->chart.x;
    double share = (double)(time - v->from) / (double)(v->to - v->from);
    return w->chart.x + w->chart.w * fmax(0, fmin(1, share));
}
