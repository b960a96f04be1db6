/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/sized.h"
#include "base/state.h"
#include "service/repeats.h"

enum { CONTACT_WORDS = sizeof(struct ptvi_contact) / sizeof(uint64_t) };

static const int64_t WEEK_MS = 7 * INT64_C(86400000);

ptv_status ptv_repeats_config_init(ptv_repeats_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

ptv_status ptv_repeats_config_read(const ptv_repeats *acc, ptv_repeats_config *config) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(config, sizeof *config);
    if (status < 0)
        return status;
    ptv_repeats_config own = PTV_REPEATS_CONFIG_INIT;
    own.window_ms = (int64_t)acc->window;
    own.since = acc->since;
    ptvi_sized_out(config, &own, sizeof own);
    return PTV_OK;
}

ptv_repeats *ptvi_repeats_allocate(const ptv_allocator *allocator, uint64_t window, int64_t since) {
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    ptv_repeats *acc = (ptv_repeats *)ptvi_allocate(&source, 1, sizeof *acc);
    if (acc) {
        acc->window = window;
        acc->since = since;
        ptvi_sorted_init(&acc->contacts, &source, CONTACT_WORDS, CONTACT_WORDS);
    }
    return acc;
}

ptv_status ptv_repeats_new(const ptv_repeats_config *caller, const ptv_allocator *allocator,
                           ptv_repeats **out) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = caller ? ptvi_sized_in(&config, sizeof config, caller) : PTV_OK;
    if (status < 0)
        return status;
    if (config.window_ms < 0 || config.since == PTV_TIME_NONE)
        return PTV_ERR_ARGUMENT;
    int64_t window = config.window_ms == 0 ? WEEK_MS : config.window_ms;
    ptv_repeats *acc = ptvi_repeats_allocate(allocator, (uint64_t)window, config.since);
    if (!acc)
        return PTV_ERR_MEMORY;
    *out = acc;
    return PTV_OK;
}

void ptv_repeats_free(ptv_repeats *acc) {
    if (!acc)
        return;
    ptv_allocator allocator = acc->contacts.allocator;
    ptvi_sorted_clear(&acc->contacts);
    ptvi_release(&allocator, acc);
}

ptv_status ptv_repeats_copy(const ptv_repeats *acc, const ptv_allocator *allocator,
                            ptv_repeats **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_repeats *copy = ptvi_repeats_allocate(allocator, acc->window, acc->since);
    if (!copy)
        return PTV_ERR_MEMORY;
    if (ptvi_sorted_copy(&copy->contacts, &acc->contacts) < 0) {
        ptv_repeats_free(copy);
        return PTV_ERR_MEMORY;
    }
    copy->cutoff = acc->cutoff;
    copy->excluded = acc->excluded;
    copy->settled = acc->settled;
    copy->links = acc->links;
    *out = copy;
    return PTV_OK;
}

ptv_status ptv_repeats_reset(ptv_repeats *acc) {
    const struct ptvi_settled none = {0, 0, 0, 0, 0};
    if (!acc)
        return PTV_ERR_NULL;
    ptvi_sorted_clear(&acc->contacts);
    acc->cutoff = acc->excluded = acc->links = 0;
    acc->settled = none;
    return PTV_OK;
}

uint64_t ptvi_repeats_contacts(const ptv_repeats *acc) {
    return acc->settled.contacts + (acc->contacts.n - acc->links);
}

/* The element of a contact, and where it is or belongs; NULL if there is no such contact. */
static void *find(const ptv_repeats *acc, const uint64_t key[CONTACT_WORDS],
                  struct ptvi_sorted_place *place) {
    return ptvi_sorted_find(&acc->contacts, key, place);
}

ptv_status ptv_repeats_add(ptv_repeats *acc, uint64_t customer, uint64_t issue, int64_t time) {
    const uint64_t contact[CONTACT_WORDS] = {customer, issue, ptvi_instant(time)};
    struct ptvi_sorted_place place;
    if (!acc)
        return PTV_ERR_NULL;
    if (customer == PTV_KEY_NONE || time == PTV_TIME_NONE)
        return ptvi_count_add(&acc->excluded, 1);
    if (ptvi_instant(time) < acc->cutoff)
        return PTV_ERR_ORDER;
    if (ptvi_repeats_contacts(acc) >= PTV_COUNT_MAX)
        return PTV_ERR_OVERFLOW;
    find(acc, contact, &place);
    return ptvi_sorted_insert(&acc->contacts, place, contact) ? PTV_OK : PTV_ERR_MEMORY;
}

ptv_status ptv_repeats_exclude(ptv_repeats *acc, uint64_t n) {
    return acc ? ptvi_count_add(&acc->excluded, n) : PTV_ERR_NULL;
}

ptv_status ptv_repeats_remove(ptv_repeats *acc, uint64_t customer, uint64_t issue, int64_t time) {
    const uint64_t contact[CONTACT_WORDS] = {customer, issue, ptvi_instant(time)};
    struct ptvi_sorted_place place;
    if (!acc)
        return PTV_ERR_NULL;
    if (customer == PTV_KEY_NONE || time == PTV_TIME_NONE)
        return ptvi_count_remove(&acc->excluded, 1);
    if (ptvi_instant(time) < acc->cutoff)
        return PTV_ERR_ORDER;
    if (!find(acc, contact, &place))
        return PTV_ERR_UNDERFLOW;
    ptvi_sorted_erase(&acc->contacts, place);
    return PTV_OK;
}

/* A record of an array, at any address. */
static ptv_contact record_at(const ptv_contact *contacts, size_t stride, size_t i) {
    ptv_contact record;
    memcpy(&record, (const unsigned char *)contacts + i * stride, sizeof record);
    return record;
}

ptv_status ptv_repeats_add_records(ptv_repeats *acc, const ptv_contact *contacts, size_t stride,
                                   size_t n) {
    if (!acc || (!contacts && n > 0))
        return PTV_ERR_NULL;
    if (stride < sizeof *contacts)
        return PTV_ERR_ARGUMENT;
    ptv_status status = PTV_OK;
    size_t done = 0;
    for (; status == PTV_OK && done < n; done++) {
        ptv_contact record = record_at(contacts, stride, done);
        status = ptv_repeats_add(acc, record.customer, record.issue, record.time);
    }
    if (status == PTV_OK)
        return PTV_OK;
    /* Those before the one that failed are taken back, which needs no memory. */
    for (size_t i = 0; i + 1 < done; i++) {
        ptv_contact record = record_at(contacts, stride, i);
        ptv_status taken = ptv_repeats_remove(acc, record.customer, record.issue, record.time);
        (void)taken; /* it was added */
    }
    return status;
}

static void put_contact(ptv_repeats *acc, struct ptvi_sorted_place *place,
                        const struct ptvi_contact *contact) {
    const uint64_t element[CONTACT_WORDS] = {contact->customer, contact->issue, contact->instant};
    ptvi_sorted_put(&acc->contacts, place, element);
}

/* Leaves each subject one link, and counts them. Behind its links a subject has a contact, so links
 * beside one another are of the same. */
static void count_links(ptv_repeats *acc) {
    struct ptvi_sorted_place from = {0, 0}, to = {0, 0};
    const struct ptvi_contact *next;
    bool behind_link = false;
    acc->links = 0;
    while ((next = (const struct ptvi_contact *)ptvi_sorted_next(&acc->contacts, &from)) != NULL) {
        const struct ptvi_contact contact = *next;
        bool is_link = contact.instant == 0;
        if (!is_link || !behind_link)
            put_contact(acc, &to, &contact);
        acc->links += is_link && !behind_link;
        behind_link = is_link;
    }
    ptvi_sorted_cut(&acc->contacts, to);
}

ptv_status ptv_repeats_merge(ptv_repeats *dst, const ptv_repeats *src) {
    struct ptvi_sorted sum;
    if (!dst || !src)
        return PTV_ERR_NULL;
    if (dst->window != src->window || dst->since != src->since || dst->cutoff != src->cutoff)
        return PTV_ERR_MISMATCH;
    if (ptvi_repeats_contacts(src) > PTV_COUNT_MAX - ptvi_repeats_contacts(dst) ||
        src->excluded > PTV_COUNT_MAX - dst->excluded)
        return PTV_ERR_OVERFLOW;
    ptvi_sorted_init(&sum, &dst->contacts.allocator, CONTACT_WORDS, CONTACT_WORDS);
    if (ptvi_sorted_merge(&sum, &dst->contacts, &src->contacts) < 0)
        return PTV_ERR_MEMORY;
    dst->excluded += src->excluded;
    dst->settled.contacts += src->settled.contacts;
    dst->settled.repeat_free += src->settled.repeat_free;
    dst->settled.openers += src->settled.openers;
    dst->settled.resolved += src->settled.resolved;
    dst->settled.short_history += src->settled.short_history;
    uint64_t links = dst->links + src->links;
    ptvi_sorted_clear(&dst->contacts);
    dst->contacts = sum;
    if (links > 0)
        count_links(dst);
    return PTV_OK;
}

/* Whether of two neighbours the second follows the first. */
static bool linked(const struct ptvi_contact *first, const struct ptvi_contact *second,
                   uint64_t window) {
    return first->customer == second->customer && first->issue == second->issue &&
           (first->instant == 0 || second->instant - first->instant <= window);
}

struct ptvi_contact_walk ptvi_contact_walk_start(const ptv_repeats *acc) {
    struct ptvi_contact_walk walk = {acc, {0, 0}, NULL, NULL, false, false};
    walk.next = (const struct ptvi_contact *)ptvi_sorted_next(&acc->contacts, &walk.place);
    return walk;
}

bool ptvi_contact_walk_next(struct ptvi_contact_walk *walk) {
    walk->contact = walk->next;
    if (!walk->contact)
        return false;
    walk->next = (const struct ptvi_contact *)ptvi_sorted_next(&walk->acc->contacts, &walk->place);
    walk->follows = walk->followed;
    walk->followed = walk->next && linked(walk->contact, walk->next, walk->acc->window);
    return true;
}

/* Counts the contact of a walk, which is settled now. */
static void settle(ptv_repeats *acc, const struct ptvi_contact_walk *walk) {
    uint64_t since = ptvi_instant(acc->since);
    bool opens = !walk->follows;
    acc->settled.contacts++;
    acc->settled.repeat_free += !walk->followed;
    acc->settled.openers += opens;
    acc->settled.resolved += opens && !walk->followed;
    acc->settled.short_history +=
        opens && ptvi_history_short(walk->contact->instant, since, acc->window);
}

ptv_status ptv_repeats_advance(ptv_repeats *acc, int64_t cutoff) {
    if (!acc)
        return PTV_ERR_NULL;
    if (acc->since == 0 || cutoff == PTV_TIME_NONE)
        return PTV_ERR_ARGUMENT;
    if (ptvi_instant(cutoff) < acc->cutoff)
        return PTV_ERR_ORDER;
    acc->cutoff = ptvi_instant(cutoff);
    acc->links = 0;
    struct ptvi_contact_walk walk = ptvi_contact_walk_start(acc);
    struct ptvi_sorted_place place = {0, 0};
    bool behind_settled = false; /* the one before is settled, or a link */
    while (ptvi_contact_walk_next(&walk)) {
        const struct ptvi_contact contact = *walk.contact;
        const struct ptvi_contact link = {contact.customer, contact.issue, 0};
        bool is_link = contact.instant == 0;
        bool is_kept = !is_link && !ptvi_contact_settled(acc, contact.instant);
        if (is_kept && behind_settled && walk.follows) {
            put_contact(acc, &place, &link);
            acc->links++;
        }
        if (is_kept)
            put_contact(acc, &place, &contact);
        else if (!is_link)
            settle(acc, &walk);
        behind_settled = !is_kept;
    }
    ptvi_sorted_cut(&acc->contacts, place);
    return PTV_OK;
}
