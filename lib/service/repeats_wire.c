/* SPDX-License-Identifier: MIT */
/* Repeats as bytes: nine fixed words, then numbers of variable length, subject by subject:
 *
 *     customer   as its distance from the subject before; the first: itself
 *     issue      of the same customer as before: its distance from the one before, less 1; of
 *                another: itself
 *     contacts   their number, less 1
 *     link       0, if there is one
 *     instants   the first one as its zigzag, plus 1: above 0; the others as the distance from the
 *                one before */
#include "base/platform.h"

#include "base/bytes.h"
#include "base/wire.h"
#include "service/repeats.h"

enum { VERSION = 1, FIXED_WORDS = 9, FIXED_LENGTH = PTV_WIRE_HEADER + 8 * FIXED_WORDS };

/* The fixed words. */
enum { WINDOW, SINCE, CUTOFF, EXCLUDED, CONTACTS, REPEAT_FREE, OPENERS, RESOLVED, SHORT_HISTORY };

/* 0, -1, 1, -2, … are 1, 2, 3, 4, …; PTV_TIME_NONE is 0, as a link's instant is. */
static uint64_t number_of(uint64_t instant) {
    uint64_t time = (uint64_t)ptvi_time(instant);
    return ((time << 1) ^ (0 - (time >> 63))) + 1;
}

static uint64_t instant_of(uint64_t number) {
    uint64_t zigzag = number - 1;
    return ((zigzag >> 1) ^ (0 - (zigzag & 1))) ^ UINT64_C(1) << 63;
}

static bool same_subject(const struct ptvi_contact *a, const struct ptvi_contact *b) {
    return a->customer == b->customer && a->issue == b->issue;
}

/* The number of contacts of the subject that a walk has come to. */
static uint64_t contacts_of_subject(const ptv_repeats *acc, struct ptvi_sorted_place place,
                                    const struct ptvi_contact *first) {
    const struct ptvi_contact *contact = first;
    uint64_t n = 0;
    for (; contact && same_subject(contact, first);
         contact = (const struct ptvi_contact *)ptvi_sorted_next(&acc->contacts, &place))
        n += contact->instant > 0;
    return n;
}

/* Writes a number, or with out NULL only counts its bytes. */
static void put(uint8_t *out, size_t *n, uint64_t number) {
    *n += ptvi_put_varint(out ? out + *n : NULL, number);
}

static size_t put_contacts(const ptv_repeats *acc, uint8_t *out) {
    const struct ptvi_contact none = {0, 0, 0}, *before = NULL, *contact;
    struct ptvi_sorted_place place = {0, 0};
    size_t n = 0;
    while ((contact = (const struct ptvi_contact *)ptvi_sorted_next(&acc->contacts, &place)) !=
           NULL) {
        const struct ptvi_contact *from = before ? before : &none;
        bool same = before && same_subject(before, contact);
        if (!same) {
            bool same_customer = before && before->customer == contact->customer;
            put(out, &n, contact->customer - from->customer);
            put(out, &n, same_customer ? contact->issue - from->issue - 1 : contact->issue);
            put(out, &n, contacts_of_subject(acc, place, contact) - 1);
        }
        bool first = !same || from->instant == 0;
        put(out, &n, first ? number_of(contact->instant) : contact->instant - from->instant);
        before = contact;
    }
    return n;
}

ptv_status ptv_repeats_serialize(const ptv_repeats *acc, void *buf, size_t cap, size_t *len) {
    if (!acc || !len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    *len = FIXED_LENGTH + put_contacts(acc, NULL);
    if (!buf)
        return PTV_OK;
    if (cap < *len)
        return PTV_ERR_SPACE;
    uint8_t *image = (uint8_t *)buf;
    uint64_t words[FIXED_WORDS];
    words[WINDOW] = acc->window;
    words[SINCE] = (uint64_t)acc->since;
    words[CUTOFF] = (uint64_t)ptvi_time(acc->cutoff);
    words[EXCLUDED] = acc->excluded;
    words[CONTACTS] = acc->settled.contacts;
    words[REPEAT_FREE] = acc->settled.repeat_free;
    words[OPENERS] = acc->settled.openers;
    words[RESOLVED] = acc->settled.resolved;
    words[SHORT_HISTORY] = acc->settled.short_history;
    for (size_t i = 0; i < FIXED_WORDS; i++)
        ptvi_put64(image + PTV_WIRE_HEADER + 8 * i, words[i]);
    put_contacts(acc, image + FIXED_LENGTH);
    ptvi_wire_seal(image, *len, PTV_TYPE_REPEATS, VERSION);
    return PTV_OK;
}

/* Bytes that are still to be read. */
struct input {
    const uint8_t *at, *end;
};

static bool get(struct input *in, uint64_t *number) {
    return ptvi_get_varint(&in->at, in->end, number);
}

static ptv_status append(ptv_repeats *acc, const struct ptvi_contact *contact) {
    const uint64_t element[] = {contact->customer, contact->issue, contact->instant};
    return ptvi_sorted_append(&acc->contacts, element);
}

/* The next subject, after the one before; `any`: there was one before. */
static bool get_subject(struct input *in, bool any, struct ptvi_contact *subject) {
    uint64_t distance, issue;
    if (!get(in, &distance) || !get(in, &issue) || distance > UINT64_MAX - subject->customer)
        return false;
    bool same_customer = any && distance == 0;
    if (same_customer && (subject->issue == UINT64_MAX || issue > UINT64_MAX - subject->issue - 1))
        return false;
    subject->customer += distance;
    subject->issue = same_customer ? subject->issue + 1 + issue : issue;
    return subject->customer != PTV_KEY_NONE;
}

/* Adds the first contact of a subject, which is not settled, and the link before it, if there is
 * one: then the contact is in the window after one that is settled. */
static ptv_status take_first(struct input *in, ptv_repeats *acc, struct ptvi_contact *contact) {
    uint64_t number;
    bool is_linked = in->at < in->end && *in->at == 0;
    if (is_linked) {
        in->at++;
        acc->links++;
        contact->instant = 0;
        ptv_status status = append(acc, contact);
        if (status < 0)
            return status;
    }
    if (!get(in, &number) || number == 0)
        return PTV_ERR_WIRE_CONTENT;
    contact->instant = instant_of(number);
    bool possible = !ptvi_contact_settled(acc, contact->instant) &&
                    (!is_linked || contact->instant < acc->cutoff);
    return possible ? append(acc, contact) : PTV_ERR_WIRE_CONTENT;
}

/* Adds the contacts of an image. Every number has one form and they rise, so what is accepted is
 * what would be written. */
static ptv_status take_contacts(struct input *in, ptv_repeats *acc) {
    struct ptvi_contact contact = {0, 0, 0};
    ptv_status status = PTV_OK;
    uint64_t more, distance;
    for (bool any = false; status == PTV_OK && in->at < in->end; any = true) {
        if (!get_subject(in, any, &contact) || !get(in, &more))
            return PTV_ERR_WIRE_CONTENT;
        status = take_first(in, acc, &contact);
        for (; status == PTV_OK && more > 0; more--) {
            if (!get(in, &distance) || distance > UINT64_MAX - contact.instant)
                return PTV_ERR_WIRE_CONTENT;
            contact.instant += distance;
            status = append(acc, &contact);
        }
    }
    return status;
}

/* Whether chains can have been settled that count for so much. An opener with a repeat and a last
 * contact that is not the opener are two contacts; others are in such chains, between them. Chains
 * that have not ended go on in a link. */
static bool settled_possible(const ptv_repeats *acc) {
    const struct ptvi_settled *settled = &acc->settled;
    if (settled->repeat_free > settled->openers || settled->resolved > settled->repeat_free ||
        settled->short_history > settled->openers ||
        acc->links > settled->openers - settled->repeat_free)
        return false;
    uint64_t least = settled->openers + (settled->repeat_free - settled->resolved);
    bool may_be_longer = settled->openers > settled->resolved;
    return settled->contacts == least || (settled->contacts > least && may_be_longer);
}

/* Whether there are instants at which they can have been opened. */
static bool openers_possible(const ptv_repeats *acc) {
    const struct ptvi_settled *settled = &acc->settled;
    uint64_t since = ptvi_instant(acc->since);
    uint64_t recorded = acc->cutoff > since ? acc->cutoff - since : 0;
    bool some = ptvi_contact_settled(acc, 1);
    bool some_with_history = recorded > acc->window && recorded - acc->window > acc->window;
    return (settled->openers == 0 || some) &&
           (settled->openers == settled->short_history || some_with_history);
}

static bool state_possible(const ptv_repeats *acc) {
    return (acc->cutoff == 0 || acc->since != 0) && settled_possible(acc) &&
           openers_possible(acc) && ptvi_repeats_contacts(acc) <= PTV_COUNT_MAX;
}

/* An empty state, or one of settled contacts, of the fixed words. */
static ptv_status state_of(const uint64_t words[FIXED_WORDS], const ptv_allocator *allocator,
                           ptv_repeats **out) {
    if (words[WINDOW] == 0 || words[WINDOW] > INT64_MAX || (int64_t)words[SINCE] == PTV_TIME_NONE)
        return PTV_ERR_WIRE_CONTENT;
    for (int i = EXCLUDED; i <= SHORT_HISTORY; i++)
        if (words[i] > PTV_COUNT_MAX)
            return PTV_ERR_WIRE_CONTENT;
    ptv_repeats *acc = ptvi_repeats_allocate(allocator, words[WINDOW], (int64_t)words[SINCE]);
    if (!acc)
        return PTV_ERR_MEMORY;
    acc->cutoff = ptvi_instant((int64_t)words[CUTOFF]);
    acc->excluded = words[EXCLUDED];
    acc->settled.contacts = words[CONTACTS];
    acc->settled.repeat_free = words[REPEAT_FREE];
    acc->settled.openers = words[OPENERS];
    acc->settled.resolved = words[RESOLVED];
    acc->settled.short_history = words[SHORT_HISTORY];
    *out = acc;
    return PTV_OK;
}

ptv_status ptv_repeats_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                   ptv_repeats **out) {
    const uint8_t *image = (const uint8_t *)buf;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_wire_open(buf, len, PTV_TYPE_REPEATS, VERSION);
    if (status < 0)
        return status;
    if (len < FIXED_LENGTH)
        return PTV_ERR_WIRE_LENGTH;
    uint64_t words[FIXED_WORDS];
    ptv_repeats *acc;
    for (size_t i = 0; i < FIXED_WORDS; i++)
        words[i] = ptvi_get64(image + PTV_WIRE_HEADER + 8 * i);
    status = state_of(words, allocator, &acc);
    if (status < 0)
        return status;
    struct input in = {image + FIXED_LENGTH, image + len};
    status = take_contacts(&in, acc);
    if (status == PTV_OK && !state_possible(acc))
        status = PTV_ERR_WIRE_CONTENT;
    if (status < 0) {
        ptv_repeats_free(acc);
        return status;
    }
    *out = acc;
    return PTV_OK;
}
