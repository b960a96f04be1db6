/* SPDX-License-Identifier: MIT */
#include "cmocka.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How a test ends, if not by coming to its end. */
enum ending { PASSED, FAILED, SKIPPED };

static bool skipped;

void small_cmocka_skip(void) {
    skipped = true;
}

#ifdef __wasm__
/* There is no way back: the first failure ends the program. */
void _fail(const char *file, int line) {
    print_error("%s:%d: error: Failure!\n", file, line);
    exit(FAILED);
}
#else
static jmp_buf end_of_test;

void _fail(const char *file, int line) {
    print_error("%s:%d: error: Failure!\n", file, line);
    longjmp(end_of_test, FAILED);
}
#endif

static void print(FILE *to, const char *format, va_list arguments) {
    vfprintf(to, format, arguments);
    fflush(to);
}

void print_error(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    print(stderr, format, arguments);
    va_end(arguments);
}

void print_message(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    print(stdout, format, arguments);
    va_end(arguments);
}

void small_cmocka_true(int holds, const char *text, const char *file, int line) {
    if (holds)
        return;
    print_error("%s\n", text);
    _fail(file, line);
}

void small_cmocka_equal(unsigned long long a, unsigned long long b, int wanted, const char *file,
                        int line) {
    if ((a == b) == wanted)
        return;
    print_error("%#llx %s %#llx\n", a, wanted ? "!=" : "==", b);
    _fail(file, line);
}

void small_cmocka_string(const char *a, const char *b, int wanted, const char *file, int line) {
    if ((strcmp(a, b) == 0) == wanted)
        return;
    print_error("\"%s\" %s \"%s\"\n", a, wanted ? "!=" : "==", b);
    _fail(file, line);
}

void small_cmocka_memory(const void *a, const void *b, size_t n, const char *file, int line) {
    const unsigned char *x = a, *y = b;
    for (size_t i = 0; i < n; i++)
        if (x[i] != y[i]) {
            print_error("byte %zu of %zu: %#x != %#x\n", i, n, x[i], y[i]);
            _fail(file, line);
        }
}

void small_cmocka_range(unsigned long long x, unsigned long long low, unsigned long long high,
                        const char *file, int line) {
    if (low <= x && x <= high)
        return;
    print_error("%llu is not within %llu-%llu\n", x, low, high);
    _fail(file, line);
}

static enum ending run(const struct CMUnitTest *test) {
    void *state = test->initial_state;
    skipped = false;
#ifndef __wasm__
    if (setjmp(end_of_test) != PASSED)
        return FAILED;
#endif
    if (test->setup_func && test->setup_func(&state) != 0)
        return FAILED;
    test->test_func(&state);
    if (test->teardown_func && test->teardown_func(&state) != 0)
        return FAILED;
    return skipped ? SKIPPED : PASSED;
}

int small_cmocka_run(const char *name, const struct CMUnitTest *tests, size_t n,
                     int (*setup)(void **state), int (*teardown)(void **state)) {
    static const char *const endings[] = {"      OK", "  FAILED", " SKIPPED"};
    int count[] = {0, 0, 0};
    void *state = NULL;
    if (setup && setup(&state) != 0)
        return (int)n;
    for (size_t i = 0; i < n; i++) {
        enum ending ending = run(&tests[i]);
        count[ending]++;
        if (ending != PASSED)
            print_message("[%s ] %s\n", endings[ending], tests[i].name);
    }
    if (teardown && teardown(&state) != 0)
        count[FAILED]++;
    print_message("%s: %d passed, %d failed, %d skipped\n", name, count[PASSED], count[FAILED],
                  count[SKIPPED]);
    return count[FAILED];
}
