/* SPDX-License-Identifier: MIT */
/* Threads with objects of their own, and with one that all of them read. A plain run shows that
 * nobody's answers depend on the others; whether any two touched the same memory is for
 * ThreadSanitizer and helgrind to say. Assertions are not made for threads: in these they only ever
 * hold, and what was found is compared when the threads are over. */
#include "shards.h"
#include "tzif.h"

#include <pthread.h>

enum { THREADS = 4, KINDS_MAX = 16, RESULT_MAX = 2048, ALL = (1 << SHARDS) - 1 };

/* What a thread found; threads that did the same found the same. */
struct found {
    struct bytes image[KINDS_MAX];
    uint8_t result[KINDS_MAX][RESULT_MAX];
    int64_t numbers[8];
};

typedef void (*what_it_does)(struct found *found);

struct thread {
    pthread_t id;
    what_it_does job;
    struct found found;
};

static struct thread threads[THREADS];

static void *start(void *argument) {
    struct thread *thread = argument;
    thread->job(&thread->found);
    return NULL;
}

/* All threads do the same work, and find the same. */
static void in_all_threads(what_it_does job) {
    memset(threads, 0, sizeof threads);
    for (int i = 0; i < THREADS; i++) {
        threads[i].job = job;
        assert_int_equal(pthread_create(&threads[i].id, NULL, start, &threads[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i].id, NULL), 0);
    const struct found *first = &threads[0].found;
    for (int i = 0; i < THREADS; i++) {
        struct found *found = &threads[i].found;
        assert_same_bytes(found->result, first->result);
        assert_same_bytes(found->numbers, first->numbers);
        for (size_t kind = 0; kind < n_shard_kinds; kind++)
            assert_true(same_bytes(found->image[kind], first->image[kind]));
    }
    for (int i = 0; i < THREADS; i++)
        for (size_t kind = 0; kind < n_shard_kinds; kind++)
            free(threads[i].found.image[kind].data);
}

/* As state_bytes, which keeps a digest for the whole program. */
static struct bytes image_of(const ptv_verbs *verbs, const void *acc) {
    struct bytes image = {NULL, 0};
    assert_ok(verbs->serialize(acc, NULL, 0, &image.len));
    image.data = malloc(image.len);
    assert_non_null(image.data);
    assert_ok(verbs->serialize(acc, image.data, image.len, &image.len));
    return image;
}

/* ---- the first calls of all, so that which instructions there are is asked in all threads */

static void count_columns(struct found *found) {
    enum { N = 1000 };
    int32_t scores[N];
    int64_t times[N];
    ptv_ratings ratings;
    ptv_durations *durations = NULL;
    for (int i = 0; i < N; i++) {
        scores[i] = i % 11;
        times[i] = i * 1009;
    }
    assert_ok(ptv_nps_init(&ratings));
    assert_ok(ptv_ratings_add_i32(&ratings, scores, NULL, 0, N));
    assert_ok(ptv_durations_new(NULL, NULL, &durations));
    assert_ok(ptv_durations_add_i64(durations, times, NULL, 0, N));
    found->image[0] = image_of(ptv_verbs_find(PTV_TYPE_RATINGS), &ratings);
    found->image[1] = image_of(ptv_verbs_find(PTV_TYPE_DURATIONS), durations);
    ptv_durations_free(durations);
}

static void the_first_calls_are_everyones(void **unused) {
    (void)unused;
    in_all_threads(count_columns);
}

/* ---- own objects */

static void make_own(struct found *found) {
    for (size_t i = 0; i < n_shard_kinds; i++) {
        const struct shard_kind *kind = &shard_kinds[i];
        const ptv_verbs *verbs = ptv_verbs_find(kind->type);
        void *left = shards_together(kind, NULL, 1 | 2 | 4), *right = NULL, *back = NULL;
        void *other = shards_together(kind, NULL, 8 | 16 | 32);
        assert_ok(verbs->copy(other, &right));
        assert_ok(verbs->merge(left, right));
        found->image[i] = image_of(verbs, left);
        assert_ok(verbs->deserialize(found->image[i].data, found->image[i].len, &back));
        assert_ok(verbs->reset(other));
        verbs->free(left);
        verbs->free(right);
        verbs->free(other);
        verbs->free(back);
    }
}

static void own_objects_are_ones_own(void **unused) {
    (void)unused;
    in_all_threads(make_own);
}

/* ---- one object that all read */

static void *shared[KINDS_MAX];
static ptv_zone *shared_zone;
static ptv_calendar *shared_calendar;

/* Writes a result into so many bytes; its size comes first, as in every result. */
static ptv_status read_into(uint32_t type, const void *acc, void *out) {
    switch (type) {
    case PTV_TYPE_RATINGS:
        return ptv_ratings_read(acc, NULL, out);
    case PTV_TYPE_PROPORTION:
        return ptv_proportion_read(acc, NULL, out);
    case PTV_TYPE_REVENUE:
        return ptv_revenue_read(acc, NULL, out);
    case PTV_TYPE_DURATIONS:
        return ptv_durations_read(acc, NULL, out);
    case PTV_TYPE_SURVIVAL:
        return ptv_survival_read(acc, NULL, out);
    case PTV_TYPE_REPEATS:
        return ptv_repeats_read(acc, NULL, out);
    case PTV_TYPE_DESK:
        return ptv_desk_read(acc, NULL, out);
    case PTV_TYPE_QUEUE:
        return ptv_queue_read(acc, NULL, out);
    case PTV_TYPE_COMPLAINTS:
        return ptv_complaints_read(acc, NULL, out);
    case PTV_TYPE_COHORTS:
        return ptv_cohorts_read(acc, out);
    case PTV_TYPE_PANEL:
        return ptv_panel_read(acc, out);
    default:
        return PTV_ERR_ARGUMENT;
    }
}

/* Percentiles, curves, tables: what is more than a result. */
static void read_more(const struct shard_kind *kind, const void *acc, struct found *found) {
    ptv_estimate estimate;
    ptv_ratings ratings;
    size_t n = 0;
    if (kind->type == PTV_TYPE_DURATIONS)
        assert_true(ptv_durations_percentile(acc, 9, 10, NULL, &estimate) >= 0);
    if (kind->type == PTV_TYPE_SURVIVAL)
        assert_ok(ptv_survival_curve(acc, NULL, NULL, 0, &n));
    if (kind->type == PTV_TYPE_COHORTS)
        assert_ok(ptv_cohorts_table(acc, NULL, NULL, 0, &n));
    if (kind->type == PTV_TYPE_PANEL)
        assert_ok(ptv_panel_ratings(acc, &ratings));
    found->numbers[0] += (int64_t)n;
}

static void read_shared(struct found *found) {
    for (size_t i = 0; i < n_shard_kinds; i++) {
        const struct shard_kind *kind = &shard_kinds[i];
        const ptv_verbs *verbs = ptv_verbs_find(kind->type);
        uint32_t size = RESULT_MAX;
        void *copy = NULL, *own = kind->empty(NULL);
        memcpy(found->result[i], &size, sizeof size);
        assert_true(read_into(kind->type, shared[i], found->result[i]) >= 0);
        read_more(kind, shared[i], found);
        if (kind->finish)
            kind->finish(own);
        assert_ok(verbs->merge(own, shared[i]));
        assert_ok(verbs->copy(shared[i], &copy));
        found->image[i] = image_of(verbs, shared[i]);
        assert_non_null(ptv_wire_type_name(kind->type));
        verbs->free(own);
        verbs->free(copy);
    }
    for (int64_t day = 0; day < 400; day++) {
        int64_t instant = day * INT64_C(86400000), open = 0, month = 0;
        assert_ok(ptv_calendar_open_ms(shared_calendar, 0, instant, &open));
        assert_ok(ptv_zone_period(shared_zone, PTV_PERIOD_MONTH, instant, &month));
        found->numbers[1] += open;
        found->numbers[2] += month;
    }
    for (ptv_status status = -100; status < 20; status++)
        found->numbers[3] += (int64_t)strlen(ptv_status_name(status));
}

static void one_object_may_have_many_readers(void **unused) {
    (void)unused;
    static const char text[] = "mon-fri 09:00-18:00\nholiday 1970-12-25";
    assert_true(n_shard_kinds <= KINDS_MAX);
    for (size_t i = 0; i < n_shard_kinds; i++)
        shared[i] = shards_together(&shard_kinds[i], NULL, ALL);
    shared_zone = zone_of_rule("CET-1CEST,M3.5.0,M10.5.0/3");
    assert_ok(ptv_calendar_new(text, strlen(text), shared_zone, NULL, NULL, &shared_calendar));
    in_all_threads(read_shared);
    for (size_t i = 0; i < n_shard_kinds; i++)
        ptv_verbs_find(shard_kinds[i].type)->free(shared[i]);
    ptv_calendar_free(shared_calendar);
    ptv_zone_free(shared_zone);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_calls_are_everyones),
        cmocka_unit_test(own_objects_are_ones_own),
        cmocka_unit_test(one_object_may_have_many_readers),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
