/* SPDX-License-Identifier: MIT */
/* The square root, correctly rounded, without libm. An instruction where the compiler can be asked
 * for it by name (at any level of optimisation), else exact integer arithmetic. PTV_PORTABLE forces
 * the second path; the tests run both. */
#ifndef PTVI_SQUARE_ROOT_H
#define PTVI_SQUARE_ROOT_H

#if defined(__SSE2__) && !defined(PTV_PORTABLE)
#include <emmintrin.h>

static inline double ptvi_sqrt(double x) {
    return _mm_cvtsd_f64(_mm_sqrt_pd(_mm_set1_pd(x)));
}
#elif defined(__aarch64__) && defined(__GNUC__) && !defined(PTV_PORTABLE)
static inline double ptvi_sqrt(double x) {
    double root;
    __asm__("fsqrt %d0, %d1" : "=w"(root) : "w"(x));
    return root;
}
#else
double ptvi_sqrt(double x);
#define PTVI_SQUARE_ROOT_BY_INTEGERS
#endif

#endif
