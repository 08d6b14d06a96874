/// A fuzz target, as libFuzzer calls it.
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/// Tries one input; aborts when something that must hold does not. Always 0.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
