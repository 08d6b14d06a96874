#include <math.h>
#include <stdio.h>

#include "parts.h"

/// The pane whose service level is highest, or -1 when several share it, or none has one.
static int best_pane(const viz_view *v) {
    double best = -1;
    int index = -1;
    for (unsigned i = 0; i < v->pane_count; i++) {
        double level = round(kpis_of(v->panes[i].state).all[KPI_SERVICE_LEVEL].value * 1000);
        if (level == best)
            index = -1;
        if (level > best) {
            best = level;
            index = (int)i;
        }
    }
    return v->pane_count > 1 ? index : -1;
}

static void scene_pane_title(scene *s, const viz_view *v, unsigned index, bool is_best, box b) {
    const viz_pane *pane = &v->panes[index];
    if (is_best) {
        box badge = box_center(box_cut_right(&b, scene_px(s, 118)), scene_px(s, 118), scene_px(s, 24));
        scene_rect(s, badge, badge.h / 2, COLOR_GOOD);
        scene_text(s, badge, text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_CENTER, COLOR_INVERSE), "best so far");
        box_cut_right(&b, scene_px(s, 8));
    } else if (pane->is_cut) {
        char at[TIME_TEXT_SIZE];
        clock_format(pane->state->layout->start, pane->cut_at, at);
        scene_text(s, box_cut_right(&b, scene_px(s, 190)),
                   text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_RIGHT, COLOR_BAD), "cut off at %s", at);
    }
    scene_text(s, b,
               text_in(FONT_LARGE, WEIGHT_BOLD, ALIGN_LEFT,
                       color_scheme(index) == COLOR_SCHEME_1 ? COLOR_INK : color_scheme(index)),
               "%s", pane->state->layout->scheme_title);
}

/// The classes of which somebody, in some pane, asks for an agent: the others never queue.
static viz_lanes lanes_of(const viz_view *v) {
    viz_lanes lanes = {0};
    uint32_t classes = v->panes[0].state->layout->class_count;
    for (uint32_t c = 0; c < classes && lanes.count < LANES_MAX; c++) {
        bool asks = false;
        for (unsigned i = 0; i < v->pane_count; i++)
            asks = asks || (c < v->panes[i].state->layout->class_count && v->panes[i].history->asks[c]);
        if (asks)
            lanes.classes[lanes.count++] = (uint16_t)c;
    }
    return lanes;
}

void scene_pane(scene *s, const viz_view *v, unsigned index, box card) {
    const replay_state *state = v->panes[index].state;
    viz_lanes lanes = lanes_of(v);
    pane_boxes p = pane_arrange(card, s->unit, state->layout, lanes.count);
    bool is_best = best_pane(v) == (int)index;
    scene_rect(s, card, scene_px(s, 10), color_scheme(index));
    box paper = card;
    box_cut_top(&paper, scene_px(s, 5));
    scene_rect(s, paper, scene_px(s, 6), COLOR_CARD);
    if (is_best)
        scene_frame(s, card, scene_px(s, 10), scene_px(s, 2.5), COLOR_GOOD);
    scene_pane_title(s, v, index, is_best, p.title);
    scene_kpis(s, v, index, &p);
    if (state->layout->plan_count > 0)
        scene_plan(s, state, p.plan);
    tally t = tally_of(state);
    for (unsigned i = 0; i < p.site_count; i++)
        scene_site(s, &t, &lanes, (uint16_t)i, p.sites[i]);
    scene_agents(s, &t, p.agents);
    tally_free(&t);
}

/// The plan to show: the first in which something is going on, else the first.
static uint32_t plan_of_interest(const replay_state *state) {
    for (uint32_t i = 0; i < state->layout->plan_count; i++)
        if (state->plans[i].phase != PLAN_WATCHING)
            return i;
    return 0;
}

static sim_time phase_length(const layout_plan *plan, uint16_t phase) {
    return phase == PLAN_DETECTING   ? plan->detect
           : phase == PLAN_DECIDING  ? plan->decide
           : phase == PLAN_SWITCHING ? plan->switch_time
                                     : 0;
}

static const char *site_name(const layout *l, uint16_t site) {
    return site < l->site_count ? l->sites[site].name : "no site";
}

/// Three bars, as long as the phases are to last; those that are over are full.
static void scene_plan_progress(scene *s, const replay_state *state, uint32_t index, box b) {
    static const color colors[] = {COLOR_WARNING, COLOR_DECIDING, COLOR_SWITCHING};
    const layout_plan *plan = &state->layout->plans[index];
    const replay_plan *now = &state->plans[index];
    double gap = scene_px(s, 3), total = 0, least = 0.08;
    double share[3];
    for (int i = 0; i < 3; i++)
        total += share[i] =
            fmax(least, (double)phase_length(plan, (uint16_t)(PLAN_DETECTING + i)) /
                            fmax(1, (double)(plan->detect + plan->decide + plan->switch_time)));
    double room = b.w - 2 * gap;
    for (int i = 0; i < 3; i++) {
        int phase = PLAN_DETECTING + i;
        box part = box_cut_left(&b, i == 2 ? b.w : round(room * share[i] / total));
        box_cut_left(&b, gap);
        box track = box_center(part, part.w, scene_px(s, 8));
        scene_rect(s, track, track.h / 2, COLOR_TRACK);
        double length = (double)phase_length(plan, (uint16_t)phase), gone = (double)(state->now - now->since);
        double done = now->phase > phase   ? 1
                      : now->phase < phase ? 0
                      : length > 0         ? fmin(1, gone / length)
                                           : 1;
        if (now->phase != PLAN_WATCHING && done > 0)
            scene_rect(s, (box){track.x, track.y, fmax(track.h, round(track.w * done)), track.h}, track.h / 2,
                       colors[i]);
    }
}

static void plan_text(const replay_state *state, uint32_t index, char text[2 * PHRASE_SIZE]) {
    static const char *const doing[] = {"", "failure not yet noticed", "deciding to switch",
                                        "switching over"};
    const layout *l = state->layout;
    const replay_plan *now = &state->plans[index];
    char left[PHRASE_SIZE], since[TIME_TEXT_SIZE];
    if (now->phase == PLAN_WATCHING) {
        clock_format(l->start, now->since, since);
        if (now->in_charge == l->plans[index].from)
            snprintf(text, 2 * PHRASE_SIZE, "%.40s in charge, %.40s ready", site_name(l, now->in_charge),
                     site_name(l, l->plans[index].to));
        else
            snprintf(text, 2 * PHRASE_SIZE, "%.40s in charge since %s", site_name(l, now->in_charge), since);
        return;
    }
    phrase_countdown(phase_length(&l->plans[index], now->phase) - (state->now - now->since), left);
    snprintf(text, 2 * PHRASE_SIZE, "%s, %s left", doing[now->phase % PLAN_PHASE_COUNT], left);
}

void scene_plan(scene *s, const replay_state *state, box b) {
    uint32_t index = plan_of_interest(state);
    bool is_calm = state->plans[index].phase == PLAN_WATCHING;
    char text[2 * PHRASE_SIZE];
    plan_text(state, index, text);
    scene_rect(s, b, scene_px(s, 6), is_calm ? COLOR_BOX : COLOR_WARNING_SOFT);
    box inner = box_inset(b, scene_px(s, 8), 0);
    box progress = box_cut_right(&inner, round(b.w * 0.3));
    box_cut_right(&inner, scene_px(s, 8));
    scene_text(s, box_cut_left(&inner, scene_px(s, 66)),
               text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "Failover");
    s->role = ROLE_PHASE;
    scene_text(s, inner, number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "%s", text);
    s->role = ROLE_NONE;
    scene_plan_progress(s, state, index, progress);
}
