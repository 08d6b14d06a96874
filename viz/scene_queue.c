#include <math.h>
#include <stdio.h>

#include "parts.h"

/// A number with its limit, and a bar of how much of it is used.
static void scene_meter(scene *s, box b, const char *label, uint32_t count, uint32_t limit) {
    char text[PHRASE_SIZE];
    phrase_of_limit(count, limit, text);
    box row = box_cut_top(&b, scene_px(s, 19));
    scene_text(s, box_cut_left(&row, round(row.w * 0.38)),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", label);
    scene_text(s, row, number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_RIGHT, COLOR_INK), "%s", text);
    if (limit == UNLIMITED || limit == 0)
        return;
    box track = box_cut_top(&b, scene_px(s, 5));
    double share = fmin(1, (double)count / limit);
    scene_rect(s, track, track.h / 2, COLOR_TRACK);
    if (count > 0)
        scene_rect(s, (box){track.x, track.y, fmax(track.h, round(track.w * share)), track.h}, track.h / 2,
                   share >= 1    ? COLOR_BAD
                   : share > 0.9 ? COLOR_WARNING
                                 : COLOR_BAR);
}

static void scene_step(scene *s, const tally *t, uint16_t site, uint32_t step, box b) {
    const layout *l = t->state->layout;
    uint32_t count = t->in_step[site * l->step_count + step];
    scene_text(s, box_cut_left(&b, round(b.w * 0.44)),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", l->steps[step].name);
    scene_text(s, box_cut_right(&b, scene_px(s, 34)),
               number_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_INK), "%u", count);
    box track = box_center(box_inset(b, scene_px(s, 2), 0), b.w - 2 * scene_px(s, 2), scene_px(s, 5));
    uint32_t all = t->sites[site].in_ivr;
    if (track.w < scene_px(s, 12) || count == 0)
        return;
    scene_rect(s, (box){track.x, track.y, fmax(track.h, round(track.w * count / all)), track.h}, track.h / 2,
               COLOR_STANDING_BY);
}

/// The IVR steps, two in a row, as far as there is room; `b` shrinks by what they take.
static void scene_steps(scene *s, const tally *t, uint16_t site, box *b, unsigned rows) {
    const layout *l = t->state->layout;
    for (unsigned row = 0; row < rows; row++) {
        box line = box_cut_top(b, scene_px(s, 19));
        for (unsigned column = 0; column < 2; column++)
            if (row * 2 + column < l->step_count)
                scene_step(s, t, site, row * 2 + column, box_column(line, 2, column, scene_px(s, 14)));
    }
}

static wait_mood mood_of(sim_time wait, sim_time awt) {
    return wait > awt ? WAIT_LATE : wait * 2 > awt ? WAIT_WARNING : WAIT_CALM;
}

/// How many callers a dot stands for, so that all fit into `places`.
static uint32_t callers_per_dot(uint32_t count, uint32_t places) {
    static const uint32_t steps[] = {1, 2, 5};
    for (uint32_t power = 1;; power *= 10)
        for (size_t i = 0; i < 3; i++)
            if ((count + steps[i] * power - 1) / (steps[i] * power) <= places)
                return steps[i] * power;
}

/// Dots from the longest waiting on; the first caller of those that a dot stands for gives its colour.
static void scene_dots(scene *s, const tally_lane *lane, sim_time now, sim_time awt, box b) {
    double pitch = scene_px(s, 12);
    uint32_t columns = (uint32_t)fmax(1, floor(b.w / pitch)), rows = (uint32_t)fmax(1, floor(b.h / pitch));
    uint32_t each = callers_per_dot(lane->count, columns * rows);
    if (each > 1) {
        scene_text(s, box_cut_right(&b, scene_px(s, 84)),
                   text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_MUTED), "%u per dot", each);
        columns = (uint32_t)fmax(1, floor(b.w / pitch));
        each = callers_per_dot(lane->count, columns * rows);
    }
    uint32_t dots = (lane->count + each - 1) / each;
    uint32_t used = (dots + columns - 1) / columns;
    double top = round(b.y + (b.h - used * pitch) / 2);
    for (uint32_t i = 0; i < dots; i++) {
        point center = {b.x + (i % columns + 0.5) * pitch, top + (i / columns + 0.5) * pitch};
        scene_waiting(s, center, pitch - scene_px(s, 2), mood_of(now - lane->since[(size_t)i * each], awt));
    }
}

static void scene_lane(scene *s, const tally *t, uint16_t site, uint32_t class_index, box b) {
    const layout_class *c = &t->state->layout->classes[class_index];
    const tally_lane *lane = &t->lanes[site * t->state->layout->class_count + class_index];
    scene_text(s, box_cut_left(&b, round(fmin(scene_px(s, 110), b.w * 0.34))),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", c->name);
    char count[PHRASE_SIZE];
    phrase_count(lane->count, count);
    scene_text(s, box_cut_right(&b, scene_px(s, 44)),
               number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_RIGHT, lane->count ? COLOR_INK : COLOR_FAINT), "%s",
               count);
    if (lane->count > 0)
        scene_dots(s, lane, t->state->now, c->awt, box_inset(b, scene_px(s, 4), 0));
}

/// The lanes that have room get some, in the layout's order; the rest are counted together.
static void scene_lanes(scene *s, const tally *t, uint16_t site, box b) {
    const layout *l = t->state->layout;
    unsigned room = (unsigned)floor(b.h / scene_px(s, 21));
    unsigned shown = l->class_count <= room ? l->class_count : room > 0 ? room - 1 : 0;
    unsigned rows = shown < l->class_count ? shown + 1 : shown;
    uint32_t others = t->sites[site].queued;
    for (unsigned i = 0; i < shown; i++) {
        scene_lane(s, t, site, i, box_row(b, rows, i, 0));
        others -= t->lanes[site * l->class_count + i].count;
    }
    if (shown < l->class_count && room > 0) {
        box row = box_row(b, rows, shown, 0);
        scene_text(s, row, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%u more classes",
                   l->class_count - shown);
        scene_text(s, row, number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_RIGHT, COLOR_INK), "%u", others);
    }
}

void scene_site_content(scene *s, const tally *t, uint16_t site, box b) {
    const layout *l = t->state->layout;
    const layout_site *limits = &l->sites[site];
    const tally_site *count = &t->sites[site];
    double meter = scene_px(s, 29);
    double lanes = fmin(3, l->class_count) * scene_px(s, 21);
    scene_meter(s, box_cut_top(&b, meter), "Trunks", count->inside, limits->trunks);
    if (l->step_count > 0 && b.h >= 2 * meter) {
        scene_meter(s, box_cut_top(&b, meter), "IVR", count->in_ivr, limits->ivr_ports);
        double spare = (b.h - meter - lanes) / scene_px(s, 19);
        unsigned rows = arrange_step_rows(l);
        scene_steps(s, t, site, &b, spare <= 0 ? 0 : (unsigned)fmin(rows, floor(spare)));
    }
    scene_meter(s, box_cut_top(&b, meter), "Queue", count->queued, limits->queue_places);
    scene_lanes(s, t, site, b);
}
