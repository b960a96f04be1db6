/* SPDX-License-Identifier: MIT */
/* ticket.h, a ticket's events: what each clock shows, each way into and out of a state, business
 * time. */
#include "tickets.h"

/* ---- First response ---- */

static void first_response_is_the_first_public_reply_of_a_human(void **unused) {
    (void)unused;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {1, PTV_TICKET_AUTO_REPLY, IMPLIED},
               {2, PTV_TICKET_NOTE, IMPLIED}, {3, PTV_TICKET_MESSAGE, IMPLIED},
               {4, PTV_TICKET_MESSAGE, IMPLIED});
    ptv_ticket_times times = ticket_times(&clock, 20, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RUNNING, 20, 20);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);
    assert_true(times.replies == 0);

    struct happening reply = {30, PTV_TICKET_REPLY, IMPLIED},
                     again = {50, PTV_TICKET_REPLY, IMPLIED};
    assert_wait(ticket_add(&clock, reply, NULL), PTV_CLOCK_FIRST_RESPONSE, 30);
    assert_no_wait(ticket_add(&clock, again, NULL)); /* nobody was waiting */
    times = ticket_times(&clock, 100, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, 30, 100);
    assert_true(times.replies == 2 && times.next_responses == 0 && times.next_unanswered == 0);
    assert_true(times.created == WHEN(0) && times.ended == PTV_TIME_NONE);
    assert_true(times.clock[PTV_CLOCK_FIRST_RESPONSE].business_ms == PTV_TIME_NONE);
    assert_true(times.clock[PTV_CLOCK_FIRST_RESPONSE].business_age_ms == PTV_TIME_NONE);
}

/* Counted, not left out: its age goes on, so that a limit is missed in the end. */
static void a_ticket_that_ended_unanswered(void **unused) {
    (void)unused;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {40, PTV_TICKET_RESOLVED, IMPLIED});
    ptv_ticket_times times = ticket_times(&clock, 100, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_PAUSED, 40, 100);
    assert_true(times.next_unanswered == 0);

    /* Reopened, its customer waits for the first response still, and for no other. */
    ptv_ticket_clock reopened = clock;
    struct happening reopening = {60, PTV_TICKET_REOPENED, IMPLIED};
    (void)ticket_add(&reopened, reopening, NULL);
    times = ticket_times(&reopened, 100, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RUNNING, 100, 100);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);

    /* Answered after all. */
    struct happening reply = {70, PTV_TICKET_REPLY, IMPLIED};
    assert_wait(ticket_add(&clock, reply, NULL), PTV_CLOCK_FIRST_RESPONSE, 70);
    times = ticket_times(&clock, 100, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, 70, 100);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 40, 100);
    assert_true(times.replies == 1 && times.ended == WHEN(40));
}

static void a_ticket_by_an_agent_has_no_first_response(void **unused) {
    (void)unused;
    ptv_ticket_clock clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED_BY_AGENT, IMPLIED});
    struct happening first = {5, PTV_TICKET_REPLY, IMPLIED},
                     asks = {10, PTV_TICKET_MESSAGE, IMPLIED},
                     second = {30, PTV_TICKET_REPLY, IMPLIED};
    assert_no_wait(ticket_add(&clock, first, NULL));
    assert_no_wait(ticket_add(&clock, asks, NULL));
    ptv_ticket_times times = ticket_times(&clock, 20, NULL);
    assert_absent(&times, PTV_CLOCK_FIRST_RESPONSE);
    assert_clock(&times, PTV_CLOCK_NEXT_RESPONSE, PTV_CLOCK_RUNNING, 10, 10);
    assert_wait(ticket_add(&clock, second, NULL), PTV_CLOCK_NEXT_RESPONSE, 20);
    times = ticket_times(&clock, 40, NULL);
    assert_absent(&times, PTV_CLOCK_FIRST_RESPONSE);
    assert_true(times.replies == 2 && times.next_responses == 1);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_RUNNING, 40, 40);
}

static void or_the_second_reply_where_the_rules_say_so(void **unused) {
    (void)unused;
    ptv_ticket_rules rules = PTV_TICKET_RULES_INIT;
    rules.agent_created = PTV_AGENT_CREATED_SECOND;
    ptv_ticket_clock clock = TICKET(&rules, NULL, {0, PTV_TICKET_CREATED_BY_AGENT, IMPLIED});
    struct happening first = {5, PTV_TICKET_REPLY, IMPLIED},
                     asks = {10, PTV_TICKET_MESSAGE, IMPLIED},
                     second = {30, PTV_TICKET_REPLY, IMPLIED};
    assert_no_wait(ticket_add(&clock, first, NULL));
    assert_no_wait(ticket_add(&clock, asks, NULL));
    ptv_ticket_times times = ticket_times(&clock, 20, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RUNNING, 20, 20);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);
    assert_wait(ticket_add(&clock, second, NULL), PTV_CLOCK_FIRST_RESPONSE, 30);
    times = ticket_times(&clock, 40, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, 30, 40);
    assert_true(times.replies == 2 && times.next_responses == 0);

    /* One that its customer opened is as ever. */
    clock = TICKET(&rules, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {5, PTV_TICKET_REPLY, IMPLIED});
    times = ticket_times(&clock, 40, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, 5, 40);
}

/* ---- Next responses ---- */

static void every_later_wait_is_measured(void **unused) {
    (void)unused;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {10, PTV_TICKET_REPLY, IMPLIED},
               {20, PTV_TICKET_MESSAGE, IMPLIED}, {25, PTV_TICKET_AUTO_REPLY, IMPLIED},
               {30, PTV_TICKET_MESSAGE, IMPLIED}); /* waits since 20 */
    ptv_ticket_times times = ticket_times(&clock, 40, NULL);
    assert_clock(&times, PTV_CLOCK_NEXT_RESPONSE, PTV_CLOCK_RUNNING, 20, 20);
    struct happening reply = {50, PTV_TICKET_REPLY, IMPLIED},
                     message = {60, PTV_TICKET_MESSAGE, IMPLIED};
    assert_wait(ticket_add(&clock, reply, NULL), PTV_CLOCK_NEXT_RESPONSE, 30);
    times = ticket_times(&clock, 55, NULL);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);
    (void)ticket_add(&clock, message, NULL);

    /* The end of the ticket ends a wait that nobody answered: that is no response. */
    struct happening resolved = {90, PTV_TICKET_RESOLVED, IMPLIED};
    assert_no_wait(ticket_add(&clock, resolved, NULL));
    times = ticket_times(&clock, 100, NULL);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);
    assert_true(times.next_responses == 1 && times.next_unanswered == 1 && times.replies == 2);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_DONE, 10, 100);

    /* "Thank you" to a solved ticket asks for nothing. */
    struct happening thanks = {110, PTV_TICKET_MESSAGE, IMPLIED},
                     welcome = {120, PTV_TICKET_REPLY, IMPLIED};
    (void)ticket_add(&clock, thanks, NULL);
    times = ticket_times(&clock, 115, NULL);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);
    assert_no_wait(ticket_add(&clock, welcome, NULL));
}

/* The 985 492 s that others showed: from the resolution, or from an old message, to the reply. */
static void a_reopening_starts_a_clock_of_its_own(void **unused) {
    (void)unused;
    const int64_t SECOND = 1000, since_resolved = 985492 * SECOND;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {2, PTV_TICKET_REPLY, IMPLIED},
               {10, PTV_TICKET_RESOLVED, IMPLIED}, {11, PTV_TICKET_MESSAGE, IMPLIED});
    int64_t replied = WHEN(10) + since_resolved, reopened = replied - 42 * SECOND;
    ptv_ticket_event events[] = {{reopened, PTV_TICKET_MESSAGE, IMPLIED},
                                 {reopened, PTV_TICKET_REOPENED, IMPLIED},
                                 {replied, PTV_TICKET_REPLY, IMPLIED}};
    ptv_ticket_wait wait;
    for (size_t i = 0; i < COUNT_OF(events); i++)
        assert_ok(ptv_ticket_clock_add(&clock, &events[i], NULL, &wait));
    assert_true(wait.clock == PTV_CLOCK_NEXT_RESPONSE && wait.ms == 42 * SECOND);
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_ok(ptv_ticket_clock_read(&clock, replied, NULL, &times));
    assert_true(times.clock[PTV_CLOCK_FIRST_RESPONSE].ms == 2 * MINUTE);
    assert_true(times.next_responses == 1 && times.next_unanswered == 0 && times.reopens == 1);
}

static void who_reopens_with_a_reply_has_answered(void **unused) {
    (void)unused;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED},
               {5, PTV_TICKET_REPLY, PTV_STATE_SOLVED}, {20, PTV_TICKET_REPLY, PTV_STATE_PENDING});
    ptv_ticket_times times = ticket_times(&clock, 30, NULL);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);
    assert_true(times.reopens == 1 && times.state == PTV_STATE_PENDING);

    /* A message that reopens waits, from then on; one that ends the ticket does not. */
    clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED},
               {5, PTV_TICKET_REPLY, PTV_STATE_SOLVED}, {20, PTV_TICKET_MESSAGE, PTV_STATE_OPEN});
    times = ticket_times(&clock, 30, NULL);
    assert_clock(&times, PTV_CLOCK_NEXT_RESPONSE, PTV_CLOCK_RUNNING, 10, 10);
    clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {5, PTV_TICKET_REPLY, IMPLIED},
                   {20, PTV_TICKET_MESSAGE, PTV_STATE_SOLVED});
    times = ticket_times(&clock, 30, NULL);
    assert_absent(&times, PTV_CLOCK_NEXT_RESPONSE);
    assert_true(times.next_unanswered == 0 && times.ended == WHEN(20));

    /* A reply that solves ends the wait with an answer. */
    clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {5, PTV_TICKET_REPLY, IMPLIED},
                   {20, PTV_TICKET_MESSAGE, IMPLIED});
    struct happening solution = {26, PTV_TICKET_REPLY, PTV_STATE_SOLVED};
    assert_wait(ticket_add(&clock, solution, NULL), PTV_CLOCK_NEXT_RESPONSE, 6);
    times = ticket_times(&clock, 30, NULL);
    assert_true(times.next_responses == 1 && times.next_unanswered == 0);
}

/* ---- Resolution ---- */

static void resolution_first_last_and_active(void **unused) {
    (void)unused;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {10, PTV_TICKET_REPLY, IMPLIED});
    ptv_ticket_times times = ticket_times(&clock, 20, NULL);
    for (int which = PTV_CLOCK_RESOLUTION_FIRST; which <= PTV_CLOCK_RESOLUTION_ACTIVE; which++)
        assert_clock(&times, which, PTV_CLOCK_RUNNING, 20, 20);

    struct happening resolved = {100, PTV_TICKET_RESOLVED, IMPLIED},
                     reopened = {300, PTV_TICKET_REOPENED, IMPLIED},
                     resolved_again = {350, PTV_TICKET_RESOLVED, IMPLIED},
                     closed = {1000, PTV_TICKET_CLOSED, IMPLIED};
    (void)ticket_add(&clock, resolved, NULL);
    times = ticket_times(&clock, 200, NULL);
    for (int which = PTV_CLOCK_RESOLUTION_FIRST; which <= PTV_CLOCK_RESOLUTION_ACTIVE; which++)
        assert_clock(&times, which, PTV_CLOCK_DONE, 100, 200);
    assert_true(times.ended == WHEN(100) && times.state == PTV_STATE_SOLVED);

    (void)ticket_add(&clock, reopened, NULL);
    times = ticket_times(&clock, 320, NULL);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_FIRST, PTV_CLOCK_DONE, 100, 320);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_RUNNING, 320, 320);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_ACTIVE, PTV_CLOCK_RUNNING, 120, 120);
    assert_true(times.ended == PTV_TIME_NONE && times.reopens == 1);
    assert_true(times.state == PTV_STATE_NEW); /* where it was resolved from */

    (void)ticket_add(&clock, resolved_again, NULL);
    (void)ticket_add(&clock, closed, NULL); /* does not move the resolution */
    times = ticket_times(&clock, 2000, NULL);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_FIRST, PTV_CLOCK_DONE, 100, 2000);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 350, 2000);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_ACTIVE, PTV_CLOCK_DONE, 150, 150 + 1650);
    assert_true(times.ended == WHEN(350) && times.resolved_by_close == 0);
    assert_true(times.state == PTV_STATE_ARCHIVED && times.reopens == 1);
}

static void closed_without_having_been_resolved(void **unused) {
    (void)unused;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {10, PTV_TICKET_REPLY, IMPLIED},
               {60, PTV_TICKET_CLOSED, IMPLIED});
    ptv_ticket_times times = ticket_times(&clock, 100, NULL);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 60, 100);
    assert_true(times.resolved_by_close == 1 && times.ended == WHEN(60));

    /* Resolving what is closed changes nothing, even where it moves the ticket. */
    struct happening resolved = {110, PTV_TICKET_RESOLVED, IMPLIED},
                     solved = {120, PTV_TICKET_MOVED, PTV_STATE_SOLVED},
                     reopened = {130, PTV_TICKET_REOPENED, PTV_STATE_OPEN},
                     closed = {140, PTV_TICKET_CLOSED, IMPLIED};
    (void)ticket_add(&clock, resolved, NULL);
    times = ticket_times(&clock, 200, NULL);
    assert_true(times.state == PTV_STATE_ARCHIVED && times.resolved_by_close == 1);
    (void)ticket_add(&clock, solved, NULL);
    times = ticket_times(&clock, 200, NULL);
    assert_true(times.state == PTV_STATE_SOLVED && times.resolved_by_close == 1);
    assert_true(times.ended == WHEN(60) && times.reopens == 0);
    assert_true(times.state_ms[PTV_STATE_SOLVED] == 80 * MINUTE);

    /* Open again, it is not resolved by anything. */
    (void)ticket_add(&clock, reopened, NULL);
    times = ticket_times(&clock, 200, NULL);
    assert_true(times.resolved_by_close == 0 && times.reopens == 1);
    (void)ticket_add(&clock, closed, NULL);
    times = ticket_times(&clock, 200, NULL);
    assert_true(times.resolved_by_close == 1 && times.ended == WHEN(140));
    assert_clock(&times, PTV_CLOCK_RESOLUTION_FIRST, PTV_CLOCK_DONE, 60, 200);
}

/* No day is rounded up, and no hour down. */
static void five_minutes_are_five_minutes(void **unused) {
    (void)unused;
    static const int64_t minutes[] = {5, 59};
    for (size_t i = 0; i < COUNT_OF(minutes); i++) {
        ptv_ticket_clock clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED},
                                        {minutes[i], PTV_TICKET_RESOLVED, IMPLIED});
        ptv_ticket_times times = ticket_times(&clock, 10 * DAYS, NULL);
        assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, minutes[i], 10 * DAYS);
    }
}

/* ---- Waits by state ---- */

static void who_waits_for_whom(void **unused) {
    (void)unused;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {10, PTV_TICKET_MOVED, PTV_STATE_OPEN},
               {30, PTV_TICKET_REPLY, PTV_STATE_PENDING}, {70, PTV_TICKET_MESSAGE, PTV_STATE_OPEN},
               {75, PTV_TICKET_TRANSFERRED, PTV_STATE_HOLD});
    ptv_ticket_times times = ticket_times(&clock, 155, NULL);
    assert_clock(&times, PTV_CLOCK_REQUESTER_WAIT, PTV_CLOCK_RUNNING, 30 + 5 + 80, 30 + 5 + 80);
    assert_clock(&times, PTV_CLOCK_AGENT_WAIT, PTV_CLOCK_PAUSED, 40, 40);
    assert_clock(&times, PTV_CLOCK_ON_HOLD, PTV_CLOCK_RUNNING, 80, 80);
    assert_true(times.n_states == 6 && times.transfers == 1 && times.state == PTV_STATE_HOLD);

    struct happening solved = {160, PTV_TICKET_RESOLVED, IMPLIED},
                     archived = {200, PTV_TICKET_CLOSED, IMPLIED};
    (void)ticket_add(&clock, solved, NULL);
    (void)ticket_add(&clock, archived, NULL);
    times = ticket_times(&clock, 1000, NULL);
    assert_clock(&times, PTV_CLOCK_REQUESTER_WAIT, PTV_CLOCK_DONE, 120, 120 + 840);
    assert_clock(&times, PTV_CLOCK_AGENT_WAIT, PTV_CLOCK_DONE, 40, 40 + 840);
    assert_clock(&times, PTV_CLOCK_ON_HOLD, PTV_CLOCK_DONE, 85, 85 + 840);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_ACTIVE, PTV_CLOCK_DONE, 160, 1000);
    /* Of a ticket that is done with, nothing is measured. */
    static const int64_t in_state[PTV_TICKET_STATES] = {10, 25, 40, 85, 40, 0};
    for (int i = 0; i < PTV_TICKET_STATES; i++) {
        assert_true(times.state_ms[i] == in_state[i] * MINUTE);
        assert_true(times.state_business_ms[i] == PTV_TIME_NONE);
    }
}

static void reopened_to_where_it_came_from(void **unused) {
    (void)unused;
    ptv_ticket_clock clock =
        TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, PTV_STATE_OPEN},
               {10, PTV_TICKET_MOVED, PTV_STATE_PENDING}, {20, PTV_TICKET_RESOLVED, IMPLIED},
               {30, PTV_TICKET_CLOSED, IMPLIED}, {50, PTV_TICKET_REOPENED, IMPLIED});
    ptv_ticket_times times = ticket_times(&clock, 60, NULL);
    assert_true(times.state == PTV_STATE_PENDING && times.reopens == 1);
    assert_clock(&times, PTV_CLOCK_AGENT_WAIT, PTV_CLOCK_RUNNING, 20, 20);

    /* To reopen what is open is nothing; to move out of what is closed is to reopen. */
    struct happening again = {60, PTV_TICKET_REOPENED, IMPLIED},
                     elsewhere = {61, PTV_TICKET_REOPENED, PTV_STATE_HOLD},
                     closed = {62, PTV_TICKET_MOVED, PTV_STATE_ARCHIVED},
                     open = {63, PTV_TICKET_MOVED, PTV_STATE_OPEN};
    (void)ticket_add(&clock, again, NULL);
    (void)ticket_add(&clock, elsewhere, NULL);
    times = ticket_times(&clock, 61, NULL);
    assert_true(times.reopens == 1 && times.state == PTV_STATE_HOLD);
    (void)ticket_add(&clock, closed, NULL);
    times = ticket_times(&clock, 62, NULL);
    assert_true(times.ended == WHEN(62) && times.resolved_by_close == 1);
    (void)ticket_add(&clock, open, NULL);
    times = ticket_times(&clock, 63, NULL);
    assert_true(times.reopens == 2 && times.ended == PTV_TIME_NONE);
}

static void a_table_of_ones_own(void **unused) {
    (void)unused;
    ptv_ticket_rules rules = servicenow_rules();
    ptv_ticket_clock clock =
        TICKET(&rules, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {1, PTV_TICKET_MOVED, ACTIVE},
               {3, PTV_TICKET_MOVED, USER_INFO}, {7, PTV_TICKET_MOVED, VENDOR},
               {15, PTV_TICKET_MOVED, PROBLEM}, {31, PTV_TICKET_MOVED, EVIDENCE},
               {63, PTV_TICKET_MOVED, RESOLVED}, {127, PTV_TICKET_MOVED, ACTIVE},
               {255, PTV_TICKET_MOVED, CLOSED});
    ptv_ticket_times times = ticket_times(&clock, 511, NULL);
    static const int64_t in_state[] = {1, 2 + 128, 4, 8, 16, 32, 64, 0};
    assert_true(times.n_states == N_STATES && times.state == CLOSED && times.reopens == 1);
    for (int i = 0; i < N_STATES; i++)
        assert_true(times.state_ms[i] == in_state[i] * MINUTE);
    assert_clock(&times, PTV_CLOCK_REQUESTER_WAIT, PTV_CLOCK_DONE, 187, 187 + 256);
    assert_clock(&times, PTV_CLOCK_AGENT_WAIT, PTV_CLOCK_DONE, 4, 4 + 256);
    assert_clock(&times, PTV_CLOCK_ON_HOLD, PTV_CLOCK_DONE, 60, 60 + 256);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_FIRST, PTV_CLOCK_DONE, 63, 511);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 255, 511);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_ACTIVE, PTV_CLOCK_DONE, 191, 191 + 256);
    assert_true(times.resolved_by_close == 1);
}

/* Where the table has no state for it, a ticket is resolved and closed all the same. */
static void a_table_without_an_end(void **unused) {
    (void)unused;
    ptv_ticket_rules rules = PTV_TICKET_RULES_INIT;
    rules.n_states = 2;
    rules.state[0] = PTV_FLAG_REQUESTER_WAITS;
    rules.state[1] = PTV_FLAG_AGENT_WAITS;
    ptv_ticket_clock clock =
        TICKET(&rules, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {10, PTV_TICKET_RESOLVED, IMPLIED},
               {20, PTV_TICKET_MOVED, 1}); /* no reopening */
    ptv_ticket_times times = ticket_times(&clock, 30, NULL);
    assert_true(times.ended == WHEN(10) && times.state == 1 && times.reopens == 0);
    assert_clock(&times, PTV_CLOCK_REQUESTER_WAIT, PTV_CLOCK_DONE, 10, 30);
    assert_clock(&times, PTV_CLOCK_AGENT_WAIT, PTV_CLOCK_DONE, 0, 20);
    assert_true(times.state_ms[0] == 20 * MINUTE && times.state_ms[1] == 10 * MINUTE);

    struct happening closed = {40, PTV_TICKET_CLOSED, IMPLIED}, moved = {50, PTV_TICKET_MOVED, 0},
                     reopened = {60, PTV_TICKET_REOPENED, IMPLIED};
    (void)ticket_add(&clock, closed, NULL);
    (void)ticket_add(&clock, moved, NULL);
    times = ticket_times(&clock, 55, NULL);
    assert_true(times.ended == WHEN(10) && times.state == 0 && times.resolved_by_close == 0);
    assert_true(times.state_ms[0] == 20 * MINUTE && times.state_ms[1] == 20 * MINUTE);
    (void)ticket_add(&clock, reopened, NULL);
    times = ticket_times(&clock, 70, NULL);
    assert_true(times.ended == PTV_TIME_NONE && times.state == 0 && times.reopens == 1);
    assert_clock(&times, PTV_CLOCK_REQUESTER_WAIT, PTV_CLOCK_RUNNING, 20, 20);
    assert_true(times.state_ms[0] == 30 * MINUTE);
}

/* One state that is both: to close is to resolve, and to resolve to close. */
static void a_state_that_is_resolved_and_closed(void **unused) {
    (void)unused;
    ptv_ticket_rules rules = PTV_TICKET_RULES_INIT;
    rules.n_states = 3;
    rules.state[1] = PTV_FLAG_RESOLVED | PTV_FLAG_CLOSED | PTV_FLAG_REQUESTER_WAITS;
    rules.state[2] = PTV_FLAG_RESOLVED;
    static const int32_t kinds[] = {PTV_TICKET_RESOLVED, PTV_TICKET_CLOSED};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        ptv_ticket_clock clock = TICKET(&rules, NULL, {0, PTV_TICKET_CREATED, IMPLIED},
                                        {10, kinds[i], IMPLIED}, {15, PTV_TICKET_CLOSED, IMPLIED});
        ptv_ticket_times times = ticket_times(&clock, 20, NULL);
        assert_true(times.state == 1 && times.resolved_by_close == 0 && times.state_ms[1] == 0);
        assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 10, 20);
        /* A state that ends runs no clock, nor does one without flags. */
        assert_clock(&times, PTV_CLOCK_REQUESTER_WAIT, PTV_CLOCK_DONE, 0, 10);
        struct happening resolved = {20, PTV_TICKET_RESOLVED, 2};
        (void)ticket_add(&clock, resolved, NULL);
        times = ticket_times(&clock, 30, NULL);
        assert_true(times.state == 2 && times.state_ms[2] == 10 * MINUTE && times.reopens == 0);
        assert_true(times.ended == WHEN(10));
    }
}

static void created_as_solved(void **unused) {
    (void)unused;
    ptv_ticket_clock clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, PTV_STATE_SOLVED});
    ptv_ticket_times times = ticket_times(&clock, 10, NULL);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_PAUSED, 0, 10);
    assert_clock(&times, PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_DONE, 0, 10);
    struct happening reopened = {20, PTV_TICKET_REOPENED, IMPLIED};
    (void)ticket_add(&clock, reopened, NULL);
    times = ticket_times(&clock, 30, NULL);
    assert_true(times.state == 0 && times.reopens == 1);
    assert_clock(&times, PTV_CLOCK_REQUESTER_WAIT, PTV_CLOCK_RUNNING, 10, 10);
}

/* ---- Business time ---- */

/* Friday 17:00, over a weekend in which the clocks go forward, to Monday and Tuesday. 2025-03-28 is
 * a Friday; Sunday the 30th has 23 hours. */
static void business_time_over_a_weekend_and_a_change_of_clocks(void **unused) {
    (void)unused;
    ptv_calendar *office = office_hours();
    ptv_ticket_rules rules = office_rules();
    const int64_t friday = 25 * DAYS, five = friday + 8 * HOURS, monday = friday + 3 * DAYS - 60;
    ptv_ticket_clock clock = TICKET(&rules, office, {five, PTV_TICKET_CREATED, IMPLIED});
    ptv_ticket_times times = ticket_times(&clock, monday, office);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RUNNING, 63 * HOURS, 63 * HOURS);
    assert_business(&times, PTV_CLOCK_FIRST_RESPONSE, 60, 60);
    assert_business(&times, PTV_CLOCK_REQUESTER_WAIT, 60, 60);
    assert_true(times.state_business_ms[PTV_STATE_NEW] == 60 * MINUTE);
    assert_true(times.state_business_ms[PTV_STATE_OPEN] == 0);
    assert_true(times.state_business_ms[PTV_TICKET_STATES - 1] == 0);

    struct happening reply = {monday + 30, PTV_TICKET_REPLY, PTV_STATE_PENDING},
                     message = {monday + 8 * HOURS, PTV_TICKET_MESSAGE, PTV_STATE_HOLD},
                     answer = {monday + DAYS + 60, PTV_TICKET_REPLY, PTV_STATE_SOLVED};
    ptv_ticket_wait wait = ticket_add(&clock, reply, office);
    assert_wait(wait, PTV_CLOCK_FIRST_RESPONSE, 63 * HOURS + 30);
    assert_true(wait.business_ms == 90 * MINUTE);
    (void)ticket_add(&clock, message, office);
    times = ticket_times(&clock, monday + DAYS, office);
    assert_clock(&times, PTV_CLOCK_NEXT_RESPONSE, PTV_CLOCK_RUNNING, 16 * HOURS, 16 * HOURS);
    assert_business(&times, PTV_CLOCK_NEXT_RESPONSE, 60, 60);
    wait = ticket_add(&clock, answer, office);
    assert_wait(wait, PTV_CLOCK_NEXT_RESPONSE, 17 * HOURS);
    assert_true(wait.business_ms == 120 * MINUTE);

    times = ticket_times(&clock, monday + DAYS + 2 * HOURS, office);
    assert_business(&times, PTV_CLOCK_FIRST_RESPONSE, 90, 60 + 9 * HOURS + 2 * HOURS);
    assert_business(&times, PTV_CLOCK_RESOLUTION_FIRST, 60 + 10 * HOURS, 60 + 11 * HOURS);
    assert_business(&times, PTV_CLOCK_RESOLUTION_LAST, 60 + 10 * HOURS, 60 + 11 * HOURS);
    assert_business(&times, PTV_CLOCK_RESOLUTION_ACTIVE, 60 + 10 * HOURS, 60 + 11 * HOURS);
    assert_business(&times, PTV_CLOCK_REQUESTER_WAIT, 60 + 30 + 120, 60 + 30 + 120 + 60);
    assert_business(&times, PTV_CLOCK_AGENT_WAIT, 7 * HOURS + 30, 8 * HOURS + 30);
    assert_business(&times, PTV_CLOCK_ON_HOLD, 120, 180);
    static const int64_t in_state[] = {90, 0, 450, 120, 60, 0};
    for (size_t i = 0; i < COUNT_OF(in_state); i++)
        assert_true(times.state_business_ms[i] == in_state[i] * MINUTE);
    ptv_calendar_free(office);
}

static void business_time_of_a_ticket_that_ended_unanswered(void **unused) {
    (void)unused;
    ptv_calendar *office = office_hours();
    ptv_ticket_rules rules = office_rules();
    ptv_ticket_clock clock = TICKET(&rules, office, {-60, PTV_TICKET_CREATED, IMPLIED},
                                    {60, PTV_TICKET_CLOSED, IMPLIED});
    ptv_ticket_times times = ticket_times(&clock, DAYS, office);
    assert_clock(&times, PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_PAUSED, 120, DAYS + 60);
    assert_business(&times, PTV_CLOCK_FIRST_RESPONSE, 60, 9 * HOURS);
    ptv_calendar_free(office);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_response_is_the_first_public_reply_of_a_human),
        cmocka_unit_test(a_ticket_that_ended_unanswered),
        cmocka_unit_test(a_ticket_by_an_agent_has_no_first_response),
        cmocka_unit_test(or_the_second_reply_where_the_rules_say_so),
        cmocka_unit_test(every_later_wait_is_measured),
        cmocka_unit_test(a_reopening_starts_a_clock_of_its_own),
        cmocka_unit_test(who_reopens_with_a_reply_has_answered),
        cmocka_unit_test(resolution_first_last_and_active),
        cmocka_unit_test(closed_without_having_been_resolved),
        cmocka_unit_test(five_minutes_are_five_minutes),
        cmocka_unit_test(who_waits_for_whom),
        cmocka_unit_test(reopened_to_where_it_came_from),
        cmocka_unit_test(a_table_of_ones_own),
        cmocka_unit_test(a_table_without_an_end),
        cmocka_unit_test(a_state_that_is_resolved_and_closed),
        cmocka_unit_test(created_as_solved),
        cmocka_unit_test(business_time_over_a_weekend_and_a_change_of_clocks),
        cmocka_unit_test(business_time_of_a_ticket_that_ended_unanswered),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("ticket", tests, NULL, NULL);
}
