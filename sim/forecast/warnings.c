// What one should know before relying on a forecast.
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "forecast/model.h"

static const double near_saturation = 0.85, far_saturation = 3;
static const double break_p = 0.05;
/// Errors below this part of the mean step are rounding.
static const double exact_part = 1e-9;
enum { SHORT_COUNT = 10 };

static void warn(forecast_model *m, char *text) {
    SIM_REQUIRE(m->warning_count < WARNINGS_MAX);
    m->warnings[m->warning_count++] = text;
}

static const forecast_parameter *parameter_find(const forecast_parameter *list, size_t count,
                                                const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    return NULL;
}

static double largest_value(const series *s) {
    double largest = s->values[0];
    for (size_t i = 1; i < s->count; i++)
        largest = fmax(largest, s->values[i]);
    return largest;
}

/// Near its saturation a curve tells of the end of growth; far from it, the saturation is a guess.
static void warn_saturation(forecast_model *m, forecast_method method, const forecast_parameter *list,
                            size_t count) {
    const forecast_parameter *k = parameter_find(list, count, "K");
    if (!k)
        return;
    double last = m->s.values[m->s.count - 1], largest = largest_value(&m->s);
    if (last >= near_saturation * k->value)
        warn(m, text_format("saturation is near: the last value is %.0f %% of the %s curve's K = %.6g",
                            100 * last / k->value, forecast_method_name(method), k->value));
    else if (k->value > far_saturation * largest)
        warn(m, text_format(
                    "the values do not tell where growth ends: the %s curve's K = %.6g is %.3g times the "
                    "largest of them",
                    forecast_method_name(method), k->value, k->value / largest));
}

static void warn_length(forecast_model *m) {
    if (m->s.count < SHORT_COUNT)
        warn(m,
             text_format("the series is short, %zu values: what they tell of errors is little", m->s.count));
    if (2 * m->spec.horizon > m->s.count)
        warn(m, text_format(
                    "the forecast reaches %zu steps beyond %zu values: the last steps are far outside what "
                    "is known",
                    m->spec.horizon, m->s.count));
    if (!(m->tried > 0))
        warn(m,
             text_copy("the series is too short to try the method on its own past: the intervals rest on the "
                       "method's assumptions alone"));
}

static void warn_grey(forecast_model *m) {
    const forecast_diagnostics *d = &m->diagnostics;
    if (!d->grade)
        return;
    if (d->level_ratios_outside)
        warn(m, text_format(
                    "gm11: %zu of %zu level ratios lie outside %.4f to %.4f: the series does not suit the "
                    "model",
                    d->level_ratios_outside, m->s.count - 1, d->level_ratio_low, d->level_ratio_high));
    if (m->f.parameters[0].value < 0)
        warn(m, text_copy("gm11 grows exponentially and knows no saturation"));
}

/// Where nothing was ever wrong, nothing tells how wrong one can be.
static void warn_exact(forecast_model *m) {
    if (series_is_constant(&m->s))
        warn(m,
             text_copy("all values are equal: the forecast is the same value, and nothing tells how it might "
                       "change"));
    else if (m->measures.rmse <= exact_part * series_mean_step(&m->s))
        warn(m,
             text_copy("the method meets all values exactly: nothing tells how the future might depart from "
                       "it, and the interval has no width"));
}

void warnings_make(forecast_model *m) {
    warn_exact(m);
    warn_length(m);
    if (m->spec.method == FORECAST_EXPONENTIAL)
        warn(m, text_copy("exponential growth knows no saturation"));
    warn_saturation(m, m->spec.method, m->f.parameters, m->f.parameter_count);
    for (size_t i = 0; i < m->member_count; i++)
        warn_saturation(m, m->members[i].method, m->members[i].parameters, m->members[i].parameter_count);
    warn_grey(m);
    if (m->diagnostics.cusum_p < break_p)
        warn(m,
             text_format("the residuals have a break (cusum test, p = %.3f): what made the series may have "
                         "changed",
                         m->diagnostics.cusum_p));
}
