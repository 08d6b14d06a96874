#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "memory.h"
#include "parts.h"

/// How the agents of all panes fill their boxes: groups side by side in `columns`, cells of `pitch` pixels,
/// each for `each` agents.
typedef struct agent_grid {
    unsigned columns;
    double pitch;
    uint32_t each;
    bool is_merged; ///< too many groups for a heading each: all agents in one
} agent_grid;

static const double heading_units = 21;

static uint32_t cells_of(uint32_t agents, uint32_t each) {
    return (uint32_t)(((uint64_t)agents + each - 1) / each);
}

static double group_height(uint32_t agents, double width, const agent_grid *g, double heading) {
    double across = fmax(1, floor(width / g->pitch));
    return heading + ceil(cells_of(agents, g->each) / across) * g->pitch;
}

/// Whether all groups fit: rows of `columns` groups, each row as high as its highest.
static bool grid_fits(const layout *l, const agent_grid *g, box b, double heading, double gap) {
    if (g->is_merged)
        return group_height(layout_agent_count(l), b.w, g, heading) <= b.h;
    double width = box_column(b, g->columns, 0, gap).w, height = 0, row = 0;
    for (uint32_t i = 0; i < l->group_count; i++) {
        row = fmax(row, group_height(l->groups[i].size, width, g, heading));
        if ((i + 1) % g->columns == 0 || i + 1 == l->group_count) {
            height += row;
            row = 0;
            if (height > b.h)
                return false;
        }
    }
    return true;
}

static bool fits_all(const viz_view *v, const agent_grid *g, box b, double heading, double gap) {
    for (unsigned i = 0; i < v->pane_count; i++)
        if (!grid_fits(v->panes[i].state->layout, g, b, heading, gap))
            return false;
    return true;
}

static uint32_t most_groups(const viz_view *v) {
    uint32_t most = 0;
    for (unsigned i = 0; i < v->pane_count; i++) {
        uint32_t count = v->panes[i].state->layout->group_count;
        most = count > most ? count : most;
    }
    return most;
}

static bool find_columns(const viz_view *v, agent_grid *g, box b, double heading, double gap,
                         double least_width) {
    uint32_t most = most_groups(v);
    for (g->columns = 1; g->columns <= 6 && g->columns <= most; g->columns++)
        if ((g->columns == 1 || b.w / g->columns >= least_width) && fits_all(v, g, b, heading, gap))
            return true;
    return false;
}

static bool find_pitch(const scene *s, const viz_view *v, agent_grid *g, box b) {
    double heading = scene_px(s, heading_units), gap = scene_px(s, 14), least = scene_px(s, 120);
    int smallest = (int)fmax(3, scene_px(s, 3.4));
    for (int pitch = (int)scene_px(s, 32); pitch >= smallest; pitch--) {
        g->pitch = pitch;
        if (g->is_merged ? fits_all(v, g, b, heading, gap) : find_columns(v, g, b, heading, gap, least))
            return true;
    }
    return false;
}

static uint32_t most_agents(const viz_view *v) {
    uint32_t most = 1;
    for (unsigned i = 0; i < v->pane_count; i++) {
        uint32_t count = layout_agent_count(v->panes[i].state->layout);
        most = count > most ? count : most;
    }
    return most;
}

/// The largest cells with which everything fits in every pane, so that a cell means the same in all of them;
/// first one agent a cell, then more, at last without groups. `b`: the box of any pane.
static agent_grid find_grid(const scene *s, const viz_view *v, box b) {
    b.w -= 1; // panes are equally wide but for rounding
    static const uint32_t steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000, 100000, 1000000};
    for (int merged = 0; merged < 2; merged++)
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            agent_grid g = {.columns = 1, .each = steps[i], .is_merged = merged};
            if (find_pitch(s, v, &g, b))
                return g;
        }
    return (agent_grid){.columns = 1, .pitch = scene_px(s, 5), .each = most_agents(v), .is_merged = true};
}

/// Cells for states in the order of the states, each state rounded so that all together are right.
static agent_state summary_state(const uint32_t count[AGENT_STATE_COUNT], uint32_t agent) {
    static const agent_state order[] = {AGENT_TALKING, AGENT_WRAPUP, AGENT_IDLE, AGENT_OFF};
    for (size_t i = 0; i < AGENT_STATE_COUNT; i++) {
        if (agent < count[order[i]])
            return order[i];
        agent -= count[order[i]];
    }
    return AGENT_OFF;
}

/// The cells of agents `first` to `first + size - 1`.
static void scene_cells(scene *s, const tally *t, const uint32_t *count, uint32_t first, uint32_t size,
                        const agent_grid *g, box b) {
    uint32_t across = (uint32_t)fmax(1, floor(b.w / g->pitch)), cells = cells_of(size, g->each);
    double side = g->pitch - fmax(1, round(g->pitch * 0.18));
    for (uint32_t i = 0; i < cells; i++) {
        uint32_t agent = i * g->each, column = i % across, row = i / across;
        agent_state state =
            g->each == 1
                ? (agent_state)t->state->agents[first + agent].state
                : summary_state(count, agent + (size - agent < g->each ? size - agent : g->each) / 2);
        scene_agent(s, (box){b.x + column * g->pitch, b.y + row * g->pitch, side, side}, state);
    }
}

static void scene_group(scene *s, const tally *t, const char *name, const uint32_t *count, uint32_t first,
                        uint32_t size, const agent_grid *g, box b) {
    box heading = box_cut_top(&b, scene_px(s, heading_units));
    uint32_t in = size - count[AGENT_OFF], busy = count[AGENT_TALKING] + count[AGENT_WRAPUP];
    text_style style = number_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, COLOR_MUTED);
    char text[PHRASE_SIZE];
    if (in > 0)
        snprintf(text, sizeof text, "%u/%u busy", busy, in);
    else
        snprintf(text, sizeof text, "all off");
    scene_text(s, box_cut_right(&heading, scene_text_room(s, text)), style, "%s", text);
    scene_text(s, heading, text_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_LEFT, COLOR_MUTED), "%s", name);
    scene_cells(s, t, count, first, size, g, b);
}

static void scene_groups(scene *s, const tally *t, const agent_grid *g, box b) {
    const layout *l = t->state->layout;
    double gap = scene_px(s, 14), height = 0;
    for (uint32_t i = 0; i < l->group_count; i++) {
        box column = box_column(b, g->columns, i % g->columns, gap);
        scene_group(s, t, l->groups[i].name, t->agents[i], l->groups[i].first_agent, l->groups[i].size, g,
                    column);
        height = fmax(height, group_height(l->groups[i].size, column.w, g, scene_px(s, heading_units)));
        if ((i + 1) % g->columns == 0) {
            box_cut_top(&b, height);
            height = 0;
        }
    }
}

static void sum_groups(const tally *t, uint32_t sum[AGENT_STATE_COUNT]) {
    for (uint32_t i = 0; i < t->state->layout->group_count; i++)
        for (int state = 0; state < AGENT_STATE_COUNT; state++)
            sum[state] += t->agents[i][state];
}

static void scene_agents_heading(scene *s, const tally *t, const agent_grid *g, box b) {
    char away[PHRASE_SIZE], text[2 * PHRASE_SIZE];
    phrase_count(t->away, away);
    snprintf(text, sizeof text, "%s will call again", away);
    box count = box_cut_right(&b, scene_text_room(s, text) + scene_px(s, 20));
    color c = t->away > 0 ? COLOR_INK : COLOR_FAINT;
    scene_away_icon(s, box_center(box_cut_left(&count, scene_px(s, 18)), scene_px(s, 16), scene_px(s, 16)),
                    c);
    scene_text(s, count, number_in(FONT_SMALL, WEIGHT_REGULAR, ALIGN_RIGHT, c), "%s", text);
    scene_text(s, b, text_in(FONT_BODY, WEIGHT_BOLD, ALIGN_LEFT, COLOR_INK),
               g->each > 1 ? "Agents (%u per cell)" : "Agents", g->each);
}

void scene_agents(scene *s, const viz_view *v, const tally *t, box b) {
    const layout *l = t->state->layout;
    scene_rect(s, b, scene_px(s, 8), COLOR_BOX);
    scene_frame(s, b, scene_px(s, 8), scene_px(s, 1), COLOR_HAIRLINE);
    box inner = box_inset(b, scene_px(s, 10), scene_px(s, 7));
    box heading = box_cut_top(&inner, scene_px(s, 22));
    box_cut_top(&inner, scene_px(s, 2));
    agent_grid g = find_grid(s, v, inner);
    scene_agents_heading(s, t, &g, heading);
    uint32_t sum[AGENT_STATE_COUNT] = {0};
    sum_groups(t, sum);
    if (g.is_merged)
        scene_group(s, t, "all groups", sum, 0, layout_agent_count(l), &g, inner);
    else
        scene_groups(s, t, &g, inner);
}
