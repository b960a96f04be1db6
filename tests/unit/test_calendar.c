/* SPDX-License-Identifier: MIT */
/* calendar.h: the text form with each of its faults, each answer and each status, on a few calendars
 * that a reader can follow; then what others get wrong. tests/time has the second source. */
#include "failing_allocator.h"

#include "time/calendar_open.h"
#include "tzif.h"

static const int64_t SECOND = 1000, MINUTE = 60000, HOUR = 3600000, DAY = 86400000;

/* The instant of a UTC time. */
static int64_t at(int year, int month, int day, int hour, int minute) {
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int y = year - 1, leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int64_t days = 365 * (int64_t)(year - 1970) + (y / 4 - y / 100 + y / 400) - 477 +
                   before[month - 1] + (month > 2 && leap) + day - 1;
    return days * DAY + hour * HOUR + minute * MINUTE;
}

static ptv_zone *zone_by(const char *rule) {
    ptv_zone *zone;
    assert_ok(ptv_zone_new_posix(rule, NULL, &zone));
    return zone;
}

static const char *const UTC = "UTC0";
static const char *const MADRID = "CET-1CEST,M3.5.0,M10.5.0/3";
static const char *const LORD_HOWE = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";
/* Clocks are put back from 1:00 to 0:00: midnight comes twice. */
static const char *const AZORES = "<-01>1<+00>,M3.5.0/0,M10.5.0/1";
/* And from 24:00 to 23:00, forward from 0:00 to 1:00: midnight is not there. */
static const char *const SAO_PAULO = "<-03>3<-02>,M10.3.0/0,M2.3.0/0";

static ptv_calendar *calendar_in(const char *rule, const char *text) {
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    ptv_calendar *cal;
    ptv_zone *zone = zone_by(rule);
    ptv_status status = ptv_calendar_new(text, strlen(text), zone, NULL, &error, &cal);
    if (status != PTV_OK)
        fail_msg("%s: %s in line %u, column %u", text, ptv_calendar_reason(error.reason),
                 (unsigned)error.line, (unsigned)error.column);
    ptv_zone_free(zone);
    assert_true(error.line == 0 && error.column == 0 && error.reason == PTV_CALENDAR_NO_FAULT);
    return cal;
}

static int64_t open_of(const ptv_calendar *cal, int64_t from, int64_t to) {
    int64_t ms, back;
    assert_ok(ptv_calendar_open_ms(cal, from, to, &ms));
    assert_ok(ptv_calendar_open_ms(cal, to, from, &back));
    assert_true(back == -ms);
    return ms;
}

static int64_t due_of(const ptv_calendar *cal, int64_t from, int64_t budget) {
    int64_t due;
    assert_ok(ptv_calendar_due(cal, from, budget, &due));
    assert_true(open_of(cal, from, due) == budget);
    return due;
}

static int64_t next_open(const ptv_calendar *cal, int64_t instant) {
    int64_t opening;
    assert_ok(ptv_calendar_next_open(cal, instant, &opening));
    return opening;
}

static int64_t next_close(const ptv_calendar *cal, int64_t instant) {
    int64_t closing;
    assert_ok(ptv_calendar_next_close(cal, instant, &closing));
    return closing;
}

static bool is_open(const ptv_calendar *cal, int64_t instant) {
    int32_t open;
    assert_ok(ptv_calendar_is_open(cal, instant, &open));
    assert_true(open == 0 || open == 1);
    return open;
}

/* Open hours of a UTC week or other stretch of a calendar that is only asked that. */
static double hours(const char *rule, const char *text, int64_t from, int64_t to) {
    ptv_calendar *cal = calendar_in(rule, text);
    double result = (double)open_of(cal, from, to) / (double)HOUR;
    ptv_calendar_free(cal);
    return result;
}

/* ---- The text ---- */

/* 2025-03-03 is a Monday. */
static double hours_of_week(const char *text) {
    return hours(UTC, text, at(2025, 3, 3, 0, 0), at(2025, 3, 10, 0, 0));
}

static void text_forms(void **unused) {
    (void)unused;
    assert_exact(hours_of_week(""), 0);
    assert_exact(hours_of_week("\n\r\n   \t\n# only a comment"), 0);
    assert_exact(hours_of_week("mon 09:00-17:00"), 8);
    assert_exact(hours_of_week("mon-fri 09:00-17:00\n"), 40);
    assert_exact(hours_of_week("MON-Fri\t09:00-17:00   # and no more\r\nsat 10:00-14:00\r\n"), 44);
    assert_exact(hours_of_week("sat,sun 10:00-12:00 16:00-18:00"), 8);
    assert_exact(hours_of_week("mon-wed,fri 10:00-11:00"), 4);
    assert_exact(hours_of_week("fri-mon 10:00-11:00"), 4);
    assert_exact(hours_of_week("sun-sat 10:00-11:00"), 7);
    assert_exact(hours_of_week("mon-mon 10:00-11:00"), 1);
    assert_exact(hours_of_week("mon-sun 00:00-24:00"), 168);
    assert_exact(hours_of_week("mon-fri 09:00-17:00\nsat closed\nsun CLOSED"), 40);
    assert_exact(hours_of_week("mon 09:00-12:00 12:00-13:00 08:00-09:00"), 5);
    assert_exact(hours_of_week("mon 15:00-18:00 09:00-14:00#lunch"), 8);
    assert_exact(hours_of_week("mon 22:00-06:00"), 8);
    assert_exact(hours_of_week("mon 22:00-00:00\ntue 00:00-00:01"), 2 + 1 / 60.0);
    assert_exact(hours_of_week("sun 22:00-06:00"), 8); /* into the week, and out of it */
    assert_exact(hours_of_week("mon 22:00-06:00\ntue 05:00-07:00"), 9);
    assert_exact(hours_of_week("mon 22:00-06:00\ntue 01:00-02:00"), 8);
    assert_exact(hours_of_week("mon 09:00-08:59"), 23 + 59 / 60.0);
    assert_exact(hours_of_week("mon-tue 09:00-10:00 # not # holiday 2025-03-03"), 2);
    assert_exact(hours_of_week("mon-wed 09:00-10:00\nholiday 2025-03-04 2025-03-04"), 2);
}

struct faulty {
    const char *text;
    int32_t reason;
    uint32_t line, column;
};

static const struct faulty FAULTS[] = {
    {"open 09:00-17:00", PTV_CALENDAR_BAD_WORD, 1, 1},
    {"mon 09:00-17:00\n  monday 09:00-17:00", PTV_CALENDAR_BAD_WORD, 2, 3},
    {"09:00-17:00", PTV_CALENDAR_BAD_WORD, 1, 1},
    {"holidays 12-25", PTV_CALENDAR_BAD_WORD, 1, 1},
    {"-fri 09:00-17:00", PTV_CALENDAR_BAD_WORD, 1, 1},
    {"mon- 09:00-17:00", PTV_CALENDAR_BAD_DAY, 1, 5},
    {"mon-fry 09:00-17:00", PTV_CALENDAR_BAD_DAY, 1, 5},
    {"mon,tue, 09:00-17:00", PTV_CALENDAR_BAD_DAY, 1, 9},
    {"mon-tue-wed 09:00-17:00", PTV_CALENDAR_BAD_DAY, 1, 8},
    {"mon: 09:00-17:00", PTV_CALENDAR_BAD_DAY, 1, 4},
    {"mon{ 09:00-17:00", PTV_CALENDAR_BAD_DAY, 1, 4},
    {"mon 9:00-17:00", PTV_CALENDAR_BAD_TIME, 1, 5},
    {"mon 09:00-24:01", PTV_CALENDAR_BAD_TIME, 1, 11},
    {"mon 09:00-12:60", PTV_CALENDAR_BAD_TIME, 1, 11},
    {"mon 09:00-25:00", PTV_CALENDAR_BAD_TIME, 1, 11},
    {"mon 09:00-1", PTV_CALENDAR_BAD_TIME, 1, 11},
    {"mon 24:00-02:00", PTV_CALENDAR_BAD_TIME, 1, 5},
    {"mon 09:0o-17:00", PTV_CALENDAR_BAD_TIME, 1, 5},
    {"mon 09.00-10.00", PTV_CALENDAR_BAD_TIME, 1, 5},
    {"mon 09:00-10:00 closed", PTV_CALENDAR_BAD_TIME, 1, 17},
    {"mon", PTV_CALENDAR_BAD_SPAN, 1, 4},
    {"mon # 09:00-10:00", PTV_CALENDAR_BAD_SPAN, 1, 5},
    {"mon 09:00", PTV_CALENDAR_BAD_SPAN, 1, 10},
    {"mon 09:00-", PTV_CALENDAR_BAD_SPAN, 1, 10},
    {"mon 09:00+10:00", PTV_CALENDAR_BAD_SPAN, 1, 10},
    {"mon 09:00-10:00,11:00-12:00", PTV_CALENDAR_BAD_SPAN, 1, 16},
    {"mon 09:00-09:00", PTV_CALENDAR_BAD_SPAN, 1, 5},
    {"mon closed 09:00-10:00", PTV_CALENDAR_BAD_SPAN, 1, 12},
    {"special 2025-12-24", PTV_CALENDAR_BAD_SPAN, 1, 19},
    {"mon 09:00-12:00 11:59-13:00", PTV_CALENDAR_OVERLAP, 1, 17},
    {"mon 15:00-16:00 10:00-11:00 10:30-10:31", PTV_CALENDAR_OVERLAP, 1, 29},
    {"mon 22:00-06:00 23:00-24:00", PTV_CALENDAR_OVERLAP, 1, 17},
    {"special 2025-12-24 09:00-12:00 09:00-12:00", PTV_CALENDAR_OVERLAP, 1, 32},
    {"holiday", PTV_CALENDAR_BAD_DATE, 1, 8},
    {"holiday 2025-02-29", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"holiday 12-25 02-30", PTV_CALENDAR_BAD_DATE, 1, 15},
    {"holiday 13-01", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"holiday 00-10", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"holiday 04-00", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"holiday 25-12-01", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"holiday 2025/12/01", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"holiday 2O25-12-01", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"holiday 12/25", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"special", PTV_CALENDAR_BAD_DATE, 1, 8},
    {"special 12-24 09:00-13:00", PTV_CALENDAR_BAD_DATE, 1, 9},
    {"from", PTV_CALENDAR_BAD_DATE, 1, 5},
    {"from 01-01", PTV_CALENDAR_BAD_DATE, 1, 6},
    {"from 2025-01-01 mon", PTV_CALENDAR_BAD_DATE, 1, 17},
    {"from 2025-01-01\nfrom 2025-01-01", PTV_CALENDAR_ORDER, 2, 6},
    {"from 2025-01-02\nmon closed\nfrom 2025-01-01", PTV_CALENDAR_ORDER, 3, 6},
    {"mon 09:00-10:00\nsun-tue 11:00-12:00", PTV_CALENDAR_TWICE, 2, 1},
    {"tue,mon,tue closed", PTV_CALENDAR_TWICE, 1, 9},
    {"special 2025-12-24 closed\n#\nspecial 2025-12-25 closed\nspecial 2025-12-24 closed",
     PTV_CALENDAR_TWICE, 4, 9},
};

static void every_fault_has_its_place(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_by(UTC);
    for (size_t i = 0; i < COUNT_OF(FAULTS); i++) {
        const struct faulty *f = &FAULTS[i];
        ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
        ptv_calendar *cal = NULL;
        assert_untouched(cal, PTV_ERR_ARGUMENT,
                         ptv_calendar_new(f->text, strlen(f->text), zone, NULL, &error, &cal));
        if (error.reason != f->reason || error.line != f->line || error.column != f->column)
            fail_msg("%s: reason %d, line %u, column %u; want %d, %u, %u", f->text,
                     (int)error.reason, (unsigned)error.line, (unsigned)error.column,
                     (int)f->reason, (unsigned)f->line, (unsigned)f->column);
        assert_status(PTV_ERR_ARGUMENT,
                      ptv_calendar_new(f->text, strlen(f->text), zone, NULL, NULL, &cal));
    }
    ptv_zone_free(zone);
}

static void long_texts(void **unused) {
    (void)unused;
    enum { MOST = 1000000 };
    ptv_zone *zone = zone_by(UTC);
    ptv_calendar *cal = NULL;
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    char *text = malloc(MOST + 1);
    assert_non_null(text);
    memset(text, ' ', MOST + 1);
    assert_ok(ptv_calendar_new(text, MOST, zone, NULL, &error, &cal));
    ptv_calendar_free(cal);
    assert_untouched(cal, PTV_ERR_ARGUMENT,
                     ptv_calendar_new(text, MOST + 1, zone, NULL, &error, &cal));
    assert_true(error.reason == PTV_CALENDAR_TOO_LONG && error.line == 1 && error.column == 1);
    free(text);
    ptv_zone_free(zone);
}

static void every_reason_has_a_sentence(void **unused) {
    (void)unused;
    for (int32_t a = PTV_CALENDAR_NO_FAULT; a <= PTV_CALENDAR_TOO_LONG + 1; a++) {
        const char *sentence = ptv_calendar_reason(a);
        assert_true(strlen(sentence) > 10 && sentence[strlen(sentence) - 1] != '.');
        for (int32_t b = PTV_CALENDAR_NO_FAULT; b < a; b++)
            assert_string_not_equal(sentence, ptv_calendar_reason(b));
    }
    assert_string_equal(ptv_calendar_reason(-1), ptv_calendar_reason(INT32_MAX));
}

/* ---- Dates ---- */

static void holidays_and_special_dates(void **unused) {
    (void)unused;
    ptv_calendar *cal = calendar_in(UTC, "mon-sun 09:00-17:00\n"
                                         "holiday 12-25 02-29 2025-04-18\n"
                                         "special 2025-12-24 09:00-13:00\n"
                                         "special 2025-12-25 10:00-11:00 12:00-13:00\n"
                                         "holiday 2025-12-24 2025-12-26\n"
                                         "holiday 2025-12-26\n"
                                         "special 2025-12-27 closed\n");
    assert_true(open_of(cal, at(2025, 4, 17, 0, 0), at(2025, 4, 20, 0, 0)) == 16 * HOUR);
    assert_true(open_of(cal, at(2026, 4, 18, 0, 0), at(2026, 4, 19, 0, 0)) == 8 * HOUR);
    assert_true(open_of(cal, at(2025, 12, 24, 0, 0), at(2025, 12, 25, 0, 0)) == 4 * HOUR);
    assert_true(open_of(cal, at(2025, 12, 25, 0, 0), at(2025, 12, 26, 0, 0)) == 2 * HOUR);
    assert_true(open_of(cal, at(2025, 12, 26, 0, 0), at(2025, 12, 28, 0, 0)) == 0);
    assert_true(open_of(cal, at(2031, 12, 25, 0, 0), at(2031, 12, 26, 0, 0)) == 0);
    assert_true(open_of(cal, at(2024, 2, 29, 0, 0), at(2024, 3, 1, 0, 0)) == 0);
    assert_true(open_of(cal, at(2023, 2, 28, 0, 0), at(2023, 3, 2, 0, 0)) == 16 * HOUR);
    assert_true(open_of(cal, at(1900, 2, 28, 0, 0), at(1900, 3, 2, 0, 0)) == 16 * HOUR);
    assert_true(next_open(cal, at(2025, 12, 25, 13, 0)) == at(2025, 12, 28, 9, 0));
    ptv_calendar_free(cal);
}

static void nights_end_where_a_holiday_begins(void **unused) {
    (void)unused;
    const char *text = "mon-sun 22:00-06:00\n"
                       "holiday 2025-05-01\n"
                       "special 2025-05-05 23:00-02:00\n";
    ptv_calendar *cal = calendar_in(UTC, text);
    /* 30 April until midnight; the whole first of May not; 2 May from 22:00. */
    assert_true(next_close(cal, at(2025, 4, 30, 23, 0)) == at(2025, 5, 1, 0, 0));
    assert_true(next_open(cal, at(2025, 5, 1, 0, 0)) == at(2025, 5, 2, 22, 0));
    /* What is special replaces what comes from the day before, and spills itself. */
    assert_true(next_close(cal, at(2025, 5, 4, 23, 0)) == at(2025, 5, 5, 0, 0));
    assert_true(next_open(cal, at(2025, 5, 5, 0, 0)) == at(2025, 5, 5, 23, 0));
    assert_true(next_close(cal, at(2025, 5, 5, 23, 30)) == at(2025, 5, 6, 2, 0));
    ptv_calendar_free(cal);
}

static void versions_follow_one_another(void **unused) {
    (void)unused;
    ptv_calendar *cal = calendar_in(UTC, "mon-fri 09:00-17:00\n"
                                         "sun 22:00-06:00\n"
                                         "from 2025-03-03\n" /* a Monday */
                                         "mon-fri 08:00-16:00\n"
                                         "from 2026-01-01\n");
    assert_true(next_open(cal, at(2025, 2, 28, 0, 0)) == at(2025, 2, 28, 9, 0));
    /* The night began under the first version. */
    assert_true(next_close(cal, at(2025, 3, 2, 23, 0)) == at(2025, 3, 3, 6, 0));
    assert_true(next_open(cal, at(2025, 3, 3, 6, 0)) == at(2025, 3, 3, 8, 0));
    assert_true(next_open(cal, at(2025, 3, 9, 6, 0)) == at(2025, 3, 10, 8, 0));
    int64_t none = 0;
    assert_status(PTV_EMPTY, ptv_calendar_next_open(cal, at(2025, 12, 31, 16, 0), &none));
    assert_true(none == PTV_TIME_NONE);
    assert_true(open_of(cal, at(1900, 1, 1, 0, 0), at(1900, 1, 8, 0, 0)) == 48 * HOUR);
    ptv_calendar_free(cal);
    cal = calendar_in(UTC, "mon-sun 01:00-02:00\nfrom 0000-01-01\nmon-sun 03:00-04:00\n"
                           "from 1492-10-12\nfrom 1582-10-15\nmon-sun 05:00-06:00\n"
                           "from 1700-01-01\nfrom 1800-02-28\nfrom 1899-12-31\n"
                           "mon-sun 07:00-08:00\nfrom 9999-12-31");
    assert_true(next_open(cal, at(1900, 1, 1, 0, 0)) == at(1900, 1, 1, 7, 0));
    assert_true(next_open(cal, at(2200, 12, 31, 0, 0)) == at(2200, 12, 31, 7, 0));
    ptv_calendar_free(cal);
    cal = calendar_in(UTC, "from 2025-03-03\nmon 09:00-17:00");
    assert_true(next_open(cal, at(1900, 1, 1, 0, 0)) == at(2025, 3, 3, 9, 0));
    ptv_calendar_free(cal);
}

/* ---- Clocks that are moved ---- */

static void an_hour_that_is_missing_or_comes_twice(void **unused) {
    (void)unused;
    /* 2025-03-30 01:00 UTC and 2025-10-26 01:00 UTC */
    int64_t spring = at(2025, 3, 30, 0, 0), autumn = at(2025, 10, 26, 0, 0);
    assert_exact(hours(MADRID, "sun 01:00-05:00", spring - 2 * HOUR, spring + DAY), 3);
    assert_exact(hours(MADRID, "sun 01:00-05:00", autumn - 3 * HOUR, autumn + DAY), 5);
    assert_exact(hours(MADRID, "sun 02:00-03:00", spring - DAY, spring + DAY), 0);
    assert_exact(hours(MADRID, "sun 02:00-03:00", autumn - DAY, autumn + DAY), 2);
    /* Edges within the gap move to its end; within the overlap a shift is one. */
    assert_exact(hours(MADRID, "sun 02:30-04:00", spring - DAY, spring + DAY), 1);
    assert_exact(hours(MADRID, "sun 01:00-02:30", spring - DAY, spring + DAY), 1);
    assert_exact(hours(MADRID, "sun 01:00-02:30", autumn - DAY, autumn + DAY), 2.5);
    assert_exact(hours(MADRID, "sun 02:30-04:00", autumn - DAY, autumn + DAY), 2.5);
    assert_exact(hours(MADRID, "sun 02:15-02:45", autumn - DAY, autumn + DAY), 1.5);
    /* What ends as the overlap begins, ended before it; what begins as it ends, after it. */
    assert_exact(hours(MADRID, "sun 00:00-02:00", autumn - DAY, autumn + DAY), 2);
    assert_exact(hours(MADRID, "sun 03:00-04:00", autumn - DAY, autumn + DAY), 1);
    /* Nothing counts twice. */
    assert_exact(hours(MADRID, "sun 01:00-02:30 02:45-04:00", autumn - DAY, autumn + DAY), 4);
    /* A holiday of 23 and one of 25 hours. */
    assert_exact(
        hours(MADRID, "mon-sun 00:00-24:00\nholiday 2025-03-30", spring - DAY, spring + 2 * DAY),
        49);
    assert_exact(
        hours(MADRID, "mon-sun 00:00-24:00\nholiday 2025-10-26", autumn - DAY, autumn + 2 * DAY),
        47);
}

static void half_an_hour_on_lord_howe(void **unused) {
    (void)unused;
    /* 2025-10-05 02:00 to 02:30, 2025-04-06 02:00 to 01:30 */
    int64_t october = at(2025, 10, 4, 0, 0), april = at(2025, 4, 5, 0, 0);
    assert_exact(hours(LORD_HOWE, "sun 01:00-04:00", october, october + 2 * DAY), 2.5);
    assert_exact(hours(LORD_HOWE, "sun 01:00-04:00", april, april + 2 * DAY), 3.5);
    assert_exact(hours(LORD_HOWE, "sun 00:00-24:00", october, october + 3 * DAY), 23.5);
    assert_exact(hours(LORD_HOWE, "sun 00:00-24:00", april, april + 3 * DAY), 24.5);
}

static void midnights_that_are_moved(void **unused) {
    (void)unused;
    /* Azores, 2025-10-26: 00:00 to 01:00 comes twice; 25 hours of Sunday, 24 of Saturday. */
    int64_t october = at(2025, 10, 24, 0, 0);
    assert_exact(hours(AZORES, "sat 00:00-24:00", october, october + 5 * DAY), 24);
    assert_exact(hours(AZORES, "sun 00:00-24:00", october, october + 5 * DAY), 25);
    assert_exact(hours(AZORES, "sat 22:00-00:30", october, october + 5 * DAY), 3.5);
    assert_exact(hours(AZORES, "mon-sun 00:00-24:00", october, october + 5 * DAY), 120);
    assert_exact(hours(AZORES, "sat 22:00-06:00\nholiday 2025-10-26", october, october + 5 * DAY),
                 2);
    /* São Paulo by the rule until 2019: 23 hours on a Sunday in October, 25 on a Saturday. */
    int64_t begin = at(2018, 10, 19, 0, 0), end = at(2018, 2, 16, 0, 0);
    assert_exact(hours(SAO_PAULO, "sun 00:00-24:00", begin, begin + 5 * DAY), 23);
    assert_exact(hours(SAO_PAULO, "sat 22:00-01:00", begin, begin + 5 * DAY), 2);
    assert_exact(hours(SAO_PAULO, "sat 00:00-24:00", end, end + 5 * DAY), 25);
    assert_exact(hours(SAO_PAULO, "sat 23:00-01:00", end, end + 5 * DAY), 3);
    assert_exact(hours(SAO_PAULO, "mon-sun 00:00-24:00", end, end + 5 * DAY), 120);
}

/* ---- Answers ---- */

/* Apia left out Friday, 2011-12-30, and with it the evening before a night that was. */
static ptv_zone *apia(void) {
    static const uint8_t indexes[] = {1};
    static const int32_t offsets[] = {-36000, 50400};
    const int64_t times[] = {at(2011, 12, 30, 10, 0) / SECOND};
    const struct tzif_block block = {1, 2, times, indexes, offsets};
    return zone_of_tzif(&block, NULL);
}

static void a_night_after_a_date_that_never_was(void **unused) {
    (void)unused;
    static const char text[] = "fri 22:00-06:00";
    const int64_t saturday = at(2011, 12, 30, 10, 0);
    ptv_zone *zone = apia();
    ptv_calendar *cal;
    assert_ok(ptv_calendar_new(text, strlen(text), zone, NULL, NULL, &cal));
    assert_true(open_of(cal, saturday - 5 * DAY, saturday + 5 * DAY) == 6 * HOUR);
    assert_true(next_open(cal, saturday - 5 * DAY) == saturday);
    assert_true(next_close(cal, saturday) == saturday + 6 * HOUR);
    ptv_calendar_free(cal);
    ptv_zone_free(zone);
}

static void openings_are_open_and_closings_are_not(void **unused) {
    (void)unused;
    ptv_calendar *cal = calendar_in(UTC, "mon-fri 09:00-17:00");
    int64_t opening = at(2025, 3, 3, 9, 0), closing = at(2025, 3, 3, 17, 0);
    assert_false(is_open(cal, opening - 1));
    assert_true(is_open(cal, opening));
    assert_true(is_open(cal, closing - 1));
    assert_false(is_open(cal, closing));
    assert_true(next_open(cal, opening - 1) == opening);
    assert_true(next_open(cal, opening) == opening);
    assert_true(next_open(cal, closing - 1) == closing - 1);
    assert_true(next_open(cal, closing) == opening + DAY);
    assert_true(next_close(cal, opening - 1) == opening - 1);
    assert_true(next_close(cal, opening) == closing);
    assert_true(next_close(cal, closing) == closing);
    ptv_calendar_free(cal);
}

static void due_times(void **unused) {
    (void)unused;
    ptv_calendar *cal = calendar_in(UTC, "mon-fri 09:00-13:00 14:00-18:00");
    int64_t friday = at(2025, 3, 7, 0, 0), monday = friday + 3 * DAY;
    assert_true(due_of(cal, friday, 0) == friday); /* though closed */
    assert_true(due_of(cal, friday, 1) == friday + 9 * HOUR + 1);
    assert_true(due_of(cal, friday, 4 * HOUR) == friday + 13 * HOUR);
    assert_true(due_of(cal, friday, 8 * HOUR) == friday + 18 * HOUR); /* not on Monday */
    assert_true(due_of(cal, friday, 4 * HOUR + 1) == friday + 14 * HOUR + 1);
    assert_true(due_of(cal, friday + 17 * HOUR, 2 * HOUR) == monday + 10 * HOUR);
    assert_true(due_of(cal, friday + 18 * HOUR, HOUR) == monday + 10 * HOUR);
    assert_true(due_of(cal, friday, 40 * HOUR) == friday + 6 * DAY + 18 * HOUR);
    int64_t due = 0;
    assert_status(PTV_EMPTY, ptv_calendar_due(cal, friday, INT64_MAX, &due));
    assert_true(due == PTV_TIME_NONE);
    assert_untouched(due, PTV_ERR_ARGUMENT, ptv_calendar_due(cal, friday, -1, &due));
    ptv_calendar_free(cal);
}

/* A day may hold as many spans as fit. */
static void many_spans_a_day(void **unused) {
    (void)unused;
    char text[9000] = "mon-sun", *end = text + 7;
    for (int minute = 1; minute < 1440; minute += 2)
        end += snprintf(end, 13, " %02d:%02d-%02d:%02d", minute / 60, minute % 60,
                        (minute + 1) / 60, (minute + 1) % 60);
    ptv_calendar *cal = calendar_in("<+0530>-5:30", text);
    int64_t day = at(2025, 3, 3, 0, 0);
    assert_true(open_of(cal, day, day + DAY) == 12 * HOUR);
    for (int64_t t = day; t < day + DAY; t += 17 * SECOND) {
        bool odd = (t / MINUTE) % 2 != 0;
        assert_true(is_open(cal, t) == odd);
        assert_true(next_open(cal, t) == (odd ? t : t / MINUTE * MINUTE + MINUTE));
        assert_true(next_close(cal, t) == (odd ? t / MINUTE * MINUTE + MINUTE : t));
        int64_t past = t % MINUTE, opening = next_open(cal, t);
        assert_true(open_of(cal, day, t) == (t - day) / (2 * MINUTE) * MINUTE + (odd ? past : 0));
        /* What is left of this minute, and the rest of the minute after the next. */
        int64_t due = opening + MINUTE + (odd && past > 0 ? MINUTE : 0);
        assert_true(due_of(cal, t, MINUTE) == due);
    }
    ptv_calendar_free(cal);
}

/* Hours of which every other one is open: up to seven of them, each asked for at any time of it. */
static void a_few_spans_a_day(void **unused) {
    (void)unused;
    char text[200] = "mon-sun", *end = text + 7;
    int64_t day = at(2025, 3, 3, 0, 0);
    for (int spans = 1; spans <= 7; spans++) {
        end += snprintf(end, 13, " %02d:00-%02d:00", 2 * spans - 1, 2 * spans);
        ptv_calendar *cal = calendar_in(UTC, text);
        for (int64_t t = 0, open = 0; t <= DAY; t += 10 * MINUTE) {
            assert_true(open_of(cal, day, day + t) == open);
            open += t / HOUR % 2 == 1 && t < 2 * spans * HOUR ? 10 * MINUTE : 0;
        }
        ptv_calendar_free(cal);
    }
}

static void the_range_is_1900_to_2200(void **unused) {
    (void)unused;
    ptv_calendar *cal = calendar_in(MADRID, "mon-sun 00:00-24:00");
    int64_t first = at(1900, 1, 1, 0, 0) - HOUR, last = at(2201, 1, 1, 0, 0) - HOUR, t = 5;
    int32_t open = 5;
    assert_true(open_of(cal, first, last) == last - first);
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_calendar_open_ms(cal, first - 1, last, &t));
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_calendar_open_ms(cal, first, last + 1, &t));
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_calendar_open_ms(cal, PTV_TIME_NONE, last, &t));
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_calendar_open_ms(cal, first, INT64_MAX, &t));
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_calendar_due(cal, first - 1, 0, &t));
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_calendar_next_open(cal, last + 1, &t));
    assert_untouched(t, PTV_ERR_ARGUMENT, ptv_calendar_next_close(cal, first - 1, &t));
    assert_untouched(open, PTV_ERR_ARGUMENT, ptv_calendar_is_open(cal, last + 1, &open));
    assert_true(is_open(cal, first) && is_open(cal, last));
    assert_true(due_of(cal, first, last - first) == last);
    assert_status(PTV_EMPTY, ptv_calendar_due(cal, first, last - first + 1, &t));
    assert_true(t == PTV_TIME_NONE);
    assert_status(PTV_EMPTY, ptv_calendar_next_close(cal, first, &t));
    assert_true(t == PTV_TIME_NONE);
    ptv_calendar_free(cal);
}

static void pointers_and_sizes(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_by(UTC);
    ptv_calendar *cal = calendar_in(UTC, "mon 09:00-10:00"), *none = NULL;
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT, wrong = error, made;
    int64_t ms = 0;
    int32_t open = 0;
    scribble(made);
    assert_ok(ptv_calendar_error_init(&made));
    assert_same_bytes(made, error);
    assert_status(PTV_ERR_NULL, ptv_calendar_error_init(NULL));
    assert_untouched(none, PTV_ERR_NULL, ptv_calendar_new(NULL, 1, zone, NULL, &error, &none));
    assert_untouched(none, PTV_ERR_NULL, ptv_calendar_new("", 0, NULL, NULL, &error, &none));
    assert_status(PTV_ERR_NULL, ptv_calendar_new("", 0, zone, NULL, &error, NULL));
    wrong.size = 1;
    assert_untouched(none, PTV_ERR_SIZE, ptv_calendar_new("", 0, zone, NULL, &wrong, &none));
    assert_true(wrong.size == 1);
    assert_ok(ptv_calendar_new(NULL, 0, zone, NULL, NULL, &none));
    ptv_calendar_free(none);
    ptv_calendar_free(NULL);
    assert_status(PTV_ERR_NULL, ptv_calendar_open_ms(NULL, 0, 0, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_open_ms(cal, 0, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_calendar_due(NULL, 0, 0, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_due(cal, 0, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_calendar_is_open(NULL, 0, &open));
    assert_status(PTV_ERR_NULL, ptv_calendar_is_open(cal, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_calendar_next_open(NULL, 0, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_next_open(cal, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_calendar_next_close(NULL, 0, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_next_close(cal, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_calendar_open_column(NULL, &ms, &ms, 0, 1, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_open_column(cal, NULL, &ms, 0, 1, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_open_column(cal, &ms, NULL, 0, 1, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_open_column(cal, &ms, &ms, 0, 1, NULL));
    assert_ok(ptv_calendar_open_column(cal, NULL, NULL, 0, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_calendar_due_column(NULL, &ms, 0, 0, 1, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_due_column(cal, NULL, 0, 0, 1, &ms));
    assert_status(PTV_ERR_NULL, ptv_calendar_due_column(cal, &ms, 0, 0, 1, NULL));
    assert_ok(ptv_calendar_due_column(cal, NULL, 0, 0, 0, NULL));
    ptv_calendar_free(cal);
    ptv_zone_free(zone);
}

static ptv_status fill_error(void *output, void *ctx) {
    ptv_calendar *cal;
    ptv_status status = ptv_calendar_new("mon", 3, ctx, NULL, output, &cal);
    return status == PTV_ERR_ARGUMENT ? PTV_OK : status;
}

static void errors_of_every_size(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_by(UTC);
    assert_output_size_checked(fill_error, zone, sizeof(ptv_calendar_error));
    ptv_zone_free(zone);
}

static void columns_are_rows(void **unused) {
    (void)unused;
    enum { ROWS = 200, OFFSET = 3 };
    ptv_calendar *cal = calendar_in(MADRID, "mon-fri 09:00-13:00 14:00-18:00\nholiday 12-25");
    struct generator generator = {5};
    int64_t from[ROWS], to[ROWS], got[ROWS], want;
    for (size_t i = 0; i < ROWS; i++) {
        from[i] = at(2000, 1, 1, 0, 0) + (int64_t)random_below(&generator, 1000000000000);
        to[i] = from[i] + (int64_t)random_below(&generator, 2000000000) - 1000000000;
        from[i] = i % 7 == 0 ? PTV_TIME_NONE : from[i];
        to[i] = i % 11 == 0 ? PTV_TIME_NONE : to[i];
    }
    const size_t n = ROWS - OFFSET;
    assert_ok(ptv_calendar_open_column(cal, from, to, OFFSET, n, got));
    for (size_t i = OFFSET; i < ROWS; i++) {
        want = PTV_TIME_NONE;
        if (from[i] != PTV_TIME_NONE && to[i] != PTV_TIME_NONE)
            want = open_of(cal, from[i], to[i]);
        assert_true(got[i - OFFSET] == want);
    }
    assert_ok(ptv_calendar_due_column(cal, from, 3 * HOUR, OFFSET, n, got));
    for (size_t i = OFFSET; i < ROWS; i++) {
        want = from[i] == PTV_TIME_NONE ? PTV_TIME_NONE : due_of(cal, from[i], 3 * HOUR);
        assert_true(got[i - OFFSET] == want);
    }
    int64_t late[] = {at(2000, 1, 3, 0, 0), at(2200, 12, 31, 17, 30), at(2000, 1, 3, 0, 0)};
    assert_status(PTV_EMPTY, ptv_calendar_due_column(cal, late, HOUR, 0, COUNT_OF(late), got));
    assert_true(got[0] == late[0] + 9 * HOUR && got[1] == PTV_TIME_NONE && got[2] == got[0]);
    assert_status(PTV_ERR_ARGUMENT, ptv_calendar_due_column(cal, late, -1, 0, 1, got));
    late[1] = INT64_MAX;
    assert_status(PTV_ERR_ARGUMENT, ptv_calendar_due_column(cal, late, HOUR, 0, 2, got));
    assert_status(PTV_ERR_ARGUMENT, ptv_calendar_open_column(cal, late, late, 0, 2, got));
    ptv_calendar_free(cal);
}

/* A row alone, whichever it is. */
static ptv_status plain_row(const ptv_calendar *cal, int64_t from, int64_t to, int64_t *ms) {
    if (from != PTV_TIME_NONE && to != PTV_TIME_NONE)
        return ptv_calendar_open_ms(cal, from, to, ms);
    *ms = PTV_TIME_NONE;
    return PTV_OK;
}

/* Rows up to the first one that is refused, as each set of instructions counts them. */
static void check_rows(const ptv_calendar *cal, const int64_t *from, const int64_t *to, size_t n) {
    enum { MOST = 40 };
    const unsigned sets[] = {0, ptvi_processor() & PTVI_AVX2, ptvi_processor()};
    int64_t want[MOST];
    ptv_status status = PTV_OK;
    size_t known = 0;
    for (; known < n && status == PTV_OK; known += status == PTV_OK)
        status = plain_row(cal, from[known], to[known], &want[known]);
    for (size_t v = 0; v < COUNT_OF(sets); v++) {
        int64_t got[MOST];
        assert_status(status, ptvi_open_rows(sets[v], cal, from, to, n, got));
        if (status == PTV_OK)
            assert_memory_equal(got, want, n * sizeof *got);
    }
}

/* Days of up to one, two, six, and more openings are counted in ways of their own. */
static void every_variant_counts_the_rows(void **unused) {
    (void)unused;
    static const char *const texts[] = {
        "",
        "mon-fri 09:00-17:00",
        "mon-sun 09:00-13:00 14:00-18:00",
        "mon-fri 08:00-09:00 10:00-11:00 12:00-13:00\nsat 08:00-12:00",
        "mon 01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 11:00-12:00\nsun closed",
        "mon 01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 11:00-12:00 13:00-14:00",
    };
    struct generator generator = {17};
    for (size_t t = 0; t < COUNT_OF(texts); t++) {
        ptv_calendar *cal = calendar_in(MADRID, texts[t]);
        for (int round = 0; round < 300; round++) {
            int64_t from[40], to[40];
            size_t n = random_below(&generator, COUNT_OF(from) + 1);
            /* All instants, or a missing one here and there, or a row that is refused. */
            uint64_t kind = random_below(&generator, 3);
            for (size_t i = 0; i < n; i++) {
                from[i] = at(1990, 1, 1, 0, 0) + (int64_t)random_below(&generator, 1000000000000);
                to[i] = from[i] + (int64_t)random_below(&generator, 2000000000) - 1000000000;
                if (kind > 0 && random_below(&generator, 9) == 0)
                    *(random_below(&generator, 2) ? &from[i] : &to[i]) = PTV_TIME_NONE;
            }
            if (kind == 2 && n > 0)
                from[random_below(&generator, n)] = at(2201, 1, 2, 0, 0);
            check_rows(cal, from, to, n);
        }
        ptv_calendar_free(cal);
    }
}

/* ---- Memory ---- */

static ptv_status make_text(const char *text, const ptv_zone *zone,
                            const ptv_allocator *allocator) {
    ptv_calendar *cal = NULL;
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT, before = error;
    ptv_status status = ptv_calendar_new(text, strlen(text), zone, allocator, &error, &cal);
    assert_true((cal != NULL) == (status == PTV_OK));
    if (status < 0)
        assert_same_bytes(error, before);
    ptv_calendar_free(cal);
    return status;
}

/* So many dates of which none is like another; the last one is that of which a calendar knows. */
static ptv_status make_special(const ptv_allocator *allocator, void *ctx) {
    const int *n = ctx;
    char text[3000], *end = text;
    ptv_zone *zone = zone_by(UTC);
    for (int i = 0; i < *n; i++)
        end += snprintf(end, 40, "special %d-12-31 09:00-10:%02d\n", 2200 - i, i);
    ptv_status status = make_text(text, zone, allocator);
    ptv_zone_free(zone);
    return status;
}

/* Before a night whose evening never was, so many dates of which none is like another. */
static ptv_status make_before_night(const ptv_allocator *allocator, void *zone) {
    char text[3000], *end = text;
    for (int i = 0; i < 33; i++)
        end += snprintf(end, 40, "special %d-06-15 09:00-10:%02d\n", 2011 - i, i);
    (void)snprintf(end, 40, "from 2011-12-30\nfri 22:00-06:00\n");
    return make_text(text, zone, allocator);
}

static ptv_status make(const ptv_allocator *allocator, void *zone) {
    return make_text("mon-fri 09:00-14:00 15:00-18:00\n"
                     "holiday 12-25 12-26 01-01 01-06 05-01 2025-04-18\n"
                     "special 2025-12-24 09:00-13:00\n"
                     "from 2026-01-01\nmon-sun 22:00-06:00\n",
                     zone, allocator);
}

static void every_allocation_may_fail(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_by(MADRID);
    size_t failures = for_each_failure(make, zone);
    assert_true(failures >= 10 && failures < 100);
    ptv_zone_free(zone);
    /* As many as ask for more room with the last date: behind its day, and for its hours. */
    for (int n = 31; n <= 33; n += 2)
        assert_true(for_each_failure(make_special, &n) >= 10);
    zone = apia();
    assert_true(for_each_failure(make_before_night, zone) >= 10);
    ptv_zone_free(zone);
}

static void faulty_texts_leak_nothing(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_by(UTC);
    for (size_t i = 0; i < COUNT_OF(FAULTS); i++) {
        struct failing_allocator counting;
        ptv_allocator allocator = failing_allocator(&counting);
        ptv_calendar *cal;
        assert_status(PTV_ERR_ARGUMENT, ptv_calendar_new(FAULTS[i].text, strlen(FAULTS[i].text),
                                                         zone, &allocator, NULL, &cal));
        assert_true(counting.blocks == 0 && counting.calls > 0);
    }
    ptv_zone_free(zone);
}

static void an_ordinary_calendar_is_small(void **unused) {
    (void)unused;
    static const char text[] = "mon-fri 09:00-14:00 15:00-18:00\nsat 10:00-14:00\n"
                               "holiday 01-01 01-06 05-01 08-15 10-12 11-01 12-06 12-08 12-25\n";
    struct failing_allocator counting;
    ptv_allocator allocator = failing_allocator(&counting);
    ptv_zone *zone = zone_by(MADRID);
    ptv_calendar *cal;
    assert_ok(ptv_calendar_new(text, strlen(text), zone, &allocator, NULL, &cal));
    assert_in_range(counting.bytes, 100000, 200000);
    assert_in_range(counting.most, 100000, 250000);
    ptv_zone_free(zone); /* the calendar has no need of it any more */
    assert_true(open_of(cal, at(2025, 3, 3, 0, 0), at(2025, 3, 10, 0, 0)) == 44 * HOUR);
    ptv_calendar_free(cal);
    assert_true(counting.blocks == 0);
}

/* ---- What others get wrong ---- */

static void a_calendar_that_never_opens_is_no_endless_loop(void **unused) {
    (void)unused;
    static const char *const texts[] = {"", "mon-sun closed", "from 2300-01-01\nmon 09:00-10:00"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        ptv_calendar *cal = calendar_in(MADRID, texts[i]);
        int64_t now = at(2025, 3, 3, 12, 0), t = 0;
        assert_status(PTV_EMPTY, ptv_calendar_due(cal, now, 1, &t));
        assert_true(t == PTV_TIME_NONE);
        assert_status(PTV_EMPTY, ptv_calendar_next_open(cal, now, &t));
        assert_true(t == PTV_TIME_NONE);
        assert_true(next_close(cal, now) == now && !is_open(cal, now));
        assert_true(due_of(cal, now, 0) == now);
        assert_true(open_of(cal, at(1901, 1, 1, 0, 0), at(2199, 1, 1, 0, 0)) == 0);
        ptv_calendar_free(cal);
    }
}

/* 23:59 as the end of a day would lose a minute, 23:59:59 a second. */
static void around_the_clock_loses_nothing(void **unused) {
    (void)unused;
    static const char *const rules[] = {UTC, MADRID, LORD_HOWE, AZORES, SAO_PAULO};
    static const char *const texts[] = {"mon-sun 00:00-24:00", "sun-sat 12:00-11:59 11:59-12:00",
                                        "mon-sun 00:00-12:00 12:00-00:00"};
    for (size_t i = 0; i < COUNT_OF(rules) * COUNT_OF(texts); i++) {
        ptv_calendar *cal = calendar_in(rules[i % COUNT_OF(rules)], texts[i / COUNT_OF(rules)]);
        int64_t from = at(1995, 1, 1, 0, 0) + 12345, to = at(2095, 1, 1, 0, 0) + 54321;
        assert_true(open_of(cal, from, to) == to - from);
        assert_true(due_of(cal, from, to - from) == to);
        ptv_calendar_free(cal);
    }
}

/* The offset of each instant, not today's. */
static void the_past_keeps_its_own_offset(void **unused) {
    (void)unused;
    ptv_calendar *cal = calendar_in(MADRID, "mon-fri 09:00-18:00");
    /* A ticket of winter and one of summer, both from 08:30 to 10:00 by the clock on the wall. */
    assert_true(open_of(cal, at(2025, 1, 15, 7, 30), at(2025, 1, 15, 9, 0)) == HOUR);
    assert_true(open_of(cal, at(2025, 7, 16, 6, 30), at(2025, 7, 16, 8, 0)) == HOUR);
    /* All of October 2025, clock change and all: 23 days of 9 hours. */
    assert_true(open_of(cal, at(2025, 9, 30, 22, 0), at(2025, 10, 31, 23, 0)) == 23 * 9 * HOUR);
    ptv_calendar_free(cal);
}

static void five_minutes_are_five_minutes(void **unused) {
    (void)unused;
    ptv_calendar *cal = calendar_in(MADRID, "mon-fri 09:00-18:00");
    int64_t nine = at(2025, 1, 15, 8, 0), six = at(2025, 1, 15, 17, 0);
    assert_true(open_of(cal, nine, nine + 5 * MINUTE) == 5 * MINUTE);
    assert_true(open_of(cal, nine, nine + 59 * MINUTE) == 59 * MINUTE);
    /* Over night: two minutes before closing, three after opening. */
    assert_true(open_of(cal, six - 2 * MINUTE, nine + DAY + 3 * MINUTE) == 5 * MINUTE);
    ptv_calendar_free(cal);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_forms),
        cmocka_unit_test(every_fault_has_its_place),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(every_reason_has_a_sentence),
        cmocka_unit_test(holidays_and_special_dates),
        cmocka_unit_test(nights_end_where_a_holiday_begins),
        cmocka_unit_test(versions_follow_one_another),
        cmocka_unit_test(an_hour_that_is_missing_or_comes_twice),
        cmocka_unit_test(half_an_hour_on_lord_howe),
        cmocka_unit_test(midnights_that_are_moved),
        cmocka_unit_test(a_night_after_a_date_that_never_was),
        cmocka_unit_test(openings_are_open_and_closings_are_not),
        cmocka_unit_test(due_times),
        cmocka_unit_test(many_spans_a_day),
        cmocka_unit_test(a_few_spans_a_day),
        cmocka_unit_test(the_range_is_1900_to_2200),
        cmocka_unit_test(pointers_and_sizes),
        cmocka_unit_test(errors_of_every_size),
        cmocka_unit_test(columns_are_rows),
        cmocka_unit_test(every_variant_counts_the_rows),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(faulty_texts_leak_nothing),
        cmocka_unit_test(an_ordinary_calendar_is_small),
        cmocka_unit_test(a_calendar_that_never_opens_is_no_endless_loop),
        cmocka_unit_test(around_the_clock_loses_nothing),
        cmocka_unit_test(the_past_keeps_its_own_offset),
        cmocka_unit_test(five_minutes_are_five_minutes),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
