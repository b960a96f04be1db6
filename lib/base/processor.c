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

/* The registers that the operating system keeps for each thread; it must use XSAVE. */
static unsigned kept_registers(void) {
    unsigned low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static unsigned ask(void) {
    /* XMM and YMM; opmasks and ZMM. */
    const unsigned avx_registers = 0x06, avx512_registers = 0xE6;
    struct leaf basic = leaf_of(1, 0), structured = leaf_of(7, 0),
                extended = leaf_of(0x80000001, 0);
    if (!has_all(basic.c, bit_OSXSAVE | bit_POPCNT) || !has_all(extended.c, bit_LZCNT) ||
        !has_all(structured.b, bit_AVX2 | bit_BMI | bit_BMI2))
        return 0;
    unsigned kept = kept_registers();
    if (!has_all(kept, avx_registers))
        return 0;
    bool wide = has_all(structured.b,
                        bit_AVX512F | bit_AVX512BW | bit_AVX512CD | bit_AVX512DQ | bit_AVX512VL) &&
                has_all(kept, avx512_registers);
    if (!wide)
        return PTVI_AVX2;
    bool quick = structured.a >= 1 && has_all(leaf_of(7, 1).a, bit_AVX512BF16);
    return quick ? PTVI_AVX2 | PTVI_AVX512 | PTVI_GATHER : PTVI_AVX2 | PTVI_AVX512;
}

unsigned ptvi_processor_answer;

unsigned ptvi_ask_processor(void) {
    unsigned sets = ask() & PTVI_SETS;
    __atomic_store_n(&ptvi_processor_answer, sets | PTVI_ASKED, __ATOMIC_RELAXED);
    return sets;
}

#endif
