#include <math.h>
#include <stdlib.h>

#include "memory.h"
#include "parts.h"

static int64_t most_offered(const history *h) {
    int64_t most = 1;
    for (uint32_t i = 0; i < h->interval_count; i++)
        most = h->intervals[i].offered > most ? h->intervals[i].offered : most;
    return most;
}

/// Bars of the calls offered, behind everything.
static void scene_load(scene *s, const viz_view *v, const window_boxes *w) {
    const history *h = v->panes[0].history;
    double most = (double)most_offered(h), room = w->chart.h * 0.92;
    for (uint32_t i = 0; i < h->interval_count; i++) {
        double from = round(chart_x_at(w, v, i * h->interval)),
               to = round(chart_x_at(w, v, (i + 1) * h->interval));
        double height = round(room * (double)h->intervals[i].offered / most);
        double gap = to - from > 4 ? 1 : 0;
        if (height > 0)
            scene_rect(s, (box){from, w->chart.y + w->chart.h - height, to - from - gap, height}, 0,
                       COLOR_LOAD);
    }
}

static void scene_target_line(scene *s, const viz_view *v, const window_boxes *w) {
    const layout_target *target = kpis_of(v->panes[0].state).all[KPI_SERVICE_LEVEL].target;
    if (!target)
        return;
    double y = w->chart.y + w->chart.h * (1 - target->bound);
    point line[] = {{w->chart.x, y}, {w->chart.x + w->chart.w, y}};
    char bound[PHRASE_SIZE];
    phrase_bound(target->bound, bound);
    s->role = ROLE_TARGET;
    scene_line(s, line, 2, scene_px(s, 1.5), COLOR_INK, true);
    s->role = ROLE_NONE;
    scene_text(s,
               (box){w->chart.x - scene_px(s, 180), y - scene_px(s, 10), scene_px(s, 118), scene_px(s, 20)},
               text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_RIGHT, COLOR_INK), "target %s", bound);
}

/// A part of a curve that is drawn in one go.
typedef struct curve_run {
    point *points;
    size_t count;
    bool is_dashed;
    double width;
    color color;
} curve_run;

/// Adds the points that were gathered as a line, or as a dot when there is but one.
static void end_run(scene *s, curve_run *run) {
    if (run->count == 1)
        scene_disc(s, run->points[0], run->width, run->color);
    else if (run->count > 1)
        scene_line(s, run->points, run->count, run->width, run->color, run->is_dashed);
    run->count = 0;
}

/// Goes on to `p`, over dashes or not.
static void extend_run(scene *s, curve_run *run, point p, bool is_dashed) {
    if (run->count > 1 && run->is_dashed != is_dashed) {
        point last = run->points[run->count - 1];
        end_run(s, run);
        run->points[run->count++] = last;
    }
    run->is_dashed = is_dashed;
    run->points[run->count++] = p;
}

/// The service level of each interval at its middle; intervals without a call leave a gap. Dashed where more
/// than half of the calls offered never got to anybody: the level is that of the few who got in.
static void scene_curve(scene *s, const viz_view *v, const window_boxes *w, unsigned index, color c) {
    const history *h = v->panes[index].history;
    curve_run run = {
        .points = viz_new(h->interval_count, sizeof *run.points), .width = scene_px(s, 2.6), .color = c};
    bool was_shed = false;
    s->role = ROLE_CURVE;
    for (uint32_t i = 0; i < h->interval_count; i++) {
        double level = kpi_service_level(&h->intervals[i]);
        bool is_shed = kpi_shed(&h->intervals[i]) > 0.5;
        sim_time middle = i * h->interval + h->interval / 2;
        point p = {chart_x_at(w, v, middle), w->chart.y + w->chart.h * (1 - fmin(1, level))};
        if (isnan(level))
            end_run(s, &run);
        else
            extend_run(s, &run, p, is_shed || was_shed);
        was_shed = is_shed;
    }
    end_run(s, &run);
    s->role = ROLE_NONE;
    free(run.points);
}

void scene_curves(scene *s, const viz_view *v, const window_boxes *w) {
    box all = {0, 0, v->width, v->height}, pad = box_inset(w->chart, -scene_px(s, 3), -scene_px(s, 3));
    scene_load(s, v, w);
    scene_target_line(s, v, w);
    scene_clip(s, pad);
    for (unsigned i = 0; i < v->pane_count; i++)
        scene_curve(s, v, w, i, color_scheme_soft(i));
    box past = pad;
    past.w = fmax(0, round(chart_x_at(w, v, v->now)) - pad.x);
    scene_clip(s, past);
    for (unsigned i = 0; i < v->pane_count; i++)
        scene_curve(s, v, w, i, color_scheme(i));
    scene_clip(s, all);
}
