/// Tasks shared out among threads.
#ifndef RUN_WORKERS_H
#define RUN_WORKERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Does the task of this index. False: take no more tasks.
typedef bool (*worker_task)(void *context, size_t index);

/// Does tasks 0 .. count - 1, each once, handed out in this order to `jobs` threads (0: as many as there are
/// processors); the calling thread is one of them. Returns when all threads are done.
void workers_run(uint32_t jobs, size_t count, worker_task task, void *context);

#endif
