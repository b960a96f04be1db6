/* SPDX-License-Identifier: MIT */
/* What the tests use of cmocka, for machines that cmocka is not packaged for: the same names, the
 * same meaning, and no more than one group of tests a program. */
#ifndef TESTS_SMALL_CMOCKA_H
#define TESTS_SMALL_CMOCKA_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct CMUnitTest {
    const char *name;
    void (*test_func)(void **state);
    int (*setup_func)(void **state);
    int (*teardown_func)(void **state);
    void *initial_state;
};

#define cmocka_unit_test(function)                                                                 \
    { #function, function, NULL, NULL, NULL }
#define cmocka_unit_test_prestate(function, state)                                                 \
    { #function, function, NULL, NULL, state }
#define cmocka_unit_test_setup_teardown(function, setup, teardown)                                 \
    { #function, function, setup, teardown, NULL }

#define cmocka_run_group_tests(tests, setup, teardown)                                             \
    cmocka_run_group_tests_name(#tests, tests, setup, teardown)
#define cmocka_run_group_tests_name(name, tests, setup, teardown)                                  \
    small_cmocka_run(name, tests, sizeof(tests) / sizeof((tests)[0]), setup, teardown)
#define _cmocka_run_group_tests small_cmocka_run

/* Answers how many tests failed. */
int small_cmocka_run(const char *name, const struct CMUnitTest *tests, size_t n,
                     int (*setup)(void **state), int (*teardown)(void **state));

_Noreturn void _fail(const char *file, int line);
void small_cmocka_skip(void);
#ifdef __MINGW_PRINTF_FORMAT
#define SMALL_CMOCKA_PRINTS __attribute__((format(__MINGW_PRINTF_FORMAT, 1, 2)))
#else
#define SMALL_CMOCKA_PRINTS __attribute__((format(printf, 1, 2)))
#endif
SMALL_CMOCKA_PRINTS void print_error(const char *format, ...);
SMALL_CMOCKA_PRINTS void print_message(const char *format, ...);

/* Fail the test unless what is asked holds, and say what was found. */
void small_cmocka_true(int holds, const char *text, const char *file, int line);
void small_cmocka_equal(unsigned long long a, unsigned long long b, int wanted, const char *file,
                        int line);
void small_cmocka_string(const char *a, const char *b, int wanted, const char *file, int line);
void small_cmocka_memory(const void *a, const void *b, size_t n, const char *file, int line);
void small_cmocka_range(unsigned long long x, unsigned long long low, unsigned long long high,
                        const char *file, int line);

#define fail() _fail(__FILE__, __LINE__)
/* In a test itself, not in what it calls. */
#define skip()                                                                                     \
    do {                                                                                           \
        small_cmocka_skip();                                                                       \
        return;                                                                                    \
    } while (0)
#define fail_msg(...)                                                                              \
    do {                                                                                           \
        print_error(__VA_ARGS__);                                                                  \
        print_error("\n");                                                                         \
        _fail(__FILE__, __LINE__);                                                                 \
    } while (0)

#define assert_true(x)     small_cmocka_true((x) ? 1 : 0, #x, __FILE__, __LINE__)
#define assert_false(x)    small_cmocka_true((x) ? 0 : 1, "not " #x, __FILE__, __LINE__)
#define assert_null(x)     small_cmocka_true((x) == NULL, #x " is NULL", __FILE__, __LINE__)
#define assert_non_null(x) small_cmocka_true((x) != NULL, #x, __FILE__, __LINE__)
#define assert_ptr_equal(a, b)                                                                     \
    small_cmocka_true((const void *)(a) == (const void *)(b), #a " is " #b, __FILE__, __LINE__)
#define SMALL_CMOCKA_WORD(x) ((unsigned long long)(x))
#define assert_int_equal(a, b)                                                                     \
    small_cmocka_equal(SMALL_CMOCKA_WORD(a), SMALL_CMOCKA_WORD(b), 1, __FILE__, __LINE__)
#define assert_int_not_equal(a, b)                                                                 \
    small_cmocka_equal(SMALL_CMOCKA_WORD(a), SMALL_CMOCKA_WORD(b), 0, __FILE__, __LINE__)
#define assert_in_range(x, low, high)                                                              \
    small_cmocka_range(SMALL_CMOCKA_WORD(x), SMALL_CMOCKA_WORD(low), SMALL_CMOCKA_WORD(high),      \
                       __FILE__, __LINE__)
#define assert_string_equal(a, b)     small_cmocka_string(a, b, 1, __FILE__, __LINE__)
#define assert_string_not_equal(a, b) small_cmocka_string(a, b, 0, __FILE__, __LINE__)
#define assert_memory_equal(a, b, n)  small_cmocka_memory(a, b, n, __FILE__, __LINE__)

#endif
