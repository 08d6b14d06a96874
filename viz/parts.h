/// The parts of the picture, each adding its items to the scene; and the marks that several of them use.
#ifndef VIZ_PARTS_H
#define VIZ_PARTS_H

#include "arrange.h"
#include "kpi.h"
#include "phrase.h"
#include "scene.h"
#include "tally.h"
#include "view.h"

void scene_header(scene *s, const viz_view *v, const window_boxes *w);
void scene_legend(scene *s, const viz_view *v, const window_boxes *w);
void scene_help(scene *s, const viz_view *v, const window_boxes *w);
void scene_pane(scene *s, const viz_view *v, unsigned index, box card);
void scene_kpis(scene *s, const viz_view *v, unsigned index, const pane_boxes *p);
void scene_plan(scene *s, const replay_state *state, box b);
void scene_site(scene *s, const tally *t, const pane_shape *shape, uint16_t site, box b);
/// Meters of trunks, IVR and queue, IVR steps and queue lanes.
void scene_site_content(scene *s, const tally *t, const pane_shape *shape, uint16_t site, box b);
void scene_agents(scene *s, const viz_view *v, const tally *t, box b);
void scene_timeline(scene *s, const viz_view *v, const window_boxes *w);
void scene_curves(scene *s, const viz_view *v, const window_boxes *w);
void scene_bands(scene *s, const viz_view *v, const window_boxes *w);

/// A style for text that stands still.
text_style text_in(font_size size, font_weight weight, text_align align, color c);
/// A style for a number that runs.
text_style number_in(font_size size, font_weight weight, text_align align, color c);

/// Pixels that a small text takes: an upper estimate for the usual letters, as the scene knows no fonts.
double scene_text_room(const scene *s, const char *text);

/// A green disc with a tick, an orange one with a cross; nothing without a verdict.
void scene_verdict(scene *s, point center, double radius, verdict v);

typedef enum wait_mood { WAIT_CALM, WAIT_WARNING, WAIT_LATE } wait_mood;
/// A caller waiting: round when calm (below half its AWT), round and orange up to the AWT, square after it.
void scene_waiting(scene *s, point center, double diameter, wait_mood mood);
/// An agent: a dot when off, an outline when free, full when talking, half full in wrap-up.
void scene_agent(scene *s, box cell, agent_state state);
/// Callers who will call again: an arrow that turns back.
void scene_away_icon(scene *s, box b, color c);

#endif
