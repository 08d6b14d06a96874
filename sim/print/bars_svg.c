#include <math.h>

#include "print/axis.h"
#include "print/svg.h"

enum { WIDTH = 960, TOP = 104, ROW = 34, BAR = 22, RIGHT = 96, BOTTOM = 64, LEGEND_Y = 62, LABEL_GAP = 6 };

/// Colours of what the low and the high end of a cause do.
enum { COLOUR_LOW = 0, COLOUR_HIGH = 1 };

typedef struct paper {
    axis x;
    double left;
    FILE *out;
} paper;

static double x_of(const paper *p, double value) {
    return p->left + axis_place(&p->x, value) * (WIDTH - p->left - RIGHT);
}

/// Names stand to the left of the bars, and before them what their low ends are.
static double left_of(const bar_chart *c) {
    double widest = 0;
    for (size_t i = 0; i < c->bar_count; i++)
        widest = fmax(widest, svg_width(c->bars[i].name));
    return 24 + widest + 96;
}

static void end_print(const paper *p, double base, double value, double y, size_t colour, const char *text) {
    double from = x_of(p, fmin(base, value)), to = x_of(p, fmax(base, value));
    if (!isfinite(value))
        return;
    (void)fprintf(p->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n", from, y,
                  to - from, BAR, svg_colour(colour));
    if (!text)
        return;
    bool left = value < base;
    svg_text(p->out, left ? from - LABEL_GAP : to + LABEL_GAP, y + BAR - 6, left ? SVG_END : SVG_START,
             SVG_NOTE, text);
}

static void bars_print(const paper *p, const bar_chart *c) {
    for (size_t i = 0; i < c->bar_count; i++) {
        const chart_bar *b = &c->bars[i];
        double y = TOP + ROW * (double)i;
        end_print(p, c->base, b->low, y, COLOUR_LOW, b->low_text);
        end_print(p, c->base, b->high, y, COLOUR_HIGH, b->high_text);
        svg_text(p->out, 24, y + BAR - 6, SVG_START, SVG_LABEL, b->name);
    }
}

static void scale_print(const paper *p, double bottom) {
    char label[NUMBER_TEXT_SIZE];
    for (size_t i = 0; i < axis_count(&p->x); i++) {
        double value = axis_first(&p->x) + (double)i * p->x.step, x = x_of(p, value);
        svg_line(p->out, x, TOP - 8, x, bottom, SVG_GRID);
        axis_label(&p->x, value, label);
        svg_text(p->out, x, bottom + 22, SVG_MIDDLE, SVG_LABEL, label);
    }
}

static void legend_print(FILE *out) {
    static const char *const names[] = {"at the low end", "at the high end"};
    for (size_t i = 0; i < 2; i++) {
        double x = 24 + 170 * (double)i;
        (void)fprintf(out, "<rect x=\"%.1f\" y=\"%d\" width=\"16\" height=\"14\" fill=\"%s\"/>\n", x,
                      LEGEND_Y - 8, svg_colour(i));
        svg_text(out, x + 24, LEGEND_Y + 5, SVG_START, SVG_LABEL, names[i]);
    }
}

void bar_chart_print_svg(const bar_chart *c, FILE *out) {
    paper p = {.x = bar_chart_axis(c, 6), .left = left_of(c), .out = out};
    double bottom = TOP + ROW * (double)c->bar_count;
    svg_begin(out, WIDTH, (int)bottom + BOTTOM, c->title);
    svg_text(out, 24, 34, SVG_START, SVG_TITLE, c->title);
    legend_print(out);
    scale_print(&p, bottom);
    bars_print(&p, c);
    svg_line(out, x_of(&p, c->base), TOP - 8, x_of(&p, c->base), bottom, SVG_BASE);
    if (c->value_name)
        svg_text(out, WIDTH - 24, bottom + 46, SVG_END, SVG_NOTE, c->value_name);
    svg_end(out);
}
