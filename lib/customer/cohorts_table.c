/* SPDX-License-Identifier: MIT */
/* The slots of customers, and the hash table that they are where keys are any numbers.
 *
 * A mixed key's upper bits say which slot is its home. Who finds the home taken goes on to the next
 * slot, and after the last one to the first; smaller ids stand before larger ones. So customers of
 * the last homes may stand in the first slots. At most three slots of four are taken. */
#include "base/platform.h"

#include <string.h>

#include "base/allocator.h"
#include "base/bits.h"
#include "customer/cohorts.h"

enum { LEAST_CAPACITY = 8 };

static uint64_t id_at(const ptv_cohorts *acc, size_t slot) {
    return acc->slots[slot * acc->stride];
}

static size_t home_of(const ptv_cohorts *acc, uint64_t id) {
    return (size_t)(id >> acc->shift);
}

static size_t after(const ptv_cohorts *acc, size_t slot) {
    return (slot + 1) & (acc->capacity - 1);
}

static bool earlier_at(const ptv_cohorts *acc, size_t slot) {
    return acc->earlier[slot / 64] >> slot % 64 & 1;
}

static void set_earlier(ptv_cohorts *acc, size_t slot, bool earlier) {
    uint64_t bit = UINT64_C(1) << slot % 64;
    acc->earlier[slot / 64] = (acc->earlier[slot / 64] & ~bit) | (earlier ? bit : 0);
}

/* Gives a state new and empty slots; the old ones are not given back. */
static ptv_status allocate_slots(ptv_cohorts *acc, size_t capacity) {
    if (capacity > SIZE_MAX / sizeof(uint64_t) / (acc->stride + 1))
        return PTV_ERR_MEMORY;
    size_t length = capacity * acc->stride;
    uint64_t *slots =
        ptvi_allocate(&acc->allocator, length + (capacity + 63) / 64, sizeof(uint64_t));
    if (!slots)
        return PTV_ERR_MEMORY;
    acc->slots = slots;
    acc->earlier = slots + length;
    acc->capacity = capacity;
    acc->customers = 0;
    acc->shift = 64 - ptvi_highest_set(capacity);
    return PTV_OK;
}

ptv_status ptvi_cohorts_copy_table(ptv_cohorts *acc) {
    ptv_cohorts other = *acc;
    if (acc->capacity == 0)
        return PTV_OK;
    ptv_status status = allocate_slots(acc, other.capacity);
    if (status < 0)
        return status;
    size_t length = (size_t)(other.earlier - other.slots) + (other.capacity + 63) / 64;
    memcpy(acc->slots, other.slots, length * sizeof *acc->slots);
    acc->customers = other.customers;
    return PTV_OK;
}

/* Moves all customers of another state, the smaller, over. */
static void fill_from(ptv_cohorts *acc, const ptv_cohorts *other) {
    struct ptvi_filling filling = {0};
    struct ptvi_walk walk = ptvi_cohorts_walk(other);
    struct ptvi_customer customer;
    while (ptvi_cohorts_next(&walk, &customer))
        ptvi_filling_count(&filling, acc, customer.id);
    ptvi_filling_turn(&filling, acc);
    walk = ptvi_cohorts_walk(other);
    while (ptvi_cohorts_next(&walk, &customer)) {
        size_t slot = ptvi_filling_place(&filling, acc, customer.id);
        memcpy(ptvi_cohorts_record(acc, slot), customer.record,
               acc->words * sizeof *customer.record);
        set_earlier(acc, slot, customer.earlier);
    }
}

/* The capacity that a number of customers, or of dense keys, asks for; 0: none is large enough. */
static size_t capacity_for(const ptv_cohorts *acc, uint64_t n) {
    uint64_t capacity = acc->capacity < LEAST_CAPACITY ? LEAST_CAPACITY : acc->capacity;
    bool dense = ptvi_cohorts_dense(acc);
    while ((dense ? capacity : capacity - capacity / 4) < n && capacity <= SIZE_MAX / 2)
        capacity *= 2;
    if (dense && capacity > acc->config.n_dense)
        capacity = acc->config.n_dense;
    return (dense ? capacity : capacity - capacity / 4) < n ? 0 : (size_t)capacity;
}

ptv_status ptvi_cohorts_reserve(ptv_cohorts *acc, uint64_t n) {
    if (n <= (ptvi_cohorts_dense(acc) ? acc->capacity : ptvi_cohorts_room(acc)))
        return PTV_OK;
    ptv_cohorts larger = *acc;
    size_t capacity = capacity_for(acc, n);
    if (capacity == 0 || allocate_slots(&larger, capacity) < 0)
        return PTV_ERR_MEMORY;
    fill_from(&larger, acc);
    ptvi_release(&acc->allocator, acc->slots);
    *acc = larger;
    return PTV_OK;
}

/* Whether the customer in a slot comes after another one, for whom a place is sought from the home
 * on. Counted back from the end of the slot, around the table: who comes first is farther away. */
static bool comes_after(const ptv_cohorts *acc, size_t slot, uint64_t id) {
    uint64_t end = ((uint64_t)(slot + 1) << acc->shift) - 1;
    return end - id_at(acc, slot) < end - id;
}

bool ptvi_cohorts_find(const ptv_cohorts *acc, uint64_t id, size_t *slot) {
    if (ptvi_cohorts_dense(acc)) {
        *slot = (size_t)id;
        return id < acc->capacity;
    }
    *slot = 0;
    if (acc->capacity == 0)
        return false;
    size_t at = home_of(acc, id);
    while (id_at(acc, at) != id) {
        if (id_at(acc, at) == 0 || comes_after(acc, at, id)) {
            *slot = at;
            return false;
        }
        at = after(acc, at);
    }
    *slot = at;
    return true;
}

/* Moves those who stand in a slot and behind it one slot on. */
static void shift_from(ptv_cohorts *acc, size_t slot) {
    size_t last = slot;
    while (id_at(acc, last) != 0)
        last = after(acc, last);
    for (size_t at = last; at != slot;) {
        size_t before = (at - 1) & (acc->capacity - 1);
        memcpy(acc->slots + at * acc->stride, acc->slots + before * acc->stride,
               acc->stride * sizeof *acc->slots);
        set_earlier(acc, at, earlier_at(acc, before));
        at = before;
    }
}

size_t ptvi_cohorts_put(ptv_cohorts *acc, uint64_t id) {
    size_t slot;
    if (ptvi_cohorts_find(acc, id, &slot))
        return slot;
    shift_from(acc, slot);
    memset(acc->slots + slot * acc->stride, 0, acc->stride * sizeof *acc->slots);
    acc->slots[slot * acc->stride] = id;
    set_earlier(acc, slot, false);
    acc->customers++;
    return slot;
}

ptv_status ptvi_cohorts_place(ptv_cohorts *acc, uint64_t id, size_t *slot) {
    if (ptvi_cohorts_find(acc, id, slot))
        return PTV_OK;
    ptv_status status =
        ptvi_cohorts_reserve(acc, ptvi_cohorts_dense(acc) ? id + 1 : (uint64_t)acc->customers + 1);
    if (status == PTV_OK)
        *slot = ptvi_cohorts_put(acc, id);
    return status;
}

/* Where a customer stands, if the slots went on behind the last one. */
static uint64_t next_place(struct ptvi_filling *filling, const ptv_cohorts *acc, uint64_t id) {
    uint64_t home = home_of(acc, id);
    uint64_t place = home > filling->next ? home : filling->next;
    filling->next = place + 1;
    return place;
}

void ptvi_filling_count(struct ptvi_filling *filling, const ptv_cohorts *acc, uint64_t id) {
    if (!ptvi_cohorts_dense(acc))
        next_place(filling, acc, id);
}

/* Those behind the last slot will stand in the first ones. That pushes no more behind it: the slots
 * have gaps enough for them. */
void ptvi_filling_turn(struct ptvi_filling *filling, const ptv_cohorts *acc) {
    filling->next = filling->next > acc->capacity ? filling->next - acc->capacity : 0;
}

size_t ptvi_filling_place(struct ptvi_filling *filling, ptv_cohorts *acc, uint64_t id) {
    if (ptvi_cohorts_dense(acc))
        return (size_t)id;
    size_t slot = (size_t)next_place(filling, acc, id) & (acc->capacity - 1);
    acc->slots[slot * acc->stride] = id;
    acc->customers++;
    return slot;
}

/* How many stand in the first slots whose homes are the last ones. */
static size_t turned(const ptv_cohorts *acc) {
    size_t n = 0;
    while (n < acc->capacity && id_at(acc, n) != 0 && home_of(acc, id_at(acc, n)) > n)
        n++;
    return n;
}

struct ptvi_walk ptvi_cohorts_walk(const ptv_cohorts *acc) {
    struct ptvi_walk walk = {acc, ptvi_cohorts_dense(acc) ? 0 : turned(acc), 0};
    return walk;
}

/* Whether a dense key was ever seen: there are no customers without anything. */
static bool seen(const ptv_cohorts *acc, size_t slot) {
    const uint64_t *record = ptvi_cohorts_record(acc, slot);
    bool any = earlier_at(acc, slot);
    for (size_t i = 0; i < acc->words && !any; i++)
        any = record[i] != 0;
    return any;
}

bool ptvi_cohorts_next(struct ptvi_walk *walk, struct ptvi_customer *customer) {
    const ptv_cohorts *acc = walk->acc;
    bool dense = ptvi_cohorts_dense(acc);
    while (walk->step < acc->capacity) {
        size_t slot = walk->start + walk->step++;
        slot -= slot >= acc->capacity ? acc->capacity : 0;
        if (!(dense ? seen(acc, slot) : id_at(acc, slot) != 0))
            continue;
        customer->id = dense ? slot : id_at(acc, slot);
        customer->record = ptvi_cohorts_record(acc, slot);
        customer->earlier = earlier_at(acc, slot);
        return true;
    }
    return false;
}

int32_t ptvi_next_active(const ptv_cohorts *acc, const uint64_t *record, int32_t from) {
    size_t word = (size_t)from / 64;
    if (word >= acc->words)
        return -1;
    uint64_t bits = record[word] & UINT64_MAX << from % 64;
    while (bits == 0) {
        if (++word == acc->words)
            return -1;
        bits = record[word];
    }
    return (int32_t)(64 * word) + ptvi_lowest_set(bits);
}

int32_t ptvi_last_active(const ptv_cohorts *acc, const uint64_t *record, int32_t before) {
    size_t word = (size_t)before / 64;
    uint64_t bits = word < acc->words ? record[word] & ~(UINT64_MAX << before % 64) : 0;
    while (bits == 0) {
        if (word-- == 0)
            return -1;
        bits = record[word];
    }
    return (int32_t)(64 * word) + ptvi_highest_set(bits);
}
