#include "model/ivr.h"
#include "model/model.h"
#include "model/redial.h"

void access_attempt(sim *s, call *c) {
    uint16_t open = s->sites[c->entry].entry;
    uint16_t where = open == NO_INDEX16 ? c->entry : open;
    call_arrives(s, c, where);
    if (open == NO_INDEX16) {
        access_block(s, c, BLOCKED_FAULT);
        return;
    }
    if (s->sites[where].trunks_used >= s->scenario->sites[where].trunks) {
        access_block(s, c, BLOCKED_TRUNK);
        return;
    }
    s->sites[where].trunks_used++;
    if (class_of(s, c)->entry == IVR_TO_AGENT)
        queueing_ask(s, c);
    else
        ivr_enter(s, c);
}

void access_block(sim *s, call *c, blocked_cause cause) {
    if (cause == BLOCKED_IVR_PORT || cause == BLOCKED_QUEUE)
        access_release_trunk(s, c);
    call_is_blocked(s, c, cause, redial_decide(s, c, REDIAL_BLOCKED));
}

void access_release_trunk(sim *s, const call *c) {
    SIM_ASSERT(s->sites[c->line].trunks_used > 0);
    s->sites[c->line].trunks_used--;
}

bool access_take_port(sim *s, const call *c) {
    if (s->sites[c->line].ports_used >= s->scenario->sites[c->line].ivr_ports)
        return false;
    s->sites[c->line].ports_used++;
    return true;
}

void access_release_port(sim *s, const call *c) {
    SIM_ASSERT(s->sites[c->line].ports_used > 0);
    s->sites[c->line].ports_used--;
}

void access_set_entry(sim *s, uint16_t entry, uint16_t to) {
    if (s->sites[entry].entry == to)
        return;
    s->sites[entry].entry = to;
    sim_emit(s, (record){.kind = ENTRY_CHANGES, .site = entry, .detail = to});
}
