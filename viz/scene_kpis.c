#include <math.h>
#include <stdio.h>

#include "parts.h"

static point middle(box b) {
    return (point){b.x + b.w / 2, b.y + b.h / 2};
}

static void target_text(const kpi_value *k, char text[PHRASE_SIZE]) {
    char bound[PHRASE_SIZE];
    phrase_bound(k->target->bound, bound);
    snprintf(text, PHRASE_SIZE, "target %s %.20s", k->target->at_least ? "\xE2\x89\xA5" : "\xE2\x89\xA4",
             bound);
}

/// What the pane gains or loses in service level against the first one.
static void scene_difference(scene *s, const viz_view *v, const kpi_value *level, box b) {
    double first = kpis_of(v->panes[0].state).all[KPI_SERVICE_LEVEL].value;
    double points = (level->value - first) * 100;
    if (isnan(points))
        return;
    box lower = b;
    box upper = box_cut_top(&lower, b.h / 2);
    color c = points > 0.05 ? COLOR_GOOD : points < -0.05 ? COLOR_BAD : COLOR_MUTED;
    scene_text(s, upper, text_in(FONT_LARGE, WEIGHT_BOLD, ALIGN_RIGHT, c), "%s%.1f",
               points > 0.05    ? "+"
               : points < -0.05 ? "\xE2\x88\x92"
                                : "\xC2\xB1",
               fabs(points));
    scene_text(s, lower, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_MUTED), "points to first");
}

/// The service level as a bar from 0 to 100 % with a notch at the target.
static void scene_gauge(scene *s, const kpi_value *level, box b) {
    static const color colors[] = {COLOR_BAR, COLOR_GOOD, COLOR_BAD};
    scene_rect(s, b, b.h / 2, COLOR_TRACK);
    if (level->value > 0)
        scene_rect(s, (box){b.x, b.y, fmax(b.h, round(b.w * fmin(1, level->value))), b.h}, b.h / 2,
                   colors[level->verdict]);
    if (!level->target)
        return;
    double x = round(b.x + b.w * level->target->bound), half = scene_px(s, 1);
    s->role = ROLE_TARGET;
    scene_rect(s, (box){x - half, b.y - scene_px(s, 3), 2 * half, b.h + 2 * scene_px(s, 3)}, 0, COLOR_INK);
    s->role = ROLE_NONE;
}

static void scene_hero_heading(scene *s, const kpi_value *level, box b) {
    if (level->target) {
        char target[PHRASE_SIZE];
        target_text(level, target);
        box lamp = box_cut_right(&b, scene_px(s, 18));
        scene_verdict(s, middle(lamp), scene_px(s, 9), level->verdict);
        box_cut_right(&b, scene_px(s, 6));
        box text = box_cut_right(&b, scene_px(s, 124));
        scene_text(s, text, text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_RIGHT, COLOR_INK), "%s", target);
    }
    scene_text(s, b, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "Service level so far");
}

static void scene_hero(scene *s, const viz_view *v, unsigned index, const kpis *k, box b) {
    static const color colors[] = {COLOR_INK, COLOR_GOOD, COLOR_BAD};
    const kpi_value *level = &k->all[KPI_SERVICE_LEVEL];
    const layout *l = v->panes[index].state->layout;
    char number[PHRASE_SIZE], awt[PHRASE_SIZE], asked[PHRASE_SIZE];
    phrase_percent(level->value, 1, number);
    phrase_awt(l, awt);
    phrase_count((double)(k->counts.asked_for_agent - k->counts.abandoned_within), asked);
    scene_hero_heading(s, level, box_cut_top(&b, scene_px(s, 20)));
    scene_gauge(s, level, box_cut_bottom(&b, scene_px(s, 8)));
    box_cut_bottom(&b, scene_px(s, 6));
    scene_text(s, box_cut_left(&b, scene_px(s, 178)),
               number_in(FONT_HERO, WEIGHT_BOLD, ALIGN_LEFT, colors[level->verdict]), "%s", number);
    if (index > 0 && b.w > scene_px(s, 280))
        scene_difference(s, v, level, box_cut_right(&b, scene_px(s, 112)));
    box lower = b;
    box upper = box_cut_top(&lower, b.h / 2);
    scene_text(s, upper, text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "answered within %s", awt);
    scene_text(s, lower, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "of %s asking", asked);
}

static void scene_kpi(scene *s, const kpi_value *k, const char *label, const char *value, const char *note,
                      box b) {
    box heading = box_cut_top(&b, scene_px(s, 19));
    box number = box_cut_top(&b, scene_px(s, 25));
    if (k->verdict != VERDICT_NONE)
        scene_verdict(s, middle(box_cut_right(&b, scene_px(s, 18))), scene_px(s, 7.5), k->verdict);
    scene_text(s, heading, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", label);
    scene_text(
        s, number,
        number_in(FONT_LARGE, WEIGHT_BOLD, ALIGN_LEFT, k->verdict == VERDICT_MISSED ? COLOR_BAD : COLOR_INK),
        "%s", value);
    scene_text(s, b, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", note);
}

void scene_kpis(scene *s, const viz_view *v, unsigned index, const pane_boxes *p) {
    kpis k = kpis_of(v->panes[index].state);
    char asa[PHRASE_SIZE], abandoned[PHRASE_SIZE], lost[PHRASE_SIZE], busy[PHRASE_SIZE], agents[PHRASE_SIZE],
        of_agents[PHRASE_SIZE];
    phrase_seconds(k.all[KPI_ASA].value, asa);
    phrase_percent(k.all[KPI_ABANDONMENT].value, 1, abandoned);
    phrase_count(k.all[KPI_LOST].value, lost);
    phrase_percent(k.all[KPI_OCCUPANCY].value, 0, busy);
    phrase_count(k.logged_in, agents);
    snprintf(of_agents, sizeof of_agents, k.logged_in > 0 ? "of %.40s now" : "all off", agents);
    scene_hero(s, v, index, &k, p->hero);
    scene_kpi(s, &k.all[KPI_ASA], "Mean wait", asa,
              p->kpis[0].w < scene_px(s, 92) ? "answered" : "of answered", p->kpis[0]);
    scene_kpi(s, &k.all[KPI_ABANDONMENT], "Abandoned", abandoned, "of asking", p->kpis[1]);
    scene_kpi(s, &k.all[KPI_LOST], "Lost calls", lost, "to failures", p->kpis[2]);
    scene_kpi(s, &k.all[KPI_OCCUPANCY], "Occupancy", busy, of_agents, p->kpis[3]);
}
