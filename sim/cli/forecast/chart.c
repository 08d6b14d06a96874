// A forecast as a chart: the series, what comes, and the interval around it.
#include <stdlib.h>

#include "base/text.h"
#include "cli/forecast/report.h"
#include "print/chart.h"

enum { KNOWN_SHOWN_MAX = 200, KNOWN_PER_STEP = 12 };

/// What is drawn: the last known values, and the forecast, which begins at the last of them.
typedef struct lines {
    size_t known, ahead;
    double *x, *y;
    double *next_x, *mean, *low, *high;
} lines;

/// Months and days are drawn in years, from their distance to the last one.
static double x_at(const forecast_answer *a, double time) {
    return a->file->axis.kind == AXIS_SECOND ? time - a->file->times[a->file->count - 1] : time;
}

static lines lines_make(const forecast_answer *a) {
    const series_file *s = a->file;
    size_t wanted = KNOWN_PER_STEP * a->question->spec.horizon;
    wanted = wanted < KNOWN_SHOWN_MAX / 2 ? KNOWN_SHOWN_MAX / 2
             : wanted > KNOWN_SHOWN_MAX   ? KNOWN_SHOWN_MAX
                                          : wanted;
    lines l = {.known = s->count < wanted ? s->count : wanted, .ahead = a->question->spec.horizon + 1};
    double *all = memory_new(2 * l.known + 4 * l.ahead, sizeof *all);
    l.x = all;
    l.y = l.x + l.known;
    l.next_x = l.y + l.known;
    l.mean = l.next_x + l.ahead;
    l.low = l.mean + l.ahead;
    l.high = l.low + l.ahead;
    for (size_t i = 0; i < l.known; i++) {
        l.x[i] = x_at(a, s->times[s->count - l.known + i]);
        l.y[i] = s->values[s->count - l.known + i];
    }
    l.next_x[0] = l.x[l.known - 1];
    l.mean[0] = l.low[0] = l.high[0] = l.y[l.known - 1];
    for (size_t h = 1; h < l.ahead; h++) {
        forecast_point p = forecast_at(a->model, h, a->question->confidence);
        l.next_x[h] = x_at(a, p.time);
        l.mean[h] = p.mean;
        l.low[h] = p.lower;
        l.high[h] = p.upper;
    }
    return l;
}

static bool in_years(const series_file *s) {
    double first = s->times[0];
    return s->axis.kind == AXIS_MONTH || (s->axis.kind == AXIS_NUMBER && first >= 1000 && first < 3000);
}

typedef void chart_print(const chart *c, bool coloured, FILE *out);

static void print_svg(const chart *c, bool coloured, FILE *out) {
    (void)coloured;
    chart_print_svg(c, out);
}

static void draw(const forecast_answer *a, chart_print *print, bool coloured, FILE *out) {
    lines l = lines_make(a);
    const series_file *s = a->file;
    const chart_line both[] = {
        {.name = s->value_name, .mark = CHART_LINE, .count = l.known, .x = l.x, .y = l.y},
        {.name = "forecast",
         .mark = CHART_DASHES,
         .count = l.ahead,
         .x = l.next_x,
         .y = l.mean,
         .low = l.low,
         .high = l.high}};
    char *title =
        text_format("%s: forecast with %.4g %% interval", s->value_name, 100 * a->question->confidence);
    chart c = {.title = title,
               .x_name = s->axis.kind == AXIS_SECOND ? "days from the last value" : s->time_name,
               .y_name = s->value_name,
               .x_scale = in_years(s) ? CHART_YEAR : CHART_NUMBER,
               .y_scale = CHART_NUMBER,
               .lines = both,
               .line_count = 2};
    print(&c, coloured, out);
    free(title);
    free(l.x);
}

void forecast_report_chart(const forecast_answer *a, FILE *out) {
    draw(a, print_svg, false, out);
}

void forecast_chart_text(const forecast_answer *a, bool coloured, FILE *out) {
    draw(a, chart_print_text, coloured, out);
}
