#include <stdlib.h>
#include <string.h>

#include "trace/keyframe.h"
#include "trace/trace_file.h"

/// A state that follows the records, and one that takes the keyframes.
typedef struct verifier {
    const trace *trace;
    replay_state *followed, *stored;
    byte_buffer followed_bytes, stored_bytes;
} verifier;

/// Equal states have equal bytes.
static bool states_agree(verifier *v) {
    v->followed_bytes.length = v->stored_bytes.length = 0;
    keyframe_encode(&v->followed_bytes, v->followed);
    keyframe_encode(&v->stored_bytes, v->stored);
    queries_encode(&v->followed_bytes, v->followed);
    queries_encode(&v->stored_bytes, v->stored);
    failures_encode(&v->followed_bytes, v->followed);
    failures_encode(&v->stored_bytes, v->stored);
    return v->followed_bytes.length == v->stored_bytes.length &&
           memcmp(v->followed_bytes.bytes, v->stored_bytes.bytes, v->stored_bytes.length) == 0;
}

static bool records_follow(verifier *v, size_t index, const record *records, size_t count, input_error *err) {
    for (size_t i = 0; i < count; i++)
        if (!replay_state_apply(v->followed, &records[i]))
            return chunk_damaged(v->trace, index, "it holds a record that cannot happen in its state", err);
    return true;
}

static bool chunk_verify(verifier *v, size_t index, input_error *err) {
    chunk_content content;
    record *records = NULL;
    size_t count = 0;
    if (!chunk_load(v->trace, index, &content, err))
        return false;
    bool done = chunk_keyframe(v->trace, index, &content, v->stored, err) &&
                (states_agree(v) ||
                 chunk_damaged(v->trace, index, "its keyframe is not what the records before it say", err)) &&
                chunk_records(v->trace, index, &content, &records, &count, err) &&
                records_follow(v, index, records, count, err);
    free(records);
    chunk_destroy(&content);
    return done;
}

static bool end_verify(const verifier *v, input_error *err) {
    const trace *t = v->trace;
    if (!t->whole) {
        char clock[TIME_TEXT_SIZE];
        sim_time first, last;
        trace_span(t, &first, &last);
        clock_format(t->header.layout->start, last, clock);
        return input_error_set(err, t->path, 0, NULL, "is cut off or damaged after %s (%llu records)", clock,
                               (unsigned long long)trace_record_count(t));
    }
    if (replay_state_hash(v->followed) != t->index.final_hash)
        return input_error_set(err, t->path, 0, NULL,
                               "is damaged: its records lead to another final state than it says");
    return true;
}

bool trace_verify(const trace *t, input_error *err) {
    verifier v = {.trace = t,
                  .followed = replay_state_create(t->header.layout),
                  .stored = replay_state_create(t->header.layout)};
    bool done = true;
    for (size_t i = 0; i < t->index.count && done; i++)
        done = chunk_verify(&v, i, err);
    done = done && end_verify(&v, err);
    replay_state_destroy(v.followed);
    replay_state_destroy(v.stored);
    free(v.followed_bytes.bytes);
    free(v.stored_bytes.bytes);
    return done;
}
