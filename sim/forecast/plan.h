/// Which methods a spec asks for, and over which part of the past they are tried.
#ifndef FORECAST_PLAN_H
#define FORECAST_PLAN_H

#include "forecast/trials.h"

typedef struct plan {
    forecast_spec specs[FORECAST_MEMBERS_MAX]; ///< single methods
    bool trusted[FORECAST_MEMBERS_MAX];        ///< auto: those that keep a share whatever their past
    size_t count;
    bool mixed;   ///< auto or combination: the methods are weighted
    bool by_past; ///< auto
    forecast_weights weights;
    size_t horizon; ///< of the trials
    size_t first;   ///< their first origin
} plan;

/// The members of a combination, the candidates of auto, or the one method; `origins` more of the past are
/// needed than usual.
void plan_make(plan *p, const series *s, const forecast_spec *spec, size_t horizon, size_t origins);

#endif
