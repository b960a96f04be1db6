/* SPDX-License-Identifier: MIT */
/* zone.h: zones as bytes. Two images as they will always be, and everything that is none. */
#include "states.h"
#include "tzif.h"

enum {
    BODY = 24,
    FIRST = BODY + 4,
    LOWER = BODY + 8,
    HIGHER = LOWER + 16,
    TRANSITIONS = BODY + 40
};

/* Nepal's +5:45. */
static const uint8_t golden_fixed[] = {
    'P',  'T',  'V', 0xB5, 5, 0, 1, 0, 64, 0, 0, 0, 0, 0, 0, 0, /* type, version, length */
    0,    0,    0,   0,    0, 0, 0, 0,                          /* checksum, zero */
    0,    0,    0,   0,                                         /* no transitions */
    0xDC, 0x50, 0,   0,                                         /* 20700 s */
    0,    0,    0,   0,    0, 0, 0, 0, 0,  0, 0, 0, 0, 0, 0, 0, /* no rule */
    0,    0,    0,   0,    0, 0, 0, 0, 0,  0, 0, 0, 0, 0, 0, 0,
};

/* CET-1CEST,M3.5.0,M10.5.0/3 since 2010-03-28 01:00 UTC. */
static const uint8_t golden_rule[] = {
    'P',  'T',  'V',  0xB5, 5,    0,    1, 0, 76,   0,    0, 0,
    0,    0,    0,    0,                      /* */
    0,    0,    0,    0,    0,    0,    0, 0, /* */
    1,    0,    0,    0,    0x10, 0x0E, 0, 0, /* one; 3600 s */
    3,    10,   5,    0,    0,    0,    0, 0, 0x30, 0x2A, 0, 0,
    0x10, 0x0E, 0,    0, /* M10.5.0/3, to 3600 s */
    3,    3,    5,    0,    0,    0,    0, 0, 0x20, 0x1C, 0, 0,
    0x20, 0x1C, 0,    0,                                        /* M3.5.0/2, to 7200 s */
    0x10, 0xAA, 0xAE, 0x4B, 0,    0,    0, 0, 0x20, 0x1C, 0, 0, /* 1269738000 */
};

static const char madrid[] = "CET-1CEST,M3.5.0,M10.5.0/3";

static ptv_zone *zone_of_golden(void) {
    static const int64_t times[] = {1269738000};
    static const uint8_t indexes[] = {1};
    static const int32_t offsets[] = {3600, 7200};
    const struct tzif_block block = {1, 2, times, indexes, offsets};
    return zone_of_tzif(&block, madrid);
}

static void check_golden(const ptv_zone *zone, const uint8_t *golden, size_t golden_len) {
    uint8_t bytes[ZONE_IMAGE_MAX], image[ZONE_IMAGE_MAX];
    ptv_zone *back = NULL;
    size_t len = zone_image(zone, image);
    memcpy(bytes, golden, golden_len);
    repair_checksum(bytes, golden_len);
    assert_int_equal(len, golden_len);
    assert_memory_equal(image, bytes, len);
    assert_ok(ptv_zone_deserialize(NULL, bytes, len, &back));
    assert_true(same_zone(zone, back));
    ptv_zone_free(back);
}

static void images_are_the_documented_bytes(void **unused) {
    (void)unused;
    ptv_zone *nepal = zone_of_rule("<+0545>-5:45"), *zone = zone_of_golden();
    check_golden(nepal, golden_fixed, sizeof golden_fixed);
    check_golden(zone, golden_rule, sizeof golden_rule);
    ptv_zone_free(nepal);
    ptv_zone_free(zone);
}

static void the_length_first(void **unused) {
    (void)unused;
    ptv_zone *zone = zone_of_golden();
    uint8_t image[sizeof golden_rule];
    size_t len = 0;
    assert_ok(ptv_zone_serialize(zone, NULL, 0, &len));
    assert_int_equal(len, sizeof golden_rule);
    scribble(image);
    len = 0;
    assert_untouched(image, PTV_ERR_SPACE, ptv_zone_serialize(zone, image, sizeof image - 1, &len));
    assert_int_equal(len, sizeof golden_rule);
    assert_ok(ptv_zone_serialize(zone, image, sizeof image, &len));
    assert_string_equal(ptv_wire_type_name(PTV_TYPE_ZONE), "ptv_zone");
    ptv_zone_free(zone);
}

/* What deserialize says of bytes whose checksum fits. */
static ptv_status status_of(uint8_t *bytes, size_t len) {
    ptv_zone *zone = NULL;
    repair_checksum(bytes, len);
    ptv_status status = ptv_zone_deserialize(NULL, bytes, len, &zone);
    assert_true((status == PTV_OK) == (zone != NULL));
    ptv_zone_free(zone);
    return status;
}

static void each_damage_has_its_status(void **unused) {
    (void)unused;
    static const struct {
        size_t at;
        uint8_t value;
        ptv_status status;
    } damages[] = {
        {0, 'p', PTV_ERR_WIRE_MAGIC},         {4, 3, PTV_ERR_WIRE_TYPE},
        {6, 0, PTV_ERR_WIRE_VERSION},         {6, 2, PTV_ERR_WIRE_VERSION},
        {8, 75, PTV_ERR_WIRE_LENGTH},         {8, 77, PTV_ERR_WIRE_LENGTH},
        {20, 1, PTV_ERR_WIRE_CONTENT},        {BODY, 2, PTV_ERR_WIRE_LENGTH},
        {BODY + 3, 255, PTV_ERR_WIRE_LENGTH}, {BODY, 0, PTV_ERR_WIRE_LENGTH},
    };
    uint8_t bytes[sizeof golden_rule + 1];
    ptv_zone *zone = NULL;
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        memcpy(bytes, golden_rule, sizeof golden_rule);
        bytes[damages[i].at] = damages[i].value;
        assert_status(damages[i].status, status_of(bytes, sizeof golden_rule));
    }
    memcpy(bytes, golden_rule, sizeof golden_rule); /* its checksum is 0 */
    assert_status(PTV_ERR_WIRE_CHECKSUM,
                  ptv_zone_deserialize(NULL, bytes, sizeof golden_rule, &zone));
    for (size_t len = BODY; len < sizeof golden_rule; len++) {
        memcpy(bytes, golden_rule, sizeof golden_rule);
        repair_length(bytes, len);
        assert_status(PTV_ERR_WIRE_LENGTH, status_of(bytes, len));
    }
}

/* One to four bytes of the golden image, in little-endian order, are set to other values. */
static void contents_that_no_zone_has(void **unused) {
    (void)unused;
    static const struct {
        size_t at;
        int bytes;
        int64_t value;
    } faults[] = {
        {FIRST, 4, 93600},
        {FIRST, 4, -93600},
        {FIRST, 4, 7200}, /* the transition changes nothing */
        {LOWER, 1, 0},    /* half a rule */
        {LOWER, 1, 1},    /* a day of the year with a month */
        {LOWER, 1, 2},    /* */
        {LOWER, 1, 4},    /* no such kind */
        {HIGHER, 1, 0},   /* */
        {LOWER + 1, 1, 0},
        {LOWER + 1, 1, 13},
        {LOWER + 2, 1, 0},
        {LOWER + 2, 1, 6},
        {LOWER + 3, 1, 7},
        {LOWER + 4, 2, 1},
        {LOWER + 6, 2, 1},  /* bytes that mean nothing */
        {HIGHER + 7, 1, 1}, /* */
        {LOWER + 8, 4, 604800},
        {LOWER + 8, 4, -604800},
        {LOWER + 12, 4, 93600},
        {HIGHER + 12, 4, -93600},
        {LOWER + 12, 4, 7200},        /* equal offsets are no rule */
        {LOWER + 12, 4, 10800},       /* the higher first */
        {HIGHER + 1, 1, 10},          /* both changes at the end of October, not in turn */
        {TRANSITIONS, 4, 1288486800}, /* to summer time when the rule ends it */
        {TRANSITIONS + 4, 4, 1491},   /* beyond the range of instants */
        {TRANSITIONS + 4, 4, -1491},  /* */
        {TRANSITIONS + 8, 4, 93600},  /* */
        {TRANSITIONS + 8, 4, 3600},   /* nothing is changed */
        {TRANSITIONS + 8, 4, 10800},  /* the rule says otherwise */
    };
    for (size_t i = 0; i < COUNT_OF(faults); i++) {
        uint8_t bytes[sizeof golden_rule];
        memcpy(bytes, golden_rule, sizeof bytes);
        for (int k = 0; k < faults[i].bytes; k++)
            bytes[faults[i].at + (size_t)k] = (uint8_t)((uint64_t)faults[i].value >> 8 * k);
        if (status_of(bytes, sizeof bytes) != PTV_ERR_WIRE_CONTENT)
            fail_msg("fault %zu was taken", i);
    }
}

/* A rule of days of the year, with leap days and without. */
static void rules_by_days_of_the_year(void **unused) {
    (void)unused;
    static const char *const rules[] = {"AAA0BBB,0,365", "AAA0BBB,J60,J365"};
    static const struct {
        size_t at;
        uint8_t value;
    } faults[] = {{LOWER + 1, 1}, {LOWER + 2, 1}, {LOWER + 3, 1}};
    for (size_t r = 0; r < COUNT_OF(rules); r++) {
        ptv_zone *zone = zone_of_rule(rules[r]), *back = NULL;
        uint8_t image[ZONE_IMAGE_MAX], bytes[ZONE_IMAGE_MAX];
        size_t len = zone_image(zone, image);
        assert_ok(ptv_zone_deserialize(NULL, image, len, &back));
        assert_true(same_zone(zone, back));
        for (size_t i = 0; i < COUNT_OF(faults); i++) {
            memcpy(bytes, image, len);
            bytes[faults[i].at] = faults[i].value;
            assert_status(PTV_ERR_WIRE_CONTENT, status_of(bytes, len));
        }
        /* Day 366 is in no year; day 0 there is only where leap days count. */
        size_t first = image[HIGHER + 5] == 0 ? HIGHER : LOWER, last = HIGHER + LOWER - first;
        memcpy(bytes, image, len);
        bytes[last + 4]++;
        assert_status(PTV_ERR_WIRE_CONTENT, status_of(bytes, len));
        memcpy(bytes, image, len);
        bytes[first + 4] = 0;
        assert_status(r == 0 ? PTV_OK : PTV_ERR_WIRE_CONTENT, status_of(bytes, len));
        ptv_zone_free(zone);
        ptv_zone_free(back);
    }
}

/* A second transition after the golden one: in its order, and not what the rule says anyway. */
static void transitions_that_no_zone_has(void **unused) {
    (void)unused;
    static const struct {
        int64_t at;
        int32_t offset;
        ptv_status status;
    } seconds[] = {
        {1269738000, 3600, PTV_ERR_WIRE_CONTENT}, /* at the same time */
        {1269737999, 3600, PTV_ERR_WIRE_CONTENT},
        {1288486800, 3600, PTV_ERR_WIRE_CONTENT}, /* the rule's own */
        {1275000000, 3600, PTV_ERR_WIRE_CONTENT}, /* against the rule */
        {1319936400, 3600, PTV_OK},               /* a year's summer time without an end */
    };
    for (size_t i = 0; i < COUNT_OF(seconds); i++) {
        uint8_t bytes[sizeof golden_rule + 12];
        memcpy(bytes, golden_rule, sizeof golden_rule);
        bytes[BODY] = 2;
        for (int k = 0; k < 8; k++)
            bytes[sizeof golden_rule + (size_t)k] = (uint8_t)((uint64_t)seconds[i].at >> 8 * k);
        for (int k = 0; k < 4; k++)
            bytes[sizeof golden_rule + 8 + (size_t)k] =
                (uint8_t)((uint32_t)seconds[i].offset >> 8 * k);
        repair_length(bytes, sizeof bytes);
        assert_status(seconds[i].status, status_of(bytes, sizeof bytes));
    }
}

/* The golden transition, and the same one to another offset: without a rule that would tell. */
static void two_transitions_at_one_time(void **unused) {
    (void)unused;
    uint8_t bytes[sizeof golden_rule + 12];
    memcpy(bytes, golden_rule, sizeof golden_rule);
    memset(bytes + LOWER, 0, 32);
    memcpy(bytes + TRANSITIONS + 12, bytes + TRANSITIONS, 12);
    bytes[TRANSITIONS + 12 + 8]++;
    bytes[BODY] = 2;
    repair_length(bytes, sizeof bytes);
    assert_status(PTV_ERR_WIRE_CONTENT, status_of(bytes, sizeof bytes));
    bytes[TRANSITIONS + 12]++;
    assert_ok(status_of(bytes, sizeof bytes));
}

/* Without a rule the last offset goes on; without transitions a rule stands alone. */
static void parts_alone(void **unused) {
    (void)unused;
    uint8_t bytes[sizeof golden_rule];
    memcpy(bytes, golden_rule, sizeof bytes);
    memset(bytes + LOWER, 0, 32);
    assert_ok(status_of(bytes, sizeof bytes));
    memcpy(bytes, golden_rule, sizeof bytes);
    bytes[BODY] = 0;
    repair_length(bytes, TRANSITIONS);
    assert_ok(status_of(bytes, TRANSITIONS));
    memset(bytes + FIRST, 0, 4); /* must be the lower offset */
    assert_status(PTV_ERR_WIRE_CONTENT, status_of(bytes, TRANSITIONS));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_are_the_documented_bytes),
        cmocka_unit_test(the_length_first),
        cmocka_unit_test(each_damage_has_its_status),
        cmocka_unit_test(contents_that_no_zone_has),
        cmocka_unit_test(rules_by_days_of_the_year),
        cmocka_unit_test(transitions_that_no_zone_has),
        cmocka_unit_test(two_transitions_at_one_time),
        cmocka_unit_test(parts_alone),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("zone_wire", tests, NULL, NULL);
}
