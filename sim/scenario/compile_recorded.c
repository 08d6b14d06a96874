#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"
#include "scenario/recorded.h"
#include "scenario/table_file.h"

/// What has no meaning beside a file; NULL when there is nothing.
static const char *stranger_of(const arrivals_document *from) {
    const struct {
        bool given;
        const char *key;
    } keys[] = {{from->per_hour.list.count > 0, "per_hour"},
                {from->profile.list.count > 0, "profile"},
                {!isnan(from->volume), "volume"},
                {from->call_model >= 0, "call_model"},
                {!isnan(from->share), "share"},
                {from->weekdays.count > 0, "weekdays"},
                {from->days.count > 0, "days"},
                {from->calls != CALLS_POISSON, "calls"},
                {from->busyness_cv > 0, "busyness_cv"},
                {from->interval_cv > 0, "interval_cv"},
                {from->interval_correlation > 0, "interval_correlation"},
                {from->busyness_correlation > 0, "busyness_correlation"}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i].given)
            return keys[i].key;
    return NULL;
}

static bool keys_check(const compiler *c, const place *at, const arrivals_document *from) {
    place file = place_of(at, "file"), slice = place_of(&file, "slice");
    const file_document *f = &from->file;
    const char *stranger = stranger_of(from);
    if (stranger)
        return place_error(c->reporter, at, "has a 'file' and '%s', which has no meaning beside it",
                           stranger);
    if (f->counts && f->slice == TIME_ABSENT)
        return place_error(c->reporter, &file, "'slice' is missing (the length of what 'counts' counts)");
    if (!f->counts && f->slice != TIME_ABSENT)
        return place_error(c->reporter, &slice, "has no meaning without 'counts'");
    if (f->counts && SIM_DAY % f->slice)
        return place_error(c->reporter, &slice, "does not divide the day");
    if (f->replay == ORDER_ONCE && (f->day || f->days.count > 0))
        return place_error(c->reporter, &file, "has '%s', which has no meaning when calls are replayed once",
                           f->day ? "day" : "days");
    if (f->format == TIME_DATE && f->day)
        return place_error(c->reporter, &file, "has 'day', but the dates of 'time' are the days already");
    return true;
}

/// Of a file that is replayed once, some calls must lie in the time simulated.
static bool times_check(const compiler *c, const place *at, const recorded_calls *r) {
    const layout *l = &c->scenario->layout;
    sim_time midnight = civil_time_of_day(l->start);
    if (r->order != ORDER_ONCE)
        return true;
    for (uint32_t day = 0; day < r->day_count; day++)
        for (uint32_t row = r->day_begin[day]; row < r->day_begin[day + 1]; row++) {
            sim_time time = r->day_numbers[day] * SIM_DAY + r->times[row] - midnight;
            if (time >= -l->warmup && time < l->duration)
                return true;
        }
    civil_time first = civil_add(l->start, r->day_numbers[0] * SIM_DAY + r->times[0] - midnight);
    return place_error(c->reporter, at,
                       "has no calls in the time simulated; the first is of %04d-%02d-%02dT%02d:%02d:%02d",
                       first.year, first.month, first.day, first.hour, first.minute, first.second);
}

bool recorded_compile(const compiler *c, const place *at, const arrivals_document *from, arrival_rates *out) {
    place file = place_of(at, "file");
    const file_document *f = &from->file;
    if (!keys_check(c, at, from))
        return false;
    out->kind = f->counts ? ARRIVALS_COUNTS : ARRIVALS_TIMES;
    out->slice = f->counts ? f->slice : SIM_DAY;
    out->phase = civil_time_of_day(c->scenario->layout.start);
    out->recorded = memory_new(1, sizeof *out->recorded);
    size_t length = 0;
    char *text = table_file_read(c->reporter, &file, c->document->name_of_file, f->path, &length);
    if (!text)
        return false;
    csv table;
    bool good = recorded_read(&table, text, length, f, c->scenario->layout.start, out->recorded);
    if (!good)
        (void)table_file_error(c->reporter, &file, f->path, &table);
    csv_release(&table);
    return good && times_check(c, &file, out->recorded);
}
