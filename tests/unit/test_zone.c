/* SPDX-License-Identifier: MIT */
/* zone.h */
#include "states.h"
#include "tzif.h"

#include "time/zone.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

static const int64_t limit = INT64_C(6400000000000000);

static const char madrid[] = "CET-1CEST,M3.5.0,M10.5.0/3";

/* Day numbers: 2024-03-31 and 2024-10-27, when Madrid's clocks were moved. */
enum { SPRING = 19813, AUTUMN = 20023 };

static int64_t at_day(int64_t day, int64_t ms) {
    return day * DAY + ms;
}

static void every_function_refuses_null(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_rule(madrid), *other = NULL;
    const int64_t instant = 0;
    int64_t out = 7;
    int32_t found = 7;
    size_t len = 7;
    uint8_t image[8] = {0};
    assert_status(PTV_ERR_NULL, ptv_zone_new_tzif(NULL, 0, NULL, &other));
    assert_status(PTV_ERR_NULL, ptv_zone_new_tzif("TZif", 4, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_new_posix(NULL, NULL, &other));
    assert_status(PTV_ERR_NULL, ptv_zone_new_posix("UTC0", NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_new_fixed(0, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_copy(NULL, NULL, &other));
    assert_status(PTV_ERR_NULL, ptv_zone_copy(zone, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_offset(NULL, 0, &out));
    assert_status(PTV_ERR_NULL, ptv_zone_offset(zone, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_to_local(NULL, 0, &out));
    assert_status(PTV_ERR_NULL, ptv_zone_to_local(zone, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_to_instant(NULL, 0, 0, &out, &found));
    assert_status(PTV_ERR_NULL, ptv_zone_to_instant(zone, 0, 0, NULL, &found));
    assert_status(PTV_ERR_NULL, ptv_zone_period(NULL, PTV_PERIOD_DAY, 0, &out));
    assert_status(PTV_ERR_NULL, ptv_zone_period(zone, PTV_PERIOD_DAY, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_period_start(NULL, PTV_PERIOD_DAY, 0, &out));
    assert_status(PTV_ERR_NULL, ptv_zone_period_start(zone, PTV_PERIOD_DAY, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_period_column(NULL, 1, &instant, NULL, 0, 1, &out));
    assert_status(PTV_ERR_NULL, ptv_zone_period_column(zone, 1, NULL, NULL, 0, 1, &out));
    assert_status(PTV_ERR_NULL, ptv_zone_period_column(zone, 1, &instant, NULL, 0, 1, NULL));
    assert_ok(ptv_zone_period_column(zone, 1, NULL, NULL, 0, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_serialize(NULL, NULL, 0, &len));
    assert_status(PTV_ERR_NULL, ptv_zone_serialize(zone, NULL, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_zone_serialize(zone, NULL, 1, &len));
    assert_status(PTV_ERR_NULL, ptv_zone_deserialize(NULL, NULL, 0, &other));
    assert_status(PTV_ERR_NULL, ptv_zone_deserialize(NULL, image, sizeof image, NULL));
    assert_true(out == 7 && found == 7 && len == 7 && other == NULL);
    ptv_zone_free(zone);
    ptv_zone_free(NULL);
}

static void every_function_refuses_what_is_out_of_range(void **unused) {
    (void)unused;
    static const int64_t beyond[] = {limit, -limit, INT64_MAX, INT64_MIN};
    static const int32_t units[] = {0, 6, -1, INT32_MIN, INT32_MAX};
    ptv_zone *zone = zone_of_rule(madrid);
    int64_t out = 7;
    int32_t found = 7;
    for (size_t i = 0; i < COUNT_OF(beyond); i++) {
        assert_status(PTV_ERR_ARGUMENT, ptv_zone_offset(zone, beyond[i], &out));
        assert_status(PTV_ERR_ARGUMENT, ptv_zone_to_local(zone, beyond[i], &out));
        assert_status(PTV_ERR_ARGUMENT, ptv_zone_to_instant(zone, beyond[i], 0, &out, &found));
        for (int32_t unit = PTV_PERIOD_DAY; unit <= PTV_PERIOD_YEAR; unit++) {
            assert_status(PTV_ERR_ARGUMENT, ptv_zone_period(zone, unit, beyond[i], &out));
            assert_status(PTV_ERR_ARGUMENT, ptv_zone_period_start(zone, unit, beyond[i], &out));
        }
    }
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        assert_status(PTV_ERR_ARGUMENT, ptv_zone_period(zone, units[i], 0, &out));
        assert_status(PTV_ERR_ARGUMENT, ptv_zone_period_start(zone, units[i], 0, &out));
        assert_status(PTV_ERR_ARGUMENT,
                      ptv_zone_period_column(zone, units[i], NULL, NULL, 0, 0, NULL));
    }
    assert_status(PTV_ERR_ARGUMENT, ptv_zone_to_instant(zone, 0, 2, &out, &found));
    assert_status(PTV_ERR_ARGUMENT, ptv_zone_to_instant(zone, 0, -1, &out, &found));
    assert_true(out == 7 && found == 7);
    ptv_zone_free(zone);
}

/* At the ends of the range everything still works, or says that it leads out of it. */
static void the_range_to_its_ends(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_rule("NZST-12NZDT,M9.5.0,M4.1.0/3");
    for (int64_t sign = -1; sign <= 1; sign += 2) {
        int64_t end = sign * (limit - 1), local, instant;
        assert_ok(ptv_zone_to_local(zone, end, &local));
        assert_true(local - end == offset_at(zone, end));
        ptv_status back = ptv_zone_to_instant(zone, end, PTV_LOCAL_START, &instant, NULL);
        assert_status(sign < 0 ? PTV_ERR_ARGUMENT : PTV_OK, back); /* east of Greenwich */
        for (int32_t unit = PTV_PERIOD_DAY; unit <= PTV_PERIOD_YEAR; unit++) {
            int64_t index = period_at(zone, unit, end);
            ptv_status outside =
                ptv_zone_period_start(zone, unit, sign < 0 ? index : index + 1, &instant);
            assert_status(PTV_ERR_ARGUMENT, outside);
            assert_true(sign * start_of(zone, unit, sign < 0 ? index + 1 : index) <= limit - 1);
        }
    }
    ptv_zone_free(zone);
}

static void fixed_offsets(void **unused) {
    (void)unused;
    static const int64_t good[] = {
        0, HOUR, -HOUR, 20700 * SECOND, 26 * HOUR - SECOND, SECOND - 26 * HOUR};
    static const int64_t bad[] = {26 * HOUR, -26 * HOUR, 1, -1, HOUR + 999, INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        ptv_zone *zone = NULL;
        assert_ok(ptv_zone_new_fixed(good[i], NULL, &zone));
        assert_true(offset_at(zone, -limit + 1) == good[i]);
        assert_true(offset_at(zone, limit - 1) == good[i]);
        ptv_zone_free(zone);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        ptv_zone *zone = NULL;
        assert_untouched(zone, PTV_ERR_ARGUMENT, ptv_zone_new_fixed(bad[i], NULL, &zone));
    }
}

static const char *const good_rules[] = {
    "UTC0",
    "<+0330>-3:30",
    "<-03>3",
    "abc+24:59:59",
    "LMT0:01:15",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "EST5EDT4,M3.2.0/02:00:00,M11.1.0/+2",
    "IST-1GMT0,M10.5.0,M3.5.0/1",
    "IST-2IDT,M3.4.4/26,M10.5.0",
    "XXX3EDT4,0/0,J365/23",
    "AAA0BBB,J60/-167:59:59,J300/167:59:59",
    "AAA0BBB,365,100",
    "<A-Z+09az>1<LONGNAMESAREALLOWED>,J060/2,J300",
    "AAA24:59:59BBB-24:59:59,M1.1.0,M7.5.6",
};

static const char *const bad_rules[] = {
    "",
    "0",
    "AB0",
    "UTC",
    "UTC ",
    "UTC0 ",
    " UTC0",
    "UTC0\n",
    "<AB>0",
    "<ABC0",
    "<AB C>0",
    "A1C0",
    "A[C0",
    "ab{0",
    "UTC25",
    "UTC100",
    "UTC1:60",
    "UTC1:1",
    "UTC1:00:60",
    "UTC1:00:00:00",
    "UTC--1",
    "UTC-+1",
    "UTC+",
    "EST5EDT", /* when, POSIX leaves to the machine */
    "EST5EDT4",
    "EST5EDT,",
    "EST5EDT,M3.2.0",
    "EST5EDT,M3.2.0,",
    "EST5,M3.2.0,M11.1.0",
    "EST5EDT,M3.2.0,M11.1.0,",
    "EST5EDT,M0.2.0,M11.1.0",
    "EST5EDT,M13.2.0,M11.1.0",
    "EST5EDT,M3.0.0,M11.1.0",
    "EST5EDT,M3.6.0,M11.1.0",
    "EST5EDT,M3.2.7,M11.1.0",
    "EST5EDT,M3.2,M11.1.0",
    "EST5EDT,M3.2.0/,M11.1.0",
    "EST5EDT,M3.2.0/168,M11.1.0",
    "EST5EDT,M3.2.0/2:60,M11.1.0",
    "EST5EDT,J0,J300",
    "EST5EDT,J366,J300",
    "EST5EDT,366,300",
    "EST5EDT,-1,300",
    "EST5EDT,J1,J1/3",          /* no time between the changes */
    "EST5EDT,0/0,J365/26",      /* the next year's first is before this year's second */
    "EST5EDT,0/0,M12.5.4/25",   /* done just when the next year's is, but in some years only */
    "EST5EDT,M3.5.0,J88",       /* not in the same order every year */
    "AAA0BBB,J1/-167,J365/167", /* longer than the year */
};

static void rules(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(good_rules); i++)
        ptv_zone_free(zone_of_rule(good_rules[i]));
    for (size_t i = 0; i < COUNT_OF(bad_rules); i++) {
        ptv_zone *zone = NULL;
        if (ptv_zone_new_posix(bad_rules[i], NULL, &zone) != PTV_ERR_ARGUMENT || zone)
            fail_msg("\"%s\" was taken", bad_rules[i]);
    }
}

/* Rules that say the same in other words. */
static void equal_rules_have_equal_bytes(void **unused) {
    (void)unused;
    static const char *const pairs[][2] = {
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "GMT0IST,M3.5.0/1,M10.5.0"},
        {"XXX3EDT4,0/0,J365/23", "XXX4"},
        {"EST5EDT,0/0,J365/25", "EDT4"},
        {"EDT4EST5,J365/25,0/0", "EDT4"},
        {"AAA5BBB5,M3.2.0,M11.1.0", "CCC5"},
        {"AAA5BBB,J59,J300", "AAA5BBB4,58/2,J300/2"},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        ptv_zone *a = zone_of_rule(pairs[i][0]), *b = zone_of_rule(pairs[i][1]);
        assert_true(same_zone(a, b));
        ptv_zone_free(a);
        ptv_zone_free(b);
    }
    ptv_zone *leap = zone_of_rule("AAA5BBB,J60,J300"), *no_leap = zone_of_rule("AAA5BBB,59,J300");
    assert_false(same_zone(leap, no_leap));
    ptv_zone_free(leap);
    ptv_zone_free(no_leap);
}

/* A local time, and what it must be as a start and as an end. */
static void check_local(const ptv_zone *zone, int64_t local, int32_t kind, int64_t start,
                        int64_t end) {
    int64_t got;
    int32_t found;
    assert_ok(ptv_zone_to_instant(zone, local, PTV_LOCAL_START, &got, &found));
    assert_true(got == start && found == kind);
    assert_ok(ptv_zone_to_instant(zone, local, PTV_LOCAL_END, &got, NULL));
    assert_true(got == end);
}

static void clocks_of_madrid(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_rule(madrid);
    int64_t spring = at_day(SPRING, HOUR), autumn = at_day(AUTUMN, HOUR), local;
    assert_true(offset_at(zone, spring - 1) == HOUR && offset_at(zone, spring) == 2 * HOUR);
    assert_true(offset_at(zone, autumn - 1) == 2 * HOUR && offset_at(zone, autumn) == HOUR);
    assert_ok(ptv_zone_to_local(zone, spring, &local));
    assert_true(local == at_day(SPRING, 3 * HOUR));

    check_local(zone, at_day(SPRING, 2 * HOUR - 1), PTV_LOCAL_UNIQUE, spring - 1, spring - 1);
    check_local(zone, at_day(SPRING, 2 * HOUR), PTV_LOCAL_GAP, spring, spring);
    check_local(zone, at_day(SPRING, 2 * HOUR + 1), PTV_LOCAL_GAP, spring, spring);
    check_local(zone, at_day(SPRING, 3 * HOUR - 1), PTV_LOCAL_GAP, spring, spring);
    check_local(zone, at_day(SPRING, 3 * HOUR), PTV_LOCAL_UNIQUE, spring, spring);

    check_local(zone, at_day(AUTUMN, 2 * HOUR - 1), PTV_LOCAL_UNIQUE, autumn - HOUR - 1,
                autumn - HOUR - 1);
    check_local(zone, at_day(AUTUMN, 2 * HOUR), PTV_LOCAL_OVERLAP, autumn - HOUR, autumn);
    check_local(zone, at_day(AUTUMN, 3 * HOUR - 1), PTV_LOCAL_OVERLAP, autumn - 1,
                autumn + HOUR - 1);
    check_local(zone, at_day(AUTUMN, 3 * HOUR), PTV_LOCAL_UNIQUE, autumn + HOUR, autumn + HOUR);
    ptv_zone_free(zone);
}

/* Changes that a week's time takes into the year before, or the one after. */
static void changes_that_leave_their_year(void **unused) {
    (void)unused;
    ptv_zone *early = zone_of_rule("AAA0BBB,0/-160,J1/-47"); /* 25 December 08:00 to 30 December */
    ptv_zone *late = zone_of_rule("AAA0BBB,J364/160,J365/160"); /* 5 January 16:00 to 6 January */
    const int64_t new_year = 19723;                             /* 2024-01-01 */
    int64_t begin = at_day(new_year - 7, 8 * HOUR), end = at_day(new_year - 2, 0);
    assert_true(offset_at(early, begin - 1) == 0 && offset_at(early, begin) == HOUR);
    assert_true(offset_at(early, end - 1) == HOUR && offset_at(early, end) == 0);
    assert_true(offset_at(early, at_day(new_year - 1, 0)) == 0);
    const int64_t instants[] = {at_day(new_year - 1, 0), at_day(new_year + 360, DAY - 1)};
    int64_t index[2];
    assert_ok(ptv_zone_period_column(early, PTV_PERIOD_DAY, instants, NULL, 0, 2, index));
    assert_true(index[0] == new_year - 1 && index[1] == new_year + 361);
    begin = at_day(new_year + 4, 16 * HOUR), end = at_day(new_year + 5, 15 * HOUR);
    assert_true(offset_at(late, begin - 1) == 0 && offset_at(late, begin) == HOUR);
    assert_true(offset_at(late, end - 1) == HOUR && offset_at(late, end) == 0);
    assert_true(offset_at(late, at_day(new_year, 0)) == 0);
    ptv_zone_free(early);
    ptv_zone_free(late);
}

static void indexes_of_periods(void **unused) {
    (void)unused;
    static const struct {
        int64_t day, week, month, quarter, year; /* a day, and the periods that it is in */
    } known[] = {
        {0, 0, 0, 0, 0},                  /* Thursday 1970-01-01 */
        {-1, 0, -1, -1, -1},              /* 1969-12-31 */
        {-4, -1, -1, -1, -1},             /* Sunday 1969-12-28 */
        {3, 0, 0, 0, 0},                  /* Sunday */
        {4, 1, 0, 0, 0},                  /* Monday */
        {16071, 2296, 528, 176, 44},      /* Wednesday 2014-01-01, in 2014-W01 */
        {16070, 2296, 527, 175, 43},      /* 2013-12-31, in the same week */
        {11016, 1574, 361, 120, 30},      /* 2000-02-29 */
        {-25567, -3652, -840, -280, -70}, /* 1900-01-01, a Monday */
    };
    ptv_zone *zone = zone_of_rule("UTC0");
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        int64_t instant = at_day(known[i].day, DAY - 1);
        assert_true(period_at(zone, PTV_PERIOD_DAY, instant) == known[i].day);
        assert_true(period_at(zone, PTV_PERIOD_WEEK, instant) == known[i].week);
        assert_true(period_at(zone, PTV_PERIOD_MONTH, instant) == known[i].month);
        assert_true(period_at(zone, PTV_PERIOD_QUARTER, instant) == known[i].quarter);
        assert_true(period_at(zone, PTV_PERIOD_YEAR, instant) == known[i].year);
    }
    assert_true(start_of(zone, PTV_PERIOD_WEEK, 0) == -3 * (int64_t)DAY);
    assert_true(start_of(zone, PTV_PERIOD_MONTH, -1) == -31 * (int64_t)DAY);
    assert_true(start_of(zone, PTV_PERIOD_MONTH, 362) == at_day(11017, 0));
    assert_true(start_of(zone, PTV_PERIOD_QUARTER, -1) == -92 * (int64_t)DAY);
    assert_true(start_of(zone, PTV_PERIOD_YEAR, 30) == at_day(10957, 0));
    assert_true(start_of(zone, PTV_PERIOD_YEAR, -70) == at_day(-25567, 0));
    ptv_zone_free(zone);
}

/* Havana: at midnight the clock is moved to one. */
static void a_day_without_midnight(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_rule("CST5CDT,M3.2.0/0,M11.1.0/1");
    const int64_t day = 19792; /* Sunday 2024-03-10 */
    int64_t start = at_day(day, 5 * HOUR);
    check_local(zone, at_day(day, 0), PTV_LOCAL_GAP, start, start);
    assert_true(start_of(zone, PTV_PERIOD_DAY, day) == start);
    assert_true(period_at(zone, PTV_PERIOD_DAY, start) == day);
    assert_true(period_at(zone, PTV_PERIOD_DAY, start - 1) == day - 1);
    assert_true(start_of(zone, PTV_PERIOD_DAY, day + 1) == start + 23 * HOUR);
    ptv_zone_free(zone);
}

/* The Azores: at one the clock is put back to midnight. The first midnight begins the day. */
static void a_day_with_two_midnights(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_rule("<-01>1<+00>,M3.5.0/0,M10.5.0/1");
    int64_t first = at_day(AUTUMN, 0), second = at_day(AUTUMN, HOUR);
    check_local(zone, at_day(AUTUMN, 0), PTV_LOCAL_OVERLAP, first, second);
    assert_true(start_of(zone, PTV_PERIOD_DAY, AUTUMN) == first);
    assert_true(start_of(zone, PTV_PERIOD_DAY, AUTUMN + 1) == first + 25 * (int64_t)HOUR);
    for (int64_t ms = 0; ms < 25 * (int64_t)HOUR; ms += 7 * MINUTE)
        assert_true(period_at(zone, PTV_PERIOD_DAY, first + ms) == AUTUMN);
    ptv_zone_free(zone);
}

/* São Paulo: at midnight the clock was put back to eleven; midnight came once, an hour later. */
static void an_evening_that_came_twice(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_rule("<-03>3<-02>,M10.3.0/0,M2.3.0/0");
    const int64_t day = 19771; /* Sunday 2024-02-18 */
    int64_t change = at_day(day, 2 * HOUR);
    assert_true(offset_at(zone, change) == -3 * HOUR && offset_at(zone, change - 1) == -2 * HOUR);
    assert_true(period_at(zone, PTV_PERIOD_DAY, change) == day - 1);
    assert_true(start_of(zone, PTV_PERIOD_DAY, day) == change + HOUR);
    assert_true(start_of(zone, PTV_PERIOD_DAY, day) - start_of(zone, PTV_PERIOD_DAY, day - 1) ==
                25 * (int64_t)HOUR);
    ptv_zone_free(zone);
}

/* Half past midnight the clock is put back an hour: the new day stays the new day. */
static void a_clock_put_back_over_midnight(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_rule("AAA0BBB,M3.5.0/2,M10.5.0/0:30");
    int64_t change = at_day(AUTUMN, -30 * MINUTE); /* the clock then shows 23:30 again */
    int64_t local;
    assert_ok(ptv_zone_to_local(zone, change, &local));
    assert_true(local == at_day(AUTUMN - 1, DAY - 30 * MINUTE));
    assert_true(start_of(zone, PTV_PERIOD_DAY, AUTUMN) == at_day(AUTUMN, -HOUR));
    assert_true(period_at(zone, PTV_PERIOD_DAY, at_day(AUTUMN, -HOUR) - 1) == AUTUMN - 1);
    assert_true(period_at(zone, PTV_PERIOD_DAY, change - 1) == AUTUMN);
    assert_true(period_at(zone, PTV_PERIOD_DAY, change) == AUTUMN);
    assert_true(period_at(zone, PTV_PERIOD_DAY, change + HOUR) == AUTUMN);
    ptv_zone_free(zone);
}

/* Forward for an hour and back again at half past eleven: it had been half past midnight. */
static void an_hour_of_another_time(void **unused) {
    (void)unused;
    const int64_t day = 20000, back = day * 86400 + 23 * 3600 + 1800;
    const int64_t times[] = {back - 3600, back};
    static const uint8_t indexes[] = {1, 0};
    static const int32_t offsets[] = {0, 3600};
    const struct tzif_block block = {2, 2, times, indexes, offsets};
    ptv_zone *zone = zone_of_tzif(&block, NULL);
    assert_true(start_of(zone, PTV_PERIOD_DAY, day + 1) == at_day(day, 23 * (int64_t)HOUR));
    assert_true(period_at(zone, PTV_PERIOD_DAY, at_day(day, 23 * (int64_t)HOUR) - 1) == day);
    assert_true(period_at(zone, PTV_PERIOD_DAY, back * SECOND) == day + 1);
    assert_true(offset_at(zone, back * SECOND) == 0);
    ptv_zone_free(zone);
}

/* More transitions than addresses. */
static void a_zone_beyond_memory(void **unused) {
    (void)unused;
    assert_null(ptvi_zone_allocate(NULL, SIZE_MAX / 4));
}

/* Apia went over the date line on 2011-12-30: that date was left out. */
static void a_day_that_did_not_exist(void **unused) {
    (void)unused;
    static const int64_t times[] = {1325239200};
    static const uint8_t indexes[] = {1};
    static const int32_t offsets[] = {-36000, 50400};
    const struct tzif_block block = {1, 2, times, indexes, offsets};
    ptv_zone *zone = zone_of_tzif(&block, "");
    const int64_t day = 15338;
    int64_t change = times[0] * SECOND;
    check_local(zone, at_day(day, 12 * HOUR), PTV_LOCAL_GAP, change, change);
    assert_true(start_of(zone, PTV_PERIOD_DAY, day) == change);
    assert_true(start_of(zone, PTV_PERIOD_DAY, day + 1) == change);
    assert_true(period_at(zone, PTV_PERIOD_DAY, change - 1) == day - 1);
    assert_true(period_at(zone, PTV_PERIOD_DAY, change) == day + 1);
    const int64_t instants[] = {change - 1, change};
    int64_t index[2];
    assert_ok(ptv_zone_period_column(zone, PTV_PERIOD_DAY, instants, NULL, 0, 2, index));
    assert_true(index[0] == day - 1 && index[1] == day + 1);
    ptv_zone_free(zone);
}

/* Alaska went over it the other way: one date came twice, and is one long day. */
static void a_day_that_came_twice(void **unused) {
    (void)unused;
    static const int64_t times[] = {-3225223727};
    static const uint8_t indexes[] = {1};
    static const int32_t offsets[] = {54139, -32261};
    const struct tzif_block block = {1, 2, times, indexes, offsets};
    ptv_zone *zone = zone_of_tzif(&block, "");
    int64_t change = times[0] * SECOND;
    int64_t day = period_at(zone, PTV_PERIOD_DAY, change - 1);
    assert_true(period_at(zone, PTV_PERIOD_DAY, change) == day);
    assert_true(period_at(zone, PTV_PERIOD_DAY, change + DAY - 1) == day);
    assert_true(start_of(zone, PTV_PERIOD_DAY, day + 1) - start_of(zone, PTV_PERIOD_DAY, day) ==
                2 * (int64_t)DAY);
    ptv_zone_free(zone);
}

static void columns(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_rule(madrid);
    int64_t instants[64], index[64], before[64];
    uint8_t validity[8];
    struct generator generator = {5};
    for (size_t i = 0; i < 64; i++)
        instants[i] = at_day(SPRING, (int64_t)random_below(&generator, 400 * (uint64_t)DAY));
    instants[20] = PTV_TIME_NONE;
    instants[30] = limit;
    memset(validity, 0xFF, sizeof validity);
    validity[3] = 0xBF; /* row 30 is missing */
    scribble(index);
    assert_ok(ptv_zone_period_column(zone, PTV_PERIOD_WEEK, instants, validity, 7, 50, index));
    for (size_t i = 0; i < 50; i++) {
        bool missing = i + 7 == 20 || i + 7 == 30;
        int64_t want = missing ? PTV_TIME_NONE : period_at(zone, PTV_PERIOD_WEEK, instants[i + 7]);
        assert_true(index[i] == want);
    }
    scribble(before);
    assert_memory_equal(index + 50, before + 50, 14 * sizeof *index);
    assert_ok(ptv_zone_period_column(zone, PTV_PERIOD_DAY, instants, NULL, 0, 30, index));
    assert_status(PTV_ERR_ARGUMENT,
                  ptv_zone_period_column(zone, PTV_PERIOD_DAY, instants, NULL, 0, 31, index));
    ptv_zone_free(zone);
}

static void copies_are_equal(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(good_rules); i++) {
        ptv_zone *zone = zone_of_rule(good_rules[i]), *copy = NULL;
        assert_ok(ptv_zone_copy(zone, NULL, &copy));
        assert_true(same_zone(zone, copy));
        ptv_zone_free(zone);
        ptv_zone_free(copy);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_refuses_null),
        cmocka_unit_test(every_function_refuses_what_is_out_of_range),
        cmocka_unit_test(the_range_to_its_ends),
        cmocka_unit_test(fixed_offsets),
        cmocka_unit_test(rules),
        cmocka_unit_test(equal_rules_have_equal_bytes),
        cmocka_unit_test(clocks_of_madrid),
        cmocka_unit_test(changes_that_leave_their_year),
        cmocka_unit_test(indexes_of_periods),
        cmocka_unit_test(a_day_without_midnight),
        cmocka_unit_test(a_day_with_two_midnights),
        cmocka_unit_test(an_evening_that_came_twice),
        cmocka_unit_test(a_clock_put_back_over_midnight),
        cmocka_unit_test(an_hour_of_another_time),
        cmocka_unit_test(a_zone_beyond_memory),
        cmocka_unit_test(a_day_that_did_not_exist),
        cmocka_unit_test(a_day_that_came_twice),
        cmocka_unit_test(columns),
        cmocka_unit_test(copies_are_equal),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
