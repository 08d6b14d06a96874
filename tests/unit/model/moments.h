/// Mean and variance of what a test has seen.
#ifndef MODEL_MOMENTS_H
#define MODEL_MOMENTS_H

typedef struct moments {
    double n, sum, squares;
} moments;

static inline void moments_add(moments *m, double x) {
    m->n++;
    m->sum += x;
    m->squares += x * x;
}

static inline double mean_of(const moments *m) {
    return m->sum / m->n;
}

static inline double variance_of(const moments *m) {
    return (m->squares - m->sum * m->sum / m->n) / (m->n - 1);
}

/// 3.9 standard errors: a true claim fails with probability 1e-4.
#define Z 3.9

#endif
