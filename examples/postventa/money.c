/* SPDX-License-Identifier: MIT */
#include "money.h"

#include <stdlib.h>

#include <postventa/revenue.h>

#include "memory.h"

#define LEAST_TO_SETTLE 1024

/* Appends a digit to a number that is not negative. */
static bool append(int64_t *number, int digit) {
    if (*number > (INT64_MAX - digit) / 10)
        return false;
    *number = *number * 10 + digit;
    return true;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The digits behind the point; noughts beyond the smallest unit say nothing. */
static bool read_fraction(const char **at, int32_t units, int64_t *number) {
    for (; is_digit(**at); ++*at) {
        if (units == 1 && **at != '0')
            return false;
        if (units == 1)
            continue;
        if (!append(number, **at - '0'))
            return false;
        units /= 10;
    }
    for (; units > 1; units /= 10)
        if (!append(number, 0))
            return false;
    return true;
}

bool money_read(const char *cell, int32_t units, int64_t *amount) {
    bool negative = *cell == '-';
    int64_t number = 0;
    cell += *cell == '-' || *cell == '+';
    bool any = is_digit(*cell);
    for (; is_digit(*cell); cell++)
        if (!append(&number, *cell - '0'))
            return false;
    if (*cell == '.') {
        cell++;
        any = any || is_digit(*cell);
    }
    if (!any || !read_fraction(&cell, units, &number) || *cell != '\0')
        return false;
    *amount = negative ? -number : number;
    return true;
}

static int by_customer(const void *a, const void *b) {
    const struct payment *first = a, *second = b;
    if (first->customer != second->customer)
        return first->customer < second->customer ? -1 : 1;
    return (first->period > second->period) - (first->period < second->period);
}

/* The sum of two; INT64_MIN is no sum, but the mark of what is missing. */
static bool add_up(int64_t *sum, int64_t more) {
    if (*sum == PTV_AMOUNT_MISSING || more == PTV_AMOUNT_MISSING) {
        *sum = PTV_AMOUNT_MISSING;
        return true;
    }
    if (more > 0 ? *sum > INT64_MAX - more : *sum < -INT64_MAX - more)
        return false;
    *sum += more;
    return true;
}

ptv_status money_settle(struct money *money) {
    size_t kept = 0;
    if (money->n > money->settled)
        qsort(money->at, money->n, sizeof *money->at, by_customer);
    for (size_t i = 0; i < money->n; i++) {
        bool same = kept > 0 && by_customer(&money->at[kept - 1], &money->at[i]) == 0;
        if (!same)
            money->at[kept++] = money->at[i];
        else if (!add_up(&money->at[kept - 1].amount, money->at[i].amount))
            return PTV_ERR_OVERFLOW;
    }
    money->n = money->settled = kept;
    return PTV_OK;
}

ptv_status money_add(struct money *money, const struct payment *payment) {
    money->at = memory_grow(money->at, &money->capacity, money->n + 1, sizeof *money->at);
    money->at[money->n++] = *payment;
    return money->n < 2 * money->settled + LEAST_TO_SETTLE ? PTV_OK : money_settle(money);
}

ptv_status money_join(struct money *money, const struct money *other) {
    ptv_status status = PTV_OK;
    for (size_t i = 0; i < other->n && status >= 0; i++)
        status = money_add(money, &other->at[i]);
    return status;
}

void money_free(struct money *money) {
    free(money->at);
    *money = (struct money){0};
}
