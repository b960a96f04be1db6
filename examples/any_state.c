/* SPDX-License-Identifier: MIT */
/* States of any type in one table: what a database extension does, which stores bytes and merges
 * them without knowing what they count.
 *
 * The bytes say what they are, and a table of verbs holds the functions of that type. What is in the
 * table later, of types that are not invented yet, is merged by the same twenty lines. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

enum { ROOM = 512, DAYS = 2, METRICS = 3 };

/* A cell of a column of bytes. */
struct cell {
    uint8_t bytes[ROOM];
    size_t length;
};

/* ---- the extension */

/* The verbs of what a cell holds. */
static const ptv_verbs *verbs_of(const struct cell *cell) {
    uint32_t type;
    check(ptv_wire_info(cell->bytes, cell->length, &type, NULL, NULL));
    const ptv_verbs *verbs = ptv_verbs_find(type);
    if (!verbs || !verbs->merge)
        exit(EXIT_FAILURE); /* of a later version, or nothing that adds up: a zone */
    return verbs;
}

/* SELECT metric_merge(cell): the first cell is read, each other one is read and added to it. */
static struct cell merge_cells(const struct cell *cells, size_t n) {
    const ptv_verbs *verbs = verbs_of(&cells[0]);
    void *sum, *part;
    check(verbs->deserialize(cells[0].bytes, cells[0].length, &sum));
    for (size_t i = 1; i < n; i++) {
        check(verbs->deserialize(cells[i].bytes, cells[i].length, &part));
        check(verbs->merge(sum, part));
        verbs->free(part);
    }
    struct cell merged;
    check(verbs->serialize(sum, merged.bytes, ROOM, &merged.length));
    verbs->free(sum);
    return merged;
}

/* ---- who writes the cells, and who reads them, knows what they are */

static struct cell answers_of(int day) {
    static const int8_t scores[DAYS][5] = {{10, 9, 6, 10, 8}, {9, 3, 10, 7, 9}};
    struct cell cell;
    ptv_ratings ratings;
    check(ptv_nps_init(&ratings));
    check(ptv_ratings_add_i8(&ratings, scores[day], NULL, 0, 5));
    check(ptv_ratings_serialize(&ratings, cell.bytes, ROOM, &cell.length));
    return cell;
}

static struct cell waits_of(int day) {
    static const int64_t seconds[DAYS][4] = {{40, 75, 20, 310}, {35, 90, 61, 15}};
    struct cell cell;
    ptv_durations *waits;
    check(ptv_durations_new(NULL, NULL, &waits));
    for (int i = 0; i < 4; i++)
        check(ptv_durations_add(waits, 1000 * seconds[day][i]));
    check(ptv_durations_serialize(waits, cell.bytes, ROOM, &cell.length));
    ptv_durations_free(waits);
    return cell;
}

static struct cell buyers_of(int day) {
    static const uint64_t customers[DAYS][4] = {{101, 102, 103, 104}, {103, 104, 105, 101}};
    struct cell cell;
    ptv_cohorts *buyers;
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    config.n_periods = 7;
    check(ptv_cohorts_new(&config, NULL, &buyers));
    for (int i = 0; i < 4; i++)
        check(ptv_cohorts_add(buyers, customers[day][i], day));
    check(ptv_cohorts_serialize(buyers, cell.bytes, ROOM, &cell.length));
    ptv_cohorts_free(buyers);
    return cell;
}

static void print_answers(const struct cell *cell) {
    ptv_ratings ratings;
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    check(ptv_ratings_deserialize(&ratings, cell->bytes, cell->length));
    check(ptv_nps_read(&ratings, NULL, &nps));
    printf("NPS %+.0f of %u answers\n", nps.score.value, (unsigned)nps.n);
}

static void print_waits(const struct cell *cell) {
    ptv_durations *waits;
    ptv_durations_result times = PTV_DURATIONS_RESULT_INIT;
    check(ptv_durations_deserialize(NULL, cell->bytes, cell->length, &waits));
    check(ptv_durations_read(waits, NULL, &times));
    printf("median %.1f s of %u waits\n", times.median.value / 1000, (unsigned)times.n);
    ptv_durations_free(waits);
}

static void print_buyers(const struct cell *cell) {
    ptv_cohorts *buyers;
    ptv_cohorts_result result = PTV_COHORTS_RESULT_INIT;
    check(ptv_cohorts_deserialize(NULL, cell->bytes, cell->length, &buyers));
    check(ptv_cohorts_read(buyers, &result));
    printf("%u customers, however often they came\n", (unsigned)result.customers);
    ptv_cohorts_free(buyers);
}

int main(void) {
    struct cell (*const write[METRICS])(int day) = {answers_of, waits_of, buyers_of};
    void (*const print[METRICS])(const struct cell *cell) = {print_answers, print_waits,
                                                             print_buyers};
    for (int metric = 0; metric < METRICS; metric++) {
        struct cell days[DAYS];
        for (int day = 0; day < DAYS; day++)
            days[day] = write[metric](day);
        struct cell merged = merge_cells(days, DAYS);
        printf("%-14s %3u + %3u -> %3u bytes: ", ptv_wire_type_name(verbs_of(&merged)->type),
               (unsigned)days[0].length, (unsigned)days[1].length, (unsigned)merged.length);
        print[metric](&merged);
    }

    /* A cell of another type is refused by its bytes, before anything is merged. */
    struct cell waits = waits_of(0);
    void *out;
    ptv_status status =
        ptv_verbs_find(PTV_TYPE_RATINGS)->deserialize(waits.bytes, waits.length, &out);
    printf("waits among answers: %s\n", ptv_status_message(status));
    return status == PTV_ERR_WIRE_TYPE ? 0 : 1;
}
