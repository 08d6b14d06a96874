#include <math.h>
#include <stdio.h>
#include <string.h>

#include "parts.h"

static color span_color(span_kind kind) {
    switch (kind) {
    case SPAN_DETECTING:
        return COLOR_WARNING;
    case SPAN_DECIDING:
        return COLOR_DECIDING;
    case SPAN_SWITCHING:
        return COLOR_SWITCHING;
    case SPAN_ON_STANDBY:
        return COLOR_STANDING_BY;
    case SPAN_SITE_DOWN:
    case SPAN_SWITCHOVER:
        break;
    }
    return COLOR_BAD;
}

static const char *span_name(span_kind kind) {
    return kind == SPAN_DETECTING ? "detecting" : kind == SPAN_DECIDING ? "deciding" : "switching";
}

static box span_box(const viz_view *v, const window_boxes *w, const history_span *span, box row) {
    double from = round(chart_x_at(w, v, span->from)), to = round(chart_x_at(w, v, span->to));
    return (box){from, row.y, fmax(2, to - from), row.h};
}

/// A site that is down: a thin bar along the foot of the row.
static void scene_outage(scene *s, box b) {
    double foot = scene_px(s, 4);
    s->role = ROLE_OUTAGE;
    scene_rect(s, (box){b.x, b.y + b.h - foot, b.w, foot}, 0, COLOR_BAD);
    s->role = ROLE_NONE;
}

/// A phase over the height of the band; the standby's time is no more than a line along its top, which leaves
/// room for what it loses.
static void scene_phase(scene *s, const history_span *span, box b) {
    bool is_calm = span->kind == SPAN_ON_STANDBY;
    b.h = is_calm ? scene_px(s, 5) : b.h - scene_px(s, 5);
    s->role = ROLE_PHASE;
    scene_rect(s, b, b.w > 6 ? scene_px(s, 2) : 0, span_color(span->kind));
    s->role = ROLE_NONE;
    if (!is_calm && b.w > scene_px(s, 80))
        scene_text(s, (box){b.x, b.y - scene_px(s, 2), b.w, b.h + scene_px(s, 4)},
                   text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_CENTER,
                           span->kind == SPAN_DETECTING ? COLOR_INK : COLOR_INVERSE),
                   "%s", span_name(span->kind));
}

/// Height of the bar of an interval: the share of its calls that were blocked or lost.
static double shed_height(const scene *s, const history *h, uint32_t interval) {
    return round(scene_px(s, 9) * fmin(1, kpi_shed(&h->intervals[interval])));
}

static box interval_box(const viz_view *v, const window_boxes *w, const history *h, uint32_t i, box row) {
    double from = round(chart_x_at(w, v, i * h->interval)),
           to = round(chart_x_at(w, v, (i + 1) * h->interval));
    return (box){from, row.y, to - from, row.h};
}

static void scene_shed(scene *s, const viz_view *v, const window_boxes *w, const history *h, box row) {
    double foot = row.y + row.h - scene_px(s, 5);
    s->role = ROLE_SHED;
    for (uint32_t i = 0; i < h->interval_count; i++) {
        box b = interval_box(v, w, h, i, row);
        double height = shed_height(s, h, i);
        if (height > 0)
            scene_rect(s, (box){b.x, foot - height, b.w - (b.w > 4), height}, 0, COLOR_SHED);
    }
    s->role = ROLE_NONE;
}

/// Whether nothing is drawn in the part `b` of a band.
static bool is_free(const scene *s, const viz_view *v, const window_boxes *w, const history *h, box b) {
    box row = {w->chart.x, b.y, w->chart.w, b.h};
    if (!box_is_inside(b, row))
        return false;
    for (size_t i = 0; i < h->span_count; i++)
        if (box_overlaps(span_box(v, w, &h->spans[i], b), b))
            return false;
    for (uint32_t i = 0; i < h->interval_count; i++)
        if (shed_height(s, h, i) > 0 && box_overlaps(interval_box(v, w, h, i, b), b))
            return false;
    return true;
}

/// Whether another switchover begins between two columns: a text beyond it would seem to speak of that.
static bool has_switchover(const viz_view *v, const window_boxes *w, const history *h, double from,
                           double to) {
    for (size_t i = 0; i < h->span_count; i++) {
        double x = chart_x_at(w, v, h->spans[i].from);
        if (h->spans[i].kind == SPAN_SWITCHOVER && x > from + 1 && x < to)
            return true;
    }
    return false;
}

/// Moves `place` to the column `x` when nothing is drawn there, with some room at both sides.
static bool take_place(const scene *s, const viz_view *v, const window_boxes *w, const history *h, double x,
                       box *place) {
    double margin = scene_px(s, 6);
    if (!is_free(s, v, w, h, (box){x - margin, place->y, place->w + 2 * margin, place->h}))
        return false;
    place->x = x;
    return true;
}

/// Finds a free place in a band for what is said of a switchover: the next one after it, else before it, but
/// nothing left of `taken`. False when there is none.
static bool find_place(const scene *s, const viz_view *v, const window_boxes *w, const history *h,
                       const history_span *span, double taken, box *place) {
    double from = round(chart_x_at(w, v, span->from)), step = scene_px(s, 6);
    double first = fmax(from, taken), last = w->chart.x + w->chart.w - place->w;
    for (int i = 0; first + i * step <= last; i++) {
        if (has_switchover(v, w, h, from, first + i * step + place->w))
            break;
        if (take_place(s, v, w, h, first + i * step, place))
            return true;
    }
    last = from - step - place->w;
    for (int i = 0; last - i * step >= taken; i++)
        if (take_place(s, v, w, h, last - i * step, place))
            return true;
    return false;
}

/// The time that a switchover took and the calls lost in it, beside what is drawn; short, or nothing, where
/// there is no room. Returns where the text ends.
static double scene_recovery(scene *s, const viz_view *v, const window_boxes *w, const history *h,
                             const history_span *span, double taken, box row) {
    char took[PHRASE_SIZE], lost[PHRASE_SIZE], text[4 * PHRASE_SIZE];
    phrase_span(span->to - span->from, took);
    phrase_count((double)span->lost, lost);
    int brief = snprintf(text, sizeof text, "back %s%s", strcmp(took, "at once") == 0 ? "" : "after ", took);
    snprintf(text + brief, sizeof text - (size_t)brief, ", %s call%s lost", lost, span->lost == 1 ? "" : "s");
    for (int attempt = 0; attempt < 2; attempt++) {
        box place = {0, row.y - scene_px(s, 2), scene_text_room(s, text), row.h - scene_px(s, 1)};
        if (find_place(s, v, w, h, span, taken, &place)) {
            scene_text(s, place, text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "%s", text);
            return place.x + place.w + scene_px(s, 12);
        }
        text[brief] = '\0';
    }
    return taken;
}

static void scene_band_label(scene *s, const viz_view *v, unsigned index, box label) {
    double side = scene_px(s, 12);
    box swatch = box_cut_left(&label, scene_px(s, 20));
    label.h -= scene_px(s, 5);
    scene_rect(s, (box){swatch.x, round(label.y + (label.h - side) / 2), side, side}, scene_px(s, 3),
               color_scheme(index));
    scene_text(s, label, text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "%s",
               v->panes[index].state->layout->scheme_title);
}

static void scene_band(scene *s, const viz_view *v, const window_boxes *w, unsigned index) {
    const history *h = v->panes[index].history;
    box row = w->bands[index];
    scene_rect(s, (box){row.x, row.y, row.w, row.h - scene_px(s, 5)}, scene_px(s, 2), COLOR_BOX);
    scene_shed(s, v, w, h, row);
    for (size_t i = 0; i < h->span_count; i++)
        if (h->spans[i].kind != SPAN_SITE_DOWN && h->spans[i].kind != SPAN_SWITCHOVER)
            scene_phase(s, &h->spans[i], span_box(v, w, &h->spans[i], row));
    for (size_t i = 0; i < h->span_count; i++)
        if (h->spans[i].kind == SPAN_SITE_DOWN)
            scene_outage(s, span_box(v, w, &h->spans[i], row));
    double taken = row.x;
    for (size_t i = 0; i < h->span_count; i++)
        if (h->spans[i].kind == SPAN_SWITCHOVER)
            taken = scene_recovery(s, v, w, h, &h->spans[i], taken, row);
    scene_band_label(s, v, index, w->labels[index]);
}

void scene_bands(scene *s, const viz_view *v, const window_boxes *w) {
    for (unsigned i = 0; i < v->pane_count; i++)
        scene_band(s, v, w, i);
}
