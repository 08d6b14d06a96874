#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "cli/fit/report.h"

typedef struct word_list {
    char **words;
    size_t count;
} word_list;

static void word_add(word_list *l, char *text) {
    l->words = memory_resize(l->words, l->count + 1, sizeof *l->words);
    l->words[l->count++] = text;
}

static void measure_say(word_list *l, const trial_value *v, trial_measure m) {
    const trial_name *name = trial_name_of(m);
    double scale = name->unit[0] == '%' ? 100 : 1;
    const char *blank = name->unit[0] ? " " : "";
    if (isnan(v->observed) || isnan(v->half_width) || trial_fits(v))
        return;
    word_add(l,
             text_format("%s: %.1f%s%s simulated, %.1f%s%s observed: further apart than by chance (± %.1f)",
                         name->head, scale * v->simulated, blank, name->unit, scale * v->observed, blank,
                         name->unit, scale * v->half_width));
}

/// Means of services by hour, where there are enough and the scenario has one law for all hours.
static void hours_say(word_list *l, const fit *f) {
    enum { ENOUGH = 100 };
    for (size_t i = 0; i < f->type_count; i++)
        if (f->types[i].by_hour.bands > 1)
            return; // the scenario knows
    double least = INFINITY, most = 0;
    size_t least_at = 0, most_at = 0;
    for (size_t hour = 0; hour < FIT_HOURS; hour++) {
        double n = 0, sum = 0;
        for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
            n += f->all.hours[k][hour].services;
            sum += f->all.hours[k][hour].service;
        }
        if (n < ENOUGH)
            continue;
        if (sum / n < least) {
            least = sum / n;
            least_at = hour;
        }
        if (sum / n > most) {
            most = sum / n;
            most_at = hour;
        }
    }
    if (most > 1.2 * least)
        word_add(
            l, text_format(
                   "services depend on the hour: %.0f s on average from %02zu:00, %.0f s from %02zu:00; the "
                   "scenario has one law for all hours of a class, so where services are short waits come "
                   "out too long",
                   least, least_at, most, most_at));
}

/// Classes that share a team, but not its waits.
static void classes_say(word_list *l, const fit *f, const trial *t) {
    static const double far = 0.05;
    for (size_t i = 0; i < t->class_count; i++) {
        const trial_value *v = &t->classes[i].values[TRIAL_WAITED];
        const trial_value *g = &t->classes[i].values[TRIAL_GAVE_UP];
        bool is_far = fabs(v->observed - v->simulated) > far && !trial_fits(v);
        is_far = is_far || (fabs(g->observed - g->simulated) > far && !trial_fits(g));
        if (!is_far)
            continue;
        word_add(l, text_format("%s: %.0f %% waited and %.0f %% gave up, %.0f and %.0f %% simulated: it may "
                                "have agents of its "
                                "own, or another priority (--teams keeps types apart)",
                                f->types[i].type, 100 * v->observed, 100 * g->observed, 100 * v->simulated,
                                100 * g->simulated));
    }
}

static void agents_say(word_list *l, const fit *f, const trial *t) {
    static const double much = 0.2; // of what calls vary by
    if (trial_fits(&t->all.values[TRIAL_WAITED]) && trial_fits(&t->all.values[TRIAL_MEAN_WAIT]))
        return;
    if (f->day_count > f->agent_days)
        word_add(
            l, text_format("the agents are those of the first %zu of %zu days", f->agent_days, f->day_count));
    for (size_t i = 0; i < f->team_count; i++)
        if (f->teams[i].follows > much)
            word_add(l,
                     text_format("team %zu follows demand: on days with 10 %% more calls than is usual for "
                                 "the weekday %.0f "
                                 "%% more agents were at work; in the scenario they are the same each week",
                                 i + 1, 10 * f->teams[i].follows));
    word_add(l, text_copy("how many agents there were is estimated; in the scenario all agents of a team are "
                          "alike, and share all "
                          "its work"));
}

size_t fit_words(const fit *f, const trial *t, char ***words) {
    word_list l = {0};
    for (trial_measure m = 0; m < t->measure_count; m++)
        measure_say(&l, &t->all.values[m], m);
    if (t->measure_count == TRIAL_MEASURES) {
        hours_say(&l, f);
        classes_say(&l, f, t);
        agents_say(&l, f, t);
    }
    *words = l.words;
    return l.count;
}
