/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/bytes.h"
#include "base/state.h"
#include "base/wide.h"
#include "base/wire.h"

void ptvi_state_init(const struct ptvi_layout *layout, uint64_t *w) {
    memset(w, 0, layout->words * sizeof *w);
    w[0] = ptvi_state_tag(layout);
}

/* Number of words that a field covers. */
static size_t extent(const struct ptvi_field *field) {
    return (size_t)field->words * field->repeat;
}

ptv_status ptvi_state_reset(const struct ptvi_layout *layout, uint64_t *w) {
    ptv_status status = ptvi_state_check(layout, w);
    if (status < 0)
        return status;
    for (size_t i = 0; i < layout->n_fields; i++) {
        const struct ptvi_field *field = &layout->fields[i];
        if (field->kind != PTVI_KEPT)
            memset(w + field->first, 0, extent(field) * sizeof *w);
    }
    return PTV_OK;
}

bool ptvi_state_same(const struct ptvi_layout *layout, const uint64_t *a, const uint64_t *b) {
    for (size_t i = 0; i < layout->n_fields; i++) {
        const struct ptvi_field *field = &layout->fields[i];
        size_t size = extent(field) * sizeof *a;
        if (field->kind == PTVI_KEPT && memcmp(a + field->first, b + field->first, size) != 0)
            return false;
    }
    return true;
}

/* One element of a field += another; returns whether it left the field's range. */
static bool add_element(const struct ptvi_field *field, uint64_t *a, const uint64_t *b) {
    switch (field->kind) {
    case PTVI_COUNT:
        return ptvi_count_add(a, *b) < 0;
    case PTVI_SUM:
        return ptvi_wide_add(a, b, field->words);
    case PTVI_SIGNED_SUM:
        return ptvi_wide_add_signed(a, b, field->words);
    default:
        return false;
    }
}

ptv_status ptvi_state_merge(const struct ptvi_layout *layout, uint64_t *dst, const uint64_t *src) {
    ptv_status status = ptvi_state_check(layout, dst);
    if (status < 0)
        return status;
    status = ptvi_state_check(layout, src);
    if (status < 0)
        return status;
    if (!ptvi_state_same(layout, dst, src))
        return PTV_ERR_MISMATCH;

    uint64_t sum[PTVI_STATE_WORDS_MAX];
    memcpy(sum, dst, layout->words * sizeof *sum);
    for (size_t i = 0; i < layout->n_fields; i++) {
        const struct ptvi_field *field = &layout->fields[i];
        for (size_t j = 0; j < extent(field); j += field->words)
            if (add_element(field, sum + field->first + j, src + field->first + j))
                return PTV_ERR_OVERFLOW;
    }
    memcpy(dst, sum, layout->words * sizeof *sum);
    return PTV_OK;
}

size_t ptvi_state_body_length(const struct ptvi_layout *layout) {
    size_t words = 0;
    for (size_t i = 0; i < layout->n_fields; i++)
        words += extent(&layout->fields[i]);
    return words * 8;
}

void ptvi_state_put_body(const struct ptvi_layout *layout, const uint64_t *w, uint8_t *body) {
    for (size_t i = 0; i < layout->n_fields; i++) {
        const struct ptvi_field *field = &layout->fields[i];
        for (size_t j = 0; j < extent(field); j++, body += 8)
            ptvi_put64(body, w[field->first + j]);
    }
}

bool ptvi_state_get_body(const struct ptvi_layout *layout, uint64_t *w, const uint8_t *body) {
    for (size_t i = 0; i < layout->n_fields; i++) {
        const struct ptvi_field *field = &layout->fields[i];
        for (size_t j = 0; j < extent(field); j++, body += 8) {
            uint64_t word = ptvi_get64(body);
            if (field->kind == PTVI_COUNT && word > PTV_COUNT_MAX)
                return false;
            w[field->first + j] = word;
        }
    }
    return layout->possible(w);
}

static size_t image_length(const struct ptvi_layout *layout) {
    return PTV_WIRE_HEADER + ptvi_state_body_length(layout);
}

ptv_status ptvi_state_serialize(const struct ptvi_layout *layout, const uint64_t *w, void *buf,
                                size_t cap, size_t *len) {
    ptv_status status = ptvi_state_check(layout, w);
    if (status < 0)
        return status;
    if (!len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    *len = image_length(layout);
    if (!buf)
        return PTV_OK;
    if (cap < *len)
        return PTV_ERR_SPACE;
    ptvi_state_put_body(layout, w, (uint8_t *)buf + PTV_WIRE_HEADER);
    ptvi_wire_seal((uint8_t *)buf, *len, layout->type, layout->version);
    return PTV_OK;
}

ptv_status ptvi_state_deserialize(const struct ptvi_layout *layout, uint64_t *w, const void *buf,
                                  size_t len) {
    if (!w)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_wire_open(buf, len, layout->type, layout->version);
    if (status < 0)
        return status;
    if (len != image_length(layout))
        return PTV_ERR_WIRE_LENGTH;

    uint64_t read[PTVI_STATE_WORDS_MAX];
    ptvi_state_init(layout, read);
    if (!ptvi_state_get_body(layout, read, (const uint8_t *)buf + PTV_WIRE_HEADER))
        return PTV_ERR_WIRE_CONTENT;
    memcpy(w, read, layout->words * sizeof *read);
    return PTV_OK;
}
