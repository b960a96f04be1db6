/* SPDX-License-Identifier: MIT */
#include "decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Adds one in the last place of a row of digits; the first digit is a spare 0. */
static void increment(char *digits, size_t n) {
    while (n-- > 0) {
        if (digits[n] != '9') {
            digits[n]++;
            return;
        }
        digits[n] = '0';
    }
}

/* Sign, whole part, point and fraction, from a row of digits whose last `decimals` are that. */
static void compose(char out[DECIMAL_SIZE], bool negative, const char *digits, size_t n,
                    size_t decimals) {
    while (n > decimals + 1 && *digits == '0') {
        digits++;
        n--;
    }
    bool zero = strspn(digits, "0") >= n;
    int whole = (int)(n - decimals);
    snprintf(out, DECIMAL_SIZE, "%s%.*s%s%.*s", negative && !zero ? "-" : "", whole, digits,
             decimals > 0 ? "." : "", (int)decimals, digits + whole);
}

void decimal_ratio(char out[DECIMAL_SIZE], bool negative, uint64_t num, uint64_t den, int shift,
                   int decimals) {
    char digits[64];
    size_t n = (size_t)snprintf(digits, sizeof digits, "0%llu", (unsigned long long)(num / den));
    uint64_t rest = num % den;
    for (int i = 0; i < shift + decimals; i++) {
        rest *= 10;
        digits[n++] = (char)('0' + (int)(rest / den));
        rest %= den;
    }
    digits[n] = '\0';
    if (rest >= den - rest)
        increment(digits, n);
    compose(out, negative, digits, n, (size_t)decimals);
}

void decimal_double(char out[DECIMAL_SIZE], double value, int decimals) {
    /* 40 decimals show every tie of a double for what it is: a tie at up to 6 decimals ends within
     * 7, and the neighbours of one differ from it long before the 40th. */
    char digits[DECIMAL_SIZE];
    int n = snprintf(digits, sizeof digits, "0%.40f", fabs(value));
    char *point = strchr(digits, '.');
    if (n < 0 || (size_t)n >= sizeof digits || point == NULL) {
        snprintf(out, DECIMAL_SIZE, "%.6g", value);
        return;
    }
    size_t keep = (size_t)(point - digits) + (size_t)decimals;
    memmove(point, point + 1, strlen(point));
    bool up = digits[keep] >= '5';
    digits[keep] = '\0';
    if (up)
        increment(digits, keep);
    compose(out, value < 0, digits, keep, (size_t)decimals);
}

void decimal_shortest(char out[DECIMAL_SIZE], double value) {
    if (value == 0) /* -0 is 0 */
        value = 0;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, DECIMAL_SIZE, "%.*g", digits, value);
        if (strtod(out, NULL) == value)
            return;
    }
}

void decimal_localize(char text[DECIMAL_SIZE], struct decimal_style style, bool sign) {
    char plain[DECIMAL_SIZE];
    snprintf(plain, sizeof plain, "%s", text);
    const char *from = plain;
    size_t at = 0;
    if (*from == '-')
        text[at++] = *from++;
    else if (sign && strpbrk(from, "123456789") != NULL)
        text[at++] = '+';
    size_t whole = strspn(from, "0123456789");
    for (size_t i = 0; i < whole && at < DECIMAL_SIZE - 2; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            text[at++] = style.thousands;
        text[at++] = from[i];
    }
    for (from += whole; *from != '\0' && at < DECIMAL_SIZE - 1; from++)
        text[at++] = *from == '.' ? style.point : *from;
    text[at] = '\0';
}
