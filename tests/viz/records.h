/// A short true trace: calls, agents, an outage and a switchover, in records that fit together.
#ifndef VIZ_RECORDS_H
#define VIZ_RECORDS_H

#include <hotline/trace.h>

/// Writes a trace of `l`, which has the fixture's usual size, to `path`: a call every minute for ten hours,
/// an outage at 10:20 for two hours. The scheme's title is that of the layout. Fails the test when it cannot.
void records_write_trace(const layout *l, const char *path);

#endif
