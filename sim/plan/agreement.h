/// The busiest hour of a simulated center, against the formulas of its call model.
#ifndef PLAN_AGREEMENT_H
#define PLAN_AGREEMENT_H

#include <hotline/proof.h>

/// What the formulas say, of complete factors; `has` has the scheme's seats, ports and trunks (NAN: no
/// limit).
void agreement_predict(const call_factors *f, const call_factors *has, proof_trial *out);

/// What was simulated, of the first scheme of `r`.
void agreement_measure(const results *r, double confidence, proof_trial *out);

#endif
