/* SPDX-License-Identifier: MIT */
#include "tickets_tally.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "tickets_rules.h"

#define HEAD_WORDS 6 /* missing, later, as_of, last, of_log, length of the flag's image */
#define WORD       8
#define HEAD       ((size_t)HEAD_WORDS * WORD)

/* ── making ──────────────────────────────────────────────────────────────────────────────────── */

static void tally_free(void *state) {
    struct ticket_tally *tally = state;
    if (tally == NULL)
        return;
    ticket_tally_forget(tally);
    ptv_desk_free(tally->desk);
    free(tally);
}

static struct ticket_tally *new_tally(ptv_desk *desk) {
    struct ticket_tally *tally = memory_new(1, sizeof *tally);
    tally->desk = desk;
    tally->as_of = tally->last = PTV_TIME_NONE;
    return tally;
}

ptv_status ticket_tally_new(const ptv_desk_config *config, struct ticket_tally **tally) {
    ptv_proportion met;
    ptv_desk *desk = NULL;
    ptv_status status = ptv_proportion_init(&met);
    if (status >= 0)
        status = ptv_desk_new(config, NULL, &desk);
    if (status < 0)
        return status;
    *tally = new_tally(desk);
    (*tally)->met = met;
    (*tally)->whole = (*tally)->keeping = true;
    return PTV_OK;
}

static ptv_status tally_like(const void *model, void **state) {
    const struct ticket_tally *tally = model;
    struct ticket_tally *made = NULL;
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    ptv_status status = ptv_desk_config_read(tally->desk, &config);
    if (status >= 0)
        status = ticket_tally_new(&config, &made);
    if (status >= 0) {
        made->whole = tally->whole;
        made->keeping = tally->keeping;
    }
    *state = made;
    return status;
}

/* ── counting ────────────────────────────────────────────────────────────────────────────────── */

/* A sum of times that somebody's clock may have made absurd stops where all states can be added. */
static uint64_t add_up(uint64_t sum, uint64_t more) {
    const uint64_t most = PTV_COUNT_MAX / PTV_TICKET_STATES;
    return more > most - sum ? most : sum + more;
}

static void keep(struct ticket_tally *tally, int clock, int64_t ms) {
    if (tally->keeping && ms >= 0)
        sample_add(&tally->samples[clock], ms);
}

static void count_states(struct ticket_tally *tally, const ptv_ticket_times *times) {
    const int64_t *spent = times->calendar_id != 0 ? times->state_business_ms : times->state_ms;
    for (int i = 0; i < times->n_states; i++) {
        tally->states[i].ms = add_up(tally->states[i].ms, (uint64_t)spent[i]);
        tally->states[i].tickets += spent[i] > 0;
        tally->states[i].now += times->state == i;
    }
}

ptv_status ticket_tally_add(struct ticket_tally *tally, const ptv_ticket_times *times,
                            int32_t met) {
    ptv_status status = ptv_desk_add(tally->desk, times);
    if (status >= 0)
        status = ptv_proportion_add(&tally->met, met);
    if (status < 0)
        return status;
    if (tally->as_of == PTV_TIME_NONE)
        tally->as_of = tally->last = times->as_of;
    for (int i = 0; i < PTV_CLOCKS; i++) {
        const ptv_ticket_time *time = &times->clock[i];
        if (time->state == PTV_CLOCK_DONE)
            keep(tally, i, times->calendar_id != 0 ? time->business_ms : time->ms);
    }
    count_states(tally, times);
    tally->of_log = tally->of_log || times->n_states > 0;
    return PTV_OK;
}

ptv_status ticket_tally_add_wait(struct ticket_tally *tally, const ptv_ticket_wait *wait) {
    ptv_status status = ptv_desk_add_wait(tally->desk, wait);
    if (status < 0 || wait->clock != PTV_CLOCK_NEXT_RESPONSE || wait->ms == PTV_TIME_NONE)
        return status;
    keep(tally, wait->clock, wait->business_ms != PTV_TIME_NONE ? wait->business_ms : wait->ms);
    return PTV_OK;
}

void ticket_tally_read_at(struct ticket_tally *tally, int64_t as_of) {
    if (tally->as_of != PTV_TIME_NONE)
        tally->as_of = tally->last = as_of;
}

size_t ticket_tally_kept(const struct ticket_tally *tally) {
    size_t n = 0;
    for (int i = 0; i < PTV_CLOCKS; i++)
        n += tally->samples[i].n;
    return n;
}

void ticket_tally_forget(struct ticket_tally *tally) {
    for (int i = 0; i < PTV_CLOCKS; i++)
        sample_free(&tally->samples[i]);
    tally->keeping = false;
}

void ticket_tally_sort(struct ticket_tally *tally) {
    for (int i = 0; i < PTV_CLOCKS; i++)
        sample_sort(&tally->samples[i]);
}

/* ── merging ─────────────────────────────────────────────────────────────────────────────────── */

static void merge_readings(struct ticket_tally *dst, const struct ticket_tally *src) {
    if (src->as_of == PTV_TIME_NONE)
        return;
    if (dst->as_of == PTV_TIME_NONE || src->as_of < dst->as_of)
        dst->as_of = src->as_of;
    if (src->last > dst->last)
        dst->last = src->last;
}

/* What no state file has. */
static void merge_rest(struct ticket_tally *dst, const struct ticket_tally *src) {
    dst->whole = dst->whole && src->whole;
    if (!src->keeping)
        ticket_tally_forget(dst);
    for (int i = 0; i < PTV_CLOCKS && dst->keeping; i++)
        sample_join(&dst->samples[i], &src->samples[i]);
    for (int i = 0; i < PTV_TICKET_STATES; i++) {
        dst->states[i].ms = add_up(dst->states[i].ms, src->states[i].ms);
        dst->states[i].tickets += src->states[i].tickets;
        dst->states[i].now += src->states[i].now;
    }
}

static ptv_status tally_merge(void *to, const void *from) {
    struct ticket_tally *dst = to;
    const struct ticket_tally *src = from;
    ptv_proportion met = dst->met;
    if (src->missing > PTV_COUNT_MAX - dst->missing || src->later > PTV_COUNT_MAX - dst->later)
        return PTV_ERR_OVERFLOW;
    ptv_status status = ptv_proportion_merge(&met, &src->met);
    if (status >= 0)
        status = ptv_desk_merge(dst->desk, src->desk);
    if (status < 0)
        return status;
    dst->met = met;
    dst->missing += src->missing;
    dst->later += src->later;
    dst->of_log = dst->of_log || src->of_log;
    merge_readings(dst, src);
    merge_rest(dst, src);
    return PTV_OK;
}

/* ── storing ─────────────────────────────────────────────────────────────────────────────────── */

static void put_word(unsigned char *to, uint64_t word) {
    for (int i = 0; i < WORD; i++)
        to[i] = (unsigned char)(word >> 8 * i);
}

static uint64_t get_word(const unsigned char *from) {
    uint64_t word = 0;
    for (int i = WORD; i-- > 0;)
        word = word << 8 | from[i];
    return word;
}

static ptv_status tally_serialize(const void *state, void *buf, size_t cap, size_t *len) {
    const struct ticket_tally *tally = state;
    size_t flag = 0, desk = 0;
    ptv_status status = ptv_proportion_serialize(&tally->met, NULL, 0, &flag);
    if (status >= 0)
        status = ptv_desk_serialize(tally->desk, NULL, 0, &desk);
    if (status < 0)
        return status;
    *len = HEAD + flag + desk;
    if (cap < *len)
        return buf == NULL ? PTV_OK : PTV_ERR_SPACE;
    unsigned char *out = buf;
    const uint64_t head[HEAD_WORDS] = {tally->missing,        tally->later,  (uint64_t)tally->as_of,
                                       (uint64_t)tally->last, tally->of_log, flag};
    for (int i = 0; i < HEAD_WORDS; i++)
        put_word(out + i * WORD, head[i]);
    status = ptv_proportion_serialize(&tally->met, out + HEAD, flag, &flag);
    return status < 0 ? status : ptv_desk_serialize(tally->desk, out + HEAD + flag, desk, &desk);
}

static ptv_status tally_deserialize(const void *buf, size_t len, void **state) {
    const unsigned char *in = buf;
    ptv_proportion met;
    ptv_desk *desk = NULL;
    uint64_t head[HEAD_WORDS];
    if (len < HEAD)
        return PTV_ERR_WIRE_LENGTH;
    for (int i = 0; i < HEAD_WORDS; i++)
        head[i] = get_word(in + i * WORD);
    int64_t as_of = (int64_t)head[2], last = (int64_t)head[3];
    size_t flag = head[5] <= len - HEAD ? (size_t)head[5] : len - HEAD;
    if (head[0] > PTV_COUNT_MAX || head[1] > PTV_COUNT_MAX || head[4] > 1 || as_of > last ||
        (as_of == PTV_TIME_NONE) != (last == PTV_TIME_NONE))
        return PTV_ERR_WIRE_CONTENT;
    ptv_status status = ptv_proportion_deserialize(&met, in + HEAD, flag);
    if (status >= 0)
        status = ptv_desk_deserialize(NULL, in + HEAD + flag, len - HEAD - flag, &desk);
    if (status < 0)
        return status;
    struct ticket_tally *tally = new_tally(desk);
    tally->met = met;
    tally->missing = head[0];
    tally->later = head[1];
    tally->as_of = as_of;
    tally->last = last;
    tally->of_log = head[4] == 1;
    *state = tally;
    return PTV_OK;
}

static bool tally_fits(const void *state, const char *definition) {
    const struct ticket_tally *tally = state;
    return tickets_fit(tally->desk, definition);
}

const struct state_kind ticket_tally_kind = {
    .name = TICKETS_NAME,
    .free = tally_free,
    .like = tally_like,
    .merge = tally_merge,
    .serialize = tally_serialize,
    .deserialize = tally_deserialize,
    .fits = tally_fits,
};
