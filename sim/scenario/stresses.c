#include "scenario/stresses.h"

#include <stdlib.h>

#include "base/text.h"
#include "scenario/assumptions.h"
#include "scenario/compile.h"
#include "scenario/set.h"

static bool set_compile(const reporter *r, const place *at, const cJSON *value, stress *out) {
    place here = place_of(at, value->string);
    if (!path_is_input(value->string))
        return place_name_error(r, &here,
                                "is about no input of the center; must be the path of one, as for --set");
    char *json = json_text(value);
    out->sets[out->set_count++] = text_format("%s=%s", value->string, json);
    free(json);
    return true;
}

static bool stress_compile(const reporter *r, const place *at, const stress_document *from, stress *out) {
    place here = place_of(at, "set");
    bool good = true;
    *out =
        (stress){.name = text_copy(from->name), .title = text_copy(from->title ? from->title : from->name)};
    if (!cJSON_IsObject(from->set) || !from->set->child)
        return place_error(r, &here,
                           "must be an object of values by their paths, such as {\"call_model.aht\": 120}");
    out->sets = memory_new((size_t)cJSON_GetArraySize(from->set), sizeof *out->sets);
    for (const cJSON *value = from->set->child; value; value = value->next)
        good = set_compile(r, &here, value, out) && good;
    return good;
}

bool stresses_compile(const reporter *r, const document *d, stresses *out) {
    place root = place_of(NULL, "stress");
    bool good = true;
    out->items = memory_new(d->stress.count, sizeof *out->items);
    for (size_t i = 0; i < d->stress.count; i++) {
        const stress_document *from = MAP_ITEM(d->stress, stress_document, i);
        place at = place_of(&root, from->name);
        good = stress_compile(r, &at, from, &out->items[out->count++]) && good;
    }
    return good;
}

bool stress_apply(const stress *s, cJSON *json, input_error *err) {
    bool good = true;
    for (size_t i = 0; i < s->set_count && good; i++) {
        layer_set set = {.text = s->sets[i]};
        good = set_apply(json, &set, err);
        free(set.paths);
    }
    return good;
}

void stresses_release(stresses *s) {
    for (size_t i = 0; i < s->count; i++) {
        for (size_t k = 0; k < s->items[i].set_count; k++)
            free(s->items[i].sets[k]);
        free(s->items[i].sets);
        free(s->items[i].name);
        free(s->items[i].title);
    }
    free(s->items);
}
