/* SPDX-License-Identifier: MIT */
/* What the library asks of the compiler; every source includes it first. */
#ifndef PTVI_PLATFORM_H
#define PTVI_PLATFORM_H

#include <float.h>

/* The promises "NaN is refused" and "the same result everywhere" do not survive these. */
#ifdef __FAST_MATH__
#error "libpostventa must not be compiled with -ffast-math"
#endif
/* 1 is good as well: floats are computed as doubles, and the library only converts them. */
#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 1
#error "libpostventa needs IEEE double arithmetic: on x86 compile with -msse2 -mfpmath=sse"
#endif

/* The sources are C11, in what C++17 has as well: programs in C++ may contain the amalgamation. */
#ifdef __cplusplus
#define restrict __restrict
#define _Static_assert static_assert
#endif

#endif
