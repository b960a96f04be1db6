/* SPDX-License-Identifier: MIT */
/* survey/ratings_levels.h: with whichever sets of instructions there are, numbers become the levels
 * that a plain loop says, and bytes are counted as it counts them. */
#include "testing.h"

#include "base/processor.h"
#include "survey/ratings_levels.h"

static struct generator generator;

/* ---- each choice among the sets that the processor has */

static const struct {
    unsigned set;
    const char *name;
} sets[] = {{PTVI_AVX2, "AVX2"}, {PTVI_AVX512, "AVX-512"}, {PTVI_GATHER, "quick gathers"}};

static void say_what_is_missing(void) {
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        if (!(ptvi_processor() & sets[i].set))
            print_message("not tested, the library or the processor has none: %s\n", sets[i].name);
}

typedef void test_with(unsigned processor);

static void with_each(test_with *test) {
    unsigned all = 0;
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        all |= ptvi_processor() & sets[i].set;
    for (unsigned subset = all;; subset = (subset - 1) & all) {
        generator.state = 11;
        test(subset);
        if (subset == 0)
            return;
    }
}

/* ---- numbers as levels */

static const struct ptvi_range scales[] = {
    {0, 11},   {1, 5},    {-5, 11},    {-128, 2},          {117, 11},
    {245, 11}, {250, 11}, {-32768, 3}, {32760, 8},         {65530, 11},
    {1000, 7}, {-3, 4},   {124, 4},    {INT32_MAX - 1, 2}, {INT32_MIN + 1, 2}};

/* Near the scale, at a distance of a power of two from it, or anything. */
static int64_t number_near(struct ptvi_range range) {
    uint64_t near = (uint64_t)range.min + random_below(&generator, 16) - 2;
    switch (random_below(&generator, 4)) {
    case 0:
        return (int64_t)(near + (UINT64_C(1) << random_below(&generator, 64)));
    case 1:
        return (int64_t)random_next(&generator);
    default:
        return (int64_t)near;
    }
}

static uint8_t level_of_integer(int64_t x, struct ptvi_range range) {
    bool is_level = range.min <= x && x <= range.min + (int64_t)range.levels - 1;
    return is_level ? (uint8_t)(x - range.min) : PTVI_LEVEL_INVALID;
}

static uint8_t level_of_long(int64_t x, struct ptvi_range range) {
    bool is_missing = x == INT64_MIN || x == PTV_SCORE_MISSING;
    return is_missing ? PTVI_LEVEL_MISSING : level_of_integer(x, range);
}

static uint8_t level_of_real(double x, struct ptvi_range range) {
    if (isnan(x))
        return PTVI_LEVEL_MISSING;
    for (uint32_t level = 0; level < range.levels; level++)
        if (x == (double)(range.min + (int64_t)level))
            return (uint8_t)level;
    return PTVI_LEVEL_INVALID;
}

static double real_near(struct ptvi_range range) {
    const double others[] = {NAN, -NAN, INFINITY, -INFINITY, -0.0, 0x1p-1074, -0x1p-149, 1e300};
    double near = (double)range.min + (double)random_below(&generator, 16) - 2;
    switch (random_below(&generator, 6)) {
    case 0:
        return others[random_below(&generator, COUNT_OF(others))];
    case 1:
        return near + 0.5;
    case 2:
        return random_below(&generator, 2) ? next_above(near) : next_below(near);
    case 3:
        return near + (double)(UINT64_C(1) << random_below(&generator, 64));
    default:
        return near;
    }
}

/* Both the numbers and the levels begin anywhere and end where memory does. */
enum { LONGEST = 150, ALIGNMENTS = 9 };

#define LEVELS_TEST(suffix, type, draw, expected)                                                  \
    static void levels_##suffix(unsigned processor) {                                              \
        for (size_t n = 0; n <= LONGEST; n++)                                                      \
            for (size_t scale = 0; scale < COUNT_OF(scales); scale++) {                            \
                const struct ptvi_range range = scales[scale];                                     \
                const size_t first = n % ALIGNMENTS, before = (n + scale) % 35;                    \
                type *numbers = malloc((first + n) * sizeof *numbers + 1);                         \
                uint8_t *levels = malloc(before + n + 1), *want = malloc(n + 1);                   \
                assert_true(numbers &&levels &&want);                                              \
                memset(levels, 0xEE, before + n + 1);                                              \
                for (size_t i = 0; i < n; i++) {                                                   \
                    numbers[first + i] = (type)draw(range);                                        \
                    want[i] = expected(numbers[first + i], range);                                 \
                }                                                                                  \
                ptvi_levels_##suffix(processor, numbers + first, n, range, levels + 1 + before);   \
                assert_memory_equal(levels + 1 + before, want, n);                                 \
                for (size_t i = 0; i <= before; i++)                                               \
                    assert_true(levels[i] == 0xEE);                                                \
                free(numbers);                                                                     \
                free(levels);                                                                      \
                free(want);                                                                        \
            }                                                                                      \
    }                                                                                              \
                                                                                                   \
    static void suffix##_as_levels(void **unused) {                                                \
        (void)unused;                                                                              \
        with_each(levels_##suffix);                                                                \
    }

static uint8_t level_of_int(int32_t x, struct ptvi_range range) {
    return level_of_long(x, range);
}

LEVELS_TEST(i8, int8_t, number_near, level_of_integer)
LEVELS_TEST(u8, uint8_t, number_near, level_of_integer)
LEVELS_TEST(i16, int16_t, number_near, level_of_integer)
LEVELS_TEST(u16, uint16_t, number_near, level_of_integer)
LEVELS_TEST(i32, int32_t, number_near, level_of_int)
LEVELS_TEST(u32, uint32_t, number_near, level_of_integer)
LEVELS_TEST(i64, int64_t, number_near, level_of_long)
LEVELS_TEST(f32, float, real_near, level_of_real)
LEVELS_TEST(f64, double, real_near, level_of_real)

/* ---- missing rows */

static void mask(unsigned processor) {
    for (size_t n = 0; n <= LONGEST; n++)
        for (size_t row = 0; row < 20; row++) {
            const size_t bytes = (row + n + 7) / 8;
            uint8_t *validity = malloc(bytes + 1), *levels = malloc(n + 1), *want = malloc(n + 1);
            assert_true(validity && levels && want);
            for (size_t i = 0; i < bytes; i++)
                validity[1 + i] = (uint8_t)random_next(&generator);
            for (size_t i = 0; i < n; i++) {
                bool there = validity[1 + (row + i) / 8] >> (row + i) % 8 & 1;
                levels[1 + i] = (uint8_t)random_below(&generator, PTVI_LEVELS);
                want[1 + i] = there ? levels[1 + i] : PTVI_LEVEL_MISSING;
            }
            ptvi_levels_mask(processor, validity + 1, row, n, levels + 1);
            assert_memory_equal(levels + 1, want + 1, n);
            free(validity);
            free(levels);
            free(want);
        }
}

static void missing_by_a_bitmap(void **unused) {
    (void)unused;
    with_each(mask);
}

static void missing_by_bytes(void **unused) {
    (void)unused;
    uint8_t missing[LONGEST], levels[LONGEST], want[LONGEST];
    generator.state = 12;
    for (size_t n = 0; n <= LONGEST; n++) {
        for (size_t i = 0; i < n; i++) {
            missing[i] = (uint8_t)random_below(&generator, 4);
            levels[i] = (uint8_t)random_below(&generator, PTVI_LEVELS);
            want[i] = missing[i] ? PTVI_LEVEL_MISSING : levels[i];
        }
        ptvi_levels_mask_bytes(missing, n, levels);
        assert_memory_equal(levels, want, n);
    }
}

/* ---- counting */

static const struct ptvi_range of_bytes[] = {{0, PTVI_LEVELS}, {0, 11},  {0, 6},    {1, 5},  {5, 2},
                                             {245, 11},        {-5, 11}, {-128, 2}, {120, 8}};

/* Bytes of which most are levels; a copy that ends where memory does. */
static uint8_t *random_bytes(size_t n, struct ptvi_range range) {
    uint8_t *bytes = malloc(n + 1);
    assert_non_null(bytes);
    bool all_same = random_below(&generator, 8) == 0;
    for (size_t i = 1; i <= n; i++) {
        bytes[i] = (uint8_t)(range.min + (int64_t)random_below(&generator, range.levels));
        if (all_same)
            bytes[i] = (uint8_t)range.min;
        else if (random_below(&generator, 8) == 0)
            bytes[i] = (uint8_t)random_next(&generator);
    }
    return bytes;
}

static void count_plainly(const uint8_t *bytes, size_t n, struct ptvi_range range,
                          uint64_t counts[PTVI_LEVELS]) {
    for (size_t i = 0; i < n; i++) {
        uint32_t level = 0;
        while (level < range.levels && bytes[i] != (uint8_t)(range.min + (int64_t)level))
            level++;
        counts[level < range.levels ? level : PTVI_LEVEL_INVALID]++;
    }
}

/* All short lengths, and those around where each variant begins a new block. */
static size_t next_length(size_t n) {
    enum { SHORT = 80, LONG = 9000 };
    return n < SHORT ? n + 1 : n + 1 + (size_t)random_below(&generator, n < LONG / 3 ? 40 : 500);
}

enum { LENGTHS = 9000 };

static void count(unsigned processor) {
    for (size_t n = 0; n < LENGTHS; n = next_length(n)) {
        const struct ptvi_range range = of_bytes[n % COUNT_OF(of_bytes)];
        uint64_t counts[PTVI_LEVELS], want[PTVI_LEVELS];
        for (size_t i = 0; i < PTVI_LEVELS; i++)
            counts[i] = want[i] = random_next(&generator) >> 8;
        uint8_t *bytes = random_bytes(n, range);
        count_plainly(bytes + 1, n, range, want);
        ptvi_levels_count(processor, bytes + 1, n, range, counts);
        assert_same_bytes(counts, want);
        free(bytes);
    }
}

static void bytes_are_counted(void **unused) {
    (void)unused;
    with_each(count);
}

/* With no room for the last of one level, nothing is changed; with room there is, all is. */
static void add(unsigned processor) {
    for (size_t n = 0; n < LENGTHS; n = next_length(n)) {
        const struct ptvi_range range = of_bytes[1 + n % (COUNT_OF(of_bytes) - 1)];
        uint8_t *bytes = random_bytes(n, range);
        uint64_t met[PTVI_LEVELS] = {0}, counts[PTVI_LEVELS], before[PTVI_LEVELS];
        count_plainly(bytes + 1, n, range, met);
        size_t full = (size_t)random_below(&generator, PTVI_LEVELS);
        for (size_t i = 0; i < PTVI_LEVELS; i++)
            counts[i] = random_below(&generator, 1000);
        counts[full] = PTV_COUNT_MAX - met[full];
        memcpy(before, counts, sizeof before);
        assert_status(met[PTVI_LEVEL_INVALID] > 0 ? PTV_OUT_OF_SCALE : PTV_OK,
                      ptvi_levels_add(processor, bytes + 1, n, range, counts));
        for (size_t i = 0; i < PTVI_LEVELS; i++)
            assert_true(counts[i] == before[i] + met[i]);
        if (met[full] > 0) {
            memcpy(counts, before, sizeof counts);
            counts[full]++;
            assert_untouched(counts, PTV_ERR_OVERFLOW,
                             ptvi_levels_add(processor, bytes + 1, n, range, counts));
        }
        free(bytes);
    }
}

static void bytes_are_added_all_or_none(void **unused) {
    (void)unused;
    with_each(add);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(i8_as_levels),
        cmocka_unit_test(u8_as_levels),
        cmocka_unit_test(i16_as_levels),
        cmocka_unit_test(u16_as_levels),
        cmocka_unit_test(i32_as_levels),
        cmocka_unit_test(u32_as_levels),
        cmocka_unit_test(i64_as_levels),
        cmocka_unit_test(f32_as_levels),
        cmocka_unit_test(f64_as_levels),
        cmocka_unit_test(missing_by_a_bitmap),
        cmocka_unit_test(missing_by_bytes),
        cmocka_unit_test(bytes_are_counted),
        cmocka_unit_test(bytes_are_added_all_or_none),
    };
    use_environment_locale();
    say_what_is_missing();
    return cmocka_run_group_tests_name("ratings_levels", tests, NULL, NULL);
}
