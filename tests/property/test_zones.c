/* SPDX-License-Identifier: MIT */
/* Zones of every kind, also such as no place has: against a model that looks at every transition;
 * and files and images that were damaged, which give an error or a zone that holds together. */
#include "states.h"
#include "tzif.h"

enum { DAY_S = 86400, MOST = 14, LONGEST_OFFSET = 93599 };

/* A list of transitions, and of the offsets before, between and after them, in seconds. */
struct model {
    size_t n;
    int64_t time[MOST];
    int32_t offset[MOST + 1];
};

static int64_t begin_of(const struct model *model, size_t span) {
    return span == 0 ? -(INT64_C(1) << 52) : model->time[span - 1];
}

static int64_t end_of(const struct model *model, size_t span) {
    return span == model->n ? INT64_C(1) << 52 : model->time[span];
}

static int32_t model_offset(const struct model *model, int64_t instant) {
    size_t span = 0;
    while (instant >= end_of(model, span))
        span++;
    return model->offset[span];
}

/* The first instant at which the clock shows a local time or a later one. */
static int64_t model_reaches(const struct model *model, int64_t local) {
    for (size_t span = 0;; span++) {
        int64_t from = begin_of(model, span), instant = local - model->offset[span];
        instant = instant > from ? instant : from;
        if (instant < end_of(model, span))
            return instant;
    }
}

/* How often a local time is shown, first and last. */
static int model_places(const struct model *model, int64_t local, int64_t *first, int64_t *last) {
    int n = 0;
    for (size_t span = 0; span <= model->n; span++) {
        int64_t instant = local - model->offset[span];
        if (instant < begin_of(model, span) || instant >= end_of(model, span))
            continue;
        *first = n == 0 ? instant : *first;
        *last = instant;
        n++;
    }
    if (n == 0)
        *first = *last = model_reaches(model, local);
    return n;
}

static int64_t model_day(const struct model *model, int64_t instant) {
    int64_t latest = -(INT64_C(1) << 53);
    for (size_t span = 0; span <= model->n && begin_of(model, span) <= instant; span++) {
        int64_t end = end_of(model, span) - 1;
        int64_t local = (end < instant ? end : instant) + model->offset[span];
        latest = local > latest ? local : latest;
    }
    return (latest - (latest % DAY_S + DAY_S) % DAY_S) / DAY_S;
}

/* Transitions that are seconds, hours or years apart; offsets that are plain, or anything. */
static struct model random_model(struct generator *generator) {
    struct model model = {random_below(generator, MOST + 1), {0}, {0}};
    bool wild = random_below(generator, 2);
    int64_t time = -(int64_t)random_below(generator, 1000000000);
    for (size_t i = 0; i <= model.n; i++) {
        int64_t quarters = (int64_t)random_below(generator, 9) - 4;
        int64_t any = (int64_t)random_below(generator, 2 * LONGEST_OFFSET + 1) - LONGEST_OFFSET;
        model.offset[i] = (int32_t)(wild ? any : quarters * 1800);
        if (i == model.n)
            break;
        time += 1 + (int64_t)random_magnitude(generator, 8 + (unsigned)random_below(generator, 20));
        model.time[i] = time;
    }
    return model;
}

static ptv_zone *zone_of_model(const struct model *model) {
    uint8_t indexes[MOST];
    for (size_t i = 0; i < model->n; i++)
        indexes[i] = (uint8_t)(i + 1);
    const struct tzif_block block = {model->n, model->n + 1, model->time, indexes, model->offset};
    return zone_of_tzif(&block, "");
}

static void check_instant(const struct model *model, const ptv_zone *zone, int64_t instant) {
    int64_t ms = instant * 1000 + 999;
    if (offset_at(zone, ms) != (int64_t)model_offset(model, instant) * 1000)
        fail_msg("offset at %lld", (long long)instant);
    int64_t day = period_at(zone, PTV_PERIOD_DAY, ms);
    if (day != model_day(model, instant))
        fail_msg("day at %lld", (long long)instant);
    for (int32_t unit = PTV_PERIOD_DAY; unit <= PTV_PERIOD_YEAR; unit++) {
        int64_t index = period_at(zone, unit, ms);
        if (start_of(zone, unit, index) > ms || start_of(zone, unit, index + 1) <= ms)
            fail_msg("period %d at %lld", unit, (long long)instant);
    }
    if (start_of(zone, PTV_PERIOD_DAY, day) != model_reaches(model, day * DAY_S) * 1000)
        fail_msg("start of day %lld", (long long)day);
}

static void check_local(const struct model *model, const ptv_zone *zone, int64_t local) {
    int64_t want[2] = {0, 0}, got;
    int32_t found;
    int n = model_places(model, local, &want[0], &want[1]);
    int32_t kind = n == 0 ? PTV_LOCAL_GAP : n == 1 ? PTV_LOCAL_UNIQUE : PTV_LOCAL_OVERLAP;
    for (int32_t edge = PTV_LOCAL_START; edge <= PTV_LOCAL_END; edge++) {
        int64_t ms = local * 1000 + 1, shift = n > 0;
        assert_ok(ptv_zone_to_instant(zone, ms, edge, &got, &found));
        if (got != want[edge] * 1000 + shift || found != kind)
            fail_msg("local time %lld", (long long)local);
    }
}

static void zones_are_as_their_model(void **unused) {
    (void)unused;
    struct generator generator = {2024};
    for (int round = 0; round < 4000; round++) {
        struct model model = random_model(&generator);
        ptv_zone *zone = zone_of_model(&model);
        for (size_t i = 0; i < model.n; i++) {
            for (int64_t shift = -1; shift <= 1; shift++) {
                check_instant(&model, zone, model.time[i] + shift);
                check_local(&model, zone, model.time[i] + model.offset[i] + shift);
                check_local(&model, zone, model.time[i] + model.offset[i + 1] + shift);
            }
            int64_t near = model.time[i] + (int64_t)random_below(&generator, 400000) - 200000;
            check_instant(&model, zone, near);
            check_local(&model, zone, near);
        }
        check_instant(&model, zone, (int64_t)random_below(&generator, 4000000000));
        ptv_zone_free(zone);
    }
}

static const char *const rules[] = {
    "UTC0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "<-01>1<+00>,M3.5.0/0,M10.5.0/1",
    "<-03>3<-02>,M10.3.0/0,M2.3.0/0",
    "AAA24BBB-24,J59/-160,300/160",
    "AAA-24BBB24,365/167,J100/-167",
    "AAA0BBB,0/0,J365/23:59:59",
};

/* Periods leave out no instant, and have none twice; a period is where its start says. */
static void periods_follow_one_another(void **unused) {
    (void)unused;
    struct generator generator = {7};
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        ptv_zone *zone = zone_of_rule(rules[i]);
        for (int round = 0; round < 3000; round++) {
            int64_t magnitude = (int64_t)random_magnitude(&generator, 52);
            int64_t instant = random_below(&generator, 2) ? magnitude : -magnitude;
            for (int32_t unit = PTV_PERIOD_DAY; unit <= PTV_PERIOD_YEAR; unit++) {
                int64_t index = period_at(zone, unit, instant), start = start_of(zone, unit, index);
                assert_true(start <= instant && instant < start_of(zone, unit, index + 1));
                assert_true(period_at(zone, unit, start) == index);
                assert_true(period_at(zone, unit, start - 1) < index);
            }
        }
        ptv_zone_free(zone);
    }
}

static void columns_are_as_single_instants(void **unused) {
    (void)unused;
    enum { ROWS = 2000 };
    struct generator generator = {8};
    int64_t instants[ROWS], index[ROWS];
    for (int round = 0; round < 40; round++) {
        struct model model = random_model(&generator);
        ptv_zone *zone = zone_of_model(&model);
        int64_t instant = 0;
        int32_t unit = PTV_PERIOD_DAY + round % 5;
        for (size_t i = 0; i < ROWS; i++) {
            instant += (int64_t)random_magnitude(&generator, 40) - (INT64_C(1) << 32);
            instants[i] = i % 11 == 0 ? PTV_TIME_NONE : instant;
        }
        assert_ok(ptv_zone_period_column(zone, unit, instants, NULL, 0, ROWS, index));
        for (size_t i = 0; i < ROWS; i++)
            assert_true(index[i] ==
                        (i % 11 == 0 ? PTV_TIME_NONE : period_at(zone, unit, instants[i])));
        ptv_zone_free(zone);
    }
}

/* What can be said of any zone. */
static void check_zone(ptv_zone *zone, uint64_t seed) {
    struct generator generator = {seed};
    uint8_t image[ZONE_IMAGE_MAX], again[ZONE_IMAGE_MAX];
    size_t len = zone_image(zone, image);
    ptv_zone *copy = NULL;
    assert_ok(ptv_zone_deserialize(NULL, image, len, &copy));
    assert_true(zone_image(copy, again) == len && memcmp(image, again, len) == 0);
    for (int i = 0; i < 4; i++) {
        int64_t instant = (int64_t)random_magnitude(&generator, 52), local, back;
        instant = random_below(&generator, 2) ? -instant : instant;
        assert_true(offset_at(copy, instant) == offset_at(zone, instant));
        assert_ok(ptv_zone_to_local(zone, instant, &local));
        assert_ok(ptv_zone_to_instant(zone, local, PTV_LOCAL_START, &back, NULL));
        assert_true(back <= instant);
        assert_ok(ptv_zone_to_instant(zone, local, PTV_LOCAL_END, &back, NULL));
        assert_true(back >= instant);
        int64_t day = period_at(zone, PTV_PERIOD_DAY, instant);
        assert_true(start_of(zone, PTV_PERIOD_DAY, day) <= instant);
        assert_true(start_of(zone, PTV_PERIOD_DAY, day + 1) > instant);
    }
    ptv_zone_free(copy);
}

/* Feeds a file, or an image whose checksum is made to fit; says whether it was taken. */
static bool feed(uint8_t *bytes, size_t len, bool is_image) {
    /* Exactly as long as it says, so that a sanitizer sees any read beyond. */
    uint8_t *exact = malloc(len > 0 ? len : 1);
    ptv_zone *zone = NULL;
    assert_non_null(exact);
    if (is_image) {
        repair_length(bytes, len);
        repair_checksum(bytes, len);
    }
    memcpy(exact, bytes, len);
    ptv_status status = is_image ? ptv_zone_deserialize(NULL, exact, len, &zone)
                                 : ptv_zone_new_tzif(exact, len, NULL, &zone);
    assert_true((status == PTV_OK) == (zone != NULL));
    if (status != PTV_OK && (status > PTV_ERR_WIRE_LENGTH || status < PTV_ERR_WIRE_CONTENT))
        fail_msg("refused with %s", ptv_status_name(status));
    if (zone) {
        uint8_t image[ZONE_IMAGE_MAX];
        check_zone(zone, len);
        assert_true(!is_image ||
                    (zone_image(zone, image) == len && memcmp(image, exact, len) == 0));
    }
    ptv_zone_free(zone);
    free(exact);
    return status == PTV_OK;
}

struct count {
    long fed, taken;
};

static void feed_damaged(const uint8_t *bytes, size_t len, bool is_image, struct count *count) {
    static uint8_t damaged[TZIF_MAX];
    struct generator generator = {len};
    for (size_t cut = 0; cut <= len; cut++, count->fed++) {
        memcpy(damaged, bytes, len);
        count->taken += feed(damaged, cut, is_image);
    }
    for (size_t at = 0; at < len; at++)
        for (int bit = 0; bit < 10; bit++, count->fed++) {
            memcpy(damaged, bytes, len);
            damaged[at] = (uint8_t)(bit < 8 ? bytes[at] ^ 1 << bit : bit == 8 ? 0 : 255);
            count->taken += feed(damaged, len, is_image);
        }
    for (int round = 0; round < 3000; round++, count->fed++) {
        memcpy(damaged, bytes, len);
        for (uint64_t n = 1 + random_below(&generator, 4); n > 0; n--)
            damaged[random_below(&generator, len)] = (uint8_t)random_next(&generator);
        size_t cut = random_below(&generator, 4) ? len : (size_t)random_below(&generator, len + 1);
        count->taken += feed(damaged, cut, is_image);
    }
}

static void damaged_bytes(void **unused) {
    (void)unused;
    struct generator generator = {99};
    struct count files = {0, 0}, images = {0, 0};
    for (int round = 0; round < 8; round++) {
        struct model model = random_model(&generator);
        uint8_t indexes[MOST], image[ZONE_IMAGE_MAX];
        for (size_t i = 0; i < model.n; i++)
            indexes[i] = (uint8_t)(i + 1);
        const struct tzif_block block = {model.n, model.n + 1, model.time, indexes, model.offset};
        /* A rule of which the last offset is part, or not: both are taken. */
        struct tzif file = tzif_of(&block, round % 4 == 0 ? NULL : round % 4 == 1 ? "" : rules[1]);
        ptv_zone *zone = NULL;
        assert_ok(ptv_zone_new_tzif(file.bytes, file.len, NULL, &zone));
        size_t len = zone_image(zone, image);
        ptv_zone_free(zone);
        feed_damaged(file.bytes, file.len, false, &files);
        feed_damaged(image, len, true, &images);
    }
    print_message("%ld files, %ld taken; %ld images, %ld taken\n", files.fed, files.taken,
                  images.fed, images.taken);
    assert_true(files.taken > 100 && images.taken > 100);
}

static void damaged_rules(void **unused) {
    (void)unused;
    static const char signs[] = "0123456789<>+-:,./JMCETS\n";
    struct generator generator = {3};
    long taken = 0;
    for (int round = 0; round < 60000; round++) {
        char text[64];
        ptv_zone *zone = NULL;
        memset(text, 0, sizeof text);
        strcpy(text, rules[round % (int)COUNT_OF(rules)]);
        for (uint64_t n = 1 + random_below(&generator, 3); n > 0; n--)
            text[random_below(&generator, strlen(rules[round % (int)COUNT_OF(rules)]))] =
                signs[random_below(&generator, sizeof signs)];
        if (ptv_zone_new_posix(text, NULL, &zone) == PTV_OK) {
            check_zone(zone, (uint64_t)round);
            taken++;
        }
        ptv_zone_free(zone);
    }
    assert_true(taken > 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_are_as_their_model),
        cmocka_unit_test(periods_follow_one_another),
        cmocka_unit_test(columns_are_as_single_instants),
        cmocka_unit_test(damaged_bytes),
        cmocka_unit_test(damaged_rules),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("zones", tests, NULL, NULL);
}
