/* SPDX-License-Identifier: MIT */
/* time/durations_block.h: every variant that the processor has does what a plain loop does, at any
 * length and alignment, with the longest and shortest durations, and with those that are none. */
#include "testing.h"

#include "base/processor.h"
#include "time/durations_block.h"

enum { SETS = 3, OFFSETS = 8, ROOM = PTVI_BLOCK + OFFSETS };

/* The sets of instructions that kernels are chosen by. */
static size_t sets_there(unsigned sets[SETS]) {
    const unsigned all[SETS] = {0, PTVI_AVX2, PTVI_AVX2 | PTVI_AVX512};
    size_t n = 0;
    for (size_t i = 0; i < SETS; i++)
        if ((ptvi_processor() & all[i]) == all[i])
            sets[n++] = all[i];
    if (n < SETS)
        print_message("%zu of %d variants cannot be tested here\n", SETS - n, SETS);
    return n;
}

/* Mostly narrow durations; one in `others` is long, missing or rejected; 0: none is. */
static void draw(struct generator *generator, int64_t *ms, size_t n, uint64_t others) {
    static const int64_t edges[] = {0, 1, INT32_MAX, (int64_t)INT32_MAX + 1, UINT32_MAX};
    static const int64_t none[] = {PTV_TIME_NONE, -1, (int64_t)UINT32_MAX + 1, INT64_MAX};
    for (size_t i = 0; i < n; i++) {
        ms[i] = (int64_t)random_magnitude(generator, 32);
        if (random_below(generator, 8) == 0)
            ms[i] = edges[random_below(generator, COUNT_OF(edges) - 1)];
        if (others > 0 && random_below(generator, others) == 0)
            ms[i] = none[random_below(generator, COUNT_OF(none) - 1)];
    }
}

/* All lengths up to some rounds of any kernel, and those near a whole block. */
static size_t next_length(size_t n) {
    return n == 40 ? PTVI_BLOCK - 9 : n + 1;
}

static void cells_are_buckets(void **unused) {
    (void)unused;
    for (int bits = PTVI_HISTOGRAM_BITS_MIN; bits <= PTVI_HISTOGRAM_BITS_MAX; bits++) {
        size_t exact = (size_t)1 << bits, first = (size_t)bits << bits, before = 0;
        for (uint64_t value = 0; value < exact; value++) {
            size_t cell = ptvi_cell_of(bits, value);
            assert_true(cell < first + exact && (value == 0 || cell > before));
            before = cell;
        }
        struct generator generator = {(uint64_t)bits};
        for (int i = 0; i < 100000; i++) {
            uint64_t value = random_magnitude(&generator, 32);
            if (value >= exact)
                assert_true(ptvi_cell_of(bits, value) == first + ptvi_bucket_of(bits, value));
        }
        assert_true(ptvi_cell_of(bits, UINT32_MAX) == ((size_t)PTVI_BLOCK_OCTAVES << bits) - 1);
    }
}

/* With one variant; the cells of what is not narrow mean nothing. */
static void check_cells(unsigned set, int bits, const int64_t *ms, size_t n) {
    const uint64_t untouched = 0x5555555555555555;
    uint64_t cells[PTVI_BLOCK + 1], any = 0;
    cells[n] = untouched;
    uint64_t all = ptvi_block_cells(set, bits, ms, n, cells);
    for (size_t i = 0; i < n; i++) {
        any |= (uint64_t)ms[i];
        if (ptvi_narrow((uint64_t)ms[i]))
            assert_true(cells[i] == ptvi_cell_of(bits, (uint64_t)ms[i]));
    }
    assert_true(all == any && cells[n] == untouched);
}

static void check_sums(unsigned set, const int64_t *ms, size_t n, struct ptvi_block_sums begin) {
    struct ptvi_block_sums got = begin, want = begin;
    ptvi_block_sum(set, ms, n, &got);
    for (size_t i = 0; i < n; i++) {
        uint64_t value = (uint64_t)ms[i];
        want.sum += value;
        want.low += value * value % (UINT64_C(1) << 32);
        want.high += value * value / (UINT64_C(1) << 32);
        want.min = value < want.min ? value : want.min;
        want.max = value > want.max ? value : want.max;
    }
    assert_true(got.sum == want.sum && got.low == want.low && got.high == want.high);
    assert_true(got.min == want.min && got.max == want.max);
}

static void variants_agree(void **unused) {
    (void)unused;
    static const struct ptvi_block_sums some = {UINT64_C(1) << 60, 7, 1, 1000, 2000};
    static int64_t ms[ROOM];
    unsigned sets[SETS];
    size_t n_sets = sets_there(sets);
    struct generator generator = {41};
    for (size_t offset = 0; offset < OFFSETS; offset++)
        for (size_t n = 0; n <= PTVI_BLOCK; n = next_length(n)) {
            for (uint64_t others = 0; others <= 20; others += 10) {
                int bits = PTVI_HISTOGRAM_BITS_MIN + (int)(n % 4);
                draw(&generator, ms, ROOM, others);
                for (size_t i = 0; i < n_sets; i++)
                    check_cells(sets[i], bits, ms + offset, n);
            }
            draw(&generator, ms, ROOM, 0);
            for (size_t i = 0; i < n_sets; i++) {
                check_sums(sets[i], ms + offset, n, ptvi_no_block());
                check_sums(sets[i], ms + offset, n, some);
            }
        }
}

/* The largest sums that a block can have. */
static void nothing_overflows(void **unused) {
    (void)unused;
    static int64_t ms[PTVI_BLOCK];
    unsigned sets[SETS];
    size_t n_sets = sets_there(sets);
    for (size_t i = 0; i < PTVI_BLOCK; i++)
        ms[i] = UINT32_MAX;
    for (size_t i = 0; i < n_sets; i++)
        check_sums(sets[i], ms, PTVI_BLOCK, ptvi_no_block());
}

static void blocks_are_parted(void **unused) {
    (void)unused;
    struct generator generator = {42};
    static int64_t ms[PTVI_BLOCK], narrow[PTVI_BLOCK], others[PTVI_BLOCK];
    static uint64_t cells[PTVI_BLOCK];
    for (size_t n = 0; n <= PTVI_BLOCK; n = next_length(n)) {
        size_t n_narrow = 0, n_others = 0, within = 0;
        draw(&generator, ms, n, 3);
        ptvi_block_cells(0, 7, ms, n, cells);
        size_t parted = ptvi_block_part(ms, n, narrow, cells, others);
        for (size_t i = 0; i < n; i++)
            if (ptvi_narrow((uint64_t)ms[i])) {
                assert_true(narrow[n_narrow] == ms[i]);
                assert_true(cells[n_narrow++] == ptvi_cell_of(7, (uint64_t)ms[i]));
                within += ms[i] <= 5000;
            } else {
                assert_true(others[n_others++] == ms[i]);
            }
        assert_true(parted == n_narrow);
        assert_true(ptvi_block_within(narrow, n_narrow, 5000) == within);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_buckets),
        cmocka_unit_test(variants_agree),
        cmocka_unit_test(nothing_overflows),
        cmocka_unit_test(blocks_are_parted),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("durations_block", tests, NULL, NULL);
}
