/* SPDX-License-Identifier: MIT */
/* Ratings from columns. Each type has its own rule for what a value means; the loops are the same,
 * so they are written once, as macros over the type. */
#include "base/platform.h"

#include "base/bitmap.h"
#include "postventa/ratings_columns.h"
#include "survey/ratings.h"

static int slot_i8(struct ptvi_range range, int8_t value) {
    return ptvi_ratings_slot(range, value);
}

static int slot_u8(struct ptvi_range range, uint8_t value) {
    return ptvi_ratings_slot(range, value);
}

static int slot_i32(struct ptvi_range range, int32_t value) {
    return ptvi_ratings_slot(range, value);
}

static int slot_i64(struct ptvi_range range, int64_t value) {
    return value == INT64_MIN ? PTVI_RATINGS_MISSING : ptvi_ratings_slot(range, value);
}

static int slot_f64(struct ptvi_range range, double value) {
    if (value != value)
        return PTVI_RATINGS_MISSING;
    /* The value itself must be whole: its distance from the lowest level may be so by rounding. */
    bool fits = value > INT32_MIN && value <= INT32_MAX && value == (double)(int32_t)value;
    return fits ? ptvi_ratings_slot(range, (int32_t)value) : PTVI_RATINGS_INVALID;
}

/* Adds the counts of a column to the words that they belong to, all or none. */
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

static ptv_status check(const ptv_ratings *acc) {
    return ptvi_state_check(&ptvi_ratings_layout, acc->w);
}

#define ADD_COLUMN(suffix, type)                                                                   \
    ptv_status ptv_ratings_add_##suffix(ptv_ratings *acc, const type *scores,                      \
                                        const uint8_t *validity, size_t offset, size_t n) {        \
        if (!acc || (!scores && n > 0))                                                            \
            return PTV_ERR_NULL;                                                                   \
        ptv_status status = check(acc);                                                            \
        if (status < 0)                                                                            \
            return status;                                                                         \
        struct ptvi_range range = ptvi_ratings_range(acc);                                         \
        uint64_t counts[PTVI_RATINGS_WORDS] = {0};                                                 \
        for (size_t row = offset; row - offset < n; row++)                                         \
            counts[ptvi_present(validity, row) ? slot_##suffix(range, scores[row])                 \
                                               : PTVI_RATINGS_MISSING]++;                          \
        return add_counts(acc, counts);                                                            \
    }

ADD_COLUMN(i8, int8_t)
ADD_COLUMN(u8, uint8_t)
ADD_COLUMN(i32, int32_t)
ADD_COLUMN(i64, int64_t)
ADD_COLUMN(f64, double)

/* Applies `change` to the counter of each row, in the state of its group, up to the first row that
 * cannot be; stores how many rows were done. */
#define CHANGE_GROUPED(suffix, type)                                                               \
    static ptv_status change_##suffix(ptv_ratings *states, size_t n_states, const uint32_t *group, \
                                      const type *scores, const uint8_t *validity, size_t offset,  \
                                      size_t n, ptv_status (*change)(uint64_t *, uint64_t),        \
                                      size_t *done) {                                              \
        ptv_status status = PTV_OK;                                                                \
        for (*done = 0; *done < n; ++*done) {                                                      \
            size_t row = offset + *done;                                                           \
            if (group[row] >= n_states)                                                            \
                return PTV_ERR_ARGUMENT;                                                           \
            ptv_ratings *acc = &states[group[row]];                                                \
            if (check(acc) < 0)                                                                    \
                return PTV_ERR_STATE;                                                              \
            int slot = ptvi_present(validity, row)                                                 \
                           ? slot_##suffix(ptvi_ratings_range(acc), scores[row])                   \
                           : PTVI_RATINGS_MISSING;                                                 \
            ptv_status changed = change(&acc->w[slot], 1);                                         \
            if (changed < 0)                                                                       \
                return changed;                                                                    \
            if (slot == PTVI_RATINGS_INVALID)                                                      \
                status = PTV_OUT_OF_SCALE;                                                         \
        }                                                                                          \
        return status;                                                                             \
    }

/* Rows before one that fails are taken back: exactly, because the states are counts. */
#define ADD_GROUPED(suffix, type)                                                                  \
    CHANGE_GROUPED(suffix, type)                                                                   \
    ptv_status ptv_ratings_add_grouped_##suffix(                                                   \
        ptv_ratings *states, size_t n_states, const uint32_t *group, const type *scores,           \
        const uint8_t *validity, size_t offset, size_t n) {                                        \
        if ((!states && n_states > 0) || ((!group || !scores) && n > 0))                           \
            return PTV_ERR_NULL;                                                                   \
        size_t done, undone;                                                                       \
        ptv_status status = change_##suffix(states, n_states, group, scores, validity, offset, n,  \
                                            ptvi_count_add, &done);                                \
        if (status < 0)                                                                            \
            change_##suffix(states, n_states, group, scores, validity, offset, done,               \
                            ptvi_count_remove, &undone);                                           \
        return status;                                                                             \
    }

ADD_GROUPED(i8, int8_t)
ADD_GROUPED(u8, uint8_t)
ADD_GROUPED(i32, int32_t)
ADD_GROUPED(i64, int64_t)
ADD_GROUPED(f64, double)
