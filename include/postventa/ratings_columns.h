/* SPDX-License-Identifier: MIT */
/** @file
 * Ratings from columns: a function for each usual type, and a grouped one that counts each row in
 * the state of its group. One by one, in chunks or as one column, the state is the same. */
#ifndef POSTVENTA_RATINGS_COLUMNS_H
#define POSTVENTA_RATINGS_COLUMNS_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "column.h"
#include "ratings.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Counts a column of 8-bit signed integers.
 *
 * @param[in,out] acc       ratings
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap (bit set: present, least significant bit first),
 *                          from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_i8(ptv_ratings *acc, const int8_t *scores,
                                      const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of 8-bit unsigned integers.
 *
 * @param[in,out] acc       ratings
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap (bit set: present, least significant bit first),
 *                          from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_u8(ptv_ratings *acc, const uint8_t *scores,
                                      const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of 32-bit integers; PTV_SCORE_MISSING is missing.
 *
 * @param[in,out] acc       ratings
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap (bit set: present, least significant bit first),
 *                          from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_i32(ptv_ratings *acc, const int32_t *scores,
                                       const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of 64-bit integers; PTV_SCORE_MISSING and INT64_MIN are missing.
 *
 * @param[in,out] acc       ratings
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap (bit set: present, least significant bit first),
 *                          from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_i64(ptv_ratings *acc, const int64_t *scores,
                                       const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of doubles; NaN is missing, a fraction is out of scale.
 *
 * @param[in,out] acc       ratings
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap (bit set: present, least significant bit first),
 *                          from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_f64(ptv_ratings *acc, const double *scores,
                                       const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of 8-bit signed integers; each row in the state of its group.
 *
 * @param[in,out] states    array of ratings, all initialised; on an error: as they were
 * @param[in]     n_states  how many there are
 * @param[in]     group     index into states of each row, from row 0
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap of the scores, from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, group and scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: a group is not below n_states; PTV_ERR_STATE: a group's state is not
 *         initialised; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_grouped_i8(ptv_ratings *states, size_t n_states,
                                              const uint32_t *group, const int8_t *scores,
                                              const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of 8-bit unsigned integers; each row in the state of its group.
 *
 * @param[in,out] states    array of ratings, all initialised; on an error: as they were
 * @param[in]     n_states  how many there are
 * @param[in]     group     index into states of each row, from row 0
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap of the scores, from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, group and scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: a group is not below n_states; PTV_ERR_STATE: a group's state is not
 *         initialised; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_grouped_u8(ptv_ratings *states, size_t n_states,
                                              const uint32_t *group, const uint8_t *scores,
                                              const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of 32-bit integers; PTV_SCORE_MISSING is missing; each row in the state of its
 * group.
 *
 * @param[in,out] states    array of ratings, all initialised; on an error: as they were
 * @param[in]     n_states  how many there are
 * @param[in]     group     index into states of each row, from row 0
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap of the scores, from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, group and scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: a group is not below n_states; PTV_ERR_STATE: a group's state is not
 *         initialised; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_grouped_i32(ptv_ratings *states, size_t n_states,
                                               const uint32_t *group, const int32_t *scores,
                                               const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of 64-bit integers; PTV_SCORE_MISSING and INT64_MIN are missing; each row in the
 * state of its group.
 *
 * @param[in,out] states    array of ratings, all initialised; on an error: as they were
 * @param[in]     n_states  how many there are
 * @param[in]     group     index into states of each row, from row 0
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap of the scores, from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, group and scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: a group is not below n_states; PTV_ERR_STATE: a group's state is not
 *         initialised; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_grouped_i64(ptv_ratings *states, size_t n_states,
                                               const uint32_t *group, const int64_t *scores,
                                               const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of doubles; NaN is missing, a fraction is out of scale; each row in the state of
 * its group.
 *
 * @param[in,out] states    array of ratings, all initialised; on an error: as they were
 * @param[in]     n_states  how many there are
 * @param[in]     group     index into states of each row, from row 0
 * @param[in]     scores    the column's values, from row 0
 * @param[in]     validity  Arrow validity bitmap of the scores, from row 0; NULL: all present
 * @param[in]     offset    first row to count
 * @param[in]     n         number of rows to count; with 0, group and scores may be NULL
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: a group is not below n_states; PTV_ERR_STATE: a group's state is not
 *         initialised; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_grouped_f64(ptv_ratings *states, size_t n_states,
                                               const uint32_t *group, const double *scores,
                                               const uint8_t *validity, size_t offset, size_t n);

/** Counts a column of any numbers, as ptv_ratings_add_i64 or ptv_ratings_add_f64 do.
 *
 * @param[in,out] acc     ratings
 * @param[in]     scores  numbers, or a dictionary of such
 * @return PTV_OK; PTV_OUT_OF_SCALE: at least one row was counted as invalid; PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_SIZE; PTV_ERR_COLUMN: booleans or strings; PTV_ERR_ARGUMENT: a
 *         member out of range, an index that the dictionary does not have; PTV_ERR_OVERFLOW
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_column(ptv_ratings *acc, const ptv_column *scores);

/** Counts each row of a column of any numbers in the state of its group.
 *
 * @param[in,out] states    as in ptv_ratings_add_grouped_i8
 * @param[in]     n_states  as in ptv_ratings_add_grouped_i8
 * @param[in]     group     a number a row, from the column's first row on
 * @param[in]     scores    as in ptv_ratings_add_column
 * @return as ptv_ratings_add_column; PTV_ERR_ARGUMENT: also a group that is not there
 * O(n), no allocation. */
PTV_API ptv_status ptv_ratings_add_grouped_column(ptv_ratings *states, size_t n_states,
                                                  const uint32_t *group, const ptv_column *scores);

#ifdef __cplusplus
}
#endif

#endif
