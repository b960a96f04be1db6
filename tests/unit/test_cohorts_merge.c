/* SPDX-License-Identifier: MIT */
/* cohorts.h: merging and copying; memory that fails; crowded slots. */
#include "cohorts.h"

#include "customer/cohorts.h"
#include "failing_allocator.h"

enum { ROWS = 3000 };
static uint64_t keys[ROWS];
static int64_t periods[ROWS];

static void make_rows(uint64_t n_customers) {
    struct generator generator = {60};
    for (size_t i = 0; i < ROWS; i++) {
        bool missing = random_below(&generator, 20) == 0;
        keys[i] = missing ? PTV_KEY_NONE : random_below(&generator, n_customers);
        missing = random_below(&generator, 20) == 0;
        periods[i] = missing ? PTV_PERIOD_NONE : (int64_t)random_below(&generator, 25) - 5;
    }
}

static ptv_cohorts *rows_one_by_one(const ptv_cohorts_config *config, size_t from, size_t n) {
    ptv_cohorts *acc = cohorts_new(config, NULL);
    for (size_t i = from; i < from + n; i++)
        assert_ok(ptv_cohorts_add(acc, keys[i], periods[i]));
    return acc;
}

static void a_merge_is_the_union(void **unused) {
    (void)unused;
    for (uint64_t n_dense = 0; n_dense <= 700; n_dense += 700) {
        ptv_cohorts_config config = window_of(0, 20);
        config.n_dense = n_dense;
        make_rows(700);
        ptv_cohorts *want = rows_one_by_one(&config, 0, ROWS);
        for (size_t overlap = 0; overlap <= 1000; overlap += 500) {
            ptv_cohorts *a = rows_one_by_one(&config, 0, 1500 + overlap);
            ptv_cohorts *b = rows_one_by_one(&config, 1500, 1500);
            ptv_cohorts *c = rows_one_by_one(&config, 1500, 1500);
            assert_ok(ptv_cohorts_merge(a, b));
            assert_same_cohorts(a, want);
            assert_same_cohorts(b, c);
            assert_ok(ptv_cohorts_merge(a, a));
            assert_same_cohorts(a, want);
            ptv_cohorts_free(a);
            ptv_cohorts_free(b);
            ptv_cohorts_free(c);
        }
        ptv_cohorts *none = cohorts_new(&config, NULL);
        assert_cohorts_untouched(want, PTV_OK, ptv_cohorts_merge(want, none));
        assert_ok(ptv_cohorts_merge(none, want));
        assert_same_cohorts(none, want);
        ptv_cohorts_free(none);
        ptv_cohorts_free(want);
    }
}

static void definitions_must_be_the_same(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(0, 20), others[4];
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 0, 3, 4, "x.xx");
    for (size_t i = 0; i < COUNT_OF(others); i++)
        others[i] = config;
    others[0].unit = PTV_PERIOD_DAY;
    others[1].zone_id = 1;
    others[2].seed = 1;
    others[3].n_dense = 1000;
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        ptv_cohorts *other = cohorts_new(&others[i], NULL);
        assert_cohorts_untouched(acc, PTV_ERR_MISMATCH, ptv_cohorts_merge(acc, other));
        assert_cohorts_untouched(other, PTV_ERR_MISMATCH, ptv_cohorts_merge(other, acc));
        ptv_cohorts_free(other);
    }
    ptv_cohorts_free(acc);
}

/* Windows differ; what is in both is what counts. */
static void windows_may_differ(void **unused) {
    (void)unused;
    static const struct {
        int64_t first;
        int32_t n;
        ptv_status want; /* for activity in 100, 163 and 170 */
    } windows[] = {
        {0, 171, PTV_OK},
        {0, 170, PTV_ERR_MISMATCH},
        {-10, 1024, PTV_OK},
        {99, 72, PTV_OK},
        {99, 71, PTV_ERR_MISMATCH},
        {100, 71, PTV_OK},
        {100, 70, PTV_ERR_MISMATCH},
        {101, 70, PTV_ERR_MISMATCH},
        {101, 1024, PTV_ERR_MISMATCH},
        {171, 64, PTV_ERR_MISMATCH},
        {INT64_MAX - 63, 64, PTV_ERR_MISMATCH},
        {INT64_MIN + 1, 64, PTV_ERR_MISMATCH},
    };
    for (uint64_t n_dense = 0; n_dense <= 10; n_dense += 10) {
        ptv_cohorts_config config = window_of(90, 100);
        config.n_dense = n_dense;
        ptv_cohorts *src = cohorts_new(&config, NULL);
        ptv_cohorts *none = cohorts_new(&config, NULL);
        assert_ok(ptv_cohorts_add(src, 5, 100));
        assert_ok(ptv_cohorts_add(src, 6, 163));
        assert_ok(ptv_cohorts_add(src, 6, 170));
        for (size_t i = 0; i < COUNT_OF(windows); i++) {
            ptv_cohorts_config other = window_of(windows[i].first, windows[i].n);
            other.n_dense = n_dense;
            ptv_cohorts *dst = cohorts_new(&other, NULL), *want = cohorts_new(&other, NULL);
            assert_ok(ptv_cohorts_add(dst, 6, other.first_period));
            assert_cohorts_untouched(dst, PTV_OK, ptv_cohorts_merge(dst, none));
            if (windows[i].want == PTV_OK) {
                assert_ok(ptv_cohorts_merge(dst, src));
                assert_ok(ptv_cohorts_add(want, 6, other.first_period));
                assert_ok(ptv_cohorts_add(want, 5, 100));
                assert_ok(ptv_cohorts_add(want, 6, 163));
                assert_ok(ptv_cohorts_add(want, 6, 170));
                assert_same_cohorts(dst, want);
            } else {
                assert_cohorts_untouched(dst, PTV_ERR_MISMATCH, ptv_cohorts_merge(dst, src));
            }
            ptv_cohorts_free(dst);
            ptv_cohorts_free(want);
        }
        ptv_cohorts_free(src);
        ptv_cohorts_free(none);
    }
}

/* Of windows that begin together one may be longer; what the other does not reach stays. */
static void a_longer_window_keeps_its_end(void **unused) {
    (void)unused;
    static const struct activity all[] = {{1, 63}, {2, 0}, {2, 3}, {3, 64}};
    for (uint64_t n_dense = 0; n_dense <= 8; n_dense += 8) {
        ptv_cohorts_config shorter = window_of(0, 64), longer = window_of(0, 65);
        shorter.n_dense = longer.n_dense = n_dense;
        ptv_cohorts *a = cohorts_of(&longer, all + 2, 2), *b = cohorts_of(&shorter, all, 2);
        ptv_cohorts *want = cohorts_of(&longer, all, COUNT_OF(all));
        assert_ok(ptv_cohorts_merge(a, b));
        assert_same_cohorts(a, want);
        assert_cohorts_untouched(b, PTV_ERR_MISMATCH, ptv_cohorts_merge(b, a));
        ptv_cohorts_free(a);
        ptv_cohorts_free(b);
        ptv_cohorts_free(want);
    }
}

/* Who came before a window that begins later may have come in this one. */
static void who_came_earlier_came_before_both_windows(void **unused) {
    (void)unused;
    ptv_cohorts_config early = window_of(0, 20), late = window_of(5, 10);
    ptv_cohorts *a = cohorts_new(&early, NULL), *b = cohorts_new(&late, NULL);
    assert_ok(ptv_cohorts_add_earlier(a, 1));
    assert_ok(ptv_cohorts_add(a, 2, 7));
    assert_ok(ptv_cohorts_add(b, 2, 8));
    assert_ok(ptv_cohorts_merge(b, a));
    ptv_cohorts_result r = cohorts_read(b);
    assert_true(r.customers == 2 && r.earlier == 1 && r.active == 2);
    assert_cohorts_untouched(a, PTV_ERR_MISMATCH, ptv_cohorts_merge(a, b));
    ptv_cohorts_free(a);
    ptv_cohorts_free(b);
}

static void a_copy_is_its_own(void **unused) {
    (void)unused;
    for (uint64_t n_dense = 0; n_dense <= 700; n_dense += 700) {
        struct failing_allocator memory;
        ptv_allocator allocator = failing_allocator(&memory);
        ptv_cohorts_config config = window_of(0, 20);
        config.n_dense = n_dense;
        make_rows(700);
        ptv_cohorts *acc = rows_one_by_one(&config, 0, 2000), *copy;
        ptv_cohorts *want = rows_one_by_one(&config, 0, ROWS);
        assert_ok(ptv_cohorts_copy(acc, &allocator, &copy));
        assert_true(memory.blocks == 2);
        assert_same_cohorts(acc, copy);
        assert_cohorts_untouched(acc, PTV_OK,
                                 ptv_cohorts_add_periods(copy, keys, periods, 2000, 1000));
        assert_same_cohorts(copy, want);
        ptv_cohorts_free(copy);
        assert_ok(ptv_cohorts_reset(acc));
        ptv_cohorts *none = cohorts_new(&config, NULL);
        assert_same_cohorts(acc, none);
        assert_ok(ptv_cohorts_copy(none, &allocator, &copy));
        assert_same_cohorts(copy, none);
        ptv_cohorts_free(copy);
        assert_ok(ptv_cohorts_add_periods(acc, keys, periods, 0, ROWS));
        assert_same_cohorts(acc, want);
        ptv_cohorts_free(acc);
        ptv_cohorts_free(none);
        ptv_cohorts_free(want);
    }
}

/* Calls that allocate; each on a state of its own that other memory fills. */
struct attempt {
    ptv_cohorts_config config;
    size_t already; /* rows */
};

static ptv_cohorts *begin(const ptv_allocator *allocator, const struct attempt *attempt) {
    ptv_cohorts *filled = rows_one_by_one(&attempt->config, 0, attempt->already), *acc = NULL;
    if (ptv_cohorts_copy(filled, allocator, &acc) < 0)
        assert_null(acc);
    ptv_cohorts_free(filled);
    return acc;
}

/* Asserts that a failure changed nothing. */
static ptv_status end(ptv_cohorts *acc, const struct attempt *attempt, ptv_status status) {
    if (status < 0) {
        ptv_cohorts *want = rows_one_by_one(&attempt->config, 0, attempt->already);
        assert_same_cohorts(acc, want);
        ptv_cohorts_free(want);
    }
    ptv_cohorts_free(acc);
    return status;
}

static ptv_status tries_new(const ptv_allocator *allocator, void *ctx) {
    const struct attempt *attempt = ctx;
    ptv_cohorts *acc = NULL;
    ptv_status status = ptv_cohorts_new(&attempt->config, allocator, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_cohorts_free(acc);
    return status;
}

static ptv_status tries_add(const ptv_allocator *allocator, void *ctx) {
    const struct attempt *attempt = ctx;
    ptv_cohorts *acc = begin(allocator, attempt);
    if (!acc)
        return PTV_ERR_MEMORY;
    return end(acc, attempt, ptv_cohorts_add(acc, 9999, 3));
}

static ptv_status tries_earlier(const ptv_allocator *allocator, void *ctx) {
    const struct attempt *attempt = ctx;
    ptv_cohorts *acc = begin(allocator, attempt);
    if (!acc)
        return PTV_ERR_MEMORY;
    return end(acc, attempt, ptv_cohorts_add_earlier(acc, 9999));
}

static ptv_status tries_column(const ptv_allocator *allocator, void *ctx) {
    const struct attempt *attempt = ctx;
    ptv_cohorts *acc = begin(allocator, attempt);
    if (!acc)
        return PTV_ERR_MEMORY;
    return end(acc, attempt, ptv_cohorts_add_periods(acc, keys, periods, 0, ROWS));
}

static ptv_status tries_merge(const ptv_allocator *allocator, void *ctx) {
    const struct attempt *attempt = ctx;
    ptv_cohorts *acc = begin(allocator, attempt);
    if (!acc)
        return PTV_ERR_MEMORY;
    ptv_cohorts *more = rows_one_by_one(&attempt->config, 0, ROWS);
    ptv_status status = ptv_cohorts_merge(acc, more);
    ptv_cohorts_free(more);
    return end(acc, attempt, status);
}

static ptv_status tries_copy(const ptv_allocator *allocator, void *ctx) {
    ptv_cohorts *acc = begin(allocator, ctx);
    ptv_cohorts_free(acc);
    return acc ? PTV_OK : PTV_ERR_MEMORY;
}

static ptv_status tries_deserialize(const ptv_allocator *allocator, void *ctx) {
    const struct attempt *attempt = ctx;
    ptv_cohorts *want = rows_one_by_one(&attempt->config, 0, attempt->already), *acc = NULL;
    struct bytes image = cohorts_image(want);
    ptv_status status = ptv_cohorts_deserialize(allocator, image.data, image.len, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    if (acc)
        assert_same_cohorts(acc, want);
    free(image.data);
    ptv_cohorts_free(acc);
    ptv_cohorts_free(want);
    return status;
}

static void every_allocation_may_fail(void **unused) {
    (void)unused;
    make_rows(3000);
    for (uint64_t n_dense = 0; n_dense <= 10000; n_dense += 10000)
        for (size_t already = 0; already <= ROWS; already += ROWS / 3) {
            struct attempt attempt = {window_of(0, 20), already};
            attempt.config.n_dense = n_dense;
            size_t copies = already > 0 ? 2 : 1;
            assert_int_equal(for_each_failure(tries_new, &attempt), 1);
            assert_int_equal(for_each_failure(tries_copy, &attempt), copies);
            assert_int_equal(for_each_failure(tries_deserialize, &attempt), copies);
            size_t more = for_each_failure(tries_column, &attempt) - copies;
            assert_true(already == ROWS || n_dense > 0 || more > 0);
            more = for_each_failure(tries_merge, &attempt) - copies;
            assert_true(already == ROWS ? more == 0 : more <= 1);
            more = for_each_failure(tries_add, &attempt) - copies;
            assert_true(already == 0 || n_dense > 0 ? more == 1 : more == 0);
            assert_int_equal(for_each_failure(tries_earlier, &attempt), copies + more);
        }
}

/* Customers of the last homes, more than there are slots, so that they stand in the first ones; and
 * then others of the first homes. The mixing is undone by trying. */
static void who_finds_no_slot_at_the_end_stands_at_the_start(void **unused) {
    (void)unused;
    enum { CAPACITY = 64, CROWD = 40 };
    ptv_cohorts_config config = window_of(0, 70);
    uint64_t last[CROWD], first[CROWD];
    struct ptvi_mixing mixing = ptvi_mixing_of(config.seed);
    size_t n_last = 0, n_first = 0;
    for (uint64_t key = 0; n_last < CROWD || n_first < CROWD; key++) {
        uint64_t home = ptvi_mixed(&mixing, key) >> 58;
        if (home >= CAPACITY - 2 && n_last < CROWD)
            last[n_last++] = key;
        if (home < 2 && n_first < CROWD)
            first[n_first++] = key;
    }
    for (int order = 0; order < 4; order++) {
        ptv_cohorts *acc = cohorts_new(&config, NULL);
        for (size_t i = 0; i < CROWD; i++) {
            size_t j = order & 1 ? i : CROWD - 1 - i;
            const uint64_t *a = order & 2 ? first : last, *b = order & 2 ? last : first;
            assert_ok(ptv_cohorts_add(acc, a[j], (int64_t)j));
            if (j % 3 == 0)
                assert_ok(ptv_cohorts_add_earlier(acc, a[j]));
            if (j % 2 == 0)
                assert_ok(ptv_cohorts_add(acc, b[j], 69));
        }
        ptv_cohorts *again;
        struct bytes image = cohorts_image(acc);
        assert_ok(ptv_cohorts_deserialize(NULL, image.data, image.len, &again));
        assert_cohorts_image(again, image);
        ptv_cohorts_result r = cohorts_read(again);
        assert_true(r.customers == CROWD + CROWD / 2 && r.earlier == (CROWD + 2) / 3);
        assert_true(r.active == CROWD + CROWD / 2);
        for (size_t i = 0; i < CROWD; i++) { /* each is found */
            assert_cohorts_untouched(
                again, PTV_OK, ptv_cohorts_add(again, order & 2 ? first[i] : last[i], (int64_t)i));
        }
        ptv_cohorts_free(acc);
        ptv_cohorts_free(again);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_merge_is_the_union),
        cmocka_unit_test(definitions_must_be_the_same),
        cmocka_unit_test(windows_may_differ),
        cmocka_unit_test(a_longer_window_keeps_its_end),
        cmocka_unit_test(who_came_earlier_came_before_both_windows),
        cmocka_unit_test(a_copy_is_its_own),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(who_finds_no_slot_at_the_end_stands_at_the_start),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("cohorts, united", tests, NULL, NULL);
}
