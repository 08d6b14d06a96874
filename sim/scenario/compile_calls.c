#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"

/// Index of a class, and its channel; NO_INDEX16 with the error set.
static uint16_t class_find(const compiler *c, const place *at, const char *name) {
    const object_map *classes = &c->document->classes;
    return name_find(c->reporter, at, "class", classes->items, classes->count, sizeof(class_document), name);
}

static channel channel_of(const compiler *c, uint16_t class_index) {
    return (channel)MAP_ITEM(c->document->classes, class_document, class_index)->channel;
}

static bool waits_without_end(channel of) {
    return of == CHANNEL_MESSAGE || of == CHANNEL_CALLBACK;
}

/// Bits of the channels to which a call of a channel can be led.
static unsigned ways_from(channel from, bool in_queue) {
    unsigned message = 1U << CHANNEL_MESSAGE, telephone = 1U << CHANNEL_TELEPHONE;
    switch (from) {
    case CHANNEL_TELEPHONE:
        return in_queue ? telephone | message | 1U << CHANNEL_CALLBACK : telephone;
    case CHANNEL_CHAT:
        return in_queue ? 1U << CHANNEL_CHAT | message | 1U << CHANNEL_CALLBACK : 1U << CHANNEL_CHAT;
    case CHANNEL_COUNTER:
        return 1U << CHANNEL_COUNTER;
    case CHANNEL_MESSAGE:
        return message;
    case CHANNEL_CALLBACK:
        return in_queue ? message | 1U << CHANNEL_CALLBACK : telephone;
    case CHANNEL_COUNT:
        break;
    }
    return 0;
}

/// Finds the class to which something leads; its channel must be one of `allowed` (bits).
static bool way_find(const compiler *c, const place *at, const char *name, unsigned allowed,
                     const char *expected, uint16_t *out) {
    *out = class_find(c, at, name);
    if (*out == NO_INDEX16)
        return false;
    return (allowed >> channel_of(c, *out) & 1U) ||
           place_error(c->reporter, at, "leads to class '%s'; must be a class %s", name, expected);
}

static bool redials_compile(const compiler *c, const place *at, const redials_document *from, uint16_t own,
                            scenario_class *out) {
    static const char *const causes[REDIAL_CAUSE_COUNT] = {"blocked", "abandoned", "dropped", "disconnected",
                                                           "unresolved"};
    place redial = place_of(at, "redial");
    bool good = true;
    for (size_t i = 0; i < REDIAL_CAUSE_COUNT; i++) {
        const redial_document *rule = &from->causes[i];
        place cause = place_of(&redial, causes[i]), here = place_of(&cause, "class");
        out->redial[i] = (redial_rule){
            .probability = rule->probability,
            .delay = rule->delay.law,
            .limit = rule->limit == WHOLE_ABSENT ? UINT16_MAX : (uint16_t)rule->limit,
            .to_class = own,
        };
        if (rule->to_class && !way_find(c, &here, rule->to_class, ~(1U << CHANNEL_CALLBACK),
                                        "that callers can call", &out->redial[i].to_class))
            good = false;
    }
    out->draws_anew = from->draws == 1;
    out->wait_adds_up = from->wait == 1;
    return good;
}

static bool limit_compile(const compiler *c, const place *at, const class_document *from,
                          scenario_class *out) {
    const wait_limit_document *limit = &from->wait_limit;
    place here = place_of(at, "wait_limit"), to = place_of(&here, "to"),
          class_place = place_of(&here, "class");
    out->limit_step = NO_INDEX16;
    if (!limit->to && !limit->to_class)
        return limit->after <= 0 ||
               place_error(c->reporter, &here, "has neither 'to' nor 'class'; must have one");
    if (limit->to && limit->to_class)
        return place_error(c->reporter, &here, "has both 'to' and 'class'; must have one");
    if (limit->to_class)
        return way_find(c, &class_place, limit->to_class, ways_from((channel)from->channel, true),
                        "of a channel to which these calls can go", &out->limit_class);
    if (waits_without_end((channel)from->channel))
        return place_error(c->reporter, &to,
                           "cannot be: nobody is there who could leave a message or use the IVR");
    out->limit_step =
        strcmp(limit->to, "message") == 0 ? (uint16_t)IVR_TO_MESSAGE : step_find(c, &to, limit->to);
    return out->limit_step != NO_INDEX16;
}

static bool transfers_compile(const compiler *c, const place *at, const class_document *from,
                              scenario_class *out) {
    place transfers = place_of(at, "transfers");
    double sum = 0;
    bool good = true;
    out->transfers = memory_new(from->transfers.count, sizeof *out->transfers);
    for (size_t i = 0; i < from->transfers.count; i++) {
        const transfer_document *t = MAP_ITEM(from->transfers, transfer_document, i);
        place here = place_of(&transfers, t->name);
        leg_rule *rule = &out->transfers[out->transfer_count++];
        sum += t->probability;
        *rule = (leg_rule){.probability = sum, .is_warm = t->kind == 1, .handover = law_constant(0)};
        if (t->handover.given)
            rule->handover = t->handover.law;
        if (rule->is_warm && from->channel == CHANNEL_CHAT)
            good = place_error(c->reporter, &here, "is 'warm'; must be 'cold', as the channel is 'chat'");
        if (t->handover.given && !rule->is_warm)
            good = place_error(c->reporter, &here, "has a 'handover', which only a warm transfer has");
        if (!way_find(c, &here, t->name, ways_from((channel)from->channel, false), "of the same channel",
                      &rule->to_class))
            good = false;
    }
    if (sum > 1 + 1e-9)
        good =
            place_error(c->reporter, &transfers, "have probabilities that sum to %g; must be 1 or less", sum);
    return good;
}

static bool tickets_compile(const compiler *c, const place *at, const class_document *from,
                            scenario_class *out) {
    place tickets = place_of(at, "tickets");
    out->tickets = memory_new(from->tickets.count, sizeof *out->tickets);
    bool good = true;
    for (size_t i = 0; i < from->tickets.count; i++) {
        const ticket_document *t = MAP_ITEM(from->tickets, ticket_document, i);
        place here = place_of(&tickets, t->name);
        leg_rule *rule = &out->tickets[out->ticket_count++];
        *rule = (leg_rule){.probability = t->probability, .handover = law_constant(0)};
        if (!way_find(c, &here, t->name, 1U << CHANNEL_MESSAGE, "of the channel 'message'", &rule->to_class))
            good = false;
    }
    return good;
}

static bool late_compile(const compiler *c, const place *at, const class_document *from,
                         scenario_class *out) {
    place late = place_of(at, "late"), to = place_of(&late, "class");
    if (!from->late.to_class)
        return true;
    if (!waits_without_end((channel)from->channel))
        return place_error(c->reporter, &late,
                           "is for the channels 'message' and 'callback', which have deadlines");
    out->late.probability = from->late.probability;
    return way_find(c, &to, from->late.to_class, ~0U, "", &out->late.to_class);
}

static bool callback_compile(const compiler *c, const place *at, const class_document *from,
                             scenario_class *out) {
    const callback_document *offer = &from->callback;
    place callback = place_of(at, "callback"), to = place_of(&callback, "class");
    if (!offer->to_class)
        return true;
    if (from->channel != CHANNEL_TELEPHONE && from->channel != CHANNEL_CHAT)
        return place_error(c->reporter, &callback, "is for the channels 'telephone' and 'chat'");
    out->callback = (callback_rule){.probability = offer->probability, .queue_wait = offer->queue_wait};
    return way_find(c, &to, offer->to_class, 1U << CHANNEL_CALLBACK, "of the channel 'callback'",
                    &out->callback.to_class);
}

static bool dial_compile(const compiler *c, const place *at, const class_document *from,
                         scenario_class *out) {
    const dial_document *dial = &from->dial;
    bool given = dial->tries > 0;
    place here = place_of(at, "dial");
    out->dial = (dial_rule){.ring = law_constant(0), .reached = 1, .tries = 1, .retry = law_constant(1)};
    if (!given)
        return true;
    if (from->channel != CHANNEL_CALLBACK)
        return place_error(c->reporter, &here, "is for the channel 'callback'");
    if (dial->tries > 1 && !dial->retry.given)
        return place_error(c->reporter, &here,
                           "has 'tries' above 1, but no 'retry' (time until the next try)");
    out->dial.reached = dial->reached;
    out->dial.tries = (uint16_t)dial->tries;
    if (dial->ring.given)
        out->dial.ring = dial->ring.law;
    if (dial->retry.given)
        out->dial.retry = dial->retry.law;
    return true;
}

static int milestone_compare(const void *a, const void *b) {
    const milestone *x = a, *y = b;
    return x->after != y->after ? (x->after > y->after) - (x->after < y->after)
                                : (x->kind > y->kind) - (x->kind < y->kind);
}

static void milestones_compile(const class_document *from, scenario_class *out) {
    enum { KINDS = 3 };
    out->milestones = memory_new(KINDS, sizeof *out->milestones);
    if (from->callback.to_class)
        out->milestones[out->milestone_count++] = (milestone){from->callback.after, MILESTONE_OFFER};
    if (from->wait_limit.after > 0)
        out->milestones[out->milestone_count++] = (milestone){from->wait_limit.after, MILESTONE_LIMIT};
    if (waits_without_end((channel)from->channel))
        out->milestones[out->milestone_count++] = (milestone){out->awt, MILESTONE_DEADLINE};
    qsort(out->milestones, out->milestone_count, sizeof *out->milestones, milestone_compare);
}

/// What callers of a channel cannot do.
static bool channel_check(const compiler *c, const place *at, const class_document *from) {
    if (!waits_without_end((channel)from->channel))
        return true;
    const char *wrong = from->patience.given                ? "patience"
                        : from->balking.probability > 0     ? "balking"
                        : strcmp(from->entry, "agent") != 0 ? "entry"
                                                            : NULL;
    place here = place_of(at, wrong ? wrong : "channel");
    return !wrong || place_error(c->reporter, &here,
                                 "cannot be: in the channels 'message' and 'callback' nobody is on the line");
}

bool ways_compile(const compiler *c, const place *at, const class_document *from, uint16_t own,
                  scenario_class *out) {
    out->channel = (uint8_t)from->channel;
    out->closes = from->at_closing == 1;
    out->balking = from->balking.probability;
    out->balking_from = (uint32_t)from->balking.waiting;
    out->resolution = from->resolution;
    bool good = channel_check(c, at, from);
    good = redials_compile(c, at, &from->redial, own, out) && good;
    good = limit_compile(c, at, from, out) && good;
    good = transfers_compile(c, at, from, out) && good;
    good = tickets_compile(c, at, from, out) && good;
    good = late_compile(c, at, from, out) && good;
    good = callback_compile(c, at, from, out) && good;
    good = dial_compile(c, at, from, out) && good;
    milestones_compile(from, out);
    out->ends_plainly = out->resolution >= 1 && out->transfer_count == 0 && out->ticket_count == 0 &&
                        out->channel != CHANNEL_CALLBACK;
    return good;
}
