#include <math.h>
#include <string.h>

#include "parts.h"

text_style text_in(font_size size, font_weight weight, text_align align, color c) {
    return (text_style){.size = size, .weight = weight, .align = align, .color = c};
}

text_style number_in(font_size size, font_weight weight, text_align align, color c) {
    return (text_style){.size = size, .weight = weight, .align = align, .color = c, .tabular = true};
}

/// Units of a letter of FONT_SMALL, a little more than Inter needs in bold.
static double letter_units(char c) {
    if (strchr("ijlI.,:;'|", c))
        return 4.3;
    if (strchr("frt ()-/", c))
        return 5.7;
    if (strchr("mwMW%", c))
        return 13.6;
    // The later bytes of a letter of UTF-8 add some room, as letters of other scripts are wider.
    if (((unsigned char)c & 0xC0) == 0x80)
        return 4;
    return c >= 'A' && c <= 'Z' ? 11.2 : 8.9;
}

double scene_text_room(const scene *s, const char *text) {
    double units = 2;
    for (; *text; text++)
        units += letter_units(*text);
    return scene_px(s, units);
}

void scene_verdict(scene *s, point c, double radius, verdict v) {
    if (v == VERDICT_NONE)
        return;
    scene_role before = s->role;
    s->role = ROLE_LAMP;
    scene_disc(s, c, radius, v == VERDICT_MET ? COLOR_GOOD : COLOR_BAD);
    s->role = before;
    double a = radius * 0.42, width = fmax(1.2, radius * 0.26);
    if (v == VERDICT_MET) {
        point tick[] = {
            {c.x - a * 1.1, c.y + a * 0.1}, {c.x - a * 0.25, c.y + a * 0.9}, {c.x + a * 1.15, c.y - a * 0.8}};
        scene_line(s, tick, 3, width, COLOR_INVERSE, false);
    } else {
        point down[] = {{c.x - a, c.y - a}, {c.x + a, c.y + a}},
              up[] = {{c.x - a, c.y + a}, {c.x + a, c.y - a}};
        scene_line(s, down, 2, width, COLOR_INVERSE, false);
        scene_line(s, up, 2, width, COLOR_INVERSE, false);
    }
}

void scene_waiting(scene *s, point center, double diameter, wait_mood mood) {
    static const color colors[] = {COLOR_CALM, COLOR_WARNING, COLOR_BAD};
    scene_role before = s->role;
    s->role = ROLE_WAITING;
    double r = diameter / 2;
    if (mood == WAIT_LATE)
        scene_rect(s, (box){center.x - r, center.y - r, diameter, diameter}, diameter * 0.12, colors[mood]);
    else
        scene_disc(s, center, mood == WAIT_CALM ? r * 0.86 : r, colors[mood]);
    s->role = before;
}

static void agent_wrapping(scene *s, box cell, double radius, double stroke) {
    scene_frame(s, cell, radius, stroke, COLOR_WRAPUP);
    double half = ceil(cell.h / 2);
    s->role = ROLE_NONE;
    scene_rect(s, (box){cell.x, cell.y + cell.h - half, cell.w, half}, fmin(radius, half / 2), COLOR_WRAPUP);
}

void scene_agent(scene *s, box cell, agent_state state) {
    double radius = cell.w * 0.28, stroke = fmax(1, round(cell.w * 0.14));
    scene_role before = s->role;
    s->role = ROLE_AGENT;
    switch (state) {
    case AGENT_OFF:
        scene_disc(s, (point){cell.x + cell.w / 2, cell.y + cell.h / 2}, fmax(0.8, cell.w * 0.16), COLOR_OFF);
        break;
    case AGENT_IDLE:
        scene_frame(s, cell, radius, stroke, COLOR_IDLE);
        break;
    case AGENT_TALKING:
    case AGENT_HANDOVER:
        scene_rect(s, cell, radius, COLOR_TALKING);
        break;
    case AGENT_WRAPUP:
        agent_wrapping(s, cell, radius, stroke);
        break;
    case AGENT_STATE_COUNT:
        break;
    }
    s->role = before;
}

void scene_away_icon(scene *s, box b, color c) {
    enum { PARTS = 12 };
    double r = b.w * 0.36, x = b.x + b.w / 2, y = b.y + b.h / 2;
    point arc[PARTS + 1];
    for (int i = 0; i <= PARTS; i++) {
        double angle = -0.9 + 4.6 * i / PARTS;
        arc[i] = (point){x + r * cos(angle), y + r * sin(angle)};
    }
    scene_line(s, arc, PARTS + 1, fmax(1.2, b.w * 0.11), c, false);
    double head = b.w * 0.24;
    point tip[] = {{arc[0].x - head, arc[0].y + head * 0.1},
                   {arc[0].x + head * 0.5, arc[0].y - head},
                   {arc[0].x + head * 0.6, arc[0].y + head * 0.8}};
    scene_polygon(s, tip, 3, c);
}
