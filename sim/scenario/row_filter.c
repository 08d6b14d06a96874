#include "scenario/row_filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool row_filter_open(row_filter *f, csv *c, const filter_list *where) {
    bool good = true;
    *f = (row_filter){.where = where,
                      .columns = memory_new(where->count, sizeof *f->columns),
                      .met = memory_new(where->count, sizeof *f->met)};
    for (size_t i = 0; good && i < where->count; i++) {
        f->met[i] = memory_new(where->filters[i].values.count, sizeof **f->met);
        good = csv_column(c, where->filters[i].column, &f->columns[i]);
    }
    return good;
}

bool row_filter_takes(row_filter *f, const csv *c) {
    bool wanted = true;
    for (size_t i = 0; i < f->where->count; i++) {
        const text_list *values = &f->where->filters[i].values;
        const char *value = c->fields[f->columns[i]];
        bool among = false;
        for (size_t k = 0; k < values->count && !among; k++)
            if (strcmp(values->texts[k], value) == 0)
                among = f->met[i][k] = true;
        wanted = wanted && among;
    }
    return wanted;
}

bool row_filter_check(const row_filter *f, csv *c) {
    c->line = 0;
    for (size_t i = 0; i < f->where->count; i++) {
        const column_filter *filter = &f->where->filters[i];
        for (size_t k = 0; k < filter->values.count; k++)
            if (!f->met[i][k])
                return csv_fail(c, "no row has '%.60s' in the column '%.60s'", filter->values.texts[k],
                                filter->column);
    }
    return true;
}

void row_filter_release(row_filter *f) {
    for (size_t i = 0; f->met && i < f->where->count; i++)
        free(f->met[i]);
    free(f->met);
    free(f->columns);
}
