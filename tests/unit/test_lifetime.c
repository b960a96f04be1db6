/* SPDX-License-Identifier: MIT */
/* lifetime.h */
#include "testing.h"

enum { PERIODS = 64 };

struct cohort {
    uint64_t lost[PERIODS], censored[PERIODS];
    size_t periods;
};

/* Customers who are left after 0, 1, 2, … periods. */
static struct cohort from_survivors(const uint64_t *left, size_t n) {
    struct cohort cohort;
    memset(&cohort, 0, sizeof cohort);
    cohort.periods = n - 1;
    for (size_t i = 0; i + 1 < n; i++)
        cohort.lost[i] = left[i] - left[i + 1];
    cohort.censored[n - 2] = left[n - 1];
    return cohort;
}

/* A fit, which must not fail. */
static ptv_sbg fit_of(const struct cohort *cohort) {
    ptv_sbg fit;
    scribble(fit);
    fit.size = (uint32_t)sizeof fit;
    ptv_status status = ptv_sbg_fit(cohort->lost, cohort->censored, cohort->periods, &fit);
    assert_status(fit.status, status);
    assert_int_equal(fit.periods, cohort->periods);
    return fit;
}

static ptv_sbg model(double alpha, double beta) {
    ptv_sbg fit = PTV_SBG_INIT;
    fit.alpha = alpha;
    fit.beta = beta;
    return fit;
}

static ptv_sbg geometric(double churn) {
    ptv_sbg fit = model(INFINITY, INFINITY);
    fit.first_churn = churn;
    return fit;
}

static double survival(const ptv_sbg *fit, int64_t period) {
    double share = -1;
    assert_ok(ptv_sbg_survival(fit, period, &share));
    return share;
}

static double retention(const ptv_sbg *fit, int64_t period) {
    double share = -1;
    assert_ok(ptv_sbg_retention(fit, period, &share));
    return share;
}

static double residual(const ptv_sbg *fit, int64_t renewals, double discount) {
    double payments = -1;
    assert_ok(ptv_sbg_residual_lifetime(fit, renewals, discount, &payments));
    return payments;
}

static const uint64_t regular[] = {1000, 631, 468, 382, 326, 289, 262, 241};
static const uint64_t high_end[] = {1000, 869, 743, 653, 593, 551, 517, 491};

static void the_published_fit_of_regular_customers(void **unused) {
    (void)unused;
    struct cohort cohort = from_survivors(regular, COUNT_OF(regular));
    ptv_sbg fit = fit_of(&cohort);
    assert_ok(fit.status);
    assert_true(fabs(fit.alpha - 0.704) < 0.0005);
    assert_true(fabs(fit.beta - 1.182) < 0.0005);
    assert_true(fabs(fit.log_likelihood + 1680.3) < 0.05);
    assert_true(fit.n == 1000 && fit.periods == 7);
    assert_close(fit.first_churn, fit.alpha / (fit.alpha + fit.beta), 1e-15);
    assert_exact(fit.mean_periods, INFINITY);
}

static void the_published_fit_of_high_end_customers(void **unused) {
    (void)unused;
    struct cohort cohort = from_survivors(high_end, COUNT_OF(high_end));
    ptv_sbg fit = fit_of(&cohort);
    assert_ok(fit.status);
    assert_true(fabs(fit.alpha - 0.668) < 0.0005);
    assert_true(fabs(fit.beta - 3.806) < 0.0005);
    assert_true(fabs(fit.log_likelihood + 1611.2) < 0.05);
}

static double log_likelihood(const struct cohort *cohort, const ptv_sbg *fit) {
    double sum = 0;
    for (size_t i = 0; i < cohort->periods; i++) {
        int64_t t = (int64_t)i + 1;
        if (cohort->lost[i] > 0)
            sum += (double)cohort->lost[i] * log(survival(fit, t - 1) - survival(fit, t));
        if (cohort->censored[i] > 0)
            sum += (double)cohort->censored[i] * log(survival(fit, t));
    }
    return sum;
}

static void assert_likelier_than_neighbours(const struct cohort *cohort) {
    ptv_sbg fit = fit_of(cohort);
    assert_ok(fit.status);
    assert_close(log_likelihood(cohort, &fit), fit.log_likelihood, 1e-12);
    for (int i = -1; i <= 1; i++)
        for (int j = -1; j <= 1; j++) {
            ptv_sbg other = model(fit.alpha * (1 + 0.01 * i), fit.beta * (1 + 0.01 * j));
            if (i != 0 || j != 0)
                assert_less(log_likelihood(cohort, &other), fit.log_likelihood);
        }
}

static void no_neighbour_is_likelier(void **unused) {
    (void)unused;
    struct cohort cohort = from_survivors(high_end, COUNT_OF(high_end));
    assert_likelier_than_neighbours(&cohort);
    /* Nearly all are lost at once and the few others late: odds that no rounding lets settle. */
    struct cohort early = {{164, [14] = 3}, {0}, 15};
    assert_likelier_than_neighbours(&early);
}

static void cohorts_add_up(void **unused) {
    (void)unused;
    /* The same customers ten times, and those of whom less was seen. */
    struct cohort one = from_survivors(regular, COUNT_OF(regular)), ten = one;
    for (size_t i = 0; i < one.periods; i++) {
        ten.lost[i] *= 10;
        ten.censored[i] *= 10;
    }
    ptv_sbg fit = fit_of(&one), tenfold = fit_of(&ten);
    assert_close(tenfold.alpha, fit.alpha, 1e-12);
    assert_close(tenfold.beta, fit.beta, 1e-12);
    assert_close(tenfold.log_likelihood, 10 * fit.log_likelihood, 1e-13);
    /* Periods in which nobody is there any more say nothing. */
    struct cohort padded = one;
    padded.periods = PERIODS;
    ptv_sbg same = fit_of(&padded);
    assert_exact(same.alpha, fit.alpha);
    assert_exact(same.beta, fit.beta);
    assert_exact(same.log_likelihood, fit.log_likelihood);
}

static void assert_geometric(const ptv_sbg *fit, uint64_t lost, uint64_t at_risk) {
    assert_status(PTV_NOT_IDENTIFIED, fit->status);
    assert_exact(fit->alpha, INFINITY);
    assert_exact(fit->beta, INFINITY);
    assert_close(fit->first_churn, (double)lost / (double)at_risk, 1e-15);
    assert_close(fit->mean_periods, lost > 0 ? (double)at_risk / (double)lost : INFINITY, 1e-15);
    double p = fit->first_churn, n = (double)lost, left = (double)(at_risk - lost);
    double want = (n > 0 ? n * log(p) : 0) + (left > 0 ? left * log1p(-p) : 0);
    assert_close(fit->log_likelihood, want, 1e-14);
}

static void losses_in_fewer_than_two_periods(void **unused) {
    (void)unused;
    struct cohort nobody_lost = {{0}, {1, 2, 3}, 3};
    ptv_sbg fit = fit_of(&nobody_lost);
    assert_geometric(&fit, 0, 6 + 5 + 3);
    assert_exact(survival(&fit, 1000), 1);
    struct cohort first = {{5, 0, 0}, {0, 0, 7}, 3};
    fit = fit_of(&first);
    assert_geometric(&fit, 5, 12 + 7 + 7);
    struct cohort later = {{0, 0, 4}, {1, 0, 2}, 3};
    fit = fit_of(&later);
    assert_geometric(&fit, 4, 7 + 6 + 6);
    struct cohort all_at_once = {{9}, {0}, 1};
    fit = fit_of(&all_at_once);
    assert_geometric(&fit, 9, 9);
    assert_exact(survival(&fit, 0), 1);
    assert_exact(survival(&fit, 1), 0);
    struct cohort one_period = {{3}, {7}, 1};
    fit = fit_of(&one_period);
    assert_geometric(&fit, 3, 10);
}

static void retention_that_does_not_rise(void **unused) {
    (void)unused;
    static const uint64_t falling[] = {1000, 900, 780, 600, 300};
    static const uint64_t constant[] = {1000, 500, 250, 125};
    static const uint64_t to_the_end[] = {1000, 400, 0};
    struct cohort cohort = from_survivors(falling, COUNT_OF(falling));
    ptv_sbg fit = fit_of(&cohort);
    assert_geometric(&fit, 700, 1000 + 900 + 780 + 600);
    cohort = from_survivors(constant, COUNT_OF(constant));
    fit = fit_of(&cohort);
    assert_geometric(&fit, 875, 1750);
    cohort = from_survivors(to_the_end, COUNT_OF(to_the_end));
    fit = fit_of(&cohort);
    assert_geometric(&fit, 1000, 1400);
    /* One customer who stays makes it rise. */
    static const uint64_t rising[] = {1000, 500, 251, 126};
    cohort = from_survivors(rising, COUNT_OF(rising));
    fit = fit_of(&cohort);
    assert_ok(fit.status);
    assert_less(100, fit.alpha + fit.beta);
}

static void the_better_of_two_maxima(void **unused) {
    (void)unused;
    /* Most of those lost later were the last of few at risk: near the geometric model the
     * likelihood falls, and yet it is larger elsewhere. */
    struct cohort cohort = {{264, 0, 0, 141}, {0, 0, 724, 1}, 4};
    ptv_sbg fit = fit_of(&cohort);
    assert_ok(fit.status);
    ptv_sbg alike = geometric(405.0 / 3004);
    assert_less(log_likelihood(&cohort, &alike), fit.log_likelihood);
    /* A lesser maximum than that of customers who are all alike. */
    struct cohort lesser = {{9, 1, 0, 2}, {0, 392, 1, 0}, 4};
    fit = fit_of(&lesser);
    assert_geometric(&fit, 12, 405 + 396 + 3 + 2);
}

static void a_handful_or_very_many(void **unused) {
    (void)unused;
    /* The fewest that are a fit, and as many as a counter holds. */
    struct cohort few = {{2, 1}, {0, 4}, 2}, many = {{0}, {0}, 2};
    ptv_sbg fit = fit_of(&few);
    assert_ok(fit.status);
    many.lost[0] = PTV_COUNT_MAX / 2;
    many.lost[1] = 1;
    many.censored[1] = PTV_COUNT_MAX - many.lost[0] - 1;
    fit = fit_of(&many);
    assert_ok(fit.status);
    assert_true(fit.n == PTV_COUNT_MAX);
    assert_close(fit.first_churn, 0.5, 1e-15);
    assert_less(fit.alpha + fit.beta, 1e-17);
    assert_less(0, fit.alpha);
    /* With two periods the model has as many parameters as there are shares: it meets them. */
    assert_close(fit.alpha / (fit.alpha + fit.beta + 1), 1 / ((double)many.censored[1] + 1), 1e-9);
}

static void as_many_periods_as_there_may_be(void **unused) {
    (void)unused;
    static uint64_t lost[PTV_SBG_PERIODS + 1], censored[PTV_SBG_PERIODS + 1];
    double left = 1e12;
    for (int i = 0; i < PTV_SBG_PERIODS; i++) {
        lost[i] = (uint64_t)(left * 0.7 / (4.5 + i) + 0.5);
        left -= (double)lost[i];
    }
    censored[PTV_SBG_PERIODS - 1] = (uint64_t)left;
    ptv_sbg fit = PTV_SBG_INIT;
    assert_ok(ptv_sbg_fit(lost, censored, PTV_SBG_PERIODS, &fit));
    assert_close(fit.alpha, 0.7, 1e-6);
    assert_close(fit.beta, 3.8, 1e-6);
    scribble(fit);
    fit.size = sizeof fit;
    assert_untouched(fit, PTV_ERR_ARGUMENT, ptv_sbg_fit(lost, censored, PTV_SBG_PERIODS + 1, &fit));
    assert_untouched(fit, PTV_ERR_ARGUMENT, ptv_sbg_fit(lost, censored, SIZE_MAX, &fit));
    assert_untouched(fit, PTV_ERR_ARGUMENT, ptv_sbg_fit(lost, censored, 0, &fit));
}

static void a_fit_of_nobody(void **unused) {
    (void)unused;
    struct cohort nobody = {{0}, {0}, 5};
    ptv_sbg fit = fit_of(&nobody);
    assert_status(PTV_EMPTY, fit.status);
    assert_nan(fit.alpha);
    assert_nan(fit.beta);
    assert_nan(fit.first_churn);
    assert_nan(fit.mean_periods);
    assert_nan(fit.log_likelihood);
    assert_true(fit.n == 0);
    double out = 7;
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_sbg_survival(&fit, 1, &out));
}

static ptv_status fit_into(void *output, void *cohort) {
    const struct cohort *of = cohort;
    return ptv_sbg_fit(of->lost, of->censored, of->periods, output);
}

static void a_fit_refuses(void **unused) {
    (void)unused;
    struct cohort cohort = from_survivors(regular, COUNT_OF(regular));
    ptv_sbg fit;
    scribble(fit);
    fit.size = sizeof fit;
    assert_untouched(fit, PTV_ERR_NULL, ptv_sbg_fit(NULL, cohort.censored, 7, &fit));
    assert_untouched(fit, PTV_ERR_NULL, ptv_sbg_fit(cohort.lost, NULL, 7, &fit));
    assert_status(PTV_ERR_NULL, ptv_sbg_fit(cohort.lost, cohort.censored, 7, NULL));
    assert_output_size_checked(fit_into, &cohort, sizeof fit);
    cohort.lost[3] = PTV_COUNT_MAX;
    assert_untouched(fit, PTV_ERR_OVERFLOW, ptv_sbg_fit(cohort.lost, cohort.censored, 7, &fit));
    cohort.lost[3] = 1;
    cohort.censored[0] = UINT64_MAX;
    assert_untouched(fit, PTV_ERR_OVERFLOW, ptv_sbg_fit(cohort.lost, cohort.censored, 7, &fit));
}

static void init_is_the_macro(void **unused) {
    (void)unused;
    ptv_sbg by_macro = PTV_SBG_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_sbg_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_status(PTV_ERR_NULL, ptv_sbg_init(NULL));
}

static void survival_is_the_product_of_retentions(void **unused) {
    (void)unused;
    static const double parameters[][2] = {{0.7, 1.2},     {1, 1},   {1e-3, 50}, {300, 2},
                                           {1e-300, 1e-3}, {40, 15}, {40, 16},   {1e8, 1e9}};
    for (size_t i = 0; i < COUNT_OF(parameters); i++) {
        ptv_sbg fit = model(parameters[i][0], parameters[i][1]);
        double product = 1;
        assert_exact(survival(&fit, 0), 1);
        for (int64_t t = 1; t <= 200; t++) {
            product *= retention(&fit, t);
            assert_close(survival(&fit, t), product, 1e-13);
        }
    }
}

static void survival_for_ever(void **unused) {
    (void)unused;
    ptv_sbg fit = model(0.5, 2), flat = model(1e-300, 1), steep = model(1e300, 1);
    double last = 1;
    for (int64_t t = 1; t < INT64_MAX / 2; t *= 2) {
        double share = survival(&fit, t);
        assert_less(share, last);
        assert_less(0, share);
        last = share;
    }
    /* t^-alpha Gamma(alpha + beta) / Gamma(beta) far out. */
    assert_close(survival(&fit, INT64_MAX), 1.329340388179137 * pow(0x1p63, -0.5), 1e-13);
    assert_exact(survival(&flat, INT64_MAX), 1);
    assert_exact(survival(&steep, INT64_MAX), 0);
    assert_in(0, survival(&steep, 1), 1e-299);
}

static void extreme_parameters_give_shares(void **unused) {
    (void)unused;
    static const double sizes[] = {0x1p-1074, 1e-300, 1e-16, 1, 15.999, 1e16, 1e300, 8e307};
    static const int64_t periods[] = {0, 1, 2, 17, 1000000, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        for (size_t j = 0; j < COUNT_OF(sizes); j++) {
            ptv_sbg fit = model(sizes[i], sizes[j]);
            for (size_t k = 0; k < COUNT_OF(periods); k++) {
                assert_in(0, survival(&fit, periods[k]), 1);
                assert_in(0, retention(&fit, periods[k] > 0 ? periods[k] : 1), 1);
                double payments = residual(&fit, periods[k], 0.1);
                assert_in(0, payments, 11.000000000000002);
            }
        }
}

static void the_geometric_model(void **unused) {
    (void)unused;
    static const double churns[] = {0, 1e-17, 0.01, 0.25, 0.999, 1};
    for (size_t i = 0; i < COUNT_OF(churns); i++) {
        ptv_sbg fit = geometric(churns[i]);
        double stays = 1 - churns[i];
        for (int64_t t = 0; t < 50; t++) {
            assert_close_floor(survival(&fit, t), pow(stays, (double)t), 1e-13, 1e-200);
            assert_exact(retention(&fit, t + 1), stays);
            double sum = 0, term = 1.1;
            for (int s = 0; s < 500; s++)
                sum += term *= stays / 1.1;
            assert_close(residual(&fit, t, 0.1), sum, 1e-13);
        }
    }
    ptv_sbg rare = geometric(1e-17);
    assert_close(survival(&rare, INT64_MAX), exp(-92.233720368547758), 1e-13);
    assert_close(residual(&rare, 0, 1e-20), 1e17 / 1.001, 1e-12);
}

static void the_fit_is_a_model(void **unused) {
    (void)unused;
    struct cohort cohort = from_survivors(regular, COUNT_OF(regular));
    ptv_sbg fit = fit_of(&cohort);
    assert_close(survival(&fit, 1), 1 - fit.first_churn, 1e-15);
    /* The projection of the article: 241 of 1,000 after 7 periods, 159 after 12. */
    assert_true(fabs(1000 * survival(&fit, 7) - 241) < 2);
    static const uint64_t falling[] = {1000, 900, 780, 600, 300};
    cohort = from_survivors(falling, COUNT_OF(falling));
    fit = fit_of(&cohort);
    assert_close(survival(&fit, 2), pow(1 - 700.0 / 3280, 2), 1e-14);
}

static void residual_lifetime_is_the_discounted_sum(void **unused) {
    (void)unused;
    static const double parameters[][2] = {{0.7, 1.2}, {1, 1}, {0.05, 0.1}, {30, 2}, {2, 400}};
    static const double discounts[] = {0.02, 0.1, 1, 100};
    for (size_t i = 0; i < COUNT_OF(parameters); i++)
        for (size_t j = 0; j < COUNT_OF(discounts); j++)
            for (int64_t renewals = 0; renewals < 9; renewals += 4) {
                ptv_sbg fit = model(parameters[i][0], parameters[i][1]);
                double sum = 0, term = 1 + discounts[j];
                for (int64_t s = 1; s < 3000; s++)
                    sum += term *= retention(&fit, renewals + s) / (1 + discounts[j]);
                assert_close(residual(&fit, renewals, discounts[j]), sum, 1e-12);
            }
}

static void residual_lifetime_grows_with_loyalty(void **unused) {
    (void)unused;
    ptv_sbg fit = model(0.7, 1.2);
    double last = 0;
    for (int64_t renewals = 0; renewals < 1000; renewals++) {
        double payments = residual(&fit, renewals, 0.1);
        assert_less(last, payments);
        last = payments;
    }
    assert_less(last, 11); /* of those who never leave */
}

static void a_discount_too_small_to_sum(void **unused) {
    (void)unused;
    static const double small[] = {1e-13, 1e-20, 1e-300, 0x1p-1074};
    ptv_sbg fit = model(0.7, 1.2);
    for (size_t i = 0; i < COUNT_OF(small); i++) {
        double out = -1;
        assert_status(PTV_NOT_CONVERGED, ptv_sbg_residual_lifetime(&fit, 2, small[i], &out));
        assert_less(1000, out);
    }
    assert_less(1000, residual(&fit, 2, 1e-8));
}

static ptv_status survival_of(const void *fit, void *unused) {
    (void)unused;
    double out;
    return ptv_sbg_survival(fit, 3, &out);
}
static ptv_status retention_of(const void *fit, void *unused) {
    (void)unused;
    double out;
    return ptv_sbg_retention(fit, 3, &out);
}
static ptv_status residual_of(const void *fit, void *unused) {
    (void)unused;
    double out;
    return ptv_sbg_residual_lifetime(fit, 3, 0.1, &out);
}

static void models_refuse(void **unused) {
    (void)unused;
    static const takes_struct calls[] = {survival_of, retention_of, residual_of};
    ptv_sbg good = model(0.7, 1.2);
    for (size_t i = 0; i < COUNT_OF(calls); i++) {
        assert_status(PTV_ERR_NULL, calls[i](NULL, NULL));
        assert_input_size_checked(calls[i], NULL, &good, sizeof good);
        const ptv_sbg wrong[] = {
            model(0, 1),         model(1, 0),         model(-1, 1),       model(1, -1),
            model(NAN, 1),       model(1, NAN),       model(1, INFINITY), model(INFINITY, 1),
            model(1e308, 1e308), model(-INFINITY, 1), geometric(-0.1),    geometric(1.1),
            geometric(NAN),
        };
        for (size_t j = 0; j < COUNT_OF(wrong); j++)
            assert_status(PTV_ERR_ARGUMENT, calls[i](&wrong[j], NULL));
    }
    double out = 7;
    assert_status(PTV_ERR_NULL, ptv_sbg_survival(&good, 1, NULL));
    assert_status(PTV_ERR_NULL, ptv_sbg_retention(&good, 1, NULL));
    assert_status(PTV_ERR_NULL, ptv_sbg_residual_lifetime(&good, 1, 0.1, NULL));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_sbg_survival(&good, -1, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_sbg_survival(&good, INT64_MIN, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_sbg_retention(&good, 0, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_sbg_retention(&good, -1, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_sbg_residual_lifetime(&good, -1, 0.1, &out));
    static const double wrong[] = {0, -0.1, NAN, INFINITY};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_sbg_residual_lifetime(&good, 1, wrong[i], &out));
}

static void lifetime_value(void **unused) {
    (void)unused;
    double begin, renewals;
    assert_ok(ptv_clv_begin(100, 0.8, 0.1, &begin));
    assert_ok(ptv_clv_renewals(100, 0.8, 0.1, &renewals));
    assert_close(begin, 110 / 0.3, 1e-15);
    assert_close(renewals, 80 / 0.3, 1e-15);
    /* The first payment is what they differ by. */
    assert_close(begin - renewals, 100, 1e-13);
    assert_ok(ptv_clv_begin(-5, 0, 0, &begin));
    assert_exact(begin, -5);
    assert_ok(ptv_clv_renewals(-5, 0, 0, &renewals));
    assert_exact(renewals, 0);
    assert_ok(ptv_clv_begin(1, next_below(1), 0, &begin));
    assert_exact(begin, 0x1p53);
    assert_ok(ptv_clv_begin(1, 0.5, 1e308, &begin));
    assert_exact(begin, 1);
}

static void lifetime_value_without_end(void **unused) {
    (void)unused;
    double out;
    assert_ok(ptv_clv_begin(3, 1, 0, &out));
    assert_exact(out, INFINITY);
    assert_ok(ptv_clv_renewals(-3, 1, 0, &out));
    assert_exact(out, -INFINITY);
    assert_ok(ptv_clv_begin(0, 1, 0, &out));
    assert_exact(out, 0);
    assert_ok(ptv_clv_renewals(0, 1, 0, &out));
    assert_exact(out, 0);
}

static void lifetime_value_refuses(void **unused) {
    (void)unused;
    static const double wrong[][3] = {
        {NAN, 0.5, 0.1},      {INFINITY, 0.5, 0.1}, {-INFINITY, 0.5, 0.1},
        {1, -0x1p-1074, 0.1}, {1, 1.0000001, 0.1},  {1, NAN, 0.1},
        {1, 0.5, -0x1p-1074}, {1, 0.5, NAN},        {1, 0.5, INFINITY},
    };
    double out = 7;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        const double *w = wrong[i];
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_clv_begin(w[0], w[1], w[2], &out));
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_clv_renewals(w[0], w[1], w[2], &out));
    }
    assert_status(PTV_ERR_NULL, ptv_clv_begin(1, 0.5, 0.1, NULL));
    assert_status(PTV_ERR_NULL, ptv_clv_renewals(1, 0.5, 0.1, NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_fit_of_regular_customers),
        cmocka_unit_test(the_published_fit_of_high_end_customers),
        cmocka_unit_test(no_neighbour_is_likelier),
        cmocka_unit_test(cohorts_add_up),
        cmocka_unit_test(losses_in_fewer_than_two_periods),
        cmocka_unit_test(retention_that_does_not_rise),
        cmocka_unit_test(the_better_of_two_maxima),
        cmocka_unit_test(a_handful_or_very_many),
        cmocka_unit_test(as_many_periods_as_there_may_be),
        cmocka_unit_test(a_fit_of_nobody),
        cmocka_unit_test(a_fit_refuses),
        cmocka_unit_test(init_is_the_macro),
        cmocka_unit_test(survival_is_the_product_of_retentions),
        cmocka_unit_test(survival_for_ever),
        cmocka_unit_test(extreme_parameters_give_shares),
        cmocka_unit_test(the_geometric_model),
        cmocka_unit_test(the_fit_is_a_model),
        cmocka_unit_test(residual_lifetime_is_the_discounted_sum),
        cmocka_unit_test(residual_lifetime_grows_with_loyalty),
        cmocka_unit_test(a_discount_too_small_to_sum),
        cmocka_unit_test(models_refuse),
        cmocka_unit_test(lifetime_value),
        cmocka_unit_test(lifetime_value_without_end),
        cmocka_unit_test(lifetime_value_refuses),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("lifetime", tests, NULL, NULL);
}
