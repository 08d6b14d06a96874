#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fit/scenario_parts.h"
#include "print/json.h"

static const char assumed_talk[] = "{ \"law\": \"lognormal\", \"mean\": 180, \"cv\": 1.13 }";
static const char assumed_wrapup[] = "{ \"law\": \"exponential\", \"mean\": 20 }";
static const char assumed_patience[] = "{ \"law\": \"exponential\", \"mean\": 458 }";
static const double assumed_talk_mean = 180, assumed_wrapup_mean = 20;

/// One text of an object of notes. Takes over `text`.
static void note_print(const char *name, char *text, const char *indent, bool *any, FILE *out) {
    (void)fprintf(out, "%s\n%s\"%s\": ", *any ? "," : "", indent, name);
    json_print_text(out, text);
    free(text);
    *any = true;
}

static char *log_note(const fit *f) {
    text_buffer t = {0};
    text_add(&t, "%llu rows", (unsigned long long)f->rows);
    if (f->first_date[0])
        text_add(&t, ", the first day %s", f->first_date);
    for (size_t i = 0, any = 0; i < FIT_FIELD_COUNT; i++)
        if (f->columns[i])
            text_add(&t, "%s%s is the column '%s'", any++ ? ", " : "; ", fit_field_name(i), f->columns[i]);
    if (f->ignored)
        text_add(&t, "; %llu left out as they say", (unsigned long long)f->ignored);
    if (f->unknown)
        text_add(&t, "; %llu values that are none", (unsigned long long)f->unknown);
    return text_take(&t);
}

static void calibration_note(const fit_staffing *s, text_buffer *t) {
    text_add(t,
             ". Calibrated: multiplied so that the simulated %s of each hour of the day come near "
             "the log's, which the scenario therefore does not predict:",
             s->calibrated == FIT_TO_WAITS ? "mean wait"
                                           : "shares who waited and who gave up (their geometric mean)");
    for (size_t hour = 0, any = 0; hour < FIT_HOURS; hour++)
        if (fabs(s->factors[hour] - 1) > 0)
            text_add(t, "%s %02zu:00 %.2f", any++ ? "," : "", hour, s->factors[hour]);
}

static char *agents_note(const fit *f, const fit_staffing *s) {
    if (!f->waits_known || !f->services_known)
        return text_copy(
            "Not in the data, assumed: half-hourly, 1.02 times the load and half its square root");
    text_buffer t = {0};
    text_add(
        &t,
        "Not in the data. While somebody waits all agents are busy: of each day the mean number of services "
        "under way then, or, where less than a minute was waited (%.0f %% of the half-hours), the largest "
        "number, which is the least that there were; the mean of %zu days, by half-hours%s",
        100 * (1 - s->by_waits), f->agent_days, f->weekdays_known ? " of the week" : "");
    if (s->calibrated != FIT_UNCALIBRATED)
        calibration_note(s, &t);
    return text_take(&t);
}

static void notes_print(const fit *f, const fit_assumed *a, FILE *out) {
    bool any = false;
    (void)fputs("  \"notes\": {", out);
    note_print("made", text_format("By '%s'; what is not in the log is said to be assumed", a->made_by),
               "    ", &any, out);
    if (a->source)
        note_print("source", text_copy(a->source), "    ", &any, out);
    note_print("log", log_note(f), "    ", &any, out);
    if (!f->is_counts && f->waits_known)
        note_print("observed",
                   text_format("Of %llu callers who asked for an agent %.1f %% waited, %.1f %% gave up",
                               (unsigned long long)f->all.asked,
                               100 * (double)f->all.waited / (double)f->all.asked,
                               100 * (double)f->all.abandoned / (double)f->all.asked),
                   "    ", &any, out);
    (void)fputs("\n  },\n", out);
}

static void weekdays_print(const fit_arrivals *a, FILE *out) {
    (void)fputs("        \"weekdays\": [", out);
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        (void)fprintf(out, "%s%g", k ? ", " : "", round(1e4 * a->weekdays[k]) / 1e4);
    (void)fputs("],\n", out);
}

static void arrivals_print(const fit *f, const fit_arrivals *a, FILE *out) {
    if (!(a->volume > 0)) { // nobody but callers who called again
        (void)fputs("      \"arrivals\": { \"per_hour\": 0 }", out);
        return;
    }
    (void)fprintf(out, "      \"arrivals\": {\n        \"volume\": %.6g,\n", a->volume);
    if (f->weekdays_known && !f->by_week)
        weekdays_print(a, out);
    if (a->day_cv >= 5e-5)
        (void)fprintf(out, "        \"busyness_cv\": %.4f,\n", a->day_cv);
    if (a->slice_cv >= 5e-5)
        (void)fprintf(out, "        \"interval_cv\": %.4f,\n        \"interval_correlation\": %.4f,\n",
                      a->slice_cv, a->neighbours);
    (void)fprintf(out, "        \"profile\": %s", f->by_week ? "{ \"week\": " : "");
    numbers_print(a->profile, a->slice_count, 3600 / f->slice > 0 ? 12 : 24, 4, "          ", out);
    (void)fprintf(out, "%s\n      }", f->by_week ? " }" : "");
}

/// Is the law of services that of the log?
static bool is_fitted(const fit *f, const fit_assumed *a, const fit_class *c) {
    return !a->talk && f->services_known && c->service.moments.count > 0;
}

static bool has_menu(const fit *f, const fit_class *c) {
    return f->ivr.moments.count > 0 || c->gone_before > 0;
}

static bool has_patience(const fit *f, const fit_class *c) {
    return !f->waits_known || c->patience.abandoned > 0;
}

/// Are there any, after a second on average or more, which is what a scenario may say?
static bool repeats_are_told(const fit_repeats *r) {
    return r->delay.moments.count > 0 && r->delay.moments.mean > 1.001;
}

static char *repeats_note(const fit_repeats *r, const char *whose) {
    char *delays = laws_note(&r->delay, "delays");
    char *note =
        text_format("%llu of %llu %s called again within %d h; those calls are not among the arrivals. %s",
                    (unsigned long long)fit_repeats_count(r), (unsigned long long)r->of, whose,
                    FIT_REDIAL_WINDOW / 3600, delays);
    free(delays);
    return note;
}

static void class_notes_print(const fit *f, const fit_assumed *a, const fit_class *c, FILE *out) {
    bool any = false, service = is_fitted(f, a, c);
    (void)fputs("      \"notes\": {", out);
    note_print("arrivals", arrivals_note(f, c), "        ", &any, out);
    note_print(
        "talk",
        service ? services_note(c)
        : a->talk
            ? text_copy("Not in the data, assumed: as said on the command line")
            : text_copy("Not in the data, assumed: talk as measured at a bank (technion-day.json, private "
                        "customers), wrap-up 20 s"),
        "        ", &any, out);
    if (f->waits_known)
        note_print("patience",
                   c->patience.abandoned ? patience_note(&c->patience) : text_copy("Nobody gave up"),
                   "        ", &any, out);
    else
        note_print(
            "patience",
            text_copy(a->patience
                          ? "Not in the data, assumed: as said on the command line"
                          : "Not in the data, assumed: as measured at a bank (technion-day.json, private "
                            "customers)"),
            "        ", &any, out);
    static const char *const names[] = {"redial", "returns"}, *const whose[] = {"callers who gave up",
                                                                                "callers with a service"};
    for (size_t cause = 0; cause < FIT_CAUSES; cause++)
        if (repeats_are_told(&c->again[cause]))
            note_print(names[cause], repeats_note(&c->again[cause], whose[cause]), "        ", &any, out);
    (void)fputs("\n      },\n", out);
}

static void talk_print(const fit *f, const fit_assumed *a, const fit_class *c, FILE *out) {
    bool known = is_fitted(f, a, c);
    (void)fputs(",\n      \"talk\": ", out);
    if (known)
        law_print(&c->service, out);
    else
        (void)fputs(a->talk ? a->talk : assumed_talk, out);
    if (known && c->by_hour.bands > 1) {
        (void)fputs(",\n      \"talk_by_time\": ", out);
        numbers_print(c->by_hour.factors, FIT_HOURS, 12, 4, "        ", out);
    }
    const char *wrapup = a->wrapup ? a->wrapup : known || a->talk ? NULL : assumed_wrapup;
    if (wrapup)
        (void)fprintf(out, ",\n      \"wrapup\": %s", wrapup);
}

static void patience_field_print(const fit *f, const fit_assumed *a, const fit_class *c, FILE *out) {
    if (!has_patience(f, c))
        return;
    (void)fputs(",\n      \"patience\": ", out);
    if (a->patience || !f->waits_known)
        (void)fputs(a->patience ? a->patience : assumed_patience, out);
    else
        patience_print(&c->patience, "          ", out);
}

static double share_of(const fit_repeats *r) {
    return fmin((double)fit_repeats_count(r) / (double)r->of, 1);
}

/// Laws whose mean is below a second are refused: then nobody could tell a redial from a call of another.
static void redial_print(const fit_class *c, FILE *out) {
    const fit_repeats *gave_up = &c->again[FIT_GAVE_UP], *answered = &c->again[FIT_ANSWERED];
    bool both = repeats_are_told(gave_up) && repeats_are_told(answered);
    if (!repeats_are_told(gave_up) && !repeats_are_told(answered))
        return;
    if (repeats_are_told(answered))
        (void)fprintf(out, ",\n      \"resolution\": %.4f", 1 - share_of(answered));
    (void)fputs(",\n      \"redial\": {\n        \"draws\": \"new\",\n        ", out);
    if (repeats_are_told(gave_up)) {
        (void)fprintf(out, "\"abandoned\": { \"probability\": %.4f, \"delay\": ", share_of(gave_up));
        law_print(&gave_up->delay, out);
        (void)fputs(both ? " },\n        " : " }\n      }", out);
    }
    if (repeats_are_told(answered)) {
        (void)fputs("\"unresolved\": { \"probability\": 1, \"delay\": ", out);
        law_print(&answered->delay, out);
        (void)fputs(" }\n      }", out);
    }
}

static void class_print(const fit *f, const fit_assumed *a, const fit_class *c, FILE *out) {
    (void)fprintf(out, "    \"%s\": {\n", c->name);
    class_notes_print(f, a, c, out);
    arrivals_print(f, &c->arrivals, out);
    if (has_menu(f, c))
        (void)fprintf(out, ",\n      \"entry\": \"menu-%s\"", c->name);
    patience_field_print(f, a, c, out);
    talk_print(f, a, c, out);
    redial_print(c, out);
    (void)fputs("\n    }", out);
}

static void menu_print(const fit *f, const fit_class *c, bool first, FILE *out) {
    // who called again goes the same way in the scenario, and did not leave
    uint64_t again = fit_repeats_count(&c->again[FIT_GAVE_UP]) + fit_repeats_count(&c->again[FIT_ANSWERED]);
    uint64_t calls = c->calls - c->closed;
    double callers = calls > again ? (double)(calls - again) : (double)calls;
    double told = (double)c->closed - (double)c->closed_asked; // that the center is closed
    double gone = fmin(fmax((double)c->gone_before - told, 0) / callers, 1);
    (void)fprintf(out, "%s    \"menu-%s\": { \"time\": ", first ? "" : ",\n", c->name);
    law_print(&f->ivr, out);
    if (gone < 5e-5)
        (void)fputs(", \"next\": \"agent\" }", out);
    else
        (void)fprintf(out, ", \"next\": { \"agent\": %.4f, \"hangup\": %.4f } }", 1 - gone, gone);
}

static void menus_print(const fit *f, FILE *out) {
    bool first = true;
    for (size_t i = 0; i < f->type_count; i++) {
        if (!has_menu(f, &f->types[i]))
            continue;
        if (first) {
            (void)fputs("  \"ivr\": {\n", out);
            if (f->ivr.moments.count > 0) {
                char *note = laws_note(&f->ivr, "times in the voice menu");
                (void)fputs("    \"notes\": ", out);
                json_print_text(out, note);
                (void)fputs(",\n", out);
                free(note);
            }
        }
        menu_print(f, &f->types[i], first, out);
        first = false;
    }
    if (!first)
        (void)fputs("\n  },\n", out);
}

static double handling_of(const fit *f, const fit_assumed *a, const fit_class *c) {
    if (is_fitted(f, a, c))
        return c->service.moments.mean;
    return a->handling > 0 ? a->handling : assumed_talk_mean + assumed_wrapup_mean;
}

/// Agents by the usual rule: 2 % more than the load, and half the square root of it.
static void rule_staff(const fit *f, const fit_assumed *a, size_t team, fit_staffing *out) {
    size_t per_day = 86400 / f->slice;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        for (size_t half = 0; half < FIT_STAFFING_SLICES; half++) {
            double load = 0;
            for (size_t t = 0; t < f->type_count; t++) {
                const fit_arrivals *v = &f->types[t].arrivals;
                double calls = 0, factor = f->by_week || f->weekdays_known ? v->weekdays[k] : 1;
                for (size_t i = 0; i < per_day; i++) {
                    double from = fmax((double)(i * f->slice), (double)(half * FIT_STAFFING_SLICE));
                    double to = fmin((double)((i + 1) * f->slice), (double)((half + 1) * FIT_STAFFING_SLICE));
                    calls +=
                        to > from ? v->profile[f->by_week ? k * per_day + i : i] * (to - from) / f->slice : 0;
                }
                load += f->types[t].team == team
                            ? calls * factor * handling_of(f, a, &f->types[t]) / FIT_STAFFING_SLICE
                            : 0;
            }
            out->agents[k][half] = ceil(1.02 * load + sqrt(load) / 2);
        }
}

static void team_print(const fit *f, const fit_assumed *a, size_t team, FILE *out) {
    fit_staffing staffing = f->teams[team];
    if (!f->waits_known || !f->services_known)
        rule_staff(f, a, team, &staffing);
    bool any = false;
    (void)fprintf(out, "%s    \"team-%zu\": {\n      \"notes\": ", team ? ",\n" : "", team + 1);
    char *note = agents_note(f, &f->teams[team]);
    json_print_text(out, note);
    free(note);
    (void)fputs(",\n      \"skills\": { ", out);
    for (size_t t = 0; t < f->type_count; t++)
        if (f->types[t].team == team) {
            (void)fprintf(out, "%s\"%s\": {}", any ? ", " : "", f->types[t].name);
            any = true;
        }
    (void)fprintf(out, " },\n      \"staffing\": {\n        \"%s\": ", f->weekdays_known ? "week" : "day");
    size_t days = f->weekdays_known ? FIT_WEEKDAYS : 1;
    double whole[FIT_WEEKDAYS * FIT_STAFFING_SLICES];
    for (size_t i = 0; i < days * FIT_STAFFING_SLICES; i++)
        whole[i] = fit_agents(&staffing, i / FIT_STAFFING_SLICES, i % FIT_STAFFING_SLICES);
    numbers_print(whole, days * FIT_STAFFING_SLICES, 24, 9, "          ", out);
    (void)fputs("\n      }\n    }", out);
}

/// Days that are open from Monday on, if none behind them is: no need to simulate the others.
static size_t days_simulated(const fit *f) {
    size_t days = 0, last = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
        days += f->weekday_days[k] > 0;
        last = f->weekday_days[k] > 0 ? k + 1 : last;
    }
    return f->weekdays_known && days == last ? days : f->weekdays_known ? FIT_WEEKDAYS : 1;
}

/// Within five points of what was observed.
static void pair_print(const char *name, const char *metric, double observed, const char *after, FILE *out) {
    static const double tolerance = 0.05;
    (void)fprintf(
        out,
        "    \"%s-low\": { \"metric\": \"%s\", \"at_least\": %.4g, \"notes\": \"observed %.4f, less %g\" },\n"
        "    \"%s-high\": { \"metric\": \"%s\", \"at_most\": %.4g, \"notes\": \"observed %.4f, plus %g\" "
        "}%s\n",
        name, metric, fmax(observed - tolerance, 0), observed, tolerance, name, metric,
        fmin(observed + tolerance, 1), observed, tolerance, after);
}

/// What is known is held: waits as in the log. Of numbers of calls nothing is: the usual service level.
static void targets_print(const fit *f, FILE *out) {
    double asked = (double)f->all.asked;
    (void)fputs("  \"targets\": {\n", out);
    if (f->waits_known && asked > 0) {
        pair_print("waited", "delay_probability", (double)f->all.waited / asked, ",", out);
        pair_print("gave-up", "abandonment_rate", (double)f->all.abandoned / asked, "", out);
    } else
        (void)fputs("    \"fast\": { \"metric\": \"service_level\", \"at_least\": 0.8 }\n", out);
    (void)fputs("  }\n", out);
}

void fit_scenario_print(const fit *f, const fit_assumed *a, FILE *out) {
    (void)fprintf(out, "{\n  \"hotline\": 1,\n  \"name\": \"%s\",\n  \"title\": ", a->name);
    json_print_text(out, a->title ? a->title : a->name);
    (void)fputs(",\n", out);
    notes_print(f, a, out);
    if (f->monday[0])
        (void)fprintf(out, "  \"start\": \"%s\",\n", f->monday);
    (void)fprintf(
        out,
        "  \"duration\": \"%zud\",\n  \"interval\": \"1h\",\n  \"replications\": %lu,\n  \"seed\": %llu,\n",
        days_simulated(f), (unsigned long)a->replications, (unsigned long long)a->seed);
    (void)fputs("  \"classes\": {\n", out);
    for (size_t i = 0; i < f->type_count; i++) {
        (void)fputs(i ? ",\n" : "", out);
        class_print(f, a, &f->types[i], out);
    }
    (void)fputs("\n  },\n", out);
    menus_print(f, out);
    (void)fputs("  \"agents\": {\n", out);
    for (size_t team = 0; team < f->team_count; team++)
        team_print(f, a, team, out);
    (void)fputs("\n  },\n", out);
    targets_print(f, out);
    (void)fputs("}\n", out);
}
