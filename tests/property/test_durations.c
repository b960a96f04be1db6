/* SPDX-License-Identifier: MIT */
/* Durations: state, bytes and figures follow from the multiset of values alone, and percentiles
 * keep their bound, over inputs that are hard on buckets; images that were tampered with are
 * refused.
 *
 * PTV_TEST_VALUES and PTV_TEST_TREES in the environment set the size of the largest case, 10^6
 * values in 200 trees by default; 10000000 and 1000 take some seconds more. */
#include "durations.h"
#include "states.h"

enum { MOST = 4000 };

/* ---- inputs */

static int64_t log_normal(struct generator *generator, uint64_t unused) {
    (void)unused;
    uint64_t sum = 0;
    for (int i = 0; i < 12; i++)
        sum += random_next(generator) >> 48;
    /* Octave 18 + 2.3 z, in 1/65536 of an octave. */
    int64_t octave = 18 * 65536 + ((int64_t)sum - 6 * 65536) * 23 / 10;
    octave = octave < 0 ? 0 : octave;
    return (int64_t)((UINT64_C(65536) + ((uint64_t)octave & 65535)) << (octave >> 16) >> 16);
}
static int64_t all_equal(struct generator *generator, uint64_t unused) {
    (void)generator, (void)unused;
    return 123456789;
}
static int64_t all_zero(struct generator *generator, uint64_t unused) {
    (void)generator, (void)unused;
    return 0;
}
static int64_t all_largest(struct generator *generator, uint64_t unused) {
    (void)generator, (void)unused;
    return INT64_MAX;
}
static int64_t two_values(struct generator *generator, uint64_t unused) {
    (void)unused;
    return random_below(generator, 2) ? 1 : INT64_MAX;
}
/* 2^k - 1, 2^k, 2^k + 1 */
static int64_t around_powers(struct generator *generator, uint64_t unused) {
    (void)unused;
    uint64_t power = UINT64_C(1) << random_below(generator, 63);
    return (int64_t)(power - 1 + random_below(generator, power > 1 ? 3 : 2));
}
static int64_t heavy_tail(struct generator *generator, uint64_t unused) {
    (void)unused;
    return (int64_t)random_magnitude(generator, 63);
}
static int64_t distinct_256(struct generator *generator, uint64_t i) {
    (void)generator;
    return (int64_t)(i % 256 * i % 256 * 999983 + i % 256);
}
static int64_t exactly_256(struct generator *generator, uint64_t i) {
    (void)generator;
    return (int64_t)(i % 256) * 1000003;
}
static int64_t exactly_257(struct generator *generator, uint64_t i) {
    (void)generator;
    return (int64_t)(i % 257) * 1000003;
}
static int64_t one_bucket(struct generator *generator, uint64_t unused) {
    (void)unused;
    return (INT64_C(1) << 50) + (int64_t)random_below(generator, 1000);
}
static int64_t some_wrong(struct generator *generator, uint64_t i) {
    return i % 7 == 0 ? PTV_TIME_NONE : i % 11 == 0 ? -(int64_t)i - 1 : log_normal(generator, i);
}

static const struct family {
    const char *name;
    int64_t (*draw)(struct generator *generator, uint64_t i);
    uint64_t n;
} families[] = {
    {"log-normal", log_normal, 3000},  {"all equal", all_equal, 500},
    {"all 0", all_zero, 300},          {"all INT64_MAX", all_largest, 300},
    {"two values", two_values, 700},   {"powers of two, +-1", around_powers, 2000},
    {"heavy tail", heavy_tail, 3000},  {"up to 256 values", distinct_256, 1000},
    {"256 values", exactly_256, 1024}, {"257 values", exactly_257, 1028},
    {"one bucket", one_bucket, 2000},  {"missing and negative", some_wrong, 2500},
    {"nothing", all_zero, 0},          {"one", heavy_tail, 1},
};

static int64_t values[MOST];

static void draw_values(const struct family *family, struct generator *generator) {
    for (uint64_t i = 0; i < family->n; i++)
        values[i] = family->draw(generator, i);
}

static void shuffle(struct generator *generator, int64_t *of, uint64_t n) {
    for (uint64_t i = n; i > 1; i--) {
        uint64_t j = random_below(generator, i);
        int64_t kept = of[i - 1];
        of[i - 1] = of[j];
        of[j] = kept;
    }
}

static ptv_durations_config config_of(int32_t bits) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    static const int64_t limits[] = {0, 600000, 123456789, INT64_MAX - 1};
    config.precision_bits = bits;
    config.n_limits = 4;
    memcpy(config.limit_ms, limits, sizeof limits);
    return config;
}

/* ---- order, chunks, trees */

/* Merges shards in random pairs until one is left. */
static void merge_at_random(struct generator *generator, ptv_durations **shard, uint64_t n) {
    for (; n > 1; n--) {
        uint64_t to = random_below(generator, n), from = random_below(generator, n - 1);
        from += from >= to;
        assert_ok(ptv_durations_merge(shard[to], shard[from]));
        ptv_durations_free(shard[from]);
        shard[from] = shard[n - 1];
    }
}

static void chunks_and_trees_leave_no_trace(void **unused) {
    (void)unused;
    enum { SHARDS = 12, ROUNDS = 12 };
    struct generator generator = {14};
    static uint32_t group[MOST];
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (int32_t bits = 5; bits <= 8; bits++) {
            ptv_durations_config config = config_of(bits);
            uint64_t n = families[f].n;
            draw_values(&families[f], &generator);
            ptv_durations *whole = durations_new(&config, NULL);
            for (uint64_t i = 0; i < n; i++)
                assert_true(ptv_durations_add(whole, values[i]) >= 0);
            for (int round = 0; round < ROUNDS; round++) {
                ptv_durations *shard[SHARDS];
                uint64_t n_shards = 1 + random_below(&generator, SHARDS), at = 0;
                for (uint64_t i = 0; i < n_shards; i++)
                    shard[i] = durations_new(&config, NULL);
                shuffle(&generator, values, n);
                if (round % 2 == 0) {
                    for (uint64_t i = 0; i < n; i++)
                        group[i] = (uint32_t)random_below(&generator, n_shards);
                    assert_true(ptv_durations_add_grouped_i64(shard, (size_t)n_shards, group,
                                                              values, NULL, 0, (size_t)n) >= 0);
                }
                while (round % 2 != 0 && at < n) {
                    uint64_t part = 1 + random_magnitude(&generator, 10);
                    part = part > n - at ? n - at : part;
                    ptv_durations *acc = shard[random_below(&generator, n_shards)];
                    assert_true(
                        ptv_durations_add_i64(acc, values, NULL, (size_t)at, (size_t)part) >= 0);
                    at += part;
                }
                merge_at_random(&generator, shard, n_shards);
                assert_same_durations(whole, shard[0]);
                ptv_durations_free(shard[0]);
            }
            ptv_durations_free(whole);
        }
}

static uint64_t from_environment(const char *name, uint64_t otherwise) {
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

static void many_values_in_many_trees(void **unused) {
    (void)unused;
    enum { SHARDS = 100 };
    uint64_t n = from_environment("PTV_TEST_VALUES", 1000000);
    uint64_t n_trees = from_environment("PTV_TEST_TREES", 200);
    struct generator generator = {2024};
    ptv_durations *shard[SHARDS], *copy[SHARDS], *whole = durations_new(NULL, NULL);
    for (int i = 0; i < SHARDS; i++)
        shard[i] = durations_new(NULL, NULL);
    for (uint64_t i = 0; i < n; i++) {
        int64_t value = log_normal(&generator, i);
        /* Shards of very unequal size: the last ones stay exact. */
        uint64_t which = random_below(&generator, 1 + random_below(&generator, SHARDS));
        if (ptv_durations_add(whole, value) != PTV_OK ||
            ptv_durations_add(shard[which], value) != PTV_OK)
            fail_msg("a value was not counted");
    }
    assert_true(durations_read(whole).n == n);
    for (uint64_t tree = 0; tree < n_trees; tree++) {
        for (int i = 0; i < SHARDS; i++)
            assert_ok(ptv_durations_copy(shard[i], NULL, &copy[i]));
        merge_at_random(&generator, copy, SHARDS);
        assert_same_durations(whole, copy[0]);
        ptv_durations_free(copy[0]);
    }
    print_message("%llu values, %llu trees\n", (unsigned long long)n, (unsigned long long)n_trees);
    for (int i = 0; i < SHARDS; i++)
        ptv_durations_free(shard[i]);
    ptv_durations_free(whole);
}

/* After a removal the state is that of what remains, whatever was there and in which order. */
static void removal_takes_back_exactly(void **unused) {
    (void)unused;
    struct generator generator = {8};
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (int32_t bits = 5; bits <= 8; bits++) {
            ptv_durations_config config = config_of(bits);
            draw_values(&families[f], &generator);
            uint64_t n = families[f].n, kept = random_below(&generator, n + 1);
            ptv_durations *acc = durations_new(&config, NULL), *rest = durations_new(&config, NULL);
            for (uint64_t i = 0; i < n; i++)
                assert_true(ptv_durations_add(acc, values[i]) >= 0);
            for (uint64_t i = 0; i < kept; i++)
                assert_true(ptv_durations_add(rest, values[i]) >= 0);
            for (uint64_t i = n; i > kept; i--)
                assert_true(ptv_durations_remove(acc, values[i - 1], 1) >= 0);
            /* The flag, on both sides. */
            for (int i = 0; i < 2; i++) {
                assert_ok(ptv_durations_add(i ? acc : rest, 4));
                assert_ok(ptv_durations_remove(i ? acc : rest, 4, 1));
            }
            assert_same_durations(acc, rest);
            assert_ok(ptv_durations_add(acc, 99));
            assert_ok(ptv_durations_merge(rest, rest));
            assert_ok(ptv_durations_merge(rest, acc));
            struct bytes image = bytes_of(rest);
            ptv_durations *back = NULL;
            assert_ok(ptv_durations_deserialize(NULL, image.data, image.len, &back));
            assert_same_durations(rest, back);
            free(image.data);
            ptv_durations_free(acc);
            ptv_durations_free(rest);
            ptv_durations_free(back);
        }
}

/* ---- percentiles */

static int by_value(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void percentiles_keep_their_bound_and_their_order(void **unused) {
    (void)unused;
    static const int32_t types[] = {1, 2, 6, 7, 8};
    struct generator generator = {99};
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (int32_t bits = 5; bits <= 8; bits++) {
            ptv_durations_config config = config_of(bits);
            uint64_t n = 0;
            draw_values(&families[f], &generator);
            ptv_durations *acc = durations_new(&config, NULL);
            for (uint64_t i = 0; i < families[f].n; i++) {
                assert_true(ptv_durations_add(acc, values[i]) >= 0);
                if (values[i] >= 0)
                    values[n++] = values[i];
            }
            qsort(values, (size_t)n, sizeof *values, by_value);
            double bound = 1.0 / (double)(2 << bits);
            for (int removed = 0; n > 0 && removed < 2; removed++) {
                bool exact = durations_read(acc).exact;
                for (size_t t = 0; t < COUNT_OF(types); t++) {
                    double before = 0;
                    for (uint32_t p = 1; p < 101; p += 3) {
                        ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
                        ptv_estimate e;
                        uint64_t rank, lower, upper;
                        double weight;
                        opt.quantile_type = types[t];
                        assert_true(ptv_durations_percentile(acc, p, 101, &opt, &e) >= 0);
                        assert_at_most(before, e.value);
                        before = e.value;
                        assert_ok(ptv_quantile_position(n, p, 101, types[t], &rank, &weight));
                        double low = (double)values[rank - 1];
                        double high = weight > 0 ? (double)values[rank] : low;
                        double want = low + weight * (high - low);
                        if (exact)
                            assert_close(e.value, want, 1e-15);
                        else
                            assert_close(e.value, want, bound * (1 + 1e-12));
                        /* The interval is never narrower than that of the values. */
                        assert_true(ptv_quantile_ranks(n, p, 101, 0.95, &lower, &upper) >= 0);
                        if (lower == 0)
                            assert_nan(e.lower);
                        else
                            assert_at_most(e.lower, (double)values[lower - 1]);
                        if (upper > n)
                            assert_nan(e.upper);
                        else
                            assert_at_most((double)values[upper - 1], e.upper);
                        if (lower > 0 && upper <= n && types[t] == 1)
                            assert_in(e.lower, e.value, e.upper);
                    }
                }
                assert_ok(ptv_durations_add(acc, 7));
                assert_ok(ptv_durations_remove(acc, 7, 1));
            }
            ptv_durations_free(acc);
        }
}

/* ---- malformed images */

static uint64_t fed, accepted;

/* A state that images are merged into. */
static ptv_durations *base;

/* Bytes merge as the state that is read from them does, and with the same status where there is
 * none; a merge that fails changes nothing. */
static void check_merge(const uint8_t *image, size_t len, ptv_status read,
                        const ptv_durations *out) {
    ptv_durations *got = NULL, *want = NULL;
    assert_ok(ptv_durations_copy(base, NULL, &got));
    assert_ok(ptv_durations_copy(base, NULL, &want));
    ptv_status expected = read < 0 ? read : ptv_durations_merge(want, out);
    assert_status(expected, ptv_durations_merge_bytes(got, image, len));
    assert_same_durations(got, want);
    ptv_durations_free(got);
    ptv_durations_free(want);
}

/* Of the definition of an image, with some durations. */
static ptv_durations *base_of(struct bytes image) {
    ptv_durations *acc = NULL, *some;
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    assert_ok(ptv_durations_deserialize(NULL, image.data, image.len, &acc));
    assert_ok(ptv_durations_config_read(acc, &config));
    some = durations_new(&config, NULL);
    for (int64_t i = 0; i < 5; i++)
        assert_ok(ptv_durations_add(some, i * 90010));
    ptv_durations_free(acc);
    return some;
}

/* Refused with the target untouched, or accepted as its own image. The copy has the length of
 * the image and no more, so a byte read too many is seen by a sanitizer. */
static bool feed(const uint8_t *bytes, size_t len) {
    static char mark;
    ptv_durations *const untouched = (ptv_durations *)(void *)&mark, *out = untouched;
    uint8_t *image = malloc(len > 0 ? len : 1), again[2048];
    assert_non_null(image);
    memcpy(image, bytes, len);
    ptv_status status = ptv_durations_deserialize(NULL, image, len, &out);
    size_t again_len = 0;
    fed++;
    if (status < 0 && out != untouched)
        fail_msg("refused (%s), but the target was touched", ptv_status_name(status));
    if (status >= 0 && (ptv_durations_serialize(out, again, sizeof again, &again_len) != PTV_OK ||
                        again_len != len || memcmp(again, image, len) != 0))
        fail_msg("accepted an image that is not its own");
    check_merge(image, len, status, out);
    free(image);
    if (status < 0)
        return false;
    accepted++;
    ptv_durations_result r = durations_read(out);
    if (r.n > 0) {
        assert_in((double)r.min_ms, r.mean.value, (double)r.max_ms);
        assert_in((double)r.min_ms, r.median.value, (double)r.max_ms);
    }
    assert_true(r.n < 2 || r.std_dev_ms >= 0);
    ptv_durations_free(out);
    return true;
}

static bool feed_repaired(uint8_t *bytes, size_t len) {
    repair_length(bytes, len);
    repair_checksum(bytes, len);
    return feed(bytes, len);
}

enum { SEEDS = 5 };

static struct bytes seed_of(int which) {
    static const int64_t limits[] = {5000, 100000};
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.precision_bits = which == 2 ? 5 : 7;
    config.n_limits = which == 0 ? 0 : 2;
    config.calendar_id = which == 0 ? 0 : 9;
    memcpy(config.limit_ms, limits, sizeof limits);
    ptv_durations *acc = durations_new(&config, NULL);
    for (int64_t i = 0; which == 1 && i < 6; i++)
        assert_ok(ptv_durations_add_n(acc, i * i * 1000, 1 + (uint64_t)i * 50));
    for (int64_t i = 0; which == 2 && i < 300; i++)
        assert_ok(ptv_durations_add(acc, 90000 + i * 70));
    for (int64_t i = 0; which == 3 && i < 6; i++)
        assert_ok(ptv_durations_add(acc, 99990 + i * 100));
    if (which == 3)
        assert_ok(ptv_durations_remove(acc, 99990, 1));
    if (which == 4)
        assert_ok(ptv_durations_add_n(acc, INT64_MAX, PTV_COUNT_MAX));
    if (which > 0) {
        assert_ok(ptv_durations_add_n(acc, PTV_TIME_NONE, 3));
        assert_status(PTV_OUT_OF_SCALE, ptv_durations_add_n(acc, -1, 300));
    }
    struct bytes bytes = bytes_of(acc);
    ptv_durations_free(acc);
    return bytes;
}

static void tampered_images_are_refused_or_their_own(void **unused) {
    (void)unused;
    static const uint8_t fillings[] = {0x00, 0x01, 0x80, 0xFF};
    struct generator generator = {55};
    for (int which = 0; which < SEEDS; which++) {
        struct bytes seed = seed_of(which);
        uint8_t bytes[1024];
        assert_true(seed.len + 16 <= sizeof bytes);
        fed = accepted = 0;
        base = base_of(seed);
        assert_true(feed(seed.data, seed.len));
        for (size_t len = 0; len < seed.len; len++) {
            memcpy(bytes, seed.data, seed.len);
            assert_false(feed(bytes, len));
            if (feed_repaired(bytes, len))
                fail_msg("seed %d accepted with %zu bytes", which, len);
        }
        for (size_t more = 1; more <= 16; more++)
            for (size_t i = 0; i < COUNT_OF(fillings); i++) {
                memcpy(bytes, seed.data, seed.len);
                memset(bytes + seed.len, fillings[i], more);
                assert_false(feed(bytes, seed.len + more));
                if (feed_repaired(bytes, seed.len + more))
                    fail_msg("seed %d accepted with %zu bytes more", which, more);
            }
        for (size_t at = 0; at < seed.len; at++)
            for (unsigned value = 0; value < 256; value++) {
                memcpy(bytes, seed.data, seed.len);
                bytes[at] = (uint8_t)value;
                repair_checksum(bytes, seed.len);
                feed(bytes, seed.len);
            }
        for (int i = 0; i < 8000; i++) {
            memcpy(bytes, seed.data, seed.len);
            for (uint64_t k = 1 + random_below(&generator, 4); k > 0; k--)
                bytes[24 + random_below(&generator, seed.len - 24)] =
                    (uint8_t)random_next(&generator);
            feed_repaired(bytes, seed.len);
        }
        print_message("seed %d: %llu images, %llu accepted\n", which, (unsigned long long)fed,
                      (unsigned long long)accepted);
        ptv_durations_free(base);
        free(seed.data);
    }
}

int main(void) {
    use_environment_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_and_trees_leave_no_trace),
        cmocka_unit_test(many_values_in_many_trees),
        cmocka_unit_test(removal_takes_back_exactly),
        cmocka_unit_test(percentiles_keep_their_bound_and_their_order),
        cmocka_unit_test(tampered_images_are_refused_or_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
