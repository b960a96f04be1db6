/* SPDX-License-Identifier: MIT */
/* band.h */
#include "testing.h"

static const int32_t metrics[] = {PTV_METRIC_NPS,
                                  PTV_METRIC_CSAT,
                                  PTV_METRIC_RETENTION,
                                  PTV_METRIC_RETENTION_CONTRACT,
                                  PTV_METRIC_CHURN,
                                  PTV_METRIC_FIRST_RESPONSE_CHAT,
                                  PTV_METRIC_FIRST_RESPONSE_SOCIAL,
                                  PTV_METRIC_FIRST_RESPONSE_EMAIL};

/* Name of the band of a value by the defaults; "" for none. */
static const char *band_of(int32_t metric, double value) {
    const ptv_band *bands, *band;
    size_t n;
    assert_ok(ptv_band_defaults(metric, &bands, &n));
    assert_ok(ptv_band_find(bands, n, value, &band));
    return band ? band->name : "";
}

static void defaults_exist_for_these_metrics_only(void **unused) {
    (void)unused;
    const ptv_band *bands = NULL;
    size_t n = 77, known = 0;
    for (int32_t metric = -100; metric <= 100; metric++) {
        const ptv_band *before = bands;
        size_t n_before = n;
        ptv_status status = ptv_band_defaults(metric, &bands, &n);
        known += status == PTV_OK;
        if (status != PTV_OK) {
            assert_status(PTV_ERR_ARGUMENT, status);
            assert_ptr_equal(bands, before);
            assert_int_equal(n, n_before);
        }
    }
    assert_int_equal(known, COUNT_OF(metrics));
    assert_status(PTV_ERR_NULL, ptv_band_defaults(PTV_METRIC_NPS, NULL, &n));
    assert_status(PTV_ERR_NULL, ptv_band_defaults(PTV_METRIC_NPS, &bands, NULL));
}

static void defaults_are_rising_disjoint_and_sourced(void **unused) {
    (void)unused;
    for (size_t m = 0; m < COUNT_OF(metrics); m++) {
        const ptv_band *bands;
        size_t n;
        assert_ok(ptv_band_defaults(metrics[m], &bands, &n));
        assert_true(n > 0);
        for (size_t i = 0; i < n; i++) {
            assert_non_null(bands[i].name);
            assert_true(strlen(bands[i].name) > 0);
            assert_non_null(bands[i].source);
            assert_true(strlen(bands[i].source) > 0);
            assert_int_equal(bands[i].reserved, 0);
            assert_in(0, bands[i].closed, PTV_BAND_CLOSED_LOWER | PTV_BAND_CLOSED_UPPER);
            assert_less(bands[i].lower, bands[i].upper);
            /* What has no end has no closed end. */
            assert_false(isinf(bands[i].lower) && bands[i].closed & PTV_BAND_CLOSED_LOWER);
            assert_false(isinf(bands[i].upper) && bands[i].closed & PTV_BAND_CLOSED_UPPER);
            if (i == 0)
                continue;
            assert_at_most(bands[i - 1].upper, bands[i].lower);
            bool touch = bands[i - 1].upper == bands[i].lower;
            bool both = bands[i - 1].closed & PTV_BAND_CLOSED_UPPER &&
                        bands[i].closed & PTV_BAND_CLOSED_LOWER;
            assert_false(touch && both);
            assert_string_not_equal(bands[i - 1].name, bands[i].name);
        }
    }
}

static void rate_bands_name_their_period(void **unused) {
    (void)unused;
    static const int32_t rates[] = {PTV_METRIC_RETENTION, PTV_METRIC_RETENTION_CONTRACT,
                                    PTV_METRIC_CHURN};
    for (size_t m = 0; m < COUNT_OF(rates); m++) {
        const ptv_band *bands;
        size_t n;
        assert_ok(ptv_band_defaults(rates[m], &bands, &n));
        for (size_t i = 0; i < n; i++)
            assert_string_equal(bands[i].period, "year");
    }
}

/* The usual bands, edge by edge. */
static void published_edges(void **unused) {
    (void)unused;
    assert_string_equal(band_of(PTV_METRIC_NPS, -100), "more_detractors");
    assert_string_equal(band_of(PTV_METRIC_NPS, next_below(0)), "more_detractors");
    assert_string_equal(band_of(PTV_METRIC_NPS, 0), "good");
    assert_string_equal(band_of(PTV_METRIC_NPS, -0.0), "good");
    assert_string_equal(band_of(PTV_METRIC_NPS, next_below(30)), "good");
    assert_string_equal(band_of(PTV_METRIC_NPS, 30), "very_good");
    assert_string_equal(band_of(PTV_METRIC_NPS, next_below(50)), "very_good");
    assert_string_equal(band_of(PTV_METRIC_NPS, 50), "excellent");
    assert_string_equal(band_of(PTV_METRIC_NPS, 100), "excellent");
    assert_string_equal(band_of(PTV_METRIC_CSAT, next_below(0.75)), "");
    assert_string_equal(band_of(PTV_METRIC_CSAT, 0.75), "fair_target");
    assert_string_equal(band_of(PTV_METRIC_CSAT, 0.85), "fair_target");
    assert_string_equal(band_of(PTV_METRIC_CSAT, next_above(0.85)), "");
    assert_string_equal(band_of(PTV_METRIC_RETENTION, 0.8), "");
    assert_string_equal(band_of(PTV_METRIC_RETENTION, next_above(0.8)), "good");
    assert_string_equal(band_of(PTV_METRIC_RETENTION_CONTRACT, 0.9), "good");
    assert_string_equal(band_of(PTV_METRIC_RETENTION_CONTRACT, next_below(0.9)), "");
    assert_string_equal(band_of(PTV_METRIC_CHURN, 0.05), "");
    assert_string_equal(band_of(PTV_METRIC_CHURN, next_below(0.05)), "good");
    assert_string_equal(band_of(PTV_METRIC_FIRST_RESPONSE_CHAT, 60000), "on_time");
    assert_string_equal(band_of(PTV_METRIC_FIRST_RESPONSE_CHAT, 60001), "");
    assert_string_equal(band_of(PTV_METRIC_FIRST_RESPONSE_SOCIAL, 3600000), "on_time");
    assert_string_equal(band_of(PTV_METRIC_FIRST_RESPONSE_SOCIAL, 3600001), "");
    assert_string_equal(band_of(PTV_METRIC_FIRST_RESPONSE_EMAIL, 86400000), "on_time");
    assert_string_equal(band_of(PTV_METRIC_FIRST_RESPONSE_EMAIL, 86400001), "");
    assert_string_equal(band_of(PTV_METRIC_FIRST_RESPONSE_CHAT, 0), "on_time");
    assert_string_equal(band_of(PTV_METRIC_FIRST_RESPONSE_CHAT, -1), "");
}

static void no_value_no_band(void **unused) {
    (void)unused;
    for (size_t m = 0; m < COUNT_OF(metrics); m++)
        assert_string_equal(band_of(metrics[m], NAN), "");
}

static const ptv_band custom[] = {
    {"open", "test", NULL, 0, 1, 0, 0},
    {"lower", "test", NULL, 2, 3, PTV_BAND_CLOSED_LOWER, 0},
    {"upper", "test", NULL, 4, 5, PTV_BAND_CLOSED_UPPER, 0},
    {"both", "test", NULL, 6, 7, PTV_BAND_CLOSED_LOWER | PTV_BAND_CLOSED_UPPER, 0},
    {"shadowed", "test", NULL, 6.5, 8, PTV_BAND_CLOSED_LOWER, 0},
};

static const ptv_band *find(double value) {
    const ptv_band *band = custom;
    assert_ok(ptv_band_find(custom, COUNT_OF(custom), value, &band));
    return band;
}

static void edges_belong_to_the_closed_side(void **unused) {
    (void)unused;
    assert_null(find(0));
    assert_ptr_equal(find(0.5), &custom[0]);
    assert_null(find(1));
    assert_null(find(1.5));
    assert_ptr_equal(find(2), &custom[1]);
    assert_null(find(3));
    assert_null(find(4));
    assert_ptr_equal(find(5), &custom[2]);
    assert_ptr_equal(find(6), &custom[3]);
    assert_ptr_equal(find(7), &custom[3]);
    assert_ptr_equal(find(7.5), &custom[4]);
    assert_null(find(8));
    assert_null(find(INFINITY));
    assert_null(find(-INFINITY));
    assert_null(find(NAN));
}

static void find_refuses_null(void **unused) {
    (void)unused;
    const ptv_band *band = custom;
    assert_status(PTV_ERR_NULL, ptv_band_find(custom, 1, 0, NULL));
    assert_untouched(band, PTV_ERR_NULL, ptv_band_find(NULL, 1, 0, &band));
    assert_ok(ptv_band_find(NULL, 0, 0, &band));
    assert_null(band);
    band = custom;
    assert_ok(ptv_band_find(custom, 0, 0.5, &band));
    assert_null(band);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_exist_for_these_metrics_only),
        cmocka_unit_test(defaults_are_rising_disjoint_and_sourced),
        cmocka_unit_test(rate_bands_name_their_period),
        cmocka_unit_test(published_edges),
        cmocka_unit_test(no_value_no_band),
        cmocka_unit_test(edges_belong_to_the_closed_side),
        cmocka_unit_test(find_refuses_null),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("band", tests, NULL, NULL);
}
