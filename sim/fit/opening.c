#include "fit/opening.h"

static bool is_closed(double asked, double offered) {
    return 2 * asked < offered;
}

static void team_find(fit *f, size_t team) {
    double offered[FIT_WEEKDAYS][FIT_HOURS] = {0}, asked[FIT_WEEKDAYS][FIT_HOURS] = {0};
    double all_offered = 0, all_asked = 0;
    for (size_t i = 0; i < f->type_count; i++)
        for (size_t k = 0; k < FIT_WEEKDAYS && f->types[i].team == team; k++)
            for (size_t hour = 0; hour < FIT_HOURS; hour++) {
                const fit_observed *o = &f->types[i].hours[k][hour];
                offered[k][hour] += o->offered;
                asked[k][hour] += o->asked;
                all_offered += o->offered;
                all_asked += o->asked;
            }
    if (is_closed(all_asked, all_offered))
        return; // hardly anybody ever asks: that tells nothing of hours
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        for (size_t hour = 0; hour < FIT_HOURS; hour++)
            f->teams[team].closed[k][hour] = is_closed(asked[k][hour], offered[k][hour]);
}

/// Is all of a slice of the day in closed hours?
static bool slice_is_closed(const bool closed[FIT_HOURS], size_t slice, uint32_t seconds) {
    enum { HOUR = SECONDS_OF_A_DAY / FIT_HOURS };
    for (size_t hour = slice * seconds / HOUR; hour * HOUR < (slice + 1) * seconds; hour++)
        if (!closed[hour])
            return false;
    return true;
}

static void class_close(fit_class *c, const fit_staffing *team, call_log *l, type_sums *t) {
    for (size_t day = 0; day < l->days.count; day++)
        for (size_t s = 0; t->arrivals.slices[day] && s < l->slice_count; s++)
            if (slice_is_closed(team->closed[calendar_weekday(&l->days, day)], s, l->slice))
                t->arrivals.slices[day][s] = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        for (size_t hour = 0; hour < FIT_HOURS; hour++)
            if (team->closed[k][hour]) {
                c->closed += (uint64_t)c->hours[k][hour].offered;
                c->closed_asked += (uint64_t)c->hours[k][hour].asked;
                c->hours[k][hour] = (fit_observed){0};
            }
}

void opening_find(fit *f, call_log *l) {
    if (!f->waits_known)
        return;
    for (size_t team = 0; team < f->team_count; team++)
        team_find(f, team);
    for (size_t i = 0; i < f->type_count; i++)
        class_close(&f->types[i], &f->teams[f->types[i].team], l, &l->types[i]);
}
