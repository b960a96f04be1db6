/* SPDX-License-Identifier: MIT */
/* Customers with amounts, and states of revenue ready made. */
#ifndef TESTS_REVENUES_H
#define TESTS_REVENUES_H

#include "testing.h"

struct customer {
    int64_t start, end;
    int32_t before;
};

/* One of each kind. */
enum { KEPT, EXPANDED, CONTRACTED, CHURNED, FRESH, BACK, IDLE, MISSING, REJECTED, KINDS };
extern const struct customer customer_of_kind[KINDS];

ptv_status add_customer(ptv_revenue *acc, struct customer customer);
ptv_status remove_customer(ptv_revenue *acc, struct customer customer);

/* Revenue of some customers, none of whom fails. */
ptv_revenue revenue_with(const struct customer *customers, size_t n);
ptv_revenue revenue_of_nobody(void);
ptv_revenue revenue_of_each_kind(void);

/* So many of one customer as a counter holds. */
ptv_revenue revenue_of_very_many(struct customer customer);

/* A reading, which must not fail. */
ptv_revenue_result revenue_reading(const ptv_revenue *acc, const ptv_revenue_options *opt);

#endif
