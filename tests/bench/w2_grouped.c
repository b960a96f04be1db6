/* SPDX-License-Identifier: MIT */
/* W2: the scores of 100 million answers, each counted in the state of one of 1,000 agents; the
 * answers evenly spread, as Zipf's law has it, all of one agent, and agent after agent. Usage:
 * bench_w2_grouped [ANSWERS] [--json]. */
#include "bench.h"

enum { LEVELS = PTV_SCALE_LEVELS, AGENTS = 1000, USUAL = 100000000 };

struct work {
    size_t n;
    uint8_t *scores;
    uint32_t *agents;
    ptv_ratings states[AGENTS];
};

/* ---- who answers for what */

static void draw_evenly(struct work *work) {
    bench_agents(work->agents, work->n, 1002, AGENTS);
}

static void draw_by_zipf(struct work *work) {
    bench_agents_by_zipf(work->agents, work->n, 1002, AGENTS);
}

static void draw_one(struct work *work) {
    for (size_t i = 0; i < work->n; i++)
        work->agents[i] = 617;
}

static void draw_in_order(struct work *work) {
    bench_agents_in_order(work->agents, work->n, AGENTS);
}

/* ---- ways */

static void fresh(struct work *work) {
    for (size_t i = 0; i < AGENTS; i++)
        OK(ptv_nps_init(&work->states[i]));
}

static void add_grouped(void *context) {
    struct work *work = context;
    OK(ptv_ratings_add_grouped_u8(work->states, AGENTS, work->agents, work->scores, NULL, 0,
                                  work->n));
}

static void read_both(void *context) {
    struct work *work = context;
    struct bench_read agents = {work->agents, work->n * sizeof *work->agents};
    struct bench_read scores = {work->scores, work->n};
    bench_read_once(&agents);
    bench_read_once(&scores);
}

static void check(struct work *work) {
    static uint64_t counts[AGENTS][LEVELS];
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < work->n; i++)
        counts[work->agents[i]][work->scores[i]]++;
    fresh(work);
    add_grouped(work);
    for (size_t i = 0; i < AGENTS; i++) {
        ptv_ratings_result result = PTV_RATINGS_RESULT_INIT;
        bench_require(ptv_ratings_read(&work->states[i], NULL, &result) >= 0, "reading");
        bench_require(memcmp(result.count, counts[i], sizeof result.count) == 0, "distribution");
        bench_require(result.missing == 0 && result.invalid == 0, "all on the scale");
    }
}

int main(int argc, char **argv) {
    static struct work work;
    work.n = bench_argument(argc, argv, USUAL);
    work.scores = bench_memory(work.n, sizeof *work.scores);
    work.agents = bench_memory(work.n, sizeof *work.agents);
    bench_scores(work.scores, work.n);
    const struct {
        const char *name;
        void (*draw)(struct work *);
    } patterns[] = {
        {"evenly", draw_evenly},
        {"by Zipf's law", draw_by_zipf},
        {"one agent", draw_one},
        {"agent after agent", draw_in_order},
    };
    double best = 1e9, worst = 0;
    bench_title(argc, argv, "W2", "scores in the states of 1,000 agents, 5 bytes a row", "a row");
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct bench_way ways[] = {{"", read_both, 0}, {patterns[i].name, add_grouped, 0}};
        patterns[i].draw(&work);
        check(&work);
        bench_measure(ways, 2, &work, (double)work.n);
        bench_row("reading once", ways[0].ns, 0, 0);
        bench_row(patterns[i].name, ways[1].ns, ways[0].ns, 3.4);
        best = ways[1].ns < best ? ways[1].ns : best;
        worst = ways[1].ns > worst ? ways[1].ns : worst;
    }
    bench_figure("slowest of these by fastest", worst / best, "times", 1.3);
    bench_figure("memory", (double)sizeof(ptv_ratings), "bytes a state", 0);
    return EXIT_SUCCESS;
}
