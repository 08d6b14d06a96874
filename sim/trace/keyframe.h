/// A replay state as bytes.
#ifndef TRACE_KEYFRAME_H
#define TRACE_KEYFRAME_H

#include <hotline/replay.h>

#include "trace/bytes.h"

/// Appends the state. Every slot of a caller and every agent takes at least one byte, so that the size of a
/// keyframe bounds the memory that a reader gives to it.
void keyframe_encode(byte_buffer *b, const replay_state *s);

/// Fills a state that was created for the file's layout. False when the bytes are not a sound keyframe; the
/// state is then good for nothing but another decode or destroy.
bool keyframe_decode(replay_state *s, const uint8_t *bytes, size_t count);

/// The open queries of a state, which came with format 2.1 and stand in the chunk's head: nothing when there
/// are none, unless failures follow.
void queries_encode(byte_buffer *b, const replay_state *s);

/// What came with format 2.2 and stands behind them: units that do not work, capacities that are lost, talks
/// that stand still. Nothing when there is none of it.
void failures_encode(byte_buffer *b, const replay_state *s);

/// Adds both to a state that keyframe_decode() has filled. Bytes behind them are a later version's.
bool extras_decode(replay_state *s, byte_reader from);

#endif
