#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "parts.h"

static const double meter_units = 26, plain_units = 19, step_units = 19, lane_units = 16.5;

/// A label and a number with its limit; what is left is the place of a bar.
static box scene_meter_text(scene *s, box b, const char *label, uint32_t count, uint32_t limit) {
    char text[PHRASE_SIZE];
    phrase_of_limit(count, limit, text);
    box row = box_cut_top(&b, scene_px(s, 18));
    scene_text(s, box_cut_left(&row, round(row.w * 0.38)),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", label);
    color c = limit > 0 && count >= limit ? COLOR_BAD : COLOR_INK;
    scene_text(s, row, number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_RIGHT, c), "%s", text);
    return box_cut_top(&b, scene_px(s, 5));
}

/// How much of a limit is used; nothing where there is none.
static void scene_meter(scene *s, box b, const char *label, uint32_t count, uint32_t limit) {
    box track = scene_meter_text(s, b, label, count, limit);
    if (limit == UNLIMITED || limit == 0)
        return;
    double share = fmin(1, (double)count / limit);
    color c = share >= 1 ? COLOR_BAD : share > 0.9 ? COLOR_WARNING : COLOR_BAR;
    scene_rect(s, track, track.h / 2, COLOR_TRACK);
    if (count > 0)
        scene_rect(s, (box){track.x, track.y, fmax(track.h, round(track.w * share)), track.h}, track.h / 2,
                   c);
}

static color step_color(uint32_t step) {
    return (color)(COLOR_STEP_1 + step % 4);
}

/// The IVR's bar in parts, one a step. Without a limit on ports it is full when anybody is inside.
static void scene_ivr_meter(scene *s, const tally *t, uint16_t site, box b) {
    const layout *l = t->state->layout;
    uint32_t in_ivr = t->sites[site].in_ivr, ports = l->sites[site].ivr_ports;
    box track = scene_meter_text(s, b, "IVR", in_ivr, ports);
    uint32_t all = ports == UNLIMITED || ports == 0 ? in_ivr : ports, before = 0;
    scene_rect(s, track, track.h / 2, COLOR_TRACK);
    for (uint32_t step = 0; step < l->step_count && all > 0; step++) {
        double from = round(track.w * fmin(1, (double)before / all));
        before += t->in_step[site * l->step_count + step];
        double to = round(track.w * fmin(1, (double)before / all));
        if (to > from)
            scene_rect(s, (box){track.x + from, track.y, to - from, track.h}, 0, step_color(step));
    }
}

static void scene_step(scene *s, const tally *t, uint16_t site, uint32_t step, box b) {
    const layout *l = t->state->layout;
    box key = box_cut_left(&b, scene_px(s, 13));
    scene_rect(s, box_center(key, scene_px(s, 9), scene_px(s, 9)), scene_px(s, 2), step_color(step));
    box_cut_left(&b, scene_px(s, 4));
    scene_text(s, box_cut_right(&b, scene_px(s, 32)),
               number_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_INK), "%u",
               t->in_step[site * l->step_count + step]);
    scene_text(s, b, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", l->steps[step].name);
}

static unsigned step_columns(const scene *s, const layout *l, box b) {
    return b.w < scene_px(s, 190) || l->step_count < 2 ? 1 : 2;
}

static unsigned step_rows(const scene *s, const layout *l, box b) {
    unsigned columns = step_columns(s, l, b);
    return (l->step_count + columns - 1) / columns;
}

/// The IVR steps by name; `b` shrinks by the rows that they take.
static void scene_steps(scene *s, const tally *t, uint16_t site, box *b, unsigned rows) {
    const layout *l = t->state->layout;
    unsigned columns = step_columns(s, l, *b);
    for (unsigned row = 0; row < rows; row++) {
        box line = box_cut_top(b, scene_px(s, step_units));
        for (unsigned i = row * columns; i < (row + 1) * columns && i < l->step_count; i++)
            scene_step(s, t, site, i, box_column(line, columns, i % columns, scene_px(s, 12)));
    }
}

static wait_mood mood_of(double stress) {
    return stress > 1 ? WAIT_LATE : stress > 0.5 ? WAIT_WARNING : WAIT_CALM;
}

/// How dots fill a lane.
typedef struct dot_grid {
    double pitch;
    uint32_t across, down, each;
} dot_grid;

/// How many callers a dot stands for, so that all fit into `places`.
static uint32_t callers_per_dot(uint32_t count, uint32_t places) {
    static const uint32_t steps[] = {1, 2, 5};
    for (uint32_t power = 1; power <= 100000000; power *= 10)
        for (size_t i = 0; i < 3; i++) {
            uint64_t each = (uint64_t)steps[i] * power;
            if ((count + each - 1) / each <= places)
                return (uint32_t)each;
        }
    return UINT32_MAX;
}

static uint32_t dots_along(double length, double pitch) {
    return length >= 2 * pitch ? (uint32_t)(length / pitch) : 1;
}

/// The largest dots of which there is one a caller; else small ones that stand for several. In narrow lanes
/// large ones are left out: few would fit, and neighbours would differ too much.
static dot_grid find_dots(const scene *s, uint32_t count, box b, bool is_wide) {
    static const double pitches[] = {18, 13, 11, 9, 7};
    dot_grid g = {0};
    for (size_t i = is_wide ? 0 : 3; i < sizeof pitches / sizeof *pitches; i++) {
        g.pitch = scene_px(s, pitches[i]);
        if (i + 1 < sizeof pitches / sizeof *pitches && g.pitch > b.h)
            continue;
        g.across = dots_along(b.w, g.pitch);
        g.down = dots_along(b.h, g.pitch);
        g.each = callers_per_dot(count, g.across * g.down);
        if (g.each == 1)
            break;
    }
    return g;
}

/// Where dots would not fit: a bar in parts, as long as the shares of those who wait too long, long, and not.
static void scene_wait_shares(scene *s, const tally_lane *lane, box b) {
    static const color colors[] = {COLOR_CALM, COLOR_WARNING, COLOR_BAD};
    uint32_t count[3] = {0}, before = 0;
    for (uint32_t i = 0; i < lane->count; i++)
        count[mood_of(lane->stress[i])]++;
    box bar = box_center(b, b.w, scene_px(s, 9));
    double each = bar.w / fmax(1, lane->count);
    s->role = ROLE_WAITING;
    for (int mood = WAIT_LATE; mood >= WAIT_CALM; mood--) {
        double from = round(each * before);
        before += count[mood];
        double to = round(each * before);
        if (to > from)
            scene_rect(s, (box){bar.x + from, bar.y, to - from, bar.h}, 0, colors[mood]);
    }
    s->role = ROLE_NONE;
}

/// Dots from the most urgent on, column by column; the first caller of those that a dot stands for gives
/// its colour.
static void scene_dots(scene *s, const tally_lane *lane, box b) {
    bool is_wide = b.w > scene_px(s, 130);
    box dots = b, note = box_cut_right(&dots, scene_px(s, 64));
    dot_grid g = find_dots(s, lane->count, b, is_wide);
    if (g.each > 1 && !is_wide) {
        scene_wait_shares(s, lane, b);
        return;
    }
    if (g.each > 1) {
        g = find_dots(s, lane->count, dots, is_wide);
        scene_text(s, note, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_MUTED), "%u each", g.each);
    }
    if (g.each < 1 || g.across < 1)
        return; // no room for a dot
    uint32_t count = (uint32_t)(((uint64_t)lane->count + g.each - 1) / g.each);
    uint32_t down = (count + g.across - 1) / g.across;
    double top = round(b.y + (b.h - down * g.pitch) / 2);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t column = i / down, row = i % down;
        point center = {b.x + (column + 0.5) * g.pitch, top + (row + 0.5) * g.pitch};
        scene_waiting(s, center, g.pitch - fmax(1, round(g.pitch * 0.16)),
                      mood_of(lane->stress[(size_t)i * g.each]));
    }
}

/// The name of a lane in `name_width` pixels, its callers as dots and as a number.
static void scene_lane(scene *s, const tally_lane *lane, const char *name, double name_width, box b) {
    char count[PHRASE_SIZE];
    phrase_count(lane->count, count);
    scene_text(s, box_cut_right(&b, fmax(scene_px(s, 21), scene_text_room(s, count))),
               number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_RIGHT, lane->count ? COLOR_INK : COLOR_FAINT), "%s",
               count);
    scene_text(s, box_cut_left(&b, lane->count > 0 ? name_width : b.w),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", name);
    if (lane->count > 0)
        scene_dots(s, lane, box_inset(b, scene_px(s, 4), 0));
}

/// Room for the longest name in all lanes, so that dots begin in one column; most of a lane is for dots.
static double lane_name_width(const scene *s, const layout *l, const pane_shape *shape, double width) {
    double room = scene_text_room(s, "Queue");
    for (uint32_t i = 0; i < shape->lane_count; i++)
        if (shape->lanes[i] < l->class_count)
            room = fmax(room, scene_text_room(s, l->classes[shape->lanes[i]].name));
    return round(fmin(room, width * 0.56));
}

static const tally_lane *lane_at(const tally *t, uint16_t site, uint16_t class_index) {
    return &t->lanes[site * t->state->layout->class_count + class_index];
}

/// One lane for the classes from `first` on, for which there is no room.
static void scene_other_lanes(scene *s, const tally *t, const pane_shape *shape, uint32_t first,
                              uint16_t site, box b) {
    char name[PHRASE_SIZE];
    double *stress = viz_new(t->sites[site].queued, sizeof *stress);
    tally_lane all = {.stress = stress};
    for (uint32_t i = first; i < shape->lane_count; i++) {
        if (shape->lanes[i] >= t->state->layout->class_count)
            continue;
        const tally_lane *lane = lane_at(t, site, shape->lanes[i]);
        memcpy(stress + all.count, lane->stress, lane->count * sizeof *stress);
        all.count += lane->count;
    }
    tally_sort(stress, all.count);
    if (first == 0)
        snprintf(name, sizeof name, "Queue");
    else
        snprintf(name, sizeof name, "%u others", shape->lane_count - first);
    scene_lane(s, &all, name, lane_name_width(s, t->state->layout, shape, b.w), b);
    free(stress);
}

/// The lanes for which there is room, in the layout's order; the others share one.
static void scene_lanes(scene *s, const tally *t, const pane_shape *shape, uint16_t site, box b) {
    const layout *l = t->state->layout;
    uint32_t rows = (uint32_t)fmax(1, floor(b.h / scene_px(s, lane_units)));
    rows = rows < shape->lane_count ? rows : shape->lane_count;
    uint32_t shown = rows < shape->lane_count ? rows - 1 : rows;
    double name_width = lane_name_width(s, l, shape, b.w);
    b.h = fmin(b.h, rows * scene_px(s, 2.2 * lane_units));
    for (uint32_t i = 0; i < shown; i++)
        if (shape->lanes[i] < l->class_count)
            scene_lane(s, lane_at(t, site, shape->lanes[i]), l->classes[shape->lanes[i]].name, name_width,
                       box_row(b, rows, i, 0));
    if (shown < shape->lane_count)
        scene_other_lanes(s, t, shape, shown, site, box_row(b, rows, shown, 0));
}

/// Where there is no room for more: trunks as a number, and one lane for all classes.
static void scene_site_brief(scene *s, const tally *t, const pane_shape *shape, uint16_t site, box b) {
    scene_meter_text(s, box_row(b, 2, 0, 0), "Trunks", t->sites[site].inside,
                     t->state->layout->sites[site].trunks);
    if (shape->lane_count > 0)
        scene_other_lanes(s, t, shape, 0, site, box_row(b, 2, 1, 0));
}

void scene_site_content(scene *s, const tally *t, const pane_shape *shape, uint16_t site, box b) {
    const layout *l = t->state->layout;
    const layout_site *limits = &l->sites[site];
    double meter = scene_px(s, meter_units), lane = scene_px(s, lane_units);
    double queue = limits->queue_places == UNLIMITED ? scene_px(s, plain_units) : meter;
    if (b.h < meter + queue + lane) {
        scene_site_brief(s, t, shape, site, b);
        return;
    }
    scene_meter(s, box_cut_top(&b, meter), "Trunks", t->sites[site].inside, limits->trunks);
    if (shape->steps > 0 && b.h >= meter + queue + lane) {
        double spare = b.h - meter - queue - shape->lane_count * lane;
        scene_ivr_meter(s, t, site, box_cut_top(&b, meter));
        scene_steps(s, t, site, &b,
                    (unsigned)fmax(0, fmin(step_rows(s, l, b), floor(spare / scene_px(s, step_units)))));
    }
    scene_meter(s, box_cut_top(&b, queue), "Queue", t->sites[site].queued, limits->queue_places);
    if (shape->lane_count > 0)
        scene_lanes(s, t, shape, site, b);
}
