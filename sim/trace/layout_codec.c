#include <math.h>
#include <string.h>

#include "base/text.h"
#include "trace/header.h"
#include "trace/rules.h"

enum { THINGS_MAX = NO_INDEX16 - 1 };

/// More intervals than that make no readable picture, and metrics keep sums for each.
#define INTERVALS_MAX (INT64_C(1) << 24)

static void put_classes(byte_buffer *b, const layout *l) {
    bytes_put_varint(b, l->class_count);
    for (uint32_t i = 0; i < l->class_count; i++) {
        bytes_put_text(b, l->classes[i].name);
        bytes_put_signed(b, l->classes[i].awt);
        bytes_put_signed(b, l->classes[i].priority);
        bytes_put_varint(b, l->classes[i].channel);
    }
    bytes_put_varint(b, l->step_count);
    for (uint32_t i = 0; i < l->step_count; i++)
        bytes_put_text(b, l->steps[i].name);
}

static void put_waiting_times(byte_buffer *b, const layout *l) {
    bytes_put_varint(b, l->further_awt_count);
    for (uint32_t i = 0; i < l->further_awt_count; i++)
        bytes_put_signed(b, l->further_awts[i]);
    bytes_put_varint(b, l->has_awt_all);
    bytes_put_signed(b, l->awt_all);
}

static void put_sites(byte_buffer *b, const layout *l) {
    bytes_put_varint(b, l->site_count);
    for (uint32_t i = 0; i < l->site_count; i++) {
        bytes_put_text(b, l->sites[i].name);
        bytes_put_varint(b, l->sites[i].trunks);
        bytes_put_varint(b, l->sites[i].ivr_ports);
        bytes_put_varint(b, l->sites[i].queue_places);
        bytes_put_varint(b, l->sites[i].is_entry);
    }
    bytes_put_varint(b, l->group_count);
    for (uint32_t i = 0; i < l->group_count; i++) {
        bytes_put_text(b, l->groups[i].name);
        bytes_put_varint(b, l->groups[i].size);
        bytes_put_varint(b, index_shift(l->groups[i].site));
    }
}

static void put_failures(byte_buffer *b, const layout *l) {
    bytes_put_varint(b, l->plan_count);
    for (uint32_t i = 0; i < l->plan_count; i++) {
        bytes_put_text(b, l->plans[i].name);
        bytes_put_varint(b, index_shift(l->plans[i].from));
        bytes_put_varint(b, index_shift(l->plans[i].to));
        bytes_put_signed(b, l->plans[i].detect);
        bytes_put_signed(b, l->plans[i].decide);
        bytes_put_signed(b, l->plans[i].switch_time);
    }
    bytes_put_varint(b, l->outage_count);
    for (uint32_t i = 0; i < l->outage_count; i++) {
        bytes_put_text(b, l->outages[i].name);
        bytes_put_varint(b, index_shift(l->outages[i].site));
        bytes_put_signed(b, l->outages[i].at);
        bytes_put_signed(b, l->outages[i].down_for);
    }
}

static void put_targets(byte_buffer *b, const layout *l) {
    bytes_put_varint(b, l->target_count);
    for (uint32_t i = 0; i < l->target_count; i++) {
        uint64_t bits;
        memcpy(&bits, &l->targets[i].bound, sizeof bits);
        bytes_put_text(b, l->targets[i].name);
        bytes_put_text(b, l->targets[i].metric);
        bytes_put_fixed(b, bits, sizeof bits);
        bytes_put_varint(b, l->targets[i].at_least);
    }
}

static void put_backends(byte_buffer *b, const layout *l) {
    bytes_put_varint(b, l->backend_count);
    for (uint32_t i = 0; i < l->backend_count; i++) {
        bytes_put_text(b, l->backends[i].name);
        bytes_put_varint(b, l->backends[i].capacity);
    }
    for (uint32_t i = 0; i < l->step_count; i++)
        bytes_put_varint(b, index_shift(l->steps[i].backend));
}

static void put_components(byte_buffer *b, const layout *l) {
    bytes_put_varint(b, l->component_count);
    for (uint32_t i = 0; i < l->component_count; i++) {
        bytes_put_text(b, l->components[i].name);
        bytes_put_varint(b, index_shift(l->components[i].site));
        bytes_put_varint(b, l->components[i].count);
    }
}

static void put_standbys(byte_buffer *b, const layout *l) {
    for (uint32_t i = 0; i < l->plan_count; i++) {
        bytes_put_varint(b, l->plans[i].standby_count);
        for (uint32_t k = 0; k < l->plans[i].standby_count; k++)
            bytes_put_varint(b, index_shift(l->plans[i].standbys[k]));
    }
}

void layout_encode(byte_buffer *b, const layout *l) {
    bytes_put_text(b, l->name);
    bytes_put_text(b, l->title);
    bytes_put_text(b, l->scheme);
    bytes_put_text(b, l->scheme_title);
    const int start[] = {l->start.year, l->start.month,  l->start.day,
                         l->start.hour, l->start.minute, l->start.second};
    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        bytes_put_signed(b, start[i]);
    bytes_put_signed(b, l->warmup);
    bytes_put_signed(b, l->duration);
    bytes_put_signed(b, l->interval);
    bytes_put_varint(b, l->folding);
    put_waiting_times(b, l);
    put_classes(b, l);
    put_sites(b, l);
    put_failures(b, l);
    put_targets(b, l);
    put_backends(b, l);
    put_components(b, l);
    put_standbys(b, l);
}

/// A number of things, each of which takes a byte at least: no more than the bytes that are left.
static uint32_t take_count(byte_reader *r) {
    uint64_t left = bytes_left(r);
    return (uint32_t)bytes_take_up_to(r, left < THINGS_MAX ? left : THINGS_MAX);
}

static void take_classes(byte_reader *r, layout *l) {
    l->class_count = take_count(r);
    l->classes = memory_new(l->class_count, sizeof *l->classes);
    for (uint32_t i = 0; i < l->class_count && !r->bad; i++) {
        l->classes[i].name = bytes_take_text(r);
        l->classes[i].awt = bytes_take_signed(r);
        l->classes[i].priority = (int32_t)unzigzag(bytes_take_up_to(r, UINT32_MAX));
        l->classes[i].channel = (uint8_t)bytes_take_up_to(r, CHANNEL_COUNT - 1);
    }
    l->step_count = take_count(r);
    l->steps = memory_new(l->step_count, sizeof *l->steps);
    for (uint32_t i = 0; i < l->step_count && !r->bad; i++)
        l->steps[i].name = bytes_take_text(r);
}

static void take_sites(byte_reader *r, layout *l) {
    l->site_count = take_count(r);
    l->sites = memory_new(l->site_count, sizeof *l->sites);
    for (uint32_t i = 0; i < l->site_count && !r->bad; i++) {
        l->sites[i].name = bytes_take_text(r);
        l->sites[i].trunks = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
        l->sites[i].ivr_ports = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
        l->sites[i].queue_places = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
        l->sites[i].is_entry = bytes_take_up_to(r, 1) != 0;
    }
    l->group_count = take_count(r);
    l->groups = memory_new(l->group_count, sizeof *l->groups);
    uint32_t agents = 0;
    for (uint32_t i = 0; i < l->group_count && !r->bad; i++) {
        l->groups[i].name = bytes_take_text(r);
        l->groups[i].first_agent = agents;
        l->groups[i].size = (uint32_t)bytes_take_up_to(r, AGENTS_MAX - agents);
        l->groups[i].site = bytes_take_index(r);
        agents += l->groups[i].size;
    }
}

static void take_failures(byte_reader *r, layout *l) {
    l->plan_count = take_count(r);
    l->plans = memory_new(l->plan_count, sizeof *l->plans);
    for (uint32_t i = 0; i < l->plan_count && !r->bad; i++) {
        l->plans[i].name = bytes_take_text(r);
        l->plans[i].from = bytes_take_index(r);
        l->plans[i].to = bytes_take_index(r);
        l->plans[i].detect = bytes_take_signed(r);
        l->plans[i].decide = bytes_take_signed(r);
        l->plans[i].switch_time = bytes_take_signed(r);
    }
    l->outage_count = take_count(r);
    l->outages = memory_new(l->outage_count, sizeof *l->outages);
    for (uint32_t i = 0; i < l->outage_count && !r->bad; i++) {
        l->outages[i].name = bytes_take_text(r);
        l->outages[i].site = bytes_take_index(r);
        l->outages[i].at = bytes_take_signed(r);
        l->outages[i].down_for = bytes_take_signed(r);
    }
}

static void take_targets(byte_reader *r, layout *l) {
    l->target_count = take_count(r);
    l->targets = memory_new(l->target_count, sizeof *l->targets);
    for (uint32_t i = 0; i < l->target_count && !r->bad; i++) {
        l->targets[i].name = bytes_take_text(r);
        l->targets[i].metric = bytes_take_text(r);
        uint64_t bits = bytes_take_fixed(r, sizeof bits);
        memcpy(&l->targets[i].bound, &bits, sizeof bits);
        l->targets[i].at_least = bytes_take_up_to(r, 1) != 0;
    }
}

/// Files before format 2.1 end here.
static void take_backends(byte_reader *r, layout *l) {
    bool there = bytes_left(r) > 0;
    l->backend_count = there ? take_count(r) : 0;
    l->backends = memory_new(l->backend_count, sizeof *l->backends);
    for (uint32_t i = 0; i < l->backend_count && !r->bad; i++) {
        l->backends[i].name = bytes_take_text(r);
        l->backends[i].capacity = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
    }
    for (uint32_t i = 0; i < l->step_count && !r->bad; i++)
        l->steps[i].backend = there ? bytes_take_index(r) : NO_INDEX16;
}

/// Files before format 2.2 end here.
static void take_components(byte_reader *r, layout *l) {
    l->component_count = bytes_left(r) > 0 ? take_count(r) : 0;
    l->components = memory_new(l->component_count, sizeof *l->components);
    uint32_t units = 0;
    for (uint32_t i = 0; i < l->component_count && !r->bad; i++) {
        layout_component *k = &l->components[i];
        k->name = bytes_take_text(r);
        k->site = bytes_take_index(r);
        k->first_unit = units;
        k->count = (uint32_t)bytes_take_up_to(r, UNITS_MAX - units);
        units += k->count;
    }
}

/// Files before format 2.2 have one for each plan.
static void take_standbys(byte_reader *r, layout *l) {
    bool there = bytes_left(r) > 0;
    for (uint32_t i = 0; i < l->plan_count && !r->bad; i++) {
        layout_plan *p = &l->plans[i];
        p->standby_count = there ? take_count(r) : 1;
        p->standbys = memory_new(p->standby_count, sizeof *p->standbys);
        for (uint32_t k = 0; k < p->standby_count && !r->bad; k++)
            p->standbys[k] = there ? bytes_take_index(r) : p->to;
    }
}

static void take_times(byte_reader *r, layout *l) {
    int *const start[] = {&l->start.year, &l->start.month,  &l->start.day,
                          &l->start.hour, &l->start.minute, &l->start.second};
    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        *start[i] = (int)unzigzag(bytes_take_up_to(r, UINT16_MAX));
    l->warmup = bytes_take_signed(r);
    l->duration = bytes_take_signed(r);
    l->interval = bytes_take_signed(r);
    l->folding = (interval_folding)bytes_take_up_to(r, FOLDING_COUNT - 1);
}

static void take_waiting_times(byte_reader *r, layout *l) {
    l->further_awt_count = (uint32_t)bytes_take_up_to(r, FURTHER_AWTS_MAX);
    for (uint32_t i = 0; i < l->further_awt_count && !r->bad; i++)
        l->further_awts[i] = bytes_take_signed(r);
    l->has_awt_all = bytes_take_up_to(r, 1) != 0;
    l->awt_all = bytes_take_signed(r);
}

layout *layout_decode(byte_reader *from) {
    layout *l = memory_new(1, sizeof *l);
    l->name = bytes_take_text(from);
    l->title = bytes_take_text(from);
    l->scheme = bytes_take_text(from);
    l->scheme_title = bytes_take_text(from);
    take_times(from, l);
    take_waiting_times(from, l);
    take_classes(from, l);
    take_sites(from, l);
    take_failures(from, l);
    take_targets(from, l);
    take_backends(from, l);
    take_components(from, l);
    take_standbys(from, l);
    if (!from->bad && !layout_problem(l))
        return l;
    layout_free(l);
    return NULL;
}

static bool is_span(sim_time t) {
    return t >= 0 && t <= SIM_NEVER;
}

static bool start_is_civil(civil_time c) {
    return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= 31 &&
           c.hour >= 0 && c.hour <= 23 && c.minute >= 0 && c.minute <= 59 && c.second >= 0 && c.second <= 60;
}

static const char *waiting_times_problem(const layout *l) {
    for (uint32_t i = 0; i < l->further_awt_count; i++)
        if (!is_span(l->further_awts[i]))
            return "acceptable waiting time out of range";
    return is_span(l->awt_all) ? NULL : "acceptable waiting time out of range";
}

static const char *times_problem(const layout *l) {
    if (!start_is_civil(l->start))
        return "start is no date";
    if (!is_span(l->warmup) || !is_span(l->duration))
        return "warm-up or duration out of range";
    if (l->folding == FOLD_NONE)
        return NULL;
    sim_time folded = l->folding == FOLD_ABSOLUTE ? l->duration : 7 * SIM_DAY;
    if (l->interval <= 0 || folded / l->interval > INTERVALS_MAX)
        return "interval out of range";
    return NULL;
}

static const char *classes_problem(const layout *l) {
    for (uint32_t i = 0; i < l->class_count; i++)
        if (!l->classes[i].name || !is_span(l->classes[i].awt))
            return "class without name, or AWT out of range";
    for (uint32_t i = 0; i < l->step_count; i++)
        if (!l->steps[i].name || !index_is_in_or_none(l->steps[i].backend, l->backend_count))
            return "IVR step without name, or with an unknown backend";
    for (uint32_t i = 0; i < l->backend_count; i++)
        if (!l->backends[i].name)
            return "backend without name";
    for (uint32_t i = 0; i < l->site_count; i++)
        if (!l->sites[i].name)
            return "site without name";
    return NULL;
}

static const char *groups_problem(const layout *l) {
    uint32_t agents = 0;
    for (uint32_t i = 0; i < l->group_count; i++) {
        const layout_group *g = &l->groups[i];
        if (!g->name || !index_is_in_or_none(g->site, l->site_count))
            return "group without name or with an unknown site";
        if (g->first_agent != agents || g->size > AGENTS_MAX - agents)
            return "agents not numbered through the groups, or too many";
        agents += g->size;
    }
    return NULL;
}

static const char *components_problem(const layout *l) {
    uint32_t units = 0;
    for (uint32_t i = 0; i < l->component_count; i++) {
        const layout_component *k = &l->components[i];
        if (!k->name || !index_is_in_or_none(k->site, l->site_count))
            return "component without name or with an unknown site";
        if (k->first_unit != units || k->count > UNITS_MAX - units)
            return "units not numbered through the components, or too many";
        units += k->count;
    }
    return NULL;
}

static const char *failures_problem(const layout *l) {
    for (uint32_t i = 0; i < l->plan_count; i++) {
        const layout_plan *p = &l->plans[i];
        if (!p->name || !index_is_in(p->from, l->site_count) || !index_is_in(p->to, l->site_count) ||
            !is_span(p->detect) || !is_span(p->decide) || !is_span(p->switch_time))
            return "plan without name, with an unknown site or a time out of range";
        for (uint32_t k = 0; k < p->standby_count; k++)
            if (!index_is_in(p->standbys[k], l->site_count))
                return "plan with an unknown site";
    }
    for (uint32_t i = 0; i < l->outage_count; i++) {
        const layout_outage *o = &l->outages[i];
        if (!o->name || !index_is_in_or_none(o->site, l->site_count) || !time_is_in_range(o->at) ||
            !is_span(o->down_for))
            return "outage without name, with an unknown site or a time out of range";
    }
    for (uint32_t i = 0; i < l->target_count; i++)
        if (!l->targets[i].name || !l->targets[i].metric || !isfinite(l->targets[i].bound))
            return "target without name or metric, or bound not finite";
    return NULL;
}

const char *layout_problem(const layout *l) {
    const uint32_t counts[] = {l->class_count,  l->step_count,    l->site_count,
                               l->group_count,  l->plan_count,    l->outage_count,
                               l->target_count, l->backend_count, l->component_count};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i] > THINGS_MAX)
            return "more classes, steps, sites, groups, plans, outages, targets, backends or components than "
                   "can be numbered";
    const char *problem = times_problem(l);
    if (!problem)
        problem = waiting_times_problem(l);
    if (!problem)
        problem = classes_problem(l);
    if (!problem)
        problem = groups_problem(l);
    if (!problem)
        problem = components_problem(l);
    return problem ? problem : failures_problem(l);
}
