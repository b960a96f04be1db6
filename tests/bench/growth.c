/* SPDX-License-Identifier: MIT */
/* What an item costs as sizes grow: answers, groups, customers, values of a state, openings of a
 * calendar. Each size is measured on as many items as make its time readable.
 * Usage: bench_growth [ITEMS] [--json]; ITEMS is about how many make a measurement. */
#include "response_times.h"

enum { MONTHS = 36, MOST_GROUPS = 1000000 };

struct work {
    size_t n, items, rounds; /* of a column, of it used, and how often */
    uint8_t *scores;
    uint32_t *groups;
    int64_t *ms, *to, *months;
    uint64_t *keys;
    ptv_ratings acc, *states;
    ptv_durations **durations, *sum;
    ptv_cohorts *cohorts;
    ptv_calendar *calendar;
};

static void show(const char *what, size_t size, double ns, double limit_ns) {
    char name[80];
    snprintf(name, sizeof name, "%s, %zu", what, size);
    bench_row(name, ns, limit_ns, 0);
}

static double time_of(struct work *work, void (*run)(void *), double items) {
    struct bench_way way = {"", run, 0};
    bench_measure(&way, 1, work, items);
    return way.ns;
}

/* Sizes 10^from to 10^to. */
static size_t power(int exponent) {
    size_t size = 1;
    while (exponent-- > 0)
        size *= 10;
    return size;
}

/* ---- answers */

static void add_scores(void *context) {
    struct work *work = context;
    for (size_t round = 0; round < work->rounds; round++)
        OK(ptv_ratings_add_u8(&work->acc, work->scores, NULL, 0, work->items));
}

static void read_scores(void *context) {
    struct work *work = context;
    for (size_t round = 0; round < work->rounds; round++) {
        struct bench_read read = {work->scores, work->items};
        bench_read_once(&read);
    }
}

/* To ten times as many as make another measurement, beyond all caches. */
static void grow_answers(struct work *work) {
    size_t most = 10 * work->n;
    work->scores = bench_memory(most, 1);
    bench_scores(work->scores, most);
    OK(ptv_nps_init(&work->acc));
    for (work->items = 10000; work->items <= most; work->items *= 10) {
        struct bench_way ways[] = {{"", read_scores, 0}, {"", add_scores, 0}};
        work->rounds = work->items < work->n ? work->n / work->items : 1;
        bench_measure(ways, 2, work, (double)(work->items * work->rounds));
        show("scores in one state", work->items, ways[1].ns, ways[0].ns);
    }
    free(work->scores);
}

/* ---- groups */

static void add_grouped_scores(void *context) {
    struct work *work = context;
    OK(ptv_ratings_add_grouped_u8(work->states, work->items, work->groups, work->scores, NULL, 0,
                                  work->n));
}

static void add_grouped_durations(void *context) {
    struct work *work = context;
    OK(ptv_durations_add_grouped_i64(work->durations, work->items, work->groups, work->ms, NULL, 0,
                                     work->n));
}

static void grow_groups(struct work *work) {
    work->scores = bench_memory(work->n, 1);
    bench_scores(work->scores, work->n);
    work->groups = bench_memory(work->n, sizeof *work->groups);
    work->states = bench_memory(MOST_GROUPS, sizeof *work->states);
    for (size_t i = 0; i < MOST_GROUPS; i++)
        OK(ptv_nps_init(&work->states[i]));
    for (work->items = 100; work->items <= MOST_GROUPS; work->items *= 10) {
        bench_agents(work->groups, work->n, 1002, (uint32_t)work->items);
        show("scores by group, groups", work->items,
             time_of(work, add_grouped_scores, (double)work->n), 0);
    }
    free(work->states);
    free(work->scores);
}

/* With a tenth of the rows: many groups of few rows each take their time. */
static void grow_duration_groups(struct work *work) {
    size_t n = work->n;
    work->ms = response_times(n);
    work->n /= 10;
    for (work->items = 100; work->items <= MOST_GROUPS; work->items *= 10) {
        work->durations = bench_memory(work->items, sizeof *work->durations);
        for (size_t i = 0; i < work->items; i++)
            work->durations[i] = new_durations();
        bench_agents(work->groups, work->n, 1004, (uint32_t)work->items);
        show("durations by group, groups", work->items,
             time_of(work, add_grouped_durations, (double)work->n), 0);
        for (size_t i = 0; i < work->items; i++)
            ptv_durations_free(work->durations[i]);
        free(work->durations);
    }
    free(work->groups);
    work->n = n;
}

/* ---- values of a state of durations */

/* So many states, each of so many values, one after another. */
static void add_states(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->rounds; i++) {
        OK(ptv_durations_reset(work->sum));
        OK(ptv_durations_add_i64(work->sum, work->ms, NULL, i * work->items, work->items));
    }
}

static void merge_state(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->rounds; i++)
        OK(ptv_durations_merge(work->sum, work->durations[0]));
}

static void read_state(void *context) {
    struct work *work = context;
    ptv_estimate e;
    for (size_t i = 0; i < work->rounds; i++)
        bench_require(ptv_durations_percentile(work->durations[0], 95, 100, NULL, &e) >= 0, "p95");
}

static void grow_values(struct work *work) {
    ptv_durations *state = new_durations();
    work->durations = &state;
    work->sum = new_durations();
    for (work->items = 100; work->items <= MOST_GROUPS && work->items <= work->n;
         work->items *= 10) {
        size_t bytes;
        char name[80];
        work->rounds = work->n / work->items;
        show("durations of a new state, values", work->items,
             time_of(work, add_states, (double)(work->items * work->rounds)), 0);
        OK(ptv_durations_reset(state));
        OK(ptv_durations_add_i64(state, work->ms, NULL, 0, work->items));
        OK(ptv_durations_reset(work->sum));
        work->rounds = 1000;
        show("merge of a state, values", work->items, time_of(work, merge_state, 1000), 0);
        show("percentile of a state, values", work->items, time_of(work, read_state, 1000), 0);
        OK(ptv_durations_serialize(state, NULL, 0, &bytes));
        snprintf(name, sizeof name, "image of a state, values, %zu", work->items);
        bench_figure(name, (double)bytes, "bytes", 0);
    }
    ptv_durations_free(state);
    ptv_durations_free(work->sum);
    free(work->ms);
}

/* ---- customers */

static void add_events(void *context) {
    struct work *work = context;
    OK(ptv_cohorts_add_periods(work->cohorts, work->keys, work->months, 0, work->n));
}

static void grow_customers(struct work *work, const char *what, bool dense, size_t most) {
    for (size_t customers = 10000; customers <= most; customers *= 10) {
        ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
        struct bench_random random = {1006};
        config.n_periods = MONTHS;
        config.n_dense = dense ? customers : 0;
        OK(ptv_cohorts_new(&config, NULL, &work->cohorts));
        for (size_t i = 0; i < work->n; i++) {
            uint64_t k = bench_event(&random, (uint32_t)customers, MONTHS, &work->months[i]);
            work->keys[i] = dense ? k : bench_splitmix(k);
        }
        show(what, customers, time_of(work, add_events, (double)work->n), 0);
        ptv_cohorts_free(work->cohorts);
    }
}

static void grow_cohorts(struct work *work) {
    work->keys = bench_memory(work->n, sizeof *work->keys);
    work->months = bench_memory(work->n, sizeof *work->months);
    grow_customers(work, "events of customers with dense keys", true, power(8));
    grow_customers(work, "events of customers with any keys", false, power(7));
    free(work->keys);
    free(work->months);
}

/* ---- calendars */

/* Mondays to Fridays 9 to 18 o'clock, with so many openings of equal length. */
static ptv_calendar *calendar_of(size_t openings, const ptv_zone *zone) {
    char text[512] = "mon-fri";
    size_t length = strlen(text);
    ptv_calendar *calendar;
    size_t span = 9 * 60 / openings;
    for (size_t i = 0; i < openings; i++) {
        size_t from = 9 * 60 + i * span, to = from + span * 3 / 4;
        length += (size_t)snprintf(text + length, sizeof text - length, " %02zu:%02zu-%02zu:%02zu",
                                   from / 60, from % 60, to / 60, to % 60);
    }
    OK(ptv_calendar_new(text, length, zone, NULL, NULL, &calendar));
    return calendar;
}

static void open_column(void *context) {
    struct work *work = context;
    OK(ptv_calendar_open_column(work->calendar, work->ms, work->to, 0, work->items, work->months));
}

static void grow_calendars(struct work *work) {
    ptv_zone *zone;
    work->items = work->n / 10;
    work->ms = bench_memory(work->items, sizeof *work->ms);
    work->to = bench_memory(work->items, sizeof *work->to);
    work->months = bench_memory(work->items, sizeof *work->months);
    draw_tickets(work->ms, work->to, work->items);
    OK(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    for (size_t openings = 1; openings <= 16; openings *= 2) {
        work->calendar = calendar_of(openings, zone);
        show("open time of a ticket, openings a day", openings,
             time_of(work, open_column, (double)work->items), 0);
        ptv_calendar_free(work->calendar);
    }
    ptv_zone_free(zone);
}

int main(int argc, char **argv) {
    struct work work = {.n = bench_argument(argc, argv, power(8))};
    bench_require(work.n >= 100000, "at least 100000 items");
    bench_title(argc, argv, "growth", "cost of an item by size", "an item");
    grow_answers(&work);
    work.n /= 5;
    grow_groups(&work);
    grow_duration_groups(&work);
    grow_values(&work);
    grow_cohorts(&work);
    grow_calendars(&work);
    return EXIT_SUCCESS;
}
