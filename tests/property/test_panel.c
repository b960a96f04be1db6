/* SPDX-License-Identifier: MIT */
/* What holds for panels, whatever was answered: no order, overlap or merge tree leaves a trace; they
 * agree with a list that is searched from end to end; no image but its own is read. */
#include "panels.h"
#include "states.h"

enum { ANSWERS = 300, ROUNDS = 250, LOW = 0, HIGH = 10, MISSING = PTV_SCORE_MISSING };

/* Few respondents, times and records, so that there are ties of every depth. */
static ptv_response random_response(struct generator *generator, uint64_t respondents) {
    static const int32_t odd[] = {MISSING, MISSING, -1, 11, INT32_MAX, INT32_MIN + 1};
    ptv_response response = {random_below(generator, respondents),
                             (int64_t)random_below(generator, 6) - 3, random_below(generator, 3),
                             (int32_t)random_below(generator, 11),
                             (int32_t)random_below(generator, PTV_PANEL_CHANNELS)};
    if (random_below(generator, 3) == 0)
        response.score = odd[random_below(generator, COUNT_OF(odd))];
    if (random_below(generator, 20) == 0)
        response.time = (int64_t)random_next(generator) | 1; /* not INT64_MIN */
    if (random_below(generator, 20) == 0)
        response.record = random_next(generator);
    if (random_below(generator, 10) == 0)
        response.respondent = PTV_KEY_NONE;
    return response;
}

static bool is_level(int32_t score) {
    return score >= LOW && score <= HIGH;
}

static void shuffle(struct generator *generator, ptv_response *responses, size_t n) {
    for (size_t i = n; i-- > 1;) {
        size_t j = random_below(generator, i + 1);
        ptv_response kept = responses[i];
        responses[i] = responses[j];
        responses[j] = kept;
    }
}

/* ── the list ────────────────────────────────────────────────────────────────────────────────── */

/* Whether an answer goes before another, as panel.h words it. */
static bool goes_before(const ptv_response *a, const ptv_response *b, int32_t policy) {
    if (is_level(a->score) != is_level(b->score))
        return is_level(a->score);
    if ((a->score == MISSING) != (b->score == MISSING))
        return b->score == MISSING;
    bool later = a->time > b->time;
    if (a->time == b->time)
        later = a->record > b->record;
    if (a->time == b->time && a->record == b->record)
        later = a->score > b->score;
    if (a->time == b->time && a->record == b->record && a->score == b->score)
        later = a->channel > b->channel;
    return policy == PTV_PANEL_LAST ? later : !later;
}

static bool counts(const ptv_response *all, size_t n, size_t at, int32_t policy) {
    if (all[at].respondent == PTV_KEY_NONE)
        return true;
    for (size_t i = 0; i < n; i++) {
        if (all[i].respondent != all[at].respondent || i == at)
            continue;
        bool same = memcmp(&all[i], &all[at], sizeof all[i]) == 0;
        if (same ? i < at : goes_before(&all[i], &all[at], policy))
            return false;
    }
    return true;
}

static void assert_agrees(const ptv_panel *acc, const ptv_response *all, size_t n, int32_t policy) {
    ptv_panel_result want = PTV_PANEL_RESULT_INIT, got = panel_read(acc);
    ptv_ratings counted = ratings_on(LOW, HIGH, PTV_POLARITY_HIGH_IS_GOOD);
    for (size_t i = 0; i < n; i++) {
        if (!counts(all, n, i, policy))
            continue;
        want.respondents += all[i].respondent != PTV_KEY_NONE;
        want.anonymous += all[i].respondent == PTV_KEY_NONE;
        want.answered[all[i].channel] += all[i].score != MISSING;
        assert_true(ptv_ratings_add(&counted, all[i].score) >= 0);
    }
    memcpy(want.sent, got.sent, sizeof want.sent);
    assert_same_bytes(got, want);
    ptv_ratings ratings = panel_ratings(acc);
    assert_same_bytes(ratings, counted);
}

static void a_panel_is_what_a_list_would_be(void **unused) {
    (void)unused;
    struct generator generator = {61};
    static ptv_response all[ANSWERS];
    for (int round = 0; round < ROUNDS; round++) {
        int32_t policy = round % 2;
        uint64_t respondents = 1 + random_below(&generator, round % 3 ? 200 : 5);
        ptv_panel *acc = panel_of(policy);
        for (size_t i = 0; i < ANSWERS; i++) {
            all[i] = random_response(&generator, respondents);
            panel_take(acc, all[i]);
            if (i % 100 == 99)
                assert_agrees(acc, all, i + 1, policy);
        }
        ptv_panel_free(acc);
    }
}

/* ── no trace of order, chunks, overlap, trees ───────────────────────────────────────────────── */

/* Answers dealt out to shards, those with a respondent as often as it likes; shards merged in pairs
 * picked at random. */
static ptv_panel *by_a_random_tree(struct generator *generator, const ptv_response *all, size_t n,
                                   int32_t policy) {
    ptv_panel *shards[12];
    size_t left = 1 + random_below(generator, COUNT_OF(shards));
    for (size_t i = 0; i < left; i++)
        shards[i] = panel_of(policy);
    for (size_t i = 0; i < n; i++) {
        uint64_t times = all[i].respondent == PTV_KEY_NONE ? 1 : 1 + random_below(generator, 3);
        while (times-- > 0) {
            ptv_panel *shard = shards[random_below(generator, left)];
            if (random_below(generator, 2) == 0)
                panel_take(shard, all[i]);
            else
                assert_true(ptv_panel_add_records(shard, &all[i], sizeof all[i], 1) >= 0);
        }
        assert_ok(ptv_panel_add_sent(shards[random_below(generator, left)],
                                     (int32_t)(i % PTV_PANEL_CHANNELS), i));
    }
    while (left > 1) {
        size_t i = random_below(generator, left), j = random_below(generator, left - 1);
        j += j >= i;
        assert_ok(ptv_panel_merge(shards[i], shards[j]));
        ptv_panel_free(shards[j]);
        shards[j] = shards[--left];
    }
    return shards[0];
}

static void any_order_overlap_and_tree_give_the_same_bytes(void **unused) {
    (void)unused;
    struct generator generator = {62};
    static ptv_response all[ANSWERS];
    for (int round = 0; round < ROUNDS; round++) {
        int32_t policy = round % 2;
        uint64_t respondents = 1 + random_below(&generator, round % 3 ? 300 : 4);
        ptv_panel *whole = panel_of(policy), *column = panel_of(policy);
        for (size_t i = 0; i < ANSWERS; i++) {
            all[i] = random_response(&generator, respondents);
            panel_take(whole, all[i]);
            assert_ok(ptv_panel_add_sent(whole, (int32_t)(i % PTV_PANEL_CHANNELS), i));
            assert_ok(ptv_panel_add_sent(column, (int32_t)(i % PTV_PANEL_CHANNELS), i));
        }
        assert_true(ptv_panel_add_records(column, all, sizeof all[0], ANSWERS) >= 0);
        struct bytes image = panel_bytes(whole);
        assert_panel_bytes(column, image);
        for (int trees = 0; trees < 6; trees++) {
            shuffle(&generator, all, ANSWERS);
            ptv_panel *merged = by_a_random_tree(&generator, all, ANSWERS, policy);
            assert_panel_bytes(merged, image);
            ptv_panel_free(merged);
        }
        free(image.data);
        ptv_panel_free(whole);
        ptv_panel_free(column);
    }
}

static void deserialize_inverts_serialize(void **unused) {
    (void)unused;
    struct generator generator = {63};
    for (int round = 0; round < ROUNDS; round++) {
        ptv_panel *acc = panel_of(round % 2), *back = NULL, *copy = NULL;
        for (int i = 0; i < 4 * round; i++) {
            ptv_response response = random_response(&generator, UINT64_MAX);
            response.respondent = random_magnitude(&generator, 64);
            panel_take(acc, response);
        }
        struct bytes image = panel_bytes(acc);
        assert_ok(ptv_panel_deserialize(NULL, image.data, image.len, &back));
        assert_panel_bytes(back, image);
        assert_ok(ptv_panel_copy(back, NULL, &copy));
        assert_panel_bytes(copy, image);
        assert_ok(ptv_panel_merge(back, acc)); /* the anonymous double, whoever is the source */
        assert_ok(ptv_panel_merge(copy, copy));
        assert_same_panels(back, copy);
        free(image.data);
        ptv_panel_free(acc);
        ptv_panel_free(back);
        ptv_panel_free(copy);
    }
}

/* ── malformed images ────────────────────────────────────────────────────────────────────────── */

/* Whatever is done to a valid image, deserialize refuses it and leaves its target alone, or gives a
 * panel whose image is, byte for byte, what was read. */
struct machine {
    const char *what;
    uint64_t images, accepted;
};

static bool feed(struct machine *machine, const uint8_t *bytes, size_t len) {
    ptv_panel *const untouched = (ptv_panel *)(void *)machine;
    ptv_panel *acc = untouched;
    machine->images++;
    ptv_status status = ptv_panel_deserialize(NULL, bytes, len, &acc);
    if (status < 0) {
        if (acc != untouched)
            fail_msg("%s: refused (%s), but the target was touched", machine->what,
                     ptv_status_name(status));
        return false;
    }
    uint8_t again[IMAGE_MAX];
    size_t again_len = 0;
    if (status != PTV_OK || ptv_panel_serialize(acc, again, sizeof again, &again_len) != PTV_OK ||
        again_len != len || memcmp(again, bytes, len) != 0)
        fail_msg("%s: accepted an image that is not its own", machine->what);
    ptv_panel_free(acc);
    machine->accepted++;
    return true;
}

enum { SEEDS = 4, BODY = 272 };

static struct image seed(int which) {
    struct generator generator = {64};
    struct image image = {{0}, 0};
    ptv_panel *acc = which == 3 ? panel_on(INT32_MIN + 1, INT32_MIN + 3, PTV_PANEL_FIRST)
                                : panel_of(PTV_PANEL_LAST);
    for (int i = 0; i < 5 * (which > 0); i++) {
        ptv_response response = random_response(&generator, which == 2 ? UINT64_MAX : 9);
        if (which == 1)
            response.time = i;
        panel_take(acc, response);
    }
    if (which > 1)
        assert_ok(ptv_panel_add_sent(acc, 3, 1000));
    assert_ok(ptv_panel_serialize(acc, image.bytes, sizeof image.bytes, &image.len));
    ptv_panel_free(acc);
    return image;
}

static void report(const struct machine *machine) {
    print_message("%-24s %8llu images, %7llu accepted\n", machine->what,
                  (unsigned long long)machine->images, (unsigned long long)machine->accepted);
}

/* The copy has the length of the image and no more, so a byte read too many is seen by a
 * sanitizer. An image cut between two answers is one, too. */
static void truncated_and_extended(void **unused) {
    (void)unused;
    static const uint8_t fillings[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    struct machine machine = {"truncated, extended", 0, 0};
    for (int which = 0; which < SEEDS; which++) {
        struct image image = seed(which);
        assert_true(feed(&machine, image.bytes, image.len));
        for (size_t len = 0; len <= image.len + 16; len++)
            for (size_t filling = 0; filling < (len > image.len ? COUNT_OF(fillings) : 1);
                 filling++)
                for (int repairs = 0; repairs <= 2 && len != image.len; repairs++) {
                    uint8_t *bytes = malloc(len > 0 ? len : 1);
                    assert_non_null(bytes);
                    memset(bytes, fillings[filling], len);
                    memcpy(bytes, image.bytes, len < image.len ? len : image.len);
                    if (repairs == 2)
                        repair_length(bytes, len);
                    if (repairs >= 1)
                        repair_checksum(bytes, len);
                    bool accepted = feed(&machine, bytes, len);
                    if (accepted && repairs < 2)
                        fail_msg("accepted %zu bytes of %zu", len, image.len);
                    free(bytes);
                }
    }
    report(&machine);
}

static void every_byte_to_every_value(void **unused) {
    (void)unused;
    struct machine sealed = {"bytes, sealed", 0, 0}, damaged = {"bytes", 0, 0};
    for (int which = 0; which < SEEDS; which++) {
        struct image image = seed(which);
        for (size_t at = 0; at < image.len; at++)
            for (unsigned value = 0; value < 256; value++) {
                struct image other = image;
                other.bytes[at] = (uint8_t)value;
                if (feed(&damaged, other.bytes, other.len) != (value == image.bytes[at]))
                    fail_msg("byte %zu to %u", at, value);
                repair_checksum(other.bytes, other.len);
                feed(&sealed, other.bytes, other.len);
            }
    }
    report(&damaged);
    report(&sealed);
    assert_true(sealed.accepted > 1000 && sealed.accepted < sealed.images);
}

static void pairs_of_bits_and_any_tail(void **unused) {
    (void)unused;
    struct machine bits = {"pairs of bits, sealed", 0, 0}, tails = {"tails, sealed", 0, 0};
    struct generator generator = {65};
    for (int round = 0; round < 200000; round++) {
        struct image image = seed(1 + round % (SEEDS - 1));
        for (int flips = 0; flips < 2; flips++) {
            size_t bit = random_below(&generator, 8 * image.len);
            image.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        repair_checksum(image.bytes, image.len);
        feed(&bits, image.bytes, image.len);
    }
    for (int round = 0; round < 200000; round++) {
        struct image image = seed(0);
        uint64_t answers = random_below(&generator, 4), respondent = 0;
        for (uint64_t i = 0; i < answers; i++) {
            respondent += random_below(&generator, 6);
            for (int byte = 0; byte < 8; byte++)
                image.bytes[image.len++] = (uint8_t)(respondent >> 8 * byte);
            size_t n = 2 + random_below(&generator, 4); /* mostly three numbers of a byte */
            for (size_t j = 0; j < n; j++) {
                uint64_t byte = random_next(&generator);
                image.bytes[image.len++] = (uint8_t)(byte >> 8 & 7 ? byte & 0x7F : byte);
            }
        }
        repair_length(image.bytes, image.len);
        repair_checksum(image.bytes, image.len);
        feed(&tails, image.bytes, image.len);
    }
    report(&bits);
    report(&tails);
    assert_true(bits.accepted > 100 && bits.accepted < bits.images / 2);
    assert_true(tails.accepted > 1000 && tails.accepted < tails.images);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_panel_is_what_a_list_would_be),
        cmocka_unit_test(any_order_overlap_and_tree_give_the_same_bytes),
        cmocka_unit_test(deserialize_inverts_serialize),
        cmocka_unit_test(truncated_and_extended),
        cmocka_unit_test(every_byte_to_every_value),
        cmocka_unit_test(pairs_of_bits_and_any_tail),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("panel properties", tests, NULL, NULL);
}
