/* SPDX-License-Identifier: MIT */
/* What durations cost: ns a value, a merge, an image; bytes a state. Not a test: it prints times of
 * this machine, after it has checked its answers. Usage: bench_durations [VALUES], default 10^7.
 *
 * Times are the process's own (clock), the least of several runs. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <postventa/postventa.h>

enum { RUNS = 7, DISTINCT = 200, AGENTS = 1000, SKETCHES = 200, SKETCH_VALUES = 5000 };

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

/* xorshift64*, and durations whose octaves are spread as those of a log-normal of sigma 1.6 are:
 * the sum of twelve uniform numbers is nearly normal, and integers are enough. */
static uint64_t state = 1003;

static uint64_t draw(void) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * UINT64_C(0x2545F4914F6CDD1D);
}

static int64_t draw_duration(void) {
    uint64_t sum = 0;
    for (int i = 0; i < 12; i++)
        sum += draw() >> 48;
    /* Octave 17.87 + 2.31 z, in 1/65536 of an octave. */
    int64_t octave = 1171128 + ((int64_t)sum - 6 * 65536) * 231 / 100;
    octave = octave < 0 ? 0 : octave > 31 * 65536 ? 31 * 65536 : octave;
    uint64_t mantissa = 65536 + (uint64_t)(octave & 65535);
    int64_t ms = (int64_t)(mantissa << (octave >> 16) >> 16);
    return ms > INT64_C(2592000000) ? INT64_C(2592000000) : ms;
}

static ptv_durations *fresh(void) {
    ptv_durations *acc = NULL;
    OK(ptv_durations_new(NULL, NULL, &acc));
    return acc;
}

static uint8_t *image_of(const ptv_durations *acc, size_t *len) {
    OK(ptv_durations_serialize(acc, NULL, 0, len));
    uint8_t *image = malloc(*len);
    require(image != NULL, "memory");
    OK(ptv_durations_serialize(acc, image, *len, len));
    return image;
}

static bool same(const ptv_durations *a, const ptv_durations *b) {
    size_t a_len, b_len;
    uint8_t *a_image = image_of(a, &a_len), *b_image = image_of(b, &b_len);
    bool equal = a_len == b_len && memcmp(a_image, b_image, a_len) == 0;
    free(a_image);
    free(b_image);
    return equal;
}

/* Sums, range and order statistics, computed anew from the values. */
static int by_value(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void check_against_sorted(const ptv_durations *acc, const int64_t *values, size_t n) {
    int64_t *sorted = malloc(n * sizeof *sorted);
    require(sorted != NULL, "memory");
    memcpy(sorted, values, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_value);
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (uint64_t)sorted[i];
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    OK(ptv_durations_read(acc, NULL, &result));
    require(result.n == n && result.min_ms == sorted[0] && result.max_ms == sorted[n - 1],
            "count and range");
    double mean = (double)sum / (double)n;
    require(result.mean.value > mean * (1 - 1e-15) && result.mean.value < mean * (1 + 1e-15),
            "mean");
    static const uint32_t percents[] = {1, 10, 50, 90, 95, 99};
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        ptv_estimate e;
        OK(ptv_durations_percentile(acc, percents[i], 100, NULL, &e));
        double want = (double)sorted[(n * percents[i] + 99) / 100 - 1];
        require(e.value >= want * (1 - 1.0 / 256) && e.value <= want * (1 + 1.0 / 256),
                "percentile");
    }
    free(sorted);
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

/* Bytes of a copy, which allocates nothing that it does not keep, and of the image. */
static void print_size(const int64_t *values, size_t n) {
    ptv_allocator counting = {counting_alloc, counting_free, NULL};
    ptv_durations *acc = fresh(), *copy = NULL;
    size_t len;
    OK(ptv_durations_add_i64(acc, values, NULL, 0, n));
    bytes_allocated = 0;
    OK(ptv_durations_copy(acc, &counting, &copy));
    require(same(acc, copy), "copy");
    OK(ptv_durations_serialize(acc, NULL, 0, &len));
    printf("state of %10zu values     %8zu bytes in memory, %8zu as an image\n", n, bytes_allocated,
           len);
    ptv_durations_free(acc);
    ptv_durations_free(copy);
}

int main(int argc, char **argv) {
    size_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 10000000;
    if (n < (size_t)SKETCHES * SKETCH_VALUES) {
        fprintf(stderr, "at least %d values\n", SKETCHES * SKETCH_VALUES);
        return EXIT_FAILURE;
    }
    int64_t *values = malloc(n * sizeof *values), *few = malloc(n * sizeof *few);
    uint32_t *agents = malloc(n * sizeof *agents);
    require(values && few && agents, "memory");
    for (size_t i = 0; i < n; i++) {
        values[i] = draw_duration();
        few[i] = (int64_t)(draw() % DISTINCT) * 60000;
        agents[i] = (uint32_t)(draw() % AGENTS);
    }

    /* Answers first. */
    ptv_durations *one_by_one = fresh(), *column = fresh(), *whole = fresh();
    for (size_t i = 0; i < n; i++)
        OK(ptv_durations_add(one_by_one, values[i]));
    OK(ptv_durations_add_i64(column, values, NULL, 0, n));
    require(same(one_by_one, column), "column");
    check_against_sorted(column, values, n);
    ptv_durations *states[AGENTS], *sketches[SKETCHES];
    for (size_t i = 0; i < AGENTS; i++)
        states[i] = fresh();
    OK(ptv_durations_add_grouped_i64(states, AGENTS, agents, values, NULL, 0, n));
    for (size_t i = 0; i < AGENTS; i++)
        OK(ptv_durations_merge(whole, states[i]));
    require(same(whole, column), "grouped column");
    OK(ptv_durations_reset(whole));
    for (size_t i = 0; i < SKETCHES; i++) {
        sketches[i] = fresh();
        OK(ptv_durations_add_i64(sketches[i], values, NULL, i * SKETCH_VALUES, SKETCH_VALUES));
        OK(ptv_durations_merge(whole, sketches[i]));
    }
    OK(ptv_durations_reset(column));
    OK(ptv_durations_add_i64(column, values, NULL, 0, (size_t)SKETCHES * SKETCH_VALUES));
    require(same(whole, column), "merge");
    size_t len;
    uint8_t *image = image_of(sketches[0], &len);
    ptv_durations *read_back = NULL;
    OK(ptv_durations_deserialize(NULL, image, len, &read_back));
    require(same(sketches[0], read_back), "deserialize");
    ptv_durations_free(read_back);

    TIMED(read_time, {
        int64_t sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += values[i];
        require(sum > 0, "sum");
    })
    TIMED(add_bucketed, {
        for (size_t i = 0; i < n; i++)
            (void)ptv_durations_add(one_by_one, values[i]);
    })
    TIMED(add_cached, {
        for (size_t i = 0; i < n; i++)
            (void)ptv_durations_add(one_by_one, values[i & 1023]);
    })
    ptv_durations *exact = fresh();
    TIMED(add_exact, {
        for (size_t i = 0; i < n; i++)
            (void)ptv_durations_add(exact, few[i]);
    })
    TIMED(column_bucketed, { OK(ptv_durations_add_i64(column, values, NULL, 0, n)); })
    TIMED(column_exact, { OK(ptv_durations_add_i64(exact, few, NULL, 0, n)); })
    TIMED(grouped,
          { OK(ptv_durations_add_grouped_i64(states, AGENTS, agents, values, NULL, 0, n)); })
    TIMED(short_columns, {
        for (size_t i = 0; i < 100000; i++)
            OK(ptv_durations_add_i64(column, values, NULL, i * 10, 10));
    })
    TIMED(merge, {
        for (size_t i = 0; i < SKETCHES; i++)
            OK(ptv_durations_merge(whole, sketches[i]));
    })
    uint8_t *room = malloc(1 << 20);
    require(room != NULL, "memory");
    TIMED(serialize, {
        for (size_t i = 0; i < SKETCHES; i++)
            OK(ptv_durations_serialize(sketches[i], room, 1 << 20, &len));
    })
    OK(ptv_durations_serialize(sketches[0], NULL, 0, &len));
    TIMED(deserialize, {
        for (size_t i = 0; i < SKETCHES; i++) {
            OK(ptv_durations_deserialize(NULL, image, len, &read_back));
            ptv_durations_free(read_back);
        }
    })
    ptv_estimate e;
    TIMED(percentile, {
        for (size_t i = 0; i < SKETCHES; i++)
            OK(ptv_durations_percentile(sketches[i], 95, 100, NULL, &e));
    })
    TIMED(removal, {
        for (size_t i = 0; i < 2000; i++)
            OK(ptv_durations_remove(whole, values[i], 1));
    })

    double per_value = 1e9 / (double)n, per_sketch = 1e6 / SKETCHES;
    printf("sum of the column            %8.2f ns a value\n", read_time * per_value);
    printf("add, in buckets              %8.2f ns\n", add_bucketed * per_value);
    printf("add, in buckets, from cache  %8.2f ns\n", add_cached * per_value);
    printf("add, %d exact values        %8.2f ns\n", DISTINCT, add_exact * per_value);
    printf("column, in buckets           %8.2f ns a value\n", column_bucketed * per_value);
    printf("column, exact                %8.2f ns a value\n", column_exact * per_value);
    printf("column of %d groups        %8.2f ns a value\n", AGENTS, grouped * per_value);
    printf("columns of 10                %8.2f ns a value\n", short_columns * 1e9 / 1e6);
    printf("merge of %d values         %8.2f us\n", SKETCH_VALUES, merge * per_sketch);
    printf("serialize                    %8.2f us\n", serialize * per_sketch);
    printf("deserialize                  %8.2f us\n", deserialize * per_sketch);
    printf("percentile with interval     %8.2f us\n", percentile * per_sketch);
    printf("remove                       %8.2f us\n", removal * 1e6 / 2000);
    print_size(values, 10);
    print_size(values, 1000);
    print_size(values, n);

    for (size_t i = 0; i < AGENTS; i++)
        ptv_durations_free(states[i]);
    for (size_t i = 0; i < SKETCHES; i++)
        ptv_durations_free(sketches[i]);
    ptv_durations_free(one_by_one);
    ptv_durations_free(column);
    ptv_durations_free(whole);
    ptv_durations_free(exact);
    free(image);
    free(room);
    free(values);
    free(few);
    free(agents);
    return EXIT_SUCCESS;
}
