/* SPDX-License-Identifier: MIT */
#include "retention_tally.h"

#include <stdlib.h>
#include <string.h>

#include <postventa/zone.h>

#include "memory.h"

#define WORD       8
#define HEAD_WORDS 8 /* unit, units, zone, rows, no_customer, no_time, latest, length of cohorts */
#define HEAD       ((size_t)HEAD_WORDS * WORD)
#define PAYMENT    ((size_t)3 * WORD)
#define USUAL      64         /* periods of a window at first: they cost no more than one does */
#define FARTHEST   1000000000 /* number of a period: no instant is in one beyond */

/* ── making ──────────────────────────────────────────────────────────────────────────────────── */

static void tally_free(void *state) {
    struct retention_tally *tally = state;
    if (tally == NULL)
        return;
    ptv_cohorts_free(tally->cohorts);
    money_free(&tally->money);
    free(tally);
}

struct retention_tally *retention_tally_new(const struct retention_rules *rules) {
    struct retention_tally *tally = memory_new(1, sizeof *tally);
    tally->rules = *rules;
    tally->latest = PTV_TIME_NONE;
    return tally;
}

static ptv_status tally_like(const void *model, void **state) {
    *state = retention_tally_new(&((const struct retention_tally *)model)->rules);
    return PTV_OK;
}

/* ── the window ──────────────────────────────────────────────────────────────────────────────── */

bool retention_periods_fit(int64_t first, int64_t last) {
    return last - first < PTV_COHORTS_PERIODS;
}

static ptv_status new_cohorts(const struct retention_rules *rules, int64_t first, int64_t last,
                              ptv_cohorts **cohorts) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    config.first_period = first;
    config.n_periods = (int32_t)(last - first + 1);
    config.unit = rules->unit;
    config.zone_id = rules->zone_id;
    return ptv_cohorts_new(&config, NULL, cohorts);
}

/* Makes a window that has room beyond what is asked for: whoever grows by one grows again. */
static void leave_room(int64_t *first, int64_t *last, bool at_start, bool at_end) {
    int64_t n = *last - *first + 1, most = PTV_COHORTS_PERIODS - n;
    int64_t room = n < USUAL ? USUAL - n : n;
    room = room < most ? room : most;
    int64_t before = at_start == at_end ? room / 2 : at_start ? room : 0;
    *first -= before;
    *last += room - before;
}

ptv_status retention_tally_widen(struct retention_tally *tally, int64_t first, int64_t last) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *wider;
    bool at_start = true, at_end = true;
    if (tally->cohorts != NULL) {
        ptv_status status = ptv_cohorts_config_read(tally->cohorts, &config);
        if (status < 0)
            return status;
        int64_t end = config.first_period + config.n_periods - 1;
        at_start = first < config.first_period;
        at_end = last > end;
        if (!at_start && !at_end)
            return PTV_OK;
        ptv_cohorts_result held = PTV_COHORTS_RESULT_INIT;
        status = ptv_cohorts_read(tally->cohorts, &held);
        if (status < 0)
            return status;
        /* What is beyond the activity is room, and may be given up. */
        if (status != PTV_EMPTY && held.first_active < first)
            first = held.first_active;
        if (status != PTV_EMPTY && held.last_active > last)
            last = held.last_active;
    }
    if (!retention_periods_fit(first, last))
        return PTV_ERR_MISMATCH;
    leave_room(&first, &last, at_start, at_end);
    ptv_status status = new_cohorts(&tally->rules, first, last, &wider);
    if (status >= 0 && tally->cohorts != NULL)
        status = ptv_cohorts_merge(wider, tally->cohorts);
    if (status < 0)
        return status;
    ptv_cohorts_free(tally->cohorts);
    tally->cohorts = wider;
    return PTV_OK;
}

/* ── counting ────────────────────────────────────────────────────────────────────────────────── */

ptv_status retention_tally_add(struct retention_tally *tally, const struct payment *payment) {
    ptv_status status = retention_tally_widen(tally, payment->period, payment->period);
    if (status >= 0)
        status = ptv_cohorts_add(tally->cohorts, payment->customer, payment->period);
    if (status >= 0 && tally->rules.units > 0)
        status = money_add(&tally->money, payment);
    return status;
}

static void tell_too_many(const struct retention_tally *dst, const ptv_cohorts_result *other) {
    ptv_cohorts_result held = PTV_COHORTS_RESULT_INIT;
    char first[PERIOD_SIZE], last[PERIOD_SIZE];
    if (ptv_cohorts_read(dst->cohorts, &held) != PTV_OK)
        return;
    bool earlier = other->first_active < held.first_active;
    bool later = other->last_active > held.last_active;
    period_name(first, dst->rules.unit, earlier ? other->first_active : held.first_active);
    period_name(last, dst->rules.unit, later ? other->last_active : held.last_active);
    report_error(TEXT_TOO_MANY_PERIODS_UNTIL, first, last, PTV_COHORTS_PERIODS);
}

static ptv_status merge_cohorts(struct retention_tally *dst, const struct retention_tally *src) {
    ptv_cohorts_result held = PTV_COHORTS_RESULT_INIT;
    if (src->cohorts == NULL)
        return PTV_OK;
    ptv_status status = ptv_cohorts_read(src->cohorts, &held);
    if (status != PTV_OK)
        return status < 0 ? status : PTV_OK;
    status = retention_tally_widen(dst, held.first_active, held.last_active);
    if (status == PTV_ERR_MISMATCH)
        tell_too_many(dst, &held);
    return status < 0 ? status : ptv_cohorts_merge(dst->cohorts, src->cohorts);
}

static ptv_status tally_merge(void *to, const void *from) {
    struct retention_tally *dst = to;
    const struct retention_tally *src = from;
    if (src->rows > PTV_COUNT_MAX - dst->rows)
        return PTV_ERR_OVERFLOW;
    ptv_status status = merge_cohorts(dst, src);
    if (status >= 0)
        status = money_join(&dst->money, &src->money);
    if (status < 0)
        return status;
    dst->rows += src->rows;
    dst->no_customer += src->no_customer;
    dst->no_time += src->no_time;
    if (src->latest > dst->latest)
        dst->latest = src->latest;
    return PTV_OK;
}

/* ── storing ─────────────────────────────────────────────────────────────────────────────────── */

static unsigned char *put_word(unsigned char *to, uint64_t word) {
    for (int i = 0; i < WORD; i++)
        to[i] = (unsigned char)(word >> 8 * i);
    return to + WORD;
}

static uint64_t get_word(const unsigned char *from) {
    uint64_t word = 0;
    for (int i = WORD; i-- > 0;)
        word = word << 8 | from[i];
    return word;
}

/* A copy whose window is that of the activity: the same events are the same bytes, whatever room
 * was made for them. NULL: there is no activity. */
static ptv_status trimmed(const struct retention_tally *tally, ptv_cohorts **cohorts) {
    ptv_cohorts_result held = PTV_COHORTS_RESULT_INIT;
    *cohorts = NULL;
    if (tally->cohorts == NULL)
        return PTV_OK;
    ptv_status status = ptv_cohorts_read(tally->cohorts, &held);
    if (status != PTV_OK)
        return status < 0 ? status : PTV_OK;
    status = new_cohorts(&tally->rules, held.first_active, held.last_active, cohorts);
    return status < 0 ? status : ptv_cohorts_merge(*cohorts, tally->cohorts);
}

static ptv_status settled(const struct retention_tally *tally, struct money *money) {
    *money = (struct money){0};
    ptv_status status = money_join(money, &tally->money);
    return status < 0 ? status : money_settle(money);
}

static void put_tally(unsigned char *to, const struct retention_tally *tally, size_t image,
                      const struct money *money) {
    const struct retention_rules *rules = &tally->rules;
    const uint64_t head[HEAD_WORDS] = {
        (uint64_t)rules->unit, (uint64_t)rules->units, rules->zone_id,          tally->rows,
        tally->no_customer,    tally->no_time,         (uint64_t)tally->latest, image};
    for (int i = 0; i < HEAD_WORDS; i++)
        to = put_word(to, head[i]);
    to += image;
    for (size_t i = 0; i < money->n; i++) {
        to = put_word(to, money->at[i].customer);
        to = put_word(to, (uint64_t)money->at[i].period);
        to = put_word(to, (uint64_t)money->at[i].amount);
    }
}

static ptv_status tally_serialize(const void *state, void *buf, size_t cap, size_t *len) {
    const struct retention_tally *tally = state;
    ptv_cohorts *cohorts = NULL;
    struct money money;
    size_t image = 0;
    ptv_status status = settled(tally, &money);
    if (status >= 0)
        status = trimmed(tally, &cohorts);
    if (status >= 0 && cohorts != NULL)
        status = ptv_cohorts_serialize(cohorts, NULL, 0, &image);
    if (status >= 0) {
        *len = HEAD + image + money.n * PAYMENT;
        if (cap < *len)
            status = buf == NULL ? PTV_OK : PTV_ERR_SPACE;
        else
            put_tally(buf, tally, image, &money);
    }
    if (status >= 0 && buf != NULL && cohorts != NULL)
        status = ptv_cohorts_serialize(cohorts, (unsigned char *)buf + HEAD, image, &image);
    ptv_cohorts_free(cohorts);
    money_free(&money);
    return status;
}

static bool head_valid(const uint64_t head[HEAD_WORDS]) {
    bool known = head[0] >= PTV_PERIOD_DAY && head[0] <= PTV_PERIOD_YEAR && head[1] <= 1000000;
    return known && head[3] <= PTV_COUNT_MAX && head[4] <= head[3] && head[5] <= head[3] - head[4];
}

/* Payments are settled, and there are none where amounts are not counted. */
static ptv_status get_money(struct retention_tally *tally, const unsigned char *in, size_t len) {
    size_t n = len / PAYMENT;
    if (len % PAYMENT != 0 || (n > 0 && (tally->rules.units == 0 || tally->cohorts == NULL)))
        return PTV_ERR_WIRE_CONTENT;
    for (size_t i = 0; i < n; i++, in += PAYMENT) {
        struct payment payment = {get_word(in), (int64_t)get_word(in + WORD),
                                  (int64_t)get_word(in + WORD + WORD)};
        ptv_status status = money_add(&tally->money, &payment);
        if (status < 0)
            return status;
    }
    ptv_status status = money_settle(&tally->money);
    return status < 0 ? status : tally->money.n == n ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

/* The image is of cohorts by the same rules. */
static ptv_status get_cohorts(struct retention_tally *tally, const void *image, size_t len) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    if (len == 0)
        return PTV_OK;
    ptv_status status = ptv_cohorts_deserialize(NULL, image, len, &tally->cohorts);
    if (status >= 0)
        status = ptv_cohorts_config_read(tally->cohorts, &config);
    bool same = config.unit == tally->rules.unit && config.zone_id == tally->rules.zone_id &&
                config.n_dense == 0 && config.seed == 0 && config.first_period > -FARTHEST &&
                config.first_period < FARTHEST;
    return status < 0 ? status : same ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

static ptv_status tally_deserialize(const void *buf, size_t len, void **state) {
    const unsigned char *in = buf;
    uint64_t head[HEAD_WORDS];
    if (len < HEAD)
        return PTV_ERR_WIRE_LENGTH;
    for (int i = 0; i < HEAD_WORDS; i++)
        head[i] = get_word(in + i * WORD);
    if (!head_valid(head) || head[7] > len - HEAD)
        return PTV_ERR_WIRE_CONTENT;
    const struct retention_rules rules = {(int32_t)head[0], (int32_t)head[1], head[2]};
    struct retention_tally *tally = retention_tally_new(&rules);
    size_t image = (size_t)head[7];
    tally->rows = head[3];
    tally->no_customer = head[4];
    tally->no_time = head[5];
    tally->latest = (int64_t)head[6];
    ptv_status status = get_cohorts(tally, in + HEAD, image);
    if (status >= 0)
        status = get_money(tally, in + HEAD + image, len - HEAD - image);
    if (status < 0) {
        tally_free(tally);
        return status;
    }
    *state = tally;
    return PTV_OK;
}

static bool tally_fits(const void *state, const char *definition) {
    const struct retention_tally *tally = state;
    const char *zone = retention_zone(definition);
    char *own = retention_define(&tally->rules, zone);
    bool same = strcmp(own, definition) == 0;
    free(own);
    return same && tally->rules.zone_id == retention_zone_number(zone);
}

const struct state_kind retention_tally_kind = {
    .name = RETENTION_NAME,
    .free = tally_free,
    .like = tally_like,
    .merge = tally_merge,
    .serialize = tally_serialize,
    .deserialize = tally_deserialize,
    .fits = tally_fits,
};
