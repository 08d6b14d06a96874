#include <math.h>

#include "print/axis.h"
#include "print/svg.h"

enum { WIDTH = 960, HEIGHT = 540, LEFT = 84, RIGHT = 28, TOP = 92, BOTTOM = 64, LEGEND_Y = 62 };

/// A chart's axes on the paper.
typedef struct paper {
    axis x, y;
    FILE *out;
} paper;

static double x_of(const paper *p, double x) {
    return LEFT + axis_place(&p->x, x) * (WIDTH - LEFT - RIGHT);
}

static double y_of(const paper *p, double y) {
    return HEIGHT - BOTTOM - axis_place(&p->y, y) * (HEIGHT - TOP - BOTTOM);
}

static void grid_print(const paper *p) {
    char label[NUMBER_TEXT_SIZE];
    for (size_t i = 0; i < axis_count(&p->y); i++) {
        double value = axis_first(&p->y) + (double)i * p->y.step, y = y_of(p, value);
        svg_line(p->out, LEFT, y, WIDTH - RIGHT, y, SVG_GRID);
        axis_label(&p->y, value, label);
        svg_text(p->out, LEFT - 8, y + 5, SVG_END, SVG_LABEL, label);
    }
    for (size_t i = 0; i < axis_count(&p->x); i++) {
        double value = axis_first(&p->x) + (double)i * p->x.step, x = x_of(p, value);
        svg_line(p->out, x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 5, SVG_AXIS);
        axis_label(&p->x, value, label);
        svg_text(p->out, x, HEIGHT - BOTTOM + 22, SVG_MIDDLE, SVG_LABEL, label);
    }
    svg_line(p->out, LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, SVG_AXIS);
}

static bool has_band(const chart_line *l, size_t i) {
    return isfinite(l->low[i]) && isfinite(l->high[i]);
}

static void band_print(const paper *p, const chart_line *l, size_t index) {
    if (!l->low || !l->high)
        return;
    (void)fprintf(p->out, "<polygon fill=\"%s\" fill-opacity=\"0.18\" points=\"", svg_colour(index));
    for (size_t i = 0; i < l->count; i++)
        if (has_band(l, i))
            (void)fprintf(p->out, "%.1f,%.1f ", x_of(p, l->x[i]), y_of(p, l->high[i]));
    for (size_t i = l->count; i-- > 0;)
        if (has_band(l, i))
            (void)fprintf(p->out, "%.1f,%.1f ", x_of(p, l->x[i]), y_of(p, l->low[i]));
    (void)fputs("\"/>\n", p->out);
}

static void points_print(const paper *p, const chart_line *l, size_t index) {
    for (size_t i = 0; i < l->count; i++)
        if (isfinite(l->y[i]))
            (void)fprintf(p->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n",
                          x_of(p, l->x[i]), y_of(p, l->y[i]), svg_colour(index));
}

static void curve_print(const paper *p, const chart_line *l, size_t index) {
    bool draws = false;
    (void)fprintf(p->out, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"%s d=\"", svg_colour(index),
                  l->mark == CHART_DASHES ? " stroke-dasharray=\"8 5\"" : "");
    for (size_t i = 0; i < l->count; i++) {
        if (isfinite(l->y[i]))
            (void)fprintf(p->out, "%c%.1f %.1f", draws ? 'L' : 'M', x_of(p, l->x[i]), y_of(p, l->y[i]));
        draws = isfinite(l->y[i]);
    }
    (void)fputs("\"/>\n", p->out);
}

static void legend_print(const paper *p, const chart *c) {
    double x = LEFT;
    for (size_t i = 0; i < c->line_count; i++) {
        const chart_line *l = &c->lines[i];
        if (l->mark == CHART_POINTS)
            (void)fprintf(p->out, "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\"/>\n", x + 12, LEGEND_Y,
                          svg_colour(i));
        else
            (void)fprintf(p->out, "<path stroke=\"%s\" stroke-width=\"3\"%s d=\"M%.1f %dh24\"/>\n",
                          svg_colour(i), l->mark == CHART_DASHES ? " stroke-dasharray=\"8 5\"" : "", x,
                          LEGEND_Y);
        svg_text(p->out, x + 32, LEGEND_Y + 5, SVG_START, SVG_LABEL, l->name);
        x += 32 + svg_width(l->name) + 24;
    }
}

void chart_print_svg(const chart *c, FILE *out) {
    paper p = {.x = chart_x_axis(c, 10), .y = chart_y_axis(c, 6), .out = out};
    svg_begin(out, WIDTH, HEIGHT, c->title);
    svg_text(out, LEFT, 34, SVG_START, SVG_TITLE, c->title);
    legend_print(&p, c);
    grid_print(&p);
    for (size_t i = 0; i < c->line_count; i++)
        band_print(&p, &c->lines[i], i);
    for (size_t i = 0; i < c->line_count; i++)
        (c->lines[i].mark == CHART_POINTS ? points_print : curve_print)(&p, &c->lines[i], i);
    if (c->y_name)
        svg_text(out, 24, TOP - 10, SVG_START, SVG_NOTE, c->y_name);
    if (c->x_name)
        svg_text(out, WIDTH - RIGHT, HEIGHT - 16, SVG_END, SVG_NOTE, c->x_name);
    svg_end(out);
}
