/* SPDX-License-Identifier: MIT */
/* Every type of state that merges, and for each six shards of records that overlap, are empty, go to
 * the limits, or hold what is missing and wrong. */
#ifndef TESTS_SHARDS_H
#define TESTS_SHARDS_H

#include "bytes.h"

enum { SHARDS = 6, SHARD_EMPTY = 2, SHARD_EXTREME = 3 };

enum {
    SHARDS_APART = 1, /* no customer is in two shards */
    SHARDS_A_SET,     /* what is there twice is there once */
};

/* A type of state with one definition. States are `void *`, as in ptv_verbs. */
struct shard_kind {
    const char *name;
    uint32_t type; /* PTV_TYPE_… */
    /* A state without records; of a fixed type, the allocator is not used. */
    void *(*empty)(const ptv_allocator *allocator);
    /* Adds the record of a number: equal numbers, equal records; the neighbours of some share
     * customers, keys or times. */
    void (*record)(void *acc, int i);
    void (*odd)(void *acc);     /* adds what is missing, rejected or invalid */
    void (*extreme)(void *acc); /* adds the smallest, the largest and the most that there may be */
    /* The n-th state of another definition, with which a state of all shards does not merge; NULL:
     * there is none. */
    void *(*other)(size_t n);
    void (*finish)(void *acc); /* done when all records of a state are there; NULL: nothing */
    int special;
};

extern const struct shard_kind shard_kinds[];
extern const size_t n_shard_kinds;

/* The state that saw the records of all shards of a set, a bit for each. */
void *shards_together(const struct shard_kind *kind, const ptv_allocator *allocator, unsigned set);

/* Adds the records of a shard, from 0 on. */
void shard_add(const struct shard_kind *kind, void *acc, int shard);

/* The record of a number, where it is a struct. */
ptv_call shard_call(int i);
ptv_complaint shard_complaint(int i);
ptv_response shard_response(int i);

#endif
