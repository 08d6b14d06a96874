/// Binding of single values, one function for each key_type that is no container. Each checks and stores one
/// present value; false, and the reporter's error set, when it is not what the field wants.
#ifndef SCENARIO_BIND_VALUE_H
#define SCENARIO_BIND_VALUE_H

#include "scenario/field.h"

bool text_bind(const reporter *r, const place *at, const cJSON *json, const field *f, char **out);
bool name_bind(const reporter *r, const place *at, const cJSON *json, const field *f, char **out);
bool number_bind(const reporter *r, const place *at, const cJSON *json, const field *f, double *out);
bool whole_bind(const reporter *r, const place *at, const cJSON *json, const field *f, int64_t *out);
bool seconds_bind(const reporter *r, const place *at, const cJSON *json, const field *f, double *out);
bool time_bind(const reporter *r, const place *at, const cJSON *json, const field *f, sim_time *out);
bool choice_bind(const reporter *r, const place *at, const cJSON *json, const field *f, int *out);
bool flag_bind(const reporter *r, const place *at, const cJSON *json, bool *out);
bool bits_bind(const reporter *r, const place *at, const cJSON *json, const field *f, unsigned *out);
bool takes_bind(const reporter *r, const place *at, const cJSON *json, const field *f, takes_document *out);
bool date_bind(const reporter *r, const place *at, const cJSON *json, civil_time *out);
bool moment_bind(const reporter *r, const place *at, const cJSON *json, moment *out);
bool clock_bind(const reporter *r, const place *at, const cJSON *json, sim_time *out);
bool failback_bind(const reporter *r, const place *at, const cJSON *json, const field *f, failback_rule *out);
bool range_bind(const reporter *r, const place *at, const cJSON *json, value_range *out);
bool names_bind(const reporter *r, const place *at, const cJSON *json, const field *f, name_list *out);
bool delay_bind(const reporter *r, const place *at, const cJSON *json, const field *f, delay *out);
bool times_bind(const reporter *r, const place *at, const cJSON *json, const field *f, time_list *out);
bool numbers_bind(const reporter *r, const place *at, const cJSON *json, const field *f, number_list *out);
bool series_bind(const reporter *r, const place *at, const cJSON *json, const field *f, series *out);
bool yearly_bind(const reporter *r, const place *at, const cJSON *json, const field *f, yearly *out);
void yearly_release(yearly *y);
bool day_bind(const reporter *r, const place *at, const cJSON *json, civil_time *out);
bool shares_bind(const reporter *r, const place *at, const cJSON *json, share_list *out);
bool texts_bind(const reporter *r, const place *at, const cJSON *json, text_list *out);
bool filters_bind(const reporter *r, const place *at, const cJSON *json, filter_list *out);
void texts_release(text_list *list);
void filters_release(filter_list *list);
bool law_bind(const reporter *r, const place *at, const cJSON *json, const field *f, optional_law *out);

/// "must be one of 'a', 'b'", with a hint to the nearest. Always false.
bool choice_error(const reporter *r, const place *at, const cJSON *json, const char *const *choices,
                  const char *or_else);

/// The year that a text is; 0 when it is none from CALL_YEAR_FIRST to CALL_YEAR_LAST.
int year_of(const char *text);

/// A number for messages: whole ones in full, others short.
enum { BOUND_SIZE = 32 };
void bound_show(double value, char out[BOUND_SIZE]);

#endif
