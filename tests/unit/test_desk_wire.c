/* SPDX-License-Identifier: MIT */
/* desk.h: a desk as bytes. */
#include "desks.h"

#include "composites.h"
#include "service/desk.h"

/* The tag is not in the image. */
enum { IMAGE_WORDS = PTVI_DESK_WORDS - 1 };

static void deserialize_inverts_serialize(void **unused) {
    (void)unused;
    static const int sizes[] = {0, 1, 30, 500};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        ptv_desk *acc = desk_with(NULL, sizes[i]), *back = NULL, *copy = NULL;
        struct bytes image = desk_bytes(acc);
        uint8_t *short_of = malloc(image.len);
        size_t len = 0;
        assert_non_null(short_of);
        memset(short_of, 0xA5, image.len);
        assert_status(PTV_ERR_SPACE, ptv_desk_serialize(acc, short_of, image.len - 1, &len));
        assert_true(len == image.len && short_of[0] == 0xA5 && short_of[image.len - 1] == 0xA5);
        free(short_of);
        uint32_t type = 0, version = 0;
        assert_ok(ptv_wire_info(image.data, image.len, &type, &version, NULL));
        assert_true(type == PTV_TYPE_DESK && version == 1);
        assert_ok(ptv_desk_deserialize(NULL, image.data, image.len, &back));
        assert_true(same_desks(acc, back));
        assert_ok(ptv_desk_copy(back, NULL, &copy));
        assert_true(same_desks(acc, copy));
        ptv_desk_result of_acc = desk_read(acc), of_back = desk_read(back);
        assert_same_bytes(of_acc, of_back);
        free(image.data);
        ptv_desk_free(acc);
        ptv_desk_free(back);
        ptv_desk_free(copy);
    }
}

/* Refused, and nothing touched; or a desk whose image is what was read. */
static bool feed(struct bytes image) {
    ptv_desk *acc = NULL;
    ptv_status status = ptv_desk_deserialize(NULL, image.data, image.len, &acc);
    if (status < 0) {
        assert_null(acc);
        return false;
    }
    assert_ok(status);
    struct bytes again = desk_bytes(acc);
    assert_true(same_bytes(image, again));
    free(again.data);
    ptv_desk_free(acc);
    return true;
}

static void every_truncation_is_refused(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_with(NULL, 10);
    struct bytes image = desk_bytes(acc);
    for (size_t len = 0; len < image.len; len++)
        for (int repairs = 0; repairs < 2; repairs++) {
            struct bytes shorter = {malloc(len > 0 ? len : 1), len};
            assert_non_null(shorter.data);
            memcpy(shorter.data, image.data, len);
            if (repairs) {
                repair_length(shorter.data, len);
                repair_checksum(shorter.data, len);
            }
            assert_false(feed(shorter));
            free(shorter.data);
        }
    free(image.data);
    ptv_desk_free(acc);
}

static void every_byte_changed_is_refused_or_a_desk(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_with(NULL, 6);
    struct bytes image = desk_bytes(acc), changed = {malloc(image.len), image.len};
    size_t accepted = 0;
    assert_non_null(changed.data);
    for (size_t at = 0; at < image.len; at++)
        for (int change = 0; change < 4; change++) {
            static const uint8_t masks[] = {0x01, 0x02, 0x80, 0xFF};
            memcpy(changed.data, image.data, image.len);
            changed.data[at] ^= masks[change];
            assert_false(feed(changed)); /* the checksum */
            repair_parts(changed, IMAGE_WORDS);
            accepted += feed(changed);
        }
    assert_true(accepted > 0 && accepted < image.len);
    free(image.data);
    free(changed.data);
    ptv_desk_free(acc);
}

/* Raises or lowers one word of an image by one. */
static bool still_a_desk(struct bytes image, size_t word, int64_t by) {
    uint64_t value = image_word(image, word - 1);
    set_image_word(image, word - 1, value + (uint64_t)by);
    bool accepted = feed(image);
    set_image_word(image, word - 1, value);
    return accepted;
}

/* Without a period, edges of age would be those of nothing. */
static void ages_without_a_period_are_refused(void **unused) {
    (void)unused;
    enum { N_AGES = IMAGE_HEADER + 4 * 8, FIRST_AGE = IMAGE_HEADER + 21 * 8 };
    ptv_desk_config config = full_desk_config();
    for (int has_period = 1; has_period >= 0; has_period--) {
        config.n_ages = 0;
        if (!has_period)
            config.from = config.until = 0;
        ptv_desk *acc = desk_new(&config, NULL);
        struct bytes image = desk_bytes(acc);
        assert_true(feed(image));
        image.data[N_AGES] = image.data[FIRST_AGE] = 1;
        repair_checksum(image.data, image.len);
        assert_true(feed(image) == has_period);
        free(image.data);
        ptv_desk_free(acc);
    }
}

/* Counters hold one another: hardly one can move alone. Those that can are sums of events. */
static void counters_that_do_not_fit_are_refused(void **unused) {
    (void)unused;
    enum { TICKETS = 29, OPEN, UNANSWERED, NO_FIRST, BY_CLOSE, FIRST_SUM, LAST_SUM = 37 };
    ptv_desk *acc = desk_with(NULL, 200);
    struct bytes image = desk_bytes(acc);
    assert_false(still_a_desk(image, TICKETS, 1));
    assert_false(still_a_desk(image, TICKETS, -1));
    assert_false(still_a_desk(image, OPEN, 200));
    assert_false(still_a_desk(image, UNANSWERED, 1));
    assert_false(still_a_desk(image, UNANSWERED, -1));
    assert_false(still_a_desk(image, NO_FIRST, 1));
    assert_false(still_a_desk(image, NO_FIRST, -1));
    assert_false(still_a_desk(image, BY_CLOSE, 200));
    for (size_t sum = FIRST_SUM; sum <= LAST_SUM; sum++) {
        assert_true(still_a_desk(image, sum, 1));
        assert_false(still_a_desk(image, sum, INT64_C(1) << 59));
    }
    for (size_t share = 38; share < 44; share++)
        assert_false(still_a_desk(image, share, 200));
    for (size_t outcome = 44; outcome < 76; outcome++) {
        assert_false(still_a_desk(image, outcome, 1));
        assert_false(still_a_desk(image, outcome, -1));
    }
    for (size_t movement = 76; movement < 89; movement++) {
        assert_false(still_a_desk(image, movement, 1));
        assert_false(still_a_desk(image, movement, -1));
    }
    free(image.data);
    ptv_desk_free(acc);
}

/* One ticket, whose words are changed by one each: some of that no ticket can be. */
static void words_that_no_ticket_has_are_refused(void **unused) {
    (void)unused;
    enum {
        MET = PTVI_DESK_OUTCOMES + PTVI_TARGET_MET,
        BREACHED = PTVI_DESK_OUTCOMES + PTVI_TARGET_BREACHED_CLOSED,
        PENDING = PTVI_DESK_OUTCOMES + PTVI_TARGET_PENDING,
    };
    ptv_ticket_times open = open_ticket(DESK_MINUTE), reopened = open, ended = open, late = open,
                     wrong = open;
    open.reopens = 0;
    reopened.reopens = 1;
    resolve(&ended, 5);
    ended.replies = 2;
    clock_done(&late, PTV_CLOCK_REQUESTER_WAIT, 9);
    clock_done(&wrong, PTV_CLOCK_REQUESTER_WAIT, -5);
    const struct {
        const char *what;
        const ptv_ticket_times *times;
        struct {
            size_t word;
            int64_t by;
        } change[2];
        bool fits;
    } table[] = {
        {"as it is", &open, {{MET, 0}}, true},
        {"never reopened, nor ended", &open, {{PTVI_DESK_REOPENED + 1, 1}}, false},
        {"reopened twice", &reopened, {{PTVI_DESK_REOPENS, 1}}, true},
        {"reopened not once", &reopened, {{PTVI_DESK_REOPENS, -1}}, false},
        {"three replies", &ended, {{PTVI_DESK_REPLIES, 1}}, true},
        {"one reply, and not at one touch", &ended, {{PTVI_DESK_REPLIES, -1}}, false},
        {"met, beyond the limit", &late, {{BREACHED, -1}, {MET, 1}}, false},
        {"done, and nothing came of it", &late, {{BREACHED, -1}}, false},
        {"pending, and gone wrong", &wrong, {{PENDING, 1}}, false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        ptv_desk_config config = PTV_DESK_CONFIG_INIT;
        config.n_targets = 1;
        config.target[0].clock = PTV_CLOCK_REQUESTER_WAIT;
        config.target[0].limit_ms = 8;
        ptv_desk *acc = desk_new(&config, NULL);
        assert_true(ptv_desk_add(acc, table[i].times) >= 0);
        struct bytes image = desk_bytes(acc);
        assert_true(feed(image));
        for (size_t j = 0; j < COUNT_OF(table[i].change) && table[i].change[j].word > 0; j++) {
            size_t word = table[i].change[j].word - 1;
            set_image_word(image, word, image_word(image, word) + (uint64_t)table[i].change[j].by);
        }
        if (feed(image) != table[i].fits)
            fail_msg("%s", table[i].what);
        free(image.data);
        ptv_desk_free(acc);
    }
}

static void definitions_that_no_config_makes_are_refused(void **unused) {
    (void)unused;
    ptv_desk *acc = desk_with(NULL, 0), *plain = desk_new(NULL, NULL);
    struct bytes image = desk_bytes(acc), bare = desk_bytes(plain);
    for (size_t word = 2; word < 29; word++) {
        if (word != 2) /* from: a longer period */
            assert_false(still_a_desk(image, word, INT64_MIN));
        assert_false(still_a_desk(bare, word, INT64_MIN));
        if (word != 3) /* until: a period from 0 */
            assert_false(still_a_desk(bare, word, 1));
    }
    assert_true(still_a_desk(image, 2, INT64_MIN));
    assert_true(still_a_desk(bare, 3, 1));
    free(image.data);
    free(bare.data);
    ptv_desk_free(acc);
    ptv_desk_free(plain);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deserialize_inverts_serialize),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(every_byte_changed_is_refused_or_a_desk),
        cmocka_unit_test(ages_without_a_period_are_refused),
        cmocka_unit_test(counters_that_do_not_fit_are_refused),
        cmocka_unit_test(words_that_no_ticket_has_are_refused),
        cmocka_unit_test(definitions_that_no_config_makes_are_refused),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("desk as bytes", tests, NULL, NULL);
}
