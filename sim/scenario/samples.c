#include "scenario/samples.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/text.h"
#include "scenario/recorded.h"
#include "scenario/row_filter.h"

enum { SAMPLES_MAX = 10000000 };

/// Of weights; those below would not show beside one of 1.
static const double weight_least = 1e-9, weight_most = 1e9;

static bool weight_parse(const char *text, double *out) {
    char *end = NULL;
    *out = strtod(text, &end);
    bool plain = text[0] >= '0' && text[0] <= '9' && !text[strspn(text, "0123456789.eE+-")] && !*end;
    return plain && (*out <= 0 || *out >= weight_least) && *out <= weight_most;
}

static void sample_add(size_t *room, number_list *list, double value) {
    if (list->count == *room) {
        *room = 2 * *room + 256;
        list->values = memory_resize(list->values, *room, sizeof *list->values);
    }
    list->values[list->count++] = value;
}

/// Where a table is read to, and which columns it takes.
typedef struct sampling {
    csv *table;
    const samples_document *from;
    size_t column, weight;
    row_filter filter;
    number_list *values, *weights;
    size_t values_room, weights_room;
} sampling;

static bool sample_take(sampling *s) {
    const char *text = s->table->fields[s->column];
    double weight = 1;
    sim_time value = 0;
    char day[11];
    if (!row_filter_takes(&s->filter, s->table))
        return true;
    if (!recorded_time_parse(text, TIME_SECONDS, &value, day))
        return csv_fail(s->table, "'%.60s' is '%.60s'; must be " RECORDED_SECONDS, s->from->column, text);
    if (s->from->weights && !weight_parse(s->table->fields[s->weight], &weight))
        return csv_fail(s->table, "'%.60s' is '%.60s'; must be 0, or a number from %g to %.0f",
                        s->from->weights, s->table->fields[s->weight], weight_least, weight_most);
    if (weight <= 0)
        return true;
    if (s->values->count == SAMPLES_MAX)
        return csv_fail(s->table, "has more than %d values", SAMPLES_MAX);
    sample_add(&s->values_room, s->values, sim_time_to_s(value));
    if (s->from->weights)
        sample_add(&s->weights_room, s->weights, weight);
    return true;
}

bool samples_read(csv *c, char *text, size_t length, const samples_document *from, number_list *values,
                  number_list *weights, uint64_t *hash) {
    sampling s = {.table = c, .from = from, .values = values, .weights = weights};
    *hash = XXH64(text, length, 0); // before reading changes it
    bool good = csv_open(c, text, length) && csv_column(c, from->column, &s.column) &&
                (!from->weights || csv_column(c, from->weights, &s.weight)) &&
                row_filter_open(&s.filter, c, &from->where);
    while (good && csv_next(c))
        good = sample_take(&s);
    good = good && !c->wrong[0] && row_filter_check(&s.filter, c) &&
           (values->count > 0 || csv_fail(c, "has no values%s", from->where.count ? " left" : ""));
    row_filter_release(&s.filter);
    return good;
}
