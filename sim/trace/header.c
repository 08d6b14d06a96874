#include "trace/header.h"

#include <stdlib.h>

#include <xxhash.h>

#include "trace/format.h"

static void put_kinds(byte_buffer *b) {
    bytes_put_varint(b, RECORD_KIND_COUNT);
    for (size_t i = 0; i < RECORD_KIND_COUNT; i++) {
        bytes_put_text(b, record_types[i].name);
        bytes_put_varint(b, record_types[i].fields);
        bytes_put_varint(b, record_types[i].value);
    }
}

static void put_payload(byte_buffer *b, const trace_header *h) {
    bytes_put_text(b, h->version);
    bytes_put_fixed(b, h->scenario_hash, 8);
    bytes_put_fixed(b, h->seed, 8);
    bytes_put_varint(b, h->replication);
    bytes_put_text(b, h->scenario_text);
    put_kinds(b);
    layout_encode(b, h->layout);
}

void header_encode(byte_buffer *b, const trace_header *h) {
    byte_buffer payload = {0};
    put_payload(&payload, h);
    bytes_put_fixed(b, FRAME_HEADER, 4);
    bytes_put_fixed(b, HEADER_FIXED_BYTES + payload.length + HASH_BYTES, 4);
    size_t begin = b->length;
    bytes_put(b, HEADER_MAGIC, MAGIC_BYTES);
    bytes_put_fixed(b, TRACE_FORMAT_MAJOR, 2);
    bytes_put_fixed(b, TRACE_FORMAT_MINOR, 2);
    bytes_put_fixed(b, payload.length, 4);
    bytes_put(b, payload.bytes, payload.length);
    bytes_put_fixed(b, XXH64(b->bytes + begin, b->length - begin, 0), HASH_BYTES);
    free(payload.bytes);
}

/// The kinds that both know must have the fields that this program knows: kinds are never changed, only
/// extended.
static bool kinds_decode(file_kinds *kinds, byte_reader *r) {
    kinds->count = (uint32_t)bytes_take_up_to(r, FILE_KINDS_MAX);
    for (uint32_t i = 0; i < kinds->count && !r->bad; i++) {
        free(bytes_take_text(r));
        kinds->fields[i] = (uint32_t)bytes_take_up_to(r, UINT32_MAX);
        (void)bytes_take_varint(r);
        if (i < RECORD_KIND_COUNT && (kinds->fields[i] & record_types[i].fields) != record_types[i].fields)
            r->bad = true;
    }
    return !r->bad;
}

bool header_decode(file_header *h, byte_reader *from) {
    *h = (file_header){.version = bytes_take_text(from)};
    h->shown.scenario_hash = bytes_take_fixed(from, 8);
    h->shown.seed = bytes_take_fixed(from, 8);
    h->shown.replication = (uint32_t)bytes_take_up_to(from, UINT32_MAX);
    h->scenario_text = bytes_take_text(from);
    if (!kinds_decode(&h->kinds, from))
        return false;
    h->layout = layout_decode(from);
    h->shown.layout = h->layout;
    h->shown.scenario_text = h->scenario_text;
    h->shown.version = h->version;
    return h->layout != NULL;
}

void header_destroy(file_header *h) {
    layout_free(h->layout);
    free(h->scenario_text);
    free(h->version);
    *h = (file_header){0};
}
