#include "model/model.h"

#include <stdlib.h>

static int candidate_compare(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank)
                              : (x->group > y->group) - (x->group < y->group);
}

static int choice_compare(const void *a, const void *b) {
    const choice *x = a, *y = b;
    if (x->priority != y->priority)
        return (x->priority < y->priority) - (x->priority > y->priority);
    if (x->rank != y->rank)
        return (x->rank > y->rank) - (x->rank < y->rank);
    return (x->call_class > y->call_class) - (x->call_class < y->call_class);
}

/// Counts into begin[i + 1], then sums up, so that the entries of i are begin[i] .. begin[i + 1] - 1.
static void begins_sum(uint32_t *begin, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        begin[i + 1] += begin[i];
}

static void skills_count(sim *s) {
    const scenario *sc = s->scenario;
    for (uint32_t g = 0; g < sc->layout.group_count; g++) {
        s->choice_begin[g + 1] = sc->groups[g].skill_count;
        for (uint32_t i = 0; i < sc->groups[g].skill_count; i++)
            s->candidate_begin[sc->groups[g].skills[i].call_class + 1]++;
    }
    begins_sum(s->choice_begin, sc->layout.group_count);
    begins_sum(s->candidate_begin, sc->layout.class_count);
}

/// Groups come in their order, so that a class's candidates do too; `filled` counts those of each class.
static void skills_fill(sim *s, uint32_t *filled) {
    const scenario *sc = s->scenario;
    for (uint32_t g = 0; g < sc->layout.group_count; g++) {
        for (uint32_t i = 0; i < sc->groups[g].skill_count; i++) {
            const scenario_skill *skill = &sc->groups[g].skills[i];
            s->choices[s->choice_begin[g] + i] =
                (choice){.call_class = skill->call_class,
                         .rank = skill->rank,
                         .priority = sc->classes[skill->call_class].priority};
            s->candidates[s->candidate_begin[skill->call_class] + filled[skill->call_class]++] =
                (candidate){.group = (uint16_t)g, .rank = skill->rank};
        }
    }
}

static void skills_sort(sim *s) {
    const layout *l = &s->scenario->layout;
    for (uint32_t g = 0; g < l->group_count; g++)
        qsort(s->choices + s->choice_begin[g], s->choice_begin[g + 1] - s->choice_begin[g],
              sizeof *s->choices, choice_compare);
    for (uint32_t k = 0; k < l->class_count; k++)
        qsort(s->candidates + s->candidate_begin[k], s->candidate_begin[k + 1] - s->candidate_begin[k],
              sizeof *s->candidates, candidate_compare);
}

bool routing_create(sim *s) {
    const layout *l = &s->scenario->layout;
    s->choice_begin = calloc(l->group_count + 1, sizeof *s->choice_begin);
    s->candidate_begin = calloc(l->class_count + 1, sizeof *s->candidate_begin);
    uint32_t *filled = calloc(l->class_count + 1, sizeof *filled);
    bool done = s->choice_begin && s->candidate_begin && filled;
    if (done) {
        skills_count(s);
        uint32_t skills = s->choice_begin[l->group_count];
        s->choices = calloc(skills + 1, sizeof *s->choices);
        s->candidates = calloc(skills + 1, sizeof *s->candidates);
        done = s->choices && s->candidates;
    }
    if (done) {
        skills_fill(s, filled);
        skills_sort(s);
    }
    free(filled);
    return done;
}

static bool group_serves(const sim *s, uint16_t group_index, uint16_t site_index) {
    return s->groups[group_index].login == site_index || group_is_virtual(s, group_index);
}

agent *routing_find_agent(const sim *s, uint16_t site_index, uint16_t class_index) {
    if (!site_is_up(s, site_index))
        return NULL;
    agent *best = NULL;
    uint16_t best_rank = UINT16_MAX;
    for (uint32_t i = s->candidate_begin[class_index]; i < s->candidate_begin[class_index + 1]; i++) {
        const candidate *k = &s->candidates[i];
        if (best && k->rank > best_rank)
            break;
        const group *g = &s->groups[k->group];
        if (g->first_idle == NO_INDEX || !group_serves(s, k->group, site_index))
            continue;
        agent *a = &s->agents[g->first_idle];
        if (!best || a->since < best->since)
            best = a;
        best_rank = k->rank;
    }
    return best;
}

/// Who has waited longest of a class, at the site that the agent serves or, with virtual seats, anywhere.
static call *longest_waiting(const sim *s, const agent *a, uint16_t class_index) {
    bool everywhere = group_is_virtual(s, a->group);
    uint16_t from = everywhere ? 0 : a->site;
    uint16_t to = everywhere ? (uint16_t)(s->scenario->layout.site_count - 1) : a->site;
    call *longest = NULL;
    for (uint16_t site_index = from; site_index <= to; site_index++) {
        uint32_t first = queue_of(s, site_index, class_index)->first;
        if (first == 0 || !site_is_up(s, site_index))
            continue;
        call *c = call_at(s, first);
        if (!longest || c->asked < longest->asked)
            longest = c;
    }
    return longest;
}

call *routing_find_call(const sim *s, const agent *a) {
    call *best = NULL;
    const choice *best_choice = NULL;
    for (uint32_t i = s->choice_begin[a->group]; i < s->choice_begin[a->group + 1]; i++) {
        const choice *option = &s->choices[i];
        if (best && (option->priority != best_choice->priority || option->rank != best_choice->rank))
            break;
        call *c = longest_waiting(s, a, option->call_class);
        if (c && (!best || c->asked < best->asked)) {
            best = c;
            best_choice = option;
        }
    }
    return best;
}
