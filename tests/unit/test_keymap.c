/* SPDX-License-Identifier: MIT */
/* base/keymap.h */
#include "failing_allocator.h"
#include "mixing.h"

#include "base/keymap.h"

struct record {
    uint64_t key, value, more;
};

static struct ptvi_keymap empty_map(const ptv_allocator *allocator, uint64_t seed) {
    struct ptvi_keymap map;
    scribble(map);
    ptvi_keymap_init(&map, allocator, sizeof(struct record), seed);
    return map;
}

static void insert(struct ptvi_keymap *map, uint64_t key, uint64_t value) {
    struct record *record = ptvi_keymap_insert(map, key);
    assert_non_null(record);
    assert_true(record->key == key && record->value == 0 && record->more == 0);
    record->value = value;
}

static void assert_value(const struct ptvi_keymap *map, uint64_t key, uint64_t value) {
    const struct record *record = ptvi_keymap_find(map, key);
    assert_non_null(record);
    assert_true(record->key == key && record->value == value);
}

static void an_empty_map_has_nothing(void **unused) {
    (void)unused;
    struct ptvi_keymap map = empty_map(NULL, 0), copy;
    uint64_t *keys;
    size_t position = 0;
    assert_null(ptvi_keymap_find(&map, 0));
    assert_null(ptvi_keymap_find(&map, PTV_KEY_NONE));
    assert_null(ptvi_keymap_next(&map, &position));
    assert_ok(ptvi_keymap_keys(&map, &keys));
    assert_null(keys);
    assert_ok(ptvi_keymap_copy(&map, NULL, &copy));
    assert_true(copy.n == 0 && copy.capacity == 0);
    assert_ok(ptvi_keymap_reserve(&map, 0));
    assert_true(map.capacity == 0);
    ptvi_keymap_clear(&map);
}

static void nobody_is_no_key(void **unused) {
    (void)unused;
    struct ptvi_keymap map = empty_map(NULL, 3);
    insert(&map, 1, 10);
    assert_null(ptvi_keymap_find(&map, PTV_KEY_NONE));
    ptvi_keymap_clear(&map);
}

/* Keys that a table might stumble over, and how many of them. */
static uint64_t key_of(int pattern, uint64_t i) {
    switch (pattern) {
    case 0:
        return i;
    case 1:
        return i << 52 | 1; /* only the upper bits differ */
    case 2:
        return i * 65536;
    case 3:
        return PTV_KEY_NONE - 1 - i;
    default:
        return i * UINT64_C(0x9E3779B97F4A7C15);
    }
}

enum { PATTERNS = 5, KEYS = 4000 };

/* Twice as many until three quarters are enough. */
static size_t places_for(size_t n) {
    size_t places = 8;
    while (4 * n > 3 * places)
        places *= 2;
    return places;
}

static void what_was_put_in_is_found(void **unused) {
    (void)unused;
    for (int pattern = 0; pattern < PATTERNS; pattern++)
        for (uint64_t seed = 0; seed < 3; seed++) {
            struct ptvi_keymap map = empty_map(NULL, seed);
            for (uint64_t i = 0; i < KEYS; i++) {
                assert_null(ptvi_keymap_find(&map, key_of(pattern, i)));
                insert(&map, key_of(pattern, i), i);
                assert_true(map.n == i + 1 && map.capacity == places_for(map.n));
            }
            for (uint64_t i = 0; i < KEYS; i++)
                assert_value(&map, key_of(pattern, i), i);
            for (uint64_t i = KEYS; i < 2 * KEYS && pattern != 1; i++)
                assert_null(ptvi_keymap_find(&map, key_of(pattern, i)));
            ptvi_keymap_clear(&map);
            assert_true(map.n == 0 && map.capacity == 0);
            insert(&map, 5, 50);
            assert_value(&map, 5, 50);
            ptvi_keymap_clear(&map);
        }
}

/* The most records that lie side by side, as those do whose own place is one and the same. */
static size_t longest_run(const struct ptvi_keymap *map) {
    size_t run = 0, longest = 0, position = 0;
    for (size_t last = 0; ptvi_keymap_next(map, &position) != NULL; last = position) {
        run = position == last + 1 ? run + 1 : 1;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* However alike keys are, they lie near their own places. */
static void keys_spread(void **unused) {
    (void)unused;
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
        struct ptvi_keymap map = empty_map(NULL, 7);
        for (uint64_t i = 0; i < KEYS; i++)
            insert(&map, key_of(pattern, i), i);
        assert_true(longest_run(&map) < 100);
        ptvi_keymap_clear(&map);
    }
}

/* Who makes keys that crowd needs the seed for it. */
static void keys_crowd_for_one_seed_only(void **unused) {
    (void)unused;
    enum { MADE = 500 };
    const struct ptvi_mixing mixing = ptvi_mixing_of(7);
    for (uint64_t seed = 6; seed <= 8; seed++) {
        struct ptvi_keymap map = empty_map(NULL, seed);
        for (uint64_t i = 0; i < MADE; i++)
            insert(&map, unmixed(&mixing, (UINT64_C(1) << 62) + i), i);
        assert_true(seed == 7 ? longest_run(&map) == MADE : longest_run(&map) < 100);
        ptvi_keymap_clear(&map);
    }
}

static void a_walk_meets_each_once(void **unused) {
    (void)unused;
    struct ptvi_keymap map = empty_map(NULL, 1);
    static bool met[KEYS];
    memset(met, 0, sizeof met);
    for (uint64_t i = 0; i < KEYS; i++)
        insert(&map, i, i);
    size_t position = 0, n = 0;
    for (const struct record *record; (record = ptvi_keymap_next(&map, &position)) != NULL; n++) {
        assert_true(record->key < KEYS && !met[record->key] && record->value == record->key);
        met[record->key] = true;
    }
    assert_true(n == KEYS);
    assert_null(ptvi_keymap_next(&map, &position));
    ptvi_keymap_clear(&map);
}

static void keys_rise(void **unused) {
    (void)unused;
    struct generator generator = {17};
    for (int round = 0; round < 200; round++) {
        struct ptvi_keymap map = empty_map(NULL, (uint64_t)round);
        /* From keys that differ in the lowest byte only to those that differ in all. */
        unsigned bits = 1 + (unsigned)round % 64;
        for (int i = 0; i < 3 * round; i++) {
            uint64_t key = random_magnitude(&generator, bits);
            if (key != PTV_KEY_NONE && !ptvi_keymap_find(&map, key))
                insert(&map, key, 0);
        }
        uint64_t *keys;
        assert_ok(ptvi_keymap_keys(&map, &keys));
        for (size_t i = 0; i < map.n; i++) {
            assert_non_null(ptvi_keymap_find(&map, keys[i]));
            assert_true(i == 0 || keys[i - 1] < keys[i]);
        }
        ptvi_release(&map.allocator, keys);
        ptvi_keymap_clear(&map);
    }
}

static void room_is_kept(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    struct ptvi_keymap map = empty_map(&allocator, 0);
    assert_ok(ptvi_keymap_reserve(&map, 1000));
    const unsigned char *places = map.places;
    for (uint64_t i = 0; i < 1000; i++)
        insert(&map, i, i);
    assert_ok(ptvi_keymap_reserve(&map, 1000));
    assert_ptr_equal(map.places, places);
    assert_true(memory.calls == 1);
    assert_status(PTV_ERR_MEMORY, ptvi_keymap_reserve(&map, SIZE_MAX));
    assert_status(PTV_ERR_MEMORY, ptvi_keymap_reserve(&map, SIZE_MAX / 2));
    assert_status(PTV_ERR_MEMORY, ptvi_keymap_reserve(&map, SIZE_MAX / sizeof(struct record)));
    assert_ptr_equal(map.places, places);
    assert_true(map.n == 1000 && memory.calls == 1);
    ptvi_keymap_clear(&map);
    assert_true(memory.blocks == 0);
}

static void room_is_for_as_many_as_were_asked_for(void **unused) {
    (void)unused;
    for (size_t n = 1; n < 2000; n++) {
        struct ptvi_keymap map = empty_map(NULL, 0);
        assert_ok(ptvi_keymap_reserve(&map, n));
        assert_true(map.n == 0 && map.capacity == places_for(n));
        ptvi_keymap_clear(&map);
    }
}

static void copies_are_independent(void **unused) {
    (void)unused;
    struct ptvi_keymap map = empty_map(NULL, 9), copy;
    for (uint64_t i = 0; i < 100; i++)
        insert(&map, i, i);
    assert_ok(ptvi_keymap_copy(&map, NULL, &copy));
    insert(&copy, 100, 1);
    ((struct record *)ptvi_keymap_find(&copy, 5))->value = 77;
    assert_null(ptvi_keymap_find(&map, 100));
    assert_value(&map, 5, 5);
    ptvi_keymap_clear(&map);
    assert_value(&copy, 5, 77);
    assert_value(&copy, 99, 99);
    ptvi_keymap_clear(&copy);
}

/* It is for who copies a map to ask for room again. */
static void a_copy_of_nothing_has_no_places(void **unused) {
    (void)unused;
    struct ptvi_keymap map = empty_map(NULL, 4), copy;
    assert_ok(ptvi_keymap_reserve(&map, 10));
    assert_ok(ptvi_keymap_copy(&map, NULL, &copy));
    assert_true(copy.capacity == 0 && !copy.places);
    insert(&copy, 3, 30);
    insert(&map, 3, 31);
    assert_value(&copy, 3, 30);
    ptvi_keymap_clear(&map);
    ptvi_keymap_clear(&copy);
}

static ptv_status everything(const ptv_allocator *allocator, void *ctx) {
    struct ptvi_keymap map = empty_map(allocator, 2), copy;
    ptv_status status = PTV_OK;
    uint64_t *keys = NULL;
    (void)ctx;
    for (uint64_t i = 0; i < 50 && status == PTV_OK; i++) {
        if (!ptvi_keymap_insert(&map, i)) {
            status = PTV_ERR_MEMORY;
            assert_true(map.n == i);
            assert_null(ptvi_keymap_find(&map, i));
            for (uint64_t j = 0; j < i; j++)
                assert_non_null(ptvi_keymap_find(&map, j));
        }
    }
    if (status == PTV_OK) {
        status = ptvi_keymap_copy(&map, allocator, &copy);
        assert_true(copy.n == (status == PTV_OK ? map.n : 0));
        ptvi_keymap_clear(&copy);
    }
    if (status == PTV_OK)
        status = ptvi_keymap_keys(&map, &keys);
    assert_true((keys != NULL) == (status == PTV_OK));
    ptvi_release(allocator, keys);
    ptvi_keymap_clear(&map);
    return status;
}

static void every_allocation_fails_once(void **unused) {
    (void)unused;
    /* 8, 16, 32, 64, 128 places; a copy; two arrays of keys. */
    assert_true(for_each_failure(everything, NULL) == 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_has_nothing),
        cmocka_unit_test(nobody_is_no_key),
        cmocka_unit_test(what_was_put_in_is_found),
        cmocka_unit_test(keys_spread),
        cmocka_unit_test(keys_crowd_for_one_seed_only),
        cmocka_unit_test(a_walk_meets_each_once),
        cmocka_unit_test(keys_rise),
        cmocka_unit_test(room_is_kept),
        cmocka_unit_test(room_is_for_as_many_as_were_asked_for),
        cmocka_unit_test(copies_are_independent),
        cmocka_unit_test(a_copy_of_nothing_has_no_places),
        cmocka_unit_test(every_allocation_fails_once),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
