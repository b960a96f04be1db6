/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/processor.h"

#ifdef PTVI_X86

#include <cpuid.h>
#include <stdbool.h>

/* Of what CPUID answers; the registers of a leaf. */
struct leaf {
    unsigned a, b, c, d;
};

static struct leaf leaf_of(unsigned number, unsigned part) {
    struct leaf leaf = {0, 0, 0, 0};
    __get_cpuid_count(number, part, &leaf.a, &leaf.b, &leaf.c, &leaf.d);
    return leaf;
}

static bool has_all(unsigned word, unsigned bits) {
    return (word & bits) == bits;
}

unsigned ptvi_kept_registers(unsigned basic) {
    if (!has_all(basic, bit_OSXSAVE))
        return 0;
    unsigned low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

unsigned ptvi_sets_of(const struct ptvi_cpu *cpu) {
    /* XMM and YMM; opmasks and ZMM. */
    const unsigned avx_registers = 0x06, avx512_registers = 0xE6;
    if (!has_all(cpu->basic, bit_POPCNT) || !has_all(cpu->extended, bit_LZCNT) ||
        !has_all(cpu->structured, bit_AVX2 | bit_BMI | bit_BMI2) ||
        !has_all(cpu->kept, avx_registers))
        return 0;
    bool wide = has_all(cpu->structured,
                        bit_AVX512F | bit_AVX512BW | bit_AVX512CD | bit_AVX512DQ | bit_AVX512VL) &&
                has_all(cpu->kept, avx512_registers);
    if (!wide)
        return PTVI_AVX2;
    bool quick = cpu->parts >= 1 && has_all(cpu->structured_more, bit_AVX512BF16);
    return quick ? PTVI_AVX2 | PTVI_AVX512 | PTVI_GATHER : PTVI_AVX2 | PTVI_AVX512;
}

static unsigned ask(void) {
    struct leaf basic = leaf_of(1, 0), structured = leaf_of(7, 0), more = leaf_of(7, 1),
                extended = leaf_of(0x80000001, 0);
    const struct ptvi_cpu cpu = {basic.c, structured.b, structured.a,
                                 more.a,  extended.c,   ptvi_kept_registers(basic.c)};
    return ptvi_sets_of(&cpu);
}

unsigned ptvi_processor_answer;

unsigned ptvi_ask_processor(void) {
    unsigned sets = ask() & PTVI_SETS;
    __atomic_store_n(&ptvi_processor_answer, sets | PTVI_ASKED, __ATOMIC_RELAXED);
    return sets;
}

#endif
