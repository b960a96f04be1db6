/* SPDX-License-Identifier: MIT */
/** @file
 * Cohorts: which customers were active in which periods, and so how many came, stayed, left and
 * came back.
 *
 * A growing state that keeps one small record a customer: a bit for each period of a window in
 * which the customer was active. Events come in any order, and as often as they like; a merge is a
 * union, so a customer may be in several states. The same events give the same bytes in any order,
 * any split and any tree of merges. A customer's cohort is the period of the first event, unless it
 * is declared that the customer came before the window. */
#ifndef POSTVENTA_COHORTS_H
#define POSTVENTA_COHORTS_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "estimate.h"
#include "key.h"
#include "status.h"
#include "survival.h"
#include "zone.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most periods that a window has. */
#define PTV_COHORTS_PERIODS 1024

/** No period: where an index is missing, the event is not counted. */
#define PTV_PERIOD_NONE INT64_MIN

#define PTV_COHORTS_ON          0 /**< Active in that very period. */
#define PTV_COHORTS_ON_OR_AFTER 1 /**< Active in that period or any later one that is over. */
#define PTV_COHORTS_BRACKET     2 /**< Active in any period of a bracket of ages. */

/** Most brackets of ages. */
#define PTV_COHORTS_BRACKETS 16

/** Customers by period of activity. Opaque; made by ptv_cohorts_new, given back by
 * ptv_cohorts_free. */
typedef struct ptv_cohorts ptv_cohorts;

/** What a state of cohorts is made for. 0 in any member but size means the default. */
typedef struct ptv_cohorts_config {
    uint32_t size;        /**< sizeof(ptv_cohorts_config); PTV_COHORTS_CONFIG_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    int64_t first_period; /**< First period of the window, as ptv_zone_period numbers them. */
    int32_t n_periods;    /**< How many periods the window has; default 64. */
    int32_t unit;         /**< PTV_PERIOD_… of the periods; default: the caller's own. */
    uint64_t zone_id;     /**< The caller's own number of the zone that the periods are of. */
    /** Keys are 0 to n_dense - 1, and a customer costs no key; default 0: keys are any numbers. */
    uint64_t n_dense;
    uint64_t seed; /**< Of the mixing of keys, against keys that were chosen to collide. */
} ptv_cohorts_config;

/** Initialiser of a ptv_cohorts_config: every member its default. */
#define PTV_COHORTS_CONFIG_INIT                                                                    \
    { (uint32_t)sizeof(ptv_cohorts_config), 0, 0, 0, 0, 0, 0, 0 }

/** How cohorts are read. 0 in any member but size means the default. */
typedef struct ptv_cohorts_options {
    uint32_t size;        /**< sizeof(ptv_cohorts_options); PTV_COHORTS_OPTIONS_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    double confidence;    /**< Of every interval, above 0 and below 1; default 0.95. */
    int64_t until_period; /**< With `bounded`: this period and those after it are not over. */
    int32_t bounded; /**< 1: `until_period` holds; default 0: all periods of the window are over. */
    int32_t method;  /**< As in ptv_proportion_options; default PTV_METHOD_WILSON. */
    int32_t kind;    /**< PTV_COHORTS_ON (default), _ON_OR_AFTER or _BRACKET. */
    int32_t n_brackets; /**< PTV_COHORTS_BRACKET: how many brackets. */
    /** PTV_COHORTS_BRACKET: first age of each, rising; a bracket ends where the next begins. */
    int32_t bracket[PTV_COHORTS_BRACKETS + 1];
    int32_t reserved3; /**< 0 */
} ptv_cohorts_options;

/** Initialiser of a ptv_cohorts_options: every member its default. */
#define PTV_COHORTS_OPTIONS_INIT                                                                   \
    { (uint32_t)sizeof(ptv_cohorts_options), 0, 0, 0, 0, 0, 0, 0, {0}, 0 }

/** What there is of customers. */
typedef struct ptv_cohorts_result {
    uint32_t size;        /**< sizeof(ptv_cohorts_result), set by the caller. */
    uint32_t reserved;    /**< 0 */
    uint64_t customers;   /**< Customers, those who came before the window included. */
    uint64_t earlier;     /**< Of them, those who came before the window. */
    uint64_t active;      /**< Customers and periods in which they were active, in pairs. */
    int64_t first_active; /**< First period with activity; PTV_PERIOD_NONE: none. */
    int64_t last_active;  /**< Last period with activity; PTV_PERIOD_NONE: none. */
} ptv_cohorts_result;

/** Initialiser of a ptv_cohorts_result: its size, and zeros to be overwritten. */
#define PTV_COHORTS_RESULT_INIT                                                                    \
    { (uint32_t)sizeof(ptv_cohorts_result), 0, 0, 0, 0, 0, 0 }

/** A cell of the table of cohorts. The layout is frozen for ever. */
typedef struct ptv_cohort_cell {
    int64_t cohort;    /**< The period of the first activity. */
    int32_t age;       /**< Periods since then; of a bracket, its first. */
    int32_t reserved;  /**< 0 */
    uint64_t size;     /**< Customers of the cohort. */
    uint64_t retained; /**< Of them, those who were active at that age. */
    /** retained / size; PTV_INCOMPLETE, and NaN, where the period is not over. */
    ptv_estimate rate;
} ptv_cohort_cell;

/** An average over cohorts, at one age. The layout is frozen for ever. */
typedef struct ptv_cohort_average {
    int32_t age;         /**< Periods since the first activity; of a bracket, its first. */
    int32_t cohorts;     /**< Complete cells of that age, of cohorts that are not empty. */
    ptv_estimate pooled; /**< Sum of retained over sum of sizes, of complete cells. */
    /** Mean of the rates of complete cells: small cohorts weigh as much as large ones. */
    double simple;
} ptv_cohort_average;

/** How the customers of a period moved. The layout is frozen for ever. */
typedef struct ptv_cohort_movement {
    int64_t period;    /**< The period. */
    uint64_t active;   /**< Active in it. */
    uint64_t retained; /**< Of them, active in the period before as well. */
    uint64_t fresh;    /**< Of them, new: never active before. */
    uint64_t back;     /**< Of them, not active in the period before, but earlier. */
    uint64_t lost;     /**< Active in the period before, and not in this one. */
    int32_t status;    /**< PTV_OK, or PTV_INCOMPLETE: the period is not over. */
    int32_t reserved;  /**< 0 */
} ptv_cohort_movement;

/** Who stayed from one period to another. */
typedef struct ptv_cohorts_retention {
    uint32_t size;          /**< sizeof(ptv_cohorts_retention), set by the caller. */
    uint32_t reserved;      /**< 0 */
    ptv_estimate retention; /**< kept / start, 0..1. */
    ptv_estimate churn;     /**< 1 - retention, with the same certainty. */
    uint64_t start;         /**< Active in the first of the two periods. */
    uint64_t end;           /**< Active in the second. */
    uint64_t kept;          /**< Of the start, active in the second or within the grace after it. */
    uint64_t lost;          /**< The others of the start. */
    uint64_t fresh;         /**< Of the end, those who came after the first period. */
    uint64_t back;          /**< Of the end, those who came before it and were not in the start. */
} ptv_cohorts_retention;

/** Initialiser of a ptv_cohorts_retention: its size, and zeros to be overwritten. */
#define PTV_COHORTS_RETENTION_INIT                                                                 \
    {                                                                                              \
        (uint32_t)sizeof(ptv_cohorts_retention), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0, \
            0, 0, 0                                                                                \
    }

/** Sets a config to its defaults; the same as PTV_COHORTS_CONFIG_INIT.
 *
 * @param[out] config  config
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_config_init(ptv_cohorts_config *config);

/** Sets options to their defaults; the same as PTV_COHORTS_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_options_init(ptv_cohorts_options *opt);

/** Makes a result ready to be read into; the same as PTV_COHORTS_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_result_init(ptv_cohorts_result *out);

/** Makes a result ready to be read into; the same as PTV_COHORTS_RETENTION_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_retention_init(ptv_cohorts_retention *out);

/** The config of cohorts: of a state that came as bytes, say.
 *
 * @param[in]  acc     cohorts
 * @param[out] config  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_config_read(const ptv_cohorts *acc,
                                                         ptv_cohorts_config *config);

/** Makes an empty state of cohorts.
 *
 * @param[in]  config     window and keys; NULL: the defaults
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: a member out of range;
 *         PTV_ERR_MEMORY
 * O(1): memory grows with what is added, with dense keys as far as the highest key. */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_new(const ptv_cohorts_config *config,
                                                 const ptv_allocator *allocator, ptv_cohorts **out);

/** Gives back a state.
 *
 * @param[in] acc  cohorts, or NULL: then nothing happens */
PTV_API void ptv_cohorts_free(ptv_cohorts *acc);

/** Makes a state with the same contents.
 *
 * @param[in]  acc        cohorts
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(number of customers). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_copy(const ptv_cohorts *acc,
                                                  const ptv_allocator *allocator,
                                                  ptv_cohorts **out);

/** Forgets all customers; the config stays.
 *
 * @param[in,out] acc  cohorts
 * @return PTV_OK; PTV_ERR_NULL
 * O(number of customers). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_reset(ptv_cohorts *acc);

/** Counts that a customer was active in a period; once or often is the same.
 *
 * @param[in,out] acc       state; on an error: as it was
 * @param[in]     customer  whose activity; PTV_KEY_NONE is left alone
 * @param[in]     period    in the window; before it: the customer came before the window;
 *                          PTV_PERIOD_NONE is left alone
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: the period is after the window, or the key is not
 *         below n_dense; PTV_ERR_MEMORY
 * O(1) on average. */
PTV_API ptv_status ptv_cohorts_add(ptv_cohorts *acc, uint64_t customer, int64_t period);

/** Declares that a customer came before the window: never new, in no cohort.
 *
 * @param[in,out] acc       state; on an error: as it was
 * @param[in]     customer  as in ptv_cohorts_add
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: the key is not below n_dense; PTV_ERR_MEMORY
 * O(1) on average. */
PTV_API ptv_status ptv_cohorts_add_earlier(ptv_cohorts *acc, uint64_t customer);

/** Counts a column of keys with a column of periods: all or none.
 *
 * @param[in,out] acc        state; on an error: as it was, but for memory that it may keep
 * @param[in]     customers  the rows' keys, from row 0; PTV_KEY_NONE is left alone
 * @param[in]     periods    the rows' periods, from row 0; PTV_PERIOD_NONE is left alone
 * @param[in]     offset     first row to count
 * @param[in]     n          number of rows to count; with 0, both columns may be NULL
 * @return as ptv_cohorts_add
 * O(n) on average. */
PTV_API ptv_status ptv_cohorts_add_periods(ptv_cohorts *acc, const uint64_t *customers,
                                           const int64_t *periods, size_t offset, size_t n);

/** Counts a column of keys with a column of instants, of which a zone tells the periods: all or
 * none.
 *
 * @param[in,out] acc        state whose config has a unit; on an error: as it was, but for memory
 *                           that it may keep
 * @param[in]     zone       zone
 * @param[in]     customers  the rows' keys, from row 0; PTV_KEY_NONE is left alone
 * @param[in]     instants   the rows' instants, from row 0; PTV_TIME_NONE is left alone
 * @param[in]     offset     first row to count
 * @param[in]     n          number of rows to count; with 0, both columns may be NULL
 * @return as ptv_cohorts_add; PTV_ERR_ARGUMENT: also an instant out of the zone's range, or a
 *         config without a unit
 * O(n log of the number of the zone's transitions) on average. */
PTV_API ptv_status ptv_cohorts_add_instants(ptv_cohorts *acc, const ptv_zone *zone,
                                            const uint64_t *customers, const int64_t *instants,
                                            size_t offset, size_t n);

/** Adds the customers of another state: the union of the two.
 *
 * The windows need not be alike, but every activity of the other must be in this one's; and where
 * the other's begins later, nobody in it may have come before it, as nobody knows when.
 * @param[in,out] dst  state; on an error: as it was
 * @param[in]     src  state; may be dst, which then stays as it is
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: another unit, zone, seed or n_dense, or an
 *         activity outside the window; PTV_ERR_MEMORY
 * O(number of customers of src) on average. */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_merge(ptv_cohorts *dst, const ptv_cohorts *src);

/** Counts of customers.
 *
 * @param[in]  acc  cohorts
 * @param[out] out  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: no customers; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(number of customers). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_read(const ptv_cohorts *acc, ptv_cohorts_result *out);

/** The table of cohorts: a cell for each cohort and age.
 *
 * Cohorts are the periods from the first to the last activity. With `bounded`, they go at least to
 * the last period of the window that is over: that nobody came any more is known as far as that.
 * Ages go as far as the last cohort; cells come cohort by cohort. A cell whose period is not over
 * keeps its count and has no rate. For PTV_COHORTS_ON_OR_AFTER a cell is complete when its own
 * period is over; it may still rise. For brackets, a cell is complete when the last of its periods
 * is over, and there are as many cells a cohort as brackets that begin by the last cohort.
 * @param[in]  acc    cohorts
 * @param[in]  opt    until, kind, confidence; NULL: the defaults
 * @param[out] cells  array of `cap` cells; NULL with cap 0: only the number is wanted; on an error:
 *                    untouched
 * @param[in]  cap    how many cells fit
 * @param[out] n      number of cells
 * @return PTV_OK; PTV_EMPTY: no activity in the window, no cells; PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT; PTV_ERR_SPACE: cap is too small, n is set
 * O(number of customers * ages + cells). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_table(const ptv_cohorts *acc,
                                                   const ptv_cohorts_options *opt,
                                                   ptv_cohort_cell *cells, size_t cap, size_t *n);

/** The averages of a table over its cohorts, age by age: incomplete cells are not in them.
 *
 * @param[in]  cells       the cells, as ptv_cohorts_table gave them; in any order
 * @param[in]  n_cells     how many
 * @param[in]  opt         confidence and method; NULL: the defaults
 * @param[out] averages    array of `cap`, ages rising; NULL with cap 0: only the number is wanted;
 *                         on an error: untouched
 * @param[in]  cap         how many fit
 * @param[out] n           number of ages
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: also cells that no table has;
 *         PTV_ERR_SPACE: cap is too small, n is set
 * O(n_cells + PTV_COHORTS_PERIODS), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_averages(const ptv_cohort_cell *cells, size_t n_cells,
                                                      const ptv_cohorts_options *opt,
                                                      ptv_cohort_average *averages, size_t cap,
                                                      size_t *n);

/** How customers moved, from the first period with activity to the last: new, back, lost, retained.
 *
 * With `bounded`, the periods go at least to the last of the window that is over.
 * active = active before + fresh + back - lost, always.
 * @param[in]  acc        cohorts
 * @param[in]  opt        until; NULL: the defaults
 * @param[out] movements  array of `cap`; NULL with cap 0: only the number is wanted; on an error:
 *                        untouched
 * @param[in]  cap        how many fit
 * @param[out] n          number of periods
 * @return PTV_OK; PTV_EMPTY: no activity in the window; PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT; PTV_ERR_SPACE: cap is too small, n is set
 * O(number of customers * periods). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_movements(const ptv_cohorts *acc,
                                                       const ptv_cohorts_options *opt,
                                                       ptv_cohort_movement *movements, size_t cap,
                                                       size_t *n);

/** Retention and churn between two periods, from the sets of those who were active in them.
 *
 * @param[in]  acc    cohorts
 * @param[in]  first  the first period, in the window
 * @param[in]  last   the second one, after it, in the window
 * @param[in]  grace  so many periods after `last` one may come back without having churned, 0 or
 *                    more
 * @param[in]  opt    until, confidence, method; NULL: the defaults
 * @param[out] out    size set by the caller; on PTV_INCOMPLETE: counts, but ratios NaN; on an
 *                    error: untouched
 * @return PTV_OK; PTV_INCOMPLETE: the second, or its grace, is not over, or is outside the window;
 *         PTV_EMPTY: nobody was active in the first; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(number of customers). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_retention_read(const ptv_cohorts *acc, int64_t first,
                                                            int64_t last, int32_t grace,
                                                            const ptv_cohorts_options *opt,
                                                            ptv_cohorts_retention *out);

/** Periods from the first activity to the second: who has none yet is censored.
 *
 * Customers who came before the window, and activity from `until_period` on, are left out.
 * @param[in]     acc   cohorts
 * @param[in]     opt   until; NULL: the defaults
 * @param[in,out] into  survival in periods, to which they are added; on an error: as it was
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(number of customers * periods). */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_second_activity(const ptv_cohorts *acc,
                                                             const ptv_cohorts_options *opt,
                                                             ptv_survival *into);

/** Writes cohorts as bytes that any machine reads: equal states, equal bytes.
 *
 * @param[in]  acc  cohorts
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set
 * O(number of customers) on average, no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_serialize(const ptv_cohorts *acc, void *buf,
                                                       size_t cap, size_t *len);

/** Reads cohorts from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len); memory in proportion to len. */
PTV_API PTV_NODISCARD ptv_status ptv_cohorts_deserialize(const ptv_allocator *allocator,
                                                         const void *buf, size_t len,
                                                         ptv_cohorts **out);

#ifdef __cplusplus
}
#endif

#endif
