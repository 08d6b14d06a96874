/// The few shapes of which SVG charts are made.
#ifndef PRINT_SVG_H
#define PRINT_SVG_H

#include <stddef.h>
#include <stdio.h>

typedef enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END } svg_anchor;
typedef enum svg_style { SVG_TITLE, SVG_LABEL, SVG_NOTE } svg_style;
typedef enum svg_stroke { SVG_GRID, SVG_AXIS, SVG_BASE } svg_stroke;

void svg_begin(FILE *out, int width, int height, const char *title);
void svg_end(FILE *out);

/// `text` is UTF-8; what XML reserves is escaped.
void svg_text(FILE *out, double x, double y, svg_anchor anchor, svg_style style, const char *text);
void svg_line(FILE *out, double x1, double y1, double x2, double y2, svg_stroke stroke);

/// Colours that colour-blind people tell apart too (Okabe and Ito), by the index of a line.
const char *svg_colour(size_t index);

/// About how wide a label is.
double svg_width(const char *label);

#endif
