/* SPDX-License-Identifier: MIT */
/* W8: what one call costs, into the shared library: a value at a time, and in batches of several
 * lengths. Usage: bench_w8_calls [VALUES] [--json]. */
#include "bench.h"

enum { CACHED = 4096, AGENTS = 1000 };

struct work {
    size_t n;
    uint8_t scores[CACHED];
    uint32_t agents[CACHED];
    int64_t durations[CACHED];
    ptv_ratings acc, states[AGENTS];
    ptv_durations *sketch;
};

static void fill(struct work *work) {
    struct bench_random random = {1008};
    for (size_t i = 0; i < CACHED; i++) {
        work->scores[i] = (uint8_t)bench_below(&random, 11);
        work->agents[i] = bench_below(&random, AGENTS);
        /* Of any of 24 octaves. */
        work->durations[i] = (int64_t)(bench_draw(&random) >> (40 + bench_below(&random, 24)));
    }
    OK(ptv_nps_init(&work->acc));
    for (size_t i = 0; i < AGENTS; i++)
        OK(ptv_nps_init(&work->states[i]));
    OK(ptv_durations_new(NULL, NULL, &work->sketch));
}

/* What the call itself costs: into the library and back. */
static void call(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        (void)ptv_version_number();
}

static void add_ratings(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        (void)ptv_ratings_add(&work->acc, work->scores[i % CACHED]);
}

static void add_grouped(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        (void)ptv_ratings_add(&work->states[work->agents[i % CACHED]], work->scores[i % CACHED]);
}

static void add_durations(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        (void)ptv_durations_add(work->sketch, work->durations[i % CACHED]);
}

#define BATCH(length)                                                                              \
    static void add_batches_##length(void *context) {                                              \
        struct work *work = context;                                                               \
        for (size_t i = 0; i + (length) <= work->n; i += (length))                                 \
            (void)ptv_ratings_add_u8(&work->acc, work->scores, NULL, i % CACHED, length);          \
    }                                                                                              \
                                                                                                   \
    static void add_grouped_batches_##length(void *context) {                                      \
        struct work *work = context;                                                               \
        for (size_t i = 0; i + (length) <= work->n; i += (length))                                 \
            (void)ptv_ratings_add_grouped_u8(work->states, AGENTS, work->agents, work->scores,     \
                                             NULL, i % CACHED, length);                            \
    }

BATCH(1)
BATCH(4)
BATCH(16)
BATCH(64)
BATCH(256)
BATCH(4096)

static uint64_t n_of(const ptv_ratings *acc) {
    ptv_ratings_result result = PTV_RATINGS_RESULT_INIT;
    bench_require(ptv_ratings_read(acc, NULL, &result) >= 0, "reading");
    return result.n;
}

/* Every way counts as many. */
static void check(struct work *work, struct bench_way *ways, size_t n_ways) {
    for (size_t way = 0; way < n_ways; way++) {
        uint64_t before = n_of(&work->acc), after = 0;
        for (size_t i = 0; i < AGENTS; i++)
            before += n_of(&work->states[i]);
        ways[way].run(work);
        for (size_t i = 0; i < AGENTS; i++)
            after += n_of(&work->states[i]);
        after += n_of(&work->acc);
        bench_require(after - before == work->n, ways[way].name);
    }
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    add_durations(work);
    OK(ptv_durations_read(work->sketch, NULL, &result));
    bench_require(result.n == work->n, "durations");
}

int main(int argc, char **argv) {
    static struct work work;
    work.n = bench_argument(argc, argv, 5000 * CACHED) / CACHED * CACHED;
    fill(&work);
    enum { SINGLE, GROUPED, BATCHES, BATCH_16 = BATCHES + 2 };
    struct bench_way ways[] = {
        {"score", add_ratings, 0},
        {"score, in one of 1,000 states", add_grouped, 0},
        {"score, in a batch of 1", add_batches_1, 0},
        {"score, in a batch of 4", add_batches_4, 0},
        {"score, in a batch of 16", add_batches_16, 0},
        {"score, in a batch of 64", add_batches_64, 0},
        {"score, in a batch of 256", add_batches_256, 0},
        {"score, in a batch of 4,096", add_batches_4096, 0},
        {"score, in a grouped batch of 1", add_grouped_batches_1, 0},
        {"score, in a grouped batch of 4", add_grouped_batches_4, 0},
        {"score, in a grouped batch of 16", add_grouped_batches_16, 0},
        {"score, in a grouped batch of 64", add_grouped_batches_64, 0},
        {"score, in a grouped batch of 256", add_grouped_batches_256, 0},
        {"score, in a grouped batch of 4,096", add_grouped_batches_4096, 0},
        {"duration", add_durations, 0},
        {"an empty call", call, 0},
    };
    enum { N_WAYS = sizeof ways / sizeof *ways, OF_SCORES = N_WAYS - 2 };
    check(&work, ways, OF_SCORES);
    bench_measure(ways, N_WAYS, &work, (double)work.n);

    bench_title(argc, argv, "W8", "one call a value into the shared library", "a value");
    for (size_t i = 0; i < N_WAYS; i++)
        bench_figure(ways[i].name, ways[i].ns, "ns", i == SINGLE ? 1.2 : i == GROUPED ? 1.6 : 0);
    bench_figure("a score in a batch of 16, of a single one", ways[BATCH_16].ns / ways[SINGLE].ns,
                 "times", 1.0 / 3);
    ptv_durations_free(work.sketch);
    return EXIT_SUCCESS;
}
