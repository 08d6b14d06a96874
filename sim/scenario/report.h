/// The errors of a scenario file, collected while its document is bound and compiled. They are found in the
/// order of the walk, without lines; in the end they are looked up in the files, all in one go, and sorted.
#ifndef SCENARIO_REPORT_H
#define SCENARIO_REPORT_H

#include <cjson/cJSON.h>

#include <hotline/error.h>

#include "random/law_table.h"
#include "scenario/layers.h"
#include "scenario/place.h"

/// Errors beyond this number are counted, but not kept: what a hostile file costs is bounded.
enum { REPORT_MAX = 1000 };

typedef struct report_item report_item;

typedef struct report {
    const layers *layers;
    report_item *items;
    size_t count;   ///< that are kept
    size_t dropped; ///< that are only counted
    char **tables;  ///< names of the CSV files that were opened, each once
    size_t table_count;
} report;

/// Places whose value was wrong and was replaced by a stand-in, so that what does not depend on it can still
/// be checked. An error at such a place, inside it or at what holds it would only follow from the first.
typedef struct doubts {
    uint64_t *places, *parents;
    size_t count, capacity;
    bool active;   ///< errors there are not reported
    bool too_many; ///< too much hangs on what was replaced: nothing else can be checked
} doubts;

/// Where a walk reports to, and leaves what outlives it.
typedef struct reporter {
    report *report;      ///< NULL: nobody listens
    doubts *doubts;      ///< of the document at hand; may be NULL
    const char *scheme;  ///< whose patched document it is; NULL: the document without a patch
    const cJSON *patch;  ///< of that scheme
    const cJSON *before; ///< the document that it patches
    law_tables *tables;  ///< where what laws need is kept; NULL: nobody listens
} reporter;

/// Reports an error at a place. Always false, so that a caller writes `return place_error(...)`.
bool place_error(const reporter *r, const place *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/// The same for a name that leads nowhere: wrong by itself, whatever else is wrong with what it stands at.
bool place_name_error(const reporter *r, const place *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/// Is it of no use to make a message, since it would not be kept?
bool reporter_is_full(const reporter *r);

/// Does the document stand for what the file says, everywhere? Else what concerns several of its parts cannot
/// be judged.
bool reporter_is_certain(const reporter *r);

/// Remembers that the value at `at`, whose error is reported, stands no longer for what the file says. NULL:
/// so much hangs on it that nothing else can be checked.
void reporter_doubt(const reporter *r, const place *at);

/// Reports an error whose line is known, in layers->files[layer] or, beyond those, in a --set. Nothing
/// happens when `err` holds none.
void report_add(report *all, size_t layer, const input_error *err);

/// Is the report still empty?
bool report_is_empty(const report *all);

/// Remembers that a table was opened.
void report_note_table(report *all, const char *path);

/// Looks all errors up and adds them to `out` in the order of their places.
void report_finish(report *all, input_errors *out);

void report_release(report *all);
void doubts_release(doubts *d);

#endif
