#include "theory/poisson.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>
#include <stdint.h>

#include "base/check.h"

/// From here on the uniform expansion is exact to double precision near its middle.
static const double count_large = 1e4, middle = 0.1;

double log1p_less(double z) {
    return z > -1 ? gsl_sf_log_1plusx_mx(z) : -INFINITY;
}

double stirling_rest(double z) {
    return log(gsl_sf_gammastar(z));
}

double deviance(double x, double difference) {
    return -x * log1p_less(difference / x);
}

double poisson_below(double c, double a) {
    double sum = 0, term = 1;
    for (int64_t i = 0; (double)i < c; i++) {
        double ratio = (c - (double)i) / a;
        term *= ratio;
        sum += term;
        // the terms that are left decrease at least as fast as by this ratio
        if (isinf(sum) || (ratio < 1 && term < 1e-18 * sum * (1 - ratio)))
            break;
    }
    return sum;
}

double poisson_log(double k, double y) {
    if (k < 1)
        return -y;
    return -deviance(k, y - k) - 0.5 * log(2 * M_PI * k) - stirling_rest(k);
}

/// The probability of `count` and more for y < count.
static double share_from(double count, double y) {
    double sum = 1, term = 1;
    for (int64_t i = 1; term > 1e-18 * sum; i++) {
        term *= y / (count + (double)i);
        sum += term;
    }
    return sum * exp(poisson_log(count, y));
}

/// c0 of the uniform expansion, a function of z = y / count - 1: 1 / z - 1 / eta, by Taylor's series near 0.
static double expansion_first(double z, double eta) {
    if (fabs(z) > 1e-2)
        return 1 / z - 1 / eta;
    return -1.0 / 3 + z * (1.0 / 12 - z * (23.0 / 540 - z * (353.0 / 12960 - z * 589.0 / 30240)));
}

/// Temme's uniform expansion of the incomplete gamma function (N. M. Temme, "The asymptotic expansion of the
/// incomplete gamma functions", 1979, SIAM J. Math. Anal. 10; DLMF 8.12). All later terms are below 1e-13
/// here.
static double share_near_log(double count, double y) {
    double z = (y - count) / count, half_square = -log1p_less(z);
    double eta = copysign(sqrt(2 * half_square), z);
    double second = -1.0 / 540 + eta * (-1.0 / 288 + eta * (1.0 / 378 - eta * 77.0 / 77760));
    double third = 25.0 / 6048 - eta * 139.0 / 51840;
    double series = expansion_first(z, eta) + (second + third / count) / count;
    double main_log = gsl_sf_log_erfc(eta * sqrt(count / 2)) - M_LN2;
    // the rest, as a multiple of the main part, so that neither vanishes
    return main_log + log1p(exp(-count * half_square - main_log) / sqrt(2 * M_PI * count) * series);
}

double poisson_log_less(double count, double y) {
    if (isinf(count))
        return 0;
    SIM_ASSERT(count >= 1 && y >= 0);
    if (y <= 0)
        return 0;
    double z = (y - count) / count;
    if (count > count_large && fabs(z) < middle)
        return share_near_log(count, y);
    return z < 0 ? log1p(-share_from(count, y))
                 : poisson_log(count - 1, y) + log1p(poisson_below(count - 1, y));
}
