/// The measures of one center: those of the table, and those within each further acceptable waiting time.
#include <hotline/metrics.h>

#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "stats/metric_table.h"

struct metric_catalog {
    size_t further_count;
    metric *further;
    sim_time *within; ///< by the index of `further`: its acceptable waiting time
};

/// What depends on the acceptable waiting time.
static const char *const within_names[] = {
    "answered_within",          "abandoned_within",          "service_level",
    "service_level_of_offered", "service_level_of_answered", "connection_rate_within"};

enum { WITHIN_NAMES = sizeof within_names / sizeof *within_names };

/// "30s", "1min30s", "250ms": as a scenario would write it.
static char *awt_text(sim_time awt) {
    static const struct {
        sim_time length;
        const char *name;
    } units[] = {
        {SIM_DAY, "d"}, {SIM_HOUR, "h"}, {SIM_MINUTE, "min"}, {SIM_SECOND, "s"}, {SIM_SECOND / 1000, "ms"}};
    text_buffer t = {0};
    if (awt % (SIM_SECOND / 1000) != 0 || awt == 0) {
        text_add(&t, "%.10g", sim_time_to_s(awt));
        return text_take(&t);
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (awt >= units[i].length)
            text_add(&t, "%" PRId64 "%s", awt / units[i].length, units[i].name);
        awt %= units[i].length;
    }
    return text_take(&t);
}

/// "answered_within / offered" -> "answered_within@30s / offered"
static char *formula_within(const char *formula, const char *awt) {
    static const char word[] = "_within";
    text_buffer t = {0};
    for (const char *found; (found = strstr(formula, word)) != NULL; formula = found + sizeof word - 1)
        text_add(&t, "%.*s%s@%s", (int)(found - formula), formula, word, awt);
    text_add(&t, "%s", formula);
    return text_take(&t);
}

static void terms_replace(metric_term *terms, size_t from, size_t to) {
    for (metric_term *t = terms; t->sign; t++) {
        if ((size_t)t->offset == from)
            t->offset = (int16_t)to;
    }
}

static metric metric_within(const metric *base, uint32_t index, const char *awt) {
    static const size_t answered[] = {offsetof(metric_sums, within.answered_within_1),
                                      offsetof(metric_sums, within.answered_within_2),
                                      offsetof(metric_sums, within.answered_within_3)};
    static const size_t abandoned[] = {offsetof(metric_sums, within.abandoned_within_1),
                                       offsetof(metric_sums, within.abandoned_within_2),
                                       offsetof(metric_sums, within.abandoned_within_3)};
    metric m = *base;
    m.name = text_format("%s@%s", base->name, awt);
    m.formula = formula_within(base->formula, awt);
    metric_term *const lists[] = {m.numerator, m.denominator};
    for (size_t i = 0; i < 2; i++) {
        terms_replace(lists[i], offsetof(metric_sums, counts.answered_within), answered[index]);
        terms_replace(lists[i], offsetof(metric_sums, counts.abandoned_within), abandoned[index]);
    }
    return m;
}

metric_catalog *metric_catalog_create(const layout *l) {
    SIM_REQUIRE(l->further_awt_count <= FURTHER_AWTS_MAX);
    metric_catalog *c = memory_new(1, sizeof *c);
    size_t count = (size_t)l->further_awt_count * WITHIN_NAMES;
    c->further = memory_new(count, sizeof *c->further);
    c->within = memory_new(count, sizeof *c->within);
    for (uint32_t i = 0; i < l->further_awt_count; i++) {
        char *awt = awt_text(l->further_awts[i]);
        for (size_t n = 0; n < WITHIN_NAMES; n++) {
            const metric *base = metric_find(within_names[n]);
            SIM_ASSERT(base);
            c->within[c->further_count] = l->further_awts[i];
            c->further[c->further_count++] = metric_within(base, i, awt);
        }
        free(awt);
    }
    return c;
}

void metric_catalog_destroy(metric_catalog *c) {
    if (!c)
        return;
    for (size_t i = 0; i < c->further_count; i++) {
        free((char *)c->further[i].name);
        free((char *)c->further[i].formula);
    }
    free(c->further);
    free(c->within);
    free(c);
}

size_t metric_catalog_count(const metric_catalog *c) {
    return metric_count() + c->further_count;
}

const metric *metric_catalog_at(const metric_catalog *c, size_t index) {
    return index < metric_count() ? metric_at(index) : &c->further[index - metric_count()];
}

const metric *metric_catalog_find(const metric_catalog *c, const char *name) {
    const char *at = strchr(name, '@');
    sim_time awt;
    if (!at)
        return metric_find(name);
    if (!duration_parse(at + 1, &awt))
        return NULL;
    for (size_t i = 0; i < c->further_count; i++) {
        if (c->within[i] == awt && !strncmp(c->further[i].name, name, (size_t)(at + 1 - name)))
            return &c->further[i];
    }
    return NULL;
}
