/* SPDX-License-Identifier: MIT */
/* ticket.h, a ticket from its row in a table: what is known of it, and what is not. */
#include "tickets.h"

/* A ticket created at minute 0, of which nothing else is known. */
static ptv_ticket row(void) {
    ptv_ticket ticket = PTV_TICKET_INIT;
    ticket.created = WHEN(0);
    return ticket;
}

/* One that was never reopened, with what there is to know. */
static ptv_ticket full_row(void) {
    ptv_ticket ticket = {WHEN(0), WHEN(10), WHEN(60), WHEN(200), 0, 3, 2, 0};
    return ticket;
}

static void a_resolved_ticket(void **unused) {
    (void)unused;
    ptv_ticket ticket = full_row();
    ptv_ticket_times times = row_times(&ticket, 500, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, 10, 500);
    for (int which = PTV_CLOCK_RESOLUTION_FIRST; which <= PTV_CLOCK_RESOLUTION_ACTIVE; which++)
        assert_clock(&times, which, PTV_CLOCK_DONE, 60, 500);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);
    assert_absent(&times, PTV_CLOCK_REQUESTER_WAIT);
    assert_absent(&times, PTV_CLOCK_AGENT_WAIT);
    assert_absent(&times, PTV_CLOCK_ON_HOLD);
    assert_true(times.created == WHEN(0) && times.ended == WHEN(60));
    assert_true(times.replies == 3 && times.reopens == 0 && times.transfers == 2);
    assert_true(times.resolved_by_close == 0 && times.state == PTV_STATE_IMPLIED);
    assert_true(times.n_states == 0 && times.next_responses == 0 && times.next_unanswered == 0);
    for (int i = 0; i < PTV_TICKET_STATES; i++)
        assert_true(times.state_ms[i] == 0 && times.state_business_ms[i] == PTV_TIME_NONE);
    for (int which = 0; which < PTV_CLOCKS; which++)
        assert_true(times.clock[which].business_ms == PTV_TIME_NONE &&
                    times.clock[which].business_age_ms == PTV_TIME_NONE);
}

static void an_open_ticket(void **unused) {
    (void)unused;
    ptv_ticket ticket = row();
    ptv_ticket_times times = row_times(&ticket, 30, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RUNNING, 30, 30);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_RUNNING, 30, 30);
    /* It may have been resolved and reopened, for all that is known. */
    assert_absent(&times, PTV_CLOCK_RESOLUTION_FIRST);
    assert_absent(&times, PTV_CLOCK_RESOLUTION_ACTIVE);
    assert_true(times.ended == PTV_TIME_NONE && times.resolved_by_close == 0);
    assert_true(times.replies == -1 && times.reopens == -1 && times.transfers == -1);
    ticket.reopens = 0;
    times = row_times(&ticket, 30, NULL);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_FIRST, PTV_CLOCK_RUNNING, 30, 30);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_ACTIVE, PTV_CLOCK_RUNNING, 30, 30);
}

static void a_reopened_ticket(void **unused) {
    (void)unused;
    ptv_ticket ticket = full_row();
    ticket.reopens = 2;
    ptv_ticket_times times = row_times(&ticket, 500, NULL);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 60, 500);
    assert_absent(&times, PTV_CLOCK_RESOLUTION_FIRST);
    assert_absent(&times, PTV_CLOCK_RESOLUTION_ACTIVE);
    assert_true(times.reopens == 2);
}

static void resolved_by_close(void **unused) {
    (void)unused;
    ptv_ticket ticket = full_row();
    ticket.resolved = PTV_TIME_NONE;
    ptv_ticket_times times = row_times(&ticket, 500, NULL);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 200, 500);
    assert_true(times.resolved_by_close == 1 && times.ended == WHEN(200));
    /* Unanswered, too: the response stands still, its age does not. */
    ticket.first_reply = PTV_TIME_NONE;
    ticket.replies = 0;
    times = row_times(&ticket, 500, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_PAUSED, 200, 500);
}

static void first_responses_that_are_not_there(void **unused) {
    (void)unused;
    ptv_ticket ticket = full_row();
    ticket.by_agent = 1;
    ptv_ticket_times times = row_times(&ticket, 500, NULL);
    assert_absent(&times, PTV_CLOCK_FIRST_RESPONSE);
    /* Answered, nobody knows when. */
    ticket = full_row();
    ticket.first_reply = PTV_TIME_NONE;
    times = row_times(&ticket, 500, NULL);
    assert_absent(&times, PTV_CLOCK_FIRST_RESPONSE);
    times = row_times(&ticket, 30, NULL);
    assert_absent(&times, PTV_CLOCK_FIRST_RESPONSE);
}

static void what_comes_later_has_not_happened(void **unused) {
    (void)unused;
    ptv_ticket ticket = full_row();
    ticket.reopens = 1;
    ptv_ticket_times times = row_times(&ticket, 5, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RUNNING, 5, 5);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_RUNNING, 5, 5);
    assert_true(times.ended == PTV_TIME_NONE);
    assert_true(times.replies == 0 && times.reopens == -1 && times.transfers == -1);
    times = row_times(&ticket, 10, NULL); /* answered at this very instant */
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, 10, 10);
    assert_true(times.replies == -1 && times.reopens == -1);
    times = row_times(&ticket, 60, NULL); /* resolved; replies may still follow */
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 60, 60);
    assert_true(times.replies == -1 && times.reopens == 1 && times.transfers == -1);
    times = row_times(&ticket, 200, NULL);
    assert_true(times.replies == 3 && times.reopens == 1 && times.transfers == 2);
    ticket.resolved = PTV_TIME_NONE;
    times = row_times(&ticket, 60, NULL); /* closed later: it may be reopened until then */
    assert_true(times.ended == PTV_TIME_NONE && times.reopens == -1);
    ticket.resolved = WHEN(60);
    /* What never happened had not happened then. */
    ticket.reopens = ticket.replies = ticket.transfers = 0;
    times = row_times(&ticket, 15, NULL);
    assert_true(times.replies == 0 && times.reopens == 0 && times.transfers == 0);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_FIRST, PTV_CLOCK_RUNNING, 15, 15);
    /* Closed and, as of then, not yet resolved. */
    ticket.resolved = WHEN(300);
    times = row_times(&ticket, 250, NULL);
    assert_true(times.ended == WHEN(200) && times.resolved_by_close == 1);
}

static void not_created(void **unused) {
    (void)unused;
    ptv_ticket rows[] = {PTV_TICKET_INIT, full_row()};
    rows[0].resolved = WHEN(-50);
    rows[1].created = WHEN(1);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
        assert_status(PTV_EMPTY, ptv_ticket_read(&rows[i], WHEN(0), 0, NULL, &times));
        for (int which = 0; which < PTV_CLOCKS; which++)
            assert_absent(&times, which);
        assert_true(times.created == PTV_TIME_NONE && times.ended == PTV_TIME_NONE);
        assert_true(times.replies == -1 && times.reopens == -1 && times.transfers == -1);
        assert_true(times.as_of == WHEN(0) && times.resolved_by_close == 0);
    }
}

/* Clocks of two systems, or a typing error: shown as it is, so that it can be counted as wrong. */
static void ends_before_the_creation(void **unused) {
    (void)unused;
    ptv_calendar *office = office_hours();
    ptv_ticket ticket = full_row();
    ticket.created = WHEN(-60); /* before the office opens, as all that follows */
    ticket.first_reply = WHEN(-70);
    ticket.resolved = WHEN(-90);
    ptv_ticket_times times = row_times(&ticket, 500, office);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, -10, 560);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, -30, 560);
    assert_business(&times, PTV_CLOCK_FIRST_RESPONSE, -10, 500);
    assert_business(&times, PTV_CLOCK_RESOLUTION_LAST, -30, 500);
    ptv_calendar_free(office);
}

static void business_time(void **unused) {
    (void)unused;
    ptv_calendar *office = office_hours();
    ptv_ticket ticket = full_row();
    ticket.first_reply = WHEN(8 * HOURS);
    ticket.resolved = WHEN(7 * DAYS - 60);
    ticket.closed = WHEN(8 * DAYS);
    ptv_ticket_times times = row_times(&ticket, 7 * DAYS + 60, office);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, 480, 7 * DAYS + 60);
    assert_business(&times, PTV_CLOCK_FIRST_RESPONSE, 480, 46 * HOURS);
    assert_business(&times, PTV_CLOCK_RESOLUTION_FIRST, 45 * HOURS, 46 * HOURS);
    assert_business(&times, PTV_CLOCK_RESOLUTION_LAST, 45 * HOURS, 46 * HOURS);
    assert_business(&times, PTV_CLOCK_RESOLUTION_ACTIVE, 45 * HOURS, 46 * HOURS);
    for (int i = 0; i < PTV_TICKET_STATES; i++)
        assert_true(times.state_ms[i] == 0 && times.state_business_ms[i] == 0);
    ptv_calendar_free(office);
}

static void assert_row_refused(const ptv_ticket *ticket, int64_t as_of, uint64_t calendar_id,
                               const ptv_calendar *calendar) {
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_untouched(times, PTV_ERR_ARGUMENT,
                     ptv_ticket_read(ticket, as_of, calendar_id, calendar, &times));
}

static void impossible_rows(void **unused) {
    (void)unused;
    const int64_t limit = INT64_C(1) << 62;
    const int64_t far[] = {limit, -limit, INT64_MAX, INT64_MIN + 1};
    for (size_t i = 0; i < COUNT_OF(far); i++) {
        ptv_ticket rows[] = {full_row(), full_row(), full_row(), full_row()}, fine = full_row();
        rows[0].created = rows[1].first_reply = rows[2].resolved = rows[3].closed = far[i];
        for (size_t j = 0; j < COUNT_OF(rows); j++)
            assert_row_refused(&rows[j], WHEN(0), 0, NULL);
        assert_row_refused(&fine, far[i], 0, NULL);
    }
    ptv_ticket ticket = full_row();
    assert_row_refused(&ticket, PTV_TIME_NONE, 0, NULL);
    static const int32_t wrong[] = {-2, INT32_MIN};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ptv_ticket rows[] = {full_row(), full_row(), full_row(), full_row()};
        rows[0].reopens = rows[1].replies = rows[2].transfers = rows[3].by_agent = wrong[i];
        for (size_t j = 0; j < COUNT_OF(rows); j++)
            assert_row_refused(&rows[j], WHEN(500), 0, NULL);
    }
    ticket.by_agent = 2;
    assert_row_refused(&ticket, WHEN(500), 0, NULL);
    ticket.by_agent = -1;
    assert_row_refused(&ticket, WHEN(500), 0, NULL);
}

static void instants_that_the_calendar_does_not_have(void **unused) {
    (void)unused;
    ptv_calendar *office = office_hours();
    const int64_t year_1 = -INT64_C(62135596800000), year_9999 = INT64_C(253402300799000);
    ptv_ticket ticket = full_row();
    assert_row_refused(&ticket, WHEN(500), OFFICE, NULL);
    assert_row_refused(&ticket, WHEN(500), 0, office);
    assert_row_refused(&ticket, year_9999, OFFICE, office);
    ptv_ticket rows[] = {full_row(), full_row(), full_row()};
    rows[0].created = rows[1].first_reply = rows[2].resolved = year_1;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_row_refused(&rows[i], WHEN(500), OFFICE, office);
    /* "Never", as some tables write it, has not happened yet. */
    ticket.resolved = ticket.closed = year_9999;
    ptv_ticket_times times = row_times(&ticket, 500, office);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_RUNNING, 500, 500);
    ptv_calendar_free(office);
}

static void the_longest_of_rows(void **unused) {
    (void)unused;
    const int64_t last = (INT64_C(1) << 62) - 1;
    ptv_ticket ticket = full_row();
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    ticket.created = -last;
    ticket.first_reply = ticket.resolved = ticket.closed = last;
    assert_ok(ptv_ticket_read(&ticket, last, 0, NULL, &times));
    assert_true(times.clock[PTV_CLOCK_FIRST_RESPONSE].ms == 2 * last);
    ticket.created = last;
    ticket.first_reply = ticket.resolved = -last;
    assert_ok(ptv_ticket_read(&ticket, last, 0, NULL, &times));
    assert_true(times.clock[PTV_CLOCK_RESOLUTION_LAST].ms == -2 * last);
}

static ptv_status read_into(void *times, void *ticket) {
    return ptv_ticket_read(ticket, WHEN(500), 0, NULL, times);
}

static void pointers_and_sizes(void **unused) {
    (void)unused;
    ptv_ticket ticket = full_row();
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_untouched(times, PTV_ERR_NULL, ptv_ticket_read(NULL, WHEN(0), 0, NULL, &times));
    assert_status(PTV_ERR_NULL, ptv_ticket_read(&ticket, WHEN(0), 0, NULL, NULL));
    assert_output_size_checked(read_into, &ticket, sizeof times);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_resolved_ticket),
        cmocka_unit_test(an_open_ticket),
        cmocka_unit_test(a_reopened_ticket),
        cmocka_unit_test(resolved_by_close),
        cmocka_unit_test(first_responses_that_are_not_there),
        cmocka_unit_test(what_comes_later_has_not_happened),
        cmocka_unit_test(not_created),
        cmocka_unit_test(ends_before_the_creation),
        cmocka_unit_test(business_time),
        cmocka_unit_test(impossible_rows),
        cmocka_unit_test(instants_that_the_calendar_does_not_have),
        cmocka_unit_test(the_longest_of_rows),
        cmocka_unit_test(pointers_and_sizes),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("ticket_row", tests, NULL, NULL);
}
