/* SPDX-License-Identifier: MIT */
/* panel.h: panels as bytes. */
#include "panels.h"
#include "states.h"

enum { POLICY = 136, ANSWERED = 144, SENT = 208, ANSWERS = 272, MISSING = PTV_SCORE_MISSING };

static void put_le(uint8_t *out, uint64_t x, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        out[i] = (uint8_t)(x >> 8 * i);
}

/* The image of the panel below, from the description of the format. */
static const uint8_t documented_answers[] = {
    /* respondent 5: time 300, record 7, score 9 and channel 2 */
    5, 0, 0, 0, 0, 0, 0, 0, 0xD8, 0x04, 7, 0x92, 0x01,
    /* respondent 256: time -1, record 300, score -1 and channel 0 */
    0, 1, 0, 0, 0, 0, 0, 0, 1, 0xAC, 0x02, 8,
    /* respondent 2^64 - 2: time 0, record 0, no score, channel 7 */
    0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F};

static ptv_panel *documented(void) {
    ptv_panel *acc = panel_of(PTV_PANEL_FIRST);
    panel_take(acc, (ptv_response){PTV_KEY_NONE - 1, 0, 0, MISSING, 7});
    panel_take(acc, (ptv_response){256, -1, 300, -1, 0});
    panel_take(acc, (ptv_response){5, 300, 7, 9, 2});
    panel_take(acc, (ptv_response){PTV_KEY_NONE, 1, 1, 10, 3});
    panel_take(acc, (ptv_response){PTV_KEY_NONE, 1, 1, 99, 4});
    panel_take(acc, (ptv_response){PTV_KEY_NONE, 1, 1, MISSING, 5});
    assert_ok(ptv_panel_add_sent(acc, 7, 1000));
    return acc;
}

static struct image documented_image(void) {
    struct image image = {{0}, ANSWERS + sizeof documented_answers};
    static const uint8_t magic[] = {'P', 'T', 'V', 0xB5, PTV_TYPE_PANEL, 0, 1, 0};
    memcpy(image.bytes, magic, sizeof magic);
    image.bytes[28] = 11;              /* levels */
    image.bytes[32 + 8 * 10] = 1;      /* a 10 of nobody */
    image.bytes[120] = 1;              /* one off the scale */
    image.bytes[128] = 1;              /* a missing one */
    image.bytes[POLICY] = 1;           /* the first */
    image.bytes[ANSWERED + 8 * 3] = 1; /* the 10 */
    image.bytes[ANSWERED + 8 * 4] = 1; /* the one off the scale */
    put_le(image.bytes + SENT + 8 * 7, 1000, 8);
    memcpy(image.bytes + ANSWERS, documented_answers, sizeof documented_answers);
    repair_length(image.bytes, image.len);
    repair_checksum(image.bytes, image.len);
    return image;
}

static void the_image_is_the_documented_bytes(void **unused) {
    (void)unused;
    ptv_panel *acc = documented(), *read = NULL;
    struct image want = documented_image();
    struct bytes got = panel_bytes(acc);
    assert_int_equal(got.len, want.len);
    assert_memory_equal(got.data, want.bytes, want.len);
    assert_ok(ptv_panel_deserialize(NULL, want.bytes, want.len, &read));
    assert_same_panels(read, acc);
    ptv_panel_result of_read = panel_read(read), of_acc = panel_read(acc);
    assert_same_bytes(of_read, of_acc);
    uint32_t type, version;
    uint64_t length;
    assert_ok(ptv_wire_info(got.data, got.len, &type, &version, &length));
    assert_true(type == PTV_TYPE_PANEL && version == 1 && length == got.len);
    assert_string_equal(ptv_wire_type_name(type), "ptv_panel");
    free(got.data);
    ptv_panel_free(acc);
    ptv_panel_free(read);
}

static void an_empty_panel_has_an_image(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_on(-5, 5, PTV_PANEL_LAST), *read = NULL;
    struct bytes image = panel_bytes(acc);
    assert_true(image.len == ANSWERS);
    assert_ok(ptv_panel_deserialize(NULL, image.data, image.len, &read));
    assert_same_panels(read, acc);
    panel_take(read, (ptv_response){1, 2, 3, -5, 5});
    assert_true(panel_read(read).answered[5] == 1);
    free(image.data);
    ptv_panel_free(acc);
    ptv_panel_free(read);
}

static void serialize_needs_room(void **unused) {
    (void)unused;
    ptv_panel *acc = documented();
    struct image want = documented_image();
    uint8_t buf[512];
    size_t len = 0;
    assert_ok(ptv_panel_serialize(acc, NULL, 0, &len));
    assert_true(len == want.len);
    for (size_t cap = 0; cap < want.len; cap++) {
        len = 0;
        scribble(buf);
        assert_untouched(buf, PTV_ERR_SPACE, ptv_panel_serialize(acc, buf, cap, &len));
        assert_true(len == want.len);
    }
    for (size_t more = 0; more < 3; more++) {
        scribble(buf);
        assert_ok(ptv_panel_serialize(acc, buf, want.len + more, &len));
        assert_memory_equal(buf, want.bytes, want.len);
        assert_true(len == want.len && buf[want.len] == 0xA5);
    }
    len = 77;
    assert_untouched(len, PTV_ERR_NULL, ptv_panel_serialize(NULL, buf, sizeof buf, &len));
    assert_untouched(len, PTV_ERR_NULL, ptv_panel_serialize(acc, NULL, 1, &len));
    assert_status(PTV_ERR_NULL, ptv_panel_serialize(acc, buf, sizeof buf, NULL));
    ptv_panel_free(acc);
}

/* An image with some bytes replaced and what follows from them repaired. */
struct change {
    const char *what;
    size_t at, n;
    uint64_t value;
};

static const struct change refused[] = {
    {"a scale of one level", 28, 1, 1},
    {"a scale of twelve levels", 28, 1, 12},
    {"a scale with answers beyond it", 28, 1, 10},
    {"an unknown polarity", 29, 1, 2},
    {"a scale from INT32_MIN", 24, 4, 0x80000000},
    {"an unknown policy", POLICY, 8, 2},
    {"a policy with an upper bit", POLICY, 8, UINT64_C(1) << 32},
    {"one more answered than there are", ANSWERED, 8, 1},
    {"one fewer", ANSWERED + 24, 8, 0},
    {"an answered counter above the limit", ANSWERED, 8, PTV_COUNT_MAX + 1},
    {"a counter above the limit", SENT, 8, PTV_COUNT_MAX + 1},
    {"counters whose sum is above it", SENT, 8, PTV_COUNT_MAX - 999},
    {"missing ones that pass the limit", 128, 8, PTV_COUNT_MAX - 1},
    {"missing ones that do so with respondents", 128, 8, PTV_COUNT_MAX - 4},
    {"a respondent twice", ANSWERS + 13, 8, 5},
    {"respondents who fall", ANSWERS + 13, 8, 4},
    {"nobody as a respondent", ANSWERS + 25, 8, PTV_KEY_NONE},
    {"a number that is too long", ANSWERS + 9, 1, 0x00},
    {"a number without an end", ANSWERS + 39, 1, 0xFF},
};

static void impossible_contents_are_refused(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        struct image image = documented_image();
        ptv_panel *acc = NULL;
        put_le(image.bytes + refused[i].at, refused[i].value, refused[i].n);
        repair_checksum(image.bytes, image.len);
        ptv_status status = ptv_panel_deserialize(NULL, image.bytes, image.len, &acc);
        if (status != PTV_ERR_WIRE_CONTENT || acc)
            fail_msg("%s: %s", refused[i].what, ptv_status_name(status));
    }
}

/* The last score is the largest; in one byte more it has a bit too many. */
static void a_score_has_32_bits(void **unused) {
    (void)unused;
    struct image image = documented_image();
    ptv_panel *acc = NULL;
    image.bytes[image.len - 1] = 0x80;
    image.bytes[image.len++] = 0x01;
    repair_length(image.bytes, image.len);
    repair_checksum(image.bytes, image.len);
    assert_untouched(acc, PTV_ERR_WIRE_CONTENT,
                     ptv_panel_deserialize(NULL, image.bytes, image.len, &acc));
}

/* No time, which is 2^64 - 1 as a number of variable length, and the most that there can be. */
static void times_and_scores_reach_their_ends(void **unused) {
    (void)unused;
    static const ptv_response ends[] = {
        {0, INT64_MAX, UINT64_MAX, INT32_MAX, 7},
        {1, INT64_MIN + 1, 0, INT32_MIN + 1, 0},
        {2, INT64_MIN + 1, UINT64_MAX, MISSING, 7},
    };
    ptv_panel *acc = panel_on(INT32_MAX - 1, INT32_MAX, PTV_PANEL_LAST), *read = NULL;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        panel_take(acc, ends[i]);
    struct bytes image = panel_bytes(acc);
    assert_ok(ptv_panel_deserialize(NULL, image.data, image.len, &read));
    assert_same_panels(read, acc);
    ptv_ratings of_acc = panel_ratings(acc), of_read = panel_ratings(read);
    assert_same_bytes(of_acc, of_read);
    ptv_panel_free(acc);
    ptv_panel_free(read);

    /* The time of the second, one further back. */
    uint8_t *time = image.data + ANSWERS + 8 + 10 + 10 + 5 + 8;
    assert_true(time[0] == 0xFD && time[9] == 0x01);
    time[0] = 0xFF;
    repair_checksum(image.data, image.len);
    read = NULL;
    assert_untouched(read, PTV_ERR_WIRE_CONTENT,
                     ptv_panel_deserialize(NULL, image.data, image.len, &read));
    free(image.data);
}

/* In memory of just their length, so that a byte read too many is seen by a sanitizer. */
static void answers_are_not_read_beyond_the_end(void **unused) {
    (void)unused;
    struct image good = documented_image();
    int whole = 0;
    for (size_t len = ANSWERS; len < good.len; len++) {
        uint8_t *cut = malloc(len);
        ptv_panel *acc = NULL;
        assert_non_null(cut);
        memcpy(cut, good.bytes, len);
        repair_length(cut, len);
        repair_checksum(cut, len);
        ptv_status status = ptv_panel_deserialize(NULL, cut, len, &acc);
        whole += status == PTV_OK;
        assert_true(status == PTV_OK ? acc != NULL : status == PTV_ERR_WIRE_CONTENT && !acc);
        ptv_panel_free(acc);
        free(cut);
    }
    assert_int_equal(whole, 3); /* without the last answer, the last two, all of them */
}

static void headers_are_checked(void **unused) {
    (void)unused;
    struct image good = documented_image(), image = good;
    ptv_panel *acc = NULL;
    assert_untouched(acc, PTV_ERR_NULL, ptv_panel_deserialize(NULL, NULL, 0, &acc));
    assert_status(PTV_ERR_NULL, ptv_panel_deserialize(NULL, good.bytes, good.len, NULL));
    for (size_t len = 0; len < good.len; len++)
        assert_untouched(acc, PTV_ERR_WIRE_LENGTH,
                         ptv_panel_deserialize(NULL, good.bytes, len, &acc));
    image.bytes[0] = 'p';
    assert_untouched(acc, PTV_ERR_WIRE_MAGIC,
                     ptv_panel_deserialize(NULL, image.bytes, image.len, &acc));
    image = good;
    image.bytes[4] = PTV_TYPE_RATINGS;
    repair_checksum(image.bytes, image.len);
    assert_untouched(acc, PTV_ERR_WIRE_TYPE,
                     ptv_panel_deserialize(NULL, image.bytes, image.len, &acc));
    image = good;
    image.bytes[6] = 2;
    repair_checksum(image.bytes, image.len);
    assert_untouched(acc, PTV_ERR_WIRE_VERSION,
                     ptv_panel_deserialize(NULL, image.bytes, image.len, &acc));
    image = good;
    image.bytes[good.len - 1] ^= 1;
    assert_untouched(acc, PTV_ERR_WIRE_CHECKSUM,
                     ptv_panel_deserialize(NULL, image.bytes, image.len, &acc));
    for (size_t len = IMAGE_HEADER; len < ANSWERS; len++) {
        image = good;
        image.len = len;
        repair_length(image.bytes, len);
        repair_checksum(image.bytes, len);
        assert_untouched(acc, PTV_ERR_WIRE_LENGTH,
                         ptv_panel_deserialize(NULL, image.bytes, len, &acc));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_image_is_the_documented_bytes),
        cmocka_unit_test(an_empty_panel_has_an_image),
        cmocka_unit_test(serialize_needs_room),
        cmocka_unit_test(impossible_contents_are_refused),
        cmocka_unit_test(a_score_has_32_bits),
        cmocka_unit_test(times_and_scores_reach_their_ends),
        cmocka_unit_test(answers_are_not_read_beyond_the_end),
        cmocka_unit_test(headers_are_checked),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("panel wire", tests, NULL, NULL);
}
