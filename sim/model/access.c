#include "model/ivr.h"
#include "model/model.h"
#include "model/redial.h"
#include "model/units.h"

/// Whether a caller can get through to a site whose entry is closed: in person, or by a message that waits.
static bool needs_open_entry(const scenario_class *k) {
    return k->channel == CHANNEL_TELEPHONE || k->channel == CHANNEL_CHAT;
}

/// Whether one more call is within `rate` a second, none of them more than a second before its turn: the
/// generic cell rate algorithm (ITU-T I.371). `due`: when the next one has its turn.
static bool rate_admits(const sim *s, uint32_t rate, sim_time *due) {
    if (rate == UNLIMITED)
        return true;
    if (rate == 0 || *due > s->now + SIM_SECOND - SIM_SECOND / rate)
        return false;
    *due = (*due > s->now ? *due : s->now) + SIM_SECOND / rate;
    return true;
}

/// Gapping first: what is turned away there loads nobody.
static bool access_admits(sim *s, const call *c, uint16_t where) {
    const scenario_site *entry = &s->scenario->sites[c->entry];
    bool gaps =
        entry->gap != UNLIMITED && (entry->gap_when == GAP_ALWAYS || !failover_is_at_home(s, c->entry));
    return (!gaps || rate_admits(s, entry->gap, &s->sites[c->entry].gap_due)) &&
           rate_admits(s, s->sites[where].setups, &s->sites[where].setup_due);
}

static bool has_trunk(const sim *s, uint16_t site_index) {
    return s->sites[site_index].trunks_used < s->sites[site_index].trunks;
}

/// The site that takes a telephone call to `entry`, NO_INDEX16 when none does.
static uint16_t telephone_site(const sim *s, uint16_t entry) {
    uint16_t open = s->sites[entry].entry, overflow = s->scenario->sites[entry].overflow;
    bool stays = overflow == NO_INDEX16 || (open != NO_INDEX16 && has_trunk(s, open));
    return !stays && site_is_up(s, overflow) && has_trunk(s, overflow) ? overflow : open;
}

void access_begin(sim *s) {
    for (uint16_t i = 0; i < s->scenario->layout.site_count; i++) {
        const scenario_site *of = &s->scenario->sites[i];
        s->is_picky =
            s->is_picky || of->setups != UNLIMITED || of->gap != UNLIMITED || of->overflow != NO_INDEX16;
    }
}

/// Onto a trunk, if the call needs one, and on its way.
static void access_enter(sim *s, call *c) {
    if (class_of(s, c)->channel == CHANNEL_TELEPHONE && !access_take_trunk(s, c)) {
        access_block(s, c, BLOCKED_TRUNK);
        return;
    }
    if (class_of(s, c)->entry == IVR_TO_AGENT)
        queueing_ask(s, c);
    else
        ivr_enter(s, c);
}

/// Where some site limits what it admits, or lets calls overflow: others pay nothing for it.
static __attribute__((noinline)) void telephone_attempt(sim *s, call *c) {
    uint16_t open = telephone_site(s, c->entry), where = open == NO_INDEX16 ? c->entry : open;
    call_arrives(s, c, where);
    if (open == NO_INDEX16)
        access_block(s, c, BLOCKED_FAULT);
    else if (!access_admits(s, c, where))
        access_block(s, c, BLOCKED_SETUP);
    else
        access_enter(s, c);
}

void access_attempt(sim *s, call *c) {
    if (s->is_picky && class_of(s, c)->channel == CHANNEL_TELEPHONE) {
        telephone_attempt(s, c);
        return;
    }
    uint16_t open = s->sites[c->entry].entry;
    call_arrives(s, c, open == NO_INDEX16 ? c->entry : open);
    if (open == NO_INDEX16 && needs_open_entry(class_of(s, c)))
        access_block(s, c, BLOCKED_FAULT);
    else
        access_enter(s, c);
}

void access_block(sim *s, call *c, blocked_cause cause) {
    access_release_trunk(s, c);
    uint32_t holder = call_loses_holder(c);
    call_is_blocked(s, c, cause, redial_decide(s, c, REDIAL_BLOCKED));
    agents_let_go(s, holder);
}

bool access_take_trunk(sim *s, call *c) {
    site *at = &s->sites[c->site];
    if (at->trunks_used >= at->trunks)
        return false;
    if (at->trunks_used++ == 0 && at->ages)
        units_review_site(s, c->site);
    c->line = c->site;
    c->on_line = true;
    return true;
}

void access_release_trunk(sim *s, call *c) {
    if (!c->on_line)
        return;
    site *at = &s->sites[c->line];
    SIM_ASSERT(at->trunks_used > 0);
    c->on_line = false;
    if (--at->trunks_used == 0 && at->ages)
        units_review_site(s, c->line);
}

bool access_take_port(sim *s, const call *c) {
    if (s->sites[c->line].ports_used >= s->sites[c->line].ivr_ports)
        return false;
    s->sites[c->line].ports_used++;
    return true;
}

void access_serve_ports(sim *s, uint16_t site_index) {
    site *at = &s->sites[site_index];
    while (at->first_at_port != 0 && at->ports_used < at->ivr_ports) {
        call *next = call_at(s, at->first_at_port);
        access_forget_port(s, next);
        at->ports_used++;
        ivr_start(s, next);
    }
}

void access_release_port(sim *s, const call *c) {
    SIM_ASSERT(s->sites[c->line].ports_used > 0);
    s->sites[c->line].ports_used--;
    access_serve_ports(s, c->line);
}

void access_wait_for_port(sim *s, call *c) {
    site *at = &s->sites[c->line];
    uint32_t slot = call_slot(s, c);
    call_waits_for_port(s, c);
    c->next = 0;
    c->previous = at->last_at_port;
    *(at->last_at_port ? &call_at(s, at->last_at_port)->next : &at->first_at_port) = slot;
    at->last_at_port = slot;
}

void access_forget_port(sim *s, call *c) {
    site *at = &s->sites[c->line];
    *(c->previous ? &call_at(s, c->previous)->next : &at->first_at_port) = c->next;
    *(c->next ? &call_at(s, c->next)->previous : &at->last_at_port) = c->previous;
}

void access_set_entry(sim *s, uint16_t entry, uint16_t to) {
    if (s->sites[entry].entry == to)
        return;
    s->sites[entry].entry = to;
    sim_emit(s, (record){.kind = ENTRY_CHANGES, .site = entry, .detail = to});
}
