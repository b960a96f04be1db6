/* SPDX-License-Identifier: MIT */
/* survival.h */
#include "bytes.h"
#include "states.h"

#include "time/survival.h"

enum { TIMES = 5000 };

static ptv_survival *fresh(void) {
    ptv_survival *acc;
    assert_ok(ptv_survival_new(NULL, NULL, &acc));
    return acc;
}

static void add_cases(ptv_survival *acc, int64_t time, uint64_t events, uint64_t censored) {
    assert_ok(ptv_survival_add_n(acc, time, PTV_EVENT, events));
    assert_ok(ptv_survival_add_n(acc, time, PTV_CENSORED, censored));
}

struct cases {
    int64_t time;
    uint64_t events, censored;
};

static ptv_survival *with(const struct cases *cases, size_t n) {
    ptv_survival *acc = fresh();
    for (size_t i = 0; i < n; i++)
        add_cases(acc, cases[i].time, cases[i].events, cases[i].censored);
    return acc;
}

/* Memory that is counted, and that fails once after so many more allocations. */
struct memory {
    size_t calls, fail_at, blocks;
};

static void *take(void *ctx, size_t size) {
    struct memory *memory = ctx;
    memory->calls++;
    if (memory->calls == memory->fail_at)
        return NULL;
    void *block = malloc(size);
    assert_non_null(block);
    memset(block, 0xA5, size);
    memory->blocks++;
    return block;
}

static void give_back(void *ctx, void *ptr) {
    struct memory *memory = ctx;
    memory->blocks -= ptr != NULL;
    free(ptr);
}

static ptv_allocator counting(struct memory *memory) {
    ptv_allocator allocator = {take, give_back, memory};
    memset(memory, 0, sizeof *memory);
    return allocator;
}

static void fail_after(struct memory *memory, size_t successes) {
    memory->fail_at = memory->calls + successes + 1;
}

/* Weeks in remission with 6-mercaptopurine and with placebo: Freireich et al. 1963, Gehan 1965. */
static const struct cases mercaptopurine[] = {
    {6, 3, 1},  {7, 1, 0},  {9, 0, 1},  {10, 1, 1}, {11, 0, 1}, {13, 1, 0}, {16, 1, 0}, {17, 0, 1},
    {19, 0, 1}, {20, 0, 1}, {22, 1, 0}, {23, 1, 0}, {25, 0, 1}, {32, 0, 2}, {34, 0, 1}, {35, 0, 1}};
static const struct cases placebo[] = {{1, 2, 0},  {2, 2, 0},  {3, 1, 0},  {4, 2, 0},
                                       {5, 2, 0},  {8, 4, 0},  {11, 2, 0}, {12, 2, 0},
                                       {15, 1, 0}, {17, 1, 0}, {22, 1, 0}, {23, 1, 0}};

static ptv_survival *remission(void) {
    return with(mercaptopurine, COUNT_OF(mercaptopurine));
}

static struct bytes image_of(const ptv_survival *acc) {
    return state_bytes(PTV_TYPE_SURVIVAL, acc);
}

static void assert_image(const ptv_survival *acc, struct bytes want) {
    assert_state_bytes(PTV_TYPE_SURVIVAL, acc, want);
}

static ptv_survival_result reading(const ptv_survival *acc) {
    ptv_survival_result result;
    scribble(result);
    result.size = (uint32_t)sizeof result;
    ptv_status status = ptv_survival_read(acc, NULL, &result);
    assert_true(status >= 0);
    assert_status(status, result.median.status);
    return result;
}

static void assert_same(const ptv_survival *a, const ptv_survival *b) {
    assert_true(same_states(PTV_TYPE_SURVIVAL, a, b));
    ptv_survival_result of_a = reading(a), of_b = reading(b);
    assert_same_bytes(of_a, of_b);
}

/* The call answers a status, and the state is what it was. */
#define assert_state_untouched(acc, expected, call)                                                \
    assert_bytes_untouched(PTV_TYPE_SURVIVAL, acc, expected, call)

static ptv_estimate at(const ptv_survival *acc, int64_t time) {
    ptv_estimate out;
    scribble(out);
    ptv_status status = ptv_survival_at(acc, time, NULL, &out);
    assert_true(status >= 0);
    assert_status(status, out.status);
    return out;
}

static void inits_are_the_macros(void **unused) {
    (void)unused;
    ptv_survival_config config, want_config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival_options options, want_options = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_survival_result result, want_result = PTV_SURVIVAL_RESULT_INIT;
    scribble(config);
    scribble(options);
    scribble(result);
    assert_ok(ptv_survival_config_init(&config));
    assert_ok(ptv_survival_options_init(&options));
    assert_ok(ptv_survival_result_init(&result));
    assert_same_bytes(config, want_config);
    assert_same_bytes(options, want_options);
    assert_same_bytes(result, want_result);
    assert_status(PTV_ERR_NULL, ptv_survival_config_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_survival_options_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_survival_result_init(NULL));
}

static void a_fresh_state_is_empty(void **unused) {
    (void)unused;
    ptv_survival *acc = fresh();
    ptv_survival_result r = reading(acc);
    assert_empty_estimate(r.median);
    assert_true(r.n == 0 && r.events == 0 && r.missing == 0 && r.rejected == 0 && r.times == 0);
    assert_true(r.last == PTV_TIME_NONE && r.calendar_id == 0 && r.unit_ms == 1);
    ptv_survival_free(acc);
    ptv_survival_free(NULL);
}

static void config_is_kept(void **unused) {
    (void)unused;
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    config.calendar_id = UINT64_MAX;
    config.unit_ms = INT64_MAX;
    ptv_survival *acc;
    assert_ok(ptv_survival_new(&config, NULL, &acc));
    ptv_survival_result r = reading(acc);
    assert_true(r.calendar_id == UINT64_MAX && r.unit_ms == INT64_MAX);
    add_cases(acc, 3, 1, 1);
    assert_ok(ptv_survival_reset(acc));
    r = reading(acc);
    assert_true(r.calendar_id == UINT64_MAX && r.unit_ms == INT64_MAX && r.n == 0);
    ptv_survival_free(acc);
}

static void the_config_is_told(void **unused) {
    (void)unused;
    ptv_survival_config given = PTV_SURVIVAL_CONFIG_INIT, told = PTV_SURVIVAL_CONFIG_INIT;
    given.calendar_id = 99;
    given.unit_ms = 60000;
    ptv_survival *acc;
    assert_ok(ptv_survival_new(&given, NULL, &acc));
    assert_ok(ptv_survival_config_read(acc, &told));
    assert_memory_equal(&told, &given, sizeof told);

    assert_status(PTV_ERR_NULL, ptv_survival_config_read(NULL, &told));
    assert_status(PTV_ERR_NULL, ptv_survival_config_read(acc, NULL));
    told.size = 0;
    told.unit_ms = 77;
    assert_status(PTV_ERR_SIZE, ptv_survival_config_read(acc, &told));
    assert_int_equal(told.unit_ms, 77);
    ptv_survival_free(acc);

    ptv_survival_config defaults = PTV_SURVIVAL_CONFIG_INIT;
    assert_ok(ptv_survival_new(NULL, NULL, &acc));
    assert_ok(ptv_survival_config_read(acc, &defaults));
    assert_int_equal(defaults.unit_ms, 1);
    ptv_survival_free(acc);
}

static ptv_status new_with(const void *input, void *ctx) {
    (void)ctx;
    ptv_survival *acc = NULL;
    ptv_status status = ptv_survival_new(input, NULL, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_survival_free(acc);
    return status;
}

static void config_is_checked(void **unused) {
    (void)unused;
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    config.unit_ms = 60000;
    assert_input_size_checked(new_with, NULL, &config, sizeof config);
    ptv_survival *acc = NULL;
    assert_status(PTV_ERR_NULL, ptv_survival_new(&config, NULL, NULL));
    config.unit_ms = -1;
    assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_survival_new(&config, NULL, &acc));
    config.unit_ms = INT64_MIN;
    assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_survival_new(&config, NULL, &acc));
}

/* Every reading, with options. */
typedef ptv_status (*reader)(const ptv_survival *acc, const ptv_survival_options *opt);

/* What a reading writes is untouched when it fails. */
#define READER(name, type, call)                                                                   \
    static ptv_status name(const ptv_survival *acc, const ptv_survival_options *opt) {             \
        type out, before;                                                                          \
        scribble(out);                                                                             \
        before = out;                                                                              \
        ptv_status status = call;                                                                  \
        if (status < 0)                                                                            \
            assert_same_bytes(out, before);                                                        \
        return status;                                                                             \
    }

READER(read_at, ptv_estimate, ptv_survival_at(acc, 10, opt, &out))
READER(read_quantile, ptv_estimate, ptv_survival_quantile(acc, 1, 2, opt, &out))
READER(read_mean, ptv_estimate, ptv_survival_restricted_mean(acc, 10, opt, &out))
READER(read_now, ptv_comparison, ptv_survival_compare(acc, acc, opt, &out))

static ptv_status read_curve(const ptv_survival *acc, const ptv_survival_options *opt) {
    ptv_survival_point points[20], before[20];
    size_t n = 77;
    scribble(points);
    memcpy(before, points, sizeof before);
    ptv_status status = ptv_survival_curve(acc, opt, points, COUNT_OF(points), &n);
    if (status < 0) {
        assert_same_bytes(points, before);
        assert_int_equal(n, 77);
    }
    return status;
}

static ptv_status read_result(const ptv_survival *acc, const ptv_survival_options *opt) {
    ptv_survival_result out, before;
    scribble(out);
    out.size = sizeof out;
    before = out;
    ptv_status status = ptv_survival_read(acc, opt, &out);
    if (status < 0)
        assert_same_bytes(out, before);
    return status;
}

static const reader readers[] = {read_at,  read_quantile, read_mean,
                                 read_now, read_curve,    read_result};

struct reading_of {
    reader read;
    const ptv_survival *acc;
};

static ptv_status read_with(const void *input, void *ctx) {
    const struct reading_of *of = ctx;
    ptv_status status = of->read(of->acc, input);
    return status < 0 ? status : PTV_OK;
}

static void options_are_checked(void **unused) {
    (void)unused;
    ptv_survival *acc = remission();
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        ptv_survival_options good = PTV_SURVIVAL_OPTIONS_INIT;
        struct reading_of of = {readers[i], acc};
        good.confidence = 0.9;
        good.method = PTV_METHOD_LOG;
        assert_input_size_checked(read_with, &of, &good, sizeof good);
        static const double wrong[] = {-0.1, 1, 1.5, INFINITY, -INFINITY, NAN};
        for (size_t j = 0; j < COUNT_OF(wrong); j++) {
            ptv_survival_options opt = good;
            opt.confidence = wrong[j];
            assert_status(PTV_ERR_ARGUMENT, readers[i](acc, &opt));
        }
        static const int32_t methods[] = {PTV_METHOD_WILSON,   PTV_METHOD_ROTHMAN_WILSON - 1,
                                          PTV_METHOD_LOG_RANK, -1,
                                          INT32_MAX,           INT32_MIN};
        for (size_t j = 0; j < COUNT_OF(methods); j++) {
            ptv_survival_options opt = good;
            opt.method = methods[j];
            assert_status(PTV_ERR_ARGUMENT, readers[i](acc, &opt));
        }
        ptv_survival_options opt = good;
        opt.reserved2 = 1;
        assert_status(PTV_ERR_ARGUMENT, readers[i](acc, &opt));
        assert_true(readers[i](acc, NULL) >= 0);
        assert_status(PTV_ERR_NULL, readers[i](NULL, NULL));
    }
    ptv_survival_free(acc);
}

static void options_are_echoed(void **unused) {
    (void)unused;
    ptv_survival *acc = remission();
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    opt.confidence = 0.8;
    for (int32_t method = PTV_METHOD_ROTHMAN_WILSON; method <= PTV_METHOD_PLAIN; method++) {
        ptv_estimate out;
        opt.method = method;
        assert_ok(ptv_survival_at(acc, 10, &opt, &out));
        assert_true(out.method == method && out.confidence == 0.8);
        assert_true(ptv_survival_quantile(acc, 1, 2, &opt, &out) >= 0);
        assert_true(out.method == method && out.confidence == 0.8);
        assert_ok(ptv_survival_restricted_mean(acc, 10, &opt, &out));
        assert_true(out.method == PTV_METHOD_PLAIN && out.confidence == 0.8);
    }
    assert_int_equal(at(acc, 10).method, PTV_METHOD_ROTHMAN_WILSON);
    assert_exact(at(acc, 10).confidence, 0.95);
    ptv_survival_free(acc);
}

static ptv_status read_into(void *output, void *ctx) {
    return ptv_survival_read(ctx, NULL, output);
}

static void result_size_is_checked(void **unused) {
    (void)unused;
    ptv_survival *acc = remission();
    assert_output_size_checked(read_into, acc, sizeof(ptv_survival_result));
    assert_status(PTV_ERR_NULL, ptv_survival_read(acc, NULL, NULL));
    ptv_survival_free(acc);
}

static void null_is_refused(void **unused) {
    (void)unused;
    ptv_survival *acc = remission(), *copy = NULL;
    ptv_estimate e;
    ptv_comparison c;
    size_t n = 0;
    scribble(e);
    scribble(c);
    uint8_t byte = 0;
    ptv_survival_point point;
    assert_status(PTV_ERR_NULL, ptv_survival_reset(NULL));
    assert_status(PTV_ERR_NULL, ptv_survival_add(NULL, 1, PTV_EVENT));
    assert_status(PTV_ERR_NULL, ptv_survival_add_n(NULL, 1, PTV_EVENT, 1));
    assert_status(PTV_ERR_NULL, ptv_survival_remove(NULL, 1, PTV_EVENT, 1));
    assert_status(PTV_ERR_NULL, ptv_survival_merge(NULL, acc));
    assert_state_untouched(acc, PTV_ERR_NULL, ptv_survival_merge(acc, NULL));
    assert_untouched(copy, PTV_ERR_NULL, ptv_survival_copy(NULL, NULL, &copy));
    assert_status(PTV_ERR_NULL, ptv_survival_copy(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_survival_at(acc, 1, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_survival_quantile(acc, 1, 2, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_survival_restricted_mean(acc, 1, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_survival_compare(acc, acc, NULL, NULL));
    assert_untouched(c, PTV_ERR_NULL, ptv_survival_compare(acc, NULL, NULL, &c));
    assert_untouched(c, PTV_ERR_NULL, ptv_survival_compare(NULL, acc, NULL, &c));
    assert_untouched(e, PTV_ERR_NULL, ptv_survival_at(NULL, 1, NULL, &e));
    assert_status(PTV_ERR_NULL, ptv_survival_curve(acc, NULL, &point, 1, NULL));
    assert_untouched(n, PTV_ERR_NULL, ptv_survival_curve(acc, NULL, NULL, 1, &n));
    assert_untouched(n, PTV_ERR_NULL, ptv_survival_curve(NULL, NULL, NULL, 0, &n));
    assert_untouched(n, PTV_ERR_NULL, ptv_survival_serialize(NULL, NULL, 0, &n));
    assert_untouched(n, PTV_ERR_NULL, ptv_survival_serialize(acc, NULL, 1, &n));
    assert_untouched(byte, PTV_ERR_NULL, ptv_survival_serialize(acc, &byte, 1, NULL));
    assert_status(PTV_ERR_NULL, ptv_survival_deserialize(NULL, &byte, 1, NULL));
    assert_untouched(copy, PTV_ERR_NULL, ptv_survival_deserialize(NULL, NULL, 60, &copy));
    ptv_survival_free(acc);
}

static void cases_are_counted(void **unused) {
    (void)unused;
    ptv_survival *acc = fresh();
    assert_ok(ptv_survival_add(acc, 5, PTV_EVENT));
    assert_ok(ptv_survival_add(acc, 5, PTV_CENSORED));
    assert_ok(ptv_survival_add(acc, 0, PTV_EVENT));
    assert_ok(ptv_survival_add(acc, INT64_MAX, PTV_CENSORED));
    assert_ok(ptv_survival_add_n(acc, 5, PTV_EVENT, 7));
    assert_ok(ptv_survival_add(acc, PTV_TIME_NONE, PTV_EVENT));
    assert_ok(ptv_survival_add_n(acc, PTV_TIME_NONE, PTV_CENSORED, 2));
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_add(acc, -1, PTV_EVENT));
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_add_n(acc, INT64_MIN + 1, PTV_CENSORED, 3));
    ptv_survival_result r = reading(acc);
    assert_true(r.n == 11 && r.events == 9 && r.missing == 3 && r.rejected == 4 && r.times == 3);
    assert_true(r.last == INT64_MAX);
    ptv_survival_free(acc);
}

static void an_event_is_one_or_not(void **unused) {
    (void)unused;
    ptv_survival *acc = remission();
    static const int32_t other[] = {2, -1, INT32_MAX, INT32_MIN, 256};
    static const int64_t times[] = {6, 8, -1, PTV_TIME_NONE};
    for (size_t i = 0; i < COUNT_OF(other); i++)
        for (size_t j = 0; j < COUNT_OF(times); j++) {
            assert_state_untouched(acc, PTV_ERR_ARGUMENT,
                                   ptv_survival_add(acc, times[j], other[i]));
            assert_state_untouched(acc, PTV_ERR_ARGUMENT,
                                   ptv_survival_add_n(acc, times[j], other[i], 0));
            assert_state_untouched(acc, PTV_ERR_ARGUMENT,
                                   ptv_survival_remove(acc, times[j], other[i], 1));
        }
    ptv_survival_free(acc);
}

static void zero_times_changes_nothing(void **unused) {
    (void)unused;
    ptv_survival *acc = remission(), *same = remission();
    assert_ok(ptv_survival_add_n(acc, 8, PTV_EVENT, 0));
    assert_ok(ptv_survival_add_n(acc, 6, PTV_CENSORED, 0));
    assert_ok(ptv_survival_remove(acc, 8, PTV_EVENT, 0));
    assert_ok(ptv_survival_add_n(acc, PTV_TIME_NONE, PTV_EVENT, 0));
    assert_same(acc, same);
    ptv_survival_free(acc);
    ptv_survival_free(same);
}

/* Each counter in turn is filled to its limit; n is of events and censored cases together. */
static void overflow_changes_nothing(void **unused) {
    (void)unused;
    static const int64_t times[] = {4, PTV_TIME_NONE, -9};
    for (size_t i = 0; i < COUNT_OF(times); i++)
        for (int32_t event = PTV_CENSORED; event <= PTV_EVENT; event++) {
            ptv_survival *acc = fresh(), *one = fresh();
            ptv_status done = times[i] == -9 ? PTV_OUT_OF_SCALE : PTV_OK;
            assert_status(done, ptv_survival_add_n(acc, times[i], event, PTV_COUNT_MAX - 1));
            assert_state_untouched(acc, PTV_ERR_OVERFLOW,
                                   ptv_survival_add_n(acc, times[i], 1 - event, 2));
            assert_state_untouched(acc, PTV_ERR_OVERFLOW,
                                   ptv_survival_add_n(acc, times[i], event, UINT64_MAX));
            assert_status(done, ptv_survival_add(acc, times[i], 1 - event));
            assert_state_untouched(acc, PTV_ERR_OVERFLOW,
                                   ptv_survival_add(acc, times[i] > 0 ? 5 : times[i], event));
            assert_state_untouched(acc, PTV_ERR_OVERFLOW,
                                   ptvi_survival_prepare_add(acc, times[i] > 0 ? 5 : times[i]));
            assert_status(done, ptv_survival_add(one, times[i] > 0 ? 7 : times[i], event));
            assert_ok(ptv_survival_add(one, 1, event));
            if (times[i] > 0)
                assert_ok(ptv_survival_remove(one, 1, event, 1));
            assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_survival_merge(acc, one));
            assert_state_untouched(one, PTV_ERR_OVERFLOW, ptv_survival_merge(one, acc));
            assert_state_untouched(acc, PTV_ERR_OVERFLOW, ptv_survival_merge(acc, acc));
            ptv_survival_free(acc);
            ptv_survival_free(one);
        }
}

static void more_than_was_added_is_not_taken(void **unused) {
    (void)unused;
    ptv_survival *acc = remission(), *same;
    assert_ok(ptv_survival_add_n(acc, PTV_TIME_NONE, PTV_EVENT, 2));
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_add_n(acc, -5, PTV_EVENT, 2));
    assert_ok(ptv_survival_copy(acc, NULL, &same));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_survival_remove(acc, 6, PTV_EVENT, 4));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_survival_remove(acc, 6, PTV_CENSORED, 2));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_survival_remove(acc, 7, PTV_CENSORED, 1));
    static const int64_t absent[] = {0, 5, 8, 36, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(absent); i++)
        assert_state_untouched(acc, PTV_ERR_UNDERFLOW,
                               ptv_survival_remove(acc, absent[i], PTV_EVENT, 1));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW,
                           ptv_survival_remove(acc, PTV_TIME_NONE, PTV_EVENT, 3));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW, ptv_survival_remove(acc, -1, PTV_EVENT, 3));
    assert_state_untouched(acc, PTV_ERR_UNDERFLOW,
                           ptv_survival_remove(acc, 6, PTV_EVENT, UINT64_MAX));
    assert_ok(ptv_survival_remove(acc, PTV_TIME_NONE, PTV_CENSORED, 2));
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_remove(acc, -1, PTV_CENSORED, 2));
    ptv_survival_result r = reading(acc);
    assert_true(r.missing == 0 && r.rejected == 0 && r.n == 21 && r.events == 9);
    assert_ok(ptv_survival_remove(acc, 6, PTV_EVENT, 2));
    assert_ok(ptv_survival_remove(acc, 6, PTV_CENSORED, 1));
    r = reading(acc);
    assert_true(r.n == 18 && r.events == 7 && r.times == 16);
    ptv_survival *empty = fresh();
    assert_state_untouched(empty, PTV_ERR_UNDERFLOW, ptv_survival_remove(empty, 0, PTV_EVENT, 1));
    ptv_survival_free(empty);
    ptv_survival_free(same);
    ptv_survival_free(acc);
}

/* Times in an order: rising, falling, from both ends, shuffled. */
static void order_times(int64_t *times, size_t n, int order) {
    struct generator generator = {31};
    for (size_t i = 0; i < n; i++)
        times[i] = (int64_t)(order == 1 ? n - i : order == 2 && i % 2 ? n - i : i) * 3;
    if (order == 2) /* 0, 3 (n - 1), 6, … meets itself: make the odd ones distinct */
        for (size_t i = 1; i < n; i += 2)
            times[i]++;
    if (order == 3)
        for (size_t i = n - 1; i > 0; i--) {
            size_t j = random_below(&generator, i + 1);
            int64_t kept = times[i];
            times[i] = times[j];
            times[j] = kept;
        }
}

static void thousands_of_times_in_any_order(void **unused) {
    (void)unused;
    static int64_t times[TIMES];
    static ptv_survival_point points[TIMES];
    for (int order = 0; order < 4; order++) {
        ptv_survival *acc = fresh(), *sorted = fresh();
        size_t n = 0;
        order_times(times, TIMES, order);
        for (size_t i = 0; i < TIMES; i++) {
            add_cases(acc, times[i], 1 + (uint64_t)times[i] % 3, (uint64_t)times[i] % 2);
            assert_int_equal(acc->times.n, i + 1);
        }
        assert_true(acc->times.n_blocks >= TIMES / PTVI_SORTED_BLOCK);
        assert_ok(ptv_survival_curve(acc, NULL, points, TIMES, &n));
        assert_int_equal(n, TIMES);
        for (size_t i = 0; i < TIMES; i++) {
            const ptv_survival_point *p = &points[i];
            assert_true(i == 0 || p->time > points[i - 1].time);
            assert_true(p->events == 1 + (uint64_t)p->time % 3 &&
                        p->censored == (uint64_t)p->time % 2);
            assert_true(i == 0 || p->at_risk == points[i - 1].at_risk - points[i - 1].events -
                                                    points[i - 1].censored);
            add_cases(sorted, p->time, p->events, p->censored);
        }
        assert_same(acc, sorted);
        ptv_survival_free(acc);
        ptv_survival_free(sorted);
    }
}

/* Down to nothing and up again: every block is given back on the way. */
static void blocks_vanish(void **unused) {
    (void)unused;
    static int64_t times[TIMES];
    for (int order = 0; order < 4; order++) {
        struct memory memory;
        ptv_allocator allocator = counting(&memory);
        ptv_survival *acc, *empty = fresh();
        assert_ok(ptv_survival_new(NULL, &allocator, &acc));
        for (int round = 0; round < 2; round++) {
            order_times(times, TIMES, 3);
            for (size_t i = 0; i < TIMES; i++)
                add_cases(acc, times[i], 1, 1);
            assert_int_equal(memory.blocks, 2 + acc->times.n_blocks);
            order_times(times, TIMES, order == 2 ? 0 : order);
            for (size_t i = 0; i < TIMES; i++) {
                int64_t time = order == 1 ? times[i] - 3 : times[i];
                assert_ok(ptv_survival_remove(acc, time, PTV_CENSORED, 1));
                assert_ok(ptv_survival_remove(acc, time, PTV_EVENT, 1));
                assert_int_equal(memory.blocks, 2 + acc->times.n_blocks);
            }
            assert_int_equal(acc->times.n_blocks, 0);
            assert_same(acc, empty);
        }
        ptv_survival_free(acc);
        ptv_survival_free(empty);
        assert_int_equal(memory.blocks, 0);
    }
}

static void merge_adds(void **unused) {
    (void)unused;
    ptv_survival *a = remission(), *b = with(placebo, COUNT_OF(placebo)), *both = fresh();
    assert_ok(ptv_survival_add_n(a, PTV_TIME_NONE, PTV_EVENT, 3));
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_add_n(b, -4, PTV_EVENT, 5));
    assert_ok(ptv_survival_merge(both, b));
    assert_same(both, b);
    assert_ok(ptv_survival_merge(both, a));
    assert_ok(ptv_survival_merge(a, b));
    assert_same(both, a);
    ptv_survival_result r = reading(both);
    assert_true(r.n == 42 && r.events == 30 && r.missing == 3 && r.rejected == 5);
    assert_int_equal(r.times, 24);
    assert_ok(ptv_survival_reset(b));
    assert_ok(ptv_survival_merge(a, b)); /* the identity */
    assert_same(both, a);
    ptv_survival_free(a);
    ptv_survival_free(b);
    ptv_survival_free(both);
}

static void merge_with_itself_doubles(void **unused) {
    (void)unused;
    ptv_survival *acc = remission(), *twice = remission();
    assert_ok(ptv_survival_add_n(acc, PTV_TIME_NONE, PTV_EVENT, 3));
    assert_ok(ptv_survival_add_n(twice, PTV_TIME_NONE, PTV_EVENT, 6));
    for (size_t i = 0; i < COUNT_OF(mercaptopurine); i++)
        add_cases(twice, mercaptopurine[i].time, mercaptopurine[i].events,
                  mercaptopurine[i].censored);
    assert_ok(ptv_survival_merge(acc, acc));
    assert_same(acc, twice);
    ptv_survival_free(acc);
    ptv_survival_free(twice);
}

static void another_definition_does_not_mix(void **unused) {
    (void)unused;
    ptv_survival *acc = remission();
    for (int i = 0; i < 2; i++) {
        ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
        ptv_survival *other;
        ptv_comparison c;
        scribble(c);
        config.calendar_id = i == 0 ? 1 : 0;
        config.unit_ms = i == 0 ? 1 : 1000;
        assert_ok(ptv_survival_new(&config, NULL, &other));
        assert_state_untouched(acc, PTV_ERR_MISMATCH, ptv_survival_merge(acc, other));
        assert_state_untouched(other, PTV_ERR_MISMATCH, ptv_survival_merge(other, acc));
        assert_untouched(c, PTV_ERR_MISMATCH, ptv_survival_compare(acc, other, NULL, &c));
        assert_untouched(c, PTV_ERR_MISMATCH, ptv_survival_compare(other, acc, NULL, &c));
        ptv_survival_free(other);
    }
    ptv_survival_free(acc);
}

static void copies_are_independent(void **unused) {
    (void)unused;
    struct memory memory;
    ptv_allocator allocator = counting(&memory);
    ptv_survival *acc = remission(), *same = remission(), *copy;
    for (int64_t t = 100; t < 1000; t++) {
        add_cases(acc, t, 1, 2);
        add_cases(same, t, 1, 2);
    }
    assert_ok(ptv_survival_copy(acc, &allocator, &copy));
    assert_same(copy, acc);
    assert_ok(ptv_survival_reset(acc));
    assert_same(copy, same);
    assert_ok(ptv_survival_add(copy, 50, PTV_EVENT));
    assert_int_equal(reading(acc).n, 0);
    ptv_survival_free(copy);
    assert_int_equal(memory.blocks, 0);
    assert_ok(ptv_survival_copy(acc, NULL, &copy)); /* of an empty state */
    assert_same(copy, acc);
    ptv_survival_free(copy);
    ptv_survival_free(acc);
    ptv_survival_free(same);
}

/* What may run out of memory, done to a state of two blocks that has some of what it needs. */
typedef ptv_status (*growing)(ptv_survival *acc, const struct bytes *image,
                              const ptv_allocator *allocator);

static ptv_status grow_by_add(ptv_survival *acc, const struct bytes *image,
                              const ptv_allocator *allocator) {
    (void)image;
    (void)allocator;
    return ptv_survival_add(acc, 3, PTV_EVENT);
}
static ptv_status grow_by_merge(ptv_survival *acc, const struct bytes *image,
                                const ptv_allocator *allocator) {
    (void)image;
    (void)allocator;
    return ptv_survival_merge(acc, acc);
}
static ptv_status grow_by_merging_others(ptv_survival *acc, const struct bytes *image,
                                         const ptv_allocator *allocator) {
    (void)image;
    (void)allocator;
    ptv_survival *other = fresh();
    for (int64_t t = 0; t < 700; t++)
        assert_ok(ptv_survival_add(other, 2 * t + 1, t % 2 ? PTV_CENSORED : PTV_EVENT));
    ptv_status status = ptv_survival_merge(acc, other);
    ptv_survival_free(other);
    return status;
}
static ptv_status grow_by_copy(ptv_survival *acc, const struct bytes *image,
                               const ptv_allocator *allocator) {
    (void)image;
    ptv_survival *copy = NULL;
    ptv_status status = ptv_survival_copy(acc, allocator, &copy);
    if (status == PTV_OK)
        assert_same(copy, acc);
    else
        assert_null(copy);
    ptv_survival_free(copy);
    return status;
}
static ptv_status grow_by_deserialize(ptv_survival *acc, const struct bytes *image,
                                      const ptv_allocator *allocator) {
    ptv_survival *read = NULL;
    ptv_status status = ptv_survival_deserialize(allocator, image->data, image->len, &read);
    if (status == PTV_OK)
        assert_same(read, acc);
    else
        assert_null(read);
    ptv_survival_free(read);
    return status;
}
static ptv_status grow_by_new(ptv_survival *acc, const struct bytes *image,
                              const ptv_allocator *allocator) {
    (void)acc;
    (void)image;
    ptv_survival *made = NULL;
    ptv_status status = ptv_survival_new(NULL, allocator, &made);
    if (status != PTV_OK)
        assert_null(made);
    ptv_survival_free(made);
    return status;
}

static void every_allocation_fails_once(void **unused) {
    (void)unused;
    static const struct {
        const char *name;
        growing grow;
        size_t at_least; /* allocations */
    } cases[] = {{"add to a full block", grow_by_add, 2}, {"merge with itself", grow_by_merge, 6},
                 {"merge", grow_by_merging_others, 10},   {"copy", grow_by_copy, 6},
                 {"deserialize", grow_by_deserialize, 6}, {"new", grow_by_new, 1}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct memory memory;
        ptv_allocator allocator = counting(&memory);
        ptv_survival *acc;
        assert_ok(ptv_survival_new(NULL, &allocator, &acc));
        /* Four full blocks, so that a split also needs a longer list. */
        for (int64_t t = 0; t < 4 * PTVI_SORTED_BLOCK; t++)
            assert_ok(ptv_survival_add(acc, 10000 + 2 * t, PTV_EVENT));
        assert_true(acc->times.n_blocks == 4 && acc->times.capacity == 4);
        struct bytes image = image_of(acc);
        size_t live = memory.blocks;
        ptv_status status = PTV_ERR_MEMORY;
        size_t failed = 0;
        for (; status == PTV_ERR_MEMORY; failed++) {
            fail_after(&memory, failed);
            status = cases[i].grow(acc, &image, &allocator);
            if (status == PTV_ERR_MEMORY) {
                assert_image(acc, image);
                assert_int_equal(memory.blocks, live); /* a longer list may take the place of one */
                live = memory.blocks;
            }
        }
        assert_ok(status);
        print_message("%s: %zu allocations failed in turn\n", cases[i].name, failed - 1);
        assert_in_range(failed - 1, cases[i].at_least, SIZE_MAX);
        free(image.data);
        memory.fail_at = 0;
        ptv_survival_free(acc);
        assert_int_equal(memory.blocks, 0);
    }
}

/* The very first case needs a list and a block. */
static void the_first_case_may_find_no_memory(void **unused) {
    (void)unused;
    struct memory memory;
    ptv_allocator allocator = counting(&memory);
    ptv_survival *acc, *empty = fresh();
    assert_ok(ptv_survival_new(NULL, &allocator, &acc));
    for (size_t k = 0; k < 2; k++) {
        fail_after(&memory, k);
        assert_status(PTV_ERR_MEMORY, ptv_survival_add(acc, 5, PTV_EVENT));
        assert_same(acc, empty);
    }
    fail_after(&memory, 0);
    assert_ok(ptv_survival_add(acc, PTV_TIME_NONE, PTV_EVENT)); /* needs none */
    fail_after(&memory, 1); /* the list is there from the last attempt */
    assert_ok(ptv_survival_add(acc, 5, PTV_EVENT));
    ptv_survival_free(acc);
    ptv_survival_free(empty);
    assert_int_equal(memory.blocks, 0);
}

/* Whatever the state, an addition that was prepared needs no memory, and preparing it shows in
 * nothing; nor does an attempt that failed. */
static void a_prepared_addition_does_not_fail(void **unused) {
    (void)unused;
    static const int64_t times[] = {PTV_TIME_NONE, -1, 0, 3, 4, 257, 100000, INT64_MAX};
    for (int64_t n = 0; n <= 4 * PTVI_SORTED_BLOCK; n += PTVI_SORTED_BLOCK / 2)
        for (size_t i = 0; i < COUNT_OF(times); i++) {
            struct memory memory;
            ptv_allocator allocator = counting(&memory);
            ptv_survival *acc;
            assert_ok(ptv_survival_new(NULL, &allocator, &acc));
            for (int64_t t = 0; t < n; t++)
                assert_ok(ptv_survival_add(acc, 2 * t, PTV_EVENT));
            struct bytes before = image_of(acc);
            ptv_status status = PTV_ERR_MEMORY;
            for (size_t failed = 0; status == PTV_ERR_MEMORY; failed++) {
                fail_after(&memory, failed);
                status = ptvi_survival_prepare_add(acc, times[i]);
                assert_image(acc, before);
            }
            assert_ok(status);
            fail_after(&memory, 0);
            size_t calls = memory.calls;
            assert_true(ptv_survival_add_n(acc, times[i], (int32_t)(i % 2), 5) >= 0);
            assert_int_equal(memory.calls, calls);
            if (times[i] >= 0)
                assert_int_equal(reading(acc).n, n + 5);
            memory.fail_at = 0;
            free(before.data);
            ptv_survival_free(acc);
            assert_int_equal(memory.blocks, 0);
        }
}

/* Unit 1000, calendar 0x0102030405060708; 2 events and 300 censored at 5, 1 event at 6, 3 censored
 * at 6 + 1 + 2^14; 9 missing, 10 rejected. */
static const uint8_t golden[] = {
    'P',  'T',  'V',  0xB5, 4, 0, 1, 0, 68, 0, 0, 0, 0, 0, 0, 0, /* type, version, length */
    0,    0,    0,    0,    0, 0, 0, 0,                          /* checksum, zero */
    8,    7,    6,    5,    4, 3, 2, 1,                          /* calendar */
    0xE8, 3,    0,    0,    0, 0, 0, 0,                          /* unit */
    9,    0,    0,    0,    0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, /* missing, rejected */
    5,    2,    0xAC, 2,                                         /* 300 is 2 * 128 + 44 */
    0,    1,    0,                                               /* next to the one before */
    0x80, 0x80, 1,    0,    3};

static ptv_survival *state_of_golden(void) {
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *acc;
    config.calendar_id = UINT64_C(0x0102030405060708);
    config.unit_ms = 1000;
    assert_ok(ptv_survival_new(&config, NULL, &acc));
    add_cases(acc, 6 + 1 + 16384, 0, 3);
    add_cases(acc, 5, 2, 300);
    add_cases(acc, 6, 1, 0);
    assert_ok(ptv_survival_add_n(acc, PTV_TIME_NONE, PTV_EVENT, 9));
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_add_n(acc, -1, PTV_EVENT, 10));
    return acc;
}

static void the_image_is_the_documented_bytes(void **unused) {
    (void)unused;
    uint8_t want[sizeof golden];
    memcpy(want, golden, sizeof want);
    repair_checksum(want, sizeof want);
    ptv_survival *acc = state_of_golden(), *back;
    struct bytes image = image_of(acc);
    assert_int_equal(image.len, sizeof want);
    assert_memory_equal(image.data, want, sizeof want);
    assert_ok(ptv_survival_deserialize(NULL, want, sizeof want, &back));
    assert_same(acc, back);
    ptv_survival_result r = reading(back);
    assert_true(r.calendar_id == UINT64_C(0x0102030405060708) && r.unit_ms == 1000);
    assert_true(r.n == 306 && r.events == 3 && r.missing == 9 && r.rejected == 10);
    uint32_t type = 0, version = 0;
    assert_ok(ptv_wire_info(want, sizeof want, &type, &version, NULL));
    assert_true(type == PTV_TYPE_SURVIVAL && version == 1);
    free(image.data);
    ptv_survival_free(acc);
    ptv_survival_free(back);
}

static void serialize_needs_room(void **unused) {
    (void)unused;
    ptv_survival *acc = state_of_golden();
    uint8_t bytes[sizeof golden + 1];
    size_t len;
    for (size_t cap = 0; cap < sizeof golden; cap++) {
        scribble(bytes);
        len = 0;
        assert_untouched(bytes, PTV_ERR_SPACE, ptv_survival_serialize(acc, bytes, cap, &len));
        assert_int_equal(len, sizeof golden);
    }
    scribble(bytes);
    assert_ok(ptv_survival_serialize(acc, bytes, sizeof bytes, &len));
    assert_int_equal(bytes[sizeof golden], 0xA5);
    ptv_survival_free(acc);
}

/* An image with another tail behind the fixed words. */
static ptv_status read_tail(const uint8_t *tail, size_t n, const uint64_t fixed[4],
                            ptv_survival **out) {
    enum { FIXED = IMAGE_HEADER + 32 };
    uint8_t *bytes = malloc(FIXED + n);
    assert_non_null(bytes);
    memcpy(bytes, golden, FIXED);
    for (size_t i = 0; fixed && i < 4; i++)
        for (size_t j = 0; j < 8; j++)
            bytes[IMAGE_HEADER + 8 * i + j] = (uint8_t)(fixed[i] >> 8 * j);
    if (n > 0)
        memcpy(bytes + FIXED, tail, n);
    repair_length(bytes, FIXED + n);
    repair_checksum(bytes, FIXED + n);
    ptv_status status = ptv_survival_deserialize(NULL, bytes, FIXED + n, out);
    free(bytes);
    return status;
}

static void impossible_contents_are_refused(void **unused) {
    (void)unused;
    static const struct {
        const char *why;
        size_t n;
        uint8_t tail[32];
    } bad[] = {
        {"a time only", 1, {5}},
        {"no censored", 2, {5, 1}},
        {"a number cut off", 3, {5, 1, 0x80}},
        {"nobody at a time", 3, {5, 0, 0}},
        {"nobody at the second", 6, {5, 1, 0, 0, 0, 0}},
        {"a longer zero", 4, {0x80, 0, 1, 0}},
        {"a longer one", 4, {5, 0x81, 0, 0}},
        {"a longer censored", 5, {5, 1, 0x80, 0x80, 0}},
        {"eleven bytes", 13, {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 1, 0}},
        {"65 bits", 12, {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 3, 1, 0}},
        {"a time of 2^63", 12, {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 1, 0}},
        {"a time beyond the last",
         14,
         {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 0, 1, 0}},
        {"a time past 64 bits",
         15,
         {5, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0}},
        {"2^60 events", 11, {5, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 0}},
        {"2^60 censored", 11, {5, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10}},
        {"2^60 together", 11, {5, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1}},
        {"2^60 in two times",
         14,
         {5, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 1, 0}},
    };
    ptv_survival *acc = NULL;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        ptv_status status = read_tail(bad[i].tail, bad[i].n, NULL, &acc);
        if (status != PTV_ERR_WIRE_CONTENT || acc)
            fail_msg("%s: %s", bad[i].why, ptv_status_name(status));
    }
    static const uint64_t fixed[][4] = {{0, 0, 0, 0},                 /* unit 0 */
                                        {0, UINT64_C(1) << 63, 0, 0}, /* a negative unit */
                                        {0, 1, PTV_COUNT_MAX + 1, 0},
                                        {0, 1, 0, PTV_COUNT_MAX + 1},
                                        {0, 1, UINT64_MAX, UINT64_MAX}};
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        assert_untouched(acc, PTV_ERR_WIRE_CONTENT, read_tail(NULL, 0, fixed[i], &acc));
}

static void extreme_contents_are_read(void **unused) {
    (void)unused;
    static const uint64_t fixed[4] = {UINT64_MAX, INT64_MAX, PTV_COUNT_MAX, PTV_COUNT_MAX};
    static const uint8_t tail[] = {0,    1,    0, /* at 0, then at 2^63 - 1 */
                                   0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0,
                                   0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F};
    ptv_survival *acc;
    assert_ok(read_tail(tail, sizeof tail, fixed, &acc));
    ptv_survival_result r = reading(acc);
    assert_true(r.n == PTV_COUNT_MAX && r.events == 1 && r.last == INT64_MAX && r.times == 2);
    assert_true(r.missing == PTV_COUNT_MAX && r.rejected == PTV_COUNT_MAX);
    ptv_survival_free(acc);
    assert_ok(read_tail(NULL, 0, fixed, &acc));
    assert_int_equal(reading(acc).n, 0);
    ptv_survival_free(acc);
}

static void headers_are_checked(void **unused) {
    (void)unused;
    static const struct {
        size_t offset;
        uint8_t value;
        ptv_status status;
        bool repair;
    } changes[] = {{0, 'Q', PTV_ERR_WIRE_MAGIC, true},    {4, 1, PTV_ERR_WIRE_TYPE, true},
                   {6, 0, PTV_ERR_WIRE_VERSION, true},    {6, 2, PTV_ERR_WIRE_VERSION, true},
                   {8, 67, PTV_ERR_WIRE_LENGTH, true},    {20, 1, PTV_ERR_WIRE_CONTENT, true},
                   {40, 0, PTV_ERR_WIRE_CHECKSUM, false}, {16, 0, PTV_ERR_WIRE_CHECKSUM, false},
                   {67, 0x80, PTV_ERR_WIRE_CONTENT, true}};
    ptv_survival *acc = NULL;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        uint8_t bytes[sizeof golden];
        memcpy(bytes, golden, sizeof bytes);
        repair_checksum(bytes, sizeof bytes);
        bytes[changes[i].offset] = changes[i].value;
        if (changes[i].repair)
            repair_checksum(bytes, sizeof bytes);
        assert_untouched(acc, changes[i].status,
                         ptv_survival_deserialize(NULL, bytes, sizeof bytes, &acc));
    }
    uint8_t header[IMAGE_HEADER + 31];
    memcpy(header, golden, sizeof header);
    for (size_t len = IMAGE_HEADER; len <= sizeof header; len++) {
        repair_length(header, len);
        repair_checksum(header, len);
        assert_untouched(acc, PTV_ERR_WIRE_LENGTH,
                         ptv_survival_deserialize(NULL, header, len, &acc));
    }
    assert_untouched(acc, PTV_ERR_WIRE_LENGTH, ptv_survival_deserialize(NULL, header, 3, &acc));
}

/* Figures that every textbook prints of these data. */
static void published_figures(void **unused) {
    (void)unused;
    ptv_survival *acc = remission(), *other = with(placebo, COUNT_OF(placebo));
    static const struct {
        int64_t time;
        uint64_t n;
        double survival, std_error, lower, upper;
    } printed[] = {{6, 21, .857, .0764, .720, 1.000}, {7, 17, .807, .0869, .653, .996},
                   {10, 15, .753, .0963, .586, .968}, {13, 12, .690, .1068, .510, .935},
                   {16, 11, .627, .1141, .439, .896}, {22, 7, .538, .1282, .337, .858},
                   {23, 6, .448, .1346, .249, .807}};
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    opt.method = PTV_METHOD_LOG; /* R's default */
    ptv_estimate e;
    for (size_t i = 0; i < COUNT_OF(printed); i++) {
        assert_ok(ptv_survival_at(acc, printed[i].time, &opt, &e));
        assert_true(e.n == printed[i].n);
        assert_close_floor(e.value, printed[i].survival, 5.01e-4, 1);
        assert_close_floor(e.std_error, printed[i].std_error, 5.01e-5, 1);
        assert_close_floor(e.lower, printed[i].lower, 5.01e-4, 1);
        assert_close_floor(e.upper, printed[i].upper, 5.01e-4, 1);
    }
    assert_status(PTV_UNATTAINABLE, ptv_survival_quantile(acc, 1, 2, &opt, &e));
    assert_exact(e.value, 23);
    assert_exact(e.lower, 16);
    assert_nan(e.upper);
    assert_exact(reading(other).median.value, 8);
    ptv_comparison c;
    assert_ok(ptv_survival_compare(acc, other, NULL, &c));
    assert_close_floor(c.statistic, 16.79, 5.01e-3, 1);
    assert_less(c.difference, 0); /* the event comes later with the drug */
    assert_less(c.upper, 0);
    ptv_survival_free(acc);
    ptv_survival_free(other);
}

static void survival_at_a_time(void **unused) {
    (void)unused;
    static const struct cases some[] = {{5, 2, 1}, {8, 0, 3}, {9, 4, 0}};
    ptv_survival *acc = with(some, COUNT_OF(some));
    ptv_estimate e = at(acc, 0); /* before anything */
    assert_exact(e.value, 1);
    assert_exact(e.upper, 1);
    assert_exact(e.std_error, 0);
    assert_close(e.lower, 0.72246720013711121, 1e-12); /* Wilson, 10 of 10 */
    assert_true(e.n == 10 && e.n_eff == 10);
    e = at(acc, 5);
    assert_close(e.value, 0.8, 1e-15);
    assert_true(e.n == 10);
    assert_close(e.n_eff, 10, 1e-15);
    e = at(acc, 6); /* between two times: those that are left */
    assert_close(e.value, 0.8, 1e-15);
    assert_true(e.n == 7);
    e = at(acc, 8);
    assert_true(e.n == 7);
    e = at(acc, 9); /* the last of them all */
    assert_exact(e.value, 0);
    assert_exact(e.lower, 0);
    assert_less(0, e.upper);
    assert_true(e.n == 4);
    e = at(acc, INT64_MAX); /* nobody is left, for ever */
    assert_exact(e.value, 0);
    assert_true(e.n == 0);
    ptv_estimate untouched;
    scribble(untouched);
    assert_untouched(untouched, PTV_ERR_ARGUMENT, ptv_survival_at(acc, -1, NULL, &untouched));
    assert_untouched(untouched, PTV_ERR_ARGUMENT,
                     ptv_survival_at(acc, PTV_TIME_NONE, NULL, &untouched));
    ptv_survival_free(acc);
}

static void beyond_the_last_case_nothing_is_known(void **unused) {
    (void)unused;
    ptv_survival *acc = remission(), *empty = fresh();
    ptv_estimate e;
    assert_ok(ptv_survival_at(acc, 35, NULL, &e));
    assert_status(PTV_INCOMPLETE, ptv_survival_at(acc, 36, NULL, &e));
    assert_status(PTV_INCOMPLETE, e.status);
    assert_nan(e.value);
    assert_nan(e.lower);
    assert_nan(e.upper);
    assert_true(e.n == 0);
    assert_status(PTV_EMPTY, ptv_survival_at(empty, 0, NULL, &e));
    assert_empty_estimate(e);
    ptv_survival_free(acc);
    ptv_survival_free(empty);
}

static void some_methods_have_no_interval_at_the_ends(void **unused) {
    (void)unused;
    static const struct cases some[] = {{5, 1, 0}, {9, 1, 0}};
    static const int64_t ends[] = {4, 9};
    ptv_survival *acc = with(some, COUNT_OF(some));
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    for (opt.method = PTV_METHOD_LOG_LOG; opt.method <= PTV_METHOD_PLAIN; opt.method++)
        for (size_t i = 0; i < COUNT_OF(ends); i++) {
            ptv_estimate e;
            assert_status(PTV_DEGENERATE, ptv_survival_at(acc, ends[i], &opt, &e));
            assert_exact(e.value, i == 0 ? 1 : 0);
            assert_nan(e.lower);
            assert_nan(e.upper);
        }
    ptv_survival_free(acc);
}

/* The share has been rounded, and so have its bounds, but not past it. */
static void no_bound_passes_its_share(void **unused) {
    (void)unused;
    ptv_survival *acc = fresh();
    ptv_estimate e;
    add_cases(acc, 1, 14, 0);
    add_cases(acc, 2, 0, UINT64_C(1) << 57);
    assert_ok(ptv_survival_at(acc, 1, NULL, &e));
    assert_in(e.lower, e.value, e.upper);
    ptv_survival_free(acc);
}

static void one_of_all_there_can_be(void **unused) {
    (void)unused;
    ptv_survival *acc = fresh();
    add_cases(acc, 1, 1, 0);
    add_cases(acc, 2, 0, PTV_COUNT_MAX - 1);
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    for (opt.method = PTV_METHOD_ROTHMAN_WILSON; opt.method <= PTV_METHOD_PLAIN; opt.method++) {
        ptv_estimate e;
        assert_ok(ptv_survival_at(acc, 1, &opt, &e));
        assert_exact(e.value, 1); /* but for 2^-60 */
        assert_close(e.n_eff, 0x1p60, 1e-12);
        assert_close(e.std_error, 0x1p-60, 1e-12);
        assert_in(0.99999, e.lower, e.upper);
    }
    ptv_comparison c;
    ptv_survival *most = fresh();
    add_cases(most, 1, PTV_COUNT_MAX - 1, 0);
    add_cases(most, 2, 1, 0);
    assert_ok(ptv_survival_compare(most, acc, NULL, &c));
    assert_less(0, c.lower);
    assert_exact(c.p_value, 0);
    ptv_survival_free(acc);
    ptv_survival_free(most);
}

static void quantiles(void **unused) {
    (void)unused;
    ptv_survival *acc = fresh(), *empty = fresh();
    for (int64_t t = 1; t <= 100; t++)
        assert_ok(ptv_survival_add(acc, t, PTV_EVENT));
    ptv_estimate e, untouched;
    for (uint32_t percent = 1; percent < 100; percent++) {
        assert_true(ptv_survival_quantile(acc, percent, 100, NULL, &e) >= 0);
        assert_exact(e.value, percent); /* nearest rank */
        assert_true(e.n == 100);
        assert_at_most(e.lower, e.value);
        assert_status(percent <= 96 ? PTV_OK : PTV_UNATTAINABLE, e.status);
        if (percent <= 96)
            assert_at_most(e.value, e.upper);
    }
    assert_true(ptv_survival_quantile(acc, UINT32_MAX - 1, UINT32_MAX, NULL, &e) >= 0);
    assert_exact(e.value, 100);
    assert_ok(ptv_survival_quantile(acc, 1, UINT32_MAX, NULL, &e));
    assert_exact(e.value, 1);
    scribble(untouched);
    static const uint32_t wrong[][2] = {{0, 1}, {1, 1}, {2, 1}, {0, 0}, {1, 0}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_untouched(untouched, PTV_ERR_ARGUMENT,
                         ptv_survival_quantile(acc, wrong[i][0], wrong[i][1], NULL, &untouched));
    assert_status(PTV_EMPTY, ptv_survival_quantile(empty, 1, 2, NULL, &e));
    assert_empty_estimate(e);
    add_cases(acc, 101, 0, 300); /* now the curve comes down to 3/4 only */
    assert_ok(ptv_survival_quantile(acc, 1, 5, NULL, &e));
    assert_exact(e.value, 80);
    assert_status(PTV_UNATTAINABLE, ptv_survival_quantile(acc, 1, 4, NULL, &e));
    assert_exact(e.value, 100);
    assert_less(e.lower, 100);
    assert_nan(e.upper);
    assert_status(PTV_INCOMPLETE, ptv_survival_quantile(acc, 1, 2, NULL, &e));
    assert_nan(e.value);
    assert_nan(e.upper);
    assert_true(e.n == 400);
    ptv_survival_free(acc);
    ptv_survival_free(empty);
}

/* Three censored, one after the other: at the last only one is watched, and with one the lower
 * bound is at 0.2. The band crosses there, although nothing happened. */
static void a_band_crosses_where_nothing_happens(void **unused) {
    (void)unused;
    static const struct cases some[] = {{1, 0, 1}, {2, 0, 1}, {3, 0, 1}};
    ptv_survival *acc = with(some, COUNT_OF(some));
    ptv_estimate e;
    assert_less(0.4, at(acc, 1).lower);
    assert_less(at(acc, 3).lower, 0.25);
    assert_status(PTV_INCOMPLETE, ptv_survival_quantile(acc, 3, 4, NULL, &e));
    assert_exact(e.lower, 3);
    ptv_survival_free(acc);
}

static void restricted_means(void **unused) {
    (void)unused;
    static const struct cases some[] = {{2, 1, 0}, {4, 1, 1}, {7, 1, 0}};
    ptv_survival *acc = with(some, COUNT_OF(some)), *empty = fresh();
    ptv_estimate e, untouched;
    assert_ok(ptv_survival_restricted_mean(acc, 5, NULL, &e));
    /* 2 + 2 * 3/4 + 1 * 1/2; (2)^2 / 12 + (1/2)^2 / 6 */
    assert_close(e.value, 4, 1e-15);
    assert_close(e.std_error, sqrt(1.0 / 3 + 1.0 / 24), 1e-14);
    assert_true(e.n == 4 && e.n_eff == 4);
    assert_in(0, e.lower, e.value);
    assert_exact(e.upper, 5);
    assert_status(PTV_DEGENERATE, ptv_survival_restricted_mean(acc, 2, NULL, &e));
    assert_exact(e.value, 2);
    assert_exact(e.std_error, 0);
    assert_nan(e.lower);
    assert_ok(ptv_survival_restricted_mean(acc, INT64_MAX, NULL, &e)); /* nobody is left */
    assert_close(e.value, 5, 1e-15);
    scribble(untouched);
    assert_untouched(untouched, PTV_ERR_ARGUMENT,
                     ptv_survival_restricted_mean(acc, 0, NULL, &untouched));
    assert_untouched(untouched, PTV_ERR_ARGUMENT,
                     ptv_survival_restricted_mean(acc, INT64_MIN, NULL, &untouched));
    assert_status(PTV_EMPTY, ptv_survival_restricted_mean(empty, 1, NULL, &e));
    assert_empty_estimate(e);
    add_cases(acc, 8, 0, 1);
    assert_ok(ptv_survival_restricted_mean(acc, 8, NULL, &e));
    assert_status(PTV_INCOMPLETE, ptv_survival_restricted_mean(acc, 9, NULL, &e));
    assert_nan(e.value);
    assert_nan(e.lower);
    assert_nan(e.std_error);
    ptv_survival_free(acc);
    ptv_survival_free(empty);
}

/* A wait of 10^15 before the first event takes no digit of what comes after. */
static void a_long_wait_costs_no_digits(void **unused) {
    (void)unused;
    static const int64_t wait = INT64_C(1000000000000000);
    static const struct cases some[] = {{2, 1, 0}, {4, 1, 0}, {7, 1, 0}};
    ptv_survival *acc = fresh(), *late = fresh();
    for (size_t i = 0; i < COUNT_OF(some); i++) {
        add_cases(acc, some[i].time, some[i].events, some[i].censored);
        add_cases(late, wait + some[i].time, some[i].events, some[i].censored);
    }
    ptv_estimate e, later;
    assert_ok(ptv_survival_restricted_mean(acc, 6, NULL, &e));
    assert_ok(ptv_survival_restricted_mean(late, wait + 6, NULL, &later));
    assert_close(later.std_error, e.std_error, 1e-14);
    ptv_survival_free(acc);
    ptv_survival_free(late);
}

static void comparisons(void **unused) {
    (void)unused;
    ptv_survival *acc = remission(), *empty = fresh(), *early = fresh(), *late = fresh();
    ptv_comparison c;
    assert_status(PTV_EMPTY, ptv_survival_compare(acc, empty, NULL, &c));
    assert_no_comparison(PTV_EMPTY, c);
    assert_status(PTV_EMPTY, ptv_survival_compare(empty, acc, NULL, &c));
    assert_no_comparison(PTV_EMPTY, c);
    assert_ok(ptv_survival_compare(acc, acc, NULL, &c));
    assert_exact(c.difference, 0);
    assert_exact(c.p_value, 1);
    assert_exact(c.statistic, 0);
    assert_exact(c.df, 1);
    assert_true(c.method == PTV_METHOD_LOG_RANK && c.confidence == 0.95);
    add_cases(early, 1, 0, 5); /* watched before anything happened */
    add_cases(late, 2, 3, 5);
    assert_status(PTV_DEGENERATE, ptv_survival_compare(early, late, NULL, &c));
    assert_no_comparison(PTV_DEGENERATE, c);
    ptv_survival_free(acc);
    ptv_survival_free(empty);
    ptv_survival_free(early);
    ptv_survival_free(late);
}

static void the_curve(void **unused) {
    (void)unused;
    ptv_survival *acc = remission(), *empty = fresh();
    ptv_survival_point points[17];
    size_t n = 0;
    assert_ok(ptv_survival_curve(acc, NULL, NULL, 0, &n));
    assert_int_equal(n, 16);
    for (size_t cap = 0; cap < 16; cap++) {
        n = 0;
        scribble(points);
        assert_untouched(points, PTV_ERR_SPACE, ptv_survival_curve(acc, NULL, points, cap, &n));
        assert_int_equal(n, 16);
    }
    scribble(points);
    assert_ok(ptv_survival_curve(acc, NULL, points, 17, &n));
    for (size_t i = 0; i < n; i++) {
        ptv_estimate e = at(acc, points[i].time);
        assert_same_bytes(e, points[i].survival);
        assert_true(points[i].at_risk == e.n);
        assert_true(points[i].time == mercaptopurine[i].time &&
                    points[i].events == mercaptopurine[i].events &&
                    points[i].censored == mercaptopurine[i].censored);
    }
    for (size_t i = 0; i < sizeof points[16]; i++)
        assert_int_equal(((unsigned char *)&points[16])[i], 0xA5);
    assert_ok(ptv_survival_curve(empty, NULL, points, 17, &n));
    assert_int_equal(n, 0);
    assert_ok(ptv_survival_curve(empty, NULL, points, 0, &n));
    ptv_survival_free(acc);
    ptv_survival_free(empty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inits_are_the_macros),
        cmocka_unit_test(a_fresh_state_is_empty),
        cmocka_unit_test(config_is_kept),
        cmocka_unit_test(the_config_is_told),
        cmocka_unit_test(config_is_checked),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(options_are_echoed),
        cmocka_unit_test(result_size_is_checked),
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(cases_are_counted),
        cmocka_unit_test(an_event_is_one_or_not),
        cmocka_unit_test(zero_times_changes_nothing),
        cmocka_unit_test(overflow_changes_nothing),
        cmocka_unit_test(more_than_was_added_is_not_taken),
        cmocka_unit_test(thousands_of_times_in_any_order),
        cmocka_unit_test(blocks_vanish),
        cmocka_unit_test(merge_adds),
        cmocka_unit_test(merge_with_itself_doubles),
        cmocka_unit_test(another_definition_does_not_mix),
        cmocka_unit_test(copies_are_independent),
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(the_first_case_may_find_no_memory),
        cmocka_unit_test(a_prepared_addition_does_not_fail),
        cmocka_unit_test(the_image_is_the_documented_bytes),
        cmocka_unit_test(serialize_needs_room),
        cmocka_unit_test(impossible_contents_are_refused),
        cmocka_unit_test(extreme_contents_are_read),
        cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(published_figures),
        cmocka_unit_test(survival_at_a_time),
        cmocka_unit_test(beyond_the_last_case_nothing_is_known),
        cmocka_unit_test(some_methods_have_no_interval_at_the_ends),
        cmocka_unit_test(no_bound_passes_its_share),
        cmocka_unit_test(one_of_all_there_can_be),
        cmocka_unit_test(quantiles),
        cmocka_unit_test(a_band_crosses_where_nothing_happens),
        cmocka_unit_test(restricted_means),
        cmocka_unit_test(a_long_wait_costs_no_digits),
        cmocka_unit_test(comparisons),
        cmocka_unit_test(the_curve),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("survival", tests, NULL, NULL);
}
