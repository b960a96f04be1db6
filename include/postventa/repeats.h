/* SPDX-License-Identifier: MIT */
/** @file
 * First-contact resolution, by whether the customer came back.
 *
 * Of the contacts that open a chain (the same customer, with the same issue, had none in the window
 * before), the share without another in the window after: in (t, t + window]. An opener whose
 * window is not over yet is not yet eligible, and counted apart. Of contacts at the same instant
 * the first is followed by the others.
 *
 * A growing state of (customer, issue, instant): contacts may come in any order and in any split by
 * customer, the state is the same. Contacts of one customer must be in one state, or in states that
 * will be merged before they are read or advanced: a customer who is in two is two customers. */
#ifndef POSTVENTA_REPEATS_H
#define POSTVENTA_REPEATS_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "estimate.h"
#include "key.h"
#include "proportion.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Contacts by customer. Opaque; made by ptv_repeats_new, given back by ptv_repeats_free. */
typedef struct ptv_repeats ptv_repeats;

/** What a state of repeats is made for. 0 in any member but size means the default. */
typedef struct ptv_repeats_config {
    uint32_t size;     /**< sizeof(ptv_repeats_config); PTV_REPEATS_CONFIG_INIT sets it. */
    uint32_t reserved; /**< 0 */
    int64_t window_ms; /**< How long a customer may not come back; default 7 days. */
    /** Instant since which contacts were recorded; default: the earliest contact. It decides which
     * openers have less history than the window, and ptv_repeats_advance needs it. */
    int64_t since;
} ptv_repeats_config;

/** Initialiser of a ptv_repeats_config: every member its default. */
#define PTV_REPEATS_CONFIG_INIT                                                                    \
    { (uint32_t)sizeof(ptv_repeats_config), 0, 0, 0 }

/** A contact. */
typedef struct ptv_contact {
    int64_t time;      /**< When. */
    uint64_t customer; /**< Whose; PTV_KEY_NONE: not known, the contact is excluded. */
    uint64_t issue;    /**< What about; the same number for all: chains are by customer. */
} ptv_contact;

/** How repeats are read. 0 in any member but size means the default. */
typedef struct ptv_repeats_options {
    uint32_t size;     /**< sizeof(ptv_repeats_options); PTV_REPEATS_OPTIONS_INIT sets it. */
    uint32_t reserved; /**< 0 */
    double confidence; /**< Of every interval, above 0 and below 1; default 0.95. */
    /** Until when everything is known; later contacts are left out. Default: the latest contact, or
     * the cutoff where that is later. */
    int64_t as_of;
    int32_t method;    /**< As in ptv_proportion_options; default PTV_METHOD_WILSON. */
    int32_t reserved2; /**< 0 */
} ptv_repeats_options;

/** Initialiser of a ptv_repeats_options: every member its default. */
#define PTV_REPEATS_OPTIONS_INIT                                                                   \
    { (uint32_t)sizeof(ptv_repeats_options), 0, 0, 0, 0, 0 }

/** What there is of repeats. */
typedef struct ptv_repeats_result {
    uint32_t size;             /**< sizeof(ptv_repeats_result), set by the caller. */
    uint32_t reserved;         /**< 0 */
    ptv_estimate fcr;          /**< Of the eligible openers: share without a repeat, 0..1. */
    ptv_estimate repeat_free;  /**< Of all eligible contacts: share without a repeat, 0..1. */
    uint64_t contacts;         /**< Contacts with a customer, up to as_of. */
    uint64_t openers;          /**< Of them, those that open a chain. */
    uint64_t eligible;         /**< Of the openers, those whose window is over: the base. */
    uint64_t resolved;         /**< Of these, those without a repeat. */
    uint64_t not_yet_eligible; /**< Of the openers, those whose window is not over. */
    /** Of the eligible openers, those that began less than a window after the records did: an
     * earlier contact may be unknown. They are in the base. */
    uint64_t short_history;
    uint64_t excluded; /**< Contacts without a customer, or taken out by the caller. */
    uint64_t later;    /**< Contacts after as_of. */
    /** Instant since which contacts were recorded; PTV_TIME_NONE: not said, and no contact up to
     * as_of. */
    int64_t since;
    int64_t as_of; /**< Until when everything is known; PTV_TIME_NONE: not said, and no contact. */
    int64_t window_ms; /**< The window. */
} ptv_repeats_result;

/** Initialiser of a ptv_repeats_result: its size, and zeros to be overwritten. */
#define PTV_REPEATS_RESULT_INIT                                                                    \
    {                                                                                              \
        (uint32_t)sizeof(ptv_repeats_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0, 0, \
            0, 0, 0, 0, 0, 0, 0                                                                    \
    }

/** Sets a config to its defaults; the same as PTV_REPEATS_CONFIG_INIT.
 *
 * @param[out] config  config
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_config_init(ptv_repeats_config *config);

/** Sets options to their defaults; the same as PTV_REPEATS_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_options_init(ptv_repeats_options *opt);

/** Makes a result ready to be read into; the same as PTV_REPEATS_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_result_init(ptv_repeats_result *out);

/** The config of repeats: of a state that came as bytes, say.
 *
 * @param[in]  acc     repeats
 * @param[out] config  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_config_read(const ptv_repeats *acc,
                                                         ptv_repeats_config *config);

/** Makes an empty state of repeats.
 *
 * @param[in]  config     window and beginning; NULL: the defaults
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: a negative window, or since is
 *         PTV_TIME_NONE; PTV_ERR_MEMORY
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_new(const ptv_repeats_config *config,
                                                 const ptv_allocator *allocator, ptv_repeats **out);

/** Gives back a state.
 *
 * @param[in] acc  repeats, or NULL: then nothing happens */
PTV_API void ptv_repeats_free(ptv_repeats *acc);

/** Makes a state with the same contents.
 *
 * @param[in]  acc        repeats
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(number of contacts that are kept). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_copy(const ptv_repeats *acc,
                                                  const ptv_allocator *allocator,
                                                  ptv_repeats **out);

/** Forgets all contacts and the cutoff; the config stays.
 *
 * @param[in,out] acc  repeats
 * @return PTV_OK; PTV_ERR_NULL
 * O(number of contacts that are kept). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_reset(ptv_repeats *acc);

/** Counts a contact.
 *
 * @param[in,out] acc       state; on an error: as it was
 * @param[in]     customer  whose; PTV_KEY_NONE: not known, counted as excluded
 * @param[in]     issue     what about; the same number for all: chains are by customer
 * @param[in]     time      when; PTV_TIME_NONE: not known, counted as excluded
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ORDER: before the cutoff; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(log of the number of contacts that are kept), and a move of at most a block. */
PTV_API ptv_status ptv_repeats_add(ptv_repeats *acc, uint64_t customer, uint64_t issue,
                                   int64_t time);

/** Counts an array of contacts: all or none.
 *
 * @param[in,out] acc       state; on an error: as it was
 * @param[in]     contacts  the first one; with n 0, it may be NULL
 * @param[in]     stride    bytes from one to the next, at least sizeof(ptv_contact)
 * @param[in]     n         how many there are
 * @return as ptv_repeats_add; PTV_ERR_ARGUMENT: the stride
 * n times ptv_repeats_add. */
PTV_API ptv_status ptv_repeats_add_records(ptv_repeats *acc, const ptv_contact *contacts,
                                           size_t stride, size_t n);

/** Counts contacts that the caller leaves out, such as those that no first contact can resolve.
 *
 * @param[in,out] acc  state; on an error: as it was
 * @param[in]     n    how many
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_OVERFLOW
 * O(1). */
PTV_API ptv_status ptv_repeats_exclude(ptv_repeats *acc, uint64_t n);

/** Takes back a contact: exactly.
 *
 * @param[in,out] acc       state; on an error: as it was
 * @param[in]     customer  as it was added
 * @param[in]     issue     as it was added
 * @param[in]     time      as it was added
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ORDER: before the cutoff; PTV_ERR_UNDERFLOW: no such
 *         contact was added
 * As ptv_repeats_add. */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_remove(ptv_repeats *acc, uint64_t customer,
                                                    uint64_t issue, int64_t time);

/** Promises that no contact before an instant will come any more, and forgets what it can.
 *
 * Contacts whose window was over before the cutoff are settled: their counts are kept, and of their
 * instants no more than whether the first one kept follows them. Readings are what they would have
 * been without, and the state depends on the contacts and the last cutoff only.
 * @param[in,out] acc     state; on an error: as it was
 * @param[in]     cutoff  the instant; not after the as_of of any later reading
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ORDER: before an earlier cutoff; PTV_ERR_ARGUMENT: the
 *         config has no `since`, or PTV_TIME_NONE
 * O(number of contacts that are kept); no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_advance(ptv_repeats *acc, int64_t cutoff);

/** Adds the contacts of another state with the same config and cutoff, of other customers.
 *
 * @param[in,out] dst  state; on an error: as it was
 * @param[in]     src  state; may be dst, whose contacts then all have a twin
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: another config or cutoff; PTV_ERR_OVERFLOW;
 *         PTV_ERR_MEMORY
 * O(number of contacts that are kept). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_merge(ptv_repeats *dst, const ptv_repeats *src);

/** First-contact resolution as of an instant.
 *
 * @param[in]  acc  repeats
 * @param[in]  opt  instant, confidence and method; NULL: the defaults
 * @param[out] out  size set by the caller; on PTV_EMPTY: ratios NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: no opener is eligible; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT;
 *         PTV_ERR_ORDER: as_of is before the cutoff
 * O(number of contacts that are kept). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_read(const ptv_repeats *acc,
                                                  const ptv_repeats_options *opt,
                                                  ptv_repeats_result *out);

/** Writes repeats as bytes that any machine reads: equal states, equal bytes.
 *
 * @param[in]  acc  repeats
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set
 * O(number of contacts that are kept). */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_serialize(const ptv_repeats *acc, void *buf,
                                                       size_t cap, size_t *len);

/** Reads repeats from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len); memory in proportion to len. */
PTV_API PTV_NODISCARD ptv_status ptv_repeats_deserialize(const ptv_allocator *allocator,
                                                         const void *buf, size_t len,
                                                         ptv_repeats **out);

#ifdef __cplusplus
}
#endif

#endif
