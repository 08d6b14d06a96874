#include <math.h>
#include <stdio.h>
#include <string.h>

#include "parts.h"

static void scene_title(scene *s, const viz_view *v, box b) {
    const layout *l = v->panes[0].state->layout;
    box lower = b;
    box upper = box_cut_top(&lower, round(b.h * 0.6));
    font_size size = strlen(l->title) > 50 ? FONT_LARGE : FONT_TITLE;
    scene_text(s, upper, text_in(size, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "%s", l->title);
    scene_text(s, lower, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED),
               v->pane_count > 1 ? "%u schemes on one clock" : "%u scheme", v->pane_count);
}

static void scene_clock(scene *s, const viz_view *v, const window_boxes *w) {
    civil_time now = civil_add(v->panes[0].state->layout->start, v->now);
    char date[PHRASE_SIZE];
    phrase_date(now, date);
    box lower = box_inset(w->date, 0, scene_px(s, 5));
    box upper = box_cut_top(&lower, lower.h / 2);
    scene_text(s, upper, text_in(FONT_BODY, WEIGHT_BOLD, ALIGN_RIGHT, COLOR_INK), "%s", phrase_weekday(now));
    scene_text(s, lower, text_in(FONT_BODY, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_MUTED), "%s", date);
    scene_text(s, w->clock, number_in(FONT_CLOCK, WEIGHT_BOLD, ALIGN_RIGHT, COLOR_INK), "%02d:%02d:%02d",
               now.hour, now.minute, now.second);
}

static void triangle(scene *s, double x, double y, double size, double direction) {
    point p[] = {{x - direction * size * 0.45, y - size * 0.55},
                 {x + direction * size * 0.55, y},
                 {x - direction * size * 0.45, y + size * 0.55}};
    scene_polygon(s, p, 3, COLOR_INK);
}

static void bar(scene *s, double x, double y, double w, double h) {
    scene_rect(s, (box){round(x - w / 2), round(y - h / 2), w, h}, 0, COLOR_INK);
}

static void scene_button_icon(scene *s, box b, button which, bool is_playing) {
    double x = b.x + b.w / 2, y = b.y + b.h / 2, size = b.w * 0.38, thick = fmax(2, round(b.w * 0.09));
    switch (which) {
    case BUTTON_PREVIOUS:
        triangle(s, x, y, size, -1);
        bar(s, x - size * 0.75, y, thick, round(size * 1.1));
        break;
    case BUTTON_NEXT:
        triangle(s, x, y, size, 1);
        bar(s, x + size * 0.75, y, thick, round(size * 1.1));
        break;
    case BUTTON_PLAY:
        if (is_playing) {
            bar(s, x - size * 0.32, y, thick * 1.5, round(size * 1.15));
            bar(s, x + size * 0.32, y, thick * 1.5, round(size * 1.15));
        } else {
            triangle(s, x, y, size * 1.15, 1);
        }
        break;
    case BUTTON_SLOWER:
    case BUTTON_FASTER:
        bar(s, x, y, round(size), thick);
        if (which == BUTTON_FASTER)
            bar(s, x, y, thick, round(size));
        break;
    case BUTTON_HELP:
        scene_text(s, b, text_in(FONT_LARGE, WEIGHT_BOLD, ALIGN_CENTER, COLOR_INK), "?");
        break;
    case BUTTON_COUNT:
        break;
    }
}

static void scene_buttons(scene *s, const viz_view *v, const window_boxes *w) {
    for (int i = 0; i < BUTTON_COUNT; i++) {
        scene_rect(s, w->buttons[i], scene_px(s, 8), COLOR_CARD);
        scene_button_icon(s, w->buttons[i], (button)i, v->is_playing);
    }
    scene_text(s, w->speed, number_in(FONT_LARGE, WEIGHT_BOLD, ALIGN_CENTER, COLOR_INK), "%d\xC3\x97",
               v->speed);
}

void scene_header(scene *s, const viz_view *v, const window_boxes *w) {
    scene_title(s, v, w->title);
    scene_buttons(s, v, w);
    scene_clock(s, v, w);
}

static void legend_text(scene *s, box *rest, const char *text, font_weight weight, color c) {
    scene_text(s, box_cut_left(rest, scene_text_room(s, text)), text_in(FONT_SMALL, weight, ALIGN_LEFT, c),
               "%s", text);
    box_cut_left(rest, scene_px(s, 12));
}

static box legend_icon(scene *s, box *rest, double units) {
    double side = scene_px(s, units);
    box icon = box_center(box_cut_left(rest, side), side, side);
    box_cut_left(rest, scene_px(s, 6));
    return icon;
}

static point middle(box b) {
    return (point){b.x + b.w / 2, b.y + b.h / 2};
}

static void legend_agents(scene *s, box *rest) {
    static const struct {
        agent_state state;
        const char *name;
    } entries[] = {
        {AGENT_TALKING, "talking"}, {AGENT_WRAPUP, "wrap-up"}, {AGENT_IDLE, "free"}, {AGENT_OFF, "off"}};
    legend_text(s, rest, "Agents", WEIGHT_BOLD, COLOR_INK);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        scene_agent(s, legend_icon(s, rest, 14), entries[i].state);
        legend_text(s, rest, entries[i].name, WEIGHT_REGULAR, COLOR_MUTED);
    }
    box_cut_left(rest, scene_px(s, 16));
}

static void legend_waiting(scene *s, box *rest, const layout *l) {
    char awt[PHRASE_SIZE], late[2 * PHRASE_SIZE];
    phrase_awt(l, awt);
    snprintf(late, sizeof late, "over %s", awt);
    const char *const names[] = {"up to half the limit", "up to the limit", late};
    legend_text(s, rest, "Waiting callers", WEIGHT_BOLD, COLOR_INK);
    for (int mood = WAIT_CALM; mood <= WAIT_LATE; mood++) {
        scene_waiting(s, middle(legend_icon(s, rest, 12)), scene_px(s, 11), (wait_mood)mood);
        legend_text(s, rest, names[mood], WEIGHT_REGULAR, COLOR_MUTED);
    }
    box_cut_left(rest, scene_px(s, 16));
}

/// Legend items are no callers, agents or lamps of a pane: they carry no role.
static void strip_roles(scene *s, size_t first) {
    for (size_t i = first; i < s->count; i++)
        s->items[i].role = ROLE_NONE;
}

void scene_legend(scene *s, const viz_view *v, const window_boxes *w) {
    size_t first = s->count;
    box rest = box_inset(w->legend, scene_px(s, 4), 0);
    scene_text(s, box_cut_right(&rest, scene_px(s, 170)),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_MUTED), "space plays, h helps");
    legend_agents(s, &rest);
    legend_waiting(s, &rest, v->panes[0].state->layout);
    scene_away_icon(s, legend_icon(s, &rest, 15), COLOR_MUTED);
    legend_text(s, &rest, "will call again", WEIGHT_REGULAR, COLOR_MUTED);
    strip_roles(s, first);
}

static const struct {
    const char *keys, *action;
} help_lines[] = {
    {"space", "play or pause"},
    {"\xE2\x86\x90  \xE2\x86\x92", "a minute back or on; with shift 10 seconds"},
    {"\xE2\x86\x91  \xE2\x86\x93", "faster or slower, 1\xC3\x97 to 3600\xC3\x97"},
    {"n  p", "next or previous mark: outages, failover phases"},
    {"home  end", "to the start or the end"},
    {"click, drag", "on the timeline: go to that moment"},
    {"h", "show or hide this help"},
    {"esc  q", "quit"},
};

void scene_help(scene *s, const viz_view *v, const window_boxes *w) {
    (void)w;
    enum { LINES = sizeof help_lines / sizeof *help_lines };
    double row = scene_px(s, 34);
    box card =
        box_center((box){0, 0, v->width, v->height}, scene_px(s, 640), row * (LINES + 1) + scene_px(s, 52));
    scene_rect(s, box_inset(card, -scene_px(s, 2), -scene_px(s, 2)), scene_px(s, 14), COLOR_INK);
    scene_rect(s, card, scene_px(s, 12), COLOR_CARD);
    box inner = box_inset(card, scene_px(s, 32), scene_px(s, 22));
    scene_text(s, box_cut_top(&inner, row), text_in(FONT_LARGE, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "Keys");
    for (size_t i = 0; i < LINES; i++) {
        box line = box_cut_top(&inner, row);
        scene_text(s, box_cut_left(&line, scene_px(s, 150)),
                   text_in(FONT_BODY, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "%s", help_lines[i].keys);
        scene_text(s, line, text_in(FONT_BODY, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s",
                   help_lines[i].action);
    }
}
