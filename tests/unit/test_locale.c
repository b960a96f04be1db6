/* SPDX-License-Identifier: MIT */
/* The library neither reads nor is moved by the locale: a comma for the decimal point, and grouped
 * thousands, change no byte of any result. */
#include "states.h"

#include <locale.h>

/* One of everything that has a number in it. */
struct everything {
    ptv_nps_result nps;
    ptv_csat_result csat;
    ptv_ces_result ces;
    ptv_ratings_result ratings;
    ptv_proportion_result share;
    ptv_comparison nps_change, share_change, mean_change;
    double quantiles[4];
    uint8_t image[136];
};

static struct everything compute(void) {
    struct everything all;
    memset(&all, 0, sizeof all);
    ptv_ratings now = nps_with(1436, 968, 342), before = nps_with(1000, 900, 400);
    all.nps = nps_of(&now, NULL);
    static const uint64_t counts[] = {1, 2, 3, 4, 9}, more[] = {1, 2, 3, 4, 5, 6, 7};
    ptv_ratings five = ratings_with(1, 5, counts), seven = ratings_with(1, 7, more);
    all.csat = csat_of(&five, NULL);
    all.ces = ces_of(&seven, NULL);
    all.ratings = reading_of(&now, NULL);
    ptv_proportion share = proportion_with(2206, 482, 0);
    all.share = share_of(&share, NULL);
    assert_ok(ptv_nps_compare(&now, &before, NULL, &all.nps_change));
    assert_ok(ptv_share_compare(3, 7, 9, 11, 0.95, 0, &all.share_change));
    assert_ok(ptv_ratings_compare(&now, &before, NULL, &all.mean_change));
    all.quantiles[0] = ptv_normal_quantile(0.975);
    all.quantiles[1] = ptv_student_t_quantile(0.975, 7.5);
    all.quantiles[2] = ptv_beta_quantile(0.1, 2.5, 3.5);
    all.quantiles[3] = ptv_gamma_quantile(0.1, 2.5);
    size_t len;
    assert_ok(ptv_ratings_serialize(&now, all.image, sizeof all.image, &len));
    assert_int_equal(len, sizeof all.image);
    return all;
}

static void decimal_comma_changes_nothing(void **unused) {
    (void)unused;
    setlocale(LC_ALL, "C");
    struct everything in_c = compute();
    char version[32];
    snprintf(version, sizeof version, "%s", ptv_version());
    if (!setlocale(LC_ALL, "es_ES.UTF-8") || strcmp(localeconv()->decimal_point, ",") != 0) {
        print_message("locale es_ES.UTF-8 is not installed, or this C library has no such thing\n");
        skip();
    }
    char half[16];
    snprintf(half, sizeof half, "%.1f", 0.5);
    assert_string_equal(half, "0,5");
    struct everything in_spanish = compute();
    assert_same_bytes(in_spanish, in_c);
    assert_string_equal(ptv_version(), version);
    assert_string_equal(setlocale(LC_ALL, NULL), "es_ES.UTF-8");
    setlocale(LC_ALL, "C");
}

/* The environment's locale is taken, and the library leaves it as it found it. */
static void library_never_sets_the_locale(void **unused) {
    (void)unused;
    char before[256];
    use_environment_locale();
    snprintf(before, sizeof before, "%s", setlocale(LC_ALL, NULL));
    struct everything all = compute();
    assert_true(all.nps.n == 2746);
    assert_string_equal(setlocale(LC_ALL, NULL), before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimal_comma_changes_nothing),
        cmocka_unit_test(library_never_sets_the_locale),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("locale", tests, NULL, NULL);
}
