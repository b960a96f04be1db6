/* SPDX-License-Identifier: MIT */
/* Panels beside a list of all answers, which is searched from end to end. */
#include "sequence.h"

enum { ANSWERS = 128, MISSING = PTV_SCORE_MISSING };

struct model {
    ptv_response answers[ANSWERS];
    size_t n;
    uint64_t sent[PTV_PANEL_CHANNELS], all_sent;
    bool first; /* the policy */
};

static void *make(uint8_t shape) {
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    ptv_panel *acc;
    config.policy = shape & 1 ? PTV_PANEL_FIRST : PTV_PANEL_LAST;
    REQUIRE(ptv_panel_new(&config, NULL, &acc) == PTV_OK);
    return acc;
}

static void begin(void *model, uint8_t shape) {
    ((struct model *)model)->first = shape & 1;
}

/* Few of each, so that there are ties of every depth. */
static ptv_response next_answer(struct input *in) {
    uint8_t who = next_byte(in), what = next_byte(in);
    ptv_response answer = {who & 15, (who >> 4 & 3) - 1, who >> 6, what % 13, what >> 4 & 7};
    if (answer.respondent == 15)
        answer.respondent = PTV_KEY_NONE;
    if (answer.score == 12)
        answer.score = MISSING;
    return answer;
}

static bool is_level(int32_t score) {
    return score >= 0 && score <= 10;
}

static void step_records(ptv_panel *acc, struct model *model, struct input *in) {
    enum { MOST = 8 };
    struct record {
        ptv_response answer;
        uint64_t behind;
    } records[MOST] = {0};
    size_t n = next_byte(in) % MOST;
    bool off_scale = false;
    for (size_t i = 0; i < n; i++) {
        records[i] = (struct record){next_answer(in), i};
        model->answers[model->n++] = records[i].answer;
        off_scale = off_scale || records[i].answer.score == 11;
    }
    REQUIRE(ptv_panel_add_records(acc, &records->answer, sizeof *records, n) ==
            (off_scale ? PTV_OUT_OF_SCALE : PTV_OK));
}

static void step(void *acc, void *of, struct input *in) {
    enum { ROOM = 8 };
    struct model *model = of;
    uint8_t what = next_byte(in) & 3;
    if (model->n + ROOM > ANSWERS)
        return;
    if (what == 0) {
        int32_t channel = next_byte(in) & 7;
        uint64_t n = next_count(in);
        bool fits = count_up(&model->all_sent, n);
        REQUIRE(ptv_panel_add_sent(acc, channel, n) == (fits ? PTV_OK : PTV_ERR_OVERFLOW));
        model->sent[channel] += fits ? n : 0;
    } else if (what == 1) {
        step_records(acc, model, in);
    } else {
        ptv_response answer = next_answer(in);
        model->answers[model->n++] = answer;
        REQUIRE(ptv_panel_add(acc, &answer) == (answer.score == 11 ? PTV_OUT_OF_SCALE : PTV_OK));
    }
}

static int merge(void *of, const void *other) {
    struct model *model = of;
    const struct model *from = other;
    size_t n = from->n;
    if (model->n + n > ANSWERS)
        return NOT_TRIED;
    if (!count_up(&model->all_sent, from->all_sent))
        return PTV_ERR_OVERFLOW;
    for (int i = 0; i < PTV_PANEL_CHANNELS; i++)
        model->sent[i] += from->sent[i];
    memmove(&model->answers[model->n], from->answers, n * sizeof *from->answers);
    model->n += n;
    return PTV_OK;
}

/* -1, 0 or 1: whether a comes before b in time, as panel.h words it. */
static int in_time(const ptv_response *a, const ptv_response *b) {
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    return a->channel == b->channel ? 0 : a->channel < b->channel ? -1 : 1;
}

static int rank_of(const ptv_response *answer) {
    return is_level(answer->score) ? 2 : answer->score != MISSING;
}

/* Whether an answer counts: it is nobody's, or no other of its respondent's goes before it, nor is
 * there the same one further up. */
static bool counts(const struct model *model, size_t at) {
    const ptv_response *a = &model->answers[at];
    for (size_t i = 0; i < model->n && a->respondent != PTV_KEY_NONE; i++) {
        const ptv_response *b = &model->answers[i];
        if (i == at || a->respondent != b->respondent)
            continue;
        int order = model->first ? -in_time(b, a) : in_time(b, a);
        if (rank_of(b) > rank_of(a) || (rank_of(b) == rank_of(a) && order > 0) ||
            (rank_of(b) == rank_of(a) && order == 0 && i < at))
            return false;
    }
    return true;
}

static void check(const void *acc, const void *of) {
    const struct model *model = of;
    ptv_panel_result r = PTV_PANEL_RESULT_INIT, want = PTV_PANEL_RESULT_INIT;
    ptv_ratings ratings, counted;
    REQUIRE(ptv_ratings_init(&counted, NULL) == PTV_OK);
    memcpy(want.sent, model->sent, sizeof want.sent);
    for (size_t i = 0; i < model->n; i++) {
        const ptv_response *answer = &model->answers[i];
        if (!counts(model, i))
            continue;
        want.respondents += answer->respondent != PTV_KEY_NONE;
        want.anonymous += answer->respondent == PTV_KEY_NONE;
        want.answered[answer->channel] += answer->score != MISSING;
        REQUIRE(ptv_ratings_add(&counted, answer->score) >= 0);
    }
    REQUIRE(ptv_panel_read(acc, &r) == (model->n > 0 ? PTV_OK : PTV_EMPTY));
    REQUIRE(memcmp(&r, &want, sizeof r) == 0);
    REQUIRE(ptv_panel_ratings(acc, &ratings) == PTV_OK);
    REQUIRE(memcmp(&ratings, &counted, sizeof ratings) == 0);
}

static bool recount(void *acc, const void *of) {
    const struct model *model = of;
    for (size_t i = model->n; i-- > 0;)
        REQUIRE(ptv_panel_add(acc, &model->answers[i]) >= 0);
    for (int32_t i = 0; i < PTV_PANEL_CHANNELS; i++)
        REQUIRE(ptv_panel_add_sent(acc, i, model->sent[i]) == PTV_OK);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct subject panel = {
        PTV_TYPE_PANEL, sizeof(struct model), make, begin, step, merge, check, recount,
    };
    return try_sequence(&panel, data, size);
}
