/// Anything may stand in the file of a series: it is refused with one line, or it is a series that the
/// library takes and forecasts, or refuses with one line. The first byte says what is asked of the file, the
/// second how it is forecast.
#include <math.h>

#include "base/check.h"
#include "cli/forecast/series.h"
#include "file.h"
#include "fuzz.h"

enum { HORIZON = 3, FORECAST_COUNT_MAX = 200 };

static void series_check(const series_file *s) {
    SIM_REQUIRE(s->count >= 3 && s->count <= FORECAST_VALUES_MAX && s->value_name && s->step > 0);
    for (size_t i = 0; i < s->count; i++) {
        SIM_REQUIRE(fabs(s->values[i]) <= 1e150 && isfinite(s->times[i]));
        SIM_REQUIRE(i == 0 || (s->positions[i] > s->positions[i - 1] && s->times[i] > s->times[i - 1]));
    }
    for (size_t i = 0; i < s->count + HORIZON; i++) {
        char label[AXIS_LABEL_SIZE];
        series_label(s, i, label);
        SIM_REQUIRE(label[0]);
    }
}

static void forecast_check(const series_file *file, uint8_t choice) {
    forecast_spec spec =
        forecast_spec_default(choice % FORECAST_COMBINATION); // all but that, which needs members
    forecast_series s = {.times = file->times,
                         .values = file->values,
                         .count = file->count,
                         .period = axis_period(&file->axis, file->step)};
    input_error err = {0};
    spec.horizon = HORIZON;
    forecast_model *m = forecast_fit(&s, &spec, &err);
    SIM_REQUIRE((m != NULL) == (err.kind == ERROR_NONE));
    for (size_t h = 1; m && h <= HORIZON; h++) {
        forecast_point p = forecast_at(m, h, 0.95);
        SIM_REQUIRE(isfinite(p.mean) && p.lower <= p.mean && p.mean <= p.upper);
    }
    forecast_free(m);
}

/// Bits of the first byte: 0 the column of values, 1 that of times, 2 and 3 the span, 4 and 5 a filter.
static series_question question_of(uint8_t choice, const char *path) {
    static const char *const filters[] = {"g=a", "t=1"};
    return (series_question){.path = path,
                             .value = choice & 1 ? "v" : NULL,
                             .time = choice & 2 ? "t" : NULL,
                             .from = choice & 4 ? "2001" : NULL,
                             .to = choice & 8 ? "2009-12" : NULL,
                             .filters = filters + (choice & 32 ? 1 : 0),
                             .filter_count = choice & 16 ? 1 : 0};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2)
        return 0;
    char *path = input_file_make(data + 2, size - 2);
    series_question q = question_of(data[0], path);
    series_file s;
    input_error err = {0};
    bool good = series_read(&s, &q, &err);
    SIM_REQUIRE(good == (err.kind == ERROR_NONE));
    if (good)
        series_check(&s);
    if (good && s.count <= FORECAST_COUNT_MAX)
        forecast_check(&s, data[1]);
    series_release(&s);
    input_file_remove(path);
    return 0;
}
