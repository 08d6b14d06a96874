#include "trace/codec.h"

#include "trace/rules.h"

enum { FIELDS_KNOWN = FIELDS_CALL | FIELD_DETAIL | FIELD_AGENT | FIELD_VALUE };

uint8_t *record_encode(record_coder *coder, const record *r, uint8_t *to) {
    unsigned fields = record_types[r->kind].fields;
    to = varint_write(to, (uint64_t)(r->time - coder->time));
    *to++ = r->kind;
    if (fields & FIELD_FLAGS)
        to = varint_write(to, r->flags);
    if (fields & FIELD_CALL) {
        to = varint_write(to, zigzag((int64_t)r->call - (int64_t)coder->call));
        coder->call = r->call;
    }
    if (fields & FIELD_CLASS)
        to = varint_write(to, index_shift(r->call_class));
    if (fields & FIELD_SITE)
        to = varint_write(to, index_shift(r->site));
    if (fields & FIELD_DETAIL)
        to = varint_write(to, index_shift(r->detail));
    if (fields & FIELD_AGENT)
        to = varint_write(to, r->agent);
    if (fields & FIELD_VALUE)
        to = varint_write(to, zigzag(r->value));
    coder->time = r->time;
    return to;
}

static sim_time time_decode(record_coder *coder, byte_reader *from) {
    uint64_t delta = bytes_take_up_to(from, (uint64_t)(SIM_NEVER - coder->time));
    coder->time += (sim_time)delta;
    return coder->time;
}

static uint32_t call_decode(record_coder *coder, byte_reader *from) {
    int64_t delta = bytes_take_signed(from);
    if (delta < -(int64_t)coder->call || delta > (int64_t)UINT32_MAX - (int64_t)coder->call) {
        from->bad = true;
        return 0;
    }
    coder->call = (uint32_t)((int64_t)coder->call + delta);
    return coder->call;
}

static void fields_decode(record_coder *coder, uint32_t fields, byte_reader *from, record *out) {
    if (fields & FIELD_FLAGS)
        out->flags = (uint8_t)bytes_take_up_to(from, UINT8_MAX);
    if (fields & FIELD_CALL)
        out->call = call_decode(coder, from);
    if (fields & FIELD_CLASS)
        out->call_class = bytes_take_index(from);
    if (fields & FIELD_SITE)
        out->site = bytes_take_index(from);
    if (fields & FIELD_DETAIL)
        out->detail = bytes_take_index(from);
    if (fields & FIELD_AGENT)
        out->agent = (uint32_t)bytes_take_up_to(from, UINT32_MAX);
    if (fields & FIELD_VALUE)
        out->value = bytes_take_signed(from);
    for (uint32_t later = fields & ~(uint32_t)FIELDS_KNOWN; later; later &= later - 1)
        (void)bytes_take_varint(from);
}

record_found record_decode(record_coder *coder, const file_kinds *kinds, byte_reader *from, record *out) {
    *out = (record){.time = time_decode(coder, from)};
    uint64_t kind = bytes_take_varint(from);
    if (from->bad || kind >= kinds->count)
        return RECORD_BAD;
    out->kind = (uint8_t)kind;
    fields_decode(coder, kinds->fields[kind], from, out);
    if (from->bad)
        return RECORD_BAD;
    return kind < RECORD_KIND_COUNT ? RECORD_FOUND : RECORD_UNKNOWN;
}
