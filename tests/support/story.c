#include "support/story.h"

#include "trace/rules.h"

static const char *name_of(const layout *l, uint16_t site_index) {
    return site_index == NO_INDEX16 ? "-" : l->sites[site_index].name;
}

/// One short line for each record that stories tell.
static void line_add(const layout *l, text_buffer *t, const record *r) {
    static const char *const agent_states[] = {"off", "idle", "talking", "wrapup", "handover"};
    static const char *const exits[] = {"message", "closing", "another class", "the IVR", "call-back"};
    static const char *const ends[] = {"", " unresolved", " transferred", " unreached"};
    static const char *const legs[] = {"transferred", "sent on", "call-back", "ticket"};
    const char *of = record_is_of_call(r) ? l->classes[r->call_class].name : "";
    static const char *const phases[] = {"watching", "detecting", "deciding", "switching"};
    static const char *const lost_in[] = {"", "", "ivr", "", "queue", "talk"};
    int second = (int)(r->time / SIM_SECOND);
    const char *at = name_of(l, r->site);
    switch ((record_kind)r->kind) {
    case CALL_ANSWERED:
        text_add(t, "%d call %u answered at %s by %u, waited %d\n", second, r->call, at, r->agent,
                 (int)(r->value / SIM_SECOND));
        return;
    case CALL_BLOCKED:
        text_add(t, "%d call %u blocked, cause %d\n", second, r->call, r->detail);
        return;
    case CALL_DROPPED:
        text_add(t, "%d call %u dropped in %s\n", second, r->call, lost_in[r->detail]);
        return;
    case CALL_QUEUES:
        text_add(t, "%d call %u queues at %s\n", second, r->call, at);
        return;
    case CALL_MOVES:
        text_add(t, "%d call %u moves to %s\n", second, r->call, at);
        return;
    case CALL_ABANDONS:
        text_add(t, "%d call %u %s\n", second, r->call, r->detail ? "balks" : "gives up");
        return;
    case CALL_ENDS:
        text_add(t, "%d call %u ends%s%s\n", second, r->call, ends[r->detail],
                 r->flags & RECORD_REDIALS ? ", will return" : "");
        return;
    case AGENT_MOVES:
        if (second > 0 && ((r->flags & 15) < AGENT_TALKING || (r->flags & 15) == AGENT_HANDOVER))
            text_add(t, "%d agent %u %s at %s\n", second, r->agent, agent_states[r->flags & 15], at);
        return;
    case SITE_CHANGES:
        text_add(t, "%d %s has %d\n", second, at, r->detail);
        return;
    case PLAN_MOVES:
        text_add(t, "%d plan %s, %s in charge\n", second, phases[r->detail], at);
        return;
    case ENTRY_CHANGES:
        text_add(t, "%d calls to %s go to %s\n", second, at, name_of(l, r->detail));
        return;
    case CALL_LEAVES_QUEUE:
        text_add(t, "%d call %u leaves for %s, waited %d\n", second, r->call, exits[r->detail],
                 (int)(r->value / SIM_SECOND));
        return;
    case CALL_STARTS_LEG:
        text_add(t, "%d call %u %s to %s\n", second, r->call, legs[r->detail], of);
        return;
    case CALL_WAITS_FOR_PORT:
        text_add(t, "%d call %u waits for a port\n", second, r->call);
        return;
    case CALL_IS_OFFERED_CALLBACK:
        text_add(t, "%d call %u %s a call-back\n", second, r->call, r->detail ? "accepts" : "declines");
        return;
    case CALL_IS_LATE:
        text_add(t, "%d call %u is late\n", second, r->call);
        return;
    case CALL_HAS_WAITED:
        text_add(t, "%d call %u has waited %d before\n", second, r->call, (int)(r->value / SIM_SECOND));
        return;
    case CALL_ARRIVES:
        if (r->flags & RECORD_REDIAL)
            text_add(t, "%d call %u %s as %s\n", second, r->call,
                     r->flags & RECORD_RETURN ? "returns" : "redials", of);
        return;
    case RECORD_PHASE:
    case CALL_STEPS:
    case CALL_LEAVES_IVR:
    case CALL_ASKS:
    case CALLER_GIVES_UP:
    case CALL_CHANGES_CLASS:
    case RECORD_KIND_COUNT:
        return;
    }
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
