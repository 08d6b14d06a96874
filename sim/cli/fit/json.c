#include <math.h>
#include <stdlib.h>

#include "cli/fit/report.h"
#include "print/json.h"

/// `, "name": value`; without the comma for the first.
static void number(const char *name, double value, FILE *out) {
    json_print_member(out, ", ", name, value);
}

static void arrivals_json(const fit_arrivals *a, FILE *out) {
    (void)fputs("{\"volume\": ", out);
    json_print_number(out, a->volume);
    number("mean_a_day", a->mean, out);
    number("sd_of_days", a->sd, out);
    number("busyness_cv", a->day_cv, out);
    number("interval_cv", a->slice_cv, out);
    number("interval_correlation", a->neighbours, out);
    (void)fputs(", \"weekdays\": [", out);
    for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
        (void)fputs(k ? ", " : "", out);
        json_print_number(out, a->weekdays[k]);
    }
    (void)fputs("]}", out);
}

static void laws_json(const fit_laws *l, FILE *out) {
    const fit_moments *m = &l->moments;
    (void)fprintf(out, "{\"n\": %llu, \"zeros\": %llu", (unsigned long long)m->count,
                  (unsigned long long)m->zeros);
    number("mean", m->mean, out);
    number("sd", m->sd, out);
    number("median", m->median, out);
    number("log_mean", m->log_mean, out);
    number("log_sd", m->log_sd, out);
    (void)fputs(", \"laws\": [", out);
    for (size_t i = 0; i < l->count; i++) {
        const fit_law *law = &l->laws[i];
        (void)fprintf(out, "%s{\"law\": \"%s\", \"aic\": ", i ? ", " : "", fit_law_name(law->kind));
        json_print_number(out, law->aic);
        number("distance", law->distance, out);
        (void)fputs(", \"parts\": [", out);
        bool mixed = law->kind == FIT_HYPEREXPONENTIAL || law->kind == FIT_MIXTURE;
        for (size_t k = 0; k < (mixed ? 2U : 1U); k++) {
            (void)fputs(k ? ", {\"weight\": " : "{\"weight\": ", out);
            json_print_number(out, law->parts[k].weight);
            number("a", law->parts[k].a, out);
            number("b", law->parts[k].b, out);
            (void)fputc('}', out);
        }
        (void)fputs("]}", out);
    }
    (void)fputs("]}", out);
}

static void patience_json(const fit_patience *p, FILE *out) {
    (void)fprintf(out, "{\"abandoned\": %llu, \"answered_after_wait\": %llu",
                  (unsigned long long)p->abandoned, (unsigned long long)p->answered_after_wait);
    number("mean", p->mean, out);
    number("restricted_mean_900", p->restricted_mean, out);
    (void)fprintf(out, ", \"by_bands\": %s, \"survival\": {", p->by_bands ? "true" : "false");
    for (size_t i = 0; i < FIT_SURVIVALS; i++) {
        (void)fprintf(out, "%s\"%.0f\": ", i ? ", " : "", fit_survival_times[i]);
        json_print_number(out, p->survival[i]);
    }
    (void)fputs("}, \"hazard\": [", out);
    for (size_t i = 0; i < FIT_BANDS; i++) {
        (void)fprintf(out, "%s{\"from\": %.0f", i ? ", " : "", fit_band_bounds[i]);
        number("to", fit_band_bounds[i + 1], out);
        number("gave_up", (double)p->deaths[i], out);
        number("a_second", p->hazard[i], out);
        (void)fputc('}', out);
    }
    (void)fputs("]}", out);
}

static void class_json(const fit_class *c, FILE *out) {
    (void)fputs("{\"type\": ", out);
    json_print_text(out, c->type);
    (void)fprintf(
        out,
        ", \"calls\": %llu, \"asked\": %llu, \"waited\": %llu, \"answered\": %llu, \"abandoned\": %llu, "
        "\"left_before\": %llu, \"closed\": %llu",
        (unsigned long long)c->calls, (unsigned long long)c->asked, (unsigned long long)c->waited,
        (unsigned long long)c->answered, (unsigned long long)c->abandoned, (unsigned long long)c->gone_before,
        (unsigned long long)c->closed);
    static const char *const causes[] = {"after_giving_up", "after_an_answer"};
    for (size_t cause = 0; cause < FIT_CAUSES; cause++) {
        const fit_repeats *again = &c->again[cause];
        (void)fprintf(out, ", \"%s\": {\"of\": %llu, \"called_again\": %llu, \"delay\": ", causes[cause],
                      (unsigned long long)again->of, (unsigned long long)fit_repeats_count(again));
        laws_json(&again->delay, out);
        (void)fputc('}', out);
    }
    (void)fputs(", \"arrivals\": ", out);
    arrivals_json(&c->arrivals, out);
    (void)fputs(", \"service\": ", out);
    laws_json(&c->service, out);
    (void)fputs(", \"service_by_hour\": [", out);
    for (size_t hour = 0; hour < FIT_HOURS; hour++) {
        (void)fputs(hour ? ", " : "", out);
        json_print_number(out, c->by_hour.factors[hour]);
    }
    (void)fputs("], \"patience\": ", out);
    patience_json(&c->patience, out);
    (void)fputc('}', out);
}

static void row_json(const trial_row *row, size_t measures, const char *before, FILE *out) {
    (void)fprintf(out, "%s{", before);
    if (row->name)
        (void)fprintf(out, "\"class\": \"%s\", ", row->name);
    if (row->hour >= 0)
        (void)fprintf(out, "\"hour\": %d, ", row->hour);
    for (trial_measure m = 0; m < measures; m++) {
        const trial_value *v = &row->values[m];
        (void)fprintf(out, "%s\"%s\": {\"observed\": ", m ? ", " : "", trial_name_of(m)->key);
        json_print_number(out, v->observed);
        number("simulated", v->simulated, out);
        number("half_width", v->half_width, out);
        (void)fputc('}', out);
    }
    (void)fputc('}', out);
}

static void trial_json(const fit *f, const trial *t, double confidence, FILE *out) {
    char **words;
    size_t count = fit_words(f, t, &words);
    (void)fprintf(out, ",\n \"validation\": {\"replications\": %lu", (unsigned long)t->replications);
    number("confidence", confidence, out);
    static const char *const measures[] = {[FIT_UNCALIBRATED] = "",
                                           [FIT_TO_SHARES] = "\"waited\", \"gave_up\"",
                                           [FIT_TO_WAITS] = "\"mean_wait\""};
    (void)fprintf(out, ", \"held_out\": %s, \"calibrated_to\": [%s]", t->held_out ? "true" : "false",
                  measures[t->calibrated]);
    row_json(&t->all, t->measure_count, ",\n  \"all\": ", out);
    (void)fputs(",\n  \"hours\": [", out);
    for (size_t i = 0; i < t->hour_count; i++)
        row_json(&t->hours[i], t->measure_count, i ? ",\n   " : "\n   ", out);
    (void)fputs("],\n  \"classes\": [", out);
    for (size_t i = 0; i < t->class_count; i++)
        row_json(&t->classes[i], t->measure_count, i ? ",\n   " : "\n   ", out);
    (void)fputs("],\n  \"remarks\": [", out);
    for (size_t i = 0; i < count; i++) {
        (void)fputs(i ? ", " : "", out);
        json_print_text(out, words[i]);
        free(words[i]);
    }
    free(words);
    (void)fputs("]}", out);
}

void fit_report_json(const fit *f, const trial *t, double confidence, FILE *out) {
    (void)fprintf(out,
                  "{\"rows\": %llu, \"ignored\": %llu, \"unknown\": %llu, \"days\": %zu, \"slice\": %u, "
                  "\"profile\": \"%s\"",
                  (unsigned long long)f->rows, (unsigned long long)f->ignored, (unsigned long long)f->unknown,
                  f->day_count, (unsigned)f->slice, f->by_week ? "week" : "day");
    (void)fputs(",\n \"columns\": {", out);
    for (size_t i = 0, any = 0; i < FIT_FIELD_COUNT; i++) {
        if (!f->columns[i])
            continue;
        (void)fprintf(out, "%s\"%s\": ", any++ ? ", " : "", fit_field_name(i));
        json_print_text(out, f->columns[i]);
    }
    (void)fputs("},\n \"all\": ", out);
    class_json(&f->all, out);
    (void)fputs(",\n \"classes\": [", out);
    for (size_t i = 0; i < f->type_count; i++) {
        (void)fputs(i ? ",\n  " : "\n  ", out);
        class_json(&f->types[i], out);
    }
    (void)fputs("],\n \"ivr\": ", out);
    laws_json(&f->ivr, out);
    if (t)
        trial_json(f, t, confidence, out);
    (void)fputs("}\n", out);
}
