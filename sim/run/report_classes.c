/// Schemes side by side, class by class.
#include <hotline/report.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "run/report_number.h"
#include "run/report_parts.h"
#include "run/results.h"

enum { CLASSES_SHOWN = 24 };

/// What is shown of a class; left out where it is 0 or undefined in every scheme, unless `always` (then only
/// where it is undefined).
typedef struct class_measure {
    const char *metric, *label;
    int better;
    bool always;
} class_measure;

static const class_measure measures[] = {
    {"service_level", "service level %", 1, true},
    {"abandonment_rate", "abandoned %", -1, false},
    {"mean_wait", "mean wait s", -1, true},
    {"lost_calls", "lost by faults", -1, false},
};

enum { MEASURES = sizeof measures / sizeof *measures };

/// Names of the classes of all schemes: of each those that the schemes before it do not have.
typedef struct class_list {
    const char **names;
    size_t count;
} class_list;

static bool is_earlier(const results *r, size_t scheme, const char *name) {
    for (size_t i = 0; i < scheme; i++) {
        if (results_class_scope(r, i, name) != SIZE_MAX)
            return true;
    }
    return false;
}

static class_list classes_of(const results *r) {
    size_t most = 0;
    for (size_t i = 0; i < r->scheme_count; i++)
        most += results_layout(r, i)->class_count;
    class_list list = {.names = memory_new(most, sizeof *list.names)};
    for (size_t i = 0; i < r->scheme_count; i++) {
        const layout *l = results_layout(r, i);
        for (uint32_t c = 0; c < l->class_count; c++) {
            if (!is_earlier(r, i, l->classes[c].name))
                list.names[list.count++] = l->classes[c].name;
        }
    }
    return list;
}

static bool is_shown(const results *r, const class_measure *c, const metric *m, const char *name) {
    for (size_t i = 0; i < r->scheme_count; i++) {
        size_t scope = results_class_scope(r, i, name);
        if (scope == SIZE_MAX)
            continue;
        estimate e = results_estimate(r, i, scope, m, 0.95);
        if (!isnan(e.mean) && (c->always || e.mean != 0 || e.half_width > 0))
            return true;
    }
    return false;
}

/// A value, marked by its difference to that of the first scheme.
static void add_value(table *into, const text_report *t, size_t scheme, const class_measure *c,
                      const metric *m, const char *name) {
    const results *r = t->results;
    size_t scope = results_class_scope(r, scheme, name), first = results_class_scope(r, 0, name);
    if (scope == SIZE_MAX) {
        table_skip(into, 2);
        return;
    }
    char text[NUMBER_TEXT_SIZE];
    estimate e = results_estimate(r, scheme, scope, m, t->options->confidence);
    value_format(m, e.mean, e.half_width, NUMBER_COMPACT, text);
    difference_look look = {"", STYLE_PLAIN};
    if (scheme > 0 && first != SIZE_MAX) {
        difference d = results_difference_of(r, scheme, scope, 0, first, m, t->options->confidence);
        look = look_of_difference(&d, c->better);
    }
    table_add(into, STYLE_PLAIN, text);
    table_add(into, look.style, look.mark);
}

static void add_class(table *into, const text_report *t, const char *name, size_t first, size_t count) {
    const char *shown_name = name;
    for (size_t i = 0; i < MEASURES; i++) {
        const metric *m = results_metric(t->results, measures[i].metric);
        SIM_REQUIRE(m);
        if (!is_shown(t->results, &measures[i], m, name))
            continue;
        table_add(into, STYLE_PLAIN, shown_name);
        shown_name = "";
        table_add(into, STYLE_DIM, measures[i].label);
        for (size_t s = first; s < first + count; s++)
            add_value(into, t, s, &measures[i], m, name);
    }
}

static table *classes_table(const text_report *t, size_t first, size_t count) {
    table *into = schemes_table_begin(t, "Class", 2, first, count);
    class_list classes = classes_of(t->results);
    for (size_t i = 0; i < classes.count && i < CLASSES_SHOWN; i++)
        add_class(into, t, classes.names[i], first, count);
    free(classes.names);
    return into;
}

void report_classes_compared(const text_report *t) {
    class_list classes = classes_of(t->results);
    bool colour = t->options->colour;
    free(classes.names);
    if (classes.count < 2)
        return;
    print_schemes_table(t, classes_table);
    if (classes.count > CLASSES_SHOWN)
        (void)fprintf(t->out, "  … and %zu more classes; --json has them all\n",
                      classes.count - CLASSES_SHOWN);
    if (t->results->scheme_count > 1 && t->results->replications > 1)
        (void)fprintf(t->out, "\n  %sMarks: against %s on the same callers.%s\n",
                      style_begin(STYLE_DIM, colour), results_scheme_name(t->results, 0),
                      style_end(STYLE_DIM, colour));
}
