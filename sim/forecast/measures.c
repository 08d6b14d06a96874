// How fitted values agree with the series.
#include "forecast/model.h"

bool series_is_constant(const series *s) {
    for (size_t i = 1; i < s->count; i++)
        if (s->values[i] < s->values[0] || s->values[i] > s->values[0])
            return false;
    return true;
}

double series_mean_step(const series *s) {
    size_t lag = s->period >= 2 && s->count > s->period ? s->period : 1;
    double sum = 0;
    for (size_t i = lag; i < s->count; i++)
        sum += fabs(s->values[i] - s->values[i - lag]);
    return sum / (double)(s->count - lag);
}

static double corrected_criterion(double n, double sse, double estimated) {
    double k = estimated + 1;
    if (!(sse > 0) || n - k - 1 <= 0)
        return NAN;
    return n * log(sse / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

forecast_measures measures_of(const fit *f, const series *s) {
    forecast_measures m = {.parameters = f->free_count, .sigma = f->sigma};
    double absolute = 0, relative = 0, mean = 0, around = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (isnan(f->fitted[i]))
            continue;
        double e = s->values[i] - f->fitted[i];
        m.count++;
        m.sse += e * e;
        absolute += fabs(e);
        relative += fabs(e / s->values[i]);
        mean += s->values[i];
    }
    double n = (double)m.count, scale = series_mean_step(s);
    for (size_t i = 0; i < s->count; i++)
        around += isnan(f->fitted[i]) ? 0 : pow(s->values[i] - mean / n, 2);
    m.rmse = sqrt(m.sse / n);
    m.mae = absolute / n;
    m.mape = isfinite(relative) ? relative / n : NAN;
    m.mase = scale > 0 ? m.mae / scale : NAN;
    m.r2 = around > 0 ? 1 - m.sse / around : NAN;
    m.aicc = corrected_criterion(n, m.sse, (double)f->free_count);
    return m;
}
