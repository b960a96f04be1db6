/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "service/ticket.h"

ptv_status ptv_ticket_rules_init(ptv_ticket_rules *rules) {
    return ptvi_sized_init(rules, sizeof *rules);
}

ptv_status ptv_ticket_times_init(ptv_ticket_times *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* ---- Spans ---- */

bool ptvi_instant_valid(int64_t instant) {
    const int64_t limit = INT64_C(1) << 62;
    return -limit < instant && instant < limit;
}

ptv_status ptvi_instant_check(int64_t instant, uint64_t calendar_id, const ptv_calendar *calendar) {
    struct ptvi_meter meter = {calendar, PTV_OK};
    if (!ptvi_instant_valid(instant) || (calendar_id != 0) != (calendar != NULL))
        return PTV_ERR_ARGUMENT;
    (void)ptvi_measure(&meter, instant, instant);
    return meter.status;
}

struct ptvi_passed ptvi_measure(struct ptvi_meter *meter, int64_t from, int64_t to) {
    struct ptvi_passed span = {to - from, PTV_TIME_NONE};
    if (!meter->calendar)
        return span;
    ptv_status status = ptv_calendar_open_ms(meter->calendar, from, to, &span.business_ms);
    if (status < 0)
        meter->status = status;
    if (span.ms < 0)
        span.business_ms = span.ms;
    return span;
}

void ptvi_passed_add(struct ptvi_passed *span, struct ptvi_passed more) {
    span->ms += more.ms;
    if (more.business_ms != PTV_TIME_NONE)
        span->business_ms += more.business_ms;
}

/* ---- Clocks ---- */

ptv_ticket_time ptvi_time_shown(int32_t state, struct ptvi_passed shown, struct ptvi_passed age) {
    ptv_ticket_time time = {shown.ms, shown.business_ms, age.ms, age.business_ms, state, 0};
    return time;
}

ptv_ticket_time ptvi_time_absent(void) {
    const struct ptvi_passed none = {PTV_TIME_NONE, PTV_TIME_NONE};
    return ptvi_time_shown(PTV_CLOCK_ABSENT, none, none);
}

ptv_ticket_time ptvi_time_until(struct ptvi_meter *meter, int64_t from, int64_t over,
                                int64_t as_of) {
    struct ptvi_passed age = ptvi_measure(meter, from, as_of);
    if (over == PTV_TIME_NONE)
        return ptvi_time_shown(PTV_CLOCK_RUNNING, age, age);
    return ptvi_time_shown(PTV_CLOCK_DONE, ptvi_measure(meter, from, over), age);
}

ptv_ticket_time ptvi_first_response(struct ptvi_meter *meter, int64_t created, int64_t reply,
                                    int64_t ended, int64_t as_of) {
    if (reply != PTV_TIME_NONE)
        return ptvi_time_until(meter, created, reply, as_of);
    ptv_ticket_time time = ptvi_time_until(meter, created, ended, as_of);
    if (ended != PTV_TIME_NONE)
        time.state = PTV_CLOCK_PAUSED;
    return time;
}

ptv_ticket_times ptvi_times_blank(int64_t as_of, uint64_t calendar_id) {
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    times.calendar_id = calendar_id;
    times.as_of = as_of;
    times.created = PTV_TIME_NONE;
    times.ended = PTV_TIME_NONE;
    for (int i = 0; i < PTV_CLOCKS; i++)
        times.clock[i] = ptvi_time_absent();
    times.state = PTV_STATE_IMPLIED;
    for (int i = 0; i < PTV_TICKET_STATES; i++)
        times.state_business_ms[i] = calendar_id ? 0 : PTV_TIME_NONE;
    return times;
}
