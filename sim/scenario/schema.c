#include <hotline/scenario.h>

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "scenario/document.h"

#define DURATION_PATTERN                                                                                     \
    "^([0-9]+([.][0-9]+)?|([0-9.]+w)?([0-9.]+d)?([0-9.]+h)?([0-9.]+min)?([0-9.]+s)?([0-9.]+ms)?)$"
#define PATH_PATTERN  "^[^.]+([.][^.]+)*$"
#define CLOCK_PATTERN "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$"
#define YEAR_PATTERN  "^((19|20|21)[0-9]{2}|notes)$"
#define DAY_PATTERN   "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
#define DATE_PATTERN  "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?)?$"

static cJSON *schema_typed(const char *type) {
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "type", type);
    return schema;
}

static cJSON *schema_pattern(const char *pattern) {
    cJSON *schema = schema_typed("string");
    cJSON_AddNumberToObject(schema, "minLength", 1);
    cJSON_AddStringToObject(schema, "pattern", pattern);
    return schema;
}

static cJSON *schema_range(const char *type, double min, double max) {
    cJSON *schema = schema_typed(type);
    cJSON_AddNumberToObject(schema, "minimum", min);
    cJSON_AddNumberToObject(schema, "maximum", max);
    return schema;
}

static cJSON *schema_reference(const char *name) {
    char path[NAME_LENGTH_MAX + 16];
    (void)snprintf(path, sizeof path, "#/$defs/%s", name);
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "$ref", path);
    return schema;
}

/// Either this or that.
static cJSON *schema_either(cJSON *a, cJSON *b) {
    cJSON *schema = cJSON_CreateObject(), *both = cJSON_AddArrayToObject(schema, "anyOf");
    cJSON_AddItemToArray(both, a);
    cJSON_AddItemToArray(both, b);
    return schema;
}

static cJSON *schema_list(cJSON *items, double min, double max) {
    cJSON *schema = schema_typed("array");
    cJSON_AddItemToObject(schema, "items", items);
    cJSON_AddNumberToObject(schema, "minItems", min);
    cJSON_AddNumberToObject(schema, "maxItems", max);
    return schema;
}

static cJSON *schema_choices(const char *const *choices) {
    cJSON *schema = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(schema, "enum");
    for (size_t i = 0; choices[i]; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(choices[i]));
    return schema;
}

static cJSON *schema_number_or_duration(void) {
    return schema_either(schema_typed("number"), schema_reference("duration"));
}

/// An object with names as keys, and notes.
static cJSON *schema_map(cJSON *names, cJSON *items) {
    cJSON *schema = schema_typed("object");
    cJSON *notes = cJSON_AddObjectToObject(schema, "properties");
    cJSON_AddItemToObject(notes, "notes", schema_reference("notes"));
    cJSON_AddItemToObject(schema, "propertyNames", names);
    cJSON_AddItemToObject(schema, "additionalProperties", items);
    return schema;
}

static cJSON *schema_objects(const field *f) {
    cJSON *names = f->type == KEY_PATHS ? schema_pattern(PATH_PATTERN) : schema_reference("name");
    return schema_map(names, schema_reference(f->object->name));
}

static cJSON *schema_time(const field *f) {
    return schema_either(schema_range("number", f->min, f->max), schema_reference("duration"));
}

static cJSON *schema_text(const field *f) {
    cJSON *schema = schema_typed("string");
    cJSON_AddNumberToObject(schema, "minLength", f->min > 0 ? 1 : 0);
    cJSON_AddNumberToObject(schema, "maxLength", f->max);
    return schema;
}

static cJSON *schema_numbers(const field *f) {
    return schema_list(schema_range("number", f->min, f->max), 1, VALUES_MAX);
}

/// An object with one list of numbers, `key`, and notes.
static cJSON *schema_cycle(const field *f, const char *key) {
    cJSON *schema = schema_typed("object"), *properties = cJSON_AddObjectToObject(schema, "properties");
    cJSON_AddItemToObject(properties, "notes", schema_reference("notes"));
    cJSON_AddItemToObject(properties, key, schema_numbers(f));
    cJSON_AddItemToObject(schema, "required", cJSON_CreateStringArray(&key, 1));
    cJSON_AddFalseToObject(schema, "additionalProperties");
    return schema;
}

static cJSON *schema_series(const field *f) {
    cJSON *number_or_list = schema_either(schema_range("number", f->min, f->max), schema_numbers(f));
    return schema_either(number_or_list, schema_either(schema_cycle(f, "day"), schema_cycle(f, "week")));
}

static cJSON *schema_yearly_value(const field *f) {
    return f->type == KEY_YEARLY_SECONDS ? schema_time(f) : schema_range("number", f->min, f->max);
}

/// An object with one object, `file`, and notes.
static cJSON *schema_file(const field *f) {
    const char *key = "file";
    cJSON *schema = schema_typed("object"), *properties = cJSON_AddObjectToObject(schema, "properties");
    cJSON_AddItemToObject(properties, "notes", schema_reference("notes"));
    cJSON_AddItemToObject(properties, key, schema_reference(f->object->name));
    cJSON_AddItemToObject(schema, "required", cJSON_CreateStringArray(&key, 1));
    cJSON_AddFalseToObject(schema, "additionalProperties");
    return schema;
}

/// A number, or numbers by years or of a table.
static cJSON *schema_yearly(const field *f) {
    cJSON *years = schema_map(schema_pattern(YEAR_PATTERN), schema_yearly_value(f));
    return schema_either(schema_yearly_value(f), schema_either(years, schema_file(f)));
}

static cJSON *schema_texts(void) {
    return schema_either(schema_typed("string"), schema_list(schema_typed("string"), 1, VALUES_MAX));
}

static cJSON *schema_filters(void) {
    cJSON *schema = schema_typed("object");
    cJSON_AddItemToObject(schema, "additionalProperties", schema_texts());
    return schema;
}

static cJSON *schema_moment(void) {
    cJSON *clock_or_date = schema_either(schema_pattern(CLOCK_PATTERN), schema_pattern(DATE_PATTERN));
    cJSON *duration = schema_either(schema_range("number", 0, SIM_SECONDS_MAX), schema_reference("duration"));
    return schema_either(duration, clock_or_date);
}

static cJSON *schema_calendar(const field *f) {
    if (f->type == KEY_MOMENT)
        return schema_moment();
    return schema_pattern(f->type == KEY_DATE  ? DATE_PATTERN
                          : f->type == KEY_DAY ? DAY_PATTERN
                                               : CLOCK_PATTERN);
}

static cJSON *schema_bits(const field *f) {
    cJSON *list = schema_list(schema_choices(f->choices), 1, 100);
    cJSON *bits = schema_either(schema_choices(f->choices), list);
    return f->type == KEY_TAKES ? schema_either(bits, schema_reference(f->object->name)) : bits;
}

static cJSON *schema_failback(const field *f) {
    cJSON *clock_or_hours = schema_either(schema_pattern(CLOCK_PATTERN), schema_reference(f->object->name));
    return schema_either(schema_choices(f->choices), clock_or_hours);
}

static cJSON *schema_value(const field *f) {
    switch (f->type) {
    case KEY_LINE:
    case KEY_TEXT:
        return schema_text(f);
    case KEY_NAME:
        return schema_reference("name");
    case KEY_METRIC:
        return schema_pattern(METRIC_PATTERN);
    case KEY_NUMBER:
    case KEY_WHOLE:
        return schema_range(f->type == KEY_NUMBER ? "number" : "integer", f->min, f->max);
    case KEY_SECONDS:
    case KEY_TIME:
        return schema_time(f);
    case KEY_DELAY:
        return schema_either(schema_time(f), schema_reference("law"));
    case KEY_TIMES:
        return schema_either(schema_time(f), schema_list(schema_time(f), 1, TIMES_MAX));
    case KEY_CHOICE:
        return schema_choices(f->choices);
    case KEY_BITS:
    case KEY_TAKES:
        return schema_bits(f);
    case KEY_DATE:
    case KEY_DAY:
    case KEY_MOMENT:
    case KEY_CLOCK:
        return schema_calendar(f);
    case KEY_FAILBACK:
        return schema_failback(f);
    case KEY_NAMES:
        return schema_either(schema_reference("name"), schema_list(schema_reference("name"), f->min, f->max));
    case KEY_NUMBERS:
        return schema_either(schema_range("number", f->min, f->max), schema_numbers(f));
    case KEY_SERIES:
        return schema_series(f);
    case KEY_SHARES:
        return schema_either(schema_reference("name"),
                             schema_map(schema_reference("name"), schema_range("number", 0, 1)));
    case KEY_TEXTS:
    case KEY_FILTERS:
        return f->type == KEY_TEXTS ? schema_texts() : schema_filters();
    case KEY_LAW:
    case KEY_OBJECT:
        return schema_reference(f->type == KEY_LAW ? "law" : f->object->name);
    case KEY_MAP:
    case KEY_PATHS:
        return schema_objects(f);
    case KEY_RANGE:
        return schema_list(schema_number_or_duration(), 2, 2);
    case KEY_YEARLY:
    case KEY_YEARLY_SECONDS:
        return schema_yearly(f);
    case KEY_FLAG:
    case KEY_ANY:
        return schema_typed(f->type == KEY_FLAG ? "boolean" : "object");
    }
    SIM_UNREACHABLE();
}

static cJSON *schema_field(const field *f) {
    cJSON *schema = schema_value(f);
    cJSON_AddStringToObject(schema, "description", f->meaning);
    if (f->standard)
        cJSON_AddItemToObject(schema, "default", cJSON_Parse(f->standard));
    return schema;
}

static cJSON *schema_object(const object_type *type) {
    cJSON *schema = schema_typed("object"), *required = cJSON_CreateArray();
    cJSON_AddStringToObject(schema, "description", type->meaning);
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    cJSON_AddItemToObject(properties, "notes", schema_reference("notes"));
    for (size_t i = 0; i < type->field_count; i++) {
        cJSON_AddItemToObject(properties, type->fields[i].key, schema_field(&type->fields[i]));
        if (type->fields[i].required)
            cJSON_AddItemToArray(required, cJSON_CreateString(type->fields[i].key));
    }
    cJSON_AddItemToObject(schema, "required", required);
    cJSON_AddFalseToObject(schema, "additionalProperties");
    return schema;
}

/// Adds the type, and those of the objects in it, unless they are there.
static void definitions_add(cJSON *definitions, const object_type *type) {
    if (cJSON_GetObjectItemCaseSensitive(definitions, type->name))
        return;
    cJSON_AddItemToObject(definitions, type->name, schema_object(type));
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i].object)
            definitions_add(definitions, type->fields[i].object);
}

/// The keys of each form, of which exactly one must be there whole.
static cJSON *schema_forms(const law_type *type) {
    cJSON *forms = cJSON_CreateArray();
    for (size_t i = 0; i < LAW_FORMS_MAX && type->forms[i]; i++) {
        cJSON *form = cJSON_CreateObject(), *required = cJSON_AddArrayToObject(form, "required");
        for (const char *key = type->forms[i]; *key; key += strspn(key, " ")) {
            char name[NAME_LENGTH_MAX + 1];
            size_t length = strcspn(key, " ");
            (void)snprintf(name, sizeof name, "%.*s", (int)length, key);
            cJSON_AddItemToArray(required, cJSON_CreateString(name));
            key += length;
        }
        cJSON_AddItemToArray(forms, form);
    }
    return forms;
}

static cJSON *schema_law(const law_type *type) {
    cJSON *schema = schema_object(&type->object);
    cJSON *properties = cJSON_GetObjectItemCaseSensitive(schema, "properties");
    cJSON *name = cJSON_CreateObject();
    cJSON_AddStringToObject(name, "const", type->object.name);
    cJSON_ReplaceItemInObjectCaseSensitive(properties, "law", name);
    if (type->forms[0])
        cJSON_AddItemToObject(schema, "oneOf", schema_forms(type));
    return schema;
}

static cJSON *schema_notes(void) {
    cJSON *texts = schema_typed("object");
    cJSON_AddItemToObject(texts, "additionalProperties", schema_typed("string"));
    cJSON *schema = schema_either(schema_typed("string"), texts);
    cJSON_AddStringToObject(schema, "description", "for people: where the figures are from");
    return schema;
}

static cJSON *definitions_make(void) {
    cJSON *definitions = cJSON_CreateObject();
    cJSON_AddItemToObject(definitions, "name", schema_pattern(NAME_PATTERN));
    cJSON_AddItemToObject(definitions, "duration", schema_pattern(DURATION_PATTERN));
    cJSON_AddItemToObject(definitions, "notes", schema_notes());
    cJSON *any_law = cJSON_AddObjectToObject(definitions, "law"),
          *laws = cJSON_AddArrayToObject(any_law, "oneOf");
    for (size_t i = 0; i < LAW_KIND_COUNT; i++)
        cJSON_AddItemToArray(laws, schema_law(&law_types[i]));
    for (size_t i = 0; i < LAW_KIND_COUNT; i++)
        for (size_t k = 0; k < law_types[i].object.field_count; k++)
            if (law_types[i].object.fields[k].object)
                definitions_add(definitions, law_types[i].object.fields[k].object);
    definitions_add(definitions, &document_type);
    return definitions;
}

/// Files that extend another one are incomplete by themselves: only what makes them one is checked.
static cJSON *schema_make(void) {
    cJSON *schema = schema_typed("object"), *condition = cJSON_CreateObject(),
          *overlay = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
    cJSON_AddStringToObject(schema, "title", "hotline scenario, version 1");
    const char *extends = "extends", *version = "hotline";
    cJSON_AddItemToObject(condition, "required", cJSON_CreateStringArray(&extends, 1));
    cJSON_AddItemToObject(overlay, "required", cJSON_CreateStringArray(&version, 1));
    cJSON *properties = cJSON_AddObjectToObject(overlay, "properties");
    cJSON_AddNumberToObject(cJSON_AddObjectToObject(properties, version), "const", 1);
    cJSON_AddItemToObject(schema, "if", condition);
    cJSON_AddItemToObject(schema, "then", overlay);
    cJSON_AddItemToObject(schema, "else", schema_reference(document_type.name));
    cJSON_AddItemToObject(schema, "$defs", definitions_make());
    return schema;
}

void scenario_schema_print(FILE *out) {
    cJSON *schema = schema_make();
    char *text = cJSON_Print(schema);
    SIM_REQUIRE(text);
    (void)fprintf(out, "%s\n", text);
    free(text);
    cJSON_Delete(schema);
}
