/* SPDX-License-Identifier: MIT */
/* revenue.h */
#include "customer/revenue.h"
#include "revenues.h"
#include "states.h"

static ptv_revenue foreign(int which) {
    ptv_revenue acc = {{0}};
    if (which == 1)
        scribble(acc);
    if (which == 2) {
        ptv_ratings ratings = nps_with(1, 2, 3);
        memcpy(&acc, &ratings, sizeof ratings);
    }
    return acc;
}

/* Every verb that takes a state, with that state as the one that may be wrong. */
typedef ptv_status (*verb)(ptv_revenue *acc);

static ptv_status do_reset(ptv_revenue *acc) {
    return ptv_revenue_reset(acc);
}
static ptv_status do_add(ptv_revenue *acc) {
    return ptv_revenue_add(acc, 1, 2, 0);
}
static ptv_status do_add_i64(ptv_revenue *acc) {
    static const int64_t column[] = {1, 2, 3};
    return ptv_revenue_add_i64(acc, column, column, 0, 3);
}
static ptv_status do_add_no_rows(ptv_revenue *acc) {
    return ptv_revenue_add_i64(acc, NULL, NULL, 0, 0);
}
static ptv_status do_add_and_remove(ptv_revenue *acc) {
    ptv_status status = ptv_revenue_add(acc, 5, 6, 0);
    return status < 0 ? ptv_revenue_remove(acc, 5, 6, 0) : status;
}
static ptv_status do_merge_into(ptv_revenue *acc) {
    ptv_revenue other = revenue_of_each_kind();
    return ptv_revenue_merge(acc, &other);
}
static ptv_status do_merge_from(ptv_revenue *acc) {
    ptv_revenue other = revenue_of_each_kind(), before = other;
    ptv_status status = ptv_revenue_merge(&other, acc);
    if (status < 0)
        assert_same_bytes(before, other);
    return status;
}
static ptv_status do_read(ptv_revenue *acc) {
    ptv_revenue_result out, before;
    scribble(out);
    out.size = sizeof out;
    before = out;
    ptv_status status = ptv_revenue_read(acc, NULL, &out);
    if (status < 0)
        assert_same_bytes(before, out);
    return status;
}
static ptv_status compare_and_check(const ptv_revenue *now, const ptv_revenue *before) {
    ptv_comparison out, untouched;
    scribble(out);
    untouched = out;
    ptv_status status = ptv_revenue_compare(now, before, NULL, &out);
    if (status < 0)
        assert_same_bytes(untouched, out);
    return status;
}
static ptv_status do_compare_now(ptv_revenue *acc) {
    ptv_revenue other = revenue_of_each_kind();
    return compare_and_check(acc, &other);
}
static ptv_status do_compare_before(ptv_revenue *acc) {
    ptv_revenue other = revenue_of_each_kind();
    return compare_and_check(&other, acc);
}
static ptv_status do_serialize(ptv_revenue *acc) {
    uint8_t bytes[IMAGE_MAX], before[IMAGE_MAX];
    scribble(bytes);
    memcpy(before, bytes, sizeof before);
    size_t len = 77;
    ptv_status status = ptv_revenue_serialize(acc, bytes, sizeof bytes, &len);
    if (status < 0) {
        assert_same_bytes(before, bytes);
        assert_int_equal(len, 77);
    }
    return status;
}

static const verb verbs[] = {
    do_reset,      do_add,  do_add_i64,     do_add_no_rows,    do_add_and_remove, do_merge_into,
    do_merge_from, do_read, do_compare_now, do_compare_before, do_serialize};

static void every_verb_refuses_null(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        assert_status(PTV_ERR_NULL, verbs[i](NULL));
    assert_status(PTV_ERR_NULL, ptv_revenue_init(NULL));
    uint8_t bytes[IMAGE_MAX] = {0};
    assert_status(PTV_ERR_NULL, ptv_revenue_deserialize(NULL, bytes, sizeof bytes));
    ptv_revenue acc = revenue_of_nobody();
    static const int64_t column[] = {1};
    assert_untouched(acc, PTV_ERR_NULL, ptv_revenue_add_i64(&acc, NULL, column, 0, 1));
    assert_untouched(acc, PTV_ERR_NULL, ptv_revenue_add_i64(&acc, column, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_revenue_read(&acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_revenue_compare(&acc, &acc, NULL, NULL));
    assert_untouched(acc, PTV_ERR_NULL, ptv_revenue_deserialize(&acc, NULL, 0));
}

static void every_verb_refuses_foreign_memory(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        for (int which = 0; which < 3; which++) {
            ptv_revenue acc = foreign(which);
            assert_untouched(acc, PTV_ERR_STATE, verbs[i](&acc));
        }
    for (int which = 0; which < 3; which++) {
        ptv_revenue acc = foreign(which);
        assert_untouched(acc, PTV_ERR_STATE, ptv_revenue_remove(&acc, 1, 2, 0));
    }
}

static void every_verb_takes_a_fresh_state(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        ptv_revenue acc = revenue_of_nobody();
        assert_true(verbs[i](&acc) >= 0);
    }
}

static void each_kind_of_customer_is_counted(void **unused) {
    (void)unused;
    ptv_revenue acc = revenue_of_each_kind();
    ptv_revenue_result r = revenue_reading(&acc, NULL);
    assert_true(r.n == 4 && r.n_churned == 1 && r.n_expanded == 1 && r.n_contracted == 1);
    assert_true(r.n_fresh == 1 && r.n_reactivated == 1 && r.n_idle == 1);
    assert_true(r.missing == 1 && r.rejected == 1);
    assert_exact(r.start, 1000);
    assert_exact(r.end, 120 + 200 + 150 + 50 + 70);
    assert_exact(r.expansion, 20);
    assert_exact(r.contraction, 150);
    assert_exact(r.churned, 400);
    assert_exact(r.fresh, 50);
    assert_exact(r.reactivated, 70);
    assert_exact(r.gross.value, 0.45);
    assert_exact(r.net.value, 0.47);
    assert_int_equal(r.net.method, PTV_METHOD_STUDENT_T);
    assert_true(r.gross.n == 4 && r.net.n == 4);
    assert_exact(r.net.n_eff, 4);
    assert_exact(r.net.confidence, 0.95);
    /* start + what came - what went is the end. */
    assert_exact(r.start + r.expansion - r.contraction - r.churned + r.fresh + r.reactivated,
                 r.end);
}

static void amounts_that_are_missing_or_negative(void **unused) {
    (void)unused;
    static const int64_t missing[][2] = {{PTV_AMOUNT_MISSING, 5},
                                         {5, PTV_AMOUNT_MISSING},
                                         {0, PTV_AMOUNT_MISSING},
                                         {PTV_AMOUNT_MISSING, PTV_AMOUNT_MISSING}};
    static const int64_t wrong[][2] = {{-1, 5},
                                       {5, -1},
                                       {INT64_MIN + 1, INT64_MIN + 1},
                                       {PTV_AMOUNT_MISSING, -1},
                                       {-7, PTV_AMOUNT_MISSING}};
    ptv_revenue acc = revenue_of_nobody();
    for (size_t i = 0; i < COUNT_OF(missing); i++)
        assert_ok(ptv_revenue_add(&acc, missing[i][0], missing[i][1], 0));
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_status(PTV_OUT_OF_SCALE, ptv_revenue_add(&acc, wrong[i][0], wrong[i][1], 1));
    ptv_revenue_result r = revenue_reading(&acc, NULL);
    assert_true(r.missing == COUNT_OF(missing) && r.rejected == COUNT_OF(wrong));
    assert_true(r.n == 0 && r.n_idle == 0 && r.n_fresh == 0);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_status(PTV_OUT_OF_SCALE, ptv_revenue_remove(&acc, wrong[i][0], wrong[i][1], 0));
    for (size_t i = 0; i < COUNT_OF(missing); i++)
        assert_ok(ptv_revenue_remove(&acc, missing[i][0], missing[i][1], 1));
    ptv_revenue fresh = revenue_of_nobody();
    assert_same_bytes(acc, fresh);
}

static void before_is_0_or_1(void **unused) {
    (void)unused;
    static const int32_t wrong[] = {-1, 2, INT32_MAX, INT32_MIN};
    ptv_revenue acc = revenue_of_each_kind();
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        for (size_t kind = 0; kind < KINDS; kind++) {
            struct customer customer = customer_of_kind[kind];
            customer.before = wrong[i];
            assert_untouched(acc, PTV_ERR_ARGUMENT, add_customer(&acc, customer));
            assert_untouched(acc, PTV_ERR_ARGUMENT, remove_customer(&acc, customer));
        }
}

static void the_largest_amounts(void **unused) {
    (void)unused;
    static const struct customer huge[] = {
        {INT64_MAX, INT64_MAX, 0}, {INT64_MAX, 0, 0}, {1, INT64_MAX, 0}, {INT64_MAX, 1, 0}};
    for (size_t i = 0; i < COUNT_OF(huge); i++) {
        ptv_revenue acc = revenue_of_very_many(huge[i]);
        ptv_revenue_result r = revenue_reading(&acc, NULL);
        double n = (double)PTV_COUNT_MAX;
        assert_true(r.n == PTV_COUNT_MAX);
        assert_close(r.start, (double)huge[i].start * n, 1e-15);
        assert_close(r.end, (double)huge[i].end * n, 1e-15);
        assert_close(r.net.value, (double)huge[i].end / (double)huge[i].start, 1e-15);
        assert_exact(r.net.std_error, 0);
    }
    ptv_revenue all = revenue_of_very_many(huge[0]);
    for (size_t i = 1; i < COUNT_OF(huge); i++) {
        ptv_revenue more = revenue_of_very_many(huge[i]);
        assert_ok(ptv_revenue_merge(&all, &more));
    }
    ptv_revenue_result r = revenue_reading(&all, NULL);
    assert_true(r.n == 4 * PTV_COUNT_MAX);
    assert_close(r.gross.value, 1.0 / 3, 1e-15);
    assert_close(r.net.value, 2.0 / 3, 1e-15);
    assert_ok(r.net.status);
    uint8_t bytes[IMAGE_MAX];
    size_t len;
    ptv_revenue back;
    assert_ok(ptv_revenue_serialize(&all, bytes, sizeof bytes, &len));
    assert_ok(ptv_revenue_deserialize(&back, bytes, len));
    assert_same_bytes(all, back);
}

static void counters_stop_at_their_limits(void **unused) {
    (void)unused;
    for (size_t kind = 0; kind < KINDS; kind++) {
        ptv_revenue acc = revenue_of_very_many(customer_of_kind[kind]);
        assert_untouched(acc, PTV_ERR_OVERFLOW, add_customer(&acc, customer_of_kind[kind]));
        assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_revenue_merge(&acc, &acc));
        const int64_t starts[] = {1, customer_of_kind[kind].start},
                      ends[] = {1, customer_of_kind[kind].end};
        if (kind != BACK)
            assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_revenue_add_i64(&acc, starts, ends, 0, 2));
        assert_true(remove_customer(&acc, customer_of_kind[kind]) >= 0);
        assert_true(add_customer(&acc, customer_of_kind[kind]) >= 0);
    }
}

static void remove_is_exact(void **unused) {
    (void)unused;
    for (size_t first = 0; first < KINDS; first++) {
        ptv_revenue acc = revenue_of_each_kind();
        for (size_t i = 0; i < KINDS; i++) {
            size_t kind = (first + i) % KINDS;
            ptv_status want = kind == REJECTED ? PTV_OUT_OF_SCALE : PTV_OK;
            assert_status(want, remove_customer(&acc, customer_of_kind[kind]));
            ptv_revenue rest = revenue_of_nobody();
            for (size_t j = i + 1; j < KINDS; j++)
                assert_true(add_customer(&rest, customer_of_kind[(first + j) % KINDS]) >= 0);
            assert_same_bytes(acc, rest);
        }
    }
}

static void remove_of_who_cannot_have_been_there(void **unused) {
    (void)unused;
    ptv_revenue none = revenue_of_nobody(), acc = revenue_of_each_kind();
    for (size_t kind = 0; kind < KINDS; kind++)
        assert_untouched(none, PTV_ERR_UNDERFLOW, remove_customer(&none, customer_of_kind[kind]));
    static const struct customer strangers[] = {
        {500, 500, 0},     {100, 121, 0}, {99, 120, 0}, {300, 149, 0}, {301, 151, 0},
        {401, 0, 0},       {399, 0, 0},   {0, 51, 0},   {0, 49, 0},    {0, 71, 1},
        {INT64_MAX, 0, 0}, {0, 49, 0},    {2000, 1, 0}, {1, 21, 0},    {1000, 1000, 0}};
    for (size_t i = 0; i < COUNT_OF(strangers); i++)
        assert_untouched(acc, PTV_ERR_UNDERFLOW, remove_customer(&acc, strangers[i]));
    for (size_t kind = 0; kind < KINDS; kind++) {
        assert_true(remove_customer(&acc, customer_of_kind[kind]) >= 0);
        assert_untouched(acc, PTV_ERR_UNDERFLOW, remove_customer(&acc, customer_of_kind[kind]));
    }
    /* The sums suffice, but what is left are the sums of nobody. */
    static const struct customer two[] = {{10, 7, 0}, {20, 5, 0}};
    ptv_revenue pair = revenue_with(two, 2);
    static const struct customer mixed[] = {{20, 7, 0}, {10, 5, 0}, {15, 6, 0}, {12, 7, 0}};
    for (size_t i = 0; i < COUNT_OF(mixed); i++)
        assert_untouched(pair, PTV_ERR_UNDERFLOW, remove_customer(&pair, mixed[i]));
}

static void reset_is_init_again(void **unused) {
    (void)unused;
    ptv_revenue acc = revenue_of_each_kind(), fresh = revenue_of_nobody();
    assert_ok(ptv_revenue_reset(&acc));
    assert_same_bytes(acc, fresh);
}

static void merge_with_itself_doubles(void **unused) {
    (void)unused;
    ptv_revenue acc = revenue_of_each_kind(), twice = revenue_of_each_kind();
    for (size_t kind = 0; kind < KINDS; kind++)
        assert_true(add_customer(&twice, customer_of_kind[kind]) >= 0);
    assert_ok(ptv_revenue_merge(&acc, &acc));
    assert_same_bytes(acc, twice);
}

static void columns_are_one_by_one(void **unused) {
    (void)unused;
    int64_t starts[KINDS + 1], ends[KINDS + 1];
    ptv_revenue want = revenue_of_nobody(), acc = revenue_of_nobody();
    for (size_t i = 0; i < KINDS; i++) {
        starts[i + 1] = customer_of_kind[i].start;
        ends[i + 1] = customer_of_kind[i].end;
        assert_true(ptv_revenue_add(&want, customer_of_kind[i].start, customer_of_kind[i].end, 0) >=
                    0);
    }
    assert_status(PTV_OUT_OF_SCALE, ptv_revenue_add_i64(&acc, starts, ends, 1, KINDS));
    assert_same_bytes(acc, want);
    assert_ok(ptv_revenue_add_i64(&acc, starts, ends, 1, KINDS - 1));
    assert_untouched(acc, PTV_OK, ptv_revenue_add_i64(&acc, starts, ends, 1, 0));
    assert_untouched(acc, PTV_OK, ptv_revenue_add_i64(&acc, NULL, NULL, 7, 0));
}

static void serialize_says_how_long(void **unused) {
    (void)unused;
    enum { LENGTH = 24 + 8 * 36 };
    ptv_revenue acc = revenue_of_each_kind();
    uint8_t bytes[IMAGE_MAX];
    size_t len = 0;
    assert_ok(ptv_revenue_serialize(&acc, NULL, 0, &len));
    assert_int_equal(len, LENGTH);
    scribble(bytes);
    for (size_t cap = 0; cap < LENGTH; cap++) {
        len = 0;
        assert_untouched(bytes, PTV_ERR_SPACE, ptv_revenue_serialize(&acc, bytes, cap, &len));
        assert_int_equal(len, LENGTH);
    }
    assert_ok(ptv_revenue_serialize(&acc, bytes, LENGTH, &len));
    assert_untouched(bytes, PTV_ERR_NULL, ptv_revenue_serialize(&acc, bytes, LENGTH, NULL));
    for (int which = 0; which < 3; which++) {
        ptv_revenue target = foreign(which);
        assert_ok(ptv_revenue_deserialize(&target, bytes, LENGTH));
        assert_same_bytes(target, acc);
    }
}

/* A word of the state in its image. */
static void set_word(struct image *image, int word, uint64_t value) {
    for (int i = 0; i < 8; i++)
        image->bytes[IMAGE_HEADER + 8 * (word - 1) + i] = (uint8_t)(value >> 8 * i);
}

static struct image image_of(const ptv_revenue *acc) {
    struct image image = {{0}, 0};
    assert_ok(ptv_revenue_serialize(acc, image.bytes, sizeof image.bytes, &image.len));
    return image;
}

struct forgery {
    struct customer customers[2];
    struct {
        int word;
        uint64_t value;
    } changes[3];
};

static void sums_that_nobody_has(void **unused) {
    (void)unused;
    static const struct forgery forgeries[] = {
        /* Amounts without customers, customers without amounts, amounts too large. */
        {{{0, 50, 0}, {0, 0, 0}}, {{PTVI_REVENUE_FRESH, 0}}},
        {{{0, 50, 0}, {0, 0, 0}}, {{PTVI_REVENUE_NEW, 0}}},
        {{{0, 50, 0}, {0, 0, 0}}, {{PTVI_REVENUE_NEW, UINT64_C(1) << 63}}},
        {{{0, 50, 1}, {0, 0, 0}}, {{PTVI_REVENUE_REACTIVATED, 51}}},
        {{{0, 50, 1}, {0, 0, 0}}, {{PTVI_REVENUE_BACK + 1, 1}}},
        {{{10, 7, 0}, {0, 0, 0}}, {{PTVI_REVENUE_CONTRACTION, 0}}},
        {{{10, 0, 0}, {0, 0, 0}}, {{PTVI_REVENUE_CHURNED, 0}}},
        {{{10, 12, 0}, {0, 0, 0}}, {{PTVI_REVENUE_EXPANDED, 3}}},
        {{{0, 0, 0}, {0, 0, 0}}, {{PTVI_REVENUE_IDLE, PTV_COUNT_MAX + 1}}},
        {{{0, 0, 0}, {0, 0, 0}}, {{PTVI_REVENUE_START_START + 2, 1}}},
        /* A start that does not hold what was lost, or too little besides, or too much. */
        {{{10, 0, 0}, {0, 0, 0}}, {{PTVI_REVENUE_START, 9}}},
        {{{10, 7, 0}, {0, 0, 0}}, {{PTVI_REVENUE_START, 2}}},
        {{{10, 7, 0}, {0, 0, 0}}, {{PTVI_REVENUE_START, 3}}},
        {{{10, 10, 0}, {0, 0, 0}}, {{PTVI_REVENUE_START, 0}}},
        {{{10, 10, 0}, {0, 0, 0}},
         {{PTVI_REVENUE_START, UINT64_C(1) << 63},
          {PTVI_REVENUE_START_START + 1, UINT64_C(1) << 62},
          {PTVI_REVENUE_START_START, 0}}},
        {{{1, INT64_MAX, 0}, {0, 0, 0}},
         {{PTVI_REVENUE_START, 2},
          {PTVI_REVENUE_START_START, 4},
          {PTVI_REVENUE_START_GAIN, UINT64_MAX - 3}}},
        /* Squares below their amounts, or above the largest amount's, or below the mean's. */
        {{{10, 10, 0}, {1, 1, 0}}, {{PTVI_REVENUE_START_START, 10}}},
        {{{10, 10, 0}, {1, 1, 0}}, {{PTVI_REVENUE_START_START, 60}}},
        {{{10, 10, 0}, {1, 1, 0}}, {{PTVI_REVENUE_START_START + 1, 8}}},
        {{{10, 10, 0}, {0, 0, 0}}, {{PTVI_REVENUE_START_START, 101}}},
        {{{10, 12, 0}, {10, 12, 0}}, {{PTVI_REVENUE_GAIN_GAIN, 3}}},
        {{{10, 12, 0}, {10, 12, 0}}, {{PTVI_REVENUE_GAIN_GAIN, 7}}},
        {{{10, 12, 0}, {10, 12, 0}}, {{PTVI_REVENUE_START_GAIN, 3}}},
        {{{10, 12, 0}, {10, 12, 0}}, {{PTVI_REVENUE_START_GAIN + 1, 3}}},
        {{{10, 12, 0}, {10, 12, 0}}, {{PTVI_REVENUE_START_GAIN, 41}}},
        {{{10, 8, 0}, {10, 8, 0}}, {{PTVI_REVENUE_LOSS_LOSS, 3}}},
        {{{10, 8, 0}, {10, 8, 0}}, {{PTVI_REVENUE_LOSS_LOSS, 7}}},
        {{{10, 8, 0}, {10, 8, 0}}, {{PTVI_REVENUE_START_LOSS, 41}}},
        {{{10, 8, 0}, {10, 8, 0}}, {{PTVI_REVENUE_START_LOSS, 11}}},
        {{{10, 8, 0}, {10, 8, 0}}, {{PTVI_REVENUE_START_LOSS, 7}}},
        {{{10, 8, 0}, {10, 8, 0}}, {{PTVI_REVENUE_START_LOSS + 1, 9}}},
        {{{10, 0, 0}, {30, 0, 0}}, {{PTVI_REVENUE_START_LOSS, 1001}}},
        {{{10, 0, 0}, {30, 0, 0}}, {{PTVI_REVENUE_LOSS_LOSS, 999}}},
        /* Each of these breaks one rule alone. */
        {{{10, 7, 0}, {0, 0, 0}},
         {{PTVI_REVENUE_CONTRACTION, 0},
          {PTVI_REVENUE_START_LOSS, 0},
          {PTVI_REVENUE_LOSS_LOSS, 0}}},
        {{{10, 0, 0}, {5, 5, 0}},
         {{PTVI_REVENUE_LEFT, 0}, {PTVI_REVENUE_START_LOSS, 0}, {PTVI_REVENUE_LOSS_LOSS, 0}}},
        {{{10, 0, 0}, {10, 0, 0}}, {{PTVI_REVENUE_START, 19}}},
        {{{10, 7, 0}, {10, 7, 0}}, {{PTVI_REVENUE_START, 5}}},
        {{{10, 7, 0}, {10, 7, 0}}, {{PTVI_REVENUE_START, 7}}},
        {{{1, 0, 0}, {5, 5, 0}},
         {{PTVI_REVENUE_START, (UINT64_C(1) << 63) + 1},
          {PTVI_REVENUE_START_START, UINT64_MAX},
          {PTVI_REVENUE_START_START + 1, (UINT64_C(1) << 62) - 1}}},
        {{{10, 12, 0}, {10, 12, 0}},
         {{PTVI_REVENUE_GAIN_GAIN, UINT64_MAX},
          {PTVI_REVENUE_GAIN_GAIN + 1, UINT64_MAX},
          {PTVI_REVENUE_GAIN_GAIN + 2, UINT64_MAX}}},
        {{{10, 12, 0}, {10, 12, 0}}, {{PTVI_REVENUE_GAIN_GAIN + 1, 100}}},
        {{{10, 7, 0}, {10, 7, 0}},
         {{PTVI_REVENUE_LOSS_LOSS + 1, 4},
          {PTVI_REVENUE_START_LOSS + 1, 4},
          {PTVI_REVENUE_START_START + 1, 8}}},
        {{{10, 8, 0}, {INT64_C(1) << 62, 0, 0}},
         {{PTVI_REVENUE_START_LOSS + 1, (UINT64_C(1) << 60) + 2},
          {PTVI_REVENUE_START_START + 1, (UINT64_C(1) << 60) + 8}}},
        {{{10, 12, 0}, {10, 12, 0}},
         {{PTVI_REVENUE_GAIN_GAIN, 7}, {PTVI_REVENUE_START_START, 300}}},
        {{{10, 8, 0}, {10, 8, 0}}, {{PTVI_REVENUE_LOSS_LOSS, 7}, {PTVI_REVENUE_START_START, 300}}},
        /* One customer, whose products are those of the sums. */
        {{{10, 12, 0}, {0, 0, 0}}, {{PTVI_REVENUE_START_GAIN, 19}}},
        {{{10, 8, 0}, {0, 0, 0}}, {{PTVI_REVENUE_START_LOSS, 19}}},
        {{{10, 8, 0}, {0, 0, 0}}, {{PTVI_REVENUE_LOSS_LOSS, 5}}},
        /* Each pair of products can be, but not all three. */
        {{{10, 12, 0}, {10, 9, 0}}, {{PTVI_REVENUE_START_GAIN, 21}}},
        {{{10, 12, 0}, {10, 9, 0}}, {{PTVI_REVENUE_START_LOSS, 11}}},
        {{{10, 12, 0}, {10, 9, 0}}, {{PTVI_REVENUE_GAIN_GAIN, 3}}},
    };
    for (size_t i = 0; i < COUNT_OF(forgeries); i++) {
        const struct forgery *forgery = &forgeries[i];
        ptv_revenue acc = revenue_with(forgery->customers, 2), target;
        struct image image = image_of(&acc);
        assert_ok(ptv_revenue_deserialize(&target, image.bytes, image.len));
        for (size_t j = 0; j < COUNT_OF(forgery->changes) && forgery->changes[j].word > 0; j++)
            set_word(&image, forgery->changes[j].word, forgery->changes[j].value);
        repair_checksum(image.bytes, image.len);
        scribble(target);
        ptv_revenue before = target;
        ptv_status status = ptv_revenue_deserialize(&target, image.bytes, image.len);
        if (status != PTV_ERR_WIRE_CONTENT)
            fail_msg("forgery %zu: %s", i, ptv_status_name(status));
        assert_same_bytes(before, target);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb_refuses_null),
        cmocka_unit_test(every_verb_refuses_foreign_memory),
        cmocka_unit_test(every_verb_takes_a_fresh_state),
        cmocka_unit_test(each_kind_of_customer_is_counted),
        cmocka_unit_test(amounts_that_are_missing_or_negative),
        cmocka_unit_test(before_is_0_or_1),
        cmocka_unit_test(the_largest_amounts),
        cmocka_unit_test(counters_stop_at_their_limits),
        cmocka_unit_test(remove_is_exact),
        cmocka_unit_test(remove_of_who_cannot_have_been_there),
        cmocka_unit_test(reset_is_init_again),
        cmocka_unit_test(merge_with_itself_doubles),
        cmocka_unit_test(columns_are_one_by_one),
        cmocka_unit_test(serialize_says_how_long),
        cmocka_unit_test(sums_that_nobody_has),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("revenue", tests, NULL, NULL);
}
