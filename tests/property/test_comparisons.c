/* SPDX-License-Identifier: MIT */
/* What holds for every comparison: interval and p tell one story, and exchanging the samples tells
 * it backwards. */
#include "states.h"

/* One comparison, whatever its kind: two samples as counts. */
struct pair {
    uint64_t first[3], second[3];
};

typedef ptv_comparison (*comparer)(const struct pair *pair, double confidence);

static ptv_comparison by_shares(const struct pair *pair, double confidence) {
    ptv_comparison out;
    assert_ok(ptv_share_compare(pair->first[0], pair->first[0] + pair->first[1], pair->second[0],
                                pair->second[0] + pair->second[1], confidence, 0, &out));
    return out;
}

static ptv_comparison by_nets_with(const struct pair *pair, double confidence, int32_t method) {
    const uint64_t *a = pair->first, *b = pair->second;
    ptv_comparison out;
    ptv_status status =
        ptv_net_compare(a[0], a[1], a[2], b[0], b[1], b[2], confidence, method, &out);
    assert_true(status == PTV_OK || (status == PTV_DEGENERATE && method == PTV_METHOD_WALD));
    return out;
}

static ptv_comparison by_nets(const struct pair *pair, double confidence) {
    return by_nets_with(pair, confidence, PTV_METHOD_SCORE);
}
static ptv_comparison by_nets_adjusted_wald(const struct pair *pair, double confidence) {
    return by_nets_with(pair, confidence, PTV_METHOD_ADJUSTED_WALD);
}
static ptv_comparison by_nets_wald(const struct pair *pair, double confidence) {
    return by_nets_with(pair, confidence, PTV_METHOD_WALD);
}

/* Answers of 1, 2 and 4 on a scale of 1..5: Welch, or MOVER where neither side has spread. */
static ptv_comparison by_means(const struct pair *pair, double confidence) {
    const uint64_t *a = pair->first, *b = pair->second;
    const uint64_t first[5] = {a[0], a[1], 0, a[2], 0}, second[5] = {b[0], b[1], 0, b[2], 0};
    ptv_ratings now = ratings_with(1, 5, first), before = ratings_with(1, 5, second);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    ptv_comparison out;
    opt.confidence = confidence;
    ptv_status status = ptv_ratings_compare(&now, &before, &opt, &out);
    assert_true(status == PTV_OK || status == PTV_DEGENERATE);
    return out;
}

struct kind {
    comparer compare;
    int classes;
    double far_end;      /* of the difference */
    bool adjusted;       /* the interval is not around the plain difference */
    uint64_t exhaustive; /* sizes up to which all pairs are tried */
};

static struct kind shares = {by_shares, 2, 1, false, 7};
static struct kind nets = {by_nets, 3, 2, false, 3};
static struct kind nets_adjusted_wald = {by_nets_adjusted_wald, 3, INFINITY, true, 5};
static struct kind nets_wald = {by_nets_wald, 3, INFINITY, false, 5};
static struct kind means = {by_means, 3, INFINITY, false, 4};

/* The portable build differs in products of limbs and in the square root alone, and is slow. */
#ifdef PTV_PORTABLE
enum { RANDOM_PAIRS = 40 };
#else
enum { RANDOM_PAIRS = 250 };
#endif

typedef void (*property)(const struct kind *kind, const struct pair *pair);

static uint64_t size_of(const uint64_t counts[3]) {
    return counts[0] + counts[1] + counts[2];
}

/* All samples up to a size, as a list. */
static size_t all_samples(int classes, uint64_t largest, uint64_t (*samples)[3]) {
    size_t n = 0;
    for (uint64_t a = 0; a <= largest; a++)
        for (uint64_t b = 0; a + b <= largest; b++)
            for (uint64_t c = 0; c <= (classes == 3 ? largest - a - b : 0); c++)
                if (a + b + c > 0) {
                    const uint64_t sample[3] = {a, b, c};
                    memcpy(samples[n++], sample, sizeof sample);
                }
    return n;
}

static void for_all_pairs(const struct kind *kind, property holds) {
    uint64_t samples[100][3];
    size_t n = all_samples(kind->classes, kind->exhaustive, samples);
    struct pair pair;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            memcpy(pair.first, samples[i], sizeof pair.first);
            memcpy(pair.second, samples[j], sizeof pair.second);
            holds(kind, &pair);
        }
    struct generator generator = {27};
    for (int round = 0; round < RANDOM_PAIRS; round++) {
        unsigned bits = 2 + (unsigned)random_below(&generator, 30);
        for (int c = 0; c < 3; c++) {
            pair.first[c] = c < kind->classes ? random_magnitude(&generator, bits) : 0;
            pair.second[c] = c < kind->classes ? random_magnitude(&generator, bits) : 0;
        }
        if (size_of(pair.first) > 0 && size_of(pair.second) > 0)
            holds(kind, &pair);
    }
}

static const double confidences[] = {0.5, 0.95, 0.9999};

/* 0 is outside the interval exactly when p < alpha; only ties to the last digits are left out. */
static void agree(const struct kind *kind, const struct pair *pair) {
    for (size_t i = 0; i < COUNT_OF(confidences); i++) {
        ptv_comparison c = kind->compare(pair, confidences[i]);
        if (c.status == PTV_DEGENERATE)
            continue;
        double alpha = 1 - confidences[i];
        assert_in(0, c.p_value, 1);
        if (fabs(c.p_value - alpha) <= 1e-9 * alpha)
            continue;
        bool outside = c.lower > 0 || c.upper < 0;
        if (outside != (c.p_value < alpha))
            fail_msg(
                "%llu/%llu/%llu against %llu/%llu/%llu at %g: p %.17g, interval [%.17g, %.17g]",
                (unsigned long long)pair->first[0], (unsigned long long)pair->first[1],
                (unsigned long long)pair->first[2], (unsigned long long)pair->second[0],
                (unsigned long long)pair->second[1], (unsigned long long)pair->second[2],
                confidences[i], c.p_value, c.lower, c.upper);
    }
}

static void interval_and_p_agree(void **state) {
    for_all_pairs(*state, agree);
}

static void mirror(const struct kind *kind, const struct pair *pair) {
    struct pair swapped;
    memcpy(swapped.first, pair->second, sizeof swapped.first);
    memcpy(swapped.second, pair->first, sizeof swapped.second);
    ptv_comparison a = kind->compare(pair, 0.95), b = kind->compare(&swapped, 0.95);
    assert_int_equal(a.status, b.status);
    assert_int_equal(a.method, b.method);
    assert_close(b.difference, -a.difference, 1e-15);
    if (a.status == PTV_DEGENERATE)
        return;
    double unit = 1; /* of all scales here */
    assert_close_floor(b.lower, -a.upper, 1e-14, unit);
    assert_close_floor(b.upper, -a.lower, 1e-14, unit);
    assert_close(b.std_error, a.std_error, 1e-14);
    double sign = a.method == PTV_METHOD_MIETTINEN_NURMINEN ? 1 : -1; /* a chi-square has none */
    assert_close_floor(b.statistic, sign * a.statistic, 1e-12, 1e-12);
    assert_close_floor(b.p_value, a.p_value, 1e-10, 1e-300);
}

static void exchanging_the_samples_mirrors(void **state) {
    for_all_pairs(*state, mirror);
}

static void nested(const struct kind *kind, const struct pair *pair) {
    ptv_comparison outer = kind->compare(pair, confidences[0]);
    if (outer.status == PTV_DEGENERATE)
        return;
    for (size_t i = 0; i < COUNT_OF(confidences); i++) {
        ptv_comparison c = kind->compare(pair, confidences[i]);
        assert_at_most(c.lower, c.upper);
        if (!kind->adjusted)
            assert_in(c.lower, c.difference, c.upper);
        assert_in(-kind->far_end, c.lower, kind->far_end);
        assert_in(-kind->far_end, c.upper, kind->far_end);
        assert_at_most(c.lower, outer.lower);
        assert_at_most(outer.upper, c.upper);
        assert_close(c.p_value, outer.p_value, 0); /* p knows of no confidence */
        outer = c;
    }
}

static void intervals_are_nested_and_contain_the_difference(void **state) {
    for_all_pairs(*state, nested);
}

static void duplicated(const struct kind *kind, const struct pair *pair) {
    struct pair more = *pair;
    for (int c = 0; c < 3; c++) {
        more.first[c] *= 3;
        more.second[c] *= 3;
    }
    ptv_comparison one = kind->compare(pair, 0.95), three = kind->compare(&more, 0.95);
    assert_close(three.difference, one.difference, 1e-14);
    if (one.status != PTV_DEGENERATE)
        assert_less(three.upper - three.lower, one.upper - one.lower);
}

static void more_of_the_same_is_surer(void **state) {
    for_all_pairs(*state, duplicated);
}

static void a_sample_does_not_differ_from_itself(void **state) {
    const struct kind *kind = *state;
    struct generator generator = {28};
    for (int round = 0; round < 300; round++) {
        struct pair pair = {{0}, {0}};
        unsigned bits = 1 + (unsigned)random_below(&generator, 50);
        for (int c = 0; c < kind->classes; c++)
            pair.first[c] = pair.second[c] = random_magnitude(&generator, bits);
        if (size_of(pair.first) == 0)
            continue;
        ptv_comparison c = kind->compare(&pair, 0.95);
        assert_exact(c.difference, 0);
        if (c.status == PTV_DEGENERATE)
            continue;
        assert_exact(c.statistic, 0);
        assert_exact(c.p_value, 1);
        assert_close_floor(c.lower, -c.upper, 1e-15, 0);
    }
}

/* Signs of all answers exchanged: the difference turns around. */
static void exchanging_the_ends_mirrors_nets(void **unused) {
    (void)unused;
    uint64_t samples[100][3];
    size_t n = all_samples(3, 3, samples);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            const uint64_t *a = samples[i], *b = samples[j];
            struct pair pair = {{a[0], a[1], a[2]}, {b[0], b[1], b[2]}};
            struct pair turned = {{a[2], a[1], a[0]}, {b[2], b[1], b[0]}};
            ptv_comparison x = by_nets(&pair, 0.95), y = by_nets(&turned, 0.95);
            assert_close(y.difference, -x.difference, 1e-15);
            assert_close_floor(y.lower, -x.upper, 1e-14, 1);
            assert_close_floor(y.upper, -x.lower, 1e-14, 1);
            assert_close(y.p_value, x.p_value, 1e-10);
        }
}

#define FOR_EACH_KIND(test)                                                                        \
    {#test " (shares)", test, NULL, NULL, &shares}, {#test " (nets)", test, NULL, NULL, &nets},    \
        {#test " (nets, adjusted Wald)", test, NULL, NULL, &nets_adjusted_wald},                   \
        {#test " (nets, Wald)", test, NULL, NULL, &nets_wald}, {                                   \
#test " (means)", test, NULL, NULL, &means                                                 \
    }

int main(void) {
    const struct CMUnitTest tests[] = {
        FOR_EACH_KIND(interval_and_p_agree),
        FOR_EACH_KIND(exchanging_the_samples_mirrors),
        FOR_EACH_KIND(intervals_are_nested_and_contain_the_difference),
        FOR_EACH_KIND(more_of_the_same_is_surer),
        FOR_EACH_KIND(a_sample_does_not_differ_from_itself),
        cmocka_unit_test(exchanging_the_ends_mirrors_nets),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("comparisons", tests, NULL, NULL);
}
