/* SPDX-License-Identifier: MIT */
#include "revenues.h"

const struct customer customer_of_kind[KINDS] = {
    {200, 200, 0}, {100, 120, 1}, {300, 150, 0}, {400, 0, 1},
    {0, 50, 0},    {0, 70, 1},    {0, 0, 0},     {300, PTV_AMOUNT_MISSING, 0},
    {-1, 3, 0},
};

ptv_status add_customer(ptv_revenue *acc, struct customer customer) {
    return ptv_revenue_add(acc, customer.start, customer.end, customer.before);
}

ptv_status remove_customer(ptv_revenue *acc, struct customer customer) {
    return ptv_revenue_remove(acc, customer.start, customer.end, customer.before);
}

ptv_revenue revenue_with(const struct customer *customers, size_t n) {
    ptv_revenue acc;
    assert_ok(ptv_revenue_init(&acc));
    for (size_t i = 0; i < n; i++)
        assert_true(add_customer(&acc, customers[i]) >= 0);
    return acc;
}

ptv_revenue revenue_of_nobody(void) {
    return revenue_with(NULL, 0);
}

ptv_revenue revenue_of_each_kind(void) {
    return revenue_with(customer_of_kind, KINDS);
}

/* Ones in binary, by merges. */
ptv_revenue revenue_of_very_many(struct customer customer) {
    ptv_revenue power = revenue_with(&customer, 1), all = revenue_of_nobody();
    for (int bit = 0; bit < 60; bit++) {
        assert_ok(ptv_revenue_merge(&all, &power));
        if (bit < 59)
            assert_ok(ptv_revenue_merge(&power, &power));
    }
    return all;
}

ptv_revenue_result revenue_reading(const ptv_revenue *acc, const ptv_revenue_options *opt) {
    ptv_revenue_result result;
    scribble(result);
    result.size = (uint32_t)sizeof result;
    ptv_status status = ptv_revenue_read(acc, opt, &result);
    assert_status(result.gross.status != PTV_OK ? result.gross.status : result.net.status, status);
    return result;
}
