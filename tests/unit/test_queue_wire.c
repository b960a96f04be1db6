/* SPDX-License-Identifier: MIT */
/* queue.h: memory that fails, and bytes. */
#include "queue.h"

#include "composites.h"
#include "failing_allocator.h"

/* ---- memory */

static ptv_status makes_and_fills(const ptv_allocator *allocator, void *ctx) {
    (void)ctx;
    ptv_queue_config config = queue_config_with(3000, 0);
    ptv_queue *acc = NULL;
    ptv_status status = ptv_queue_new(&config, allocator, &acc);
    if (status < 0) {
        assert_null(acc);
        return status;
    }
    /* Until the parts have gone to buckets; a call that failed is counted again. */
    for (int64_t i = 0; i < 400; i++) {
        ptv_call call = nth_call(i);
        struct bytes before = queue_bytes(acc);
        ptv_status counted = ptv_queue_add(acc, &call);
        if (counted < 0) {
            struct bytes after = queue_bytes(acc);
            assert_true(same_bytes(before, after));
            free(after.data);
            status = counted;
            assert_ok(ptv_queue_add(acc, &call));
        }
        free(before.data);
    }
    ptv_queue_config same = queue_config_with(3000, 0);
    ptv_queue *whole = queue_new(&same, NULL);
    for (int64_t i = 0; i < 400; i++) {
        ptv_call call = nth_call(i);
        assert_ok(ptv_queue_add(whole, &call));
    }
    assert_same_queue(acc, whole);
    ptv_queue_free(whole);
    ptv_queue_free(acc);
    return status;
}

/* What is done to a queue whose memory comes from the allocator. */
static ptv_status copies(ptv_queue *acc, const ptv_queue *other, const ptv_allocator *allocator) {
    ptv_queue *copy = NULL;
    (void)acc;
    ptv_status status = ptv_queue_copy(other, allocator, &copy);
    assert_true((status == PTV_OK) == (copy != NULL));
    if (copy)
        assert_same_queue(copy, other);
    ptv_queue_free(copy);
    return status;
}
static ptv_status merges(ptv_queue *acc, const ptv_queue *other, const ptv_allocator *allocator) {
    (void)allocator;
    return ptv_queue_merge(acc, other);
}
static ptv_status adds_records(ptv_queue *acc, const ptv_queue *other,
                               const ptv_allocator *allocator) {
    static ptv_call rows[300];
    (void)other, (void)allocator;
    for (int64_t i = 0; i < 300; i++)
        rows[i] = nth_call(i);
    return ptv_queue_add_records(acc, rows, sizeof *rows, COUNT_OF(rows));
}
static ptv_status removes(ptv_queue *acc, const ptv_queue *other, const ptv_allocator *allocator) {
    (void)other, (void)allocator;
    return ptv_queue_remove(acc, &some_calls[0]);
}
static ptv_status reads_bytes(ptv_queue *acc, const ptv_queue *other,
                              const ptv_allocator *allocator) {
    ptv_queue *back = NULL;
    (void)acc;
    struct bytes image = queue_bytes(other);
    ptv_status status = ptv_queue_deserialize(allocator, image.data, image.len, &back);
    assert_true((status == PTV_OK) == (back != NULL));
    free(image.data);
    ptv_queue_free(back);
    return status;
}

typedef ptv_status (*change)(ptv_queue *acc, const ptv_queue *other,
                             const ptv_allocator *allocator);

/* Makes one allocation of a change fail, whatever the queue itself has needed before. */
static size_t each_allocation_fails_once(change call, const ptv_queue *other) {
    for (size_t k = 0;; k++) {
        struct failing_allocator memory;
        ptv_allocator allocator = failing_allocator(&memory);
        ptv_queue *acc = few_calls(&allocator);
        struct bytes before = queue_bytes(acc);
        uint64_t calls_before = memory.calls;
        memory.until_failure = k;
        ptv_status status = call(acc, other, &allocator);
        bool failed = memory.calls - calls_before > k;
        memory.until_failure = UINT64_MAX;
        struct bytes after = queue_bytes(acc);
        if (failed)
            assert_true(same_bytes(before, after));
        free(before.data);
        free(after.data);
        ptv_queue_free(acc);
        assert_true(memory.blocks == 0);
        if (!failed) {
            assert_true(status >= 0);
            return k;
        }
        assert_status(PTV_ERR_MEMORY, status);
    }
}

static void each_allocation_may_fail(void **unused) {
    (void)unused;
    static const change changes[] = {copies, merges, adds_records, removes, reads_bytes};
    ptv_queue *small = few_calls(NULL), *large = many_calls();
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        assert_true(each_allocation_fails_once(changes[i], small) > 8);
        assert_true(each_allocation_fails_once(changes[i], large) > 8);
    }
    assert_true(for_each_failure(makes_and_fills, NULL) > 20);
    ptv_queue_free(small);
    ptv_queue_free(large);
}

/* ---- bytes */

static void bytes_are_a_queue_again(void **unused) {
    (void)unused;
    ptv_queue *queues[] = {queue_new(NULL, NULL), few_calls(NULL), many_calls(), many_calls()};
    assert_ok(ptv_queue_remove(queues[3], &some_calls[0]));
    for (size_t i = 0; i < COUNT_OF(queues); i++) {
        struct bytes image = queue_bytes(queues[i]);
        ptv_queue *back = NULL;
        uint32_t type, version;
        uint64_t length;
        assert_ok(ptv_wire_info(image.data, image.len, &type, &version, &length));
        assert_true(type == PTV_TYPE_QUEUE && version == 1 && length == image.len);
        assert_ok(ptv_queue_deserialize(NULL, image.data, image.len, &back));
        assert_same_queue(queues[i], back);
        ptv_queue_result a = queue_reading(queues[i]), b = queue_reading(back);
        assert_same_bytes(a, b);
        /* Not one byte of a buffer that is too small. */
        uint8_t *room = malloc(image.len);
        assert_non_null(room);
        memset(room, 0xA5, image.len);
        size_t len = 0;
        assert_status(PTV_ERR_SPACE, ptv_queue_serialize(queues[i], room, image.len - 1, &len));
        assert_true(len == image.len);
        for (size_t j = 0; j < image.len; j++)
            assert_int_equal(room[j], 0xA5);
        free(room);
        free(image.data);
        ptv_queue_free(back);
        ptv_queue_free(queues[i]);
    }
}

/* Words of an image, in the order of the layout. */
enum {
    CALENDAR,
    SHORT_MS,
    UNIT,
    N_LIMITS,
    LIMITS,
    ANSWERED = LIMITS + PTV_QUEUE_LIMITS,
    ABANDONED,
    SHORT,
    FLOWED_OUT,
    CALLBACKS,
    WAITING,
    UNQUEUED,
    RINGS,
    TRANSFERS,
    READY_TIMES,
    READY_LOW,
    READY_HIGH,
    IMAGE_WORDS,
};

/* Every truncation, every bit changed, with headers repaired: refused, or a queue whose image is
 * what was read. */
static bool accepted(const uint8_t *bytes, size_t len) {
    ptv_queue *back = NULL;
    ptv_status status = ptv_queue_deserialize(NULL, bytes, len, &back);
    if (status < 0) {
        assert_null(back);
        return false;
    }
    struct bytes again = queue_bytes(back);
    assert_true(again.len == len && memcmp(again.data, bytes, len) == 0);
    free(again.data);
    ptv_queue_result r = queue_reading(back);
    assert_true(r.offered == r.answered + r.abandoned + r.flowed_out);
    assert_true(r.short_abandoned <= r.abandoned && r.callbacks <= r.flowed_out);
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    assert_ok(ptv_queue_config_read(back, &config));
    for (int32_t i = 0; i < 12 * config.n_limits; i++) {
        ptv_estimate e = service_level(back, config.limit_ms[i / 12], i % 3, i / 3 % 2, i / 6 % 2);
        assert_true(e.n == 0 || (e.value >= 0 && e.value <= 1 && e.n <= r.offered));
    }
    ptv_queue_free(back);
    return true;
}

static void damaged_bytes_are_refused_or_canonical(void **unused) {
    (void)unused;
    ptv_queue *acc = few_calls(NULL);
    struct bytes image = queue_bytes(acc);
    uint64_t n_accepted = 0;
    for (size_t len = 0; len < image.len; len++)
        for (int repairs = 0; repairs <= 2; repairs++) {
            uint8_t *bytes = malloc(len > 0 ? len : 1);
            assert_non_null(bytes);
            memcpy(bytes, image.data, len);
            if (repairs == 2)
                repair_length(bytes, len);
            if (repairs >= 1)
                repair_checksum(bytes, len);
            assert_false(accepted(bytes, len));
            free(bytes);
        }
    for (size_t bit = 0; bit < 8 * image.len; bit++) {
        struct bytes changed = {malloc(image.len), image.len};
        assert_non_null(changed.data);
        memcpy(changed.data, image.data, image.len);
        changed.data[bit / 8] ^= (uint8_t)(1u << bit % 8);
        repair_parts(changed, IMAGE_WORDS);
        n_accepted += accepted(changed.data, changed.len);
        free(changed.data);
    }
    /* Ready time and rings are nobody else's. */
    assert_true(n_accepted > 50);
    assert_true(n_accepted < image.len);
    free(image.data);
    ptv_queue_free(acc);
}

static ptv_status with_word(struct bytes image, size_t word, uint64_t value) {
    uint64_t kept = image_word(image, word);
    ptv_queue *back = NULL;
    set_image_word(image, word, value);
    ptv_status status = ptv_queue_deserialize(NULL, image.data, image.len, &back);
    ptv_queue_free(back);
    set_image_word(image, word, kept);
    return status;
}

static void words_that_no_queue_has_are_refused(void **unused) {
    (void)unused;
    static const struct {
        size_t word;
        uint64_t own, wrong;
    } table[] = {
        {CALENDAR, 42, 43}, /* the parts have another */
        {SHORT_MS, 3000, 3001},
        {SHORT_MS, 3000, 0},
        {SHORT_MS, 3000, UINT64_MAX},
        {UNIT, 1000, 0},
        {UNIT, 1000, 999},
        {UNIT, 1000, UINT64_C(1) << 63},
        {N_LIMITS, 3, 2},
        {N_LIMITS, 3, 4},
        {N_LIMITS, 3, 8},
        {N_LIMITS, 3, UINT64_C(1) << 32},
        {LIMITS, 0, 1},
        {LIMITS + 1, 5000, 0},
        {LIMITS + 1, 5000, 20000},
        {LIMITS + 2, 20000, UINT64_MAX},
        {LIMITS + 3, 0, 30000},
        {ANSWERED, 4, 3},
        {ANSWERED, 4, 5},
        {ABANDONED, 4, 5},
        {SHORT, 1, 0},
        {SHORT, 1, 2},
        {FLOWED_OUT, 2, 1},
        {FLOWED_OUT, 2, 3},
        {CALLBACKS, 1, 3},
        {WAITING, 2, 1},
        {WAITING, 2, 3},
        {UNQUEUED, 1, PTV_COUNT_MAX + 1},
        {RINGS, UINT64_C(2147483651), UINT64_C(13) * INT32_MAX + 1},
        {TRANSFERS, UINT64_C(2147483649), UINT64_C(13) * INT32_MAX + 1},
        {READY_TIMES, 1, 0},
        {READY_LOW, 1000, UINT64_C(1) << 63},
        {READY_HIGH, 0, 1},
    };
    ptv_queue *acc = few_calls(NULL);
    struct bytes image = queue_bytes(acc);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_ok(with_word(image, table[i].word, table[i].own));
        ptv_status status = with_word(image, table[i].word, table[i].wrong);
        if (status != PTV_ERR_WIRE_CONTENT)
            fail_msg("line %zu: %s", i, ptv_status_name(status));
    }
    assert_ok(with_word(image, CALLBACKS, 2));
    assert_ok(with_word(image, UNQUEUED, PTV_COUNT_MAX));
    assert_ok(with_word(image, RINGS, UINT64_C(13) * INT32_MAX));
    assert_ok(with_word(image, READY_LOW, INT64_MAX));
    free(image.data);
    ptv_queue_free(acc);
}

/* Short calls cannot be fewer than those within a limit below theirs, nor more than those within
 * one above, where buckets alone leave it open. */
static void short_calls_that_no_limit_allows_are_refused(void **unused) {
    (void)unused;
    enum { LIMIT = 3000000, BEFORE = 600, EACH = 5 };
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    config.short_ms = LIMIT + 1;
    config.n_limits = 2;
    config.limit_ms[0] = LIMIT;
    config.limit_ms[1] = LIMIT + 2;
    ptv_queue *acc = queue_new(&config, NULL);
    for (int64_t i = 0; i < BEFORE; i++)
        add_call(acc, PTV_CALL_ABANDONED, i * 1000);
    for (int i = 0; i < EACH; i++)
        for (int64_t wait = LIMIT - 1; wait <= LIMIT + 3; wait += 2)
            add_call(acc, PTV_CALL_ABANDONED, wait);
    struct bytes image = queue_bytes(acc);
    assert_true(image_word(image, SHORT) == BEFORE + 2 * EACH);
    for (uint64_t more = 0; more <= 3 * EACH; more++) {
        bool allowed = more >= EACH && more <= 2 * EACH;
        assert_status(allowed ? PTV_OK : PTV_ERR_WIRE_CONTENT,
                      with_word(image, SHORT, BEFORE + more));
    }
    free(image.data);
    ptv_queue_free(acc);
}

/* Takes the image of some calls with one part of other calls. */
static ptv_status with_part_of(const ptv_call *calls, const ptv_call *others, size_t n, int part) {
    ptv_queue_config config = queue_config_with(3000, 0);
    ptv_queue *acc = queue_new(&config, NULL), *other = queue_new(&config, NULL), *back = NULL;
    for (size_t i = 0; i < n; i++) {
        assert_true(ptv_queue_add(acc, &calls[i]) >= 0);
        assert_true(ptv_queue_add(other, &others[i]) >= 0);
    }
    struct bytes image = queue_bytes(acc), donor = queue_bytes(other), one;
    one.data = donor.data + part_at(donor, IMAGE_WORDS, part, &one.len);
    struct bytes both = with_part(image, IMAGE_WORDS, part, one);
    ptv_status status = ptv_queue_deserialize(NULL, both.data, both.len, &back);
    free(image.data);
    free(donor.data);
    free(both.data);
    ptv_queue_free(back);
    ptv_queue_free(acc);
    ptv_queue_free(other);
    return status;
}

enum { PATIENCE = PTV_QUEUE_TIMES };

/* Parts that are all good alone, but no call has both. */
static void parts_that_no_queue_has_are_refused(void **unused) {
    (void)unused;
    const int64_t none = PTV_TIME_NONE;
    const struct {
        ptv_call call, other;
        int part;
        bool fits;
    } table[] = {
        {call_of(PTV_CALL_ANSWERED, 5000), call_of(PTV_CALL_ANSWERED, 6000), PATIENCE, true},
        {call_of(PTV_CALL_ANSWERED, 5000), call_of(PTV_CALL_ABANDONED, 5000), PATIENCE, false},
        {call_of(PTV_CALL_ABANDONED, 5000), call_of(PTV_CALL_FLOWED_OUT, 5000), PATIENCE, false},
        {call_of(PTV_CALL_ANSWERED, 5000), call_of(PTV_CALL_ANSWERED, none), PATIENCE, false},
        {call_of(PTV_CALL_ANSWERED, none), call_of(PTV_CALL_ANSWERED, -1), PATIENCE, false},
        {call_of(PTV_CALL_WAITING, 5000), call_of(PTV_CALL_WAITING, -1), PATIENCE, true},
        {call_of(PTV_CALL_ANSWERED, 5000), call_of(PTV_CALL_UNQUEUED, 0), PATIENCE, false},
        {call_of(PTV_CALL_ABANDONED, 2000), call_of(PTV_CALL_ABANDONED, 3000), 1, true},
        {call_of(PTV_CALL_ABANDONED, 3000), call_of(PTV_CALL_ABANDONED, 3001), 1, false},
        {call_of(PTV_CALL_ABANDONED, 3001), call_of(PTV_CALL_ABANDONED, 0), 1, false},
        {answered_call(1, 7, 0, 0), answered_call(1, 8, 0, 0), PTV_QUEUE_TALK, false},
        {answered_call(1, 7, 0, 0), answered_call(1, 7, none, 0), PTV_QUEUE_HOLD, true},
        {answered_call(1, 7, 0, 0), answered_call(1, 7, -1, 0), PTV_QUEUE_HOLD, false},
        {answered_call(1, 7, 0, 0), answered_call(1, 7, 2, 0), PTV_QUEUE_HANDLING, false},
        {answered_call(1, 0, 0, 0), answered_call(1, none, none, none), PTV_QUEUE_HANDLING, false},
        {answered_call(1, none, none, none), answered_call(1, 0, 0, 0), PTV_QUEUE_HANDLING, false},
        {answered_call(1, none, none, none), answered_call(1, -1, 0, 0), PTV_QUEUE_HANDLING, false},
        {answered_call(1, -1, 0, 0), answered_call(1, 0, 0, 0), PTV_QUEUE_HANDLING, false},
        {answered_call(1, 7, 0, 0), call_of(PTV_CALL_ABANDONED, 1), PTV_QUEUE_WRAP_UP, false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        ptv_status status = with_part_of(&table[i].call, &table[i].other, 1, table[i].part);
        if (status != (table[i].fits ? PTV_OK : PTV_ERR_WIRE_CONTENT))
            fail_msg("line %zu: %s", i, ptv_status_name(status));
    }
}

/* Where one part of a call is rejected, handling is, too; the others' is at most what was
 * recorded. */
static void handling_of_other_calls_is_refused(void **unused) {
    (void)unused;
    const int64_t none = PTV_TIME_NONE;
    const struct {
        ptv_call calls[2], others[2];
        bool fits;
    } table[] = {
        {{answered_call(1, -1, 0, 0), answered_call(1, 7, 0, 0)},
         {answered_call(1, -1, 0, 0), answered_call(1, 6, 0, 0)},
         true},
        {{answered_call(1, -1, 0, 0), answered_call(1, 7, 0, 0)},
         {answered_call(1, -1, 0, 0), answered_call(1, 8, 0, 0)},
         false},
        {{answered_call(1, -1, 0, 0), answered_call(1, 7, 0, 0)},
         {answered_call(1, -1, 0, 0), answered_call(1, -1, 0, 0)},
         false},
        {{answered_call(1, -1, none, none), answered_call(1, none, none, none)},
         {answered_call(1, -1, none, none), answered_call(1, 0, none, none)},
         false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_status(table[i].fits ? PTV_OK : PTV_ERR_WIRE_CONTENT,
                      with_part_of(table[i].calls, table[i].others, 2, PTV_QUEUE_HANDLING));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(bytes_are_a_queue_again),
        cmocka_unit_test(damaged_bytes_are_refused_or_canonical),
        cmocka_unit_test(words_that_no_queue_has_are_refused),
        cmocka_unit_test(short_calls_that_no_limit_allows_are_refused),
        cmocka_unit_test(parts_that_no_queue_has_are_refused),
        cmocka_unit_test(handling_of_other_calls_is_refused),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("queue wire", tests, NULL, NULL);
}
