#include "model/legs.h"
#include "model/model.h"

/// Where a leg waits that holds no trunk: at the site that takes the calls to the caller's entry, or would.
static uint16_t waiting_site(const sim *s, const call *c) {
    uint16_t open = s->sites[c->entry].entry;
    return open == NO_INDEX16 ? c->entry : open;
}

static void leg_start(sim *s, call *c, leg_kind kind) {
    if (c->on_line && class_of(s, c)->channel != CHANNEL_TELEPHONE)
        access_release_trunk(s, c);
    call_starts_leg(s, c, kind, c->on_line ? c->site : waiting_site(s, c));
    queueing_ask(s, c);
}

void legs_begin(sim *s, call *c, uint16_t to_class, leg_kind kind) {
    c->legs++;
    if (c->call_class != to_class)
        call_changes_class(s, c, to_class);
    leg_start(s, c, kind);
}

/// Another caller with the same address, whose draws are those of both classes.
static call *call_beside(sim *s, const call *of, uint16_t to_class) {
    if (of->legs >= LEGS_MAX)
        return NULL;
    call *c = calls_new(s);
    if (!c)
        return NULL;
    c->call_class = to_class;
    c->caller = of->caller;
    c->source = stream_mix(of->source, class_of(s, c)->source);
    c->entry = of->entry;
    c->legs = (uint16_t)(of->legs + 1);
    return c;
}

void legs_add(sim *s, const call *of, uint16_t to_class, leg_kind kind) {
    call *c = call_beside(s, of, to_class);
    if (!c)
        return;
    c->attempt = of->attempt;
    leg_start(s, c, kind);
}

void legs_add_attempt(sim *s, const call *of, uint16_t to_class) {
    call *c = call_beside(s, of, to_class);
    if (!c)
        return;
    c->returns = true;
    access_attempt(s, c);
}

void legs_on_deadline(sim *s, call *c) {
    const leg_rule *rule = &class_of(s, c)->late;
    call_is_late(s, c);
    if (rule->probability <= 0)
        return;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_LATE, c->source, (uint64_t)c->caller, c->legs);
    if (stream_unit(&draws) >= rule->probability)
        return;
    call of = *c; // a new caller may move them all
    if (s->scenario->classes[rule->to_class].channel == CHANNEL_CALLBACK)
        legs_add(s, &of, rule->to_class, LEG_CALLBACK);
    else if (s->now < s->scenario->layout.duration)
        legs_add_attempt(s, &of, rule->to_class);
}
