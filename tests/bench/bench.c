/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <time.h>

enum { ROUNDS = 7 };

static FILE *table, *json; /* json is NULL where it is not asked for */
static const char *current;

void bench_require(bool condition, const char *what) {
    if (condition)
        return;
    fprintf(stderr, "wrong answer: %s\n", what);
    exit(EXIT_FAILURE);
}

void *bench_memory(size_t n, size_t size) {
    void *memory = malloc(n * size);
    bench_require(memory != NULL, "not enough memory");
    memset(memory, 1, n * size);
    return memory;
}

uint64_t bench_draw(struct bench_random *random) {
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return random->state * UINT64_C(0x2545F4914F6CDD1D);
}

uint32_t bench_below(struct bench_random *random, uint32_t n) {
    return (uint32_t)((bench_draw(random) >> 32) * n >> 32);
}

double bench_unit(struct bench_random *random) {
    return ((double)(bench_draw(random) >> 11) + 0.5) / 9007199254740992.0;
}

uint64_t bench_splitmix(uint64_t key) {
    key += UINT64_C(0x9E3779B97F4A7C15);
    key = (key ^ (key >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    key = (key ^ (key >> 27)) * UINT64_C(0x94D049BB133111EB);
    return key ^ (key >> 31);
}

void bench_scores(uint8_t *scores, size_t n) {
    static const uint8_t per_mille[] = {30, 10, 15, 20, 25, 60, 70, 150, 220, 180, 220};
    struct bench_random random = {1001};
    uint8_t score_of[1000];
    size_t filled = 0;
    for (uint8_t score = 0; score < sizeof per_mille; score++)
        for (uint8_t k = 0; k < per_mille[score]; k++)
            score_of[filled++] = score;
    for (size_t i = 0; i < n; i++)
        scores[i] = score_of[bench_below(&random, 1000)];
}

void bench_agents(uint32_t *agents, size_t n, uint64_t seed, uint32_t n_agents) {
    struct bench_random random = {seed};
    for (size_t i = 0; i < n; i++)
        agents[i] = bench_below(&random, n_agents);
}

void bench_agents_by_zipf(uint32_t *agents, size_t n, uint64_t seed, uint32_t n_agents) {
    enum { MOST = 1000 };
    struct bench_random random = {seed};
    double up_to[MOST], sum = 0;
    bench_require(n_agents <= MOST, "at most 1,000 agents");
    for (uint32_t k = 0; k < n_agents; k++)
        up_to[k] = sum += 1.0 / (k + 1);
    for (size_t i = 0; i < n; i++) {
        double u = bench_unit(&random) * sum;
        uint32_t low = 0, high = n_agents - 1;
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (up_to[middle] < u)
                low = middle + 1;
            else
                high = middle;
        }
        agents[i] = low;
    }
}

void bench_agents_in_order(uint32_t *agents, size_t n, uint32_t n_agents) {
    for (size_t i = 0; i < n; i++)
        agents[i] = (uint32_t)(i * n_agents / n);
}

uint64_t bench_event(struct bench_random *random, uint32_t customers, int64_t months,
                     int64_t *month) {
    uint64_t customer = bench_below(random, customers);
    double u = bench_unit(random);
    int64_t first = (int64_t)(bench_splitmix(customer ^ 0xABCDEF) % (uint64_t)months);
    *month = first + (int64_t)(u * u * (double)(months - first));
    return customer;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int rising(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

void bench_measure(struct bench_way *ways, size_t n_ways, void *context, double items) {
    double *took = bench_memory(n_ways * ROUNDS, sizeof *took);
    for (int round = -1; round < ROUNDS; round++)
        for (size_t way = 0; way < n_ways; way++) {
            double start = now();
            ways[way].run(context);
            if (round >= 0)
                took[way * ROUNDS + (size_t)round] = now() - start;
        }
    for (size_t way = 0; way < n_ways; way++) {
        qsort(took + way * ROUNDS, ROUNDS, sizeof *took, rising);
        ways[way].ns = took[way * ROUNDS + ROUNDS / 2] / items;
    }
    free(took);
}

void bench_read_once(void *read) {
    const struct bench_read *what = read;
    const uint64_t *words = what->bytes;
    uint64_t sum[8] = {0};
    size_t n = what->n / sizeof *words;
    for (size_t i = 0; i + 8 <= n; i += 8) {
        __builtin_prefetch((const char *)(words + i) + 1024, 0, 3);
        __builtin_prefetch((const char *)(words + i) + 4096, 0, 2);
        for (size_t k = 0; k < 8; k++)
            sum[k] ^= words[i + k];
    }
    static volatile uint64_t sink;
    for (size_t k = 0; k < 8; k++)
        sink ^= sum[k];
}

/* The most memory that this process has had, in MiB; 0 where the system does not say. */
static double peak_memory(void) {
    char line[128];
    unsigned long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && kib == 0 && fgets(line, sizeof line, status))
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtoul(line + 6, NULL, 10);
    if (status)
        fclose(status);
    return (double)kib / 1024;
}

static void print_memory(void) {
    bench_figure("memory of the program", peak_memory(), "MiB", 0);
}

void bench_title(int argc, char **argv, const char *workload, const char *what, const char *item) {
    table = stdout;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--json") == 0) {
            json = stdout;
            table = stderr;
        }
    current = workload;
    atexit(print_memory);
    fprintf(table, "%s  %s\n  %-44s %10s %9s %9s\n", workload, what, "", item, "of limit", "goal");
    if (json)
        fprintf(json, "{\"workload\": \"%s\", \"what\": \"%s\", \"item\": \"%s\"}\n", workload,
                what, item);
}

void bench_row(const char *name, double ns, double limit_ns, double goal) {
    if (json)
        fprintf(json,
                "{\"workload\": \"%s\", \"name\": \"%s\", \"ns\": %.5g, \"limit_ns\": %.5g, "
                "\"goal\": %.4g}\n",
                current, name, ns, limit_ns, goal);
    fprintf(table, "  %-44s %7.3f ns", name, ns);
    if (limit_ns > 0)
        fprintf(table, " %9.2f", ns / limit_ns);
    if (goal > 0)
        fprintf(table, " %9.2f%s", goal, ns / limit_ns <= goal ? "" : "  missed");
    fprintf(table, "\n");
}

void bench_figure(const char *name, double value, const char *unit, double goal) {
    if (json)
        fprintf(json,
                "{\"workload\": \"%s\", \"name\": \"%s\", \"value\": %.6g, \"unit\": \"%s\", "
                "\"goal\": %.4g}\n",
                current, name, value, unit, goal);
    fprintf(table, "  %-44s %10.6g %s", name, value, unit);
    if (goal > 0)
        fprintf(table, ", goal %g%s", goal, value <= goal ? "" : "  missed");
    fprintf(table, "\n");
}

size_t bench_argument(int argc, char **argv, size_t usual) {
    for (int i = 1; i < argc; i++) {
        char *end;
        unsigned long long number = strtoull(argv[i], &end, 10);
        if (end != argv[i] && *end == 0)
            return (size_t)number;
    }
    return usual;
}
