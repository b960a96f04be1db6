/* SPDX-License-Identifier: MIT */
/** @file
 * Revenue retention: how much of the money of the customers at the start of a period is still there
 * at its end. Amounts are whole numbers of the currency's smallest unit; sums are exact. */
#ifndef POSTVENTA_REVENUE_H
#define POSTVENTA_REVENUE_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An amount that is missing. */
#define PTV_AMOUNT_MISSING INT64_MIN

/** Revenue of customers at the start and at the end of a period. Caller-allocated, copied by
 * assignment; the contents are private. */
typedef struct ptv_revenue {
    uint64_t w[40]; /**< Private. */
} ptv_revenue;

/** How revenue is read. 0 in any member but size means the default. */
typedef struct ptv_revenue_options {
    uint32_t size;     /**< sizeof(ptv_revenue_options); PTV_REVENUE_OPTIONS_INIT sets it. */
    uint32_t reserved; /**< 0 */
    double confidence; /**< Of every interval, above 0 and below 1; default 0.95. */
} ptv_revenue_options;

/** Initialiser of a ptv_revenue_options: every member its default. */
#define PTV_REVENUE_OPTIONS_INIT                                                                   \
    { (uint32_t)sizeof(ptv_revenue_options), 0, 0 }

/** Money and customers. Amounts are exact up to 2^53 units. */
typedef struct ptv_revenue_result {
    uint32_t size;         /**< sizeof(ptv_revenue_result), set by the caller. */
    uint32_t reserved;     /**< 0 */
    ptv_estimate gross;    /**< GRR: sum of min(end, start) / sum of start, 0..1. */
    ptv_estimate net;      /**< NRR: sum of end / sum of start, of those with a start; 0 or more. */
    double start;          /**< Sum at the start. */
    double end;            /**< Sum at the end, of all. */
    double expansion;      /**< What those who pay more pay more. */
    double contraction;    /**< What those who pay less, but pay, pay less. */
    double churned;        /**< What those who pay nothing any more paid. */
    double fresh;          /**< What those pay who are new. */
    double reactivated;    /**< What those pay who were not there at the start, but before. */
    uint64_t n;            /**< Customers with an amount above 0 at the start. */
    uint64_t n_churned;    /**< Of them, those with none at the end. */
    uint64_t n_expanded;   /**< Of them, those with more at the end. */
    uint64_t n_contracted; /**< Of them, those with less at the end, but some. */
    uint64_t n_fresh;      /**< New ones. */
    uint64_t n_reactivated; /**< Those who came back. */
    uint64_t n_idle;        /**< Those with nothing at either end. */
    uint64_t missing;       /**< Customers with an amount that is missing. */
    uint64_t rejected;      /**< Customers with a negative amount. */
} ptv_revenue_result;

/** Initialiser of a ptv_revenue_result: its size, and zeros to be overwritten. */
#define PTV_REVENUE_RESULT_INIT                                                                    \
    {                                                                                              \
        (uint32_t)sizeof(ptv_revenue_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0, 0, \
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0                                                     \
    }

/** Prepares revenue, of nobody.
 *
 * @param[out] acc  revenue
 * @return PTV_OK; PTV_ERR_NULL
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_init(ptv_revenue *acc);

/** Forgets all customers.
 *
 * @param[in,out] acc  revenue
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_reset(ptv_revenue *acc);

/** Sets options to their defaults; the same as PTV_REVENUE_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_options_init(ptv_revenue_options *opt);

/** Makes a result ready to be read into; the same as PTV_REVENUE_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_result_init(ptv_revenue_result *out);

/** Counts a customer's amounts at the start and at the end of the period.
 *
 * @param[in,out] acc     revenue; on an error: as it was
 * @param[in]     start   0 or more, in the smallest unit of the currency; PTV_AMOUNT_MISSING is
 *                        missing, any other negative is rejected, beside a missing one as well
 * @param[in]     end     likewise
 * @param[in]     before  1: the customer paid before the start, so one without a start came back;
 *                        0: is new
 * @return PTV_OK; PTV_OUT_OF_SCALE: counted as rejected; PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_ARGUMENT: before is neither; PTV_ERR_OVERFLOW
 * O(1), no allocation. */
PTV_API ptv_status ptv_revenue_add(ptv_revenue *acc, int64_t start, int64_t end, int32_t before);

/** Counts two columns of amounts, of customers who, without a start, are new: all or none.
 *
 * @param[in,out] acc     revenue; on an error: as it was
 * @param[in]     starts  as in ptv_revenue_add, from row 0
 * @param[in]     ends    as in ptv_revenue_add, from row 0
 * @param[in]     offset  first row to count
 * @param[in]     n       number of rows to count; with 0, both may be NULL
 * @return as ptv_revenue_add
 * O(n), no allocation. */
PTV_API ptv_status ptv_revenue_add_i64(ptv_revenue *acc, const int64_t *starts, const int64_t *ends,
                                       size_t offset, size_t n);

/** Takes back a customer: exactly.
 *
 * @param[in,out] acc     revenue; on an error: as it was
 * @param[in]     start   as it was added
 * @param[in]     end     as it was added
 * @param[in]     before  as it was added
 * @return as ptv_revenue_add; PTV_ERR_UNDERFLOW: no such customer can have been added
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_remove(ptv_revenue *acc, int64_t start, int64_t end,
                                                    int32_t before);

/** Adds the customers of another state.
 *
 * @param[in,out] dst  revenue; on an error: as it was
 * @param[in]     src  revenue; may be dst, whose counts then double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_merge(ptv_revenue *dst, const ptv_revenue *src);

/** Gross and net retention of revenue, and what moved.
 *
 * Interval: Student's t on the linearised standard error of a ratio of sums, of which the numerator
 * of the variance is had in integers.
 * @param[in]  acc  revenue
 * @param[in]  opt  confidence; NULL: the defaults
 * @param[out] out  size set by the caller; on PTV_EMPTY: ratios NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: no money at the start; PTV_DEGENERATE: one customer, or no spread in
 *         one of the ratios, whose own status says which; PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(1), no allocation. Source: Cochran 1977, chapter 6. */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_read(const ptv_revenue *acc,
                                                  const ptv_revenue_options *opt,
                                                  ptv_revenue_result *out);

/** Difference between two net retentions of revenue, now minus before.
 *
 * @param[in]  now     revenue
 * @param[in]  before  revenue of other customers, or of another period
 * @param[in]  opt     confidence; NULL: the defaults
 * @param[out] out     on PTV_EMPTY: NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: one side has no money at the start; PTV_DEGENERATE; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(1), no allocation. Source: Welch 1947. */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_compare(const ptv_revenue *now,
                                                     const ptv_revenue *before,
                                                     const ptv_revenue_options *opt,
                                                     ptv_comparison *out);

/** Writes revenue as bytes that any machine reads: equal states, equal bytes.
 *
 * @param[in]  acc  revenue
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_SPACE: cap is too small, len is set
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_serialize(const ptv_revenue *acc, void *buf,
                                                       size_t cap, size_t *len);

/** Reads revenue from bytes, whoever wrote them: everything is checked.
 *
 * @param[out] acc  revenue; on an error: untouched
 * @param[in]  buf  the image
 * @param[in]  len  its length in bytes, exactly
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC; PTV_ERR_WIRE_TYPE;
 *         PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_revenue_deserialize(ptv_revenue *acc, const void *buf,
                                                         size_t len);

#ifdef __cplusplus
}
#endif

#endif
