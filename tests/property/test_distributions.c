/* SPDX-License-Identifier: MIT */
/* What holds for every distribution at every parameter: the quantile inverts the distribution
 * function, both rise, the tails add up, nothing hangs. */
#include "testing.h"

/* A distribution with its parameters, the lower and the upper tail. */
struct distribution {
    const char *name;
    double a, b;
    double low, high; /* ends of its range */
    double (*cdf)(const struct distribution *d, double x);
    double (*sf)(const struct distribution *d, double x);
    double (*quantile)(const struct distribution *d, double p);
    double (*isf)(const struct distribution *d, double q);
};

#define WRAP(function, call)                                                                       \
    static double function(const struct distribution *d, double x) {                               \
        (void)d;                                                                                   \
        return call;                                                                               \
    }

WRAP(n_cdf, ptv_normal_cdf(x))
WRAP(n_sf, ptv_normal_sf(x))
WRAP(n_quantile, ptv_normal_quantile(x))
WRAP(n_isf, ptv_normal_isf(x))
WRAP(t_cdf, ptv_student_t_cdf(x, d->a))
WRAP(t_sf, ptv_student_t_sf(x, d->a))
WRAP(t_quantile, ptv_student_t_quantile(x, d->a))
WRAP(t_isf, ptv_student_t_isf(x, d->a))
WRAP(b_cdf, ptv_beta_cdf(x, d->a, d->b))
WRAP(b_sf, ptv_beta_sf(x, d->a, d->b))
WRAP(b_quantile, ptv_beta_quantile(x, d->a, d->b))
WRAP(b_isf, ptv_beta_isf(x, d->a, d->b))
WRAP(g_cdf, ptv_gamma_cdf(x, d->a))
WRAP(g_sf, ptv_gamma_sf(x, d->a))
WRAP(g_quantile, ptv_gamma_quantile(x, d->a))
WRAP(g_isf, ptv_gamma_isf(x, d->a))

static const double shapes[] = {1e-3, 0.01, 0.1, 0.5, 1,   1.5, 2.5,  10,   100,
                                1e3,  9999, 1e4, 3e4, 1e6, 1e9, 1e12, 1e15, 1e18};
static const double beyond[] = {1e-30, 1e-10, 1e-3, 1, 1e5, 1e18, 1e20};

typedef void (*property)(const struct distribution *d);

/* A family of distributions, and which of its parameters there are. */
struct family {
    struct distribution member;
    int parameters;
};

static struct family normal = {
    {"normal", 0, 0, -INFINITY, INFINITY, n_cdf, n_sf, n_quantile, n_isf}, 0};
static struct family student_t = {
    {"student_t", 0, 0, -INFINITY, INFINITY, t_cdf, t_sf, t_quantile, t_isf}, 1};
static struct family gamma_family = {{"gamma", 0, 0, 0, INFINITY, g_cdf, g_sf, g_quantile, g_isf},
                                     1};
static struct family beta = {{"beta", 0, 0, 0, 1, b_cdf, b_sf, b_quantile, b_isf}, 2};

static void for_all(const struct family *family, const double *values, size_t n, property holds) {
    for (size_t i = 0; i < (family->parameters > 0 ? n : 1); i++)
        for (size_t j = 0; j < (family->parameters > 1 ? n : 1); j++) {
            struct distribution d = family->member;
            d.a = values[i];
            d.b = values[j];
            holds(&d);
        }
}

static const double tails[] = {
    1e-300, 1e-250, 1e-200, 1e-188, 1e-184, 1e-100, 1e-50, 1e-20,  1e-16, 1e-12, 1e-9,    1e-6,
    1e-4,   0.001,  0.01,   0.025,  0.05,   0.1,    0.2,   0.2499, 0.25,  0.3,   0.4,     0.499,
    0.5,    0.501,  0.6,    0.75,   0.8,    0.9,    0.95,  0.975,  0.99,  0.999, 0.999999};

#define assert_holds(condition, d, p, x)                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("not %s: %s(%.17g, %.17g), p %.17g, x %.17g", #condition, (d)->name, (d)->a,  \
                     (d)->b, (p), (x));                                                            \
    } while (0)

/* As far from x as the documented accuracy allows, and at least one double, within the range. */
static double just_above(const struct distribution *d, double x) {
    double above = x + 1e-12 * fabs(x), next = next_above(x);
    return x >= d->high ? x : fmin(fmax(above, next), d->high);
}

static double just_below(const struct distribution *d, double x) {
    double below = x - 1e-12 * fabs(x), next = next_below(x);
    return x <= d->low ? x : fmax(fmin(below, next), d->low);
}

/* p lies between the probabilities just left and just right of its quantile. */
static void inverts(const struct distribution *d) {
    const double slack = 1e-11;
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        double p = tails[i], x = d->quantile(d, p);
        assert_holds(x >= d->low && x <= d->high, d, p, x);
        double below = d->cdf(d, just_below(d, x)), above = d->cdf(d, just_above(d, x));
        assert_holds(below <= p * (1 + slack), d, p, x);
        assert_holds(p <= above * (1 + slack), d, p, x);
        x = d->isf(d, p);
        assert_holds(x >= d->low && x <= d->high, d, p, x);
        below = d->sf(d, just_below(d, x));
        above = d->sf(d, just_above(d, x));
        assert_holds(above <= p * (1 + slack), d, p, x);
        assert_holds(p <= below * (1 + slack), d, p, x);
    }
}

static void quantile_inverts_the_distribution_function(void **state) {
    for_all(*state, shapes, COUNT_OF(shapes), inverts);
}

/* Rising in p: to the last digits that are promised. */
static void rises(const struct distribution *d) {
    double last = d->low, last_upper = d->high;
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        double x = d->quantile(d, tails[i]), upper = d->isf(d, tails[i]);
        assert_holds(x >= last, d, tails[i], x);
        assert_holds(upper <= last_upper, d, tails[i], upper);
        last = x;
        last_upper = upper;
    }
}

static void quantiles_are_monotone(void **state) {
    for_all(*state, shapes, COUNT_OF(shapes), rises);
}

/* The two tails at one point add up to 1, and each is a probability. */
static void adds_up(const struct distribution *d) {
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        double x = d->quantile(d, tails[i]);
        double lower = d->cdf(d, x), upper = d->sf(d, x);
        assert_holds(lower >= 0 && lower <= 1 && upper >= 0 && upper <= 1, d, tails[i], x);
        assert_holds(fabs(lower + upper - 1) <= 1e-12, d, tails[i], x);
    }
}

static void tails_add_up_to_1(void **state) {
    for_all(*state, shapes, COUNT_OF(shapes), adds_up);
}

/* Where convergence is hardest: a number comes back, and it is in the range. */
static void returns(const struct distribution *d) {
    static const double corners[] = {5e-324, 1e-320, 2.3e-308,  1e-300,
                                     1e-16,  0.5,    1 - 1e-16, 0x1.fffffffffffffp-1};
    for (size_t i = 0; i < COUNT_OF(corners); i++) {
        double p = corners[i], x = d->quantile(d, p), y = d->isf(d, p);
        assert_holds(x >= d->low && x <= d->high, d, p, x);
        assert_holds(y >= d->low && y <= d->high, d, p, y);
        double lower = d->cdf(d, x), upper = d->sf(d, y);
        assert_holds(lower >= 0 && lower <= 1, d, p, x);
        assert_holds(upper >= 0 && upper <= 1, d, p, y);
    }
}

static void quantiles_return_at_every_corner(void **state) {
    for_all(*state, shapes, COUNT_OF(shapes), returns);
    for_all(*state, beyond, COUNT_OF(beyond), returns);
}

/* The distribution function rises in x. */
static void climbs(const struct distribution *d) {
    double last = 0, last_upper = 1;
    for (int i = 0; i <= 400; i++) {
        double p = (i + 0.5) / 401, x = d->quantile(d, p);
        double lower = d->cdf(d, x), upper = d->sf(d, x);
        assert_holds(lower >= last * (1 - 1e-12), d, p, x);
        assert_holds(upper <= last_upper * (1 + 1e-12), d, p, x);
        last = lower;
        last_upper = upper;
    }
}

static void distribution_functions_are_monotone(void **state) {
    static const double some[] = {0.1, 1, 9, 250, 9999, 10001, 1e7};
    for_all(*state, some, COUNT_OF(some), climbs);
}

/* Symmetries: of the normal and t about 0, of beta with its shapes exchanged. */
static void symmetries(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        double p = tails[i];
        assert_exact(ptv_normal_quantile(p), -ptv_normal_isf(p));
        for (size_t j = 0; j < COUNT_OF(shapes); j++) {
            double df = shapes[j], t = ptv_student_t_isf(p, df);
            assert_exact(ptv_student_t_quantile(p, df), -t);
            assert_exact(ptv_student_t_cdf(-t, df), ptv_student_t_sf(t, df));
            double x = 0.3;
            assert_close_floor(ptv_beta_cdf(x, df, 2.5), ptv_beta_sf(1 - x, 2.5, df), 1e-11,
                               1e-280);
        }
    }
}

/* Distributions that are one another: t² of 1 degree of freedom, beta(1, b), gamma(1). */
static void special_cases(void **unused) {
    (void)unused;
    for (int i = 1; i < 200; i++) {
        double x = i / 200.0;
        assert_close(ptv_beta_cdf(x, 1, 3), 1 - (1 - x) * (1 - x) * (1 - x), 1e-12);
        assert_close(ptv_beta_cdf(x, 3, 1), x * x * x, 1e-12);
        assert_close(ptv_beta_sf(x, 1, 1), 1 - x, 1e-12);
        /* t with 2 degrees of freedom: 1/2 + t / (2 sqrt(2 + t^2)) */
        double t = 10 * x;
        assert_close(ptv_student_t_cdf(t, 2), 0.5 + t / (2 * sqrt(2 + t * t)), 1e-12);
        /* gamma(1/2) is half the square of a normal */
        assert_close(ptv_gamma_sf(t * t / 2, 0.5), 2 * ptv_normal_sf(t), 1e-12);
        /* P(Gamma(2) > x) = (1 + x) exp(-x), P(Gamma(1) > x) = exp(-x) */
        assert_close(ptv_gamma_sf(t, 2), (1 + t) * ptv_gamma_sf(t, 1), 1e-12);
    }
}

#define FOR_EACH_FAMILY(test)                                                                      \
    {#test " (normal)", test, NULL, NULL, &normal},                                                \
        {#test " (student_t)", test, NULL, NULL, &student_t},                                      \
        {#test " (gamma)", test, NULL, NULL, &gamma_family}, {                                     \
#test " (beta)", test, NULL, NULL, &beta                                                   \
    }

int main(void) {
    const struct CMUnitTest tests[] = {
        FOR_EACH_FAMILY(quantile_inverts_the_distribution_function),
        FOR_EACH_FAMILY(quantiles_are_monotone),
        FOR_EACH_FAMILY(tails_add_up_to_1),
        FOR_EACH_FAMILY(quantiles_return_at_every_corner),
        FOR_EACH_FAMILY(distribution_functions_are_monotone),
        cmocka_unit_test(symmetries),
        cmocka_unit_test(special_cases),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("distributions", tests, NULL, NULL);
}
