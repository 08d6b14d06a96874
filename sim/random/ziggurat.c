#include "random/ziggurat.h"

#include <math.h>

/// Whether the point at x in the layer that the word chose, at a random height, is under the curve.
static bool is_under(const ziggurat *z, uint64_t word, double density, stream *s) {
    unsigned i = ziggurat_layer_of(word);
    double low = z->layers[i].height, high = z->layers[i - 1].height;
    return low + stream_unit(s) * (high - low) < density;
}

double exponential_settle(stream *s, uint64_t word) {
    double x;
    while (!exponential_try(word, &x)) {
        if (ziggurat_layer_of(word) == 0)
            return ziggurat_exponential.tail - log(stream_unit(s)); // the tail is like the whole
        if (is_under(&ziggurat_exponential, word, exp(-x), s))
            return x;
        word = stream_word(s);
    }
    return x;
}

/// Beyond `tail`: Marsaglia 1964.
static double normal_tail(double tail, stream *s) {
    for (;;) {
        double beyond = -log(stream_unit(s)) / tail, y = -log(stream_unit(s));
        if (2 * y > beyond * beyond)
            return tail + beyond;
    }
}

double normal_draw(stream *s) {
    for (;;) {
        double x;
        uint64_t word = stream_word(s);
        if (normal_try(word, &x))
            return x;
        if (ziggurat_layer_of(word) == 0)
            return copysign(normal_tail(ziggurat_normal.tail, s), x);
        if (is_under(&ziggurat_normal, word, exp(-x * x / 2), s))
            return x;
    }
}
