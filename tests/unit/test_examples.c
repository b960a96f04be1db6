/* SPDX-License-Identifier: MIT */
/* Every figure that the documents give as an example. */
#include "states.h"

/* |x - want| is at most half a unit of the last decimal. */
static void assert_rounded(double x, double want, int decimals) {
    double unit = 1;
    for (int i = 0; i < decimals; i++)
        unit /= 10;
    assert_in(want - 0.5 * unit, x, want + 0.5 * unit);
}

static void one_promoter_alone(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(1, 0, 0);
    ptv_nps_result r = nps_of(&acc, NULL);
    assert_status(PTV_OK, r.score.status);
    assert_exact(r.score.value, 100);
    assert_rounded(r.score.lower, -58.7, 1);
    assert_exact(r.score.upper, 100);
}

static void five_promoters(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(5, 0, 0);
    ptv_nps_result r = nps_of(&acc, NULL);
    assert_exact(r.score.value, 100);
    assert_rounded(r.score.lower, 13.1, 1);
    assert_exact(r.score.upper, 100);
}

static void fifty_fives(void **unused) {
    (void)unused;
    ptv_ratings acc;
    assert_ok(ptv_csat_init(&acc, NULL));
    assert_ok(ptv_ratings_add_n(&acc, 5, 50));
    ptv_csat_result r = csat_of(&acc, NULL);
    assert_exact(r.mean.value, 5);
    assert_rounded(r.mean.lower, 4.71, 2);
    assert_exact(r.mean.upper, 5);
    assert_exact(r.top_box.value, 1);
}

static void one_of_one(void **unused) {
    (void)unused;
    ptv_estimate out;
    assert_ok(ptv_share_interval(1, 1, 0.95, 0, &out));
    assert_rounded(out.lower, 0.207, 3);
    assert_exact(out.upper, 1);
}

static void no_answers(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(0, 0, 0);
    ptv_nps_result r = nps_of(&acc, NULL);
    assert_empty_estimate(r.score);
}

static void ten_two_seven_eight_six(void **unused) {
    (void)unused;
    static const uint8_t scores[] = {10, 2, 7, 8, 6};
    ptv_ratings acc = nps_with(0, 0, 0);
    assert_ok(ptv_ratings_add_u8(&acc, scores, NULL, 0, 5));
    assert_exact(nps_of(&acc, NULL).score.value, -20);
}

static void nine_four_three_two_one(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 2, 3, 4, 9};
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_csat_result r = csat_of(&acc, NULL);
    assert_exact(r.mean.value, 75.0 / 19);
    assert_rounded(r.mean.value, 3.9473, 3);
    assert_rounded(100 * r.top_box.value, 68.4, 1);
}

static void mean_of_137_over_20(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(0, 0, 0);
    assert_ok(ptv_ratings_add_n(&acc, 7, 17));
    assert_ok(ptv_ratings_add_n(&acc, 6, 3));
    assert_exact(reading_of(&acc, NULL).mean.value, 6.85);
}

/* San Francisco airport 2017, NETPRO: the counts of the file. */
static void airport_nps(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(1436, 968, 342);
    ptv_nps_result r = nps_of(&acc, NULL);
    assert_true(r.n == 2746);
    assert_rounded(r.score.value, 39.839767, 6);
    assert_rounded(r.score.lower, 37.189417, 6);
    assert_rounded(r.score.upper, 42.418841, 6);
}

static void airport_top_box(void **unused) {
    (void)unused;
    ptv_proportion acc = proportion_with(2206, 2688 - 2206, 0);
    ptv_proportion_result r = share_of(&acc, NULL);
    assert_true(r.n == 2688);
    assert_rounded(r.share.value, 0.82068452, 8);
    assert_rounded(r.share.lower, 0.805728, 6);
    assert_rounded(r.share.upper, 0.834726, 6);
}

static void first_contact_resolution_280_of_400(void **unused) {
    (void)unused;
    ptv_proportion acc = proportion_with(280, 120, 0);
    assert_exact(share_of(&acc, NULL).share.value, 0.7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_promoter_alone),
        cmocka_unit_test(five_promoters),
        cmocka_unit_test(fifty_fives),
        cmocka_unit_test(one_of_one),
        cmocka_unit_test(no_answers),
        cmocka_unit_test(ten_two_seven_eight_six),
        cmocka_unit_test(nine_four_three_two_one),
        cmocka_unit_test(mean_of_137_over_20),
        cmocka_unit_test(airport_nps),
        cmocka_unit_test(airport_top_box),
        cmocka_unit_test(first_contact_resolution_280_of_400),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("examples", tests, NULL, NULL);
}
