/* SPDX-License-Identifier: MIT */
/* complaints.h */
#include "composites.h"
#include "failing_allocator.h"

#define DAY INT64_C(86400000)

enum { LONG_IMAGE = 1 << 16 };

/* The period of the tests: days 100 to 130, a limit of 10 days, ages 7 and 14 days. */
static ptv_complaints_config usual(void) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    config.from = 100 * DAY;
    config.until = 130 * DAY;
    config.within_ms = 10 * DAY;
    config.n_ages = 2;
    config.age_ms[0] = 7 * DAY;
    config.age_ms[1] = 14 * DAY;
    return config;
}

static ptv_complaints *fresh(void) {
    ptv_complaints_config config = usual();
    ptv_complaints *acc = NULL;
    assert_ok(ptv_complaints_new(&config, NULL, &acc));
    return acc;
}

static ptv_complaint complaint(int64_t received, int64_t closed, int32_t upheld) {
    ptv_complaint record = PTV_COMPLAINT_INIT;
    record.received = received;
    record.closed = closed;
    record.upheld = upheld;
    return record;
}

static ptv_complaints_result read_with(const ptv_complaints *acc, ptv_status expected,
                                       const ptv_complaints_options *opt) {
    ptv_complaints_result result = PTV_COMPLAINTS_RESULT_INIT;
    assert_status(expected, ptv_complaints_read(acc, opt, &result));
    return result;
}

static struct bytes image_of(const ptv_complaints *acc) {
    return state_bytes(PTV_TYPE_COMPLAINTS, acc);
}

static void assert_same_image(const ptv_complaints *a, const ptv_complaints *b) {
    assert_true(same_states(PTV_TYPE_COMPLAINTS, a, b));
}

/* The call answers a status, and the state's bytes are as they were. */
#define assert_complaints_untouched(acc, expected, call)                                           \
    assert_bytes_untouched(PTV_TYPE_COMPLAINTS, acc, expected, call)

/* One of each kind. */
static const struct {
    int64_t received, closed;
    int32_t upheld;
} records[] = {
    {90 * DAY, 95 * DAY, PTV_OUTCOME_HIT},                /* gone before the period */
    {90 * DAY, 100 * DAY, PTV_OUTCOME_HIT},               /* open at the start, gone at once */
    {90 * DAY, 129 * DAY, PTV_OUTCOME_MISS},              /* open at the start */
    {99 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED},      /* open all the time: 31 days */
    {100 * DAY, 110 * DAY, PTV_OUTCOME_MISS},             /* exactly within the limit */
    {101 * DAY, 111 * DAY + 1, PTV_OUTCOME_EXCLUDED},     /* just not */
    {120 * DAY, 121 * DAY, PTV_OUTCOME_HIT},              /* quickly */
    {123 * DAY, 130 * DAY, PTV_OUTCOME_HIT},              /* gone after the period: 7 days old */
    {123 * DAY + 1, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED}, /* just below 7 days */
    {130 * DAY - 1, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED}, /* at the last moment */
    {130 * DAY, 131 * DAY, PTV_OUTCOME_HIT},              /* after the period */
};

static ptv_complaints *with_records(void) {
    ptv_complaints *acc = fresh();
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        ptv_complaint one = complaint(records[i].received, records[i].closed, records[i].upheld);
        assert_ok(ptv_complaints_add(acc, &one));
    }
    return acc;
}

static void test_movement(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    ptv_complaints_result r = read_with(acc, PTV_OK, NULL);
    assert_int_equal(r.movement.open_start, 3);
    assert_int_equal(r.movement.received, 6);
    assert_int_equal(r.movement.closed, 5);
    assert_int_equal(r.movement.open_end, 4);
    assert_int_equal(r.movement.outside, 2);
    assert_int_equal(r.movement.band[0], 2);
    assert_int_equal(r.movement.band[1], 1);
    assert_int_equal(r.movement.band[2], 1);
    assert_int_equal(r.movement.band[3], 0);
    assert_int_equal(r.movement.n_bands, 3);
    assert_status(PTV_OK, r.movement_status);
    assert_exact(r.unresolved.value, 4.0 / 9);
    assert_int_equal(r.unresolved.n, 9);
    ptv_complaints_free(acc);
}

static void test_shares_are_of_those_closed(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    ptv_complaints_result r = read_with(acc, PTV_OK, NULL);
    /* 10, 39, 10, 10 + 1 ms and 1 days */
    assert_exact(r.within.value, 3.0 / 5);
    assert_int_equal(r.within.n, 5);
    assert_exact(r.upheld.value, 2.0 / 4);
    assert_int_equal(r.upheld.n, 4);

    const ptv_durations *durations;
    ptv_durations_result times = PTV_DURATIONS_RESULT_INIT;
    assert_ok(ptv_complaints_durations(acc, &durations));
    assert_status(PTV_UNATTAINABLE, ptv_durations_read(durations, NULL, &times));
    assert_int_equal(times.n, 5);
    assert_exact(times.median.value, (double)(10 * DAY));
    assert_int_equal(times.max_ms, 39 * DAY);
    ptv_complaints_free(acc);
}

static void test_survival_is_of_those_received(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    const ptv_survival *survival;
    ptv_survival_result r = PTV_SURVIVAL_RESULT_INIT;
    assert_ok(ptv_complaints_survival(acc, &survival));
    assert_ok(ptv_survival_read(survival, NULL, &r));
    assert_int_equal(r.n, 6);
    assert_int_equal(r.events, 3);
    assert_int_equal(r.unit_ms, 1000);
    assert_exact(r.median.value, 864000);
    ptv_complaints_free(acc);
}

/* Complaints per 1,000 customers, as published. */
static void test_right_numbers_per_thousand(void **unused) {
    (void)unused;
    static const struct {
        uint64_t received, exposed;
        double rounded;
    } cases[] = {{1, 1138, 0.88}, {138, 911505, 0.15}, {158, 40235, 3.93}, {274, 332213, 0.82}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_complaints *acc = fresh();
        ptv_complaint one = complaint(110 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
        for (uint64_t k = 0; k < cases[i].received; k++)
            assert_ok(ptv_complaints_add(acc, &one));
        assert_ok(ptv_complaints_add_exposed(acc, 0, cases[i].exposed));
        ptv_complaints_result r = read_with(acc, PTV_OK, NULL);
        assert_exact(floor(r.per_thousand.value * 100 + 0.5) / 100, cases[i].rounded);
        ptv_estimate plain;
        assert_ok(ptv_rate_interval(cases[i].received, cases[i].exposed, 0.95, PTV_METHOD_GARWOOD,
                                    &plain));
        assert_close(r.per_thousand.lower, 1000 * plain.lower, 1e-15);
        assert_close(r.per_thousand.upper, 1000 * plain.upper, 1e-15);
        assert_int_equal(r.per_thousand.method, PTV_METHOD_GARWOOD);
        ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
        opt.rate_method = PTV_METHOD_GARWOOD; /* as by default */
        ptv_complaints_result same = read_with(acc, PTV_OK, &opt);
        assert_same_bytes(same, r);
        ptv_complaints_free(acc);
    }
}

static void test_exposure_at_end_or_average(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    assert_ok(ptv_complaints_add_exposed(acc, 100, 200));
    assert_ok(ptv_complaints_add_exposed(acc, 1, 0));
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
    ptv_complaints_result r = read_with(acc, PTV_OK, &opt);
    assert_exact(r.per_thousand.value, 30);
    assert_int_equal(r.exposed_start, 101);
    assert_int_equal(r.exposed_end, 200);
    opt.exposed = PTV_EXPOSED_AVERAGE;
    r = read_with(acc, PTV_OK, &opt);
    assert_close(r.per_thousand.value, 6 / 150.5 * 1000, 1e-15);
    opt.rate_method = PTV_METHOD_JEFFREYS;
    double lower = r.per_thousand.lower;
    r = read_with(acc, PTV_OK, &opt);
    assert_less(lower, r.per_thousand.lower);
    ptv_complaints_free(acc);
}

static void test_empty(void **unused) {
    (void)unused;
    ptv_complaints *acc = fresh();
    ptv_complaints_result r = read_with(acc, PTV_OK, NULL);
    assert_empty_estimate(r.per_thousand);
    assert_empty_estimate(r.unresolved);
    assert_empty_estimate(r.within);
    assert_empty_estimate(r.upheld);
    ptv_complaints_free(acc);
}

static void test_no_limit_no_share_within(void **unused) {
    (void)unused;
    ptv_complaints_config config = usual();
    config.within_ms = 0;
    ptv_complaints *acc;
    assert_ok(ptv_complaints_new(&config, NULL, &acc));
    ptv_complaint one = complaint(110 * DAY, 111 * DAY, PTV_OUTCOME_HIT);
    assert_ok(ptv_complaints_add(acc, &one));
    ptv_complaints_result r = read_with(acc, PTV_OK, NULL);
    assert_status(PTV_UNDEFINED, r.within.status);
    assert_nan(r.within.value);
    assert_int_equal(r.within.method, PTV_METHOD_WILSON);
    assert_exact(r.upheld.value, 1);
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
    opt.share_method = PTV_METHOD_JEFFREYS;
    r = read_with(acc, PTV_OK, &opt);
    assert_status(PTV_UNDEFINED, r.within.status);
    assert_int_equal(r.within.method, PTV_METHOD_JEFFREYS);
    ptv_complaints_free(acc);
}

static void test_impossible_records_are_counted_apart(void **unused) {
    (void)unused;
    ptv_complaints *acc = fresh();
    ptv_complaint backwards = complaint(110 * DAY, 110 * DAY - 1, PTV_OUTCOME_HIT);
    ptv_complaint never = complaint(PTV_TIME_NONE, 110 * DAY, PTV_OUTCOME_HIT);
    assert_status(PTV_OUT_OF_SCALE, ptv_complaints_add(acc, &backwards));
    assert_status(PTV_OUT_OF_SCALE, ptv_complaints_add(acc, &never));
    ptv_complaints_result r = read_with(acc, PTV_OK, NULL);
    assert_int_equal(r.invalid, 2);
    assert_int_equal(r.movement.received + r.movement.closed + r.movement.outside, 0);
    assert_status(PTV_OUT_OF_SCALE, ptv_complaints_remove(acc, &never));
    assert_status(PTV_OUT_OF_SCALE, ptv_complaints_remove(acc, &never));
    assert_status(PTV_ERR_UNDERFLOW, ptv_complaints_remove(acc, &never));
    ptv_complaints_free(acc);
}

static void test_movement_begins_with_what_was_open(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
    opt.check_start = 1;
    opt.open_start = 3;
    assert_status(PTV_OK, read_with(acc, PTV_OK, &opt).movement_status);
    opt.open_start = 4;
    assert_status(PTV_INCONSISTENT, read_with(acc, PTV_INCONSISTENT, &opt).movement_status);
    ptv_complaints_free(acc);
}

static void test_business_time(void **unused) {
    (void)unused;
    ptv_complaints_config config = usual();
    config.calendar_id = 7;
    config.within_ms = 8 * 3600000;
    ptv_complaints *acc;
    assert_ok(ptv_complaints_new(&config, NULL, &acc));
    ptv_complaint one = complaint(110 * DAY, 112 * DAY, PTV_OUTCOME_HIT);
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_add(acc, &one));
    one.solved_ms = -1;
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_add(acc, &one));
    one.solved_ms = 8 * 3600000;
    assert_ok(ptv_complaints_add(acc, &one));
    assert_exact(read_with(acc, PTV_OK, NULL).within.value, 1);
    ptv_complaint open = complaint(110 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
    assert_ok(ptv_complaints_add(acc, &open));
    open.solved_ms = -1;
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_add(acc, &open));
    ptv_complaints_free(acc);

    acc = fresh();
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_add(acc, &one));
    ptv_complaints_free(acc);
}

static void test_extreme_instants(void **unused) {
    (void)unused;
    ptv_complaints *acc = fresh();
    ptv_complaint oldest = complaint(INT64_MIN + 1, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
    ptv_complaint longest = complaint(INT64_MIN + 1, 129 * DAY, PTV_OUTCOME_HIT);
    ptv_complaint latest = complaint(INT64_MAX, INT64_MAX, PTV_OUTCOME_HIT);
    assert_ok(ptv_complaints_add(acc, &oldest));
    assert_ok(ptv_complaints_add(acc, &longest));
    assert_ok(ptv_complaints_add(acc, &latest));
    ptv_complaints_result r = read_with(acc, PTV_OK, NULL);
    assert_int_equal(r.movement.open_start, 2);
    assert_int_equal(r.movement.band[2], 1);
    assert_int_equal(r.movement.outside, 1);
    const ptv_durations *durations;
    ptv_durations_result times = PTV_DURATIONS_RESULT_INIT;
    assert_ok(ptv_complaints_durations(acc, &durations));
    assert_true(ptv_durations_read(durations, NULL, &times) >= 0);
    assert_true(times.max_ms == INT64_MAX);
    ptv_complaints_free(acc);
}

static void test_records_are_all_or_none(void **unused) {
    (void)unused;
    struct {
        ptv_complaint complaint;
        char more[8];
    } rows[COUNT_OF(records)];
    memset(rows, 0xA5, sizeof rows);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        rows[i].complaint = complaint(records[i].received, records[i].closed, records[i].upheld);
    ptv_complaints *whole = with_records(), *acc = fresh();
    assert_ok(ptv_complaints_add_records(acc, &rows[0].complaint, sizeof rows[0], COUNT_OF(rows)));
    assert_same_image(whole, acc);
    rows[5].complaint.upheld = 2;
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_add_records(acc, &rows[0].complaint,
                                                               sizeof rows[0], COUNT_OF(rows)));
    assert_same_image(whole, acc);
    rows[5].complaint.upheld = PTV_OUTCOME_HIT;
    rows[5].complaint.received = PTV_TIME_NONE;
    assert_status(PTV_OUT_OF_SCALE, ptv_complaints_add_records(acc, &rows[0].complaint,
                                                               sizeof rows[0], COUNT_OF(rows)));
    assert_int_equal(read_with(acc, PTV_OK, NULL).invalid, 1);
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_add_records(acc, &rows[0].complaint,
                                                               sizeof(ptv_complaint) - 1, 1));
    assert_status(PTV_ERR_NULL, ptv_complaints_add_records(acc, NULL, sizeof(ptv_complaint), 1));
    assert_ok(ptv_complaints_add_records(acc, NULL, sizeof(ptv_complaint), 0));
    ptv_complaints_free(whole);
    ptv_complaints_free(acc);
}

static void test_remove_is_exact(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        ptv_complaint one = complaint(records[i].received, records[i].closed, records[i].upheld);
        assert_ok(ptv_complaints_remove(acc, &one));
    }
    ptv_complaints_result r = read_with(acc, PTV_OK, NULL);
    assert_int_equal(r.movement.open_start + r.movement.received + r.movement.outside, 0);
    assert_empty_estimate(r.upheld);
    ptv_complaint one = complaint(110 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
    assert_complaints_untouched(acc, PTV_ERR_UNDERFLOW, ptv_complaints_remove(acc, &one));
    ptv_complaints_free(acc);
}

/* Counters and bands alone would let go of a complaint that was open all the time; but then nothing
 * was open at the start, and what was solved had not come in. */
static void test_remove_knows_who_was_solved(void **unused) {
    (void)unused;
    ptv_complaints *acc = fresh();
    ptv_complaint solved = complaint(90 * DAY, 110 * DAY, PTV_OUTCOME_EXCLUDED);
    ptv_complaint open = complaint(101 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
    ptv_complaint never = complaint(90 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
    assert_ok(ptv_complaints_add(acc, &solved));
    assert_ok(ptv_complaints_add(acc, &open));
    assert_complaints_untouched(acc, PTV_ERR_UNDERFLOW, ptv_complaints_remove(acc, &never));
    ptv_complaints_free(acc);
}

static void test_merge_and_bytes(void **unused) {
    (void)unused;
    ptv_complaints *whole = with_records(), *a = fresh(), *b = fresh();
    assert_ok(ptv_complaints_add_exposed(whole, 10, 20));
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        ptv_complaint one = complaint(records[i].received, records[i].closed, records[i].upheld);
        assert_ok(ptv_complaints_add(i % 2 ? a : b, &one));
    }
    assert_ok(ptv_complaints_add_exposed(a, 10, 0));
    assert_ok(ptv_complaints_add_exposed(b, 0, 20));
    assert_ok(ptv_complaints_merge(a, b));
    assert_same_image(whole, a);

    struct bytes image = image_of(a);
    ptv_complaints *read;
    assert_ok(ptv_complaints_deserialize(NULL, image.data, image.len, &read));
    free(image.data);
    assert_same_image(read, whole);
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT, want = usual();
    assert_ok(ptv_complaints_config_read(read, &config));
    assert_same_bytes(config, want);

    assert_ok(ptv_complaints_merge(read, read));
    assert_int_equal(read_with(read, PTV_OK, NULL).movement.received, 12);
    assert_ok(ptv_complaints_reset(read));
    ptv_complaints *empty = fresh();
    assert_same_image(read, empty);

    config.within_ms++;
    ptv_complaints *other;
    assert_ok(ptv_complaints_new(&config, NULL, &other));
    assert_status(PTV_ERR_MISMATCH, ptv_complaints_merge(other, a));
    ptv_complaints_free(whole);
    ptv_complaints_free(a);
    ptv_complaints_free(b);
    ptv_complaints_free(read);
    ptv_complaints_free(empty);
    ptv_complaints_free(other);
}

static void test_short_buffers(void **unused) {
    (void)unused;
    static uint8_t buffer[LONG_IMAGE], untouched[LONG_IMAGE];
    ptv_complaints *acc = with_records();
    struct bytes image = image_of(acc);
    memset(buffer, 0xA5, sizeof buffer);
    memset(untouched, 0xA5, sizeof untouched);
    for (size_t cap = 1; cap < image.len; cap++) {
        size_t len = 0;
        assert_status(PTV_ERR_SPACE, ptv_complaints_serialize(acc, buffer, cap, &len));
        assert_int_equal(len, image.len);
        assert_memory_equal(buffer, untouched, image.len);
    }
    free(image.data);
    ptv_complaints_free(acc);
}

/* Whatever is done to an image: refused, or a state whose bytes are those that were read. */
static void feed(const uint8_t *bytes, size_t len) {
    ptv_complaints *read = NULL;
    ptv_status status = ptv_complaints_deserialize(NULL, bytes, len, &read);
    if (status < 0) {
        assert_null(read);
        return;
    }
    struct bytes again = image_of(read);
    assert_int_equal(again.len, len);
    assert_memory_equal(again.data, bytes, len);
    free(again.data);
    ptv_complaints_free(read);
}

static void test_malformed_images(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    struct bytes image = image_of(acc);
    ptv_complaints_free(acc);
    for (size_t len = 0; len < image.len; len++) {
        static uint8_t cut[LONG_IMAGE];
        memcpy(cut, image.data, len);
        repair_length(cut, len);
        repair_checksum(cut, len);
        feed(cut, len);
    }
    for (size_t i = 0; i < image.len; i++) {
        uint8_t kept = image.data[i];
        for (int value = 0; value < 256; value++) {
            image.data[i] = (uint8_t)value;
            repair_checksum(image.data, image.len);
            feed(image.data, image.len);
        }
        image.data[i] = kept;
    }
    free(image.data);
}

/* Parts of a complaint that came in and is open, and what is wrong with them. */
struct parts {
    ptv_durations *durations;
    ptv_survival *survival;
};
static void as_they_are(struct parts parts) {
    (void)parts;
}
static void one_solved(struct parts parts) {
    assert_ok(ptv_durations_add(parts.durations, 5));
}
static void a_missing_duration(struct parts parts) {
    assert_ok(ptv_durations_add(parts.durations, PTV_TIME_NONE));
}
static void a_rejected_duration(struct parts parts) {
    assert_status(PTV_OUT_OF_SCALE, ptv_durations_add(parts.durations, -1));
}
static void one_more_received(struct parts parts) {
    assert_ok(ptv_survival_add(parts.survival, 5, PTV_CENSORED));
}
static void a_missing_wait(struct parts parts) {
    assert_ok(ptv_survival_add(parts.survival, PTV_TIME_NONE, PTV_CENSORED));
}
static void a_rejected_wait(struct parts parts) {
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_add(parts.survival, -1, PTV_CENSORED));
}
static void an_event_and_nobody_solved(struct parts parts) {
    assert_ok(ptv_survival_reset(parts.survival));
    assert_ok(ptv_survival_add(parts.survival, 5, PTV_EVENT));
}

static void test_parts_that_do_not_fit_are_refused(void **unused) {
    (void)unused;
    static void (*const wrong[])(struct parts) = {
        as_they_are,       one_solved,     a_missing_duration, a_rejected_duration,
        one_more_received, a_missing_wait, a_rejected_wait,    an_event_and_nobody_solved,
    };
    const ptv_durations *durations;
    const ptv_survival *survival;
    ptv_complaint open = complaint(101 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
    ptv_complaints *acc = fresh();
    assert_ok(ptv_complaints_add(acc, &open));
    assert_ok(ptv_complaints_durations(acc, &durations));
    assert_ok(ptv_complaints_survival(acc, &survival));
    struct bytes image = image_of(acc), first = state_bytes(PTV_TYPE_DURATIONS, durations),
                 second = state_bytes(PTV_TYPE_SURVIVAL, survival);
    size_t words = (image.len - IMAGE_HEADER - first.len - second.len) / 8;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct parts parts;
        ptv_complaints *read = NULL;
        assert_ok(ptv_durations_copy(durations, NULL, &parts.durations));
        assert_ok(ptv_survival_copy(survival, NULL, &parts.survival));
        wrong[i](parts);
        struct bytes a = state_bytes(PTV_TYPE_DURATIONS, parts.durations),
                     b = state_bytes(PTV_TYPE_SURVIVAL, parts.survival);
        struct bytes with_durations = with_part(image, words, 0, a);
        struct bytes both = with_part(with_durations, words, 1, b);
        assert_status(i == 0 ? PTV_OK : PTV_ERR_WIRE_CONTENT,
                      ptv_complaints_deserialize(NULL, both.data, both.len, &read));
        assert_true((i == 0) == (read != NULL));
        ptv_complaints_free(read);
        ptv_durations_free(parts.durations);
        ptv_survival_free(parts.survival);
        free(a.data);
        free(b.data);
        free(with_durations.data);
        free(both.data);
    }
    free(image.data);
    free(first.data);
    free(second.data);
    ptv_complaints_free(acc);
}

static void test_compare(void **unused) {
    (void)unused;
    ptv_complaints *now = with_records(), *before = fresh();
    ptv_complaint one = complaint(110 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
    for (int i = 0; i < 20; i++)
        assert_ok(ptv_complaints_add(before, &one));
    assert_ok(ptv_complaints_add_exposed(now, 700, 1000));
    assert_ok(ptv_complaints_add_exposed(before, 1000, 700));
    ptv_comparison got, want;
    assert_ok(ptv_complaints_compare(now, before, NULL, &got));
    assert_ok(ptv_rate_compare(6, 1000, 20, 700, 0.95, 0, &want));
    assert_same_bytes(got, want);
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
    opt.exposed = PTV_EXPOSED_AVERAGE;
    opt.confidence = 0.9;
    assert_ok(ptv_complaints_compare(now, before, &opt, &got));
    assert_exact(got.difference, 0.3);
    assert_exact(got.confidence, 0.9);
    assert_untouched(got, PTV_ERR_NULL, ptv_complaints_compare(now, NULL, NULL, &got));
    assert_untouched(got, PTV_ERR_NULL, ptv_complaints_compare(NULL, before, NULL, &got));
    assert_status(PTV_ERR_NULL, ptv_complaints_compare(now, before, NULL, NULL));
    opt.confidence = 1;
    assert_untouched(got, PTV_ERR_ARGUMENT, ptv_complaints_compare(now, before, &opt, &got));
    ptv_complaints_free(now);
    ptv_complaints_free(before);
}

static void test_arguments(void **unused) {
    (void)unused;
    static const struct {
        const char *what;
        size_t offset;
        int64_t value;
    } wrong[] = {
        {"no period", offsetof(ptv_complaints_config, until), 100 * DAY},
        {"period backwards", offsetof(ptv_complaints_config, until), 0},
        {"no start", offsetof(ptv_complaints_config, from), INT64_MIN},
        {"limit", offsetof(ptv_complaints_config, within_ms), -1},
        {"age 0", offsetof(ptv_complaints_config, age_ms), 0},
        {"ages fall", offsetof(ptv_complaints_config, age_ms), 15 * DAY},
    };
    ptv_complaints *acc = NULL;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ptv_complaints_config config = usual();
        memcpy((char *)&config + wrong[i].offset, &wrong[i].value, sizeof wrong[i].value);
        assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_complaints_new(&config, NULL, &acc));
    }
    ptv_complaints_config config = usual();
    config.n_ages = PTV_BACKLOG_AGES + 1;
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_new(&config, NULL, &acc));
    config.n_ages = -1;
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_new(&config, NULL, &acc));
    config = usual();
    config.reserved2 = 1;
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_new(&config, NULL, &acc));
    assert_status(PTV_ERR_NULL, ptv_complaints_new(NULL, NULL, &acc));
    config = usual();
    assert_status(PTV_ERR_NULL, ptv_complaints_new(&config, NULL, NULL));

    acc = with_records();
    ptv_complaints_result r = PTV_COMPLAINTS_RESULT_INIT;
    static const struct {
        size_t offset;
        int32_t value;
    } options[] = {
        {offsetof(ptv_complaints_options, share_method), PTV_METHOD_GARWOOD},
        {offsetof(ptv_complaints_options, rate_method), PTV_METHOD_WILSON},
        {offsetof(ptv_complaints_options, exposed), 2},
        {offsetof(ptv_complaints_options, check_start), 2},
    };
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
        memcpy((char *)&opt + options[i].offset, &options[i].value, sizeof options[i].value);
        assert_untouched(r, PTV_ERR_ARGUMENT, ptv_complaints_read(acc, &opt, &r));
    }
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
    opt.confidence = 1;
    assert_untouched(r, PTV_ERR_ARGUMENT, ptv_complaints_read(acc, &opt, &r));
    assert_status(PTV_ERR_NULL, ptv_complaints_read(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_complaints_read(NULL, NULL, &r));
    ptv_complaint one = complaint(110 * DAY, PTV_TIME_NONE, 7);
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_add(acc, &one));
    one = complaint(110 * DAY, PTV_TIME_NONE, PTV_OUTCOME_EXCLUDED);
    one.reserved = 1;
    assert_status(PTV_ERR_ARGUMENT, ptv_complaints_add(acc, &one));
    assert_status(PTV_ERR_NULL, ptv_complaints_add_records(NULL, &one, sizeof one, 1));
    assert_status(PTV_ERR_NULL, ptv_complaints_config_read(NULL, &config));
    assert_status(PTV_ERR_NULL, ptv_complaints_add(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_complaints_add(NULL, &one));
    assert_status(PTV_ERR_NULL, ptv_complaints_add_exposed(NULL, 1, 1));
    assert_status(PTV_ERR_NULL, ptv_complaints_remove(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_complaints_merge(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_complaints_reset(NULL));
    assert_status(PTV_ERR_NULL, ptv_complaints_copy(acc, NULL, NULL));
    const ptv_durations *durations;
    const ptv_survival *survival;
    assert_status(PTV_ERR_NULL, ptv_complaints_durations(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_complaints_durations(NULL, &durations));
    assert_status(PTV_ERR_NULL, ptv_complaints_survival(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_complaints_survival(NULL, &survival));
    assert_status(PTV_ERR_NULL, ptv_complaints_serialize(acc, NULL, 0, NULL));
    ptv_complaints_free(acc);
    ptv_complaints_free(NULL);
}

static void test_overflow_changes_nothing(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    assert_ok(ptv_complaints_add_exposed(acc, PTV_COUNT_MAX, 5));
    assert_complaints_untouched(acc, PTV_ERR_OVERFLOW, ptv_complaints_add_exposed(acc, 1, 1));
    assert_complaints_untouched(acc, PTV_ERR_OVERFLOW, ptv_complaints_merge(acc, acc));
    ptv_complaints_free(acc);
}

/* A life of a state: every allocation of it fails once, and leaves what was as it was. */
static ptv_status live(const ptv_allocator *allocator, void *ctx) {
    ptv_complaints_config config = usual();
    ptv_complaints *acc = NULL, *copy = NULL, *read = NULL;
    (void)ctx;
    ptv_status status = ptv_complaints_new(&config, allocator, &acc);
    for (int64_t i = 0; i < 600 && status >= 0; i++) {
        ptv_complaint one = complaint(100 * DAY, 100 * DAY + i * 5000, PTV_OUTCOME_HIT);
        struct bytes before = image_of(acc);
        status = ptv_complaints_add(acc, &one);
        if (status < 0)
            assert_state_bytes(PTV_TYPE_COMPLAINTS, acc, before);
        free(before.data);
    }
    if (status >= 0)
        status = ptv_complaints_copy(acc, allocator, &copy);
    if (status >= 0)
        status = ptv_complaints_merge(acc, copy);
    if (status >= 0) {
        struct bytes image = image_of(acc);
        status = ptv_complaints_deserialize(allocator, image.data, image.len, &read);
        free(image.data);
    }
    ptv_complaint one = complaint(100 * DAY, 100 * DAY + 5000, PTV_OUTCOME_HIT);
    if (status >= 0)
        status = ptv_complaints_remove(acc, &one);
    if (status >= 0)
        status = ptv_complaints_add_records(acc, &one, sizeof one, 1);
    ptv_complaints_free(acc);
    ptv_complaints_free(copy);
    ptv_complaints_free(read);
    return status;
}

static void test_every_allocation_fails_once(void **unused) {
    (void)unused;
    assert_true(for_each_failure(live, NULL) > 20);
}

static ptv_status make(const void *config, void *ctx) {
    ptv_complaints *acc = NULL;
    (void)ctx;
    ptv_status status = ptv_complaints_new(config, NULL, &acc);
    ptv_complaints_free(acc);
    return status;
}
static ptv_status tell_config(void *config, void *ctx) {
    return ptv_complaints_config_read(ctx, config);
}
static ptv_status read_by(const void *opt, void *ctx) {
    ptv_complaints_result r = PTV_COMPLAINTS_RESULT_INIT;
    return ptv_complaints_read(ctx, opt, &r);
}
static ptv_status read_into(void *out, void *ctx) {
    return ptv_complaints_read(ctx, NULL, out);
}

static void test_sizes(void **unused) {
    (void)unused;
    ptv_complaints *acc = with_records();
    ptv_complaints_config config = usual(), plain;
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT, plain_opt;
    ptv_complaints_result result = PTV_COMPLAINTS_RESULT_INIT, plain_result;
    assert_input_size_checked(make, NULL, &config, sizeof config);
    assert_input_size_checked(read_by, acc, &opt, sizeof opt);
    assert_output_size_checked(tell_config, acc, sizeof config);
    assert_output_size_checked(read_into, acc, sizeof result);
    ptv_complaints_config defaults = PTV_COMPLAINTS_CONFIG_INIT;
    assert_ok(ptv_complaints_config_init(&plain));
    assert_same_bytes(plain, defaults);
    assert_ok(ptv_complaints_options_init(&plain_opt));
    assert_same_bytes(plain_opt, opt);
    assert_ok(ptv_complaints_result_init(&plain_result));
    assert_same_bytes(plain_result, result);
    ptv_complaints_free(acc);
}

int main(void) {
    use_environment_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_movement),
        cmocka_unit_test(test_shares_are_of_those_closed),
        cmocka_unit_test(test_survival_is_of_those_received),
        cmocka_unit_test(test_right_numbers_per_thousand),
        cmocka_unit_test(test_exposure_at_end_or_average),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_no_limit_no_share_within),
        cmocka_unit_test(test_impossible_records_are_counted_apart),
        cmocka_unit_test(test_movement_begins_with_what_was_open),
        cmocka_unit_test(test_business_time),
        cmocka_unit_test(test_extreme_instants),
        cmocka_unit_test(test_records_are_all_or_none),
        cmocka_unit_test(test_remove_is_exact),
        cmocka_unit_test(test_remove_knows_who_was_solved),
        cmocka_unit_test(test_merge_and_bytes),
        cmocka_unit_test(test_short_buffers),
        cmocka_unit_test(test_malformed_images),
        cmocka_unit_test(test_parts_that_do_not_fit_are_refused),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_overflow_changes_nothing),
        cmocka_unit_test(test_every_allocation_fails_once),
        cmocka_unit_test(test_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
