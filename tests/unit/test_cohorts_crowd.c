/* SPDX-License-Identifier: MIT */
/* cohorts.h: customers whose keys somebody chose so that they crowd in the table. What tells that
 * nothing takes the square of their number is how far a customer stands from the home. */
#include "cohorts.h"

#include "customer/cohorts.h"
#include "failing_allocator.h"
#include "mixing.h"

enum { CROWD = 30000, PERIODS = 70, LARGER = 20011 /* prime to CROWD */ };

static const uint64_t crowded_homes[] = {0, UINT64_C(0x7FFFFFFF), UINT64_C(0xFFFFFFFF)};

/* Where they stand: a home, and which is the first number of them. */
struct crowd {
    uint64_t home, first;
};

/* The i-th of a crowd, in an order that is not that of the ids. */
static uint64_t member(const ptv_cohorts *acc, struct crowd crowd, size_t i) {
    uint64_t number = crowd.first + (uint64_t)i * LARGER % CROWD;
    return unmixed(&acc->mixing, crowd.home << 32 | (number + 1));
}

static ptv_cohorts *empty_state(const ptv_allocator *allocator) {
    ptv_cohorts_config config = window_of(0, PERIODS);
    return cohorts_new(&config, allocator);
}

static void add_crowd(ptv_cohorts *acc, struct crowd crowd) {
    for (size_t i = 0; i < CROWD; i++) {
        assert_ok(ptv_cohorts_add(acc, member(acc, crowd, i), (int64_t)(i % PERIODS)));
        if (i % 100 == 0)
            assert_ok(ptv_cohorts_add_earlier(acc, member(acc, crowd, i)));
    }
}

static ptv_cohorts *state_of_crowd(struct crowd crowd) {
    ptv_cohorts *acc = empty_state(NULL);
    add_crowd(acc, crowd);
    return acc;
}

/* The same as it is read from its image: in the order of the ids, and as crowded as can be. */
static ptv_cohorts *read_crowd(struct crowd crowd, const ptv_allocator *allocator) {
    ptv_cohorts *made = state_of_crowd(crowd), *acc = NULL;
    struct bytes image = cohorts_image(made);
    assert_ok(ptv_cohorts_deserialize(allocator, image.data, image.len, &acc));
    assert_true(acc->reach >= CROWD / PTVI_BUCKET - 1);
    assert_cohorts_image(acc, image);
    ptv_cohorts_free(made);
    return acc;
}

static void assert_spread(const ptv_cohorts *acc, size_t customers) {
    assert_true(acc->spread && acc->reach <= PTVI_FAR);
    assert_int_equal(cohorts_read(acc).customers, customers);
}

static void one_by_one(void **unused) {
    (void)unused;
    for (size_t h = 0; h < COUNT_OF(crowded_homes); h++) {
        struct crowd crowd = {crowded_homes[h], 0};
        ptv_cohorts *acc = state_of_crowd(crowd), *read = read_crowd(crowd, NULL);
        assert_spread(acc, CROWD);
        assert_same_cohorts(acc, read);
        add_crowd(acc, crowd); /* all are found */
        assert_same_cohorts(acc, read);
        assert_ok(ptv_cohorts_add(read, member(read, crowd, 0), 0));
        assert_spread(read, CROWD);
        assert_ok(ptv_cohorts_reset(acc));
        assert_false(acc->spread);
        add_crowd(acc, crowd);
        assert_same_cohorts(acc, read);
        ptv_cohorts_free(acc);
        ptv_cohorts_free(read);
    }
}

static void by_columns(void **unused) {
    (void)unused;
    struct crowd crowd = {crowded_homes[1], 0};
    ptv_cohorts *want = state_of_crowd(crowd), *acc = empty_state(NULL);
    uint64_t *customers = malloc(CROWD * sizeof *customers);
    int64_t *periods = malloc(CROWD * sizeof *periods);
    assert_non_null(customers);
    assert_non_null(periods);
    for (size_t i = 0; i < CROWD; i++) {
        customers[i] = member(acc, crowd, i);
        periods[i] = (int64_t)(i % PERIODS);
        if (i % 100 == 0)
            assert_ok(ptv_cohorts_add_earlier(acc, customers[i]));
    }
    for (int again = 0; again < 2; again++) {
        assert_ok(ptv_cohorts_add_periods(acc, customers, periods, 0, CROWD));
        assert_spread(acc, CROWD);
        assert_same_cohorts(acc, want);
        customers[7] = PTV_KEY_NONE;
        periods[8] = PTV_PERIOD_NONE;
    }
    free(customers);
    free(periods);
    ptv_cohorts_free(acc);
    ptv_cohorts_free(want);
}

/* Customers of both, one of the two or all of them read from bytes. */
static void merged(void **unused) {
    (void)unused;
    for (size_t h = 0; h < COUNT_OF(crowded_homes); h++)
        for (int way = 0; way < 4; way++) {
            struct crowd crowd = {crowded_homes[h], 0}, other = {crowded_homes[h], CROWD / 2};
            ptv_cohorts *dst = way & 1 ? read_crowd(crowd, NULL) : state_of_crowd(crowd);
            ptv_cohorts *src = way & 2 ? read_crowd(other, NULL) : state_of_crowd(other);
            ptv_cohorts *want = state_of_crowd(other), *copy = NULL;
            add_crowd(want, crowd);
            assert_ok(ptv_cohorts_merge(dst, src));
            assert_spread(dst, CROWD / 2 * 3);
            assert_same_cohorts(dst, want);
            assert_ok(ptv_cohorts_merge(dst, dst));
            assert_ok(ptv_cohorts_copy(dst, NULL, &copy));
            assert_ok(ptv_cohorts_merge(src, copy));
            assert_same_cohorts(src, want);
            assert_ok(ptv_cohorts_add(copy, member(copy, crowd, 5), 5));
            assert_same_cohorts(copy, want);
            ptv_cohorts_free(dst);
            ptv_cohorts_free(src);
            ptv_cohorts_free(want);
            ptv_cohorts_free(copy);
        }
}

/* Buckets in a row that are full of customers at home: who belongs there and has no slot is not
 * searched in all of them. */
static void behind_full_buckets(void **unused) {
    (void)unused;
    enum { CAPACITY = 4096, FULL_BUCKETS = 3 * CAPACITY / 4 / PTVI_BUCKET - 1 };
    ptv_cohorts *acc = empty_state(NULL);
    assert_ok(ptvi_cohorts_reserve(acc, CAPACITY / 4 * 3));
    assert_int_equal(acc->capacity, CAPACITY);
    for (uint64_t i = 0; i < FULL_BUCKETS * PTVI_BUCKET; i++)
        assert_ok(ptv_cohorts_add(acc, unmixed(&acc->mixing, (i / PTVI_BUCKET << 54) + i + 1), 0));
    size_t slot;
    assert_true(acc->reach == 0);
    assert_false(ptvi_cohorts_find(acc, UINT64_MAX >> 11, &slot));
    assert_ok(ptv_cohorts_add(acc, unmixed(&acc->mixing, UINT64_MAX >> 11), 1));
    assert_true(acc->reach >= FULL_BUCKETS - 1 && !acc->spread);
    assert_true(ptvi_cohorts_find(acc, UINT64_MAX >> 11, &slot));
    assert_ok(ptv_cohorts_add(acc, unmixed(&acc->mixing, UINT64_MAX >> 11), 1));
    assert_spread(acc, FULL_BUCKETS * PTVI_BUCKET + 1);
    ptv_cohorts_free(acc);
}

/* Without memory a table stays crowded, which is slow, but not wrong. */
static void without_memory(void **unused) {
    (void)unused;
    struct crowd crowd = {crowded_homes[2], 0};
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_cohorts *acc = read_crowd(crowd, &allocator);
    struct bytes image = cohorts_image(acc);
    memory.until_failure = 0;
    assert_ok(ptv_cohorts_add(acc, member(acc, crowd, 1), 1));
    assert_false(acc->spread);
    assert_cohorts_image(acc, image);
    ptv_cohorts_free(acc);
    assert_true(memory.blocks == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_by_one),     cmocka_unit_test(by_columns),
        cmocka_unit_test(merged),         cmocka_unit_test(behind_full_buckets),
        cmocka_unit_test(without_memory),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("cohorts that crowd", tests, NULL, NULL);
}
