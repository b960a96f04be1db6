/* SPDX-License-Identifier: MIT */
/* The algebra of business time over random calendars in zones of both hemispheres,
 * with half-hour clock changes, odd offsets, a date that never was and midnights that come twice;
 * and texts from anywhere. Needs the system's tz database. */
#include "testing.h"

#include "time/calendar_open.h"

static const int64_t MINUTE = 60000, HOUR = 3600000, DAY = 86400000;

enum { TEXT_MAX_LEN = 4096, FILE_MAX_LEN = 65536, CALENDARS = 240, PAIRS = 450 };

/* ---- Zones ---- */

struct place {
    const char *name;
    int edge; /* minute of the hour within no overlap of the clock since 1975, but at its ends */
};

static const struct place PLACES[] = {
    {"Europe/Madrid", 0},     {"America/New_York", 0},    {"Australia/Lord_Howe", 0},
    {"Pacific/Chatham", 45},  {"Asia/Kathmandu", 0},      {"Pacific/Apia", 0},
    {"Atlantic/Azores", 0},   {"America/Sao_Paulo", 0},   {"Australia/Sydney", 0},
    {"Africa/Casablanca", 0}, {"America/Havana", 0},      {"Asia/Tehran", 0},
    {"Antarctica/Troll", 0},  {"Pacific/Kwajalein", 0},   {"Asia/Tokyo", 0},
    {"Europe/Dublin", 0},     {"America/Los_Angeles", 0}, {"Asia/Kolkata", 0},
};

static ptv_zone *zones[COUNT_OF(PLACES)];

static ptv_zone *zone_of_place(const char *name) {
    static uint8_t bytes[FILE_MAX_LEN];
    const char *folder = getenv("TZDIR");
    char path[512];
    ptv_zone *zone = NULL;
    snprintf(path, sizeof path, "%s/%s", folder ? folder : "/usr/share/zoneinfo", name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_ok(ptv_zone_new_tzif(bytes, n, NULL, &zone));
    return zone;
}

static bool load_zones(void) {
    for (size_t i = 0; i < COUNT_OF(PLACES); i++)
        zones[i] = zone_of_place(PLACES[i].name);
    return zones[0] != NULL;
}

/* ---- Calendars, as texts ---- */

struct text {
    char chars[TEXT_MAX_LEN];
    size_t len;
};

static void say(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text->chars + text->len, sizeof text->chars - text->len, format, arguments);
    va_end(arguments);
    assert_true(n >= 0 && (size_t)n < sizeof text->chars - text->len);
    text->len += (size_t)n;
}

static ptv_calendar *compile(const struct text *text, const ptv_zone *zone) {
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    ptv_calendar *cal = NULL;
    ptv_status status = ptv_calendar_new(text->chars, text->len, zone, NULL, &error, &cal);
    if (status != PTV_OK)
        fail_msg("%s\n%s: line %u, column %u", text->chars, ptv_calendar_reason(error.reason),
                 (unsigned)error.line, (unsigned)error.column);
    return cal;
}

static const char *const WEEKDAYS[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

static void say_span(struct text *text, int from, int to) {
    say(text, " %02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60);
}

static void say_date(struct text *text, struct generator *g) {
    say(text, " %04d-%02d-%02d", 1990 + (int)random_below(g, 50), 1 + (int)random_below(g, 12),
        1 + (int)random_below(g, 28));
}

/* Up to so many spans, from minute to minute, the last perhaps past midnight; or closed, or all
 * day. */
static void say_any_hours(struct text *text, struct generator *g, uint64_t most) {
    uint64_t kind = random_below(g, 8);
    if (kind < 2) {
        say(text, kind == 0 ? " closed\n" : " 00:00-24:00\n");
        return;
    }
    int first = (int)random_below(g, 600), at = first;
    for (uint64_t n = 1 + random_below(g, most); n > 0 && at < 1440; n--) {
        int to = at + 1 + (int)random_below(g, 400);
        if (to > 1440) /* into the next day, but not to its own begin */
            to = 1440 + (int)random_below(g, 1 + (uint64_t)first);
        say_span(text, at, to > 1440 ? to - 1440 : to);
        at = to + (int)random_below(g, 200);
    }
    say(text, "\n");
}

static void say_any_week(struct text *text, struct generator *g, uint64_t most) {
    for (int day = 0; day < 7; day++) {
        if (random_below(g, 8) == 0)
            continue;
        say(text, "%s", WEEKDAYS[day]);
        say_any_hours(text, g, most);
    }
}

/* A calendar with whatever the text form has, but not more spans a day. */
static struct text any_calendar(struct generator *g, uint64_t most) {
    struct text text = {{0}, 0};
    say_any_week(&text, g, most);
    for (uint64_t n = random_below(g, 12); n > 0; n--) {
        say(&text, "holiday");
        say_date(&text, g);
        say(&text, " %02d-%02d\n", 1 + (int)random_below(g, 12), 1 + (int)random_below(g, 29));
    }
    for (int year = 0, n = (int)random_below(g, 4); year < n; year++) {
        say(&text, "special %d-%02d-%02d", 1995 + 3 * year, 1 + (int)random_below(g, 12),
            1 + (int)random_below(g, 28));
        say_any_hours(&text, g, most);
        say(&text, "from %d-%02d-05\n", 2000 + 10 * year, 1 + (int)random_below(g, 12));
        say_any_week(&text, g, most);
    }
    return text;
}

/* ---- Answers ---- */

static int64_t open_of(const ptv_calendar *cal, int64_t from, int64_t to) {
    int64_t ms = 0;
    assert_ok(ptv_calendar_open_ms(cal, from, to, &ms));
    return ms;
}

static bool is_open(const ptv_calendar *cal, int64_t instant) {
    int32_t open = 2;
    assert_ok(ptv_calendar_is_open(cal, instant, &open));
    return open == 1;
}

/* 1900-01-03 to 2200-12-29, mostly near our time, some at whole hours. */
static int64_t any_instant(struct generator *g) {
    static const int64_t first = INT64_C(-2208816000000), last = INT64_C(7289395200000);
    int64_t t = random_below(g, 4) == 0
                    ? first + (int64_t)random_below(g, (uint64_t)(last - first))
                    : INT64_C(788918400000) + (int64_t)random_below(g, INT64_C(1200000000000));
    return random_below(g, 4) == 0 ? t / HOUR * HOUR : t;
}

/* Another instant, anywhere or some days away. */
static int64_t another_instant(struct generator *g, int64_t t) {
    if (random_below(g, 4) == 0)
        return any_instant(g);
    int64_t distance = (int64_t)random_below(g, (uint64_t)(5 * DAY)) - 2 * DAY;
    int64_t other = t + distance;
    return other > INT64_C(-2208816000000) && other < INT64_C(7289395200000) ? other : t;
}

/* ---- One calendar ---- */

static void check_integral(const ptv_calendar *cal, int64_t a, int64_t b, int64_t c) {
    int64_t ab = open_of(cal, a, b), elapsed = b - a;
    assert_true(open_of(cal, a, a) == 0);
    assert_true(open_of(cal, b, a) == -ab);
    assert_true(open_of(cal, a, c) == ab + open_of(cal, b, c));
    assert_true(elapsed >= 0 ? 0 <= ab && ab <= elapsed : elapsed <= ab && ab <= 0);
    /* The integral rises by 1 in an open millisecond and by 0 in a closed one. */
    assert_true(open_of(cal, a, b + 1) - ab == is_open(cal, b));
}

static void check_due(const ptv_calendar *cal, struct generator *g, int64_t a) {
    int64_t first = (int64_t)random_below(g, (uint64_t)(20 * HOUR));
    int64_t second = (int64_t)random_below(g, (uint64_t)(20 * HOUR));
    first = random_below(g, 8) == 0 ? 0 : first;
    int64_t due = 0, later = 0, both = 0;
    ptv_status status = ptv_calendar_due(cal, a, first + second, &both);
    if (status == PTV_EMPTY) {
        assert_true(both == PTV_TIME_NONE);
        return;
    }
    assert_ok(status);
    assert_ok(ptv_calendar_due(cal, a, first, &due));
    assert_ok(ptv_calendar_due(cal, due, second, &later));
    assert_true(later == both || (second == 0 && later == due));
    assert_true(open_of(cal, a, due) == first && due >= a);
    if (due == a)
        return;
    assert_true(open_of(cal, a, due - 1) == first - 1);
    assert_true(open_of(cal, a, a + (int64_t)random_below(g, (uint64_t)(due - a))) < first);
}

static void check_next(const ptv_calendar *cal, int64_t t) {
    int64_t opening = 0, closing = 0;
    ptv_status status = ptv_calendar_next_open(cal, t, &opening);
    if (status == PTV_OK)
        assert_true(is_open(cal, opening) && open_of(cal, t, opening) == 0);
    else
        assert_true(status == PTV_EMPTY && opening == PTV_TIME_NONE && !is_open(cal, t));
    status = ptv_calendar_next_close(cal, t, &closing);
    if (status == PTV_OK)
        assert_true(!is_open(cal, closing) && open_of(cal, t, closing) == closing - t);
    else
        assert_true(status == PTV_EMPTY && closing == PTV_TIME_NONE && is_open(cal, t));
    int64_t due = 0;
    if (status == PTV_OK && closing > t) /* at closing time, not when it opens again */
        assert_true(ptv_calendar_due(cal, t, closing - t, &due) == PTV_OK && due == closing);
    assert_true((opening == t) == is_open(cal, t) && (closing == t) == !is_open(cal, t));
}

/* The same with a holiday more. */
static ptv_calendar *with_holiday(struct text text, struct generator *g, const ptv_zone *zone) {
    say(&text, "holiday");
    say_date(&text, g);
    say(&text, " %02d-%02d\n", 1 + (int)random_below(g, 12), 1 + (int)random_below(g, 28));
    return compile(&text, zone);
}

static void one_calendar(void **unused) {
    (void)unused;
    struct generator g = {71};
    size_t cases = 0;
    for (size_t i = 0; i < CALENDARS; i++) {
        const ptv_zone *zone = zones[i % COUNT_OF(PLACES)];
        if (!zone)
            continue;
        struct text text = any_calendar(&g, 4);
        ptv_calendar *cal = compile(&text, zone), *less = with_holiday(text, &g, zone);
        for (size_t pair = 0; pair < PAIRS; pair++, cases++) {
            int64_t a = any_instant(&g), b = another_instant(&g, a), c = another_instant(&g, b);
            check_integral(cal, a, b, c);
            check_due(cal, &g, a);
            check_next(cal, a);
            assert_true(llabs(open_of(less, a, b)) <= llabs(open_of(cal, a, b)));
        }
        ptv_calendar_free(cal);
        ptv_calendar_free(less);
    }
    print_message("%zu (calendar, zone, pair)\n", cases);
    assert_true(cases >= 100000 || !zones[COUNT_OF(PLACES) - 1]);
}

/* ---- Columns ---- */

enum { ROWS = 203 };

/* An instant where something begins or ends, or next to it: open time, a day or a week of the
 * compiled calendar, all that it knows of; any other; or none. */
static int64_t any_border(const ptv_calendar *cal, struct generator *g) {
    int64_t t = any_instant(g), border = t;
    switch (random_below(g, 8)) {
    case 0:
        return PTV_TIME_NONE;
    case 1:
    case 2:
        if (ptv_calendar_next_open(cal, t, &border) != PTV_OK)
            return t;
        break;
    case 3:
    case 4:
        if (ptv_calendar_next_close(cal, t, &border) != PTV_OK)
            return t;
        break;
    case 5:
        border = t - (t - cal->origin) % (random_below(g, 2) ? DAY : 7 * DAY);
        break;
    case 6:
        return random_below(g, 2) ? cal->origin : cal->origin + (int64_t)cal->last;
    default:
        return t;
    }
    return border + (int64_t)random_below(g, 3) - 1;
}

static int64_t open_of_row(const ptv_calendar *cal, int64_t from, int64_t to) {
    return from == PTV_TIME_NONE || to == PTV_TIME_NONE ? PTV_TIME_NONE : open_of(cal, from, to);
}

/* The same whatever instructions are used, at any place and of any length; a row that cannot be
 * answered is found wherever it is. */
static void check_columns(const ptv_calendar *cal, struct generator *g) {
    static const int64_t beyond[] = {INT64_MAX, INT64_MIN + 1, INT64_C(-2209200000000),
                                     INT64_C(7289827200000)};
    int64_t from[ROWS], to[ROWS], ms[ROWS + 1];
    for (size_t i = 0; i < ROWS; i++) {
        from[i] = any_border(cal, g);
        to[i] = any_border(cal, g);
    }
    for (int variant = 0; variant < 2; variant++) {
        unsigned processor = variant == 0 ? 0 : ptvi_processor();
        size_t first = (size_t)random_below(g, 20), n = (size_t)random_below(g, ROWS - 20);
        ms[n] = 77;
        assert_ok(ptvi_open_rows(processor, cal, from + first, to + first, n, ms));
        for (size_t i = 0; i < n; i++)
            assert_true(ms[i] == open_of_row(cal, from[first + i], to[first + i]));
        assert_true(ms[n] == 77);
        size_t bad = (size_t)random_below(g, ROWS);
        int64_t kept = from[bad], *side = random_below(g, 2) ? from : to, other = to[bad];
        from[bad] = to[bad] = cal->origin;
        side[bad] = beyond[random_below(g, COUNT_OF(beyond))];
        assert_status(PTV_ERR_ARGUMENT, ptvi_open_rows(processor, cal, from, to, ROWS, ms));
        from[bad] = kept;
        to[bad] = other;
    }
}

static void columns(void **unused) {
    (void)unused;
    struct generator g = {97};
    size_t of_few = 0;
    for (size_t i = 0; i < CALENDARS; i++) {
        const ptv_zone *zone = zones[i % COUNT_OF(PLACES)];
        if (!zone)
            continue;
        struct text text = any_calendar(&g, 1 + i % 3);
        if (i % 8 == 0)
            text.len = (size_t)snprintf(text.chars, sizeof text.chars, "mon-fri 09:00-18:00\n");
        ptv_calendar *cal = compile(&text, zone);
        of_few += cal->most <= 2;
        for (int round = 0; round < 20; round++)
            check_columns(cal, &g);
        ptv_calendar_free(cal);
    }
    assert_true(of_few >= CALENDARS / 4 || !zones[COUNT_OF(PLACES) - 1]);
}

/* ---- Two calendars, their union, their intersection, the complement ---- */

enum { SLOTS = 25 };

/* Which hours of which weekday are open, one bit a slot: slots are cut at the place's minute. */
struct hours {
    uint32_t day[7];
    int edge;
};

static struct hours any_hours(struct generator *g, int edge) {
    struct hours hours = {{0}, edge};
    for (int day = 0; day < 7; day++)
        hours.day[day] = (uint32_t)(random_next(g) & random_next(g)) | (uint32_t)random_below(g, 2)
                                                                           << 12;
    return hours;
}

static int slot_begin(int slot, int edge) {
    int minute = 60 * (slot - 1) + edge;
    return minute < 0 ? 0 : minute < 1440 ? minute : 1440;
}

static void say_hours(struct text *text, struct hours hours, const char *holidays) {
    for (int day = 0; day < 7; day++) {
        bool any = false;
        say(text, "%s", WEEKDAYS[day]);
        for (int slot = 0; slot < SLOTS; slot++) {
            int from = slot_begin(slot, hours.edge), to = slot_begin(slot + 1, hours.edge);
            if (!(hours.day[day] >> slot & 1) || from == to)
                continue;
            say_span(text, from, to);
            any = true;
        }
        say(text, any ? "\n" : " closed\n");
    }
    say(text, "%s", holidays);
}

static ptv_calendar *calendar_of(struct hours hours, const char *holidays, const ptv_zone *zone) {
    struct text text = {{0}, 0};
    say_hours(&text, hours, holidays);
    return compile(&text, zone);
}

enum { A, B, UNION, INTERSECTION, COMPLEMENT, ALWAYS, KINDS };

static void make_all(struct generator *g, int edge, const ptv_zone *zone, ptv_calendar **cal) {
    struct text holidays = {{0}, 0}, replaced = {{0}, 0};
    struct hours a = any_hours(g, edge), b = any_hours(g, edge), either = a, both = a, not_a = a;
    struct hours all = a;
    for (int year = 1996; year < 2030; year += 3) {
        int month = 1 + (int)random_below(g, 12), day = 1 + (int)random_below(g, 28);
        say(&holidays, "holiday %d-%02d-%02d\n", year, month, day);
        say(&replaced, "special %d-%02d-%02d 00:00-24:00\n", year, month, day);
    }
    for (int day = 0; day < 7; day++) {
        either.day[day] |= b.day[day];
        both.day[day] &= b.day[day];
        not_a.day[day] = ~a.day[day];
        all.day[day] = UINT32_MAX;
    }
    cal[A] = calendar_of(a, holidays.chars, zone);
    cal[B] = calendar_of(b, holidays.chars, zone);
    cal[UNION] = calendar_of(either, holidays.chars, zone);
    cal[INTERSECTION] = calendar_of(both, holidays.chars, zone);
    cal[COMPLEMENT] = calendar_of(not_a, replaced.chars, zone);
    cal[ALWAYS] = calendar_of(all, "", zone);
}

static int64_t since_1975(struct generator *g) {
    return INT64_C(157766400000) + (int64_t)random_below(g, INT64_C(1800000000000));
}

static void two_calendars(void **unused) {
    (void)unused;
    struct generator g = {73};
    ptv_calendar *cal[KINDS];
    for (size_t i = 0; i < 2 * COUNT_OF(PLACES); i++) {
        size_t place = i % COUNT_OF(PLACES);
        if (!zones[place])
            continue;
        make_all(&g, PLACES[place].edge, zones[place], cal);
        for (size_t pair = 0; pair < 3000; pair++) {
            int64_t from = since_1975(&g), to = another_instant(&g, from), open[KINDS];
            to = to > INT64_C(157766400000) ? to : from;
            for (int kind = 0; kind < KINDS; kind++)
                open[kind] = open_of(cal[kind], from, to);
            if (open[A] + open[COMPLEMENT] != to - from ||
                open[A] + open[B] != open[UNION] + open[INTERSECTION] || open[ALWAYS] != to - from)
                fail_msg("%s: %lld to %lld", PLACES[place].name, (long long)from, (long long)to);
        }
        for (int kind = 0; kind < KINDS; kind++)
            ptv_calendar_free(cal[kind]);
    }
}

/* Without changes of the clock and dates of their own, every week is like the others. */
static void weeks_are_alike(void **unused) {
    (void)unused;
    struct generator g = {79};
    for (int i = 0; i < 20; i++) {
        struct text text = {{0}, 0};
        ptv_zone *zone;
        say_any_week(&text, &g, 4);
        assert_ok(
            ptv_zone_new_fixed(((int64_t)random_below(&g, 105) - 52) * 15 * MINUTE, NULL, &zone));
        ptv_calendar *cal = compile(&text, zone);
        for (int pair = 0; pair < 500; pair++) {
            int64_t a = since_1975(&g), b = a + (int64_t)random_below(&g, (uint64_t)(9 * DAY));
            int64_t weeks = 7 * DAY * ((int64_t)random_below(&g, 8000) - 3900);
            assert_true(open_of(cal, a, b) == open_of(cal, a + weeks, b + weeks));
            assert_true(is_open(cal, a) == is_open(cal, a + weeks));
        }
        ptv_calendar_free(cal);
        ptv_zone_free(zone);
    }
}

/* Samoa had no 30 December 2011, Kwajalein no 21 August 1993 (or 20 August, as older data say). */
static void dates_that_never_were(void **unused) {
    (void)unused;
    struct text text = {"mon-sun closed\nspecial 2011-12-30 00:00-24:00\n", 0};
    text.len = strlen(text.chars);
    ptv_zone *apia = zone_of_place("Pacific/Apia");
    if (!apia)
        skip();
    ptv_calendar *cal = compile(&text, apia);
    int64_t midnight = INT64_C(1325239200000); /* the end of the 29th, the begin of the 31st */
    assert_true(open_of(cal, midnight - 9 * DAY, midnight + 9 * DAY) == 0);
    ptv_calendar_free(cal);
    struct text friday = {"fri 00:00-24:00\nthu 22:00-06:00\n", 0};
    friday.len = strlen(friday.chars);
    cal = compile(&friday, apia);
    assert_true(open_of(cal, midnight - DAY, midnight + DAY) == 2 * HOUR);
    ptv_calendar_free(cal);
    ptv_zone_free(apia);
}

/* ---- Texts from anywhere ---- */

static size_t lines_of(const char *text, size_t len) {
    size_t lines = 1;
    for (size_t i = 0; i < len; i++)
        lines += text[i] == '\n';
    return lines;
}

static void check_schedule(const struct ptvi_schedule *schedule) {
    for (size_t i = 1; i < schedule->n_exceptions; i++)
        assert_true(schedule->exceptions[i - 1].date < schedule->exceptions[i].date);
    for (size_t week = 0; week < schedule->n_weeks; week++) {
        assert_true(week == 0 || schedule->weeks[week - 1].from < schedule->weeks[week].from);
        for (int day = 0; day < 7; day++) {
            struct ptvi_hours hours = schedule->weeks[week].day[day];
            for (uint32_t i = 0; i < hours.n; i++) {
                struct ptvi_minutes span = schedule->spans[hours.first + i];
                assert_true(span.from >= 0 && span.from < span.to && span.to < 2 * 1440);
                assert_true(i == 0 || schedule->spans[hours.first + i - 1].to < span.from);
            }
        }
    }
}

/* Reads bytes that end where memory ends. True if they are a calendar. */
static bool feed(const char *bytes, size_t len) {
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    struct ptvi_schedule schedule;
    ptv_allocator allocator = ptvi_allocator_or_default(NULL);
    char *copy = malloc(len > 0 ? len : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, len);
    ptv_status status = ptvi_schedule_read(&schedule, copy, len, &allocator, &error);
    if (status == PTV_OK) {
        check_schedule(&schedule);
        ptvi_schedule_clear(&schedule);
        assert_true(error.line == 0 && error.column == 0 && error.reason == 0);
    } else {
        assert_status(PTV_ERR_ARGUMENT, status);
        assert_true(error.line >= 1 && error.line <= lines_of(copy, len) && error.column >= 1);
        assert_true(error.column <= len + 1);
        assert_true(error.reason >= 1 && error.reason <= PTV_CALENDAR_TOO_LONG);
    }
    free(copy);
    return status == PTV_OK;
}

static void mutate(struct generator *g, struct text *text) {
    static const char common[] = " \t\r\n#:-,0123459monfrisat";
    for (uint64_t n = 1 + random_below(g, 4); n > 0 && text->len > 0; n--) {
        size_t at = (size_t)random_below(g, text->len);
        switch (random_below(g, 5)) {
        case 0:
            text->chars[at] = (char)random_next(g);
            break;
        case 1:
            text->chars[at] = common[random_below(g, sizeof common - 1)];
            break;
        case 2:
            memmove(text->chars + at, text->chars + at + 1, text->len - at - 1);
            text->len--;
            break;
        case 3: /* a piece again, elsewhere */
            memmove(text->chars + at, text->chars, text->len - at < at ? text->len - at : at);
            break;
        default:
            text->len = at;
        }
    }
}

static void texts_from_anywhere(void **unused) {
    (void)unused;
    struct generator g = {83};
    size_t calendars = 0;
    for (int i = 0; i < 60000; i++) {
        struct text text = any_calendar(&g, 4);
        calendars += feed(text.chars, text.len);
        mutate(&g, &text);
        calendars += feed(text.chars, text.len);
        text.len = (size_t)random_below(&g, 40);
        for (size_t at = 0; at < text.len; at++)
            text.chars[at] = (char)random_next(&g);
        feed(text.chars, text.len);
    }
    assert_in(60000, (double)calendars, 120000);
}

/* As many spans, dates and versions as a text of full length can hold. */
static void the_longest_texts(void **unused) {
    (void)unused;
    static const char *const lines[] = {"holiday 2025-01-01", "mon ", "# ",
                                        "special 2025-01-01 closed"};
    char *text = malloc(PTVI_CALENDAR_TEXT_MAX);
    assert_non_null(text);
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        size_t n = strlen(lines[i]);
        for (size_t at = 0; at < PTVI_CALENDAR_TEXT_MAX; at++)
            text[at] = i < 2 && at >= n ? " 2025-01-02"[(at - n) % 11] : lines[i][at % n];
        assert_true(feed(text, PTVI_CALENDAR_TEXT_MAX) == (i == 2));
        feed(text, PTVI_CALENDAR_TEXT_MAX - 8);
    }
    struct generator g = {89};
    size_t len = 7;
    memcpy(text, "holiday", 7);
    for (; len + 11 <= PTVI_CALENDAR_TEXT_MAX; len += 11) {
        char date[32];
        snprintf(date, sizeof date, " %04d-%02d-%02d", (int)random_below(&g, 10000),
                 1 + (int)random_below(&g, 12), 1 + (int)random_below(&g, 28));
        memcpy(text + len, date, 11);
    }
    assert_true(feed(text, len));
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_calendar),
        cmocka_unit_test(two_calendars),
        cmocka_unit_test(weeks_are_alike),
        cmocka_unit_test(dates_that_never_were),
        cmocka_unit_test(texts_from_anywhere),
        cmocka_unit_test(the_longest_texts),
        cmocka_unit_test(columns),
    };
    use_environment_locale();
    if (!load_zones()) {
        print_message("no tz database\n");
        return 77;
    }
    int failed = cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(PLACES); i++)
        ptv_zone_free(zones[i]);
    return failed;
}
