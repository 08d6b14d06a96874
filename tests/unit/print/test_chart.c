/// Charts against golden files; `test_chart --update` writes them anew.
#define _POSIX_C_SOURCE 200809L

#include "support/test.h"

#include "print/chart.h"

#define GOLDEN HOTLINE_SOURCE_DIR "/tests/unit/print/golden/"

enum { SEEN = 8, COMING = 4, BARS = 4 };

static void lines_print(FILE *out, bool svg) {
    static const double years[SEEN + COMING] = {2003, 2004, 2005, 2006, 2007, 2008,
                                                2009, 2010, 2010, 2011, 2012, 2013};
    static const double subscribers[SEEN] = {2.7e6, 3.35e6, 3.9e6, 4.6e6, 5.5e6, 6.4e6, NAN, 8.6e6};
    static const double mean[COMING] = {8.6e6, 9.8e6, 10.9e6, 11.8e6},
                        low[COMING] = {8.6e6, 9.4e6, 9.9e6, 10.1e6},
                        high[COMING] = {8.6e6, 10.2e6, 12e6, 14e6};
    const chart_line lines[] = {
        {.name = "subscribers <observed>", .mark = CHART_POINTS, .count = SEEN, .x = years, .y = subscribers},
        {.name = "forecast",
         .mark = CHART_LINE,
         .count = COMING,
         .x = years + SEEN,
         .y = mean,
         .low = low,
         .high = high},
        {.name = "as planned",
         .mark = CHART_DASHES,
         .count = 2,
         .x = (const double[]){2006, 2012},
         .y = (const double[]){5e6, 10e6}},
    };
    const chart c = {.title = "Subscribers & forecast",
                     .x_name = "year",
                     .x_scale = CHART_YEAR,
                     .y_scale = CHART_NUMBER,
                     .from_zero = true,
                     .lines = lines,
                     .line_count = 3};
    if (svg)
        chart_print_svg(&c, out);
    else
        chart_print_text(&c, false, out);
}

static void bars_print(FILE *out, bool svg) {
    static const chart_bar bars[BARS] = {
        {"busiest-day factor", 122, 244, "1", "2"},
        {"busy-hour concentration", 136, 198, "0.089", "0.13"},
        {"agent load", 180, 140, "0.68", "0.87"},
        {"trunk load", 153, 153, NULL, NULL},
    };
    const bar_chart c = {
        .title = "Working seats", .value_name = "seats", .base = 152.8, .bars = bars, .bar_count = BARS};
    if (svg)
        bar_chart_print_svg(&c, out);
    else
        bar_chart_print_text(&c, false, out);
}

static const struct golden {
    const char *path;
    void (*print)(FILE *out, bool svg);
    bool svg;
} goldens[] = {
    {GOLDEN "lines.svg", lines_print, true},
    {GOLDEN "lines.txt", lines_print, false},
    {GOLDEN "bars.svg", bars_print, true},
    {GOLDEN "bars.txt", bars_print, false},
};

enum { GOLDEN_COUNT = sizeof goldens / sizeof goldens[0] };

static char *printed(const struct golden *g) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    g->print(out, g->svg);
    assert_int_equal(fclose(out), 0);
    return text;
}

static char *content_of(const char *path) {
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    char *text = calloc(1 << 20, 1);
    (void)fread(text, 1, (1 << 20) - 1, in);
    (void)fclose(in);
    return text;
}

static void test_golden(void **state) {
    (void)state;
    for (size_t i = 0; i < GOLDEN_COUNT; i++) {
        char *is = printed(&goldens[i]), *should_be = content_of(goldens[i].path);
        assert_string_equal(is, should_be);
        free(is);
        free(should_be);
    }
}

static int update(void) {
    for (size_t i = 0; i < GOLDEN_COUNT; i++) {
        FILE *out = fopen(goldens[i].path, "wb");
        if (!out)
            return 1;
        goldens[i].print(out, goldens[i].svg);
        if (fclose(out) != 0)
            return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--update") == 0)
        return update();
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_golden)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
