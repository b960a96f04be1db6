/* SPDX-License-Identifier: MIT */
/* wire.h, and one image of each type as bytes that never change: other machines and later versions
 * read them. */
#include "states.h"

#include "base/wire.h"

/* Ratings on -2..2, low is good, counts 1 2 3 4 5, 6 invalid, 7 missing. */
static const uint8_t golden_ratings[] = {
    'P',  'T',  'V',  0xB5, 1, 0, 1, 0, 136, 0, 0, 0, 0, 0, 0, 0, /* type, version, length */
    0x00, 0x00, 0x00, 0x00, 0, 0, 0, 0,                           /* checksum, zero */
    0xFE, 0xFF, 0xFF, 0xFF, 5, 1, 0, 0,                           /* -2, five levels, polarity */
    1,    0,    0,    0,    0, 0, 0, 0, 2,   0, 0, 0, 0, 0, 0, 0, /* */
    3,    0,    0,    0,    0, 0, 0, 0, 4,   0, 0, 0, 0, 0, 0, 0, /* */
    5,    0,    0,    0,    0, 0, 0, 0, 0,   0, 0, 0, 0, 0, 0, 0, /* */
    0,    0,    0,    0,    0, 0, 0, 0, 0,   0, 0, 0, 0, 0, 0, 0, /* */
    0,    0,    0,    0,    0, 0, 0, 0, 0,   0, 0, 0, 0, 0, 0, 0, /* */
    0,    0,    0,    0,    0, 0, 0, 0,                           /* */
    6,    0,    0,    0,    0, 0, 0, 0, 7,   0, 0, 0, 0, 0, 0, 0, /* invalid, missing */
};

/* 258 misses, 1 hit, 3 excluded. */
static const uint8_t golden_proportion[] = {
    'P',  'T',  'V',  0xB5, 2, 0, 1, 0, 48, 0, 0, 0, 0, 0, 0, 0, /* */
    0x00, 0x00, 0x00, 0x00, 0, 0, 0, 0,                          /* */
    2,    1,    0,    0,    0, 0, 0, 0, 1,  0, 0, 0, 0, 0, 0, 0, /* */
    3,    0,    0,    0,    0, 0, 0, 0,
};

static ptv_ratings ratings_of_golden(void) {
    ptv_ratings acc = ratings_on(-2, 2, PTV_POLARITY_LOW_IS_GOOD);
    for (int32_t i = 0; i < 5; i++)
        assert_ok(ptv_ratings_add_n(&acc, i - 2, (uint64_t)i + 1));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&acc, 3, 6));
    assert_ok(ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, 7));
    return acc;
}

/* The checksum of the golden bytes is computed by the tests' own CRC. */
static void images_are_the_documented_bytes(void **unused) {
    (void)unused;
    uint8_t golden[sizeof golden_ratings];
    memcpy(golden, golden_ratings, sizeof golden);
    repair_checksum(golden, sizeof golden);
    ptv_ratings ratings = ratings_of_golden(), back;
    struct image image = ratings_image(&ratings);
    assert_int_equal(image.len, sizeof golden);
    assert_memory_equal(image.bytes, golden, sizeof golden);
    assert_ok(ptv_ratings_deserialize(&back, golden, sizeof golden));
    assert_same_bytes(back, ratings);

    uint8_t short_golden[sizeof golden_proportion];
    memcpy(short_golden, golden_proportion, sizeof short_golden);
    repair_checksum(short_golden, sizeof short_golden);
    ptv_proportion proportion = proportion_with(1, 258, 3), proportion_back;
    image = proportion_image(&proportion);
    assert_int_equal(image.len, sizeof short_golden);
    assert_memory_equal(image.bytes, short_golden, sizeof short_golden);
    assert_ok(ptv_proportion_deserialize(&proportion_back, short_golden, sizeof short_golden));
    assert_same_bytes(proportion_back, proportion);
}

static void info_reads_type_version_length(void **unused) {
    (void)unused;
    uint32_t type = 0, version = 0;
    uint64_t length = 0;
    ptv_ratings ratings = ratings_of_golden();
    struct image image = ratings_image(&ratings);
    assert_ok(ptv_wire_info(image.bytes, image.len, &type, &version, &length));
    assert_int_equal(type, PTV_TYPE_RATINGS);
    assert_int_equal(version, 1);
    assert_int_equal(length, image.len);
    ptv_proportion proportion = proportion_with(1, 2, 3);
    image = proportion_image(&proportion);
    assert_ok(ptv_wire_info(image.bytes, image.len, &type, NULL, NULL));
    assert_int_equal(type, PTV_TYPE_PROPORTION);
    assert_ok(ptv_wire_info(image.bytes, image.len, NULL, &version, NULL));
    assert_ok(ptv_wire_info(image.bytes, image.len, NULL, NULL, &length));
    assert_int_equal(length, 48);
    assert_ok(ptv_wire_info(image.bytes, image.len, NULL, NULL, NULL));
}

static void info_leads_from_one_image_to_the_next(void **unused) {
    (void)unused;
    uint8_t bytes[2 * IMAGE_MAX] = {0};
    ptv_ratings ratings = ratings_of_golden();
    ptv_proportion proportion = proportion_with(1, 2, 3);
    struct image first = ratings_image(&ratings), second = proportion_image(&proportion);
    memcpy(bytes, first.bytes, first.len);
    memcpy(bytes + first.len, second.bytes, second.len);
    uint32_t type;
    uint64_t length;
    assert_ok(ptv_wire_info(bytes, first.len + second.len, &type, NULL, &length));
    assert_int_equal(length, first.len);
    assert_ok(ptv_wire_info(bytes + length, second.len, &type, NULL, &length));
    assert_int_equal(type, PTV_TYPE_PROPORTION);
    assert_int_equal(length, second.len);
}

/* What info says of a type of the future is what the header says. */
static void info_passes_unknown_types_on(void **unused) {
    (void)unused;
    uint8_t image[PTV_WIRE_HEADER] = {'P', 'T', 'V', 0xB5, 0xFF, 0xFE, 0xFD, 0xFC, PTV_WIRE_HEADER};
    uint32_t type, version;
    assert_ok(ptv_wire_info(image, sizeof image, &type, &version, NULL));
    assert_int_equal(type, 0xFEFF);
    assert_int_equal(version, 0xFCFD);
    assert_null(ptv_wire_type_name(type));
}

struct outputs {
    uint32_t type, version;
    uint64_t length;
};

static ptv_status info(const void *buf, size_t len, struct outputs *out) {
    return ptv_wire_info(buf, len, &out->type, &out->version, &out->length);
}

static void info_of_no_image_sets_nothing(void **unused) {
    (void)unused;
    struct outputs out;
    scribble(out);
    ptv_ratings ratings = ratings_of_golden();
    struct image image = ratings_image(&ratings);
    assert_untouched(out, PTV_ERR_NULL, info(NULL, 0, &out));
    assert_untouched(out, PTV_ERR_NULL, info(NULL, 100, &out));
    for (size_t len = 0; len < image.len; len++)
        assert_untouched(out, PTV_ERR_WIRE_LENGTH, info(image.bytes, len, &out));
    for (size_t i = 0; i < 4; i++) {
        struct image damaged = image;
        damaged.bytes[i] ^= 0x20;
        assert_untouched(out, PTV_ERR_WIRE_MAGIC, info(damaged.bytes, damaged.len, &out));
    }
    static const uint64_t lengths[] = {0, 1, 23, 137, UINT64_C(1) << 32, UINT64_MAX};
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        struct image damaged = image;
        repair_length(damaged.bytes, damaged.len);
        for (int byte = 0; byte < 8; byte++)
            damaged.bytes[8 + byte] = (uint8_t)(lengths[i] >> 8 * byte);
        assert_untouched(out, PTV_ERR_WIRE_LENGTH, info(damaged.bytes, damaged.len, &out));
    }
}

static void type_names(void **unused) {
    (void)unused;
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_RATINGS), "ptv_ratings");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_PROPORTION), "ptv_proportion");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_DURATIONS), "ptv_durations");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_SURVIVAL), "ptv_survival");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_ZONE), "ptv_zone");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_REPEATS), "ptv_repeats");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_DESK), "ptv_desk");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_QUEUE), "ptv_queue");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_COMPLAINTS), "ptv_complaints");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_COHORTS), "ptv_cohorts");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_REVENUE), "ptv_revenue");
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_PANEL), "ptv_panel");
    assert_null(ptv_wire_type_name(0));
    assert_null(ptv_wire_type_name(13));
    assert_null(ptv_wire_type_name(UINT32_MAX));
}

/* Both deserialize functions give each wire status for its own kind of damage. */
typedef ptv_status (*deserializer)(void *acc, const void *buf, size_t len);

static ptv_status to_ratings(void *acc, const void *buf, size_t len) {
    return ptv_ratings_deserialize(acc, buf, len);
}

static ptv_status to_proportion(void *acc, const void *buf, size_t len) {
    return ptv_proportion_deserialize(acc, buf, len);
}

static void refuse_damaged(deserializer deserialize, struct image good, struct image other_type) {
    uint64_t target[16];
    scribble(target);
    struct image bad;
    assert_untouched(target, PTV_ERR_NULL, deserialize(target, NULL, 0));
    assert_untouched(target, PTV_ERR_NULL, deserialize(target, NULL, good.len));
    assert_status(PTV_ERR_NULL, deserialize(NULL, good.bytes, good.len));
    assert_untouched(target, PTV_ERR_WIRE_LENGTH, deserialize(target, good.bytes, 0));
    assert_untouched(target, PTV_ERR_WIRE_LENGTH, deserialize(target, good.bytes, good.len - 1));
    assert_untouched(target, PTV_ERR_WIRE_LENGTH, deserialize(target, good.bytes, good.len + 1));
    assert_untouched(target, PTV_ERR_WIRE_TYPE,
                     deserialize(target, other_type.bytes, other_type.len));

    bad = good;
    bad.bytes[0] = 'p';
    repair_checksum(bad.bytes, bad.len);
    assert_untouched(target, PTV_ERR_WIRE_MAGIC, deserialize(target, bad.bytes, bad.len));
    static const uint8_t versions[][2] = {{0, 0}, {2, 0}, {0, 1}, {1, 1}, {255, 255}};
    for (size_t i = 0; i < COUNT_OF(versions); i++) {
        bad = good;
        memcpy(bad.bytes + 6, versions[i], 2);
        repair_checksum(bad.bytes, bad.len);
        assert_untouched(target, PTV_ERR_WIRE_VERSION, deserialize(target, bad.bytes, bad.len));
    }
    bad = good;
    bad.bytes[IMAGE_CHECKSUM] ^= 1;
    assert_untouched(target, PTV_ERR_WIRE_CHECKSUM, deserialize(target, bad.bytes, bad.len));
    bad = good;
    bad.bytes[bad.len - 1] ^= 1;
    assert_untouched(target, PTV_ERR_WIRE_CHECKSUM, deserialize(target, bad.bytes, bad.len));
    for (size_t i = 20; i < 24; i++) {
        bad = good;
        bad.bytes[i] = 1;
        repair_checksum(bad.bytes, bad.len);
        assert_untouched(target, PTV_ERR_WIRE_CONTENT, deserialize(target, bad.bytes, bad.len));
    }
    /* A counter of 2^60, the first beyond PTV_COUNT_MAX. */
    bad = good;
    memset(bad.bytes + bad.len - 8, 0, 7);
    bad.bytes[bad.len - 1] = 0x10;
    repair_checksum(bad.bytes, bad.len);
    assert_untouched(target, PTV_ERR_WIRE_CONTENT, deserialize(target, bad.bytes, bad.len));
    /* A word more or less, announced and sealed as it should be. */
    static const int words[] = {-1, 1};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        bad = good;
        bad.len = (size_t)((int)bad.len + 8 * words[i]);
        repair_length(bad.bytes, bad.len);
        repair_checksum(bad.bytes, bad.len);
        assert_untouched(target, PTV_ERR_WIRE_LENGTH, deserialize(target, bad.bytes, bad.len));
    }
}

static void each_damage_has_its_status(void **unused) {
    (void)unused;
    ptv_ratings ratings = ratings_of_golden();
    ptv_proportion proportion = proportion_with(1, 2, 3);
    struct image first = ratings_image(&ratings), second = proportion_image(&proportion);
    refuse_damaged(to_ratings, first, second);
    refuse_damaged(to_proportion, second, first);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_are_the_documented_bytes),
        cmocka_unit_test(info_reads_type_version_length),
        cmocka_unit_test(info_leads_from_one_image_to_the_next),
        cmocka_unit_test(info_passes_unknown_types_on),
        cmocka_unit_test(info_of_no_image_sets_nothing),
        cmocka_unit_test(type_names),
        cmocka_unit_test(each_damage_has_its_status),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
