/* SPDX-License-Identifier: MIT */
/* stats/gamma_kernel.h, where the distributions do not lead: quotients beyond the range of a double,
 * and tails that end, jump, or are too far out for a slope. */
#include "testing.h"

#include "stats/gamma_kernel.h"

static void powers_of_quotients_beyond_a_double(void **unused) {
    (void)unused;
    /* 10^320 and 10^-320: their logarithms are had from two. */
    static const double log_10 = 2.302585092994046;
    assert_close(ptvi_log_power(2, 1e300, 1e-20, 1), 640 * log_10 - 1, 1e-15);
    assert_close(ptvi_log_power(2, 1e-20, 1e300, -1), 1 - 640 * log_10, 1e-15);
    /* And of those within it from one. */
    assert_close(ptvi_log_power(2, 1e150, 1e-150, 1), 600 * log_10 - 1, 1e-15);
}

/* Against the C library's log Gamma, and the last bits as they are. */
static void stirling_errors(void **unused) {
    (void)unused;
    static const double half_log_two_pi = 0.91893853320467274178;
    forget_doubles();
    for (int i = 1; i <= 20000; i++) {
        double a = i < 4000 ? i / 4096.0 : 1 + (i - 4000) / 16384.0;
        double want = lgamma(a) - ((a - 0.5) * log(a) - a + half_log_two_pi);
        assert_close_floor(ptvi_stirling_error(a), want, 1e-14, 1);
    }
    assert_true(same_doubles(UINT64_C(0x89ECD2C63B354AD6), "Stirling's errors"));
}

/* The tail exp(s) of an exponential distribution, whose density is the same. */
static double exponential(const void *ctx, double s) {
    (void)ctx;
    return s;
}

static void roots_of_an_exponential_tail(void **unused) {
    (void)unused;
    struct ptvi_search search = {-3, -745, -1, -2, 1};
    assert_close(ptvi_log_tail_root(exponential, exponential, NULL, search), -3, 1e-14);
    search.start = -3;
    assert_exact(ptvi_log_tail_root(exponential, exponential, NULL, search), -3);
    search.start = -100; /* from the other side */
    assert_close(ptvi_log_tail_root(exponential, exponential, NULL, search), -3, 1e-14);
    /* Next to the end that the search has, but within it. */
    search.target = -745 + 1e-8;
    assert_close(ptvi_log_tail_root(exponential, exponential, NULL, search), -745 + 1e-8, 1e-15);
    search.target = -800;
    assert_exact(ptvi_log_tail_root(exponential, exponential, NULL, search), -INFINITY);
}

/* So large that a slope has no digits: the root is enclosed by halves. */
static void roots_too_far_out_for_a_slope(void **unused) {
    (void)unused;
    const struct ptvi_search search = {-2e13, -1e14, -1, -1.5e13, 1};
    assert_close(ptvi_log_tail_root(exponential, exponential, NULL, search), -2e13, 1e-15);
}

/* The tail exp(-exp(-s)) of an extreme value. */
static double extreme_tail(const void *ctx, double s) {
    (void)ctx;
    return -exp(-s);
}

static double extreme_slope(const void *ctx, double s) {
    (void)ctx;
    return -s - exp(-s);
}

static void roots_of_an_extreme_value(void **unused) {
    (void)unused;
    struct ptvi_search search = {-1, -20, 5, 4, 1};
    assert_close_floor(ptvi_log_tail_root(extreme_tail, extreme_slope, NULL, search), 0, 1e-14, 1);
    /* Beyond the upper end, and next to it. */
    search.high = search.start = -5;
    assert_exact(ptvi_log_tail_root(extreme_tail, extreme_slope, NULL, search), INFINITY);
    search.target = -exp(5 + 1e-8);
    search.start = -10;
    assert_close(ptvi_log_tail_root(extreme_tail, extreme_slope, NULL, search), -5 - 1e-8, 1e-15);
    /* Found by one step from below, so that nothing was ever above the target. */
    search.start = -5 - 1.05e-8;
    assert_close(ptvi_log_tail_root(extreme_tail, extreme_slope, NULL, search), -5 - 1e-8, 1e-15);
}

/* A tail that jumps over the target, and what is said to be its slope. */
struct jump {
    double at, log_slope;
};

static double jumping_tail(const void *ctx, double s) {
    const struct jump *jump = ctx;
    return s < jump->at ? -2 : -1;
}

static double jumping_slope(const void *ctx, double s) {
    const struct jump *jump = ctx;
    (void)s;
    return jump->log_slope;
}

/* No step gets near to the target; what encloses the root shrinks to the last bit, or as far as it
 * is allowed to. */
static void jumps_are_enclosed(void **unused) {
    (void)unused;
    static const struct jump jumps[] = {{0.3, 0}, {0.3, 100}, {-0.7, -5}, {1e-10, 0}, {1e-10, 100}};
    for (size_t i = 0; i < COUNT_OF(jumps); i++) {
        const struct ptvi_search search = {-1.5, -1, 1, 0.1, 1};
        double s = ptvi_log_tail_root(jumping_tail, jumping_slope, &jumps[i], search);
        assert_in(jumps[i].at - 0x1p-53, s, jumps[i].at + 0x1p-53);
        if (jumps[i].at == 1e-10)
            assert_in(jumps[i].at - 0x1p-60, s, jumps[i].at + 0x1p-60);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_of_quotients_beyond_a_double),
        cmocka_unit_test(stirling_errors),
        cmocka_unit_test(roots_of_an_exponential_tail),
        cmocka_unit_test(roots_too_far_out_for_a_slope),
        cmocka_unit_test(roots_of_an_extreme_value),
        cmocka_unit_test(jumps_are_enclosed),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("gamma kernel", tests, NULL, NULL);
}
