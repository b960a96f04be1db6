/* SPDX-License-Identifier: MIT */
/* The engine of composites: states that own several states of durations and of survival, and
 * counters beside them.
 *
 * A composite is words, as a fixed state is (its definition and its counters, described by a
 * layout), and parts. What a record does to it is a ptvi_change, a list of counters and times; a
 * type is its layout, the configs of its parts, and the function that turns a record into a change.
 * Everything else is here, once: a change is applied to all of it or to none. */
#ifndef PTVI_COMPOSITE_H
#define PTVI_COMPOSITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "base/state.h"
#include "postventa/durations.h"
#include "postventa/survival.h"

enum {
    PTVI_COMPOSITE_WORDS = PTVI_STATE_WORDS_MAX,
    PTVI_COMPOSITE_DURATIONS = 8,
    PTVI_COMPOSITE_SURVIVAL = 2,
    PTVI_CHANGE_COUNTS = 32,
};

struct ptvi_composite;

struct ptvi_composite_type {
    struct ptvi_layout layout; /* of the words; `possible` says what it can of them alone */
    int n_durations, n_survival;
    /* The configs of the parts, which follow from the words that are kept. */
    void (*durations_config)(const uint64_t *w, int part, ptv_durations_config *config);
    void (*survival_config)(const uint64_t *w, int part, ptv_survival_config *config);
    /* Whether words and parts fit one another: those of a composite that can arise. */
    bool (*possible)(const struct ptvi_composite *composite);
};

struct ptvi_composite {
    const struct ptvi_composite_type *type;
    ptv_allocator allocator;
    uint64_t w[PTVI_COMPOSITE_WORDS];
    ptv_durations *durations[PTVI_COMPOSITE_DURATIONS];
    ptv_survival *survival[PTVI_COMPOSITE_SURVIVAL];
};

/* An empty composite. `w` holds the definition in the words of the layout, tag included. */
ptv_status ptvi_composite_new(const struct ptvi_composite_type *type, const uint64_t *w,
                              const ptv_allocator *allocator, struct ptvi_composite **out);
void ptvi_composite_free(struct ptvi_composite *composite);
ptv_status ptvi_composite_copy(const struct ptvi_composite *composite,
                               const ptv_allocator *allocator, struct ptvi_composite **out);
ptv_status ptvi_composite_reset(struct ptvi_composite *composite);
ptv_status ptvi_composite_merge(struct ptvi_composite *dst, const struct ptvi_composite *src);
ptv_status ptvi_composite_serialize(const struct ptvi_composite *composite, void *buf, size_t cap,
                                    size_t *len);
ptv_status ptvi_composite_deserialize(const struct ptvi_composite_type *type,
                                      const ptv_allocator *allocator, const void *buf, size_t len,
                                      struct ptvi_composite **out);

/* What a record does to a composite. */
struct ptvi_change {
    int n_counts, n_durations, n_survival;
    struct {
        uint8_t word; /* of a PTVI_COUNT; a word may come more than once */
        uint64_t n;
    } counts[PTVI_CHANGE_COUNTS];
    struct {
        uint8_t part;
        int64_t ms; /* PTV_TIME_NONE: missing; any other negative: rejected */
    } durations[PTVI_COMPOSITE_DURATIONS];
    struct {
        uint8_t part;
        int64_t time; /* in the units of the part */
        int32_t event;
    } survival[PTVI_COMPOSITE_SURVIVAL];
};

/* A change that changes nothing yet; the rest of it need not be set, and it is large. */
static inline void ptvi_change_begin(struct ptvi_change *change) {
    change->n_counts = change->n_durations = change->n_survival = 0;
}

void ptvi_change_count(struct ptvi_change *change, int word, uint64_t n);
void ptvi_change_durations(struct ptvi_change *change, int part, int64_t ms);
void ptvi_change_survival(struct ptvi_change *change, int part, int64_t time, int32_t event);

/* PTV_OK; PTV_OUT_OF_SCALE: a time was rejected; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY. At most one time
 * a part. All or nothing. */
ptv_status ptvi_composite_apply(struct ptvi_composite *composite, const struct ptvi_change *change);

/* The reverse; PTV_ERR_UNDERFLOW: that was never applied. All or nothing; O(size). */
ptv_status ptvi_composite_take_back(struct ptvi_composite *composite,
                                    const struct ptvi_change *change);

/* Applies what `record_change` makes of each of n records, all or none; it may refuse a record with
 * a failure. O(n + size). */
ptv_status ptvi_composite_apply_records(
    struct ptvi_composite *composite, const void *records, size_t stride, size_t n,
    ptv_status (*record_change)(const struct ptvi_composite *composite, const void *record,
                                struct ptvi_change *change));

#endif
