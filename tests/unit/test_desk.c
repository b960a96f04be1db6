/* SPDX-License-Identifier: MIT */
/* desk.h: what tickets count for, and what is read. The verbs of its state are in
 * test_desk_state.c. */
#include "desks.h"

enum { MINUTE = 60000, LIMIT = 10 * MINUTE };

static ptv_desk_config with_target(int32_t clock, int64_t limit_ms) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.n_targets = 1;
    config.target[0].clock = clock;
    config.target[0].limit_ms = limit_ms;
    return config;
}

static void initialisers_agree(void **unused) {
    (void)unused;
    ptv_desk_config config, want_config = PTV_DESK_CONFIG_INIT;
    ptv_desk_result result, want_result = PTV_DESK_RESULT_INIT;
    ptv_desk_target_result target, want_target = PTV_DESK_TARGET_RESULT_INIT;
    scribble(config);
    scribble(result);
    scribble(target);
    assert_ok(ptv_desk_config_init(&config));
    assert_ok(ptv_desk_result_init(&result));
    assert_ok(ptv_desk_target_result_init(&target));
    assert_same_bytes(config, want_config);
    assert_same_bytes(result, want_result);
    assert_same_bytes(target, want_target);
    assert_status(PTV_ERR_NULL, ptv_desk_config_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_desk_result_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_desk_target_result_init(NULL));
}

static void empty_is_not_zero(void **unused) {
    (void)unused;
    ptv_desk_config config = with_target(PTV_CLOCK_FIRST_RESPONSE, LIMIT);
    ptv_desk *acc = desk_new(&config, NULL);
    ptv_desk_result r = desk_read(acc), zero = PTV_DESK_RESULT_INIT;
    assert_empty_estimate(r.reopened);
    assert_empty_estimate(r.transferred);
    assert_empty_estimate(r.one_touch);
    r.reopened = r.transferred = r.one_touch = zero.reopened;
    assert_same_bytes(r, zero);
    ptv_desk_target_result t = target_read(acc, 0);
    assert_empty_estimate(t.attainment);
    assert_true(t.met + t.breached_closed + t.breached_open + t.pending + t.absent == 0);
    assert_true(t.target.limit_ms == LIMIT && t.target.clock == PTV_CLOCK_FIRST_RESPONSE);
    ptv_desk_free(acc);
}

/* ── counts ──────────────────────────────────────────────────────────────────────────────────── */

static void tickets_are_counted(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_new(NULL, NULL);
    ptv_ticket_times waits = open_ticket(5 * MINUTE), answered = open_ticket(9 * MINUTE);
    clock_done(&answered, PTV_CLOCK_FIRST_RESPONSE, MINUTE);
    answered.replies = 3;
    answered.transfers = 2;
    ptv_ticket_times closed = open_ticket(20 * MINUTE), by_agent = open_ticket(MINUTE);
    resolve(&closed, 7 * MINUTE);
    closed.resolved_by_close = 1;
    closed.next_unanswered = 4;
    closed.reopens = 5;
    closed.clock[PTV_CLOCK_FIRST_RESPONSE].state = PTV_CLOCK_PAUSED;
    by_agent.clock[PTV_CLOCK_FIRST_RESPONSE].state = PTV_CLOCK_ABSENT;
    assert_ok(ptv_desk_add(acc, &waits));
    assert_ok(ptv_desk_add(acc, &answered));
    assert_ok(ptv_desk_add(acc, &closed));
    assert_ok(ptv_desk_add(acc, &by_agent));
    ptv_desk_result r = desk_read(acc);
    assert_int_equal(r.n, 4);
    assert_int_equal(r.open, 3);
    assert_int_equal(r.unanswered, 2);
    assert_int_equal(r.no_first_response, 1);
    assert_int_equal(r.resolved_by_close, 1);
    assert_int_equal(r.reopens, 5);
    assert_int_equal(r.transfers, 2);
    assert_int_equal(r.replies, 3);
    assert_int_equal(r.next_unanswered, 4);
    assert_int_equal(r.calendar_id, 0);
    ptv_backlog none = {0, 0, 0, 0, 0, {0}, 0, 0};
    assert_same_bytes(r.backlog, none);
    ptv_desk_free(acc);
}

static void durations_are_of_clocks_that_are_done(void **unused) {
    (void)unused;
    for (int clock = 0; clock < PTV_CLOCKS; clock++) {
        ptv_desk *acc = desk_new(NULL, NULL);
        ptv_ticket_times times = open_ticket(MINUTE);
        for (int32_t state = PTV_CLOCK_ABSENT; state < PTV_CLOCK_DONE; state++) {
            times.clock[clock] = (ptv_ticket_time){42, 7, 42, 7, state, 0};
            assert_ok(ptv_desk_add(acc, &times));
        }
        assert_int_equal(durations_read(desk_durations(acc, clock)).n, 0);
        clock_done(&times, clock, 42);
        assert_ok(ptv_desk_add(acc, &times));
        for (int other = 0; other < PTV_CLOCKS; other++) {
            ptv_durations_result r = durations_read(desk_durations(acc, other));
            /* Next responses come as waits. */
            bool counts = other == clock && clock != PTV_CLOCK_NEXT_RESPONSE;
            assert_int_equal(r.n, counts);
            assert_true(r.missing == 0 && r.rejected == 0 && r.calendar_id == 0);
            assert_true(!counts || (r.min_ms == 42 && r.max_ms == 42));
        }
        ptv_desk_free(acc);
    }
}

static void limits_are_declared_in_the_durations_of_their_clock(void **unused) {
    (void)unused;
    static const ptv_desk_target targets[] = {
        {900, PTV_CLOCK_FIRST_RESPONSE, 0}, {50, PTV_CLOCK_RESOLUTION_LAST, 0},
        {100, PTV_CLOCK_FIRST_RESPONSE, 0}, {900, PTV_CLOCK_RESOLUTION_LAST, 0},
        {500, PTV_CLOCK_FIRST_RESPONSE, 0}, {1, PTV_CLOCK_ON_HOLD, 0}};
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.n_targets = COUNT_OF(targets);
    memcpy(config.target, targets, sizeof targets);
    ptv_desk *acc = desk_new(&config, NULL);
    for (int clock = 0; clock < PTV_CLOCKS; clock++) {
        ptv_durations_config own = PTV_DURATIONS_CONFIG_INIT;
        assert_ok(ptv_durations_config_read(desk_durations(acc, clock), &own));
        int32_t want = clock == PTV_CLOCK_FIRST_RESPONSE    ? 3
                       : clock == PTV_CLOCK_RESOLUTION_LAST ? 2
                                                            : clock == PTV_CLOCK_ON_HOLD;
        assert_int_equal(own.n_limits, want);
        if (clock == PTV_CLOCK_FIRST_RESPONSE)
            assert_true(own.limit_ms[0] == 100 && own.limit_ms[1] == 500 && own.limit_ms[2] == 900);
    }
    for (int32_t i = 0; i < config.n_targets; i++) {
        ptv_desk_target_result t = target_read(acc, i);
        assert_same_bytes(t.target, targets[i]);
    }
    ptv_desk_free(acc);
}

static ptv_survival_result survival_of(const ptv_desk *acc, int32_t clock) {
    ptv_survival_result r = PTV_SURVIVAL_RESULT_INIT;
    assert_true(ptv_survival_read(desk_survival(acc, clock), NULL, &r) >= 0);
    return r;
}

/* In seconds, rounded down; who waits is censored. */
static void survival_has_those_that_wait(void **unused) {
    (void)unused;
    static const int32_t clocks[] = {PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RESOLUTION_LAST};
    for (size_t i = 0; i < COUNT_OF(clocks); i++) {
        ptv_desk *acc = desk_new(NULL, NULL);
        ptv_ticket_times times = open_ticket(5999);
        assert_ok(ptv_desk_add(acc, &times));
        times.clock[clocks[i]].state = PTV_CLOCK_PAUSED;
        assert_ok(ptv_desk_add(acc, &times));
        clock_done(&times, clocks[i], 2999);
        assert_ok(ptv_desk_add(acc, &times));
        times.clock[clocks[i]].state = PTV_CLOCK_ABSENT;
        assert_ok(ptv_desk_add(acc, &times));
        ptv_survival_result r = survival_of(acc, clocks[i]);
        assert_true(r.n == 3 && r.events == 1 && r.times == 2 && r.last == 5);
        assert_true(r.unit_ms == 1000 && r.missing == 0 && r.rejected == 0);
        ptv_survival_point points[2];
        size_t n;
        assert_ok(ptv_survival_curve(desk_survival(acc, clocks[i]), NULL, points, 2, &n));
        assert_true(points[0].time == 2 && points[0].events == 1 && points[1].censored == 2);
        ptv_desk_free(acc);
    }
}

static void parts_are_asked_for_by_clock(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_new(NULL, NULL);
    const ptv_durations *durations = NULL;
    const ptv_survival *survival = NULL;
    assert_untouched(durations, PTV_ERR_ARGUMENT, ptv_desk_durations(acc, -1, &durations));
    assert_untouched(durations, PTV_ERR_ARGUMENT, ptv_desk_durations(acc, PTV_CLOCKS, &durations));
    for (int32_t clock = -1; clock <= PTV_CLOCKS; clock++)
        if (clock != PTV_CLOCK_FIRST_RESPONSE && clock != PTV_CLOCK_RESOLUTION_LAST)
            assert_untouched(survival, PTV_ERR_ARGUMENT, ptv_desk_survival(acc, clock, &survival));
    ptv_desk_free(acc);
}

static void a_negative_time_is_rejected(void **unused) {
    (void)unused;
    ptv_desk_config config = with_target(PTV_CLOCK_FIRST_RESPONSE, LIMIT);
    ptv_desk *acc = desk_new(&config, NULL);
    ptv_ticket_times times = open_ticket(LIMIT), before = open_ticket(LIMIT);
    clock_done(&times, PTV_CLOCK_FIRST_RESPONSE, -1);
    resolve(&times, -999);
    assert_status(PTV_OUT_OF_SCALE, ptv_desk_add(acc, &times));
    ptv_durations_result r = durations_read(desk_durations(acc, PTV_CLOCK_FIRST_RESPONSE));
    assert_true(r.n == 0 && r.rejected == 1 && r.missing == 0);
    ptv_survival_result s = survival_of(acc, PTV_CLOCK_RESOLUTION_LAST);
    assert_true(s.n == 0 && s.rejected == 1 && s.missing == 0);
    ptv_desk_target_result t = target_read(acc, 0);
    assert_true(t.absent == 1 && t.attainment.n == 0);
    ptv_desk_result counts = desk_read(acc);
    assert_true(counts.n == 1 && counts.open == 0 && counts.unanswered == 0);
    /* A clock that is not done has no durations that could say so. */
    before.clock[PTV_CLOCK_RESOLUTION_LAST].ms = -999;
    assert_status(PTV_OUT_OF_SCALE, ptv_desk_add(acc, &before));
    s = survival_of(acc, PTV_CLOCK_RESOLUTION_LAST);
    assert_true(s.n == 0 && s.rejected == 2);
    assert_status(PTV_OUT_OF_SCALE, ptv_desk_remove(acc, &before));
    assert_status(PTV_OUT_OF_SCALE, ptv_desk_remove(acc, &times));
    assert_int_equal(desk_read(acc).n, 0);
    ptv_desk_free(acc);
}

static void later_waits_are_counted_apart(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_new(NULL, NULL);
    ptv_ticket_wait first = next_wait(5), wait = next_wait(100), none = next_wait(PTV_TIME_NONE);
    first.clock = PTV_CLOCK_FIRST_RESPONSE;
    assert_desk_untouched(acc, PTV_OK, ptv_desk_add_wait(acc, &first));
    assert_desk_untouched(acc, PTV_OK, ptv_desk_add_wait(acc, &none));
    assert_ok(ptv_desk_add_wait(acc, &wait));
    wait = next_wait(300);
    assert_ok(ptv_desk_add_wait(acc, &wait));
    wait = next_wait(-1);
    assert_status(PTV_OUT_OF_SCALE, ptv_desk_add_wait(acc, &wait));
    ptv_durations_result r = durations_read(desk_durations(acc, PTV_CLOCK_NEXT_RESPONSE));
    assert_true(r.n == 2 && r.rejected == 1 && r.missing == 0 && r.min_ms == 100);
    assert_exact(r.mean.value, 200);
    assert_int_equal(desk_read(acc).n, 0);
    ptv_desk_free(acc);
}

static void a_desk_with_a_calendar_measures_business_time(void **unused) {
    (void)unused;
    ptv_desk_config config = with_target(PTV_CLOCK_FIRST_RESPONSE, LIMIT);
    config.calendar_id = 7;
    ptv_desk *acc = desk_new(&config, NULL);
    ptv_ticket_times times = open_ticket(90 * MINUTE);
    clock_done(&times, PTV_CLOCK_FIRST_RESPONSE, 80 * MINUTE);
    assert_desk_untouched(acc, PTV_ERR_MISMATCH, ptv_desk_add(acc, &times));
    times.calendar_id = 8;
    assert_desk_untouched(acc, PTV_ERR_MISMATCH, ptv_desk_add(acc, &times));
    times.calendar_id = 7; /* but without business time */
    assert_desk_untouched(acc, PTV_ERR_ARGUMENT, ptv_desk_add(acc, &times));
    for (int i = 0; i < PTV_CLOCKS; i++)
        times.clock[i].business_ms = times.clock[i].business_age_ms = 30 * MINUTE;
    times.clock[PTV_CLOCK_FIRST_RESPONSE].business_ms = LIMIT;
    assert_ok(ptv_desk_add(acc, &times));
    assert_int_equal(target_read(acc, 0).met, 1);
    ptv_durations_result r = durations_read(desk_durations(acc, PTV_CLOCK_FIRST_RESPONSE));
    assert_true(r.max_ms == LIMIT && r.calendar_id == 7);
    ptv_survival_result s = survival_of(acc, PTV_CLOCK_RESOLUTION_LAST);
    assert_true(s.last == 30 * 60 && s.calendar_id == 7);
    assert_int_equal(desk_read(acc).calendar_id, 7);

    ptv_ticket_wait wait = next_wait(900);
    assert_desk_untouched(acc, PTV_ERR_MISMATCH, ptv_desk_add_wait(acc, &wait));
    wait.business_ms = 300;
    assert_ok(ptv_desk_add_wait(acc, &wait));
    assert_int_equal(durations_read(desk_durations(acc, PTV_CLOCK_NEXT_RESPONSE)).max_ms, 300);
    ptv_desk_free(acc);

    /* Without a calendar, the calendar of the times does not matter. */
    ptv_desk *plain = desk_new(NULL, NULL);
    assert_ok(ptv_desk_add(plain, &times));
    assert_ok(ptv_desk_add_wait(plain, &wait));
    assert_int_equal(durations_read(desk_durations(plain, PTV_CLOCK_FIRST_RESPONSE)).max_ms,
                     80 * MINUTE);
    assert_int_equal(durations_read(desk_durations(plain, PTV_CLOCK_NEXT_RESPONSE)).max_ms, 900);
    ptv_desk_free(plain);
}

/* ── targets ─────────────────────────────────────────────────────────────────────────────────── */

enum outcome { MET, BREACHED_CLOSED, BREACHED_OPEN, PENDING, ABSENT, OUTCOMES };

/* What a ticket whose clock shows that counts for, whichever clock it is. A target of another clock,
 * which does not apply to it, is not moved. */
static void outcome_is(enum outcome want, ptv_ticket_time clock, bool ended) {
    static const int32_t clocks[] = {PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RESOLUTION_LAST,
                                     PTV_CLOCK_RESOLUTION_ACTIVE, PTV_CLOCK_REQUESTER_WAIT};
    for (size_t i = 0; i < COUNT_OF(clocks); i++) {
        ptv_desk_config config = with_target(clocks[i], LIMIT);
        config.n_targets = 2;
        config.target[1].clock = PTV_CLOCK_ON_HOLD;
        config.target[1].limit_ms = 1;
        ptv_desk *acc = desk_new(&config, NULL);
        ptv_ticket_times times = open_ticket(LIMIT);
        if (ended)
            resolve(&times, LIMIT);
        times.clock[clocks[i]] = clock;
        assert_true(ptv_desk_add(acc, &times) >= 0);
        ptv_desk_target_result t = target_read(acc, 0);
        const uint64_t got[OUTCOMES] = {t.met, t.breached_closed, t.breached_open, t.pending,
                                        t.absent};
        for (int j = 0; j < OUTCOMES; j++)
            assert_int_equal(got[j], j == (int)want);
        assert_int_equal(t.attainment.n, want <= BREACHED_OPEN);
        if (want <= BREACHED_OPEN)
            assert_exact(t.attainment.value, want == MET);
        assert_int_equal(target_read(acc, 1).absent, 1);
        ptv_desk_free(acc);
    }
}

static ptv_ticket_time shown(int32_t state, int64_t ms, int64_t age_ms) {
    ptv_ticket_time time = {ms, PTV_TIME_NONE, age_ms, PTV_TIME_NONE, state, 0};
    return time;
}

static void targets_of_clocks_that_are_done(void **unused) {
    (void)unused;
    for (int ended = 0; ended < 2; ended++) {
        outcome_is(MET, shown(PTV_CLOCK_DONE, LIMIT, LIMIT), ended);
        outcome_is(MET, shown(PTV_CLOCK_DONE, 0, LIMIT), ended);
        outcome_is(BREACHED_CLOSED, shown(PTV_CLOCK_DONE, LIMIT + 1, LIMIT + 1), ended);
        /* Met already, but not due. */
        outcome_is(PENDING, shown(PTV_CLOCK_DONE, 1, LIMIT - 1), ended);
        outcome_is(PENDING, shown(PTV_CLOCK_DONE, LIMIT - 1, LIMIT - 1), ended);
        outcome_is(ABSENT, shown(PTV_CLOCK_DONE, -1, LIMIT), ended);
        outcome_is(ABSENT, shown(PTV_CLOCK_DONE, INT64_MIN + 1, LIMIT), ended);
        outcome_is(ABSENT, shown(PTV_CLOCK_ABSENT, LIMIT, LIMIT), ended);
        outcome_is(ABSENT, shown(PTV_CLOCK_ABSENT, PTV_TIME_NONE, PTV_TIME_NONE), ended);
    }
}

static void targets_of_clocks_that_are_not(void **unused) {
    (void)unused;
    outcome_is(PENDING, shown(PTV_CLOCK_RUNNING, LIMIT - 1, LIMIT - 1), false);
    outcome_is(BREACHED_OPEN, shown(PTV_CLOCK_RUNNING, LIMIT, LIMIT), false);
    outcome_is(BREACHED_OPEN, shown(PTV_CLOCK_RUNNING, INT64_MAX, INT64_MAX), false);
    outcome_is(PENDING, shown(PTV_CLOCK_PAUSED, LIMIT - 1, LIMIT - 1), false);
    outcome_is(PENDING, shown(PTV_CLOCK_PAUSED, LIMIT, LIMIT), false);
    outcome_is(BREACHED_OPEN, shown(PTV_CLOCK_PAUSED, LIMIT + 1, LIMIT + 1), false);
}

static void targets_of_tickets_that_ended_without_a_reply(void **unused) {
    (void)unused;
    for (int32_t state = PTV_CLOCK_RUNNING; state <= PTV_CLOCK_PAUSED; state++) {
        outcome_is(PENDING, shown(state, LIMIT - 1, LIMIT - 1), true);
        outcome_is(BREACHED_CLOSED, shown(state, LIMIT, LIMIT), true);
        outcome_is(BREACHED_CLOSED, shown(state, LIMIT + 1, LIMIT + 1), true);
    }
}

/* "SLA above 100 %: numerator not inside the base." A dashboard divides the replies that came in
 * time today by what fell due today: early replies make it more than all. Here a ticket is in the
 * numerator only where it is in the base. */
static void sla_is_never_above_100_percent(void **unused) {
    (void)unused;
    ptv_desk_config config = with_target(PTV_CLOCK_FIRST_RESPONSE, LIMIT);
    ptv_desk *acc = desk_new(&config, NULL);
    for (int i = 0; i < 10; i++) { /* answered at once, due later */
        ptv_ticket_times early = open_ticket(5 * MINUTE);
        clock_done(&early, PTV_CLOCK_FIRST_RESPONSE, MINUTE);
        assert_ok(ptv_desk_add(acc, &early));
    }
    assert_empty_estimate(target_read(acc, 0).attainment);
    for (int i = 0; i < 4; i++) { /* due; one of them late */
        ptv_ticket_times due = open_ticket(20 * MINUTE);
        clock_done(&due, PTV_CLOCK_FIRST_RESPONSE, i == 0 ? 15 * MINUTE : MINUTE);
        assert_ok(ptv_desk_add(acc, &due));
    }
    ptv_desk_target_result t = target_read(acc, 0);
    uint64_t in_time = durations_read(desk_durations(acc, PTV_CLOCK_FIRST_RESPONSE)).n - 1;
    assert_true(in_time == 13 && in_time > t.attainment.n); /* 13 of 4: 325 % */
    assert_int_equal(t.attainment.n, 4);
    assert_int_equal(t.met, 3);
    assert_int_equal(t.pending, 10);
    assert_exact(t.attainment.value, 0.75);
    assert_at_most(t.attainment.upper, 1);
    ptv_desk_free(acc);
}

/* Replies in time among those that were given, and among those that were due: who has waited
 * beyond the limit without a reply is missing in the one and a breach in the other. */
static void within_and_attainment_are_two_metrics(void **unused) {
    (void)unused;
    enum { TARGET = 600000 };
    ptv_desk_config config = with_target(PTV_CLOCK_FIRST_RESPONSE, TARGET);
    ptv_desk *acc = desk_new(&config, NULL);
    static const int64_t answered_after[] = {120000, 300000, 599999, 600000, 600001, 900000};
    for (size_t i = 0; i < COUNT_OF(answered_after); i++) {
        ptv_ticket_times times = open_ticket(3600000);
        clock_done(&times, PTV_CLOCK_FIRST_RESPONSE, answered_after[i]);
        assert_ok(ptv_desk_add(acc, &times));
    }
    for (int i = 0; i < 2; i++) { /* undecided, and late; one was closed so */
        ptv_ticket_times times = open_ticket(3600000);
        if (i == 1)
            resolve(&times, 3000000);
        assert_ok(ptv_desk_add(acc, &times));
    }
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    assert_ok(
        ptv_durations_within(desk_durations(acc, PTV_CLOCK_FIRST_RESPONSE), TARGET, NULL, &within));
    ptv_desk_target_result t = target_read(acc, 0);
    assert_true(within.n == 6 && within.at_least == 4 && within.at_most == 4);
    assert_true(t.met == 4 && t.breached_closed == 3 && t.breached_open == 1 && t.pending == 0);
    assert_exact(within.share.value, 4.0 / 6);
    assert_exact(t.attainment.value, 4.0 / 8);
    assert_int_equal(desk_read(acc).unanswered, 2);
    ptv_desk_free(acc);
}

/* ── shares ──────────────────────────────────────────────────────────────────────────────────── */

static void add_counts(ptv_desk *acc, bool ended, int32_t reopens, int32_t transfers,
                       int32_t replies) {
    ptv_ticket_times times = open_ticket(LIMIT);
    if (ended)
        resolve(&times, MINUTE);
    times.reopens = reopens;
    times.transfers = transfers;
    times.replies = replies;
    assert_ok(ptv_desk_add(acc, &times));
}

static void assert_share(const ptv_estimate *got, uint64_t hits, uint64_t n) {
    ptv_estimate want;
    assert_ok(ptv_share_interval(hits, n, 0.95, PTV_METHOD_WILSON, &want));
    assert_same_bytes(*got, want);
}

static void shares_have_their_own_bases(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_new(NULL, NULL);
    for (int ended = 0; ended < 2; ended++)
        for (int32_t n = -1; n <= 2; n++)
            add_counts(acc, ended, n, n, n);
    ptv_desk_result r = desk_read(acc);
    /* Ended with 0, 1, 2; open again with 1, 2. Not: never ended, or not known. */
    assert_share(&r.reopened, 4, 5);
    assert_share(&r.transferred, 4, 6);
    /* Ended with 0, 1, 2. */
    assert_share(&r.one_touch, 2, 3);
    assert_true(r.reopens == 6 && r.transfers == 6 && r.replies == 6);
    ptv_desk_free(acc);
}

static void options_reach_each_share(void **unused) {
    (void)unused;
    ptv_desk_config config = with_target(PTV_CLOCK_RESOLUTION_LAST, MINUTE);
    ptv_desk *acc = desk_new(&config, NULL);
    for (int i = 0; i < 20; i++)
        add_counts(acc, true, i % 3 == 0, i % 4 == 0, i % 5);
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    opt.confidence = 0.8;
    opt.method = PTV_METHOD_JEFFREYS;
    opt.design_effect = 2;
    ptv_desk_result r = PTV_DESK_RESULT_INIT;
    ptv_desk_target_result t = PTV_DESK_TARGET_RESULT_INIT;
    assert_ok(ptv_desk_read(acc, &opt, &r));
    assert_ok(ptv_desk_target_read(acc, 0, &opt, &t));
    const ptv_estimate *all[] = {&r.reopened, &r.transferred, &r.one_touch, &t.attainment};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_true(all[i]->method == PTV_METHOD_JEFFREYS && all[i]->n == 20);
        assert_exact(all[i]->confidence, 0.8);
        assert_exact(all[i]->n_eff, 10);
    }
    opt.population = 19; /* fewer than were counted */
    assert_ok(ptv_desk_read(acc, &opt, &r));
    assert_status(PTV_INCONSISTENT, r.reopened.status);
    assert_status(PTV_INCONSISTENT, ptv_desk_target_read(acc, 0, &opt, &t));
    assert_status(PTV_INCONSISTENT, t.attainment.status);
    ptv_desk_free(acc);
}

static ptv_status read_with(const void *opt, void *ctx) {
    ptv_desk_result result, before;
    scribble(result);
    result.size = sizeof result;
    before = result;
    ptv_status status = ptv_desk_read(ctx, opt, &result);
    if (status < 0)
        assert_same_bytes(result, before);
    return status;
}

static ptv_status target_with(const void *opt, void *ctx) {
    ptv_desk_target_result result, before;
    scribble(result);
    result.size = sizeof result;
    before = result;
    ptv_status status = ptv_desk_target_read(ctx, 0, opt, &result);
    if (status < 0)
        assert_same_bytes(result, before);
    return status;
}

static ptv_status read_into(void *out, void *ctx) {
    return ptv_desk_read(ctx, NULL, out);
}

static ptv_status target_into(void *out, void *ctx) {
    return ptv_desk_target_read(ctx, 0, NULL, out);
}

static void sizes_and_options_are_checked(void **unused) {
    (void)unused;
    ptv_desk_config config = with_target(PTV_CLOCK_RESOLUTION_LAST, MINUTE);
    ptv_desk *acc = desk_new(&config, NULL);
    add_counts(acc, true, 0, 0, 0);
    ptv_proportion_options good = PTV_PROPORTION_OPTIONS_INIT;
    good.confidence = 0.9;
    assert_input_size_checked(read_with, acc, &good, sizeof good);
    assert_input_size_checked(target_with, acc, &good, sizeof good);
    assert_output_size_checked(read_into, acc, sizeof(ptv_desk_result));
    assert_output_size_checked(target_into, acc, sizeof(ptv_desk_target_result));
    ptv_proportion_options wrong[] = {good, good, good, good};
    wrong[0].confidence = 1;
    wrong[1].method = PTV_METHOD_WALD;
    wrong[2].design_effect = -1;
    wrong[3].reserved2 = 1;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_status(PTV_ERR_ARGUMENT, read_with(&wrong[i], acc));
        assert_status(PTV_ERR_ARGUMENT, target_with(&wrong[i], acc));
    }
    ptv_desk_target_result t = PTV_DESK_TARGET_RESULT_INIT;
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_desk_target_read(acc, -1, NULL, &t));
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_desk_target_read(acc, 1, NULL, &t));
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_desk_target_read(acc, INT32_MAX, NULL, &t));
    ptv_desk_free(acc);
}

/* ── backlog ─────────────────────────────────────────────────────────────────────────────────── */

static void the_backlog_is_that_of_the_period(void **unused) {
    (void)unused;
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.from = DESK_NOW - 60 * MINUTE;
    config.until = DESK_NOW;
    config.n_ages = 2;
    config.age_ms[0] = 10 * MINUTE;
    config.age_ms[1] = 50 * MINUTE;
    ptv_desk *acc = desk_new(&config, NULL);
    static const struct {
        int64_t age, solved_after; /* minutes; -1: open */
    } tickets[] = {{90, -1}, {90, 40}, {90, 10}, {30, -1}, {10, -1}, {9, -1}, {60, 60}, {60, 59}};
    for (size_t i = 0; i < COUNT_OF(tickets); i++) {
        ptv_ticket_times times = open_ticket(tickets[i].age * MINUTE);
        if (tickets[i].solved_after >= 0)
            resolve(&times, tickets[i].solved_after * MINUTE);
        assert_ok(ptv_desk_add(acc, &times));
    }
    ptv_backlog got = desk_read(acc).backlog;
    ptv_backlog want = {2, 5, 2, 5, 1, {1, 2, 2}, 3, 0};
    assert_same_bytes(got, want);
    assert_ok(ptv_backlog_check(&got));
    ptv_desk_free(acc);
}

/* A period may begin with 1970, or end with it. */
static void a_period_beside_the_instant_0(void **unused) {
    (void)unused;
    for (int64_t from = -MINUTE; from <= 0; from += MINUTE) {
        ptv_desk_config config = PTV_DESK_CONFIG_INIT;
        config.from = from;
        config.until = from + MINUTE;
        ptv_desk *acc = desk_new(&config, NULL);
        for (int64_t created = -MINUTE; created <= MINUTE; created += MINUTE / 2) {
            ptv_ticket_times times = open_ticket(DESK_NOW - created);
            assert_ok(ptv_desk_add(acc, &times));
        }
        ptv_backlog got = desk_read(acc).backlog;
        uint64_t before = from == 0 ? 2 : 0;
        assert_true(got.open_start == before && got.received == 2 && got.outside == 3 - before);
        ptv_desk_free(acc);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initialisers_agree),
        cmocka_unit_test(empty_is_not_zero),
        cmocka_unit_test(tickets_are_counted),
        cmocka_unit_test(durations_are_of_clocks_that_are_done),
        cmocka_unit_test(limits_are_declared_in_the_durations_of_their_clock),
        cmocka_unit_test(survival_has_those_that_wait),
        cmocka_unit_test(parts_are_asked_for_by_clock),
        cmocka_unit_test(a_negative_time_is_rejected),
        cmocka_unit_test(later_waits_are_counted_apart),
        cmocka_unit_test(a_desk_with_a_calendar_measures_business_time),
        cmocka_unit_test(targets_of_clocks_that_are_done),
        cmocka_unit_test(targets_of_clocks_that_are_not),
        cmocka_unit_test(targets_of_tickets_that_ended_without_a_reply),
        cmocka_unit_test(sla_is_never_above_100_percent),
        cmocka_unit_test(within_and_attainment_are_two_metrics),
        cmocka_unit_test(shares_have_their_own_bases),
        cmocka_unit_test(options_reach_each_share),
        cmocka_unit_test(sizes_and_options_are_checked),
        cmocka_unit_test(the_backlog_is_that_of_the_period),
        cmocka_unit_test(a_period_beside_the_instant_0),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
