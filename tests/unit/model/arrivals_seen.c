#include "arrivals_seen.h"

#include "support/test.h"
#include <hotline/sim.h>

static void seen_observe(void *observer, const record *records, size_t count) {
    arrivals_seen *a = observer;
    for (size_t i = 0; i < count; i++) {
        if (records[i].kind != CALL_ARRIVES || records[i].flags & RECORD_REDIAL)
            continue;
        if (a->count == a->capacity) {
            a->capacity = 2 * a->capacity + 64;
            a->items = realloc(a->items, a->capacity * sizeof *a->items);
        }
        a->items[a->count++] = (arrival_seen){records[i].time, records[i].value, records[i].call_class};
    }
}

arrivals_seen arrivals_of_file(const char *text, const char *name, uint32_t replication) {
    scenario_file *file = NULL;
    input_error err = {0};
    if (!scenario_parse(text, strlen(text), name, NULL, &file, &err))
        fail_msg("%s:%d: %s: %s\n%s", err.file, err.line, err.path, err.text, text);
    arrivals_seen seen = {0};
    probe watchers = {0};
    probe_add(&watchers, seen_observe, &seen);
    sim_options options = {.seed = 5, .replication = replication};
    sim *s = sim_create(scenario_scheme(file, 0), &options, &watchers);
    assert_int_equal(sim_run(s), SIM_FINISHED);
    sim_destroy(s);
    scenario_file_free(file);
    return seen;
}

arrivals_seen arrivals_of(const char *text, uint32_t replication) {
    return arrivals_of_file(text, "test.json", replication);
}

void arrivals_seen_free(arrivals_seen *a) {
    free(a->items);
}

size_t arrivals_between(const arrivals_seen *a, uint16_t call_class, sim_time from, sim_time to) {
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++)
        count += a->items[i].call_class == call_class && a->items[i].time >= from && a->items[i].time < to;
    return count;
}
