/// Boxes in pixels, and cutting them: a layout is a sequence of cuts from what is left.
#ifndef VIZ_GEOMETRY_H
#define VIZ_GEOMETRY_H

#include <stdbool.h>

typedef struct box {
    double x, y, w, h;
} box;
typedef struct point {
    double x, y;
} point;

/// Cuts a strip off one side of `b` and returns it; what is left stays in `b`. Cuts at most what there is.
box box_cut_top(box *b, double h);
box box_cut_bottom(box *b, double h);
box box_cut_left(box *b, double w);
box box_cut_right(box *b, double w);

/// `b` made smaller by `dx` at the left and right and by `dy` at the top and bottom; never negative.
box box_inset(box b, double dx, double dy);

/// Column `index` of `count` equal ones with `gap` between, on whole pixels.
box box_column(box b, unsigned count, unsigned index, double gap);
/// Row `index` of `count` equal ones with `gap` between, on whole pixels.
box box_row(box b, unsigned count, unsigned index, double gap);

/// A box of that size in the middle of `b`.
box box_center(box b, double w, double h);

bool box_has(box b, double x, double y);
bool box_is_inside(box inner, box outer);
bool box_overlaps(box a, box b);

#endif
