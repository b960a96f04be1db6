/* SPDX-License-Identifier: MIT */
/* Proportions from columns: rows are read as outcomes, by a reader for each kind of column. */
#include "base/platform.h"

#include "base/bitmap.h"
#include "base/rows.h"
#include "postventa/proportion.h"

/* ---- readers */

static ptv_status read_bits(const void *source, size_t from, size_t n, int64_t *outcomes) {
    const struct ptvi_array *array = (const struct ptvi_array *)source;
    for (size_t i = 0; i < n; i++) {
        size_t row = array->offset + from + i;
        outcomes[i] = ptvi_present(array->validity, row)
                          ? ptvi_bit((const uint8_t *)array->values, row)
                          : INT64_MIN;
    }
    return PTV_OK;
}

static ptv_status read_bools(const void *source, size_t from, size_t n, int64_t *outcomes) {
    const struct ptvi_array *array = (const struct ptvi_array *)source;
    const uint8_t *values = (const uint8_t *)array->values;
    for (size_t i = 0; i < n; i++) {
        size_t row = array->offset + from + i;
        outcomes[i] = ptvi_present(array->validity, row) ? values[row] != 0 : INT64_MIN;
    }
    return PTV_OK;
}

/* A number that is no outcome. */
#define OTHER INT64_MAX

static int64_t outcome_of_scalar(const struct ptvi_scalar *scalar) {
    switch (scalar->kind) {
    case PTVI_SCALAR_MISSING:
        return INT64_MIN;
    case PTVI_SCALAR_INTEGER:
        return scalar->integer;
    case PTVI_SCALAR_REAL:
        return scalar->real == 1 ? PTV_OUTCOME_HIT : scalar->real == 0 ? PTV_OUTCOME_MISS : OTHER;
    default:
        return OTHER;
    }
}

static ptv_status read_column(const void *source, size_t from, size_t n, int64_t *outcomes) {
    struct ptvi_scalar scalar;
    for (size_t i = 0; i < n; i++) {
        ptv_status status =
            ptvi_column_scalar((const struct ptvi_column *)source, from + i, &scalar);
        if (status < 0)
            return status;
        outcomes[i] = outcome_of_scalar(&scalar);
    }
    return PTV_OK;
}

/* The reader of arrays of a type; NULL: there is none. */
static ptvi_read *reader_of(int32_t type) {
    switch (type) {
    case PTV_COLUMN_BIT:
        return read_bits;
    case PTV_COLUMN_BOOL:
        return read_bools;
    case PTV_COLUMN_I8:
        return ptvi_read_i8;
    case PTV_COLUMN_U8:
        return ptvi_read_u8;
    case PTV_COLUMN_I64:
        return ptvi_read_i64;
    default:
        return NULL;
    }
}

/* Opens a column, and tells its rows: of an array, where its values lie as one. */
static ptv_status open_rows(const ptv_column *caller, struct ptvi_column *column,
                            struct ptvi_array *array, struct ptvi_rows *rows) {
    ptv_status status = ptvi_column_open(column, caller, PTVI_BOOLEANS | PTVI_NUMBERS);
    if (status < 0)
        return status;
    ptvi_read *typed = ptvi_column_dense(column) ? reader_of(column->rows.type) : NULL;
    *array = ptvi_array_of(column);
    rows->read = typed ? typed : read_column;
    rows->source = typed ? (const void *)array : column;
    rows->n = (size_t)column->rows.n;
    return PTV_OK;
}

/* ---- one state */

static bool is_excluded(int64_t number) {
    return number == INT64_MIN || number == PTV_OUTCOME_EXCLUDED;
}

/* Any number that is no outcome is as good as another. */
static int32_t outcome_of(int64_t number) {
    if (is_excluded(number))
        return PTV_OUTCOME_EXCLUDED;
    return number == PTV_OUTCOME_HIT || number == PTV_OUTCOME_MISS ? (int32_t)number : -1;
}

struct tally {
    uint64_t hits, misses, excluded;
};

static ptv_status count_outcomes(void *object, size_t from, const int64_t *outcomes, size_t n,
                                 size_t *done) {
    struct tally *tally = (struct tally *)object;
    (void)from;
    for (size_t i = 0; i < n; i++) {
        tally->hits += outcomes[i] == PTV_OUTCOME_HIT;
        tally->misses += outcomes[i] == PTV_OUTCOME_MISS;
        tally->excluded += is_excluded(outcomes[i]);
    }
    *done += n;
    return PTV_OK;
}

static ptv_status add(ptv_proportion *acc, const struct ptvi_rows *rows) {
    struct tally tally = {0, 0, 0};
    size_t done;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_proportion sum = *acc;
    ptv_status status = ptvi_rows_do(rows, rows->n, count_outcomes, &tally, &done);
    if (status == PTV_OK)
        status = ptv_proportion_add_n(&sum, PTV_OUTCOME_HIT, tally.hits);
    if (status == PTV_OK)
        status = ptv_proportion_add_n(&sum, PTV_OUTCOME_MISS, tally.misses);
    uint64_t in_base = tally.hits + tally.misses;
    if (status == PTV_OK)
        status = ptv_proportion_add_n(&sum, PTV_OUTCOME_EXCLUDED, rows->n - in_base);
    if (status < 0)
        return status;
    *acc = sum;
    return rows->n == in_base + tally.excluded ? PTV_OK : PTV_OUT_OF_SCALE;
}

/* ---- a state for each group */

struct groups {
    ptv_proportion *states;
    size_t n_states;
    const uint32_t *group; /* of each row that is counted */
};

/* Applies `change` to the state of each outcome's group. */
static ptv_status change_outcomes(const struct groups *groups, size_t from, const int64_t *outcomes,
                                  size_t n,
                                  ptv_status (*change)(ptv_proportion *, int32_t, uint64_t),
                                  size_t *done) {
    ptv_status result = PTV_OK;
    for (size_t i = 0; i < n; i++, ++*done) {
        uint32_t group = groups->group[from + i];
        if (group >= groups->n_states)
            return PTV_ERR_ARGUMENT;
        ptv_status status = change(&groups->states[group], outcome_of(outcomes[i]), 1);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
    }
    return result;
}

static ptv_status add_outcomes(void *object, size_t from, const int64_t *outcomes, size_t n,
                               size_t *done) {
    return change_outcomes((const struct groups *)object, from, outcomes, n, ptv_proportion_add_n,
                           done);
}

static ptv_status remove_outcomes(void *object, size_t from, const int64_t *outcomes, size_t n,
                                  size_t *done) {
    return change_outcomes((const struct groups *)object, from, outcomes, n, ptv_proportion_remove,
                           done);
}

static ptv_status add_grouped(ptv_proportion *states, size_t n_states, const uint32_t *group,
                              const struct ptvi_rows *rows) {
    struct groups groups = {states, n_states, group};
    if ((!states && n_states > 0) || (!group && rows->n > 0))
        return PTV_ERR_NULL;
    return ptvi_rows_do_all(rows, add_outcomes, remove_outcomes, &groups);
}

/* ---- columns */

ptv_status ptv_proportion_add_u8(ptv_proportion *acc, const uint8_t *outcomes,
                                 const uint8_t *validity, size_t offset, size_t n) {
    struct ptvi_array array = {outcomes, validity, offset};
    struct ptvi_rows rows = {ptvi_read_u8, &array, n};
    return outcomes || n == 0 ? add(acc, &rows) : PTV_ERR_NULL;
}

ptv_status ptv_proportion_add_bits(ptv_proportion *acc, const uint8_t *outcomes,
                                   const uint8_t *validity, size_t offset, size_t n) {
    struct ptvi_array array = {outcomes, validity, offset};
    struct ptvi_rows rows = {read_bits, &array, n};
    return outcomes || n == 0 ? add(acc, &rows) : PTV_ERR_NULL;
}

ptv_status ptv_proportion_add_grouped_u8(ptv_proportion *states, size_t n_states,
                                         const uint32_t *group, const uint8_t *outcomes,
                                         const uint8_t *validity, size_t offset, size_t n) {
    struct ptvi_array array = {outcomes, validity, offset};
    struct ptvi_rows rows = {ptvi_read_u8, &array, n};
    const uint32_t *first = group ? group + offset : NULL;
    return outcomes || n == 0 ? add_grouped(states, n_states, first, &rows) : PTV_ERR_NULL;
}

ptv_status ptv_proportion_add_column(ptv_proportion *acc, const ptv_column *outcomes) {
    struct ptvi_column column;
    struct ptvi_array array;
    struct ptvi_rows rows;
    ptv_status status = open_rows(outcomes, &column, &array, &rows);
    return status < 0 ? status : add(acc, &rows);
}

ptv_status ptv_proportion_add_grouped_column(ptv_proportion *states, size_t n_states,
                                             const uint32_t *group, const ptv_column *outcomes) {
    struct ptvi_column column;
    struct ptvi_array array;
    struct ptvi_rows rows;
    ptv_status status = open_rows(outcomes, &column, &array, &rows);
    return status < 0 ? status : add_grouped(states, n_states, group, &rows);
}
