/* SPDX-License-Identifier: MIT */
/** @file
 * Groups: numbers for the distinct keys of a column, in the order in which they come first, as the
 * grouped functions of the metrics want them. Exact: keys are compared, not only their hashes. */
#ifndef POSTVENTA_GROUPS_H
#define POSTVENTA_GROUPS_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "column.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_GROUP_MISSING 0 /**< The group of the rows whose key is missing. */
#define PTV_GROUP_INTEGER 1 /**< Its key is a whole number, `integer`. */
#define PTV_GROUP_UNSIGNED                                                                         \
    2                     /**< Its key is a whole number beyond int64_t, `integer` as uint64_t. */
#define PTV_GROUP_BYTES 3 /**< Its key is `len` bytes. */

/** Keys and their numbers. Opaque; made by ptv_groups_new, given back by ptv_groups_free. */
typedef struct ptv_groups ptv_groups;

/** A group's key. The layout is frozen for ever. */
typedef struct ptv_group {
    const char *bytes; /**< Of a string: its bytes, UTF-8 where it was text; no zero at the end. */
    uint64_t len;      /**< How many bytes. */
    int64_t integer;   /**< Of a whole number: itself. */
    int32_t kind;      /**< PTV_GROUP_… */
    int32_t reserved;  /**< 0 */
} ptv_group;

/** Makes groups without any key.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        groups; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_groups_new(const ptv_allocator *allocator, ptv_groups **out);

/** Gives back groups.
 *
 * @param[in] groups  groups, or NULL: then nothing happens */
PTV_API void ptv_groups_free(ptv_groups *groups);

/** Numbers of the groups that rows belong to; a key that is new gets the next number.
 *
 * @param[in,out] groups  groups; on an error: some keys of the rows may have been added
 * @param[in]     keys    whole numbers, booleans (0 and 1) or strings, or a dictionary of such
 * @param[in]     from    first row, counted from the column's first
 * @param[in]     n       how many
 * @param[out]    codes   n numbers, from 0; on an error: undetermined
 * @param[out]    row     on PTV_ERR_ARGUMENT: the row, counted from the column's first; NULL: not
 *                        wanted
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_COLUMN: fractional numbers;
 *         PTV_ERR_ARGUMENT: as ptv_column_keys; PTV_ERR_OVERFLOW: 2^32 - 1 groups; PTV_ERR_MEMORY
 * O(n + bytes of the strings). */
PTV_API PTV_NODISCARD ptv_status ptv_groups_encode(ptv_groups *groups, const ptv_column *keys,
                                                   size_t from, size_t n, uint32_t *codes,
                                                   size_t *row);

/** How many groups there are.
 *
 * @param[in]  groups  groups
 * @param[out] n       how many
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_groups_count(const ptv_groups *groups, size_t *n);

/** The key of a group.
 *
 * @param[in]  groups  groups
 * @param[in]  code    its number
 * @param[out] out     the key, valid as long as the groups; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no such group
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_groups_key(const ptv_groups *groups, uint32_t code,
                                                ptv_group *out);

#ifdef __cplusplus
}
#endif

#endif
