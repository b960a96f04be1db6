/* SPDX-License-Identifier: MIT */
/** @file
 * Proportions: x of n, with what was left out counted beside. */
#ifndef POSTVENTA_PROPORTION_H
#define POSTVENTA_PROPORTION_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "column.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_OUTCOME_MISS 0 /**< In the base, and does not count. */
#define PTV_OUTCOME_HIT  1 /**< In the base, and counts. */
#define PTV_OUTCOME_EXCLUDED                                                                       \
    INT32_MIN /**< Pending or not evaluable: not in the base, counted apart. */

/** A proportion. Caller-allocated, copied by assignment; the contents are private. */
typedef struct ptv_proportion {
    uint64_t w[8]; /**< Private. */
} ptv_proportion;

/** How a proportion is read. 0 in any member but size means the default. */
typedef struct ptv_proportion_options {
    uint32_t size;     /**< sizeof(ptv_proportion_options); PTV_PROPORTION_OPTIONS_INIT sets it. */
    uint32_t reserved; /**< 0 */
    double confidence; /**< Of the interval, above 0 and below 1; default 0.95. */
    double design_effect; /**< Variance relative to independent outcomes, above 0; default 1. */
    /** How many there are in all; no effect on comparisons; default: infinitely many. */
    uint64_t population;
    /** PTV_METHOD_WILSON (default), _CLOPPER_PEARSON, _AGRESTI_COULL or _JEFFREYS. */
    int32_t method;
    int32_t reserved2; /**< 0 */
} ptv_proportion_options;

/** Initialiser of a ptv_proportion_options: every member its default. */
#define PTV_PROPORTION_OPTIONS_INIT                                                                \
    { (uint32_t)sizeof(ptv_proportion_options), 0, 0, 0, 0, 0, 0 }

/** A proportion and its counts. */
typedef struct ptv_proportion_result {
    uint32_t size;      /**< sizeof(ptv_proportion_result), set by the caller. */
    uint32_t reserved;  /**< 0 */
    ptv_estimate share; /**< hits / n, 0..1. */
    uint64_t hits;      /**< Outcomes that count. */
    uint64_t n;         /**< The base: hits and misses. */
    uint64_t excluded;  /**< Outcomes that were left out. */
} ptv_proportion_result;

/** Initialiser of a ptv_proportion_result: its size, and zeros to be overwritten. */
#define PTV_PROPORTION_RESULT_INIT                                                                 \
    { (uint32_t)sizeof(ptv_proportion_result), 0, PTV_ESTIMATE_INIT, 0, 0, 0 }

/** Prepares a proportion, with nothing counted.
 *
 * @param[out] acc  proportion
 * @return PTV_OK; PTV_ERR_NULL
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_init(ptv_proportion *acc);

/** Sets the counters to zero.
 *
 * @param[in,out] acc  proportion
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_reset(ptv_proportion *acc);

/** Counts one outcome.
 *
 * @param[in,out] acc      proportion
 * @param[in]     outcome  PTV_OUTCOME_HIT, _MISS or _EXCLUDED; any other number is counted as
 *                         excluded
 * @return PTV_OK; PTV_OUT_OF_SCALE: it was another number; PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_OVERFLOW
 * O(1), no allocation. */
PTV_API ptv_status ptv_proportion_add(ptv_proportion *acc, int32_t outcome);

/** Counts an outcome n times.
 *
 * @param[in,out] acc      proportion
 * @param[in]     outcome  as in ptv_proportion_add
 * @param[in]     n        how often; 0 changes nothing
 * @return PTV_OK; PTV_OUT_OF_SCALE: it was another number; PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_OVERFLOW: a counter would pass PTV_COUNT_MAX
 * O(1), no allocation. */
PTV_API ptv_status ptv_proportion_add_n(ptv_proportion *acc, int32_t outcome, uint64_t n);

/** Counts a column of outcomes, a byte each: 1 hit, 0 miss, anything else excluded.
 *
 * @param[in,out] acc       proportion
 * @param[in]     outcomes  the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap, from row 0 (a row that is not valid is excluded);
 *                          NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, outcomes may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was another number; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_proportion_add_u8(ptv_proportion *acc, const uint8_t *outcomes,
                                         const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of outcomes, a bit each: Arrow's boolean column.
 *
 * @param[in,out] acc       proportion
 * @param[in]     outcomes  bitmap, least significant bit first, from row 0: set is a hit
 * @param[in]     validity  Arrow validity bitmap, from row 0 (a row that is not valid is excluded);
 *                          NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, outcomes may be NULL
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_proportion_add_bits(ptv_proportion *acc, const uint8_t *outcomes,
                                           const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of outcomes, a byte each; each row in the proportion of its group.
 *
 * @param[in,out] states    array of proportions, all initialised; on an error: as they were
 * @param[in]     n_states  how many there are
 * @param[in]     group     index into states of each row, from row 0
 * @param[in]     outcomes  as in ptv_proportion_add_u8
 * @param[in]     validity  as in ptv_proportion_add_u8
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, group and outcomes may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was another number; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: a group is not below n_states; PTV_ERR_STATE: a group's state is not
 *         initialised; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_proportion_add_grouped_u8(ptv_proportion *states, size_t n_states,
                                                 const uint32_t *group, const uint8_t *outcomes,
                                                 const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of booleans, or of numbers, each as ptv_proportion_add does.
 *
 * @param[in,out] acc       proportion
 * @param[in]     outcomes  booleans or numbers, also fractional ones, or a dictionary of such; a
 *                          row that is missing is excluded, INT64_MIN of int64_t too
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was another number; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_SIZE; PTV_ERR_COLUMN: strings; PTV_ERR_ARGUMENT: a member out of
 *         range, an index that the dictionary does not have; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_proportion_add_column(ptv_proportion *acc, const ptv_column *outcomes);

/** Counts each row of such a column in the state of its group.
 *
 * @param[in,out] states    as in ptv_proportion_add_grouped_u8
 * @param[in]     n_states  as in ptv_proportion_add_grouped_u8
 * @param[in]     group     a number a row, from the column's first row on
 * @param[in]     outcomes  as in ptv_proportion_add_column
 * @return as ptv_proportion_add_column; PTV_ERR_ARGUMENT: also a group that is not there
 * O(n), no allocation. */
PTV_API ptv_status ptv_proportion_add_grouped_column(ptv_proportion *states, size_t n_states,
                                                     const uint32_t *group,
                                                     const ptv_column *outcomes);

/** Takes back an outcome that was counted n times.
 *
 * @param[in,out] acc      proportion; on an error: untouched
 * @param[in]     outcome  as it was added
 * @param[in]     n        how often; 0 changes nothing
 * @return PTV_OK; PTV_OUT_OF_SCALE: it was another number; PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_UNDERFLOW: fewer were added
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_remove(ptv_proportion *acc, int32_t outcome,
                                                       uint64_t n);

/** Adds the outcomes of another proportion: as if all had been counted in one.
 *
 * @param[in,out] dst  proportion; on an error: untouched
 * @param[in]     src  proportion; may be dst, whose counts then double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_merge(ptv_proportion *dst,
                                                      const ptv_proportion *src);

/** Sets options to their defaults; the same as PTV_PROPORTION_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_options_init(ptv_proportion_options *opt);

/** Makes a result ready to be read into; the same as PTV_PROPORTION_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_result_init(ptv_proportion_result *out);

/** The share of everything counted so far.
 *
 * share = hits / n; excluded outcomes are not in n. The interval is clamped to 0..1.
 * @param[in]  acc  proportion
 * @param[in]  opt  confidence and method; NULL: 95 %, Wilson
 * @param[out] out  size set by the caller; on PTV_EMPTY: n 0, NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY; PTV_INCONSISTENT: more outcomes than the population; or PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: an option out of range
 * O(1), no allocation. Source: Wilson 1927 and as in share.h. */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_read(const ptv_proportion *acc,
                                                     const ptv_proportion_options *opt,
                                                     ptv_proportion_result *out);

/** Difference between two proportions, now minus before: Miettinen–Nurminen with the N-1 test.
 *
 * @param[in]  now     proportion
 * @param[in]  before  proportion of other cases
 * @param[in]  opt     as in ptv_proportion_read; the method is that of the intervals and has no
 *                     effect here; NULL: the defaults
 * @param[out] out     on PTV_EMPTY: NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: one side has no outcomes; or
 *         PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(1), no allocation. Source: Miettinen & Nurminen 1985; Campbell 2007. */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_compare(const ptv_proportion *now,
                                                        const ptv_proportion *before,
                                                        const ptv_proportion_options *opt,
                                                        ptv_comparison *out);

/** Writes a proportion as bytes that any machine reads: equal states, equal bytes.
 *
 * @param[in]  acc  proportion
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_SPACE: cap is too small, len is set
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_serialize(const ptv_proportion *acc, void *buf,
                                                          size_t cap, size_t *len);

/** Reads a proportion from bytes, whoever wrote them: everything is checked.
 *
 * @param[out] acc  proportion, initialised or not; on an error: untouched
 * @param[in]  buf  the image
 * @param[in]  len  its length in bytes, exactly
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC; PTV_ERR_WIRE_TYPE;
 *         PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_proportion_deserialize(ptv_proportion *acc, const void *buf,
                                                            size_t len);

#ifdef __cplusplus
}
#endif

#endif
