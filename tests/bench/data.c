/* SPDX-License-Identifier: MIT */
/* Writes the data of the benchmarks, and what the library makes of them, for other programs to read:
 * a file a column, named after its type, such as score.uint8.
 * Usage: bench_data ratings|durations|cohorts|calendar ROWS DIRECTORY. */
#include "response_times.h"

enum { AGENTS = 1000, LEVELS = PTV_SCALE_LEVELS, CUSTOMERS = 2000000, MONTHS = 36 };

static const char *directory;

static void save(const char *name, const void *column, size_t n, size_t size) {
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s", directory, name);
    bench_require(length > 0 && (size_t)length < sizeof path, "a path that is not too long");
    FILE *file = fopen(path, "wb");
    bench_require(file != NULL, path);
    bench_require(fwrite(column, size, n, file) == n && fclose(file) == 0, path);
}

/* Agents as engines keep them best. */
static void save_agents(const uint32_t *agents, size_t n) {
    uint16_t *narrow = bench_memory(n, sizeof *narrow);
    for (size_t i = 0; i < n; i++)
        narrow[i] = (uint16_t)agents[i];
    save("agent.uint16", narrow, n, sizeof *narrow);
    free(narrow);
}

static void save_ratings(size_t n) {
    static ptv_ratings states[AGENTS];
    static uint64_t counts[AGENTS][LEVELS];
    uint8_t *scores = bench_memory(n, 1);
    uint32_t *agents = bench_memory(n, sizeof *agents);
    bench_scores(scores, n);
    bench_agents(agents, n, 1002, AGENTS);
    save("score.uint8", scores, n, 1);
    save_agents(agents, n);
    for (size_t i = 0; i < AGENTS; i++)
        OK(ptv_nps_init(&states[i]));
    OK(ptv_ratings_add_grouped_u8(states, AGENTS, agents, scores, NULL, 0, n));
    for (size_t i = 0; i < AGENTS; i++) {
        ptv_ratings_result result = PTV_RATINGS_RESULT_INIT;
        bench_require(ptv_ratings_read(&states[i], NULL, &result) >= 0, "reading");
        memcpy(counts[i], result.count, sizeof counts[i]);
    }
    save("counts_of_agents.uint64", counts, AGENTS, sizeof *counts);
}

static double percentile(const ptv_durations *acc, uint32_t percent) {
    ptv_estimate estimate;
    bench_require(ptv_durations_percentile(acc, percent, 100, NULL, &estimate) >= 0, "percentile");
    return estimate.value;
}

static void save_of_agents(const uint32_t *agents, const int64_t *ms, size_t n) {
    static ptv_durations *states[AGENTS];
    static double of_agents[AGENTS][2];
    for (size_t i = 0; i < AGENTS; i++)
        states[i] = new_durations();
    OK(ptv_durations_add_grouped_i64(states, AGENTS, agents, ms, NULL, 0, n));
    for (size_t i = 0; i < AGENTS; i++) {
        of_agents[i][0] = percentile(states[i], 50);
        of_agents[i][1] = percentile(states[i], 95);
    }
    save("percentiles_of_agents.float64", of_agents, AGENTS, sizeof *of_agents);
}

static void save_durations(size_t n) {
    static const uint32_t percents[] = {50, 90, 95, 99};
    enum { PERCENTS = sizeof percents / sizeof *percents };
    int64_t *ms = response_times(n);
    uint32_t *agents = bench_memory(n, sizeof *agents);
    ptv_durations *acc = new_durations();
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    ptv_estimate exact[PERCENTS];
    double answers[2 + PERCENTS];
    bench_agents(agents, n, 1004, AGENTS);
    save("ms.int64", ms, n, sizeof *ms);
    save_agents(agents, n);
    OK(ptv_durations_add_i64(acc, ms, NULL, 0, n));
    OK(ptv_durations_read(acc, NULL, &result));
    OK(ptv_durations_percentiles_i64(acc, ms, NULL, 0, n, percents, 100, PERCENTS, NULL, exact));
    answers[0] = result.mean.value;
    answers[1] = result.std_dev_ms * result.std_dev_ms * ((double)(n - 1) / (double)n);
    for (int i = 0; i < PERCENTS; i++)
        answers[2 + i] = exact[i].value;
    save("mean_variance_percentiles.float64", answers, 2 + PERCENTS, sizeof *answers);
    save_of_agents(agents, ms, n);
}

static void save_cohorts(size_t n) {
    static ptv_cohort_cell cells[MONTHS * (MONTHS + 1) / 2];
    static uint64_t triangle[MONTHS][MONTHS];
    struct bench_random random = {1006};
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *acc;
    size_t n_cells;
    uint64_t *keys = bench_memory(n, sizeof *keys);
    int64_t *months = bench_memory(n, sizeof *months);
    uint8_t *narrow = bench_memory(n, 1);
    for (size_t i = 0; i < n; i++) {
        keys[i] = bench_splitmix(bench_event(&random, CUSTOMERS, MONTHS, &months[i]));
        narrow[i] = (uint8_t)months[i];
    }
    save("customer.uint64", keys, n, sizeof *keys);
    save("month.uint8", narrow, n, 1);
    config.n_periods = MONTHS;
    OK(ptv_cohorts_new(&config, NULL, &acc));
    OK(ptv_cohorts_add_periods(acc, keys, months, 0, n));
    OK(ptv_cohorts_table(acc, NULL, cells, sizeof cells / sizeof *cells, &n_cells));
    for (size_t i = 0; i < n_cells; i++)
        triangle[cells[i].cohort][cells[i].age] = cells[i].retained;
    save("triangle.uint64", triangle, MONTHS, sizeof *triangle);
}

static void save_calendar(size_t n) {
    static const char hours[] = "mon-fri 09:00-18:00";
    ptv_zone *zone;
    ptv_calendar *calendar;
    int64_t *from = bench_memory(n, sizeof *from), *to = bench_memory(n, sizeof *to);
    int64_t *ms = bench_memory(n, sizeof *ms);
    draw_tickets(from, to, n);
    OK(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    OK(ptv_calendar_new(hours, sizeof hours - 1, zone, NULL, NULL, &calendar));
    OK(ptv_calendar_open_column(calendar, from, to, 0, n, ms));
    for (size_t i = 0; i < n; i++) {
        from[i] /= 1000;
        to[i] /= 1000;
        ms[i] /= 1000;
    }
    save("created.int64", from, n, sizeof *from);
    save("replied.int64", to, n, sizeof *to);
    save("open.int64", ms, n, sizeof *ms);
}

int main(int argc, char **argv) {
    const struct {
        const char *name;
        void (*run)(size_t n);
    } kinds[] = {{"ratings", save_ratings},
                 {"durations", save_durations},
                 {"cohorts", save_cohorts},
                 {"calendar", save_calendar}};
    bench_require(argc == 4, "usage: bench_data ratings|durations|cohorts|calendar ROWS DIRECTORY");
    size_t n = bench_argument(argc, argv, 0);
    bench_require(n > 0, "a number of rows");
    directory = argv[3];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(argv[1], kinds[i].name) == 0) {
            kinds[i].run(n);
            return EXIT_SUCCESS;
        }
    bench_require(false, "ratings, durations, cohorts or calendar");
}
