/* SPDX-License-Identifier: MIT */
/* What holds for every rate and every ratio of rates. */
#include "testing.h"

static const double confidences[] = {0.3, 0.5, 0.9, 0.95, 0.9999};
static const int32_t methods[] = {PTV_METHOD_GARWOOD, PTV_METHOD_JEFFREYS};

/* Two samples. */
struct pair {
    uint64_t events1, exposure1, events2, exposure2;
};

static ptv_estimate rate(uint64_t events, uint64_t exposure, double confidence, int32_t method) {
    ptv_estimate out;
    assert_ok(ptv_rate_interval(events, exposure, confidence, method, &out));
    return out;
}

static ptv_comparison ratio(const struct pair *pair, double confidence) {
    ptv_comparison out;
    ptv_status status = ptv_rate_compare(pair->events1, pair->exposure1, pair->events2,
                                         pair->exposure2, confidence, 0, &out);
    assert_status(pair->events1 + pair->events2 > 0 ? PTV_OK : PTV_DEGENERATE, status);
    return out;
}

/* The portable build differs in products of limbs and in the square root alone, and is slow. */
#ifdef PTV_PORTABLE
enum { RANDOM_CASES = 60 };
#else
enum { RANDOM_CASES = 600 };
#endif

typedef void (*rate_property)(uint64_t events, uint64_t exposure);

static void for_all_rates(rate_property holds) {
    for (uint64_t events = 0; events < 40; events++)
        for (uint64_t exposure = 1; exposure < 10; exposure++)
            holds(events, exposure);
    struct generator generator = {41};
    for (int i = 0; i < RANDOM_CASES; i++)
        holds(random_magnitude(&generator, 60), random_magnitude(&generator, 60) + 1);
}

static void contained_and_nested(uint64_t events, uint64_t exposure) {
    for (size_t m = 0; m < COUNT_OF(methods); m++) {
        ptv_estimate inner = rate(events, exposure, 1e-9, methods[m]);
        for (size_t i = 0; i < COUNT_OF(confidences); i++) {
            ptv_estimate outer = rate(events, exposure, confidences[i], methods[m]);
            assert_in(0, outer.lower, outer.value);
            assert_less(outer.value, outer.upper);
            assert_at_most(outer.lower, inner.lower);
            assert_at_most(inner.upper, outer.upper);
            inner = outer;
        }
    }
}

static void intervals_are_nested_and_contain_the_rate(void **unused) {
    (void)unused;
    for_all_rates(contained_and_nested);
}

/* Garwood's interval guarantees its coverage, Jeffreys' does not, and is inside. */
static void jeffreys_inside_garwood(uint64_t events, uint64_t exposure) {
    for (size_t i = 0; i < COUNT_OF(confidences); i++) {
        ptv_estimate exact = rate(events, exposure, confidences[i], PTV_METHOD_GARWOOD);
        ptv_estimate jeffreys = rate(events, exposure, confidences[i], PTV_METHOD_JEFFREYS);
        assert_at_most(exact.lower, jeffreys.lower);
        assert_at_most(jeffreys.upper, exact.upper);
    }
}

static void jeffreys_is_inside_garwood(void **unused) {
    (void)unused;
    for_all_rates(jeffreys_inside_garwood);
}

static void scales_with_exposure(uint64_t events, uint64_t exposure) {
    for (size_t m = 0; m < COUNT_OF(methods); m++) {
        ptv_estimate one = rate(events, 1, 0.95, methods[m]);
        ptv_estimate many = rate(events, exposure, 0.95, methods[m]);
        double times = (double)exposure;
        assert_close(many.value * times, one.value, 1e-15);
        assert_close(many.lower * times, one.lower, 1e-15);
        assert_close(many.upper * times, one.upper, 1e-15);
        assert_close(many.std_error * times, one.std_error, 1e-15);
    }
}

static void the_unit_of_exposure_does_not_matter(void **unused) {
    (void)unused;
    for_all_rates(scales_with_exposure);
}

static void more_events_more_rate(uint64_t events, uint64_t exposure) {
    for (size_t m = 0; m < COUNT_OF(methods); m++) {
        ptv_estimate fewer = rate(events, exposure, 0.95, methods[m]);
        ptv_estimate more = rate(events + 1 + events / 1000, exposure, 0.95, methods[m]);
        assert_at_most(fewer.lower, more.lower);
        assert_at_most(fewer.upper, more.upper);
    }
}

static void bounds_rise_with_the_events(void **unused) {
    (void)unused;
    for_all_rates(more_events_more_rate);
}

typedef void (*ratio_property)(const struct pair *pair);

static void for_all_pairs(ratio_property holds) {
    struct pair pair;
    for (pair.events1 = 0; pair.events1 < 9; pair.events1++)
        for (pair.events2 = 0; pair.events2 < 9; pair.events2++)
            for (pair.exposure1 = 1; pair.exposure1 < 6; pair.exposure1++)
                for (pair.exposure2 = 1; pair.exposure2 < 6; pair.exposure2++)
                    if (pair.events1 + pair.events2 > 0)
                        holds(&pair);
    struct generator generator = {42};
    for (int i = 0; i < RANDOM_CASES; i++) {
        unsigned bits = 2 + (unsigned)random_below(&generator, 30);
        pair.events1 = random_magnitude(&generator, bits);
        pair.events2 = random_magnitude(&generator, bits) + 1;
        pair.exposure1 = random_magnitude(&generator, 60) + 1;
        pair.exposure2 = random_magnitude(&generator, 60) + 1;
        if (i % 2 == 0) /* rates that may well be alike */
            pair.exposure1 = pair.events1 + 1, pair.exposure2 = pair.events2 + 1;
        holds(&pair);
    }
}

/* 1 is outside the interval exactly when p < alpha; only ties to the last digits are left out. */
static void agree(const struct pair *pair) {
    for (size_t i = 0; i < COUNT_OF(confidences); i++) {
        ptv_comparison c = ratio(pair, confidences[i]);
        double alpha = 1 - confidences[i];
        assert_in(0, c.p_value, 1);
        if (fabs(c.p_value - alpha) <= 1e-9 * alpha)
            continue;
        bool outside = c.lower > 1 || c.upper < 1;
        if (outside != (c.p_value < alpha))
            fail_msg("%llu of %llu against %llu of %llu at %g: p %.17g, interval [%.17g, %.17g]",
                     (unsigned long long)pair->events1, (unsigned long long)pair->exposure1,
                     (unsigned long long)pair->events2, (unsigned long long)pair->exposure2,
                     confidences[i], c.p_value, c.lower, c.upper);
    }
}

static void interval_and_p_agree(void **unused) {
    (void)unused;
    for_all_pairs(agree);
}

static void invert(const struct pair *pair) {
    struct pair swapped = {pair->events2, pair->exposure2, pair->events1, pair->exposure1};
    ptv_comparison a = ratio(pair, 0.95), b = ratio(&swapped, 0.95);
    assert_close(b.difference, 1 / a.difference, 1e-15);
    assert_close(b.lower, 1 / a.upper, 1e-14);
    assert_close(b.upper, 1 / a.lower, 1e-14);
    assert_close(b.p_value, a.p_value, 1e-14);
}

static void exchanging_the_samples_inverts(void **unused) {
    (void)unused;
    for_all_pairs(invert);
}

static void nested(const struct pair *pair) {
    ptv_comparison inner = ratio(pair, confidences[0]);
    for (size_t i = 0; i < COUNT_OF(confidences); i++) {
        ptv_comparison c = ratio(pair, confidences[i]);
        assert_in(0, c.lower, c.difference);
        assert_at_most(c.difference, c.upper);
        assert_less(c.lower, c.upper);
        assert_at_most(c.lower, inner.lower);
        assert_at_most(inner.upper, c.upper);
        assert_exact(c.p_value, inner.p_value); /* p knows of no confidence */
        inner = c;
    }
}

static void intervals_are_nested_and_contain_the_ratio(void **unused) {
    (void)unused;
    for_all_pairs(nested);
}

static void surer(const struct pair *pair) {
    struct pair more = {3 * pair->events1, 3 * pair->exposure1, 3 * pair->events2,
                        3 * pair->exposure2};
    ptv_comparison one = ratio(pair, 0.95), three = ratio(&more, 0.95);
    assert_close(three.difference, one.difference, 1e-15);
    assert_at_most(one.lower, three.lower);
    assert_at_most(three.upper, one.upper);
}

static void more_of_the_same_is_surer(void **unused) {
    (void)unused;
    for_all_pairs(surer);
}

static void a_sample_does_not_differ_from_itself(void **unused) {
    (void)unused;
    struct generator generator = {43};
    for (int i = 0; i < RANDOM_CASES; i++) {
        uint64_t events = random_magnitude(&generator, 40) + 1;
        uint64_t exposure = random_magnitude(&generator, 60) + 1;
        struct pair pair = {events, exposure, events, exposure};
        ptv_comparison c = ratio(&pair, 0.95);
        assert_exact(c.difference, 1);
        assert_exact(c.p_value, 1);
        assert_close(c.lower * c.upper, 1, 1e-14);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_are_nested_and_contain_the_rate),
        cmocka_unit_test(jeffreys_is_inside_garwood),
        cmocka_unit_test(the_unit_of_exposure_does_not_matter),
        cmocka_unit_test(bounds_rise_with_the_events),
        cmocka_unit_test(interval_and_p_agree),
        cmocka_unit_test(exchanging_the_samples_inverts),
        cmocka_unit_test(intervals_are_nested_and_contain_the_ratio),
        cmocka_unit_test(more_of_the_same_is_surer),
        cmocka_unit_test(a_sample_does_not_differ_from_itself),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
