/* SPDX-License-Identifier: MIT */
/* base/sorted.h, beside a plain array that is kept sorted. */
#include "failing_allocator.h"

#include "base/sorted.h"

enum { WORDS = 3, MANY = 20000 };

/* A sequence of elements of three words, and what it should hold. */
struct both {
    struct failing_allocator memory;
    struct ptvi_sorted sorted;
    size_t key, n;
    uint64_t (*plain)[WORDS];
};

static void both_start(struct both *both, size_t key) {
    ptv_allocator allocator = failing_allocator(&both->memory);
    ptvi_sorted_init(&both->sorted, &allocator, WORDS, key);
    both->key = key;
    both->n = 0;
    both->plain = malloc(MANY * sizeof *both->plain);
    assert_non_null(both->plain);
}

static void both_end(struct both *both) {
    ptvi_sorted_clear(&both->sorted);
    assert_int_equal(both->sorted.n, 0);
    assert_null(ptvi_sorted_last(&both->sorted));
    assert_true(!both->sorted.blocks && !both->sorted.first && !both->sorted.spare);
    assert_int_equal(both->memory.blocks, 0);
    free(both->plain);
}

static bool plain_below(const uint64_t *a, const uint64_t *b, size_t key) {
    for (size_t i = 0; i < key; i++)
        if (a[i] != b[i])
            return a[i] < b[i];
    return false;
}

/* How many elements of the array are below a key. */
static size_t plain_find(const struct both *both, const uint64_t *key) {
    size_t first = 0, last = both->n;
    while (first < last) {
        size_t middle = (first + last) / 2;
        if (plain_below(both->plain[middle], key, both->key))
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

static bool plain_has(const struct both *both, size_t at, const uint64_t *key) {
    return at < both->n && memcmp(both->plain[at], key, both->key * sizeof *key) == 0;
}

/* Walks the sequence, which must be the array, in blocks as they should be. */
static void assert_both(const struct both *both) {
    const struct ptvi_sorted *sorted = &both->sorted;
    struct ptvi_sorted_place place = {0, 0};
    const uint64_t *element, *last = ptvi_sorted_last(sorted);
    size_t n = 0, in_blocks = 0;
    for (; (element = ptvi_sorted_next(sorted, &place)) != NULL; n++) {
        assert_true(n < both->n);
        assert_memory_equal(element, both->plain[n], sizeof both->plain[n]);
    }
    assert_int_equal(n, both->n);
    assert_int_equal(sorted->n, both->n);
    if (n > 0)
        assert_memory_equal(last, both->plain[n - 1], sizeof both->plain[n - 1]);
    else
        assert_null(last);
    for (size_t i = 0; i < sorted->n_blocks; i++) {
        assert_in_range(sorted->blocks[i]->n, 1, PTVI_SORTED_BLOCK);
        in_blocks += sorted->blocks[i]->n;
    }
    assert_int_equal(in_blocks, n);
}

static void both_insert(struct both *both, const uint64_t *element) {
    struct ptvi_sorted_place place;
    size_t at = plain_find(both, element);
    const uint64_t *found = ptvi_sorted_find(&both->sorted, element, &place);
    assert_true((found != NULL) == plain_has(both, at, element));
    if (found)
        assert_memory_equal(found, both->plain[at], sizeof both->plain[at]);
    const uint64_t *own = ptvi_sorted_insert(&both->sorted, place, element);
    assert_memory_equal(own, element, WORDS * sizeof *element);
    assert_null(both->sorted.spare); /* nothing was asked for that is not used */
    memmove(both->plain + at + 1, both->plain + at, (both->n - at) * sizeof *both->plain);
    memcpy(both->plain[at], element, sizeof both->plain[at]);
    both->n++;
}

static void both_erase(struct both *both, const uint64_t *key) {
    struct ptvi_sorted_place place;
    size_t at = plain_find(both, key);
    const uint64_t *found = ptvi_sorted_find(&both->sorted, key, &place);
    assert_true((found != NULL) == plain_has(both, at, key));
    if (!found)
        return;
    assert_memory_equal(found, both->plain[at], sizeof both->plain[at]);
    ptvi_sorted_erase(&both->sorted, place);
    both->n--;
    memmove(both->plain + at, both->plain + at + 1, (both->n - at) * sizeof *both->plain);
}

/* An element of an order: rising, falling, from both ends inwards, at random and often twice. */
static void element_in(uint64_t *element, size_t i, int order, struct generator *generator) {
    uint64_t x = order == 0   ? i
                 : order == 1 ? MANY - i
                 : order == 2 ? (i % 2 ? 2 * MANY - i : i)
                              : random_below(generator, order == 3 ? MANY / 2 : 5);
    element[0] = order == 4 ? x : x / 7;
    element[1] = order == 4 ? random_below(generator, 6) : x % 7;
    element[2] = random_below(generator, 3);
}

static void insertions_in_any_order(void **unused) {
    (void)unused;
    for (int order = 0; order < 5; order++)
        for (size_t key = 1; key <= WORDS; key++) {
            struct generator generator = {71};
            struct both both;
            uint64_t element[WORDS];
            both_start(&both, key);
            for (size_t i = 0; i < MANY / 4; i++) {
                element_in(element, i, order, &generator);
                both_insert(&both, element);
                if (i % 97 == 0)
                    assert_both(&both);
            }
            assert_both(&both);
            both_end(&both);
        }
}

/* Up and down in waves, which make blocks and give them back. */
static void insertions_and_erasures(void **unused) {
    (void)unused;
    for (size_t key = 1; key <= WORDS; key++) {
        struct generator generator = {72};
        struct both both;
        uint64_t element[WORDS];
        both_start(&both, key);
        for (size_t step = 0; step < 60000; step++) {
            element_in(element, 0, 3 + (int)(key == 3), &generator);
            if (random_below(&generator, 10) < (step / 10000 % 2 ? 1u : 7u) && both.n < MANY)
                both_insert(&both, element);
            else
                both_erase(&both, element);
            if (step % 501 == 0)
                assert_both(&both);
        }
        while (both.n > 0) {
            memcpy(element, both.plain[random_below(&generator, both.n)], sizeof element);
            both_erase(&both, element);
        }
        assert_both(&both);
        assert_int_equal(both.sorted.n_blocks, 0);
        both_end(&both);
    }
}

/* What comes at random fills blocks to three quarters or more; what comes in order fills them. */
static void blocks_are_well_filled(void **unused) {
    (void)unused;
    static const size_t least_percent[] = {99, 85, 75, 75};
    for (int order = 0; order < 4; order++) {
        struct generator generator = {73};
        struct both both;
        uint64_t element[WORDS];
        both_start(&both, WORDS);
        for (size_t i = 0; i < MANY; i++) {
            element_in(element, i, order, &generator);
            both_insert(&both, element);
        }
        size_t percent = 100 * both.n / (both.sorted.n_blocks * PTVI_SORTED_BLOCK);
        print_message("order %d: blocks are filled to %zu %%\n", order, percent);
        assert_in_range(percent, least_percent[order], 100);
        both_end(&both);
    }
}

static void append_is_insert_at_the_end(void **unused) {
    (void)unused;
    struct both both;
    both_start(&both, 1);
    for (size_t i = 0; i < 1000; i++) {
        uint64_t element[WORDS] = {i / 3, i, 0};
        assert_ok(ptvi_sorted_append(&both.sorted, element));
        memcpy(both.plain[both.n++], element, sizeof element);
    }
    assert_both(&both);
    both_end(&both);
}

/* Fills both with n elements of every other number. */
static void fill(struct both *both, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t element[WORDS] = {2 * i, i % 5, i % 3};
        both_insert(both, element);
    }
}

/* Does something to sequences of many sizes, for an element at many places. */
static void at_many_places(void (*check)(struct both *both, const uint64_t *element)) {
    for (size_t n = 0; n <= 5 * PTVI_SORTED_BLOCK; n += PTVI_SORTED_BLOCK / 4)
        for (uint64_t x = 0; x < 2 * n + 4; x += PTVI_SORTED_BLOCK / 4 + 1) {
            const uint64_t element[WORDS] = {x, 9, 9};
            struct both both;
            both_start(&both, 1);
            fill(&both, n);
            check(&both, element);
            both.memory.until_failure = UINT64_MAX;
            assert_both(&both);
            both_end(&both);
        }
}

static void insert_failing(struct both *both, const uint64_t *element) {
    struct ptvi_sorted_place place;
    void *own = NULL;
    for (uint64_t k = 0; !own; k++) {
        assert_both(both);
        (void)ptvi_sorted_find(&both->sorted, element, &place);
        both->memory.until_failure = k;
        own = ptvi_sorted_insert(&both->sorted, place, element);
    }
    assert_memory_equal(own, element, WORDS * sizeof *element);
    assert_true(ptvi_sorted_find(&both->sorted, element, &place) == own);
    ptvi_sorted_erase(&both->sorted, place);
}

static void failed_insertions_change_nothing(void **unused) {
    (void)unused;
    at_many_places(insert_failing);
}

static void reserve_failing(struct both *both, const uint64_t *element) {
    struct ptvi_sorted_place place;
    ptv_status status = PTV_ERR_MEMORY;
    for (uint64_t k = 0; status < 0; k++) {
        (void)ptvi_sorted_find(&both->sorted, element, &place);
        both->memory.until_failure = k;
        status = ptvi_sorted_reserve(&both->sorted, place);
        assert_both(both);
    }
    assert_ok(status);
    size_t calls = both->memory.calls;
    assert_ok(ptvi_sorted_reserve(&both->sorted, place)); /* again: nothing to do */
    if (element[0] % 3)
        both_insert(both, element);
    assert_int_equal(both->memory.calls, calls);
}

static void reserved_insertions_ask_for_nothing(void **unused) {
    (void)unused;
    at_many_places(reserve_failing);
}

static ptv_status copy_failing(const ptv_allocator *allocator, void *ctx) {
    struct both *both = ctx;
    struct ptvi_sorted copy, *original = &both->sorted;
    ptvi_sorted_init(&copy, allocator, WORDS, both->key);
    ptv_status status = ptvi_sorted_copy(&copy, original);
    if (status < 0) {
        assert_int_equal(copy.n, 0);
        assert_int_equal(copy.n_blocks, 0);
        assert_null(copy.blocks);
        return status;
    }
    struct both second = *both;
    second.sorted = copy;
    assert_both(&second);
    ptvi_sorted_clear(&copy);
    return status;
}

static void copies(void **unused) {
    (void)unused;
    for (size_t n = 0; n < 3000; n = 3 * n + 1) {
        struct both both;
        both_start(&both, 2);
        fill(&both, n);
        size_t failures = for_each_failure(copy_failing, &both);
        assert_int_equal(failures, n == 0 ? 0 : both.sorted.n_blocks + 1);
        assert_both(&both);
        both_end(&both);
    }
}

static ptv_status merge_failing(const ptv_allocator *allocator, void *ctx) {
    struct both *pair = ctx;
    struct both sum;
    both_start(&sum, 1);
    ptvi_sorted_init(&sum.sorted, allocator, WORDS, 1);
    ptv_status status = ptvi_sorted_merge(&sum.sorted, &pair[0].sorted, &pair[1].sorted);
    if (status == PTV_OK) {
        /* Those of the first come first: put behind those that are below or equal. */
        for (size_t i = 0; i < pair[0].n; i++)
            memcpy(sum.plain[sum.n++], pair[0].plain[i], sizeof sum.plain[0]);
        for (size_t i = 0; i < pair[1].n; i++) {
            size_t at = sum.n++;
            for (; at > 0 && plain_below(pair[1].plain[i], sum.plain[at - 1], 1); at--)
                memcpy(sum.plain[at], sum.plain[at - 1], sizeof sum.plain[at]);
            memcpy(sum.plain[at], pair[1].plain[i], sizeof sum.plain[at]);
        }
        assert_both(&sum);
    }
    assert_true(status == PTV_OK || (sum.sorted.n == 0 && sum.sorted.n_blocks == 0));
    ptvi_sorted_clear(&sum.sorted);
    free(sum.plain);
    return status;
}

static void merges(void **unused) {
    (void)unused;
    static const size_t sizes[][2] = {{0, 0}, {0, 1}, {300, 0}, {300, 700}, {1000, 3}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct generator generator = {74};
        struct both pair[2];
        for (size_t j = 0; j < 2; j++) {
            both_start(&pair[j], 1);
            for (size_t n = 0; n < sizes[i][j]; n++) {
                uint64_t element[WORDS] = {random_below(&generator, 400), j, n};
                both_insert(&pair[j], element);
            }
        }
        size_t failures = for_each_failure(merge_failing, pair);
        assert_true((failures == 0) == (sizes[i][0] + sizes[i][1] == 0));
        assert_both(&pair[0]);
        assert_both(&pair[1]);
        both_end(&pair[0]);
        both_end(&pair[1]);
    }
}

/* While a walk goes ahead: some elements stay, some go, some become others; memory is not asked
 * for. */
static void writing_anew(void **unused) {
    (void)unused;
    struct generator generator = {75};
    for (int round = 0; round < 300; round++) {
        struct both both;
        both_start(&both, 1);
        uint64_t stays = random_below(&generator, 5);
        for (uint64_t n = random_below(&generator, 2000); n > 0; n--) {
            uint64_t element[WORDS] = {random_below(&generator, 1000), n, 0};
            both_insert(&both, element);
        }
        both.memory.until_failure = 0;
        struct ptvi_sorted_place from = {0, 0}, to = {0, 0};
        const uint64_t *next;
        size_t n = 0;
        while ((next = ptvi_sorted_next(&both.sorted, &from)) != NULL) {
            const uint64_t element[WORDS] = {next[0], next[1], 1};
            if (random_below(&generator, 4) >= stays)
                continue;
            ptvi_sorted_put(&both.sorted, &to, element);
            memcpy(both.plain[n++], element, sizeof element);
        }
        ptvi_sorted_cut(&both.sorted, to);
        both.n = n;
        assert_both(&both);
        assert_int_equal(both.sorted.n_blocks, (n + PTVI_SORTED_BLOCK - 1) / PTVI_SORTED_BLOCK);
        both.memory.until_failure = UINT64_MAX;
        for (uint64_t more = 0; more < 200; more++) { /* it goes on as any other */
            uint64_t element[WORDS] = {random_below(&generator, 1000), more, 2};
            both_insert(&both, element);
        }
        assert_both(&both);
        both_end(&both);
    }
}

static void keys_at_the_ends(void **unused) {
    (void)unused;
    static const uint64_t ends[][WORDS] = {{0, 0, 0},
                                           {0, 0, UINT64_MAX},
                                           {0, UINT64_MAX, 0},
                                           {UINT64_MAX, 0, 0},
                                           {UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    struct both both;
    struct ptvi_sorted_place place;
    both_start(&both, WORDS);
    assert_null(ptvi_sorted_find(&both.sorted, ends[0], &place));
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        both_insert(&both, ends[COUNT_OF(ends) - 1 - i]);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        assert_memory_equal(both.plain[i], ends[i], sizeof ends[i]);
    assert_both(&both);
    both_end(&both);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(insertions_in_any_order),
        cmocka_unit_test(insertions_and_erasures),
        cmocka_unit_test(blocks_are_well_filled),
        cmocka_unit_test(append_is_insert_at_the_end),
        cmocka_unit_test(failed_insertions_change_nothing),
        cmocka_unit_test(reserved_insertions_ask_for_nothing),
        cmocka_unit_test(copies),
        cmocka_unit_test(merges),
        cmocka_unit_test(writing_anew),
        cmocka_unit_test(keys_at_the_ends),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("sorted", tests, NULL, NULL);
}
