/* SPDX-License-Identifier: MIT */
/* The slots of customers, and the hash table that they are where keys are any numbers.
 *
 * A mixed key's upper bits say which bucket is its home. A bucket fills from its first slot on; who
 * finds the home full goes on to the next bucket, and after the last one to the first. So a search
 * ends at the first bucket that is not full, and at the latest where nobody stands behind the home
 * as far. At most three slots of four are taken.
 *
 * Ids are chosen by who writes an image, or who knows the seed. Chosen so that they crowd, each
 * would be searched among all others. So a table that is found crowded is spread: from then on the
 * homes are those of ids that are mixed with an address, a number that nobody outside knows.
 * Nothing that is read or stored depends on it. */
#include "base/platform.h"

#include <string.h>

#include "base/allocator.h"
#include "base/bits.h"
#include "base/processor.h"
#include "customer/cohorts.h"

enum { LEAST_CAPACITY = 8, LINE = 8 /* words of the cache */ };

static uint64_t *id_at(const ptv_cohorts *acc, size_t slot) {
    return acc->buckets + slot / PTVI_BUCKET * acc->stride + slot % PTVI_BUCKET;
}

/* Of the buckets and of the bits behind them. */
static size_t words_for(const ptv_cohorts *acc, size_t capacity) {
    return capacity / PTVI_BUCKET * acc->stride + (capacity + 63) / 64;
}

/* Gives a state new and empty slots; the old ones are not given back. */
static ptv_status allocate_slots(ptv_cohorts *acc, size_t capacity) {
    if (capacity > SIZE_MAX / sizeof(uint64_t) / (acc->stride + 1))
        return PTV_ERR_MEMORY;
    uint64_t *block = (uint64_t *)ptvi_allocate(
        &acc->allocator, words_for(acc, capacity) + LINE - 1, sizeof(uint64_t));
    if (!block)
        return PTV_ERR_MEMORY;
    size_t words_to_line = -((uintptr_t)block / sizeof(uint64_t)) % LINE;
    acc->block = block;
    acc->buckets = block + words_to_line;
    acc->earlier = acc->buckets + capacity / PTVI_BUCKET * acc->stride;
    acc->capacity = capacity;
    acc->customers = acc->reach = 0;
    acc->shift = 64 - ptvi_highest_set(capacity / PTVI_BUCKET);
    return PTV_OK;
}

ptv_status ptvi_cohorts_copy_table(ptv_cohorts *acc) {
    ptv_cohorts other = *acc;
    if (acc->capacity == 0)
        return PTV_OK;
    ptv_status status = allocate_slots(acc, other.capacity);
    if (status < 0)
        return status;
    memcpy(acc->buckets, other.buckets, words_for(acc, acc->capacity) * sizeof *acc->buckets);
    acc->customers = other.customers;
    acc->reach = other.reach;
    return PTV_OK;
}

/* The ids of a bucket; those behind the last one are the first ones again. */
static const uint64_t *ids_of(const ptv_cohorts *acc, size_t bucket) {
    return acc->buckets + (bucket & (acc->capacity / PTVI_BUCKET - 1)) * acc->stride;
}

/* The first bucket from one on that is not full. */
static size_t bucket_with_room(const ptv_cohorts *acc, size_t bucket) {
    while (ptvi_bucket_full(ids_of(acc, bucket)))
        bucket++;
    return bucket;
}

/* Gives a customer a slot of a bucket that is not full, while all from the home on are. */
static size_t take_slot(ptv_cohorts *acc, uint64_t id, size_t home, size_t bucket) {
    size_t place = ptvi_bucket_free(ids_of(acc, bucket));
    size_t slot = (bucket * PTVI_BUCKET + place) & (acc->capacity - 1);
    *id_at(acc, slot) = id;
    acc->customers++;
    acc->reach = acc->reach > bucket - home ? acc->reach : bucket - home;
    return slot;
}

static size_t take_first_slot(ptv_cohorts *acc, uint64_t id) {
    size_t home = ptvi_cohorts_home(acc, id);
    return take_slot(acc, id, home, bucket_with_room(acc, home));
}

size_t ptvi_filling_place(struct ptvi_filling *filling, ptv_cohorts *acc, uint64_t id) {
    if (ptvi_cohorts_dense(acc))
        return (size_t)id;
    size_t home = ptvi_cohorts_home(acc, id);
    bool within = home >= filling->from && home < filling->to;
    if (!within)
        filling->from = home;
    filling->to = bucket_with_room(acc, within ? filling->to : home);
    return take_slot(acc, id, home, filling->to);
}

/* Moves all customers of another state, the smaller, over. */
static void move_customers(ptv_cohorts *acc, const ptv_cohorts *other) {
    struct ptvi_filling filling = {0, 0};
    struct ptvi_customer customer;
    for (size_t from = 0; from < other->capacity; from++) {
        if (!ptvi_cohorts_at(other, from, &customer))
            continue;
        size_t to = ptvi_filling_place(&filling, acc, customer.id);
        uint64_t *record = ptvi_cohorts_record(acc, to);
        for (size_t i = 0; i < acc->words; i++)
            record[i] = customer.record[i];
        if (customer.earlier)
            ptvi_cohorts_mark_earlier(acc, to);
    }
}

static void move_dense(ptv_cohorts *acc, const ptv_cohorts *other) {
    if (other->capacity == 0)
        return;
    memcpy(acc->buckets, other->buckets, other->capacity * other->words * sizeof *other->buckets);
    memcpy(acc->earlier, other->earlier, (other->capacity + 63) / 64 * sizeof *other->earlier);
}

/* The capacity that a number of customers, or of dense keys, asks for; 0: none is large enough. */
static size_t capacity_for(const ptv_cohorts *acc, uint64_t n) {
    uint64_t capacity = acc->capacity < LEAST_CAPACITY ? LEAST_CAPACITY : acc->capacity;
    bool dense = ptvi_cohorts_dense(acc);
    while ((dense ? capacity : capacity - capacity / 4) < n && capacity <= SIZE_MAX / 2)
        capacity *= 2;
    if (dense && capacity > acc->config.n_dense)
        capacity = (acc->config.n_dense + PTVI_BUCKET - 1) / PTVI_BUCKET * PTVI_BUCKET;
    return (dense ? capacity : capacity - capacity / 4) < n ? 0 : (size_t)capacity;
}

ptv_status ptvi_cohorts_reserve(ptv_cohorts *acc, uint64_t n) {
    if (n <= (ptvi_cohorts_dense(acc) ? acc->capacity : ptvi_cohorts_room(acc)))
        return PTV_OK;
    ptv_cohorts larger = *acc;
    size_t capacity = capacity_for(acc, n);
    if (capacity == 0 || allocate_slots(&larger, capacity) < 0)
        return PTV_ERR_MEMORY;
    if (ptvi_cohorts_dense(acc))
        move_dense(&larger, acc);
    else
        move_customers(&larger, acc);
    ptvi_release(&acc->allocator, acc->block);
    *acc = larger;
    return PTV_OK;
}

void ptvi_cohorts_relieve(ptv_cohorts *acc) {
    if (acc->reach <= PTVI_FAR)
        return;
    ptv_cohorts spread = *acc;
    if (allocate_slots(&spread, acc->capacity) < 0)
        return;
    spread.spread = true;
    spread.spreading = ptvi_mixing_of((uintptr_t)spread.block);
    move_customers(&spread, acc);
    ptvi_release(&acc->allocator, acc->block);
    *acc = spread;
}

bool ptvi_cohorts_find(const ptv_cohorts *acc, uint64_t id, size_t *slot) {
    *slot = (size_t)id;
    if (ptvi_cohorts_dense(acc))
        return id < acc->capacity;
    if (acc->capacity == 0)
        return false;
    size_t home = ptvi_cohorts_home(acc, id);
    for (size_t bucket = home; bucket - home <= acc->reach; bucket++) {
        const uint64_t *ids = ids_of(acc, bucket);
        size_t place = ptvi_place_in_bucket(ids, id);
        *slot = (bucket * PTVI_BUCKET + place) & (acc->capacity - 1);
        if (ids[place] == id)
            return true;
        if (!ptvi_bucket_full(ids))
            return false;
    }
    return false;
}

size_t ptvi_cohorts_put(ptv_cohorts *acc, uint64_t id) {
    size_t slot;
    ptvi_cohorts_relieve(acc);
    return ptvi_cohorts_find(acc, id, &slot) ? slot : take_first_slot(acc, id);
}

ptv_status ptvi_cohorts_place(ptv_cohorts *acc, uint64_t id, size_t *slot) {
    bool dense = ptvi_cohorts_dense(acc);
    ptvi_cohorts_relieve(acc);
    if (ptvi_cohorts_find(acc, id, slot))
        return PTV_OK;
    ptv_status status = PTV_OK;
    if (dense || acc->customers >= ptvi_cohorts_room(acc))
        status = ptvi_cohorts_reserve(acc, dense ? id + 1 : (uint64_t)acc->customers + 1);
    if (status == PTV_OK && !dense)
        *slot = take_first_slot(acc, id);
    return status;
}

size_t ptvi_cohorts_end(const ptv_cohorts *acc) {
    struct ptvi_customer customer;
    size_t end = acc->capacity;
    while (end > 0 && !ptvi_cohorts_at(acc, end - 1, &customer))
        end--;
    return end;
}
