/// One error of a report.
#ifndef SCENARIO_REPORT_ITEM_H
#define SCENARIO_REPORT_ITEM_H

#include "scenario/report.h"

struct report_item {
    size_t number; ///< in the order in which they were found
    uint64_t key;  ///< of path and text: equal errors have equal ones
    char *path;    ///< NULL: `error` is complete
    char *text;
    char *scheme;         ///< in whose patched document it was found first; NULL: without a patch
    char *last_scheme;    ///< in which it was found last
    size_t other_schemes; ///< how many others have it too
    bool in_patch;        ///< the place is inside that scheme's patch
    size_t depth;
    uint64_t *prefixes; ///< paths from the root (or the patch) down to the place: depth + 1
    size_t layer;       ///< index of the file; then the --sets
    char *file;
    int line;
    size_t offset; ///< in the file
    input_error error;
};

#endif
