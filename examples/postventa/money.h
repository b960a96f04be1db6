/* SPDX-License-Identifier: MIT */
/* Amounts of money as files write them, in whole numbers of the smallest unit, and their sums by
 * customer and period. */
#ifndef MONEY_H
#define MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <postventa/status.h>

/* What a customer paid in a period; PTV_AMOUNT_MISSING: a part of it is not known. */
struct payment {
    uint64_t customer;
    int64_t period;
    int64_t amount;
};

/* Payments; once settled, one for each customer and period, in the order of these. */
struct money {
    struct payment *at;
    size_t n, settled, capacity;
};

/* Reads a decimal number, such as -12.5, exactly: `units` (1, 10, 100 …) make one. False: it is no
 * such number, or has more decimals than there are. */
bool money_read(const char *cell, int32_t units, int64_t *amount);

/* Adds a payment. PTV_ERR_OVERFLOW: a sum would not fit. */
ptv_status money_add(struct money *money, const struct payment *payment);

/* Adds all payments of another. */
ptv_status money_join(struct money *money, const struct money *other);

/* Adds up what was paid by one customer in one period. */
ptv_status money_settle(struct money *money);

void money_free(struct money *money);

#endif
