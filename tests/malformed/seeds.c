/* SPDX-License-Identifier: MIT */
#include "seeds.h"

#include "base/bytes.h"
#include "base/crc32c.h"
#include "cohorts.h"
#include "desks.h"
#include "panels.h"
#include "queue.h"
#include "repeats.h"
#include "revenues.h"
#include "tzif.h"

struct seed seeds[SEEDS_MAX];
size_t n_seeds;

/* ── checksums ───────────────────────────────────────────────────────────────────────────────── */

static uint32_t checksum_of(const uint8_t *bytes, size_t len) {
    uint32_t crc = ptvi_crc32c(0, bytes, CHECKSUM);
    return ptvi_crc32c(crc, bytes + CHECKSUM + 4, len - CHECKSUM - 4);
}

void seal(uint8_t *bytes, size_t len) {
    if (len >= PTV_WIRE_HEADER)
        ptvi_put32(bytes + CHECKSUM, checksum_of(bytes, len));
}

size_t parts_begin(uint32_t type) {
    switch (type) {
    case PTV_TYPE_DESK:
        return PTV_WIRE_HEADER + 8 * 88;
    case PTV_TYPE_QUEUE:
        return PTV_WIRE_HEADER + 8 * 23;
    case PTV_TYPE_COMPLAINTS:
        return PTV_WIRE_HEADER + 8 * 30;
    default:
        return 0;
    }
}

void seal_parts(uint32_t type, uint8_t *bytes, size_t len) {
    uint64_t one;
    for (size_t at = parts_begin(type); at > 0 && at < len; at += (size_t)one) {
        if (ptv_wire_info(bytes + at, len - at, NULL, NULL, &one) != PTV_OK)
            break;
        seal(bytes + at, (size_t)one);
    }
    seal(bytes, len);
}

size_t part_of(const struct seed *seed, size_t at) {
    size_t part = 0;
    while (part < seed->n_parts &&
           !(at >= seed->parts[part].at && at < seed->parts[part].at + seed->parts[part].len))
        part++;
    return part;
}

static void find_parts(struct seed *seed) {
    uint64_t one;
    size_t at = parts_begin(seed->type);
    for (; at > 0 && at < seed->image.len; at += (size_t)one) {
        assert_ok(ptv_wire_info(seed->image.data + at, seed->image.len - at, NULL, NULL, &one));
        assert_true(seed->n_parts < PARTS_MAX);
        seed->parts[seed->n_parts++] = (struct part){at, (size_t)one};
    }
}

static bool in_checksum(size_t at, size_t start) {
    return at >= start + CHECKSUM && at < start + CHECKSUM + 4;
}

/* CRC is linear: a bit changes it in the same way whatever the other bytes are. The bits of a
 * checksum change nothing else, so that the checksum is wrong. */
static struct flip flip_of(const struct seed *seed, uint8_t *bytes, size_t at) {
    struct flip flip = {0, 0};
    size_t part = part_of(seed, at);
    if (in_checksum(at, 0))
        return flip;
    if (part < seed->n_parts && !in_checksum(at, seed->parts[part].at)) {
        uint8_t *inside = bytes + seed->parts[part].at;
        uint32_t before = ptvi_get32(inside + CHECKSUM);
        seal(inside, seed->parts[part].len);
        flip.inner = before ^ ptvi_get32(inside + CHECKSUM);
    }
    flip.outer = ptvi_get32(bytes + CHECKSUM) ^ checksum_of(bytes, seed->image.len);
    return flip;
}

static void find_flips(struct seed *seed) {
    size_t len = seed->image.len;
    seed->flips = calloc(len * 8, sizeof *seed->flips);
    uint8_t *bytes = malloc(len);
    assert_non_null(seed->flips);
    assert_non_null(bytes);
    memcpy(bytes, seed->image.data, len);
    for (size_t bit = 0; bit < 8 * len; bit++) {
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        seed->flips[bit] = flip_of(seed, bytes, bit / 8);
        memcpy(bytes, seed->image.data, len);
    }
    free(bytes);
}

/* ── seeds ───────────────────────────────────────────────────────────────────────────────────── */

static void add_seed(const char *name, uint32_t type, const void *acc) {
    assert_true(n_seeds < SEEDS_MAX);
    struct seed *seed = &seeds[n_seeds++];
    *seed = (struct seed){.name = name, .type = type, .image = state_bytes(type, acc)};
    find_parts(seed);
    find_flips(seed);
}

/* A state that is given back when its seed is there. */
static void add_opaque(const char *name, uint32_t type, void *acc) {
    add_seed(name, type, acc);
    ptv_verbs_find(type)->free(acc);
}

static void add_ratings(void) {
    struct generator generator = {22};
    static const struct {
        const char *name;
        int32_t min, max, polarity;
    } scales[] = {
        {"ratings 0..10", 0, 10, PTV_POLARITY_HIGH_IS_GOOD},
        {"ratings 1..5", 1, 5, PTV_POLARITY_HIGH_IS_GOOD},
        {"ratings -3..3", -3, 3, PTV_POLARITY_LOW_IS_GOOD},
        {"ratings to INT32_MAX", INT32_MAX - 1, INT32_MAX, PTV_POLARITY_HIGH_IS_GOOD},
        {"ratings from INT32_MIN + 1", INT32_MIN + 1, INT32_MIN + 11, PTV_POLARITY_LOW_IS_GOOD}};
    for (size_t i = 0; i < COUNT_OF(scales); i++) {
        ptv_ratings acc = ratings_on(scales[i].min, scales[i].max, scales[i].polarity);
        for (int32_t level = 0; level <= scales[i].max - scales[i].min; level++)
            assert_ok(
                ptv_ratings_add_n(&acc, scales[i].min + level, random_magnitude(&generator, 60)));
        assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&acc, 77, 3));
        assert_ok(ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, 5));
        add_seed(scales[i].name, PTV_TYPE_RATINGS, &acc);
    }
    ptv_ratings acc = ratings_on(0, 10, PTV_POLARITY_HIGH_IS_GOOD);
    add_seed("ratings, none", PTV_TYPE_RATINGS, &acc);
    assert_ok(ptv_ratings_add(&acc, 9));
    add_seed("ratings, one", PTV_TYPE_RATINGS, &acc);
}

static void add_proportions(void) {
    static const uint64_t counts[][3] = {
        {0, 0, 0}, {1, 0, 0}, {1436, 342, 968}, {PTV_COUNT_MAX, PTV_COUNT_MAX, PTV_COUNT_MAX}};
    static const char *const names[] = {"proportion, none", "proportion, one", "proportion",
                                        "proportion, most"};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        ptv_proportion acc = proportion_with(counts[i][0], counts[i][1], counts[i][2]);
        add_seed(names[i], PTV_TYPE_PROPORTION, &acc);
    }
}

static void add_revenues(void) {
    static const struct customer larger = {INT64_MAX, INT64_MAX - 1, 0};
    ptv_revenue acc = revenue_of_nobody();
    add_seed("revenue, none", PTV_TYPE_REVENUE, &acc);
    acc = revenue_with(&customer_of_kind[CONTRACTED], 1);
    add_seed("revenue, one", PTV_TYPE_REVENUE, &acc);
    acc = revenue_of_each_kind();
    add_seed("revenue", PTV_TYPE_REVENUE, &acc);
    acc = revenue_of_very_many(larger);
    add_seed("revenue, most", PTV_TYPE_REVENUE, &acc);
}

static ptv_durations *durations_with(int32_t bits, int32_t n_limits, uint64_t calendar_id) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.precision_bits = bits;
    config.calendar_id = calendar_id;
    config.n_limits = n_limits;
    for (int32_t i = 0; i < n_limits; i++)
        config.limit_ms[i] = INT64_C(1000) << 5 * i;
    return durations_new(&config, NULL);
}

static void add_some_durations(void) {
    static const int64_t one[] = {INT64_MAX};
    static const int64_t few[] = {20000, 20000, 20000, 60000, 300000, 0, PTV_TIME_NONE, -1};
    add_opaque("durations, none", PTV_TYPE_DURATIONS, durations_of(NULL, 0));
    add_opaque("durations, one", PTV_TYPE_DURATIONS, durations_of(one, 1));
    ptv_durations *acc = durations_with(7, 3, 7);
    for (size_t i = 0; i < COUNT_OF(few); i++)
        assert_true(ptv_durations_add(acc, few[i]) >= 0);
    add_seed("durations, few", PTV_TYPE_DURATIONS, acc);
    assert_ok(ptv_durations_remove(acc, 20000, 1));
    add_opaque("durations, removed", PTV_TYPE_DURATIONS, acc);
    acc = durations_with(5, 8, 0);
    for (int64_t i = 0; i < 300; i++)
        assert_ok(ptv_durations_add_n(acc, i * i * i, (uint64_t)(1 + i % 5)));
    add_opaque("durations, buckets", PTV_TYPE_DURATIONS, acc);
    acc = durations_with(8, 1, 0);
    for (int64_t i = 0; i < 260; i++)
        assert_ok(ptv_durations_add_n(acc, 5000 + i, i == 7 ? PTV_COUNT_MAX / 2 : 1));
    add_opaque("durations, packed", PTV_TYPE_DURATIONS, acc);
}

static ptv_survival *survival_new(uint64_t calendar_id, int64_t unit_ms) {
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *acc;
    config.calendar_id = calendar_id;
    config.unit_ms = unit_ms;
    assert_ok(ptv_survival_new(&config, NULL, &acc));
    return acc;
}

static void add_survivals(void) {
    static const int64_t times[] = {5, 6, 7, 1000, 200000, INT64_C(1) << 40, INT64_MAX};
    ptv_survival *acc = survival_new(0, 1000);
    add_seed("survival, none", PTV_TYPE_SURVIVAL, acc);
    assert_ok(ptv_survival_add(acc, 0, PTV_EVENT));
    add_opaque("survival, one", PTV_TYPE_SURVIVAL, acc);
    acc = survival_new(9, INT64_MAX);
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        assert_ok(ptv_survival_add_n(acc, times[i], PTV_EVENT, UINT64_C(1) << 9 * i));
        if (i % 2)
            assert_ok(ptv_survival_add_n(acc, times[i], PTV_CENSORED, 100 * i));
    }
    assert_ok(ptv_survival_add(acc, PTV_TIME_NONE, PTV_EVENT));
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_add(acc, -4, PTV_CENSORED));
    add_opaque("survival", PTV_TYPE_SURVIVAL, acc);
}

static void add_zones(void) {
    static const int64_t times[] = {-2000000000, 0, 1000000000, 1700000000};
    static const uint8_t indexes[] = {1, 0, 1, 0};
    static const int32_t offsets[] = {3600, 7200};
    static const struct tzif_block block = {4, 2, times, indexes, offsets};
    add_opaque("zone, fixed", PTV_TYPE_ZONE, zone_of_rule("<+05>-5"));
    add_opaque("zone, rule", PTV_TYPE_ZONE, zone_of_rule("CET-1CEST,M3.5.0,M10.5.0/3"));
    add_opaque("zone, rule by days", PTV_TYPE_ZONE, zone_of_rule("XXX3YYY,J60/2,300/-20"));
    add_opaque("zone, transitions", PTV_TYPE_ZONE, zone_of_tzif(&block, NULL));
    add_opaque("zone, both", PTV_TYPE_ZONE, zone_of_tzif(&block, "CET-1CEST,M3.5.0,M10.5.0/3"));
}

static ptv_repeats *some_repeats(int64_t cutoff) {
    static const ptv_contact contacts[] = {{1850, 5, 7},   {1950, 5, 7},           {2100, 5, 7},
                                           {2100, 5, 7},   {2001, 5, 300},         {1000, 900, 0},
                                           {5000, 900, 0}, {1500, PTV_KEY_NONE, 0}};
    ptv_repeats *acc = repeats_of(100, 1000, NULL);
    assert_ok(ptv_repeats_add_records(acc, contacts, sizeof *contacts, COUNT_OF(contacts)));
    if (cutoff != PTV_TIME_NONE)
        assert_ok(ptv_repeats_advance(acc, cutoff));
    return acc;
}

static void add_some_repeats(void) {
    ptv_repeats *acc = repeats_of(INT64_MAX, 0, NULL);
    add_seed("repeats, none", PTV_TYPE_REPEATS, acc);
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE - 1, UINT64_MAX, INT64_MAX));
    add_opaque("repeats, one", PTV_TYPE_REPEATS, acc);
    add_opaque("repeats", PTV_TYPE_REPEATS, some_repeats(PTV_TIME_NONE));
    add_opaque("repeats, advanced", PTV_TYPE_REPEATS, some_repeats(2000));
    add_opaque("repeats, settled", PTV_TYPE_REPEATS, some_repeats(INT64_MAX));
}

/* Two tickets, one of them answered and solved, a target and a period. */
static ptv_desk *small_desk(void) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.n_targets = 1;
    config.target[0].limit_ms = 5 * DESK_MINUTE;
    config.from = DESK_NOW - 60 * DESK_MINUTE;
    config.until = DESK_NOW;
    ptv_desk *acc = desk_new(&config, NULL);
    for (int i = 0; i < 2; i++) {
        ptv_ticket_times times = desk_ticket(i);
        assert_ok(ptv_desk_add(acc, &times));
    }
    return acc;
}

static void add_desks(void) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.calendar_id = UINT64_MAX;
    add_opaque("desk, none", PTV_TYPE_DESK, desk_new(&config, NULL));
    add_opaque("desk", PTV_TYPE_DESK, small_desk());
    add_opaque("desk, everything", PTV_TYPE_DESK, desk_with(NULL, 30));
}

static void add_queues(void) {
    ptv_queue_config config = queue_config_with(0, 1);
    add_opaque("queue, none", PTV_TYPE_QUEUE, queue_new(NULL, NULL));
    ptv_queue *acc = queue_new(&config, NULL);
    add_call(acc, PTV_CALL_ABANDONED, 0);
    add_opaque("queue, one", PTV_TYPE_QUEUE, acc);
    add_opaque("queue", PTV_TYPE_QUEUE, few_calls(NULL));
}

static ptv_complaints *complaints_of(int64_t within_ms, int64_t n) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaints *acc;
    config.from = 100 * DESK_MINUTE;
    config.until = 200 * DESK_MINUTE;
    config.within_ms = within_ms;
    config.n_ages = 2;
    config.age_ms[0] = DESK_MINUTE;
    config.age_ms[1] = 10 * DESK_MINUTE;
    assert_ok(ptv_complaints_new(&config, NULL, &acc));
    for (int64_t i = 0; i < n; i++) {
        ptv_complaint record = PTV_COMPLAINT_INIT;
        record.received = (80 + 10 * i) * DESK_MINUTE;
        record.closed = i % 3 == 2 ? PTV_TIME_NONE : record.received + i * i * DESK_MINUTE;
        record.upheld = i % 2 ? PTV_OUTCOME_HIT : PTV_OUTCOME_MISS;
        assert_true(ptv_complaints_add(acc, &record) >= 0);
    }
    assert_ok(ptv_complaints_add_exposed(acc, (uint64_t)n, 100));
    return acc;
}

static void add_some_complaints(void) {
    add_opaque("complaints, none", PTV_TYPE_COMPLAINTS, complaints_of(0, 0));
    add_opaque("complaints", PTV_TYPE_COMPLAINTS, complaints_of(5 * DESK_MINUTE, 12));
}

static ptv_cohorts *cohorts_with(int32_t n_periods, uint64_t n_dense, uint64_t n) {
    ptv_cohorts_config config = window_of(-1, n_periods);
    config.n_dense = n_dense;
    config.unit = PTV_PERIOD_MONTH;
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    for (uint64_t i = 0; i < n; i++) {
        assert_ok(ptv_cohorts_add(acc, 3 * i, (int64_t)(i % (uint64_t)n_periods) - 1));
        assert_ok(ptv_cohorts_add(acc, 3 * i, n_periods - 2));
        if (i % 4 == 1)
            assert_ok(ptv_cohorts_add_earlier(acc, 3 * i));
    }
    return acc;
}

static void add_some_cohorts(void) {
    add_opaque("cohorts, none", PTV_TYPE_COHORTS, cohorts_with(64, 0, 0));
    add_opaque("cohorts, one", PTV_TYPE_COHORTS, cohorts_with(1, 0, 1));
    add_opaque("cohorts of 12", PTV_TYPE_COHORTS, cohorts_with(12, 0, 9));
    add_opaque("cohorts of 64", PTV_TYPE_COHORTS, cohorts_with(64, 0, 5));
    add_opaque("cohorts of 130", PTV_TYPE_COHORTS, cohorts_with(130, 0, 3));
    add_opaque("cohorts, dense", PTV_TYPE_COHORTS, cohorts_with(12, 40, 12));
    add_opaque("cohorts, dense of 64", PTV_TYPE_COHORTS, cohorts_with(64, UINT64_MAX, 3));
}

static ptv_panel *panel_with(int32_t policy, uint64_t n) {
    ptv_panel *acc = panel_on(-2, 5, policy);
    for (uint64_t i = 0; i < n; i++) {
        ptv_response response = {i % 5 == 4 ? PTV_KEY_NONE : i * i * i, (int64_t)(i * 999) - 2000,
                                 i, (int32_t)(i % 9) - 3, (int32_t)(i % PTV_PANEL_CHANNELS)};
        if (i % 7 == 6)
            response.score = PTV_SCORE_MISSING;
        panel_take(acc, response);
    }
    assert_ok(ptv_panel_add_sent(acc, 1, 20 * n));
    return acc;
}

static void add_panels(void) {
    add_opaque("panel, none", PTV_TYPE_PANEL, panel_of(PTV_PANEL_FIRST));
    add_opaque("panel, one", PTV_TYPE_PANEL, panel_with(PTV_PANEL_LAST, 1));
    add_opaque("panel", PTV_TYPE_PANEL, panel_with(PTV_PANEL_LAST, 14));
}

void make_seeds(void) {
    add_ratings();
    add_proportions();
    add_revenues();
    add_some_durations();
    add_survivals();
    add_zones();
    add_some_repeats();
    add_desks();
    add_queues();
    add_some_complaints();
    add_some_cohorts();
    add_panels();
}

void free_seeds(void) {
    for (size_t i = 0; i < n_seeds; i++) {
        free(seeds[i].image.data);
        free(seeds[i].flips);
    }
}
