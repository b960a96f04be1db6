/* SPDX-License-Identifier: MIT */
/* What holds for every state, whatever was counted: no order or chunk shows, no merge of nothing. */
#include "states.h"

enum { ANSWERS = 600 };

/* A state of any type, and what the properties need of it. */
union state {
    ptv_ratings ratings;
    ptv_proportion proportion;
    ptv_revenue revenue;
};

struct type {
    const char *name;
    uint32_t number; /* PTV_TYPE_… */
    ptv_status (*deserialize)(union state *state, const struct image *image);
    union state (*random)(struct generator *generator, unsigned bits);
    union state (*empty)(void);
};

static size_t size_of(const struct type *type) {
    return (size_t)ptv_verbs_find(type->number)->state_size;
}
static ptv_status merge(const struct type *type, union state *dst, const union state *src) {
    return ptv_verbs_find(type->number)->merge(dst, src);
}
static struct image image_of(const struct type *type, const union state *state) {
    struct image image = {{0}, 0};
    const ptv_verbs *verbs = ptv_verbs_find(type->number);
    assert_ok(verbs->serialize(state, image.bytes, sizeof image.bytes, &image.len));
    return image;
}

static ptv_status read_ratings(union state *state, const struct image *image) {
    return ptv_ratings_deserialize(&state->ratings, image->bytes, image->len);
}
static ptv_status read_proportion(union state *state, const struct image *image) {
    return ptv_proportion_deserialize(&state->proportion, image->bytes, image->len);
}
static ptv_status read_revenue(union state *state, const struct image *image) {
    return ptv_revenue_deserialize(&state->revenue, image->bytes, image->len);
}
static union state empty_ratings(void) {
    union state state;
    memset(&state, 0, sizeof state);
    state.ratings = ratings_on(-3, 7, PTV_POLARITY_HIGH_IS_GOOD);
    return state;
}
static union state empty_proportion(void) {
    union state state;
    memset(&state, 0, sizeof state);
    state.proportion = proportion_with(0, 0, 0);
    return state;
}
static union state empty_revenue(void) {
    union state state;
    memset(&state, 0, sizeof state);
    assert_ok(ptv_revenue_init(&state.revenue));
    return state;
}
static union state random_ratings(struct generator *generator, unsigned bits) {
    union state state = empty_ratings();
    for (int32_t score = -4; score <= 7; score++)
        assert_true(ptv_ratings_add_n(&state.ratings, score, random_magnitude(generator, bits)) >=
                    0);
    assert_ok(
        ptv_ratings_add_n(&state.ratings, PTV_SCORE_MISSING, random_magnitude(generator, bits)));
    return state;
}
static union state random_proportion(struct generator *generator, unsigned bits) {
    union state state = empty_proportion();
    state.proportion =
        proportion_with(random_magnitude(generator, bits), random_magnitude(generator, bits),
                        random_magnitude(generator, bits));
    return state;
}

/* Customers with amounts of so many bits, of every kind. */
static union state random_revenue(struct generator *generator, unsigned bits) {
    union state state = empty_revenue();
    for (int i = 0; i < 20; i++) {
        int64_t start = (int64_t)random_magnitude(generator, bits);
        int64_t end = (int64_t)random_magnitude(generator, bits);
        start = random_below(generator, 4) == 0 ? 0 : start;
        end = random_below(generator, 4) == 0 ? 0 : end;
        assert_ok(ptv_revenue_add(&state.revenue, start, end, i % 2));
    }
    assert_ok(ptv_revenue_add(&state.revenue, 1, PTV_AMOUNT_MISSING, 0));
    assert_status(PTV_OUT_OF_SCALE, ptv_revenue_add(&state.revenue, 1, -1, 0));
    return state;
}

static struct type ratings_type = {"ratings", PTV_TYPE_RATINGS, read_ratings, random_ratings,
                                   empty_ratings};
static struct type proportion_type = {"proportion", PTV_TYPE_PROPORTION, read_proportion,
                                      random_proportion, empty_proportion};
static struct type revenue_type = {"revenue", PTV_TYPE_REVENUE, read_revenue, random_revenue,
                                   empty_revenue};

static void empty_is_the_identity_of_merge(void **state) {
    const struct type *type = *state;
    struct generator generator = {12};
    for (int round = 0; round < 1000; round++) {
        union state x = type->random(&generator, 60), left = type->empty(), right = x;
        union state nothing = type->empty();
        assert_ok(merge(type, &left, &x));
        assert_ok(merge(type, &right, &nothing));
        assert_memory_equal(&left, &x, size_of(type));
        assert_memory_equal(&right, &x, size_of(type));
    }
}

static void deserialize_inverts_serialize(void **state) {
    const struct type *type = *state;
    struct generator generator = {13};
    for (int round = 0; round < 2000; round++) {
        union state x = type->random(&generator, 60), back;
        scribble(back);
        struct image image = image_of(type, &x);
        assert_ok(type->deserialize(&back, &image));
        assert_memory_equal(&back, &x, size_of(type));
        struct image again = image_of(type, &back);
        assert_int_equal(again.len, image.len);
        assert_memory_equal(again.bytes, image.bytes, image.len);
    }
}

/* Shards that travelled as bytes, and from a state that was written over, merge to the same. */
static void merging_through_bytes_changes_nothing(void **state) {
    const struct type *type = *state;
    struct generator generator = {14};
    for (int round = 0; round < 200; round++) {
        union state a = type->random(&generator, 59), b = type->random(&generator, 59), travelled;
        struct image image = image_of(type, &b);
        assert_ok(type->deserialize(&travelled, &image));
        union state direct = a, through = a;
        assert_ok(merge(type, &direct, &b));
        assert_ok(merge(type, &through, &travelled));
        assert_memory_equal(&direct, &through, size_of(type));
    }
}

struct answers {
    int32_t i32[ANSWERS];
    int64_t i64[ANSWERS];
    int8_t i8[ANSWERS];
    double f64[ANSWERS];
    uint8_t validity[(ANSWERS + 7) / 8];
};

static struct answers random_answers(struct generator *generator) {
    struct answers answers;
    memset(&answers, 0, sizeof answers);
    for (size_t row = 0; row < ANSWERS; row++) {
        int32_t score = (int32_t)random_below(generator, 14) - 2;
        answers.i8[row] = (int8_t)score;
        answers.i32[row] = score;
        answers.i64[row] = score;
        answers.f64[row] = score;
        if (random_below(generator, 10) > 0)
            answers.validity[row / 8] |= (uint8_t)(1u << row % 8);
        else
            answers.f64[row] = NAN;
    }
    return answers;
}

/* Each answer in any of the ways to count it, in chunks of any size: one state. */
static void any_chunking_is_one_column_is_one_by_one(void **unused) {
    (void)unused;
    struct generator generator = {15};
    for (int round = 0; round < 200; round++) {
        struct answers answers = random_answers(&generator);
        ptv_ratings column, chunks, single, fresh = nps_with(0, 0, 0);
        column = chunks = single = fresh;
        assert_true(ptv_ratings_add_i32(&column, answers.i32, answers.validity, 0, ANSWERS) >= 0);
        for (size_t row = 0; row < ANSWERS; row++) {
            bool present = answers.validity[row / 8] >> row % 8 & 1;
            assert_true(ptv_ratings_add(&single, present ? answers.i32[row] : PTV_SCORE_MISSING) >=
                        0);
        }
        for (size_t row = 0; row < ANSWERS;) {
            size_t n = 1 + random_below(&generator, 1 + (uint64_t)round);
            n = n < ANSWERS - row ? n : ANSWERS - row;
            ptv_ratings shard = fresh, *into = random_below(&generator, 2) ? &shard : &chunks;
            const uint8_t *validity = answers.validity;
            switch (random_below(&generator, 4)) {
            case 0:
                assert_true(ptv_ratings_add_i8(into, answers.i8, validity, row, n) >= 0);
                break;
            case 1:
                assert_true(ptv_ratings_add_i32(into, answers.i32, validity, row, n) >= 0);
                break;
            case 2:
                assert_true(ptv_ratings_add_i64(into, answers.i64, validity, row, n) >= 0);
                break;
            default: /* where the missing answers are NaN instead */
                assert_true(ptv_ratings_add_f64(into, answers.f64, NULL, row, n) >= 0);
            }
            assert_ok(ptv_ratings_merge(&chunks, &shard));
            row += n;
        }
        assert_same_bytes(column, single);
        assert_same_bytes(column, chunks);
        struct image image = ratings_image(&column), other = ratings_image(&chunks);
        assert_same_bytes(image, other);
    }
}

static void order_of_answers_leaves_no_trace(void **unused) {
    (void)unused;
    struct generator generator = {16};
    struct answers answers = random_answers(&generator);
    ptv_ratings want = nps_with(0, 0, 0);
    assert_true(ptv_ratings_add_i32(&want, answers.i32, NULL, 0, ANSWERS) >= 0);
    for (int round = 0; round < 200; round++) {
        for (size_t i = ANSWERS - 1; i > 0; i--) {
            size_t j = random_below(&generator, i + 1);
            int32_t swap = answers.i32[i];
            answers.i32[i] = answers.i32[j];
            answers.i32[j] = swap;
        }
        ptv_ratings got = nps_with(0, 0, 0);
        assert_true(ptv_ratings_add_i32(&got, answers.i32, NULL, 0, ANSWERS) >= 0);
        assert_same_bytes(got, want);
    }
}

/* Groups merged are the column without groups. */
static void groups_add_up_to_the_whole(void **unused) {
    (void)unused;
    enum { GROUPS = 7 };
    struct generator generator = {17};
    for (int round = 0; round < 200; round++) {
        struct answers answers = random_answers(&generator);
        uint32_t group[ANSWERS];
        ptv_ratings states[GROUPS], whole = nps_with(0, 0, 0), sum = whole;
        for (size_t i = 0; i < GROUPS; i++)
            states[i] = whole;
        for (size_t row = 0; row < ANSWERS; row++)
            group[row] = (uint32_t)random_below(&generator, GROUPS);
        size_t offset = random_below(&generator, ANSWERS), n = ANSWERS - offset;
        assert_true(ptv_ratings_add_grouped_i32(states, GROUPS, group, answers.i32,
                                                answers.validity, offset, n) >= 0);
        assert_true(ptv_ratings_add_i32(&whole, answers.i32, answers.validity, offset, n) >= 0);
        for (size_t i = 0; i < GROUPS; i++)
            assert_ok(ptv_ratings_merge(&sum, &states[i]));
        assert_same_bytes(sum, whole);
    }
}

/* A window slides: what has left it leaves no trace. */
static void add_then_remove_is_as_before(void **unused) {
    (void)unused;
    struct generator generator = {18};
    enum { WINDOW = 50 };
    int32_t scores[ANSWERS];
    ptv_ratings window = nps_with(0, 0, 0);
    ptv_proportion share = proportion_with(0, 0, 0);
    for (size_t row = 0; row < ANSWERS; row++) {
        scores[row] = (int32_t)random_below(&generator, 13) - 1;
        if (random_below(&generator, 9) == 0)
            scores[row] = PTV_SCORE_MISSING;
        assert_true(ptv_ratings_add(&window, scores[row]) >= 0);
        assert_true(ptv_proportion_add(&share, scores[row]) >= 0);
        if (row >= WINDOW) {
            assert_true(ptv_ratings_remove(&window, scores[row - WINDOW], 1) >= 0);
            assert_true(ptv_proportion_remove(&share, scores[row - WINDOW], 1) >= 0);
        }
        ptv_ratings fresh = nps_with(0, 0, 0);
        ptv_proportion fresh_share = proportion_with(0, 0, 0);
        for (size_t i = row < WINDOW ? 0 : row - WINDOW + 1; i <= row; i++) {
            assert_true(ptv_ratings_add(&fresh, scores[i]) >= 0);
            assert_true(ptv_proportion_add(&fresh_share, scores[i]) >= 0);
        }
        assert_same_bytes(window, fresh);
        assert_same_bytes(share, fresh_share);
    }
    struct generator sizes = {19};
    for (int round = 0; round < 2000; round++) {
        union state before = random_ratings(&sizes, 59), after = before;
        int32_t score = (int32_t)random_below(&sizes, 14) - 5;
        uint64_t n = random_magnitude(&sizes, 59);
        assert_true(ptv_ratings_add_n(&after.ratings, score, n) >= 0);
        assert_true(ptv_ratings_remove(&after.ratings, score, n) >= 0);
        assert_same_bytes(after.ratings, before.ratings);
    }
}

/* A frequency is that many answers: a state whose counts came with add_n is the one that counted
 * them one by one, and its readings are the same to the last bit. */
static void equal_weights_are_no_weights(void **unused) {
    (void)unused;
    struct generator generator = {20};
    for (int round = 0; round < 100; round++) {
        ptv_ratings counted = nps_with(0, 0, 0), single = counted;
        for (int32_t score = -1; score <= 11; score++) {
            uint64_t n = random_below(&generator, 40);
            assert_true(ptv_ratings_add_n(&counted, score, n) >= 0);
            for (uint64_t i = 0; i < n; i++)
                assert_true(ptv_ratings_add(&single, score) >= 0);
        }
        assert_same_bytes(counted, single);
        ptv_nps_result a = nps_of(&counted, NULL), b = nps_of(&single, NULL);
        assert_same_bytes(a, b);
        ptv_ratings_result c = reading_of(&counted, NULL), d = reading_of(&single, NULL);
        assert_same_bytes(c, d);
    }
}

/* A reading is a reading: no byte of the state moves. */
static void reading_changes_nothing(void **unused) {
    (void)unused;
    struct generator generator = {21};
    for (int round = 0; round < 200; round++) {
        union state x = random_ratings(&generator, 40), before = x;
        reading_of(&x.ratings, NULL);
        ces_of(&x.ratings, NULL);
        ptv_comparison out;
        assert_true(ptv_ratings_compare(&x.ratings, &x.ratings, NULL, &out) >= 0);
        ratings_image(&x.ratings);
        assert_same_bytes(x, before);
    }
}

#define FOR_ALL_TYPES(test)                                                                        \
    cmocka_unit_test_prestate(test, &ratings_type),                                                \
        cmocka_unit_test_prestate(test, &proportion_type),                                         \
        cmocka_unit_test_prestate(test, &revenue_type)

int main(void) {
    const struct CMUnitTest tests[] = {
        FOR_ALL_TYPES(empty_is_the_identity_of_merge),
        FOR_ALL_TYPES(deserialize_inverts_serialize),
        FOR_ALL_TYPES(merging_through_bytes_changes_nothing),
        cmocka_unit_test(any_chunking_is_one_column_is_one_by_one),
        cmocka_unit_test(order_of_answers_leaves_no_trace),
        cmocka_unit_test(groups_add_up_to_the_whole),
        cmocka_unit_test(add_then_remove_is_as_before),
        cmocka_unit_test(equal_weights_are_no_weights),
        cmocka_unit_test(reading_changes_nothing),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("states", tests, NULL, NULL);
}
