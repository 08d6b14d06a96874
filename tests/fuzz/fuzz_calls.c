/// Anything may stand in a file of recorded calls, of measured values, or of values by years: it is refused
/// with one line, or its calls are in order, its values numbers, its years without a gap. The first byte says
/// how it is read.
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "fuzz.h"
#include "scenario/bind_value.h"
#include "scenario/recorded.h"
#include "scenario/samples.h"
#include "scenario/yearly_table.h"

static void days_check(const recorded_calls *r) {
    SIM_REQUIRE(r->day_begin[0] == 0 || r->day_count == 0);
    for (uint32_t day = 0; day < r->day_count; day++) {
        SIM_REQUIRE(r->day_begin[day] <= r->day_begin[day + 1]);
        SIM_REQUIRE(r->order != ORDER_ONCE || day == 0 || r->day_numbers[day - 1] < r->day_numbers[day]);
        for (uint32_t row = r->day_begin[day]; row < r->day_begin[day + 1]; row++) {
            SIM_REQUIRE(r->times[row] >= 0 && r->times[row] < SIM_DAY);
            SIM_REQUIRE(row == r->day_begin[day] || r->times[row - 1] <= r->times[row]);
            SIM_REQUIRE(!r->counts || r->counts[row] > 0);
        }
    }
    for (uint32_t i = 0; i < r->sequence_count; i++)
        SIM_REQUIRE(r->sequence[i] < r->day_count);
}

/// As csv_open wants it.
static char *text_make(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    SIM_REQUIRE(text);
    if (size)
        memcpy(text, data, size);
    return text;
}

static void samples_check(const samples_document *from, const uint8_t *data, size_t size) {
    number_list values = {0}, weights = {0};
    uint64_t hash;
    csv table;
    bool good = samples_read(&table, text_make(data, size), size, from, &values, &weights, &hash);
    SIM_REQUIRE(good == !table.wrong[0] && table.line >= 0);
    SIM_REQUIRE(!good || (values.count > 0 && weights.count == (from->weights ? values.count : 0)));
    for (size_t i = 0; i < values.count; i++) {
        SIM_REQUIRE(values.values[i] >= 0 && values.values[i] <= SIM_SECONDS_MAX);
        SIM_REQUIRE(!from->weights || (weights.values[i] >= 1e-9 && weights.values[i] <= 1e9));
    }
    csv_release(&table);
    free(values.values);
    free(weights.values);
}

static void years_check(const yearly_document *from, key_type type, const uint8_t *data, size_t size) {
    field factor = {.type = type, .min = 1, .max = 1e10};
    yearly out = {0};
    csv table;
    bool good = yearly_table_read(&table, text_make(data, size), size, from, &factor, &out);
    const factor_series *s = &out.series;
    SIM_REQUIRE(good == !table.wrong[0] && table.line >= 0);
    SIM_REQUIRE(!good || s->count > 0);
    for (size_t i = 0; good && i < s->count; i++) {
        SIM_REQUIRE(s->values[i] >= 1 && s->values[i] <= 1e10);
        SIM_REQUIRE(s->years[i] == s->years[0] + (int)i);
    }
    csv_release(&table);
    yearly_release(&out);
}

static void read_check(const file_document *from, const uint8_t *data, size_t size) {
    recorded_calls *calls = calloc(1, sizeof *calls);
    SIM_REQUIRE(calls);
    csv table;
    bool good = recorded_read(&table, text_make(data, size), size, from,
                              (civil_time){.year = 2003, .month = 3, .day = 3}, calls);
    SIM_REQUIRE(good == !table.wrong[0] && table.line >= 0);
    if (good)
        days_check(calls);
    csv_release(&table);
    recorded_release(calls);
}

/// Bits of the first byte: 0 and 1 the format, 2 and 3 the order, 4 counts, 5 a filter, 6 a column of days;
/// 7: it is of values, with weights in the column of counts, or, with 6, of values by years, in the column of
/// counts, which are times with 4.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char column_t[] = "t", column_n[] = "n", column_kind[] = "kind", column_day[] = "day", a[] = "a",
         b[] = "b";
    char *values[] = {a, b};
    column_filter filter = {.column = column_kind, .values = {.count = 2, .texts = values}};
    uint8_t choice = size ? data[0] : 0;
    filter_list where = {.count = choice & 32 ? 1 : 0, .filters = &filter};
    if ((choice & 192) == 192) {
        yearly_document years_from = {.year = column_t, .value = column_n, .unit = 10, .where = where};
        years_check(&years_from, choice & 16 ? KEY_YEARLY_SECONDS : KEY_YEARLY, data + 1, size - 1);
        return 0;
    }
    if (choice & 128) {
        samples_document values_from = {
            .column = column_t, .weights = choice & 16 ? column_n : NULL, .where = where};
        samples_check(&values_from, data + 1, size - 1);
        return 0;
    }
    file_document from = {.time = column_t, .slice = 5 * SIM_MINUTE};
    from.format = choice % 4 < 3 ? choice % 4 : TIME_DATE;
    from.replay = choice / 4 % 4 < 3 ? choice / 4 % 4 : ORDER_DAYS;
    from.counts = choice & 16 ? column_n : NULL;
    from.where = where;
    from.day = choice & 64 && from.replay != ORDER_ONCE && from.format != TIME_DATE ? column_day : NULL;
    read_check(&from, data + (size > 0), size - (size > 0));
    return 0;
}
