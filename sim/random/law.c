#define _XOPEN_SOURCE 700 // M_SQRT2

#include "random/law.h"

#include <math.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/check.h"
#include "random/law_table.h"
#include "random/ziggurat.h"

const char *law_name(law_kind kind) {
#define X(kind, name) name,
    static const char *const names[] = {RANDOM_LAWS(X)};
#undef X
    return names[kind];
}

law law_constant(double value) {
    SIM_REQUIRE(value >= 0);
    return (law){.kind = LAW_CONSTANT, .constant = {value}};
}

law law_exponential(double mean) {
    SIM_REQUIRE(mean > 0);
    return (law){.kind = LAW_EXPONENTIAL, .exponential = {mean}};
}

// E = exp(zeta + sigma²/2), cv² = exp(sigma²) - 1.
law law_lognormal(double mean, double cv) {
    SIM_REQUIRE(mean > 0 && cv > 0);
    double variance = log1p(cv * cv);
    return (law){.kind = LAW_LOGNORMAL, .lognormal = {log(mean) - variance / 2, sqrt(variance)}};
}

law law_gamma(double mean, double cv) {
    SIM_REQUIRE(mean > 0 && cv > 0);
    return (law){.kind = LAW_GAMMA, .gamma = {1 / (cv * cv), mean * cv * cv}};
}

law law_erlang(double mean, unsigned shape) {
    SIM_REQUIRE(mean > 0 && shape >= 1);
    return (law){.kind = LAW_ERLANG, .gamma = {shape, mean / shape}};
}

law law_weibull(double mean, double shape) {
    SIM_REQUIRE(mean > 0 && shape > 0);
    return (law){.kind = LAW_WEIBULL, .weibull = {shape, mean / tgamma(1 + 1 / shape)}};
}

law law_uniform(double min, double max) {
    SIM_REQUIRE(min >= 0 && max >= min);
    return (law){.kind = LAW_UNIFORM, .uniform = {min, max}};
}

law law_lognormal_of(double mu, double sigma) {
    SIM_REQUIRE(sigma > 0);
    return (law){.kind = LAW_LOGNORMAL, .lognormal = {mu, sigma}};
}

law law_gamma_of(double shape, double scale) {
    SIM_REQUIRE(shape > 0 && scale > 0);
    return (law){.kind = LAW_GAMMA, .gamma = {shape, scale}};
}

law law_weibull_of(double shape, double scale) {
    SIM_REQUIRE(shape > 0 && scale > 0);
    return (law){.kind = LAW_WEIBULL, .weibull = {shape, scale}};
}

law law_normal(double mean, double sd) {
    SIM_REQUIRE(mean > 0 && sd > 0);
    return (law){.kind = LAW_NORMAL, .normal = {mean, sd}};
}

/// Mean of a normal law cut at 0.
static double cut_normal_mean(double mean, double sd) {
    double z = mean / sd, density = exp(-z * z / 2) * (M_2_SQRTPI / M_SQRT2 / 2);
    return mean + sd * density / (erfc(-z / M_SQRT2) / 2);
}

double law_mean(const law *l) {
    switch (l->kind) {
    case LAW_CONSTANT:
        return l->constant.value;
    case LAW_EXPONENTIAL:
        return l->exponential.mean;
    case LAW_LOGNORMAL:
        return exp(l->lognormal.zeta + l->lognormal.sigma * l->lognormal.sigma / 2);
    case LAW_GAMMA:
    case LAW_ERLANG:
        return l->gamma.shape * l->gamma.scale;
    case LAW_WEIBULL:
        return l->weibull.scale * tgamma(1 + 1 / l->weibull.shape);
    case LAW_UNIFORM:
        return (l->uniform.min + l->uniform.max) / 2;
    case LAW_NORMAL:
        return cut_normal_mean(l->normal.mean, l->normal.sd);
    case LAW_TRIANGULAR:
    case LAW_HYPEREXPONENTIAL:
    case LAW_EMPIRICAL:
    case LAW_MIXTURE:
        return law_table_mean(l);
    case LAW_KIND_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

static unsigned long generator_word(void *state) {
    return stream_word(state);
}

static double generator_unit(void *state) {
    return stream_unit(state);
}

/// Streams are opened by address: there is nothing to seed.
static void generator_seed(void *state, unsigned long seed) {
    (void)state;
    (void)seed;
    SIM_UNREACHABLE();
}

static const gsl_rng_type generator_type = {.name = "philox4x64-10",
                                            .max = ~0UL,
                                            .min = 0,
                                            .size = sizeof(stream),
                                            .set = generator_seed,
                                            .get = generator_word,
                                            .get_double = generator_unit};

bool law_try(const law *l, uint64_t word, double *value) {
    double x;
    bool decided = false;
    if (l->kind == LAW_EXPONENTIAL) {
        decided = exponential_try(word, &x);
        *value = l->exponential.mean * x;
    } else if (l->kind == LAW_LOGNORMAL) {
        decided = normal_try(word, &x);
        *value = decided ? exp(l->lognormal.zeta + l->lognormal.sigma * x) : 0;
    } else if (l->kind == LAW_CONSTANT) {
        decided = true;
        *value = l->constant.value;
    }
    return decided;
}

static double cut_normal_draw(double mean, double sd, stream *s) {
    double x = mean + sd * normal_draw(s);
    while (x < 0) // mean > 0: at most every second time
        x = mean + sd * normal_draw(s);
    return x;
}

double law_draw(const law *l, stream *s) {
    gsl_rng generator = {.type = &generator_type, .state = s};
    switch (l->kind) {
    case LAW_CONSTANT:
        return l->constant.value;
    case LAW_EXPONENTIAL:
        return l->exponential.mean * exponential_draw(s);
    case LAW_LOGNORMAL:
        return exp(l->lognormal.zeta + l->lognormal.sigma * normal_draw(s));
    case LAW_GAMMA:
    case LAW_ERLANG:
        return gsl_ran_gamma(&generator, l->gamma.shape, l->gamma.scale);
    case LAW_WEIBULL:
        return l->weibull.scale * pow(exponential_draw(s), 1 / l->weibull.shape);
    case LAW_UNIFORM:
        return l->uniform.min + (l->uniform.max - l->uniform.min) * stream_unit(s);
    case LAW_NORMAL:
        return cut_normal_draw(l->normal.mean, l->normal.sd, s);
    case LAW_TRIANGULAR:
    case LAW_HYPEREXPONENTIAL:
    case LAW_EMPIRICAL:
    case LAW_MIXTURE:
        return law_table_draw(l, s);
    case LAW_KIND_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

uint32_t binomial_draw(uint32_t n, double p, stream *s) {
    SIM_REQUIRE(p >= 0 && p <= 1);
    gsl_rng generator = {.type = &generator_type, .state = s};
    return gsl_ran_binomial(&generator, p, n);
}
