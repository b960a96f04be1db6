/* SPDX-License-Identifier: MIT */
/* The images in wire-format.md, sixteen bytes a line; of lines that are all alike, the first and a
 * star. Of a desk and a queue, whose images are long, the words and a list of the parts. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 4096, LINE = 16 };

static const int64_t SECOND = 1000, MINUTE = 60000, DAY = 86400000;

struct image {
    uint8_t bytes[ROOM];
    size_t length;
    size_t words; /* of a composite: where its parts begin */
};

static void check(ptv_status status) {
    if (status < 0)
        exit(EXIT_FAILURE);
}

static void ratings(struct image *image) {
    ptv_ratings acc;
    check(ptv_csat_init(&acc, NULL));
    check(ptv_ratings_add_n(&acc, 1, 3));
    check(ptv_ratings_add_n(&acc, 4, 258));
    check(ptv_ratings_add_n(&acc, 5, 70000));
    check(ptv_ratings_add_n(&acc, 6, 2)); /* off the scale: invalid */
    check(ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, 17));
    check(ptv_ratings_serialize(&acc, image->bytes, ROOM, &image->length));
}

static void proportion(struct image *image) {
    ptv_proportion solved;
    check(ptv_proportion_init(&solved));
    check(ptv_proportion_add_n(&solved, PTV_OUTCOME_HIT, 280));
    check(ptv_proportion_add_n(&solved, PTV_OUTCOME_MISS, 120));
    check(ptv_proportion_add_n(&solved, PTV_OUTCOME_EXCLUDED, 9));
    check(ptv_proportion_serialize(&solved, image->bytes, ROOM, &image->length));
}

/* One minute's limit; 20 s three times, 60 s, 300 s, a missing one and a negative one. */
static ptv_durations *some_durations(void) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    ptv_durations *acc;
    config.calendar_id = 7;
    config.n_limits = 1;
    config.limit_ms[0] = MINUTE;
    check(ptv_durations_new(&config, NULL, &acc));
    check(ptv_durations_add_n(acc, 20 * SECOND, 3));
    check(ptv_durations_add(acc, MINUTE));
    check(ptv_durations_add(acc, 5 * MINUTE));
    check(ptv_durations_add(acc, PTV_TIME_NONE));
    check(ptv_durations_add(acc, -5));
    return acc;
}

static void durations(struct image *image) {
    ptv_durations *acc = some_durations();
    check(ptv_durations_serialize(acc, image->bytes, ROOM, &image->length));
    ptv_durations_free(acc);
}

static void durations_removed(struct image *image) {
    ptv_durations *acc = some_durations();
    check(ptv_durations_remove(acc, 20 * SECOND, 1));
    check(ptv_durations_serialize(acc, image->bytes, ROOM, &image->length));
    ptv_durations_free(acc);
}

static void survival(struct image *image) {
    ptv_survival *open_for;
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    config.unit_ms = 3600000;
    check(ptv_survival_new(&config, NULL, &open_for));
    check(ptv_survival_add_n(open_for, 5, PTV_EVENT, 2));
    check(ptv_survival_add_n(open_for, 5, PTV_CENSORED, 300));
    check(ptv_survival_add_n(open_for, 6, PTV_EVENT, 1));
    check(ptv_survival_add_n(open_for, 1000, PTV_CENSORED, 3));
    check(ptv_survival_add_n(open_for, PTV_TIME_NONE, PTV_CENSORED, 9));
    check(ptv_survival_serialize(open_for, image->bytes, ROOM, &image->length));
    ptv_survival_free(open_for);
}

static void zone(struct image *image) {
    ptv_zone *madrid;
    check(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &madrid));
    check(ptv_zone_serialize(madrid, image->bytes, ROOM, &image->length));
    ptv_zone_free(madrid);
}

/* A window of 10 s since 1 s; customers 300 and 301, the latter with issues 5 and 9. */
static void repeats(struct image *image) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats *acc;
    config.window_ms = 10 * SECOND;
    config.since = 1 * SECOND;
    check(ptv_repeats_new(&config, NULL, &acc));
    check(ptv_repeats_add(acc, 300, 0, 2 * SECOND));
    check(ptv_repeats_add(acc, 300, 0, 9 * SECOND));
    check(ptv_repeats_add(acc, 300, 0, 9 * SECOND + 200));
    check(ptv_repeats_add(acc, 301, 5, 3 * SECOND));
    check(ptv_repeats_add(acc, 301, 9, 15 * SECOND));
    check(ptv_repeats_exclude(acc, 4));
    check(ptv_repeats_advance(acc, 15 * SECOND));
    check(ptv_repeats_serialize(acc, image->bytes, ROOM, &image->length));
    ptv_repeats_free(acc);
}

/* One target, one edge of age, a period; a ticket that met the target and one that still waits. */
static void desk(struct image *image) {
    static const int64_t opened[] = {10, 70}, replied[] = {25, -1};
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    ptv_desk *acc;
    config.n_targets = 1;
    config.target[0].clock = PTV_CLOCK_FIRST_RESPONSE;
    config.target[0].limit_ms = 30 * MINUTE;
    config.until = DAY;
    config.n_ages = 1;
    config.age_ms[0] = 60 * MINUTE;
    check(ptv_desk_new(&config, NULL, &acc));
    for (int i = 0; i < 2; i++) {
        ptv_ticket ticket = PTV_TICKET_INIT;
        ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
        ticket.created = opened[i] * MINUTE;
        if (replied[i] > 0)
            ticket.first_reply = replied[i] * MINUTE;
        ticket.reopens = 0;
        check(ptv_ticket_read(&ticket, 120 * MINUTE, 0, NULL, &times));
        check(ptv_desk_add(acc, &times));
    }
    check(ptv_desk_serialize(acc, image->bytes, ROOM, &image->length));
    image->words = 728;
    ptv_desk_free(acc);
}

/* Limits of 20 and 60 s; one call answered after 12 s, one abandoned after 3 s: a short one. */
static void queue(struct image *image) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_call call = PTV_CALL_INIT;
    ptv_queue *acc;
    config.short_ms = 5 * SECOND;
    config.n_limits = 2;
    config.limit_ms[0] = 20 * SECOND;
    config.limit_ms[1] = 60 * SECOND;
    check(ptv_queue_new(&config, NULL, &acc));
    call.outcome = PTV_CALL_ABANDONED;
    call.wait_ms = 3 * SECOND;
    check(ptv_queue_add(acc, &call));
    call.outcome = PTV_CALL_ANSWERED;
    call.wait_ms = 12 * SECOND;
    call.talk_ms = 100 * SECOND;
    call.rings = 2;
    check(ptv_queue_add(acc, &call));
    check(ptv_queue_add_ready(acc, 60 * SECOND));
    check(ptv_queue_serialize(acc, image->bytes, ROOM, &image->length));
    image->words = 208;
    ptv_queue_free(acc);
}

/* A year of 2400 customers; one complaint solved after 22 days and upheld, one that is open. */
static void complaints(struct image *image) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaint complaint = PTV_COMPLAINT_INIT;
    ptv_complaints *acc;
    config.until = 365 * DAY;
    config.within_ms = 30 * DAY;
    check(ptv_complaints_new(&config, NULL, &acc));
    complaint.received = 300 * DAY;
    check(ptv_complaints_add(acc, &complaint));
    complaint.received = 8 * DAY;
    complaint.closed = 30 * DAY;
    complaint.upheld = PTV_OUTCOME_HIT;
    check(ptv_complaints_add(acc, &complaint));
    check(ptv_complaints_add_exposed(acc, 2200, 2400));
    check(ptv_complaints_serialize(acc, image->bytes, ROOM, &image->length));
    ptv_complaints_free(acc);
}

/* Two periods from -1 on, any keys: one who came before and was active in the first, one in both. */
static void cohorts(struct image *image) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *acc;
    config.first_period = -1;
    config.n_periods = 2;
    config.unit = PTV_PERIOD_MONTH;
    check(ptv_cohorts_new(&config, NULL, &acc));
    check(ptv_cohorts_add_earlier(acc, 300));
    check(ptv_cohorts_add(acc, 300, -1));
    check(ptv_cohorts_add(acc, 301, -1));
    check(ptv_cohorts_add(acc, 301, 0));
    check(ptv_cohorts_serialize(acc, image->bytes, ROOM, &image->length));
    ptv_cohorts_free(acc);
}

/* Twelve periods, keys below 1,000: the first customer and the last in periods 0 and 9. */
static void cohorts_dense(struct image *image) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *acc;
    config.n_periods = 12;
    config.n_dense = 1000;
    check(ptv_cohorts_new(&config, NULL, &acc));
    check(ptv_cohorts_add(acc, 0, 0));
    check(ptv_cohorts_add(acc, 0, 9));
    check(ptv_cohorts_add_earlier(acc, 2));
    check(ptv_cohorts_serialize(acc, image->bytes, ROOM, &image->length));
    ptv_cohorts_free(acc);
}

/* In cents: one who pays more, one less, one nothing any more, one new, one missing. */
static void revenue(struct image *image) {
    ptv_revenue acc;
    check(ptv_revenue_init(&acc));
    check(ptv_revenue_add(&acc, 1000, 1500, 0));
    check(ptv_revenue_add(&acc, 2000, 1700, 0));
    check(ptv_revenue_add(&acc, 400, 0, 0));
    check(ptv_revenue_add(&acc, 0, 250, 0));
    check(ptv_revenue_add(&acc, PTV_AMOUNT_MISSING, 90, 0));
    check(ptv_revenue_serialize(&acc, image->bytes, ROOM, &image->length));
}

/* Two respondents, one anonymous answer; sent through two channels. */
static void panel(struct image *image) {
    static const ptv_response responses[] = {
        {300, 1000, 7, 9, 1},
        {301, -1, 0, PTV_SCORE_MISSING, 0},
        {PTV_KEY_NONE, 5, 0, 10, 0},
    };
    ptv_panel *acc;
    check(ptv_panel_new(NULL, NULL, &acc));
    check(ptv_panel_add_records(acc, responses, sizeof responses[0], 3));
    check(ptv_panel_add_sent(acc, 0, 20));
    check(ptv_panel_add_sent(acc, 1, 40));
    check(ptv_panel_serialize(acc, image->bytes, ROOM, &image->length));
    ptv_panel_free(acc);
}

static void dump(const uint8_t *bytes, size_t length) {
    for (size_t at = 0; at < length; at += LINE) {
        size_t n = length - at < LINE ? length - at : LINE;
        if (at >= LINE && n == LINE && memcmp(bytes + at, bytes + at - LINE, LINE) == 0) {
            if (at < 2 * LINE || memcmp(bytes + at, bytes + at - 2 * LINE, LINE) != 0)
                printf("*\n");
            continue;
        }
        printf("%04x ", (unsigned)at);
        for (size_t i = 0; i < n; i++)
            printf("%s%02x", i % 8 == 0 ? "  " : " ", bytes[at + i]);
        printf("\n");
    }
}

static void list_parts(const struct image *image) {
    for (size_t at = image->words; at < image->length;) {
        uint32_t type;
        uint64_t length;
        check(ptv_wire_info(image->bytes + at, image->length - at, &type, NULL, &length));
        printf("%04x   %-14s %3u bytes\n", (unsigned)at, ptv_wire_type_name(type),
               (unsigned)length);
        at += (size_t)length;
    }
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*make)(struct image *image);
    } images[] = {
        {"ratings", ratings},     {"proportion", proportion},
        {"durations", durations}, {"durations-removed", durations_removed},
        {"survival", survival},   {"zone", zone},
        {"repeats", repeats},     {"desk", desk},
        {"queue", queue},         {"complaints", complaints},
        {"cohorts", cohorts},     {"cohorts-dense", cohorts_dense},
        {"revenue", revenue},     {"panel", panel},
    };
    for (size_t i = 0; i < sizeof images / sizeof images[0]; i++)
        if (argc == 2 && strcmp(argv[1], images[i].name) == 0) {
            struct image image = {{0}, 0, 0};
            images[i].make(&image);
            dump(image.bytes, image.words > 0 ? image.words : image.length);
            if (image.words > 0)
                list_parts(&image);
            return EXIT_SUCCESS;
        }
    fprintf(stderr, "usage: wire IMAGE\n");
    return EXIT_FAILURE;
}
