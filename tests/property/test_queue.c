/* SPDX-License-Identifier: MIT */
/* Queues: state, bytes and figures follow from the multiset of calls alone, whatever the order, the
 * chunks and the merges; and the figures are those that a loop over the calls gives. */
#include "queue.h"

enum { MOST = 1500, CONFIGS = 40, SHARDS = 8 };

static ptv_call drawn[MOST];

static const int64_t limits[PTV_QUEUE_LIMITS] = {0, 1000, 5000, 10000, 20000, 60000, INT64_MAX};

static ptv_queue_config draw_config(struct generator *generator) {
    static const int64_t short_limits[] = {0, 1, 999, 5000, 7000, 60000, INT64_MAX};
    static const int64_t units[] = {0, 1, 500, 1000, 60000};
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    config.calendar_id = random_below(generator, 3);
    config.short_ms = short_limits[random_below(generator, COUNT_OF(short_limits))];
    config.patience_unit_ms = units[random_below(generator, COUNT_OF(units))];
    for (int32_t i = 0; i < PTV_QUEUE_LIMITS; i++)
        if (random_below(generator, 2))
            config.limit_ms[config.n_limits++] = limits[i];
    return config;
}

/* Missing, wrong, just at a limit, short or long. */
static int64_t draw_time(struct generator *generator, bool plain) {
    uint64_t kind = random_below(generator, plain ? 12 : 14);
    if (kind == 12)
        return PTV_TIME_NONE;
    if (kind == 13)
        return -1 - (int64_t)random_below(generator, 5);
    if (kind < 2)
        return limits[random_below(generator, 6)] + (int64_t)random_below(generator, 2);
    if (kind == 2)
        return (int64_t)random_magnitude(generator, 50);
    return (int64_t)random_below(generator, 60000);
}

static ptv_call draw_call(struct generator *generator, bool plain) {
    ptv_call call = answered_call(draw_time(generator, plain), draw_time(generator, plain),
                                  draw_time(generator, plain), draw_time(generator, plain));
    uint64_t outcome = random_below(generator, 12);
    call.outcome = outcome < 5 ? PTV_CALL_ANSWERED : (int32_t)(1 + outcome % 6);
    call.rings = (int32_t)random_below(generator, 3);
    call.transfers = (int32_t)random_below(generator, 2);
    return call;
}

/* Sometimes so few calls that the parts keep all values, sometimes so many that they do not. */
static size_t draw_calls(struct generator *generator, bool plain) {
    size_t n = (size_t)random_below(generator, random_below(generator, 2) ? 60 : MOST);
    for (size_t i = 0; i < n; i++)
        drawn[i] = draw_call(generator, plain);
    return n;
}

static ptv_queue *queue_of_drawn(const ptv_queue_config *config, size_t n) {
    ptv_queue *acc = queue_new(config, NULL);
    for (size_t i = 0; i < n; i++)
        assert_true(ptv_queue_add(acc, &drawn[i]) >= 0);
    return acc;
}

static void shuffle(struct generator *generator, size_t n) {
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)random_below(generator, i);
        ptv_call kept = drawn[i - 1];
        drawn[i - 1] = drawn[j];
        drawn[j] = kept;
    }
}

/* Spreads the calls over shards, one by one or in chunks, and merges these in random pairs. */
static ptv_queue *through_shards(struct generator *generator, const ptv_queue_config *config,
                                 size_t n) {
    ptv_queue *shard[SHARDS];
    for (size_t i = 0; i < SHARDS; i++)
        shard[i] = queue_new(config, NULL);
    for (size_t at = 0; at < n;) {
        ptv_queue *acc = shard[random_below(generator, SHARDS)];
        size_t part = 1 + (size_t)random_magnitude(generator, 8);
        part = part > n - at ? n - at : part;
        if (random_below(generator, 2)) {
            assert_true(ptv_queue_add_records(acc, drawn + at, sizeof *drawn, part) >= 0);
        } else {
            part = 1;
            assert_true(ptv_queue_add(acc, drawn + at) >= 0);
        }
        at += part;
    }
    for (uint64_t left = SHARDS; left > 1; left--) {
        uint64_t to = random_below(generator, left), from = random_below(generator, left - 1);
        from += from >= to;
        assert_ok(ptv_queue_merge(shard[to], shard[from]));
        ptv_queue_free(shard[from]);
        shard[from] = shard[left - 1];
    }
    return shard[0];
}

static void order_chunks_and_trees_leave_no_trace(void **unused) {
    (void)unused;
    struct generator generator = {5};
    for (int round = 0; round < CONFIGS; round++) {
        ptv_queue_config config = draw_config(&generator);
        size_t n = draw_calls(&generator, false);
        ptv_queue *whole = queue_of_drawn(&config, n), *back = NULL;
        struct bytes image = queue_bytes(whole);
        assert_ok(ptv_queue_deserialize(NULL, image.data, image.len, &back));
        assert_same_queue(whole, back);
        for (int i = 0; i < 6; i++) {
            shuffle(&generator, n);
            ptv_queue *sum = through_shards(&generator, &config, n);
            struct bytes of_sum = queue_bytes(sum);
            assert_true(same_bytes(image, of_sum));
            free(of_sum.data);
            ptv_queue_free(sum);
        }
        free(image.data);
        ptv_queue_free(back);
        ptv_queue_free(whole);
    }
}

/* Makes every part one from which something was taken, which its bytes say. */
static void mark_removed(ptv_queue *acc) {
    for (int32_t outcome = PTV_CALL_ANSWERED; outcome <= PTV_CALL_FLOWED_OUT; outcome++) {
        ptv_call call = answered_call(7, 7, 7, 7);
        call.outcome = outcome;
        assert_ok(ptv_queue_add(acc, &call));
        assert_ok(ptv_queue_remove(acc, &call));
    }
}

static void removal_takes_back_exactly(void **unused) {
    (void)unused;
    struct generator generator = {6};
    for (int round = 0; round < CONFIGS; round++) {
        ptv_queue_config config = draw_config(&generator);
        size_t n = draw_calls(&generator, false) / 4,
               kept = (size_t)random_below(&generator, n + 1);
        ptv_queue *acc = queue_of_drawn(&config, n), *rest = queue_of_drawn(&config, kept);
        for (size_t i = n; i > kept; i--) {
            assert_true(ptv_queue_remove(acc, &drawn[i - 1]) >= 0);
            struct bytes image = queue_bytes(acc);
            ptv_queue *back = NULL;
            assert_ok(ptv_queue_deserialize(NULL, image.data, image.len, &back));
            free(image.data);
            ptv_queue_free(back);
        }
        mark_removed(acc);
        mark_removed(rest);
        assert_same_queue(acc, rest);
        ptv_queue_free(acc);
        ptv_queue_free(rest);
    }
}

/* Whatever is asked to be taken back, what is left is a queue: its bytes are read. */
static void taking_back_what_was_not_added_leaves_a_queue(void **unused) {
    (void)unused;
    struct generator generator = {7};
    uint64_t refused = 0, taken = 0;
    for (int round = 0; round < 300; round++) {
        ptv_queue_config config = draw_config(&generator);
        ptv_queue *acc = queue_new(&config, NULL), *back = NULL;
        /* Few values, so that most calls are like others in part. */
        for (int i = 0; i < 60; i++) {
            ptv_call call = answered_call((int64_t)random_below(&generator, 3) + 4999, 7, 0, 1);
            call.wait_ms = random_below(&generator, 8) ? call.wait_ms : PTV_TIME_NONE;
            call.talk_ms = random_below(&generator, 3) ? call.talk_ms : PTV_TIME_NONE;
            call.hold_ms = random_below(&generator, 3) ? call.hold_ms : PTV_TIME_NONE;
            call.outcome = (int32_t)(1 + random_below(&generator, 6));
            if (i % 3 == 0) {
                assert_true(ptv_queue_add(acc, &call) >= 0);
                continue;
            }
            struct bytes before = queue_bytes(acc);
            ptv_status status = ptv_queue_remove(acc, &call);
            struct bytes after = queue_bytes(acc);
            assert_true(status == PTV_OK || status == PTV_ERR_UNDERFLOW);
            assert_true((status == PTV_OK) == !same_bytes(before, after));
            refused += status < 0;
            taken += status >= 0;
            assert_ok(ptv_queue_deserialize(NULL, after.data, after.len, &back));
            ptv_queue_free(back);
            free(before.data);
            free(after.data);
        }
        ptv_queue_free(acc);
    }
    assert_true(refused > 1000 && taken > 1000);
}

/* ---- the figures, by a loop */

struct figures {
    uint64_t outcomes[PTV_CALL_UNQUEUED + 1], short_calls;
    uint64_t rings, transfers;
    double waits, answered_waits, handling;
    uint64_t n_waits, n_answered_waits, n_handling;
};

static bool known(int64_t ms) {
    return ms >= 0;
}

static bool is_offered(const ptv_call *call) {
    return call->outcome <= PTV_CALL_CALLBACK;
}

static bool is_short(const ptv_call *call, const ptv_queue_config *config) {
    return call->outcome == PTV_CALL_ABANDONED && known(call->wait_ms) && config->short_ms > 0 &&
           call->wait_ms <= config->short_ms;
}

static struct figures figures_of(const ptv_queue_config *config, size_t n) {
    struct figures sum;
    memset(&sum, 0, sizeof sum);
    for (size_t i = 0; i < n; i++) {
        const ptv_call *call = &drawn[i];
        bool answered = call->outcome == PTV_CALL_ANSWERED;
        sum.outcomes[call->outcome]++;
        sum.short_calls += is_short(call, config);
        sum.rings += (uint64_t)call->rings;
        sum.transfers += (uint64_t)call->transfers;
        if (is_offered(call)) {
            sum.waits += (double)call->wait_ms;
            sum.n_waits++;
        }
        if (answered) {
            sum.answered_waits += (double)call->wait_ms;
            sum.n_answered_waits++;
            sum.handling +=
                (double)call->talk_ms + (double)call->hold_ms + (double)call->wrap_up_ms;
            sum.n_handling++;
        }
    }
    return sum;
}

static void assert_mean(const ptv_estimate *mean, double sum, uint64_t n) {
    assert_true(mean->n == n);
    if (n > 0)
        assert_close_floor(mean->value, sum / (double)n, 1e-12, 1);
    else
        assert_nan(mean->value);
}

static void figures_are_those_of_a_loop(void **unused) {
    (void)unused;
    struct generator generator = {8};
    for (int round = 0; round < 2 * CONFIGS; round++) {
        ptv_queue_config config = draw_config(&generator);
        size_t n = draw_calls(&generator, true);
        ptv_queue *acc = queue_of_drawn(&config, n);
        struct figures want = figures_of(&config, n);
        ptv_queue_result r = queue_reading(acc);
        assert_true(r.answered == want.outcomes[PTV_CALL_ANSWERED]);
        assert_true(r.abandoned == want.outcomes[PTV_CALL_ABANDONED]);
        assert_true(r.callbacks == want.outcomes[PTV_CALL_CALLBACK]);
        assert_true(r.flowed_out == r.callbacks + want.outcomes[PTV_CALL_FLOWED_OUT]);
        assert_true(r.waiting == want.outcomes[PTV_CALL_WAITING]);
        assert_true(r.unqueued == want.outcomes[PTV_CALL_UNQUEUED]);
        assert_true(r.offered == r.answered + r.abandoned + r.flowed_out);
        assert_true(r.offered + r.waiting + r.unqueued == n);
        assert_true(r.short_abandoned == want.short_calls);
        assert_true(r.rings == want.rings && r.transfers == want.transfers);
        assert_mean(&r.asa, want.answered_waits, want.n_answered_waits);
        assert_mean(&r.wait, want.waits, want.n_waits);
        assert_mean(&r.aht, want.handling, want.n_handling);
        if (r.offered > 0)
            assert_exact(r.abandonment.value, (double)r.abandoned / (double)r.offered);
        ptv_queue_free(acc);
    }
}

/* The calls of a service level by its definition. */
static void count_service(const ptv_queue_config *config, const ptv_queue_options *opt,
                          int64_t limit, size_t n, uint64_t *x, uint64_t *base) {
    *x = *base = 0;
    for (size_t i = 0; i < n; i++) {
        const ptv_call *call = &drawn[i];
        bool answered = call->outcome == PTV_CALL_ANSWERED;
        bool abandoned = call->outcome == PTV_CALL_ABANDONED &&
                         opt->base != PTV_SERVICE_BASE_ANSWERED &&
                         (opt->keep_short || !is_short(call, config));
        bool flowed_out = is_offered(call) && call->outcome >= PTV_CALL_FLOWED_OUT &&
                          opt->base == PTV_SERVICE_BASE_OFFERED;
        bool counts = answered || (abandoned && opt->count_abandoned);
        if (!known(call->wait_ms) || !(answered || abandoned || flowed_out))
            continue;
        *base += 1;
        *x += counts && call->wait_ms <= limit;
    }
}

static void service_levels_are_shares_that_rise_with_the_limit(void **unused) {
    (void)unused;
    struct generator generator = {9};
    for (int round = 0; round < 2 * CONFIGS; round++) {
        ptv_queue_config config = draw_config(&generator);
        size_t n = draw_calls(&generator, round % 2);
        ptv_queue *acc = queue_of_drawn(&config, n);
        for (int32_t variant = 0; variant < 12; variant++) {
            ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
            double before = 0;
            opt.base = variant % 3;
            opt.count_abandoned = variant / 3 % 2;
            opt.keep_short = variant / 6;
            for (int32_t i = 0; i < config.n_limits; i++) {
                uint64_t x, base;
                ptv_estimate e = service_level(acc, config.limit_ms[i], opt.base,
                                               opt.count_abandoned, opt.keep_short);
                count_service(&config, &opt, config.limit_ms[i], n, &x, &base);
                assert_true(e.n == base && x <= base);
                if (base == 0)
                    continue;
                assert_exact(e.value, (double)x / (double)base);
                assert_in(0, e.lower, e.value);
                assert_in(e.value, e.upper, 1);
                assert_at_most(before, e.value);
                before = e.value;
            }
        }
        ptv_queue_free(acc);
    }
}

static void patience_is_that_of_a_state_of_its_own(void **unused) {
    (void)unused;
    struct generator generator = {10};
    for (int round = 0; round < CONFIGS; round++) {
        ptv_queue_config config = draw_config(&generator);
        size_t n = draw_calls(&generator, false);
        ptv_queue *acc = queue_of_drawn(&config, n);
        ptv_survival_result got = patience_of(acc), want = PTV_SURVIVAL_RESULT_INIT;
        ptv_survival_config like = PTV_SURVIVAL_CONFIG_INIT;
        ptv_survival *own = NULL;
        like.calendar_id = config.calendar_id;
        like.unit_ms = config.patience_unit_ms == 0 ? 1000 : config.patience_unit_ms;
        assert_ok(ptv_survival_new(&like, NULL, &own));
        for (size_t i = 0; i < n; i++) {
            int64_t wait = drawn[i].wait_ms;
            if (drawn[i].outcome != PTV_CALL_UNQUEUED)
                assert_true(ptv_survival_add(own, known(wait) ? wait / like.unit_ms : wait,
                                             drawn[i].outcome == PTV_CALL_ABANDONED) >= 0);
        }
        assert_true(ptv_survival_read(own, NULL, &want) >= 0);
        assert_same_bytes(got, want);
        ptv_estimate median = queue_reading(acc).patience;
        assert_status(want.median.status, median.status);
        if (want.median.status == PTV_OK)
            assert_exact(median.value, want.median.value * (double)like.unit_ms);
        ptv_survival_free(own);
        ptv_queue_free(acc);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_chunks_and_trees_leave_no_trace),
        cmocka_unit_test(removal_takes_back_exactly),
        cmocka_unit_test(taking_back_what_was_not_added_leaves_a_queue),
        cmocka_unit_test(figures_are_those_of_a_loop),
        cmocka_unit_test(service_levels_are_shares_that_rise_with_the_limit),
        cmocka_unit_test(patience_is_that_of_a_state_of_its_own),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
