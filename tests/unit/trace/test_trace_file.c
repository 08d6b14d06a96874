#define _POSIX_C_SOURCE 200809L

#include "support/test.h"

#include <signal.h>
#include <sys/resource.h>

#include "base/text.h"
#include "center.h"
#include "temporary.h"
#include "trace/header.h"

typedef struct place {
    char *folder, *path;
} place;

static int place_create(void **state) {
    place *p = memory_new(1, sizeof *p);
    p->folder = temporary_create();
    p->path = temporary_path(p->folder, "a.trace");
    *state = p;
    return 0;
}

static int place_destroy(void **state) {
    place *p = *state;
    temporary_remove(p->folder);
    free(p->path);
    free(p);
    return 0;
}

static trace *must_open(const char *path) {
    trace *t = NULL;
    input_error err = {0};
    if (!trace_open(&t, path, &err))
        fail_msg("%s: %s", err.file, err.text);
    return t;
}

typedef struct collector {
    record *records;
    size_t count;
} collector;

static void collect(void *observer, const record *records, size_t count) {
    collector *c = observer;
    c->records = memory_resize(c->records, c->count + count, sizeof *c->records);
    memcpy(c->records + c->count, records, count * sizeof *records);
    c->count += count;
}

static void must_hold(const char *path, const record *records, size_t count) {
    trace *t = must_open(path);
    collector c = {0};
    input_error err = {0};
    assert_true(trace_is_whole(t));
    assert_int_equal(trace_record_count(t), count);
    assert_true(trace_read_all(t, collect, &c, &err));
    assert_int_equal(c.count, count);
    if (count)
        assert_memory_equal(c.records, records, count * sizeof *records);
    if (!trace_verify(t, &err))
        fail_msg("%s: %s", err.file, err.text);
    free(c.records);
    trace_close(t);
}

static void records_come_back(void **state) {
    const place *p = *state;
    static const struct {
        size_t count;
        uint32_t chunk;
    } sizes[] = {{0, 64}, {1, 64}, {63, 64}, {64, 64}, {200000, 0}, {100000, 64}, {5000, 1}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        record *records = center_records(i, sizes[i].count);
        trace_make(p->path, records, sizes[i].count, sizes[i].chunk);
        must_hold(p->path, records, sizes[i].count);
        free(records);
    }
}

static void the_header_comes_back(void **state) {
    const place *p = *state;
    trace_make(p->path, NULL, 0, 0);
    trace *t = must_open(p->path);
    trace_header expected = center_header();
    const trace_header *h = trace_info(t);
    assert_string_equal(h->scenario_text, expected.scenario_text);
    assert_string_equal(h->version, expected.version);
    assert_true(h->scenario_hash == expected.scenario_hash);
    assert_true(h->seed == expected.seed);
    assert_int_equal(h->replication, expected.replication);
    byte_buffer a = {0}, b = {0};
    layout_encode(&a, h->layout);
    layout_encode(&b, expected.layout);
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.bytes, b.bytes, a.length);
    assert_string_equal(h->layout->classes[2].name, "复诊");
    assert_int_equal(h->layout->classes[2].priority, -3);
    assert_int_equal(h->layout->groups[2].first_agent, 8);
    assert_true(h->layout->sites[2].is_entry);
    assert_null(h->layout->scheme_title);
    assert_near(h->layout->targets[0].bound, 0.85, 0);
    assert_string_equal(h->layout->backends[1].name, "boss");
    assert_int_equal(h->layout->backends[1].capacity, 200);
    assert_int_equal(h->layout->steps[1].backend, 1);
    assert_string_equal(h->layout->components[1].name, "power");
    assert_int_equal(h->layout->components[1].first_unit, 8);
    free(a.bytes);
    free(b.bytes);
    trace_close(t);
}

static void the_index_tells_where_chunks_are(void **state) {
    const place *p = *state;
    enum { COUNT = 20000 };
    record *records = center_records(11, COUNT);
    trace_make(p->path, records, COUNT, 500);
    trace *t = must_open(p->path);
    uint64_t next = 0;
    assert_true(trace_chunk_count(t) > 10);
    for (size_t i = 0; i < trace_chunk_count(t); i++) {
        const trace_chunk *c = trace_chunk_at(t, i);
        assert_true(c->first_record == next);
        assert_true(c->record_count >= 500 || i == trace_chunk_count(t) - 1);
        assert_int_equal(c->first_time, records[next].time);
        next += c->record_count;
        assert_int_equal(c->last_time, records[next - 1].time);
    }
    sim_time first, last;
    trace_span(t, &first, &last);
    assert_int_equal(next, COUNT);
    assert_int_equal(first, -SIM_HOUR);
    assert_int_equal(last, records[COUNT - 1].time);
    replay_state *s = replay_state_create(center_layout());
    for (size_t i = 0; i < COUNT; i++)
        assert_true(replay_state_apply(s, &records[i]));
    assert_true(trace_final_hash(t) == replay_state_hash(s));
    replay_state_destroy(s);
    free(records);
    trace_close(t);
}

static void an_empty_trace_has_no_times(void **state) {
    const place *p = *state;
    sim_time first = 1, last = 1;
    trace_make(p->path, NULL, 0, 0);
    trace *t = must_open(p->path);
    trace_span(t, &first, &last);
    assert_int_equal(first, 0);
    assert_int_equal(last, 0);
    assert_int_equal(trace_chunk_count(t), 0);
    trace_close(t);
}

/// Any tool that knows zstd can check a trace's checksums.
static void zstd_accepts_the_file(void **state) {
    const place *p = *state;
    if (system("zstd --version >/dev/null 2>&1") != 0) // NOLINT(cert-env33-c,bugprone-command-processor)
        skip();
    record *records = center_records(12, 5000);
    for (size_t count = 0; count <= 5000; count += 2500) {
        trace_make(p->path, records, count, 64);
        char *command = text_format("zstd -tq '%s'", p->path);
        assert_int_equal(system(command), 0); // NOLINT(cert-env33-c,bugprone-command-processor)
        free(command);
    }
    free(records);
}

static void equal_records_give_equal_files(void **state) {
    const place *p = *state;
    char *other = temporary_path(p->folder, "b.trace");
    record *records = center_records(13, 5000);
    trace_make(p->path, records, 5000, 64);
    trace_make(other, records, 5000, 64);
    size_t a_size, b_size;
    uint8_t *a = file_take(p->path, &a_size), *b = file_take(other, &b_size);
    assert_int_equal(a_size, b_size);
    assert_memory_equal(a, b, a_size);
    free(a);
    free(b);
    free(other);
    free(records);
}

static void a_name_that_cannot_be_is_an_input_error(void **state) {
    const place *p = *state;
    char *deep = temporary_path(p->folder, "no/such/folder.trace");
    const char *const names[] = {deep, p->folder, ""};
    for (size_t i = 0; i < 3; i++) {
        trace_header h = center_header();
        trace_writer *w;
        input_error err = {0};
        assert_false(trace_writer_open(&w, names[i], &h, 0, &err));
        assert_null(w);
        assert_int_equal(err.kind, ERROR_INPUT);
        assert_string_equal(err.file, names[i]);
    }
    free(deep);
}

/// Files may have no more than a kilobyte, and saying so is no signal.
static void a_full_disk_is_told_at_the_end(void **state) {
    const place *p = *state;
    char *partial = text_format("%s.partial", p->path);
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){1024, before.rlim_max}), 0);
    record *records = center_records(14, 5000);
    trace_header h = center_header();
    trace_writer *w;
    input_error err = {0};
    assert_true(trace_writer_open(&w, p->path, &h, 64, &err));
    trace_writer_observe(w, records, 5000);
    assert_false(trace_writer_close(w, &err));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_true(signal(SIGXFSZ, handler) == SIG_IGN);
    assert_int_equal(err.kind, ERROR_RUNTIME);
    assert_string_equal(err.file, p->path);
    assert_false(file_exists(p->path));
    assert_false(file_exists(partial));
    free(records);
    free(partial);
}

static void giving_up_leaves_nothing(void **state) {
    const place *p = *state;
    char *partial = text_format("%s.partial", p->path);
    record *records = center_records(15, 5000);
    trace_header h = center_header();
    trace_writer *w;
    assert_true(trace_writer_open(&w, p->path, &h, 64, NULL));
    trace_writer_observe(w, records, 5000);
    assert_true(file_exists(partial));
    assert_false(file_exists(p->path));
    trace_writer_abandon(w);
    trace_writer_abandon(NULL);
    assert_false(file_exists(partial));
    free(records);
    free(partial);
}

static void a_partial_file_can_be_followed(void **state) {
    const place *p = *state;
    char *partial = text_format("%s.partial", p->path);
    record *records = center_records(16, 5000);
    trace_header h = center_header();
    trace_writer *w;
    assert_true(trace_writer_open(&w, p->path, &h, 64, NULL));
    trace_writer_observe(w, records, 3000);
    trace *t = must_open(partial);
    assert_false(trace_is_whole(t));
    assert_true(trace_final_hash(t) == 0);
    assert_true(trace_record_count(t) > 2000 && trace_record_count(t) <= 3000);
    trace_close(t);
    trace_writer_observe(w, records + 3000, 2000);
    assert_true(trace_writer_close(w, NULL));
    must_hold(p->path, records, 5000);
    free(records);
    free(partial);
}

static void records_that_cannot_happen_are_told_at_the_end(void **state) {
    const place *p = *state;
    record *records = center_records(17, 5000);
    trace_header h = center_header();
    trace_writer *w;
    input_error err = {0};
    assert_true(trace_writer_open(&w, p->path, &h, 64, NULL));
    trace_writer_observe(w, records, 1000);
    trace_writer_observe(w, records, 1000);
    assert_false(trace_writer_close(w, &err));
    assert_int_equal(err.kind, ERROR_RUNTIME);
    assert_non_null(strstr(err.text, "record 1000 "));
    assert_false(file_exists(p->path));
    free(records);
}

static void a_layout_that_a_reader_would_refuse_is_refused(void **state) {
    const place *p = *state;
    layout wrong = *center_layout();
    trace_header h = center_header();
    trace_writer *w;
    input_error err = {0};
    wrong.interval = 0;
    h.layout = &wrong;
    assert_false(trace_writer_open(&w, p->path, &h, 0, &err));
    assert_int_equal(err.kind, ERROR_INPUT);
}

/// Until format 2.0 a layout ended before its backends, until 2.1 before its components.
static void layouts_without_backends_are_read(void **state) {
    (void)state;
    layout *l = layout_copy(center_layout());
    byte_buffer b = {0};
    for (uint32_t i = 0; i < l->step_count; i++)
        l->steps[i].backend = NO_INDEX16;
    for (uint32_t i = 0; i < l->backend_count; i++)
        free(l->backends[i].name);
    l->backend_count = 0;
    for (uint32_t i = 0; i < l->component_count; i++)
        free(l->components[i].name);
    l->component_count = 0;
    layout_encode(&b, l);
    byte_reader r = byte_reader_of(b.bytes, b.length - 2 - l->step_count - 2 * l->plan_count - 1);
    layout *read = layout_decode(&r);
    assert_non_null(read);
    assert_int_equal(bytes_left(&r), 0);
    assert_int_equal(read->backend_count, 0);
    assert_int_equal(read->component_count, 0);
    assert_int_equal(read->steps[1].backend, NO_INDEX16);
    layout_free(read);
    layout_free(l);
    free(b.bytes);
}

/// Where the state is large, its keyframes must not be most of the file.
static void chunks_grow_with_their_keyframes(void **state) {
    const place *p = *state;
    enum { CALLERS = 20000, RECORDS = 2 * CALLERS };
    record *records = memory_new(RECORDS, sizeof *records);
    for (size_t i = 0; i < CALLERS; i++) {
        record arrival = {.time = (sim_time)i, .kind = CALL_ARRIVES, .call = (uint32_t)i + 1, .agent = 1};
        record blocked = arrival;
        blocked.kind = CALL_BLOCKED;
        blocked.agent = 0;
        blocked.flags = RECORD_REDIALS;
        records[2 * i] = arrival;
        records[2 * i + 1] = blocked;
    }
    trace_make(p->path, records, RECORDS, 64);
    must_hold(p->path, records, RECORDS);
    trace *t = must_open(p->path);
    assert_true(trace_chunk_count(t) < 30);
    trace_close(t);
    free(records);
}

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, place_create, place_destroy)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_PLACE(records_come_back),
        IN_PLACE(the_header_comes_back),
        IN_PLACE(the_index_tells_where_chunks_are),
        IN_PLACE(an_empty_trace_has_no_times),
        IN_PLACE(zstd_accepts_the_file),
        IN_PLACE(equal_records_give_equal_files),
        IN_PLACE(a_name_that_cannot_be_is_an_input_error),
        IN_PLACE(a_full_disk_is_told_at_the_end),
        IN_PLACE(giving_up_leaves_nothing),
        IN_PLACE(a_partial_file_can_be_followed),
        IN_PLACE(records_that_cannot_happen_are_told_at_the_end),
        IN_PLACE(a_layout_that_a_reader_would_refuse_is_refused),
        IN_PLACE(chunks_grow_with_their_keyframes),
        cmocka_unit_test(layouts_without_backends_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
