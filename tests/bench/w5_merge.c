/* SPDX-License-Identifier: MIT */
/* W5: 10,000 states of 5,000 durations each: merged, written, read, merged from their bytes; and
 * small things of one. Usage: bench_w5_merge [STATES] [--json]. */
#include "response_times.h"

enum { VALUES = 5000, STATES = RESPONSE_TIMES / VALUES, ROOM = 4096, REMOVED = 1000 };

struct work {
    size_t n;
    int64_t *ms;
    ptv_durations *state[STATES];
    uint8_t *image[STATES];
    size_t length[STATES];
    ptv_durations *sum;
};

static void merge_all(void *context) {
    struct work *work = context;
    OK(ptv_durations_reset(work->sum));
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_durations_merge(work->sum, work->state[i]));
}

static void merge_backwards(struct work *work) {
    OK(ptv_durations_reset(work->sum));
    for (size_t i = work->n; i-- > 0;)
        OK(ptv_durations_merge(work->sum, work->state[i]));
}

static void merge_bytes(void *context) {
    struct work *work = context;
    OK(ptv_durations_reset(work->sum));
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_durations_merge_bytes(work->sum, work->image[i], work->length[i]));
}

static void write_all(void *context) {
    struct work *work = context;
    uint8_t room[ROOM];
    size_t length;
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_durations_serialize(work->state[i], room, sizeof room, &length));
}

static void read_all(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++) {
        ptv_durations *back = NULL;
        OK(ptv_durations_deserialize(NULL, work->image[i], work->length[i], &back));
        ptv_durations_free(back);
    }
}

static void copy_all(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++) {
        ptv_durations *copy = NULL;
        OK(ptv_durations_copy(work->state[i], NULL, &copy));
        ptv_durations_free(copy);
    }
}

static void percentiles(void *context) {
    struct work *work = context;
    ptv_estimate e;
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_durations_percentile(work->state[i], 95, 100, NULL, &e));
}

/* Equal, whatever the order, and as if all had been counted in one. */
static void check_answers(struct work *work) {
    ptv_durations *column = new_durations();
    OK(ptv_durations_add_i64(column, work->ms, NULL, 0, work->n * VALUES));
    merge_all(work);
    bench_require(same_durations(column, work->sum), "merge");
    merge_backwards(work);
    bench_require(same_durations(column, work->sum), "merge in another order");
    merge_bytes(work);
    bench_require(same_durations(column, work->sum), "merge of bytes");
    for (size_t i = 0; i < work->n; i++) {
        ptv_durations *back = NULL;
        OK(ptv_durations_deserialize(NULL, work->image[i], work->length[i], &back));
        bench_require(same_durations(back, work->state[i]), "read back");
        ptv_durations_free(back);
    }
    ptv_durations_free(column);
}

static void make_states(struct work *work) {
    work->ms = response_times(work->n * VALUES);
    for (size_t i = 0; i < work->n; i++) {
        uint8_t room[ROOM];
        work->state[i] = new_durations();
        OK(ptv_durations_add_i64(work->state[i], work->ms, NULL, i * VALUES, VALUES));
        OK(ptv_durations_serialize(work->state[i], room, sizeof room, &work->length[i]));
        work->image[i] = bench_memory(work->length[i], 1);
        memcpy(work->image[i], room, work->length[i]);
    }
    work->sum = new_durations();
}

static double mean_length(const struct work *work) {
    double sum = 0;
    for (size_t i = 0; i < work->n; i++)
        sum += (double)work->length[i];
    return sum / (double)work->n;
}

int main(int argc, char **argv) {
    static struct work work;
    work.n = bench_argument(argc, argv, STATES);
    bench_require(work.n > 0 && work.n <= STATES, "1 to 10000 states");
    make_states(&work);
    check_answers(&work);

    bench_title(argc, argv, "W5", "states of 5,000 durations", "a state");
    struct bench_way ways[] = {
        {"merge", merge_all, 0},         {"merge from bytes", merge_bytes, 0},
        {"serialize", write_all, 0},     {"deserialize, and free", read_all, 0},
        {"copy, and free", copy_all, 0}, {"percentile with interval", percentiles, 0}};
    static const double goals[] = {1500, 1500, 2000, 0, 0, 0};
    bench_measure(ways, sizeof ways / sizeof *ways, &work, (double)work.n);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        bench_figure(ways[i].name, ways[i].ns, "ns", goals[i]);
    bench_figure("image", mean_length(&work), "bytes", 1600);
    return EXIT_SUCCESS;
}
