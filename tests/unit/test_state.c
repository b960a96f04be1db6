/* SPDX-License-Identifier: MIT */
/* base/state.h: the engine, on a layout that has every kind of field, not all of which the released
 * states use. */
#include "states.h"

#include "base/state.h"

enum {
    KEPT = 1,
    COUNTS = 2,  /* three counters */
    SUM = 5,     /* two sums of two words */
    SIGNED = 9,  /* one sum of three words */
    UNUSED = 12, /* covered by no field */
    WORDS = 13,
    BODY = 11 * 8,
};

static const struct ptvi_field fields[] = {
    {"kept", PTVI_KEPT, KEPT, 1, 1},
    {"counts", PTVI_COUNT, COUNTS, 1, 3},
    {"sum", PTVI_SUM, SUM, 2, 2},
    {"signed", PTVI_SIGNED_SUM, SIGNED, 3, 1},
};

static bool possible(const uint64_t *w) {
    return w[KEPT] != 13;
}

static const struct ptvi_layout layout = {900, 3, WORDS, COUNT_OF(fields), fields, possible};
static const struct ptvi_layout other_type = {901, 3, WORDS, COUNT_OF(fields), fields, possible};
static const struct ptvi_layout newer = {900, 4, WORDS, COUNT_OF(fields), fields, possible};

struct state {
    uint64_t w[WORDS];
};

static struct state empty(uint64_t kept) {
    struct state state;
    scribble(state);
    ptvi_state_init(&layout, state.w);
    state.w[KEPT] = kept;
    return state;
}

static struct state some(uint64_t kept) {
    struct state state = empty(kept);
    for (size_t i = COUNTS; i < UNUSED; i++)
        state.w[i] = i * 1000 + 7;
    return state;
}

static void init_zeroes_all_but_the_tag(void **unused) {
    (void)unused;
    struct state state = empty(0);
    assert_true(state.w[0] != 0);
    for (size_t i = 1; i < WORDS; i++)
        assert_true(state.w[i] == 0);
    assert_ok(ptvi_state_check(&layout, state.w));
}

static void check_knows_foreign_memory(void **unused) {
    (void)unused;
    struct state state = empty(1), zeroed = {{0}};
    assert_status(PTV_ERR_NULL, ptvi_state_check(&layout, NULL));
    assert_status(PTV_ERR_STATE, ptvi_state_check(&layout, zeroed.w));
    assert_status(PTV_ERR_STATE, ptvi_state_check(&other_type, state.w));
    assert_status(PTV_ERR_STATE, ptvi_state_check(&newer, state.w));
    scribble(state);
    assert_status(PTV_ERR_STATE, ptvi_state_check(&layout, state.w));
}

static void reset_keeps_the_definition(void **unused) {
    (void)unused;
    struct state state = some(5), want = empty(5), zeroed = {{0}};
    assert_ok(ptvi_state_reset(&layout, state.w));
    assert_same_bytes(state, want);
    assert_untouched(zeroed, PTV_ERR_STATE, ptvi_state_reset(&layout, zeroed.w));
    assert_status(PTV_ERR_NULL, ptvi_state_reset(&layout, NULL));
}

static void merge_adds_and_carries(void **unused) {
    (void)unused;
    struct state a = empty(5), b = empty(5);
    a.w[COUNTS + 1] = 3;
    b.w[COUNTS + 1] = 4;
    a.w[SUM + 2] = UINT64_MAX;
    b.w[SUM + 2] = 2;
    memset(&a.w[SIGNED], 0xFF, 3 * 8); /* -1 */
    b.w[SIGNED] = 8;
    assert_ok(ptvi_state_merge(&layout, a.w, b.w));
    assert_true(a.w[COUNTS + 1] == 7);
    assert_true(a.w[SUM + 2] == 1 && a.w[SUM + 3] == 1);
    assert_true(a.w[SUM] == 0 && a.w[SUM + 1] == 0);
    assert_true(a.w[SIGNED] == 7 && a.w[SIGNED + 1] == 0 && a.w[SIGNED + 2] == 0);
    assert_true(a.w[KEPT] == 5);
}

static void merge_with_itself_doubles(void **unused) {
    (void)unused;
    struct state a = some(5);
    assert_ok(ptvi_state_merge(&layout, a.w, a.w));
    for (size_t i = COUNTS; i < UNUSED; i++)
        assert_true(a.w[i] == 2 * (i * 1000 + 7));
}

static void merge_refuses_another_definition_and_foreign_memory(void **unused) {
    (void)unused;
    struct state a = some(5), b = some(6), zeroed = {{0}};
    assert_false(ptvi_state_same(&layout, a.w, b.w));
    assert_untouched(a, PTV_ERR_MISMATCH, ptvi_state_merge(&layout, a.w, b.w));
    assert_untouched(a, PTV_ERR_STATE, ptvi_state_merge(&layout, a.w, zeroed.w));
    assert_untouched(zeroed, PTV_ERR_STATE, ptvi_state_merge(&layout, zeroed.w, a.w));
    assert_untouched(a, PTV_ERR_NULL, ptvi_state_merge(&layout, a.w, NULL));
    assert_status(PTV_ERR_NULL, ptvi_state_merge(&layout, NULL, a.w));
}

/* Each element of each field in turn is at its limit; the others have room, and must not move. */
static void merge_overflow_changes_nothing(void **unused) {
    (void)unused;
    struct state one = empty(5);
    for (size_t i = COUNTS; i < SUM; i++)
        one.w[i] = 1;
    one.w[SUM] = one.w[SUM + 2] = one.w[SIGNED] = 1;
    for (size_t i = COUNTS; i < SUM; i++) {
        struct state full = empty(5);
        full.w[i] = PTV_COUNT_MAX;
        assert_untouched(full, PTV_ERR_OVERFLOW, ptvi_state_merge(&layout, full.w, one.w));
        full.w[i]--;
        assert_ok(ptvi_state_merge(&layout, full.w, one.w));
        assert_true(full.w[i] == PTV_COUNT_MAX);
    }
    for (size_t i = SUM; i < SIGNED; i += 2) {
        struct state full = empty(5);
        full.w[i] = full.w[i + 1] = UINT64_MAX;
        assert_untouched(full, PTV_ERR_OVERFLOW, ptvi_state_merge(&layout, full.w, one.w));
    }
    struct state most = empty(5);
    most.w[SIGNED] = most.w[SIGNED + 1] = UINT64_MAX;
    most.w[SIGNED + 2] = INT64_MAX;
    assert_untouched(most, PTV_ERR_OVERFLOW, ptvi_state_merge(&layout, most.w, one.w));
}

/* The words of fields that a layout does not count are no concern of its states. */
static void fields_beyond_the_last_stay(void **unused) {
    (void)unused;
    static const struct ptvi_layout fewer = {900, 3, WORDS, COUNT_OF(fields) - 1, fields, possible};
    struct state state = some(5), other = some(5), want = some(5);
    assert_int_equal(ptvi_state_body_length(&fewer), 8 * (SIGNED - KEPT));
    for (size_t i = COUNTS; i < SIGNED; i++)
        want.w[i] *= 2;
    assert_ok(ptvi_state_merge(&fewer, state.w, other.w));
    assert_same_bytes(state, want);
    for (size_t i = COUNTS; i < SIGNED; i++)
        want.w[i] = 0;
    assert_ok(ptvi_state_reset(&fewer, state.w));
    assert_same_bytes(state, want);
}

static void image_is_header_and_covered_words(void **unused) {
    (void)unused;
    struct state state = some(5);
    struct image image = {{0}, 0};
    assert_ok(ptvi_state_serialize(&layout, state.w, NULL, 0, &image.len));
    assert_int_equal(image.len, PTV_WIRE_HEADER + BODY);
    assert_ok(ptvi_state_serialize(&layout, state.w, image.bytes, sizeof image.bytes, &image.len));
    assert_int_equal(image.len, PTV_WIRE_HEADER + BODY);
    for (size_t i = KEPT; i < UNUSED; i++)
        for (size_t byte = 0; byte < 8; byte++)
            assert_int_equal(image.bytes[PTV_WIRE_HEADER + (i - KEPT) * 8 + byte],
                             state.w[i] >> 8 * byte & 0xFF);
    struct state back;
    scribble(back);
    assert_ok(ptvi_state_deserialize(&layout, back.w, image.bytes, image.len));
    assert_same_bytes(back, state);
}

static void image_of_another_layout_is_refused(void **unused) {
    (void)unused;
    struct state state = some(5), target = some(6);
    uint8_t bytes[PTV_WIRE_HEADER + BODY];
    size_t len;
    assert_ok(ptvi_state_serialize(&layout, state.w, bytes, sizeof bytes, &len));
    assert_untouched(target, PTV_ERR_WIRE_TYPE,
                     ptvi_state_deserialize(&other_type, target.w, bytes, len));
    state.w[0] = 0;
    ptvi_state_init(&newer, state.w);
    assert_ok(ptvi_state_serialize(&newer, state.w, bytes, sizeof bytes, &len));
    assert_untouched(target, PTV_ERR_WIRE_VERSION,
                     ptvi_state_deserialize(&layout, target.w, bytes, len));
    assert_status(PTV_ERR_NULL, ptvi_state_deserialize(&layout, NULL, bytes, len));
}

static void image_of_an_impossible_state_is_refused(void **unused) {
    (void)unused;
    struct state target = some(6);
    uint8_t bytes[PTV_WIRE_HEADER + BODY];
    size_t len;
    struct state impossible = some(13);
    assert_ok(ptvi_state_serialize(&layout, impossible.w, bytes, sizeof bytes, &len));
    assert_untouched(target, PTV_ERR_WIRE_CONTENT,
                     ptvi_state_deserialize(&layout, target.w, bytes, len));
    for (size_t i = COUNTS; i < SUM; i++) {
        struct state full = some(5);
        full.w[i] = PTV_COUNT_MAX + 1;
        assert_ok(ptvi_state_serialize(&layout, full.w, bytes, sizeof bytes, &len));
        assert_untouched(target, PTV_ERR_WIRE_CONTENT,
                         ptvi_state_deserialize(&layout, target.w, bytes, len));
        full.w[i] = PTV_COUNT_MAX;
        assert_ok(ptvi_state_serialize(&layout, full.w, bytes, sizeof bytes, &len));
        struct state back;
        assert_ok(ptvi_state_deserialize(&layout, back.w, bytes, len));
        assert_same_bytes(back, full);
    }
}

static void counters_stop_at_their_limits(void **unused) {
    (void)unused;
    uint64_t count = 0;
    assert_ok(ptvi_count_add(&count, PTV_COUNT_MAX));
    assert_untouched(count, PTV_ERR_OVERFLOW, ptvi_count_add(&count, 1));
    assert_untouched(count, PTV_ERR_OVERFLOW, ptvi_count_add(&count, UINT64_MAX));
    assert_ok(ptvi_count_add(&count, 0));
    assert_untouched(count, PTV_ERR_UNDERFLOW, ptvi_count_remove(&count, PTV_COUNT_MAX + 1));
    assert_ok(ptvi_count_remove(&count, PTV_COUNT_MAX));
    assert_true(count == 0);
    assert_untouched(count, PTV_ERR_UNDERFLOW, ptvi_count_remove(&count, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_zeroes_all_but_the_tag),
        cmocka_unit_test(check_knows_foreign_memory),
        cmocka_unit_test(reset_keeps_the_definition),
        cmocka_unit_test(merge_adds_and_carries),
        cmocka_unit_test(merge_with_itself_doubles),
        cmocka_unit_test(merge_refuses_another_definition_and_foreign_memory),
        cmocka_unit_test(merge_overflow_changes_nothing),
        cmocka_unit_test(fields_beyond_the_last_stay),
        cmocka_unit_test(image_is_header_and_covered_words),
        cmocka_unit_test(image_of_another_layout_is_refused),
        cmocka_unit_test(image_of_an_impossible_state_is_refused),
        cmocka_unit_test(counters_stop_at_their_limits),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
