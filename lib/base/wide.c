/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/wide.h"

void ptvi_wide_mul(uint64_t *out, const uint64_t *a, size_t na, const uint64_t *b, size_t nb) {
    for (size_t i = 0; i < na + nb; i++)
        out[i] = 0;
    for (size_t i = 0; i < na; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; j < nb; j++) {
            /* The product's high limb is at most 2^64 - 2, so both carries fit into it. */
            uint64_t high;
            uint64_t low = ptvi_wide_product(a[i], b[j], &high);
            out[i + j] += low;
            high += out[i + j] < low;
            out[i + j] += carry;
            high += out[i + j] < carry;
            carry = high;
        }
        out[i + nb] = carry;
    }
}

uint64_t ptvi_wide_divide(const uint64_t a[2], uint64_t divisor, uint64_t *rest) {
    uint64_t quotient = 0, remainder = 0;
    for (int bit = 127; bit >= 0; bit--) {
        remainder = remainder << 1 | (a[bit / 64] >> bit % 64 & 1);
        quotient <<= 1;
        if (remainder >= divisor) {
            remainder -= divisor;
            quotient |= 1;
        }
    }
    *rest = remainder;
    return quotient;
}

/* Position of the highest bit set, 0 for the lowest; x is not 0. */
static int highest_bit(uint64_t x) {
    int position = 0;
    for (int step = 32; step > 0; step /= 2)
        if (x >> step) {
            x >>= step;
            position += step;
        }
    return position;
}

double ptvi_wide_to_double(const uint64_t *a, size_t n) {
    while (n > 0 && a[n - 1] == 0)
        n--;
    if (n == 0)
        return 0.0;

    /* The top 64 bits; what lies below only matters for ties, so it is kept as one sticky bit,
     * far below the 53 bits that a double holds. */
    uint64_t top = a[n - 1];
    int shift = 63 - highest_bit(top);
    bool sticky = false;
    if (n > 1) {
        if (shift > 0)
            top = top << shift | a[n - 2] >> (64 - shift);
        sticky = a[n - 2] << shift != 0;
        for (size_t i = 0; i + 2 < n; i++)
            sticky = sticky || a[i] != 0;
    } else {
        top <<= shift;
    }
    double value = (double)(top | sticky);
    for (size_t i = 1; i < n; i++)
        value *= 0x1p64;
    while (shift-- > 0)
        value *= 0.5;
    return value;
}

double ptvi_product_difference(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    uint64_t ab[2], cd[2];
    ab[0] = ptvi_wide_product(a, b, &ab[1]);
    cd[0] = ptvi_wide_product(c, d, &cd[1]);
    if (ptvi_wide_compare(ab, cd, 2) >= 0) {
        ptvi_wide_sub(ab, cd, 2);
        return ptvi_wide_to_double(ab, 2);
    }
    ptvi_wide_sub(cd, ab, 2);
    return -ptvi_wide_to_double(cd, 2);
}
