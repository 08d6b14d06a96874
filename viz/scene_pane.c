#include <math.h>
#include <stdio.h>

#include "parts.h"

/// What schemes are ranked by: the service level as it is shown, and where that ties the calls lost.
typedef struct rank {
    double level; ///< below 0 when there is none
    double lost;
} rank;

static rank rank_of(const viz_pane *pane) {
    kpis k = kpis_of(pane->state);
    double level = phrase_percentage(k.all[KPI_SERVICE_LEVEL].value, 1);
    return (rank){isnan(level) ? -1 : level, k.all[KPI_LOST].value};
}

/// Whether the pane is better than every other one; of those that tie none is.
static bool is_best(const viz_view *v, unsigned index) {
    rank own = rank_of(&v->panes[index]);
    for (unsigned i = 0; i < v->pane_count; i++) {
        rank other = rank_of(&v->panes[i]);
        bool is_tied = fabs(other.level - own.level) < 0.01;
        if (i != index && (is_tied ? other.lost <= own.lost : other.level > own.level))
            return false;
    }
    return v->pane_count > 1 && own.level >= 0;
}

static void scene_pane_title(scene *s, const viz_view *v, unsigned index, bool leads, box b) {
    const viz_pane *pane = &v->panes[index];
    if (leads) {
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

void scene_pane(scene *s, const viz_view *v, unsigned index, box card) {
    const replay_state *state = v->panes[index].state;
    pane_shape shape = pane_shape_of(v);
    pane_boxes p = pane_arrange(card, s->unit, &shape);
    bool leads = is_best(v, index);
    scene_rect(s, card, scene_px(s, 10), color_scheme(index));
    box paper = card;
    box_cut_top(&paper, scene_px(s, 5));
    scene_rect(s, paper, scene_px(s, 6), COLOR_CARD);
    if (leads)
        scene_frame(s, card, scene_px(s, 10), scene_px(s, 2.5), COLOR_GOOD);
    scene_pane_title(s, v, index, leads, p.title);
    scene_kpis(s, v, index, &p);
    if (state->layout->plan_count > 0)
        scene_plan(s, state, p.plan);
    tally t = tally_of(state);
    for (unsigned i = 0; i < shape.sites && i < state->layout->site_count; i++)
        scene_site(s, &t, &shape, (uint16_t)i, p.sites[i]);
    scene_agents(s, v, &t, p.agents);
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

static bool is_in_charge(const replay_state *state, uint16_t site) {
    for (uint32_t i = 0; i < state->layout->plan_count; i++)
        if (state->plans[i].in_charge == site)
            return true;
    return false;
}

enum { SENTENCE_SIZE = 128 };

/// What is said of a plan in which nothing is going on.
static void calm_text(const replay_state *state, uint32_t index, char text[SENTENCE_SIZE]) {
    const layout *l = state->layout;
    const layout_plan *plan = &l->plans[index];
    const replay_plan *now = &state->plans[index];
    char since[TIME_TEXT_SIZE];
    clock_format(l->start, now->since, since);
    const char *charged = site_name(l, now->in_charge), *other = site_name(l, plan->to);
    if (now->in_charge != plan->from)
        snprintf(text, SENTENCE_SIZE, "%.40s in charge since %s", charged, since);
    else if (is_in_charge(state, plan->to))
        snprintf(text, SENTENCE_SIZE, "%.40s and %.40s both in charge", charged, other);
    else
        snprintf(text, SENTENCE_SIZE, "%.40s in charge, %.40s ready", charged, other);
}

static void plan_text(const replay_state *state, uint32_t index, char text[SENTENCE_SIZE]) {
    static const char *const doing[PLAN_PHASE_COUNT] = {"", "failure not yet noticed", "deciding to switch",
                                                        "switching over"};
    const replay_plan *now = &state->plans[index];
    if (now->phase == PLAN_WATCHING || now->phase >= PLAN_PHASE_COUNT) {
        calm_text(state, index, text);
        return;
    }
    char left[PHRASE_SIZE];
    phrase_countdown(phase_length(&state->layout->plans[index], now->phase) - (state->now - now->since),
                     left);
    snprintf(text, SENTENCE_SIZE, "%s, %s left", doing[now->phase], left);
}

void scene_plan(scene *s, const replay_state *state, box b) {
    uint32_t index = plan_of_interest(state);
    bool is_calm = state->plans[index].phase == PLAN_WATCHING;
    char text[SENTENCE_SIZE];
    plan_text(state, index, text);
    scene_rect(s, b, scene_px(s, 6), is_calm ? COLOR_BOX : COLOR_WARNING_SOFT);
    box inner = box_inset(b, scene_px(s, 8), 0);
    bool is_narrow = b.w < scene_px(s, 420);
    if (!is_calm) {
        scene_plan_progress(s, state, index, box_cut_right(&inner, round(b.w * (is_narrow ? 0.2 : 0.3))));
        box_cut_right(&inner, scene_px(s, 8));
    }
    if (!is_narrow)
        scene_text(s, box_cut_left(&inner, scene_px(s, 66)),
                   text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "Failover");
    s->role = ROLE_PHASE;
    scene_text(s, inner, number_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK), "%s", text);
    s->role = ROLE_NONE;
}
