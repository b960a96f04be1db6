/* SPDX-License-Identifier: MIT */
/* Ratings from columns: rows are read as levels, a byte each, and levels are counted. */
#include "base/platform.h"

#include "base/processor.h"
#include "base/rows.h"
#include "postventa/ratings_columns.h"
#include "survey/ratings_levels.h"

/* ---- rows as levels */

enum {
    BLOCK = 4096,       /* levels on the stack: they stay in the nearest cache */
    PACK = 512,         /* numbers, or indices, of 64 bits there */
    MOST_ENTRIES = 4096 /* of a dictionary that is turned into levels beforehand */
};

struct rows;

/* Reads rows, which are there, as levels of a scale: PTV_OK or a failure. */
typedef ptv_status read_levels(const struct rows *rows, struct ptvi_range range, size_t from,
                               size_t n, uint8_t *levels);

/* The entries of a dictionary as levels of a scale. */
struct entries {
    struct ptvi_range range;
    uint8_t levels[MOST_ENTRIES];
};

struct rows {
    read_levels *read;
    size_t n;
    ptvi_to_levels *convert;          /* of numbers of a type */
    size_t size;                      /* bytes each */
    struct ptvi_array array;          /* where they are, if they lie side by side */
    const uint8_t *missing;           /* which are, besides; or NULL */
    const struct ptvi_column *column; /* where they are else, and always those of a ptv_column */
    struct entries *entries;          /* room for a dictionary's */
};

/* Those that are missing although they were read. */
static void mask(const struct rows *rows, size_t from, size_t n, uint8_t *levels) {
    size_t row = rows->array.offset + from;
    if (rows->array.validity)
        ptvi_levels_mask(ptvi_processor(), rows->array.validity, row, n, levels);
    if (rows->missing)
        ptvi_levels_mask_bytes(rows->missing + row, n, levels);
}

static ptv_status read_array(const struct rows *rows, struct ptvi_range range, size_t from,
                             size_t n, uint8_t *levels) {
    const char *values = (const char *)rows->array.values;
    size_t row = rows->array.offset + from;
    rows->convert(ptvi_processor(), values + row * rows->size, n, range, levels);
    mask(rows, from, n, levels);
    return PTV_OK;
}

/* Of numbers with gaps between them, not aligned, or in the other order of bytes. */
static ptv_status read_packed(const struct rows *rows, struct ptvi_range range, size_t from,
                              size_t n, uint8_t *levels) {
    union {
        int8_t i8[PACK];
        int16_t i16[PACK];
        int32_t i32[PACK];
        int64_t i64[PACK];
        float f32[PACK];
        double f64[PACK];
    } packed;
    for (size_t i = 0, part; i < n; i += part) {
        part = n - i < PACK ? n - i : PACK;
        ptvi_column_pack(rows->column, from + i, part, &packed);
        rows->convert(ptvi_processor(), &packed, part, range, levels + i);
    }
    mask(rows, from, n, levels);
    return PTV_OK;
}

static uint8_t level_of_scalar(const struct ptvi_scalar *scalar, struct ptvi_range range) {
    uint8_t level = PTVI_LEVEL_INVALID;
    if (scalar->kind == PTVI_SCALAR_MISSING)
        level = PTVI_LEVEL_MISSING;
    else if (scalar->kind == PTVI_SCALAR_INTEGER)
        ptvi_levels_i64(0, &scalar->integer, 1, range, &level);
    else if (scalar->kind == PTVI_SCALAR_REAL)
        ptvi_levels_f64(0, &scalar->real, 1, range, &level);
    return level;
}

/* Of any column. */
static ptv_status read_scalars(const struct rows *rows, struct ptvi_range range, size_t from,
                               size_t n, uint8_t *levels) {
    struct ptvi_scalar scalar;
    for (size_t i = 0; i < n; i++) {
        ptv_status status = ptvi_column_scalar(rows->column, from + i, &scalar);
        if (status < 0)
            return status;
        levels[i] = level_of_scalar(&scalar, range);
    }
    return PTV_OK;
}

static bool is_same(struct ptvi_range a, struct ptvi_range b) {
    return a.min == b.min && a.levels == b.levels;
}

/* Of a dictionary whose entries are levels of that scale already. */
static ptv_status read_indices(const struct rows *rows, struct ptvi_range range, size_t from,
                               size_t n, uint8_t *levels) {
    uint64_t indices[PACK];
    if (!is_same(range, rows->entries->range))
        return read_scalars(rows, range, from, n, levels);
    for (size_t i = 0, part; i < n; i += part) {
        part = n - i < PACK ? n - i : PACK;
        ptv_status status = ptvi_column_entries(rows->column, from + i, part, indices);
        if (status < 0)
            return status;
        for (size_t k = 0; k < part; k++)
            levels[i + k] = indices[k] == PTVI_NO_ENTRY ? PTVI_LEVEL_MISSING
                                                        : rows->entries->levels[indices[k]];
    }
    return PTV_OK;
}

/* Turns a dictionary, if it pays, into levels of the scale that most rows are read on. */
static void prepare_entries(struct rows *rows, struct ptvi_range range) {
    const struct ptvi_column *column = rows->column;
    if (!column || !column->rows.dictionary || column->dictionary.n > MOST_ENTRIES ||
        column->dictionary.n > rows->n)
        return;
    for (size_t entry = 0; entry < column->dictionary.n; entry++) {
        struct ptvi_scalar scalar;
        ptvi_column_entry_scalar(column, entry, &scalar);
        rows->entries->levels[entry] = level_of_scalar(&scalar, range);
    }
    rows->entries->range = range;
    rows->read = read_indices;
}

/* What turns numbers of a type into levels; of other types, rows are read one by one. No type that
 * is not here is of numbers. */
static const struct {
    ptvi_to_levels *convert;
    size_t size;
} types[] = {
    {NULL, 0},                           /* no type is 0 */
    {NULL, 0},                           /* PTV_COLUMN_NULL */
    {NULL, 0},                           /* PTV_COLUMN_BIT */
    {NULL, 0},                           /* PTV_COLUMN_BOOL */
    {ptvi_levels_i8, sizeof(int8_t)},    /* PTV_COLUMN_I8 */
    {ptvi_levels_i16, sizeof(int16_t)},  /* PTV_COLUMN_I16 */
    {ptvi_levels_i32, sizeof(int32_t)},  /* PTV_COLUMN_I32 */
    {ptvi_levels_i64, sizeof(int64_t)},  /* PTV_COLUMN_I64 */
    {ptvi_levels_u8, sizeof(uint8_t)},   /* PTV_COLUMN_U8 */
    {ptvi_levels_u16, sizeof(uint16_t)}, /* PTV_COLUMN_U16 */
    {ptvi_levels_u32, sizeof(uint32_t)}, /* PTV_COLUMN_U32 */
    {NULL, 0},                           /* PTV_COLUMN_U64 */
    {NULL, 0},                           /* PTV_COLUMN_F16 */
    {ptvi_levels_f32, sizeof(float)},    /* PTV_COLUMN_F32 */
    {ptvi_levels_f64, sizeof(double)},   /* PTV_COLUMN_F64 */
};
_Static_assert(sizeof types / sizeof types[0] == PTV_COLUMN_F64 + 1, "each type has its row");

/* Opens a column, and tells its rows. */
static ptv_status open_rows(const ptv_column *caller, struct ptvi_column *column,
                            struct entries *entries, struct rows *rows) {
    ptv_status status = ptvi_column_open(column, caller, PTVI_NUMBERS);
    if (status < 0)
        return status;
    size_t type = (size_t)column->rows.type;
    bool typed = types[type].convert && !column->rows.dictionary;
    rows->read = !typed ? read_scalars : ptvi_column_is_array(column) ? read_array : read_packed;
    rows->n = (size_t)column->rows.n;
    rows->convert = typed ? types[type].convert : NULL;
    rows->size = typed ? types[type].size : 0;
    rows->array = ptvi_array_of(column);
    rows->missing = column->rows.missing;
    rows->column = column;
    rows->entries = entries;
    return PTV_OK;
}

/* ---- one state */

/* All bits that are set in any counter. The most that one may have is all ones, so that they are
 * looked at together. */
static uint64_t any_bits(const ptv_ratings *acc) {
    uint64_t any = 0;
    for (int slot = PTVI_RATINGS_COUNT; slot < PTVI_RATINGS_WORDS; slot++)
        any |= acc->w[slot];
    return any;
}

/* Whether it is sure that no counter overflows if n rows are counted, whatever they are. */
static bool has_room(const ptv_ratings *acc, uint64_t n) {
    return (any_bits(acc) | n) <= PTV_COUNT_MAX / 2;
}

/* A type of bytes, by its range. */
struct byte_type {
    int64_t low, high;
};

static const struct byte_type no_bytes = {0, 0}, signed_bytes = {INT8_MIN, INT8_MAX},
                              unsigned_bytes = {0, UINT8_MAX};

/* Whether bytes of that type can be counted where they lie: the scale must be within the type. */
static inline bool are_countable(const ptv_ratings *acc, struct byte_type type) {
    return ptvi_ratings_check(acc) == PTV_OK &&
           ptvi_range_within(ptvi_ratings_range(acc), type.low, type.high);
}

static ptv_status count_rows(struct rows *rows, struct ptvi_range range,
                             uint64_t counts[PTVI_LEVELS]) {
    uint8_t levels[BLOCK];
    prepare_entries(rows, range);
    for (size_t from = 0, part; from < rows->n; from += part) {
        part = rows->n - from < BLOCK ? rows->n - from : BLOCK;
        ptv_status status = rows->read(rows, range, from, part, levels);
        if (status < 0)
            return status;
        ptvi_levels_count(ptvi_processor(), levels, part, ptvi_all_levels, counts);
    }
    return PTV_OK;
}

static ptv_status add(ptv_ratings *acc, struct rows *rows) {
    ptv_status status = ptvi_ratings_check(acc);
    if (status < 0)
        return status;
    ptv_ratings sum = *acc;
    status = count_rows(rows, ptvi_ratings_range(acc), sum.w + PTVI_RATINGS_COUNT);
    if (status < 0)
        return status;
    if (any_bits(&sum) > PTV_COUNT_MAX)
        return PTV_ERR_OVERFLOW;
    bool invalid = sum.w[PTVI_RATINGS_INVALID] > acc->w[PTVI_RATINGS_INVALID];
    *acc = sum;
    return invalid ? PTV_OUT_OF_SCALE : PTV_OK;
}

/* ---- a state for each group */

/* Rows read at a time, of groups. */
enum { GROUPED = 1024 };

struct groups {
    ptv_ratings *states;
    size_t n_states;
    const uint32_t *group;   /* of each row that is counted */
    const struct rows *rows; /* these */
    uint64_t scale;          /* of the first state, and most likely of all */
    struct ptvi_range range; /* that is this */
};

/* Counts rows, or takes them back, by adding a step to their counters, up to the first with which
 * it cannot be done; adds to `done` how many it was. */
typedef ptv_status count_levels(const struct groups *groups, size_t from, const uint8_t *levels,
                                size_t n, uint64_t step, size_t *done);

static ptv_status count_carefully(const struct groups *groups, size_t from, const uint8_t *levels,
                                  size_t n, uint64_t step, size_t *done) {
    const uint32_t *group = groups->group + from;
    ptv_ratings *states = groups->states;
    const size_t n_states = groups->n_states;
    const uint64_t scale = groups->scale;
    ptv_status status = PTV_OK;
    size_t i = 0;
    for (; i < n; i++) {
        ptv_ratings *acc = group[i] < n_states ? states + group[i] : NULL;
        if (!acc || ptvi_ratings_check(acc) < 0) {
            status = acc ? PTV_ERR_STATE : PTV_ERR_ARGUMENT;
            break;
        }
        uint8_t level = levels[i];
        if (acc->w[PTVI_RATINGS_SCALE] != scale)
            groups->rows->read(groups->rows, ptvi_ratings_range(acc), from + i, 1, &level);
        uint64_t sum = acc->w[PTVI_RATINGS_COUNT + level] + step;
        if (sum > PTV_COUNT_MAX) {
            status = PTV_ERR_OVERFLOW;
            break;
        }
        acc->w[PTVI_RATINGS_COUNT + level] = sum;
        status = level == PTVI_LEVEL_INVALID ? PTV_OUT_OF_SCALE : status;
    }
    *done += i;
    return status;
}

/* The same where all states are initialised, on one scale, and have room for all rows. */
static ptv_status count_blindly(const struct groups *groups, size_t from, const uint8_t *levels,
                                size_t n, uint64_t step, size_t *done) {
    const uint32_t *group = groups->group + from;
    ptv_ratings *states = groups->states;
    bool invalid = false;
    size_t i = 0;
    for (; i < n && group[i] < groups->n_states; i++) {
        if (i % 16 == 0)
            ptvi_prefetch_stream(group + i);
        states[group[i]].w[PTVI_RATINGS_COUNT + levels[i]] += step;
        invalid |= levels[i] == PTVI_LEVEL_INVALID;
    }
    *done += i;
    return i < n ? PTV_ERR_ARGUMENT : invalid ? PTV_OUT_OF_SCALE : PTV_OK;
}

/* Whether that can be: where there are few rows, a look at all states would cost too much. */
static bool are_alike(const ptv_ratings *states, size_t n_states, size_t n) {
    if (n_states > n / 2)
        return false;
    for (size_t i = 0; i < n_states; i++)
        if (ptvi_ratings_check(&states[i]) < 0 || !has_room(&states[i], n) ||
            states[i].w[PTVI_RATINGS_SCALE] != states[0].w[PTVI_RATINGS_SCALE])
            return false;
    return true;
}

/* Does it with the first n rows, up to one that fails; stores how many were done. Answers the
 * failure, or the last status above 0, or PTV_OK. */
static ptv_status count_groups(const struct groups *groups, count_levels *count, size_t n,
                               uint64_t step, size_t *done) {
    uint8_t levels[GROUPED];
    ptv_status result = PTV_OK;
    *done = 0;
    while (*done < n) {
        size_t from = *done, part = n - from < GROUPED ? n - from : GROUPED;
        ptv_status status = groups->rows->read(groups->rows, groups->range, from, part, levels);
        if (status == PTV_OK)
            status = count(groups, from, levels, part, step, done);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
    }
    return result;
}

static ptv_status add_grouped(ptv_ratings *states, size_t n_states, const uint32_t *group,
                              struct rows *rows) {
    if ((!states && n_states > 0) || (!group && rows->n > 0))
        return PTV_ERR_NULL;
    if (rows->n == 0)
        return PTV_OK;
    if (n_states == 0)
        return PTV_ERR_ARGUMENT;
    struct groups groups = {states,
                            n_states,
                            group,
                            rows,
                            states[0].w[PTVI_RATINGS_SCALE],
                            ptvi_ratings_range(&states[0])};
    prepare_entries(rows, groups.range);
    count_levels *count = are_alike(states, n_states, rows->n) ? count_blindly : count_carefully;
    size_t done, undone;
    ptv_status status = count_groups(&groups, count, rows->n, 1, &done);
    if (status < 0)
        count_groups(&groups, count, done, UINT64_MAX, &undone);
    return status;
}

/* The counter of a byte of a type. */
static inline uint64_t *counter_of(ptv_ratings *acc, struct byte_type type, uint8_t byte) {
    int32_t score = type.low < 0 ? (int8_t)byte : byte;
    return &acc->w[ptvi_ratings_slot(ptvi_ratings_range(acc), score)];
}

/* Of so few bytes, turning them into levels first costs more than it saves. */
enum { FEW_GROUPED = 64 };

static ptv_status add_few_grouped(ptv_ratings *states, size_t n_states, const uint32_t *group,
                                  struct byte_type type, const uint8_t *bytes, size_t n) {
    ptv_status status = PTV_OK;
    size_t i = 0;
    for (; i < n && status >= 0; i++) {
        if (group[i] >= n_states)
            status = PTV_ERR_ARGUMENT;
        else if (ptvi_ratings_check(&states[group[i]]) < 0)
            status = PTV_ERR_STATE;
        else {
            ptv_ratings *acc = &states[group[i]];
            uint64_t *count = counter_of(acc, type, bytes[i]);
            if (*count >= PTV_COUNT_MAX)
                status = PTV_ERR_OVERFLOW;
            else {
                ++*count;
                status = count == &acc->w[PTVI_RATINGS_INVALID] ? PTV_OUT_OF_SCALE : status;
            }
        }
    }
    if (status < 0)
        for (i--; i-- > 0;)
            --*counter_of(&states[group[i]], type, bytes[i]);
    return status;
}

/* ---- columns */

static struct rows rows_of(ptvi_to_levels *convert, size_t size, const void *values,
                           const uint8_t *validity, size_t offset, size_t n) {
    struct ptvi_array array = {values, validity, offset};
    struct rows rows = {read_array, n, convert, size, array, NULL, NULL, NULL};
    return rows;
}

PTVI_APART ptv_status add_array(ptv_ratings *acc, ptvi_to_levels *convert, size_t size,
                                const void *scores, const uint8_t *validity, size_t offset,
                                size_t n) {
    struct rows rows = rows_of(convert, size, scores, validity, offset, n);
    return scores || n == 0 ? add(acc, &rows) : PTV_ERR_NULL;
}

PTVI_APART ptv_status add_grouped_array(ptv_ratings *states, size_t n_states, const uint32_t *group,
                                        ptvi_to_levels *convert, size_t size, const void *scores,
                                        const uint8_t *validity, size_t offset, size_t n) {
    struct rows rows = rows_of(convert, size, scores, validity, offset, n);
    return scores || n == 0 ? add_grouped(states, n_states, group, &rows) : PTV_ERR_NULL;
}

#define ADD(suffix, type, bytes)                                                                   \
    ptv_status ptv_ratings_add_##suffix(ptv_ratings *acc, const type *scores,                      \
                                        const uint8_t *validity, size_t offset, size_t n) {        \
        if (sizeof(type) == 1 && scores && !validity && are_countable(acc, bytes))                 \
            return ptvi_levels_add(ptvi_processor(), (const uint8_t *)scores + offset, n,          \
                                   ptvi_ratings_range(acc), acc->w + PTVI_RATINGS_COUNT);          \
        return add_array(acc, ptvi_levels_##suffix, sizeof *scores, scores, validity, offset, n);  \
    }                                                                                              \
                                                                                                   \
    ptv_status ptv_ratings_add_grouped_##suffix(                                                   \
        ptv_ratings *states, size_t n_states, const uint32_t *group, const type *scores,           \
        const uint8_t *validity, size_t offset, size_t n) {                                        \
        const uint32_t *first = group ? group + offset : NULL;                                     \
        if (sizeof(type) == 1 && states && group && scores && !validity && n < FEW_GROUPED)        \
            return add_few_grouped(states, n_states, first, bytes,                                 \
                                   (const uint8_t *)scores + offset, n);                           \
        return add_grouped_array(states, n_states, first, ptvi_levels_##suffix, sizeof *scores,    \
                                 scores, validity, offset, n);                                     \
    }

ADD(i8, int8_t, signed_bytes)
ADD(u8, uint8_t, unsigned_bytes)
ADD(i32, int32_t, no_bytes)
ADD(i64, int64_t, no_bytes)
ADD(f64, double, no_bytes)

ptv_status ptv_ratings_add_column(ptv_ratings *acc, const ptv_column *scores) {
    struct ptvi_column column;
    struct entries entries;
    struct rows rows;
    ptv_status status = open_rows(scores, &column, &entries, &rows);
    return status < 0 ? status : add(acc, &rows);
}

ptv_status ptv_ratings_add_grouped_column(ptv_ratings *states, size_t n_states,
                                          const uint32_t *group, const ptv_column *scores) {
    struct ptvi_column column;
    struct entries entries;
    struct rows rows;
    ptv_status status = open_rows(scores, &column, &entries, &rows);
    return status < 0 ? status : add_grouped(states, n_states, group, &rows);
}
