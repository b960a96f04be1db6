/* SPDX-License-Identifier: MIT */
/* Complaints: in any order, in any split, through any merge tree, the same bytes; what is read is
 * what a slow count gives; what was added can be taken back. */
#include "bytes.h"
#include "states.h"

#define HOUR INT64_C(3600000)

enum { CASES = 40, MOST = 400 };

static ptv_complaints *fresh(void) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    config.from = 1000 * HOUR;
    config.until = 1720 * HOUR;
    config.within_ms = 48 * HOUR;
    config.n_ages = 3;
    config.age_ms[0] = 24 * HOUR;
    config.age_ms[1] = 168 * HOUR;
    config.age_ms[2] = 336 * HOUR;
    ptv_complaints *acc = NULL;
    assert_ok(ptv_complaints_new(&config, NULL, &acc));
    return acc;
}

static ptv_complaint random_complaint(struct generator *generator) {
    ptv_complaint one = PTV_COMPLAINT_INIT;
    one.received = (int64_t)random_below(generator, 2000 * 3600) * 1000;
    if (random_below(generator, 4) > 0)
        one.closed = one.received + (int64_t)random_magnitude(generator, 31) - 1000;
    one.upheld =
        one.closed == PTV_TIME_NONE ? PTV_OUTCOME_EXCLUDED : (int32_t)random_below(generator, 2);
    return one;
}

static void add(ptv_complaints *acc, const ptv_complaint *one) {
    assert_true(ptv_complaints_add(acc, one) >= 0);
}

static void assert_same_image(const ptv_complaints *a, const ptv_complaints *b) {
    assert_true(same_states(PTV_TYPE_COMPLAINTS, a, b));
}

static void shuffle(ptv_complaint *all, size_t n, struct generator *generator) {
    for (size_t i = n; i > 1; i--) {
        size_t j = random_below(generator, i);
        ptv_complaint kept = all[i - 1];
        all[i - 1] = all[j];
        all[j] = kept;
    }
}

/* The whole of some complaints, through a random tree of merges of states of one to five. */
static ptv_complaints *through_a_tree(const ptv_complaint *all, size_t n,
                                      struct generator *generator) {
    ptv_complaints *acc = fresh();
    if (n <= 5) {
        for (size_t i = 0; i < n; i++)
            add(acc, &all[i]);
        return acc;
    }
    size_t left = 1 + random_below(generator, n - 1);
    ptv_complaints *a = through_a_tree(all, left, generator);
    ptv_complaints *b = through_a_tree(all + left, n - left, generator);
    assert_ok(ptv_complaints_merge(acc, b));
    assert_ok(ptv_complaints_merge(acc, a));
    ptv_complaints_free(a);
    ptv_complaints_free(b);
    return acc;
}

static void test_order_and_split_leave_no_trace(void **unused) {
    (void)unused;
    struct generator generator = {61};
    static ptv_complaint all[MOST];
    for (int c = 0; c < CASES; c++) {
        size_t n = 1 + random_below(&generator, MOST);
        ptv_complaints *whole = fresh();
        for (size_t i = 0; i < n; i++) {
            all[i] = random_complaint(&generator);
            add(whole, &all[i]);
        }
        shuffle(all, n, &generator);
        ptv_complaints *tree = through_a_tree(all, n, &generator);
        assert_same_image(whole, tree);
        ptv_complaints *records = fresh();
        assert_true(ptv_complaints_add_records(records, all, sizeof all[0], n) >= 0);
        assert_same_image(whole, records);
        ptv_complaints_free(whole);
        ptv_complaints_free(tree);
        ptv_complaints_free(records);
    }
}

/* The four numbers of a movement, and the invalid, counted the plain way. */
static void test_readings_are_plain_counts(void **unused) {
    (void)unused;
    const int64_t from = 1000 * HOUR, until = 1720 * HOUR;
    struct generator generator = {62};
    for (int c = 0; c < CASES; c++) {
        uint64_t start = 0, received = 0, closed = 0, end = 0, invalid = 0, upheld = 0, fast = 0;
        ptv_complaints *acc = fresh();
        for (size_t i = 0; i < MOST; i++) {
            ptv_complaint one = random_complaint(&generator);
            add(acc, &one);
            bool gone = one.closed != PTV_TIME_NONE;
            if (gone && one.closed < one.received) {
                invalid++;
                continue;
            }
            bool in = gone && one.closed >= from && one.closed < until;
            start += one.received < from && (!gone || one.closed >= from);
            received += one.received >= from && one.received < until;
            closed += in;
            end += one.received < until && (!gone || one.closed >= until);
            upheld += in && one.upheld == PTV_OUTCOME_HIT;
            fast += in && one.closed - one.received <= 48 * HOUR;
        }
        ptv_complaints_result r = PTV_COMPLAINTS_RESULT_INIT;
        assert_ok(ptv_complaints_read(acc, NULL, &r));
        assert_int_equal(r.movement.open_start, start);
        assert_int_equal(r.movement.received, received);
        assert_int_equal(r.movement.closed, closed);
        assert_int_equal(r.movement.open_end, end);
        assert_int_equal(end, start + received - closed);
        assert_int_equal(r.invalid, invalid);
        assert_exact(r.upheld.value, (double)upheld / (double)closed);
        assert_exact(r.within.value, (double)fast / (double)closed);
        assert_exact(r.unresolved.value, (double)end / (double)(start + received));
        ptv_complaints_free(acc);
    }
}

static void test_what_was_added_can_be_taken_back(void **unused) {
    (void)unused;
    struct generator generator = {63};
    for (int c = 0; c < CASES; c++) {
        ptv_complaints *acc = fresh();
        static ptv_complaint all[60];
        for (size_t i = 0; i < COUNT_OF(all); i++) {
            all[i] = random_complaint(&generator);
            add(acc, &all[i]);
        }
        shuffle(all, COUNT_OF(all), &generator);
        for (size_t i = 0; i < COUNT_OF(all); i++)
            assert_true(ptv_complaints_remove(acc, &all[i]) >= 0);
        ptv_complaints_result r = PTV_COMPLAINTS_RESULT_INIT;
        assert_ok(ptv_complaints_read(acc, NULL, &r));
        assert_int_equal(r.movement.open_start + r.movement.received + r.movement.closed +
                             r.movement.open_end + r.movement.outside + r.invalid,
                         0);
        ptv_complaints_free(acc);
    }
}

int main(void) {
    use_environment_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_split_leave_no_trace),
        cmocka_unit_test(test_readings_are_plain_counts),
        cmocka_unit_test(test_what_was_added_can_be_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
