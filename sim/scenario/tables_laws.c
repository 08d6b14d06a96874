#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/text.h"
#include "scenario/document.h"

#define AT(member)       .offset = offsetof(law_parameters, member)
#define RANGE(low, high) .min = (low), .max = (high)
#define LAW_OBJECT(law_name, about, rows)                                                                    \
    {                                                                                                        \
        .name = (law_name), .title = (law_name), .meaning = (about), .size = sizeof(law_parameters),         \
        .fields = (rows), .field_count = sizeof(rows) / sizeof((rows)[0])                                    \
    }

// Columns of rows that several laws share.
#define LAW_NAME                                                                                             \
    { .key = "law", .type = KEY_NAME, AT(law), .required = true, .meaning = "name of the law" }
#define KEY_OF_MEAN .key = "mean", .type = KEY_SECONDS, AT(mean), RANGE(1e-6, SIM_SECONDS_MAX)
#define KEY_OF_CV   .key = "cv", .type = KEY_NUMBER, AT(cv), RANGE(0.001, 100)
#define LAW_MEAN                                                                                             \
    { KEY_OF_MEAN, .meaning = "the law's mean" }
#define LAW_MEAN_REQUIRED                                                                                    \
    { KEY_OF_MEAN, .required = true, .meaning = "the law's mean" }
#define LAW_CV                                                                                               \
    { KEY_OF_CV, .meaning = "coefficient of variation: standard deviation / mean" }

static const field constant_fields[] = {
    LAW_NAME,
    {.key = "value",
     .type = KEY_SECONDS,
     AT(value),
     RANGE(0, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "what it always is"},
};

static const field exponential_fields[] = {
    LAW_NAME,
    LAW_MEAN,
    {.key = "rate", .type = KEY_NUMBER, AT(rate), RANGE(1e-9, 1e6), .meaning = "1 / mean, a second"},
};

static const field lognormal_fields[] = {
    LAW_NAME,
    LAW_MEAN,
    LAW_CV,
    {.key = "mu", .type = KEY_NUMBER, AT(mu), RANGE(-20, 25), .meaning = "mean of the logarithm of seconds"},
    {.key = "sigma",
     .type = KEY_NUMBER,
     AT(sigma),
     RANGE(0.001, 10),
     .meaning = "standard deviation of the logarithm"},
};

static const field gamma_fields[] = {
    LAW_NAME,
    LAW_MEAN,
    LAW_CV,
    {.key = "shape", .type = KEY_NUMBER, AT(shape), RANGE(1e-4, 1e6), .meaning = "shape: 1 / cv²"},
    {.key = "scale",
     .type = KEY_SECONDS,
     AT(scale),
     RANGE(1e-9, SIM_SECONDS_MAX),
     .meaning = "scale: mean / shape"},
};

static const field erlang_fields[] = {
    LAW_NAME,
    LAW_MEAN_REQUIRED,
    {.key = "shape",
     .type = KEY_WHOLE,
     AT(phases),
     RANGE(1, 1000),
     .required = true,
     .meaning = "number of phases"},
};

static const field weibull_fields[] = {
    LAW_NAME,
    LAW_MEAN,
    {.key = "shape",
     .type = KEY_NUMBER,
     AT(shape),
     RANGE(0.1, 100),
     .meaning = "shape; below 1: the longer it lasts, the less likely it ends"},
    {.key = "scale",
     .type = KEY_SECONDS,
     AT(scale),
     RANGE(1e-9, SIM_SECONDS_MAX),
     .meaning = "scale: 63.2 % are below it"},
};

static const field uniform_fields[] = {
    LAW_NAME,
    {.key = "min", .type = KEY_SECONDS, AT(min), RANGE(0, SIM_SECONDS_MAX), .meaning = "smallest value"},
    {.key = "max", .type = KEY_SECONDS, AT(max), RANGE(0, SIM_SECONDS_MAX), .meaning = "largest value"},
    LAW_MEAN,
    {.key = "half_width",
     .type = KEY_SECONDS,
     AT(half_width),
     RANGE(0, SIM_SECONDS_MAX),
     .meaning = "how far it goes to both sides of the mean"},
};

static const field triangular_fields[] = {
    LAW_NAME,
    {.key = "min",
     .type = KEY_SECONDS,
     AT(min),
     RANGE(0, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "smallest value"},
    {.key = "mode",
     .type = KEY_SECONDS,
     AT(mode),
     RANGE(0, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "most likely value"},
    {.key = "max",
     .type = KEY_SECONDS,
     AT(max),
     RANGE(0, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "largest value"},
};

static const field normal_fields[] = {
    LAW_NAME,
    {KEY_OF_MEAN, .required = true, .meaning = "mean before the cut"},
    {KEY_OF_CV, .meaning = "standard deviation / mean, before the cut"},
    {.key = "sd",
     .type = KEY_SECONDS,
     AT(sd),
     RANGE(1e-9, SIM_SECONDS_MAX),
     .meaning = "standard deviation before the cut"},
};

static const field branch_fields[] = {
    {.key = "weight",
     .type = KEY_NUMBER,
     .offset = offsetof(law_branch_document, weight),
     RANGE(1e-9, 1e9),
     .required = true,
     .meaning = "its share, to be scaled to a sum of 1"},
    {.key = "mean",
     .type = KEY_SECONDS,
     .offset = offsetof(law_branch_document, mean),
     RANGE(1e-6, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "the branch's mean"},
};

static const object_type branch_type = {.name = "law-branch",
                                        .title = "Law hyperexponential: branches.NAME",
                                        .meaning = "One of the exponential laws.",
                                        .size = sizeof(law_branch_document),
                                        .fields = branch_fields,
                                        .field_count = sizeof branch_fields / sizeof branch_fields[0]};

static const field hyperexponential_fields[] = {
    LAW_NAME,
    LAW_MEAN,
    {.key = "cv",
     .type = KEY_NUMBER,
     AT(cv),
     RANGE(1.0001, 100),
     .meaning =
         "coefficient of variation, more than 1; there are then two branches, which contribute the same "
         "to the mean"},
    {.key = "branches",
     .type = KEY_MAP,
     AT(branches),
     RANGE(1, 100),
     .object = &branch_type,
     .meaning = "exponential laws with weights"},
};

#define AT_SAMPLES(member) .offset = offsetof(samples_document, member)

static const field samples_fields[] = {
    {.key = "path",
     .type = KEY_LINE,
     AT_SAMPLES(path),
     RANGE(1, 1000),
     .required = true,
     .meaning = "of the CSV file (its first line names the columns), relative to this file"},
    {.key = "column",
     .type = KEY_LINE,
     AT_SAMPLES(column),
     RANGE(1, 200),
     .required = true,
     .meaning = "the column with the values, seconds such as 610 or 35.5"},
    {.key = "weights",
     .type = KEY_LINE,
     AT_SAMPLES(weights),
     RANGE(1, 200),
     .meaning = "the column with the weights; rows of the weight 0 are left out (default: all alike)"},
    {.key = "where",
     .type = KEY_FILTERS,
     AT_SAMPLES(where),
     .meaning = "which rows count: `{\"type\": [\"PS\", \"NE\"], \"outcome\": \"AGENT\"}` (default: all)"},
};

static const object_type samples_type = {.name = "samples_file",
                                         .title = "Law empirical: file",
                                         .meaning = "Measured values in a CSV file.",
                                         .size = sizeof(samples_document),
                                         .fields = samples_fields,
                                         .field_count = sizeof samples_fields / sizeof samples_fields[0]};

static const field empirical_fields[] = {
    LAW_NAME,
    {.key = "values",
     .type = KEY_NUMBERS,
     AT(values),
     RANGE(0, SIM_SECONDS_MAX),
     .meaning = "seconds, in any order"},
    {.key = "file",
     .type = KEY_OBJECT,
     AT(file),
     .object = &samples_type,
     .meaning = "a CSV file that has them"},
    {.key = "weights",
     .type = KEY_NUMBERS,
     AT(weights),
     RANGE(1e-9, 1e9),
     .meaning = "one for each of `values`, to be scaled to a sum of 1 (default: all alike)"},
    {.key = "interpolate",
     .type = KEY_FLAG,
     AT(interpolate),
     .standard = "false",
     .meaning =
         "`true`: also anything between neighbouring values, in proportion to the sum of their weights"},
};

static const field part_fields[] = {
    {.key = "weight",
     .type = KEY_NUMBER,
     .offset = offsetof(law_part_document, weight),
     RANGE(1e-9, 1e9),
     .required = true,
     .meaning = "its share, to be scaled to a sum of 1"},
    {.key = "time",
     .type = KEY_LAW,
     .offset = offsetof(law_part_document, law),
     .required = true,
     .meaning = "its law; mixtures may be 4 deep"},
};

static const object_type part_type = {.name = "law-part",
                                      .title = "Law mixture: parts.NAME",
                                      .meaning = "One of the laws that are mixed.",
                                      .size = sizeof(law_part_document),
                                      .fields = part_fields,
                                      .field_count = sizeof part_fields / sizeof part_fields[0]};

static const field mixture_fields[] = {
    LAW_NAME,
    {.key = "parts",
     .type = KEY_MAP,
     AT(parts),
     RANGE(1, 100),
     .required = true,
     .object = &part_type,
     .meaning = "laws with weights"},
};

static law constant_make(const law_parameters *p, law_tables *tables) {
    (void)tables;
    return law_constant(p->value);
}

static law exponential_make(const law_parameters *p, law_tables *tables) {
    (void)tables;
    return law_exponential(isnan(p->mean) ? 1 / p->rate : p->mean);
}

static law lognormal_make(const law_parameters *p, law_tables *tables) {
    (void)tables;
    return isnan(p->mean) ? law_lognormal_of(p->mu, p->sigma) : law_lognormal(p->mean, p->cv);
}

static law gamma_make(const law_parameters *p, law_tables *tables) {
    (void)tables;
    return isnan(p->mean) ? law_gamma_of(p->shape, p->scale) : law_gamma(p->mean, p->cv);
}

static law erlang_make(const law_parameters *p, law_tables *tables) {
    (void)tables;
    return law_erlang(p->mean, (unsigned)p->phases);
}

static law weibull_make(const law_parameters *p, law_tables *tables) {
    (void)tables;
    return isnan(p->mean) ? law_weibull_of(p->shape, p->scale) : law_weibull(p->mean, p->shape);
}

static const char *uniform_check(const law_parameters *p) {
    if (p->half_width > p->mean)
        return "has a 'half_width' above its 'mean', and so values below 0";
    return p->min > p->max ? "has a 'min' above its 'max'" : NULL;
}

static law uniform_make(const law_parameters *p, law_tables *tables) {
    (void)tables;
    return isnan(p->mean) ? law_uniform(p->min, p->max)
                          : law_uniform(p->mean - p->half_width, p->mean + p->half_width);
}

static const char *triangular_check(const law_parameters *p) {
    if (!(p->min <= p->mode && p->mode <= p->max))
        return "must have 'min', 'mode' and 'max' in this order";
    return p->min < p->max ? NULL : "has the same 'min' and 'max'; for one value there is the law 'constant'";
}

static law triangular_make(const law_parameters *p, law_tables *tables) {
    return law_triangular(p->min, p->mode, p->max, tables);
}

static law normal_make(const law_parameters *p, law_tables *tables) {
    (void)tables;
    return law_normal(p->mean, isnan(p->sd) ? p->cv * p->mean : p->sd);
}

static law hyperexponential_make(const law_parameters *p, law_tables *tables) {
    if (!isnan(p->mean))
        return law_hyperexponential_balanced(p->mean, p->cv, tables);
    const law_branch_document *branches = p->branches.items;
    size_t count = p->branches.count;
    double *weights = memory_new(count, sizeof *weights), *means = memory_new(count, sizeof *means);
    for (size_t i = 0; i < count; i++) {
        weights[i] = branches[i].weight;
        means[i] = branches[i].mean;
    }
    law made = law_hyperexponential(weights, means, count, tables);
    free(weights);
    free(means);
    return made;
}

static const char *empirical_check(const law_parameters *p) {
    if (p->weights.count && p->weights.count != p->values.count)
        return "must have as many 'weights' as 'values'";
    if (p->interpolate && p->values.count < 2)
        return "has one value; must have two or more to interpolate between";
    return NULL;
}

static law empirical_make(const law_parameters *p, law_tables *tables) {
    law made = law_empirical(p->values.values, p->weights.values, p->values.count, p->interpolate, tables);
    tables->items[tables->count - 1]->hash = p->file_hash;
    return made;
}

static law mixture_make(const law_parameters *p, law_tables *tables) {
    const law_part_document *parts = p->parts.items;
    size_t count = p->parts.count;
    double *weights = memory_new(count, sizeof *weights);
    law *laws = memory_new(count, sizeof *laws);
    for (size_t i = 0; i < count; i++) {
        weights[i] = parts[i].weight;
        laws[i] = parts[i].law.law;
    }
    law made = law_mixture(weights, laws, count, tables);
    free(weights);
    free(laws);
    return made;
}

const law_type law_types[LAW_KIND_COUNT] = {
    {LAW_CONSTANT, LAW_OBJECT("constant", "Always the same.", constant_fields), {NULL}, NULL, constant_make},
    {LAW_EXPONENTIAL,
     LAW_OBJECT("exponential", "Without memory.", exponential_fields),
     {"mean", "rate"},
     NULL,
     exponential_make},
    {LAW_LOGNORMAL,
     LAW_OBJECT("lognormal", "Usual for talk times.", lognormal_fields),
     {"mean cv", "mu sigma"},
     NULL,
     lognormal_make},
    {LAW_GAMMA,
     LAW_OBJECT("gamma", "From bursty (cv above 1) to regular (cv below 1).", gamma_fields),
     {"mean cv", "shape scale"},
     NULL,
     gamma_make},
    {LAW_ERLANG,
     LAW_OBJECT("erlang", "Sum of exponential phases.", erlang_fields),
     {NULL},
     NULL,
     erlang_make},
    {LAW_WEIBULL,
     LAW_OBJECT("weibull", "Usual for patience.", weibull_fields),
     {"mean shape", "shape scale"},
     NULL,
     weibull_make},
    {LAW_UNIFORM,
     LAW_OBJECT("uniform", "All values of a range alike.", uniform_fields),
     {"min max", "mean half_width"},
     uniform_check,
     uniform_make},
    {LAW_TRIANGULAR,
     LAW_OBJECT("triangular", "Where only a range and the most likely value are known.", triangular_fields),
     {NULL},
     triangular_check,
     triangular_make},
    {LAW_NORMAL,
     LAW_OBJECT("normal", "Cut at 0: what falls below is drawn again, so the true mean is above `mean`.",
                normal_fields),
     {"mean sd", "mean cv"},
     NULL,
     normal_make},
    {LAW_HYPEREXPONENTIAL,
     LAW_OBJECT("hyperexponential", "One of several exponential laws: more variable than one.",
                hyperexponential_fields),
     {"mean cv", "branches"},
     NULL,
     hyperexponential_make},
    {LAW_EMPIRICAL,
     LAW_OBJECT("empirical", "Measured values.", empirical_fields),
     {"values", "file"},
     empirical_check,
     empirical_make},
    {LAW_MIXTURE,
     LAW_OBJECT("mixture", "One of several laws, such as short and long talks.", mixture_fields),
     {NULL},
     NULL,
     mixture_make},
};
