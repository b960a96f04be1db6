/* SPDX-License-Identifier: MIT */
/* time/civil.h, against counting day by day. */
#include "testing.h"

#include "time/civil.h"

/* The calendar's rules in their plainest form. */
static int32_t length_of(int64_t year, int32_t month) {
    static const int32_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

static struct ptvi_date next_date(struct ptvi_date date) {
    date.day++;
    if (date.day > length_of(date.year, date.month)) {
        date.day = 1;
        date.month++;
    }
    if (date.month > 12) {
        date.month = 1;
        date.year++;
    }
    return date;
}

static void check_date(struct ptvi_date date, int64_t day) {
    struct ptvi_date got = ptvi_date_of_day(day);
    if (got.year != date.year || got.month != date.month || got.day != date.day ||
        ptvi_day_of_date(date) != day || ptvi_year_of_day(day) != date.year ||
        ptvi_month_length(date.year, date.month) != length_of(date.year, date.month))
        fail_msg("day %lld is %lld-%d-%d", (long long)day, (long long)date.year, date.month,
                 date.day);
}

static void check_days(struct ptvi_date date, int64_t n) {
    int64_t day = ptvi_day_of_date(date);
    for (; n > 0; n--, day++, date = next_date(date))
        check_date(date, day);
}

/* Fifty times 400 years, which have 146,097 days each, but for one leap year: 10000. */
static void every_day_from_9999_to_9999(void **unused) {
    (void)unused;
    static const struct ptvi_date first = {-9999, 1, 1}, after = {10000, 1, 1};
    int64_t days = ptvi_day_of_date(after) - ptvi_day_of_date(first);
    assert_int_equal(days, 50 * 146097 - 366);
    check_days(first, days);
    print_message("figure: time-days %lld\n", (long long)days);
}

/* Three thousand years at the ends of the range of instants. */
static void days_far_away(void **unused) {
    (void)unused;
    static const struct ptvi_date starts[] = {{-200807, 2, 1}, {200001, 1, 1}};
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        check_days(starts[i], 3000 * 365);
}

static void known_days(void **unused) {
    (void)unused;
    static const struct {
        struct ptvi_date date;
        int64_t day;
        int32_t weekday;
    } known[] = {
        {{1970, 1, 1}, 0, 4},          {{1969, 12, 31}, -1, 3},   {{2000, 2, 29}, 11016, 2},
        {{1600, 12, 31}, -134775, 0},  {{2024, 2, 29}, 19782, 4}, {{0, 1, 1}, -719528, 6},
        {{-4713, 11, 24}, -2440588, 1} /* day 0 of the Julian period */
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        check_date(known[i].date, known[i].day);
        assert_int_equal(ptvi_weekday(known[i].day), known[i].weekday);
    }
}

static void division_rounds_down(void **unused) {
    (void)unused;
    for (int64_t a = -50; a <= 50; a++)
        for (int64_t b = 1; b <= 12; b++) {
            int64_t quotient = ptvi_floor_div(a, b), rest = ptvi_floor_mod(a, b);
            assert_true(quotient * b + rest == a && rest >= 0 && rest < b);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_from_9999_to_9999),
        cmocka_unit_test(days_far_away),
        cmocka_unit_test(known_days),
        cmocka_unit_test(division_rounds_down),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("civil", tests, NULL, NULL);
}
