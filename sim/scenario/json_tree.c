#include "scenario/json_tree.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/check.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/json_scan.h"

static cJSON *json_required(cJSON *json) {
    if (!json) {
        (void)fputs("hotline: out of memory\n", stderr);
        exit(3);
    }
    return json;
}

static int member_compare(const void *a, const void *b) {
    return strcmp((*(cJSON *const *)a)->string, (*(cJSON *const *)b)->string);
}

/// Makes `items` the children of `parent`, as cJSON links them: the first one's `prev` is the last.
static void children_link(cJSON *parent, cJSON **items, size_t count) {
    parent->child = count ? items[0] : NULL;
    for (size_t i = 0; i < count; i++) {
        items[i]->next = i + 1 < count ? items[i + 1] : NULL;
        items[i]->prev = i ? items[i - 1] : items[count - 1];
    }
}

static cJSON **children_list(const cJSON *parent, size_t *count) {
    *count = (size_t)cJSON_GetArraySize(parent);
    cJSON **items = memory_new(*count, sizeof(cJSON *));
    size_t i = 0;
    for (cJSON *child = parent->child; child; child = child->next)
        items[i++] = child;
    return items;
}

/// Sorted members without those whose key stood there before.
static size_t members_unique(cJSON **items, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || strcmp(items[kept - 1]->string, items[i]->string) != 0) {
            items[kept++] = items[i];
            continue;
        }
        items[i]->next = items[i]->prev = NULL; // cJSON_Delete would free the members behind it too
        cJSON_Delete(items[i]);
    }
    return kept;
}

static void json_sort(cJSON *json) {
    if (cJSON_IsObject(json)) {
        size_t count = 0;
        cJSON **items = children_list(json, &count);
        if (count > 1) {
            qsort(items, count, sizeof(cJSON *), member_compare);
            count = members_unique(items, count);
        }
        children_link(json, items, count);
        free(items);
    }
    for (cJSON *child = json->child; child; child = child->next)
        json_sort(child);
}

cJSON *json_parse(const char *text, size_t length, const char *file, input_errors *errors) {
    if (!json_scan(text, length, file, errors))
        return NULL;
    // What the strict scan lets through, cJSON refuses only when memory is exhausted.
    cJSON *json = json_required(cJSON_ParseWithLength(text, length));
    json_sort(json);
    return json;
}

const cJSON *json_member(const cJSON *object, const char *key) {
    return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
}

void json_remove(cJSON *object, const char *key) {
    cJSON_DeleteItemFromObjectCaseSensitive(object, key);
}

/// What null does: take a member away, or be there for a later merge to do so.
typedef enum null_meaning { NULL_REMOVES, NULL_STAYS } null_meaning;

static cJSON *merge(cJSON *target, const cJSON *patch, null_meaning nulls);

/// What a patch makes of a member: the merged value, or NULL when the patch removes it.
static cJSON *member_merge(cJSON *old, const cJSON *patch, null_meaning nulls) {
    if (patch && cJSON_IsNull(patch) && nulls == NULL_REMOVES) {
        cJSON_Delete(old);
        return NULL;
    }
    return patch ? merge(old, patch, nulls) : old;
}

/// Walks both objects in order of their keys; `merged` has room for all members of both.
static size_t members_merge(cJSON *target, const cJSON *patch, null_meaning nulls, cJSON **merged) {
    size_t count = 0;
    cJSON *old = target->child;
    const cJSON *change = patch->child;
    while (old || change) {
        int order = !old ? 1 : !change ? -1 : strcmp(old->string, change->string);
        cJSON *next = old ? old->next : NULL;
        if (old && order <= 0)
            old->next = old->prev = NULL; // cJSON_Delete would free the members behind it too
        cJSON *item = member_merge(order <= 0 ? old : NULL, order >= 0 ? change : NULL, nulls);
        if (item && change && !item->string)
            item->string = text_copy(change->string);
        if (item)
            merged[count++] = item;
        old = order <= 0 ? next : old;
        change = order >= 0 ? change->next : change;
    }
    return count;
}

static cJSON *merge(cJSON *target, const cJSON *patch, null_meaning nulls) {
    if (!cJSON_IsObject(patch)) {
        char *key = target && target->string ? text_copy(target->string) : NULL;
        cJSON_Delete(target);
        cJSON *copy = json_required(cJSON_Duplicate(patch, true));
        free(copy->string);
        copy->string = key;
        return copy;
    }
    if (!target || !cJSON_IsObject(target)) {
        char *key = target && target->string ? text_copy(target->string) : NULL;
        cJSON_Delete(target);
        target = json_required(cJSON_CreateObject());
        target->string = key;
    }
    size_t most = (size_t)cJSON_GetArraySize(target) + (size_t)cJSON_GetArraySize(patch);
    cJSON **merged = memory_new(most, sizeof(cJSON *));
    children_link(target, merged, members_merge(target, patch, nulls, merged));
    free(merged);
    return target;
}

cJSON *json_merge(cJSON *target, const cJSON *patch) {
    return merge(target, patch, NULL_REMOVES);
}

cJSON *json_compose(cJSON *first, const cJSON *second) {
    return merge(first, second, NULL_STAYS);
}

void json_put(cJSON *object, const char *key, cJSON *value) {
    SIM_REQUIRE(cJSON_IsObject(object));
    json_remove(object, key);
    json_sort(value);
    cJSON_AddItemToObject(object, key, value);
    json_sort(object);
}

char *json_text(const cJSON *json) {
    char *text = cJSON_PrintUnformatted(json);
    if (!text) {
        (void)fputs("hotline: out of memory\n", stderr);
        exit(3);
    }
    return text;
}

uint64_t json_text_hash(const char *text) {
    return XXH64(text, strlen(text), 0);
}

uint64_t json_hash(const cJSON *json) {
    char *text = json_text(json);
    uint64_t hash = json_text_hash(text);
    free(text);
    return hash;
}

uint64_t hash_mix(uint64_t a, uint64_t b) {
    return XXH64(&b, sizeof b, a);
}

static void text_show(const char *text, char out[JSON_SHOW_SIZE]) {
    size_t length = 0, size = strlen(text);
    while (length < size && length < JSON_SHOW_SIZE - 12) {
        size_t step = utf8_length(text + length, size - length);
        length += step ? step : 1;
    }
    (void)snprintf(out, JSON_SHOW_SIZE, "'%.*s%s'", (int)length, text, length < size ? "..." : "");
}

void json_show(const cJSON *json, char out[JSON_SHOW_SIZE]) {
    if (cJSON_IsString(json))
        text_show(json->valuestring, out);
    else if (cJSON_IsNumber(json))
        (void)snprintf(out, JSON_SHOW_SIZE, fabs(json->valuedouble) < 1e16 ? "%.16g" : "%.15g",
                       json->valuedouble);
    else if (cJSON_IsBool(json))
        (void)snprintf(out, JSON_SHOW_SIZE, "%s", cJSON_IsTrue(json) ? "true" : "false");
    else
        (void)snprintf(out, JSON_SHOW_SIZE, "%s",
                       cJSON_IsObject(json)  ? "an object"
                       : cJSON_IsArray(json) ? "a list"
                                             : "null");
}
