#include "forecast/trials.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

static size_t origin_count(const trials *t) {
    return t->last - t->first + 1;
}

trial *trials_at(const trials *t, size_t column, size_t origin) {
    SIM_ASSERT(column < t->column_count && origin >= t->first && origin <= t->last);
    return &t->items[column * origin_count(t) + origin - t->first];
}

void trial_create(trial *x, size_t horizon) {
    x->mean = memory_new(horizon, sizeof *x->mean);
    x->deviation = memory_new(horizon, sizeof *x->deviation);
}

static void trial_run(trial *x, const series *s, const forecast_spec *spec, size_t origin, size_t horizon) {
    series known = *s;
    known.count = origin;
    fit f;
    x->good = fit_method(&f, &known, spec, horizon);
    if (x->good) {
        trial_create(x, horizon);
        x->logs = f.logs;
        for (size_t h = 0; h < horizon; h++) {
            x->mean[h] = f.mean[h];
            x->deviation[h] = sqrt(f.covariance[h * horizon + h]);
        }
    }
    fit_release(&f);
}

size_t trials_column_add(trials *t) {
    size_t count = origin_count(t);
    t->items = memory_resize(t->items, (t->column_count + 1) * count, sizeof *t->items);
    memset(t->items + t->column_count * count, 0, count * sizeof *t->items);
    return t->column_count++;
}

void trials_run(trials *t, const series *s, const forecast_spec *specs, size_t count, size_t first,
                size_t last, size_t horizon) {
    SIM_REQUIRE(first >= 1 && first <= last && last <= s->count);
    *t = (trials){.s = s, .first = first, .last = last, .horizon = horizon};
    for (size_t i = 0; i < count; i++) {
        size_t column = trials_column_add(t);
        for (size_t origin = first; origin <= last; origin++)
            trial_run(trials_at(t, column, origin), s, &specs[i], origin, horizon);
    }
}

double trial_error(const trials *t, size_t column, size_t origin, size_t step, size_t known) {
    const trial *x = trials_at(t, column, origin);
    if (!x->good || origin + step > known)
        return NAN;
    double actual = t->s->values[origin + step - 1], mean = x->mean[step - 1];
    return x->logs ? log(actual / mean) : actual - mean;
}

void trials_release(trials *t) {
    for (size_t i = 0; i < t->column_count * origin_count(t); i++) {
        free(t->items[i].mean);
        free(t->items[i].deviation);
    }
    free(t->items);
    *t = (trials){0};
}
