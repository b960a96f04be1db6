/* SPDX-License-Identifier: MIT */
/* Images that are as hard to read and to merge as images of their length can be: the most records
 * for their bytes, keys that crowd, the most parts of a part. */
#include "seeds.h"

#include "base/bytes.h"
#include "cohorts.h"
#include "desks.h"
#include "panels.h"
#include "queue.h"
#include "repeats.h"

/* An image that grows. */
struct growing {
    struct bytes image;
    size_t room;
};

/* Of a state that is given back, and that holds nothing yet. */
static struct growing begin(uint32_t type, void *acc, size_t room) {
    struct growing growing = {state_bytes(type, acc), room};
    ptv_verbs_find(type)->free(acc);
    growing.image.data = realloc(growing.image.data, growing.image.len + room);
    assert_non_null(growing.image.data);
    return growing;
}

static void put(struct growing *growing, const uint8_t *bytes, size_t n) {
    assert_true(n <= growing->room);
    memcpy(growing->image.data + growing->image.len, bytes, n);
    growing->image.len += n;
    growing->room -= n;
}

static struct bytes end(struct growing *growing) {
    ptvi_put64(growing->image.data + 8, growing->image.len);
    seal(growing->image.data, growing->image.len);
    return growing->image;
}

/* The same few bytes again and again. */
static struct bytes repeated(struct growing growing, const uint8_t *entry, size_t n) {
    while (growing.room >= n)
        put(&growing, entry, n);
    return end(&growing);
}

/* Three bytes a time. */
static struct bytes survival(size_t len, size_t which) {
    static const uint8_t entries[2][3] = {{1, 1, 0}, {2, 0, 1}};
    ptv_survival *acc;
    assert_ok(ptv_survival_new(NULL, NULL, &acc));
    return repeated(begin(PTV_TYPE_SURVIVAL, acc, len), entries[which], 3);
}

/* Four bytes a subject. */
static struct bytes repeats_of_subjects(size_t len, size_t which) {
    static const uint8_t entries[2][4] = {{1, 0, 0, 2}, {2, 3, 0, 1}};
    return repeated(begin(PTV_TYPE_REPEATS, repeats_of(1000, 0, NULL), len), entries[which], 4);
}

/* One byte a contact, all of one subject. */
static struct bytes repeats_of_contacts(size_t len, size_t which) {
    struct growing growing = begin(PTV_TYPE_REPEATS, repeats_of(1000, 0, NULL), len);
    uint8_t start[16] = {(uint8_t)which, 0};
    const uint8_t distance = 0;
    size_t n = 2;
    n += ptvi_put_varint(start + n, len - sizeof start);
    start[n++] = 2;
    put(&growing, start, n);
    for (size_t i = 0; i < len - sizeof start; i++)
        put(&growing, &distance, 1);
    return end(&growing);
}

/* Nine bytes a customer, all with one home. */
static struct bytes cohorts_that_crowd(size_t len, size_t which) {
    ptv_cohorts_config config = window_of(0, 1);
    struct growing growing = begin(PTV_TYPE_COHORTS, cohorts_new(&config, NULL), len);
    for (uint64_t i = 1; growing.room >= 9; i++) {
        uint8_t entry[9];
        ptvi_put64(entry, (UINT64_C(0xABCDEF) << 40) + 2 * i + which);
        entry[8] = (uint8_t)(1 + i % 3);
        put(&growing, entry, sizeof entry);
    }
    return end(&growing);
}

/* One byte a key, of which only the last was seen. */
static struct bytes cohorts_dense(size_t len, size_t which) {
    ptv_cohorts_config config = window_of(0, 1);
    config.n_dense = UINT64_MAX;
    struct growing growing = begin(PTV_TYPE_COHORTS, cohorts_new(&config, NULL), len);
    const uint8_t nobody = 0, last = 1;
    for (size_t i = which; i + 1 < len; i++)
        put(&growing, &nobody, 1);
    put(&growing, &last, 1);
    return end(&growing);
}

/* Eleven bytes a respondent. */
static struct bytes panel(size_t len, size_t which) {
    struct growing growing = begin(PTV_TYPE_PANEL, panel_of(PTV_PANEL_LAST), len);
    for (uint64_t i = 0; growing.room >= 11; i++) {
        uint8_t entry[11] = {0};
        ptvi_put64(entry, (2 * i + which) << 32);
        put(&growing, entry, sizeof entry);
    }
    return end(&growing);
}

static struct bytes zone(size_t len, size_t which) {
    ptv_zone *acc;
    assert_ok(ptv_zone_new_fixed(0, NULL, &acc));
    struct growing growing = begin(PTV_TYPE_ZONE, acc, len);
    uint32_t n = 0;
    for (; growing.room >= 12; n++) {
        uint8_t entry[12];
        ptvi_put64(entry, 100 * n + which);
        ptvi_put32(entry + 8, n % 2 ? 0 : 3600);
        put(&growing, entry, sizeof entry);
    }
    ptvi_put32(growing.image.data + PTV_WIRE_HEADER, n);
    return end(&growing);
}

/* The image of a state that is given back. */
static struct bytes image_of(uint32_t type, void *acc) {
    struct bytes image = state_bytes(type, acc);
    ptv_verbs_find(type)->free(acc);
    return image;
}

/* A duration in each bucket, as many as there can be: no longer however long an image may be. */
static struct bytes durations(size_t len, size_t which) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.precision_bits = 8;
    ptv_durations *acc = durations_new(&config, NULL);
    (void)len;
    for (int octave = 0; octave <= 62 - 8; octave++)
        for (uint64_t place = octave == 0 ? 0 : 256; place < 512; place++)
            assert_ok(
                ptv_durations_add_n(acc, (int64_t)((place << octave) + which), 1 + place * which));
    return image_of(PTV_TYPE_DURATIONS, acc);
}

/* Patience in three bytes a call. */
static struct bytes queue(size_t len, size_t which) {
    ptv_queue_config config = queue_config_with(0, 1);
    ptv_queue *acc = queue_new(&config, NULL);
    for (size_t i = 0; 3 * i < len; i++)
        add_call(acc, PTV_CALL_WAITING, (int64_t)(2 * i + which));
    return image_of(PTV_TYPE_QUEUE, acc);
}

static struct bytes desk(size_t len, size_t which) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    ptv_desk *acc = desk_new(&config, NULL);
    for (size_t i = 0; 6 * i < len; i++) {
        ptv_ticket_times times = open_ticket((int64_t)(2 * i + which) * 1000);
        assert_ok(ptv_desk_add(acc, &times));
    }
    return image_of(PTV_TYPE_DESK, acc);
}

static struct bytes complaints(size_t len, size_t which) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaints *acc;
    config.until = 1000 * (int64_t)(len + 2);
    assert_ok(ptv_complaints_new(&config, NULL, &acc));
    for (size_t i = 0; 3 * i < len; i++) {
        ptv_complaint record = PTV_COMPLAINT_INIT;
        record.received = 1000 * (int64_t)(2 * i + which);
        record.upheld = PTV_OUTCOME_EXCLUDED;
        assert_ok(ptv_complaints_add(acc, &record));
    }
    return image_of(PTV_TYPE_COMPLAINTS, acc);
}

struct worst make_worst(size_t i, size_t len) {
    static const struct {
        const char *name;
        uint32_t type;
        struct bytes (*make)(size_t len, size_t which);
    } kinds[WORST] = {
        {"durations in all buckets", PTV_TYPE_DURATIONS, durations},
        {"survival", PTV_TYPE_SURVIVAL, survival},
        {"zone", PTV_TYPE_ZONE, zone},
        {"repeats of many subjects", PTV_TYPE_REPEATS, repeats_of_subjects},
        {"repeats of one subject", PTV_TYPE_REPEATS, repeats_of_contacts},
        {"desk", PTV_TYPE_DESK, desk},
        {"queue", PTV_TYPE_QUEUE, queue},
        {"complaints", PTV_TYPE_COMPLAINTS, complaints},
        {"cohorts that crowd", PTV_TYPE_COHORTS, cohorts_that_crowd},
        {"cohorts with dense keys", PTV_TYPE_COHORTS, cohorts_dense},
        {"panel", PTV_TYPE_PANEL, panel},
    };
    struct worst worst = {
        kinds[i].name, kinds[i].type, {kinds[i].make(len, 0), kinds[i].make(len, 1)}};
    return worst;
}
