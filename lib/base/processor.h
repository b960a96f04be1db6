/* SPDX-License-Identifier: MIT */
/* Which instructions the processor has beyond those that the library was compiled for.
 *
 * A kernel with variants takes the set as an argument, so that a test can ask for each of them;
 * who calls it for a column passes ptvi_processor(). The portable variant is always there, and with
 * PTV_PORTABLE, on other processors and under other compilers the only one:
 *
 *     #ifdef PTVI_X86
 *         if (processor & PTVI_AVX2)
 *             return with_avx2(...); // static PTVI_TARGET_AVX2, of PTVI_INLINE or intrinsics
 *     #endif
 *         return portable(...);
 */
#ifndef PTVI_PROCESSOR_H
#define PTVI_PROCESSOR_H

#include <stddef.h>
#include <stdint.h>

/* Sets of instructions that come together, and that the operating system keeps registers for. */
enum {
    PTVI_AVX2 = 1,   /* AVX2, BMI1, BMI2, LZCNT, POPCNT */
    PTVI_AVX512 = 2, /* those, and AVX-512 F, BW, CD, DQ, VL */
    /* Those, and gathers that are quick. On processors whose gathers told secrets (CVE-2022-40982)
     * the remedy made them slow; nearly all of these lack BF16, by which the others are known. */
    PTVI_GATHER = 4,
    PTVI_ASKED = 8, /* none of them: that there is an answer */
};

#if defined(__x86_64__) && defined(__GNUC__) && !defined(PTV_PORTABLE)
#define PTVI_X86

#define PTVI_TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define PTVI_TARGET_AVX512                                                                         \
    __attribute__((                                                                                \
        target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl")))

/* The sets that may be used: the tests also build the library with fewer. */
#ifndef PTVI_SETS
#define PTVI_SETS (PTVI_AVX2 | PTVI_AVX512 | PTVI_GATHER)
#endif

/* What a processor says of itself, by CPUID: of leaf 1, of leaf 7 and its part 1, of 0x80000001; and
 * which registers the operating system keeps for each thread. */
struct ptvi_cpu {
    unsigned basic, structured, parts, structured_more, extended, kept;
};

/* The registers that are kept where this is what leaf 1 says; none without XSAVE. */
unsigned ptvi_kept_registers(unsigned basic);

/* The sets of such a processor. */
unsigned ptvi_sets_of(const struct ptvi_cpu *cpu);

/* Asks the processor. */
__attribute__((cold)) unsigned ptvi_ask_processor(void);

/* Its answer, once there is one: the library's only variable that is not constant. Every thread that
 * finds none stores the same. */
extern unsigned ptvi_processor_answer;

/* The sets that there are. CPUID is too slow to be asked each time. */
static inline unsigned ptvi_processor(void) {
    unsigned answer = __atomic_load_n(&ptvi_processor_answer, __ATOMIC_RELAXED);
    return __builtin_expect(answer != 0, 1) ? answer & ~(unsigned)PTVI_ASKED : ptvi_ask_processor();
}
#else
static inline unsigned ptvi_processor(void) {
    return 0;
}
#endif

/* What is inlined even where the caller is compiled for more than the function is: one text, which
 * the compiler makes the most of for each variant. */
#ifdef __GNUC__
#define PTVI_INLINE static inline __attribute__((always_inline))
#else
#define PTVI_INLINE static inline
#endif

/* What is not inlined, so that a caller that seldom needs it stays short. */
#ifdef __GNUC__
#define PTVI_APART static __attribute__((noinline))
#else
#define PTVI_APART static
#endif

/* Asks for memory before it is needed, where the processor does not do so well enough by itself:
 * so many bytes from an address on, even beyond the end of what is there. */
PTVI_INLINE void ptvi_prefetch(const void *from, size_t ahead) {
#ifdef __GNUC__
    __builtin_prefetch((const void *)((uintptr_t)from + ahead));
#else
    (void)from;
    (void)ahead;
#endif
}

/* The same for a loop that reads memory in order, once for each line of 64 bytes: what comes soon
 * into the nearest cache, what comes a page later into the next one. With one distance alone a
 * kernel gets two thirds of what memory gives, with both nearly all. */
PTVI_INLINE void ptvi_prefetch_stream(const void *from) {
#ifdef __GNUC__
    enum { SOON = 1024, LATER = 4096, NEAREST = 3, NEXT = 2 };
    __builtin_prefetch((const void *)((uintptr_t)from + SOON), 0, NEAREST);
    __builtin_prefetch((const void *)((uintptr_t)from + LATER), 0, NEXT);
#else
    (void)from;
#endif
}

#endif
