/* SPDX-License-Identifier: MIT */
#include "number.h"

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

bool number_read(const char *text, double *value) {
    if (!matches(text))
        return false;
    *value = strtod(text, NULL); /* LC_NUMERIC is never set: a point is a point */
    return true;
}
