/// Memory that is there or ends the program: a picture without memory cannot go on.
#ifndef VIZ_MEMORY_H
#define VIZ_MEMORY_H

#include <stddef.h>

/// `count` zeroed items of `size` bytes; not NULL, also for none.
void *viz_new(size_t count, size_t size);

/// `items` with room for at least `need` of them; *capacity is updated.
void *viz_grown(void *items, size_t *capacity, size_t need, size_t size);

#endif
