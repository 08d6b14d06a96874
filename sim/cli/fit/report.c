#include "cli/fit/report.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "print/chart.h"
#include "print/number.h"
#include "print/table.h"

static void number_add(table *t, double value, int decimals) {
    char text[NUMBER_TEXT_SIZE];
    if (isnan(value))
        (void)snprintf(text, sizeof text, "-");
    else
        grouped_format(value, decimals, false, text);
    table_add(t, STYLE_PLAIN, text);
}

static void head_print(const fit_question *q, const fit *f, bool coloured, FILE *out) {
    char calls[NUMBER_TEXT_SIZE];
    grouped_format((double)f->all.calls, 0, false, calls);
    (void)fprintf(out, "%s%s%s: %s calls on %zu day%s%s%s", style_begin(STYLE_BOLD, coloured), q->log,
                  style_end(STYLE_BOLD, coloured), calls, f->day_count, text_plural(f->day_count),
                  f->first_date[0] ? " from " : "", f->first_date);
    if (f->ignored)
        (void)fprintf(out, " · %llu rows left out as they say", (unsigned long long)f->ignored);
    if (f->unknown)
        (void)fprintf(out, " · %llu values that are none", (unsigned long long)f->unknown);
    (void)fprintf(out, "\nscenario: %s\n\nColumns: ", q->out);
    for (size_t i = 0, any = 0; i < FIT_FIELD_COUNT; i++)
        if (f->columns[i])
            (void)fprintf(out, "%s%s = %s", any++ ? ", " : "", fit_field_name(i), f->columns[i]);
    (void)fputs("\n\n", out);
}

static void class_arrivals_add(table *t, const fit_class *c) {
    table_add(t, STYLE_BOLD, c->type);
    number_add(t, (double)c->calls, 0);
    number_add(t, c->arrivals.mean, 1);
    number_add(t, c->arrivals.sd, 1);
    number_add(t, c->arrivals.day_cv, 3);
    number_add(t, c->arrivals.slice_cv, 3);
    number_add(t, c->arrivals.neighbours, 3);
}

static void arrivals_print(const fit *f, bool coloured, FILE *out) {
    static const char *const heads[] = {"class",      "calls",     "a day",     "sd",
                                        "cv of days", "of slices", "neighbours"};
    table *t = table_create("lrrrrrr");
    (void)fprintf(out, "Arrivals, profile of the %s by %g min; busyness beyond Poisson's variance\n",
                  f->by_week ? "week" : "day", f->slice / 60.0);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_head(t, heads[i]);
    for (size_t i = 0; i < f->type_count; i++)
        class_arrivals_add(t, &f->types[i]);
    if (f->type_count > 1)
        class_arrivals_add(t, &f->all);
    table_print(t, coloured, out);
    table_free(t);
}

static void class_service_add(table *t, const fit_class *c) {
    const fit_laws *s = &c->service;
    table_add(t, STYLE_BOLD, c->type);
    number_add(t, (double)s->moments.count, 0);
    number_add(t, s->moments.mean, 1);
    number_add(t, s->moments.cv, 2);
    number_add(t, s->moments.median, 0);
    number_add(t, s->moments.log_mean, 3);
    number_add(t, s->moments.log_sd, 3);
    table_add(t, STYLE_PLAIN, s->count ? fit_law_name(s->laws[0].kind) : "constant");
    number_add(t, s->count ? s->laws[0].distance : NAN, 3);
}

static void services_print(const fit *f, bool coloured, FILE *out) {
    static const char *const heads[] = {"class",   "services", "mean, s", "cv",    "median",
                                        "ln mean", "ln sd",    "law",     "off by"};
    table *t = table_create("lrrrrrrlr");
    (void)fputs("\nServices; law of the smallest AIC, and how far its distribution function is off at most\n",
                out);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_head(t, heads[i]);
    for (size_t i = 0; i < f->type_count; i++)
        class_service_add(t, &f->types[i]);
    if (f->type_count > 1)
        class_service_add(t, &f->all);
    table_print(t, coloured, out);
    table_free(t);
}

static void class_patience_add(table *t, const fit_class *c) {
    double asked = (double)c->asked;
    table_add(t, STYLE_BOLD, c->type);
    number_add(t, 100 * (double)c->gone_before / (double)c->calls, 1);
    number_add(t, 100 * (double)c->waited / asked, 1);
    number_add(t, 100 * (double)c->abandoned / asked, 1);
    number_add(t, c->patience.mean, 1);
    number_add(t, c->patience.survival[1], 3);
    number_add(t, c->patience.survival[3], 3);
    number_add(t, c->patience.survival[6], 3);
    table_add(t, STYLE_PLAIN,
              c->patience.abandoned == 0 ? "-"
              : c->patience.by_bands     ? "by bands"
                                         : "exponential");
}

static void patience_print(const fit *f, bool coloured, FILE *out) {
    static const char *const heads[] = {"class",   "left before, %", "waited, %", "gave up, %", "patience, s",
                                        "S(20 s)", "S(60 s)",        "S(180 s)",  "law"};
    table *t = table_create("lrrrrrrrl");
    (void)fputs("\nWaiting; patience = total wait / those who gave up, S by Kaplan-Meier\n", out);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_head(t, heads[i]);
    for (size_t i = 0; i < f->type_count; i++)
        class_patience_add(t, &f->types[i]);
    if (f->type_count > 1)
        class_patience_add(t, &f->all);
    table_print(t, coloured, out);
    table_free(t);
}

static void hazards_print(const fit_patience *p, bool coloured, FILE *out) {
    table *t = table_create("rrr");
    (void)fputs("\nHow likely those who wait are to give up, by the time that they have waited\n", out);
    table_head(t, "waited, s");
    table_head(t, "gave up");
    table_head(t, "a second");
    for (size_t i = 0; i < FIT_BANDS && p->exposure[i] > 0; i++) {
        char *band = isinf(fit_band_bounds[i + 1])
                         ? text_format("%.0f and more", fit_band_bounds[i])
                         : text_format("%.0f to %.0f", fit_band_bounds[i], fit_band_bounds[i + 1]);
        table_add(t, STYLE_PLAIN, band);
        number_add(t, (double)p->deaths[i], 0);
        number_add(t, p->hazard[i], 4);
        free(band);
    }
    table_print(t, coloured, out);
    table_free(t);
}

static void menu_print(const fit *f, FILE *out) {
    const fit_moments *m = &f->ivr.moments;
    if (m->count > 0)
        (void)fprintf(out, "\nVoice menu: %.1f s on average, %s; %.1f %% leave in it, or give up at once\n",
                      m->mean, f->ivr.count ? fit_law_name(f->ivr.laws[0].kind) : "constant",
                      100 * (double)f->all.gone_before / (double)f->all.calls);
    static const char *const whose[] = {"who gave up", "with a service"};
    for (size_t cause = 0; cause < FIT_CAUSES; cause++) {
        const fit_repeats *again = &f->all.again[cause];
        if (fit_repeats_count(again) > 0)
            (void)fprintf(
                out, "\nCalling again: %.1f %% of those %s do within %d h, after %.0f s on average (%s)\n",
                100 * (double)fit_repeats_count(again) / (double)again->of, whose[cause],
                FIT_REDIAL_WINDOW / 3600, again->delay.moments.mean,
                again->delay.count ? fit_law_name(again->delay.laws[0].kind) : "constant");
    }
}

static void value_add(table *t, const trial_value *v, trial_measure m) {
    double scale = trial_name_of(m)->unit[0] == '%' ? 100 : 1;
    char simulated[NUMBER_TEXT_SIZE];
    number_add(t, scale * v->observed, 1);
    if (isnan(v->simulated)) {
        table_add(t, STYLE_PLAIN, "-");
        return;
    }
    char *text = NULL;
    grouped_format(scale * v->simulated, 1, false, simulated);
    text = isnan(v->half_width) ? text_copy(simulated)
                                : text_format("%s ± %.1f", simulated, scale * v->half_width);
    table_add(t, isnan(v->observed) || trial_fits(v) ? STYLE_PLAIN : STYLE_WARN, text);
    free(text);
}

static void row_add(table *t, const char *name, const trial_row *row, size_t measures) {
    table_add(t, STYLE_BOLD, name);
    for (trial_measure m = 0; m < measures; m++)
        value_add(t, &row->values[m], m);
}

static void trial_rows_add(table *t, const trial *r) {
    for (size_t i = 0; i < r->hour_count; i++) {
        char *name = text_format("%02d:00", r->hours[i].hour);
        row_add(t, name, &r->hours[i], r->measure_count);
        free(name);
    }
    for (size_t i = 0; i < r->class_count; i++)
        row_add(t, r->classes[i].name, &r->classes[i], r->measure_count);
    row_add(t, "all", &r->all, r->measure_count);
}

static void trial_print(const trial *r, double confidence, bool coloured, FILE *out) {
    size_t fitting, all;
    table *t = table_create(r->measure_count > 1 ? "lrvrvrvrvrv" : "lrv");
    (void)fprintf(out,
                  "\nObserved%s, and simulated %lu times; observations lie within ± with %g %% confidence if "
                  "the scenario is true\n",
                  r->held_out ? " in the weeks that were held out" : "", (unsigned long)r->replications,
                  100 * confidence);
    table_head(t, "");
    for (trial_measure m = 0; m < r->measure_count; m++) {
        const trial_name *name = trial_name_of(m);
        char *head = text_format(name->unit[0] ? "%s, %s" : "%s", name->head, name->unit);
        table_head(t, head);
        table_head(t, "simulated");
        free(head);
    }
    trial_rows_add(t, r);
    table_print(t, coloured, out);
    table_free(t);
    trial_count(r, true, &fitting, &all);
    (void)fprintf(out, "\n%zu of %zu figures by the hour are within ±.\n", fitting, all);
    trial_count(r, false, &fitting, &all);
    if (all > 0)
        (void)fprintf(
            out,
            "The agents are calibrated to %s, so these are not among them: that %zu of their %zu figures are "
            "within ± proves nothing.\n",
            r->calibrated == FIT_TO_WAITS ? "mean waits" : "those who waited and gave up", fitting, all);
}

static void words_print(const fit *f, const trial *t, FILE *out) {
    char **words;
    size_t count = fit_words(f, t, &words);
    if (count > 0)
        (void)fputs("\nWhat does not fit, and what may be behind it\n", out);
    for (size_t i = 0; i < count; i++) {
        (void)fputs("  - ", out);
        print_wrapped(words[i], 4, 4, out);
        free(words[i]);
    }
    free(words);
}

void fit_report_text(const fit_question *q, const fit *f, const trial *t, double confidence, bool coloured,
                     FILE *out) {
    head_print(q, f, coloured, out);
    arrivals_print(f, coloured, out);
    if (f->services_known)
        services_print(f, coloured, out);
    if (f->waits_known)
        patience_print(f, coloured, out);
    if (f->waits_known && f->all.patience.abandoned > 0)
        hazards_print(&f->all.patience, coloured, out);
    menu_print(f, out);
    if (!t)
        return;
    trial_print(t, confidence, coloured, out);
    words_print(f, t, out);
}

void fit_chart_svg(const trial *t, trial_measure m, FILE *out) {
    double x[FIT_HOURS], observed[FIT_HOURS], simulated[FIT_HOURS], low[FIT_HOURS], high[FIT_HOURS];
    for (size_t i = 0; i < t->hour_count; i++) {
        const trial_value *v = &t->hours[i].values[m];
        x[i] = 3600.0 * t->hours[i].hour + 1800;
        observed[i] = v->observed;
        // what nothing is observed of would only stretch the axis
        simulated[i] = isnan(v->observed) ? NAN : v->simulated;
        double around = isnan(v->half_width) ? 0 : v->half_width;
        low[i] = simulated[i] - around < 0 ? 0 : simulated[i] - around;
        high[i] = simulated[i] + around;
    }
    const chart_line lines[] = {
        {.name = "simulated",
         .mark = CHART_LINE,
         .count = t->hour_count,
         .x = x,
         .y = simulated,
         .low = low,
         .high = high},
        {.name = "observed", .mark = CHART_POINTS, .count = t->hour_count, .x = x, .y = observed}};
    const trial_name *name = trial_name_of(m);
    chart c = {.title = "Observed and simulated, by hour",
               .y_name = m == TRIAL_MEAN_WAIT ? "mean wait, s"
                         : m == TRIAL_ASA     ? "mean wait of the answered, s"
                         : m == TRIAL_CALLS   ? "calls a day in the hour"
                                              : name->head,
               .x_scale = CHART_CLOCK,
               .y_scale = name->unit[0] == '%' ? CHART_PERCENT : CHART_NUMBER,
               .from_zero = true,
               .lines = lines,
               .line_count = 2};
    chart_print_svg(&c, out);
}
