#include <stddef.h>

#include "scenario/field.h"

#define AT(member) .offset = offsetof(law_parameters, member)
#define LAW_NAME                                                                                             \
    { .key = "law", .type = KEY_NAME, AT(law), .required = true, .meaning = "name of the law" }
#define LAW_MEAN                                                                                             \
    {                                                                                                        \
        .key = "mean", .type = KEY_SECONDS, AT(mean), .min = 1e-6, .max = SIM_SECONDS_MAX, .required = true, \
        .meaning = "mean"                                                                                    \
    }
#define LAW_CV                                                                                               \
    {                                                                                                        \
        .key = "cv", .type = KEY_NUMBER, AT(cv), .min = 0.001, .max = 100, .required = true,                 \
        .meaning = "coefficient of variation: standard deviation / mean"                                     \
    }
#define LAW_OBJECT(law_name, about, rows)                                                                    \
    {                                                                                                        \
        .name = (law_name), .title = (law_name), .meaning = (about), .size = sizeof(law_parameters),         \
        .fields = (rows), .field_count = sizeof(rows) / sizeof((rows)[0])                                    \
    }

static const field constant_fields[] = {
    LAW_NAME,
    {.key = "value",
     .type = KEY_SECONDS,
     AT(value),
     .min = 0,
     .max = SIM_SECONDS_MAX,
     .required = true,
     .meaning = "the value"},
};

static const field exponential_fields[] = {LAW_NAME, LAW_MEAN};

static const field cv_fields[] = {LAW_NAME, LAW_MEAN, LAW_CV};

static const field erlang_fields[] = {
    LAW_NAME,
    LAW_MEAN,
    {.key = "shape",
     .type = KEY_NUMBER,
     AT(shape),
     .min = 1,
     .max = 1000,
     .required = true,
     .meaning = "number of phases, whole"},
};

static const field weibull_fields[] = {
    LAW_NAME,
    LAW_MEAN,
    {.key = "shape",
     .type = KEY_NUMBER,
     AT(shape),
     .min = 0.1,
     .max = 100,
     .required = true,
     .meaning = "shape; below 1: the longer it lasts, the less likely it ends"},
};

static const field uniform_fields[] = {
    LAW_NAME,
    {.key = "min",
     .type = KEY_SECONDS,
     AT(min),
     .min = 0,
     .max = SIM_SECONDS_MAX,
     .required = true,
     .meaning = "smallest value"},
    {.key = "max",
     .type = KEY_SECONDS,
     AT(max),
     .min = 0,
     .max = SIM_SECONDS_MAX,
     .required = true,
     .meaning = "largest value"},
};

static law constant_make(const law_parameters *p) {
    return law_constant(p->value);
}

static law exponential_make(const law_parameters *p) {
    return law_exponential(p->mean);
}

static law lognormal_make(const law_parameters *p) {
    return law_lognormal(p->mean, p->cv);
}

static law gamma_make(const law_parameters *p) {
    return law_gamma(p->mean, p->cv);
}

static const char *erlang_check(const law_parameters *p) {
    return p->shape > (double)(unsigned)p->shape ? "has a 'shape' that is not whole" : NULL;
}

static law erlang_make(const law_parameters *p) {
    return law_erlang(p->mean, (unsigned)p->shape);
}

static law weibull_make(const law_parameters *p) {
    return law_weibull(p->mean, p->shape);
}

static const char *uniform_check(const law_parameters *p) {
    return p->min > p->max ? "has a 'min' above its 'max'" : NULL;
}

static law uniform_make(const law_parameters *p) {
    return law_uniform(p->min, p->max);
}

const law_type law_types[LAW_KIND_COUNT] = {
    {LAW_CONSTANT, LAW_OBJECT("constant", "Always the same.", constant_fields), NULL, constant_make},
    {LAW_EXPONENTIAL, LAW_OBJECT("exponential", "Without memory.", exponential_fields), NULL,
     exponential_make},
    {LAW_LOGNORMAL, LAW_OBJECT("lognormal", "Usual for talk times.", cv_fields), NULL, lognormal_make},
    {LAW_GAMMA, LAW_OBJECT("gamma", "From bursty (cv above 1) to regular (cv below 1).", cv_fields), NULL,
     gamma_make},
    {LAW_ERLANG, LAW_OBJECT("erlang", "Sum of exponential phases.", erlang_fields), erlang_check,
     erlang_make},
    {LAW_WEIBULL, LAW_OBJECT("weibull", "Usual for patience.", weibull_fields), NULL, weibull_make},
    {LAW_UNIFORM, LAW_OBJECT("uniform", "All values of a range alike.", uniform_fields), uniform_check,
     uniform_make},
};
