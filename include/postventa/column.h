/* SPDX-License-Identifier: MIT */
/** @file
 * A column of someone else's table, read where it lies: numbers of any width, instants and
 * durations in any unit, booleans, strings, with or without missing rows. What comes from Arrow,
 * from a buffer of Python or from a host's own memory is described once, by a ptv_column, and every
 * metric reads it. */
#ifndef POSTVENTA_COLUMN_H
#define POSTVENTA_COLUMN_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_COLUMN_NULL         1  /**< Every row is missing; there are no values. */
#define PTV_COLUMN_BIT          2  /**< Booleans, a bit each, least significant bit first. */
#define PTV_COLUMN_BOOL         3  /**< Booleans, a byte each; any byte but 0 is true. */
#define PTV_COLUMN_I8           4  /**< int8_t */
#define PTV_COLUMN_I16          5  /**< int16_t */
#define PTV_COLUMN_I32          6  /**< int32_t; where it is a time, INT32_MIN is missing. */
#define PTV_COLUMN_I64          7  /**< int64_t; where it is a time, INT64_MIN is missing. */
#define PTV_COLUMN_U8           8  /**< uint8_t */
#define PTV_COLUMN_U16          9  /**< uint16_t */
#define PTV_COLUMN_U32          10 /**< uint32_t */
#define PTV_COLUMN_U64          11 /**< uint64_t */
#define PTV_COLUMN_F16          12 /**< IEEE 754 binary16; NaN is missing, here and below. */
#define PTV_COLUMN_F32          13 /**< float */
#define PTV_COLUMN_F64          14 /**< double */
#define PTV_COLUMN_STRING       15 /**< Bytes of any length between int32_t offsets. */
#define PTV_COLUMN_LARGE_STRING 16 /**< Bytes of any length between int64_t offsets. */
#define PTV_COLUMN_STRING_VIEW  17 /**< Arrow's views, 16 bytes each, into several buffers. */
#define PTV_COLUMN_FIXED_BYTES  18 /**< `width` bytes each, zeros at the end cut off. */
#define PTV_COLUMN_FIXED_UCS4   19 /**< `width` characters of 4 bytes each, likewise. */

/** A column. Only described: who fills it in keeps what it points to, which need not be aligned,
 * and which may be NULL where there are no rows, or strings without a byte. 0 in any member but
 * size and type means the default. */
typedef struct ptv_column {
    uint32_t size;      /**< sizeof(ptv_column); PTV_COLUMN_INIT sets it. */
    uint32_t reserved;  /**< 0 */
    const void *values; /**< Values, from row 0; of strings their bytes, or their views. */
    /** Arrow validity bitmap (bit set: present, least significant bit first), from row 0; NULL: all
     * present. */
    const uint8_t *validity;
    const uint8_t *missing;     /**< A byte a row from row 0, other than 0: missing; NULL: none. */
    const void *offsets;        /**< Of strings: one more than rows, from row 0; else NULL. */
    const void *const *buffers; /**< Of views: where long strings lie; else NULL. */
    uint64_t n_buffers;         /**< How many those are. */
    /** Values that the column's whole numbers are indices of, from the dictionary's own first row
     * on; NULL: it holds its values. The dictionary itself has none. */
    const struct ptv_column *dictionary;
    uint64_t offset; /**< First row. */
    uint64_t n;      /**< Rows. */
    /** Bytes from a value to the next, negative to go backwards; not of bits and strings; 0: one
     * beside the other. */
    int64_t stride;
    int64_t width; /**< Of FIXED_BYTES and FIXED_UCS4: bytes or characters a value. */
    /** What a value of 1 stands for where the column, or the dictionary that it has, is read as
     * times, unit_num / unit_den ms: 1000 / 1 for seconds, 1 / 1000000 for nanoseconds; both 0: 1
     * ms. */
    int32_t unit_num;
    int32_t unit_den; /**< See unit_num. */
    int32_t type;     /**< PTV_COLUMN_… */
    int32_t swapped; /**< 1: the bytes of each number are in the other order than this machine's. */
} ptv_column;

/** Initialiser of a ptv_column: no rows. */
#define PTV_COLUMN_INIT                                                                            \
    { (uint32_t)sizeof(ptv_column), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, PTV_COLUMN_NULL, 0 }

/** Makes a column without rows; the same as PTV_COLUMN_INIT.
 *
 * @param[out] column  column
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_column_init(ptv_column *column);

/** Reads rows as whole numbers.
 *
 * @param[in]  column  numbers or booleans, which are 0 and 1, or a dictionary of such
 * @param[in]  from    first row, counted from the column's first
 * @param[in]  n       how many
 * @param[out] out     n numbers; INT64_MIN where a row is missing; on an error: undetermined; NULL
 *                     only with n 0
 * @param[out] row     on PTV_ERR_ARGUMENT: the row at fault, counted from the column's first;
 *                     SIZE_MAX: a member of the column is; NULL: not wanted
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_COLUMN: strings; PTV_ERR_ARGUMENT: a member
 *         out of range, more rows than there are, a number that is not whole or beyond 64 bits, an
 *         index that the dictionary does not have
 * O(n). */
PTV_API PTV_NODISCARD ptv_status ptv_column_integers(const ptv_column *column, size_t from,
                                                     size_t n, int64_t *out, size_t *row);

/** Reads rows as instants, in the column's unit: rounded down to whole ms.
 *
 * Whole numbers are computed exactly; of a fractional one x is x * unit_num / unit_den as doubles
 * are, rounded down.
 * @param[in]  column  numbers, or a dictionary of such
 * @param[in]  from    first row, counted from the column's first
 * @param[in]  n       how many
 * @param[out] out     n instants in ms since the epoch; PTV_TIME_NONE where a row is missing; on an
 *                     error: undetermined; NULL only with n 0
 * @param[out] row     as in ptv_column_integers
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_COLUMN: strings or booleans;
 *         PTV_ERR_ARGUMENT: a member out of range, more rows than there are, an instant beyond 64
 *         bits, an index that the dictionary does not have
 * O(n). */
PTV_API PTV_NODISCARD ptv_status ptv_column_instants(const ptv_column *column, size_t from,
                                                     size_t n, int64_t *out, size_t *row);

/** Reads rows as durations, in the column's unit: rounded to whole ms, half to even.
 *
 * Whole numbers are computed exactly; of a fractional one x is x * unit_num / unit_den as doubles
 * are, rounded.
 * @param[in]  column  numbers, or a dictionary of such
 * @param[in]  from    first row, counted from the column's first
 * @param[in]  n       how many
 * @param[out] out     n durations in ms; PTV_TIME_NONE where a row is missing; -1, which every
 *                     metric rejects, where it is negative, infinite or beyond 64 bits; on an
 *                     error: undetermined; NULL only with n 0
 * @param[out] row     as in ptv_column_integers
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_COLUMN: strings or booleans;
 *         PTV_ERR_ARGUMENT: a member out of range, more rows than there are, an index that the
 *         dictionary does not have
 * O(n). */
PTV_API PTV_NODISCARD ptv_status ptv_column_durations(const ptv_column *column, size_t from,
                                                      size_t n, int64_t *out, size_t *row);

/** Reads rows as keys: a whole number is its own key, bytes are hashed by ptv_key_hash.
 *
 * A negative number is taken as what it is in two's complement, so that -1 is PTV_KEY_NONE and
 * means nobody. Characters of 4 bytes are hashed as UTF-8: the same text gives the same key,
 * whatever it is stored in.
 * @param[in]  column  whole numbers or strings, or a dictionary of such
 * @param[in]  from    first row, counted from the column's first
 * @param[in]  n       how many
 * @param[out] out     n keys; PTV_KEY_NONE where a row is missing; on an error: undetermined; NULL
 *                     only with n 0
 * @param[out] row     as in ptv_column_integers
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_COLUMN: booleans or fractional numbers;
 *         PTV_ERR_ARGUMENT: a member out of range, more rows than there are, offsets that go
 *         backwards, an index or a buffer that is not there, a character that is none
 * O(n + bytes of the strings). */
PTV_API PTV_NODISCARD ptv_status ptv_column_keys(const ptv_column *column, size_t from, size_t n,
                                                 uint64_t *out, size_t *row);

#ifdef __cplusplus
}
#endif

#endif
