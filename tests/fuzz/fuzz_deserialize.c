/* SPDX-License-Identifier: MIT */
/* libFuzzer target: bytes from anywhere, with the header's length and checksum repaired so that
 * they get past it. What is refused must leave its target alone; what is accepted must be a state
 * like any other: its image is what was read, and it can be read, merged, removed from and
 * compared. Images of queues and desks, which hold other images, and of repeats come from calls,
 * tickets and contacts that the bytes describe, and are then changed in places. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/postventa.h>

#include "desk.h"
#include "image.h"

enum {
    LONGEST = 512,
    RATINGS_IMAGE = 136,
    PROPORTION_IMAGE = 48,
    REVENUE_IMAGE = 312,
    QUEUE_HEAD = HEADER + 8 * 22,
};

static void use_estimate(const ptv_estimate *e) {
    if (e->status != PTV_OK)
        return;
    REQUIRE(e->lower <= e->value && e->value <= e->upper);
}

static void use_ratings(const ptv_ratings *acc) {
    ptv_ratings_result r = {.size = sizeof r};
    REQUIRE(ptv_ratings_read(acc, NULL, &r) >= 0);
    use_estimate(&r.mean);
    use_estimate(&r.top_box);
    use_estimate(&r.bottom_box);
    use_estimate(&r.net);
    REQUIRE(r.n == 0 || (r.mean.value >= r.scale_min && r.mean.value <= r.scale_max));
    ptv_nps_result nps = {.size = sizeof nps};
    ptv_csat_result csat = {.size = sizeof csat};
    ptv_ces_result ces = {.size = sizeof ces};
    ptv_status status = ptv_nps_read(acc, NULL, &nps);
    REQUIRE(status >= 0 || status == PTV_ERR_MISMATCH);
    status = ptv_csat_read(acc, NULL, &csat);
    REQUIRE(status >= 0 || status == PTV_ERR_MISMATCH);
    REQUIRE(ptv_ces_read(acc, NULL, &ces) >= 0);

    ptv_ratings sum = *acc;
    status = ptv_ratings_merge(&sum, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    if (status != PTV_OK)
        REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
    for (int i = 0; i <= r.scale_max - r.scale_min && status == PTV_OK; i++)
        REQUIRE(ptv_ratings_remove(&sum, (int32_t)(r.scale_min + i), r.count[i]) == PTV_OK);
    if (status == PTV_OK) {
        REQUIRE(ptv_ratings_remove(&sum, PTV_SCORE_MISSING, r.missing) == PTV_OK);
        int32_t off_scale = r.scale_max < INT32_MAX ? r.scale_max + 1 : r.scale_min - 1;
        REQUIRE(ptv_ratings_remove(&sum, off_scale, r.invalid) == PTV_OUT_OF_SCALE);
        REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
    }
    ptv_comparison difference;
    REQUIRE(ptv_ratings_compare(acc, acc, NULL, &difference) >= 0);
    REQUIRE(ptv_ratings_reset(&sum) == PTV_OK);
}

static void use_proportion(const ptv_proportion *acc) {
    ptv_proportion_result r = {.size = sizeof r};
    REQUIRE(ptv_proportion_read(acc, NULL, &r) >= 0);
    use_estimate(&r.share);
    ptv_proportion sum = *acc;
    ptv_status status = ptv_proportion_merge(&sum, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    if (status == PTV_OK) {
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_HIT, r.hits) == PTV_OK);
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_MISS, r.n - r.hits) == PTV_OK);
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_EXCLUDED, r.excluded) == PTV_OK);
    }
    REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
    ptv_comparison difference;
    REQUIRE(ptv_proportion_compare(acc, acc, NULL, &difference) >= 0);
}

static void use_revenue(const ptv_revenue *acc) {
    ptv_revenue_result r = PTV_REVENUE_RESULT_INIT;
    REQUIRE(ptv_revenue_read(acc, NULL, &r) >= 0);
    use_estimate(&r.gross);
    use_estimate(&r.net);
    REQUIRE(r.n == 0 || (r.gross.value >= 0 && r.gross.value <= 1 && r.net.value >= 0));
    REQUIRE(r.n < 2 || (r.gross.std_error >= 0 && r.net.std_error >= 0));
    ptv_revenue sum = *acc;
    ptv_status status = ptv_revenue_merge(&sum, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    /* A whole of possible parts is possible. */
    uint8_t image[LONGEST];
    size_t len;
    REQUIRE(ptv_revenue_serialize(&sum, image, sizeof image, &len) == PTV_OK);
    REQUIRE(ptv_revenue_deserialize(&sum, image, len) == PTV_OK);
    ptv_comparison difference;
    REQUIRE(ptv_revenue_compare(acc, &sum, NULL, &difference) >= 0);
    REQUIRE(r.n == 0 || difference.difference == 0);
    sum = *acc;
    if (ptv_revenue_add(&sum, 1000, 1100, 0) == PTV_OK)
        REQUIRE(ptv_revenue_remove(&sum, 1000, 1100, 0) == PTV_OK);
    REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
}

static void try_ratings(const uint8_t *image, size_t len) {
    ptv_ratings acc, untouched;
    memset(&acc, 0xA5, sizeof acc);
    untouched = acc;
    ptv_status status = ptv_ratings_deserialize(&acc, image, len);
    if (status < 0) {
        REQUIRE(memcmp(&acc, &untouched, sizeof acc) == 0);
        return;
    }
    require_image(PTV_TYPE_RATINGS, &acc, image, len);
    use_ratings(&acc);
}

static void try_proportion(const uint8_t *image, size_t len) {
    ptv_proportion acc, untouched;
    memset(&acc, 0xA5, sizeof acc);
    untouched = acc;
    ptv_status status = ptv_proportion_deserialize(&acc, image, len);
    if (status < 0) {
        REQUIRE(memcmp(&acc, &untouched, sizeof acc) == 0);
        return;
    }
    require_image(PTV_TYPE_PROPORTION, &acc, image, len);
    use_proportion(&acc);
}

/* ---- queues */

/* A call of five bytes: outcome, wait, talk, rest; missing and negative times among them. */
enum { CALL_BYTES = 5 };

static int64_t time_of(uint8_t byte, int scale) {
    return byte == 255 ? PTV_TIME_NONE : ((int64_t)byte - 3) * (1 << scale);
}

static ptv_call call_from(const uint8_t *bytes) {
    ptv_call call = PTV_CALL_INIT;
    call.outcome = 1 + bytes[0] % 6;
    call.rings = bytes[0] >> 6;
    call.wait_ms = time_of(bytes[1], bytes[0] >> 3 & 7);
    call.talk_ms = time_of(bytes[2], 9);
    call.hold_ms = time_of(bytes[3], 4);
    call.wrap_up_ms = time_of(bytes[4], 0);
    return call;
}

static ptv_queue *queue_from(uint8_t shape, const uint8_t *calls, size_t n) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue *acc;
    config.short_ms = shape & 1 ? 40 : 0;
    config.n_limits = shape >> 1 & 3;
    for (int32_t i = 0; i < config.n_limits; i++)
        config.limit_ms[i] = 20 * (i + 1);
    REQUIRE(ptv_queue_new(&config, NULL, &acc) == PTV_OK);
    for (size_t i = 0; i < n; i++) {
        ptv_call call = call_from(calls + i * CALL_BYTES);
        REQUIRE(ptv_queue_add(acc, &call) >= 0);
        if (shape & 8 && i % 5 == 4)
            REQUIRE(ptv_queue_remove(acc, &call) >= 0);
    }
    return acc;
}

static void use_queue(ptv_queue *acc, const ptv_call *call) {
    ptv_queue_result r = PTV_QUEUE_RESULT_INIT;
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
    REQUIRE(ptv_queue_read(acc, NULL, &r) >= 0);
    REQUIRE(r.offered == r.answered + r.abandoned + r.flowed_out);
    REQUIRE(r.short_abandoned <= r.abandoned && r.callbacks <= r.flowed_out);
    REQUIRE(!(r.occupancy_ratio < 0 || r.occupancy_ratio > 1));
    use_estimate(&r.abandonment);
    REQUIRE(ptv_queue_config_read(acc, &config) == PTV_OK);
    for (int32_t i = 0; i < 12 * config.n_limits; i++) {
        ptv_estimate e;
        opt.base = i % 3;
        opt.count_abandoned = i / 3 % 2;
        opt.keep_short = i / 6 % 2;
        REQUIRE(ptv_queue_service_level(acc, config.limit_ms[i / 12], &opt, &e) >= 0);
        REQUIRE(e.n <= r.offered && !(e.value < 0 || e.value > 1));
        use_estimate(&e);
    }
    ptv_status status = ptv_queue_merge(acc, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    status = ptv_queue_remove(acc, call);
    REQUIRE(status >= 0 || status == PTV_ERR_UNDERFLOW);
    /* Whatever was taken back, a queue is left. */
    size_t len;
    ptv_queue *back;
    uint8_t *image = image_of(PTV_TYPE_QUEUE, acc, &len);
    REQUIRE(ptv_queue_deserialize(NULL, image, len, &back) == PTV_OK);
    ptv_queue_free(back);
    free(image);
}

/* The images inside get their checksums, unless `choice` leaves them to the fuzzer. */
static void seal_queue(uint8_t *image, size_t len, uint8_t choice) {
    uint64_t one;
    for (size_t at = QUEUE_HEAD; at < len && choice & 8; at += (size_t)one) {
        if (ptv_wire_info(image + at, len - at, NULL, NULL, &one) != PTV_OK)
            break;
        repair(image + at, (size_t)one, 0, 8);
    }
    repair(image, len, PTV_TYPE_QUEUE, choice);
}

/* First how many calls, then the calls, then changes of three bytes: where, and what to. */
static void try_queue(uint8_t choice, const uint8_t *data, size_t size) {
    size_t n = size < 2 ? 0 : data[1], len;
    if (size < 2 || size < 2 + n * CALL_BYTES)
        return;
    ptv_queue *made = queue_from(data[0], data + 2, n), *acc = made;
    uint8_t *image = image_of(PTV_TYPE_QUEUE, made, &len);
    for (size_t at = 2 + n * CALL_BYTES; at + 3 <= size; at += 3)
        image[((size_t)data[at] << 8 | data[at + 1]) % len] = data[at + 2];
    seal_queue(image, len, choice);
    ptv_status status = ptv_queue_deserialize(NULL, image, len, &acc);
    REQUIRE((status >= 0) == (acc != made));
    if (status >= 0) {
        require_image(PTV_TYPE_QUEUE, acc, image, len);
        const uint8_t none[CALL_BYTES] = {0};
        ptv_call call = call_from(n > 0 ? data + 2 : none);
        use_queue(acc, &call);
        ptv_queue_free(acc);
    }
    ptv_queue_free(made);
    free(image);
}

/* ---- repeats */

/* Whatever advances and merges make of a state, it is one that is read from its own image. */
static void require_readable(const ptv_repeats *acc) {
    ptv_repeats *back;
    size_t len;
    uint8_t *image = image_of(PTV_TYPE_REPEATS, acc, &len);
    REQUIRE(ptv_repeats_deserialize(NULL, image, len, &back) == PTV_OK);
    ptv_repeats_free(back);
    free(image);
}

static void use_repeats(ptv_repeats *acc) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats_options opt = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result r = PTV_REPEATS_RESULT_INIT, advanced = r;
    REQUIRE(ptv_repeats_config_read(acc, &config) == PTV_OK);
    opt.as_of = INT64_MAX;
    REQUIRE(ptv_repeats_read(acc, NULL, &r) >= 0);
    REQUIRE(ptv_repeats_read(acc, &opt, &r) >= 0);
    REQUIRE(r.resolved <= r.eligible && r.eligible <= r.openers && r.openers <= r.contacts);
    REQUIRE(r.short_history <= r.eligible && r.later == 0);
    use_estimate(&r.fcr);
    use_estimate(&r.repeat_free);
    for (int64_t cutoff = INT64_MAX >> 40; config.since != 0; cutoff = cutoff << 8 | 255) {
        ptv_status status = ptv_repeats_advance(acc, cutoff);
        REQUIRE(status == PTV_OK || status == PTV_ERR_ORDER);
        require_readable(acc);
        REQUIRE(ptv_repeats_read(acc, &opt, &advanced) >= 0);
        REQUIRE(memcmp(&advanced, &r, sizeof r) == 0);
        if (cutoff == INT64_MAX)
            break;
    }
}

/* A contact of two bytes: whose and what about, and when. */
enum { CONTACT_BYTES = 2 };

static ptv_repeats *repeats_from(uint8_t cutoff, const uint8_t *contacts, size_t n) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats *acc;
    config.window_ms = 20;
    config.since = 10;
    REQUIRE(ptv_repeats_new(&config, NULL, &acc) == PTV_OK);
    for (size_t i = 0; i < n; i++, contacts += CONTACT_BYTES)
        REQUIRE(ptv_repeats_add(acc, contacts[0] & 7, contacts[0] >> 6, contacts[1]) == PTV_OK);
    if (cutoff > 0)
        REQUIRE(ptv_repeats_advance(acc, cutoff) == PTV_OK);
    return acc;
}

/* First a cutoff and how many contacts, then the contacts, then changes of two bytes: where, and
 * what to. */
static void try_repeats(uint8_t choice, const uint8_t *data, size_t size) {
    size_t n = size < 2 ? 0 : data[1], len;
    if (size < 2 || size < 2 + n * CONTACT_BYTES)
        return;
    ptv_repeats *made = repeats_from(data[0], data + 2, n), *acc = made;
    uint8_t *image = image_of(PTV_TYPE_REPEATS, made, &len);
    for (size_t at = 2 + n * CONTACT_BYTES; at + 2 <= size; at += 2)
        image[data[at] % len] = data[at + 1];
    repair(image, len, PTV_TYPE_REPEATS, choice);
    ptv_status status = ptv_repeats_deserialize(NULL, image, len, &acc);
    REQUIRE((status >= 0) == (acc != made));
    if (status >= 0) {
        require_image(PTV_TYPE_REPEATS, acc, image, len);
        use_repeats(acc);
        status = ptv_repeats_merge(acc, acc);
        REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
        require_readable(acc);
        ptv_repeats_free(acc);
    }
    ptv_repeats_free(made);
    free(image);
}

static void try_revenue(const uint8_t *image, size_t len) {
    ptv_revenue acc, untouched;
    memset(&acc, 0xA5, sizeof acc);
    untouched = acc;
    ptv_status status = ptv_revenue_deserialize(&acc, image, len);
    if (status < 0) {
        REQUIRE(memcmp(&acc, &untouched, sizeof acc) == 0);
        return;
    }
    require_image(PTV_TYPE_REVENUE, &acc, image, len);
    use_revenue(&acc);
}

/* As a database does, which knows nothing of what it holds. */
static void try_any(const uint8_t *image, size_t len) {
    uint32_t type;
    void *acc, *sum;
    if (ptv_wire_info(image, len, &type, NULL, NULL) < 0)
        return;
    const ptv_verbs *verbs = ptv_verbs_find(type);
    if (!verbs || verbs->deserialize(image, len, &acc) < 0)
        return;
    require_image(type, acc, image, len);
    REQUIRE(verbs->copy(acc, &sum) == PTV_OK);
    require_image(type, sum, image, len);
    if (verbs->merge) {
        ptv_status status = verbs->merge(sum, acc);
        REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
        REQUIRE(verbs->reset(sum) == PTV_OK);
        /* What is reset has forgotten the cutoff of repeats, without which they do not merge. */
        status = verbs->merge(sum, acc);
        REQUIRE(status == PTV_OK || (status == PTV_ERR_MISMATCH && type == PTV_TYPE_REPEATS));
        if (status == PTV_OK)
            require_image(type, sum, image, len);
    }
    verbs->free(sum);
    verbs->free(acc);
}

/* What the first byte asks for. */
struct kind {
    uint32_t type;
    size_t len;
};

static struct kind kind_of(uint8_t choice) {
    const struct kind ratings = {PTV_TYPE_RATINGS, RATINGS_IMAGE};
    const struct kind proportion = {PTV_TYPE_PROPORTION, PROPORTION_IMAGE};
    const struct kind revenue = {PTV_TYPE_REVENUE, REVENUE_IMAGE};
    return (choice & 96) == 96 ? revenue : choice & 2 ? ratings : proportion;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1 || size > LONGEST)
        return 0;
    if (data[0] & 128) {
        try_desk(data[0], data + 1, size - 1);
        return 0;
    }
    if ((data[0] & 96) == 32) {
        try_queue(data[0], data + 1, size - 1);
        return 0;
    }
    if ((data[0] & 96) == 64) {
        try_repeats(data[0], data + 1, size - 1);
        return 0;
    }
    /* Half of the inputs get the length of a real image, filled up with zeros. */
    struct kind kind = kind_of(data[0]);
    size_t given = size - 1, len = data[0] & 16 ? kind.len : given;
    uint8_t *image = calloc(len > 0 ? len : 1, 1);
    if (!image)
        return 0;
    memcpy(image, data + 1, given < len ? given : len);
    repair(image, len, kind.type, data[0]);
    uint32_t type, version;
    uint64_t length;
    if (ptv_wire_info(image, len, &type, &version, &length) == PTV_OK)
        REQUIRE(length >= HEADER && length <= len);
    try_ratings(image, len);
    try_proportion(image, len);
    try_revenue(image, len);
    try_any(image, len);
    free(image);
    return 0;
}
