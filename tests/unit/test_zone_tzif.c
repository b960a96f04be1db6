/* SPDX-License-Identifier: MIT */
/* zone.h: zones from TZif files, good ones and others. */
#include "states.h"
#include "tzif.h"

enum { HOUR_S = 3600, DAY_S = 86400 };

static const char madrid[] = "CET-1CEST,M3.5.0,M10.5.0/3";

/* Local mean time, and central European time. */
static const int32_t european[] = {-884, 3600, 7200};
enum { LMT, CET, CEST };

static const int64_t first_times[] = {-2000000000, 1269738000, 1288486800, 1301187600};
static const uint8_t first_indexes[] = {CET, CEST, CET, CEST};
static const struct tzif_block europe = {4, 3, first_times, first_indexes, european};

static ptv_status read_tzif(const struct tzif *file) {
    ptv_zone *zone = NULL;
    ptv_status status = ptv_zone_new_tzif(file->bytes, file->len, NULL, &zone);
    assert_true((status == PTV_OK) == (zone != NULL));
    ptv_zone_free(zone);
    return status;
}

/* A block whose transitions go from type to type in turn. */
static ptv_zone *zone_in_turn(const int64_t *times, size_t n, uint8_t from, const char *footer) {
    uint8_t indexes[16];
    for (size_t i = 0; i < n; i++)
        indexes[i] = (from + i) % 2 ? CEST : CET;
    const struct tzif_block block = {n, 3, times, indexes, european};
    return zone_of_tzif(&block, footer);
}

static int64_t offset_s(const ptv_zone *zone, int64_t second) {
    return offset_at(zone, second * 1000) / 1000;
}

static void every_version(void **unused) {
    (void)unused;
    static const char refused[] = {1, '0', '1', '5', '\377'};
    const size_t second = TZIF_HEADER + 10; /* after a block of one type */
    struct tzif file = tzif_of(&europe, madrid), old = tzif_of(&europe, NULL);
    assert_ok(read_tzif(&old));
    for (char version = '2'; version <= '4'; version++) {
        file.bytes[4] = file.bytes[second + 4] = (uint8_t)version;
        assert_ok(read_tzif(&file));
    }
    file.bytes[4] = '3';
    assert_status(PTV_ERR_WIRE_CONTENT, read_tzif(&file)); /* two versions in one file */
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        file.bytes[4] = (uint8_t)refused[i];
        assert_status(PTV_ERR_WIRE_VERSION, read_tzif(&file));
    }
}

static void the_block_of_64_bits_counts(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_tzif(&europe, madrid), *old = zone_of_tzif(&europe, NULL);
    for (int i = 0; i < 2; i++) {
        const ptv_zone *which = i ? old : zone;
        assert_true(offset_s(which, -2000000001) == -884);
        assert_true(offset_s(which, -2000000000) == HOUR_S);
        assert_true(offset_s(which, 1269737999) == HOUR_S);
        assert_true(offset_s(which, 1269738000) == 2 * HOUR_S);
    }
    assert_true(offset_s(zone, 4102444800) == HOUR_S);    /* 2100-01-01 */
    assert_true(offset_s(old, 4102444800) == 2 * HOUR_S); /* the last goes on */
    ptv_zone_free(zone);
    ptv_zone_free(old);
}

static void a_file_cut_short_or_too_long(void **unused) {
    (void)unused;
    const struct tzif files[] = {tzif_of(&europe, madrid), tzif_of(&europe, ""),
                                 tzif_of(&europe, NULL)};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct tzif file = files[i];
        for (file.len = 0; file.len < files[i].len; file.len++)
            assert_status(PTV_ERR_WIRE_LENGTH, read_tzif(&file));
        assert_ok(read_tzif(&file));
        file.len++;
        assert_status(PTV_ERR_WIRE_LENGTH, read_tzif(&file));
    }
    struct tzif file = files[0];
    memset(file.bytes + 20, 0xFF, 24); /* counts of which the sum is far beyond */
    assert_status(PTV_ERR_WIRE_LENGTH, read_tzif(&file));
    for (size_t len = 1; len < 50; len++) {
        file = files[0];
        file.bytes[len % 4] ^= 1;
        file.len = len;
        assert_status(len > len % 4 ? PTV_ERR_WIRE_MAGIC : PTV_ERR_WIRE_LENGTH, read_tzif(&file));
    }
}

/* One byte of a good file of version 1 is set to another value. */
static void contents_that_no_zone_has(void **unused) {
    (void)unused;
    const size_t times = TZIF_HEADER, indexes = times + 16, types = indexes + 4, chars = types + 18;
    const struct {
        size_t at;
        uint8_t value;
    } faults[] = {
        {times, 0x7F},     /* the first transition after the second */
        {indexes + 3, 3},  /* no such type */
        {indexes, 255},    /* */
        {types + 1, 0x80}, /* 93 days */
        {types, 0x7F},     /* */
        {types + 4, 2},    /* neither summer time nor not */
        {types + 5, 4},    /* a name beyond the names */
        {types + 17, 255}, /* */
        {chars + 3, 'X'},  /* a name without an end */
    };
    for (size_t i = 0; i < COUNT_OF(faults); i++) {
        struct tzif file = tzif_of(&europe, NULL);
        assert_ok(read_tzif(&file));
        file.bytes[faults[i].at] = faults[i].value;
        assert_status(PTV_ERR_WIRE_CONTENT, read_tzif(&file));
    }
}

/* Counts that fit the length, and contradict one another. */
static void counts_that_no_zone_has(void **unused) {
    (void)unused;
    enum { UT = 23, STD = 27, LEAP = 31, TYPES = 39, CHARS = 43 };
    static const struct {
        size_t at;
        uint8_t value;
        size_t more;
        ptv_status status;
    } counts[] = {
        {UT, 3, 3, PTV_OK},
        {STD, 3, 3, PTV_OK},
        {UT, 2, 2, PTV_ERR_WIRE_CONTENT},
        {STD, 4, 4, PTV_ERR_WIRE_CONTENT},
        {LEAP, 1, 8, PTV_ERR_WIRE_CONTENT},
        {TYPES, 0, 0, PTV_ERR_WIRE_LENGTH},
        {CHARS, 0, 0, PTV_ERR_WIRE_LENGTH},
    };
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        struct tzif file = tzif_of(&europe, NULL);
        file.bytes[counts[i].at] = counts[i].value;
        file.len += counts[i].more;
        assert_status(counts[i].status, read_tzif(&file));
    }
    static const int32_t utc = 0;
    const struct tzif_block none = {0, 0, NULL, NULL, NULL}, one = {0, 1, NULL, NULL, &utc};
    struct tzif no_types = tzif_of(&none, "UTC0"), no_chars = tzif_of(&one, NULL);
    assert_status(PTV_ERR_WIRE_CONTENT, read_tzif(&no_types));
    no_chars.bytes[CHARS] = 0;
    no_chars.len -= 4;
    assert_status(PTV_ERR_WIRE_CONTENT, read_tzif(&no_chars));
}

/* The second block begins like a file, too. */
static void a_second_block_that_is_none(void **unused) {
    (void)unused;
    struct tzif file = tzif_of(&europe, "CET-1CEST,M3.5.0,M10.5.0/3");
    const size_t second = TZIF_HEADER + 6 + 4; /* after one type and its name */
    assert_memory_equal(file.bytes + second, "TZif", 4);
    assert_ok(read_tzif(&file));
    file.bytes[second] = 't';
    assert_status(PTV_ERR_WIRE_CONTENT, read_tzif(&file));
}

static void offsets_in_range(void **unused) {
    (void)unused;
    static const int32_t good[] = {93599, -93599}, bad[] = {93600, -93600, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < COUNT_OF(good) + COUNT_OF(bad); i++) {
        bool is_good = i < COUNT_OF(good);
        const int32_t *offset = is_good ? &good[i] : &bad[i - COUNT_OF(good)];
        const struct tzif_block block = {0, 1, NULL, NULL, offset};
        struct tzif file = tzif_of(&block, "");
        assert_status(is_good ? PTV_OK : PTV_ERR_WIRE_CONTENT, read_tzif(&file));
    }
}

static void footers(void **unused) {
    (void)unused;
    static const char *const bad[] = {"CET", "CET-1CEST", "CET-1CEST,M3.5.0,M10.5.0/3 ", " ",
                                      "UTC0" /* not the last offset */};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct tzif file = tzif_of(&europe, bad[i]);
        assert_status(PTV_ERR_WIRE_CONTENT, read_tzif(&file));
    }
    struct tzif file = tzif_of(&europe, madrid);
    file.bytes[file.len - 3] = '\0';
    assert_status(PTV_ERR_WIRE_CONTENT, read_tzif(&file));
    file = tzif_of(&europe, madrid);
    file.bytes[file.len - sizeof madrid - 1] = ' '; /* the line feed before it */
    assert_status(PTV_ERR_WIRE_CONTENT, read_tzif(&file));
    file = tzif_of(&europe, madrid);
    file.bytes[file.len - 5] = '\n'; /* the file goes on after the line */
    assert_status(PTV_ERR_WIRE_LENGTH, read_tzif(&file));
}

static void a_footer_alone_is_a_rule(void **unused) {
    (void)unused;
    const struct tzif_block block = {0, 1, NULL, NULL, european};
    ptv_zone *zone = zone_of_tzif(&block, madrid), *rule = zone_of_rule(madrid);
    assert_true(same_zone(zone, rule));
    ptv_zone_free(zone);
    ptv_zone_free(rule);
}

static void what_changes_nothing_leaves_no_trace(void **unused) {
    (void)unused;
    static const int64_t times[] = {-2000000000, 100,        200,       1269738000,
                                    1269738001,  1288486800, 1301187600};
    static const uint8_t indexes[] = {CET, CET, CET, CEST, CEST, CET, CEST};
    const struct tzif_block noisy = {7, 3, times, indexes, european};
    static const char *const ends[] = {"", "CEST-2", madrid};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        ptv_zone *a = zone_of_tzif(&europe, ends[i]), *b = zone_of_tzif(&noisy, ends[i]);
        assert_true(same_zone(a, b));
        ptv_zone_free(a);
        ptv_zone_free(b);
    }
}

/* The changes that a rule gives may be listed or not. */
static void what_the_rule_says_leaves_no_trace(void **unused) {
    (void)unused;
    static const int64_t times[] = {1269738000, 1288486800, 1301187600, 1319936400, 1332637200};
    ptv_zone *shortest = zone_in_turn(times, 1, 1, madrid);
    for (size_t n = 2; n <= COUNT_OF(times); n++) {
        ptv_zone *zone = zone_in_turn(times, n, 1, madrid);
        assert_true(same_zone(zone, shortest));
        ptv_zone_free(zone);
    }
    /* One year without summer time before the rule's: the rule does not reach back over it. */
    static const int64_t gap[] = {1206838800, 1224982800, 1269738000};
    ptv_zone *zone = zone_in_turn(gap, 3, 1, madrid);
    assert_true(offset_s(zone, 1246406400) == HOUR_S); /* 2009-07-01 */
    assert_true(offset_s(zone, 1277942400) == 2 * HOUR_S);
    ptv_zone_free(zone);
    ptv_zone_free(shortest);
}

/* In January 2010 the law of Madrid comes to a place that always had its winter time. */
static void a_rule_after_a_transition_that_changed_nothing(void **unused) {
    (void)unused;
    static const int64_t law[] = {1263513600}, change[] = {1269738000};
    static const uint8_t to_winter[] = {0}, to_summer[] = {1};
    const struct tzif_block enacted = {1, 2, law, to_winter, european + 1};
    const struct tzif_block listed = {1, 2, change, to_summer, european + 1};
    ptv_zone *zone = zone_of_tzif(&enacted, madrid), *other = zone_of_tzif(&listed, madrid);
    assert_true(offset_s(zone, 1246406400) == HOUR_S);
    assert_true(offset_s(zone, 1277942400) == 2 * HOUR_S);
    assert_true(same_zone(zone, other));
    ptv_zone_free(zone);
    ptv_zone_free(other);
}

/* In the middle of the summer the law of Madrid comes to a place that was far behind. */
static void a_rule_that_begins_between_its_changes(void **unused) {
    (void)unused;
    static const int64_t times[] = {1276560000};
    static const uint8_t indexes[] = {1};
    static const int32_t offsets[] = {-36000, 7200};
    const struct tzif_block block = {1, 2, times, indexes, offsets};
    ptv_zone *zone = zone_of_tzif(&block, madrid);
    int64_t instant;
    int32_t found;
    assert_ok(ptv_zone_to_instant(zone, (times[0] - 1) * 1000, PTV_LOCAL_START, &instant, &found));
    assert_true(instant == times[0] * 1000 && found == PTV_LOCAL_GAP);
    assert_true(offset_s(zone, times[0] - 1) == -36000 && offset_s(zone, times[0]) == 7200);
    ptv_zone_free(zone);
}

/* Ojinaga left its summer time a week before the rule that followed would have. */
static void a_rule_that_contradicts_the_last_transition(void **unused) {
    (void)unused;
    static const int64_t times[] = {1647162000, 1667116800};
    static const uint8_t indexes[] = {1, 2};
    static const int32_t offsets[] = {-25200, -21600, -21600, -18000};
    const struct tzif_block block = {2, 4, times, indexes, offsets};
    ptv_zone *zone = zone_of_tzif(&block, "CST6CDT,M3.2.0,M11.1.0");
    assert_true(offset_s(zone, 1667116800) == -21600);
    assert_true(offset_s(zone, 1667116800 + DAY_S) == -21600); /* where the rule alone says -5 */
    assert_true(offset_s(zone, 1688169600) == -18000);         /* 2023-07-01 */
    /* Another offset altogether: until the rule's next change. */
    static const uint8_t elsewhere[] = {1, 0};
    const struct tzif_block foreign = {2, 4, times, elsewhere, offsets};
    ptv_zone *other = zone_of_tzif(&foreign, "CST6CDT,M3.2.0,M11.1.0");
    assert_true(offset_s(other, 1667717999) == -25200);
    assert_true(offset_s(other, 1667718000) == -21600); /* 2022-11-06 07:00 */
    ptv_zone_free(zone);
    ptv_zone_free(other);
}

/* Seconds that 32 bits do not hold, signed or not. */
static void times_of_more_than_32_bits(void **unused) {
    (void)unused;
    static const int64_t times[] = {-4294967297, -2147483649, 2147483648, 4294967295, 4294967296};
    ptv_zone *zone = zone_in_turn(times, COUNT_OF(times), 0, madrid);
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        int64_t offset = i % 2 == 0 ? HOUR_S : 2 * HOUR_S;
        assert_true(offset_s(zone, times[i]) == offset);
        assert_true(offset_s(zone, times[i] - 1) == (i == 0 ? -884 : 3 * HOUR_S - offset));
    }
    ptv_zone_free(zone);
}

/* Transitions that no instant reaches: zic once put one at the Big Bang. */
static void times_beyond_the_range(void **unused) {
    (void)unused;
    const int64_t edge = INT64_C(6400000000000);
    const int64_t early[] = {-(INT64_C(1) << 59), -edge, 0}, late[] = {0, edge, INT64_C(1) << 59};
    static const int64_t plain[] = {0};
    static const uint8_t to_cet_cest[] = {LMT, CET, CEST}, from_cest[] = {1, 2, 0}, to_cest[] = {1};
    static const int32_t from_cet[] = {3600, 7200, -884};
    const struct tzif_block before = {3, 3, early, to_cet_cest, european};
    const struct tzif_block after = {3, 3, late, from_cest, from_cet};
    const struct tzif_block only = {1, 2, plain, to_cest, from_cet};
    ptv_zone *want = zone_of_tzif(&only, "");
    ptv_zone *zone = zone_of_tzif(&before, ""), *other = zone_of_tzif(&after, madrid);
    assert_true(offset_s(want, 1 - edge) == HOUR_S && offset_s(want, edge - 1) == 2 * HOUR_S);
    assert_true(same_zone(zone, want));
    assert_true(same_zone(other, want)); /* its rule is never reached */
    ptv_zone_free(want);
    ptv_zone_free(zone);
    ptv_zone_free(other);
}

/* A rule that would take over when there are no instants any more. */
static void a_rule_beyond_the_range(void **unused) {
    (void)unused;
    const int64_t last[] = {INT64_C(6399999999999)};
    for (uint8_t type = 0; type < 2; type++) {
        const struct tzif_block block = {1, 2, last, &type, european + 1};
        ptv_zone *zone = zone_of_tzif(&block, madrid), *want = zone_of_tzif(&block, "");
        assert_true(same_zone(zone, want));
        ptv_zone_free(zone);
        ptv_zone_free(want);
    }
}

/* Memory that runs out after so many blocks. */
struct memory {
    int blocks_left, held;
};

static void *take_block(void *ctx, size_t size) {
    struct memory *memory = ctx;
    if (memory->blocks_left-- <= 0)
        return NULL;
    memory->held++;
    return malloc(size);
}

static void give_back(void *ctx, void *ptr) {
    struct memory *memory = ctx;
    memory->held -= ptr != NULL;
    free(ptr);
}

enum { MAKE_TZIF, MAKE_POSIX, MAKE_FIXED, MAKE_COPY, MAKE_FROM_IMAGE, WAYS };

static ptv_status make(int way, const ptv_zone *source, const ptv_allocator *allocator,
                       ptv_zone **out) {
    const struct tzif file = tzif_of(&europe, madrid);
    uint8_t image[ZONE_IMAGE_MAX];
    size_t len = zone_image(source, image);
    switch (way) {
    case MAKE_TZIF:
        return ptv_zone_new_tzif(file.bytes, file.len, allocator, out);
    case MAKE_POSIX:
        return ptv_zone_new_posix(madrid, allocator, out);
    case MAKE_FIXED:
        return ptv_zone_new_fixed(0, allocator, out);
    case MAKE_COPY:
        return ptv_zone_copy(source, allocator, out);
    default:
        return ptv_zone_deserialize(allocator, image, len, out);
    }
}

static void without_memory_nothing_is_left(void **unused) {
    (void)unused;
    ptv_zone *source = zone_of_tzif(&europe, madrid);
    for (int way = 0; way < WAYS; way++) {
        ptv_status status = PTV_ERR_MEMORY;
        for (int blocks = 0; status == PTV_ERR_MEMORY; blocks++) {
            struct memory memory = {blocks, 0};
            const ptv_allocator allocator = {take_block, give_back, &memory};
            ptv_zone *zone = NULL;
            status = make(way, source, &allocator, &zone);
            assert_true((status == PTV_OK) == (zone != NULL) && memory.held == (zone != NULL));
            assert_true(blocks > 0 || status == PTV_ERR_MEMORY);
            ptv_zone_free(zone);
            assert_int_equal(memory.held, 0);
        }
        assert_ok(status);
    }
    ptv_zone_free(source);
}

static void a_refused_file_leaves_no_memory(void **unused) {
    (void)unused;
    struct memory memory = {9, 0};
    const ptv_allocator allocator = {take_block, give_back, &memory};
    const struct tzif file = tzif_of(&europe, "UTC0");
    ptv_zone *zone = NULL;
    assert_status(PTV_ERR_WIRE_CONTENT, ptv_zone_new_tzif(file.bytes, file.len, &allocator, &zone));
    assert_true(memory.held == 0 && !zone);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version),
        cmocka_unit_test(the_block_of_64_bits_counts),
        cmocka_unit_test(a_file_cut_short_or_too_long),
        cmocka_unit_test(contents_that_no_zone_has),
        cmocka_unit_test(counts_that_no_zone_has),
        cmocka_unit_test(a_second_block_that_is_none),
        cmocka_unit_test(offsets_in_range),
        cmocka_unit_test(footers),
        cmocka_unit_test(a_footer_alone_is_a_rule),
        cmocka_unit_test(what_changes_nothing_leaves_no_trace),
        cmocka_unit_test(what_the_rule_says_leaves_no_trace),
        cmocka_unit_test(a_rule_after_a_transition_that_changed_nothing),
        cmocka_unit_test(a_rule_that_begins_between_its_changes),
        cmocka_unit_test(a_rule_that_contradicts_the_last_transition),
        cmocka_unit_test(times_of_more_than_32_bits),
        cmocka_unit_test(times_beyond_the_range),
        cmocka_unit_test(a_rule_beyond_the_range),
        cmocka_unit_test(without_memory_nothing_is_left),
        cmocka_unit_test(a_refused_file_leaves_no_memory),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("zone_tzif", tests, NULL, NULL);
}
