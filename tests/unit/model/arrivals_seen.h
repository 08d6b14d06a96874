/// First attempts of a simulation, caller by caller.
#ifndef MODEL_ARRIVALS_SEEN_H
#define MODEL_ARRIVALS_SEEN_H

#include <stddef.h>
#include <stdint.h>

#include <hotline/time.h>

/// A center in which callers hang up at once: CENTER("\"duration\":\"1d\"", "\"a\":{" ARRIVALS("...") "}").
#define CENTER(times, classes)                                                                               \
    "{\"hotline\":1,\"name\":\"x\"," times ",\"classes\":{" classes                                          \
    "},\"ivr\":{\"menu\":{\"time\":{\"law\":\"constant\",\"value\":0},\"next\":\"hangup\"}}}"
#define ARRIVALS(keys)                                                                                       \
    "\"entry\":\"menu\",\"talk\":{\"law\":\"constant\",\"value\":1},\"arrivals\":{" keys "}"

typedef struct arrival_seen {
    sim_time time;
    int64_t caller;
    uint16_t call_class;
} arrival_seen;

typedef struct arrivals_seen {
    arrival_seen *items;
    size_t count, capacity;
} arrivals_seen;

/// All first attempts of replication `replication` (from 0) of a scenario file's text; the test fails when it
/// is none. `name`: where the file would be.
arrivals_seen arrivals_of_file(const char *text, const char *name, uint32_t replication);
arrivals_seen arrivals_of(const char *text, uint32_t replication);
void arrivals_seen_free(arrivals_seen *a);

/// How many of a class come from `from` until before `to`.
size_t arrivals_between(const arrivals_seen *a, uint16_t call_class, sim_time from, sim_time to);

#endif
