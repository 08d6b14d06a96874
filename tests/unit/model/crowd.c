#include "crowd.h"

#include "support/scenario_text.h"
#include <hotline/sim.h>

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

static void person_comes(crowd *c, const record *r) {
    bool first = !(r->flags & RECORD_REDIAL);
    if (first) {
        c->person_of_slot[r->call] = (uint32_t)c->count;
        person *p = &c->people[c->count++];
        *p = (person){.caller = r->value};
        (void)snprintf(p->class_name, sizeof p->class_name, "%s", c->layout->classes[r->call_class].name);
    }
    person *p = &c->people[c->person_of_slot[r->call]];
    if (p->visit_count < VISITS_SEEN)
        p->visits[p->visit_count] = (visit){.came = r->time,
                                            .work = -1,
                                            .patience = -1,
                                            .talk_end = -1,
                                            .balks = -1,
                                            .accepts = -1,
                                            .site = r->site};
    p->visit_count++;
}

static void visit_ends(visit *v, const record *r, visit_end end) {
    v->left = r->time;
    v->end = end;
    v->redials = (r->flags & RECORD_REDIALS) != 0;
}

static void visit_record(visit *v, const record *r) {
    if (r->kind == CALL_ASKS) {
        v->work = r->value;
    } else if (r->kind == CALL_QUEUES) {
        v->balks = 0;
    } else if (r->kind == CALL_ABANDONS) {
        if (r->detail)
            v->balks = 1;
        else
            v->patience = r->value;
        visit_ends(v, r, VISIT_ABANDONED);
    } else if (r->kind == CALL_BLOCKED) {
        visit_ends(v, r, VISIT_BLOCKED);
    } else if (r->kind == CALL_DROPPED) {
        visit_ends(v, r, VISIT_DROPPED);
    } else if (r->kind == CALL_ENDS) {
        if (r->detail != TALK_CUT) // which is no will of the caller
            v->talk_end = r->detail;
        visit_ends(v, r, r->detail == TALK_UNRESOLVED ? VISIT_UNRESOLVED : VISIT_OTHER);
    } else if (r->kind == CALL_IS_OFFERED_CALLBACK) {
        v->accepts = r->detail;
    } else if (r->kind == CALL_STEPS && v->ivr_steps < UINT64_C(1) << 40) {
        v->ivr_steps = v->ivr_steps * 8 + r->detail + 1U;
    }
}

static void crowd_record(crowd *c, const record *r) {
    if (!(record_types[r->kind].fields & FIELD_CALL) || r->kind == AGENT_MOVES)
        return;
    crowd_grow(c, r->call);
    bool first = r->kind == CALL_ARRIVES && !(r->flags & RECORD_REDIAL);
    bool is_new = r->kind == CALL_ARRIVES && r->agent == 1 && (r->flags & RECORD_RETURN);
    if (is_new || r->kind == CALL_STARTS_LEG || r->kind == CALL_CHANGES_CLASS)
        c->person_of_slot[r->call] = NOBODY;
    if (!first && c->person_of_slot[r->call] == NOBODY)
        return;
    if (r->kind == CALL_ARRIVES) {
        person_comes(c, r);
        return;
    }
    person *p = &c->people[c->person_of_slot[r->call]];
    if (p->visit_count <= VISITS_SEEN)
        visit_record(&p->visits[p->visit_count - 1], r);
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

crowd crowd_gather(const char *text, const char *const *sets, size_t set_count) {
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

void crowd_free(crowd *c) {
    free(c->people);
    free(c->person_of_slot);
}

const person *crowd_find(const crowd *c, const person *p) {
    return c->count > 0 ? bsearch(p, c->people, c->count, sizeof *p, person_compare) : NULL;
}

static uint32_t common_visits(const person *a, const person *b) {
    uint32_t count = a->visit_count < b->visit_count ? a->visit_count : b->visit_count;
    return count < VISITS_SEEN ? count : VISITS_SEEN;
}

/// What both show, counted; -1 shows nothing.
static void assert_same(sim_time a, sim_time b, size_t *seen) {
    if (a < 0 || b < 0)
        return;
    assert_int_equal(a, b);
    ++*seen;
}

/// A visit of the IVR that a failure cut short is the begin of the other.
static void assert_same_steps(uint64_t a, uint64_t b, size_t *seen) {
    *seen += a > 0 && b > 0;
    while (a > b)
        a /= 8;
    while (b > a)
        b /= 8;
    assert_true(a == b);
}

void assert_same_person(const person *a, const person *b, crowd_overlap *seen) {
    seen->people++;
    assert_int_equal(a->visits[0].came, b->visits[0].came);
    for (uint32_t i = 0; i < common_visits(a, b); i++) {
        const visit *x = &a->visits[i], *y = &b->visits[i];
        assert_same(x->work, y->work, &seen->works);
        assert_same(x->patience, y->patience, &seen->patiences);
        assert_same(x->talk_end, y->talk_end, &seen->talk_ends);
        assert_same(x->accepts, y->accepts, &seen->offers);
        assert_same_steps(x->ivr_steps, y->ivr_steps, &seen->steps);
    }
}

void assert_same_will(const person *a, const person *b, sim_time end, crowd_overlap *seen) {
    assert_int_equal(a->visits[0].site, b->visits[0].site);
    for (uint32_t i = 0; i < common_visits(a, b); i++) {
        const visit *x = &a->visits[i], *y = &b->visits[i];
        assert_same(x->balks, y->balks, &seen->balks);
        if (x->end != y->end || x->end == VISIT_OPEN || x->end == VISIT_OTHER || x->left >= end ||
            y->left >= end)
            continue;
        assert_int_equal(x->redials, y->redials);
        seen->redials++;
        if (i + 1 < common_visits(a, b))
            assert_same(x[1].came - x->left, y[1].came - y->left, &seen->delays);
    }
}
