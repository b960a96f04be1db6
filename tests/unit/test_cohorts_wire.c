/* SPDX-License-Identifier: MIT */
/* cohorts.h: images. */
#include "cohorts.h"

#include "failing_allocator.h"
#include "states.h"

enum { FIXED = IMAGE_HEADER + 6 * 8 };

static ptv_cohorts_config seed_config(int which) {
    ptv_cohorts_config config = window_of(which == 1 ? -5 : 1000, which == 2 ? 64 : 5);
    config.unit = which == 1 ? PTV_PERIOD_MONTH : 0;
    config.zone_id = which == 1 ? UINT64_C(0x0123456789ABCDEF) : 0;
    config.seed = which == 2 ? 99 : 0;
    config.n_dense = which == 3 ? 7 : 0;
    return config;
}

enum { SEEDS = 4 };

static ptv_cohorts *seed_state(int which) {
    ptv_cohorts_config config = seed_config(which);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    for (uint64_t i = 0; which > 0 && i < 3; i++) {
        assert_ok(ptv_cohorts_add(acc, 2 * i, config.first_period + (int64_t)i));
        assert_ok(ptv_cohorts_add(acc, 2 * i, config.first_period + config.n_periods - 1));
    }
    if (which == 2)
        assert_ok(ptv_cohorts_add_earlier(acc, 2));
    if (which == 3)
        assert_ok(ptv_cohorts_add_earlier(acc, 5));
    return acc;
}

static void an_image_is_read_back(void **unused) {
    (void)unused;
    for (int which = 0; which < SEEDS; which++) {
        ptv_cohorts *acc = seed_state(which), *again = NULL;
        ptv_cohorts_config a = PTV_COHORTS_CONFIG_INIT, b = PTV_COHORTS_CONFIG_INIT;
        struct bytes image = cohorts_image(acc);
        uint32_t type, version;
        assert_ok(ptv_wire_info(image.data, image.len, &type, &version, NULL));
        assert_true(type == PTV_TYPE_COHORTS && version == 1);
        assert_ok(ptv_cohorts_deserialize(NULL, image.data, image.len, &again));
        assert_cohorts_image(again, image);
        assert_ok(ptv_cohorts_config_read(acc, &a));
        assert_ok(ptv_cohorts_config_read(again, &b));
        assert_same_bytes(a, b);
        ptv_cohorts_result of_acc = cohorts_read(acc), of_again = cohorts_read(again);
        assert_same_bytes(of_acc, of_again);
        /* And goes on as the other does. */
        assert_ok(ptv_cohorts_add(acc, 3, -6));
        assert_ok(ptv_cohorts_add(again, 3, -6));
        assert_same_cohorts(acc, again);
        ptv_cohorts_free(acc);
        ptv_cohorts_free(again);
    }
}

/* Keys 0, 2, 4 and 5 of 7: a byte a key, the window's five periods and who came earlier. */
static void an_image_of_dense_keys_byte_by_byte(void **unused) {
    (void)unused;
    static const uint8_t want[] = {
        0xE8, 3, 0,    0, 0,    0,    0, 0, /* the first period */
        5,    0, 0,    0, 0,    0,    0, 0, /* periods */
        0,    0, 0,    0, 0,    0,    0, 0, /* unit */
        0,    0, 0,    0, 0,    0,    0, 0, /* zone */
        7,    0, 0,    0, 0,    0,    0, 0, /* keys */
        0,    0, 0,    0, 0,    0,    0, 0, /* seed */
        0x11, 0, 0x12, 0, 0x14, 0x20,
    };
    ptv_cohorts *acc = seed_state(3);
    struct bytes image = cohorts_image(acc);
    assert_int_equal(image.len, IMAGE_HEADER + sizeof want);
    assert_memory_equal(image.data + IMAGE_HEADER, want, sizeof want);
    free(image.data);
    ptv_cohorts_free(acc);
}

/* Entries of 8 bytes for the key and one for five periods; of 64, eight and one. */
static void an_image_is_as_long_as_its_customers(void **unused) {
    (void)unused;
    static const size_t want[SEEDS] = {FIXED, FIXED + 3 * 9, FIXED + 3 * 17, FIXED + 6};
    for (int which = 0; which < SEEDS; which++) {
        ptv_cohorts *acc = seed_state(which);
        size_t len = 0;
        uint8_t room[FIXED + 60];
        assert_ok(ptv_cohorts_serialize(acc, NULL, 0, &len));
        assert_int_equal(len, want[which]);
        scribble(room);
        assert_untouched(room, PTV_ERR_SPACE, ptv_cohorts_serialize(acc, room, len - 1, &len));
        assert_int_equal(len, want[which]);
        assert_ok(ptv_cohorts_serialize(acc, room, sizeof room, &len));
        assert_int_equal(room[len], 0xA5);
        ptv_cohorts_free(acc);
    }
}

static void refuse(const uint8_t *bytes, size_t len, ptv_status want) {
    ptv_cohorts *acc = NULL;
    assert_untouched(acc, want, ptv_cohorts_deserialize(NULL, bytes, len, &acc));
}

/* A change to a good image of one word of its body, which makes it impossible. */
static void what_no_state_has_is_refused(void **unused) {
    (void)unused;
    static const struct {
        int which;
        size_t word;
        uint64_t value;
    } cases[] = {
        {1, 0, UINT64_C(1) << 63},       /* PTV_PERIOD_NONE */
        {1, 0, (UINT64_C(1) << 63) - 1}, /* the window passes the last number */
        {1, 1, 0},                       /* no periods */
        {1, 1, PTV_COHORTS_PERIODS + 1}, /* too many */
        {1, 1, UINT64_MAX},              /* less than none */
        {1, 2, PTV_PERIOD_YEAR + 1},     /* no unit */
        {1, 2, UINT64_MAX},              /* the same */
        {3, 4, 5},                       /* more entries than keys */
        {2, 6, 0},                       /* nobody's key */
        {2, 6, UINT64_MAX},              /* keys that do not rise */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_cohorts *acc = seed_state(cases[i].which);
        struct bytes image = cohorts_image(acc);
        for (int byte = 0; byte < 8; byte++)
            image.data[IMAGE_HEADER + 8 * cases[i].word + (size_t)byte] =
                (uint8_t)(cases[i].value >> 8 * byte);
        repair_checksum(image.data, image.len);
        refuse(image.data, image.len, PTV_ERR_WIRE_CONTENT);
        free(image.data);
        ptv_cohorts_free(acc);
    }
}

static void entries_without_a_bit_or_with_one_too_many_are_refused(void **unused) {
    (void)unused;
    ptv_cohorts *acc = seed_state(1);
    struct bytes image = cohorts_image(acc);
    static const uint8_t wrong[] = {0x00, 0x40, 0x80, 0xFF};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        image.data[FIXED + 9 + 8] = wrong[i];
        repair_checksum(image.data, image.len);
        refuse(image.data, image.len, PTV_ERR_WIRE_CONTENT);
    }
    memcpy(image.data + FIXED + 9, image.data + FIXED, 9);
    repair_checksum(image.data, image.len);
    refuse(image.data, image.len, PTV_ERR_WIRE_CONTENT);
    free(image.data);
    ptv_cohorts_free(acc);

    acc = seed_state(3);
    image = cohorts_image(acc);
    image.data[FIXED + 5] = 0; /* a last key that was not seen */
    repair_checksum(image.data, image.len);
    refuse(image.data, image.len, PTV_ERR_WIRE_CONTENT);
    free(image.data);
    ptv_cohorts_free(acc);
}

static void headers_are_checked(void **unused) {
    (void)unused;
    ptv_cohorts *acc = seed_state(1);
    struct bytes image = cohorts_image(acc);
    refuse(image.data, 0, PTV_ERR_WIRE_LENGTH);
    refuse(image.data, image.len - 1, PTV_ERR_WIRE_LENGTH);
    image.data[image.len - 1] ^= 1;
    refuse(image.data, image.len, PTV_ERR_WIRE_CHECKSUM);
    image.data[image.len - 1] ^= 1;
    repair_length(image.data, image.len - 1);
    repair_checksum(image.data, image.len - 1);
    refuse(image.data, image.len - 1, PTV_ERR_WIRE_LENGTH);
    repair_length(image.data, FIXED - 1);
    repair_checksum(image.data, FIXED - 1);
    refuse(image.data, FIXED - 1, PTV_ERR_WIRE_LENGTH);
    repair_length(image.data, image.len);
    image.data[6] = 2;
    repair_checksum(image.data, image.len);
    refuse(image.data, image.len, PTV_ERR_WIRE_VERSION);
    image.data[4] = PTV_TYPE_SURVIVAL;
    refuse(image.data, image.len, PTV_ERR_WIRE_TYPE);
    image.data[0] = 'p';
    refuse(image.data, image.len, PTV_ERR_WIRE_MAGIC);
    free(image.data);
    ptv_cohorts_free(acc);
}

/* An image whose customers all have one home, as nobody without the seed could choose them. Reading
 * it takes no longer, and little more memory than it is long. */
static void a_crowded_image_is_read_as_fast(void **unused) {
    (void)unused;
    enum { CUSTOMERS = 200000, ENTRY = 9 };
    static const uint64_t homes[] = {0, UINT64_C(0x7FFFFFFF), UINT64_C(0xFFFFFFFF)};
    ptv_cohorts *none = seed_state(0);
    struct bytes start = cohorts_image(none), image;
    image.len = FIXED + (size_t)CUSTOMERS * ENTRY;
    image.data = malloc(image.len);
    assert_non_null(image.data);
    for (size_t h = 0; h < COUNT_OF(homes); h++) {
        struct failing_allocator memory;
        ptv_allocator allocator = failing_allocator(&memory);
        ptv_cohorts *acc;
        memcpy(image.data, start.data, start.len);
        for (uint64_t i = 0; i < CUSTOMERS; i++) {
            uint8_t *entry = image.data + FIXED + i * ENTRY;
            uint64_t key = homes[h] << 32 | (i + 1);
            for (int byte = 0; byte < 8; byte++)
                entry[byte] = (uint8_t)(key >> 8 * byte);
            entry[8] = (uint8_t)(1 + i % 63);
        }
        repair_length(image.data, image.len);
        repair_checksum(image.data, image.len);
        assert_ok(ptv_cohorts_deserialize(&allocator, image.data, image.len, &acc));
        assert_in_range(memory.most, 1, 6 * image.len);
        assert_int_equal(cohorts_read(acc).customers, CUSTOMERS);
        struct bytes again = cohorts_image(acc);
        assert_int_equal(again.len, image.len);
        assert_memory_equal(again.data, image.data, image.len);
        free(again.data);
        ptv_cohorts_free(acc);
    }
    free(image.data);
    free(start.data);
    ptv_cohorts_free(none);
}

/* Dense keys need no more memory than eight times what their image is long. */
static void a_short_image_of_many_dense_keys_takes_little(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_cohorts_config config = window_of(0, 5);
    config.n_dense = UINT64_MAX;
    ptv_cohorts *acc = cohorts_new(&config, NULL), *again;
    assert_ok(ptv_cohorts_add(acc, 4096, 0));
    struct bytes image = cohorts_image(acc);
    assert_int_equal(image.len, FIXED + 4097);
    assert_ok(ptv_cohorts_deserialize(&allocator, image.data, image.len, &again));
    assert_in_range(memory.most, 1, 17 * image.len);
    assert_cohorts_image(again, image);
    ptv_cohorts_free(acc);
    ptv_cohorts_free(again);
}

/* The machine of malformed images: whatever is done to a valid image, deserialize refuses it and
 * leaves its target alone, or gives a state whose image is, byte for byte, what was read. */
static bool feed(const uint8_t *bytes, size_t len) {
    ptv_cohorts *const untouched = (ptv_cohorts *)(void *)&bytes;
    ptv_cohorts *acc = untouched;
    ptv_status status = ptv_cohorts_deserialize(NULL, bytes, len, &acc);
    if (status < 0) {
        assert_true(acc == untouched);
        return false;
    }
    uint8_t again[IMAGE_MAX];
    size_t again_len = 0;
    if (status != PTV_OK || ptv_cohorts_serialize(acc, again, sizeof again, &again_len) != PTV_OK ||
        again_len != len || memcmp(again, bytes, len) != 0)
        fail_msg("accepted an image that is not its own");
    ptv_cohorts_free(acc);
    return true;
}

static void truncated_and_extended(void **unused) {
    (void)unused;
    static const uint8_t fillings[] = {0x00, 0x01, 0x80, 0xFF};
    for (int which = 0; which < SEEDS; which++) {
        ptv_cohorts *acc = seed_state(which);
        struct bytes image = cohorts_image(acc);
        for (size_t len = 0; len <= image.len + 20; len++)
            for (size_t filling = 0; filling < COUNT_OF(fillings); filling++)
                for (int repairs = 0; repairs <= 2; repairs++) {
                    uint8_t *bytes = malloc(len > 0 ? len : 1);
                    assert_non_null(bytes);
                    memset(bytes, fillings[filling], len);
                    memcpy(bytes, image.data, len < image.len ? len : image.len);
                    if (repairs == 2)
                        repair_length(bytes, len);
                    if (repairs >= 1)
                        repair_checksum(bytes, len);
                    bool accepted = feed(bytes, len);
                    assert_true(accepted || len != image.len);
                    assert_false(accepted && repairs < 2 && len != image.len);
                    free(bytes);
                }
        free(image.data);
        ptv_cohorts_free(acc);
    }
}

static void every_byte_to_every_value(void **unused) {
    (void)unused;
    size_t images = 0, accepted = 0;
    for (int which = 0; which < SEEDS; which++) {
        ptv_cohorts *acc = seed_state(which);
        struct bytes image = cohorts_image(acc);
        for (size_t at = 0; at < image.len; at++) {
            uint8_t kept = image.data[at];
            for (unsigned value = 0; value < 256; value++) {
                image.data[at] = (uint8_t)value;
                assert_true(feed(image.data, image.len) == (value == kept));
                repair_checksum(image.data, image.len);
                accepted += feed(image.data, image.len);
                images++;
                image.data[at] = kept;
                repair_checksum(image.data, image.len);
            }
        }
        free(image.data);
        ptv_cohorts_free(acc);
    }
    assert_in_range(accepted, 1000, images - 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_image_is_read_back),
        cmocka_unit_test(an_image_of_dense_keys_byte_by_byte),
        cmocka_unit_test(an_image_is_as_long_as_its_customers),
        cmocka_unit_test(what_no_state_has_is_refused),
        cmocka_unit_test(entries_without_a_bit_or_with_one_too_many_are_refused),
        cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(a_crowded_image_is_read_as_fast),
        cmocka_unit_test(a_short_image_of_many_dense_keys_takes_little),
        cmocka_unit_test(truncated_and_extended),
        cmocka_unit_test(every_byte_to_every_value),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("cohorts, images", tests, NULL, NULL);
}
