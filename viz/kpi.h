/// The figures in the head of a pane, so far and now.
#ifndef VIZ_KPI_H
#define VIZ_KPI_H

#include <hotline/replay.h>

/// X(name, metric as docs/metrics.md names it). Occupancy is that of the moment, which no metric is.
#define VIZ_KPIS(X)                                                                                          \
    X(KPI_SERVICE_LEVEL, "service_level")                                                                    \
    X(KPI_ASA, "asa")                                                                                        \
    X(KPI_ABANDONMENT, "abandonment_rate")                                                                   \
    X(KPI_LOST, "lost_calls")                                                                                \
    X(KPI_OCCUPANCY, "")

#define X(kpi, metric) kpi,
typedef enum kpi_name { VIZ_KPIS(X) KPI_COUNT } kpi_name;
#undef X

typedef enum verdict { VERDICT_NONE, VERDICT_MET, VERDICT_MISSED } verdict;

typedef struct kpi_value {
    double value; ///< NaN when undefined (0/0)
    verdict verdict;
    const layout_target *target; ///< NULL when there is none for it
} kpi_value;

typedef struct kpis {
    kpi_value all[KPI_COUNT];
    call_counts counts; ///< of all classes
    uint32_t logged_in; ///< agents
} kpis;

/// The metric service_level of some counts; NaN when 0/0.
double kpi_service_level(const call_counts *c);
/// The share of the calls offered that got a busy tone or were dropped; 0 when none were offered. A service
/// level of those who got in says little where it is high.
double kpi_shed(const call_counts *c);
kpis kpis_of(const replay_state *s);

#endif
