/// Draws a scene list into a picture.
#ifndef VIZ_DRAW_H
#define VIZ_DRAW_H

#include "font.h"
#include "raster.h"
#include "scene.h"

void draw_scene(raster *r, font_set *fonts, const scene *s);

#endif
