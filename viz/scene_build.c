#include "scene_build.h"

#include "parts.h"

void scene_build(scene *s, const viz_view *v) {
    window_boxes w = window_arrange(v->width, v->height, v->pane_count);
    box all = {0, 0, v->width, v->height};
    scene_clear(s, w.unit);
    scene_rect(s, all, 0, COLOR_WINDOW);
    scene_header(s, v, &w);
    for (unsigned i = 0; i < v->pane_count; i++) {
        scene_clip(s, w.panes[i]);
        scene_pane(s, v, i, w.panes[i]);
    }
    scene_clip(s, all);
    scene_timeline(s, v, &w);
    scene_legend(s, v, &w);
    if (v->shows_help)
        scene_help(s, v, &w);
}
