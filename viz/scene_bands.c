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

enum { CELLS = 256 };

/// What is taken of a band, cell by cell from left to right.
typedef struct band_room {
    double x, cell; ///< left edge, and width of a cell
    bool is_taken[CELLS], has_failure[CELLS];
} band_room;

static int cell_of(const band_room *room, double x) {
    return (int)fmax(0, fmin(CELLS - 1, floor((x - room->x) / room->cell)));
}

static void take_cells(band_room *room, box b) {
    for (int i = cell_of(room, b.x), last = cell_of(room, b.x + b.w); i <= last; i++)
        room->is_taken[i] = true;
}

static band_room find_room(const scene *s, const viz_view *v, const window_boxes *w, const history *h,
                           box row) {
    band_room room = {.x = row.x, .cell = fmax(1, row.w) / CELLS};
    for (size_t i = 0; i < h->span_count; i++) {
        box b = span_box(v, w, &h->spans[i], row);
        take_cells(&room, b);
        if (h->spans[i].kind == SPAN_SWITCHOVER)
            room.has_failure[cell_of(&room, b.x)] = true;
    }
    for (uint32_t i = 0; i < h->interval_count; i++)
        if (shed_height(s, h, i) > 0)
            take_cells(&room, interval_box(v, w, h, i, row));
    return room;
}

/// Finds `count` free cells in a row for what is said of a failure in cell `failure`: the next ones after it,
/// but none beyond another failure, else those before it. Returns the first one, or -1.
static int find_cells(const band_room *room, int failure, int count) {
    int run = 0;
    for (int i = failure; i < CELLS && (i == failure || !room->has_failure[i]); i++) {
        run = room->is_taken[i] ? 0 : run + 1;
        if (run == count)
            return i - count + 1;
    }
    run = 0;
    for (int i = failure - 1; i >= 0 && !room->has_failure[i]; i--) {
        run = room->is_taken[i] ? 0 : run + 1;
        if (run == count)
            return i;
    }
    return -1;
}

/// The time that a switchover took and the calls lost in it, beside what is drawn; short, or nothing, where
/// there is no room.
static void scene_recovery(scene *s, const history_span *span, box b, box row, band_room *room) {
    char took[PHRASE_SIZE], lost[PHRASE_SIZE], text[4 * PHRASE_SIZE];
    phrase_span(span->to - span->from, took);
    phrase_count((double)span->lost, lost);
    int brief = snprintf(text, sizeof text, "back %s%s", strcmp(took, "at once") == 0 ? "" : "after ", took);
    snprintf(text + brief, sizeof text - (size_t)brief, ", %s call%s lost", lost, span->lost == 1 ? "" : "s");
    for (int attempt = 0; attempt < 2; attempt++) {
        double width = scene_text_room(s, text), margin = scene_px(s, 6);
        int first = find_cells(room, cell_of(room, b.x), (int)ceil((width + 2 * margin) / room->cell));
        if (first >= 0) {
            box place = {round(room->x + first * room->cell + margin), row.y - scene_px(s, 2), width,
                         row.h - scene_px(s, 1)};
            take_cells(room, place);
            scene_text(s, place, text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "%s", text);
            return;
        }
        text[brief] = '\0';
    }
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
    band_room room = find_room(s, v, w, h, row);
    for (size_t i = 0; i < h->span_count; i++)
        if (h->spans[i].kind == SPAN_SWITCHOVER)
            scene_recovery(s, &h->spans[i], span_box(v, w, &h->spans[i], row), row, &room);
    scene_band_label(s, v, index, w->labels[index]);
}

void scene_bands(scene *s, const viz_view *v, const window_boxes *w) {
    for (unsigned i = 0; i < v->pane_count; i++)
        scene_band(s, v, w, i);
}
