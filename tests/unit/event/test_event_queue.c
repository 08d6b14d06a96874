#include "support/test.h"

#include "event/event_queue.h"
#include "random/stream.h"

static const stream_family family = {.seed = 5, .replication = 0};

/// What the queue should hold, in a list that is searched from end to end.
typedef struct expected {
    sim_time time;
    unsigned rank;
    uint64_t sequence;
    uint32_t subject;
    event_handle handle;
} expected;

typedef struct model {
    expected items[512];
    size_t count;
    uint64_t sequence;
} model;

static bool is_before(const expected *a, const expected *b) {
    if (a->time != b->time)
        return a->time < b->time;
    return a->rank != b->rank ? a->rank < b->rank : a->sequence < b->sequence;
}

static size_t model_first(const model *m) {
    size_t best = 0;
    for (size_t i = 1; i < m->count; i++)
        if (is_before(&m->items[i], &m->items[best]))
            best = i;
    return best;
}

static void model_remove(model *m, size_t i) {
    m->items[i] = m->items[--m->count];
}

static void both_add(event_queue *q, model *m, stream *s) {
    expected e = {.time = (sim_time)(stream_word(s) % 50) - 10, // many ties, some negative times
                  .rank = (unsigned)(stream_word(s) % EVENT_RANKS),
                  .sequence = m->sequence++,
                  .subject = (uint32_t)stream_word(s)};
    e.handle = event_queue_add(q, e.time, e.rank, 3, e.subject);
    assert_int_not_equal(e.handle, 0);
    m->items[m->count++] = e;
}

static void both_cancel(event_queue *q, model *m, stream *s) {
    size_t i = stream_word(s) % m->count;
    assert_int_equal(event_queue_time(q, m->items[i].handle), m->items[i].time);
    event_queue_cancel(q, m->items[i].handle);
    model_remove(m, i);
}

static void both_take(event_queue *q, model *m) {
    size_t i = model_first(m);
    event e;
    event_what next;
    assert_int_equal(event_queue_first(q), m->items[i].time);
    assert_false(event_queue_next(q, m->items[i].time - 1, &e));
    assert_true(event_queue_next(q, m->items[i].time, &e));
    assert_int_equal(e.time, m->items[i].time);
    assert_int_equal(e.subject, m->items[i].subject);
    assert_int_equal(e.kind, 3);
    model_remove(m, i);
    if (event_queue_peek(q, &next))
        assert_int_equal(next.subject, m->items[model_first(m)].subject);
}

static void agrees_with_a_searched_list(void **state) {
    (void)state;
    for (uint64_t round = 0; round < 20; round++) {
        event_queue q;
        model m = {.count = 0};
        stream s;
        stream_open(&s, &family, STREAM_TEST, 0, round, 0);
        assert_true(event_queue_create(&q));
        for (int i = 0; i < 5000; i++) {
            uint64_t dice = stream_word(&s) % 10;
            if (m.count == 0 || (dice < 5 && m.count < 512))
                both_add(&q, &m, &s);
            else if (dice < 7)
                both_cancel(&q, &m, &s);
            else
                both_take(&q, &m);
            assert_int_equal(event_queue_count(&q), m.count);
        }
        assert_true(event_queue_is_sound(&q));
        while (m.count > 0)
            both_take(&q, &m);
        event e;
        assert_false(event_queue_next(&q, SIM_NEVER, &e));
        assert_int_equal(event_queue_first(&q), EVENT_TIME_END);
        event_queue_destroy(&q);
    }
}

static void equal_times_and_ranks_are_first_in_first_out(void **state) {
    (void)state;
    event_queue q;
    assert_true(event_queue_create(&q));
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_not_equal(event_queue_add(&q, 7, 2, 0, i), 0);
    event e;
    for (uint32_t i = 0; i < 1000; i++) {
        assert_true(event_queue_next(&q, 7, &e));
        assert_int_equal(e.subject, i);
    }
    event_queue_destroy(&q);
}

/// The sequence wraps after 2^36 events: still every event comes out once, and times stay in order.
static void wrapping_sequence_keeps_the_order_of_times(void **state) {
    (void)state;
    event_queue q;
    assert_true(event_queue_create(&q));
    q.sequence = (UINT64_C(1) << EVENT_SEQUENCE_BITS) - 5;
    for (uint32_t i = 0; i < 10; i++)
        assert_int_not_equal(event_queue_add(&q, i, 0, 0, i), 0);
    event e;
    for (uint32_t i = 0; i < 10; i++) {
        assert_true(event_queue_next(&q, SIM_NEVER, &e));
        assert_int_equal(e.subject, i);
    }
    event_queue_destroy(&q);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_searched_list),
        cmocka_unit_test(equal_times_and_ranks_are_first_in_first_out),
        cmocka_unit_test(wrapping_sequence_keeps_the_order_of_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
