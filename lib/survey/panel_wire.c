/* SPDX-License-Identifier: MIT */
/* Panels as bytes: fixed words, then the counting answers by respondent, rising.
 *
 *     24    112 bytes   answers without a respondent, as the body of an image of ratings
 *     136   8           policy: 0 last, 1 first
 *     144   8 x 8       those of them that were answered, by channel
 *     208   8 x 8       surveys sent, by channel; the sum is a counter, too
 *     272               answers, to the end: 8 bytes respondent, then three numbers of variable
 *                       length: time, record, and 8 * score + channel
 *
 * Time and score are folded, 0, -1, 1, -2 …, so that small ones are short. */
#include "base/platform.h"

#include "base/bytes.h"
#include "base/wire.h"
#include "survey/panel.h"
#include "survey/ratings.h"

enum {
    VERSION = 1,
    RATINGS_LENGTH = 8 * (PTVI_RATINGS_WORDS - PTVI_RATINGS_SCALE),
    POLICY = PTV_WIRE_HEADER + RATINGS_LENGTH,
    ANONYMOUS_ANSWERED = POLICY + 8,
    SENT = ANONYMOUS_ANSWERED + 8 * PTV_PANEL_CHANNELS,
    ANSWERS = SENT + 8 * PTV_PANEL_CHANNELS,
    CHANNEL_BITS = 3,
};
_Static_assert(1 << CHANNEL_BITS == PTV_PANEL_CHANNELS, "a channel has its bits");

/* Signed numbers as unsigned ones that are small where they are near 0: 0, -1, 1, -2 … */
static uint64_t folded(int64_t x) {
    return x < 0 ? ~((uint64_t)x << 1) : (uint64_t)x << 1;
}

static int64_t unfolded(uint64_t x) {
    int64_t half = (int64_t)(x >> 1);
    return x & 1 ? -half - 1 : half;
}

/* An answer: its respondent in 8 bytes, then three numbers of variable length: time, record, score
 * and channel in one. Returns its length; with out NULL only that. */
static size_t put_answer(uint8_t *out, const struct ptvi_answer *answer) {
    uint64_t score = folded(answer->score) << CHANNEL_BITS | (uint64_t)answer->channel;
    size_t n = 8;
    if (out)
        ptvi_put64(out, answer->respondent);
    n += ptvi_put_varint(out ? out + n : NULL, folded(answer->time));
    n += ptvi_put_varint(out ? out + n : NULL, answer->record);
    return n + ptvi_put_varint(out ? out + n : NULL, score);
}

static size_t length_of(const ptv_panel *acc) {
    size_t position = 0, len = ANSWERS;
    const struct ptvi_answer *answer;
    while ((answer = (const struct ptvi_answer *)ptvi_keymap_next(&acc->answers, &position)) !=
           NULL)
        len += put_answer(NULL, answer);
    return len;
}

static void put_words(uint8_t *out, const uint64_t *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        ptvi_put64(out + 8 * i, words[i]);
}

ptv_status ptv_panel_serialize(const ptv_panel *acc, void *buf, size_t cap, size_t *len) {
    if (!acc || !len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    size_t length = length_of(acc);
    if (!buf || cap < length) {
        *len = length;
        return buf ? PTV_ERR_SPACE : PTV_OK;
    }
    uint64_t *keys;
    ptv_status status = ptvi_keymap_keys(&acc->answers, &keys);
    if (status < 0)
        return status;
    uint8_t *image = (uint8_t *)buf, *out = image + ANSWERS;
    ptvi_state_put_body(&ptvi_ratings_layout, acc->anonymous.w, image + PTV_WIRE_HEADER);
    ptvi_put64(image + POLICY, (uint64_t)acc->policy);
    put_words(image + ANONYMOUS_ANSWERED, acc->anonymous_answered, PTV_PANEL_CHANNELS);
    put_words(image + SENT, acc->sent, PTV_PANEL_CHANNELS);
    for (size_t i = 0; i < acc->answers.n; i++)
        out +=
            put_answer(out, (const struct ptvi_answer *)ptvi_keymap_find(&acc->answers, keys[i]));
    ptvi_release(&acc->answers.allocator, keys);
    ptvi_wire_seal(image, length, PTV_TYPE_PANEL, VERSION);
    *len = length;
    return PTV_OK;
}

/* A counter for each channel, and no more than can be counted in all. */
static bool get_channels(const uint8_t *in, uint64_t counts[PTV_PANEL_CHANNELS]) {
    for (int i = 0; i < PTV_PANEL_CHANNELS; i++) {
        counts[i] = ptvi_get64(in + 8 * i);
        if (counts[i] > PTV_COUNT_MAX)
            return false;
    }
    return ptvi_panel_channels(counts) <= PTV_COUNT_MAX;
}

/* The counters of an image, which agree with one another. */
static bool get_counters(const uint8_t *image, ptv_panel *acc) {
    ptvi_state_init(&ptvi_ratings_layout, acc->anonymous.w);
    if (!ptvi_state_get_body(&ptvi_ratings_layout, acc->anonymous.w, image + PTV_WIRE_HEADER) ||
        !get_channels(image + ANONYMOUS_ANSWERED, acc->anonymous_answered) ||
        !get_channels(image + SENT, acc->sent))
        return false;
    uint64_t policy = ptvi_get64(image + POLICY), answered = 0;
    acc->policy = (int32_t)(policy & 1);
    for (int i = PTVI_RATINGS_COUNT; i <= PTVI_RATINGS_INVALID; i++)
        answered += acc->anonymous.w[i];
    return (policy == PTV_PANEL_LAST || policy == PTV_PANEL_FIRST) &&
           answered == ptvi_panel_channels(acc->anonymous_answered) &&
           ptvi_panel_anonymous(acc) <= PTV_COUNT_MAX;
}

/* Reads an answer and moves on; false for what is none. Every number has one form. */
static bool get_answer(const uint8_t **in, const uint8_t *end, struct ptvi_answer *answer) {
    uint64_t time, score;
    if (end - *in < 8)
        return false;
    answer->respondent = ptvi_get64(*in);
    *in += 8;
    if (!ptvi_get_varint(in, end, &time) || !ptvi_get_varint(in, end, &answer->record) ||
        !ptvi_get_varint(in, end, &score) || score >> CHANNEL_BITS > UINT32_MAX)
        return false;
    answer->time = unfolded(time);
    answer->score = (int32_t)unfolded(score >> CHANNEL_BITS);
    answer->channel = (int32_t)(score & (PTV_PANEL_CHANNELS - 1));
    return answer->respondent != PTV_KEY_NONE && ptvi_answer_valid(answer->time, answer->channel);
}

/* Adds the answers of an image, one a respondent. */
static ptv_status get_answers(const uint8_t *in, const uint8_t *end, ptv_panel *acc) {
    struct ptvi_answer answer, before = {0};
    for (bool first = true; in < end; first = false) {
        if (!get_answer(&in, end, &answer) || (!first && answer.respondent <= before.respondent))
            return PTV_ERR_WIRE_CONTENT;
        const ptv_response response = {answer.respondent, answer.time, answer.record, answer.score,
                                       answer.channel};
        ptv_status status = ptv_panel_add(acc, &response);
        if (status < 0)
            return status == PTV_ERR_OVERFLOW ? PTV_ERR_WIRE_CONTENT : status;
        before = answer;
    }
    return PTV_OK;
}

ptv_status ptv_panel_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                 ptv_panel **out) {
    const uint8_t *image = (const uint8_t *)buf;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_wire_open(buf, len, PTV_TYPE_PANEL, VERSION);
    if (status < 0)
        return status;
    if (len < ANSWERS)
        return PTV_ERR_WIRE_LENGTH;
    ptv_panel *acc = ptvi_panel_allocate(allocator);
    if (!acc)
        return PTV_ERR_MEMORY;
    status = get_counters(image, acc) ? PTV_OK : PTV_ERR_WIRE_CONTENT;
    if (status == PTV_OK)
        status = get_answers(image + ANSWERS, image + len, acc);
    if (status < 0) {
        ptv_panel_free(acc);
        return status;
    }
    *out = acc;
    return PTV_OK;
}
