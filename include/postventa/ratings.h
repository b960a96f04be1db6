/* SPDX-License-Identifier: MIT */
/** @file
 * Ratings: one state for every rating scale. NPS, CSAT, CES, stars, the mean and the distribution
 * are all read from it.
 *
 * A scale has 2 to 11 whole levels. The state holds one counter a level, and how many answers were
 * missing and how many invalid (off the scale); those two are in no base. Which answers came in
 * which order, in which chunks, through how many merged states, leaves no trace: equal answers
 * give equal bytes. */
#ifndef POSTVENTA_RATINGS_H
#define POSTVENTA_RATINGS_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The score of an answer that is missing: skipped, refused, not applicable. */
#define PTV_SCORE_MISSING INT32_MIN

/** Most levels that a scale may have. */
#define PTV_SCALE_LEVELS 11

#define PTV_POLARITY_HIGH_IS_GOOD 0 /**< A high score is good news: satisfaction, ease. */
#define PTV_POLARITY_LOW_IS_GOOD  1 /**< A low score is good news: effort. */

#define PTV_KIND_DEFAULT        0 /**< The metric's own default. */
#define PTV_KIND_MEAN           1 /**< Mean, in scale units. */
#define PTV_KIND_TOP_BOX        2 /**< Share of the best levels, 0..1. */
#define PTV_KIND_NET            3 /**< Best levels minus worst levels, in points, -100..100. */
#define PTV_KIND_PERCENT_OF_MAX 4 /**< 100 * mean / highest level, 0..100. */
#define PTV_KIND_EASE_0_100     5 /**< Mean rescaled: 0 hardest, 100 easiest. */

/** Ratings on one scale. Caller-allocated, copied by assignment; the contents are private. */
typedef struct ptv_ratings {
    uint64_t w[16]; /**< Private. */
} ptv_ratings;

/** A rating scale. With min and max both 0: the default of the function that takes it. */
typedef struct ptv_scale {
    uint32_t size;     /**< sizeof(ptv_scale); PTV_SCALE_INIT sets it. */
    uint32_t reserved; /**< 0 */
    int32_t min;       /**< Lowest level. */
    int32_t max;       /**< Highest level, min + 1 to min + 10. */
    int32_t polarity;  /**< PTV_POLARITY_…: which end is good. */
    int32_t reserved2; /**< 0 */
} ptv_scale;

/** Initialiser of a ptv_scale: every member its default. */
#define PTV_SCALE_INIT                                                                             \
    { (uint32_t)sizeof(ptv_scale), 0, 0, 0, 0, 0 }

/** How ratings are read. 0 in any member but size means the default. */
typedef struct ptv_ratings_options {
    uint32_t size;        /**< sizeof(ptv_ratings_options); PTV_RATINGS_OPTIONS_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    double confidence;    /**< Of every interval, above 0 and below 1; default 0.95. */
    double design_effect; /**< Variance relative to independent answers, above 0; default 1. */
    /** How many could have answered; no effect on comparisons; default: infinitely many. */
    uint64_t population;
    int32_t kind; /**< PTV_KIND_…: the figure that is `score`, and that is compared. */
    /** How many levels are the top box. Default by number of levels: 2, 3: 1; 4, 5, 7, 10: 2. */
    int32_t top_k;
    /** How many levels are the bottom box; default top_k, or what top_k leaves. */
    int32_t bottom_k;
    int32_t share_method; /**< Interval of shares; default PTV_METHOD_WILSON. */
    int32_t net_method;   /**< Interval of nets; default PTV_METHOD_SCORE. */
    int32_t reserved2;    /**< 0 */
} ptv_ratings_options;

/** Initialiser of a ptv_ratings_options: every member its default. */
#define PTV_RATINGS_OPTIONS_INIT                                                                   \
    { (uint32_t)sizeof(ptv_ratings_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** The distribution of ratings. */
typedef struct ptv_ratings_result {
    uint32_t size;     /**< sizeof(ptv_ratings_result), set by the caller. */
    uint32_t reserved; /**< 0 */
    uint64_t n;        /**< Answers on the scale: the base of everything below. */
    uint64_t missing;  /**< Answers that were missing. */
    uint64_t invalid;  /**< Answers off the scale. */
    /** Answers of each level, from min on; 0 beyond the scale. */
    uint64_t count[PTV_SCALE_LEVELS];
    ptv_estimate score;      /**< The figure that options.kind names: by default the mean. */
    ptv_estimate mean;       /**< In scale units. */
    ptv_estimate top_box;    /**< Share of the best top_k levels, 0..1. */
    ptv_estimate bottom_box; /**< Share of the worst bottom_k levels, 0..1. */
    ptv_estimate net;        /**< Top box minus bottom box, in points, -100..100. */
    double std_dev;          /**< Standard deviation with n - 1, in scale units; NaN for n < 2. */
    double median;           /**< Mean of the two middle answers (type 2), in scale units. */
    int32_t scale_min;       /**< The state's lowest level. */
    int32_t scale_max;       /**< The state's highest level. */
    int32_t polarity;        /**< The state's polarity. */
    int32_t kind;            /**< The kind that `score` is. */
    int32_t top_k;           /**< The top_k that was used; 0: none is usual for this scale. */
    int32_t bottom_k;        /**< The bottom_k that was used; 0: likewise. */
} ptv_ratings_result;

/** Initialiser of a ptv_ratings_result: its size, and zeros to be overwritten. */
#define PTV_RATINGS_RESULT_INIT                                                                    \
    {                                                                                              \
        (uint32_t)sizeof(ptv_ratings_result), 0, 0, 0, 0, {0}, PTV_ESTIMATE_INIT,                  \
            PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0,   \
            0, 0, 0, 0, 0                                                                          \
    }

/** Sets a scale to its default; the same as PTV_SCALE_INIT.
 *
 * @param[out] scale  scale
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_scale_init(ptv_scale *scale);

/** The scale of ratings: of a state that came as bytes, say.
 *
 * @param[in]  acc    ratings
 * @param[out] scale  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_scale_read(const ptv_ratings *acc, ptv_scale *scale);

/** Prepares ratings for a scale, with nothing counted.
 *
 * @param[out] acc    ratings; on an error: untouched
 * @param[in]  scale  the scale; NULL: 0..10, high is good
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: no scale of 2 to 11 levels, or no
 *         polarity
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_init(ptv_ratings *acc, const ptv_scale *scale);

/** Sets the counters to zero; the scale stays.
 *
 * @param[in,out] acc  ratings
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_reset(ptv_ratings *acc);

/** Counts one answer.
 *
 * @param[in,out] acc    ratings
 * @param[in]     score  a level; PTV_SCORE_MISSING is counted as missing, any other number as
 *                       invalid
 * @return PTV_OK; PTV_OUT_OF_SCALE: counted as invalid; PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_OVERFLOW
 * O(1), no allocation. */
PTV_API ptv_status ptv_ratings_add(ptv_ratings *acc, int32_t score);

/** Counts an answer n times: exactly as n calls of ptv_ratings_add.
 *
 * @param[in,out] acc    ratings
 * @param[in]     score  as in ptv_ratings_add
 * @param[in]     n      how often; 0 changes nothing
 * @return PTV_OK; PTV_OUT_OF_SCALE: counted as invalid; PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_OVERFLOW: a counter would pass PTV_COUNT_MAX
 * O(1), no allocation. */
PTV_API ptv_status ptv_ratings_add_n(ptv_ratings *acc, int32_t score, uint64_t n);

/** Takes back an answer that was counted n times: for sliding windows and edited answers.
 *
 * @param[in,out] acc    ratings; on an error: untouched
 * @param[in]     score  as it was added; an invalid one is taken from the invalid, a missing one
 *                       from the missing
 * @param[in]     n      how often; 0 changes nothing
 * @return PTV_OK; PTV_OUT_OF_SCALE: taken from the invalid; PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_UNDERFLOW: fewer were added
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_remove(ptv_ratings *acc, int32_t score, uint64_t n);

/** Adds the answers of another state on the same scale: as if all had been counted in one.
 *
 * @param[in,out] dst  ratings; on an error: untouched
 * @param[in]     src  ratings; may be dst, whose counts then double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_MISMATCH: another scale or polarity;
 *         PTV_ERR_OVERFLOW
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_merge(ptv_ratings *dst, const ptv_ratings *src);

/** Sets options to their defaults; the same as PTV_RATINGS_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_options_init(ptv_ratings_options *opt);

/** Makes a result ready to be read into; the same as PTV_RATINGS_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_result_init(ptv_ratings_result *out);

/** Distribution, mean, standard deviation, median, top and bottom boxes of everything counted so
 * far.
 *
 * @param[in]  acc  ratings on any scale
 * @param[in]  opt  confidence, boxes, methods; kind MEAN (default), TOP_BOX or NET; NULL: the
 *                  defaults
 * @param[out] out  size set by the caller; on PTV_EMPTY: n 0, every ratio NaN; on an error:
 *                  untouched
 * @return the status of `score`: PTV_OK; PTV_EMPTY; PTV_UNDEFINED: a box was asked for and no top_k
 *         is usual for this scale; PTV_DEGENERATE: net_method Wald, all answers of one class;
 *         PTV_INCONSISTENT: more answers than the population; or PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_SIZE; PTV_ERR_ARGUMENT: an option out of range
 * O(1), no allocation. Source: usual practice; intervals: Wilson 1927, Student 1908, Tango 1998. */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_read(const ptv_ratings *acc,
                                                  const ptv_ratings_options *opt,
                                                  ptv_ratings_result *out);

/** Difference between two sets of ratings on one scale, now minus before.
 *
 * Means by Welch (by MOVER on the two intervals where neither side has spread), top boxes by
 * Miettinen–Nurminen, nets by MOVER; in the unit of the kind.
 * @param[in]  now     ratings
 * @param[in]  before  ratings on the same scale, of other people
 * @param[in]  opt     as in ptv_ratings_read; NULL: the defaults
 * @param[out] out     on PTV_EMPTY: NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: one side has no answers; PTV_DEGENERATE: one answer on a side;
 *         PTV_UNDEFINED: no top_k is usual for this scale; or PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_SIZE; PTV_ERR_MISMATCH: another scale or polarity; PTV_ERR_ARGUMENT: an option
 *         out of range
 * O(1), no allocation. Source: Welch 1947; Miettinen & Nurminen 1985; Zou & Donner 2008. */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_compare(const ptv_ratings *now,
                                                     const ptv_ratings *before,
                                                     const ptv_ratings_options *opt,
                                                     ptv_comparison *out);

/** Writes ratings as bytes that any machine reads: equal states, equal bytes.
 *
 * @param[in]  acc  ratings
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_SPACE: cap is too small, len is set
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_serialize(const ptv_ratings *acc, void *buf,
                                                       size_t cap, size_t *len);

/** Reads ratings from bytes, whoever wrote them: everything is checked.
 *
 * @param[out] acc  ratings, initialised or not; on an error: untouched
 * @param[in]  buf  the image
 * @param[in]  len  its length in bytes, exactly
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC; PTV_ERR_WIRE_TYPE;
 *         PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ratings_deserialize(ptv_ratings *acc, const void *buf,
                                                         size_t len);

#ifdef __cplusplus
}
#endif

#endif
