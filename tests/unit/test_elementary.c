/* SPDX-License-Identifier: MIT */
/* stats/elementary.h: what the vectors do not cover, which is the ends and what is not a number. */
#include "testing.h"

#include "stats/elementary.h"

static void exp_at_its_ends(void **unused) {
    (void)unused;
    assert_exact(ptvi_exp(0), 1);
    assert_exact(ptvi_exp(-0.0), 1);
    assert_exact(ptvi_exp(-INFINITY), 0);
    assert_exact(ptvi_exp(INFINITY), INFINITY);
    assert_nan(ptvi_exp(NAN));
    /* The largest argument with a finite result, and the next one. */
    assert_close(ptvi_exp(0x1.62e42fefa39efp+9), 0x1.fffffffffff2ap+1023, 1e-15);
    assert_exact(ptvi_exp(0x1.62e42fefa39f0p+9), INFINITY);
    assert_exact(ptvi_exp(1e300), INFINITY);
    assert_exact(ptvi_exp(-745.2), 0);
    assert_exact(ptvi_exp(-745), 0x1p-1074);
    assert_exact(ptvi_exp(-1e300), 0);
}

static void expm1_at_its_ends(void **unused) {
    (void)unused;
    assert_exact(ptvi_expm1(0), 0);
    assert_exact(ptvi_expm1(1e-300), 1e-300);
    assert_exact(ptvi_expm1(-1e-300), -1e-300);
    assert_exact(ptvi_expm1(-INFINITY), -1);
    assert_exact(ptvi_expm1(-1e300), -1);
    assert_exact(ptvi_expm1(INFINITY), INFINITY);
    assert_nan(ptvi_expm1(NAN));
}

static void expm1mx_on_both_sides_of_its_switches(void **unused) {
    (void)unused;
    assert_exact(ptvi_expm1mx(0), 0);
    assert_exact(ptvi_expm1mx(1e-300), 0);
    assert_close(ptvi_expm1mx(1e-9), 5.0000000016666668e-19, 1e-15);
    assert_close(ptvi_expm1mx(-1e-9), 4.9999999983333333e-19, 1e-15);
    assert_close(ptvi_expm1mx(0.35), 0.069067548593257239, 1e-15);
    assert_close(ptvi_expm1mx(-0.35), 0.054688089718713428, 2e-15);
    assert_exact(ptvi_expm1mx(0.35), 0x1.1ae692e6c453p-4);
    assert_exact(ptvi_expm1mx(-0.35), 0x1.c0013c9a52a4p-5);
    assert_close(ptvi_expm1mx(next_below(0.35)), 0.069067548593257216, 3e-16);
    assert_close(ptvi_expm1mx(-next_below(0.35)), 0.054688089718713411, 3e-16);
    assert_close(ptvi_expm1mx(1), 0.71828182845904524, 1e-15);
    assert_close(ptvi_expm1mx(-1), 0.36787944117144232, 1e-15);
    assert_exact(ptvi_expm1mx(-INFINITY), INFINITY);
}

static void log_at_its_ends(void **unused) {
    (void)unused;
    assert_exact(ptvi_log(1), 0);
    assert_exact(ptvi_log(0), -INFINITY);
    assert_exact(ptvi_log(-0.0), -INFINITY);
    assert_exact(ptvi_log(INFINITY), INFINITY);
    assert_nan(ptvi_log(-1));
    assert_nan(ptvi_log(-INFINITY));
    assert_nan(ptvi_log(NAN));
    assert_close(ptvi_log(0x1p-1074), -744.44007192138126, 1e-15);
    assert_close(ptvi_log(0x1.fffffffffffffp+1023), 709.78271289338400, 1e-15);
}

static void log1p_at_its_ends(void **unused) {
    (void)unused;
    assert_exact(ptvi_log1p(0), 0);
    assert_exact(ptvi_log1p(-1), -INFINITY);
    assert_exact(ptvi_log1p(INFINITY), INFINITY);
    assert_exact(ptvi_log1p(1e-300), 1e-300);
    assert_nan(ptvi_log1p(-1.5));
    assert_nan(ptvi_log1p(-INFINITY));
    assert_nan(ptvi_log1p(NAN));
    assert_close(ptvi_log1p(-0x1.fffffffffffffp-1), -36.736800569677102, 1e-15);
}

static void log1mexp_on_both_sides_of_its_switch(void **unused) {
    (void)unused;
    assert_exact(ptvi_log1mexp(0), -INFINITY);
    assert_exact(ptvi_log1mexp(-INFINITY), 0);
    assert_close(ptvi_log1mexp(-1e-20), -46.051701859880914, 1e-15);
    assert_close(ptvi_log1mexp(-1), -0.45867514538708193, 1e-15);
    assert_close(ptvi_log1mexp(-0.5), -0.93275212956718851, 1e-15);
    assert_close(ptvi_log1mexp(-50), -1.9287498479639178e-22, 1e-15);
}

/* Monotone across every switch between formulas: no step down from one double to the next. */
static void no_step_down_at_the_switches(void **unused) {
    (void)unused;
    static const double around[] = {-0.35, -0.29, -0.1, 0.1, 0.35, 0.41, 0.5, 1, 2, 39.9999, 40};
    for (size_t i = 0; i < COUNT_OF(around); i++) {
        double x = around[i];
        for (int step = 0; step < 200; step++) {
            double next = x + 1e-9 * fabs(x);
            assert_less(ptvi_exp(x), ptvi_exp(next));
            assert_less(ptvi_expm1(x), ptvi_expm1(next));
            if (x > -1)
                assert_less(ptvi_log1p(x), ptvi_log1p(next));
            if (x > 0)
                assert_less(ptvi_log(x), ptvi_log(next));
            x = next;
        }
    }
}

/* IEEE's own square root, correctly rounded, is the measure. */
static void square_root_is_correctly_rounded(void **unused) {
    (void)unused;
    assert_exact(ptvi_sqrt(0), 0);
    assert_true(signbit(ptvi_sqrt(-0.0)));
    assert_exact(ptvi_sqrt(INFINITY), INFINITY);
    assert_nan(ptvi_sqrt(NAN));
    assert_nan(ptvi_sqrt(-1));
    assert_nan(ptvi_sqrt(-INFINITY));
    static const double edges[] = {0x1p-1074,
                                   0x1p-1073,
                                   0x1.8p-1073,
                                   0x1.ffffffffffffep-1023,
                                   0x1p-1022,
                                   0x1.fffffffffffffp-1,
                                   1,
                                   0x1.0000000000001p+0,
                                   0x1.ffffffffffffep+0,
                                   0x1.fffffffffffffp+0,
                                   2,
                                   3,
                                   4,
                                   0x1.fffffffffffffp+1023};
    for (size_t i = 0; i < COUNT_OF(edges); i++)
        assert_exact(ptvi_sqrt(edges[i]), sqrt(edges[i]));
    struct generator generator = {29};
    for (int round = 0; round < 200000; round++) {
        uint64_t bits = random_next(&generator) >> 1; /* any exponent, also of subnormal numbers */
        bits = round % 8 == 0 ? random_magnitude(&generator, 52) : bits;
        double x;
        memcpy(&x, &bits, sizeof x);
        if (x < INFINITY)
            assert_exact(ptvi_sqrt(x), sqrt(x));
        double root = (double)(random_next(&generator) >> 38), square = root * root;
        assert_exact(ptvi_sqrt(square), root);
        assert_exact(ptvi_sqrt(next_below(square)), sqrt(next_below(square)));
        assert_exact(ptvi_sqrt(next_above(square)), sqrt(next_above(square)));
    }
}

static void helpers(void **unused) {
    (void)unused;
    assert_true(ptvi_is_nan(NAN));
    assert_false(ptvi_is_nan(INFINITY));
    assert_false(ptvi_is_nan(0));
    assert_true(ptvi_is_finite(-1e308));
    assert_false(ptvi_is_finite(INFINITY));
    assert_false(ptvi_is_finite(-INFINITY));
    assert_false(ptvi_is_finite(NAN));
    assert_exact(ptvi_abs(-2), 2);
    assert_exact(ptvi_abs(2), 2);
    assert_exact(ptvi_min(1, 2), 1);
    assert_exact(ptvi_max(1, 2), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_at_its_ends),
        cmocka_unit_test(expm1_at_its_ends),
        cmocka_unit_test(expm1mx_on_both_sides_of_its_switches),
        cmocka_unit_test(log_at_its_ends),
        cmocka_unit_test(log1p_at_its_ends),
        cmocka_unit_test(log1mexp_on_both_sides_of_its_switch),
        cmocka_unit_test(no_step_down_at_the_switches),
        cmocka_unit_test(square_root_is_correctly_rounded),
        cmocka_unit_test(helpers),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("elementary", tests, NULL, NULL);
}
