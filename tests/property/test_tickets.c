/* SPDX-License-Identifier: MIT */
/* Tickets to which anything happens in any order: each clock against a model that notes every
 * minute of a ticket's life and counts them; sums that must come out; rows that say the same as the
 * events which they summarise. */
#include "tickets.h"

enum { EVENTS = 24, LIFE = 16000, NOT_YET = -1 };

/* ---- The model: a note of each minute ---- */

enum phase { OPEN, SOLVED, DONE };

struct note {
    int8_t state, phase;
};

struct life {
    const ptv_ticket_rules *rules;
    struct note note[LIFE]; /* [minute] */
    int64_t now;            /* until when notes were made */
    int32_t state, last_plain;
    enum phase phase;
    bool by_agent, by_close;
    int64_t answered, waiting, first_ended, ended; /* minutes, or NOT_YET */
    int32_t replies, reopens, transfers, met, unmet;
    int64_t told; /* how long the wait was that the last event ended, or NOT_YET */
    int32_t told_clock;
};

/* Whether each minute since MONDAY is open. */
static bool office_open[LIFE];

static const uint32_t preset[PTV_TICKET_STATES] = {1, 1, 2, 1 | 4, 8, 16};

static uint32_t flags_of(const struct life *life, int32_t state) {
    return (life->rules->n_states == 0 ? preset : life->rules->state)[state];
}

static bool plain(const struct life *life, int32_t state) {
    return (flags_of(life, state) & (PTV_FLAG_RESOLVED | PTV_FLAG_CLOSED)) == 0;
}

static int32_t n_states_of(const struct life *life) {
    return life->rules->n_states == 0 ? 6 : life->rules->n_states;
}

static bool measures_first(const struct life *life) {
    return !life->by_agent || life->rules->agent_created == PTV_AGENT_CREATED_SECOND;
}

static int32_t first_with(const struct life *life, uint32_t flag) {
    int32_t state = 0;
    while (state < n_states_of(life) && !(flags_of(life, state) & flag))
        state++;
    return state < n_states_of(life) ? state : life->state;
}

/* Whether an event may be, whenever it comes. */
static bool may_be(const struct life *life, struct happening e) {
    uint32_t flags = e.state < 0 ? 0 : flags_of(life, e.state);
    bool named = e.state != IMPLIED;
    return !(e.kind == PTV_TICKET_MOVED && !named) &&
           !(e.kind == PTV_TICKET_RESOLVED && named && !(flags & PTV_FLAG_RESOLVED)) &&
           !(e.kind == PTV_TICKET_CLOSED && named && !(flags & PTV_FLAG_CLOSED)) &&
           !(e.kind == PTV_TICKET_REOPENED && named && !plain(life, e.state));
}

static void live_until(struct life *life, int64_t minute) {
    for (; life->now < minute; life->now++) {
        life->note[life->now].state = (int8_t)life->state;
        life->note[life->now].phase = (int8_t)life->phase;
    }
}

static int32_t target_of(const struct life *life, struct happening e) {
    if (e.state != IMPLIED)
        return e.state;
    switch (e.kind) {
    case PTV_TICKET_RESOLVED:
        return life->phase == OPEN ? first_with(life, PTV_FLAG_RESOLVED) : life->state;
    case PTV_TICKET_CLOSED:
        return life->phase == DONE ? life->state : first_with(life, PTV_FLAG_CLOSED);
    case PTV_TICKET_REOPENED:
        return life->last_plain;
    default:
        return life->state;
    }
}

static enum phase phase_after(const struct life *life, int32_t kind, int32_t target) {
    uint32_t flags = flags_of(life, target), left = flags_of(life, life->state);
    if (kind == PTV_TICKET_CLOSED || (flags & PTV_FLAG_CLOSED))
        return DONE;
    if (kind == PTV_TICKET_RESOLVED || (flags & PTV_FLAG_RESOLVED))
        return life->phase == DONE && !(left & PTV_FLAG_CLOSED) ? DONE : SOLVED;
    if (kind == PTV_TICKET_REOPENED || !plain(life, life->state))
        return OPEN;
    return life->phase;
}

static void wait_for_reply(struct life *life) {
    bool first_open = measures_first(life) && life->answered == NOT_YET;
    if (life->phase == OPEN && !first_open && life->waiting == NOT_YET)
        life->waiting = life->now;
}

static void tell(struct life *life, int32_t clock, int64_t since) {
    life->told = life->now - since;
    life->told_clock = clock;
}

static void live_reply(struct life *life) {
    life->replies++;
    if (measures_first(life) && life->answered == NOT_YET) {
        if (life->replies == (life->by_agent ? 2 : 1)) {
            life->answered = life->now;
            tell(life, PTV_CLOCK_FIRST_RESPONSE, 0);
        }
    } else if (life->waiting != NOT_YET) {
        tell(life, PTV_CLOCK_NEXT_RESPONSE, life->waiting);
        life->waiting = NOT_YET;
        life->met++;
    }
}

static void live_move(struct life *life, int32_t kind, int32_t target) {
    enum phase before = life->phase, after = phase_after(life, kind, target);
    life->phase = after;
    life->state = target;
    life->last_plain = plain(life, target) ? target : life->last_plain;
    if (before == OPEN && after != OPEN) {
        life->ended = life->now;
        life->first_ended = life->first_ended == NOT_YET ? life->now : life->first_ended;
        life->by_close =
            kind != PTV_TICKET_RESOLVED && !(flags_of(life, target) & PTV_FLAG_RESOLVED);
        life->unmet += life->waiting != NOT_YET;
        life->waiting = NOT_YET;
    }
    if (before != OPEN && after == OPEN) {
        life->ended = NOT_YET;
        life->by_close = false;
        life->reopens++;
        if (kind != PTV_TICKET_REPLY)
            wait_for_reply(life);
    }
}

static void live(struct life *life, struct happening e) {
    live_until(life, e.minute);
    life->told = NOT_YET;
    life->by_agent = life->by_agent || e.kind == PTV_TICKET_CREATED_BY_AGENT;
    if (e.kind == PTV_TICKET_REPLY)
        live_reply(life);
    live_move(life, e.kind, target_of(life, e));
    if (e.kind == PTV_TICKET_MESSAGE)
        wait_for_reply(life);
    life->transfers += e.kind == PTV_TICKET_TRANSFERRED;
}

static void born(struct life *life, const ptv_ticket_rules *rules) {
    memset(life, 0, sizeof *life);
    life->rules = rules;
    life->answered = life->waiting = life->first_ended = life->ended = NOT_YET;
}

/* ---- What the model says of the clocks ---- */

struct minutes {
    int64_t all, open; /* in calendar and in business time */
};

/* Which minutes count: those in a phase up to one, in a state or any, with some flag or any. */
struct filter {
    enum phase most;
    int32_t state;
    uint32_t flag;
};
static const struct filter EVERY = {DONE, IMPLIED, 0};

static struct minutes count(const struct life *life, int64_t from, int64_t to,
                            struct filter filter) {
    struct minutes sum = {0, 0};
    for (int64_t i = from; i < to; i++) {
        const struct note *note = &life->note[i];
        if ((enum phase)note->phase > filter.most ||
            (filter.state != IMPLIED && note->state != filter.state) ||
            (filter.flag && !(flags_of(life, note->state) & filter.flag)))
            continue;
        sum.all++;
        sum.open += office_open[i];
    }
    return sum;
}

static void assert_time(const ptv_ticket_time *time, int32_t state, struct minutes shown,
                        struct minutes age, bool business) {
    assert_true(time->state == state && time->reserved == 0);
    assert_true(time->ms == shown.all * MINUTE && time->age_ms == age.all * MINUTE);
    assert_true(time->business_ms == (business ? shown.open * MINUTE : PTV_TIME_NONE));
    assert_true(time->business_age_ms == (business ? age.open * MINUTE : PTV_TIME_NONE));
}

/* A clock from one minute on, that was over at another or is not. */
static void assert_from(const struct life *life, const ptv_ticket_time *time, int64_t from,
                        int64_t over, int32_t when_over, bool business) {
    int64_t to = over == NOT_YET ? life->now : over;
    assert_time(time, over == NOT_YET ? PTV_CLOCK_RUNNING : when_over, count(life, from, to, EVERY),
                count(life, from, life->now, EVERY), business);
}

static void assert_sum(const struct life *life, const ptv_ticket_time *time, uint32_t flag,
                       bool business) {
    struct filter filter = {OPEN, IMPLIED, flag};
    struct minutes sum = count(life, 0, life->now, filter), age = sum;
    bool runs = flag == 0 || (flags_of(life, life->state) & flag);
    if (life->ended == NOT_YET) {
        assert_time(time, runs ? PTV_CLOCK_RUNNING : PTV_CLOCK_PAUSED, sum, age, business);
        return;
    }
    struct minutes since = count(life, life->ended, life->now, EVERY);
    age.all += since.all;
    age.open += since.open;
    assert_time(time, PTV_CLOCK_DONE, sum, age, business);
}

static void assert_states(const struct life *life, const ptv_ticket_times *times, bool business) {
    for (int32_t i = 0; i < PTV_TICKET_STATES; i++) {
        struct filter filter = {SOLVED, i, 0};
        struct minutes sum = count(life, 0, life->now, filter);
        assert_true(times->state_ms[i] == sum.all * MINUTE);
        assert_true(times->state_business_ms[i] == (business ? sum.open * MINUTE : PTV_TIME_NONE));
    }
}

static int64_t instant_of(int64_t minute) {
    return minute == NOT_YET ? PTV_TIME_NONE : WHEN(minute);
}

static void assert_as_lived(const struct life *life, const ptv_ticket_times *times, bool business) {
    const ptv_ticket_time *clock = times->clock;
    if (!measures_first(life))
        assert_absent(times, PTV_CLOCK_FIRST_RESPONSE);
    else if (life->answered != NOT_YET)
        assert_from(life, &clock[PTV_CLOCK_FIRST_RESPONSE], 0, life->answered, PTV_CLOCK_DONE,
                    business);
    else
        assert_from(life, &clock[PTV_CLOCK_FIRST_RESPONSE], 0, life->ended, PTV_CLOCK_PAUSED,
                    business);
    if (life->waiting == NOT_YET)
        assert_absent(times, PTV_CLOCK_NEXT_RESPONSE);
    else
        assert_from(life, &clock[PTV_CLOCK_NEXT_RESPONSE], life->waiting, NOT_YET, 0, business);
    assert_from(life, &clock[PTV_CLOCK_RESOLUTION_FIRST], 0, life->first_ended, PTV_CLOCK_DONE,
                business);
    assert_from(life, &clock[PTV_CLOCK_RESOLUTION_LAST], 0, life->ended, PTV_CLOCK_DONE, business);
    assert_sum(life, &clock[PTV_CLOCK_RESOLUTION_ACTIVE], 0, business);
    assert_sum(life, &clock[PTV_CLOCK_REQUESTER_WAIT], PTV_FLAG_REQUESTER_WAITS, business);
    assert_sum(life, &clock[PTV_CLOCK_AGENT_WAIT], PTV_FLAG_AGENT_WAITS, business);
    assert_sum(life, &clock[PTV_CLOCK_ON_HOLD], PTV_FLAG_ON_HOLD, business);
    assert_states(life, times, business);
    assert_true(times->created == WHEN(0) && times->ended == instant_of(life->ended));
    assert_true(times->replies == life->replies && times->reopens == life->reopens);
    assert_true(times->transfers == life->transfers && times->next_responses == life->met);
    assert_true(times->next_unanswered == life->unmet && times->state == life->state);
    assert_true(times->resolved_by_close == life->by_close);
    assert_true(times->n_states == n_states_of(life));
}

/* ---- Any ticket ---- */

/* A table of states: the preset one, or any. */
static ptv_ticket_rules draw_rules(struct generator *generator, bool business) {
    ptv_ticket_rules rules = PTV_TICKET_RULES_INIT;
    rules.calendar_id = business ? OFFICE : 0;
    rules.agent_created = (int32_t)random_below(generator, 2);
    if (random_below(generator, 3) == 0)
        return rules;
    /* Some tables have neither resolved nor closed states. */
    static const uint64_t kinds[] = {8, 16, 32};
    uint64_t flags = kinds[random_below(generator, 3)];
    rules.n_states = 1 + (int32_t)random_below(generator, PTV_TICKET_STATES);
    rules.state[0] = (uint32_t)random_below(generator, 8);
    for (int32_t i = 1; i < rules.n_states; i++)
        rules.state[i] = (uint32_t)random_below(generator, flags);
    return rules;
}

static struct happening draw_event(struct generator *generator, const struct life *life) {
    static const int32_t kinds[] = {
        PTV_TICKET_REPLY,    PTV_TICKET_REPLY,      PTV_TICKET_AUTO_REPLY, PTV_TICKET_NOTE,
        PTV_TICKET_MESSAGE,  PTV_TICKET_MESSAGE,    PTV_TICKET_MOVED,      PTV_TICKET_MOVED,
        PTV_TICKET_RESOLVED, PTV_TICKET_REOPENED,   PTV_TICKET_REOPENED,   PTV_TICKET_RESOLVED,
        PTV_TICKET_CLOSED,   PTV_TICKET_TRANSFERRED};
    struct happening e = {life->now + (int64_t)random_magnitude(generator, 9),
                          kinds[random_below(generator, COUNT_OF(kinds))], IMPLIED};
    if (e.kind == PTV_TICKET_MOVED || random_below(generator, 4) == 0)
        e.state = (int32_t)random_below(generator, (uint64_t)n_states_of(life));
    if (random_below(generator, 16) == 0)
        e.state = IMPLIED;
    return e;
}

/* Lets an event happen to a clock and in the model: both take it, and tell the same wait; or the
 * clock refuses it, and is as it was. */
static void step(ptv_ticket_clock *clock, struct life *life, struct happening e,
                 const ptv_calendar *calendar) {
    ptv_ticket_event event = {WHEN(e.minute), e.kind, e.state};
    if (!may_be(life, e)) {
        assert_untouched(*clock, PTV_ERR_ARGUMENT,
                         ptv_ticket_clock_add(clock, &event, calendar, NULL));
        return;
    }
    ptv_ticket_event early = event;
    early.time = WHEN(life->now) - 1;
    assert_untouched(*clock, PTV_ERR_ORDER, ptv_ticket_clock_add(clock, &early, calendar, NULL));
    live(life, e);
    ptv_ticket_wait wait = ticket_add(clock, e, calendar);
    if (life->told == NOT_YET) {
        assert_no_wait(wait);
        return;
    }
    struct minutes told = count(life, life->now - life->told, life->now, EVERY);
    assert_wait(wait, life->told_clock, life->told);
    assert_true(wait.business_ms == (calendar ? told.open * MINUTE : PTV_TIME_NONE));
}

static void begin(struct generator *generator, ptv_ticket_clock *clock, struct life *life,
                  const ptv_ticket_rules *rules, const ptv_calendar *calendar) {
    born(life, rules);
    *clock = ticket_new(rules);
    struct happening created = {0, PTV_TICKET_CREATED, IMPLIED};
    if (random_below(generator, 4) == 0)
        created.kind = PTV_TICKET_CREATED_BY_AGENT;
    if (random_below(generator, 8) == 0)
        created.state = (int32_t)random_below(generator, (uint64_t)n_states_of(life));
    live(life, created);
    assert_no_wait(ticket_add(clock, created, calendar));
}

/* What must hold of any times. */
static void assert_consistent(const ptv_ticket_times *times) {
    int64_t age = times->as_of - times->created, in_states = 0;
    for (int i = 0; i < PTV_TICKET_STATES; i++) {
        in_states += times->state_ms[i];
        assert_true(times->state_business_ms[i] <= times->state_ms[i]);
    }
    assert_true(in_states <= age);
    for (int which = 0; which < PTV_CLOCKS; which++) {
        const ptv_ticket_time *time = &times->clock[which];
        assert_true(time->business_ms <= time->ms && time->business_age_ms <= time->age_ms);
        assert_true(time->state == PTV_CLOCK_ABSENT || (0 <= time->ms && time->ms <= time->age_ms));
        assert_true(time->age_ms <= age);
    }
    const ptv_ticket_time *resolution = &times->clock[PTV_CLOCK_RESOLUTION_FIRST];
    assert_true(resolution[0].ms <= resolution[1].ms && resolution[2].ms <= resolution[1].ms);
    assert_true(times->next_responses <= times->replies);
}

/* Later, every clock shows at least as much, and one that is over the same. */
static void assert_not_shrunk(const ptv_ticket_times *before, const ptv_ticket_times *after) {
    for (int which = 0; which < PTV_CLOCKS; which++) {
        const ptv_ticket_time *a = &before->clock[which], *b = &after->clock[which];
        assert_true(a->state == b->state && a->ms <= b->ms && a->age_ms <= b->age_ms);
        assert_true(a->business_ms <= b->business_ms && a->business_age_ms <= b->business_age_ms);
        assert_true(a->state == PTV_CLOCK_RUNNING || a->ms == b->ms);
    }
    for (int i = 0; i < PTV_TICKET_STATES; i++)
        assert_true(before->state_ms[i] <= after->state_ms[i] &&
                    before->state_business_ms[i] <= after->state_business_ms[i]);
}

static void clocks_show_what_was_lived(void **calendar) {
    static struct life life;
    struct generator generator = {3};
    for (int round = 0; round < 3000; round++) {
        const ptv_calendar *office = round % 2 ? *calendar : NULL;
        ptv_ticket_rules rules = draw_rules(&generator, office != NULL);
        ptv_ticket_clock clock;
        begin(&generator, &clock, &life, &rules, office);
        uint64_t n = random_below(&generator, EVENTS);
        for (uint64_t i = 0; i < n; i++)
            step(&clock, &life, draw_event(&generator, &life), office);
        live_until(&life, life.now + (int64_t)random_magnitude(&generator, 11));
        ptv_ticket_times times = ticket_times(&clock, life.now, office), later;
        assert_as_lived(&life, &times, office != NULL);
        assert_consistent(&times);
        later = ticket_times(&clock, life.now + (int64_t)random_magnitude(&generator, 14), office);
        assert_not_shrunk(&times, &later);
        assert_consistent(&later);
    }
}

/* With the preset states, all time is spent waiting for somebody, resolved or closed. */
static void sums_come_out(void **calendar) {
    static struct life life;
    struct generator generator = {4};
    ptv_ticket_rules rules = office_rules();
    for (int round = 0; round < 1000; round++) {
        ptv_ticket_clock clock;
        begin(&generator, &clock, &life, &rules, *calendar);
        for (uint64_t i = random_below(&generator, EVENTS); i > 0; i--)
            step(&clock, &life, draw_event(&generator, &life), *calendar);
        int64_t end = life.now + (int64_t)random_magnitude(&generator, 12);
        ptv_ticket_times times = ticket_times(&clock, end, *calendar);
        const ptv_ticket_time *time = times.clock;
        assert_true(time[PTV_CLOCK_REQUESTER_WAIT].ms + time[PTV_CLOCK_AGENT_WAIT].ms ==
                    time[PTV_CLOCK_RESOLUTION_ACTIVE].ms);
        assert_true(time[PTV_CLOCK_REQUESTER_WAIT].business_ms +
                        time[PTV_CLOCK_AGENT_WAIT].business_ms ==
                    time[PTV_CLOCK_RESOLUTION_ACTIVE].business_ms);
        assert_true(time[PTV_CLOCK_ON_HOLD].ms == times.state_ms[PTV_STATE_HOLD]);
        live_until(&life, end);
        static const struct filter all_but_closed = {SOLVED, IMPLIED, 0};
        struct minutes lived = count(&life, 0, end, all_but_closed);
        int64_t in_states = 0, business = 0;
        for (int i = 0; i < PTV_TICKET_STATES; i++) {
            in_states += times.state_ms[i];
            business += times.state_business_ms[i];
        }
        assert_true(in_states == lived.all * MINUTE && business == lived.open * MINUTE);
        assert_true(in_states ==
                    time[PTV_CLOCK_RESOLUTION_ACTIVE].ms + times.state_ms[PTV_STATE_SOLVED]);
    }
}

/* ---- Rows ---- */

static ptv_ticket summary_of(const struct life *life) {
    ptv_ticket row = PTV_TICKET_INIT;
    row.created = WHEN(0);
    row.first_reply = instant_of(life->answered);
    *(life->by_close ? &row.closed : &row.resolved) = instant_of(life->ended);
    row.reopens = life->reopens;
    row.replies = life->replies;
    row.transfers = life->transfers;
    row.by_agent = life->by_agent;
    return row;
}

static void assert_same_time(const ptv_ticket_times *a, const ptv_ticket_times *b, int which) {
    assert_same_bytes(a->clock[which], b->clock[which]);
}

static void rows_say_the_same_as_their_events(void **calendar) {
    static struct life life;
    struct generator generator = {5};
    int never_reopened = 0;
    for (int round = 0; round < 3000; round++) {
        const ptv_calendar *office = round % 2 ? *calendar : NULL;
        ptv_ticket_rules rules = draw_rules(&generator, office != NULL);
        rules.agent_created = PTV_AGENT_CREATED_OUT;
        ptv_ticket_clock clock;
        begin(&generator, &clock, &life, &rules, office);
        for (uint64_t i = random_below(&generator, 8); i > 0; i--)
            step(&clock, &life, draw_event(&generator, &life), office);
        int64_t end = life.now + (int64_t)random_magnitude(&generator, 12);
        ptv_ticket row = summary_of(&life);
        ptv_ticket_times events = ticket_times(&clock, end, office);
        ptv_ticket_times table = row_times(&row, end, office);
        assert_same_time(&events, &table, PTV_CLOCK_FIRST_RESPONSE);
        assert_same_time(&events, &table, PTV_CLOCK_RESOLUTION_LAST);
        assert_true(events.created == table.created && events.ended == table.ended);
        assert_true(events.resolved_by_close == table.resolved_by_close);
        assert_true(events.replies == table.replies && events.reopens == table.reopens);
        assert_true(events.transfers == table.transfers);
        if (row.reopens > 0)
            continue;
        never_reopened++;
        assert_same_time(&events, &table, PTV_CLOCK_RESOLUTION_FIRST);
        assert_same_time(&events, &table, PTV_CLOCK_RESOLUTION_ACTIVE);
    }
    assert_true(never_reopened > 500);
}

/* A row read as of the past says what the events said until then. */
static void rows_as_of_the_past(void **calendar) {
    static struct life life;
    struct generator generator = {6};
    int compared = 0;
    for (int round = 0; round < 3000; round++) {
        ptv_ticket_rules rules = office_rules();
        ptv_ticket_clock clock, then;
        begin(&generator, &clock, &life, &rules, *calendar);
        uint64_t n = random_below(&generator, 8), cut = random_below(&generator, n + 1);
        int64_t minute = 0;
        then = clock;
        for (uint64_t i = 0; i < n; i++) {
            step(&clock, &life, draw_event(&generator, &life), *calendar);
            if (i < cut) {
                then = clock;
                minute = life.now;
            } else if (life.now == minute) {
                then = clock; /* what happens at an instant has happened as of it */
            }
        }
        if (life.reopens > 0)
            continue;
        compared++;
        ptv_ticket row = summary_of(&life);
        ptv_ticket_times events = ticket_times(&then, minute, *calendar);
        ptv_ticket_times table = row_times(&row, minute, *calendar);
        assert_same_time(&events, &table, PTV_CLOCK_FIRST_RESPONSE);
        for (int i = PTV_CLOCK_RESOLUTION_FIRST; i <= PTV_CLOCK_RESOLUTION_ACTIVE; i++)
            assert_same_time(&events, &table, i);
        assert_true(events.ended == table.ended && table.reopens == 0);
        assert_true(table.replies == -1 || table.replies >= events.replies);
    }
    assert_true(compared > 500);
}

static int open_office(void **calendar) {
    ptv_calendar *office = office_hours();
    for (int64_t i = 0; i < LIFE; i++) {
        int32_t open;
        assert_ok(ptv_calendar_is_open(office, WHEN(i), &open));
        office_open[i] = open;
    }
    *calendar = office;
    return 0;
}

static int close_office(void **calendar) {
    ptv_calendar_free(*calendar);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_show_what_was_lived),
        cmocka_unit_test(sums_come_out),
        cmocka_unit_test(rows_say_the_same_as_their_events),
        cmocka_unit_test(rows_as_of_the_past),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("tickets", tests, open_office, close_office);
}
