/* SPDX-License-Identifier: MIT */
/* Ratings beside a counter for each level. */
#include "layout.h"

struct model {
    int32_t min, max;
    uint64_t count[PTV_SCALE_LEVELS], missing, invalid;
};

static ptv_scale scale_of(uint8_t shape) {
    ptv_scale scale = PTV_SCALE_INIT;
    scale.min = (shape & 15) - 8;
    scale.max = scale.min + 1 + (shape >> 4) % 10;
    return scale;
}

static void *make(uint8_t shape) {
    ptv_scale scale = scale_of(shape);
    ptv_ratings acc;
    void *out;
    REQUIRE(ptv_ratings_init(&acc, &scale) == PTV_OK);
    REQUIRE(ptv_verbs_find(PTV_TYPE_RATINGS)->copy(&acc, &out) == PTV_OK);
    return out;
}

static void begin(void *into, uint8_t shape) {
    struct model *model = into;
    ptv_scale scale = scale_of(shape);
    model->min = scale.min;
    model->max = scale.max;
}

static bool on_scale(const struct model *model, int64_t score) {
    return score >= model->min && score <= model->max;
}

static uint64_t *counter(struct model *model, int64_t score) {
    if (score == PTV_SCORE_MISSING)
        return &model->missing;
    return on_scale(model, score) ? &model->count[score - model->min] : &model->invalid;
}

static ptv_status done(const struct model *model, int64_t score) {
    return score == PTV_SCORE_MISSING || on_scale(model, score) ? PTV_OK : PTV_OUT_OF_SCALE;
}

static ptv_status model_add(struct model *model, int64_t score, uint64_t n) {
    if (!count_up(counter(model, score), n))
        return PTV_ERR_OVERFLOW;
    return done(model, score);
}

static ptv_status model_remove(struct model *model, int64_t score, uint64_t n) {
    uint64_t *count = counter(model, score);
    if (n > *count)
        return PTV_ERR_UNDERFLOW;
    *count -= n;
    return done(model, score);
}

/* All or nothing. */
static ptv_status model_add_rows(struct model *model, const struct rows *rows) {
    struct model after = *model;
    ptv_status result = PTV_OK;
    for (size_t i = 0; i < rows->n; i++) {
        ptv_status status =
            model_add(&after, rows->missing[i] ? PTV_SCORE_MISSING : rows->value[i], 1);
        if (status < 0)
            return status;
        result = status > result ? status : result;
    }
    *model = after;
    return result;
}

static void step_column(ptv_ratings *acc, struct model *model, struct input *in) {
    static const uint32_t group[ROWS] = {0};
    struct layout layout;
    struct rows rows;
    uint8_t how = next_layout(in, &layout, &rows);
    ptv_status expected = model_add_rows(model, &rows);
    if (how & 128)
        REQUIRE(ptv_ratings_add_grouped_column(acc, 1, group, &layout.column) == expected);
    else
        REQUIRE(ptv_ratings_add_column(acc, &layout.column) == expected);
}

/* The columns of one type, as they lie one beside the other. */
static void step_array(ptv_ratings *acc, struct model *model, struct input *in) {
    static const int32_t types[] = {PTV_COLUMN_I8, PTV_COLUMN_U8, PTV_COLUMN_I32, PTV_COLUMN_I64,
                                    PTV_COLUMN_F64};
    uint8_t which = next_byte(in), from = which >> 4 & SKIPPED;
    int32_t type = types[which % 5];
    struct rows rows = next_rows(in, type);
    uint64_t aligned[ROWS + SKIPPED] = {0};
    uint8_t validity[4] = {0};
    for (size_t i = 0; i < rows.n; i++) {
        put_number((uint8_t *)aligned + (from + i) * width_of(type), type, rows.value[i], false);
        if (!rows.missing[i])
            validity[(from + i) / 8] |= (uint8_t)(1 << (from + i) % 8);
    }
    ptv_status expected = model_add_rows(model, &rows), status;
    const void *values = aligned;
    if (type == PTV_COLUMN_I8)
        status = ptv_ratings_add_i8(acc, values, validity, from, rows.n);
    else if (type == PTV_COLUMN_U8)
        status = ptv_ratings_add_u8(acc, values, validity, from, rows.n);
    else if (type == PTV_COLUMN_I32)
        status = ptv_ratings_add_i32(acc, values, validity, from, rows.n);
    else if (type == PTV_COLUMN_I64)
        status = ptv_ratings_add_i64(acc, values, validity, from, rows.n);
    else
        status = ptv_ratings_add_f64(acc, values, validity, from, rows.n);
    REQUIRE(status == expected);
}

static int32_t next_score(struct input *in) {
    uint8_t byte = next_byte(in);
    return byte < 250 ? byte % 32 - 16 : byte == 250 ? PTV_SCORE_MISSING : INT32_MAX - byte;
}

static void step(void *acc, void *of, struct input *in) {
    struct model *model = of;
    switch (next_byte(in) % 5) {
    case 0: {
        int32_t score = next_score(in);
        REQUIRE(ptv_ratings_add(acc, score) == model_add(model, score, 1));
        break;
    }
    case 1: {
        int32_t score = next_score(in);
        uint64_t n = next_count(in);
        REQUIRE(ptv_ratings_add_n(acc, score, n) == model_add(model, score, n));
        break;
    }
    case 2: {
        int32_t score = next_score(in);
        uint64_t n = next_count(in);
        REQUIRE(ptv_ratings_remove(acc, score, n) == model_remove(model, score, n));
        break;
    }
    case 3:
        step_column(acc, model, in);
        break;
    default:
        step_array(acc, model, in);
    }
}

static int merge(void *of, const void *other) {
    struct model *model = of, after = *model;
    const struct model *from = other;
    bool fits = count_up(&after.missing, from->missing) && count_up(&after.invalid, from->invalid);
    for (int i = 0; i < PTV_SCALE_LEVELS; i++)
        fits = fits && count_up(&after.count[i], from->count[i]);
    if (!fits)
        return PTV_ERR_OVERFLOW;
    *model = after;
    return PTV_OK;
}

/* The score of the k-th answer, from 1. */
static int32_t ranked(const struct model *model, uint64_t k) {
    int32_t score = model->min;
    for (uint64_t below = model->count[0]; below < k; score++)
        below += model->count[score + 1 - model->min];
    return score;
}

static void check(const void *acc, const void *of) {
    const struct model *model = of;
    ptv_ratings_result r = PTV_RATINGS_RESULT_INIT;
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.top_k = 1;
    uint64_t n = 0;
    double sum = 0;
    for (int32_t score = model->min; score <= model->max; score++) {
        n += model->count[score - model->min];
        sum += (double)model->count[score - model->min] * (score - model->min);
    }
    REQUIRE(ptv_ratings_read(acc, &opt, &r) == (n > 0 ? PTV_OK : PTV_EMPTY));
    REQUIRE(r.n == n && r.missing == model->missing && r.invalid == model->invalid);
    REQUIRE(memcmp(r.count, model->count, sizeof r.count) == 0);
    if (n == 0)
        return;
    double top = (double)model->count[model->max - model->min] / (double)n;
    double middle = (ranked(model, (n + 1) / 2) + ranked(model, n / 2 + 1)) / 2.0;
    double above = r.mean.value - model->min, want = sum / (double)n;
    REQUIRE(above - want < 1e-13 && want - above < 1e-13);
    REQUIRE(near(r.top_box.value, top, 1e-15));
    REQUIRE(r.median == middle);
}

static bool recount(void *acc, const void *of) {
    const struct model *model = of;
    for (int32_t score = model->max; score >= model->min; score--)
        REQUIRE(ptv_ratings_add_n(acc, score, model->count[score - model->min]) == PTV_OK);
    REQUIRE(ptv_ratings_add_n(acc, PTV_SCORE_MISSING, model->missing) >= 0);
    REQUIRE(ptv_ratings_add_n(acc, model->max + 1, model->invalid) >= 0);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct subject ratings = {
        PTV_TYPE_RATINGS, sizeof(struct model), make, begin, step, merge, check, recount,
    };
    return try_sequence(&ratings, data, size);
}
