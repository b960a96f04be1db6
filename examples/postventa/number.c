/* SPDX-License-Identifier: MIT */
#include "number.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"

static bool matches(const char *p) {
    p += *p == '+' || *p == '-';
    size_t whole = strspn(p, DIGITS);
    p += whole;
    size_t fraction = 0;
    if (*p == '.') {
        fraction = strspn(++p, DIGITS);
        p += fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (*p == 'e' || *p == 'E') {
        p++;
        p += *p == '+' || *p == '-';
        size_t exponent = strspn(p, DIGITS);
        if (exponent == 0)
            return false;
        p += exponent;
    }
    return *p == '\0';
}

/* A whole number that a double holds, as most are. */
static bool read_whole(const char *text, double *value) {
    int64_t number = 0;
    const char *p = text;
    for (; *p >= '0' && *p <= '9' && p - text < 15; p++)
        number = 10 * number + (*p - '0');
    *value = (double)number;
    return p > text && *p == '\0';
}

bool number_read(const char *text, double *value) {
    if (read_whole(text, value))
        return true;
    if (!matches(text))
        return false;
    *value = strtod(text, NULL); /* LC_NUMERIC is never set: a point is a point */
    return true;
}
