/// What every cmocka test includes, in the order that cmocka wants.
#ifndef SUPPORT_TEST_H
#define SUPPORT_TEST_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/// Fails unless |actual - expected| <= tolerance; NaN fails. (cmocka's own compares floats.)
#define assert_near(actual, expected, tolerance)                                                             \
    do {                                                                                                     \
        double near_a = (actual), near_e = (expected), near_t = (tolerance);                                 \
        if (!(fabs(near_a - near_e) <= near_t))                                                              \
            fail_msg("%s is %.10g; expected %.10g within %.3g", #actual, near_a, near_e, near_t);            \
    } while (0)

#endif
