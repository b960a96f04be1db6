/* SPDX-License-Identifier: MIT */
/* What holds for every interval: of shares, of nets, of means. */
#include "states.h"

static const double confidences[] = {0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.999999, 1 - 1e-15};

/* ptv_share_interval and ptv_net_interval, for a sample that is given. */
struct sample {
    uint64_t a, b, c; /* share: hits, misses; net: positive, neutral, negative */
    bool net;
};

static ptv_estimate interval(const struct sample *s, double confidence, int32_t method) {
    ptv_estimate out;
    if (s->net)
        assert_ok(ptv_net_interval(s->a, s->b, s->c, confidence, method, &out));
    else
        assert_ok(ptv_share_interval(s->a, s->a + s->b, confidence, method, &out));
    return out;
}

static struct sample times(struct sample s, uint64_t k) {
    struct sample more = {s.a * k, s.b * k, s.c * k, s.net};
    return more;
}

/* All small samples, then random ones of any size. */
typedef void (*property)(const struct sample *s);

static void for_all_samples(bool net, property holds) {
    uint64_t largest = net ? 9 : 30;
    for (uint64_t a = 0; a <= largest; a++)
        for (uint64_t b = 0; a + b <= largest; b++)
            for (uint64_t c = 0; a + b + c <= (net ? largest : a + b); c++) {
                struct sample s = {a, b, c, net};
                if (a + b + c > 0)
                    holds(&s);
            }
    struct generator generator = {23};
    for (int round = 0; round < 300; round++) {
        unsigned bits = 1 + (unsigned)random_below(&generator, 58);
        struct sample s = {random_magnitude(&generator, bits), random_magnitude(&generator, bits),
                           net ? random_magnitude(&generator, bits) : 0, net};
        if (s.a + s.b + s.c > 0)
            holds(&s);
    }
}

static void nested_containing_inside(const struct sample *s) {
    static const int32_t share_methods[] = {PTV_METHOD_WILSON, PTV_METHOD_CLOPPER_PEARSON};
    static const int32_t net_methods[] = {PTV_METHOD_SCORE};
    const int32_t *methods = s->net ? net_methods : share_methods;
    for (size_t m = 0; m < (s->net ? COUNT_OF(net_methods) : COUNT_OF(share_methods)); m++) {
        ptv_estimate outer = {0};
        for (size_t i = 0; i < COUNT_OF(confidences); i++) {
            ptv_estimate e = interval(s, confidences[i], methods[m]);
            assert_in(s->net ? -1 : 0, e.lower, e.value);
            assert_in(e.value, e.upper, 1);
            if (i > 0) {
                assert_at_most(e.lower, outer.lower);
                assert_at_most(outer.upper, e.upper);
            }
            outer = e;
        }
    }
}

static void share_intervals_are_nested_and_contain_the_share(void **unused) {
    (void)unused;
    for_all_samples(false, nested_containing_inside);
}

static void net_intervals_are_nested_and_contain_the_net(void **unused) {
    (void)unused;
    for_all_samples(true, nested_containing_inside);
}

/* Hits and misses exchanged: 1 minus the interval. Signs exchanged: minus the interval, exactly. */
static void mirrored(const struct sample *s) {
    static const int32_t share_methods[] = {PTV_METHOD_WILSON, PTV_METHOD_CLOPPER_PEARSON,
                                            PTV_METHOD_AGRESTI_COULL, PTV_METHOD_JEFFREYS};
    static const int32_t net_methods[] = {PTV_METHOD_SCORE, PTV_METHOD_ADJUSTED_WALD};
    struct sample share = {s->b, s->a, 0, false}, net = {s->c, s->b, s->a, true};
    for (size_t m = 0; m < (s->net ? COUNT_OF(net_methods) : COUNT_OF(share_methods)); m++) {
        int32_t method = s->net ? net_methods[m] : share_methods[m];
        ptv_estimate e = interval(s, 0.95, method);
        ptv_estimate other = interval(s->net ? &net : &share, 0.95, method);
        if (s->net) {
            assert_exact(other.value, -e.value);
            assert_exact(other.lower, -e.upper);
            assert_exact(other.upper, -e.lower);
            assert_exact(other.std_error, e.std_error);
        } else {
            assert_close_floor(other.value, 1 - e.value, 1e-15, 1);
            assert_close_floor(other.lower, 1 - e.upper, 1e-13, 1);
            assert_close_floor(other.upper, 1 - e.lower, 1e-13, 1);
            assert_close_floor(other.std_error, e.std_error, 1e-14, 0);
        }
    }
}

static void share_intervals_mirror(void **unused) {
    (void)unused;
    for_all_samples(false, mirrored);
}

static void net_intervals_mirror(void **unused) {
    (void)unused;
    for_all_samples(true, mirrored);
}

static void duplicated(const struct sample *s) {
    if (s->a + s->b + s->c > UINT64_C(1) << 45)
        return;
    static const uint64_t factors[] = {2, 3, 10, 1000};
    ptv_estimate wider = interval(s, 0.95, 0), one = wider;
    for (size_t i = 0; i < COUNT_OF(factors); i++) {
        struct sample more = times(*s, factors[i]);
        ptv_estimate e = interval(&more, 0.95, 0);
        assert_close(e.value, one.value, 4e-16);
        assert_less(e.upper - e.lower, wider.upper - wider.lower);
        wider = e;
    }
}

static void more_of_the_same_is_surer(void **unused) {
    (void)unused;
    for_all_samples(false, duplicated);
    for_all_samples(true, duplicated);
}

/* The one family: without passives, the score interval of NPS is Wilson's of the promoters. */
static void without_passives_nps_is_wilson(const struct sample *s) {
    struct sample net = {s->a, 0, s->b, true};
    for (size_t i = 0; i < COUNT_OF(confidences); i++) {
        ptv_estimate share = interval(s, confidences[i], PTV_METHOD_WILSON);
        ptv_estimate score = interval(&net, confidences[i], PTV_METHOD_SCORE);
        assert_close_floor(score.value, 2 * share.value - 1, 1e-15, 1);
        assert_close_floor(score.lower, 2 * share.lower - 1, 1e-12, 1);
        assert_close_floor(score.upper, 2 * share.upper - 1, 1e-12, 1);
    }
}

static void score_of_nps_without_passives_is_2_wilson_minus_1(void **unused) {
    (void)unused;
    for_all_samples(false, without_passives_nps_is_wilson);
}

/* Also in the readings: two states over the same people. */
static void nps_reading_without_passives_is_the_share_of_promoters(void **unused) {
    (void)unused;
    struct generator generator = {24};
    for (int round = 0; round < 500; round++) {
        uint64_t promoters = random_magnitude(&generator, 40);
        uint64_t detractors = random_magnitude(&generator, 40);
        ptv_ratings acc = nps_with(promoters, 0, detractors);
        ptv_proportion share = proportion_with(promoters, detractors, 0);
        ptv_nps_result nps = nps_of(&acc, NULL);
        ptv_proportion_result wilson = share_of(&share, NULL);
        if (nps.n == 0)
            continue;
        assert_close_floor(nps.score.lower, 200 * wilson.share.lower - 100, 1e-12, 100);
        assert_close_floor(nps.score.upper, 200 * wilson.share.upper - 100, 1e-12, 100);
    }
}

/* Means: from states, so the clamping is part of it. */
static void mean_intervals_are_nested_and_contain_the_mean(void **unused) {
    (void)unused;
    struct generator generator = {25};
    for (int round = 0; round < 1500; round++) {
        int32_t min = (int32_t)random_below(&generator, 15) - 9;
        int32_t max = min + 1 + (int32_t)random_below(&generator, 10);
        ptv_ratings acc = ratings_on(min, max, PTV_POLARITY_HIGH_IS_GOOD);
        unsigned bits = 1 + (unsigned)random_below(&generator, 40);
        for (int32_t level = min; level <= max; level++)
            if (random_below(&generator, 3) == 0)
                assert_ok(ptv_ratings_add_n(&acc, level, random_magnitude(&generator, bits)));
        ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
        ptv_ratings_result outer = {.size = sizeof outer};
        for (size_t i = 0; i < COUNT_OF(confidences); i++) {
            opt.confidence = confidences[i];
            ptv_ratings_result r = reading_of(&acc, &opt);
            if (r.n == 0)
                break;
            assert_in(min, r.mean.lower, r.mean.value);
            assert_in(r.mean.value, r.mean.upper, max);
            assert_less(r.mean.lower, r.mean.upper);
            assert_in(0, r.std_dev == r.std_dev ? r.std_dev : 0, max - min);
            if (i > 0) {
                assert_at_most(r.mean.lower, outer.mean.lower);
                assert_at_most(outer.mean.upper, r.mean.upper);
            }
            outer = r;
        }
        if (outer.n == 0 || outer.n > UINT64_C(1) << 40)
            continue;
        /* Duplicated: the same mean, surer. */
        opt.confidence = 0.95;
        ptv_ratings_result one = reading_of(&acc, &opt);
        assert_ok(ptv_ratings_merge(&acc, &acc));
        ptv_ratings_result two = reading_of(&acc, &opt);
        assert_close_floor(two.mean.value, one.mean.value, 1e-15, 1);
        assert_exact(two.median, one.median);
        assert_at_most(two.mean.upper - two.mean.lower, one.mean.upper - one.mean.lower);
        if (one.mean.method == two.mean.method && one.mean.lower > min && one.mean.upper < max)
            assert_less(two.mean.upper - two.mean.lower, one.mean.upper - one.mean.lower);
    }
}

/* Promoters and detractors exchanged, answer by answer: the mirror image in every figure. */
static void exchanging_the_ends_mirrors_nps(void **unused) {
    (void)unused;
    struct generator generator = {26};
    for (int round = 0; round < 500; round++) {
        uint64_t p = random_magnitude(&generator, 50), z = random_magnitude(&generator, 50);
        uint64_t m = random_magnitude(&generator, 50);
        ptv_ratings acc = nps_with(p, z, m), mirror = nps_with(m, z, p);
        ptv_nps_result a = nps_of(&acc, NULL), b = nps_of(&mirror, NULL);
        if (a.n == 0)
            continue;
        assert_exact(b.score.value, -a.score.value);
        assert_exact(b.score.lower, -a.score.upper);
        assert_exact(b.score.upper, -a.score.lower);
        assert_exact(b.score.std_error, a.score.std_error);
    }
}

/* Whatever the design effect or the population: bounds that are numbers, in order, on the scale. */
static void any_sampling_gives_an_interval(void **unused) {
    (void)unused;
    static const double effects[] = {1e-300, 1e-20, 1e-3, 0.5, 1, 1.5, 20, 1e6, 1e20, 1e300};
    static const uint64_t populations[] = {0, 50, 51, 1000, UINT64_C(1) << 40, UINT64_MAX};
    static const uint64_t samples[][3] = {{1, 0, 0},  {0, 0, 1},  {0, 1, 0},    {3, 2, 1},
                                          {50, 0, 0}, {0, 0, 50}, {20, 10, 20}, {1, 48, 1}};
    for (size_t e = 0; e < COUNT_OF(effects); e++)
        for (size_t p = 0; p < COUNT_OF(populations); p++)
            for (size_t s = 0; s < COUNT_OF(samples); s++) {
                const uint64_t *c = samples[s];
                ptv_ratings acc = nps_with(c[0], c[1], c[2]);
                ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
                opt.design_effect = effects[e];
                opt.population = populations[p];
                ptv_nps_result r = nps_of(&acc, &opt);
                assert_status(PTV_OK, r.score.status);
                assert_in(-100, r.score.lower, r.score.value);
                assert_in(r.score.value, r.score.upper, 100);
                ptv_ratings_options options = PTV_RATINGS_OPTIONS_INIT;
                options.design_effect = effects[e];
                options.population = populations[p];
                options.top_k = 2;
                ptv_ratings_result figures = reading_of(&acc, &options);
                assert_in(0, figures.mean.lower, figures.mean.value);
                assert_in(figures.mean.value, figures.mean.upper, 10);
                assert_in(0, figures.top_box.lower, figures.top_box.value);
                assert_in(figures.top_box.value, figures.top_box.upper, 1);
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(share_intervals_are_nested_and_contain_the_share),
        cmocka_unit_test(net_intervals_are_nested_and_contain_the_net),
        cmocka_unit_test(share_intervals_mirror),
        cmocka_unit_test(net_intervals_mirror),
        cmocka_unit_test(more_of_the_same_is_surer),
        cmocka_unit_test(score_of_nps_without_passives_is_2_wilson_minus_1),
        cmocka_unit_test(nps_reading_without_passives_is_the_share_of_promoters),
        cmocka_unit_test(mean_intervals_are_nested_and_contain_the_mean),
        cmocka_unit_test(exchanging_the_ends_mirrors_nps),
        cmocka_unit_test(any_sampling_gives_an_interval),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("intervals", tests, NULL, NULL);
}
