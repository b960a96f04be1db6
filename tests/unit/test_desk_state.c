/* SPDX-License-Identifier: MIT */
/* desk.h: a desk as a state: config, memory, merging, taking back. Its bytes are in
 * test_desk_wire.c. */
#include "desks.h"
#include "failing_allocator.h"

enum { MINUTE = DESK_MINUTE };

static void null_is_refused(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_with(NULL, 3), *other = NULL;
    ptv_ticket_times times = desk_ticket(1);
    ptv_ticket_wait wait = next_wait(5);
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    ptv_desk_result result = PTV_DESK_RESULT_INIT;
    ptv_desk_target_result target = PTV_DESK_TARGET_RESULT_INIT;
    const ptv_durations *durations = NULL;
    const ptv_survival *survival = NULL;
    struct bytes image = desk_bytes(acc);
    size_t len = 0;
    uint8_t byte = 0;
    assert_untouched(config, PTV_ERR_NULL, ptv_desk_config_read(NULL, &config));
    assert_status(PTV_ERR_NULL, ptv_desk_config_read(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_desk_new(NULL, NULL, NULL));
    assert_untouched(other, PTV_ERR_NULL, ptv_desk_copy(NULL, NULL, &other));
    assert_status(PTV_ERR_NULL, ptv_desk_copy(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_desk_reset(NULL));
    assert_status(PTV_ERR_NULL, ptv_desk_add(NULL, &times));
    assert_desk_untouched(acc, PTV_ERR_NULL, ptv_desk_add(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_desk_add_wait(NULL, &wait));
    assert_desk_untouched(acc, PTV_ERR_NULL, ptv_desk_add_wait(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_desk_remove(NULL, &times));
    assert_desk_untouched(acc, PTV_ERR_NULL, ptv_desk_remove(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_desk_merge(NULL, acc));
    assert_desk_untouched(acc, PTV_ERR_NULL, ptv_desk_merge(acc, NULL));
    assert_untouched(result, PTV_ERR_NULL, ptv_desk_read(NULL, NULL, &result));
    assert_status(PTV_ERR_NULL, ptv_desk_read(acc, NULL, NULL));
    assert_untouched(target, PTV_ERR_NULL, ptv_desk_target_read(NULL, 0, NULL, &target));
    assert_status(PTV_ERR_NULL, ptv_desk_target_read(acc, 0, NULL, NULL));
    assert_untouched(durations, PTV_ERR_NULL, ptv_desk_durations(NULL, 0, &durations));
    assert_status(PTV_ERR_NULL, ptv_desk_durations(acc, 0, NULL));
    assert_untouched(survival, PTV_ERR_NULL, ptv_desk_survival(NULL, 0, &survival));
    assert_status(PTV_ERR_NULL, ptv_desk_survival(acc, 0, NULL));
    assert_untouched(len, PTV_ERR_NULL, ptv_desk_serialize(NULL, NULL, 0, &len));
    assert_untouched(len, PTV_ERR_NULL, ptv_desk_serialize(acc, NULL, 1, &len));
    assert_untouched(byte, PTV_ERR_NULL, ptv_desk_serialize(acc, &byte, 1, NULL));
    assert_untouched(other, PTV_ERR_NULL, ptv_desk_deserialize(NULL, NULL, image.len, &other));
    assert_status(PTV_ERR_NULL, ptv_desk_deserialize(NULL, image.data, image.len, NULL));
    free(image.data);
    ptv_desk_free(NULL);
    ptv_desk_free(acc);
}

/* ── config ──────────────────────────────────────────────────────────────────────────────────── */

static ptv_status new_with(const void *config, void *ctx) {
    (void)ctx;
    ptv_desk *acc = NULL;
    ptv_status status = ptv_desk_new(config, NULL, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_desk_free(acc);
    return status;
}

static ptv_status config_into(void *out, void *ctx) {
    return ptv_desk_config_read(ctx, out);
}

static void the_config_is_told(void **unused) {
    (void)unused;
    ptv_desk_config config = full_desk_config(), told = PTV_DESK_CONFIG_INIT, defaults = told;
    config.calendar_id = UINT64_MAX;
    assert_input_size_checked(new_with, NULL, &config, sizeof config);
    ptv_desk *acc = desk_new(&config, NULL), *plain = desk_new(NULL, NULL);
    assert_output_size_checked(config_into, acc, sizeof config);
    assert_ok(ptv_desk_config_read(acc, &told));
    assert_same_bytes(told, config);
    assert_ok(ptv_desk_reset(acc));
    assert_ok(ptv_desk_config_read(acc, &told));
    assert_same_bytes(told, config);
    assert_ok(ptv_desk_config_read(plain, &told));
    assert_same_bytes(told, defaults);
    ptv_desk_free(acc);
    ptv_desk_free(plain);
}

/* What lies beyond the declared numbers does not tell two desks apart. */
static void members_beyond_the_numbers_leave_no_trace(void **unused) {
    (void)unused;
    ptv_desk_config config = full_desk_config(), more;
    config.n_targets = config.n_ages = 2;
    more = config;
    memset(&config.target[2], 0, 6 * sizeof config.target[0]);
    memset(&config.age_ms[2], 0, 5 * sizeof config.age_ms[0]);
    more.target[2].clock = -5;
    more.age_ms[3] = -9;
    ptv_desk *a = desk_new(&config, NULL), *b = desk_new(&more, NULL);
    assert_true(same_desks(a, b));
    ptv_desk_free(a);
    ptv_desk_free(b);
}

static void wrong_configs_are_refused(void **unused) {
    (void)unused;
    ptv_desk_config good = full_desk_config(), c;
    assert_ok(new_with(&good, NULL));
#define REFUSED(change)                                                                            \
    do {                                                                                           \
        c = good;                                                                                  \
        change;                                                                                    \
        assert_status(PTV_ERR_ARGUMENT, new_with(&c, NULL));                                       \
    } while (0)
    REFUSED(c.n_targets = -1);
    REFUSED(c.n_targets = PTV_DESK_TARGETS + 1);
    REFUSED(c.n_targets = INT32_MIN);
    REFUSED(c.n_ages = -1);
    REFUSED(c.n_ages = PTV_BACKLOG_AGES + 1);
    REFUSED(c.target[3].clock = -1);
    REFUSED(c.target[3].clock = PTV_CLOCKS);
    REFUSED(c.target[3].clock = PTV_CLOCK_NEXT_RESPONSE);
    REFUSED(c.target[3].limit_ms = 0);
    REFUSED(c.target[3].limit_ms = -1);
    REFUSED(c.target[3].reserved = 1);
    REFUSED(c.target[7] = c.target[4]);
    REFUSED(c.age_ms[0] = 0);
    REFUSED(c.age_ms[6] = c.age_ms[5]);
    REFUSED(c.until = c.from);
    REFUSED(c.until = c.from - 1);
    REFUSED(c.until = 0);
    REFUSED(c.until = PTV_TIME_NONE);
    REFUSED(c.from = PTV_TIME_NONE);
    REFUSED(c.from = c.until = 0); /* and ages, which would be those of nothing */
    REFUSED(c.from = c.until = 0; c.n_ages = 1);
    REFUSED(c.from = c.until = 0; c.n_ages = -1);
#undef REFUSED
    c = good;
    c.from = -1;
    c.until = 0;
    assert_ok(new_with(&c, NULL));
    c.from = 0;
    c.until = INT64_MAX;
    assert_ok(new_with(&c, NULL));
    c.until = c.n_ages = 0;
    assert_ok(new_with(&c, NULL));
}

/* ── adding ──────────────────────────────────────────────────────────────────────────────────── */

static ptv_status add_with(const void *times, void *ctx) {
    return ptv_desk_add(ctx, times);
}

static void impossible_times_are_refused(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_with(NULL, 5);
    ptv_ticket_times good = desk_ticket(1), t;
    assert_input_size_checked(add_with, acc, &good, sizeof good);
#define REFUSED(change)                                                                            \
    do {                                                                                           \
        t = good;                                                                                  \
        change;                                                                                    \
        assert_desk_untouched(acc, PTV_ERR_ARGUMENT, ptv_desk_add(acc, &t));                       \
        assert_desk_untouched(acc, PTV_ERR_ARGUMENT, ptv_desk_remove(acc, &t));                    \
    } while (0)
    REFUSED(t.created = PTV_TIME_NONE);
    REFUSED(t.created = t.as_of + 1);
    REFUSED(t.ended = t.as_of + 1);
    REFUSED(t.as_of = PTV_TIME_NONE);
    REFUSED(t.replies = -2);
    REFUSED(t.reopens = INT32_MIN);
    REFUSED(t.transfers = -2);
    REFUSED(t.next_responses = -1);
    REFUSED(t.next_unanswered = -1);
    REFUSED(t.resolved_by_close = 2);
    REFUSED(t.resolved_by_close = -1);
    REFUSED(t.resolved_by_close = 1; t.ended = PTV_TIME_NONE);
    REFUSED(t.state = -2);
    REFUSED(t.state = PTV_TICKET_STATES);
    REFUSED(t.n_states = -1);
    REFUSED(t.n_states = PTV_TICKET_STATES + 1);
    for (int clock = 0; clock < PTV_CLOCKS; clock++) {
        REFUSED(t.clock[clock].state = -1);
        REFUSED(t.clock[clock].state = PTV_CLOCK_DONE + 1);
        REFUSED(t.clock[clock].state = PTV_CLOCK_RUNNING; t.clock[clock].ms = PTV_TIME_NONE);
        REFUSED(t.clock[clock].state = PTV_CLOCK_DONE; t.clock[clock].ms = 5;
                t.clock[clock].age_ms = PTV_TIME_NONE);
    }
#undef REFUSED
    ptv_desk_free(acc);
}

static void nothing_happened_is_no_ticket(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_new(NULL, NULL);
    ptv_ticket_times blank = PTV_TICKET_TIMES_INIT;
    blank.created = blank.ended = PTV_TIME_NONE;
    assert_desk_untouched(acc, PTV_ERR_ARGUMENT, ptv_desk_add(acc, &blank));
    ptv_desk_free(acc);
}

/* ── taking back ─────────────────────────────────────────────────────────────────────────────── */

static void a_ticket_is_taken_back(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_with(NULL, 40), *fewer = desk_with(NULL, 40);
    ptv_ticket_times one = desk_ticket(25), more = desk_ticket(77);
    assert_ok(ptv_desk_remove(fewer, &one));
    assert_ok(ptv_desk_add(acc, &more));
    assert_ok(ptv_desk_remove(acc, &more));
    assert_ok(ptv_desk_remove(acc, &one));
    assert_true(same_desks(acc, fewer));
    assert_int_equal(desk_read(acc).n, 39);
    ptv_desk_free(acc);
    ptv_desk_free(fewer);
}

static void what_was_not_added_is_not_taken_back(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_new(NULL, NULL);
    ptv_ticket_times one = open_ticket(MINUTE), other = open_ticket(2 * MINUTE);
    assert_desk_untouched(acc, PTV_ERR_UNDERFLOW, ptv_desk_remove(acc, &one));
    assert_ok(ptv_desk_add(acc, &one));
    assert_desk_untouched(acc, PTV_ERR_UNDERFLOW, ptv_desk_remove(acc, &other));
    other = one;
    other.transfers = 0;
    assert_desk_untouched(acc, PTV_ERR_UNDERFLOW, ptv_desk_remove(acc, &other));
    assert_ok(ptv_desk_remove(acc, &one));
    assert_desk_untouched(acc, PTV_ERR_UNDERFLOW, ptv_desk_remove(acc, &one));
    ptv_desk_free(acc);
}

/* Every counter is high enough, but what would be left is no desk: 5 transfers of no ticket. */
static void what_cannot_be_left_is_not_taken_back(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_new(NULL, NULL);
    ptv_ticket_times one = open_ticket(MINUTE);
    one.transfers = 6;
    assert_ok(ptv_desk_add(acc, &one));
    ptv_ticket_times other = one;
    other.transfers = 1;
    assert_desk_untouched(acc, PTV_ERR_UNDERFLOW, ptv_desk_remove(acc, &other));
    assert_ok(ptv_desk_remove(acc, &one));
    assert_int_equal(desk_read(acc).n, 0);
    ptv_desk_free(acc);
}

/* ── merging ─────────────────────────────────────────────────────────────────────────────────── */

static void desks_merge(void **unused) {
    (void)unused;
    ptv_desk *whole = desk_with(NULL, 60), *part = desk_with(NULL, 0), *rest = NULL;
    for (int i = 0; i < 60; i++) {
        ptv_ticket_wait wait = next_wait(i * 777);
        if (i == 20) {
            rest = part;
            part = desk_with(NULL, 0);
        }
        add_ticket(part, i);
        assert_ok(ptv_desk_add_wait(part, &wait));
    }
    assert_ok(ptv_desk_merge(part, rest));
    assert_true(same_desks(part, whole));
    assert_ok(ptv_desk_merge(part, part));
    assert_int_equal(desk_read(part).n, 120);
    assert_ok(ptv_desk_merge(whole, whole));
    assert_true(same_desks(part, whole));
    assert_ok(ptv_desk_reset(rest));
    assert_ok(ptv_desk_merge(whole, rest));
    assert_true(same_desks(part, whole));
    ptv_desk_free(whole);
    ptv_desk_free(part);
    ptv_desk_free(rest);
}

static void unlike_desks_do_not_merge(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_with(NULL, 5);
    ptv_desk_config good = full_desk_config(), configs[10];
    for (size_t i = 0; i < COUNT_OF(configs); i++)
        configs[i] = good;
    configs[0].calendar_id = 1;
    configs[1].from++;
    configs[2].until++;
    configs[3].n_targets--;
    configs[4].n_ages--;
    configs[5].target[5].limit_ms++;
    configs[6].target[5].clock = PTV_CLOCK_ON_HOLD;
    configs[7].age_ms[6]++;
    configs[8].from = configs[8].until = configs[8].n_ages = 0;
    configs[9].target[0] = good.target[1]; /* in another order */
    configs[9].target[1] = good.target[0];
    for (size_t i = 0; i < COUNT_OF(configs); i++) {
        ptv_desk *other = desk_new(&configs[i], NULL);
        assert_desk_untouched(acc, PTV_ERR_MISMATCH, ptv_desk_merge(acc, other));
        assert_desk_untouched(other, PTV_ERR_MISMATCH, ptv_desk_merge(other, acc));
        ptv_desk_free(other);
    }
    ptv_desk_free(acc);
}

static void counters_do_not_overflow(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_new(NULL, NULL);
    ptv_ticket_times times = open_ticket(MINUTE);
    times.reopens = INT32_MAX;
    assert_ok(ptv_desk_add(acc, &times));
    for (int i = 0; i < 29; i++)
        assert_ok(ptv_desk_merge(acc, acc));
    /* 2^29 (2^31 - 1) is 2^29 short of 2^60: one more is too many, one with fewer is not. */
    assert_desk_untouched(acc, PTV_ERR_OVERFLOW, ptv_desk_add(acc, &times));
    assert_desk_untouched(acc, PTV_ERR_OVERFLOW, ptv_desk_merge(acc, acc));
    times.reopens = 1;
    assert_ok(ptv_desk_add(acc, &times));
    assert_true(desk_read(acc).reopens == (UINT64_C(1) << 60) - (UINT64_C(1) << 29) + 1);
    ptv_desk_free(acc);
}

static void a_reset_desk_is_like_a_new_one(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_with(NULL, 300), *fresh = desk_with(NULL, 0);
    ptv_ticket_times one = desk_ticket(3);
    assert_ok(ptv_desk_remove(acc, &one));
    assert_ok(ptv_desk_reset(acc));
    assert_true(same_desks(acc, fresh));
    ptv_desk_free(acc);
    ptv_desk_free(fresh);
}

/* ── memory ──────────────────────────────────────────────────────────────────────────────────── */

/* The desk of a call, which may fail: then its bytes are as they were. */
static ptv_status checked(ptv_desk *acc, ptv_status status, const struct bytes *before) {
    struct bytes after = desk_bytes(acc);
    if (status < 0)
        assert_true(same_bytes(*before, after));
    free(after.data);
    return status;
}

/* A desk that this allocator owns; NULL where it fails already here. */
static ptv_status copied(const ptv_allocator *allocator, const ptv_desk *from, ptv_desk **out) {
    *out = NULL;
    ptv_status status = ptv_desk_copy(from, allocator, out);
    assert_true((status == PTV_OK) == (*out != NULL));
    return status;
}

static ptv_status make_new(const ptv_allocator *allocator, void *ctx) {
    (void)ctx;
    ptv_desk_config config = full_desk_config();
    ptv_desk *acc = NULL;
    ptv_status status = ptv_desk_new(&config, allocator, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_desk_free(acc);
    return status;
}

static ptv_status make_image(const ptv_allocator *allocator, void *ctx) {
    const struct bytes *image = ctx;
    ptv_desk *acc = NULL;
    ptv_status status = ptv_desk_deserialize(allocator, image->data, image->len, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_desk_free(acc);
    return status;
}

enum verb { COPY, ADD, ADD_WAIT, REMOVE, MERGE, RESET };

static ptv_status call(ptv_desk *acc, enum verb verb, const ptv_desk *from) {
    ptv_ticket_times other = desk_ticket(12345), first = desk_ticket(1);
    ptv_ticket_wait wait = next_wait(123456789);
    switch (verb) {
    case ADD:
        return ptv_desk_add(acc, &other);
    case ADD_WAIT:
        return ptv_desk_add_wait(acc, &wait);
    case REMOVE:
        return ptv_desk_remove(acc, &first);
    case MERGE:
        return ptv_desk_merge(acc, from);
    case RESET:
        return ptv_desk_reset(acc);
    default:
        return PTV_OK;
    }
}

struct task {
    const ptv_desk *from;
    enum verb verb;
};

static ptv_status do_task(const ptv_allocator *allocator, void *ctx) {
    const struct task *task = ctx;
    ptv_desk *acc;
    ptv_status status = copied(allocator, task->from, &acc);
    if (status < 0)
        return status;
    struct bytes before = desk_bytes(acc);
    status = checked(acc, call(acc, task->verb, task->from), &before);
    free(before.data);
    ptv_desk_free(acc);
    return status;
}

/* Small ones, where all values are exact; at the turn to buckets; and large ones. */
static void every_allocation_may_fail(void **unused) {
    (void)unused;
    static const int sizes[] = {0, 2, 250, 256, 400};
    assert_true(for_each_failure(make_new, NULL) >= 11);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        ptv_desk *from = desk_with(NULL, sizes[i]);
        struct bytes image = desk_bytes(from);
        assert_true(for_each_failure(make_image, &image) >= 11);
        for (enum verb verb = COPY; verb <= RESET; verb++) {
            struct task task = {from, verb};
            if (verb != REMOVE || sizes[i] > 0)
                assert_true(for_each_failure(do_task, &task) >= 11);
        }
        free(image.data);
        ptv_desk_free(from);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(the_config_is_told),
        cmocka_unit_test(members_beyond_the_numbers_leave_no_trace),
        cmocka_unit_test(wrong_configs_are_refused),
        cmocka_unit_test(impossible_times_are_refused),
        cmocka_unit_test(nothing_happened_is_no_ticket),
        cmocka_unit_test(a_ticket_is_taken_back),
        cmocka_unit_test(what_was_not_added_is_not_taken_back),
        cmocka_unit_test(what_cannot_be_left_is_not_taken_back),
        cmocka_unit_test(desks_merge),
        cmocka_unit_test(unlike_desks_do_not_merge),
        cmocka_unit_test(counters_do_not_overflow),
        cmocka_unit_test(a_reset_desk_is_like_a_new_one),
        cmocka_unit_test(every_allocation_may_fail),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("desk as a state", tests, NULL, NULL);
}
