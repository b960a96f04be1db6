/* SPDX-License-Identifier: MIT */
/* Proportions beside three counters. */
#include "layout.h"

struct model {
    uint64_t hits, misses, excluded;
};

static void *make(uint8_t shape) {
    (void)shape;
    ptv_proportion acc;
    void *out;
    REQUIRE(ptv_proportion_init(&acc) == PTV_OK);
    REQUIRE(ptv_verbs_find(PTV_TYPE_PROPORTION)->copy(&acc, &out) == PTV_OK);
    return out;
}

static void begin(void *model, uint8_t shape) {
    (void)model;
    (void)shape;
}

static uint64_t *counter(struct model *model, int64_t outcome) {
    return outcome == PTV_OUTCOME_HIT    ? &model->hits
           : outcome == PTV_OUTCOME_MISS ? &model->misses
                                         : &model->excluded;
}

static ptv_status done(int64_t outcome) {
    bool known = outcome == PTV_OUTCOME_HIT || outcome == PTV_OUTCOME_MISS ||
                 outcome == PTV_OUTCOME_EXCLUDED;
    return known ? PTV_OK : PTV_OUT_OF_SCALE;
}

static ptv_status model_add(struct model *model, int64_t outcome, uint64_t n) {
    return count_up(counter(model, outcome), n) ? done(outcome) : PTV_ERR_OVERFLOW;
}

static ptv_status model_remove(struct model *model, int64_t outcome, uint64_t n) {
    uint64_t *count = counter(model, outcome);
    if (n > *count)
        return PTV_ERR_UNDERFLOW;
    *count -= n;
    return done(outcome);
}

/* All or nothing. */
static ptv_status model_add_rows(struct model *model, const struct rows *rows) {
    struct model after = *model;
    ptv_status result = PTV_OK;
    for (size_t i = 0; i < rows->n; i++) {
        int64_t outcome = rows->missing[i] ? PTV_OUTCOME_EXCLUDED : rows->value[i];
        ptv_status status = model_add(&after, outcome, 1);
        if (status < 0)
            return status;
        result = status > result ? status : result;
    }
    *model = after;
    return result;
}

static void step_column(ptv_proportion *acc, struct model *model, struct input *in) {
    static const uint32_t group[ROWS] = {0};
    struct layout layout;
    uint8_t how = next_byte(in);
    int32_t type = how & 64 ? PTV_COLUMN_BOOL : next_type(in);
    struct rows rows = next_rows(in, type);
    lay(&layout, rows, type, how);
    ptv_status expected = model_add_rows(model, &rows);
    if (how & 128)
        REQUIRE(ptv_proportion_add_grouped_column(acc, 1, group, &layout.column) == expected);
    else
        REQUIRE(ptv_proportion_add_column(acc, &layout.column) == expected);
}

static void step_bits(ptv_proportion *acc, struct model *model, struct input *in) {
    uint8_t from = next_byte(in) & 7, bits[4] = {0}, validity[4] = {0};
    struct rows rows = next_rows(in, PTV_COLUMN_BOOL);
    for (size_t i = 0; i < rows.n; i++) {
        size_t row = from + i;
        bits[row / 8] |= (uint8_t)(rows.value[i] << row % 8);
        validity[row / 8] |= (uint8_t)(!rows.missing[i] << row % 8);
    }
    ptv_status expected = model_add_rows(model, &rows);
    REQUIRE(ptv_proportion_add_bits(acc, bits, validity, from, rows.n) == expected);
}

static int32_t next_outcome(struct input *in) {
    static const int32_t outcomes[] = {PTV_OUTCOME_HIT, PTV_OUTCOME_MISS, PTV_OUTCOME_EXCLUDED, 2,
                                       -1};
    return outcomes[next_byte(in) % 5];
}

static void step(void *acc, void *of, struct input *in) {
    struct model *model = of;
    uint8_t what = next_byte(in) % 5;
    if (what == 3) {
        step_column(acc, model, in);
        return;
    }
    if (what == 4) {
        step_bits(acc, model, in);
        return;
    }
    int32_t outcome = next_outcome(in);
    uint64_t n = what == 0 ? 1 : next_count(in);
    if (what == 0)
        REQUIRE(ptv_proportion_add(acc, outcome) == model_add(model, outcome, n));
    else if (what == 1)
        REQUIRE(ptv_proportion_add_n(acc, outcome, n) == model_add(model, outcome, n));
    else
        REQUIRE(ptv_proportion_remove(acc, outcome, n) == model_remove(model, outcome, n));
}

static int merge(void *of, const void *other) {
    struct model *model = of, after = *model;
    const struct model *from = other;
    bool fits = count_up(&after.hits, from->hits) && count_up(&after.misses, from->misses) &&
                count_up(&after.excluded, from->excluded);
    if (!fits)
        return PTV_ERR_OVERFLOW;
    *model = after;
    return PTV_OK;
}

static void check(const void *acc, const void *of) {
    const struct model *model = of;
    ptv_proportion_result r = PTV_PROPORTION_RESULT_INIT;
    uint64_t n = model->hits + model->misses;
    REQUIRE(ptv_proportion_read(acc, NULL, &r) == (n > 0 ? PTV_OK : PTV_EMPTY));
    REQUIRE(r.n == n && r.hits == model->hits && r.excluded == model->excluded);
    if (n == 0)
        return;
    REQUIRE(near(r.share.value, (double)model->hits / (double)n, 1e-15));
    use_share(&r.share);
}

static bool recount(void *acc, const void *of) {
    const struct model *model = of;
    REQUIRE(ptv_proportion_add_n(acc, PTV_OUTCOME_EXCLUDED, model->excluded) == PTV_OK);
    REQUIRE(ptv_proportion_add_n(acc, PTV_OUTCOME_MISS, model->misses) == PTV_OK);
    REQUIRE(ptv_proportion_add_n(acc, PTV_OUTCOME_HIT, model->hits) == PTV_OK);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct subject proportion = {
        PTV_TYPE_PROPORTION, sizeof(struct model), make, begin, step, merge, check, recount,
    };
    return try_sequence(&proportion, data, size);
}
