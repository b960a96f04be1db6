/* SPDX-License-Identifier: MIT */
/* erlang.h: statuses, known figures, the identities of the models, and Erlang A against the
 * birth-death process itself. */
#include "stats/elementary.h"
#include "testing.h"

static ptv_erlang_load load_of(double arrivals_per_hour, double handling_ms, double patience_ms,
                               int64_t within_ms) {
    ptv_erlang_load load = PTV_ERLANG_LOAD_INIT;
    load.arrivals_per_hour = arrivals_per_hour;
    load.handling_ms = handling_ms;
    load.patience_ms = patience_ms;
    load.within_ms = within_ms;
    return load;
}

static ptv_erlang_result read_ok(ptv_erlang_load load, int32_t agents) {
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    assert_ok(ptv_erlang_read(&load, agents, &out));
    assert_int_equal(out.agents, agents);
    return out;
}

/* 120 calls an hour of three minutes: 6 erlang. */
static ptv_erlang_load six_erlang(double patience_ms) {
    return load_of(120, 180000, patience_ms, 20000);
}

static void initialisers_agree(void **unused) {
    (void)unused;
    ptv_erlang_load load, load_init = PTV_ERLANG_LOAD_INIT;
    ptv_erlang_result result, result_init = PTV_ERLANG_RESULT_INIT;
    scribble(load);
    scribble(result);
    assert_ok(ptv_erlang_load_init(&load));
    assert_ok(ptv_erlang_result_init(&result));
    assert_same_bytes(load, load_init);
    assert_same_bytes(result, result_init);
    assert_int_equal(load.size, sizeof load);
    assert_int_equal(result.size, sizeof result);
    assert_status(PTV_ERR_NULL, ptv_erlang_load_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_erlang_result_init(NULL));
}

static void nulls_are_refused(void **unused) {
    (void)unused;
    ptv_erlang_load load = six_erlang(0);
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    assert_untouched(out, PTV_ERR_NULL, ptv_erlang_read(NULL, 8, &out));
    assert_untouched(out, PTV_ERR_NULL, ptv_erlang_agents(NULL, 0.8, &out));
    assert_status(PTV_ERR_NULL, ptv_erlang_read(&load, 8, NULL));
    assert_status(PTV_ERR_NULL, ptv_erlang_agents(&load, 0.8, NULL));
}

static void assert_load_refused(ptv_erlang_load load) {
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_erlang_read(&load, 8, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_erlang_agents(&load, 0.8, &out));
}

static void wrong_loads_are_refused(void **unused) {
    (void)unused;
    static const double wrong[] = {0, -1, NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_load_refused(load_of(wrong[i], 180000, 0, 20000));
        assert_load_refused(load_of(120, wrong[i], 0, 20000));
        if (wrong[i] != 0 && wrong[i] != INFINITY)
            assert_load_refused(load_of(120, 180000, wrong[i], 20000));
    }
    assert_load_refused(load_of(120, 180000, 0, -1));
    assert_load_refused(load_of(120, 180000, 0, INT64_MIN));
    ptv_erlang_load blank = PTV_ERLANG_LOAD_INIT;
    assert_load_refused(blank);
    /* Each member is a number, together they are none; or together they are one. */
    assert_load_refused(load_of(-120, -180000, 0, 20000));
    assert_load_refused(load_of(-120, -180000, -60000, 20000));
    assert_load_refused(load_of(1e200, 1e200, 0, 0));
    assert_load_refused(load_of(1e-200, 1e-200, 0, 0));
    assert_load_refused(load_of(1e-50, 1e-50, 1e-150, 0));
    assert_load_refused(load_of(120, 180000, 1e106, 0));
    assert_load_refused(load_of(120, 180000, 1e-96, 0));
}

static void wrong_agents_and_levels_are_refused(void **unused) {
    (void)unused;
    ptv_erlang_load load = six_erlang(0);
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    static const int32_t agents[] = {0, -1, PTV_ERLANG_AGENTS + 1, INT32_MAX, INT32_MIN};
    static const double levels[] = {0, 1, -0.5, 80, NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < COUNT_OF(agents); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_erlang_read(&load, agents[i], &out));
    for (size_t i = 0; i < COUNT_OF(levels); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_erlang_agents(&load, levels[i], &out));
}

static ptv_status read_by_load(const void *input, void *ctx) {
    (void)ctx;
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    return ptv_erlang_read(input, 8, &out);
}

static ptv_status agents_by_load(const void *input, void *ctx) {
    (void)ctx;
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    return ptv_erlang_agents(input, 0.8, &out);
}

static ptv_status read_to(void *output, void *ctx) {
    return ptv_erlang_read(ctx, 8, output);
}

static ptv_status agents_to(void *output, void *ctx) {
    return ptv_erlang_agents(ctx, 0.8, output);
}

static void sizes_are_checked(void **unused) {
    (void)unused;
    ptv_erlang_load load = six_erlang(60000);
    assert_input_size_checked(read_by_load, NULL, &load, sizeof load);
    assert_input_size_checked(agents_by_load, NULL, &load, sizeof load);
    assert_output_size_checked(read_to, &load, sizeof(ptv_erlang_result));
    assert_output_size_checked(agents_to, &load, sizeof(ptv_erlang_result));
}

/* B(8, 6 erlang) in fractions: the sum of 6^k / k! up to 7 and the term of 8. */
static void erlang_c_by_hand(void **unused) {
    (void)unused;
    double term = 1, sum = 0;
    for (int k = 1; k <= 8; k++) {
        sum += term;
        term *= 6.0 / k;
    }
    double queued = term * 8 / (8 - 6), wait = queued / (sum + queued);
    ptv_erlang_result out = read_ok(six_erlang(0), 8);
    assert_exact(out.offered_erlang, 6);
    assert_exact(out.occupancy_ratio, 0.75);
    assert_close(out.wait_ratio, wait, 1e-14);
    assert_close(out.service_level_ratio, 1 - wait * exp(-2 * 20.0 / 180), 1e-14);
    assert_exact(out.abandonment_ratio, 0);
    assert_close(out.asa_ms, wait * 90000, 1e-14);
    assert_close(out.wait_ms, out.asa_ms, 0);
    assert_close(out.queue_mean, wait * 3, 1e-14);
    assert_int_equal(out.reserved2, 0);
}

/* One agent: M/M/1, where all is a formula. */
static void one_agent(void **unused) {
    (void)unused;
    ptv_erlang_result out = read_ok(load_of(30, 60000, 0, 60000), 1);
    assert_exact(out.offered_erlang, 0.5);
    assert_close(out.wait_ratio, 0.5, 1e-15);
    assert_close(out.service_level_ratio, 1 - 0.5 * exp(-0.5), 1e-15);
    assert_close(out.asa_ms, 60000, 1e-15);
    assert_close(out.queue_mean, 0.5, 1e-15);
}

static void too_few_agents_without_abandonment(void **unused) {
    (void)unused;
    for (int32_t agents = 1; agents <= 6; agents++) {
        ptv_erlang_load load = six_erlang(0);
        ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
        assert_status(PTV_DEGENERATE, ptv_erlang_read(&load, agents, &out));
        assert_exact(out.offered_erlang, 6);
        assert_exact(out.occupancy_ratio, 1);
        assert_exact(out.wait_ratio, 1);
        assert_exact(out.service_level_ratio, 0);
        assert_exact(out.abandonment_ratio, 0);
        assert_exact(out.asa_ms, INFINITY);
        assert_exact(out.wait_ms, INFINITY);
        assert_exact(out.queue_mean, INFINITY);
        assert_int_equal(out.agents, agents);
        load.patience_ms = 60000;
        assert_ok(ptv_erlang_read(&load, agents, &out));
    }
}

/* The birth-death process state by state, each wait from its beta distribution: a second way to
 * Erlang A, for queues of moderate length. */
struct process {
    double wait, level, abandonment, answered_wait, queue;
};

static struct process by_states(const ptv_erlang_load *load, int32_t agents) {
    double lambda = load->arrivals_per_hour / 3600000, mu = 1 / load->handling_ms;
    double theta = 1 / load->patience_ms, k = agents * mu / theta;
    double still_there = exp(-theta * (double)load->within_ms);
    double free_weight = 0, weight = 1;
    for (int32_t busy = agents - 1; busy >= 0; busy--) {
        free_weight += weight;
        weight *= busy * mu / lambda;
    }
    struct process sum = {0, 0, 0, 0, 0};
    double all = 0, answered = 0, harmonic = 0;
    weight = lambda / (agents * mu);
    for (int j = 0; j < 2000; j++) {
        double answered_ratio = k / (k + j + 1);
        harmonic += 1 / (k + j + 1);
        all += weight;
        answered += weight * answered_ratio;
        sum.level += weight * answered_ratio * ptv_beta_sf(still_there, k + 1, j + 1);
        sum.abandonment += weight * (j + 1) / (k + j + 1);
        sum.answered_wait += weight * answered_ratio * harmonic / theta;
        sum.queue += weight * j;
        weight *= lambda / (agents * mu + (j + 1) * theta);
    }
    double total = free_weight + all;
    sum.wait = all / total;
    sum.level = (free_weight + sum.level) / total;
    sum.abandonment /= total;
    sum.answered_wait /= free_weight + answered;
    sum.queue /= total;
    return sum;
}

static void erlang_a_is_the_birth_death_process(void **unused) {
    (void)unused;
    static const struct {
        ptv_erlang_load load;
        int32_t agents;
    } cases[] = {
        {{sizeof(ptv_erlang_load), 0, 120, 180000, 60000, 20000}, 6},
        {{sizeof(ptv_erlang_load), 0, 120, 180000, 60000, 20000}, 3},
        {{sizeof(ptv_erlang_load), 0, 120, 180000, 60000, 0}, 9},
        {{sizeof(ptv_erlang_load), 0, 120, 180000, 180000, 600000}, 6},
        {{sizeof(ptv_erlang_load), 0, 1000, 300000, 30000, 10000}, 50},
        {{sizeof(ptv_erlang_load), 0, 1000, 300000, 1000, 100}, 50},  /* hardly any patience */
        {{sizeof(ptv_erlang_load), 0, 1000, 300000, 10, 5}, 2},       /* ... and no agents */
        {{sizeof(ptv_erlang_load), 0, 10, 300000, 3000000, 5000}, 1}, /* much patience */
        {{sizeof(ptv_erlang_load), 0, 1, 1000, 0.001, 20000}, 3},     /* hardly any call */
        {{sizeof(ptv_erlang_load), 0, 12000, 300000, 120000, 20000}, 1000},
        {{sizeof(ptv_erlang_load), 0, 12000, 300000, 120000, 20000}, 1040},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_erlang_result out = read_ok(cases[i].load, cases[i].agents);
        struct process want = by_states(&cases[i].load, cases[i].agents);
        assert_close(out.wait_ratio, want.wait, 1e-11);
        assert_close(out.service_level_ratio, want.level, 1e-11);
        assert_close(out.abandonment_ratio, want.abandonment, 1e-11);
        assert_close(out.asa_ms, want.answered_wait, 1e-11);
        assert_close_floor(out.queue_mean, want.queue, 1e-11, 1e-14);
    }
}

/* Little's law of the queue and of the agents, and abandonment at the rate that patience says. */
static void assert_identities(ptv_erlang_load load, int32_t agents) {
    ptv_erlang_result out = read_ok(load, agents);
    double per_ms = load.arrivals_per_hour / 3600000;
    assert_in(0, out.occupancy_ratio, 1);
    assert_in(0, out.wait_ratio, 1);
    assert_in(1 - out.wait_ratio - 1e-13, out.service_level_ratio, 1);
    assert_in(0, out.abandonment_ratio, 1);
    assert_at_most(out.service_level_ratio, 1 - out.abandonment_ratio + 1e-13);
    assert_at_most(out.abandonment_ratio, out.wait_ratio);
    assert_close(out.queue_mean, per_ms * out.wait_ms, 1e-13);
    assert_close_floor(out.occupancy_ratio * agents,
                       out.offered_erlang * (1 - out.abandonment_ratio), 1e-12, out.offered_erlang);
    if (load.patience_ms > 0)
        assert_close(out.abandonment_ratio * load.patience_ms, out.wait_ms, 1e-13);
}

static void identities_hold(void **unused) {
    (void)unused;
    struct generator generator = {31};
    forget_doubles();
    for (int round = 0; round < 400; round++) {
        double agents = ptvi_exp((double)random_below(&generator, 7000) / 1000);
        double erlang = agents * ptvi_exp((double)random_below(&generator, 4000) / 1000 - 2);
        double handling = ptvi_exp((double)random_below(&generator, 16000) / 1000);
        double patience = handling * ptvi_exp((double)random_below(&generator, 30000) / 1000 - 15);
        int64_t within = (int64_t)random_below(&generator, 100000);
        ptv_erlang_load load = load_of(erlang * 3600000 / handling, handling, patience, within);
        assert_identities(load, (int32_t)agents);
        load.patience_ms = 0;
        if (erlang < (int32_t)agents)
            assert_identities(load, (int32_t)agents);
    }
    assert_true(same_doubles(UINT64_C(0x20D78E9B9809FAAF), "identities"));
}

static void endless_patience_is_erlang_c(void **unused) {
    (void)unused;
    static const double patience[] = {1e25, 1e40, 1e90};
    for (int32_t agents = 7; agents < 20; agents++) {
        ptv_erlang_result c = read_ok(six_erlang(0), agents);
        ptv_erlang_result infinite = read_ok(six_erlang(INFINITY), agents);
        assert_same_bytes(c, infinite);
        for (size_t i = 0; i < COUNT_OF(patience); i++) {
            ptv_erlang_result a = read_ok(six_erlang(patience[i]), agents);
            assert_close(a.wait_ratio, c.wait_ratio, 1e-12);
            assert_close(a.service_level_ratio, c.service_level_ratio, 1e-12);
            assert_close(a.occupancy_ratio, c.occupancy_ratio, 1e-12);
            assert_close(a.asa_ms, c.asa_ms, 1e-12);
            assert_close(a.wait_ms, c.wait_ms, 1e-12);
            assert_close(a.queue_mean, c.queue_mean, 1e-12);
            assert_close(a.abandonment_ratio, c.wait_ms / patience[i], 1e-12);
        }
    }
}

/* Callers without any patience: Erlang's loss, B. */
static void no_patience_is_erlang_b(void **unused) {
    (void)unused;
    double blocked = 1;
    for (int32_t agents = 1; agents < 20; agents++) {
        blocked = 6 * blocked / (agents + 6 * blocked);
        ptv_erlang_result out = read_ok(six_erlang(1e-20), agents);
        assert_close(out.wait_ratio, blocked, 1e-13);
        assert_close(out.abandonment_ratio, blocked, 1e-13);
        assert_close_floor(out.service_level_ratio, 1 - blocked, 1e-13, 1);
    }
}

/* Overloaded, the callers who hang up are the surplus, and who stays waits until few enough do. */
static void an_overload_hangs_up(void **unused) {
    (void)unused;
    ptv_erlang_result out = read_ok(load_of(1e9, 3600000, 60000, 20000), PTV_ERLANG_AGENTS);
    assert_close(out.abandonment_ratio, 1 - 1e-4, 1e-9);
    assert_close(out.asa_ms, 60000 * log(1e4), 1e-4);
    assert_exact(out.wait_ratio, 1);
    assert_exact(out.service_level_ratio, 0);
    assert_close(out.occupancy_ratio, 1, 1e-12);
}

/* Loads at which sums and products of states would leave the range of a double. */
static void extreme_loads_have_figures(void **unused) {
    (void)unused;
    static const double sizes[] = {1e-99, 1e-30, 1e-3, 1, 1e3, 99999, 1e8, 1e30, 1e99};
    static const int32_t agents[] = {1, 7, 1000, PTV_ERLANG_AGENTS};
    static const int64_t limits[] = {0, 1, 20000, INT64_MAX};
    forget_doubles();
    for (size_t a = 0; a < COUNT_OF(sizes); a++)
        for (size_t p = 0; p < COUNT_OF(sizes); p++)
            for (size_t c = 0; c < COUNT_OF(agents); c++)
                for (size_t t = 0; t < COUNT_OF(limits); t++)
                    assert_identities(load_of(sizes[a], 3600000, 3600000 * sizes[p], limits[t]),
                                      agents[c]);
    assert_identities(load_of(1e300, 3.6e-294, 1e-297, INT64_MAX), 3);
    assert_identities(load_of(1e-300, 1e300, 0, INT64_MAX), 3);
    assert_true(same_doubles(UINT64_C(0x965377FB7D5AD6E6), "extreme loads"));
    /* The least and the most patience. */
    read_ok(load_of(3600000, 1, 1e-100, 0), 3);
    read_ok(load_of(3600000, 1, 1e100, 0), 3);
}

static void more_time_is_a_better_level(void **unused) {
    (void)unused;
    for (int32_t agents = 4; agents < 10; agents++) {
        double before = 0;
        for (int64_t within = 0; within < 400000; within += 1000) {
            ptv_erlang_load load = six_erlang(60000);
            load.within_ms = within;
            double level = read_ok(load, agents).service_level_ratio;
            assert_less(before, level);
            before = level;
        }
        ptv_erlang_load load = six_erlang(60000);
        load.within_ms = 0;
        ptv_erlang_result at_once = read_ok(load, agents);
        assert_close(at_once.service_level_ratio, 1 - at_once.wait_ratio, 1e-14);
        load.within_ms = INT64_MAX;
        ptv_erlang_result ever = read_ok(load, agents);
        assert_close(ever.service_level_ratio, 1 - ever.abandonment_ratio, 1e-14);
    }
}

static void more_agents_are_better(void **unused) {
    (void)unused;
    static const double patience[] = {0, 1000, 60000, 3600000};
    for (size_t i = 0; i < COUNT_OF(patience); i++) {
        int32_t first = patience[i] == 0 ? 7 : 1;
        ptv_erlang_result before = read_ok(six_erlang(patience[i]), first);
        for (int32_t agents = first + 1; agents < 25; agents++) {
            ptv_erlang_result out = read_ok(six_erlang(patience[i]), agents);
            assert_less(before.service_level_ratio, out.service_level_ratio);
            assert_at_most(out.wait_ratio, before.wait_ratio);
            assert_less(out.asa_ms, before.asa_ms);
            assert_less(out.wait_ms, before.wait_ms);
            assert_at_most(out.abandonment_ratio, before.abandonment_ratio);
            assert_at_most(out.occupancy_ratio, before.occupancy_ratio + 1e-15);
            before = out;
        }
    }
}

/* Exactly enough: they reach the level, one fewer do not. */
static void assert_fewest(ptv_erlang_load load, double level) {
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT, fewer = PTV_ERLANG_RESULT_INIT;
    assert_ok(ptv_erlang_agents(&load, level, &out));
    assert_at_most(level, out.service_level_ratio);
    ptv_erlang_result read = read_ok(load, out.agents);
    assert_same_bytes(out, read);
    if (out.agents > 1) {
        assert_true(ptv_erlang_read(&load, out.agents - 1, &fewer) >= 0);
        assert_less(fewer.service_level_ratio, level);
    }
}

static void the_fewest_agents_are_found(void **unused) {
    (void)unused;
    static const double patience[] = {0, 10000, 120000};
    static const double erlang[] = {0.001, 0.9, 1, 6, 6.5, 100, 4000, 60000};
    static const double levels[] = {0.001, 0.5, 0.8, 0.95, 0.999999};
    for (size_t p = 0; p < COUNT_OF(patience); p++)
        for (size_t e = 0; e < COUNT_OF(erlang); e++)
            for (size_t l = 0; l < COUNT_OF(levels); l++)
                assert_fewest(load_of(erlang[e] * 20, 180000, patience[p], 20000), levels[l]);
}

static void some_levels_are_out_of_reach(void **unused) {
    (void)unused;
    static const double erlang[] = {PTV_ERLANG_AGENTS, 1e6, 1e30};
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    for (size_t i = 0; i < COUNT_OF(erlang); i++) {
        ptv_erlang_load load = load_of(erlang[i], 3600000, 0, 20000);
        assert_untouched(out, PTV_UNATTAINABLE, ptv_erlang_agents(&load, 0.01, &out));
    }
    ptv_erlang_load close = load_of(PTV_ERLANG_AGENTS - 1, 3600000, 0, 0);
    assert_untouched(out, PTV_UNATTAINABLE, ptv_erlang_agents(&close, 0.8, &out));
    ptv_erlang_load impatient = load_of(1e6, 3600000, 60000, 20000);
    assert_untouched(out, PTV_UNATTAINABLE, ptv_erlang_agents(&impatient, 0.8, &out));
    assert_fewest(close, 0.001);
    assert_fewest(load_of(PTV_ERLANG_AGENTS, 3600000, 60000, 20000), 0.8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initialisers_agree),
        cmocka_unit_test(nulls_are_refused),
        cmocka_unit_test(wrong_loads_are_refused),
        cmocka_unit_test(wrong_agents_and_levels_are_refused),
        cmocka_unit_test(sizes_are_checked),
        cmocka_unit_test(erlang_c_by_hand),
        cmocka_unit_test(one_agent),
        cmocka_unit_test(too_few_agents_without_abandonment),
        cmocka_unit_test(erlang_a_is_the_birth_death_process),
        cmocka_unit_test(identities_hold),
        cmocka_unit_test(endless_patience_is_erlang_c),
        cmocka_unit_test(no_patience_is_erlang_b),
        cmocka_unit_test(an_overload_hangs_up),
        cmocka_unit_test(extreme_loads_have_figures),
        cmocka_unit_test(more_time_is_a_better_level),
        cmocka_unit_test(more_agents_are_better),
        cmocka_unit_test(the_fewest_agents_are_found),
        cmocka_unit_test(some_levels_are_out_of_reach),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("erlang", tests, NULL, NULL);
}
