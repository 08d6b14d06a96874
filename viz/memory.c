#include "memory.h"

#include <stdio.h>
#include <stdlib.h>

static void *checked(void *memory) {
    if (memory)
        return memory;
    fputs("hotline-viz: out of memory\n", stderr);
    exit(3);
}

void *viz_new(size_t count, size_t size) {
    return checked(calloc(count ? count : 1, size));
}

void *viz_grown(void *items, size_t *capacity, size_t need, size_t size) {
    if (need <= *capacity)
        return items;
    size_t larger = need * 2 + 64;
    void *moved = checked(realloc(items, larger * size));
    *capacity = larger;
    return moved;
}
