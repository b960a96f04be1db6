/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/bitmap.h"
#include "base/rows.h"

/* Numbers on the stack: few enough for any stack and for the nearest cache. */
enum { BLOCK = 1024 };

ptv_status ptvi_rows_do(const struct ptvi_rows *rows, size_t n, ptvi_act *act, void *object,
                        size_t *done) {
    int64_t numbers[BLOCK];
    ptv_status result = PTV_OK;
    *done = 0;
    while (*done < n) {
        size_t from = *done, left = n - from, part = left < BLOCK ? left : BLOCK;
        ptv_status status = rows->read(rows->source, from, part, numbers);
        if (status == PTV_OK)
            status = act(object, from, numbers, part, done);
        if (status < 0)
            return status;
        result = status != PTV_OK ? status : result;
    }
    return result;
}

ptv_status ptvi_rows_do_all(const struct ptvi_rows *rows, ptvi_act *act, ptvi_act *undo,
                            void *object) {
    size_t done, undone;
    ptv_status status = ptvi_rows_do(rows, rows->n, act, object, &done);
    if (status < 0)
        ptvi_rows_do(rows, done, undo, object, &undone);
    return status;
}

struct ptvi_array ptvi_array_of(const struct ptvi_column *column) {
    const ptv_column *rows = &column->rows;
    struct ptvi_array array = {rows->values, rows->validity, (size_t)rows->offset};
    return array;
}

#define READER(suffix, type)                                                                       \
    ptv_status ptvi_read_##suffix(const void *source, size_t from, size_t n, int64_t *numbers) {   \
        const struct ptvi_array *array = (const struct ptvi_array *)source;                        \
        const type *values = (const type *)array->values;                                          \
        for (size_t i = 0; i < n; i++) {                                                           \
            size_t row = array->offset + from + i;                                                 \
            numbers[i] = ptvi_present(array->validity, row) ? values[row] : INT64_MIN;             \
        }                                                                                          \
        return PTV_OK;                                                                             \
    }

READER(i8, int8_t)
READER(u8, uint8_t)
READER(i64, int64_t)
