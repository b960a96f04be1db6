/* SPDX-License-Identifier: MIT */
/** @file
 * What every function of the library answers.
 *
 * 0 is success. A positive status says something about the data, and the outputs are valid. A
 * negative one is a failure, and nothing was changed. So `if (status < 0)` is the whole test for
 * failure. The numbers are part of the binary interface and never change. */
#ifndef POSTVENTA_STATUS_H
#define POSTVENTA_STATUS_H

#include <stdint.h>

#include "api.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Status of a call: one of the PTV_OK, PTV_EMPTY … PTV_ERR_… constants. */
typedef int32_t ptv_status;

#define PTV_OK 0 /**< Done. */

#define PTV_EMPTY 1 /**< No data in the base: n is 0 and the value NaN. */
#define PTV_OUT_OF_SCALE                                                                           \
    2 /**< At least one answer was off its scale, and was counted as invalid. */
#define PTV_DEGENERATE   3 /**< The estimate exists; its variance or its interval does not. */
#define PTV_UNATTAINABLE 4 /**< The sample is too small for this interval at this confidence. */
#define PTV_INCOMPLETE                                                                             \
    5 /**< The period is not over: the count is kept, rate and interval are NaN. */
#define PTV_INCONSISTENT   6 /**< The inputs contradict one another; the estimate is NaN. */
#define PTV_NOT_IDENTIFIED 7 /**< The data do not determine the model's parameters. */
#define PTV_NOT_CONVERGED  8 /**< The iteration stopped before the requested precision. */
#define PTV_UNDEFINED                                                                              \
    9 /**< The scale has no usual definition of this figure: state one in the options. */

#define PTV_ERR_NULL (-1) /**< A required pointer is NULL. */
#define PTV_ERR_ARGUMENT                                                                           \
    (-2) /**< An argument or a member of a struct is outside its documented range. */
#define PTV_ERR_SIZE   (-3) /**< A struct's size member was not set, or names no released size. */
#define PTV_ERR_COLUMN (-4) /**< The column is of a type that cannot be read as what is wanted. */

#define PTV_ERR_OVERFLOW  (-20) /**< A counter would pass its limit. */
#define PTV_ERR_UNDERFLOW (-21) /**< More would be removed than was added. */
#define PTV_ERR_ORDER     (-22) /**< An instant before one that is already settled. */

#define PTV_ERR_STATE    (-40) /**< The state was not initialised, or is of another type. */
#define PTV_ERR_MISMATCH (-41) /**< The definitions differ: scale, polarity, period or limits. */

#define PTV_ERR_SPACE  (-60) /**< The buffer is too short; the needed length was stored. */
#define PTV_ERR_MEMORY (-61) /**< The allocator returned no memory. */

#define PTV_ERR_WIRE_LENGTH                                                                        \
    (-80) /**< The bytes are shorter or longer than the image they announce. */
#define PTV_ERR_WIRE_MAGIC    (-81) /**< The bytes are no image of a libpostventa state. */
#define PTV_ERR_WIRE_TYPE     (-82) /**< The image is of another type of state. */
#define PTV_ERR_WIRE_VERSION  (-83) /**< This library does not read images of that version. */
#define PTV_ERR_WIRE_CHECKSUM (-84) /**< The checksum does not fit: the bytes were damaged. */
#define PTV_ERR_WIRE_CONTENT  (-85) /**< The checksum fits, but no state has these contents. */

/** An instant or a duration that is missing. */
#define PTV_TIME_NONE INT64_MIN

/** Largest value of a counter in any state, 2^60 - 1: beyond is PTV_ERR_OVERFLOW, so that no sum of
 * counters can pass 64 bits. */
#define PTV_COUNT_MAX UINT64_C(0xFFFFFFFFFFFFFFF)

/** Name of a status, for logs and for other languages.
 *
 * @param[in] status any number
 * @return the constant's own name, such as "PTV_ERR_NULL"; "PTV_UNKNOWN" for a number that is none.
 * O(1), no allocation. */
PTV_API const char *ptv_status_name(ptv_status status);

/** What a status means, in one English sentence for a developer.
 *
 * @param[in] status any number
 * @return a constant sentence, without a full stop; never NULL. O(1), no allocation. */
PTV_API const char *ptv_status_message(ptv_status status);

#ifdef __cplusplus
}
#endif

#endif
