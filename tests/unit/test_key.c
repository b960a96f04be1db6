/* SPDX-License-Identifier: MIT */
/* key.h: the published hashes of XXH64, and what is special. */
#include "testing.h"

static void published_hashes(void **unused) {
    (void)unused;
    static const struct {
        const char *text;
        uint64_t key;
    } known[] = {
        {"", UINT64_C(0xEF46DB3751D8E999)},
        {"a", UINT64_C(0xD24EC4F1A98C6E5B)},
        {"abc", UINT64_C(0x44BC2CF5AD770999)},
        {"Nobody inspects the spammish repetition", UINT64_C(0xFBCEA83C8A378BF1)},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        assert_true(ptv_key_hash(known[i].text, strlen(known[i].text)) == known[i].key);
}

/* The sanity buffer of the reference implementation: the top bytes of a sequence of products. */
static void sanity_buffer(void **unused) {
    (void)unused;
    uint8_t bytes[222];
    uint64_t generator = 2654435761u;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(generator >> 56);
        generator *= UINT64_C(11400714785074694797);
    }
    assert_true(ptv_key_hash(bytes, 1) == UINT64_C(0xE934A84ADB052768));
    assert_true(ptv_key_hash(bytes, 4) == UINT64_C(0x9136A0DCA57457EE));
    assert_true(ptv_key_hash(bytes, 14) == UINT64_C(0x8282DCC4994E35C8));
    assert_true(ptv_key_hash(bytes, 222) == UINT64_C(0xB641AE8CB691C174));
}

static void nothing_has_a_key_and_null_bytes_have_none(void **unused) {
    (void)unused;
    assert_true(ptv_key_hash(NULL, 0) == ptv_key_hash("", 0));
    assert_true(ptv_key_hash(NULL, 1) == PTV_KEY_NONE);
    assert_true(ptv_key_hash(NULL, SIZE_MAX) == PTV_KEY_NONE);
    assert_true(PTV_KEY_NONE == UINT64_MAX);
}

/* What would be PTV_KEY_NONE. The input of 8 bytes is found by turning the hash around, step by
 * step: each is a bijection. */
static uint64_t inverse(uint64_t odd) {
    uint64_t x = odd;
    for (int i = 0; i < 6; i++)
        x *= 2 - odd * x;
    return x;
}

static uint64_t rotate_right(uint64_t x, int bits) {
    return x >> bits | x << (64 - bits);
}

static void hash_of_none_is_another(void **unused) {
    (void)unused;
    const uint64_t p1 = UINT64_C(0x9E3779B185EBCA87), p2 = UINT64_C(0xC2B2AE3D27D4EB4F);
    const uint64_t p3 = UINT64_C(0x165667B19E3779F9), p4 = UINT64_C(0x85EBCA77C2B2AE63);
    const uint64_t p5 = UINT64_C(0x27D4EB2F165667C5);
    for (int below = 0; below < 3; below++) {
        uint64_t wanted = PTV_KEY_NONE - (uint64_t)below, x = wanted;
        x = x ^ x >> 32;
        x *= inverse(p3);
        x = x ^ x >> 29 ^ x >> 58;
        x *= inverse(p2);
        x = x ^ x >> 33;
        x = rotate_right((x - p4) * inverse(p1), 27) ^ (p5 + 8);
        x = rotate_right(x * inverse(p1), 31) * inverse(p2);
        uint8_t bytes[8];
        for (int i = 0; i < 8; i++)
            bytes[i] = (uint8_t)(x >> 8 * i);
        assert_true(ptv_key_hash(bytes, 8) == (below == 0 ? PTV_KEY_NONE - 1 : wanted));
    }
}

/* Of every length up to four stripes: no byte more or less is read, at any alignment, and each byte
 * counts. */
static void every_length_and_alignment(void **unused) {
    (void)unused;
    enum { LONGEST = 130 };
    uint8_t bytes[LONGEST];
    struct generator generator = {5};
    for (size_t i = 0; i < LONGEST; i++)
        bytes[i] = (uint8_t)random_next(&generator);
    for (size_t len = 0; len <= LONGEST; len++) {
        uint64_t key = ptv_key_hash(bytes, len);
        for (size_t shift = 0; shift < 8; shift++) {
            uint8_t *moved = malloc(len + shift + 1);
            assert_non_null(moved);
            memcpy(moved + shift, bytes, len);
            moved = realloc(moved, len + shift > 0 ? len + shift : 1); /* nothing after the end */
            assert_non_null(moved);
            assert_true(ptv_key_hash(moved + shift, len) == key);
            free(moved);
        }
        for (size_t i = 0; i < len; i++) {
            bytes[i] ^= 1;
            assert_true(ptv_key_hash(bytes, len) != key);
            bytes[i] ^= 1;
        }
        if (len > 0)
            assert_true(ptv_key_hash(bytes, len - 1) != key);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_hashes),
        cmocka_unit_test(sanity_buffer),
        cmocka_unit_test(nothing_has_a_key_and_null_bytes_have_none),
        cmocka_unit_test(hash_of_none_is_another),
        cmocka_unit_test(every_length_and_alignment),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("key", tests, NULL, NULL);
}
