/* SPDX-License-Identifier: MIT */
/* repeats.h */
#include "failing_allocator.h"
#include "repeats.h"

#include "service/repeats.h"

enum { WINDOW = 100, SINCE = 1000 };

static ptv_repeats *fresh(void) {
    return repeats_of(WINDOW, SINCE, NULL);
}

static ptv_repeats_result reading(const ptv_repeats *acc) {
    return repeats_read_at(acc, 0);
}

/* Contacts of one customer, about one thing. */
static ptv_repeats *with_times(const int64_t *times, size_t n) {
    ptv_repeats *acc = fresh();
    for (size_t i = 0; i < n; i++)
        assert_ok(ptv_repeats_add(acc, 5, 0, times[i]));
    return acc;
}

/* Some of everything: chains, twins, issues, customers, excluded ones. */
static const ptv_contact some[] = {
    {1850, 5, 7},   {1890, 5, 7},          {1950, 5, 7},   {2100, 5, 7},  {2100, 5, 7},
    {2001, 5, 300}, {1000, 900, 0},        {5000, 900, 0}, {2000, 17, 0}, {1500, PTV_KEY_NONE, 0},
    {1900, 17, 0},  {PTV_TIME_NONE, 5, 7}, {1899, 17, 0},  {-20, 17, 0},
};

static void add_some(ptv_repeats *acc) {
    assert_ok(ptv_repeats_add_records(acc, some, sizeof *some, COUNT_OF(some)));
}

static ptv_repeats *with_some(void) {
    ptv_repeats *acc = fresh();
    add_some(acc);
    return acc;
}

/* The call answers a status, and the state is what it was. */
#define assert_state_untouched(acc, expected, call)                                                \
    assert_bytes_untouched(PTV_TYPE_REPEATS, acc, expected, call)

static void inits_are_the_macros(void **unused) {
    (void)unused;
    ptv_repeats_config config, want_config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats_options options, want_options = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result result, want_result = PTV_REPEATS_RESULT_INIT;
    scribble(config);
    scribble(options);
    scribble(result);
    assert_ok(ptv_repeats_config_init(&config));
    assert_ok(ptv_repeats_options_init(&options));
    assert_ok(ptv_repeats_result_init(&result));
    assert_same_bytes(config, want_config);
    assert_same_bytes(options, want_options);
    assert_same_bytes(result, want_result);
    assert_status(PTV_ERR_NULL, ptv_repeats_config_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_repeats_options_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_repeats_result_init(NULL));
}

static void a_fresh_state_is_empty(void **unused) {
    (void)unused;
    ptv_repeats *acc;
    assert_ok(ptv_repeats_new(NULL, NULL, &acc));
    ptv_repeats_result r = reading(acc);
    assert_empty_estimate(r.fcr);
    assert_empty_estimate(r.repeat_free);
    assert_true(r.contacts == 0 && r.openers == 0 && r.eligible == 0 && r.resolved == 0);
    assert_true(r.not_yet_eligible == 0 && r.short_history == 0 && r.excluded == 0 && r.later == 0);
    assert_true(r.since == PTV_TIME_NONE && r.as_of == PTV_TIME_NONE && r.window_ms == 604800000);
    ptv_repeats_free(acc);
    ptv_repeats_free(NULL);
}

static ptv_repeats_config config_of(const ptv_repeats *acc) {
    ptv_repeats_config config;
    scribble(config);
    config.size = (uint32_t)sizeof config;
    assert_ok(ptv_repeats_config_read(acc, &config));
    return config;
}

static void config_is_kept(void **unused) {
    (void)unused;
    ptv_repeats *acc = repeats_of(INT64_MAX, INT64_MIN + 1, NULL), *week;
    ptv_repeats_config config = config_of(acc);
    assert_true(config.window_ms == INT64_MAX && config.since == INT64_MIN + 1);
    assert_ok(ptv_repeats_add(acc, 1, 1, 5));
    assert_ok(ptv_repeats_advance(acc, 6));
    assert_ok(ptv_repeats_exclude(acc, 3));
    assert_ok(ptv_repeats_reset(acc));
    config = config_of(acc);
    assert_true(config.window_ms == INT64_MAX && config.since == INT64_MIN + 1);
    assert_true(reading(acc).window_ms == INT64_MAX && reading(acc).excluded == 0);
    ptv_repeats *empty = repeats_of(INT64_MAX, INT64_MIN + 1, NULL);
    assert_same_repeats(acc, empty);
    assert_ok(ptv_repeats_new(NULL, NULL, &week)); /* the defaults, filled in */
    config = config_of(week);
    assert_true(config.window_ms == 604800000 && config.since == 0 && config.reserved == 0);
    ptv_repeats_free(acc);
    ptv_repeats_free(empty);
    ptv_repeats_free(week);
}

static ptv_status new_with(const void *input, void *ctx) {
    (void)ctx;
    ptv_repeats *acc = NULL;
    ptv_status status = ptv_repeats_new(input, NULL, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_repeats_free(acc);
    return status;
}

static ptv_status read_config(void *output, void *ctx) {
    return ptv_repeats_config_read(ctx, output);
}

static void config_is_checked(void **unused) {
    (void)unused;
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    config.window_ms = 60000;
    config.since = -1;
    assert_input_size_checked(new_with, NULL, &config, sizeof config);
    ptv_repeats *acc = NULL;
    assert_status(PTV_ERR_NULL, ptv_repeats_new(&config, NULL, NULL));
    config.window_ms = -1;
    assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_repeats_new(&config, NULL, &acc));
    config.window_ms = INT64_MIN;
    assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_repeats_new(&config, NULL, &acc));
    config.window_ms = 1;
    config.since = PTV_TIME_NONE;
    assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_repeats_new(&config, NULL, &acc));
    acc = fresh();
    assert_output_size_checked(read_config, acc, sizeof config);
    ptv_repeats_free(acc);
}

static ptv_status read_with(const void *input, void *ctx) {
    ptv_repeats_result out, before;
    scribble(out);
    out.size = sizeof out;
    before = out;
    ptv_status status = ptv_repeats_read(ctx, input, &out);
    if (status < 0)
        assert_same_bytes(out, before);
    return status;
}

static void options_are_checked(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some();
    ptv_repeats_options good = PTV_REPEATS_OPTIONS_INIT;
    good.confidence = 0.9;
    good.as_of = 3000;
    good.method = PTV_METHOD_JEFFREYS;
    assert_input_size_checked(read_with, acc, &good, sizeof good);
    static const double confidences[] = {-0.1, 1, 1.5, INFINITY, -INFINITY, NAN};
    for (size_t i = 0; i < COUNT_OF(confidences); i++) {
        ptv_repeats_options opt = good;
        opt.confidence = confidences[i];
        assert_status(PTV_ERR_ARGUMENT, read_with(&opt, acc));
    }
    static const int32_t methods[] = {PTV_METHOD_SCORE, PTV_METHOD_WILSON - 1, -1, INT32_MAX,
                                      INT32_MIN};
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_repeats_options opt = good;
        opt.method = methods[i];
        assert_status(PTV_ERR_ARGUMENT, read_with(&opt, acc));
    }
    ptv_repeats_options opt = good;
    opt.reserved2 = 1;
    assert_status(PTV_ERR_ARGUMENT, read_with(&opt, acc));
    opt = good;
    opt.as_of = PTV_TIME_NONE;
    assert_status(PTV_ERR_ARGUMENT, read_with(&opt, acc));
    assert_ok(ptv_repeats_advance(acc, 3001));
    assert_status(PTV_ERR_ORDER, read_with(&good, acc));
    good.as_of = 3001;
    assert_ok(read_with(&good, acc));
    assert_status(PTV_ERR_NULL, read_with(&good, NULL));
    ptv_repeats_free(acc);
}

static void options_are_echoed(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some();
    ptv_repeats_options opt = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result r = PTV_REPEATS_RESULT_INIT;
    ptv_estimate want;
    opt.confidence = 0.8;
    opt.as_of = 2200;
    for (opt.method = PTV_METHOD_WILSON; opt.method <= PTV_METHOD_JEFFREYS; opt.method++) {
        assert_ok(ptv_repeats_read(acc, &opt, &r));
        assert_ok(ptv_share_interval(r.resolved, r.eligible, 0.8, opt.method, &want));
        assert_same_bytes(r.fcr, want);
        assert_true(r.repeat_free.method == opt.method && r.repeat_free.confidence == 0.8);
        assert_true(r.as_of == 2200);
    }
    r = reading(acc);
    assert_true(r.fcr.method == PTV_METHOD_WILSON && r.fcr.confidence == 0.95);
    ptv_repeats_free(acc);
}

static ptv_status read_into(void *output, void *ctx) {
    return ptv_repeats_read(ctx, NULL, output);
}

static void result_size_is_checked(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some();
    assert_output_size_checked(read_into, acc, sizeof(ptv_repeats_result));
    ptv_repeats_free(acc);
}

static void null_is_refused(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some(), *copy = NULL;
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    size_t n = 0;
    uint8_t byte = 0;
    assert_status(PTV_ERR_NULL, ptv_repeats_config_read(acc, NULL));
    assert_untouched(config, PTV_ERR_NULL, ptv_repeats_config_read(NULL, &config));
    assert_status(PTV_ERR_NULL, ptv_repeats_reset(NULL));
    assert_status(PTV_ERR_NULL, ptv_repeats_add(NULL, 1, 1, 1));
    assert_status(PTV_ERR_NULL, ptv_repeats_add_records(NULL, some, sizeof *some, 1));
    assert_state_untouched(acc, PTV_ERR_NULL, ptv_repeats_add_records(acc, NULL, sizeof *some, 1));
    assert_ok(ptv_repeats_add_records(acc, NULL, sizeof *some, 0));
    assert_status(PTV_ERR_NULL, ptv_repeats_exclude(NULL, 1));
    assert_status(PTV_ERR_NULL, ptv_repeats_remove(NULL, 1, 1, 1));
    assert_status(PTV_ERR_NULL, ptv_repeats_advance(NULL, 1));
    assert_status(PTV_ERR_NULL, ptv_repeats_merge(NULL, acc));
    assert_state_untouched(acc, PTV_ERR_NULL, ptv_repeats_merge(acc, NULL));
    assert_untouched(copy, PTV_ERR_NULL, ptv_repeats_copy(NULL, NULL, &copy));
    assert_status(PTV_ERR_NULL, ptv_repeats_copy(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_repeats_read(acc, NULL, NULL));
    assert_untouched(n, PTV_ERR_NULL, ptv_repeats_serialize(NULL, NULL, 0, &n));
    assert_untouched(n, PTV_ERR_NULL, ptv_repeats_serialize(acc, NULL, 1, &n));
    assert_untouched(byte, PTV_ERR_NULL, ptv_repeats_serialize(acc, &byte, 1, NULL));
    assert_status(PTV_ERR_NULL, ptv_repeats_deserialize(NULL, &byte, 1, NULL));
    assert_untouched(copy, PTV_ERR_NULL, ptv_repeats_deserialize(NULL, NULL, 60, &copy));
    ptv_repeats_free(acc);
}

/* Chains of one customer, read far behind the last contact. */
static void chains(void **unused) {
    (void)unused;
    static const struct {
        const char *what;
        size_t n;
        int64_t times[6];
        uint64_t openers, resolved, repeat_free;
    } cases[] = {
        {"alone", 1, {2000}, 1, 1, 1},
        {"back at the end of the window", 2, {2000, 2100}, 1, 0, 1},
        {"back just after the window", 2, {2000, 2101}, 2, 2, 2},
        {"at the same instant", 2, {2000, 2000}, 1, 0, 1},
        {"three at an instant", 3, {2000, 2000, 2000}, 1, 0, 1},
        {"a chain goes on and on", 5, {2000, 2100, 2200, 2250, 2350}, 1, 0, 1},
        {"a chain, and then one alone", 4, {2000, 2001, 2100, 2201}, 2, 1, 2},
        {"one alone, and then a chain", 4, {2000, 2101, 2102, 2202}, 2, 1, 2},
        {"twins, and then twins", 4, {2000, 2000, 2101, 2101}, 2, 0, 2},
        {"twins, and one at the window's end", 3, {2000, 2000, 2100}, 1, 0, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_repeats *acc = with_times(cases[i].times, cases[i].n);
        ptv_repeats_result r = repeats_read_at(acc, 9000);
        if (r.openers != cases[i].openers || r.resolved != cases[i].resolved)
            fail_msg("%s: %u openers, %u resolved", cases[i].what, (unsigned)r.openers,
                     (unsigned)r.resolved);
        assert_true(r.eligible == r.openers && r.contacts == cases[i].n && r.later == 0);
        assert_true(r.repeat_free.n == cases[i].n);
        assert_close(r.repeat_free.value, (double)cases[i].repeat_free / (double)cases[i].n, 1e-15);
        assert_close(r.fcr.value, (double)cases[i].resolved / (double)cases[i].openers, 1e-15);
        ptv_repeats_free(acc);
    }
}

/* Customers and issues are apart, however near. */
static void subjects_are_apart(void **unused) {
    (void)unused;
    static const uint64_t ends[] = {0, 1, UINT64_C(1) << 63, PTV_KEY_NONE - 1};
    static const uint64_t issues[] = {0, 1, UINT64_MAX};
    ptv_repeats *acc = fresh();
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        for (size_t j = 0; j < COUNT_OF(issues); j++)
            assert_ok(ptv_repeats_add(acc, ends[i], issues[j], 2000));
    ptv_repeats_result r = repeats_read_at(acc, 2100);
    assert_true(r.contacts == 12 && r.openers == 12 && r.eligible == 12 && r.resolved == 12);
    for (size_t j = 0; j < COUNT_OF(issues); j++)
        assert_ok(ptv_repeats_add(acc, 1, issues[j], 2050));
    r = repeats_read_at(acc, 2100);
    assert_true(r.contacts == 15 && r.openers == 12 && r.resolved == 9);
    ptv_repeats_free(acc);
}

static void windows_that_are_not_over(void **unused) {
    (void)unused;
    static const int64_t times[] = {2000, 2050, 3000, 3050};
    ptv_repeats *acc = with_times(times, COUNT_OF(times));
    ptv_repeats_result r = repeats_read_at(acc, 1999);
    assert_true(r.contacts == 0 && r.openers == 0 && r.later == 4 && r.as_of == 1999);
    assert_empty_estimate(r.fcr);
    r = repeats_read_at(acc, 2000);
    assert_true(r.contacts == 1 && r.openers == 1 && r.later == 3);
    r = repeats_read_at(acc, 2099);
    assert_true(r.openers == 1 && r.eligible == 0 && r.not_yet_eligible == 1);
    assert_empty_estimate(r.fcr);
    assert_empty_estimate(r.repeat_free);
    r = repeats_read_at(acc, 2100); /* over at its end */
    assert_true(r.eligible == 1 && r.resolved == 0 && r.not_yet_eligible == 0);
    assert_true(r.repeat_free.n == 1 && r.repeat_free.value == 0);
    r = repeats_read_at(acc, 2150);
    assert_true(r.eligible == 1 && r.repeat_free.n == 2 && r.repeat_free.value == 0.5);
    r = reading(acc); /* the latest contact */
    assert_true(r.as_of == 3050 && r.later == 0 && r.openers == 2 && r.not_yet_eligible == 1);
    r = repeats_read_at(acc, INT64_MAX);
    assert_true(r.eligible == 2 && r.resolved == 0 && r.repeat_free.value == 0.5);
    ptv_repeats_free(acc);
}

static void history_may_be_short(void **unused) {
    (void)unused;
    static const int64_t times[] = {-5000, 900, 1099, 1300};
    ptv_repeats *acc = with_times(times, COUNT_OF(times)), *unsaid = repeats_of(WINDOW, 0, NULL);
    ptv_repeats_result r = repeats_read_at(acc, 9000);
    assert_true(r.openers == 4 && r.short_history == 3 && r.since == SINCE);
    assert_ok(ptv_repeats_add(acc, 6, 0, 1100)); /* a whole window */
    assert_int_equal(repeats_read_at(acc, 9000).short_history, 3);
    assert_ok(ptv_repeats_add(acc, 6, 0, 1099));
    assert_int_equal(repeats_read_at(acc, 9000).short_history, 4);
    assert_int_equal(repeats_read_at(acc, 1198).short_history, 2); /* of those that are eligible */
    for (uint64_t i = 1; i < COUNT_OF(times); i++)
        assert_ok(ptv_repeats_add(unsaid, i, 0, times[i]));
    r = repeats_read_at(unsaid, 9000);
    assert_true(r.since == 900 && r.short_history == 1);
    r = repeats_read_at(unsaid, 899); /* nothing is known by then */
    assert_true(r.since == PTV_TIME_NONE && r.contacts == 0 && r.later == 3);
    ptv_repeats_free(acc);
    ptv_repeats_free(unsaid);
}

static void what_is_excluded(void **unused) {
    (void)unused;
    ptv_repeats *acc = fresh();
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE, 1, 2000));
    assert_ok(ptv_repeats_add(acc, 1, 1, PTV_TIME_NONE));
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE, 1, PTV_TIME_NONE));
    assert_ok(ptv_repeats_exclude(acc, 10));
    assert_ok(ptv_repeats_exclude(acc, 0));
    assert_ok(ptv_repeats_advance(acc, 3000));
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE, 1, 2000)); /* counted, whenever */
    ptv_repeats_result r = reading(acc);
    assert_true(r.excluded == 14 && r.contacts == 0 && r.as_of == 3000);
    assert_ok(ptv_repeats_remove(acc, PTV_KEY_NONE, 7, 7));
    assert_ok(ptv_repeats_remove(acc, 7, 7, PTV_TIME_NONE));
    assert_int_equal(reading(acc).excluded, 12);
    ptv_repeats_free(acc);
    acc = fresh();
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_repeats_remove(acc, PTV_KEY_NONE, 7, 7));
    ptv_repeats_free(acc);
}

/* Instants and windows as far apart as there are. */
static void instants_at_the_ends(void **unused) {
    (void)unused;
    static const int64_t windows[] = {1, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(windows); i++) {
        ptv_repeats *acc = repeats_of(windows[i], INT64_MIN + 1, NULL);
        assert_ok(ptv_repeats_add(acc, 1, 1, INT64_MIN + 1));
        assert_ok(ptv_repeats_add(acc, 1, 1, INT64_MAX));
        assert_ok(ptv_repeats_add(acc, 1, 1, INT64_MAX - 1));
        ptv_repeats_result r = repeats_read_at(acc, INT64_MIN + 1);
        assert_true(r.contacts == 1 && r.eligible == 0 && r.later == 2);
        r = repeats_read_at(acc, INT64_MAX);
        assert_true(r.contacts == 3 && r.openers == 2 && r.eligible == 1 + (i == 0));
        assert_true(r.resolved == 1 && r.short_history == 1);
        assert_ok(ptv_repeats_advance(acc, INT64_MIN + 1));
        assert_ok(ptv_repeats_advance(acc, INT64_MAX));
        ptv_repeats_result advanced = repeats_read_at(acc, INT64_MAX);
        assert_same_bytes(advanced, r);
        ptv_repeats_free(acc);
    }
}

static void records_are_added_all_or_none(void **unused) {
    (void)unused;
    struct {
        ptv_contact contact;
        char name[5];
    } table[COUNT_OF(some)];
    ptv_repeats *acc = fresh(), *one_by_one = fresh();
    for (size_t i = 0; i < COUNT_OF(some); i++) {
        table[i].contact = some[i];
        assert_ok(ptv_repeats_add(one_by_one, some[i].customer, some[i].issue, some[i].time));
    }
    assert_ok(ptv_repeats_add_records(acc, &table[0].contact, sizeof table[0], COUNT_OF(some)));
    assert_same_repeats(acc, one_by_one);
    for (size_t stride = 0; stride < sizeof *some; stride++)
        assert_state_untouched(acc, PTV_ERR_ARGUMENT,
                               ptv_repeats_add_records(acc, some, stride, 2));
    unsigned char packed[2 * sizeof *some + 3]; /* at any address */
    memcpy(packed + 1, &some[0], sizeof *some);
    memcpy(packed + 1 + sizeof *some + 1, &some[1], sizeof *some);
    assert_ok(ptv_repeats_add_records(acc, (const void *)(packed + 1), sizeof *some + 1, 2));
    assert_ok(ptv_repeats_add_records(one_by_one, some, sizeof *some, 2));
    assert_same_repeats(acc, one_by_one);

    assert_ok(ptv_repeats_advance(acc, 1900));
    for (size_t late = 0; late < 6; late++) {
        ptv_contact contacts[6];
        for (size_t i = 0; i < COUNT_OF(contacts); i++) {
            ptv_contact contact = {i == late ? 1899 : 2000 + (int64_t)i / 2, 5, i % 2};
            contacts[i] = contact;
        }
        contacts[(late + 1) % 6].customer = PTV_KEY_NONE;
        assert_state_untouched(
            acc, PTV_ERR_ORDER,
            ptv_repeats_add_records(acc, contacts, sizeof *contacts, COUNT_OF(contacts)));
    }
    ptv_repeats_free(acc);
    ptv_repeats_free(one_by_one);
}

static void remove_is_exact(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some(), *same = with_some(), *empty = fresh();
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_repeats_remove(acc, 5, 7, 2101));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_repeats_remove(acc, 5, 8, 2100));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_repeats_remove(acc, 6, 7, 2100));
    assert_ok(ptv_repeats_remove(acc, 5, 7, 2100)); /* one of two */
    assert_ok(ptv_repeats_remove(acc, 5, 7, 2100));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_repeats_remove(acc, 5, 7, 2100));
    assert_ok(ptv_repeats_add(acc, 5, 7, 2100));
    assert_ok(ptv_repeats_add(acc, 5, 7, 2100));
    assert_same_repeats(acc, same);
    for (size_t i = 0; i < COUNT_OF(some); i++)
        assert_ok(ptv_repeats_remove(acc, some[i].customer, some[i].issue, some[i].time));
    assert_same_repeats(acc, empty);
    assert_ok(ptv_repeats_advance(same, 2000));
    assert_state_untouched(same, PTV_ERR_ORDER, ptv_repeats_remove(same, 5, 7, 1950));
    assert_ok(ptv_repeats_remove(same, 17, 0, 2000));
    ptv_repeats_free(acc);
    ptv_repeats_free(same);
    ptv_repeats_free(empty);
}

static void merge_adds(void **unused) {
    (void)unused;
    ptv_repeats *whole = with_some(), *a = fresh(), *b = fresh();
    for (size_t i = 0; i < COUNT_OF(some); i++)
        assert_ok(ptv_repeats_add_records(i % 3 ? a : b, &some[i], sizeof *some, 1));
    struct bytes image_b = repeats_image(b);
    assert_ok(ptv_repeats_merge(a, b));
    assert_repeats_image(b, image_b);
    assert_same_repeats(a, whole);
    assert_ok(ptv_repeats_reset(b));
    assert_ok(ptv_repeats_merge(a, b)); /* the identity */
    assert_ok(ptv_repeats_merge(b, a));
    assert_same_repeats(a, whole);
    assert_same_repeats(b, whole);
    free(image_b.data);
    ptv_repeats_free(whole);
    ptv_repeats_free(a);
    ptv_repeats_free(b);
}

static void merge_with_itself_gives_each_a_twin(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some(), *twice = with_some();
    add_some(twice);
    assert_ok(ptv_repeats_merge(acc, acc));
    assert_same_repeats(acc, twice);
    ptv_repeats_result r = repeats_read_at(acc, 9000);
    assert_true(r.contacts == 24 && r.resolved == 0);
    ptv_repeats_free(acc);
    ptv_repeats_free(twice);
}

static void another_definition_does_not_mix(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some(), *others[] = {repeats_of(WINDOW + 1, SINCE, NULL),
                                                 repeats_of(WINDOW, SINCE + 1, NULL),
                                                 repeats_of(WINDOW, 0, NULL), fresh()};
    assert_ok(ptv_repeats_advance(others[3], 1)); /* a cutoff, and no other difference */
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        assert_state_untouched(acc, PTV_ERR_MISMATCH, ptv_repeats_merge(acc, others[i]));
        assert_state_untouched(others[i], PTV_ERR_MISMATCH, ptv_repeats_merge(others[i], acc));
        ptv_repeats_free(others[i]);
    }
    ptv_repeats_free(acc);
}

static void copies_are_independent(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some(), *same = with_some(), *copy, *back;
    assert_ok(ptv_repeats_advance(acc, 2000));
    assert_ok(ptv_repeats_advance(same, 2000));
    assert_ok(ptv_repeats_copy(acc, NULL, &copy));
    assert_same_repeats(copy, acc);
    assert_ok(ptv_repeats_reset(acc));
    assert_same_repeats(copy, same);
    assert_ok(ptv_repeats_copy(copy, NULL, &back));
    assert_ok(ptv_repeats_add(copy, 1, 1, 2000));
    assert_same_repeats(back, same);
    ptv_repeats_free(acc);
    ptv_repeats_free(same);
    ptv_repeats_free(copy);
    ptv_repeats_free(back);
}

static void advance_is_checked(void **unused) {
    (void)unused;
    ptv_repeats *acc = with_some(), *unsaid = repeats_of(WINDOW, 0, NULL);
    assert_state_untouched(unsaid, PTV_ERR_ARGUMENT, ptv_repeats_advance(unsaid, 2000));
    assert_state_untouched(acc, PTV_ERR_ARGUMENT, ptv_repeats_advance(acc, PTV_TIME_NONE));
    assert_ok(ptv_repeats_advance(acc, 2000));
    assert_state_untouched(acc, PTV_OK, ptv_repeats_advance(acc, 2000));
    assert_state_untouched(acc, PTV_ERR_ORDER, ptv_repeats_advance(acc, 1999));
    assert_state_untouched(acc, PTV_ERR_ORDER, ptv_repeats_add(acc, 5, 7, 1999));
    assert_state_untouched(acc, PTV_ERR_ORDER, ptv_repeats_add(acc, 5, 7, INT64_MIN + 1));
    assert_ok(ptv_repeats_add(acc, 5, 7, 2000));
    ptv_repeats_free(acc);
    ptv_repeats_free(unsaid);
}

/* What cutoffs leave of the contacts of one customer, one after the other or at once. */
static void what_is_settled(void **unused) {
    (void)unused;
    static const int64_t times[] = {1500, 2000, 2060, 2140, 2150, 2400};
    static const struct {
        int64_t cutoff;
        size_t kept; /* with a link, if there is one */
        uint64_t links;
        struct ptvi_settled settled;
    } steps[] = {
        {1600, 6, 0, {0, 0, 0, 0, 0}}, /* the window ends at it, not before */
        {1601, 5, 0, {1, 1, 1, 1, 0}}, {2100, 5, 0, {1, 1, 1, 1, 0}}, {2101, 5, 1, {2, 1, 2, 1, 0}},
        {2160, 5, 1, {2, 1, 2, 1, 0}}, {2161, 4, 1, {3, 1, 2, 1, 0}}, {2241, 3, 1, {4, 1, 2, 1, 0}},
        {2250, 3, 1, {4, 1, 2, 1, 0}}, {2251, 1, 0, {5, 2, 2, 1, 0}}, {2500, 1, 0, {5, 2, 2, 1, 0}},
        {2501, 0, 0, {6, 3, 3, 2, 0}},
    };
    ptv_repeats *acc = with_times(times, COUNT_OF(times));
    const ptv_repeats_result want = repeats_read_at(acc, 2600);
    assert_true(want.openers == 3 && want.resolved == 2 && want.contacts == 6);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        ptv_repeats *once = with_times(times, COUNT_OF(times));
        assert_ok(ptv_repeats_advance(acc, steps[i].cutoff));
        assert_int_equal(acc->contacts.n, steps[i].kept);
        assert_true(acc->links == steps[i].links);
        assert_same_bytes(acc->settled, steps[i].settled);
        ptv_repeats_result r = repeats_read_at(acc, 2600);
        assert_same_bytes(r, want);
        assert_ok(ptv_repeats_advance(once, steps[i].cutoff));
        assert_same_repeats(once, acc);
        ptv_repeats_free(once);
    }
    ptv_repeats_free(acc);
}

/* Chains of two customers that both go on have two links, and of one in two states that advanced,
 * as should not be, one; which the sum counts, and a copy. */
static void links_are_merged(void **unused) {
    (void)unused;
    for (uint64_t other = 5; other <= 6; other++) {
        ptv_repeats *a = fresh(), *b = fresh(), *copy, *back;
        assert_ok(ptv_repeats_add(a, 5, 7, 1850));
        assert_ok(ptv_repeats_add(a, 5, 7, 1950));
        assert_ok(ptv_repeats_add(b, other, 7, 1890));
        assert_ok(ptv_repeats_add(b, other, 7, 1940));
        assert_ok(ptv_repeats_advance(a, 2000));
        assert_ok(ptv_repeats_advance(b, 2000));
        assert_ok(ptv_repeats_merge(a, b));
        assert_true(a->links == (other == 5 ? 1 : 2));
        assert_int_equal(a->contacts.n, 2 + a->links);
        assert_ok(ptv_repeats_copy(a, NULL, &copy));
        struct bytes image = repeats_image(a);
        assert_ok(ptv_repeats_deserialize(NULL, image.data, image.len, &back));
        assert_true(copy->links == a->links && back->links == a->links);
        assert_same_repeats(back, a);
        ptv_repeats_result r = repeats_read_at(a, 9000);
        assert_true(r.contacts == 4 && r.openers == 2 && r.resolved == 0);
        assert_ok(ptv_repeats_merge(a, b)); /* more of the same */
        assert_int_equal(a->links, copy->links);
        free(image.data);
        ptv_repeats_free(a);
        ptv_repeats_free(b);
        ptv_repeats_free(copy);
        ptv_repeats_free(back);
    }
}

/* A stream of years keeps a window of it. */
static void a_stream_stays_small(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_repeats *acc = repeats_of(WINDOW, SINCE, &allocator);
    struct generator generator = {81};
    for (int64_t day = 0; day < 2000; day++) {
        for (int i = 0; i < 50; i++)
            assert_ok(ptv_repeats_add(acc, random_below(&generator, 500), 0,
                                      SINCE + 20 * day + (int64_t)random_below(&generator, 20)));
        assert_ok(ptv_repeats_advance(acc, SINCE + 20 * (day + 1)));
    }
    ptv_repeats_result r = repeats_read_at(acc, SINCE + 50000);
    assert_true(r.contacts == 100000 && r.openers == r.eligible);
    print_message("%zu bytes at most for 100,000 contacts\n", (size_t)memory.most);
    assert_in_range(memory.most, 1, 40000);
    ptv_repeats_free(acc);
    assert_int_equal(memory.blocks, 0);
}

/* A state in which one more contact needs a block, and a longer list of them. */
static ptv_repeats *four_full_blocks(void) {
    ptv_repeats *acc = fresh();
    for (uint64_t i = 0; i < 4 * PTVI_SORTED_BLOCK; i++)
        assert_ok(ptv_repeats_add(acc, i / 3, 0, 2000 + (int64_t)i));
    assert_true(acc->contacts.n_blocks == 4 && acc->contacts.capacity == 4);
    return acc;
}

static ptv_status grow_by_add(ptv_repeats *acc, const ptv_allocator *allocator) {
    (void)allocator;
    return ptv_repeats_add(acc, 7, 1, 2000);
}
/* Contacts that are there already, in part: those alone that were added must be taken back. */
static ptv_status grow_by_records(ptv_repeats *acc, const ptv_allocator *allocator) {
    ptv_contact contacts[300];
    (void)allocator;
    for (size_t i = 0; i < COUNT_OF(contacts); i++) {
        contacts[i].customer = i % 20 ? 7 : PTV_KEY_NONE;
        contacts[i].issue = 0;
        contacts[i].time = 2021;
    }
    return ptv_repeats_add_records(acc, contacts, sizeof *contacts, COUNT_OF(contacts));
}
static ptv_status grow_by_merge(ptv_repeats *acc, const ptv_allocator *allocator) {
    (void)allocator;
    return ptv_repeats_merge(acc, acc);
}
static ptv_status grow_by_copy(ptv_repeats *acc, const ptv_allocator *allocator) {
    ptv_repeats *copy = NULL;
    ptv_status status = ptv_repeats_copy(acc, allocator, &copy);
    assert_true((status == PTV_OK) == (copy != NULL));
    if (copy)
        assert_same_repeats(copy, acc);
    ptv_repeats_free(copy);
    return status;
}
static ptv_status grow_by_deserialize(ptv_repeats *acc, const ptv_allocator *allocator) {
    ptv_repeats *read = NULL;
    struct bytes image = repeats_image(acc);
    ptv_status status = ptv_repeats_deserialize(allocator, image.data, image.len, &read);
    assert_true((status == PTV_OK) == (read != NULL));
    if (read)
        assert_same_repeats(read, acc);
    free(image.data);
    ptv_repeats_free(read);
    return status;
}
static ptv_status grow_by_new(ptv_repeats *acc, const ptv_allocator *allocator) {
    ptv_repeats *made = NULL;
    (void)acc;
    ptv_status status = ptv_repeats_new(NULL, allocator, &made);
    assert_true((status == PTV_OK) == (made != NULL));
    ptv_repeats_free(made);
    return status;
}

static void every_allocation_fails_once(void **unused) {
    (void)unused;
    static const struct {
        const char *name;
        ptv_status (*grow)(ptv_repeats *acc, const ptv_allocator *allocator);
        size_t at_least; /* allocations */
    } cases[] = {{"add", grow_by_add, 2},     {"records", grow_by_records, 3},
                 {"merge", grow_by_merge, 8}, {"copy", grow_by_copy, 6},
                 {"new", grow_by_new, 1},     {"deserialize", grow_by_deserialize, 6}};
    ptv_repeats *original = four_full_blocks();
    struct bytes image = repeats_image(original);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t failed = 0;
        for (ptv_status status = PTV_ERR_MEMORY; status < 0; failed++) {
            struct failing_allocator memory;
            ptv_allocator allocator = failing_allocator(&memory);
            ptv_repeats *acc;
            assert_ok(ptv_repeats_copy(original, &allocator, &acc));
            memory.until_failure = failed;
            status = cases[i].grow(acc, &allocator);
            if (status < 0) {
                assert_status(PTV_ERR_MEMORY, status);
                assert_repeats_image(acc, image);
            }
            ptv_repeats_free(acc);
            assert_int_equal(memory.blocks, 0);
        }
        print_message("%s: %zu allocations failed in turn\n", cases[i].name, failed - 1);
        assert_in_range(failed - 1, cases[i].at_least, SIZE_MAX);
    }
    free(image.data);
    ptv_repeats_free(original);
}

/* Advancing, taking back and reading need no memory. */
static void some_things_need_no_memory(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_repeats *acc = repeats_of(WINDOW, SINCE, &allocator);
    add_some(acc);
    size_t calls = memory.calls;
    assert_ok(ptv_repeats_remove(acc, 5, 300, 2001));
    for (int64_t cutoff = -100; cutoff < 6000; cutoff += 7) {
        assert_ok(ptv_repeats_advance(acc, cutoff));
        assert_true(repeats_read_at(acc, 6000).contacts == 11);
    }
    assert_ok(ptv_repeats_reset(acc));
    assert_int_equal(memory.calls, calls);
    assert_int_equal(memory.blocks, 1);
    ptv_repeats_free(acc);
    assert_int_equal(memory.blocks, 0);
}

/* A window of 100, since 1000, cutoff 2000; three contacts settled in two chains, one of one
 * contact and of short history, the other going on in 1950; two at 2100, and two of others. */
static const uint8_t golden[] = {
    'P',  'T',  'V', 0xB5, 6,    0,    1,    0, 117,
    0,    0,    0,   0,    0,    0,    0,       /* type, version, length */
    0,    0,    0,   0,    0,    0,    0,    0, /* checksum, zero */
    100,  0,    0,   0,    0,    0,    0,    0, /* window */
    0xE8, 3,    0,   0,    0,    0,    0,    0, /* since */
    0xD0, 7,    0,   0,    0,    0,    0,    0, /* cutoff */
    9,    0,    0,   0,    0,    0,    0,    0, 3,
    0,    0,    0,   0,    0,    0,    0, /* excluded, contacts */
    1,    0,    0,   0,    0,    0,    0,    0, 2,
    0,    0,    0,   0,    0,    0,    0, /* no repeat; openers */
    1,    0,    0,   0,    0,    0,    0,    0, 1,
    0,    0,    0,   0,    0,    0,    0,          /* resolved, short */
    5,    7,    2,   0,    0xBD, 0x1E, 0x96, 1, 0, /* customer, issue, three, a link, 1950 … */
    0,    0xA4, 2,   0,    0xA3, 0x1F,             /* the same customer, another issue */
    0xFF, 6,    0,   0,    0x91, 0x4E};

static ptv_repeats *state_of_golden(void) {
    ptv_repeats *acc = fresh();
    assert_ok(ptv_repeats_add_records(acc, some, sizeof *some, 8));
    assert_ok(ptv_repeats_exclude(acc, 9));
    assert_ok(ptv_repeats_advance(acc, 2000));
    return acc;
}

static void the_image_is_the_documented_bytes(void **unused) {
    (void)unused;
    uint8_t want[sizeof golden];
    memcpy(want, golden, sizeof want);
    repair_checksum(want, sizeof want);
    ptv_repeats *acc = state_of_golden(), *back;
    struct bytes image = repeats_image(acc);
    assert_int_equal(image.len, sizeof want);
    assert_memory_equal(image.data, want, sizeof want);
    assert_ok(ptv_repeats_deserialize(NULL, want, sizeof want, &back));
    assert_same_repeats(acc, back);
    ptv_repeats_result of_acc = repeats_read_at(acc, 2200), of_back = repeats_read_at(back, 2200);
    assert_same_bytes(of_acc, of_back);
    assert_true(of_back.contacts == 7 && of_back.openers == 4 && of_back.later == 1);
    uint32_t type = 0, version = 0;
    assert_ok(ptv_wire_info(want, sizeof want, &type, &version, NULL));
    assert_true(type == PTV_TYPE_REPEATS && version == 1);
    free(image.data);
    ptv_repeats_free(acc);
    ptv_repeats_free(back);
}

static void serialize_needs_room(void **unused) {
    (void)unused;
    ptv_repeats *acc = state_of_golden();
    uint8_t bytes[sizeof golden + 1];
    size_t len;
    for (size_t cap = 0; cap < sizeof golden; cap++) {
        scribble(bytes);
        len = 0;
        assert_untouched(bytes, PTV_ERR_SPACE, ptv_repeats_serialize(acc, bytes, cap, &len));
        assert_int_equal(len, sizeof golden);
    }
    scribble(bytes);
    assert_ok(ptv_repeats_serialize(acc, bytes, sizeof bytes, &len));
    assert_int_equal(bytes[sizeof golden], 0xA5);
    ptv_repeats_free(acc);
}

enum { FIXED = 9, FIXED_LENGTH = IMAGE_HEADER + 8 * FIXED };

/* An image of fixed words and a tail behind them. */
static ptv_status read_image(const uint64_t fixed[FIXED], const uint8_t *tail, size_t n,
                             ptv_repeats **out) {
    uint8_t *bytes = malloc(FIXED_LENGTH + n);
    assert_non_null(bytes);
    memcpy(bytes, golden, IMAGE_HEADER);
    for (size_t i = 0; i < FIXED; i++)
        for (size_t j = 0; j < 8; j++)
            bytes[IMAGE_HEADER + 8 * i + j] = (uint8_t)(fixed[i] >> 8 * j);
    if (n > 0)
        memcpy(bytes + FIXED_LENGTH, tail, n);
    repair_length(bytes, FIXED_LENGTH + n);
    repair_checksum(bytes, FIXED_LENGTH + n);
    ptv_status status = ptv_repeats_deserialize(NULL, bytes, FIXED_LENGTH + n, out);
    free(bytes);
    return status;
}

static const uint64_t NONE = UINT64_C(1) << 63;

static void impossible_contacts_are_refused(void **unused) {
    (void)unused;
    static const uint64_t plain[FIXED] = {100, 1000, UINT64_C(1) << 63, 0, 0, 0, 0, 0, 0};
    static const uint64_t settled[FIXED] = {100, 1000, 2000, 0, 1, 0, 1, 0, 0};
    static const uint64_t ended[FIXED] = {100, 1000, 2000, 0, 1, 1, 1, 1, 0};
    static const struct {
        const char *why;
        const uint64_t *fixed;
        size_t n;
        uint8_t tail[32];
    } bad[] = {
        {"a customer only", plain, 1, {5}},
        {"an issue only", plain, 2, {5, 7}},
        {"no contact", plain, 3, {5, 7, 0}},
        {"one contact too few", plain, 4, {5, 7, 1, 9}},
        {"very many too few", plain, 8, {5, 7, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 9}},
        {"a number cut off", plain, 4, {5, 7, 0, 0x80}},
        {"the second cut off", plain, 5, {5, 7, 1, 9, 0x80}},
        {"a longer zero", plain, 5, {0x80, 0, 7, 0, 9}},
        {"a link without a cutoff", plain, 5, {5, 7, 0, 0, 9}},
        {"nobody", plain, 13, {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 7, 0, 9}},
        {"behind the last customer",
         plain,
         17,
         {0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 7, 0, 9, 2, 0, 0, 9}},
        {"behind the last issue",
         plain,
         17,
         {5, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 9, 0, 0, 0, 9}},
        {"an issue past 64 bits",
         plain,
         17,
         {5, 1, 0, 9, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 9}},
        {"an instant past 64 bits",
         plain,
         14,
         {5, 7, 1, 9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1}},
        {"a link and no contact", settled, 4, {5, 7, 0, 0}},
        {"two links", settled, 7, {5, 7, 0, 0, 0, 0xBD, 0x1E}},
        {"a link of no chain", ended, 6, {5, 7, 0, 0, 0xBD, 0x1E}},
        {"a contact that is settled", ended, 5, {5, 7, 0, 0xD7, 0x1D}}, /* 1899 */
        {"a contact behind the cutoff, linked", settled, 6, {5, 7, 0, 0, 0xA1, 0x1F}},
        {"more links than openers", settled, 12, {5, 7, 0, 0, 0xBD, 0x1E, 0, 0, 0, 0, 0xBD, 0x1E}},
    };
    ptv_repeats *acc = NULL;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        ptv_status status = read_image(bad[i].fixed, bad[i].tail, bad[i].n, &acc);
        if (status != PTV_ERR_WIRE_CONTENT || acc)
            fail_msg("%s: %s", bad[i].why, ptv_status_name(status));
    }
    static const uint8_t kept[] = {5, 7, 0, 0, 0xD9, 0x1D}; /* 1900, linked: just not settled */
    assert_ok(read_image(settled, kept, sizeof kept, &acc));
    assert_int_equal(reading(acc).contacts, 2);
    ptv_repeats_free(acc);
    static const uint8_t apart[] = {5, 7, 0, 0xD9, 0x1D};
    assert_ok(read_image(ended, apart, sizeof apart, &acc));
    ptv_repeats_free(acc);
}

static void impossible_counters_are_refused(void **unused) {
    (void)unused;
    const uint64_t most = PTV_COUNT_MAX;
    const struct {
        const char *what;
        bool possible;
        /* window, since, cutoff, excluded; contacts, repeat-free, openers, resolved, short */
        uint64_t fixed[FIXED];
    } cases[] = {
        {"nothing", true, {1, 0, NONE, 0, 0, 0, 0, 0, 0}},
        {"no window", false, {0, 0, NONE, 0, 0, 0, 0, 0, 0}},
        {"the longest window", true, {INT64_MAX, 0, NONE, 0, 0, 0, 0, 0, 0}},
        {"a negative window", false, {NONE, 0, NONE, 0, 0, 0, 0, 0, 0}},
        {"since nothing", false, {1, NONE, NONE, 0, 0, 0, 0, 0, 0}},
        {"a cutoff, and no since", false, {1, 0, 5, 0, 0, 0, 0, 0, 0}},
        {"a cutoff of 0", true, {1, 5, 0, 0, 0, 0, 0, 0, 0}},
        {"all can be excluded", true, {1, 0, NONE, most, 0, 0, 0, 0, 0}},
        {"more than all", false, {1, 0, NONE, most + 1, 0, 0, 0, 0, 0}},
        {"settled without a cutoff", false, {1, 5, NONE, 0, 1, 1, 1, 1, 1}},
        {"settled before there is time", false, {5, 5, NONE + 6, 0, 1, 1, 1, 1, 1}},
        {"just after", true, {5, 5, NONE + 7, 0, 1, 1, 1, 1, 1}},
        {"openers without a contact", false, {1, 5, 1000, 0, 0, 0, 1, 0, 0}},
        {"contacts without an opener", false, {1, 5, 1000, 0, 1, 0, 0, 0, 0}},
        {"all of them resolved", true, {1, 5, 1000, 0, 7, 7, 7, 7, 7}},
        {"none of them resolved", true, {1, 5, 1000, 0, 14, 7, 7, 0, 0}},
        {"one is not in a chain", false, {1, 5, 1000, 0, 13, 7, 7, 0, 0}},
        {"a long chain", true, {1, 5, 1000, 0, 1000, 7, 7, 6, 0}},
        {"a chain that is too short", false, {1, 5, 1000, 0, 7, 7, 7, 6, 0}},
        {"resolved, and more contacts", false, {1, 5, 1000, 0, 8, 7, 7, 7, 0}},
        {"more resolved than opened", false, {1, 5, 1000, 0, 8, 8, 7, 8, 0}},
        {"more resolved than ended", false, {1, 5, 1000, 0, 8, 5, 7, 6, 0}},
        {"more ended than opened", false, {1, 5, 1000, 0, 20, 8, 7, 6, 0}},
        {"more short than opened", false, {1, 5, 1000, 0, 7, 7, 7, 7, 8}},
        {"no time for a whole history", false, {10, 100, 120, 0, 7, 7, 7, 7, 6}},
        {"some time for it", true, {10, 100, 121, 0, 7, 7, 7, 7, 6}},
        {"since after the cutoff", false, {10, 300, 121, 0, 7, 7, 7, 7, 6}},
        {"as many as can be", true, {1, 5, 1000, 0, most, most, most, most, most}},
        {"more than can be", false, {1, 5, 1000, 0, most + 1, 0, most, 0, 0}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_repeats *acc = NULL;
        ptv_status status = read_image(cases[i].fixed, NULL, 0, &acc);
        if (status != (cases[i].possible ? PTV_OK : PTV_ERR_WIRE_CONTENT))
            fail_msg("%s: %s", cases[i].what, ptv_status_name(status));
        assert_true((acc != NULL) == cases[i].possible);
        ptv_repeats_free(acc);
    }
}

/* Counters can only be so high in a state that came as bytes, or after many merges. */
static void overflow_changes_nothing(void **unused) {
    (void)unused;
    const uint64_t most = PTV_COUNT_MAX;
    const uint64_t full[FIXED] = {100, 1000, 2000, 0, most, most, most, most, 0};
    const uint64_t nearly[FIXED] = {100, 1000, 2000, most - 1, most - 1, 0, 1, 0, 0};
    static const ptv_contact two[] = {{2000, 1, 1}, {2001, PTV_KEY_NONE, 0}, {2000, 1, 1}};
    ptv_repeats *acc, *one = fresh();
    assert_ok(read_image(full, NULL, 0, &acc));
    assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_repeats_add(acc, 1, 1, 2000));
    assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_repeats_merge(acc, acc));
    assert_ok(ptv_repeats_add(one, 1, 1, 2000));
    assert_ok(ptv_repeats_advance(one, 2000));
    assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_repeats_merge(acc, one));
    assert_state_untouched(one, PTV_ERR_OVERFLOW, ptv_repeats_merge(one, acc));
    assert_exact(repeats_read_at(acc, 2000).fcr.value, 1);
    ptv_repeats_free(acc);

    assert_ok(read_image(nearly, NULL, 0, &acc));
    assert_state_untouched(acc, PTV_ERR_OVERFLOW,
                           ptv_repeats_add_records(acc, two, sizeof *two, COUNT_OF(two)));
    assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_repeats_exclude(acc, 2));
    assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_repeats_exclude(acc, UINT64_MAX));
    assert_ok(ptv_repeats_add(acc, 1, 1, 2000));
    assert_ok(ptv_repeats_exclude(acc, 1));
    assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_repeats_add(acc, PTV_KEY_NONE, 1, 2000));
    assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_repeats_add(acc, 1, 1, 2000));
    assert_ok(ptv_repeats_remove(acc, 1, 1, 2000));
    ptv_repeats_free(acc);

    /* Excluded ones alone. */
    ptv_repeats *a = fresh();
    assert_ok(ptv_repeats_exclude(a, most));
    assert_ok(ptv_repeats_advance(a, 2000));
    assert_ok(ptv_repeats_exclude(one, 1));
    assert_state_untouched(a, PTV_ERR_OVERFLOW, ptv_repeats_merge(a, one));
    assert_state_untouched(one, PTV_ERR_OVERFLOW, ptv_repeats_merge(one, a));
    ptv_repeats_free(a);
    ptv_repeats_free(one);

    /* A contact that is kept beside all that can be settled. */
    static const uint8_t tail[] = {5, 7, 0, 0xBD, 0x1E};
    acc = NULL;
    assert_status(PTV_ERR_WIRE_CONTENT, read_image(full, tail, sizeof tail, &acc));
    assert_ok(read_image(nearly, tail, sizeof tail, &acc));
    ptv_repeats_free(acc);
}

static void extreme_contents_are_read(void **unused) {
    (void)unused;
    static const uint64_t fixed[FIXED] = {INT64_MAX, 0, UINT64_C(1) << 63, 0, 0, 0, 0, 0, 0};
    static const uint8_t tail[] = {
        0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, /* the last customer */
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, /* the last issue */
        1,                                                       /* from -2^63 + 1 to 2^63 - 1 */
        0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, /* */
        0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1};
    ptv_repeats *acc, *same = repeats_of(INT64_MAX, 0, NULL);
    assert_ok(read_image(fixed, tail, sizeof tail, &acc));
    assert_ok(ptv_repeats_add(same, PTV_KEY_NONE - 1, UINT64_MAX, INT64_MAX));
    assert_ok(ptv_repeats_add(same, PTV_KEY_NONE - 1, UINT64_MAX, INT64_MIN + 1));
    assert_same_repeats(acc, same);
    assert_true(reading(acc).as_of == INT64_MAX && reading(acc).since == INT64_MIN + 1);
    ptv_repeats_free(acc);
    ptv_repeats_free(same);
}

static void headers_are_checked(void **unused) {
    (void)unused;
    static const struct {
        size_t offset;
        uint8_t value;
        ptv_status status;
        bool repair;
    } changes[] = {{0, 'Q', PTV_ERR_WIRE_MAGIC, true},     {4, 4, PTV_ERR_WIRE_TYPE, true},
                   {6, 0, PTV_ERR_WIRE_VERSION, true},     {6, 2, PTV_ERR_WIRE_VERSION, true},
                   {8, 116, PTV_ERR_WIRE_LENGTH, true},    {20, 1, PTV_ERR_WIRE_CONTENT, true},
                   {40, 0, PTV_ERR_WIRE_CHECKSUM, false},  {16, 0, PTV_ERR_WIRE_CHECKSUM, false},
                   {116, 0x80, PTV_ERR_WIRE_CONTENT, true}};
    ptv_repeats *acc = NULL;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        uint8_t bytes[sizeof golden];
        memcpy(bytes, golden, sizeof bytes);
        repair_checksum(bytes, sizeof bytes);
        bytes[changes[i].offset] = changes[i].value;
        if (changes[i].repair)
            repair_checksum(bytes, sizeof bytes);
        assert_untouched(acc, changes[i].status,
                         ptv_repeats_deserialize(NULL, bytes, sizeof bytes, &acc));
    }
    uint8_t header[FIXED_LENGTH - 1];
    memcpy(header, golden, sizeof header);
    for (size_t len = IMAGE_HEADER; len <= sizeof header; len++) {
        repair_length(header, len);
        repair_checksum(header, len);
        assert_untouched(acc, PTV_ERR_WIRE_LENGTH,
                         ptv_repeats_deserialize(NULL, header, len, &acc));
    }
    assert_untouched(acc, PTV_ERR_WIRE_LENGTH, ptv_repeats_deserialize(NULL, header, 3, &acc));
}

/* However few bytes say how many contacts, memory is that of the bytes. */
static void memory_is_that_of_the_bytes(void **unused) {
    (void)unused;
    enum { N = 20000 };
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_repeats *acc = fresh(), *back;
    for (int i = 0; i < N; i++) /* a byte each */
        assert_ok(ptv_repeats_add(acc, 5, 7, 2000));
    struct bytes image = repeats_image(acc);
    assert_in_range(image.len, N, N + 200);
    assert_ok(ptv_repeats_deserialize(&allocator, image.data, image.len, &back));
    assert_in_range(memory.most, 24 * N, 26 * N);
    assert_same_repeats(back, acc);
    ptv_repeats_free(back);
    free(image.data);
    ptv_repeats_free(acc);
}

static ptv_status reads_back(const ptv_allocator *allocator, void *ctx) {
    const struct bytes *image = ctx;
    ptv_repeats *back = NULL;
    ptv_status status = ptv_repeats_deserialize(allocator, image->data, image->len, &back);
    assert_true((status == PTV_OK) == (back != NULL));
    ptv_repeats_free(back);
    return status;
}

/* Of an image that begins with a link. */
static void no_memory_to_read_an_image(void **unused) {
    (void)unused;
    ptv_repeats *acc = state_of_golden();
    assert_true(acc->links > 0);
    struct bytes image = repeats_image(acc);
    assert_true(for_each_failure(reads_back, &image) > 2);
    free(image.data);
    ptv_repeats_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inits_are_the_macros),
        cmocka_unit_test(a_fresh_state_is_empty),
        cmocka_unit_test(config_is_kept),
        cmocka_unit_test(config_is_checked),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(options_are_echoed),
        cmocka_unit_test(result_size_is_checked),
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(chains),
        cmocka_unit_test(subjects_are_apart),
        cmocka_unit_test(windows_that_are_not_over),
        cmocka_unit_test(history_may_be_short),
        cmocka_unit_test(what_is_excluded),
        cmocka_unit_test(instants_at_the_ends),
        cmocka_unit_test(records_are_added_all_or_none),
        cmocka_unit_test(remove_is_exact),
        cmocka_unit_test(merge_adds),
        cmocka_unit_test(merge_with_itself_gives_each_a_twin),
        cmocka_unit_test(another_definition_does_not_mix),
        cmocka_unit_test(copies_are_independent),
        cmocka_unit_test(advance_is_checked),
        cmocka_unit_test(what_is_settled),
        cmocka_unit_test(links_are_merged),
        cmocka_unit_test(a_stream_stays_small),
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(some_things_need_no_memory),
        cmocka_unit_test(the_image_is_the_documented_bytes),
        cmocka_unit_test(serialize_needs_room),
        cmocka_unit_test(impossible_contacts_are_refused),
        cmocka_unit_test(impossible_counters_are_refused),
        cmocka_unit_test(overflow_changes_nothing),
        cmocka_unit_test(extreme_contents_are_read),
        cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(memory_is_that_of_the_bytes),
        cmocka_unit_test(no_memory_to_read_an_image),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("repeats", tests, NULL, NULL);
}
