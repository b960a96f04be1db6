/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdint.h>
#include <string.h>

#include "stats/elementary.h"

/* log 2 in two parts; the first has 21 trailing zero bits, so its product with any exponent is
 * exact. */
static const double ln2_high = 0x1.62e42feep-1;
static const double ln2_low = 0x1.a39ef35793c76p-33;
static const double log2_e = 0x1.71547652b82fep+0;

static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

#ifdef PTVI_SQUARE_ROOT_BY_INTEGERS
double ptvi_sqrt(double x) {
    if (x == 0 || ptvi_is_nan(x) || x == INFINITY)
        return x;
    if (x < 0)
        return NAN;
    int exponent = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p108;
        exponent = -54;
    }
    uint64_t bits = bits_of(x);
    int power = (int)(bits >> 52) - 1023;
    uint64_t m = (bits & UINT64_C(0xFFFFFFFFFFFFF)) | UINT64_C(0x10000000000000);
    if (power % 2 != 0) {
        m <<= 1;
        power--;
    }
    /* The root of m * 2^54 digit by digit, to 54 bits: 53 and one to round by. The remainder says
     * whether anything follows, so there are no ties. */
    uint64_t root = 0, remainder = 0;
    for (int digit = 53; digit >= 0; digit--) {
        uint64_t next = digit >= 27 ? m >> 2 * (digit - 27) & 3 : 0;
        remainder = remainder << 2 | next;
        uint64_t trial = root << 2 | 1;
        root <<= 1;
        if (remainder >= trial) {
            remainder -= trial;
            root |= 1;
        }
    }
    uint64_t rounded = (root >> 1) + (root & 1);
    exponent += power / 2 - 52;
    return (double)rounded * double_of((uint64_t)(exponent + 1023) << 52);
}
#endif

/* 2^k for a k at which it is a normal number. */
static double power_of_two(int k) {
    return double_of((uint64_t)(k + 1023) << 52);
}

/* x = k log 2 + (r + tail), |r| below 0.35. */
static int reduce(double x, double *r, double *tail) {
    double scaled = x * log2_e;
    int k = (int)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    double high = x - k * ln2_high;
    double low = k * ln2_low;
    *r = high - low;
    *tail = (high - *r) - low;
    return k;
}

/* exp(r) - 1 - r by its Taylor series, for |r| below 0.35. */
static double exp_remainder(double r) {
    double sum = 0;
    for (int i = 14; i >= 3; i--)
        sum = (sum + 1) * (r / i);
    return (sum + 1) * (r * r * 0.5);
}

double ptvi_exp(double x) {
    if (x > 710)
        return INFINITY;
    if (x < -746)
        return 0;
    if (ptvi_is_nan(x))
        return x;
    double r, tail;
    int k = reduce(x, &r, &tail);
    double value = 1 + (r + (exp_remainder(r) + tail));
    /* In two steps, since 2^k itself may be out of range where the product is not. */
    int half = k / 2;
    return value * power_of_two(half) * power_of_two(k - half);
}

double ptvi_expm1(double x) {
    if (x > 40 || x < -40 || ptvi_is_nan(x))
        return ptvi_exp(x) - 1;
    double r, tail;
    int k = reduce(x, &r, &tail);
    double fraction = r + (exp_remainder(r) + (tail + r * tail));
    if (k == 0)
        return fraction;
    double scale = power_of_two(k);
    return (scale - 1) + scale * fraction;
}

double ptvi_expm1mx(double x) {
    return x > -0.35 && x < 0.35 ? exp_remainder(x) : ptvi_expm1(x) - x;
}

/* 2 (atanh(s) - s) / s for a small s: the tail of the series of log((1 + s) / (1 - s)). */
static double atanh_tail(double s) {
    double square = s * s;
    double sum = 0;
    for (int i = 25; i >= 3; i -= 2)
        sum = (sum + 2.0 / i) * square;
    return sum;
}

/* log(1 + f) for 1 + f between ptvi_sqrt(1/2) and ptvi_sqrt(2). */
static double log_near_one(double f) {
    double s = f / (2 + f);
    /* 2 s = f - s f, so f, which is exact, carries the sum. */
    return f - s * (f - atanh_tail(s));
}

/* log(x) + correction, for a correction far smaller than 1. */
static double log_corrected(double x, double correction) {
    int k = 0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        k = -54;
    }
    uint64_t bits = bits_of(x);
    k += (int)(bits >> 52) - 1023;
    double m = double_of((bits & UINT64_C(0xFFFFFFFFFFFFF)) | UINT64_C(0x3FF0000000000000));
    if (m > 0x1.6a09e667f3bcdp+0) {
        m *= 0.5;
        k++;
    }
    return k * ln2_high + (log_near_one(m - 1) + (k * ln2_low + correction));
}

double ptvi_log(double x) {
    if (ptvi_is_nan(x) || x < 0)
        return NAN;
    if (x == 0)
        return -INFINITY;
    if (x == INFINITY)
        return x;
    return log_corrected(x, 0);
}

double ptvi_log1p(double x) {
    if (x > -0.29 && x < 0.41)
        return log_near_one(x);
    if (ptvi_is_nan(x) || x < -1)
        return NAN;
    if (x == -1)
        return -INFINITY;
    if (x == INFINITY)
        return x;
    double sum = 1 + x;
    double lost = x > 1 ? 1 - (sum - x) : x - (sum - 1);
    return log_corrected(sum, lost / sum);
}

double ptvi_log1pmx(double x) {
    if (x > -0.29 && x < 0.41) {
        double s = x / (2 + x);
        return -s * (x - atanh_tail(s));
    }
    return ptvi_log1p(x) - x;
}

double ptvi_log1mexp(double x) {
    if (x >= 0)
        return -INFINITY;
    return x > -0.6931471805599453 ? ptvi_log(-ptvi_expm1(x)) : ptvi_log1p(-ptvi_exp(x));
}
