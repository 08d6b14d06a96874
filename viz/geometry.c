#include "geometry.h"

#include <math.h>

static double at_most(double value, double limit) {
    return fmax(0, fmin(value, limit));
}

box box_cut_top(box *b, double h) {
    box top = {b->x, b->y, b->w, at_most(h, b->h)};
    b->y += top.h;
    b->h -= top.h;
    return top;
}

box box_cut_bottom(box *b, double h) {
    double cut = at_most(h, b->h);
    b->h -= cut;
    return (box){b->x, b->y + b->h, b->w, cut};
}

box box_cut_left(box *b, double w) {
    box left = {b->x, b->y, at_most(w, b->w), b->h};
    b->x += left.w;
    b->w -= left.w;
    return left;
}

box box_cut_right(box *b, double w) {
    double cut = at_most(w, b->w);
    b->w -= cut;
    return (box){b->x + b->w, b->y, cut, b->h};
}

box box_inset(box b, double dx, double dy) {
    dx = fmin(dx, b.w / 2);
    dy = fmin(dy, b.h / 2);
    return (box){b.x + dx, b.y + dy, b.w - 2 * dx, b.h - 2 * dy};
}

/// Where part `index` of `count` parts of `length` begins, on a whole pixel.
static double part_begin(double length, unsigned count, unsigned index, double gap) {
    return round((length + gap) * index / count);
}

box box_column(box b, unsigned count, unsigned index, double gap) {
    double from = part_begin(b.w, count, index, gap);
    double to = part_begin(b.w, count, index + 1, gap) - gap;
    return (box){b.x + from, b.y, fmax(0, to - from), b.h};
}

box box_row(box b, unsigned count, unsigned index, double gap) {
    double from = part_begin(b.h, count, index, gap);
    double to = part_begin(b.h, count, index + 1, gap) - gap;
    return (box){b.x, b.y + from, b.w, fmax(0, to - from)};
}

box box_center(box b, double w, double h) {
    return (box){b.x + round((b.w - w) / 2), b.y + round((b.h - h) / 2), w, h};
}

bool box_has(box b, double x, double y) {
    return x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h;
}

bool box_is_inside(box inner, box outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

bool box_overlaps(box a, box b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
