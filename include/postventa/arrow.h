/* SPDX-License-Identifier: MIT */
/** @file
 * Columns that come through Arrow's C data interface: from pyarrow, polars, DuckDB, from R, Rust,
 * Go or Java, without copying. The structs are those of the specification, under its guards, so
 * that this header can stand beside any other that declares them. */
#ifndef POSTVENTA_ARROW_H
#define POSTVENTA_ARROW_H

#include <stdint.h>

#include "api.h"
#include "column.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE /**< Its structs are declared. */

#define ARROW_FLAG_DICTIONARY_ORDERED 1 /**< The dictionary's order has a meaning. */
#define ARROW_FLAG_NULLABLE           2 /**< Rows may be missing. */
#define ARROW_FLAG_MAP_KEYS_SORTED    4 /**< Keys of a map are sorted. */

/** Type of a column. Members as Arrow's specification names them. */
struct ArrowSchema {
    const char *format;                    /**< Type, such as "l" for int64. */
    const char *name;                      /**< Name, or NULL. */
    const char *metadata;                  /**< Not text; or NULL. */
    int64_t flags;                         /**< ARROW_FLAG_… */
    int64_t n_children;                    /**< How many children. */
    struct ArrowSchema **children;         /**< Types of the children. */
    struct ArrowSchema *dictionary;        /**< Type of the dictionary's values, or NULL. */
    void (*release)(struct ArrowSchema *); /**< Gives back; NULL: already given back. */
    void *private_data;                    /**< The producer's. */
};

/** Values of a column. Members as Arrow's specification names them. */
struct ArrowArray {
    int64_t length;                       /**< Rows. */
    int64_t null_count;                   /**< Rows that are missing; -1: not counted. */
    int64_t offset;                       /**< First row. */
    int64_t n_buffers;                    /**< How many buffers. */
    int64_t n_children;                   /**< How many children. */
    const void **buffers;                 /**< Validity, values, … as the type wants. */
    struct ArrowArray **children;         /**< The children. */
    struct ArrowArray *dictionary;        /**< The dictionary's values, or NULL. */
    void (*release)(struct ArrowArray *); /**< Gives back; NULL: already given back. */
    void *private_data;                   /**< The producer's. */
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE /**< Its struct is declared. */

/** Chunks of one column, one after the other. Members as Arrow's specification names them. */
struct ArrowArrayStream {
    /** Type of all chunks; 0 or an errno. */
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    /** The next chunk, or one that is released already; 0 or an errno. */
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    /** What the last error was, or NULL. */
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *); /**< Gives back; NULL: already given back. */
    void *private_data;                         /**< The producer's. */
};

#endif

/** Describes a column that came through Arrow's C data interface; nothing is copied.
 *
 * Taken are null, booleans, whole numbers, floating-point numbers, dates, timestamps, durations,
 * binary and strings (with 32-bit and 64-bit offsets and as views), and dictionaries of these. A
 * timestamp is taken as UTC, whatever zone its type names.
 * @param[in]  schema      its type
 * @param[in]  array       its values, which stay the producer's: they must not be released as long
 *                         as the column is used
 * @param[out] out         size set by the caller; the column, with its unit where the type has one;
 *                         on an error: untouched
 * @param[out] dictionary  size set by the caller; where the type has a dictionary, its values, to
 *                         which `out` then points, else untouched; NULL only where it has none; on
 *                         an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_COLUMN: another type, which schema->format
 *         names, or indices of another type than whole numbers, or a dictionary of dictionaries;
 *         PTV_ERR_ARGUMENT: released already, a negative length or offset, a dictionary of which
 *         only type or values are there, or not the buffers that the type needs
 * O(1). Source: Apache Arrow, The Arrow C data interface. */
PTV_API PTV_NODISCARD ptv_status ptv_arrow_column(const struct ArrowSchema *schema,
                                                  const struct ArrowArray *array, ptv_column *out,
                                                  ptv_column *dictionary);

#ifdef __cplusplus
}
#endif

#endif
