#include "forecast/root.h"

#include <math.h>

#include "base/text.h"

/// A pivot below this part of its own variance is rounding.
static const double pivot_min = 1e-12;

double *covariance_root(const double *matrix, size_t n) {
    double *root = memory_new(n * n, sizeof *root);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = matrix[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= root[i * n + k] * root[j * n + k];
            double pivot = root[j * n + j];
            if (i == j)
                root[i * n + i] = sum > pivot_min * matrix[i * n + i] ? sqrt(sum) : 0;
            else
                root[i * n + j] = pivot > 0 ? sum / pivot : 0;
        }
    return root;
}
