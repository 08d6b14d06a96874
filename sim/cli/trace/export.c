#include "cli/trace/export.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cli/interrupt.h"
#include "cli/output.h"
#include "print/json.h"

enum { FLAGS_TEXT_SIZE = 40 };

/// One record in words. Names point into the layout or to constants; NULL where the record has no such field.
typedef struct record_words {
    const char *call_class, *site, *detail;
    char flags[FLAGS_TEXT_SIZE];
} record_words;

/// The name at an index, NULL when the file holds an index that does not exist.
static const char *pick(const char *const *names, size_t count, size_t index) {
    return index < count ? names[index] : NULL;
}

static const char *class_name(const layout *l, uint16_t index) {
    return index < l->class_count ? l->classes[index].name : NULL;
}

static const char *site_name(const layout *l, uint16_t index) {
    return index < l->site_count ? l->sites[index].name : NULL;
}

static const char *group_name(const layout *l, uint16_t index) {
    return index < l->group_count ? l->groups[index].name : NULL;
}

static const char *agent_state_name(unsigned state) {
    static const char *const names[AGENT_STATE_COUNT] = {"off", "idle", "talking", "wrapup", "handover"};
    const char *name = pick(names, AGENT_STATE_COUNT, state);
    return name ? name : "?";
}

static const char *call_state_name(uint16_t state) {
    static const char *const names[CALL_STATE_COUNT] = {"none",   "entering", "ivr",  "asking",
                                                        "queued", "talking",  "away", "at_port"};
    return pick(names, CALL_STATE_COUNT, state);
}

static const char *blocked_cause_name(uint16_t cause) {
    static const char *const names[BLOCKED_CAUSE_COUNT] = {"fault", "trunk", "ivr_port", "queue", "setup"};
    return pick(names, BLOCKED_CAUSE_COUNT, cause);
}

static const char *plan_phase_name(uint16_t phase) {
    static const char *const names[PLAN_PHASE_COUNT] = {"watching", "detecting", "deciding", "switching"};
    return pick(names, PLAN_PHASE_COUNT, phase);
}

static const char *sim_phase_name(uint16_t phase) {
    static const char *const names[SIM_PHASE_COUNT] = {"warming_up", "counting", "draining", "finished"};
    return pick(names, SIM_PHASE_COUNT, phase);
}

static const char *ivr_exit_name(uint16_t way) {
    static const char *const names[IVR_EXIT_COUNT] = {"self_served", "hung_up", "message"};
    return pick(names, IVR_EXIT_COUNT, way);
}

static const char *queue_exit_name(uint16_t way) {
    static const char *const names[QUEUE_EXIT_COUNT] = {"message", "closed", "sent_on", "to_ivr", "callback"};
    return pick(names, QUEUE_EXIT_COUNT, way);
}

static const char *talk_end_name(uint16_t way) {
    static const char *const names[TALK_END_COUNT] = {"served", "unresolved", "transferred", "unreached",
                                                      "cut"};
    return pick(names, TALK_END_COUNT, way);
}

static const char *leg_name(uint16_t kind) {
    static const char *const names[LEG_KIND_COUNT] = {"transfer", "sent_on", "callback", "ticket",
                                                      "requeued"};
    return pick(names, LEG_KIND_COUNT, kind);
}

static const char *site_up_name(uint16_t bits) {
    static const char *const names[] = {"down", "platform up", "seats up", "up"};
    return pick(names, sizeof names / sizeof names[0], bits);
}

static const char *capacity_name(uint16_t what) {
    static const char *const names[CAPACITY_COUNT] = {"trunks", "ivr_ports", "seats", "setups"};
    return pick(names, CAPACITY_COUNT, what);
}

static const char *unit_name(uint16_t bits) {
    static const char *const names[] = {
        "works", "lacks a spare part",       "lacks a crew",       "in repair",
        "held",  "held, lacks a spare part", "held, lacks a crew", "held, in repair"};
    return pick(names, sizeof names / sizeof names[0], bits);
}

static const char *detail_name(const layout *l, const record *r) {
    switch ((record_kind)r->kind) {
    case RECORD_PHASE:
        return sim_phase_name(r->detail);
    case CALL_BLOCKED:
        return blocked_cause_name(r->detail);
    case CALL_STEPS:
        return r->detail < l->step_count ? l->steps[r->detail].name : NULL;
    case CALL_LEAVES_IVR:
        return ivr_exit_name(r->detail);
    case CALL_ANSWERED:
    case AGENT_MOVES:
        return group_name(l, r->detail);
    case CALL_DROPPED:
        return call_state_name(r->detail);
    case CALL_MOVES:
        return site_name(l, r->detail);
    case SITE_CHANGES:
        return site_up_name(r->detail);
    case PLAN_MOVES:
        return plan_phase_name(r->detail);
    case UNIT_MOVES:
        return unit_name(r->detail);
    case CAPACITY_CHANGES:
        return capacity_name(r->detail);
    case ENTRY_CHANGES:
        return r->detail == NO_INDEX16 ? "closed" : site_name(l, r->detail);
    case CALL_LEAVES_QUEUE:
        return queue_exit_name(r->detail);
    case CALL_ENDS:
        return talk_end_name(r->detail);
    case CALL_STARTS_LEG:
        return leg_name(r->detail);
    case CALL_ASKS_BACKEND:
    case CALL_QUERY_BEGINS:
    case CALL_QUERY_ENDS:
        return r->detail < l->backend_count ? l->backends[r->detail].name : NULL;
    case CALL_CHANGES_CLASS:
        return class_name(l, r->detail);
    case CALL_ABANDONS:
        return r->detail ? "balks" : NULL;
    case CALL_IS_OFFERED_CALLBACK:
        return r->detail ? "accepted" : "declined";
    case CALL_ARRIVES:
    case CALL_ASKS:
    case CALL_QUEUES:
    case CALLER_GIVES_UP:
    case CALL_WAITS_FOR_PORT:
    case CALL_IS_LATE:
    case CALL_HAS_WAITED:
    case CALL_SUSPENDS:
    case CALL_RESUMES:
    case PLAN_FAILS:
    case RECORD_KIND_COUNT:
        break;
    }
    return NULL;
}

static void flags_write(const record *r, char text[FLAGS_TEXT_SIZE]) {
    if (r->kind == AGENT_MOVES)
        (void)snprintf(text, FLAGS_TEXT_SIZE, "%s>%s", agent_state_name(r->flags >> 4U),
                       agent_state_name(r->flags & 15U));
    else
        (void)snprintf(text, FLAGS_TEXT_SIZE, "%s%s%s", r->flags & RECORD_COUNTED ? "counted" : "uncounted",
                       r->flags & RECORD_REDIAL ? " redial" : "",
                       r->flags & RECORD_REDIALS ? " redials" : "");
}

static record_words words_of(const layout *l, const record *r, unsigned fields) {
    record_words w = {0};
    w.call_class = fields & FIELD_CLASS ? class_name(l, r->call_class) : NULL;
    w.site = fields & FIELD_SITE ? site_name(l, r->site) : NULL;
    w.detail = fields & FIELD_DETAIL ? detail_name(l, r) : NULL;
    if (fields & FIELD_FLAGS)
        flags_write(r, w.flags);
    return w;
}

/// Seconds with all six decimals where the value is a time, else the number.
static void value_print(const record *r, const record_type *type, FILE *out) {
    if (type->value == VALUE_BACK || type->value == VALUE_SPAN)
        (void)fprintf(out, "%.6f", sim_time_to_s(r->value));
    else
        (void)fprintf(out, "%" PRId64, r->value);
}

static void record_print_csv(const layout *l, const record *r, FILE *out) {
    const record_type *type = &record_types[r->kind];
    record_words w = words_of(l, r, type->fields);
    (void)fprintf(out, "%.6f,%s,", sim_time_to_s(r->time), type->name);
    if (type->fields & FIELD_CALL && r->call)
        (void)fprintf(out, "%u", r->call);
    (void)fprintf(out, ",%s,%s,", w.call_class ? w.call_class : "", w.site ? w.site : "");
    if (type->fields & FIELD_AGENT)
        (void)fprintf(out, "%u", r->agent);
    (void)fprintf(out, ",%s,", w.detail ? w.detail : "");
    if (type->fields & FIELD_VALUE)
        value_print(r, type, out);
    (void)fprintf(out, ",%s\n", w.flags);
}

static void member_print(const char *key, const char *text, FILE *out) {
    if (!text)
        return;
    (void)fprintf(out, ", \"%s\": ", key);
    json_print_text(out, text);
}

static void record_print_json(const layout *l, const record *r, FILE *out) {
    const record_type *type = &record_types[r->kind];
    record_words w = words_of(l, r, type->fields);
    (void)fprintf(out, "{\"time\": %.6f, \"record\": \"%s\"", sim_time_to_s(r->time), type->name);
    if (type->fields & FIELD_CALL && r->call)
        (void)fprintf(out, ", \"call\": %u", r->call);
    member_print("class", w.call_class, out);
    member_print("site", w.site, out);
    if (type->fields & FIELD_AGENT)
        (void)fprintf(out, ", \"agent\": %u", r->agent);
    member_print("detail", w.detail, out);
    if (type->fields & FIELD_VALUE) {
        (void)fputs(", \"value\": ", out);
        value_print(r, type, out);
    }
    member_print("flags", *w.flags ? w.flags : NULL, out);
    (void)fputs("}", out);
}

static void begin_print(const layout *l, bool json, FILE *out) {
    if (!json) {
        (void)fputs("time,record,call,class,site,agent,detail,value,flags\n", out);
        return;
    }
    (void)fputs("{\"hotline_trace\": 1, \"scenario\": ", out);
    json_print_text(out, l->name);
    (void)fputs(", \"scheme\": ", out);
    json_print_text(out, l->scheme);
    (void)fputs(", \"records\": [", out);
}

static void chunk_print(const layout *l, const record *records, size_t count, bool json, bool first,
                        FILE *out) {
    for (size_t i = 0; i < count && records[i].kind < RECORD_KIND_COUNT; i++) {
        if (json) {
            (void)fputs(first && i == 0 ? "\n" : ",\n", out);
            record_print_json(l, &records[i], out);
        } else {
            record_print_csv(l, &records[i], out);
        }
    }
}

static bool chunks_print(const trace *t, bool json, FILE *out, input_error *err) {
    const layout *l = trace_info(t)->layout;
    bool first = true;
    // a full disk or a reader that has gone away ends a long export at once
    for (size_t i = 0; i < trace_chunk_count(t) && !ferror(out); i++) {
        record *records = NULL;
        size_t count = 0;
        if (interrupt_seen())
            return runtime_error_set(err, NULL, "interrupted");
        if (!trace_read_chunk(t, i, &records, &count, err))
            return false;
        chunk_print(l, records, count, json, first, out);
        first = first && count == 0;
        free(records);
    }
    return true;
}

bool trace_export(const trace *t, const char *path, bool json, input_error *err) {
    output out;
    if (!output_open(&out, path, err))
        return false;
    begin_print(trace_info(t)->layout, json, out.stream);
    if (!chunks_print(t, json, out.stream, err)) {
        output_abandon(&out);
        return false;
    }
    (void)fputs(json ? "\n]}\n" : "", out.stream);
    return output_close(&out, err);
}
