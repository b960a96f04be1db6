/* SPDX-License-Identifier: MIT */
/* The rows of a column as 64-bit numbers, and what is done with them: all or none. They are read in
 * blocks, by a function that knows where and how they lie; what is done does not depend on it. */
#ifndef PTVI_ROWS_H
#define PTVI_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "base/column.h"

/* Reads rows of a source, which are there: PTV_OK or a failure. */
typedef ptv_status ptvi_read(const void *source, size_t from, size_t n, int64_t *numbers);

struct ptvi_rows {
    ptvi_read *read;
    const void *source;
    size_t n;
};

/* Does something to an object with n numbers, those of the rows from one on, up to the first with
 * which it cannot be done; adds to `done` with how many it was. */
typedef ptv_status ptvi_act(void *object, size_t from, const int64_t *numbers, size_t n,
                            size_t *done);

/* Does it with the first n rows, up to one that fails; stores how many were done. Answers the
 * failure, or the last status above 0, or PTV_OK. */
ptv_status ptvi_rows_do(const struct ptvi_rows *rows, size_t n, ptvi_act *act, void *object,
                        size_t *done);

/* Does it with all rows; where one fails, undoes those before it. */
ptv_status ptvi_rows_do_all(const struct ptvi_rows *rows, ptvi_act *act, ptvi_act *undo,
                            void *object);

/* A source: an array, its validity bitmap or NULL, and where in both the first row is. */
struct ptvi_array {
    const void *values;
    const uint8_t *validity;
    size_t offset;
};

/* The values of a column that is dense. */
struct ptvi_array ptvi_array_of(const struct ptvi_column *column);

/* Readers of such sources; INT64_MIN where a row is missing. */
ptvi_read ptvi_read_i8, ptvi_read_u8, ptvi_read_i64;

#endif
