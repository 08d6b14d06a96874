#include <stdlib.h>

#include "base/text.h"
#include "scenario/bind_value.h"

enum { TEXTS_MAX = 100000, FILTERS_MAX = 100 };

bool texts_bind(const reporter *r, const place *at, const cJSON *json, text_list *out) {
    bool list = cJSON_IsArray(json);
    size_t count = list ? (size_t)cJSON_GetArraySize(json) : 1, index = 0;
    if (!list && !cJSON_IsString(json))
        return value_error(r, at, json, "a text or a list of texts");
    if (count < 1 || count > TEXTS_MAX)
        return place_error(r, at, "has %zu texts; must have 1 to %d", count, TEXTS_MAX);
    out->texts = memory_new(count, sizeof *out->texts);
    for (const cJSON *item = list ? json->child : json; item; item = list ? item->next : NULL, index++) {
        place element = place_at(at, index);
        if (!cJSON_IsString(item))
            return value_error(r, &element, item, "a text");
        out->texts[out->count++] = text_copy(item->valuestring);
    }
    return true;
}

bool filters_bind(const reporter *r, const place *at, const cJSON *json, filter_list *out) {
    size_t count = cJSON_IsObject(json) ? (size_t)cJSON_GetArraySize(json) : 0;
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "an object of columns and texts");
    if (count > FILTERS_MAX)
        return place_error(r, at, "has %zu columns; at most %d", count, FILTERS_MAX);
    out->filters = memory_new(count, sizeof *out->filters);
    for (const cJSON *item = json->child; item; item = item->next) {
        place here = place_of(at, item->string);
        column_filter *f = &out->filters[out->count++];
        f->column = text_copy(item->string);
        if (!texts_bind(r, &here, item, &f->values))
            return false;
    }
    return true;
}

void texts_release(text_list *list) {
    for (size_t i = 0; i < list->count; i++)
        free(list->texts[i]);
    free(list->texts);
}

void filters_release(filter_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->filters[i].column);
        texts_release(&list->filters[i].values);
    }
    free(list->filters);
}
