#include "fit/words.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *fit_field_name(size_t field) {
#define X(name, meaning) #name,
    static const char *const names[] = {HOTLINE_FIT_FIELDS(X)};
#undef X
    return names[field];
}

size_t fit_field_find(const char *name) {
    size_t field = 0;
    while (field < FIT_FIELD_COUNT && strcmp(name, fit_field_name(field)) != 0)
        field++;
    return field;
}

bool list_has(const char *list, const char *word) {
    size_t length = strlen(word);
    for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (strncasecmp(at, word, length) == 0 && (at[length] == ',' || !at[length]))
            return true;
    return false;
}

outcome outcome_of(const char *word, const fit_reading *how) {
    static const char answered[] = "agent,answered,answer,served,connected,completed,handled,ok,yes,true,1";
    static const char abandoned[] =
        "hang,abandoned,abandon,hangup,hang up,hung up,lost,no answer,noanswer,no,false,0";
    static const char ignored[] = "phantom,ignored,test";
    bool own = how->answered || how->abandoned || how->ignored;
    if (list_has(own ? how->answered : answered, word))
        return OUTCOME_ANSWERED;
    if (list_has(own ? how->abandoned : abandoned, word))
        return OUTCOME_ABANDONED;
    return list_has(own ? how->ignored : ignored, word) ? OUTCOME_IGNORED : OUTCOME_UNKNOWN;
}

fit_field field_by_column(const char *name) {
    static const char *const usual[FIT_FIELD_COUNT] = {
        [FIT_day] = "day,date,call_date",
        [FIT_time] =
            "time,datetime,timestamp,arrival,arrival_time,call_time,start,start_time,vru_entry,vru_entry_s",
        [FIT_type] = "type,class,call_type,skill,queue,service_type,category",
        [FIT_caller] = "caller,caller_id,customer,customer_id,ani",
        [FIT_ivr_time] = "ivr_time,ivr,ivr_s,ivr_time_s,vru_time,vru_time_s",
        [FIT_queue_start] = "queue_start,queue_entry,q_start,q_start_s",
        [FIT_wait] = "wait,wait_s,wait_time,waiting_time,queue_time,q_time,q_time_s",
        [FIT_outcome] = "outcome,result,disposition,status",
        [FIT_answer] = "answer,answer_time,answered_at,service_start,ser_start,ser_start_s",
        [FIT_end] = "end,end_time,call_end,hangup_time",
        [FIT_service] = "service,service_time,service_s,ser_time,ser_time_s,talk,talk_s,talk_time",
        [FIT_calls] = "calls,count,counts,call_count,volume",
    };
    for (size_t field = 0; field < FIT_FIELD_COUNT; field++)
        if (list_has(usual[field], name))
            return (fit_field)field;
    return FIT_FIELD_COUNT;
}

double number_of(const char *text, bool *is_number) {
    const char *at = text + (*text == '-');
    double value = 0, unit = 1;
    size_t digits = 0;
    *is_number = true;
    if (!*text)
        return NAN;
    for (; *at >= '0' && *at <= '9'; at++, digits++)
        value = 10 * value + (*at - '0');
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9'; at++, digits++)
            value += (*at - '0') * (unit /= 10);
    if (digits > 0 && digits < 16 && !*at)
        return *text == '-' ? -value : value;
    char *end = NULL;
    bool plain = !text[strspn(text, "0123456789.eE+-")];
    value = plain ? strtod(text, &end) : NAN;
    *is_number = plain && !*end && isfinite(value);
    return *is_number ? value : NAN;
}

void name_make(const char *text, char name[64]) {
    enum { LONGEST = 40 };
    size_t length = 0;
    if (!isalpha((unsigned char)*text) || (unsigned char)*text > 127)
        name[length++] = 'c';
    for (; *text && length < LONGEST; text++) {
        unsigned char c = (unsigned char)*text;
        bool plain = c < 128 && (isalnum(c) || c == '_');
        name[length++] = plain ? (char)tolower(c) : '-';
    }
    name[length] = '\0';
}
