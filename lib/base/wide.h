/* SPDX-License-Identifier: MIT */
/* Integers of any number of 64-bit limbs, least significant limb first: 128, 192, 256 bits and
 * more. Unsigned, or two's complement where the name says signed.
 *
 * Only the product of two limbs depends on the compiler: through __int128 where it exists and is
 * more than a call of its library, or through 32-bit halves. PTV_PORTABLE forces the second path;
 * the tests run both. */
#ifndef PTVI_WIDE_H
#define PTVI_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The product of two limbs: returns the low half, stores the high one. */
static inline uint64_t ptvi_wide_product(uint64_t a, uint64_t b, uint64_t *high) {
#if defined(__SIZEOF_INT128__) && !defined(__wasm__) && !defined(PTV_PORTABLE)
    __extension__ typedef unsigned __int128 u128;
    u128 product = (u128)a * b;
    *high = (uint64_t)(product >> 64);
    return (uint64_t)product;
#else
    const uint64_t half = 0xFFFFFFFF;
    uint64_t ll = (a & half) * (b & half);
    uint64_t lh = (a & half) * (b >> 32);
    uint64_t hl = (a >> 32) * (b & half);
    uint64_t hh = (a >> 32) * (b >> 32);
    uint64_t middle = (ll >> 32) + (lh & half) + (hl & half);
    *high = hh + (lh >> 32) + (hl >> 32) + (middle >> 32);
    return (middle << 32) | (ll & half);
#endif
}

/* a += b, n limbs each; returns the carry out. */
static inline bool ptvi_wide_add(uint64_t *a, const uint64_t *b, size_t n) {
    bool carry = false;
    for (size_t i = 0; i < n; i++) {
        uint64_t sum = a[i] + b[i];
        bool first = sum < b[i];
        a[i] = sum + carry;
        carry = first || a[i] < sum;
    }
    return carry;
}

/* a -= b, n limbs each; returns the borrow out. */
static inline bool ptvi_wide_sub(uint64_t *a, const uint64_t *b, size_t n) {
    bool borrow = false;
    for (size_t i = 0; i < n; i++) {
        uint64_t difference = a[i] - b[i];
        bool first = a[i] < b[i];
        a[i] = difference - borrow;
        borrow = first || difference < (uint64_t)borrow;
    }
    return borrow;
}

/* Whether the two's complement number a is below 0. */
static inline bool ptvi_wide_negative(const uint64_t *a, size_t n) {
    return a[n - 1] >> 63;
}

/* a += b in two's complement; returns whether the sum left the range. a is changed either way. */
static inline bool ptvi_wide_add_signed(uint64_t *a, const uint64_t *b, size_t n) {
    bool a_negative = ptvi_wide_negative(a, n);
    bool b_negative = ptvi_wide_negative(b, n);
    ptvi_wide_add(a, b, n);
    return a_negative == b_negative && ptvi_wide_negative(a, n) != a_negative;
}

/* Below, equal, above: -1, 0, 1. Unsigned. */
static inline int ptvi_wide_compare(const uint64_t *a, const uint64_t *b, size_t n) {
    for (size_t i = n; i-- > 0;)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* out = a * b, of na + nb limbs; out overlaps neither. Unsigned. */
void ptvi_wide_mul(uint64_t *out, const uint64_t *a, size_t na, const uint64_t *b, size_t nb);

/* Two limbs divided by a divisor of 1 to 2^63; the quotient must fit one limb. */
uint64_t ptvi_wide_divide(const uint64_t a[2], uint64_t divisor, uint64_t *rest);

/* The nearest double, ties to even. Unsigned. */
double ptvi_wide_to_double(const uint64_t *a, size_t n);

/* The difference of two products, a * b - c * d, as the nearest double: exact until the one
 * rounding, however much cancels. */
double ptvi_product_difference(uint64_t a, uint64_t b, uint64_t c, uint64_t d);

#endif
