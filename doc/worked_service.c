/* SPDX-License-Identifier: MIT */
/* The worked examples of metrics.md, of tickets, calls, contacts and complaints: each prints one,
 * and doc/check_examples.py compares. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = -1 };

static const int64_t SECOND = 1000, MINUTE = 60000, DAY = 86400000;

static ptv_status check(ptv_status status) {
    if (status < 0) {
        fprintf(stderr, "%s\n", ptv_status_name(status));
        exit(EXIT_FAILURE);
    }
    return status;
}

static void print_estimate(const char *name, const ptv_estimate *e) {
    printf("%-14s %10.6f  [%10.6f, %10.6f]  n %3u  %s\n", name, e->value, e->lower, e->upper,
           (unsigned)e->n, ptv_method_name(e->method));
}

static void print_seconds(const char *name, const ptv_estimate *e) {
    printf("%-14s %8.2f s  [%8.2f, %8.2f]  n %3u  %s\n", name, e->value / (double)SECOND,
           e->lower / (double)SECOND, e->upper / (double)SECOND, (unsigned)e->n,
           ptv_method_name(e->method));
}

/* An instant in minutes or days, or none. */
static int64_t instant(int at, int64_t unit) {
    return at == NONE ? PTV_TIME_NONE : at * unit;
}

/* ── tickets ─────────────────────────────────────────────────────────────────────────────────── */

static const char *const clock_names[PTV_CLOCKS] = {
    "first response",    "next response",  "resolution first", "resolution last",
    "resolution active", "requester wait", "agent wait",       "on hold",
};

static const char *const clock_states[] = {"absent", "running", "paused", "done"};

static void print_clock(const ptv_ticket_time *time) {
    if (time->state == PTV_CLOCK_ABSENT)
        printf("  %13s", clock_states[time->state]);
    else
        printf("  %8s %4d", clock_states[time->state], (int)(time->ms / MINUTE));
}

static void ticket(void) {
    static const struct {
        int minute;
        int32_t kind, state;
    } events[] = {
        {0, PTV_TICKET_CREATED, PTV_STATE_IMPLIED},
        {1, PTV_TICKET_AUTO_REPLY, PTV_STATE_IMPLIED},
        {20, PTV_TICKET_REPLY, PTV_STATE_PENDING},
        {80, PTV_TICKET_MESSAGE, PTV_STATE_OPEN},
        {95, PTV_TICKET_REPLY, PTV_STATE_IMPLIED},
        {100, PTV_TICKET_MOVED, PTV_STATE_HOLD},
        {220, PTV_TICKET_MOVED, PTV_STATE_OPEN},
        {230, PTV_TICKET_RESOLVED, PTV_STATE_IMPLIED},
        {400, PTV_TICKET_MESSAGE, PTV_STATE_OPEN},
        {430, PTV_TICKET_REPLY, PTV_STATE_IMPLIED},
        {440, PTV_TICKET_RESOLVED, PTV_STATE_IMPLIED},
        {1000, PTV_TICKET_CLOSED, PTV_STATE_IMPLIED},
    };
    ptv_ticket_clock clock;
    ptv_ticket_times early = PTV_TICKET_TIMES_INIT, late = PTV_TICKET_TIMES_INIT;
    check(ptv_ticket_clock_init(&clock, NULL));
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        ptv_ticket_event event = {events[i].minute * MINUTE, events[i].kind, events[i].state};
        ptv_ticket_wait wait;
        if (events[i].minute == 220)
            check(ptv_ticket_clock_read(&clock, 150 * MINUTE, NULL, &early));
        check(ptv_ticket_clock_add(&clock, &event, NULL, &wait));
        if (wait.ms != PTV_TIME_NONE)
            printf("%s: %d min\n", clock_names[wait.clock], (int)(wait.ms / MINUTE));
    }
    check(ptv_ticket_clock_read(&clock, 1200 * MINUTE, NULL, &late));
    printf("\n%-17s  after 150 min    after 1,200\n", "clock");
    for (int i = 0; i < PTV_CLOCKS; i++) {
        printf("%-17s", clock_names[i]);
        print_clock(&early.clock[i]);
        print_clock(&late.clock[i]);
        printf("\n");
    }
}

/* Twelve tickets of a day, in minutes. */
static const struct {
    int created, first_reply, resolved, closed, reopens, replies, transfers, by_agent;
} rows[] = {
    {10, 25, 300, 1400, 0, 2, 0, 0},      {40, 120, 700, NONE, 1, 4, 1, 0},
    {100, NONE, NONE, 160, 0, 0, 0, 0},   {200, 230, 650, NONE, 0, 1, 0, 0},
    {330, 390, 1330, NONE, 0, 1, 0, 0},   {500, NONE, NONE, NONE, 0, 0, 0, 0},
    {640, 655, NONE, NONE, 0, 1, 1, 0},   {900, 1010, NONE, NONE, 0, 3, 0, 0},
    {950, 960, 990, NONE, 0, 1, 0, 0},    {1000, NONE, 1100, NONE, 0, 1, 0, 1},
    {1390, 1400, NONE, NONE, 0, 1, 0, 0}, {1420, NONE, NONE, NONE, 0, 0, 0, 0},
};

static ptv_desk *desk_of_a_day(void) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    ptv_desk *desk;
    config.n_targets = 2;
    config.target[0].clock = PTV_CLOCK_FIRST_RESPONSE;
    config.target[0].limit_ms = 60 * MINUTE;
    config.target[1].clock = PTV_CLOCK_RESOLUTION_LAST;
    config.target[1].limit_ms = 480 * MINUTE;
    config.from = 720 * MINUTE;
    config.until = 1440 * MINUTE;
    config.n_ages = 1;
    config.age_ms[0] = 600 * MINUTE;
    check(ptv_desk_new(&config, NULL, &desk));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ptv_ticket row = {instant(rows[i].created, MINUTE),
                          instant(rows[i].first_reply, MINUTE),
                          instant(rows[i].resolved, MINUTE),
                          instant(rows[i].closed, MINUTE),
                          rows[i].reopens,
                          rows[i].replies,
                          rows[i].transfers,
                          rows[i].by_agent};
        ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
        check(ptv_ticket_read(&row, 1440 * MINUTE, 0, NULL, &times));
        check(ptv_desk_add(desk, &times));
    }
    return desk;
}

static void print_target(const ptv_desk *desk, int32_t index, const char *name) {
    ptv_desk_target_result target = PTV_DESK_TARGET_RESULT_INIT;
    const ptv_durations *done;
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    check(ptv_desk_target_read(desk, index, NULL, &target));
    check(ptv_desk_durations(desk, target.target.clock, &done));
    check(ptv_durations_within(done, target.target.limit_ms, NULL, &within));
    printf("%s: met %u, breached %u closed and %u open, pending %u, absent %u\n", name,
           (unsigned)target.met, (unsigned)target.breached_closed, (unsigned)target.breached_open,
           (unsigned)target.pending, (unsigned)target.absent);
    print_estimate("  attainment", &target.attainment);
    print_estimate("  within", &within.share);
}

static void targets(void) {
    ptv_desk *desk = desk_of_a_day();
    print_target(desk, 0, "first response in 1 h");
    print_target(desk, 1, "resolution in 8 h");
    ptv_desk_free(desk);
}

static void desk_shares(void) {
    ptv_desk *desk = desk_of_a_day();
    ptv_desk_result result = PTV_DESK_RESULT_INIT;
    const ptv_backlog *backlog = &result.backlog;
    check(ptv_desk_read(desk, NULL, &result));
    print_estimate("reopened", &result.reopened);
    print_estimate("transferred", &result.transferred);
    print_estimate("one touch", &result.one_touch);
    printf("n %u, open %u, unanswered %u, no first response %u, resolved by close %u\n",
           (unsigned)result.n, (unsigned)result.open, (unsigned)result.unanswered,
           (unsigned)result.no_first_response, (unsigned)result.resolved_by_close);
    printf("open %u + received %u - closed %u = open %u: %u under 10 h, %u older; outside %u\n",
           (unsigned)backlog->open_start, (unsigned)backlog->received, (unsigned)backlog->closed,
           (unsigned)backlog->open_end, (unsigned)backlog->band[0], (unsigned)backlog->band[1],
           (unsigned)backlog->outside);
    ptv_desk_free(desk);
}

/* ── contacts ────────────────────────────────────────────────────────────────────────────────── */

static void first_contact(void) {
    static const struct {
        int day;
        uint64_t customer;
    } contacts[] = {{1, 1}, {1, 2}, {3, 2}, {9, 2}, {10, 3}, {11, 1}, {12, 4}, {18, 4}, {20, 5}};
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats_options options = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result result = PTV_REPEATS_RESULT_INIT;
    ptv_repeats *repeats;
    config.since = 1 * DAY;
    options.as_of = 21 * DAY;
    check(ptv_repeats_new(&config, NULL, &repeats));
    for (size_t i = 0; i < sizeof contacts / sizeof contacts[0]; i++)
        check(ptv_repeats_add(repeats, contacts[i].customer, 0, contacts[i].day * DAY));
    check(ptv_repeats_read(repeats, &options, &result));
    print_estimate("FCR", &result.fcr);
    print_estimate("repeat-free", &result.repeat_free);
    printf("contacts %u, openers %u: eligible %u, not yet eligible %u; short history %u\n",
           (unsigned)result.contacts, (unsigned)result.openers, (unsigned)result.eligible,
           (unsigned)result.not_yet_eligible, (unsigned)result.short_history);
    ptv_repeats_free(repeats);
}

/* ── calls ───────────────────────────────────────────────────────────────────────────────────── */

/* Outcome, wait, talk, hold and wrap-up in seconds. */
static const struct {
    int32_t outcome;
    int wait, talk, hold, wrap_up;
} day_of_calls[] = {
    {PTV_CALL_ANSWERED, 4, 185, 0, 30},   {PTV_CALL_ANSWERED, 8, 240, 20, 45},
    {PTV_CALL_ABANDONED, 3, 0, 0, 0},     {PTV_CALL_ANSWERED, 0, 95, 0, 10},
    {PTV_CALL_ANSWERED, 12, 310, 60, 40}, {PTV_CALL_FLOWED_OUT, 120, 0, 0, 0},
    {PTV_CALL_ANSWERED, 19, 64, 0, 15},   {PTV_CALL_ABANDONED, 35, 0, 0, 0},
    {PTV_CALL_ANSWERED, 20, 205, 0, 25},  {PTV_CALL_ANSWERED, 26, 410, 35, 60},
    {PTV_CALL_ABANDONED, 2, 0, 0, 0},     {PTV_CALL_ABANDONED, 14, 0, 0, 0},
    {PTV_CALL_ANSWERED, 41, 88, 0, 20},   {PTV_CALL_CALLBACK, 120, 0, 0, 0},
    {PTV_CALL_ABANDONED, 61, 0, 0, 0},    {PTV_CALL_ANSWERED, 9, 150, 0, 30},
    {PTV_CALL_WAITING, 15, 0, 0, 0},      {PTV_CALL_UNQUEUED, 0, 0, 0, 0},
};

static ptv_queue *queue_of_a_day(void) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue *queue;
    config.short_ms = 5 * SECOND;
    config.n_limits = 1;
    config.limit_ms[0] = 20 * SECOND;
    check(ptv_queue_new(&config, NULL, &queue));
    for (size_t i = 0; i < sizeof day_of_calls / sizeof day_of_calls[0]; i++) {
        ptv_call call = PTV_CALL_INIT;
        call.outcome = day_of_calls[i].outcome;
        call.wait_ms = day_of_calls[i].wait * SECOND;
        call.talk_ms = day_of_calls[i].talk * SECOND;
        call.hold_ms = day_of_calls[i].hold * SECOND;
        call.wrap_up_ms = day_of_calls[i].wrap_up * SECOND;
        check(ptv_queue_add(queue, &call));
    }
    check(ptv_queue_add_ready(queue, 1200 * SECOND));
    return queue;
}

static void calls(void) {
    ptv_queue *queue = queue_of_a_day();
    ptv_queue_result result = PTV_QUEUE_RESULT_INIT;
    check(ptv_queue_read(queue, NULL, &result));
    printf("offered %u: answered %u, abandoned %u (short %u), flowed out %u (callbacks %u)\n",
           (unsigned)result.offered, (unsigned)result.answered, (unsigned)result.abandoned,
           (unsigned)result.short_abandoned, (unsigned)result.flowed_out,
           (unsigned)result.callbacks);
    printf("not offered: waiting %u, unqueued %u\n", (unsigned)result.waiting,
           (unsigned)result.unqueued);
    print_estimate("abandonment", &result.abandonment);
    print_seconds("ASA", &result.asa);
    print_seconds("mean wait", &result.wait);
    print_seconds("AHT", &result.aht);
    print_seconds("patience", &result.patience);
    printf("%-14s %10.6f\n", "occupancy", result.occupancy_ratio);
    ptv_queue_free(queue);
}

static void service_levels(void) {
    static const struct {
        const char *name;
        int32_t base, count_abandoned, keep_short;
    } variants[] = {
        {"default", PTV_SERVICE_BASE_DEFAULT, 0, 0},
        {"with short", PTV_SERVICE_BASE_DEFAULT, 0, 1},
        {"with abandoned", PTV_SERVICE_BASE_DEFAULT, 1, 0},
        {"of answered", PTV_SERVICE_BASE_ANSWERED, 0, 0},
        {"of offered", PTV_SERVICE_BASE_OFFERED, 0, 0},
    };
    ptv_queue *queue = queue_of_a_day();
    for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
        ptv_queue_options options = PTV_QUEUE_OPTIONS_INIT;
        ptv_estimate level;
        options.base = variants[i].base;
        options.count_abandoned = variants[i].count_abandoned;
        options.keep_short = variants[i].keep_short;
        check(ptv_queue_service_level(queue, 20 * SECOND, &options, &level));
        print_estimate(variants[i].name, &level);
    }
    ptv_queue_free(queue);
}

/* ── complaints ──────────────────────────────────────────────────────────────────────────────── */

static void complaints(void) {
    static const struct {
        int received, closed;
        int32_t upheld;
    } days[] = {
        {-20, 12, PTV_OUTCOME_HIT},   {-3, 40, PTV_OUTCOME_MISS},
        {8, 30, PTV_OUTCOME_HIT},     {51, 70, PTV_OUTCOME_EXCLUDED},
        {130, 220, PTV_OUTCOME_MISS}, {201, 210, PTV_OUTCOME_MISS},
        {280, 301, PTV_OUTCOME_HIT},  {352, NONE, PTV_OUTCOME_EXCLUDED},
        {-90, -2, PTV_OUTCOME_MISS},
    };
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaints_result result = PTV_COMPLAINTS_RESULT_INIT;
    ptv_complaints *year;
    const ptv_survival *solved;
    ptv_estimate median;
    config.until = 365 * DAY;
    config.within_ms = 30 * DAY;
    config.n_ages = 1;
    config.age_ms[0] = 30 * DAY;
    check(ptv_complaints_new(&config, NULL, &year));
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        ptv_complaint complaint = PTV_COMPLAINT_INIT;
        complaint.received = days[i].received * DAY;
        complaint.closed = instant(days[i].closed, DAY);
        complaint.upheld = days[i].upheld;
        check(ptv_complaints_add(year, &complaint));
    }
    check(ptv_complaints_add_exposed(year, 2200, 2400));
    check(ptv_complaints_read(year, NULL, &result));
    check(ptv_complaints_survival(year, &solved));
    check(ptv_survival_quantile(solved, 1, 2, NULL, &median));
    print_estimate("per 1,000", &result.per_thousand);
    print_estimate("unresolved", &result.unresolved);
    print_estimate("within 30 d", &result.within);
    print_estimate("upheld", &result.upheld);
    printf("%-14s %8.2f d  [%8.2f, %8.2f]  n %3u  %s\n", "median", median.value / 86400,
           median.lower / 86400, median.upper / 86400, (unsigned)median.n,
           ptv_method_name(median.method));
    printf("open %u + received %u - closed %u = open %u; outside %u\n",
           (unsigned)result.movement.open_start, (unsigned)result.movement.received,
           (unsigned)result.movement.closed, (unsigned)result.movement.open_end,
           (unsigned)result.movement.outside);
    ptv_complaints_free(year);
}

/* ── rates and staffing ──────────────────────────────────────────────────────────────────────── */

static void rates(void) {
    static const struct {
        const char *name;
        uint64_t events, exposure;
    } examples[] = {
        {"1 of 1138", 1, 1138},       {"138 of 911505", 138, 911505},
        {"158 of 40235", 158, 40235}, {"274 of 332213", 274, 332213},
        {"0 of 500", 0, 500},
    };
    ptv_comparison ratio;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        for (int32_t method = PTV_METHOD_GARWOOD; method != 0;
             method = method == PTV_METHOD_GARWOOD ? PTV_METHOD_JEFFREYS : 0) {
            ptv_estimate e;
            check(ptv_rate_interval(examples[i].events, examples[i].exposure, 0.95, method, &e));
            printf("%-14s %10.6f  [%10.6f, %10.6f]  %s\n", examples[i].name, 1000 * e.value,
                   1000 * e.lower, 1000 * e.upper, ptv_method_name(e.method));
        }
    check(ptv_rate_compare(158, 40235, 274, 332213, 0.95, 0, &ratio));
    printf("%-14s %10.6f  [%10.6f, %10.6f]  %s\n", "ratio", ratio.difference, ratio.lower,
           ratio.upper, ptv_method_name(ratio.method));
}

static void print_staffing(const char *name, const ptv_erlang_result *r) {
    printf("%-8s %2d agents: busy %.4f, find none free %.4f, in 20 s %.4f, hang up %.4f,\n"
           "%-8s ASA %.3f s, mean wait %.3f s, %.3f waiting\n",
           name, (int)r->agents, r->occupancy_ratio, r->wait_ratio, r->service_level_ratio,
           r->abandonment_ratio, "", r->asa_ms / 1000, r->wait_ms / 1000, r->queue_mean);
}

static void staffing(void) {
    ptv_erlang_load load = PTV_ERLANG_LOAD_INIT;
    ptv_erlang_result result = PTV_ERLANG_RESULT_INIT;
    load.arrivals_per_hour = 360;
    load.handling_ms = 240000;
    load.within_ms = 20 * SECOND;
    check(ptv_erlang_agents(&load, 0.8, &result));
    printf("%.1f erlang\n", result.offered_erlang);
    print_staffing("Erlang C", &result);
    load.patience_ms = 180000;
    check(ptv_erlang_agents(&load, 0.8, &result));
    print_staffing("Erlang A", &result);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*print)(void);
    } examples[] = {
        {"ticket", ticket},         {"targets", targets},
        {"desk", desk_shares},      {"first_contact", first_contact},
        {"calls", calls},           {"service_levels", service_levels},
        {"complaints", complaints}, {"rates", rates},
        {"staffing", staffing},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        if (argc == 2 && strcmp(argv[1], examples[i].name) == 0) {
            examples[i].print();
            return EXIT_SUCCESS;
        }
    fprintf(stderr, "usage: worked_service EXAMPLE\n");
    return EXIT_FAILURE;
}
