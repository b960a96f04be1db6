/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/sized.h"
#include "base/wide.h"
#include "customer/revenue.h"
#include "postventa/wire.h"

static const struct ptvi_field fields[] = {
    {"customers", PTVI_COUNT, PTVI_REVENUE_KEPT, 1, 9},
    {"amounts", PTVI_SUM, PTVI_REVENUE_START, 2, 6},
    {"products", PTVI_SUM, PTVI_REVENUE_START_START, 3, 5},
};

const struct ptvi_layout ptvi_revenue_layout = {
    PTV_TYPE_REVENUE,
    1,
    sizeof(ptv_revenue) / sizeof(uint64_t),
    sizeof fields / sizeof fields[0],
    fields,
    ptvi_revenue_possible,
};

_Static_assert(PTVI_REVENUE_WORDS <= sizeof(ptv_revenue) / sizeof(uint64_t), "ptv_revenue");

ptv_status ptv_revenue_init(ptv_revenue *acc) {
    if (!acc)
        return PTV_ERR_NULL;
    ptvi_state_init(&ptvi_revenue_layout, acc->w);
    return PTV_OK;
}

ptv_status ptv_revenue_reset(ptv_revenue *acc) {
    return acc ? ptvi_state_reset(&ptvi_revenue_layout, acc->w) : PTV_ERR_NULL;
}

ptv_status ptv_revenue_merge(ptv_revenue *dst, const ptv_revenue *src) {
    if (!dst || !src)
        return PTV_ERR_NULL;
    return ptvi_state_merge(&ptvi_revenue_layout, dst->w, src->w);
}

ptv_status ptv_revenue_serialize(const ptv_revenue *acc, void *buf, size_t cap, size_t *len) {
    return ptvi_state_serialize(&ptvi_revenue_layout, acc ? acc->w : NULL, buf, cap, len);
}

ptv_status ptv_revenue_deserialize(ptv_revenue *acc, const void *buf, size_t len) {
    return acc ? ptvi_state_deserialize(&ptvi_revenue_layout, acc->w, buf, len) : PTV_ERR_NULL;
}

ptv_status ptv_revenue_options_init(ptv_revenue_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_revenue_result_init(ptv_revenue_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* A customer as the words that it changes. */
struct customer {
    int count;  /* the counter that goes up by 1 */
    int amount; /* the sum that `moved` belongs to */
    uint64_t start, moved;
    int start_moved, moved_moved; /* the sums of products, where there is a start and a move */
};

static struct customer counted(int count) {
    struct customer customer = {count, 0, 0, 0, 0, 0};
    return customer;
}

static struct customer without_start(uint64_t end, int32_t before) {
    struct customer fresh = {PTVI_REVENUE_FRESH, PTVI_REVENUE_NEW, 0, end, 0, 0};
    struct customer back = {PTVI_REVENUE_REACTIVATED, PTVI_REVENUE_BACK, 0, end, 0, 0};
    if (end == 0)
        return counted(PTVI_REVENUE_IDLE);
    return before ? back : fresh;
}

static struct customer with_start(uint64_t start, uint64_t end) {
    struct customer customer = counted(PTVI_REVENUE_KEPT);
    customer.start = start;
    if (end > start) {
        customer.count = PTVI_REVENUE_EXPANDED;
        customer.amount = PTVI_REVENUE_EXPANSION;
        customer.moved = end - start;
        customer.start_moved = PTVI_REVENUE_START_GAIN;
        customer.moved_moved = PTVI_REVENUE_GAIN_GAIN;
    } else if (end < start) {
        customer.count = end > 0 ? PTVI_REVENUE_CONTRACTED : PTVI_REVENUE_CHURNED;
        customer.amount = end > 0 ? PTVI_REVENUE_CONTRACTION : PTVI_REVENUE_LEFT;
        customer.moved = start - end;
        customer.start_moved = PTVI_REVENUE_START_LOSS;
        customer.moved_moved = PTVI_REVENUE_LOSS_LOSS;
    }
    return customer;
}

/* A negative amount that does not stand for a missing one. */
static bool is_wrong(int64_t amount) {
    return amount < 0 && amount != PTV_AMOUNT_MISSING;
}

static struct customer customer_of(int64_t start, int64_t end, int32_t before) {
    if (is_wrong(start) || is_wrong(end))
        return counted(PTVI_REVENUE_REJECTED);
    if (start == PTV_AMOUNT_MISSING || end == PTV_AMOUNT_MISSING)
        return counted(PTVI_REVENUE_MISSING);
    return start > 0 ? with_start((uint64_t)start, (uint64_t)end)
                     : without_start((uint64_t)end, before);
}

/* a += b or a -= b; returns the carry or the borrow. */
typedef bool (*wide_change)(uint64_t *a, const uint64_t *b, size_t n);

/* Changes a sum of three words by a product. */
static bool change_product(uint64_t *sum, uint64_t a, uint64_t b, wide_change change) {
    uint64_t product[3] = {0, 0, 0};
    product[0] = ptvi_wide_product(a, b, &product[1]);
    return change(sum, product, 3);
}

/* Changes the sums by a customer's amounts; whether one left its range. */
static bool change_sums(uint64_t *w, const struct customer *customer, wide_change change) {
    const uint64_t start[2] = {customer->start, 0}, moved[2] = {customer->moved, 0};
    bool out = false;
    if (customer->start > 0) {
        out |= change(w + PTVI_REVENUE_START, start, 2);
        out |= change_product(w + PTVI_REVENUE_START_START, *start, *start, change);
    }
    if (customer->moved > 0)
        out |= change(w + customer->amount, moved, 2);
    if (customer->start > 0 && customer->moved > 0) {
        out |= change_product(w + customer->start_moved, *start, *moved, change);
        out |= change_product(w + customer->moved_moved, *moved, *moved, change);
    }
    return out;
}

/* The counter stops long before a sum can overflow. */
static ptv_status add(uint64_t *w, const struct customer *customer) {
    ptv_status status = ptvi_count_add(&w[customer->count], 1);
    if (status < 0)
        return status;
    change_sums(w, customer, ptvi_wide_add);
    return customer->count == PTVI_REVENUE_REJECTED ? PTV_OUT_OF_SCALE : PTV_OK;
}

static bool valid_before(int32_t before) {
    return before == 0 || before == 1;
}

ptv_status ptv_revenue_add(ptv_revenue *acc, int64_t start, int64_t end, int32_t before) {
    ptv_status status = ptvi_revenue_check(acc);
    if (status < 0)
        return status;
    if (!valid_before(before))
        return PTV_ERR_ARGUMENT;
    struct customer customer = customer_of(start, end, before);
    return add(acc->w, &customer);
}

ptv_status ptv_revenue_add_i64(ptv_revenue *acc, const int64_t *starts, const int64_t *ends,
                               size_t offset, size_t n) {
    ptv_status status = (!starts || !ends) && n > 0 ? PTV_ERR_NULL : ptvi_revenue_check(acc);
    if (status < 0)
        return status;
    ptv_revenue sum = *acc;
    for (size_t i = 0; i < n; i++) {
        struct customer customer = customer_of(starts[offset + i], ends[offset + i], 0);
        ptv_status added = add(sum.w, &customer);
        if (added < 0)
            return added;
        if (added > 0)
            status = added;
    }
    *acc = sum;
    return status;
}

ptv_status ptv_revenue_remove(ptv_revenue *acc, int64_t start, int64_t end, int32_t before) {
    ptv_status status = ptvi_revenue_check(acc);
    if (status < 0)
        return status;
    if (!valid_before(before))
        return PTV_ERR_ARGUMENT;
    struct customer customer = customer_of(start, end, before);
    ptv_revenue rest = *acc;
    status = ptvi_count_remove(&rest.w[customer.count], 1);
    if (status < 0)
        return status;
    /* A sum may suffice, and yet not be the sum of this customer and of others. */
    if (change_sums(rest.w, &customer, ptvi_wide_sub) || !ptvi_revenue_possible(rest.w))
        return PTV_ERR_UNDERFLOW;
    *acc = rest;
    return customer.count == PTVI_REVENUE_REJECTED ? PTV_OUT_OF_SCALE : PTV_OK;
}
