/* SPDX-License-Identifier: MIT */
/* W4: durations of 1,000 agents from one column, with groups drawn evenly, as Zipf has them, all
 * one, and sorted; bytes an agent; a reading of two percentiles.
 * Usage: bench_w4_agents [ROWS] [--json]. */
#include "response_times.h"

enum { AGENTS = 1000 };

struct work {
    size_t n;
    int64_t *ms;
    uint32_t *even, *zipf, *one, *sorted, *group;
    ptv_durations *states[AGENTS];
};

static void read_columns(void *context) {
    struct work *work = context;
    struct bench_read ms = {work->ms, work->n * sizeof *work->ms};
    struct bench_read group = {work->group, work->n * sizeof *work->group};
    bench_read_once(&ms);
    bench_read_once(&group);
}

static void add_grouped(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < AGENTS; i++)
        OK(ptv_durations_reset(work->states[i]));
    OK(ptv_durations_add_grouped_i64(work->states, AGENTS, work->group, work->ms, NULL, 0,
                                     work->n));
}

static void add_again(void *context) {
    struct work *work = context;
    OK(ptv_durations_add_grouped_i64(work->states, AGENTS, work->group, work->ms, NULL, 0,
                                     work->n));
}

static void read_percentiles(void *context) {
    struct work *work = context;
    ptv_estimate e;
    for (size_t i = 0; i < AGENTS; i++) {
        bench_require(ptv_durations_percentile(work->states[i], 50, 100, NULL, &e) >= 0, "median");
        bench_require(ptv_durations_percentile(work->states[i], 95, 100, NULL, &e) >= 0, "p95");
    }
}

/* All agents together are one column, and each is what its rows are one by one. */
static void check_answers(struct work *work) {
    ptv_durations *column = new_durations(), *whole = new_durations(), *first = new_durations();
    OK(ptv_durations_add_i64(column, work->ms, NULL, 0, work->n));
    add_grouped(work);
    for (size_t i = 0; i < AGENTS; i++)
        OK(ptv_durations_merge(whole, work->states[i]));
    bench_require(same_durations(column, whole), "agents together");
    for (size_t i = 0; i < work->n; i++)
        if (work->group[i] == 7)
            OK(ptv_durations_add(first, work->ms[i]));
    bench_require(same_durations(first, work->states[7]), "an agent");
    ptv_durations_free(column);
    ptv_durations_free(whole);
    ptv_durations_free(first);
}

static size_t allocated;

static void *counting_alloc(void *context, size_t size) {
    (void)context;
    allocated += size;
    return malloc(size);
}

static void counting_free(void *context, void *memory) {
    (void)context;
    free(memory);
}

/* Bytes of copies, which take what they keep. */
static double bytes_an_agent(const struct work *work) {
    const ptv_allocator counting = {counting_alloc, counting_free, NULL};
    for (size_t i = 0; i < AGENTS; i++) {
        ptv_durations *copy = NULL;
        OK(ptv_durations_copy(work->states[i], &counting, &copy));
        ptv_durations_free(copy);
    }
    return (double)allocated / AGENTS;
}

static void make_columns(struct work *work) {
    work->ms = response_times(work->n);
    work->even = bench_memory(work->n, sizeof *work->even);
    work->zipf = bench_memory(work->n, sizeof *work->zipf);
    work->one = bench_memory(work->n, sizeof *work->one);
    work->sorted = bench_memory(work->n, sizeof *work->sorted);
    bench_agents(work->even, work->n, 1004, AGENTS);
    bench_agents_by_zipf(work->zipf, work->n, 1004, AGENTS);
    bench_agents_in_order(work->sorted, work->n, AGENTS);
    for (size_t i = 0; i < work->n; i++)
        work->one[i] = 7;
}

int main(int argc, char **argv) {
    static struct work work;
    work.n = bench_argument(argc, argv, RESPONSE_TIMES);
    make_columns(&work);
    for (size_t i = 0; i < AGENTS; i++)
        work.states[i] = new_durations();
    work.group = work.even;
    check_answers(&work);

    bench_title(argc, argv, "W4", "durations of 1,000 agents", "a row");
    const struct {
        const char *name;
        uint32_t *group;
        double goal;
    } patterns[] = {{"agents drawn evenly", work.even, 4.66},
                    {"as Zipf has them", work.zipf, 0},
                    {"all one agent", work.one, 0},
                    {"sorted", work.sorted, 0}};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct bench_way ways[] = {{"read", read_columns, 0}, {"add", add_grouped, 0}};
        work.group = patterns[i].group;
        bench_measure(ways, 2, &work, (double)work.n);
        if (i == 0)
            bench_row(ways[0].name, ways[0].ns, ways[0].ns, 0);
        bench_row(patterns[i].name, ways[1].ns, ways[0].ns, patterns[i].goal);
    }
    work.group = work.even;
    add_grouped(&work);
    bench_figure("bytes an agent", bytes_an_agent(&work), "bytes", 14 * 1024);
    struct bench_way again[] = {{"added to states that are there", add_again, 0}};
    bench_measure(again, 1, &work, (double)work.n);
    bench_row(again[0].name, again[0].ns, 0, 0);
    struct bench_way readings[] = {{"two percentiles, an agent", read_percentiles, 0}};
    bench_measure(readings, 1, &work, AGENTS);
    bench_row(readings[0].name, readings[0].ns, 0, 0);
    return EXIT_SUCCESS;
}
