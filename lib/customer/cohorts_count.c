/* SPDX-License-Identifier: MIT */
/* Rows of activity, some at a time.
 *
 * A row costs an access to memory that no processor foresees, and nothing else takes as long. So
 * first all rows get their ids, many at once; then the memory of a row is asked for long before the
 * row is counted. No branch depends on what is in that memory, but for those who are new or not at
 * home: a wrong guess would wait for it. */
#include "base/platform.h"

#include "base/processor.h"
#include "customer/cohorts_count.h"

#ifdef PTVI_X86
#include <immintrin.h>
#endif

enum { AHEAD = 48 /* rows */, AGAIN = 24 };

/* Without a branch: rows are left alone, or of before the window, in no order. */
PTVI_INLINE void check(const ptv_cohorts *acc, const struct ptvi_activities *rows, bool dense,
                       struct ptvi_demand *demand) {
    int64_t last = acc->config.first_period + (acc->config.n_periods - 1);
    struct ptvi_demand sum = *demand;
    for (size_t i = 0; i < rows->n; i++) {
        uint64_t customer = rows->customers[i];
        int64_t period = rows->periods[i];
        uint64_t counted = (uint64_t)(customer != PTV_KEY_NONE) & (period != PTV_PERIOD_NONE);
        uint64_t end = (customer + 1) & -counted;
        sum.rows += counted;
        sum.late |= counted & (period > last);
        sum.end = dense && sum.end < end ? end : sum.end;
    }
    *demand = sum;
}

/* The id of rows that are left alone. */
PTVI_INLINE uint64_t nobody(bool dense) {
    return dense ? PTV_KEY_NONE : 0;
}

/* The ids of rows, and of some behind the last one, who are nobody. */
PTVI_INLINE void find_ids(const ptv_cohorts *acc, const struct ptvi_activities *rows, bool dense,
                          uint64_t *ids) {
    const struct ptvi_mixing mixing = acc->mixing;
    for (size_t i = 0; i < rows->n; i++) {
        uint64_t customer = rows->customers[i];
        uint64_t id = dense ? customer : ptvi_mixed(&mixing, customer);
        ids[i] = rows->periods[i] == PTV_PERIOD_NONE ? nobody(dense) : id;
    }
    for (size_t i = 0; i < AHEAD; i++)
        ids[rows->n + i] = nobody(dense);
}

/* Which of a bucket's ids is a certain one; any of them if none is. */
typedef size_t finder(const uint64_t *ids, uint64_t id);

PTVI_INLINE size_t place_portable(const uint64_t *ids, uint64_t id) {
    return ptvi_place_in_bucket(ids, id);
}

/* Where customers are: what of a state is in registers while rows are counted. */
struct homes {
    uint64_t *buckets;
    uint64_t capacity;
    int64_t first_period;
    int shift;
    size_t room; /* for so many new customers; not with dense keys */
};

/* Where a customer is looked for first: the bucket, or with dense keys the record. */
PTVI_INLINE size_t home_of(const struct homes *homes, uint64_t id, bool dense, size_t words) {
    return dense ? (size_t)id * words
                 : (size_t)(id >> homes->shift) * (PTVI_BUCKET + PTVI_BUCKET * words);
}

PTVI_INLINE void look_up(const struct homes *homes, uint64_t id, bool dense, size_t words) {
    ptvi_prefetch(homes->buckets, home_of(homes, id, dense, words) * sizeof *homes->buckets);
}

/* Where a record is longer than a word, the word is looked up later, when the home is there. */
PTVI_INLINE void look_again(const struct homes *homes, uint64_t id, int64_t period, size_t words,
                            finder *find) {
    const uint64_t *home = homes->buckets + home_of(homes, id, false, words);
    size_t word = ((size_t)period - (size_t)homes->first_period) / 64;
    word += PTVI_BUCKET + find(home, id) * words;
    ptvi_prefetch(home, word * sizeof *home);
}

/* Counts a row, in the window, of a customer who is at home or who is new and finds room there. */
PTVI_INLINE bool count_at_home(struct homes *homes, uint64_t id, int64_t period, bool dense,
                               size_t words, finder *find) {
    if ((dense && id >= homes->capacity) || period < homes->first_period)
        return false;
    uint64_t *home = homes->buckets + home_of(homes, id, dense, words);
    size_t place = dense ? 0 : find(home, id);
    if (!dense && home[place] != id) {
        if (ptvi_bucket_full(home) || homes->room == 0)
            return false;
        place = ptvi_bucket_free(home);
        home[place] = id;
        homes->room--;
    }
    uint64_t at = (uint64_t)period - (uint64_t)homes->first_period;
    uint64_t *record = home + (dense ? 0 : PTVI_BUCKET) + place * words;
    record[words > 1 ? at / 64 : 0] |= UINT64_C(1) << at % 64;
    return true;
}

/* Counts rows at home. Returns how many others there are, whose turn comes when these are counted:
 * the memory after the home is asked for meanwhile. */
PTVI_INLINE size_t count_rows(ptv_cohorts *acc, const struct ptvi_activities *given, bool dense,
                              size_t words, finder *find, uint64_t *ids, uint16_t *others) {
    const size_t room = dense ? 0 : ptvi_cohorts_room(acc) - acc->customers;
    struct homes homes = {acc->buckets, acc->capacity, acc->config.first_period, acc->shift, room};
    const struct ptvi_activities rows = *given;
    size_t n_others = 0;
    find_ids(acc, given, dense, ids);
    for (size_t i = 0; i < AHEAD; i++)
        look_up(&homes, ids[i], dense, words);
    for (size_t i = 0; i < rows.n; i++) {
        look_up(&homes, ids[i + AHEAD], dense, words);
        if (!dense && words > 1 && i + AGAIN < rows.n)
            look_again(&homes, ids[i + AGAIN], rows.periods[i + AGAIN], words, find);
        if (i % 8 == 0) {
            ptvi_prefetch(rows.customers + i, PTVI_ACTIVITIES * 8);
            ptvi_prefetch(rows.periods + i, PTVI_ACTIVITIES * 8);
        }
        if (ids[i] == nobody(dense) ||
            count_at_home(&homes, ids[i], rows.periods[i], dense, words, find))
            continue;
        size_t next = home_of(&homes, ids[i], dense, words) + PTVI_BUCKET * (1 + words);
        ptvi_prefetch(homes.buckets, next * sizeof *homes.buckets);
        others[n_others++] = (uint16_t)i;
    }
    acc->customers += room - homes.room;
    return n_others;
}

/* Of a window of one word, and of dense keys or others, each has its own text. */
PTVI_INLINE size_t count_with(ptv_cohorts *acc, const struct ptvi_activities *rows, finder *find,
                              uint64_t *ids, uint16_t *others) {
    if (ptvi_cohorts_dense(acc))
        return acc->words == 1 ? count_rows(acc, rows, true, 1, find, ids, others)
                               : count_rows(acc, rows, true, acc->words, find, ids, others);
    return acc->words == 1 ? count_rows(acc, rows, false, 1, find, ids, others)
                           : count_rows(acc, rows, false, acc->words, find, ids, others);
}

PTVI_INLINE void check_with(const ptv_cohorts *acc, const struct ptvi_activities *rows,
                            struct ptvi_demand *demand) {
    if (ptvi_cohorts_dense(acc))
        check(acc, rows, true, demand);
    else
        check(acc, rows, false, demand);
}

typedef void checker(const ptv_cohorts *acc, const struct ptvi_activities *rows,
                     struct ptvi_demand *demand);
typedef size_t counter(ptv_cohorts *acc, const struct ptvi_activities *rows, uint64_t *ids,
                       uint16_t *others);

static void check_portable(const ptv_cohorts *acc, const struct ptvi_activities *rows,
                           struct ptvi_demand *demand) {
    check_with(acc, rows, demand);
}

static size_t count_portable(ptv_cohorts *acc, const struct ptvi_activities *rows, uint64_t *ids,
                             uint16_t *others) {
    return count_with(acc, rows, place_portable, ids, others);
}

#ifdef PTVI_X86
PTVI_INLINE PTVI_TARGET_AVX2 size_t place_avx2(const uint64_t *ids, uint64_t id) {
    __m256i same = _mm256_cmpeq_epi64(_mm256_loadu_si256((const __m256i *)ids),
                                      _mm256_set1_epi64x((int64_t)id));
    return _tzcnt_u32((unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(same))) % PTVI_BUCKET;
}

static PTVI_TARGET_AVX2 void check_avx2(const ptv_cohorts *acc, const struct ptvi_activities *rows,
                                        struct ptvi_demand *demand) {
    check_with(acc, rows, demand);
}

static PTVI_TARGET_AVX2 size_t count_avx2(ptv_cohorts *acc, const struct ptvi_activities *rows,
                                          uint64_t *ids, uint16_t *others) {
    return count_with(acc, rows, place_avx2, ids, others);
}
#endif

ptv_status ptvi_activities_check(const ptv_cohorts *acc, const struct ptvi_activities *rows,
                                 unsigned processor, struct ptvi_demand *demand) {
    checker *check_them = check_portable;
#ifdef PTVI_X86
    if (processor & PTVI_AVX2)
        check_them = check_avx2;
#else
    (void)processor;
#endif
    check_them(acc, rows, demand);
    bool refused = demand->late || (ptvi_cohorts_dense(acc) && demand->end > acc->config.n_dense);
    return refused ? PTV_ERR_ARGUMENT : PTV_OK;
}

/* The rows of a table that is spread, in which no home is where it is looked for: all of them. */
static size_t leave_rows(const ptv_cohorts *acc, const struct ptvi_activities *rows, uint64_t *ids,
                         uint16_t *others) {
    size_t n_others = 0;
    find_ids(acc, rows, false, ids);
    for (size_t i = 0; i < rows->n; i++)
        if (ids[i] != nobody(false))
            others[n_others++] = (uint16_t)i;
    return n_others;
}

static ptv_status count_elsewhere(ptv_cohorts *acc, uint64_t id, int64_t period) {
    size_t slot;
    ptv_status status = ptvi_cohorts_place(acc, id, &slot);
    if (status == PTV_OK)
        ptvi_cohorts_mark(acc, slot, period);
    return status;
}

ptv_status ptvi_activities_count(ptv_cohorts *acc, const struct ptvi_activities *rows,
                                 unsigned processor) {
    uint64_t ids[PTVI_ACTIVITIES + AHEAD];
    uint16_t others[PTVI_ACTIVITIES];
    counter *count_them = count_portable;
#ifdef PTVI_X86
    if (processor & PTVI_AVX2)
        count_them = count_avx2;
#else
    (void)processor;
#endif
    ptv_status status = acc->capacity == 0 ? ptvi_cohorts_reserve(acc, 1) : PTV_OK;
    if (status < 0)
        return status;
    size_t n_others =
        acc->spread ? leave_rows(acc, rows, ids, others) : count_them(acc, rows, ids, others);
    for (size_t i = 0; i < n_others && status == PTV_OK; i++)
        status = count_elsewhere(acc, ids[others[i]], rows->periods[others[i]]);
    return status;
}
