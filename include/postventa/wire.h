/* SPDX-License-Identifier: MIT */
/** @file
 * What stored bytes hold, before they are read: the part that all states have in common.
 *
 * The format is specified in doc/wire-format.md. Equal states give equal bytes, on any machine. */
#ifndef POSTVENTA_WIRE_H
#define POSTVENTA_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_TYPE_RATINGS    1  /**< ptv_ratings */
#define PTV_TYPE_PROPORTION 2  /**< ptv_proportion */
#define PTV_TYPE_DURATIONS  3  /**< ptv_durations */
#define PTV_TYPE_SURVIVAL   4  /**< ptv_survival */
#define PTV_TYPE_ZONE       5  /**< ptv_zone */
#define PTV_TYPE_REPEATS    6  /**< ptv_repeats */
#define PTV_TYPE_DESK       7  /**< ptv_desk */
#define PTV_TYPE_QUEUE      8  /**< ptv_queue */
#define PTV_TYPE_COMPLAINTS 9  /**< ptv_complaints */
#define PTV_TYPE_COHORTS    10 /**< ptv_cohorts */
#define PTV_TYPE_REVENUE    11 /**< ptv_revenue */
#define PTV_TYPE_PANEL      12 /**< ptv_panel */

/** Length in bytes of the header that every image starts with. */
#define PTV_WIRE_HEADER 24

/** Type, version and length of the image at the start of a buffer.
 *
 * Only the header is looked at: a caller that finds a type here passes the image to that type's
 * deserialize, which checks the rest. Images may follow one another: `length` leads to the next.
 * @param[in]  buf      bytes from anywhere
 * @param[in]  len      how many there are
 * @param[out] type     a PTV_TYPE_… constant, or a number of a later version; NULL: not wanted
 * @param[out] version  version of that type's layout, from 1; NULL: not wanted
 * @param[out] length   length of the whole image in bytes, header included; NULL: not wanted
 * @return PTV_OK; PTV_ERR_NULL: buf is NULL; PTV_ERR_WIRE_LENGTH: shorter than a header or than the
 *         image it announces; PTV_ERR_WIRE_MAGIC: not an image of this library. On an error no
 *         output is set.
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_wire_info(const void *buf, size_t len, uint32_t *type,
                                               uint32_t *version, uint64_t *length);

/** Name of a type of state.
 *
 * @param[in] type  a PTV_TYPE_… constant
 * @return the type's own name, such as "ptv_ratings"; NULL for a number that this version does not
 *         know. O(1). */
PTV_API const char *ptv_wire_type_name(uint32_t type);

#ifdef __cplusplus
}
#endif

#endif
