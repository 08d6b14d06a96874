#include <math.h>
#include <stdio.h>

#include "parts.h"

static bool has_span(const viz_view *v, span_kind kind) {
    for (unsigned i = 0; i < v->pane_count; i++)
        for (size_t k = 0; k < v->panes[i].history->span_count; k++)
            if (v->panes[i].history->spans[k].kind == kind)
                return true;
    return false;
}

static bool has_shed(const viz_view *v, double more_than) {
    for (unsigned i = 0; i < v->pane_count; i++)
        for (uint32_t k = 0; k < v->panes[i].history->interval_count; k++)
            if (kpi_shed(&v->panes[i].history->intervals[k]) > more_than)
                return true;
    return false;
}

static void scene_key_text(scene *s, box *rest, const char *name) {
    scene_text(s, box_cut_left(rest, scene_text_room(s, name)),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", name);
    box_cut_left(rest, scene_px(s, 14));
}

/// A swatch of 14 units, as high as what it stands for.
static void scene_key(scene *s, box *rest, double height, color c, const char *name) {
    box swatch = box_cut_left(rest, scene_px(s, 14));
    scene_rect(s, box_center(swatch, swatch.w, scene_px(s, height)), scene_px(s, height > 5 ? 2 : 1), c);
    box_cut_left(rest, scene_px(s, 6));
    scene_key_text(s, rest, name);
}

/// What the bands below the chart mean, as far as there are any.
static void scene_band_key(scene *s, const viz_view *v, box *b) {
    static const struct {
        span_kind kind;
        color color;
        const char *name;
        double height;
    } keys[] = {{SPAN_SITE_DOWN, COLOR_BAD, "site down", 4},
                {SPAN_DETECTING, COLOR_WARNING, "detecting", 12},
                {SPAN_DECIDING, COLOR_DECIDING, "deciding", 12},
                {SPAN_SWITCHING, COLOR_SWITCHING, "switching", 12},
                {SPAN_ON_STANDBY, COLOR_STANDING_BY, "standby in charge", 5}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (has_span(v, keys[i].kind))
            scene_key(s, b, keys[i].height, keys[i].color, keys[i].name);
}

/// How calls that got a busy tone or were dropped show in the bands and the curves, where there are any.
static void scene_shed_key(scene *s, const viz_view *v, box *b) {
    if (has_shed(v, 0.05))
        scene_key(s, b, 9, COLOR_SHED, "blocked or lost");
    if (!has_shed(v, 0.5))
        return;
    box icon = box_cut_left(b, scene_px(s, 26));
    point line[] = {{icon.x, icon.y + icon.h / 2}, {icon.x + icon.w, icon.y + icon.h / 2}};
    scene_line(s, line, 2, scene_px(s, 2.6), color_scheme(0), true);
    box_cut_left(b, scene_px(s, 6));
    scene_key_text(s, b, "over half blocked or lost");
}

static void scene_load_key(scene *s, const history *h, box *b) {
    int64_t most = 0;
    for (uint32_t i = 0; i < h->interval_count; i++)
        most = h->intervals[i].offered > most ? h->intervals[i].offered : most;
    char load[PHRASE_SIZE], text[2 * PHRASE_SIZE];
    phrase_count((double)most, load);
    snprintf(text, sizeof text, "calls offered, at most %s", load);
    scene_text(s, box_cut_right(b, scene_text_room(s, text)),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_MUTED), "%s", text);
    box_cut_right(b, scene_px(s, 2));
    box swatch = box_cut_right(b, scene_px(s, 14));
    swatch = box_center(swatch, swatch.w, swatch.w);
    scene_rect(s, swatch, 0, COLOR_LOAD);
    scene_frame(s, swatch, 0, 1, COLOR_FAINT);
}

static void scene_heading(scene *s, const viz_view *v, const window_boxes *w) {
    const history *h = v->panes[0].history;
    char interval[TIME_TEXT_SIZE];
    duration_format(h->interval, interval);
    box b = w->heading;
    scene_text(s, box_cut_left(&b, scene_px(s, 240)), text_in(FONT_BODY, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK),
               "Service level by %s", interval);
    scene_load_key(s, h, &b);
    scene_band_key(s, v, &b);
    scene_shed_key(s, v, &b);
}

/// The shortest step between ticks of which each has room for its label.
static sim_time tick_step(sim_time span, double width, double label) {
    static const int minutes[] = {1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720};
    double ticks = fmax(1, floor(width / label));
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
        if ((double)span / ticks <= (double)(minutes[i] * SIM_MINUTE))
            return minutes[i] * SIM_MINUTE;
    int64_t days = (int64_t)ceil((double)span / ticks / (double)SIM_DAY);
    return (days > 1 ? days : 1) * SIM_DAY;
}

/// The place of the present time among those of the axis.
static box playhead_chip(const scene *s, const viz_view *v, const window_boxes *w) {
    double x = round(chart_x_at(w, v, v->now)), half = scene_px(s, v->to - v->from > 2 * SIM_DAY ? 44 : 38);
    double left =
        fmax(w->chart.x - half, fmin(x - half, w->chart.x + w->chart.w + scene_px(s, 14) - 2 * half));
    return (box){left, w->axis.y + scene_px(s, 2), 2 * half, w->axis.h - scene_px(s, 4)};
}

static void scene_tick(scene *s, const viz_view *v, const window_boxes *w, sim_time at, double label) {
    double x = round(chart_x_at(w, v, at));
    civil_time civil = civil_add(v->panes[0].state->layout->start, at);
    bool is_day = v->to - v->from > SIM_DAY && civil_time_of_day(civil) == 0;
    char text[PHRASE_SIZE];
    phrase_tick(civil, is_day, text);
    scene_rect(s, (box){x, w->chart.y, 1, w->chart.h + scene_px(s, 4)}, 0, COLOR_HAIRLINE);
    box place = {x - label / 2, w->axis.y + scene_px(s, 2), label, w->axis.h - scene_px(s, 2)};
    double room = scene_text_room(s, text);
    if (!box_overlaps(box_center(place, room, place.h), playhead_chip(s, v, w)))
        scene_text(s, place,
                   number_in(FONT_SMALL, is_day ? WEIGHT_BOLD : WEIGHT_REGULAR, ALIGN_CENTER, COLOR_MUTED),
                   "%s", text);
}

static void scene_axis(scene *s, const viz_view *v, const window_boxes *w) {
    double label = scene_px(s, v->to - v->from > 2 * SIM_DAY ? 110 : 76);
    sim_time step = tick_step(v->to - v->from, w->chart.w, label);
    sim_time of_day = civil_time_of_day(v->panes[0].state->layout->start);
    sim_time first = (v->from + of_day + step - 1) / step * step - of_day;
    for (sim_time at = first; at <= v->to; at += step)
        scene_tick(s, v, w, at, label);
}

static void scene_scale(scene *s, const window_boxes *w) {
    for (int percent = 0; percent <= 100; percent += 50) {
        double y = round(w->chart.y + w->chart.h * (100 - percent) / 100);
        scene_rect(s, (box){w->chart.x, y, w->chart.w, 1}, 0, COLOR_HAIRLINE);
        scene_text(s,
                   (box){w->chart.x - scene_px(s, 70), y - scene_px(s, 10), scene_px(s, 60), scene_px(s, 20)},
                   text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_MUTED), "%d%%", percent);
    }
}

static void scene_playhead(scene *s, const viz_view *v, const window_boxes *w) {
    double x = round(chart_x_at(w, v, v->now)), width = scene_px(s, 2);
    box last = w->bands[v->pane_count - 1];
    s->role = ROLE_PLAYHEAD;
    scene_rect(s,
               (box){x - width / 2, w->chart.y - scene_px(s, 3), width,
                     last.y + last.h - w->chart.y + scene_px(s, 3)},
               0, COLOR_INK);
    scene_disc(s, (point){x, w->chart.y - scene_px(s, 3)}, scene_px(s, 5), COLOR_INK);
    civil_time now = civil_add(v->panes[0].state->layout->start, v->now);
    box chip = playhead_chip(s, v, w);
    scene_rect(s, chip, scene_px(s, 5), COLOR_INK);
    text_style style = number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_CENTER, COLOR_INVERSE);
    char day[PHRASE_SIZE];
    phrase_tick(now, true, day);
    if (v->to - v->from > 2 * SIM_DAY)
        scene_text(s, chip, style, "%s", day);
    else
        scene_text(s, chip, style, "%02d:%02d:%02d", now.hour, now.minute, now.second);
    s->role = ROLE_NONE;
}

void scene_timeline(scene *s, const viz_view *v, const window_boxes *w) {
    scene_rect(s, w->timeline, scene_px(s, 10), COLOR_CARD);
    scene_heading(s, v, w);
    scene_curves(s, v, w);
    scene_scale(s, w);
    scene_axis(s, v, w);
    scene_bands(s, v, w);
    scene_playhead(s, v, w);
}
