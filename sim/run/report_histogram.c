/// How waits are spread, as bars.
#include <hotline/report.h>

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "run/report_number.h"
#include "run/report_parts.h"

enum { BAR_WIDTH = 40, ROWS_MAX = 12 };

/// Ends of the bars in seconds: times that people think in.
static const double ends[] = {0,    1,     2,     5,     10,     15,  20,   30,   45,   60,
                              90,   120,   180,   300,   600,    900, 1200, 1800, 2700, 3600,
                              7200, 14400, 28800, 86400, 604800, 1e8, 1e9,  1e12};

enum { ENDS = sizeof ends / sizeof *ends };

/// The first bar beyond which hardly anybody waited: at most one in ten thousand, or none.
static size_t rows_of(const wait_histogram *h) {
    size_t rows = 1;
    while (rows < ENDS && waits_up_to(h, ends[rows - 1]) < 0.9999 * (double)h->count)
        rows++;
    return rows;
}

static void add_row(table *t, const char *label, double count, double all) {
    char share[NUMBER_TEXT_SIZE];
    text_buffer bar = {0};
    double part = count / all;
    grouped_format(100 * part, 1, false, share);
    for (int i = 0; i < (int)lround(part * BAR_WIDTH); i++)
        text_add(&bar, "█");
    char *cells = text_take(&bar);
    table_add(t, STYLE_PLAIN, label);
    table_add(t, STYLE_PLAIN, share);
    table_add(t, STYLE_PLAIN, cells);
    free(cells);
}

static void add_rows(table *t, const wait_histogram *h) {
    size_t rows = rows_of(h), step = rows > ROWS_MAX ? 2 : 1;
    double all = (double)h->count, before = 0;
    for (size_t i = 0; i < rows; i += i == 0 ? 1 : step) {
        size_t end = i == 0 || i + step - 1 >= rows ? i : i + step - 1;
        char upto[TIME_TEXT_SIZE];
        duration_format(sim_time_from_s(ends[end]), upto);
        double count = waits_up_to(h, ends[end]);
        char *label = end == 0 ? text_copy("at once") : text_format("up to %s", upto);
        add_row(t, label, count - before, all);
        free(label);
        before = count;
    }
    if (all - before > 0)
        add_row(t, "longer", all - before, all);
}

void report_histogram(const scheme_report *s) {
    wait_histogram h = results_waits(s->report->results, s->scheme, 0);
    if (h.count > 0) {
        table *t = table_create("lrl");
        table_head(t, "Waits of the answered");
        table_head(t, "%");
        table_head(t, "");
        add_rows(t, &h);
        (void)fputc('\n', s->report->out);
        table_print(t, s->report->options->colour, s->report->out);
        table_free(t);
    }
    waits_free(&h);
}
