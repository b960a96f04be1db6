/* SPDX-License-Identifier: MIT */
/* W6: cohorts. 50 million events of 2 million customers in 36 months, with keys that are any
 * numbers and with dense ones, from columns of months and of instants; bytes a customer; times of
 * the readings. Usage: bench_w6_cohorts [EVENTS] [--json]. */
#include "bench.h"

enum { CUSTOMERS = 2000000, MONTHS = 36, CELLS = MONTHS * (MONTHS + 1) / 2, FIRST_MONTH = 636 };

/* Lines of 64 bytes that as many customers' slots are in. */
enum { LINES = 1 << 20, LINE = 8, AHEAD = 48 };

struct work {
    size_t n;
    uint64_t *keys, *numbers; /* a customer's key, and the dense one */
    int64_t *months, *instants;
    uint64_t *lines;
    ptv_zone *zone;
    ptv_cohorts *any, *dense, *of_instants, *single, *half, *dense_half, *merged;
    ptv_cohorts *read; /* by the readings */
    uint8_t *image;
    size_t image_size;
};

static ptv_cohorts *fresh(uint64_t n_dense) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *acc = NULL;
    config.first_period = FIRST_MONTH;
    config.n_periods = MONTHS;
    config.unit = PTV_PERIOD_MONTH;
    config.n_dense = n_dense;
    OK(ptv_cohorts_new(&config, NULL, &acc));
    return acc;
}

/* An event's instant is anywhere in its month. */
static void draw_events(struct work *work) {
    struct bench_random random = {1006}, moment = {2006};
    int64_t start[MONTHS + 1];
    OK(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &work->zone));
    for (int64_t month = 0; month <= MONTHS; month++)
        OK(ptv_zone_period_start(work->zone, PTV_PERIOD_MONTH, FIRST_MONTH + month, &start[month]));
    for (size_t i = 0; i < work->n; i++) {
        int64_t month;
        uint64_t k = bench_event(&random, CUSTOMERS, MONTHS, &month);
        double length = (double)(start[month + 1] - start[month]);
        work->numbers[i] = k;
        work->keys[i] = bench_splitmix(k);
        work->months[i] = FIRST_MONTH + month;
        work->instants[i] = start[month] + (int64_t)(bench_unit(&moment) * length);
    }
}

static bool same(const ptv_cohorts *a, const ptv_cohorts *b) {
    size_t a_len, b_len;
    OK(ptv_cohorts_serialize(a, NULL, 0, &a_len));
    OK(ptv_cohorts_serialize(b, NULL, 0, &b_len));
    uint8_t *a_image = bench_memory(a_len, 1), *b_image = bench_memory(b_len, 1);
    OK(ptv_cohorts_serialize(a, a_image, a_len, &a_len));
    OK(ptv_cohorts_serialize(b, b_image, b_len, &b_len));
    bool equal = a_len == b_len && memcmp(a_image, b_image, a_len) == 0;
    free(a_image);
    free(b_image);
    return equal;
}

/* The triangle, counted anew from a word a customer. */
static void check_table(const ptv_cohort_cell *cells, const struct work *work) {
    static uint64_t active[CUSTOMERS], triangle[MONTHS][MONTHS];
    for (size_t i = 0; i < work->n; i++)
        active[work->numbers[i]] |= UINT64_C(1) << (work->months[i] - FIRST_MONTH);
    for (size_t k = 0; k < CUSTOMERS; k++) {
        int joined = 0;
        while (active[k] != 0 && !(active[k] >> joined & 1))
            joined++;
        for (int at = joined; at < MONTHS; at++)
            triangle[joined][at - joined] += active[k] >> at & 1;
    }
    size_t filled = 0;
    for (size_t i = 0; i < CELLS; i++) {
        const ptv_cohort_cell *cell = &cells[i];
        const uint64_t *row = triangle[cell->cohort - FIRST_MONTH];
        bench_require(cell->retained == row[cell->age], "cell");
        bench_require(cell->size == row[0], "size of a cohort");
        filled += cell->retained > 0;
    }
    if (work->n == 50000000) {
        bench_require(filled == 666, "cells that are not empty");
        bench_require(cells[0].retained == 54402 && cells[1].retained == 44793, "first cells");
    }
}

static void check_answers(struct work *work) {
    static ptv_cohort_cell cells[CELLS], dense_cells[CELLS];
    size_t n;
    OK(ptv_cohorts_add_periods(work->any, work->keys, work->months, 0, work->n));
    OK(ptv_cohorts_add_periods(work->dense, work->numbers, work->months, 0, work->n));
    OK(ptv_cohorts_add_instants(work->of_instants, work->zone, work->keys, work->instants, 0,
                                work->n));
    OK(ptv_cohorts_add_periods(work->half, work->keys, work->months, 0, CUSTOMERS / 2));
    OK(ptv_cohorts_add_periods(work->dense_half, work->numbers, work->months, 0, CUSTOMERS / 2));
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_cohorts_add(work->single, work->keys[i], work->months[i]));
    bench_require(same(work->any, work->single), "one by one");
    bench_require(same(work->any, work->of_instants), "instants");
    OK(ptv_cohorts_table(work->any, NULL, cells, CELLS, &n));
    bench_require(n == CELLS, "number of cells");
    check_table(cells, work);
    OK(ptv_cohorts_table(work->dense, NULL, dense_cells, CELLS, &n));
    bench_require(memcmp(cells, dense_cells, sizeof cells) == 0, "dense keys");
}

static void read_columns(void *context) {
    struct work *work = context;
    struct bench_read keys = {work->keys, work->n * 8}, months = {work->months, work->n * 8};
    bench_read_once(&keys);
    bench_read_once(&months);
}

/* What no table of such a size is faster than: an event's line is known, is asked for long before,
 * and a bit of it is set. */
static void touch_lines(void *context) {
    struct work *work = context;
    for (size_t i = 0; i + AHEAD < work->n; i++) {
        __builtin_prefetch((const char *)(work->keys + i) + 2048);
        __builtin_prefetch((const char *)(work->months + i) + 2048);
        __builtin_prefetch(work->lines + work->keys[i + AHEAD] % LINES * LINE);
        work->lines[work->keys[i] % LINES * LINE] |= UINT64_C(1) << (work->months[i] - FIRST_MONTH);
    }
}

/* The same where nothing is asked for before: of a loop that is so short, the processor sees to
 * several rounds at once. */
static void touch_lines_singly(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        work->lines[work->keys[i] % LINES * LINE] |= UINT64_C(1) << (work->months[i] - FIRST_MONTH);
}

static void add_sparse(void *context) {
    struct work *work = context;
    OK(ptv_cohorts_reset(work->any));
    OK(ptv_cohorts_add_periods(work->any, work->keys, work->months, 0, work->n));
}

static void add_again(void *context) {
    struct work *work = context;
    OK(ptv_cohorts_add_periods(work->any, work->keys, work->months, 0, work->n));
}

static void add_batches(void *context) {
    struct work *work = context;
    for (size_t i = 0; i + 10000 <= work->n; i += 10000)
        OK(ptv_cohorts_add_periods(work->any, work->keys, work->months, i, 10000));
}

static void add_instants(void *context) {
    struct work *work = context;
    OK(ptv_cohorts_reset(work->of_instants));
    OK(ptv_cohorts_add_instants(work->of_instants, work->zone, work->keys, work->instants, 0,
                                work->n));
}

static void add_singly(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_cohorts_add(work->single, work->keys[i], work->months[i]));
}

static void add_dense(void *context) {
    struct work *work = context;
    OK(ptv_cohorts_reset(work->dense));
    OK(ptv_cohorts_add_periods(work->dense, work->numbers, work->months, 0, work->n));
}

static void time_events(struct work *work) {
    struct bench_way ways[] = {
        {"both columns read", read_columns, 0},
        {"a line a customer touched", touch_lines, 0},
        {"the same, not asked for before", touch_lines_singly, 0},
        {"sparse keys", add_sparse, 0},
        {"sparse keys that are there", add_again, 0},
        {"the same, 10,000 a call", add_batches, 0},
        {"sparse keys, instants", add_instants, 0},
        {"sparse keys, one by one", add_singly, 0},
        {"dense keys", add_dense, 0},
    };
    /* 10 ns and 5 ns where both columns were read in 0.6 ns. */
    static const double goals[] = {0, 0, 0, 10 / 0.6, 0, 0, 0, 0, 5 / 0.6};
    size_t n_ways = sizeof ways / sizeof *ways;
    bench_measure(ways, n_ways, work, (double)work->n);
    for (size_t i = 0; i < n_ways; i++)
        bench_row(ways[i].name, ways[i].ns, ways[0].ns, goals[i]);
    bench_figure("sparse keys, times the lines touched", ways[3].ns / ways[1].ns, "", 0);
    bench_figure("there already, times the lines touched", ways[4].ns / ways[1].ns, "", 0);
}

static void read_table_once(void *context) {
    struct work *work = context;
    struct bench_read table = {work->lines, LINES * LINE * 8};
    bench_read_once(&table);
}

static void read_table(void *context) {
    struct work *work = context;
    static ptv_cohort_cell cells[CELLS];
    size_t n;
    OK(ptv_cohorts_table(work->read, NULL, cells, CELLS, &n));
}

static void read_rolling(void *context) {
    struct work *work = context;
    static ptv_cohort_cell cells[CELLS];
    ptv_cohorts_options opt = PTV_COHORTS_OPTIONS_INIT;
    size_t n;
    opt.kind = PTV_COHORTS_ON_OR_AFTER;
    OK(ptv_cohorts_table(work->read, &opt, cells, CELLS, &n));
}

static void read_brackets(void *context) {
    struct work *work = context;
    static ptv_cohort_cell cells[CELLS];
    ptv_cohorts_options opt = PTV_COHORTS_OPTIONS_INIT;
    static const int32_t brackets[] = {1, 4, 7, 13, 25, 37};
    size_t n;
    opt.kind = PTV_COHORTS_BRACKET;
    opt.n_brackets = 5;
    memcpy(opt.bracket, brackets, sizeof brackets);
    OK(ptv_cohorts_table(work->read, &opt, cells, CELLS, &n));
}

static void read_movements(void *context) {
    struct work *work = context;
    ptv_cohort_movement movements[MONTHS];
    size_t n;
    OK(ptv_cohorts_movements(work->read, NULL, movements, MONTHS, &n));
}

static void read_retention(void *context) {
    struct work *work = context;
    ptv_cohorts_retention retention = PTV_COHORTS_RETENTION_INIT;
    OK(ptv_cohorts_retention_read(work->read, FIRST_MONTH + 3, FIRST_MONTH + 9, 2, NULL,
                                  &retention));
}

static void serialize(void *context) {
    struct work *work = context;
    OK(ptv_cohorts_serialize(work->read, work->image, work->image_size, &work->image_size));
}

static void deserialize(void *context) {
    struct work *work = context;
    ptv_cohorts *copy;
    OK(ptv_cohorts_deserialize(NULL, work->image, work->image_size, &copy));
    ptv_cohorts_free(copy);
}

static void copy_half(void *context) {
    struct work *work = context;
    ptv_cohorts_free(work->merged);
    OK(ptv_cohorts_copy(work->half, NULL, &work->merged));
}

static void merge(void *context) {
    struct work *work = context;
    copy_half(context);
    OK(ptv_cohorts_merge(work->merged, work->read));
}

static size_t bytes_allocated;

static void *counting_alloc(void *ctx, size_t size) {
    (void)ctx;
    bytes_allocated += size;
    return malloc(size);
}

static void counting_free(void *ctx, void *ptr) {
    (void)ctx;
    free(ptr);
}

/* Bytes of a copy, which allocates nothing that it does not keep. */
static double bytes_a_customer(const ptv_cohorts *acc) {
    ptv_allocator counting = {counting_alloc, counting_free, NULL};
    ptv_cohorts *copy = NULL;
    bytes_allocated = 0;
    OK(ptv_cohorts_copy(acc, &counting, &copy));
    bench_require(same(acc, copy), "copy");
    ptv_cohorts_free(copy);
    ptv_cohorts_result result = PTV_COHORTS_RESULT_INIT;
    OK(ptv_cohorts_read(acc, &result));
    return (double)bytes_allocated / (double)result.customers;
}

static void time_readings(struct work *work, const char *keys, double goal) {
    struct bench_way ways[] = {
        {"a table of 64 MiB read once", read_table_once, 0},
        {"table", read_table, 0},
        {"table, on or after", read_rolling, 0},
        {"table, brackets", read_brackets, 0},
        {"movements", read_movements, 0},
        {"retention", read_retention, 0},
        {"serialize", serialize, 0},
        {"deserialize", deserialize, 0},
        {"copy of half", copy_half, 0},
        {"copy and merge", merge, 0},
    };
    size_t n_ways = sizeof ways / sizeof *ways;
    OK(ptv_cohorts_serialize(work->read, NULL, 0, &work->image_size));
    work->image = bench_memory(work->image_size, 1);
    bench_measure(ways, n_ways, work, CUSTOMERS);
    bench_require(same(work->merged, work->read), "merge");
    for (size_t i = 0; i < n_ways; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s: %s, a customer", keys, ways[i].name);
        bench_row(name, ways[i].ns, ways[0].ns, 0);
    }
    bench_figure("memory", bytes_a_customer(work->read), "bytes a customer", goal);
    free(work->image);
    ptv_cohorts_free(work->merged);
    work->merged = NULL;
}

int main(int argc, char **argv) {
    struct work work = {.n = bench_argument(argc, argv, 50000000)};
    bench_require(work.n >= CUSTOMERS * 4, "at least 8000000 events");
    work.keys = bench_memory(work.n, 8);
    work.numbers = bench_memory(work.n, 8);
    work.months = bench_memory(work.n, 8);
    work.instants = bench_memory(work.n, 8);
    work.lines = bench_memory(LINES, LINE * 8);
    work.any = fresh(0);
    work.of_instants = fresh(0);
    work.single = fresh(0);
    work.half = fresh(0);
    work.dense = fresh(CUSTOMERS);
    work.dense_half = fresh(CUSTOMERS);
    draw_events(&work);
    check_answers(&work);
    bench_title(argc, argv, "W6", "cohorts: events of 2 million customers in 36 months",
                "an event");
    time_events(&work);
    work.read = work.any;
    time_readings(&work, "sparse", 34);
    work.read = work.dense;
    work.half = work.dense_half;
    time_readings(&work, "dense", 0);
    return EXIT_SUCCESS;
}
