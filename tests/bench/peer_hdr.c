/* SPDX-License-Identifier: MIT */
/* HdrHistogram_c on the durations that bench_data wrote: from a column, by agent, merged, and from
 * the first cache. A line of JSON for each task; peers.py checks the percentiles in it.
 * Usage: peer_hdr DIRECTORY ROWS. */
#define _POSIX_C_SOURCE 200809L
#include <hdr_histogram.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5, AGENTS = 1000, VALUES = 5000, CACHED = 4096 };

static const int64_t LONGEST = INT64_C(2592000000); /* 30 days in ms */

static size_t n;
static int64_t *ms;
static uint16_t *agent;
static int digits;
static struct hdr_histogram *one, *of_agent[AGENTS], **part;

static void require(int condition, const char *what) {
    if (condition)
        return;
    fprintf(stderr, "peer_hdr: %s\n", what);
    exit(EXIT_FAILURE);
}

static void *read_column(const char *directory, const char *name, size_t size) {
    char path[4096];
    void *column = malloc(n * size);
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    require(column && file && fread(column, size, n, file) == n, path);
    fclose(file);
    return column;
}

static struct hdr_histogram *fresh(void) {
    struct hdr_histogram *histogram = NULL;
    require(hdr_init(1, LONGEST, digits, &histogram) == 0, "memory");
    return histogram;
}

/* ---- tasks */

static void add_column(void) {
    hdr_reset(one);
    for (size_t i = 0; i < n; i++)
        hdr_record_value(one, ms[i]);
}

static void add_cached(void) {
    hdr_reset(one);
    for (size_t i = 0; i < n; i++)
        hdr_record_value(one, ms[i % CACHED]);
}

static void add_by_agent(void) {
    for (size_t i = 0; i < AGENTS; i++)
        hdr_reset(of_agent[i]);
    for (size_t i = 0; i < n; i++)
        hdr_record_value(of_agent[agent[i]], ms[i]);
}

static void merge_parts(void) {
    hdr_reset(one);
    for (size_t i = 0; i < n / VALUES; i++)
        hdr_add(one, part[i]);
}

/* For the percentiles of all. */
static void gather_agents(void) {
    hdr_reset(one);
    for (size_t i = 0; i < AGENTS; i++)
        hdr_add(one, of_agent[i]);
}

/* ---- times */

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int rising(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(void (*run)(void)) {
    double took[ROUNDS];
    run();
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        run();
        took[round] = now() - start;
    }
    qsort(took, ROUNDS, sizeof *took, rising);
    return took[ROUNDS / 2];
}

static void report(const char *task, void (*run)(void), void (*gather)(void), double items) {
    static const double percents[] = {50, 90, 95, 99};
    double ns = median(run) / items;
    if (gather)
        gather();
    printf("{\"task\": \"%s\", \"peer\": \"HdrHistogram_c\", \"how\": \"%d digits\", \"ns\": %.5g, "
           "\"rows\": %zu, \"runs\": %d, \"percentiles\": [",
           task, digits, ns, n, ROUNDS);
    for (int i = 0; i < 4; i++)
        printf("%s%lld", i ? ", " : "", (long long)hdr_value_at_percentile(one, percents[i]));
    printf("], \"counted\": %lld, \"bytes\": %zu}\n", (long long)one->total_count,
           hdr_get_memory_size(one));
}

static void make_parts(void) {
    part = malloc(n / VALUES * sizeof *part);
    require(part != NULL, "memory");
    for (size_t i = 0; i < n / VALUES; i++) {
        part[i] = fresh();
        for (size_t k = 0; k < VALUES; k++)
            hdr_record_value(part[i], ms[i * VALUES + k]);
    }
}

int main(int argc, char **argv) {
    require(argc == 3, "usage: peer_hdr DIRECTORY ROWS");
    n = strtoull(argv[2], NULL, 10);
    ms = read_column(argv[1], "ms.int64", sizeof *ms);
    agent = read_column(argv[1], "agent.uint16", sizeof *agent);
    for (digits = 3; digits >= 2; digits--) {
        one = fresh();
        report("W3 percentiles, sketch", add_column, NULL, (double)n);
    }
    digits = 2;
    report("W8 a duration a call", add_cached, NULL, (double)n);
    for (size_t i = 0; i < AGENTS; i++)
        of_agent[i] = fresh();
    report("W4 percentiles by agent", add_by_agent, gather_agents, (double)n);
    make_parts();
    report("W5 merge of a sketch", merge_parts, NULL, (double)(n / VALUES));
    return EXIT_SUCCESS;
}
