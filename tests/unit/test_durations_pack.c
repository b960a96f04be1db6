/* SPDX-License-Identifier: MIT */
/* time/durations_pack.h: what is packed comes back, whatever the processor has, with the sums that
 * a plain loop finds, and no byte outside is touched. */
#include "testing.h"

#include "base/processor.h"
#include "time/durations_pack.h"
#include "time/histogram.h"

enum { PAGE = 1 << PTVI_HISTOGRAM_BITS_MAX, GUARD = 0x5A };

/* Counts of at most so many bits, many of them 0, or each the largest. */
static void draw(struct generator *generator, uint32_t *page, size_t size, int bits, bool full) {
    for (size_t i = 0; i < size; i++) {
        uint32_t count = (uint32_t)random_below(generator, UINT64_C(1) << bits);
        page[i] = full ? (1U << bits) - 1 : random_below(generator, 3) > 0 ? count : 0;
    }
}

static struct ptvi_page_sums plain_sums(const uint32_t *page, size_t size) {
    struct ptvi_page_sums sums = {0, 0, 0, 0, 0};
    for (uint64_t i = 0; i < size; i++) {
        sums.present += page[i] > 0;
        sums.any |= page[i];
        sums.n += page[i];
        sums.index += i * page[i];
        sums.square += i * i * page[i];
    }
    return sums;
}

/* The i-th count begins at bit i times their bits. */
static uint32_t plain_count(const uint8_t *bytes, size_t i, int bits) {
    uint32_t count = 0;
    for (size_t k = 0, at = i * (size_t)bits; k < (size_t)bits; k++, at++)
        count |= (uint32_t)(bytes[at / 8] >> at % 8 & 1) << k;
    return count;
}

static void check_unpack(unsigned set, const uint8_t *bytes, size_t length, size_t size, int bits,
                         const uint32_t *want) {
    uint32_t page[PAGE + 1];
    struct ptvi_page_sums sums = {9, 9, 9, 9, 9}, plain = plain_sums(want, size);
    page[size] = GUARD;
    ptvi_unpack(set, bytes, bytes + length, size, bits, page, &sums);
    assert_memory_equal(page, want, size * sizeof *page);
    assert_true(page[size] == GUARD);
    assert_memory_equal(&sums, &plain, sizeof sums);
}

/* With some bytes behind the page, which do not matter; in memory of just that length. */
static void check_page(const uint32_t *page, size_t size, int bits, size_t behind) {
    const unsigned sets[] = {0, ptvi_processor() & PTVI_AVX2, ptvi_processor()};
    size_t length = (size_t)bits * (size / 8);
    uint8_t *bytes = malloc(length + behind + 1);
    assert_non_null(bytes);
    memset(bytes, GUARD, length + behind + 1);
    ptvi_pack(bytes, bytes + length, size, page, bits);
    for (size_t i = 0; i <= behind; i++)
        assert_true(bytes[length + i] == GUARD);
    for (size_t i = 0; i < size; i++)
        assert_true(plain_count(bytes, i, bits) == page[i]);
    uint8_t *exact = realloc(bytes, length + behind);
    assert_non_null(exact);
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        check_unpack(sets[i], exact, length + behind, size, bits, page);
    free(exact);
}

static void packed_counts_come_back(void **unused) {
    (void)unused;
    struct generator generator = {1};
    uint32_t page[PAGE];
    for (int page_bits = PTVI_HISTOGRAM_BITS_MIN; page_bits <= PTVI_HISTOGRAM_BITS_MAX; page_bits++)
        for (int bits = 1; bits <= 8; bits++)
            for (size_t behind = 0; behind < 10; behind++)
                for (int turn = 0; turn < 10; turn++) {
                    size_t size = (size_t)1 << page_bits;
                    draw(&generator, page, size, bits, turn == 0);
                    check_page(page, size, bits, behind);
                }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_counts_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
