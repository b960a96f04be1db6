/* SPDX-License-Identifier: MIT */
/* Durations beside a list of them all: exactly, as long as they are kept exactly, and then as near
 * as buckets are wide. */
#include "layout.h"

enum { MOST_VALUES = 600 };

struct value {
    int64_t ms;
    uint64_t n; /* above 0 */
};

struct model {
    struct value values[MOST_VALUES]; /* rising */
    size_t n_values;
    uint64_t n, missing, rejected;
    int32_t bits;
    bool bucketed, removed;
};

static ptv_durations_config config_of(uint8_t shape) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.precision_bits = 5 + (shape & 3);
    config.n_limits = shape >> 2 & 3;
    for (int32_t i = 0; i < config.n_limits; i++)
        config.limit_ms[i] = 50 * i * i;
    return config;
}

static void *make(uint8_t shape) {
    ptv_durations_config config = config_of(shape);
    ptv_durations *acc;
    REQUIRE(ptv_durations_new(&config, NULL, &acc) == PTV_OK);
    return acc;
}

static void begin(void *into, uint8_t shape) {
    struct model *model = into;
    model->bits = 5 + (shape & 3);
}

/* Where a value is, or would be. */
static size_t place_of(const struct model *model, int64_t ms) {
    size_t at = 0;
    while (at < model->n_values && model->values[at].ms < ms)
        at++;
    return at;
}

static bool has(const struct model *model, size_t at, int64_t ms) {
    return at < model->n_values && model->values[at].ms == ms;
}

static ptv_status model_add_value(struct model *model, int64_t ms, uint64_t n) {
    if (!count_up(&model->n, n))
        return PTV_ERR_OVERFLOW;
    size_t at = place_of(model, ms);
    if (!has(model, at, ms) && n > 0) {
        REQUIRE(model->n_values < MOST_VALUES);
        memmove(&model->values[at + 1], &model->values[at],
                (model->n_values - at) * sizeof *model->values);
        model->values[at] = (struct value){ms, 0};
        model->n_values++;
    }
    if (n > 0)
        model->values[at].n += n;
    model->bucketed = model->bucketed || model->n_values > PTV_DURATIONS_EXACT;
    return PTV_OK;
}

static ptv_status model_add(struct model *model, int64_t ms, uint64_t n) {
    if (ms == PTV_TIME_NONE)
        return count_up(&model->missing, n) ? PTV_OK : PTV_ERR_OVERFLOW;
    if (ms < 0)
        return count_up(&model->rejected, n) ? PTV_OUT_OF_SCALE : PTV_ERR_OVERFLOW;
    return model_add_value(model, ms, n);
}

/* All or nothing. */
static ptv_status model_add_rows(struct model *model, const struct rows *rows) {
    struct model after = *model;
    ptv_status result = PTV_OK;
    for (size_t i = 0; i < rows->n; i++) {
        ptv_status status = model_add(&after, rows->missing[i] ? PTV_TIME_NONE : rows->value[i], 1);
        if (status < 0)
            return status;
        result = status > result ? status : result;
    }
    *model = after;
    return result;
}

static bool has_room(const struct model *model, size_t n) {
    return model->n_values + n <= MOST_VALUES;
}

static int64_t next_duration(struct input *in) {
    uint8_t byte = next_byte(in);
    if (byte >= 250)
        return byte & 1 ? PTV_TIME_NONE : -1;
    return (int64_t)byte << (next_byte(in) % 32);
}

static void step_column(ptv_durations *acc, struct model *model, struct input *in) {
    static const uint32_t group[ROWS] = {0};
    ptv_durations *states[] = {acc};
    struct layout layout;
    struct rows rows;
    uint8_t how = next_layout(in, &layout, &rows);
    ptv_status expected = model_add_rows(model, &rows);
    if (how & 128)
        REQUIRE(ptv_durations_add_grouped_column(states, 1, group, &layout.column) == expected);
    else
        REQUIRE(ptv_durations_add_column(acc, &layout.column) == expected);
}

/* Many values that rise by the same step: soon more than are kept exactly. */
static void step_run(ptv_durations *acc, struct model *model, struct input *in) {
    enum { MOST = 128 };
    int64_t from = next_byte(in), by = 1 + next_byte(in), all[MOST];
    size_t n = next_byte(in) % MOST;
    if (!has_room(model, n) || n > PTV_COUNT_MAX - model->n)
        return;
    for (size_t i = 0; i < n; i++) {
        all[i] = from + (int64_t)i * by;
        REQUIRE(model_add(model, all[i], 1) == PTV_OK);
    }
    REQUIRE(ptv_durations_add_i64(acc, all, NULL, 0, n) == PTV_OK);
}

/* Takes back of what there is: of anything else, buckets cannot always tell. */
static void step_remove(ptv_durations *acc, struct model *model, struct input *in) {
    size_t at = next_byte(in) | (size_t)next_byte(in) << 8;
    uint64_t n = next_count(in);
    if (model->n_values == 0)
        return;
    struct value *value = &model->values[at % model->n_values];
    if (n > model->n) {
        REQUIRE(ptv_durations_remove(acc, value->ms, n) == PTV_ERR_UNDERFLOW);
        return;
    }
    n = n < value->n ? n : value->n;
    REQUIRE(ptv_durations_remove(acc, value->ms, n) == PTV_OK);
    if (n == 0)
        return;
    value->n -= n;
    model->n -= n;
    model->bucketed = model->removed = true;
    if (value->n == 0) {
        size_t behind = model->n_values - (size_t)(value - model->values) - 1;
        memmove(value, value + 1, behind * sizeof *value);
        model->n_values--;
    }
}

static void step(void *acc, void *of, struct input *in) {
    struct model *model = of;
    uint8_t what = next_byte(in) % 5;
    if (!has_room(model, ROWS))
        return;
    if (what == 2) {
        step_column(acc, model, in);
    } else if (what == 3) {
        step_run(acc, model, in);
    } else if (what == 4) {
        step_remove(acc, model, in);
    } else {
        int64_t ms = next_duration(in);
        uint64_t n = what == 0 ? 1 : next_count(in);
        ptv_status expected = model_add(model, ms, n);
        REQUIRE((what == 0 ? ptv_durations_add(acc, ms) : ptv_durations_add_n(acc, ms, n)) ==
                expected);
    }
}

static int merge(void *of, const void *other) {
    struct model *model = of, from = *(const struct model *)other, after = *model;
    if (!has_room(model, from.n_values))
        return NOT_TRIED;
    bool fits = count_up(&after.missing, from.missing) && count_up(&after.rejected, from.rejected);
    for (size_t i = 0; i < from.n_values && fits; i++)
        fits = model_add_value(&after, from.values[i].ms, from.values[i].n) == PTV_OK;
    if (!fits)
        return PTV_ERR_OVERFLOW;
    after.bucketed = after.bucketed || from.bucketed;
    after.removed = after.removed || from.removed;
    *model = after;
    return PTV_OK;
}

/* The k-th value, from 1. */
static int64_t ranked(const struct model *model, uint64_t k) {
    size_t at = 0;
    for (uint64_t below = model->values[0].n; below < k; below += model->values[at].n)
        at++;
    return model->values[at].ms;
}

/* A figure from order statistics: itself, or the middle of its bucket. */
static void check_figure(const struct model *model, double got, double want) {
    double share = model->bucketed ? 1.0 / (double)(2 << model->bits) : 0;
    REQUIRE(near(got, want, share * (1 + 1e-9)));
}

static void check_cells(const ptv_durations *acc, const struct model *model) {
    ptv_duration_cell cell;
    size_t position = 0, at = 0;
    while (ptv_durations_next(acc, &position, &cell) == PTV_OK) {
        uint64_t inside = 0;
        for (; at < model->n_values && model->values[at].ms <= cell.upper_ms; at++) {
            REQUIRE(model->values[at].ms >= cell.lower_ms);
            inside += model->values[at].n;
        }
        REQUIRE(inside == cell.count && (model->bucketed || cell.lower_ms == cell.upper_ms));
    }
    REQUIRE(at == model->n_values);
}

static void check_within(const ptv_durations *acc, const struct model *model, int64_t limit) {
    ptv_durations_within_result r = PTV_DURATIONS_WITHIN_RESULT_INIT;
    uint64_t within = 0;
    for (size_t i = 0; i < model->n_values && model->values[i].ms <= limit; i++)
        within += model->values[i].n;
    REQUIRE(ptv_durations_within(acc, limit, NULL, &r) >= 0);
    REQUIRE(r.at_least <= within && within <= r.at_most);
    REQUIRE(model->bucketed || r.at_least == r.at_most);
}

static void check_declared(const ptv_durations *acc, const struct model *model) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    REQUIRE(ptv_durations_config_read(acc, &config) == PTV_OK);
    for (int32_t i = 0; i < config.n_limits; i++) {
        ptv_durations_within_result r = PTV_DURATIONS_WITHIN_RESULT_INIT;
        check_within(acc, model, config.limit_ms[i]);
        REQUIRE(ptv_durations_within(acc, config.limit_ms[i], NULL, &r) >= 0);
        REQUIRE(r.at_least == r.at_most);
    }
    check_within(acc, model, 1000);
}

static void check(const void *acc, const void *of) {
    const struct model *model = of;
    ptv_durations_result r = PTV_DURATIONS_RESULT_INIT;
    ptv_estimate quarter;
    double sum = 0;
    for (size_t i = 0; i < model->n_values; i++)
        sum += (double)model->values[i].ms * (double)model->values[i].n;
    REQUIRE(ptv_durations_read(acc, NULL, &r) >= 0);
    REQUIRE(r.n == model->n && r.missing == model->missing && r.rejected == model->rejected);
    REQUIRE(r.exact == !model->bucketed);
    check_cells(acc, model);
    check_declared(acc, model);
    if (model->n == 0)
        return;
    int64_t least = model->values[0].ms, most = model->values[model->n_values - 1].ms;
    REQUIRE(model->removed ? r.min_ms <= least && r.max_ms >= most
                           : r.min_ms == least && r.max_ms == most);
    REQUIRE(near(r.mean.value, sum / (double)model->n, 1e-12));
    double middle =
        (double)ranked(model, (model->n + 1) / 2) / 2 + (double)ranked(model, model->n / 2 + 1) / 2;
    check_figure(model, r.median.value, middle);
    REQUIRE(ptv_durations_percentile(acc, 1, 4, NULL, &quarter) >= 0);
    check_figure(model, quarter.value, (double)ranked(model, (model->n + 3) / 4));
}

static bool recount(void *acc, const void *of) {
    const struct model *model = of;
    if (model->bucketed && model->n_values <= PTV_DURATIONS_EXACT)
        return false;
    if (model->removed)
        return false;
    for (size_t i = model->n_values; i-- > 0;)
        REQUIRE(ptv_durations_add_n(acc, model->values[i].ms, model->values[i].n) == PTV_OK);
    REQUIRE(ptv_durations_add_n(acc, PTV_TIME_NONE, model->missing) == PTV_OK);
    REQUIRE(ptv_durations_add_n(acc, -7, model->rejected) >= 0);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct subject durations = {
        PTV_TYPE_DURATIONS, sizeof(struct model), make, begin, step, merge, check, recount,
    };
    return try_sequence(&durations, data, size);
}
