#include "parts.h"

typedef enum site_condition {
    SITE_UP,
    SITE_IN_CHARGE,
    SITE_READY,
    SITE_TAKING_OVER,
    SITE_SEATS_LOST,
    SITE_FAILED
} site_condition;

static const struct {
    const char *word, *short_word;
    color lamp, paper, ink;
} conditions[] = {
    [SITE_UP] = {"up", "up", COLOR_GOOD, COLOR_GOOD, COLOR_INVERSE},
    [SITE_IN_CHARGE] = {"in charge", "active", COLOR_GOOD, COLOR_GOOD, COLOR_INVERSE},
    [SITE_READY] = {"standby", "ready", COLOR_MUTED, COLOR_TRACK, COLOR_INK},
    [SITE_TAKING_OVER] = {"taking over", "starts", COLOR_SWITCHING, COLOR_SWITCHING, COLOR_INVERSE},
    [SITE_SEATS_LOST] = {"seats lost", "no seats", COLOR_WARNING, COLOR_WARNING, COLOR_INK},
    [SITE_FAILED] = {"failed", "failed", COLOR_BAD, COLOR_BAD, COLOR_INVERSE},
};

/// What the plans say of a site that is up.
static site_condition condition_by_plans(const replay_state *s, uint16_t site) {
    site_condition found = SITE_UP;
    for (uint32_t i = 0; i < s->layout->plan_count; i++) {
        const layout_plan *plan = &s->layout->plans[i];
        if (site != plan->from && site != plan->to)
            continue;
        if (s->plans[i].in_charge == site)
            return SITE_IN_CHARGE;
        found = s->plans[i].phase == PLAN_SWITCHING ? SITE_TAKING_OVER : SITE_READY;
    }
    return found;
}

static site_condition condition_of(const replay_state *s, uint16_t site) {
    unsigned up = s->sites[site].up;
    if (!(up & SITE_PLATFORM_UP))
        return SITE_FAILED;
    return up & SITE_SEATS_UP ? condition_by_plans(s, site) : SITE_SEATS_LOST;
}

/// A lamp that differs by shape as well: full when it works, a cross when failed, a ring when it stands by.
static void scene_site_lamp(scene *s, point center, double radius, site_condition condition) {
    box around = {center.x - radius, center.y - radius, 2 * radius, 2 * radius};
    if (condition == SITE_FAILED) {
        scene_verdict(s, center, radius, VERDICT_MISSED);
        return;
    }
    s->role = ROLE_LAMP;
    if (condition == SITE_READY)
        scene_frame(s, around, radius, radius * 0.4, conditions[condition].lamp);
    else
        scene_disc(s, center, radius, conditions[condition].lamp);
    s->role = ROLE_NONE;
}

void scene_site(scene *s, const tally *t, const pane_shape *shape, uint16_t site, box b) {
    site_condition condition = condition_of(t->state, site);
    bool has_failed = condition == SITE_FAILED;
    scene_rect(s, b, scene_px(s, 8), has_failed ? COLOR_BAD_SOFT : COLOR_BOX);
    scene_frame(s, b, scene_px(s, 8), scene_px(s, has_failed ? 2 : 1),
                has_failed ? COLOR_BAD : COLOR_HAIRLINE);
    box inner = box_inset(b, scene_px(s, 10), scene_px(s, 6));
    box header = box_cut_top(&inner, scene_px(s, 24));
    box_cut_top(&inner, scene_px(s, 3));
    box lamp = box_cut_left(&header, scene_px(s, 20));
    scene_site_lamp(s, (point){lamp.x + scene_px(s, 7), lamp.y + lamp.h / 2}, scene_px(s, 7), condition);
    bool is_narrow = inner.w < scene_px(s, 190);
    box word = box_cut_right(&header, scene_px(s, is_narrow ? 64 : 94));
    box pill = box_center(word, word.w, scene_px(s, 22));
    scene_rect(s, pill, pill.h / 2, conditions[condition].paper);
    scene_text(s, pill, text_in(FONT_SMALL, WEIGHT_BOLD, ALIGN_CENTER, conditions[condition].ink), "%s",
               is_narrow ? conditions[condition].short_word : conditions[condition].word);
    box_cut_right(&header, scene_px(s, 6));
    scene_text(s, header, text_in(is_narrow ? FONT_SMALL : FONT_BODY, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK),
               "%s", t->state->layout->sites[site].name);
    scene_site_content(s, t, shape, site, inner);
}
