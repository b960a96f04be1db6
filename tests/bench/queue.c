/* SPDX-License-Identifier: MIT */
/* What a queue costs: ns a call one by one and in records, a merge, a reading, an image. Not a
 * test: it prints times of this machine, after it has checked its answers. Usage: bench_queue
 * [CALLS], default 10^6.
 *
 * Times are the process's own (clock), the least of several runs. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <postventa/postventa.h>

enum { RUNS = 5, DAYS = 100, LIMIT = 20000 };

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

/* xorshift64* */
static uint64_t state = 1003;

static uint64_t below(uint64_t n) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (state * UINT64_C(0x2545F4914F6CDD1D) >> 11) % n;
}

/* Waits and talks as a call centre has them: many short, few long, to the millisecond. */
static int64_t draw_ms(uint64_t most) {
    return (int64_t)(below(most) * (below(1000) + 1) / 1000);
}

static ptv_call draw_call(void) {
    ptv_call call = PTV_CALL_INIT;
    uint64_t kind = below(100);
    call.outcome = kind < 85   ? PTV_CALL_ANSWERED
                   : kind < 97 ? PTV_CALL_ABANDONED
                   : kind < 99 ? PTV_CALL_FLOWED_OUT
                               : PTV_CALL_UNQUEUED;
    call.wait_ms = below(3) ? draw_ms(300000) : 0;
    call.talk_ms = draw_ms(900000);
    call.hold_ms = below(5) ? 0 : draw_ms(120000);
    call.wrap_up_ms = draw_ms(60000);
    call.rings = below(10) == 0;
    return call;
}

static ptv_queue *fresh(void) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue *acc = NULL;
    config.short_ms = 5000;
    config.n_limits = 1;
    config.limit_ms[0] = LIMIT;
    OK(ptv_queue_new(&config, NULL, &acc));
    return acc;
}

static uint8_t *image_of(const ptv_queue *acc, size_t *len) {
    OK(ptv_queue_serialize(acc, NULL, 0, len));
    uint8_t *image = malloc(*len);
    require(image != NULL, "memory");
    OK(ptv_queue_serialize(acc, image, *len, len));
    return image;
}

static bool same(const ptv_queue *a, const ptv_queue *b) {
    size_t a_len, b_len;
    uint8_t *a_image = image_of(a, &a_len), *b_image = image_of(b, &b_len);
    bool equal = a_len == b_len && memcmp(a_image, b_image, a_len) == 0;
    free(a_image);
    free(b_image);
    return equal;
}

/* Counts, means and the service level, computed anew from the calls. */
static void check(const ptv_queue *acc, const ptv_call *calls, size_t n) {
    uint64_t answered = 0, abandoned = 0, within = 0, short_calls = 0, waits = 0, handling = 0;
    for (size_t i = 0; i < n; i++) {
        const ptv_call *call = &calls[i];
        bool hung_up = call->outcome == PTV_CALL_ABANDONED;
        abandoned += hung_up;
        short_calls += hung_up && call->wait_ms <= 5000;
        if (call->outcome != PTV_CALL_ANSWERED)
            continue;
        answered++;
        within += call->wait_ms <= LIMIT;
        waits += (uint64_t)call->wait_ms;
        handling += (uint64_t)(call->talk_ms + call->hold_ms + call->wrap_up_ms);
    }
    ptv_queue_result r = PTV_QUEUE_RESULT_INIT;
    ptv_estimate level;
    OK(ptv_queue_read(acc, NULL, &r));
    OK(ptv_queue_service_level(acc, LIMIT, NULL, &level));
    require(r.answered == answered && r.abandoned == abandoned, "counts");
    require(r.short_abandoned == short_calls, "short calls");
    require(level.n == answered + abandoned - short_calls, "base of the service level");
    require(level.value == (double)within / (double)level.n, "service level");
    double asa = (double)waits / (double)answered, aht = (double)handling / (double)answered;
    require(r.asa.value > asa * (1 - 1e-14) && r.asa.value < asa * (1 + 1e-14), "asa");
    require(r.aht.value > aht * (1 - 1e-14) && r.aht.value < aht * (1 + 1e-14), "aht");
}

/* Declares the least time that the body took. */
#define TIMED(seconds, body)                                                                       \
    double seconds = 1e9;                                                                          \
    for (int run = 0; run < RUNS; run++) {                                                         \
        double start = now();                                                                      \
        body double took = now() - start;                                                          \
        seconds = took < seconds ? took : seconds;                                                 \
    }

int main(int argc, char **argv) {
    size_t n = argc > 1 ? (size_t)strtoull(argv[1], NULL, 10) : 1000000, a_day = n / DAYS;
    require(a_day > 0, "at least 100 calls");
    ptv_call *calls = malloc(n * sizeof *calls);
    require(calls != NULL, "memory");
    for (size_t i = 0; i < n; i++)
        calls[i] = draw_call();

    /* Answers first. */
    ptv_queue *one_by_one = fresh(), *records = fresh(), *whole = fresh(), *day[DAYS];
    for (size_t i = 0; i < n; i++)
        OK(ptv_queue_add(one_by_one, &calls[i]));
    check(one_by_one, calls, n);
    OK(ptv_queue_add_records(records, calls, sizeof *calls, n));
    require(same(one_by_one, records), "records");
    for (size_t i = 0; i < DAYS; i++) {
        size_t from = i * a_day, to = i + 1 < DAYS ? from + a_day : n;
        day[i] = fresh();
        OK(ptv_queue_add_records(day[i], calls + from, sizeof *calls, to - from));
        OK(ptv_queue_merge(whole, day[i]));
    }
    require(same(whole, records), "merge");
    size_t len;
    uint8_t *image = image_of(day[0], &len);
    ptv_queue *back = NULL;
    OK(ptv_queue_deserialize(NULL, image, len, &back));
    require(same(day[0], back), "deserialize");
    ptv_queue_free(back);

    ptv_queue_result r = PTV_QUEUE_RESULT_INIT;
    ptv_estimate level;
    TIMED(add, {
        for (size_t i = 0; i < n; i++)
            (void)ptv_queue_add(one_by_one, &calls[i]);
    })
    TIMED(add_records, { OK(ptv_queue_add_records(records, calls, sizeof *calls, n)); })
    TIMED(merge, {
        for (size_t i = 0; i < DAYS; i++)
            OK(ptv_queue_merge(whole, day[i]));
    })
    TIMED(remove, {
        for (size_t i = 0; i < DAYS; i++)
            OK(ptv_queue_remove(whole, &calls[i]));
    })
    TIMED(read, {
        for (size_t i = 0; i < DAYS; i++)
            OK(ptv_queue_read(day[i], NULL, &r));
    })
    TIMED(service_level, {
        for (size_t i = 0; i < DAYS; i++)
            OK(ptv_queue_service_level(day[i], LIMIT, NULL, &level));
    })
    TIMED(deserialize, {
        for (size_t i = 0; i < DAYS; i++) {
            OK(ptv_queue_deserialize(NULL, image, len, &back));
            ptv_queue_free(back);
        }
    })
    printf("add                    %8.1f ns a call\n", add * 1e9 / (double)n);
    printf("add in records         %8.1f ns a call\n", add_records * 1e9 / (double)n);
    printf("merge of %6zu calls  %8.1f us\n", a_day, merge * 1e6 / DAYS);
    printf("remove                 %8.1f us\n", remove * 1e6 / DAYS);
    printf("read                   %8.1f us\n", read * 1e6 / DAYS);
    printf("service level          %8.1f us\n", service_level * 1e6 / DAYS);
    printf("deserialize            %8.1f us, %zu bytes\n", deserialize * 1e6 / DAYS, len);

    for (size_t i = 0; i < DAYS; i++)
        ptv_queue_free(day[i]);
    ptv_queue_free(one_by_one);
    ptv_queue_free(records);
    ptv_queue_free(whole);
    free(image);
    free(calls);
    return EXIT_SUCCESS;
}
