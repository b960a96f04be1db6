/* SPDX-License-Identifier: MIT */
/* Faults, one at a time: each allocation that any function asks for fails once, and each buffer is
 * too short by every length. tests/project/faults.py knows which functions belong here. */
#include "cohorts.h"
#include "desks.h"
#include "failing_allocator.h"
#include "shards.h"
#include "tzif.h"

enum { ALL = (1 << SHARDS) - 1, ROWS = 40 };

static size_t injected, done, short_buffers;

/* ---- calls that allocate */

/* One call of a series on the same objects. */
struct step {
    void *object, *other;
    struct bytes image;             /* of the other one */
    const ptv_allocator *allocator; /* of the objects, and for what the call makes */
    int i;                          /* which call of the series, from 0 */
    void *made;                     /* what it made; NULL: nothing */
};

struct fault {
    const char *function;
    ptv_status (*call)(struct step *step);
    /* Kinds of the objects, and the shards that are in them at first; NULL: there is none. */
    const char *kind, *other_kind;
    unsigned shards, other_shards;
    int first, steps;          /* first call of the series, and how many if not 1 */
    uint32_t made;             /* PTV_TYPE_… of what is made */
    void (*give_back)(void *); /* where what is made is of no type */
};

static const struct shard_kind *kind_named(const char *name) {
    for (size_t i = 0; i < n_shard_kinds; i++)
        if (strcmp(shard_kinds[i].name, name) == 0)
            return &shard_kinds[i];
    fail_msg("no kind %s", name);
    return NULL;
}

/* A state of this type with the config of another; a copy; one from its bytes. */
#define MAKES(name)                                                                                \
    static ptv_status call_##name##_new(struct step *step) {                                       \
        ptv_##name##_config config;                                                                \
        ptv_##name *made = NULL;                                                                   \
        config.size = sizeof config;                                                               \
        assert_ok(ptv_##name##_config_read(step->other, &config));                                 \
        ptv_status status = ptv_##name##_new(&config, step->allocator, &made);                     \
        step->made = made;                                                                         \
        return status;                                                                             \
    }                                                                                              \
    static ptv_status call_##name##_copy(struct step *step) {                                      \
        ptv_##name *made = NULL;                                                                   \
        ptv_status status = ptv_##name##_copy(step->other, step->allocator, &made);                \
        step->made = made;                                                                         \
        return status;                                                                             \
    }                                                                                              \
    static ptv_status call_##name##_deserialize(struct step *step) {                               \
        ptv_##name *made = NULL;                                                                   \
        ptv_status status =                                                                        \
            ptv_##name##_deserialize(step->allocator, step->image.data, step->image.len, &made);   \
        step->made = made;                                                                         \
        return status;                                                                             \
    }
#define MERGES(name)                                                                               \
    static ptv_status call_##name##_merge(struct step *step) {                                     \
        return ptv_##name##_merge(step->object, step->other);                                      \
    }

MAKES(durations)
MAKES(survival)
MAKES(repeats)
MAKES(desk)
MAKES(queue)
MAKES(complaints)
MAKES(cohorts)
MAKES(panel)
MERGES(durations)
MERGES(survival)
MERGES(repeats)
MERGES(desk)
MERGES(queue)
MERGES(complaints)
MERGES(cohorts)
MERGES(panel)

/* ---- durations */

enum { CHUNK = 300 };

/* Numbers that no chunk before had. */
static void fill_chunk(const struct step *step, int64_t *rows) {
    for (int row = 0; row < CHUNK; row++)
        rows[row] = (step->i * CHUNK + row) * INT64_C(1013);
}

static ptv_status call_durations_add(struct step *step) {
    return ptv_durations_add(step->object, step->i * 1009);
}
static ptv_status call_durations_add_n(struct step *step) {
    return ptv_durations_add_n(step->object, step->i * 1009, 3);
}
static ptv_status call_durations_add_i64(struct step *step) {
    int64_t rows[CHUNK];
    fill_chunk(step, rows);
    return ptv_durations_add_i64(step->object, rows, NULL, 0, CHUNK);
}
static ptv_status call_durations_add_i32(struct step *step) {
    int64_t rows[CHUNK];
    int32_t narrow[CHUNK];
    fill_chunk(step, rows);
    for (int row = 0; row < CHUNK; row++)
        narrow[row] = (int32_t)rows[row];
    return ptv_durations_add_i32(step->object, narrow, NULL, 0, CHUNK);
}
static ptv_status call_durations_add_f64(struct step *step) {
    int64_t rows[CHUNK];
    double real[CHUNK];
    fill_chunk(step, rows);
    for (int row = 0; row < CHUNK; row++)
        real[row] = (double)rows[row];
    return ptv_durations_add_f64(step->object, real, 0.5, NULL, 0, CHUNK);
}
static ptv_status call_durations_add_column(struct step *step) {
    int64_t rows[CHUNK];
    ptv_column column = PTV_COLUMN_INIT;
    fill_chunk(step, rows);
    column.type = PTV_COLUMN_I64;
    column.values = rows;
    column.n = CHUNK;
    return ptv_durations_add_column(step->object, &column);
}

/* Two of three groups have states. */
static ptv_status add_grouped(struct step *step, bool as_column) {
    ptv_durations *states[] = {step->object, NULL, step->other};
    int64_t rows[CHUNK];
    uint32_t group[CHUNK];
    ptv_column column = PTV_COLUMN_INIT;
    fill_chunk(step, rows);
    for (int row = 0; row < CHUNK; row++)
        group[row] = row % 3 == 0 ? 0 : 2;
    column.type = PTV_COLUMN_I64;
    column.values = rows;
    column.n = CHUNK;
    return as_column ? ptv_durations_add_grouped_column(states, 3, group, &column)
                     : ptv_durations_add_grouped_i64(states, 3, group, rows, NULL, 0, CHUNK);
}
static ptv_status call_durations_add_grouped_i64(struct step *step) {
    return add_grouped(step, false);
}
static ptv_status call_durations_add_grouped_column(struct step *step) {
    return add_grouped(step, true);
}
static ptv_status call_durations_remove(struct step *step) {
    return ptv_durations_remove(step->object, step->i * 1009, 1);
}
static ptv_status call_durations_merge_bytes(struct step *step) {
    return ptv_durations_merge_bytes(step->object, step->image.data, step->image.len);
}
/* Of what was counted by the first call. */
static ptv_status call_durations_percentiles_i64(struct step *step) {
    enum { VALUES = 3000 };
    static int64_t rows[VALUES];
    static const uint32_t num[] = {1, 50, 99};
    ptv_estimate out[COUNT_OF(num)], untouched[COUNT_OF(num)];
    for (int row = 0; row < VALUES; row++)
        rows[row] = row * INT64_C(7919) % 100003;
    if (step->i == 0)
        return ptv_durations_add_i64(step->object, rows, NULL, 0, VALUES);
    scribble(out);
    memcpy(untouched, out, sizeof out);
    ptv_status status = ptv_durations_percentiles_i64(step->object, rows, NULL, 0, VALUES, num, 100,
                                                      COUNT_OF(num), NULL, out);
    if (status < 0)
        assert_memory_equal(out, untouched, sizeof out);
    else
        assert_in(49000, out[1].value, 51000);
    return status;
}

static ptv_status call_survival_add(struct step *step) {
    return ptv_survival_add(step->object, step->i, step->i % 2);
}
static ptv_status call_survival_add_n(struct step *step) {
    return ptv_survival_add_n(step->object, step->i, step->i % 2, 5);
}

/* ---- contacts, tickets, calls, complaints */

static ptv_status call_repeats_add(struct step *step) {
    return ptv_repeats_add(step->object, (uint64_t)step->i * 7919 % 1000, 1, step->i * 1000);
}
static ptv_status call_repeats_add_records(struct step *step) {
    ptv_contact contacts[ROWS];
    for (int row = 0; row < ROWS; row++)
        contacts[row] = (ptv_contact){row * 1000, (uint64_t)(step->i * ROWS + row), 1};
    return ptv_repeats_add_records(step->object, contacts, sizeof *contacts, ROWS);
}

static ptv_status call_desk_add(struct step *step) {
    ptv_ticket_times times = desk_ticket(step->i);
    return ptv_desk_add(step->object, &times);
}
static ptv_status call_desk_add_wait(struct step *step) {
    ptv_ticket_wait wait = next_wait(step->i * 777);
    return ptv_desk_add_wait(step->object, &wait);
}
static ptv_status call_desk_remove(struct step *step) {
    ptv_ticket_times times = desk_ticket(step->i % 40);
    return ptv_desk_remove(step->object, &times);
}

static ptv_status call_queue_add(struct step *step) {
    ptv_call call = shard_call(step->i);
    return ptv_queue_add(step->object, &call);
}
static ptv_status call_queue_add_records(struct step *step) {
    ptv_call calls[ROWS];
    for (int row = 0; row < ROWS; row++)
        calls[row] = shard_call(step->i * ROWS + row);
    return ptv_queue_add_records(step->object, calls, sizeof *calls, ROWS);
}
static ptv_status call_queue_remove(struct step *step) {
    ptv_call call = shard_call(step->i);
    return ptv_queue_remove(step->object, &call);
}

static ptv_status call_complaints_add(struct step *step) {
    ptv_complaint complaint = shard_complaint(step->i);
    return ptv_complaints_add(step->object, &complaint);
}
static ptv_status call_complaints_add_records(struct step *step) {
    ptv_complaint complaints[ROWS];
    for (int row = 0; row < ROWS; row++)
        complaints[row] = shard_complaint(step->i * ROWS + row);
    return ptv_complaints_add_records(step->object, complaints, sizeof *complaints, ROWS);
}
static ptv_status call_complaints_remove(struct step *step) {
    ptv_complaint complaint = shard_complaint(step->i);
    return ptv_complaints_remove(step->object, &complaint);
}

/* ---- customers */

static ptv_status call_cohorts_add(struct step *step) {
    return ptv_cohorts_add(step->object, (uint64_t)step->i, step->i % 97 - 5);
}
static ptv_status call_cohorts_add_earlier(struct step *step) {
    return ptv_cohorts_add_earlier(step->object, (uint64_t)step->i);
}
static ptv_status call_cohorts_add_periods(struct step *step) {
    uint64_t customers[ROWS];
    int64_t periods[ROWS];
    for (int row = 0; row < ROWS; row++) {
        customers[row] = (uint64_t)(step->i * ROWS + row);
        periods[row] = row;
    }
    return ptv_cohorts_add_periods(step->object, customers, periods, 0, ROWS);
}
static ptv_status call_cohorts_add_instants(struct step *step) {
    uint64_t customers[ROWS];
    int64_t instants[ROWS];
    ptv_zone *zone = zone_of_rule("CET-1CEST,M3.5.0,M10.5.0/3");
    for (int row = 0; row < ROWS; row++) {
        customers[row] = (uint64_t)(step->i * ROWS + row);
        instants[row] = row * INT64_C(86400000);
    }
    ptv_status status = ptv_cohorts_add_instants(step->object, zone, customers, instants, 0, ROWS);
    ptv_zone_free(zone);
    return status;
}
static ptv_status call_cohorts_second_activity(struct step *step) {
    return ptv_cohorts_second_activity(step->other, NULL, step->object);
}

static ptv_status call_panel_add(struct step *step) {
    ptv_response response = shard_response(step->i);
    response.respondent = (uint64_t)step->i;
    return ptv_panel_add(step->object, &response);
}
static ptv_status call_panel_add_records(struct step *step) {
    ptv_response responses[ROWS];
    for (int row = 0; row < ROWS; row++)
        responses[row] = shard_response(step->i * ROWS + row);
    return ptv_panel_add_records(step->object, responses, sizeof *responses, ROWS);
}
static ptv_status call_panel_serialize(struct step *step) {
    struct bytes got = {malloc(step->image.len), 0};
    assert_non_null(got.data);
    memset(got.data, 0xA5, step->image.len);
    ptv_status status = ptv_panel_serialize(step->other, got.data, step->image.len, &got.len);
    for (size_t i = 0; status < 0 && i < step->image.len; i++)
        assert_int_equal(got.data[i], 0xA5);
    assert_true(status < 0 || same_bytes(got, step->image));
    free(got.data);
    return status;
}

/* ---- zones, calendars, groups */

static const char rule[] = "CET-1CEST,M3.5.0,M10.5.0/3";

/* Changes of the clock in a file, and a rule after them. */
static struct tzif some_file(void) {
    static const int64_t times[] = {1000000, 20000000, 40000000};
    static const uint8_t indexes[] = {1, 0, 1};
    static const int32_t offsets[] = {3600, 7200};
    const struct tzif_block block = {3, 2, times, indexes, offsets};
    return tzif_of(&block, rule);
}
static ptv_status zone_made(struct step *step, ptv_status status, ptv_zone *zone) {
    step->made = zone;
    return status;
}
static ptv_status call_zone_new_tzif(struct step *step) {
    struct tzif file = some_file();
    ptv_zone *zone = NULL;
    ptv_status status = ptv_zone_new_tzif(file.bytes, file.len, step->allocator, &zone);
    return zone_made(step, status, zone);
}
static ptv_status call_zone_new_posix(struct step *step) {
    ptv_zone *zone = NULL;
    ptv_status status = ptv_zone_new_posix(rule, step->allocator, &zone);
    return zone_made(step, status, zone);
}
static ptv_status call_zone_new_fixed(struct step *step) {
    ptv_zone *zone = NULL;
    ptv_status status = ptv_zone_new_fixed(3600000, step->allocator, &zone);
    return zone_made(step, status, zone);
}
static ptv_status call_zone_copy(struct step *step) {
    struct tzif file = some_file();
    ptv_zone *zone = NULL, *copy = NULL;
    assert_ok(ptv_zone_new_tzif(file.bytes, file.len, NULL, &zone));
    ptv_status status = ptv_zone_copy(zone, step->allocator, &copy);
    ptv_zone_free(zone);
    return zone_made(step, status, copy);
}
static ptv_status call_zone_deserialize(struct step *step) {
    uint8_t image[ZONE_IMAGE_MAX];
    ptv_zone *zone = zone_of_rule(rule), *back = NULL;
    size_t len = zone_image(zone, image);
    ptv_zone_free(zone);
    ptv_status status = ptv_zone_deserialize(step->allocator, image, len, &back);
    return zone_made(step, status, back);
}

static ptv_status call_calendar_new(struct step *step) {
    static const char text[] = "mon-thu 09:00-14:00 15:00-18:30\nfri 08:00-15:00\n"
                               "holiday 2025-01-01\nspecial 2025-12-24 09:00-13:00\n";
    ptv_zone *zone = zone_of_rule(rule);
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT, untouched = error;
    ptv_calendar *calendar = NULL;
    ptv_status status =
        ptv_calendar_new(text, strlen(text), zone, step->allocator, &error, &calendar);
    ptv_zone_free(zone);
    assert_same_bytes(error, untouched);
    if (status == PTV_OK) {
        const int64_t monday = INT64_C(1740956400000), week = INT64_C(604800000);
        int64_t open = 0;
        assert_ok(ptv_calendar_open_ms(calendar, monday, monday + week, &open));
        assert_true(open == (4 * 17 + 14) * INT64_C(1800000));
    }
    step->made = calendar;
    return status;
}
static void calendar_free(void *calendar) {
    ptv_calendar_free(calendar);
}

/* Whole numbers, then strings: keys that are all new get the next numbers, in their order. A call
 * that failed may have added some; they keep their numbers. */
static ptv_status encode(ptv_groups *groups) {
    enum { STRINGS = 200, WIDTH = 8 };
    static char text[STRINGS][WIDTH];
    int64_t numbers[CHUNK];
    uint32_t codes[CHUNK];
    ptv_column integers = PTV_COLUMN_INIT, strings = PTV_COLUMN_INIT;
    for (int row = 0; row < CHUNK; row++)
        numbers[row] = row * row;
    for (int row = 0; row < STRINGS; row++)
        snprintf(text[row], WIDTH, "key%d", row);
    integers.type = PTV_COLUMN_I64;
    integers.values = numbers;
    integers.n = CHUNK;
    strings.type = PTV_COLUMN_FIXED_BYTES;
    strings.width = WIDTH;
    strings.values = text;
    strings.n = STRINGS;
    ptv_status status = ptv_groups_encode(groups, &integers, 0, CHUNK, codes, NULL);
    for (uint32_t row = 0; status == PTV_OK && row < CHUNK; row++)
        assert_int_equal(codes[row], row);
    if (status == PTV_OK)
        status = ptv_groups_encode(groups, &strings, 0, STRINGS, codes, NULL);
    for (uint32_t row = 0; status == PTV_OK && row < STRINGS; row++)
        assert_int_equal(codes[row], CHUNK + row);
    return status;
}
static ptv_status call_groups_new(struct step *step) {
    ptv_groups *groups = NULL;
    ptv_status status = ptv_groups_new(step->allocator, &groups);
    step->made = groups;
    return status;
}
static ptv_status call_groups_encode(struct step *step) {
    ptv_status status = call_groups_new(step);
    if (status < 0)
        return status;
    ptv_groups *groups = step->made;
    step->made = NULL;
    status = encode(groups);
    if (status < 0)
        assert_ok(encode(groups));
    ptv_groups_free(groups);
    return status;
}
static void groups_free(void *groups) {
    ptv_groups_free(groups);
}

/* ---- all of them */

#define LAST "panel of last answers"

#define CALL(name)      .function = "ptv_" #name, .call = call_##name
#define ON(type, first) .kind = type, .shards = first

static const struct fault faults[] = {
    {CALL(durations_new), .other_kind = "durations", .made = PTV_TYPE_DURATIONS},
    {CALL(durations_copy), .other_kind = "durations", .made = PTV_TYPE_DURATIONS},
    {CALL(durations_copy), .other_kind = "durations", .other_shards = ALL,
     .made = PTV_TYPE_DURATIONS},
    {CALL(durations_deserialize), .other_kind = "durations", .other_shards = 1,
     .made = PTV_TYPE_DURATIONS},
    {CALL(durations_deserialize), .other_kind = "durations", .other_shards = ALL,
     .made = PTV_TYPE_DURATIONS},
    {CALL(durations_add), ON("durations", 0), .steps = 400},
    {CALL(durations_add), ON("durations", ALL), .first = 1000, .steps = 20},
    {CALL(durations_add_n), ON("durations", 0), .steps = 400},
    {CALL(durations_add_i64), ON("durations", 0), .steps = 4},
    {CALL(durations_add_i64), ON("durations", 1), .steps = 4},
    {CALL(durations_add_i32), ON("durations", 1), .steps = 4},
    {CALL(durations_add_f64), ON("durations", 1), .steps = 4},
    {CALL(durations_add_column), ON("durations", 1), .steps = 4},
    {CALL(durations_add_grouped_i64), ON("durations", 1), .other_kind = "durations", .steps = 4},
    {CALL(durations_add_grouped_column), ON("durations", 1), .other_kind = "durations", .steps = 4},
    {CALL(durations_remove), ON("durations", 1), .steps = 40},
    {CALL(durations_merge), ON("durations", 0), .other_kind = "durations", .other_shards = 1,
     .steps = 3},
    {CALL(durations_merge), ON("durations", 1), .other_kind = "durations", .other_shards = 16,
     .steps = 2},
    {CALL(durations_merge), ON("durations", 1), .other_kind = "durations", .other_shards = ALL},
    {CALL(durations_merge_bytes), ON("durations", 1), .other_kind = "durations", .other_shards = 16,
     .steps = 2},
    {CALL(durations_merge_bytes), ON("durations", 1), .other_kind = "durations",
     .other_shards = 1 | 2 | 16},
    {CALL(durations_percentiles_i64), ON("durations", 0), .steps = 2},

    {CALL(survival_new), .other_kind = "survival", .made = PTV_TYPE_SURVIVAL},
    {CALL(survival_copy), .other_kind = "survival", .other_shards = ALL, .made = PTV_TYPE_SURVIVAL},
    {CALL(survival_deserialize), .other_kind = "survival", .other_shards = ALL,
     .made = PTV_TYPE_SURVIVAL},
    {CALL(survival_add), ON("survival", 0), .steps = 700},
    {CALL(survival_add_n), ON("survival", 0), .steps = 100},
    {CALL(survival_merge), ON("survival", 1), .other_kind = "survival", .other_shards = ALL},

    {CALL(repeats_new), .other_kind = "repeats", .made = PTV_TYPE_REPEATS},
    {CALL(repeats_copy), .other_kind = "repeats", .other_shards = ALL, .made = PTV_TYPE_REPEATS},
    {CALL(repeats_deserialize), .other_kind = "repeats", .other_shards = ALL,
     .made = PTV_TYPE_REPEATS},
    {CALL(repeats_deserialize), .other_kind = "repeats, settled", .other_shards = ALL,
     .made = PTV_TYPE_REPEATS},
    {CALL(repeats_add), ON("repeats", 0), .steps = 700},
    {CALL(repeats_add_records), ON("repeats", 1), .steps = 20},
    {CALL(repeats_merge), ON("repeats", 1), .other_kind = "repeats", .other_shards = ALL},
    {CALL(repeats_merge), ON("repeats, settled", 1), .other_kind = "repeats, settled",
     .other_shards = 16},

    {CALL(desk_new), .other_kind = "desk", .made = PTV_TYPE_DESK},
    {CALL(desk_copy), .other_kind = "desk", .other_shards = ALL, .made = PTV_TYPE_DESK},
    {CALL(desk_deserialize), .other_kind = "desk", .other_shards = ALL, .made = PTV_TYPE_DESK},
    {CALL(desk_add), ON("desk", 0), .steps = 300},
    {CALL(desk_add_wait), ON("desk", 0), .steps = 300},
    {CALL(desk_remove), ON("desk", 1), .steps = 40},
    {CALL(desk_merge), ON("desk", 1), .other_kind = "desk", .other_shards = ALL},
    {CALL(desk_merge), ON("desk", 0), .other_kind = "desk", .other_shards = 1, .steps = 2},

    {CALL(queue_new), .other_kind = "queue", .made = PTV_TYPE_QUEUE},
    {CALL(queue_copy), .other_kind = "queue", .other_shards = ALL, .made = PTV_TYPE_QUEUE},
    {CALL(queue_deserialize), .other_kind = "queue", .other_shards = ALL, .made = PTV_TYPE_QUEUE},
    {CALL(queue_add), ON("queue", 0), .steps = 400},
    {CALL(queue_add_records), ON("queue", 1), .steps = 10},
    {CALL(queue_remove), ON("queue", 1), .steps = 40},
    {CALL(queue_merge), ON("queue", 1), .other_kind = "queue", .other_shards = ALL},
    {CALL(queue_merge), ON("queue", 0), .other_kind = "queue", .other_shards = 1, .steps = 2},

    {CALL(complaints_new), .other_kind = "complaints", .made = PTV_TYPE_COMPLAINTS},
    {CALL(complaints_copy), .other_kind = "complaints", .other_shards = ALL,
     .made = PTV_TYPE_COMPLAINTS},
    {CALL(complaints_deserialize), .other_kind = "complaints", .other_shards = ALL,
     .made = PTV_TYPE_COMPLAINTS},
    {CALL(complaints_add), ON("complaints", 0), .steps = 400},
    {CALL(complaints_add_records), ON("complaints", 1), .steps = 10},
    {CALL(complaints_remove), ON("complaints", 1), .steps = 40},
    {CALL(complaints_merge), ON("complaints", 1), .other_kind = "complaints", .other_shards = ALL},

    {CALL(cohorts_new), .other_kind = "cohorts", .made = PTV_TYPE_COHORTS},
    {CALL(cohorts_new), .other_kind = "cohorts, dense", .made = PTV_TYPE_COHORTS},
    {CALL(cohorts_copy), .other_kind = "cohorts", .other_shards = ALL, .made = PTV_TYPE_COHORTS},
    {CALL(cohorts_copy), .other_kind = "cohorts, dense", .other_shards = ALL,
     .made = PTV_TYPE_COHORTS},
    {CALL(cohorts_deserialize), .other_kind = "cohorts", .other_shards = ALL,
     .made = PTV_TYPE_COHORTS},
    {CALL(cohorts_deserialize), .other_kind = "cohorts, dense", .other_shards = ALL,
     .made = PTV_TYPE_COHORTS},
    {CALL(cohorts_add), ON("cohorts", 0), .steps = 300},
    {CALL(cohorts_add), ON("cohorts, dense", 0), .steps = 300},
    {CALL(cohorts_add_earlier), ON("cohorts", 1), .first = 500, .steps = 300},
    {CALL(cohorts_add_earlier), ON("cohorts, dense", 1), .first = 500, .steps = 300},
    {CALL(cohorts_add_periods), ON("cohorts", 1), .first = 5, .steps = 10},
    {CALL(cohorts_add_periods), ON("cohorts, dense", 1), .first = 5, .steps = 10},
    {CALL(cohorts_add_instants), ON("cohorts", 1), .first = 5, .steps = 10},
    {CALL(cohorts_merge), ON("cohorts", 0), .other_kind = "cohorts", .other_shards = ALL},
    {CALL(cohorts_merge), ON("cohorts, dense", 0), .other_kind = "cohorts, dense",
     .other_shards = ALL},
    {CALL(cohorts_second_activity), ON("survival", 0), .other_kind = "cohorts",
     .other_shards = ALL},

    {CALL(panel_new), .other_kind = LAST, .made = PTV_TYPE_PANEL},
    {CALL(panel_copy), .other_kind = LAST, .other_shards = ALL, .made = PTV_TYPE_PANEL},
    {CALL(panel_deserialize), .other_kind = LAST, .other_shards = ALL, .made = PTV_TYPE_PANEL},
    {CALL(panel_add), ON(LAST, 0), .steps = 300},
    {CALL(panel_add_records), ON(LAST, 0), .steps = 10},
    {CALL(panel_merge), ON(LAST, 0), .other_kind = LAST, .other_shards = ALL},
    {CALL(panel_serialize), .other_kind = LAST, .other_shards = ALL},

    {CALL(zone_new_tzif), .made = PTV_TYPE_ZONE},
    {CALL(zone_new_posix), .made = PTV_TYPE_ZONE},
    {CALL(zone_new_fixed), .made = PTV_TYPE_ZONE},
    {CALL(zone_copy), .made = PTV_TYPE_ZONE},
    {CALL(zone_deserialize), .made = PTV_TYPE_ZONE},
    {CALL(calendar_new), .give_back = calendar_free},
    {CALL(groups_new), .give_back = groups_free},
    {CALL(groups_encode)},
};

static struct step step_of(const struct fault *fault, const ptv_allocator *allocator) {
    struct step step = {NULL, NULL, {NULL, 0}, allocator, 0, NULL};
    if (fault->kind)
        step.object = shards_together(kind_named(fault->kind), allocator, fault->shards);
    if (fault->other_kind) {
        const struct shard_kind *kind = kind_named(fault->other_kind);
        step.other = shards_together(kind, allocator, fault->other_shards);
        step.image = state_bytes(kind->type, step.other);
    }
    return step;
}

static void give_back_state(const char *kind, void *acc) {
    if (kind)
        ptv_verbs_find(kind_named(kind)->type)->free(acc);
}

static void give_back_made(const struct fault *fault, void *made) {
    if (made)
        (fault->made ? ptv_verbs_find(fault->made)->free : fault->give_back)(made);
}

static void give_back_step(const struct fault *fault, struct step *step) {
    give_back_state(fault->kind, step->object);
    give_back_state(fault->other_kind, step->other);
    free(step->image.data);
}

static struct bytes bytes_of_kind(const char *kind, const void *acc) {
    return kind ? state_bytes(kind_named(kind)->type, acc) : (struct bytes){NULL, 0};
}

static void assert_bytes_of_kind(const char *kind, const void *acc, struct bytes want) {
    if (kind)
        assert_state_bytes(kind_named(kind)->type, acc, want);
    free(want.data);
}

/* Makes a call with each allocation of it failing in turn, until it succeeds with the status that it
 * has without a failure. */
static void make_with_failures(const struct fault *fault, struct step *step,
                               struct failing_allocator *memory, ptv_status want) {
    for (uint64_t k = 0;; k++) {
        struct bytes object = bytes_of_kind(fault->kind, step->object);
        struct bytes other = bytes_of_kind(fault->other_kind, step->other);
        memory->calls = 0;
        memory->until_failure = k;
        ptv_status status = fault->call(step);
        memory->until_failure = UINT64_MAX;
        if (memory->calls <= k) {
            assert_status(want, status);
            free(object.data);
            free(other.data);
            return;
        }
        assert_status(PTV_ERR_MEMORY, status);
        assert_null(step->made);
        assert_bytes_of_kind(fault->kind, step->object, object);
        assert_bytes_of_kind(fault->other_kind, step->other, other);
        injected++;
    }
}

/* A series of calls on objects whose memory fails, beside the same on others whose does not. */
static void every_allocation_fails_once(void **state) {
    const struct fault *fault = *state;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    struct step failing = step_of(fault, &allocator), plain = step_of(fault, NULL);
    size_t before = injected;
    for (int i = 0; i < fault->steps || i == 0; i++, done++) {
        failing.i = plain.i = fault->first + i;
        ptv_status want = fault->call(&plain);
        assert_true(want >= 0);
        make_with_failures(fault, &failing, &memory, want);
        assert_true((failing.made != NULL) == (plain.made != NULL));
        if (fault->made)
            assert_true(same_states(fault->made, failing.made, plain.made));
        give_back_made(fault, failing.made);
        give_back_made(fault, plain.made);
        failing.made = plain.made = NULL;
    }
    assert_true(injected > before);
    assert_bytes_of_kind(fault->kind, failing.object, bytes_of_kind(fault->kind, plain.object));
    assert_bytes_of_kind(fault->other_kind, failing.other,
                         bytes_of_kind(fault->other_kind, plain.other));
    give_back_step(fault, &failing);
    give_back_step(fault, &plain);
    assert_true(memory.blocks == 0);
}

/* ---- buffers that are too short */

struct written {
    const char *function;
    ptv_status (*write)(const void *acc, void *out, size_t cap, size_t *n);
    size_t size; /* of an element */
};

/* Every length from 0 to one less than is needed is refused, and leaves every byte alone; just
 * enough is enough, and nothing is written behind it. */
static void every_length_is_too_short(const struct written *written, const void *acc) {
    size_t need = 0, n = 0;
    assert_ok(written->write(acc, NULL, 0, &need));
    assert_true(need > 0);
    size_t bytes = need * written->size, room = bytes + 64;
    uint8_t *out = malloc(room), *scribbled = malloc(room), *first = malloc(room);
    assert_true(out && scribbled && first);
    memset(out, 0xA5, room);
    memset(scribbled, 0xA5, room);
    for (size_t cap = 0; cap < need; cap++, short_buffers++) {
        n = 0;
        assert_status(PTV_ERR_SPACE, written->write(acc, out, cap, &n));
        assert_int_equal(n, need);
        assert_memory_equal(out, scribbled, room);
    }
    for (size_t cap = need; cap < need + 2; cap++) {
        assert_ok(written->write(acc, out, cap, &n));
        assert_int_equal(n, need);
        assert_memory_equal(out + bytes, scribbled + bytes, room - bytes);
        if (cap == need)
            memcpy(first, out, room);
        assert_memory_equal(out, first, room);
    }
    free(out);
    free(scribbled);
    free(first);
}

static void images(void **unused) {
    (void)unused;
    for (size_t i = 0; i < n_shard_kinds; i++) {
        const struct shard_kind *kind = &shard_kinds[i];
        const ptv_verbs *verbs = ptv_verbs_find(kind->type);
        const struct written image = {ptv_wire_type_name(kind->type), verbs->serialize, 1};
        for (unsigned set = 0; set <= ALL; set += ALL) {
            void *acc = shards_together(kind, NULL, set);
            every_length_is_too_short(&image, acc);
            verbs->free(acc);
        }
    }
    struct tzif file = some_file();
    const struct written image = {"ptv_zone", ptv_verbs_find(PTV_TYPE_ZONE)->serialize, 1};
    ptv_zone *zone = NULL;
    assert_ok(ptv_zone_new_tzif(file.bytes, file.len, NULL, &zone));
    every_length_is_too_short(&image, zone);
    ptv_zone_free(zone);
}

static ptv_status survival_curve(const void *acc, void *out, size_t cap, size_t *n) {
    return ptv_survival_curve(acc, NULL, out, cap, n);
}
static ptv_status cohorts_table(const void *acc, void *out, size_t cap, size_t *n) {
    return ptv_cohorts_table(acc, NULL, out, cap, n);
}
static ptv_status cohorts_movements(const void *acc, void *out, size_t cap, size_t *n) {
    return ptv_cohorts_movements(acc, NULL, out, cap, n);
}
/* Of the table of cohorts. */
static ptv_status cohorts_averages(const void *acc, void *out, size_t cap, size_t *n) {
    size_t n_cells;
    assert_ok(ptv_cohorts_table(acc, NULL, NULL, 0, &n_cells));
    ptv_cohort_cell *cells = calloc(n_cells, sizeof *cells);
    assert_non_null(cells);
    assert_ok(ptv_cohorts_table(acc, NULL, cells, n_cells, &n_cells));
    ptv_status status = ptv_cohorts_averages(cells, n_cells, NULL, out, cap, n);
    free(cells);
    return status;
}

#define ARRAY(name, element)                                                                       \
    { "ptv_" #name, name, sizeof(element) }

static void arrays(void **unused) {
    (void)unused;
    static const struct written curve = ARRAY(survival_curve, ptv_survival_point);
    static const struct written of_cohorts[] = {
        ARRAY(cohorts_table, ptv_cohort_cell),
        ARRAY(cohorts_movements, ptv_cohort_movement),
        ARRAY(cohorts_averages, ptv_cohort_average),
    };
    void *survival = shards_together(kind_named("survival"), NULL, ALL);
    every_length_is_too_short(&curve, survival);
    ptv_survival_free(survival);
    ptv_cohorts *cohorts = three_cohorts();
    for (size_t i = 0; i < COUNT_OF(of_cohorts); i++)
        every_length_is_too_short(&of_cohorts[i], cohorts);
    ptv_cohorts_free(cohorts);
}

int main(void) {
    static struct CMUnitTest tests[COUNT_OF(faults) + 2] = {
        cmocka_unit_test(images),
        cmocka_unit_test(arrays),
    };
    for (size_t i = 0; i < COUNT_OF(faults); i++)
        tests[2 + i] = (struct CMUnitTest){faults[i].function, every_allocation_fails_once, NULL,
                                           NULL, (void *)&faults[i]};
    use_environment_locale();
    int failed = cmocka_run_group_tests_name("faults", tests, NULL, NULL);
    printf("figure: faults-allocations %zu\n", injected);
    printf("figure: faults-calls %zu\n", done);
    printf("figure: short-buffers %zu\n", short_buffers);
    return failed;
}
