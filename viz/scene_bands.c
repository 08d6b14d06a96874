#include <math.h>

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

static void scene_phase(scene *s, const history_span *span, box b) {
    b.h -= scene_px(s, 5);
    s->role = ROLE_PHASE;
    scene_rect(s, b, b.w > 6 ? scene_px(s, 2) : 0, span_color(span->kind));
    s->role = ROLE_NONE;
    if (span->kind != SPAN_ON_STANDBY && b.w > scene_px(s, 80))
        scene_text(s, (box){b.x, b.y - scene_px(s, 2), b.w, b.h + scene_px(s, 4)},
                   text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_CENTER,
                           span->kind == SPAN_DETECTING ? COLOR_INK : COLOR_INVERSE),
                   "%s", span_name(span->kind));
}

/// The time that a switchover took, to the right of it, over the band of the standby site.
static void scene_recovery(scene *s, const history_span *span, box b, double end) {
    char took[PHRASE_SIZE];
    phrase_countdown(span->to - span->from, took);
    double room = end - b.x - b.w;
    if (room > scene_px(s, 60))
        scene_text(s,
                   (box){b.x + b.w + scene_px(s, 6), b.y - scene_px(s, 1), fmin(room, scene_px(s, 330)),
                         b.h - scene_px(s, 4)},
                   number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "back after %s", took);
}

static void scene_band(scene *s, const viz_view *v, const window_boxes *w, unsigned index) {
    const history *h = v->panes[index].history;
    box row = w->bands[index], label = w->labels[index];
    scene_rect(s, (box){row.x, row.y, row.w, row.h - scene_px(s, 5)}, scene_px(s, 2), COLOR_BOX);
    for (size_t i = 0; i < h->span_count; i++)
        if (h->spans[i].kind != SPAN_SITE_DOWN && h->spans[i].kind != SPAN_SWITCHOVER)
            scene_phase(s, &h->spans[i], span_box(v, w, &h->spans[i], row));
    for (size_t i = 0; i < h->span_count; i++)
        if (h->spans[i].kind == SPAN_SITE_DOWN)
            scene_outage(s, span_box(v, w, &h->spans[i], row));
    for (size_t i = 0; i < h->span_count; i++)
        if (h->spans[i].kind == SPAN_SWITCHOVER)
            scene_recovery(s, &h->spans[i], span_box(v, w, &h->spans[i], row), row.x + row.w);
    double side = scene_px(s, 12);
    box swatch = box_cut_left(&label, scene_px(s, 20));
    scene_rect(s, (box){swatch.x, round(label.y + (label.h - scene_px(s, 5) - side) / 2), side, side},
               scene_px(s, 3), color_scheme(index));
    label.h -= scene_px(s, 5);
    scene_text(s, label, text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "%s",
               v->panes[index].state->layout->scheme_title);
}

void scene_bands(scene *s, const viz_view *v, const window_boxes *w) {
    for (unsigned i = 0; i < v->pane_count; i++)
        scene_band(s, v, w, i);
}
