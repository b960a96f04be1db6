/* SPDX-License-Identifier: MIT */
/* The engine of fixed states.
 *
 * A fixed state is an array of 64-bit words. Word 0 is a tag that says type and layout, so that
 * zeroed or foreign memory is recognised. A table of fields describes the rest; reset, merge,
 * serialize and deserialize are one checked loop over it, the same for every type. A word that no
 * field covers is 0 and is not stored. */
#ifndef PTVI_STATE_H
#define PTVI_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "postventa/status.h"

enum ptvi_field_kind {
    PTVI_KEPT,       /* part of the definition: equal in states that merge */
    PTVI_COUNT,      /* a counter, 0..PTV_COUNT_MAX */
    PTVI_SUM,        /* an unsigned sum of `words` words */
    PTVI_SIGNED_SUM, /* a two's complement sum of `words` words */
};

struct ptvi_field {
    const char *name;
    uint8_t kind;
    uint8_t first;  /* index of its first word */
    uint8_t words;  /* words of one element, least significant first */
    uint8_t repeat; /* how many elements follow one another */
};

struct ptvi_layout {
    uint16_t type;    /* PTV_TYPE_… */
    uint16_t version; /* of the layout, from 1 */
    uint8_t words;    /* of the whole state, tag included */
    uint8_t n_fields;
    const struct ptvi_field *fields;
    /* Whether the words, each in its field's range, are those of a state that can arise. */
    bool (*possible)(const uint64_t *w);
};

/* No fixed state is larger. */
enum { PTVI_STATE_WORDS_MAX = 96 };

/* Everything 0, and the tag. */
void ptvi_state_init(const struct ptvi_layout *layout, uint64_t *w);

/* The first word of every state of a type and a version of its layout. */
static inline uint64_t ptvi_tag(uint16_t type, uint16_t version) {
    const uint64_t mark = UINT64_C(0x70747673) << 32; /* "ptvs" */
    return mark | (uint64_t)type << 16 | version;
}

static inline uint64_t ptvi_state_tag(const struct ptvi_layout *layout) {
    return ptvi_tag(layout->type, layout->version);
}

/* PTV_OK, PTV_ERR_NULL or PTV_ERR_STATE: the check that every function starts with. */
static inline ptv_status ptvi_state_check(const struct ptvi_layout *layout, const uint64_t *w) {
    if (!w)
        return PTV_ERR_NULL;
    return w[0] == ptvi_state_tag(layout) ? PTV_OK : PTV_ERR_STATE;
}

/* Everything 0 but the definition. */
ptv_status ptvi_state_reset(const struct ptvi_layout *layout, uint64_t *w);

/* dst += src, all or nothing. */
ptv_status ptvi_state_merge(const struct ptvi_layout *layout, uint64_t *dst, const uint64_t *src);

/* Whether two states have the same definition. */
bool ptvi_state_same(const struct ptvi_layout *layout, const uint64_t *a, const uint64_t *b);

ptv_status ptvi_state_serialize(const struct ptvi_layout *layout, const uint64_t *w, void *buf,
                                size_t cap, size_t *len);
ptv_status ptvi_state_deserialize(const struct ptvi_layout *layout, uint64_t *w, const void *buf,
                                  size_t len);

/* The words that are stored, as bytes: how many, writing them, and reading them into a state that
 * was initialised; false for what is no state. The header is the caller's. */
size_t ptvi_state_body_length(const struct ptvi_layout *layout);
void ptvi_state_put_body(const struct ptvi_layout *layout, const uint64_t *w, uint8_t *body);
bool ptvi_state_get_body(const struct ptvi_layout *layout, uint64_t *w, const uint8_t *body);

/* A counter goes up by n: PTV_OK or PTV_ERR_OVERFLOW, and then unchanged. */
static inline ptv_status ptvi_count_add(uint64_t *count, uint64_t n) {
    if (n > PTV_COUNT_MAX - *count)
        return PTV_ERR_OVERFLOW;
    *count += n;
    return PTV_OK;
}

/* A counter goes down by n: PTV_OK or PTV_ERR_UNDERFLOW, and then unchanged. */
static inline ptv_status ptvi_count_remove(uint64_t *count, uint64_t n) {
    if (n > *count)
        return PTV_ERR_UNDERFLOW;
    *count -= n;
    return PTV_OK;
}

#endif
