#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// A text of its own, with a number behind unless that is 0.
static char *name_of(const char *word, unsigned number) {
    char text[80];
    snprintf(text, sizeof text, number > 0 ? "%s-%u" : "%s", word, number);
    char *copy = calloc(strlen(text) + 1, 1);
    if (!copy)
        abort();
    memcpy(copy, text, strlen(text) + 1);
    return copy;
}

fixture_size fixture_usual(void) {
    return (fixture_size){
        .classes = 2, .steps = 3, .sites = 2, .groups = 2, .agents_per_group = 40, .plans = 1, .targets = 2};
}

static void fill_classes(layout *l) {
    static const char *const names[] = {"query", "complaint", "order"};
    for (uint32_t i = 0; i < l->class_count; i++)
        l->classes[i] = (layout_class){.name = i < 3 ? name_of(names[i], 0) : name_of("class", i),
                                       .awt = 15 * SIM_SECOND};
    for (uint32_t i = 0; i < l->step_count; i++)
        l->steps[i] = (layout_step){i == 0 ? name_of("menu", 0) : name_of("service", i), NO_INDEX16};
}

static void fill_sites(layout *l) {
    for (uint32_t i = 0; i < l->site_count; i++)
        l->sites[i] = (layout_site){.name = i == 0   ? name_of("main", 0)
                                            : i == 1 ? name_of("standby", 0)
                                                     : name_of("east", i),
                                    .trunks = 240,
                                    .ivr_ports = 180,
                                    .queue_places = 100,
                                    .is_entry = i == 0};
    for (uint32_t i = 0; i < l->plan_count; i++)
        l->plans[i] = (layout_plan){.name = name_of("pair", 0),
                                    .to = 1,
                                    .detect = SIM_MINUTE,
                                    .decide = 5 * SIM_MINUTE,
                                    .switch_time = 10 * SIM_MINUTE};
}

static void fill_targets(layout *l) {
    for (uint32_t i = 0; i < l->target_count; i++)
        l->targets[i] =
            i == 0 ? (layout_target){name_of("fast", 0), name_of("service_level", 0), 0.8, true}
                   : (layout_target){name_of("kept", 0), name_of("abandonment_rate", 0), 0.05, false};
}

layout *fixture_layout(fixture_size size, const char *scheme_title) {
    layout *l = calloc(1, sizeof *l);
    *l = (layout){.name = name_of("two-classes", 0),
                  .title = name_of("Two classes, one team, a main and a standby site", 0),
                  .scheme = name_of("s", 0),
                  .scheme_title = name_of(scheme_title, 0),
                  .start = {2011, 3, 7, 8, 0, 0},
                  .duration = 10 * SIM_HOUR,
                  .interval = 30 * SIM_MINUTE,
                  .folding = FOLD_ABSOLUTE,
                  .class_count = size.classes,
                  .step_count = size.steps,
                  .site_count = size.sites,
                  .group_count = size.groups,
                  .plan_count = size.plans,
                  .target_count = size.targets};
    l->classes = calloc(size.classes + 1, sizeof *l->classes);
    l->steps = calloc(size.steps + 1, sizeof *l->steps);
    l->sites = calloc(size.sites + 1, sizeof *l->sites);
    l->plans = calloc(size.plans + 1, sizeof *l->plans);
    l->targets = calloc(size.targets + 1, sizeof *l->targets);
    l->groups = calloc(size.groups + 1, sizeof *l->groups);
    fill_classes(l);
    fill_sites(l);
    fill_targets(l);
    for (uint32_t i = 0; i < size.groups; i++)
        l->groups[i] = (layout_group){name_of(i ? "team" : "front", i), i * size.agents_per_group,
                                      size.agents_per_group, 0};
    return l;
}

void fixture_layout_free(layout *l) {
    layout_free(l);
}

uint32_t fixture_add_call(replay_state *s, call_state state, uint16_t site, uint16_t call_class,
                          sim_time since) {
    uint32_t slot = s->call_slots > 0 ? s->call_slots : 1;
    if (!replay_state_grow(s, slot))
        abort();
    s->call_slots = slot + 1;
    s->calls[slot] = (replay_call){.since = since,
                                   .arrived = since,
                                   .attempt = 1,
                                   .call_class = call_class,
                                   .site = site,
                                   .state = (uint8_t)state,
                                   .counted = 1};
    return slot;
}

static void fill_counts(replay_state *s, double quality) {
    for (uint32_t i = 0; i < s->layout->class_count; i++) {
        double asked = i == 0 ? 3120 : 640;
        call_counts *c = &s->counts[i];
        c->offered = (int64_t)(asked * 1.9);
        c->asked_for_agent = (int64_t)asked;
        c->answered = (int64_t)(asked * (0.7 + 0.28 * quality));
        c->answered_within = (int64_t)(asked * (0.4 + 0.52 * quality));
        c->abandoned = c->asked_for_agent - c->answered;
        c->abandoned_within = c->abandoned / 5;
        c->wait_answered = (int64_t)((double)c->answered * (42 - 36 * quality)) * SIM_SECOND;
        c->blocked_fault = (int64_t)(310 * (1 - quality));
        c->dropped_talk = (int64_t)(60 * (1 - quality));
    }
}

static void fill_agents(replay_state *s, uint16_t site) {
    for (uint32_t i = 0; i < s->agent_count; i++) {
        unsigned dice = (i * 2654435761U >> 8) % 20;
        agent_state state = dice < 12   ? AGENT_TALKING
                            : dice < 16 ? AGENT_WRAPUP
                            : dice < 18 ? AGENT_IDLE
                                        : AGENT_OFF;
        s->agents[i] = (replay_agent){.site = state == AGENT_OFF ? NO_INDEX16 : site,
                                      .call_class = NO_INDEX16,
                                      .state = (uint8_t)state};
        if (state == AGENT_TALKING)
            s->agents[i].call = fixture_add_call(s, CALL_TALKING, site, 0, s->now - 30 * SIM_SECOND);
    }
}

replay_state *fixture_state(const layout *l, double quality, uint32_t waiting) {
    replay_state *s = replay_state_create(l);
    s->now = 2 * SIM_HOUR + 25 * SIM_MINUTE;
    s->phase = PHASE_COUNTING;
    bool has_switched = quality > 0.5 && l->site_count > 1;
    if (l->plan_count > 0) {
        s->sites[0].up = SITE_SEATS_UP;
        s->plans[0] = (replay_plan){.since = s->now - 4 * SIM_MINUTE, .phase = PLAN_DECIDING};
        if (has_switched)
            s->plans[0] =
                (replay_plan){.since = s->now - 3 * SIM_MINUTE, .phase = PLAN_WATCHING, .in_charge = 1};
    }
    uint16_t site = has_switched ? 1 : 0;
    fill_counts(s, quality);
    fill_agents(s, site);
    for (uint32_t i = 0; i < waiting; i++)
        for (uint16_t c = 0; c < l->class_count; c++)
            fixture_add_call(s, CALL_QUEUED, site, c, s->now - (sim_time)i * 2 * SIM_SECOND);
    for (uint32_t i = 0; i < 3 * waiting + 12 && l->step_count > 0; i++) {
        uint32_t slot = fixture_add_call(s, CALL_IVR, site, 0, s->now);
        s->calls[slot].step = (uint16_t)(i * i % l->step_count);
    }
    for (uint32_t i = 0; i < waiting + 5; i++)
        fixture_add_call(s, CALL_AWAY, site, 0, s->now);
    return s;
}

static void fill_intervals(history *h, double quality) {
    static const double load[] = {900, 1400, 1600, 1500, 1200, 1300, 1500, 1400, 1000, 700};
    for (uint32_t i = 0; i < h->interval_count; i++) {
        call_counts *c = &h->intervals[i];
        double hit = i >= 4 && i < 9 ? (1 - quality) * (double)(9 - i) / 5 : 0;
        c->offered = (int64_t)(load[i / 2 % 10] / 2);
        c->asked_for_agent = c->offered / 2;
        c->answered_within = (int64_t)((double)c->asked_for_agent * (0.95 - 0.9 * hit - 0.06 * (i % 3)));
    }
}

history *fixture_history(const layout *l, double quality, sim_time recover) {
    history *h = history_create(l);
    sim_time at = 2 * SIM_HOUR + 20 * SIM_MINUTE;
    fill_intervals(h, quality);
    if (l->plan_count > 0) {
        record records[] = {
            {.kind = SITE_CHANGES, .time = at, .site = 0, .detail = SITE_SEATS_UP},
            {.kind = PLAN_MOVES, .time = at, .detail = PLAN_DETECTING},
            {.kind = PLAN_MOVES, .time = at + recover / 16, .detail = PLAN_DECIDING},
            {.kind = PLAN_MOVES, .time = at + recover / 16 * 6, .detail = PLAN_SWITCHING},
            {.kind = PLAN_MOVES, .time = at + recover, .site = 1, .detail = PLAN_WATCHING},
            {.kind = SITE_CHANGES,
             .time = at + 2 * SIM_HOUR,
             .site = 0,
             .detail = SITE_SEATS_UP | SITE_PLATFORM_UP},
        };
        history_observe(h, records, sizeof records / sizeof *records);
    }
    for (uint32_t i = 0; i < l->class_count; i++)
        h->asks[i] = true;
    history_finish(h, l->duration);
    return h;
}

fixture fixture_create(int width, int height, unsigned panes, fixture_size size) {
    static const char *const titles[PANES_MAX] = {"Current system, cold standby", "Warm standby",
                                                  "Hot standby of full size", "Two active sites"};
    fixture f = {.view = {.width = width,
                          .height = height,
                          .now = 2 * SIM_HOUR + 25 * SIM_MINUTE,
                          .to = 10 * SIM_HOUR,
                          .speed = 60,
                          .pane_count = panes}};
    for (unsigned i = 0; i < panes; i++) {
        double quality = 0.2 + 0.8 * i / PANES_MAX;
        f.layouts[i] = fixture_layout(size, titles[i]);
        f.states[i] = fixture_state(f.layouts[i], quality, 26 - 8 * i);
        f.histories[i] = fixture_history(f.layouts[i], quality, (64 >> 2 * i) * SIM_MINUTE);
        f.view.panes[i] = (viz_pane){.state = f.states[i], .history = f.histories[i]};
    }
    return f;
}

void fixture_free(fixture *f) {
    for (unsigned i = 0; i < f->view.pane_count; i++) {
        history_destroy(f->histories[i]);
        replay_state_destroy(f->states[i]);
        fixture_layout_free(f->layouts[i]);
    }
}
