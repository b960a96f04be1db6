/* SPDX-License-Identifier: MIT */
/* Cohorts as bytes: six fixed words, then an entry for each customer, all of one length.
 *
 * An entry is the mixed key, and a bit for each period of the window, from the lowest on, with one
 * more for who came before it. Entries rise, and none is without a bit. Where keys are dense, there
 * is an entry for each key up to the highest that was seen, without the key; those of keys that
 * were not seen have no bit. */
#include "base/platform.h"

#include <string.h>

#include "base/allocator.h"
#include "base/bytes.h"
#include "base/wire.h"
#include "customer/cohorts.h"

enum { VERSION = 1, FIXED_WORDS = 6, FIXED_LENGTH = PTV_WIRE_HEADER + 8 * FIXED_WORDS };

enum { LONGEST_ENTRY = 8 + PTV_COHORTS_PERIODS / 8 + 1 };

static size_t key_length(const ptv_cohorts *acc) {
    return ptvi_cohorts_dense(acc) ? 0 : 8;
}

/* Of the bits of an entry: the periods, and one more. */
static size_t bits_length(const ptv_cohorts *acc) {
    return (size_t)acc->config.n_periods / 8 + 1;
}

static size_t entry_length(const ptv_cohorts *acc) {
    return key_length(acc) + bits_length(acc);
}

static size_t count_entries(const ptv_cohorts *acc) {
    return ptvi_cohorts_dense(acc) ? ptvi_cohorts_end(acc) : acc->customers;
}

static void put_bits(const ptv_cohorts *acc, const struct ptvi_customer *customer, uint8_t *out) {
    size_t length = bits_length(acc);
    for (size_t i = 0; i < length; i++)
        out[i] = i / 8 < acc->words ? (uint8_t)(customer->record[i / 8] >> i % 8 * 8) : 0;
    out[length - 1] |= (uint8_t)(customer->earlier << acc->config.n_periods % 8);
}

/* Makes room for an entry behind the last one that has a smaller id. The slots are nearly in order,
 * so few have to move, and as far as their customers once looked for slots: not beyond PTVI_FAR. */
static uint8_t *insert_entry(uint8_t *entries, size_t n, size_t length, uint64_t id) {
    size_t place = n;
    while (place > 0 && ptvi_get64(entries + (place - 1) * length) > id)
        place--;
    uint8_t *entry = entries + place * length;
    memmove(entry + length, entry, (n - place) * length);
    ptvi_put64(entry, id);
    return entry;
}

/* Changes two entries. */
static void swap(uint8_t *a, uint8_t *b, size_t length) {
    uint8_t kept[LONGEST_ENTRY];
    memcpy(kept, a, length);
    memcpy(a, b, length);
    memcpy(b, kept, length);
}

/* Lets an entry sink in a heap whose top is the one with the largest id. */
static void sink(uint8_t *heap, size_t n, size_t length, size_t place) {
    for (size_t child; (child = 2 * place + 1) < n; place = child) {
        uint8_t *entry = heap + place * length, *larger = heap + child * length;
        if (child + 1 < n && ptvi_get64(larger) < ptvi_get64(larger + length)) {
            larger += length;
            child++;
        }
        if (ptvi_get64(entry) >= ptvi_get64(larger))
            return;
        swap(entry, larger, length);
    }
}

static void sort_entries(uint8_t *entries, size_t n, size_t length) {
    for (size_t place = n / 2; place-- > 0;)
        sink(entries, n, length, place);
    for (size_t left = n; left-- > 1;) {
        swap(entries, entries + left * length, length);
        sink(entries, left, length, 0);
    }
}

/* Where slots are in no order. */
static void put_unsorted_entries(const ptv_cohorts *acc, uint8_t *entries) {
    struct ptvi_customer customer;
    uint8_t *entry = entries;
    for (size_t slot = 0; slot < acc->capacity; slot++) {
        if (!ptvi_cohorts_at(acc, slot, &customer))
            continue;
        ptvi_put64(entry, customer.id);
        put_bits(acc, &customer, entry + key_length(acc));
        entry += entry_length(acc);
    }
    sort_entries(entries, acc->customers, entry_length(acc));
}

/* Of those who stand before their homes, having come around the end of the table, or of the others.
 * Returns how many entries there are then. */
static size_t put_entries(const ptv_cohorts *acc, uint8_t *entries, size_t n, bool around) {
    struct ptvi_customer customer;
    for (size_t slot = 0; slot < acc->capacity; slot++) {
        bool taken = ptvi_cohorts_at(acc, slot, &customer);
        if (!taken && around)
            break;
        if (!taken || (ptvi_cohorts_home(acc, customer.id) > slot / PTVI_BUCKET) != around)
            continue;
        uint8_t *entry = insert_entry(entries, n++, entry_length(acc), customer.id);
        put_bits(acc, &customer, entry + key_length(acc));
    }
    return n;
}

static void put_dense_entries(const ptv_cohorts *acc, uint8_t *entries, size_t n) {
    struct ptvi_customer customer;
    for (size_t slot = 0; slot < n; slot++) {
        (void)ptvi_cohorts_at(acc, slot, &customer);
        put_bits(acc, &customer, entries + slot * entry_length(acc));
    }
}

ptv_status ptv_cohorts_serialize(const ptv_cohorts *acc, void *buf, size_t cap, size_t *len) {
    if (!acc || !len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    size_t n = count_entries(acc);
    *len = FIXED_LENGTH + n * entry_length(acc);
    if (!buf)
        return PTV_OK;
    if (cap < *len)
        return PTV_ERR_SPACE;
    uint8_t *image = (uint8_t *)buf;
    const ptv_cohorts_config *config = &acc->config;
    const uint64_t words[FIXED_WORDS] = {(uint64_t)config->first_period,
                                         (uint64_t)config->n_periods,
                                         (uint64_t)config->unit,
                                         config->zone_id,
                                         config->n_dense,
                                         config->seed};
    for (size_t i = 0; i < FIXED_WORDS; i++)
        ptvi_put64(image + PTV_WIRE_HEADER + 8 * i, words[i]);
    uint8_t *entries = image + FIXED_LENGTH;
    if (ptvi_cohorts_dense(acc))
        put_dense_entries(acc, entries, n);
    else if (ptvi_cohorts_in_order(acc))
        put_entries(acc, entries, put_entries(acc, entries, 0, false), true);
    else
        put_unsorted_entries(acc, entries);
    ptvi_wire_seal(image, *len, PTV_TYPE_COHORTS, VERSION);
    return PTV_OK;
}

/* An empty state with the config of an image. A default is written as what it means. */
static ptv_status new_from(const ptv_allocator *allocator, const uint8_t *fixed,
                           ptv_cohorts **out) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    uint64_t words[FIXED_WORDS];
    for (size_t i = 0; i < FIXED_WORDS; i++)
        words[i] = ptvi_get64(fixed + 8 * i);
    if (words[1] == 0 || words[1] > PTV_COHORTS_PERIODS || words[2] > PTV_PERIOD_YEAR)
        return PTV_ERR_WIRE_CONTENT;
    memcpy(&config.first_period, &words[0], sizeof words[0]);
    config.n_periods = (int32_t)words[1];
    config.unit = (int32_t)words[2];
    config.zone_id = words[3];
    config.n_dense = words[4];
    config.seed = words[5];
    ptv_status status = ptv_cohorts_new(&config, allocator, out);
    return status == PTV_ERR_ARGUMENT ? PTV_ERR_WIRE_CONTENT : status;
}

/* Some of the bits of an entry, the i-th 64 of them. Where fewer are left, they are the last of
 * eight bytes of the image: much comes before any entry. */
static uint64_t get_word(const uint8_t *in, size_t length, size_t i) {
    size_t left = length - 8 * i;
    return left >= 8 ? ptvi_get64(in + 8 * i) : ptvi_get64(in + length - 8) >> (64 - 8 * left);
}

/* The bits of an entry: false if a bit is set that there is none for. */
static bool get_bits(const ptv_cohorts *acc, const uint8_t *in, uint64_t *record, bool *earlier) {
    size_t length = bits_length(acc), words = acc->words;
    unsigned end = (unsigned)acc->config.n_periods % 64;
    for (size_t i = 0; i < words; i++)
        record[i] = get_word(in, length, i);
    uint64_t last = end == 0 ? get_word(in, length, words) : record[words - 1];
    if (end > 0)
        record[words - 1] &= (UINT64_C(1) << end) - 1;
    *earlier = last >> end & 1;
    return last >> end <= 1;
}

/* The entries of an image. */
struct entries {
    const uint8_t *first;
    size_t n;
};

static uint64_t id_of_entry(const ptv_cohorts *acc, const struct entries *entries, size_t i) {
    return ptvi_cohorts_dense(acc) ? i : ptvi_get64(entries->first + i * entry_length(acc));
}

static bool get_entry(const ptv_cohorts *acc, const struct entries *entries, size_t i,
                      uint64_t *record, bool *earlier) {
    return get_bits(acc, entries->first + i * entry_length(acc) + key_length(acc), record, earlier);
}

/* Whether a state would write these entries. */
static bool possible(const ptv_cohorts *acc, const struct entries *entries) {
    uint64_t record[PTV_COHORTS_PERIODS / 64], previous = 0;
    bool dense = ptvi_cohorts_dense(acc), earlier;
    if (dense && entries->n > acc->config.n_dense)
        return false;
    for (size_t i = 0; i < entries->n; i++) {
        if (!get_entry(acc, entries, i, record, &earlier))
            return false;
        bool any = earlier || ptvi_next_active(acc, record, 0) >= 0;
        if (!any && (!dense || i == entries->n - 1))
            return false;
        uint64_t id = id_of_entry(acc, entries, i);
        if (!dense && id <= previous)
            return false;
        previous = id;
    }
    return true;
}

static ptv_status take_entries(ptv_cohorts *acc, const struct entries *entries) {
    struct ptvi_filling filling = {0, 0};
    bool earlier;
    ptv_status status = ptvi_cohorts_reserve(acc, entries->n);
    if (status < 0)
        return status;
    for (size_t i = 0; i < entries->n; i++) {
        size_t slot = ptvi_filling_place(&filling, acc, id_of_entry(acc, entries, i));
        get_entry(acc, entries, i, ptvi_cohorts_record(acc, slot), &earlier);
        if (earlier)
            ptvi_cohorts_mark_earlier(acc, slot);
    }
    return PTV_OK;
}

ptv_status ptv_cohorts_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                   ptv_cohorts **out) {
    const uint8_t *image = (const uint8_t *)buf;
    ptv_cohorts *acc;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_wire_open(buf, len, PTV_TYPE_COHORTS, VERSION);
    if (status < 0)
        return status;
    if (len < FIXED_LENGTH)
        return PTV_ERR_WIRE_LENGTH;
    status = new_from(allocator, image + PTV_WIRE_HEADER, &acc);
    if (status < 0)
        return status;
    struct entries entries = {image + FIXED_LENGTH, (len - FIXED_LENGTH) / entry_length(acc)};
    if (entries.n * entry_length(acc) != len - FIXED_LENGTH)
        status = PTV_ERR_WIRE_LENGTH;
    else if (!possible(acc, &entries))
        status = PTV_ERR_WIRE_CONTENT;
    else
        status = take_entries(acc, &entries);
    if (status < 0) {
        ptv_cohorts_free(acc);
        return status;
    }
    *out = acc;
    return PTV_OK;
}
