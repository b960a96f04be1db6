/* SPDX-License-Identifier: MIT */
/** @file
 * Durations: how long things took, from which mean, median, percentiles and the share within a
 * limit are read.
 *
 * A growing state. It holds the count, the exact sum and sum of squares, the smallest and largest
 * value, how many values were within each declared limit, and the values themselves: exactly, as
 * long as there are at most PTV_DURATIONS_EXACT distinct ones; beyond, in the buckets of a
 * log-linear histogram, in which no value is off by more than a share of 2^-(precision_bits + 1),
 * and none below 2^(precision_bits + 1) at all. Which durations came in which order, in which
 * chunks, through how many merged states, leaves no trace: equal durations give equal bytes.
 *
 * A negative duration is a clock that went wrong: it is counted as rejected, never taken for 0. */
#ifndef POSTVENTA_DURATIONS_H
#define POSTVENTA_DURATIONS_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "column.h"
#include "estimate.h"
#include "quantile.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most distinct values that are kept exactly. */
#define PTV_DURATIONS_EXACT 256

/** Most limits that may be declared. */
#define PTV_DURATIONS_LIMITS 8

/** Durations. Opaque; made by ptv_durations_new, given back by ptv_durations_free. */
typedef struct ptv_durations ptv_durations;

/** What a state of durations is made for. 0 in any member but size means the default. */
typedef struct ptv_durations_config {
    uint32_t size;     /**< sizeof(ptv_durations_config); PTV_DURATIONS_CONFIG_INIT sets it. */
    uint32_t reserved; /**< 0 */
    /** The caller's own number of the calendar that the durations were measured by; 0: none. */
    uint64_t calendar_id;
    int32_t precision_bits; /**< 5 to 8; default 7: at most 0.4 % off. */
    int32_t n_limits;       /**< How many of the limits are declared. */
    /** Limits to be counted exactly as data come in: 0 or more, rising. */
    int64_t limit_ms[PTV_DURATIONS_LIMITS];
} ptv_durations_config;

/** Initialiser of a ptv_durations_config: every member its default. */
#define PTV_DURATIONS_CONFIG_INIT                                                                  \
    {                                                                                              \
        (uint32_t)sizeof(ptv_durations_config), 0, 0, 0, 0, {                                      \
            0                                                                                      \
        }                                                                                          \
    }

/** Sets a config to its defaults; the same as PTV_DURATIONS_CONFIG_INIT.
 *
 * @param[out] config  config
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_config_init(ptv_durations_config *config);

/** The config of a state: of one that came as bytes, say.
 *
 * @param[in]  acc     state
 * @param[out] config  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_config_read(const ptv_durations *acc,
                                                           ptv_durations_config *config);

/** Makes an empty state of durations.
 *
 * @param[in]  config     limits, precision and calendar; NULL: the defaults
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: a member out of range;
 *         PTV_ERR_MEMORY
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_new(const ptv_durations_config *config,
                                                   const ptv_allocator *allocator,
                                                   ptv_durations **out);

/** Gives back a state.
 *
 * @param[in] acc  state, or NULL: then nothing happens */
PTV_API void ptv_durations_free(ptv_durations *acc);

/** Makes a state with the same contents.
 *
 * @param[in]  acc        state
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(size of the state). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_copy(const ptv_durations *acc,
                                                    const ptv_allocator *allocator,
                                                    ptv_durations **out);

/** Forgets all durations; the config stays.
 *
 * @param[in,out] acc  state
 * @return PTV_OK; PTV_ERR_NULL
 * O(size of the state). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_reset(ptv_durations *acc);

/** Counts one duration.
 *
 * @param[in,out] acc  state; on an error: as it was
 * @param[in]     ms   0 or more; PTV_TIME_NONE is counted as missing, any other negative as
 *                     rejected
 * @return PTV_OK; PTV_OUT_OF_SCALE: counted as rejected; PTV_ERR_NULL; PTV_ERR_OVERFLOW;
 *         PTV_ERR_MEMORY
 * O(1) in buckets, O(log n) to find and O(n) to insert among n exact values. */
PTV_API ptv_status ptv_durations_add(ptv_durations *acc, int64_t ms);

/** Counts a duration n times: exactly as n calls of ptv_durations_add.
 *
 * @param[in,out] acc  state; on an error: as it was
 * @param[in]     ms   as in ptv_durations_add
 * @param[in]     n    how often; 0 changes nothing
 * @return PTV_OK; PTV_OUT_OF_SCALE: counted as rejected; PTV_ERR_NULL; PTV_ERR_OVERFLOW: a counter
 *         would pass PTV_COUNT_MAX; PTV_ERR_MEMORY
 * As ptv_durations_add. */
PTV_API ptv_status ptv_durations_add_n(ptv_durations *acc, int64_t ms, uint64_t n);

/** Counts a column of 64-bit integers.
 *
 * @param[in,out] acc        state; on an error: as it was
 * @param[in]     durations  the column's values in ms, from row 0; PTV_TIME_NONE is missing
 * @param[in]     validity   Arrow validity bitmap, from row 0; NULL: all present
 * @param[in]     offset     first row to count
 * @param[in]     n          number of rows to count; with 0, durations may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as rejected; PTV_ERR_NULL;
 *         PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(n); while values are kept exactly, a copy of them besides. */
PTV_API ptv_status ptv_durations_add_i64(ptv_durations *acc, const int64_t *durations,
                                         const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of 32-bit integers.
 *
 * @param[in,out] acc        state; on an error: as it was
 * @param[in]     durations  the column's values in ms, from row 0; INT32_MIN is missing
 * @param[in]     validity   Arrow validity bitmap, from row 0; NULL: all present
 * @param[in]     offset     first row to count
 * @param[in]     n          number of rows to count; with 0, durations may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as rejected; PTV_ERR_NULL;
 *         PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(n); while values are kept exactly, a copy of them besides. */
PTV_API ptv_status ptv_durations_add_i32(ptv_durations *acc, const int32_t *durations,
                                         const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of doubles, in any unit.
 *
 * Each is multiplied by the unit and rounded to whole milliseconds, half to even.
 * @param[in,out] acc        state; on an error: as it was
 * @param[in]     durations  the column's values, from row 0; NaN is missing, an infinite one or one
 *                           beyond 64 bits is rejected
 * @param[in]     unit_ms    how many ms a unit has, such as 1000 for seconds; above 0, finite
 * @param[in]     validity   Arrow validity bitmap, from row 0; NULL: all present
 * @param[in]     offset     first row to count
 * @param[in]     n          number of rows to count; with 0, durations may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as rejected; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: the unit; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(n); while values are kept exactly, a copy of them besides. */
PTV_API ptv_status ptv_durations_add_f64(ptv_durations *acc, const double *durations,
                                         double unit_ms, const uint8_t *validity, size_t offset,
                                         size_t n);

/** Counts a column of 64-bit integers, each row in the state of its group.
 *
 * @param[in,out] states     a state for each group; groups without rows may be NULL, and groups may
 *                           share a state; on an error: all as they were
 * @param[in]     n_states   number of groups
 * @param[in]     group      the rows' groups, from row 0; below n_states
 * @param[in]     durations  the column's values in ms, from row 0; PTV_TIME_NONE is missing
 * @param[in]     validity   Arrow validity bitmap of the durations, from row 0; NULL: all present
 * @param[in]     offset     first row to count
 * @param[in]     n          number of rows to count; with 0, group and durations may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as rejected; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: a group is n_states or more; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(n); besides, and given back: a few KiB for each state that has rows; for a long column up to
 * 4 MiB, or 512 bytes a state where that is more; a copy where values are kept exactly. */
PTV_API ptv_status ptv_durations_add_grouped_i64(ptv_durations *const *states, size_t n_states,
                                                 const uint32_t *group, const int64_t *durations,
                                                 const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of any numbers in its own unit, as ptv_column_durations reads them.
 *
 * @param[in,out] acc        state; on an error: as it was
 * @param[in]     durations  numbers, or a dictionary of such
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as rejected; PTV_ERR_NULL;
 *         PTV_ERR_SIZE; PTV_ERR_COLUMN: booleans or strings; PTV_ERR_ARGUMENT: a member out of
 *         range, an index that the dictionary does not have; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(n); while values are kept exactly, a copy of them besides. */
PTV_API ptv_status ptv_durations_add_column(ptv_durations *acc, const ptv_column *durations);

/** Counts each row of such a column in the state of its group.
 *
 * @param[in,out] states     as in ptv_durations_add_grouped_i64
 * @param[in]     n_states   as in ptv_durations_add_grouped_i64
 * @param[in]     group      a number a row, from the column's first row on
 * @param[in]     durations  as in ptv_durations_add_column
 * @return as ptv_durations_add_column; PTV_ERR_ARGUMENT: also a group that is not there
 * O(n). */
PTV_API ptv_status ptv_durations_add_grouped_column(ptv_durations *const *states, size_t n_states,
                                                    const uint32_t *group,
                                                    const ptv_column *durations);

/** Takes back a duration that was counted n times: for sliding windows and corrected records.
 *
 * The first removal turns exact values into buckets, for good: count, sums and limits stay exact,
 * smallest and largest become the edges of the outermost buckets. In buckets a value cannot be told
 * from its neighbours in the same bucket: taking back one that was never added, though others there
 * were, is refused only where the sums show it, and else leaves them wrong.
 * @param[in,out] acc  state; on an error: as it was
 * @param[in]     ms   as it was added
 * @param[in]     n    how often; 0 changes nothing
 * @return PTV_OK; PTV_OUT_OF_SCALE: taken from the rejected; PTV_ERR_NULL; PTV_ERR_UNDERFLOW: fewer
 *         were added; PTV_ERR_MEMORY
 * O(1) after the first; O(size of the state) where a declared limit lies in the value's bucket. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_remove(ptv_durations *acc, int64_t ms, uint64_t n);

/** Adds the durations of another state with the same config: as if all had been counted in one.
 *
 * @param[in,out] dst  state; on an error: as it was
 * @param[in]     src  state; may be dst, whose counts then double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: other limits, precision or calendar;
 *         PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(size of the states). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_merge(ptv_durations *dst, const ptv_durations *src);

/** Adds the durations of an image: as if the state that it is of had been merged, but without
 * making that state. The image may come from anywhere: everything is checked.
 *
 * @param[in,out] dst  state; on an error: as it was
 * @param[in]     buf  the image, as ptv_durations_serialize writes it
 * @param[in]     len  its length in bytes, exactly
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: other limits, precision or calendar;
 *         PTV_ERR_OVERFLOW; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len); memory as ptv_durations_deserialize, which is given back. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_merge_bytes(ptv_durations *dst, const void *buf,
                                                           size_t len);

/** Writes a state as bytes that any machine reads: equal states, equal bytes.
 *
 * @param[in]  acc  state
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set
 * O(size of the state). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_serialize(const ptv_durations *acc, void *buf,
                                                         size_t cap, size_t *len);

/** Reads a state from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len); memory at most in proportion to len and 128 KiB. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_deserialize(const ptv_allocator *allocator,
                                                           const void *buf, size_t len,
                                                           ptv_durations **out);

#define PTV_TIME_KIND_DEFAULT 0 /**< The median. */
#define PTV_TIME_KIND_MEDIAN  1 /**< Median (type 2), in ms. */
#define PTV_TIME_KIND_MEAN    2 /**< Mean, in ms. */
/** P(now < before) + P(now = before) / 2, less a half: which of the two tends to be shorter. */
#define PTV_TIME_KIND_ORDER 3

/** How durations are read. 0 in any member but size means the default. */
typedef struct ptv_durations_options {
    uint32_t size;     /**< sizeof(ptv_durations_options); PTV_DURATIONS_OPTIONS_INIT sets it. */
    uint32_t reserved; /**< 0 */
    double confidence; /**< Of every interval, above 0 and below 1; default 0.95. */
    int32_t kind;      /**< PTV_TIME_KIND_…: what is compared. */
    int32_t quantile_type; /**< PTV_QUANTILE_… of percentiles; default: nearest rank. */
    int32_t share_method;  /**< Interval of the share within a limit; default PTV_METHOD_WILSON. */
    int32_t reserved2;     /**< 0 */
} ptv_durations_options;

/** Initialiser of a ptv_durations_options: every member its default. */
#define PTV_DURATIONS_OPTIONS_INIT                                                                 \
    { (uint32_t)sizeof(ptv_durations_options), 0, 0, 0, 0, 0, 0 }

/** What durations say as a whole. */
typedef struct ptv_durations_result {
    uint32_t size;       /**< sizeof(ptv_durations_result), set by the caller. */
    uint32_t reserved;   /**< 0 */
    ptv_estimate median; /**< Type 2, in ms; the interval between two order statistics. */
    ptv_estimate mean;   /**< In ms; Student's t, clamped at 0. See skewed. */
    double std_dev_ms;   /**< Standard deviation with n - 1; NaN for n < 2. */
    double skewness;     /**< Of the sample, from the cells; NaN without spread. */
    uint64_t n;          /**< Durations that were counted: the base. */
    uint64_t missing;    /**< Durations that were missing. */
    uint64_t rejected;   /**< Negative durations. */
    /** Smallest; after a removal, the lower edge of its bucket; n 0: PTV_TIME_NONE. */
    int64_t min_ms;
    /** Largest; after a removal, the upper edge of its bucket; n 0: PTV_TIME_NONE. */
    int64_t max_ms;
    uint64_t calendar_id; /**< The caller's own number of the calendar. */
    int32_t exact;        /**< 1: values are kept exactly; 0: in buckets. */
    /** 1: skewness above 2 or n below 30: the interval of the mean is too narrow. */
    int32_t skewed;
} ptv_durations_result;

/** Initialiser of a ptv_durations_result: its size, and zeros to be overwritten. */
#define PTV_DURATIONS_RESULT_INIT                                                                  \
    {                                                                                              \
        (uint32_t)sizeof(ptv_durations_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0,  \
            0, 0, 0, 0, 0, 0, 0                                                                    \
    }

/** How many durations were within a limit. */
typedef struct ptv_durations_within_result {
    uint32_t size;     /**< sizeof(ptv_durations_within_result), set by the caller. */
    uint32_t reserved; /**< 0 */
    /** Share of n, 0..1. In a bracket, of its middle, and the interval spans both ends. */
    ptv_estimate share;
    uint64_t n;        /**< The base. */
    uint64_t at_least; /**< Certainly so many. */
    /** Certainly no more; equal to at_least for a declared limit and for exact values. */
    uint64_t at_most;
} ptv_durations_within_result;

/** Initialiser of a ptv_durations_within_result: its size, and zeros to be overwritten. */
#define PTV_DURATIONS_WITHIN_RESULT_INIT                                                           \
    { (uint32_t)sizeof(ptv_durations_within_result), 0, PTV_ESTIMATE_INIT, 0, 0, 0 }

/** A cell of the histogram: one exact value, or a bucket. */
typedef struct ptv_duration_cell {
    int64_t lower_ms; /**< Smallest duration that it holds. */
    int64_t upper_ms; /**< Largest duration that it holds. */
    uint64_t count;   /**< How many it holds, above 0. */
} ptv_duration_cell;

/** Sets options to their defaults; the same as PTV_DURATIONS_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_options_init(ptv_durations_options *opt);

/** Makes a result ready to be read into; the same as PTV_DURATIONS_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_result_init(ptv_durations_result *out);

/** Makes a result ready to be read into; the same as PTV_DURATIONS_WITHIN_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_durations_within_result_init(ptv_durations_within_result *out);

/** Median, mean, spread and range of everything counted so far.
 *
 * A median or percentile from buckets is the middle of its bucket, kept within smallest and
 * largest. The median's interval is free of any distribution; at 95 % it needs 6 durations.
 * @param[in]  acc  state
 * @param[in]  opt  confidence; NULL: the defaults
 * @param[out] out  size set by the caller; on PTV_EMPTY: n 0, every figure NaN; on an error:
 *                  untouched
 * @return the status of the median: PTV_OK; PTV_EMPTY; PTV_UNATTAINABLE: too few durations for its
 *         interval, of which the bounds that do not exist are NaN; or PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT: an option out of range
 * O(size of the state). Source: Hyndman & Fan 1996; Student 1908. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_read(const ptv_durations *acc,
                                                    const ptv_durations_options *opt,
                                                    ptv_durations_result *out);

/** A percentile, or any other quantile.
 *
 * @param[in]  acc  state
 * @param[in]  num  numerator of the probability, above 0: 90 for the 90th percentile
 * @param[in]  den  denominator, above num: 100
 * @param[in]  opt  confidence and type; NULL: the defaults
 * @param[out] out  in ms; std_error is NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY; PTV_UNATTAINABLE: too few durations for the interval; PTV_ERR_NULL;
 *         PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(size of the state). Source: Hyndman & Fan 1996; Conover 1999. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_percentile(const ptv_durations *acc, uint32_t num,
                                                          uint32_t den,
                                                          const ptv_durations_options *opt,
                                                          ptv_estimate *out);

/** Percentiles of an array that is at hand, exactly: what ptv_durations_percentile would give if
 * all values were kept.
 *
 * The state must have counted this array, all of it and nothing else: it knows the buckets that the
 * percentiles and their intervals lie in, so that a look at the values in those is enough. The
 * array is read once for all percentiles together.
 * @param[in]  acc        state that counted the array, by ptv_durations_add_i64 say
 * @param[in]  durations  the array, as in ptv_durations_add_i64
 * @param[in]  validity   as in ptv_durations_add_i64
 * @param[in]  offset     as in ptv_durations_add_i64
 * @param[in]  n          as in ptv_durations_add_i64
 * @param[in]  num        numerators of the probabilities, each above 0
 * @param[in]  den        denominator of all, above each numerator
 * @param[in]  n_wanted   number of percentiles; with 0, num and out may be NULL
 * @param[in]  opt        confidence and type; NULL: the defaults
 * @param[out] out        of each percentile an estimate as from ptv_durations_percentile; on an
 *                        error: untouched
 * @return PTV_OK; the highest status of an estimate: PTV_EMPTY; PTV_UNATTAINABLE; or PTV_ERR_NULL;
 *         PTV_ERR_SIZE; PTV_ERR_ARGUMENT; PTV_ERR_MISMATCH: by counts and sums, this is not what
 *         the state counted; PTV_ERR_MEMORY
 * O(n); from the state's allocator 8 bytes for each value of those buckets, a few in a hundred of
 * the array as a rule, which are given back. Source: Hyndman & Fan 1996; Conover 1999. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_percentiles_i64(
    const ptv_durations *acc, const int64_t *durations, const uint8_t *validity, size_t offset,
    size_t n, const uint32_t *num, uint32_t den, size_t n_wanted, const ptv_durations_options *opt,
    ptv_estimate *out);

/** Share of the durations that were at most as long as a limit.
 *
 * Exact for limits that were declared, and while the values are kept exactly; else a bracket, from
 * the bucket that the limit falls into.
 * @param[in]  acc       state
 * @param[in]  limit_ms  0 or more
 * @param[in]  opt       confidence and method; NULL: the defaults
 * @param[out] out       size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_EMPTY; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(size of the state). Source: Wilson 1927. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_within(const ptv_durations *acc, int64_t limit_ms,
                                                      const ptv_durations_options *opt,
                                                      ptv_durations_within_result *out);

/** Difference between two sets of durations, now minus before.
 *
 * Of medians by MOVER on the two intervals, without a test: p_value is NaN, since none agrees with
 * it. Of means by Welch. Of order by Brunner and Munzel: 0 is no tendency, 0.5 says that all of now
 * are shorter; the interval and p_value agree.
 * @param[in]  now     state
 * @param[in]  before  state with the same config
 * @param[in]  opt     kind and confidence; NULL: the defaults
 * @param[out] out     in ms, or for order a share; on PTV_EMPTY: NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: one side is empty; PTV_UNATTAINABLE: too few for the median's
 *         interval; PTV_DEGENERATE: no spread; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_MISMATCH: other
 *         limits, precision or calendar; PTV_ERR_ARGUMENT
 * O(size of the states). Source: Zou & Donner 2008; Welch 1947; Brunner & Munzel 2000. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_compare(const ptv_durations *now,
                                                       const ptv_durations *before,
                                                       const ptv_durations_options *opt,
                                                       ptv_comparison *out);

/** Walks the histogram upwards, a cell that is not empty at a time: for plots.
 *
 * @param[in]     acc       state, not changed during the walk
 * @param[in,out] position  0 before the first call; then the walk's own
 * @param[out]    cell      the next cell
 * @return PTV_OK; PTV_EMPTY: there is none any more, cell is untouched; PTV_ERR_NULL
 * O(1) on average over a walk. */
PTV_API PTV_NODISCARD ptv_status ptv_durations_next(const ptv_durations *acc, size_t *position,
                                                    ptv_duration_cell *cell);

#ifdef __cplusplus
}
#endif

#endif
