/* SPDX-License-Identifier: MIT */
/* Complaints: those that the bytes describe, in an image that they then change in places. */
#include "composite.h"

/* A complaint of three bytes: when it came, how long it took, and what became of it. */
enum { COMPLAINT_BYTES = 3, FROM = 100, UNTIL = 200 };

static ptv_complaint complaint_from(const uint8_t *bytes) {
    ptv_complaint complaint = PTV_COMPLAINT_INIT;
    if (bytes[0] < 250)
        complaint.received = bytes[0];
    if (bytes[1] < 200)
        complaint.closed = bytes[0] + (int64_t)bytes[1] - 3;
    if (complaint.closed != PTV_TIME_NONE)
        complaint.solved_ms = bytes[2] >> 2;
    complaint.upheld = (bytes[2] & 3) == 2 ? PTV_OUTCOME_EXCLUDED : bytes[2] & 1;
    return complaint;
}

static void *complaints_from(uint8_t shape, const uint8_t *records, size_t n) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaints *acc;
    config.calendar_id = shape & 1;
    config.from = FROM;
    config.until = UNTIL;
    config.within_ms = shape & 2 ? 30 : 0;
    config.n_ages = shape >> 2 & 3;
    for (int32_t i = 0; i < config.n_ages; i++)
        config.age_ms[i] = 20 * (i + 1);
    REQUIRE(ptv_complaints_new(&config, NULL, &acc) == PTV_OK);
    REQUIRE(ptv_complaints_add_exposed(acc, shape >> 4, shape >> 5) == PTV_OK);
    for (size_t i = 0; i < n; i++) {
        ptv_complaint complaint = complaint_from(records + i * COMPLAINT_BYTES);
        ptv_status status = ptv_complaints_add(acc, &complaint);
        REQUIRE(status >= 0 || status == PTV_ERR_ARGUMENT);
        if (shape & 16 && i % 5 == 4)
            REQUIRE(ptv_complaints_remove(acc, &complaint) == status);
    }
    return acc;
}

static void use_complaints(void *acc, const uint8_t *record) {
    ptv_complaints_result r = PTV_COMPLAINTS_RESULT_INIT;
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
    ptv_complaint complaint = complaint_from(record);
    ptv_comparison difference;
    opt.check_start = 1;
    REQUIRE(ptv_complaints_read(acc, &opt, &r) >= 0);
    use_estimate(&r.per_thousand);
    use_share(&r.unresolved);
    use_share(&r.within);
    use_share(&r.upheld);
    REQUIRE((r.movement_status == PTV_OK) == (r.movement.open_start == 0));
    REQUIRE(ptv_backlog_check(&r.movement) == PTV_OK);
    REQUIRE(ptv_complaints_compare(acc, acc, NULL, &difference) >= 0);
    ptv_status status = ptv_complaints_remove(acc, &complaint);
    REQUIRE(status >= 0 || status == PTV_ERR_UNDERFLOW || status == PTV_ERR_ARGUMENT);
    require_readable(PTV_TYPE_COMPLAINTS, acc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct described complaints = {PTV_TYPE_COMPLAINTS, COMPLAINT_BYTES,
                                                complaints_from, use_complaints};
    return try_described(&complaints, data, size);
}
