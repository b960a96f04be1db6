/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/certain.h"
#include "base/wire.h"
#include "service/composite.h"
#include "time/durations.h"
#include "time/survival.h"

/* ── memory ──────────────────────────────────────────────────────────────────────────────────── */

/* A composite with the same words and no parts yet. */
static struct ptvi_composite *without_parts(const struct ptvi_composite_type *type,
                                            const uint64_t *w, const ptv_allocator *allocator) {
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    struct ptvi_composite *composite =
        (struct ptvi_composite *)ptvi_allocate(&source, 1, sizeof *composite);
    if (composite) {
        composite->type = type;
        composite->allocator = source;
        memcpy(composite->w, w, type->layout.words * sizeof *w);
    }
    return composite;
}

void ptvi_composite_free(struct ptvi_composite *composite) {
    if (!composite)
        return;
    ptv_allocator allocator = composite->allocator;
    for (int i = 0; i < composite->type->n_durations; i++)
        ptv_durations_free(composite->durations[i]);
    for (int i = 0; i < composite->type->n_survival; i++)
        ptv_survival_free(composite->survival[i]);
    ptvi_release(&allocator, composite);
}

static ptv_status new_parts(struct ptvi_composite *composite) {
    const struct ptvi_composite_type *type = composite->type;
    ptv_status status = PTV_OK;
    for (int i = 0; i < type->n_durations && status >= 0; i++) {
        ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
        type->durations_config(composite->w, i, &config);
        status = ptv_durations_new(&config, &composite->allocator, &composite->durations[i]);
    }
    for (int i = 0; i < type->n_survival && status >= 0; i++) {
        ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
        type->survival_config(composite->w, i, &config);
        status = ptv_survival_new(&config, &composite->allocator, &composite->survival[i]);
    }
    return status;
}

ptv_status ptvi_composite_new(const struct ptvi_composite_type *type, const uint64_t *w,
                              const ptv_allocator *allocator, struct ptvi_composite **out) {
    struct ptvi_composite *composite = without_parts(type, w, allocator);
    if (!composite)
        return PTV_ERR_MEMORY;
    ptv_status status = ptvi_state_reset(&type->layout, composite->w);
    if (PTVI_ALWAYS(status >= 0))
        status = new_parts(composite);
    if (status < 0)
        ptvi_composite_free(composite);
    else
        *out = composite;
    return status;
}

ptv_status ptvi_composite_copy(const struct ptvi_composite *composite,
                               const ptv_allocator *allocator, struct ptvi_composite **out) {
    const struct ptvi_composite_type *type = composite->type;
    struct ptvi_composite *copy = without_parts(type, composite->w, allocator);
    ptv_status status = copy ? PTV_OK : PTV_ERR_MEMORY;
    for (int i = 0; i < type->n_durations && status >= 0; i++)
        status = ptv_durations_copy(composite->durations[i], &copy->allocator, &copy->durations[i]);
    for (int i = 0; i < type->n_survival && status >= 0; i++)
        status = ptv_survival_copy(composite->survival[i], &copy->allocator, &copy->survival[i]);
    if (status < 0)
        ptvi_composite_free(copy);
    else
        *out = copy;
    return status;
}

/* Gives a composite what another of its type and allocator holds, and that one what it held. */
static void swap(struct ptvi_composite *a, struct ptvi_composite *b) {
    struct ptvi_composite kept = *a;
    *a = *b;
    *b = kept;
}

ptv_status ptvi_composite_reset(struct ptvi_composite *composite) {
    for (int i = 0; i < composite->type->n_durations; i++)
        ptvi_certainly(ptv_durations_reset(composite->durations[i]));
    for (int i = 0; i < composite->type->n_survival; i++)
        ptvi_certainly(ptv_survival_reset(composite->survival[i]));
    return ptvi_state_reset(&composite->type->layout, composite->w);
}

ptv_status ptvi_composite_merge(struct ptvi_composite *dst, const struct ptvi_composite *src) {
    struct ptvi_composite *sum;
    if (!ptvi_state_same(&dst->type->layout, dst->w, src->w))
        return PTV_ERR_MISMATCH;
    /* A part may need memory, so the sum is made apart and takes its place when it is whole. */
    ptv_status status = ptvi_composite_copy(dst, &dst->allocator, &sum);
    if (status < 0)
        return status;
    status = ptvi_state_merge(&dst->type->layout, sum->w, src->w);
    for (int i = 0; i < dst->type->n_durations && status >= 0; i++)
        status = ptv_durations_merge(sum->durations[i], src->durations[i]);
    for (int i = 0; i < dst->type->n_survival && status >= 0; i++)
        status = ptv_survival_merge(sum->survival[i], src->survival[i]);
    if (status >= 0)
        swap(dst, sum);
    ptvi_composite_free(sum);
    return status;
}

/* ── changes ─────────────────────────────────────────────────────────────────────────────────── */

void ptvi_change_count(struct ptvi_change *change, int word, uint64_t n) {
    if (n == 0)
        return;
    change->counts[change->n_counts].word = (uint8_t)word;
    change->counts[change->n_counts].n = n;
    change->n_counts++;
}

void ptvi_change_durations(struct ptvi_change *change, int part, int64_t ms) {
    change->durations[change->n_durations].part = (uint8_t)part;
    change->durations[change->n_durations].ms = ms;
    change->n_durations++;
}

void ptvi_change_survival(struct ptvi_change *change, int part, int64_t time, int32_t event) {
    change->survival[change->n_survival].part = (uint8_t)part;
    change->survival[change->n_survival].time = time;
    change->survival[change->n_survival].event = event;
    change->n_survival++;
}

/* Changes the counters in w, all or none. */
static ptv_status change_counts(const struct ptvi_composite_type *type, uint64_t *w,
                                const struct ptvi_change *change,
                                ptv_status (*by)(uint64_t *count, uint64_t n)) {
    uint64_t changed[PTVI_COMPOSITE_WORDS];
    memcpy(changed, w, type->layout.words * sizeof *w);
    for (int i = 0; i < change->n_counts; i++) {
        ptv_status status = by(&changed[change->counts[i].word], change->counts[i].n);
        if (status < 0)
            return status;
    }
    memcpy(w, changed, type->layout.words * sizeof *w);
    return PTV_OK;
}

/* Whether a change holds a time that states reject. */
static bool rejects(const struct ptvi_change *change) {
    for (int i = 0; i < change->n_durations; i++)
        if (change->durations[i].ms < 0 && change->durations[i].ms != PTV_TIME_NONE)
            return true;
    for (int i = 0; i < change->n_survival; i++)
        if (change->survival[i].time < 0 && change->survival[i].time != PTV_TIME_NONE)
            return true;
    return false;
}

/* Counters, then times: on a copy, or where nothing of the times can fail any more. */
static ptv_status apply_in_turn(struct ptvi_composite *composite,
                                const struct ptvi_change *change) {
    ptv_status status = change_counts(composite->type, composite->w, change, ptvi_count_add);
    for (int i = 0; i < change->n_durations && status >= 0; i++)
        status = ptv_durations_add(composite->durations[change->durations[i].part],
                                   change->durations[i].ms);
    for (int i = 0; i < change->n_survival && status >= 0; i++)
        status = ptv_survival_add(composite->survival[change->survival[i].part],
                                  change->survival[i].time, change->survival[i].event);
    return status;
}

static ptv_status apply_in_place(struct ptvi_composite *composite,
                                 const struct ptvi_change *change) {
    ptv_status status = PTV_OK;
    for (int i = 0; i < change->n_durations && status >= 0; i++)
        status = ptvi_durations_prepare_add(composite->durations[change->durations[i].part],
                                            change->durations[i].ms);
    for (int i = 0; i < change->n_survival && status >= 0; i++)
        status = ptvi_survival_prepare_add(composite->survival[change->survival[i].part],
                                           change->survival[i].time);
    return status < 0 ? status : apply_in_turn(composite, change);
}

/* Applies a change to a copy, which takes the composite's place when it is whole. */
static ptv_status change_copy(struct ptvi_composite *composite, const struct ptvi_change *change,
                              ptv_status (*by)(struct ptvi_composite *,
                                               const struct ptvi_change *)) {
    struct ptvi_composite *copy;
    ptv_status status = ptvi_composite_copy(composite, &composite->allocator, &copy);
    if (status < 0)
        return status;
    status = by(copy, change);
    if (status >= 0)
        swap(composite, copy);
    ptvi_composite_free(copy);
    return status;
}

/* Going from values to buckets cannot be undone, and a part does it once: then all is done on a
 * copy. */
static bool turns(const struct ptvi_composite *composite, const struct ptvi_change *change) {
    for (int i = 0; i < change->n_durations; i++)
        if (ptvi_durations_turns(composite->durations[change->durations[i].part],
                                 change->durations[i].ms))
            return true;
    return false;
}

ptv_status ptvi_composite_apply(struct ptvi_composite *composite,
                                const struct ptvi_change *change) {
    ptv_status status = turns(composite, change) ? change_copy(composite, change, apply_in_turn)
                                                 : apply_in_place(composite, change);
    if (status < 0)
        return status;
    return rejects(change) ? PTV_OUT_OF_SCALE : PTV_OK;
}

/* Taking back what was never added may leave every counter above 0, and yet no composite that can
 * arise. */
static ptv_status take_back(struct ptvi_composite *composite, const struct ptvi_change *change) {
    ptv_status status = change_counts(composite->type, composite->w, change, ptvi_count_remove);
    for (int i = 0; i < change->n_durations && status >= 0; i++)
        status = ptv_durations_remove(composite->durations[change->durations[i].part],
                                      change->durations[i].ms, 1);
    for (int i = 0; i < change->n_survival && status >= 0; i++)
        status = ptv_survival_remove(composite->survival[change->survival[i].part],
                                     change->survival[i].time, change->survival[i].event, 1);
    bool can_be =
        composite->type->layout.possible(composite->w) && composite->type->possible(composite);
    return status >= 0 && !can_be ? PTV_ERR_UNDERFLOW : status;
}

ptv_status ptvi_composite_take_back(struct ptvi_composite *composite,
                                    const struct ptvi_change *change) {
    ptv_status status = change_copy(composite, change, take_back);
    if (status < 0)
        return status;
    return rejects(change) ? PTV_OUT_OF_SCALE : PTV_OK;
}

ptv_status ptvi_composite_apply_records(
    struct ptvi_composite *composite, const void *records, size_t stride, size_t n,
    ptv_status (*record_change)(const struct ptvi_composite *composite, const void *record,
                                struct ptvi_change *change)) {
    struct ptvi_composite *batch;
    ptv_status all = PTV_OK;
    ptv_status status =
        ptvi_composite_new(composite->type, composite->w, &composite->allocator, &batch);
    if (status < 0)
        return status;
    const unsigned char *record = (const unsigned char *)records;
    for (size_t i = 0; i < n && status >= 0; i++, record += stride) {
        struct ptvi_change change;
        ptvi_change_begin(&change);
        status = record_change(composite, record, &change);
        if (status > 0)
            all = status;
        if (status >= 0)
            status = ptvi_composite_apply(batch, &change);
        if (status > 0)
            all = status;
    }
    if (status >= 0)
        status = ptvi_composite_merge(composite, batch);
    ptvi_composite_free(batch);
    return status < 0 ? status : all;
}

/* ── bytes: the words, then the image of each part ───────────────────────────────────────────── */

/* Writes the images of the parts, for which there is room, or, with cap 0, only tells how long they
 * are together. */
static size_t put_parts(const struct ptvi_composite *composite, uint8_t *out, size_t cap) {
    const struct ptvi_composite_type *type = composite->type;
    size_t len = 0;
    for (int i = 0; i < type->n_durations + type->n_survival; i++) {
        size_t one = 0, room = cap > 0 ? cap - len : 0;
        void *place = cap > 0 ? out + len : NULL;
        if (i < type->n_durations)
            ptvi_certainly(ptv_durations_serialize(composite->durations[i], place, room, &one));
        else
            ptvi_certainly(ptv_survival_serialize(composite->survival[i - type->n_durations], place,
                                                  room, &one));
        len += one;
    }
    return len;
}

ptv_status ptvi_composite_serialize(const struct ptvi_composite *composite, void *buf, size_t cap,
                                    size_t *len) {
    const struct ptvi_layout *layout = &composite->type->layout;
    size_t head = PTV_WIRE_HEADER + ptvi_state_body_length(layout);
    if (!len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    size_t parts = put_parts(composite, NULL, 0);
    *len = head + parts;
    if (!buf)
        return PTV_OK;
    if (cap < *len)
        return PTV_ERR_SPACE;
    uint8_t *image = (uint8_t *)buf;
    ptvi_state_put_body(layout, composite->w, image + PTV_WIRE_HEADER);
    (void)put_parts(composite, image + head, parts);
    ptvi_wire_seal(image, *len, layout->type, layout->version);
    return PTV_OK;
}

static bool same_survival(const ptv_survival *a, const ptv_survival *b) {
    return a->calendar_id == b->calendar_id && a->unit_ms == b->unit_ms;
}

static ptv_status take_durations(const uint8_t *image, size_t len, const ptv_allocator *allocator,
                                 ptv_durations **part) {
    ptv_durations *read;
    ptv_status status = ptv_durations_deserialize(allocator, image, len, &read);
    if (status < 0)
        return status;
    bool same = ptvi_durations_same(*part, read);
    ptv_durations_free(same ? *part : read);
    if (same)
        *part = read;
    return same ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

static ptv_status take_survival(const uint8_t *image, size_t len, const ptv_allocator *allocator,
                                ptv_survival **part) {
    ptv_survival *read;
    ptv_status status = ptv_survival_deserialize(allocator, image, len, &read);
    if (status < 0)
        return status;
    bool same = same_survival(*part, read);
    ptv_survival_free(same ? *part : read);
    if (same)
        *part = read;
    return same ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

/* Puts what the images hold in the place of the empty parts. */
static ptv_status take_parts(struct ptvi_composite *composite, const uint8_t *image, size_t len) {
    const struct ptvi_composite_type *type = composite->type;
    ptv_status status = PTV_OK;
    for (int i = 0; i < type->n_durations + type->n_survival && status >= 0; i++) {
        uint64_t one = 0;
        status = ptv_wire_info(image, len, NULL, NULL, &one);
        if (status < 0)
            break;
        if (i < type->n_durations)
            status =
                take_durations(image, (size_t)one, &composite->allocator, &composite->durations[i]);
        else
            status = take_survival(image, (size_t)one, &composite->allocator,
                                   &composite->survival[i - type->n_durations]);
        image += one;
        len -= (size_t)one;
    }
    return status >= 0 && len > 0 ? PTV_ERR_WIRE_CONTENT : status;
}

ptv_status ptvi_composite_deserialize(const struct ptvi_composite_type *type,
                                      const ptv_allocator *allocator, const void *buf, size_t len,
                                      struct ptvi_composite **out) {
    const struct ptvi_layout *layout = &type->layout;
    size_t head = PTV_WIRE_HEADER + ptvi_state_body_length(layout);
    ptv_status status = ptvi_wire_open(buf, len, layout->type, layout->version);
    if (status < 0)
        return status;
    if (len < head)
        return PTV_ERR_WIRE_LENGTH;
    const uint8_t *image = (const uint8_t *)buf;
    uint64_t w[PTVI_COMPOSITE_WORDS];
    ptvi_state_init(layout, w);
    if (!ptvi_state_get_body(layout, w, image + PTV_WIRE_HEADER))
        return PTV_ERR_WIRE_CONTENT;
    struct ptvi_composite *read;
    status = ptvi_composite_new(type, w, allocator, &read);
    if (status >= 0) {
        memcpy(read->w, w, layout->words * sizeof *w);
        status = take_parts(read, image + head, len - head);
        if (status >= 0 && !type->possible(read))
            status = PTV_ERR_WIRE_CONTENT;
        if (status >= 0)
            *out = read;
        else
            ptvi_composite_free(read);
    }
    /* What is wrong inside is wrong with the content of the whole. */
    return status < 0 && status != PTV_ERR_MEMORY ? PTV_ERR_WIRE_CONTENT : status;
}
