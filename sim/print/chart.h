/// Charts, as SVG that any browser shows and as text on a terminal: lines with bands over a common axis, and
/// bars around a base value. What is drawn depends on nothing but what is given.
#ifndef PRINT_CHART_H
#define PRINT_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/// How a line looks.
typedef enum chart_mark {
    CHART_LINE,
    CHART_DASHES,
    CHART_POINTS, ///< one mark a value, unconnected
} chart_mark;

/// How numbers along an axis are written.
typedef enum chart_scale {
    CHART_NUMBER,  ///< 1,250 or 3.5M
    CHART_YEAR,    ///< 2011
    CHART_CLOCK,   ///< seconds of the day, as 08:30
    CHART_PERCENT, ///< a share of 1, as 85 %
} chart_scale;

typedef struct chart_line {
    const char *name; ///< in the legend
    chart_mark mark;
    size_t count;
    const double *x, *y;      ///< x rising; y NAN: a gap
    const double *low, *high; ///< a band around it; NULL: none
} chart_line;

typedef struct chart {
    const char *title;
    const char *x_name, *y_name; ///< with their units; NULL: no need to say
    chart_scale x_scale, y_scale;
    bool from_zero; ///< the upright axis begins at 0
    const chart_line *lines;
    size_t line_count; ///< 1 to CHART_LINES_MAX
} chart;

/// What one cause does to a result.
typedef struct chart_bar {
    const char *name;
    double low, high;                 ///< the result at the low and at the high end of the cause
    const char *low_text, *high_text; ///< what these ends are: "0.089"; NULL: not said
} chart_bar;

/// A tornado: bars around the result at the best guess.
typedef struct bar_chart {
    const char *title;
    const char *value_name; ///< of the result, with its unit
    double base;
    const chart_bar *bars; ///< the longest first, as the caller likes
    size_t bar_count;
} bar_chart;

enum { CHART_LINES_MAX = 7, CHART_TEXT_ROWS = 16 };

void chart_print_svg(const chart *c, FILE *out);
void chart_print_text(const chart *c, bool colour, FILE *out);
void bar_chart_print_svg(const bar_chart *c, FILE *out);
void bar_chart_print_text(const bar_chart *c, bool colour, FILE *out);

#endif
