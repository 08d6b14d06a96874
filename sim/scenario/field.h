/// Field tables: one for each kind of JSON object. A table binds the object's members to a struct, checks
/// their ranges, gives their defaults, and prints the JSON Schema and the reference.
#ifndef SCENARIO_FIELD_H
#define SCENARIO_FIELD_H

#include <stdio.h>

#include <hotline/call_model.h>
#include <hotline/time.h>

#include "random/law_table.h"
#include "scenario/compiled.h"
#include "scenario/json_tree.h"
#include "scenario/report.h"

/// What a member may be, and (in brackets) the type it is bound to.
typedef enum key_type {
    KEY_LINE,     ///< text of one line, at most `max` bytes (char *; NULL when absent)
    KEY_TEXT,     ///< text, at most `max` bytes (char *)
    KEY_NAME,     ///< a name (char *)
    KEY_METRIC,   ///< the name of a metric (char *)
    KEY_NUMBER,   ///< min <= number <= max (double; NAN when absent)
    KEY_WHOLE,    ///< the same, whole (int64_t; WHOLE_ABSENT when absent)
    KEY_SECONDS,  ///< number of seconds or duration text, min <= seconds <= max (double; NAN when absent)
    KEY_TIME,     ///< the same (sim_time; TIME_ABSENT when absent)
    KEY_DELAY,    ///< a duration as for KEY_TIME, or a law (delay)
    KEY_TIMES,    ///< a duration, or a list of 1 to TIMES_MAX different ones (time_list)
    KEY_CHOICE,   ///< one of `choices` (int, its index; -1 when absent)
    KEY_FLAG,     ///< true or false (bool)
    KEY_BITS,     ///< one or a list of `choices` (unsigned, bit i for choice i)
    KEY_TAKES,    ///< the same, or an object of type `object` (takes_document)
    KEY_DATE,     ///< date and time (civil_time)
    KEY_DAY,      ///< date alone (civil_time; zeros when absent)
    KEY_MOMENT,   ///< clock time, duration from start, or date and time (moment)
    KEY_CLOCK,    ///< clock time (sim_time since midnight; TIME_ABSENT when absent)
    KEY_FAILBACK, ///< one of `choices`, a clock time, or an object of type `object` (failback_rule)
    KEY_NAMES,    ///< a name or a list of names (name_list)
    KEY_NUMBERS,  ///< a number or a list of numbers, min <= each <= max (number_list)
    KEY_SERIES,   ///< the same, or numbers for the slices of a day or a week (series)
    KEY_SHARES,   ///< a name, or names with probabilities that sum to 1 (share_list)
    KEY_TEXTS,    ///< a text or a list of texts (text_list)
    KEY_FILTERS,  ///< texts, or lists of texts, by any names (filter_list)
    KEY_LAW,      ///< a probability law; its mean at least `min` seconds (optional_law)
    KEY_OBJECT,   ///< an object of type `object` (its struct; zeros when absent)
    KEY_MAP,      ///< an object of named objects of type `object`, at most `max` (object_map)
    KEY_PATHS,    ///< the same, but its keys are paths, as for --set (object_map)
    KEY_RANGE,    ///< two numbers, or durations, the smaller first (value_range; seconds)
    KEY_YEARLY,   ///< a number, or numbers by years or of a table (`object`), min <= each <= max (yearly)
    KEY_YEARLY_SECONDS, ///< the same of seconds or durations (yearly)
    KEY_ANY,            ///< any object, bound by somebody else (const cJSON *)
} key_type;

#define TIME_ABSENT  INT64_MIN
#define WHOLE_ABSENT INT64_MIN

/// One row. `standard` is the default as JSON text; a key without one is required, or may be absent.
typedef struct field {
    const char *key;
    key_type type;
    bool required;
    size_t offset;
    double min, max;
    const char *standard;
    const char *meaning;
    const char *const *choices; ///< ended by NULL
    const struct object_type *object;
} field;

/// One table.
typedef struct object_type {
    const char *name;  ///< in the schema
    const char *title; ///< in the reference: where such an object stands
    const char *meaning;
    size_t size;
    const field *fields;
    size_t field_count;
} object_type;

/// Names in a map: [a-z][a-z0-9_-]*, at most NAME_LENGTH_MAX characters. The pattern is for the schema.
enum { NAME_LENGTH_MAX = 63 };
#define NAME_PATTERN   "^[a-z][a-z0-9_-]{0,62}$"
#define METRIC_PATTERN "^[a-z][a-z0-9_]{0,62}(@[0-9a-z.]{1,40})?$"

/// The items of a KEY_MAP in order of their names. The struct of an item begins with `char *name`.
typedef struct object_map {
    size_t count;
    void *items;
} object_map;

typedef struct value_range {
    double low, high;
} value_range;

/// The first is the main one.
enum { TIMES_MAX = 1 + FURTHER_AWTS_MAX };
typedef struct time_list {
    size_t count;
    sim_time times[TIMES_MAX];
} time_list;

/// `single`: given as a name, not as a list. `count` 0: absent.
typedef struct name_list {
    size_t count;
    char **names;
    bool single;
} name_list;

/// `count` 0: absent (an empty list is an error).
typedef struct number_list {
    size_t count;
    double *values;
    bool single;
} number_list;

/// `count` 0: absent.
typedef struct text_list {
    size_t count;
    char **texts;
} text_list;

/// What the rows of a table must have in a column: one of the values.
typedef struct column_filter {
    char *column;
    text_list values;
} column_filter;

/// In order of the columns' names.
typedef struct filter_list {
    size_t count;
    column_filter *filters;
} filter_list;

/// What the values of a series are spread over, in slices of equal length: the duration (a number, or a list
/// by itself), each day from 00:00, or each week from Monday 00:00.
typedef enum series_span { SPAN_DURATION, SPAN_DAY, SPAN_WEEK } series_span;

typedef struct series {
    number_list list;
    series_span span;
} series;

/// In order of the names.
typedef struct share_list {
    size_t count;
    char **names;
    double *shares;
} share_list;

/// Years that a scenario may speak of.

/// A number, or numbers by years.
typedef struct yearly {
    factor_series series;
    uint64_t file_hash; ///< of the table's content, if it is from one; else 0
} yearly;

/// Values by years in a CSV file.
typedef struct yearly_document {
    char *path;
    char *year, *value; ///< columns
    double unit;        ///< which numbers are counted in
    filter_list where;
} yearly_document;

typedef enum moment_kind { MOMENT_ABSENT, MOMENT_AFTER_START, MOMENT_CLOCK, MOMENT_DATE } moment_kind;

typedef struct moment {
    moment_kind kind;
    sim_time time; ///< from start, or since midnight
    civil_time date;
} moment;

/// How much of its capacities a site loses; WHOLE_ABSENT where none.
typedef struct capacities_document {
    int64_t trunks, ivr_ports, seats, setups;
} capacities_document;

/// Whole parts (bit i for choice i), or capacities.
typedef struct takes_document {
    unsigned parts;
    capacities_document capacities;
} takes_document;

/// Hours of each day, since midnight.
typedef struct hours_document {
    sim_time from, to;
} hours_document;

typedef struct failback_rule {
    failback kind;
    hours_document hours; ///< of a clock time: `from` alone
} failback_rule;

/// Measured values in a CSV file.
typedef struct samples_document {
    char *path; ///< NULL: no file
    char *column, *weights;
    filter_list where;
} samples_document;

/// What laws take: each some of these.
typedef struct law_parameters {
    char *law;
    double mean, cv, rate, mu, sigma, shape, scale, value, min, max, mode, half_width,
        sd; ///< NAN when absent
    int64_t phases;
    number_list values, weights;
    samples_document file;
    uint64_t file_hash; ///< of its content, once it is read to `values` and `weights`
    bool interpolate;
    object_map branches; ///< of law_branch_document
    object_map parts;    ///< of law_part_document
} law_parameters;

typedef struct law_branch_document {
    char *name;
    double weight, mean;
} law_branch_document;

typedef struct law_part_document {
    char *name;
    double weight;
    optional_law law;
} law_part_document;

/// One row of the table of laws: its name, what it takes, and how it is made. `forms`: the combinations of
/// keys that it may be given by ("mean cv", "mu sigma"); NULL when all that it needs are required. A check of
/// the parameters returns what is wrong, NULL when nothing is.
enum { LAW_FORMS_MAX = 3 };
typedef struct law_type {
    law_kind kind;
    object_type object;
    const char *forms[LAW_FORMS_MAX];
    const char *(*check)(const law_parameters *p);
    law (*make)(const law_parameters *p, law_tables *tables);
} law_type;

extern const law_type law_types[LAW_KIND_COUNT];

/// Binds `json` to `out`, which is object->size bytes of zeros. False, and all that is wrong reported, when
/// anything is. Then too `out` is bound wholly, with stand-ins for what is wrong or missing, and must be
/// freed.
bool object_bind(const reporter *r, const place *at, const cJSON *json, const object_type *type, void *out);

/// Binds one present value. False, and all that is wrong reported, when anything is; but for objects and maps
/// `out` is then bound in parts.
bool value_bind(const reporter *r, const place *at, const cJSON *json, const field *f, void *out);

/// Frees what the fields of a bound struct own, not the struct.
void object_release(const object_type *type, void *bound);

/// Says that a value is not what it must be. Always false.
bool value_error(const reporter *r, const place *at, const cJSON *json, const char *expected);

/// Is it a name as maps have them; `metric`: as metrics have them?
bool name_is_valid(const char *name, bool metric);

/// Checks "notes": a string, or an object of strings.
bool notes_check(const reporter *r, const place *at, const cJSON *json);

#endif
