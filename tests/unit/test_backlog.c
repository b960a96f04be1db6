/* SPDX-License-Identifier: MIT */
/* backlog.h, public and private. */
#include "testing.h"

#include "service/backlog.h"

enum { FIRST = 7 };

/* What a thing counts, in an array of words. */
struct words {
    uint64_t w[PTVI_BACKLOG_WORDS];
};

static struct words counted(const struct ptvi_backlog_period *period, int64_t came, int64_t went) {
    struct ptvi_change change = {0};
    struct words words = {{0}};
    ptvi_backlog_change(period, came, went, FIRST, &change);
    assert_true(change.n_counts <= 4 && change.n_durations == 0 && change.n_survival == 0);
    for (int i = 0; i < change.n_counts; i++) {
        assert_in(FIRST, change.counts[i].word, FIRST + PTVI_BACKLOG_WORDS - 1);
        words.w[change.counts[i].word - FIRST] += change.counts[i].n;
    }
    return words;
}

static ptv_backlog movement(const struct ptvi_backlog_period *period, int64_t came, int64_t went) {
    struct words words = counted(period, came, went);
    assert_true(ptvi_backlog_possible(words.w, period->n_ages));
    ptv_backlog backlog = ptvi_backlog_of(words.w, period->n_ages + 1);
    assert_int_equal(backlog.n_bands, period->n_ages + 1);
    assert_ok(ptv_backlog_check(&backlog));
    return backlog;
}

static const struct ptvi_backlog_period week = {1000, 2000, 0, {0}};

struct expected {
    int64_t came, went;
    uint64_t open_start, received, closed, open_end, outside;
};

/* Half-open: the first instant is in the period, the last is not. */
static void each_edge_of_the_period(void **unused) {
    (void)unused;
    static const struct expected cases[] = {
        {999, PTV_TIME_NONE, 1, 0, 0, 1, 0},
        {1000, PTV_TIME_NONE, 0, 1, 0, 1, 0},
        {1999, PTV_TIME_NONE, 0, 1, 0, 1, 0},
        {2000, PTV_TIME_NONE, 0, 0, 0, 0, 1},
        {500, 999, 0, 0, 0, 0, 1},
        {500, 1000, 1, 0, 1, 0, 0},
        {500, 1999, 1, 0, 1, 0, 0},
        {500, 2000, 1, 0, 0, 1, 0},
        {1000, 1000, 0, 1, 1, 0, 0},
        {1000, 1999, 0, 1, 1, 0, 0},
        {1000, 2000, 0, 1, 0, 1, 0},
        {2000, 2000, 0, 0, 0, 0, 1},
        {INT64_MIN + 1, INT64_MAX, 1, 0, 0, 1, 0},
        {INT64_MAX, INT64_MAX, 0, 0, 0, 0, 1},
        /* What went before it came still adds up. */
        {1500, 1200, 0, 1, 1, 0, 0},
        {1500, 900, 0, 0, 0, 0, 1},
        {3000, 1500, 0, 0, 0, 0, 1},
        {900, 800, 0, 0, 0, 0, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_backlog b = movement(&week, cases[i].came, cases[i].went);
        assert_int_equal(b.open_start, cases[i].open_start);
        assert_int_equal(b.received, cases[i].received);
        assert_int_equal(b.closed, cases[i].closed);
        assert_int_equal(b.open_end, cases[i].open_end);
        assert_int_equal(b.outside, cases[i].outside);
        assert_int_equal(b.band[0], cases[i].open_end);
        for (int band = 1; band <= PTV_BACKLOG_AGES; band++)
            assert_int_equal(b.band[band], 0);
    }
}

static int band_of(const struct ptvi_backlog_period *period, int64_t came) {
    ptv_backlog b = movement(period, came, PTV_TIME_NONE);
    int band = 0;
    while (b.band[band] == 0)
        band++;
    return band;
}

/* A band starts at its edge: below the first edge is band 0. */
static void each_edge_of_the_bands(void **unused) {
    (void)unused;
    struct ptvi_backlog_period period = {1000, 2000, 3, {1, 50, 1500}};
    assert_int_equal(band_of(&period, 1999), 1);
    assert_int_equal(band_of(&period, 1951), 1);
    assert_int_equal(band_of(&period, 1950), 2);
    assert_int_equal(band_of(&period, 501), 2);
    assert_int_equal(band_of(&period, 500), 3);
    assert_int_equal(band_of(&period, INT64_MIN + 1), 3);
    period.age_ms[0] = 2;
    assert_int_equal(band_of(&period, 1999), 0);
    assert_int_equal(band_of(&period, 1998), 1);
}

/* The age of what is open since the beginning of time passes 63 bits. */
static void ages_do_not_overflow(void **unused) {
    (void)unused;
    struct ptvi_backlog_period ever = {-5, INT64_MAX, 7, {1, 2, 3, 4, 5, 6, INT64_MAX}};
    assert_int_equal(band_of(&ever, INT64_MIN + 1), 7);
    assert_int_equal(band_of(&ever, -1), 7);
    assert_int_equal(band_of(&ever, 0), 7);
    assert_int_equal(band_of(&ever, 1), 6);
}

static void edges_must_rise(void **unused) {
    (void)unused;
    const int64_t good[] = {1, 2, 3, 4, 5, 6, INT64_MAX};
    const int64_t equal[] = {1, 2, 2}, falling[] = {3, 2}, zero[] = {0}, negative[] = {-1, 5};
    for (int32_t n = 0; n <= PTV_BACKLOG_AGES; n++)
        assert_true(ptvi_backlog_ages_valid(good, n));
    assert_false(ptvi_backlog_ages_valid(good, PTV_BACKLOG_AGES + 1));
    assert_false(ptvi_backlog_ages_valid(good, -1));
    assert_false(ptvi_backlog_ages_valid(good, INT32_MIN));
    assert_false(ptvi_backlog_ages_valid(equal, 3));
    assert_false(ptvi_backlog_ages_valid(falling, 2));
    assert_false(ptvi_backlog_ages_valid(zero, 1));
    assert_false(ptvi_backlog_ages_valid(negative, 2));
}

static void a_period_has_a_length(void **unused) {
    (void)unused;
    const struct ptvi_backlog_period good = {-1, 0, 0, {0}}, none = {5, 5, 0, {0}},
                                     back = {6, 5, 0, {0}}, unset = {PTV_TIME_NONE, 5, 0, {0}},
                                     ages = {0, 5, 1, {0}};
    assert_true(ptvi_backlog_period_valid(&good));
    assert_true(ptvi_backlog_period_valid(&week));
    assert_false(ptvi_backlog_period_valid(&none));
    assert_false(ptvi_backlog_period_valid(&back));
    assert_false(ptvi_backlog_period_valid(&unset));
    assert_false(ptvi_backlog_period_valid(&ages));
}

static void check_wants_the_identity(void **unused) {
    (void)unused;
    ptv_backlog b = {.open_start = 10, .received = 7, .closed = 5, .open_end = 12, .outside = 99};
    assert_status(PTV_ERR_NULL, ptv_backlog_check(NULL));
    assert_ok(ptv_backlog_check(&b));
    uint64_t *members[] = {&b.open_start, &b.received, &b.closed, &b.open_end};
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        *members[i] += 1;
        assert_status(PTV_INCONSISTENT, ptv_backlog_check(&b));
        *members[i] -= 2;
        assert_status(PTV_INCONSISTENT, ptv_backlog_check(&b));
        *members[i] += 1;
    }
    b.outside = 0;
    assert_ok(ptv_backlog_check(&b));
    memset(&b, 0, sizeof b);
    assert_ok(ptv_backlog_check(&b));
}

static void check_wants_the_bands_to_add_up(void **unused) {
    (void)unused;
    ptv_backlog b = {.open_start = 10, .received = 2, .open_end = 12, .band = {5, 0, 6}};
    assert_status(PTV_INCONSISTENT, ptv_backlog_check(&b));
    b.band[PTV_BACKLOG_AGES] = 1;
    assert_ok(ptv_backlog_check(&b));
    b.band[3] = 1;
    assert_status(PTV_INCONSISTENT, ptv_backlog_check(&b));
}

/* Sums that wrap round to what would be right. */
static void check_is_not_deceived_by_64_bits(void **unused) {
    (void)unused;
    ptv_backlog wraps = {.open_start = UINT64_MAX, .received = 3, .closed = 1, .open_end = 1};
    assert_status(PTV_INCONSISTENT, ptv_backlog_check(&wraps));
    ptv_backlog other = {.open_start = 1, .received = 1, .closed = UINT64_MAX, .open_end = 3};
    assert_status(PTV_INCONSISTENT, ptv_backlog_check(&other));
    ptv_backlog large = {UINT64_MAX, 3, 3, UINT64_MAX, 0, {0}, 0, 0};
    assert_ok(ptv_backlog_check(&large));
    ptv_backlog bands = {.received = 2, .open_end = 2, .band = {UINT64_MAX, 3}};
    assert_status(PTV_INCONSISTENT, ptv_backlog_check(&bands));
}

static void possible_words_have_only_bands_that_there_are(void **unused) {
    (void)unused;
    struct words words = {{0}};
    assert_true(ptvi_backlog_possible(words.w, 0));
    words.w[PTVI_BACKLOG_RECEIVED] = words.w[PTVI_BACKLOG_OPEN_END] = 2;
    assert_false(ptvi_backlog_possible(words.w, 0));
    words.w[PTVI_BACKLOG_BANDS] = 1;
    words.w[PTVI_BACKLOG_BANDS + 3] = 1;
    assert_true(ptvi_backlog_possible(words.w, 3));
    assert_false(ptvi_backlog_possible(words.w, 2));
    words.w[PTVI_BACKLOG_CLOSED] = 1;
    assert_false(ptvi_backlog_possible(words.w, 3));
    words.w[PTVI_BACKLOG_CLOSED] = 0;
    words.w[PTVI_BACKLOG_BANDS] = UINT64_MAX;
    words.w[PTVI_BACKLOG_BANDS + 3] = 3;
    assert_false(ptvi_backlog_possible(words.w, 3));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_edge_of_the_period),
        cmocka_unit_test(each_edge_of_the_bands),
        cmocka_unit_test(ages_do_not_overflow),
        cmocka_unit_test(edges_must_rise),
        cmocka_unit_test(a_period_has_a_length),
        cmocka_unit_test(check_wants_the_identity),
        cmocka_unit_test(check_wants_the_bands_to_add_up),
        cmocka_unit_test(check_is_not_deceived_by_64_bits),
        cmocka_unit_test(possible_words_have_only_bands_that_there_are),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("backlog", tests, NULL, NULL);
}
