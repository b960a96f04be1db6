/* SPDX-License-Identifier: MIT */
/* Survival as bytes: four fixed words, then for each time three numbers of variable length. */
#include "base/platform.h"

#include "base/bytes.h"
#include "base/wire.h"
#include "time/survival.h"

enum { VERSION = 1, FIXED_WORDS = 4, FIXED_LENGTH = PTV_WIRE_HEADER + 8 * FIXED_WORDS };

/* Each time as its distance from the one before less 1 (the first: itself), its events and its
 * censored cases. */
static size_t put_cases(const ptv_survival *acc, uint8_t *out) {
    struct ptvi_sorted_place place = {0, 0};
    const struct ptvi_cases *cases;
    uint64_t next = 0;
    size_t n = 0;
    while ((cases = ptvi_survival_next(acc, &place)) != NULL) {
        n += ptvi_put_varint(out ? out + n : NULL, cases->time - next);
        n += ptvi_put_varint(out ? out + n : NULL, cases->events);
        n += ptvi_put_varint(out ? out + n : NULL, cases->censored);
        next = cases->time + 1;
    }
    return n;
}

ptv_status ptv_survival_serialize(const ptv_survival *acc, void *buf, size_t cap, size_t *len) {
    if (!acc || !len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    *len = FIXED_LENGTH + put_cases(acc, NULL);
    if (!buf)
        return PTV_OK;
    if (cap < *len)
        return PTV_ERR_SPACE;
    uint8_t *image = (uint8_t *)buf;
    const uint64_t words[FIXED_WORDS] = {acc->calendar_id, (uint64_t)acc->unit_ms, acc->missing,
                                         acc->rejected};
    for (size_t i = 0; i < FIXED_WORDS; i++)
        ptvi_put64(image + PTV_WIRE_HEADER + 8 * i, words[i]);
    put_cases(acc, image + FIXED_LENGTH);
    ptvi_wire_seal(image, *len, PTV_TYPE_SURVIVAL, VERSION);
    return PTV_OK;
}

/* Adds the cases of an image. Every number has one form and times rise, so what is accepted is what
 * would be written. */
static ptv_status take_cases(const uint8_t *in, const uint8_t *end, ptv_survival *acc) {
    uint64_t next = 0, distance, events, censored;
    while (in < end) {
        if (!ptvi_get_varint(&in, end, &distance) || !ptvi_get_varint(&in, end, &events) ||
            !ptvi_get_varint(&in, end, &censored) || (events == 0 && censored == 0) ||
            next > INT64_MAX || distance > INT64_MAX - next)
            return PTV_ERR_WIRE_CONTENT;
        int64_t time = (int64_t)(next + distance);
        ptv_status status = ptv_survival_add_n(acc, time, PTV_EVENT, events);
        if (status == PTV_OK)
            status = ptv_survival_add_n(acc, time, PTV_CENSORED, censored);
        if (status < 0)
            return status == PTV_ERR_OVERFLOW ? PTV_ERR_WIRE_CONTENT : status;
        next += distance + 1;
    }
    return PTV_OK;
}

ptv_status ptv_survival_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                    ptv_survival **out) {
    const uint8_t *image = (const uint8_t *)buf;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_wire_open(buf, len, PTV_TYPE_SURVIVAL, VERSION);
    if (status < 0)
        return status;
    if (len < FIXED_LENGTH)
        return PTV_ERR_WIRE_LENGTH;
    uint64_t words[FIXED_WORDS];
    for (size_t i = 0; i < FIXED_WORDS; i++)
        words[i] = ptvi_get64(image + PTV_WIRE_HEADER + 8 * i);
    if (words[1] == 0 || words[1] > INT64_MAX || words[2] > PTV_COUNT_MAX ||
        words[3] > PTV_COUNT_MAX)
        return PTV_ERR_WIRE_CONTENT;

    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *acc;
    config.calendar_id = words[0];
    config.unit_ms = (int64_t)words[1];
    status = ptv_survival_new(&config, allocator, &acc);
    if (status < 0)
        return status;
    acc->missing = words[2];
    acc->rejected = words[3];
    status = take_cases(image + FIXED_LENGTH, image + len, acc);
    if (status < 0) {
        ptv_survival_free(acc);
        return status;
    }
    *out = acc;
    return PTV_OK;
}
