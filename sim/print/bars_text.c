#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "print/axis.h"
#include "print/table.h"

/// Columns of the bars, between names and texts; and what stands between and before the six columns.
enum { BAR_COLUMNS_LEAST = 16, BAR_COLUMNS_MOST = 44, MARGINS = 2 + 5 * 2 };

static int column_of(const axis *a, int columns, double value) {
    return (int)lround(axis_place(a, value) * (columns - 1));
}

/// "       ████│▒▒▒▒▒    "
static char *bar_draw(const axis *a, int columns, double base, const chart_bar *b) {
    text_buffer text = {0};
    int low = column_of(a, columns, b->low), high = column_of(a, columns, b->high),
        middle = column_of(a, columns, base);
    for (int column = 0; column < columns; column++) {
        bool of_low = column >= (low < middle ? low : middle) && column <= (low > middle ? low : middle);
        bool of_high = column >= (high < middle ? high : middle) && column <= (high > middle ? high : middle);
        text_add(&text, "%s", column == middle ? "│" : of_low ? "▒" : of_high ? "█" : " ");
    }
    return text_take(&text);
}

static void value_format(double value, char text[NUMBER_TEXT_SIZE]) {
    int decimals = fabs(value) >= 100 ? 0 : fabs(value) >= 1 ? 1 : 3;
    grouped_format(value, decimals, false, text);
}

static const char *text_of(const char *text) {
    return text ? text : "";
}

static void widen(size_t *width, const char *text) {
    size_t own = text_width(text_of(text));
    *width = own > *width ? own : *width;
}

/// What is left of a line for the bars.
static int columns_left(const bar_chart *c) {
    size_t name = 0, low = strlen("low"), high = strlen("high"), at_low = strlen("at low"),
           at_high = strlen("at high");
    for (size_t i = 0; i < c->bar_count; i++) {
        char low_value[NUMBER_TEXT_SIZE], high_value[NUMBER_TEXT_SIZE];
        value_format(c->bars[i].low, low_value);
        value_format(c->bars[i].high, high_value);
        widen(&name, c->bars[i].name);
        widen(&low, c->bars[i].low_text);
        widen(&high, c->bars[i].high_text);
        widen(&at_low, low_value);
        widen(&at_high, high_value);
    }
    int left = REPORT_WIDTH - MARGINS - (int)(name + low + high + at_low + at_high);
    return left < BAR_COLUMNS_LEAST ? BAR_COLUMNS_LEAST : left > BAR_COLUMNS_MOST ? BAR_COLUMNS_MOST : left;
}

static void row_add(table *t, const axis *a, int columns, double base, const chart_bar *b) {
    char *bar = bar_draw(a, columns, base, b), low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    value_format(b->low, low);
    value_format(b->high, high);
    table_add(t, STYLE_PLAIN, b->name);
    table_add(t, STYLE_DIM, text_of(b->low_text));
    table_add(t, STYLE_DIM, text_of(b->high_text));
    table_add(t, STYLE_PLAIN, low);
    table_add(t, STYLE_PLAIN, bar);
    table_add(t, STYLE_PLAIN, high);
    free(bar);
}

void bar_chart_print_text(const bar_chart *c, bool colour, FILE *out) {
    axis a = bar_chart_axis(c, 6);
    int columns = columns_left(c);
    table *t = table_create("lrrrlr");
    (void)fprintf(out, "%s%s%s\n", style_begin(STYLE_BOLD, colour), c->title, style_end(STYLE_BOLD, colour));
    (void)fprintf(out, "  ▒ at the low end  █ at the high end  │ at the best guess\n");
    table_head(t, "");
    table_head(t, "low");
    table_head(t, "high");
    table_head(t, "at low");
    table_head(t, text_of(c->value_name));
    table_head(t, "at high");
    for (size_t i = 0; i < c->bar_count; i++)
        row_add(t, &a, columns, c->base, &c->bars[i]);
    table_print(t, colour, out);
    table_free(t);
}
