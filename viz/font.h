/// Type: one family in two weights and all sizes of the theme, rendered to masks.
#ifndef VIZ_FONT_H
#define VIZ_FONT_H

#include <hotline/error.h>

#include "raster.h"
#include "scene.h"

typedef struct font_set font_set;

/// Opens Inter, or DejaVu Sans where that is missing, from the usual directories. False, and `err` set, when
/// neither is found.
bool font_set_open(font_set **out, double unit, input_error *err);
/// Accepts NULL.
void font_set_close(font_set *f);

/// One line of text as a mask that is at most `width` pixels wide, cut with an ellipsis. Stays valid until
/// the next call. NULL when there is nothing to draw.
const raster_mask *font_set_render(font_set *f, text_style style, const char *text, int width);

#endif
