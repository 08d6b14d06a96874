/// Poisson probabilities that keep their digits, however large the mean.
#ifndef THEORY_POISSON_H
#define THEORY_POISSON_H

/// ln(1 + z) - z; -INFINITY for z <= -1.
double log1p_less(double z);

/// ln(z!) less Stirling's z ln z - z + ln(2 pi z) / 2, for z > 0.
double stirling_rest(double z);

/// x ln(x / m) + m - x, given the difference m - x, which the caller may know better than m: how much less
/// likely x is than the mean m (the deviance of C. Loader, "Fast and accurate computation of binomial
/// probabilities", 2000). x > 0; INFINITY for m <= 0.
double deviance(double x, double difference);

/// sum_{i=1..c} c (c-1) ... (c-i+1) / a^i: how much likelier fewer than c is than c, for a Poisson number of
/// mean a. This is 1 / B(c, a) - 1 for Erlang's loss formula B. INFINITY when it is too large for a double.
double poisson_below(double c, double a);

/// ln of y^k / k! e^-y, for whole k >= 0 and y > 0.
double poisson_log(double k, double y);

/// ln of the probability that a Poisson number of mean y is less than `count`, a whole number >= 1 or
/// INFINITY.
double poisson_log_less(double count, double y);

#endif
