/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/certain.h"
#include "base/sized.h"
#include "stats/interval.h"
#include "survey/panel.h"
#include "survey/ratings.h"

ptv_status ptv_panel_config_init(ptv_panel_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

ptv_status ptv_panel_result_init(ptv_panel_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* ── a panel as a whole ──────────────────────────────────────────────────────────────────────── */

ptv_panel *ptvi_panel_allocate(const ptv_allocator *allocator) {
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    ptv_panel *acc = (ptv_panel *)ptvi_allocate(&source, 1, sizeof *acc);
    /* An address is a number that who chooses keys does not know; nothing that is read or stored
     * depends on it. */
    if (acc)
        ptvi_keymap_init(&acc->answers, &source, sizeof(struct ptvi_answer), (uintptr_t)acc);
    return acc;
}

ptv_status ptv_panel_new(const ptv_panel_config *caller, const ptv_allocator *allocator,
                         ptv_panel **out) {
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    ptv_scale scale = PTV_SCALE_INIT;
    ptv_ratings empty;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = caller ? ptvi_sized_in(&config, sizeof config, caller) : PTV_OK;
    if (status < 0)
        return status;
    if (config.policy != PTV_PANEL_LAST && config.policy != PTV_PANEL_FIRST)
        return PTV_ERR_ARGUMENT;
    scale.min = config.scale_min;
    scale.max = config.scale_max;
    scale.polarity = config.polarity;
    status = ptv_ratings_init(&empty, &scale);
    if (status < 0)
        return status;
    ptv_panel *acc = ptvi_panel_allocate(allocator);
    if (!acc)
        return PTV_ERR_MEMORY;
    acc->policy = config.policy;
    acc->anonymous = empty;
    *out = acc;
    return PTV_OK;
}

ptv_status ptv_panel_config_read(const ptv_panel *acc, ptv_panel_config *config) {
    ptv_scale scale = PTV_SCALE_INIT;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(config, sizeof *config);
    if (status < 0)
        return status;
    status = ptv_scale_read(&acc->anonymous, &scale);
    if (PTVI_NEVER(status < 0)) /* the scale was made with the panel */
        return status;
    ptv_panel_config own = PTV_PANEL_CONFIG_INIT;
    own.scale_min = scale.min;
    own.scale_max = scale.max;
    own.polarity = scale.polarity;
    own.policy = acc->policy;
    ptvi_sized_out(config, &own, sizeof own);
    return PTV_OK;
}

void ptv_panel_free(ptv_panel *acc) {
    if (!acc)
        return;
    ptv_allocator allocator = acc->answers.allocator;
    ptvi_keymap_clear(&acc->answers);
    ptvi_release(&allocator, acc);
}

ptv_status ptv_panel_copy(const ptv_panel *acc, const ptv_allocator *allocator, ptv_panel **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_panel *copy = ptvi_panel_allocate(allocator);
    if (!copy)
        return PTV_ERR_MEMORY;
    ptv_status status = ptvi_keymap_copy(&acc->answers, allocator, &copy->answers);
    if (status < 0) {
        ptv_panel_free(copy);
        return status;
    }
    copy->policy = acc->policy;
    copy->anonymous = acc->anonymous;
    memcpy(copy->anonymous_answered, acc->anonymous_answered, sizeof copy->anonymous_answered);
    memcpy(copy->sent, acc->sent, sizeof copy->sent);
    *out = copy;
    return PTV_OK;
}

ptv_status ptv_panel_reset(ptv_panel *acc) {
    if (!acc)
        return PTV_ERR_NULL;
    ptvi_keymap_clear(&acc->answers);
    memset(acc->anonymous_answered, 0, sizeof acc->anonymous_answered);
    memset(acc->sent, 0, sizeof acc->sent);
    return ptv_ratings_reset(&acc->anonymous);
}

/* ── which answer counts ─────────────────────────────────────────────────────────────────────── */

/* How much an answer says: a level 2, one off the scale 1, a missing one 0. */
static int kind_of(const ptv_panel *acc, int32_t score) {
    switch (ptvi_ratings_slot(ptvi_ratings_range(&acc->anonymous), score)) {
    case PTVI_RATINGS_MISSING:
        return 0;
    case PTVI_RATINGS_INVALID:
        return 1;
    default:
        return 2;
    }
}

static bool answered(const ptv_panel *acc, int32_t score) {
    return kind_of(acc, score) > 0;
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* -1, 0, 1: an answer is earlier than another, the same, later. The order is total, so that which
 * one counts does not hang on which one came first. */
static int in_time(const struct ptvi_answer *a, const struct ptvi_answer *b) {
    if (a->time != b->time)
        return ORDER(a->time, b->time);
    if (a->record != b->record)
        return ORDER(a->record, b->record);
    if (a->score != b->score)
        return ORDER(a->score, b->score);
    return ORDER(a->channel, b->channel);
}

/* Whether an answer takes the place of another of the same respondent. */
static bool goes_before(const ptv_panel *acc, const struct ptvi_answer *a,
                        const struct ptvi_answer *b) {
    int kinds = kind_of(acc, a->score) - kind_of(acc, b->score);
    if (kinds != 0)
        return kinds > 0;
    return acc->policy == PTV_PANEL_LAST ? in_time(a, b) > 0 : in_time(a, b) < 0;
}

/* ── adding ──────────────────────────────────────────────────────────────────────────────────── */

uint64_t ptvi_panel_channels(const uint64_t counts[PTV_PANEL_CHANNELS]) {
    uint64_t sum = 0;
    for (int i = 0; i < PTV_PANEL_CHANNELS; i++)
        sum += counts[i];
    return sum;
}

uint64_t ptvi_panel_anonymous(const ptv_panel *acc) {
    return ptvi_panel_channels(acc->anonymous_answered) + acc->anonymous.w[PTVI_RATINGS_MISSING];
}

/* Whether so many more respondents and anonymous answers are too many to be counted in one. */
static bool too_many(const ptv_panel *acc, uint64_t more) {
    return more > PTV_COUNT_MAX - acc->answers.n - ptvi_panel_anonymous(acc);
}

static ptv_status add_anonymous(ptv_panel *acc, const ptv_response *response) {
    if (too_many(acc, 1))
        return PTV_ERR_OVERFLOW;
    if (answered(acc, response->score))
        acc->anonymous_answered[response->channel]++;
    return ptv_ratings_add(&acc->anonymous, response->score);
}

/* Takes the answer of a respondent, if it goes before the one that is there. */
static ptv_status take(ptv_panel *acc, const struct ptvi_answer *answer) {
    struct ptvi_answer *counting =
        (struct ptvi_answer *)ptvi_keymap_find(&acc->answers, answer->respondent);
    if (counting) {
        if (goes_before(acc, answer, counting))
            *counting = *answer;
        return PTV_OK;
    }
    if (too_many(acc, 1))
        return PTV_ERR_OVERFLOW;
    counting = (struct ptvi_answer *)ptvi_keymap_insert(&acc->answers, answer->respondent);
    if (!counting)
        return PTV_ERR_MEMORY;
    *counting = *answer;
    return PTV_OK;
}

ptv_status ptv_panel_add(ptv_panel *acc, const ptv_response *response) {
    if (!acc || !response)
        return PTV_ERR_NULL;
    if (!ptvi_answer_valid(response->time, response->channel))
        return PTV_ERR_ARGUMENT;
    if (response->respondent == PTV_KEY_NONE)
        return add_anonymous(acc, response);
    const struct ptvi_answer answer = {response->respondent, response->time, response->record,
                                       response->score, response->channel};
    ptv_status status = take(acc, &answer);
    return status == PTV_OK && kind_of(acc, answer.score) == 1 ? PTV_OUT_OF_SCALE : status;
}

ptv_status ptv_panel_add_records(ptv_panel *acc, const ptv_response *responses, size_t stride,
                                 size_t n) {
    if (!acc || (!responses && n > 0))
        return PTV_ERR_NULL;
    if (stride < sizeof *responses)
        return PTV_ERR_ARGUMENT;
    /* A panel of their own, which is then merged: all or none. */
    ptv_panel *batch = ptvi_panel_allocate(&acc->answers.allocator);
    if (!batch)
        return PTV_ERR_MEMORY;
    batch->policy = acc->policy;
    ptvi_state_init(&ptvi_ratings_layout, batch->anonymous.w);
    batch->anonymous.w[PTVI_RATINGS_SCALE] = acc->anonymous.w[PTVI_RATINGS_SCALE];
    ptv_status status = PTV_OK, all = PTV_OK;
    const unsigned char *next = (const unsigned char *)responses;
    for (size_t i = 0; i < n && status >= 0; i++, next += stride) {
        ptv_response response;
        memcpy(&response, next, sizeof response); /* the stride may be an odd number */
        status = ptv_panel_add(batch, &response);
        if (status > 0)
            all = status;
    }
    if (status >= 0)
        status = ptv_panel_merge(acc, batch);
    ptv_panel_free(batch);
    return status < 0 ? status : all;
}

ptv_status ptv_panel_add_sent(ptv_panel *acc, int32_t channel, uint64_t n) {
    if (!acc)
        return PTV_ERR_NULL;
    if (channel < 0 || channel >= PTV_PANEL_CHANNELS)
        return PTV_ERR_ARGUMENT;
    if (n > PTV_COUNT_MAX - ptvi_panel_channels(acc->sent))
        return PTV_ERR_OVERFLOW;
    acc->sent[channel] += n;
    return PTV_OK;
}

/* How many respondents of a panel another one does not have. */
static size_t new_respondents(const ptv_panel *dst, const ptv_panel *src) {
    size_t position = 0, n = 0;
    const struct ptvi_answer *answer;
    while ((answer = (const struct ptvi_answer *)ptvi_keymap_next(&src->answers, &position)) !=
           NULL)
        n += ptvi_keymap_find(&dst->answers, answer->respondent) == NULL;
    return n;
}

ptv_status ptv_panel_merge(ptv_panel *dst, const ptv_panel *src) {
    if (!dst || !src)
        return PTV_ERR_NULL;
    if (dst->policy != src->policy ||
        !ptvi_state_same(&ptvi_ratings_layout, dst->anonymous.w, src->anonymous.w))
        return PTV_ERR_MISMATCH;
    /* With room for all, and counters that hold all, nothing can fail half way. */
    size_t fresh = new_respondents(dst, src);
    if (too_many(dst, fresh + ptvi_panel_anonymous(src)) ||
        ptvi_panel_channels(src->sent) > PTV_COUNT_MAX - ptvi_panel_channels(dst->sent))
        return PTV_ERR_OVERFLOW;
    ptv_status status = ptvi_keymap_reserve(&dst->answers, dst->answers.n + fresh);
    if (status == PTV_OK)
        status = ptv_ratings_merge(&dst->anonymous, &src->anonymous);
    if (status < 0)
        return status;
    for (int i = 0; i < PTV_PANEL_CHANNELS; i++) {
        dst->anonymous_answered[i] += src->anonymous_answered[i];
        dst->sent[i] += src->sent[i];
    }
    size_t position = 0;
    const struct ptvi_answer *answer;
    while (PTVI_ALWAYS(status >= 0) && (answer = (const struct ptvi_answer *)ptvi_keymap_next(
                                            &src->answers, &position)) != NULL)
        status = take(dst, answer);
    return status;
}

/* ── reading ─────────────────────────────────────────────────────────────────────────────────── */

ptv_status ptv_panel_ratings(const ptv_panel *acc, ptv_ratings *out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_ratings ratings = acc->anonymous;
    size_t position = 0;
    const struct ptvi_answer *answer;
    while ((answer = (const struct ptvi_answer *)ptvi_keymap_next(&acc->answers, &position)) !=
           NULL) {
        ptv_status status = ptv_ratings_add_n(&ratings, answer->score, 1);
        if (PTVI_NEVER(status < 0)) /* all that is in a panel can be counted */
            return status;
    }
    *out = ratings;
    return PTV_OK;
}

/* Those who answered, through each channel. */
static void count_answered(const ptv_panel *acc, uint64_t counts[PTV_PANEL_CHANNELS]) {
    size_t position = 0;
    const struct ptvi_answer *answer;
    memcpy(counts, acc->anonymous_answered, sizeof acc->anonymous_answered);
    while ((answer = (const struct ptvi_answer *)ptvi_keymap_next(&acc->answers, &position)) !=
           NULL)
        counts[answer->channel] += answered(acc, answer->score);
}

ptv_status ptv_panel_read(const ptv_panel *acc, ptv_panel_result *out) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    ptv_panel_result result = {0};
    result.respondents = acc->answers.n;
    result.anonymous = ptvi_panel_anonymous(acc);
    count_answered(acc, result.answered);
    memcpy(result.sent, acc->sent, sizeof result.sent);
    ptvi_sized_out(out, &result, sizeof result);
    return result.respondents + result.anonymous == 0 ? PTV_EMPTY : PTV_OK;
}

/* A part of a whole, read as a proportion; one larger than the whole contradicts it. Whatever is
 * counted in a panel can be counted once more. */
static ptv_status share_of(uint64_t part, uint64_t whole, const ptv_proportion_options *opt,
                           ptv_estimate *out) {
    ptv_proportion share;
    ptv_proportion_result result = PTV_PROPORTION_RESULT_INIT;
    ptv_status status = ptv_proportion_init(&share);
    if (PTVI_ALWAYS(status == PTV_OK) && part <= whole)
        status = ptv_proportion_add_n(&share, PTV_OUTCOME_HIT, part);
    if (PTVI_ALWAYS(status == PTV_OK) && part <= whole)
        status = ptv_proportion_add_n(&share, PTV_OUTCOME_MISS, whole - part);
    if (PTVI_ALWAYS(status == PTV_OK))
        status = ptv_proportion_read(&share, opt, &result);
    if (status < 0)
        return status;
    if (part > whole && whole > 0) {
        result.share =
            ptvi_no_estimate(PTV_INCONSISTENT, result.share.confidence, result.share.method);
        result.share.n = whole;
    }
    *out = result.share;
    return out->status;
}

ptv_status ptv_panel_response_rate(const ptv_panel *acc, int32_t channel,
                                   const ptv_proportion_options *opt, ptv_estimate *out) {
    uint64_t counts[PTV_PANEL_CHANNELS];
    if (!acc || !out)
        return PTV_ERR_NULL;
    if (channel < -1 || channel >= PTV_PANEL_CHANNELS)
        return PTV_ERR_ARGUMENT;
    count_answered(acc, counts);
    if (channel >= 0)
        return share_of(counts[channel], acc->sent[channel], opt, out);
    return share_of(ptvi_panel_channels(counts), ptvi_panel_channels(acc->sent), opt, out);
}
