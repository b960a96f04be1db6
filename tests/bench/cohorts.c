/* SPDX-License-Identifier: MIT */
/* What cohorts cost: ns an event, with keys that are any numbers and with dense ones; bytes a
 * customer; times of the readings. Not a test: it prints times of this machine, after it has
 * checked its answers. Usage: bench_cohorts [EVENTS], default 50 million, of 2 million customers
 * and 36 months.
 *
 * Times are the process's own (clock), the least of several runs. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <postventa/postventa.h>

enum { RUNS = 3, CUSTOMERS = 2000000, MONTHS = 36, CELLS = MONTHS * (MONTHS + 1) / 2 };

static void require(bool condition, const char *what) {
    if (condition)
        return;
    fprintf(stderr, "wrong answer: %s\n", what);
    exit(EXIT_FAILURE);
}

#define OK(call) require((call) == PTV_OK, #call)

static double now(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

/* xorshift64*, and splitmix64 of a number. */
static uint64_t state = 1006;

static uint64_t draw(void) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * UINT64_C(0x2545F4914F6CDD1D);
}

static uint64_t spread(uint64_t x) {
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* Events: the key, the dense key, the month. Months are nearer to a customer's first one the more
 * often. */
struct events {
    size_t n;
    uint64_t *keys, *numbers;
    int64_t *months;
};

static struct events draw_events(size_t n) {
    struct events events = {n, malloc(n * 8), malloc(n * 8), malloc(n * 8)};
    require(events.keys && events.numbers && events.months, "memory");
    for (size_t i = 0; i < n; i++) {
        uint64_t k = (draw() >> 32) * CUSTOMERS >> 32;
        double u = ((double)(draw() >> 11) + 0.5) / 9007199254740992.0;
        int64_t first = (int64_t)(spread(k ^ 0xABCDEF) % MONTHS);
        events.numbers[i] = k;
        events.keys[i] = spread(k);
        events.months[i] = first + (int64_t)(u * u * (double)(MONTHS - first));
    }
    return events;
}

/* The triangle, counted anew from a word a customer. */
static void check_table(const ptv_cohort_cell *cells, const struct events *events) {
    static uint64_t months[CUSTOMERS], triangle[MONTHS][MONTHS];
    for (size_t i = 0; i < events->n; i++)
        months[events->numbers[i]] |= UINT64_C(1) << events->months[i];
    for (size_t k = 0; k < CUSTOMERS; k++) {
        int joined = 0;
        while (months[k] != 0 && !(months[k] >> joined & 1))
            joined++;
        for (int at = joined; at < MONTHS; at++)
            triangle[joined][at - joined] += months[k] >> at & 1;
    }
    for (size_t i = 0; i < CELLS; i++) {
        const ptv_cohort_cell *cell = &cells[i];
        require(cell->retained == triangle[cell->cohort][cell->age], "cell");
        require(cell->size == triangle[cell->cohort][0], "size of a cohort");
    }
    if (events->n == 50000000)
        require(cells[0].retained == 54402 && cells[1].retained == 44793, "first cells");
}

static ptv_cohorts *fresh(uint64_t n_dense, const ptv_allocator *allocator) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *acc = NULL;
    config.n_periods = MONTHS;
    config.n_dense = n_dense;
    OK(ptv_cohorts_new(&config, allocator, &acc));
    return acc;
}

static uint8_t *image_of(const ptv_cohorts *acc, size_t *len) {
    OK(ptv_cohorts_serialize(acc, NULL, 0, len));
    uint8_t *image = malloc(*len);
    require(image != NULL, "memory");
    OK(ptv_cohorts_serialize(acc, image, *len, len));
    return image;
}

static bool same(const ptv_cohorts *a, const ptv_cohorts *b) {
    size_t a_len, b_len;
    uint8_t *a_image = image_of(a, &a_len), *b_image = image_of(b, &b_len);
    bool equal = a_len == b_len && memcmp(a_image, b_image, a_len) == 0;
    free(a_image);
    free(b_image);
    return equal;
}

/* Declares the least time that the body took. */
#define TIMED(seconds, body)                                                                       \
    double seconds = 1e9;                                                                          \
    for (int run = 0; run < RUNS; run++) {                                                         \
        double start = now();                                                                      \
        body double took = now() - start;                                                          \
        seconds = took < seconds ? took : seconds;                                                 \
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
    require(same(acc, copy), "copy");
    ptv_cohorts_free(copy);
    ptv_cohorts_result result = PTV_COHORTS_RESULT_INIT;
    OK(ptv_cohorts_read(acc, &result));
    return (double)bytes_allocated / (double)result.customers;
}

static void time_readings(const char *name, const ptv_cohorts *acc, const ptv_cohorts *half) {
    static ptv_cohort_cell cells[CELLS];
    ptv_cohort_movement movements[MONTHS];
    ptv_cohorts_retention retention = PTV_COHORTS_RETENTION_INIT;
    ptv_cohorts_options after = PTV_COHORTS_OPTIONS_INIT;
    ptv_cohorts *copy = NULL;
    size_t n, len;
    after.kind = PTV_COHORTS_ON_OR_AFTER;
    TIMED(table, { OK(ptv_cohorts_table(acc, NULL, cells, CELLS, &n)); })
    TIMED(rolling, { OK(ptv_cohorts_table(acc, &after, cells, CELLS, &n)); })
    TIMED(moved, { OK(ptv_cohorts_movements(acc, NULL, movements, MONTHS, &n)); })
    TIMED(between, { OK(ptv_cohorts_retention_read(acc, 3, 9, 2, NULL, &retention)); })
    uint8_t *image = image_of(acc, &len);
    TIMED(serialize, { OK(ptv_cohorts_serialize(acc, image, len, &len)); })
    TIMED(deserialize, {
        OK(ptv_cohorts_deserialize(NULL, image, len, &copy));
        ptv_cohorts_free(copy);
    })
    OK(ptv_cohorts_copy(half, NULL, &copy));
    TIMED(merge, { OK(ptv_cohorts_merge(copy, acc)); })
    require(same(copy, acc), "merge");
    ptv_cohorts_free(copy);
    free(image);
    printf("%s, of %d customers:\n", name, CUSTOMERS);
    printf("  table                      %8.2f ms\n", table * 1e3);
    printf("  table, on or after         %8.2f ms\n", rolling * 1e3);
    printf("  movements                  %8.2f ms\n", moved * 1e3);
    printf("  retention                  %8.2f ms\n", between * 1e3);
    printf("  serialize                  %8.2f ms, %zu bytes\n", serialize * 1e3, len);
    printf("  deserialize                %8.2f ms\n", deserialize * 1e3);
    printf("  merge                      %8.2f ms\n", merge * 1e3);
    printf("  memory                     %8.2f bytes a customer\n", bytes_a_customer(acc));
}

int main(int argc, char **argv) {
    size_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 50000000;
    if (n < (size_t)CUSTOMERS * 4) {
        fprintf(stderr, "at least %d events\n", CUSTOMERS * 4);
        return EXIT_FAILURE;
    }
    struct events events = draw_events(n);

    /* Answers first. */
    static ptv_cohort_cell cells[CELLS], dense_cells[CELLS];
    size_t n_cells;
    ptv_cohorts *any = fresh(0, NULL), *dense = fresh(CUSTOMERS, NULL), *single = fresh(0, NULL);
    ptv_cohorts *any_half = fresh(0, NULL), *dense_half = fresh(CUSTOMERS, NULL);
    OK(ptv_cohorts_add_periods(any, events.keys, events.months, 0, n));
    OK(ptv_cohorts_add_periods(dense, events.numbers, events.months, 0, n));
    OK(ptv_cohorts_add_periods(any_half, events.keys, events.months, 0, CUSTOMERS / 2));
    OK(ptv_cohorts_add_periods(dense_half, events.numbers, events.months, 0, CUSTOMERS / 2));
    for (size_t i = 0; i < n; i++)
        OK(ptv_cohorts_add(single, events.keys[i], events.months[i]));
    require(same(any, single), "one by one");
    OK(ptv_cohorts_table(any, NULL, cells, CELLS, &n_cells));
    require(n_cells == CELLS, "number of cells");
    check_table(cells, &events);
    OK(ptv_cohorts_table(dense, NULL, dense_cells, CELLS, &n_cells));
    require(memcmp(cells, dense_cells, sizeof cells) == 0, "dense keys");

    TIMED(read_time, {
        uint64_t sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += events.keys[i] + (uint64_t)events.months[i];
        require(sum > 0, "sum");
    })
    TIMED(any_growing, {
        OK(ptv_cohorts_reset(any));
        OK(ptv_cohorts_add_periods(any, events.keys, events.months, 0, n));
    })
    TIMED(any_again, { OK(ptv_cohorts_add_periods(any, events.keys, events.months, 0, n)); })
    TIMED(one_by_one, {
        for (size_t i = 0; i < n; i++)
            (void)ptv_cohorts_add(single, events.keys[i], events.months[i]);
    })
    TIMED(dense_growing, {
        OK(ptv_cohorts_reset(dense));
        OK(ptv_cohorts_add_periods(dense, events.numbers, events.months, 0, n));
    })
    double per_event = 1e9 / (double)n;
    printf("sum of both columns          %8.2f ns an event\n", read_time * per_event);
    printf("column, any keys, growing    %8.2f ns\n", any_growing * per_event);
    printf("column, any keys, again      %8.2f ns\n", any_again * per_event);
    printf("one by one, any keys         %8.2f ns\n", one_by_one * per_event);
    printf("column, dense keys, growing  %8.2f ns\n", dense_growing * per_event);
    time_readings("any keys", any, any_half);
    time_readings("dense keys", dense, dense_half);

    ptv_cohorts_free(any);
    ptv_cohorts_free(dense);
    ptv_cohorts_free(single);
    ptv_cohorts_free(any_half);
    ptv_cohorts_free(dense_half);
    free(events.keys);
    free(events.numbers);
    free(events.months);
    return EXIT_SUCCESS;
}
