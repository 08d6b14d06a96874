#include <hotline/layout.h>

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

uint32_t layout_agent_count(const layout *l) {
    if (l->group_count == 0)
        return 0;
    const layout_group *last = &l->groups[l->group_count - 1];
    return last->first_agent + last->size;
}

uint32_t layout_unit_count(const layout *l) {
    if (l->component_count == 0)
        return 0;
    const layout_component *last = &l->components[l->component_count - 1];
    return last->first_unit + last->count;
}

uint16_t layout_group_of(const layout *l, uint32_t agent) {
    SIM_REQUIRE(agent < layout_agent_count(l));
    uint32_t low = 0, high = l->group_count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (agent < l->groups[middle].first_agent + l->groups[middle].size)
            high = middle;
        else
            low = middle + 1;
    }
    return (uint16_t)low;
}

static void *items_copy(const void *items, uint32_t count, size_t size) {
    void *copy = memory_new(count, size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

static void names_copy(layout *l) {
    for (uint32_t i = 0; i < l->class_count; i++)
        l->classes[i].name = text_copy(l->classes[i].name);
    for (uint32_t i = 0; i < l->step_count; i++)
        l->steps[i].name = text_copy(l->steps[i].name);
    for (uint32_t i = 0; i < l->site_count; i++)
        l->sites[i].name = text_copy(l->sites[i].name);
    for (uint32_t i = 0; i < l->group_count; i++)
        l->groups[i].name = text_copy(l->groups[i].name);
    for (uint32_t i = 0; i < l->plan_count; i++) {
        layout_plan *p = &l->plans[i];
        p->name = text_copy(p->name);
        p->standbys = items_copy(p->standbys, p->standby_count, sizeof *p->standbys);
    }
    for (uint32_t i = 0; i < l->outage_count; i++)
        l->outages[i].name = text_copy(l->outages[i].name);
    for (uint32_t i = 0; i < l->target_count; i++) {
        l->targets[i].name = text_copy(l->targets[i].name);
        l->targets[i].metric = text_copy(l->targets[i].metric);
    }
    for (uint32_t i = 0; i < l->backend_count; i++)
        l->backends[i].name = text_copy(l->backends[i].name);
    for (uint32_t i = 0; i < l->component_count; i++)
        l->components[i].name = text_copy(l->components[i].name);
}

layout *layout_copy(const layout *l) {
    layout *copy = memory_new(1, sizeof *copy);
    *copy = *l;
    copy->name = text_copy(l->name);
    copy->title = text_copy(l->title);
    copy->scheme = text_copy(l->scheme);
    copy->scheme_title = text_copy(l->scheme_title);
    copy->classes = items_copy(l->classes, l->class_count, sizeof *l->classes);
    copy->steps = items_copy(l->steps, l->step_count, sizeof *l->steps);
    copy->sites = items_copy(l->sites, l->site_count, sizeof *l->sites);
    copy->groups = items_copy(l->groups, l->group_count, sizeof *l->groups);
    copy->plans = items_copy(l->plans, l->plan_count, sizeof *l->plans);
    copy->outages = items_copy(l->outages, l->outage_count, sizeof *l->outages);
    copy->targets = items_copy(l->targets, l->target_count, sizeof *l->targets);
    copy->backends = items_copy(l->backends, l->backend_count, sizeof *l->backends);
    copy->components = items_copy(l->components, l->component_count, sizeof *l->components);
    names_copy(copy);
    return copy;
}

static void names_free(layout *l) {
    for (uint32_t i = 0; i < l->class_count; i++)
        free(l->classes[i].name);
    for (uint32_t i = 0; i < l->step_count; i++)
        free(l->steps[i].name);
    for (uint32_t i = 0; i < l->site_count; i++)
        free(l->sites[i].name);
    for (uint32_t i = 0; i < l->group_count; i++)
        free(l->groups[i].name);
    for (uint32_t i = 0; i < l->plan_count; i++) {
        free(l->plans[i].name);
        free(l->plans[i].standbys);
    }
    for (uint32_t i = 0; i < l->outage_count; i++)
        free(l->outages[i].name);
    for (uint32_t i = 0; i < l->target_count; i++) {
        free(l->targets[i].name);
        free(l->targets[i].metric);
    }
    for (uint32_t i = 0; i < l->backend_count; i++)
        free(l->backends[i].name);
    for (uint32_t i = 0; i < l->component_count; i++)
        free(l->components[i].name);
}

void layout_free(layout *l) {
    if (!l)
        return;
    names_free(l);
    free(l->name);
    free(l->title);
    free(l->scheme);
    free(l->scheme_title);
    free(l->classes);
    free(l->steps);
    free(l->sites);
    free(l->groups);
    free(l->plans);
    free(l->outages);
    free(l->targets);
    free(l->backends);
    free(l->components);
    free(l);
}
