/// The header of a trace file: where it comes from, the layout of its center, the kinds of its records.
#ifndef TRACE_HEADER_H
#define TRACE_HEADER_H

#include <hotline/trace.h>

#include "trace/bytes.h"
#include "trace/codec.h"

/// A header that owns its texts and its layout.
typedef struct file_header {
    trace_header shown; ///< points to what follows
    layout *layout;
    char *scenario_text, *version;
    file_kinds kinds;
} file_header;

/// Appends the whole frame.
void header_encode(byte_buffer *b, const trace_header *h);

/// Reads a header's payload. False when it is not sound; destroy it in any case.
bool header_decode(file_header *h, byte_reader *from);
void header_destroy(file_header *h);

/// Appends a layout.
void layout_encode(byte_buffer *b, const layout *l);

/// Reads a layout; NULL when it is not sound. Free with layout_free.
layout *layout_decode(byte_reader *from);

/// What keeps a layout from being stored in a trace, NULL when nothing does.
const char *layout_problem(const layout *l);

#endif
