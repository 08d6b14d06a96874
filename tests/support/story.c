#include "support/story.h"

#include "trace/rules.h"

static const char *name_of(const layout *l, uint16_t site_index) {
    return site_index == NO_INDEX16 ? "-" : l->sites[site_index].name;
}

/// What a caller does, or has done to it.
static void call_line_add(const layout *l, text_buffer *t, const record *r) {
    static const char *const lost_in[] = {"", "", "ivr", "", "queue", "talk"};
    static const char *const exits[] = {"message", "closing", "another class", "the IVR", "call-back"};
    static const char *const ends[] = {"", " unresolved", " transferred", " unreached", " cut"};
    static const char *const legs[] = {"transferred", "sent on", "call-back", "ticket", "requeued"};
    const char *at = name_of(l, r->site), *of = l->classes[r->call_class].name;
    int value = (int)(r->value / SIM_SECOND);
    text_buffer line = {0};
    if (r->kind == CALL_ANSWERED)
        text_add(&line, "answered at %s by %u, waited %d", at, r->agent, value);
    else if (r->kind == CALL_BLOCKED)
        text_add(&line, "blocked, cause %d", r->detail);
    else if (r->kind == CALL_DROPPED)
        text_add(&line, "dropped in %s", lost_in[r->detail]);
    else if (r->kind == CALL_QUEUES)
        text_add(&line, "queues at %s", at);
    else if (r->kind == CALL_MOVES)
        text_add(&line, "moves to %s", at);
    else if (r->kind == CALL_ABANDONS)
        text_add(&line, "%s", r->detail ? "balks" : "gives up");
    else if (r->kind == CALL_ENDS)
        text_add(&line, "ends%s%s", ends[r->detail], r->flags & RECORD_REDIALS ? ", will return" : "");
    else if (r->kind == CALL_LEAVES_QUEUE)
        text_add(&line, "leaves for %s, waited %d", exits[r->detail], value);
    else if (r->kind == CALL_STARTS_LEG)
        text_add(&line, "%s to %s", legs[r->detail], of);
    else if (r->kind == CALL_WAITS_FOR_PORT)
        text_add(&line, "waits for a port");
    else if (r->kind == CALL_IS_OFFERED_CALLBACK)
        text_add(&line, "%s a call-back", r->detail ? "accepts" : "declines");
    else if (r->kind == CALL_IS_LATE)
        text_add(&line, "is late");
    else if (r->kind == CALL_HAS_WAITED)
        text_add(&line, "has waited %d before", value);
    else if (r->kind == CALL_ASKS_BACKEND)
        text_add(&line, "asks %s", l->backends[r->detail].name);
    else if (r->kind == CALL_QUERY_BEGINS)
        text_add(&line, "is looked up, waited %d", value);
    else if (r->kind == CALL_QUERY_ENDS)
        text_add(&line, "has its answer after %d", value);
    else if (r->kind == CALL_SUSPENDS || r->kind == CALL_RESUMES)
        text_add(&line, "%s", r->kind == CALL_SUSPENDS ? "stands still" : "goes on");
    else if (r->kind == CALL_ARRIVES && (r->flags & RECORD_REDIAL))
        text_add(&line, "%s as %s", r->flags & RECORD_RETURN ? "returns" : "redials", of);
    if (line.length > 0)
        text_add(t, "%d call %u %s\n", (int)(r->time / SIM_SECOND), r->call, line.chars);
    free(text_take(&line));
}

/// What a component does, or a capacity.
static void part_line_add(const layout *l, text_buffer *t, const record *r) {
    static const char *const states[] = {"works", "lacks a spare",       "lacks a crew",       "fails",
                                         "held",  "held, lacks a spare", "held, lacks a crew", "held, fails"};
    static const char *const capacities[] = {"trunks", "ports", "seats", "set-ups"};
    int second = (int)(r->time / SIM_SECOND);
    if (r->kind == UNIT_MOVES)
        text_add(t, "%d %s %u %s\n", second, l->components[r->value].name,
                 r->agent - l->components[r->value].first_unit, states[r->detail]);
    else
        text_add(t, "%d %s lacks %d %s\n", second, name_of(l, r->site), (int)r->value, capacities[r->detail]);
}

/// One short line for each record that stories tell.
static void line_add(const layout *l, text_buffer *t, const record *r) {
    static const char *const agent_states[] = {"off", "idle", "talking", "wrapup", "handover"};
    static const char *const phases[] = {"watching", "detecting", "deciding", "switching"};
    int second = (int)(r->time / SIM_SECOND);
    const char *at = name_of(l, r->site);
    if (record_is_of_call(r))
        call_line_add(l, t, r);
    else if (r->kind == AGENT_MOVES && second > 0 && (r->flags & 15) != AGENT_TALKING &&
             (r->flags & 15) != AGENT_WRAPUP)
        text_add(t, "%d agent %u %s at %s\n", second, r->agent, agent_states[r->flags & 15], at);
    else if (r->kind == SITE_CHANGES)
        text_add(t, "%d %s has %d\n", second, at, r->detail);
    else if (r->kind == PLAN_MOVES)
        text_add(t, "%d plan %s, %s in charge\n", second, phases[r->detail], at);
    else if (r->kind == PLAN_FAILS)
        text_add(t, "%d the switch fails\n", second);
    else if (r->kind == UNIT_MOVES || r->kind == CAPACITY_CHANGES)
        part_line_add(l, t, r);
    else if (r->kind == ENTRY_CHANGES)
        text_add(t, "%d calls to %s go to %s\n", second, at, name_of(l, r->detail));
}

static void story_observe(void *observer, const record *records, size_t count) {
    story *t = observer;
    for (size_t i = 0; i < count; i++)
        line_add(scenario_layout(scenario_scheme(t->file, 0)), &t->text, &records[i]);
}

void story_begin(story *t, const char *center, const char *const *changes, size_t change_count) {
    *t = (story){.text = {0}};
    char *text = text_copy(center);
    for (char *c = text; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    scenario_changes set = {.sets = changes, .set_count = change_count};
    t->file = scenario_of(text, &set);
    free(text);
    probe watchers = {0};
    probe_add(&watchers, story_observe, t);
    t->sim = sim_create(scenario_scheme(t->file, 0), &(sim_options){.seed = 1}, &watchers);
    assert_non_null(t->sim);
}

static uint16_t class_find(const layout *l, const char *name) {
    for (uint16_t k = 0; k < l->class_count; k++)
        if (strcmp(l->classes[k].name, name) == 0)
            return k;
    fail_msg("there is no class '%s'", name);
    return NO_INDEX16;
}

void story_call(story *t, const char *class_name, int second) {
    sim *s = t->sim;
    assert_int_equal(sim_run_until(s, second * SIM_SECOND), SIM_RUNNING);
    s->now = second * SIM_SECOND;
    call *c = calls_new(s);
    c->call_class = class_find(&s->scenario->layout, class_name);
    c->caller = second;
    c->source = s->scenario->classes[c->call_class].source;
    c->entry = 0;
    access_attempt(s, c);
}

void story_ends(story *t, const char *expected) {
    assert_int_equal(sim_run(t->sim), SIM_FINISHED);
    char *told = text_take(&t->text);
    assert_string_equal(told, expected);
    free(told);
    sim_destroy(t->sim);
    scenario_file_free(t->file);
}
