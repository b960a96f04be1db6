/* SPDX-License-Identifier: MIT */
/* The wrong numbers that others print of tickets and contacts: from what happened to what is read,
 * one test each. Those of one type alone are in its own tests: test_ticket.c, test_desk.c,
 * test_queue.c, test_queue_level.c, test_complaints.c, test_calendar.c. */
#include "desks.h"
#include "repeats.h"
#include "tickets.h"

static ptv_calendar *calendar_of(const char *text) {
    ptv_calendar *calendar;
    ptv_zone *zone;
    assert_ok(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    assert_ok(ptv_calendar_new(text, strlen(text), zone, NULL, NULL, &calendar));
    ptv_zone_free(zone);
    return calendar;
}

/* A desk with a target of so many minutes for the resolution, in business time if there is a
 * calendar. */
static ptv_desk *desk_for_resolutions(uint64_t calendar_id, int64_t minutes) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.calendar_id = calendar_id;
    config.n_targets = 1;
    config.target[0].clock = PTV_CLOCK_RESOLUTION_LAST;
    config.target[0].limit_ms = minutes * MINUTE;
    return desk_new(&config, NULL);
}

/* "A 5-minute fix is 1 day; 59 minutes are 0 h": each time was rounded before they were averaged. */
static void times_are_averaged_as_they_are(void **unused) {
    (void)unused;
    static const int64_t minutes[] = {5, 59};
    ptv_desk *desk = desk_for_resolutions(0, 30);
    for (size_t i = 0; i < COUNT_OF(minutes); i++) {
        ptv_ticket_clock clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED},
                                        {minutes[i], PTV_TICKET_RESOLVED, IMPLIED});
        ptv_ticket_times times = ticket_times(&clock, 3 * DAYS, NULL);
        assert_ok(ptv_desk_add(desk, &times));
    }
    ptv_durations_result r = durations_read(desk_durations(desk, PTV_CLOCK_RESOLUTION_LAST));
    assert_exact(r.mean.value, 32 * 60000.0);
    assert_exact(r.median.value, 32 * 60000.0);
    assert_true(r.min_ms == 5 * MINUTE && r.max_ms == 59 * MINUTE);
    assert_exact(target_read(desk, 0).attainment.value, 0.5);
    ptv_desk_free(desk);
}

/* "First response 985 492 s after a resolve": the reply to a reopening was taken for one to the
 * old message. */
static void a_reply_to_a_reopening_is_no_first_response(void **unused) {
    (void)unused;
    const int64_t later = 985492 / 60;
    ptv_desk *desk = desk_new(NULL, NULL);
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {2, PTV_TICKET_REPLY, IMPLIED},
               {10, PTV_TICKET_RESOLVED, IMPLIED}, {10 + later, PTV_TICKET_REOPENED, IMPLIED});
    struct happening reply = {11 + later, PTV_TICKET_REPLY, IMPLIED};
    ptv_ticket_wait wait = ticket_add(&clock, reply, NULL);
    ptv_ticket_times times = ticket_times(&clock, 20 + later, NULL);
    assert_ok(ptv_desk_add(desk, &times));
    assert_ok(ptv_desk_add_wait(desk, &wait));
    assert_int_equal(durations_read(desk_durations(desk, PTV_CLOCK_FIRST_RESPONSE)).max_ms,
                     2 * MINUTE);
    assert_int_equal(durations_read(desk_durations(desk, PTV_CLOCK_NEXT_RESPONSE)).max_ms, MINUTE);
    ptv_desk_free(desk);
}

/* "Endless loop in the due time": the calendar has no open time. Nothing is ever due by it, and a
 * target waits for ever. */
static void a_calendar_that_never_opens_leaves_targets_pending(void **unused) {
    (void)unused;
    ptv_calendar *never = calendar_of("mon-sun closed");
    ptv_ticket_rules rules = office_rules();
    ptv_desk *desk = desk_for_resolutions(OFFICE, 60);
    ptv_ticket_clock open = TICKET(&rules, never, {0, PTV_TICKET_CREATED, IMPLIED});
    ptv_ticket_clock solved = TICKET(&rules, never, {0, PTV_TICKET_CREATED, IMPLIED},
                                     {700 * DAYS, PTV_TICKET_RESOLVED, IMPLIED});
    const ptv_ticket_clock clocks[] = {open, solved};
    for (size_t i = 0; i < COUNT_OF(clocks); i++) {
        ptv_ticket_times times = ticket_times(&clocks[i], 1000 * DAYS, never);
        assert_business(&times, PTV_CLOCK_RESOLUTION_LAST, 0, 0);
        assert_ok(ptv_desk_add(desk, &times));
    }
    ptv_desk_target_result target = target_read(desk, 0);
    assert_true(target.pending == 2 && target.breached_open == 0 && target.met == 0);
    assert_empty_estimate(target.attainment);
    ptv_desk_free(desk);
    ptv_calendar_free(never);
}

/* "A 24/7 calendar loses a minute (a second) a day": 23:59 as the end of one. Over both changes of
 * the clocks, business time is the time. */
static void around_the_clock_a_ticket_loses_nothing(void **unused) {
    (void)unused;
    ptv_calendar *always = calendar_of("mon-sun 00:00-24:00");
    ptv_ticket_rules rules = office_rules();
    ptv_ticket_clock clock = TICKET(&rules, always, {1, PTV_TICKET_CREATED, IMPLIED},
                                    {30 * DAYS, PTV_TICKET_REPLY, PTV_STATE_PENDING},
                                    {60 * DAYS, PTV_TICKET_MESSAGE, PTV_STATE_HOLD},
                                    {300 * DAYS + 59, PTV_TICKET_RESOLVED, IMPLIED});
    ptv_ticket_times times = ticket_times(&clock, 365 * DAYS, always);
    for (int i = 0; i < PTV_CLOCKS; i++) {
        assert_true(times.clock[i].business_ms == times.clock[i].ms);
        assert_true(times.clock[i].business_age_ms == times.clock[i].age_ms);
    }
    for (int i = 0; i < PTV_TICKET_STATES; i++)
        assert_true(times.state_business_ms[i] == times.state_ms[i]);
    assert_business(&times, PTV_CLOCK_RESOLUTION_LAST, 300 * DAYS + 58, 365 * DAYS - 1);

    ptv_desk *desk = desk_for_resolutions(OFFICE, 365 * DAYS - 1);
    assert_ok(ptv_desk_add(desk, &times));
    assert_int_equal(target_read(desk, 0).met, 1);
    ptv_desk_free(desk);
    ptv_calendar_free(always);
}

/* "Hours off by one": today's offset applied to the past. The same ticket by the clock on the wall,
 * in winter and in summer, takes the same business time, whenever it is read. */
static void a_ticket_of_winter_read_in_summer(void **unused) {
    (void)unused;
    ptv_calendar *office = office_hours();
    const int64_t winter = INT64_C(1736922600000), summer = INT64_C(1752643800000); /* 7:30 */
    const int64_t opened[] = {winter, summer};
    for (size_t i = 0; i < COUNT_OF(opened); i++) {
        ptv_ticket row = PTV_TICKET_INIT;
        ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
        row.created = opened[i];
        row.first_reply = opened[i] + 150 * MINUTE;
        assert_ok(ptv_ticket_read(&row, summer + DAYS * MINUTE, OFFICE, office, &times));
        assert_int_equal(times.clock[PTV_CLOCK_FIRST_RESPONSE].business_ms, 60 * MINUTE);
    }
    ptv_calendar_free(office);
}

/* "October lost, months cut in UTC": a month's movement begins and ends at midnight of its zone. Of
 * four tickets around the ends of October 2025, two came in it. */
static void a_month_belongs_to_its_zone(void **unused) {
    (void)unused;
    static const int64_t day = INT64_C(86400000), october = INT64_C(1759276800000); /* UTC */
    const int64_t came[] = {october - 2 * 3600000 - 1, october - 2 * 3600000,
                            october + 31 * day - 3600000 - 1, october + 31 * day - 3600000};
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    int64_t month;
    ptv_zone *zone;
    assert_ok(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    assert_ok(ptv_zone_period(zone, PTV_PERIOD_MONTH, october, &month));
    assert_ok(ptv_zone_period_start(zone, PTV_PERIOD_MONTH, month, &config.from));
    assert_ok(ptv_zone_period_start(zone, PTV_PERIOD_MONTH, month + 1, &config.until));
    ptv_zone_free(zone);
    ptv_desk *desk = desk_new(&config, NULL);
    for (size_t i = 0; i < COUNT_OF(came); i++) {
        ptv_ticket row = PTV_TICKET_INIT;
        ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
        row.created = came[i];
        assert_ok(ptv_ticket_read(&row, october + 40 * day, 0, NULL, &times));
        assert_ok(ptv_desk_add(desk, &times));
    }
    ptv_backlog backlog = desk_read(desk).backlog;
    assert_true(backlog.open_start == 1 && backlog.received == 2 && backlog.outside == 1);
    ptv_desk_free(desk);
}

/* "A mean outside [min, max]": a join repeated the rows of one side. Every sum comes with its own
 * count, so rows that come twice move the mean, and never beyond the longest. */
static void repeated_rows_leave_the_mean_in_its_range(void **unused) {
    (void)unused;
    struct generator generator = {17};
    for (int round = 0; round < 200; round++) {
        ptv_desk *desk = desk_new(NULL, NULL);
        for (int i = 0; i < 5; i++) {
            ptv_ticket_times times = open_ticket(INT64_C(1) << 40);
            resolve(&times, (int64_t)random_below(&generator, UINT64_C(1) << 40));
            uint64_t copies = 1 + random_below(&generator, 9);
            while (copies-- > 0)
                assert_ok(ptv_desk_add(desk, &times));
        }
        assert_ok(ptv_desk_merge(desk, desk));
        ptv_durations_result r = durations_read(desk_durations(desk, PTV_CLOCK_RESOLUTION_LAST));
        assert_in((double)r.min_ms, r.mean.value, (double)r.max_ms);
        assert_in((double)r.min_ms, r.median.value, (double)r.max_ms);
        ptv_desk_free(desk);
    }
}

/* First-contact resolution of 400 customers, 120 of whom came back: 70 %, as a survey of the same
 * has it, and with the same interval. Those of the last week are not taken for resolved. */
static void first_contact_resolution_280_of_400(void **unused) {
    (void)unused;
    const int64_t day = INT64_C(86400000), as_of = 100 * day;
    ptv_repeats *acc = repeats_of(7 * day, day, NULL);
    for (uint64_t customer = 0; customer < 400; customer++) {
        int64_t time = (10 + (int64_t)(customer % 80)) * day;
        assert_ok(ptv_repeats_add(acc, customer, 0, time));
        if (customer < 120)
            assert_ok(ptv_repeats_add(acc, customer, 0, time + 3 * day));
    }
    for (uint64_t customer = 400; customer < 450; customer++)
        assert_ok(ptv_repeats_add(acc, customer, 0, as_of - 2 * day));
    ptv_repeats_result r = repeats_read_at(acc, as_of);
    ptv_proportion survey = proportion_with(280, 120, 0);
    ptv_estimate surveyed = share_of(&survey, NULL).share;
    assert_true(r.eligible == 400 && r.resolved == 280 && r.not_yet_eligible == 50);
    assert_exact(r.fcr.value, 0.7);
    assert_exact(r.fcr.lower, surveyed.lower);
    assert_exact(r.fcr.upper, surveyed.upper);
    ptv_repeats_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_averaged_as_they_are),
        cmocka_unit_test(a_reply_to_a_reopening_is_no_first_response),
        cmocka_unit_test(a_calendar_that_never_opens_leaves_targets_pending),
        cmocka_unit_test(around_the_clock_a_ticket_loses_nothing),
        cmocka_unit_test(a_ticket_of_winter_read_in_summer),
        cmocka_unit_test(a_month_belongs_to_its_zone),
        cmocka_unit_test(repeated_rows_leave_the_mean_in_its_range),
        cmocka_unit_test(first_contact_resolution_280_of_400),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("definitions of the service layer", tests, NULL, NULL);
}
