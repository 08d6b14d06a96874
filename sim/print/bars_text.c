#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "print/axis.h"
#include "print/table.h"

/// Columns of the bars, between names and texts.
enum { BAR_COLUMNS = 44 };

static int column_of(const axis *a, double value) {
    return (int)lround(axis_place(a, value) * (BAR_COLUMNS - 1));
}

/// "       ████│▒▒▒▒▒    "
static char *bar_draw(const axis *a, double base, const chart_bar *b) {
    text_buffer text = {0};
    int low = column_of(a, b->low), high = column_of(a, b->high), middle = column_of(a, base);
    for (int column = 0; column < BAR_COLUMNS; column++) {
        bool of_low = column >= (low < middle ? low : middle) && column <= (low > middle ? low : middle);
        bool of_high = column >= (high < middle ? high : middle) && column <= (high > middle ? high : middle);
        text_add(&text, "%s", column == middle ? "│" : of_low ? "▒" : of_high ? "█" : " ");
    }
    return text_take(&text);
}

static void value_add(table *t, double value) {
    char text[NUMBER_TEXT_SIZE];
    int decimals = fabs(value) >= 100 ? 0 : fabs(value) >= 1 ? 1 : 3;
    grouped_format(value, decimals, false, text);
    table_add(t, STYLE_PLAIN, text);
}

static void row_add(table *t, const axis *a, double base, const chart_bar *b) {
    char *bar = bar_draw(a, base, b);
    table_add(t, STYLE_PLAIN, b->name);
    table_add(t, STYLE_DIM, b->low_text ? b->low_text : "");
    table_add(t, STYLE_DIM, b->high_text ? b->high_text : "");
    value_add(t, b->low);
    table_add(t, STYLE_PLAIN, bar);
    value_add(t, b->high);
    free(bar);
}

void bar_chart_print_text(const bar_chart *c, bool colour, FILE *out) {
    axis a = bar_chart_axis(c, 6);
    table *t = table_create("lrrrlr");
    (void)fprintf(out, "%s%s%s\n", style_begin(STYLE_BOLD, colour), c->title, style_end(STYLE_BOLD, colour));
    (void)fprintf(out, "  ▒ at the low end  █ at the high end  │ at the best guess\n");
    table_head(t, "");
    table_head(t, "low");
    table_head(t, "high");
    table_head(t, "at low");
    table_head(t, c->value_name ? c->value_name : "");
    table_head(t, "at high");
    for (size_t i = 0; i < c->bar_count; i++)
        row_add(t, &a, c->base, &c->bars[i]);
    table_print(t, colour, out);
    table_free(t);
}
