/* SPDX-License-Identifier: MIT */
/* What holds for any customers: of retention of revenue, and of fits to shares that the model
 * itself gives. What holds for every state is in test_states.c. */
#include "revenues.h"

enum { CUSTOMERS = 300 };

/* Amounts of any magnitude, some of them 0, missing or wrong. */
static int64_t random_amount(struct generator *generator) {
    uint64_t kind = random_below(generator, 20);
    int64_t amount = (int64_t)random_magnitude(generator, 63);
    return kind == 0 ? PTV_AMOUNT_MISSING : kind == 1 ? -amount : kind < 5 ? 0 : amount;
}

static struct customer random_customer(struct generator *generator) {
    struct customer customer = {random_amount(generator), random_amount(generator),
                                (int32_t)random_below(generator, 2)};
    if (random_below(generator, 3) == 0)
        customer.end = customer.start;
    return customer;
}

static void no_order_or_chunk_shows(void **unused) {
    (void)unused;
    struct generator generator = {41};
    struct customer customers[CUSTOMERS];
    int64_t starts[CUSTOMERS], ends[CUSTOMERS];
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < CUSTOMERS; i++) {
            customers[i] = random_customer(&generator);
            customers[i].before = 0;
            starts[i] = customers[i].start;
            ends[i] = customers[i].end;
        }
        ptv_revenue whole = revenue_with(customers, CUSTOMERS), parts = revenue_of_nobody();
        for (size_t row = 0; row < CUSTOMERS;) {
            size_t n = 1 + random_below(&generator, CUSTOMERS - row);
            ptv_revenue part = revenue_of_nobody();
            assert_true(ptv_revenue_add_i64(&part, starts, ends, row, n) >= 0);
            assert_ok(ptv_revenue_merge(&parts, &part));
            row += n;
        }
        assert_same_bytes(whole, parts);
        for (size_t i = CUSTOMERS - 1; i > 0; i--) {
            size_t j = random_below(&generator, i + 1);
            struct customer swap = customers[i];
            customers[i] = customers[j];
            customers[j] = swap;
        }
        ptv_revenue shuffled = revenue_with(customers, CUSTOMERS);
        assert_same_bytes(whole, shuffled);
    }
}

/* A window slides: who has left it leaves no trace. */
static void add_then_remove_is_as_before(void **unused) {
    (void)unused;
    enum { WINDOW = 20 };
    struct generator generator = {42};
    struct customer customers[CUSTOMERS];
    ptv_revenue window = revenue_of_nobody();
    for (size_t i = 0; i < CUSTOMERS; i++) {
        customers[i] = random_customer(&generator);
        assert_true(add_customer(&window, customers[i]) >= 0);
        if (i >= WINDOW) {
            assert_true(remove_customer(&window, customers[i - WINDOW]) >= 0);
        }
        size_t first = i < WINDOW ? 0 : i - WINDOW + 1;
        ptv_revenue fresh = revenue_with(customers + first, i - first + 1);
        assert_same_bytes(window, fresh);
    }
}

static void a_refused_removal_changes_nothing_and_an_accepted_one_leaves_a_state(void **unused) {
    (void)unused;
    struct generator generator = {43};
    size_t refused = 0, accepted = 0;
    for (int round = 0; round < 2000; round++) {
        struct customer customers[6];
        for (size_t i = 0; i < COUNT_OF(customers); i++)
            customers[i] = random_customer(&generator);
        ptv_revenue acc = revenue_with(customers, 5), before = acc;
        struct customer *other = &customers[5];
        /* A stranger that looks like one of them. */
        if (random_below(&generator, 2) && customers[0].start > 0 && customers[0].end > 0) {
            *other = customers[0];
            other->end = 1 + (int64_t)random_below(&generator, (uint64_t)other->end);
        }
        ptv_status status = remove_customer(&acc, *other);
        if (status < 0) {
            assert_status(PTV_ERR_UNDERFLOW, status);
            assert_same_bytes(acc, before);
            refused++;
            continue;
        }
        accepted++;
        uint8_t bytes[512];
        size_t len;
        ptv_revenue back;
        assert_ok(ptv_revenue_serialize(&acc, bytes, sizeof bytes, &len));
        assert_ok(ptv_revenue_deserialize(&back, bytes, len));
        assert_same_bytes(acc, back);
        assert_true(add_customer(&acc, *other) >= 0);
        assert_same_bytes(acc, before);
    }
    assert_true(refused > 100 && accepted > 100);
}

static void ratios_lie_in_their_range_and_in_their_interval(void **unused) {
    (void)unused;
    struct generator generator = {44};
    for (int round = 0; round < 3000; round++) {
        struct customer customers[30];
        size_t n = 1 + random_below(&generator, COUNT_OF(customers));
        for (size_t i = 0; i < n; i++)
            customers[i] = random_customer(&generator);
        ptv_revenue acc = revenue_with(customers, n);
        ptv_revenue_result r = revenue_reading(&acc, NULL);
        assert_close_floor(r.start + r.expansion - r.contraction - r.churned + r.fresh +
                               r.reactivated,
                           r.end, 1e-14, r.start + r.expansion + r.fresh + r.reactivated);
        assert_true(r.n_churned + r.n_expanded + r.n_contracted <= r.n);
        if (r.n == 0)
            continue;
        assert_in(0, r.gross.value, 1);
        assert_at_most(r.gross.value, r.net.value);
        if (r.gross.status == PTV_OK) {
            assert_in(0, r.gross.lower, r.gross.value);
            assert_in(r.gross.value, r.gross.upper, 1);
        }
        if (r.net.status == PTV_OK) {
            assert_in(0, r.net.lower, r.net.value);
            assert_at_most(r.net.value, r.net.upper);
        }
    }
}

/* Cents or euros: the ratios are the same. */
static void the_unit_of_money_does_not_show(void **unused) {
    (void)unused;
    struct generator generator = {45};
    for (int round = 0; round < 500; round++) {
        struct customer customers[40], scaled[40];
        int64_t factor = 1 + (int64_t)random_below(&generator, 1000);
        for (size_t i = 0; i < COUNT_OF(customers); i++) {
            customers[i].start = (int64_t)random_magnitude(&generator, 50);
            customers[i].end = (int64_t)random_magnitude(&generator, 50);
            customers[i].before = 0;
            scaled[i] = customers[i];
            scaled[i].start *= factor;
            scaled[i].end *= factor;
        }
        ptv_revenue plain = revenue_with(customers, COUNT_OF(customers));
        ptv_revenue larger = revenue_with(scaled, COUNT_OF(scaled));
        ptv_revenue_result a = revenue_reading(&plain, NULL), b = revenue_reading(&larger, NULL);
        assert_close(b.gross.value, a.gross.value, 1e-15);
        assert_close(b.net.value, a.net.value, 1e-15);
        assert_close(b.gross.std_error, a.gross.std_error, 1e-14);
        assert_close(b.net.std_error, a.net.std_error, 1e-14);
        assert_close_floor(b.net.lower, a.net.lower, 1e-13, a.net.value);
        assert_close(b.net.upper, a.net.upper, 1e-13);
        assert_close(b.expansion, (double)factor * a.expansion, 1e-15);
    }
}

static void comparisons_agree_with_themselves(void **unused) {
    (void)unused;
    struct generator generator = {46};
    size_t outside = 0;
    for (int round = 0; round < 500; round++) {
        struct customer customers[60];
        for (size_t i = 0; i < COUNT_OF(customers); i++) {
            customers[i].start = 1 + (int64_t)random_below(&generator, 100000);
            customers[i].end = (int64_t)random_below(&generator, i < 30 ? 100000 : 200000);
            customers[i].before = 0;
        }
        ptv_revenue a = revenue_with(customers, 30), b = revenue_with(customers + 30, 30);
        ptv_comparison out, back;
        assert_ok(ptv_revenue_compare(&a, &b, NULL, &out));
        assert_ok(ptv_revenue_compare(&b, &a, NULL, &back));
        assert_exact(back.difference, -out.difference);
        assert_exact(back.lower, -out.upper);
        assert_exact(back.upper, -out.lower);
        assert_exact(back.p_value, out.p_value);
        assert_close(out.difference,
                     revenue_reading(&a, NULL).net.value - revenue_reading(&b, NULL).net.value,
                     1e-12);
        bool excludes = out.lower > 0 || out.upper < 0;
        assert_true(excludes == (out.p_value < 0.05));
        outside += excludes;
        /* Twice the customers: the same, and surer. */
        assert_ok(ptv_revenue_merge(&a, &a));
        assert_ok(ptv_revenue_merge(&b, &b));
        assert_ok(ptv_revenue_compare(&a, &b, NULL, &back));
        assert_close(back.difference, out.difference, 1e-14);
        assert_less(back.std_error, out.std_error);
    }
    assert_true(outside > 100 && outside <= 500);
}

/* Shares of very many customers, as the model gives them: the fit finds the model. */
static void fits_to_the_model_recover_it(void **unused) {
    (void)unused;
    struct generator generator = {47};
    for (int round = 0; round < 400; round++) {
        double alpha = 0.1 + (double)random_below(&generator, 500) / 100;
        double beta = 0.1 + (double)random_below(&generator, 2000) / 100;
        size_t periods = 4 + random_below(&generator, 40);
        uint64_t lost[64], censored[64] = {0};
        double left = 0x1p58;
        for (size_t i = 0; i < periods; i++) {
            lost[i] = (uint64_t)(left * (alpha / (alpha + beta + (double)i)));
            left -= (double)lost[i];
        }
        censored[periods - 1] = (uint64_t)left;
        ptv_sbg fit = PTV_SBG_INIT;
        assert_ok(ptv_sbg_fit(lost, censored, periods, &fit));
        assert_close(fit.alpha, alpha, 1e-8);
        assert_close(fit.beta, beta, 1e-8);
    }
}

/* Any counts at all: a model comes out, and it answers. */
static void any_counts_have_a_fit(void **unused) {
    (void)unused;
    struct generator generator = {48};
    size_t identified = 0;
    for (int round = 0; round < 3000; round++) {
        size_t periods = 1 + random_below(&generator, 12);
        unsigned bits = 1 + (unsigned)random_below(&generator, 55);
        uint64_t lost[12], censored[12], n = 0;
        for (size_t i = 0; i < periods; i++) {
            lost[i] = random_below(&generator, 3) ? random_magnitude(&generator, bits) : 0;
            censored[i] = random_below(&generator, 3) ? 0 : random_magnitude(&generator, bits);
            n += lost[i] + censored[i];
        }
        ptv_sbg fit = PTV_SBG_INIT;
        ptv_status status = ptv_sbg_fit(lost, censored, periods, &fit);
        assert_true(status >= 0 && fit.n == n);
        if (status == PTV_EMPTY)
            continue;
        identified += status == PTV_OK;
        assert_true(fit.alpha > 0 && fit.beta > 0);
        assert_in(0, fit.first_churn, 1);
        assert_at_most(1, fit.mean_periods);
        assert_at_most(fit.log_likelihood, 0);
        double share, payments;
        assert_ok(ptv_sbg_survival(&fit, (int64_t)periods, &share));
        assert_in(0, share, 1);
        assert_ok(ptv_sbg_residual_lifetime(&fit, 0, 0.1, &payments));
        assert_in(0, payments, 11.000000000000002);
    }
    print_message("%zu fits\n", identified);
    assert_true(identified > 300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_order_or_chunk_shows),
        cmocka_unit_test(add_then_remove_is_as_before),
        cmocka_unit_test(a_refused_removal_changes_nothing_and_an_accepted_one_leaves_a_state),
        cmocka_unit_test(ratios_lie_in_their_range_and_in_their_interval),
        cmocka_unit_test(the_unit_of_money_does_not_show),
        cmocka_unit_test(comparisons_agree_with_themselves),
        cmocka_unit_test(fits_to_the_model_recover_it),
        cmocka_unit_test(any_counts_have_a_fit),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("revenue", tests, NULL, NULL);
}
