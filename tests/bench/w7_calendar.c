/* SPDX-License-Identifier: MIT */
/* W7: business time. The open time of 10 million tickets from three years, in Madrid: of columns and
 * one by one, with one opening a day, two and three; due times; what a calendar takes to make, and
 * to keep. Usage: bench_w7_calendar [TICKETS] [--json]. */
#include "response_times.h"

static const int64_t HOUR = 3600000, DAY = 86400000;

enum { OFFICE, SIESTA, SHIFTS, CALENDARS, SPANS = 3 };

static const char *const HOURS[CALENDARS] = {
    "mon-fri 09:00-18:00",
    "mon-fri 09:00-14:00 15:00-18:00",
    "mon-fri 06:00-10:00 12:00-16:00 18:00-22:00",
};

/* The same once more, in hours. */
static const struct {
    int from, to;
} OPEN[CALENDARS][SPANS] = {{{9, 18}}, {{9, 14}, {15, 18}}, {{6, 10}, {12, 16}, {18, 22}}};

struct work {
    size_t n;
    int64_t *from, *to, *ms;
    ptv_calendar *calendar[CALENDARS];
};

/* ---- Memory of a calendar ---- */

static size_t allocated;

static void *count_bytes(void *ctx, size_t size) {
    size_t *block = malloc(sizeof(max_align_t) + size);
    (void)ctx;
    bench_require(block != NULL, "memory");
    *block = size;
    allocated += size;
    return (max_align_t *)block + 1;
}

static void uncount_bytes(void *ctx, void *ptr) {
    (void)ctx;
    if (!ptr)
        return;
    size_t *block = (size_t *)((max_align_t *)ptr - 1);
    allocated -= *block;
    free(block);
}

static ptv_calendar *compile(const char *hours, const ptv_allocator *allocator) {
    ptv_zone *zone;
    ptv_calendar *calendar;
    OK(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    OK(ptv_calendar_new(hours, strlen(hours), zone, allocator, NULL, &calendar));
    ptv_zone_free(zone);
    return calendar;
}

static size_t bytes_of_calendar(const char *hours) {
    const ptv_allocator allocator = {count_bytes, uncount_bytes, NULL};
    ptv_calendar *calendar = compile(hours, &allocator);
    size_t bytes = allocated;
    ptv_calendar_free(calendar);
    bench_require(allocated == 0, "all memory is given back");
    return bytes;
}

/* ---- Answers ---- */

static bool is_open(const ptv_calendar *calendar, int64_t instant) {
    int32_t open;
    OK(ptv_calendar_is_open(calendar, instant, &open));
    return open == 1;
}

/* The last Sunday on or before a day since 1970-01-01, a Thursday. */
static int64_t sunday(int64_t day) {
    return day - (day + 4) % 7;
}

/* Whether the clocks of Europe show summer time at noon of a day from 2023 on. */
static bool is_summer(int64_t day) {
    enum { FIRST = 19358, YEARS = 4, MARCH_31 = 89, OCTOBER_31 = 303 };
    int64_t year = FIRST; /* 2023-01-01; then the years until the day's */
    int leap = 0;
    for (int i = 0; i < YEARS && day >= year + 365 + leap; i++) {
        year += 365 + leap;
        leap = i == 0; /* 2024 */
    }
    return day >= sunday(year + MARCH_31 + leap) && day < sunday(year + OCTOBER_31 + leap);
}

/* Open time between two instants, day by day, without the library. All spans of a local date are in
 * the same date of Greenwich. */
static int64_t walk(int which, int64_t from, int64_t to) {
    int64_t ms = 0;
    for (int64_t day = from / DAY; day * DAY < to; day++) {
        int64_t weekday = (day + 4) % 7, midnight = day * DAY - (is_summer(day) ? 2 : 1) * HOUR;
        for (int i = 0; i < SPANS && weekday >= 1 && weekday <= 5; i++) {
            int64_t begin = midnight + OPEN[which][i].from * HOUR;
            int64_t end = midnight + OPEN[which][i].to * HOUR;
            begin = begin > from ? begin : from;
            end = end < to ? end : to;
            ms += end > begin ? end - begin : 0;
        }
    }
    return ms;
}

static void check_row(const ptv_calendar *calendar, int64_t from, int64_t to, int64_t ms) {
    int64_t single, due, spent, opening, waited;
    OK(ptv_calendar_open_ms(calendar, from, to, &single));
    bench_require(ms == single, "one by one");
    OK(ptv_calendar_due(calendar, from, ms, &due));
    OK(ptv_calendar_open_ms(calendar, from, due, &spent));
    bench_require(spent == ms && due <= to, "due time");
    OK(ptv_calendar_next_open(calendar, from, &opening));
    OK(ptv_calendar_open_ms(calendar, from, opening, &waited));
    bench_require(waited == 0 && is_open(calendar, opening), "next opening");
}

static void check_answers(struct work *work) {
    for (int which = 0; which < CALENDARS; which++) {
        const ptv_calendar *calendar = work->calendar[which];
        int64_t sum = 0;
        OK(ptv_calendar_open_column(calendar, work->from, work->to, 0, work->n, work->ms));
        for (size_t i = 0; i < work->n; i++) {
            bench_require(work->ms[i] == walk(which, work->from[i], work->to[i]), "a day walk");
            sum += work->ms[i];
        }
        if (which == OFFICE && work->n == 10000000)
            bench_require(sum == INT64_C(118472074739) * 1000, "open time of all tickets");
        for (size_t i = 0; i < work->n && i < 100000; i++)
            check_row(calendar, work->from[i], work->to[i], work->ms[i]);
    }
}

/* ---- Ways ---- */

static void read_columns(void *context) {
    struct work *work = context;
    struct bench_read from = {work->from, work->n * 8}, to = {work->to, work->n * 8};
    bench_read_once(&from);
    bench_read_once(&to);
}

static void open_column(struct work *work, int which) {
    OK(ptv_calendar_open_column(work->calendar[which], work->from, work->to, 0, work->n, work->ms));
}

static void open_office(void *context) {
    open_column(context, OFFICE);
}

static void open_siesta(void *context) {
    open_column(context, SIESTA);
}

static void open_shifts(void *context) {
    open_column(context, SHIFTS);
}

static void open_single(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_calendar_open_ms(work->calendar[OFFICE], work->from[i], work->to[i], &work->ms[i]));
}

static void due_column(void *context) {
    struct work *work = context;
    OK(ptv_calendar_due_column(work->calendar[OFFICE], work->from, 8 * HOUR, 0, work->n, work->ms));
}

static void next_open(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        OK(ptv_calendar_next_open(work->calendar[OFFICE], work->from[i], &work->ms[i]));
}

static void is_open_single(void *context) {
    struct work *work = context;
    for (size_t i = 0; i < work->n; i++)
        work->ms[i] = is_open(work->calendar[OFFICE], work->from[i]);
}

static void compile_office(void *context) {
    (void)context;
    ptv_calendar_free(compile(HOURS[OFFICE], NULL));
}

int main(int argc, char **argv) {
    struct work work = {.n = bench_argument(argc, argv, 10000000)};
    struct bench_way ways[] = {
        {"read both columns", read_columns, 0},
        {"open time, one opening a day", open_office, 0},
        {"open time, two openings a day", open_siesta, 0},
        {"open time, three openings a day", open_shifts, 0},
        {"open time, a call a ticket", open_single, 0},
        {"due after 8 open hours", due_column, 0},
        {"next opening, a call a ticket", next_open, 0},
        {"is it open, a call a ticket", is_open_single, 0},
    };
    enum { WAYS = sizeof ways / sizeof *ways };
    struct bench_way make = {"make a calendar", compile_office, 0};
    static const double goals[WAYS] = {0, 2.2};

    bench_require(work.n > 0, "number of tickets");
    work.from = bench_memory(work.n, sizeof *work.from);
    work.to = bench_memory(work.n, sizeof *work.to);
    work.ms = bench_memory(work.n, sizeof *work.ms);
    for (int which = 0; which < CALENDARS; which++)
        work.calendar[which] = compile(HOURS[which], NULL);
    draw_tickets(work.from, work.to, work.n);
    check_answers(&work);

    bench_title(argc, argv, "W7", "business time, Mon-Fri 9-18 Europe/Madrid", "ticket");
    bench_measure(ways, WAYS, &work, (double)work.n);
    for (int way = 0; way < WAYS; way++)
        bench_row(ways[way].name, ways[way].ns, ways[0].ns, goals[way]);
    bench_measure(&make, 1, NULL, 1);
    bench_figure(make.name, make.ns / 1e6, "ms", 0);
    bench_figure("a calendar takes", (double)bytes_of_calendar(HOURS[OFFICE]), "bytes", 0);

    for (int which = 0; which < CALENDARS; which++)
        ptv_calendar_free(work.calendar[which]);
    free(work.from);
    free(work.to);
    free(work.ms);
    return EXIT_SUCCESS;
}
