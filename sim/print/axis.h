/// The axis of a chart: which numbers stand along it, and how they are written.
#ifndef PRINT_AXIS_H
#define PRINT_AXIS_H

#include "print/chart.h"
#include "print/number.h"

typedef struct axis {
    double low, high, step; ///< numbers stand at the multiples of `step` from low to high
    chart_scale scale;
} axis;

/// An axis that shows `low` to `high` with about `wanted` numbers; its ends are such numbers when `rounded`.
axis axis_make(double low, double high, chart_scale scale, size_t wanted, bool rounded);

/// The first number along it, and how many there are.
double axis_first(const axis *a);
size_t axis_count(const axis *a);

/// Where a value lies: 0 at the low end, 1 at the high one.
double axis_place(const axis *a, double value);

void axis_label(const axis *a, double value, char text[NUMBER_TEXT_SIZE]);

/// The axes that show all values of a chart.
axis chart_x_axis(const chart *c, size_t wanted);
axis chart_y_axis(const chart *c, size_t wanted);
axis bar_chart_axis(const bar_chart *c, size_t wanted);

#endif
