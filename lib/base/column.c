/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/bitmap.h"
#include "base/bytes.h"
#include "base/column.h"
#include "base/sized.h"

ptv_status ptv_column_init(ptv_column *column) {
    const ptv_column none = PTV_COLUMN_INIT;
    if (!column)
        return PTV_ERR_NULL;
    *column = none;
    return PTV_OK;
}

/* ---- what types are */

enum { VIEW = 16, VIEW_INLINE = 12, CHARACTER = 4 };

/* Their family; bytes from one value to the next, or 0 where the width says how many or there are
 * none; whether a stride may say otherwise. */
static const struct {
    uint8_t family, size;
    bool strided;
} types[] = {
    {0, 0, false},                                           /* no type is 0 */
    {PTVI_BOOLEANS | PTVI_NUMBERS | PTVI_STRINGS, 0, false}, /* PTV_COLUMN_NULL */
    {PTVI_BOOLEANS, 0, false},                               /* PTV_COLUMN_BIT */
    {PTVI_BOOLEANS, 1, true},                                /* PTV_COLUMN_BOOL */
    {PTVI_WHOLE, 1, true},                                   /* PTV_COLUMN_I8 */
    {PTVI_WHOLE, 2, true},                                   /* PTV_COLUMN_I16 */
    {PTVI_WHOLE, 4, true},                                   /* PTV_COLUMN_I32 */
    {PTVI_WHOLE, 8, true},                                   /* PTV_COLUMN_I64 */
    {PTVI_WHOLE, 1, true},                                   /* PTV_COLUMN_U8 */
    {PTVI_WHOLE, 2, true},                                   /* PTV_COLUMN_U16 */
    {PTVI_WHOLE, 4, true},                                   /* PTV_COLUMN_U32 */
    {PTVI_WHOLE, 8, true},                                   /* PTV_COLUMN_U64 */
    {PTVI_REALS, 2, true},                                   /* PTV_COLUMN_F16 */
    {PTVI_REALS, 4, true},                                   /* PTV_COLUMN_F32 */
    {PTVI_REALS, 8, true},                                   /* PTV_COLUMN_F64 */
    {PTVI_STRINGS, 0, false},                                /* PTV_COLUMN_STRING */
    {PTVI_STRINGS, 0, false},                                /* PTV_COLUMN_LARGE_STRING */
    {PTVI_STRINGS, VIEW, false},                             /* PTV_COLUMN_STRING_VIEW */
    {PTVI_STRINGS, 0, true},                                 /* PTV_COLUMN_FIXED_BYTES */
    {PTVI_STRINGS, 0, true},                                 /* PTV_COLUMN_FIXED_UCS4 */
};
_Static_assert(sizeof types / sizeof types[0] == PTV_COLUMN_FIXED_UCS4 + 1,
               "each type has its row");

/* The families of a type; 0 for a number that is no type. */
static unsigned family_of(int32_t type) {
    bool known = (uint32_t)type < sizeof types / sizeof types[0];
    return known ? types[type].family : 0;
}

/* Bytes from a value to the next where they lie side by side; the width was checked. */
static int64_t size_of(const ptv_column *values) {
    return values->type == PTV_COLUMN_FIXED_BYTES  ? values->width
           : values->type == PTV_COLUMN_FIXED_UCS4 ? values->width * CHARACTER
                                                   : types[values->type].size;
}

/* ---- checks */

/* Whether the members that are numbers are within their ranges. */
static bool in_range(const ptv_column *values) {
    return values->width >= 0 && values->width <= INT64_MAX / CHARACTER &&
           (values->stride == 0 || types[values->type].strided) &&
           (values->swapped == 0 || values->swapped == 1) &&
           ((values->unit_num > 0 && values->unit_den > 0) ||
            (values->unit_num == 0 && values->unit_den == 0));
}

/* Whether the places of all rows are numbers of bytes that memory can have. */
static bool is_reachable(const ptv_column *values) {
    uint64_t end = values->offset + values->n;
    if (end < values->n || end > (uint64_t)PTRDIFF_MAX / VIEW)
        return false;
    int64_t furthest = end > 0 ? INT64_MAX / (int64_t)end : INT64_MAX;
    return -furthest <= values->stride && values->stride <= furthest;
}

/* Whether everything is there that the rows, if there are any, are read from. Of strings without a
 * byte their bytes need not be. */
static bool is_there(const ptv_column *values) {
    switch (values->n == 0 ? PTV_COLUMN_NULL : values->type) {
    case PTV_COLUMN_NULL:
        return true;
    case PTV_COLUMN_STRING:
    case PTV_COLUMN_LARGE_STRING:
        return values->offsets;
    case PTV_COLUMN_STRING_VIEW:
        return values->values && (values->buffers || values->n_buffers == 0);
    default:
        return values->values;
    }
}

/* Takes over a column, or a dictionary, and fills in the defaults. */
static ptv_status take_over(ptv_column *values, const ptv_column *caller) {
    ptv_status status = caller ? ptvi_sized_in(values, sizeof *values, caller) : PTV_ERR_NULL;
    if (status < 0)
        return status;
    if (family_of(values->type) == 0)
        return PTV_ERR_COLUMN;
    if (!in_range(values))
        return PTV_ERR_ARGUMENT;
    if (values->stride == 0)
        values->stride = size_of(values);
    if (values->unit_num == 0)
        values->unit_num = values->unit_den = 1;
    if (!is_reachable(values))
        return PTV_ERR_ARGUMENT;
    return is_there(values) ? PTV_OK : PTV_ERR_NULL;
}

ptv_status ptvi_column_open(struct ptvi_column *column, const ptv_column *caller,
                            unsigned families) {
    ptv_status status = take_over(&column->rows, caller);
    if (status < 0)
        return status;
    if (!column->rows.dictionary)
        return family_of(column->rows.type) & families ? PTV_OK : PTV_ERR_COLUMN;
    status = take_over(&column->dictionary, column->rows.dictionary);
    if (status < 0)
        return status;
    if (column->dictionary.dictionary)
        return PTV_ERR_ARGUMENT;
    bool fits =
        family_of(column->rows.type) == PTVI_WHOLE && family_of(column->dictionary.type) & families;
    return fits ? PTV_OK : PTV_ERR_COLUMN;
}

bool ptvi_column_has(const struct ptvi_column *column, size_t from, size_t n, size_t *row) {
    uint64_t rows = column->rows.n;
    bool has = from <= rows && n <= rows - from;
    if (!has && row)
        *row = from <= rows ? (size_t)rows : from;
    return has;
}

bool ptvi_column_is_array(const struct ptvi_column *column) {
    const ptv_column *rows = &column->rows;
    int64_t size = size_of(rows);
    return !rows->dictionary && !rows->swapped && rows->stride == size &&
           (size == 0 || (uintptr_t)rows->values % (uintptr_t)size == 0);
}

bool ptvi_column_dense(const struct ptvi_column *column) {
    return !column->rows.missing && ptvi_column_is_array(column);
}

/* ---- fractional numbers where they lie */

static double double_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double get_f32(const uint8_t *at, bool swapped) {
    uint32_t bits = ptvi_load32(at, swapped);
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* A binary16 is a double with less in each part; below the smallest normal one it counts 2^-24. */
static double get_f16(const uint8_t *at, bool swapped) {
    uint16_t bits = ptvi_load16(at, swapped);
    uint64_t sign = (uint64_t)(bits >> 15) << 63, exponent = bits >> 10 & 31;
    uint64_t fraction = bits & 0x3FF;
    if (exponent == 0)
        return (sign ? -0x1p-24 : 0x1p-24) * (double)fraction;
    exponent = exponent == 31 ? 2047 : exponent + 1023 - 15;
    return double_of(sign | exponent << 52 | fraction << 42);
}

/* ---- scalars */

static ptv_status missing(struct ptvi_scalar *scalar) {
    scalar->kind = PTVI_SCALAR_MISSING;
    return PTV_OK;
}

static ptv_status integer(struct ptvi_scalar *scalar, int64_t x) {
    scalar->kind = PTVI_SCALAR_INTEGER;
    scalar->integer = x;
    return PTV_OK;
}

static ptv_status unsigned_integer(struct ptvi_scalar *scalar, uint64_t x) {
    if (x <= INT64_MAX)
        return integer(scalar, (int64_t)x);
    scalar->kind = PTVI_SCALAR_UNSIGNED;
    scalar->beyond = x;
    return PTV_OK;
}

static ptv_status real(struct ptvi_scalar *scalar, double x) {
    scalar->kind = x != x ? PTVI_SCALAR_MISSING : PTVI_SCALAR_REAL;
    scalar->real = x;
    return PTV_OK;
}

static ptv_status bytes(struct ptvi_scalar *scalar, const uint8_t *at, size_t len) {
    scalar->kind = PTVI_SCALAR_BYTES;
    scalar->bytes = at;
    scalar->len = len;
    return at || len == 0 ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* Bytes between two offsets. */
static ptv_status between(const ptv_column *values, int64_t start, int64_t end,
                          struct ptvi_scalar *scalar) {
    bool possible = 0 <= start && start <= end;
    possible &= (int64_t)(size_t)end == end; /* else memory has no such place */
    if (!possible)
        return PTV_ERR_ARGUMENT;
    const uint8_t *at = (const uint8_t *)values->values;
    return bytes(scalar, at ? at + start : NULL, (size_t)(end - start));
}

/* The bytes of a view: a short string lies in it, a longer one in a buffer that it names. */
static ptv_status viewed(const ptv_column *values, const uint8_t *view,
                         struct ptvi_scalar *scalar) {
    bool swapped = values->swapped;
    uint32_t len = ptvi_load32(view, swapped);
    if (len <= VIEW_INLINE)
        return bytes(scalar, view + VIEW - VIEW_INLINE, len);
    uint32_t buffer = ptvi_load32(view + 8, swapped), from = ptvi_load32(view + 12, swapped);
    if (len > INT32_MAX || from > INT32_MAX || buffer >= values->n_buffers ||
        !values->buffers[buffer])
        return PTV_ERR_ARGUMENT;
    return bytes(scalar, (const uint8_t *)values->buffers[buffer] + from, len);
}

static bool is_zero(const uint8_t *at, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (at[i] != 0)
            return false;
    return true;
}

/* Up to the zeros at the end, in units of a byte or a character. */
static ptv_status cut(const ptv_column *values, const uint8_t *at, size_t unit,
                      struct ptvi_scalar *scalar) {
    size_t len = (size_t)values->width;
    while (len > 0 && is_zero(at + (len - 1) * unit, unit))
        len--;
    return bytes(scalar, at, len);
}

static ptv_status characters(const ptv_column *values, const uint8_t *at,
                             struct ptvi_scalar *scalar) {
    cut(values, at, CHARACTER, scalar);
    scalar->kind = PTVI_SCALAR_CHARACTERS;
    scalar->swapped = values->swapped;
    for (size_t i = 0; i < scalar->len; i++) {
        uint32_t character = ptvi_load32(at + i * CHARACTER, values->swapped);
        if (character > 0x10FFFF || character >> 11 == 0xD800 >> 11)
            return PTV_ERR_ARGUMENT;
    }
    return PTV_OK;
}

static bool is_present(const ptv_column *values, size_t row) {
    return ptvi_present(values->validity, row) && (!values->missing || values->missing[row] == 0);
}

/* A value of a column or a dictionary, in the row that it has there. */
static ptv_status scalar_at(const ptv_column *values, size_t row, struct ptvi_scalar *scalar) {
    if (!is_present(values, row))
        return missing(scalar);
    bool swapped = values->swapped;
    const uint8_t *at = (const uint8_t *)values->values, *offset = (const uint8_t *)values->offsets;
    if (values->stride != 0)
        at += (int64_t)row * values->stride;
    switch (values->type) {
    case PTV_COLUMN_BIT:
        return integer(scalar, ptvi_bit(at, row));
    case PTV_COLUMN_BOOL:
        return integer(scalar, *at != 0);
    case PTV_COLUMN_I8:
        return integer(scalar, (int8_t)*at);
    case PTV_COLUMN_I16:
        return integer(scalar, (int16_t)ptvi_load16(at, swapped));
    case PTV_COLUMN_I32:
        return integer(scalar, (int32_t)ptvi_load32(at, swapped));
    case PTV_COLUMN_I64:
        return integer(scalar, (int64_t)ptvi_load64(at, swapped));
    case PTV_COLUMN_U8:
        return integer(scalar, *at);
    case PTV_COLUMN_U16:
        return integer(scalar, ptvi_load16(at, swapped));
    case PTV_COLUMN_U32:
        return integer(scalar, ptvi_load32(at, swapped));
    case PTV_COLUMN_U64:
        return unsigned_integer(scalar, ptvi_load64(at, swapped));
    case PTV_COLUMN_F16:
        return real(scalar, get_f16(at, swapped));
    case PTV_COLUMN_F32:
        return real(scalar, get_f32(at, swapped));
    case PTV_COLUMN_F64:
        return real(scalar, double_of(ptvi_load64(at, swapped)));
    case PTV_COLUMN_STRING:
        return between(values, (int32_t)ptvi_load32(offset + 4 * row, swapped),
                       (int32_t)ptvi_load32(offset + 4 * row + 4, swapped), scalar);
    case PTV_COLUMN_LARGE_STRING:
        return between(values, (int64_t)ptvi_load64(offset + 8 * row, swapped),
                       (int64_t)ptvi_load64(offset + 8 * row + 8, swapped), scalar);
    case PTV_COLUMN_STRING_VIEW:
        return viewed(values, at, scalar);
    case PTV_COLUMN_FIXED_BYTES:
        return cut(values, at, 1, scalar);
    case PTV_COLUMN_FIXED_UCS4:
        return characters(values, at, scalar);
    default:
        return missing(scalar);
    }
}

ptv_status ptvi_column_entry(const struct ptvi_column *column, size_t row, uint64_t *entry) {
    struct ptvi_scalar index;
    scalar_at(&column->rows, (size_t)column->rows.offset + row, &index);
    *entry = PTVI_NO_ENTRY;
    if (index.kind == PTVI_SCALAR_MISSING)
        return PTV_OK;
    /* A negative index is beyond any dictionary. */
    bool found =
        index.kind == PTVI_SCALAR_INTEGER && (uint64_t)index.integer < column->dictionary.n;
    if (!found)
        return PTV_ERR_ARGUMENT;
    *entry = (uint64_t)index.integer;
    return PTV_OK;
}

/* The indices of n rows, missing ones too; a negative one is beyond any dictionary. */
static void get_indices(const ptv_column *rows, size_t row, size_t n, uint64_t *indices) {
    const uint8_t *values = (const uint8_t *)rows->values;
    const int64_t stride = rows->stride;
    const bool swapped = rows->swapped;
    values += (int64_t)row * stride;
#define INDICES(index)                                                                             \
    for (size_t i = 0; i < n; i++) {                                                               \
        const uint8_t *at = values + (int64_t)i * stride;                                          \
        indices[i] = (uint64_t)(index);                                                            \
    }                                                                                              \
    break
    switch (rows->type) {
    case PTV_COLUMN_I8:
        INDICES((int8_t)*at);
    case PTV_COLUMN_I16:
        INDICES((int16_t)ptvi_load16(at, swapped));
    case PTV_COLUMN_I32:
        INDICES((int32_t)ptvi_load32(at, swapped));
    case PTV_COLUMN_U8:
        INDICES(*at);
    case PTV_COLUMN_U16:
        INDICES(ptvi_load16(at, swapped));
    case PTV_COLUMN_U32:
        INDICES(ptvi_load32(at, swapped));
    default:
        INDICES(ptvi_load64(at, swapped));
    }
#undef INDICES
}

ptv_status ptvi_column_entries(const struct ptvi_column *column, size_t from, size_t n,
                               uint64_t *entries) {
    const ptv_column *rows = &column->rows;
    const size_t first = (size_t)rows->offset + from;
    bool known = true;
    get_indices(rows, first, n, entries);
    for (size_t i = 0; i < n; i++) {
        bool present = is_present(rows, first + i);
        known &= !present || entries[i] < column->dictionary.n;
        entries[i] = present ? entries[i] : PTVI_NO_ENTRY;
    }
    return known ? PTV_OK : PTV_ERR_ARGUMENT;
}

ptv_status ptvi_column_entry_scalar(const struct ptvi_column *column, uint64_t entry,
                                    struct ptvi_scalar *scalar) {
    return scalar_at(&column->dictionary, (size_t)(column->dictionary.offset + entry), scalar);
}

ptv_status ptvi_column_scalar(const struct ptvi_column *column, size_t row,
                              struct ptvi_scalar *scalar) {
    if (!column->rows.dictionary)
        return scalar_at(&column->rows, (size_t)column->rows.offset + row, scalar);
    uint64_t entry;
    ptv_status status = ptvi_column_entry(column, row, &entry);
    if (status < 0)
        return status;
    return entry == PTVI_NO_ENTRY ? missing(scalar)
                                  : ptvi_column_entry_scalar(column, entry, scalar);
}

/* Copies numbers of a size that is known where this is inlined. */
static inline void pack(uint8_t *to, const uint8_t *from, int64_t stride, size_t n, size_t size) {
    for (size_t i = 0; i < n; i++)
        memcpy(to + i * size, from + (int64_t)i * stride, size);
}

static void pack_swapped(uint8_t *to, const uint8_t *from, int64_t stride, size_t n, size_t size) {
    for (size_t i = 0; i < n; i++)
        for (size_t byte = 0; byte < size; byte++)
            to[i * size + byte] = from[(int64_t)i * stride + (int64_t)(size - 1 - byte)];
}

void ptvi_column_pack(const struct ptvi_column *column, size_t from, size_t n, void *out) {
    const ptv_column *rows = &column->rows;
    const int64_t size = size_of(rows), stride = rows->stride;
    const uint8_t *first = (const uint8_t *)rows->values;
    first += (int64_t)(rows->offset + from) * stride;
    if (rows->swapped)
        pack_swapped((uint8_t *)out, first, stride, n, (size_t)size);
    else if (stride == size)
        memcpy(out, first, n * (size_t)size);
    else if (size == 1)
        pack((uint8_t *)out, first, stride, n, 1);
    else if (size == 2)
        pack((uint8_t *)out, first, stride, n, 2);
    else if (size == 4)
        pack((uint8_t *)out, first, stride, n, 4);
    else
        pack((uint8_t *)out, first, stride, n, 8);
}
