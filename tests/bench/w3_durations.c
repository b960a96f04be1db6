/* SPDX-License-Identifier: MIT */
/* W3: durations of a long column, one state: everything that it counts, mean and variance among it;
 * exact percentiles of the array; one at a time; other kinds of columns.
 * Usage: bench_w3_durations [VALUES] [--json]. */
#include "response_times.h"

enum { DISTINCT = 200, CACHED = 1024, FEW = 10 };

static const uint32_t percents[] = {50, 90, 95, 99};
enum { PERCENTS = 4 };

struct work {
    size_t n;
    int64_t *ms, *some_missing, *some_long, *few, *equal;
    int32_t *narrow;
    double *seconds;
    ptv_durations *acc, *single, *exact, *limited, *fresh;
    ptv_estimate estimate[PERCENTS];
};

static int rising(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* What 50 million were found to be by other programs. */
static void check_known(const ptv_durations *acc, const ptv_estimate *exact) {
    static const double known[] = {241376, 1883460, 3376532, 10104294};
    ptv_durations_result r = PTV_DURATIONS_RESULT_INIT;
    OK(ptv_durations_read(acc, NULL, &r));
    double n = (double)r.n, variance = r.std_dev_ms * r.std_dev_ms * ((n - 1) / n);
    bench_require(r.mean.value > 878950.4622905 && r.mean.value < 878950.4622915, "mean");
    bench_require(variance > 12483147174332.2 && variance < 12483147174332.3, "variance");
    for (int i = 0; i < PERCENTS; i++)
        bench_require(exact[i].value == known[i], "known percentile");
}

static void check_percentiles(struct work *work) {
    int64_t *sorted = bench_memory(work->n, sizeof *sorted);
    memcpy(sorted, work->ms, work->n * sizeof *sorted);
    qsort(sorted, work->n, sizeof *sorted, rising);
    OK(ptv_durations_percentiles_i64(work->acc, work->ms, NULL, 0, work->n, percents, 100, PERCENTS,
                                     NULL, work->estimate));
    for (int i = 0; i < PERCENTS; i++) {
        ptv_estimate sketch;
        double want = (double)sorted[(work->n * percents[i] + 99) / 100 - 1];
        OK(ptv_durations_percentile(work->acc, percents[i], 100, NULL, &sketch));
        bench_require(work->estimate[i].value == want, "exact percentile");
        bench_require(sketch.value >= want * (1 - 1.0 / 256) &&
                          sketch.value <= want * (1 + 1.0 / 256),
                      "percentile");
    }
    free(sorted);
}

static void check_answers(struct work *work) {
    OK(ptv_durations_add_i64(work->acc, work->ms, NULL, 0, work->n));
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_durations_add(work->single, work->ms[i]));
    bench_require(same_durations(work->acc, work->single), "column");
    check_percentiles(work);
    if (work->n == RESPONSE_TIMES)
        check_known(work->acc, work->estimate);
}

static void read_column(void *context) {
    struct work *work = context;
    struct bench_read read = {work->ms, work->n * sizeof *work->ms};
    bench_read_once(&read);
}

static void add_column(ptv_durations *acc, const int64_t *ms, size_t n) {
    bench_require(ptv_durations_add_i64(acc, ms, NULL, 0, n) >= 0, "add");
}

static void everything(void *context) {
    struct work *work = context;
    OK(ptv_durations_reset(work->fresh));
    add_column(work->fresh, work->ms, work->n);
}

static void with_limits(void *context) {
    struct work *work = context;
    add_column(work->limited, work->ms, work->n);
}

static void with_missing(void *context) {
    struct work *work = context;
    add_column(work->acc, work->some_missing, work->n);
}

static void with_long(void *context) {
    struct work *work = context;
    add_column(work->acc, work->some_long, work->n);
}

static void few_distinct(void *context) {
    struct work *work = context;
    add_column(work->exact, work->few, work->n);
}

static void all_equal(void *context) {
    struct work *work = context;
    add_column(work->acc, work->equal, work->n);
}

static void of_i32(void *context) {
    struct work *work = context;
    OK(ptv_durations_add_i32(work->acc, work->narrow, NULL, 0, work->n));
}

static void of_seconds(void *context) {
    struct work *work = context;
    OK(ptv_durations_add_f64(work->acc, work->seconds, 1000, NULL, 0, work->n));
}

static void short_columns(void *context) {
    struct work *work = context;
    for (size_t i = 0; i + FEW <= work->n; i += FEW)
        OK(ptv_durations_add_i64(work->acc, work->ms, NULL, i, FEW));
}

static void exact_percentiles(void *context) {
    struct work *work = context;
    everything(work);
    OK(ptv_durations_percentiles_i64(work->fresh, work->ms, NULL, 0, work->n, percents, 100,
                                     PERCENTS, NULL, work->estimate));
}

static void one_by_one(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        (void)ptv_durations_add(work->single, work->ms[i]);
}

static void one_by_one_cached(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        (void)ptv_durations_add(work->single, work->ms[i % CACHED]);
}

static void make_columns(struct work *work) {
    struct bench_random random = {2003};
    size_t n = work->n;
    work->ms = response_times(n);
    work->some_missing = bench_memory(n, sizeof *work->ms);
    work->some_long = bench_memory(n, sizeof *work->ms);
    work->few = bench_memory(n, sizeof *work->ms);
    work->equal = bench_memory(n, sizeof *work->ms);
    work->narrow = bench_memory(n, sizeof *work->narrow);
    work->seconds = bench_memory(n, sizeof *work->seconds);
    for (size_t i = 0; i < n; i++) {
        uint32_t kind = bench_below(&random, 100);
        work->some_missing[i] = kind < 5 ? PTV_TIME_NONE : kind < 6 ? -1 : work->ms[i];
        work->some_long[i] = kind < 1 ? work->ms[i] << 12 : work->ms[i];
        work->few[i] = (int64_t)bench_below(&random, DISTINCT) * 60000;
        work->equal[i] = 123456;
        work->narrow[i] = work->ms[i] > INT32_MAX ? INT32_MAX : (int32_t)work->ms[i];
        work->seconds[i] = (double)work->ms[i] / 1000;
    }
}

int main(int argc, char **argv) {
    static struct work work;
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    work.n = bench_argument(argc, argv, RESPONSE_TIMES);
    bench_require(work.n >= CACHED, "values enough");
    make_columns(&work);
    work.acc = new_durations();
    work.single = new_durations();
    work.exact = new_durations();
    work.fresh = new_durations();
    config.n_limits = 2;
    config.limit_ms[0] = 3600000;
    config.limit_ms[1] = 86400000;
    OK(ptv_durations_new(&config, NULL, &work.limited));
    check_answers(&work);

    bench_title(argc, argv, "W3", "durations, one state", "a value");
    enum {
        READ,
        ALL,
        LIMITS,
        EXACT,
        MISSING,
        LONG,
        DISTINCT_FEW,
        EQUAL,
        I32,
        F64,
        SHORT,
        ADD,
        ADD_CACHED,
        WAYS
    };
    static struct bench_way ways[WAYS] = {
        [READ] = {"read", read_column, 0},
        [ALL] = {"everything, new state", everything, 0},
        [LIMITS] = {"with two limits", with_limits, 0},
        [EXACT] = {"everything, and 4 exact percentiles", exact_percentiles, 0},
        [MISSING] = {"5 % missing, 1 % rejected", with_missing, 0},
        [LONG] = {"1 % beyond 49 days", with_long, 0},
        [DISTINCT_FEW] = {"200 distinct values, kept exactly", few_distinct, 0},
        [EQUAL] = {"all equal, in buckets", all_equal, 0},
        [I32] = {"int32", of_i32, 0},
        [F64] = {"double, seconds", of_seconds, 0},
        [SHORT] = {"columns of 10", short_columns, 0},
        [ADD] = {"one by one", one_by_one, 0},
        [ADD_CACHED] = {"one by one, from cache", one_by_one_cached, 0},
    };
    static const double goals[WAYS] = {[ALL] = 2.4, [EXACT] = 5};
    bench_measure(ways, WAYS, &work, (double)work.n);
    for (int i = 0; i < WAYS; i++)
        bench_row(ways[i].name, ways[i].ns, ways[READ].ns, goals[i]);
    return EXIT_SUCCESS;
}
