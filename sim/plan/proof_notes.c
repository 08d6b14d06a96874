#include "plan/proof_notes.h"

#include <math.h>

#include "base/text.h"

static void note(proof *p, char *text) {
    p->notes = memory_resize(p->notes, p->note_count + 1, sizeof *p->notes);
    p->notes[p->note_count++] = text;
}

static void resources_compare(const call_factors *f, const call_factors *has, proof *out) {
    static const call_factor resources[] = {FACTOR_SEATS, FACTOR_PORTS, FACTOR_TRUNKS};
    for (size_t i = 0; i < sizeof resources / sizeof resources[0]; i++) {
        double said = f->of[resources[i]], there = has->of[resources[i]];
        if (!isnan(said) && !(fabs(said - there) < 0.5))
            note(out, isnan(there) ? text_format("the call model has %.10g %s, the scheme any number", said,
                                                 call_factor_table[resources[i]].key)
                                   : text_format("the call model has %.10g %s, the scheme %.10g", said,
                                                 call_factor_table[resources[i]].key, there));
    }
}

static void awts_compare(const layout *l, const call_factors *f, proof *out) {
    for (uint32_t i = 0; i < l->class_count; i++) {
        double awt = sim_time_to_s(l->classes[i].awt);
        if (fabs(awt - f->of[FACTOR_AWT]) > 1e-6)
            note(out, text_format(
                          "calls of the class '%s' count as answered within %.10g s, those of the call model "
                          "within %.10g s",
                          l->classes[i].name, awt, f->of[FACTOR_AWT]));
    }
}

void proof_notes_make(const scenario *s, const call_factors *f, const call_factors *has, proof *out) {
    const layout *l = scenario_layout(s);
    resources_compare(f, has, out);
    awts_compare(l, f, out);
    if (scenario_call_model(s)->mean_day)
        note(out, text_copy("classes have the calls of a mean day, the call model those of the busiest"));
    if (l->folding == FOLD_NONE)
        note(out, text_copy("there are no intervals: what is called the busiest hour is the whole duration"));
}
