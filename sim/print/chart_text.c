#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "print/axis.h"
#include "print/table.h"

enum { ROWS = CHART_TEXT_ROWS, LABEL_ROWS = 5, COLUMNS_MAX = 80 };

/// What stands in a place of the chart: the index of a line, or one of these.
enum { NOTHING = -1, BAND = -2 };

typedef struct canvas {
    axis x, y;
    int columns;
    int cells[ROWS][COLUMNS_MAX]; ///< row 0 is at the top
} canvas;

static const char *mark_of(const chart *c, size_t line) {
    static const char *const points[] = {"●", "◆", "▲", "■", "○", "◇", "△"};
    static const char *const lines[] = {"•", "×", "+", "*", "o", "=", "~"};
    return c->lines[line].mark == CHART_POINTS ? points[line] : lines[line];
}

static int column_of(const canvas *v, double x) {
    return (int)lround(axis_place(&v->x, x) * (v->columns - 1));
}

static int row_of(const canvas *v, double y) {
    return ROWS - 1 - (int)lround(axis_place(&v->y, y) * (ROWS - 1));
}

/// The value at `x` between two neighbours, NAN outside of all.
static double value_at(const chart_line *l, const double *values, double x) {
    for (size_t i = 0; i + 1 < l->count; i++)
        if (x >= l->x[i] && x <= l->x[i + 1] && l->x[i + 1] > l->x[i])
            return values[i] + (values[i + 1] - values[i]) * (x - l->x[i]) / (l->x[i + 1] - l->x[i]);
    return NAN;
}

static void cell_set(canvas *v, int row, int column, int what) {
    if (row >= 0 && row < ROWS && column >= 0 && column < v->columns)
        v->cells[row][column] = what;
}

static double x_at(const canvas *v, int column) {
    return v->x.low + (v->x.high - v->x.low) * column / (v->columns - 1);
}

static void band_draw(canvas *v, const chart_line *l) {
    for (int column = 0; l->low && l->high && column < v->columns; column++) {
        double low = value_at(l, l->low, x_at(v, column)), high = value_at(l, l->high, x_at(v, column));
        if (!isfinite(low) || !isfinite(high))
            continue;
        for (int row = row_of(v, high); row <= row_of(v, low); row++)
            cell_set(v, row, column, BAND);
    }
}

static void line_draw(canvas *v, const chart_line *l, int index) {
    for (size_t i = 0; i < l->count; i++)
        if (isfinite(l->y[i]))
            cell_set(v, row_of(v, l->y[i]), column_of(v, l->x[i]), index);
    for (int column = 0; l->mark != CHART_POINTS && column < v->columns; column++) {
        double y = value_at(l, l->y, x_at(v, column));
        if (isfinite(y) && (l->mark == CHART_LINE || column % 2 == 0))
            cell_set(v, row_of(v, y), column, index);
    }
}

static void row_print(const canvas *v, const chart *c, int row, bool colour, FILE *out) {
    static const cell_style styles[] = {STYLE_BOLD, STYLE_GOOD, STYLE_WARN, STYLE_BAD};
    int last = v->columns;
    while (last > 0 && v->cells[row][last - 1] == NOTHING)
        last--;
    for (int column = 0; column < last; column++) {
        int what = v->cells[row][column];
        cell_style style = what >= 0 ? styles[what % 4] : STYLE_DIM;
        const char *text = what == NOTHING ? " " : what == BAND ? "░" : mark_of(c, (size_t)what);
        (void)fprintf(out, "%s%s%s", style_begin(style, colour && what != NOTHING), text,
                      style_end(style, colour && what != NOTHING));
    }
    (void)fputc('\n', out);
}

/// The number of the axis that stands at a row, if one does.
static bool label_of_row(const canvas *v, int row, char label[NUMBER_TEXT_SIZE]) {
    for (size_t i = 0; i < axis_count(&v->y); i++) {
        double value = axis_first(&v->y) + (double)i * v->y.step;
        if (row_of(v, value) != row)
            continue;
        axis_label(&v->y, value, label);
        return true;
    }
    label[0] = '\0';
    return false;
}

static void x_labels_print(const canvas *v, size_t indent, FILE *out) {
    size_t at = 0;
    (void)fprintf(out, "%*s", (int)indent, "");
    for (size_t i = 0; i < axis_count(&v->x); i++) {
        char label[NUMBER_TEXT_SIZE];
        double value = axis_first(&v->x) + (double)i * v->x.step;
        axis_label(&v->x, value, label);
        size_t width = text_width(label), middle = (size_t)column_of(v, value);
        size_t begin = middle > width / 2 ? middle - width / 2 : 0;
        if (at > 0 && begin < at + 2)
            continue;
        (void)fprintf(out, "%*s%s", (int)(begin - at), "", label);
        at = begin + width;
    }
    (void)fputc('\n', out);
}

static void rows_print(const canvas *v, const chart *c, size_t indent, bool colour, FILE *out) {
    for (int row = 0; row < ROWS; row++) {
        char label[NUMBER_TEXT_SIZE];
        bool is_marked = label_of_row(v, row, label);
        (void)fprintf(out, "  %*s%s %s", (int)(indent - 4 - text_width(label)), "", label,
                      is_marked ? "┤" : "│");
        row_print(v, c, row, colour, out);
    }
    (void)fprintf(out, "%*s└", (int)indent - 1, "");
    for (int column = 0; column < v->columns; column++)
        (void)fputs("─", out);
    (void)fputc('\n', out);
}

static void legend_print(const chart *c, FILE *out) {
    (void)fputs(" ", out);
    for (size_t i = 0; i < c->line_count; i++)
        (void)fprintf(out, " %s %s  ", mark_of(c, i), c->lines[i].name);
    for (size_t i = 0; i < c->line_count; i++) {
        if (!c->lines[i].low)
            continue;
        (void)fputs(" ░ interval", out);
        break;
    }
    (void)fputc('\n', out);
}

static size_t labels_width(const canvas *v) {
    size_t widest = 0;
    for (int row = 0; row < ROWS; row++) {
        char label[NUMBER_TEXT_SIZE];
        if (label_of_row(v, row, label) && text_width(label) > widest)
            widest = text_width(label);
    }
    return widest;
}

void chart_print_text(const chart *c, bool colour, FILE *out) {
    canvas *v = memory_new(1, sizeof *v);
    v->x = chart_x_axis(c, 8);
    v->y = chart_y_axis(c, LABEL_ROWS);
    v->columns = COLUMNS_MAX;
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS_MAX; column++)
            v->cells[row][column] = NOTHING;
    for (size_t i = 0; i < c->line_count; i++)
        band_draw(v, &c->lines[i]);
    for (size_t i = 0; i < c->line_count; i++)
        line_draw(v, &c->lines[i], (int)i);
    size_t indent = labels_width(v) + 4;
    (void)fprintf(out, "%s%s%s\n", style_begin(STYLE_BOLD, colour), c->title, style_end(STYLE_BOLD, colour));
    legend_print(c, out);
    rows_print(v, c, indent, colour, out);
    x_labels_print(v, indent, out);
    free(v);
}
