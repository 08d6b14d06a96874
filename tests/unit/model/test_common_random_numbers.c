// Common random numbers: another scheme has the same callers, draw by draw.

#include "base/text.h"
#include "support/random_scenario.h"
#include "support/scenario_text.h"
#include <hotline/sim.h>

enum { SCENARIOS = 60 };

/// What a caller brings, as far as records show it.
typedef struct person {
    char class_name[8];
    int64_t caller;
    sim_time arrived;              ///< of the first attempt
    sim_time work;                 ///< talk and wrap-up of its last attempt; -1: never asked for an agent
    sim_time patience;             ///< likewise; -1: did not give up
    uint32_t work_of, patience_of; ///< which attempt
    uint64_t ivr_steps;            ///< the steps of its first attempt, as digits of base 8
    uint32_t attempts;
} person;

typedef struct crowd {
    const layout *layout;
    person *people;
    size_t count, capacity;
    uint32_t *person_of_slot;
    uint32_t slots;
} crowd;

/// What is in a slot now is no first caller of its class, or is so no more.
enum { NOBODY = UINT32_MAX };

static void crowd_grow(crowd *c, uint32_t slot) {
    if (c->count == c->capacity) {
        c->capacity = 2 * c->capacity + 64;
        c->people = realloc(c->people, c->capacity * sizeof *c->people);
    }
    if (slot >= c->slots) {
        c->slots = 2 * slot + 64;
        c->person_of_slot = realloc(c->person_of_slot, c->slots * sizeof *c->person_of_slot);
    }
}

static void person_arrives(crowd *c, const record *r) {
    crowd_grow(c, r->call);
    c->person_of_slot[r->call] = (uint32_t)c->count;
    person *p = &c->people[c->count++];
    *p = (person){.caller = r->value, .arrived = r->time, .work = -1, .patience = -1};
    (void)snprintf(p->class_name, sizeof p->class_name, "%s", c->layout->classes[r->call_class].name);
}

static void crowd_record(crowd *c, const record *r) {
    if (r->kind == CALL_ARRIVES && !(r->flags & RECORD_REDIAL)) {
        person_arrives(c, r);
        return;
    }
    if (!(record_types[r->kind].fields & FIELD_CALL) || r->kind == AGENT_MOVES)
        return;
    crowd_grow(c, r->call);
    bool is_new = r->kind == CALL_ARRIVES && r->agent == 1 && (r->flags & RECORD_RETURN);
    if (is_new || r->kind == CALL_STARTS_LEG || r->kind == CALL_CHANGES_CLASS)
        c->person_of_slot[r->call] = NOBODY;
    uint32_t index = c->person_of_slot[r->call];
    if (index == NOBODY)
        return;
    person *p = &c->people[index];
    if (r->kind == CALL_ASKS) {
        p->work = r->value;
        p->work_of = p->attempts;
    } else if (r->kind == CALL_ABANDONS && r->detail == 0) {
        p->patience = r->value;
        p->patience_of = p->attempts;
    } else if (r->kind == CALL_ARRIVES)
        p->attempts++;
    else if (r->kind == CALL_STEPS && p->attempts == 0 && p->ivr_steps < UINT64_C(1) << 40)
        p->ivr_steps = p->ivr_steps * 8 + r->detail + 1U;
}

static void crowd_observe(void *observer, const record *records, size_t count) {
    for (size_t i = 0; i < count; i++)
        crowd_record(observer, &records[i]);
}

static int person_compare(const void *a, const void *b) {
    const person *x = a, *y = b;
    int names = strcmp(x->class_name, y->class_name);
    return names ? names : (x->caller > y->caller) - (x->caller < y->caller);
}

static crowd crowd_gather(const char *text, const char *const *sets, size_t set_count) {
    scenario_changes changes = {.sets = sets, .set_count = set_count};
    scenario_file *file = scenario_of(text, &changes);
    crowd c = {.layout = scenario_layout(scenario_scheme(file, 0))};
    probe watchers = {0};
    probe_add(&watchers, crowd_observe, &c);
    sim *s = sim_create(scenario_scheme(file, 0), &(sim_options){.seed = 9, .replication = 2}, &watchers);
    assert_int_equal(sim_run(s), SIM_FINISHED);
    sim_destroy(s);
    scenario_file_free(file);
    if (c.count > 0)
        qsort(c.people, c.count, sizeof *c.people, person_compare);
    return c;
}

static void crowd_free(crowd *c) {
    free(c->people);
    free(c->person_of_slot);
}

static const person *crowd_find(const crowd *c, const person *p) {
    return c->count > 0 ? bsearch(p, c->people, c->count, sizeof *p, person_compare) : NULL;
}

/// What both runs show of a person must be the same; how far each got may differ. An IVR visit that a failure
/// cut short is the begin of the other.
static void assert_same_person(const person *a, const person *b) {
    assert_int_equal(a->arrived, b->arrived);
    if (a->work >= 0 && b->work >= 0 && a->work_of == b->work_of)
        assert_int_equal(a->work, b->work);
    if (a->patience >= 0 && b->patience >= 0 && a->patience_of == b->patience_of)
        assert_int_equal(a->patience, b->patience);
    uint64_t x = a->ivr_steps, y = b->ivr_steps;
    while (x > y)
        x /= 8;
    while (y > x)
        y /= 8;
    assert_true(x == y);
}

/// Everybody in `few` is in `all`; returns how many have been compared to the end.
static size_t assert_contains(const crowd *all, const crowd *few) {
    size_t complete = 0;
    for (size_t i = 0; i < few->count; i++) {
        const person *other = crowd_find(all, &few->people[i]);
        assert_non_null(other);
        assert_same_person(&few->people[i], other);
        complete += few->people[i].work >= 0 && other->work >= 0;
    }
    return complete;
}

static void another_scheme_has_the_same_callers(void **state) {
    (void)state;
    static const char *const scheme[] = {"agents.g0.size=3",
                                         "agents.g0.staffing=null",
                                         "agents.g0.shifts=null",
                                         "agents.g0.shrinkage=0",
                                         "routing={}",
                                         "sites.main.trunks=5",
                                         "sites.main.queue_places=2",
                                         "sites.main.components=null",
                                         "timeline=null"};
    size_t complete = 0, people = 0;
    for (uint64_t number = 0; number < SCENARIOS; number++) {
        char *text = random_scenario(number);
        crowd base = crowd_gather(text, NULL, 0);
        crowd other = crowd_gather(text, scheme, sizeof scheme / sizeof scheme[0]);
        assert_int_equal(base.count, other.count);
        complete += assert_contains(&base, &other);
        people += base.count;
        crowd_free(&base);
        crowd_free(&other);
        free(text);
    }
    assert_true(complete > people / 4); // enough of them met an agent in both
}

static void one_more_class_changes_nobody(void **state) {
    (void)state;
    static const char *const more[] = {
        "classes.extra={\"arrivals\": {\"per_hour\": 200}, \"priority\": 5, \"enter\": \"main\","
        " \"talk\": {\"law\": \"exponential\", \"mean\": 100}}",
        "agents.g0.skills.extra={}"};
    for (uint64_t number = 0; number < SCENARIOS; number++) {
        char *text = random_scenario(number);
        crowd base = crowd_gather(text, NULL, 0);
        crowd other = crowd_gather(text, more, sizeof more / sizeof more[0]);
        assert_true(other.count > base.count);
        (void)assert_contains(&other, &base);
        crowd_free(&base);
        crowd_free(&other);
        free(text);
    }
}

/// Twice the rate: the same random numbers, so each caller of a slice comes after half the time.
static void another_rate_moves_the_same_callers(void **state) {
    (void)state;
    static const char text[] =
        "{\"hotline\": 1, \"name\": \"rate\", \"duration\": \"4h\", \"interval\": \"1h\", \"classes\": "
        "{\"k\": {\"arrivals\": {\"per_hour\": [50, 60, 70, 80]}, \"talk\": {\"law\": \"gamma\", "
        "\"mean\": 60, \"cv\": 0.7}}}, \"agents\": {\"g\": {\"size\": 9, \"skills\": {\"k\": {}}}}}";
    static const char *const doubled[] = {"classes.k.arrivals.per_hour=[100, 120, 140, 160]"};
    crowd base = crowd_gather(text, NULL, 0), twice = crowd_gather(text, doubled, 1);
    size_t compared = 0;
    for (size_t i = 0; i < base.count; i++) {
        const person *p = &base.people[i], *other = crowd_find(&twice, p);
        assert_non_null(other);
        sim_time slice = (p->caller >> 32) * SIM_HOUR;
        assert_true(llabs(p->arrived - slice - 2 * (other->arrived - slice)) <=
                    2); // rounding to microseconds
        assert_int_equal(p->work, other->work);
        compared++;
    }
    assert_true(compared > 150);
    crowd_free(&base);
    crowd_free(&twice);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_scheme_has_the_same_callers),
        cmocka_unit_test(one_more_class_changes_nobody),
        cmocka_unit_test(another_rate_moves_the_same_callers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
