/* SPDX-License-Identifier: MIT */
/* base/processor.h: what is said to be there can be used, and the answer stays the same. */
#include "testing.h"

#include "base/processor.h"

#ifdef PTVI_X86
#include <cpuid.h>
#include <immintrin.h>

/* By the compiler's own library. */
static bool compiler_says(unsigned set) {
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
    bool gather = avx512 && __builtin_cpu_supports("avx512bf16");
    return avx2 && (set == PTVI_AVX2 || (set == PTVI_AVX512 ? avx512 : gather));
}

static PTVI_TARGET_AVX2 uint64_t sum_avx2(const uint64_t *words) {
    __m256i sum = _mm256_loadu_si256((const __m256i *)words);
    sum = _mm256_add_epi64(sum, _mm256_permute4x64_epi64(sum, 0x4E));
    sum = _mm256_add_epi64(sum, _mm256_shuffle_epi32(sum, 0x4E));
    uint64_t first[4];
    _mm256_storeu_si256((__m256i *)first, sum);
    return _pdep_u64(first[0], UINT64_MAX) + _lzcnt_u64(1) - 63 + (uint64_t)_mm_popcnt_u64(0);
}

static PTVI_TARGET_AVX512 uint64_t sum_avx512(const uint64_t *words) {
    return (uint64_t)_mm512_reduce_add_epi64(_mm512_loadu_si512(words));
}
#endif

static void instructions_work(void **unused) {
    (void)unused;
#ifdef PTVI_X86
    const uint64_t words[] = {1, 20, 300, 4000, 50000, 600000, 7000000, 80000000};
    if (ptvi_processor() & PTVI_AVX2)
        assert_true(sum_avx2(words) == 4321);
    if (ptvi_processor() & PTVI_AVX512)
        assert_true(sum_avx512(words) == 87654321);
#endif
}

static void sets_are_those_of_the_compiler(void **unused) {
    (void)unused;
#ifdef PTVI_X86
    __builtin_cpu_init();
    static const unsigned sets[] = {PTVI_AVX2, PTVI_AVX512, PTVI_GATHER};
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        assert_int_equal(ptvi_processor() & sets[i],
                         compiler_says(sets[i]) ? sets[i] & PTVI_SETS : 0);
#else
    assert_true(ptvi_processor() == 0);
#endif
}

#ifdef PTVI_X86
static const unsigned parts_of_avx512[] = {bit_AVX512F, bit_AVX512BW, bit_AVX512CD, bit_AVX512DQ,
                                           bit_AVX512VL};

/* One that has everything. */
static struct ptvi_cpu whole_processor(void) {
    struct ptvi_cpu cpu = {bit_OSXSAVE | bit_POPCNT,
                           bit_AVX2 | bit_BMI | bit_BMI2,
                           1,
                           bit_AVX512BF16,
                           bit_LZCNT,
                           0xE7};
    for (size_t i = 0; i < COUNT_OF(parts_of_avx512); i++)
        cpu.structured |= parts_of_avx512[i];
    return cpu;
}

/* The sets without some bits of a member. */
#define SETS_WITHOUT(member, bits)                                                                 \
    (cpu = whole_processor(), cpu.member &= ~(unsigned)(bits), ptvi_sets_of(&cpu))
#endif

/* A set is there with all its parts only, and with the registers for it. */
static void a_part_that_is_missing_takes_its_sets_away(void **unused) {
    (void)unused;
#ifdef PTVI_X86
    const unsigned avx2 = PTVI_AVX2, avx512 = avx2 | PTVI_AVX512, all = avx512 | PTVI_GATHER;
    struct ptvi_cpu cpu;
    assert_int_equal(SETS_WITHOUT(basic, 0), all);
    assert_int_equal(SETS_WITHOUT(basic, bit_POPCNT), 0);
    assert_int_equal(SETS_WITHOUT(extended, bit_LZCNT), 0);
    assert_int_equal(SETS_WITHOUT(structured, bit_AVX2), 0);
    assert_int_equal(SETS_WITHOUT(structured, bit_BMI), 0);
    assert_int_equal(SETS_WITHOUT(structured, bit_BMI2), 0);
    for (size_t i = 0; i < COUNT_OF(parts_of_avx512); i++)
        assert_int_equal(SETS_WITHOUT(structured, parts_of_avx512[i]), avx2);
    assert_int_equal(SETS_WITHOUT(parts, 1), avx512);
    assert_int_equal(SETS_WITHOUT(structured_more, bit_AVX512BF16), avx512);
    assert_int_equal(SETS_WITHOUT(kept, 1), all);
    for (unsigned registers = 0x02; registers <= 0x04; registers += 0x02)
        assert_int_equal(SETS_WITHOUT(kept, registers), 0);
    for (unsigned registers = 0x20; registers <= 0x80; registers *= 2)
        assert_int_equal(SETS_WITHOUT(kept, registers), avx2);
#endif
}

/* Asking for them would be an instruction that is not there. */
static void no_registers_are_kept_without_xsave(void **unused) {
    (void)unused;
#ifdef PTVI_X86
    assert_int_equal(ptvi_kept_registers(~(unsigned)bit_OSXSAVE), 0);
    if (ptvi_processor() & PTVI_AVX2)
        assert_int_equal(ptvi_kept_registers(bit_OSXSAVE) & 0x06, 0x06);
#endif
}

static void the_answer_stays(void **unused) {
    (void)unused;
    unsigned first = ptvi_processor();
    assert_true(first == (first & (PTVI_AVX2 | PTVI_AVX512 | PTVI_GATHER)));
    assert_true(first == 0 || first == PTVI_AVX2 ||
                (first & ~(unsigned)PTVI_GATHER) == (PTVI_AVX2 | PTVI_AVX512));
    for (int i = 0; i < 3; i++)
        assert_true(ptvi_processor() == first);
}

/* Also from where nothing can be. */
static void memory_is_asked_for_anywhere(void **unused) {
    (void)unused;
    char byte = 0;
    ptvi_prefetch(&byte, 0);
    ptvi_prefetch(&byte, SIZE_MAX / 2);
    ptvi_prefetch(NULL, 0);
    ptvi_prefetch_stream(&byte);
    ptvi_prefetch_stream((const void *)UINTPTR_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instructions_work),
        cmocka_unit_test(sets_are_those_of_the_compiler),
        cmocka_unit_test(a_part_that_is_missing_takes_its_sets_away),
        cmocka_unit_test(no_registers_are_kept_without_xsave),
        cmocka_unit_test(the_answer_stays),
        cmocka_unit_test(memory_is_asked_for_anywhere),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("processor", tests, NULL, NULL);
}
