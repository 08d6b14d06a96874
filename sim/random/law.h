/// Probability laws of times: parameters and draws.
#ifndef RANDOM_LAW_H
#define RANDOM_LAW_H

#include <stdbool.h>

#include "random/stream.h"

/// X(kind, name in scenario files)
#define RANDOM_LAWS(X)                                                                                       \
    X(LAW_CONSTANT, "constant")                                                                              \
    X(LAW_EXPONENTIAL, "exponential")                                                                        \
    X(LAW_LOGNORMAL, "lognormal")                                                                            \
    X(LAW_GAMMA, "gamma")                                                                                    \
    X(LAW_ERLANG, "erlang")                                                                                  \
    X(LAW_WEIBULL, "weibull")                                                                                \
    X(LAW_UNIFORM, "uniform")                                                                                \
    X(LAW_TRIANGULAR, "triangular")                                                                          \
    X(LAW_NORMAL, "normal")                                                                                  \
    X(LAW_HYPEREXPONENTIAL, "hyperexponential")                                                              \
    X(LAW_EMPIRICAL, "empirical")                                                                            \
    X(LAW_MIXTURE, "mixture")

#define X(kind, name) kind,
typedef enum law_kind { RANDOM_LAWS(X) LAW_KIND_COUNT } law_kind;
#undef X

/// The name of a law in scenario files.
const char *law_name(law_kind kind);

/// What a law has besides two numbers (law_table.h).
typedef struct law_table law_table;

/// A law, compiled. Small, and copied by value; its table belongs to whoever made it. Values are seconds (or
/// a factor, as for busyness).
typedef struct law {
    law_kind kind;
    union {
        struct {
            double value;
        } constant;
        struct {
            double mean;
        } exponential;
        struct {
            double zeta, sigma;
        } lognormal; ///< of the logarithm
        struct {
            double shape, scale;
        } gamma; ///< erlang too, with a whole shape
        struct {
            double shape, scale;
        } weibull;
        struct {
            double min, max;
        } uniform;
        struct {
            double mean, sd;
        } normal;               ///< before it is cut at 0
        const law_table *table; ///< triangular, hyperexponential, empirical, mixture
    };
} law;

/// Constructors from what a scenario names. Arguments must be in the ranges given; the loader checks them.
law law_constant(double value);              ///< value >= 0
law law_exponential(double mean);            ///< mean > 0
law law_lognormal(double mean, double cv);   ///< mean > 0, cv > 0 (cv: standard deviation / mean)
law law_gamma(double mean, double cv);       ///< mean > 0, cv > 0
law law_erlang(double mean, unsigned shape); ///< mean > 0, shape >= 1 phases
law law_weibull(double mean, double shape);  ///< mean > 0, shape > 0
law law_uniform(double min, double max);     ///< 0 <= min <= max

/// By their own parameters: all more than 0, mu of any sign.
law law_lognormal_of(double mu, double sigma); ///< of the logarithm
law law_gamma_of(double shape, double scale);
law law_weibull_of(double shape, double scale);

/// A normal law given that it is at least 0: a draw below is drawn again, so the mean is
/// mean + sd φ(mean/sd) / Φ(mean/sd), φ and Φ being density and distribution of the standard normal law.
/// mean > 0, sd > 0.
law law_normal(double mean, double sd);

/// The mean, exact but for rounding.
double law_mean(const law *l);

/// A binomial number: of n trials, those that succeed with probability p.
uint32_t binomial_draw(uint32_t n, double p, stream *s);

/// One draw, >= 0. May take any number of words of the stream.
double law_draw(const law *l, stream *s);

/// What law_draw would give for a stream that begins with this word, if it would look at no other one: the
/// usual case of most laws, for which no stream need be opened. False when it would.
bool law_try(const law *l, uint64_t word, double *value);

#endif
