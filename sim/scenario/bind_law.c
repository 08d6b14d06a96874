#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/bind_value.h"
#include "scenario/samples.h"
#include "scenario/table_file.h"

/// How deep mixtures may be in mixtures.
enum { LAW_DEPTH_MAX = 4 };

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

/// Is `key` one of the words of a form?
static bool form_has(const char *form, const char *key) {
    size_t length = strlen(key);
    for (const char *at = strstr(form, key); at; at = strstr(at + 1, key))
        if ((at == form || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

/// Is the key part of any form, and not of something that may be added to all?
static bool key_is_of_forms(const law_type *type, const char *key) {
    for (size_t i = 0; i < LAW_FORMS_MAX && type->forms[i]; i++)
        if (form_has(type->forms[i], key))
            return true;
    return false;
}

/// Which keys of the form are missing: their number, and the last of them. SIZE_MAX: a key is given that is
/// not of this form.
static size_t form_missing(const law_type *type, const char *form, const cJSON *json, const char **missing) {
    size_t count = 0;
    for (size_t i = 0; i < type->object.field_count; i++) {
        const char *key = type->object.fields[i].key;
        bool given = json_member(json, key) != NULL;
        if (given && key_is_of_forms(type, key) && !form_has(form, key))
            return SIZE_MAX;
        if (given || !form_has(form, key))
            continue;
        *missing = key;
        count++;
    }
    return count;
}

/// "'mean' and 'cv', or 'mu' and 'sigma'"
static void forms_write(const law_type *type, text_buffer *t) {
    for (size_t i = 0; i < LAW_FORMS_MAX && type->forms[i]; i++) {
        const char *between = i ? ", or " : "";
        for (const char *key = type->forms[i]; *key; between = " and ") {
            size_t length = strcspn(key, " ");
            text_add(t, "%s'%.*s'", between, (int)length, key);
            key += length + (key[length] == ' ');
        }
    }
}

/// Does what is given make one of the forms?
static bool forms_check(const reporter *r, const place *at, const law_type *type, const cJSON *json) {
    const char *missing = NULL, *only = NULL;
    size_t fitting = 0;
    for (size_t i = 0; i < LAW_FORMS_MAX && type->forms[i]; i++) {
        size_t count = form_missing(type, type->forms[i], json, &missing);
        if (count == 0)
            return true;
        fitting += count != SIZE_MAX;
        only = count == 1 ? missing : only;
    }
    text_buffer t = {0};
    forms_write(type, &t);
    char *forms = text_take(&t);
    if (fitting == 1 && only)
        (void)place_error(r, at, "'%s' is missing: %s takes %s", only, type->object.name, forms);
    else
        (void)place_error(r, at, "%s must have either %s", type->object.name, forms);
    free(forms);
    return false;
}

static bool parameters_check(const reporter *r, const place *at, const law_type *type,
                             const law_parameters *p, const field *f, optional_law *out) {
    const char *wrong = type->check ? type->check(p) : NULL;
    if (wrong)
        return place_error(r, at, "%s", wrong);
    SIM_REQUIRE(r->tables || !r->report);
    law_tables unused = {0};
    law made = type->make(p, r->tables ? r->tables : &unused);
    // The law's own mean is that of the file but for rounding, which must not take it below the limit.
    double mean = law_mean(&made);
    law_tables_free(&unused);
    if (!(mean >= f->min * (1 - 1e-12)))
        return place_error(r, at, "has the mean %g s; must be %g s or more", mean, f->min);
    if (!(mean <= SIM_SECONDS_MAX))
        return place_error(r, at, "has the mean %g s; must be %.0f s or less", mean, (double)SIM_SECONDS_MAX);
    *out = (optional_law){.given = true, .law = made};
    return true;
}

/// How many laws this one stands in.
static size_t law_depth(const place *at) {
    size_t depth = 0;
    for (; at; at = at->parent)
        depth += at->key && strcmp(at->key, "parts") == 0;
    return depth;
}

/// Reads the values that are in a file, if there is one.
static bool samples_bind(const reporter *r, const place *at, law_parameters *p) {
    const samples_document *from = &p->file;
    place file = place_of(at, "file");
    if (!from->path)
        return true;
    if (p->weights.count > 0)
        return place_error(r, at, "has a 'file' and 'weights'; name a column of the file in 'file.weights'");
    if (!r->report) // nobody would hear of it, and nothing comes of it
        return false;
    size_t length = 0;
    char *text = table_file_read(r, &file, r->report->layers->files[0].name, from->path, &length);
    if (!text)
        return false;
    csv table;
    bool good = samples_read(&table, text, length, from, &p->values, &p->weights, &p->file_hash);
    if (!good)
        (void)table_file_error(r, &file, from->path, &table);
    csv_release(&table);
    return good;
}

static bool law_of_type_bind(const reporter *r, const place *at, const cJSON *json, const law_type *type,
                             const field *f, optional_law *out) {
    law_parameters p = {0};
    bool good = object_bind(r, at, json, &type->object, &p);
    if (type->forms[0])
        good = good && forms_check(r, at, type, json);
    good = good && samples_bind(r, at, &p) && parameters_check(r, at, type, &p, f, out);
    object_release(&type->object, &p);
    return good;
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
    if (law_depth(at) > LAW_DEPTH_MAX)
        return place_error(r, at, "is in more than %d mixtures; must be in fewer", LAW_DEPTH_MAX);
    return law_of_type_bind(r, at, json, type, f, out);
}
