#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/bind_value.h"

static const law_type *law_type_find(const char *name) {
    for (size_t i = 0; i < LAW_KIND_COUNT; i++)
        if (strcmp(law_types[i].object.name, name) == 0)
            return &law_types[i];
    return NULL;
}

static bool law_name_error(const reporter *r, const place *at, const cJSON *name) {
    const char *names[LAW_KIND_COUNT + 1] = {0};
    for (size_t i = 0; i < LAW_KIND_COUNT; i++)
        names[i] = law_types[i].object.name;
    return choice_error(r, at, name, names, "");
}

static bool parameters_check(const reporter *r, const place *at, const law_type *type,
                             const law_parameters *p, const field *f, optional_law *out) {
    const char *wrong = type->check ? type->check(p) : NULL;
    if (wrong)
        return place_error(r, at, "%s", wrong);
    out->given = true;
    out->law = type->make(p);
    // The law's own mean is that of the file but for rounding, which must not take it below the limit.
    double mean = law_mean(&out->law);
    if (!(mean >= f->min * (1 - 1e-12)))
        return place_error(r, at, "has the mean %g s; must be %g s or more", mean, f->min);
    return true;
}

bool law_bind(const reporter *r, const place *at, const cJSON *json, const field *f, optional_law *out) {
    const cJSON *name = json_member(json, "law");
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "a law such as {\"law\": \"exponential\", \"mean\": \"3min\"}");
    if (!name)
        return place_error(r, at, "'law' is missing (the name of the law, such as 'exponential')");
    const law_type *type = cJSON_IsString(name) ? law_type_find(name->valuestring) : NULL;
    place here = place_of(at, "law");
    if (!type)
        return law_name_error(r, &here, name);
    law_parameters p = {0};
    bool good = object_bind(r, at, json, &type->object, &p) && parameters_check(r, at, type, &p, f, out);
    object_release(&type->object, &p);
    return good;
}
