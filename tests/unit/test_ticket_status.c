/* SPDX-License-Identifier: MIT */
/* ticket.h, a ticket's events: each status, and what stays as it was; sizes, ranges, bytes. */
#include "tickets.h"

static void nothing_has_happened(void **unused) {
    (void)unused;
    ptv_calendar *office = office_hours();
    ptv_ticket_rules rules = office_rules();
    for (int business = 0; business < 2; business++) {
        ptv_ticket_clock clock = ticket_new(business ? &rules : NULL);
        ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
        assert_status(PTV_EMPTY,
                      ptv_ticket_clock_read(&clock, WHEN(0), business ? office : NULL, &times));
        for (int which = 0; which < PTV_CLOCKS; which++)
            assert_absent(&times, which);
        assert_true(times.created == PTV_TIME_NONE && times.ended == PTV_TIME_NONE);
        assert_true(times.as_of == WHEN(0) && times.calendar_id == (business ? OFFICE : 0));
        assert_true(times.replies == 0 && times.reopens == 0 && times.transfers == 0);
        assert_true(times.n_states == 6 && times.state == PTV_STATE_IMPLIED);
        for (int i = 0; i < PTV_TICKET_STATES; i++) {
            assert_true(times.state_ms[i] == 0);
            assert_true(times.state_business_ms[i] == (business ? 0 : PTV_TIME_NONE));
        }
    }
    ptv_calendar_free(office);
}

/* An event that must be refused, by a clock and a wait that stay as they were. */
static void assert_refused(ptv_ticket_clock *clock, ptv_status expected, int64_t time, int32_t kind,
                           int32_t state, const ptv_calendar *calendar) {
    ptv_ticket_event event = {time, kind, state};
    ptv_ticket_wait wait;
    scribble(wait);
    assert_untouched(*clock, expected, ptv_ticket_clock_add(clock, &event, calendar, &wait));
    assert_untouched(wait, expected, ptv_ticket_clock_add(clock, &event, calendar, &wait));
}

static void events_out_of_order(void **unused) {
    (void)unused;
    ptv_ticket_clock clock = ticket_new(NULL);
    for (int32_t kind = PTV_TICKET_REPLY; kind <= PTV_TICKET_TRANSFERRED; kind++)
        assert_refused(&clock, PTV_ERR_ORDER, WHEN(0), kind, kind == PTV_TICKET_MOVED ? 1 : IMPLIED,
                       NULL);
    clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED}, {10, PTV_TICKET_REPLY, IMPLIED},
                   {20, PTV_TICKET_MESSAGE, IMPLIED});
    for (int32_t kind = PTV_TICKET_CREATED; kind <= PTV_TICKET_TRANSFERRED; kind++) {
        int32_t state = kind == PTV_TICKET_MOVED ? PTV_STATE_PENDING : IMPLIED;
        assert_refused(&clock, PTV_ERR_ORDER, WHEN(20) - 1, kind, state, NULL);
        assert_refused(&clock, PTV_ERR_ORDER, WHEN(-1), kind, state, NULL);
    }
    assert_refused(&clock, PTV_ERR_ORDER, WHEN(20), PTV_TICKET_CREATED, IMPLIED, NULL);
    assert_refused(&clock, PTV_ERR_ORDER, WHEN(30), PTV_TICKET_CREATED_BY_AGENT, IMPLIED, NULL);
    /* At one instant, the order of the calls counts. */
    struct happening same = {20, PTV_TICKET_REPLY, IMPLIED};
    assert_wait(ticket_add(&clock, same, NULL), PTV_CLOCK_NEXT_RESPONSE, 0);

    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_untouched(times, PTV_ERR_ORDER,
                     ptv_ticket_clock_read(&clock, WHEN(20) - 1, NULL, &times));
    assert_ok(ptv_ticket_clock_read(&clock, WHEN(20), NULL, &times));
}

static void impossible_events(void **unused) {
    (void)unused;
    ptv_ticket_clock clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED});
    static const struct {
        int32_t kind, state;
    } wrong[] = {
        {0, IMPLIED},
        {-1, IMPLIED},
        {12, IMPLIED},
        {INT32_MAX, IMPLIED},
        {INT32_MIN, IMPLIED},
        {PTV_TICKET_NOTE, -2},
        {PTV_TICKET_NOTE, 6},
        {PTV_TICKET_NOTE, PTV_TICKET_STATES},
        {PTV_TICKET_NOTE, INT32_MIN},
        {PTV_TICKET_NOTE, INT32_MAX},
        {PTV_TICKET_MOVED, IMPLIED},
        {PTV_TICKET_RESOLVED, PTV_STATE_OPEN},
        {PTV_TICKET_RESOLVED, PTV_STATE_ARCHIVED},
        {PTV_TICKET_CLOSED, PTV_STATE_OPEN},
        {PTV_TICKET_CLOSED, PTV_STATE_SOLVED},
        {PTV_TICKET_REOPENED, PTV_STATE_SOLVED},
        {PTV_TICKET_REOPENED, PTV_STATE_ARCHIVED},
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_refused(&clock, PTV_ERR_ARGUMENT, WHEN(1), wrong[i].kind, wrong[i].state, NULL);
    const int64_t limit = INT64_C(1) << 62;
    static const int64_t far[] = {PTV_TIME_NONE, INT64_MAX, INT64_MIN + 1};
    for (size_t i = 0; i < COUNT_OF(far); i++)
        assert_refused(&clock, PTV_ERR_ARGUMENT, far[i], PTV_TICKET_NOTE, IMPLIED, NULL);
    assert_refused(&clock, PTV_ERR_ARGUMENT, limit, PTV_TICKET_NOTE, IMPLIED, NULL);
    assert_refused(&clock, PTV_ERR_ARGUMENT, -limit, PTV_TICKET_NOTE, IMPLIED, NULL);
}

static void the_longest_of_tickets(void **unused) {
    (void)unused;
    const int64_t last = (INT64_C(1) << 62) - 1;
    ptv_ticket_clock clock = ticket_new(NULL);
    ptv_ticket_event created = {-last, PTV_TICKET_CREATED, IMPLIED},
                     resolved = {last, PTV_TICKET_RESOLVED, IMPLIED};
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_ok(ptv_ticket_clock_add(&clock, &created, NULL, NULL));
    assert_ok(ptv_ticket_clock_add(&clock, &resolved, NULL, NULL));
    assert_ok(ptv_ticket_clock_read(&clock, last, NULL, &times));
    for (int which = PTV_CLOCK_RESOLUTION_FIRST; which <= PTV_CLOCK_REQUESTER_WAIT; which++)
        assert_true(times.clock[which].ms == 2 * last && times.clock[which].age_ms == 2 * last);
    assert_true(times.state_ms[PTV_STATE_NEW] == 2 * last);
    assert_untouched(times, PTV_ERR_ARGUMENT,
                     ptv_ticket_clock_read(&clock, last + 1, NULL, &times));
    assert_untouched(times, PTV_ERR_ARGUMENT,
                     ptv_ticket_clock_read(&clock, PTV_TIME_NONE, NULL, &times));
}

static void a_calendar_where_the_rules_name_one(void **unused) {
    (void)unused;
    const int64_t before_1900 = -INT64_C(2208988800000) - 2 * DAYS * MINUTE,
                  after_2200 = INT64_C(7289654400000) + 2 * DAYS * MINUTE;
    ptv_calendar *office = office_hours();
    ptv_ticket_rules rules = office_rules();
    ptv_ticket_clock without = ticket_new(NULL), with = ticket_new(&rules);
    assert_refused(&without, PTV_ERR_ARGUMENT, WHEN(0), PTV_TICKET_CREATED, IMPLIED, office);
    assert_refused(&with, PTV_ERR_ARGUMENT, WHEN(0), PTV_TICKET_CREATED, IMPLIED, NULL);
    assert_refused(&with, PTV_ERR_ARGUMENT, before_1900, PTV_TICKET_CREATED, IMPLIED, office);
    assert_refused(&with, PTV_ERR_ARGUMENT, after_2200, PTV_TICKET_CREATED, IMPLIED, office);

    struct happening created = {0, PTV_TICKET_CREATED, IMPLIED};
    (void)ticket_add(&without, created, NULL);
    (void)ticket_add(&with, created, office);
    assert_refused(&with, PTV_ERR_ARGUMENT, after_2200, PTV_TICKET_REPLY, IMPLIED, office);
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_untouched(times, PTV_ERR_ARGUMENT,
                     ptv_ticket_clock_read(&without, WHEN(1), office, &times));
    assert_untouched(times, PTV_ERR_ARGUMENT, ptv_ticket_clock_read(&with, WHEN(1), NULL, &times));
    assert_untouched(times, PTV_ERR_ARGUMENT,
                     ptv_ticket_clock_read(&with, after_2200, office, &times));
    ptv_calendar_free(office);
}

static ptv_calendar *calendar_in(int64_t offset_ms) {
    static const char text[] = "mon-sun 00:00-24:00";
    ptv_calendar *calendar;
    ptv_zone *zone;
    assert_ok(ptv_zone_new_fixed(offset_ms, NULL, &zone));
    assert_ok(ptv_calendar_new(text, strlen(text), zone, NULL, NULL, &calendar));
    ptv_zone_free(zone);
    return calendar;
}

/* Another calendar than before, under the same number, in which 1900 begins later: it has the event,
 * but not what it is measured from. */
static void a_calendar_that_begins_later(void **unused) {
    (void)unused;
    const int64_t hour = 60 * MINUTE, in_1900 = -INT64_C(2208988800000);
    ptv_calendar *east = calendar_in(14 * hour), *west = calendar_in(-12 * hour);
    ptv_ticket_rules rules = office_rules();
    ptv_ticket_clock clock = ticket_new(&rules);
    ptv_ticket_event created = {in_1900 - 10 * hour, PTV_TICKET_CREATED, IMPLIED};
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_ok(ptv_ticket_clock_add(&clock, &created, east, NULL));
    assert_refused(&clock, PTV_ERR_ARGUMENT, in_1900 + 24 * hour, PTV_TICKET_REPLY, IMPLIED, west);
    assert_untouched(times, PTV_ERR_ARGUMENT,
                     ptv_ticket_clock_read(&clock, in_1900 + 24 * hour, west, &times));
    assert_ok(ptv_ticket_clock_read(&clock, in_1900 + 24 * hour, east, &times));
    assert_true(times.clock[PTV_CLOCK_FIRST_RESPONSE].business_ms == 34 * hour);
    ptv_calendar_free(east);
    ptv_calendar_free(west);
}

static ptv_status init_with(const void *rules, void *unused) {
    (void)unused;
    ptv_ticket_clock clock;
    return ptv_ticket_clock_init(&clock, rules);
}

static void assert_rules_refused(const ptv_ticket_rules *rules) {
    ptv_ticket_clock clock;
    scribble(clock);
    assert_untouched(clock, PTV_ERR_ARGUMENT, ptv_ticket_clock_init(&clock, rules));
}

static void rules_are_checked(void **unused) {
    (void)unused;
    ptv_ticket_rules rules, macro = PTV_TICKET_RULES_INIT;
    assert_ok(ptv_ticket_rules_init(&rules));
    assert_same_bytes(rules, macro);
    assert_input_size_checked(init_with, NULL, &rules, sizeof rules);

    static const int32_t states[] = {-1, INT32_MIN, PTV_TICKET_STATES + 1, INT32_MAX};
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        rules = macro;
        rules.n_states = states[i];
        assert_rules_refused(&rules);
    }
    rules = macro;
    rules.agent_created = 2;
    assert_rules_refused(&rules);
    rules.agent_created = -1;
    assert_rules_refused(&rules);
    rules = macro;
    rules.state[0] = PTV_FLAG_REQUESTER_WAITS; /* a table without a length */
    assert_rules_refused(&rules);
    rules = servicenow_rules();
    rules.state[N_STATES] = PTV_FLAG_RESOLVED;
    assert_rules_refused(&rules);
    rules = servicenow_rules();
    rules.state[1] = 32;
    assert_rules_refused(&rules);
    rules.state[1] = UINT32_MAX;
    assert_rules_refused(&rules);
    rules = servicenow_rules();
    rules.state[0] = PTV_FLAG_RESOLVED;
    assert_rules_refused(&rules);
    rules.state[0] = PTV_FLAG_CLOSED;
    assert_rules_refused(&rules);

    rules = macro;
    rules.n_states = PTV_TICKET_STATES;
    for (int i = 1; i < PTV_TICKET_STATES; i++)
        rules.state[i] = 31;
    ptv_ticket_clock clock = TICKET(&rules, NULL, {0, PTV_TICKET_CREATED, IMPLIED},
                                    {1, PTV_TICKET_MOVED, PTV_TICKET_STATES - 1});
    ptv_ticket_times times = ticket_times(&clock, 2, NULL);
    assert_true(times.n_states == PTV_TICKET_STATES && times.state == PTV_TICKET_STATES - 1);
}

static void pointers_and_foreign_memory(void **unused) {
    (void)unused;
    ptv_ticket_clock clock = ticket_new(NULL), foreign;
    ptv_ticket_event event = {WHEN(0), PTV_TICKET_CREATED, IMPLIED};
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_status(PTV_ERR_NULL, ptv_ticket_rules_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_ticket_times_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_ticket_clock_init(NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_ticket_clock_add(NULL, &event, NULL, NULL));
    assert_untouched(clock, PTV_ERR_NULL, ptv_ticket_clock_add(&clock, NULL, NULL, NULL));
    assert_untouched(times, PTV_ERR_NULL, ptv_ticket_clock_read(NULL, WHEN(0), NULL, &times));
    assert_status(PTV_ERR_NULL, ptv_ticket_clock_read(&clock, WHEN(0), NULL, NULL));

    for (int which = 0; which < 2; which++) {
        memset(&foreign, which == 0 ? 0 : 0xA5, sizeof foreign);
        assert_untouched(foreign, PTV_ERR_STATE,
                         ptv_ticket_clock_add(&foreign, &event, NULL, NULL));
        assert_untouched(times, PTV_ERR_STATE,
                         ptv_ticket_clock_read(&foreign, WHEN(0), NULL, &times));
    }
    ptv_ratings ratings;
    assert_ok(ptv_nps_init(&ratings));
    memcpy(&foreign, &ratings, sizeof ratings);
    assert_status(PTV_ERR_STATE, ptv_ticket_clock_add(&foreign, &event, NULL, NULL));
}

static ptv_status read_into(void *times, void *clock) {
    return ptv_ticket_clock_read(clock, WHEN(5), NULL, times);
}

static void times_of_every_size(void **unused) {
    (void)unused;
    ptv_ticket_times times, macro = PTV_TICKET_TIMES_INIT;
    scribble(times);
    assert_ok(ptv_ticket_times_init(&times));
    assert_same_bytes(times, macro);
    ptv_ticket_clock clock = TICKET(NULL, NULL, {0, PTV_TICKET_CREATED, IMPLIED});
    assert_output_size_checked(read_into, &clock, sizeof times);
}

/* Memory is a number of 32 bits that an event has made 1. */
static void fill_what_counts(ptv_ticket_clock *clock, struct happening happening) {
    ptv_ticket_clock after = *clock;
    (void)ticket_add(&after, happening, NULL);
    size_t found = 0;
    for (size_t i = 0; i < sizeof after; i += 4) {
        int32_t was, is;
        memcpy(&was, (const unsigned char *)clock + i, 4);
        memcpy(&is, (const unsigned char *)&after + i, 4);
        if (was != 0 || is != 1)
            continue;
        is = INT32_MAX;
        memcpy((unsigned char *)clock + i, &is, 4);
        found++;
    }
    assert_true(found == 1);
}

static void counts_do_not_overflow(void **unused) {
    (void)unused;
    struct happening created = {0, PTV_TICKET_CREATED_BY_AGENT, IMPLIED},
                     note = {20, PTV_TICKET_NOTE, IMPLIED},
                     message = {20, PTV_TICKET_MESSAGE, IMPLIED},
                     reply = {20, PTV_TICKET_REPLY, IMPLIED},
                     resolution = {20, PTV_TICKET_RESOLVED, IMPLIED};
    /* Which event counts what, after which others. */
    const struct {
        struct happening before[3];
        int32_t kind;
        size_t count;
    } table[] = {
        {{created, note}, PTV_TICKET_TRANSFERRED, offsetof(ptv_ticket_times, transfers)},
        {{created, note}, PTV_TICKET_REPLY, offsetof(ptv_ticket_times, replies)},
        {{created, resolution}, PTV_TICKET_REOPENED, offsetof(ptv_ticket_times, reopens)},
        {{created, reply, message}, PTV_TICKET_REPLY, offsetof(ptv_ticket_times, next_responses)},
        {{created, message}, PTV_TICKET_RESOLVED, offsetof(ptv_ticket_times, next_unanswered)},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        size_t n = 0;
        while (n < COUNT_OF(table[i].before) && table[i].before[n].kind != 0)
            n++;
        ptv_ticket_clock clock = ticket_after(NULL, NULL, table[i].before, n);
        fill_what_counts(&clock, (struct happening){20, table[i].kind, IMPLIED});
        assert_refused(&clock, PTV_ERR_OVERFLOW, WHEN(20), table[i].kind, IMPLIED, NULL);
        ptv_ticket_times times = ticket_times(&clock, 20, NULL);
        int32_t count;
        memcpy(&count, (const unsigned char *)&times + table[i].count, sizeof count);
        assert_true(count == INT32_MAX);
    }
}

/* The same events leave the same bytes, whatever was in the memory before; a copy goes its own way. */
static void a_clock_is_its_bytes(void **unused) {
    (void)unused;
    const struct happening happenings[] = {{0, PTV_TICKET_CREATED, IMPLIED},
                                           {9, PTV_TICKET_REPLY, PTV_STATE_PENDING},
                                           {12, PTV_TICKET_MESSAGE, PTV_STATE_OPEN}};
    ptv_ticket_clock a = ticket_after(NULL, NULL, happenings, 2), b;
    memset(&b, 0, sizeof b);
    assert_ok(ptv_ticket_clock_init(&b, NULL));
    for (size_t i = 0; i < 2; i++)
        (void)ticket_add(&b, happenings[i], NULL);
    assert_same_bytes(a, b);
    (void)ticket_add(&b, happenings[2], NULL);
    ptv_ticket_times of_a = ticket_times(&a, 20, NULL), of_b = ticket_times(&b, 20, NULL);
    assert_absent(&of_a, PTV_CLOCK_NEXT_RESPONSE);
    assert_clock(&of_b, PTV_CLOCK_NEXT_RESPONSE, PTV_CLOCK_RUNNING, 8, 8);
    /* Reading changes nothing, and a wait need not be asked for. */
    assert_untouched(b, PTV_OK, ptv_ticket_clock_read(&b, WHEN(30), NULL, &of_b));
    ptv_ticket_event reply = {WHEN(30), PTV_TICKET_REPLY, IMPLIED};
    assert_ok(ptv_ticket_clock_add(&b, &reply, NULL, NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_has_happened),
        cmocka_unit_test(events_out_of_order),
        cmocka_unit_test(impossible_events),
        cmocka_unit_test(the_longest_of_tickets),
        cmocka_unit_test(a_calendar_where_the_rules_name_one),
        cmocka_unit_test(a_calendar_that_begins_later),
        cmocka_unit_test(rules_are_checked),
        cmocka_unit_test(pointers_and_foreign_memory),
        cmocka_unit_test(times_of_every_size),
        cmocka_unit_test(counts_do_not_overflow),
        cmocka_unit_test(a_clock_is_its_bytes),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("ticket_status", tests, NULL, NULL);
}
