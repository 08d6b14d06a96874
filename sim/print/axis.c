#include "print/axis.h"

#include <math.h>
#include <stdio.h>

static const double minute = 60, hour = 3600;

/// The smallest of 1, 2, 5 times a power of ten that is not below `least`.
static double decimal_step(double least) {
    double power = pow(10, floor(log10(least)));
    static const double factors[] = {1, 2, 5};
    for (size_t i = 0; i < 3; i++)
        if (factors[i] * power >= least * (1 - 1e-9))
            return factors[i] * power;
    return 10 * power;
}

static double clock_step(double least) {
    static const double steps[] = {1, 5, 10, 15, 30, 60, 120, 180, 240, 360};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i] * minute >= least)
            return steps[i] * minute;
    return 12 * hour;
}

static double step_of(double least, chart_scale scale) {
    if (scale == CHART_CLOCK)
        return clock_step(least);
    double step = decimal_step(least);
    return scale == CHART_YEAR && step < 1 ? 1 : step;
}

axis axis_make(double low, double high, chart_scale scale, size_t wanted, bool rounded) {
    if (!(high > low)) { // a single value, or none at all
        double middle = isfinite(low) ? low : 0, margin = middle != 0 ? fabs(middle) / 10 : 1;
        low = middle - margin;
        high = middle + margin;
    }
    axis a = {.low = low, .high = high, .scale = scale};
    a.step = step_of((high - low) / (double)wanted, scale);
    if (rounded) {
        a.low = floor(low / a.step + 1e-9) * a.step;
        a.high = ceil(high / a.step - 1e-9) * a.step;
    }
    return a;
}

double axis_first(const axis *a) {
    return ceil(a->low / a->step - 1e-9) * a->step;
}

size_t axis_count(const axis *a) {
    double count = floor((a->high - axis_first(a)) / a->step + 1e-9) + 1;
    return count > 0 ? (size_t)count : 0;
}

double axis_place(const axis *a, double value) {
    return (value - a->low) / (a->high - a->low);
}

/// Decimals that tell the numbers along the axis apart.
static int decimals_of(double step) {
    return step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
}

static void number_label(const axis *a, double value, char text[NUMBER_TEXT_SIZE]) {
    static const struct {
        double unit;
        const char *suffix;
    } units[] = {{1e9, "G"}, {1e6, "M"}, {1e4, "k"}};
    double most = fmax(fabs(a->low), fabs(a->high));
    for (size_t i = 0; i < 3; i++) {
        double unit = units[i].unit >= 1e6 ? units[i].unit : 1e3;
        if (most < units[i].unit || value == 0)
            continue;
        char number[NUMBER_TEXT_SIZE];
        grouped_format(value / unit, decimals_of(a->step / unit), false, number);
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%.80s%s", number, units[i].suffix);
        return;
    }
    grouped_format(value, decimals_of(a->step), false, text);
}

void axis_label(const axis *a, double value, char text[NUMBER_TEXT_SIZE]) {
    char number[NUMBER_TEXT_SIZE];
    int minutes = (int)lround(value / minute);
    switch (a->scale) {
    case CHART_NUMBER:
        number_label(a, fabs(value) < a->step * 1e-9 ? 0 : value, text);
        return;
    case CHART_YEAR:
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%.0f", value);
        return;
    case CHART_CLOCK:
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%02d:%02d", minutes / 60, minutes % 60);
        return;
    case CHART_PERCENT:
        grouped_format(100 * value, decimals_of(100 * a->step), false, number);
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%.80s %%", number);
        return;
    }
}

/// Widens low .. high by the numbers that there are.
static void span_widen(double *low, double *high, const double *values, size_t count) {
    for (size_t i = 0; values && i < count; i++) {
        if (!isfinite(values[i]))
            continue;
        *low = fmin(*low, values[i]);
        *high = fmax(*high, values[i]);
    }
}

axis chart_x_axis(const chart *c, size_t wanted) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < c->line_count; i++)
        span_widen(&low, &high, c->lines[i].x, c->lines[i].count);
    return axis_make(low, high, c->x_scale, wanted, false);
}

axis chart_y_axis(const chart *c, size_t wanted) {
    double low = c->from_zero ? 0 : INFINITY, high = c->from_zero ? 0 : -INFINITY;
    for (size_t i = 0; i < c->line_count; i++) {
        const chart_line *l = &c->lines[i];
        span_widen(&low, &high, l->y, l->count);
        span_widen(&low, &high, l->low, l->count);
        span_widen(&low, &high, l->high, l->count);
    }
    return axis_make(low, high, c->y_scale, wanted, true);
}

axis bar_chart_axis(const bar_chart *c, size_t wanted) {
    double low = c->base, high = c->base;
    for (size_t i = 0; i < c->bar_count; i++) {
        const double ends[] = {c->bars[i].low, c->bars[i].high};
        span_widen(&low, &high, ends, 2);
    }
    return axis_make(low, high, CHART_NUMBER, wanted, true);
}
