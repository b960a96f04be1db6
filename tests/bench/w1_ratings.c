/* SPDX-License-Identifier: MIT */
/* W1: the distribution of 100 million scores, from columns of each kind: as arrays of several types,
 * with missing rows, with gaps, as a dictionary. Usage: bench_w1_ratings [SCORES] [--json]. */
#include "bench.h"

enum { LEVELS = PTV_SCALE_LEVELS, PERFORMANCE_N = 100000000, IN_CACHE = 1 << 20, GAP = 4 };

struct work {
    size_t n;
    uint8_t *u8, *validity, *missing;
    int8_t *gaps; /* every GAP-th byte is a score */
    int16_t *i16;
    int32_t *i32;
    int64_t *i64;
    float *f32;
    double *f64;
    ptv_column column, dictionary;
    ptv_ratings acc;
};

/* Every ninth row is missing, and the bitmap says so as the bytes do. */
static void fill(struct work *work) {
    memset(work->validity, 0, work->n / 8 + 1);
    for (size_t i = 0; i < work->n; i++) {
        uint8_t score = work->u8[i];
        work->i16[i] = score;
        work->i64[i] = work->i32[i] = score;
        work->f64[i] = score;
        work->f32[i] = score;
        work->gaps[GAP * i] = (int8_t)score;
        work->missing[i] = i % 9 == 0;
        work->validity[i / 8] |= (uint8_t)((i % 9 != 0) << i % 8);
    }
}

static void make(struct work *work, size_t n) {
    work->n = n;
    work->u8 = bench_memory(n, 1);
    work->validity = bench_memory(n / 8 + 1, 1);
    work->missing = bench_memory(n, 1);
    work->gaps = bench_memory(n, GAP);
    work->i16 = bench_memory(n, sizeof *work->i16);
    work->i32 = bench_memory(n, sizeof *work->i32);
    work->i64 = bench_memory(n, sizeof *work->i64);
    work->f32 = bench_memory(n, sizeof *work->f32);
    work->f64 = bench_memory(n, sizeof *work->f64);
    bench_scores(work->u8, n);
    fill(work);
}

/* ---- ways */

static ptv_column column_of(const struct work *work, int32_t type, const void *values) {
    ptv_column column = PTV_COLUMN_INIT;
    column.type = type;
    column.values = values;
    column.n = work->n;
    return column;
}

static void fresh(struct work *work) {
    OK(ptv_nps_init(&work->acc));
}

#define TYPED(suffix)                                                                              \
    static void add_##suffix(void *context) {                                                      \
        struct work *work = context;                                                               \
        fresh(work);                                                                               \
        OK(ptv_ratings_add_##suffix(&work->acc, work->suffix, NULL, 0, work->n));                  \
    }

TYPED(u8)
TYPED(i32)
TYPED(i64)
TYPED(f64)

static void add_valid(void *context) {
    struct work *work = context;
    fresh(work);
    OK(ptv_ratings_add_u8(&work->acc, work->u8, work->validity, 0, work->n));
}

static void add_column(struct work *work, const ptv_column *column) {
    fresh(work);
    OK(ptv_ratings_add_column(&work->acc, column));
}

static void add_i16(void *context) {
    struct work *work = context;
    ptv_column column = column_of(work, PTV_COLUMN_I16, work->i16);
    add_column(work, &column);
}

static void add_f32(void *context) {
    struct work *work = context;
    ptv_column column = column_of(work, PTV_COLUMN_F32, work->f32);
    add_column(work, &column);
}

static void add_gaps(void *context) {
    struct work *work = context;
    ptv_column column = column_of(work, PTV_COLUMN_I8, work->gaps);
    column.stride = GAP;
    add_column(work, &column);
}

static void add_masked(void *context) {
    struct work *work = context;
    ptv_column column = column_of(work, PTV_COLUMN_U8, work->u8);
    column.missing = work->missing;
    add_column(work, &column);
}

static void add_dictionary(void *context) {
    static const double entries[LEVELS] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    struct work *work = context;
    ptv_column dictionary = column_of(work, PTV_COLUMN_F64, entries);
    ptv_column column = column_of(work, PTV_COLUMN_I32, work->i32);
    dictionary.n = LEVELS;
    column.dictionary = &dictionary;
    add_column(work, &column);
}

/* As often as makes n, of what stays in the second cache. */
static void add_in_cache(void *context) {
    struct work *work = context;
    fresh(work);
    for (size_t i = 0; i + IN_CACHE <= work->n; i += IN_CACHE)
        OK(ptv_ratings_add_u8(&work->acc, work->u8, NULL, 0, IN_CACHE));
}

#define READ(name, bytes_of, size)                                                                 \
    static void name(void *context) {                                                              \
        struct work *work = context;                                                               \
        struct bench_read read = {bytes_of, work->n * (size)};                                     \
        bench_read_once(&read);                                                                    \
    }

READ(read_8, work->u8, 1)
READ(read_16, work->i16, 2)
READ(read_32, work->i32, 4)
READ(read_64, work->f64, 8)

/* ---- answers */

static void check(struct work *work, void (*add)(void *), bool with_missing) {
    uint64_t count[LEVELS] = {0}, missing = 0;
    for (size_t i = 0; i < work->n; i++) {
        bool is_missing = with_missing && work->missing[i];
        missing += is_missing;
        count[work->u8[i]] += !is_missing;
    }
    add(work);
    ptv_ratings_result result = PTV_RATINGS_RESULT_INIT;
    OK(ptv_ratings_read(&work->acc, NULL, &result));
    bench_require(memcmp(result.count, count, sizeof count) == 0, "distribution");
    bench_require(result.missing == missing && result.invalid == 0, "missing");
}

static void check_nps(struct work *work) {
    add_u8(work);
    ptv_nps_result result = PTV_NPS_RESULT_INIT;
    OK(ptv_nps_read(&work->acc, NULL, &result));
    if (work->n != PERFORMANCE_N)
        return;
    bench_require(result.promoters == 40002323 && result.passives == 37000837 &&
                      result.detractors == 22996840,
                  "promoters, passives, detractors");
    bench_require(result.score.value > 17.00545 && result.score.value < 17.00555, "NPS");
}

int main(int argc, char **argv) {
    struct work work;
    make(&work, bench_argument(argc, argv, PERFORMANCE_N));
    enum { READ_8, READ_16, READ_32, READ_64 };
    /* Goals are times of reading once: 85 % of what memory gives for bytes, 75 % for wider types. */
    struct {
        struct bench_way way;
        int limit;
        double goal;
        bool with_missing;
    } rows[] = {
        {{"uint8", add_u8, 0}, READ_8, 1 / 0.85, false},
        {{"int32", add_i32, 0}, READ_32, 1 / 0.75, false},
        {{"int64", add_i64, 0}, READ_64, 1 / 0.75, false},
        {{"double", add_f64, 0}, READ_64, 1 / 0.75, false},
        {{"uint8, 1/9 missing by a bitmap", add_valid, 0}, READ_8, 0, true},
        {{"column of int16", add_i16, 0}, READ_16, 0, false},
        {{"column of float", add_f32, 0}, READ_32, 0, false},
        {{"column of int8, 4 bytes apart", add_gaps, 0}, READ_32, 0, false},
        {{"column of uint8, 1/9 missing by bytes", add_masked, 0}, READ_16, 0, true},
        {{"column of int32 into a dictionary", add_dictionary, 0}, READ_32, 0, false},
    };
    enum { N_ROWS = sizeof rows / sizeof *rows, N_READ = 4, N_WAYS = N_READ + N_ROWS + 1 };
    for (size_t i = 0; i < N_ROWS; i++)
        check(&work, rows[i].way.run, rows[i].with_missing);
    check_nps(&work);

    struct bench_way ways[N_WAYS] = {
        {"", read_8, 0}, {"", read_16, 0}, {"", read_32, 0}, {"", read_64, 0}};
    for (size_t i = 0; i < N_ROWS; i++)
        ways[N_READ + i] = rows[i].way;
    ways[N_READ + N_ROWS] = (struct bench_way){"uint8, from the second cache", add_in_cache, 0};
    bench_measure(ways, N_WAYS, &work, (double)work.n);

    bench_title(argc, argv, "W1", "distribution of scores", "a score");
    static const char *const limits[] = {"read 1 byte a score", "read 2", "read 4", "read 8"};
    for (size_t i = 0; i < N_READ; i++)
        bench_row(limits[i], ways[i].ns, 0, 0);
    for (size_t i = 0; i < N_ROWS; i++)
        bench_row(ways[N_READ + i].name, ways[N_READ + i].ns, ways[rows[i].limit].ns, rows[i].goal);
    bench_row(ways[N_READ + N_ROWS].name, ways[N_READ + N_ROWS].ns, 0, 0);
    return EXIT_SUCCESS;
}
