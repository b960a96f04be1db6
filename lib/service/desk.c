/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "postventa/wire.h"
#include "service/desk.h"

static const struct ptvi_field fields[] = {
    {"calendar", PTVI_KEPT, PTVI_DESK_CALENDAR, 1, 1},
    {"period", PTVI_KEPT, PTVI_DESK_FROM, 1, 2},
    {"declared", PTVI_KEPT, PTVI_DESK_N_TARGETS, 1, 2},
    {"limits", PTVI_KEPT, PTVI_DESK_LIMITS, 1, PTV_DESK_TARGETS},
    {"clocks", PTVI_KEPT, PTVI_DESK_CLOCKS, 1, PTV_DESK_TARGETS},
    {"ages", PTVI_KEPT, PTVI_DESK_AGES, 1, PTV_BACKLOG_AGES},
    {"tickets", PTVI_COUNT, PTVI_DESK_TICKETS, 1, PTVI_DESK_REOPENED - PTVI_DESK_TICKETS},
    {"shares", PTVI_COUNT, PTVI_DESK_REOPENED, 1, PTVI_DESK_OUTCOMES - PTVI_DESK_REOPENED},
    {"outcomes", PTVI_COUNT, PTVI_DESK_OUTCOMES, 1, PTVI_DESK_BACKLOG - PTVI_DESK_OUTCOMES},
    {"backlog", PTVI_COUNT, PTVI_DESK_BACKLOG, 1, PTVI_BACKLOG_WORDS},
};

_Static_assert((int)PTVI_DESK_WORDS <= (int)PTVI_COMPOSITE_WORDS, "the words fit a composite");

static const struct ptvi_composite_type type = {
    {PTV_TYPE_DESK, 1, PTVI_DESK_WORDS, sizeof fields / sizeof fields[0], fields,
     ptvi_desk_words_possible},
    PTV_CLOCKS,
    PTVI_DESK_SURVIVAL,
    ptvi_desk_durations_config,
    ptvi_desk_survival_config,
    ptvi_desk_possible,
};

/* Hands over a composite that was made, as the desk that it is. */
static ptv_status hand_over(ptv_status status, struct ptvi_composite *made, ptv_desk **out) {
    if (status >= 0)
        *out = (ptv_desk *)made;
    return status;
}

ptv_status ptv_desk_new(const ptv_desk_config *config, const ptv_allocator *allocator,
                        ptv_desk **out) {
    ptv_desk_config own = PTV_DESK_CONFIG_INIT;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = config ? ptvi_sized_in(&own, sizeof own, config) : PTV_OK;
    if (status < 0)
        return status;
    if (!ptvi_desk_config_valid(&own))
        return PTV_ERR_ARGUMENT;
    uint64_t w[PTVI_DESK_WORDS];
    ptvi_state_init(&type.layout, w);
    ptvi_desk_define(&own, w);
    struct ptvi_composite *made = NULL;
    status = ptvi_composite_new(&type, w, allocator, &made);
    return hand_over(status, made, out);
}

void ptv_desk_free(ptv_desk *acc) {
    ptvi_composite_free((struct ptvi_composite *)acc);
}

ptv_status ptv_desk_copy(const ptv_desk *acc, const ptv_allocator *allocator, ptv_desk **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    struct ptvi_composite *made = NULL;
    ptv_status status = ptvi_composite_copy(&acc->composite, allocator, &made);
    return hand_over(status, made, out);
}

ptv_status ptv_desk_reset(ptv_desk *acc) {
    return acc ? ptvi_composite_reset(&acc->composite) : PTV_ERR_NULL;
}

/* Applies what a ticket does, or takes it back. */
static ptv_status change_by(ptv_desk *acc, const ptv_ticket_times *times,
                            ptv_status (*by)(struct ptvi_composite *, const struct ptvi_change *)) {
    ptv_ticket_times own;
    struct ptvi_change change;
    if (!acc || !times)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_in(&own, sizeof own, times);
    if (status < 0)
        return status;
    ptvi_change_begin(&change);
    status = ptvi_desk_ticket_change(acc->composite.w, &own, &change);
    return status < 0 ? status : by(&acc->composite, &change);
}

ptv_status ptv_desk_add(ptv_desk *acc, const ptv_ticket_times *times) {
    return change_by(acc, times, ptvi_composite_apply);
}

ptv_status ptv_desk_remove(ptv_desk *acc, const ptv_ticket_times *times) {
    return change_by(acc, times, ptvi_composite_take_back);
}

ptv_status ptv_desk_add_wait(ptv_desk *acc, const ptv_ticket_wait *wait) {
    struct ptvi_change change;
    if (!acc || !wait)
        return PTV_ERR_NULL;
    if (wait->clock != PTV_CLOCK_NEXT_RESPONSE || wait->ms == PTV_TIME_NONE)
        return PTV_OK;
    bool business = acc->composite.w[PTVI_DESK_CALENDAR] != 0;
    if (business && wait->business_ms == PTV_TIME_NONE)
        return PTV_ERR_MISMATCH;
    ptvi_change_begin(&change);
    ptvi_change_durations(&change, PTV_CLOCK_NEXT_RESPONSE,
                          business ? wait->business_ms : wait->ms);
    return ptvi_composite_apply(&acc->composite, &change);
}

ptv_status ptv_desk_merge(ptv_desk *dst, const ptv_desk *src) {
    return dst && src ? ptvi_composite_merge(&dst->composite, &src->composite) : PTV_ERR_NULL;
}

ptv_status ptv_desk_serialize(const ptv_desk *acc, void *buf, size_t cap, size_t *len) {
    return acc ? ptvi_composite_serialize(&acc->composite, buf, cap, len) : PTV_ERR_NULL;
}

ptv_status ptv_desk_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                ptv_desk **out) {
    if (!out)
        return PTV_ERR_NULL;
    struct ptvi_composite *made = NULL;
    ptv_status status = ptvi_composite_deserialize(&type, allocator, buf, len, &made);
    return hand_over(status, made, out);
}
