/* SPDX-License-Identifier: MIT */
/* What holds for desks, whatever tickets came in: no order, split or merge tree leaves a trace;
 * what was added can be taken back; the figures agree with one another and with what is known. */
#include "desks.h"

enum { TICKETS = 120, WAITS = 20, ROUNDS = 60, SHARDS = 9, SPAN = 100 * DESK_MINUTE };

static ptv_desk_config random_config(struct generator *generator) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    if (random_below(generator, 4) > 0) {
        config.from = DESK_NOW - (int64_t)random_below(generator, SPAN) - 1;
        config.until = config.from + 1 + (int64_t)random_below(generator, SPAN);
        config.n_ages = (int32_t)random_below(generator, PTV_BACKLOG_AGES + 1);
    }
    for (int32_t i = 0; i < config.n_ages; i++)
        config.age_ms[i] = (i > 0 ? config.age_ms[i - 1] : 0) + 1 +
                           (int64_t)random_below(generator, 20 * DESK_MINUTE);
    config.n_targets = (int32_t)random_below(generator, PTV_DESK_TARGETS + 1);
    for (int32_t i = 0; i < config.n_targets; i++) {
        uint64_t clock = random_below(generator, PTV_CLOCKS - 1);
        config.target[i].clock = (int32_t)(clock >= PTV_CLOCK_NEXT_RESPONSE ? clock + 1 : clock);
        config.target[i].limit_ms = (int64_t)random_below(generator, SPAN / 8) * 8 + i + 1;
    }
    return config;
}

/* An instant of a row: none, at times before the creation, or not yet. */
static int64_t random_instant(struct generator *generator, int64_t created) {
    uint64_t kind = random_below(generator, 10);
    if (kind < 3)
        return PTV_TIME_NONE;
    if (kind == 3)
        return created - (int64_t)random_below(generator, 3 * DESK_MINUTE);
    return created + (int64_t)random_magnitude(generator, 23);
}

/* A ticket as its row has it. */
static ptv_ticket_times random_row(struct generator *generator) {
    ptv_ticket row = PTV_TICKET_INIT;
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    row.created = DESK_NOW - (int64_t)random_below(generator, SPAN);
    row.first_reply = random_instant(generator, row.created);
    row.resolved = random_instant(generator, row.created);
    row.closed = random_instant(generator, row.created);
    row.reopens = (int32_t)random_below(generator, 4) - 1;
    row.replies = (int32_t)random_below(generator, 6) - 1;
    row.transfers = (int32_t)random_below(generator, 4) - 1;
    row.by_agent = random_below(generator, 8) == 0;
    assert_ok(ptv_ticket_read(&row, DESK_NOW, 0, NULL, &times));
    return times;
}

/* A ticket as its log of events has it. */
static ptv_ticket_times random_log(struct generator *generator) {
    ptv_ticket_clock clock;
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    ptv_ticket_event event = {DESK_NOW - (int64_t)random_below(generator, SPAN),
                              random_below(generator, 8) ? PTV_TICKET_CREATED
                                                         : PTV_TICKET_CREATED_BY_AGENT,
                              PTV_STATE_IMPLIED};
    assert_ok(ptv_ticket_clock_init(&clock, NULL));
    assert_ok(ptv_ticket_clock_add(&clock, &event, NULL, NULL));
    for (uint64_t left = random_below(generator, 10); left > 0 && event.time < DESK_NOW; left--) {
        event.time += (int64_t)random_below(generator, (uint64_t)(DESK_NOW - event.time));
        event.kind = PTV_TICKET_REPLY + (int32_t)random_below(generator, 9);
        event.state = event.kind == PTV_TICKET_MOVED ? (int32_t)random_below(generator, 6)
                                                     : PTV_STATE_IMPLIED;
        assert_ok(ptv_ticket_clock_add(&clock, &event, NULL, NULL));
    }
    assert_ok(ptv_ticket_clock_read(&clock, DESK_NOW, NULL, &times));
    return times;
}

/* A ticket whose clocks show anything that they can. */
static ptv_ticket_times random_clocks(struct generator *generator) {
    ptv_ticket_times times = open_ticket((int64_t)random_below(generator, SPAN));
    for (int i = 0; i < PTV_CLOCKS; i++) {
        ptv_ticket_time *clock = &times.clock[i];
        clock->state = (int32_t)random_below(generator, 4);
        clock->ms = clock->age_ms = (int64_t)random_magnitude(generator, 23);
        if (clock->state == PTV_CLOCK_DONE)
            clock->age_ms += (int64_t)random_magnitude(generator, 23);
        if (random_below(generator, 30) == 0)
            clock->ms = -1 - (int64_t)random_magnitude(generator, 12);
    }
    if (random_below(generator, 2)) {
        times.ended = DESK_NOW - (int64_t)random_below(generator, SPAN);
        times.resolved_by_close = random_below(generator, 3) == 0;
    }
    times.reopens = (int32_t)random_magnitude(generator, 4) - 1;
    times.replies = (int32_t)random_magnitude(generator, 31) - 1;
    times.transfers = (int32_t)random_magnitude(generator, 31) - 1;
    times.next_unanswered = (int32_t)random_magnitude(generator, 31);
    return times;
}

static ptv_ticket_times random_ticket(struct generator *generator) {
    uint64_t source = random_below(generator, 3);
    return source == 0   ? random_row(generator)
           : source == 1 ? random_log(generator)
                         : random_clocks(generator);
}

/* Tickets, and waits that they had. */
struct day {
    ptv_desk_config config;
    ptv_ticket_times tickets[TICKETS];
    ptv_ticket_wait waits[WAITS];
};

static void random_day(struct generator *generator, struct day *day) {
    day->config = random_config(generator);
    for (size_t i = 0; i < TICKETS; i++)
        day->tickets[i] = random_ticket(generator);
    for (size_t i = 0; i < WAITS; i++)
        day->waits[i] = next_wait((int64_t)random_magnitude(generator, 40));
}

static void shuffle(struct generator *generator, struct day *day) {
    for (size_t i = TICKETS - 1; i > 0; i--) {
        size_t j = random_below(generator, i + 1);
        ptv_ticket_times kept = day->tickets[i];
        day->tickets[i] = day->tickets[j];
        day->tickets[j] = kept;
    }
}

static void add_tickets(ptv_desk *acc, const ptv_ticket_times *tickets, size_t n) {
    for (size_t i = 0; i < n; i++)
        assert_true(ptv_desk_add(acc, &tickets[i]) >= 0);
}

static ptv_desk *whole_of(const struct day *day) {
    ptv_desk *acc = desk_new(&day->config, NULL);
    add_tickets(acc, day->tickets, TICKETS);
    for (size_t i = 0; i < WAITS; i++)
        assert_ok(ptv_desk_add_wait(acc, &day->waits[i]));
    return acc;
}

/* Tickets and waits in shards, each anywhere; shards merged in pairs picked at random. */
static ptv_desk *by_a_random_tree(struct generator *generator, const struct day *day) {
    ptv_desk *shards[SHARDS];
    size_t left = 1 + random_below(generator, SHARDS);
    for (size_t i = 0; i < left; i++)
        shards[i] = desk_new(&day->config, NULL);
    for (size_t i = 0; i < TICKETS; i++)
        add_tickets(shards[random_below(generator, left)], &day->tickets[i], 1);
    for (size_t i = 0; i < WAITS; i++)
        assert_ok(ptv_desk_add_wait(shards[random_below(generator, left)], &day->waits[i]));
    while (left > 1) {
        size_t i = random_below(generator, left), j = random_below(generator, left - 1);
        j += j >= i;
        assert_ok(ptv_desk_merge(shards[i], shards[j]));
        ptv_desk_free(shards[j]);
        shards[j] = shards[--left];
    }
    return shards[0];
}

static void any_order_split_and_tree_give_the_same_bytes(void **unused) {
    (void)unused;
    struct generator generator = {71};
    static struct day day;
    for (int round = 0; round < ROUNDS; round++) {
        random_day(&generator, &day);
        ptv_desk *whole = whole_of(&day);
        for (int tree = 0; tree < 5; tree++) {
            shuffle(&generator, &day);
            ptv_desk *merged = by_a_random_tree(&generator, &day);
            assert_true(same_desks(whole, merged));
            ptv_desk_free(merged);
        }
        ptv_desk_free(whole);
    }
}

static void deserialize_inverts_serialize(void **unused) {
    (void)unused;
    struct generator generator = {72};
    static struct day day;
    for (int round = 0; round < ROUNDS; round++) {
        ptv_desk *back = NULL;
        random_day(&generator, &day);
        ptv_desk *acc = whole_of(&day);
        struct bytes image = desk_bytes(acc);
        assert_ok(ptv_desk_deserialize(NULL, image.data, image.len, &back));
        assert_true(same_desks(acc, back));
        free(image.data);
        ptv_desk_free(acc);
        ptv_desk_free(back);
    }
}

/* A ticket of which every clock is done: taking it back turns every part that tickets have. */
static void turn_to_buckets(ptv_desk *acc) {
    ptv_ticket_times times = open_ticket(DESK_MINUTE);
    for (int i = 0; i < PTV_CLOCKS; i++)
        clock_done(&times, i, i);
    assert_ok(ptv_desk_add(acc, &times));
    assert_ok(ptv_desk_remove(acc, &times));
}

static void add_then_remove_is_as_before(void **unused) {
    (void)unused;
    struct generator generator = {73};
    static struct day day;
    for (int round = 0; round < ROUNDS / 2; round++) {
        random_day(&generator, &day);
        size_t kept = random_below(&generator, TICKETS);
        ptv_desk *acc = desk_new(&day.config, NULL), *before = desk_new(&day.config, NULL);
        add_tickets(before, day.tickets, kept);
        turn_to_buckets(before);
        turn_to_buckets(acc);
        add_tickets(acc, day.tickets, TICKETS);
        for (size_t i = TICKETS; i-- > kept;) {
            assert_true(ptv_desk_remove(acc, &day.tickets[i]) >= 0);
            if (i % 16 == 0) { /* on the way, too, it is a desk */
                ptv_desk *back = NULL;
                struct bytes image = desk_bytes(acc);
                assert_ok(ptv_desk_deserialize(NULL, image.data, image.len, &back));
                free(image.data);
                ptv_desk_free(back);
            }
        }
        assert_true(same_desks(acc, before));
        ptv_desk_free(acc);
        ptv_desk_free(before);
    }
}

static void remove_goes_down_to_empty(void **unused) {
    (void)unused;
    struct generator generator = {74};
    static struct day day;
    for (int round = 0; round < ROUNDS / 2; round++) {
        random_day(&generator, &day);
        ptv_desk *acc = desk_new(&day.config, NULL), *fresh = desk_new(&day.config, NULL);
        add_tickets(acc, day.tickets, TICKETS);
        shuffle(&generator, &day);
        for (size_t i = 0; i < TICKETS; i++)
            assert_true(ptv_desk_remove(acc, &day.tickets[i]) >= 0);
        turn_to_buckets(acc);
        turn_to_buckets(fresh);
        assert_true(same_desks(acc, fresh));
        assert_int_equal(desk_read(acc).n, 0);
        assert_status(PTV_ERR_UNDERFLOW, ptv_desk_remove(acc, &day.tickets[0]));
        ptv_desk_free(acc);
        ptv_desk_free(fresh);
    }
}

/* Whatever is taken back that perhaps was never added: refused, with nothing touched, or what is
 * left can be stored and read. */
static void what_is_left_is_always_a_desk(void **unused) {
    (void)unused;
    struct generator generator = {75};
    int refused = 0, taken = 0;
    for (int round = 0; round < 400; round++) {
        ptv_desk_config config = random_config(&generator);
        ptv_desk *acc = desk_new(&config, NULL), *back = NULL;
        ptv_ticket_times times = random_ticket(&generator);
        assert_true(ptv_desk_add(acc, &times) >= 0);
        assert_true(ptv_desk_add(acc, &times) >= 0);
        times.transfers = times.transfers > 0 ? times.transfers - round % 2 : times.transfers;
        times.replies = times.replies > 1 ? times.replies - round / 2 % 2 : times.replies;
        struct bytes before = desk_bytes(acc);
        ptv_status status = ptv_desk_remove(acc, &times);
        struct bytes after = desk_bytes(acc);
        if (status < 0) {
            assert_status(PTV_ERR_UNDERFLOW, status);
            assert_true(same_bytes(before, after));
            refused++;
        } else {
            taken++;
        }
        assert_ok(ptv_desk_deserialize(NULL, after.data, after.len, &back));
        free(before.data);
        free(after.data);
        ptv_desk_free(acc);
        ptv_desk_free(back);
    }
    assert_true(refused > 10 && taken > 10);
}

/* ── readings ────────────────────────────────────────────────────────────────────────────────── */

static void assert_share_in_range(const ptv_estimate *share, uint64_t most) {
    assert_true(share->n <= most);
    if (share->n == 0) {
        assert_empty_estimate(*share);
        return;
    }
    assert_in(0, share->lower, share->value);
    assert_in(share->value, share->upper, 1);
}

static uint64_t band_sum(const ptv_backlog *backlog) {
    uint64_t sum = 0;
    for (int i = 0; i <= PTV_BACKLOG_AGES; i++)
        sum += backlog->band[i];
    return sum;
}

static void check_counts(const ptv_desk *acc, const ptv_desk_config *config) {
    ptv_desk_result r = desk_read(acc);
    const ptv_backlog *b = &r.backlog;
    ptv_durations_result first = durations_read(desk_durations(acc, PTV_CLOCK_FIRST_RESPONSE));
    assert_true(r.open <= r.n && r.resolved_by_close <= r.n - r.open);
    assert_true(first.n + first.rejected + r.unanswered + r.no_first_response == r.n);
    assert_share_in_range(&r.reopened, r.n);
    assert_share_in_range(&r.transferred, r.n);
    assert_share_in_range(&r.one_touch, r.n - r.open);
    assert_ok(ptv_backlog_check(b));
    assert_true(b->open_end == b->open_start + b->received - b->closed);
    assert_true(band_sum(b) == b->open_end);
    assert_true(b->open_start + b->received + b->outside == (config->until != 0 ? r.n : 0));
    assert_true(b->n_bands == (config->until != 0 ? config->n_ages + 1 : 0));
}

static void check_target(const ptv_desk *acc, int32_t index, uint64_t n) {
    ptv_desk_target_result t = target_read(acc, index);
    uint64_t due = t.met + t.breached_closed + t.breached_open;
    assert_true(due + t.pending + t.absent == n);
    assert_true(t.attainment.n == due);
    assert_share_in_range(&t.attainment, n);
    if (due > 0)
        assert_exact(t.attainment.value, (double)t.met / (double)due);
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    assert_true(ptv_durations_within(desk_durations(acc, t.target.clock), t.target.limit_ms, NULL,
                                     &within) >= 0);
    assert_true(within.at_least == within.at_most && t.met <= within.at_least);
}

static void figures_agree(void **unused) {
    (void)unused;
    struct generator generator = {76};
    static struct day day;
    for (int round = 0; round < 4 * ROUNDS; round++) {
        random_day(&generator, &day);
        ptv_desk *acc = desk_new(&day.config, NULL);
        for (size_t i = 0; i < TICKETS; i++) {
            add_tickets(acc, &day.tickets[i], 1);
            if (i % 7 && i + 1 < TICKETS)
                continue;
            check_counts(acc, &day.config);
            for (int32_t target = 0; target < day.config.n_targets; target++)
                check_target(acc, target, i + 1);
        }
        ptv_desk_free(acc);
    }
}

/* A target counted anew, from its definition. */
static void targets_are_what_a_loop_says(void **unused) {
    (void)unused;
    struct generator generator = {77};
    static struct day day;
    for (int round = 0; round < ROUNDS; round++) {
        random_day(&generator, &day);
        ptv_desk *acc = whole_of(&day);
        for (int32_t target = 0; target < day.config.n_targets; target++) {
            int64_t limit = day.config.target[target].limit_ms;
            uint64_t absent = 0, pending = 0, due = 0, met = 0, open = 0;
            for (size_t i = 0; i < TICKETS; i++) {
                const ptv_ticket_times *t = &day.tickets[i];
                const ptv_ticket_time *clock = &t->clock[day.config.target[target].clock];
                bool done = clock->state == PTV_CLOCK_DONE;
                bool is_open = t->ended == PTV_TIME_NONE;
                bool on_hold = is_open && clock->state == PTV_CLOCK_PAUSED && clock->ms <= limit;
                if (clock->state == PTV_CLOCK_ABSENT || (done && clock->ms < 0)) {
                    absent++;
                } else if (clock->age_ms < limit || on_hold) {
                    pending++;
                } else {
                    due++;
                    met += done && clock->ms <= limit;
                    open += !done && is_open;
                }
            }
            ptv_desk_target_result r = target_read(acc, target);
            assert_true(r.absent == absent && r.pending == pending && r.attainment.n == due);
            assert_true(r.met == met && r.breached_open == open);
        }
        ptv_desk_free(acc);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_split_and_tree_give_the_same_bytes),
        cmocka_unit_test(deserialize_inverts_serialize),
        cmocka_unit_test(add_then_remove_is_as_before),
        cmocka_unit_test(remove_goes_down_to_empty),
        cmocka_unit_test(what_is_left_is_always_a_desk),
        cmocka_unit_test(figures_agree),
        cmocka_unit_test(targets_are_what_a_loop_says),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
