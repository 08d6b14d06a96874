#include "scenario/paths.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"

static cJSON *member_of(const cJSON *json, const char *key) {
    return cJSON_GetObjectItemCaseSensitive(json, key);
}

/// Rebases the path of each `file` in an object, however deep: recorded calls, measured values and factors
/// by years are named alike. Notes are texts.
static void files_rebase(cJSON *json, const char *file) {
    for (cJSON *item = json->child; item; item = item->next) {
        cJSON *path = item->string && strcmp(item->string, "file") == 0 ? member_of(item, "path") : NULL;
        if (!path || !cJSON_IsString(path)) {
            files_rebase(item, file);
            continue;
        }
        char *rebased = path_beside(file, path->valuestring);
        (void)cJSON_SetValuestring(path, rebased);
        free(rebased);
    }
}

void paths_rebase(cJSON *json, const char *file, const char *top) {
    const char *slash = strrchr(top, '/');
    size_t folder = slash ? (size_t)(slash - top) + 1 : 0;
    files_rebase(json, strncmp(file, top, folder) == 0 ? file + folder : file);
}
