/* SPDX-License-Identifier: MIT */
/* Ratings from columns: rows are read as scores of 64 bits, by a reader for each type. */
#include "base/platform.h"

#include "base/bitmap.h"
#include "base/rows.h"
#include "postventa/ratings_columns.h"
#include "survey/ratings.h"

/* ---- readers */

/* Scores of 64 bits: none, besides PTV_SCORE_MISSING, and one that is on no scale. */
static const int64_t score_none = INT64_MIN, score_nowhere = INT64_MAX;

static int64_t score_of_real(double value) {
    if (value != value)
        return score_none;
    /* The value itself must be whole: its distance from the lowest level may be so by rounding. */
    bool fits = value > INT32_MIN && value <= INT32_MAX && value == (double)(int32_t)value;
    return fits ? (int32_t)value : score_nowhere;
}

static int64_t score_of_scalar(const struct ptvi_scalar *scalar) {
    switch (scalar->kind) {
    case PTVI_SCALAR_MISSING:
        return score_none;
    case PTVI_SCALAR_INTEGER:
        return scalar->integer;
    case PTVI_SCALAR_REAL:
        return score_of_real(scalar->real);
    default:
        return score_nowhere;
    }
}

static ptv_status read_f64(const void *source, size_t from, size_t n, int64_t *scores) {
    const struct ptvi_array *array = source;
    const double *values = array->values;
    for (size_t i = 0; i < n; i++) {
        size_t row = array->offset + from + i;
        scores[i] = ptvi_present(array->validity, row) ? score_of_real(values[row]) : score_none;
    }
    return PTV_OK;
}

static ptv_status read_column(const void *source, size_t from, size_t n, int64_t *scores) {
    struct ptvi_scalar scalar;
    for (size_t i = 0; i < n; i++) {
        ptv_status status = ptvi_column_scalar(source, from + i, &scalar);
        if (status < 0)
            return status;
        scores[i] = score_of_scalar(&scalar);
    }
    return PTV_OK;
}

/* The reader of arrays of a type; NULL: there is none. */
static ptvi_read *reader_of(int32_t type) {
    switch (type) {
    case PTV_COLUMN_I8:
        return ptvi_read_i8;
    case PTV_COLUMN_U8:
        return ptvi_read_u8;
    case PTV_COLUMN_I32:
        return ptvi_read_i32;
    case PTV_COLUMN_I64:
        return ptvi_read_i64;
    case PTV_COLUMN_F64:
        return read_f64;
    default:
        return NULL;
    }
}

/* The rows of a column: of an array, where its values lie as one. */
static struct ptvi_rows rows_of(const struct ptvi_column *column, struct ptvi_array *array) {
    ptvi_read *typed = ptvi_column_dense(column) ? reader_of(column->rows.type) : NULL;
    struct ptvi_rows rows = {read_column, column, (size_t)column->rows.n};
    if (typed) {
        *array = ptvi_array_of(column);
        rows.read = typed;
        rows.source = array;
    }
    return rows;
}

/* ---- one state */

static ptv_status check(const ptv_ratings *acc) {
    return ptvi_state_check(&ptvi_ratings_layout, acc->w);
}

static int slot_of(struct ptvi_range range, int64_t score) {
    return score == score_none ? PTVI_RATINGS_MISSING : ptvi_ratings_slot(range, score);
}

/* How often each word of a state was met. */
struct tally {
    struct ptvi_range range;
    uint64_t counts[PTVI_RATINGS_WORDS];
};

static ptv_status count_scores(void *object, size_t from, const int64_t *scores, size_t n,
                               size_t *done) {
    struct tally *tally = object;
    (void)from;
    for (size_t i = 0; i < n; i++)
        tally->counts[slot_of(tally->range, scores[i])]++;
    *done += n;
    return PTV_OK;
}

/* Adds counts to the words that they belong to, all or none. */
static ptv_status add_counts(ptv_ratings *acc, const uint64_t counts[PTVI_RATINGS_WORDS]) {
    ptv_ratings sum = *acc;
    for (int slot = PTVI_RATINGS_COUNT; slot < PTVI_RATINGS_WORDS; slot++) {
        ptv_status status = ptvi_count_add(&sum.w[slot], counts[slot]);
        if (status < 0)
            return status;
    }
    *acc = sum;
    return counts[PTVI_RATINGS_INVALID] > 0 ? PTV_OUT_OF_SCALE : PTV_OK;
}

static ptv_status add(ptv_ratings *acc, const struct ptvi_rows *rows) {
    size_t done;
    ptv_status status = acc ? check(acc) : PTV_ERR_NULL;
    if (status < 0)
        return status;
    struct tally tally = {ptvi_ratings_range(acc), {0}};
    status = ptvi_rows_do(rows, rows->n, count_scores, &tally, &done);
    return status < 0 ? status : add_counts(acc, tally.counts);
}

/* ---- a state for each group */

struct groups {
    ptv_ratings *states;
    size_t n_states;
    const uint32_t *group; /* of each row that is counted */
};

/* Applies `change` to the counter of each score, in the state of its group. */
static ptv_status change_scores(const struct groups *groups, size_t from, const int64_t *scores,
                                size_t n, ptv_status (*change)(uint64_t *, uint64_t),
                                size_t *done) {
    ptv_status result = PTV_OK;
    for (size_t i = 0; i < n; i++, ++*done) {
        uint32_t group = groups->group[from + i];
        if (group >= groups->n_states)
            return PTV_ERR_ARGUMENT;
        ptv_ratings *acc = &groups->states[group];
        if (check(acc) < 0)
            return PTV_ERR_STATE;
        int slot = slot_of(ptvi_ratings_range(acc), scores[i]);
        ptv_status status = change(&acc->w[slot], 1);
        if (status < 0)
            return status;
        if (slot == PTVI_RATINGS_INVALID)
            result = PTV_OUT_OF_SCALE;
    }
    return result;
}

static ptv_status add_scores(void *object, size_t from, const int64_t *scores, size_t n,
                             size_t *done) {
    return change_scores(object, from, scores, n, ptvi_count_add, done);
}

static ptv_status remove_scores(void *object, size_t from, const int64_t *scores, size_t n,
                                size_t *done) {
    return change_scores(object, from, scores, n, ptvi_count_remove, done);
}

static ptv_status add_grouped(ptv_ratings *states, size_t n_states, const uint32_t *group,
                              const struct ptvi_rows *rows) {
    struct groups groups = {states, n_states, group};
    if ((!states && n_states > 0) || (!group && rows->n > 0))
        return PTV_ERR_NULL;
    return ptvi_rows_do_all(rows, add_scores, remove_scores, &groups);
}

/* ---- columns */

#define ADD(suffix, type, reader)                                                                  \
    ptv_status ptv_ratings_add_##suffix(ptv_ratings *acc, const type *scores,                      \
                                        const uint8_t *validity, size_t offset, size_t n) {        \
        struct ptvi_array array = {scores, validity, offset};                                      \
        struct ptvi_rows rows = {reader, &array, n};                                               \
        return scores || n == 0 ? add(acc, &rows) : PTV_ERR_NULL;                                  \
    }                                                                                              \
                                                                                                   \
    ptv_status ptv_ratings_add_grouped_##suffix(                                                   \
        ptv_ratings *states, size_t n_states, const uint32_t *group, const type *scores,           \
        const uint8_t *validity, size_t offset, size_t n) {                                        \
        struct ptvi_array array = {scores, validity, offset};                                      \
        struct ptvi_rows rows = {reader, &array, n};                                               \
        const uint32_t *first = group ? group + offset : NULL;                                     \
        return scores || n == 0 ? add_grouped(states, n_states, first, &rows) : PTV_ERR_NULL;      \
    }

ADD(i8, int8_t, ptvi_read_i8)
ADD(u8, uint8_t, ptvi_read_u8)
ADD(i32, int32_t, ptvi_read_i32)
ADD(i64, int64_t, ptvi_read_i64)
ADD(f64, double, read_f64)

ptv_status ptv_ratings_add_column(ptv_ratings *acc, const ptv_column *scores) {
    struct ptvi_column column;
    struct ptvi_array array;
    ptv_status status = ptvi_column_open(&column, scores, PTVI_NUMBERS);
    if (status < 0)
        return status;
    struct ptvi_rows rows = rows_of(&column, &array);
    return add(acc, &rows);
}

ptv_status ptv_ratings_add_grouped_column(ptv_ratings *states, size_t n_states,
                                          const uint32_t *group, const ptv_column *scores) {
    struct ptvi_column column;
    struct ptvi_array array;
    ptv_status status = ptvi_column_open(&column, scores, PTVI_NUMBERS);
    if (status < 0)
        return status;
    struct ptvi_rows rows = rows_of(&column, &array);
    return add_grouped(states, n_states, group, &rows);
}
