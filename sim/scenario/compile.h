/// From a bound document to a compiled scenario: names become indices, presets and defaults that depend on
/// other values are filled in, and what belongs together is checked together.
#ifndef SCENARIO_COMPILE_H
#define SCENARIO_COMPILE_H

#include "scenario/compiled.h"
#include "scenario/document.h"

/// What all parts of the compiler work on.
typedef struct compiler {
    const reporter *reporter;
    const document *document;
    scenario *scenario;
    bool plans_known;     ///< all plans are compiled: what follows from them can be checked
    uint16_t first_site;  ///< the only site that no plan leads to: where calls enter by default
    uint32_t first_sites; ///< how many such sites there are; a default needs one
} compiler;

/// Fills `out` (zeros) but for its text, hash, scheme names and targets. False, and all that is wrong
/// reported, when anything is; what is filled must be freed with scenario_release all the same. Then too the
/// names of classes, groups, sites, steps and events are all there.
bool scenario_compile(const reporter *r, const document *d, scenario *out);

/// Frees what a scenario owns, not the struct.
void scenario_release(scenario *s);

/// The parts, in the order in which they may be called: each uses what those before have filled, and goes on
/// after an error with what does not depend on it.
bool sites_compile(compiler *c);
bool plans_compile(compiler *c);
bool outages_compile(compiler *c);
bool components_compile(compiler *c);
void components_release(scenario *s);
void backends_compile(compiler *c);
bool steps_compile(compiler *c);
bool classes_compile(compiler *c);
bool groups_compile(compiler *c);
bool schedules_compile(const compiler *c, const place *at, const group_document *from, scenario_group *out);
bool arrivals_compile(compiler *c, const place *at, const arrivals_document *from, arrival_rates *out);
void arrivals_release(arrival_rates *rates);

/// Copies the call model; classes take their calls from it.
bool model_compile(compiler *c);
void model_release(call_model *m);

/// Arrivals that the call model says, as arrivals with a rate or a profile and a volume. `values`, to be
/// freed, are those that `out` points to. False, and an error reported, when they cannot be.
bool modelled_arrivals(const compiler *c, const place *at, const arrivals_document *from,
                       arrivals_document *out, double **values);

/// Calls that are replayed from a file, instead of rates.
bool recorded_compile(const compiler *c, const place *at, const arrivals_document *from, arrival_rates *out);

/// The part of arrivals_compile that knows of days: their factors, special days, fixed numbers.
bool days_compile(const compiler *c, const place *at, const arrivals_document *from, arrival_rates *out);
bool ways_compile(const compiler *c, const place *at, const class_document *from, uint16_t own,
                  scenario_class *out);

/// Index of `name` in an array of structs that begin with `char *name`, in order of the names. NO_INDEX16,
/// and the error set with a hint, when it is not there. `what`: "site".
uint16_t name_find(const reporter *r, const place *at, const char *what, const void *items, size_t count,
                   size_t size, const char *name);

/// The same for sites and IVR steps of the layout.
uint16_t site_find(const compiler *c, const place *at, const char *name);
uint16_t step_find(const compiler *c, const place *at, const char *name);

/// What is taken of each capacity.
void capacities_compile(const capacities_document *from, uint32_t out[CAPACITY_COUNT]);

/// Index of a component, as one of `site` (NO_INDEX16: of none) names it; NO_INDEX, and the error set, when
/// there is none.
uint32_t component_find(const compiler *c, const place *at, uint16_t site, const char *name);

/// Choices with positive probability as cumulative probabilities; targets[i] belongs to from->shares[i].
weighted *shares_compile(const share_list *from, const uint16_t *targets, uint16_t *count);

/// Item `index` of a map whose items are `type`s.
#define MAP_ITEM(map, type, index) (&((const type *)(map).items)[index])

#endif
