/* SPDX-License-Identifier: MIT */
/* What a business calendar costs: ns a call, and to compile. Not a test: it prints times of this
 * machine, after it has checked its answers. Usage: bench_calendar [TICKETS], default 10^6.
 *
 * Times are the process's own (clock), the least of several runs. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <postventa/postventa.h>

enum { RUNS = 7 };

static void require(bool condition, const char *what) {
    if (condition)
        return;
    fprintf(stderr, "wrong answer: %s\n", what);
    exit(EXIT_FAILURE);
}

#define OK(call) require((call) == PTV_OK, #call)

static double now(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

/* xorshift64* */
static uint64_t state = 1007;

static uint64_t below(uint64_t n) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (state * UINT64_C(0x2545F4914F6CDD1D) >> 32) * n >> 32;
}

static ptv_calendar *office(void) {
    static const char hours[] = "mon-fri 09:00-18:00";
    ptv_zone *zone;
    ptv_calendar *calendar;
    OK(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    OK(ptv_calendar_new(hours, strlen(hours), zone, NULL, NULL, &calendar));
    ptv_zone_free(zone);
    return calendar;
}

static void report(const char *what, double seconds, size_t n) {
    printf("%-22s %8.1f ns\n", what, seconds / (double)n * 1e9);
}

/* Open time adds up over a point between, and is used up at the due time. */
static void check(const ptv_calendar *calendar, const int64_t *from, const int64_t *to,
                  const int64_t *open, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int64_t middle = from[i] + (to[i] - from[i]) / 3, first, rest, due, spent;
        OK(ptv_calendar_open_ms(calendar, from[i], middle, &first));
        OK(ptv_calendar_open_ms(calendar, middle, to[i], &rest));
        require(first + rest == open[i], "additive");
        OK(ptv_calendar_due(calendar, from[i], open[i], &due));
        OK(ptv_calendar_open_ms(calendar, from[i], due, &spent));
        require(spent == open[i] && due <= to[i], "due");
    }
}

int main(int argc, char **argv) {
    size_t n = argc > 1 ? (size_t)strtoull(argv[1], NULL, 10) : 1000000;
    int64_t *from = malloc(n * sizeof *from), *to = malloc(n * sizeof *to);
    int64_t *open = malloc(n * sizeof *open);
    require(n > 0 && from && to && open, "memory");
    const int64_t year_2023 = 1672531200000, three_years = 94694400;
    for (size_t i = 0; i < n; i++) {
        from[i] = year_2023 + (int64_t)below(three_years) * 1000;
        to[i] = from[i] + (int64_t)below(86400 * 5) * 1000;
    }

    double compile = 1e9, column = 1e9, single = 1e9, due = 1e9;
    ptv_calendar *calendar = office();
    OK(ptv_calendar_open_column(calendar, from, to, 0, n, open));
    check(calendar, from, to, open, n < 10000 ? n : 10000);
    for (int run = 0; run < RUNS; run++) {
        int64_t result, sum = 0;
        double start = now();
        ptv_calendar_free(office());
        double t = now() - start;
        compile = t < compile ? t : compile;

        start = now();
        OK(ptv_calendar_open_column(calendar, from, to, 0, n, open));
        t = now() - start;
        column = t < column ? t : column;

        start = now();
        for (size_t i = 0; i < n; i++) {
            OK(ptv_calendar_open_ms(calendar, from[i], to[i], &result));
            sum += result - open[i];
        }
        t = now() - start;
        require(sum == 0, "single calls equal the column");
        single = t < single ? t : single;

        start = now();
        for (size_t i = 0; i < n; i++) {
            OK(ptv_calendar_due(calendar, from[i], 8 * 3600000, &result));
            sum += result >= from[i];
        }
        t = now() - start;
        require(sum == (int64_t)n, "due is not before");
        due = t < due ? t : due;
    }
    report("open_ms", single, n);
    report("open_ms in a column", column, n);
    report("due", due, n);
    printf("%-22s %8.1f ms\n", "compile", compile * 1e3);
    ptv_calendar_free(calendar);
    free(from);
    free(to);
    free(open);
    return EXIT_SUCCESS;
}
