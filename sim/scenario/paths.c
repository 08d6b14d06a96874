#include "scenario/paths.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

char *path_beside(const char *file, const char *other) {
    const char *slash = strrchr(file, '/');
    if (other[0] == '/' || !slash)
        return text_copy(other);
    return text_format("%.*s/%s", (int)(slash - file), file, other);
}

static cJSON *member_of(const cJSON *json, const char *key) {
    return cJSON_GetObjectItemCaseSensitive(json, key);
}

static void classes_rebase(const cJSON *classes, const char *file) {
    for (cJSON *item = cJSON_IsObject(classes) ? classes->child : NULL; item; item = item->next) {
        cJSON *path = member_of(member_of(member_of(item, "arrivals"), "file"), "path");
        if (!cJSON_IsString(path))
            continue;
        char *rebased = path_beside(file, path->valuestring);
        (void)cJSON_SetValuestring(path, rebased);
        free(rebased);
    }
}

void paths_rebase(cJSON *json, const char *file, const char *top) {
    const char *slash = strrchr(top, '/');
    size_t folder = slash ? (size_t)(slash - top) + 1 : 0;
    const char *from = strncmp(file, top, folder) == 0 ? file + folder : file;
    const cJSON *schemes = member_of(json, "schemes");
    classes_rebase(member_of(json, "classes"), from);
    for (const cJSON *item = cJSON_IsObject(schemes) ? schemes->child : NULL; item; item = item->next)
        classes_rebase(member_of(member_of(item, "patch"), "classes"), from);
}
