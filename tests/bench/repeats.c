/* SPDX-License-Identifier: MIT */
/* What repeats cost: ns a contact, bytes a contact. Not a test: it prints times of this machine,
 * after it has checked its answers. Usage: bench_repeats [CONTACTS], default 10^6: a year of them,
 * of a tenth as many customers, in random order.
 *
 * Times are the process's own (clock), the least of several runs. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <postventa/postventa.h>

enum { RUNS = 5, SHARDS = 16, DAYS = 365 };

static const int64_t DAY_MS = 86400000, START = 1700000000000;

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
static uint64_t state = 1009;

static uint64_t draw(void) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * UINT64_C(0x2545F4914F6CDD1D);
}

static size_t bytes_held, bytes_most;

/* Before each block: its size. */
union head {
    size_t size;
    max_align_t align;
};

static void *counting_alloc(void *ctx, size_t size) {
    union head *head = malloc(sizeof *head + size);
    (void)ctx;
    if (!head)
        return NULL;
    head->size = size;
    bytes_held += size;
    bytes_most = bytes_held > bytes_most ? bytes_held : bytes_most;
    return head + 1;
}

static void counting_free(void *ctx, void *ptr) {
    union head *head = ptr;
    (void)ctx;
    bytes_held -= head[-1].size;
    free(head - 1);
}

static const ptv_allocator counting = {counting_alloc, counting_free, NULL};

static ptv_repeats *fresh(void) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats *acc = NULL;
    config.since = START;
    OK(ptv_repeats_new(&config, &counting, &acc));
    return acc;
}

static ptv_repeats_result reading(const ptv_repeats *acc) {
    ptv_repeats_options opt = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result result = PTV_REPEATS_RESULT_INIT;
    opt.as_of = START + DAYS * DAY_MS;
    OK(ptv_repeats_read(acc, &opt, &result));
    return result;
}

static int by_customer(const void *a, const void *b) {
    const ptv_contact *x = a, *y = b;
    if (x->customer != y->customer)
        return x->customer < y->customer ? -1 : 1;
    return x->time < y->time ? -1 : x->time > y->time;
}

static int by_time(const void *a, const void *b) {
    const ptv_contact *x = a, *y = b;
    return x->time < y->time ? -1 : x->time > y->time;
}

/* The counts, computed anew from contacts in order of customer and time. */
static void check_against_sorted(const ptv_repeats *acc, const ptv_contact *contacts, size_t n) {
    const int64_t window = 7 * DAY_MS, as_of = START + DAYS * DAY_MS;
    ptv_contact *sorted = malloc(n * sizeof *sorted);
    require(sorted != NULL, "memory");
    memcpy(sorted, contacts, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_customer);
    uint64_t openers = 0, eligible = 0, resolved = 0;
    for (size_t i = 0; i < n; i++) {
        const ptv_contact *c = &sorted[i];
        bool opens = i == 0 || c[-1].customer != c->customer || c->time - c[-1].time > window;
        bool alone = i + 1 == n || c[1].customer != c->customer || c[1].time - c->time > window;
        bool over = c->time + window <= as_of;
        openers += opens;
        eligible += opens && over;
        resolved += opens && over && alone;
    }
    free(sorted);
    ptv_repeats_result r = reading(acc);
    require(r.contacts == n && r.later == 0, "contacts");
    require(r.openers == openers && r.eligible == eligible && r.resolved == resolved, "counts");
}

static uint8_t *image_of(const ptv_repeats *acc, size_t *len) {
    OK(ptv_repeats_serialize(acc, NULL, 0, len));
    uint8_t *image = malloc(*len);
    require(image != NULL, "memory");
    OK(ptv_repeats_serialize(acc, image, *len, len));
    return image;
}

static bool same(const ptv_repeats *a, const ptv_repeats *b) {
    size_t a_len, b_len;
    uint8_t *a_image = image_of(a, &a_len), *b_image = image_of(b, &b_len);
    bool equal = a_len == b_len && memcmp(a_image, b_image, a_len) == 0;
    free(a_image);
    free(b_image);
    return equal;
}

/* Contacts as they come, with a cutoff every day. */
static ptv_repeats *by_day(const ptv_contact *stream, size_t n) {
    ptv_repeats *acc = fresh();
    size_t i = 0;
    for (int64_t day = 1; day <= DAYS; day++) {
        for (; i < n && stream[i].time < START + day * DAY_MS; i++)
            OK(ptv_repeats_add(acc, stream[i].customer, 0, stream[i].time));
        OK(ptv_repeats_advance(acc, START + day * DAY_MS));
    }
    return acc;
}

static ptv_repeats *in_shards(const ptv_contact *contacts, size_t n) {
    ptv_repeats *shards[SHARDS];
    for (size_t i = 0; i < SHARDS; i++)
        shards[i] = fresh();
    for (size_t i = 0; i < n; i++)
        OK(ptv_repeats_add(shards[contacts[i].customer % SHARDS], contacts[i].customer, 0,
                           contacts[i].time));
    for (size_t step = 1; step < SHARDS; step *= 2)
        for (size_t i = 0; i < SHARDS; i += 2 * step) {
            OK(ptv_repeats_merge(shards[i], shards[i + step]));
            ptv_repeats_free(shards[i + step]);
        }
    return shards[0];
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
    size_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000;
    if (n < 1000) {
        fprintf(stderr, "at least 1000 contacts\n");
        return EXIT_FAILURE;
    }
    ptv_contact *contacts = malloc(n * sizeof *contacts), *stream = malloc(n * sizeof *stream);
    uint64_t *customers = malloc(n / 10 * sizeof *customers);
    require(contacts && stream && customers, "memory");
    for (size_t i = 0; i < n / 10; i++)
        customers[i] = draw() >> 1;
    for (size_t i = 0; i < n; i++) {
        contacts[i].time = START + (int64_t)(draw() % (uint64_t)(DAYS * DAY_MS));
        contacts[i].customer = customers[draw() % (n / 10)];
        contacts[i].issue = 0;
    }
    memcpy(stream, contacts, n * sizeof *contacts);
    qsort(stream, n, sizeof *stream, by_time);

    /* Answers first. */
    ptv_repeats *whole = fresh();
    OK(ptv_repeats_add_records(whole, contacts, sizeof *contacts, n));
    check_against_sorted(whole, contacts, n);
    size_t bytes_whole = bytes_held;
    ptv_repeats *merged = in_shards(contacts, n);
    require(same(merged, whole), "merge");
    ptv_repeats_free(merged);
    ptv_repeats *copy = NULL, *back = NULL;
    size_t held = bytes_held, len;
    bytes_most = 0;
    ptv_repeats *streamed = by_day(stream, n);
    size_t bytes_streamed = bytes_most - held;
    check_against_sorted(streamed, contacts, n);
    OK(ptv_repeats_copy(whole, NULL, &copy));
    OK(ptv_repeats_advance(copy, START + DAYS * DAY_MS));
    require(same(copy, streamed), "advance");
    ptv_repeats_free(copy);
    uint8_t *image = image_of(whole, &len);
    OK(ptv_repeats_deserialize(NULL, image, len, &back));
    require(same(back, whole), "deserialize");
    ptv_repeats_free(back);

    TIMED(add_random, {
        ptv_repeats *acc = fresh();
        for (size_t i = 0; i < n; i++)
            OK(ptv_repeats_add(acc, contacts[i].customer, 0, contacts[i].time));
        ptv_repeats_free(acc);
    })
    TIMED(add_removed, {
        for (size_t i = 0; i < n; i += 10)
            OK(ptv_repeats_remove(whole, contacts[i].customer, 0, contacts[i].time));
        for (size_t i = 0; i < n; i += 10)
            OK(ptv_repeats_add(whole, contacts[i].customer, 0, contacts[i].time));
    })
    TIMED(stream_by_day, { ptv_repeats_free(by_day(stream, n)); })
    TIMED(read_all, { require(reading(whole).contacts == n, "contacts"); })
    TIMED(copy_all, {
        OK(ptv_repeats_copy(whole, NULL, &copy));
        ptv_repeats_free(copy);
    })
    TIMED(serialize, { OK(ptv_repeats_serialize(whole, image, len, &len)); })
    TIMED(deserialize, {
        OK(ptv_repeats_deserialize(NULL, image, len, &back));
        ptv_repeats_free(back);
    })
    TIMED(merge_empty, {
        ptv_repeats *sum = fresh();
        OK(ptv_repeats_merge(sum, whole));
        ptv_repeats_free(sum);
    })

    double per_contact = 1e9 / (double)n;
    printf("add, in random order         %8.2f ns a contact\n", add_random * per_contact);
    printf("remove, and add again        %8.2f ns a contact\n", add_removed * per_contact * 10);
    printf("add in order, advance daily  %8.2f ns a contact\n", stream_by_day * per_contact);
    printf("read                         %8.2f ns a contact\n", read_all * per_contact);
    printf("copy                         %8.2f ns a contact\n", copy_all * per_contact);
    printf("merge                        %8.2f ns a contact\n", merge_empty * per_contact);
    printf("serialize                    %8.2f ns a contact\n", serialize * per_contact);
    printf("deserialize                  %8.2f ns a contact\n", deserialize * per_contact);
    printf("state of %10zu contacts   %8.2f bytes a contact in memory, %.2f as an image\n", n,
           (double)bytes_whole / (double)n, (double)len / (double)n);
    printf("with daily cutoffs           %8zu bytes at most in memory\n", bytes_streamed);

    ptv_repeats_free(whole);
    ptv_repeats_free(streamed);
    require(bytes_held == 0, "memory given back");
    free(image);
    free(customers);
    free(contacts);
    free(stream);
    return EXIT_SUCCESS;
}
