/* SPDX-License-Identifier: MIT */
/* What every test includes: cmocka, and assertions that read like the property they state. */
#ifndef TESTS_TESTING_H
#define TESTS_TESTING_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <postventa/postventa.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Takes the locale of the environment, so that a suite run under another one does run under it, and
 * sees to it that at the end a digest of what was noted is printed. Every main calls it. */
void use_environment_locale(void);

/* Adds bytes to the digest, as the images of states are, and every double that is compared with
 * what it should be: where two machines print other digests, a result is not the same. So what may
 * differ, as what memory is used and what libm computes, is for assert_true. With PTV_TEST_NOTES in
 * the environment each note is printed, to find which one differs. */
void note_bytes(const void *bytes, size_t n);

/* Whether all doubles that were compared since this was last asked, which is what their digest
 * tells, are the same to the last bit as when it was pinned. */
bool same_doubles(uint64_t want, const char *what);
void forget_doubles(void);

/* The call answers a status; names, not numbers, are printed when it does not. */
#define assert_status(expected, call)                                                              \
    assert_status_at((expected), (call), #call, __FILE__, __LINE__)
void assert_status_at(ptv_status expected, ptv_status got, const char *call, const char *file,
                      int line);

#define assert_ok(call) assert_status(PTV_OK, call)

/* The call answers a status, and leaves every byte of a variable or an array as it was. */
#define assert_untouched(object, expected, call)                                                   \
    do {                                                                                           \
        unsigned char bytes_before[sizeof(object)];                                                \
        memcpy(bytes_before, &(object), sizeof bytes_before);                                      \
        assert_status(expected, call);                                                             \
        assert_memory_equal(bytes_before, &(object), sizeof bytes_before);                         \
    } while (0)

/* Two objects of one type hold the same bytes. */
#define assert_same_bytes(a, b) assert_memory_equal(&(a), &(b), sizeof(a))

/* |got - want| <= tolerance * |want|; infinite or NaN only if want is. */
#define assert_close(got, want, tolerance)                                                         \
    assert_close_at((got), (want), (tolerance), 0, #got, __FILE__, __LINE__)
/* The same where want may be near 0: |got - want| <= tolerance * max(|want|, floor). */
#define assert_close_floor(got, want, tolerance, floor)                                            \
    assert_close_at((got), (want), (tolerance), (floor), #got, __FILE__, __LINE__)
/* Equal as numbers, to the last bit. */
#define assert_exact(got, want) assert_close_at((got), (want), 0, 0, #got, __FILE__, __LINE__)
#define assert_nan(got)         assert_close_at((got), NAN, 0, 0, #got, __FILE__, __LINE__)
#define assert_at_most(a, b)    assert_at_most_at((a), (b), #a, #b, __FILE__, __LINE__)
#define assert_less(a, b)       assert_less_at((a), (b), #a, #b, __FILE__, __LINE__)
#define assert_in(low, x, high)                                                                    \
    do {                                                                                           \
        assert_at_most(low, x);                                                                    \
        assert_at_most(x, high);                                                                   \
    } while (0)
void assert_close_at(double got, double want, double tolerance, double floor, const char *text,
                     const char *file, int line);
void assert_at_most_at(double a, double b, const char *a_text, const char *b_text, const char *file,
                       int line);
void assert_less_at(double a, double b, const char *a_text, const char *b_text, const char *file,
                    int line);

/* Whether got is want within tolerance * max(|want|, floor); ratio, if not NULL, is set to
 * error / allowance. */
bool is_close(double got, double want, double tolerance, double floor, double *ratio);

/* Fills an object with bytes that no function writes by chance. */
#define scribble(object) memset(&(object), 0xA5, sizeof(object))

/* The doubles next to x. */
double next_above(double x);
double next_below(double x);

/* Splitmix64: the same numbers in every run and on every machine. */
struct generator {
    uint64_t state;
};
uint64_t random_next(struct generator *generator);
/* 0..n-1, n > 0 */
uint64_t random_below(struct generator *generator, uint64_t n);
/* A number of any magnitude up to 2^bits - 1. */
uint64_t random_magnitude(struct generator *generator, unsigned bits);

/* A call with an options or configuration struct, whose size is what is tested. */
typedef ptv_status (*takes_struct)(const void *input, void *ctx);
/* Every wrong size and every wrong tail is refused, every longer one with a zero tail accepted;
 * `valid` is an acceptable struct of `known` bytes. */
void assert_input_size_checked(takes_struct call, void *ctx, const void *valid, size_t known);

/* A call with a result struct. */
typedef ptv_status (*gives_struct)(void *output, void *ctx);
/* Every wrong size is refused with the output untouched; a longer output ends in zeros, `size` says
 * what was written, and the first `known` bytes do not depend on the room. */
void assert_output_size_checked(gives_struct call, void *ctx, size_t known);

/* Every number of an estimate is NaN, n is 0. */
#define assert_empty_estimate(e)                                                                   \
    do {                                                                                           \
        assert_status(PTV_EMPTY, (e).status);                                                      \
        assert_nan((e).value);                                                                     \
        assert_nan((e).lower);                                                                     \
        assert_nan((e).upper);                                                                     \
        assert_nan((e).std_error);                                                                 \
        assert_true((e).n == 0);                                                                   \
    } while (0)

#define assert_no_comparison(expected, c)                                                          \
    do {                                                                                           \
        assert_status((expected), (c).status);                                                     \
        assert_nan((c).difference);                                                                \
        assert_nan((c).lower);                                                                     \
        assert_nan((c).upper);                                                                     \
        assert_nan((c).std_error);                                                                 \
        assert_nan((c).statistic);                                                                 \
        assert_nan((c).p_value);                                                                   \
    } while (0)

#endif
