/* SPDX-License-Identifier: MIT */
/* Bytes as a sequence of operations on a few states, each beside a model: a slow, plain description
 * of what was counted, with which the state must agree after every operation: by its figures, or by
 * the bytes of a state that counts the same anew. */
#ifndef FUZZ_SEQUENCE_H
#define FUZZ_SEQUENCE_H

#include <stdbool.h>

#include "image.h"

/* What is left of an input; behind its end there are zeros. */
struct input {
    const uint8_t *at;
    size_t left;
};

static inline uint8_t next_byte(struct input *in) {
    if (in->left == 0)
        return 0;
    in->left--;
    return *in->at++;
}

/* Mostly small, and sometimes so large that a counter passes its limit. */
static inline uint64_t next_count(struct input *in) {
    uint8_t byte = next_byte(in);
    return byte < 240 ? byte & 15 : PTV_COUNT_MAX >> (byte & 3);
}

/* Not a status: a merge that is not tried, since the model has no room for it or the contract
 * forbids it. */
enum { NOT_TRIED = 1000 };

struct subject {
    uint32_t type;
    size_t model; /* its bytes */
    void *(*make)(uint8_t shape);
    void (*begin)(void *model, uint8_t shape); /* of an empty state; it was zeros */
    void (*step)(void *acc, void *model, struct input *in);
    int (*merge)(void *model, const void *from); /* the status that it must have, or NOT_TRIED */
    void (*check)(const void *acc, const void *model);
    /* Counts what the model has, one by one, in a new state, which must have the same image; false:
     * the state has forgotten too much. */
    bool (*recount)(void *acc, const void *model);
};

/* Figures take much longer than counts: half of the inputs go without. */
enum { STATES = 3, LONGEST_SEQUENCE = 64, FIGURES = 128 };

struct pair {
    void *acc, *model;
};

/* A state becomes a copy of another, or of itself. */
static inline void copy_pair(const struct subject *subject, struct pair *to,
                             const struct pair *from) {
    const ptv_verbs *verbs = ptv_verbs_find(subject->type);
    void *copy;
    REQUIRE(verbs->copy(from->acc, &copy) == PTV_OK);
    verbs->free(to->acc);
    to->acc = copy;
    if (to != from)
        memcpy(to->model, from->model, subject->model);
}

static inline void merge_pair(const struct subject *subject, struct pair *to,
                              const struct pair *from) {
    int expected = subject->merge(to->model, from->model);
    if (expected != NOT_TRIED)
        REQUIRE(ptv_verbs_find(subject->type)->merge(to->acc, from->acc) == expected);
}

static inline void reset_pair(const struct subject *subject, struct pair *pair, uint8_t shape) {
    REQUIRE(ptv_verbs_find(subject->type)->reset(pair->acc) == PTV_OK);
    memset(pair->model, 0, subject->model);
    subject->begin(pair->model, shape);
}

/* A state becomes what its bytes are read as. */
static inline void store_pair(const struct subject *subject, struct pair *pair) {
    const ptv_verbs *verbs = ptv_verbs_find(subject->type);
    size_t len;
    uint8_t *image = image_of(subject->type, pair->acc, &len);
    void *back;
    REQUIRE(verbs->deserialize(image, len, &back) == PTV_OK);
    require_image(subject->type, back, image, len);
    verbs->free(pair->acc);
    pair->acc = back;
    free(image);
}

/* Equal contents, equal bytes, whatever way led there. */
static inline void require_recount(const struct subject *subject, const struct pair *pair,
                                   uint8_t shape) {
    void *again = subject->make(shape);
    if (subject->recount(again, pair->model)) {
        size_t len;
        uint8_t *image = image_of(subject->type, again, &len);
        require_image(subject->type, pair->acc, image, len);
        free(image);
    }
    ptv_verbs_find(subject->type)->free(again);
}

static inline void operate(const struct subject *subject, struct pair pairs[STATES], uint8_t shape,
                           struct input *in) {
    uint8_t what = next_byte(in);
    struct pair *one = &pairs[(what >> 4) % STATES], *other = &pairs[(what >> 6) % STATES];
    switch (what & 15) {
    case 0:
        copy_pair(subject, one, other);
        break;
    case 1:
    case 2:
        merge_pair(subject, one, other);
        break;
    case 3:
        reset_pair(subject, one, shape);
        break;
    case 4:
        store_pair(subject, one);
        break;
    default:
        subject->step(one->acc, one->model, in);
    }
    if (shape & FIGURES)
        subject->check(one->acc, one->model);
    else
        require_recount(subject, one, shape);
}

static inline int try_sequence(const struct subject *subject, const uint8_t *data, size_t size) {
    struct input in = {data, size};
    struct pair pairs[STATES];
    uint8_t shape = next_byte(&in);
    for (int i = 0; i < STATES; i++) {
        pairs[i] = (struct pair){subject->make(shape), calloc(1, subject->model)};
        REQUIRE(pairs[i].model != NULL);
        subject->begin(pairs[i].model, shape);
    }
    for (int i = 0; i < LONGEST_SEQUENCE && in.left > 0; i++)
        operate(subject, pairs, shape, &in);
    for (int i = 0; i < STATES; i++) {
        require_recount(subject, &pairs[i], shape);
        ptv_verbs_find(subject->type)->free(pairs[i].acc);
        free(pairs[i].model);
    }
    return 0;
}

/* a + b, as counters add up: false where that is too much, and then nothing is added. */
static inline bool count_up(uint64_t *count, uint64_t n) {
    if (n > PTV_COUNT_MAX - *count)
        return false;
    *count += n;
    return true;
}

static inline bool near(double got, double want, double tolerance) {
    double error = got < want ? want - got : got - want;
    return error <= tolerance * (want < 0 ? -want : want);
}

#endif
