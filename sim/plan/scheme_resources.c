#include "plan/scheme_resources.h"

#include <math.h>
#include <stddef.h>

void scheme_resources(const layout *l, call_factors *given) {
    double seats = 0, ports = 0, trunks = 0;
    for (uint32_t i = 0; i < l->group_count; i++)
        seats += l->groups[i].size;
    for (uint32_t i = 0; i < l->site_count; i++) {
        ports += l->sites[i].ivr_ports == UNLIMITED ? (double)NAN : l->sites[i].ivr_ports;
        trunks += l->sites[i].trunks == UNLIMITED ? (double)NAN : l->sites[i].trunks;
    }
    const struct {
        call_factor factor;
        double has;
    } all[] = {{FACTOR_SEATS, l->group_count > 0 ? seats : (double)NAN},
               {FACTOR_PORTS, ports},
               {FACTOR_TRUNKS, trunks}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (isnan(given->of[all[i].factor]))
            given->of[all[i].factor] = all[i].has;
}
