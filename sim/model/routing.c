#include "model/model.h"

#include <stdlib.h>

static int candidate_compare(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank)
                              : (x->group > y->group) - (x->group < y->group);
}

/// Where a class stands among a group's choices before anybody waits: lower goes first.
static int tier_compare(const choice *x, const choice *y, call_policy policy) {
    switch (policy) {
    case CALLS_BY_PRIORITY:
        if (x->priority != y->priority)
            return (x->priority < y->priority) - (x->priority > y->priority);
        return (x->preference > y->preference) - (x->preference < y->preference);
    case CALLS_BY_PREFERENCE:
        return (x->preference > y->preference) - (x->preference < y->preference);
    case CALLS_LONGEST_WAIT:
    case CALLS_LONGEST_QUEUE:
    case CALLS_WEIGHTED_WAIT:
        return 0;
    }
    SIM_UNREACHABLE();
}

static int class_compare(const choice *x, const choice *y) {
    return (x->call_class > y->call_class) - (x->call_class < y->call_class);
}

static int by_priority(const void *a, const void *b) {
    int order = tier_compare(a, b, CALLS_BY_PRIORITY);
    return order ? order : class_compare(a, b);
}

static int by_preference(const void *a, const void *b) {
    int order = tier_compare(a, b, CALLS_BY_PREFERENCE);
    return order ? order : class_compare(a, b);
}

static int by_class(const void *a, const void *b) {
    return class_compare(a, b);
}

static void choices_sort(choice *choices, uint32_t count, call_policy policy) {
    qsort(choices, count, sizeof *choices,
          policy == CALLS_BY_PRIORITY     ? by_priority
          : policy == CALLS_BY_PREFERENCE ? by_preference
                                          : by_class);
    for (uint32_t i = 1; i < count; i++) {
        bool same = tier_compare(&choices[i - 1], &choices[i], policy) == 0;
        choices[i].tier = (uint16_t)(choices[i - 1].tier + !same);
    }
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
            s->choices[s->choice_begin[g] + i] = (choice){.call_class = skill->call_class,
                                                          .preference = skill->preference,
                                                          .priority = sc->classes[skill->call_class].priority,
                                                          .at_once = skill->at_once,
                                                          .keep_free = skill->keep_free,
                                                          .after = skill->after};
            s->candidates[s->candidate_begin[skill->call_class] + filled[skill->call_class]++] =
                (candidate){.group = (uint16_t)g,
                            .rank = skill->rank,
                            .at_once = skill->at_once,
                            .keep_free = skill->keep_free,
                            .after = skill->after};
        }
    }
}

static void skills_sort(sim *s) {
    const layout *l = &s->scenario->layout;
    for (uint32_t g = 0; g < l->group_count; g++)
        choices_sort(s->choices + s->choice_begin[g], s->choice_begin[g + 1] - s->choice_begin[g],
                     s->scenario->groups[g].call_choice);
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

/// Whether an agent of the group is free for the call: more than it keeps for other classes, and the call has
/// waited long enough.
static bool may_take(const sim *s, const candidate *k, const call *c) {
    const group *g = &s->groups[k->group];
    return g->idle > k->keep_free && queueing_has_waited(c, s->now, k->after) &&
           (g->is_virtual || g->login == c->site);
}

/// One of the free agents of all groups of `rank` that may take the call, all alike. The draw belongs to the
/// caller's attempt.
static agent *random_agent(const sim *s, const call *c, const candidate *first, const candidate *end) {
    uint32_t free_agents = 0;
    for (const candidate *k = first; k < end && k->rank == first->rank; k++)
        free_agents += may_take(s, k, c) ? s->groups[k->group].idle : 0;
    stream draws;
    uint64_t source = c->legs > 0 ? stream_mix(c->source, c->legs) : c->source;
    stream_open(&draws, &s->streams, STREAM_AGENT_CHOICE, source, (uint64_t)c->caller, c->attempt);
    uint32_t lot = (uint32_t)(stream_unit(&draws) * free_agents);
    for (const candidate *k = first; k < end && k->rank == first->rank; k++) {
        if (!may_take(s, k, c))
            continue;
        if (lot < s->groups[k->group].idle)
            return idle_lot(s, k->group, lot);
        lot -= s->groups[k->group].idle;
    }
    SIM_UNREACHABLE();
}

static agent *least_occupied_agent(const sim *s, const call *c, const candidate *first,
                                   const candidate *end) {
    agent *best = NULL;
    for (const candidate *k = first; k < end && k->rank == first->rank; k++) {
        agent *a = may_take(s, k, c) ? idle_least_occupied(s, k->group) : NULL;
        if (a && (!best || idle_is_less_occupied(s, a, best)))
            best = a;
    }
    return best;
}

/// In one pass, since this is what most centers do.
static agent *longest_idle_agent(const sim *s, const call *c, const candidate *first, const candidate *end) {
    agent *best = NULL;
    uint16_t rank = 0;
    for (const candidate *k = first; k < end && !(best && k->rank > rank); k++) {
        if (!may_take(s, k, c))
            continue;
        agent *a = &s->agents[s->groups[k->group].first_idle];
        if (!best || a->since < best->since)
            best = a;
        rank = k->rank;
    }
    return best;
}

static agent *free_agent(const sim *s, const call *c) {
    const candidate *first = &s->candidates[s->candidate_begin[c->call_class]];
    const candidate *end = &s->candidates[s->candidate_begin[c->call_class + 1]];
    agent_policy policy = class_of(s, c)->agent_choice;
    if (policy == AGENTS_LONGEST_IDLE)
        return longest_idle_agent(s, c, first, end);
    while (first < end && !may_take(s, first, c))
        first++;
    if (first == end)
        return NULL;
    return policy == AGENTS_RANDOM ? random_agent(s, c, first, end) : least_occupied_agent(s, c, first, end);
}

agent *routing_find_agent(const sim *s, const call *c) {
    if (!site_is_up(s, c->site))
        return NULL;
    agent *a = free_agent(s, c);
    return a || class_of(s, c)->channel != CHANNEL_CHAT ? a : chats_find_agent(s, c);
}

sim_time routing_next_overflow(const sim *s, const call *c) {
    sim_time waited = s->now - c->asked, next = SIM_NEVER;
    for (uint32_t i = s->candidate_begin[c->call_class];
         i < s->candidate_begin[c->call_class + 1] && !c->goes_first; i++)
        if (s->candidates[i].after > waited && s->candidates[i].after < next)
            next = s->candidates[i].after;
    return next;
}

static int skill_compare(const void *key, const void *item) {
    const uint16_t *class_index = key;
    const scenario_skill *skill = item;
    return (*class_index > skill->call_class) - (*class_index < skill->call_class);
}

const scenario_skill *routing_skill(const scenario_group *of, uint16_t class_index) {
    return bsearch(&class_index, of->skills, of->skill_count, sizeof *of->skills, skill_compare);
}

/// Sites first .. last.
typedef struct site_span {
    uint16_t first, last;
} site_span;

/// The sites whose queues the agent serves: the one where it is logged in or, with virtual seats, all.
static site_span sites_served(const sim *s, const agent *a) {
    if (group_is_virtual(s, a->group))
        return (site_span){0, (uint16_t)(s->scenario->layout.site_count - 1)};
    return (site_span){a->site, a->site};
}

static call *longest_waiting(const sim *s, uint16_t class_index, site_span sites) {
    call *longest = NULL;
    for (uint16_t i = sites.first; i <= sites.last; i++) {
        uint32_t first = queue_of(s, i, class_index)->first;
        if (first == 0 || !site_is_up(s, i))
            continue;
        call *c = call_at(s, first);
        if (!longest || c->asked < longest->asked)
            longest = c;
    }
    return longest;
}

static uint32_t waiting_for(const sim *s, uint16_t class_index, site_span sites) {
    uint32_t waiting = 0;
    for (uint16_t i = sites.first; i <= sites.last; i++)
        waiting += site_is_up(s, i) ? queue_of(s, i, class_index)->count : 0;
    return waiting;
}

/// What a waiting call has besides its wait, where the policy asks for it: more goes first.
static double urgency_of(const sim *s, const call *c, call_policy policy, site_span sites) {
    return policy == CALLS_WEIGHTED_WAIT   ? class_of(s, c)->weight * (double)(s->now - c->asked)
           : policy == CALLS_LONGEST_QUEUE ? waiting_for(s, c->call_class, sites)
                                           : 0;
}

/// Whether an agent who is free, or has chats, may take calls of a class. `others`: free agents of its group
/// besides it.
static bool may_choose(const agent *a, const choice *option, uint32_t others) {
    if (a->chats > 0)
        return a->chats < option->at_once && (option->keep_free == 0 || others > option->keep_free);
    return others >= option->keep_free;
}

call *routing_find_call(const sim *s, const agent *a) {
    uint32_t others = s->groups[a->group].idle - (a->state == AGENT_IDLE);
    const choice *options = &s->choices[s->choice_begin[a->group]];
    uint32_t count = s->choice_begin[a->group + 1] - s->choice_begin[a->group];
    call_policy policy = s->scenario->groups[a->group].call_choice;
    site_span sites = sites_served(s, a);
    call *best = NULL;
    double best_urgency = 0;
    uint16_t tier = 0;
    for (uint32_t i = 0; i < count && !(best && options[i].tier != tier); i++) {
        call *c =
            may_choose(a, &options[i], others) ? longest_waiting(s, options[i].call_class, sites) : NULL;
        if (!c || !queueing_has_waited(c, s->now, options[i].after))
            continue;
        double urgency = urgency_of(s, c, policy, sites);
        if (best && (urgency < best_urgency || (!(urgency > best_urgency) && c->asked >= best->asked)))
            continue;
        best = c;
        best_urgency = urgency;
        tier = options[i].tier;
    }
    return best;
}
