/* SPDX-License-Identifier: MIT */
/** @file
 * A panel: one answer a respondent, the first or the last, however often they answered; and how
 * many of those who were asked did.
 *
 * A growing state that keeps one answer a respondent. Answers come in any order, and the same one
 * as often as it likes; a merge is a union, so a respondent may be in several states. */
#ifndef POSTVENTA_PANEL_H
#define POSTVENTA_PANEL_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "estimate.h"
#include "key.h"
#include "proportion.h"
#include "ratings.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_PANEL_LAST  0 /**< The latest answer of a respondent counts: the default. */
#define PTV_PANEL_FIRST 1 /**< The earliest. */

/** Most channels through which a survey is sent. */
#define PTV_PANEL_CHANNELS 8

/** One answer a respondent. Opaque; made by ptv_panel_new, given back by ptv_panel_free. */
typedef struct ptv_panel ptv_panel;

/** What a panel is made for. 0 in any member but size means the default. */
typedef struct ptv_panel_config {
    uint32_t size;     /**< sizeof(ptv_panel_config); PTV_PANEL_CONFIG_INIT sets it. */
    uint32_t reserved; /**< 0 */
    int32_t scale_min; /**< Lowest level of the answers. */
    int32_t scale_max; /**< Highest level; both 0: the scale 0..10. */
    int32_t polarity;  /**< PTV_POLARITY_HIGH_IS_GOOD (default) or _LOW_IS_GOOD. */
    int32_t policy;    /**< PTV_PANEL_LAST (default) or _FIRST. */
} ptv_panel_config;

/** Initialiser of a ptv_panel_config: every member its default. */
#define PTV_PANEL_CONFIG_INIT                                                                      \
    { (uint32_t)sizeof(ptv_panel_config), 0, 0, 0, 0, 0 }

/** An answer. */
typedef struct ptv_response {
    uint64_t respondent; /**< Whose; PTV_KEY_NONE: not known, the answer counts by itself. */
    int64_t time;        /**< When. */
    /** Number of the record: of answers at the same time, the higher one is the later one. */
    uint64_t record;
    int32_t score;   /**< The answer, or PTV_SCORE_MISSING. */
    int32_t channel; /**< Through which it came, 0..PTV_PANEL_CHANNELS - 1. */
} ptv_response;

/** What there is of a panel. */
typedef struct ptv_panel_result {
    uint32_t size;        /**< sizeof(ptv_panel_result), set by the caller. */
    uint32_t reserved;    /**< 0 */
    uint64_t respondents; /**< Respondents, those who skipped the question included. */
    uint64_t anonymous;   /**< Answers without a respondent. */
    uint64_t
        answered[PTV_PANEL_CHANNELS];  /**< Respondents and anonymous who answered, by channel. */
    uint64_t sent[PTV_PANEL_CHANNELS]; /**< Surveys sent, by channel. */
} ptv_panel_result;

/** Initialiser of a ptv_panel_result: its size, and zeros to be overwritten. */
#define PTV_PANEL_RESULT_INIT                                                                      \
    {                                                                                              \
        (uint32_t)sizeof(ptv_panel_result), 0, 0, 0, {0}, {                                        \
            0                                                                                      \
        }                                                                                          \
    }

/** Sets a config to its defaults; the same as PTV_PANEL_CONFIG_INIT.
 *
 * @param[out] config  config
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_config_init(ptv_panel_config *config);

/** Makes a result ready to be read into; the same as PTV_PANEL_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_result_init(ptv_panel_result *out);

/** The config of a panel: of one that came as bytes, say.
 *
 * @param[in]  acc     panel
 * @param[out] config  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_config_read(const ptv_panel *acc,
                                                       ptv_panel_config *config);

/** Makes an empty panel.
 *
 * @param[in]  config     scale and policy; NULL: the defaults
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the panel; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: a member out of range;
 *         PTV_ERR_MEMORY
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_new(const ptv_panel_config *config,
                                               const ptv_allocator *allocator, ptv_panel **out);

/** Gives back a panel.
 *
 * @param[in] acc  panel, or NULL: then nothing happens */
PTV_API void ptv_panel_free(ptv_panel *acc);

/** Makes a panel with the same contents.
 *
 * @param[in]  acc        panel
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(number of respondents). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_copy(const ptv_panel *acc,
                                                const ptv_allocator *allocator, ptv_panel **out);

/** Forgets all answers and what was sent; the config stays.
 *
 * @param[in,out] acc  panel
 * @return PTV_OK; PTV_ERR_NULL
 * O(number of respondents). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_reset(ptv_panel *acc);

/** Takes an answer.
 *
 * A level of the scale goes before an answer off the scale, and that before a missing one, whenever
 * they came; between two of a kind the policy decides, by time, then by record, then by score and
 * channel.
 * @param[in,out] acc       panel; on an error: as it was
 * @param[in]     response  the answer
 * @return PTV_OK; PTV_OUT_OF_SCALE: the answer is off the scale; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no
 *         such channel, or no time; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(1) on average. */
PTV_API ptv_status ptv_panel_add(ptv_panel *acc, const ptv_response *response);

/** Takes an array of answers: all or none.
 *
 * @param[in,out] acc        panel; on an error: as it was
 * @param[in]     responses  the first one; with n 0, it may be NULL
 * @param[in]     stride     bytes from one to the next, at least sizeof(ptv_response)
 * @param[in]     n          how many there are
 * @return as ptv_panel_add; PTV_ERR_ARGUMENT: also the stride
 * O(n) on average. */
PTV_API ptv_status ptv_panel_add_records(ptv_panel *acc, const ptv_response *responses,
                                         size_t stride, size_t n);

/** Counts surveys that were sent. Unlike answers, they add up when panels are merged.
 *
 * @param[in,out] acc      panel; on an error: as it was
 * @param[in]     channel  through which, 0..PTV_PANEL_CHANNELS - 1
 * @param[in]     n        how many
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no such channel; PTV_ERR_OVERFLOW
 * O(1). */
PTV_API ptv_status ptv_panel_add_sent(ptv_panel *acc, int32_t channel, uint64_t n);

/** Adds the answers of another panel with the same config: the union of the two.
 *
 * Surveys sent, and answers without a respondent, add up.
 * @param[in,out] dst  panel; on an error: as it was
 * @param[in]     src  panel; may be dst: then what was sent, and the anonymous, double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: another scale or policy; PTV_ERR_OVERFLOW;
 *         PTV_ERR_MEMORY
 * O(number of respondents) on average. */
PTV_API PTV_NODISCARD ptv_status ptv_panel_merge(ptv_panel *dst, const ptv_panel *src);

/** The answers that count, as ratings: for NPS, CSAT, CES and all that is read from ratings.
 *
 * @param[in]  acc  panel
 * @param[out] out  ratings on the panel's scale; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL
 * O(number of respondents). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_ratings(const ptv_panel *acc, ptv_ratings *out);

/** Respondents, and what was answered and sent.
 *
 * @param[in]  acc  panel
 * @param[out] out  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: nobody; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(number of respondents). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_read(const ptv_panel *acc, ptv_panel_result *out);

/** Response rate: answered / sent, through a channel or through all.
 *
 * @param[in]  acc      panel
 * @param[in]  channel  0..PTV_PANEL_CHANNELS - 1, or -1: all
 * @param[in]  opt      confidence and method; NULL: the defaults
 * @param[out] out      0..1; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: none was sent; PTV_INCONSISTENT: more answered than were asked, NaN;
 *         PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: no such channel, or an option out of range
 * O(number of respondents). */
PTV_API PTV_NODISCARD ptv_status ptv_panel_response_rate(const ptv_panel *acc, int32_t channel,
                                                         const ptv_proportion_options *opt,
                                                         ptv_estimate *out);

/** Writes a panel as bytes that any machine reads: equal panels, equal bytes.
 *
 * @param[in]  acc  panel
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set; PTV_ERR_MEMORY: for
 *         the sorting
 * O(r log r) for r respondents. */
PTV_API PTV_NODISCARD ptv_status ptv_panel_serialize(const ptv_panel *acc, void *buf, size_t cap,
                                                     size_t *len);

/** Reads a panel from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the panel; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len); memory in proportion to len. */
PTV_API PTV_NODISCARD ptv_status ptv_panel_deserialize(const ptv_allocator *allocator,
                                                       const void *buf, size_t len,
                                                       ptv_panel **out);

#ifdef __cplusplus
}
#endif

#endif
