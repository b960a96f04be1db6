/* SPDX-License-Identifier: MIT */
/** @file
 * Complaints over a period: how many came in, per thousand who could have complained; how many were
 * solved, how fast, within the limit, upheld; how many are open, and for how long. */
#ifndef POSTVENTA_COMPLAINTS_H
#define POSTVENTA_COMPLAINTS_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "backlog.h"
#include "durations.h"
#include "estimate.h"
#include "status.h"
#include "survival.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_EXPOSED_AT_END  0 /**< Who was there at the end of the period. */
#define PTV_EXPOSED_AVERAGE 1 /**< The mean of those at its start and at its end. */

/** Complaints. Opaque; made by ptv_complaints_new, given back by ptv_complaints_free. */
typedef struct ptv_complaints ptv_complaints;

/** What a state of complaints is made for. 0 in any member but size means the default. */
typedef struct ptv_complaints_config {
    uint32_t size;        /**< sizeof(ptv_complaints_config); PTV_COMPLAINTS_CONFIG_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    uint64_t calendar_id; /**< The caller's own number of the calendar of solved_ms; 0: none. */
    int64_t from;         /**< Start of the period. */
    int64_t until;        /**< Its end, which is not in it; after `from`. */
    int64_t within_ms;    /**< Limit for solving a complaint; default: there is none. */
    int32_t n_ages;       /**< How many edges of age are declared. */
    int32_t reserved2;    /**< 0 */
    int64_t age_ms[PTV_BACKLOG_AGES]; /**< Edges between bands of age: above 0, rising. */
} ptv_complaints_config;

/** Initialiser of a ptv_complaints_config: every member its default; a period must still be set. */
#define PTV_COMPLAINTS_CONFIG_INIT                                                                 \
    {                                                                                              \
        (uint32_t)sizeof(ptv_complaints_config), 0, 0, 0, 0, 0, 0, 0, {                            \
            0                                                                                      \
        }                                                                                          \
    }

/** A complaint. */
typedef struct ptv_complaint {
    int64_t received; /**< When it came in. */
    int64_t closed;   /**< When it was solved; PTV_TIME_NONE: not yet. */
    /** Business time from the one to the other, where the config names a calendar: a complaint that
     * was solved then needs it. Else PTV_TIME_NONE: calendar time counts. */
    int64_t solved_ms;
    int32_t upheld;   /**< PTV_OUTCOME_HIT: upheld; _MISS: rejected; _EXCLUDED: not decided. */
    int32_t reserved; /**< 0 */
} ptv_complaint;

/** Initialiser of a ptv_complaint: nothing is known. */
#define PTV_COMPLAINT_INIT                                                                         \
    { PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, INT32_MIN, 0 }

/** How complaints are read. 0 in any member but size means the default. */
typedef struct ptv_complaints_options {
    uint32_t size;     /**< sizeof(ptv_complaints_options); PTV_COMPLAINTS_OPTIONS_INIT sets it. */
    uint32_t reserved; /**< 0 */
    double confidence; /**< Of every interval, above 0 and below 1; default 0.95. */
    int32_t share_method; /**< As in ptv_proportion_options; default PTV_METHOD_WILSON. */
    int32_t rate_method;  /**< PTV_METHOD_GARWOOD (default) or _JEFFREYS. */
    int32_t exposed;      /**< PTV_EXPOSED_AT_END (default) or _AVERAGE. */
    /** 1: `open_start` is what was open according to the period before, and is compared. */
    int32_t check_start;
    uint64_t open_start; /**< What was open according to the period before. */
} ptv_complaints_options;

/** Initialiser of a ptv_complaints_options: every member its default. */
#define PTV_COMPLAINTS_OPTIONS_INIT                                                                \
    { (uint32_t)sizeof(ptv_complaints_options), 0, 0, 0, 0, 0, 0, 0 }

/** What there is of complaints. */
typedef struct ptv_complaints_result {
    uint32_t size;             /**< sizeof(ptv_complaints_result), set by the caller. */
    uint32_t reserved;         /**< 0 */
    ptv_estimate per_thousand; /**< Received per 1,000 exposed. */
    ptv_estimate unresolved;   /**< open_end / (open_start + received), 0..1. */
    ptv_estimate within;       /**< Of those closed in the period, share within the limit, 0..1. */
    ptv_estimate upheld;     /**< Of those closed in the period and decided, share upheld, 0..1. */
    uint64_t exposed_start;  /**< Who could have complained at the start of the period. */
    uint64_t exposed_end;    /**< Who could have complained at its end. */
    uint64_t invalid;        /**< Complaints closed before they came in, or never received. */
    ptv_backlog movement;    /**< What was open, came, went, and is open. */
    int32_t movement_status; /**< PTV_OK, or PTV_INCONSISTENT: it does not add up. */
    int32_t reserved2;       /**< 0 */
} ptv_complaints_result;

/** Initialiser of a ptv_complaints_result: its size, and zeros to be overwritten. */
#define PTV_COMPLAINTS_RESULT_INIT                                                                 \
    {                                                                                              \
        (uint32_t)sizeof(ptv_complaints_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT,          \
            PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0, {0, 0, 0, 0, 0, {0}, 0, 0}, 0, 0        \
    }

/** Sets a config to its defaults; the same as PTV_COMPLAINTS_CONFIG_INIT.
 *
 * @param[out] config  config
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_config_init(ptv_complaints_config *config);

/** Sets options to their defaults; the same as PTV_COMPLAINTS_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_options_init(ptv_complaints_options *opt);

/** Makes a result ready to be read into; the same as PTV_COMPLAINTS_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_result_init(ptv_complaints_result *out);

/** The config of complaints: of a state that came as bytes, say.
 *
 * @param[in]  acc     complaints
 * @param[out] config  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_config_read(const ptv_complaints *acc,
                                                            ptv_complaints_config *config);

/** Makes an empty state of complaints.
 *
 * @param[in]  config     period, limit and bands
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: no period, or a member out of
 *         range; PTV_ERR_MEMORY
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_new(const ptv_complaints_config *config,
                                                    const ptv_allocator *allocator,
                                                    ptv_complaints **out);

/** Gives back a state.
 *
 * @param[in] acc  complaints, or NULL: then nothing happens */
PTV_API void ptv_complaints_free(ptv_complaints *acc);

/** Makes a state with the same contents.
 *
 * @param[in]  acc        complaints
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(size of the state). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_copy(const ptv_complaints *acc,
                                                     const ptv_allocator *allocator,
                                                     ptv_complaints **out);

/** Forgets all complaints and who was exposed; the config stays.
 *
 * @param[in,out] acc  complaints
 * @return PTV_OK; PTV_ERR_NULL
 * O(size of the state). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_reset(ptv_complaints *acc);

/** Counts a complaint, where the period has it come, go, or be open.
 *
 * Time to solve, limit and upheld count for those that were solved in the period, whenever they
 * came in; survival for those that came in, whether they were solved or not.
 * @param[in,out] acc        state; on an error: as it was
 * @param[in]     complaint  the complaint
 * @return PTV_OK; PTV_OUT_OF_SCALE: closed before it came in, or never received: counted as
 *         invalid; PTV_ERR_NULL; PTV_ERR_ARGUMENT: `upheld` is no outcome, `reserved` is not 0, or
 *         business time is missing, negative, or there without a calendar; PTV_ERR_OVERFLOW;
 *         PTV_ERR_MEMORY
 * O(1) for a state with many complaints. */
PTV_API ptv_status ptv_complaints_add(ptv_complaints *acc, const ptv_complaint *complaint);

/** Counts an array of complaints: all or none.
 *
 * @param[in,out] acc         state; on an error: as it was
 * @param[in]     complaints  the first one; with n 0, it may be NULL
 * @param[in]     stride      bytes from one to the next, at least sizeof(ptv_complaint)
 * @param[in]     n           how many there are
 * @return as ptv_complaints_add; PTV_ERR_ARGUMENT: also the stride
 * O(n + size of the state). */
PTV_API ptv_status ptv_complaints_add_records(ptv_complaints *acc, const ptv_complaint *complaints,
                                              size_t stride, size_t n);

/** Counts who could have complained: customers, or orders.
 *
 * @param[in,out] acc       state; on an error: as it was
 * @param[in]     at_start  how many there were at the start of the period
 * @param[in]     at_end    how many there were at its end
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_OVERFLOW
 * O(1). */
PTV_API ptv_status ptv_complaints_add_exposed(ptv_complaints *acc, uint64_t at_start,
                                              uint64_t at_end);

/** Takes back a complaint.
 *
 * Durations then are in buckets, see ptv_durations_remove.
 * @param[in,out] acc        state; on an error: as it was
 * @param[in]     complaint  as it was added
 * @return as ptv_complaints_add; PTV_ERR_UNDERFLOW: no such complaint was added
 * O(size of the state). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_remove(ptv_complaints *acc,
                                                       const ptv_complaint *complaint);

/** Adds the complaints of another state with the same config: of another area or product.
 *
 * @param[in,out] dst  state; on an error: as it was
 * @param[in]     src  state; may be dst, whose counts then double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: another config; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(size of the states). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_merge(ptv_complaints *dst,
                                                      const ptv_complaints *src);

/** Rate, shares and movement.
 *
 * @param[in]  acc  complaints
 * @param[in]  opt  methods, base of the rate, what was open before; NULL: the defaults
 * @param[out] out  size set by the caller; each estimate has its own status: the rate is PTV_EMPTY
 *                  where nobody is exposed, `within` PTV_UNDEFINED where there is no limit; on an
 *                  error: untouched
 * @return PTV_OK; PTV_INCONSISTENT: the movement does not add up, or does not begin with what was
 *         open before; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(1). Source of the rate's interval: Garwood 1936. */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_read(const ptv_complaints *acc,
                                                     const ptv_complaints_options *opt,
                                                     ptv_complaints_result *out);

/** Ratio of two rates of complaints, now over before.
 *
 * The rates are per thousand exposed in their period, however long it is: let the two be of one
 * length.
 * @param[in]  now     complaints
 * @param[in]  before  complaints of another period, or of other customers
 * @param[in]  opt     confidence and base of the rate; NULL: the defaults
 * @param[out] out     `difference` is the ratio, see ptv_rate_compare; on an error: untouched
 * @return as ptv_rate_compare; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_compare(const ptv_complaints *now,
                                                        const ptv_complaints *before,
                                                        const ptv_complaints_options *opt,
                                                        ptv_comparison *out);

/** How long it took to solve those that were closed in the period; the limit is declared in it.
 *
 * @param[in]  acc  complaints
 * @param[out] out  a part of the state, valid until the state changes; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_durations(const ptv_complaints *acc,
                                                          const ptv_durations **out);

/** How long it took to solve those that came in in the period: those that were open at its end are
 * censored. Calendar time in whole seconds.
 *
 * @param[in]  acc  complaints
 * @param[out] out  a part of the state, valid until the state changes; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_survival(const ptv_complaints *acc,
                                                         const ptv_survival **out);

/** Writes complaints as bytes that any machine reads: equal states, equal bytes.
 *
 * @param[in]  acc  complaints
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set
 * O(size of the state). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_serialize(const ptv_complaints *acc, void *buf,
                                                          size_t cap, size_t *len);

/** Reads complaints from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len). */
PTV_API PTV_NODISCARD ptv_status ptv_complaints_deserialize(const ptv_allocator *allocator,
                                                            const void *buf, size_t len,
                                                            ptv_complaints **out);

#ifdef __cplusplus
}
#endif

#endif
