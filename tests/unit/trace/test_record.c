#include "support/test.h"

#include <hotline/counts.h>
#include <hotline/layout.h>
#include <hotline/record.h>

#include "base/text.h"
#include "center.h"
#include "trace/rules.h"

static void every_kind_is_described(void **unused) {
    (void)unused;
    for (size_t i = 0; i < RECORD_KIND_COUNT; i++) {
        assert_non_null(record_types[i].name);
        assert_non_null(record_types[i].meaning);
        bool spans = record_types[i].value != VALUE_NONE;
        assert_int_equal((record_types[i].fields & FIELD_VALUE) != 0, spans);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(record_types[i].name, record_types[k].name);
    }
    record r = {.time = 100, .value = 30, .kind = CALL_ANSWERED};
    assert_int_equal(record_dated(&r), 70);
    r.kind = CALL_ASKS;
    assert_int_equal(record_dated(&r), 100);
}

static char *text_read(const char *path) {
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    text_buffer t = {0};
    char part[4096];
    for (size_t count; (count = fread(part, 1, sizeof part, in)) > 0;)
        text_append(&t, part, count);
    (void)fclose(in);
    return text_take(&t);
}

/// docs/trace.md has a row for each kind, in the words of record.h.
static void every_kind_is_documented(void **unused) {
    (void)unused;
    char *document = text_read(HOTLINE_SOURCE_DIR "/docs/trace.md");
    for (size_t i = 0; i < RECORD_KIND_COUNT; i++) {
        char *row = text_format("| %zu | `%s` | %s |\n", i, record_types[i].name, record_types[i].meaning);
        if (!strstr(document, row))
            fail_msg("docs/trace.md has no row: %s", row);
        free(row);
    }
    free(document);
}

/// The rules are those that record.h tells.
static void rules_agree_with_the_vocabulary(void **unused) {
    (void)unused;
    for (size_t kind = 0; kind < RECORD_KIND_COUNT; kind++) {
        const call_rule *rule = &call_rules[kind];
        bool of_call = (kind >= CALL_ARRIVES && kind <= CALLER_GIVES_UP) ||
                       (kind >= CALL_WAITS_FOR_PORT && kind <= CALL_RESUMES);
        assert_int_equal(rule->from != 0, of_call);
        const char *meaning = record_types[kind].meaning;
        bool may_redial = strstr(meaning, "-> NONE or AWAY") || strstr(meaning, "-> NONE, AWAY");
        assert_int_equal((rule->flags & RECORD_REDIALS) != 0, may_redial);
        assert_int_equal(rule->base != BASE_NONE, record_types[kind].value == VALUE_BACK);
    }
}

static void note(void *observer, const record *records, size_t count) {
    (void)records;
    *(size_t *)observer += count;
}

static void watchers_are_added(void **unused) {
    (void)unused;
    probe p = {0};
    size_t seen = 0;
    for (size_t i = 0; i < PROBE_OBSERVERS_MAX; i++)
        probe_add(&p, note, &seen);
    assert_int_equal(p.count, PROBE_OBSERVERS_MAX);
    p.watchers[3].observe(p.watchers[3].observer, NULL, 5);
    assert_int_equal(seen, 5);
}

typedef struct counted_case {
    record_kind kind;
    uint16_t detail;
    uint8_t flags;
    int64_t value;
    size_t fields[3]; ///< that grow by one, each + 1 so that 0 is none
} counted_case;

#define GROWS(field) (offsetof(call_counts, field) / sizeof(int64_t) + 1)

static const counted_case cases[] = {
    {CALL_ARRIVES, 0, 0, 0, {GROWS(offered)}},
    {CALL_ARRIVES, 0, RECORD_REDIAL, 0, {GROWS(offered), GROWS(redials)}},
    {CALL_BLOCKED, BLOCKED_FAULT, 0, 0, {GROWS(blocked_fault)}},
    {CALL_BLOCKED, BLOCKED_TRUNK, 0, 0, {GROWS(blocked_trunk)}},
    {CALL_BLOCKED, BLOCKED_IVR_PORT, 0, 0, {GROWS(blocked_ivr_port)}},
    {CALL_BLOCKED, BLOCKED_QUEUE, RECORD_REDIALS, 0, {GROWS(blocked_queue)}},
    {CALL_BLOCKED, BLOCKED_SETUP, 0, 0, {GROWS(blocked_setup)}},
    {CALL_STEPS, 1, 0, 0, {0}},
    {CALL_LEAVES_IVR, IVR_SELF_SERVED, 0, 0, {GROWS(self_served)}},
    {CALL_LEAVES_IVR, IVR_HUNG_UP, 0, 0, {GROWS(abandoned_ivr)}},
    {CALL_ASKS, 0, 0, 1, {GROWS(asked_for_agent), GROWS(work_offered)}},
    {CALL_QUEUES, 0, 0, 0, {GROWS(queued)}},
    {CALL_ANSWERED, 0, 0, 1, {GROWS(answered), GROWS(answered_within), GROWS(wait_answered)}},
    {CALL_ABANDONS, 0, 0, 1, {GROWS(abandoned), GROWS(abandoned_within), GROWS(wait_abandoned)}},
    {CALL_DROPPED, CALL_IVR, 0, 0, {GROWS(dropped_ivr)}},
    {CALL_DROPPED, CALL_QUEUED, 0, 0, {GROWS(dropped_queue)}},
    {CALL_DROPPED, CALL_TALKING, 0, 0, {GROWS(dropped_talk)}},
    {CALL_ENDS, 0, 0, 0, {GROWS(ended)}},
    {CALL_ENDS, TALK_CUT, RECORD_GOES_ON, 0, {GROWS(cut)}},
    {CALL_SUSPENDS, 0, 0, 0, {GROWS(suspended)}},
    {CALL_RESUMES, 0, 0, 0, {0}},
    {CALL_STARTS_LEG, LEG_REQUEUED, 0, 0, {GROWS(legs)}},
    {CALL_MOVES, 1, 0, 0, {0}},
    {CALLER_GIVES_UP, 0, 0, 0, {0}},
    {AGENT_MOVES, 0, AGENT_TALKING * 16 + AGENT_WRAPUP, 0, {0}},
};

static void each_record_counts_once(void **unused) {
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t got[sizeof(call_counts) / sizeof(int64_t)],
            expected[sizeof(call_counts) / sizeof(int64_t)] = {0};
        for (size_t k = 0; k < 3; k++)
            if (cases[i].fields[k])
                expected[cases[i].fields[k] - 1] = 1;
        call_counts c = {0};
        record r = {.kind = (uint8_t)cases[i].kind,
                    .detail = cases[i].detail,
                    .flags = cases[i].flags,
                    .value = cases[i].value};
        if (r.kind != AGENT_MOVES)
            call_counts_add(&c, &r, 1); // not counted: changes nothing
        r.flags |= RECORD_COUNTED;
        call_counts_add(&c, &r, 1);
        memcpy(got, &c, sizeof got);
        assert_memory_equal(got, expected, sizeof got);
    }
}

static void a_wait_of_the_awt_is_within_it(void **unused) {
    (void)unused;
    call_counts c = {0}, more = {.answered = 5, .wait_answered = 70};
    record r = {.kind = CALL_ANSWERED, .flags = RECORD_COUNTED, .value = 20};
    call_counts_add(&c, &r, 20);
    call_counts_add(&c, &r, 19);
    assert_int_equal(c.answered, 2);
    assert_int_equal(c.answered_within, 1);
    call_counts_merge(&c, &more);
    assert_int_equal(c.answered, 7);
    assert_int_equal(c.wait_answered, 110);
}

static void agents_belong_to_groups(void **unused) {
    (void)unused;
    const layout *l = center_layout();
    assert_int_equal(layout_agent_count(l), 12);
    for (uint32_t agent = 0; agent < 12; agent++) {
        uint16_t group = layout_group_of(l, agent);
        assert_int_equal(group, agent < 7 ? 0 : agent < 8 ? 1 : 2);
        for (uint16_t g = 0; g < 4; g++)
            assert_int_equal(layout_agent_is_of(l, agent, g), g == group);
    }
    assert_false(layout_agent_is_of(l, 12, 2));
    assert_int_equal(layout_agent_count(&(layout){0}), 0);
}

static void empty_groups_have_no_agents(void **unused) {
    (void)unused;
    layout_group groups[] = {{"a", 0, 0, 0}, {"b", 0, 2, 0}, {"c", 2, 0, 0}, {"d", 2, 1, 0}};
    layout l = {.group_count = 4, .groups = groups};
    assert_int_equal(layout_agent_count(&l), 3);
    assert_int_equal(layout_group_of(&l, 0), 1);
    assert_int_equal(layout_group_of(&l, 1), 1);
    assert_int_equal(layout_group_of(&l, 2), 3);
}

static void a_copy_owns_all_it_points_to(void **unused) {
    (void)unused;
    layout *first = layout_copy(center_layout()), *second = layout_copy(first);
    assert_string_equal(second->sites[1].name, "standby");
    first->sites[1].name[0] = '?';
    first->targets[1].metric[0] = '?';
    assert_string_equal(second->sites[1].name, "standby");
    assert_string_equal(second->targets[1].metric, "dropped");
    assert_null(second->scheme_title);
    layout_free(first);
    layout_free(second);
    layout_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_described),         cmocka_unit_test(every_kind_is_documented),
        cmocka_unit_test(rules_agree_with_the_vocabulary), cmocka_unit_test(watchers_are_added),
        cmocka_unit_test(each_record_counts_once),         cmocka_unit_test(a_wait_of_the_awt_is_within_it),
        cmocka_unit_test(agents_belong_to_groups),         cmocka_unit_test(empty_groups_have_no_agents),
        cmocka_unit_test(a_copy_owns_all_it_points_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
