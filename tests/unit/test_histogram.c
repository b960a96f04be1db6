/* SPDX-License-Identifier: MIT */
/* time/histogram.h, and the numbers of variable length in base/bytes.h. */
#include "failing_allocator.h"
#include "testing.h"

#include "base/bytes.h"
#include "base/processor.h"
#include "time/histogram.h"

static void buckets_are_an_unbroken_chain(void **unused) {
    (void)unused;
    for (int bits = PTVI_HISTOGRAM_BITS_MIN; bits <= PTVI_HISTOGRAM_BITS_MAX; bits++) {
        uint64_t next = 0;
        size_t last = ptvi_bucket_of(bits, INT64_MAX);
        assert_true(last >> bits < PTVI_HISTOGRAM_PAGES);
        for (size_t bucket = 0; bucket <= last; bucket++) {
            uint64_t lower = ptvi_bucket_lower(bits, bucket);
            uint64_t upper = ptvi_bucket_upper(bits, bucket);
            assert_true(lower == next && upper >= lower);
            assert_true(ptvi_bucket_of(bits, lower) == bucket);
            assert_true(ptvi_bucket_of(bits, upper) == bucket);
            /* No value is further from the middle than a share of 2^-(bits + 1). */
            assert_true(upper - lower <= lower >> bits);
            if (upper < UINT64_C(2) << bits)
                assert_true(upper == lower);
            next = upper + 1;
        }
        assert_true(next == UINT64_C(1) << 63);
    }
}

static void the_number_of_buckets_is_that_of_the_definition(void **unused) {
    (void)unused;
    assert_true(ptvi_bucket_of(7, INT64_MAX) + 1 == 7296);
    assert_true(ptvi_bucket_of(7, 0) == 0 && ptvi_bucket_of(7, 255) == 255);
    assert_true(ptvi_bucket_of(7, 256) == 256 && ptvi_bucket_of(7, 257) == 256);
    assert_true(ptvi_bucket_of(7, 258) == 257 && ptvi_bucket_of(7, 511) == 383);
    assert_true(ptvi_bucket_of(7, 512) == 384 && ptvi_bucket_of(7, 515) == 384);
}

struct fixture {
    struct failing_allocator memory;
    ptv_allocator allocator;
    struct ptvi_histogram histogram;
    uint64_t n; /* numbers in it */
};

static void set_up(struct fixture *f, int bits) {
    f->allocator = failing_allocator(&f->memory);
    f->n = 0;
    ptvi_histogram_init(&f->histogram, bits);
}

static void tear_down(struct fixture *f) {
    ptvi_histogram_clear(&f->histogram, &f->allocator);
    assert_true(f->memory.blocks == 0);
}

static void put(struct fixture *f, uint64_t value, uint64_t count) {
    f->n += count;
    assert_ok(ptvi_histogram_prepare_add(&f->histogram, &f->allocator, value, f->n));
    ptvi_histogram_add(&f->histogram, value, count);
}

static void values_stay_exact_up_to_256_distinct(void **unused) {
    (void)unused;
    struct fixture f;
    set_up(&f, 7);
    /* Downwards, upwards and again: the order of arrival does not matter. */
    for (uint64_t i = 0; i < 128; i++) {
        put(&f, 1000000 - 1000 * i, 1);
        put(&f, 2000000 + 1000 * i, 2);
        put(&f, 1000000, 1);
    }
    assert_false(f.histogram.bucketed);
    assert_true(f.histogram.n_values == 256);
    assert_true(ptvi_histogram_count(&f.histogram, 1000000) == 129);
    assert_true(ptvi_histogram_count(&f.histogram, 999999) == 0);
    size_t position = 0, cells = 0;
    struct ptvi_cell cell;
    uint64_t before = 0;
    while (ptvi_histogram_next(&f.histogram, &position, &cell)) {
        assert_true(cell.lower == cell.upper && cell.lower > before && cell.count > 0);
        before = cell.lower;
        cells++;
    }
    assert_true(cells == 256);

    put(&f, 5, 7);
    assert_true(f.histogram.bucketed && !f.histogram.values);
    assert_true(ptvi_histogram_count(&f.histogram, 5) == 7);
    assert_true(ptvi_histogram_count(&f.histogram, 1000000) ==
                ptvi_histogram_count(&f.histogram, 999999));
    uint64_t total = 0;
    position = 0;
    while (ptvi_histogram_next(&f.histogram, &position, &cell)) {
        assert_true(cell.lower == 5 || cell.lower > before || total <= 7);
        before = cell.upper;
        total += cell.count;
    }
    assert_true(total == 128 + 256 + 128 + 7);
    tear_down(&f);
}

/* Below, in and above the bucket of a value are all numbers, with counters of either width. */
static void below_and_above_leave_the_bucket(void **unused) {
    (void)unused;
    const uint64_t counts[] = {1, UINT64_C(1) << 33};
    for (size_t wide = 0; wide < COUNT_OF(counts); wide++) {
        struct fixture f;
        set_up(&f, 5);
        assert_ok(ptvi_histogram_to_buckets(&f.histogram, &f.allocator, f.n));
        for (uint64_t value = 1; value < 5000; value += 1 + value / 7)
            put(&f, value, counts[wide]);
        for (uint64_t value = 0; value < 9000; value++) {
            uint64_t lower = ptvi_bucket_lower(5, ptvi_bucket_of(5, value)), below = 0, in = 0;
            uint64_t upper = ptvi_bucket_upper(5, ptvi_bucket_of(5, value));
            for (uint64_t there = 1; there < 5000; there += 1 + there / 7) {
                below += there < lower ? counts[wide] : 0;
                in += lower <= there && there <= upper ? counts[wide] : 0;
            }
            assert_true(ptvi_histogram_below(&f.histogram, value) == below);
            assert_true(ptvi_histogram_count(&f.histogram, value) == in);
            assert_true(ptvi_histogram_above(&f.histogram, value) == f.n - below - in);
        }
        assert_true(ptvi_histogram_above(&f.histogram, INT64_MAX) == 0);
        tear_down(&f);
    }
}

static void only_pages_with_values_are_allocated(void **unused) {
    (void)unused;
    struct fixture f;
    set_up(&f, 7);
    assert_ok(ptvi_histogram_to_buckets(&f.histogram, &f.allocator, f.n));
    assert_true(f.memory.blocks == 0 && f.histogram.bucketed);
    put(&f, 0, 1);
    put(&f, 127, 1);
    assert_true(f.memory.blocks == 1 && f.memory.bytes == 512);
    put(&f, 128, 1);
    put(&f, INT64_MAX, 1);
    assert_true(f.memory.blocks == 3);
    tear_down(&f);
}

/* Buckets with numbers that 32 bits do not count, from merges and from bytes. */
static void counters_become_wide_and_stay_exact(void **unused) {
    (void)unused;
    const uint64_t count = 3000000000;
    struct fixture f, g;
    uint8_t bytes[128];
    set_up(&f, 7);
    set_up(&g, 7);
    for (size_t i = 0; i < COUNT_OF(bytes); i++)
        bytes[i] = (uint8_t)(i * 3);
    assert_ok(ptvi_histogram_to_buckets(&f.histogram, &f.allocator, 0));
    assert_ok(ptvi_histogram_to_buckets(&g.histogram, &g.allocator, 0));
    put(&f, 40, count);
    put(&f, 200, 1); /* so that no page is wanting */
    put(&g, 40, count);
    put(&g, 200, 7);
    for (uint64_t merges = 1; merges < 4; merges++) { /* to wide ones, wide ones, again */
        f.n += g.n;
        assert_ok(ptvi_histogram_prepare_merge(&f.histogram, &f.allocator, &g.histogram, f.n));
        assert_true(f.histogram.wide && !g.histogram.wide);
        ptvi_histogram_merge(&f.histogram, &f.allocator, &g.histogram);
        assert_true(ptvi_histogram_count(&f.histogram, 40) == (merges + 1) * count);
        assert_true(ptvi_histogram_count(&f.histogram, 200) == merges * 7 + 1);
    }
    for (uint64_t added = 1; added < 3; added++) {
        ptvi_histogram_add_bytes(&f.histogram, 0, bytes);
        ptvi_histogram_add_bytes(&g.histogram, 0, bytes);
        for (uint64_t value = 0; value < COUNT_OF(bytes); value++) {
            uint64_t more = added * bytes[value], at_40 = value == 40 ? count : 0;
            assert_true(ptvi_histogram_count(&f.histogram, value) == 4 * at_40 + more);
            assert_true(ptvi_histogram_count(&g.histogram, value) == at_40 + more);
        }
    }
    tear_down(&f);
    tear_down(&g);
}

static void every_variant_adds_pages(void **unused) {
    (void)unused;
    enum { MOST = 1 << PTVI_HISTOGRAM_BITS_MAX };
    const unsigned sets[] = {0, ptvi_processor() & PTVI_AVX2, ptvi_processor()};
    struct generator generator = {9};
    for (int bits = PTVI_HISTOGRAM_BITS_MIN; bits <= PTVI_HISTOGRAM_BITS_MAX; bits++)
        for (size_t v = 0; v < COUNT_OF(sets); v++) {
            size_t size = (size_t)1 << bits;
            uint32_t to[MOST + 1], from[MOST + 1], want[MOST + 1];
            for (size_t i = 0; i <= size; i++) {
                to[i] = (uint32_t)random_magnitude(&generator, 31);
                from[i] = (uint32_t)random_magnitude(&generator, 31);
                want[i] = i < size ? to[i] + from[i] : to[i]; /* and nothing behind the page */
            }
            ptvi_histogram_add_page(sets[v], to, from, size);
            assert_memory_equal(to, want, (size + 1) * sizeof *to);
            ptvi_histogram_add_page(sets[v], from, from, size);
            for (size_t i = 0; i < size; i++)
                assert_true((from[i] & 1) == 0);
        }
}

static void assert_ends(const struct fixture *f, uint64_t first, uint64_t last) {
    struct ptvi_cell low, high;
    assert_true(ptvi_histogram_first(&f->histogram, &low));
    assert_true(ptvi_histogram_last(&f->histogram, &high));
    assert_true(low.lower <= first && first <= low.upper && low.count == 2);
    assert_true(high.lower <= last && last <= high.upper && high.count == 3);
}

static void the_lowest_and_the_highest_cell(void **unused) {
    (void)unused;
    struct fixture f;
    struct ptvi_cell cell;
    set_up(&f, 7);
    assert_false(ptvi_histogram_first(&f.histogram, &cell));
    assert_false(ptvi_histogram_last(&f.histogram, &cell));
    put(&f, 700, 2);
    put(&f, 9000, 1);
    put(&f, 1000000, 3);
    assert_ends(&f, 700, 1000000);
    assert_ok(ptvi_histogram_to_buckets(&f.histogram, &f.allocator, f.n));
    assert_ends(&f, 700, 1000000);
    ptvi_histogram_remove(&f.histogram, 700, 2);
    ptvi_histogram_remove(&f.histogram, 9000, 1);
    ptvi_histogram_remove(&f.histogram, 1000000, 3);
    assert_false(ptvi_histogram_first(&f.histogram, &cell));
    assert_false(ptvi_histogram_last(&f.histogram, &cell));
    tear_down(&f);
    set_up(&f, 7); /* buckets without a page */
    assert_ok(ptvi_histogram_to_buckets(&f.histogram, &f.allocator, f.n));
    assert_false(ptvi_histogram_first(&f.histogram, &cell));
    assert_false(ptvi_histogram_last(&f.histogram, &cell));
    tear_down(&f);
}

/* What a multiset holds, as text, to compare before and after. */
static void describe(const struct ptvi_histogram *histogram, char *text, size_t size) {
    size_t position = 0, used = 0;
    struct ptvi_cell cell;
    used += (size_t)snprintf(text, size, "%d:", histogram->bucketed);
    while (ptvi_histogram_next(histogram, &position, &cell))
        used += (size_t)snprintf(text + used, size - used, " %llu..%llu*%llu",
                                 (unsigned long long)cell.lower, (unsigned long long)cell.upper,
                                 (unsigned long long)cell.count);
    assert_true(used < size);
}

static void a_failed_allocation_changes_nothing(void **unused) {
    (void)unused;
    static char before[65536], after[65536];
    struct fixture f;
    set_up(&f, 5);
    for (uint64_t i = 0; i < 300; i++) {
        uint64_t value = i * i * i * i * i;
        describe(&f.histogram, before, sizeof before);
        for (uint64_t k = 0;; k++) {
            f.memory.until_failure = k;
            ptv_status status =
                ptvi_histogram_prepare_add(&f.histogram, &f.allocator, value, i + 1);
            f.memory.until_failure = UINT64_MAX;
            if (status == PTV_OK)
                break;
            assert_status(PTV_ERR_MEMORY, status);
            describe(&f.histogram, after, sizeof after);
            assert_string_equal(before, after);
        }
        ptvi_histogram_add(&f.histogram, value, 1);
    }
    tear_down(&f);
}

static void a_failed_merge_changes_nothing(void **unused) {
    (void)unused;
    static char before[65536], after[65536];
    for (uint64_t shared = 0; shared <= 200; shared += 40) {
        struct fixture f, g;
        set_up(&f, 7);
        set_up(&g, 7);
        for (uint64_t i = 0; i < 200; i++) {
            put(&f, i << 20, 1);
            put(&g, (i + 200 - shared) << 20, 1);
        }
        describe(&f.histogram, before, sizeof before);
        uint64_t failures = 0;
        for (;; failures++) {
            f.memory.until_failure = failures;
            ptv_status status =
                ptvi_histogram_prepare_merge(&f.histogram, &f.allocator, &g.histogram, 400);
            f.memory.until_failure = UINT64_MAX;
            if (status == PTV_OK)
                break;
            assert_status(PTV_ERR_MEMORY, status);
            describe(&f.histogram, after, sizeof after);
            assert_string_equal(before, after);
        }
        assert_true(failures > 0 || shared >= 144);
        ptvi_histogram_merge(&f.histogram, &f.allocator, &g.histogram);
        assert_true(f.histogram.bucketed == (400 - shared > 256));
        tear_down(&f);
        tear_down(&g);
    }
}

static void a_multiset_merges_with_itself(void **unused) {
    (void)unused;
    struct fixture f;
    set_up(&f, 7);
    for (int round = 0; round < 2; round++) {
        put(&f, 40, 3);
        f.n *= 2;
        assert_ok(ptvi_histogram_prepare_merge(&f.histogram, &f.allocator, &f.histogram, f.n));
        ptvi_histogram_merge(&f.histogram, &f.allocator, &f.histogram);
        assert_true(ptvi_histogram_count(&f.histogram, 40) == (round == 0 ? 6 : 18));
        assert_ok(ptvi_histogram_to_buckets(&f.histogram, &f.allocator, f.n));
    }
    ptvi_histogram_remove(&f.histogram, 40, 17);
    assert_true(ptvi_histogram_count(&f.histogram, 40) == 1);
    tear_down(&f);
}

static void every_number_has_one_form(void **unused) {
    (void)unused;
    struct generator generator = {5};
    for (int i = 0; i < 20000; i++) {
        uint64_t x = i < 300 ? (uint64_t)i : random_magnitude(&generator, 64), back;
        uint8_t bytes[11];
        memset(bytes, 0xEE, sizeof bytes);
        size_t n = ptvi_put_varint(NULL, x);
        assert_true(ptvi_put_varint(bytes, x) == n && n >= 1 && n <= 10);
        assert_true(bytes[n] == 0xEE);
        const uint8_t *at = bytes;
        assert_true(ptvi_get_varint(&at, bytes + n, &back) && back == x && at == bytes + n);
        for (size_t shorter = 0; shorter < n; shorter++) {
            at = bytes;
            assert_false(ptvi_get_varint(&at, bytes + shorter, &back));
        }
        if (n >= 1 && n < 10) { /* the same number with a byte more */
            bytes[n - 1] |= 0x80;
            bytes[n] = 0;
            at = bytes;
            assert_false(ptvi_get_varint(&at, bytes + n + 1, &back));
        }
    }
    static const uint8_t most[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01};
    static const uint8_t beyond[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02};
    static const uint8_t longer[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                     0xFF, 0xFF, 0xFF, 0x81, 0x00};
    uint64_t x;
    const uint8_t *at = most;
    assert_true(ptvi_get_varint(&at, most + sizeof most, &x) && x == UINT64_MAX);
    at = beyond;
    assert_false(ptvi_get_varint(&at, beyond + sizeof beyond, &x));
    at = longer;
    assert_false(ptvi_get_varint(&at, longer + sizeof longer, &x));
}

int main(void) {
    use_environment_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buckets_are_an_unbroken_chain),
        cmocka_unit_test(the_number_of_buckets_is_that_of_the_definition),
        cmocka_unit_test(values_stay_exact_up_to_256_distinct),
        cmocka_unit_test(below_and_above_leave_the_bucket),
        cmocka_unit_test(only_pages_with_values_are_allocated),
        cmocka_unit_test(counters_become_wide_and_stay_exact),
        cmocka_unit_test(every_variant_adds_pages),
        cmocka_unit_test(the_lowest_and_the_highest_cell),
        cmocka_unit_test(a_failed_allocation_changes_nothing),
        cmocka_unit_test(a_failed_merge_changes_nothing),
        cmocka_unit_test(a_multiset_merges_with_itself),
        cmocka_unit_test(every_number_has_one_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
