#include "scenario/table_file.h"

#include <stdlib.h>

#include "base/path.h"

char *table_file_read(const reporter *r, const place *at, const char *beside, const char *path,
                      size_t *length) {
    char wrong[CSV_WRONG_SIZE], *name = path_beside(beside, path);
    char *text = csv_file_read(name, length, wrong);
    place here = place_of(at, "path");
    if (text && r->report)
        report_note_table(r->report, name);
    free(name);
    if (!text)
        (void)place_error(r, &here, "%s: %s", path, wrong);
    return text;
}

bool table_file_error(const reporter *r, const place *at, const char *path, const csv *table) {
    if (table->line > 0)
        return place_error(r, at, "%s:%d: %s", path, table->line, table->wrong);
    return place_error(r, at, "%s: %s", path, table->wrong);
}
