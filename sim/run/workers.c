#define _POSIX_C_SOURCE 200809L
#include "run/workers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"

typedef struct pool {
    atomic_size_t next;
    atomic_bool stopped;
    size_t count;
    worker_task task;
    void *context;
} pool;

static void *work(void *argument) {
    pool *p = argument;
    while (!atomic_load(&p->stopped)) {
        size_t index = atomic_fetch_add(&p->next, 1);
        if (index >= p->count)
            break;
        if (!p->task(p->context, index))
            atomic_store(&p->stopped, true);
    }
    return NULL;
}

static size_t thread_count(uint32_t jobs, size_t tasks) {
    long processors = jobs ? (long)jobs : sysconf(_SC_NPROCESSORS_ONLN);
    size_t threads = processors > 0 ? (size_t)processors : 1;
    return threads < tasks ? threads : tasks;
}

void workers_run(uint32_t jobs, size_t count, worker_task task, void *context) {
    pool p = {.count = count, .task = task, .context = context};
    size_t threads = thread_count(jobs, count), started = 0;
    pthread_t *helpers = memory_new(threads, sizeof *helpers);
    // A thread that cannot be had is no error: the others do its work.
    while (started + 1 < threads && pthread_create(&helpers[started], NULL, work, &p) == 0)
        started++;
    (void)work(&p);
    for (size_t i = 0; i < started; i++)
        (void)pthread_join(helpers[i], NULL);
    free(helpers);
}
