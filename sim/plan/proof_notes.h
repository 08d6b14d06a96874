/// Where a scenario is another center than its call model speaks of.
#ifndef PLAN_PROOF_NOTES_H
#define PLAN_PROOF_NOTES_H

#include <hotline/proof.h>

/// Adds to the notes of `out`. `f` are the complete factors, `has` the scheme's own resources.
void proof_notes_make(const scenario *s, const call_factors *f, const call_factors *has, proof *out);

#endif
