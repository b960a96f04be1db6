/* SPDX-License-Identifier: MIT */
/* NPS by region, where the region is text: two columns of someone's table, read where they lie.
 *
 * Groups number the texts as they come, and keep the numbers from one chunk of the table to the
 * next, so each number is the place of a region's state. */
#include <postventa/postventa.h>
#include <stdbool.h>
#include <stdio.h>

#include "check.h"

enum { CHUNKS = 2, ROWS = 7, MOST_REGIONS = 8 };

/* Arrow's layout of strings: all bytes in a row, and where each one begins. */
static const char *const region_bytes[CHUNKS] = {
    "NorteSurNorteLevanteSurNorte",
    "SurCanariasLevanteSurCanariasSur",
};
static const int32_t region_offsets[CHUNKS][ROWS + 1] = {
    {0, 5, 8, 13, 20, 23, 23, 28},
    {0, 3, 11, 18, 21, 29, 32, 32},
};
/* Row 5 of the first chunk and row 6 of the second have no region. */
static const uint8_t region_validity[CHUNKS] = {0x5F, 0x3F};

/* And 16-bit numbers. */
static const int16_t scores[CHUNKS][ROWS] = {
    {10, 9, 6, 9, 0, 10, 8},
    {7, 10, 9, 10, 3, 9, 5},
};

static ptv_column region_column(int chunk) {
    ptv_column column = PTV_COLUMN_INIT;
    column.type = PTV_COLUMN_STRING;
    column.n = ROWS;
    column.values = region_bytes[chunk];
    column.offsets = region_offsets[chunk];
    column.validity = &region_validity[chunk];
    return column;
}

static ptv_column score_column(int chunk) {
    ptv_column column = PTV_COLUMN_INIT;
    column.type = PTV_COLUMN_I16;
    column.n = ROWS;
    column.values = scores[chunk];
    return column;
}

static void print_region(const ptv_group *region, const ptv_ratings *ratings) {
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    check(ptv_nps_read(ratings, NULL, &nps));
    bool named = region->kind == PTV_GROUP_BYTES;
    printf("NPS %+6.1f  [%+6.1f, %+6.1f]  n %u  ", nps.score.value, nps.score.lower,
           nps.score.upper, (unsigned)nps.n);
    printf("%.*s\n", named ? (int)region->len : 7, named ? region->bytes : "nowhere");
}

int main(void) {
    ptv_groups *regions;
    ptv_ratings by_region[MOST_REGIONS];
    uint32_t numbers[ROWS];
    size_t n = 0, ready = 0;
    check(ptv_groups_new(NULL, &regions));

    for (int chunk = 0; chunk < CHUNKS; chunk++) {
        ptv_column region = region_column(chunk), score = score_column(chunk);
        check(ptv_groups_encode(regions, &region, 0, ROWS, numbers, NULL));
        check(ptv_groups_count(regions, &n));
        if (n > MOST_REGIONS)
            return 1; /* of a table whose regions are not known before, the array grows */
        for (; ready < n; ready++)
            check(ptv_nps_init(&by_region[ready]));
        check(ptv_ratings_add_grouped_column(by_region, n, numbers, &score));
        printf("chunk %d: %u regions so far\n", chunk + 1, (unsigned)n);
    }
    for (uint32_t number = 0; number < n; number++) {
        ptv_group region;
        check(ptv_groups_key(regions, number, &region));
        print_region(&region, &by_region[number]);
    }
    ptv_groups_free(regions);
    return 0;
}
