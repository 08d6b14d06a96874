/// The picture of a view.
#ifndef VIZ_SCENE_BUILD_H
#define VIZ_SCENE_BUILD_H

#include "scene.h"
#include "view.h"

/// Fills `s` with the picture of `v`. Equal views give equal scenes.
void scene_build(scene *s, const viz_view *v);

#endif
